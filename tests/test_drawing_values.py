"""What pictures are made of, where little is given; small parts of them, measured one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from detente.drawing import (
    Arrow,
    Band,
    Bar,
    BarGroup,
    Card,
    Cell,
    Group,
    LadderRung,
    Lane,
    Line,
    Link,
    Mark,
    Node,
    Passage,
    Share,
    ShareGroup,
    Spoiler,
    State,
    TreeNode,
    Way,
    bands,
    bars,
    course,
    graph,
    ladder,
    matrix,
    network,
    rows,
    scatter,
    shares,
    strip,
    tree,
)
from detente.drawing import words as told
from detente.drawing.bands import figure, zones
from detente.drawing.cards import _columns, _flowing, _runs, _says_it_below, height_of
from detente.drawing.lanes import _plan
from detente.drawing.layout import Box, columns, place
from detente.drawing.matrix import _bands, _Column
from detente.drawing.measure import width_of
from detente.drawing.rows import _placed
from detente.drawing.strip import _wrapped
from detente.drawing.svg import arrow, box, dash, lines_of, swatch
from detente.drawing.svg import words as letters

TODAY, END = Card(title="Today", kind="today"), Card("A", "talks", kind="end")
SIMPLE = Band("a", 0, 10, (2, 4), (6, 7), above=False)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (SIMPLE, Band("a", 0, 10, (2, 4), (6, 7), above=False, shown="")),
        (Bar("a", 1, "1"), Bar("a", 1, "1", span=None, plain=False)),
        (BarGroup("a", ()), BarGroup("a", (), party=None)),
        (Card(), Card(letter="", title="", lines=(), ranks=(), kind="step")),
        (Cell(), Cell(mark="", word="", note="")),
        (Group((0,), "A", "B"), Group((0,), "A", "B", label="", spoilers=())),
        (Spoiler(0, "A"), Spoiler(0, "A", label="")),
        (LadderRung("a"), LadderRung("a", note="", party=None, ways=(), goes_on=True)),
        (Way(0, "a"), Way(0, "a", note="", held=False)),
        (Lane("a", ()), Lane("a", (), arrows=(), note="")),
        (Arrow(0, 1), Arrow(0, 1, party=None, label="")),
        (State("a"), State("a", lines=(), concepts=(), today=False, strong=False, level=0)),
        (Line(0, 0, 1, True, None), Line(0, 0, 1, True, None, step=0)),
        (Mark(1, 2, "deal"), Mark(1, 2, "deal", label="")),
        (Node("a", "A"), Node("a", "A", note="")),
        (Link("a", "b", "gain"), Link("a", "b", "gain", label="")),
        (Passage("A", ()), Passage("A", (), party=None, carried=True)),
        (Share("a", 1, "1"), Share("a", 1, "1", marked=False)),
        (TreeNode("a"), TreeNode("a", party=None, children=(), chosen=None, note="")),
    ],
)
def test_what_is_not_given_is_not_there(short: Any, long: Any) -> None:
    assert short == long


def test_what_is_not_given_is_nothing_by_its_name() -> None:
    state, line, card, cell = State("a"), Line(0, 0, 1, True, None), Card(), Cell()
    assert (state.lines, state.concepts, state.today, state.strong, state.level) == ((), (), False, False, 0)
    assert (line.step, SIMPLE.shown, Band("a", 0, 1, None, (0, 1), above=True).shown) == (0, "", "")
    assert (card.letter, card.title, card.lines, card.ranks, card.kind) == ("", "", (), (), "step")
    assert (cell.mark, cell.word, cell.note) == ("", "", "")
    group, rung, way, lane = Group((0,), "A", "B"), LadderRung("a"), Way(0, "a"), Lane("a", ())
    assert (group.label, group.spoilers, Spoiler(0, "A").label) == ("", (), "")
    assert (rung.note, rung.party, rung.ways, rung.goes_on) == ("", None, (), True)
    assert (way.note, way.held, lane.arrows, lane.note) == ("", False, (), "")
    assert (Arrow(0, 1).party, Arrow(0, 1).label, Mark(1, 2, "deal").label) == (None, "", "")
    assert (Node("a", "A").note, Link("a", "b", "gain").label) == ("", "")
    assert (Passage("A", ()).party, Passage("A", ()).carried, Share("a", 1, "1").marked) == (
        None,
        True,
        False,
    )
    assert (Bar("a", 1, "1").span, Bar("a", 1, "1").plain, BarGroup("a", ()).party) == (None, False, None)
    node = TreeNode("a")
    assert (node.party, node.children, node.chosen, node.note) == (None, (), None, "")


LANE = Lane("one", (TODAY, END), (Arrow(0, 1, 0, "Russia: talks"),))
NAMES = ("Russia", "Ukraine")


@pytest.mark.parametrize(
    ("draw", "given", "more"),
    [
        (partial(bands, bad="war", good="peace"), ([SIMPLE], "t", "d"), {"note": ""}),
        (bars, ([BarGroup("a", (Bar("b", 1, "1"),))], "t", "d"), {"note": ""}),
        (
            partial(course, meanings={}),
            ([("2024", "then")], [("one", [[Passage("A", ("B",), 0)]])], NAMES, "t", "d"),
            {"note": ()},
        ),
        (
            graph,
            ([State("a", concepts=("Nash",), strong=True)], [], NAMES, "t", "d"),
            {"strong": told.MOST_SURELY},
        ),
        (ladder, ([LadderRung("a", party=0, ways=(Way(1, "b"),))], "t", "d"), {"parties": ()}),
        (
            matrix,
            ([("g", "c")], ["Russia"], [[Cell("▲", "", "1st")]], "t", "d"),
            {"swatches": True, "note": "", "keys": told.MEANINGS},
        ),
        (
            network,
            ([Node("a", "A"), Node("b", "B")], [Link("a", "b", "gain")], "t", "d"),
            {"heads": ("", "")},
        ),
        (rows, ([LANE], NAMES, "t", "d"), {"note": ""}),
        (shares, ([ShareGroup("a", (Share("b", 1, "1"),))], "t", "d"), {"note": ""}),
        (tree, (TreeNode("a", 0, (("b", TreeNode("c")),), 0), "t", "d"), {"parties": ()}),
        (
            arrow,
            ([(0, 0), (9, 0)], 1),
            {"curved": False, "lead": (), "width": 2.0, "dashes": None, "hollow": False, "stroke": ""},
        ),
        (letters, (1, 2, "a"), {"size": 13.0, "bold": False, "anchor": "start", "fill": "ink"}),
        (lines_of, (1, 2, ["a", "b"]), {"size": 13.0, "step": 16.0}),
        (box, (1, 2, 3, 4), {"fill": "paper", "stroke": "", "heavy": False}),
        (swatch, (1, 2, 1), {"length": 22.0}),
        (width_of, ("abc", 10.0), {"bold": False}),
    ],
)
def test_nothing_more_is_drawn_than_is_asked_for(
    draw: Callable[..., Any], given: tuple[Any, ...], more: dict[str, Any]
) -> None:
    drawn = draw(*given)
    for name, value in more.items():
        assert draw(*given, **{name: value}) == drawn, name


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.38888, "0.389"),
        (999, "999"),
        (-999.4, "-999"),
        (999.6, "1e+03"),
        (1000, "1000"),
        (-1000, "-1000"),
        (1000.4, "1000"),
        (123456, "123456"),
        (-12.345, "-12.3"),
    ],
)
def test_figures_have_three_places_and_thousands_are_whole(value: float, written: str) -> None:
    assert figure(value) == written


@pytest.mark.parametrize(
    ("turns", "above", "expected"),
    [
        ((6, 7), False, [("bad", 0, 6), ("open", 6, 7), ("good", 7, 10)]),
        ((6, 7), True, [("good", 0, 6), ("open", 6, 7), ("bad", 7, 10)]),
        ((6, 6), False, [("bad", 0, 6), ("good", 6, 10)]),
        ((0, 0), False, [("good", 0, 10)]),
        ((10, 10), True, [("good", 0, 10)]),
        ((-3, 12), False, [("open", 0, 10)]),
        ((0, 4), True, [("open", 0, 4), ("bad", 4, 10)]),
    ],
)
def test_a_line_has_the_zones_that_are_on_it(
    turns: tuple[float, float], above: bool, expected: list[tuple[str, float, float]]
) -> None:
    assert zones(Band("a", 0, 10, None, turns, above)) == expected


def test_a_wide_card_has_its_parties_side_by_side() -> None:
    assert [_columns(room, 4) for room in (0, 214.9, 215, 429.9, 430, 645, 860, 9999)] == [
        1,
        1,
        1,
        1,
        2,
        2,
        4,
        4,
    ]
    assert [_columns(9999, blocks) for blocks in (0, 1, 2, 3)] == [1, 1, 2, 3]
    assert [_columns(645, blocks) for blocks in (1, 2, 3, 4, 5, 6, 7)] == [1, 2, 3, 2, 3, 3, 3]


def test_what_a_party_does_is_broken_where_it_no_longer_fits() -> None:
    one = width_of("m ", 12.0)
    exact = 2 * one - width_of(" ", 12.0)  # two words and what is between them
    assert _flowing([("m m m", False)], exact) == [(("m m", False),), (("m", False),)]
    assert _flowing([("m m m", False)], exact - 0.1) == [(("m", False),)] * 3
    assert _flowing([("m", False), ("i", True)], 500) == [(("m,", False), ("▸\N{NO-BREAK SPACE}i", True))]
    assert _flowing([("i", True), ("m", True)], 500) == [
        (("▸\N{NO-BREAK SPACE}i, ▸\N{NO-BREAK SPACE}m", True),)
    ]
    assert _flowing([], 500) == []
    assert _runs([("a", True), ("b", True), ("c", False), ("d", False), ("e", True)]) == [
        ("a b", True),
        ("c d", False),
        ("e", True),
    ]


@pytest.mark.parametrize(
    ("title", "lines", "below"),
    [
        ("A: talks; B: joins", ((0, "talks", True), (1, "joins", True)), True),
        ("A: talks", ((0, "talks", True), (1, "joins", True)), False),
        ("A: talks", ((0, "talks", True), (1, "joins", False)), True),
        ("A: fights; B: joins", ((0, "talks", True), (1, "joins", True)), False),
        ("talks; B: joins", ((0, "talks", True), (1, "joins", True)), False),
        ("A talks; B: joins", ((0, "talks", True), (1, "joins", True)), False),
        ("A: talks", ((0, "talks", False),), False),
        ("A: talks", (), False),
    ],
)
def test_a_title_that_only_lists_the_changes_is_not_said_twice(
    title: str, lines: tuple[tuple[int, str, bool], ...], below: bool
) -> None:
    assert _says_it_below(Card("C", title, lines, (), "end"), ("A", "B")) is below


def test_a_card_is_as_high_as_what_stands_in_it() -> None:
    names = ("Russia", "Ukraine")
    assert height_of(Card("A", "talks"), names, 200) == 17 + 12
    assert height_of(Card(kind="today"), names, 200) == 12
    one = Card("A", "talks", ((0, "talks", False),), (), "end")
    assert height_of(one, names, 200) == 17 + 12 + (2 * 16 + 3) + 4
    assert height_of(replace(one, ranks=((0, "1st"),)), names, 200) == 17 + 12 + (2 * 16 + 3) + 4
    assert (
        height_of(replace(one, ranks=((0, "1st of all the places of its order"),)), names, 200)
        == 17 + 12 + 51 + 4
    )
    assert height_of(replace(one, ranks=((1, "1st"),)), names, 200) == 17 + 12 + (2 * 16 + 3) + (16 + 3) + 4


def test_levels_are_ordered_by_their_neighbours() -> None:
    assert columns({}, []) == []
    assert columns({0: 0, 1: 2}, []) == [[0], [1]]
    crossed = {0: 0, 1: 0, 2: 1, 3: 1}
    assert columns(crossed, [(0, 3), (1, 2)]) == [[1, 0], [2, 3]]
    assert columns(crossed, [(0, 2), (1, 3)]) == [[0, 1], [2, 3]]
    assert columns(crossed, [(0, 1), (2, 3)]) == [[0, 1], [2, 3]]  # within a level nothing moves
    star = {0: 0, **dict.fromkeys(range(1, 6), 1), 6: 2, 7: 2, 8: 2}
    lines = [(0, k) for k in range(1, 6)] + [(5, 6), (3, 7), (1, 8)]
    assert columns(star, lines) == [[0], [5, 2, 3, 4, 1], [6, 7, 8]]
    restless = {0: 0, 1: 2, 2: 0, 3: 1, 4: 1, 5: 1, 6: 2, 7: 1, 8: 2}  # it changes with every sweep
    lines = [(0, 6), (0, 7), (0, 8), (2, 7), (4, 8), (5, 8), (7, 8)]
    assert columns(restless, lines) == [[0, 2], [3, 4, 5, 7], [1, 8, 6]]


def test_levels_stand_side_by_side_or_one_below_the_other() -> None:
    heights = {0: 10.0, 1: 20.0, 2: 30.0, 3: 40.0}
    across = place([[0], [1, 2], [3]], heights, 100, (50, 5), down=False)
    assert across == {
        0: Box(0, 22.5, 100, 10),
        1: Box(150, 0, 100, 20),
        2: Box(150, 25, 100, 30),
        3: Box(300, 7.5, 100, 40),
    }
    down = place([[0], [1, 2], [3]], heights, 100, (50, 5), down=True)
    assert down == {
        0: Box(52.5, 0, 100, 10),
        1: Box(0, 60, 100, 20),
        2: Box(105, 60, 100, 30),
        3: Box(52.5, 140, 100, 40),
    }
    assert place([], {}, 100, (50, 5), down=False) == place([], {}, 100, (50, 5), down=True) == {}
    assert across[2].middle == 40


def test_a_field_without_points_has_its_axes() -> None:
    assert scatter([], "A", "B", "t", "d").count("→") == 2


def test_dashes_repeat_after_the_last_party() -> None:
    assert [dash(k) for k in (None, 0, 1, 7, 8, 9)] == [None, None, "9 4", "5 2 2 2", None, "9 4"]


@pytest.mark.parametrize(
    ("cards", "moves", "levels", "tracks", "back"),
    [
        (1, [], (0,), (0,), []),
        (2, [], (0, 1), (0, 0), []),
        (4, [], (0, 1, 1, 1), (0, 0, 1, 2), []),
        (4, [(2, 3)], (0, 1, 1, 2), (0, 1, 2, 2), []),
        (4, [(0, 1), (2, 3)], (0, 1, 1, 2), (0, 0, 1, 1), []),
        (3, [(0, 1), (1, 0)], (0, 1, 1), (0, 0, 1), [1]),
        (4, [(0, 1), (1, 2), (2, 0), (0, 3)], (0, 1, 2, 1), (0, 0, 0, 1), [2]),
        (4, [(0, 1), (0, 2), (1, 3), (2, 3)], (0, 1, 1, 2), (0, 0, 1, 0), []),
        (5, [(0, 1), (0, 2), (1, 3), (1, 4), (2, 4)], (0, 1, 1, 2, 2), (0, 0, 2, 0, 1), []),
        (4, [(3, 2), (2, 1)], (0, 3, 2, 1), (0, 1, 2, 3), []),
        (5, [(0, 4), (4, 3), (1, 2), (2, 1)], (0, 1, 2, 2, 1), (0, 1, 1, 0, 0), [3]),
    ],
)
def test_cards_have_levels_and_tracks(
    cards: int,
    moves: list[tuple[int, int]],
    levels: tuple[int, ...],
    tracks: tuple[int, ...],
    back: list[int],
) -> None:
    plan = _plan(Lane("", (Card(),) * cards, tuple(Arrow(a, b) for a, b in moves)))
    assert (plan.levels, plan.tracks, sorted(plan.back)) == (levels, tracks, back)


def test_a_label_has_some_room_whatever_runs_beside_it() -> None:
    joins = tuple(Arrow(0, 1, 0, "c" * 20) for _ in range(9))
    plan = _plan(Lane("", (Card(), Card("A")), joins))
    assert [len(x) for x in _wrapped(plan, 0, 150.0)] == [9, 9, 2]  # 60 wide
    alone = _plan(Lane("", (Card(), Card("A")), joins[:1]))
    assert [len(x) for x in _wrapped(alone, 0, 150.0)] == [17, 3]  # 116 wide


def test_moves_stand_behind_each_other_as_long_as_they_fit() -> None:
    two = [
        Arrow(0, 1),
        Arrow(1, 2),
    ]  # without a label: an arrow and what is around it, 32 wide, after 46 for today
    assert [_placed(two, 0, right)[1] for right in (110, 109.9)] == [1, 2]
    assert [found[1:4] for found in _placed(two, 0, 110)[0]] == [(46, 70, 0), (78, 102, 0)]
    long = Arrow(1, 2, 0, "cc " * 12)
    placed, lines = _placed([two[0], long, two[1]], 0, 230)
    assert lines == 4
    assert [(x, line, len(texts)) for _, x, _, line, texts in placed] == [(46, 0, 0), (46, 1, 2), (46, 3, 0)]
    assert _placed([long], 0, 230)[1] == 2
    assert _placed([], 0, 230) == ([], 1)


def test_groups_of_columns_that_just_fit_stand_side_by_side() -> None:
    four = [_Column(k, "ab"[k // 2], "x") for k in range(4)]
    assert [len(_bands(four, head, 100.0)) for head in (200, 272, 272.1, 600)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("ranked", "bracketed"),
    [((True, False), True), ((False, True), True), ((True, True), True), ((False, False), False)],
)
def test_brackets_are_explained_where_one_lane_has_them(ranked: tuple[bool, bool], bracketed: bool) -> None:
    today = Card("", "Today", ((0, "talks", False),), ((0, "1st of 2"),), "today")
    ends = [Card("A", "war", (), ((0, "2nd of 2"),) if yes else (), "end") for yes in ranked]
    lanes = [Lane(f"lane {k}", (today, end), (Arrow(0, 1, 0, "a"),)) for k, end in enumerate(ends)]
    drawn = strip(lanes, NAMES, "t", "d")
    assert (told.PLACE_TODAY in drawn) is bracketed
    assert drawn.count("2nd of 2 (1st)") == sum(ranked)
    assert told.PLACE_TODAY not in strip(lanes[:1], NAMES, "t", "d")
