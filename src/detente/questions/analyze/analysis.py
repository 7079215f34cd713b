"""What holds? Stability and equilibria of a game, and what of it the status quo leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, overload

from detente.conflict import Conflict
from detente.game import CarriedGame, Game, ManyStates, Row, Tabular, option_columns
from detente.game.carrier import build, choose
from detente.game.given import as_carried
from detente.game.symbolic import StateSet, SymbolicGame
from detente.questions.evolve.carried import CarriedReach
from detente.questions.evolve.evolution import (
    SAMPLES,
    Evolution,
    GameT_co,
    ReachT_co,
    StabilityT_co,
    StatesT_co,
    either,
)
from detente.questions.evolve.symbolic import SymbolicReach
from detente.stability import CarriedStability
from detente.stability.carriers import stability_of
from detente.stability.symbolic import SECONDS, SymbolicStability


@dataclass(frozen=True, eq=False)
class Analysis(Tabular, Generic[GameT_co, StabilityT_co, ReachT_co, StatesT_co]):
    """What holds in a game.

    Attributes
    ----------
    game : Game or SymbolicGame
        What was asked about.
    stability : Stability or SymbolicStability
        Which states are stable, for whom, under which concept.
    evolution : Evolution or None
        What can follow from the status quo; None where the file has none.
    why : str
        Why decision diagrams carry it, where they do.
    most : int, optional
        How many states the answer lists at most; as many as an answer may where nothing is said.
    """

    game: GameT_co
    stability: StabilityT_co
    evolution: Evolution[GameT_co, StabilityT_co, ReachT_co, StatesT_co] | None
    why: str = ""
    most: int | None = None

    @property
    def carrier(self) -> Literal["dense", "symbolic"]:
        """Which carrier the game has."""
        return self.game.carrier

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.stability.concepts

    @property
    def equilibria(self) -> dict[str, Any]:
        """The equilibria under each concept: a tuple of states; where decision diagrams carry them, a set if known."""
        return {c: self.stability.equilibria(c) for c in self.concepts if self.stability.exact(c)}

    @property
    def incomplete(self) -> Mapping[str, str]:
        """The concepts whose equilibria are out of reach, and which limit was met."""
        return self.stability.incomplete

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known."""
        return self.stability.exact(concept)

    def bounds(self, concept: str) -> tuple[StatesT_co | None, StatesT_co | None]:
        """Give a set of equilibria and a set outside which there is none; None where it is out of reach."""
        return self.stability.bounds(concept)

    def leaving(self, concept: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give who would leave the status quo, and of whom that is out of reach."""
        start = self.game.start
        if start is None:
            return (), ()
        found = self.stability.leaving(concept, start)
        return found.gone, found.unsure

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: each option taken or not, under which concepts, reached or not.

        Where decision diagrams carry the game: a row for each of a hundred equilibria under each concept, drawn with
        the same chance.
        """
        return list(self.each_row())

    def each_row(self) -> Iterator[Row]:
        """Give the rows one at a time."""
        return self._listed() if self.game.listed else self._drawn()

    def _listed(self) -> Iterator[Row]:
        held = {c: self.stability.held(c) for c in self.concepts}
        reached = self.evolution.by_improvements.states if self.evolution else None
        for state in either(list(held.values())):
            row: dict[str, object] = {"state": state.id, "label": state.label, "taken": list(state.taken)}
            row |= option_columns(state, self.game.conflict.option_ids)
            row |= {c: state in held[c] for c in self.concepts}
            if reached is not None and not self.game.conflict.hidden:
                row["reached by improvements"] = state in reached
            yield row

    def _drawn(self) -> Iterator[Row]:
        options = self.game.conflict.option_ids
        for concept in self.concepts:
            inside = self.bounds(concept)[0]
            for state in inside.sample(SAMPLES) if inside is not None else ():
                row: dict[str, object] = {"concept": concept, "state": state.id, "label": state.label}
                yield row | {"taken": list(state.taken)} | option_columns(state, options)


SymbolicAnalysis: TypeAlias = Analysis[SymbolicGame, SymbolicStability, SymbolicReach, StateSet]
AnyAnalysis: TypeAlias = Analysis[CarriedGame, CarriedStability, CarriedReach, ManyStates]


@overload
def analyze(
    conflict: Game, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> Analysis: ...
@overload
def analyze(
    conflict: SymbolicGame, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> SymbolicAnalysis: ...
@overload
def analyze(
    conflict: Conflict, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> AnyAnalysis: ...
def analyze(
    conflict: Game | SymbolicGame | Conflict,
    concepts: Sequence[str] | None = None,
    *,
    seconds: float = SECONDS,
) -> AnyAnalysis:
    """Find what holds.

    Parameters
    ----------
    conflict : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed. Where it has too many states to list, decision diagrams carry it;
        the answer's `carrier` and `why` say so.
    concepts : sequence of str, optional
        By their keys: ``nash``, ``sseq``, ``seq``, ``sim``, ``sim-any``, ``smr``, ``gmr``, ``nm``, ``l1``, ``l2``, ...
        (``l3:NAME=2`` gives one decision maker a horizon of its own), and variants (``gmr-strong``, ``seq-b``); without
        it Nash, GMR, SMR and SEQ, and where preferences are graded or unknown their variants.
    seconds : float
        For decision diagrams: the limit on processor time for the sets of all concepts. What is not known by then is
        left at bounds.

    Returns
    -------
    Analysis

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    TooLargeError
        Where nothing carries the conflict: what is in the way, and what can be done.

    Examples
    --------
    >>> import detente
    >>> found = detente.analyze(detente.load("chicken"))
    >>> [len(states) for states in found.equilibria.values()]
    [2, 3, 3, 2]
    """
    given = as_carried(conflict, "analyze")
    if not isinstance(given, Conflict):
        return analysis(given, concepts, seconds=seconds)
    given = given.under()
    choice = choose(given)
    why = choice.why if choice.carrier == "symbolic" else ""
    return analysis(build(given, choice), concepts, why=why, seconds=seconds)


def analysis(
    game: CarriedGame, concepts: Sequence[str] | None = None, *, why: str = "", seconds: float = SECONDS
) -> AnyAnalysis:
    """Find what holds in a game on whichever carrier; `why` says why decision diagrams carry it, where they do."""
    found = stability_of(game, concepts, seconds=seconds)
    start = game.start
    evolution = None if start is None else Evolution(game, start, found)
    return Analysis(game, found, evolution, why)
