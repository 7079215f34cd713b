"""Which tests reach a line, by a committed map of functions and of the statements in them.

The map only says in which order tests are tried, and which need not be tried. One that is out of date costs time, or
lets a mutant survive that a test would notice; it never makes a kill, as that takes a test that fails.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.mutants.files import mutated
from tools.mutants.rules import Statement, statement_at, statements

SOMEWHERE = -1
BESIDES = 0.005  # seconds that a test takes beside its own work
NEAR = 4  # how much more time the tests of a file get that names the module
MAP = Path(__file__).parent / "reached.json.gz"


@dataclass
class Function:
    """Which tests run a function.

    Attributes
    ----------
    digest : str
        Of its text.
    lines : dict
        The tests that run each line, counted from the first on; under `SOMEWHERE` those that run any, as far as known.
    whole : bool
        Whether all tests were measured with it, not only those that were new.
    """

    digest: str
    lines: dict[int, frozenset[str]]
    whole: bool = True

    @cached_property
    def tests(self) -> frozenset[str]:
        """All tests that run some of it."""
        return frozenset().union(*self.lines.values())


@dataclass
class Reached:
    """What is known of the tests.

    Attributes
    ----------
    seconds : dict
        How long each test took that passed.
    functions : dict
        For each mutated file its functions by their names.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    functions: dict[str, dict[str, Function]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = MAP) -> Reached:
        """Read the map; an empty one where there is none."""
        if not path.is_file():
            return cls()
        data = json.loads(gzip.decompress(path.read_bytes()))
        names = [f"{file}::{test}" for file, tests in data["tests"].items() for test in tests]
        seconds = [s for tests in data["tests"].values() for s in tests.values()]
        sets = [frozenset(names[k] for k in _whole(one)) for one in data["sets"]]
        functions = {
            file: {
                name: Function(
                    one["digest"], {int(k): sets[n] for k, n in one["lines"].items()}, one["whole"]
                )
                for name, one in known.items()
            }
            for file, known in data["functions"].items()
        }
        return cls(dict(zip(names, seconds, strict=True)), functions)

    def write(self, path: Path = MAP) -> None:
        """Write the map: each set of tests once, by the distances between their numbers."""
        tests: dict[str, dict[str, float]] = {}
        for name in sorted(self.seconds):
            file, _, test = name.partition("::")
            tests.setdefault(file, {})[test] = round(self.seconds[name], 2)
        numbers = {
            name: k for k, name in enumerate(f"{file}::{t}" for file, found in tests.items() for t in found)
        }
        sets: dict[frozenset[str], int] = {}
        functions = {
            file: {
                name: {
                    "digest": one.digest,
                    "whole": one.whole,
                    "lines": {
                        line: sets.setdefault(reached, len(sets))
                        for line, reached in sorted(one.lines.items())
                    },
                }
                for name, one in sorted(known.items())
            }
            for file, known in sorted(self.functions.items())
        }
        told = [_distances(sorted(numbers[t] for t in one)) for one in sets]
        text = json.dumps({"tests": tests, "sets": told, "functions": functions}, separators=(",", ":"))
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))

    def add(self, root: Path, measured: Mapping[str, Mapping[str, Any]], *, whole: bool = False) -> None:
        """Add what was measured of some tests that passed: their seconds and the lines that they ran.

        What is known of functions that have moved goes with them; of those that are gone nothing is kept.
        """
        by_line: dict[str, dict[int, set[str]]] = {}
        for test, one in measured.items():
            self.seconds[test] = one["seconds"]
            for file, lines in one["lines"].items():
                for line in lines:
                    by_line.setdefault(file, {}).setdefault(line, set()).add(test)
        by_text = self.by_text()
        before = self.functions
        self.functions = {}
        for file in sorted({*before, *by_line, *mutated(root)}):
            if (root / file).is_file():
                source = (root / file).read_text(encoding="utf-8")
                its = self.functions[file] = {}
                for name, (first, last) in functions(source).items():
                    text, found = digest(source, first, last), by_line.get(file, {})
                    ran = {k - first: frozenset(found[k]) for k in range(first, last + 1) if k in found}
                    known = before.get(file, {}).get(name) or by_text.get((name, text))
                    if known is not None or ran or whole:
                        its[name] = _joined(known or Function(text, {}, whole), text, ran)

    def keep(self, tests: Collection[str]) -> None:
        """Forget all other tests."""
        self.seconds = {t: s for t, s in self.seconds.items() if t in tests}
        self.functions = {
            file: {
                name: replace(
                    one,
                    lines={k: kept for k, found in one.lines.items() if (kept := found.intersection(tests))},
                )
                for name, one in its.items()
            }
            for file, its in self.functions.items()
        }

    def by_text(self) -> dict[tuple[str, str], Function]:
        """Give the functions by their names and texts, wherever they are."""
        known = self.functions.values()
        return {(name, one.digest): one for functions in known for name, one in functions.items()}


def _joined(known: Function, text: str, ran: dict[int, frozenset[str]]) -> Function:
    lines = known.lines if known.digest == text else {SOMEWHERE: known.tests}
    joined = {k: lines.get(k, frozenset()) | ran.get(k, frozenset()) for k in {*lines, *ran}}
    return Function(text, {k: tests for k, tests in joined.items() if tests}, known.whole)


def functions(source: str) -> dict[str, tuple[int, int]]:
    """Give the lines of the body of each function that is in no other, by its name."""
    return {s.function: s.around for s in statements(source) if s.function}


def digest(source: str, first: int, last: int) -> str:
    """Give what changes with some lines of a source, but for their indentation and what is empty."""
    lines = [line.strip() for line in source.splitlines()[first - 1 : last]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _distances(numbers: list[int]) -> list[int]:
    return [b - a for a, b in zip([0, *numbers], numbers, strict=False)]


def _whole(distances: Iterable[int]) -> Iterable[int]:
    at = 0
    for one in distances:
        at += one
        yield at


class Covering:
    """Finds the tests for a line."""

    def __init__(self, root: Path, reached: Reached, tests: Collection[str]) -> None:
        self.root = root
        self.reached = reached
        self.seconds = {t: s for t, s in reached.seconds.items() if t in tests}
        self._sources: dict[str, tuple[str, list[Statement]]] = {}

    def statement(self, file: str, line: int) -> Statement:
        """Give the statement that a line is in."""
        return statement_at(self._source(file)[1], line)

    def tests(self, file: str, line: int) -> list[str]:
        """Give the tests that reach a line, the nearest first, and of these the fastest, from all files by turns.

        By turns: what notices a change is often one test among thousands that run the line. So each file of tests gets
        as much time as the others, one that names the module more, and in it each function with its parameters; else
        hundreds of quick cases of one kind would be tried before the one of another kind that takes a little longer.

        Nearest are those that run the statement, or the function of which it is the head; where its function has
        changed since the map was made, those that run anything of it. What is run on import is nobody's: then come the
        tests that use the name which gets its value there, those of functions of the file that use it, those of files
        that name it, those of all such functions, and all that run anything of the file, or of its folder. So it is
        with a function that the map does not know, too, unless it was moved there as it was.
        """
        statement = self.statement(file, line)
        known = self.reached.functions.get(file, {})
        function = known.get(statement.function) or self._moved(file, statement)
        exactly = () if function is None else self._exactly(file, statement, function)
        if function is not None and function.whole:
            return self._in_order(file, [exactly])
        names = statement.names or (statement.function.rpartition(".")[2],)
        near: set[str] = set()
        far: set[str] = set()
        for other, its in self.reached.functions.items():
            for name in self._using(other, names):
                tests = its[name].tests if name in its else frozenset()
                (near if other == file else far).update(tests)
        folder = [fs for f, fs in self.reached.functions.items() if Path(f).parent == Path(file).parent]
        somehow = {t for fs in ([known] if known else folder) for f in fs.values() for t in f.tests}
        importing = {t for other in self._importing(file) for t in self._by_file[other]}
        return self._in_order(file, [exactly, self._naming(names), near, importing, far, somehow])

    def _naming(self, names: Collection[str]) -> set[str]:
        """Give the tests that use one of some names themselves; for a constant, all of a file that has it anywhere."""
        found: set[str] = set()
        for file, tests in self._by_file.items():
            source = self._source(file)[0]
            if any(name.isupper() and re.search(rf"\b{name}\b", source) for name in names):
                found.update(tests)
            using = set(self._using(file, names))
            found.update(
                t for t in tests if t.partition("::")[2].partition("[")[0].replace("::", ".") in using
            )
        return found

    def _importing(self, file: str) -> set[str]:
        """Give the files of tests that name a module and its folder: what was split off since then is theirs, too."""
        if file not in self._near:
            path = Path(file)
            naming = [
                re.compile(rf"\b{re.escape(name)}\b") for name in {path.parent.name, path.stem} - {"__init__"}
            ]
            sources = {other: self._source(other)[0] for other in self._by_file}
            self._near[file] = {o for o, source in sources.items() if all(n.search(source) for n in naming)}
        return self._near[file]

    @cached_property
    def _near(self) -> dict[str, set[str]]:
        return {}

    @cached_property
    def _by_file(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for test in self.seconds:
            found.setdefault(test.partition("::")[0], []).append(test)
        return found

    def _moved(self, file: str, statement: Statement) -> Function | None:
        """Find a function that the map knows in another file, with the same text."""
        if not statement.function:
            return None
        return self._by_text.get((statement.function, digest(self._source(file)[0], *statement.around)))

    @cached_property
    def _by_text(self) -> dict[tuple[str, str], Function]:
        return self.reached.by_text()

    def _exactly(self, file: str, statement: Statement, function: Function) -> Collection[str]:
        first, last = statement.around
        if statement.imported or function.digest != digest(self._source(file)[0], first, last):
            return function.tests
        lines = range(statement.first, statement.last + 1)
        if statement.body is not None:  # the head of a function in a function: a default is read in its body
            lines = range(statement.first, statement.body[1] + 1)
        return {t for k in (SOMEWHERE, *(line - first for line in lines)) for t in function.lines.get(k, ())}

    def _using(self, file: str, names: Collection[str]) -> list[str]:
        """Give the functions of a file in which one of some names is read."""
        if not names:
            return []
        return [name for name, used in self._names(file).items() if not used.isdisjoint(names)]

    def _names(self, file: str) -> dict[str, set[str]]:
        if file not in self._used:
            self._used[file] = used(self._source(file)[0])
        return self._used[file]

    @cached_property
    def _used(self) -> dict[str, dict[str, set[str]]]:
        return {}

    def _in_order(self, file: str, tiers: Iterable[Collection[str]]) -> list[str]:
        near = self._importing(file)
        found: dict[str, None] = {}
        for tier in tiers:
            found |= dict.fromkeys(by_turns((t for t in tier if t in self.seconds), self.seconds, near))
        return list(found)

    def _source(self, file: str) -> tuple[str, list[Statement]]:
        if file not in self._sources:
            path = self.root / file
            source = path.read_text(encoding="utf-8") if path.is_file() else ""
            self._sources[file] = (source, statements(source))
        return self._sources[file]


def by_turns(tests: Iterable[str], seconds: Mapping[str, float], near: Collection[str]) -> list[str]:
    """Put tests in an order in which each file gets its share of the time, and in it each function of tests."""
    by_function: dict[str, list[str]] = {}
    for test in tests:
        by_function.setdefault(test.partition("[")[0], []).append(test)
    by_file: dict[str, list[tuple[float, str]]] = {}
    for name, cases in by_function.items():
        by_file.setdefault(name.partition("::")[0], []).extend(_summed(cases, seconds))
    ends: list[tuple[float, str]] = []
    for file, ordered in by_file.items():
        share = NEAR if file in near else 1
        its = _summed([test for _, test in sorted(ordered)], seconds, sort=False)
        ends += [(end / share, test) for end, test in its]
    return [test for _, test in sorted(ends)]


def _summed(
    tests: list[str], seconds: Mapping[str, float], *, sort: bool = True
) -> Iterable[tuple[float, str]]:
    """Give when each of some tests ends that run one after the other, the fastest first."""
    end = 0.0
    for test in sorted(tests, key=lambda t: (seconds[t], t)) if sort else tests:
        end += seconds[test] + BESIDES
        yield end, test


def used(source: str) -> dict[str, set[str]]:
    """Give the names and attributes that each function reads, by the name of the function."""
    found: dict[str, set[str]] = {}

    def walk(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found[f"{prefix}{child.name}"] = {
                    n.id if isinstance(n, ast.Name) else n.attr
                    for n in ast.walk(child)
                    if isinstance(n, (ast.Name, ast.Attribute))
                }
            elif isinstance(child, ast.stmt):
                walk(child, f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix)

    walk(ast.parse(source), "")
    return found
