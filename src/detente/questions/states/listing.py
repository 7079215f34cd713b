"""Which states are feasible? All of them, or those in which a condition holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.conflict import Conflict, budget
from detente.game import Ints, Row, State, States, Tabular, feasible_states, option_columns


@dataclass(frozen=True, eq=False)
class Chosen(Tabular):
    """Feasible states of a conflict.

    Attributes
    ----------
    every : States
        All that are feasible.
    positions : array of int
        Those that are meant, by their positions.
    where : str
        The condition that holds in them; empty where all are meant.
    alike : tuple of str
        The accounts of the file that have these states: the same options and rules.
    """

    every: States
    positions: Ints
    where: str
    alike: tuple[str, ...]

    @property
    def conflict(self) -> Conflict:
        """The conflict, under the account that is followed."""
        return self.every.conflict

    @property
    def count(self) -> int:
        """How many are meant."""
        return int(self.positions.size)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return (self.every.state(int(s)) for s in self.positions)

    def each_row(self) -> Iterator[Row]:
        """Give a row per state, one at a time."""
        options = self.conflict.option_ids
        for s in self:
            budget.check("writing the states")
            row: dict[str, object] = {"state": s.id, "number": s.number, "label": s.label}
            yield row | {"taken": list(s.taken)} | option_columns(s, options)

    def rows(self) -> list[Row]:
        """Give a row per state: its id, number and label, the options taken, and each option."""
        return list(self.each_row())


def states(
    conflict: Conflict,
    account: str | None = None,
    *,
    where: str | None = None,
    most_states: int | None = None,
) -> Chosen:
    """List the feasible states.

    Parameters
    ----------
    conflict : Conflict
    account : str, optional
        Whose options and rules are meant; without it those of the first account.
    where : str, optional
        Only those in which this condition holds.
    most_states : int, optional
        Refuse more.

    Returns
    -------
    Chosen

    Examples
    --------
    >>> import detente
    >>> from detente.questions.states import states
    >>> found = states(detente.load("prisoners-dilemma"), where="not first.cooperate")
    >>> [state.id for state in found]
    ['betrayal', 'second_only']
    """
    under = conflict.under(account)
    every = feasible_states(under, most_states)
    chosen = np.arange(every.size)
    if where is not None:
        chosen = np.flatnonzero(every.where(under.condition(where)))
    alike = tuple(a for a in conflict.accounts if a == under.account or conflict.under(a).same_states(under))
    return Chosen(every, chosen, where or "", alike)
