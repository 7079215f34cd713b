"""Pages of several answers: the brief on one sheet, the report with the brief as its first page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.conflict import Conflict
from detente.questions import find
from detente.reports.answer import BriefAnswer, ReportAnswer
from detente.reports.asking import REPORT
from detente.reports.languages import speech
from detente.wording import Page, Picture, Said, Section, Table, Text, Voice


def brief_page(answer: BriefAnswer, voice: Voice, conflict: Conflict, language: str = "") -> Page:
    """Give the brief as a page: in a language, or in that of the file."""
    speaks = language or conflict.language
    front, told = _marked(answer, voice, speaks), speech(speaks).lead(answer)
    return Page(conflict.title, (), told, (front,), conflict.language, speaks=speaks)


def report_page(answer: ReportAnswer, voice: Voice, conflict: Conflict, *, appendix: bool = False) -> Page:
    """Give the report: the brief first, then every question in its order."""
    found: dict[str, tuple[Any, ...]] = dict(answer.further)
    brief = answer.brief
    for name in REPORT:
        kept = getattr(brief, name, None)
        if kept:
            found[name] = kept if isinstance(kept, tuple) else (kept,)
    said = [_lean(name, find(name).told(found[name], voice), conflict) for name in REPORT if found.get(name)]
    front = (_marked(brief, voice, "en"),)
    return Page(conflict.title, tuple(said), speech("en").lead(brief), front, conflict.language, appendix)


def _marked(answer: BriefAnswer, voice: Voice, language: str) -> Said:
    """Say the brief; where a search of an answer was not at its end, or something is confidential, that is said."""
    said = speech(language)
    told = said.voice(voice)
    return said.guarded(said.marked(said.say(answer, told), [answer]), [*answer.settle, answer], told)


def _lean(name: str, said: Said, conflict: Conflict) -> Said:
    """Say nothing twice: the strip stands once; what the file says of the dispute stands with what it holds."""
    if name == "analyze":
        tables = [
            p
            for picture in said.pictures
            for p in (picture.plain if isinstance(picture, Picture) else [picture])
        ]
        return replace(said, pictures=tuple(t for t in tables if isinstance(t, Table)))
    if name == "evolve":
        return replace(said, pictures=(), details=(*said.pictures, *said.details))
    paragraphs = tuple(Text(p) for p in conflict.about.split("\n") if p.strip())
    if name == "check" and paragraphs:
        return replace(said, details=(Section("What the file says of it", paragraphs), *said.details))
    return said
