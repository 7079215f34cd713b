"""Ultimatums and the sanctions on which equilibria rest, as JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from detente.conflict import Conflict, Ultimatum
from detente.findings.machine.shared import Cuts, fraction_value, head, path_value
from detente.questions.explain import Reason
from detente.questions.ultimatum import GameTree, Judged, Judgement, Sanctions

MOST_JUDGED = 10_000

Answer = tuple[Ultimatum, Judgement | None, GameTree | None, str]


def ultimatums(
    conflict: Conflict,
    account: str,
    answers: Sequence[Answer],
    sanctions: Sanctions | None = None,
    most: int = MOST_JUDGED,
) -> dict[str, Any]:
    """Give an answer of ``ultimatum``.

    Parameters
    ----------
    answers : sequence of (Ultimatum, Judgement or None, GameTree or None, str)
        Each ultimatum, what is found, and what could not be answered and why.
    sanctions : Sanctions, optional
        Where no ultimatum was named.
    most : int
        The length at which lists of states are cut.
    """
    cuts = Cuts(most)
    result = head(conflict.under(account), account, conflict.accounts)
    result["ultimatums"] = [_ultimatum(*answer, cuts) for answer in answers]
    result["sanctions"] = None if sanctions is None else _sanctions(sanctions, cuts)
    result["truncated"] = cuts.found
    return result


def _number(value: Fraction | None) -> dict[str, Any] | None:
    return None if value is None else fraction_value(value)


def _ultimatum(
    asked: Ultimatum, found: Judgement | None, tree: GameTree | None, refused: str, cuts: Cuts
) -> dict[str, Any]:
    record = asked.record
    return {
        "id": asked.id,
        "text": asked.text,
        "by": asked.by,
        "to": asked.to,
        "demand": str(asked.demand),
        "threat": str(asked.threat),
        "deadline": asked.deadline,
        "because": asked.because,
        "sources": [str(c) for c in asked.sources],
        "confidence": asked.confidence,
        "judged": None if found is None else _judgement(found, cuts),
        "game_tree": None if tree is None else _tree(tree),
        "refused": refused,
        "record": None
        if record is None
        else {"text": record.text, "sources": [str(c) for c in record.sources]},
    }


def _judgement(found: Judgement, cuts: Cuts) -> dict[str, Any]:
    name = f"ultimatums.{found.ultimatum.id}.states"
    shown = found.states[: cuts.most]
    if found.count > len(shown):
        cuts.found[name] = {"count": found.count, "truncated": True}
    return {
        "by": "moves" if found.by_moves else "improvements",
        "count": found.count,
        "verdicts": dict(found.verdicts),
        "replies": dict(found.replies),
        "states": [_judged(j) for j in shown],
        "chosen": None if found.chosen is None else found.chosen.state.id,
        "turns": [
            {
                "decision_maker": t.edit.dm,
                "kind": t.edit.kind,
                "that": str(t.edit.statement.that),
                "statement": t.edit.statement.id,
                "before": t.edit.before or None,
                "place": t.edit.place,
                "verdict": t.verdict,
            }
            for t in found.turns
        ],
        "shifts": [
            {"decision_maker": s.dm, "state": s.state.id, "other": s.other.id, "places": s.places}
            for s in found.shifts
        ],
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "state": judged.state.id,
        "verdict": judged.verdict,
        "executions": [
            {
                "state": e.state.id,
                "painful": e.painful,
                "pays": e.pays,
                "target": _reason(e.target),
                "threatener": _reason(e.threatener),
            }
            for e in judged.executions
        ],
        "reply": judged.reply,
        "compliance": judged.compliance.id if judged.compliance else None,
        "instead": _reason(judged.instead),
        "anyway": _reason(judged.anyway),
        "better": judged.better.id if judged.better else None,
    }


def _reason(reason: Reason | None) -> dict[str, Any] | None:
    if reason is None:
        return None
    return {
        "gain": reason.gain,
        "because": reason.statement.id if reason.statement else None,
        "places": list(reason.places),
    }


def _tree(tree: GameTree) -> dict[str, Any]:
    growth, gamble = tree.growth, tree.gamble
    return {
        "threshold": _number(tree.threshold),
        "parts": [
            {
                "from": _number(part.low),
                "to": _number(part.high),
                "includes": list(part.ends),
                "threat": part.threat,
                "plans": [
                    {
                        "threatens": p.threatens,
                        "concedes": p.concedes,
                        "carries_out": p.carries_out,
                        "ending": p.ending,
                    }
                    for p in part.plans
                ],
                "endings": [
                    {
                        "ending": e,
                        "threatener": _number(tree.worth(e, part.low)[0]),
                        "target": _number(tree.worth(e, part.low)[1]),
                    }
                    for e in part.endings
                ],
            }
            for part in tree.parts
        ],
        "critical": {"side": tree.critical.side, "value": _number(tree.critical.value)},
        "growth": None
        if growth is None
        else {"tie_day": _number(growth.tie_day), "locked_from": growth.locked_from},
        "resolved": None
        if gamble is None
        else {
            "probability": _number(gamble.resolved),
            "replies": [{"concedes": c, "worth": _number(worth)} for c, worth in gamble.replies],
        },
    }


def _sanctions(found: Sanctions, cuts: Cuts) -> dict[str, Any]:
    shown = found.sanctions[: found.affordable]
    if len(shown) < len(found.sanctions) or not found.complete:
        cuts.found["sanctions.list"] = {"count": len(found.sanctions), "truncated": True}

    def ids(name: str, states: Any) -> list[str]:
        return [s.id for s in found.states(cuts.cut(f"sanctions.{name}", states))]

    listed = []
    for sanction in shown:
        answer = found.witness(sanction)
        listed.append(
            {
                "equilibrium": found.game.state(sanction.equilibrium).id,
                "decision_maker": sanction.dm,
                "improvement": answer.improvement.id,
                "credible": sanction.credible,
                "sanction": [
                    step | {"gains": r.gain > 0}
                    for step, r in zip(path_value(answer.sanction), answer.movers, strict=True)
                ],
            }
        )
    return {
        "concept": found.concept,
        "equilibria": ids("equilibria", found.equilibria),
        "reached": found.reached,
        "without": ids("without", found.without),
        "credible": ids("credible", found.credible),
        "bluffs": ids("bluffs", found.bluffs),
        "deterred_by_bluff": found.deterred_by_bluff(),
        "list": listed,
        "complete": found.complete,
    }
