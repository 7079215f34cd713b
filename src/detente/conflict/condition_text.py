"""Conditions read from text: the small boolean language of rules, preferences, filters and goals.

Grammar, from the loosest to the tightest binding::

    condition   = disjunction [("->" | "only if" | "if" | "<->" | "iff") disjunction]
    disjunction = exclusive {"or" exclusive}
    exclusive   = conjunction {"xor" conjunction}
    conjunction = negation {"and" negation}
    negation    = "not" negation | "(" condition ")" | name
    name        = "decision_maker.option" | "option" (inside its own decision maker) | a named condition
                | the name of a state (where the conflict is given as states)
                | an option with levels, alone (at any level) or compared: name (">=" | ">" | "=" | "<" | "<=") level

A word of the language is written in lower or in upper case (``AND``), never mixed.

Two conditionals side by side need parentheses: what ``a -> b -> c`` means is not guessed.
Nothing is ever passed to ``eval``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from detente.conflict.condition import (
    NO_LEVEL,
    Compound,
    Condition,
    Named,
    Taken,
    at_least,
    compared,
    negation,
)
from detente.conflict.errors import ConditionError, choices, quoted
from detente.conflict.forms import composed
from detente.conflict.tokens import ALLOWED, LEVELS, OPERATORS, Token, tokens

MOST_CHARACTERS = 20_000
MOST_DEPTH = 50


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
    levels : mapping of str to tuple of str
        The levels, lowest first, of each option that has some, as ``decision_maker.option``.
    """

    options: Mapping[str, tuple[str, ...]]
    condition: Callable[[str], Condition | None] = lambda name: None
    names: tuple[str, ...] = ()
    own: str | None = None
    states: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(self.states)

    def whole(self, name: str) -> str:
        """Give the whole name of an option, with levels or without, or an empty text where there is none."""
        for found in (name, f"{self.own}.{name}") if self.own is not None else (name,):
            owner, _, option = found.partition(".")
            if option in self.options.get(owner, ()) or found in self.levels:
                return found
        return ""

    def compare(
        self, name: str, sign: str, level: str, offsets: tuple[int, int, int], text: str
    ) -> Condition:
        """Find what is said of the level of an option; the offsets are those of the name, the sign and the level."""
        whole = self.whole(name)
        if whole not in self.levels:
            self.resolve(name, offsets[0], text)
            having = f" (these have some: {', '.join(self.levels)})" if self.levels else ""
            message = f"found {quoted(sign)}; {quoted(name)} has no levels to compare{having}"
            raise ConditionError(text, offsets[1], message)
        levels = self.levels[whole]
        if level not in (NO_LEVEL, *levels):
            told = choices(level, (NO_LEVEL, *levels))
            raise ConditionError(text, offsets[2], f"{quoted(whole)} has no level {quoted(level)}{told}")
        found = compared(whole, levels, sign, level)
        if found is None:
            told = f"the levels of {quoted(whole)} are {', '.join((NO_LEVEL, *levels))}, lowest first"
            always = "in every state" if "=" in sign else "in no state"
            raise ConditionError(text, offsets[0], f"'{name} {sign} {level}' holds {always}: {told}")
        return found

    def resolve(self, name: str, offset: int, text: str) -> Condition:
        """Find what a name stands for."""
        whole = self.whole(name)
        if whole in self.levels:
            return at_least(whole, self.levels[whole], 1)
        if whole or name in self._states:
            return Taken(whole or name)
        named = self.condition(name) if "." not in name else None
        if named is not None:
            return Named(name, named)
        own = self.options.get(self.own, ()) if self.own else ()
        options = (f"{d}.{o}" for d, os in self.options.items() for o in os)
        allowed = [*self.states, *own, *self.names, *self.levels, *options]
        what = "state" if self.states else "option"
        raise ConditionError(text, offset, f"no {what} or condition {quoted(name)}{choices(name, allowed)}")


class _Parser:
    """Recursive descent over the tokens; depth is bounded before Python's own stack is."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope, self.level = text, scope, 0
        self.tokens = list(tokens(text))
        self.next = 0

    def fail(self, token: Token, message: str) -> ConditionError:
        return ConditionError(self.text, token.offset, message)

    def peek(self) -> Token:
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
            found = self.named(token)
        else:
            raise self.fail(token, f"found {quoted(token.text)}; allowed here: a name, 'not' or '('")
        self.level -= 1
        if found.depth > 4 * MOST_DEPTH:
            raise self.fail(
                token, f"more than {4 * MOST_DEPTH} levels deep, named conditions counted as what they mean"
            )
        return found

    def named(self, token: Token) -> Condition:
        """Read a name, or a name compared with a level."""
        name, sign = composed(token.text), self.peek()
        if sign.kind != "compare":
            return self.scope.resolve(name, token.offset, self.text)
        self.next += 1
        level = self.peek()
        if level.kind != "name":
            raise self.fail(level, f"found {quoted(level.text)}; allowed here: the name of a level")
        self.next += 1
        written = composed(level.text)
        offsets = (token.offset, sign.offset, level.offset)
        return self.scope.compare(name, sign.text, written, offsets, self.text)


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
        raise ConditionError(text, 0, f"an empty condition; a condition is made of {ALLOWED}")
    parser = _Parser(text, scope)
    found = parser.condition()
    token = parser.peek()
    if token.kind != "end":
        levels = LEVELS if token.kind == "name" else ""
        raise parser.fail(token, f"found {quoted(token.text)}; allowed here: {OPERATORS}{levels}")
    return found
