"""Which groups could leave together, and would the rest let them: as typed facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from detente.answers import Answer, Count, Cut, Heading, Reason, Ref, Value, Way
from detente.conflict import TimeUpError, budget, in_reading_order
from detente.game import Bools, Game, State
from detente.questions.building import MOST_LISTED, Listing, head
from detente.questions.coalitions.groups import Coalitions
from detente.questions.coalitions.joint import Group, JointMove, Prospect
from detente.questions.evolve import Path, reach
from detente.questions.heads import Heads, find_heading
from detente.questions.outcomes import heading
from detente.questions.standing import all_prefer
from detente.questions.unfinished import Stopped, shared
from detente.stability import ways_of

MOST_MOVES = 200  # of one group from one state
MOST_ENDS = 12  # outcomes looked at, of those that it is heading for
DESCRIBING = 0.6  # of the time that is left, for what groups could do
MOST_DESCRIBED = 2_000  # joint moves in all; of large conflicts fewer, as each is followed through all states
MOST_FOLLOWED = 20_000_000  # states, for all of them together
MOST_UNSTABLE = 250_000  # states that groups would leave, in all lists of them together
MOST_HELD = 10_000  # equilibria under a concept that are listed

Role = Literal["today", "myopic", "ahead", "asked"]
Follows = Literal["good", "back", "worse", "open"]


class Held(Value, frozen=True, kw_only=True):
    """What holds under a concept where everybody acts alone, and what of it no group would leave that was looked at."""

    concept: str
    equilibria: tuple[Ref, ...]
    equilibria_count: Count
    survives: tuple[Ref, ...]
    survives_count: Count


class Unstable(Value, frozen=True, kw_only=True):
    """The states that a group would leave under a concept, and how many of them are equilibria."""

    concept: str
    states: tuple[Ref, ...]
    count: Count
    equilibria: Count


class GroupValue(Value, frozen=True, kw_only=True):
    """A group that was looked at; a group of one is a decision maker alone."""

    members: tuple[str, ...]
    unstable: tuple[Unstable, ...]


class Sanction(Value, frozen=True, kw_only=True):
    """How the rest could answer so that a joint move does not pay.

    Attributes
    ----------
    concept : str
        ``seq``: each answer pays for who gives it; ``gmr``: at whatever cost.
    way : Way
        A shortest such answer, from where the group has moved to.
    losers : tuple of str
        The members whom it leaves no better off than where the group began.
    better_elsewhere : tuple of str
        Those who answer and would gain more by another answer: the concept does not ask for the best.
    """

    concept: str
    way: Way
    losers: tuple[str, ...]
    better_elsewhere: tuple[str, ...]


class JointMoveValue(Value, frozen=True, kw_only=True):
    """Something that a group could do together.

    Attributes
    ----------
    members : tuple of str
    state : Ref
        Where it leads; every member prefers it.
    way : Way
        A shortest sequence of the members' moves.
    gains : tuple of Reason
        Why each member prefers where it leads.
    undeterred : tuple of str
        The concepts under which nothing deters it.
    sanctions : tuple of Sanction
        For GMR and SEQ, where asked for: how the rest could spoil it; nothing where it could not.
    equilibrium : tuple of str
        The concepts under which the state holds where everybody acts alone.
    onward : tuple of Ref
        The equilibria that improvements lead to from there, the nearest first, under the narrowest concept that has
        some.
    follows : str
        What these are to the members: ``good``: better for each than where the group began; ``back``: where it began is
        among them; ``worse``: some are no better for some member; ``open``: there are none.
    """

    members: tuple[str, ...]
    state: Ref
    way: Way
    gains: tuple[Reason, ...]
    undeterred: tuple[str, ...]
    sanctions: tuple[Sanction, ...]
    equilibrium: tuple[str, ...]
    onward: tuple[Ref, ...]
    follows: Follows

    @property
    def settles(self) -> int:
        """Where it comes to rest, if that is one state; else where the group moves to."""
        return self.onward[0] if len(self.onward) == 1 and self.follows == "good" else self.state


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


class Better(Value, frozen=True, kw_only=True):
    """What everybody prefers to all outcomes that it is heading for, not looking ahead.

    Attributes
    ----------
    count : Count
        How many states there are.
    from_today : Count
        To how many of them any moves lead from today, today itself included.
    from_end : Count
        To how many of them any moves lead from one of the outcomes.
    """

    count: Count
    from_today: Count
    from_end: Count


class CoalitionsAnswer(Answer, frozen=True, kw_only=True):
    """Which groups could leave where it is heading, or another state, together.

    Attributes
    ----------
    concepts : tuple of str
    held : tuple of Held
        For each concept.
    groups : tuple of GroupValue
        The groups that were looked at, small ones first.
    asked_group : bool
        Whether it was asked about one group only.
    heading : Heading or None
        None where the file has no status quo.
    better : Better or None
        None where it is heading nowhere in particular.
    left : tuple of LeftState
        The states asked about: the status quo and where it is heading, or the one that was named.
    """

    concepts: tuple[str, ...]
    held: tuple[Held, ...]
    groups: tuple[GroupValue, ...]
    asked_group: bool
    heading: Heading | None
    better: Better | None
    left: tuple[LeftState, ...]


def answer(found: Coalitions) -> CoalitionsAnswer:
    """Give which groups would leave which outcomes, what each could do, and how the rest could answer.

    Examples
    --------
    >>> import detente
    >>> told = answer(detente.coalitions(detente.load("istanbul-2025").game("broker")))
    >>> move = told.left[1].told[0]
    >>> move.members, move.undeterred, move.follows
    (('russia', 'ukraine'), ('nash',), 'good')
    """
    game, listing = found.game, Listing(found.game)
    heads = None if game.status_quo is None else find_heading(game, stability=found.stability)
    ends = None if heads is None else heading(game, listing, heads)
    listing.stopped(*found.stopped)
    asked = _asked(found, heads)
    room = min(MOST_DESCRIBED, MOST_FOLLOWED // game.size) // max(1, len(asked))
    numbered = [(k, *one) for k, one in enumerate(asked)]
    with budget.part(DESCRIBING):
        left = tuple(shared(numbered, lambda one: _left(found, *one, room, listing)))
    held = tuple(_held(found, c, listing) for c in found.concepts)
    groups = tuple(_group(found, k, listing) for k in range(len(found.groups)))
    fields = head("coalitions", game.conflict, game, listing)
    return CoalitionsAnswer(
        **fields,
        spoken=_spoken(left),
        concepts=found.concepts,
        held=held,
        groups=groups,
        asked_group=len(found.groups) == 1 < len(game.decision_makers),
        heading=ends,
        better=_better(found, heads),
        left=left,
    )


def _held(found: Coalitions, concept: str, listing: Listing) -> Held:
    every, left = found.stability.equilibria_at(concept), found.survives_at(concept)
    return Held(
        concept=concept,
        equilibria=listing.all(every, f"held.{concept}.equilibria", MOST_HELD),
        equilibria_count=str(len(every)),
        survives=listing.all(left, f"held.{concept}.survives", MOST_HELD),
        survives_count=str(len(left)),
    )


def _group(found: Coalitions, k: int, listing: Listing) -> GroupValue:
    unstable = []
    most = min(MOST_LISTED, MOST_UNSTABLE // (len(found.groups) * len(found.concepts)))
    for concept in found.concepts:
        gone = np.flatnonzero(~found.stable[concept][k])
        unstable.append(
            Unstable(
                concept=concept,
                states=listing.all(gone, f"groups.{k}.{concept}", most),
                count=str(len(gone)),
                equilibria=str(int(found.stability.holds(concept)[gone].sum())),
            )
        )
    return GroupValue(members=found.groups[k], unstable=tuple(unstable))


# -- the states asked about --------------------------------------------------------------------------------------------


def _asked(found: Coalitions, heads: Heads | None) -> list[tuple[State, tuple[Role, ...]]]:
    """Take the status quo and where it is heading; what was asked where a state was named or there is no start."""
    game = found.game
    roles: dict[int, list[Role]] = {}
    if heads is not None:
        roles[heads.start] = ["today"]
        for s in heads.myopic.states[:MOST_ENDS].tolist():
            roles.setdefault(s, []).append("myopic")
        for s in heads.ahead.states[:MOST_ENDS].tolist():
            roles.setdefault(s, []).append("ahead")
    if found.named or heads is None:
        return [(s, (*roles.get(s.index, ()), "asked")) for s in found.states]
    return [(game.state(s), tuple(which)) for s, which in roles.items()]


def _concept_at(found: Coalitions, state: State, roles: Sequence[Role]) -> str:
    asked = in_reading_order(found.concepts)
    if "myopic" in roles and "nash" in asked:
        return "nash"
    if "ahead" in roles and "seq" in asked:
        return "seq"
    return next((c for c in asked if found.stability.holds(c)[state.index]), asked[0])


def _left(
    found: Coalitions, number: int, state: State, roles: tuple[Role, ...], room: int, listing: Listing
) -> LeftState:
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
            if any(set(m.group) < set(group) for m in lasting):
                continue
            if room <= 0:
                return lasting, False
            ends = found.ends(state, group, concept)
            some = ends[: min(MOST_MOVES, room)]
            every = every and len(some) == len(ends)
            for end in some.tolist():
                room -= 1
                if _follows(found, found.prospect(state, group, end)) == "good":
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


def move_value(found: Coalitions, move: JointMove, listing: Listing) -> JointMoveValue:
    """Give what a group could do together."""
    return JointMoveValue(
        members=move.group,
        state=listing(move.end),
        way=_way(move.path, listing),
        gains=tuple(listing.reason(g) for g in move.gains),
        undeterred=move.undeterred,
        sanctions=tuple(
            _sanction(found, move, c, path, listing) for c, path in move.sanctions.items() if path is not None
        ),
        equilibrium=move.holds,
        onward=tuple(listing(s) for s in move.onward),
        follows=_follows(found, move),
    )


def _way(path: Path, listing: Listing) -> Way:
    found = listing.way(path)
    assert found is not None
    return found


def _follows(found: Coalitions, move: Prospect) -> Follows:
    start = move.start.index
    if any(e.index == start for e in move.onward):
        return "back"
    if not move.onward:
        return "open"
    ranks = [found.game.ranks[found.game.index(dm)] for dm in move.group]
    return "good" if all(r[e.index] > r[start] for e in move.onward for r in ranks) else "worse"


def _sanction(found: Coalitions, move: JointMove, concept: str, path: Path, listing: Listing) -> Sanction:
    game, start = found.game, move.path.start.index
    ranks = {dm: game.ranks[game.index(dm)] for dm in game.decision_makers}
    others, before = [], path.start
    for step in path.moves:
        r = ranks[step.mover]
        if any(r[s.index] > r[step.state.index] for s in game.improvements(step.mover, before)):
            others.append(step.mover)
        before = step.state
    return Sanction(
        concept=concept,
        way=_way(path, listing),
        losers=tuple(dm for dm in move.group if ranks[dm][path.end.index] <= ranks[dm][start]),
        better_elsewhere=tuple(dict.fromkeys(others)),
    )


def _better(found: Coalitions, heads: Heads | None) -> Better | None:
    """Count what everybody prefers to where it is heading, and to what of it there is a way still, or was."""
    if heads is None or not heads.myopic.states.size:
        return None
    game = found.game
    preferred = all_prefer(game, heads.myopic.states)
    today = _within_reach(game, heads.start)
    later = np.zeros(game.size, dtype=bool)
    for s in heads.myopic.states.tolist():
        if not later[s]:  # what leads on from there is known
            later |= _within_reach(game, s)
    return Better(
        count=str(int(preferred.sum())),
        from_today=str(int((preferred & today).sum())),
        from_end=str(int((preferred & later).sum())),
    )


def _within_reach(game: Game, start: int) -> Bools:
    """Tell to which states any moves of anybody lead, that one included."""
    ways = ways_of(game, range(len(game.decision_makers)))
    return reach(game, start, improvements=False).steps >= 0 if ways is None else ways.from_state(start)


def _spoken(left: Sequence[LeftState]) -> tuple[int, ...]:
    """Choose the outcomes that the sentences name: the first ends, and where the first groups would take it."""
    ends = [x for x in left if set(x.roles) & {"myopic", "asked"}][:2]
    named = [*(x.state for x in ends), *(m.settles for x in ends for m in x.lasting[:1])]
    named += [x.state for x in left if "ahead" in x.roles and "myopic" not in x.roles][:1]
    return tuple(dict.fromkeys(named))
