"""A conflict through its phases, in words: what lasts, what is left, on which change it hangs, who gains by waiting."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Standing
from detente.questions.phases.answer import PhasedFact, PhasesAnswer
from detente.questions.phases.detail_words import details
from detente.questions.phases.phrases import (
    SIGHTS,
    before,
    carried,
    changed,
    courses,
    deciding,
    idle,
    last_left,
    left,
    widened,
)
from detente.questions.phases.picture import mover, picture
from detente.wording import Said, Voice, capital, count, fitting, verb
from detente.wording.accounts import under
from detente.wording.basis import basis_line, basis_of_several
from detente.wording.outcomes import sentence

ASKS = "What lasts, and what is left once something changes?"
MOST_POINTS = 3


def say(answers: Sequence[PhasesAnswer], voice: Voice) -> Said:
    """Say what is left in which phase, who leaves it and why, who gains by waiting, what holds all the time."""
    [answer] = answers
    wider = widened(voice)
    return Said(
        question=ASKS,
        headline=headline(answer),
        points=points(answer, wider),
        pictures=(picture(answer, wider),),
        sure=sure(answer),
        next=(voice.command("compare"), voice.command("commit")),
        details=details(answer, wider),
        account=answer.accounts[0].account if len(answer.accounts) == 1 else "",
        id="phases",
    )


def accounts_of(answer: PhasesAnswer) -> list[str]:
    """Give the accounts that are told."""
    return [a.account for a in answer.accounts]


def headline(answer: PhasesAnswer) -> str:
    """Say in which phase what came before is left: in which accounts, looking ahead or not."""
    phase = last_left(answer)
    if not phase:
        if any(carried(c, p.id) for a in answer.accounts for c in courses(a) for p in answer.phases):
            every = ", in every account" if len(answer.accounts) > 1 else ""
            return f"What a phase leads to lasts through all that come after it{every}, looking ahead or not."
        return "No phase goes on from the one before it: each begins where the file says."
    return fitting(
        f"What came before is given up once “{phase}” begins, {where(answer, phase)}.",
        f"What came before is given up once “{phase}” begins, in some account at least.",
    )


def where(answer: PhasesAnswer, phase: str) -> str:
    """Say in which accounts what came before a phase is left in it, looking ahead or not."""
    every = accounts_of(answer)
    near, far = ([a.account for a in answer.accounts if left(courses(a)[k], phase)] for k in (0, 1))
    if len(every) == 1:
        if near and far:
            return "looking ahead or not"
        return (
            "if nobody looks ahead; looking ahead, it lasts"
            if near
            else "if the sides look ahead; else it lasts"
        )
    if near == far:
        return f"{under(near, every)}, looking ahead or not"
    parts = [
        f"{under(accounts, every) if accounts else 'in no account'}, {sight}"
        for accounts, sight in zip((near, far), SIGHTS, strict=True)
    ]
    return "; ".join(parts)


def points(answer: PhasesAnswer, voice: Voice) -> tuple[str, ...]:
    """Say who leaves and on which change it hangs, who gains by waiting, what holds all the time, what is idle."""
    found = [hangs(answer, voice), waiting(answer, voice), lost(answer), lasting(answer), unmoved(answer)]
    return tuple(t for t in found if t)[:MOST_POINTS]


def leaving(answer: PhasesAnswer, phase: str) -> tuple[int, list[PhasedFact]]:
    """Choose a way of looking ahead in which what came before a phase is left, and the accounts in which it is."""
    for look in (0, 1):
        found = [a for a in answer.accounts if left(courses(a)[look], phase)]
        if found:
            return look, found
    return 0, []


def leavers(accounts: Sequence[PhasedFact], look: int, phase: str) -> set[str]:
    """Give who leaves what came before a phase first, by any of the accounts."""
    return {mover(s) for a in accounts for s in left(courses(a)[look], phase)}


def hangs(answer: PhasesAnswer, voice: Voice) -> str:
    """Say who leaves first, and without which change it would last."""
    phase = last_left(answer)
    if not phase:
        return ""
    look, accounts = leaving(answer, phase)
    first = leavers(accounts, look, phase)
    words = voice.words(accounts[0].account)
    every = [
        [changed(c, voice.words(a.account)) for c in deciding(courses(a)[look], phase)] for a in accounts
    ]
    who = (
        f"{capital(words.party(first.pop()))} leaves it first"
        if len(first) == 1
        else "Who leaves it first depends on the account"
    )
    if len({tuple(e) for e in every}) > 1 or not every[0]:
        return f"{who}."
    number = len(every[0])
    told = "; ".join(every[0])
    return fitting(
        f"{who}; it hangs on {verb(number, 'one change', 'these changes')}: {told}.",
        f"{who}; without one change it would last."
        if number == 1
        else f"{who}; it hangs on {number} changes.",
    )


def waiting(answer: PhasesAnswer, voice: Voice) -> str:
    """Say who gains and who loses by waiting until the last phase, in every account."""
    phase = last_left(answer)
    last = answer.phases[-1].id
    if not phase or len(answer.phases) < 2:
        return ""
    look, accounts = leaving(answer, phase)
    since = before(answer, phase)
    found = [w.standings for a in accounts for w in courses(a)[look].waits if w.phase == since]
    if len(found) != len(accounts) or not all(found):
        return ""
    words = voice.words(accounts[0].account)
    gains, loses = (words.parties(alike(found, kind)) for kind in ("better", "worse"))
    parts = [f"{party} {does}" for party, does in ((gains, "better off"), (loses, "worse off")) if party]
    if not parts:
        return ""
    told = under([a.account for a in accounts], accounts_of(answer))
    return fitting(
        sentence(f"waiting from “{since}” to “{last}”, {SIGHTS[look]}, leaves {' and '.join(parts)}", told),
        sentence(f"waiting, {SIGHTS[look]}, leaves {' and '.join(parts)}", told),
        sentence(f"waiting leaves {' and '.join(parts)}"),
    )


def alike(found: Sequence[Sequence[Standing]], kind: str) -> list[str]:
    """Give the parties that fare so in all accounts."""
    return [
        s.decision_maker
        for k, s in enumerate(found[0])
        if all(standings[k].kind == kind for standings in found)
    ]


def lost(answer: PhasesAnswer) -> str:
    """Say that a phase does not know what the one before leads to."""
    phases = dict.fromkeys(x.phase for a in answer.accounts for c in courses(a) for x in c.lost)
    if not phases:
        return ""
    return (
        f"“{next(iter(phases))}” does not know an outcome of the phase before it: a rule excludes it there."
    )


def lasting(answer: PhasesAnswer) -> str:
    """Say how many outcomes hold in every phase, not looking ahead."""
    counts = [int(a.myopic.through_count) for a in answer.accounts]
    if not any(counts):
        return "No outcome holds in every phase, not looking ahead."
    low, high = min(counts), max(counts)
    number = count(low, "outcome") if low == high else f"{low} to {high} outcomes"
    return f"{number} {verb(high, 'holds', 'hold')} in every phase, not looking ahead."


def unmoved(answer: PhasesAnswer) -> str:
    """Say how many changes make no difference."""
    none, every = idle(answer)
    if not none:
        return ""
    return (
        f"{none} of {count(every, 'change')} {verb(none, 'makes', 'make')} no difference to where it leads."
    )


def sure(answer: PhasesAnswer) -> str:
    """Say on how many phases it rests, which of them begin anew, and on how many claims."""
    anew = sum(p.begins for p in answer.phases)
    told = f"{count(len(answer.phases), 'phase')}, of which {anew} {verb(anew, 'begins', 'begin')} where the file says."
    cut = any(c.cut for a in answer.accounts for c in courses(a))
    more = " Not every outcome was followed." if cut else ""
    bases = [a.basis for a in answer.accounts]
    rests = basis_line(bases[0]) if len(bases) == 1 else basis_of_several(bases)
    nobody = " It supposes that nobody is mistaken." if answer.beliefs else ""
    return f"{told}{more}{nobody} {rests}"


def in_brief(answers: Sequence[PhasesAnswer], voice: Voice) -> str:
    """Say in one line where what came before is left, in one way of looking ahead, and who leaves it first."""
    [answer] = answers
    phase = last_left(answer)
    if not phase or len(answer.accounts) == 1:
        return headline(answer)
    look, accounts = leaving(answer, phase)
    told = under([a.account for a in accounts], accounts_of(answer))
    first = leavers(accounts, look, phase)
    if len(first) == 1 and (who := capital(voice.words().party(first.pop()))):
        return f"{who} leaves what came before once “{phase}” begins, {told}, {SIGHTS[look]}."
    return f"What came before is given up once “{phase}” begins, {told}, {SIGHTS[look]}."
