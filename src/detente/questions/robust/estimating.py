"""The estimate from accounts that are drawn: shares with their standard errors, in as many blocks as are needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.conflict import Conflict, budget
from detente.conflict.doubts import Doubts
from detente.game import Ints, State
from detente.questions.robust.drawing import TOGETHER, Drawn, evaluated, plan_of
from detente.questions.robust.result import Found, Robustness
from detente.questions.robust.sampled import SampledSpread, flips_of, standard_error
from detente.questions.robust.settings import Setting, as_written, every_setting, written_variant
from detente.questions.unfinished import Stopped

if TYPE_CHECKING:
    from concurrent.futures import Executor

PRECISION = 0.005  # standard error of a share
MOST_DRAWN = 100_000


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


def estimated(
    under: Conflict, doubts: Doubts, concepts: Sequence[str], samples: int | None, seed: int, draws: Draws
) -> Robustness:
    """Draw accounts and give what comes out under each concept."""
    from detente.questions.robust.running import run  # what others' work needs takes long to load

    every = every_setting(doubts)
    written = as_written(every, doubts)
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
    own = np.array([[written_variant(doubts, k)] for k in range(len(doubts.doubts))], dtype=np.uint8)
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
