"""How far where it is heading holds against what is doubted, in words."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from detente.answers import StateValue
from detente.questions.robust import asked_words as asked
from detente.questions.robust import deal_words as deals
from detente.questions.robust.answer import RobustAnswer, RobustConcept
from detente.questions.robust.asked_detail_words import asked_details
from detente.questions.robust.detail_words import details
from detente.questions.robust.doubt_facts import DoubtFact
from detente.questions.robust.phrases import (
    LOOKING,
    ahead,
    doubted,
    in_hundred,
    leads,
    myopic,
    settled,
    several,
    target,
    whether,
)
from detente.questions.robust.picture import picture
from detente.wording import Said, Voice, capital, count, fitting, listed, quantity, spelled, verb
from detente.wording.accounts import each, followed, one_of
from detente.wording.basis import basis_of_all
from detente.wording.outcomes import sentence

MOST_POINTS = 3


def say(answers: Sequence[RobustAnswer], voice: Voice) -> Said:
    """Say whether the answer holds if claims are wrong, which decide, and what to find out first."""
    if answers[0].asked is not None:
        return say_asked(answers, voice)
    drawn = picture(answers, voice)
    return Said(
        question="If some of what the file says is wrong: does the answer hold?",
        headline=headline(answers, voice),
        points=points(answers, voice),
        pictures=tuple(p for p in (drawn, deals.picture(answers, voice)) if p is not None),
        sure=f"{sure(answers)} {basis_of_all(answers)}",
        next=(
            voice.command("pivot" if any(a.concepts for a in answers) else "settle"),
            voice.command("check"),
        ),
        details=each(answers, lambda a: details(a, voice)),
        account=followed(answers),
        id="robust",
    )


def say_asked(answers: Sequence[RobustAnswer], voice: Voice) -> Said:
    """Say of an outcome that is asked about how often it may end there, and what decides that."""
    return Said(
        question=asked.question(answers[0], voice),
        headline=asked.headline(answers, voice),
        points=asked.points(answers, voice),
        pictures=(asked.picture(answers, voice),),
        sure=f"{sure(answers)} {basis_of_all(answers)}",
        next=(voice.command("robust"), voice.command("pivot", "--goal", quote(asked.fact(answers[0]).asked))),
        details=each(answers, lambda a: asked_details(a, voice)),
        account=answers[0].perspective if len(answers) == 1 else "",
        id="robust",
    )


def both_ways(answer: RobustAnswer) -> list[RobustConcept]:
    """Give what comes out looking ahead, and not looking ahead."""
    return [c for c in (ahead(answer), myopic(answer)) if c is not None]


def holds(answer: RobustAnswer) -> bool:
    """Tell whether, looking ahead or not, all accounts that the doubts allow are heading to the same."""
    return all(c.certain for c in both_ways(answer))


def lasting(answer: RobustAnswer) -> list[StateValue]:
    """Give the outcomes that it may end in, looking ahead or not, in every case that the doubts allow."""
    both = [{o.state for o in c.outcomes if o.always} for c in both_ways(answer)]
    return [answer.states[s] for s in sorted(set.intersection(*both))] if both else []


def _always(one: RobustConcept, answer: RobustAnswer) -> list[StateValue]:
    return [answer.states[o.state] for o in one.outcomes if o.always]


# -- the headline ------------------------------------------------------------------------------------------------------


def headline(answers: Sequence[RobustAnswer], voice: Voice) -> str:
    """Say whether it holds however the doubts are settled, or in how many cases."""
    if len(answers) == 1:
        [answer] = answers
        return of_one(answer, voice)
    told_of = [a for a in answers if a.concepts]
    if not told_of:
        return deals.of_all(answers)
    answers = told_of
    if all(holds(a) for a in answers):
        return "In every account it leads to the same, however the doubts are settled."
    kept = [(a, states) for a in answers if (states := lasting(a))]
    if not kept:
        return "In every account it hangs on doubted claims where it leads."
    told = [f"in “{a.perspective}” {several(states, voice)}" for a, states in kept]
    stays = verb(sum(len(states) for _, states in kept), "stays", "stay")
    rest = "" if len(kept) == len(answers) else "; elsewhere they decide"
    some = f"{spelled(len(kept))} of {spelled(len(answers))} accounts"
    return fitting(
        sentence(f"{listed(told)} {stays} among the outcomes however the doubts are settled{rest}"),
        f"In {some} some outcome stays however the doubts are settled.",
    )


def of_one(answer: RobustAnswer, voice: Voice) -> str:
    """Say it of one account."""
    if not answer.concepts:
        return deals.sentence_of(answer, voice)
    both = both_ways(answer)
    texts = [clause(c, answer, voice) for c in both]
    ways = [LOOKING[c.concept] for c in both]
    alike = len(both) == 2 and both[0].written == both[1].written and texts[0] == texts[1]
    if holds(answer):
        told = [leads(c, answer, voice) for c in both]
        if alike:
            [same] = {*told}
            return sentence(f"{settled_any(answer)}, it {same}, looking ahead or not")
        return sentence(
            f"{settled_any(answer)}: {'; '.join(f'{w}, it {t}' for w, t in zip(ways, told, strict=True))}"
        )
    if alike:
        [same] = {*texts}
        return sentence(f"with {doubted(answer)}, it {same}, looking ahead or not")
    told = [f"{w}, it {t}" for w, t in zip(ways, texts, strict=True)]
    shorter = [f"{w}: {brief_clause(c, answer, voice)}" for w, c in zip(ways, both, strict=True)]
    return fitting(sentence("; ".join(told)), sentence("; ".join(shorter)))


def settled_any(answer: RobustAnswer) -> str:
    """Begin a sentence about all cases."""
    number = sum(len(d.variants) > 1 for d in answer.doubts)
    return f"however {doubted(answer)} {'is' if number == 1 else 'are'} settled"


def clause(one: RobustConcept, answer: RobustAnswer, voice: Voice) -> str:
    """Say where it leads and in how many cases: ``leads to A in 48 of 100 cases``."""
    if one.certain:
        return f"always {leads(one, answer, voice)}"
    always = _always(one, answer)
    if always:
        return f"always leads to {several(always, voice)}, sometimes to others too"
    return f"{leads(one, answer, voice)} in {in_hundred(one.share)} cases"


def brief_clause(one: RobustConcept, answer: RobustAnswer, voice: Voice) -> str:
    """Say it without a verb: ``A in 48 of 100 cases``."""
    if one.certain:
        return f"always {target(one, answer, voice)}"
    always = _always(one, answer)
    if always:
        return f"always {several(always, voice)}, sometimes others too"
    return f"{target(one, answer, voice)} in {in_hundred(one.share)} cases"


# -- the points --------------------------------------------------------------------------------------------------------


def points(answers: Sequence[RobustAnswer], voice: Voice) -> tuple[str, ...]:
    """Say which claim decides, under which condition it turns, and what to find out first."""
    if len(answers) == 1:
        [answer] = answers
        if not answer.concepts:
            return ()
        found = [decides(answer, voice), turns(answer, voice), first(answer, voice)]
        if answer.deals is not None:
            found = [found[0], found[1] or found[2], deals.sentence_of(answer, voice)]
        return tuple(t for t in found if t)
    told = []
    for answer in answers[:MOST_POINTS]:
        if not answer.concepts:
            told.append(f"“{answer.perspective}”: {deals.sentence_of(answer, voice)}")
            continue
        both = both_ways(answer)
        texts = [brief_clause(c, answer, voice) for c in both]
        ways = [LOOKING[c.concept] for c in both]
        if len(both) == 2 and texts[0] == texts[1]:
            ways, texts = ["looking ahead or not"], texts[:1]
        said = "; ".join(f"{way}: {text}" for way, text in zip(ways, texts, strict=True))
        told.append(f"“{answer.perspective}”, {said}.")
    return tuple(told)


def _open(answer: RobustAnswer) -> RobustConcept | None:
    """Choose the way of looking in which something is open: looking ahead, if it is in both."""
    return next((c for c in both_ways(answer) if not c.certain), None)


def decides(answer: RobustAnswer, voice: Voice) -> str:
    """Say on which claim most hangs."""
    one = _open(answer)
    if one is None or not one.deciders:
        return ""
    best = one.deciders[0]
    rest = ""
    if best.written:
        rest = f": if not, the outcome changes in {in_hundred(best.index.turns / best.written)} cases"
    return fitting(
        *(
            f"{capital(LOOKING[one.concept])}, most hangs on whether {what}{rest}."
            for what in whether(answer.doubts[best.doubt], answer, voice)
        )
    )


def turns(answer: RobustAnswer, voice: Voice) -> str:
    """Say the fewest conditions under which the answer turns."""
    one = _open(answer)
    if one is None or not one.turns:
        return ""
    turn = one.turns[0]
    if one.share >= 0.5:
        then = f"it leads elsewhere in {in_hundred(1 - turn.share)} cases"
    else:
        then = f"it {leads(one, answer, voice)} in {in_hundred(turn.share)} cases"
    told, short = settled(turn.settled, answer, voice)
    ways = {"seq": "Looking ahead", "nash": "Not looking ahead"}
    way = ways.get(one.concept, capital(LOOKING[one.concept]))
    return fitting(f"{way}, {then} if {told}.", f"{way}, {then} if {short}.", f"{capital(then)} if {short}.")


def first(answer: RobustAnswer, voice: Voice) -> str:
    """Say what would be worth finding out first, and how many doubts change nothing."""
    one = _open(answer)
    both = [set(c.matterless) for c in both_ways(answer)]
    nothing = len(set.intersection(*both)) if both else 0
    rest = ""
    if nothing:
        change = verb(nothing, "changes", "change")
        rest = f"{quantity(nothing)} of {count(len(answer.doubts), 'doubt')} {change} nothing."
    if one is None or one.telling is None:
        return rest
    texts = [
        f"Worth finding out first: whether {w}." for w in whether(answer.doubts[one.telling], answer, voice)
    ]
    return fitting(*(f"{t} {rest}".strip() for t in texts), *texts)


def sure(answers: Sequence[RobustAnswer]) -> str:
    """Say that the weights are exact, of how many cases."""
    cases = max(int(a.accounts if a.concepts or a.deals is None else a.deals.accounts) for a in answers)
    number = f"{'up to ' if len(answers) > 1 else ''}{count(cases, 'case')}"
    drawn = [a for a in answers if a.how != "exact"]
    if drawn:
        some = min(int(a.drawn) for a in drawn)
        error = max(100 * a.error for a in drawn)
        where = "" if len(drawn) == len(answers) else f" in {listed([f'“{a.perspective}”' for a in drawn])}"
        return (
            f"{ways_drawn(drawn, where)}: {quantity(some)} of {quantity(cases)} cases (seed {one_of(drawn).seed}); "
            f"standard errors of shares are up to {error:.2g} of 100."
        )
    told = f"Exact, over all ways to settle the doubts ({number}), weighed by the file's chances."
    misfit = any(a.misfits for a in answers)
    return told + (" Cases that contradict themselves are left out." if misfit else "")


def ways_drawn(drawn: Sequence[RobustAnswer], where: str) -> str:
    """Begin to say that cases are drawn: where, and under which ways of looking all were taken, if under some."""
    exact = {c.concept for a in drawn for c in a.concepts} - {
        c.concept for a in drawn for c in a.concepts if c.how == "sampled"
    }
    if not exact:
        return f"Drawn{where}"
    ways = {c: LOOKING[c] for a in drawn for c in (k.concept for k in a.concepts)}
    told = listed([w for c, w in ways.items() if c in exact])
    return f"Exact {told}; drawn{where} {listed([w for c, w in ways.items() if c not in exact])}"


# -- the brief ---------------------------------------------------------------------------------------------------------


def in_brief(answers: Sequence[RobustAnswer], voice: Voice) -> str:
    """Say in one short sentence what holds in all cases that the doubts allow: it follows on how many are doubted."""
    answers = [a for a in answers if a.concepts]
    if not answers:
        return ""
    begin = (
        "Whichever of the doubtful ones are wrong"
        if all(of_claims(a) for a in answers)
        else "However the doubts are settled"
    )
    if all(holds(a) for a in answers):
        return f"{begin}, it leads to the same{' in every account' if len(answers) > 1 else ''}."
    kept = [(a, states) for a in answers if (states := lasting(a))]
    if not kept:
        hangs = "Where it leads hangs on the doubts"
        found = telling(answers)
        texts = whether(found[1], found[0], voice)[:1] if found else []  # an id alone would say too little
        return fitting(*(f"{hangs}; worth finding out first: whether {w}." for w in texts), f"{hangs}.")
    if len(answers) == 1:
        [(_, states)] = kept
        return f"{begin}, {several(states, voice)} {verb(len(states), 'stays', 'stay')} possible."
    told = [
        f"{several(states, voice)} {verb(len(states), 'stays', 'stay')} possible in “{a.perspective}”"
        for a, states in kept
    ]
    return f"{begin}, {listed(told)}."


def telling(answers: Sequence[RobustAnswer]) -> tuple[RobustAnswer, DoubtFact] | None:
    """Give the doubt that would tell most, where there is one account in which something is open."""
    found = [(a, one) for a in answers if (one := _open(a)) is not None]
    if len(found) != 1:
        return None
    [(answer, one)] = found
    return None if one.telling is None else (answer, answer.doubts[one.telling])


def of_claims(answer: RobustAnswer) -> bool:
    """Tell whether all doubts are about what parties want, so that they are those that a basis counts."""
    return answer.basis is not None and all(d.kind in ("statement", "whole") for d in answer.doubts)
