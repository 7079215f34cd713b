"""Pictures of things drawn by lot: odd texts, sizes, orders and numbers of everything, as they were laid out before.

`test_drawing_looks.py` has pictures that somebody looked at. Here are many more that nobody would think of; of each
sort one digest holds some dozens. Where one differs, and that is meant, write the new digest down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from random import Random
from typing import Literal

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
    record,
    rows,
    scatter,
    scatters,
    shares,
    strip,
    tree,
)

PARTIES = (
    "Russia",
    "Ukraine",
    "the United States of America and others",
    "Europe",
    "i",
    "A party, by its name",
)
WORDS = (
    "talks",
    "i",
    "gives way",
    "Donaudampfschifffahrtsgesellschaftskapitäne",
    "-",
    "to the end of the war",
    "%",
    'a "b" & <c>',
)
Kind = Literal["today", "end", "step"]
KINDS: tuple[Kind, ...] = ("step", "step", "end")
SAYS = ('A "title" & more', 'A "text" <of it>')
# Lines of narrow and of wide letters: a little more or less room, and one of them breaks elsewhere.
RULERS = (
    "i" * 90,
    "f" * 70,
    "-" * 75,
    "t" * 65,
    ":;/" * 30,
    "rr " * 40,
    "i " * 80,
    "II " * 50,
    ". " * 60,
    "1i" * 40,
)


def text_of(rng: Random, most: int = 3) -> str:
    """Give a text: none, some words, or one that shows how much room there is."""
    kind = rng.random()
    if kind < 0.1:
        return ""
    if kind < 0.35:
        return rng.choice(RULERS)[: rng.randrange(6, 90)].strip() or "x"
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def some(rng: Random, most: int = 3) -> str:
    return text_of(rng, most) or "x"


def maybe(rng: Random, one: str) -> str:
    return rng.choice(("", one))


def party(rng: Random) -> int:
    return rng.randrange(len(PARTIES))


def nobody(rng: Random) -> int | None:
    return rng.choice((None, party(rng)))


def random_card(rng: Random, kind: Kind) -> Card:
    if kind == "step" and rng.random() < 0.4:
        return Card()
    lines = tuple((party(rng), some(rng), rng.random() < 0.4) for _ in range(rng.randrange(6)))
    ranks = tuple((k, f"{k + 1}th of {rng.choice(('9', '1,200'))}") for k in range(6) if rng.random() < 0.4)
    title = text_of(rng) if rng.random() < 0.7 else "; ".join(f"{PARTIES[k]}: {t}" for k, t, c in lines if c)
    return Card(rng.choice(("", "A", "B2")), title, lines, ranks, kind)


def random_lane(rng: Random, today: Card | None = None) -> Lane:
    count = rng.randint(1, 6)
    ends: list[Kind] = [rng.choice(KINDS) for _ in range(count - 1)]
    cards = (today or random_card(rng, "today"), *(random_card(rng, k) for k in ends))
    arrows = tuple(
        Arrow(a, b, nobody(rng), text_of(rng))
        for a in range(count)
        for b in range(count)
        if a != b and rng.random() < (0.5 if b == a + 1 else 0.12)
    )
    return Lane(text_of(rng), cards, arrows, maybe(rng, some(rng, 9)))


def random_strip(rng: Random) -> str:
    today = rng.choice((None, random_card(rng, "today")))
    return strip([random_lane(rng, today) for _ in range(rng.randint(1, 4))], PARTIES, *SAYS)


def random_rows(rng: Random) -> str:
    found = [random_lane(rng) for _ in range(rng.randint(1, 4))]
    return rows(found, PARTIES, *SAYS, note=maybe(rng, "i " * 200))


def random_matrix(rng: Random) -> str:
    wide, high = rng.randint(1, 8), rng.randint(1, 6)
    marks = ("▲", "=", "▼", "◆", "▲=", "▼=", "?", "")
    columns = [(rng.choice(("", "g", "h" * 40)), text_of(rng)) for _ in range(wide)]
    cells = [
        [
            Cell(
                rng.choice(marks),
                rng.choice(("", "a word", "w" * 48, "w" * 49)),
                rng.choice(("", "1st", "(▼)", "(=)")),
            )
            for _ in range(wide)
        ]
        for _ in range(high)
    ]
    names = [some(rng) for _ in range(high)]
    return matrix(columns, names, cells, *SAYS, swatches=rng.random() < 0.6, note=maybe(rng, "i " * 200))


def random_network(rng: Random) -> str:
    nodes = [Node(str(k), some(rng), note=text_of(rng, 5)) for k in range(6)]
    pairs = [(a, b) for a in range(6) for b in range(6) if rng.random() < 0.25] or [(0, 1)]
    rng.shuffle(pairs)
    links = [Link(str(a), str(b), rng.choice(("gain", "lose", "both")), text_of(rng)) for a, b in pairs]
    return network(
        nodes, links, *SAYS, heads=rng.choice((("", ""), ("from", ""), ("from", "to"), ("", "to")))
    )


def random_node(rng: Random, depth: int) -> TreeNode:
    count = rng.randint(0, 3) if depth else 0
    children = tuple((text_of(rng), random_node(rng, depth - 1)) for _ in range(count))
    chosen = rng.randrange(count) if count and rng.random() < 0.6 else None
    return TreeNode(some(rng, 5), nobody(rng), children, chosen, text_of(rng, 5))


def random_tree(rng: Random) -> str:
    found = random_node(rng, rng.randint(1, 4))
    return tree(found, *SAYS, parties=rng.choice(((), PARTIES)))


def random_groups(rng: Random) -> str:
    found = []
    for _ in range(rng.randint(1, 4)):
        members = tuple(sorted(rng.sample(range(6), rng.randint(1, 4))))
        spoilers = tuple(
            Spoiler(party(rng), some(rng, 5), text_of(rng, 5)) for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))
        )
        found.append(Group(members, some(rng, 5), some(rng, 5), text_of(rng, 5), spoilers))
    return groups(found, PARTIES, *SAYS)


def random_graph(rng: Random) -> str:
    count, levels = rng.randint(1, 9), rng.randint(1, 7)
    states = [
        State(
            text_of(rng),
            tuple(some(rng) for _ in range(rng.randrange(5))),
            tuple(rng.sample(("Nash", "SEQ", "SMR", "GMR", "by b of SEQ"), rng.choice((0, 0, 1, 3, 5)))),
            today=rng.random() < 0.2,
            strong=rng.random() < 0.2,
            level=rng.randrange(levels),
        )
        for _ in range(count)
    ]
    kinds = (
        (True, None),
        (None, True),
        (True, True),
        (True, False),
        (False, False),
        (False, None),
        (None, None),
    )
    chosen = kinds if rng.random() < 0.5 else (rng.choice(kinds),)
    lines = [
        Line(party(rng), a, b, forth, back, rng.choice((0, 0, 0, 1)))
        for a in range(count)
        for b in range(count)
        if a != b and rng.random() < 0.25
        for forth, back in (rng.choice(chosen),)
    ]
    return graph(states, lines, PARTIES, *SAYS)


def random_marks(rng: Random, labels: bool = True) -> list[Mark]:
    kinds = ("deal", "deal", "other", "no_deal", "today")
    return [
        Mark(
            rng.randrange(5),
            rng.randrange(5),
            rng.choice(kinds),
            some(rng, 9) if labels and rng.random() < 0.6 else "",
        )
        for _ in range(rng.choice((0, 1, 2, 9)))
    ]


def random_scatter(rng: Random) -> str:
    if rng.random() < 0.5:
        return scatter(random_marks(rng), some(rng), some(rng), *SAYS)
    return scatters([(random_marks(rng), some(rng), some(rng)) for _ in range(rng.randint(1, 3))], *SAYS)


def random_bars(rng: Random) -> str:
    sides = rng.choice(((0, 9), (-9, 0), (-9, 9), (0, 0), (-1, 1)))

    def one() -> Bar:
        value = rng.randint(*sides) / rng.choice((1, 1, 3))
        span = (value - rng.choice((0, 1, 3)), value + rng.choice((0, 0.5, 2)))
        return Bar(
            text_of(rng),
            value,
            maybe(rng, f"{value:.2f} of 12"),
            rng.choice((None, span)),
            rng.random() < 0.2,
        )

    found = [
        BarGroup(text_of(rng), tuple(one() for _ in range(rng.choice((0, 1, 4)))), nobody(rng))
        for _ in range(rng.randrange(4))
    ]
    return bars(found, *SAYS, note=maybe(rng, "i " * 200))


def random_ladder(rng: Random) -> str:
    rungs = [
        LadderRung(
            some(rng, 5),
            text_of(rng, 5),
            nobody(rng),
            tuple(
                Way(party(rng), some(rng, 5), text_of(rng, 5), rng.random() < 0.5)
                for _ in range(rng.choice((0, 0, 1, 3)))
            ),
            rng.random() < 0.6,
        )
        for _ in range(rng.randrange(5))
    ]
    return ladder(rungs, *SAYS, parties=rng.choice(((), PARTIES)))


def random_record(rng: Random) -> str:
    count = rng.choice((0, 1, 2, 7))
    marks = ("full", "half", "empty", "cross", "")
    events = [
        Happening(
            rng.choice(("2024", "2024", "2025-05-11")),
            text_of(rng, 9),
            tuple(rng.sample(range(6), rng.randrange(3))),
            tuple((rng.choice(marks), maybe(rng, "a word")) for _ in range(count)),
        )
        for _ in range(rng.randrange(6))
    ]
    heads = [some(rng, 6) for _ in range(count)]
    return record(
        events, heads, PARTIES, *SAYS, meanings={m: f"means {m}" for m in marks[: rng.randint(1, 5)]}
    )


def random_course(rng: Random) -> str:
    count = rng.randrange(5)

    def one() -> Passage:
        ends = rng.choice(((), ("A",), ("A",), ("B",), ("B", "C"), ("B", "C", "D"), tuple("BCDEF")))
        return Passage("A", ends, nobody(rng), rng.random() < 0.6)

    found = [
        (some(rng, 5), [[one() for _ in range(rng.choice((0, 1, 1, 3)))] for _ in range(count)])
        for _ in range(rng.randint(0, 3))
    ]
    meanings = {k: f"it {k}" for k in ("stays", "begins", "round") if rng.random() < 0.7}
    columns = [(maybe(rng, "2025"), some(rng, 5)) for _ in range(count)]
    note = rng.choice(((), ("i " * 200,), ("A: a", "B: b")))
    return course(columns, found, PARTIES, *SAYS, meanings=meanings, note=note)


def random_bands(rng: Random) -> str:
    def one() -> Band:
        begin = rng.choice((0, -5, 10))
        end = begin + rng.choice((1, 9, 1000, 12345))
        span = end - begin
        low, high = sorted(begin + span * rng.choice((-0.5, 0, 0.2, 0.37, 0.8, 1, 1.5)) for _ in range(2))
        known = rng.choice((None, (begin, begin), (end, end), (begin + span / 4, begin + span / 3)))
        return Band(some(rng, 5), begin, end, known, (low, high), rng.random() < 0.5, maybe(rng, "3 to 4"))

    found = [one() for _ in range(rng.randint(1, 4))]
    note = maybe(rng, "i " * 200)
    return bands(found, *SAYS, bad="i" * rng.randint(1, 80), good="." * rng.randint(1, 80), note=note)


def random_shares(rng: Random) -> str:
    def one() -> Share:
        value = rng.choice((0, 0.001, 0.25, 1 / 3, 1))
        return Share(some(rng, 9), value, f"{value:.2f}", rng.random() < 0.5)

    found = [
        ShareGroup(text_of(rng, 9), tuple(one() for _ in range(rng.randrange(4))))
        for _ in range(rng.randrange(4))
    ]
    return shares(found, *SAYS, maybe(rng, "i " * 200))


SORTS: dict[str, tuple[Callable[[Random], str], int, str]] = {
    "bands": (random_bands, 24, "2026f9eb6a5eed2a"),
    "bars": (random_bars, 24, "708361d1f6ba0e3b"),
    "course": (random_course, 16, "c640bfd0254d36cc"),
    "graph": (random_graph, 40, "aa6d9806a8956e97"),
    "groups": (random_groups, 30, "b4d3979e0d5b0a29"),
    "ladder": (random_ladder, 20, "9ddea5654b3bf952"),
    "matrix": (random_matrix, 14, "9ce1963b9dd3b972"),
    "network": (random_network, 12, "c63a51b0960170a2"),
    "record": (random_record, 30, "3e112a3ad9db655c"),
    "rows": (random_rows, 16, "e07e75c3e8db2d2e"),
    "scatter": (random_scatter, 50, "849ccef13adc44dd"),
    "shares": (random_shares, 20, "a34dd9c23280f4fe"),
    "strip": (random_strip, 10, "a6c69e5805d3ad1a"),
    "tree": (random_tree, 14, "72472053320fd630"),
}


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_drawn_by_lot_looks_as_it_did(sort: str) -> None:
    draw, number, known = SORTS[sort]
    rng = Random(sort)
    found = hashlib.sha256("".join(draw(rng) for _ in range(number)).encode()).hexdigest()[:16]
    assert found == known, f"laid out otherwise; the digest is now {found}"
