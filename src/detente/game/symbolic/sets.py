"""Sets of states that nobody lists: counted, asked, drawn from, filtered, gone through one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from detente.conflict import Condition
from detente.game.pattern import Pattern, pattern_from
from detente.game.state import State
from detente.game.symbolic.diagrams import Diagram, limited
from detente.game.symbolic.flat import Flat

if TYPE_CHECKING:
    from detente.game.symbolic.game import SymbolicGame

MOST_NODES_FOR_LINKS = 20_000
LISTED_TO_DRAW = 4


@dataclass(frozen=True, eq=False)
class StateSet:
    """A set of states of a symbolic game.

    Attributes
    ----------
    game : SymbolicGame
    diagram : Diagram
        Where the states of the set are; all of them feasible.

    Examples
    --------
    >>> import detente
    >>> from detente.game.symbolic import build_symbolic
    >>> game = build_symbolic(detente.load("ultimatum-audience-cost"))
    >>> game.feasible.count, [state.id for state in game.feasible.where("target.concede and not challenger.strike")]
    (4, ['conceded'])
    """

    game: SymbolicGame
    diagram: Diagram = field(repr=False)

    @cached_property
    def count(self) -> int:
        """How many states there are, exactly."""
        return int(self.diagram.sat_count(len(self.game.options)))

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.diagram.satisfiable())

    def __contains__(self, state: int | str | State) -> bool:
        """Tell whether a state (see `SymbolicGame.state`) is among them."""
        taken = set(self.game.state(state).taken)
        return bool(self.diagram.eval([(k, o in taken) for k, o in enumerate(self.game.options)]))

    def __and__(self, other: StateSet) -> StateSet:
        """Give the states of both."""
        return self._made(lambda: self.diagram & other.diagram)

    def __or__(self, other: StateSet) -> StateSet:
        """Give the states of either."""
        return self._made(lambda: self.diagram | other.diagram)

    def __sub__(self, other: StateSet) -> StateSet:
        """Give the states that are not among others."""
        return self._made(lambda: self.diagram & ~other.diagram)

    def where(self, condition: str | Condition) -> StateSet:
        """Keep the states in which a condition holds."""
        wanted = self.game.conflict.condition(condition) if isinstance(condition, str) else condition
        return self._made(lambda: self.diagram & self.game.diagrams.condition(wanted))

    def having(self, option: str) -> int:
        """Count the states in which an option is taken."""
        if option not in self.game.options:
            return 0  # it is not available
        taken = self._made(lambda: self.diagram & self.game.diagrams.option(option))
        return taken.count

    def _made(self, make: Callable[[], Diagram]) -> StateSet:
        with limited(self.game.diagrams, None, "a set of states"):
            return StateSet(self.game, make())

    def taken_in_one(self) -> frozenset[str]:
        """Give the options taken in one of the states; there must be one."""
        found = self.diagram.pick_cube()
        assert found is not None
        return frozenset(o for o, taken in zip(self.game.options, found, strict=False) if taken)

    @cached_property
    def _flat(self) -> Flat:
        return Flat.of(self.game.diagrams, self.diagram)

    def _state(self, setting: int) -> State:
        taken = frozenset(o for k, o in enumerate(self.game.options) if setting >> k & 1)
        return self.game.described(taken)

    def __iter__(self) -> Iterator[State]:
        """Go through the states one by one; none is kept."""
        return (self._state(s) for s in self._flat.settings())

    def sample(self, size: int, *, seed: int = 0) -> tuple[State, ...]:
        """Draw different states, each with the same chance.

        Parameters
        ----------
        size : int
            How many; all, where there are no more.
        seed : int
            The same seed gives the same states.
        """
        if self.count <= LISTED_TO_DRAW * size:
            every = list(self._flat.settings()) if self else []
            return tuple(self._state(s) for s in Random(seed).sample(every, min(size, len(every))))
        rng, found = Random(seed), dict[int, None]()
        while len(found) < size:
            found[self._flat.draw(rng)] = None
        return tuple(self._state(s) for s in found)

    def keys(self, few: int) -> tuple[State, ...]:
        """Give a few of them, drawn by lot: nobody lists all."""
        return self.sample(few)

    def marks(self, listed: int) -> str:
        """Write nothing: states have no positions here."""
        return ""

    @property
    def links_known(self) -> bool:
        """Whether `pattern` looks for links: where the diagram has not too many nodes for that."""
        return int(self.diagram.node_count()) <= MOST_NODES_FOR_LINKS

    @cached_property
    def fixed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The options taken in all of them, and those taken in none."""
        if not self:
            return (), ()
        taken, not_taken = self._fixed_bits
        every = self.game.conflict.option_ids
        return (
            tuple(o for k, o in enumerate(every) if taken >> k & 1),
            tuple(o for k, o in enumerate(every) if not_taken >> k & 1),
        )

    @cached_property
    def _fixed_bits(self) -> tuple[int, int]:
        """The options taken in all of them and in none, as bits in the order of the file."""
        taken, not_taken = self._flat.fixed
        known = {o: k for k, o in enumerate(self.game.options)}
        found = [0, 0]
        for k, option in enumerate(self.game.conflict.option_ids):
            at = known.get(option)  # what is not available is taken in none
            found[0] |= (0 if at is None else taken >> at & 1) << k
            found[1] |= (1 if at is None else not_taken >> at & 1) << k
        return found[0], found[1]

    @cached_property
    def pattern(self) -> Pattern:
        """What the states have in common; without links where there are too many nodes to look for them."""
        if not self:
            return Pattern((), (), (), ())
        known = {o: k for k, o in enumerate(self.game.options)}
        every = self.game.conflict.option_ids
        pairs = self._flat.pairs() if self.links_known else []

        def occurs(a: int, a_taken: bool, b: int, b_taken: bool) -> bool:
            one, other = 2 * known[every[a]] + a_taken, 2 * known[every[b]] + b_taken
            return bool((pairs[one] >> other | pairs[other] >> one) & 1)

        return pattern_from(every, *self._fixed_bits, occurs if pairs else None)
