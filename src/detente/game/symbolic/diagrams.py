"""Binary decision diagrams: two variables for each option, and limits on nodes and on time.

The second variable of an option stands for its setting in a state moved to; sets of states do without. It is next to
the first in the order, at an odd level.

The package oxidd (the extra ``symbolic``) does the work; it is loaded when a diagram is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.conflict import Condition, MissingPackageError, TooLargeError, evaluate

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction, BCDDManager

    Diagram = BCDDFunction
else:
    Diagram = Any

MOST_NODES = 1 << 24  # with what the library keeps to work with, about 35 bytes each
CACHE = 1 << 20
LARGER_CACHE = 1 << 22  # where diagrams get so large that a small one makes the library work things out again
MANY_OPTIONS = 64
LARGE = 500_000  # nodes from which a conjunction goes by parts
PARTS = 4  # to the power of two

NOT_INSTALLED = "the package oxidd is not installed (pip install 'detente[symbolic]')"


class LimitError(TooLargeError):
    """The limit on nodes or on time was reached."""


class NotInstalledError(MissingPackageError, TooLargeError):
    """The package for diagrams is not installed; without it the conflict is too large."""


def installed() -> bool:
    """Tell whether the package for diagrams is there."""
    from importlib.util import find_spec

    return find_spec("oxidd") is not None


class Clock:
    """Asked between two steps whether there is processor time left: the same on a busy machine as on an idle one."""

    def __init__(self, seconds: float | None, what: str) -> None:
        self.what = what
        self._end = None if seconds is None else time.process_time() + seconds

    def check(self) -> None:
        """Stop where no time is left.

        Raises
        ------
        LimitError
        """
        if self._end is not None and time.process_time() > self._end:
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
        manager = BCDDManager(most_nodes, min(cache, most_nodes), 1)
        size = len(options)
        manager.add_vars(2 * size)
        manager.set_var_order([v for k in order for v in (k, k + size)])
        variables = {o: manager.var(k) for k, o in enumerate(options)}
        return cls(tuple(options), most_nodes, manager, variables)

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
