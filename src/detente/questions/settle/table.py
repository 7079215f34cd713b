"""What each package is worth to each party, on one scale with no deal and with today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import lcm
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.conflict import (
    NO_DEAL,
    PREFERENCES,
    Condition,
    Conflict,
    NotInFileError,
    Problem,
    Range,
    Statement,
    StateRef,
    Terms,
    TooLargeError,
    Wishes,
)
from detente.conflict.errors import ConflictFileError, quoted
from detente.game import Game, needs_ranks
from detente.questions.evolve import reach
from detente.questions.settle.grid import Effect, Grid, effects_of, holding
from detente.settlement import Bools, Ints, as_ranks

Basis = Literal["stated", "heading", "ranked", "unknown"]
LARGEST = 1 << 61  # a sum of numbers that a machine integer holds
MOST_PACKAGES = 4_000_000  # packages that are listed


@dataclass(frozen=True, eq=False)
class Worths:
    """What the packages are worth to one party.

    Attributes
    ----------
    dm : str
    form : str
        ``weights``, ``statements``, ``ranking``; ``order`` where packages are states of the conflict.
    ranks : array of int
        The place of each package in its order, the greater the better.
    no_deal, today : int or None
        The same of no deal (of several outcomes without one the best) and of today; None where it is unknown.
    basis : str
        Where no deal comes from.
    points : array of int, or None
        In numbers, in parts of `Table.scale`; where a number is a range, its middle.
    no_deal_points, today_points : int or None
    low, high : array of int, or None
        The least and the most that each package gains over no deal, where some number is a range.
    """

    dm: str
    form: str
    ranks: Ints
    no_deal: int | None
    today: int | None
    basis: Basis
    points: npt.NDArray[Any] | None = None
    no_deal_points: int | None = None
    today_points: int | None = None
    low: npt.NDArray[Any] | None = None
    high: npt.NDArray[Any] | None = None

    @property
    def known(self) -> bool:
        """Whether no deal has a place in its order."""
        return self.no_deal is not None

    def beats(self) -> Bools:
        """Tell which packages are no worse for it than no deal; all where that is unknown."""
        if self.no_deal is None:
            return np.ones(self.ranks.size, dtype=bool)
        return np.asarray(self.ranks >= self.no_deal)

    def sure(self) -> Bools:
        """Tell which packages are no worse for it than no deal whatever a range turns out to be."""
        if self.no_deal is None:
            return np.zeros(self.ranks.size, dtype=bool)
        return self.beats() if self.low is None else np.asarray(self.low >= 0)


@dataclass(frozen=True, eq=False)
class Table:
    """All packages, what each does to the conflict, and what it is worth to whom.

    Attributes
    ----------
    conflict : Conflict
    terms : Terms or None
        None where the packages are the states of the conflict.
    grid : Grid
    scale : int
        What numbers are divided by.
    effects : tuple of Effect
        What packages do to the conflict, each once.
    effect : array of int
        The place of each package's own.
    states : tuple of int
        The state right after the signature, for each effect; -1 where none is feasible or no game is needed.
    allowed : array of bool
        What can be put together; of states those that moves lead to from today.
    red : mapping of str to array of bool
        What no red line of a signatory forbids.
    parties : tuple of Worths
        Those who have wishes, the signatories first.
    signers : tuple of str
    """

    conflict: Conflict
    terms: Terms | None
    grid: Grid
    scale: int
    effects: tuple[Effect, ...]
    effect: Ints
    states: tuple[int, ...]
    allowed: Bools
    red: dict[str, Bools]
    parties: tuple[Worths, ...]
    signers: tuple[str, ...]

    @property
    def signing(self) -> tuple[Worths, ...]:
        """What the packages are worth to those who sign."""
        return tuple(w for w in self.parties if w.dm in self.signers)

    @property
    def numeric(self) -> bool:
        """Whether everybody who signs has numbers."""
        return all(w.points is not None for w in self.signing)

    def signable(self) -> Bools:
        """Tell which packages can be put together and cross no red line."""
        found = self.allowed.copy()
        for passes in self.red.values():
            found &= passes
        return found


def needs_states(conflict: Conflict) -> bool:
    """Tell whether anything depends on the states of the conflict: what terms set, or wishes about options."""
    terms = conflict.terms
    if terms is None:
        return True
    if any(v.sets or v.bars for i in terms.issues for v in i.values):
        return True
    own = {f"{i}.{v}" for i, values in terms.atoms.items() for v in values}
    for wishes in terms.wishes.values():
        if any(s.id == PREFERENCES for s in wishes.statements):
            return True
        if any(not c.options <= own for c in wishes.conditions):
            return True
    return False


def of_states(game: Game, expected: Sequence[int]) -> Table:
    """Give the states of a conflict without terms as packages: what the sides could agree to do, moving together."""
    needs_ranks(game)
    conflict = game.conflict
    today = game.status_quo
    assert today is not None
    near = np.asarray(reach(game, today, improvements=False).steps >= 0)
    parties = tuple(
        Worths(
            dm,
            "order",
            np.asarray(game.ranks[i], dtype=np.int64),
            max((int(game.ranks[i][s]) for s in expected), default=None),
            int(game.ranks[i][today]),
            "heading",
        )
        for i, dm in enumerate(game.decision_makers)
    )
    every = np.arange(game.size)
    return Table(
        conflict,
        None,
        Grid((game.size,)),
        1,
        tuple(Effect() for _ in every),
        every,
        tuple(range(game.size)),
        near,
        {},
        parties,
        game.decision_makers,
    )


def of_terms(
    conflict: Conflict, game: Game | None, expected: Sequence[int], grid: Grid | None = None
) -> Table:
    """Work out what each package is worth to each party.

    Parameters
    ----------
    conflict : Conflict
        With terms, an account chosen.
    game : Game or None
        None where nothing depends on the states of the conflict.
    expected : sequence of int
        The states that no deal leads to.
    grid : Grid, optional
        The packages to look at; without it all.

    Raises
    ------
    NotInFileError
        Where somebody who signs has no wishes.
    TooLargeError
        Where there are too many packages to list.
    """
    terms = conflict.terms
    assert terms is not None
    grid = grid or Grid(tuple(len(i.values) for i in terms.issues))
    if grid.size > MOST_PACKAGES:
        raise TooLargeError(
            f"{grid.size:,} packages are too many to list (at most {MOST_PACKAGES:,}); "
            "leave out issues that do not matter"
        )
    missing = [dm for dm in terms.signatories if dm not in terms.wishes]
    if missing:
        raise NotInFileError(
            f"the file does not say what {', '.join(map(quoted, missing))} wants of the terms; add it under 'wishes'"
        )
    effects, effect = effects_of(grid, terms)
    work = _Work(conflict, terms, game, tuple(expected), grid, effects, effect)
    allowed = work.allowed()
    order = [*terms.signatories, *(dm for dm in terms.wishes if dm not in terms.signatories)]
    scale = work.scale()
    parties = tuple(work.worths(dm, terms.wishes[dm], scale, allowed) for dm in order)
    red = {
        dm: np.logical_and.reduce([work.everywhere(s) for s in terms.wishes[dm].red_lines])
        for dm in terms.signatories
        if terms.wishes[dm].red_lines
    }
    return Table(
        conflict, terms, grid, scale, effects, effect, work.states, allowed, red, parties, terms.signatories
    )


class _Work:
    """What is needed to judge packages, put together once."""

    def __init__(
        self,
        conflict: Conflict,
        terms: Terms,
        game: Game | None,
        expected: tuple[int, ...],
        grid: Grid,
        effects: tuple[Effect, ...],
        effect: Ints,
    ) -> None:
        self.conflict, self.terms, self.game, self.grid = conflict, terms, game, grid
        self.effects, self.effect = effects, effect
        self.expected = expected
        self.today: frozenset[str] = frozenset()
        self.states: tuple[int, ...] = (-1,) * len(effects)
        if game is not None:
            assert game.status_quo is not None
            self.today = game.state(game.status_quo).facts
            self.states = tuple(self._state(game, e) for e in effects)
        self.facts = [game.state(s).facts for s in expected] if game is not None else [frozenset[str]()]
        # What does nothing to the conflict leaves it where it is heading: there such packages are judged.
        self.idle = [not e.sets and not e.bars for e in effects]

    def _state(self, game: Game, effect: Effect) -> int:
        """Find the state right after the signature; -1 where there is none."""
        if not effect.sets and not effect.bars:
            assert game.status_quo is not None
            return game.status_quo
        after = effect.after(self.today)
        found = game.states.matching(StateRef("+".join(sorted(after)), taken=after))
        return int(found[0]) if found.size else -1

    def option(self, atom: str, facts: frozenset[str]) -> npt.NDArray[Any]:
        """Tell in which packages an option is taken once it is signed; `facts` hold where nothing is changed."""
        taken = np.array(
            [
                atom in (facts if idle else e.after(self.today))
                for e, idle in zip(self.effects, self.idle, strict=True)
            ],
            dtype=bool,
        )
        if taken.all() or not taken.any():
            return np.asarray(taken[0])
        shape = self.grid.sizes if self.grid.listed is None else (self.grid.size,)
        return np.asarray(taken[self.effect].reshape(shape))

    def holds(self, condition: Condition, facts: frozenset[str] = frozenset()) -> npt.NDArray[Any]:
        """Tell in which packages a condition holds; `facts` hold where nothing is changed."""
        return holding(self.grid, self.terms, condition, partial(self.option, facts=facts))

    def everywhere(self, statement: Statement) -> Bools:
        """Tell of every package whether a statement holds, whatever of what is expected comes."""
        every = [np.array(self.grid.spread(self.holds(statement.that, f)), dtype=bool) for f in self.facts]
        found: Bools = np.logical_and.reduce(every)
        return found

    @property
    def passive(self) -> Bools:
        """Tell which packages do nothing to the conflict."""
        return np.array(self.idle, dtype=bool)[self.effect]

    def allowed(self) -> Bools:
        """Tell what can be put together: no exclusion, no contradiction, and a feasible state after the signature."""
        found: npt.NDArray[Any] = np.ones(1, dtype=bool)
        for rule in self.terms.exclusions:
            values = [self.holds(c) for c in rule.conditions]
            number: Any = sum(np.asarray(v, dtype=np.int64) for v in values)
            if rule.kind == "never":
                passes = number == 0
            elif rule.kind == "exclusive":
                passes = number <= 1
            else:
                passes = number == 1 if rule.kind == "one_of" else number >= 1
            found = found & passes
        whole = np.array(self.grid.spread(found), dtype=bool)
        good = [
            not e.clash and (self.game is None or s >= 0)
            for e, s in zip(self.effects, self.states, strict=True)
        ]
        if not all(good):
            whole &= np.array(good, dtype=bool)[self.effect]
        return whole

    # -- numbers -------------------------------------------------------------------------------------------------------

    def scale(self) -> int:
        """Give the number by which everything is multiplied so that all is whole, also the middle of a range."""
        parts = [1]
        for wishes in self.terms.wishes.values():
            for worth in wishes.weights:
                parts += [(worth.weight * x).denominator for _, r in worth.points for x in (r.low, r.high)]
            if wishes.no_deal is not None:
                parts += [x.denominator for x in (wishes.no_deal.value.low, wishes.no_deal.value.high)]
        return 2 * lcm(*parts)

    def worths(self, dm: str, wishes: Wishes, scale: int, allowed: Bools) -> Worths:
        """Judge all packages as one party does."""
        if wishes.form == "weights":
            return self._weighed(dm, wishes, scale)
        if wishes.form == "statements":
            return self._stated(dm, wishes)
        return self._ranked(dm, wishes, allowed)

    def _weighed(self, dm: str, wishes: Wishes, scale: int) -> Worths:
        def whole(number: Fraction) -> int:
            return int(number * scale)

        most = sum(
            max(abs(x) for x in _bounds(w.weight, r)) for w in wishes.weights for _, r in w.points or ()
        )
        dtype: Any = np.int64 if whole(Fraction(most)) < LARGEST else object
        zero = np.zeros(1, dtype=dtype)
        middle, low, high = zero, zero, zero  # what the issues are worth: it does not depend on the states
        conditions: list[tuple[Condition, int, int]] = []
        for worth in wishes.weights:
            bounds = {v: _bounds(worth.weight, r) for v, r in worth.points}
            if worth.that is not None:
                low_, high_ = bounds[""]
                conditions.append((worth.that, whole(low_), whole(high_)))
                continue
            k = [i.id for i in self.terms.issues].index(worth.key)
            values = [bounds.get(v.id, (Fraction(0), Fraction(0))) for v in self.terms.issues[k].values]
            least, most_ = (np.array([whole(b[n]) for b in values], dtype=dtype) for n in (0, 1))
            low, high = low + self.grid.by_value(k, least), high + self.grid.by_value(k, most_)
            middle = middle + self.grid.by_value(k, (least + most_) // 2)

        def worth_of(facts: frozenset[str]) -> int:
            return sum((a + b) // 2 for c, a, b in conditions if c.holds(facts))

        about_options = any(not c.options <= self._terms_atoms for c, _, _ in conditions)
        stated = None if wishes.no_deal is None else wishes.no_deal.value
        known = stated is not None or (about_options and self.game is not None)
        ranges = any(not r.known for w in wishes.weights for _, r in w.points)
        ranges = ranges or (stated is not None and not stated.known)
        points: npt.NDArray[Any] | None = None
        lows: npt.NDArray[Any] | None = None
        highs: npt.NDArray[Any] | None = None
        for facts in self.facts if about_options else self.facts[:1]:
            here, gain_low, gain_high = middle, low, high
            for condition, a, b in conditions:
                holds = self.holds(condition, facts).astype(np.int64)
                here = here + holds * ((a + b) // 2)
                if known and ranges:
                    more = holds if stated is not None else holds - int(condition.holds(facts))
                    gain_low = gain_low + np.where(more >= 0, more * a, more * b)
                    gain_high = gain_high + np.where(more >= 0, more * b, more * a)
            if stated is not None:
                gain_low, gain_high = gain_low - whole(stated.high), gain_high - whole(stated.low)
            one = np.array(self.grid.spread(here), dtype=dtype)
            points = one if points is None else np.maximum(points, one)
            if known and ranges:
                a_, b_ = (np.array(self.grid.spread(x), dtype=dtype) for x in (gain_low, gain_high))
                lows = a_ if lows is None else np.minimum(lows, a_)
                highs = b_ if highs is None else np.minimum(highs, b_)
        assert points is not None
        today = worth_of(self.today)
        if not known:
            return Worths(dm, "weights", as_ranks([points]), None, None, "unknown", points, None, today)
        if stated is not None:
            no_deal = (whole(stated.low) + whole(stated.high)) // 2
        else:
            no_deal = max(worth_of(facts) for facts in self.facts)
        everything = as_ranks([np.concatenate((points, np.array([no_deal, today], dtype=dtype)))])
        return Worths(
            dm,
            "weights",
            everything[:-2],
            int(everything[-2]),
            int(everything[-1]),
            "heading" if stated is None else "stated",
            points,
            no_deal,
            today,
            lows,
            highs,
        )

    @property
    def _terms_atoms(self) -> set[str]:
        return {f"{i}.{v}" for i, values in self.terms.atoms.items() for v in values}

    # -- orders --------------------------------------------------------------------------------------------------------

    def _stated(self, dm: str, wishes: Wishes) -> Worths:
        """Order packages, no deal and today by statements, most important first."""
        size, passive = self.grid.size, np.flatnonzero(self.passive)
        # The packages where the first of what is expected comes; then no deal and today; then, for each other one, the
        # packages that do nothing to the conflict.
        extras = [*self.facts, self.today]
        keys: list[npt.NDArray[Any]] = []
        packed, bits = np.zeros(1, dtype=np.int64), 0

        def close() -> None:
            nonlocal packed, bits
            if bits:
                keys.append(packed)
            packed, bits = np.zeros(1, dtype=np.int64), 0

        for statement in wishes.statements:
            if statement.id == PREFERENCES:
                close()
                keys.append(self._order_of_states(dm, passive))
                continue
            first, *more = (self.grid.spread(self.holds(statement.that, f)) for f in self.facts)
            there = np.array([statement.that.holds(f) for f in extras], dtype=np.int64)
            row = np.concatenate((first, there, *(m[passive] for m in more))).astype(np.int64)
            packed, bits = packed * 2 + row, bits + 1
            if bits == 60:
                close()
        close()
        if not keys:
            keys = [np.zeros(size + len(extras) + passive.size * (len(self.facts) - 1), dtype=np.int64)]
        ranks = as_ranks(keys)
        found, rest = ranks[:size].copy(), ranks[size : size + len(extras)]
        for again in ranks[size + len(extras) :].reshape(len(self.facts) - 1, passive.size):
            found[passive] = np.maximum(found[passive], again)
        return Worths(dm, "statements", found, int(rest[:-1].max()), int(rest[-1]), "heading")

    def _order_of_states(self, dm: str, passive: Ints) -> npt.NDArray[Any]:
        assert self.game is not None
        needs_ranks(self.game)
        ranks = self.game.ranks[self.game.index(dm)]
        by_effect = np.array(
            [
                ranks[self.expected[0] if idle else s] if s >= 0 else 0
                for s, idle in zip(self.states, self.idle, strict=True)
            ],
            dtype=np.int64,
        )
        there = [int(ranks[s]) for s in (*self.expected, self.game.status_quo)]
        again = [np.full(passive.size, int(ranks[s]), dtype=np.int64) for s in self.expected[1:]]
        return np.concatenate((by_effect[self.effect], np.array(there, dtype=np.int64), *again))

    def _ranked(self, dm: str, wishes: Wishes, allowed: Bools) -> Worths:
        """Order packages as a ranking lists them; all that can be put together have to stand there."""
        assert wishes.ranking is not None
        places = {
            name: len(wishes.ranking.groups) - k
            for k, group in enumerate(wishes.ranking.groups)
            for name in group
        }
        names = [package_name(self.terms, self.grid.choice(p)) for p in range(self.grid.size)]
        ranks = np.array([places.get(name, -1) for name in names], dtype=np.int64)
        left_out = np.flatnonzero((ranks < 0) & allowed)
        if left_out.size:
            message = (
                f"the ranking of {quoted(dm)} leaves out {left_out.size:,} packages, the first: {names[left_out[0]]}; "
                "every package that can be put together stands in it once"
            )
            raise ConflictFileError([Problem(wishes.at, message)])
        no_deal = places.get(NO_DEAL)
        return Worths(dm, "ranking", ranks, no_deal, None, "unknown" if no_deal is None else "ranked")


def package_name(terms: Terms, values: Sequence[int]) -> str:
    """Name a package as a ranking does: ``issue.value+issue.value``."""
    return "+".join(f"{i.id}.{i.values[v].id}" for i, v in zip(terms.issues, values, strict=True))


def _bounds(weight: Fraction, number: Range) -> tuple[Fraction, Fraction]:
    found = weight * number.low, weight * number.high
    return min(found), max(found)
