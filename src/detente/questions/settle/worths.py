"""What the packages are worth to one party."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.settlement import Bools, Ints

Basis = Literal["stated", "heading", "ranked", "unknown"]


@dataclass(frozen=True, eq=False)
class Worths:
    """What the packages are worth to one party; printed, it shows whose it is and nothing of it.

    Attributes
    ----------
    dm : str
    form : str
        ``weights``, ``statements``, ``ranking``; ``order`` where packages are states of the conflict.
    ranks : array of int
        The place of each package in its order, the greater the better.
    no_deal, today : int or None
        The same of no deal (of several outcomes without one the best) and of today; None where it is unknown.
    basis : str
        Where no deal comes from.
    points : array of int, or None
        In numbers, in parts of `Table.scale`; where a number is a range, its middle.
    no_deal_points, today_points : int or None
    low, high : array of int, or None
        The least and the most that each package gains over no deal, where some number is a range.
    """

    dm: str
    form: str = field(repr=False)
    ranks: Ints = field(repr=False)
    no_deal: int | None = field(repr=False)
    today: int | None = field(repr=False)
    basis: Basis = field(repr=False)
    points: npt.NDArray[Any] | None = field(default=None, repr=False)
    no_deal_points: int | None = field(default=None, repr=False)
    today_points: int | None = field(default=None, repr=False)
    low: npt.NDArray[Any] | None = field(default=None, repr=False)
    high: npt.NDArray[Any] | None = field(default=None, repr=False)

    @property
    def known(self) -> bool:
        """Whether no deal has a place in its order."""
        return self.no_deal is not None

    def beats(self) -> Bools:
        """Tell which packages are no worse for it than no deal; all where that is unknown."""
        if self.no_deal is None:
            return np.ones(self.ranks.size, dtype=bool)
        return np.asarray(self.ranks >= self.no_deal)

    def sure(self) -> Bools:
        """Tell which packages are no worse for it than no deal whatever a range turns out to be."""
        if self.no_deal is None:
            return np.zeros(self.ranks.size, dtype=bool)
        return self.beats() if self.low is None else np.asarray(self.low >= 0)
