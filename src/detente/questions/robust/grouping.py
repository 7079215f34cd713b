"""The exact answer: variants are grouped in every setting, and weighed over all settings and failing sources."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import Conflict
from detente.conflict.doubts import Doubts
from detente.game import Game, State
from detente.questions.robust.cells import Cells, Grouping
from detente.questions.robust.holding import Held, held_under
from detente.questions.robust.result import Found, Robustness
from detente.questions.robust.settings import Setting, as_written, every_setting, written_variant
from detente.questions.robust.variants import TooManyError
from detente.questions.robust.weighing import Frame, Spread

MOST_FRAMES = 1_024


def grouped(under: Conflict, doubts: Doubts, concepts: Sequence[str]) -> Robustness:
    """Give what comes out under each concept under which the variants can be grouped.

    Raises
    ------
    TooManyError
        Where they cannot be under any.
    """
    every = every_setting(doubts)
    if len(every) * len(doubts.scenarios) > MOST_FRAMES:
        raise TooManyError
    groupings = [None if s.game is None else Grouping(s.game, s.start, s.wishes) for s in every]
    written = as_written(every, doubts)
    states: dict[str, State] = {}
    found = []
    for concept in concepts:
        try:
            found.append(_found(concept, doubts, every, groupings, states, written))
        except TooManyError:
            if concept == "nash":
                raise
    misfits: dict[str, float] = {}
    for frame, setting in _framed(doubts, every):
        if setting.game is None and frame[2] > 0:
            misfits[setting.why] = misfits.get(setting.why, 0.0) + frame[2]
    game = every[written].game
    assert game is not None
    return Robustness(
        under,
        game,
        doubts,
        sum(g.combinations for g in groupings if g is not None),
        tuple(found),
        states,
        tuple(misfits.items()),
        settings=tuple(s.game for s in every),
    )


def _framed(
    doubts: Doubts, every: Sequence[Setting]
) -> list[tuple[tuple[dict[int, int], frozenset[str], float], Setting]]:
    """Give every scenario of failing sources with every setting, and the weight of both."""
    sources = doubts.of("source")
    found = []
    for failed, likely in doubts.scenarios:
        own = {
            k: next(
                n
                for n, v in enumerate(doubts.doubts[k].variants)
                if (v.form == "fails") == (doubts.doubts[k].id in failed)
            )
            for k in sources
        }
        for setting in every:
            weight = likely
            for k, v in setting.settled.items():
                weight *= doubts.doubts[k].chances(failed)[v]
            found.append(((own | setting.settled, failed, float(weight)), setting))
    return found


def _found(
    concept: str,
    doubts: Doubts,
    every: Sequence[Setting],
    groupings: Sequence[Grouping | None],
    states: dict[str, State],
    written: int,
) -> Found:
    numbers: dict[tuple[str, ...], int] = {}
    cells: dict[int, Cells] = {}
    held: dict[str, float] = {}
    stays: dict[int, Held | None] = {}
    for place, grouping in enumerate(groupings):
        if grouping is not None:
            own, kept = (grouping.nash(), None) if concept == "nash" else grouping.ahead(concept)
            stays[place] = kept
            cells[place] = _renumbered(own, grouping.game, numbers, states)
    places = {id(s): k for k, s in enumerate(every)}
    frames = []
    for (settled, failed, weight), setting in _framed(doubts, every):
        frames.append(Frame(settled, failed, weight, cells.get(places[id(setting)])))
    spread = Spread(doubts, concept, tuple(numbers), tuple(frames))
    always: set[str] | None = None
    for frame, (_, setting) in zip(frames, _framed(doubts, every), strict=True):
        place = places[id(setting)]
        grouping = groupings[place]
        if grouping is None or not frame.weight:
            continue
        likely, sure = held_under(grouping, concept, stays[place], spread.chances(frame.failed))
        surely = set()
        for s in np.flatnonzero(likely).tolist():
            state = grouping.game.state(s)
            states.setdefault(state.id, state)
            held[state.id] = held.get(state.id, 0.0) + frame.weight * float(likely[s]) / spread.fits
            if sure[s]:
                surely.add(state.id)
        always = surely if always is None else always & surely
    grouping = groupings[written]
    assert grouping is not None
    heads = _heads(grouping, concept, doubts, cells[written], spread)
    return Found(concept, spread, heads, held, frozenset(always or ()))


def _heads(grouping: Grouping, concept: str, doubts: Doubts, cells: Cells, spread: Spread) -> tuple[str, ...]:
    """Give where the account as it is written is heading."""
    place = []
    for i in grouping.makers:
        settled = {
            k: np.array([written_variant(doubts, k)]) for k, owner in spread.owners.items() if owner == i
        }
        place.append(int(cells.classes[i][cells.diagrams[i].draw(settled)[0]]))
    return spread.sets[int(cells.ends[tuple(place)])]


def _renumbered(
    cells: Cells, game: Game, numbers: dict[tuple[str, ...], int], states: dict[str, State]
) -> Cells:
    """Number the sets as those of other settings are, by the ids of the states."""
    own = []
    for one in cells.sets:
        ids = []
        for s in one:
            state = game.state(s)
            states.setdefault(state.id, state)
            ids.append(state.id)
        own.append(numbers.setdefault(tuple(ids), len(numbers)))
    ends = np.array(own, dtype=np.int64)[cells.ends]
    return Cells(cells.concept, cells.classes, ends, cells.sets, cells.diagrams)
