"""Rival accounts drawn: a strip with a lane for each, and who gains in which, as a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.answers import Heading, Maker, Ref, Standing, StateValue
from detente.drawing import Cell
from detente.questions.compare.answer import AccountFact, CompareAnswer
from detente.questions.gains import cell, gains_picture, legend
from detente.questions.strips import ends_shown, strip_picture
from detente.wording import Picture, Table, Voice, Words, capital, label, listed
from detente.wording.options import option_table
from detente.wording.standings import MARKS, MEANING, grouped

__all__ = ["Column", "Led", "leading", "matrix_picture", "outcome_columns", "picture", "strip_picture"]


@dataclass(frozen=True, slots=True)
class Led:
    """One account of an answer about several, and where it is heading."""

    perspective: str
    heading: Heading | None
    states: tuple[StateValue, ...]
    spoken: tuple[Ref, ...]
    decision_makers: tuple[Maker, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: how everybody fares in one account, in one case.

    Attributes
    ----------
    group : str
        The case, over the columns that belong to it: ``where it is heading``.
    label : str
        The account.
    standings : tuple of Standing
        Empty where no outcome is reached.
    """

    group: str
    label: str
    standings: tuple[Standing, ...]


def leading(answer: CompareAnswer) -> list[Led]:
    """Take the accounts apart."""
    spoken = answer.spoken if answer.status_quo is None else (*answer.spoken, answer.status_quo)
    return [Led(a.account, a.heading, answer.states, spoken, answer.decision_makers) for a in answer.accounts]


def picture(answer: CompareAnswer, voice: Voice) -> Picture | Table | None:
    """Draw where each account is heading; where that is too much, lay the outcomes side by side."""
    table = outcomes(answer, voice)
    if not answer.same_start:  # what is today differs
        return table
    return strip_picture(leading(answer), voice, table) or table


def outcomes(answer: CompareAnswer, voice: Voice) -> Table | None:
    """Lay today and the outcomes of the strip side by side, each with the accounts that lead there."""
    states: dict[str, StateValue] = {} if voice.today is None else {voice.today.id: voice.today}
    shown = {i for a in answer.accounts if a.heading is not None for i in shown_ends(answer, a)}
    states |= {s.id: s for s in answer.outcomes if s.id in shown or voice.today is None}
    if len(states) < 2:
        return None
    heads = [head(answer, s, voice) for s in states.values()]
    words = max((voice.words(a.account) for a in answer.accounts), key=lambda w: len(w.conflict.option_ids))
    title = "What is done in each outcome"
    return option_table(words, list(states.values()), heads, title, "outcomes", differing=True)


def head(answer: CompareAnswer, state: StateValue, voice: Voice) -> str:
    """Head the column of an outcome: its letter, and the accounts that lead there as the strip shows it."""
    if voice.is_today(state):
        return "Today"
    by = [a.account for a in answer.accounts if a.heading is not None and state.id in shown_ends(answer, a)]
    return f"{voice.letter(state)} ({', '.join(by)})" if by else voice.letter(state)


def shown_ends(answer: CompareAnswer, account: AccountFact) -> list[str]:
    """Give the ids of the outcomes that the strip shows for an account."""
    led = Led(account.account, account.heading, answer.states, answer.spoken, answer.decision_makers)
    ends, _ = ends_shown(led)
    return [answer.states[s].id for s in ends.states]


# -- who gains ---------------------------------------------------------------------------------------------------------


def outcome_columns(answer: CompareAnswer, group: str = "where it is heading") -> list[Column]:
    """Give the columns of where the accounts are heading, as the strip shows it, compared with today."""
    found = []
    for led in leading(answer):
        if led.heading is not None:
            ends, _ = ends_shown(led)
            found.append(Column(group, led.perspective, ends.standings))
    return found


def matrix_picture(
    columns: Sequence[Column], makers: Sequence[str], words: Words, title: str = "Who gains and who loses"
) -> Picture | None:
    """Draw who gains and who loses: parties by accounts, the cases side by side.

    Parameters
    ----------
    columns : sequence of Column
        Those of one case one after the other.
    makers : sequence of str
        The decision makers, in the order of the file.
    words : Words
    title : str
        What the matrix shows.

    Returns
    -------
    Picture or None
        None where there is nothing to show.
    """
    if not columns:
        return None
    rows = [words.party(dm) for dm in makers]
    cells = [[_cell(column, dm) for column in columns] for dm in makers]
    text = " ".join(told(column, words) for column in columns)
    drawn = [(c.group, c.label) for c in columns]
    several = len({c.group for c in columns}) > 1
    heads = [
        ", ".join(x for x in (c.label, c.group if several else "") if x) or capital(c.group) for c in columns
    ]
    known = legend(cells)
    note = f"Compared with today: {known}; places are in each party's own order." if known else ""
    return gains_picture(drawn, heads, rows, cells, title=title, text=text, note=note)


def _cell(column: Column, dm: str) -> Cell:
    found = next((s for s in column.standings if s.decision_maker == dm), None)
    return cell(found, "no outcome" if not column.standings else "")


def told(column: Column, words: Words) -> str:
    """Say how everybody fares in one column, for whoever cannot see it."""
    lead = ", ".join(x for x in (column.group, f"“{column.label}”" if column.label else "") if x)
    if not column.standings:
        return f"{capital(lead)}: no outcome."
    groups = grouped(column.standings)
    parts = [f"{MEANING[MARKS[kind]]}: {words.parties(makers)}" for kind, makers in groups.items()]
    return f"{capital(lead)}: {'; '.join(parts)}."


def named(states: Sequence[StateValue], voice: Voice) -> str:
    """Refer to outcomes by their letters; to those without one by their labels."""
    return listed([voice.letter(s) if s.id in voice.outcomes else label(s) for s in states], "or")
