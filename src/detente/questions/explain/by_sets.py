"""Why does a single state hold, or not, where nobody lists the states: that is quick where the sets of all are not."""

from __future__ import annotations

from detente.game import State
from detente.game.symbolic import StateSet, SymbolicGame, limited
from detente.questions.explain.explanation import Explanation, Witness
from detente.questions.explain.reasons import reason
from detente.stability.symbolic import improvements, stays, undeterred


def explain_by_sets(game: SymbolicGame, state: State, dm: str, concept: str, seconds: float) -> Explanation:
    """Explain a verdict; the witness is an improvement that nothing deters, under GMR and SMR none is looked for.

    Raises
    ------
    LimitError
        Where the answer is out of reach.
    """
    i, here = game.index(dm), game.at(state)
    with limited(game.diagrams, seconds, f"{concept.upper()} for the state '{state.id}'") as clock:
        gains = left = improvements(game, i, here, clock)
        if concept == "seq":
            left = undeterred(game, i, here, clock)
        elif stays(game, concept, i, here, clock):
            left = game.diagrams.false
    free = StateSet(game, left)
    shown: tuple[Witness, ...] = ()
    if free and concept in ("nash", "seq"):
        target = game.described(free.taken_in_one())
        shown = (Witness(target, reason(game, dm, state, target), None),)
    stable, count = not free, StateSet(game, gains).count
    return Explanation(game, state, dm, concept, stable, shown, count, 0 if stable else None)
