"""Conditions: what holds in some states and not in others, for rules, preferences, filters and goals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

_MOST_CLEAR = 40
MOST_REPEATED = 20  # parts of one operator among which it is not looked for the same again
NO_LEVEL = "none"
_TIGHTER = ("or", "xor", "and", "not")


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds in some states and not in others."""

    depth: int = field(init=False, default=1, compare=False, repr=False)

    @property
    def options(self) -> frozenset[str]:
        """The options that it names; worked out anew each time: the sets of very many conditions would fill memory."""
        return frozenset(_mentioned(self))

    def holds(self, taken: frozenset[str]) -> bool:
        """Tell whether the condition holds where exactly the options `taken` are taken."""
        return bool(evaluate(self, lambda option: option in taken))


@dataclass(frozen=True, slots=True)
class Taken(Condition):
    """The option (``"decision_maker.option"``) is taken.

    Where a conflict is given as states, the name of a state stands in place of an option: it holds in that state alone.
    """

    option: str

    def __str__(self) -> str:
        return self.option


@dataclass(frozen=True, slots=True)
class Compound(Condition):
    """An operator (``not and or xor -> <-> if``) over parts; ``if`` keeps the order it was written in."""

    operator: str
    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + max(p.depth for p in self.parts))

    def __str__(self) -> str:
        # Mixed operators get parentheses that people need, unless so many would be too deep to be read again.
        return self._text(clear=self.depth <= _MOST_CLEAR)

    def _text(self, *, clear: bool) -> str:
        texts = []
        for part in self.parts:
            if not isinstance(part, Compound):
                texts.append(str(part))
                continue
            loose = clear or _binding(part.operator) <= _binding(self.operator)
            text = part._text(clear=clear)
            texts.append(f"({text})" if loose and part.operator != "not" else text)
        return f"not {texts[0]}" if self.operator == "not" else f" {self.operator} ".join(texts)


def _binding(operator: str) -> int:
    """Give how tight an operator binds."""
    return _TIGHTER.index(operator) if operator in _TIGHTER else -1


@dataclass(frozen=True, slots=True)
class Named(Condition):
    """A condition that the file gives a name."""

    name: str
    that: Condition = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + self.that.depth)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class AtLevel(Named):
    """An option with levels is taken at a level or higher; its name reads ``dm.option`` or ``dm.option >= level``.

    Attributes
    ----------
    option : str
        The option with levels, ``"decision_maker.option"``.
    least : str
        The level; empty where any will do.
    """

    option: str
    least: str


def _mentioned(condition: Condition) -> set[str]:
    """Collect the options that a condition names; what has a name is looked into once, however often it is used."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Taken):
            found.add(one.option)
        elif isinstance(one, Compound):
            waiting.extend(one.parts)
        elif isinstance(one, Named) and one.name not in seen:
            seen.add(one.name)
            waiting.append(one.that)
    return found


def at_least(option: str, levels: Sequence[str], level: int) -> Condition:
    """Say that an option with levels is taken at level number `level` (from 1) or higher."""
    taken = tuple(Taken(f"{option}.{name}") for name in levels[level - 1 :])
    if len(taken) == 1:
        return taken[0]
    least = levels[level - 1] if level > 1 else ""
    return AtLevel(f"{option} >= {least}" if least else option, Compound("or", taken), option, least)


def compared(option: str, levels: Sequence[str], sign: str, level: str) -> Condition | None:
    """Say how the level of an option compares with another (``none``: not taken).

    None where that holds always, or never.
    """
    steps = [NO_LEVEL, *levels]
    place, last = steps.index(level), len(levels)
    low, high = {
        "=": (place, place),
        ">=": (place, last),
        ">": (place + 1, last),
        "<=": (0, place),
        "<": (0, place - 1),
    }[sign]
    if low > high or (low == 0 and high == last):
        return None
    if low == 0:
        return negation(at_least(option, levels, high + 1))
    return Taken(f"{option}.{steps[low]}") if low == high else at_least(option, levels, low)


def evaluate(condition: Condition, value_of: Callable[[str], Any]) -> Any:
    """Evaluate a condition on whatever `value_of` gives for an option: a bool or a boolean array.

    A named condition that is used many times is evaluated once.
    """
    known: dict[str, Any] = {}

    def value(c: Condition) -> Any:
        if isinstance(c, Taken):
            return value_of(c.option)
        if isinstance(c, Named):
            if c.name not in known:
                known[c.name] = value(c.that)
            return known[c.name]
        assert isinstance(c, Compound)
        first = value(c.parts[0])
        if c.operator == "not":
            return first ^ True
        for part in _once(c) if len(c.parts) > MOST_REPEATED and c.operator in ("and", "or") else c.parts[1:]:
            other = value(part)
            if c.operator == "and":
                first = first & other
            elif c.operator == "or":
                first = first | other
            elif c.operator == "xor":
                first = first ^ other
            elif c.operator in ("->", "only if"):
                first = (first ^ True) | other
            elif c.operator == "if":
                first = first | (other ^ True)
            else:
                first = (first ^ other) ^ True
        return first

    return value(condition)


def _once(condition: Compound) -> list[Condition]:
    """Give the parts behind the first, less the options that stand there again: said twice they say no more."""
    seen: set[str] = set()
    found: list[Condition] = []
    for number, part in enumerate(condition.parts):
        if isinstance(part, Taken):
            if part.option in seen:
                continue
            seen.add(part.option)
        if number:
            found.append(part)
    return found


def canonical(condition: Condition) -> Condition:
    """Put the parts of operators whose order does not matter into one order, so that the same claim reads the same."""
    if not isinstance(condition, Compound):
        return condition
    parts = [canonical(p) for p in condition.parts]
    if condition.operator in ("and", "or", "xor", "<->"):
        parts.sort(key=str)
    elif condition.operator == "if":
        return Compound("->", (parts[1], parts[0]))
    return Compound(condition.operator, tuple(parts))


def negation(part: Condition) -> Condition:
    """Negate a condition."""
    return Compound("not", (part,))
