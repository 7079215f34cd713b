"""Pages: which findings stand together, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.conflict import (
    BASE,
    CLASSICAL,
    Conflict,
    ConflictFileError,
    DetenteError,
    find_concept,
    in_reading_order,
)
from detente.findings.analysis import analysis_finding
from detente.findings.comparison import comparison_finding, outcomes
from detente.findings.degrees import plain_comparison
from detente.findings.drawing import graph_picture
from detente.findings.evolution import evolution_finding
from detente.findings.explanation import short_explanations
from detente.findings.factions import factions_finding, unasked_finding
from detente.findings.finding import Block, Finding, Page, Part, Section, Table, Text
from detente.findings.front import Asked, behind_finding, front_findings
from detente.findings.grouping import coalitions_finding
from detente.findings.openness import has_extensions
from detente.findings.pivoting import pivotal_finding
from detente.findings.situation import (
    assumptions_finding,
    published_finding,
    rests_on,
    situation_finding,
    sources_finding,
)
from detente.findings.supposing import whatif_finding
from detente.findings.ultimatum import judgement_finding, record_finding
from detente.findings.words import Words, concept_name
from detente.questions.analyze import Analysis
from detente.questions.coalitions import coalitions
from detente.questions.coalitions.groups import MOST_GROUPS
from detente.questions.compare import Comparison
from detente.questions.factions import factions
from detente.questions.pivot import pivotal
from detente.questions.ultimatum import ultimatum
from detente.questions.whatif import WhatIf, change, whatif
from detente.questions.whatif.supposing import DIPLOMACY

MOST_EXPLAINED = 4
MOST_STATES = 4096  # for the questions that take more than a glance at each state
MOST_LOOKED_AT = 20_000  # states times groups

_CONCEPTS = {
    "nash": (
        "nothing: a decision maker moves wherever it gains",
        "Nash; rationality (Fang, Hipel & Kilgour 1993)",
    ),
    "sseq": (
        "answers that are improvements for those who make them, where it cannot get away from it afterwards",
        "Rêgo & Vieira 2017",
    ),
    "seq": ("answers that are improvements for those who make them", "Fraser & Hipel 1979"),
    "sim": (
        "the answers of SEQ, and improvements that others who are not deterred make at the same time",
        "Fraser & Hipel 1979",
    ),
    "sim-any": ("improvements of others at the same time, deterred or not", "a second reading of SIM"),
    "smr": ("any answer, where it cannot get away from it afterwards", "Howard 1971"),
    "gmr": ("any answer, at whatever cost to those who give it", "Howard 1971"),
    "nm": (
        "what its move ends in if everybody looks ahead without end",
        "Brams & Wittman 1981; Kilgour 1984",
    ),
}
_LIMITED = (
    "what its move ends in if everybody looks ahead as far as it does, and then stops",
    "Zagare 1984; Kilgour 1985; Fang, Hipel & Kilgour 1989",
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
    if any(has_extensions(a) for a in found.analyses):
        return _open_report_page(found)
    graded, found = found, plain_comparison(found)
    asked = [ask(analysis) for analysis in found.analyses]
    first: list[Finding] = []
    front: list[Finding] = []
    if any(a.analysis.evolution is not None for a in asked):
        front += front_findings(asked, conflict)
        first.append(behind_finding(asked))
    if len(asked) > 1:
        first.append(comparison_finding(found))
    paragraphs = tuple(p for p in conflict.about.split("\n") if p.strip())
    situation = situation_finding(conflict, found.analyses[0].game.size)
    situation = replace(situation, blocks=(*(Text(p) for p in paragraphs[1:]), *situation.blocks))
    parts = [Part((*first, situation, *_records(conflict)))]
    for one, whole in zip(asked, graded.analyses, strict=True):
        parts.append(Part(_account_findings(one, whole), *account_title(conflict, one.account)))
    published = published_finding(conflict)
    last = (*((published,) if published else ()), sources_finding(conflict), _reading(found.concepts))
    parts.append(Part(last, "Sources, and how to read this"))
    return Page(
        conflict.title, (*paragraphs[:1], *_lead(found)), tuple(parts), conflict.language, tuple(front)
    )


def ask(analysis: Analysis) -> Asked:
    """Ask of an account what the first page and its own part tell."""
    game, classical = analysis.game, [c for c in analysis.concepts if c in CLASSICAL]
    groups = 2 ** len(game.decision_makers)
    bearable = game.size <= MOST_STATES and groups <= MOST_GROUPS and groups * game.size <= MOST_LOOKED_AT
    return Asked(
        analysis,
        pivotal(game) if bearable else None,
        coalitions(game, classical) if bearable and classical else None,
        _collapse(analysis),
        tuple(ultimatum(game, u.id) for u in game.conflict.ultimatums) if analysis.evolution else (),
    )


def _open_report_page(found: Comparison) -> Page:
    """Give the report where some preferences are unknown: without the questions that need to know them."""
    conflict = found.conflict
    first = [comparison_finding(found)] if len(found.analyses) > 1 else []
    paragraphs = tuple(p for p in conflict.about.split("\n") if p.strip())
    situation = situation_finding(conflict, found.analyses[0].game.size)
    situation = replace(situation, blocks=(*(Text(p) for p in paragraphs[1:]), *situation.blocks))
    parts = [Part((*first, situation, *_records(conflict)))]
    for analysis in found.analyses:
        findings = [analysis_finding(analysis)]
        if analysis.evolution is not None:
            findings.append(evolution_finding(analysis.evolution))
            told = short_explanations(
                analysis.game, analysis.evolution.start, in_reading_order(analysis.concepts)
            )
            findings.append(
                Finding("Why?", ("The witnesses for the status quo.",), told, analysis.game.account)
            )
        findings.append(assumptions_finding(analysis.game.conflict))
        parts.append(Part(tuple(findings), *account_title(conflict, analysis.game.account)))
    published = published_finding(conflict)
    last = (*((published,) if published else ()), sources_finding(conflict), _reading(found.concepts))
    parts.append(Part(last, "Sources, and how to read this"))
    return Page(conflict.title, (*paragraphs[:1], *_lead(found)), tuple(parts), conflict.language)


def _account_findings(asked: Asked, graded: Analysis) -> tuple[Finding, ...]:
    analysis = asked.analysis
    conflict = analysis.game.conflict
    first = analysis_finding(graded)
    found = [replace(first, blocks=(graph_picture(analysis), *first.blocks)), _witnesses(analysis)]
    if analysis.evolution is not None:
        found.append(evolution_finding(analysis.evolution))
        found += [_shorter(judgement_finding(j, alone=False)) for j in asked.ultimatums]
    if isinstance(asked.collapse, WhatIf):
        found.append(whatif_finding(asked.collapse, talks=True))
    if asked.pivotal is not None and asked.coalitions is not None:
        found += [_shorter(pivotal_finding(asked.pivotal)), _shorter(coalitions_finding(asked.coalitions), 2)]
    else:
        found.append(_too_large(analysis))
    if conflict.factions and analysis.evolution is not None:
        found += [_shorter(factions_finding(f)) for f in factions(conflict, concepts=analysis.concepts)]
    elif conflict.factions:
        why = "the file has no 'status_quo' to set deals against; 'detente factions --against STATE' takes any state"
        found.append(unasked_finding(conflict.account, why))
    # How many claims it rests on is told once, with the first answer and with the claims.
    told = rests_on(conflict)
    found[1:] = [replace(f, answer=tuple(a for a in f.answer if a != told)) for f in found[1:]]
    return (*found, assumptions_finding(conflict))


def _shorter(finding: Finding, kept: int = 1) -> Finding:
    """Fold all tables but the first; paper leaves them out."""
    if len(finding.blocks) <= kept:
        return finding
    rest = tuple(replace(b, aside=False) if isinstance(b, Section) else b for b in finding.blocks[kept:])
    return replace(
        finding, blocks=(*finding.blocks[:kept], Section("More tables", rest, aside=True, bulk=True))
    )


def _too_large(analysis: Analysis) -> Finding:
    answer = (
        f"With {analysis.game.size:,} states and {len(analysis.game.decision_makers)} decision makers that is not "
        "worked out along with the report; 'detente pivot' and 'detente coalitions' do it."
    )
    return Finding(
        "Who can tip it, and which groups could move together?", (answer,), (), analysis.game.account
    )


def _records(conflict: Conflict) -> list[Finding]:
    """Set what the public record says of the ultimatums beside all accounts."""
    found = [record_finding(conflict, u) for u in conflict.ultimatums]
    return [f for f in found if f is not None]


def _collapse(analysis: Analysis) -> WhatIf | str | None:
    """Suppose that talks collapse, where the file marks what talks are and has a status quo to fall back to."""
    conflict = analysis.game.conflict
    tagged = any(DIPLOMACY in o.tags and o.available for o in conflict.options.values())
    if analysis.evolution is None or not tagged:
        return None
    try:
        return whatif(conflict, change(conflict, collapse=DIPLOMACY), analysis.concepts)
    except DetenteError as error:
        return error.problems[0].message if isinstance(error, ConflictFileError) else str(error)


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
        title = f"{start}{words.told(state)}"
        blocks.append(Section(title, short_explanations(game, state, in_reading_order(analysis.concepts))))
    left = max(0, states.size - MOST_EXPLAINED)
    more = f" {left} more are not told here; 'detente explain' tells any state." if left else ""
    answer = (
        f"The witnesses for the status quo and for what it leads to ({concept_name(concept)}): who could gain by "
        f"which move, and what the others could do about it.{more}"
    )
    return Finding("Why?", (answer,), tuple(blocks), game.account)


def _reading(concepts: Sequence[str]) -> Finding:
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
    bases = dict.fromkeys(find_concept(c).base for c in in_reading_order(concepts))
    rows = tuple((find_concept(c).name, *(_CONCEPTS.get(c) or _LIMITED)) for c in bases)
    return Finding("How to read this", (answer, more), (Table(columns, rows),))
