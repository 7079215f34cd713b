"""What holds in a conflict too large to list: counts, what is fixed and what is free, examples, what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from detente.conflict import TooLargeError, in_reading_order
from detente.findings.analysis import option_table
from detente.findings.equilibria import told_link
from detente.findings.evolution import path_items
from detente.findings.finding import Block, Finding, Items, Section, Table, Text
from detente.findings.situation import rests_on
from detente.findings.words import Words, concept_long, concept_name, concept_supposing, listed, quantity
from detente.findings.words import count as counted
from detente.game import State
from detente.game.symbolic import StateSet
from detente.questions.analyze import LargeAnalysis, LargeEvolution
from detente.questions.evolve import Move
from detente.questions.explain import LargeExplanation
from detente.stability.symbolic import SymbolicStability

MARK, NO_MARK, EITHER = "●", "·", "○"
SAMPLES = 4
MOST_LINKS = 12
UNKNOWN = "out of reach"


def equilibria_count(stability: SymbolicStability, concept: str) -> str:
    """Say how many equilibria there are, or between which numbers."""
    inside, around = stability.bounds(concept)
    if stability.exact(concept) and inside is not None:
        return quantity(inside.count)
    low = "0" if inside is None else quantity(inside.count)
    high = UNKNOWN if around is None else quantity(around.count)
    return f"at least {low}" if around is None else f"between {low} and {high}"


def _leavers(stability: SymbolicStability, concept: str, state: State) -> tuple[list[str], list[str]]:
    """Give who leaves a state, and of whom that is out of reach."""
    gone: list[str] = []
    unknown: list[str] = []
    for dm in stability.game.decision_makers:
        try:
            if not stability.holds(concept, state, dm):
                gone.append(dm)
        except TooLargeError:
            unknown.append(dm)
    return gone, unknown


def _or_unknown(ask: Callable[[], str]) -> str:
    """Say that something is out of reach, where it is."""
    try:
        return ask()
    except TooLargeError:
        return UNKNOWN


def _number_of(ask: Callable[[str], StateSet], concept: str) -> str:
    return quantity(ask(concept).count)


def _reached_told(evolution: LargeEvolution, concept: str) -> str:
    text = quantity(evolution.reached(concept).count)
    return text if evolution.by_improvements.complete else f"{text} within {_depth(evolution)}"


def _depth(evolution: LargeEvolution) -> str:
    return counted(len(evolution.by_improvements.layers) - 1, "move")


def _start_told(evolution: LargeEvolution, words: Words, concept: str) -> str:
    gone, unknown = _leavers(evolution.stability, concept, evolution.start)
    if not unknown:
        return f"left by {words.dms(gone)}" if gone else "holds"
    rest = f"of {words.dms(unknown)} it is {UNKNOWN}"
    return f"left by {words.dms(gone)}; {rest}" if gone else rest


def concept_table(stability: SymbolicStability, evolution: LargeEvolution | None, words: Words) -> Table:
    """Count by concept: all equilibria, and those that the status quo leads to."""
    rows = []
    for concept in in_reading_order(stability.concepts):
        row = [concept_long(concept)]
        if evolution is not None:
            row.append(_start_told(evolution, words, concept))
            row.append(_or_unknown(partial(_reached_told, evolution, concept)))
            for ask in (evolution.only_by_moves, evolution.unreachable):
                row.append(_or_unknown(partial(_number_of, ask, concept)))
        rows.append((*row, equilibria_count(stability, concept)))
    between = (
        ("Status quo", "Reached by improvements", "Only by other moves", "Not at all")
        if evolution is not None
        else ()
    )
    note = f"{quantity(stability.game.feasible.count)} feasible states. 2.1e28 stands for 21 and 27 zeros, about."
    open_ = [c for c in in_reading_order(stability.concepts) if not stability.exact(c)]
    if open_:
        names = listed([concept_name(c) for c in open_])
        note += (
            f" The equilibria under {names} are out of reach as a set ({stability.incomplete[open_[0]]}). The bounds: "
            "what is Nash-stable holds and what is not GMR-stable does not; at least those that were found with the "
            "options of one decision maker fixed, at most what some of the decision makers would stay in. Of single "
            "states it is known (see 'detente explain --state'), and often of those in which a condition holds (see "
            "'detente equilibria --where')."
        )
    return Table(("Concept", *between, "In all"), tuple(rows), "Equilibria", note, "equilibria")


def pattern_table(stability: SymbolicStability, words: Words) -> Table | None:
    """Show for each option whether it is taken in all, in none or in some of the equilibria under each concept."""
    patterns = {}
    for concept in in_reading_order(stability.concepts):
        if stability.exact(concept) and stability.equilibria(concept):
            try:
                patterns[concept] = stability.equilibria(concept).pattern
            except TooLargeError:  # too intricate to look through
                continue
    if not patterns:
        return None
    rows = []
    for maker in stability.game.conflict.decision_makers:
        for place, option in enumerate(maker.options):
            id = f"{maker.id}.{option.id}"
            cells = [
                MARK if id in p.taken else NO_MARK if id in p.not_taken else EITHER for p in patterns.values()
            ]
            rows.append((maker.name if place == 0 else "", option.text, *cells))
    return Table(
        ("Decision maker", "Option", *(concept_name(c) for c in patterns)),
        tuple(rows),
        "What the equilibria have in common",
        f"{MARK} taken in all of them, {NO_MARK} in none, {EITHER} in some",
        "pattern",
        frozenset(range(2, 2 + len(patterns))),
    )


def links_section(words: Words, concept: str, states: StateSet) -> Section | None:
    """Say how the free options go together in the equilibria under a concept."""
    name = concept_name(concept)
    title = f"How options go together in the equilibria under {name}"
    if not states.links_known:
        return Section(title, (Text("The set is too intricate to look for this."),), aside=True)
    links = states.pattern.linked
    told = tuple(told_link(words, link) for link in links[:MOST_LINKS])
    if not told:
        return None
    more = len(links) - len(told)
    return Section(
        title, (Items(told), *((Text(f"And {more:,} more; the JSON lists them."),) if more else ()))
    )


def sample_table(words: Words, concept: str, states: StateSet, *, every: bool) -> Table:
    """Lay a few equilibria side by side, drawn from all or from those known."""
    chosen = states.sample(SAMPLES)
    title = (
        f"{counted(len(chosen), 'equilibrium', 'equilibria')} under {concept_name(concept)}, drawn at random"
    )
    known = "" if every else " from those that are known"
    return option_table(states.game, words, chosen, title + known, "samples")


def outlook_table(evolution: LargeEvolution, words: Words) -> Table | None:
    """Say for whom what is reached is better or worse than the start."""
    concepts = in_reading_order(evolution.stability.concepts)
    reached = {}
    for concept in concepts:
        try:
            found = evolution.reached(concept)
        except TooLargeError:
            continue
        if found:
            reached[concept] = found
    if not reached:
        return None
    rows = [
        (
            words.dm(dm),
            *(_or_unknown(partial(_outlook, evolution, dm, states)) for states in reached.values()),
        )
        for dm in evolution.game.decision_makers
    ]
    return Table(
        ("Decision maker", *(f"Reached ({concept_name(c)})" for c in reached)),
        tuple(rows),
        "Who comes out better or worse than in the status quo",
        "By each one's own order, over all equilibria that improvements lead to.",
        "outlook",
    )


def _outlook(evolution: LargeEvolution, dm: str, states: StateSet) -> str:
    found = evolution.outlook(dm, states)
    names = [n for n, some in zip(("better", "as good", "worse"), found, strict=True) if some]
    return names[0] if len(names) == 1 else listed(names, "or")


def _sentences(stability: SymbolicStability, evolution: LargeEvolution | None, words: Words) -> list[str]:
    told = []
    for concept in in_reading_order(stability.concepts):
        text = f"{concept_supposing(concept)}: {_equilibria(stability, concept)}"
        if evolution is not None:
            start = _start_told(evolution, words, concept)
            text += f"; the status quo {start if start == 'holds' else f'is {start}'}"
            lead = _or_unknown(partial(_lead, evolution, concept))
            text += f"; {'what improvements lead to is out of reach' if lead == UNKNOWN else lead}"
        told.append(text + ".")
    return told


def _equilibria(stability: SymbolicStability, concept: str) -> str:
    text = equilibria_count(stability, concept)
    return f"{text} {'equilibrium' if text == '1' else 'equilibria'}"


def _lead(evolution: LargeEvolution, concept: str) -> str:
    reached = evolution.reached(concept)
    if not reached:
        known = "" if evolution.stability.exact(concept) else " of those known"
        within = "" if evolution.by_improvements.complete else f" within {_depth(evolution)}"
        return f"improvements lead to none{known}{within}"
    path = evolution.nearest(concept)
    assert path is not None
    known = "" if evolution.stability.exact(concept) else " that are known"
    near = f", the nearest after {counted(len(path.moves), 'move')}" if path.moves else ""
    within = "" if evolution.by_improvements.complete else f" within {_depth(evolution)}"
    return f"improvements lead to {quantity(reached.count)} of them{known}{within}{near}"


def path_sections(evolution: LargeEvolution, words: Words) -> list[Section]:
    """Tell the shortest way to an equilibrium under each concept, each way once."""
    found: dict[tuple[str, ...], list[str]] = {}
    for concept in in_reading_order(evolution.stability.concepts):
        try:
            path = evolution.nearest(concept)
        except TooLargeError:
            continue
        if path is not None and path.moves:
            steps = tuple(step.rsplit(" → ", 1)[0] for step in path_items(words, path))
            found.setdefault(steps, []).append(concept_name(concept))
    return [
        Section(f"A shortest way to an equilibrium ({', '.join(names)})", (Items(steps, numbered=True),))
        for steps, names in found.items()
    ]


def large_finding(analysis: LargeAnalysis) -> Finding:
    """Say what holds in a conflict too large to list."""
    game, stability, evolution = analysis.game, analysis.stability, analysis.evolution
    words = Words(game.conflict)
    blocks: list[Block] = [concept_table(stability, evolution, words)]
    if evolution is not None:
        blocks += _followed(evolution, words)
    blocks += [b for b in (pattern_table(stability, words),) if b]
    blocks += _shown(stability, words)
    why = (
        analysis.why
        or f"There are {quantity(game.feasible.count)} feasible states, carried by decision diagrams."
    )
    return Finding(
        "What holds, and where does the status quo lead?" if evolution else "What holds?",
        (why, *_sentences(stability, evolution, words), rests_on(game.conflict)),
        tuple(blocks),
        game.account,
    )


def _followed(evolution: LargeEvolution, words: Words) -> list[Block]:
    table = outlook_table(evolution, words)
    return [*((table,) if table else ()), *path_sections(evolution, words)]


def _shown(stability: SymbolicStability, words: Words) -> list[Block]:
    """Show a few equilibria under the first concept that has any, and how their options go together."""
    for concept in in_reading_order(stability.concepts):
        states = stability.bounds(concept)[0]
        if states is None or not states:
            continue
        try:
            every = stability.exact(concept)
            found: Sequence[Block | None] = (
                links_section(words, concept, states) if every else None,
                sample_table(words, concept, states, every=every),
            )
        except TooLargeError as error:
            return [Text(f"No equilibria are drawn: {error}.")]
        return [b for b in found if b]
    return []


def large_evolution_finding(evolution: LargeEvolution) -> Finding:
    """Say what can follow from the start in a conflict too large to list."""
    words = Words(evolution.game.conflict)
    feasible = quantity(evolution.game.feasible.count)
    reached = quantity(evolution.by_improvements.states.count)
    within = "" if evolution.by_improvements.complete else f" within {_depth(evolution)}"
    answers = [
        f"There are {feasible} feasible states, carried by decision diagrams.",
        f"It begins here: {words.state(evolution.start)}.",
        f"Improvements lead to {reached} states{within}, the start among them.",
        *_sentences(evolution.stability, evolution, words),
    ]
    blocks: list[Block] = [concept_table(evolution.stability, evolution, words)]
    blocks += _followed(evolution, words)
    return Finding("How do we get there from here?", tuple(answers), tuple(blocks), evolution.game.account)


def large_explanation_finding(found: Sequence[LargeExplanation]) -> Finding:
    """Say who stays in one state of a conflict too large to list, and what the others leave it for."""
    game, state = found[0].game, found[0].state
    words = Words(game.conflict)
    rows = []
    for e in found:
        verdict = "stays" if e.stable else "leaves"
        gains = quantity(e.improvements.count) if e.improvements else "none"
        rows.append((words.dm(e.dm), concept_name(e.concept), verdict, gains))
    told: list[str] = []
    for dm in dict.fromkeys(e.dm for e in found):
        gone = [e for e in found if e.dm == dm and not e.stable]
        leaving = next((e.leaving for e in gone if e.leaving is not None), None)
        under = listed([concept_name(e.concept) for e in gone])
        if leaving is not None:
            step = words.step(state, Move(dm, leaving))
            told.append(f"{words.dm(dm)} would leave it ({under}); it could {step}, say.")
        elif gone:
            told.append(f"{words.dm(dm)} would leave it ({under}).")
    table = Table(
        ("Decision maker", "Concept", "Verdict", "Improvements"),
        tuple(rows),
        "Who stays",
        "Of the states too many to list, this one was looked at.",
        "verdicts",
    )
    start = f"The state is this: {words.state(state)}."
    return Finding(
        "Why does it hold, or not?",
        (start, *(told or ("Everybody would stay, under each concept that was asked for.",))),
        (table,),
        game.account,
    )
