"""Two carriers of one algebra: which one a conflict is for, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.conflict import Conflict, TooLargeError
from detente.game.build import build_game
from detente.game.carried import CarriedGame
from detente.game.feasible import state_limit
from detente.game.game import Game
from detente.game.given import as_carried
from detente.game.symbolic import (
    LimitError,
    SymbolicGame,
    build_symbolic,
    count_feasible,
    installed,
    reasons_against,
)
from detente.game.symbolic.diagrams import NOT_INSTALLED, NoRoomError

COMFORTABLE = 1 << 21  # states that are listed in a few seconds


@dataclass(frozen=True, slots=True)
class Choice:
    """Which carrier a conflict is for.

    Attributes
    ----------
    carrier : str
        ``dense``: every state is listed; any preferences. ``symbolic``: decision diagrams; statements and most rules.
    why : str
        A sentence.
    feasible : int or None
        The number of feasible combinations of options, where it was counted.
    """

    carrier: Literal["dense", "symbolic"]
    why: str
    feasible: int | None = None


def choose(conflict: Conflict, *, most_states: int | None = None) -> Choice:
    """Choose the carrier of a conflict.

    Parameters
    ----------
    conflict : Conflict
        Where it has several accounts, the first is meant (see `Conflict.under`).
    most_states : int, optional
        The number of states that may be listed: where it is given, no more are, in no form.

    Returns
    -------
    Choice

    Examples
    --------
    >>> import detente
    >>> from detente.game.carrier import choose
    >>> print(choose(detente.load("chicken")).why)
    With 2 options there are at most 4 states: every one is listed.
    """
    conflict = conflict.under()
    options = sum(conflict.options[o].available for o in conflict.option_ids)
    if 1 << options <= COMFORTABLE:
        most = f"at most {1 << options:,} states"
        return Choice("dense", f"With {options} options there are {most}: every one is listed.")
    if reasons_against(conflict):
        return Choice("dense", "The file says something that only lists of states carry.")
    if not installed():
        return Choice("dense", f"Every state is listed; {NOT_INSTALLED}.")
    try:
        feasible = count_feasible(conflict)
    except NoRoomError as error:
        return Choice("dense", f"Every state is listed: {error}.")
    except LimitError:
        return Choice("dense", "The rules are too intricate for decision diagrams.")
    limit = state_limit(conflict, most_states)
    if feasible <= min(COMFORTABLE, limit) or most_states is not None:
        return Choice("dense", f"There are {feasible:,} feasible states: every one is listed.", feasible)
    return Choice(
        "symbolic",
        f"There are {feasible:,} feasible states, too many to list: they are carried by decision diagrams.",
        feasible,
    )


def build(
    conflict: Conflict, choice: Choice | None = None, *, most_states: int | None = None
) -> Game | SymbolicGame:
    """Build the game of a conflict on the carrier that it is for.

    Raises
    ------
    TooLargeError
        Where neither carries it: what is in the way, and what can be done.
    """
    conflict = conflict.under()
    choice = choice or choose(conflict, most_states=most_states)
    if choice.carrier == "symbolic":
        return build_symbolic(conflict)
    try:
        return build_game(conflict, most_states=most_states)
    except TooLargeError as error:
        if most_states is not None:
            raise
        against = reasons_against(conflict)
        more = (
            "Decision diagrams carry larger conflicts, but not this:\n" + "\n".join(against)
            if against
            else f"Decision diagrams carry larger conflicts, but {NOT_INSTALLED}."
            if not installed()
            else choice.why
        )
        raise TooLargeError(f"{error}\n{more}") from None


def carried(given: object, asker: str) -> CarriedGame:
    """Give the game that a function works on, whoever carries it; of a conflict the game on the carrier it is for.

    Where a conflict has several accounts and none was chosen, the first is taken and a warning (`AccountWarning`) says
    so.

    Parameters
    ----------
    given : Game, SymbolicGame or Conflict
    asker : str
        The function's name, for the message.

    Raises
    ------
    WantedError
        Where it is none of these.
    TooLargeError
        Where neither carries the conflict.

    Examples
    --------
    >>> import detente
    >>> carried(detente.load("chicken"), "evolve").carrier
    'dense'
    """
    found = as_carried(given, asker)
    return build(found) if isinstance(found, Conflict) else found
