"""Why a state holds or not, in words: one small function for each sentence."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.explain.answer import ExplainAnswer
from detente.questions.explain.detail_words import details
from detente.questions.explain.verdict_words import (
    Reading,
    Who,
    ahead_of,
    last,
    leavers,
    place,
    read,
    verdict_in_brief,
    why_not,
)
from detente.questions.explain.witness_words import quiet_ones, telling_of, witness_in_short, witness_points
from detente.wording import (
    Said,
    Voice,
    Words,
    capital,
    fitting,
    to_type,
)
from detente.wording.accounts import accounts_named, each, names, quoted
from detente.wording.basis import basis_of_all
from detente.wording.concepts import marks

MOST_POINTS = 3


def say(answers: Sequence[ExplainAnswer], voice: Voice) -> Said:
    """Say why a state holds or not, under each account."""
    first = answers[0]
    state = first.states[first.state]
    where = place(voice, state)
    groups: dict[Reading, list[ExplainAnswer]] = {}
    for answer in answers:
        groups.setdefault(read(answer), []).append(answer)
    return Said(
        question=f"Why does {where} hold, or not?",
        headline=_headline(groups, voice, where),
        points=tuple(capital(p) for p in _points(groups, voice, where)),
        sure=_sure(answers),
        next=_next(answers, voice, state),
        details=each(answers, lambda a: details(a, voice)),
        account=first.perspective if len(answers) == 1 else "",
        id="explain",
    )


def _everyone(answer: ExplainAnswer) -> bool:
    return {v.decision_maker for v in answer.verdicts} == {m.id for m in answer.decision_makers}


def _headline(groups: dict[Reading, list[ExplainAnswer]], voice: Voice, where: str) -> str:
    if len(groups) == 1:
        [(reading, alike)] = groups.items()
        words = voice.words(alike[0].perspective)
        text = capital(verdict_in_brief(words, reading, where, everyone=_everyone(alike[0])))
        every = ", in every account" if len(alike) > 1 else ""
        return fitting(f"{text}{why_not(reading)}{every}.", f"{text}{every}.", f"{text}.")
    lead = {capital(ahead_of(r.base)) if r.base else "Looking only one move ahead" for r in groups}
    how = lead.pop() if len(lead) == 1 else "Looking ahead"
    parts: dict[Who, list[str]] = {}
    for reading, alike in groups.items():
        parts.setdefault(last(reading), []).extend(a.perspective for a in alike)
    words = voice.words(next(iter(groups.values()))[0].perspective)
    if len(parts) == 1:
        told = leavers(words, next(iter(parts)), where)
        return fitting(
            f"{how}, {told} in every account; not looking ahead, the accounts part.",
            f"{how}, {told} in every account.",
        )
    texts = [
        f"{leavers(words, found, 'it' if k else where)} in {quoted(ids)}"
        for k, (found, ids) in enumerate(parts.items())
    ]
    return fitting(f"{how}, {'; '.join(texts)}.", f"{how}, the accounts part on who would leave {where}.")


def _points(groups: dict[Reading, list[ExplainAnswer]], voice: Voice, where: str) -> tuple[str, ...]:
    if len(groups) > 1:
        told = []
        for reading, alike in list(groups.items())[:MOST_POINTS]:
            words = voice.words(alike[0].perspective)
            text = verdict_in_brief(words, reading, where, everyone=_everyone(alike[0]))
            lead = accounts_named(names(alike))
            shorter = f"{ahead_of(reading.base or 'nash')}, {leavers(words, last(reading), where)}"
            told.append(fitting(f"{lead}: {text}.", f"{lead}: {shorter}.", f"{lead} it is otherwise."))
        return tuple(told)
    [alike] = groups.values()
    mine = [_points_of(answer, voice.words(answer.perspective), where) for answer in alike]
    return tuple(p for p in mine[0] if all(p in other for other in mine))[:MOST_POINTS]


def _points_of(answer: ExplainAnswer, words: Words, where: str) -> list[str]:
    """Give the points of one account: a witness in full for one decision maker, else one sentence for each."""
    makers = list(dict.fromkeys(v.decision_maker for v in answer.verdicts))
    told = {dm: telling_of(answer, dm) for dm in makers}
    quiet = [dm for dm in makers if told[dm] is None]
    if len(makers) == 1:
        [found] = told.values()
        return [] if found is None else witness_points(words, answer, found, where)
    points = [witness_in_short(words, answer, v) for v in told.values() if v is not None]
    points = points[: MOST_POINTS - bool(quiet)]
    if quiet and len(quiet) < len(makers):
        points.append(fitting(quiet_ones(words, quiet), "The others could gain by no move."))
    return points


def _sure(answers: Sequence[ExplainAnswer]) -> str:
    told: dict[str, list[ExplainAnswer]] = {}
    for answer in answers:
        told.setdefault(held(answer), []).append(answer)
    several = len(answers) > 1
    parts = [f"{text} ({quoted(names(found))})" if several else text for text, found in told.items()]
    return f"Holds: {'; '.join(parts)}. {basis_of_all(answers)}"


def held(answer: ExplainAnswer) -> str:
    """Say under which concepts everybody asked about stays."""
    found = dict.fromkeys((v.concept for v in answer.verdicts), True)
    for v in answer.verdicts:
        found[v.concept] &= v.stable
    return marks(found)


def _next(answers: Sequence[ExplainAnswer], voice: Voice, state: StateValue) -> tuple[str, ...]:
    first = answers[0]
    whose = ("-p", first.perspective) if len(first.perspectives) > 1 else ()
    here = () if voice.is_today(state) else ("--state", to_type(state))
    makers = list(dict.fromkeys(v.decision_maker for v in first.verdicts))
    found = []
    if len(makers) > 1:
        telling = next((dm for dm in makers if telling_of(first, dm) is not None), None)
        if telling is not None:
            found.append(voice.command("explain", *whose, *here, "--dm", telling, "--concepts", "seq"))
    start = () if not here else ("--start", here[1])
    found.append(voice.command("evolve", *whose, *start))
    return tuple(found)
