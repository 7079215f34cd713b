"""Who is mistaken about whom, and what comes of it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.mistaken.answer import CorrectionFact, MistakenAnswer, Sight, SurpriseFact
from detente.questions.mistaken.phrases import (
    LOOKING,
    Speaker,
    changes,
    comes,
    corrected,
    expected,
    for_whom,
    if_right,
    shown,
    sides,
    surprised,
    would,
    would_go,
)
from detente.questions.mistaken.picture import picture
from detente.questions.mistaken.tables import details
from detente.wording import Said, Voice, capital, count, fitting
from detente.wording.accounts import accounts_named, agreeing, each, names, quoted, under
from detente.wording.basis import basis_of_all
from detente.wording.outcomes import sentence

MOST_POINTS = 3
OWN_PICTURE = "Everybody moves by their own picture, and takes it to be everybody's."
ELSE = "All else here supposes that nobody is mistaken."


def say(answers: Sequence[MistakenAnswer], voice: Voice) -> Said:
    """Say what mistakes lead to, who is surprised, which correction would change it and for whom that is good."""
    drawn = picture(answers, voice)
    return Said(
        question="Who is mistaken about whom, and what comes of it?",
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=() if drawn is None else (drawn,),
        sure=f"{OWN_PICTURE} {looking(answers)}{basis_of_all(answers)}",
        next=(voice.command("analyze"), voice.command("pivot")),
        details=each(answers, lambda a: details(Speaker(a, voice))),
        account=answers[0].perspective if len(answers) == 1 else "",
        id="mistaken",
    )


# -- the headline ------------------------------------------------------------------------------------------------------


def headline(answers: Sequence[MistakenAnswer], voice: Voice) -> str:
    """Say whether mistakes change the outcome: in every account, or in which."""
    groups = agreeing(answers, lambda a: headline_of_one(a, voice))
    if len(groups) == 1:
        told = headline_of_one(answers[0], voice)
        where = under(names(answers), accounts(answers))
        return fitting(f"{capital(where)}: {told}", told) if where else told
    changing = [a for a in answers if changes(a)]
    if not changing:
        return "In no account does a mistake change where it is heading."
    if len(changing) == len(answers):
        return fitting(
            f"Mistakes change where it is heading in the accounts {quoted(names(changing))}, each in its own way.",
            f"Mistakes change where it is heading in {count(len(changing), 'account')}, each in its own way.",
        )
    rest = [a for a in answers if not changes(a)]
    return fitting(
        f"Mistakes change where it is heading in {quoted(names(changing))}, and do not in {quoted(names(rest))}.",
        f"Mistakes change where it is heading in {len(changing)} of {count(len(answers), 'account')}.",
    )


def accounts(answers: Sequence[MistakenAnswer]) -> tuple[str, ...]:
    """Give the accounts of the file; of one answer its own."""
    every = tuple(p.id for p in answers[0].perspectives)
    return every if len(answers) > 1 and set(names(answers)) <= set(every) else names(answers)


def headline_of_one(answer: MistakenAnswer, voice: Voice) -> str:
    """Say what mistakes lead to under one account."""
    speaker = Speaker(answer, voice)
    who = [own.decision_maker for own in answer.mistaken]
    if not who:
        return "Nobody is mistaken in this account."
    whose = (
        f"{speaker.parties(who)}’s mistake" if len(who) == 1 else f"The mistakes of {speaker.parties(who)}"
    )
    change = "changes" if len(who) == 1 else "change"
    if answer.heading is None or answer.truth is None:
        return holding(answer, whose, change)
    turned = changes(answer)
    now, then = sides(answer.heading), sides(answer.truth)
    if not turned:
        nothing = f"{whose} {change} nothing"
        told = [sentence(f"{nothing}: {both(speaker, answer, titled=t)}") for t in (True, False)]
        return fitting(*told)
    sight = turned[0]
    how = "" if len(turned) == 2 and answer.heading.same and answer.truth.same else f"{LOOKING[sight]}, "
    it, does = ("it", "it changes") if len(who) == 1 else ("them", "they change")
    too = f"; not looking ahead, {does} it, too" if len(turned) == 2 and how else ""
    what = f"{whose} {change} the outcome"
    texts = [
        sentence(
            f"{what}: {how}{comes(speaker, now[sight], titled=t)}; without {it}, "
            f"{would_go(speaker, then[sight])}{more}"
        )
        for t, more in ((True, too), (True, ""), (False, ""))
    ]
    return fitting(*texts)


def both(speaker: Speaker, answer: MistakenAnswer, *, titled: bool) -> str:
    """Say where it goes in both ways of looking."""
    assert answer.heading is not None
    ahead, myopic = (
        comes(speaker, ends, titled=titled) for ends in (answer.heading.ahead, answer.heading.myopic)
    )
    if ahead == myopic:
        return f"{ahead}, whether the sides look ahead or not"
    return f"looking ahead, {ahead}; not looking ahead, {myopic}"


def holding(answer: MistakenAnswer, whose: str, change: str) -> str:
    """Say whether mistakes change what holds, where the file says nothing of today."""
    found = [h for h in answer.held if h.mistaken or h.lost]
    if not found:
        return sentence(f"{whose} {change} nothing in what holds; the file says nothing of today")
    return sentence(f"{whose} {change} what holds; the file says nothing of today")


# -- the points --------------------------------------------------------------------------------------------------------


def points(answers: Sequence[MistakenAnswer], voice: Voice) -> tuple[str, ...]:
    """Say who is surprised, which correction would change it, and what whoever is mistaken expects."""
    if len(answers) == 1:
        return points_of_one(answers[0], voice)[:MOST_POINTS]
    found = []
    for answer in answers[:MOST_POINTS]:
        told = headline_of_one(answer, voice)
        found.append(
            fitting(f"{accounts_named([answer.perspective])}: {told}", f"“{answer.perspective}”: {told}")
        )
    return tuple(found)


def points_of_one(answer: MistakenAnswer, voice: Voice) -> tuple[str, ...]:
    """Give the points of one account."""
    speaker = Speaker(answer, voice)
    sight = shown(answer)
    found = [
        stuck(speaker, sight),
        surprise(speaker, sight),
        correction(speaker, sight),
        expects(speaker, sight),
    ]
    return tuple(text for text in found if text)


def stuck(speaker: Speaker, sight: Sight) -> str:
    """Say where it comes to rest only because somebody tries what is not possible."""
    for one in speaker.answer.stuck:
        if one.sight == sight:
            who = speaker.parties([t.decision_maker for t in one.tried])
            where = speaker.outcome(one.state)
            return f"{LOOKING[sight].capitalize()}, in {where}, {who} would move on, in a way that is not possible."
    return ""


def first_surprise(answer: MistakenAnswer, sight: Sight) -> SurpriseFact | None:
    """Give the earliest surprise on the first way: of somebody who is mistaken, if there is one."""
    found = [s for s in answer.surprises if s.sight == sight]
    if not found:
        return None
    wrong = {own.decision_maker for own in answer.mistaken}
    way = [s for s in found if s.end == found[0].end]
    return min(way, key=lambda s: (s.decision_maker not in wrong, s.step, s.kind == "end"))


def surprise(speaker: Speaker, sight: Sight) -> str:
    """Say who is surprised first, by what and when."""
    one = first_surprise(speaker.answer, sight)
    return "" if one is None else surprised(speaker, one)


def turning(answer: MistakenAnswer, sight: Sight) -> list[CorrectionFact]:
    """Give the corrections of one thing that would change the outcome."""
    found = [c for c in answer.corrections if c.piece is not None]
    return [c for c in found if (e := corrected(c, sight)) is not None and e.changed]


def turning_together(answer: MistakenAnswer, sight: Sight) -> list[CorrectionFact]:
    """Give the corrections of all that somebody, or everybody, is mistaken in that would change the outcome."""
    found = [c for c in answer.corrections if c.piece is None]
    return [c for c in found if (e := corrected(c, sight)) is not None and e.changed]


def correction(speaker: Speaker, sight: Sight) -> str:
    """Say which single correction would change the outcome, for whom that is good, and who gains by leaving it."""
    answer = speaker.answer
    if answer.heading is None or not any(c.piece is not None for c in answer.corrections):
        return ""
    found = turning(answer, sight)
    if not found:
        whole = turning_together(answer, sight)
        if not whole:
            return "" if not changes(answer) else "No correction of a belief changes the outcome."
        return fitting(
            f"No single correction would change the outcome; {clause(speaker, whole[0], sight)}.",
            "No single correction would change the outcome; several together would.",
        )
    return sentence(fitting(clause(speaker, found[0], sight), clause(speaker, found[0], sight, brief=True)))


def clause(speaker: Speaker, one: CorrectionFact, sight: Sight, *, brief: bool = False) -> str:
    """Say what a correction leads to, and for whom that is good."""
    ends = corrected(one, sight)
    assert ends is not None
    told = f"{if_right(speaker, one)}, {would(speaker, ends.states, ends.count)}"
    good = for_whom(speaker, ends.standings)
    return f"{told}: {good}" if good and not brief else told


def expects(speaker: Speaker, sight: Sight) -> str:
    """Say what those expect who are mistaken and do not get it; surprised sides are told of already."""
    told_of = first_surprise(speaker.answer, sight)
    parts = []
    for own in speaker.answer.mistaken:
        met = own.met_ahead if sight == "ahead" else own.met_myopic
        ended = told_of is not None and told_of.kind == "end" and told_of.decision_maker == own.decision_maker
        if met is False and not ended:
            party = speaker.words.party(own.decision_maker)
            parts.append(f"by {party}: {expected(speaker, own, sight, titled=True)}")
    return f"Expected {'; '.join(parts)}." if parts else ""


def looking(answers: Sequence[MistakenAnswer]) -> str:
    """Say whether it matters how far the sides look ahead, for what comes about or for what would without mistakes."""
    known = [
        a.heading.same and a.truth.same for a in answers if a.heading is not None and a.truth is not None
    ]
    if not known:
        return ""
    if all(known):
        return "The same whether or not the sides look ahead (Nash and SEQ). "
    if not any(known):
        return "It matters whether the sides look ahead (Nash and SEQ differ). "
    return "In some accounts it matters whether the sides look ahead (Nash and SEQ differ). "


def in_brief(answers: Sequence[MistakenAnswer], voice: Voice) -> str:
    """Say the headline, the correction that would change it where one account is told, and what all else supposes."""
    told = [headline(answers, voice)]
    if len(answers) == 1:
        told.append(correction(Speaker(answers[0], voice), shown(answers[0])))
    if any(answer.mistaken for answer in answers):
        told.append(ELSE)
    return " ".join(x for x in told if x)
