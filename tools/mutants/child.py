"""What a forked process does: it enters a copy, imports the package afresh and runs tests in one pytest session."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

MOST_EXAMPLES = 25  # of a property test; all are tried in `make test`
OPTIONS = (
    "-q",
    "-x",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-p",
    "no:xdist",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)


def fork(work: Any, log: Path) -> int:
    """Run something in a forked process with a process group of its own; its exit status is what `work` returns."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(out, 1)
        os.dup2(out, 2)
        status = work()
    except BaseException as error:  # whatever happens, this process must not go on as if it were the first
        print(repr(error))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def enter(root: Path) -> None:
    """Let all imports and all processes that tests start find the copy."""
    os.chdir(root)
    for name in [m for m in sys.modules if m.partition(".")[0] in ("detente", "tests", "tools", "conftest")]:
        del sys.modules[name]
    sys.path[:] = [
        str(root),
        str(root / "src"),
        *(p for p in sys.path if p and "mutants" not in Path(p).parts),
    ]
    sys.path_importer_cache.clear()
    os.environ["PYTHONPATH"] = f"{root / 'src'}"
    os.environ["DETENTE_MUTANTS"] = "1"


def limit_examples() -> None:
    """Try the same few examples each time, and do not look for the smallest that fails."""
    import hypothesis

    hypothesis.settings.register_profile(
        "mutants",
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=MOST_EXAMPLES,
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("mutants")
    made = hypothesis.settings.__init__

    def fewer(self: hypothesis.settings, parent: Any = None, **given: Any) -> None:
        if isinstance(given.get("max_examples"), int):
            given["max_examples"] = min(given["max_examples"], MOST_EXAMPLES)
        made(self, parent, **given)

    hypothesis.settings.__init__ = fewer  # type: ignore[method-assign]


class Chosen:
    """Keeps the tests that are wanted, in their order; tests that nobody knew before come last."""

    def __init__(self, wanted: list[str], known: set[str]) -> None:
        self.order = {test: k for k, test in enumerate(wanted)}
        self.functions = {test.partition("[")[0] for test in wanted}
        self.known = known

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Choose and sort."""
        del config
        items[:] = sorted(
            (i for i in items if self._takes(i.nodeid)),
            key=lambda i: self.order.get(i.nodeid, len(self.order)),
        )

    def _takes(self, test: str) -> bool:
        return test in self.order or (test not in self.known and test.partition("[")[0] in self.functions)


def run_chosen(root: Path, wanted: list[str], known: set[str], most_seconds: int) -> int:
    """Run tests until one fails: 0 where all passed, else what pytest returns.

    The process is ended when it has worked for some seconds: waiting for a processor does not count.
    """
    enter(root)
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + most_seconds, used + most_seconds + 5))
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    limit_examples()
    files = list(dict.fromkeys(test.partition("::")[0] for test in wanted))
    return int(pytest.main([*OPTIONS, *files], plugins=[Chosen(wanted, known)]))


class Measure:
    """Notes for each test how long it took, whether it passed and which lines it ran."""

    def __init__(self, coverage: Any, most_seconds: float) -> None:
        self.coverage = coverage
        self.until = time.process_time() + most_seconds
        self.cut = False
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note what a test runs under its own name."""
        self.coverage.switch_context(item.nodeid)
        start = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = round(time.process_time() - start, 4)
            self.coverage.switch_context("")
            if time.process_time() > self.until:
                self.cut = True
                item.session.shouldstop = "it takes too long to measure"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what does not pass as the code stands."""
        if report.outcome != "passed":
            self.failed.add(report.nodeid)


def run_measured(root: Path, test: str, files: list[str], out: Path, most_seconds: float) -> int:
    """Run a file of tests and write what each of them runs of some files, and which modules they need.

    Tests that would begin after `most_seconds` of work are not run.
    """
    enter(root)
    limit_examples()
    from coverage import Coverage

    before = set(sys.modules)
    coverage = Coverage(data_file=None, include=[str(root / f) for f in files], config_file=False)
    measure = Measure(coverage, most_seconds)
    coverage.start()
    options = [o for o in OPTIONS if o != "-x"]
    status = int(pytest.main([*options, test], plugins=[measure]))
    coverage.stop()
    data = coverage.get_data()
    lines: dict[str, dict[str, list[int]]] = {}
    for name in data.measured_files():
        by_line = data.contexts_by_lineno(name)
        by_test: dict[str, list[int]] = {}
        for line, tests in sorted(by_line.items()):
            for one in tests:
                by_test.setdefault(one, []).append(line)
        lines[str(Path(name).relative_to(root))] = by_test
    own = ("detente", "tests", "tools", "conftest")
    out.write_text(
        json.dumps(
            {
                "status": status,
                "seconds": {t: s for t, s in measure.seconds.items() if t not in measure.failed},
                "failed": sorted(measure.failed),
                "lines": lines,
                "cut": measure.cut,
                "modules": sorted(m for m in set(sys.modules) - before if m.partition(".")[0] not in own),
            }
        ),
        encoding="utf-8",
    )
    return 0
