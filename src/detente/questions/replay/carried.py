"""A way of looking ahead where decision diagrams carry the states: one mover at a time, Nash and SEQ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.conflict import Event, TooLargeError
from detente.conflict.errors import quoted
from detente.game import State
from detente.game.symbolic import StateSet, SymbolicGame, limited
from detente.questions.evolve.symbolic import symbolic_reach
from detente.questions.heads_symbolic import Reached, Walked, find_symbolic_heading, walked
from detente.stability.symbolic.point import undeterred

CONCEPTS = ("nash", "seq")
MOST_MOVES = 10_000  # of one party from one situation: each of them is judged, for what chance would give
MOST_ENDS = 200
SECONDS = 10.0  # for each search of where something leads


@dataclass(frozen=True, eq=False)
class CarriedSight:
    """One way of looking ahead in one game that lists no state.

    Not a value: what is asked more than once is kept.
    """

    game: SymbolicGame
    concept: str

    def made(self, i: int, before: State) -> StateSet:
        """Give the moves of a decision maker from a state that are to be expected: where they lead."""
        if self.concept == "nash":
            return self.game.gains(self.game.decision_makers[i], before)
        with limited(self.game.diagrams, SECONDS, f"what nothing deters from {quoted(before.id)}") as clock:
            return StateSet(self.game, undeterred(self.game, i, self.game.at(before), clock))

    @cached_property
    def _lead(self) -> Reached | Walked:
        start = self.game.start
        assert start is not None
        if self.concept == "seq":
            return walked(self.game, start, SECONDS)
        return find_symbolic_heading(self.game, start, seconds=SECONDS).myopic

    @property
    def whole(self) -> bool:
        """Whether it is known where the conflict is heading, and all that lies on the way."""
        return self._lead.whole

    @cached_property
    def ends(self) -> tuple[State, ...]:
        """The outcomes that the conflict is heading to from the status quo, the nearest first, as far as known."""
        return tuple(self._lead.nearest(MOST_ENDS))

    @property
    def number(self) -> int:
        """How many they are, as far as known."""
        return 0 if self._lead.ends is None else self._lead.ends.count

    def at_end(self, state: State) -> bool:
        """Tell whether a state is one of these outcomes."""
        return self._lead.ends is not None and state in self._lead.ends

    def leads(self, state: State) -> bool:
        """Tell whether one of these outcomes is led to from a state, as far as known."""
        ends = self._lead.ends
        if ends is None:
            return False
        if self.concept == "seq":
            return bool(walked(self.game, state, SECONDS).ends & ends)
        return bool(symbolic_reach(self.game, state, seconds=SECONDS).states & ends)

    def reaches(self, state: State) -> bool:
        """Tell whether a state lies on a way from the status quo, as far as known."""
        lead = self._lead
        if isinstance(lead, Walked):
            return state.id in lead.ways
        return state in lead.evolution.by_improvements.states

    def foreseen(self, before: State, after: State) -> bool:
        """Tell whether a move that is to be expected lies on a way to where it is heading, as far as known."""
        return self.reaches(before) and self.leads(after)


def judged(
    game: SymbolicGame, event: Event, movers: Sequence[str], way: tuple[State, State], looks: Sequence[Any]
) -> dict[str, Any] | None:
    """Judge a move; None where nobody's move leads there.

    Raises
    ------
    TooLargeError
        Where several move at once, or one could move to very many states.
    """
    if len(movers) > 1:
        raise TooLargeError(
            f"several move at once in {quoted(event.id)}, which is judged only where every state is listed, and "
            f"{quoted(game.conflict.title)} has {game.feasible.count:,} states: tell it as several events of one date"
        )
    before, after = way
    i = game.index(movers[0])
    here = game.at(before)
    every = StateSet(game, game.moves[i].after(here) & game.allowed & ~here)
    if after not in every:
        return None
    if every.count > MOST_MOVES:
        raise TooLargeError(
            f"{quoted(movers[0])} has {every.count:,} moves where {quoted(event.id)} begins, of which each would be "
            f"judged, and at most {MOST_MOVES:,} are: leave options out, or merge states that nobody tells apart"
        )
    made = [look.made(i, before) for look in looks]
    ids = [{s.id for s in found} for found in made]
    names = sorted(s.id for s in every)
    explained = tuple(after.id in found for found in ids)
    return {
        "of": len(names),
        "explained": explained,
        "random": tuple(len(found) for found in ids),
        "foreseen": tuple(yes and x.foreseen(before, after) for yes, x in zip(explained, looks, strict=True)),
        "patterns": tuple((name, tuple(name in found for found in ids)) for name in names),
    }
