"""What it would take, and who is pivotal, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.findings.machine.shared import MOST_LISTED, Cuts, head, path_value
from detente.questions.pivot import Edit, Pivot, Pivotal, Rankings, Turn
from detente.questions.pivot.nearby import Change

MOST_ORDERS = 1_000


def pivot(found: Pivot, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give the least changes that bring a goal about, or why there are none."""
    game, cuts = found.game, Cuts(most)
    result = head(game.conflict, game.account, accounts)
    result["concept"] = found.concept
    result["goal"] = {
        "asked": found.goal,
        "states": [game.state(int(s)).id for s in cuts.cut("goal.states", found.goals)],
        "from_status_quo": found.from_status_quo,
        "who": list(found.who),
    }
    result["verdict"] = found.verdict
    result["price"] = found.price if found.price >= 0 else None
    result["complete"] = found.complete if found.complete >= 0 else None
    result["count"] = found.count
    result["counted_all"] = found.every
    result["answers"] = [_turn(t) for t in found.answers]
    result["obstacles"] = [
        {"state": o.state.id, "leavers": list(o.leavers), "out_of_reach": o.out_of_reach}
        for o in found.obstacles
    ]
    result["rankings"] = [_rankings(found, r) for r in found.rankings]
    result["truncated"] = cuts.found
    return result


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "changes": [change_value(c) for c in turn.changes],
        "state": turn.state.id,
        "states": [s.id for s in turn.states],
        "outcomes": turn.outcomes,
        "part_of_goal": turn.of_goal,
        "sequence": path_value(turn.path),
    }


def change_value(change: Change) -> dict[str, Any]:
    """Give one change of preferences."""
    if not isinstance(change, Edit):
        return {
            "decision_maker": change.dm,
            "change": "swap",
            "better": change.better.id,
            "worse": change.worse.id,
        }
    statement = change.statement
    return {
        "decision_maker": change.dm,
        "change": change.kind,
        "statement": statement.id,
        "that": str(statement.that),
        "place": change.place,
        "before": change.before or None,
        "sources": [str(c) for c in statement.sources],
        "confidence": statement.confidence,
    }


def _rankings(found: Pivot, rankings: Rankings) -> dict[str, Any]:
    state = found.game.state
    return {
        "decision_maker": rankings.dm,
        "total": rankings.total,
        "equilibrium": rankings.stable,
        "reached": rankings.reached,
        "always": [{"better": a.id, "worse": b.id} for a, b in rankings.always],
        "orders": [[state(int(s)).id for s in order] for order in rankings.orders[:MOST_ORDERS]],
        "count": len(rankings.orders),
    }


def pivotal(found: Pivotal, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give what each decision maker could bring about by wanting something else, and who would gain or lose by it."""
    game, cuts = found.game, Cuts(most)
    result = head(game.conflict, game.account, accounts)
    result["concept"] = found.concept
    result["status_quo"] = found.start.id if found.start else None
    result["present"] = [game.state(int(s)).id for s in cuts.cut("present", found.present)]
    makers: dict[str, Any] = {}
    for dm in game.decision_makers:
        gaining, losing = found.between(dm)
        others = [o for o in game.decision_makers if o != dm]
        makers[dm] = {
            "could": [game.state(int(s)).id for s in cuts.cut(f"pivotal.{dm}.could", found.could[dm])],
            "new": [game.state(int(s)).id for s in cuts.cut(f"pivotal.{dm}.new", found.new(dm))],
            "unsure": [game.state(int(s)).id for s in cuts.cut(f"pivotal.{dm}.unsure", found.unsure[dm])],
            "courted_by": list(found.courted[dm]),
            "better_for": {
                o: [game.state(int(s)).id for s in found.better_for(dm, o)] if found.present.size else []
                for o in others
            },
            "worse_for": {o: [game.state(int(s)).id for s in found.worse_for(dm, o)] for o in others},
            "gaining": list(gaining),
            "losing": list(losing),
        }
    result["pivotal"] = makers
    result["truncated"] = cuts.found
    return result
