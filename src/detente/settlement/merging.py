"""The frontier of more packages than can be listed: issue by issue, where what they are worth adds up.

A package that is on the frontier is so in each of its parts: if a part could be replaced by one that beats it, the
package would be beaten. So the frontiers of parts are merged two by two, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.settlement.frontier import as_ints, frontier
from detente.settlement.packages import Ints

CHUNK = 2_000_000  # sums that are looked at at a time
MOST_POINTS = 2_000_000  # points that a frontier may have


class TooManyPointsError(Exception):
    """The frontier has more points than are kept."""


@dataclass(frozen=True, eq=False)
class Merged:
    """A frontier.

    Attributes
    ----------
    points : array of int, shape (parties, points)
        Each point once.
    parts : array of int, shape (parts, points)
        Of each part the column that a package with this worth is made of.
    """

    points: Ints
    parts: Ints


def merged(parts: Sequence[Ints], most: int = MOST_POINTS) -> Merged:
    """Merge the points of parts that add up.

    Parameters
    ----------
    parts : sequence of array of int, shape (parties, ways)
        What each way to settle a part is worth to each party.
    most : int
        How many points are kept at most.

    Raises
    ------
    TooManyPointsError
        Where the frontier has more points on the way.

    Examples
    --------
    >>> import numpy as np
    >>> found = merged([np.array([[3, 0], [0, 2]]), np.array([[1, 0], [0, 5]])])
    >>> found.points.tolist(), found.parts.tolist()
    ([[4, 3, 0], [0, 5, 7]], [[0, 0, 1], [0, 1, 1]])
    """
    parties = parts[0].shape[0]
    points = np.zeros((parties, 1), dtype=np.int64)
    ways = np.empty((0, 1), dtype=np.int64)
    for part in parts:
        own = once(part)
        step = max(1, CHUNK // max(1, points.shape[1]))
        kept = np.empty((parties, 0), dtype=np.int64)
        made = np.empty((ways.shape[0] + 1, 0), dtype=np.int64)
        for begin in range(0, own.size, step):
            some = own[begin : begin + step]
            sums = (points[:, :, None] + part[:, None, some]).reshape(parties, -1)
            before = np.repeat(np.arange(points.shape[1]), some.size)
            which = np.tile(some, points.shape[1])
            kept = np.concatenate((kept, sums), axis=1)
            made = np.concatenate((made, np.vstack((ways[:, before], which))), axis=1)
            chosen = once(kept)
            kept, made = kept[:, chosen], made[:, chosen]
            if kept.shape[1] > most:
                raise TooManyPointsError
        points, ways = kept, made
    return Merged(points, ways)


def once(points: Ints) -> Ints:
    """Give the columns on the frontier, of equal ones the first, the best for the first party first."""
    columns = np.flatnonzero(frontier(points))
    front = as_ints(points[:, columns])
    first = np.unique(front, axis=1, return_index=True)[1]
    found: Ints = columns[first][::-1]
    return found
