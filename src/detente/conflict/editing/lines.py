"""Which lines of two texts are the same: a few steps for texts that hardly differ, and never many for others.

The work is bounded by counted steps, so that what is found depends on the texts alone, and not on the machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

Block = tuple[int, int, int, int]  # lines i to j of the one stand where lines k to m of the other do

MOST_STEPS = 100_000  # of all searches for the fewest changed lines together
MOST_DEPTH = 8  # how often what stands between lines that occur once is looked at in the same way


def blocks_between(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Give the blocks of lines in which two texts differ, in order; between them both are the same.

    Lines that occur once in each are held against each other first; what is left between them is compared by the
    fewest changed lines, as long as that takes no more than a number of steps. Where it would, as many lines as before
    are compared one by one, and others are one block.

    Examples
    --------
    >>> blocks_between(["a", "b", "c"], ["a", "B", "c", "d"])
    [(1, 2, 1, 2), (3, 3, 3, 4)]
    """
    numbers: dict[Hashable, int] = {}
    one, other = ([numbers.setdefault(line, len(numbers)) for line in lines] for lines in (old, new))
    return _joined(_Search(one, other).found())


class _Search:
    """The lines of two texts as numbers, and the steps that are left."""

    def __init__(self, one: list[int], other: list[int]) -> None:
        self.one, self.other = one, other
        self.left = MOST_STEPS

    def found(self) -> list[Block]:
        blocks: list[Block] = []
        waiting = [(0, len(self.one), 0, len(self.other), 0)]
        while waiting:
            i, j, k, m, depth = waiting.pop()
            i, j, k, m = self._stripped(i, j, k, m)
            if i == j and k == m:
                continue
            if i == j or k == m:
                blocks.append((i, j, k, m))
            elif depth < MOST_DEPTH and (pairs := self._once(i, j, k, m)):
                ends = [*pairs, (j, m)]
                starts = [(i, k), *((x + 1, y + 1) for x, y in pairs)]
                waiting += [
                    (a, b, c, d, depth + 1)
                    for (a, c), (b, d) in zip(reversed(starts), reversed(ends), strict=True)
                ]
            else:
                blocks += self._fewest(i, j, k, m)
        return blocks

    def _stripped(self, i: int, j: int, k: int, m: int) -> Block:
        one, other = self.one, self.other
        while i < j and k < m and one[i] == other[k]:
            i, k = i + 1, k + 1
        while i < j and k < m and one[j - 1] == other[m - 1]:
            j, m = j - 1, m - 1
        return i, j, k, m

    def _once(self, i: int, j: int, k: int, m: int) -> list[tuple[int, int]]:
        """Pair the lines that occur once in each: as many as stand in the same order."""
        counts, others = Counter(self.one[i:j]), Counter(self.other[k:m])
        where = {line: y for y, line in enumerate(self.other[k:m], k) if others[line] == 1}
        pairs = [
            (x, where[line]) for x, line in enumerate(self.one[i:j], i) if counts[line] == 1 and line in where
        ]
        return _rising(pairs)

    def _fewest(self, i: int, j: int, k: int, m: int) -> list[Block]:
        """Give the fewest changed lines (Myers 1986), or what takes no search where that takes too many steps."""
        one, other = self.one[i:j], self.other[k:m]
        n, w = len(one), len(other)
        reached = {1: 0}  # how far along the one the furthest path on each diagonal has come
        trace: list[dict[int, int]] = []
        for changed in range(n + w + 1):
            self.left -= changed + 1
            if self.left < 0:
                return self._at_once(i, j, k, m)
            trace.append(reached.copy())
            for diagonal in range(-changed, changed + 1, 2):
                down = diagonal == -changed or (
                    diagonal != changed and reached[diagonal - 1] < reached[diagonal + 1]
                )
                x = begun = reached[diagonal + 1] if down else reached[diagonal - 1] + 1
                while x < n and 0 <= x - diagonal < w and one[x] == other[x - diagonal]:
                    x += 1
                self.left -= x - begun
                reached[diagonal] = x
                if x >= n and x - diagonal >= w:
                    return [(a + i, b + i, c + k, d + k) for a, b, c, d in _back(trace, n, w)]
        raise AssertionError("two texts differ in more lines than they have")  # pragma: no cover

    def _at_once(self, i: int, j: int, k: int, m: int) -> list[Block]:
        if j - i != m - k:
            return [(i, j, k, m)]
        return [
            (x, x + 1, x - i + k, x - i + k + 1) for x in range(i, j) if self.one[x] != self.other[x - i + k]
        ]


def _back(trace: list[dict[int, int]], x: int, y: int) -> list[Block]:
    """Follow the shortest path back: one line that goes or comes at a time."""
    found: list[Block] = []
    for changed in range(len(trace) - 1, 0, -1):
        reached, diagonal = trace[changed], x - y
        down = diagonal == -changed or (diagonal != changed and reached[diagonal - 1] < reached[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        x = reached[before]
        y = x - before
        found.append((x, x, y, y + 1) if down else (x, x + 1, y, y))
    return found[::-1]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest choice of pairs, sorted by the one, that rises in the other, too."""
    from bisect import bisect_left

    tops: list[int] = []
    holds: list[int] = []  # which pair stands at the top
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        at = bisect_left(tops, y)
        before.append(holds[at - 1] if at else -1)
        tops[at : at + 1] = [y]
        holds[at : at + 1] = [number]
    found = []
    number = holds[-1] if holds else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _joined(blocks: list[Block]) -> list[Block]:
    """Put blocks together that touch."""
    found: list[Block] = []
    for i, j, k, m in sorted(blocks):
        if found and found[-1][1] == i and found[-1][3] == k:
            found[-1] = (found[-1][0], j, found[-1][2], m)
        else:
            found.append((i, j, k, m))
    return found
