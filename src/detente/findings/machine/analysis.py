"""What holds, what follows, what rival accounts and changes make of it, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from detente.findings.machine.shared import MOST_LISTED, Cuts, Ids, head, path_value, span_value, state_value
from detente.game import Ints, States
from detente.questions.analyze import Analysis
from detente.questions.compare import Comparison
from detente.questions.evolve import Evolution
from detente.questions.whatif import WhatIf


def analysis(found: Analysis, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give an analysis."""
    game, cuts = found.game, Cuts(most)
    listed = cuts.cut("states", np.arange(game.size))
    ids = Ids(game)
    result = head(game.conflict, game.account, accounts)
    result["status_quo"] = None if game.status_quo is None else ids[game.status_quo]
    result["feasible"] = game.size
    result["states"] = [state_value(ids.state(int(s))) for s in listed]
    result["equilibria"] = {
        c: [ids[s] for s in cuts.cut(f"equilibria.{c}", np.flatnonzero(found.stability.holds(c)))]
        for c in found.concepts
    }
    result["stability"] = {
        c: {
            dm: [ids[s] for s in cuts.cut(f"stability.{c}.{dm}", np.flatnonzero(stable))]
            for dm, stable in zip(game.decision_makers, found.stability.stable[c], strict=True)
        }
        for c in found.concepts
    }
    result["evolution"] = None if found.evolution is None else evolution(found.evolution, cuts)
    result["truncated"] = cuts.found
    return result


def evolution(found: Evolution, cuts: Cuts | None = None) -> dict[str, Any]:
    """Give what can follow from the start: the equilibria reached, how, and the ones that are not."""
    cuts = cuts or Cuts(MOST_LISTED)
    concepts = found.stability.concepts
    held = {c: found.stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(held.values()), axis=0))
    by_improvements, by_moves = found.by_improvements.steps, found.by_moves.steps

    undeterred = {c: found.undeterred(c).steps >= 0 for c in concepts if found.has_ways(c)}

    def reached(name: str, wanted: Ints, *, improvements: bool) -> list[dict[str, Any]]:
        listed = []
        for index in cuts.cut(f"evolution.{name}", wanted):
            state = found.game.state(int(index))
            where = [c for c in concepts if held[c][index]]
            path = found.path(state, improvements=improvements)
            entry = {"state": state.id, "concepts": where, "sequence": path_value(path)}
            if improvements:
                entry["undeterred"] = [c for c in where if c in undeterred and undeterred[c][index]]
            listed.append(entry)
        return listed

    near = every[by_improvements[every] >= 0]
    near = near[np.argsort(by_improvements[near], kind="stable")]
    far = every[(by_improvements[every] < 0) & (by_moves[every] >= 0)]
    far = far[np.argsort(by_moves[far], kind="stable")]
    lost = every[by_moves[every] < 0]
    return {
        "from": found.start.id,
        "reachable": reached("reachable", near, improvements=True),
        "only_by_moves": reached("only_by_moves", far, improvements=False),
        "unreachable": [found.game.state(int(s)).id for s in cuts.cut("evolution.unreachable", lost)],
        "reachable_states": int((by_improvements >= 0).sum()),
    }


def evolve(found: Evolution, accounts: Iterable[str]) -> dict[str, Any]:
    """Give an answer of ``evolve``."""
    cuts = Cuts(MOST_LISTED)
    result = head(found.game.conflict, found.game.account, accounts)
    return result | {"evolution": evolution(found, cuts), "truncated": cuts.found}


def comparison(found: Comparison, most: int = MOST_LISTED) -> dict[str, Any]:
    """Give a comparison: the analysis of each account, what is shared, the claims that differ."""
    result = head(found.conflict, "", found.conflict.accounts)
    del result["perspective"]
    result["analyses"] = [analysis(a, found.conflict.accounts, most) for a in found.analyses]
    result["shared"] = {c: list(found.shared(c)) for c in found.concepts}
    result["claims"] = [
        {
            "decision_maker": c.dm,
            "that": str(c.statement.that),
            "accounts": {
                account: {
                    "place": c.places[account],
                    "statement": s.id,
                    "because": s.because,
                    "sources": [str(x) for x in s.sources],
                    "confidence": s.confidence,
                }
                for account, s in c.made_by.items()
            },
        }
        for c in found.claims
    ]
    result["preferences_differ"] = list(found.other_differences)
    result["rules_differ"] = {rule: list(accounts) for rule, accounts in found.rules_differ.items()}
    result["options_differ"] = {option: list(accounts) for option, accounts in found.options_differ.items()}
    if found.conflict.graph_form:
        arcs = found.moves_differ.items()
        result["moves_differ"] = {f"{dm}: {s} -> {t}": list(accounts) for (dm, s, t), accounts in arcs}
    result["status_quo"] = found.starts
    return result


def whatif(found: WhatIf, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give a conflict before and after a change."""
    accounts = list(accounts)
    result = head(found.before.game.conflict, found.before.game.account, accounts)
    result["supposed"] = {
        "fixed": [{"option": option, "taken": taken} for option, taken in found.change.fixed],
        "preferred": [{"decision_maker": dm, "that": str(s.that)} for dm, s in found.change.preferred],
    }
    result["before"] = analysis(found.before, accounts, most)
    result["after"] = analysis(found.after, accounts, most)
    result["places"] = {
        concept: {
            dm: {"before": span_value(b), "after": span_value(a)}
            for dm, (b, a) in found.places(concept).items()
        }
        for concept in found.before.concepts
    }
    return result


def states(found: States, chosen: Ints, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give feasible states."""
    cuts = Cuts(most)
    result = head(found.conflict, found.conflict.account, accounts)
    result["feasible"] = found.size
    result["count"] = len(chosen)
    result["states"] = [state_value(found.state(int(s))) for s in cuts.cut("states", chosen)]
    result["truncated"] = cuts.found
    return result
