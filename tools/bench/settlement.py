"""Frontier and fair choices among many packages, measured against adding the same table up in plain NumPy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente import settlement as s
from tools.bench.measure import best

PARTIES = 3


def main() -> None:
    """Print what the frontier and all solutions take, as multiples of one pass over the packages."""
    print("Packages of three parties, as multiples of adding up what they are worth:")
    print(f"  {'':24} {'seconds':>9} {'frontier':>9} {'all on it':>9} {'fair':>9}")
    rng = np.random.default_rng(1)
    for issues in (4, 5, 6):
        sizes = (10,) * issues
        tables = rng.integers(0, 100, (PARTIES, issues, 10))

        def summed(
            sizes: tuple[int, ...] = sizes, tables: npt.NDArray[np.int64] = tables
        ) -> npt.NDArray[np.int64]:
            return np.array([s.added(sizes, t) for t in tables])

        values = summed()
        gains = values - np.quantile(values, 0.3, axis=1).astype(np.int64)[:, None]

        def fair(gains: npt.NDArray[np.int64] = gains) -> None:
            zone = np.ascontiguousarray(gains[:, (gains >= 0).all(axis=0)])
            for choose in (s.nash, s.egalitarian, s.utilitarian):
                choose(zone)
            for among in (zone, gains):
                s.kalai_smorodinsky(zone, s.ideal(among))

        once = best(summed, 3)
        front = best(lambda values=values: s.frontier(values), 3)  # type: ignore[misc]
        level = values.copy()
        level[-1] = -values[:-1].sum(axis=0)  # nothing beats anything
        whole = best(lambda level=level: s.frontier(level), 3)  # type: ignore[misc]
        chosen = best(fair, 3)
        print(
            f"  {10**issues:>14,} packages {once:>9.3f} {front / once:>9.1f} {whole / once:>9.1f} {chosen / once:>9.1f}"
        )
