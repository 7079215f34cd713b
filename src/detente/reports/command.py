"""The brief and the report as questions: they are asked like all others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SEVERAL
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.conflict import Conflict
    from detente.reports.answer import BriefAnswer, ReportAnswer
    from detente.reports.asking import Asked
    from detente.wording import Page, Said, Voice


def _ask_brief(request: Request) -> Sequence[Asked]:
    from detente.reports.asking import BRIEF, ask
    from detente.reports.languages import speech

    speech(
        request.given.get("language") or request.conflict.language
    )  # an unknown one is told before all work
    return (ask(request, BRIEF),)


def _ask_report(request: Request) -> Sequence[Asked]:
    from detente.reports.asking import REPORT, ask

    return (ask(request, REPORT),)


def _brief_types() -> tuple[type[Answer], ...]:
    from detente.reports.answer import BriefAnswer

    return (BriefAnswer,)


def _report_types() -> tuple[type[Answer], ...]:
    from detente.reports.answer import ReportAnswer

    return (ReportAnswer,)


def _answer_brief(asked: Asked) -> BriefAnswer:
    from detente.reports.answer import brief_answer

    return brief_answer(asked)


def _answer_report(asked: Asked) -> ReportAnswer:
    from detente.reports.answer import report_answer

    return report_answer(asked)


def _say_brief(answers: Sequence[BriefAnswer], voice: Voice) -> Said:
    from detente.reports.languages import speech

    return speech("en").say(answers[0], voice)


def _say_report(answers: Sequence[ReportAnswer], voice: Voice) -> Said:
    from detente.reports.languages import speech

    return speech("en").say(answers[0].brief, voice)


class _Sheet(Question):
    """A question whose answer is a page of several answers."""

    def as_page(self, answers: Sequence[Any], voice: Voice, conflict: Conflict, **given: Any) -> Page:
        """Give the brief, or the brief with all questions behind it."""
        from detente.reports.pages import brief_page, report_page

        if self.name == "brief":
            return brief_page(answers[0], voice, conflict, given.get("language") or "")
        return report_page(answers[0], voice, conflict, appendix=bool(given.get("appendix")))


BRIEF = _Sheet(
    memory=SEVERAL,
    name="brief",
    asks="Where is it heading, for whom is that good, and what could change it?",
    about="One page: where it is heading under every account, who gains, what all accounts agree on and where they\n"
    "part, whether something is better for everybody, whether each ultimatum is real, who could tip it.",
    example="detente brief istanbul-2025",
    discreet=True,
    page="how-to/reading-the-report.md",
    answers=_brief_types,
    ask=_ask_brief,
    answer=_answer_brief,
    say=_say_brief,
    arguments=(
        Argument("language", "in which language: en, or de for German (default: that of the file)", "text"),
    ),
    takes=frozenset({"perspectives"}),
    together=True,
)

REPORT = _Sheet(
    memory=SEVERAL,
    name="report",
    asks="What is there to know about this conflict?",
    about="The brief, then every question answered, with contents; the details are folded on the page, and printed on\n"
    "paper only with --appendix.",
    example="detente report istanbul-2025 --out report.html",
    discreet=True,
    page="how-to/reading-the-report.md",
    answers=_report_types,
    ask=_ask_report,
    answer=_answer_report,
    say=_say_report,
    arguments=(Argument("appendix", "print the details on paper, too, as an appendix", "flag"),),
    takes=frozenset({"perspectives"}),
    together=True,
)
