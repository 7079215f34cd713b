"""How far where it is heading holds in all accounts that the doubts of an account span."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from pathlib import Path

import numpy as np

from detente.conflict import Conflict, NotInFileError, TooLargeError, UnknownNameError, budget
from detente.conflict.doubts import Doubts, doubts_of
from detente.game import Game, Ints, Row, State, Tabular
from detente.questions.robust.cells import CONCEPTS, Cells, Grouping, Held
from detente.questions.robust.deciding import Decider, Together, Turn, decided, outcomes_of, paired, turning
from detente.questions.robust.drawing import TOGETHER, Drawn, evaluated, plan_of
from detente.questions.robust.running import run
from detente.questions.robust.sampled import SampledSpread, flips_of, standard_error
from detente.questions.robust.settings import MOST_SETTINGS, Setting, settings
from detente.questions.robust.variants import TooManyError
from detente.questions.robust.weighing import ERROR, Frame, Spread
from detente.questions.unfinished import Stopped

PRECISION = 0.005  # standard error of a share
MOST_DRAWN = 100_000
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
    spread : Spread or SampledSpread
        Where the accounts are heading, with their weights.
    written : tuple of str
        The outcomes that the account as it is written is heading to.
    held : mapping of str to float
        For each state that is an equilibrium in some account, by its id: the weight of these.
    always : frozenset of str
        The states that are equilibria in every account that the doubts allow: that is known exactly.
    """

    concept: str
    spread: Spread | SampledSpread
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
        """Whether all accounts are heading to the same: that is known exactly, and never of accounts that are drawn."""
        return self.exact and len(self.shares) == 1

    @property
    def exact(self) -> bool:
        """Whether all accounts were taken, and none drawn."""
        return isinstance(self.spread, Spread)

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
        How many combinations of improvements differ, of all accounts; 0 where they are too many to group.
    found : tuple of Found
        For each concept: Nash, SEQ, SMR, GMR.
    states : mapping of str to State
        The outcomes, by their ids.
    misfits : tuple of (str, float)
        Why some accounts contradict themselves, with their weight; all other weights are of the rest.
    error : float
        How far a weight is from the exact one at most; of drawn accounts the greatest standard error of a share.
    drawn : int
        How many accounts were drawn; 0 where all were taken.
    seed : int
    stopped : tuple of Stopped
        Where the time did not suffice for as many as were wanted.
    accounts : tuple of Drawn
        The accounts drawn.
    settings : tuple of (Game or None)
        The games whose states they speak of.
    """

    conflict: Conflict
    game: Game
    doubts: Doubts
    combinations: int
    found: tuple[Found, ...]
    states: Mapping[str, State] = field(repr=False)
    misfits: tuple[tuple[str, float], ...] = ()
    error: float = ERROR
    drawn: int = 0
    seed: int = 0
    stopped: tuple[Stopped, ...] = ()
    accounts: tuple[Drawn, ...] = field(default=(), repr=False)
    settings: tuple[Game | None, ...] = field(default=(), repr=False)

    @property
    def exact(self) -> bool:
        """Whether all accounts were taken, and none drawn."""
        return not self.drawn

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

    def named(self, setting: int, states: Sequence[int]) -> tuple[str, ...]:
        """Give the ids of states of a setting, by its number."""
        game = self.settings[setting]
        assert game is not None
        return tuple(game.state(s).id for s in states)

    def rows(self) -> list[Row]:
        """Give a row for each outcome under each concept: how often it is where it is heading."""
        return [
            {"concept": one.concept, "state": outcome, "weight": weight}
            for one in self.found
            for outcome, weight in one.outcomes
        ]


def robust(
    conflict: Conflict | Game,
    *,
    concepts: Sequence[str] = CONCEPTS,
    samples: int | None = None,
    seed: int = 0,
    draws: Draws | None = None,
) -> Robustness:
    """Find where all accounts that the doubts of an account span are heading, each with its weight.

    Where they are too many to group, accounts are drawn, until the standard errors are small enough.

    Parameters
    ----------
    conflict : Conflict or Game
        Of several accounts the first is followed, where none is chosen.
    concepts : sequence of str
        Of ``nash``, ``seq``, ``smr`` and ``gmr``.
    samples : int, optional
        Draw so many accounts, also where they could be grouped.
    seed : int
        Another number draws others; the same one always the same.
    draws : Draws, optional
        Who draws, how many are looked at together, where to keep what is done.

    Returns
    -------
    Robustness

    Raises
    ------
    NotInFileError
        Where nothing is doubted, a preference is unknown, or the file has no status quo.
    TooLargeError
        Where the doubts about rules and the status quo span too many settings.

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
    chosen = tuple(c for c in CONCEPTS if c in concepts)
    if samples is None:
        try:
            return _exact(under, doubts, chosen)
        except TooManyError:
            pass
    return _sampled(under, doubts, chosen, samples, seed, draws or Draws())


@dataclass(frozen=True)
class Draws:
    """How accounts are drawn, where they are.

    Attributes
    ----------
    executor : Executor or None
        Whoever does the work, of the kind of ``concurrent.futures``; else `workers` processes, or this one.
    workers : int
    together : int
        How many accounts one worker looks at together: what that takes of memory grows with it.
    folder : str or None
        Where what is done is kept, and looked for.
    precision : float
        Where it is not said how many: draw until no share has a greater standard error.
    progress : callable or None
        Is told how far it has come.
    """

    executor: Executor | None = None
    workers: int = 1
    together: int = TOGETHER
    folder: str | None = None
    precision: float = PRECISION
    progress: Callable[[str], None] | None = None


def _exact(under: Conflict, doubts: Doubts, concepts: Sequence[str]) -> Robustness:
    every = _settings(doubts)
    if len(every) * len(doubts.scenarios) > MOST_FRAMES:
        raise TooManyError
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


def _settings(doubts: Doubts) -> list[Setting]:
    number = prod(len(doubts.doubts[k].variants) for k in doubts.of("rule", "start"))
    if number > MOST_SETTINGS:
        raise TooLargeError(
            f"the doubts about rules and the status quo span {number:,} settings, each a game of its own; at most "
            f"{MOST_SETTINGS:,} are looked at. Leave some of these doubts out."
        )
    return list(settings(doubts))


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


def _sampled(
    under: Conflict, doubts: Doubts, concepts: Sequence[str], samples: int | None, seed: int, draws: Draws
) -> Robustness:
    every = _settings(doubts)
    written = _as_written(every, doubts)
    plan = plan_of(doubts, every, concepts, seed)
    total = samples or MOST_DRAWN

    def enough(blocks: list[Drawn]) -> bool:
        return budget.over() or (samples is None and greatest_error(blocks) <= draws.precision)

    blocks = run(
        plan,
        total,
        executor=draws.executor,
        workers=draws.workers,
        together=draws.together,
        folder=draws.folder,
        enough=enough,
        progress=draws.progress,
    )
    drawn = sum(b.settled.shape[1] for b in blocks)
    states: dict[str, State] = {}
    numbers: dict[tuple[str, ...], int] = {}
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    ids: dict[tuple[int, int], str] = {}

    def id_of(setting: int, s: int) -> str:
        if (setting, s) not in ids:
            game = every[setting].game
            assert game is not None
            state = game.state(s)
            states.setdefault(state.id, state)
            ids[setting, s] = state.id
        return ids[setting, s]

    def numbered(setting: int, ends: tuple[int, ...]) -> int:
        if (setting, ends) not in known:
            told = tuple(id_of(setting, s) for s in ends)
            known[setting, ends] = numbers.setdefault(told, len(numbers))
        return known[setting, ends]

    def named(block: Drawn) -> Ints:
        """Number the sets of a block by the ids of the states; -1 stays what contradicts itself."""
        places = [numbered(*one) for one in block.sets]
        found: Ints = np.array([*places, -1], dtype=np.int64)[block.ends]
        return found

    ends = np.concatenate([named(b) for b in blocks], axis=1)
    settled = np.concatenate([b.settled for b in blocks], axis=1)
    flips = {
        d: (
            np.concatenate([one.settled[d, : other.ends.shape[1]] for one, other in pairs]),
            np.concatenate([named(one)[:, : other.ends.shape[1]] for one, other in pairs], axis=1),
            np.concatenate([named(other) for _, other in pairs], axis=1),
        )
        for d, pairs in flips_of(plan, blocks, draws.together).items()
    }
    own = np.array([[_written(doubts, k)] for k in range(len(doubts.doubts))], dtype=np.uint8)
    heads = named(evaluated(plan, own))
    fits = ends[0] >= 0
    found = []
    for c, concept in enumerate(concepts):
        spread = SampledSpread(
            doubts,
            concept,
            tuple(numbers),
            settled[:, fits],
            ends[c, fits],
            {d: (one, here[c], there[c]) for d, (one, here, there) in flips.items()},
        )
        counts = _held_in(blocks, c, every, states)
        number = max(1, spread.drawn)
        place = int(heads[c, 0])
        found.append(
            Found(
                concept,
                spread,
                tuple(numbers)[place] if place >= 0 else (),
                {s: n / number for s, n in counts.items()},
            )
        )
    game = every[written].game
    assert game is not None
    misfit = float(1 - fits.mean()) if drawn else 0.0
    why = next((s.why for s in every if s.game is None), "")
    return Robustness(
        under,
        game,
        doubts,
        0,
        tuple(found),
        states,
        ((why, misfit),) if misfit else (),
        max(standard_error(w, f.spread.drawn) for f in found for w in f.spread.shares.tolist()),  # type: ignore[union-attr]
        drawn,
        seed,
        (Stopped("cases", drawn, total),) if budget.over() and drawn < total else (),
        tuple(blocks),
        tuple(s.game for s in every),
    )


def _held_in(
    blocks: Sequence[Drawn], concept: int, every: Sequence[Setting], states: dict[str, State]
) -> dict[str, int]:
    """Count in how many accounts nobody would leave a state."""
    sums: dict[int, Ints] = {}
    for block in blocks:
        for (c, setting), counts in block.held.items():
            if c == concept:
                sums[setting] = sums.get(setting, np.zeros_like(counts)) + counts
    found: dict[str, int] = {}
    for setting, counts in sums.items():
        game = every[setting].game
        assert game is not None
        for s in np.flatnonzero(counts).tolist():
            state = game.state(s)
            states.setdefault(state.id, state)
            found[state.id] = found.get(state.id, 0) + int(counts[s])
    return found


def greatest_error(blocks: Sequence[Drawn]) -> float:
    """Give the greatest standard error of the share of a set of outcomes, under any concept."""
    counts: dict[tuple[int, int, tuple[int, ...]], int] = {}
    drawn = 0
    for block in blocks:
        drawn += block.settled.shape[1]
        for c, row in enumerate(block.ends):
            for place, number in zip(*np.unique(row, return_counts=True), strict=True):
                key = (c, -1, ()) if place < 0 else (c, *block.sets[place])
                counts[key] = counts.get(key, 0) + int(number)
    return max((standard_error(n / drawn, drawn) for n in counts.values()), default=0.0)


def ask(
    conflicts: Sequence[Conflict],
    concepts: Sequence[str] | None = None,
    samples: int | None = None,
    seed: int = 0,
    draws: Draws | None = None,
) -> list[Robustness]:
    """Ask of each account in which something is doubted.

    Raises
    ------
    NotInFileError
        Where nothing is doubted in any.
    """
    found = []
    chosen = CONCEPTS if concepts is None else concepts
    for under in conflicts:
        if len(conflicts) == 1 or doubts_of(under).doubts:
            own = draws
            if draws is not None and draws.folder is not None and len(conflicts) > 1:
                own = replace(draws, folder=str(Path(draws.folder) / under.account))
            found.append(robust(under, concepts=chosen, samples=samples, seed=seed, draws=own))
    if not found:
        raise NotInFileError(NOTHING)
    return found
