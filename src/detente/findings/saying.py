"""Any result in words: as a finding, as text, as the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from detente.conflict import Conflict
from detente.findings.analysis import analysis_finding
from detente.findings.brinkmanship import tree_finding
from detente.findings.comparison import comparison_finding
from detente.findings.equilibria import equilibria_finding
from detente.findings.evolution import evolution_finding
from detente.findings.explanation import explanation_finding
from detente.findings.factions import factions_finding
from detente.findings.finding import Finding, Page
from detente.findings.grouping import coalitions_finding
from detente.findings.large import large_evolution_finding, large_explanation_finding, large_finding
from detente.findings.pivoting import pivot_finding, pivotal_finding
from detente.findings.sanctions import sanctions_finding
from detente.findings.supposing import whatif_finding
from detente.findings.ultimatum import judgement_finding
from detente.questions.analyze import Analysis, LargeAnalysis, LargeEvolution
from detente.questions.coalitions import Coalitions
from detente.questions.compare import Comparison, compare
from detente.questions.equilibria import Equilibria
from detente.questions.evolve import Evolution
from detente.questions.explain import Explanation, LargeExplanation
from detente.questions.factions import FactionsAnalysis
from detente.questions.pivot import Pivot, Pivotal
from detente.questions.ultimatum import GameTree, Judgement, Sanctions
from detente.questions.whatif import WhatIf

__all__ = ["finding", "report", "text"]


Result = (
    Analysis
    | Coalitions
    | Comparison
    | Equilibria
    | Evolution
    | Explanation
    | FactionsAnalysis
    | GameTree
    | Judgement
    | LargeAnalysis
    | LargeEvolution
    | LargeExplanation
    | Pivot
    | Pivotal
    | Sanctions
    | WhatIf
)


_FINDINGS: dict[type[Any], Callable[[Any], Finding]] = {
    Analysis: analysis_finding,
    Coalitions: coalitions_finding,
    Comparison: comparison_finding,
    Equilibria: equilibria_finding,
    Evolution: evolution_finding,
    Explanation: lambda e: explanation_finding(e.game, e.state, [e]),
    FactionsAnalysis: factions_finding,
    GameTree: tree_finding,
    Judgement: judgement_finding,
    LargeAnalysis: large_finding,
    LargeEvolution: large_evolution_finding,
    LargeExplanation: lambda e: large_explanation_finding([e]),
    Pivot: pivot_finding,
    Pivotal: pivotal_finding,
    Sanctions: sanctions_finding,
    WhatIf: whatif_finding,
}


def finding(result: Result) -> Finding:
    """Say a result in words: a sentence first, then what stands behind it."""
    return _FINDINGS[type(result)](result)


def text(result: Result, width: int = 100) -> str:
    """Say a result as the terminal does.

    Parameters
    ----------
    result : Analysis, Comparison, Evolution, Explanation or what another question gives
    width : int
        Columns to use.

    Returns
    -------
    str

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> print(detente.text(detente.explain(game, "betrayal", "first", "nash")).splitlines()[-1].strip())
    First prisoner would stay in betrayal (Nash): it can move to nothing that is better for it.
    """
    from detente.findings.terminal import Terminal

    return Terminal(width, full=True).finding(finding(result)) + "\n"


def report(
    conflict: Conflict, accounts: Sequence[str] | None = None, concepts: Sequence[str] | None = None
) -> str:
    """Write the report: one self-contained HTML page.

    Parameters
    ----------
    conflict : Conflict
    accounts : sequence of str, optional
        Which accounts; without it all.
    concepts : sequence of str, optional
        Which concepts; without it Nash, GMR, SMR and SEQ.

    Returns
    -------
    str
        HTML; write it to a file with the encoding UTF-8.

    Examples
    --------
    >>> import detente
    >>> page = detente.report(detente.load("chicken"))
    >>> page.startswith("<!doctype html>")
    True
    """
    from detente.findings import html
    from detente.findings.pages import report_page

    found: Page = report_page(compare(conflict, accounts, concepts))
    return html.page(found)
