"""How far where it is heading holds in all accounts that the doubts of an account span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.conflict import Conflict, NotInFileError, UnknownNameError
from detente.conflict.doubts import Doubts, doubts_of
from detente.game import Game, Row, State, Tabular
from detente.questions.robust.cells import CONCEPTS, Cells, Grouping, Held
from detente.questions.robust.deciding import Decider, Together, Turn, decided, outcomes_of, paired, turning
from detente.questions.robust.settings import MOST_SETTINGS, Setting, settings
from detente.questions.robust.variants import TooManyError
from detente.questions.robust.weighing import ERROR, Frame, Spread

MOST_FRAMES = 1_024
NOTHING = (
    "nothing in this account is doubted: no claim has a 'confidence' below 1, 'alternatives' or an open order"
)


@dataclass(frozen=True, eq=False)
class Found:
    """What comes out under one concept.

    Attributes
    ----------
    concept : str
    spread : Spread
        Where the accounts are heading, with their weights.
    written : tuple of str
        The outcomes that the account as it is written is heading to.
    held : mapping of str to float
        For each state that is an equilibrium in some account, by its id: the weight of these.
    always : frozenset of str
        The states that are equilibria in every account that the doubts allow: that is known exactly.
    """

    concept: str
    spread: Spread
    written: tuple[str, ...]
    held: Mapping[str, float] = field(repr=False)
    always: frozenset[str] = frozenset()

    @cached_property
    def shares(self) -> tuple[tuple[tuple[str, ...], float], ...]:
        """The sets of outcomes with the weight of the accounts that are heading there, the greatest first."""
        pairs = zip(self.spread.sets, (self.spread.shares / self.spread.fits).tolist(), strict=True)
        return tuple(sorted((p for p in pairs if p[1] > 0), key=lambda p: (-p[1], p[0])))

    @cached_property
    def outcomes(self) -> tuple[tuple[str, float], ...]:
        """The outcomes with the weight of the accounts that have each among those that they are heading to."""
        return tuple((o, min(1.0, w / self.spread.fits)) for o, w in outcomes_of(self.spread))

    @property
    def certain(self) -> bool:
        """Whether all accounts are heading to the same."""
        return len(self.shares) == 1

    @property
    def share(self) -> float:
        """The weight of the accounts that are heading to where the account as it is written is."""
        return next((w for s, w in self.shares if s == self.written), 0.0)

    @cached_property
    def deciders(self) -> tuple[Decider, ...]:
        """Which doubts decide, the most weighty first."""
        return decided(self.spread)

    @cached_property
    def pairs(self) -> tuple[Together, ...]:
        """How much two doubts decide together, beyond what each does."""
        return paired(self.spread, self.deciders)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The fewest conditions under which it leads elsewhere than where the account as it is written is heading."""
        return turning(self.spread, np.array([s == self.written for s in self.spread.sets]))

    @property
    def matterless(self) -> tuple[int, ...]:
        """The doubts on which nothing hangs, in any account."""
        return tuple(sorted(d.doubt for d in self.deciders if not d.matters))

    @property
    def telling(self) -> Decider | None:
        """The doubt whose truth would tell most of the outcome; None where none would tell anything."""
        best = max(self.deciders, key=lambda d: d.information, default=None)
        return None if best is None or best.information <= 0 else best


@dataclass(frozen=True, eq=False)
class Robustness(Tabular):
    """How far the answers about one account hold against what is doubted in it.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    game : Game
        As it is written.
    doubts : Doubts
    combinations : int
        How many combinations of improvements differ, of all accounts.
    found : tuple of Found
        For each concept: Nash, SEQ, SMR, GMR.
    states : mapping of str to State
        The outcomes, by their ids.
    misfits : tuple of (str, float)
        Why some accounts contradict themselves, with their weight; all other weights are of the rest.
    """

    conflict: Conflict
    game: Game
    doubts: Doubts
    combinations: int
    found: tuple[Found, ...]
    states: Mapping[str, State] = field(repr=False)
    misfits: tuple[tuple[str, float], ...] = ()
    error: float = ERROR

    def under(self, concept: str) -> Found:
        """Give what comes out under a concept.

        Raises
        ------
        UnknownNameError
            Where it was not asked for.
        """
        for one in self.found:
            if one.concept == concept:
                return one
        raise UnknownNameError("concept", concept, [f.concept for f in self.found])

    def rows(self) -> list[Row]:
        """Give a row for each outcome under each concept: how often it is where it is heading."""
        return [
            {"concept": one.concept, "state": outcome, "weight": weight}
            for one in self.found
            for outcome, weight in one.outcomes
        ]


def robust(conflict: Conflict | Game, *, concepts: Sequence[str] = CONCEPTS) -> Robustness:
    """Find where all accounts that the doubts of an account span are heading, each with its weight.

    Parameters
    ----------
    conflict : Conflict or Game
        Of several accounts the first is followed, where none is chosen.
    concepts : sequence of str
        Of ``nash``, ``seq``, ``smr`` and ``gmr``.

    Returns
    -------
    Robustness

    Raises
    ------
    NotInFileError
        Where nothing is doubted, a preference is unknown, or the file has no status quo.

    Examples
    --------
    >>> import detente
    >>> found = detente.robust(detente.load("istanbul-2025").under("kyiv"))
    >>> found.doubts.accounts, found.combinations
    (4194304, 32)
    >>> [round(weight, 4) for outcome, weight in found.under("nash").outcomes]
    [1.0, 0.5, 0.3, 0.15]
    """
    under = conflict.conflict if isinstance(conflict, Game) else conflict.under()
    doubts = doubts_of(under)
    if not doubts.doubts:
        told = "; ".join(f"'{dm}' has {why}" for dm, why in doubts.unvaried)
        raise NotInFileError(NOTHING + (f" ({told})" if told else ""))
    for concept in concepts:
        if concept not in CONCEPTS:
            raise UnknownNameError("concept", concept, CONCEPTS)
    return _exact(under, doubts, tuple(c for c in CONCEPTS if c in concepts))


def _exact(under: Conflict, doubts: Doubts, concepts: Sequence[str]) -> Robustness:
    number = 1
    for k in doubts.of("rule", "start"):
        number *= len(doubts.doubts[k].variants)
    if number > MOST_SETTINGS or number * len(doubts.scenarios) > MOST_FRAMES:
        raise TooManyError
    every = list(settings(doubts))
    groupings = [None if s.game is None else Grouping(s.game, s.start, s.wishes) for s in every]
    written = _as_written(every, doubts)
    states: dict[str, State] = {}
    found = tuple(_found(c, doubts, every, groupings, states, written) for c in concepts)
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
        found,
        states,
        tuple(misfits.items()),
    )


def _as_written(every: Sequence[Setting], doubts: Doubts) -> int:
    """Give the setting that is as it is written, or the first that fits together."""
    own = {k: _written(doubts, k) for k in doubts.of("rule", "start")}
    for number, setting in enumerate(every):
        if setting.game is not None and setting.settled == own:
            return number
    first = next((n for n, s in enumerate(every) if s.game is not None), None)
    if first is None:
        raise NotInFileError(f"no account that the doubts allow fits together: {every[0].why}")
    return first


def _written(doubts: Doubts, k: int) -> int:
    """Give the variant that is as it is written; the first where it cannot be."""
    forms = [v.form for v in doubts.doubts[k].variants]
    return forms.index("written") if "written" in forms else 0


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
        likely, sure = grouping.held(concept, stays[place], spread.chances(frame.failed))
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
        settled = {k: np.array([_written(doubts, k)]) for k, owner in spread.owners.items() if owner == i}
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


def ask(conflicts: Sequence[Conflict], concepts: Sequence[str] | None = None) -> list[Robustness]:
    """Ask of each account in which something is doubted.

    Raises
    ------
    NotInFileError
        Where nothing is doubted in any.
    """
    found = []
    for under in conflicts:
        if len(conflicts) == 1 or doubts_of(under).doubts:
            found.append(robust(under, concepts=CONCEPTS if concepts is None else concepts))
    if not found:
        raise NotInFileError(NOTHING)
    return found
