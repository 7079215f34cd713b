"""Groups that move together, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from detente.findings.machine.shared import MOST_LISTED, Cuts, Ids, head, path_value
from detente.game import State
from detente.questions.coalitions import Coalitions, JointMove

MOST_MOVES = 200


def coalitions(found: Coalitions, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give which groups would leave which equilibria, and what each could do in the states asked about."""
    game, cuts, ids = found.game, Cuts(most), Ids(found.game)
    result = head(game.conflict, game.account, accounts)
    result["status_quo"] = None if game.status_quo is None else ids[game.status_quo]
    result["feasible"] = game.size
    result["equilibria"] = {
        c: [ids[s] for s in cuts.cut(f"equilibria.{c}", found.stability.equilibria_at(c))]
        for c in found.concepts
    }
    result["survives"] = {
        c: [ids[s] for s in cuts.cut(f"survives.{c}", found.survives_at(c))] for c in found.concepts
    }
    result["coalitions"] = [
        {
            "members": list(group),
            "unstable": {
                c: [ids[s] for s in cuts.cut(f"coalitions.{k}.{c}", np.flatnonzero(~found.stable[c][k]))]
                for c in found.concepts
            },
        }
        for k, group in enumerate(found.groups)
    ]
    result["states"] = [_of_state(found, s, ids) for s in found.states]
    result["truncated"] = cuts.found
    return result


def _of_state(found: Coalitions, state: State, ids: Ids) -> dict[str, Any]:
    narrow = next(c for c in ("nash", "seq", "smr", "gmr") if c in found.concepts)
    groups = []
    for group in found.leaving(state, narrow):
        ends = found.ends(state, group, narrow)
        moves = [found.joint_move(state, group, int(s)) for s in ends[:MOST_MOVES]]
        groups.append(
            {
                "members": list(group),
                "smallest": group in found.smallest_leaving(state, narrow) or len(group) == 1,
                "moves": [_move(m) for m in moves],
                "count": len(ends),
            }
        )
    return {
        "state": state.id,
        "leaving": {c: [list(g) for g in found.leaving(state, c)] for c in found.concepts},
        "coalitions": groups,
    }


def _move(move: JointMove) -> dict[str, Any]:
    return {
        "state": move.end.id,
        "sequence": path_value(move.path),
        "undeterred": list(move.undeterred),
        "sanctions": {c: path_value(p) for c, p in move.sanctions.items()},
        "equilibrium": list(move.holds),
        "onward": [s.id for s in move.onward],
    }
