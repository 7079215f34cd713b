"""How pictures look: sizes, gaps and bends are as they were when somebody last looked at them.

What a picture means is read back in `test_drawing.py` and `test_drawing_rows.py`. Here only a digest is compared. Where
one differs and the picture is meant to look different: open the file that the message names, look, and write the new
digest down.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
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
    rows,
    strip,
    tree,
)
from detente.drawing.measure import width_of
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


def pictures() -> dict[str, str]:
    cells = [
        [Cell("▲▼=◆"[(r + c) % 4], f"word {(r + c) % 4}", f"{r}.{c}") for c in range(3)] for r in range(4)
    ]
    crowd = [
        Link(str(a), str(b), ("gain", "lose", "both")[(a + b) % 3], LONG[: 3 * a])
        for a in range(8)
        for b in range(8)
    ]
    some = [
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
    deep = TreeNode(
        "By which account?",
        None,
        (("commentary, kyiv", DEMAND), (LONG[:45], TreeNode(LONG, note=LONG[:70]))),
        None,
    )
    return {
        "strip": strip(lanes(), PARTIES, "t", "d"),
        "strip of one": strip([CHAIN], PARTIES, "t", "d"),
        "strip of detours": strip([detours()], PARTIES, "t", "d"),
        "strip of many": strip(many_lanes(6), MANY, "t", "d"),
        "rows": rows(lanes(), PARTIES, "t", "d"),
        "rows of many": rows(many_lanes(6), MANY, "t", "d"),
        "matrix": matrix(COLUMNS, PARTIES, cells, "t", "d"),
        "wide matrix": wide_matrix(),
        "network": network(NODES, LINKS, "t", "d"),
        "crowded network": network([Node(str(k), name) for k, name in enumerate(MANY)], crowd, "t", "d"),
        "tree": tree(DEMAND, "t", "d", parties=PARTIES),
        "tree of one": tree(TreeNode("Go?", 0, (("go", TreeNode("gone")),), 0), "t", "d", parties=PARTIES),
        "deep tree": tree(deep, "t", "d", parties=PARTIES),
        "groups": groups(some, PARTIES, "t", "d"),
        "graph": big_graph(),
        "on paper": on_paper(strip([CHAIN], PARTIES, "t", "d")),
    }


WIDTHS = "2aebde5b89c0a853"
LOOKED_AT = {
    "strip": "27e691f32cf26f50",
    "strip of one": "aa5a8136f3b3cac2",
    "strip of detours": "3cb900e43540e031",
    "strip of many": "1dd89bcdf94b6070",
    "rows": "d877bd5d991f6b11",
    "rows of many": "1113320c4cdcd8ce",
    "matrix": "9e2ed66604739306",
    "wide matrix": "3ff8c4c85ab7ec32",
    "network": "e28d59f8b298b968",
    "crowded network": "172e07a3faf811e7",
    "tree": "a2c30fa266aaec66",
    "tree of one": "1fa166d64b08901d",
    "deep tree": "4bf5fdbb647853fb",
    "groups": "eb9f052a58838bb3",
    "graph": "41dccd256dc0cf6a",
    "on paper": "6adf487584a66123",
}


@pytest.mark.parametrize("name", sorted(pictures()))
def test_it_looks_as_it_did_when_somebody_looked(name: str, tmp_path: Path) -> None:
    svg = pictures()[name]
    found = hashlib.sha256(svg.encode()).hexdigest()[:16]
    if found != LOOKED_AT.get(name):
        file = tmp_path / f"{name}.svg"
        file.write_text(svg, encoding="utf-8")
        pytest.fail(f"looks different; see {file}; its digest is now {found}")


def test_letters_are_as_wide_as_they_were_measured() -> None:
    letters = [
        chr(c) for c in (*range(32, 0x250), *range(0x370, 0x500), *range(0x2010, 0x2030), 0x25B2, 0x4E2D)
    ]
    widths = " ".join(f"{width_of(c, 12.0):.3f} {width_of(c, 12.0, bold=True):.3f}" for c in letters)
    assert hashlib.sha256(widths.encode()).hexdigest()[:16] == WIDTHS
