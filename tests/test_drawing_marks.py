"""What the marks of a drawing mean, both ways round: heads of arrows, what is shared, what still fits into a line."""

from __future__ import annotations

import math
import re
from itertools import product

import pytest

from detente.drawing import Arrow, Card, Lane, Line, State, TreeNode, graph, rows, strip, tree
from detente.drawing import words as told
from detente.drawing.layout import columns
from detente.drawing.measure import width_of
from detente.drawing.strip import BEND, STEM, _back_points
from detente.drawing.strip import DOT as RIM
from detente.drawing.svg import HEAD
from tests.pictures import Drawn, colour_of, dashes_of, paint
from tests.test_drawing import DOT, END, PARTIES, TODAY, apart, check_strip, inside

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("forth", "back"), list(product((None, True, False), repeat=2)))
@pytest.mark.parametrize("down", [False, True])
def test_a_line_has_a_head_for_each_move_that_it_stands_for(
    forth: bool | None, back: bool | None, down: bool
) -> None:
    """Full heads to what is better; only where nothing is, hollow ones, for every move that there is."""
    levels = range(6) if down else range(2)
    states = [State(f"s{k}", level=k) for k in levels]
    drawn = Drawn(graph(states, [Line(2, 0, 1, forth, back)], PARTIES, "t", "d"))
    moves = {("0", "1"): forth, ("1", "0"): back}
    better = {pair for pair, gain in moves.items() if gain}
    expected = better or {pair for pair, gain in moves.items() if gain is False}
    assert {(a.source, a.target) for a in drawn.arrows} == expected
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    for arrow in drawn.arrows:
        assert arrow.data["better"] == ("yes" if better else "no")
        assert arrow.hollow == (not better)
        assert boxes[arrow.source].has_on_border(arrow.start, 1.0)
        assert boxes[arrow.target].has_on_border(arrow.tip, 1.0)
        assert "step" not in arrow.data
    [line] = drawn.kind("moves")
    assert line.data["party"] == "2"
    for path in line.element.iter(f"{SVG}path"):
        assert paint(path.get("stroke")) == colour_of(2)
        assert path.get("stroke-dasharray", "") == dashes_of(2)
        assert path.get("fill") == "none"
    assert len(list(line.element.iter(f"{SVG}path"))) == max(1, len(expected))
    assert (told.BETTER_FOR_MOVER in drawn.key()) == bool(better)
    assert (told.NOT_BETTER_FOR_MOVER in drawn.key()) == (not better and bool(expected))
    assert line.element.get("opacity") == ("0.8" if better else "0.5")  # what is better stands out


def test_a_line_of_unknown_worth_alone_is_a_line_without_heads() -> None:
    drawn = Drawn(graph([State("s0"), State("s1", level=1)], [Line(1, 0, 1, None, None)], PARTIES, "t", "d"))
    [line] = drawn.kind("moves")
    [path] = line.element.iter(f"{SVG}path")
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    start, *_, end = _points(path.get("d", ""))
    assert boxes["0"].has_on_border(start, 1.0)
    assert boxes["1"].has_on_border(end, 1.0)


def _points(way: str) -> list[tuple[float, float]]:
    """The points of a path: of a straight one its ends, of a cubic curve all four."""
    numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", way)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("tall", [0, 1, 2, 5])
def test_from_top_to_bottom_a_line_goes_round_the_box_between(tall: int) -> None:
    """However high the boxes are, a line does not run behind one that it has nothing to do with."""
    states = [State(f"s{k}", ("does this",) * (3 if k == tall else 0), level=k) for k in range(6)]
    drawn = Drawn(graph(states, [Line(1, 0, 2, True, None)], PARTIES, "t", "d"))
    inside(drawn)
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    apart(list(boxes.values()))
    path = next(g.element for g in drawn.kind("arrow")).find(f"{SVG}path")
    assert path is not None
    a, b, c, d = _points(path.get("d", ""))
    dx, dy = drawn.arrows[0].start[0] - a[0], drawn.arrows[0].start[1] - a[1]  # the whole is moved
    for k in range(1, 100):
        u = k / 100
        x, y = (
            (1 - u) ** 3 * a[n] + 3 * (1 - u) ** 2 * u * b[n] + 3 * (1 - u) * u**2 * c[n] + u**3 * d[n]
            for n in (0, 1)
        )
        if abs(y + dy - boxes["1"].y - boxes["1"].height / 2) < 8:
            assert x + dx < boxes["1"].x


def test_from_top_to_bottom_a_line_to_the_next_row_is_straight() -> None:
    """Beside a high box, too: nothing stands between."""
    states = [State(f"s{k}", ("does this",) * 5 if k == 6 else (), level=k % 6) for k in range(7)]
    drawn = Drawn(graph(states, [Line(1, 0, 1, True, None)], PARTIES, "t", "d"))
    path = next(g.element for g in drawn.kind("arrow")).find(f"{SVG}path")
    assert path is not None
    low, *_, high = sorted(x for x, _ in _points(path.get("d", "")))
    assert high - low < 178


def test_only_todays_are_drawn_once() -> None:
    """Lanes that begin with the same card, which is not today, have one each."""
    for kind, shared in (("today", True), ("end", False), ("step", False)):
        first = Card("", "begin", TODAY.lines, (), kind)
        lanes = [Lane(name, (first, DOT, END), (Arrow(0, 1, 0, "go"), Arrow(1, 2, 1, "on"))) for name in "ab"]
        drawn = check_strip(lanes, PARTIES)
        at = [g.data["lane"] for g in drawn.kind("card") if g.data["index"] == "0"]
        assert at == (["all"] if shared else ["0", "1"])
    assert told.PLACE_TODAY not in Drawn(strip(lanes, PARTIES, "t", "d")).key()


def test_moves_stay_in_a_line_as_long_as_there_is_room() -> None:
    """There are 18 pixels before the outcome, and 4 behind what is done: a pixel more goes into the next line."""
    found = set()
    for m, n, k in product(range(18, 22), range(7, 20), range(3)):
        labels = ("m" * m + "t" * k, "i" * n)
        lane = Lane("", (TODAY, DOT, END), tuple(Arrow(k, k + 1, k, labels[k]) for k in range(2)))
        drawn = Drawn(rows([lane], PARTIES, "t", "d"))
        today, end = (g.boxes[0] for g in drawn.kind("card"))
        need = sum(24 + 4 + width_of(label, 11.0) + 4 for label in labels)
        left = end.x - 18 - (today.x + today.width) - need
        one_line = drawn.arrows[0].start[1] == drawn.arrows[1].start[1]
        if abs(left) > 1e-6:
            assert one_line == (left > 0), labels
        found.add(math.floor(left))
    assert {-1, 0} <= found  # both sides of the border were tried, a pixel beside it


def test_the_words_in_keys_mean_what_is_drawn() -> None:
    """Word for word: nothing else on a page says what a mark means."""
    assert (told.CHANGED, told.PLACE_TODAY) == ("changed from today", "in brackets: its place today")
    assert (told.GAIN, told.LOSE) == ("could gain", "could lose")
    assert told.BOTH == "could gain or lose, depending on the change"
    assert (told.CHOSEN, told.NOT_CHOSEN) == ("what it would choose", "what it would not")
    assert told.SPOILS == "could spoil it"
    assert told.BETTER_FOR_MOVER == "the arrow points to what is better for whoever moves"
    assert told.NOT_BETTER_FOR_MOVER == "a move that is no better for whoever makes it"
    assert told.A_SHORTEST_WAY == "a shortest way from today"
    assert told.TODAY == "today"
    assert told.EQUILIBRIUM_IN_BOX == "equilibrium under the concepts named in it"
    assert (told.NO_EQUILIBRIUM, told.MOST_SURELY) == ("no equilibrium", "what holds most surely")
    assert list(told.MEANINGS.items()) == [
        ("▲", "better"),
        ("▲=", "better or as good"),
        ("=", "neither better nor worse"),
        ("▼=", "worse or as good"),
        ("▼", "worse"),
        ("◆", "better or worse, depending on the end"),
    ]


def test_columns_of_a_graph_stand_beside_each_other_s_middle() -> None:
    states = [State("s0"), *(State(f"s{k}", ("does",) * k, level=1) for k in range(1, 4))]
    drawn = Drawn(graph(states, [Line(0, 0, k, True, None) for k in (1, 2, 3)], PARTIES, "t", "d"))
    boxes = {g.data["state"]: g.boxes[0] for g in drawn.kind("state")}
    first, *column = (boxes[str(k)] for k in range(4))
    top = min(b.y for b in column)
    low = max(b.y + b.height for b in column)
    assert first.y + first.height / 2 == pytest.approx((top + low) / 2, abs=0.2)
    assert first.x + first.width < min(b.x for b in column)
    assert drawn.width == 640  # never narrower, so that letters are of one size on a page


def test_a_step_that_says_something_is_a_card() -> None:
    said = (Card("A"), Card("", "a step"), Card("", "", ((0, "talks", False),)))
    for step in said:
        drawn = check_strip(
            [Lane("", (TODAY, step, END), (Arrow(0, 1, 0, "x"), Arrow(1, 2, 1, "y")))], PARTIES
        )
        assert [g.element.find(f"{SVG}circle") is None for g in drawn.kind("card")] == [True] * 3
    drawn = check_strip([Lane("", (TODAY, DOT, END), (Arrow(0, 1, 0, "x"), Arrow(1, 2, 1, "y")))], PARTIES)
    assert [g.element.find(f"{SVG}circle") is None for g in drawn.kind("card")] == [True, False, True]


def test_a_card_is_as_high_as_what_stands_in_it() -> None:
    bare = check_strip([Lane("", (Card("", "Today", kind="today"),))], PARTIES).kind("card")[0].boxes[0]
    told_ = check_strip([Lane("", (Card("", "Today", ((0, "x", False),), kind="today"),))], PARTIES)
    assert bare.height == 29  # a line of its title, and the room around it
    assert told_.kind("card")[0].boxes[0].height == 29 + 4 + 16 * 2 + 3


def test_a_straight_line_of_a_tree_begins_at_its_box() -> None:
    root = TreeNode("Go?", 0, (("go", TreeNode("gone")),), 0)
    drawn = Drawn(tree(root, "t", "d", parties=PARTIES))
    boxes = {g.data["node"]: g.boxes[0] for g in drawn.kind("node")}
    [arrow] = drawn.arrows
    assert boxes["0"].has_on_border(arrow.start)
    assert boxes["0.0"].has_on_border(arrow.tip)


def test_cards_that_nothing_leads_to_have_a_track_of_their_own() -> None:
    lane = Lane("", (TODAY, END, END, END), (Arrow(0, 1, 0, "moves"), Arrow(2, 3, 1, "moves")))
    drawn = check_strip([lane], PARTIES)
    left = [g.boxes[0].x for g in drawn.kind("card")]
    assert left[2] == left[3] > left[1] == left[0]


@pytest.mark.parametrize("turn", [0, 1, 2])
def test_a_way_back_leaves_and_enters_at_the_side_and_turns_beside_the_others(turn: int) -> None:
    """From a stop and into one at its rim; from a card and into one at its side, or from below where it is wide."""
    source, target, wide = (10.0, 200.0, 100.0, 40.0), (10.0, 50.0, 100.0, 30.0), (10.0, 50.0, 400.0, 30.0)
    right, across = 150.0, STEM + 10 + RIM

    def way(
        into: tuple[float, float, float, float], *, dot: bool, into_dot: bool
    ) -> list[tuple[float, float]]:
        return _back_points(source, into, right, turn, dot=dot, into_dot=into_dot)

    below, bend = RIM, BEND * turn
    for dot in (False, True):
        begin = (across, 200 + below) if dot else (110.0, 220 + bend)
        for into_dot in (False, True):
            end = (across, 50 + below) if into_dot else (110.0, 65 + bend)
            assert way(target, dot=dot, into_dot=into_dot) == [begin, (right, begin[1]), (right, end[1]), end]
        up = right - HEAD
        assert way(wide, dot=dot, into_dot=False) == [begin, (up, begin[1]), (up, 80.0)]
        assert way((10.0, 50.0, right - 10, 30.0), dot=dot, into_dot=False)[-1] == (right, 65 + bend)


@pytest.mark.parametrize(
    ("today", "end", "bracketed"),
    [(((0, "1st"),), ((0, "2nd"),), True), (((0, "1st"),), ((1, "2nd"),), False), ((), ((0, "2nd"),), False),
     (((0, "1st"),), (), False)],
)  # fmt: skip
def test_brackets_are_explained_where_there_are_some(
    today: tuple[tuple[int, str], ...], end: tuple[tuple[int, str], ...], bracketed: bool
) -> None:
    cards = (Card("", "Today", (), today, "today"), Card("A", "talks", (), end, "end"))
    lanes = [Lane(name, cards, (Arrow(0, 1, 0, "a"),)) for name in ("one", "two")]
    found = Drawn(strip(lanes, PARTIES, "t", "d"))
    assert any(x.text == "2nd (1st)" for x in found.letters) == bracketed
    assert (told.PLACE_TODAY in found.key()) == bracketed


@pytest.mark.parametrize(
    "edges",
    [
        ((0, 3), (1, 2), (2, 3)),
        ((0, 4), (1, 3), (1, 2), (2, 3), (3, 4)),
        ((0, 2), (1, 4), (0, 3), (0, 1), (2, 4)),
        ((0, 3), (3, 5), (1, 2), (2, 6), (2, 3)),
    ],
)
def test_lines_to_the_next_level_do_not_cross_where_they_need_not(edges: tuple[tuple[int, int], ...]) -> None:
    levels = {0: 0, 1: 0, 2: 1, 3: 1, 4: 1, 5: 2, 6: 2}
    found = columns(levels, edges)
    assert [sorted(c) for c in found] == [[0, 1], [2, 3, 4], [5, 6]]
    at = {s: k for c in found for k, s in enumerate(c)}
    between = [(min(e), max(e)) for e in edges if levels[e[0]] != levels[e[1]]]
    for (a, b), (c, d) in product(between, repeat=2):
        if levels[a] == levels[c]:
            assert (at[a] - at[c]) * (at[b] - at[d]) >= 0
