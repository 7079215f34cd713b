"""Which groups could leave a state together for something that every member prefers, and would the rest let them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TypeVar

import numpy as np

from detente.conflict import Conflict, DetenteError, TimeUpError, TooLargeError, UnknownNameError, budget
from detente.game import Bools, Game, Ints, Row, State, Tabular, needs_ranks
from detente.game.given import as_game
from detente.game.memory import SHARE, available_memory, gib
from detente.questions.evolve import Path, Reach, reach
from detente.questions.explain import Reason, reason
from detente.questions.unfinished import Stopped
from detente.stability import Stability, check_classical, group_stable, stable_states, undeterred

MOST_GROUPS = 4096
Group = tuple[str, ...]
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, eq=False)
class JointMove:
    """Something that a group could do together.

    Attributes
    ----------
    group : tuple of str
    path : Path
        A shortest legal sequence of its members' moves.
    gains : tuple of Reason
        Why each member prefers where it leads.
    sanctions : mapping of str to (Path or None)
        For GMR and SEQ, where asked for: how the rest could answer so that some member is no better off; None where
        it could not.
    undeterred : tuple of str
        The concepts under which nothing deters it.
    holds : tuple of str
        The concepts under which the state that it leads to is an equilibrium by itself.
    onward : tuple of State
        The equilibria that improvements lead to from there, under the narrowest concept asked for that has some.
    """

    group: Group
    path: Path
    gains: tuple[Reason, ...]
    sanctions: Mapping[str, Path | None]
    undeterred: tuple[str, ...]
    holds: tuple[str, ...]
    onward: tuple[State, ...]

    @property
    def end(self) -> State:
        """Where it leads."""
        return self.path.end


@dataclass(frozen=True, eq=False)
class Coalitions(Tabular):
    """Which states hold against groups.

    Attributes
    ----------
    game : Game
    stability : Stability
        What holds where everybody acts alone.
    groups : tuple of tuple of str
        The groups that were looked at, small ones first; groups of one are decision makers alone.
    stable : mapping of str to array of bool, shape (groups, size)
        For each concept, group and state: does the group stay?
    states : tuple of State
        The states asked about: the status quo and what it leads to, or those that were named.
    named : bool
        Whether a state was named.
    stopped : tuple of Stopped
        Where the time did not suffice: how many groups it did for; `groups` are these, under every concept.
    """

    game: Game
    stability: Stability
    groups: tuple[Group, ...]
    stable: Mapping[str, Bools] = field(repr=False)
    states: tuple[State, ...]
    named: bool = False
    stopped: tuple[Stopped, ...] = ()

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.stability.concepts

    def survives_at(self, concept: str) -> Ints:
        """Give the equilibria that no group would leave, as positions in the arrays of the game."""
        return np.flatnonzero(self.stability.holds(concept) & self.stable[concept].all(axis=0))

    def survives(self, concept: str) -> tuple[State, ...]:
        """List the equilibria that no group would leave."""
        return tuple(self.game.state(int(s)) for s in self.survives_at(concept))

    def leaving(self, state: State, concept: str) -> tuple[Group, ...]:
        """List the groups that would leave a state together."""
        gone = np.flatnonzero(~self.stable[concept][:, state.index])
        return tuple(self.groups[int(k)] for k in gone)

    def smallest_leaving(self, state: State, concept: str) -> tuple[Group, ...]:
        """List the groups of two and more that would leave a state together, and no part of which would."""
        gone = self.leaving(state, concept)
        sets = [set(g) for g in gone]
        return tuple(
            g for g, s in zip(gone, sets, strict=True) if len(g) > 1 and not any(o < s for o in sets)
        )

    def ends(self, state: State, group: Sequence[str], concept: str = "nash") -> Ints:
        """Give what a group could move to together: better for every member, and under the concept undeterred.

        Where it would hold comes first, then what nothing else among them beats for some member and worsens for none.
        """
        members = self._members(group)
        found = np.flatnonzero(self._undeterred(state, members, concept))
        ranks = np.array([self.game.ranks[i][found] for i in members], dtype=np.int64)
        beaten = [
            bool(((ranks >= r) & (ranks > r).any(axis=0)).all(axis=0).any()) for r in ranks.T[:, :, None]
        ]
        strength = np.sum([self.stability.holds(c)[found] for c in self.concepts], axis=0)
        ordered: Ints = found[np.lexsort((found, np.array(beaten, dtype=bool), -strength))]
        return ordered

    def joint_move(self, state: State, group: Sequence[str], end: int) -> JointMove:
        """Describe what a group could do together, with the witnesses."""
        game, members = self.game, self._members(group)
        path = self._reach(state, members).path(end)
        if path is None:
            raise UnknownNameError("state within reach", game.state(end).id, ())
        gains = tuple(reason(game, dm, state, path.end) for dm in group)
        free = tuple(c for c in self.concepts if self._undeterred(state, members, c)[end])
        sanctions = {c: self._sanction(state, members, end, c) for c in self.concepts if c in ("gmr", "seq")}
        holds = tuple(c for c in self.concepts if self.stability.holds(c)[end])
        onward = _once(self._onward, end, lambda: _ends_of(game, self.stability, end))
        return JointMove(tuple(group), path, gains, sanctions, free, holds, onward)

    # What is asked again and again for the same state and group is worked out once.

    def _undeterred(self, state: State, members: Sequence[int], concept: str) -> Bools:
        key = (state.index, tuple(members), concept)
        budget.check("looking at what groups could do")
        return _once(self._free, key, lambda: undeterred(self.game, members, state.index, concept))

    def _reach(self, state: State, members: Sequence[int]) -> Reach:
        key = (state.index, tuple(members))
        return _once(self._ways, key, lambda: reach(self.game, state.index, members, improvements=False))

    @cached_property
    def _free(self) -> dict[tuple[int, tuple[int, ...], str], Bools]:
        return {}

    @cached_property
    def _ways(self) -> dict[tuple[int, tuple[int, ...]], Reach]:
        return {}

    @cached_property
    def _onward(self) -> dict[int, tuple[State, ...]]:
        return {}

    def _sanction(self, state: State, members: Sequence[int], end: int, concept: str) -> Path | None:
        rest = [j for j in range(len(self.game.decision_makers)) if j not in members]
        harmful = np.any([self.game.ranks[i] <= self.game.ranks[i][state.index] for i in members], axis=0)
        found = reach(self.game, end, rest, improvements=concept == "seq", until=harmful)
        hit = np.flatnonzero((found.steps > 0) & harmful)
        return found.path(int(hit[np.argmin(found.steps[hit])])) if hit.size else None

    def _members(self, group: Sequence[str]) -> list[int]:
        return [self.game.index(dm) for dm in group]

    def rows(self) -> list[Row]:
        """Give a row per group: how many equilibria of each concept it would leave."""
        found: list[Row] = []
        for k, group in enumerate(self.groups):
            row: dict[str, object] = {"coalition": list(group)}
            for c in self.concepts:
                held = self.stability.holds(c)
                row[f"{c} equilibria it would leave"] = int((held & ~self.stable[c][k]).sum())
            found.append(row)
        return found


def coalitions(
    game: Game | Conflict,
    concepts: Sequence[str] | None = None,
    *,
    group: Sequence[str] | None = None,
    most_members: int | None = None,
    state: int | str | State | None = None,
    progress: Callable[[str], None] | None = None,
) -> Coalitions:
    """Find what holds against groups that move together.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        Of ``nash``, ``gmr``, ``smr``, ``seq``, in their forms for coalitions (Kilgour, Hipel, Fang & Peng 2001; see
        `detente.stability.group_stable`); without it all four.
    group : sequence of str, optional
        Only this group; without it every group.
    most_members : int, optional
        Only groups of at most so many.
    state : int, str or State, optional
        The state asked about; without it the status quo and what improvements lead to from there.
    progress : callable, optional
        Is told now and then how far it has come.

    Returns
    -------
    Coalitions

    Raises
    ------
    UnknownNameError
        Where there is no such state, decision maker or concept.
    TooLargeError
        Where there are too many groups.

    Examples
    --------
    >>> import detente
    >>> found = detente.coalitions(detente.load("istanbul-2025").game("broker"))
    >>> deadlock = found.states[1]
    >>> found.smallest_leaving(deadlock, "nash")[0]
    ('russia', 'ukraine')
    """
    game = as_game(game, "coalitions")
    needs_ranks(game)
    stability = stable_states(game, check_classical(concepts, "what groups could do together (coalitions)"))
    groups = _groups(game, group, most_members)
    _check_fit(game, len(groups), len(stability.concepts))
    states = _states_asked(game, stability) if state is None else (game.state(state),)
    rows: dict[str, list[Bools]] = {c: [] for c in stability.concepts}
    looked = 0
    stopped: tuple[Stopped, ...] = ()
    try:
        for looked, members in enumerate(groups):
            if progress:
                progress(f"coalition {looked + 1} of {len(groups)}")
            judged = [group_stable(game, [game.index(dm) for dm in members], c) for c in stability.concepts]
            for concept, stays in zip(stability.concepts, judged, strict=True):
                rows[concept].append(stays)
    except TimeUpError:
        if not looked:
            raise
        stopped, groups = (Stopped("groups", looked, len(groups)),), groups[:looked]
    stable = {c: np.array(found, dtype=bool).reshape(len(groups), game.size) for c, found in rows.items()}
    return Coalitions(game, stability, groups, stable, states, state is not None, stopped)


def _check_fit(game: Game, groups: int, concepts: int) -> None:
    """Refuse more groups than there is memory for: what each would leave is kept for every state."""
    needed, memory = 2 * groups * concepts * game.size, available_memory()
    if needed > SHARE * memory:
        raise TooLargeError(
            f"{game.conflict.title}: what {groups:,} groups would leave, of {game.size:,} states, takes about "
            f"{gib(needed)} of memory, and {gib(memory)} are free; ask about one group, about groups of at most a few "
            "members, or about fewer concepts"
        )


def _once(known: dict[K, V], key: K, work: Callable[[], V]) -> V:
    """Give what is known, or work it out and keep it."""
    if key not in known:
        known[key] = work()
    return known[key]


def _groups(game: Game, group: Sequence[str] | None, most: int | None) -> tuple[Group, ...]:
    makers = game.decision_makers
    if isinstance(group, str):
        group = [group]
    if group is not None:
        for dm in group or [""]:
            game.index(dm)
        return (tuple(d for d in makers if d in group),)
    if most is not None and most < 1:
        raise DetenteError(f"groups of at most {most} members: there are none")
    largest = len(makers) if most is None else min(most, len(makers))
    number = 0
    found: list[Group] = []
    for size in range(1, largest + 1):
        for members in combinations(makers, size):
            number += 1
            if number > MOST_GROUPS:
                raise TooLargeError(
                    f"{len(makers)} decision makers form more than {MOST_GROUPS:,} groups; ask about one group, or "
                    "about groups of at most a few members"
                )
            found.append(members)
    return tuple(found)


def _states_asked(game: Game, stability: Stability) -> tuple[State, ...]:
    """Take the status quo and the equilibria it leads to; without it, the equilibria of the narrowest concept."""
    if game.status_quo is None:
        return next((e for c in stability.concepts if (e := stability.equilibria(c))), ())
    ends = [s for s in _ends_of(game, stability, game.status_quo) if s.index != game.status_quo]
    return (game.state(game.status_quo), *ends)


def _ends_of(game: Game, stability: Stability, start: int) -> tuple[State, ...]:
    """Give the equilibria that improvements lead to, the nearest first, under the narrowest concept that has some."""
    near = reach(game, start).steps
    for concept in sorted(stability.concepts, key=lambda c: int(stability.holds(c).sum())):
        ends = np.flatnonzero(stability.holds(concept) & (near >= 0))
        if ends.size:
            return tuple(game.state(int(s)) for s in ends[np.argsort(near[ends], kind="stable")])
    return ()
