"""Which groups could leave a state together for something that every member prefers, and would the rest let them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np

from detente.conflict import Conflict, DetenteError, TimeUpError, TooLargeError, UnknownNameError, budget
from detente.game import Bools, Game, Ints, Row, State, Tabular, each, needs_ranks
from detente.game.given import as_game
from detente.game.memory import SHARE, available_memory, gib
from detente.questions.coalitions.joint import LOOKING, Group, JointMove, Looking, Prospect, ends_of
from detente.questions.unfinished import Stopped
from detente.stability import Stability, check_classical, groups_stable, stable_states

MOST_GROUPS = 4096
PASSES = 8  # over all states that judging a group takes at least
BYTES_AT_WORK = 256  # for each state, while one group is judged


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
        return self.looking.ends(state, self._members(group), concept)

    def count(self, state: State, group: Sequence[str], concept: str = "nash") -> int:
        """Count `ends`."""
        return self.looking.count(state, self._members(group), concept)

    def joint_move(self, state: State, group: Sequence[str], end: int) -> JointMove:
        """Describe what a group could do together, with the witnesses."""
        members = self._members(group)
        path = self.looking.way(state, members, end)
        if path is None:
            raise UnknownNameError("state within reach", self.game.state(end).id, ())
        return self.looking.move(tuple(group), members, state, path)

    def prospect(self, state: State, group: Sequence[str], end: int) -> Prospect:
        """Tell what would follow from where a group could move together."""
        return Prospect(tuple(group), state, self.game.state(end), self.looking.onward(end))

    @cached_property
    def looking(self) -> Looking:
        """What looks at single states."""
        return Looking(self.game, self.stability)

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
    judged = _judged(game, groups, stability, progress)
    looked = next((k for k in range(len(groups)) if k not in judged), len(groups))
    stopped: tuple[Stopped, ...] = ()
    if looked < len(groups):
        if not looked:
            raise TimeUpError(LOOKING, budget.allowed())
        stopped, groups = (Stopped("groups", looked, len(groups)),), groups[:looked]
    stable = {c: np.empty((looked, game.size), dtype=bool) for c in stability.concepts}
    for k in range(looked):
        for concept, stays in judged.pop(k).items():
            stable[concept][k] = stays
    return Coalitions(game, stability, groups, stable, states, state is not None, stopped)


def _judged(
    game: Game, groups: Sequence[Group], stability: Stability, progress: Callable[[str], None] | None
) -> dict[int, Mapping[str, Bools]]:
    """Tell in which states each group would stay, under each concept, as far as there is time; several at a time."""
    found: dict[int, Mapping[str, Bools]] = {}

    def judge(k: int) -> None:
        if progress:
            progress(f"coalition {k + 1} of {len(groups)}")
        members = [game.index(dm) for dm in groups[k]]
        if len(members) == 1:
            found[k] = {c: stability.stable[c][members[0]] for c in stability.concepts}
        else:
            found[k] = groups_stable(game, members, stability.concepts)

    with suppress(TimeUpError):
        each(judge, range(len(groups)), game.size * PASSES, BYTES_AT_WORK * game.size)
    return found


def _check_fit(game: Game, groups: int, concepts: int) -> None:
    """Refuse more groups than there is memory for: what each would leave is kept for every state."""
    needed, memory = 2 * groups * concepts * game.size, available_memory()
    if needed > SHARE * memory:
        raise TooLargeError(
            f"{game.conflict.title}: what {groups:,} groups would leave, of {game.size:,} states, takes about "
            f"{gib(needed)} of memory, and {gib(memory)} are free; ask about one group, about groups of at most a few "
            "members, or about fewer concepts"
        )


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
    ends = [s for s in ends_of(game, stability, game.status_quo) if s.index != game.status_quo]
    return (game.state(game.status_quo), *ends)
