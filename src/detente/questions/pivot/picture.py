"""Who could tip it, drawn: from each whose change of mind matters, an arrow to those it could help or hurt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from detente.drawing import Cell, Link, Node, matrix, network
from detente.questions.pivot.pivotal_answer import PivotalAnswer, Tipping
from detente.wording import Picture, Table, Text, Voice, Words
from detente.wording.accounts import headed

TITLE = "Who could tip it"
MOST_NAMED = 2
Kind = Literal["gain", "lose", "both"]
GAIN: Kind = "gain"
LOSE: Kind = "lose"
EITHER: Kind = "both"
MARKS: dict[Kind, str] = {GAIN: "▲", LOSE: "▼", EITHER: "◆"}
MEANING = {"▲": "could gain", "▼": "could lose", "◆": "could gain or lose, depending on the change"}
_DOES: dict[Kind, str] = {GAIN: "help", LOSE: "hurt", EITHER: "help or hurt"}
NOTE = "▲ could gain, ▼ could lose, ◆ either, compared with everything that can come about as things are."
SIDES = "In each row: who changes its mind. In each column: who could gain or lose by that."
SAME_CHANGE = "Where some could gain and others lose by one and the same change, only that is shown."


def helped(tipping: Tipping) -> tuple[str, ...]:
    """Give those whom a change of mind could help."""
    return tipping.gaining if tipping.kind == "opposed" else tipping.courted_by


def hurt(tipping: Tipping) -> tuple[str, ...]:
    """Give those whom a change of mind could hurt."""
    return tipping.losing if tipping.kind == "opposed" else tipping.losers


def effect_on(tipping: Tipping, other: str) -> Kind | None:
    """Tell what a change of mind could mean for another; None where it means nothing."""
    gain, lose = other in helped(tipping), other in hurt(tipping)
    return EITHER if gain and lose else GAIN if gain else LOSE if lose else None


def arrows(answer: PivotalAnswer) -> list[tuple[str, str, Kind]]:
    """Give whose change of mind could mean what for whom: from, to, ``gain``, ``lose`` or ``both``."""
    return [
        (t.decision_maker, d.id, kind)
        for t in answer.pivotal
        for d in answer.decision_makers
        if d.id != t.decision_maker and (kind := effect_on(t, d.id))
    ]


def picture(answers: Sequence[PivotalAnswer], voice: Voice) -> Picture | None:
    """Draw who could tip it: a network for one account, a matrix for several; nothing where nobody gains or loses.

    Where it is not drawn, the points say it of one account, and a table of several.
    """
    if not any(arrows(a) for a in answers):
        return None
    text = description(answers, voice)
    if len(answers) == 1:
        return Picture(
            _network(answers[0], voice, text), text, TITLE, (Text(compared_with(answers[0], voice)),)
        )
    return Picture(_matrix(answers, voice, text), text, TITLE, (several_table(answers, voice),))


def compared_with(answer: PivotalAnswer, voice: Voice) -> str:
    """Say what a gain and a loss are measured against."""
    ends = [voice.named(answer.states[s]) for s in answer.present]
    more = len(ends) - MOST_NAMED
    told = " · ".join(ends[:MOST_NAMED]) + (f" · and {more} more" if more > 0 else "")
    return f"Compared with where it is heading as things are: {told}."


def _network(answer: PivotalAnswer, voice: Voice, text: str) -> str:
    words = voice.words(answer.perspective)
    nodes = [Node(d.id, words.party(d.id)) for d in answer.decision_makers]
    links = [Link(source, target, kind) for source, target, kind in arrows(answer)]
    return network(nodes, links, TITLE, text, heads=("If it changed its mind", "these could gain or lose"))


def _matrix(answers: Sequence[PivotalAnswer], voice: Voice, text: str) -> str:
    rows = _rows(answers)
    columns, cells = [], [[] for _ in rows]  # type: ignore[var-annotated]
    for answer in answers:
        words = voice.words(answer.perspective)
        found = {(source, target): kind for source, target, kind in arrows(answer)}
        for maker in answer.decision_makers:
            columns.append((f"“{answer.perspective}”", words.party(maker.id)))
            for row, dm in zip(cells, rows, strict=True):
                kind = found.get((dm, maker.id))
                row.append(Cell() if kind is None else Cell(MARKS[kind], MEANING[MARKS[kind]]))
    parties = [_name(answers, d, voice) for d in rows]
    return matrix(columns, parties, cells, TITLE, text, note=f"{SIDES} {NOTE} {SAME_CHANGE}")


def _rows(answers: Sequence[PivotalAnswer]) -> list[str]:
    return list(dict.fromkeys(d.id for a in answers for d in a.decision_makers))


def _name(answers: Sequence[PivotalAnswer], dm: str, voice: Voice) -> str:
    knowing = next(a for a in answers if any(d.id == dm for d in a.decision_makers))
    return voice.words(knowing.perspective).party(dm)


def description(answers: Sequence[PivotalAnswer], voice: Voice) -> str:
    """Say what the picture says."""
    parts = []
    for answer in answers:
        words = voice.words(answer.perspective)
        told = [t for tipping in answer.pivotal if (t := _told(tipping, words))]
        lead = f"{headed(answer.perspective)}: " if len(answers) > 1 else ""
        parts.append(f"{lead}{'; '.join(told) or 'no party'}.")
    return " ".join(parts)


def _told(tipping: Tipping, words: Words) -> str:
    by: dict[str, list[str]] = {}
    for effect in tipping.effects:
        if kind := effect_on(tipping, effect.decision_maker):
            by.setdefault(kind, []).append(effect.decision_maker)
    does = [f"{does} {words.parties(by[kind])}" for kind, does in _DOES.items() if kind in by]
    return (
        f"a change of mind by {words.party(tipping.decision_maker)} could {', '.join(does)}" if does else ""
    )


def several_table(answers: Sequence[PivotalAnswer], voice: Voice) -> Table:
    """Tell the same of several accounts, in a column each."""
    rows = []
    for dm in _rows(answers):
        cells = [_cell(answer, dm, voice.words(answer.perspective)) for answer in answers]
        if any(cell != "—" for cell in cells):
            rows.append((_name(answers, dm, voice), *cells))
    columns = ("A change of mind by", *(f"“{a.perspective}”" for a in answers))
    return Table(columns, tuple(rows), TITLE, f"{NOTE} {SAME_CHANGE}", "tip", marks=MEANING)


def _cell(answer: PivotalAnswer, dm: str, words: Words) -> str:
    by: dict[str, list[str]] = {}
    for source, target, kind in arrows(answer):
        if source == dm:
            by.setdefault(kind, []).append(target)
    told = [f"{MARKS[k]} {', '.join(map(words.party, by[k]))}" for k in (GAIN, LOSE, EITHER) if k in by]
    return " ".join(told) or "—"
