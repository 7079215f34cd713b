"""How large what is exchanged may be: the same for reading and for writing, so that whatever is written can be read.

A ranking names every state once for each decision maker; a conflict file holds some hundred thousand entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MOST_BYTES = 20_000_000
MOST_PLACES = 250_000
MOST_CELLS = 400_000  # of results in a workbook, which has to be unpacked again
MOST_LETTERS = 1_000_000
MOST_RULES = 1_500
MOST_CONDITION = 15_000


def too_many_places(states: int, makers: int, moves: int = 0) -> str:
    """Say that a conflict would have too many entries; nothing where it has not.

    Examples
    --------
    >>> too_many_places(4, 2)
    ''
    """
    count = states * makers + states + moves
    if count <= MOST_PLACES:
        return ""
    listed = f"{states:,} states" + (f", {moves:,} moves" if moves else "")
    return (
        f"{listed} and {makers} decision makers, each with a ranking, make {count:,} entries; at most "
        f"{MOST_PLACES:,} can be read again"
    )


def shortened(plain: dict[str, Any]) -> dict[str, Any]:
    """Give states short names where rankings would repeat long ids or patterns until nothing can read them."""
    groups = [
        g
        for p in plain.get("preferences", {}).values()
        if isinstance(p, Mapping)
        for g in p.get("ranking", ())
    ]
    if sum(map(_letters, groups)) <= MOST_LETTERS or "states" in plain:
        return plain
    states = dict.fromkeys(s for g in groups for s in (g if isinstance(g, list) else [g]))
    names = {state: f"s{number}" for number, state in enumerate(states, start=1)}
    preferences = {
        maker: {**p, "ranking": [_renamed(g, names) for g in p["ranking"]]} if isinstance(p, Mapping) else p
        for maker, p in plain["preferences"].items()
    }
    return plain | {"states": {name: state for state, name in names.items()}, "preferences": preferences}


def _letters(group: Any) -> int:
    return sum(map(len, group)) if isinstance(group, list) else len(group)


def _renamed(group: Any, names: Mapping[str, str]) -> Any:
    return [names[s] for s in group] if isinstance(group, list) else names[group]


def together(conditions: Sequence[str]) -> list[str]:
    """Join conditions by ``or`` where there are more than a conflict file may have rules."""
    if len(conditions) <= MOST_RULES:
        return list(conditions)
    found: list[str] = []
    line: list[str] = []
    for text in conditions:
        if line and sum(len(t) + 6 for t in line) + len(text) > MOST_CONDITION:
            found.append(" or ".join(line))
            line = []
        line.append(f"({text})" if " and " in text else text)
    return [*found, " or ".join(line)]
