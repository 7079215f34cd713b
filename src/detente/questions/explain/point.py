"""Why does one state of a conflict too large to list hold, or not? Answers for single states, whatever the size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.game import Row, State, Tabular
from detente.game.symbolic import StateSet, SymbolicGame, limited
from detente.stability import check_classical
from detente.stability.symbolic import CARRIED, SECONDS, improvements, stays, undeterred


@dataclass(frozen=True, eq=False)
class LargeExplanation(Tabular):
    """Whether a decision maker stays in a state of a conflict too large to list, and what it could gain.

    Attributes
    ----------
    game : SymbolicGame
    state : State
    dm : str
    concept : str
    stable : bool
        Whether it stays.
    improvements : StateSet
        What it could move to and prefers.
    leaving : State or None
        An improvement that nothing deters; None where it stays, or where none was looked for (GMR and SMR).
    """

    game: SymbolicGame
    state: State
    dm: str
    concept: str
    stable: bool
    improvements: StateSet
    leaving: State | None

    def rows(self) -> list[Row]:
        """Give one row."""
        return [
            {
                "state": self.state.id,
                "decision maker": self.dm,
                "concept": self.concept,
                "stable": self.stable,
                "improvements": self.improvements.count,
                "leaves for": self.leaving.id if self.leaving else "",
            }
        ]


def explain_large(
    game: SymbolicGame,
    state: str | State,
    dms: Sequence[str] | None = None,
    concepts: Sequence[str] | None = None,
    *,
    seconds: float = SECONDS,
) -> list[LargeExplanation]:
    """Tell for one state who stays and who does not; that is quick where the sets of all states are out of reach.

    Parameters
    ----------
    game : SymbolicGame
    state : str or State
        See `SymbolicGame.state`.
    dms, concepts : sequence of str, optional
        Without them all.
    seconds : float
        The limit on time for each answer.

    Raises
    ------
    LimitError
        Where an answer is out of reach.

    Examples
    --------
    >>> import detente
    >>> from detente.game.symbolic import build_symbolic
    >>> from detente.questions.explain.point import explain_large
    >>> game = build_symbolic(detente.load("istanbul-2025"), "commentary")
    >>> [(e.concept, e.stable) for e in explain_large(game, "status_quo", ["us"])]
    [('nash', True), ('gmr', True), ('smr', True), ('seq', True)]
    """
    found = game.state(state)
    return [
        _explain(game, found, dm, concept, seconds)
        for dm in (game.decision_makers if dms is None else dms)
        for concept in check_classical(concepts, CARRIED)
    ]


def _explain(game: SymbolicGame, state: State, dm: str, concept: str, seconds: float) -> LargeExplanation:
    i, here = game.index(dm), game.at(state)
    what = f"{concept.upper()} for the state '{state.id}'"
    with limited(game.diagrams, seconds, what) as clock:
        gains = better = improvements(game, i, here, clock)
        if concept == "seq":
            better = undeterred(game, i, here, clock)
        elif stays(game, concept, i, here, clock):
            better = game.diagrams.false
    left = StateSet(game, better)
    named = game.described(left.taken_in_one()) if left and concept in ("nash", "seq") else None
    return LargeExplanation(game, state, dm, concept, not left, StateSet(game, gains), named)
