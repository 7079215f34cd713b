"""What stands behind an analysis: tables by concept, ways, every state or every equilibrium."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue, Way
from detente.conflict import EXTENSIONS, find_concept
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.following_answer import Fares, Follows
from detente.questions.analyze.held_answer import Held
from detente.questions.analyze.picture import graph_picture
from detente.questions.equilibria.words import link
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
    labels,
    listed,
    place,
    quantity,
)
from detente.wording.accounts import each
from detente.wording.basis import basis_sources
from detente.wording.options import EITHER, NOT_TAKEN, TAKEN, option_table
from detente.wording.outcomes import in_common

SMALL = 16
MOST_ROWS = 30
MOST_WAYS = 6
MOST_LINKS = 12
OUT_OF_REACH = "out of reach"
EMPTY = ("", "0", "—", "none")


def details(answers: Sequence[AnalyzeAnswer], voice: Voice) -> tuple[Block, ...]:
    """Give the tables of each account; those of several under the account's name."""
    return each(answers, lambda a: blocks(a, voice))


def blocks(answer: AnalyzeAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the tables of one account."""
    words = voice.words(answer.perspective)
    found: list[Block | None] = [Text(answer.why) if answer.why else None, shared(answer, words, voice)]
    found += [concepts(answer, words), extensions(answer), firmness(answer, words), places(answer, words)]
    found += ways(answer, words, voice)
    if answer.carrier == "symbolic":
        found += [patterns(answer, words), links(answer, words), samples(answer, words)]
    elif int(answer.feasible) <= SMALL and not answer.withheld:
        found.append(state_table(answer, words))
    else:
        found.append(equilibrium_table(answer, words))
    found.append(graph_picture(answer, voice))
    sources = basis_sources(answer.basis, words)
    found.append(Text(sources) if sources else None)
    return tuple(b for b in found if b is not None)


def without_empty(
    columns: Sequence[str], rows: Sequence[Sequence[str]], keep: int
) -> tuple[tuple[str, ...], ...]:
    """Leave out columns in which no row says anything, but for the first `keep`; the heads are the first row."""
    full = [k for k in range(len(columns)) if k < keep or any(row[k] not in EMPTY for row in rows)]
    return tuple(tuple(row[k] for k in full) for row in (columns, *rows))


# -- concept by concept ------------------------------------------------------------------------------------------------


def shared(answer: AnalyzeAnswer, words: Words, voice: Voice) -> Items | None:
    """Say in full what the outcomes have in common that it leads to."""
    if answer.heading is None:
        return None
    told = []
    both = ((answer.heading.ahead, "Looking ahead"), (answer.heading.myopic, "Not looking ahead"))
    for ends, how in both if not answer.heading.same else both[:1]:
        common = in_common(ends.shared, words, voice.today, full=True)
        if common and ends.count is not None and int(ends.count) > 1:
            lead = "" if answer.heading.same else f"{how}, "
            told.append(f"{capital(lead + 'the')} {int(ends.count):,} outcomes have in common: {common}.")
    return Items(tuple(told)) if told else None


def concepts(answer: AnalyzeAnswer, words: Words) -> Table:
    """Count by concept: all equilibria, and those that today leads to."""
    following = {} if answer.following is None else {f.concept: f for f in answer.following.by_concept}
    full = [_concept_row(answer, h, following.get(h.concept), words) for h in answer.plain]
    rows: list[tuple[str, ...]] = list(full)
    columns: tuple[str, ...] = (
        "Concept",
        "Today",
        "Reached by improvements",
        "Undeterred",
        "Only by other moves",
        "Not at all",
        "In all",
        "Which",
    )
    if answer.following is None:
        rows = [(r[0], *r[6:]) for r in full]
        columns = (columns[0], *columns[6:])
    head, *kept = without_empty(columns, rows, 1)
    return Table(head, tuple(kept), "Equilibria, concept by concept", _concept_note(answer), "equilibria")


def _concept_row(answer: AnalyzeAnswer, held: Held, follows: Follows | None, words: Words) -> tuple[str, ...]:
    listed_ = [answer.states[s] for s in held.states]
    which = labels(listed_) if listed_ and not held.drawn else ""
    row: tuple[str, ...] = ("", "", "", "", "")
    if follows is not None:
        row = (
            today(held, words),
            _reached(answer, follows),
            "—" if follows.undeterred is None else _number(follows.undeterred),
            _number(follows.only_by_moves),
            _number(follows.unreachable),
        )
    return (find_concept(held.concept).long, *row, number(held), which)


def today(held: Held, words: Words) -> str:
    """Say whether today holds under a concept, or who would leave it."""
    if held.leaving:
        gone = f"left by {words.parties(held.leaving)}"
        return f"{gone}; of {words.parties(held.undecided)} it is {OUT_OF_REACH}" if held.undecided else gone
    if held.undecided:
        return f"of {words.parties(held.undecided)} it is {OUT_OF_REACH}"
    return "holds" if held.status_quo else "does not hold"


def number(held: Held) -> str:
    """Say how many equilibria there are, or between which bounds."""
    if held.count is not None:
        return _number(held.count)
    low = _number(held.at_least or "0")
    return f"at least {low}" if held.at_most is None else f"between {low} and {_number(held.at_most)}"


def _number(written: str | None) -> str:
    return OUT_OF_REACH if written is None else quantity(int(written))


def _reached(answer: AnalyzeAnswer, follows: Follows) -> str:
    text = _number(follows.reached)
    following = answer.following
    if following is None or following.complete or follows.reached is None:
        return text
    return f"{text} within {count(following.moves, 'move')}"


def _concept_note(answer: AnalyzeAnswer) -> str:
    feasible = int(answer.feasible)
    note = f"{capital(quantity(feasible))} feasible {'state' if feasible == 1 else 'states'}."
    if any("e" in number(h) for h in answer.plain if h.count is not None) or "e" in quantity(feasible):
        note += " 2.1e28 stands for 21 and 27 zeros, about."
    if answer.following is not None:
        note += " Reached counts today where it is an equilibrium itself."
        if any(f.undeterred is not None for f in answer.following.by_concept):
            note += " Undeterred: reached by moves of which, under the same concept, nothing deters any."
        if answer.carrier == "dense" and any(f.undeterred is None for f in answer.following.by_concept):
            note += " —: not worked out for simultaneous, limited-move and non-myopic stability."
    incomplete = [h for h in answer.plain if h.incomplete]
    if incomplete:
        names = listed([find_concept(h.concept).name for h in incomplete])
        note += (
            f" The equilibria under {names} are out of reach as a set ({incomplete[0].incomplete}). The bounds: "
            "what is Nash-stable holds and what is not GMR-stable does not; at least those that were found with "
            "the options of one decision maker fixed, at most what some of the decision makers would stay in. "
            "Of single states it is known (see 'detente explain --state'), and often of those in which a "
            "condition holds (see 'detente equilibria --where')."
        )
    return note


ATTITUDES = {
    "a": "leaves for what it may not prefer; deterred only by what it does not prefer",
    "b": "leaves only for what it prefers; deterred only by what it does not prefer",
    "c": "leaves for what it may not prefer; deterred by what it may not prefer",
    "d": "leaves only for what it prefers; deterred by what it may not prefer",
}


def extensions(answer: AnalyzeAnswer) -> Table | None:
    """Where preferences are unknown: the equilibria, a row for each concept, a column for each extension."""
    by_base: dict[str, dict[str, Held]] = {}
    for held in answer.plain:
        concept = find_concept(held.concept)
        if concept.variant in EXTENSIONS:
            by_base.setdefault(concept.base, {})[concept.variant] = held
    if not by_base:
        return None
    used = [e for e in EXTENSIONS if any(e in row for row in by_base.values())]
    rows = []
    for base, row in by_base.items():
        cells = [_counted(answer, row[e].states, row[e].count) if e in row else "" for e in used]
        rows.append((find_concept(base).long, *cells))
    note = "; ".join(f"{e}: {ATTITUDES[e]}" for e in used)
    return Table(
        ("Concept", *used),
        tuple(rows),
        "Equilibria by extension",
        f"A decision maker … {note}.",
        "extensions",
    )


def _counted(answer: AnalyzeAnswer, states: Sequence[int], number: str | None = None) -> str:
    if not states:
        return "none"
    return f"{_number(number or str(len(states)))}: {labels([answer.states[s] for s in states])}"


def firmness(answer: AnalyzeAnswer, words: Words) -> Table | None:
    """Where preferences have degrees: which equilibria hold firmly, and for whom the others do not."""
    if not answer.firmness:
        return None
    rows = []
    for firm in answer.firmness:
        concept = find_concept(firm.concept)
        degree = f", degree {concept.degree}" if concept.degree > 2 else ""
        who = words.parties(firm.weak_for) if firm.weak_for else "—"
        strong, weak = _counted(answer, firm.strong), _counted(answer, firm.weak)
        rows.append((find_concept(concept.base).long + degree, strong, weak, who))
    note = (
        "Strong: whoever could gain by leaving would be answered by something much less to its liking than what it "
        "left. Weak: for somebody an answer is no better than what it left, and none is much worse."
    )
    if any(find_concept(f.concept).degree > 2 for f in answer.firmness):
        note += " Where a degree is named, much means by that degree or more."
    columns = ("Concept", "Strong equilibria", "Weak equilibria", "Weak for")
    return Table(columns, tuple(rows), "How firmly the equilibria hold", note, "strength")


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


# -- state by state ----------------------------------------------------------------------------------------------------


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


# -- where decision diagrams carry the states --------------------------------------------------------------------------


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


def links(answer: AnalyzeAnswer, words: Words) -> Section | None:
    """Say how options go together in the equilibria under the first concept that has any."""
    held = next((h for h in answer.plain if h.pattern is not None), None)
    if held is None or held.pattern is None:
        return None
    title = f"How options go together in the equilibria under {find_concept(held.concept).name}"
    if held.pattern.linked is None:
        return Section(title, (Text("The set is too intricate to look for this."),))
    told = [link(words, one) for one in held.pattern.linked[:MOST_LINKS]]
    more = len(held.pattern.linked) - len(told)
    if more > 0:
        told.append(f"And {more:,} more; the JSON lists them.")
    return Section(title, (Items(tuple(told)),)) if told else None


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
