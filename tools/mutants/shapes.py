"""Operators that exchange things in code: arguments, fields, columns, neighbours in a sentence, opposite names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name

Place = tuple[tuple[int, int], tuple[int, int]]

# Names of fields, attributes and variables that are put for each other where both make sense.
NAMES: tuple[tuple[str, str], ...] = (
    ("before", "after"),
    ("myopic", "ahead"),
    ("best", "worst"),
    ("better", "worse"),
    ("gain", "lose"),
    ("gains", "loses"),
    ("gainers", "losers"),
    ("source", "target"),
    ("start", "end"),
    ("first", "last"),
    ("left", "right"),
    ("up", "down"),
    ("taken", "gone"),
    ("never", "varies"),
    ("claims", "sourced"),
    ("name", "id"),
    ("title", "text"),
    ("text", "otherwise"),
    ("width", "height"),
    ("x", "y"),
    ("met", "unmet"),
    ("from_card", "to_card"),
    ("holds", "fails"),
    ("rows", "columns"),
    ("letter", "title"),
)
CALLS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "union": "intersection",
    "intersection": "union",
}
METHODS = {
    "startswith": "endswith",
    "endswith": "startswith",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
    "partition": "rpartition",
    "rpartition": "partition",
    "upper": "lower",
    "lower": "upper",
    "issubset": "issuperset",
}
# Exchanging their arguments would only fail, or mean the same.
NO_EXCHANGE = ("isinstance", "hasattr", "getattr", "cast", "next", "map", "filter", "min", "max")

_OPPOSITES: dict[str, list[str]] = {}
for _one, _other in NAMES:
    _OPPOSITES.setdefault(_one, []).append(_other)
    _OPPOSITES.setdefault(_other, []).append(_one)


def code(node: Any) -> str:
    """Give the code of a node without what stands before it."""
    return str(node.get_code(include_prefix=False))


def raw(text: str, like: Any) -> Any:
    """Make a leaf that prints as a text, in the place of a node."""
    return Name(text, like.start_pos, like.get_first_leaf().prefix)


class Exchange(Operator):
    """Exchanges the code of two nodes."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs of nodes below a node that can be exchanged."""
        raise NotImplementedError

    def _told(self, node: Any) -> list[tuple[Any, Any]]:
        return [(a, b) for a, b in self.pairs(node) if code(a) != code(b)]

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give a place for each pair."""
        for a, b in self._told(node):
            yield a.start_pos, b.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Exchange a pair."""
        a, b = self._told(node)[index]
        new_a, new_b = raw(code(b), a), raw(code(a), b)
        for old, new in ((a, new_a), (b, new_b)):
            parent = old.parent
            parent.children[next(k for k, c in enumerate(parent.children) if c is old)] = new
            new.parent = parent
        return node


class ExchangeKeywords(Exchange):
    """Exchanges the values of two keyword arguments that follow each other."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs."""
        if node.type == "arglist":
            given = [c for c in node.children if c.type == "argument" and _is_keyword(c)]
            for a, b in pairwise(given):
                yield a.children[2], b.children[2]

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example("f(before=a, after=b)", "f(before=b, after=a)"),
            Example("f(1, source=a, target=b, kind=c)", "f(1, source=a, target=c, kind=b)", occurrence=1),
        )


class ExchangeArguments(Exchange):
    """Exchanges two arguments without keyword that follow each other."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs."""
        if node.type == "arglist" and not _of_class(node):
            given = [c for c in node.children if c.type not in ("argument", "operator")]
            called = node.parent.get_previous_sibling()
            if called is not None and code(called) in NO_EXCHANGE:
                return
            yield from pairwise(given)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("f(a, b, c=1)", "f(b, a, c=1)"), Example("f(a, b, c)", "f(a, c, b)", occurrence=1))


class ExchangeFields(Exchange):
    """Exchanges two fields of an f-string that follow each other."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs."""
        if node.type == "fstring":
            fields = [c for c in node.children if c.type == "fstring_expr"]
            yield from pairwise(fields)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example('f"{a} of {b} in {c:,}"', 'f"{b} of {a} in {c:,}"'),)


class RepeatField(Operator):
    """Replaces a field of an f-string by its neighbour."""

    def _fields(self, node: Any) -> list[tuple[int, Any]]:
        if node.type != "fstring":
            return []
        fields = [(k, c) for k, c in enumerate(node.children) if c.type == "fstring_expr"]
        near = [*fields[1:], *fields[:1]]
        return [
            (k, other) for (k, one), (_, other) in zip(fields, near, strict=True) if code(one) != code(other)
        ]

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the places of the fields."""
        for k, _ in self._fields(node):
            yield node.children[k].start_pos, node.children[k].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace a field."""
        k, other = self._fields(node)[index]
        node.children[k] = raw(code(other), node.children[k])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example('f"{a} of {b}"', 'f"{b} of {b}"'),)


class ExchangeItems(Exchange):
    """Exchanges two elements of a list or a tuple that follow each other: columns, rows, coordinates."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs."""
        if node.type in ("testlist_comp", "testlist_star_expr", "testlist") and not _unordered(node):
            items = [c for c in node.children if not (c.type == "operator" and c.value == ",")]
            if not any(c.type in ("sync_comp_for", "comp_for") for c in items):
                yield from pairwise(items)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example('x = ("Party", "Before", "After")', 'x = ("Before", "Party", "After")'),
            Example("x = [a, b]", "x = [b, a]"),
        )


class ExchangeValues(Exchange):
    """Exchanges the values of two entries of a dict that follow each other."""

    def pairs(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Give the pairs."""
        if node.type == "dictorsetmaker":
            inner = node.children
            values = [inner[k + 1] for k, c in enumerate(inner) if c.type == "operator" and c.value == ":"]
            if not any(c.type in ("sync_comp_for", "comp_for") for c in inner):
                yield from pairwise(values)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("x = {1: a, 2: b}", "x = {1: b, 2: a}"),)


class Rename(Operator):
    """Puts another name in the place of a name."""

    def instead(self, node: Any) -> str:
        """Give the other name; empty where there is none."""
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the place of the name."""
        if node.type == "name" and self.instead(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace the name."""
        del index
        node.value = self.instead(node)
        return node


class OppositeName(Rename):
    """Reads the opposite attribute or variable, where its file knows that name too."""

    def instead(self, node: Any) -> str:
        """Give the opposite name."""
        others = _OPPOSITES.get(node.value)
        if others is None or node.is_definition() or _names_argument(node):
            return ""
        known = node.get_root_node().get_used_names()
        return next((o for o in others if o in known), "")

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example("x = a.before - a.after", "x = a.after - a.after"),
            Example("def f(best, worst): return best", "def f(best, worst): return worst"),
        )


class OppositeCall(Rename):
    """Calls the opposite function: min for max, any for all, startswith for endswith."""

    def instead(self, node: Any) -> str:
        """Give the opposite function."""
        called = node.get_next_sibling() if not _is_attribute(node) else node.parent.get_next_sibling()
        if called is None or called.type != "trailer" or code(called)[0] != "(":
            return ""
        return METHODS.get(node.value, "") if _is_attribute(node) else CALLS.get(node.value, "")

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (
            Example("x = max(a)", "x = min(a)"),
            Example("x = any(a)", "x = all(a)"),
            Example("x = a.startswith(b)", "x = a.endswith(b)"),
        )


class Membership(Operator):
    """Puts `not in` for `in` and `in` for `not in`."""

    def _operators(self, node: Any) -> list[int]:
        if node.type != "comparison":
            return []
        return [k for k, c in enumerate(node.children) if code(c).split() in (["in"], ["not", "in"])]

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the places."""
        for k in self._operators(node):
            yield node.children[k].start_pos, node.children[k].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Replace the operator."""
        k = self._operators(node)[index]
        old = node.children[k]
        node.children[k] = raw("not in" if code(old) == "in" else "in", old)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("x = a in b", "x = a not in b"), Example("x = a not in b", "x = a in b"))


class DropOperand(Operator):
    """Leaves one side of an `and` or `or` out."""

    def _kept(self, node: Any) -> list[Any]:
        if node.type not in ("or_test", "and_test"):
            return []
        return [node.children[0], node.children[-1]]

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the place of the whole."""
        for _ in self._kept(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Keep one side only."""
        return raw(code(self._kept(node)[index]), node)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("x = a or b", "x = a"), Example("x = a or b", "x = b", occurrence=1))


class DenyFilter(Operator):
    """Takes what a comprehension leaves out, and leaves out what it takes."""

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the place of the condition."""
        if node.type == "comp_if":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Deny the condition."""
        del index
        node.children[1] = raw(f"not ({code(node.children[1])})", node.children[1])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("x = [a for a in b if a]", "x = [a for a in b if not (a)]"),)


class ShiftSlice(Operator):
    """Cuts a list one place later than it was cut."""

    def _ends(self, node: Any) -> list[int]:
        if node.type != "subscript":
            return []
        return [k for k, c in enumerate(node.children) if c.type not in ("operator", "number", "sliceop")]

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the places of the ends."""
        for k in self._ends(node):
            yield node.children[k].start_pos, node.children[k].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Shift an end."""
        k = self._ends(node)[index]
        node.children[k] = raw(f"({code(node.children[k])}) + 1", node.children[k])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("x = a[:most]", "x = a[:(most) + 1]"),)


class ReturnNothing(Operator):
    """Returns nothing."""

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the place of the value."""
        if node.type == "return_stmt" and code(node.children[1]) != "None":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Return nothing."""
        del index
        node.children[1] = raw("None", node.children[1])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("def f(): return a", "def f(): return None"),)


class DropStatement(Operator):
    """Leaves out a statement that calls something or adds to something."""

    def mutation_positions(self, node: Any) -> Iterator[Place]:
        """Give the place of the statement."""
        if node.type == "simple_stmt" and _does(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """Leave it out."""
        del index
        node.children[0] = raw("pass", node.children[0])
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Show it."""
        return (Example("a.append(b)\n", "pass\n"), Example("a += b\n", "pass\n"))


def _does(node: Any) -> bool:
    if node.type in ("power", "atom_expr"):
        return code(node.children[-1])[0] == "("
    return (
        node.type == "expr_stmt" and len(node.children) == 3 and code(node.children[1]) in ("+=", "|=", "-=")
    )


def _is_keyword(argument: Any) -> bool:
    return len(argument.children) == 3 and argument.children[1].type == "operator"


def _names_argument(node: Any) -> bool:
    return bool(
        node.parent.type == "argument" and node.parent.children[0] is node and _is_keyword(node.parent)
    )


def _is_attribute(node: Any) -> bool:
    return bool(node.parent.type == "trailer" and code(node.parent.children[0]) == ".")


def _of_class(node: Any) -> bool:
    return bool(node.parent.type == "classdef")


def _unordered(node: Any) -> bool:
    """Tell whether the order of elements has no meaning: after `in`, in a set, in a target, among types."""
    around = node.parent
    if around.type in ("for_stmt", "sync_comp_for", "comp_for", "expr_stmt") and node.type != "testlist_comp":
        return bool(around.type != "expr_stmt" or around.children[0] is node)
    if around.type in ("global_stmt", "del_stmt"):
        return True
    before = around.get_previous_sibling() if around.type == "atom" else None
    if before is not None and code(before).split()[-1:] == ["in"]:
        return bool(around.parent.type == "comparison")
    if around.type == "atom" and around.parent.type in ("arglist", "trailer"):
        called = around.parent if around.parent.type == "trailer" else around.parent.parent
        function = called.get_previous_sibling()
        return function is not None and code(function) in ("isinstance", "frozenset", "set")
    return False
