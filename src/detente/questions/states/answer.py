"""Which states are feasible, as typed facts."""

from __future__ import annotations

from typing import Any

from detente.answers import Answer, Count, Cut, Ref
from detente.questions.building import MOST_LISTED, head, state_value
from detente.questions.describing import described
from detente.questions.states.listing import Chosen


class StatesAnswer(Answer, frozen=True, kw_only=True):
    """The feasible states, or those in which a condition holds.

    Attributes
    ----------
    where : str
        The condition; empty where all are meant.
    count : Count
        How many are meant.
    listed : tuple of Ref
        Those, in the order of the numbers.
    alike : tuple of str
        The accounts of the file that have the same options and rules as the one followed, it among them.
    """

    where: str
    count: Count
    listed: tuple[Ref, ...]
    alike: tuple[str, ...]


def answer(found: Chosen, most: int = MOST_LISTED) -> StatesAnswer:
    """Give the states as facts; of a long list the first `most`."""
    every = found.every
    shown = found.positions[:most]
    if found.count == every.size:
        values = tuple(described(every, len(shown)))
    else:
        values = tuple(state_value(every.state(int(s))) for s in shown)
    cut = (Cut(list="listed", count=str(found.count)),) if len(shown) < found.count else ()
    facts: dict[str, Any] = head("states", found.conflict)
    facts |= {
        "carrier": "dense",
        "feasible": str(every.size),
        "states": values,
        "truncated": cut,
        "where": found.where,
        "count": str(found.count),
        "listed": tuple(range(len(values))),
        "alike": found.alike,
    }
    return StatesAnswer(**facts)
