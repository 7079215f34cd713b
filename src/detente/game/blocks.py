"""Some fibres at a time: parts of the states that stay in the processor's cache."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

STATES_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole fibres.

    Parameters
    ----------
    where : array of int, or tuple of slices
        Their states in ascending order; or where they are, in an array over all states of the shape `shape`.
    fibre : array of int
        For each of the states, which of the fibres it is in, counted from 0.
    shape : tuple of int
        Empty where the states are listed.
    """

    where: Any
    fibre: NDArray[np.int64]
    shape: tuple[int, ...] = ()

    def read(self, values: NDArray[Any]) -> NDArray[Any]:
        """Give the values of these states; it may be a view."""
        if not self.shape:
            listed: NDArray[Any] = values.take(self.where)
            return listed
        part: NDArray[Any] = values.reshape(self.shape)[self.where]
        return part.reshape(-1)

    def write(self, values: NDArray[Any], new: NDArray[Any]) -> None:
        """Put values for these states in."""
        if not self.shape:
            values[self.where] = new
            return
        part = values.reshape(self.shape)[self.where]
        part[...] = new.reshape(part.shape)


def axes(size: int, own: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the shape of an array over all combinations of options, and which of its axes are some own options.

    Parameters
    ----------
    size : int
        The number of combinations; each stands at the position that its options as bits make.
    own : int
        The own options as bits.
    """
    bits = [bool(own >> k & 1) for k in reversed(range(size.bit_length() - 1))]
    along = [(mine, 1 << len(list(run))) for mine, run in groupby(bits)]
    return tuple(n for _, n in along), tuple(k for k, (mine, _) in enumerate(along) if mine)


def box_fibre(size: int, own: int) -> NDArray[np.int32]:
    """Number the combinations of options so that those share a number that differ in some own options only."""
    shape, mine = axes(size, own)
    others = tuple(1 if k in mine else n for k, n in enumerate(shape))
    number = np.arange(math.prod(others), dtype=np.int32).reshape(others)
    return np.broadcast_to(number, shape).reshape(-1)


def box_blocks(shape: tuple[int, int, int]) -> Iterator[Block]:
    """Cut a box whose fibres lie along its middle axis."""
    many, length, apart = shape
    width = max(1, min(apart, STATES_AT_ONCE // length))
    height = max(1, min(many, STATES_AT_ONCE // (length * apart)))
    known: dict[tuple[int, int], NDArray[np.int64]] = {}
    for low in range(0, many, height):
        for left in range(0, apart, width):
            rows, columns = min(height, many - low), min(width, apart - left)
            if (rows, columns) not in known:
                number = np.arange(rows * columns).reshape(rows, 1, columns)
                known[rows, columns] = np.broadcast_to(number, (rows, length, columns)).reshape(-1)
            where = (slice(low, low + rows), slice(None), slice(left, left + columns))
            yield Block(where, known[rows, columns], shape)
