"""Whether a promise of peace would be kept while power shifts, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.questions.commit.answer import CommitAnswer, ShiftFact
from detente.questions.commit.phrases import (
    bears,
    between,
    clause,
    deciding,
    guarantee,
    labels,
    rows,
    time,
)
from detente.questions.commit.picture import picture
from detente.wording import Block, Said, Section, Table, Text, Voice, Words, count, fitting, listed
from detente.wording.accounts import accounts_named, agreeing, each, followed, names, one_of, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.outcomes import sentence

MOST_POINTS = 3
NUMBERS_NOT_RANKS = "By numbers, not by ranks alone."
DOES = {"fights": "it would rather fight", "waits": "it would wait", "tie": "a tie", "open": "open"}


def say(answers: Sequence[CommitAnswer], voice: Voice) -> Said:
    """Say whether the declining side would rather fight now, what would keep the peace, on which numbers it rests."""
    drawn = picture(answers, voice)
    return Said(
        question="Would peace be kept while power shifts?",
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=() if drawn is None else (drawn,),
        sure=f"{NUMBERS_NOT_RANKS} {basis_of_all(answers)}",
        next=(voice.command("evolve"), voice.command("better")),
        details=each(answers, lambda a: details(a, voice)),
        account=followed(answers),
        id="commit",
    )


def headline(answers: Sequence[CommitAnswer], voice: Voice) -> str:
    """Say whether it would fight now: in every account, or where the accounts part."""
    ids = list(dict.fromkeys(s.id for a in answers for s in a.shifts))
    if len(ids) > 1:
        return _several(answers, ids)
    shifts = {a.perspective: s for a in answers for s in a.shifts}
    groups = agreeing(answers, lambda a: (shifts[a.perspective].declines, shifts[a.perspective].verdict))
    first, *_ = shifts.values()
    words = voice.words()
    if len(groups) == 1:  # an account without a shift says nothing of it, and is not counted in
        everywhere = under(names(answers), accounts_of(answers))
        return sentence(f"{clause(first, words)}{', ' + everywhere if everywhere else ''}")
    if len({shift.declines for shift in shifts.values()}) > 1:
        return "Which side's power declines, and whether it would rather fight now, depends on which account is right."
    party = words.party(first.declines)
    told = _apart(groups, shifts)
    return fitting(
        f"Whether {party} would fight now depends on the account: {told}.",
        f"Whether {party} would rather fight now than wait depends on which account is right.",
    )


def _apart(groups: Sequence[tuple[CommitAnswer, ...]], shifts: Mapping[str, ShiftFact]) -> str:
    """Say in which accounts it would do what; `groups` are of those that agree."""
    told = []
    for group in groups:
        told.append(f"{DOES[shifts[one_of(group).perspective].verdict]} in {quoted(names(group))}")
    return "; ".join(told)


def accounts_of(answers: Sequence[CommitAnswer]) -> tuple[str, ...]:
    """Give the accounts of the file; of one answer its own."""
    every = tuple(dict.fromkeys(p.id for a in answers for p in a.perspectives))
    return every if len(answers) > 1 and set(names(answers)) <= set(every) else names(answers)


def _several(answers: Sequence[CommitAnswer], ids: Sequence[str]) -> str:
    fights = [
        id for id in ids if any(s.id == id and s.verdict == "fights" for a in answers for s in a.shifts)
    ]
    if not fights:
        return sentence(
            f"in none of {count(len(ids), 'shift')} of power is it certain that the declining side fights now"
        )
    told = listed([f"“{id}”" for id in fights])
    then = "would make the declining side fight now"
    if len(answers) > 1:
        then += ", in some account at least"
    return fitting(
        sentence(f"of {count(len(ids), 'shift')} of power, {told} {then}"),
        sentence(f"{count(len(fights), 'shift')} of power {then}"),
    )


def points(answers: Sequence[CommitAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what would keep the peace, and whether the shift takes place where it is heading."""
    if any(len(a.shifts) != 1 for a in answers):
        ids = dict.fromkeys(s.id for a in answers for s in a.shifts)
        return tuple(of_several(id, answers, voice) for id in list(ids)[:MOST_POINTS])
    if len(answers) == 1:
        [answer] = answers
        [shift] = answer.shifts
        return tuple(of_one(answer, shift, voice))[:MOST_POINTS]
    found = []
    for answer in answers[:MOST_POINTS]:
        [shift] = answer.shifts
        for first in of_one(answer, shift, voice)[:1]:
            found.append(f"{accounts_named([answer.perspective])}: {first}")
    return tuple(found)


def of_several(id: str, answers: Sequence[CommitAnswer], voice: Voice) -> str:
    """Say of one shift among several whether the declining side would fight now, and in which accounts."""
    shifts = {a.perspective: s for a in answers for s in a.shifts if s.id == id}
    found = [a for a in answers if a.perspective in shifts]
    groups = agreeing(found, lambda a: (shifts[a.perspective].declines, shifts[a.perspective].verdict))
    if len(groups) == 1:
        first, *_ = shifts.values()
        everywhere = under(names(found), accounts_of(answers))
        told = clause(first, voice.words())
        return sentence(f"“{id}”: {told}{', ' + everywhere if everywhere else ''}")
    told = _apart(groups, shifts)
    return fitting(
        f"“{id}”: what the declining side would do depends on the account: {told}.",
        f"“{id}”: what the declining side would do depends on which account is right.",
    )


def of_one(answer: CommitAnswer, shift: ShiftFact, voice: Voice) -> list[str]:
    """Say of one shift what would keep the peace or what does, what would settle it, and where it takes place."""
    words = voice.words(answer.perspective)
    kept = bears(shift, words) if shift.verdict == "waits" else ""
    settled = deciding(shift, words) if shift.verdict == "open" else ""
    found = [kept, guarantee(shift), settled, time(shift), placed(answer, shift, voice)]
    return [text for text in found if text]


def placed(answer: CommitAnswer, shift: ShiftFact, voice: Voice) -> str:
    """Say whether the shift takes place where it is heading; nothing where the file does not say in which states."""
    if not shift.bound or shift.of is None or not shift.of:
        return ""
    if not shift.ends:
        return "Where it is heading, power does not shift."
    where = voice.letters([answer.states[e] for e in shift.ends], "and")
    if len(shift.ends) == shift.of:
        return f"Where it is heading, looking ahead ({where}), power shifts."
    return f"Of {shift.of} outcomes where it is heading, looking ahead, power shifts in {where}."


def in_brief(answers: Sequence[CommitAnswer], voice: Voice) -> str:
    """Say the headline, and the guarantee that is needed where one account is told."""
    told = headline(answers, voice)
    shifts = [s for a in answers for s in a.shifts]
    if len(answers) == len(shifts) == 1:
        return " ".join(x for x in (told, guarantee(*shifts)) if x)
    return told


def details(answer: CommitAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give each shift with all its numbers."""
    words = voice.words(answer.perspective)
    return tuple(_shift(answer, s, words) for s in answer.shifts)


def _shift(answer: CommitAnswer, shift: ShiftFact, words: Words) -> Section:
    told, declining = labels(shift, words), words.party(shift.declines)
    numbers = Table(
        ("Number", "The file says", f"{declining} fights now"),
        (
            (told["now"], between(shift.now), ""),
            *rows(shift, words),
            (told["discount"], between(shift.discount), ""),
        ),
        note=(
            "What is disputed is worth 1 a period. Until power has shifted, "
            f"{declining} can be given all of it and no more."
        ),
        id=f"numbers-{shift.id}",
    )
    blocks: list[Block] = [Text(t) for t in (shift.text, shift.because) if t]
    sources = listed([words.source(s) for s in shift.sources])
    blocks += [
        Text(sentence(clause(shift, words))),
        Text(f"Fighting now brings it {between(shift.gain)} a period more than waiting (below 0: less)."),
        numbers,
    ]
    if sources:
        blocks.append(Text(f"Source: {sources}."))
    return Section(f"Shift “{shift.id}”", tuple(blocks))
