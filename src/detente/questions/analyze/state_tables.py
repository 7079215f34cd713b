"""The tables of ``analyze`` whose rows are states or steps: all of them, equilibria, patterns, ways, samples."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue, Way
from detente.conflict import find_concept
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.following_answer import Fares
from detente.questions.analyze.held_answer import Held
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
    place,
)
from detente.wording.options import EITHER, NOT_TAKEN, TAKEN, option_table

MOST_ROWS = 30


MOST_WAYS = 6


OUT_OF_REACH = "out of reach"


EMPTY = ("", "0", "—", "none")


def without_empty(
    columns: Sequence[str], rows: Sequence[Sequence[str]], keep: int
) -> tuple[tuple[str, ...], ...]:
    """Leave out columns in which no row says anything, but for the first `keep`; the heads are the first row."""
    full = [k for k in range(len(columns)) if k < keep or any(row[k] not in EMPTY for row in rows)]
    return tuple(tuple(row[k] for k in full) for row in (columns, *rows))


def today(held: Held, words: Words) -> str:
    """Say whether today holds under a concept, or who would leave it."""
    if held.leaving:
        gone = f"left by {words.parties(held.leaving)}"
        return f"{gone}; of {words.parties(held.undecided)} it is {OUT_OF_REACH}" if held.undecided else gone
    if held.undecided:
        return f"of {words.parties(held.undecided)} it is {OUT_OF_REACH}"
    return "holds" if held.status_quo else "does not hold"


def places(answer: AnalyzeAnswer, words: Words) -> Table | None:
    """Say how good what is reached is for each party; concepts that give the same share a column."""
    if answer.following is None:
        return None
    groups: dict[tuple[Fares, ...], list[str]] = {}
    shown = {h.concept for h in answer.plain}
    for follows in answer.following.by_concept:
        if follows.fares and follows.concept in shown:
            groups.setdefault(follows.fares, []).append(find_concept(follows.concept).name)
    if not groups:
        return None
    first = next(iter(groups))
    rows = []
    for k, one in enumerate(first):
        before = "" if one.before is None else f"{place(one.before.best)} of {one.before.of}"
        rows.append((words.party(one.decision_maker), before, *(fared(fares[k]) for fares in groups)))
    columns = ("Party", "Today", *(f"Reached ({', '.join(names)})" for names in groups.values()))
    head, *kept = without_empty(columns, rows, 1)
    note = "1st is best; ties share a place. Places say what comes before what, not by how much."
    note = note if any(f.before is not None for f in first) else ""
    return Table(head, tuple(kept), "How good that is for each, by its own order", note, "places")


def fared(fares: Fares) -> str:
    """Say the places, or whether it is better or worse."""
    if fares.after is not None:
        best, worst = place(fares.after.best), place(fares.after.worst)
        return best if best == worst else f"{best} to {worst}"
    kinds = (
        ("better", fares.better),
        ("as good", fares.same),
        ("worse", fares.worse),
        ("unknown", fares.unknown),
    )
    return listed([name for name, some in kinds if some], "or")


def ways(answer: AnalyzeAnswer, words: Words, voice: Voice) -> list[Block]:
    """Tell a shortest way to each outcome that it leads to; where they are many, to the nearest under each concept."""
    if answer.heading is None or answer.following is None:
        return []
    found: dict[str, Way] = {}
    both = ((answer.heading.ahead, ", looking ahead"), (answer.heading.myopic, ", not looking ahead"))
    for ends, how in both:
        many = ends.count is None or int(ends.count) > MOST_WAYS
        for way in ends.ways[: 1 if many else MOST_WAYS]:
            if way.moves and way not in found.values():
                end = answer.states[way.end]
                name = voice.letter(end) if end.id in voice.outcomes else label(end)
                found[f"A way to {name}{how}"] = way
    shown = {h.concept for h in answer.plain}
    if not found:
        for reached in answer.following.reachable[:MOST_WAYS]:
            names = ", ".join(find_concept(c).name for c in reached.concepts if c in shown)
            if reached.way.moves:
                found[f"A shortest way to {label(answer.states[reached.state])} ({names})"] = reached.way
    return [
        Section(title, (Items(steps(answer, way, words), numbered=True),)) for title, way in found.items()
    ]


def steps(answer: AnalyzeAnswer, way: Way, words: Words) -> tuple[str, ...]:
    """Tell a way move by move."""
    told, before = [], answer.states[way.start]
    for move in way.moves:
        after = answer.states[move.state]
        told.append(f"{words.party(move.mover)}: {words.step(before, after, move.mover)}")
        before = after
    return tuple(told)


def _named(answer: AnalyzeAnswer, state: StateValue) -> str:
    today = answer.status_quo is not None and answer.states[answer.status_quo].id == state.id
    return f"{label(state)} (today)" if today else label(state)


def state_table(answer: AnalyzeAnswer, words: Words) -> Table:
    """Show for each state and concept who would leave."""
    rows = []
    for place_, state in enumerate(answer.states[: int(answer.feasible)]):
        cells = []
        for held in answer.plain:
            gone = [s.decision_maker for s in held.stays if s.stable[place_] == "0"]
            holds = place_ in held.states
            cells.append(f"left by {words.parties(gone)}" if gone else TAKEN if holds else "—")
        rows.append((_named(answer, state), words.cell(state), *cells))
    columns = ("State", words.what, *(find_concept(h.concept).name for h in answer.plain))
    head, *kept = without_empty(columns, rows, 1)
    return Table(
        head, tuple(kept), "Every state", "", "states", marks={TAKEN: "equilibrium: nobody would leave it"}
    )


def equilibrium_table(answer: AnalyzeAnswer, words: Words) -> Table:
    """List the equilibria, those that are reached first, then those that hold under more concepts."""
    under: dict[int, list[str]] = {}
    for held in answer.plain:
        for state in held.states:
            under.setdefault(state, []).append(held.concept)
    moves = (
        {} if answer.following is None else {r.state: len(r.way.moves) for r in answer.following.reachable}
    )
    order = sorted(under, key=lambda s: (s not in moves, -len(under[s]), s))
    rows = []
    for state in order[:MOST_ROWS]:
        marks = [TAKEN if h.concept in under[state] else NOT_TAKEN for h in answer.plain]
        how = count(moves[state], "move") if state in moves else "—"
        rows.append((_named(answer, answer.states[state]), words.cell(answer.states[state]), *marks, how))
    columns = (
        "State",
        words.what,
        *(find_concept(h.concept).name for h in answer.plain),
        "Improvements to it",
    )
    head, *kept = without_empty(columns, rows, 2 + len(answer.plain))
    note = (
        f"The first {MOST_ROWS} of {len(order):,}; 'detente equilibria' says what they share. "
        if len(order) > MOST_ROWS
        else ""
    )
    if "Improvements to it" in head:
        note += "—: no sequence of improvements leads there."
    return Table(
        head,
        tuple(kept),
        "The equilibria",
        note.strip(),
        "equilibrium-list",
        frozenset(range(2, 2 + len(answer.plain))),
        marks={TAKEN: "equilibrium", NOT_TAKEN: "no equilibrium"},
    )


def patterns(answer: AnalyzeAnswer, words: Words) -> Table | None:
    """Show for each option whether it is taken in all, in none or in some of the equilibria under each concept."""
    known = [(h, h.pattern) for h in answer.plain if h.pattern is not None]
    if not known:
        return None
    rows = []
    for maker in words.conflict.decision_makers:
        for number_, option in enumerate(maker.options):
            id = f"{maker.id}.{option.id}"
            cells = [TAKEN if id in p.taken else NOT_TAKEN if id in p.not_taken else EITHER for _, p in known]
            rows.append(("" if number_ else words.party(maker.id), option.text, *cells))
    return Table(
        ("Party", "Option", *(find_concept(h.concept).name for h, _ in known)),
        tuple(rows),
        "What the equilibria have in common",
        "",
        "pattern",
        frozenset(range(2, 2 + len(known))),
        heads=2,
        marks={TAKEN: "taken in all", NOT_TAKEN: "taken in none", EITHER: "taken in some"},
    )


def samples(answer: AnalyzeAnswer, words: Words) -> Table | Text | None:
    """Lay a few equilibria side by side, drawn by lot."""
    held = next((h for h in answer.plain if h.states), None)
    if held is None:
        return None
    states = [answer.states[s] for s in held.states][:4]
    known = "" if held.count is not None else " from those that are known"
    name = find_concept(held.concept).name
    title = f"{count(len(states), 'equilibrium', 'equilibria')} under {name}, drawn by lot{known}"
    heads = [f"{k}." for k in range(1, len(states) + 1)]
    return option_table(words, states, heads, title, "samples", differing=True)
