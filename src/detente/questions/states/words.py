"""Which states are feasible, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.questions.states.answer import StatesAnswer
from detente.wording import Said, Section, Table, Voice, Words, count, label, quantity
from detente.wording.accounts import accounts_named, within

MOST_ROWS = 200
MOST_SHOWN = 4


def say(answers: Sequence[StatesAnswer], voice: Voice) -> Said:
    """Say how many states are feasible, or meet a condition, and list them: once for accounts that have the same."""
    answers = apart(answers)
    first = answers[0]
    several = len(answers) > 1
    whole = [table(a, voice.words(a.perspective)) for a in answers]
    shown = table(first, voice.words(first.perspective), MOST_SHOWN, brief=True)
    if several:
        shown = replace(shown, title=f"{shown.title}, {within(first.alike)}")
    return Said(
        question="Which states are feasible?",
        headline=headline(first) if not several else headline_of_several(answers),
        points=tuple(of_accounts(a) for a in answers[:3]) if several else (),
        pictures=(shown,) if int(first.count) else (),
        sure=sure(voice.words(first.perspective)),
        next=(voice.command("analyze"),),
        details=tuple(Section(accounts_named(a.alike), (t,)) for a, t in zip(answers, whole, strict=True))
        if several
        else tuple(t for t in whole if int(first.count) > MOST_SHOWN),
        account="" if several else first.perspective,
        id="states",
    )


def apart(answers: Sequence[StatesAnswer]) -> tuple[StatesAnswer, ...]:
    """Leave out what an answer before tells, too: whoever asks account by account has accounts that are alike."""
    told: set[str] = set()
    found = []
    for answer in answers:
        if answer.perspective not in told:
            found.append(answer)
        told.update(answer.alike)
    return tuple(found)


def sure(words: Words) -> str:
    """Say what it rests on."""
    what = "states" if words.conflict.graph_form else "options"
    return f"What is feasible rests on the {what} and the rules of the file, not on what anybody wants."


def headline(answer: StatesAnswer) -> str:
    """Say how many states are feasible, or in how many of them a condition holds."""
    number, feasible = int(answer.count), int(answer.feasible)
    if not answer.where:
        return f"{count(number, 'state')} {'is' if number == 1 else 'are'} feasible."
    of = f"{quantity(feasible)} feasible {'state' if feasible == 1 else 'states'}"
    return f"The condition holds in {'none' if not number else quantity(number)} of {of}."


def headline_of_several(answers: Sequence[StatesAnswer]) -> str:
    """Say that accounts differ in what is feasible."""
    low, high = min(int(a.count) for a in answers), max(int(a.count) for a in answers)
    moves = any(s.given for a in answers for s in a.states)
    lead = f"The accounts have other {'moves' if moves else 'options'} or rules"
    if low == high:
        number = count(low, "state") if low else "no state"
        if answers[0].where:
            return f"{lead}; in each, the condition holds in {number}."
        return f"{lead}; in each, {number} {'is' if low <= 1 else 'are'} feasible."
    between = f"between {quantity(low)} and {quantity(high)} states"
    if answers[0].where:
        return f"{lead}; the condition holds in {between}."
    return f"{lead}: {between} are feasible."


def of_accounts(answer: StatesAnswer) -> str:
    """Say how many there are in some accounts."""
    text = headline(answer)
    return f"{accounts_named(answer.alike)}, {text[:1].lower() + text[1:]}"


def table(answer: StatesAnswer, words: Words, most: int = MOST_ROWS, *, brief: bool = False) -> Table:
    """List the states: how they are called, what is taken (in short words, if so wanted), their ids."""
    rows = []
    for place in answer.listed[:most]:
        state = answer.states[place]
        told = words.brief(state) if brief else words.cell(state)
        rows.append((label(state), told, *(() if state.given else (state.id,))))
    columns = ("State", words.what) if words.conflict.graph_form else ("State", words.what, "Id")
    number = int(answer.count)
    cut = f"The first {len(rows)} of {quantity(number)}; --json and --out FILE.csv give all."
    title = f"States in which this holds: {answer.where}" if answer.where else "Feasible states"
    return Table(columns, tuple(rows), title, cut if len(rows) < number else "", "states")
