"""What a person means who names outcomes: a condition, or one state."""

from __future__ import annotations

from detente.conflict import Condition
from detente.conflict.errors import ConditionError, nearest, quoted
from detente.game import Game, State, UnknownStateError


def meant(game: Game, text: str) -> Condition | State:
    """Read a text as a condition, else as a state: its name, its id, its number.

    Raises
    ------
    UnknownStateError
        Where it is neither.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> print(meant(game, "first.swerve"), meant(game, "#0"), sep="; ")
    first.swerve; crash
    """
    try:
        # First as a condition: the name of an option is one, and the id of a state too.
        return game.conflict.condition(text)
    except ConditionError as error:
        try:
            return game.state(text)
        except UnknownStateError:
            close = nearest(text, [n.name for n in game.conflict.states])
            near = f" (did you mean {quoted(close)}?)" if close else ""
            told = f"no state {quoted(text)}{near}, and as a condition: {error.message}"
            raise UnknownStateError(told) from None
