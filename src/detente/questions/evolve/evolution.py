"""How do we get there from here? Status quo analysis: what can follow from the start, by which sequence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, cast, overload

from detente.conflict import Conflict, DetenteError, NotInFileError, find_concept
from detente.game import CarriedGame, Game, Ints, ListedStates, ManyStates, Row, State, Tabular
from detente.game.carrier import carried
from detente.game.given import as_game
from detente.game.symbolic import LimitError, StateSet, SymbolicGame
from detente.questions.evolve.carried import CarriedReach, Path
from detente.questions.evolve.reaching import Reach, reach
from detente.questions.evolve.symbolic import REACH_SECONDS, SymbolicReach, symbolic_reach
from detente.stability import CONCEPTS, CarriedStability, Stability
from detente.stability.carriers import stability_of
from detente.stability.symbolic import SECONDS, SymbolicStability

if TYPE_CHECKING:  # a type without parameters means the carrier that lists every state
    from typing_extensions import TypeVar

    GameT_co = TypeVar("GameT_co", bound=CarriedGame, default=Game, covariant=True)
    StabilityT_co = TypeVar("StabilityT_co", bound=CarriedStability, default=Stability, covariant=True)
    ReachT_co = TypeVar("ReachT_co", bound=CarriedReach, default=Reach, covariant=True)
    StatesT_co = TypeVar("StatesT_co", bound=ManyStates, default=ListedStates, covariant=True)
else:
    from typing import TypeVar

    GameT_co, StabilityT_co = TypeVar("GameT_co"), TypeVar("StabilityT_co")
    ReachT_co, StatesT_co = TypeVar("ReachT_co"), TypeVar("StatesT_co")

SAMPLES = 100  # states in a table, where nobody lists all

_REACH: Mapping[str, Callable[..., Any]] = {
    "dense": lambda game, start, improvements, _: reach(game, start.index, improvements=improvements),
    "symbolic": lambda game, start, improvements, seconds: symbolic_reach(
        game, start, improvements=improvements, seconds=seconds
    ),
}


@dataclass(frozen=True, eq=False)
class Evolution(Tabular, Generic[GameT_co, StabilityT_co, ReachT_co, StatesT_co]):
    """What can follow from a state.

    Sets of states are `ListedStates`, the nearest first, or a `StateSet` where decision diagrams carry the game.
    What is out of reach there raises `TooLargeError`.

    Attributes
    ----------
    game : Game or SymbolicGame
    start : State
        Where it begins.
    stability : Stability or SymbolicStability
        The equilibria that are asked about.
    """

    game: GameT_co
    start: State
    stability: StabilityT_co

    @property
    def seconds(self) -> float:
        """The limit on time for each of the sets, where decision diagrams carry the game."""
        return min(REACH_SECONDS, self.stability.seconds)

    @cached_property
    def by_improvements(self) -> ReachT_co:
        """What sequences of improvements (that are known to be such) lead to."""
        return self._reach(improvements=True)

    @cached_property
    def by_moves(self) -> ReachT_co:
        """What sequences of any moves lead to."""
        return self._reach(improvements=False)

    def _reach(self, *, improvements: bool) -> ReachT_co:
        found: ReachT_co = _REACH[self.game.carrier](self.game, self.start, improvements, self.seconds)
        return found

    def has_ways(self, concept: str) -> bool:
        """Tell whether `undeterred` is worked out for a concept.

        It is where what deters an improvement depends on where it leads alone: for Nash, GMR, SMR, SEQ and SSEQ. Under
        SIM it depends on where it begins too; under L(h) and NM the parties also make moves that are no improvements.
        Where decision diagrams carry the game it is not.
        """
        return self.game.listed and (concept in CONCEPTS or bool(find_concept(concept).variant))

    def undeterred(self, concept: str) -> ReachT_co:
        """Give what follows if nobody makes a move that, under the concept, something deters.

        Improvements as such reckon with no answers: under SEQ, say, a way may begin with a move that its mover
        would not make, fearing what follows. These ways do not.

        Raises
        ------
        DetenteError
            Where this is not worked out for the concept, see `has_ways`.
        """
        if not self.has_ways(concept):
            raise DetenteError(f"ways on which nothing is deterred are not worked out for {concept}")
        if concept not in self._undeterred:
            game = cast("Game", self.game)
            self._undeterred[concept] = reach(game, self.start.index, undeterred=concept)
        return cast("ReachT_co", self._undeterred[concept])

    @cached_property
    def _undeterred(self) -> dict[str, CarriedReach]:
        """What has been worked out so far; under Nash nothing deters an improvement."""
        return {} if self.game.open else {"nash": self.by_improvements}

    def reached(self, concept: str) -> StatesT_co:
        """Give the equilibria that improvements lead to from the start; of a set out of reach, those that are known."""
        return cast("StatesT_co", self.by_improvements.among(self._known(concept)))

    def only_by_moves(self, concept: str) -> StatesT_co:
        """Give the equilibria that some sequence of moves leads to, but no sequence of improvements."""
        found = self._whole(self.by_moves).among(self._known(concept))
        return cast("StatesT_co", found - self._whole(self.by_improvements).states)

    def unreachable(self, concept: str) -> StatesT_co:
        """Give the equilibria that no sequence of moves leads to."""
        return cast("StatesT_co", self._known(concept) - self._whole(self.by_moves).states)

    def reached_undeterred(self, concept: str) -> StatesT_co:
        """Give the equilibria that moves which nothing deters lead to (see `undeterred`)."""
        return cast("StatesT_co", self.undeterred(concept).among(self._known(concept)))

    def reached_at(self, concept: str) -> Ints:
        """Give what `reached` gives as positions in the arrays of a game that lists every state."""
        return self._positions(self.reached(concept), "reached_at")

    def undeterred_at(self, concept: str) -> Ints:
        """Give what `reached_undeterred` gives as positions in the arrays of a game that lists every state."""
        return self._positions(self.reached_undeterred(concept), "undeterred_at")

    def _positions(self, states: ManyStates, asker: str) -> Ints:
        as_game(self.game, asker)
        return cast("ListedStates", states).positions

    def _known(self, concept: str) -> ManyStates:
        inside: ManyStates | None = self.stability.bounds(concept)[0]
        if inside is None:
            raise LimitError(self.stability.incomplete[concept])
        return inside

    @staticmethod
    def _whole(found: CarriedReach) -> CarriedReach:
        if not found.complete:
            raise LimitError(found.limit)
        return found

    def nearest(self, concept: str) -> Path | None:
        """Give a shortest sequence of improvements to an equilibrium, or None."""
        end = self.by_improvements.closest(self._known(concept))
        return None if end is None else self.by_improvements.path(end)

    def path(self, state: int | str | State, *, improvements: bool = True) -> Path | None:
        """Give a shortest legal sequence from the start to a state, or None."""
        found = self.by_improvements if improvements else self.by_moves
        return found.path(self.game.state(state))

    def outlook(self, dm: str, states: ManyStates) -> tuple[bool, bool, bool]:
        """Tell whether some of the states are (known to be) better, as good, or worse for somebody than the start."""
        found = self.game.compared(dm, self.start, states)
        return found.better, found.same, found.worse

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: under which concepts, reached how, by which sequence.

        Where decision diagrams carry the game: a row for each of the nearest equilibria that improvements lead to, a
        hundred at most for a concept.
        """
        concepts = self.stability.concepts
        if not self.game.listed:
            drawn = [(c, s) for c in concepts for s in self.reached(c).sample(SAMPLES)]
            return [{"concept": c, "state": s.id, "sequence": _told(self.path(s))} for c, s in drawn]
        held = {c: self.stability.held(c) for c in concepts}
        found: list[Row] = []
        for state in either(list(held.values())):
            path = self.path(state) or self.path(state, improvements=False)
            how = "unreachable"
            if path is not None:
                how = "improvements" if state in self.by_improvements.states else "moves"
            under = [c for c in concepts if state in held[c]]
            found.append({"state": state.id, "concepts": under, "by": how, "sequence": _told(path)})
        return found


SymbolicEvolution: TypeAlias = Evolution[SymbolicGame, SymbolicStability, SymbolicReach, StateSet]
AnyEvolution: TypeAlias = Evolution[CarriedGame, CarriedStability, CarriedReach, ManyStates]


def _told(path: Path | None) -> list[str]:
    return [f"{m.mover} -> {m.state.id}" for m in path.moves] if path else []


def either(sets: Sequence[ManyStates]) -> ManyStates:
    """Give the states that are in some of the sets; there must be one."""
    found: ManyStates = sets[0]
    for more in sets[1:]:
        found = found | more
    return found


@overload
def evolve(
    game: Game,
    *,
    start: int | str | State | None = None,
    concepts: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> Evolution: ...
@overload
def evolve(
    game: SymbolicGame,
    *,
    start: int | str | State | None = None,
    concepts: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> SymbolicEvolution: ...
@overload
def evolve(
    game: Conflict,
    *,
    start: int | str | State | None = None,
    concepts: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> AnyEvolution: ...
def evolve(
    game: Game | SymbolicGame | Conflict,
    *,
    start: int | str | State | None = None,
    concepts: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> AnyEvolution:
    """Find what can follow from the status quo.

    An equilibrium counts as reached where a legal sequence of unilateral improvements leads to it: each move is
    better for who makes it than the state it leaves, and no one moves twice in a row (status quo analysis: Li,
    Kilgour & Hipel 2005, Status quo analysis in the graph model for conflict resolution, Journal of the
    Operational Research Society 56(6)).

    Parameters
    ----------
    game : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed, on the carrier that it is for.
    start : int, str or State, optional
        Where to begin; without it the status quo of the file.
    concepts : sequence of str, optional
        Whose equilibria to look for; without it Nash, GMR, SMR and SEQ.
    seconds : float
        Where decision diagrams carry the game: the limit on processor time for the sets of all concepts.

    Returns
    -------
    Evolution

    Raises
    ------
    NotInFileError
        Where no start is given and the file has no status quo.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("commentary")
    >>> found = detente.evolve(game)
    >>> path = found.path(found.reached("nash")[0])
    >>> [move.mover for move in path.moves]
    ['russia', 'ukraine', 'us', 'ukraine', 'russia']
    """
    given = carried(game, "evolve")
    return evolution(given, None if start is None else given.state(start), concepts, seconds=seconds)


def evolution(
    game: CarriedGame,
    start: State | None = None,
    concepts: Sequence[str] | None = None,
    *,
    seconds: float = SECONDS,
) -> AnyEvolution:
    """Find the same for a game on whichever carrier."""
    begin = game.start if start is None else start
    if begin is None:
        raise NotInFileError(
            "the file has no 'status_quo'; add it, or say where to start ('start'; --start STATE)"
        )
    return Evolution(game, begin, stability_of(game, concepts, seconds=seconds))
