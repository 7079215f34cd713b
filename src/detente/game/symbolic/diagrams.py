"""Binary decision diagrams: two variables for each option, and limits on nodes and on time.

The second variable of an option stands for its setting in a state moved to; sets of states do without. It is next to
the first in the order, at an odd level.

The package oxidd (the extra ``symbolic``) does the work; it is loaded when a diagram is made.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.conflict import Condition, MissingPackageError, TooLargeError, budget, evaluate
from detente.game.memory import address_space, available_memory, promise

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction, BCDDManager

    Diagram = BCDDFunction
else:
    Diagram = Any

MOST_NODES = 1 << 24
LEAST_NODES = 1 << 20  # with less, hardly anything comes to an end
BYTES_PER_NODE = 40  # with what the library keeps to work with, and room to move its tables
BYTES_PER_ENTRY = 24  # of the cache
# The library asks for a stack of 1 GiB for the thread it works in: addresses, hardly any memory. It ends the process
# where it gets no memory or no thread, so that both are asked for before.
ADDRESSES_OF_THREADS = (1 << 30) + (192 << 20)
THREADS = 2
WAIT = 0.1  # seconds for what an earlier game held to be given back
CACHE = 1 << 20
LARGER_CACHE = 1 << 22  # where diagrams get so large that a small one makes the library work things out again
MANY_OPTIONS = 64
LARGE = 500_000  # nodes from which a conjunction goes by parts
PARTS = 4  # to the power of two

NOT_INSTALLED = "the package oxidd is not installed (pip install 'detente[symbolic]')"


class LimitError(TooLargeError):
    """The limit on nodes or on time was reached."""


class NoRoomError(LimitError):
    """There is no memory, or no thread, to begin with."""


class NotInstalledError(MissingPackageError, TooLargeError):
    """The package for diagrams is not installed; without it the conflict is too large."""


def installed() -> bool:
    """Tell whether the package for diagrams is there."""
    from importlib.util import find_spec

    return find_spec("oxidd") is not None


class Clock:
    """Asked between two steps whether there is processor time left: the same on a busy machine as on an idle one.

    The time that the whole command may take (`detente.conflict.budget`) ends it, too.
    """

    def __init__(self, seconds: float | None, what: str) -> None:
        self.what = what
        self._end = None if seconds is None else time.process_time() + seconds

    def check(self) -> None:
        """Stop where no time is left.

        Raises
        ------
        LimitError
        """
        if (self._end is not None and time.process_time() > self._end) or budget.over():
            raise LimitError(
                f"{self.what}: the limit on time is reached; allow more seconds, ask for fewer concepts, "
                "or ask about single states"
            )


@contextmanager
def limited(manager: Diagrams, seconds: float | None, what: str) -> Iterator[Clock]:
    """Give a clock; a full memory of nodes becomes a message that says what can be done.

    Raises
    ------
    LimitError
    """
    from oxidd.util import DDMemoryError

    manager.make_room()
    full = False
    try:
        yield Clock(seconds, what)
    except DDMemoryError:  # what is raised below must not keep the diagrams of these frames alive
        full = True
    if full:
        raise LimitError(
            f"{what}: the limit of {manager.most_nodes:,} nodes of the decision diagrams is reached; ask for fewer "
            "concepts, ask about single states, or allow more nodes"
        )


class _Truth:
    """A diagram, with the operators that conditions are evaluated by."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram

    def __and__(self, other: _Truth) -> _Truth:
        return _Truth(self.diagram & other.diagram)

    def __or__(self, other: _Truth) -> _Truth:
        return _Truth(self.diagram | other.diagram)

    def __xor__(self, other: _Truth | bool) -> _Truth:
        if isinstance(other, bool):
            return _Truth(~self.diagram) if other else self
        return _Truth(self.diagram ^ other.diagram)


@dataclass(frozen=True, eq=False)
class Diagrams:
    """The variables, and what diagrams are made of.

    Attributes
    ----------
    options : tuple of str
        The option of each variable.
    most_nodes : int
        The limit on nodes.
    """

    options: tuple[str, ...]
    most_nodes: int
    manager: BCDDManager = field(repr=False)
    variables: dict[str, Diagram] = field(repr=False)

    @classmethod
    def of(cls, options: Sequence[str], order: Sequence[int], most_nodes: int = MOST_NODES) -> Diagrams:
        """Make a variable for each option.

        Raises
        ------
        NotInstalledError
            Where the package for diagrams is not installed.
        """
        try:
            from oxidd.bcdd import BCDDManager
        except ImportError:
            raise NotInstalledError("oxidd", "symbolic") from None
        cache = LARGER_CACHE if len(options) > MANY_OPTIONS else CACHE
        most_nodes = _fitting(most_nodes, cache)
        manager = BCDDManager(most_nodes, min(cache, most_nodes), 1)
        size = len(options)
        manager.add_vars(2 * size)
        manager.set_var_order([v for k in order for v in (k, k + size)])
        variables = {o: manager.var(k) for k, o in enumerate(options)}
        made = cls(tuple(options), most_nodes, manager, variables)
        promise(made, BYTES_PER_NODE * most_nodes)
        return made

    @property
    def true(self) -> Diagram:
        """What always holds."""
        return self.manager.true()

    @property
    def false(self) -> Diagram:
        """What never holds."""
        return self.manager.false()

    def make_room(self) -> None:
        """Drop what nothing refers to any more, where little room is left: what an earlier search left, say."""
        if self.manager.approx_num_inner_nodes() > self.most_nodes // 2:
            self.manager.gc()

    @property
    def order(self) -> list[int]:
        """The options, as positions among them, in the order in which diagrams ask for them."""
        return [self.manager.level_to_var(2 * k) for k in range(len(self.options))]

    def own(self, dm: str) -> tuple[str, ...]:
        """Give the options of a decision maker."""
        return tuple(o for o in self.options if o.partition(".")[0] == dm)

    def ahead(self, option: str) -> Diagram:
        """Give the second variable of an option: whether it is taken in the state moved to."""
        return self.manager.var(self.options.index(option) + len(self.options))

    def substitution(self, pairs: Sequence[tuple[str, Diagram]], *, ahead: bool = False) -> Any:
        """Say what to put in place of the variables of some options, or with `ahead` of their second variables."""
        from oxidd.bcdd import BCDDFunction

        first = len(self.options) if ahead else 0
        return BCDDFunction.make_substitution([(self.options.index(o) + first, d) for o, d in pairs])

    def option(self, option: str) -> Diagram:
        """Give where an option is taken; one without a variable is not available and never taken."""
        found = self.variables.get(option)
        return self.false if found is None else found

    def condition(self, condition: Condition) -> Diagram:
        """Give where a condition holds."""
        value_of: Callable[[str], _Truth] = lambda o: _Truth(self.option(o))  # noqa: E731
        found: Diagram = evaluate(condition, value_of).diagram
        return found

    def cube(self, options: Sequence[str]) -> Diagram:
        """Give where all of these options are taken; also the way to say which to quantify."""
        found = self.true
        for o in options:
            found = found & self.option(o)
        return found

    def exactly(self, taken: frozenset[str]) -> Diagram:
        """Give where exactly these options are taken; nowhere, if one of them is not available."""
        if not taken <= set(self.variables):
            return self.false
        found = self.true
        for o, variable in self.variables.items():
            found = found & (variable if o in taken else ~variable)
        return found


def _fitting(most_nodes: int, cache: int) -> int:
    """Say how many nodes there is memory for, no more than are asked for.

    Raises
    ------
    NoRoomError
        Where there is none for as many as it takes to begin, or the system lets have no further threads.
    """
    least = min(most_nodes, LEAST_NODES)
    end = time.monotonic() + WAIT
    while True:
        # What an earlier game held comes back when its threads have ended, and the stack of the last of them when
        # another thread has: so these are asked for first.
        threads = _threads_to_be_had(THREADS)
        fit = _room(min(cache, most_nodes))
        if fit >= min(most_nodes, MOST_NODES) or time.monotonic() > end:
            break
        gc.collect()
        time.sleep(0.02)
    if fit < least:
        needed = (BYTES_PER_NODE * least + BYTES_PER_ENTRY * cache + ADDRESSES_OF_THREADS) / 2**30
        raise NoRoomError(
            f"decision diagrams need {needed:.1f} GiB of addresses to begin with, and there are not so many; raise "
            "the limit on the memory of this process (ulimit -v), close other programs, or give --most-states a limit "
            "so that states are listed"
        )
    if not threads:
        raise NoRoomError(
            "decision diagrams work in threads of their own, and the system has none left for this process; raise its "
            "limit on processes (ulimit -u), or close other programs"
        )
    return min(most_nodes, fit)


def _room(cache: int) -> int:
    """Say how many nodes there is room for in memory, and in the addresses that this process may have."""
    room = available_memory()
    addresses = address_space()
    if addresses is not None:
        room = min(room, addresses - ADDRESSES_OF_THREADS)
    return max(0, (room - BYTES_PER_ENTRY * cache) // BYTES_PER_NODE)


def _threads_to_be_had(number: int) -> bool:
    """Tell whether the system lets have so many threads at the same time."""
    done = threading.Event()
    started: list[threading.Thread] = []
    try:
        for _ in range(number):
            one = threading.Thread(target=done.wait, daemon=True)
            one.start()
            started.append(one)
    except (RuntimeError, MemoryError):
        return False
    finally:
        done.set()
        for one in started:
            one.join()
    return True


def conjunction(one: Diagram, other: Diagram, clock: Clock) -> Diagram:
    """Give where both hold; what is large goes by parts, so that time is looked at between them."""
    return _by_parts(one, other, PARTS if one.node_count() + other.node_count() > LARGE else 0, clock)


def _by_parts(one: Diagram, other: Diagram, parts: int, clock: Clock) -> Diagram:
    clock.check()
    levels = [level for level in (one.node_level(), other.node_level()) if level is not None]
    if not parts or len(levels) < 2:
        return one & other
    first = min(levels)
    manager = one.manager
    halves = [
        _by_parts(a, b, parts - 1, clock)
        for a, b in zip(_halves(one, first), _halves(other, first), strict=True)
    ]
    found: Diagram = manager.var(manager.level_to_var(first)).ite(*halves)
    return found


def _halves(diagram: Diagram, level: int) -> tuple[Diagram, Diagram]:
    """Give what is left where the option of a level is taken, and where it is not."""
    found = diagram.cofactors() if diagram.node_level() == level else None
    return found or (diagram, diagram)
