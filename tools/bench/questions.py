"""The questions that follow, measured against the four concepts on the same game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import detente
from detente.stability import stable_states
from tools.bench.games import grown
from tools.bench.measure import best


def main() -> None:
    """Print what the questions that follow take, as multiples of the four concepts on the same game."""
    print("Questions, as multiples of Nash, GMR, SMR and SEQ on the same game:")
    print(f"  {'':42} {'pivotal':>9} {'SEQ':>9} {'goal':>9} {'groups':>9} {'sanctions':>9}")
    games = [("istanbul-2025, kyiv", detente.load("istanbul-2025").game("kyiv"), "russia.truce")]
    for options in (8, 10, 12):
        game = detente.read_conflict(grown(options)).game()
        games.append((f"three decision makers, {options} options", game, "d0.o0 and not d1.o0"))
    for name, game, goal in games:
        once = best(lambda game=game: stable_states(replace(game)), 3)  # type: ignore[misc]
        asked: list[Callable[[], object]] = [
            lambda game=game: detente.pivotal(replace(game)),  # type: ignore[misc]
            lambda game=game: detente.pivotal(replace(game), "seq"),  # type: ignore[misc]
            lambda game=game, goal=goal: detente.pivot(replace(game), goal, most=1),  # type: ignore[misc]
            lambda game=game: detente.coalitions(replace(game)),  # type: ignore[misc]
            lambda game=game: detente.sanctions(replace(game)),  # type: ignore[misc]
        ]
        print(f"  {name:42} {' '.join(f'{best(ask, 1) / once:>9,.1f}' for ask in asked)}")
