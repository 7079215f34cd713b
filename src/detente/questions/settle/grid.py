"""The packages that are looked at: all of them, or a list; conditions are evaluated over all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.conflict import Condition, Terms, evaluate
from detente.settlement import Bools, Ints, along, choice, count, flat, having


@dataclass(frozen=True, eq=False)
class Grid:
    """Packages, by their numbers.

    Attributes
    ----------
    sizes : tuple of int
        How many values each issue has.
    listed : array of int, shape (packages, issues), or None
        The values of each package where not all are looked at.
    """

    sizes: tuple[int, ...]
    listed: Ints | None = None

    @property
    def size(self) -> int:
        """How many packages there are."""
        return count(self.sizes) if self.listed is None else int(self.listed.shape[0])

    def choice(self, package: int) -> tuple[int, ...]:
        """Give the values of a package."""
        if self.listed is not None:
            return tuple(int(v) for v in self.listed[package])
        return choice(self.sizes, package)

    def having(self, issue: int, value: int) -> Bools:
        """Tell where an issue has a value; to be combined with others of the kind and then spread (`spread`)."""
        if self.listed is not None:
            return np.asarray(self.listed[:, issue] == value)
        return having(self.sizes, issue, value)

    def by_value(self, issue: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Lay what depends on an issue's value over the packages."""
        return values[self.listed[:, issue]] if self.listed is not None else along(self.sizes, issue, values)

    def spread(self, array: npt.ArrayLike) -> npt.NDArray[Any]:
        """Give one entry for each package."""
        if self.listed is not None:
            return np.broadcast_to(np.asarray(array), (self.size,))
        return flat(self.sizes, array)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a package does to the conflict: the options that are set and barred once it is signed.

    Attributes
    ----------
    sets : tuple of (str, bool)
    bars : tuple of str
    clash : bool
        Whether two of its clauses contradict each other.
    """

    sets: tuple[tuple[str, bool], ...] = ()
    bars: tuple[str, ...] = ()
    clash: bool = False

    def after(self, today: frozenset[str]) -> frozenset[str]:
        """Give the options taken right after the signature."""
        on = {o for o, taken in self.sets if taken}
        off = {o for o, taken in self.sets if not taken} | set(self.bars)
        return frozenset((today | on) - off)

    def plus(self, sets: tuple[tuple[str, bool], ...], bars: tuple[str, ...]) -> Effect:
        """Add the effect of another clause."""
        found = dict(self.sets)
        clash = self.clash or any(found.get(o, taken) != taken for o, taken in sets)
        found |= dict(sets)
        barred = dict.fromkeys((*self.bars, *bars))
        return Effect(
            tuple(sorted(found.items())), tuple(sorted(barred)), clash or any(found.get(b) for b in barred)
        )


def effects_of(grid: Grid, terms: Terms) -> tuple[tuple[Effect, ...], Ints]:
    """Group packages by what they do to the conflict: the effects, and the place of each package's own."""
    effects = [Effect()]
    which: npt.NDArray[Any] = np.zeros((1,) * len(grid.sizes) if grid.listed is None else 1, dtype=np.int64)
    for k, issue in enumerate(terms.issues):
        if not any(v.sets or v.bars for v in issue.values):
            continue
        places: dict[Effect, int] = {}
        table = np.array(
            [[places.setdefault(e.plus(v.sets, v.bars), len(places)) for v in issue.values] for e in effects],
            dtype=np.int64,
        )
        values = grid.by_value(k, np.arange(len(issue.values)))
        which = table[which, values]
        effects = list(places)
    found: Ints = np.ascontiguousarray(grid.spread(which))
    return tuple(effects), found


def holding(grid: Grid, terms: Terms, condition: Condition, option: Any) -> npt.NDArray[Any]:
    """Tell in which packages a condition holds; `option` gives where an option is taken after the signature."""
    places = {f"{i.id}.{v.id}": (k, n) for k, i in enumerate(terms.issues) for n, v in enumerate(i.values)}

    def value(atom: str) -> Any:
        if atom in places:
            return grid.having(*places[atom])
        return option(atom)

    return np.asarray(evaluate(condition, value))
