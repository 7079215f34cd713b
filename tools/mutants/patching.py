"""Take a change into a module that is loaded: the code of one function is exchanged, as if it had been imported so.

That spares importing the package and collecting the tests for each mutant. It is done only where it means the same:
the change is in the body of a function, and nothing has run that body yet. Else the mutant is imported afresh.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tools.mutants.rules import Statement


def in_a_body(statement: Statement, run_on_import: set[int]) -> bool:
    """Tell whether a statement is in the body of a function that nobody has called yet."""
    first, last = statement.around
    return (
        bool(statement.function)
        and not statement.imported
        and run_on_import.isdisjoint(range(first, last + 1))
    )


def module_of(file: str) -> str:
    """Give the name of a module of the package by its file."""
    return ".".join(p for p in Path(file).with_suffix("").parts[1:] if p != "__init__")


def patch(file: str, source: str, changed: str, function: str) -> bool:
    """Exchange the code of a function in the module that is loaded from a file; False where that cannot be done."""
    module = sys.modules[module_of(file)]
    path = str(module.__file__)
    old, new = (
        list(_codes(compile(s, path, "exec", dont_inherit=True), function)) for s in (source, changed)
    )
    differing = [(a, b) for a, b in zip(old, new, strict=False) if not _same(a, b)]
    if len(old) != len(new) or len(differing) != 1:
        return False
    was, becomes = differing[0]
    loaded = {
        id(f): f
        for f in _functions(module)
        if (f.__code__.co_qualname, f.__code__.co_firstlineno) == (function, was.co_firstlineno)
    }
    if len(loaded) != 1:
        return False
    (found,) = loaded.values()
    if found.__code__.co_freevars != becomes.co_freevars:
        return False
    found.__code__ = becomes
    return True


def _same(one: CodeType, other: CodeType) -> bool:
    return one == other and list(one.co_positions()) == list(other.co_positions())


def _codes(code: CodeType, function: str) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == function:
                yield constant
            elif function.startswith(f"{constant.co_qualname}."):
                yield from _codes(constant, function)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """Give the functions of a module and of its classes, without what is wrapped around them."""
    ahead: list[object] = list(vars(module).values())
    seen: set[int] = set()
    while ahead:
        one = ahead.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, FunctionType):
            yield one
        elif isinstance(one, type) and one.__module__ == module.__name__:
            ahead.extend(vars(one).values())
        elif isinstance(one, property):
            ahead.extend((one.fget, one.fset, one.fdel))
        elif isinstance(one, (staticmethod, classmethod)):
            ahead.append(one.__func__)
        elif isinstance(one, (functools.cached_property, functools.partial)):
            ahead.append(one.func)
        if hasattr(one, "__wrapped__") and not isinstance(one, type):
            ahead.append(one.__wrapped__)
