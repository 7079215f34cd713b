"""The improvements of one decision maker: from which states they lead into a set, and where they lead to from one.

The state moved to differs in the decision maker's own options alone. So next to the variable of every option stands a
second one, for its setting in the state moved to, and the improvements are a diagram over both::

    I_j(x, y) = no one-way option is turned back  and  r_j(y) > r_j(x)
    r(y) > r(x):  from the least important digit up,  B = (q(y) and not q(x)) or ((q(y) <-> q(x)) and B)

Side by side, the two variables of an option keep these diagrams small: some dozens of nodes where the sets have some
thousands. From where improvements lead into Z is then one step: exists y_j: I_j and Z with y_j for x_j. Where the
diagram gets too large all the same, the sets are found from the digits of the ranks (`moves.improvable`, `improved`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.game.symbolic.diagrams import Clock, Diagram, Diagrams
from detente.game.symbolic.moves import SymbolicMoves, improvable, improved

MOST_NODES_OF_ONE = 20_000
MOST_IN_ONE_STEP = 100_000_000  # nodes of the one times nodes of the other: some seconds


@dataclass(frozen=True, eq=False)
class Improvements:
    """The improvements of one decision maker.

    Attributes
    ----------
    moves : SymbolicMoves
    digits : tuple of Diagram
        Its rank as boolean digits.
    relation : Diagram or None
        Which pairs of a state and the state moved to they are; None where that is too large.
    """

    moves: SymbolicMoves
    digits: tuple[Diagram, ...] = field(repr=False)
    relation: Diagram | None = field(repr=False)
    _here: Diagram = field(repr=False)
    _there: Diagram = field(repr=False)
    _to_there: Any = field(repr=False)
    _to_here: Any = field(repr=False)

    @classmethod
    def of(
        cls,
        diagrams: Diagrams,
        moves: SymbolicMoves,
        digits: Sequence[Diagram],
        own: Sequence[str],
        fixed: Sequence[str],
        clock: Clock,
    ) -> Improvements:
        """Work them out; `own` are the decision maker's options, `fixed` those of them that can never be changed."""
        pairs = [(diagrams.option(o), diagrams.ahead(o)) for o in own]
        to_there = diagrams.substitution([(o, diagrams.ahead(o)) for o in own])
        to_here = diagrams.substitution([(o, diagrams.option(o)) for o in own], ahead=True)
        allowed = diagrams.true
        for one in moves.one_way:
            after = one.variable.substitute(to_there)
            allowed = allowed & (one.variable.imp(after) if one.taken else after.imp(one.variable))
        for o in fixed:
            allowed = allowed & diagrams.option(o).equiv(diagrams.ahead(o))
        better = diagrams.false
        for digit in reversed(digits):
            clock.check()
            after = digit.substitute(to_there)
            better = (after & ~digit) | (after.equiv(digit) & better)
            if better.node_count() > MOST_NODES_OF_ONE:
                relation = None
                break
        else:
            relation = allowed & better
        here, there = diagrams.true, diagrams.true
        for option, second in pairs:
            here, there = here & option, there & second
        return cls(moves, tuple(digits), relation, here, there, to_there, to_here)

    def _too_much(self, states: Diagram) -> bool:
        """Tell whether one step might take long: between the digits of the ranks time is looked at."""
        return self.relation is None or self.relation.node_count() * states.node_count() > MOST_IN_ONE_STEP

    def into(self, target: Diagram, within: Diagram, clock: Clock) -> Diagram:
        """Give from which states of `within` an improvement leads into a set."""
        if self._too_much(target):
            return improvable(self.moves, self.digits, target, within, clock)
        assert self.relation is not None
        clock.check()
        return within & both(self.relation, target.substitute(self._to_there), self._there)

    def out_of(self, source: Diagram, within: Diagram, clock: Clock) -> Diagram:
        """Give the states of `within` that an improvement leads to from a set."""
        if self._too_much(source):
            return improved(self.moves, self.digits, source, within, clock)
        assert self.relation is not None
        clock.check()
        return within & both(self.relation, source, self._here).substitute(self._to_here)


def both(one: Diagram, other: Diagram, quantified: Diagram) -> Diagram:
    """Give where two diagrams hold together for some setting of the variables of a cube."""
    from oxidd.util import BooleanOperator

    return one.apply_exists(BooleanOperator.AND, other, quantified)
