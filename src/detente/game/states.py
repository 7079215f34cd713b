"""Which states are feasible, which count as one, and which one a reference means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from detente.conflict import (
    NO_OPTION,
    Condition,
    Conflict,
    ConflictFileError,
    Rule,
    StateRef,
    TooLargeError,
    budget,
    evaluate,
)
from detente.conflict.errors import file_problem, quoted
from detente.conflict.plan import plan
from detente.game.arrays import Bools, Ints, column, distinct, parts
from detente.game.memory import SHARE, available_memory, gib

MOST_OPTIONS = 62
MOST_MERGED_SHOWN = 1000
CONDITIONS_AT_ONCE = 16  # that are judged before the time, and whether it is decided, is looked at
MOST_REMEMBERED = 20_000  # states that are described once and kept
MOST_TRUTHS = 1 << 21  # combinations, of all conditions for which it is kept where they hold


@dataclass(frozen=True, slots=True)
class State:
    """One state of a game.

    Attributes
    ----------
    id : str
        The name that the file gives it, or the options taken joined by ``+``; the same under every account.
    taken : tuple of str
        The options taken as ``decision_maker.option``, sorted. Of a merged state: those taken in all members. Nothing
        where the conflict is given as states and moves.
    index : int
        Its position in the arrays of the game.
    number : int
        Its number among all combinations of options, feasible or not: option k counts 2^k (see
        `Conflict.numbering`). The same under every account. Of a merged state: the least of its members. Where the
        conflict is given as states: its place among them, from 0.
    members : tuple of tuple of str
        For states that count as one (rule ``same``): the options taken in each, or the name of each where the conflict
        is given as states; else empty.
    name : str
        The name that the file gives it, or an empty text.
    given : bool
        Whether the conflict is given as states and moves.
    text : str
        Then what the file says of the state; empty for a merged one.
    """

    id: str
    taken: tuple[str, ...]
    index: int
    number: int
    members: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    given: bool = False
    text: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """What conditions are judged by: the options taken, or its name; of a merged state those of one member."""
        if self.members:
            return frozenset(self.members[0])
        return frozenset((self.name,)) if self.given else frozenset(self.taken)

    @property
    def label(self) -> str:
        """A short text to refer to the state by: its name, else its number."""
        return self.name or f"#{self.number}"

    def __str__(self) -> str:
        return self.id


def option_columns(state: State, options: Iterable[str]) -> dict[str, str]:
    """Give a column per option: ``Y`` where it is taken, ``N`` where not, ``-`` where the members of a state differ."""
    taken, perhaps = set(state.taken), set(state.taken).union(*state.members)
    return {o: "Y" if o in taken else "-" if o in perhaps else "N" for o in options}


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
            if not _allowed(rule, lambda o: column(mask, self.bit(o)))[0]:
                return f": it breaks the rule {quoted(rule.id)}"
        return ""


def as_bools(value: object, size: int) -> Bools:
    """Give the value of a condition, which may be one for all, for each combination."""
    found = np.asarray(value, dtype=bool)
    return found if found.shape == (size,) else np.broadcast_to(found, (size,))


def _allowed(rule: Rule, having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether a rule allows it."""
    if rule.kind in ("same", "irreversible"):
        return np.ones(1, dtype=bool)
    if rule.kind == "never":
        found: Bools = ~evaluate(rule.conditions[0], having)
        return found
    if rule.kind == "some_of":
        return _some(rule.conditions, having)
    some, two = _held(rule.conditions, having)
    return ~two if rule.kind == "exclusive" else some & ~two


def state_limit(conflict: Conflict, most_states: int | None) -> int:
    """Give the largest number of states that is built: the one that was given, else what memory holds.

    What is planned counts (see `detente.game.memory`): not the states alone, all that is worked out from them.
    """
    if most_states is not None:
        return most_states
    makers, every = len(conflict.decision_makers), _every(conflict)
    return max(1024, plan().most(int(SHARE * available_memory()), makers, every=every))


def _every(conflict: Conflict) -> bool:
    """Tell whether every combination of options is a state, and each option can be taken and dropped."""
    return (
        not conflict.graph_form and not conflict.rules and all(o.available for o in conflict.options.values())
    )


def feasible_states(conflict: Conflict, most_states: int | None = None) -> States:
    """Find the feasible states.

    Options are added one by one, those first that let a rule be applied soon, and each rule is applied as soon as
    all its options are there: the work grows with the states that are left and not with the power of two.

    Parameters
    ----------
    conflict : Conflict
        With an account chosen (see `Conflict.under`).
    most_states : int, optional
        Refuse more; without it memory decides.

    Raises
    ------
    TooLargeError
        Before more is built than fits.
    ConflictFileError
        Where the rules leave no state.
    """
    if conflict.graph_form:
        return _given_states(conflict, most_states)
    options = conflict.option_ids
    if len(options) > MOST_OPTIONS:
        raise TooLargeError(
            f"{len(options)} options; states are listed of at most {MOST_OPTIONS}. Leave out options that nobody would "
            "use, or options that nobody's preferences and rules mention."
        )
    limit = state_limit(conflict, most_states)
    bits = {o: k for k, o in enumerate(options)}
    masks = np.zeros(1, dtype=np.int64)
    known: set[str] = {o for o in options if not conflict.options[o].available}
    waiting = [_Waiting(r) for r in conflict.rules if r.kind not in ("same", "irreversible")]
    order = _rules_early([o for o in options if conflict.options[o].available], waiting)
    for done, option in enumerate([None, *order]):
        budget.check("finding the feasible states")
        if option is not None:
            masks = np.concatenate([masks, masks | (1 << bits[option])])
            known.add(option)
            masks = _exclusive_so_far(masks, waiting, option, known, bits)
        for one in [w for w in waiting if w.options <= known]:
            waiting.remove(one)
            masks = masks[_by_parts(masks, bits, partial(_allowed, one.rule))]
            if not masks.size:
                raise _no_state_left(one.rule)
        left = len(order) - done
        if not waiting and int(masks.size) << left > limit:  # nothing is left that would exclude any
            size = f"{int(masks.size) << left:,} feasible states"
            raise _too_large(conflict, size, limit, most_states, int(masks.size) << left)
        if waiting and 2 * masks.size > 4 * limit:
            size = (
                f"{masks.size:,} combinations of {done} of {len(order)} options so far, with {left} to come"
            )
            raise _too_large(conflict, size, limit, most_states)
    masks = np.sort(masks)
    masks.flags.writeable = False
    states = States(conflict, masks, np.arange(masks.size), int(masks.size))
    return _merge(states)


def _given_states(conflict: Conflict, most_states: int | None) -> States:
    """Take the states of a conflict that is given as states, less those that a rule ``never`` excludes."""
    limit = state_limit(conflict, most_states)
    masks = np.arange(len(conflict.states))
    for rule in conflict.rules:
        if rule.kind == "never":
            states = States(conflict, masks, np.arange(masks.size), int(masks.size))
            masks = masks[~states.holding(rule)]
            if not masks.size:
                raise _no_state_left(rule)
    if masks.size > limit:
        raise _too_large(conflict, f"{masks.size:,} feasible states", limit, most_states, int(masks.size))
    masks.flags.writeable = False
    return _merge(States(conflict, masks, np.arange(masks.size), int(masks.size)))


class _Waiting:
    """A rule that is to be applied when its options are there; what it names is looked up once."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.conditions = [(c, c.options) for c in rule.conditions]
        self.options = frozenset().union(*(names for _, names in self.conditions))


def _rules_early(options: list[str], rules: list[_Waiting]) -> list[str]:
    """Order the options so that rules can be applied early: time and again those that the fewest are missing for."""
    place = {o: k for k, o in enumerate(options)}
    missing = [{o for o in r.options if o in place} for r in rules]
    order: list[str] = []
    while any(missing):
        new = min((m for m in missing if m), key=len)
        order += sorted(new, key=lambda o: place[o])
        missing = [m - new for m in missing]
    return order + [o for o in options if o not in set(order)]


def _exclusive_so_far(
    masks: Ints, rules: list[_Waiting], option: str, known: set[str], bits: dict[str, int]
) -> Ints:
    """Drop the combinations in which two hold of what excludes one another, before all of it is known."""
    for one in rules:
        if one.rule.kind not in ("exclusive", "one_of") or option not in one.options:
            continue
        here = [c for c, names in one.conditions if names <= known]
        if here:
            masks = masks[_by_parts(masks, bits, partial(_no_two, here))]
        if not masks.size:
            raise _no_state_left(one.rule)
    return masks


def _by_parts(masks: Ints, bits: dict[str, int], judge: Callable[[Callable[[str], Bools]], Bools]) -> Bools:
    """Judge combinations of options, some at a time: long rules then work on what stays in the processor's cache."""
    found = np.empty(masks.size, dtype=bool)
    for part in parts(masks.size):
        some = masks[part]
        columns: dict[str, Bools] = {}

        def having(option: str, some: Ints = some, columns: dict[str, Bools] = columns) -> Bools:
            if option not in columns:
                columns[option] = column(some, bits[option])
            return columns[option]

        found[part] = judge(having)
    return found


def _no_two(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether no two of the conditions hold."""
    return ~_held(conditions, having)[1]


def _some(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether at least one of the conditions holds."""
    found = np.zeros(1, dtype=bool)
    for number, condition in enumerate(conditions):
        if number % CONDITIONS_AT_ONCE == 0:
            budget.check("applying a rule")
            if found.all():
                break
        found = found | evaluate(condition, having)
    return found


def _held(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> tuple[Bools, Bools]:
    """Tell for each combination whether at least one of the conditions holds, and whether two do."""
    some, two = np.zeros(1, dtype=bool), np.zeros(1, dtype=bool)
    for number, condition in enumerate(conditions):
        if number % CONDITIONS_AT_ONCE == 0:
            budget.check("applying a rule")
            if two.all():
                break
        holds = evaluate(condition, having)
        two = two | (some & holds)
        some = some | holds
    return some, two


def _no_state_left(rule: Rule) -> ConflictFileError:
    return file_problem(rule.at, f"with the rule {quoted(rule.id)} no state is left that all rules allow")


def _too_large(
    conflict: Conflict, size: str, limit: int, most_states: int | None, states: int = 0
) -> TooLargeError:
    why = "the limit that was given"
    if most_states is None:
        makers = len(conflict.decision_makers)
        free = f"{gib(available_memory())} of memory are free"
        why = (
            f"{gib(plan().of(states, makers, every=_every(conflict)))} would be needed, and {free}"
            if states
            else free
        )
    return TooLargeError(
        f"{conflict.title}: {size}; at most {limit:,} are built ({why}). Add rules that exclude what cannot "
        "happen, merge states that nobody tells apart ('same'), or leave options out."
    )


def _merge(states: States) -> States:
    """Let the combinations in which a rule ``same`` holds count as one state."""
    if all(rule.kind != "same" for rule in states.conflict.rules):
        return states
    label = np.arange(states.masks.size)
    for rule in states.conflict.rules:
        if rule.kind != "same":
            continue
        labels = distinct(label[states.holding(rule)])[0]
        if labels.size > 1:
            label = np.where(np.isin(label, labels), labels[0], label)
    kept, class_of = distinct(label)
    class_of.flags.writeable = False
    return replace(states, class_of=class_of, size=int(kept.size))
