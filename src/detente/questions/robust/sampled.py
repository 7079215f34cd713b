"""What drawn accounts say: shares with their standard errors, and what goes along with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from detente.conflict.doubts import Doubts
from detente.game import Bools, Ints
from detente.questions.robust.conditions import Literal
from detente.questions.robust.diagrams import Floats
from detente.questions.robust.drawing import BLOCK, TOGETHER, Drawn, Plan, drawn_block

FLIPPED = 512  # of the accounts drawn, in which each doubt is settled otherwise to see what differs
LEAST_SEEN = 50  # accounts in which a condition has to be so that something is said of it
MOST_COUNTED = 20_000  # accounts in which conditions of three doubts are counted
MOST_LITERALS = 120  # ways to settle one doubt, where conditions of two are counted
MOST_OF_THREE = 48  # where conditions of three are


def standard_error(share: float, drawn: int) -> float:
    """Give the standard error of a share of drawn accounts.

    Examples
    --------
    >>> standard_error(0.5, 10_000)
    0.005
    """
    return float(np.sqrt(share * (1 - share) / drawn)) if drawn else 0.0


@dataclass(frozen=True, eq=False)
class SampledSpread:
    """Where drawn accounts are heading under one concept; the face of `Spread`, with estimates.

    Attributes
    ----------
    doubts : Doubts
    concept : str
    sets : tuple of tuple of str
    settled : array of uint8, shape (doubts, accounts)
        Of the accounts that fit together.
    ends : array of int, shape (accounts,)
    flips : dict of int to tuple
        For each doubt, of the first accounts: how it was settled, and where both lead, with it so and otherwise.
    """

    doubts: Doubts
    concept: str
    sets: tuple[tuple[str, ...], ...]
    settled: NDArray[np.uint8] = field(repr=False)
    ends: Ints = field(repr=False)
    flips: dict[int, tuple[NDArray[np.uint8], Ints, Ints]] = field(repr=False)

    @property
    def drawn(self) -> int:
        """How many accounts fit together."""
        return int(self.ends.size)

    @property
    def fits(self) -> float:
        """Shares are of the accounts that fit."""
        return 1.0

    @cached_property
    def shares(self) -> Floats:
        """The share of each set."""
        return np.bincount(self.ends, minlength=len(self.sets)) / max(1, self.drawn)

    def given(self, doubt: int) -> Floats:
        """Give the share of each set together with each variant of a doubt."""
        many = len(self.sets)
        keys = self.settled[doubt].astype(np.int64) * many + self.ends
        size = len(self.doubts.doubts[doubt].variants) * many
        return np.bincount(keys, minlength=size).reshape(-1, many) / max(1, self.drawn)

    def given_two(self, one: int, other: int) -> Floats:
        """Give the share of each set together with the variants of two doubts."""
        many = len(self.sets)
        shape = tuple(len(self.doubts.doubts[d].variants) for d in (one, other))
        keys = (self.settled[one].astype(np.int64) * shape[1] + self.settled[other]) * many + self.ends
        found = np.bincount(keys, minlength=shape[0] * shape[1] * many) / max(1, self.drawn)
        return np.asarray(found).reshape(*shape, many)

    def differing(self, doubt: int, labels: Sequence[Ints], *, falls: bool) -> list[float]:
        """Estimate how often it leads elsewhere if one doubt is settled otherwise, see `Spread.differing`."""
        if doubt not in self.flips:
            return [0.0] * len(labels)
        settled, here, there = self.flips[doubt]
        known = self.doubts.doubts[doubt]
        fits = (here >= 0) & (there >= 0)
        if falls:
            written = np.array([v.form == "written" for v in known.variants])
            weights = written[settled].astype(float)
        else:
            own = np.array([float(v.chance) for v in known.variants])
            weights = 1 - own[settled]
        weights = weights * fits
        number = max(1, int(fits.sum()))
        return [float((weights * (label[here] != label[there])).sum() / number) for label in labels]

    def under(self, event: Bools, size: int) -> Iterator[tuple[tuple[Literal, ...], float, float]]:
        """Give for ways to settle so many doubts their share, and that of an event together with them."""
        literals = [
            (d, v)
            for d, doubt in enumerate(self.doubts.doubts)
            for v in range(len(doubt.variants))
            if len(doubt.variants) > 1
        ]
        if size > 1 and len(literals) > (MOST_LITERALS if size == 2 else MOST_OF_THREE):
            return
        some = slice(None) if size < 3 else slice(MOST_COUNTED)
        truths = np.array([self.settled[d, some] == v for d, v in literals], dtype=np.float32)
        number = truths.shape[1] if truths.ndim == 2 else 0
        came = event[self.ends[some]].astype(np.float32)
        places = range(len(literals))
        if size == 1:
            counts, held = truths.sum(axis=1), truths @ came
            for k in places:
                if counts[k] >= LEAST_SEEN:
                    yield (literals[k],), float(counts[k]) / number, float(held[k]) / number
            return
        for first in [()] if size == 2 else [(k,) for k in places]:
            mine = truths * truths[first[0]] if first else truths
            counts, held = mine @ truths.T, (mine * came) @ truths.T
            for k, m in combinations(places, 2):
                chosen = (*first, k, m)
                if (first and k <= first[0]) or len({literals[x][0] for x in chosen}) < size:
                    continue
                if counts[k, m] >= LEAST_SEEN:
                    told = tuple(literals[x] for x in chosen)
                    yield told, float(counts[k, m]) / number, float(held[k, m]) / number


def flips_of(
    plan: Plan, blocks: Sequence[Drawn], together: int = TOGETHER
) -> dict[int, list[tuple[Drawn, Drawn]]]:
    """Settle each doubt otherwise in the first accounts: pairs of blocks, as drawn and with that."""
    found: dict[int, list[tuple[Drawn, Drawn]]] = {}
    for doubt, chances in enumerate(plan.chances):
        if chances.size < 2:
            continue
        left = FLIPPED
        for number, block in enumerate(blocks):
            rows = min(left, block.settled.shape[1])
            if rows <= 0:
                break
            flipped = drawn_block(plan, number, rows, together, doubt)
            found.setdefault(doubt, []).append((block, flipped))
            left -= BLOCK
    return found
