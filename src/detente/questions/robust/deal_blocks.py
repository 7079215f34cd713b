"""What each party's doubts about terms make of its wishes, grouped by what beats no deal; and groups combined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from detente.conflict import budget
from detente.conflict.doubts import Doubts, Variant
from detente.conflict.doubts_terms import terms_where, wishes_where
from detente.game import Bools, Ints
from detente.questions.robust.diagrams import Floats
from detente.questions.settle.judging import Work
from detente.settlement import frontier

JUDGING = "judging deals by what the doubts make of the wishes"


@dataclass(frozen=True, eq=False)
class Block:
    """What one party, or what cannot go together, may be: its variants, and the group of each.

    Attributes
    ----------
    doubts : tuple of int
    settled : array of int, shape (variants, doubts)
    groups : array of int, shape (variants,)
    passes, gains : array of bool, shape (groups, packages)
        What is no worse than no deal and crosses no red line; what is better than no deal.
    known : bool
        Whether no deal has a place among the packages.
    order : array of int, shape (variants, packages)
    """

    doubts: tuple[int, ...]
    settled: Ints
    groups: Ints
    passes: Bools
    gains: Bools
    known: bool
    order: Ints

    def weights(self, doubts: Doubts, failed: frozenset[str]) -> Floats:
        """Give the weight of each variant where these sources fail."""
        found = np.ones(len(self.settled))
        for place, d in enumerate(self.doubts):
            found = (
                found * np.array([float(c) for c in doubts.doubts[d].chances(failed)])[self.settled[:, place]]
            )
        return found

    def summed(self, weights: Floats) -> Floats:
        """Give the weight of each group."""
        return np.bincount(self.groups, weights, minlength=len(self.passes)).astype(np.float64)


def _variants(doubts: Doubts, mine: Sequence[int]) -> Ints:
    choices = list(product(*(range(len(doubts.doubts[d].variants)) for d in mine)))
    return np.array(choices, dtype=np.int64).reshape(len(choices), len(mine))


def _block(
    doubts: tuple[int, ...],
    settled: Ints,
    told: Sequence[tuple[Bools, Bools, Ints]],
    *,
    known: bool,
    by_order: bool = False,
) -> Block:
    """Group what was judged by what beats no deal; by the order, too."""
    numbers: dict[bytes, int] = {}
    keys = (b"".join(x.tobytes() for x in (one if by_order else one[:2])) for one in told)
    groups = [numbers.setdefault(key, len(numbers)) for key in keys]
    firsts = np.unique(groups, return_index=True)[1]
    return Block(
        doubts,
        settled,
        np.array(groups, dtype=np.int64),
        np.stack([told[k][0] for k in firsts]),
        np.stack([told[k][1] for k in firsts]),
        known,
        np.stack([order for *_, order in told]),
    )


def exclusions(doubts: Doubts, work: Work) -> Block:
    """Judge what can be put together under each variant of the exclusions."""
    mine = doubts.of("exclusion")
    settled = _variants(doubts, mine)
    told = []
    for row in settled.tolist():
        terms = terms_where(doubts, dict(zip(mine, row, strict=True)))
        own = Work(work.conflict, terms, work.game, work.expected, work.grid, work.effects, work.effect)
        allowed = own.allowed()
        told.append((allowed, np.zeros_like(allowed), np.zeros(allowed.size, dtype=np.int64)))
    return _block(mine, settled, told, known=False)


def party(doubts: Doubts, work: Work, dm: str) -> Block:
    """Judge all packages as a party does under each variant of its wishes."""
    mine = tuple(k for k, d in enumerate(doubts.doubts) if d.owner == dm)
    settled = _variants(doubts, mine)
    allowed, scale = work.allowed(), 2 * work.scale()
    told, known = [], False
    for row in settled.tolist():
        budget.check(JUDGING)
        variants: Mapping[int, Variant] = {
            k: doubts.doubts[k].variants[v] for k, v in zip(mine, row, strict=True)
        }
        wishes = wishes_where(doubts, dm, work.terms.wishes[dm], variants)
        worths = work.worths(dm, wishes, scale, allowed)
        passes = worths.beats()
        for line in wishes.red_lines:
            passes = passes & work.everywhere(line)
        known = worths.known
        gains = worths.ranks > worths.no_deal if worths.no_deal is not None else np.zeros_like(passes)
        told.append((np.asarray(passes), np.asarray(gains), worths.ranks))
    return _block(mine, settled, told, known=known)


def by_order(block: Block) -> Block:
    """Group a party's variants by their order of the packages, too."""
    told = [
        (block.passes[g], block.gains[g], np.unique(block.order[k], return_inverse=True)[1].reshape(-1))
        for k, g in enumerate(block.groups.tolist())
    ]
    return _block(block.doubts, block.settled, told, known=block.known, by_order=True)


def written(doubts: Doubts, block: Block) -> int:
    """Give the group of the variant that is as it is written, or as near as can be."""
    own = [
        next((n for n, v in enumerate(doubts.doubts[d].variants) if v.form == "written"), 0)
        for d in block.doubts
    ]
    return int(block.groups[np.flatnonzero((block.settled == own).all(axis=1))[0]])


def shape(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Give how many groups each block has."""
    return tuple(len(b.passes) for b in blocks)


def cells(doubts: Doubts, blocks: Sequence[Block]) -> Floats:
    """Give the weight of each combination."""
    found: Floats = np.zeros(prod(shape(blocks)))
    for failed, likely in scenarios(doubts):
        found += likely * outer([b.summed(b.weights(doubts, failed)) for b in blocks])
    return found


def shares(cells: Floats, truths: Bools) -> Floats:
    """Weigh the combinations in which something is so, a column each; never rounded to all or none."""
    some = truths[cells > 0]
    return np.asarray(
        np.where(some.all(axis=0), 1.0, np.where(some.any(axis=0), np.minimum(1.0, cells @ truths), 0.0))
    )


def scenarios(doubts: Doubts) -> list[tuple[frozenset[str], float]]:
    """Give which sources may fail together, each time with the weight."""
    return [(failed, float(weight)) for failed, weight in doubts.scenarios]


def outer(weights: Sequence[Floats]) -> Floats:
    """Give the weight of each combination of the groups of several blocks."""
    found: Floats = np.ones(1)
    for own in weights:
        found = np.multiply.outer(found, own).reshape(-1)
    return found


def zone(blocks: Sequence[Block]) -> Bools:
    """Tell which packages beat no deal in each combination: shape (combinations, packages)."""
    packages = blocks[0].passes.shape[1]
    passes, gains = np.ones((1, packages), dtype=bool), np.zeros((1, packages), dtype=bool)
    for block in blocks:
        passes = (passes[:, None] & block.passes).reshape(-1, packages)
        gains = (gains[:, None] | block.gains).reshape(-1, packages)
    return passes & gains if any(b.known for b in blocks) else passes


def best(blocks: Sequence[Block]) -> Bools:
    """Tell for each combination which packages beat no deal, and none that does is better for all who sign."""
    every = zone(blocks)
    firsts = [np.unique(b.groups, return_index=True)[1] for b in blocks]
    found = np.zeros_like(every)
    for place in range(len(every)):
        inside = np.flatnonzero(every[place])
        if inside.size:
            budget.check(JUDGING)
            groups = np.unravel_index(place, shape(blocks))
            ranks = np.array([b.order[firsts[k][groups[k]]][inside] for k, b in enumerate(blocks)][1:])
            found[place, inside[frontier(ranks)]] = True
    return found
