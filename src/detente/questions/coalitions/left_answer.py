"""A state that was asked about, and which groups would leave it: as typed facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from detente.answers import Cut, Ref, Value
from detente.conflict import TimeUpError, in_reading_order
from detente.game import State
from detente.questions.building import Listing
from detente.questions.coalitions.groups import Coalitions
from detente.questions.coalitions.joint import Group, JointMove
from detente.questions.coalitions.joint_answer import JointMoveValue, follows, move_value
from detente.questions.unfinished import Stopped

MOST_MOVES = 200  # of one group from one state


Role = Literal["today", "myopic", "ahead", "asked"]


class GroupMoves(Value, frozen=True, kw_only=True):
    """What a group that would leave a state could do, under the narrowest concept asked for.

    Attributes
    ----------
    members : tuple of str
    smallest : bool
        Whether no part of the group would leave it.
    moves : tuple of JointMoveValue
        At most 200, and of large conflicts fewer: then `truncated` names the list. What would hold comes first.
    count : int
        How many states it could move to.
    """

    members: tuple[str, ...]
    smallest: bool
    moves: tuple[JointMoveValue, ...]
    count: int


class LeavingValue(Value, frozen=True, kw_only=True):
    """The groups that would leave a state under a concept."""

    concept: str
    groups: tuple[tuple[str, ...], ...]


class LeftState(Value, frozen=True, kw_only=True):
    """A state that was asked about.

    Attributes
    ----------
    state : Ref
    roles : tuple of str
        ``today``; ``myopic`` and ``ahead``: where it is heading, not looking ahead and looking ahead; ``asked``.
    leaving : tuple of LeavingValue
        The groups that would leave it, under each concept.
    groups : tuple of GroupMoves
        What each of them could do, under the narrowest concept asked for.
    concept : str
        The concept for `alone` and `told`: Nash for where it is heading not looking ahead, SEQ for where it is heading
        looking ahead, else the narrowest asked for under which the state holds.
    alone : tuple of str
        Those who would leave it without anybody's help.
    told : tuple of JointMoveValue
        What the smallest groups of two and more would do (or the group that was asked about): the move that is deterred
        least, then what would hold.
    lasting : tuple of JointMoveValue
        Joint moves, under `concept`, after which whatever improvements lead to is better for each member; of the
        smallest groups of two and more that have some (or of the group that was asked about) the first one each.
    all_looked_at : bool
        Whether every joint move was looked at for that; of each group up to 200 are.
    """

    state: Ref
    roles: tuple[Role, ...]
    leaving: tuple[LeavingValue, ...]
    groups: tuple[GroupMoves, ...]
    concept: str
    alone: tuple[str, ...]
    told: tuple[JointMoveValue, ...]
    lasting: tuple[JointMoveValue, ...]
    all_looked_at: bool


def _concept_at(found: Coalitions, state: State, roles: Sequence[Role]) -> str:
    asked = in_reading_order(found.concepts)
    if "myopic" in roles and "nash" in asked:
        return "nash"
    if "ahead" in roles and "seq" in asked:
        return "seq"
    return next((c for c in asked if found.stability.holds(c)[state.index]), asked[0])


def left_state(
    found: Coalitions, number: int, state: State, roles: tuple[Role, ...], room: int, listing: Listing
) -> LeftState:
    """Give which groups would leave a state, and what each could do."""
    concept = _concept_at(found, state, roles)
    narrow = in_reading_order(found.concepts)[0]
    leaving = found.leaving(state, concept)
    one = len(found.groups) == 1
    telling = leaving if one else found.smallest_leaving(state, concept)
    described: list[GroupMoves] = []
    told: list[JointMoveValue] = []
    moved = found.leaving(state, narrow)
    several = leaving if one else [g for g in leaving if len(g) > 1]
    lasting, every = _lasting(found, state, several, concept, max(1, room // 2))
    most = min(MOST_MOVES, room // max(1, len(moved)))
    try:
        for group in telling:
            told.append(_told(found, state, group, listing))
        for group in moved:
            described.append(_moves(found, state, group, narrow, most, listing))
            if len(described[-1].moves) < min(MOST_MOVES, described[-1].count):
                where = f"left.{number}.groups.{len(described) - 1}.moves"
                listing.cuts.append(Cut(list=where, count=str(described[-1].count)))
    except TimeUpError:
        listing.stopped(Stopped("groups", len(described), len(moved)))
    return LeftState(
        state=listing(state),
        roles=roles,
        leaving=tuple(LeavingValue(concept=c, groups=found.leaving(state, c)) for c in found.concepts),
        groups=tuple(described),
        concept=concept,
        alone=() if one else tuple(g[0] for g in leaving if len(g) == 1),
        told=tuple(told),
        lasting=tuple(move_value(found, m, listing) for m in lasting),
        all_looked_at=every and not found.stopped,
    )


def _lasting(
    found: Coalitions, state: State, leaving: Sequence[Group], concept: str, room: int
) -> tuple[list[JointMove], bool]:
    """Find what would last: a move each of the smallest groups that have one, and whether all were looked at.

    No more than `room` moves are looked at in all.
    """
    lasting: list[JointMove] = []
    every = True
    try:
        for group in leaving:
            if any(set(group).issuperset(m.group) for m in lasting):
                continue
            if room <= 0:
                return lasting, False
            ends = found.ends(state, group, concept)
            some = ends[: min(MOST_MOVES, room)]
            every = every and len(some) == len(ends)
            for end in some.tolist():
                room -= 1
                if follows(found, found.prospect(state, group, end)) == "good":
                    lasting.append(found.joint_move(state, group, end))
                    break
    except TimeUpError:
        return lasting, False
    return lasting, every


def _moves(
    found: Coalitions, state: State, group: Group, concept: str, most: int, listing: Listing
) -> GroupMoves:
    ends = found.ends(state, group, concept)[:most] if most else np.zeros(0, dtype=np.int64)
    return GroupMoves(
        members=group,
        smallest=len(group) == 1 or group in found.smallest_leaving(state, concept),
        moves=tuple(move_value(found, found.joint_move(state, group, int(s)), listing) for s in ends),
        count=found.count(state, group, concept),
    )


def _told(found: Coalitions, state: State, group: Group, listing: Listing) -> JointMoveValue:
    """Choose what a group would do: the move that is deterred least, then what would hold."""
    cautious = [c for c in ("gmr", "smr", "seq", "nash") if c in found.concepts]
    free = next((c for c in cautious if group in found.leaving(state, c)), cautious[-1])
    return move_value(found, found.joint_move(state, group, int(found.ends(state, group, free)[0])), listing)
