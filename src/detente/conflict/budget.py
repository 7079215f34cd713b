"""How long a command may take: an end that is set once, and asked for in every loop that can be long.

The end belongs to a command and not to a function, so that reading, building, computing and writing share it. Nobody
who calls a function from Python has one, unless it is set with `within`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from detente.conflict.errors import DetenteError


class TimeUpError(DetenteError):
    """The time that a command may take is over.

    Attributes
    ----------
    doing : str
        What it was at, to follow the word "while"; empty where nothing else is to be said.
    seconds : float
        How long the command was allowed to take.
    shared : bool
        Whether others had to have their share of that time.
    """

    def __init__(self, doing: str, seconds: float, *, shared: bool = False) -> None:
        self.doing, self.seconds, self.shared = doing, seconds, shared
        super().__init__(doing, seconds)

    def __str__(self) -> str:
        at = f" ({self.doing})" if self.doing else ""
        was = "its share of {:g} seconds was" if self.shared else "{:g} seconds were"
        return (
            f"the time is up: {was.format(self.seconds)} not enough{at}; allow more (--seconds N), or make the "
            "conflict smaller with rules or fewer options"
        )

    def shared_out(self) -> TimeUpError:
        """Give it as it is told where it is one of several that the time is shared out to."""
        return TimeUpError(self.doing, self.seconds, shared=True)


@dataclass(frozen=True, slots=True)
class Budget:
    """When it is over, by `time.monotonic`, how long the whole command was allowed to take, and who may stop it."""

    end: float
    seconds: float
    stopped: Callable[[], bool] | None = None

    @property
    def over(self) -> bool:
        """Whether the time is up, or somebody has stopped it."""
        return time.monotonic() >= self.end or (self.stopped is not None and self.stopped())


_NOW: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def within(
    seconds: float | None, spent: float = 0.0, stopped: Callable[[], bool] | None = None
) -> Iterator[None]:
    """Let what follows take so many seconds at most; inside another such limit the earlier end counts.

    Some of the time may be spent already. Once `stopped` says so, the time is up, too.

    Examples
    --------
    >>> with within(0.0):
    ...     check("counting")
    Traceback (most recent call last):
        ...
    detente.conflict.budget.TimeUpError: the time is up: 0 seconds were not enough (counting); allow more ...
    """
    outer = _NOW.get()
    if seconds is None:
        yield
        return
    end = time.monotonic() + seconds - spent
    allowed = seconds
    if outer is not None:
        end, allowed, stopped = min(end, outer.end), outer.seconds, stopped or outer.stopped
    token = _NOW.set(Budget(end, allowed, stopped))
    try:
        yield
    finally:
        _NOW.reset(token)


@contextmanager
def part(share: float) -> Iterator[None]:
    """Let what follows take a part of the time that is left; without a limit there is none.

    Examples
    --------
    >>> with within(100), part(0.5):
    ...     49 < left() <= 50
    True
    """
    outer = _NOW.get()
    with within(None if outer is None else max(0.0, left()) * share):
        yield


def left() -> float:
    """Give the seconds that are left; infinitely many without a limit."""
    now = _NOW.get()
    return float("inf") if now is None else now.end - time.monotonic()


def allowed() -> float:
    """Give how long the whole command was allowed to take."""
    now = _NOW.get()
    return float("inf") if now is None else now.seconds


def over() -> bool:
    """Tell whether the time is up."""
    now = _NOW.get()
    return now is not None and now.over


def check(doing: str = "") -> None:
    """Stop where the time is up.

    Raises
    ------
    TimeUpError
    """
    now = _NOW.get()
    if now is not None and now.over:
        raise TimeUpError(doing, now.seconds)
