"""Why a state holds or not, in words: one small function for each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from detente.answers import Reason, StateValue, Way
from detente.conflict import EXTENSIONS, STRENGTHS, find_concept, in_reading_order
from detente.questions.explain.answer import ExplainAnswer, Improvement, Verdict
from detente.wording import (
    Block,
    Items,
    Said,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    fitting,
    label,
    listed,
    quantity,
    spelled,
    to_type,
)
from detente.wording.accounts import accounts_named, each, names, quoted
from detente.wording.basis import basis_of_all
from detente.wording.concepts import families, long, marks, name
from detente.wording.concepts import names as concept_names

MOST_POINTS = 3
MOST_NAMED = 4  # parties by name in a headline
MOST_TOLD = 4  # improvements that meet the same answer, told one by one
MOST_ITEMS = 12
MOST_STATEMENTS = 24
MOST_FORESEEN = 8
LONGEST_TITLE = 8  # words of a title that fits into a headline


@dataclass(frozen=True, slots=True)
class Who:
    """Who would leave a state in one way of looking at it; `perhaps`: that hangs on what is unknown."""

    leave: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the headline speaks of: not looking ahead, and looking ahead under `base`; None where it was not asked.

    `other` is a further concept that was asked for and under which it is otherwise than under `base`, with who leaves.
    """

    near: Who | None
    ahead: Who | None
    base: str = ""
    other: tuple[str, Who] | None = None


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
        details=each(answers, lambda a: _details(a, voice)),
        account=first.perspective if len(answers) == 1 else "",
        id="explain",
    )


# -- who leaves -------------------------------------------------------------------------------------------------------


def who(answer: ExplainAnswer, keys: Iterable[str]) -> Who:
    """Tell who leaves under all of some concepts (the extensions of one), who under some, who under none."""
    wanted = set(keys)
    stable: dict[str, list[bool]] = {}
    for v in answer.verdicts:
        if v.concept in wanted:
            stable.setdefault(v.decision_maker, []).append(v.stable)
    leave = tuple(dm for dm, s in stable.items() if not any(s))
    perhaps = tuple(dm for dm, s in stable.items() if any(s) and not all(s))
    if all(find_concept(k).leaves_for_unknown for k in wanted):  # it may be no gain that they leave for
        leave, perhaps = (), leave + perhaps
    return Who(leave, perhaps, tuple(dm for dm, s in stable.items() if all(s)))


def read(answer: ExplainAnswer) -> Reading:
    """Choose what the headline speaks of: Nash; and SEQ, or else the first other concept that was asked for."""
    families: dict[str, list[str]] = {}
    for key in in_reading_order({v.concept for v in answer.verdicts}):
        concept = find_concept(key)
        family = key if concept.variant in ("strong", "weak") else concept.base
        families.setdefault(family, []).append(key)
    near = who(answer, families["nash"]) if "nash" in families else None
    others = [f for f in families if f != "nash"]
    base = "seq" if "seq" in families else others[0] if others else ""
    ahead = who(answer, families[base]) if base else None
    further = ((f, who(answer, families[f])) for f in others if find_concept(f).variant not in STRENGTHS)
    other = None if near is not None else next((o for o in further if o[1] != ahead), None)
    return Reading(near, ahead, base, other)


# -- the headline -----------------------------------------------------------------------------------------------------


def place(voice: Voice, state: StateValue) -> str:
    """Name the state inside a sentence: ``today's situation``, ``outcome B (talks; no support)``."""
    if voice.is_today(state):
        return "today's situation"
    title = voice.title(state)
    short = f" ({title})" if len(title.split()) <= LONGEST_TITLE else ""
    letter = voice.letter(state)
    return f"the outcome “{title}”" if letter == title else f"outcome {letter}{short}"


def ahead_of(base: str) -> str:
    """Say in which way the sides look ahead under a concept, as the beginning of a clause."""
    concept = find_concept(base)
    traits = concept.traits
    if traits.far == "endless":
        return "looking ahead without end"
    if traits.far == "horizon":
        return f"looking {count(concept.horizon, 'move')} ahead"
    if traits.pays == "no":
        return "fearing any answer it could not escape" if traits.escape else "fearing any answer"
    if traits.at_once:
        return f"looking {'ahead and ' if traits.far == 'answer' else ''}to moves at the same time"
    return "looking ahead to its own reaction" if traits.escape else "looking ahead"


def leavers(words: Words, found: Who, where: str) -> str:
    """Say who would leave: ``Russia would leave ... and Ukraine may``; ``nobody would leave ...``."""
    if found.leave:
        may = f", and {parties(words, found.perhaps)} may" if found.perhaps else ""
        return f"{parties(words, found.leave)} would leave {where}{may}"
    if found.perhaps:
        return f"{parties(words, found.perhaps)} may leave {where}"
    return f"nobody would leave {where}"


def parties(words: Words, dms: Sequence[str]) -> str:
    """Name some parties; of many say how many."""
    return words.parties(dms) if len(dms) <= MOST_NAMED else f"{spelled(len(dms))} parties"


def verdict_in_brief(words: Words, reading: Reading, where: str, *, everyone: bool) -> str:
    """Say who would leave and who would not, not looking ahead and looking ahead: a sentence without its stop."""
    near, ahead = reading.near, reading.ahead
    if find_concept(reading.base or "nash").variant in ("strong", "weak"):
        assert ahead is not None
        return firmly(words, ahead, where, find_concept(reading.base).variant)
    if ahead is None:
        assert near is not None
        return near_only(words, near, where, everyone=everyone)
    if near is None:
        return f"{_how(words, reading.base, ahead, where, everyone=everyone)}{_otherwise(words, reading, everyone)}"
    if near == ahead and not near.leave and not near.perhaps:
        return near_only(words, near, where, everyone=everyone)
    if near == ahead:
        hangs = ": that hangs on what is unknown" if near.perhaps else ""
        return f"{leavers(words, near, where)}, {ahead_of(reading.base)} or not{hangs}"
    return (
        f"not looking ahead, {leavers(words, near, where)}; {ahead_of(reading.base)}, "
        f"{_short_leavers(words, ahead, near, everyone=everyone)}"
    )


def _how(words: Words, base: str, found: Who, where: str, *, everyone: bool) -> str:
    """Say who would leave looking ahead in one way, or who would not."""
    if found.leave or found.perhaps:
        return f"{ahead_of(base)}, {leavers(words, found, where)}"
    return f"{ahead_of(base)}, {_stayers(words, found, everyone=everyone)} leave {where}"


def _otherwise(words: Words, reading: Reading, everyone: bool) -> str:
    """Say that it is otherwise in another way of looking ahead, where that was asked too."""
    if reading.other is None or reading.ahead is None:
        return ""
    base, found = reading.other
    return f"; {ahead_of(base)}, {_short_leavers(words, found, reading.ahead, everyone=everyone)}"


def _short_leavers(words: Words, ahead: Who, near: Who, *, everyone: bool) -> str:
    """Say who leaves looking ahead, after it was said who does not looking ahead."""
    if not ahead.leave and not ahead.perhaps:
        changed = tuple(dm for dm in ahead.stay if dm not in near.stay)
        return "nobody would" if everyone else f"{parties(words, changed or ahead.stay)} would not"
    if ahead.leave:
        only = "only " if set(ahead.leave) < set(near.leave) else ""
        may = f", and {parties(words, ahead.perhaps)} may" if ahead.perhaps else ""
        return f"{only}{parties(words, ahead.leave)} would{may}"
    return f"{parties(words, ahead.perhaps)} may"


def _stayers(words: Words, found: Who, *, everyone: bool) -> str:
    return "nobody would" if everyone else f"{parties(words, found.stay)} would not"


def near_only(words: Words, near: Who, where: str, *, everyone: bool) -> str:
    """Say who would leave, if each looks only at its own next move."""
    if near.leave or near.perhaps:
        return f"looking only one move ahead, {leavers(words, near, where)}"
    why = "no side could gain by a move of its own" if everyone else "no move of its own would be a gain"
    return f"{_stayers(words, near, everyone=everyone)} leave {where}: {why}"


def firmly(words: Words, found: Who, where: str, variant: str) -> str:
    """Say who is held by something much worse, or is held but not by that."""
    if variant == "strong":
        if not found.stay:
            return f"{parties(words, found.leave)} would not be held in {where} by something much worse"
        rest = f"; {parties(words, found.leave)} would not" if found.leave else ""
        return f"{parties(words, found.stay)} would be held in {where} by something much worse{rest}"
    if not found.stay:
        return (
            f"{parties(words, found.leave)} would not be held in {where} by something that is not much worse"
        )
    return f"{parties(words, found.stay)} would be held in {where}, but not by something much worse"


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
        parts.setdefault(_last(reading), []).extend(a.perspective for a in alike)
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


def _last(reading: Reading) -> Who:
    """Give who leaves looking ahead; where that was not asked, who leaves not looking ahead."""
    found = reading.ahead or reading.near
    assert found is not None
    return found


def why_not(reading: Reading) -> str:
    """Say why who would gain stays all the same, as the end of a sentence; empty where it is not so."""
    if reading.near is None or reading.ahead is None or not reading.near.leave:
        return ""
    if reading.ahead.leave or reading.ahead.perhaps:
        return ""
    if find_concept(reading.base).traits.foresees:
        return ", as what follows would undo the gain"
    return ", as an answer would undo the gain"


# -- points -----------------------------------------------------------------------------------------------------------


def _points(groups: dict[Reading, list[ExplainAnswer]], voice: Voice, where: str) -> tuple[str, ...]:
    if len(groups) > 1:
        told = []
        for reading, alike in list(groups.items())[:MOST_POINTS]:
            words = voice.words(alike[0].perspective)
            text = verdict_in_brief(words, reading, where, everyone=_everyone(alike[0]))
            lead = accounts_named(names(alike))
            shorter = f"{ahead_of(reading.base or 'nash')}, {leavers(words, _last(reading), where)}"
            told.append(fitting(f"{lead}: {text}.", f"{lead}: {shorter}.", f"{lead} it is otherwise."))
        return tuple(told)
    [alike] = groups.values()
    mine = [_points_of(answer, voice.words(answer.perspective), where) for answer in alike]
    return tuple(p for p in mine[0] if all(p in other for other in mine))[:MOST_POINTS]


def _points_of(answer: ExplainAnswer, words: Words, where: str) -> list[str]:
    """Give the points of one account: a witness in full for one decision maker, else one sentence for each."""
    makers = list(dict.fromkeys(v.decision_maker for v in answer.verdicts))
    told = {dm: _telling(answer, dm) for dm in makers}
    quiet = [dm for dm in makers if told[dm] is None]
    if len(makers) == 1:
        [found] = told.values()
        return [] if found is None else witness_points(words, answer, found, where)
    points = [witness_in_short(words, answer, v) for v in told.values() if v is not None]
    points = points[: MOST_POINTS - bool(quiet)]
    if quiet and len(quiet) < len(makers):
        points.append(fitting(quiet_ones(words, quiet), "The others could gain by no move."))
    return points


def _telling(answer: ExplainAnswer, dm: str) -> Verdict | None:
    """Choose the verdict whose witness is told: the one that the headline rests on, if it has improvements."""
    base = read(answer).base
    mine = [v for v in answer.verdicts if v.decision_maker == dm and v.improvements]
    asked = [v for v in mine if base in (v.concept, find_concept(v.concept).base)] or mine
    return next((v for v in asked if not v.stable), asked[0] if asked else None)


def quiet_ones(words: Words, dms: Sequence[str]) -> str:
    """Say who has no move to anything better."""
    return f"{parties(words, dms)} could gain by no move."


def move_in_short(words: Words, before: StateValue, after: StateValue, mover: str) -> str:
    """Say in short words what a move is: ``“talks”``; ``a move`` where short words do not tell."""
    text = words.step_short(before, after, mover)
    return "a move" if text.startswith("#") else f"“{text}”"


def witness_in_short(words: Words, answer: ExplainAnswer, found: Verdict) -> str:
    """Say in one sentence how a decision maker could gain, and what keeps it from that or that nothing does."""
    one = found.improvements[0]
    before, after = answer.states[answer.state], answer.states[one.state]
    dm = words.party(found.decision_maker)
    gains = "may" if one.gain.unknown else "would"
    what = "gain" if one.gain.gain > 0 or one.gain.unknown else "end better off"
    lead = f"{dm} {gains} {what} by {move_in_short(words, before, after, found.decision_maker)}"
    wish = f" ({words.reason(one.gain)})"
    if not one.deterred:
        rest = unhindered(found.concept)
        return fitting(f"{lead}{wish}{rest}.", f"{lead}{rest}.", f"{dm} {gains} {what} by a move{rest}.")
    reply = answer_in_short(words, answer, found, one)
    return fitting(
        f"{lead}{wish}, but {reply}; {dm} would end no better off.",
        f"{lead}, but {reply}; {dm} would end no better off.",
        f"{lead}, but {reply}.",
        f"{dm} {gains} {what} by a move, but the others' answer would leave it no better off.",
    )


def unhindered(concept: str) -> str:
    """Say why nothing deters an improvement, as the end of a sentence."""
    found = find_concept(concept)
    traits = found.traits
    if traits.foresees:
        return "" if found.horizon == 1 else ", and what follows would not undo it"
    if traits.far == "move":
        return ", whatever others do at the same time" if traits.at_once else ""
    if found.variant == "strong":
        return ", and no answer would make it much worse off"
    if traits.pays == "no":
        return ", and could get away from any answer" if traits.escape else ", and no answer deters it"
    return ", and no answer that would pay for the others deters it"


def answer_in_short(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Say in short words what the others would do about an improvement, and whether that pays for them."""
    states = answer.states
    if one.at_once:
        start = states[answer.state]
        moves = [
            f"{words.party(m.mover)} with {move_in_short(words, start, states[m.state], m.mover)}"
            for m in one.at_once
        ]
        return f"others could move at the same time ({listed(moves)})"
    assert one.sanction is not None
    if not one.sanction.moves:
        return "nobody would move on from there"
    if find_concept(found.concept).traits.foresees:
        return moves_in_short(words, states, one.sanction, "would")
    return f"{moves_in_short(words, states, one.sanction, 'could')}{payment_in_short(words, one.movers)}"


def moves_in_short(words: Words, states: Sequence[StateValue], way: Way, can: str) -> str:
    """Tell an answer in short: ``Europe could answer with “sanctions”, then Russia with “talks”``."""
    told, before = list[str](), states[way.start]
    for step in way.moves:
        after = states[step.state]
        how = f"{can} answer with" if not told else "with"
        told.append(f"{words.party(step.mover)} {how} {move_in_short(words, before, after, step.mover)}")
        before = after
    return ", then ".join(told)


def others_in_short(words: Words, one: Improvement) -> str:
    """Say who has an answer, and whether it pays, where the moves themselves are too many to tell."""
    movers = list(dict.fromkeys(m.decision_maker for m in one.movers))
    together = " together" if len(movers) > 1 else ""
    have = f"could answer{together}" if movers else ""
    return f"But {words.parties(movers)} {have}{payment_in_short(words, one.movers)}." if movers else ""


def payment_in_short(words: Words, movers: Sequence[Reason]) -> str:
    """Say whether an answer pays for those who give it, as the end of a clause."""
    if any(m.unknown for m in movers):
        return " (it is unknown whether that pays)"
    losing = list(dict.fromkeys(m.decision_maker for m in movers if m.gain < 0))
    if losing:
        return f", at a cost to {words.parties(losing)}"
    if any(m.gain == 0 for m in movers):
        return ", gaining nothing"
    return ", and would gain by it"


def witness_points(words: Words, answer: ExplainAnswer, found: Verdict, where: str) -> list[str]:
    """Tell the first witness of a verdict in up to three sentences: the gain, the answer, where it ends."""
    one = found.improvements[0]
    return [
        p for p in (gain_point(words, answer, found, one), *_after(words, answer, found, one, where)) if p
    ]


def gain_point(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Say what the decision maker could do, and why it would gain."""
    before, after = answer.states[answer.state], answer.states[one.state]
    mover = found.decision_maker
    dm = words.party(mover)
    gain = gaining(one.gain)
    full = f"{dm} could {words.step(before, after, mover)}{gain}"
    brief = f"{dm} could choose {move_in_short(words, before, after, mover)}{gain}"
    why = words.reason(one.gain)
    return fitting(f"{full}: {why}.", f"{full}.", f"{brief}: {why}.", f"{brief}.")


def gaining(gain: Reason) -> str:
    """Say whether a move is a gain, as the end of a clause."""
    if gain.unknown:
        return ", and may gain"
    return ", and would gain" if gain.gain > 0 else ""


def _after(
    words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement, where: str
) -> tuple[str, ...]:
    dm = words.party(found.decision_maker)
    if one.deterred:
        assert one.loss is not None
        reply = answer_in_short(words, answer, found, one)
        end = ended(words, one.loss, f"{dm} would then be", than=f"in {where}")
        shorter = ended(words, one.loss, f"{dm} would then be", than="before")
        return (
            fitting(f"But {reply}.", others_in_short(words, one), "But the others have an answer."),
            fitting(end, shorter, f"{dm} would then be no better off than before."),
        )
    if one.escape is not None and one.answer is not None:
        away = move_in_short(
            words, answer.states[one.answer.end], answer.states[one.escape], found.decision_maker
        )
        return (f"Whatever the others answer, {dm} could get away: by {away}, say.",)
    concept = find_concept(found.concept)
    if concept.traits.foresees and one.answer is not None and one.answer.moves and one.loss is not None:
        reply = moves_in_short(words, answer.states, one.answer, "would")
        return (f"{reply}.", ended(words, one.loss, f"{dm} would then be", than="before"))
    gains = one.gain.gain > 0 or one.gain.unknown
    if concept.base == "nash" or not gains or not unhindered(found.concept):
        return ()
    return (f"{capital(unhindered(found.concept).removeprefix(', ').removeprefix('and '))}.",)


def ended(words: Words, loss: Reason, lead: str, *, than: str) -> str:
    """Say that somebody ends no better off than where it began, and why."""
    if loss.unknown:
        return (
            f"{lead.replace('would then be', 'may then be')} no better off than {than}: {words.reason(loss)}."
        )
    if loss.degree > 1 and loss.gain < 0:
        return f"{lead} much worse off than {than}: {words.reason(msgspec.structs.replace(loss, degree=1))}."
    how = "better" if loss.gain > 0 else "as well" if loss.gain == 0 else "worse"
    compared = "off as" if loss.gain == 0 else "off than"
    return f"{lead} {how} {compared} {than}: {words.reason(loss)}."


# -- how sure, and what next ------------------------------------------------------------------------------------------


def _sure(answers: Sequence[ExplainAnswer]) -> str:
    told: dict[str, list[ExplainAnswer]] = {}
    for answer in answers:
        told.setdefault(held(answer), []).append(answer)
    several = len(answers) > 1
    parts = [f"{text} ({quoted(names(found))})" if several else text for text, found in told.items()]
    return f"{'; '.join(parts)}. {basis_of_all(answers)}"


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
        telling = next((dm for dm in makers if _telling(first, dm) is not None), None)
        if telling is not None:
            found.append(voice.command("explain", *whose, *here, "--dm", telling, "--concepts", "seq"))
    start = () if not here else ("--start", here[1])
    found.append(voice.command("evolve", *whose, *start))
    return tuple(found)


# -- details ----------------------------------------------------------------------------------------------------------


def _details(answer: ExplainAnswer, voice: Voice) -> list[Block]:
    words = voice.words(answer.perspective)
    state = answer.states[answer.state]
    blocks: list[Block] = [Text(f"The state {label(state)}: {words.state(state)}.")]
    blocks += [_verdict_table(answer, words)]
    for dm in dict.fromkeys(v.decision_maker for v in answer.verdicts):
        mine = sorted(
            (v for v in answer.verdicts if v.decision_maker == dm),
            key=lambda v: find_concept(v.concept).place,
        )
        for group in _alike(mine):
            # Where another concept tells the improvements and what follows them, once is enough.
            told_below = find_concept(group[0].concept).base == "nash" and len(mine) > len(group)
            inner = () if told_below else witness_blocks(words, answer, group[0])
            called = concept_names(v.concept for v in group)
            blocks.append(Section(capital(verdict(words, answer, group[0], called)), inner))
    blocks += _statements_used(words, answer)
    return blocks


def _alike(found: Sequence[Verdict]) -> list[list[Verdict]]:
    """Put verdicts together that rest on the same witnesses; where nothing deters, on the same kind of answers."""
    groups: dict[object, list[Verdict]] = {}
    for v in found:
        concept = find_concept(v.concept)
        told = (concept.base == "nash", concept.traits.foresees, concept.variant)
        free = concept.traits if any(not i.deterred for i in v.improvements) else None
        kind = (*told, free) if v.count != "0" else concept.traits.foresees
        groups.setdefault((v.stable, v.count, v.undeterred, v.improvements, kind), []).append(v)
    return list(groups.values())


def _verdict_table(answer: ExplainAnswer, words: Words) -> Table:
    told = families({v.concept for v in answer.verdicts})
    rows = []
    for dm in dict.fromkeys(v.decision_maker for v in answer.verdicts):
        mine = {v.concept: v for v in answer.verdicts if v.decision_maker == dm}
        most = max((int(v.count) for v in mine.values()), default=0)
        cells = [stays_or_leaves({k: mine[k].stable for k in family}) for family in told]
        rows.append((words.party(dm), *cells, quantity(most)))
    one = [family[0] if len(family) == 1 else find_concept(family[0]).base for family in told]
    return Table(
        ("Party", *(name(k) for k in one), "Moves to something better"),
        tuple(rows),
        "Who stays",
        "; ".join(long(k) for k in one) + ".",
        "verdicts",
    )


def stays_or_leaves(stable: Mapping[str, bool]) -> str:
    """Say whether a party stays under a concept, or by which of its extensions."""
    if all(stable.values()):
        return "stays"
    if not any(stable.values()):
        return "leaves"
    return f"stays by {listed([find_concept(k).variant for k, s in stable.items() if s])}"


def verdict(words: Words, answer: ExplainAnswer, found: Verdict, called: str) -> str:
    """Tell a verdict in one sentence; `called` names the concepts it holds under."""
    dm, concept = words.party(found.decision_maker), find_concept(found.concept)
    sure = concept.variant not in ("a", "c")
    number = int(found.count)
    if concept.traits.foresees:
        return _verdict_ahead(dm, found, called)
    if not number:
        return f"{dm} would stay ({called}): it can move to nothing that {'is' if sure else 'may be'} better for it."
    moves = count(number, "improvement")
    one = "its one improvement" if sure else "the one move that may be an improvement"
    if not sure:
        moves = count(number, "move that may be an improvement", "moves that may be improvements")
    each = one if number == 1 else f"each of its {moves}"
    if concept.variant == "weak":
        return _verdict_weak(dm, found, called)
    if concept.base == "nash":
        return f"{dm} would leave ({called}): it has {moves}, and looks no further than its own move."
    if found.stable:
        ends = "is much worse off" if concept.variant == "strong" else "gains nothing"
        return f"{dm} would stay ({called}): {each} can be answered so that it {ends}."
    if concept.variant == "strong":
        meets = "its one improvement meets" if number == 1 else f"{found.undeterred} of its {moves} meet"
        return f"{dm} does not stay strongly ({called}): {meets} nothing much worse."
    if found.undeterred is None:
        return f"{dm} would leave ({called}): something among its {moves} is not deterred."
    some = f"{found.undeterred} of its {moves}" if int(found.undeterred) < number else f"any of its {moves}"
    return f"{dm} would leave ({called}): nothing deters {one if number == 1 else some}."


def _verdict_weak(dm: str, found: Verdict, called: str) -> str:
    if found.stable:
        return f"{dm} would stay, only weakly ({called}): not each of its improvements meets much worse."
    free = found.undeterred != "0"
    rest = f"nothing deters {found.undeterred} of its improvements" if free else "it stays strongly"
    return f"{dm} does not stay weakly ({called}): {rest}."


def _verdict_ahead(dm: str, found: Verdict, called: str) -> str:
    if found.count == "0":
        return f"{dm} would stay ({called}): no move is better for it, nor ends better."
    if found.stable:
        one = found.count == "1"
        each = "its one improvement ends" if one else f"each of its {found.count} improvements ends"
        return f"{dm} would stay ({called}): {each} no better than where it begins, nor does another move."
    free = int(found.undeterred or "0")
    return f"{dm} would leave ({called}): {count(free, 'move ends', 'moves end')} better for it."


def witness_blocks(words: Words, answer: ExplainAnswer, found: Verdict) -> tuple[Block, ...]:
    """Tell the improvements and what follows each; those that meet with the same answer are told together."""
    groups: dict[str, list[Improvement]] = {}
    for one in found.improvements:
        groups.setdefault(consequence(words, answer, found, one), []).append(one)
    told = [
        capital(f"{_improvements(words, answer, found, alike)} {text}".strip())
        for text, alike in groups.items()
    ]
    blocks: list[Block] = [Items(tuple(told[:MOST_ITEMS]))] if told else []
    if len(told) > MOST_ITEMS:
        blocks.append(
            Text(f"And {count(len(told) - MOST_ITEMS, 'further kind')} of improvement; the JSON lists all.")
        )
    more = int(found.count) - len(found.improvements)
    if more > 0:
        blocks.append(Text(f"And {count(more, 'further improvement')} that are not told."))
    return tuple(blocks)


def _improvements(words: Words, answer: ExplainAnswer, found: Verdict, alike: Sequence[Improvement]) -> str:
    before, shown = answer.states[answer.state], alike[:MOST_TOLD]
    steps, reasons = [], dict[str, list[str]]()
    for one in shown:
        after = answer.states[one.state]
        arrives = "" if after.given else f" ({label(after)})"
        steps.append(words.step(before, after, found.decision_maker) + arrives)
        reasons.setdefault(words.reason(one.gain), []).append(label(after))
    more = len(alike) - len(shown)
    steps += [f"make {count(more, 'more move')} of the kind"] if more else []
    many = len(reasons) > 1
    why = "; ".join(f"{told} ({', '.join(at)})" if many else told for told, at in reasons.items())
    gain = ""
    if all(a.gain.gain > 0 or a.gain.unknown for a in shown):
        gain = ", and may gain" if any(a.gain.unknown for a in shown) else ", and would gain"
    return f"{words.party(found.decision_maker)} could {listed(steps, 'or')}{gain}: {why}."


def told_way(words: Words, states: Sequence[StateValue], way: Way, can: str = "can") -> str:
    """Tell a sequence of moves that could be made."""
    parts, before = [], states[way.start]
    for step in way.moves:
        after = states[step.state]
        parts.append(f"{words.party(step.mover)} {can} {words.step(before, after, step.mover)}")
        before = after
    return ", then ".join(parts)


def consequence(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Tell what the others can do about an improvement."""
    concept, states = find_concept(found.concept), answer.states
    dm = words.party(found.decision_maker)
    if concept.traits.foresees:
        return _foreseen(words, answer, found, one)
    if one.at_once and one.loss is not None:
        start = states[answer.state]
        steps = [f"{words.party(m.mover)} {words.step(start, states[m.state], m.mover)}" for m in one.at_once]
        ends = ended(words, one.loss, f"{dm} would be", than="where it began")
        return f"But should {listed(steps)} at the same time, {ends}"
    if one.sanction is not None and one.loss is not None:
        text = f"But {told_way(words, states, one.sanction)}, and "
        text += ended(words, one.loss, f"{dm} would then be", than="where it began")
        text += f" {payment(words, answer, one)}"
        if concept.traits.escape:
            good = "that is not much worse" if concept.variant == "strong" else "better"
            text += f" From there {dm} could not get away to anything {good} than where it began."
        return text
    if concept.base == "nash":
        return ""
    if one.escape is not None and one.answer is not None:
        reply = told_way(words, states, one.answer)
        end = states[one.answer.end]
        reply += "" if end.given else f" ({label(end)})"
        better = "not much worse" if concept.variant == "strong" else "better"
        return (
            f"As an answer {reply}. But then {dm} could get away to {label(states[one.escape])}, {better} for it than "
            "where it began. Nothing deters it."
        )
    return undeterred(dm, found.concept)


def undeterred(dm: str, key: str) -> str:
    """Say that nothing deters an improvement, and which answers were looked at."""
    concept = find_concept(key)
    what, extended = "No answer of the others", concept.variant in EXTENSIONS
    if concept.traits.pays == "each move":
        paying = f"answer that {'may pay' if extended else 'pays'} for those who give it"
        what = f"No {paying}"
        if concept.traits.at_once:
            both = f" and no {paying}" if concept.traits.far == "answer" else ""
            what = f"No improvement that others make at the same time{both}"
    leaves = "would leave"
    if extended:
        leaves = "may leave" if concept.unknown_deters else "is known to leave"
    off = "much worse off" if concept.variant == "strong" else "no better off"
    strongly = " strongly" if concept.variant == "strong" else ""
    return f"{what} {leaves} {dm} {off} than where it began. Nothing deters it{strongly}."


def payment(words: Words, answer: ExplainAnswer, one: Improvement) -> str:
    """Say whether a sanction pays for those who carry it out, why, and where one of them would have gained more."""
    losers = list(dict.fromkeys(m.decision_maker for m in one.movers if m.gain <= 0 and not m.unknown))
    if losers:
        return f"It does not pay for {words.parties(losers)}; who expects only answers that pay (SEQ) need not fear it."
    found = []
    for gain, more in zip(one.movers, one.better, strict=True):
        text = f"{words.party(gain.decision_maker)} ({words.reason(gain)}"
        if more is not None:
            step = words.step(answer.states[gain.before], answer.states[more], gain.decision_maker)
            text += f"; it would gain more if it were to {step} instead, but no concept here asks for the best answer"
        found.append(text + ")")
    pays = "may pay" if any(m.unknown for m in one.movers) else "pays"
    return f"That {pays} for those who do it: {'; '.join(found)}."


def _foreseen(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Tell what a decision maker expects after a move, and where it ends."""
    way = one.sanction or one.answer
    assert way is not None
    assert one.loss is not None
    dm, states = words.party(found.decision_maker), answer.states
    shown = first_moves(way)
    more = len(way.moves) - len(shown.moves)
    after = (
        f"It expects that then {told_way(words, states, shown, 'would')}"
        if way.moves
        else "Nobody would move on"
    )
    after += f", and so on for {count(more, 'more move')}" if more else ""
    ends = f", and it ends in {label(states[way.end])}" if way.moves else ""
    return f"{after}{ends}. {ended(words, one.loss, f'{dm} would then be', than='where it began')}"


def first_moves(way: Way) -> Way:
    """Cut a long sequence to its first moves."""
    return Way(start=way.start, moves=way.moves[:MOST_FORESEEN])


def _statements_used(words: Words, answer: ExplainAnswer) -> list[Block]:
    """List the statements that the witnesses rest on, with their sources."""
    used: dict[tuple[str, str], None] = {}
    for one in (i for v in answer.verdicts for i in v.improvements):
        for reason in (one.gain, *one.movers, *((one.loss,) if one.loss else ())):
            if reason.statement is not None:
                used.setdefault((reason.decision_maker, reason.statement))
    rows = []
    for dm, id in list(used)[:MOST_STATEMENTS]:
        statement = words.find_statement(dm, id)
        if statement is None:
            continue
        sure = "" if statement.confidence is None else f"{statement.confidence:g}"
        rows.append(
            (words.party(dm), words.statement(statement, dm), words.citations(statement.sources), sure)
        )
    if not rows:
        return []
    kept = [k for k in range(4) if k < 2 or any(r[k] for r in rows)]
    columns = ("Party", "What it wants", "Source", "Confidence")
    note = (
        f"The first {MOST_STATEMENTS} of {len(used)}; the JSON names all."
        if len(used) > MOST_STATEMENTS
        else ""
    )
    return [
        Table(
            tuple(columns[k] for k in kept),
            tuple(tuple(r[k] for k in kept) for r in rows),
            "The claims that this rests on",
            note,
            "statements",
        )
    ]
