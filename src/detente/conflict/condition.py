"""Conditions: the small boolean language of rules, preferences, filters and goals.

Grammar, from the loosest to the tightest binding::

    condition   = disjunction [("->" | "only if" | "if" | "<->" | "iff") disjunction]
    disjunction = exclusive {"or" exclusive}
    exclusive   = conjunction {"xor" conjunction}
    conjunction = negation {"and" negation}
    negation    = "not" negation | "(" condition ")" | name
    name        = "decision_maker.option" | "option" (inside its own decision maker) | a named condition
                | the name of a state (where the conflict is given as states)

A word of the language is written in lower or in upper case (``AND``), never mixed.

Two conditionals side by side need parentheses: what ``a -> b -> c`` means is not guessed.
Nothing is ever passed to ``eval``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from detente.conflict.errors import ConditionError, choices, quoted

MOST_CHARACTERS = 20_000
MOST_DEPTH = 50
_MOST_CLEAR = 40
_TIGHTER = ("or", "xor", "and", "not")

KEYWORDS = ("not", "and", "or", "xor", "if", "only", "iff")
# A run of anything but white space and ASCII punctuation; whether it is a name, `is_name` says. (The \\w of
# regular expressions leaves out the vowel signs of Hindi, Tamil, Thai and others.)
_RUN = r"[^\s!-,./:-@\[-^`{-~-]+"
_PART = rf"{_RUN}(?:-{_RUN})*"
_TOKEN = re.compile(rf"\s*(?:(?P<arrow><->|->)|(?P<name>{_PART}(?:\.{_PART})*)|(?P<paren>[()])|(?P<bad>\S))")
_OPERATORS = "'and', 'or', 'xor', '->', '<->', 'if', 'only if', 'iff'"
_ALLOWED = f"a name, 'not', {_OPERATORS} and parentheses"


def is_name(text: str) -> bool:
    """Tell whether a text is a name: a letter, then letters, digits, ``_``, and ``-`` between two of them."""
    first, *more = text.split("-")
    return first.isidentifier() and all(m and f"_{m}".isidentifier() for m in more)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds in some states and not in others."""

    depth: int = field(init=False, default=1, compare=False, repr=False)
    options: frozenset[str] = field(init=False, default=frozenset(), compare=False, repr=False)

    def holds(self, taken: frozenset[str]) -> bool:
        """Tell whether the condition holds where exactly the options `taken` are taken."""
        return bool(evaluate(self, lambda option: option in taken))


@dataclass(frozen=True, slots=True)
class Taken(Condition):
    """The option (``"decision_maker.option"``) is taken.

    Where a conflict is given as states, the name of a state stands in place of an option: it holds in that state alone.
    """

    option: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", frozenset((self.option,)))

    def __str__(self) -> str:
        return self.option


@dataclass(frozen=True, slots=True)
class Compound(Condition):
    """An operator (``not and or xor -> <-> if``) over parts; ``if`` keeps the order it was written in."""

    operator: str
    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + max(p.depth for p in self.parts))
        object.__setattr__(self, "options", frozenset().union(*(p.options for p in self.parts)))

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
        object.__setattr__(self, "options", self.that.options)

    def __str__(self) -> str:
        return self.name


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
        for part in c.parts[1:]:
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


@dataclass(frozen=True)
class Scope:
    """The names that a condition may use.

    Parameters
    ----------
    options : mapping of str to tuple of str
        The option ids of each decision maker.
    condition : callable
        Gives a named condition, or None; called with the name.
    names : tuple of str
        The names that `condition` knows, for messages.
    own : str, optional
        The decision maker whose options may be named without their owner.
    states : tuple of str
        The states, where the conflict is given as states: the name of one holds in it alone.
    """

    options: Mapping[str, tuple[str, ...]]
    condition: Callable[[str], Condition | None] = lambda name: None
    names: tuple[str, ...] = ()
    own: str | None = None
    states: tuple[str, ...] = ()

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(self.states)

    def resolve(self, name: str, offset: int, text: str) -> Condition:
        """Find what a name stands for."""
        owner, _, option = name.rpartition(".")
        if owner:
            if option in self.options.get(owner, ()):
                return Taken(name)
        elif self.own is not None and name in self.options.get(self.own, ()):
            return Taken(f"{self.own}.{name}")
        elif name in self._states:
            return Taken(name)
        elif (named := self.condition(name)) is not None:
            return Named(name, named)
        own = self.options.get(self.own, ()) if self.own else ()
        options = (f"{d}.{o}" for d, os in self.options.items() for o in os)
        allowed = [*self.states, *own, *self.names, *options]
        what = "state" if self.states else "option"
        raise ConditionError(text, offset, f"no {what} or condition {quoted(name)}{choices(name, allowed)}")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _tokens(text: str) -> Iterator[_Token]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        assert match is not None
        assert match.lastgroup is not None
        kind, start = match.lastgroup, match.start(match.lastgroup)
        found = match.group(kind)
        if kind == "name" and not all(is_name(part) for part in found.split(".")):
            kind, start = "bad", start + _misfit(found)
            found = text[start]
        if kind == "bad":
            raise ConditionError(text, start, f"found {quoted(found)}; a condition is made of {_ALLOWED}")
        word = found.lower()
        if kind == "name" and word in KEYWORDS and found in (word, word.upper()):
            kind, found = "word", word
        yield _Token(kind, found, start)
        position = match.end()
    yield _Token("end", "the end", len(text.rstrip()))


def _misfit(found: str) -> int:
    """Give the position of the first character that keeps a text from being names joined by dots."""
    begins = True  # a name begins here, or goes on after '-'
    for position, c in enumerate(found):
        if c in ".-":
            begins = c == "."
        elif not (c if begins else f"_{c}").isidentifier():
            return position
        else:
            begins = False
    return 0


def names_in(text: str) -> tuple[str, ...]:
    """Give the names that a condition uses, without asking what they stand for.

    Raises
    ------
    ConditionError
        Where something in it is neither a name nor a word of conditions.
    """
    names = (unicodedata.normalize("NFC", t.text) for t in _tokens(text) if t.kind == "name")
    return tuple(dict.fromkeys(names))


class _Parser:
    """Recursive descent over the tokens; depth is bounded before Python's own stack is."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope, self.level = text, scope, 0
        self.tokens = list(_tokens(text))
        self.next = 0

    def fail(self, token: _Token, message: str) -> ConditionError:
        return ConditionError(self.text, token.offset, message)

    def peek(self) -> _Token:
        return self.tokens[self.next]

    def accept(self, *texts: str) -> str | None:
        token = self.peek()
        if token.kind != "name" and token.text in texts:
            self.next += 1
            return token.text
        return None

    def chain(self, operator: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self.accept(operator):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Compound(operator, tuple(parts))

    def condition(self) -> Condition:
        left = self.disjunction()
        operator = self.conditional()
        if operator is None:
            return left
        right = self.disjunction()
        token = self.peek()
        if self.conditional() is not None:
            raise self.fail(
                token, f"a second conditional ({quoted(token.text)}): put one of them in parentheses"
            )
        return Compound(operator, (left, right))

    def conditional(self) -> str | None:
        if self.accept("only"):
            token = self.peek()
            if not self.accept("if"):
                raise self.fail(token, f"found {quoted(token.text)} after 'only'; allowed: 'only if'")
            return "only if"
        found = self.accept("->", "<->", "if", "iff")
        return "<->" if found == "iff" else found

    def disjunction(self) -> Condition:
        return self.chain("or", self.exclusive)

    def exclusive(self) -> Condition:
        return self.chain("xor", self.conjunction)

    def conjunction(self) -> Condition:
        return self.chain("and", self.negation)

    def negation(self) -> Condition:
        token = self.peek()
        self.level += 1
        if self.level > MOST_DEPTH:
            raise self.fail(
                token, f"more than {MOST_DEPTH} levels deep; name a part of it under 'conditions'"
            )
        found: Condition
        if self.accept("not"):
            found = negation(self.negation())
        elif self.accept("("):
            found = self.condition()
            closing = self.peek()
            if not self.accept(")"):
                raise self.fail(closing, f"found {quoted(closing.text)}; a parenthesis is not closed")
        elif token.kind == "name":
            self.next += 1
            name = unicodedata.normalize("NFC", token.text)
            found = self.scope.resolve(name, token.offset, self.text)
        else:
            raise self.fail(token, f"found {quoted(token.text)}; allowed here: a name, 'not' or '('")
        self.level -= 1
        if found.depth > 4 * MOST_DEPTH:
            raise self.fail(
                token, f"more than {4 * MOST_DEPTH} levels deep, named conditions counted as what they mean"
            )
        return found


def parse(text: str, scope: Scope) -> Condition:
    """Read a condition.

    Parameters
    ----------
    text : str
        The condition, at most 20,000 characters.
    scope : Scope
        The names it may use.

    Returns
    -------
    Condition
        The condition with every name resolved.

    Raises
    ------
    ConditionError
        With the offset, what was found and what is allowed.

    Examples
    --------
    >>> scope = Scope({"us": ("support", "insist")}, own="us")
    >>> condition = parse("support only if not insist", scope)
    >>> condition.holds(frozenset({"us.support"}))
    True
    >>> condition.holds(frozenset({"us.support", "us.insist"}))
    False
    """
    if len(text) > MOST_CHARACTERS:
        raise ConditionError(text, 0, f"longer than {MOST_CHARACTERS} characters")
    if not text.strip():
        raise ConditionError(text, 0, f"an empty condition; a condition is made of {_ALLOWED}")
    parser = _Parser(text, scope)
    found = parser.condition()
    token = parser.peek()
    if token.kind != "end":
        raise parser.fail(token, f"found {quoted(token.text)}; allowed here: {_OPERATORS}")
    return found
