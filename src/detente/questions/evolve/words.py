"""How we get there from here, in words: one small function for each sentence."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Ends, Standing, StateValue, Way
from detente.conflict import find_concept
from detente.questions.evolve.answer import EvolveAnswer, Led
from detente.questions.evolve.detail_words import _details
from detente.questions.evolve.picture import picture
from detente.wording import (
    Said,
    Voice,
    Words,
    capital,
    fitting,
    listed,
    spelled,
    to_type,
    verb,
)
from detente.wording.accounts import accounts_named, each, quoted
from detente.wording.basis import basis_of_all
from detente.wording.concepts import marks

MOST_POINTS = 3
MOST_LETTERS = 3
LONGEST_TITLE = 8


def say(answers: Sequence[EvolveAnswer], voice: Voice) -> Said:
    """Say where it leads from the start, and by which moves, under each account."""
    first = answers[0]
    groups: dict[str, list[EvolveAnswer]] = {}
    for answer in answers:
        groups.setdefault(where_to(answer, voice), []).append(answer)
    drawn = picture(answers, voice)
    return Said(
        question="How do we get there from here?",
        headline=_headline(groups, voice, len(answers)),
        points=_points(groups, voice),
        pictures=() if drawn is None else (drawn,),
        sure=_sure(answers, voice),
        next=_next(first, voice),
        details=each(answers, lambda a: _details(a, voice)),
        account=first.perspective if len(answers) == 1 else "",
        id="evolve",
    )


# -- where it leads ---------------------------------------------------------------------------------------------------


def outcome(voice: Voice, state: StateValue, *, short: bool = False) -> str:
    """Name an outcome inside a sentence: ``A (talks; no support)``; in short, or with a long title, ``A``."""
    if voice.is_today(state):
        return "today's situation"
    title, letter = voice.title(state), voice.letter(state)
    if letter == title:
        return f"“{title}”"
    return letter if short or len(title.split()) > LONGEST_TITLE else f"{letter} ({title})"


def begins(voice: Voice, state: StateValue) -> str:
    """Name where it begins: ``today``, or an outcome."""
    return "today" if voice.is_today(state) else outcome(voice, state)


def leads(voice: Voice, states: Sequence[StateValue], ends: Ends, start: int, *, short: bool = False) -> str:
    """Say where one way of looking at it leads, as a clause."""
    goal = leads_to(voice, states, ends, start, short=short)
    if goal:
        return f"it leads to {goal}"
    if ends.count is None:
        return "where it leads is not known"
    return (
        f"{outcome(voice, states[start], short=short)} holds" if ends.states else "it goes round without end"
    )


def leads_to(
    voice: Voice, states: Sequence[StateValue], ends: Ends, start: int, *, short: bool = False
) -> str:
    """Name what it leads to; nothing where it leads nowhere or stays where it begins."""
    if not ends.states or (ends.count is not None and ends.states == (start,)):
        return ""
    found = [states[s] for s in ends.states]
    if ends.count is None:
        return f"{outcome(voice, found[0], short=short)}, among others"
    if len(found) == 1:
        return outcome(voice, found[0], short=short)
    if len(found) <= MOST_LETTERS:
        letters = listed(sorted(outcome(voice, s, short=True) for s in found), "or")
        return letters if short else f"one of {spelled(len(found))} outcomes, {letters}"
    near = "" if short else f", the nearest of them {outcome(voice, found[0], short=True)}"
    return f"one of {spelled(int(ends.count))} outcomes{near}"


def where_to(answer: EvolveAnswer, voice: Voice, *, short: bool = False) -> str:
    """Say where it leads, not looking ahead and looking ahead; once, where that is the same."""
    found = answer.heading
    near = leads(voice, answer.states, found.myopic, answer.start, short=short)
    ahead = leads(voice, answer.states, found.ahead, answer.start, short=short)
    if found.same or near == ahead:
        return near
    return f"not looking ahead, {near}; looking ahead, {ahead}"


def _headline(groups: dict[str, list[EvolveAnswer]], voice: Voice, number: int) -> str:
    first = next(iter(groups.values()))[0]
    start = first.states[first.start]
    if len(groups) > 1:
        return _parting(groups, voice, start)
    found = first.heading
    every = ", as far as preferences are known" if find_concept(found.myopic.concept).variant else ""
    every += ", in every account" if number > 1 else ""
    way = only_way(first) if number == 1 else None
    far, by = "", ""
    if way is not None:
        far = f" in {spelled(len(way.moves))} {verb(len(way.moves), 'move', 'moves')}"
        by = f": {moves_in_short(voice.words(first.perspective), first.states, way)}"
    told, short = (from_start(first, voice, short=s) for s in (False, True))
    return fitting(
        *(f"{t}{far}{b}{every}." for b in (by, "") for t in (told, short)), f"{short}{every}.", f"{short}."
    )


def only_way(answer: EvolveAnswer) -> Way | None:
    """Give the way where there is but one: looking ahead or not, it leads to one outcome, and somebody moves."""
    found = answer.heading
    if not found.same or found.ahead.count != "1" or len(found.ahead.ways) != 1:
        return None
    way = found.ahead.ways[0]
    return way if way.moves else None


def from_start(answer: EvolveAnswer, voice: Voice, *, short: bool = False) -> str:
    """Say where it leads, and begin with where it begins."""
    start, text = answer.states[answer.start], where_to(answer, voice, short=short)
    clauses = [
        leads(voice, answer.states, e, answer.start, short=short)
        for e in (answer.heading.myopic, answer.heading.ahead)
    ]
    once, ends = answer.heading.same or clauses[0] == clauses[1], answer.heading.myopic
    holds = ends.count is not None and ends.states == (answer.start,)
    if once and not holds and (ends.states or ends.count is not None):
        return f"From {begins(voice, start)} {text}"
    if voice.is_today(start) or (once and holds):
        return capital(text)
    return f"From {begins(voice, start)}: {text}"


def _parting(groups: dict[str, list[EvolveAnswer]], voice: Voice, start: StateValue) -> str:
    """Say that accounts part; where they agree looking ahead, say so."""
    ahead: dict[str, list[str]] = {}
    goals: dict[str, str] = {}
    for alike in groups.values():
        for answer in alike:
            text = leads(voice, answer.states, answer.heading.ahead, answer.start, short=True)
            ahead.setdefault(text, []).append(answer.perspective)
            goals[text] = leads_to(voice, answer.states, answer.heading.ahead, answer.start, short=True)
    if len(ahead) == 1:
        [text] = ahead
        return fitting(
            f"Looking ahead, {text} in every account; not looking ahead, the accounts part.",
            "The accounts part on where it leads, not looking ahead.",
        )
    told = "; ".join(f"{text} in {quoted(ids)}" for text, ids in ahead.items())
    if all(goals.values()):
        told = f"it leads to {'; '.join(f'{goals[text]} in {quoted(ids)}' for text, ids in ahead.items())}"
    first = next(iter(groups.values()))[0]
    stays = voice.is_today(start) and first.heading.ahead.states == (first.start,)
    begin = "Looking ahead" if stays else f"From {begins(voice, start)}, looking ahead"
    return fitting(
        f"{begin}, {told}.",
        f"The accounts part on where it leads from {begins(voice, start)}.",
    )


# -- points -----------------------------------------------------------------------------------------------------------


def _points(groups: dict[str, list[EvolveAnswer]], voice: Voice) -> tuple[str, ...]:
    if len(groups) > 1:
        told = []
        for alike in list(groups.values())[:MOST_POINTS]:
            ids = [a.perspective for a in alike]
            lead = accounts_named(ids)
            texts = [where_to(alike[0], voice, short=short) for short in (False, True)]
            told.append(fitting(*(f"{lead}, {text}." for text in texts)))
        return tuple(told)
    [alike] = groups.values()
    mine = [_points_of(answer, voice) for answer in alike]
    return tuple(p for p in mine[0] if all(p in other for other in mine))[:MOST_POINTS]


def _points_of(answer: EvolveAnswer, voice: Voice) -> list[str]:
    words, found = voice.words(answer.perspective), answer.heading
    both = (found.ahead,) if found.same else (found.ahead, found.myopic)
    points = []
    goal = next((e for e in both if e.states and e.states != (answer.start,)), None)
    if goal is not None:
        where = "" if found.same else outcomes_in_short(voice, [answer.states[s] for s in goal.states])
        points.append(fares(words, goal.standings, begins(voice, answer.states[answer.start]), where))
    points.append(beyond(answer.led))
    return [p for p in points if p]


def outcomes_in_short(voice: Voice, states: Sequence[StateValue]) -> str:
    """Name a few outcomes by their letters: ``E and F``; many as ``these``."""
    if len(states) > MOST_LETTERS:
        return "all of these"
    return listed(sorted(outcome(voice, s, short=True) for s in states))


def moves_in_short(words: Words, states: Sequence[StateValue], way: Way) -> str:
    """Tell a way in short: who moves, and to do what: ``Russia (“talks”), then Ukraine (“joins talks”)``."""
    steps, before = [], states[way.start]
    for step in way.moves:
        after = states[step.state]
        told = words.does(before, after, step.mover)
        steps.append(words.party(step.mover) + (f" (“{told}”)" if told else ""))
        before = after
    return ", then ".join(steps)


def fares(words: Words, standings: Sequence[Standing], start: str, where: str = "") -> str:
    """Say who gains and who loses compared with the start, in every outcome; `where` names these."""
    kinds: dict[str, list[str]] = {}
    for s in standings:
        kinds.setdefault(s.kind, []).append(s.decision_maker)
    parts: dict[str, str] = {}
    for kind, told in (
        ("better", "would gain"),
        ("better_or_same", "would gain or fare the same"),
        ("worse", "would lose"),
        ("worse_or_same", "would lose or fare the same"),
        ("same", "would fare the same"),
    ):
        if dms := kinds.get(kind):
            parts[kind] = f"{words.parties(dms)} {told}"
    if dms := kinds.get("open"):
        parts["open"] = f"for {words.parties(dms)} it depends on the outcome"
    if dms := kinds.get("unknown"):
        parts["unknown"] = f"for {words.parties(dms)} it is unknown"
    clear = [text for kind, text in parts.items() if kind in ("better", "worse")]
    lead = f"In {where}, compared with {start}" if where else f"Compared with {start}"
    shorter = [f"{lead}, {'; '.join(clear)}."] if clear else []
    return fitting(f"{lead}, {'; '.join(parts.values())}.", *shorter, "") if parts else ""


def beyond(led: Sequence[Led]) -> str:
    """Say how many further outcomes would hold that improvements do not lead to; by the first concept, plainly."""
    plain = next((one for one in led if not find_concept(one.concept).variant), None)
    if plain is None or plain.only_by_moves is None or plain.unreachable is None:
        return ""
    far, lost = int(plain.only_by_moves), int(plain.unreachable)
    told = f"{spelled(far + lost)} further {verb(far + lost, 'outcome', 'outcomes')} would hold, but"
    if far and lost:
        rest = f"{spelled(lost)} cannot be reached, and the way to the {verb(far, 'other', 'others')} costs somebody"
        return f"{capital(told)} {rest}."
    if far:
        return f"{capital(told)} somebody would have to make a move that it does not gain by."
    if lost:
        return f"{capital(told)} no moves lead there."
    return ""


# -- how sure, and what next ------------------------------------------------------------------------------------------


def _sure(answers: Sequence[EvolveAnswer], voice: Voice) -> str:
    told: dict[str, dict[str, list[str]]] = {}
    for answer in answers:
        for name, text in held(answer, voice):
            told.setdefault(text, {}).setdefault(name, []).append(answer.perspective)
    parts = []
    for text, by_name in told.items():
        known = list(by_name)
        parts.append(f"{listed(sorted(known))} {verb(len(known), 'holds', 'hold')}: {text}")
    told_held = f"{capital('; '.join(parts))}. " if parts else ""
    return f"{told_held}{basis_of_all(answers)}"


def held(answer: EvolveAnswer, voice: Voice) -> list[tuple[str, str]]:
    """Say under which concepts the nearest of the outcomes hold: how each is called, and marks."""
    wanted = dict.fromkeys((*answer.heading.ahead.states[:1], *answer.heading.myopic.states[:1]))
    asked = [one.concept for one in answer.led]
    by = {reached.state: reached for reached in answer.reachable}
    return [
        (
            outcome(voice, answer.states[at], short=True),
            marks({c: c in by[at].concepts for c in asked}),
        )
        for at in wanted
        if at in by
    ]


def _next(answer: EvolveAnswer, voice: Voice) -> tuple[str, ...]:
    whose = ("-p", answer.perspective) if len(answer.perspectives) > 1 else ()
    ends = answer.heading.ahead.states or answer.heading.myopic.states
    if not ends:
        return (voice.command("better", *whose),)
    state = answer.states[ends[0]]
    here = () if voice.is_today(state) else ("--state", to_type(state))
    return (voice.command("explain", *whose, *here),)
