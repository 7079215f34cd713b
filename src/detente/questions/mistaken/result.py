"""Who is mistaken about whom under one account, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.conflict import CLASSICAL, Conflict, NotInFileError
from detente.conflict.errors import quoted
from detente.game import Game, Ints, Row, State, Tabular
from detente.questions.heads import Heads, find_heading
from detente.questions.mistaken.corrections import Correction, corrections
from detente.questions.mistaken.hypergame import SIGHTS, Hypergame, ends_of
from detente.questions.mistaken.own import Own, check_moves, own_game
from detente.questions.mistaken.surprises import Surprise, surprises
from detente.questions.unfinished import Stopped

NO_BELIEFS = (
    "the file has no 'beliefs': what a party believes of another's wishes, options or rules that is not so"
)


@dataclass(frozen=True, eq=False)
class Mistaken(Tabular):
    """Who is mistaken about whom, under one account.

    Attributes
    ----------
    hyper : Hypergame
        The game of the account, and each party's own game.
    corrected : tuple of Correction
        What would come about if somebody were right: about each thing that it believes, then about all of its own, then
        everybody about everything.
    stopped : tuple of Stopped
        Where the time did not suffice.
    """

    hyper: Hypergame
    corrected: tuple[Correction, ...] = field(repr=False, default=())
    stopped: tuple[Stopped, ...] = ()

    @property
    def game(self) -> Game:
        """The game of the account."""
        return self.hyper.game

    @property
    def conflict(self) -> Conflict:
        """The conflict under the account."""
        return self.hyper.game.conflict

    @property
    def owns(self) -> tuple[Own, ...]:
        """Each party's own game."""
        return self.hyper.owns

    @cached_property
    def truth(self) -> Heads | None:
        """Where it would be heading if nobody were mistaken; None where the file does not say where it begins."""
        return None if self.game.status_quo is None else find_heading(self.game)

    @property
    def heads(self) -> Heads | None:
        """Where it is heading, as everybody moves by their own picture."""
        return self.hyper.heads

    @cached_property
    def surprises(self) -> tuple[Surprise, ...]:
        """Who is surprised on the way, by what, at which move."""
        return surprises(self.hyper)

    def equilibria_at(self, concept: str) -> Ints:
        """Give the equilibria of the hypergame as positions in the arrays of the game."""
        return np.flatnonzero(self.hyper.holds(concept))

    def equilibria(self, concept: str) -> tuple[State, ...]:
        """List the equilibria of the hypergame: states in which every party stays by its own game.

        Examples
        --------
        >>> import detente
        >>> found = mistaken(detente.load("mistaken-deterrence").under("secret"))
        >>> [state.id for state in found.equilibria("nash")]
        ['north.attack+south.strike']
        """
        return tuple(self.game.state(int(s)) for s in self.equilibria_at(concept))

    def rows(self) -> list[Row]:
        """Give a row per state: whose game holds it, who stays by its own game, whether all do, where it is heading."""
        found: list[Row] = []
        tables = {c: self.hyper.stays(c) for c in CLASSICAL}
        ends = {c: set(ends_of(self.heads, c).tolist()) for c in SIGHTS}
        for index in range(self.game.size):
            row: dict[str, object] = {"state": self.game.state(index).id}
            for own in self.owns:
                row[f"{own.party} sees it"] = bool(own.place[index] >= 0)
            for concept, table in tables.items():
                for own, stays in zip(self.owns, table[:, index], strict=True):
                    row[f"{concept} {own.party}"] = bool(stays)
                row[f"{concept} equilibrium"] = bool(table[:, index].all())
            found.append(row | {f"heading {c}": index in ends[c] for c in SIGHTS})
        return found


def mistaken(conflict: Conflict | Game) -> Mistaken:
    """Find what comes about when everybody moves by their own picture of the conflict.

    Parameters
    ----------
    conflict : Conflict or Game
        Of several accounts the first is followed, where none is chosen.

    Raises
    ------
    NotInFileError
        Where nobody is mistaken in the account.
    ConflictFileError
        Where what somebody believes contradicts itself.
    TooLargeError
        Where there are too many moves.

    Examples
    --------
    >>> import detente
    >>> found = mistaken(detente.load("mistaken-deterrence").under("secret"))
    >>> [found.game.state(int(s)).id for s in found.heads.ahead.states]
    ['north.attack+south.strike']
    >>> [found.game.state(int(s)).id for s in found.truth.ahead.states]
    ['none']
    """
    under = conflict.conflict if isinstance(conflict, Game) else conflict.under()
    if not under.beliefs:
        where_mistaken(conflict if isinstance(conflict, Conflict) else under, (under.account,))
    game = conflict if isinstance(conflict, Game) else under.game()
    check_moves(game)
    owns = tuple(own_game(game, dm, under.believed(dm)) for dm in game.decision_makers)
    hyper = Hypergame(game, owns)
    _ = hyper.heads
    return Mistaken(hyper, *corrections(hyper))


def where_mistaken(conflict: Conflict, accounts: Sequence[str]) -> tuple[str, ...]:
    """Choose the accounts in which somebody is mistaken.

    Raises
    ------
    NotInFileError
        Where nobody is in any of these accounts; it names those in which somebody is.
    """
    every = tuple(a for a in conflict.accounts if conflict.under(a).beliefs)
    found = tuple(a for a in accounts if a in every)
    if found:
        return found
    if not every:
        raise NotInFileError(NO_BELIEFS)
    asked, known = (", ".join(map(quoted, names)) for names in (accounts, every))
    raise NotInFileError(
        f"nobody is mistaken in {asked}; somebody is in {known}: name one with --perspective"
    )
