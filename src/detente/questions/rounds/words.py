"""Which package bargaining would reach, how often, and who would hold it up: in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.rounds.answer import RoundsAnswer, Share
from detente.questions.rounds.detail_words import details
from detente.questions.rounds.phrases import average, called, percent, titled, unlike_first
from detente.questions.rounds.picture import picture
from detente.questions.settle.deal_words import signers, things
from detente.wording import Picture, Said, Table, Voice, capital, fitting, listed, quantity, verb
from detente.wording.accounts import each, followed, names, one_of, quoted
from detente.wording.basis import basis_of_all
from detente.wording.legend import legend as outcomes

ASKS = "Which package would bargaining reach, and who would hold it up?"
ALIKE = 0.05  # shares that are nearer to each other are told as alike
OFTEN = 0.5  # from here on a package is what they agree on; below it is what they agree on most often
NAMED = 2  # packages that headline and points name
TAILS = {
    "self": ", which would be kept",
    "deterred": ", which would be kept if the sides look ahead",
    "moves_on": "",
    "broken": ", which would not be kept",
}


def say(answers: Sequence[RoundsAnswer], voice: Voice) -> Said:
    """Say which package is reached, how often a deal is, and who holds it up."""
    answer, *others = answers
    first = headline_of_all(answers, voice) if others else headline(answer, voice)
    told = tuple(points_of_all(answers, voice) if others else points(answer, voice))
    own = letters(answer, voice) if not others and answer.packages == "terms" else ()
    return Said(
        ASKS,
        first,
        told,
        pictures(answers, voice),
        sure(answers),
        following(answers, voice),
        each(answers, lambda a: details(a, voice)),
        followed(answers),
        "rounds",
        (*own, *outcomes((first, *told), voice)),
    )


def headline(answer: RoundsAnswer, voice: Voice) -> str:
    """Say which package is reached most often, and whether it would be kept."""
    if answer.zone == "0":
        none = "package beats" if answer.packages == "terms" else "outcome within reach is better than"
        return f"No {none} no deal for {signers(answer)}, so that bargaining reaches none."
    runs = quantity(answer.runs)
    if not answer.reached:
        return f"In none of {runs} simulations do {signers(answer)} agree on anything."
    first = answer.reached[0]
    share = percent(first.share)
    tail = TAILS.get(first.kept or "", "")
    wanted = [titled(answer, 0, voice, n) + tail for n in (4, 2)]
    if (
        first.kept != "broken"
    ):  # what it is matters more than that it would be kept, and less than that it would not
        wanted += [titled(answer, 0, voice, n) for n in (4, 2)]
    wanted.append(called(answer, 0, voice) + tail)
    if first.share.share < OFTEN:
        lead = f"In {runs} simulations, {signers(answer)} agree most often ({share}) on"
    else:
        lead = f"In {share} of {runs} simulations, {signers(answer)} agree on"
    return fitting(*(f"{lead} {w}." for w in wanted))


def points(answer: RoundsAnswer, voice: Voice) -> list[str]:
    """Say how often a deal is reached and when, who holds it up, and what is reached beside."""
    if answer.zone == "0":
        return []
    return [t for t in (agreement(answer), holding_up(answer, voice), second(answer, voice)) if t]


def agreement(answer: RoundsAnswer) -> str:
    """Say how often a deal is reached, and in which round; and why not in the others."""
    why = []
    if answer.late.count:
        why.append(f"in {percent(answer.late)} time is up before")
    if answer.broken.count:
        why.append(f"in {percent(answer.broken)} talks break off")
    rest = f"; {' and '.join(why)}" if why else ""
    if answer.rounds is None:
        return f"No deal is ever reached{rest}."
    when = f"on average in round {average(answer.rounds)} of {quantity(answer.deadline)}"
    if not why:
        return f"A deal is always reached, {when}."
    return f"A deal is reached in {percent(answer.deals)}, {when}{rest}."


def holding_up(answer: RoundsAnswer, voice: Voice) -> str:
    """Say who most often turned down alone what all others would have signed; empty where one party signs."""
    if len(answer.signers) < 2:
        return ""
    words = voice.words(answer.perspective)
    most = max(p.alone.count for p in answer.parties)
    if not most:
        return "No offer is turned down by one party alone."
    top = max(p.alone.share for p in answer.parties)
    who = [p for p in answer.parties if p.alone.share > top - ALIKE]
    share = percent(who[0].alone)
    if len(who) > 1:
        apart = taking_longest(answer, voice)
        if apart:
            return apart
        parties = words.parties([p.decision_maker for p in who])
        return f"{parties} hold it up alike: each turns down about {share} of the offers that only one turns down."
    party = words.party(who[0].decision_maker)
    return f"{party} holds it up most: it turns down {share} of the offers that only one party turns down."


def taking_longest(answer: RoundsAnswer, voice: Voice) -> str:
    """Say whose manner makes the greatest difference to how long it takes; empty where that is not known of anybody."""
    most, told = 0.0, ""
    for party in answer.parties:
        means = {s.strategy: s.rounds for s in party.strategies}
        late, early = means.get("boulware"), means.get("conceder")
        if late is not None and early is not None and late.mean - early.mean > most:
            most = late.mean - early.mean
            who = voice.words(answer.perspective).party(party.decision_maker)
            told = (
                f"It takes longest if {who} falls back late: {average(late)} rounds on average, and {average(early)} "
                "if it falls back early."
            )
    return told


def second(answer: RoundsAnswer, voice: Voice) -> str:
    """Say what is reached second most often; empty where nothing else is."""
    if len(answer.reached) < 2:
        return ""
    share = percent(answer.reached[1].share)
    return fitting(
        *(f"In {share}, they agree on {titled(answer, 1, voice, n)} instead." for n in (4, 2)),
        f"In {share}, they agree on {called(answer, 1, voice)} instead.",
    )


def letters(answer: RoundsAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what each package is that the sentences name, and which deal of the shortlist of ``settle`` it is."""
    told = []
    for k, fact in enumerate(answer.reached[:NAMED]):
        deal = "" if fact.deal is None else f" (deal {fact.deal + 1} of “settle”)"
        told.append(f"{capital(called(answer, k, voice))}: {unlike_first(answer, k, voice)}{deal}")
    return tuple(told)


# -- several accounts --------------------------------------------------------------------------------------------------


def headline_of_all(answers: Sequence[RoundsAnswer], voice: Voice) -> str:
    """Say in which accounts a deal is reached, and how often."""
    yes = [a for a in answers if a.deals.count]
    if not yes:
        return "In no account does bargaining reach a deal."
    parts = [f"{percent(a.deals)} in “{a.perspective}”" for a in yes]
    rest = len(answers) - len(yes)
    others = f"; in {verb(rest, 'the other', 'the others')}, never" if rest else ""
    return fitting(
        f"Simulated bargaining reaches a deal in {listed(parts)}{others}.",
        f"Simulated bargaining reaches a deal in {quantity(len(yes))} of {quantity(len(answers))} accounts.",
    )


def points_of_all(answers: Sequence[RoundsAnswer], voice: Voice) -> list[str]:
    """Say for each account, or for those that say the same, what is reached most often."""
    told: dict[str, list[RoundsAnswer]] = {}
    for answer in answers:
        told.setdefault(in_one(answer, voice), []).append(answer)
    return [f"{quoted(names(by))}: {text}" for text, by in list(told.items())[:3]]


def in_one(answer: RoundsAnswer, voice: Voice) -> str:
    """Say in one sentence, after the account, what is reached most often."""
    if answer.zone == "0":
        return f"no {things(answer, 1)} beats no deal."
    if not answer.reached:
        return "no deal is reached."
    share = percent(answer.reached[0].share)
    return fitting(
        *(f"{titled(answer, 0, voice, n)} is reached in {share}." for n in (4, 2)),
        f"{called(answer, 0, voice)} is reached in {share}.",
        most=22,
    )


# -- the picture, how sure, what next ----------------------------------------------------------------------------------


def pictures(answers: Sequence[RoundsAnswer], voice: Voice) -> tuple[Picture | Table, ...]:
    """Draw how often each package is reached; of several accounts a table says how often a deal is, and when."""
    if len(answers) == 1:
        [answer] = answers
        return (picture(answer, voice),) if answer.zone != "0" else ()
    rows = []
    for a in answers:
        when = "" if a.rounds is None else average(a.rounds)
        what = titled(a, 0, voice) if a.reached else ""
        rows.append((a.perspective, percent(a.deals) if a.zone != "0" else "never", when, what))
    heads = ("Account", "A deal is reached in", "Round, on average", "Most often")
    return (Table(heads, tuple(rows), "What simulated bargaining reaches", id="rounds-accounts"),)


def sure(answers: Sequence[RoundsAnswer]) -> str:
    """Say that it is a stress test, how exact the shares are, and on how many claims it rests."""
    basis = basis_of_all(answers)
    if all(a.zone == "0" for a in answers):
        return basis
    worst = max(_errors(answers))
    told = f"A stress test, no forecast: how parties bargain is assumed. Seed {one_of(answers).seed}"
    return f"{told}; shares have a standard error of at most {worst * 100:.1f} points. {basis}".strip()


def _errors(answers: Sequence[RoundsAnswer]) -> list[float]:
    found: list[Share] = [a.deals for a in answers]
    return [s.error for s in (*found, *(r.share for a in answers for r in a.reached))]


def following(answers: Sequence[RoundsAnswer], voice: Voice) -> tuple[str, ...]:
    """Give what one would ask next."""
    one, *others = answers
    account = ("-p", one.perspective) if not others and len(one.perspectives) > 1 else ()
    return voice.command("settle", *account), voice.command("rounds", *account, f"--seed {one.seed + 1}")
