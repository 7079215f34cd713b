"""Why a state holds or not, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from detente.conflict import find_concept
from detente.findings.machine.shared import head, path_value, state_value
from detente.game import Game, State
from detente.questions.explain import Explanation


def explanation(
    game: Game, state: State, found: Sequence[Explanation], accounts: Iterable[str]
) -> dict[str, Any]:
    """Give explanations of one state."""
    result = head(game.conflict, game.account, accounts)
    result["state"] = state_value(state)
    result["verdicts"] = [
        {
            "decision_maker": e.dm,
            "concept": e.concept,
            "stable": e.stable,
            "improvements": [
                {
                    "state": a.improvement.id,
                    "because": a.gain.statement.id if a.gain.statement else None,
                    "deterred": a.deterred,
                    **(
                        {"degree": None if a.gain.unknown else a.gain.degree}
                        if find_concept(e.concept).variant
                        else {}
                    ),
                    "sanction": [
                        step
                        | {
                            "gains": None if r.unknown else r.gain > 0,
                            "because": r.statement.id if r.statement else None,
                            "better": more.id if more else None,
                        }
                        for step, r, more in zip(path_value(a.sanction), a.movers, a.better, strict=True)
                    ],
                    "at_once": {
                        "moves": [{"mover": m.mover, "state": m.state.id} for m in a.at_once],
                        "end": a.loss.after.id,
                    }
                    if a.at_once and a.loss
                    else None,
                    "answer": path_value(a.answer),
                    "escape": a.escape.id if a.escape else None,
                }
                for a in e.answers
            ],
            "count": e.count,
            "undeterred": e.undeterred,
            "truncated": e.count > len(e.answers),
        }
        for e in found
    ]
    return result
