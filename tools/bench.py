"""Measure what matters to users, as ratios taken in one run: start-up, and how cost grows with the states."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

import numpy as np

import detente

RUNS = 9


def best(action: Callable[[], object], runs: int = RUNS) -> float:
    """Give the shortest of several times, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*argv: str) -> Callable[[], object]:
    """Make an action that runs Python with some arguments and throws its output away."""
    return lambda: subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)


def grown(options: int, makers: int = 3) -> str:
    """Write a conflict with 2^options states and random statements about pairs of options."""
    rng = Random(options)
    each = [options // makers + (i < options % makers) for i in range(makers)]
    names = [f"d{i}.o{k}" for i, n in enumerate(each) for k in range(n)]
    lines = ["detente: 1", "title: grown", "status_quo: []", "decision_makers:"]
    for i, n in enumerate(each):
        lines.append(f"  d{i}: {{options: {{{', '.join(f'o{k}: option {k}' for k in range(n))}}}}}")
    lines.append("preferences:")
    for i in range(makers):
        lines.append(f"  d{i}:")
        for _ in range(12):
            one, other = rng.sample(names, 2)
            sign = "not " if rng.random() < 0.5 else ""
            lines.append(f"    - {sign}{one} {rng.choice(['and', 'or', 'only if'])} {other}")
    return "\n".join(lines)


def main() -> None:
    """Print the measurements."""
    numpy = best(command("-c", "import numpy"))
    print("Start-up, as multiples of the time to start Python and import NumPy:")
    for name, argv in {
        "detente --help": ("-m", "detente", "--help"),
        "import detente": ("-c", "import detente"),
        "detente analyze istanbul-2025 --json": ("-m", "detente", "analyze", "istanbul-2025", "--json"),
    }.items():
        print(f"  {name:40} {best(command(*argv)) / numpy:5.2f}")
    print("\nNash, GMR, SMR and SEQ for three decision makers, preferences given:")
    print(f"  {'states':>10} {'NumPy minima over the same array':>34}")
    for options in (10, 12, 14, 16, 18):
        game = detente.read_conflict(grown(options)).game()
        ranks = game.ranks[0]
        once = best(lambda ranks=ranks: np.minimum(ranks, ranks[::-1]), 30)  # type: ignore[misc]
        took = best(lambda game=game: detente.analyze(game), 3)  # type: ignore[misc]
        print(f"  {game.size:>10,} {took / once:>34,.0f}")


if __name__ == "__main__":
    main()
