"""The brief in words: lines of many answers, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.questions.analyze import heading_words
from detente.questions.analyze import words as heading
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.picture import outcomes
from detente.questions.better import words as better
from detente.questions.commit import words as commit
from detente.questions.compare import mix_words
from detente.questions.compare import words as compare
from detente.questions.mistaken import words as mistaken
from detente.questions.phases import words as phases
from detente.questions.pivot import words as pivot
from detente.questions.replay import words as replay
from detente.questions.robust import words as robust
from detente.questions.settle import words as settle
from detente.questions.strips import rows_picture
from detente.questions.ultimatum import words as ultimatum
from detente.questions.whatif import words as whatif
from detente.reports.answer import BriefAnswer
from detente.reports.lines import MOST_WORDS, Line, chosen, words_in
from detente.reports.pictures import matrix_picture
from detente.wording import Said, Table, Voice, capital, listed, spelled
from detente.wording.basis import basis_of_all
from detente.wording.concepts import marks
from detente.wording.legend import legend

ASKS = "Where is it heading, for whom is that good, and what could change it?"


def say(answer: BriefAnswer, voice: Voice) -> Said:
    """Say the brief: the main message, what is shared, where the accounts part, who gains, what could change it."""
    message, points = _message(answer, voice), _points(answer, voice)
    sure = ""
    if answer.analyze:
        sure = _sure(answer.analyze, voice)
    if answer.robust:
        sure = f"{sure} {robust.in_brief(answer.robust, voice)}".strip()
    room = MOST_WORDS - words_in(message) - sum(map(words_in, points)) - words_in(sure)
    lines = chosen(_lines(answer, voice), room)
    table = outcomes(answer.analyze, voice) if answer.analyze else None
    pictures = (
        rows_picture(answer.analyze, voice) or table,
        matrix_picture(answer.analyze, answer.whatif, voice) if answer.analyze else None,
        Table(("", ""), tuple((line.label, line.text) for line in lines), id="lines") if lines else None,
    )
    return Said(
        question=ASKS,
        headline=message,
        points=points,
        pictures=tuple(p for p in pictures if p is not None),
        sure=sure,
        next=(voice.command("report", "--out report.html"), voice.command("compare"))
        if len(answer.analyze) > 1
        else (voice.command("report", "--out report.html"), voice.command("explain")),
        account=answer.analyze[0].perspective if len(answer.analyze) == 1 else "",
        id="brief",
    )


def lead(answer: BriefAnswer) -> tuple[str, ...]:
    """Say below the title whose accounts it tells."""
    number = len(answer.bases)
    if number < 2:
        return ()
    says = {p.id: p.says.rstrip(".") for p in answer.perspectives}
    told = [
        f"“{b.perspective}”" + (f": {s}." if (s := says.get(b.perspective)) else ".") for b in answer.bases
    ]
    return (f"{capital(spelled(number))} accounts of it, as equals. {' '.join(told)}",)


def _sure(answers: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    groups = heading.grouped(answers)
    if len(groups) == 1:  # then the marks of today stand with those of where it leads
        return f"{lasting(answers)} {heading.sure(groups, voice)}".strip()
    return f"{lasting(answers, marked=True)} {basis_of_all(answers)}".strip()


def lasting(answers: Sequence[AnalyzeAnswer], *, marked: bool = False) -> str:
    """Say how far the sides have to look ahead for today's situation to last, with the marks of the concepts or not."""
    groups: dict[str, list[str]] = {}
    for answer in answers:
        held = {h.concept: bool(h.status_quo) for h in answer.plain}
        if answer.status_quo is not None and "nash" in held:
            lasts = f"{_lasting(held)} ({marks(dict(held))})" if marked else _lasting(held)
            groups.setdefault(lasts, []).append(f"“{answer.perspective}”")
    if len(groups) == 1:
        return f"Today's situation {next(iter(groups))}."
    told = [f"in {listed(accounts)} it {text}" for text, accounts in groups.items()]
    return f"Today's situation: {'; '.join(told)}." if told else ""


def _lasting(held: Mapping[str, bool]) -> str:
    if held["nash"]:
        return "lasts, looking ahead or not"
    if held.get("seq"):
        return "lasts if the sides look ahead"
    if held.get("smr") or held.get("gmr"):
        return "lasts only if each side fears any answer, even a costly one"
    return "does not last"


def _message(answer: BriefAnswer, voice: Voice) -> str:
    if answer.compare is not None:
        return compare.headline(answer.compare, voice)
    if answer.analyze:
        return heading_words.headline_of_one(answer.analyze, voice)
    return "The file does not say enough to tell where it is heading."


def _points(answer: BriefAnswer, voice: Voice) -> tuple[str, ...]:
    if answer.compare is not None:
        drawn = all(a.heading is not None for a in answer.analyze) and rows_picture(answer.analyze, voice)
        told = mix_words.decisive if drawn else compare.points
        return tuple(told(answer.compare, voice))
    return heading.points_of_one(answer.analyze, voice) if answer.analyze else ()


def _lines(answer: BriefAnswer, voice: Voice) -> list[Line]:
    """Give the lines in reading order; their ranks say which go first where room is short."""
    found: list[Line] = []
    if voice.today is not None:
        found.append(Line(1, "Today", f"{capital(voice.words().brief(voice.today))}."))
    if answer.better:
        told = better.say(answer.better, voice)
        found.append(Line(2, "Better for all", told.headline))
        found += [Line(7 + k, "", explained(point, voice)) for k, point in enumerate(told.points[:2])]
    if answer.settle:
        found.append(Line(3, "A deal", settle.in_brief(answer.settle, voice)))
    if answer.whatif:
        found.append(Line(4, "If talks collapse", whatif.in_brief(answer.whatif, voice)))
        found += [Line(8, "", point) for point in whatif.weak_reasons(answer.whatif, voice)[:1]]
    threats = ultimatum.in_brief(answer.ultimatum, voice, record=not answer.replay)
    found += [Line(3, "Ultimatum", line) for line in threats]
    if answer.commit:
        found.append(Line(3, "Power shifts", commit.in_brief(answer.commit, voice)))
    if answer.phases:
        found.append(Line(6, "Over time", phases.in_brief(answer.phases)))
    if answer.replay:
        found.append(Line(5, "On record", replay.in_brief(answer.replay)))
    if answer.mistaken:
        found.append(Line(2, "Mistaken", mistaken.in_brief(answer.mistaken, voice)))
    if answer.pivot:
        found.append(Line(5, "Could tip it", pivot.in_brief(answer.pivot, voice)))
    found += [Line(6, "Not answered", f"{r.question}: {r.why}.") for r in answer.refused]
    return found


def explained(point: str, voice: Voice) -> str:
    """Add what the letters of a point stand for that it gives alone: nothing else on the page may draw them."""
    return " ".join((point, *(f"{one}." for one in legend([point], voice))))
