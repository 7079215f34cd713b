"""Run what the documentation shows: README.md, docs/ and the docstrings of src/.

- A ``python`` block with prompts is run as a doctest.
- A ``console`` block whose lines begin with ``$ detente`` runs the command in this process and compares what a person
  would see (standard output and standard error). A line ``...`` stands for lines left out.
- A ``yaml`` block whose first line is ``# NAME.yaml`` is written to that file; ``# NAME.yaml, continued`` adds to it.
  So is an ``xml`` block whose first line is ``<!-- NAME.xml -->``.

Each page runs in an empty folder of its own, from top to bottom. ``<!--- skip: next -->`` leaves a block out.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

os.environ.setdefault("DETENTE_SECONDS", "900")  # machines that run tests are busy
FLAGS = doctest.ELLIPSIS
PROMPT = "$ detente"
FILE = re.compile(r"(?:# |<!-- )(?P<name>[\w.-]+\.(?:yaml|xml))(?P<more>, continued)?(?: -->)?\n")


def command_output(command: str) -> str:
    """Run a command line and give all that it prints."""
    from detente.cli import main

    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        mock.patch.dict(os.environ, {"COLUMNS": "100"}),
    ):
        main(shlex.split(command)[1:])
    return printed.getvalue()


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip("\n").split("\n")]


def fits(wanted: list[str], found: list[str]) -> bool:
    """Compare line by line; a line ``...`` stands for any number of lines."""
    if "..." not in wanted:
        return wanted == found
    cut = wanted.index("...")
    if wanted[:cut] != found[:cut]:
        return False
    rest = wanted[cut + 1 :]
    return not rest or any(fits(rest, found[k:]) for k in range(cut, len(found) + 1))


def commands_in(block: str) -> list[tuple[str, str]]:
    """Split a block into the commands and what is shown below each."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found


def run_console(example: Example) -> str | None:
    if not example.parsed.startswith(PROMPT):
        return None
    for command, shown in commands_in(example.parsed):
        if not command.startswith("detente"):
            return f"not run: {command}"
        wanted, found = lines_of(shown), lines_of(command_output(command))
        if not fits(wanted, found):
            return "\n".join([f"$ {command}", "-- shown:", *wanted, "-- printed:", *found])
    return None


def write_file(example: Example) -> None:
    named = FILE.match(example.parsed)
    if named:
        with Path(named["name"]).open("a" if named["more"] else "w", encoding="utf-8") as file:
            file.write(example.parsed)


def python_prompts(document: Document) -> Iterable[Region]:
    for region in PythonCodeBlockParser(doctest_optionflags=FLAGS)(document):
        if isinstance(region.parsed, doctest.Example):
            yield region


def enter_folder(namespace: dict[str, object]) -> None:
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.enter_context(contextlib.chdir(folder))
    namespace["_left_at_the_end"] = stack


def leave_folder(namespace: dict[str, object]) -> None:
    stack = namespace.pop("_left_at_the_end")
    assert isinstance(stack, contextlib.ExitStack)
    stack.close()


def pages(path: str, *patterns: str, excludes: tuple[str, ...] = ()) -> Sybil:
    parsers: list[Callable[[Document], Iterable[Region]]] = [
        python_prompts,
        CodeBlockParser("console", run_console),
        CodeBlockParser("yaml", write_file),
        CodeBlockParser("xml", write_file),
        SkipParser(),
    ]
    return Sybil(
        parsers, path=path, patterns=patterns, excludes=excludes, setup=enter_folder, teardown=leave_folder
    )


pytest_collect_file = SybilCollection(
    [
        pages(".", "README.md", excludes=("docs/*", "src/*", "tests/*")),
        pages("docs", "*.md"),
        Sybil([DocTestParser(FLAGS)], path="src", patterns=["*.py"]),
    ]
).pytest()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the blocks of a page together where tests run side by side: each builds on those above it."""
    from xdist.scheduler import LoadScopeScheduling

    class ByPage(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            return file if test.startswith("line:") or test.startswith(":line:") else nodeid

    return ByPage(config, log) if config.getvalue("dist") == "load" else None
