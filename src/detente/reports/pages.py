"""Pages of several answers: the brief on one sheet, the report with the brief as its first page."""

from __future__ import annotations

from typing import Any

from detente.conflict import Conflict
from detente.questions import find
from detente.reports.answer import BriefAnswer, ReportAnswer
from detente.reports.asking import REPORT
from detente.reports.words import lead, say
from detente.wording import Page, Said, Voice


def brief_page(answer: BriefAnswer, voice: Voice, conflict: Conflict) -> Page:
    """Give the brief as a page."""
    return Page(conflict.title, (), lead(answer), (say(answer, voice),), conflict.language)


def report_page(answer: ReportAnswer, voice: Voice, conflict: Conflict, *, appendix: bool = False) -> Page:
    """Give the report: the brief first, then every question in its order."""
    found: dict[str, tuple[Any, ...]] = dict(answer.further)
    brief = answer.brief
    for name in REPORT:
        kept = getattr(brief, name, None)
        if kept:
            found[name] = kept if isinstance(kept, tuple) else (kept,)
    said: list[Said] = [find(name).say(found[name], voice) for name in REPORT if found.get(name)]
    paragraphs = tuple(p for p in conflict.about.split("\n") if p.strip())
    return Page(
        conflict.title,
        tuple(said),
        (*paragraphs[:1], *lead(brief)),
        (say(brief, voice),),
        conflict.language,
        appendix,
    )
