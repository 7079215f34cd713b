"""How the conflict can get from the status quo to an equilibrium, in words."""

from __future__ import annotations

from detente.conflict import find_concept, in_reading_order
from detente.findings.answers import labels
from detente.findings.degrees import plain_evolution
from detente.findings.finding import Block, Finding, Items, Section, Table, Text
from detente.findings.words import Words, concept_name, concept_supposing, count, listed
from detente.game import State
from detente.questions.evolve import Evolution, Path

MOST_PATHS = 5
MOST_ROWS = 20


def path_items(words: Words, path: Path) -> tuple[str, ...]:
    """Tell a sequence step by step."""
    told, before = [], path.start
    for move in path.moves:
        to = "" if move.state.given else f" → {move.state.label}"
        told.append(f"{words.dm(move.mover)}: {words.step(before, move)}{to}")
        before = move.state
    return tuple(told)


def _groups(evolution: Evolution) -> tuple[list[tuple[State, list[str]]], int]:
    """Give the first equilibria that are reached, with the concepts under which they are, and how many there are."""
    concepts = in_reading_order(evolution.stability.concepts)
    order = dict.fromkeys(int(s) for c in concepts for s in evolution.reached_at(c))
    held = {c: evolution.stability.holds(c) for c in concepts}
    chosen = list(order)[:MOST_PATHS]
    return [(evolution.game.state(s), [c for c in concepts if held[c][s]]) for s in chosen], len(order)


def evolution_finding(evolution: Evolution) -> Finding:
    """Say what can follow from the start, by which sequence of moves."""
    evolution = plain_evolution(evolution)
    game = evolution.game
    words = Words(game.conflict)
    start = "the status quo" if evolution.start.index == game.status_quo else evolution.start.label
    concepts = in_reading_order(evolution.stability.concepts)
    reckons = any(find_concept(c).base != "nash" and evolution.has_ways(c) for c in concepts)
    described = words.told if evolution.start.given else words.state
    answers = [f"It begins at {start}: {described(evolution.start)}."]
    said: dict[str, list[str]] = {}
    for concept in concepts:
        reached, moves = evolution.reached_at(concept), evolution.only_by_moves_at(concept).size
        text = f"improvements lead to {count(reached.size, 'equilibrium', 'equilibria')}"
        text += f" ({labels(game, reached)})" if reached.size else ""
        if find_concept(concept).base != "nash" and evolution.has_ways(concept) and reached.size:
            kept = evolution.undeterred_at(concept)
            some = f"{kept.size:,} of them ({labels(game, kept)})" if kept.size else "none of them"
            text += f"; undeterred, to {some}"
        if moves:
            verb = "is" if moves == 1 else "are"
            known = "not known to be an" if game.open else "no"
            text += f"; {moves:,} more {verb} within reach only if somebody makes a move that is {known} improvement"
            text += " for it"
        said.setdefault(text, []).append(concept)
    for text, alike in said.items():
        many = game.open and len(alike) > 1
        lead = f"Under {listed([concept_name(c) for c in alike])}" if many else ""
        answers += [f"{lead}: {text}."] if many else [f"{concept_supposing(c)}: {text}." for c in alike]
    if game.open:
        answers.append(
            "Ways are made of moves that are known to be improvements; what is unknown makes no way."
        )
    if reckons:
        answers.append(
            "The ways themselves are made of improvements and reckon with no answers; only where they end is judged by "
            "the concept. Undeterred are the ways on which nobody makes a move that the concept says is deterred."
        )
    blocks: list[Block] = []
    groups, every = _groups(evolution)
    for state, where in groups:
        path = evolution.path(state)
        assert path is not None
        names = ", ".join(concept_name(c) for c in where)
        rests = " nobody wants to move from here" if "nash" in where else ""
        told: tuple[Block, ...] = (Items(path_items(words, path), numbered=True),) if path.moves else ()
        far = f" in {count(len(path.moves), 'move')}" if path.moves else ": it is there already"
        told_state = words.state(state)
        lead = f"{told_state[0].upper() if state.given else told_state[0]}{told_state[1:]}." + (
            f" In it{rests}." if rests else ""
        )
        blocks.append(Section(f"To {state.label} ({names}){far}", (Text(lead), *told)))
    if every > MOST_PATHS:
        blocks.append(
            Text(
                f"And {count(every - MOST_PATHS, 'further equilibrium', 'further equilibria')}; the JSON lists them."
            )
        )
    blocks.extend(_rest(evolution, words))
    return Finding("How do we get there from here?", tuple(answers), tuple(blocks), game.account)


def _rest(evolution: Evolution, words: Words) -> tuple[Section, ...]:
    """List the equilibria that take more than improvements, if there are any."""
    game = evolution.game
    found: dict[int, tuple[str, str]] = {}
    for concept in in_reading_order(evolution.stability.concepts):
        for how, states in (
            ("by other moves", evolution.only_by_moves_at(concept)),
            ("not at all", evolution.unreachable_at(concept)),
        ):
            for s in states:
                found.setdefault(int(s), (concept_name(concept), how))
    rows = []
    for s, (name, how) in list(found.items())[:MOST_ROWS]:
        state = game.state(s)
        rows.append((state.label, words.cell(state), name, how))
    cut = f"The first {MOST_ROWS} of {len(found):,}; the JSON lists all." if len(found) > MOST_ROWS else ""
    table = Table(
        ("State", words.what, "Concept", "Reached"), tuple(rows), note=cut, id="not-by-improvements"
    )
    title = "Equilibria that no sequence of improvements leads to"
    return (Section(title, (table,), aside=True, bulk=True),) if rows else ()
