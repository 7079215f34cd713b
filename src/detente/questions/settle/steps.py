"""A deal performed step by step: who goes first, and would those who come later still perform?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from detente.conflict import StateRef
from detente.game import Game
from detente.questions.settle.grid import Effect

MOST_PERFORMERS = 4  # in every order: 24


@dataclass(frozen=True, slots=True)
class Order:
    """An order in which those who have to do something for a deal do it, each all of its part.

    Attributes
    ----------
    parties : tuple of str
        Who performs, the first one first.
    stops : int
        After how many steps it stops, because the next would rather leave it at that; as many as there are parties
        where all is performed.
    states : tuple of int
        The state before the first step, and after each.
    """

    parties: tuple[str, ...]
    stops: int
    states: tuple[int, ...]

    @property
    def works(self) -> bool:
        """Whether all is performed."""
        return self.stops == len(self.parties)


def orders(effect: Effect, after: Game, today: frozenset[str]) -> tuple[Order, ...]:
    """Ask of each order of steps whether it would be gone through.

    Everybody looks to the end: who is next performs if where that leads is no worse for it than to leave it at what has
    been done. What is barred is so from the signature on. Orders that lead through a state that cannot be are left out.

    Parameters
    ----------
    effect : Effect
    after : Game
        The conflict after the signature, see `signed`.
    today : frozenset of str
        The options taken before it.
    """
    start = Effect(bars=effect.bars).after(today)
    parts: dict[str, dict[str, bool]] = {}
    for option, taken in effect.sets:
        if (option in start) != taken:
            parts.setdefault(option.partition(".")[0], {})[option] = taken
    if not 2 <= len(parts) <= MOST_PERFORMERS or after.open:
        return ()
    found = []
    for parties in permutations(dm for dm in after.decision_makers if dm in parts):
        states = _states(after, start, [parts[dm] for dm in parties])
        if states:
            found.append(Order(parties, _stops(after, parties, states), states))
    return tuple(found)


def _states(game: Game, start: frozenset[str], parts: list[dict[str, bool]]) -> tuple[int, ...]:
    """Find the states on the way; none where one of them cannot be."""
    taken, found = start, []
    for part in ({}, *parts):
        taken = frozenset(
            (taken | {o for o, yes in part.items() if yes}) - {o for o, yes in part.items() if not yes}
        )
        here = game.states.matching(StateRef("+".join(sorted(taken)) or "none", taken=taken))
        if not here.size:
            return ()
        found.append(int(here[0]))
    return tuple(found)


def _stops(game: Game, parties: tuple[str, ...], states: tuple[int, ...]) -> int:
    """Reason backwards: where does it stop if everybody knows what the later ones will do?"""
    stop = len(parties)
    for step in range(len(parties) - 1, -1, -1):
        ranks = game.ranks[game.index(parties[step])]
        if ranks[states[step]] > ranks[states[stop]]:
            stop = step
    return stop
