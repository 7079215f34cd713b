"""A diagram laid out for Python: what it contains, counted, drawn from, listed and looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from detente.conflict import TooLargeError
from detente.game.symbolic.diagrams import Diagram, Diagrams

MOST_FLAT = 400_000
NO, YES = 0, 1


@dataclass(frozen=True, eq=False)
class Flat:
    """The nodes of a diagram, each after the two that it leads to; the first two are ``no`` and ``yes``.

    Attributes
    ----------
    variables : list of int
        The variable asked about at each level.
    level, low, high : list of int
        For each node: its level, and where it leads if the option is not taken, or taken.
    root : int
    """

    variables: list[int]
    level: list[int]
    low: list[int]
    high: list[int]
    root: int

    @classmethod
    def of(cls, diagrams: Diagrams, diagram: Diagram) -> Flat:
        """Lay a diagram out.

        Raises
        ------
        TooLargeError
            Where it has too many nodes for that.
        """
        nodes = diagram.node_count()
        if nodes > MOST_FLAT:
            raise TooLargeError(
                f"a set of states with {nodes:,} nodes is too intricate to draw from or to list; at most "
                f"{MOST_FLAT:,} are gone through. Filter it by a condition"
            )
        size = len(diagrams.options)
        variables = diagrams.order
        level, low, high = [size, size], [NO, YES], [NO, YES]
        places = {diagrams.false: NO, diagrams.true: YES}
        waiting = [diagram]
        while waiting:
            node = waiting[-1]
            if node in places:
                waiting.pop()
                continue
            parts = node.cofactors()
            assert parts is not None
            missing = [p for p in parts if p not in places]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            places[node] = len(level)
            at = node.node_level()
            assert at is not None
            level.append(at // 2)  # an option has two levels, and sets of states know the first alone
            high.append(places[parts[0]])
            low.append(places[parts[1]])
        return cls(variables, level, low, high, places[diagram])

    @cached_property
    def counts(self) -> list[int]:
        """For each node, how many settings of its level and those below lead to ``yes``."""
        found = [0, 1]
        for node in range(2, len(self.level)):
            at, low, high = self.level[node], self.low[node], self.high[node]
            found.append(
                (found[low] << (self.level[low] - at - 1)) + (found[high] << (self.level[high] - at - 1))
            )
        return found

    def draw(self, rng: Random) -> int:
        """Draw a setting, each with the same chance, as a number: variable k as bit k. The set must not be empty."""
        node, setting, at = self.root, 0, 0
        while at < len(self.variables):
            if self.level[node] > at:
                taken = rng.getrandbits(1)
            else:
                low, high = self.low[node], self.high[node]
                no = self.counts[low] << (self.level[low] - at - 1)
                yes = self.counts[high] << (self.level[high] - at - 1)
                taken = int(rng.randrange(no + yes) >= no)
                node = high if taken else low
            setting |= taken << self.variables[at]
            at += 1
        return setting

    def settings(self) -> Iterator[int]:
        """Go through all settings, one by one."""
        size = len(self.variables)
        waiting = [(self.root, 0, 0)]
        while waiting:
            node, at, setting = waiting.pop()
            if node == NO:
                continue
            if at == size:
                yield setting
                continue
            bit = 1 << self.variables[at]
            same = self.level[node] > at
            waiting.append((node if same else self.high[node], at + 1, setting | bit))
            waiting.append((node if same else self.low[node], at + 1, setting))

    @cached_property
    def fixed(self) -> tuple[int, int]:
        """The variables that are taken in all settings, and those taken in none, as bits."""
        size = len(self.variables)
        below = [(1 << k) for k in range(size)]
        free_from = [0] * (size + 1)  # the variables from a level on
        for at in reversed(range(size)):
            free_from[at] = free_from[at + 1] | below[self.variables[at]]
        yes, no = [0, 0], [0, 0]  # what can be taken, and what can be left, at a node or below
        for node in range(2, len(self.level)):
            at, can_take, can_leave = self.level[node], 0, 0
            for child, taken in ((self.low[node], False), (self.high[node], True)):
                if child == NO:
                    continue
                skipped = free_from[at + 1] & ~free_from[self.level[child]]
                bit = below[self.variables[at]]
                can_take |= yes[child] | skipped | (bit if taken else 0)
                can_leave |= no[child] | skipped | (0 if taken else bit)
            yes.append(can_take)
            no.append(can_leave)
        skipped = free_from[0] & ~free_from[self.level[self.root]]
        some, some_not = yes[self.root] | skipped, no[self.root] | skipped
        return some & ~some_not, some_not & ~some

    def pairs(self) -> list[int]:
        """Tell which settings of two options occur: bit 2b + y of row 2a + x where a is x and b is y, a asked first."""
        size = len(self.variables)
        width = 2 * size
        both = [3 << (2 * v) for v in self.variables]

        def free(literals: int, pairs: int, top: int, bottom: int) -> tuple[int, int]:
            """Add the levels from top to below bottom, which are not asked about."""
            for at in reversed(range(top, bottom)):
                row = 2 * self.variables[at] * width
                pairs |= (literals << row) | (literals << (row + width))
                literals |= both[at]
            return literals, pairs

        known: list[tuple[int, int]] = [(0, 0), (0, 0)]
        for node in range(2, len(self.level)):
            at = self.level[node]
            literals = pairs = 0
            for child, taken in ((self.low[node], 0), (self.high[node], 1)):
                if child == NO:
                    continue
                more, more_pairs = free(*known[child], at + 1, self.level[child])
                literal = 2 * self.variables[at] + taken
                pairs |= more_pairs | (more << (literal * width))
                literals |= more | (1 << literal)
            known.append((literals, pairs))
        _, pairs = free(*known[self.root], 0, self.level[self.root])
        mask = (1 << width) - 1
        return [pairs >> (row * width) & mask for row in range(width)]
