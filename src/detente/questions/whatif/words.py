"""What a change would do, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StandingKind
from detente.questions.whatif.answer import Compared, Fares, WhatIfAnswer
from detente.questions.whatif.detail_words import MOST_ENDS, OFF, _details
from detente.questions.whatif.picture import picture
from detente.questions.whatif.supposed_words import TALKS, asked, clause
from detente.wording import (
    Said,
    Voice,
    Words,
    capital,
    fitting,
    listed,
)
from detente.wording.accounts import agreeing, names, quoted, under
from detente.wording.basis import basis_of_all

MOST_POINTS = 3
COMPARED = "compared with where it is heading"
WORST: tuple[StandingKind, ...] = ("worse", "better", "worse_or_same", "better_or_same", "open", "unknown")


def say(answers: Sequence[WhatIfAnswer], voice: Voice) -> Said:
    """Say what changes, for whom, and (where it is talks that collapse) who has a reason to keep talking."""
    first = answers[0]
    talks = first.supposed.collapse == TALKS
    drawn = picture(answers, voice, clause(voice.words(first.perspective), first.supposed))
    return Said(
        question=asked(voice.words(first.perspective), first.supposed),
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=() if drawn is None else (drawn,),
        sure=sure(answers),
        next=(voice.command("better"), voice.command("compare")) if talks else (voice.command("analyze"),),
        details=tuple(_details(answers, voice)),
        account=first.perspective if len(answers) == 1 else "",
        id="collapse" if talks else "whatif",
    )


# --
# -- who gains and loses -----------------------------------------------------------------------------------------------


def grouped(fares: Sequence[Fares]) -> dict[StandingKind, tuple[str, ...]]:
    """Put together those who fare alike."""
    return {
        kind: makers
        for kind in (*WORST, "same")
        if (makers := tuple(f.standing.decision_maker for f in fares if f.standing.kind == kind))
    }


def who(words: Words, compared: Compared) -> str:
    """Say who loses and who gains by the change, as a part of a sentence."""
    if compared.same:
        return "nothing changes"
    if not int(compared.after_count):
        return "no outcome lasts"
    if not int(compared.before_count):
        return "there is an outcome that lasts, as there was none before"
    groups = grouped(compared.with_heading)
    parts = []
    for kind in WORST:
        if kind in groups:
            parts.append(_some(words, groups[kind], kind))
    if len(parts) > 1:
        return f"{', '.join(parts[:-1])}, while {parts[-1]}"  # "and" stands between parties alone
    return parts.pop() if parts else "nobody gains or loses"


def _compared(begin: str, told: str) -> str:
    """Say with what it is compared: first where no clause stands there, as the table beside it compares with today."""
    return f"{told}, {COMPARED}" if begin else f"{COMPARED}, {told}"


def _some(words: Words, makers: Sequence[str], kind: StandingKind) -> str:
    told, one = words.parties(makers), len(makers) == 1
    return {
        "worse": f"{told} {'loses' if one else 'lose'}",
        "better": f"{told} {'gains' if one else 'gain'}",
        "worse_or_same": f"{told} may lose",
        "better_or_same": f"{told} may gain",
        "open": f"{told} may gain or lose",
        "unknown": f"it is unknown whether {told} {'gains' if one else 'gain'}",
        "same": f"{told} {'is' if one else 'are'} as well off",
    }[kind]


def both_ways(words: Words, answer: WhatIfAnswer) -> str:
    """Say who loses and gains, looking ahead and not; once where that is the same. A part of a sentence."""
    if answer.myopic is None or answer.ahead is None:
        return ""
    ahead, myopic = who(words, answer.ahead), who(words, answer.myopic)
    if ahead == myopic:
        return ahead
    return f"looking ahead, {ahead}; not looking ahead, {myopic}"


def headline(answers: Sequence[WhatIfAnswer], voice: Voice) -> str:
    """Say who gains and who loses by the change."""
    first = answers[0]
    return _who_gains(answers, voice, f"{capital(clause(voice.words(first.perspective), first.supposed))}, ")


def in_brief(answers: Sequence[WhatIfAnswer], voice: Voice) -> str:
    """Say the same beside a label that names the change."""
    return capital(_who_gains(answers, voice, ""))


def _who_gains(answers: Sequence[WhatIfAnswer], voice: Voice, begin: str) -> str:
    words, among = voice.words(answers[0].perspective), names(answers)
    if not all(a.both for a in answers):
        return f"{begin}what holds is another question: without a status quo there is no end to compare."
    told = list(dict.fromkeys(both_ways(voice.words(a.perspective), a) for a in answers))
    if len(told) == 1:
        where = under(among, among)
        lead = f"{begin}{told[0]}{' ' + where if where else ''}"
        if told[0] == "nothing changes":
            return f"{lead}: it ends where it is heading anyway."
        alike = all(who(words, c) == who(words, a.both[0]) for a in answers[:1] for c in a.both)
        if alike:
            return fitting(
                f"{_compared(begin, lead)}.", f"{lead}.", f"{begin}the table shows who gains and who loses."
            )
        return fitting(f"{lead}.", f"{begin}who gains and who loses depends on how far the sides look ahead.")
    lose = always_faring(answers, "worse")
    gain = always_faring(answers, "better")
    if lose or gain:
        parts = [_some(words, lose, "worse")] if lose else []
        parts += [_some(words, gain, "better")] if gain else []
        every = "both accounts" if len(answers) == 2 else "every account"
        lead = f"{begin}{', while '.join(parts)} in {every}"
        compared = _compared(begin, lead)
        return fitting(f"{compared}; how the others fare depends on the account.", f"{compared}.", f"{lead}.")
    return f"{begin}who gains and who loses depends on the account."


def always_faring(answers: Sequence[WhatIfAnswer], kind: StandingKind) -> tuple[str, ...]:
    """Give those who fare so in every account, looking ahead and not."""
    makers = [f.standing.decision_maker for f in (answers[0].both[0].with_heading if answers[0].both else ())]

    def always(dm: str) -> bool:
        return all(
            any(f.standing.decision_maker == dm and f.standing.kind == kind for f in c.with_heading)
            for a in answers
            for c in a.both
        )

    return tuple(dm for dm in makers if always(dm))


# -- what one has to know beside it ------------------------------------------------------------------------------------


def points(answers: Sequence[WhatIfAnswer], voice: Voice) -> tuple[str, ...]:
    """Say where it would end, on what a reason to keep talking rests, and what is better and worse than today."""
    if len(answers) == 1:
        answer = answers[0]
        words = voice.words(answer.perspective)
        told = (where(answer, voice), reason(words, answer), least(words, answer), with_today(words, answer))
        return tuple(t for t in told if t)[:MOST_POINTS]
    among = names(answers)
    found = []
    for group in agreeing(answers, lambda a: both_ways(voice.words(a.perspective), a))[:MOST_POINTS]:
        words = voice.words(group[0].perspective)
        text = both_ways(words, group[0])
        if not text or len(group) == len(answers):
            continue
        lead = capital(under(names(group), among))
        found.append(
            fitting(
                f"{lead}, {text}.",
                f"{lead}, {who(words, group[0].both[1])}, if the sides look ahead.",
            )
        )
    return tuple([*found, *weak_reasons(answers, voice)][:MOST_POINTS])


def weak_reasons(answers: Sequence[WhatIfAnswer], voice: Voice) -> list[str]:
    """Say in which accounts a loss rests on somebody's last and least wish."""
    among, found = names(answers), []
    for group in agreeing(answers, lambda a: least(voice.words(a.perspective), a)):
        if text := least(voice.words(group[0].perspective), group[0]):
            where = capital(under(names(group), among))
            found.append(f"{where}: {text}" if where else text)
    return found


def where(answer: WhatIfAnswer, voice: Voice) -> str:
    """Say where it would end after the change."""
    if answer.myopic is None or answer.ahead is None:
        return ""
    myopic, ahead = (_ends(answer, c, voice) for c in (answer.myopic, answer.ahead))
    if set(answer.myopic.after) == set(answer.ahead.after):
        return _sentence("It would end", ahead, _titled(answer, answer.ahead, voice))
    return f"Not looking ahead, it would end {myopic}; looking ahead, {ahead}."


def _sentence(begin: str, short: str, titled: str) -> str:
    return fitting(f"{begin} {titled}.", f"{begin} {short}.") if titled else f"{begin} {short}."


def _titled(answer: WhatIfAnswer, compared: Compared, voice: Voice) -> str:
    if len(compared.after) != 1:
        return ""
    state = answer.states[compared.after[0]]
    return f"in {voice.named(state)}" if not voice.is_today(state) else "as it is today"


def _ends(answer: WhatIfAnswer, compared: Compared, voice: Voice) -> str:
    number = int(compared.after_count)
    if not number:
        return "in no outcome that lasts"
    if number > MOST_ENDS:
        return f"in one of {number:,} outcomes"
    states = [answer.states[s] for s in compared.after]
    others = [s for s in states if not voice.is_today(s)]
    told = ["as it is today"] if len(others) < len(states) else []
    return listed([*told, *([f"in {voice.letters(others)}"] if others else [])], "or")


def losing(
    not_ahead: Compared, looking: Compared
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Give those who lose in any case, those who lose only looking ahead, and those only not looking ahead."""
    myopic, ahead = (grouped(c.with_heading).get("worse", ()) for c in (not_ahead, looking))
    return (
        tuple(dm for dm in ahead if dm in myopic),
        tuple(dm for dm in ahead if dm not in myopic),
        tuple(dm for dm in myopic if dm not in ahead),
    )


def reason(words: Words, answer: WhatIfAnswer) -> str:
    """Say who has a reason to keep talking: whoever would lose by a collapse of talks."""
    if answer.supposed.collapse != TALKS or answer.myopic is None or answer.ahead is None:
        return ""
    always, ahead, myopic = losing(answer.myopic, answer.ahead)
    parts = []
    if always:
        parts.append(f"{words.parties(always)} {_have(always)} a reason to keep talking")
    if ahead:
        one = words.parties(ahead)
        parts.append(
            f"{one} {_have(ahead)} {'one' if always else 'a reason to keep talking'} only looking ahead"
        )
    if myopic:
        one, some = words.parties(myopic), "one" if parts else "a reason to keep talking"
        parts.append(f"{one} {_have(myopic)} {some} only not looking ahead")
    return f"{'; '.join(parts)}." if parts else "Nobody clearly has a reason to keep talking."


def _have(makers: Sequence[str]) -> str:
    return "has" if len(makers) == 1 else "have"


def losing_by_the_least(answer: WhatIfAnswer) -> tuple[list[str], bool, str | None]:
    """Give whose loss rests on its last and least wish; whether the change takes that away; the first one's wish.

    Those from whom the change takes it away go before others.
    """
    found: dict[str, tuple[Fares, ...]] = {}
    for compared in answer.both:
        for fares in compared.with_heading:
            if fares.standing.kind == "worse":
                dm = fares.standing.decision_maker
                found[dm] = (*found.get(dm, ()), fares)
    weak = [dm for dm, every in found.items() if all(f.standing.last for f in every)]
    removed = [dm for dm in weak if all(f.removed for f in found[dm])]
    makers = removed or weak
    return makers, bool(removed), found[makers[0]][0].standing.statement if makers else None


def least(words: Words, answer: WhatIfAnswer) -> str:
    """Say whose loss rests on its last and least wish, and that the change itself takes away what that is about."""
    makers, removed, id = losing_by_the_least(answer)
    talks = answer.supposed.collapse == TALKS
    about = (
        f", about something that the {'collapse' if talks else 'change'} itself takes away" if removed else ""
    )
    if not makers:
        return ""
    if len(makers) > 1:
        what = (
            f"The reasons of {words.parties(makers)} to keep talking"
            if talks
            else f"The losses of {words.parties(makers)}"
        )
        return f"{what} rest on their last and least wishes alone{about}."
    what = "reason to keep talking" if talks else "loss"
    text = f"{capital(words.party(makers[0]))}’s {what} rests on its last and least wish alone{about}"
    return f"{text}." if id is None else fitting(f"{text}: {words.claim(makers[0], id)}.", f"{text}.")


def with_today(words: Words, answer: WhatIfAnswer) -> str:
    """Say who would be better and worse off than today."""
    if answer.myopic is None or answer.ahead is None:
        return ""
    told = [_off(words, c.with_today) for c in (answer.myopic, answer.ahead)]
    clear = [_off(words, c.with_today, ("worse", "better")) for c in (answer.myopic, answer.ahead)]
    if not any(told):
        return ""
    if told[0] == told[1]:
        return fitting(
            f"Compared with today, {told[0]}.",
            f"Compared with today, {clear[0]}.",
            f"Compared with today, {_in_short(answer.ahead.with_today)}.",
        )
    return fitting(
        f"Compared with today: not looking ahead, {told[0] or 'nothing settles'}; looking ahead, "
        f"{told[1] or 'nothing settles'}.",
        f"Compared with today, looking ahead, {told[1] or 'nothing settles'}.",
        f"Compared with today, looking ahead, {clear[1]}.",
        "Compared with today, who would be better off depends on how far the sides look ahead.",
    )


def _in_short(fares: Sequence[Fares]) -> str:
    """Say whether some would be better and some worse off, without a name."""
    kinds = {f.standing.kind for f in fares}
    told = [off for kind, off in (("better", "better"), ("worse", "worse")) if kind in kinds]
    return f"some would be {' and some '.join(told)} off" if told else "nobody is clearly better or worse off"


def _off(words: Words, fares: Sequence[Fares], kinds: Sequence[StandingKind] = WORST) -> str:
    groups = grouped(fares)
    parts = [
        f"{words.parties(groups[k])} {'is' if len(groups[k]) == 1 else 'are'} {OFF[k]}"
        for k in kinds
        if k in groups
    ]
    return "; ".join(parts) if parts else "everybody is as well off" if fares else ""


def sure(answers: Sequence[WhatIfAnswer]) -> str:
    """Say whether it is the same however far the sides look ahead, and on how many claims it rests."""
    parts = []
    known = [a for a in answers if a.both]
    if known:
        alike = [a.perspective for a in known if grouped_alike(a)]
        if len(alike) == len(known):
            parts.append("The same whether or not the sides look ahead (Nash and SEQ)")
        elif alike:
            parts.append(f"Whether the sides look ahead matters, except in {quoted(alike)}")
        else:
            parts.append("It matters whether the sides look ahead (Nash and SEQ differ)")
    parts.append(basis_of_all(answers).rstrip("."))
    return f"{'. '.join(parts)}." if parts else ""


def grouped_alike(answer: WhatIfAnswer) -> bool:
    """Tell whether the same gain and lose, looking ahead and not."""
    return len({tuple(grouped(c.with_heading).items()) for c in answer.both}) == 1
