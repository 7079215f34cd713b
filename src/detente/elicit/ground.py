"""From a game to what can be asked about: single things, and outcomes that can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from detente.answers import StateValue
from detente.conflict import Condition, Conflict, DetenteError, Prioritised
from detente.conflict.preferences import opened
from detente.elicit.values import Ground
from detente.questions.building import state_value

MOST_WORLDS = 1024
MOST_NEAR = 4  # outcomes that matter, around which others are looked for where there are very many
MOST_TURNED = 24  # options of which two together are turned, likewise


@dataclass(frozen=True)
class Grounds:
    """What can be asked about, with the outcomes and conditions that are meant."""

    ground: Ground
    states: dict[int, StateValue]
    conditions: tuple[Condition, ...]
    references: dict[int, str]


def ground_of(game: Any, party: str, spoken: Sequence[str] = ()) -> Grounds:
    """Say what can be asked about in a game.

    Parameters
    ----------
    game : Game or SymbolicGame
        Under the account that is meant.
    party : str
    spoken : sequence of str
        The ids of the outcomes that matter, today first.

    Examples
    --------
    >>> import detente
    >>> found = ground_of(detente.load("chicken").game(), "first")
    >>> found.ground.terms, found.ground.worlds
    (('first.swerve', 'second.swerve'), (0, 1, 2, 3))
    """
    conflict: Conflict = game.conflict
    matter = [s for s in (_state(game, i) for i in spoken) if s is not None]
    found = {s.id: s for s in (*matter, *_others(game, matter))}
    states = list(found.values())[:MOST_WORLDS]
    number = len({s.id for s in matter})
    things = [] if conflict.graph_form else _things(conflict)
    every = [(t, conflict.condition(t, party)) for t in things]
    changing = [(t, c) for t, c in every if len({c.holds(s.facts) for s in states}) == 2]
    first = sorted(range(len(changing)), key=lambda k: -_turns(changing[k][1], states[:number]))
    extras = [(s.name, conflict.condition(s.name, party)) for s in states] if conflict.graph_form else []
    told = {str(c) for _, c in changing}
    for text, condition in () if conflict.graph_form else _said(conflict, party):
        if str(condition) not in told and len({condition.holds(s.facts) for s in states}) == 2:
            told.add(str(condition))
            extras.append((text, condition))
    whole = (*changing, *extras)
    worlds = [sum(1 << k for k, (_, c) in enumerate(whole) if c.holds(s.facts)) for s in states]
    ground = Ground(
        tuple(t for t, _ in whole),
        len(changing),
        tuple(dict.fromkeys(worlds)),
        len(set(worlds[:number])),
        bool(game.listed) and len(states) == int(game.feasible.count),
        tuple(first),
    )
    kept: dict[int, Any] = {}
    for world, state in zip(worlds, states, strict=True):
        kept.setdefault(world, state)
    return Grounds(
        ground,
        {w: state_value(s) for w, s in kept.items()},
        tuple(c for _, c in whole),
        {w: s.name or "+".join(s.members[0] if s.members else s.taken) or "none" for w, s in kept.items()},
    )


def _things(conflict: Conflict) -> list[str]:
    """Give the single things: an option is taken; an option with levels is taken from a level on."""
    found: list[str] = []
    for id, option in conflict.options.items():
        if option.of is None:
            found.append(id)
            continue
        whole = id.rpartition(".")[0]
        found.append(whole if option.level == option.of.levels[0] else f"{whole} >= {option.level}")
    return found


def _said(conflict: Conflict, party: str) -> Iterable[tuple[str, Condition]]:
    """Give what the file has a name for, and what the party is said to want, by whatever account."""
    told = [d.name for d in conflict.definitions]
    preference = conflict.preferences.get(party)
    open_ = opened(preference) if preference is not None else None
    if isinstance(open_, Prioritised):
        told += [s.written for s in open_.statements]
    for text in told:
        try:
            yield text, conflict.condition(text, party)
        except DetenteError:
            continue


def _turns(condition: Condition, states: Sequence[Any]) -> int:
    """Count how many of the outcomes that matter are otherwise than today."""
    return sum(condition.holds(s.facts) is not condition.holds(states[0].facts) for s in states)


def _state(game: Any, id: str) -> Any:
    try:
        return game.state(id)
    except DetenteError:
        return None


def _others(game: Any, matter: Sequence[Any]) -> Iterable[Any]:
    """Give the other outcomes: all, or those near the ones that matter, where there are very many."""
    if game.listed and game.size <= MOST_WORLDS:
        return (game.states.state(k) for k in range(game.size))
    return _near(game, matter)


def _near(game: Any, matter: Sequence[Any]) -> Iterable[Any]:
    """Give the outcomes that differ in one option, or two, from those that matter."""
    options = list(game.conflict.option_ids)
    some = list(matter[:MOST_NEAR])
    if not some and game.start is not None:
        some = [game.start]
    for number in (1, 2):
        for state in some:
            for turned in combinations(options if number == 1 else options[:MOST_TURNED], number):
                taken = state.facts.symmetric_difference(turned)
                near = _state(game, "+".join(sorted(taken)) or "none")
                if near is not None:
                    yield near
