"""Which tests reach a line: measured once for each file of tests, and kept until it or what it reaches changes."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.mutants.rules import Statement, statement_at, statements


@dataclass
class Reached:
    """What the tests of one file reach.

    Attributes
    ----------
    seconds : dict
        How long each test took that passes as the code stands.
    lines : dict
        For each mutated file the lines that each test runs; under an empty name those that importing runs.
    modules : list of str
        What the tests need besides the package.
    failed : list of str
        The tests that do not pass as the code stands.
    cut : bool
        Whether the file took too long and its later tests were not run.
    """

    test_file: str
    seconds: dict[str, float]
    lines: dict[str, dict[str, list[int]]]
    modules: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    cut: bool = False


def digest(root: Path, files: list[str]) -> str:
    """Give what changes with the content of files."""
    found = hashlib.sha256()
    for file in files:
        path = root / file
        found.update(file.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    return found.hexdigest()


def helpers(root: Path, test: str) -> list[str]:
    """Give the modules in tests/ that a file of tests imports, and those that they import."""
    found: list[str] = []
    ahead = [test]
    while ahead:
        for node in ast.walk(ast.parse((root / ahead.pop()).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "tests":
                names = [node.module] if "." in node.module else [f"tests.{a.name}" for a in node.names]
                for name in names:
                    file = f"{name.replace('.', '/')}.py"
                    if file not in found and (root / file).is_file():
                        found.append(file)
                        ahead.append(file)
    return sorted(found)


def kept(cache: Path, root: Path, test: str) -> Reached | None:
    """Read what was measured for a file of tests; None where it is not there or no longer true."""
    path = cache / f"{Path(test).stem}.json"
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("digest") != digest(root, [test, *helpers(root, test), *data["lines"]]):
        return None
    return _reached(test, data)


def keep(cache: Path, root: Path, test: str, measured: Path) -> Reached:
    """Keep what was measured."""
    data = json.loads(measured.read_text(encoding="utf-8"))
    data["digest"] = digest(root, [test, *helpers(root, test), *data["lines"]])
    cache.mkdir(parents=True, exist_ok=True)
    (cache / f"{Path(test).stem}.json").write_text(json.dumps(data), encoding="utf-8")
    return _reached(test, data)


def _reached(test: str, data: dict[str, Any]) -> Reached:
    return Reached(test, data["seconds"], data["lines"], data["modules"], data["failed"], data["cut"])


class Covering:
    """Finds the tests for a line."""

    def __init__(self, root: Path, reached: list[Reached]) -> None:
        self.root = root
        self.reached = reached
        self.known = {t for r in reached for t in (*r.seconds, *r.failed)}
        self._statements: dict[str, list[Statement]] = {}

    def seconds(self, tests: list[str]) -> float:
        """Give how long tests take together."""
        times = {t: s for r in self.reached for t, s in r.seconds.items()}
        return sum(times[t] for t in tests)

    def tests(self, file: str, line: int, most_seconds: float) -> list[str]:
        """Give the tests that reach a line, the nearest and fastest first, as many as fit into some seconds.

        Nearest are those that run the statement; then others in the same files of tests, as what a test reads may have
        been made for another one before it. What is run on import is nobody's, but for a test that imports: then come
        the tests that run anything else of the file, then all tests of files that load it.
        """
        statement = self._statement(file, line)
        first, last = statement.body or (statement.first, statement.last)
        wanted = set(range(first, last + 1))
        imported = statement.imported and statement.body is None
        tiers: list[list[tuple[float, str]]] = [[], [], [], []]
        for one in self.reached:
            by_test = one.lines.get(file)
            if by_test is None:
                continue
            exactly = {t for t, lines in by_test.items() if t and not wanted.isdisjoint(lines)}
            somehow = {t for t in by_test if t} if imported else exactly
            for test, seconds in one.seconds.items():
                tier = 0 if test in exactly else 1 if test in somehow else 2 if somehow else 3
                if tier < 3 or imported:
                    tiers[tier].append((seconds, test))
        return _that_fit([timed for tier in tiers for timed in sorted(tier)], most_seconds)

    def _statement(self, file: str, line: int) -> Statement:
        if file not in self._statements:
            self._statements[file] = statements((self.root / file).read_text(encoding="utf-8"))
        return statement_at(self._statements[file], line)


def _that_fit(timed: list[tuple[float, str]], most_seconds: float) -> list[str]:
    left = most_seconds
    chosen: list[str] = []
    for seconds, test in timed:
        if seconds <= left or not chosen:
            chosen.append(test)
            left -= seconds
    return chosen
