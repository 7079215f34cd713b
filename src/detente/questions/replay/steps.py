"""The record step by step under one account: what is possible, who gains by it, and which claim speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from detente.conflict import Conflict, Event, Prioritised, Statement, StateRef, budget
from detente.game import CarriedGame, Game, Ints, State
from detente.game.symbolic import SymbolicGame
from detente.questions.replay.carried import judged
from detente.questions.replay.sights import Sight, candidates

Kind = Literal["judged", "idle", "outside", "impossible"]
Cause = Literal["", "unknown option", "option gone", "rule", "infeasible before", "no move"]
Fares = Literal["better", "same", "worse", "unknown"]


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who moved, and how it fares by the move.

    Attributes
    ----------
    dm : str
    fares : str
        ``better``: the move was an improvement; ``same``, ``worse``, ``unknown``.
    statement : Statement or None
        The most important statement that tells the two situations apart.
    alone : bool
        Whether without that statement the move would have been an improvement: it alone speaks against it.
    """

    dm: str
    fares: Fares
    statement: Statement | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class ReplayedEvent:
    """An event of the record under one account.

    Attributes
    ----------
    event : Event
    kind : str
        ``judged``; ``idle``: nothing changes; ``outside``: the model has no option for it; ``impossible``.
    cause, which : str
        Why it is not possible: the rule or the option.
    before, after : State or None
        None where the model has no such state.
    movers : tuple of Mover
    of : int
        How many moves those who moved had, this one among them.
    explained : tuple of bool
        For each way of looking ahead.
    random : tuple of int
        For each way of looking ahead: how many of these moves it explains.
    foreseen : tuple of bool
        For each way of looking ahead; False where the conflict has no status quo.
    patterns : mapping of str to tuple of bool
        By the state that each of these moves leads to: by which ways of looking ahead it is explained.
    """

    event: Event
    kind: Kind
    cause: Cause = ""
    which: str = ""
    before: State | None = None
    after: State | None = None
    movers: tuple[Mover, ...] = ()
    of: int = 0
    explained: tuple[bool, ...] = ()
    random: tuple[int, ...] = ()
    foreseen: tuple[bool, ...] = ()
    patterns: tuple[tuple[str, tuple[bool, ...]], ...] = ()


def steps(
    game: CarriedGame, start: frozenset[str], events: Sequence[Event], looks: Sequence[Any]
) -> list[ReplayedEvent]:
    """Judge every event of a record, from a start on.

    Parameters
    ----------
    game : Game or SymbolicGame
    start : frozenset of str
        What is true at the start: the options taken, or the name of the state.
    events : sequence of Event
    looks : sequence of Sight or CarriedSight
        The ways of looking ahead, of this game.
    """
    found = []
    here = start
    for event in events:
        budget.check("following the record")
        if not event.modelled:
            found.append(ReplayedEvent(event, "outside", before=_state(game, here), after=_state(game, here)))
            continue
        there = after(game.conflict, event, here)
        found.append(_judge(game, event, (here, there), looks))
        here = there
    return found


def after(conflict: Conflict, event: Event, here: frozenset[str]) -> frozenset[str]:
    """Give what is true after an event: a level that is taken takes the place of another level of its option."""
    if event.to:
        return frozenset((event.to,))
    there = set(here)
    for option, taken in event.does:
        whole = option.rpartition(".")[0] if option.count(".") > 1 else option
        there -= {o for o in there if o == option or o.startswith(f"{option}.")}
        if taken:
            there -= {o for o in there if o.startswith(f"{whole}.") and option != whole}
            there.add(option)
    return frozenset(there)


def _state(game: CarriedGame, taken: frozenset[str]) -> State | None:
    """Find the state in which this is true, if there is one."""
    if isinstance(game, SymbolicGame):
        some = game.matching(StateRef("", taken=taken)) if taken <= set(game.options) else None
        return game.described(taken) if some else None
    assert isinstance(game, Game)
    if not taken <= set(game.conflict.atoms):
        return None
    found = game.states.matching(StateRef("", taken=taken))
    return game.state(int(found[0])) if found.size else None


def _judge(
    game: CarriedGame, event: Event, way: tuple[frozenset[str], frozenset[str]], looks: Sequence[Any]
) -> ReplayedEvent:
    here, there = way
    old, new = _state(game, here), _state(game, there)
    if here == there or (old is not None and new is not None and old.id == new.id):
        return ReplayedEvent(event, "idle", before=old, after=new)
    if old is None:
        return ReplayedEvent(event, "impossible", "infeasible before", "", None, new)
    if new is None:
        return ReplayedEvent(event, "impossible", *_why(game, there), old, None)
    movers = _movers(event, here, there)
    if isinstance(game, SymbolicGame):
        found = judged(game, event, movers, (old, new), looks)
    else:
        assert isinstance(game, Game)
        found = _judged(game, [game.index(dm) for dm in movers], (old, new), looks)
    if found is None:
        return ReplayedEvent(event, "impossible", "no move", "", old, new)
    told = tuple(_mover(game, dm, old, new) for dm in movers)
    return ReplayedEvent(event, "judged", before=old, after=new, movers=told, **found)


def _judged(
    game: Game, group: Sequence[int], way: tuple[State, State], looks: Sequence[Sight]
) -> dict[str, Any] | None:
    """Judge a move where every state is listed; None where nobody's move leads there."""
    old, new = way
    every = candidates(game, group, old.index)
    if new.index not in every:
        return None
    masks = [look.explained(group, old.index, every) for look in looks]
    place = int(np.searchsorted(every, new.index))
    begins = game.status_quo is not None
    return {
        "of": int(every.size),
        "explained": tuple(bool(m[place]) for m in masks),
        "random": tuple(int(m.sum()) for m in masks),
        "foreseen": tuple(
            begins and bool(m[place]) and x.foreseen(group, old.index, new.index)
            for m, x in zip(masks, looks, strict=True)
        ),
        "patterns": tuple(sorted(_patterns(game, every, masks))),
    }


def _patterns(game: Game, every: Ints, masks: Sequence[np.ndarray]) -> list[tuple[str, tuple[bool, ...]]]:
    return [(game.state(int(s)).id, tuple(bool(m[k]) for m in masks)) for k, s in enumerate(every)]


def _movers(event: Event, here: frozenset[str], there: frozenset[str]) -> list[str]:
    """Give who moves: whose options change; in the graph form who is said to."""
    return (
        list(event.by) if event.to else list(dict.fromkeys(o.partition(".")[0] for o in sorted(here ^ there)))
    )


def _why(game: CarriedGame, taken: frozenset[str]) -> tuple[Cause, str]:
    """Say why there is no state in which this is true."""
    conflict = game.conflict
    unknown = sorted(taken - set(conflict.atoms))
    if unknown:
        return "unknown option", unknown[0]
    if not conflict.graph_form:
        gone = sorted(o for o in taken if not conflict.options[o].available)
        if gone:
            return "option gone", gone[0]
    return "rule", next(
        (r.id for r in conflict.rules if _breaks(r.kind, [c.holds(taken) for c in r.conditions])), ""
    )


def _breaks(kind: str, holding: Sequence[bool]) -> bool:
    """Tell whether a rule is broken where its conditions hold or not."""
    number = sum(holding)
    return {
        "never": number > 0,
        "exclusive": number > 1,
        "one_of": number != 1,
        "some_of": number < 1,
    }.get(kind, False)


def _mover(game: CarriedGame, dm: str, before: State, after: State) -> Mover:
    degree = game.degree(dm, before, after)
    preference = game.conflict.preferences[dm]
    if degree is None:
        return Mover(dm, "unknown", preference.telling(before.facts, after.facts))
    if not degree:
        return Mover(dm, "same")
    telling = preference.telling(before.facts, after.facts)
    if degree > 0 or telling is None:
        return Mover(dm, "better" if degree > 0 else "worse", telling)
    rest = Prioritised(tuple(s for s in preference.statements if s is not telling))
    following = rest.telling(before.facts, after.facts)
    alone = following is not None and not following.unknown and following.that.holds(after.facts)
    return Mover(dm, "worse", telling, alone)
