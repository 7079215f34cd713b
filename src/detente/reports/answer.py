"""The brief as typed facts: the answers that it takes its lines from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.answers import Answer, Basis, StateValue, Value
from detente.conflict import TimeUpError, budget
from detente.questions import find
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.better.answer import BetterAnswer
from detente.questions.building import basis_of, head
from detente.questions.commit.answer import CommitAnswer
from detente.questions.compare.answer import CompareAnswer
from detente.questions.mistaken.answer import MistakenAnswer
from detente.questions.phases.answer import PhasesAnswer
from detente.questions.pivot.pivotal_answer import PivotalAnswer
from detente.questions.replay.answer import ReplayAnswer
from detente.questions.robust.answer import RobustAnswer
from detente.questions.settle.answer import SettleAnswer
from detente.questions.ultimatum.answer import UltimatumAnswer
from detente.questions.whatif.answer import WhatIfAnswer
from detente.reports.asking import BRIEF, Asked
from detente.reports.impossible import Impossible, impossible_today

ANSWERING = 0.8  # of the time that is left; the rest is for saying it


class AccountBasis(Value, frozen=True, kw_only=True):
    """What an account rests on."""

    perspective: str
    basis: Basis


class Refused(Value, frozen=True, kw_only=True):
    """A question that has no answer here, and why."""

    question: str
    why: str


class BriefAnswer(Answer, frozen=True, kw_only=True):
    """One page about a conflict: the answers that it takes its lines from.

    Every one of them is whole, with states of its own; `states` here are those that the page speaks of.

    Attributes
    ----------
    analyze : tuple of AnalyzeAnswer
        For each account: where it is heading.
    compare : CompareAnswer or None
        What the accounts agree on, where they part; None where there is one.
    better : tuple of BetterAnswer
        For each account.
    whatif : tuple of WhatIfAnswer
        For each account: if talks collapse; empty where the file marks nothing as diplomacy.
    ultimatum : tuple of UltimatumAnswer
    pivot : tuple of PivotalAnswer
    commit : tuple of CommitAnswer
        For each account in which power shifts.
    mistaken : tuple of MistakenAnswer
        For each account in which somebody is mistaken about others.
    settle : tuple of SettleAnswer
        For each account, where the file has terms that can be signed.
    robust : tuple of RobustAnswer
        For each account in which something is doubted.
    replay : tuple of ReplayAnswer
        The record against all accounts, where the file has one.
    phases : tuple of PhasesAnswer
        All accounts through the phases, where the file has some.
    bases : tuple of AccountBasis
    refused : tuple of Refused
    impossible : tuple of Impossible
        Why what is so today cannot be by the file's own rules; empty where it can.
    """

    analyze: tuple[AnalyzeAnswer, ...] = ()
    compare: CompareAnswer | None = None
    better: tuple[BetterAnswer, ...] = ()
    whatif: tuple[WhatIfAnswer, ...] = ()
    ultimatum: tuple[UltimatumAnswer, ...] = ()
    pivot: tuple[PivotalAnswer, ...] = ()
    commit: tuple[CommitAnswer, ...] = ()
    mistaken: tuple[MistakenAnswer, ...] = ()
    settle: tuple[SettleAnswer, ...] = ()
    robust: tuple[RobustAnswer, ...] = ()
    replay: tuple[ReplayAnswer, ...] = ()
    phases: tuple[PhasesAnswer, ...] = ()
    bases: tuple[AccountBasis, ...] = ()
    refused: tuple[Refused, ...] = ()
    impossible: tuple[Impossible, ...] = ()


class ReportAnswer(Answer, frozen=True, kw_only=True):
    """The brief, and what else was asked.

    Attributes
    ----------
    brief : BriefAnswer
    further : mapping
        The answers to the questions that the brief does not ask, by the name of the question, for each account or for
        all together: as ``detente schema QUESTION`` says.
    """

    brief: BriefAnswer
    further: dict[str, tuple[Any, ...]]


def answers_of(asked: Asked) -> tuple[Asked, dict[str, tuple[Answer, ...]]]:
    """Give the answers to all that was asked, by question; those that there is no time for are refused."""
    found: dict[str, tuple[Answer, ...]] = {}
    refused = dict(asked.refused)
    for number, (name, results) in enumerate(asked.results.items()):
        try:
            with budget.part(ANSWERING / (len(asked.results) - number)):
                found[name] = tuple(asked.answer(find(name), r) for r in results)
        except TimeUpError as error:
            refused[name] = str(error.shared_out())
    return replace(asked, refused=refused), found


def brief_answer(asked: Asked) -> BriefAnswer:
    """Give the answers that the brief takes its lines from."""
    return _brief(*answers_of(asked))


def report_answer(asked: Asked) -> ReportAnswer:
    """Give the answers that the report is made of."""
    asked, found = answers_of(asked)
    known = {field for field in BriefAnswer.__struct_fields__ if field in found}
    brief = _brief(asked, {name: found[name] for name in found if name in known})
    further = {name: answers for name, answers in found.items() if name not in known}
    # What the brief speaks of comes first, and has the letters that it has on a brief of its own.
    ordered = {name: found[name] for name in (*BRIEF, *found) if name in found}
    return ReportAnswer(**(_head(asked, ordered) | {"question": "report"}), brief=brief, further=further)


def _brief(asked: Asked, found: dict[str, tuple[Answer, ...]]) -> BriefAnswer:
    compare: Any = found.get("compare", (None,))[0]
    rest: dict[str, Any] = {name: answers for name, answers in found.items() if name != "compare"}
    return BriefAnswer(
        **_head(asked, found),
        compare=compare,
        **rest,
        bases=tuple(
            AccountBasis(perspective=a, basis=basis_of(asked.conflict.under(a))) for a in asked.accounts
        ),
        refused=tuple(Refused(question=q, why=w) for q, w in asked.refused.items()),
        impossible=impossible_today(asked.conflict, asked.accounts),
    )


def _head(asked: Asked, found: dict[str, tuple[Answer, ...]]) -> dict[str, Any]:
    """Give the head, with the outcomes that all answers speak of, each once, today among them."""
    states: dict[str, StateValue] = {}
    today: StateValue | None = None
    every = [answer for answers in found.values() for answer in answers]
    for one in every:
        if today is None and one.status_quo is not None:
            today = one.states[one.status_quo]
        states |= {s.id: s for s in one.outcomes if s.id not in states}
    if today is not None:
        states.setdefault(today.id, today)
    places = {id: k for k, id in enumerate(states)}
    return head("brief", asked.conflict) | {
        "states": tuple(states.values()),
        "spoken": tuple(range(len(states))),
        "status_quo": None if today is None else places[today.id],
        "carrier": every[0].carrier if every else "none",
        "feasible": every[0].feasible if every else "0",
        "basis": None,
        "withheld": tuple(dict.fromkeys(w for one in every for w in one.withheld)),
        "unfinished": tuple(dict.fromkeys(u for one in every for u in one.unfinished)),
    }
