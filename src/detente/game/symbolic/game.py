"""The game as decision diagrams: for conflicts too large to list every state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal

from detente.conflict import NO_OPTION, Conflict, StateRef, UnknownNameError, opened
from detente.conflict.errors import file_problem, quoted
from detente.game.broken import broken_rule
from detente.game.carried import Compared, Key
from detente.game.lookup import UnknownStateError, read_reference
from detente.game.state import State
from detente.game.symbolic import ranks
from detente.game.symbolic.diagrams import Diagram, Diagrams, limited
from detente.game.symbolic.improving import Improvements
from detente.game.symbolic.moves import SymbolicMoves
from detente.game.symbolic.sets import StateSet

NO_INDEX = -1


@dataclass(frozen=True, eq=False)
class SymbolicGame:
    """Feasible states, moves and preferences as decision diagrams. No state is listed.

    Build it with `build_symbolic`.

    Attributes
    ----------
    conflict : Conflict
        What it was built from, the account applied.
    decision_makers : tuple of str
        The ids of the decision makers, in the order of the file.
    diagrams : Diagrams
        The variables: one for each option that is available.
    allowed : Diagram
        The feasible states, as a diagram.
    moves : tuple of SymbolicMoves
        The moves of each.
    digits : tuple of tuple of Diagram
        The rank of each as boolean digits, most important first: where its statements hold.
    improving : tuple of Improvements
        The improvements of each.
    """

    conflict: Conflict
    decision_makers: tuple[str, ...]
    diagrams: Diagrams = field(repr=False)
    allowed: Diagram = field(repr=False)
    moves: tuple[SymbolicMoves, ...] = field(repr=False)
    digits: tuple[tuple[Diagram, ...], ...] = field(repr=False)
    improving: tuple[Improvements, ...] = field(repr=False)

    carrier: ClassVar[Literal["symbolic"]] = "symbolic"
    listed: ClassVar[bool] = False
    open: ClassVar[bool] = False

    @cached_property
    def feasible(self) -> StateSet:
        """The feasible states."""
        return StateSet(self, self.allowed)

    @property
    def account(self) -> str:
        """The account of the conflict that the game follows."""
        return self.conflict.account

    @property
    def options(self) -> tuple[str, ...]:
        """The options that are available."""
        return self.diagrams.options

    @cached_property
    def reversible(self) -> bool:
        """Whether every move can be taken back."""
        return not any(m.one_way for m in self.moves)

    @cached_property
    def status_quo(self) -> State | None:
        """The state at the start, where the file names one."""
        ref = self.conflict.status_quo
        return None if ref is None else self._find(ref, "the status quo")

    @property
    def start(self) -> State | None:
        """The status quo, where the file names one."""
        return self.status_quo

    @cached_property
    def names(self) -> dict[frozenset[str], str]:
        """The names that the file gives to states that are feasible, by the options taken."""
        found: dict[frozenset[str], str] = {}
        for named in self.conflict.states:
            where = self.matching(named.ref)
            if where.count > 1:
                message = f"{quoted(named.name)} names {where.count:,} states; a name stands for one"
                raise file_problem(named.at, message)
            if where.count:
                taken = where.taken_in_one()
                if taken in found:
                    message = f"{quoted(named.name)} and {quoted(found[taken])} name the same state"
                    raise file_problem(named.at, message)
                found[taken] = named.name
        return found

    def index(self, dm: str) -> int:
        """Give the position of a decision maker."""
        if dm not in self.decision_makers:
            raise UnknownNameError("decision maker", dm, self.decision_makers)
        return self.decision_makers.index(dm)

    def where(self, condition: str) -> StateSet:
        """Give the feasible states in which a condition holds."""
        return StateSet(self, self.allowed & self.diagrams.condition(self.conflict.condition(condition)))

    def described(self, taken: frozenset[str]) -> State:
        """Describe the state in which exactly these options are taken; it has no position, `index` is -1."""
        listed, bits = tuple(sorted(taken)), self.conflict.bits
        name = self.names.get(taken, "")
        number = sum(1 << bits[o] for o in listed)
        return State(name or "+".join(listed) or NO_OPTION, listed, NO_INDEX, number, name=name)

    def at(self, state: State) -> Diagram:
        """Give a state as a diagram."""
        return self.diagrams.exactly(frozenset(state.taken))

    def state(self, which: int | str | State) -> State:
        """Find a state: by its name, id, number, options taken joined by ``+``, pattern, or a condition.

        Raises
        ------
        UnknownNameError
            Where no state or several fit, and of a position: here states have none.
        """
        if isinstance(which, State):
            return which
        if isinstance(which, int):
            raise UnknownStateError(
                f"state {which} by its position: nobody lists the states of this game; give its name, its id or, as a "
                f"text, its number ('#{which}')"
            )
        if which == "status_quo" and self.status_quo is not None:
            return self.status_quo
        ref = read_reference(self.conflict, which, status_quo=self.status_quo is not None)
        found = self.matching(ref)
        if found.count > 1:
            raise UnknownStateError(f"{quoted(which)} fits {found.count:,} states; say more")
        if not found.count:
            raise UnknownStateError(f"{quoted(which)} is not feasible{self._why_infeasible(ref)}")
        return self.described(found.taken_in_one())

    def some(self, keys: Iterable[Key]) -> StateSet:
        """Give a set of these states."""
        found = self.diagrams.false
        with limited(self.diagrams, None, "a set of states"):
            for key in keys:
                found = found | self.at(self.state(key))
        return StateSet(self, found)

    def gains(self, dm: str, state: Key) -> StateSet:
        """Give the states that a decision maker can move to in one move and prefers."""
        here = self.at(self.state(state))
        with limited(self.diagrams, None, f"the improvements of {dm}") as clock:
            return StateSet(self, self.improving[self.index(dm)].out_of(here, self.allowed, clock))

    def rank(self, dm: str, state: Key) -> None:
        """Give no rank: nobody counts those of so many states."""

    def extremes(self, dm: str, states: StateSet) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
        """Give the least and the greatest rank of some states, by their digits, the most important first."""
        digits = self.digits[self.index(dm)]
        with limited(self.diagrams, None, f"how good some states are for {dm}"):
            least = ranks.extreme(states.diagram, digits, greatest=False)
            return tuple(least), tuple(ranks.extreme(states.diagram, digits, greatest=True))

    def places(self, dm: str, states: StateSet) -> None:
        """Give no places: nobody counts those of so many states."""

    def degree(self, dm: str, before: State, after: State) -> int:
        """Tell whether one state is better than another: 1, 0 for a tie, -1 where it is worse."""
        told = opened(self.conflict.preferences[dm]).telling(before.facts, after.facts)
        return 0 if told is None else 1 if told.that.holds(after.facts) else -1

    def compared(self, dm: str, start: Key, states: StateSet) -> Compared:
        """Tell which comparisons of one of the states with the start there are.

        Raises
        ------
        LimitError
            Where that is out of reach.
        """
        digits, here = self.digits[self.index(dm)], self.at(self.state(start))
        with limited(self.diagrams, None, f"how good what is reached is for {dm}"):
            below, level = ranks.below(digits, here, self), ranks.level(digits, here, self)
            parts = (states.diagram & ~below & ~level, states.diagram & level, states.diagram & below)
            return Compared(*(bool(part.satisfiable()) for part in parts))

    def alike(self, other: object) -> bool:
        """Tell that states have no positions here."""
        return False

    def matching(self, ref: StateRef) -> StateSet:
        """Find the states that a reference fits."""
        if ref.name:
            return self.matching(next(n.ref for n in self.conflict.states if n.name == ref.name))
        if ref.taken is not None:
            found = self.diagrams.exactly(ref.taken)
        elif ref.pattern is not None:
            yes = [o for o, taken in ref.pattern if taken]
            no = [o for o, taken in ref.pattern if not taken]
            if "-" not in ref.written:  # a whole state: options that an account adds are not taken in it
                no = [o for o in self.options if o not in yes]
            found = self.diagrams.cube(yes)
            for o in no:
                found = found & ~self.diagrams.option(o)
        else:
            assert ref.condition is not None
            found = self.diagrams.condition(ref.condition)
        return StateSet(self, self.allowed & found)

    def _find(self, ref: StateRef, what: str) -> State:
        found = self.matching(ref)
        if found.count == 1:
            return self.described(found.taken_in_one())
        if found.count:
            raise file_problem(
                ref.at, f"{what} {quoted(ref.written)} fits {found.count:,} states; say which one"
            )
        raise file_problem(ref.at, f"{what} {quoted(ref.written)} is not feasible{self._why_infeasible(ref)}")

    def _why_infeasible(self, ref: StateRef) -> str:
        """Name the first rule that a fully given state breaks."""
        taken = self.conflict.taken_in(ref)
        if taken is None or not taken <= set(self.conflict.option_ids):
            return ""
        gone = [o for o in taken if o not in self.options]
        if gone:
            return f": {gone[0]} is not available"
        rule = broken_rule(self.conflict, taken)
        return "" if rule is None else f": it breaks the rule {quoted(rule.id)}"

    def __repr__(self) -> str:
        return (
            f"<SymbolicGame {self.conflict.title!r} ({self.account}): {len(self.options)} options, "
            f"{len(self.decision_makers)} decision makers>"
        )
