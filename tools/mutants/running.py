"""Processes side by side: first what the tests reach, then the mutants."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.mutants import child, covering, reach
from tools.mutants.copies import Copy
from tools.mutants.covering import Covering, Reached
from tools.mutants.sample import Mutant

SLOWEST_FILE = 20.0  # seconds of work after which a file of tests that is measured begins no further test
SLOWEST_TEST = 40.0  # seconds that its last test may take besides
NEAR = (
    "answer",
    "words",
    "wording",
    "picture",
    "drawing",
    "heading",
    "outcomes",
    "building",
    "brief",
    "render",
)
START = 10.0  # seconds for a session to start, however slow the machine
TIMES = 5  # how much longer than as the code stands tests may take with a mutant
WAITING = 4  # how much longer than it works a process may wait: for a processor, or for ever


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: ``killed``, ``survived``, ``timeout``, ``equivalent``, or ``not run``."""

    mutant: Mutant
    fate: str
    tests: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Job:
    """Something to be run in a copy: what starts it gives the process, and `done` gets its exit status."""

    start: Callable[[Copy], int]
    done: Callable[[Copy, int | None, float], None]
    limit: float


@dataclass(slots=True)
class _Running:
    job: Job
    copy: Copy
    began: float


def run(jobs: Iterator[Job], copies: list[Copy]) -> None:
    """Run jobs, one at a time in each copy; a job that takes too long is ended and its status is None."""
    free = list(copies)
    running: dict[int, _Running] = {}
    more = True
    try:
        while more or running:
            while more and free:
                job = next(jobs, None)
                if job is None:
                    more = False
                    break
                copy = free.pop()
                running[job.start(copy)] = _Running(job, copy, time.perf_counter())
            _wait(running, free)
    finally:
        for pid in running:
            _end(pid)


def _wait(running: dict[int, _Running], free: list[Copy]) -> None:
    for pid, one in list(running.items()):
        taken = time.perf_counter() - one.began
        ended, status = os.waitpid(pid, os.WNOHANG)
        late = taken > one.job.limit
        if not ended and not late:
            continue
        _end(pid, wait=not ended)
        del running[pid]
        one.job.done(one.copy, os.waitstatus_to_exitcode(status) if ended else None, taken)
        free.append(one.copy)
    time.sleep(0.005)


def _end(pid: int, *, wait: bool = True) -> None:
    """End a process and all that it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    if wait:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def measure(
    repository: Path,
    cache: Path,
    copies: list[Copy],
    files: list[str],
    named: list[str],
    until: float,
    tell: Callable[[str], None],
) -> Covering:
    """Find out which tests reach which lines; what is known from before is not run again.

    Only files of tests are taken whose names hold one of the texts `named`.

    Files of tests that have not begun at the time `until` are left out: they then kill nothing.
    """
    found: dict[str, Reached] = {}
    missing: list[str] = []
    tests = [t for t in reach.can_reach(repository, files) if any(part in t for part in named)]
    for test in tests:
        known = covering.kept(cache, repository, test)
        if known is None:
            missing.append(test)
        else:
            found[test] = known
    if missing:
        tell(f"Measuring what {len(missing)} of {len(tests)} files of tests reach ...")
    missing.sort(key=lambda test: (not any(word in test for word in NEAR), test))

    def jobs() -> Iterator[Job]:
        for test in missing:
            if time.perf_counter() > until:
                tell(f"  {test}: left out, as there is no time")
            else:
                yield job(test)

    def job(test: str) -> Job:
        name = Path(test).stem

        def start(copy: Copy) -> int:
            out = copy.root.parent / f"{name}.json"
            return child.fork(
                lambda: child.run_measured(copy.root, test, files, out, SLOWEST_FILE),
                copy.root.parent / f"{name}.log",
            )

        def done(copy: Copy, status: int | None, seconds: float) -> None:
            out = copy.root.parent / f"{name}.json"
            if status != 0 or not out.is_file():
                tell(f"  {test}: not measured ({'too slow' if status is None else status}, {seconds:.0f} s)")
                return
            one = found[test] = covering.keep(cache, repository, test, out)
            if one.cut:
                tell(f"  {test}: only the first {len(one.seconds)} tests, as it is slow")
            if one.failed:
                tell(
                    f"  {test}: {len(one.failed)} tests do not pass here and are left out, as {one.failed[0]}"
                )

        return Job(start, done, WAITING * (SLOWEST_FILE + SLOWEST_TEST))

    run(jobs(), copies)
    return Covering(repository, [found[t] for t in tests if t in found])


def warm_up(covering: Covering) -> None:
    """Import what tests need besides the package, so that forked processes have it."""
    for name in sorted({m for r in covering.reached for m in r.modules}):
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()


def try_all(
    repository: Path,
    mutants: list[Mutant],
    covering: Covering,
    copies: list[Copy],
    most_seconds: float,
    until: float,
    tell: Callable[[Outcome, int], None],
) -> list[Outcome]:
    """Run the tests for each mutant; what has not begun at the time `until` is not run."""
    outcomes: dict[int, Outcome] = {}

    def note(number: int, outcome: Outcome) -> None:
        outcomes[number] = outcome
        tell(outcome, len(outcomes))

    def jobs() -> Iterator[Job]:
        for number, mutant in enumerate(mutants):
            if time.perf_counter() > until:
                return
            tests = covering.tests(mutant.file, mutant.line, most_seconds)
            if tests:
                yield job(number, mutant, tests)
            else:
                note(number, Outcome(mutant, "survived"))

    def job(number: int, mutant: Mutant, tests: list[str]) -> Job:
        limit = START + TIMES * covering.seconds(tests)

        def start(copy: Copy) -> int:
            copy.write(mutant.file, mutant.code, number)
            return child.fork(
                lambda: child.run_chosen(copy.root, tests, covering.known, round(limit)),
                copy.root.parent / f"{copy.root.name}.log",
            )

        def done(copy: Copy, status: int | None, seconds: float) -> None:
            copy.restore(mutant.file, repository)
            late = status in (None, -signal.SIGXCPU)
            fate = "timeout" if late else "survived" if status in (0, 5) else "killed"
            note(number, Outcome(mutant, fate, len(tests), seconds))

        return Job(start, done, WAITING * limit)

    run(jobs(), copies)
    return [outcomes.get(k, Outcome(m, "not run")) for k, m in enumerate(mutants)]
