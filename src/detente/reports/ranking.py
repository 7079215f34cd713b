"""The ranking that follows from what a party is said to want: what one checks with somebody who knows the party."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.conflict import Sealed, StateRef
from detente.game.state import State
from detente.questions.building import state_value
from detente.wording import Table, Voice
from detente.wording.texts import count, place

MOST_LOOKED_AT = 50_000
MOST_AT_AN_END = 4  # outcomes at the top, and as many at the bottom
TITLE, COLUMNS = "The ranking that follows", ("Place", "Outcome")
ALIKE = "{} and {} more that it likes as well"
OPEN = "Its order is not known in full: some preferences are open."
CLOSED = "It is confidential."
LARGE = (
    "There are too many outcomes to list them in an order; those that matter have a place on the page Answer."
)


def ranking(game: Any, voice: Voice, dm: str) -> Table:
    """Lay out the best and the worst outcomes of a party, and the outcomes spoken of, each with its place.

    Parameters
    ----------
    game : Game
        Under the account that is meant.
    voice : Voice
        How its outcomes are called.
    dm : str
        The party.

    Examples
    --------
    >>> import detente
    >>> from detente.wording import Voice
    >>> conflict = detente.load("chicken")
    >>> facts = detente.answer(detente.analyze(conflict.game()))
    >>> for row in ranking(conflict.game(), Voice.of(conflict, [facts]), "first").rows:
    ...     print(*row, sep=": ")
    1st: B: second swerves
    2nd: First driver: swerve · Second driver: swerve
    3rd: A: first swerves
    4th: no option is taken
    """
    words = voice.words(game.conflict.account)
    if isinstance(game.conflict.preferences.get(dm), Sealed):
        return Table(COLUMNS, (), TITLE, CLOSED, "ranking")
    several = len(voice.conflict.accounts) > 1
    title = f"{TITLE} from “{game.conflict.account}”" if several else TITLE
    if not game.listed or game.size > MOST_LOOKED_AT:
        return Table(COLUMNS, (), title, LARGE, "ranking")
    ranks = game.known_ranks[game.index(dm)]
    if ranks is None:
        return Table(COLUMNS, (), title, OPEN, "ranking")
    highest = int(ranks.max(initial=0))
    counts = np.bincount(highest - ranks)
    named: dict[int, list[State]] = {}
    for position in spoken(game, voice):
        named.setdefault(highest - int(ranks[position]), []).insert(0, game.states.state(position))
    at_an_end = {*range(MOST_AT_AN_END), *range(highest, highest - MOST_AT_AN_END, -1)}
    rows: list[tuple[str, str]] = []
    last = -1
    for rank in sorted({*named, *(k for k in at_an_end if 0 <= k <= highest and counts[k])}):
        if rank > last + 1:
            rows.append(("…", ""))
        shown = named.get(rank) or [game.states.state(int(np.argmax(ranks == highest - rank)))]
        told = "; ".join((voice.in_full if rank in named else words.brief)(state_value(s)) for s in shown)
        more = int(counts[rank]) - len(shown)
        rows.append((place(rank + 1), ALIKE.format(told, more) if more else told))
        last = rank
    if last < highest:
        rows.append(("…", ""))
    note = f"{count(highest + 1, 'place')} in all."
    return Table(COLUMNS, tuple(rows), title, note, "ranking")


def spoken(game: Any, voice: Voice) -> list[int]:
    """Find the positions of the outcomes spoken of, as far as there are such in a game."""
    if game.conflict.graph_form:
        return [p for p in range(game.size) if game.states.state(p).id in voice.outcomes]
    found: set[int] = set()
    for id, outcome in voice.outcomes.items():
        taken = outcome.state.members[0] if outcome.state.members else outcome.state.taken
        places = game.states.matching(StateRef(id, taken=frozenset(taken)))
        found.update(int(p) for p in places if game.states.state(int(p)).id == id)
    return sorted(found)
