"""What holds in a conflict too large to list its states, and what the status quo leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.conflict import TooLargeError
from detente.game import Row, Tabular, option_columns
from detente.game.symbolic import StateSet, SymbolicGame
from detente.questions.evolve.large import (
    REACH_SECONDS,
    SAMPLES,
    LargeEvolution,
    SymbolicReach,
    evolve_large,
    symbolic_reach,
)
from detente.stability.symbolic import SECONDS, SymbolicStability, symbolic_stability

__all__ = [
    "REACH_SECONDS",
    "LargeAnalysis",
    "LargeEvolution",
    "SymbolicReach",
    "analyze_large",
    "evolve_large",
    "symbolic_reach",
]


@dataclass(frozen=True, eq=False)
class LargeAnalysis(Tabular):
    """What holds in a conflict too large to list.

    Attributes
    ----------
    game : SymbolicGame
        What was asked about.
    stability : SymbolicStability
        Which states are stable, for whom, under which concept.
    evolution : LargeEvolution or None
        What can follow from the status quo; None where the file has none.
    why : str
        Why decision diagrams carry it.
    """

    game: SymbolicGame
    stability: SymbolicStability
    evolution: LargeEvolution | None
    why: str = ""

    carrier = "symbolic"

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.stability.concepts

    @property
    def equilibria(self) -> dict[str, StateSet]:
        """The equilibria under each concept whose equilibria are known as a set."""
        return {c: self.stability.equilibria(c) for c in self.concepts if self.stability.exact(c)}

    @property
    def incomplete(self) -> Mapping[str, str]:
        """The concepts whose equilibria are out of reach, and which limit was met."""
        return self.stability.incomplete

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known."""
        return self.stability.exact(concept)

    def bounds(self, concept: str) -> tuple[StateSet | None, StateSet | None]:
        """Give a set of equilibria and a set outside which there is none; None where it is out of reach."""
        return self.stability.bounds(concept)

    def leaving(self, concept: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give who would leave the status quo, and of whom that is out of reach."""
        gone: list[str] = []
        unknown: list[str] = []
        start = self.game.status_quo
        if start is None:
            return (), ()
        for dm in self.game.decision_makers:
            try:
                if not self.stability.holds(concept, start, dm):
                    gone.append(dm)
            except TooLargeError:
                unknown.append(dm)
        return tuple(gone), tuple(unknown)

    def rows(self) -> list[Row]:
        """Give a row for each of a hundred equilibria under each concept, drawn with the same chance."""
        found: list[Row] = []
        options = self.game.conflict.option_ids
        for concept in self.concepts:
            inside = self.stability.bounds(concept)[0]
            for state in inside.sample(SAMPLES) if inside is not None else ():
                row: dict[str, object] = {"concept": concept, "state": state.id, "label": state.label}
                found.append(row | {"taken": list(state.taken)} | option_columns(state, options))
        return found


def analyze_large(
    game: SymbolicGame, concepts: Sequence[str] | None = None, *, why: str = "", seconds: float = SECONDS
) -> LargeAnalysis:
    """Find what holds in a symbolic game (see `analyze`)."""
    found = symbolic_stability(game, concepts, seconds=seconds)
    evolution = None if game.status_quo is None else LargeEvolution(game, game.status_quo, found)
    return LargeAnalysis(game, found, evolution, why)
