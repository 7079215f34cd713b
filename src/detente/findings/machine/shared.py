"""What every answer shares: its head, states, sequences, lists that are cut."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from detente.conflict import Conflict
from detente.game import Game, Ints, State
from detente.questions.evolve import Path

FORMAT = 1
MOST_LISTED = 100_000


class Cuts:
    """Cuts long lists and remembers which, with the count of what there was."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: dict[str, dict[str, Any]] = {}

    def cut(self, name: str, items: Ints) -> Ints:
        """Cut a list, and remember it under a name."""
        if len(items) > self.most:
            self.found[name] = {"count": len(items), "truncated": True}
        return items[: self.most]


class Ids:
    """State descriptions, each made once."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.known: dict[int, State] = {}

    def state(self, index: int) -> State:
        """Describe a state."""
        if index not in self.known:
            self.known[index] = self.game.state(index)
        return self.known[index]

    def __getitem__(self, index: int | np.integer[Any]) -> str:
        return self.state(int(index)).id


def state_value(state: State) -> dict[str, Any]:
    """Give a state."""
    found: dict[str, Any] = {"id": state.id, "taken": list(state.taken), "number": state.number}
    if state.members:
        found["members"] = [list(m) for m in state.members]
    if state.text:
        found["text"] = state.text
    return found


def path_value(path: Path | None) -> list[dict[str, str]]:
    """Give a sequence of moves; empty where there is none."""
    return [{"mover": m.mover, "state": m.state.id} for m in path.moves] if path else []


def span_value(places: tuple[int, int] | None) -> dict[str, int] | None:
    """Give the best and the worst place."""
    return None if places is None else {"best": places[0], "worst": places[1]}


def head(conflict: Conflict, account: str, accounts: Iterable[str]) -> dict[str, Any]:
    """Give what every answer begins with: the conflict, the account it follows and the other ones."""
    return {
        "format": FORMAT,
        "title": conflict.title,
        "perspective": account,
        "perspectives": list(accounts),
        "decision_makers": [
            {
                "id": d.id,
                "name": d.name,
                "options": [
                    {"id": f"{d.id}.{o.id}", "text": o.text, "tags": list(o.tags)}
                    | ({"level_of": f"{d.id}.{o.of.id}"} if o.of is not None else {})
                    for o in d.options
                ],
            }
            for d in conflict.decision_makers
        ],
    }


def fraction_value(value: Fraction) -> dict[str, Any]:
    """Give an exact number as a text, and about as a decimal one."""
    return {"exact": str(value), "decimal": float(value)}
