"""Cases in worker processes with a limit on memory and time; what ends a worker is a finding, too."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from tools.fuzz.cases import Case, case
from tools.fuzz.judging import judge

MEMORY = 2 << 30  # bytes of address space
PATIENCE = 20.0  # seconds of processor time for one case
LONGEST = 6  # so many times as long it may take where the machine is busy

Make = Callable[[int, int, str], Case]
Judge = Callable[[Case], str]


@dataclass(frozen=True)
class Limits:
    """What one case may take."""

    memory: int = MEMORY
    seconds: float = PATIENCE


@dataclass(frozen=True)
class Finding:
    """A case that went wrong."""

    number: int
    what: str


class TookLongError(BaseException):
    """A case took longer than it may: no `Exception`, so that nobody catches it on the way."""


@dataclass
class _Worker:
    process: Any
    pipe: Connection
    number: int = -1
    began: float = 0.0


def run(
    seed: int,
    until: float,
    processes: int,
    *,
    only: str = "",
    limits: Limits | None = None,
    make: Make = case,
    judged: Judge = judge,
    most: int | None = None,
) -> Iterator[tuple[int, Finding | None]]:
    """Try cases until a time (of `time.monotonic`) is over, or `most` were tried.

    Yields
    ------
    (int, Finding or None)
        The number of each case that ended, and what went wrong in it.
    """
    limits = limits or Limits()
    context = multiprocessing.get_context("fork")

    def start() -> _Worker:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, seed, only, limits, make, judged), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    sys.stdout.flush()  # or each worker would print it again
    workers = [start() for _ in range(processes)]
    try:
        yield from _drive(workers, start, until, limits, most)
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()


def _drive(
    workers: list[_Worker], start: Callable[[], _Worker], until: float, limits: Limits, most: int | None
) -> Iterator[tuple[int, Finding | None]]:
    number = 0

    def give(worker: _Worker) -> None:
        nonlocal number
        if time.monotonic() < until and (most is None or number < most):
            worker.number, worker.began = number, time.monotonic()
            worker.pipe.send(number)
            number += 1
        else:
            worker.number = -1

    for worker in workers:
        give(worker)
    while any(w.number >= 0 for w in workers):
        busy = {w.pipe: w for w in workers if w.number >= 0}
        ready = {id(busy[p]) for p in wait(list(busy), timeout=0.5) if isinstance(p, Connection)}
        for place, worker in enumerate(workers):
            if worker.number < 0:
                continue
            done, what = worker.number, ""
            if id(worker) in ready:
                try:
                    what = worker.pipe.recv()
                except EOFError:
                    worker.process.join()
                    what = f"the process ended with {_ended(worker.process.exitcode)}"
                    workers[place] = start()
            elif time.monotonic() - worker.began > LONGEST * limits.seconds:
                worker.process.kill()
                worker.process.join()
                what = f"no end after {LONGEST * limits.seconds:.0f} s"
                workers[place] = start()
            else:
                continue
            yield done, Finding(done, what) if what else None
            give(workers[place])


def _ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the signal {signal.Signals(-code).name}"
    return f"exit code {code}"


def _addresses() -> int:
    """Give the size of this process, in addresses; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _work(pipe: Connection, seed: int, only: str, limits: Limits, make: Make, judged: Judge) -> None:
    """Try the cases whose numbers come through the pipe, in a folder that goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _late)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _addresses() + limits.memory  # what this process was forked from may be large already
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        while True:
            try:
                number = pipe.recv()
            except EOFError:
                return
            pipe.send(attempt(make, judged, seed, number, only, limits.seconds))


def attempt(make: Make, judged: Judge, seed: int, number: int, only: str, seconds: float) -> str:
    """Try one case; give what is wrong, or nothing."""
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        return judged(make(seed, number, only))
    except TookLongError:
        return f"took more than {seconds:.0f} s of processor time"
    except MemoryError:
        return "took too much memory"
    except BaseException:
        import traceback

        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _late(*_: object) -> None:
    raise TookLongError
