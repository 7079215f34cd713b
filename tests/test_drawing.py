"""Pictures are read back from their SVG: what stands where, which arrow runs from where to where, in whose colour."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random

import pytest

from detente.drawing import (
    Arrow,
    Card,
    Cell,
    Group,
    Lane,
    Line,
    Link,
    Node,
    Spoiler,
    State,
    TreeNode,
    graph,
    groups,
    matrix,
    network,
    on_paper,
    strip,
    tree,
)
from detente.drawing import svg as primitives
from detente.drawing import words as told
from detente.drawing.measure import width_of, wrap
from detente.drawing.svg import box as a_box
from detente.drawing.svg import tint
from tests.pictures import Box, Drawn, colour_of, dashes_of

PARTIES = ("Russia", "Ukraine", "Europe", "United States")
MANY = (*PARTIES, "Turkey", "Saudi Arabia", "The Union of Free Cities and Ports", "UN")
TODAY = Card(
    "",
    "Today",
    ((3, "supports Kyiv", False), (3, "ceasefire first", False)),
    ((0, "5th of 9"), (1, "3rd of 7")),
    "today",
)
DOT = Card()
END = Card(
    "A",
    "talks; Ukraine gives way",
    ((0, "talks", True), (1, "joins talks", True), (3, "supports Kyiv", False)),
    ((0, "1st of 9"), (1, "7th of 7"), (2, "4th of 8")),
    "end",
)
OTHER = Card(
    "B",
    "talks under sanctions",
    ((2, "sanctions", True), (1, "joins talks", False)),
    ((2, "2nd of 8"),),
    "end",
)
CHAIN = Lane(
    "commentary",
    (TODAY, DOT, END),
    (Arrow(0, 1, 0, "Russia: talks"), Arrow(1, 2, 1, "Ukraine: joins, and gives way")),
)


# -- every picture -----------------------------------------------------------------------------------------------------


def samples() -> dict[str, str]:
    cells = [[Cell("▲", "better", "1st")] * 2 for _ in PARTIES]
    met = TreeNode("a truce", note="Russia: 2nd")
    refused = TreeNode("Carry it out?", 2, (("yes", TreeNode("sanctions")), ("no", TreeNode("today"))), 1)
    return {
        "strip": strip([CHAIN], PARTIES, "T <&> 1", "D <&> 1"),
        "matrix": matrix([("now", "kyiv"), ("later", "kyiv")], PARTIES, cells, "T", "D"),
        "network": network([Node("a", "A"), Node("b", "B")], [Link("a", "b", "gain", "kyiv")], "T", "D"),
        "tree": tree(TreeNode("Meet it?", 0, (("yes", met), ("no", refused)), 0), "T", "D", parties=PARTIES),
        "groups": groups(
            [Group((0, 1), "B", "D", "together", (Spoiler(2, "E", "troops"),))], PARTIES, "T", "D"
        ),
        "graph": graph(
            [State("s1", today=True), State("s2", level=1)], [Line(0, 0, 1, True, None)], PARTIES, "T", "D"
        ),
    }


@pytest.mark.parametrize("kind", ["strip", "matrix", "network", "tree", "groups", "graph"])
def test_every_picture_has_a_name_and_says_what_it_says(kind):
    svg = samples()[kind]
    drawn = Drawn(svg)
    root = drawn.root
    assert root.get("data-picture") == kind
    assert root.get("role") == "img"
    assert (drawn.title, drawn.says) == (("T <&> 1", "D <&> 1") if kind == "strip" else ("T", "D"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert root.get("aria-labelledby", "").split() == ids
    assert len(set(ids)) == len(ids) == 2
    assert "prefers-color-scheme:dark" in svg
    assert not re.search(r"(href|src|url\(|@import|<script|<foreignObject)", svg)
    inside(drawn)


def test_ids_differ_between_pictures_and_are_the_same_for_the_same():
    assert strip([CHAIN], PARTIES, "a", "b") == strip([CHAIN], PARTIES, "a", "b")
    found = [Drawn(strip([CHAIN], PARTIES, t, d)).root.get("aria-labelledby") for t, d in ("ab", "cb", "ac")]
    assert len(set(found)) == 3


def test_colours_of_paper_stand_behind_variables_and_dark_ones_differ():
    svg = samples()["strip"]
    paper = on_paper(svg)
    assert "var(" not in paper
    assert "<style>" not in paper
    assert f'stroke="{colour_of(0)}"' in paper
    assert f"var(--d-0,{colour_of(0)})" in svg
    assert Drawn(paper).between() == Drawn(svg).between()
    style = re.search(r"<style>(.*?)</style>", svg)
    assert style
    assert style[1].startswith("@media screen and (prefers-color-scheme:dark){svg.detente{")
    dark = dict(re.findall(r"--d-([a-z0-9]+):(#[0-9a-f]{6});", style[1]))
    used = dict(re.findall(r"var\(--d-([a-z0-9]+),(#[0-9a-f]{6})\)", "".join(samples().values())))
    assert set(used) <= set(dark)
    assert {str(k) for k in range(8)} <= set(dark)
    assert contrast(dark["ink"], "#14171a") > 12
    assert contrast(used["ink"], "#ffffff") > 12
    assert contrast(used["soft"], "#ffffff") > 4.5
    assert contrast(dark["soft"], "#14171a") > 4.5
    for name in ("paper", "today", "end"):
        assert contrast(primitives.tint(name)[-8:-1], "#1c1c1c") > 10
        assert contrast(dark[name], dark["ink"]) > 8
    for k in range(8):
        assert contrast(dark[str(k)], "#14171a") > 4.5


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    a, b = sorted((light(one), light(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def test_parties_differ_in_colour_and_in_dashes():
    assert len({primitives.colour(k) for k in range(8)}) == len({primitives.dash(k) for k in range(8)}) == 8
    assert primitives.colour(9) == primitives.colour(1) != primitives.colour(None)
    assert primitives.dash(None) is None


def inside(drawn: Drawn) -> None:
    """Everything that is drawn lies in the frame, and no line of text on another."""
    frame = Box(0, 0, drawn.width, drawn.height)
    for box in drawn.boxes:
        assert frame.holds(box), (box, frame)
    for letters in drawn.letters:
        assert frame.holds(letters.box), (letters, frame)
    for one, other in combinations(drawn.letters, 2):
        assert not one.box.touches(other.box, -0.5), (one.text, other.text)
    for arrow in drawn.arrows:
        for x, y in (arrow.start, arrow.tip):
            assert 0 <= x <= drawn.width
            assert 0 <= y <= drawn.height


def apart(boxes: list[Box]) -> None:
    for one, other in combinations(boxes, 2):
        assert not one.touches(other), (one, other)


# -- texts -------------------------------------------------------------------------------------------------------------


def test_texts_are_broken_so_that_they_fit():
    for text in (
        "Ukraine: gives way in the end",
        "Donaudampfschifffahrtsgesellschaft",
        "停火谈判重新开始",
        "a  b",
    ):
        for room in (30.0, 60.0, 120.0):
            lines = wrap(text, room, 12)
            assert all(width_of(line, 12) <= room for line in lines)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap("one two three four five six", 60, 12, most=2) == ["one two", "three…"]
    assert wrap("one two", 600, 12, most=2) == ["one two"]
    assert wrap("", 60, 12) == []
    assert width_of("e\N{COMBINING ACUTE ACCENT}", 10) == width_of("e", 10)
    assert width_of("停", 10) == 10
    assert width_of("ab", 10, bold=True) > width_of("ab", 10) == width_of("a", 10) + width_of("b", 10)


# -- strip -------------------------------------------------------------------------------------------------------------


def lanes_of(drawn: Drawn) -> dict[tuple[str, str], Box]:
    """The cards by lane and place; one that all lanes share has the lane ``all``."""
    return {(g.data["lane"], g.data["index"]): g.boxes[0] for g in drawn.kind("card")}


def card_at(drawn: Drawn, lane: str, index: str) -> Box:
    found = lanes_of(drawn)
    return found.get((lane, index)) or found["all", index]


def check_strip(lanes: list[Lane], parties: tuple[str, ...]) -> Drawn:
    """Hold a strip against what was asked: every arrow from the border of its source to the border of its target."""
    drawn = Drawn(strip(lanes, parties, "t", "d"))
    inside(drawn)
    found = lanes_of(drawn)
    apart(list(found.values()))
    asked = [
        (str(n), str(a.source), str(a.target), a.party) for n, lane in enumerate(lanes) for a in lane.arrows
    ]
    assert [(a.data["lane"], a.source, a.target, a.party) for a in drawn.arrows] == asked
    moves = drawn.kind("move")
    labels = [a.label for lane in lanes for a in lane.arrows]
    assert [re.sub(r"^↩ ", "", m.text) for m in moves] == labels
    for arrow, move in zip(drawn.arrows, moves, strict=True):
        source = card_at(drawn, arrow.data["lane"], arrow.source)
        target = card_at(drawn, arrow.data["lane"], arrow.target)
        assert source.has_on_border(arrow.start), arrow
        assert target.has_on_border(arrow.tip), arrow
        x, y = arrow.tip
        ahead = (x + 3 * arrow.towards[0], y + 3 * arrow.towards[1])
        assert target.x < ahead[0] < target.x + target.width, arrow  # it looks into its target, not away
        assert target.y < ahead[1] < target.y + target.height, arrow
        assert arrow.colour == arrow.head_colour
        assert arrow.looks_like == (None if arrow.party is None else arrow.party % 8)
        assert arrow.dashes == ("" if arrow.party is None else dashes_of(arrow.party))
        for letters in move.letters:
            for box in found.values():
                assert not letters.box.touches(box, -1), (letters, box)
    for group in drawn.kind("card"):
        for letters in group.letters:
            assert group.boxes[0].holds(letters.box), letters
    return drawn


def test_a_lane_runs_from_today_down_to_the_end():
    drawn = check_strip([CHAIN], PARTIES)
    first, second = drawn.arrows
    assert first.start[1] < first.tip[1] <= second.start[1] < second.tip[1]
    assert [a.towards for a in drawn.arrows] == [(0.0, 1.0)] * 2
    assert first.width > 1
    assert "commentary" in [x.text for x in drawn.letters]
    for arrow, move in zip(drawn.arrows, drawn.kind("move"), strict=True):
        letters = move.letters[0]
        assert letters.x > arrow.tip[0]  # beside its arrow
        assert arrow.start[1] < letters.y < arrow.tip[1]
        assert letters.x - arrow.tip[0] < 20
    assert drawn.width <= 360  # one lane fits a phone
    today, dot, end = (card_at(drawn, "0", str(k)) for k in range(3))
    assert today.y + today.height < dot.y < end.y
    assert (today.fill, end.fill) == ("#fdf3cf", "#e6f1ea")
    assert end.heavy
    assert not today.heavy
    assert drawn.key() == [told.CHANGED] or drawn.key()[-1] == told.CHANGED


def test_cards_say_who_does_what_what_is_new_and_where_it_ranks():
    drawn = check_strip([CHAIN], PARTIES)
    cards = {g.data["card"]: g for g in drawn.kind("card")}
    assert [g.data["letter"] for g in drawn.kind("card") if g.data["card"] == "end"] == ["A"]
    assert cards["end"].letters[0].text == "A: talks; Ukraine gives way"
    assert cards["end"].letters[0].bold
    assert cards["today"].letters[0].text == "Today"
    assert does(drawn, "today") == {
        0: ("", "5th of 9"),
        1: ("", "3rd of 7"),
        3: ("supports Kyiv, ceasefire first", ""),
    }
    assert does(drawn, "end") == {
        0: ("*▸ talks*", "1st of 9"),
        1: ("*▸ joins talks*", "7th of 7"),
        2: ("", "4th of 8"),
        3: ("supports Kyiv", ""),
    }


def does(drawn: Drawn, kind: str, lane: str = "") -> dict[int, tuple[str, str]]:
    """Per party: what a card says that it does, with stars around what is bold, and its rank."""
    found = {}
    cards = [g for g in drawn.kind("card") if g.data["card"] == kind and lane in ("", g.data["lane"])]
    inside_cards = [e for g in cards for e in g.element.iter() if e.get("data-kind") == "does"]
    for element in inside_cards:
        party = int(element.get("data-party", ""))
        group = next(g for g in drawn.groups if g.element is element)
        swatch = next(e for e in element.iter() if e.get("data-swatch"))
        assert swatch.get("data-swatch") == str(party)
        assert colour_of(party) in swatch.get("stroke", "")
        assert swatch.get("stroke-dasharray", "") == dashes_of(party)
        rank = next((x.text for x in group.letters if x.data.get("rank") == str(party)), "")
        names = [x for x in group.letters if x.bold and not x.data]
        assert names
        assert PARTIES[party].startswith(names[0].text.rstrip("…"))
        spans = [e for e in element.iter() if e.tag.endswith("tspan")]
        for e in spans:
            assert (e.get("font-weight") == "700") == (e.get("data-changed") == "yes")
        text = " ".join(
            f"*{(e.text or '').strip()}*" if e.get("data-changed") == "yes" else (e.text or "").strip()
            for e in spans
        )
        found[party] = (text.replace("\N{NO-BREAK SPACE}", " "), rank)
    return found


def test_a_party_can_keep_one_thing_and_change_another():
    end = Card("A", "x", ((0, "keeps on", False), (0, "talks", True), (0, "waits", False)), (), "end")
    lane = Lane("", (TODAY, end), (Arrow(0, 1, 0, "go"),))
    assert does(check_strip([lane], PARTIES), "end") == {0: ("keeps on, *▸ talks,* waits", "")}


def test_today_is_drawn_once_where_all_lanes_share_it():
    other = Lane(
        "kyiv",
        (Card("", "Today", TODAY.lines, ((0, "6th of 9"),), "today"), OTHER),
        (Arrow(0, 1, 2, "Europe"),),
    )
    drawn = check_strip([CHAIN, other], PARTIES)
    assert [g.data["lane"] for g in drawn.kind("card") if g.data["card"] == "today"] == ["all"]
    today = card_at(drawn, "0", "0")
    assert today.x == primitives.MARGIN
    assert today.width == drawn.width - 2 * primitives.MARGIN
    # Where each account ranks today stands in brackets in its own ends.
    assert does(drawn, "end", "0")[0][1] == "1st of 9 (5th)"
    assert does(drawn, "end", "0")[2][1] == "4th of 8"
    assert does(drawn, "end", "1")[2][1] == "2nd of 8"
    assert does(drawn, "today")[3] == ("supports Kyiv, ceasefire first", "")
    assert told.PLACE_TODAY in drawn.key()
    alone = check_strip([CHAIN], PARTIES)
    assert told.PLACE_TODAY not in alone.key()
    assert does(alone, "end")[0][1] == "1st of 9"


def test_today_is_drawn_in_each_lane_where_it_differs():
    elsewhere = Card("", "Today", ((0, "waits", False),), (), "today")
    drawn = check_strip([CHAIN, Lane("kyiv", (elsewhere, OTHER), (Arrow(0, 1, 2, "Europe"),))], PARTIES)
    assert [g.data["lane"] for g in drawn.kind("card") if g.data["card"] == "today"] == ["0", "1"]


def test_lanes_stand_side_by_side_each_below_its_label_and_ends_on_one_level():
    longer = Lane(
        "kyiv",
        (TODAY, DOT, DOT, DOT, OTHER),
        tuple(Arrow(k, k + 1, k % 4, f"{PARTIES[k % 4]}: step {k}") for k in range(4)),
    )
    drawn = check_strip([CHAIN, longer], PARTIES)
    ends = [g.boxes[0] for g in drawn.kind("card") if g.data["card"] == "end"]
    assert ends[0].y == ends[1].y
    assert ends[0].x + ends[0].width < ends[1].x
    labels = {x.text: x for x in drawn.letters if "lane-label" in x.data}
    assert labels["commentary"].data["lane-label"] == "0"
    for name, end in zip(("commentary", "kyiv"), ends, strict=True):
        assert end.x <= labels[name].x < end.x + end.width
        assert labels[name].y < end.y
    assert drawn.width <= 720


def test_nobody_moves():
    still = Lane("still", (TODAY,), (), "stays as today")
    drawn = check_strip([still], PARTIES)
    assert drawn.arrows == []
    assert "stays as today" in [x.text for x in drawn.letters]
    both = check_strip([CHAIN, still], PARTIES)
    note = next(x for x in both.letters if x.text == "stays as today")
    label = next(x for x in both.letters if x.text == "still")
    assert note.y > label.y
    assert note.x == label.x
    assert [a.data["lane"] for a in both.arrows] == ["0", "0"]


def test_several_ends_from_today_and_from_a_step():
    three = Lane(
        "x", (TODAY, END, OTHER, END), (Arrow(0, 1, 0, "a"), Arrow(0, 2, 1, "b"), Arrow(0, 3, None, "c"))
    )
    drawn = check_strip([three], PARTIES)
    assert len({a.tip[0] for a in drawn.arrows}) == 3
    assert len({a.tip[1] for a in drawn.arrows}) == 1
    fork = Lane(
        "x", (TODAY, DOT, END, OTHER), (Arrow(0, 1, 0, "a"), Arrow(1, 2, 1, "b"), Arrow(1, 3, 2, "c"))
    )
    drawn = check_strip([fork], PARTIES)
    left, right = drawn.arrows[1:]
    assert left.tip[0] < right.tip[0]
    assert abs(left.start[0] - right.start[0]) < 6


def test_ways_can_meet_again_and_go_round():
    meet = Lane(
        "x",
        (TODAY, DOT, DOT, END, OTHER),
        (
            Arrow(0, 1, 0, "a"),
            Arrow(0, 2, 1, "b"),
            Arrow(1, 3, 1, "c"),
            Arrow(2, 3, 0, "d"),
            Arrow(2, 4, 2, "e"),
        ),
    )
    check_strip([meet], PARTIES)
    cycle = Lane(
        "round",
        (TODAY, DOT, DOT, DOT),
        (Arrow(0, 1, 0, "a"), Arrow(1, 2, 1, "b"), Arrow(2, 3, 2, "c"), Arrow(3, 1, 0, "back")),
    )
    drawn = check_strip([cycle], PARTIES)
    back = drawn.arrows[-1]
    assert back.tip[1] < back.start[1]
    assert back.towards == (-1.0, 0.0)
    assert drawn.kind("move")[-1].text == "↩ back"
    whole = Lane("to today", (TODAY, DOT), (Arrow(0, 1, 0, "a"), Arrow(1, 0, 1, "b")))
    check_strip([whole], PARTIES)
    check_strip([whole, cycle, CHAIN], PARTIES)


def test_a_title_that_says_what_the_card_says_is_left_out():
    title = "Russia: talks; Ukraine: joins talks, gives way"
    lines = ((0, "talks", True), (1, "joins talks", True), (1, "gives way", True), (3, "supports", False))
    for letter, title_, changes, head in (
        ("A", title, lines, "A"),
        ("", title, lines, title),
        ("A", title, (*lines, (2, "sanctions", True)), f"A: {title}"),
        ("A", "Russia: talks", ((0, "talks", False),), "A: Russia: talks"),
        ("A", "talks", lines[:1], "A: talks"),
    ):
        end = Card(letter, title_, changes, (), "end")
        drawn = check_strip([Lane("", (TODAY, end), (Arrow(0, 1, 0, "x"),))], PARTIES)
        card = next(g for g in drawn.kind("card") if g.data["card"] == "end")
        assert " ".join(x.text for x in card.letters if x.size == 13) == head


def test_a_label_of_a_lane_keeps_clear_of_the_second_arrow():
    fork = Lane(
        "commentary, not looking ahead at all",
        (TODAY, END, OTHER),
        (Arrow(0, 1, 0, "a"), Arrow(0, 2, 1, "b")),
    )
    drawn = check_strip([fork, Lane("kyiv", (TODAY, OTHER), (Arrow(0, 1, 0, "c"),))], PARTIES)
    second = drawn.arrows[1].tip[0]
    labels = [x for x in drawn.letters if x.data.get("lane-label") == "0"]
    assert len(labels) > 1
    assert all(x.x + x.width < second for x in labels)


def test_a_step_with_a_title_is_a_card():
    step = Card("C", "talks stall", ((0, "stalls", True),))
    lane = Lane("", (TODAY, step, END), (Arrow(0, 1, 0, "Russia: talks"), Arrow(1, 2, 1, "Ukraine")))
    drawn = check_strip([lane], PARTIES)
    middle = next(g for g in drawn.kind("card") if g.data["card"] == "step")
    assert middle.letters[0].text == "C: talks stall"
    assert middle.boxes[0].fill == "#ffffff"


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("parties", [2, 5, 8])
def test_any_number_of_accounts_and_parties(count, parties):
    rng = Random(count * 10 + parties)
    names = MANY[:parties]
    text = "offers direct talks without any ceasefire first and Donaudampfschifffahrtsgesellschaftskapitäne"
    lanes = []
    for n in range(count):
        steps = rng.randrange(6)
        cards = [Card("", "Today", ((0, text[: rng.randrange(5, 40)], False),), (), "today")]
        cards += [DOT] * steps
        lines = tuple((k, text[: rng.randrange(5, 90)], rng.random() < 0.5) for k in range(parties))
        ranks = tuple((k, f"{rng.randrange(1, 20)}th of 20") for k in range(parties))
        cards.append(Card("ABCDEF"[n], text[: rng.randrange(4, 90)], lines, ranks, "end"))
        arrows = tuple(
            Arrow(k, k + 1, rng.randrange(parties), text[: rng.randrange(3, 60)].strip())
            for k in range(len(cards) - 1)
        )
        lanes.append(Lane(f"account {n}: {text[: n * 9]}".strip(), tuple(cards), arrows))
    drawn = check_strip(lanes, names)
    assert drawn.width <= 720


# -- matrix ------------------------------------------------------------------------------------------------------------

COLUMNS = [
    ("where it is heading", "commentary"),
    ("where it is heading", "kyiv"),
    ("if talks collapse", "commentary"),
]
SHAPES = {
    "▲": ("polygon", "#0072b2"),
    "▼": ("polygon", "#c04f00"),
    "◆": ("polygon", "#1c1c1c"),
    "=": ("path", "#555555"),
}


def test_each_cell_of_a_matrix_stands_in_its_row_and_column():
    marks = ["▲", "=", "▼", "◆"]
    cells = [
        [Cell(marks[(r + c) % 4], f"word {marks[(r + c) % 4]}", f"{r}.{c}") for c in range(3)]
        for r in range(4)
    ]
    drawn = Drawn(matrix(COLUMNS, PARTIES, cells, "t", "d"))
    inside(drawn)
    columns = {g.data["column"]: g.letters[0].box for g in drawn.kind("column")}
    assert [drawn.kind("column")[k].text for k in range(3)] == [c[1] for c in COLUMNS]
    rows = {g.data["row"]: g.letters[0] for g in drawn.kind("row")}
    assert [rows[str(k)].text for k in range(4)] == list(PARTIES)
    assert (
        " ".join(x.text for x in drawn.letters if "group" in x.data)
        == "where it is heading if talks collapse"
    )
    for group in drawn.kind("cell"):
        r, c = map(int, group.data["cell"].split(","))
        cell = cells[r][c]
        assert (group.data["mark"], group.data["word"]) == (cell.mark, cell.word)
        assert group.text == cell.note
        title = next(e.text for e in group.element if e.tag.endswith("title"))
        assert title == cell.word
        shape = list(group.element)[1]
        tag, fill = SHAPES[cell.mark]
        assert shape.tag.endswith(tag)
        assert fill in (shape.get("fill", "") + shape.get("stroke", ""))
        note, column, row = group.letters[0], columns[str(c)], rows[str(r)]
        assert abs(note.y - row.y) < 2
        assert abs(note.x - (column.x + column.width / 2)) < 40
        if cell.mark in "▲▼":
            points = [tuple(map(float, p.split(","))) for p in shape.get("points", "").split()]
            ys = sorted(y for _, y in points)
            alone = ys[0] if cell.mark == "▲" else ys[2]
            assert ys.count(alone) == 1  # the tip
            assert max(x for x, _ in points) < note.x
    meanings = drawn.key()
    assert meanings == ["word ▲", "word =", "word ▼", "word ◆"]
    xs = [columns[str(k)].x + columns[str(k)].width / 2 for k in range(3)]
    assert xs[1] - xs[0] < xs[2] - xs[1]  # groups stand apart


def test_long_heads_of_columns_stand_on_one_line_with_short_ones():
    columns = [("", "kyiv"), ("", "the account of the brokers in Istanbul and elsewhere"), ("", "x")]
    drawn = Drawn(matrix(columns, PARTIES, [[Cell("▲", "better", "1st")] * 3] * 4, "t", "d"))
    inside(drawn)
    heads = [g.letters for g in drawn.kind("column")]
    assert len(heads[1]) > 1
    assert len({lines[-1].y for lines in heads}) == 1
    first = drawn.kind("cell")[0].letters[0]
    assert 10 < first.y - heads[0][-1].y < 40


def test_heads_of_arrows_are_longer_than_wide():
    drawn = Drawn(strip([CHAIN], PARTIES, "t", "d"))
    heads = [e for e in drawn.root.iter() if e.tag.endswith("polygon")]
    assert len(heads) == 2
    for head in heads:
        points = [tuple(map(float, p.split(","))) for p in head.get("points", "").split()]
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        high = max(y for _, y in points) - min(y for _, y in points)
        assert high == primitives.HEAD
        assert 5 <= wide <= high


def test_rows_of_a_matrix_have_the_colours_of_their_parties():
    cells = [[Cell("", "", "x")]] * 4
    with_colours = Drawn(matrix([("", "")], PARTIES, cells, "t", "d"))
    swatches = [e for e in with_colours.root.iter() if e.get("data-swatch")]
    assert [e.get("data-swatch") for e in swatches] == ["0", "1", "2", "3"]
    for k, group in enumerate(with_colours.kind("row")):
        assert colour_of(k) in next(e for e in group.element if e.get("data-swatch")).get("stroke", "")
    without = Drawn(matrix([("", "")], PARTIES, cells, "t", "d", swatches=False))
    assert not [e for e in without.root.iter() if e.get("data-swatch")]
    assert without.letters[0].x < with_colours.letters[0].x


def test_a_wide_matrix_goes_on_below_and_says_again_whose_rows_these_are():
    columns = [(g, f"account {k}") for g in ("now", "collapse", "no sanctions") for k in range(6)]
    cells = [[Cell("▲", "better", f"{c}th") for c in range(18)] for _ in range(4)]
    drawn = Drawn(matrix(columns, PARTIES, cells, "t", "d"))
    inside(drawn)
    assert drawn.width <= 720
    assert len(drawn.kind("cell")) == 72
    assert len(drawn.kind("row")) == 12
    assert sorted(g.data["cell"] for g in drawn.kind("cell")) == sorted(
        f"{r},{c}" for r in range(4) for c in range(18)
    )
    starts = {g.text: g.letters[0].y for g in drawn.kind("column")}
    assert len(starts) >= 6
    narrow = Drawn(matrix(columns[:2], PARTIES, [r[:2] for r in cells], "t", "d"))
    assert len(narrow.kind("row")) == 4
    assert narrow.width < drawn.width


def test_the_key_has_the_word_of_the_cells_or_a_general_one_and_a_note_stands_below():
    cells = [[Cell("▲", "could gain"), Cell("▼", "worse, by much"), Cell("▼", "worse")]]
    drawn = Drawn(
        matrix([("", c) for c in "xyz"], ["A"], cells, "t", "d", note="In brackets: not looking ahead.")
    )
    inside(drawn)
    assert drawn.key() == ["could gain", "worse"]
    note = next(x for x in drawn.letters if x.text.startswith("In brackets"))
    assert note.y > max(x.y for x in drawn.letters if x is not note and x.text in drawn.key())
    for word in ("", "better looking ahead, and not looking ahead only so-so"):
        assert Drawn(matrix([("", "x")], ["A"], [[Cell("▲", word)]], "t", "d")).key() == ["better"]


def test_an_empty_cell_has_no_mark_and_an_unknown_one_is_written():
    drawn = Drawn(matrix([("", "x"), ("", "y")], ["A"], [[Cell(), Cell("?", "unknown")]], "t", "d"))
    inside(drawn)
    assert [g.text for g in drawn.kind("cell")] == ["", "?"]
    assert drawn.key() == ["unknown"] or "unknown" in drawn.key()


# -- network -----------------------------------------------------------------------------------------------------------

NODES = [Node(p.lower(), p, note="note" if p == "Europe" else "") for p in PARTIES]
LINKS = [
    Link("united states", "russia", "gain", "every account"),
    Link("united states", "ukraine", "lose", "commentary"),
    Link("russia", "ukraine", "gain"),
    Link("russia", "united states", "both", "kyiv and broker"),
]


def test_links_run_from_who_could_change_its_mind_to_who_gains_or_loses():
    drawn = Drawn(network(NODES, LINKS, "t", "d", heads=("if it changed", "these would")))
    inside(drawn)
    boxes = {(g.data["side"], g.data["node"]): g.boxes[0] for g in drawn.kind("node")}
    assert set(boxes) == {
        ("from", "russia"),
        ("from", "united states"),
        ("to", "russia"),
        ("to", "ukraine"),
        ("to", "united states"),
    }
    apart(list(boxes.values()))
    assert [(a.source, a.target, a.data["gain"]) for a in drawn.arrows] == [
        (x.source, x.target, x.kind) for x in LINKS
    ]
    for (side, node), box in boxes.items():
        place = [n.id for n in NODES].index(node)
        assert box.stroke == colour_of(place)
        assert (box.x < drawn.width / 2) == (side == "from")
    ids = [n.id for n in NODES]
    for arrow, sign in zip(drawn.arrows, drawn.kind("sign"), strict=True):
        assert boxes["from", arrow.source].has_on_border(arrow.start)
        assert arrow.start[0] == boxes["from", arrow.source].x + boxes["from", arrow.source].width
        assert boxes["to", arrow.target].has_on_border(arrow.tip)
        assert arrow.towards == (1.0, 0.0)
        assert arrow.party == ids.index(arrow.source)
        assert arrow.looks_like == arrow.party
        assert arrow.dashes == {"gain": "", "lose": "7 5", "both": "10 3 2 3"}[arrow.data["gain"]]
        assert arrow.hollow == (arrow.data["gain"] == "lose")
        assert sign.text == {"gain": "+", "lose": "−", "both": "±"}[arrow.data["gain"]]
        assert sign.data["gain"] == arrow.data["gain"]
        ring = sign.boxes[0]
        assert abs(ring.y + ring.height / 2 - arrow.tip[1]) < 1
        assert 0 < arrow.tip[0] - ring.x - ring.width < 20
    tips = [a.tip for a in drawn.arrows]
    assert len(set(tips)) == len(tips)
    assert all(abs(a[1] - b[1]) >= 20 for a, b in combinations(tips, 2))
    for link, arrow in zip(LINKS, drawn.arrows, strict=True):
        if link.label:
            letters = next(x for x in drawn.letters if x.text == link.label)
            assert 0 < arrow.tip[1] - letters.y < 10
    assert drawn.key() == [told.GAIN, told.LOSE, told.BOTH]
    assert Drawn(network(NODES, LINKS[:1], "t", "d")).key() == [told.GAIN]
    assert Drawn(network(NODES, LINKS[1:2], "t", "d")).key() == [told.LOSE]
    heads = {x.text: x for x in drawn.letters if x.text in ("if it changed", "these would")}
    assert heads["if it changed"].x < heads["these would"].x


def test_links_of_one_side_leave_it_in_the_order_of_where_they_go():
    nodes = [Node(x, x.upper()) for x in "rab"]
    drawn = Drawn(network(nodes, [Link("r", "b", "gain"), Link("r", "a", "gain")], "t", "d"))
    starts = {arrow.target: arrow.start[1] for arrow in drawn.arrows}
    tips = {arrow.target: arrow.tip[1] for arrow in drawn.arrows}
    assert starts["a"] < starts["b"]
    assert tips["a"] < tips["b"]


def test_a_mark_in_brackets_stands_in_the_key_of_a_matrix():
    def key(note: str) -> list[str]:
        return Drawn(matrix([("", "x")], ["R"], [[Cell("▲", "better", note)]], "t", "d")).key()

    assert key("1/2") == ["better"]
    assert key("(▼)") == ["better", "worse"]
    assert key("(◆)") == ["better", "better or worse, depending on the end"]
    assert key("(▲)") == ["better"]


def test_a_crowded_network_stays_legible():
    nodes = [Node(str(k), name) for k, name in enumerate(MANY)]
    links = [
        Link(str(a), str(b), ("gain", "lose", "both")[(a + b) % 3], "kyiv")
        for a in range(8)
        for b in range(8)
    ]
    drawn = Drawn(network(nodes, links, "t", "d"))
    inside(drawn)
    apart([g.boxes[0] for g in drawn.kind("node")])
    boxes = {(g.data["side"], g.data["node"]): g.boxes[0] for g in drawn.kind("node")}
    for arrow in drawn.arrows:
        assert boxes["from", arrow.source].has_on_border(arrow.start)
        assert boxes["to", arrow.target].has_on_border(arrow.tip)


# -- tree --------------------------------------------------------------------------------------------------------------

MET = TreeNode("a truce of 30 days", note="Russia: 6th of 9")
THREAT = TreeNode(
    "Carry it out?", 2, (("carry it out", TreeNode("sanctions")), ("do not", TreeNode("today"))), 0
)
DEMAND = TreeNode("Meet the demand?", 0, (("meet it", MET), ("refuse", THREAT)), 1)


def check_tree(root: TreeNode) -> Drawn:
    drawn = Drawn(tree(root, "t", "d", parties=PARTIES))
    inside(drawn)
    boxes = {g.data["node"]: g.boxes[0] for g in drawn.kind("node")}
    apart(list(boxes.values()))
    for arrow in drawn.arrows:
        source, target = boxes[arrow.source], boxes[arrow.target]
        assert source.has_on_border(arrow.start)
        assert target.has_on_border(arrow.tip)
        assert arrow.start[0] == pytest.approx(source.x + source.width)
        assert arrow.tip[0] == pytest.approx(target.x)
        assert arrow.towards == (1.0, 0.0)
    for group in drawn.kind("node"):
        for letters in group.letters:
            assert group.boxes[0].holds(letters.box)
    return drawn


def test_a_tree_shows_what_each_would_choose():
    drawn = check_tree(DEMAND)
    assert {(a.source, a.target): a.data["chosen"] for a in drawn.arrows} == {
        ("0", "0.0"): "no",
        ("0", "0.1"): "yes",
        ("0.1", "0.1.0"): "yes",
        ("0.1", "0.1.1"): "no",
    }
    for arrow in drawn.arrows:
        if arrow.data["chosen"] == "yes":
            party = 0 if arrow.source == "0" else 2
            assert (arrow.party, arrow.looks_like, arrow.width, arrow.dashes) == (party, party, 3.5, "")
            assert not arrow.hollow
        else:
            assert (arrow.party, arrow.colour, arrow.width, arrow.dashes) == (None, "#8a8a8a", 1.5, "2 4")
            assert arrow.hollow
    texts = {g.data["node"]: g.text for g in drawn.kind("node")}
    assert texts == {
        "0": "Meet the demand?",
        "0.0": "a truce of 30 days Russia: 6th of 9",
        "0.1": "Carry it out?",
        "0.1.0": "sanctions",
        "0.1.1": "today",
    }
    nodes = {g.data["node"]: g for g in drawn.kind("node")}
    assert [nodes[n].data.get("party") for n in ("0", "0.1", "0.0")] == ["0", "2", None]
    assert nodes["0"].boxes[0].stroke == colour_of(0)
    assert nodes["0.1"].boxes[0].stroke == colour_of(2)
    # Only what everybody's choices lead to is marked as the outcome.
    assert [n for n, g in nodes.items() if g.data.get("outcome")] == ["0.1.0"]
    assert nodes["0.1.0"].boxes[0].fill == "#e6f1ea"
    assert nodes["0.1.1"].boxes[0].fill == nodes["0.0"].boxes[0].fill == "#ffffff"
    for text, target, bold in (
        ("meet it", "0.0", False),
        ("refuse", "0.1", True),
        ("carry it out", "0.1.0", True),
        ("do not", "0.1.1", False),
    ):
        letters = next(x for x in drawn.letters if x.text == text)
        tip = next(a.tip for a in drawn.arrows if a.target == target)
        assert letters.bold == bold
        assert 0 < tip[1] - letters.y < 12
        assert letters.x + letters.width < tip[0]
    assert drawn.key() == ["Russia", "Europe", told.CHOSEN, told.NOT_CHOSEN]
    assert 690 < drawn.width <= 720  # the room of a page is used


def test_the_outcome_of_a_tree_follows_the_choices():
    met = TreeNode("Meet the demand?", 0, DEMAND.children, 0)
    nodes = {g.data["node"]: g for g in check_tree(met).kind("node")}
    assert [n for n, g in nodes.items() if g.data.get("outcome")] == ["0.0"]
    open_ = TreeNode("Meet the demand?", 0, DEMAND.children, None)
    drawn = check_tree(open_)
    assert [g for g in drawn.kind("node") if g.data.get("outcome")] == []
    assert {a.data["chosen"] for a in drawn.arrows if a.source == "0"} == {"no"}
    by_account = TreeNode("By which account?", None, (("commentary", DEMAND), ("kyiv", met)))
    drawn = check_tree(by_account)
    assert [a.data["chosen"] for a in drawn.arrows if a.source == "0"] == ["open"] * 2
    assert [(a.party, a.dashes, a.hollow) for a in drawn.arrows if a.source == "0"] == [(None, "", False)] * 2
    assert [g.data["node"] for g in drawn.kind("node") if g.data.get("outcome")] == ["0.0.1.0", "0.1.0"]
    assert "commentary" in [x.text for x in drawn.letters]  # no word is broken where it need not be
    plain = TreeNode("x", 0, (("yes", TreeNode("a")), ("no", TreeNode("b"))))
    assert check_tree(plain).key() == ["Russia"]


def test_texts_of_a_tree_are_wrapped():
    long = "a ceasefire of thirty days without conditions, watched by observers of three neutral countries"
    root = TreeNode(long, 0, ((long, TreeNode(long, note=long)), (long, DEMAND)), 1)
    check_tree(root)


# -- groups ------------------------------------------------------------------------------------------------------------


def test_groups_move_together_and_others_spoil_it():
    found = [
        Group(
            (0, 1),
            "B: talks",
            "D: concessions",
            "Russia and Ukraine",
            (Spoiler(2, "E: troops", "Europe: forces"),),
        ),
        Group(
            (1, 2, 3),
            "B: talks",
            "F: a truce",
            "three",
            (Spoiler(0, "G: war", "leaves"), Spoiler(3, "H: peace", "x")),
        ),
        Group((3,), "today", "I: alone", "alone"),
    ]
    drawn = Drawn(groups(found, PARTIES, "t", "d"))
    inside(drawn)
    boxes = {g.data["node"]: g.boxes[0] for g in drawn.kind("outcome")}
    texts = {g.data["node"]: g.text for g in drawn.kind("outcome")}
    apart(list(boxes.values()))
    joint = [a for a in drawn.arrows if "members" in a.data]
    assert [(a.source, a.target, a.data["members"]) for a in joint] == [
        ("0.from", "0.to", "0 1"),
        ("1.from", "1.to", "1 2 3"),
        ("2.from", "2.to", "3"),
    ]
    spoiling = [a for a in drawn.arrows if "spoiler" in a.data]
    assert [(a.source, a.target, a.party) for a in spoiling] == [
        ("0.to", "0.spoiled0", 2),
        ("1.to", "1.spoiled0", 0),
        ("1.to", "1.spoiled1", 3),
    ]
    for arrow in drawn.arrows:
        assert boxes[arrow.source].has_on_border(arrow.start)
        assert boxes[arrow.target].has_on_border(arrow.tip)
        assert arrow.towards == (1.0, 0.0)
        assert boxes[arrow.source].x + boxes[arrow.source].width <= arrow.start[0] < arrow.tip[0]
    for arrow in spoiling:
        assert arrow.looks_like == arrow.party
        assert arrow.hollow
        assert arrow.dashes == (dashes_of(arrow.party or 0) or "5 4")
        assert boxes[arrow.target].stroke == colour_of(arrow.party or 0)
    for n, group in enumerate(found):
        element = next(
            g.element for g in drawn.kind("arrow") if g.data.get("group") == str(n) and "members" in g.data
        )
        members = [e for e in element.iter() if e.get("data-member")]
        assert [e.get("data-member") for e in members] == [str(m) for m in group.members]
        lines = [next(iter(e)) for e in members]
        assert [colour_of(m) in e.get("stroke", "") for m, e in zip(group.members, lines, strict=True)] == [
            True
        ] * len(lines)
        ys = [float(e.get("d", "").split()[1].split("h")[0]) for e in lines]
        assert all(b - a == 5 for a, b in pairwise(ys))
        assert (texts[f"{n}.from"], texts[f"{n}.to"]) == (group.source, group.target)
        assert boxes[f"{n}.to"].heavy
        assert not boxes[f"{n}.from"].heavy
        for k, spoiler in enumerate(group.spoilers):
            assert texts[f"{n}.spoiled{k}"] == spoiler.target
    assert drawn.key() == [*PARTIES, told.SPOILS]
    plain = Drawn(groups(found[2:], PARTIES, "t", "d"))
    assert plain.key() == ["United States"]
    assert plain.width < drawn.width


# -- graph -------------------------------------------------------------------------------------------------------------


def test_the_graph_of_states_points_to_what_is_better():
    states = [
        State("s1", ("Russia: talks",), (), today=True),
        State("s2", ("Ukraine: joins",), ("Nash", "SEQ"), strong=True, level=1),
        State("s3", (), ("SMR",), level=1),
    ]
    lines = [
        Line(0, 0, 1, True, None, 1),
        Line(1, 0, 2, None, True),
        Line(2, 1, 2, False, None),
        Line(3, 0, 2, False, True),
    ]
    drawn = Drawn(graph(states, lines, PARTIES, "t", "d", strong="nobody leaves it"))
    inside(drawn)
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    apart(list(boxes.values()))
    assert sorted((a.source, a.target, a.party, a.data["better"]) for a in drawn.arrows) == [
        ("0", "1", 0, "yes"),
        ("1", "2", 2, "no"),
        ("2", "0", 1, "yes"),
        ("2", "0", 3, "yes"),
    ]
    for arrow in drawn.arrows:
        assert boxes[arrow.source].has_on_border(arrow.start, 1.0), arrow
        assert boxes[arrow.target].has_on_border(arrow.tip, 1.0), arrow
        assert arrow.looks_like == arrow.party
        assert arrow.dashes == dashes_of(arrow.party or 0)
        assert arrow.hollow == (arrow.data["better"] == "no")
    step = next(a for a in drawn.arrows if a.party == 0)
    assert step.data["step"] == "1"
    assert step.width > max(a.width for a in drawn.arrows if a is not step)
    nodes = {g.data["state"]: g for g in drawn.kind("state")}
    assert nodes["0"].text == "s1 (today) Russia: talks"
    assert nodes["1"].text == "s2 Ukraine: joins Nash SEQ"
    assert [nodes[k].data.get("today") for k in "012"] == ["yes", None, None]
    assert [nodes[k].data.get("strong") for k in "012"] == [None, "yes", None]
    assert [boxes[k].fill for k in "012"] == ["#fdf3cf", "#e6f1ea", "#ffffff"]
    rects = [next(e for e in nodes[k].element if e.tag.endswith("rect")) for k in "012"]
    assert [e.get("stroke-dasharray") for e in rects] == ["1 3", None, None]
    assert boxes["0"].x + boxes["0"].width < boxes["1"].x == boxes["2"].x
    assert drawn.key() == [
        *PARTIES,
        told.BETTER_FOR_MOVER,
        told.NOT_BETTER_FOR_MOVER,
        told.A_SHORTEST_WAY,
        told.TODAY,
        "nobody leaves it",
        told.EQUILIBRIUM_IN_BOX,
        told.NO_EQUILIBRIUM,
    ]


@pytest.mark.parametrize("seed", range(12))
def test_any_graph_has_its_arrows_between_its_boxes(seed):
    rng = Random(seed)
    count = rng.randrange(2, 14)
    levels = rng.randrange(1, 8)
    states = [
        State(
            f"s{k}",
            tuple("does this and that" for _ in range(rng.randrange(3))),
            ("Nash",) * rng.randrange(2),
            k == 0,
            False,
            k % levels,
        )
        for k in range(count)
    ]
    pairs = [(a, b) for a, b in combinations(range(count), 2) if rng.random() < 0.4]
    lines = [Line(rng.randrange(4), a, b, True, rng.choice((None, False))) for a, b in pairs]
    drawn = Drawn(graph(states, lines, PARTIES, "t", "d"))
    inside(drawn)
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    apart(list(boxes.values()))
    assert sorted(drawn.between()) == sorted((str(x.source), str(x.target)) for x in lines)
    for arrow in drawn.arrows:
        assert boxes[arrow.source].has_on_border(arrow.start, 1.0)
        assert boxes[arrow.target].has_on_border(arrow.tip, 1.0)


def test_a_tree_with_one_way_points_to_its_end():
    root = TreeNode("Go?", None, (("go", TreeNode("gone")),))
    [arrow] = Drawn(tree(root, "t", "d", parties=PARTIES)).arrows
    assert arrow.start[0] < arrow.tip[0]
    assert arrow.start[1] == arrow.tip[1]
    assert arrow.towards == (1.0, 0.0)


def test_a_box_is_heavy_only_where_that_is_asked_for() -> None:
    assert 'stroke-width="1"' in a_box(0, 0, 9, 9)
    assert f'stroke="{tint("line")}"' in a_box(0, 0, 9, 9)
    assert 'stroke-width="2"' in a_box(0, 0, 9, 9, heavy=True)
    assert f'stroke="{tint("ink")}"' in a_box(0, 0, 9, 9, heavy=True)


def test_a_word_is_broken_behind_its_joints() -> None:
    assert wrap("what_residents_think", 70, 12) == ["what_", "residents_", "think"]
    assert wrap("well-known/unknown", 80, 12) == ["well-known/", "unknown"]
    assert wrap("what_residents", 25, 12)[0] == "wh"
    for text in ("residents_never_sue", "____", "a_b-c/d", "_leading", "nojoints"):
        for room in range(8, 120, 3):
            lines = wrap(text, room, 12)
            assert "".join(lines) == text
            assert all(lines)
            assert all(width_of(x, 12) <= room or len(x) == 1 for x in lines)
