"""The conflict itself in words: who can do what, what cannot be, who is said to want what, by whom."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import (
    Partial,
    Prioritised,
    Ranking,
    Rule,
    Sealed,
    Statement,
    StateRef,
    Weights,
    in_reading_order,
)
from detente.wording.blocks import Block, Section, Table, Text
from detente.wording.names import Words
from detente.wording.texts import count, listed, shortened

MOST_STATES = 300
MOST_COLUMNS = 4
MOST_ENDS = 8


def options_table(words: Words) -> Table:
    """List the options of each decision maker."""
    rows = []
    for maker in words.conflict.decision_makers:
        for number, option in enumerate(maker.options):
            first = option.of is not None and option.level == option.of.levels[0]
            more = option.of if option.of is not None and first else option
            gone = "" if option.available else " (not available in this account)"
            not_taken = f"Otherwise: {more.otherwise}" if more.otherwise else ""
            about = _sentences((f"{option.text}{gone}", not_taken, more.about, words.citations(more.sources)))
            name = maker.name if number == 0 else ""
            rows.append((name, about, f"{maker.id}.{option.id}", ", ".join(option.tags)))
        if not maker.options:
            rows.append((maker.name, "(no options)", "", ""))
    return _filled(Table(("Party", "Option", "Id", "Tags"), tuple(rows), "Who can do what", id="options"))


def moves_table(words: Words) -> Table:
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
    title = "The states, and where each party can move from them"
    note = f"And {count(cut, 'more state')}; 'detente states' lists them." if cut else ""
    return _filled(Table(("State", words.what, *heads), tuple(rows), title, note, id="moves"))


def rules_table(words: Words) -> Table | None:
    """List the rules; None where there are none."""
    written = [r for r in words.conflict.rules if not r.automatic]
    rows = tuple((rule_words(words, r), r.because, words.citations(r.sources)) for r in written)
    title = "What cannot be" if words.conflict.graph_form else "What cannot be, or cannot be undone"
    return _filled(Table(("Rule", "Because", "Source"), rows, title, id="rules")) if rows else None


def rule_words(words: Words, rule: Rule) -> str:
    """Say what a rule means."""
    if rule.kind == "irreversible":
        return _one_way(words, rule)
    if rule.kind in ("never", "same"):
        lead = "Never" if rule.kind == "never" else "Counts as one state"
        return f"{lead}: {words.condition(rule.conditions[0])}"
    lead = {"exclusive": "At most one of", "one_of": "Exactly one of", "some_of": "At least one of"}[
        rule.kind
    ]
    return f"{lead}: {listed([words.condition(c, inside=True) for c in rule.conditions])}"


def _one_way(words: Words, rule: Rule) -> str:
    party = words.party(rule.option.partition(".")[0])
    when = f" (if {words.condition(rule.conditions[0], inside=True)})" if rule.conditions else ""
    if rule.option in words.conflict.levels:
        way = "can only rise" if rule.direction == "taken" else "can only fall"
        return f"{party}: the level of “{words.option(rule.option)}” {way}{when}"
    way = "once taken, stays" if rule.direction == "taken" else "once dropped, stays dropped"
    return f"{party}: “{words.option(rule.option)}” {way}{when}"


def start_words(words: Words) -> str:
    """Say what is taken at the start, however the file refers to it; empty where the file has no status quo."""
    ref = words.conflict.status_quo
    if ref is None:
        return ""
    taken = words.conflict.taken_in(ref)
    if taken is None:
        return ref.written
    if words.conflict.graph_form:
        [name] = taken
        text = words.given[name].text
        return f"{name}: {text}" if text != name else name
    return words.taken(taken)


# -- claims ------------------------------------------------------------------------------------------------------------


def claims_sections(words: Words) -> tuple[Section, ...]:
    """List who is said to want what in an account, on whose word, and how sure the analyst is."""
    found = []
    for maker in words.conflict.decision_makers:
        preference = words.conflict.preferences.get(maker.id)
        if preference is None:
            continue
        if isinstance(preference, Sealed):
            found.append(Section(f"{maker.name} prefers", (Text("Confidential, and withheld."),)))
            continue
        match preference:
            case Prioritised():
                table = _statements(words, maker.id, preference)
                body: Block = table if table.rows else Text("All states are alike to it.")
                found.append(
                    Section(f"{maker.name}{', most important first' if table.rows else ''}", (body,))
                )
                continue
            case Ranking():
                head, told = "ranks the states", _ranking(preference)
            case Partial():
                head, told = "ranks some of the states", "; ".join(map(_chain, preference.chains))
            case Weights():
                head = "weighs what holds" if words.conflict.graph_form else "weighs the options"
                told = ", ".join(f"{written}: {float(weight):g}" for _, written, weight in preference.weights)
        cited = words.citations(preference.sources)
        doubt = _confidence(preference.confidence)
        sure = f"Confidence: {doubt}" if doubt else ""
        claim = _sentences((preference.because, cited, sure))
        found.append(Section(f"{maker.name} {head}", (Text(told), *((Text(claim),) if claim else ()))))
    return tuple(found)


def _statements(words: Words, dm: str, preference: Prioritised) -> Table:
    rows = tuple(
        (
            str(number),
            f"{words.statement(s, dm)}{_mark(s)}",
            s.because,
            words.citations(s.sources),
            _confidence(s.confidence),
        )
        for number, s in enumerate(preference.statements, 1)
    )
    heads = ("", "What it wants", "Because", "Source", "Confidence")
    return _filled(Table(heads, rows, id=f"claims-{dm}"), kept=2)


def _confidence(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:g}"


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
    gaps = (0, *(ranking.degrees or (1,) * len(ranking.groups)))
    for degree, group in zip(gaps, ranking.groups, strict=False):
        told += "" if not degree else " > " if degree == 1 else " >> " if degree == 2 else f" >>({degree}) "
        told += " = ".join(r.written for r in group)
    return told


# -- sources -----------------------------------------------------------------------------------------------------------


def sources_table(words: Words) -> Table | None:
    """List the sources; None where there are none."""
    rows = []
    for s in words.conflict.sources:
        about = "; ".join(x for x in (s.get("author"), s.get("title"), s.get("publisher")) if x)
        language = f"(Language: {s.get('language')}.)" if s.get("language") else ""
        note = " ".join(x for x in (s.get("note"), language, s.get("doi"), s.get("url")) if x)
        rows.append((s.id, about, s.get("date"), s.get("kind"), note))
    heads = ("Id", "Source", "Date", "Kind", "Note")
    return _filled(Table(heads, tuple(rows), "Whose word it is", id="sources")) if rows else None


def published_table(words: Words) -> Table | None:
    """Set equilibria that sources print beside those that were recomputed; None where there are none."""
    rows = []
    for result in words.conflict.published:
        source = words.citations([result.source]) if result.source else "computed for this file"
        for concept in in_reading_order({*result.equilibria, *result.recomputed}):
            printed = ", ".join(r.written for r in result.equilibria.get(concept, ())) or "none"
            again = ", ".join(r.written for r in result.recomputed.get(concept, ())) or "none"
            rows.append(
                (
                    source,
                    concept,
                    printed if concept in result.equilibria else "—",
                    again if concept in result.recomputed else "",
                    result.wrong or result.note,
                )
            )
    heads = ("Source", "Concept", "Printed there", "Recomputed", "Note")
    title = "What has been published about it"
    return _filled(Table(heads, tuple(rows), title, id="published")) if rows else None


def _filled(table: Table, kept: int = 2) -> Table:
    """Leave out columns, behind the first ones, in which nothing stands."""
    columns = [k for k in range(len(table.columns)) if k < kept or any(row[k] for row in table.rows)]
    return Table(
        tuple(table.columns[k] for k in columns),
        tuple(tuple(row[k] for k in columns) for row in table.rows),
        table.title,
        table.note,
        table.id,
    )


def _sentences(parts: Sequence[str]) -> str:
    """Put texts one after the other, a stop between them and none added at the end."""
    *first, last = [p for p in parts if p] or [""]
    return "".join(f"{p.rstrip('.')}. " for p in first) + last
