"""Results as JSON values. Their shape is part of the interface: see the schemas beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from detente.conflict import Conflict
from detente.game import Game, Ints, State, States
from detente.questions import Analysis, Comparison, Evolution, Explanation, Path, WhatIf

FORMAT = 1
MOST_LISTED = 100_000


class _Cuts:
    """Cuts long lists and remembers which, with the count of what there was."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.found: dict[str, dict[str, Any]] = {}

    def cut(self, name: str, items: Ints) -> Ints:
        if len(items) > self.most:
            self.found[name] = {"count": len(items), "truncated": True}
        return items[: self.most]


def _state(state: State) -> dict[str, Any]:
    found: dict[str, Any] = {"id": state.id, "taken": list(state.taken), "number": state.number}
    if state.members:
        found["members"] = [list(m) for m in state.members]
    return found


def _path(path: Path | None) -> list[dict[str, str]]:
    return [{"mover": m.mover, "state": m.state.id} for m in path.moves] if path else []


def head(conflict: Conflict, account: str, accounts: Iterable[str]) -> dict[str, Any]:
    """Give what every answer begins with: the conflict, the account it follows and the other ones."""
    return {
        "format": FORMAT,
        "title": conflict.title,
        "perspective": account,
        "perspectives": list(accounts),
        "decision_makers": [
            {
                "id": d.id,
                "name": d.name,
                "options": [
                    {"id": f"{d.id}.{o.id}", "text": o.text, "tags": list(o.tags)} for o in d.options
                ],
            }
            for d in conflict.decision_makers
        ],
    }


def analysis(found: Analysis, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give an analysis."""
    game, cuts = found.game, _Cuts(most)
    listed = cuts.cut("states", np.arange(game.size))
    ids = _Ids(game)
    result = head(game.conflict, game.account, accounts)
    result["status_quo"] = None if game.status_quo is None else ids[game.status_quo]
    result["feasible"] = game.size
    result["states"] = [_state(ids.state(int(s))) for s in listed]
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


class _Ids:
    """State descriptions, each made once."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.known: dict[int, State] = {}

    def state(self, index: int) -> State:
        if index not in self.known:
            self.known[index] = self.game.state(index)
        return self.known[index]

    def __getitem__(self, index: int | np.integer[Any]) -> str:
        return self.state(int(index)).id


def evolution(found: Evolution, cuts: _Cuts | None = None) -> dict[str, Any]:
    """Give what can follow from the start: the equilibria reached, how, and the ones that are not."""
    cuts = cuts or _Cuts(MOST_LISTED)
    concepts = found.stability.concepts
    held = {c: found.stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(held.values()), axis=0))
    by_improvements, by_moves = found.by_improvements.steps, found.by_moves.steps

    undeterred = {c: found.undeterred(c).steps >= 0 for c in concepts}

    def reached(name: str, wanted: Ints, *, improvements: bool) -> list[dict[str, Any]]:
        listed = []
        for index in cuts.cut(f"evolution.{name}", wanted):
            state = found.game.state(int(index))
            where = [c for c in concepts if held[c][index]]
            path = found.path(state, improvements=improvements)
            entry = {"state": state.id, "concepts": where, "sequence": _path(path)}
            if improvements:
                entry["undeterred"] = [c for c in where if undeterred[c][index]]
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
    cuts = _Cuts(MOST_LISTED)
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
        concept: {dm: {"before": _span(b), "after": _span(a)} for dm, (b, a) in found.places(concept).items()}
        for concept in found.before.concepts
    }
    return result


def _span(places: tuple[int, int] | None) -> dict[str, int] | None:
    return None if places is None else {"best": places[0], "worst": places[1]}


def explanation(
    game: Game, state: State, found: Sequence[Explanation], accounts: Iterable[str]
) -> dict[str, Any]:
    """Give explanations of one state."""
    result = head(game.conflict, game.account, accounts)
    result["state"] = _state(state)
    result["verdicts"] = [
        {
            "decision_maker": e.dm,
            "concept": e.concept,
            "stable": e.stable,
            "improvements": [
                {
                    "state": a.improvement.id,
                    "because": a.gain.statement.id if a.gain.statement else None,
                    "deterred": a.sanction is not None,
                    "sanction": [
                        step
                        | {
                            "gains": r.gain > 0,
                            "because": r.statement.id if r.statement else None,
                            "better": more.id if more else None,
                        }
                        for step, r, more in zip(_path(a.sanction), a.movers, a.better, strict=True)
                    ],
                    "answer": _path(a.answer),
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


def states(found: States, chosen: Ints, accounts: Iterable[str], most: int = MOST_LISTED) -> dict[str, Any]:
    """Give feasible states."""
    cuts = _Cuts(most)
    result = head(found.conflict, found.conflict.account, accounts)
    result["feasible"] = found.size
    result["count"] = len(chosen)
    result["states"] = [_state(found.state(int(s))) for s in cuts.cut("states", chosen)]
    result["truncated"] = cuts.found
    return result
