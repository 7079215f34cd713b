"""How often an outcome that is asked about is among where it is heading, and on which doubts that hangs.

The spread is brought down to two sets, with the outcome and without it; what is said of where it is heading as a whole
is then said of that: weights, indices, conditions, information.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.conflict import Condition
from detente.conflict.errors import quoted
from detente.game import Game, Ints, State, UnknownStateError
from detente.questions.meaning import meant
from detente.questions.robust.deciding import Decider, Spread, Turn, decided, turning
from detente.questions.robust.sampled import SampledSpread
from detente.questions.robust.weighing import Spread as Exact

if TYPE_CHECKING:
    from detente.questions.robust.result import Found, Robustness

Place = Literal["alone", "among", "elsewhere"]
ONE = "outcome"  # how the set is called that has it


@dataclass(frozen=True, eq=False)
class AskedUnder:
    """What comes out under one concept of an outcome that is asked about.

    Attributes
    ----------
    concept : str
    spread : Spread or SampledSpread
        Of two sets: the outcome is not among those that it is heading to, or it is.
    only : float
        The weight of the accounts that are heading to such outcomes, and to no others.
    written : str
        Of the account as it is written: ``alone``, it is heading there and nowhere else; ``among``; ``elsewhere``.
    """

    concept: str
    spread: Spread
    only: float
    written: Place

    @property
    def exact(self) -> bool:
        """Whether all accounts were taken, and none drawn."""
        return isinstance(self.spread, Exact)

    @property
    def share(self) -> float:
        """The weight of the accounts that have it among those that they are heading to."""
        return min(1.0, float(self.spread.shares[1] / self.spread.fits))

    @property
    def certain(self) -> bool:
        """Whether it is so in all accounts, or in none: that is known exactly, and never of accounts that are drawn."""
        return self.exact and int(np.count_nonzero(self.spread.shares)) < 2

    @cached_property
    def deciders(self) -> tuple[Decider, ...]:
        """Which doubts decide whether it is, the most weighty first."""
        return decided(self.spread)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The fewest conditions under which it is mostly so and else not, or the reverse."""
        return turning(self.spread, np.array([False, True]))

    def given(self, doubt: int) -> tuple[float | None, float | None]:
        """Give how often it is so where a claim holds as it is written, and where it does not.

        None where there are no such accounts.
        """
        variants = self.spread.doubts.doubts[doubt].variants
        written = np.array([v.form == "written" for v in variants])
        given = self.spread.given(doubt)
        parts = [given[some].sum(axis=0) for some in (written, ~written)]
        holds, falls = (float(min(1.0, p[1] / p.sum())) if p.sum() > 0 else None for p in parts)
        return holds, falls


@dataclass(frozen=True, eq=False)
class Asked:
    """An outcome that is asked about, and what comes out under each concept.

    Attributes
    ----------
    asked : str
        As it was asked.
    condition : str
        As a condition, where it is one; else empty.
    state : State or None
        Where it is a single one.
    found : tuple of AskedUnder
    """

    asked: str
    condition: str
    state: State | None
    found: tuple[AskedUnder, ...] = field(repr=False)

    def under(self, concept: str) -> AskedUnder:
        """Give what comes out under a concept."""
        return next(one for one in self.found if one.concept == concept)


def asked_of(found: Robustness, of: str | State) -> Asked:
    """Say of an outcome, one state or all in which a condition holds, how often it is among where it is heading.

    Raises
    ------
    UnknownStateError
        Where it is neither, or holds in no feasible state of any account.
    """
    what = of if isinstance(of, State) else _meant(found, of)
    state: State | None
    if isinstance(what, State):
        ids, state = {what.id}, what
    else:
        ids, state = _holding(found, what)
        if not ids and state is None and not any(g.states.where(what).any() for g in _games(found)):
            raise UnknownStateError(f"in no feasible state {quoted(str(of))} holds")
    return Asked(
        of if isinstance(of, str) else of.id,
        "" if isinstance(what, State) else str(what),
        state,
        tuple(_under(one, ids) for one in found.found),
    )


def _games(found: Robustness) -> Iterator[Game]:
    """Give the games of all settings, that of the account as it is written first."""
    assert found.game is not None
    yield found.game
    yield from (g for g in found.settings if g is not None and g is not found.game)


def _meant(found: Robustness, of: str) -> Condition | State:
    """Read what is meant: a state that is feasible in some setting will do."""
    first: UnknownStateError | None = None
    for game in _games(found):
        try:
            return meant(game, of)
        except UnknownStateError as error:
            first = first or error
    assert first is not None
    raise first


def _holding(found: Robustness, condition: Condition) -> tuple[set[str], State | None]:
    """Give the outcomes in which a condition holds, and the one state in which it does, if it is one."""
    ids: set[str] = set()
    every: dict[str, State] = {}
    left = dict(found.states)
    for game in _games(found):
        holds = game.states.where(condition)
        for s in np.flatnonzero(holds)[:2].tolist():
            every.setdefault(game.state(s).id, game.state(s))
        for id, state in list(left.items()):
            if state.index < game.size and game.state(state.index) == state:
                del left[id]
                if holds[state.index]:
                    ids.add(id)
    return ids, next(iter(every.values())) if len(every) == 1 else None


def _under(one: Found, ids: set[str]) -> AskedUnder:
    sets = one.spread.sets
    among = np.array([any(o in ids for o in s) for s in sets], dtype=np.int64)
    alone = among * np.array([all(o in ids for o in s) for s in sets], dtype=np.int64)
    only = float(one.spread.shares[alone.astype(bool)].sum() / one.spread.fits)
    mine = [o in ids for o in one.written]
    written: Place = "elsewhere" if not any(mine) else "alone" if all(mine) else "among"
    return AskedUnder(one.concept, brought_down(one.spread, among), min(1.0, only), written)


def brought_down(spread: Spread, labels: Ints) -> Spread:
    """Give a spread of two sets: those with the label 0, and those with 1."""
    sets: Sequence[tuple[str, ...]] = ((), (ONE,))
    if isinstance(spread, SampledSpread):
        told = np.append(labels, -1)  # in the last place: what contradicts itself
        flips = {d: (own, told[here], told[there]) for d, (own, here, there) in spread.flips.items()}
        return replace(spread, sets=tuple(sets), ends=labels[spread.ends], flips=flips)
    frames = tuple(
        f if f.cells is None else replace(f, cells=replace(f.cells, ends=labels[f.cells.ends]))
        for f in spread.frames
    )
    return replace(spread, sets=tuple(sets), frames=frames)
