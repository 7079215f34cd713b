"""The same for several decision makers at a time, where that is worth more than it costs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextvars import copy_context
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from detente.conflict import budget
from detente.game.memory import available_memory

if TYPE_CHECKING:
    import threading

THREADS_FROM = 1 << 18  # states; with fewer, threads wait for one another longer than they save
MOST_THREADS = 4  # each holds some arrays over all states
STACK = 64 << 20  # what the system may set aside for a thread besides

Given = TypeVar("Given")
Found = TypeVar("Found")


def each(
    action: Callable[[Given], Found], of: Iterable[Given], size: int, bytes_each: int = 0
) -> list[Found]:
    """Give ``[action(x) for x in of]``; for large games in threads, since NumPy leaves the other cores free.

    Where the system has no room for another thread, fewer do the same work.

    Parameters
    ----------
    action : callable
    of : iterable
    size : int
        The number of states that each action works on.
    bytes_each : int
        The memory that one action takes while it works.

    Examples
    --------
    >>> each(abs, [-1, 2, -3], THREADS_FROM)
    [1, 2, 3]
    """
    waiting = list(of)
    threads = workers(len(waiting), size, bytes_each)
    found: dict[int, Found] = {}
    failed: list[BaseException] = []
    numbers = count()

    def work() -> None:
        # The number is taken in one step of Python's, so that no two threads get the same.
        while not failed and (number := next(numbers)) < len(waiting):
            try:
                budget.check()
                found[number] = action(waiting[number])
            except BaseException as error:
                failed.append(error)

    helpers = _started(work, threads - 1)
    try:
        work()
        for helper in helpers:
            helper.join()
    except BaseException as error:  # an interrupt: the others end with what they are at
        failed.append(error)
        raise
    if failed:
        raise failed[0]
    return [found[k] for k in range(len(waiting))]


def _started(work: Callable[[], None], number: int) -> list[threading.Thread]:
    """Start threads, as many as the system lets have."""
    if number < 1:
        return []
    import threading

    helpers: list[threading.Thread] = []
    for _ in range(number):
        helper = threading.Thread(target=copy_context().run, args=(work,))
        try:
            helper.start()
        except (RuntimeError, MemoryError):
            break
        helpers.append(helper)
    return helpers


def workers(tasks: int, size: int, bytes_each: int = 0) -> int:
    """Say how many threads share the work: no more than there are cores, and room for what each of them holds."""
    if size < THREADS_FROM:
        return 1
    room = available_memory() // 2 // (bytes_each + STACK)
    return max(1, min(tasks, cores(), MOST_THREADS, room))


def cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
