"""Is this ultimatum credible? Judged wherever the demand is unmet, by the order of preferences alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from detente.conflict import Conflict, NotInFileError, Ultimatum, budget
from detente.conflict.errors import quoted
from detente.game import Bools, Game, Ints, Row, State, Tabular, needs_ranks
from detente.game.given import as_game
from detente.questions.evolve import reach
from detente.questions.explain import Reason, reason
from detente.questions.ultimatum.turning import Reversal, reversals
from detente.questions.unfinished import Stopped

WORK = 1_000_000_000  # states looked at times states there are: a few seconds

Verdict = Literal["credible", "bluff", "painless", "impossible", "in_force"]
Reply = Literal["complies", "indifferent", "refuses", "would_comply_anyway", "cannot"]
VERDICTS: tuple[Verdict, ...] = ("credible", "bluff", "painless", "impossible", "in_force")
REPLIES: tuple[Reply, ...] = ("complies", "indifferent", "refuses", "would_comply_anyway", "cannot")


@dataclass(frozen=True, slots=True)
class Execution:
    """One way to carry a threat out.

    Attributes
    ----------
    state : State
        Where it leads.
    target, threatener : Reason
        What it does to each, compared with the state in which it is carried out.
    """

    state: State
    target: Reason
    threatener: Reason

    @property
    def painful(self) -> bool:
        """Whether the target is worse off."""
        return self.target.gain < 0

    @property
    def pays(self) -> bool:
        """Whether the threatener is better off."""
        return self.threatener.gain > 0


@dataclass(frozen=True, slots=True)
class Judged:
    """An ultimatum in one state in which the demand is unmet.

    Attributes
    ----------
    state : State
    verdict : str
        ``in_force``: what is threatened is so already; ``impossible``: the threatener cannot bring it about;
        ``painless``: the target would be no worse off; ``bluff``: the threatener would be no better off, so that GMR
        counts it as a sanction and SEQ does not; ``credible``: the target would lose and the threatener gain.
    executions : tuple of Execution
        The ways to carry it out that change the fewest options, the one that the threatener takes first: the one it
        likes best, of several as good the one that the target minds least.
    reply : str
        What the target does: it ``complies``, is ``indifferent``, ``refuses``, ``would_comply_anyway`` (it gains by
        complying, threat or no threat), or ``cannot``.
    compliance : State or None
        The best state for the target, of those it can move to, in which the demand is met.
    instead : Reason or None
        To the target: that state compared with the one that the threat leads to.
    anyway : Reason or None
        To the target: that state compared with the one it is in.
    better : State or None
        Where it gains by complying: what it can move to without complying and likes better still.
    """

    state: State
    verdict: Verdict
    executions: tuple[Execution, ...]
    reply: Reply
    compliance: State | None = None
    instead: Reason | None = None
    anyway: Reason | None = None
    better: State | None = None

    @property
    def execution(self) -> Execution | None:
        """The way to carry it out that counts."""
        return self.executions[0] if self.executions else None


@dataclass(frozen=True, slots=True)
class Shift:
    """For a preference that is no list of statements: which two states would have to change places in the order.

    Attributes
    ----------
    dm : str
    state, other : State
        The state that the threat leads to, and the one in which it is carried out.
    places : int
        How many places the first stands above (positive) or below the second.
    """

    dm: str
    state: State
    other: State
    places: int


@dataclass(frozen=True, eq=False)
class Judgement(Tabular):
    """What an ultimatum is worth under an account.

    Attributes
    ----------
    game : Game
    ultimatum : Ultimatum
    by_moves : bool
        Whether the states are those that any moves lead to, and not improvements alone.
    count : int
        In how many states that can be reached the demand is unmet.
    states : tuple of Judged
        Each of them, the nearest to the status quo first; of a very large game only the first.
    stopped : tuple of Stopped
        Where the time did not suffice: in how many of them it was judged.
    """

    game: Game
    ultimatum: Ultimatum
    by_moves: bool
    count: int
    states: tuple[Judged, ...]
    stopped: tuple[Stopped, ...] = ()

    @cached_property
    def verdicts(self) -> dict[Verdict, int]:
        """The number of states for each verdict that is given."""
        found = Counter(j.verdict for j in self.states)
        return {v: found[v] for v in VERDICTS if found[v]}

    @cached_property
    def replies(self) -> dict[Reply, int]:
        """The number of states for each thing that the target does, where the threat is not in force already."""
        found = Counter(j.reply for j in self.states if j.verdict != "in_force")
        return {r: found[r] for r in REPLIES if found[r]}

    @property
    def chosen(self) -> Judged | None:
        """The state that is looked at closely: the nearest in which the threat is not in force."""
        return next((j for j in self.states if j.verdict != "in_force"), next(iter(self.states), None))

    @cached_property
    def turns(self) -> tuple[Reversal[Verdict], ...]:
        """The single changes that turn the verdict in the chosen state: statements dropped, moved, added."""
        return _turns(self.game, self.ultimatum, self.chosen) if self.chosen else ()

    @cached_property
    def shifts(self) -> tuple[Shift, ...]:
        """The same for those of the two whose preferences are a ranking or weights."""
        return _shifts(self.game, self.ultimatum, self.chosen) if self.chosen else ()

    def rows(self) -> list[Row]:
        """Give a row per state."""
        return [
            {
                "state": j.state.id,
                "verdict": j.verdict,
                "carried out": j.execution.state.id if j.execution else "",
                "painful": j.execution.painful if j.execution else None,
                "pays": j.execution.pays if j.execution else None,
                "reply": j.reply,
                "compliance": j.compliance.id if j.compliance else "",
            }
            for j in self.states
        ]


def ultimatum(game: Game | Conflict, name: str, *, by_moves: bool = False) -> Judgement:
    """Judge an ultimatum in every state that can be reached and in which the demand is unmet.

    That a threat is credible where to carry it out pays for who makes it is what sequential stability asks of a
    sanction (Fraser & Hipel 1979); that it has to hurt, and to hurt more than to comply, Schelling (1960, The Strategy
    of Conflict, Harvard University Press).

    Parameters
    ----------
    game : Game
    name : str
        The ultimatum's name in the file.
    by_moves : bool
        Take the states that any moves lead to from the status quo, and not sequences of improvements alone.

    Returns
    -------
    Judgement

    Raises
    ------
    UnknownNameError
        Where the file has no such ultimatum.
    NotInFileError
        Where the file has no status quo.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025")
    >>> found = detente.ultimatum(conflict.game("commentary"), "ceasefire-or-sanctions")
    >>> found.verdicts
    {'painless': 26, 'in_force': 26}
    """
    game = as_game(game, "ultimatum")
    asked = game.conflict.ultimatum(name)
    needs_ranks(game)
    if game.status_quo is None:
        raise NotInFileError(
            f"the file has no 'status_quo'; the ultimatum {quoted(name)} is judged in the states that follow from it"
        )
    steps = reach(game, game.status_quo, improvements=not by_moves).steps
    found = np.flatnonzero((steps >= 0) & ~game.states.where(asked.demand))
    found = found[np.argsort(steps[found], kind="stable")]
    judge = Judge(game, asked)
    looked = found[: max(100, WORK // game.size)]
    states: list[Judged] = []
    stopped: tuple[Stopped, ...] = ()
    for s in looked:
        if states and budget.over():
            stopped = (Stopped("situations", len(states), int(found.size)),)
            break
        states.append(judge.at(int(s)))
    return Judgement(game, asked, by_moves, int(found.size), tuple(states), stopped)


class Judge:
    """Judges one ultimatum state by state; what holds where is worked out once."""

    def __init__(self, game: Game, asked: Ultimatum) -> None:
        self.game, self.asked = game, asked
        self.by, self.to = game.index(asked.by), game.index(asked.to)
        self.threat: Bools = game.states.where(asked.threat)
        self.demand: Bools = game.states.where(asked.demand)

    def at(self, s: int) -> Judged:
        """Judge it in a state."""
        game, by, to = self.game, self.game.ranks[self.by], self.game.ranks[self.to]
        ways = self.ways(s)
        verdict = _verdict(by, to, s, ways)
        state = game.state(s)
        executions = tuple(self._execution(state, int(t)) for t in in_order(by, to, ways))
        complying = self._complying(s)
        if complying is None:
            return Judged(state, verdict, executions, "cannot")
        carried_out = executions[0].state.index if executions else s
        reply = _reply(to, verdict, s, carried_out, complying)
        compliance = game.state(complying)
        instead = reason(game, self.asked.to, executions[0].state, compliance) if executions else None
        anyway = reason(game, self.asked.to, state, compliance)
        better = self._better(s, complying) if reply == "would_comply_anyway" else None
        return Judged(state, verdict, executions, reply, compliance, instead, anyway, better)

    def ways(self, s: int) -> Ints | None:
        """Give the states that carrying the threat out leads to, by as few options as can be; None where it is so."""
        if self.threat[s]:
            return None
        targets = self.game.moves[self.by].successors(s)
        targets = targets[self.threat[targets]]
        if not targets.size:
            return targets
        changes = np.array([_changes(self.game, s, int(t)) for t in targets])
        nearest: Ints = targets[changes == changes.min()]
        return nearest

    def _execution(self, state: State, t: int) -> Execution:
        end = self.game.state(t)
        return Execution(
            end,
            reason(self.game, self.asked.to, state, end),
            reason(self.game, self.asked.by, state, end),
        )

    def _complying(self, s: int) -> int | None:
        """Give the state by which the target complies: its best one, of several the one that changes fewest options."""
        targets = self.game.moves[self.to].successors(s)
        targets = targets[self.demand[targets]]
        if not targets.size:
            return None
        ranks = self.game.ranks[self.to][targets]
        best = targets[ranks == ranks.max()]
        return int(best[np.argmin([_changes(self.game, s, int(t)) for t in best])])

    def _better(self, s: int, complying: int) -> State | None:
        """Give the target's best state without complying, where that is better for it than to comply."""
        ranks = self.game.ranks[self.to]
        targets = self.game.moves[self.to].successors(s)
        targets = targets[~self.demand[targets] & (ranks[targets] > ranks[complying])]
        return self.game.state(int(targets[np.argmax(ranks[targets])])) if targets.size else None


def _changes(game: Game, s: int, t: int) -> int:
    """Count the options that differ between two states; of merged ones, between the members that are most alike."""
    if game.conflict.graph_form:  # a move is a move
        return 1
    if not game.states.merged:
        return int(game.states.masks[s] ^ game.states.masks[t]).bit_count()
    ones, others = (game.states.masks[game.states.points(k)] for k in (s, t))
    return min(int(a ^ b).bit_count() for a in ones for b in others)


def in_order(by: Ints, to: Ints, ways: Ints | None) -> Sequence[int]:
    """Put first what the threatener likes best, of that what the target minds least."""
    if ways is None or not ways.size:
        return ()
    return ways[np.lexsort((-to[ways], -by[ways]))].tolist()  # type: ignore[no-any-return]


def first(by: Ints, to: Ints, ways: Ints) -> int:
    """Give the first of what there is in that order: of several alike the one that stands first."""
    return max(ways.tolist(), key=lambda t: (by[t], to[t])) if ways.size > 1 else int(ways[0])


def _verdict(by: Ints, to: Ints, s: int, ways: Ints | None) -> Verdict:
    """Give the verdict by the ranks of the threatener and of the target."""
    if ways is None:
        return "in_force"
    if not ways.size:
        return "impossible"
    t = first(by, to, ways)
    if to[t] >= to[s]:
        return "painless"
    return "credible" if by[t] > by[s] else "bluff"


def _reply(to: Ints, verdict: Verdict, s: int, carried_out: int, complying: int) -> Reply:
    """Tell what the target does, where it can comply."""
    if to[complying] > to[s]:
        return "would_comply_anyway"
    if verdict != "credible" or to[complying] < to[carried_out]:
        return "refuses"
    return "complies" if to[complying] > to[carried_out] else "indifferent"


def _turns(game: Game, asked: Ultimatum, judged: Judged) -> tuple[Reversal[Verdict], ...]:
    if not judged.executions:
        return ()  # what can be done hangs on nobody's preferences
    at = np.array([judged.state.index, *(e.state.index for e in judged.executions)])
    ways = np.arange(1, at.size)
    return reversals(game, asked, at, lambda by, to: _verdict(by, to, 0, ways), judged.verdict)


def _shifts(game: Game, asked: Ultimatum, judged: Judged) -> tuple[Shift, ...]:
    if judged.execution is None:
        return ()
    s, t = judged.state, judged.execution.state
    found = []
    for dm in (asked.by, asked.to):
        if not game.conflict.preferences[dm].stated:
            ranks = game.ranks[game.index(dm)]
            found.append(Shift(dm, t, s, int(ranks[t.index] - ranks[s.index])))
    return tuple(found)
