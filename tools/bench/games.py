"""Conflicts to measure on: how cost grows with the states, and what is hard on the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

import numpy as np

import detente
from detente.game import Fibres, Game

Made = Callable[[], Game]


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
        said: dict[str, None] = {}  # in the order in which they were drawn, so that every run makes the same
        while len(said) < statements:
            one, other = rng.sample(names, 2)
            sign = "not " if rng.random() < 0.5 else ""
            said[f"    - {sign}{one} {rng.choice(['and', 'or', 'only if'])} {other}"] = None
        lines += sorted(said, key=lambda _: rng.random())
    return "\n".join(lines)


def game_of(options: int, makers: int = 3, rules: Sequence[str] = (), statements: int = 12) -> Game:
    """Build the game of such a conflict."""
    return detente.read_conflict(grown(options, makers, rules, statements)).game()


def all_different(options: int, makers: int = 3) -> Game:
    """Make a game in which no two states are alike to anybody, and nothing is to be seen in the order."""
    game, rng = game_of(options, makers), np.random.default_rng(options)
    return replace(game, ranks=tuple(rng.permutation(game.size) for _ in game.ranks))


def opposed(options: int) -> Game:
    """Make a game in which what is better for one of two is worse for the other, in no order to be seen."""
    game = all_different(options, 2)
    return replace(game, ranks=(game.ranks[0], game.size - 1 - game.ranks[0]))


def staircase(steps: int) -> Game:
    """Make a game in which two can climb in turns, each by one step, and a third, who cannot move, fears the top."""
    conflict = detente.read_conflict(grown(6))
    height = np.arange(steps)
    states = replace(conflict.game().states, masks=height, class_of=height, size=steps)
    fibres = (height // 2, (height + 1) // 2, height)
    moves = tuple(Fibres(steps, fibre, np.zeros_like(height), 0) for fibre in fibres)
    return Game(conflict, states, ("d0", "d1", "d2"), moves, (height, height, height[::-1].copy()), None)


def one_way(options: int, makers: int, each: int) -> Game:
    """Build a game in which each decision maker has so many options that are taken for good."""
    return game_of(options, makers, [f"irreversible: d{i}.o{k}" for i in range(makers) for k in range(each)])


def one_way_if(options: int) -> Game:
    """Build a game in which an option is taken for good only under a condition."""
    return game_of(options, 3, ["irreversible: {option: d0.o0, if: d1.o0}"])


def partly_infeasible(options: int) -> Game:
    """Build a game in which rules leave out some combinations."""
    rules = ["never: d0.o0 and d1.o1", "never: d0.o2 and d2.o1", "exclusive: [d1.o1, d1.o2]"]
    return game_of(options, 3, rules)


HARD: Mapping[str, Sequence[Made]] = {
    "a staircase": [lambda k=k: staircase(1 << k) for k in (10, 13, 16)],  # type: ignore[misc]
    "many ties": [lambda k=k: game_of(k, statements=2) for k in (12, 16, 20)],  # type: ignore[misc]
    "no ties, no order": [lambda k=k: all_different(k) for k in (12, 16, 20)],  # type: ignore[misc]
    "two, opposed": [lambda k=k: opposed(k) for k in (12, 16, 20)],  # type: ignore[misc]
    "two decision makers": [lambda k=k: game_of(k, 2) for k in (12, 16, 20)],  # type: ignore[misc]
    "eight decision makers": [lambda k=k: game_of(k, 8) for k in (12, 16, 20)],  # type: ignore[misc]
    "combinations left out": [lambda k=k: partly_infeasible(k) for k in (12, 16, 20)],  # type: ignore[misc]
    "2 one-way for each of 3": [lambda k=k: one_way(k, 3, 2) for k in (12, 16, 20)],  # type: ignore[misc]
    "all one-way, for one of 1": [lambda k=k: one_way(k, 1, k) for k in (8, 12, 16)],  # type: ignore[misc]
    "one one-way if": [lambda k=k: one_way_if(k) for k in (9, 12, 15)],  # type: ignore[misc]
}


def friendly() -> Iterator[tuple[int, int]]:
    """Give options and decision makers of conflicts that grow."""
    yield 12, 2
    yield from ((options, 3) for options in range(12, 25, 2))
