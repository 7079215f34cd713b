"""What is typed into the form of a question: outcomes and conditions, in words or in names, as answers say them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from detente.conflict import ConditionError, Conflict, Place, StateScope, written_state
from detente.wording import Outcome
from detente.workbench.edits.hands import words_of
from detente.workbench.edits.lexicon import Lexicon, lexicon
from detente.workbench.edits.outcomes import exactly
from detente.workbench.edits.phrases import in_names
from detente.workbench.language.words import RefusedError
from detente.workbench.questions.labels import NEEDS

TODAY = "status_quo"
CANNOT_BE = "nothing was written: “{piece}” cannot be, by the rule “{rule}”"
_NOW = ("today", TODAY)


class NotReadError(RefusedError):
    """Why a field of a question is not understood: which field, and what could be meant."""

    def __init__(self, label: str, refused: RefusedError) -> None:
        self.label, self.refused = label, refused
        super().__init__("“{label}”: {why}", label=label, why=_why(str(refused)))

    def said(self, language: str) -> str:
        """Say it in a language; in English where that has no words for it."""
        return f"“{self.label}”: {_why(self.refused.said(language))}"


def _why(told: str) -> str:
    """Leave out that nothing was written: a question writes nothing."""
    return told.partition(": ")[2] or told


def known_in(under: Sequence[Conflict], own: str = "") -> Lexicon:
    """Give what conditions are made of by any of several accounts, as one party sees it."""
    makers: dict[str, dict[str, Any]] = {}
    for conflict in under:
        for maker in conflict.decision_makers:
            body = makers.setdefault(maker.id, {"name": maker.name, "short": maker.short, "options": {}})
            for o in maker.options:
                one = o.of or o
                told: dict[str, Any] = {"text": one.text, "short": one.short, "otherwise": one.otherwise}
                if o.of is not None:
                    levels = body["options"].get(one.id, {}).get("levels", {})
                    told["levels"] = levels | {o.level: {"text": o.text, "short": o.short}}
                body["options"][one.id] = told
    first = under[0]
    root: dict[str, Any] = {"decision_makers": makers, "language": first.language}
    root["conditions"] = {
        d.name: {"text": d.text, "otherwise": d.otherwise} for c in under for d in c.definitions
    }
    if first.graph_form:
        root |= {"moves": {}, "states": {s.name: {"text": s.text, "short": s.short} for s in first.states}}
    return lexicon(root, own or None)


def condition(under: Sequence[Conflict], text: str, own: str = "") -> str:
    """Write what is typed as a condition in names; what some account reads as it stands stays as it is.

    Raises
    ------
    RefusedError
        Where it is not understood.
    """
    for conflict in under:
        with suppress(ConditionError):
            conflict.condition(text, own or None)
            return text
    return in_names(known_in(under, own), text)


def outcome(
    under: Sequence[Conflict],
    outcomes: Sequence[Outcome],
    text: str,
    *,
    goal: bool = False,
    now: str = TODAY,
    called: str = "",
) -> str:
    """Give what questions understand for an outcome, however it was typed.

    Parameters
    ----------
    under : sequence of Conflict
        The file by each account.
    outcomes : sequence of Outcome
        Those that have a letter, and today.
    text : str
        A number, a name or an id of a state; a letter or a title; today; what is done there, and nothing else; or a
        condition.
    goal : bool
        Whether options name what has to hold, and not all that is done.
    now : str
        What stands for today.
    called : str
        How today is called in the language of the page.

    Raises
    ------
    RefusedError
        Where it is not understood, or cannot be.
    """
    first = under[0]
    named = {s.name for s in first.states}
    wanted = " ".join(text.split()).casefold()
    if text in named or text in _names_of_rules(under):
        return text
    for one in outcomes:
        told = (
            one.letter,
            one.title,
            one.named,
            f"{one.letter} ({one.title})",
            *_texts(one, outcomes, under),
        )
        if wanted in {x.casefold() for x in told if x}:
            return one.state.name or one.state.id
    for state in first.states:
        if wanted in {x.rstrip(".").casefold() for x in (state.name, state.text, state.short) if x}:
            return state.name
    if wanted in {*_NOW, called}:
        if all(c.status_quo is None for c in under):
            raise RefusedError("nothing was written: " + NEEDS["today"])
        return now
    if _number(text) or any(_written(conflict, text) for conflict in under):
        return text
    if not goal:
        known = known_in(under)
        if found := exactly(known, text):
            _refuse_impossible(under, found, text)
            return found
    return condition(under, text)


def _names_of_rules(under: Sequence[Conflict]) -> set[str]:
    """Give the names of what counts as one state."""
    return {r.id for conflict in under for r in conflict.rules if r.kind == "same"}


def _texts(one: Outcome, outcomes: Sequence[Outcome], under: Sequence[Conflict]) -> tuple[str, ...]:
    """Give what pages say of an outcome at length, where it says it of no other."""
    words = words_of(under[0])
    with suppress(KeyError):
        told = (words.state(one.state), words.brief(one.state))
        others = {t for o in outcomes if o is not one for t in (words.state(o.state), words.brief(o.state))}
        return tuple(t for t in told if t not in others)
    return ()  # of an account that has other options


def _number(text: str) -> bool:
    digits = text.removeprefix("#")
    return digits.isascii() and digits.isdecimal()


def _written(conflict: Conflict, text: str) -> bool:
    """Tell whether a text is a state as files write it."""
    at = Place(conflict.file, 1, 1)
    return (
        written_state(text, at, StateScope(conflict.scope(), [s.name for s in conflict.states])) is not None
    )


def _refuse_impossible(under: Sequence[Conflict], found: str, text: str) -> None:
    """Refuse an outcome that the rules of every account forbid."""
    from detente.game import broken_rule

    if under[0].graph_form:
        return
    taken = frozenset(() if found == "none" else found.split("+"))
    broken = [broken_rule(conflict, taken) for conflict in under]
    rule = broken[0]
    if rule is None or not all(broken):
        return
    told = ", ".join(words_of(under[0]).condition(c) for c in rule.conditions)
    raise RefusedError(CANNOT_BE, piece=text[:200], rule=told)
