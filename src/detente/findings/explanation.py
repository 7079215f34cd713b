"""Why a state holds or not, with witnesses, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.findings.finding import Block, Finding, Items, Section, Text
from detente.findings.words import CONCEPT_LONG, CONCEPT_NAMES, READING_ORDER, Words, count, listed
from detente.game import Game, State
from detente.questions import Answer, Explanation, Move, Path, explain

MOST_IMPROVEMENTS_TOLD = 6


def told_path(words: Words, path: Path) -> str:
    """Tell a sequence of moves that could be made."""
    parts, before = [], path.start
    for move in path.moves:
        parts.append(f"{words.dm(move.mover)} can {words.step(before, move)}")
        before = move.state
    return ", then ".join(parts)


def _answer_text(words: Words, found: Explanation, answer: Answer) -> str:
    """Tell one improvement and what follows it."""
    dm, improvement = words.dm(found.dm), answer.improvement
    step = words.step(found.state, Move(found.dm, improvement))
    text = f"{dm} could {step} ({improvement.label}), and would gain: {words.reason(answer.gain)}."
    if answer.sanction is not None and answer.loss is not None:
        text += f" But {told_path(words, answer.sanction)} ({answer.sanction.end.label}), and {dm} would be no better"
        text += f" off than where it began: {words.reason(answer.loss)}."
        if found.concept == "seq":
            gains = [f"for {words.dm(m.dm)} ({words.reason(m)})" for m in answer.movers]
            text += f" The threat is credible, since it pays: {'; '.join(gains)}."
        elif losers := list(dict.fromkeys(m.dm for m in answer.movers if m.gain <= 0)):
            text += (
                f" Such an answer does not pay for {words.dms(losers)}: who doubts the threat looks at SEQ."
            )
        if found.concept == "smr":
            text += f" From there {dm} could not get away to anything better than where it began."
        return text
    if found.concept == "nash":
        return text
    if answer.escape is not None and answer.answer is not None:
        reply = f"{told_path(words, answer.answer)} ({answer.answer.end.label})"
        away = f"{dm} could get away to {answer.escape.label}, better for it than where it began"
        return f"{text} As an answer {reply}. But then {away}. Nothing deters it."
    what = "that pays for those who make it" if found.concept == "seq" else "of the others"
    return (
        f"{text} No answer {what} would leave {dm} worse off than it began, or as it was. Nothing deters it."
    )


def verdict(words: Words, found: Explanation, name: str) -> str:
    """Tell the verdict in one sentence; `name` names the concepts it holds under."""
    dm, label = words.dm(found.dm), found.state.label
    if not found.count:
        return f"{dm} would stay in {label} ({name}): it can move to nothing that is better for it."
    improvements = count(found.count, "improvement")
    if found.concept == "nash":
        return f"{dm} would leave {label} ({name}): it has {improvements}, and nobody reckons with an answer."
    if found.stable:
        each = "its one improvement" if found.count == 1 else f"each of its {improvements}"
        return f"{dm} would stay in {label} ({name}): {each} can be answered so that it gains nothing."
    free = sum(a.sanction is None for a in found.answers)
    some = "its one improvement" if found.count == 1 else f"{free} of its {improvements}"
    return f"{dm} would leave {label} ({name}): nothing deters {some}."


def explanation_blocks(found: Explanation, words: Words) -> tuple[Block, ...]:
    """Tell the witnesses."""
    told = [_answer_text(words, found, a) for a in found.answers[:MOST_IMPROVEMENTS_TOLD]]
    blocks: list[Block] = [Items(tuple(told))] if told else []
    more = found.count - len(told)
    if more > 0:
        blocks.append(Text(f"And {count(more, 'further improvement')}; --json lists them."))
    return tuple(blocks)


def explanation_finding(game: Game, state: State, explanations: Sequence[Explanation]) -> Finding:
    """Say why a state holds or not, for the decision makers and concepts asked about."""
    words = Words(game.conflict)
    sections = []
    for dm in dict.fromkeys(e.dm for e in explanations):
        mine = sorted((e for e in explanations if e.dm == dm), key=lambda e: READING_ORDER.index(e.concept))
        for group in _alike(mine):
            names = listed([CONCEPT_NAMES[e.concept] for e in group])
            sections.append(Section(verdict(words, group[0], names), explanation_blocks(group[0], words)))
    answers = [f"In {state.label}: {words.state(state)}."]
    for concept in (c for c in READING_ORDER if any(e.concept == c for e in explanations)):
        asked = [e for e in explanations if e.concept == concept]
        gone = [e.dm for e in asked if not e.stable]
        stays = [e.dm for e in asked if e.stable]
        if not gone:
            who = (
                "nobody leaves it"
                if len(asked) == len(game.decision_makers)
                else f"{words.dms(stays)} would not leave it"
            )
            answers.append(f"{CONCEPT_LONG[concept]}: {who}.")
        else:
            rest = f"; {words.dms(stays)} would stay" if stays else ""
            answers.append(f"{CONCEPT_LONG[concept]}: {words.dms(gone)} would leave it{rest}.")
    start = " (the status quo)" if state.index == game.status_quo else ""
    return Finding(
        f"Why does {state.label}{start} hold, or not?", tuple(answers), tuple(sections), game.account
    )


def short_explanations(game: Game, state: State, concepts: Sequence[str]) -> tuple[Block, ...]:
    """Explain a state for everybody, the decision makers who have no improvement in one sentence."""
    words = Words(game.conflict)
    content: list[Block] = []
    quiet = [dm for dm in game.decision_makers if not explain(game, state, dm, "nash").count]
    if quiet:
        content.append(Text(f"{words.dms(quiet)} can move to nothing better."))
    for dm in game.decision_makers:
        if dm in quiet:
            continue
        found = [explain(game, state, dm, c) for c in concepts if c != "nash"]
        for group in _alike(found):
            names = listed([CONCEPT_NAMES[e.concept] for e in group])
            content.append(Section(verdict(words, group[0], names), explanation_blocks(group[0], words)))
    return tuple(content)


def _alike(found: Sequence[Explanation]) -> list[list[Explanation]]:
    """Group explanations that tell the same improvements and the same answers."""
    groups: dict[tuple[object, ...], list[Explanation]] = {}
    for e in found:
        ends = tuple((a.improvement.index, a.sanction.end.index if a.sanction else -1) for a in e.answers)
        credible = e.concept == "seq" and e.stable and e.count > 0  # says more: that the answer pays
        groups.setdefault((e.stable, ends, credible), []).append(e)
    return list(groups.values())
