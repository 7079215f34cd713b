"""Measure what matters to users, as ratios taken in one run: start-up, and how cost grows with the states."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np

import detente
from detente.game import Fibres, Game
from detente.stability import stable_states

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


def grown(options: int, makers: int = 3, rules: Sequence[str] = (), statements: int = 12) -> str:
    """Write a conflict of so many options and random statements about pairs of them."""
    rng = Random(options)
    each = [options // makers + (i < options % makers) for i in range(makers)]
    names = [f"d{i}.o{k}" for i, n in enumerate(each) for k in range(n)]
    lines = ["detente: 1", "title: grown", "status_quo: []", "decision_makers:"]
    for i, n in enumerate(each):
        lines.append(f"  d{i}: {{options: {{{', '.join(f'o{k}: option {k}' for k in range(n))}}}}}")
    if rules:
        lines += ["rules:", *(f"  - {rule}" for rule in rules)]
    lines.append("preferences:")
    for i in range(makers):
        lines.append(f"  d{i}:")
        said: set[str] = set()
        while len(said) < statements:
            one, other = rng.sample(names, 2)
            sign = "not " if rng.random() < 0.5 else ""
            said.add(f"    - {sign}{one} {rng.choice(['and', 'or', 'only if'])} {other}")
        lines += sorted(said, key=lambda _: rng.random())
    return "\n".join(lines)


def staircase(steps: int) -> Game:
    """Make a game in which two can climb in turns, each by one step, and a third, who cannot move, fears the top."""
    conflict = detente.read_conflict(grown(6))
    height = np.arange(steps)
    states = replace(conflict.game().states, masks=height, class_of=height, size=steps)
    fibres = (height // 2, (height + 1) // 2, height)
    moves = tuple(Fibres(steps, fibre, np.zeros_like(height), 0) for fibre in fibres)
    return Game(conflict, states, ("d0", "d1", "d2"), moves, (height, height, height[::-1].copy()), None)


def cases() -> Iterator[tuple[str, Game]]:
    """Make games: how cost grows with the states, and what is hard on the engine."""
    for options in (10, 12, 14, 16, 18):
        yield f"three decision makers, {options} options", detente.read_conflict(grown(options)).game()
    yield "the same, 16 options and many ties", detente.read_conflict(grown(16, statements=2)).game()
    for makers in (2, 8):
        yield f"{makers} decision makers, 16 options", detente.read_conflict(grown(16, makers)).game()
    for count in (2, 4):
        rules = [f"irreversible: d{i}.o{k}" for i in range(3) for k in range(count)]
        yield f"16 options, {count} one-way for each of 3", detente.read_conflict(grown(16, 3, rules)).game()
    rules = [f"irreversible: d0.o{k}" for k in range(12)]
    yield "16 options, 12 one-way for one of 1", detente.read_conflict(grown(16, 1, rules)).game()
    rules = ["irreversible: {option: d0.o0, if: d1.o0}"]
    yield "12 options, one one-way if", detente.read_conflict(grown(12, 3, rules)).game()
    yield "a staircase of 1024 states", staircase(1024)


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
    print("\nNash, GMR, SMR and SEQ, preferences given:")
    print(f"  {'':42} {'states':>9} {'NumPy minima over the same array':>34}")
    for name, game in cases():
        ranks = game.ranks[0]
        once = best(lambda ranks=ranks: np.minimum(ranks, ranks[::-1]), 30)  # type: ignore[misc]
        took = best(lambda game=game: stable_states(replace(game)), 3)  # type: ignore[misc]
        print(f"  {name:42} {game.size:>9,} {took / once:>34,.0f}")
    further()


def further() -> None:
    """Print what the questions that follow take, as multiples of the four concepts on the same game."""
    print("\nQuestions, as multiples of Nash, GMR, SMR and SEQ on the same game:")
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


if __name__ == "__main__":
    main()
