"""Moves on sets of states, and the greatest value after a move, digit by digit.

Write x for a state, and let a value be a row of boolean digits q_1 ... q_K, the most important first: the statements
of a decision maker, say, or the worst that can follow. For decision maker j and a set Z, B_j(Z) are the states from
which j can move into Z or is there already. Options that j can take and drop are quantified, exists x_j: Z. A one-way
option v, once taken taken for good, is gone through one at a time: Z or (exists v: Z and v), for where v is not taken
yet, both settings can be had. Only the state moved to has to be feasible.

The greatest value q over what j can move to within a domain Z, digit by digit, where C are the states of Z that attain
the greatest digits so far::

    C = Z
    for k = 1 ... K:   A_k = B_j(C and q_k);   C = C and (A_k -> q_k)

A_k is the digit, and at the end C are the states of Z which themselves attain the greatest value. That is exact where
all of j's options can be taken and dropped: then A_k is the same in all states that differ in j's options only. With
one-way options the greatest value may fall along a move, and C is a set for all states at once. So a step of v counts
only where the greatest digits so far are the same at both ends: they are, all along a move to a state that attains the
value, since a move can only lose possibilities. The least value is the same with negated digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.game.symbolic.diagrams import Clock, Diagram


@dataclass(frozen=True, eq=False)
class OneWay:
    """A one-way option: its variable, and whether it is taken for good (else dropped for good)."""

    variable: Diagram
    taken: bool

    def same(self, found: Diagram) -> Diagram:
        """Give where something holds with the option as without it, or neither."""
        on = (found & self.variable).exists(self.variable)
        off = (found & ~self.variable).exists(self.variable)
        return on.equiv(off)


@dataclass(frozen=True, eq=False)
class SymbolicMoves:
    """What one decision maker can move.

    Attributes
    ----------
    both_ways : Diagram
        The conjunction of its options that can be taken and dropped.
    one_way : tuple of OneWay
        Those that can only be taken, or only dropped. (One that is both is never changed, and in neither.)
    """

    both_ways: Diagram = field(repr=False)
    one_way: tuple[OneWay, ...] = field(repr=False)

    def before(self, target: Diagram, same: Sequence[Diagram] = ()) -> Diagram:
        """Give from where a move, or staying, leads into a set."""
        return self._spread(target, same, back=False)

    def after(self, source: Diagram, same: Sequence[Diagram] = ()) -> Diagram:
        """Give where a move, or staying, leads to from a set, feasible or not."""
        return self._spread(source, same, back=True)

    def _spread(self, found: Diagram, same: Sequence[Diagram], *, back: bool) -> Diagram:
        found = found.exists(self.both_ways)
        for k, one in enumerate(self.one_way):
            end = one.variable if one.taken != back else ~one.variable
            more = (found & end).exists(one.variable)
            found = found | (more & same[k] if same else more)
        return found

    def narrowed(self, same: Sequence[Diagram], found: Diagram) -> list[Diagram]:
        """Keep the steps of one-way options at both ends of which `found` is the same."""
        return [s & one.same(found) for s, one in zip(same, self.one_way, strict=True)]

    def greatest(
        self, domain: Diagram, digits: Iterable[Diagram], clock: Clock, *, back: bool = False
    ) -> Iterator[tuple[Diagram, Diagram]]:
        """Give the digits of the greatest value after a move or staying, and what of the domain attains it so far.

        Meaningful where the domain can be reached. With `back`: over the states that a move can have come from.
        """
        same: list[Diagram] = []
        if self.one_way:
            can = self._spread(domain, (), back=back)
            same = [one.same(can) for one in self.one_way]
        for digit in digits:
            clock.check()
            found = self._spread(domain & digit, same, back=back)
            domain = domain & found.imp(digit)
            if same:
                same = self.narrowed(same, found)
            yield found, domain


def improvable(
    moves: SymbolicMoves, digits: Sequence[Diagram], target: Diagram, within: Diagram, clock: Clock
) -> Diagram:
    """Give from which states of `within` a decision maker with these ranks has an improvement into a set.

    Those whose rank is below the greatest that the decision maker can move to in the set.
    """
    level = within & moves.before(target)  # as good so far
    found = level ^ level
    for (best, _), digit in zip(moves.greatest(target, digits, clock), digits, strict=True):
        found = found | (level & best & ~digit)
        level = level & best.equiv(digit)
        if not level.satisfiable():
            break
    return found


def improved(
    moves: SymbolicMoves, digits: Sequence[Diagram], source: Diagram, within: Diagram, clock: Clock
) -> Diagram:
    """Give the states of `within` that a decision maker with these ranks has an improvement to from a set.

    Those whose rank is above the least from which the decision maker can have come.
    """
    level = within & moves.after(source)
    found = level ^ level
    worst = moves.greatest(source, (~d for d in digits), clock, back=True)
    for (fails, _), digit in zip(worst, digits, strict=True):
        found = found | (level & fails & digit)
        level = level & (fails ^ digit)
        if not level.satisfiable():
            break
    return found


def least_after(
    movers: Sequence[SymbolicMoves], feasible: Diagram, digits: Iterable[Diagram], clock: Clock
) -> Iterator[Diagram]:
    """Give the digits of the least value over a state and all that sequences of moves lead to from it.

    Digit by digit, a fixpoint each: ``Z = C and not q_k; Z = Z or (feasible and B_j(Z))`` for each mover j, where C
    are the states that attain the least digits so far; the digit is ``not Z``. Steps of one-way options count as in
    `SymbolicMoves.greatest`, for each mover by the least that it can get to by a move of its own.
    """
    attains = feasible
    same = [[one.same(m.before(feasible)) for one in m.one_way] for m in movers]
    for digit in digits:
        below = attains & ~digit
        while True:
            before = below
            for m, s in zip(movers, same, strict=True):
                clock.check()
                below = below | (feasible & m.before(below, s))
            if below == before:
                break
        yield ~below
        same = [m.narrowed(s, m.before(below, s)) if s else s for m, s in zip(movers, same, strict=True)]
        attains = attains & below.imp(~digit)
