"""What many states have in common, against a look at every pair."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from detente.game.pattern import Pattern, pattern_of

HOLDS: dict[str, Callable[[bool, bool], bool]] = {
    "same": lambda a, b: a == b,
    "opposite": lambda a, b: a != b,
    "implies": lambda a, b: b or not a,
    "excludes": lambda a, b: not (a and b),
    "either": lambda a, b: a or b,
}


def follows(pattern: Pattern, mask: int, options: Sequence[str]) -> bool:
    """Whether a state has the options that are fixed and keeps to all links."""
    taken = {o for k, o in enumerate(options) if mask >> k & 1}
    fixed = set(pattern.taken) <= taken and not taken & set(pattern.not_taken)
    return fixed and all(HOLDS[kind](a in taken, b in taken) for a, b, kind in pattern.linked)


@pytest.mark.parametrize("seed", range(60))
def test_a_pattern_says_all_that_two_options_have_in_common(seed):
    rng = random.Random(seed)
    n = rng.randint(1, 6)
    options = [f"d.o{k}" for k in range(n)]
    masks = sorted(rng.sample(range(1 << n), rng.randint(1, min(9, 1 << n))))
    pattern = pattern_of(np.array(masks), options)
    assert sorted(pattern.taken + pattern.not_taken + pattern.free) == options
    assert all(follows(pattern, m, options) for m in masks)
    # Whatever pair of settings the links and fixed options leave open occurs: nothing is missing.
    allowed = [m for m in range(1 << n) if follows(pattern, m, options)]
    for a in range(n):
        for b in range(a):
            settings = {(m >> a & 1, m >> b & 1) for m in masks}
            assert {(m >> a & 1, m >> b & 1) for m in allowed} == settings


def test_of_no_state_there_is_an_empty_pattern():
    assert pattern_of(np.array([], dtype=np.int64), ("a.x",)).free == ()


def test_what_is_the_same_is_said_once():
    masks = np.array([0b000, 0b111, 0b011])
    assert pattern_of(masks, ("x", "y", "z")).linked == (("x", "y", "same"), ("z", "x", "implies"))
