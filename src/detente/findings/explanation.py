"""Why a state holds or not, with witnesses, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.conflict import CLASSICAL, Concept, find_concept, in_reading_order
from detente.findings.finding import Block, Finding, Items, Section, Table, Text
from detente.findings.words import Words, concept_long, concept_name, count, listed
from detente.game import Game, State
from detente.questions.evolve import Move, Path
from detente.questions.explain import Answer, Explanation, Reason, explain
from detente.stability import PAYING, READINGS

MOST_IMPROVEMENTS_TOLD = 4
MOST_ITEMS = 12
MOST_STATEMENTS = 24
MOST_FORESEEN = 8


def told_path(words: Words, path: Path, verb: str = "can") -> str:
    """Tell a sequence of moves that could be made."""
    parts, before = [], path.start
    for move in path.moves:
        parts.append(f"{words.dm(move.mover)} {verb} {words.step(before, move)}")
        before = move.state
    return ", then ".join(parts)


def _answer_texts(words: Words, found: Explanation) -> list[str]:
    """Tell the improvements and what follows each; those that meet with the same answer are told together."""
    groups: dict[str, list[Answer]] = {}
    for answer in found.answers:
        groups.setdefault(_consequence(words, found, answer), []).append(answer)
    return [f"{_improvements(words, found, answers)} {told}".strip() for told, answers in groups.items()]


def _improvements(words: Words, found: Explanation, answers: Sequence[Answer]) -> str:
    shown = answers[:MOST_IMPROVEMENTS_TOLD]
    steps = [words.arriving(found.state, Move(found.dm, a.improvement)) for a in shown]
    more = len(answers) - len(shown)
    steps += [f"make {count(more, 'more move')} of the kind"] if more else []
    reasons: dict[str, list[str]] = {}
    for a in shown:
        reasons.setdefault(words.reason(a.gain), []).append(a.improvement.label)
    many = len(reasons) > 1
    why = "; ".join(f"{told} ({', '.join(at)})" if many else told for told, at in reasons.items())
    gain = ""
    if all(a.gain.gain > 0 or a.gain.unknown for a in shown):
        gain = f", and {'may gain' if any(a.gain.unknown for a in shown) else 'would gain'}"
    return f"{words.dm(found.dm)} could {listed(steps, 'or')}{gain}: {why}."


def _consequence(words: Words, found: Explanation, answer: Answer) -> str:
    """Tell what the others can do about an improvement."""
    dm = words.dm(found.dm)
    if foreseeing(found.concept):
        return _foreseen(words, found, answer)
    if answer.at_once and answer.loss is not None:
        steps = [f"{words.dm(m.mover)} {words.step(found.state, m)}" for m in answer.at_once]
        ends = (
            f"it would end in {answer.loss.after.label}, and {dm} would be no better off than where it began"
        )
        return f"But should {listed(steps)} at the same time, {ends}: {words.reason(answer.loss)}."
    if answer.sanction is not None and answer.loss is not None:
        loss, concept = answer.loss, find_concept(found.concept)
        base = concept.base
        worse = "would be no better off than where it began"
        if loss.unknown:
            worse = "may be no better off than where it began"
        elif loss.degree > 1:
            worse, loss = "would be much worse off than where it began", replace(loss, degree=1)
        text = f"But {told_path(words, answer.sanction)}, and {dm} {worse}: {words.reason(loss)}."
        if base in (*PAYING, "sim"):
            pays = "may pay" if any(m.unknown for m in answer.movers) else "pays"
            text += f" That {pays} for those who do it: {'; '.join(_payments(words, answer))}."
        elif losers := list(dict.fromkeys(m.dm for m in answer.movers if m.gain <= 0 and not m.unknown)):
            text += f" It does not pay for {words.dms(losers)}; SEQ does not reckon with such an answer."
        if base in ("smr", "sseq"):
            good = "that is not much worse" if concept.variant == "strong" else "better"
            text += f" From there {dm} could not get away to anything {good} than where it began."
        return text
    concept = find_concept(found.concept)
    if concept.base == "nash":
        return ""
    if answer.escape is not None and answer.answer is not None:
        reply = told_path(words, answer.answer)
        if not answer.answer.end.given:
            reply += f" ({answer.answer.end.label})"
        better = "not much worse" if concept.variant == "strong" else "better"
        away = f"{dm} could get away to {answer.escape.label}, {better} for it than where it began"
        return f"As an answer {reply}. But then {away}. Nothing deters it."
    what = "No answer of the others"
    if concept.base in PAYING:
        what = "No answer that pays for those who make it"
    if concept.base in READINGS:
        what = "No improvement that others make at the same time"
        what += ", and no answer that pays for those who make it," if concept.base == "sim" else ""
    off = "much worse off" if concept.variant == "strong" else "no better off"
    return f"{what} would leave {dm} {off} than where it began. Nothing deters it{_so(concept)}."


def foreseeing(concept: str) -> bool:
    """Tell whether a concept judges a move by where it is anticipated to end."""
    return concept == "nm" or find_concept(concept).horizon > 0


def _foreseen(words: Words, found: Explanation, answer: Answer) -> str:
    """Tell what a decision maker reckons with after a move, and where it ends."""
    dm, path = words.dm(found.dm), answer.sanction or answer.answer
    assert path is not None
    assert answer.loss is not None
    shown = Path(path.start, path.moves[:MOST_FORESEEN])
    more = len(path.moves) - len(shown.moves)
    after = (
        f"It reckons that then {told_path(words, shown, 'would')}"
        if path.moves
        else "Nobody would move on from there"
    )
    after += f", and so on for {count(more, 'more move')}" if more else ""
    ends = f", and it would end in {path.end.label}" if path.moves else ""
    better = "better off" if answer.loss.gain > 0 else "no better off"
    return f"{after}{ends}: {dm} {better} than where it began, {words.reason(answer.loss)}."


def _so(concept: Concept) -> str:
    return " strongly" if concept.variant == "strong" else ""


def _payments(words: Words, answer: Answer) -> list[str]:
    """Say why each move of a sanction pays, and where its mover would have gained more."""
    found = []
    for gain, more in zip(answer.movers, answer.better, strict=True):
        text = f"{words.dm(gain.dm)} ({words.reason(gain)}"
        if more is not None:
            step = words.step(gain.before, Move(gain.dm, more))
            text += (
                f"; it would gain more if it were to {step} instead, but SEQ does not ask for the best answer"
            )
        found.append(text + ")")
    return found


def verdict(words: Words, found: Explanation, name: str) -> str:
    """Tell the verdict in one sentence; `name` names the concepts it holds under."""
    dm, label = words.dm(found.dm), found.state.label
    if foreseeing(found.concept):
        return _verdict_ahead(found, dm, name)
    concept = find_concept(found.concept)
    sure = concept.variant not in ("a", "c")
    if not found.count:
        better = "is" if sure else "may be"
        return f"{dm} would stay in {label} ({name}): it can move to nothing that {better} better for it."
    improvements = count(found.count, "improvement")
    one = "its one improvement" if sure else "the one move that may be an improvement"
    if not sure:
        improvements = count(found.count, "move that may be an improvement", "moves that may be improvements")
    if concept.variant == "weak":
        if found.stable:
            return f"{dm} would stay in {label}, only weakly ({name}): not each of its improvements meets much worse."
        rest = (
            f"nothing deters {found.undeterred} of its improvements"
            if found.undeterred
            else "it stays strongly"
        )
        return f"{dm} does not stay weakly in {label} ({name}): {rest}."
    if concept.base == "nash":
        return f"{dm} would leave {label} ({name}): it has {improvements}, and nobody reckons with an answer."
    if found.stable:
        each = one if found.count == 1 else f"each of its {improvements}"
        ends = "ends much worse off" if concept.variant == "strong" else "gains nothing"
        return f"{dm} would stay in {label} ({name}): {each} can be answered so that it {ends}."
    free = found.undeterred
    if concept.variant == "strong":
        return f"{dm} does not stay strongly in {label} ({name}): {_meet(found)} nothing much worse."
    some = f"{free} of its {improvements}" if free < found.count else f"any of its {improvements}"
    some = one if found.count == 1 else some
    return f"{dm} would leave {label} ({name}): nothing deters {some}."


def _verdict_ahead(found: Explanation, dm: str, name: str) -> str:
    """Tell the verdict where moves are judged by where they end."""
    label = found.state.label
    if not found.count:
        return f"{dm} would stay in {label} ({name}): no move is better for it, nor ends better."
    if found.stable:
        each = (
            "its one improvement ends"
            if found.count == 1
            else f"each of its {found.count:,} improvements ends"
        )
        return f"{dm} would stay in {label} ({name}): {each} no better than where it begins, nor does another move."
    return f"{dm} would leave {label} ({name}): {count(found.undeterred, 'move ends', 'moves end')} better for it."


def _meet(found: Explanation) -> str:
    if found.count == 1:
        return "its one improvement meets"
    return (
        f"{found.undeterred} of its {found.count} improvements {'meets' if found.undeterred == 1 else 'meet'}"
    )


def explanation_blocks(found: Explanation, words: Words) -> tuple[Block, ...]:
    """Tell the witnesses."""
    told = _answer_texts(words, found)
    blocks: list[Block] = [Items(tuple(told[:MOST_ITEMS]))] if told else []
    if len(told) > MOST_ITEMS:
        blocks.append(
            Text(f"And {count(len(told) - MOST_ITEMS, 'further kind')} of improvement; the JSON lists all.")
        )
    more = found.count - len(found.answers)
    if more > 0:
        blocks.append(Text(f"And {count(more, 'further improvement')}, of which the best are told."))
    return tuple(blocks)


def explanation_finding(game: Game, state: State, explanations: Sequence[Explanation]) -> Finding:
    """Say why a state holds or not, for the decision makers and concepts asked about."""
    words = Words(game.conflict)
    sections: list[Block] = []
    for dm in dict.fromkeys(e.dm for e in explanations):
        mine = sorted((e for e in explanations if e.dm == dm), key=lambda e: find_concept(e.concept).place)
        for group in _alike(mine):
            names = listed([concept_name(e.concept) for e in group])
            # Where another concept tells the improvements and what follows them, once is enough.
            told_below = find_concept(group[0].concept).base == "nash" and len(mine) > 1
            blocks = () if told_below else explanation_blocks(group[0], words)
            sections.append(Section(verdict(words, group[0], names), blocks))
    answers = [f"In {words.told(state)}."]
    for concept in in_reading_order({e.concept for e in explanations}):
        asked = [e for e in explanations if e.concept == concept]
        gone = [e.dm for e in asked if not e.stable]
        stays = [e.dm for e in asked if e.stable]
        how = {"strong": "strongly", "weak": "only weakly"}.get(find_concept(concept).variant)
        if how is not None:
            who = f"{words.dms(stays)} would stay {how}" if stays else f"nobody asked about would stay {how}"
            rest = f"; {words.dms(gone)} would not" if stays and gone else ""
            answers.append(f"{concept_long(concept)}: {who}{rest}.")
        elif not gone:
            who = (
                "nobody leaves it"
                if len(asked) == len(game.decision_makers)
                else f"{words.dms(stays)} would not leave it"
            )
            answers.append(f"{concept_long(concept)}: {who}.")
        else:
            rest = f"; {words.dms(stays)} would stay" if stays else ""
            answers.append(f"{concept_long(concept)}: {words.dms(gone)} would leave it{rest}.")
    sections += _statements_used(words, explanations)
    start = " (the status quo)" if state.index == game.status_quo else ""
    return Finding(
        f"Why does {state.label}{start} hold, or not?", tuple(answers), tuple(sections), game.account
    )


def _statements_used(words: Words, explanations: Sequence[Explanation]) -> list[Block]:
    """List the statements that the witnesses told of rest on, with their sources."""
    used: dict[tuple[str, str], Reason] = {}
    for answer in (a for e in explanations for a in e.answers):
        for reason in (answer.gain, *answer.movers, *((answer.loss,) if answer.loss else ())):
            if reason.statement is not None:
                used.setdefault((reason.dm, reason.statement.id), reason)
    rows = []
    for (dm, _), reason in list(used.items())[:MOST_STATEMENTS]:
        statement = reason.statement
        assert statement is not None
        sure = "" if statement.confidence is None else f"{statement.confidence:g}"
        rows.append((words.dm(dm), words.statement(statement, dm), words.citations(statement.sources), sure))
    if not rows:
        return []
    columns = ("Decision maker", "What it wants", "Source", "Confidence")
    note = (
        f"The first {MOST_STATEMENTS} of {len(used)}; the JSON names all."
        if len(used) > MOST_STATEMENTS
        else ""
    )
    return [Table(columns, tuple(rows), "The statements that this rests on", note, "statements")]


def short_explanations(game: Game, state: State, concepts: Sequence[str]) -> tuple[Block, ...]:
    """Explain a state for everybody, the decision makers who have no improvement in one sentence."""
    words = Words(game.conflict)
    content: list[Block] = []
    first = "nash-a" if game.open else "nash"  # the most that anybody could leave for
    ahead = [c for c in concepts if foreseeing(c)]
    quiet = [
        dm
        for dm in game.decision_makers
        if not any(explain(game, state, dm, c).count for c in (first, *ahead))
    ]
    if quiet:
        content.append(Text(f"{words.dms(quiet)} can move to nothing better."))
    for dm in game.decision_makers:
        if dm in quiet:
            continue
        found = [explain(game, state, dm, c) for c in concepts if find_concept(c).base != "nash"]
        for group in _alike(found):
            names = listed([concept_name(e.concept) for e in group])
            content.append(Section(verdict(words, group[0], names), explanation_blocks(group[0], words)))
    return tuple(content)


def _alike(found: Sequence[Explanation]) -> list[list[Explanation]]:
    """Group explanations that tell the same improvements and the same answers."""
    groups: dict[tuple[object, ...], list[Explanation]] = {}
    for e in found:
        ends = tuple((a.improvement.index, a.sanction.end.index if a.sanction else -1) for a in e.answers)
        concept = find_concept(e.concept)
        credible = concept.base == "seq" and e.stable and e.count > 0  # says more: that the answer pays
        bare = concept.base == "nash" and e.count > 0  # says less: it asks for no answer
        degree = (concept.degree, concept.variant == "weak")
        own = e.concept if concept.base not in CLASSICAL and e.count > 0 else ""  # says something else
        groups.setdefault((e.stable, ends, credible, bare, degree, own), []).append(e)
    return list(groups.values())
