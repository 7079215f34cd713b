"""The brief's strip is read back: which arrow runs from where to where, in whose colour, to which outcome."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from detente.drawing import Arrow, Card, Lane, rows
from detente.drawing.svg import colour, dash

SVG = "{http://www.w3.org/2000/svg}"
PARTIES = ("Russia", "Ukraine", "Europe")
TODAY = Card("", "Today", kind="today")
STOP = Card()
A, B = Card("A", "talks", kind="end"), Card("B", "a long fight", kind="end")


def drawn(*lanes: Lane) -> ET.Element:
    return ET.fromstring(rows(lanes, PARTIES, "Where it is heading", "What it says."))


def parts(svg: ET.Element, kind: str) -> list[ET.Element]:
    return [g for g in svg.iter(f"{SVG}g") if g.get("data-kind") == kind]


def box(card: ET.Element) -> tuple[float, float, float, float]:
    rect = card.find(f"{SVG}rect")
    assert rect is not None
    return tuple(float(rect.get(k, "0")) for k in ("x", "y", "width", "height"))  # type: ignore[return-value]


def ends(arrow: ET.Element) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where the shaft begins, and where the tip stands."""
    path, head = arrow.find(f"{SVG}path"), arrow.find(f"{SVG}polygon")
    assert path is not None
    assert head is not None
    start = path.get("d", "")[1:].split("L")[0].split()
    tip = head.get("points", "").split()[0].split(",")
    return (float(start[0]), float(start[1])), (float(tip[0]), float(tip[1]))


LANE = Lane(
    "kyiv",
    (TODAY, STOP, A, B),
    (Arrow(0, 1, 2, "Europe: sanctions"), Arrow(1, 2, 0, "Russia: talks"), Arrow(0, 3, 1, "Ukraine: fights")),
    note="Not looking ahead: B.",
)


def test_every_end_has_a_row_from_today_by_its_moves() -> None:
    svg = drawn(LANE)
    told = [(a.get("data-from"), a.get("data-to"), a.get("data-party")) for a in parts(svg, "arrow")]
    assert told == [("0", "1", "2"), ("1", "2", "0"), ("0", "3", "1")]
    cards = [(c.get("data-card"), c.get("data-letter"), c.get("data-index")) for c in parts(svg, "card")]
    assert cards == [("today", "", "0"), ("end", "A", "2"), ("today", "", "0"), ("end", "B", "3")]


def test_arrows_run_from_today_to_the_outcome_in_the_colours_of_the_parties() -> None:
    svg = drawn(LANE)
    today, end, later, other = map(box, parts(svg, "card"))
    first, second, third = parts(svg, "arrow")
    assert ends(first)[0] == (today[0] + today[2], today[1] + today[3] / 2)
    assert ends(first)[0][0] < ends(first)[1][0] < ends(second)[0][0] < ends(second)[1][0] < end[0]
    assert ends(third)[0] == (later[0] + later[2], later[1] + later[3] / 2)
    assert ends(third)[0][0] < ends(third)[1][0] < other[0]
    texts = {t.text: float(t.get("x", "0")) for t in svg.iter(f"{SVG}text")}
    assert (
        ends(first)[1][0] < texts["Europe: sanctions"] < ends(second)[0][0]
    )  # what is done stands behind its arrow
    assert ends(second)[1][0] < texts["Russia: talks"] < end[0]
    assert end[1] + end[3] < other[1]  # the rows stand one below the other
    for arrow, party in ((first, 2), (second, 0), (third, 1)):
        path, head = arrow.find(f"{SVG}path"), arrow.find(f"{SVG}polygon")
        assert path is not None
        assert head is not None
        assert path.get("stroke") == colour(party) == head.get("fill")
        assert path.get("stroke-dasharray") == dash(party)


def test_many_moves_go_on_in_the_next_line() -> None:
    cards = (TODAY, *[STOP] * 5, A)
    moves = tuple(Arrow(k, k + 1, k % 3, f"{PARTIES[k % 3]}: a move of some length") for k in range(6))
    arrows = [ends(a) for a in parts(drawn(Lane("", cards, moves)), "arrow")]
    heights = [start[1] for start, _ in arrows]
    assert heights == sorted(heights)
    assert len(set(heights)) > 1
    assert all(start[1] == tip[1] and start[0] < tip[0] for start, tip in arrows)
    [_, end] = map(box, parts(drawn(Lane("", cards, moves)), "card"))
    assert all(tip[0] < end[0] for _, tip in arrows)


def test_texts_stand_where_they_belong() -> None:
    svg = drawn(LANE, Lane("broker", (TODAY,), (), note="Nobody would leave today."))
    texts = [(t.text, float(t.get("x", "0")), float(t.get("y", "0"))) for t in svg.iter(f"{SVG}text")]
    told = [t for t, _, _ in texts]
    for text in (
        "kyiv",
        "Today",
        "Europe: sanctions",
        "A: talks",
        "B: a long fight",
        "Not looking ahead: B.",
        "broker",
    ):
        assert any(text in (t or "") for t in told), text
    assert told.count("kyiv") == 1  # named once, at its first row
    note = next(t for t in texts if t[0] == "Nobody would leave today.")
    broker = next(t for t in texts if t[0] == "broker")
    assert note[1] > broker[1]
    height = float(svg.get("viewBox", "").split()[3])
    width = float(svg.get("viewBox", "").split()[2])
    assert all(0 <= x <= width and 0 < y <= height for _, x, y in texts)


def test_rows_do_not_overlap() -> None:
    long = Card(
        "C",
        "Russia talks and steps up the offensive while Europe sends arms and Ukraine gives way",
        kind="end",
    )
    lanes = [
        LANE,
        Lane("broker", (TODAY, long), (Arrow(0, 1, 0, "Russia: a move that takes many words to tell"),)),
    ]
    svg = drawn(*lanes)
    boxes = sorted((box(c) for c in parts(svg, "card")), key=lambda b: (b[0], b[1]))
    for one, other in pairwise(boxes):
        if one[0] == other[0]:
            assert one[1] + one[3] <= other[1]


def test_who_moves_is_explained_and_nobody_else() -> None:
    svg = drawn(Lane("", (TODAY, A), (Arrow(0, 1, 1, "Ukraine: talks"),)))
    swatches = [p.get("data-swatch") for p in svg.iter(f"{SVG}path") if p.get("data-swatch") is not None]
    assert swatches == ["1"]
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == ("Where it is heading", "What it says.")


def test_a_cycle_and_a_detour_are_drawn_by_the_shortest_way() -> None:
    lane = Lane("", (TODAY, STOP, A), (Arrow(0, 1, 0), Arrow(1, 0, 1), Arrow(1, 2, 2), Arrow(0, 2, 1)))
    [arrow] = parts(drawn(lane), "arrow")
    assert (arrow.get("data-from"), arrow.get("data-to"), arrow.get("data-party")) == ("0", "2", "1")


def test_a_line_leads_from_behind_the_last_move_to_its_outcome() -> None:
    one = Lane("kyiv", (TODAY, A), (Arrow(0, 1, 0, "Russia: talks"),))
    steps = tuple(Arrow(k, k + 1, k % 3, f"Ukraine: move {k} with many words") for k in range(7))
    many = Lane("broker", (TODAY, *[STOP] * 6, B), steps)
    svg = drawn(one, many, Lane("stays", (TODAY,), ()))
    lines = [p for p in svg.iter(f"{SVG}path") if p.get("data-kind") == "leader"]
    outcomes = [box(c) for c in parts(svg, "card") if c.get("data-card") == "end"]
    placed = {t.text: (float(t.get("x", "0")), float(t.get("y", "0"))) for t in svg.iter(f"{SVG}text")}
    lasts = [placed["Russia: talks"], placed["Ukraine: move 6 with many words"]]
    assert len(lines) == len(outcomes) == 2  # none where nobody moves
    for line, (x, y, _, high), (left, base) in zip(lines, outcomes, lasts, strict=True):
        points = [tuple(map(float, p.split())) for p in line.get("d", "")[1:].split("L")]
        assert left + 20 < points[0][0] < points[-1][0] == x
        assert abs(points[0][1] - base) < 8  # beside what it comes from
        assert y < points[-1][1] < y + high
        for before, after in pairwise(points):
            assert before[0] == after[0] or before[1] == after[1]
            assert before[0] <= after[0]
