"""Stable states and equilibria as sets; where a set is out of reach, bounds and answers for single states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from detente.conflict import UnknownNameError, budget
from detente.game import Key, State
from detente.game.symbolic import LimitError, StateSet, SymbolicGame, limited
from detente.stability.carried import Leaving
from detente.stability.choosing import check_classical
from detente.stability.symbolic.point import stays
from detente.stability.symbolic.work import Sets, Work, joined

SECONDS = 60.0  # for the sets of all concepts
POINT_SECONDS = 10.0  # for one decision maker in one state
SHARE = 0.6  # of what is left to the whole command
CARRIED = "a conflict too large to list every state"


@dataclass(frozen=True, eq=False)
class SymbolicStability:
    """Which states are stable, for whom, under which concept; as sets that nobody lists.

    Attributes
    ----------
    game : SymbolicGame
        What was asked about.
    concepts : tuple of str
        The concepts, of ``nash``, ``gmr``, ``smr``, ``seq``.
    seconds : float
        The limit on processor time for the sets of all concepts.
    incomplete : mapping of str to str
        The concepts whose equilibria were out of reach, and which limit was met.
    """

    game: SymbolicGame
    concepts: tuple[str, ...]
    seconds: float
    incomplete: Mapping[str, str]
    _stable: Mapping[str, Sets] = field(repr=False)
    _equilibria: Mapping[str, StateSet] = field(repr=False)
    _bounds: Mapping[str, tuple[StateSet | None, StateSet | None]] = field(repr=False)

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known as a set."""
        self._check(concept)
        return concept in self._equilibria

    def equilibria(self, concept: str) -> StateSet:
        """Give the equilibria under a concept.

        Raises
        ------
        LimitError
            Where they are out of reach: `bounds` gives a set inside and a set around, `holds` asks about one state.
        """
        self._check(concept)
        if concept not in self._equilibria:
            raise LimitError(self.incomplete[concept])
        return self._equilibria[concept]

    held = equilibria

    def bounds(self, concept: str) -> tuple[StateSet | None, StateSet | None]:
        """Give a set of equilibria under a concept, and a set outside which there is none; both all of them if known.

        Nash-stable states are stable under the other concepts, and what is stable under SMR or SEQ is so under GMR.
        Where the sets of the decision makers are known and what they have in common is not, the first are the
        equilibria with the options of one decision maker fixed, the second what some of the decision makers stay in.
        None stands for a bound that is out of reach too.
        """
        self._check(concept)
        if concept in self._equilibria:
            return self._equilibria[concept], self._equilibria[concept]
        return self._bounds.get(concept, (None, None))

    def stable_for(self, concept: str, dm: str) -> StateSet:
        """Give the states that are stable for one decision maker.

        Raises
        ------
        LimitError
            Where they are out of reach.
        """
        self._check(concept)
        found = self._stable[concept][self.game.index(dm)]
        if found is None:
            raise LimitError(self.incomplete[concept])
        return found

    staying = stable_for

    def stays(self, concept: str, state: Key, dm: str) -> bool:
        """Tell whether a decision maker stays in a state (see `holds`)."""
        return self.holds(concept, self.game.state(state), dm)

    def leaving(self, concept: str, state: Key) -> Leaving:
        """Tell who would leave a state, of whom that is out of reach, and whether it is an equilibrium."""
        gone: list[str] = []
        unsure: list[str] = []
        for dm in self.game.decision_makers:
            try:
                if not self.stays(concept, state, dm):
                    gone.append(dm)
            except LimitError:
                unsure.append(dm)
        return Leaving(tuple(gone), tuple(unsure), None if unsure and not gone else not gone)

    def among(self, concept: str, states: StateSet) -> StateSet:
        """Give the equilibria among some states: those of a condition, say, where all of them are out of reach.

        Raises
        ------
        LimitError
            Where these, too, are out of reach.
        """
        self._check(concept)
        if concept in self._equilibria:
            return self._equilibria[concept] & states
        known = [s.diagram for s in self._stable[concept] if s is not None]
        if len(known) < len(self.game.decision_makers):
            raise LimitError(self.incomplete[concept])
        what = f"the equilibria under {concept.upper()} among {states.count:,} states"
        with limited(self.game.diagrams, self.seconds, what) as clock:
            *_, found = joined(states.diagram, known, clock)
        return StateSet(self.game, found)

    def holds(self, concept: str, state: str | State, dm: str | None = None) -> bool:
        """Tell whether a state is an equilibrium, or whether one decision maker stays in it.

        Where the set is out of reach, it is worked out for the one state.

        Raises
        ------
        LimitError
            Where that, too, is out of reach.
        """
        self._check(concept)
        found = self.game.state(state)
        makers = range(len(self.game.decision_makers)) if dm is None else [self.game.index(dm)]
        limit: LimitError | None = None
        for i in makers:
            try:
                if not self._stays(concept, found, i):
                    return False
            except LimitError as error:  # another can still be known to leave
                limit = error
        if limit is not None:
            raise limit
        return True

    def _stays(self, concept: str, state: State, i: int) -> bool:
        known, nash, gmr = (
            self._stable[c][i] if c in self._stable else None for c in (concept, "nash", "gmr")
        )
        if known is not None:
            return state in known
        if nash is not None and concept != "nash" and state in nash:
            return True
        if gmr is not None and state not in gmr:
            return False
        what = f"{concept.upper()} for the state '{state.id}'"
        with limited(self.game.diagrams, min(self.seconds, POINT_SECONDS), what) as clock:
            return stays(self.game, concept, i, self.game.at(state), clock)

    def _check(self, concept: str) -> None:
        if concept not in self.concepts:
            raise UnknownNameError("concept", concept, self.concepts)


def symbolic_stability(
    game: SymbolicGame, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> SymbolicStability:
    """Find the stable states of a symbolic game.

    Parameters
    ----------
    game : SymbolicGame
    concepts : sequence of str, optional
        Of ``nash``, ``gmr``, ``smr``, ``seq``; without it all four.
    seconds : float
        The limit on processor time for the sets of all concepts; one long step more can be taken. What is not known by
        then is left at bounds.

    Returns
    -------
    SymbolicStability

    Raises
    ------
    UnknownNameError
        Where there is no such concept.

    Examples
    --------
    >>> import detente
    >>> from detente.game.symbolic import build_symbolic
    >>> found = symbolic_stability(build_symbolic(detente.load("istanbul-2025"), "commentary"))
    >>> {concept: found.equilibria(concept).count for concept in found.concepts}
    {'nash': 2, 'gmr': 80, 'smr': 50, 'seq': 24}
    >>> found.holds("seq", "status_quo", "us")
    True
    """
    chosen = check_classical(concepts, CARRIED)
    seconds = min(seconds, SHARE * budget.left())  # what is not known as a set needs time, too
    needed = check_classical([*chosen, "nash", "gmr"] if "seq" in chosen else [*chosen, "nash"], CARRIED)
    work = Work(game, needed, seconds)
    return SymbolicStability(
        game,
        chosen,
        seconds,
        MappingProxyType({c: text for c, text in work.incomplete.items() if c in chosen}),
        MappingProxyType(work.stable),
        MappingProxyType({c: e for c, e in work.equilibria.items() if c in chosen}),
        MappingProxyType({c: work.bounds(c) for c in chosen if c in work.incomplete}),
    )
