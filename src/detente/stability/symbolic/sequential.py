"""SEQ on sets of states: by thresholds, as few as needed.

For a rank u of decision maker i, let U(u) be the states from which the opponents' sequences of improvements, or none at
all, lead to a state that i ranks at most u::

    U = {r_i <= u};   U = U or (states from which some opponent has an improvement into U), to the fixpoint

A state s is stable for i under SEQ iff i has no move to a feasible state outside U(r_i(s)). So there is a fixpoint for
each rank that occurs. But U grows with u, so that over all states whose rank is between u and v, those that are stable
with U(u) are stable and those that are not with U(v) are not. Only what is still open is split, by the most important
digit in which it differs. Nash-stable states are stable and what is not GMR-stable is not, so that the search begins
with what is between. A fixpoint begins with the one for a lower rank, and ends as soon as nothing is open.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.game.symbolic import Clock, Diagram, SymbolicGame
from detente.game.symbolic.ranks import extreme


@dataclass(frozen=True, eq=False)
class Punished:
    """States from which a sanction is known; of these, what each decision maker has not been asked to move to."""

    within: Diagram
    border: tuple[Diagram, ...]


class Sanctions:
    """What the opponents of one decision maker can punish."""

    def __init__(self, game: SymbolicGame, i: int, clock: Clock) -> None:
        self.game, self.i, self.clock = game, i, clock
        self.digits = game.digits[i]
        self.opponents = [j for j in range(len(game.moves)) if j != i]
        self.nothing = game.diagrams.false
        self.none = Punished(self.nothing, (self.nothing,) * len(game.moves))

    def at_most(self, rank: list[bool]) -> Diagram:
        """Give the states that `i` ranks at most so."""
        found = self.game.diagrams.true
        for digit, limit in zip(reversed(self.digits), reversed(rank), strict=True):
            found = ~digit | found if limit else ~digit & found
        return self.game.allowed & found

    def extreme(self, states: Diagram, *, greatest: bool) -> list[bool]:
        """Give the digits of the least or greatest rank in a set."""
        return extreme(states, self.digits, greatest=greatest)

    def unpunished(self, states: Diagram, punished: Diagram) -> Diagram:
        """Give those of the states from which `i` can move to what is not punished."""
        return states & self.game.moves[self.i].before(self.game.allowed & ~punished)

    def grown(
        self, punished: Punished, rank: list[bool], waiting: Diagram | None
    ) -> tuple[Punished, Diagram]:
        """Add what `i` ranks at most so, and all from which improvements lead into it.

        With `waiting`, stop as soon as none of these states has a move to what is not punished.

        Returns
        -------
        punished : Punished
        waiting : Diagram
            What is left of them; where some are left, what is punished is complete.
        """
        within, border = punished.within, list(punished.border)
        new = self.at_most(rank) & ~within
        mover = -1
        while True:
            within = within | new
            border = [b if j == mover else b | new for j, b in enumerate(border)]
            if waiting is not None:
                waiting = self.unpunished(waiting, within)
            todo = [j for j in self.opponents if border[j].satisfiable()]
            if not todo or (waiting is not None and not waiting.satisfiable()):
                break
            # What j's own improvements lead from need not be asked of j again: they are transitive. The first ones
            # until nothing is left for them, before the next: in turns the diagrams between get larger.
            mover = todo[0]
            # All that is punished does as well as its border, and is often the smaller diagram.
            target, border[mover] = smaller(border[mover], within), self.nothing
            new = self.game.improving[mover].into(target, self.game.allowed & ~within, self.clock)
        return Punished(within, tuple(border)), self.nothing if waiting is None else waiting


def smaller(one: Diagram, other: Diagram) -> Diagram:
    """Give the diagram of fewer nodes."""
    return one if one.node_count() <= other.node_count() else other


def seq(game: SymbolicGame, i: int, clock: Clock, stable: Diagram, possible: Diagram) -> Diagram:
    """Give the states that are stable for `i` under SEQ.

    Parameters
    ----------
    game : SymbolicGame
    i : int
    clock : Clock
    stable : Diagram
        States that are known to be stable: the Nash-stable ones.
    possible : Diagram
        States outside which none is: the GMR-stable ones.
    """
    sanctions = Sanctions(game, i, clock)
    top = (sanctions.extreme(game.allowed, greatest=True), game.allowed)
    # What is open; what is known to be punished at its least rank; a rank not below its greatest, and what is then.
    waiting: list[tuple[Diagram, Punished, tuple[list[bool], Diagram]]] = [
        (possible & ~stable, sanctions.none, top)
    ]
    while waiting:
        open_, low, (rank, high) = waiting.pop()
        if not open_.satisfiable():
            continue
        least = sanctions.extreme(open_, greatest=False)
        low, left = sanctions.grown(low, least, open_)
        stable = stable | (open_ & ~left)
        greatest = sanctions.extreme(left, greatest=True)
        if not left.satisfiable() or greatest == least or low.within == high:
            continue
        if greatest != rank:
            rank, high = greatest, sanctions.grown(low, greatest, None)[0].within
        left = left & ~sanctions.unpunished(left, high)
        least, greatest = (sanctions.extreme(left, greatest=g) for g in (False, True))
        differ = [d for d, a, b in zip(sanctions.digits, least, greatest, strict=True) if a != b]
        if not differ:  # of one rank, or none is left
            waiting.append((left, low, (rank, high)))
            continue
        waiting.append((left & differ[0], low, (rank, high)))
        waiting.append((left & ~differ[0], low, (rank, high)))
    return stable
