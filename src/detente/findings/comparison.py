"""Rival accounts side by side, in words."""

from __future__ import annotations

import numpy as np

from detente.findings.analysis import (
    EITHER,
    MARK,
    NO_MARK,
    common,
    in_reading_order,
    labels,
    leavers,
    pattern,
    who_gains,
)
from detente.findings.finding import Block, Finding, Section, Table, Text
from detente.findings.words import CONCEPT_LONG, CONCEPT_NAMES, NOTHING, Words, count, shortened
from detente.game import Ints
from detente.questions import Analysis, Comparison


def outcomes(analysis: Analysis) -> tuple[str, Ints]:
    """Choose what an account predicts: what improvements lead to under the narrowest concept that has any."""
    concept, found = "nash", np.empty(0, dtype=np.int64)
    for concept in in_reading_order(analysis):
        evolution = analysis.evolution
        found = evolution.reached_at(concept) if evolution else analysis.stability.equilibria_at(concept)
        if found.size:
            break
    return concept, found


def _prediction(analysis: Analysis) -> str:
    words, game = Words(analysis.game.conflict), analysis.game
    concept, states = outcomes(analysis)
    name, evolution = CONCEPT_NAMES[concept], analysis.evolution
    if not states.size:
        return f"{game.account}: no equilibrium of the concepts asked for is reached."
    shared = common(words, game, states) or (NOTHING if states.size == 1 else "nothing")
    if evolution is None:
        ends = "one state holds" if states.size == 1 else f"{states.size:,} states hold, which share"
        return f"{game.account}: {ends} ({name}): {shared}."
    if not leavers(analysis, evolution.start, concept):
        text = f"the status quo holds ({name}): {words.state(evolution.start)}."
    elif states.size == 1:
        text = f"it ends in one state ({name}): {shared}."
    else:
        text = f"it ends in one of {states.size:,} states ({name}), which share: {shared}."
    if concept == "nash" and (apart := evolution.only_by_moves_at(concept)).size:
        which = "one more state" if apart.size == 1 else f"{apart.size:,} more states"
        text += (
            f" In {which} ({labels(game, apart)}) nobody would want to move, but no improvements lead there."
        )
    gains = who_gains(analysis, words)
    others = [_also(analysis, c) for c in in_reading_order(analysis) if c != concept]
    more = f" Reached under the other concepts: {'; '.join(others)}." if others else ""
    return f"{game.account}: {text}{f' {gains}' if gains else ''}{more}"


def _also(analysis: Analysis, concept: str) -> str:
    """Count what another concept predicts."""
    assert analysis.evolution is not None
    reached = count(analysis.evolution.reached_at(concept).size, "equilibrium", "equilibria")
    holds = not leavers(analysis, analysis.evolution.start, concept)
    return f"{CONCEPT_NAMES[concept]}, {reached}{', and the status quo holds' if holds else ''}"


def comparison_finding(comparison: Comparison) -> Finding:
    """Say what the accounts predict, what they share and on which claims they part."""
    words = Words(comparison.conflict)
    accounts = comparison.accounts
    answers = [_prediction(a) for a in comparison.analyses]
    concepts = in_reading_order(comparison.analyses[0])
    robust = {c: comparison.shared(c) for c in concepts}
    strong = next((c for c in concepts if robust[c]), None)
    if len(accounts) > 1:
        if strong is None:
            answers.append("No state is an equilibrium under every account.")
        else:
            by_id = {s.id: s for s in comparison.analyses[0].equilibria[strong]}
            which = shortened([by_id[i].label for i in robust[strong]], 4)
            number = count(len(robust[strong]), "state is an equilibrium", "states are equilibria")
            answers.append(f"Under every one of these accounts {number} ({CONCEPT_NAMES[strong]}: {which}).")
    blocks: list[Block] = [_outcome_table(comparison, words), _concept_table(comparison)]
    blocks.append(
        Section("The claims on which the accounts part", (_claim_table(comparison, words),), aside=True)
    )
    return Finding(
        "What do the rival accounts predict, and where do they part?", tuple(answers), tuple(blocks)
    )


def _outcome_table(comparison: Comparison, words: Words) -> Table:
    chosen = [outcomes(a) for a in comparison.analyses]
    heads = [
        f"{a.game.account} ({CONCEPT_NAMES[c]})"
        for a, (c, _) in zip(comparison.analyses, chosen, strict=True)
    ]
    marks: list[dict[str, str]] = []
    for analysis, (_, states) in zip(comparison.analyses, chosen, strict=True):
        always, never, free = pattern(analysis.game, states) if states.size else ([], [], [])
        marks.append(
            dict.fromkeys(always, MARK) | dict.fromkeys(never, NO_MARK) | dict.fromkeys(free, EITHER)
        )
    rows = []
    options = dict.fromkeys(o for a in comparison.analyses for o in a.game.conflict.option_ids)
    last = ""
    for option in options:
        conflict = next(a.game.conflict for a in comparison.analyses if option in a.game.conflict.options)
        maker = conflict.decision_maker(option.split(".")[0]).name
        cells = [m.get(option, "") for m in marks]
        rows.append(("" if maker == last else maker, conflict.options[option].text, *cells))
        last = maker
    reached = comparison.analyses[0].evolution is not None
    title = "What is taken where improvements lead to" if reached else "What is taken in the equilibria"
    note = f"{MARK} in all of these states, {EITHER} in some, {NO_MARK} in none"
    centred = frozenset(range(2, 2 + len(heads)))
    return Table(("Decision maker", "Option", *heads), tuple(rows), title, note, "outcomes", centred)


def _concept_table(comparison: Comparison) -> Table:
    rows = []
    for concept in in_reading_order(comparison.analyses[0]):
        cells = []
        for a in comparison.analyses:
            every = a.stability.equilibria_at(concept).size
            cells.append(
                f"{a.evolution.reached_at(concept).size:,} of {every:,}" if a.evolution else f"{every:,}"
            )
        rows.append((CONCEPT_LONG[concept], *cells, str(len(comparison.shared(concept)))))
    note = "Reached by improvements from the status quo, of all equilibria; last, equilibria under every account."
    return Table(
        ("Concept", *comparison.accounts, "Shared"), tuple(rows), "Equilibria by account", note, "accounts"
    )


def _claim_table(comparison: Comparison, words: Words) -> Block:
    rows = []
    for claim in comparison.claims:
        cells = [str(claim.places[a]) if a in claim.places else "—" for a in comparison.accounts]
        sources = list(dict.fromkeys(c for s in claim.made_by.values() for c in s.sources))
        told = words.statement(claim.statement, claim.dm)
        rows.append((words.dm(claim.dm), told, *cells, words.citations(sources)))
    for dm in comparison.other_differences:
        rows.append(
            (words.dm(dm), "(a ranking or weights, which differ)", *("" for _ in comparison.accounts), "")
        )
    if not rows:
        return Text("The accounts make the same claims about what the decision makers want.")
    note = "The claim's place in the decision maker's list, 1 the most important; — where it is not made."
    return Table(
        ("Decision maker", "Claim", *comparison.accounts, "Source"), tuple(rows), note=note, id="claims"
    )
