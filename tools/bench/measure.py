"""Time and memory of an action."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from detente.game import Arcs, Fibres, Game
from detente.stability import stable_states

RUNS = 9
ENOUGH = 3.0  # seconds


def best(action: Callable[[], object], runs: int = RUNS) -> float:
    """Give the shortest of several times, in seconds; fewer runs where they take long."""
    times: list[float] = []
    while len(times) < runs and (not times or sum(times) < ENOUGH):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*argv: str) -> Callable[[], object]:
    """Make an action that runs Python with some arguments and throws its output away."""
    return lambda: subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)


def peak() -> int:
    """Give the most memory that this process has had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def one_minimum(game: Game) -> float:
    """Give the time of one NumPy minimum over two arrays like the ranks of a game."""
    ranks = game.ranks[0]
    other, out = ranks[::-1].copy(), np.empty_like(ranks)
    return best(lambda: np.minimum(ranks, other, out=out), 50)


def all_concepts(game: Game, runs: int = RUNS) -> float:
    """Give the time of Nash, GMR, SMR and SEQ for all decision makers, nothing kept from an earlier run."""
    return best(lambda: stable_states(fresh(game)), runs)


def fresh(game: Game) -> Game:
    """Give the same game without anything that was worked out on it."""
    assert all(isinstance(m, Fibres | Arcs) for m in game.moves)
    return replace(game, moves=tuple(replace(m) for m in game.moves if isinstance(m, Fibres | Arcs)))
