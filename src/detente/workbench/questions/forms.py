"""The form of a question: its fields, made from its arguments and from what the file has, and what was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from detente.conflict import CLASSICAL, EXTENSIONS, Conflict, DetenteError
from detente.conflict.editing import EditError
from detente.questions.question import Argument, Question
from detente.wording import Outcome, Voice
from detente.wording.concepts import looking, name
from detente.workbench.edits.fields import share
from detente.workbench.language.words import RefusedError, said
from detente.workbench.questions.labels import (
    ALWAYS,
    CONCEPTS,
    FORMS,
    STRATEGIES,
    TODAY,
    WITHOUT_A_DEAL,
    Label,
)
from detente.workbench.questions.typed import TODAY as TODAY_ID
from detente.workbench.questions.typed import NotReadError, condition, outcome

NOTHING_SUPPOSED = "Nothing is supposed yet: choose or fill in at least one of the fields."
SEVERAL = 3  # how many settings a form has room for
TYPED = ".words"  # behind the name of a field: what is typed where nothing of what is offered is meant
Choice = tuple[str, str]  # a value, and how it is called
Group = tuple[str, tuple[Choice, ...]]  # a heading, and what stands under it
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ ,.’']\d{3})+", re.ASCII)
OUTCOMES = frozenset({"state", "no_deal"})
SHAPES: Mapping[str, str] = {
    "flag": "flag",
    "decision_maker": "choice",
    "option": "choice",
    "ultimatum": "choice",
    "shift": "choice",
    "tag": "choice",
    "concept": "choice",
    "concepts": "marks",
    "group": "marks",
    "state": "outcome",
    "no_deal": "outcome",
    "settings": "several",
    "strategies": "each",
    "whole": "number",
}


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Attributes
    ----------
    shape : str
        ``flag`` (a box to mark), ``marks`` (several boxes), ``choice`` (one of a list), ``several`` (a few of a list),
        ``each`` (a list for each heading), ``outcome`` (a list, or words), ``pair``, ``number`` or ``text``.
    choices : tuple of (str, tuple of (str, str))
        Under headings: values and how each is called.
    values : tuple of str
        What is chosen, marked or typed.
    typed : str
        Of an outcome: what is typed instead.
    """

    name: str
    label: str
    help: str
    shape: str
    choices: tuple[Group, ...] = ()
    values: tuple[str, ...] = ("",)
    typed: str = ""
    parts: tuple[str, ...] = ()
    blank: bool = True  # whether nothing need be chosen


@dataclass(frozen=True)
class Offered:
    """What a file has for forms to offer, in a language."""

    conflict: Conflict
    accounts: tuple[str, ...]
    voice: Voice | None
    language: str

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that have a name: today first, then by their letters."""
        found = tuple(self.voice.outcomes.values()) if self.voice is not None else ()
        return tuple(sorted(found, key=lambda o: bool(o.letter)))

    @property
    def under(self) -> list[Conflict]:
        """The conflict under each account."""
        return [self.conflict.under(a) for a in self.accounts]

    @property
    def parties(self) -> tuple[Choice, ...]:
        """The parties by their names."""
        return tuple((d.id, d.name) for d in self.conflict.decision_makers)

    @property
    def options(self) -> tuple[Group, ...]:
        """What each party can do, under its name: of every account."""
        known = [under.options for under in self.under]
        return tuple(
            (d.name, own)
            for d in self.conflict.decision_makers
            if (
                own := tuple(
                    {
                        o: x.text or o for options in known for o, x in options.items() if _of(o) == d.id
                    }.items()
                )
            )
        )

    @property
    def tags(self) -> list[str]:
        """What options are marked with, in the order of the file."""
        return list(dict.fromkeys(t for u in self.under for o in u.options.values() for t in o.tags))

    @property
    def names(self) -> list[Choice]:
        """What conditions are made of, each with its words: options, named conditions, given outcomes."""
        told = [choice for _, own in self.options for choice in own]
        told += [(d.name, d.text or d.written) for d in self.conflict.definitions]
        given = self.conflict.states if self.conflict.graph_form else ()
        return told + [(s.name, s.text or s.name) for s in given]

    def word(self, text: str) -> str:
        """Say a text of the form."""
        return said(text, self.language)


def _of(option: str) -> str:
    return option.partition(".")[0]


def to_choose(outcome: Outcome) -> str:
    """Give the text by which questions find an outcome."""
    return outcome.state.name or outcome.state.id


def fields(question: Question, offered: Offered, query: Any) -> list[Field]:
    """Make the fields of a form, with what was asked."""
    labels = FORMS[question.name].fields
    told = [
        _field(argument, labels[argument.name], offered, query)
        for argument in question.arguments
        if not argument.local
    ]
    if question.takes & {"concepts", "classical"}:
        argument = Argument("concepts", "", "concepts")
        told.append(_field(argument, CONCEPTS, offered, query))
    return [f for f in told if f.choices or f.shape not in ("choice", "marks", "several", "each")]


def _field(argument: Argument, label: Label, offered: Offered, query: Any) -> Field:
    shape = SHAPES.get(argument.kind, "text")
    shape = "marks" if shape == "choice" and argument.many else shape
    conflict, parts = offered.conflict, tuple(map(offered.word, label.parts))
    values = tuple(v for v in query.getlist(argument.name) if v.strip())
    typed = " ".join(query.getlist(argument.name + TYPED))
    choices = _choices(argument, offered)
    if isinstance(argument.metavar, tuple):
        shape = "pair"
        values = tuple(query.get(f"{argument.name}.{k}", "") for k in range(len(parts)))
        choices = (("", offered.parties),)
    elif shape == "outcome":
        known = {v for _, group in choices for v, _ in group}
        if values and values[0] not in known:  # of a link, or typed before
            typed = typed or values[0]
            values = ()
    elif argument.kind == "concept" and not values:
        values = (str(argument.default),)
    elif argument.kind == "group" and values:
        values = tuple(m.strip() for value in values for m in value.split(","))
    elif shape == "several":
        values = (*values, *[""] * SEVERAL)[: max(SEVERAL, len(values))]
    # Where nothing is chosen it is about today, if the file says what that is.
    starts = label.help == TODAY and conflict.status_quo is None
    blank = argument.kind not in ("concept", "no_deal") and not (starts and choices)
    return Field(
        argument.name,
        offered.word(label.label),
        offered.word(label.help) if label.help else "",
        shape,
        choices,
        values or ("",),
        typed,
        parts,
        blank,
    )


def _choices(argument: Argument, offered: Offered) -> tuple[Group, ...]:
    kind, word = argument.kind, offered.word
    conflict = offered.conflict
    flat: Iterable[Choice] = ()
    if kind in ("decision_maker", "group"):
        flat = offered.parties
    elif kind == "option":
        return offered.options
    elif kind == "settings":
        return tuple(
            (party, tuple((f"{o}={v}", f"{text}: {word(w)}") for o, text in own for v, w in ALWAYS.items()))
            for party, own in offered.options
        )
    elif kind == "strategies":
        manners = STRATEGIES.items()
        return tuple(
            (name, tuple((f"{id}={s}", word(w)) for s, w in manners)) for id, name in offered.parties
        )
    elif kind == "ultimatum":
        flat = ((u.id, u.text or u.id) for u in conflict.ultimatums)
    elif kind == "shift":
        names = dict(offered.parties)
        flat = dict.fromkeys(
            (s.id, f"{names[s.declines]} → {names[s.rises]} ({s.id})")
            for u in offered.under
            for s in u.shifts
        )
    elif kind == "tag":
        flat = ((t, t) for t in offered.tags)
    elif kind in ("concept", "concepts"):
        unknown = any(p.open for under in offered.under for p in under.preferences.values())
        forms = [f"-{e}" for e in EXTENSIONS] if unknown and kind == "concept" else [""]
        flat = ((c + form, _looking(c + form, offered.language)) for c in CLASSICAL for form in forms)
    elif kind in OUTCOMES:
        flat = ((to_choose(o), o.named) for o in offered.outcomes)
        if kind == "no_deal":
            own = {v: word(w) for v, w in WITHOUT_A_DEAL.items()}
            flat = (*own.items(), *((v, name) for v, name in flat if name != (offered.voice or Voice).now))
    found = tuple(flat)
    return (("", found),) if found else ()


def _looking(concept: str, language: str) -> str:
    """Say how the sides look ahead under a concept, with its name."""
    return f"{said(looking(concept), language)} ({name(concept)})"


# -- what was filled in ------------------------------------------------------------------------------------------------


def given(question: Question, offered: Offered, query: Any) -> dict[str, Any]:
    """Read what was filled in, as the command line does with what is typed there.

    Raises
    ------
    DetenteError
        Where something is wrong.
    """
    found: dict[str, Any] = {}
    for argument in question.arguments:
        label = offered.word(FORMS[question.name].fields[argument.name].label) if not argument.local else ""
        values = [v.strip() for v in query.getlist(argument.name) if v.strip()]
        value: Any
        if argument.local:
            value = argument.default
        elif argument.kind == "flag":
            value = bool(values)
        elif isinstance(argument.metavar, tuple):
            parts = [query.get(f"{argument.name}.{k}", "").strip() for k in range(len(argument.metavar))]
            if any(parts) and not all(parts):
                raise DetenteError(f"“{label}”: fill in both, or neither")
            value = ((parts[0], _condition(label, offered, parts[1], parts[0])),) if all(parts) else ()
        elif argument.kind == "group":
            value = ",".join(values) or None
        elif argument.kind in OUTCOMES:
            typed = " ".join(query.getlist(argument.name + TYPED)).strip()
            # What is chosen is taken as it is: a letter may be the name of a state, too. A link may say something else.
            known = {v for _, group in _choices(argument, offered) for v, _ in group}
            if values and not typed and values[0] not in known:
                typed = values[0]
            chosen = values[0] if values else argument.default
            value = _typed(argument, label, offered, typed) if typed else chosen
        elif argument.many:
            value = tuple(_read(argument, label, v) for v in values)
        else:
            value = _read(argument, label, values[0]) if values else argument.default
            if argument.kind == "condition" and value:
                value = _condition(label, offered, value)
        found[argument.name] = value
    if question.name == "whatif" and not any(found.values()):
        raise DetenteError(NOTHING_SUPPOSED)
    return found


def _typed(argument: Argument, label: str, offered: Offered, text: str) -> str:
    """Give what questions understand for an outcome that was typed."""
    deal = argument.kind == "no_deal"
    try:
        return outcome(
            offered.under,
            offered.outcomes,
            text,
            goal=argument.metavar in ("GOAL", "OUTCOME"),
            now="today" if deal else TODAY_ID,
            called=(offered.voice or Voice).now,
        )
    except RefusedError as refused:
        raise NotReadError(label, refused) from None


def _condition(label: str, offered: Offered, text: str, own: str = "") -> str:
    """Give a condition that was typed in names."""
    try:
        return condition(offered.under, text, own)
    except RefusedError as refused:
        raise NotReadError(label, refused) from None


def _read(argument: Argument, label: str, text: str) -> Any:
    if argument.kind == "concept":
        key, colon, rest = text.partition(":")
        return key.lower() + colon + rest
    if argument.metavar == "CHANCE":
        with suppress(EditError):  # what is none is refused by the question itself
            return share(text)
    if argument.kind != "whole":
        return text
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"\D", "", text)
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if number < 1 and number != argument.default:
        raise DetenteError(f"“{label}”: '{text}' is no whole number from 1 on")
    return number
