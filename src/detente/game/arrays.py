"""Small tools on arrays that the forms of moves share.

Whatever touches as many entries as there are states goes by parts that stay in the processor's cache: a pass
over one large array after another would wait for memory most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget

Ints = NDArray[np.signedinteger[Any]]
Bools = NDArray[np.bool_]

AT_ONCE = 1 << 16  # entries of an array that are worked on together
PAIRS_AT_ONCE = 2_000_000
FEW = 1024
MIXING = np.uint64(0x9E3779B97F4A7C15)  # odd, with bits as if by chance
DIGIT = 16  # bits
FEW_PER_ENTRY = 4  # a table with so many places for each entry is still quicker than sorting


def parts(size: int) -> Iterator[slice]:
    """Cut ``range(size)`` into pieces of `AT_ONCE`; between two of them it is seen whether there is time left."""
    for low in range(0, size, AT_ONCE):
        budget.check()
        yield slice(low, min(low + AT_ONCE, size))


def narrow(values: Ints) -> Ints:
    """Give whole numbers below 2^31 in 32 bits: half the memory to go through."""
    return values.astype(np.int32, copy=False) if values.size < 1 << 31 else values


def compact(values: Ints, below: int) -> NDArray[Any]:
    """Give whole numbers from 0 to ``below - 1`` in as few bytes as they take; few as NumPy's own indices."""
    if values.size < FEW:
        return values.astype(np.intp)
    return values.astype(np.uint16 if below <= 1 << 16 else np.int32 if below <= 1 << 31 else np.int64)


def in_order(keys: Ints, below: int) -> tuple[Ints, Ints]:
    """Give keys from 0 to ``below - 1`` sorted, and where each stood; among equal keys the first comes first.

    Numbers of 16 bits NumPy sorts digit by digit, which is several times faster than comparing them; larger ones are
    sorted by their lower half, then by their upper one. For still larger ones, sorting numbers that hold the key and
    the position is faster than `numpy.argsort`.
    """
    if below <= 1 << 2 * DIGIT:
        order = np.argsort(keys.astype(np.uint16), kind="stable")
        if below > 1 << DIGIT:
            order = order[np.argsort((keys >> DIGIT).astype(np.uint16)[order], kind="stable")]
        return keys[order].astype(np.int64, copy=False), order
    bits = max(1, int(keys.size - 1).bit_length())
    if below << bits >= 1 << 63:
        order = np.argsort(keys, kind="stable")
        return keys[order], order
    packed = keys.astype(np.int64)
    packed <<= bits
    packed |= np.arange(keys.size)
    packed.sort()
    order = packed & (1 << bits) - 1
    packed >>= bits
    return packed, order


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """Give the distinct values in ascending order, and for each value its position among them.

    What `numpy.unique` does; that loads a part of NumPy which takes longer to load than a small game to solve.
    """
    if not values.size:
        return values, np.empty(0, dtype=np.int64)
    low, high = int(values.min()), int(values.max())
    inverse = np.empty(values.size, dtype=np.int64)
    if high - low < FEW_PER_ENTRY * values.size:
        seen = np.zeros(high - low + 1, dtype=bool)
        for part in parts(values.size):
            seen[values[part] - low] = True
        place = np.cumsum(seen)
        place -= 1
        for part in parts(values.size):
            np.take(place, values[part] - low, out=inverse[part], mode="clip")
        return np.flatnonzero(seen) + low, inverse
    if high - low < 1 << 62:
        ascending, order = in_order(values - low, high - low + 1)
        ascending += low
    else:
        order = np.argsort(values, kind="stable")
        ascending = values[order]
    new = first_ones(ascending)
    place = np.cumsum(new)
    place -= 1
    inverse[order] = place
    return ascending[new], inverse


def alike(columns: Sequence[NDArray[Any]]) -> tuple[Ints, Ints]:
    """Give where rows stand that differ, in ascending order, and for each row to which of these it is equal.

    What is equal gets the same number, and what has the same number is compared: where chance gives two that differ the
    same number, a row may stand there twice.

    Examples
    --------
    >>> import numpy as np
    >>> [found.tolist() for found in alike([np.array([1, 0, 1, 1]), np.array([7, 7, 7, 8])])]
    [[0, 1, 3], [0, 1, 0, 2]]
    """
    size = columns[0].size
    number = np.zeros(size, dtype=np.uint64)
    for column in columns:
        number = (number ^ column.astype(np.uint64)) * MIXING
        number ^= number >> np.uint64(29)
    bits = 62 - size.bit_length()
    order = in_order((number >> np.uint64(64 - bits)).astype(np.int64), 1 << bits)[1]
    new = np.zeros(size, dtype=bool)
    new[:1] = True
    for column in columns:
        ascending = column[order]
        new[1:] |= ascending[1:] != ascending[:-1]
    first = order[new]  # among equal ones the first stands first
    stands = np.zeros(size, dtype=bool)
    stands[first] = True
    place = (np.cumsum(stands) - 1)[first]
    which = np.empty(size, dtype=np.int64)
    which[order] = place[np.cumsum(new) - 1]
    return np.flatnonzero(stands), which


def first_ones(values: Ints) -> Bools:
    """Tell of ascending values which differ from the one before; the first does."""
    found = np.ones(values.size, dtype=bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def least_by(group: Ints, values: Ints, groups: int, none: int) -> Ints:
    """Give the least of the values in each group; `none` for a group without any."""
    found: Ints = np.full(groups, none, dtype=values.dtype)
    for part in parts(values.size):
        np.minimum.at(found, group[part].astype(np.intp, copy=False), values[part])
    return found


def taken(table: Ints, index: Ints) -> Ints:
    """Give ``table[index]``."""
    if index.size <= AT_ONCE:
        return table.take(index)
    found = np.empty(index.size, dtype=table.dtype)
    for part in parts(index.size):
        np.take(table, index[part], out=found[part], mode="clip")
    return found


def runs(starts: Ints, lengths: Ints) -> Ints:
    """Give start, start + 1, ... of each run one after the other."""
    found = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    found += np.arange(found.size)
    return found


def cuts(lengths: Ints, most: int | None = None) -> Iterator[slice]:
    """Cut a list of runs into parts of about `most` entries each (`PAIRS_AT_ONCE` where nothing is said)."""
    total = np.cumsum(lengths)
    if total.size:
        at = np.searchsorted(total, np.arange(0, total[-1], most or PAIRS_AT_ONCE), side="right")
        for a, b in pairwise([*dict.fromkeys(at.tolist()), total.size]):
            if a < b:
                budget.check()
                yield slice(a, b)


def column(masks: Ints, bit: int) -> Bools:
    """Tell for each mask whether a bit is set."""
    return np.asarray(masks & (1 << bit) != 0)
