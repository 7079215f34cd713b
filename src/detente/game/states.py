"""The feasible states of a conflict: which count as one, what holds in them, and which one a reference means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.conflict import NO_OPTION, Condition, Conflict, Rule, StateRef, evaluate
from detente.conflict.errors import file_problem, quoted
from detente.game.arrays import Bools, Ints, column, distinct
from detente.game.rules import allowed
from detente.game.state import State

MOST_MERGED_SHOWN = 1000
MOST_REMEMBERED = 20_000  # states that are described once and kept
MOST_TRUTHS = 1 << 21  # combinations, of all conditions for which it is kept where they hold


@dataclass(frozen=True, eq=False)
class States:
    """The feasible states of a conflict.

    Parameters
    ----------
    conflict : Conflict
        The conflict, an account chosen.
    masks : array of int, shape (points,)
        Every feasible combination of options in ascending order, option k of the file as bit k. Where the conflict is
        given as states: the places of the feasible ones among them.
    class_of : array of int, shape (points,)
        The state that each combination belongs to; the combinations that a rule ``same`` merges share one.
    size : int
        Number of states.
    """

    conflict: Conflict
    masks: Ints
    class_of: Ints
    size: int

    @property
    def merged(self) -> bool:
        """Whether any combinations count as one state."""
        return self.size < self.masks.size

    @property
    def all_combinations(self) -> bool:
        """Whether every combination of options is a state of its own; `masks` then just counts up."""
        return self.size == self.masks.size == 1 << len(self.conflict.option_ids)

    def alike(self, other: States) -> bool:
        """Tell whether these are the same states in the same order, under the same names."""
        return (
            self.conflict.atoms == other.conflict.atoms
            and np.array_equal(self.masks, other.masks)
            and np.array_equal(self.class_of, other.class_of)
            and self.names == other.names
            and all(
                self._merged_id(self.points(s)) == other._merged_id(other.points(s)) for s in self._joined
            )
        )

    @cached_property
    def _joined(self) -> list[int]:
        """The states that are several combinations counted as one."""
        if not self.merged:
            return []
        return np.flatnonzero(np.bincount(self.class_of) > 1).tolist()

    @cached_property
    def first(self) -> Ints:
        """The position of each state's first combination in `masks`."""
        if not self.merged:
            return np.arange(self.size)
        found = np.unique(self.class_of, return_index=True)[1]
        return found.astype(np.int64)

    @cached_property
    def _bits(self) -> dict[str, int]:
        return {option: k for k, option in enumerate(self.conflict.option_ids)}

    def bit(self, option: str) -> int:
        """Give the bit of an option."""
        return self._bits[option]

    def having(self, option: str, part: slice | Ints = slice(None)) -> Bools:
        """Tell for each combination whether the option is taken in it (or whether it is the state of that name).

        With `part` only for some of the combinations.
        """
        if self.conflict.graph_form:
            found: Bools = self.masks[part] == self.conflict.atoms.index(option)
            return found
        return column(self.masks[part], self.bit(option))

    def columns(self, part: slice) -> Callable[[str], Bools]:
        """Give `having` for some of the combinations; what was asked for once is kept, as long as this is."""
        known: dict[str, Bools] = {}

        def having(option: str) -> Bools:
            if option not in known:
                known[option] = self.having(option, part)
            return known[option]

        return having

    def points(self, states: int | Ints) -> Ints:
        """Give the combinations that make up a state or several, as positions in `masks`."""
        wanted = np.atleast_1d(states)
        return np.flatnonzero(np.isin(self.class_of, wanted)) if self.merged else wanted

    def options_in(self, point: int) -> tuple[str, ...]:
        """Give the options taken in a combination, sorted (or the name of the state, see `Conflict.arcs`)."""
        mask = int(self.masks[point])
        if self.conflict.graph_form:
            return (self.conflict.atoms[mask],)
        return tuple(sorted(o for k, o in enumerate(self.conflict.option_ids) if mask >> k & 1))

    @cached_property
    def names(self) -> dict[int, str]:
        """The names that the file gives to states that are feasible, by state."""
        found: dict[int, str] = {}
        if self.conflict.graph_form:
            return {} if self.merged else dict(enumerate(self.conflict.atoms[m] for m in self.masks.tolist()))
        for named in self.conflict.states:
            where = self.matching(named.ref)
            if where.size > 1:
                message = f"{quoted(named.name)} names {where.size} states; a name stands for one"
                raise file_problem(named.at, message)
            if where.size:
                state = int(where[0])
                if state in found:
                    message = f"{quoted(named.name)} and {quoted(found[state])} name the same state"
                    raise file_problem(named.at, message)
                found[state] = named.name
        return found

    @cached_property
    def _merge_rules(self) -> list[tuple[Rule, Bools]]:
        return [(r, self.holding(r)) for r in self.conflict.rules if r.kind == "same"]

    def holding(self, rule: Rule) -> Bools:
        """Tell for each combination whether the rule's condition holds."""
        return self.truth(rule.conditions[0])

    def truth(self, condition: Condition) -> Bools:
        """Tell for each combination whether a condition holds; it is kept, as many ask the same of small conflicts.

        What is given is shared: it cannot be changed.
        """
        found = self._truths.get(condition)
        if found is None:
            found = as_bools(evaluate(condition, self.having), self.masks.size).view()
            found.flags.writeable = False
            if (len(self._truths) + 1) * self.masks.size <= MOST_TRUTHS:
                self._truths[condition] = found
        return found

    @cached_property
    def _truths(self) -> dict[Condition, Bools]:
        return {}

    def where(self, condition: Condition) -> Bools:
        """Tell for each state whether a condition holds (for a merged state: in all its members)."""
        holds = self.truth(condition)
        if not self.merged:
            return holds.copy()
        return ~np.isin(np.arange(self.size), self.class_of[~holds])

    def state(self, index: int) -> State:
        """Describe a state; the first ones that are asked for are remembered."""
        known = self._known.get(index)
        if known is None:
            known = self._described(index)
            if len(self._known) < MOST_REMEMBERED:
                self._known[index] = known
        return known

    @cached_property
    def _known(self) -> dict[int, State]:
        return {}

    def _described(self, index: int) -> State:
        points = self.points(index)
        if self.conflict.graph_form:
            return self._given(index, points)
        members = tuple(self.options_in(int(p)) for p in points[:MOST_MERGED_SHOWN])
        bits = self.conflict.bits
        number, name = min(sum(1 << bits[o] for o in m) for m in members), self.names.get(index, "")
        if len(points) == 1:
            taken = members[0]
            return State(name or "+".join(taken) or NO_OPTION, taken, index, number, name=name)
        common = int(np.bitwise_and.reduce(self.masks[points]))
        taken = tuple(sorted(o for k, o in enumerate(self.conflict.option_ids) if common >> k & 1))
        name = name or self._merged_id(points)
        return State(name, taken, index, number, members, name)

    def _given(self, index: int, points: Ints) -> State:
        """Describe a state of a conflict that is given as states."""
        members = tuple(self.options_in(int(p)) for p in points[:MOST_MERGED_SHOWN])
        number = int(self.masks[points[0]])
        if len(points) == 1:
            name = members[0][0]
            return State(
                name, (), index, number, name=name, given=True, text=self.conflict.states[number].text
            )
        name = self._merged_id(points)
        return State(name, (), index, number, members, name, given=True)

    def _merged_id(self, points: Ints) -> str:
        """Take the id of the first rule that has a part in it, whichever members an account leaves."""
        return next(r.id for r, holds in self._merge_rules if holds[points].any())

    @cached_property
    def _refs(self) -> dict[str, StateRef]:
        return {n.name: n.ref for n in self.conflict.states}

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where conflicts are given as states: the position in `masks` of each feasible one, by its name."""
        return {self.conflict.atoms[m]: point for point, m in enumerate(self.masks.tolist())}

    def matching(self, ref: StateRef) -> Ints:
        """Find the states that a reference fits."""
        if ref.name:
            return self.matching(self._refs[ref.name])
        if ref.taken is not None and self.conflict.graph_form:
            return self.class_of[[self._places[s] for s in ref.taken if s in self._places]]
        if ref.taken is not None:
            if not ref.taken <= set(self.conflict.option_ids):  # an option that only another account has
                return np.empty(0, dtype=np.int64)
            mask = sum(1 << self.bit(o) for o in ref.taken)
            point = int(np.searchsorted(self.masks, mask))
            found = point < self.masks.size and int(self.masks[point]) == mask
            return self.class_of[point : point + 1] if found else np.empty(0, dtype=np.int64)
        if ref.pattern is not None:
            care = sum(1 << self.bit(o) for o, _ in ref.pattern)
            if "-" not in ref.written:  # a whole state: options that an account adds are not taken in it
                care = (1 << len(self.conflict.option_ids)) - 1
            want = sum(1 << self.bit(o) for o, yes in ref.pattern if yes)
            return distinct(self.class_of[(self.masks & care) == want])[0]
        assert ref.condition is not None
        return distinct(self.class_of[self.truth(ref.condition)])[0]

    def find(self, ref: StateRef, what: str) -> int:
        """Find the one state that a reference means.

        Raises
        ------
        ConflictFileError
            Where it means none or several.
        """
        found = self.matching(ref)
        if found.size == 1:
            return int(found[0])
        if found.size:
            raise file_problem(
                ref.at, f"{what} {quoted(ref.written)} fits {found.size} states; say which one"
            )
        reason = self.why_infeasible(ref)
        raise file_problem(ref.at, f"{what} {quoted(ref.written)} is not feasible{reason}")

    def why_infeasible(self, ref: StateRef) -> str:
        """Name the first rule that a fully given state breaks."""
        taken = self.conflict.taken_in(ref)
        if taken is None or not taken <= set(self.conflict.atoms):
            return ""
        if self.conflict.graph_form:
            broken = (r for r in self.conflict.rules if r.kind == "never" and r.conditions[0].holds(taken))
            return "".join(f": it breaks the rule {quoted(r.id)}" for r in [*broken][:1])
        gone = [o for o in taken if not self.conflict.options[o].available]
        if gone:
            return f": {gone[0]} is not available"
        mask = np.array([sum(1 << self.bit(o) for o in taken)], dtype=np.int64)
        for rule in self.conflict.rules:
            if not allowed(rule, lambda o: column(mask, self.bit(o)))[0]:
                return f": it breaks the rule {quoted(rule.id)}"
        return ""


def as_bools(value: object, size: int) -> Bools:
    """Give the value of a condition, which may be one for all, for each combination."""
    found = np.asarray(value, dtype=bool)
    return found if found.shape == (size,) else np.broadcast_to(found, (size,))
