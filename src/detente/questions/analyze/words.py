"""What holds, and where the status quo leads, in words: for one account or for several."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Ends
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.heading_words import (
    MOST_LETTERS,
    headline_of_one,
    headline_of_several,
    leading,
    leads,
)
from detente.questions.analyze.picture import picture
from detente.questions.analyze.tables import details
from detente.wording import Said, Voice, Words, capital, count, fitting, listed, quantity, spelled
from detente.wording.accounts import accounts_named, quoted
from detente.wording.basis import basis_of_all
from detente.wording.concepts import marks
from detente.wording.outcomes import (
    fares,
    in_common,
    spoken_of,
    target,
)
from detente.wording.texts import length

MOST_POINTS = 3
MOST_GROUPS = 3

QUESTION = "What holds, and where does it lead?"


def say(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Said:
    """Say what holds and where it leads, under each of the accounts."""
    groups = grouped(answers)
    return Said(
        question=QUESTION,
        headline=headline_of_one(groups[0], voice)
        if len(groups) == 1
        else headline_of_several(answers, voice),
        points=points_of_one(groups[0], voice) if len(groups) == 1 else points_of_several(groups, voice),
        pictures=tuple(p for p in [picture(answers, voice)] if p is not None),
        sure=sure(groups, voice),
        next=what_next(groups, voice),
        details=details(answers, voice),
        account=answers[0].perspective if len(answers) == 1 else "",
        id="analyze",
    )


# -- which accounts say the same ---------------------------------------------------------------------------------------


def grouped(answers: Sequence[AnalyzeAnswer]) -> list[list[AnalyzeAnswer]]:
    """Group the accounts that lead to the same outcomes, looking ahead and not."""
    found: dict[object, list[AnalyzeAnswer]] = {}
    for answer in answers:
        found.setdefault(leads(answer), []).append(answer)
    return list(found.values())


# -- the points --------------------------------------------------------------------------------------------------------


def points_of_one(group: Sequence[AnalyzeAnswer], voice: Voice) -> tuple[str, ...]:
    """Say what one has to know beside it: first what is so in all of the accounts, then what is so in one."""
    each = {a.perspective: points(a, voice) for a in group}
    first = next(iter(each.values()))
    if len(group) == 1:
        return first
    common = [p for p in first if all(p in found for found in each.values())]
    own: dict[str, list[str]] = {}
    for account, found in each.items():
        for point in found:
            if point not in common:
                own.setdefault(point, []).append(account)
    named = [fitting(f"{accounts_named(a)}: {p}", "") for p, a in own.items()]
    return tuple(p for p in [*common, *named] if p)[:MOST_POINTS]


def points(answer: AnalyzeAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what one has to know beside it: what tips it over, who gains, what is shared, what is out of reach."""
    words, heading = voice.words(answer.perspective), answer.heading
    found = [unknown(answer, words)]
    if heading is None:
        return tuple(p for p in [*found, more_if_ahead(answer)] if p)[:MOST_POINTS]
    if heading.ahead.stays and not heading.myopic.stays:
        found += [
            tipping(answer, voice),
            fares(heading.myopic.standings, words, _where(answer, heading.myopic, voice)),
        ]
        found += [shares(answer, heading.myopic, words, voice)]
    elif not heading.ahead.stays:
        found += who_gains(answer, voice)
        found += [shares(answer, heading.ahead, words, voice), shares(answer, heading.myopic, words, voice)]
    found += [out_of_reach(answer, voice)]
    return tuple(dict.fromkeys(p for p in found if p))[:MOST_POINTS]


def who_gains(answer: AnalyzeAnswer, voice: Voice) -> list[str]:
    """Say who is better and who is worse off than today, looking ahead and not; once where it is alike."""
    assert answer.heading is not None
    ahead, myopic, words = answer.heading.ahead, answer.heading.myopic, voice.words(answer.perspective)
    if answer.heading.same:
        return [fares(ahead.standings, words, _where(answer, ahead, voice, alone=True))]
    first, second = ([(s.kind, s.statement, s.last) for s in e.standings] for e in (ahead, myopic))
    known = [spoken_of(answer, e) for e in (ahead, myopic)]
    if first == second and known[0] is not None and known[1] is not None:
        states = {s.id: s for s in (*known[0], *known[1])}
        return [fares(ahead.standings, words, f"In {voice.letters(list(states.values()), 'and')}")]
    return [fares(e.standings, words, _where(answer, e, voice)) for e in (ahead, myopic)]


def _where(answer: AnalyzeAnswer, ends: Ends, voice: Voice, *, alone: bool = False) -> str:
    """Say in which outcomes, to begin a sentence; nothing where only one is spoken of."""
    states = spoken_of(answer, ends)
    if alone and ends.count == "1":
        return ""
    if states is None:
        return "In what follows"
    return f"In {voice.letters(states)}"


def tipping(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say who would leave today, not looking ahead, and where that leads."""
    assert answer.heading is not None
    myopic, words = answer.heading.myopic, voice.words(answer.perspective)
    who = words.parties(myopic.leaving)
    if myopic.count is None:
        end = "where that leads was not worked out in the time given"
        return f"Not looking ahead, {who} would leave it; {end}."
    if not myopic.states:
        return f"Not looking ahead, {who} would leave it, and nothing that the sides then reach holds."
    return fitting(
        *(
            f"Not looking ahead, {who} would leave it, and it would come to {target(answer, myopic, voice, titled=t)}."
            for t in (True, False)
        )
    )


def shares(answer: AnalyzeAnswer, ends: Ends, words: Words, voice: Voice) -> str:
    """Say what several outcomes have in common, compared with today; of one outcome nothing."""
    if ends.count is None or int(ends.count) < 2:
        return ""
    told = in_common(ends.shared, words, voice.today)
    if not told:
        return (
            "" if words.conflict.graph_form else "These outcomes have no single change from today in common."
        )
    states = spoken_of(answer, ends)
    all_ = "both" if ends.count == "2" else "all"
    where = (
        f"In {all_} ({voice.letters(states, 'and')})"
        if states
        else f"In all {quantity(int(ends.count))} outcomes"
    )
    return f"{where}: {told}." if length(told) < 20 else ""


def out_of_reach(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say which outcomes would hold although nobody looks ahead, and that no side gets there alone."""
    follows = answer.following.by_concept[0] if answer.following is not None else None
    if follows is None or follows.only_by_moves in (None, "0"):
        return ""
    assert answer.following is not None
    number, words = int(follows.only_by_moves or 0), voice.words(answer.perspective)
    why = "it takes a move for no gain, or several moving together."
    if number == 1:
        state = next(
            (answer.states[r.state] for r in answer.following.only_by_moves if follows.concept in r.concepts),
            None,
        )
        brief = f" ({words.brief(state)})" if state is not None else ""
        tail = f"would hold, but own interest does not lead there: {why}"
        return fitting(f"One more outcome{brief} {tail}", f"One more outcome {tail}")
    told = spelled(number) if number < 1000 else quantity(number)
    return f"{capital(told)} more outcomes would hold, but own interest leads to none of them: {why}"


def unknown(answer: AnalyzeAnswer, words: Words) -> str:
    """Say what is unknown of what the sides want."""
    if not answer.unknown:
        return ""
    told = []
    for one in answer.unknown:
        wishes = [words.claim(one.decision_maker, s) for s in one.statements]
        party = words.party(one.decision_maker)
        told.append(
            f"whether {party} would want {listed(wishes, 'or')}"
            if wishes
            else f"how {party} would rank some outcomes"
        )
    parties = words.parties(u.decision_maker for u in answer.unknown)
    return fitting(
        f"It is unknown {listed(told)}; what is said goes by what is known.",
        f"Some wishes of {parties} are unknown; what is said goes by what is known.",
    )


def more_if_ahead(answer: AnalyzeAnswer) -> str:
    """Say how many outcomes hold only if the sides look ahead."""
    first, last = answer.held[0], max(answer.held, key=lambda h: int(h.count or 0))
    if first.count is None or last.count is None or first.count == last.count:
        return ""
    few, many = quantity(int(first.count)), count(int(last.count), "outcome")
    return f"If the sides look ahead, up to {many} can hold instead of {few}."


def points_of_several(groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> tuple[str, ...]:
    """Say for each group of accounts where it leads; of many groups the first."""
    found = []
    shown = groups if len(groups) <= MOST_GROUPS else groups[: MOST_GROUPS - 1]
    for group in shown:
        accounts = accounts_named([a.perspective for a in group])
        found.append(of_group(accounts, group[0], voice))
    rest = [a.perspective for group in groups[len(shown) :] for a in group]
    if rest:
        found.append(f"{accounts_named(rest)}, it leads elsewhere again; the details say where.")
    return tuple(found)


def of_group(accounts: str, answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say in one sentence where it leads in some accounts."""
    return fitting(*(f"{accounts}, {leading(answer, voice, titled=t)}." for t in (True, False)))


# -- how sure, and what next -------------------------------------------------------------------------------------------


def sure(groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> str:
    """Say under which concepts today and the outcomes hold, and on how many claims that rests."""
    answers = [a for group in groups for a in group]
    told = basis_of_all(answers)
    if len(groups) == 1:
        held = held_marks(groups[0][0], voice)
        return f"{held} {told}" if held else told
    today = today_marks(answers)
    return f"{today} {told}" if today else told


def held_marks(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say of today and of each outcome spoken of under which concepts it holds; those alike together."""
    return " ".join(
        f"{capital(_few(names))} {'holds' if len(names) == 1 else 'hold'}: {told}."
        for told, names in held_alike(answer, voice).items()
    )


def held_alike(answer: AnalyzeAnswer, voice: Voice) -> dict[str, list[str]]:
    """Group today and the outcomes spoken of by the marks of the concepts under which they hold."""
    groups: dict[str, list[str]] = {}
    if answer.status_quo is not None:
        groups.setdefault(marks({h.concept: h.status_quo for h in answer.plain}), []).append(voice.now)
    listed_ = all(not h.drawn for h in answer.held)
    for state in answer.spoken if listed_ else ():
        if state == answer.status_quo:
            continue
        held: dict[str, bool | None] = {h.concept: state in h.states for h in answer.plain}
        groups.setdefault(marks(held), []).append(voice.letter(answer.states[state]))
    return groups


def _few(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_LETTERS else f"{spelled(len(names))} outcomes"


def today_marks(answers: Sequence[AnalyzeAnswer]) -> str:
    """Say under which concepts today holds in which accounts."""
    groups: dict[str, list[str]] = {}
    for answer in answers:
        if answer.status_quo is not None:
            told = marks({h.concept: h.status_quo for h in answer.plain})
            groups.setdefault(told, []).append(answer.perspective)
    parts = [f"{told} ({quoted(accounts)})" for told, accounts in groups.items()]
    if len(groups) == 1 and all(a.status_quo is not None for a in answers):
        return f"Today holds: {next(iter(groups))} in every account."
    return f"Today holds: {'; '.join(parts)}." if parts else ""


def what_next(groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> tuple[str, ...]:
    """Give the commands that follow from it."""
    first = groups[0][0]
    several = len(first.perspectives) > 1
    if first.carrier == "symbolic":  # the questions that need every state listed have no answer
        return (voice.command("equilibria"), voice.command("evolve"))
    if sum(map(len, groups)) > 1:
        return (voice.command("compare"), voice.command("better"))
    account = ("-p", first.perspective) if several else ()
    if first.heading is None:
        return (voice.command("equilibria", *account),)
    if first.heading.ahead.stays and first.heading.myopic.stays:
        return (voice.command("pivot", *account), voice.command("explain", *account))
    if first.heading.ahead.stays:
        return (voice.command("explain", *account), voice.command("better", *account))
    return (voice.command("evolve", *account), voice.command("better", *account))
