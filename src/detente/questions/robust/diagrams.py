"""A party's variants, merged: how each way to settle its doubts goes to a node at the end, and the weights of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.game import Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Layer:
    """A step: the doubts that it settles, and where each node goes by how they are settled."""

    doubts: tuple[int, ...]
    step: NDArray[np.intp]  # shape (nodes before, variants of each doubt)
    after: int

    @cached_property
    def sorted(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """The ways, those that go to the same node together; where these begin; and the node that they go to."""
        into = self.step.reshape(-1)
        order = np.argsort(into, kind="stable")
        firsts = np.flatnonzero(np.diff(into[order], prepend=-1))
        return order, firsts, into[order][firsts]


@dataclass(frozen=True, eq=False)
class Diagram:
    """A party's variants, merged: from one node through layers to one node for each that differs.

    Attributes
    ----------
    layers : tuple of Layer
    marks : array
        What is known of each node at the end, a row each.
    """

    layers: tuple[Layer, ...]
    marks: NDArray[Any] = field(repr=False)

    @property
    def size(self) -> int:
        """How many variants differ."""
        return len(self.marks)

    def weights(self, chances: Mapping[int, Floats]) -> Floats:
        """Give the weight of each node at the end.

        Parameters
        ----------
        chances : mapping of int to array of float, shape (rows, variants)
            For each doubt the weights of its variants; as many rows as are wanted at a time. A row that gives weight to
            one variant alone asks what the weight is together with that.

        Returns
        -------
        array of float, shape (rows, nodes)
        """
        rows = max((len(c) for c in chances.values()), default=1)
        found = np.ones((rows, 1))
        for layer in self.layers:
            options = _options(layer, chances)
            given = found[:, :, None] * options[:, None, :]
            found = _gathered(given.reshape(rows, -1), layer)
        return found

    def draw(self, settled: Mapping[int, Ints]) -> Ints:
        """Give the node at the end for each of several accounts, by how their doubts are settled."""
        number = max((len(s) for s in settled.values()), default=1)
        found: Ints = np.zeros(number, dtype=np.int64)
        for layer in self.layers:
            found = layer.step[(found, *(settled[d] for d in layer.doubts))]
        return found


def coupled(one: Diagram, other: Diagram, joints: Mapping[int, Floats]) -> tuple[Ints, Ints, Floats]:
    """Follow two accounts side by side: what one comes to, what the other does, and the weight of both.

    Parameters
    ----------
    one, other : Diagram
        Of the same wishes, which may be looked at in two ways.
    joints : mapping of int to array of float, shape (variants, variants)
        For each doubt the weight of each variant here together with each there; on the diagonal alone where it is
        settled alike in both.

    Returns
    -------
    nodes, others : array of int
        Pairs of nodes at the end.
    weights : array of float
    """
    here: Ints = np.zeros(1, dtype=np.int64)
    there: Ints = np.zeros(1, dtype=np.int64)
    weight: Floats = np.ones(1)
    for layer, beside in zip(one.layers, other.layers, strict=True):
        steps, steps_there = (x.step.reshape(len(x.step), -1) for x in (layer, beside))
        ways: Floats = np.ones((1, 1))
        for d in layer.doubts:
            ways = np.asarray(np.kron(ways, joints[d]), dtype=np.float64)
        some, others = np.nonzero(ways)
        ends = steps[here][:, some].reshape(-1)
        ends_there = steps_there[there][:, others].reshape(-1)
        given = (weight[:, None] * ways[some, others]).reshape(-1)
        keys, place = np.unique(ends * beside.after + ends_there, return_inverse=True)
        weight = np.bincount(place.reshape(-1), weights=given, minlength=keys.size).astype(np.float64)
        here, there = np.divmod(keys, beside.after)
    return here, there, weight


def _options(layer: Layer, chances: Mapping[int, Floats]) -> Floats:
    """Give the weight of each way to settle the doubts of a layer, shape (rows or 1, ways)."""
    found = np.ones((1, 1))
    for d in layer.doubts:
        mine = chances[d]
        found = (found[:, :, None] * mine[:, None, :]).reshape(max(len(found), len(mine)), -1)
    return found


def _gathered(given: Floats, layer: Layer) -> Floats:
    """Add up columns that go to the same node."""
    order, firsts, nodes = layer.sorted
    found = np.zeros((len(given), layer.after))
    found[:, nodes] = np.add.reduceat(given[:, order], firsts, axis=1)
    return found
