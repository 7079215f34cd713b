"""Pages: which findings stand together, in which order."""

from __future__ import annotations

from dataclasses import replace

from detente.conflict import BASE, Conflict, ConflictFileError, DetenteError
from detente.findings.analysis import analysis_finding
from detente.findings.answers import in_reading_order
from detente.findings.comparison import comparison_finding, outcomes
from detente.findings.drawing import graph_picture
from detente.findings.evolution import evolution_finding
from detente.findings.explanation import short_explanations
from detente.findings.finding import Block, Finding, Page, Part, Section, Table
from detente.findings.situation import (
    assumptions_finding,
    published_finding,
    situation_finding,
    sources_finding,
)
from detente.findings.supposing import whatif_finding
from detente.findings.words import CONCEPT_NAMES, Words
from detente.questions import Analysis, Comparison, change, whatif
from detente.questions.whatif import DIPLOMACY

MOST_EXPLAINED = 4

_CONCEPTS = (
    (
        "Nash",
        "nothing: a decision maker moves wherever it gains",
        "Nash; rationality (Fang, Hipel & Kilgour 1993)",
    ),
    ("SEQ", "answers that are improvements for those who make them", "Fraser & Hipel 1979"),
    ("SMR", "any answer, where it cannot get away from it afterwards", "Howard 1971"),
    ("GMR", "any answer, at whatever cost to those who give it", "Howard 1971"),
)


def account_title(conflict: Conflict, account: str) -> tuple[str, str]:
    """Give the heading of an account and what it is."""
    if account == BASE:
        return ("The file's own account", "") if conflict.perspectives else ("Results", "")
    perspective = conflict.perspective(account)
    words = Words(conflict)
    cited = words.citations(perspective.sources)
    about = " ".join(x for x in (perspective.about, f"Source: {cited}." if cited else "") if x)
    return f"Account “{account}”: {perspective.says or account}", about


def _lead(found: Comparison) -> tuple[str, ...]:
    accounts = found.accounts
    if accounts == (BASE,):
        return ()
    told = [f"“{a}” ({found.conflict.perspective(a).says})" if a != BASE else f"“{BASE}”" for a in accounts]
    if len(told) == 1:
        return (f"Under one account of the dispute: {told[0]}. Others may say otherwise.",)
    number = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(len(told), str(len(told)))
    return (f"{number} accounts of the same dispute, as equals: {'; '.join(told)}.",)


def analysis_page(found: Comparison) -> Page:
    """Give the answers for a terminal: side by side where there are several accounts, then each."""
    findings = [analysis_finding(a) for a in found.analyses]
    if len(findings) > 1:
        # The tables of each account stand aside, so that the answers are on one screen.
        findings = [
            replace(f, blocks=(Section(f"Tables of {f.account}", f.blocks, aside=True),)) for f in findings
        ]
        findings = [comparison_finding(found), *findings]
    return Page(found.conflict.title, _lead(found), (Part(tuple(findings)),), found.conflict.language)


def report_page(found: Comparison) -> Page:
    """Give the whole report: the answers, the situation, each account with its witnesses and claims, the sources."""
    conflict = found.conflict
    first = [comparison_finding(found)] if len(found.analyses) > 1 else []
    parts = [Part((*first, situation_finding(conflict, found.analyses[0].game.size)))]
    for analysis in found.analyses:
        parts.append(Part(_account_findings(analysis), *account_title(conflict, analysis.game.account)))
    published = published_finding(conflict)
    last = (*((published,) if published else ()), sources_finding(conflict), _reading())
    parts.append(Part(last, "Sources, and how to read this"))
    paragraphs = tuple(p for p in conflict.about.split("\n") if p.strip())
    return Page(conflict.title, (*paragraphs, *_lead(found)), tuple(parts), conflict.language)


def _account_findings(analysis: Analysis) -> tuple[Finding, ...]:
    first = analysis_finding(analysis)
    found = [replace(first, blocks=(graph_picture(analysis), *first.blocks)), _witnesses(analysis)]
    if analysis.evolution is not None:
        found.append(evolution_finding(analysis.evolution))
    if (collapse := _collapse(analysis)) is not None:
        found.append(collapse)
    return (*found, assumptions_finding(analysis.game.conflict))


def _collapse(analysis: Analysis) -> Finding | None:
    """Say what happens if talks collapse, where the file marks what talks are and has a status quo to fall back to."""
    conflict = analysis.game.conflict
    tagged = any(DIPLOMACY in o.tags and o.available for o in conflict.options.values())
    if analysis.evolution is None or not tagged:
        return None
    try:
        found = whatif(conflict, change(conflict, collapse=DIPLOMACY), analysis.concepts)
    except DetenteError as error:
        why = error.problems[0].message if isinstance(error, ConflictFileError) else str(error)
        answer = f"The file does not say enough for that: {why}."
        return Finding("What if talks collapse?", (answer,), (), conflict.account)
    return whatif_finding(found, talks=True)


def _witnesses(analysis: Analysis) -> Finding:
    """Explain the status quo and the predicted outcomes."""
    game = analysis.game
    words = Words(game.conflict)
    concept, [states] = outcomes(analysis)
    chosen = [game.state(int(s)) for s in states[:MOST_EXPLAINED]]
    if analysis.evolution is not None:
        chosen = [analysis.evolution.start, *(s for s in chosen if s.index != game.status_quo)]
    blocks: list[Block] = []
    for state in chosen:
        start = "The status quo, " if state.index == game.status_quo else ""
        title = f"{start}{state.label}: {words.state(state)}"
        blocks.append(Section(title, short_explanations(game, state, in_reading_order(analysis))))
    left = max(0, states.size - MOST_EXPLAINED)
    more = f" {left} more are not told here; 'detente explain' tells any state." if left else ""
    answer = (
        f"The witnesses for the status quo and for what it leads to ({CONCEPT_NAMES[concept]}): who could gain by "
        f"which move, and what the others could do about it.{more}"
    )
    return Finding("Why?", (answer,), tuple(blocks), game.account)


def _reading() -> Finding:
    columns = ("Concept", "What a decision maker reckons with before it leaves", "Source")
    answer = (
        "A state is stable for a decision maker if it would not leave it; an equilibrium is stable for all. The "
        "concepts differ in what a decision maker reckons with. None of them is right for all disputes: where they "
        "agree, the result does not hang on how far the parties look ahead."
    )
    more = (
        "A sequence of moves is legal if no one moves twice in a row; an improvement is a move to a state that the "
        "mover prefers. Everything here is ordinal: what comes before what, never by how much."
    )
    return Finding("How to read this", (answer, more), (Table(columns, _CONCEPTS),))
