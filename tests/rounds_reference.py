"""Alternating offers as they are defined, one negotiation after the other: slow, and meant to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.settlement import STRATEGIES, Draws, Side

NEAR = 1e-9


@dataclass
class Party:
    """One party in one negotiation: what it would sign, best first, and how far it has fallen back."""

    ways: dict[int, float]  # of each package that it would sign: the share of its way
    numbers: bool
    strategy: str
    power: float
    gone: float = 0.0  # tit for tat: how far the others' offers made it go

    def way(self, package: int) -> float:
        return self.ways.get(package, 1.0)


def better(party: Party, package: int) -> int:
    """How many packages it likes better; what it would not sign stands behind all."""
    if package not in party.ways:
        return 10**9
    return sum(w < party.ways[package] for w in party.ways.values())


def negotiate(
    parties: Sequence[Party], order: Sequence[int], rounds: int, discount: float, lasts: float
) -> tuple[int, int, bool, list[int]]:
    """Give what is agreed (-1: nothing), in which round it ends, whether talks break off, who held it up alone."""
    table, speaker_of_table, signed = -1, -1, set[int]()
    said: list[list[int]] = [[] for _ in parties]
    alone = [0] * len(parties)

    def demanded(k: int, time: float) -> float:
        """Up to which share of its way a party would go now."""
        party = parties[k]
        if party.strategy == "tit-for-tat":
            others = [offers for j, offers in enumerate(said) if j != k]
            steps = [party.way(o[0]) - party.way(o[-1]) for o in others if o]
            party.gone = max(party.gone, sum(steps) / max(1, len(others)))
            share = party.gone
        else:
            share = round(time**party.power, 9)
        return max(w for w in party.ways.values() if w <= share + NEAR)

    def signs(k: int, package: int, share: float) -> bool:
        party = parties[k]
        if package not in party.ways:
            return False
        if party.numbers and discount < 1:  # what is worth as much as the chance of what it demands
            return (1 - party.ways[package]) >= discount * (1 - share) - NEAR
        return party.ways[package] <= share + NEAR

    for number in range(rounds):
        time = number / (rounds - 1) if rounds > 1 else 1.0
        for k in order:
            shares = [demanded(j, time) for j in range(len(parties))]
            if table >= 0 and signs(k, table, shares[k]):
                signed.add(k)
            else:
                if table >= 0:
                    others = [j for j in range(len(parties)) if j not in (k, speaker_of_table)]
                    alone[k] += all(signs(j, table, shares[j]) for j in others)
                able = [p for p, w in parties[k].ways.items() if w <= shares[k] + NEAR]
                rest = [p for j, p in enumerate(parties) if j != k]

                def merit(package: int, mine: Party = parties[k], rest: list[Party] = rest) -> Any:
                    falls = [better(p, package) for p in rest]
                    return max(falls, default=0), sum(falls), mine.ways[package], package

                table, speaker_of_table, signed = min(able, key=merit), k, set()
                said[k].append(table)
            if len(signed) == len(parties) - 1:
                return table, number + 1, False, alone
        if lasts >= discount ** (number + 1):
            return -1, number + 1, True, alone
    return -1, rounds, False, alone


def negotiated(
    sides: Sequence[Side], draws: Draws, rounds: int, discount: float
) -> list[tuple[int, int, bool, list[int]]]:
    """Negotiate once for each draw."""
    found = []
    for run in range(draws.order.shape[0]):
        parties = [
            Party(
                {p: float(side.ways[v]) for p, v in enumerate(side.levels.tolist()) if v >= 0},
                side.numbers,
                STRATEGIES[int(draws.strategies[run, k])],
                float(draws.powers[run, k]),
            )
            for k, side in enumerate(sides)
        ]
        order = [int(k) for k in draws.order[run]]
        found.append(negotiate(parties, order, rounds, discount, float(draws.lasts[run])))
    return found
