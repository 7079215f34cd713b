"""What a forked process does: it enters a copy, takes the change in, and runs tests until one fails."""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tools.mutants.session import Suite

PASSED, FAILED, BROKEN = 0, 1, 70
MOST_EXAMPLES = 25  # of a property test; all are tried in `make test`
START = 20  # seconds of work for imports, however slow the machine
SLOWEST = 3  # seconds of work that a test may always take
TIMES = 6  # how much longer than as the code stands a test may take with a mutant
UNKNOWN = 10  # seconds that a test is taken for of which it is not known
WAITING = 5  # how much longer than it works a test may wait: for a processor, or for ever
OPTIONS = (
    "-q",
    "-x",
    "--assert=plain",
    "--capture=no",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-p",
    "no:xdist",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
OWN = ("detente", "tests", "tools", "conftest")


def fork(work: Callable[[], int], log: Path) -> int:
    """Run something in a forked process with a process group of its own; its exit status is what `work` returns."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    status = BROKEN
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
    """Let all imports to come and all processes that tests start find the copy."""
    os.chdir(root)
    sys.path[:] = [
        str(root),
        str(root / "src"),
        *(p for p in sys.path if p and "mutants" not in Path(p).parts),
    ]
    sys.path_importer_cache.clear()
    sys.dont_write_bytecode = True
    os.environ["PYTHONPATH"] = f"{root / 'src'}"
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def forget() -> None:
    """Let everything of ours be imported anew."""
    for name in [m for m in sys.modules if m.partition(".")[0] in OWN and not m.startswith("tools.mutants")]:
        del sys.modules[name]


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


class Noting:
    """Writes down which test runs and which has failed, and ends the process where a test takes too long."""

    def __init__(self, state: Path, seconds: Mapping[str, float]) -> None:
        self.state = state
        self.seconds = seconds
        self.failed = ""
        self.every_failed: set[str] = set()
        self.begun: list[str] = []
        self.afresh = False
        self.more: dict[str, Any] = {}

    def limit(self, seconds: float) -> None:
        """Allow some more seconds of work, and some more of waiting: after them the process is ended by a signal."""
        used = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), resource.RLIM_INFINITY))
        signal.setitimer(signal.ITIMER_REAL, WAITING * seconds)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Note that a test begins."""
        self.begun.append(nodeid)
        self.limit(SLOWEST + TIMES * self.seconds.get(nodeid, UNKNOWN))
        self.write()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that a test has failed."""
        if report.failed:
            self.every_failed.add(report.nodeid)
            self.failed = self.failed or report.nodeid
            self.write()
            print(report.longreprtext[-4000:])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note that a file of tests cannot even be imported."""
        if report.failed and not self.failed:
            self.failed = report.nodeid
            self.write()

    def write(self) -> None:
        """Write it down."""
        told = {"begun": self.begun, "failed": self.failed, "afresh": self.afresh, "measured": self.more}
        self.state.write_text(json.dumps(told), encoding="utf-8")


def run_items(suite: Suite, root: Path, tests: list[str], noting: Noting) -> int:
    """Run tests that are collected, in their order, until one fails."""
    noting.write()
    noting.limit(START)
    enter(root)
    items = [suite.items[t] for t in tests]
    suite.config.pluginmanager.register(noting)
    for item, after in zip(items, [*items[1:], None], strict=True):
        suite.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if noting.failed:
            return FAILED
    return PASSED


class Chosen:
    """Keeps the tests that are wanted, in their order."""

    def __init__(self, wanted: list[str]) -> None:
        self.order = {test: k for k, test in enumerate(wanted)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Choose and sort."""
        items[:] = sorted(
            (i for i in items if i.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )


def run_afresh(root: Path, tests: list[str], noting: Noting) -> int:
    """Import everything anew from the copy, and run tests until one fails."""
    noting.afresh = True
    noting.write()
    noting.limit(START)
    enter(root)
    forget()
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    status = int(pytest.main([*OPTIONS, *files], plugins=[Chosen(tests), noting]))
    if noting.failed:
        return FAILED
    return PASSED if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else BROKEN


def run_measured(suite: Suite, root: Path, tests: list[str], state: Path) -> int:
    """Run tests, each as if it were the first, and note how long they took and which mutated lines they ran."""
    enter(root)
    noting = Noting(state, {})
    suite.config.pluginmanager.register(noting)
    seconds: dict[str, float] = {}
    with suite.measured() as lines:
        for test in tests:
            clear_caches()
            suite.coverage.switch_context(test)
            start = time.process_time()
            suite.config.hook.pytest_runtest_protocol(item=suite.items[test], nextitem=None)
            seconds[test] = round(time.process_time() - start, 3)
    noting.more = {
        t: {"seconds": s, "lines": lines.get(t, {})}
        for t, s in seconds.items()
        if t not in noting.every_failed
    }
    noting.write()
    return PASSED


def clear_caches() -> None:
    """Forget what functions of ours have kept of earlier tests."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OWN:
            for one in list(vars(module).values()):
                if callable(clear := getattr(one, "cache_clear", None)):
                    clear()
