"""Which questions can be asked of a file, and what it would have to say for the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.conflict import Conflict, DetenteError
from detente.conflict.doubts_terms import anything_doubted
from detente.questions import find
from detente.questions.question import Question
from detente.questions.settle.table import needs_states
from detente.workbench.questions.labels import GROUPS, NEEDS

FROM_TODAY = ("better", "settle", "rounds", "phases", "replay")
# What goes by the order of each party, and needs to know it whole.
BY_ORDER = ("settle", "rounds", "pivot", "whatif", "coalitions", "factions", "ultimatum", "robust")


def missing(question: Question, conflict: Conflict, accounts: Sequence[str]) -> Mapping[str, str]:
    """Say of each account what keeps a question from being asked of it: nothing where it can be asked.

    Examples
    --------
    >>> import detente
    >>> from detente.questions import find
    >>> conflict = detente.load("prisoners-dilemma")
    >>> missing(find("commit"), conflict, conflict.accounts), missing(find("settle"), conflict, conflict.accounts)
    ({'base': 'The file tells of no power that shifts from one side to another.'}, {'base': ''})
    """
    alone = question.name == "compare" and len(accounts) < 2
    found = {}
    for account in accounts:
        under = conflict.under(account)
        key = "accounts" if alone else _lacks(question.name, under)
        if not key:
            try:
                question.check(under)
            except DetenteError:
                key = "confidential"
        found[account] = NEEDS[key] if key else ""
    return found


def _lacks(name: str, under: Conflict) -> str:
    """Say what an account lacks that a question asks about."""
    there = {
        "commit": ("shifts", under.shifts),
        "phases": ("phases", under.phases),
        "replay": ("timeline", under.timeline),
        "mistaken": ("beliefs", under.beliefs),
        "factions": ("factions", under.factions),
    }
    key, said = there.get(name, ("", True))
    if not said:
        return key
    free = name in ("settle", "rounds") and not needs_states(under)
    if name in BY_ORDER and not free and any(p.open for p in under.preferences.values()):
        return "unknown"
    if name == "robust":
        return "" if anything_doubted(under) else "doubts"
    return "today" if name in FROM_TODAY and not free and under.status_quo is None else ""


def sorted_out(
    conflict: Conflict | None,
) -> tuple[list[tuple[str, list[Question]]], list[tuple[Question, str]]]:
    """Sort the questions: those that can be asked of a file under their headings, and the others each with its reason.

    Of a file with mistakes all are in the first list.
    """
    groups, others = [], []
    for heading, names in GROUPS.items():
        asked = []
        for question in map(find, names):
            reasons = {} if conflict is None else missing(question, conflict, conflict.accounts)
            if reasons and all(reasons.values()):
                others.append((question, next(iter(reasons.values()))))
            else:
                asked.append(question)
        if asked:
            groups.append((heading, asked))
    return groups, others
