"""What holds where some preferences are unknown, in words: what is certain, and what hangs on what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import EXTENSIONS, Conflict, Partial, Prioritised, find_concept, in_reading_order
from detente.findings.answers import labels
from detente.findings.finding import Block, Finding, Section, Table
from detente.findings.situation import rests_on
from detente.findings.words import Words, count, listed
from detente.game import Bools, Ints, State
from detente.questions.analyze import Analysis
from detente.questions.compare import Comparison

MOST_ROWS = 30
ATTITUDES = {
    "a": "leaves for what it may not prefer; deterred only by what it does not prefer",
    "b": "leaves only for what it prefers; deterred only by what it does not prefer",
    "c": "leaves for what it may not prefer; deterred by what it may not prefer",
    "d": "leaves only for what it prefers; deterred by what it may not prefer",
}


def has_extensions(analysis: Analysis) -> bool:
    """Tell whether an analysis is by the extensions for unknown preferences."""
    return any(find_concept(c).variant in EXTENSIONS for c in analysis.concepts)


def by_base(analysis: Analysis) -> dict[str, list[str]]:
    """Group the concepts: for each base its extensions."""
    found: dict[str, list[str]] = {}
    for key in in_reading_order(analysis.concepts):
        found.setdefault(find_concept(key).base, []).append(key)
    return found


def told_unknown(conflict: Conflict) -> str:
    """Say what is unknown."""
    words = Words(conflict)
    parts = []
    for maker in conflict.decision_makers:
        preference = conflict.preferences[maker.id]
        if isinstance(preference, Prioritised):
            unknown = [words.statement(s, maker.id) for s in preference.statements if s.unknown]
            if unknown:
                parts.append(f"whether {maker.name} wants {listed(unknown, 'or')} or the opposite")
        elif isinstance(preference, Partial):
            parts.append(f"how {maker.name} ranks some of the states")
    return f"It is unknown {'; '.join(parts)}." if parts else "Nothing is unknown under this account."


def _held(analysis: Analysis, keys: Sequence[str]) -> tuple[Ints, Ints]:
    """Give the equilibria under all of the concepts, and those under some only."""
    tables: list[Bools] = [analysis.stability.holds(k) for k in keys]
    every, some = np.all(tables, axis=0), np.any(tables, axis=0)
    return np.flatnonzero(every), np.flatnonzero(some & ~every)


def _sentences(analysis: Analysis) -> list[str]:
    """Say what holds under each concept; those that say the same together."""
    groups: dict[str, list[str]] = {}
    for base, keys in by_base(analysis).items():
        groups.setdefault(_sentence(analysis, base, keys), []).append(find_concept(base).name)
    return [f"Under {listed(names)} {text}" for text, names in groups.items()]


def _sentence(analysis: Analysis, base: str, keys: Sequence[str]) -> str:
    every, some = _held(analysis, keys)
    held = labels(analysis.game, every) if every.size else "nothing"
    verb = "hold" if every.size > 1 else "holds"
    if len(keys) == 1:
        extension = find_concept(keys[0]).variant
        return f"{held} {verb} by extension {extension} ({ATTITUDES[extension]})."
    # Under SEQ the others may answer by what only may pay for them, so that nothing is certain there.
    how = (
        " by every extension" if base == "seq" else ", whatever is unknown" if every.size else " for certain"
    )
    rest = labels(analysis.game, some)
    more = f"; {rest} {'hold' if some.size > 1 else 'holds'} by some extension" if some.size else ""
    return f"{held} {verb}{how}{more}."


def extension_table(analysis: Analysis) -> Table:
    """Set the equilibria side by side: a row for each concept, a column for each extension."""
    groups = by_base(analysis)
    used = [e for e in EXTENSIONS if any(f"{b}-{e}" in keys for b, keys in groups.items())]
    rows = []
    for base, keys in groups.items():
        cells = []
        for extension in used:
            key = f"{base}-{extension}"
            if key not in keys:
                cells.append("")
                continue
            found = analysis.stability.equilibria_at(key)
            cells.append(f"{found.size:,}: {labels(analysis.game, found)}" if found.size else "none")
        rows.append((find_concept(base).long, *cells))
    note = "; ".join(f"{e}: {ATTITUDES[e]}" for e in used)
    return Table(
        ("Concept", *used),
        tuple(rows),
        "Equilibria by extension",
        f"A decision maker … {note}.",
        "extensions",
    )


def open_state_table(analysis: Analysis, words: Words) -> Table:
    """Give for each state, or each equilibrium of many, the extensions under which it holds."""
    game, groups = analysis.game, by_base(analysis)
    held = {k: analysis.stability.holds(k) for keys in groups.values() for k in keys}
    chosen = np.arange(game.size)
    if game.size > MOST_ROWS:
        chosen = np.flatnonzero(np.any(list(held.values()), axis=0))
    rows = []
    for s in chosen[:MOST_ROWS]:
        state = game.state(int(s))
        cells = [
            " ".join(find_concept(k).variant for k in keys if held[k][s]) or "·" for keys in groups.values()
        ]
        start = " (status quo)" if state.index == game.status_quo else ""
        rows.append((f"{state.label}{start}", words.cell(state), *cells))
    cut = f"The first {MOST_ROWS} of {chosen.size:,}; the JSON lists all. " if chosen.size > MOST_ROWS else ""
    columns = ("State", words.what, *(find_concept(b).name for b in groups))
    note = f"{cut}The extensions under which it is an equilibrium."
    return Table(columns, tuple(rows), "State by state", note, "states")


def _start(analysis: Analysis, words: Words) -> list[str]:
    """Say who would leave the status quo, and for whom it hangs on what is unknown."""
    evolution = analysis.evolution
    if evolution is None:
        return ["The file has no status quo, so what can be reached is not said."]
    told = []
    for base, keys in by_base(analysis).items():
        stays = np.array([analysis.stability.stable[k][:, evolution.start.index] for k in keys])
        makers = analysis.game.decision_makers
        sure = [dm for dm, s in zip(makers, stays.T, strict=True) if not s.any()]
        perhaps = [dm for dm, s in zip(makers, stays.T, strict=True) if s.any() and not s.all()]
        parts = [f"{words.dms(sure)} would leave it"] if sure else []
        parts += (
            [f"{words.dms(perhaps)} may" if sure else f"{words.dms(perhaps)} may leave it"] if perhaps else []
        )
        told.append((find_concept(base).name, "; ".join(parts) or "nobody leaves it"))
    groups: dict[str, list[str]] = {}
    for name, text in told:
        groups.setdefault(text, []).append(name)
    texts = "; ".join(f"{text} ({listed(names)})" for text, names in groups.items())
    states = np.flatnonzero(evolution.by_improvements.steps > 0)
    ways = (
        f"Moves that are known to be improvements lead from it to {labels(analysis.game, states)}."
        if states.size
        else "No move that is known to be an improvement leads away from it."
    )
    return [f"The status quo: {texts}.", ways]


def open_finding(analysis: Analysis) -> Finding:
    """Say what holds for certain and what hangs on what is unknown."""
    game = analysis.game
    words = Words(game.conflict)
    answers = [told_unknown(game.conflict)]
    answers += _sentences(analysis)
    answers += _start(analysis, words)
    answers.append(rests_on(game.conflict))
    blocks: list[Block] = [
        extension_table(analysis),
        Section("Which states, under which extension", (open_state_table(analysis, words),), aside=True),
    ]
    question = "What holds, and what hangs on what is unknown?"
    return Finding(question, tuple(answers), tuple(blocks), game.account)


def open_comparison_finding(comparison: Comparison) -> Finding:
    """Set accounts side by side of which some leave something unknown."""
    rows = []
    answers = []
    for analysis in comparison.analyses:
        account = analysis.game.account
        told = []
        for base, keys in by_base(analysis).items():
            every, some = _held(analysis, keys)
            firm = labels(analysis.game, every) if every.size else "none"
            perhaps = labels(analysis.game, some) if some.size else "none"
            rows.append((account, find_concept(base).long, firm, perhaps))
            told.append(f"{find_concept(base).name} {firm}")
        answers.append(
            f"{account}: under every extension hold {'; '.join(told)}. {told_unknown(analysis.game.conflict)}"
        )
    shared = {b: _shared(comparison, keys) for b, keys in by_base(comparison.analyses[0]).items()}
    told = [f"{find_concept(b).name} {listed(found) if found else 'none'}" for b, found in shared.items()]
    answers.append(f"Under every extension and every account: {'; '.join(told)}.")
    columns = ("Account", "Concept", "Under every extension", "Under some")
    note = "The extensions differ in how the parties take what is unknown."
    table = Table(columns, tuple(rows), "What holds under each account", note, "accounts")
    claims = count(len(comparison.claims), "claim")
    answers.append(f"The accounts part on {claims} about what the decision makers want; the JSON lists them.")
    question = "What do the rival accounts predict, and where do they part?"
    return Finding(question, tuple(answers), (table,))


def _shared(comparison: Comparison, keys: Sequence[str]) -> list[str]:
    first, *rest = [set(comparison.shared(k)) for k in keys]
    labelled: dict[str, State] = {}
    game = comparison.analyses[0].game
    for s in range(game.size):
        state = game.state(s)
        if state.id in first and all(state.id in other for other in rest):
            labelled[state.label] = state
    return list(labelled)
