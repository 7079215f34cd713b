"""What many simulated negotiations came to, as a frozen result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from detente.conflict import Conflict
from detente.game import Row, Tabular
from detente.questions.settle import Settlement
from detente.settlement import STRATEGIES, Bargained, Draws, Ints


@dataclass(frozen=True, eq=False)
class Rounds(Tabular):
    """Many simulated negotiations by alternating offers: a stress test of a settlement, no forecast.

    Attributes
    ----------
    settlement : Settlement
        The packages, what no deal is, and which packages beat it.
    runs, seed, deadline : int
        How many negotiations, from which seed, of how many rounds at most.
    discount : Fraction
        The chance that talks go on after each round.
    strategies : mapping of str to str
        What was laid down, by party: for the others each run draws a strategy.
    draws : Draws or None
        What chance decided; None where no package beats no deal, and nothing is simulated.
    bargained : Bargained or None
        How the runs ended.
    """

    settlement: Settlement
    runs: int
    seed: int
    deadline: int
    discount: Fraction
    strategies: Mapping[str, str]
    draws: Draws | None
    bargained: Bargained | None

    @property
    def conflict(self) -> Conflict:
        """The conflict that is bargained about."""
        return self.settlement.conflict

    def reached(self) -> tuple[Ints, Ints]:
        """Give the packages that were reached, the most frequent first, and in how many runs each was."""
        if self.bargained is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        found, times = np.unique(self.bargained.package[self.bargained.package >= 0], return_counts=True)
        order = np.lexsort((found, -times))
        return found[order], times[order].astype(np.int64)

    def rows(self) -> list[Row]:
        """Give a row for each run: what was agreed, in which round, who spoke first, each party's strategy."""
        if self.bargained is None or self.draws is None:
            return []
        signers = self.settlement.table.signers
        names: dict[int, str] = {}
        told: list[Row] = []
        for k in range(self.runs):
            package = int(self.bargained.package[k])
            if package >= 0 and package not in names:
                names[package] = self.settlement.name(package)
            row: dict[str, object] = {
                "run": k + 1,
                "package": names.get(package, ""),
                "round": int(self.bargained.round[k]),
                "broken off": bool(self.bargained.broken[k]),
                "first": signers[int(self.draws.order[k, 0])],
            }
            for i, dm in enumerate(signers):
                row[f"strategy of {dm}"] = STRATEGIES[int(self.draws.strategies[k, i])]
                row[f"held up by {dm} alone"] = int(self.bargained.alone[k, i])
            told.append(row)
        return told
