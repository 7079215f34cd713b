"""What holds in a conflict too large to list, as JSON values. Counts are texts: programs may not count so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from detente.conflict import TooLargeError
from detente.findings.machine.shared import head, path_value, state_value
from detente.game.symbolic import StateSet
from detente.questions.analyze import LargeAnalysis, LargeEvolution
from detente.questions.explain import LargeExplanation
from detente.stability.symbolic import SymbolicStability

SAMPLES = 10


def _or_none(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except TooLargeError:
        return None


def large_analysis(found: LargeAnalysis, accounts: Iterable[str]) -> dict[str, Any]:
    """Give the analysis of a conflict too large to list."""
    game, stability = found.game, found.stability
    result = head(game.conflict, game.account, accounts)
    result["carrier"] = {"kind": found.carrier, "why": found.why or "asked for"}
    result["status_quo"] = None if game.status_quo is None else state_value(game.status_quo)
    result["feasible"] = str(game.feasible.count)
    result["equilibria"] = {c: _equilibria(stability, c) for c in found.concepts}
    result["stability"] = {
        c: {dm: _or_none(partial(_stable_count, stability, c, dm)) for dm in game.decision_makers}
        for c in found.concepts
    }
    result["evolution"] = None if found.evolution is None else _evolution(found.evolution)
    return result


def large_evolve(found: LargeEvolution, accounts: Iterable[str]) -> dict[str, Any]:
    """Give what can follow from a state of a conflict too large to list."""
    result = head(found.game.conflict, found.game.account, accounts)
    result["feasible"] = str(found.game.feasible.count)
    return result | {"evolution": _evolution(found)}


def large_explanation(found: Sequence[LargeExplanation], accounts: Iterable[str]) -> dict[str, Any]:
    """Give who stays in one state of a conflict too large to list."""
    game = found[0].game
    result = head(game.conflict, game.account, accounts)
    result["feasible"] = str(game.feasible.count)
    result["state"] = state_value(found[0].state)
    result["verdicts"] = [
        {
            "decision_maker": e.dm,
            "concept": e.concept,
            "stable": e.stable,
            "improvements": str(e.improvements.count),
            "leaves_for": None if e.leaving is None else e.leaving.id,
        }
        for e in found
    ]
    return result


def _count(states: StateSet | None) -> str | None:
    return None if states is None else str(states.count)


def _stable_count(stability: SymbolicStability, concept: str, dm: str) -> str:
    return str(stability.stable_for(concept, dm).count)


def _equilibria(stability: SymbolicStability, concept: str) -> dict[str, Any]:
    inside, around = stability.bounds(concept)
    exact = stability.exact(concept)
    start = stability.game.status_quo
    return {
        "count": _count(inside) if exact else None,
        "at_least": _count(inside),
        "at_most": _count(around),
        "incomplete": stability.incomplete.get(concept),
        "status_quo": None if start is None else _or_none(lambda: stability.holds(concept, start)),
        "pattern": _or_none(lambda: _pattern(inside)) if exact and inside is not None else None,
        "samples": [] if inside is None else _or_none(lambda: _samples(inside)) or [],
    }


def _pattern(states: StateSet) -> dict[str, Any]:
    found = states.pattern
    return {
        "taken": list(found.taken),
        "not_taken": list(found.not_taken),
        "free": list(found.free),
        "linked": [{"options": [a, b], "kind": kind} for a, b, kind in found.linked]
        if states.links_known
        else None,
    }


def _samples(states: StateSet) -> list[dict[str, Any]]:
    return [state_value(s) for s in states.sample(SAMPLES)]


def _evolution(found: LargeEvolution) -> dict[str, Any]:
    return {
        "from": found.start.id,
        "reachable_states": str(found.by_improvements.states.count),
        "complete": found.by_improvements.complete,
        "moves": len(found.by_improvements.layers) - 1,
        "equilibria": {c: _or_none(partial(_led_to, found, c)) for c in found.stability.concepts},
    }


def _led_to(found: LargeEvolution, concept: str) -> dict[str, Any]:
    reached, path = found.reached(concept), found.nearest(concept)
    names = ("better", "same", "worse")
    return {
        "reachable": str(reached.count),
        "only_by_moves": _or_none(lambda: str(found.only_by_moves(concept).count)),
        "unreachable": _or_none(lambda: str(found.unreachable(concept).count)),
        "nearest": None if path is None else {"state": path.end.id, "sequence": path_value(path)},
        "outlook": {
            dm: dict(zip(names, found.outlook(dm, reached), strict=True)) for dm in found.game.decision_makers
        },
    }
