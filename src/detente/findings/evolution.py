"""How the conflict can get from the status quo to an equilibrium, in words."""

from __future__ import annotations

from detente.findings.finding import Block, Finding, Items, Section, Table, Text
from detente.findings.words import CONCEPT_IF, CONCEPT_NAMES, READING_ORDER, Words, count
from detente.game import State
from detente.questions import Evolution, Path

MOST_PATHS = 8


def path_items(words: Words, path: Path) -> tuple[str, ...]:
    """Tell a sequence step by step."""
    told, before = [], path.start
    for move in path.moves:
        told.append(f"{words.move(before, move)} → {move.state.label}")
        before = move.state
    return tuple(told)


def _groups(evolution: Evolution) -> dict[int, tuple[State, list[str]]]:
    """Collect the equilibria that are reached, with the concepts under which they are."""
    found: dict[int, tuple[State, list[str]]] = {}
    for concept in READING_ORDER:
        if concept in evolution.stability.concepts:
            for state in evolution.reached(concept):
                found.setdefault(state.index, (state, []))[1].append(concept)
    return found


def evolution_finding(evolution: Evolution) -> Finding:
    """Say what can follow from the start, by which sequence of moves."""
    game = evolution.game
    words = Words(game.conflict)
    start = "the status quo" if evolution.start.index == game.status_quo else evolution.start.label
    concepts = [c for c in READING_ORDER if c in evolution.stability.concepts]
    answers = [f"It begins at {start}: {words.state(evolution.start)}."]
    for concept in concepts:
        reached, moves = evolution.reached(concept), evolution.only_by_moves(concept)
        text = f"{CONCEPT_IF[concept]}: improvements lead to {count(len(reached), 'equilibrium', 'equilibria')}"
        names = ", ".join(s.label for s in reached[:6]) + (", ..." if len(reached) > 6 else "")
        text += f" ({names})" if reached else ""
        if moves:
            verb = "is" if len(moves) == 1 else "are"
            text += f"; {len(moves)} more {verb} within reach only if somebody makes a move that is no improvement for it"
        answers.append(f"{text}.")
    blocks: list[Block] = []
    groups = _groups(evolution)
    for state, where in list(groups.values())[:MOST_PATHS]:
        path = evolution.path(state)
        assert path is not None
        names = ", ".join(CONCEPT_NAMES[c] for c in where)
        rests = " nobody wants to move from here" if "nash" in where else ""
        told: tuple[Block, ...] = (Items(path_items(words, path), numbered=True),) if path.moves else ()
        lead = f"{words.state(state)}." + (f" In this state{rests}." if rests else "")
        blocks.append(Section(f"To {state.label} ({names}) in {count(len(path.moves), 'move')}", (Text(lead), *told)))
    if len(groups) > MOST_PATHS:
        blocks.append(Text(f"And {count(len(groups) - MOST_PATHS, 'further equilibrium', 'further equilibria')}; --json lists them."))
    blocks.append(_rest(evolution, words))
    return Finding("How do we get there from here?", tuple(answers), tuple(blocks), game.account)


def _rest(evolution: Evolution, words: Words) -> Section:
    """List the equilibria that take more than improvements."""
    rows = []
    seen: set[int] = set()
    for concept in READING_ORDER:
        if concept not in evolution.stability.concepts:
            continue
        for how, states in (
            ("by other moves", evolution.only_by_moves(concept)),
            ("not at all", evolution.unreachable(concept)),
        ):
            for state in states:
                if state.index not in seen:
                    seen.add(state.index)
                    rows.append((state.label, words.state(state), CONCEPT_NAMES[concept], how))
    cut = f"The first 40 of {len(rows)}; --json lists all." if len(rows) > 40 else ""
    table = Table(("State", "What is taken", "Concept", "Reached"), tuple(rows[:40]), note=cut, id="not-by-improvements")
    return Section("Equilibria that no sequence of improvements leads to", (table,) if rows else (Text("None."),), aside=True)
