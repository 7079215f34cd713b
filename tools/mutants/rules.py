"""What is no mutant by rule: text that is documentation, types, and what states that something cannot be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

NEVER_RAISED = ("AssertionError", "NotImplementedError")  # raised where the code says that nobody comes
OF_TYPES = ("Literal", "Annotated", "Union", "Optional", "TypeVar", "NewType")

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a file: from a line and a column up to a line and a column, lines from 1 on, columns in characters."""

    start: Point
    end: Point

    def holds(self, start: Point, end: Point) -> bool:
        """Tell whether a place is within."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by its lines; of one with a body, the lines before the body.

    Attributes
    ----------
    first, last : int
        Its lines.
    body : tuple of int and int, or None
        Where it is the head of a function: the lines of the function, as a default is seen only there. None where the
        statement is run with the module or the class around it.
    imported : bool
        Whether it is run when the module is imported.
    function : str
        The outermost function that it is in or the head of, as ``Class.method``; empty where there is none.
    around : tuple of int and int
        The lines of that function's body.
    names : tuple of str
        What it gives a value on import, or the class and what it gives a value in it.
    """

    first: int
    last: int
    body: tuple[int, int] | None = None
    imported: bool = False
    function: str = ""
    around: tuple[int, int] = (0, 0)
    names: tuple[str, ...] = ()


def excluded(source: str) -> list[Span]:
    """Give the parts of a source in which nothing is mutated.

    Docstrings, annotations, aliases of types, imports, ``__all__``, decorators and the keywords of a class, what stands
    under ``TYPE_CHECKING`` or ``__main__``, assertions (``strict=True`` of ``zip``, too),
    and what raises ``AssertionError`` or ``NotImplementedError``.
    """
    lines = source.splitlines()
    tree = ast.parse(source)
    heads = [_head(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return [*heads, *(_span(node, lines) for node in _excluded(tree))]


def _head(node: ast.ClassDef) -> Span:
    """Give a class up to what is in it: what it is made from, and flags as ``frozen=True``."""
    return Span((node.lineno, node.col_offset), (node.body[0].lineno, node.body[0].col_offset))


def _span(node: ast.AST, lines: list[str]) -> Span:
    def point(line: int, column: int) -> Point:
        return line, len(lines[line - 1].encode()[:column].decode())

    first, last = getattr(node, "lineno"), getattr(node, "end_lineno")  # noqa: B009
    return Span(
        point(first, getattr(node, "col_offset")),  # noqa: B009
        point(last, getattr(node, "end_col_offset")),  # noqa: B009
    )


def _excluded(tree: ast.Module) -> Iterator[ast.AST]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and _of_types(statement.value):
            yield statement
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.Assert)) or _says_nothing(node):
            yield node
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from node.decorator_list
            if node.returns is not None:
                yield node.returns
        elif isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            yield node.annotation
        elif isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if _named(raised, *NEVER_RAISED):
                yield node
        elif isinstance(node, ast.Call) and _named(node.func, "cast"):
            yield node.args[0]
        elif isinstance(node, ast.Call) and _named(node.func, "zip"):
            yield from (k.value for k in node.keywords if k.arg == "strict" and _is_true(k.value))


def _says_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(_named(t, "__all__", "__slots__") for t in node.targets)
    if isinstance(node, ast.If):
        return _is_guard(node.test)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_true(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _named(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _is_guard(test: ast.expr) -> bool:
    if isinstance(test, ast.Compare):
        return _named(test.left, "__name__")
    return _named(test, "TYPE_CHECKING")


def _of_types(value: ast.expr) -> bool:
    if isinstance(value, ast.Subscript):
        return _named(value.value, *OF_TYPES) or _named(value.value, "tuple", "Callable")
    if isinstance(value, ast.Call):
        return _named(value.func, *OF_TYPES)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return all(isinstance(s, (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp)) for s in _sides(value))
    return False


def _sides(value: ast.BinOp) -> tuple[ast.expr, ast.expr]:
    return value.left, value.right


def statements(source: str) -> list[Statement]:
    """Give the statements of a source, outer ones before those within."""
    return list(_statements(ast.parse(source), Statement(0, 0, imported=True), ""))


def _statements(node: ast.AST, outer: Statement, prefix: str) -> Iterator[Statement]:
    """Give the statements within a node; `outer` says what is around them, `prefix` the class."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            continue
        inner: list[ast.stmt] = getattr(child, "body", [])
        first = child.pattern.lineno if isinstance(child, ast.match_case) else child.lineno
        last = inner[0].lineno - 1 if inner else (child.end_lineno or first)  # type: ignore[union-attr]
        found = replace(
            outer, first=first, last=max(first, last), body=None, names=_given(child) or outer.names
        )
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = (inner[0].lineno, child.end_lineno or last)
            if not outer.function:
                found = replace(found, function=f"{prefix}{child.name}", around=body, names=())
            yield replace(found, body=body)
            yield from _statements(child, replace(found, imported=False), prefix)
        else:
            yield found
            within = f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix
            yield from _statements(child, found, within)


def _given(node: ast.AST) -> tuple[str, ...]:
    """Give the names that a statement defines."""
    if isinstance(node, ast.ClassDef):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return tuple(n.id for t in targets if t is not None for n in ast.walk(t) if isinstance(n, ast.Name))


def statement_at(found: list[Statement], line: int) -> Statement:
    """Give the innermost statement that a line is in."""
    there = [s for s in found if s.first <= line <= s.last]
    return min(there, key=lambda s: s.last - s.first) if there else Statement(line, line, imported=True)
