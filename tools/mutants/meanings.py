"""Operators that invert what a text says: opposite words, marks, ends of arrows, a negation that is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cosmic_ray.operators.operator import Example, Operator

# Each is put for the other, wherever it stands as a word of its own. The first that fits is taken, so longer ones lead.
PAIRS: tuple[tuple[str, str], ...] = (
    ("does not hold", "holds"),
    ("do not hold", "hold"),
    ("better off", "worse off"),
    ("better", "worse"),
    ("best", "worst"),
    ("gains", "loses"),
    ("gain", "lose"),
    ("gained", "lost"),
    ("gaining", "losing"),
    ("stays", "leaves"),
    ("stay", "leave"),
    ("first", "last"),
    ("next", "previous"),
    ("before", "after"),
    ("earlier", "later"),
    ("more", "less"),
    ("most", "least"),
    ("higher", "lower"),
    ("above", "below"),
    ("all", "none"),
    ("every", "no"),
    ("each", "none"),
    ("everybody", "nobody"),
    ("always", "never"),
    ("both", "neither"),
    ("only", "not only"),
    ("and", "or"),
    ("if", "unless"),
    ("with", "without"),
    ("cannot", "can"),
    ("can", "cannot"),
    ("could", "could not"),
    ("would", "would not"),
    ("is", "is not"),
    ("are", "are not"),
    ("has", "has no"),
    ("have", "have no"),
    ("wants", "does not want"),
    ("takes up", "drops"),
    ("take up", "drop"),
    ("taken", "dropped"),
    ("true", "false"),
    ("from", "to"),
    ("same", "different"),
    ("one", "several"),
    ("known", "unknown"),
    ("credible", "not credible"),
    ("real", "empty"),
    ("met", "unmet"),
    ("reached", "not reached"),
    ("start", "end"),
    ("source", "target"),
    ("left", "right"),
    ("top", "bottom"),
    ("up", "down"),
    ("row", "column"),
    ("rows", "columns"),
    ("min", "max"),
    ("marker-start", "marker-end"),
    ("x1", "x2"),
    ("y1", "y2"),
    ("myopic", "ahead"),
    ("nash", "seq"),
    ("Nash", "SEQ"),
    ("SMR", "GMR"),
    ("smr", "gmr"),
    ("▲", "▼"),
    ("✓", "✗"),
    ("●", "○"),
    ("→", "←"),
    ("<", ">"),
    ("+", "-"),
)
# Pairs of one direction: what a negation leaves when it goes.
DENIALS: tuple[tuple[str, str], ...] = (
    ("does not", "does"),
    ("do not", "do"),
    ("cannot", "can"),
    ("not ", ""),
    ("no ", ""),
    ("nobody", "somebody"),
    ("nothing", "something"),
    ("none", "some"),
    ("never", "ever"),
    ("without", "with"),
    ("neither", "either"),
    ("nor", "or"),
    ("unless", "if"),
    ("un", ""),
)


def _pattern(phrase: str) -> str:
    """Find a phrase as a whole word; a mark or a sign is found where it stands alone."""
    if phrase == "un":
        return r"(?<!\w)un(?=\w{4})"
    if phrase in {"<", ">", "+", "-"}:
        return rf"^{re.escape(phrase)}$"
    start = r"(?<![\w-])" if phrase[0].isalnum() else ""
    end = r"(?![\w-])" if phrase[-1].isalnum() else ""
    return f"{start}{re.escape(phrase)}{end}"


def _table(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], re.Pattern[str]]:
    table: dict[str, str] = {}
    for one, other in pairs:
        table.setdefault(one, other)
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(_pattern(p) for p in longest_first), re.IGNORECASE)


_OPPOSITES, _WORDS = _table([*PAIRS, *((b, a) for a, b in PAIRS)])
_WITHOUT, _NEGATIONS = _table(DENIALS)
_PREFIX = re.compile(r"^[a-zA-Z]*(\"\"\"|'''|\"|')")


def opposite(found: str) -> str:
    """Give the opposite of a word or a mark, capital where that is."""
    return _cased(found, _OPPOSITES)


def _cased(found: str, table: dict[str, str]) -> str:
    other = table.get(found)
    if other is None:
        other = table[found.lower()]
        if found[:1].isupper():
            other = other[:1].upper() + other[1:]
    return other


def parts(node: Any) -> tuple[int, int] | None:
    """Give where the text of a string begins and ends within its leaf; None for what is no string."""
    if node.type == "fstring_string":
        return 0, len(node.value)
    if node.type != "string":
        return None
    opening = _PREFIX.match(node.value)
    if opening is None:
        return None
    return opening.end(), len(node.value) - len(opening.group(1))


class TextOperator(Operator):
    """Changes something within a string or the constant part of an f-string."""

    def changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the changes: from where, to where, and what stands there then."""
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Give the place of the leaf for each change of its text."""
        span = parts(node)
        if span is not None:
            for _ in self.changes(node.value[span[0] : span[1]]):
                yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Make a change."""
        span = parts(node)
        assert span is not None
        text = node.value[span[0] : span[1]]
        start, end, instead = list(self.changes(text))[index]
        node.value = f"{node.value[: span[0]]}{text[:start]}{instead}{text[end:]}{node.value[span[1] :]}"
        return node


class OppositeWord(TextOperator):
    """Puts a word's opposite in its place."""

    def changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the changes."""
        for found in _WORDS.finditer(text):
            yield found.start(), found.end(), opposite(found.group())

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example('x = "Better for all"', 'x = "Worse for all"'),
            Example('x = "Better for all"', 'x = "Better for none"', occurrence=1),
            Example('x = f"{a} gains from {b}"', 'x = f"{a} loses from {b}"'),
            Example('x = "marker-end"', 'x = "marker-start"'),
            Example('x = "▲"', 'x = "▼"'),
        )


class DropNegation(TextOperator):
    """Takes a negation out of a text."""

    def changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the changes."""
        for found in _NEGATIONS.finditer(text):
            yield found.start(), found.end(), _cased(found.group(), _WITHOUT)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example('x = "it does not hold"', 'x = "it does hold"'),
            Example('x = "not “a”"', 'x = "“a”"'),
            Example('x = "Nobody leaves"', 'x = "Somebody leaves"'),
        )


class DropText(TextOperator):
    """Empties a text, or fills an empty one: whether anything reads it at all."""

    def changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give the changes."""
        yield 0, len(text), "" if text else "XX"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example('x = "a" + b', 'x = "" + b'),
            Example('x = f"{a} leaves"', 'x = f"{a}"'),
            Example("x = ''", "x = 'XX'"),
        )
