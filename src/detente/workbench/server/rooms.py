"""Where requests wait: those that need an answer first have threads of their own, so that others are not held up.

Two questions are worked on at a time. Whoever waits for a turn holds a thread; with one kind of threads for all, a few
dozen reports that are asked for at once would hold every one of them, and no page could tell whether its file changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Room:
    """So many threads for requests of a kind; beyond, they wait without one, in the order in which they came.

    Parameters
    ----------
    name : str
    threads : int
    """

    def __init__(self, name: str, threads: int) -> None:
        self.threads = threads
        # One for each server, as it belongs to its loop.
        self._limiter: RunVar[CapacityLimiter] = RunVar(name)

    async def run(self, function: Callable[Given, Found], *given: Given.args, **more: Given.kwargs) -> Found:
        """Call a function in a thread, once there is one."""
        try:
            limiter = self._limiter.get()
        except LookupError:
            limiter = CapacityLimiter(self.threads)
            self._limiter.set(limiter)
        return await to_thread.run_sync(partial(function, *given, **more), limiter=limiter)


QUICK = Room("detente-quick", 40)  # what waits for no answer to a question
SHOWN = Room("detente-shown", 40)  # what shows the first of an answer, which is there soon
LONG = Room("detente-long", 8)  # the brief as a whole, and the report: two of them are made, others wait
