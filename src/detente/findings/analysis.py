"""What holds, and what follows from the status quo: the answer and the tables behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import DecisionMaker, Option, in_reading_order
from detente.findings.answers import answer, labels, leavers, pattern, places_of
from detente.findings.degrees import plain, strength_sentence, strength_table
from detente.findings.finding import Block, Finding, Section, Table
from detente.findings.openness import has_extensions, open_finding
from detente.findings.situation import rests_on
from detente.findings.words import (
    Words,
    concept_long,
    concept_name,
    count,
    place,
)
from detente.game import Game, State
from detente.game.symbolic import SymbolicGame
from detente.questions.analyze import Analysis

MOST_COLUMNS = 7
MOST_ROWS = 30
SMALL = 16
MOST_OPEN_TOLD = 3
MARK, NO_MARK, EITHER = "●", "·", "○"


def concept_table(analysis: Analysis, words: Words) -> Table:
    """Count by concept: all equilibria, those reached from the status quo, and what they share."""
    game, evolution = analysis.game, analysis.evolution
    rows: list[tuple[str, ...]] = []
    for concept in in_reading_order(analysis.concepts):
        every = analysis.stability.equilibria_at(concept)
        if evolution is None and words.conflict.graph_form:
            rows.append((concept_long(concept), f"{every.size:,}", labels(game, every)))
            continue
        if evolution is None:
            _, _, free = pattern(game, every) if every.size else ([], [], [])
            told = (
                count(len(free), "option")
                if len(free) > MOST_OPEN_TOLD
                else words.taken(free)
                if free
                else "—"
            )
            rows.append((concept_long(concept), f"{every.size:,}", labels(game, every), told))
            continue
        gone = leavers(analysis, evolution.start, concept)
        reached = evolution.reached_at(concept)
        rows.append(
            (
                concept_long(concept),
                f"left by {words.dms(gone)}" if gone else "holds",
                f"{reached.size:,}: {labels(game, reached)}" if reached.size else "none",
                f"{evolution.undeterred_at(concept).size:,}" if evolution.has_ways(concept) else "—",
                f"{evolution.only_by_moves_at(concept).size:,}",
                f"{evolution.unreachable_at(concept).size:,}",
                f"{every.size:,}",
            )
        )
    if evolution is None:
        title = "Equilibria"
        columns: tuple[str, ...] = ("Concept", "Equilibria", "Which", "In which they differ")
        columns = columns[:3] if words.conflict.graph_form else columns
    else:
        title = "Equilibria, and which of them the status quo leads to"
        columns = (
            "Concept",
            "Status quo",
            "Reached by improvements",
            "Undeterred",
            "Only by other moves",
            "Not at all",
            "In all",
        )
    by = "its name" if words.conflict.graph_form else "its name or its number"
    note = f"{count(game.size, 'feasible state')}. A state is referred to by {by}."
    if evolution is not None:
        note += (
            " Reached counts the status quo where it is an equilibrium itself. Undeterred: reached on a way without a "
            "move that, under the same concept, something deters."
        )
        if not all(evolution.has_ways(c) for c in analysis.concepts):
            note += " — not worked out for simultaneous, limited-move and non-myopic stability."
    return Table(columns, tuple(rows), title, note, "equilibria")


def shown_states(analysis: Analysis) -> list[State]:
    """Choose the states to lay side by side: the status quo, then what is reached under the narrowest concepts."""
    found: dict[int, State] = {}
    if analysis.evolution is not None:
        found[analysis.evolution.start.index] = analysis.evolution.start
    for concept in in_reading_order(analysis.concepts):
        evolution = analysis.evolution
        states = evolution.reached_at(concept) if evolution else analysis.stability.equilibria_at(concept)
        if states.size + len(found) > 2 * MOST_COLUMNS:
            break
        new = [int(s) for s in states if int(s) not in found]
        if len(found) + len(new) > MOST_COLUMNS:
            break
        found |= {s: analysis.game.state(s) for s in new}
    return list(found.values())


def rows_of(maker: DecisionMaker) -> list[tuple[str, list[Option]]]:
    """Give the rows that a decision maker's options make in a table: an option with levels makes one."""
    found: dict[object, tuple[str, list[Option]]] = {}
    for option in maker.options:
        text = option.text if option.of is None else option.of.text
        found.setdefault(option.of or option.id, (text, []))[1].append(option)
    return list(found.values())


def level_mark(option: Option) -> str:
    """Mark an option that is taken: by the name of its level, if it is one."""
    return option.level.replace("_", " ") or MARK


def _somewhere(game: Game | SymbolicGame, state: State, options: Sequence[str]) -> bool:
    """Tell whether one of some options is taken in a state, or in any member of a merged one."""
    if isinstance(game, SymbolicGame) or not state.members:
        return not set(options).isdisjoint(state.taken)
    points = game.states.points(state.index)
    return any(game.states.having(o)[points].any() for o in options)


def option_table(
    game: Game | SymbolicGame, words: Words, states: Sequence[State], title: str, id: str
) -> Table:
    """Lay states side by side in option form: a row for each option; or list them, where there are no options.

    Of conflicts too large to list, with many options and long numbers, only the options in which the states differ.
    """
    start = game.state("status_quo").number if game.status_quo is not None else None
    heads = [f"{s.label}{' (status quo)' if s.number == start else ''}" for s in states]
    if game.conflict.graph_form:
        named = [(head, words.cell(s)) for head, s in zip(heads, states, strict=True)]
        return Table(("State", words.what), tuple(named), title.removesuffix(" side by side"), id=id)
    brief = isinstance(game, SymbolicGame) and len(states) > 1
    rows: list[tuple[str, ...]] = []
    for maker in game.conflict.decision_makers:
        shown = 0
        for text, levels in rows_of(maker):
            cells = []
            for s in states:
                ids = [f"{maker.id}.{o.id}" for o in levels]
                every = next((o for o, i in zip(levels, ids, strict=True) if i in s.taken), None)
                none = not _somewhere(game, s, ids)
                cells.append(NO_MARK if none else EITHER if every is None else level_mark(every))
            if brief and len(set(cells)) == 1:
                continue
            rows.append(("" if shown else maker.name, text, *cells))
            shown += 1
    note = f"{MARK} taken{' (or at which level)' if game.conflict.levels else ''}, {NO_MARK} not taken" + (
        f", {EITHER} either" if any(s.members for s in states) else ""
    )
    if brief:
        which = "; ".join(f"{k}. is {head}" for k, head in enumerate(heads, 1))
        note = f"Only the options in which these differ. {note}. {which}"
        heads = [f"{k}." for k in range(1, len(heads) + 1)]
    marks = frozenset(range(2, 2 + len(states)))
    return Table(("Decision maker", "Option", *heads), tuple(rows), title, note, id, marks)


def place_table(analysis: Analysis, words: Words) -> Table | None:
    """Give each decision maker's places for the status quo and for what it leads to."""
    evolution, game = analysis.evolution, analysis.game
    if evolution is None:
        return None
    concepts = in_reading_order(analysis.concepts)
    rows = []
    for dm in game.decision_makers:
        before, _, levels = places_of(game, dm, np.array([evolution.start.index]))
        cells = []
        for concept in concepts:
            reached = evolution.reached_at(concept)
            best, worst, _ = places_of(game, dm, reached) if reached.size else (0, 0, 0)
            cells.append(
                "—"
                if not reached.size
                else place(best)
                if best == worst
                else f"{place(best)} to {place(worst)}"
            )
        rows.append((words.dm(dm), place(before), *cells, str(levels)))
    heads = tuple(f"Reached ({concept_name(c)})" for c in concepts)
    return Table(
        ("Decision maker", "Status quo", *heads, "Places in all"),
        tuple(rows),
        "How good that is for each, by its own order",
        "1st is best; ties share a place. Places say what comes before what, not by how much.",
        "places",
    )


def stability_table(analysis: Analysis, words: Words) -> Table:
    """Show for each state and concept who would leave."""
    game = analysis.game
    concepts = in_reading_order(analysis.concepts)
    rows = []
    for index in range(game.size):
        state = game.state(index)
        cells = []
        for concept in concepts:
            gone = leavers(analysis, state, concept)
            cells.append(f"left by {words.dms(gone)}" if gone else MARK)
        start = " (status quo)" if index == game.status_quo else ""
        rows.append((f"{state.label}{start}", words.cell(state), *cells))
    columns = ("State", words.what, *(concept_name(c) for c in concepts))
    return Table(columns, tuple(rows), "Every state", f"{MARK} equilibrium: nobody would leave it.", "states")


def equilibrium_table(analysis: Analysis, words: Words) -> Table:
    """List the equilibria, the reached ones first."""
    game, evolution = analysis.game, analysis.evolution
    concepts = in_reading_order(analysis.concepts)
    held = {c: analysis.stability.holds(c) for c in concepts}
    found = np.flatnonzero(np.any(list(held.values()), axis=0))
    steps = evolution.by_improvements.steps if evolution else np.full(game.size, -1)
    strength = np.sum([held[c] for c in concepts], axis=0)
    order = np.lexsort((found, -strength[found], steps[found] < 0))
    rows = []
    for index in found[order][:MOST_ROWS]:
        state = game.state(int(index))
        marks = [MARK if held[c][index] else NO_MARK for c in concepts]
        how = "—" if steps[index] < 0 else count(int(steps[index]), "move")
        rows.append((state.label, words.cell(state), *marks, *((how,) if evolution else ())))
    columns = (
        "State",
        words.what,
        *(concept_name(c) for c in concepts),
        *(("Improvements to it",) if evolution else ()),
    )
    cut = ""
    if found.size > MOST_ROWS:
        cut = f"The first {MOST_ROWS} of {found.size:,}; 'detente equilibria' says what they share. "
    note = f"{cut}— no sequence of improvements leads there." if evolution else cut
    marks_at = frozenset(range(2, 2 + len(concepts)))
    return Table(columns, tuple(rows), "The equilibria", note, "equilibrium-list", marks_at)


def analysis_finding(analysis: Analysis) -> Finding:
    """Say what holds."""
    if has_extensions(analysis):
        return open_finding(analysis)
    graded, analysis = analysis, plain(analysis)
    game = analysis.game
    words = Words(game.conflict)
    question = "What holds, and where does the status quo lead?" if analysis.evolution else "What holds?"
    blocks: list[Block] = [concept_table(analysis, words)]
    states = shown_states(analysis)
    if states and any(words.cell(s) for s in states):
        blocks.append(option_table(game, words, states, "These states side by side", "options"))
    places = place_table(analysis, words)
    if places is not None:
        blocks.append(places)
    if game.size <= SMALL:
        blocks.append(Section("State by state", (stability_table(analysis, words),), aside=True))
    else:
        blocks.append(Section("All equilibria", (equilibrium_table(analysis, words),), aside=True, bulk=True))
    told = answer(analysis, words)
    strength = strength_table(graded, words)
    if strength is not None:
        blocks.insert(1, strength)
        told = (*told, strength_sentence(graded))
    return Finding(
        question,
        (*told, rests_on(game.conflict)),
        tuple(blocks),
        game.account,
    )
