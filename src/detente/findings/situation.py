"""The conflict itself in words: who can do what, what cannot be, who is said to want what, by whom."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import (
    Citation,
    Conflict,
    Partial,
    Prioritised,
    Ranking,
    Rule,
    Statement,
    StateRef,
    in_reading_order,
)
from detente.findings.finding import Block, Finding, Section, Table, Text
from detente.findings.words import Words, count, listed, shortened
from detente.game import Ints, State, States

MOST_STATES = 300
MOST_COLUMNS = 4
MOST_ENDS = 8
MOST_SOURCES = 5


def situation_finding(conflict: Conflict, feasible: int | None = None) -> Finding:
    """Say who can do what and what the file holds fixed."""
    words = Words(conflict)
    makers = count(len(conflict.decision_makers), "decision maker")
    size = f"; {count(feasible, 'state is', 'states are')} feasible" if feasible is not None else ""
    options = len([o for o in conflict.options.values() if o.of is None]) + len(conflict.levels)
    answers = [f"{makers}, {count(options, 'option')}{size}."]
    if conflict.arcs is not None:
        moves = count(sum(map(len, conflict.arcs.values())), "move")
        fewer = size if feasible is not None and feasible < len(conflict.states) else ""
        answers = [f"{makers}, {count(len(conflict.states), 'state')} and {moves} between them{fewer}."]
    if conflict.status_quo is not None:
        answers.append(f"At the start: {_start(words, conflict.status_quo)}.")
    blocks: list[Block] = [_options(words)] if conflict.arcs is None else [*moves_table(words)]
    blocks.extend(Text(f"{m.name}: {m.about}") for m in conflict.decision_makers if m.about)
    written = [r for r in conflict.rules if not r.automatic]
    if written:
        rules = tuple((rule_words(words, r), r.because, words.citations(r.sources)) for r in written)
        title = "What cannot be, or cannot be undone" if conflict.arcs is None else "What cannot be"
        blocks.append(Table(("Rule", "Because", "Source"), rules, title, id="rules"))
    return Finding("Who can do what?", tuple(answers), tuple(blocks), conflict.account)


def _options(words: Words) -> Table:
    """List the options."""
    rows = []
    for maker in words.conflict.decision_makers:
        for number, option in enumerate(maker.options):
            gone = "" if option.available else " (not available in this account)"
            first = option.of is not None and option.level == option.of.levels[0]
            more = option.of if option.of is not None and first else option
            parts = (f"{option.text}{gone}", more.about, words.citations(more.sources))
            about = _sentences(parts)
            rows.append(
                (maker.name if number == 0 else "", f"{maker.id}.{option.id}", about, ", ".join(option.tags))
            )
        if not maker.options:
            rows.append((maker.name, "", "(no options)", ""))
    return Table(("Decision maker", "Id", "Option", "Tags"), tuple(rows), "Who can do what", id="options")


def _sentences(parts: Sequence[str]) -> str:
    """Put texts one after the other, a stop between them and none added at the end."""
    *first, last = [p for p in parts if p] or [""]
    return "".join(f"{p.rstrip('.')}. " for p in first) + last


def moves_table(words: Words) -> tuple[Block, ...]:
    """List the states that a conflict is given by, and who can move where."""
    conflict = words.conflict
    ends: dict[tuple[str, str], list[str]] = {}
    for dm, pairs in (conflict.arcs or {}).items():
        for source, target in pairs:
            ends.setdefault((dm, source), []).append(target)
    makers = conflict.decision_makers
    wide = len(makers) <= MOST_COLUMNS
    rows = []
    for state in conflict.states[:MOST_STATES]:
        about = (state.text if state.text != state.name else "", state.about, words.citations(state.sources))
        cells = [shortened(ends.get((m.id, state.name), []), MOST_ENDS) for m in makers]
        if not wide:
            cells = ["; ".join(f"{m.name}: {c}" for m, c in zip(makers, cells, strict=True) if c)]
        rows.append((state.name, _sentences(about), *(c or "—" for c in cells)))
    heads = [m.name for m in makers] if wide else ["Who can move where"]
    cut = len(conflict.states) - len(rows)
    title = "The states, and where each can move from them"
    note = f"And {count(cut, 'more state')}; 'detente states' lists them." if cut else ""
    return (Table(("State", words.what, *heads), tuple(rows), title, note, id="moves"),)


def _start(words: Words, ref: StateRef) -> str:
    """Say what is taken at the start, however the file refers to it."""
    taken = words.conflict.taken_in(ref)
    if words.conflict.graph_form and taken is not None:
        [name] = taken
        text = words.given[name].text
        return f"{name}: {text}" if text != name else name
    told = f"{ref.name}: " if ref.name else ""
    return ref.written if taken is None else told + words.taken(taken)


def rule_words(words: Words, rule: Rule) -> str:
    """Say what a rule means."""
    told = [words.condition(c) for c in rule.conditions]
    if rule.kind == "never":
        return f"Never: {told[0]}"
    if rule.kind == "same":
        return f"Counts as one state: {told[0]}"
    if rule.kind == "irreversible":
        dm = words.dm(rule.option.split(".")[0])
        if rule.option in words.conflict.levels:
            level = words.conflict.levels[rule.option].text.rstrip(".")
            way = "can only rise" if rule.direction == "taken" else "can only fall"
            return f"{dm}: the level of “{level}” {way}{f' (if {told[0]})' if told else ''}"
        what = "once taken, stays" if rule.direction == "taken" else "once dropped, stays dropped"
        when = f" (if {told[0]})" if told else ""
        return f"{dm}: “{words.option(rule.option)}” {what}{when}"
    lead = {"exclusive": "At most one of", "one_of": "Exactly one of", "some_of": "At least one of"}[
        rule.kind
    ]
    return f"{lead}: {listed(told)}"


def rests_on(conflict: Conflict) -> str:
    """Say in one sentence how many claims about preferences an account makes, on whose word, and how sure."""
    words = Words(conflict)
    claims = unsure = 0
    sources: dict[str, None] = {}
    for preference in conflict.preferences.values():
        made = preference.statements if isinstance(preference, Prioritised) else (preference,)
        claims += len(made)
        unsure += sum(c.confidence is not None and c.confidence < 1 for c in made)
        sources |= dict.fromkeys(words.citations([Citation(x.source)]) for c in made for x in c.sources)
    account = f"the account “{conflict.account}”" if conflict.account != "base" else "the file"
    whose = f" ({shortened(list(sources), MOST_SOURCES)})" if sources else ""
    sure = f", {unsure} of them with a confidence below 1" if unsure else ""
    return f"This rests on {count(claims, 'claim')} of {account} about what the decision makers want{whose}{sure}."


def assumptions_finding(conflict: Conflict) -> Finding:
    """List who is said to want what, on whose word, and how sure the analyst is."""
    words = Words(conflict)
    sections: list[Block] = []
    for maker in conflict.decision_makers:
        preference = conflict.preferences.get(maker.id)
        if preference is None:
            continue
        if isinstance(preference, Prioritised):
            rows = []
            for number, s in enumerate(preference.statements, 1):
                sure = "" if s.confidence is None else f"{s.confidence:g}"
                rows.append(
                    (
                        str(number),
                        f"{words.statement(s, maker.id)}{_mark(s)}",
                        s.because,
                        words.citations(s.sources),
                        sure,
                    )
                )
            if rows:
                table = Table(
                    ("", "What it wants", "Because", "Source", "Confidence"),
                    tuple(rows),
                    id=f"claims-{maker.id}",
                )
                sections.append(Section(f"{maker.name}, most important first", (table,)))
            else:
                sections.append(Section(maker.name, (Text("All states are alike to it."),)))
            continue
        head = "ranks the states"
        if isinstance(preference, Ranking):
            told = _ranking(preference)
        elif isinstance(preference, Partial):
            head, told = "ranks some of the states", "; ".join(map(_chain, preference.chains))
        else:
            head = "weighs what holds" if conflict.graph_form else "weighs the options"
            told = ", ".join(f"{written}: {float(weight):g}" for _, written, weight in preference.weights)
        claim = " ".join(x for x in (preference.because, words.citations(preference.sources)) if x)
        blocks: tuple[Block, ...] = (Text(told), *((Text(claim),) if claim else ()))
        sections.append(Section(f"{maker.name} {head}", blocks))
    return Finding(
        "On which assumptions does it rest?", (rests_on(conflict),), tuple(sections), conflict.account
    )


def _mark(statement: Statement) -> str:
    """Say what is special about a statement: how much it counts, or that it is unknown."""
    if statement.unknown:
        return " (unknown whether it wants this or the opposite)"
    if statement.strength > 1:
        return " (much)" if statement.strength == 2 else f" (much, degree {statement.strength})"
    return ""


def _chain(groups: tuple[tuple[StateRef, ...], ...]) -> str:
    return " > ".join(" = ".join(r.written for r in g) for g in groups)


def _ranking(ranking: Ranking) -> str:
    told = ""
    for degree, group in zip(
        (0, *(ranking.degrees or (1,) * len(ranking.groups))), ranking.groups, strict=False
    ):
        told += "" if not degree else " > " if degree == 1 else " >> " if degree == 2 else f" >>({degree}) "
        told += " = ".join(r.written for r in group)
    return told


def _language(code: str) -> str:
    return f"(Language: {code}.)" if code else ""


def sources_finding(conflict: Conflict) -> Finding:
    """List the sources."""
    rows = []
    for s in conflict.sources:
        about = "; ".join(x for x in (s.get("author"), s.get("title"), s.get("publisher")) if x)
        rows.append(
            (
                s.id,
                about,
                s.get("date"),
                s.get("kind"),
                " ".join(
                    x for x in (s.get("note"), _language(s.get("language")), s.get("doi"), s.get("url")) if x
                ),
            )
        )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("Id", "Source", "Date", "Kind", "Note"), tuple(rows), id="sources"))
    cited = f" {conflict.citation}" if conflict.citation else ""
    return Finding(
        "Whose word is it?",
        (f"The file names {count(len(rows), 'source') if rows else 'no source'}.{cited}",),
        tuple(blocks),
    )


def published_finding(conflict: Conflict) -> Finding | None:
    """Set the published equilibria beside the computed ones' concepts; None where there are none."""
    if not conflict.published:
        return None
    words = Words(conflict)
    rows = []
    for result in conflict.published:
        source = words.citations([result.source]) if result.source else "computed for this catalogue"
        for concept in in_reading_order({*result.equilibria, *result.recomputed}):
            printed = (
                ", ".join(r.written for r in result.equilibria.get(concept, ()))
                if concept in result.equilibria
                else "—"
            )
            computed = (
                ", ".join(r.written for r in result.recomputed.get(concept, ()))
                if concept in result.recomputed
                else ""
            )
            rows.append((source, concept, printed or "none", computed, result.wrong or result.note))
    table = Table(("Source", "Concept", "Printed there", "Recomputed", "Note"), tuple(rows), id="published")
    return Finding(
        "What has been published about it?",
        (f"{count(len(conflict.published), 'published result')}.",),
        (table,),
    )


def states_finding(states: States, chosen: Ints, asked: str = "") -> Finding:
    """List feasible states."""
    words = Words(states.conflict)
    what = f" in which {asked} holds" if asked else ""
    rows = []
    for index in chosen[:MOST_STATES]:
        state: State = states.state(int(index))
        rows.append((state.label, words.cell(state), *(() if state.given else (state.id,))))
    note = (
        f"The first {MOST_STATES} of {len(chosen):,}; --json and --out FILE.csv give all."
        if len(chosen) > MOST_STATES
        else ""
    )
    columns = ("State", words.what) if states.conflict.graph_form else ("State", words.what, "Id")
    table = Table(columns, tuple(rows), note=note, id="states")
    answer = f"{count(len(chosen), 'state')}{what}, of {count(states.size, 'feasible state')}."
    return Finding("Which states are feasible?", (answer,), (table,) if rows else (), states.conflict.account)
