"""Ultimatums of a conflict under one account, judged; and on which sanctions what holds rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.conflict import Conflict, NotInFileError, Ultimatum, budget
from detente.game import Game, Row, Tabular
from detente.questions.heads import Heads, find_heading
from detente.questions.ultimatum.brinkmanship import GameTree, game_tree
from detente.questions.ultimatum.judging import Judgement, ultimatum
from detente.questions.ultimatum.keeping import Keeping, keeping
from detente.questions.ultimatum.sanctions import Sanctions, sanctions


@dataclass(frozen=True, eq=False)
class Asked:
    """One ultimatum, judged.

    Attributes
    ----------
    ultimatum : Ultimatum
    judgement : Judgement or None
        Where the demand is unmet; None where it could not be judged.
    keeping : Keeping or None
        Whether the threat keeps the demand met; None where it is unmet today.
    tree : GameTree or None
        Where the file has numbers.
    refused : str
        What could not be answered, and why.
    """

    ultimatum: Ultimatum
    judgement: Judgement | None = None
    keeping: Keeping | None = None
    tree: GameTree | None = None
    refused: str = ""


@dataclass(frozen=True, eq=False)
class Ultimatums(Tabular):
    """Ultimatums under one account.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    game : Game or None
        None where nothing but numbers of the file was asked.
    asked : tuple of Asked
    sanctions : Sanctions or None
        Where no ultimatum was named.
    named : bool
        Whether one ultimatum was asked about by its name.
    """

    conflict: Conflict
    game: Game | None
    asked: tuple[Asked, ...]
    sanctions: Sanctions | None = None
    named: bool = False

    @cached_property
    def heads(self) -> Heads | None:
        """Where it is heading; None without a status quo."""
        return None if self.game is None or self.game.status_quo is None else find_heading(self.game)

    def rows(self) -> list[Row]:
        """Give a row per state in which the demand is unmet; without a name, per sanction; else of the game tree."""
        if self.sanctions is not None:
            return self.sanctions.rows()
        for one in self.asked:
            if one.keeping is not None and one.keeping.situations:
                return one.keeping.rows()
            if one.judgement is not None:
                return one.judgement.rows()
            if one.tree is not None:
                return one.tree.rows()
        return []


def ultimatums(game: Game, name: str | None = None, *, by_moves: bool = False) -> Ultimatums:
    """Judge an ultimatum of the file, or all of them along with the sanctions on which equilibria rest.

    Parameters
    ----------
    game : Game
    name : str, optional
        The ultimatum's name in the file; without it all, and every sanction.
    by_moves : bool
        Judge wherever any moves lead from the status quo, and not improvements alone.

    Raises
    ------
    UnknownNameError
        Where the file has no such ultimatum.
    NotInFileError
        Where the file has neither a status quo nor numbers for the one that is asked about.

    Examples
    --------
    >>> import detente
    >>> found = ultimatums(detente.load("istanbul-2025").game("kyiv"), "ceasefire-or-sanctions")
    >>> found.asked[0].judgement.verdicts
    {'credible': 6, 'in_force': 12}
    """
    conflict = game.conflict
    chosen = conflict.ultimatums if name is None else (conflict.ultimatum(name),)
    found = tuple(_asked(game, one, by_moves=by_moves) for one in chosen)
    if name is not None and found[0].judgement is None and found[0].tree is None:
        raise NotInFileError(found[0].refused)
    return Ultimatums(conflict, game, found, None if name is not None else sanctions(game), name is not None)


def _asked(game: Game, asked: Ultimatum, *, by_moves: bool) -> Asked:
    tree, judged, kept, refused = None, None, None, ""
    if asked.stakes is not None or asked.audience_cost is not None or asked.resolved is not None:
        try:
            tree = game_tree(game.conflict, asked.id)
        except NotInFileError as error:
            refused = str(error)
    try:
        judged = ultimatum(game, asked.id, by_moves=by_moves)
    except NotInFileError as error:
        refused = refused or str(error)
    start = game.status_quo
    if judged is not None and start is not None and game.states.where(asked.demand)[start]:
        kept = keeping(game, asked.id, by_moves=by_moves)
    return Asked(asked, judged, kept, tree, refused)


def ask(
    conflict: Conflict, games: Sequence[Game], name: str | None = None, *, by_moves: bool = False
) -> list[Ultimatums]:
    """Judge under each account; where it can be judged under some alone, the others say why not.

    Raises
    ------
    UnknownNameError
        Where the file has no such ultimatum.
    NotInFileError
        Where it can be judged under no account, and the file has no numbers for it.
    """
    found: list[Ultimatums] = []
    refused: list[NotInFileError] = []
    for number, game in enumerate(games):
        try:
            with budget.part(1 / (len(games) - number)):
                found.append(ultimatums(game, name, by_moves=by_moves))
        except NotInFileError as error:
            if name is None:
                raise
            refused.append(error)
            asked = Asked(conflict.ultimatum(name), refused=str(error))
            found.append(Ultimatums(game.conflict, None, (asked,), named=True))
    if refused and len(refused) == len(games):
        raise refused[0]
    return found
