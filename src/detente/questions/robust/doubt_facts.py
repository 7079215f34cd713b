"""What is doubted, as typed facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from detente.answers import Exact, Value
from detente.conflict.doubts import Doubt, Variant
from detente.conflict.elements import Rule, StateRef
from detente.conflict.preferences import Statement
from detente.questions.building import exact

Kind = Literal[
    "statement", "order", "whole", "rule", "start", "source", "red_line", "worth", "range", "exclusion"
]
Form = Literal["written", "alternative", "absent", "order", "fails", "low", "high"]


class VariantFact(Value, frozen=True, kw_only=True):
    """One way to settle a doubt.

    Attributes
    ----------
    form : str
        ``written``: as the file has it; ``alternative``; ``absent``: it falls, and nothing is in its place; ``order``:
        another order than the file's; ``fails``: of a source; ``low``, ``high``: an end of a range.
    chance : Exact
        Where no source fails that would take the claim along.
    says : str
        What holds then: a condition, a rule; of an order the ids of the statements.
    text : str
        What the file says of it in words.
    """

    form: Form
    chance: Exact
    says: str = ""
    text: str = ""


class DoubtFact(Value, frozen=True, kw_only=True):
    """Something that may be otherwise.

    Attributes
    ----------
    kind : str
        ``statement``, ``order`` (of statements), ``whole`` (a ranking or weights), ``rule``, ``start`` (the
        status quo), ``source``; about terms also ``red_line``, ``worth`` (a number), ``range``, ``exclusion``.
    decision_maker : str
        Whose wish it is; else empty.
    id : str
        The id of the claim or of the source; of an order those of the statements.
    variants : tuple of VariantFact
    sources : tuple of str
        The sources that may fail and would take it along.
    """

    kind: Kind
    decision_maker: str
    id: str
    variants: tuple[VariantFact, ...]
    sources: tuple[str, ...] = ()


class Unvaried(Value, frozen=True, kw_only=True):
    """What is doubted and not varied: whose it is, and why."""

    decision_maker: str
    why: str


def doubt_fact(doubt: Doubt) -> DoubtFact:
    """Give a doubt."""
    return DoubtFact(
        kind=doubt.kind,
        decision_maker=doubt.owner,
        id=doubt.id,
        variants=tuple(_variant(v) for v in doubt.variants),
        sources=doubt.sources,
    )


def _variant(variant: Variant) -> VariantFact:
    return VariantFact(
        form=variant.form, chance=exact(variant.chance), says=_says(variant.what), text=variant.text
    )


def _says(what: object) -> str:
    """Say what holds: a condition or a rule as it is written."""
    if isinstance(what, Statement):
        return what.written
    if isinstance(what, Rule):
        return f"{what.kind}: {', '.join(what.written)}"
    if isinstance(what, StateRef):
        return what.written
    if isinstance(what, Fraction):
        return f"{float(what):.15g}"
    if isinstance(what, tuple):
        return " > ".join(s.id for s in what)
    return ""
