"""All packages of some issues: a value of each, numbered with the last issue running fastest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def count(sizes: Sequence[int]) -> int:
    """Count the packages.

    Examples
    --------
    >>> count([3, 2, 2])
    12
    """
    return prod(sizes)


def choice(sizes: Sequence[int], package: int) -> tuple[int, ...]:
    """Give the value of each issue in a package.

    Examples
    --------
    >>> choice([3, 2], 5)
    (2, 1)
    """
    found = []
    for size in reversed(sizes):
        package, value = divmod(package, size)
        found.append(value)
    return tuple(reversed(found))


def number(sizes: Sequence[int], values: Sequence[int]) -> int:
    """Give the number of the package with these values.

    Examples
    --------
    >>> number([3, 2], (2, 1))
    5
    """
    found = 0
    for size, value in zip(sizes, values, strict=True):
        found = found * size + value
    return found


def along(sizes: Sequence[int], issue: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Lay something that depends on one issue's value along its axis of an array with an axis for each issue."""
    shape = [1] * len(sizes)
    shape[issue] = sizes[issue]
    return np.asarray(values).reshape(shape)


def having(sizes: Sequence[int], issue: int, value: int) -> Bools:
    """Tell where an issue has a value, as an array with an axis for each issue."""
    chosen = np.zeros(sizes[issue], dtype=bool)
    chosen[value] = True
    found: Bools = along(sizes, issue, chosen)
    return found


def flat(sizes: Sequence[int], array: npt.ArrayLike) -> npt.NDArray[Any]:
    """Spread an array with an axis for each issue over all packages, in their order."""
    return np.broadcast_to(np.asarray(array), tuple(sizes)).reshape(-1)


def added(sizes: Sequence[int], tables: Sequence[Sequence[int]]) -> Ints:
    """Add up what each issue's value is worth, for all packages.

    Examples
    --------
    >>> added([2, 3], [[0, 10], [1, 2, 3]]).tolist()
    [1, 2, 3, 11, 12, 13]
    """
    total = np.zeros((1,) * len(sizes), dtype=np.int64)
    for issue, table in enumerate(tables):
        total = total + along(sizes, issue, np.asarray(table, dtype=np.int64))
    found: Ints = flat(sizes, total)
    return found


def components(number_of_issues: int, joined: Iterable[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    """Put issues together that something speaks of together; what is left stands alone.

    Examples
    --------
    >>> components(4, [(0, 2)])
    ((0, 2), (1,), (3,))
    """
    parent = list(range(number_of_issues))

    def root(issue: int) -> int:
        while parent[issue] != issue:
            parent[issue] = parent[parent[issue]]
            issue = parent[issue]
        return issue

    for group in joined:
        members = list(group)
        for other in members[1:]:
            parent[root(other)] = root(members[0])
    found: dict[int, list[int]] = {}
    for issue in range(number_of_issues):
        found.setdefault(root(issue), []).append(issue)
    return tuple(tuple(f) for f in sorted(found.values()))
