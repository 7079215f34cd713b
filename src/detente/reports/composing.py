"""The brief put together, in whatever language: which answers have a line, in which order, and which go first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from detente.answers import Answer
from detente.conflict import Conflict, Prioritised
from detente.questions.analyze import words as heading
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.picture import outcomes
from detente.questions.compare.answer import CompareAnswer
from detente.questions.strips import rows_picture
from detente.reports.answer import BriefAnswer
from detente.reports.lines import Line, chosen, words_in
from detente.reports.pictures import matrix_picture
from detente.wording import Said, Table, Voice, capital
from detente.wording.concepts import marks
from detente.wording.legend import legend

Foresight = Literal["either", "ahead", "fearing", "fleeing", "none"]
Telling = Callable[[BriefAnswer, Voice], Sequence[str]]


class BriefWords(Protocol):
    """What a language says on a brief; a module of words is one.

    Attributes
    ----------
    ASKS, UNKNOWN, NOBODY, IMPOSSIBLE : str
        What the brief asks; that the file does not say enough; that it does not say what anybody wants; that what is so
        today cannot be by its own rules.
    MOST_WORDS : int
        That fit on a page of A4, beside the pictures.
    LABELS : mapping of str to str
        What stands beside the line of an answer, by the name of its question.
    TELLS : mapping of str to callable
        What the line says, and what stands below it.
    """

    ASKS: str
    UNKNOWN: str
    NOBODY: str
    IMPOSSIBLE: str
    MOST_WORDS: int
    LABELS: Mapping[str, str]
    TELLS: Mapping[str, Telling]

    def headline_of_several(self, answer: CompareAnswer, voice: Voice) -> str:
        """Say what accounts share and over whom they part."""
        ...

    def headline_of_one(self, group: Sequence[AnalyzeAnswer], voice: Voice) -> str:
        """Say where it leads, in accounts that lead to the same."""
        ...

    def headline_of_accounts(self, answers: Sequence[AnalyzeAnswer], voice: Voice) -> str:
        """Say what comes about in accounts that part, where it was not worked out what else they share."""
        ...

    def points_of_accounts(self, groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> Sequence[str]:
        """Say where accounts lead that part."""
        ...

    def points_of_several(self, answer: CompareAnswer, voice: Voice) -> Sequence[str]:
        """Say whose reading decides, and where each account leads."""
        ...

    def points_beside_a_picture(self, answer: CompareAnswer, voice: Voice) -> Sequence[str]:
        """Say whose reading decides, beside a picture of where each account leads."""
        ...

    def points_of_one(self, group: Sequence[AnalyzeAnswer], voice: Voice) -> Sequence[str]:
        """Say what one has to know beside where it leads."""
        ...

    def cannot_be(self, answer: BriefAnswer, voice: Voice) -> Sequence[str]:
        """Say what today would be, which rule it breaks, and what to change."""
        ...

    def lasting(self, answers: Sequence[AnalyzeAnswer], *, marked: bool = False) -> str:
        """Say how far the sides have to look ahead for today to last."""
        ...

    def sure_of_one(self, groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> str:
        """Say under which concepts all of it holds, and on how many claims that rests."""
        ...

    def wanting_nothing(self, parties: Sequence[str], accounts: Sequence[str], among: Sequence[str]) -> str:
        """Say for whom some accounts give no wishes, and what follows from that."""
        ...

    def basis_of_all(self, answers: Sequence[Answer]) -> str:
        """Say on how many claims it rests."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the line of an answer stands.

    Attributes
    ----------
    question : str
        Whose answer it is.
    rank : int
        Small ones go first where room is short.
    below : tuple of int
        The ranks of what stands below it without a label; what is more than these is left out. Where there are none,
        each text is a line of its own.
    """

    question: str
    rank: int
    below: tuple[int, ...] = ()


# In reading order.
PLACES = (
    Place("today", 1),
    Place("better", 2, (7, 8)),
    Place("settle", 3),
    Place("whatif", 4, (8,)),
    Place("ultimatum", 3),
    Place("commit", 3),
    Place("phases", 6),
    Place("replay", 5),
    Place("mistaken", 2),
    Place("pivot", 5),
    Place("refused", 6),
)
EXPLAINED = frozenset({"better"})  # outcomes are spoken of there that may stand nowhere else on the page


def composed(answer: BriefAnswer, voice: Voice, words: BriefWords) -> Said:
    """Say the brief: the main message, what is shared, where the accounts part, who gains, what could change it."""
    if answer.analyze and wishless(voice.conflict):  # then every outcome holds, which looks like an answer
        return Said(question=words.ASKS, headline=words.NOBODY, next=(voice.command("check"),), id="brief")
    message, points = _message(answer, voice, words), _points(answer, voice, words)
    sure = _sure(answer, voice, words)
    room = words.MOST_WORDS - words_in(message) - sum(map(words_in, points)) - words_in(sure)
    lines = chosen(lines_of(answer, voice, words), room)
    table = outcomes(answer.analyze, voice) if answer.analyze else None
    pictures = (
        rows_picture(answer.analyze, voice) or table,
        matrix_picture(answer.analyze, answer.whatif, voice) if answer.analyze else None,
        Table(("", ""), tuple((line.label, line.text) for line in lines), id="lines") if lines else None,
    )
    further = "compare" if len(answer.analyze) > 1 else "explain"
    following = (voice.command("report", "--out report.html"), voice.command(further))
    return Said(
        question=words.ASKS,
        headline=message,
        points=points,
        pictures=tuple(p for p in pictures if p is not None),
        sure=sure,
        next=(voice.command("check"),) if answer.impossible else following,
        account=answer.analyze[0].perspective if len(answer.analyze) == 1 else "",
        id="brief",
    )


def wishless(conflict: Conflict) -> bool:
    """Tell whether no account says that anybody wants anything."""
    if conflict.terms is not None:  # then wishes may be about terms
        return False
    found = [conflict.under(account).preferences.values() for account in conflict.accounts]
    return all(wanted == Prioritised(()) for one in found for wanted in one)


def wanting_nothing(conflict: Conflict) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Give the parties that want nothing, by the accounts that say so; those of the same accounts together."""
    if conflict.terms is not None:
        return ()
    where = {
        maker: tuple(
            a for a in conflict.accounts if conflict.under(a).preferences.get(maker) == Prioritised(())
        )
        for maker in (d.id for d in conflict.decision_makers)
    }
    together: dict[tuple[str, ...], list[str]] = {}
    for maker, accounts in where.items():
        if accounts:
            together.setdefault(accounts, []).append(maker)
    return tuple((tuple(makers), accounts) for accounts, makers in together.items())


def _message(answer: BriefAnswer, voice: Voice, words: BriefWords) -> str:
    if answer.impossible:
        return words.IMPOSSIBLE
    if answer.compare is not None:
        return words.headline_of_several(answer.compare, voice)
    if len(heading.grouped(answer.analyze)) > 1:  # the comparison is not there yet, or was not to be had
        return words.headline_of_accounts(answer.analyze, voice)
    return words.headline_of_one(answer.analyze, voice) if answer.analyze else words.UNKNOWN


def _points(answer: BriefAnswer, voice: Voice, words: BriefWords) -> tuple[str, ...]:
    if answer.impossible:
        return tuple(words.cannot_be(answer, voice))
    drawn = all(a.heading is not None for a in answer.analyze) and rows_picture(answer.analyze, voice)
    if answer.compare is not None:
        told = words.points_beside_a_picture if drawn else words.points_of_several
        return tuple(told(answer.compare, voice))
    groups = heading.grouped(answer.analyze)
    if len(groups) > 1:
        return () if drawn else tuple(words.points_of_accounts(groups, voice))
    return tuple(words.points_of_one(answer.analyze, voice)) if answer.analyze else ()


def _sure(answer: BriefAnswer, voice: Voice, words: BriefWords) -> str:
    parts: list[str] = []
    if answer.analyze:
        groups = heading.grouped(answer.analyze)
        if len(groups) == 1:  # then the marks of today stand with those of where it leads
            parts = [words.lasting(answer.analyze), words.sure_of_one(groups, voice)]
        else:
            parts = [words.lasting(answer.analyze, marked=True), words.basis_of_all(answer.analyze)]
        among = tuple(a.perspective for a in answer.analyze)
        for makers, accounts in wanting_nothing(voice.conflict):
            shown = tuple(a for a in accounts if a in among)
            names = tuple(voice.words().party(m) for m in makers)
            parts += [words.wanting_nothing(names, shown, among)] if shown else []
    if answer.robust:
        parts += words.TELLS["robust"](answer, voice)
    return " ".join(p for p in parts if p)


def lines_of(answer: BriefAnswer, voice: Voice, words: BriefWords) -> list[Line]:
    """Give the lines in reading order; their ranks say which go first where room is short."""
    found: list[Line] = []
    for place in PLACES:
        if place.question == "today":
            if voice.today is not None:
                today = f"{capital(voice.words().brief(voice.today))}."
                found.append(Line(place.rank, words.LABELS["today"], today))
        elif place.question == "refused" and answer.impossible:  # the message and its points say why
            continue
        elif getattr(answer, place.question):
            first, *rest = texts = words.TELLS[place.question](answer, voice) or [""]
            label = words.LABELS[place.question]
            if not place.below:
                found += [Line(place.rank, label, text) for text in texts if text]
                continue
            found.append(Line(place.rank, label, first))
            for rank, text in zip(place.below, rest, strict=False):
                told = explained(text, voice) if place.question in EXPLAINED else text
                found.append(Line(rank, "", told))
    return found


def explained(point: str, voice: Voice) -> str:
    """Add what the letters of a point stand for that it gives alone: nothing else on the page may draw them."""
    return " ".join((point, *(f"{one}." for one in legend([point], voice))))


@dataclass(frozen=True, slots=True)
class Lasting:
    """How far the sides have to look ahead for today to last, in some accounts.

    Attributes
    ----------
    foresight : {"either", "ahead", "fearing", "fleeing", "none"}
        It lasts in both ways of looking; if the sides look ahead; if each fears any answer that it could not escape
        (SMR); only if also such as it could escape (GMR alone); or does not.
    marks : str
        The concepts under which it holds.
    accounts : tuple of str
    """

    foresight: Foresight
    marks: str
    accounts: tuple[str, ...]


def lasts(answers: Sequence[AnalyzeAnswer], *, marked: bool) -> list[Lasting]:
    """Find how long today lasts; accounts in which that is the same (and, if marked, the marks) together."""
    groups: dict[tuple[Foresight, str], list[str]] = {}
    for answer in answers:
        held = {h.concept: bool(h.status_quo) for h in answer.plain}
        if answer.status_quo is not None and "nash" in held:
            told = f" ({marks(dict(held))})" if marked else ""
            groups.setdefault((_foresight(held), told), []).append(answer.perspective)
    return [Lasting(*key, tuple(accounts)) for key, accounts in groups.items()]


def _foresight(held: Mapping[str, bool]) -> Foresight:
    if held["nash"]:
        return "either"
    if held.get("seq"):
        return "ahead"
    if held.get("smr"):
        return "fearing"
    return "fleeing" if held.get("gmr") else "none"


def whose(answer: BriefAnswer) -> tuple[tuple[str, str], ...]:
    """Give the accounts that it tells, and what each says of itself; nothing where it is one."""
    says = {p.id: p.says.rstrip(".") for p in answer.perspectives}
    told = tuple((b.perspective, says.get(b.perspective, "")) for b in answer.bases)
    return told if len(told) > 1 else ()
