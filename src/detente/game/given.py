"""What a function is given: a game where it wants one, a conflict where it wants that; else one sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.conflict import Conflict, WantedError
from detente.game.game import Game

if TYPE_CHECKING:
    from detente.game.symbolic import SymbolicGame


def as_game(given: object, asker: str) -> Game:
    """Give the game that a function works on; of a conflict the game of its account.

    Where a conflict has several accounts and none was chosen, the first is taken and a warning (`AccountWarning`) says
    so.

    Parameters
    ----------
    given : Game or Conflict
    asker : str
        The function's name, for the message.

    Raises
    ------
    WantedError
        Where it is neither.

    Examples
    --------
    >>> import detente
    >>> as_game(detente.load("chicken"), "explain").size
    4
    >>> as_game(4, "explain")
    Traceback (most recent call last):
        ...
    detente.conflict.errors.WantedError: explain() wants a game or a conflict, found int
    """
    if isinstance(given, Game):
        return given
    if isinstance(given, Conflict):
        return given.game()
    from detente.game.symbolic import SymbolicGame

    if isinstance(given, SymbolicGame):
        raise WantedError(
            f"{asker}() wants a game that lists every state, found one that decision diagrams carry: "
            "conflict.game(...) builds it where there are not too many states"
        )
    raise WantedError(f"{asker}() wants a game or a conflict, found {_found(given)}")


def as_conflict(given: object, asker: str, *, several: bool = False) -> Conflict:
    """Give the conflict that a function works on; of a game the conflict under the account that the game follows.

    Parameters
    ----------
    given : Conflict or Game
    asker : str
        The function's name, for the message.
    several : bool
        Whether it is about several accounts: then a game, which follows one, will not do.

    Raises
    ------
    WantedError
        Where it is neither.
    """
    if isinstance(given, Conflict):
        return given
    from detente.game.symbolic import SymbolicGame

    if isinstance(given, Game | SymbolicGame):
        if not several:
            return given.conflict
        raise WantedError(
            f"{asker}() sets accounts side by side and wants the conflict, found a game, which follows one"
        )
    raise WantedError(f"{asker}() wants a conflict or a game, found {_found(given)}")


def as_carried(given: object, asker: str) -> Game | SymbolicGame | Conflict:
    """See that something is a game of either carrier, or a conflict."""
    from detente.game.symbolic import SymbolicGame

    if isinstance(given, Game | SymbolicGame | Conflict):
        return given
    raise WantedError(f"{asker}() wants a game or a conflict, found {_found(given)}")


def as_keys(given: str | Sequence[str]) -> tuple[str, ...]:
    """Give several keys: of concepts, of accounts; one may be given as it is.

    Examples
    --------
    >>> as_keys("nash"), as_keys(["nash", "seq"])
    (('nash',), ('nash', 'seq'))
    """
    return (given,) if isinstance(given, str) else tuple(given)


def _found(given: object) -> str:
    if isinstance(given, str):
        return f"the text {given!r}: detente.load(...) reads it"
    return f"{type(given).__name__}"
