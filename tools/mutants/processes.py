"""Processes side by side: one at a time in each copy."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools.mutants.copies import Copy


@dataclass(slots=True)
class Job:
    """Something to be run in a copy: what starts it gives the process, and `done` gets its exit status.

    The status is None where it took longer than `limit`, and less than 0 where a signal has ended it.
    """

    start: Callable[[Copy], int]
    done: Callable[[Copy, int | None, float], None]
    limit: float


@dataclass(slots=True)
class _Running:
    job: Job
    copy: Copy
    began: float


def run(next_job: Callable[[], Job | None], copies: list[Copy]) -> None:
    """Run jobs, one at a time in each copy, until there is no other and none runs.

    It is asked for the next one whenever a copy is free: what a job gave may need another.
    """
    free = list(copies)
    running: dict[int, _Running] = {}
    try:
        while True:
            while free and (job := next_job()) is not None:
                copy = free.pop()
                running[job.start(copy)] = _Running(job, copy, time.perf_counter())
            if not running:
                return
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
