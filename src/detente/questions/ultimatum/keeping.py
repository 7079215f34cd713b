"""Does this threat keep the demand met? Asked where it is met today: an ultimatum of the kind "do not do this"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from detente.conflict import NotInFileError, Ultimatum, budget
from detente.conflict.errors import quoted
from detente.game import Game, Ints, Row, State, Tabular, needs_ranks
from detente.questions.evolve import reach
from detente.questions.explain import Reason, reason
from detente.questions.ultimatum.judging import WORK, Judge, first, in_order
from detente.questions.ultimatum.turning import Reversal, reversals
from detente.questions.unfinished import Stopped

Kept = Literal["deters", "too_weak", "impossible", "not_credible", "not_needed", "in_force"]
Met = Literal["deterred", "bluff", "too_weak", "impossible"]
KEPT: tuple[Kept, ...] = ("deters", "too_weak", "impossible", "not_credible", "not_needed", "in_force")

# What the target can do to leave the demand, and what the threatener can then do (None: it is so already).
Exit = tuple[int, Ints | None]


@dataclass(frozen=True, slots=True)
class Punishment:
    """A threat carried out after a demand is left.

    Attributes
    ----------
    state : State
        Where it leads.
    target : Reason
        What the target has of it all: this state compared with the one in which it kept the demand.
    threatener : Reason
        What the threatener has of carrying it out: this state compared with the one in which the demand is left.
    """

    state: State
    target: Reason
    threatener: Reason

    @property
    def deters(self) -> bool:
        """Whether it leaves the target no better off than it was."""
        return self.target.gain <= 0

    @property
    def pays(self) -> bool:
        """Whether the threatener is better off for it."""
        return self.threatener.gain > 0


@dataclass(frozen=True, slots=True)
class Breach:
    """An improvement of the target by which the demand is met no longer.

    Attributes
    ----------
    state : State
        Where it leads.
    gain : Reason
        What the target has of it, if nothing follows.
    punishment : Punishment or None
        What follows if the threat is carried out: by as few options as can be, and of several ways by the one that the
        threatener likes best, of several as good by the one that the target minds least. None where it cannot be
        carried out, or where what is threatened is so already.
    meets : str
        ``deterred``: the threat would leave the target no better off than before, and pay for who carries it out;
        ``bluff``: it would, but not pay; ``too_weak``: the target would be better off all the same; ``impossible``: it
        cannot be carried out.
    """

    state: State
    gain: Reason
    punishment: Punishment | None
    meets: Met


@dataclass(frozen=True, slots=True)
class Situation:
    """A state in which the demand is met, and the threat not carried out.

    Attributes
    ----------
    state : State
    steps : int
        How many moves lead to it from the status quo.
    breaches : tuple of Breach
        Every improvement of the target by which it leaves the demand, the one that it likes best first.
    verdict : str
        ``not_needed``: there is none. ``deters``: every one is deterred. Else what happens though the threat is
        believed comes first: ``too_weak`` where one pays for the target even if the threat is carried out;
        ``impossible`` where after one it cannot be carried out; ``not_credible``: a threat that is believed would deter
        all, but after one of them it would not pay to carry it out.
    """

    state: State
    steps: int
    breaches: tuple[Breach, ...]
    verdict: Kept

    @property
    def telling(self) -> Breach | None:
        """The breach that decides: of those that make the verdict the one that the target likes best."""
        wanted = {"deters": "deterred", "not_credible": "bluff"}.get(self.verdict, self.verdict)
        return next((b for b in self.breaches if b.meets == wanted), None)


@dataclass(frozen=True, eq=False)
class Keeping(Tabular):
    """Whether a threat keeps a demand met that is met today.

    Attributes
    ----------
    game : Game
    ultimatum : Ultimatum
    by_moves : bool
        Whether the situations are those that any moves lead to, and not improvements alone.
    count : int
        In how many states that can be reached the demand is met and the threat not carried out.
    looked : int
        In how many of them it was looked for breaches: the nearest.
    situations : tuple of Situation
        Those in which the target would leave the demand if nothing followed, the nearest first.
    today : Situation or None
        The status quo; None where the threat is in force in it.
    stopped : tuple of Stopped
        Where the time did not suffice: in how many of them it was looked.
    """

    game: Game
    ultimatum: Ultimatum
    by_moves: bool
    count: int
    looked: int
    situations: tuple[Situation, ...]
    today: Situation | None
    stopped: tuple[Stopped, ...] = ()

    @property
    def chosen(self) -> Situation | None:
        """The situation that is looked at closely: the nearest in which the target would leave, else today."""
        return self.situations[0] if self.situations and self.today is not None else self.today

    @property
    def verdict(self) -> Kept:
        """The verdict in the nearest situation in which the target would leave the demand.

        ``not_needed`` where it would leave it in none, ``in_force`` where the threat is in force already today.
        """
        return "in_force" if self.today is None else self.chosen.verdict if self.chosen else "not_needed"

    @cached_property
    def verdicts(self) -> dict[Kept, int]:
        """The number of situations for each verdict that is given."""
        found = Counter(s.verdict for s in self.situations)
        return {v: found[v] for v in KEPT if found[v]}

    @cached_property
    def turns(self) -> tuple[Reversal[Kept], ...]:
        """The single changes that turn the verdict where it is looked at closely: statements dropped, moved, added."""
        return _turns(Judge(self.game, self.ultimatum), self.chosen) if self.chosen else ()

    def rows(self) -> list[Row]:
        """Give a row per breach."""
        return [
            {
                "state": s.state.id,
                "verdict": s.verdict,
                "breach": b.state.id,
                "meets": b.meets,
                "carried out": b.punishment.state.id if b.punishment else "",
                "deters": b.punishment.deters if b.punishment else None,
                "pays": b.punishment.pays if b.punishment else None,
            }
            for s in self.situations
            for b in s.breaches
        ]


def keeping(game: Game, name: str, *, by_moves: bool = False) -> Keeping:
    """Tell whether the threat of an ultimatum keeps its demand met, where it is met today.

    Looked at are the states that improvements lead to from the status quo, itself among them, in which the demand is
    met and the threat not carried out. In each, the target leaves the demand if it has an improvement (a move of its
    own to a state that it likes better) by which the demand is met no longer. The threat keeps it from that where,
    carried out then, it leaves the target no better off than it was with the demand met, and carrying it out pays for
    the threatener: what sequential stability asks of a sanction (Fraser & Hipel 1979), asked of this one.

    Parameters
    ----------
    game : Game
    name : str
        The ultimatum's name in the file.
    by_moves : bool
        Take the states that any moves lead to from the status quo, and not sequences of improvements alone.

    Returns
    -------
    Keeping

    Raises
    ------
    UnknownNameError
        Where the file has no such ultimatum.
    NotInFileError
        Where the file has no status quo, or the demand is unmet in it: see `ultimatum`.

    Examples
    --------
    >>> import detente
    >>> file = '''
    ... detente: 1
    ... title: a threat
    ... status_quo: []
    ... decision_makers: {up: {options: {fill: fill the lake}}, down: {options: {sue: go to court}}}
    ... preferences: {up: [not down.sue, fill], down: [sue iff up.fill]}
    ... ultimatums: {dont: {by: down, to: up, demand: not up.fill, threat: sue}}
    ... '''
    >>> detente.keeping(detente.read_conflict(file).game(), "dont").verdict
    'deters'
    """
    asked = game.conflict.ultimatum(name)
    needs_ranks(game)
    if game.status_quo is None:
        raise NotInFileError(
            f"the file has no 'status_quo'; the ultimatum {quoted(name)} is judged in the states that follow from it"
        )
    judge = Judge(game, asked)
    if not judge.demand[game.status_quo]:
        raise NotInFileError(f"what {quoted(name)} demands is not met in the status quo")
    steps = reach(game, game.status_quo, improvements=not by_moves).steps
    found = np.flatnonzero((steps >= 0) & judge.demand & ~judge.threat)
    found = found[np.argsort(steps[found], kind="stable")]
    looked = found[: max(100, WORK // game.size)]
    every: list[Situation] = []
    stopped: tuple[Stopped, ...] = ()
    for s in looked:
        if every and budget.over():
            stopped = (Stopped("situations", len(every), int(found.size)),)
            break
        every.append(_situation(judge, int(s), int(steps[s])))
    start = every[0] if looked.size and looked[0] == game.status_quo else None
    left = tuple(s for s in every if s.breaches)
    return Keeping(game, asked, by_moves, int(found.size), len(every), left, start, stopped)


def _exits(judge: Judge, s: int) -> list[Exit]:
    """Give what the target can move to in which the demand is unmet, and what the threatener can do then."""
    targets = judge.game.moves[judge.to].successors(s)
    return [(int(b), judge.ways(int(b))) for b in targets[~judge.demand[targets]]]


def _meets(by: Ints, to: Ints, s: int, b: int, ways: Ints | None) -> Met:
    """Tell what a breach meets with, by the ranks of the threatener and of the target."""
    if ways is None:  # the target likes it better although what is threatened is so
        return "too_weak"
    if not ways.size:
        return "impossible"
    t = first(by, to, ways)
    if to[t] > to[s]:
        return "too_weak"
    return "deterred" if by[t] > by[b] else "bluff"


def _verdict(by: Ints, to: Ints, s: int, exits: Sequence[Exit]) -> Kept:
    """Give the verdict by the ranks of the threatener and of the target."""
    found = {_meets(by, to, s, b, ways) for b, ways in exits if to[b] > to[s]}
    if not found:
        return "not_needed"
    if "too_weak" in found:
        return "too_weak"
    if "impossible" in found:
        return "impossible"
    return "not_credible" if "bluff" in found else "deters"


def _situation(judge: Judge, s: int, steps: int) -> Situation:
    game, by, to = judge.game, judge.game.ranks[judge.by], judge.game.ranks[judge.to]
    exits = [e for e in _exits(judge, s) if to[e[0]] > to[s]]
    exits.sort(key=lambda e: (-int(to[e[0]]), e[0]))
    state = game.state(s)
    return Situation(
        state, steps, tuple(_breach(judge, state, b, ways) for b, ways in exits), _verdict(by, to, s, exits)
    )


def _breach(judge: Judge, kept: State, b: int, ways: Ints | None) -> Breach:
    game, asked = judge.game, judge.asked
    by, to = game.ranks[judge.by], game.ranks[judge.to]
    left = game.state(b)
    punishment = None
    if ways is not None and ways.size:
        end = game.state(int(in_order(by, to, ways)[0]))
        punishment = Punishment(end, reason(game, asked.to, kept, end), reason(game, asked.by, left, end))
    gain = reason(game, asked.to, kept, left)
    return Breach(left, gain, punishment, _meets(by, to, kept.index, b, ways))


def _turns(judge: Judge, situation: Situation) -> tuple[Reversal[Kept], ...]:
    game, asked = judge.game, judge.asked
    exits = _exits(judge, situation.state.index)
    wanted = {situation.state.index}.union(
        *({b, *(() if w is None else (int(t) for t in w))} for b, w in exits)
    )
    at = np.array(sorted(wanted))
    local = {int(s): k for k, s in enumerate(at)}
    inside = [(local[b], None if w is None else np.array([local[int(t)] for t in w], int)) for b, w in exits]
    start = local[situation.state.index]
    return reversals(game, asked, at, lambda by, to: _verdict(by, to, start, inside), situation.verdict)
