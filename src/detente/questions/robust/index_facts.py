"""How much hangs on a doubt, and under which conditions something turns, as typed facts."""

from __future__ import annotations

from detente.answers import Value
from detente.questions.robust.deciding import Index, Turn


class IndexFact(Value, frozen=True, kw_only=True):
    """How much hangs on a doubt.

    Attributes
    ----------
    turns : float
        The weight of the accounts in which the claim holds as it is written and which lead elsewhere if it does not.
    first, total : float
        Its index of the first order and in total: which part of the spread goes where it is settled, and which part is
        left where everything else is.
    """

    turns: float
    first: float
    total: float


class SettledFact(Value, frozen=True, kw_only=True):
    """A doubt, and how it is settled: places in `doubts` and in its `variants`."""

    doubt: int
    variant: int


class TurnFact(Value, frozen=True, kw_only=True):
    """A condition under which the answer turns.

    Attributes
    ----------
    settled : tuple of SettledFact
    weight : float
        Of the accounts in which that is so.
    share : float
        In which part of these it leads to where the account as it is written does; where an outcome is asked about: in
        which part that is among where it is heading.
    """

    settled: tuple[SettledFact, ...]
    weight: float
    share: float


def index_fact(index: Index) -> IndexFact:
    """Give an index."""
    return IndexFact(turns=index.turns, first=index.first, total=index.total)


def turn_fact(turn: Turn) -> TurnFact:
    """Give a condition."""
    settled = tuple(SettledFact(doubt=d, variant=v) for d, v in turn.literals)
    return TurnFact(settled=settled, weight=turn.weight, share=turn.share)
