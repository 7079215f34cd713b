"""Why a state holds or not, in full: a section for each decision maker, what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.answers import StateValue, Way
from detente.conflict import EXTENSIONS, find_concept
from detente.questions.explain.answer import ExplainAnswer, Improvement, Verdict
from detente.questions.explain.witness_words import ended
from detente.wording import (
    Block,
    Items,
    Section,
    Table,
    Text,
    Voice,
    Words,
    capital,
    count,
    label,
    listed,
    quantity,
)
from detente.wording.concepts import families, long, name
from detente.wording.concepts import names as concept_names

MOST_TOLD = 4  # improvements that meet the same answer, told one by one
MOST_ITEMS = 12
MOST_STATEMENTS = 24
MOST_FORESEEN = 8


def details(answer: ExplainAnswer, voice: Voice) -> list[Block]:
    """Give all that was found in one account: a section for each decision maker."""
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
    one = [find_concept(first).base if others else first for first, *others in told]
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
        ends = ended(words, one.loss, dm, than="where it began", then="")
        return f"But should {listed(steps)} at the same time, {ends}"
    if one.sanction is not None and one.loss is not None:
        text = f"But {told_way(words, states, one.sanction)}, and "
        text += ended(words, one.loss, dm, than="where it began")
        text += f" {payment(words, answer, one)}"
        if concept.traits.escape:
            good = "that is not much worse" if concept.variant == "strong" else "better"
            text += f" From there {dm} could not get away to anything {good} than where it began."
        return text
    if concept.base == "nash":
        return ""
    if one.escape is not None:
        assert one.answer is not None
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
    return f"{after}{ends}. {ended(words, one.loss, dm, than='where it began')}"


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
