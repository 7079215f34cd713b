"""The brief in German: lines of many answers, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.picture import outcomes
from detente.questions.analyze.words import grouped
from detente.questions.strips import rows_picture
from detente.reports.answer import BriefAnswer
from detente.reports.german import (
    better,
    commit,
    compare,
    heading,
    mistaken,
    mixes,
    phases,
    pivot,
    replay,
    robust,
    settle,
    ultimatum,
    whatif,
)
from detente.reports.lines import Line, chosen, words_in
from detente.reports.pictures import matrix_picture
from detente.reports.words import explained
from detente.wording import Said, Table, Voice
from detente.wording.concepts import marks
from detente.wording.german.basis import basis_of_all
from detente.wording.german.texts import listed, spelled
from detente.wording.texts import capital

ASKS = "Wohin führt es, für wen ist das gut, und was könnte es ändern?"
MOST_WORDS = 300  # German words are longer: so many fill the page as 350 English ones do


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
    further = "compare" if len(answer.analyze) > 1 else "explain"
    return Said(
        question=ASKS,
        headline=message,
        points=points,
        pictures=tuple(p for p in pictures if p is not None),
        sure=sure,
        next=(voice.command("report", "--out report.html"), voice.command(further)),
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
        f"„{b.perspective}“" + (f": {s}." if (s := says.get(b.perspective)) else ".") for b in answer.bases
    ]
    return (f"{capital(spelled(number))} Lesarten, gleichberechtigt. {' '.join(told)}",)


def _sure(answers: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    groups = grouped(answers)
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
            groups.setdefault(lasts, []).append(f"„{answer.perspective}“")
    if len(groups) == 1:
        return f"Die heutige Lage {next(iter(groups))}."
    told = [f"in {listed(accounts)} {text.replace('hat', 'hat sie', 1)}" for text, accounts in groups.items()]
    return f"Die heutige Lage: {'; '.join(told)}." if told else ""


def _lasting(held: Mapping[str, bool]) -> str:
    if held["nash"]:
        return "hat Bestand, vorausschauend oder nicht"
    if held.get("seq"):
        return "hat Bestand, wenn die Seiten vorausschauen"
    if held.get("smr") or held.get("gmr"):
        return "hat nur Bestand, wenn jede Seite jede Antwort fürchtet, auch eine kostspielige"
    return "hat keinen Bestand"


def _message(answer: BriefAnswer, voice: Voice) -> str:
    if answer.compare is not None:
        return compare.headline(answer.compare, voice)
    if answer.analyze:
        return heading.headline_of_one(answer.analyze, voice)
    return "Die Datei sagt nicht genug, um zu erkennen, wohin es führt."


def _points(answer: BriefAnswer, voice: Voice) -> tuple[str, ...]:
    if answer.compare is not None:
        drawn = all(a.heading is not None for a in answer.analyze) and rows_picture(answer.analyze, voice)
        told = mixes.decisive if drawn else compare.points
        return tuple(told(answer.compare, voice))
    return heading.points_of_one(answer.analyze, voice) if answer.analyze else ()


def _lines(answer: BriefAnswer, voice: Voice) -> list[Line]:
    """Give the lines in reading order; their ranks say which go first where room is short."""
    found: list[Line] = []
    if voice.today is not None:
        found.append(Line(1, "Heute", f"{capital(voice.words().brief(voice.today))}."))
    if answer.better:
        found.append(Line(2, "Besser für alle", better.headline_told(answer.better, voice)))
        points = better.points_told(answer.better, voice)[:2]
        found += [Line(7 + k, "", explained(point, voice)) for k, point in enumerate(points)]
    if answer.settle:
        found.append(Line(3, "Eine Einigung", settle.in_brief(answer.settle, voice)))
    if answer.whatif:
        found.append(Line(4, "Gespräche scheitern", whatif.in_brief(answer.whatif, voice)))
        found += [Line(8, "", point) for point in whatif.weak_reasons(answer.whatif, voice)[:1]]
    threats = ultimatum.in_brief(answer.ultimatum, voice, record=not answer.replay)
    found += [Line(3, "Ultimatum", line) for line in threats]
    if answer.commit:
        found.append(Line(3, "Macht verschiebt sich", commit.in_brief(answer.commit, voice)))
    if answer.phases:
        found.append(Line(6, "Im Lauf der Zeit", phases.in_brief(answer.phases)))
    if answer.replay:
        found.append(Line(5, "Laut Chronik", replay.in_brief(answer.replay)))
    if answer.mistaken:
        found.append(Line(2, "Irrtümer", mistaken.in_brief(answer.mistaken, voice)))
    if answer.pivot:
        found.append(Line(5, "Ausschlaggebend", pivot.in_brief(answer.pivot, voice)))
    # Why a question has no answer says the question itself, in the words of an error.
    asked = [r.question for r in answer.refused]
    return [*found, *(Line(6, "Nicht beantwortet", f"{q}; warum, sagt: {voice.command(q)}") for q in asked)]
