"""What each package is worth to each party, on one scale with no deal and with today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.conflict import PREFERENCES, Conflict, NotInFileError, Terms
from detente.conflict.errors import quoted
from detente.game import Game, needs_ranks
from detente.questions.evolve import reach
from detente.questions.settle.grid import Effect, Grid, effects_of
from detente.questions.settle.judging import Work, package_name
from detente.questions.settle.worths import Worths
from detente.settlement import Bools, Ints, count

MOST_PACKAGES = 4_000_000  # packages that are listed


@dataclass(frozen=True, eq=False)
class Table:
    """All packages, what each does to the conflict, and what it is worth to whom.

    Attributes
    ----------
    conflict : Conflict
    terms : Terms or None
        None where the packages are the states of the conflict.
    grid : Grid
    scale : int
        What numbers are divided by.
    effects : tuple of Effect
        What packages do to the conflict, each once.
    effect : array of int
        The place of each package's own.
    states : tuple of int
        The state right after the signature, for each effect; -1 where none is feasible or no game is needed.
    allowed : array of bool
        What can be put together; of states those that moves lead to from today.
    red : mapping of str to array of bool
        What no red line of a signatory forbids.
    parties : tuple of Worths
        Those who have wishes, the signatories first.
    signers : tuple of str
    all : int
        How many packages there are.
    whole : bool
        Whether they are all looked at, and not the frontier alone.
    absent : tuple of str
        Who signs, too, but wishes are confidential and not at hand: `signers` and everything that is compared are about
        the others alone.
    """

    conflict: Conflict
    terms: Terms | None
    grid: Grid
    scale: int
    effects: tuple[Effect, ...]
    effect: Ints
    states: tuple[int, ...]
    allowed: Bools
    red: dict[str, Bools] = field(repr=False)
    parties: tuple[Worths, ...]
    signers: tuple[str, ...]
    all: int
    whole: bool = True
    absent: tuple[str, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """Whose wishes are confidential: it is told how packages compare with no deal for them, and no more."""
        return self.conflict.hidden | self.conflict.hidden_wishes

    @property
    def signing(self) -> tuple[Worths, ...]:
        """What the packages are worth to those who sign."""
        return tuple(w for w in self.parties if w.dm in self.signers)

    @property
    def numeric(self) -> bool:
        """Whether everybody who signs has numbers."""
        return all(w.points is not None for w in self.signing)

    def signable(self) -> Bools:
        """Tell which packages can be put together and cross no red line."""
        found = self.allowed.copy()
        for passes in self.red.values():
            found &= passes
        return found


def needs_states(conflict: Conflict) -> bool:
    """Tell whether anything depends on the states of the conflict: what terms set, or wishes about options."""
    terms = conflict.terms
    if terms is None:
        return True
    if any(v.sets or v.bars for i in terms.issues for v in i.values):
        return True
    own = {f"{i}.{v}" for i, values in terms.atoms.items() for v in values}
    for wishes in terms.opened.wishes.values():
        if any(s.id == PREFERENCES for s in wishes.statements):
            return True
        if any(not c.options <= own for c in wishes.conditions):
            return True
    return False


def of_states(game: Game, expected: Sequence[int]) -> Table:
    """Give the states of a conflict without terms as packages: what the sides could agree to do, moving together."""
    needs_ranks(game)
    conflict = game.conflict
    today = game.status_quo
    assert today is not None
    near = np.asarray(reach(game, today, improvements=False).steps >= 0)
    parties = tuple(
        Worths(
            dm,
            "order",
            np.asarray(game.ranks[i], dtype=np.int64),
            max((int(game.ranks[i][s]) for s in expected), default=None),
            int(game.ranks[i][today]),
            "heading",
        )
        for i, dm in enumerate(game.decision_makers)
    )
    every = np.arange(game.size)
    return Table(
        conflict,
        None,
        Grid((game.size,)),
        1,
        tuple(Effect() for _ in every),
        every,
        tuple(range(game.size)),
        near,
        {},
        parties,
        game.decision_makers,
        game.size,
    )


def of_terms(
    conflict: Conflict,
    game: Game | None,
    expected: Sequence[int],
    grid: Grid | None = None,
    *,
    scale: int | None = None,
) -> Table:
    """Work out what each package is worth to each party.

    Parameters
    ----------
    conflict : Conflict
        With terms, an account chosen.
    game : Game or None
        None where nothing depends on the states of the conflict.
    expected : sequence of int
        The states that no deal leads to.
    grid : Grid, optional
        The packages to look at; without it all, or where there are too many to list the frontier of those who sign.
    scale : int, optional
        By what numbers are multiplied; without it by what makes them whole.

    Raises
    ------
    NotInFileError
        Where somebody who signs has no wishes.
    TooLargeError
        Where there are too many packages to list.
    """
    assert conflict.terms is not None
    terms, absent = at_hand(conflict.terms)
    missing = [dm for dm in terms.signatories if dm not in terms.wishes]
    if missing:
        raise NotInFileError(
            f"the file does not say what {', '.join(map(quoted, missing))} wants of the terms; add it under 'wishes'"
        )
    number = count([len(i.values) for i in terms.issues])
    whole = grid is None and number <= MOST_PACKAGES
    if grid is None and whole:
        grid = Grid(tuple(len(i.values) for i in terms.issues))
    elif grid is None:
        from detente.questions.settle.parts import frontier_grid

        grid = frontier_grid(conflict, game, expected, number)
    effects, effect = effects_of(grid, terms)
    work = Work(conflict, terms, game, tuple(expected), grid, effects, effect)
    allowed = work.allowed()
    makers = [d.id for d in conflict.decision_makers]  # in whatever order, or files, their wishes stand
    order = [*terms.signatories, *(dm for dm in makers if dm in terms.wishes and dm not in terms.signatories)]
    scale = scale or work.scale()
    parties = tuple(work.worths(dm, terms.wishes[dm], scale, allowed) for dm in order)
    red = {
        dm: np.logical_and.reduce([work.everywhere(s) for s in terms.wishes[dm].red_lines])
        for dm in terms.signatories
        if terms.wishes[dm].red_lines
    }
    return Table(
        conflict,
        conflict.terms,
        grid,
        scale,
        effects,
        effect,
        work.states,
        allowed,
        red,
        parties,
        terms.signatories,
        number,
        whole,
        absent,
    )


def at_hand(terms: Terms) -> tuple[Terms, tuple[str, ...]]:
    """Give the terms with all wishes that are at hand, confidential or not, and who signs too and whose are not.

    The terms are signed by those alone whose wishes are at hand.

    Raises
    ------
    NotInFileError
        Where those of nobody who signs are.
    """
    absent = tuple(dm for dm in terms.signatories if dm in terms.wishes and not terms.wishes[dm].here)
    if not absent:
        return terms.opened, ()
    if len(absent) == len(terms.signatories):
        assert terms.wishes[absent[0]].opened
    issues = tuple(
        replace(i, signed_by=tuple(dm for dm in terms.signers(i) if dm not in absent)) for i in terms.issues
    )
    return replace(terms.opened, issues=issues, signed_by=()), absent


__all__ = ["MOST_PACKAGES", "Table", "Worths", "needs_states", "of_states", "of_terms", "package_name"]
