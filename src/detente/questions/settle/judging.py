"""What packages are judged by: what each does to the conflict, what can be put together, each party's order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.conflict import (
    NO_DEAL,
    PREFERENCES,
    Condition,
    Conflict,
    Problem,
    Statement,
    StateRef,
    Terms,
    Wishes,
)
from detente.conflict.errors import ConflictFileError, quoted
from detente.game import Game, needs_ranks
from detente.questions.settle.grid import Effect, Grid, holding
from detente.questions.settle.weighing import weighed
from detente.questions.settle.worths import Worths
from detente.settlement import Bools, Ints, as_ranks


class Work:
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
        self.unsigned = terms.unsigned
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

    @property
    def terms_atoms(self) -> set[str]:
        """What conditions about terms are made of."""
        return {f"{i}.{v}" for i, values in self.terms.atoms.items() for v in values}

    def worths(self, dm: str, wishes: Wishes, scale: int, allowed: Bools) -> Worths:
        """Judge all packages as one party does."""
        if wishes.form == "weights":
            return weighed(self, dm, wishes, scale)
        if wishes.form == "statements":
            return self._stated(dm, wishes)
        return self._ranked(dm, wishes, allowed)

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
            there = np.array([statement.that.holds(f | self.unsigned) for f in extras], dtype=np.int64)
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
        ranks = _ranks(self.game, self.game.index(dm))
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


def _ranks(game: Game, i: int) -> Ints:
    """Give a party's order of the states, also where others' are open; where its own is, that is refused."""
    if game.open and game.relations[i].complete:
        found: Ints = np.unique((game.relations[i].degrees < 0).sum(axis=1), return_inverse=True)[1]
        return found.astype(np.int64)
    needs_ranks(game)
    return np.asarray(game.ranks[i], dtype=np.int64)


def package_name(terms: Terms, values: Sequence[int]) -> str:
    """Name a package as a ranking does: ``issue.value+issue.value``."""
    return "+".join(f"{i.id}.{i.values[v].id}" for i, v in zip(terms.issues, values, strict=True))
