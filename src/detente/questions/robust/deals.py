"""How often a deal beats no deal for all who sign, over every way to settle what is doubted of the terms.

A party's doubts touch its own wishes alone. So its variants are judged one by one, and those are one group under which
the same packages beat no deal for it; groups of all who sign are combined, with their weights, under every way in which
sources may fail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod

import numpy as np

from detente.conflict import Conflict
from detente.conflict.doubts import Doubts
from detente.conflict.doubts_terms import doubts_of_terms
from detente.game import Bools, Game
from detente.questions.heads import find_heading
from detente.questions.robust.deal_blocks import (
    best,
    by_order,
    cells,
    exclusions,
    party,
    shape,
    shares,
    written,
    zone,
)
from detente.questions.robust.deal_deciders import DealDecider, decider
from detente.questions.robust.diagrams import Floats
from detente.questions.settle.grid import Grid, effects_of
from detente.questions.settle.judging import Work
from detente.questions.settle.search import without_deal
from detente.questions.settle.table import needs_states, package_name
from detente.settlement import count

MOST_VARIANTS = 4_096  # of one party
MOST_PACKAGES = 4_096
MOST_JUDGED = 40_000_000  # variants or combinations, each with all packages
MOST_ORDERED = 20_000  # combinations in which it is asked which packages are among the best
MOST_SCENARIOS = 256
TOO_MANY = "the doubts about terms span too many cases"


@dataclass(frozen=True, eq=False)
class Deals:
    """How often a deal beats no deal for everybody who signs.

    Attributes
    ----------
    conflict : Conflict
    doubts : Doubts
        About the terms alone.
    signers : tuple of str
    packages : tuple of str
        As a ranking names them.
    combinations : int
        How many combinations of wishes differ in what beats no deal.
    share : float
        The weight of the accounts in which some package beats no deal.
    written : tuple of int
        The packages that do in the account as it is written.
    zone : array of float
        For each package the weight of the accounts in which it does.
    best : array of float or None
        For each the weight of those in which it does, and no other that does is better for somebody and worse for
        nobody who signs; None where that is too much to look at.
    event : int or None
        What the deciders are about: -1, whether there is a deal; where that is sure a package: whether it is among the
        best. None where nothing is open, or it is too much to look at.
    deciders : tuple of DealDecider
        Those on which most hangs first.
    """

    conflict: Conflict
    doubts: Doubts
    signers: tuple[str, ...]
    packages: tuple[str, ...]
    combinations: int
    share: float
    written: tuple[int, ...]
    zone: Floats = field(repr=False)
    best: Floats | None = field(repr=False)
    event: int | None = None
    deciders: tuple[DealDecider, ...] = ()


def why_not(conflict: Conflict) -> str:
    """Say why the doubts about terms are not looked at; empty where they are, or where there are none."""
    doubts = doubts_of_terms(conflict)
    if not doubts.doubts or conflict.terms is None:
        return ""
    terms = conflict.terms
    if any(w.seal is not None for w in terms.wishes.values()):
        return "what some want of the terms is confidential"
    if any(dm not in terms.wishes for dm in terms.signatories):
        return "the file does not say what everybody who signs wants of the terms"
    packages = count([len(i.values) for i in terms.issues])
    spans = [
        prod(len(d.variants) for d in doubts.doubts if d.owner == dm and d.kind != "source")
        for dm in ("", *terms.wishes)
    ]
    scenarios = prod(len(doubts.doubts[k].variants) for k in doubts.of("source"))
    if packages > MOST_PACKAGES:
        return f"{packages:,} packages are too many to judge again and again"
    if max(spans) > MOST_VARIANTS or scenarios > MOST_SCENARIOS:
        return TOO_MANY
    return ""


def deals_of(conflict: Conflict, game: Game | None) -> Deals | None:
    """Say how often a deal beats no deal; None where nothing is doubted of the terms, or `why_not` says why not.

    What comes without a deal is as it is in the account as it is written.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025").under("kyiv")
    >>> found = deals_of(conflict, conflict.game())
    >>> found.share, len(found.written)
    (1.0, 13)
    """
    doubts = doubts_of_terms(conflict)
    if not doubts.doubts or conflict.terms is None or why_not(conflict):
        return None
    if not needs_states(conflict):
        game = None
    expected = without_deal(game, None if game is None else find_heading(game), "")
    terms = conflict.terms
    grid = Grid(tuple(len(i.values) for i in terms.issues))
    work = Work(conflict, terms, game, expected.states, grid, *effects_of(grid, terms))
    signers = terms.signatories
    blocks = [exclusions(doubts, work), *(party(doubts, work, dm) for dm in signers)]
    combinations = prod(len(b.passes) for b in blocks)
    if combinations * grid.size > MOST_JUDGED:
        return None
    beating = zone(blocks)
    weights = cells(doubts, blocks)
    exists = np.asarray(beating.any(axis=1))
    own = beating[np.ravel_multi_index(tuple(written(doubts, b) for b in blocks), shape(blocks))]
    share = float(shares(weights, exists[:, None])[0])
    finer = [by_order(b) for b in blocks]
    likely: Floats | None = None
    event: int | None = None
    told: Bools | None = None
    if prod(shape(finer)) <= MOST_ORDERED:
        inside = best(finer)
        likely = shares(cells(doubts, finer), inside)
        open_ = np.where(likely < 1, likely, 0.0)
        if share in (0.0, 1.0) and open_.any():
            event, told = int(np.argmax(open_)), inside[:, int(np.argmax(open_))]
    deciders: list[DealDecider] = []
    if 0 < share < 1:
        event = -1
        deciders = [decider(doubts, blocks, k, exists) for k in range(len(doubts.doubts))]
    elif told is not None:
        deciders = [decider(doubts, finer, k, told) for k in range(len(doubts.doubts))]
    return Deals(
        conflict,
        doubts,
        signers,
        tuple(package_name(terms, grid.choice(p)) for p in range(grid.size)),
        combinations,
        share,
        tuple(np.flatnonzero(own).tolist()),
        shares(weights, beating),
        likely,
        event,
        tuple(sorted(deciders, key=lambda d: -d.apart)),
    )
