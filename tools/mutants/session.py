"""One pytest session in which all tests are collected once; whatever is tried is forked from it."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from coverage import Coverage

from tools.mutants import child
from tools.mutants.patching import module_of

QUIET = ("-o", "addopts=", "-p", "no:doctest", "-p", "no:terminal", "--continue-on-collection-errors")
# These read the pages, which are not copied: a page that shows what the code prints is refreshed with it.
NEED_PAGES = (
    "tests/test_concept_traits.py::test_the_table_of_the_page_is_the_registry",
    "tests/test_concept_traits.py::test_the_page_says_how_each_is_said",
    "tests/test_docs_",
    "tests/test_exchange_time.py::test_the_layout_names_every_heading",
    "tests/test_exchange_terms.py::test_the_layout_names_every_heading",
    "tests/test_registry.py::test_a_question_says_what_it_is",
    "tests/test_workbench_tutorial.py",
)


@dataclass
class Suite:
    """The tests as they are collected.

    Attributes
    ----------
    root : Path
        Where the code is that they have imported.
    items : dict
        The tests by their names.
    imported : dict
        For each mutated file the lines that were run when it, other code and the tests were imported.
    unread : list of str
        The files of tests that cannot be collected.
    """

    root: Path
    config: pytest.Config
    coverage: Coverage
    items: dict[str, pytest.Item]
    imported: dict[str, set[int]]
    unread: list[str]

    @contextlib.contextmanager
    def measured(self) -> Iterator[dict[str, dict[str, list[int]]]]:
        """Note which lines of the mutated files are run in each context; they are there when it ends."""
        lines: dict[str, dict[str, list[int]]] = {}
        self.coverage.start()
        try:
            yield lines
        finally:
            self.coverage.stop()
            for file, by_line in run_lines(self.coverage, self.root).items():
                for line, contexts in sorted(by_line.items()):
                    for one in contexts:
                        lines.setdefault(one, {}).setdefault(file, []).append(line)
            self.coverage.erase()


def run_lines(coverage: Coverage, root: Path) -> dict[str, dict[int, list[str]]]:
    """Give which lines of each file were run in which contexts."""
    data = coverage.get_data()
    return {str(Path(f).relative_to(root)): data.contexts_by_lineno(f) for f in data.measured_files()}


class _Inside:
    """Does some work where pytest would run the tests."""

    def __init__(
        self, root: Path, coverage: Coverage, files: list[str], work: Callable[[Suite], None]
    ) -> None:
        self.root = root
        self.coverage = coverage
        self.files = files
        self.work = work
        self.unread: list[str] = []
        self.error: BaseException | None = None
        self.done = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.unread.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for file in self.files:
            importlib.import_module(module_of(file))
        self.coverage.stop()
        imported = {f: set(lines) for f, lines in run_lines(self.coverage, self.root).items()}
        self.coverage.erase()
        items = {i.nodeid: i for i in session.items if not i.nodeid.startswith(NEED_PAGES)}
        gc.collect()
        gc.freeze()
        self.done = True
        try:
            self.work(Suite(self.root, session.config, self.coverage, items, imported, self.unread))
        except BaseException as error:  # pytest would only print it
            self.error = error
        return True


def inside(root: Path, tests: list[str], files: list[str], work: Callable[[Suite], None]) -> None:
    """Collect files of tests, import all mutated files, and then do some work."""
    here, path, environment = Path.cwd(), list(sys.path), dict(os.environ)
    coverage = Coverage(data_file=None, include=[str(root / f) for f in files], config_file=False)
    coverage.set_option("run:disable_warnings", ["no-data-collected"])
    session = _Inside(root, coverage, files, work)
    child.enter(root)
    child.forget()
    child.limit_examples()
    coverage.start()
    options = [o for o in child.OPTIONS if o not in ("-q", "-x")]
    try:
        status = pytest.main([*options, *QUIET, *tests], plugins=[session])
    finally:
        coverage.stop()
        os.chdir(here)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
    if session.error is not None:
        raise session.error
    if not session.done:
        raise RuntimeError(f"pytest ended with {status} before it had collected the tests")
