"""A record is read back from its picture: dates, who acted, the mark of every account, and what the marks mean."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from detente.drawing import Happening, record
from detente.drawing.record import DOT, MARK
from detente.drawing.svg import WIDEST, colour, tint
from tests.pictures import NAMESPACE

MEANINGS = {"full": "expected", "half": "in part", "empty": "not", "cross": "never", "": "no move"}
EVENTS = [
    Happening("2024-01-01", "One talks", (0,), (("full", "expected"), ("half", "in part"))),
    Happening("2024-01-01", "Both " + "talk " * 40, (1, 0), (("empty", "not"), ("cross", "never"))),
    Happening("2024-03", "Nobody acts", (), (("", "no move"), ("", "no move"))),
]


def drawn(events: list[Happening] | None = None, columns: tuple[str, ...] = ("doves", "hawks")) -> ET.Element:
    return ET.fromstring(
        record(
            events or EVENTS, columns, ["North", "South"], "The record", "What it says.", meanings=MEANINGS
        )
    )


def cells(svg: ET.Element) -> dict[str, ET.Element]:
    return {g.get("data-cell", ""): g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-cell")}


def texts(of: ET.Element) -> list[str]:
    return ["".join(t.itertext()) for t in of.iter(f"{NAMESPACE}text")]


def shapes(cell: ET.Element) -> list[tuple[str, str, str]]:
    """What a cell is drawn with: the tag, the fill, the stroke."""
    return [
        (x.tag.removeprefix(NAMESPACE), x.get("fill", ""), x.get("stroke", ""))
        for x in cell.iter()
        if x.tag.removeprefix(NAMESPACE) in ("circle", "path")
    ]


def test_every_event_has_its_date_its_text_and_its_parties() -> None:
    svg = drawn()
    events = [g for g in svg.iter(f"{NAMESPACE}g") if g.get("data-kind") == "event"]
    assert [(e.get("data-date"), e.get("data-parties")) for e in events] == [
        ("2024-01-01", "0"), ("2024-01-01", "1 0"), ("2024-03", ""),
    ]  # fmt: skip
    assert texts(events[0]) == ["One talks"]
    assert " ".join(texts(events[1])) == EVENTS[1].text.strip()
    # A date stands once, at the first event of the day.
    assert [t for t in texts(svg) if t.startswith("2024")] == ["2024-01-01", "2024-03"]


def test_events_stand_below_one_another_and_a_dot_beside_each() -> None:
    svg = drawn()
    dots = [c for c in svg.findall(f"{NAMESPACE}circle") if float(c.get("r", "")) == DOT]
    assert [d.get("fill") for d in dots] == [colour(0), colour(1), tint("ink")]
    heights = [float(d.get("cy", "")) for d in dots]
    assert heights == sorted(heights)
    firsts = [
        float(next(e.iter(f"{NAMESPACE}text")).get("y", ""))
        for e in svg.iter(f"{NAMESPACE}g")
        if e.get("data-kind") == "event"
    ]
    assert all(0 < y - h < 8 for y, h in zip(firsts, heights, strict=True))
    assert heights[2] - heights[1] > 2 * (heights[1] - heights[0])  # a long text takes room
    line = svg.find(f"{NAMESPACE}path")
    assert line is not None
    assert line.get("d", "").startswith(f"M{float(dots[0].get('cx', '')):.0f} ")


def test_every_mark_is_a_shape_of_its_own_and_says_what_it_means() -> None:
    svg = drawn()
    found = cells(svg)
    assert {k: c.get("data-mark") for k, c in found.items()} == {
        "0,0": "full", "0,1": "half", "1,0": "empty", "1,1": "cross", "2,0": "", "2,1": "",
    }  # fmt: skip
    titles = {k: [t.text for t in c.iter(f"{NAMESPACE}title")] for k, c in found.items()}
    assert titles["0,1"] == ["in part"]
    assert titles["1,1"] == ["never"]
    better, paper = tint("better"), tint("paper")
    assert shapes(found["0,0"]) == [("circle", better, better)]
    assert shapes(found["0,1"]) == [("circle", paper, better), ("path", better, "")]
    assert shapes(found["1,0"]) == [("circle", paper, better)]
    assert shapes(found["1,1"]) == [("path", "none", tint("worse"))]
    assert shapes(found["2,0"]) == [("path", "", tint("line"))]
    circle = next(found["0,0"].iter(f"{NAMESPACE}circle"))
    assert float(circle.get("r", "")) == MARK


def test_marks_stand_in_the_column_of_their_account() -> None:
    svg = drawn()
    heads = {
        g.get("data-column"): float(next(g.iter(f"{NAMESPACE}text")).get("x", ""))
        for g in svg.iter(f"{NAMESPACE}g")
        if g.get("data-kind") == "column"
    }
    assert sorted(heads) == ["0", "1"]
    assert heads["0"] < heads["1"] < WIDEST
    found = cells(svg)
    for place in ("0,0", "0,1", "1,0"):
        circle = next(found[place].iter(f"{NAMESPACE}circle"))
        assert float(circle.get("cx", "")) == pytest.approx(heads[place[-1]], abs=0.1)
    assert [t for t in texts(svg) if t in ("doves", "hawks")] == ["doves", "hawks"]


def test_the_key_explains_the_marks_and_the_parties_that_are_drawn() -> None:
    told = texts(drawn())
    assert told[-7:] == ["expected", "in part", "not", "never", "no move", "North", "South"]
    few = texts(drawn([EVENTS[0]], ("doves", "hawks")))
    assert few[-3:] == ["expected", "in part", "North"]


def test_marks_stand_at_the_height_of_their_event() -> None:
    svg = drawn()
    dots = [float(c.get("cy", "")) for c in svg.findall(f"{NAMESPACE}circle") if float(c.get("r", "")) == DOT]
    for place, cell in cells(svg).items():
        circle = next(iter(cell.iter(f"{NAMESPACE}circle")), None)
        if circle is not None:
            assert float(circle.get("cy", "")) == pytest.approx(dots[int(place[0])], abs=0.1)
    half = next(cells(svg)["0,1"].iter(f"{NAMESPACE}path")).get("d", "")
    ring = next(cells(svg)["0,1"].iter(f"{NAMESPACE}circle"))
    middle, top = float(ring.get("cx", "")), float(ring.get("cy", "")) - MARK
    assert half.startswith(f"M{middle:g} {top:g}A")
    cross = next(cells(svg)["1,1"].iter(f"{NAMESPACE}path")).get("d", "")
    assert cross.count("M") == cross.count("L") == 2
