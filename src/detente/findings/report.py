"""Pages: which findings stand together, in which order."""

from __future__ import annotations

from detente.findings.analysis import analysis_finding
from detente.findings.comparison import comparison_finding
from detente.findings.finding import Finding, Page
from detente.questions import Comparison


def _lead(found: Comparison) -> tuple[str, ...]:
    accounts = found.accounts
    if accounts == ("base",):
        return ()
    told = [f"“{a}” ({found.conflict.perspective(a).says})" if a != "base" else "“base”" for a in accounts]
    if len(told) == 1:
        return (f"Under one account of the dispute: {told[0]}. Others may say otherwise.",)
    number = {2: "Two", 3: "Three", 4: "Four", 5: "Five"}.get(len(told), str(len(told)))
    return (f"{number} accounts of the same dispute, as equals: {'; '.join(told)}.",)


def analysis_page(found: Comparison) -> Page:
    """Give the answers for a terminal: each account's, then side by side."""
    findings: list[Finding] = [analysis_finding(a) for a in found.analyses]
    if len(found.analyses) > 1:
        findings.append(comparison_finding(found))
    return Page(found.conflict.title, _lead(found), tuple(findings), found.conflict.language)


def report_page(found: Comparison) -> Page:
    return analysis_page(found)
