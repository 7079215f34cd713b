"""What holds, and why? The witnesses: each improvement, and the sanction that deters it or that none does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.conflict import Conflict, find_concept
from detente.game import (
    Bools,
    CarriedGame,
    Game,
    ManyStates,
    Row,
    State,
    Tabular,
    highest,
    improving_successors,
)
from detente.game.carrier import carried
from detente.game.symbolic import SymbolicGame
from detente.questions.evolve import Move, Path, Reach, reach
from detente.questions.explain.reasons import Reason, reason
from detente.stability import ESCAPING, PAYING, READINGS, expectation
from detente.stability.carriers import concept_of
from detente.stability.symbolic import SECONDS

MOST_IMPROVEMENTS = 200


@dataclass(frozen=True, slots=True)
class Witness:
    """What follows an improvement.

    Attributes
    ----------
    improvement : State
        What the decision maker could move to. Under limited-move and non-myopic stability also a state that is no
        better, if something better comes of it.
    gain : Reason
        Why it would want to.
    sanction : Path or None
        The shortest sequence of the opponents from there to something no better than the start; None where there
        is none. Under limited-move and non-myopic stability the moves that are anticipated, of whomever.
    movers : tuple of Reason
        For each move of the sanction: what it does to who makes it.
    better : tuple of State or None
        For each move of the sanction: where its mover could have gained more, or None. No concept here asks that an
        answer be the best one, but a reader may.
    loss : Reason or None
        What the decision maker ends with, compared with the state it left.
    escape : State or None
        For SMR and SSEQ, where there is no sanction: what the decision maker would escape to from `answer`.
    answer : Path or None
        Where there is no sanction: for SMR and SSEQ what the opponents could try; for limited-move and non-myopic
        stability the moves that are anticipated.
    at_once : tuple of Move
        For simultaneous stability: what others do at the same time, each as it would from the start by itself. `loss`
        tells where that ends.
    """

    improvement: State
    gain: Reason
    sanction: Path | None
    movers: tuple[Reason, ...] = ()
    better: tuple[State | None, ...] = ()
    loss: Reason | None = None
    escape: State | None = None
    answer: Path | None = None
    at_once: tuple[Move, ...] = ()

    @property
    def deterred(self) -> bool:
        """Whether something deters it."""
        return self.sanction is not None or bool(self.at_once)


@dataclass(frozen=True, eq=False)
class Explanation(Tabular):
    """Why a state is stable for a decision maker under a concept, or why not.

    Attributes
    ----------
    answers : tuple of Witness
        Each improvement and what deters it; the ones that nothing deters come first.
    count : int
        How many improvements there are; more than `answers` has where the list is cut.
    undeterred : int or None
        How many of them nothing deters; None where that was not counted.
    """

    game: CarriedGame
    state: State
    dm: str
    concept: str
    stable: bool
    answers: tuple[Witness, ...]
    count: int
    undeterred: int | None

    @cached_property
    def improvements(self) -> ManyStates:
        """What the decision maker could move to and is known to prefer, as a set."""
        return self.game.gains(self.dm, self.state)

    @property
    def leaving(self) -> State | None:
        """An improvement that nothing deters; None where there is none, or where none was looked for."""
        return next((a.improvement for a in self.answers if not a.deterred), None)

    def rows(self) -> list[Row]:
        """Give a row per improvement; where decision diagrams carry the game, one in all."""
        if not self.game.listed:
            return [
                {
                    "state": self.state.id,
                    "decision maker": self.dm,
                    "concept": self.concept,
                    "stable": self.stable,
                    "improvements": self.count,
                    "leaves for": self.leaving.id if self.leaving else "",
                }
            ]
        return [
            {
                "decision maker": self.dm,
                "concept": self.concept,
                "improvement": a.improvement.id,
                "deterred": a.deterred,
                "sanction": [f"{m.mover} -> {m.state.id}" for m in a.sanction.moves] if a.sanction else [],
                "at once": [f"{m.mover} -> {m.state.id}" for m in a.at_once],
            }
            for a in self.answers
        ]


def explain(
    game: CarriedGame | Conflict,
    state: int | str | State,
    dm: str,
    concept: str,
    *,
    seconds: float = SECONDS,
) -> Explanation:
    """Explain a verdict by its witnesses.

    Parameters
    ----------
    game : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed, on the carrier that it is for. Where decision diagrams carry the
        game, the witness is one improvement that nothing deters, if one was looked for.
    state : int, str or State
        The state asked about (see `Game.state`).
    dm : str
        The decision maker.
    concept : str
        By its key, as in `analyze`.
    seconds : float
        Where decision diagrams carry the game: the limit on time.

    Returns
    -------
    Explanation

    Raises
    ------
    UnknownNameError
        Where there is no such state, decision maker or concept.
    LimitError
        Where decision diagrams carry the game and the answer is out of reach.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> found = detente.explain(game, "silence", game.decision_makers[0], "seq")
    >>> found.stable, len(found.answers)
    (True, 1)
    >>> found.answers[0].sanction.end.id
    'betrayal'
    """
    given = carried(game, "explain")
    concept = concept_of(given, concept)
    found: Explanation = _EXPLAIN[given.carrier](given, given.state(state), dm, concept, seconds)
    return found


def _by_witnesses(game: Game, start: State, dm: str, concept: str, _: float) -> Explanation:
    """Explain a verdict where every state is listed."""
    if find_concept(concept).variant:
        from detente.questions.explain.relations import explain_by_relation

        return explain_by_relation(game, start, dm, concept)
    i = game.index(dm)
    if concept in READINGS:
        from detente.questions.explain.at_once import explain_at_once

        return explain_at_once(game, start, i, concept)
    if concept == "nm" or find_concept(concept).horizon:
        from detente.questions.explain.foresight import explain_ahead

        return explain_ahead(game, start, i, concept)
    targets = improving_successors(game, i, start.index)
    free = expectation(game, i, concept)[targets] > game.ranks[i][start.index]
    order = np.lexsort((-game.ranks[i][targets], ~free))[:MOST_IMPROVEMENTS]
    answers = tuple(witness(game, i, start, int(targets[k]), concept, bool(free[k])) for k in order)
    return Explanation(game, start, dm, concept, not free.any(), answers, int(targets.size), int(free.sum()))


def _by_sets(game: SymbolicGame, state: State, dm: str, concept: str, seconds: float) -> Explanation:
    """Explain a verdict where decision diagrams carry the game."""
    from detente.questions.explain.by_sets import explain_by_sets

    return explain_by_sets(game, state, dm, concept, seconds)


_EXPLAIN: Mapping[str, Callable[..., Explanation]] = {"dense": _by_witnesses, "symbolic": _by_sets}


def witness(game: Game, i: int, start: State, target: int, concept: str, free: bool) -> Witness:
    """Find what follows an improvement of decision maker number `i`, of which `free` tells that nothing deters it.

    The sanction; or, for SMR and SSEQ, what the opponents could try and the escape from it.
    """
    improvement = game.state(target)
    bare = Witness(improvement, reason(game, game.decision_makers[i], start, improvement), None)
    escaping = concept in ESCAPING
    if free and not escaping:
        return bare
    others = [j for j in range(len(game.decision_makers)) if j != i]
    threshold = game.ranks[i][start.index]
    harmful = game.ranks[i] <= threshold
    if escaping and not free:
        harmful &= highest(game.moves[i], game.ranks[i]) <= threshold
    found = reach(game, target, others, improvements=concept in PAYING, until=harmful)
    path = _worst_nearest(game, i, found, harmful)
    if path is None:
        return bare
    if not free:
        return sanctioned(game, bare, start, path)
    exits = game.moves[i].successors(path.end.index)
    escape = game.state(int(exits[np.argmax(game.ranks[i][exits])]))
    return Witness(improvement, bare.gain, None, escape=escape, answer=path)


def _worst_nearest(game: Game, i: int, found: Reach, wanted: Bools) -> Path | None:
    """Give the shortest way to one of the states, of several as short the one that is worst for `i`."""
    ends = np.flatnonzero((found.steps > 0) & wanted)
    if not ends.size:
        return None
    return found.path(int(ends[np.lexsort((game.ranks[i][ends], found.steps[ends]))[0]]))


def sanctioned(game: Game, answer: Witness, start: State, path: Path) -> Witness:
    """Add a sanction to an answer, with what it means for everybody who has a part in it."""
    before = [path.start, *(m.state for m in path.moves[:-1])]
    movers = tuple(reason(game, m.mover, b, m.state) for b, m in zip(before, path.moves, strict=True))
    better = tuple(_more(game, m.mover, b, m.state) for b, m in zip(before, path.moves, strict=True))
    return Witness(
        answer.improvement, answer.gain, path, movers, better, reason(game, answer.gain.dm, start, path.end)
    )


def _more(game: Game, dm: str, before: State, after: State) -> State | None:
    """Find where a mover would have gained most, if that is more than where it goes."""
    j = game.index(dm)
    exits = improving_successors(game, j, before.index)
    if not exits.size:
        return None
    best = int(exits[np.argmax(game.ranks[j][exits])])
    return game.state(best) if game.ranks[j][best] > game.ranks[j][after.index] else None
