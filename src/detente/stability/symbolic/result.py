"""Stable states and equilibria as sets; where a set is out of reach, bounds and answers for single states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from detente.conflict import UnknownNameError
from detente.game import State
from detente.game.symbolic import Clock, Diagram, LimitError, StateSet, SymbolicGame, limited
from detente.stability.result import check_classical
from detente.stability.symbolic.concepts import gmr, nash, smr
from detente.stability.symbolic.point import improvements, undeterred
from detente.stability.symbolic.sequential import seq

SECONDS = 60.0  # for the sets of one concept
CARRIED = "a conflict too large to list every state"

Sets = tuple[StateSet | None, ...]


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
        The limit on processor time for the sets of one concept.
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

    def bounds(self, concept: str) -> tuple[StateSet | None, StateSet | None]:
        """Give a set of equilibria under a concept, and a set outside which there is none; both all of them if known.

        Nash-stable states are stable under the other concepts, and what is stable under SMR or SEQ is so under GMR.
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

    def holds(self, concept: str, state: str | State, dm: str | None = None) -> bool:
        """Tell whether a state is an equilibrium, or whether one decision maker stays in it.

        Where the set is out of reach, Nash and SEQ are worked out for the one state.

        Raises
        ------
        LimitError
            Where that, too, is out of reach.
        """
        self._check(concept)
        found = self.game.state(state)
        makers = range(len(self.game.decision_makers)) if dm is None else [self.game.index(dm)]
        return all(self._stays(concept, found, i) for i in makers)

    def _stays(self, concept: str, state: State, i: int) -> bool:
        known = self._stable[concept][i]
        if known is not None:
            return state in known
        if concept not in ("nash", "seq"):
            raise LimitError(self.incomplete[concept])
        ask = improvements if concept == "nash" else undeterred
        with limited(
            self.game.diagrams, self.seconds, f"{concept.upper()} for the state '{state.id}'"
        ) as clock:
            return not ask(self.game, i, self.game.at(state), clock).satisfiable()

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
        The limit on time for the sets of one concept. What is not known by then is left at bounds.

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
    >>> found = symbolic_stability(build_symbolic(detente.load("istanbul-2025")))
    >>> {concept: found.equilibria(concept).count for concept in found.concepts}
    {'nash': 2, 'gmr': 80, 'smr': 50, 'seq': 24}
    >>> found.holds("seq", "status_quo", "us")
    True
    """
    chosen = check_classical(concepts, CARRIED)
    needed = check_classical([*chosen, "nash", "gmr"] if "seq" in chosen else [*chosen, "nash"], CARRIED)
    work = _Work(game, seconds)
    for concept in needed:
        work.find(concept)
    return SymbolicStability(
        game,
        chosen,
        seconds,
        MappingProxyType({c: text for c, text in work.incomplete.items() if c in chosen}),
        MappingProxyType({c: work.stable[c] for c in chosen}),
        MappingProxyType({c: e for c, e in work.equilibria.items() if c in chosen}),
        MappingProxyType({c: work.bounds(c) for c in chosen if c in work.incomplete}),
    )


class _Work:
    """What has been found so far, concept by concept."""

    def __init__(self, game: SymbolicGame, seconds: float) -> None:
        self.game, self.seconds = game, seconds
        self.stable: dict[str, Sets] = {}
        self.equilibria: dict[str, StateSet] = {}
        self.incomplete: dict[str, str] = {}

    def find(self, concept: str) -> None:
        """Find the sets of one concept, as far as the limits allow."""
        what = f"the equilibria under {concept.upper()}"
        makers = len(self.game.decision_makers)
        found: list[StateSet | None] = [None] * makers
        try:
            for i in range(makers):
                # Each has its part of the time, so that one hard decision maker leaves the others known.
                part = self.seconds if concept != "seq" else self.seconds / makers
                found[i] = self._within(part, what, partial(self._one, concept, i))
        except LimitError as error:
            self.incomplete[concept] = str(error)
            if concept == "seq":
                first = found.index(None)
                found[first + 1 :] = [self._seq_if_quick(i, what) for i in range(first + 1, makers)]
        self.game.diagrams.make_room()
        self.stable[concept] = tuple(found)
        if concept not in self.incomplete:
            try:
                self.equilibria[concept] = self._joint([s for s in found if s is not None], what)
            except LimitError as error:
                self.incomplete[concept] = str(error)

    def _seq_if_quick(self, i: int, what: str) -> StateSet | None:
        """Try the decision makers after one that was out of reach."""
        part = self.seconds / len(self.game.decision_makers) / 4
        try:
            return self._within(part, what, partial(self._one, "seq", i))
        except LimitError:
            return None

    def _within(self, seconds: float, what: str, ask: Callable[[Clock], Diagram]) -> StateSet:
        with limited(self.game.diagrams, seconds, what) as clock:
            return StateSet(self.game, ask(clock))

    def _one(self, concept: str, i: int, clock: Clock) -> Diagram:
        game = self.game
        if concept == "nash":
            return nash(game, i, clock)
        if concept == "gmr":
            return gmr(game, i, clock, game.allowed)
        possible = self._known("gmr", i, game.allowed)
        if concept == "smr":
            return smr(game, i, clock, possible)
        return seq(game, i, clock, self._known("nash", i, game.diagrams.false), possible)

    def _known(self, concept: str, i: int, otherwise: Diagram) -> Diagram:
        known = self.stable.get(concept, ())
        found = known[i] if known else None
        return otherwise if found is None else found.diagram

    def _joint(self, sets: Sequence[StateSet], what: str) -> StateSet:
        """Give the states that are in all sets, the smallest diagrams first."""

        def joint(clock: Clock) -> Diagram:
            found = self.game.allowed
            for part in sorted((s.diagram for s in sets), key=lambda d: d.node_count()):
                found = found & part
                clock.check()
            return found

        return self._within(self.seconds, what, joint)

    def bounds(self, concept: str) -> tuple[StateSet | None, StateSet | None]:
        """Give a set inside the equilibria and one around them, from what is known of each decision maker."""
        makers = range(len(self.game.decision_makers))
        outer = [self._known(concept, i, self._known("gmr", i, self.game.allowed)) for i in makers]
        inner = [self._known(concept, i, self._known("nash", i, self.game.diagrams.false)) for i in makers]
        found: list[StateSet | None] = []
        for parts in (inner, outer):
            try:
                found.append(self._joint([StateSet(self.game, p) for p in parts], ""))
            except LimitError:
                found.append(None)
        return found[0], found[1]
