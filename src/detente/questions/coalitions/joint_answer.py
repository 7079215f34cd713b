"""What a group could do together, what follows, and how the rest could spoil it: as typed facts."""

from __future__ import annotations

from typing import Literal

from detente.answers import Reason, Ref, Value, Way
from detente.questions.building import Listing
from detente.questions.coalitions.groups import Coalitions
from detente.questions.coalitions.joint import JointMove, Prospect
from detente.questions.evolve import Path

Follows = Literal["good", "back", "worse", "open"]


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
        follows=follows(found, move),
    )


def _way(path: Path, listing: Listing) -> Way:
    found = listing.way(path)
    assert found is not None
    return found


def follows(found: Coalitions, move: Prospect) -> Follows:
    """Tell what improvements lead to after a joint move, to who made it: see `JointMoveValue`."""
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
