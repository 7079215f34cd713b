"""What the writers of every section share: claims, numbers, statements, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from detente.conflict.alternatives import Alternative
from detente.conflict.elements import Citation, Rule
from detente.conflict.errors import DetenteError
from detente.conflict.preferences import Statement

LIST_KINDS = ("exclusive", "one_of", "some_of")
MOST_DIGITS = 15

What = TypeVar("What")


class Claim(Protocol):
    """What somebody claims."""

    @property
    def because(self) -> str:
        """The reason."""

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Where it comes from."""

    @property
    def confidence(self) -> float | None:
        """How sure the analyst is."""


def filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Give the pairs whose values are not empty."""
    return {k: v for k, v in pairs if v not in (None, "", (), [], {})}


def citations(found: tuple[Citation, ...]) -> Any:
    """Write citations: one as a text, several as a list."""
    texts = [str(c) for c in found]
    return texts[0] if len(texts) == 1 else texts


def statement(statement: Statement) -> Any:
    """Write a statement: as a condition where there is nothing else."""
    more = filled(
        [
            ("id", statement.id if statement.given_id else ""),
            ("text", statement.text),
            ("because", statement.because),
            ("source", citations(statement.sources)),
            ("confidence", confidence(statement.confidence)),
            ("strength", None if statement.strength == 1 else much(statement.strength)),
            ("unknown", statement.unknown or None),
            ("order", statement.order),
            ("alternatives", alternatives(statement.alternatives, lambda s: {"that": s.written})),
        ]
    )
    return {"that": statement.written, **more} if more else statement.written


def alternatives(found: Sequence[Alternative[What]], written: Callable[[What], dict[str, Any]]) -> list[Any]:
    """Write what else a claim may be; each with its weight."""
    return [
        written(a.what) | {"weight": decimal(a.weight)} | ({"text": a.text} if a.text else {}) for a in found
    ]


def much(degree: int) -> Any:
    """Write a degree."""
    return "much" if degree == 2 else degree


def confidence(confidence: float | None) -> Any:
    """Give a number, or a text where the number would be written as 1e-05, which the reader refuses."""
    if confidence is None or "e" not in repr(confidence):
        return confidence
    return format(Decimal(repr(confidence)), "f")


def decimal(number: Fraction) -> Any:
    """Write a number as a plain decimal number."""
    if number.denominator == 1:
        return int(number)
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
        if digits > MOST_DIGITS:
            raise DetenteError(f"the number {number} is no decimal number of at most {MOST_DIGITS} digits")
    whole = abs(number.numerator * 10**digits // number.denominator)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole // 10**digits}.{whole % 10**digits:0{digits}d}"


def claim(made: Claim) -> dict[str, Any]:
    """Write what is said of a claim."""
    return filled(
        [
            ("because", made.because),
            ("source", citations(made.sources)),
            ("confidence", confidence(made.confidence)),
        ]
    )


def rule(rule: Rule) -> dict[str, Any]:
    """Write a rule."""
    more = [
        ("id", rule.id if rule.given_id else ""),
        ("because", rule.because),
        ("source", citations(rule.sources)),
        ("confidence", confidence(rule.confidence)),
        ("alternatives", alternatives(rule.alternatives, _what_rule)),
    ]
    return _what_rule(rule) | filled(more)


def _what_rule(rule: Rule) -> dict[str, Any]:
    """Write what a rule says."""
    body: Any
    if rule.kind == "irreversible":
        condition = rule.written[1].removeprefix("if ") if len(rule.written) > 1 else ""
        body = filled([("option", rule.option), ("direction", rule.direction), ("if", condition)])
    else:
        body = list(rule.written) if rule.kind in LIST_KINDS else rule.written[0]
    return {rule.kind: body}
