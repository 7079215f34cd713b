"""The details of how we get there: ways step by step, and counts, in tables."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue, Way
from detente.conflict import find_concept, in_reading_order
from detente.questions.evolve.answer import EvolveAnswer, Outlook, Reached
from detente.wording import (
    Block,
    Items,
    Section,
    Table,
    Text,
    Voice,
    Words,
    count,
    label,
    listed,
    quantity,
)
from detente.wording.concepts import long, names

MOST_ROWS = 20


MOST_WAYS = 20


OUT_OF_REACH = "out of reach"


def _details(answer: EvolveAnswer, voice: Voice) -> list[Block]:
    words = voice.words(answer.perspective)
    start = answer.states[answer.start]
    blocks: list[Block] = [Text(f"It begins at {label(start)}: {words.state(start)}.")]
    if (letters := outcomes_table(answer, voice)) is not None:
        blocks.append(letters)
    blocks.append(Text(reach_told(answer)))
    blocks.append(_count_table(answer, words))
    for reached in answer.reachable[:MOST_WAYS]:
        blocks.append(way_section(words, answer, reached))
    if len(answer.reachable) > MOST_WAYS:
        more = len(answer.reachable) - MOST_WAYS
        blocks.append(
            Text(f"And {count(more, 'further equilibrium', 'further equilibria')}; the JSON lists them.")
        )
    blocks += [t for t in (_outlook_table(answer, words), _rest_table(answer, words)) if t is not None]
    blocks.append(
        Text(
            "A way is made of moves by each of which its mover gains. Undeterred are the ways on which nobody makes a "
            "move that, under the concept, an answer deters."
        )
    )
    return blocks


def outcomes_table(answer: EvolveAnswer, voice: Voice) -> Table | None:
    """Say what the letters stand for."""
    words = voice.words(answer.perspective)
    lettered = [s for s in answer.outcomes if not voice.is_today(s)]
    rows = tuple((voice.letter(s), label(s), words.state(s)) for s in lettered)
    return Table(("Outcome", "State", words.what), rows, "The outcomes", id="outcomes") if rows else None


def reach_told(answer: EvolveAnswer) -> str:
    """Say how many states improvements lead to."""
    states = count(int(answer.reachable_states), "state")
    reached = f"Moves for a gain lead to {states} of {quantity(int(answer.feasible))}"
    far = f"the furthest {count(answer.moves, 'move')} away"
    if answer.complete:
        return f"{reached}, the start among them, {far}."
    within = f"{reached} within {count(answer.moves, 'move')}, the start among them"
    return f"{within}; more were not looked for ({answer.limit})."


def _number(found: str | None) -> str:
    return OUT_OF_REACH if found is None else quantity(int(found))


def _count_table(answer: EvolveAnswer, words: Words) -> Table:
    by = {one.concept: one for one in answer.led}
    rows = []
    for key in in_reading_order(by):
        one = by[key]
        undeterred = "" if one.undeterred is None else quantity(int(one.undeterred))
        rows.append(
            (
                long(key),
                _number(one.reachable),
                undeterred,
                _number(one.only_by_moves),
                _number(one.unreachable),
            )
        )
    columns = ("Concept", "By improvements", "Undeterred", "Only by other moves", "Not at all")
    kept = [k for k in range(len(columns)) if k != 2 or any(r[2] for r in rows)]
    return Table(
        tuple(columns[k] for k in kept),
        tuple(tuple(r[k] for k in kept) for r in rows),
        "How many equilibria are reached, and how",
        id="reached",
    )


def way_section(words: Words, answer: EvolveAnswer, reached: Reached) -> Section:
    """Tell an equilibrium and the way there, step by step."""
    state, way = answer.states[reached.state], reached.way
    assert way is not None
    far = f" in {count(len(way.moves), 'move')}" if way.moves else ": it is there already"
    told: tuple[Block, ...] = (Text(f"{words.state(state)}."),)
    if way.moves:
        told = (*told, Items(steps(words, answer.states, way), numbered=True))
    deterred = [c for c in reached.concepts if c not in reached.undeterred and c != "nash"]
    if reached.undeterred and deterred:
        told = (*told, Text(f"Undeterred under {names(reached.undeterred)}, not under {names(deterred)}."))
    return Section(f"To {label(state)} ({names(reached.concepts)}){far}", told)


def steps(words: Words, states: Sequence[StateValue], way: Way) -> tuple[str, ...]:
    """Tell a way step by step, with where each step leads."""
    told, before = [], states[way.start]
    for step in way.moves:
        after = states[step.state]
        to = "" if after.given else f" → {label(after)}"
        told.append(f"{words.party(step.mover)}: {words.step(before, after, step.mover)}{to}")
        before = after
    return tuple(told)


def _outlook_table(answer: EvolveAnswer, words: Words) -> Table | None:
    """Say for whom what is reached is better or worse than the start."""
    by = {one.concept: one for one in answer.led if one.outlook}
    keys = [k for k in in_reading_order(by) if not find_concept(k).variant]
    if not keys:
        return None
    rows = []
    for maker in answer.decision_makers:
        cells = [next((o for o in by[k].outlook if o.decision_maker == maker.id), None) for k in keys]
        rows.append((words.party(maker.id), *(outlook(c) for c in cells)))
    return Table(
        ("Party", *(f"Reached ({names([k])})" for k in keys)),
        tuple(rows),
        "Who comes out better or worse than at the start",
        "By each one's own order, over all equilibria that moves for a gain lead to.",
        "outlook",
    )


def outlook(found: Outlook | None) -> str:
    """Say how what is reached compares with the start: ``better or as good``."""
    if found is None:
        return OUT_OF_REACH
    told = (("better", found.better), ("as good", found.same), ("worse", found.worse))
    return listed([text for text, some in told if some], "or")


def _rest_table(answer: EvolveAnswer, words: Words) -> Table | None:
    """List the equilibria that take more than improvements, if there are any."""
    found = [(r, "by other moves") for r in answer.only_by_moves] + [
        (r, "not at all") for r in answer.unreachable
    ]
    if not found:
        return None
    rows = [
        (label(answer.states[r.state]), words.cell(answer.states[r.state]), names(r.concepts), how)
        for r, how in found[:MOST_ROWS]
    ]
    note = f"The first {MOST_ROWS} of {len(found):,}; the JSON lists all." if len(found) > MOST_ROWS else ""
    return Table(
        ("State", words.what, "Concept", "Reached"),
        tuple(rows),
        "Equilibria that no moves for a gain lead to",
        note,
        "not-by-improvements",
    )
