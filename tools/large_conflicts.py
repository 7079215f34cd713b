"""Random conflicts of many options and of different structure, for measurements and tests."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

Scope = Literal["local", "any"]

CONNECTIVES = ("and", "or", "->", "xor", "<->")


def large_file(
    options: int,
    makers: int,
    statements: int,
    *,
    scope: Scope,
    rules: bool = False,
    one_way: bool = False,
    seed: int = 0,
) -> dict[str, Any]:
    """Make a conflict file as plain data.

    Parameters
    ----------
    options, makers, statements : int
        Options in all, decision makers, statements of each.
    scope : str
        What a statement is about: ``local``, own options and those of one other decision maker; ``any``.
    rules : bool
        Whether pairs of options of different decision makers exclude one another.
    one_way : bool
        Whether one option in five, once taken, stays.
    seed : int
        Decides, besides the choice of options: how even the options are shared out, how many options a statement is
        about, which connectives it uses, whether the other decision maker of local statements is always the same.
    """
    rng = Random(f"{options} {makers} {statements} {scope} {rules} {one_way} {seed}")
    shares = [1.0 + (rng.random() * 2 if seed % 2 else 0) for _ in range(makers)]
    counts = [max(1, int(options * s / sum(shares))) for s in shares]
    counts[0] += options - sum(counts)
    own = [[f"d{i}.o{k}" for k in range(n)] for i, n in enumerate(counts)]
    every = [o for part in own for o in part]
    width = ((1, 2), (2, 2), (1, 3), (2, 3))[seed % 4]
    connectives = CONNECTIVES if seed % 5 == 4 else CONNECTIVES[:3]
    preferences = {}
    for i in range(makers):
        found: dict[str, None] = {}
        while len(found) < statements:
            other = (i + 1) % makers if seed % 3 else rng.choice([j for j in range(makers) if j != i])
            pool = every if scope == "any" else own[i] + own[other]
            found[_statement(rng, pool, rng.randint(*width), connectives)] = None
        preferences[f"d{i}"] = list(found)
    written: list[Any] = []
    if rules:
        pairs: dict[tuple[str, str], None] = {}
        while len(pairs) < options // 4:
            a, b = rng.sample(range(makers), 2)
            pairs[rng.choice(own[a]), rng.choice(own[b])] = None
        written += [{"never": f"{a} and {b}"} for a, b in pairs]
    if one_way:
        written += [{"irreversible": o} for o in rng.sample(every, options // 5)]
    return {
        "detente": 1,
        "title": f"{options} options, {scope}, seed {seed}",
        "status_quo": [],
        "decision_makers": {
            f"d{i}": {"options": {f"o{k}": f"option {k}" for k in range(n)}} for i, n in enumerate(counts)
        },
        "rules": written,
        "preferences": preferences,
    }


def _statement(rng: Random, pool: list[str], width: int, connectives: tuple[str, ...]) -> str:
    chosen = rng.sample(pool, min(width, len(pool)))
    parts = [("not " if rng.random() < 0.4 else "") + o for o in chosen]
    text = parts[0]
    for part in parts[1:]:
        text = f"({text}) {rng.choice(connectives)} {part}"
    return text
