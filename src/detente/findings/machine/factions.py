"""Factions inside decision makers, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from detente.conflict import Conflict, Faction
from detente.findings.machine.shared import (
    MOST_LISTED,
    Cuts,
    Ids,
    fraction_value,
    head,
    span_value,
    state_value,
)
from detente.game import Ints
from detente.questions.factions import FactionsAnalysis, Power, Takeover
from detente.questions.factions.takeovers import outcomes_at


def factions(
    conflict: Conflict, found: Sequence[FactionsAnalysis], accounts: Iterable[str], most: int = MOST_LISTED
) -> dict[str, Any]:
    """Give what each decision maker can agree to at home, and whose takeover would change what."""
    cuts = Cuts(most)
    result = head(conflict, conflict.account, accounts)
    result["feasible"] = found[0].game.size
    result["factions"] = {f.dm: _one(f, cuts) for f in found}
    result["truncated"] = cuts.found
    return result


def _one(found: FactionsAnalysis, cuts: Cuts) -> dict[str, Any]:
    ids, path = Ids(found.game), f"factions.{found.dm}"
    quota = found.factions.quota
    minimal = cuts.cut(f"{path}.minimal_winning", found.voting.minimal)
    concepts = found.analysis.concepts
    return {
        "quota": None if quota is None else fraction_value(quota),
        "total": fraction_value(found.factions.total),
        "members": [
            _member(m, p) | {"votes_for": int(((found.coalitions >> k & 1) > 0)[found.deals].sum())}
            for k, (m, p) in enumerate(zip(found.members, found.voting.power, strict=True))
        ],
        "minimal_winning": [list(found.ids(int(c))) for c in minimal],
        "against": state_value(found.reference),
        "where": found.where or None,
        "deals": int(found.deals.sum()),
        "win_set": {
            "count": found.win_set_at.size,
            "states": _votes(found, cuts.cut(f"{path}.win_set.states", found.win_set_at), ids),
        },
        "outcomes": {
            c: _votes(found, cuts.cut(f"{path}.outcomes.{c}", outcomes_at(found.analysis, c)), ids)
            for c in concepts
        },
        "takeovers": [_takeover(t, ids, cuts, f"{path}.takeovers.{t.faction.id}") for t in found.takeovers],
    }


def _member(member: Faction, power: Power) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "weight": fraction_value(member.weight),
        "because": member.because,
        "sources": [str(s) for s in member.sources],
        "confidence": member.confidence,
        "swings": power.swings,
        "banzhaf": fraction_value(power.banzhaf),
        "banzhaf_absolute": fraction_value(power.banzhaf_absolute),
        "shapley_shubik": fraction_value(power.shapley_shubik),
        "veto": power.veto,
        "dummy": power.dummy,
    }


def _votes(found: FactionsAnalysis, states: Ints, ids: Ids) -> list[dict[str, Any]]:
    votes = {c: _vote(found, c) for c in set(found.coalitions[states].tolist())}
    return [{"state": ids[s], **votes[int(found.coalitions[s])]} for s in states]


def _vote(found: FactionsAnalysis, coalition: int) -> dict[str, Any]:
    return {
        "ratified": bool(found.voting.carries[coalition]),
        "for": list(found.ids(coalition)),
        "weight": fraction_value(found.weight(coalition)),
        "pivotal": [found.members[k].id for k in found.voting.pivotal(coalition)],
    }


def _takeover(found: Takeover, ids: Ids, cuts: Cuts, path: str) -> dict[str, Any]:
    concepts = found.before.concepts
    return {
        "faction": found.faction.id,
        "account": found.after.game.account,
        "changes": list(found.changes),
        "comes": {c: [ids[s] for s in cuts.cut(f"{path}.comes.{c}", found.comes(c))] for c in concepts},
        "goes": {c: [ids[s] for s in cuts.cut(f"{path}.goes.{c}", found.goes(c))] for c in concepts},
        "places": {
            c: {
                dm: {"before": span_value(b), "after": span_value(a)}
                for dm, (b, a) in found.places(c).items()
            }
            for c in concepts
        },
        "own_places": {
            c: dict(zip(("before", "after"), map(span_value, found.own_places(c)), strict=True))
            for c in concepts
        },
    }
