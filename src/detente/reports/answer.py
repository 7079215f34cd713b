"""The brief as typed facts: the answers that it takes its lines from."""

from __future__ import annotations

from detente.answers import Answer, Basis, StateValue, Value
from detente.questions import find
from detente.questions.better.answer import BetterAnswer
from detente.questions.building import basis_of, head
from detente.questions.compare.answer import CompareAnswer
from detente.questions.pivot.answer import PivotalAnswer
from detente.questions.ultimatum.answer import UltimatumAnswer
from detente.questions.whatif.answer import WhatIfAnswer
from detente.reports.asking import Asked


class AccountBasis(Value, frozen=True, kw_only=True):
    """What an account rests on."""

    perspective: str
    basis: Basis


class Refused(Value, frozen=True, kw_only=True):
    """A question that has no answer here, and why."""

    question: str
    why: str


class BriefAnswer(Answer, frozen=True, kw_only=True):
    """One page about a conflict: the answers to the questions that it asks.

    Attributes
    ----------
    compare : CompareAnswer or None
        Where it is heading under each account, what they agree on, where they part.
    better : tuple of BetterAnswer
        For each account.
    whatif : tuple of WhatIfAnswer
        For each account: if talks collapse; empty where the file marks nothing as diplomacy.
    ultimatum : tuple of UltimatumAnswer
    pivot : tuple of PivotalAnswer
    bases : tuple of AccountBasis
    refused : tuple of Refused
    """

    compare: CompareAnswer | None = None
    better: tuple[BetterAnswer, ...] = ()
    whatif: tuple[WhatIfAnswer, ...] = ()
    ultimatum: tuple[UltimatumAnswer, ...] = ()
    pivot: tuple[PivotalAnswer, ...] = ()
    bases: tuple[AccountBasis, ...] = ()
    refused: tuple[Refused, ...] = ()


def answer(asked: Asked) -> BriefAnswer:
    """Give the answers that the brief takes its lines from."""
    found = {name: tuple(find(name).answer(r) for r in results) for name, results in asked.results.items()}
    states: dict[str, StateValue] = {}
    today: StateValue | None = None
    for each in found.values():
        for one in each:
            if today is None and one.status_quo is not None:
                today = one.states[one.status_quo]
            states.update({s.id: s for s in one.outcomes if s.id not in states})
    if today is not None:
        states.setdefault(today.id, today)
    places = {id: k for k, id in enumerate(states)}
    fields = head("brief", asked.conflict)
    fields |= {
        "states": tuple(states.values()),
        "spoken": tuple(range(len(states))),
        "status_quo": None if today is None else places[today.id],
        "carrier": next((a.carrier for each in found.values() for a in each), "none"),
        "feasible": next((a.feasible for each in found.values() for a in each), "0"),
        "basis": None,
    }
    compare = found.pop("compare", ())
    return BriefAnswer(
        **fields,
        compare=compare[0] if compare else None,
        **found,
        bases=tuple(
            AccountBasis(perspective=a, basis=basis_of(asked.conflict.under(a))) for a in asked.accounts
        ),
        refused=tuple(Refused(question=q, why=w) for q, w in asked.refused.items()),
    )
