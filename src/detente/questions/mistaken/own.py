"""A party's own game: the conflict as it sees it, and where its states are among those that there are.

A party takes its own picture to be everybody's. In a state that its picture does not hold it sees nothing to do: it
makes no move there, as in GMCR+ (where such states are called misperceived), and counts as staying.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.conflict import (
    Conflict,
    ConflictFileError,
    DetenteError,
    Preferences,
    Problem,
    StateRef,
    TooLargeError,
)
from detente.conflict.errors import quoted
from detente.game import Bools, Game, Ints, build_game, feasible_states
from detente.questions.heads import Heads, find_heading, heading_concepts
from detente.stability import expectation, free_moves, improves, stable_states

MOST_MOVES = 20_000_000  # of all decision makers together


@dataclass(frozen=True, eq=False)
class Own:
    """How one party sees the conflict.

    Attributes
    ----------
    party : str
    game : Game
        Its own game; that of the account where it is mistaken in nothing.
    real : Game
        The game of the account.
    place : array of int, shape (states of `real`,)
        The state of `game` that each state is to the party; -1 where its game does not hold it.
    """

    party: str
    game: Game
    real: Game
    place: Ints

    @property
    def index(self) -> int:
        """Its position among the decision makers."""
        return self.real.index(self.party)

    @cached_property
    def seen(self) -> Bools:
        """Which of the states that there are its game holds."""
        return np.asarray(self.place >= 0)

    @cached_property
    def origin(self) -> Ints:
        """For each state of its game a state that it is in truth; -1 where there is none."""
        found = np.full(self.game.size, -1, dtype=np.int64)
        known = np.flatnonzero(self.seen)[::-1]
        found[self.place[known]] = known
        return found

    @cached_property
    def heads(self) -> Heads | None:
        """Where it expects the conflict to go; None where its game does not hold today."""
        start = self.real.status_quo
        if start is None or self.place[start] < 0:
            return None
        return find_heading(self.game, int(self.place[start]))

    def stays(self, concept: str) -> Bools:
        """Tell for each state that there is whether it stays there under a concept, by its own game."""
        if concept not in self._stays:
            own = stable_states(self.game, [concept_of(self.game, concept)])
            [table] = own.stable.values()
            found = np.ones(self.real.size, dtype=bool)
            found[self.seen] = table[self.index][self.place[self.seen]]
            self._stays[concept] = found
        return self._stays[concept]

    @cached_property
    def _stays(self) -> dict[str, Bools]:
        return {}

    def wanted(self, party: str, concept: str) -> tuple[Ints, Ints]:
        """Give, as pairs of states of its game, the moves that a party would make there (see `moves_of`)."""
        key = party, concept
        if key not in self._wanted:
            self._wanted[key] = moves_of(self.game, self.game.index(party), concept)
        return self._wanted[key]

    @cached_property
    def _wanted(self) -> dict[tuple[str, str], tuple[Ints, Ints]]:
        return {}

    def made(self, concept: str) -> tuple[Ints, Ints]:
        """Give the moves that it would make and can make, as pairs of states that there are."""
        if concept not in self._made:
            own = self.wanted(self.party, concept)
            sources, targets = self.real.move_pairs[self.index]
            if self.game is self.real:
                self._made[concept] = own
            else:
                begins, ends = self.place[sources], self.place[targets]
                held = (begins >= 0) & (ends >= 0)
                keys = np.where(held, begins * self.game.size + ends, -1)
                kept = _among(keys, own[0] * self.game.size + own[1])
                self._made[concept] = sources[kept], targets[kept]
        return self._made[concept]

    @cached_property
    def _made(self) -> dict[str, tuple[Ints, Ints]]:
        return {}

    def tried(self, state: int, concept: str) -> Ints:
        """Give the states of its game that it would move to from a state and in truth cannot."""
        place = self.place[state]
        if place < 0:
            return np.zeros(0, dtype=np.int64)
        sources, targets = self.wanted(self.party, concept)
        begins, ends = self.made(concept)
        possible = self.place[ends[begins == state]]
        return np.setdiff1d(targets[sources == place], possible)


def _among(keys: Ints, ordered: Ints) -> Bools:
    """Tell which numbers stand in a list in ascending order."""
    at = np.searchsorted(ordered, keys)
    found = at < ordered.size
    found[found] = ordered[at[found]] == keys[found]
    return np.asarray(found)


def concept_of(game: Game, concept: str) -> str:
    """Give the concept by which a game is judged: where something is unknown, extension b of it."""
    return f"{concept}-b" if game.open else concept


def moves_of(game: Game, i: int, concept: str) -> tuple[Ints, Ints]:
    """Give a party's improvements as pairs of states; looking ahead (``seq``), those that nothing deters.

    Where something is unknown, an improvement is a move that is known to be one (see `heading_concepts`).
    """
    if game.open:
        sources, targets = free_moves(game, i, heading_concepts(game)[concept == "seq"])
        sure = improves(game, i, sources, targets)
        return sources[sure], targets[sure]
    ranks = game.ranks[i]
    hoped = np.minimum(ranks, expectation(game, i, "seq")) if concept == "seq" else ranks
    sources, targets = game.move_pairs[i]
    better = hoped[targets] > ranks[sources]
    return sources[better], targets[better]


def own_game(real: Game, party: str, believed: Conflict, *, lenient: bool = False) -> Own:
    """Build a party's own game.

    Parameters
    ----------
    real : Game
        The game of the account.
    party : str
    believed : Conflict
        The conflict as it sees it.
    lenient : bool
        Whether every order of states keeps those that are there; else only one that the belief says nothing of.

    Raises
    ------
    ConflictFileError
        Where its picture contradicts itself: it has no state left, or says of states how they rank that are not there.
    TooLargeError
        Where there are too many moves.
    """
    if believed == replace(real.conflict, beliefs=()):
        return Own(party, real, real, np.arange(real.size))
    try:
        game = build_game(_fitting(believed, real.conflict, lenient=lenient))
    except ConflictFileError as error:
        raise ConflictFileError(
            [Problem(p.place, f"{p.message} (in what {quoted(party)} believes)") for p in error.problems]
        ) from None
    check_moves(game)
    return Own(party, game, real, places(real, game, party))


def check_moves(game: Game) -> None:
    """Refuse a game whose moves are too many to be listed one by one."""
    number = sum(2 ** len(d.options) for d in game.conflict.decision_makers) * game.size
    if game.conflict.graph_form:
        number = sum(map(len, (game.conflict.arcs or {}).values()))
    if number > MOST_MOVES:
        raise TooLargeError(
            f"up to {number:,} moves would be listed one by one to compare them with what parties believe; at most "
            f"{MOST_MOVES:,} can be"
        )


def _fitting(believed: Conflict, real: Conflict, *, lenient: bool) -> Conflict:
    """Let orders of states that the belief says nothing of keep the states that are there, and begin where it can."""
    states = feasible_states(believed)

    def there(refs: Sequence[StateRef]) -> tuple[StateRef, ...]:
        return tuple(r for r in refs if states.matching(r).size)

    preferences: dict[str, Preferences] = {
        dm: p.keeping(there) if lenient or p is real.preferences.get(dm) else p
        for dm, p in believed.preferences.items()
    }
    start = believed.status_quo
    known = start is not None and states.matching(start).size == 1
    return replace(believed, preferences=preferences, status_quo=start if known else None)


def places(real: Game, own: Game, party: str) -> Ints:
    """Find for each state that there is the state that it is in a party's game; -1 where there is none.

    Raises
    ------
    DetenteError
        Where states count as one that the party holds apart.
    """
    masks = real.states.masks
    if not real.conflict.graph_form:
        bits = {o: k for k, o in enumerate(own.conflict.option_ids)}
        masks = np.zeros(real.states.masks.size, dtype=np.int64)
        for k, option in enumerate(real.conflict.option_ids):
            masks |= (real.states.masks >> k & 1) << bits[option]
    at = np.minimum(np.searchsorted(own.states.masks, masks), own.states.masks.size - 1)
    here = own.states.masks[at] == masks
    classes = np.where(here, own.states.class_of[at], -1)
    found = np.full(real.size, -1, dtype=np.int64)
    np.maximum.at(found, real.states.class_of, classes)
    apart = here & (classes != found[real.states.class_of])
    if apart.any():
        state = real.state(int(real.states.class_of[np.flatnonzero(apart)[0]]))
        raise DetenteError(
            f"{quoted(party)} would hold states apart that count as one ({quoted(state.id)}); what it believes of the "
            "rules has to keep them together"
        )
    return found
