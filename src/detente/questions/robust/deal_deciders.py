"""What hangs on each doubt about terms: whether there is a deal, or whether one is among the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict.doubts import Doubts
from detente.game import Bools, Ints
from detente.questions.robust.deal_blocks import Block, outer, scenarios
from detente.questions.robust.diagrams import Floats

MOST_PAIRS = 5_000_000
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class DealDecider:
    """What hangs on a doubt about terms.

    Attributes
    ----------
    doubt : int
    holds : float
        The weight of the accounts in which the claim is as it is written.
    if_holds, if_not : float or None
        In which part of these, and of the others, the event comes about; None where there are none.
    turns : float or None
        The weight of the accounts in which it holds and in which the event would come about if it did not, or the
        reverse; None where that is too much to look at.
    """

    doubt: int
    holds: float
    if_holds: float | None
    if_not: float | None
    turns: float | None

    @property
    def apart(self) -> float:
        """How far apart both parts are."""
        return 0.0 if self.if_holds is None or self.if_not is None else abs(self.if_holds - self.if_not)

    @property
    def matters(self) -> bool:
        """Whether anything hangs on it."""
        return self.turns is None or self.turns > 0 or self.apart > NEAR


def decider(doubts: Doubts, blocks: Sequence[Block], doubt: int, event: Bools) -> DealDecider:
    """Say what hangs on a doubt: `event` tells of each combination of the groups whether it comes about."""
    known = doubts.doubts[doubt]
    written = next((k for k, v in enumerate(known.variants) if v.form == "written"), -1)
    weight, came = np.zeros(2), np.zeros(2)  # where it is as it is written, and where it is not
    for failed, likely in scenarios(doubts):
        for holds in (True, False):
            if known.kind == "source" and (known.id in failed) == holds:
                continue
            own = []
            for block in blocks:
                mine = block.weights(doubts, failed)
                if doubt in block.doubts:
                    mine = mine * ((block.settled[:, block.doubts.index(doubt)] == written) == holds)
                own.append(block.summed(mine))
            if known.kind != "source" and not any(doubt in b.doubts for b in blocks):
                chance = float(known.chances(failed)[written]) if written >= 0 else 0.0
                own[0] = own[0] * (chance if holds else 1 - chance)
            cells = likely * outer(own)
            place = 0 if holds else 1
            weight[place] += cells.sum()
            came[place] += cells[event].sum()
    parts = [float(min(1.0, c / w)) if w > 0 else None for c, w in zip(came, weight, strict=True)]
    return DealDecider(doubt, float(weight[0]), parts[0], parts[1], _turns(doubts, blocks, doubt, event))


def _turns(doubts: Doubts, blocks: Sequence[Block], doubt: int, event: Bools) -> float | None:
    """Weigh the accounts in which the claim holds, and in which the event turns if it does not."""
    known = doubts.doubts[doubt]
    found = 0.0
    for failed, likely in scenarios(doubts):
        if known.kind == "source" and known.id in failed:
            continue
        here, there, weight = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.ones(1)
        for block in blocks:
            a, b, w = _pairs(doubts, block, doubt, failed)
            if here.size * a.size > MOST_PAIRS:
                return None
            wide = len(block.passes)
            here = (here[:, None] * wide + a).reshape(-1)
            there = (there[:, None] * wide + b).reshape(-1)
            weight = np.multiply.outer(weight, w).reshape(-1)
        found += likely * float(weight[event[here] != event[there]].sum())
    return found


def _pairs(doubts: Doubts, block: Block, doubt: int, failed: frozenset[str]) -> tuple[Ints, Ints, Floats]:
    """Give the groups of a block as it is and where a doubt is settled otherwise than it is written, and the weight."""
    known = doubts.doubts[doubt]
    weights = block.weights(doubts, failed)
    places = [k for k, d in enumerate(block.doubts) if d == doubt]
    if known.kind == "source":
        places = [k for k, d in enumerate(block.doubts) if known.id in doubts.doubts[d].sources]
    numbers = {tuple(row): k for k, row in enumerate(block.settled.tolist())}
    sums: dict[tuple[int, int], float] = {}
    for k, row in enumerate(block.settled.tolist()):
        if weights[k] > 0:
            for other, part in _otherwise(doubts, block, row, places, known.kind == "source", failed):
                key = int(block.groups[k]), int(block.groups[numbers[tuple(other)]])
                sums[key] = sums.get(key, 0.0) + float(weights[k]) * part
    a, b = np.array(list(sums) or np.zeros((0, 2)), dtype=np.int64).reshape(-1, 2).T
    return a, b, np.array(list(sums.values()), dtype=np.float64)


def _otherwise(
    doubts: Doubts, block: Block, row: list[int], places: Sequence[int], falls: bool, failed: frozenset[str]
) -> list[tuple[list[int], float]]:
    """Settle some doubts of a block otherwise: absent where a source falls; else all but as it is written."""
    if not places:
        return [(row, 1.0)]
    if falls:
        new = list(row)
        for k in places:
            forms = [v.form for v in doubts.doubts[block.doubts[k]].variants]
            new[k] = forms.index("absent")
        return [(new, 1.0)]
    (place,) = places
    known = doubts.doubts[block.doubts[place]]
    if known.variants[row[place]].form != "written":
        return []
    rest: NDArray[Any] = np.array([float(c) for c in known.chances(failed)])
    rest[row[place]] = 0.0
    if not rest.sum():
        return []
    found = []
    for v in np.flatnonzero(rest).tolist():
        new = list(row)
        new[place] = v
        found.append((new, float(rest[v] / rest.sum())))
    return found
