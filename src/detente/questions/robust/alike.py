"""When two orders of the states come to the same for a concept, whatever is still to be said.

A party would make a move if it is better off by it and no answer of the others leaves it where it was or worse. So of
what a statement may still tell only that counts which some move still hangs on: where it is told that a move makes it
no better off, or that one answer is as bad, the rest of what could follow that move is of no account. Two orders that
are told the same of all that counts go on as one, and so 2^20 orders may be a few hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.game import Bools
from detente.questions.robust.variants import BETTER, Improvements, Orders, Program, Told, coming
from detente.stability.many import Columns

FEW = 64  # orders that are not worth a look at what counts of them
MOST_STATES = 640
AT_ONCE = 16

Closed = dict[int, list[NDArray[np.uint8]]]


class Answered(Orders):
    """The order of the states, as far as a concept that looks ahead looks at it.

    Parameters
    ----------
    columns : Columns
    concept : str
        ``seq``, ``smr`` or ``gmr``.
    i : int
        Whose it is.
    moves : Improvements
        Its moves: which of them are improvements always counts.
    never, at_times : mapping of int to list of array, optional
        Under SEQ for each of the others which moves may fail to be an improvement, and which never are one; see
        `Columns.gained`.
    """

    def __init__(
        self,
        columns: Columns,
        concept: str,
        i: int,
        moves: Improvements,
        at_times: Closed | None = None,
        never: Closed | None = None,
    ) -> None:
        super().__init__(columns.size)
        self.moves, self.smr = moves, concept == "smr"
        self.onward, self.back = columns.onward[i], columns.back[i]
        self.real = self.onward != np.arange(columns.size)
        # What the others can bring about from each state: in every variant of theirs, and in any.
        self.sure = _packed(_brought_about(columns, i, at_times))
        self.able = _packed(_brought_about(columns, i, never))
        self._coming: dict[int, tuple[Program, list[Told]]] = {}

    def keys(self, rows: NDArray[Any], program: Program, done: int) -> NDArray[Any] | None:
        """Give what alone counts of orders, a row each."""
        if len(rows) <= FEW or self.size > MOST_STATES:
            return None
        if id(program) not in self._coming:
            every = np.arange(self.size)
            self._coming[id(program)] = program, coming(program, every[:, None], every[None, :])
        later = self._coming[id(program)][1][done]
        moves = self.moves.foreseen(self.moves.of(rows), program, done)
        found = np.empty((len(rows), 16), dtype=np.uint8)
        for first in range(0, len(rows), AT_ONCE):
            for k, told in enumerate(self._told(rows[first : first + AT_ONCE], later), start=first):
                digest = blake2b(moves[k].tobytes() + told.tobytes(), digest_size=16).digest()
                found[k] = np.frombuffer(digest, dtype=np.uint8)
        return found

    def _told(self, rows: NDArray[Any], later: Told) -> NDArray[np.uint8]:
        """Give of orders what is told of each move, and of what those hang on that are open: packed, a row each."""
        here, there = rows[:, :, None], rows[:, None, :]
        alike = here == there
        # By the state that is left, and another one: no better for sure, or open.
        no_better = (there < here) | (alike & (later & BETTER == 0))
        open_ = alike & (later & BETTER > 0) & (later != BETTER)
        every, perhaps = np.arange(self.size), no_better | open_
        gains = [~perhaps[:, every, t] for t in self.onward]
        losses = [no_better[:, every, t] for t in self.onward]
        deters, may_deter = self._deterring(no_better, open_)
        sure, may = _packed(deters), _packed(deters | may_deter)
        cares = np.zeros_like(sure)
        told = []
        for k, targets in enumerate(self.onward):
            dead = losses[k] | (sure & self.sure[targets]).any(axis=-1) | ~self.real[k]
            free = gains[k] & ~(may & self.able[targets]).any(axis=-1)
            cares |= np.where((dead | free)[..., None], np.uint8(0), self.able[targets])
            told += [np.packbits(dead, axis=1), np.packbits(free & ~dead, axis=1)]
        count = len(rows)
        told += [(sure & cares).reshape(count, -1), (_packed(may_deter) & cares).reshape(count, -1)]
        # Whether a move that is open gains at all hangs on the state that it leads to.
        looked = open_ & np.unpackbits(cares, axis=-1, count=self.size).view(bool)
        if self.smr:
            looked |= open_ & self._escapes(
                may_deter & np.unpackbits(cares, axis=-1, count=self.size).view(bool)
            )
        told.append(_packed(looked).reshape(count, -1))
        return np.concatenate(told, axis=1)

    def _deterring(self, no_better: Bools, open_: Bools) -> tuple[Bools, Bools]:
        """Tell which states deter from leaving another one, if the others bring them about: for sure, or it is open."""
        if not self.smr:
            return no_better, open_
        sure, may = (_packed(x.transpose(0, 2, 1)) for x in (no_better, no_better | open_))
        whole, most = sure.copy(), may.copy()
        for targets in self.onward:
            whole &= sure[:, targets]
            most &= may[:, targets]
        return self._back(whole), self._back(most & ~whole)

    def _back(self, packed: NDArray[np.uint8]) -> Bools:
        truths = np.unpackbits(packed, axis=-1, count=self.size).view(bool)
        return np.ascontiguousarray(truths.transpose(0, 2, 1))

    def _escapes(self, deterring: Bools) -> Bools:
        """Tell which states a party could escape to from some of these."""
        some = _packed(deterring.transpose(0, 2, 1))
        found = some.copy()
        for sources in self.back:
            found |= some[:, sources]
        return self._back(found)


def _packed(truths: Bools) -> NDArray[np.uint8]:
    return np.packbits(truths, axis=-1)


def _brought_about(columns: Columns, i: int, closed: Closed | None) -> Bools:
    """Tell for each state which others the opponents of `i` can bring about from it, itself among them."""
    apart = (~np.eye(columns.size, dtype=bool)).astype(np.uint8)
    return np.asarray(columns.answered(i, apart, closed) == 0)


def closed_moves(
    columns: Columns, j: int, moves: Improvements, told: NDArray[Any], *, always: bool
) -> list[Any]:
    """Tell which moves of `j` are no improvement in some variant, or (`always`) in none of them an improvement.

    Parameters
    ----------
    told : array of int8, shape (variants, moves)
        What `Improvements` keeps.
    """
    over = np.any if always else np.all
    upward, downward = over(told > 0, axis=0), over(told < 0, axis=0)
    keys = moves.sources * columns.size + moves.targets  # ascending, see `Cells.marks`
    found = []
    for targets in columns.onward[j]:
        moved = np.flatnonzero(targets != np.arange(columns.size))
        ends = targets[moved]
        at = np.searchsorted(keys, np.minimum(moved, ends) * columns.size + np.maximum(moved, ends))
        gains = np.where(moved < ends, upward[at], downward[at])
        closed = np.full((columns.size, 1), 0xFF, dtype=np.uint8)
        closed[moved[gains]] = 0
        found.append(closed)
    return found


def by_others(
    columns: Columns, i: int, moves: Sequence[Improvements], told: Sequence[Any], *, always: bool
) -> Closed:
    """Give `closed_moves` of everybody but `i`."""
    return {
        j: closed_moves(columns, j, moves[j], told[j], always=always) for j in range(columns.makers) if j != i
    }
