"""On which sanctions does what holds rest, and which of them are bluffs?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.conflict import Conflict, TimeUpError, UnknownNameError, budget
from detente.game import Bools, Game, Ints, Row, State, Tabular, improving_successors, needs_ranks
from detente.game.given import as_game
from detente.questions.evolve import reach
from detente.questions.explain import Witness
from detente.questions.explain.explanation import witness
from detente.questions.unfinished import Stopped
from detente.stability import Stability, expectation, stable_states

DETERRING = ("gmr", "smr", "seq")
MOST_SANCTIONS = 20_000
MOST_WITNESSES = 2_000
WITNESS_WORK = 4_000_000  # states searched, in a few seconds
WORK = 300_000_000  # equilibria looked at times states there are


@dataclass(frozen=True, slots=True)
class Sanction:
    """What keeps a decision maker from one improvement.

    Attributes
    ----------
    equilibrium, improvement : int
        The states, by their positions: where it stays, and where it would rather be.
    dm : str
        Who is kept.
    credible : bool
        Whether there is an answer by which each who moves gains (SEQ). Else it is a bluff: in every answer that deters,
        somebody makes a move by which it does not gain.
    """

    equilibrium: int
    dm: str
    improvement: int
    credible: bool


@dataclass(frozen=True, eq=False)
class Sanctions(Tabular):
    """The sanctions on which the equilibria under a concept rest.

    Attributes
    ----------
    game : Game
    concept : str
    stability : Stability
        Under the concept, Nash and SEQ.
    equilibria : array of int
        The equilibria: those that improvements lead to from the status quo first, the nearest first.
    reached : int
        How many of them improvements lead to.
    sanctions : tuple of Sanction
        In the order of the equilibria; of very many only the first.
    complete : bool
        Whether they are all.
    stopped : tuple of Stopped
        Where the time did not suffice: for how many equilibria it was looked at what they rest on.
    """

    game: Game
    concept: str
    stability: Stability
    equilibria: Ints
    reached: int
    sanctions: tuple[Sanction, ...]
    complete: bool
    stopped: tuple[Stopped, ...] = ()

    @property
    def without(self) -> Ints:
        """The equilibria that rest on no sanction: nobody has an improvement (Nash)."""
        return self.equilibria[self._holds("nash")[self.equilibria]]

    @property
    def credible(self) -> Ints:
        """The equilibria that rest on sanctions, each of them credible."""
        found = self._holds("seq") & ~self._holds("nash")
        return self.equilibria[found[self.equilibria]]

    @property
    def bluffs(self) -> Ints:
        """The equilibria that rest on a bluff: they would not hold if nobody reckoned with answers that do not pay."""
        return self.equilibria[~self._holds("seq")[self.equilibria]]

    def deterred_by_bluff(self) -> dict[str, int]:
        """Give for each decision maker the number of equilibria in which nothing but a bluff keeps it."""
        stable = self.stability.stable["seq"]
        return {
            dm: int((~stable[i][self.equilibria]).sum()) for i, dm in enumerate(self.game.decision_makers)
        }

    def _holds(self, concept: str) -> Bools:
        return self.stability.holds(concept)

    def witness(self, sanction: Sanction) -> Witness:
        """Give the answer that deters, move by move: a credible one where there is one."""
        concept = "seq" if sanction.credible else self.concept
        start = self.game.state(sanction.equilibrium)
        return witness(
            self.game, self.game.index(sanction.dm), start, sanction.improvement, concept, free=False
        )

    @property
    def affordable(self) -> int:
        """How many witnesses are worth working out for an answer; each is a search through the game."""
        return max(20, min(MOST_WITNESSES, WITNESS_WORK // self.game.size))

    def states(self, positions: Ints) -> tuple[State, ...]:
        """Describe states."""
        return tuple(self.game.state(int(s)) for s in positions)

    def rows(self) -> list[Row]:
        """Give a row per sanction."""
        return [
            {
                "equilibrium": self.game.state(s.equilibrium).id,
                "decision maker": s.dm,
                "improvement": self.game.state(s.improvement).id,
                "credible": s.credible,
            }
            for s in self.sanctions
        ]


def sanctions(game: Game | Conflict, concept: str = "gmr") -> Sanctions:
    """Find every sanction on which an equilibrium rests, and say which are bluffs.

    Each improvement of a decision maker from an equilibrium is deterred there. The sanction is credible where an answer
    deters it in which each who moves gains by its move (SEQ: Fraser & Hipel 1979), and else a bluff.

    Parameters
    ----------
    game : Game
    concept : str
        ``gmr``, ``smr`` or ``seq``: whose equilibria.

    Returns
    -------
    Sanctions

    Raises
    ------
    UnknownNameError
        Where there is no such concept; Nash equilibria rest on no sanction.

    Examples
    --------
    >>> import detente
    >>> found = detente.sanctions(detente.load("chicken").game())
    >>> [(s.dm, s.credible) for s in found.sanctions if s.equilibrium == found.bluffs[0]]
    [('first', False), ('second', False)]
    """
    game = as_game(game, "sanctions")
    if concept not in DETERRING:
        raise UnknownNameError("concept with sanctions", concept, DETERRING)
    needs_ranks(game)
    stability = stable_states(game, sorted({"nash", concept, "seq"}))
    equilibria = stability.equilibria_at(concept)
    reached = 0
    if game.status_quo is not None:
        steps = reach(game, game.status_quo).steps[equilibria]
        order = np.argsort(np.where(steps < 0, game.size, steps), kind="stable")
        equilibria, reached = equilibria[order], int((steps >= 0).sum())
    found: list[Sanction] = []
    looked = equilibria[: max(100, WORK // game.size)]
    complete = looked.size == equilibria.size
    stopped: tuple[Stopped, ...] = ()
    try:
        for sanction in _each(game, looked):
            if len(found) == MOST_SANCTIONS:
                complete = False
                break
            found.append(sanction)
    except TimeUpError:
        complete, through = False, len({s.equilibrium for s in found})
        stopped = (Stopped("outcomes", through, int(equilibria.size)),)
    return Sanctions(game, concept, stability, equilibria, reached, tuple(found), complete, stopped)


def _each(game: Game, equilibria: Ints) -> Iterator[Sanction]:
    """Give the sanctions one by one."""
    fears = [expectation(game, i, "seq") for i in range(len(game.decision_makers))]
    for s in equilibria.tolist():
        budget.check("looking at the sanctions on which outcomes rest")
        for i, dm in enumerate(game.decision_makers):
            targets = improving_successors(game, i, s)
            for t in targets[np.argsort(-game.ranks[i][targets], kind="stable")].tolist():
                yield Sanction(s, dm, t, bool(fears[i][t] <= game.ranks[i][s]))
