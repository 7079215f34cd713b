"""What is better for everybody, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact
from detente.questions.better.deal_words import (
    are,
    best,
    chosen,
    endings,
    group,
    holding,
    in_brief,
    inside,
    outcome,
    until,
    way,
)
from detente.questions.better.detail_words import compared, details, fares, legend_of, marks
from detente.wording import (
    Said,
    Table,
    Voice,
    capital,
    fitting,
    spelled,
    to_type,
)
from detente.wording.accounts import each, names, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.standings import MEANING, cell, counting
from detente.wording.texts import MOST_WORDS

ASKS = "Is something better for everybody?"


def say(answers: Sequence[BetterAnswer], voice: Voice) -> Said:
    """Say whether something is better for everybody than where it is heading."""
    one = len(answers) == 1
    return Said(
        ASKS if answers[0].everybody else f"Is something better for {group(answers[0], voice)}?",
        headline(answers[0], voice) if one else headline_of_all(answers, voice),
        tuple(points(answers[0], voice) if one else points_of_all(answers, voice)),
        pictures(answers, voice),
        sure(answers, voice),
        following(answers, voice),
        each(answers, lambda a: details(a, voice, named=not one)),
        answers[0].perspective if one else "",
        "better",
    )


def headline(answer: BetterAnswer, voice: Voice) -> str:
    """Say whether there is something better than where it is heading, and what."""
    found = best(answer)
    who = group(answer, voice)
    if found is None:
        return nothing(answer, voice)
    one, deal = found
    told = (outcome(answer, deal.state, voice), in_brief(answer, deal.state, voice))
    if deal.reachable and one.against != "today" and not in_both(answer):
        than = (inside(answer, deal.state, voice), inside(answer, deal.state, voice, brief=True))
        return fitting(*(better_in_one_way(answer, one, t, who) for t in than))
    if one.against == "today":
        return fitting(*(only_than_today(answer, t, who, reachable=deal.reachable) for t in told))
    if not deal.reachable:
        return fitting(
            *(
                f"{capital(t)} would be better for {who} than where it is heading, but no moves lead there from today."
                for t in told
            )
        )
    return fitting(*(f"Yes: {t} would be better for {who} than where it is heading." for t in told))


def in_both(answer: BetterAnswer) -> bool:
    """Tell whether something within reach is better than where it is heading in both ways of looking."""
    return answer.heading.same or (int(answer.ahead.count) > 0 and int(answer.myopic.count) > 0)


def better_in_one_way(answer: BetterAnswer, one: ImprovedFact, than: str, who: str) -> str:
    """Say that something is better than where it is heading, though only if the sides do, or do not, look ahead."""
    how = "Looking ahead" if one.against == "ahead" else "Not looking ahead"
    return f"{how}, the sides end where {who} {are(answer)} worse off than {than}."


def only_than_today(answer: BetterAnswer, told: str, who: str, *, reachable: bool) -> str:
    """Say that something is better than today, though not than where it is heading."""
    where = "" if reachable else ", but no moves lead there from today"
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"It comes to no rest. {capital(told)} would be better for {who} than today{where}."
    return (
        f"Nothing is better for {who} than where it is heading; compared with today, {told} would be{where}."
    )


def nothing(answer: BetterAnswer, voice: Voice) -> str:
    """Say that there is nothing better."""
    who = group(answer, voice)
    if answer.ahead.compared == answer.myopic.compared == "0":
        return f"It comes to no rest, and no outcome is better for {who} than today."
    if not answer.heading.myopic.leaving and not answer.heading.ahead.leaving:
        return f"No: it stays as it is today, and no outcome is better for {who}."
    return f"No: no outcome is better for {who} than where it is heading, and none better than today."


def points(answer: BetterAnswer, voice: Voice) -> list[str]:
    """Say until when it is open, how to get there, and whether it holds."""
    deal = chosen(answer) or (best(answer) or (None, None))[1]
    if deal is None:
        return []
    told = [until(answer, voice), way(answer, deal, voice), holding(answer, deal, voice)]
    return [t for t in told if t]


def headline_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say in which accounts something within reach is better than where it is heading."""
    who = group(answers[0], voice)
    yes = [a for a in answers if (d := chosen(a)) is not None and d.reachable]
    if len(yes) == len(answers):
        where = under(names(yes), names(answers))
        return f"Yes: {where} something within reach is better for {who} than where it is heading."
    if not yes:
        far = [a for a in answers if chosen(a) is not None]
        if far:
            told = f"Nothing within reach is better for {who} than where it is heading"
            return f"{told}; beyond reach, something would be."
        return f"No: in no account is anything better for {who} than where it is heading."
    rest = [a for a in answers if a not in yes]
    told = capital(under(names(yes), names(answers)))
    others = f"in “{rest[0].perspective}”" if len(rest) == 1 else "in the others"
    return fitting(
        f"{told}, something within reach is better for {who} than where it is heading; {others}, nothing is.",
        f"Something within reach is better for {who} than where it is heading in {spelled(len(yes))} of "
        f"{spelled(len(answers))} accounts.",
    )


def points_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> list[str]:
    """Say one sentence for each account in which something is better, or for those that say the same."""
    told: dict[str, list[BetterAnswer]] = {}
    for answer in answers:
        if (deal := chosen(answer)) is not None:
            told.setdefault(in_one(answer, deal, voice), []).append(answer)
    found = []
    for text, by in list(told.items())[:3]:
        where = quoted(names(by))
        found.append(f"{where}{text}")
    return found


def in_one(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say in one sentence, after the account, what is better, and what it takes or what ends it."""
    state = answer.states[deal.state]
    found = best(answer)
    how = ""
    if deal.reachable and found is not None and not in_both(answer):
        how = ", only when looking ahead" if found[0].against == "ahead" else ", only without looking ahead"
    told = ("today",) if voice.is_today(state) else (voice.inside(state), voice.letter(state))
    room = MOST_WORDS - len(how.split()) - 3  # the names of one or two accounts come first
    return how + ": " + fitting(*(t + rest for t in told for rest in endings(answer, deal, voice)), most=room)


def pictures(answers: Sequence[BetterAnswer], voice: Voice) -> tuple[Table, ...]:
    """Set each party's places side by side: for one account, or for the best outcome of each of several."""
    table = fares(answers[0], voice) if len(answers) == 1 else fares_of_all(answers, voice)
    return () if table is None else (table,)


def fares_of_all(answers: Sequence[BetterAnswer], voice: Voice) -> Table | None:
    """Give for each party how it fares in the outcome that each account has as the best, with a mark and its place."""
    known = [
        (a, f[0].against, f[1]) for a in answers if (f := best(a)) is not None and f[0].against != "today"
    ]
    if not known:
        return None
    makers = dict.fromkeys(m.id for a, _, _ in known for m in a.decision_makers)
    words = voice.words()
    rows = []
    for dm in makers:
        cells = []
        for _, against, deal in known:
            standing = next((s for s in compared(deal, against) if s.decision_maker == dm), None)
            cells.append("" if standing is None else cell(standing))
        rows.append((words.party(dm), *cells))
    heads = [f"{a.perspective}: {voice.letter(a.states[d.state])}" for a, _, d in known]
    states = dict.fromkeys(a.states[d.state].id for a, _, d in known)
    by_id = {a.states[d.state].id: a.states[d.state] for a, _, d in known}
    legend = "; ".join(voice.named(by_id[i]) for i in states if not voice.is_today(by_id[i]))
    note = f"{legend_of(rows)}, compared with where it is heading in that account.{f' {legend}.' if legend else ''}"
    note += counting(c for row in rows for c in row[1:])
    return Table(
        ("Party", *heads),
        tuple(rows),
        "How good it is for each",
        note,
        "better",
        frozenset(range(1, 1 + len(heads))),
        marks=MEANING,
    )


def sure(answers: Sequence[BetterAnswer], voice: Voice) -> str:
    """Say under which ways of looking ahead it holds, and on how many claims it rests."""
    told = []
    for answer in answers:
        deal = chosen(answer)
        if deal is None and len(answers) == 1:
            deal = (best(answer) or (None, None))[1]
        if deal is not None:
            state = answer.states[deal.state]
            who = f"“{answer.perspective}”, " if len(answers) > 1 else ""
            told.append(f"{who}{voice.letter(state)}: {marks(deal)}")
    held_by = f"Holds ({'; '.join(told)}). " if told else ""
    return f"{held_by}{basis_of_all(answers)}".strip()


def following(answers: Sequence[BetterAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what one would ask next."""
    account = ("-p", answers[0].perspective) if len(answers) == 1 and len(answers[0].perspectives) > 1 else ()
    asked = [voice.command("coalitions", *account)]
    for answer in answers:
        deal = chosen(answer)
        if deal is not None and deal.reachable and deal.spoilers:
            state = answer.states[deal.state]
            asked.append(
                voice.command("explain", "--state", to_type(state), "-p", answer.perspective)
                if answer.perspective != "base"
                else voice.command("explain", "--state", to_type(state))
            )
            break
    return tuple(asked)
