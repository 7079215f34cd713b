"""What stands behind an analysis: tables by concept, ways, every state or every equilibrium."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import EXTENSIONS, find_concept
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.following_answer import Follows
from detente.questions.analyze.held_answer import Held
from detente.questions.analyze.picture import graph_picture
from detente.questions.analyze.state_tables import (
    OUT_OF_REACH,
    equilibrium_table,
    patterns,
    places,
    samples,
    state_table,
    today,
    ways,
    without_empty,
)
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
    labels,
    listed,
    quantity,
)
from detente.wording.accounts import each
from detente.wording.basis import basis_sources
from detente.wording.outcomes import in_common

SMALL = 16
MOST_LINKS = 12


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
    rows = [_concept_row(answer, h, following.get(h.concept), words) for h in answer.plain]
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
        columns = (columns[0], *columns[6:])
    head, *kept = without_empty(columns, rows, 1)
    return Table(head, tuple(kept), "Equilibria, concept by concept", _concept_note(answer), "equilibria")


def _concept_row(answer: AnalyzeAnswer, held: Held, follows: Follows | None, words: Words) -> tuple[str, ...]:
    listed_ = [answer.states[s] for s in held.states]
    which = labels(listed_) if listed_ and not held.drawn else ""
    row: tuple[str, ...] = ()
    if follows is not None:
        row = (
            today(held, words),
            _reached(answer, follows),
            "—" if follows.undeterred is None else _number(follows.undeterred),
            _number(follows.only_by_moves),
            _number(follows.unreachable),
        )
    return (find_concept(held.concept).long, *row, number(held), which)


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


# -- state by state ----------------------------------------------------------------------------------------------------


# -- where decision diagrams carry the states --------------------------------------------------------------------------


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
