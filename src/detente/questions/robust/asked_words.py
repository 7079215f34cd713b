"""How often it may end in an outcome that is asked about, and on what that hangs, in words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detente import drawing
from detente.conflict.errors import ConditionError
from detente.drawing import Share, ShareGroup
from detente.questions.robust.answer import RobustAnswer
from detente.questions.robust.asked_facts import AskedConcept, AskedFact
from detente.questions.robust.phrases import LOOKING, in_hundred, settled, whether
from detente.wording import Picture, Table, Voice, capital, count, fitting, listed, quantity, verb
from detente.wording.outcomes import sentence

MOST_POINTS = 3
TITLE = "In how many of the cases it may end there"
MARKED = "Marked: the account as it is written."
PLACES = (
    ("alone", "There and nowhere else"),
    ("among", "There or elsewhere"),
    ("elsewhere", "Elsewhere"),
)


def fact(answer: RobustAnswer) -> AskedFact:
    """Give what is asked about."""
    assert answer.asked is not None
    return answer.asked


def both_ways(answer: RobustAnswer) -> list[AskedConcept]:
    """Give what comes out looking ahead, and not looking ahead."""
    concepts = fact(answer).concepts
    ahead = next((c for c in concepts if c.concept == "seq"), None) or next(
        (c for c in concepts if c.concept != "nash"), None
    )
    return [c for c in (ahead, *(c for c in concepts if c.concept == "nash")) if c is not None]


def there(answer: RobustAnswer, voice: Voice) -> str:
    """Refer to the outcome after "end": ``in A``, ``as it is today``; ``there``, which the question says."""
    place = fact(answer).state
    if place is None:
        return "there"
    state = answer.states[place]
    return "as it is today" if voice.is_today(state) else f"in {voice.letter(state)}"


def question(answer: RobustAnswer, voice: Voice) -> str:
    """Ask how often it may end there, as a heading."""
    asked = fact(answer)
    if asked.state is not None:
        state = answer.states[asked.state]
        place = "as it is today" if voice.is_today(state) else f"in {voice.inside(state)}"
        return f"In how many cases may it end {place}?"
    words = voice.words(answer.perspective)
    try:
        told = words.condition(words.conflict.condition(asked.condition))
    except ConditionError:
        told = asked.condition
    return f"In how many cases may it end there: {told}?"


def never(one: AskedConcept) -> bool:
    """Tell whether it ends there in no case that the doubts allow."""
    return one.certain and in_hundred(one.share) == "no"


def part(one: AskedConcept) -> str:
    """Say in what share of the cases it may end there: all or none only where that is known."""
    told = in_hundred(one.share)
    if one.certain or one.how == "sampled":
        return told
    return {"no": "under 1 of 100", "all": "over 99 of 100"}.get(told, told)


def clause(one: AskedConcept, answer: RobustAnswer, voice: Voice) -> str:
    """Say how often it may end there: ``it may end in A in 48 of 100 cases``."""
    place = there(answer, voice)
    return f"it never ends {place}" if never(one) else f"it may end {place} in {part(one)} cases"


def shortly(one: AskedConcept) -> str:
    """Say how often it may end there, without a verb: ``in 48 of 100 cases``, ``never``."""
    return "never" if never(one) else f"in {part(one)} cases"


def span(least: str, most: str) -> str:
    """Say between which shares of cases: ``8 to 50 of 100 cases``."""
    one = "0" if least == "no" else least
    return f"{one.removesuffix(' of 100') if 'of 100' in most else one} to {most} cases"


def headline(answers: Sequence[RobustAnswer], voice: Voice) -> str:
    """Say in how many cases it may end there, looking ahead and not."""
    both = [both_ways(a) for a in answers]
    full, short = zip(
        *(in_way([b[way] for b in both], answers[0], voice) for way in range(len(both[0]))), strict=True
    )
    ways = [LOOKING[c.concept] for c in both[0]]
    if len(full) == 1:
        return sentence(f"{ways[0]}, {full[0]}")
    if full[0] == full[1]:
        return sentence(f"{full[0]}, looking ahead or not")
    after = full[1] if any(t.startswith("never") for t in short) else short[1]
    return sentence(f"{ways[0]}, {full[0]}; {ways[1]}, {after}")


def in_way(found: Sequence[AskedConcept], answer: RobustAnswer, voice: Voice) -> tuple[str, str]:
    """Say in how many cases it may end there in one way of looking, in all accounts: with a verb, and without."""
    ordered = sorted(found, key=lambda c: c.share)
    least, most = part(ordered[0]), part(ordered[-1])
    if least == most:
        rest = " in every account" if len(found) > 1 else ""
        return clause(found[0], answer, voice) + rest, shortly(found[0]) + rest
    told = f"in {span(least, most)}, by account"
    return f"it may end {there(answer, voice)} {told}", told


def points(answers: Sequence[RobustAnswer], voice: Voice) -> tuple[str, ...]:
    """Say on which claim it hangs, under which condition it turns, what to find out first; or each account's part."""
    if len(answers) == 1:
        [answer] = answers
        found = (decides(answer, voice), turns(answer, voice), first(answer, voice))
        return tuple(t for t in found if t)
    return tuple(of_account(a) for a in answers[:MOST_POINTS])


def of_account(answer: RobustAnswer) -> str:
    """Say of one of several accounts in how many cases it may end there."""
    both = both_ways(answer)
    texts = [shortly(c) for c in both]
    ways = [LOOKING[c.concept] for c in both]
    if len(both) == 2 and texts[0] == texts[1]:
        ways, texts = ["looking ahead or not"], texts[:1]
    return f"“{answer.perspective}”, {'; '.join(f'{w}: {t}' for w, t in zip(ways, texts, strict=True))}."


def open_way(answer: RobustAnswer) -> AskedConcept | None:
    """Choose the way of looking in which it is open: looking ahead, if it is in both."""
    return next((c for c in both_ways(answer) if not c.certain), None)


def decides(answer: RobustAnswer, voice: Voice) -> str:
    """Say on which claim it most hangs, and what it is worth."""
    one = open_way(answer)
    if one is None or not one.deciders:
        return ""
    best = one.deciders[0]
    rest = ""
    if best.if_holds is not None and best.if_not is not None:
        rest = f": in {in_hundred(best.if_holds)} cases if so, in {in_hundred(best.if_not)} cases if not"
    return fitting(
        *(
            f"{capital(LOOKING[one.concept])}, most hangs on whether {what}{rest}."
            for what in whether(answer.doubts[best.doubt], answer, voice)
        )
    )


def turns(answer: RobustAnswer, voice: Voice) -> str:
    """Say the fewest conditions under which it turns."""
    one = open_way(answer)
    if one is None or not one.turns:
        return ""
    turn = one.turns[0]
    texts = settled(turn.settled, answer, voice)
    sure = one.how == "exact" and in_hundred(turn.share) in ("no", "all")
    then = clause(replace(one, share=turn.share, certain=sure), answer, voice)
    way = capital(LOOKING[one.concept])
    return fitting(*(f"{way}, {then} if {t}." for t in texts), f"{capital(then)} if {texts[-1]}.")


def first(answer: RobustAnswer, voice: Voice) -> str:
    """Say what would be worth finding out first, and how many doubts change nothing of that."""
    one = open_way(answer)
    nothing = len(set.intersection(*(set(c.matterless) for c in both_ways(answer))))
    rest = ""
    if nothing:
        change = verb(nothing, "changes", "change")
        rest = f"{quantity(nothing)} of {count(len(answer.doubts), 'doubt')} {change} nothing of that."
    if one is None or one.telling is None:
        return rest
    texts = [
        f"Worth finding out first: whether {w}." for w in whether(answer.doubts[one.telling], answer, voice)
    ]
    return fitting(*(f"{t} {rest}".strip() for t in texts), *texts)


def picture(answers: Sequence[RobustAnswer], voice: Voice) -> Picture:
    """Draw for both ways of looking in how many cases it is there and nowhere else, there or elsewhere, elsewhere."""
    groups, rows, texts = [], [], []
    for answer in answers:
        for one in both_ways(answer):
            way = LOOKING[one.concept]
            name = capital(f"“{answer.perspective}”, {way}" if len(answers) > 1 else way)
            bars = bars_of(one)
            groups.append(ShareGroup(name, tuple(bars)))
            rows += [
                (name if k == 0 else "", b.label, b.shown, "as written" if b.marked else "")
                for k, b in enumerate(bars)
            ]
            texts.append(f"{name}: {listed([f'{b.label.lower()}, {b.shown}' for b in bars])}.")
    text = f"{' '.join(texts)} {MARKED}"
    svg = drawing.shares(groups, TITLE, text, note=MARKED)
    return Picture(svg, text, TITLE, (Table(("", "It ends", "Cases", ""), tuple(rows), id="asked"),))


def bars_of(one: AskedConcept) -> list[Share]:
    """Give the three bars of a way of looking; one that is empty and not marked is left out."""
    values = {
        "alone": one.only,
        "among": max(0.0, one.share - one.only),
        "elsewhere": max(0.0, 1 - one.share),
    }
    return [
        Share(said, values[place], in_hundred(values[place]), place == one.written)
        for place, said in PLACES
        if in_hundred(values[place]) != "no" or place == one.written
    ]
