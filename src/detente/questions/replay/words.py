"""The record against every account, in words: which explains most, how little that proves, what speaks against whom."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.replay.answer import ClaimFact, ReplayAnswer, ReplayedAccount, ScoreFact
from detente.questions.replay.detail_words import details
from detente.questions.replay.phrases import (
    FEW,
    average,
    explained_moves,
    in_short,
    mark,
    named,
    per_hundred,
    several,
)
from detente.questions.replay.picture import picture
from detente.wording import Said, Voice, count, fitting, listed, verb
from detente.wording.accounts import under
from detente.wording.basis import basis_line, basis_of_several
from detente.wording.outcomes import sentence

ASKS = "Is that how it went?"
MOST_POINTS = 3


def say(answers: Sequence[ReplayAnswer], voice: Voice) -> Said:
    """Say which account explains most of the record, how little that proves, and which claims it speaks against."""
    [answer] = answers
    first, *others = answer.accounts
    return Said(
        question=ASKS,
        headline=headline(answer),
        points=points(answer, voice),
        pictures=(picture(answer, voice),),
        sure=sure(answer),
        next=(voice.command("compare"), voice.command("evolve")),
        details=details(answer, voice),
        account="" if others else first.account,
        id="replay",
    )


def score_of(answer: ReplayAnswer, account: str, concept: str) -> ScoreFact:
    """Find how much an account explains by a way of looking ahead."""
    found = next(a for a in answer.accounts if a.account == account)
    return next(s for s in found.scores if s.concept == concept)


def modelled(answer: ReplayAnswer) -> int:
    """Count the events for which the model has an option."""
    return sum(bool(e.does or e.to) for e in answer.events)


def headline(answer: ReplayAnswer) -> str:
    """Say which account explains most, how much, and how much chance would."""
    if not any(s.kind == "judged" for a in answer.accounts for s in a.steps):
        return "Nothing of the record is a move that the model allows, so nothing can be set against it."
    if not answer.best:
        if len(answer.accounts) == 1:
            [account] = answer.accounts
            return f"The account explains none of {count(account.scores[0].of, 'move')} on record."
        return "No account explains any move on record."
    best = [score_of(answer, b.account, b.concept) for b in answer.best]
    ways = list(dict.fromkeys(in_short(b.concept) for b in answer.best))
    how = f", {''.join(ways)}" if len(ways) == 1 else ", looking ahead or not"
    told = f"{explained(best)}{how}; random moves would give {averages(best)}"
    if len(answer.accounts) == 1:
        return sentence(f"the account explains {told}")
    accounts = list(dict.fromkeys(b.account for b in answer.best))
    if len(accounts) == len(answer.accounts):
        return f"Every account explains as much of the record: {told}."
    return fitting(
        sentence(
            f"{named(accounts)} {verb(len(accounts), 'explains', 'explain')} most of the record: {told}"
        ),
        sentence(f"{count(len(accounts), 'account')} explain most of the record: {told}"),
    )


def explained(best: Sequence[ScoreFact]) -> str:
    """Say how many moves are explained; accounts may allow different numbers of moves."""
    first, *_ = best  # all explain as many
    if len({s.of for s in best}) == 1:
        return explained_moves(first)
    return count(first.explained, "move")


def averages(best: Sequence[ScoreFact]) -> str:
    """Say how many random moves are explained on average, or between which numbers that lies."""
    ordered = sorted(best, key=lambda s: s.expected.decimal)
    low, high = average(ordered[0]), average(ordered[-1])
    return low if low == high else f"{low} to {high}"


def points(answer: ReplayAnswer, voice: Voice) -> tuple[str, ...]:
    """Say how little it proves, what is not explained and where accounts part, what the record speaks against."""
    found = [
        proves(answer),
        not_possible(answer),
        unexplained(answer, voice),
        parting(answer, voice),
        against(answer, voice),
    ]
    return tuple(t for t in found if t)[:MOST_POINTS]


def proves(answer: ReplayAnswer) -> str:
    """Say how often random moves would be explained as well: the best of all accounts, where that is known."""
    if not answer.best:
        return ""
    chance = score_of(answer, answer.best[0].account, answer.best[0].concept).chance.decimal
    whose = ""
    if answer.luck is not None:
        chance = answer.luck.chance.decimal
        whose = "" if len(answer.accounts) == 1 else " by some account"
    told = per_hundred(chance)
    about = "" if answer.luck is None or answer.luck.worked_out else "about "
    if chance < FEW:
        return f"Random moves would be explained as well{whose} in {about}{told}: more than chance."
    return f"Random moves would be explained as well{whose} in {about}{told}: so few moves prove little."


def not_possible(answer: ReplayAnswer) -> str:
    """Say how many events the model does not allow, and in which accounts."""
    ids = [e.id for e in answer.events]
    found = {a.account: [s.event for s in a.steps if s.kind == "impossible"] for a in answer.accounts}
    wrong = [id for id in ids if any(id in events for events in found.values())]
    if not wrong:
        return ""
    accounts = [a for a, events in found.items() if events]
    where = under(accounts, [a.account for a in answer.accounts])
    told = (
        f"{count(len(wrong), 'move')} of the record {verb(len(wrong), 'is', 'are')} not possible in the model"
    )
    return sentence(told, where)


def unexplained(answer: ReplayAnswer, voice: Voice) -> str:
    """Say which moves no account explains, looking ahead or not."""
    rows = zip(answer.events, zip(*(a.steps for a in answer.accounts), strict=True), strict=True)
    ids = [e.id for e, steps in rows if {mark(s) for s in steps} == {"empty"}]
    if not ids:
        return ""
    whom = "No account explains" if len(answer.accounts) > 1 else "Not explained"
    words = voice.words()
    return fitting(
        f"{whom}: {several(ids, answer.events, words)}.",
        f"{whom}: {several(ids, answer.events, words, 1)}.",
        f"{whom} {count(len(ids), 'move')} of {modelled(answer)}."
        if len(answer.accounts) > 1
        else f"{count(len(ids), 'move')} of {modelled(answer)} {verb(len(ids), 'is', 'are')} not explained.",
    )


def parting(answer: ReplayAnswer, voice: Voice) -> str:
    """Say over which moves the accounts part."""
    if not answer.parting:
        return ""
    words = voice.words()
    return fitting(
        *(f"The accounts part over {several(answer.parting, answer.events, words, n)}." for n in (2, 1)),
        f"The accounts part over {count(len(answer.parting), 'move')}.",
    )


def against(answer: ReplayAnswer, voice: Voice) -> str:
    """Say against which claim the record speaks most: one that alone stood against a move goes first."""
    found = [(a, c) for a in answer.accounts for c in a.claims if c.against]
    if not found:
        return ""
    found.sort(key=lambda x: (-len(x[1].alone), -len(x[1].against)))
    return fitting(*_against(answer, found, voice))


def _against(
    answer: ReplayAnswer, found: Sequence[tuple[ReplayedAccount, ClaimFact]], voice: Voice
) -> list[str]:
    account, claim = found[0]
    alike = [
        (a, c)
        for a, c in found
        if (c.decision_maker, c.against, c.alone) == (claim.decision_maker, claim.against, claim.alone)
    ]
    words = voice.words(account.account)
    party = words.party(claim.decision_maker)
    wishes = {voice.words(a.account).claim(c.decision_maker, c.statement) for a, c in alike}
    where = under(list(dict.fromkeys(a.account for a, _ in alike)), [a.account for a in answer.accounts])
    rest = ""
    if claim.alone:
        rest = f": without it the {verb(len(claim.alone), 'move', 'moves')} would have paid"
    told = [sentence(where, f"the record speaks against a claim about {party}{rest}")]
    if len(wishes) == 1:
        told.insert(
            0, sentence(where, f"the record speaks against the claim that {party} wants {wishes.pop()}{rest}")
        )
    return told


def sure(answer: ReplayAnswer) -> str:
    """Say on how many moves it rests, how many events are no moves here, and on how many claims."""
    moves, events = modelled(answer), len(answer.events)
    readings = sum(e.confidence is not None and e.confidence < 1 for e in answer.events if e.does or e.to)
    told = f"Rests on {count(moves, 'move')} of {count(events, 'event')} on record"
    told += f", {readings} of them marked as doubtful" if readings else ""
    bases = [a.basis for a in answer.accounts]
    rests = basis_line(*bases) if len(bases) == 1 else basis_of_several(bases)
    return f"{told}.{unsure(answer)} {rests}"


def unsure(answer: ReplayAnswer) -> str:
    """Say in which ways of looking ahead it is not known where it was heading: there are too many states."""
    ways = dict.fromkeys(in_short(e.concept) for a in answer.accounts for e in a.ends if not e.whole)
    return f" Where it was heading is not known, {listed([*ways])}." if ways else ""


def in_brief(answers: Sequence[ReplayAnswer]) -> str:
    """Say in one line how many moves are explained, by whom, and how many random ones would be."""
    [answer] = answers
    if not answer.best:
        return headline(answer)
    best = [score_of(answer, b.account, b.concept) for b in answer.best]
    accounts = list(dict.fromkeys(b.account for b in answer.best))
    whose = named(accounts) if len(accounts) < len(answer.accounts) else "Every account"
    if len(answer.accounts) == 1:
        whose = "The account"
    explains = verb(len(accounts) if len(accounts) < len(answer.accounts) else 1, "explains", "explain")
    return f"{whose} {explains} {explained(best)}; random moves would give {averages(best)}."
