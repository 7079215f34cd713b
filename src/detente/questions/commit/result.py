"""Shifts of power under one account, judged, and whether they take place where it is heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.conflict import Conflict, NotInFileError
from detente.game import Game, Row, State, Tabular
from detente.questions.commit.thresholds import JudgedShift, judge
from detente.questions.heads import find_heading

NO_SHIFT = "the file has no 'shifts' of power; add one, with its numbers and where they come from"


@dataclass(frozen=True, slots=True)
class Placed:
    """A shift, judged, and where it takes place.

    Attributes
    ----------
    judged : JudgedShift
    ends : tuple of State
        The outcomes that the conflict is heading to, looking ahead, in which it takes place; empty also where the file
        does not say in which states it does, or where it begins.
    of : int or None
        How many outcomes these are of; None where that is not known.
    today : bool or None
        Whether it takes place today.
    """

    judged: JudgedShift
    ends: tuple[State, ...] = ()
    of: int | None = None
    today: bool | None = None


@dataclass(frozen=True, eq=False)
class Commitment(Tabular):
    """The shifts of power under one account.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    game : Game or None
        None where no shift is bound to states.
    shifts : tuple of Placed
    """

    conflict: Conflict
    game: Game | None
    shifts: tuple[Placed, ...]

    def rows(self) -> list[Row]:
        """Give a row for each shift: the verdict, and between which numbers each threshold lies."""
        found: list[Row] = []
        for one in self.shifts:
            judged = one.judged
            row: dict[str, object] = {"shift": judged.shift.id, "verdict": judged.verdict}
            for name in ("gain", "bearable", "dear", "guarantee"):
                known = getattr(judged, name)
                row |= {f"{name} from": float(known.low), f"{name} to": float(known.high)}
            found.append(row | {"wait from": judged.wait[0], "wait to": judged.wait[1]})
        return found


def commit(conflict: Conflict | Game, name: str | None = None) -> Commitment:
    """Judge the shifts of power of a conflict: would the declining side rather fight now than wait?

    Parameters
    ----------
    conflict : Conflict or Game
        Of several accounts the first is followed, where none is chosen.
    name : str, optional
        The shift's name in the file; without it all.

    Raises
    ------
    NotInFileError
        Where the account has no shift of power.
    UnknownNameError
        Where it has none of this name.

    Examples
    --------
    >>> import detente
    >>> found = commit(detente.load("preventive-war").under("strong"))
    >>> [one.judged.verdict for one in found.shifts]
    ['fights']
    """
    game = conflict if isinstance(conflict, Game) else None
    under = game.conflict if game is not None else conflict.under()  # type: ignore[union-attr]
    if not under.shifts:
        raise NotInFileError(NO_SHIFT)
    chosen = under.shifts if name is None else (under.shift(name),)
    if game is None and any(s.that is not None for s in chosen):
        game = under.game()
    return Commitment(under, game, tuple(_placed(judge(s), game) for s in chosen))


def _placed(judged: JudgedShift, game: Game | None) -> Placed:
    that = judged.shift.that
    if that is None or game is None:
        return Placed(judged)
    where = game.states.where(that)
    if game.status_quo is None:
        return Placed(judged)
    ends: Sequence[int] = [int(s) for s in find_heading(game).ahead.states]
    held = tuple(game.state(s) for s in ends if where[s])
    return Placed(judged, held, len(ends), bool(where[game.status_quo]))


def ask(games: Sequence[tuple[Conflict, Game | None]], name: str | None = None) -> list[Commitment]:
    """Judge under each account that has a shift of power.

    Raises
    ------
    NotInFileError
        Where no account has one.
    """
    found = [
        commit(under if game is None else game, name)
        for under, game in games
        if any(name in (None, s.id) for s in under.shifts)
    ]
    if found:
        return found
    if name is not None:
        known = list(dict.fromkeys(s.id for under, _ in games for s in under.shifts))
        if known:
            from detente.conflict import UnknownNameError

            raise UnknownNameError("shift", name, known)
    raise NotInFileError(NO_SHIFT)
