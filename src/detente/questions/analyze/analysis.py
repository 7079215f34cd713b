"""What holds? Stability and equilibria of a game, and what of it the status quo leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, overload

import numpy as np

from detente.conflict import Conflict
from detente.game import Game, Row, State, Tabular, option_columns
from detente.game.carrier import build, choose
from detente.game.given import as_carried
from detente.game.symbolic import SymbolicGame
from detente.questions.analyze.large import LargeAnalysis, analyze_large
from detente.questions.equilibria.listing import ListedStates
from detente.questions.evolve import Evolution
from detente.stability import Stability, stable_states
from detente.stability.symbolic import SECONDS


@dataclass(frozen=True, eq=False)
class Analysis(Tabular):
    """What holds in a game.

    Attributes
    ----------
    game : Game
        What was asked about.
    stability : Stability
        Which states are stable, for whom, under which concept.
    evolution : Evolution or None
        What can follow from the status quo; None where the file has none.
    """

    game: Game
    stability: Stability
    evolution: Evolution | None

    carrier = "dense"
    why = ""
    incomplete: ClassVar[Mapping[str, str]] = MappingProxyType({})

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.stability.concepts

    @property
    def equilibria(self) -> dict[str, tuple[State, ...]]:
        """The equilibria under each concept."""
        return {c: self.stability.equilibria(c) for c in self.concepts}

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known: here they always are."""
        return concept in self.stability.stable

    def bounds(self, concept: str) -> tuple[ListedStates, ListedStates]:
        """Give a set of equilibria and a set outside which there is none: here both are all of them."""
        found = ListedStates(self.game, self.stability.equilibria_at(concept))
        return found, found

    def leaving(self, concept: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give who would leave the status quo, and of whom that is out of reach: here of nobody."""
        start, makers = self.game.status_quo, self.game.decision_makers
        if start is None:
            return (), ()
        stays = self.stability.stable[concept][:, start]
        return tuple(dm for dm, stable in zip(makers, stays, strict=True) if not stable), ()

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: each option taken or not, under which concepts, reached or not."""
        return list(self.each_row())

    def each_row(self) -> Iterator[Row]:
        """Give the rows one at a time."""
        held = {c: self.stability.holds(c) for c in self.concepts}
        steps = self.evolution.by_improvements.steps if self.evolution else None
        for index in np.flatnonzero(np.any(list(held.values()), axis=0)):
            state = self.game.state(int(index))
            row: dict[str, object] = {"state": state.id, "label": state.label, "taken": list(state.taken)}
            row |= option_columns(state, self.game.conflict.option_ids)
            row |= {c: bool(held[c][index]) for c in self.concepts}
            if steps is not None:
                row["reached by improvements"] = bool(steps[index] >= 0)
            yield row


@overload
def analyze(
    conflict: Game, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> Analysis: ...
@overload
def analyze(
    conflict: SymbolicGame, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> LargeAnalysis: ...
@overload
def analyze(
    conflict: Conflict, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> Analysis | LargeAnalysis: ...
def analyze(
    conflict: Game | SymbolicGame | Conflict,
    concepts: Sequence[str] | None = None,
    *,
    seconds: float = SECONDS,
) -> Analysis | LargeAnalysis:
    """Find what holds.

    Parameters
    ----------
    conflict : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed. Where it has too many states to list, decision diagrams carry it
        and the answer is a `LargeAnalysis`; its `carrier` and `why` say so.
    concepts : sequence of str, optional
        By their keys: ``nash``, ``sseq``, ``seq``, ``sim``, ``sim-any``, ``smr``, ``gmr``, ``nm``, ``l1``, ``l2``, ...
        (``l3:NAME=2`` gives one decision maker a horizon of its own), and variants (``gmr-strong``, ``seq-b``); without
        it Nash, GMR, SMR and SEQ, and where preferences are graded or unknown their variants.
    seconds : float
        For decision diagrams: the limit on processor time for the sets of all concepts. What is not known by then is
        left at bounds.

    Returns
    -------
    Analysis or LargeAnalysis

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
    conflict = as_carried(conflict, "analyze")
    why = ""
    if isinstance(conflict, Conflict):
        conflict = conflict.under()
        choice = choose(conflict)
        why, conflict = choice.why, build(conflict, choice)
    if isinstance(conflict, SymbolicGame):
        return analyze_large(conflict, concepts, why=why, seconds=seconds)
    found = stable_states(conflict, concepts)
    start = conflict.status_quo
    evolution = None if start is None else Evolution(conflict, conflict.state(start), found)
    return Analysis(conflict, found, evolution)
