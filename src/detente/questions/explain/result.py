"""Why one state holds or not, for everybody asked about: the result, whichever carrier it was found on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.conflict import Conflict, NotInFileError
from detente.game import CarriedGame, Row, State, Tabular
from detente.game.carrier import carried
from detente.questions.explain.explanation import Explanation, explain
from detente.stability.carriers import concepts_of
from detente.stability.symbolic import SECONDS


@dataclass(frozen=True, eq=False)
class Explained(Tabular):
    """Who stays in a state and who does not, and why.

    Attributes
    ----------
    game : Game or SymbolicGame
    state : State
        What was asked about.
    verdicts : tuple of Explanation
        One for each decision maker and concept, decision maker by decision maker.
    """

    game: CarriedGame
    state: State
    verdicts: tuple[Explanation, ...]

    def rows(self) -> list[Row]:
        """Give the rows of each verdict."""
        return [row for v in self.verdicts for row in v.rows()]


def explain_state(
    game: CarriedGame | Conflict,
    state: int | str | State | None = None,
    dms: Sequence[str] | None = None,
    concepts: Sequence[str] | None = None,
    *,
    seconds: float = SECONDS,
) -> Explained:
    """Explain one state for several decision makers under several concepts.

    Parameters
    ----------
    game : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed, on the carrier that it is for.
    state : int, str or State, optional
        Without it the status quo.
    dms, concepts : sequence of str, optional
        Without them all decision makers, and the concepts that the game is analysed by; what is only weakly stable is
        told where it is asked for.
    seconds : float
        The limit on time for each verdict where decision diagrams carry the game.

    Raises
    ------
    NotInFileError
        Where no state is given and the file has no status quo.

    Examples
    --------
    >>> import detente
    >>> found = explain_state(detente.load("prisoners-dilemma").game(), concepts=["nash", "seq"])
    >>> found.state.id, [v.stable for v in found.verdicts]
    ('silence', [False, True, False, True])
    """
    game = carried(game, "explain_state")
    here = game.start if state is None else game.state(state)
    if here is None:
        raise NotInFileError("the file has no 'status_quo'; name a state with --state (see 'detente states')")
    makers = game.decision_makers if dms is None else tuple(dms)
    keys = [c for c in concepts_of(game, concepts) if concepts or not c.endswith("-weak")]
    verdicts = tuple(explain(game, here, dm, c, seconds=seconds) for dm in makers for c in keys)
    return Explained(game, here, verdicts)
