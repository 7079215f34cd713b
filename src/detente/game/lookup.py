"""Which state a person means: a name, an id, a number, a pattern or a condition."""

from __future__ import annotations

from detente.conflict import (
    ConditionError,
    Conflict,
    Place,
    StateRef,
    StateScope,
    UnknownNameError,
    written_state,
)
from detente.conflict.elements import NOWHERE
from detente.conflict.errors import choices, quoted
from detente.game.states import States

MOST_DIGITS = 1000  # of the number of a state


class UnknownStateError(UnknownNameError):
    """A text that means no state of the game, or several."""

    def __init__(self, message: str) -> None:
        super().__init__("state", message, ())
        self.message = message

    def __str__(self) -> str:
        return self.message


def find_state(states: States, status_quo: int | None, text: str) -> int:
    """Find the one state that a text means (see `Game.state`).

    Raises
    ------
    UnknownStateError
        Where it means none or several.
    """
    if text == "status_quo" and status_quo is not None:
        return status_quo
    ref = read_reference(states.conflict, text, status_quo=status_quo is not None)
    found = states.matching(ref)
    if found.size != 1:
        if found.size:
            raise UnknownStateError(f"{quoted(text)} fits {found.size} states; say more")
        raise UnknownStateError(f"{quoted(text)} is not feasible{states.why_infeasible(ref)}")
    return int(found[0])


def read_reference(conflict: Conflict, text: str, *, status_quo: bool) -> StateRef:
    """Read which state a text means, without asking whether there is one.

    Raises
    ------
    UnknownStateError
        Where the text means none.
    """
    names = [n.name for n in conflict.states]
    at = Place(conflict.file, 1, 1)
    ref = written_state(text, at, StateScope(conflict.scope(), names))
    number = text.removeprefix("#")
    if ref is None and conflict.graph_form and number.isascii() and number.isdecimal() and text != number:
        given = conflict.atoms[int(number) : int(number) + 1] if len(number) < 10 else ()
        if not given:
            raise UnknownStateError(f"no state has the number {number}; see 'detente states'")
        ref = StateRef(text, name=given[0], at=at)
    elif (
        ref is None
        and not conflict.graph_form
        and number.isascii()
        and number.isdecimal()
        and len(number) <= MOST_DIGITS
    ):
        bits = conflict.bits
        if int(number) >> len(bits):
            raise UnknownStateError(f"no state has the number {number}; see 'detente states'")
        ref = StateRef(text, taken=frozenset(o for o, k in bits.items() if int(number) >> k & 1), at=at)
    if ref is None:
        merged = [r for r in conflict.rules if r.kind == "same" and r.id == text]
        if merged:
            ref = StateRef(text, condition=merged[0].conditions[0], at=NOWHERE)
    if ref is None:
        try:
            ref = StateRef(text, condition=conflict.condition(text))
        except ConditionError as error:
            known = [*names, "status_quo"] if status_quo else names
            if conflict.graph_form:
                raise UnknownStateError(
                    f"no state {quoted(text)}{choices(text, known)}; a state is a name, or a condition that holds in "
                    f"it alone ({error.message})"
                ) from None
            raise UnknownStateError(
                f"no state {quoted(text)}{choices(text, known)}; a state is a name, the options taken joined "
                f"by '+' ('none' for no option), or a condition that holds in it alone ({error.message})"
            ) from None
    return ref
