"""Courses through several times are read back from the picture: what leads where, who leaves, what lasts."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from detente.drawing import Passage, course
from detente.drawing.course import ARROW, CHIP, HIGH, MOST_ENDS, STEP
from detente.drawing.svg import WIDEST, colour, tint
from tests.pictures import NAMESPACE

COLUMNS = [("2024", "before"), ("2025", "after")]
MEANINGS = {"stays": "lasts", "begins": "begins here", "round": "no rest"}
ROWS = [
    ("doves", [[Passage("A", ("B", "C"), 0, carried=False)], [Passage("B", ("B",)), Passage("C", (), 1)]]),
    ("hawks", [[Passage("A", ("A",), carried=False)], [Passage("A", ("D", "E", "F", "G"), 1)]]),
]


def drawn(rows: list = ROWS) -> ET.Element:  # type: ignore[type-arg]
    return ET.fromstring(
        course(COLUMNS, rows, ["North", "South"], "Phases", "Text.", meanings=MEANINGS, note=["A: a"])
    )


def passages(svg: ET.Element) -> list[ET.Element]:
    return [g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-cell")]


def texts(of: ET.Element) -> list[str]:
    return ["".join(t.itertext()) for t in of.iter(f"{NAMESPACE}text")]


def chips(of: ET.Element) -> list[tuple[float, str, str]]:
    """Each box: where it stands, its fill, how heavy its border is."""
    return [
        (float(r.get("x", "")), r.get("fill", ""), r.get("stroke-width", ""))
        for r in of.iter(f"{NAMESPACE}rect")
    ]


def test_every_passage_says_where_it_leads() -> None:
    found = passages(drawn())
    assert [
        (
            g.get("data-cell"),
            g.get("data-start"),
            g.get("data-ends"),
            g.get("data-party"),
            g.get("data-carried"),
        )
        for g in found
    ] == [
        ("0,0", "A", "B C", "0", "no"),
        ("0,1", "B", "B", None, "yes"),
        ("0,1", "C", "", "1", "yes"),
        ("1,0", "A", "A", None, "no"),
        ("1,1", "A", "D E F G", "1", "yes"),
    ]
    assert [texts(g) for g in found] == [
        ["A", "B", "C"],
        ["B"],
        ["C", "↻"],
        ["A"],
        ["A", "D", "E", "F", "+1"],
    ]
    assert MOST_ENDS == 3


def test_what_lasts_is_filled_and_what_leaves_has_an_arrow_of_who_leaves() -> None:
    first, lasts, turns, begins, last = passages(drawn())
    assert [c[1:] for c in chips(lasts)] == [(tint("end"), "2")]
    assert [c[1:] for c in chips(begins)] == [(tint("today"), "2")]
    assert [c[1] for c in chips(first)] == [tint("today"), tint("paper"), tint("paper")]
    assert [c[1] for c in chips(last)] == [tint("paper")] * 4

    def arrows(of: ET.Element) -> list[str]:
        return [
            p.get("stroke", "")
            for g in of.iter(f"{NAMESPACE}g")
            if g.get("data-kind") == "arrow"
            for p in g.findall(f"{NAMESPACE}path")
        ]

    assert arrows(first) == [colour(0)]
    assert arrows(turns) == arrows(last) == [colour(1)]
    assert arrows(lasts) == arrows(begins) == []


def test_columns_and_rows_are_where_their_passages_are() -> None:
    svg = drawn()
    heads = {g.get("data-column"): g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-kind") == "column"}
    assert [texts(heads[k]) for k in ("0", "1")] == [["2024", "before"], ["2025", "after"]]
    rows = {g.get("data-row"): g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-kind") == "row"}
    assert [texts(rows[k]) for k in ("0", "1")] == [["doves"], ["hawks"]]
    lefts = [float(next(heads[k].iter(f"{NAMESPACE}text")).get("x", "")) for k in ("0", "1")]
    tops = [float(next(rows[k].iter(f"{NAMESPACE}text")).get("y", "")) for k in ("0", "1")]
    for g in passages(svg):
        row, column = (int(x) for x in (g.get("data-cell") or "").split(","))
        assert chips(g)[0][0] == pytest.approx(lefts[column], abs=0.1)
        box = next(g.iter(f"{NAMESPACE}rect"))
        assert float(box.get("y", "")) > tops[row] - 20
        if row == 0:
            assert float(box.get("y", "")) < tops[1] - 14
    assert max(x + 34 for g in passages(svg) for x, *_ in chips(g)) < WIDEST


def test_the_key_explains_what_is_drawn_and_the_note_stands_below() -> None:
    told = texts(drawn())
    assert [t for t in told if t in MEANINGS.values()] == ["lasts", "begins here", "no rest"]
    assert told[-1] == "A: a"
    assert {"North", "South"} <= set(told)
    few = texts(drawn([("x", [[Passage("A", ("B",), 1)], []])]))
    assert not set(MEANINGS.values()) & set(few)
    assert "North" not in few
    assert "South" in few


def test_chips_stand_behind_the_arrow_one_beside_the_other() -> None:
    first, lasts, turns, _, last = passages(drawn())
    for g in (first, last):
        xs = [x for x, *_ in chips(g)]
        assert xs[1] - xs[0] == pytest.approx(CHIP + ARROW, abs=0.2)
        assert all(b - a == pytest.approx(CHIP + 3, abs=0.2) for a, b in pairwise(xs[1:]))
        head = next(g.iter(f"{NAMESPACE}polygon"))
        tip = float((head.get("points") or "").split(",")[0])
        assert tip == pytest.approx(xs[1], abs=0.2)
    for g in (first, lasts, turns, last):
        boxes = list(g.iter(f"{NAMESPACE}rect"))
        assert len({b.get("y") for b in boxes}) == 1
        middle = float(boxes[0].get("y", "")) + HIGH / 2
        assert all(abs(float(t.get("y", "")) - 4.5 - middle) < 0.2 for t in g.iter(f"{NAMESPACE}text"))
    turn = [t for t in turns.iter(f"{NAMESPACE}text") if t.text == "↻"]
    assert float(turn[0].get("x", "")) == pytest.approx(chips(turns)[0][0] + CHIP + ARROW + 4, abs=0.2)
    tops = [float(next(g.iter(f"{NAMESPACE}rect")).get("y", "")) for g in (lasts, turns)]
    assert tops[1] - tops[0] == pytest.approx(STEP, abs=0.2)
