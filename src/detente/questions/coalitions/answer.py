"""Which groups could leave together, and would the rest let them: as typed facts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.answers import Answer, Count, Heading, Ref, Value
from detente.conflict import budget
from detente.game import Bools, Game, State
from detente.questions.building import MOST_LISTED, Listing, head
from detente.questions.coalitions.groups import Coalitions
from detente.questions.coalitions.left_answer import LeftState, Role, left_state
from detente.questions.evolve import reach
from detente.questions.heads import Heads, find_heading
from detente.questions.outcomes import heading
from detente.questions.standing import all_prefer
from detente.questions.unfinished import shared
from detente.stability import ways_of

MOST_ENDS = 12  # outcomes looked at, of those that it is heading for
DESCRIBING = 0.6  # of the time that is left, for what groups could do
MOST_DESCRIBED = 2_000  # joint moves in all; of large conflicts fewer, as each is followed through all states
MOST_FOLLOWED = 20_000_000  # states, for all of them together
MOST_UNSTABLE = 250_000  # states that groups would leave, in all lists of them together
MOST_HELD = 10_000  # equilibria under a concept that are listed


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
        left = tuple(shared(numbered, lambda one: left_state(found, *one, room, listing)))
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
