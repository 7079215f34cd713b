"""The game: what the computer works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from detente.conflict import Conflict, MissingPackageError, UnknownNameError
from detente.game import ordering
from detente.game.arrays import Bools, Ints
from detente.game.carried import Compared, Key
from detente.game.joined import joined
from detente.game.listed import ListedStates
from detente.game.lookup import find_state
from detente.game.moves import Moves, Step, highest
from detente.game.ordering import position
from detente.game.relations import OpenRanks, Relation, pairs
from detente.game.state import State
from detente.game.states import States
from detente.game.threads import each

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, eq=False)
class Game:
    """Feasible states, who can move where, and a rank for every state and decision maker.

    Build it with `Conflict.game`.

    Attributes
    ----------
    conflict : Conflict
        What it was built from, the account applied. The numbers below know none of its prose.
    states : States
        The feasible states.
    decision_makers : tuple of str
        The ids of the decision makers, in the order of the file.
    moves : tuple of Moves
        The moves of each.
    ranks : tuple of array of int, shape (size,)
        The preferences of each: greater is better, equal is a tie. Where something is unknown (`open`) nobody can
        be asked for ranks: `NotInFileError`.
    status_quo : int or None
        The state at the start, where the file names one.
    relations : mapping of int to Relation
        How much one state is preferred to another, or that it is unknown, by the position of the decision maker: of
        those who grade their preferences; of everybody where something is unknown.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> game.size, game.decision_makers
    (4, ('first', 'second'))
    >>> [state.id for state in game.improvements("first", game.state("silence"))]
    ['second_only']
    """

    conflict: Conflict
    states: States
    decision_makers: tuple[str, ...]
    moves: tuple[Moves, ...]
    ranks: tuple[Ints, ...]
    status_quo: int | None
    relations: Mapping[int, Relation] = field(default_factory=dict)

    carrier: ClassVar[Literal["dense"]] = "dense"
    listed: ClassVar[bool] = True

    @property
    def open(self) -> bool:
        """Whether it is unknown of some decision maker which of two states it prefers."""
        return isinstance(self.ranks, OpenRanks)

    @property
    def graded(self) -> bool:
        """Whether some decision maker prefers something much more, and nothing is unknown."""
        return bool(self.relations) and not self.open

    @property
    def hidden(self) -> frozenset[str]:
        """Whose preferences are confidential and not to be shown."""
        return self.conflict.hidden

    @property
    def size(self) -> int:
        """The number of feasible states."""
        return self.states.size

    @property
    def account(self) -> str:
        """The account of the conflict that the game follows."""
        return self.conflict.account

    @property
    def start(self) -> State | None:
        """The status quo, where the file names one."""
        return None if self.status_quo is None else self.states.state(self.status_quo)

    @cached_property
    def feasible(self) -> ListedStates:
        """The feasible states."""
        return ListedStates.every(self)

    @cached_property
    def known_ranks(self) -> tuple[Ints | None, ...]:
        """The ranks of each, also where others' preferences are unknown; None where its own are."""
        return tuple(ordering.ranks_of(self, i) for i in range(len(self.decision_makers)))

    @cached_property
    def highest_ranks(self) -> tuple[int, ...]:
        """The rank of what each likes best; 0 where that is unknown."""
        return tuple(0 if r is None else int(r.max(initial=0)) for r in self.known_ranks)

    @cached_property
    def transitive(self) -> bool:
        """Whether two moves in a row by one decision maker never lead further than one."""
        return all(m.transitive for m in self.moves)

    @cached_property
    def improving(self) -> tuple[Step, ...]:
        """The unilateral improvements of each decision maker."""
        pairs = zip(self.moves, self.ranks, strict=True)
        return tuple(each(lambda pair: pair[0].improvements(pair[1]), pairs, self.size))

    @cached_property
    def improvable(self) -> tuple[Bools, ...]:
        """From which states each decision maker has an improvement."""
        return tuple(highest(m, r) > r for m, r in zip(self.moves, self.ranks, strict=True))

    @cached_property
    def opposing(self) -> tuple[tuple[Step, ...], ...]:
        """What the opponents of each decision maker can move, put into one where all of it can be taken back."""
        return tuple(joined([*self.moves[:i], *self.moves[i + 1 :]]) for i in range(len(self.moves)))

    @cached_property
    def moves_back(self) -> tuple[Moves, ...]:
        """Each decision maker's moves, turned round: from where could it have come?"""
        return tuple(m.reversed() for m in self.moves)

    @cached_property
    def improving_back(self) -> tuple[Step, ...]:
        """The unilateral improvements of each decision maker, turned round."""
        top = self.size - 1
        return tuple(m.improvements(top - r) for m, r in zip(self.moves_back, self.ranks, strict=True))

    @cached_property
    def known_improving_back(self) -> tuple[Step, ...]:
        """The moves that are known to be improvements, turned round, where some preferences are unknown."""
        return tuple(self.relations[j].improvements(m).reversed() for j, m in enumerate(self.moves))

    @cached_property
    def move_pairs(self) -> tuple[tuple[Ints, Ints], ...]:
        """The moves of each decision maker one by one: the states left, the states moved to."""
        return tuple(pairs(m) for m in self.moves)

    def with_ranks(self, changed: Mapping[int, Ints]) -> Game:
        """Give the game with other preferences of some decision makers, by their positions; the rest is shared."""
        ranks = tuple(changed.get(j, r) for j, r in enumerate(self.ranks))
        kept = {j: r for j, r in self.relations.items() if j not in changed}
        new = replace(self, ranks=ranks, relations=kept)
        new.__dict__["moves_back"] = self.moves_back
        new.__dict__["transitive"] = self.transitive
        new.__dict__["opposing"] = self.opposing
        top = self.size - 1
        new.__dict__["improving"] = tuple(
            self.moves[j].improvements(r) if j in changed else self.improving[j] for j, r in enumerate(ranks)
        )
        new.__dict__["improving_back"] = tuple(
            self.moves_back[j].improvements(top - r) if j in changed else self.improving_back[j]
            for j, r in enumerate(ranks)
        )
        return new

    def index(self, dm: str) -> int:
        """Give the position of a decision maker."""
        if dm not in self.decision_makers:
            raise UnknownNameError("decision maker", dm, self.decision_makers)
        return self.decision_makers.index(dm)

    def state(self, which: int | str | State) -> State:
        """Find a state.

        Parameters
        ----------
        which : int, str or State
            Its position; or its name, its id, its number (``"5"`` or ``"#5"``), the options taken joined by ``+``,
            a Y/N pattern, ``"status_quo"``, or a condition that holds in it alone.

        Raises
        ------
        UnknownNameError
            Where no state or several fit.
        """
        if isinstance(which, State):
            return which
        if isinstance(which, str):
            return self.states.state(find_state(self.states, self.status_quo, which))
        if not 0 <= which < self.size:
            raise IndexError(f"state {which} of {self.size}")
        return self.states.state(int(which))

    def reachable(self, dm: str, state: int | str | State) -> tuple[State, ...]:
        """Give the states that a decision maker can move to in one move."""
        found = self.moves[self.index(dm)].successors(self.state(state).index)
        return tuple(self.states.state(int(t)) for t in found)

    def improvements(self, dm: str, state: int | str | State) -> tuple[State, ...]:
        """Give the states that a decision maker can move to in one move and is known to prefer."""
        i, start = self.index(dm), self.state(state).index
        return tuple(self.states.state(int(t)) for t in improving_successors(self, i, start))

    def where(self, condition: str) -> Bools:
        """Tell for each state whether a condition holds (for a merged state: in all its members)."""
        return self.states.where(self.conflict.condition(condition))

    def some(self, keys: Iterable[Key]) -> ListedStates:
        """Give a set of states, by their positions or as they are, in that order."""
        given = keys if isinstance(keys, np.ndarray) else [position(k) for k in keys]
        return ListedStates(self, np.asarray(given, dtype=np.int64))

    def gains(self, dm: str, state: Key) -> ListedStates:
        """Give what `improvements` gives as a set."""
        return ListedStates(self, improving_successors(self, self.index(dm), position(state)))

    def rank(self, dm: str, state: Key) -> int | None:
        """Give the rank of a state for a decision maker, 0 for the worst; None where some preference is unknown."""
        return None if self.open else int(self.ranks[self.index(dm)][position(state)])

    def extremes(self, dm: str, states: ListedStates) -> tuple[int, int] | None:
        """Give the least and the greatest rank of some states; None where the decision maker's order is unknown."""
        return ordering.extremes(self, self.index(dm), states)

    def places(self, dm: str, states: ListedStates) -> tuple[int, int, int] | None:
        """Give the best and the worst place of some states in a decision maker's order (1 is best), and of how many.

        None of no state, and where the order is unknown.
        """
        return ordering.places(self, self.index(dm), states)

    def degree(self, dm: str, before: Key, after: Key) -> int | None:
        """Tell how much better one state is than another: 1, 2 for "much"; 0 for a tie; None where it is unknown."""
        return ordering.degree(self, self.index(dm), position(before), position(after))

    def compared(self, dm: str, start: Key, states: ListedStates) -> Compared:
        """Tell which comparisons of one of the states with the start there are."""
        return ordering.compared(self, self.index(dm), position(start), states)

    def alike(self, other: Any) -> bool:
        """Tell whether positions mean the same states in another game."""
        return isinstance(other, Game) and self.states.alike(other.states)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Give the graph of states: an edge per move, keyed by the decision maker, with ``improvement`` true or false.

        Where some preferences are unknown there are no ranks, and ``improvement`` is None for a move of which it is
        unknown.

        Needs the package networkx (the extra ``networkx``).
        """
        try:
            import networkx
        except ImportError:
            raise MissingPackageError("networkx", "networkx") from None
        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(
            title=self.conflict.title, account=self.account
        )
        states = [self.states.state(s) for s in range(self.size)]
        for s in states:
            ranks = {} if self.open else {d: int(r[s.index]) for d, r in self._by_maker()}
            graph.add_node(s.id, taken=s.taken, ranks=ranks)
        for i, (dm, moves) in enumerate(zip(self.decision_makers, self.moves, strict=True)):
            for s in states:
                for t in moves.successors(s.index):
                    better = self.better(i, s.index, int(t))
                    graph.add_edge(s.id, states[int(t)].id, key=dm, decision_maker=dm, improvement=better)
        return graph

    def better(self, i: int, before: int, after: int) -> bool | None:
        """Tell whether decision maker number `i` prefers the state `after` to `before`; None where it is unknown."""
        if self.open:
            degree = self.relations[i].degree(before, after)
            return None if degree is None else degree > 0
        return bool(self.ranks[i][after] > self.ranks[i][before])

    def _by_maker(self) -> list[tuple[str, Ints]]:
        return list(zip(self.decision_makers, self.ranks, strict=True))

    def __repr__(self) -> str:
        return (
            f"<Game {self.conflict.title!r} ({self.account}): {self.size} states, "
            f"{len(self.decision_makers)} decision makers>"
        )


def improving_successors(game: Game, i: int, state: int) -> Ints:
    """Give the unilateral improvements of decision maker number `i` from a state."""
    targets = game.moves[i].successors(state)
    if game.open:
        degrees = game.relations[i].degrees[state, targets]
        known: Ints = targets[degrees > 0]
        return known
    found: Ints = targets[game.ranks[i][targets] > game.ranks[i][state]]
    return found
