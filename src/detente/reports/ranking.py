"""The ranking that follows from what a party is said to want: what one checks with somebody who knows the party."""

from __future__ import annotations

from typing import Any

from detente.answers import StateValue
from detente.conflict import Sealed
from detente.questions.building import state_value
from detente.wording import Table, Voice
from detente.wording.texts import place

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
    spoken = frozenset(voice.outcomes)
    wanted = {*range(MOST_AT_AN_END), *range(highest, highest - MOST_AT_AN_END, -1)}
    by_rank: dict[int, list[StateValue]] = {}
    counts: dict[int, int] = {}
    for position in range(game.size):
        rank = highest - int(ranks[position])
        counts[rank] = counts.get(rank, 0) + 1
        there = by_rank.setdefault(rank, [])
        state = game.states.state(position)
        if state.id in spoken:
            there.insert(0, state_value(state))
        elif rank in wanted and not there:
            there.append(state_value(state))
    rows: list[tuple[str, str]] = []
    last = -1
    for rank in sorted(k for k, states in by_rank.items() if states):
        if rank > last + 1:
            rows.append(("…", ""))
        named = [s for s in by_rank[rank] if s.id in spoken]
        shown = named or by_rank[rank]
        told = "; ".join(voice.named(s) if s.id in spoken else words.brief(s) for s in shown)
        more = counts[rank] - len(shown)
        rows.append((place(rank + 1), ALIKE.format(told, more) if more else told))
        last = rank
    if last < highest:
        rows.append(("…", ""))
    note = f"{highest + 1} places in all."
    return Table(COLUMNS, tuple(rows), title, note, "ranking")
