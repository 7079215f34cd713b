"""What many states have in common: options that are fixed, options that are free, and how the free ones go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.game.arrays import Ints, column

LinkKind = Literal["same", "opposite", "implies", "excludes", "either"]
Link = tuple[str, str, LinkKind]
Occurs = Callable[[int, bool, int, bool], bool]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a set of states has in common. Every option is in one of `taken`, `not_taken` and `free`.

    Attributes
    ----------
    taken : tuple of str
        The options taken in all of them, in the order of the file.
    not_taken : tuple of str
        The options taken in none of them.
    free : tuple of str
        The options taken in some and not in others.
    linked : tuple of (str, str, str)
        How two free options go together in all of the states: ``"same"`` (taken together or not at all), ``"opposite"``
        (one of the two, never both), ``"implies"`` (where the first is taken, so is the second), ``"excludes"`` (never
        both), ``"either"`` (at least one). Said of the first option of those that are the same or opposite, so that
        nothing is said that follows from these.

    Examples
    --------
    >>> import numpy as np
    >>> pattern_of(np.array([0b0011, 0b0101]), ("a.x", "a.y", "b.x", "b.y"))
    Pattern(taken=('a.x',), not_taken=('b.y',), free=('a.y', 'b.x'), linked=(('a.y', 'b.x', 'opposite'),))
    """

    taken: tuple[str, ...]
    not_taken: tuple[str, ...]
    free: tuple[str, ...]
    linked: tuple[Link, ...]


def pattern_of(masks: Ints, option_ids: Sequence[str]) -> Pattern:
    """Find what states have in common.

    Parameters
    ----------
    masks : array of int, shape (states,)
        The states as numbers: option k of `option_ids` as bit k.
    option_ids : sequence of str
        The options.

    Returns
    -------
    Pattern
        Of no state: an empty one.
    """
    if not masks.size:
        return Pattern((), (), (), ())
    whole = (1 << len(option_ids)) - 1
    every, some = int(np.bitwise_and.reduce(masks)), int(np.bitwise_or.reduce(masks))
    free = [k for k in range(len(option_ids)) if (some & ~every) >> k & 1]
    filled = np.packbits(np.ones(masks.size, dtype=bool))
    yes = {k: np.packbits(column(masks, k)) for k in free}

    def occurs(a: int, a_taken: bool, b: int, b_taken: bool) -> bool:
        one = yes[a] if a_taken else yes[a] ^ filled
        other = yes[b] if b_taken else yes[b] ^ filled
        return bool((one & other).any())

    return pattern_from(option_ids, every, ~some & whole, occurs)


def pattern_from(option_ids: Sequence[str], taken: int, not_taken: int, occurs: Occurs | None) -> Pattern:
    """Put a pattern together from what is fixed (bit k for option k) and which settings of two options occur.

    Without `occurs` nothing is said of links.
    """
    free = [k for k in range(len(option_ids)) if not (taken | not_taken) >> k & 1]
    links = () if occurs is None else tuple(_links(option_ids, free, occurs))
    return Pattern(
        tuple(o for k, o in enumerate(option_ids) if taken >> k & 1),
        tuple(o for k, o in enumerate(option_ids) if not_taken >> k & 1),
        tuple(option_ids[k] for k in free),
        links,
    )


def _links(option_ids: Sequence[str], free: Sequence[int], occurs: Occurs) -> Iterator[Link]:
    """Say how pairs go together; an option that another one decides is spoken of once."""
    first: list[int] = []  # those that no earlier one decides
    for b in free:
        for a in first:
            if not occurs(a, True, b, False) and not occurs(a, False, b, True):
                yield option_ids[a], option_ids[b], "same"
                break
            if not occurs(a, True, b, True) and not occurs(a, False, b, False):
                yield option_ids[a], option_ids[b], "opposite"
                break
        else:
            first.append(b)
    for place, b in enumerate(first):
        for a in first[:place]:
            if not occurs(a, True, b, True):
                yield option_ids[a], option_ids[b], "excludes"
            if not occurs(a, False, b, False):
                yield option_ids[a], option_ids[b], "either"
            if not occurs(a, True, b, False):
                yield option_ids[a], option_ids[b], "implies"
            if not occurs(a, False, b, True):
                yield option_ids[b], option_ids[a], "implies"
