"""How pictures look: sizes, gaps and bends are as they were when somebody last looked at them.

What a picture means is read back in `test_drawing.py` and `test_drawing_rows.py`. Here only a digest is compared. Where
one differs and the picture is meant to look different: open the file that the message names, look, and write the new
digest down.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Sequence
from random import Random

import pytest

from detente.drawing import (
    Arrow,
    Band,
    Bar,
    BarGroup,
    Card,
    Cell,
    Group,
    Happening,
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
    groups,
    ladder,
    matrix,
    network,
    on_paper,
    record,
    rows,
    scatter,
    scatters,
    shares,
    strip,
    tree,
)
from detente.drawing.measure import width_of
from detente.drawing.svg import key
from tests.pictures import Box, Drawn
from tests.test_drawing import CHAIN, COLUMNS, DEMAND, DOT, END, LINKS, MANY, NODES, OTHER, PARTIES, TODAY

LONG = "offers direct talks without any ceasefire first and Donaudampfschifffahrtsgesellschaftskapitäne"


def lanes() -> list[Lane]:
    meet = (
        Arrow(0, 1, 0, "a"),
        Arrow(0, 2, 1, "b"),
        Arrow(1, 3, 1, "c"),
        Arrow(2, 3, 0, "d"),
        Arrow(2, 4, 2, LONG[:50]),
    )
    cycle = (Arrow(0, 1, 0, "a"), Arrow(1, 2, 1, "b"), Arrow(2, 3, 2, "c"), Arrow(3, 1, 0, "back"))
    step = Card("", "a step with a title", ((0, "talks", True),), (), "step")
    return [
        CHAIN,
        Lane("two ways that meet", (TODAY, DOT, DOT, END, OTHER), meet, note="Not looking ahead: B."),
        Lane("round and round", (TODAY, DOT, DOT, DOT), cycle),
        Lane("steps", (TODAY, step, END), (Arrow(0, 1, None, "both"), Arrow(1, 2, 3, LONG[:40]))),
        Lane("nobody moves", (TODAY,), ()),
    ]


def detours() -> Lane:
    """Ways that skip cards: several bends out of one card, and a step on the way."""
    step = Card("", "a step", ((0, "talks", True),), (), "step")
    cards = (TODAY, step, DOT, END, OTHER)
    arrows = (
        Arrow(0, 1, 0, "a"),
        Arrow(1, 2, 1, "b"),
        Arrow(1, 3, 2, "c"),
        Arrow(1, 4, 3, "d"),
        Arrow(2, 3, 0, "e"),
        Arrow(2, 4, 1, "f"),
    )
    return Lane("detours", cards, arrows)


def branches() -> list[Lane]:
    """Ways that part behind a stop or a step, and come back to it from the side."""
    step = Card("", "a step", ((0, "talks", True),), (), "step")
    arrows = (
        Arrow(0, 1, 0, "a"),
        Arrow(1, 2, 1, "b"),
        Arrow(1, 3, 2, "c"),
        Arrow(3, 4, 3, "d"),
        Arrow(4, 1, 0, "back"),
    )
    return [
        Lane(name, (TODAY, one, END, OTHER, one), arrows) for name, one in (("stops", DOT), ("steps", step))
    ]


def rounds() -> list[Lane]:
    """Several ways back, between stops and to today."""
    arrows = [
        Arrow(0, 1, 0, "a"),
        Arrow(1, 2, 1, "b"),
        Arrow(2, 3, 2, "c"),
        Arrow(3, 1, 0, "back"),
        Arrow(3, 2, 1, LONG[:40]),
        Arrow(2, 0, 2, "to today"),
    ]
    return [Lane(f"{n} ways", (TODAY, DOT, DOT, DOT), tuple(arrows[:n])) for n in (4, 5, 6)]


def many_lanes(count: int) -> list[Lane]:
    found = []
    for n in range(count):
        lines = tuple((k, LONG[: 8 + 9 * k + n], k % 2 == 0) for k in range(6))
        end = Card(
            "ABCDEF"[n], LONG[: 20 + 11 * n], lines, tuple((k, f"{k + 1}th of 20") for k in range(6)), "end"
        )
        cards = (Card("", "Today", ((n, LONG[:30], False),), (), "today"), *[DOT] * n, end)
        arrows = tuple(Arrow(k, k + 1, k, LONG[: 6 + 8 * k]) for k in range(n + 1))
        found.append(Lane(f"account {n}", cards, arrows))
    return found


def wide_matrix() -> str:
    marks = ["▲", "=", "▼", "◆", "▲=", "▼=", "?", ""]
    columns = [(f"group {k // 3}", f"an account with a long name {k}"[: 8 + 3 * k]) for k in range(9)]
    cells = [
        [
            Cell(marks[(r + c) % 8], f"word {(r + c) % 8}" if marks[(r + c) % 8] else "", f"{r + 1}st")
            for c in range(9)
        ]
        for r in range(8)
    ]
    return matrix(columns, MANY, cells, "t", "d", note="A note below it.")


def big_graph() -> str:
    rng = Random(5)
    states = [
        State(
            f"s{k}",
            tuple(f"Russia: {LONG[: 8 + 5 * i]}" for i in range(k % 4)),
            ("Nash", "SEQ", "SMR")[: k % 3],
            k == 0,
            k == 4,
            k % 5,
        )
        for k in range(12)
    ]
    lines = [
        Line(rng.randrange(4), a, b, rng.random() < 0.5, rng.choice((None, True, False)))
        for a in range(12)
        for b in range(a + 1, 12)
        if rng.random() < 0.35
    ]
    return graph(states, lines, PARTIES, "t", "d")


def small_graph(down: bool) -> str:
    """A row of states with a line over it, or a long one from top to bottom with neighbours and one between."""
    levels = (0, 1, 1, 2, 3, 4, 5) if down else (0, 1, 2, 2)
    states = [
        State(f"s{k}", tuple(LONG[: 20 * k] for _ in range(k)), ("Nash",) * (k % 2), k == 0, k == 3, level)
        for k, level in enumerate(levels)
    ]
    lines = [
        Line(0, 0, 1, True, None, 1),
        Line(1, 0, 3, None, True),
        Line(2, 1, 2, False, False),
        Line(0, 2, 1, None, None),
        Line(1, 3, 2, True, True, 2),
    ]
    more = [Line(2, 3, 5, True, None), Line(0, 6, 4, False, None)] if down else []
    return graph(states, lines + more, PARTIES, "t", "d", strong="holds most")


def wide_graph(levels: tuple[int, ...]) -> str:
    """States of some levels, each with a way to the next one."""
    states = [State(f"s{k}", ("talks",), (), k == 0, False, level) for k, level in enumerate(levels)]
    lines = [Line(k % 3, k, k + 1, True, None) for k in range(len(levels) - 1)]
    return graph(states, lines, PARTIES, "t", "d")


def field(turn: int) -> list[Mark]:
    """Points of every kind, of which some lie on one line."""
    return [
        Mark(2 + turn, 5, "deal", "Deal 1: " + LONG[:60]),
        Mark(4, 4 - turn, "deal", "Deal 2"),
        Mark(3, 1, "deal"),
        Mark(1, 2, "other"),
        Mark(0, turn, "other"),
        Mark(2, 1, "no_deal", "No deal"),
        Mark(1, 1, "today", "Today"),
    ]


def some_bars(names: str) -> list[BarGroup]:
    both = (Bar(names[:9], 4, "+4", (2, 6)), Bar("deal 2", -2, "-2 of 12", (-3, -1)), Bar("no deal", 0, "0"))
    return [
        BarGroup("Ann", both, 0),
        BarGroup("", (Bar(names, 1, "+1"), Bar("none", 0.5, "0.5", plain=True)), 1),
        BarGroup("Nobody", (Bar("all", -1, "-1"), Bar("nothing", 0, ""))),
    ]


def ladder_of(parties: tuple[str, ...], *, ends: bool) -> str:
    ways = (Way(1, LONG[:50], LONG, held=True), Way(2, "leaves"), Way(0, LONG, "It leads to ruin."))
    rungs = [
        LadderRung("Signed", "Nothing is performed yet.", ways=ways[1:2]),
        LadderRung(LONG, LONG[:60], party=0, ways=ways, goes_on=False),
        LadderRung("B: hands over", party=1, ways=() if ends else ways[:1]),
    ]
    return ladder(rungs, "t", "d", parties=parties)


def some_record(columns: int) -> str:
    marks = ("full", "half", "empty", "cross", "")
    meanings = {m: f"means {m}" for m in marks}
    events = [
        Happening(
            f"2024-0{1 + k // 2}",
            LONG[: 12 * k + 5],
            ((), (1,), (0, 2))[k % 3],
            tuple((marks[(k + n) % 5], f"means {n}") for n in range(columns)),
        )
        for k in range(6)
    ]
    heads = [f"an account with a long name {n}"[: 8 + 4 * n] for n in range(columns)]
    return record(events, heads, PARTIES, "t", "d", meanings=meanings)


def some_course() -> str:
    rows_ = [
        (
            LONG[:40],
            [[Passage("A", ("B", "C"), 0, carried=False)], [Passage("B", ("B",)), Passage("C", (), 1)]],
        ),
        ("hawks", [[Passage("A", ("A",), carried=False)], [Passage("A", tuple("DEFGH"), 2)]]),
        ("none", [[], [Passage("B", ("C",), None)]]),
    ]
    meanings = {"stays": "lasts", "begins": "begins here", "round": "no rest"}
    columns = [("2024-05", "before"), ("2025", LONG[:70])]
    return course(columns, rows_, PARTIES, "t", "d", meanings=meanings, note=["A: a", LONG * 2])


def some_bands() -> str:
    found = [
        Band("Chance", 0, 1, (0.5, 0.8), (0.2, 0.6), above=True, shown="0.5-0.8"),
        Band(LONG[:70], 0, 4000, (5, 5), (1234.5, 1234.5), above=False, shown="5"),
        Band("Never", 0, 1, None, (0, 0), above=False),
        Band("Always", 1, 9, (9, 9), (-3, 12), above=True, shown="a long figure"),
    ]
    return bands(found, "t", "d", bad="fights", good="waits", note=LONG * 2)


def some_shares(note: str) -> str:
    first = ShareGroup("Looking ahead", (Share("A", 0.48, "48 of 100", True), Share(LONG[:70], 1, "all")))
    second = ShareGroup("", (Share("no rest", 0.0, "no", True),))
    third = ShareGroup(LONG * 2, (Share("B", 0.3333, "a third"),))
    return shares([first, second, third], "t", "d", note)


def crowd() -> list[Link]:
    return [
        Link(str(a), str(b), ("gain", "lose", "both")[(a + b) % 3], LONG[: 3 * a])
        for a in range(8)
        for b in range(8)
    ]


CELLS = [[Cell("▲▼=◆"[(r + c) % 4], f"word {(r + c) % 4}", f"{r}.{c}") for c in range(3)] for r in range(4)]
SOME = [
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
        LONG,
        "three",
        (Spoiler(0, "G: war", "leaves"), Spoiler(3, LONG[:60], LONG[:40])),
    ),
    Group((3,), "today", "I: alone", "alone"),
]
DEEP = TreeNode(
    "By which account?",
    None,
    (("commentary, kyiv", DEMAND), (LONG[:45], TreeNode(LONG, note=LONG[:70]))),
    None,
)
PICTURES: dict[str, Callable[[], str]] = {
    "strip": lambda: strip(lanes(), PARTIES, "t", "d"),
    "strip of one": lambda: strip([CHAIN], PARTIES, "t", "d"),
    "strip of detours": lambda: strip([detours()], PARTIES, "t", "d"),
    "strip of branches": lambda: strip(branches(), PARTIES, "t", "d"),
    "strip of stops that branch": lambda: strip(branches()[:1], PARTIES, "t", "d"),
    "strip where nobody moves": lambda: strip(
        [CHAIN, Lane("nobody moves", (TODAY,), (), "Why, is told below.")], PARTIES, "t", "d"
    ),
    "strip of rounds": lambda: strip(rounds(), PARTIES, "t", "d"),
    "strip of one round": lambda: strip(rounds()[2:], PARTIES, "t", "d"),
    "strip of many": lambda: strip(many_lanes(6), MANY, "t", "d"),
    "rows": lambda: rows(lanes(), PARTIES, "t", "d"),
    "rows of many": lambda: rows(many_lanes(6), MANY, "t", "d"),
    "matrix": lambda: matrix(COLUMNS, PARTIES, CELLS, "t", "d"),
    "matrix of one": lambda: matrix(
        [("", "kyiv")], ["A"], [[Cell("▲", "gains", "1st")]], "t", "d", note=LONG
    ),
    "small matrix": lambda: matrix(
        [("", "one-long-word-here"), ("", "b")],
        ["A"],
        [[Cell("▲", "gains", "1st"), Cell()]],
        "t",
        "d",
        note=LONG,
    ),
    "wide matrix": wide_matrix,
    "network": lambda: network(NODES, LINKS, "t", "d"),
    "crowded network": lambda: network([Node(str(k), n) for k, n in enumerate(MANY)], crowd(), "t", "d"),
    "tree": lambda: tree(DEMAND, "t", "d", parties=PARTIES),
    "tree of one": lambda: tree(
        TreeNode("Go?", 0, (("go", TreeNode("gone")),), 0), "t", "d", parties=PARTIES
    ),
    "deep tree": lambda: tree(DEEP, "t", "d", parties=PARTIES),
    "groups": lambda: groups(SOME, PARTIES, "t", "d"),
    "graph": big_graph,
    "graph in a row": lambda: small_graph(down=False),
    "graph from top to bottom": lambda: small_graph(down=True),
    "graph of one level": lambda: wide_graph((0, 0)),
    "graph of two levels": lambda: wide_graph((0, 1, 1)),
    "graph of four columns": lambda: wide_graph((0, 1, 2, 3)),
    "graph of many columns": lambda: wide_graph((0, 1, 2, 3, 4, 4, 4, 4, 4)),
    "scatter": lambda: scatter(field(0), "Better for A", "Better for B", "t", "d"),
    "scatter of one": lambda: scatter([Mark(1, 1, "deal", "One"), *field(0)[5:]], "A", "B", "t", "d"),
    "scatters": lambda: scatters([(field(k), f"for {k}", f"for {k + 1}") for k in range(3)], "t", "d"),
    "bars": lambda: bars(some_bars("deal 1"), "t", "d"),
    "bars with long names": lambda: bars(some_bars(LONG), "t", "d", note=LONG * 2),
    "bars to the right": lambda: bars([BarGroup("", (Bar("a", 2, "2"), Bar("b", 1, "1")))], "t", "d"),
    "ladder": lambda: ladder_of(PARTIES, ends=False),
    "ladder to its end": lambda: ladder_of((), ends=True),
    "ladder alone": lambda: ladder([LadderRung("Signed"), LadderRung("Done", party=1)], "t", "d"),
    "record": lambda: some_record(2),
    "record of many": lambda: some_record(6),
    "course": some_course,
    "course without a key": lambda: course(
        [("2024", "then")], [("one", [[Passage("A", (), 0)]])], PARTIES, "t", "d", meanings={"stays": "lasts"}
    ),
    "course with a round": lambda: course(
        [("2024", "then")],
        [("one", [[Passage("A", ("B",), 0)]])],
        PARTIES,
        "t",
        "d",
        meanings={"round": "no rest"},
    ),
    "bands": some_bands,
    "shares": lambda: some_shares(""),
    "shares with a note": lambda: some_shares(LONG * 2),
    "on paper": lambda: on_paper(strip([CHAIN], PARTIES, "t", "d")),
}


WIDTHS = "2aebde5b89c0a853"
LOOKED_AT = {
    "strip": "27e691f32cf26f50",
    "strip of one": "aa5a8136f3b3cac2",
    "strip of detours": "3cb900e43540e031",
    "strip of branches": "526be441e2d190b3",
    "strip of stops that branch": "305f0a07aa25fa5e",
    "strip where nobody moves": "d526103bd820f77b",
    "strip of rounds": "96cdfb0aab4ad7b5",
    "strip of one round": "2a2cd14ada7f8b35",
    "strip of many": "1dd89bcdf94b6070",
    "rows": "7067632c1198c423",
    "rows of many": "155c717ce6f1e4f4",
    "matrix": "9e2ed66604739306",
    "matrix of one": "f1ac599bb89cb8db",
    "small matrix": "e96d4e78f1c5de81",
    "wide matrix": "3ff8c4c85ab7ec32",
    "network": "e28d59f8b298b968",
    "crowded network": "172e07a3faf811e7",
    "tree": "a2c30fa266aaec66",
    "tree of one": "1fa166d64b08901d",
    "deep tree": "4bf5fdbb647853fb",
    "groups": "eb9f052a58838bb3",
    "graph": "41dccd256dc0cf6a",
    "graph in a row": "0ecb67f2ce4d72ab",
    "graph from top to bottom": "0991d2a91d08b566",
    "graph of one level": "2f166fd5f77c4b95",
    "graph of two levels": "4ba759b2c08c47fb",
    "graph of four columns": "538b801f096fd44a",
    "graph of many columns": "e75e908f45898576",
    "scatter": "3feb0a385952c75e",
    "scatter of one": "ce1666cf1c342b83",
    "scatters": "c0878fe84485731c",
    "bars": "863a9d6dd165b79c",
    "bars with long names": "9e3729238260c85c",
    "bars to the right": "538ad13541e87664",
    "ladder": "172178c2528f2f33",
    "ladder to its end": "0982aec709aed1f6",
    "ladder alone": "cf8c57343275f953",
    "record": "e72311fe3930640a",
    "record of many": "3730ba0152a65967",
    "course": "8d7bdbf6f5cab2ba",
    "course without a key": "0c7e6e27fa7a31eb",
    "course with a round": "13be41105a98cece",
    "bands": "cdd0d61ff99b83f9",
    "shares": "3eb4329d5e7d6439",
    "shares with a note": "b64d10cfd7cab6bf",
    "on paper": "6adf487584a66123",
}


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_it_looks_as_it_did_when_somebody_looked(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    svg = PICTURES[name]()
    found = hashlib.sha256(svg.encode()).hexdigest()[:16]
    if found != LOOKED_AT.get(name):
        file = tmp_path_factory.mktemp("drawn") / f"{name}.svg"
        file.write_text(svg, encoding="utf-8")
        pytest.fail(f"looks different; see {file}; its digest is now {found}")


def test_letters_are_as_wide_as_they_were_measured() -> None:
    letters = [
        chr(c) for c in (*range(32, 0x250), *range(0x370, 0x500), *range(0x2010, 0x2030), 0x25B2, 0x4E2D)
    ]
    widths = " ".join(f"{width_of(c, 12.0):.3f} {width_of(c, 12.0, bold=True):.3f}" for c in letters)
    assert hashlib.sha256(widths.encode()).hexdigest()[:16] == WIDTHS


# Where letters are turned, or arrows lead to nothing that has a name, their own tests look after them.
@pytest.mark.parametrize("name", sorted(n for n in PICTURES if not n.startswith(("scatter", "course"))))
def test_all_letters_stand_within_the_picture(name: str) -> None:
    drawn = Drawn(PICTURES[name]())
    frame = Box(0, 0, drawn.width, drawn.height)
    for letters in drawn.letters:
        assert frame.holds(letters.box), (letters, frame)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_the_key_is_as_wide_as_the_picture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms: list[tuple[float, float]] = []

    def explained(
        entries: Sequence[tuple[str, float, str]], x: float, y: float, room: float
    ) -> tuple[str, float]:
        rooms.append((x, room))
        return key(entries, x, y, room)

    sorts = (
        "bands",
        "course",
        "graph",
        "groups",
        "ladder",
        "matrix",
        "network",
        "record",
        "rows",
        "strip",
        "tree",
    )
    for sort in sorts:
        monkeypatch.setattr(importlib.import_module(f"detente.drawing.{sort}"), "key", explained)
    width = float(PICTURES[name]().partition('viewBox="0 0 ')[2].partition(" ")[0])
    assert [round(x + room + x, 1) for x, room in rooms] == [width] * len(rooms)
