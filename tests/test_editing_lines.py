"""Comparing texts: right for any two, with the fewest changed lines, and bounded for those that are made to be slow."""

from __future__ import annotations

import time
from itertools import pairwise
from random import Random

import pytest

from detente.conflict.editing import Splice, between, blocks_between, lines, merged, rebased, spliced
from detente.workbench.pages.views import MOST_PLACES, MOST_SHOWN, side_by_side


def made(old, new, blocks):
    """Make the new lines of the old ones, and see that what stands between the blocks is the same."""
    found, done, there = [], 0, 0
    for i, j, k, m in blocks:
        assert (i, k) >= (done, there)
        assert i < j or k < m
        assert old[done:i] == new[there:k]
        found += [*old[done:i], *new[k:m]]
        done, there = j, m
    return [*found, *old[done:]]


def kept(old, blocks):
    return len(old) - sum(j - i for i, j, _, _ in blocks)


def longest(old, new):
    """Count the lines that two texts have in common in order, slowly."""
    row = [0] * (len(new) + 1)
    for a in old:
        last, row = row, [0] * (len(new) + 1)
        for y, b in enumerate(new):
            row[y + 1] = last[y] + 1 if a == b else max(row[y], last[y + 1])
    return row[-1]


def pairs(seed, count, most, kinds):
    random = Random(seed)
    for _ in range(count):
        yield tuple([random.choice(kinds) for _ in range(random.randrange(most))] for _ in range(2))


def test_any_two_texts_are_made_of_each_other():
    for old, new in [*pairs(1, 400, 9, "ab"), *pairs(2, 200, 30, "abcdefghijkl")]:
        blocks = blocks_between(old, new)
        assert made(old, new, blocks) == new
        assert all(a[1] < b[0] or a[3] < b[2] for a, b in pairwise(blocks))


def test_where_no_line_occurs_once_the_fewest_lines_are_changed():
    """Doubled lines leave nothing to hold on to: what is found is as good as trying everything."""
    seen = 0
    for one, other in pairs(3, 300, 8, "abc"):
        old, new = ([line for line in part for _ in (0, 1)] for part in (one, other))
        blocks = blocks_between(old, new)
        assert kept(old, blocks) == longest(old, new)
        seen += bool(blocks)
    assert seen > 200


def test_lines_that_occur_once_hold_a_text_together():
    old = [str(k) for k in range(50)]
    new = [*old[20:30], *old[:20], *old[30:]]  # ten lines were moved up
    blocks = blocks_between(old, new)
    assert blocks == [(0, 0, 0, 10), (20, 30, 30, 30)]


def test_lines_that_occur_once_need_no_search(monkeypatch):
    monkeypatch.setattr(lines, "MOST_STEPS", 0)
    old = ["x", "1", "x", "2", "x", "3", "x"]
    assert blocks_between(old, ["x", "x", "1", "x", "2", "y", "3", "x"]) == [(1, 1, 1, 2), (4, 5, 5, 6)]


def test_of_lines_that_changed_places_as_many_as_can_be_stay():
    random = Random(8)
    for _ in range(300):
        order = random.sample(range(9), 9)
        found = lines._rising([*enumerate(order)])
        assert set(found) <= set(enumerate(order))
        assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
        assert len(found) == longest(order, sorted(order))


@pytest.mark.parametrize("same", [True, False])
def test_what_takes_too_many_steps_is_compared_line_by_line_or_is_one_block(monkeypatch, same):
    monkeypatch.setattr(lines, "MOST_STEPS", 30)
    old = ["a", "b"] * 10
    new = ["b", "b"] * 10 + ([] if same else ["c", "c"])
    blocks = blocks_between(old, new)
    assert made(old, new, blocks) == new
    # The last lines are the same where both are as long; a block starts and ends where the texts differ.
    assert blocks == ([(k, k + 1, k, k + 1) for k in range(0, 20, 2)] if same else [(0, 20, 0, 22)])


SLOW = {
    "two kinds of lines": (["# 0", "# 1"] * 2_000, ["# 1", "# 1", "# 0"] * 1_400),
    "every second line blank": (
        [x for k in range(2_000) for x in (f"- {k}", "")],
        [x for k in range(2_000) for x in (f"- {k} # x", "")],
    ),
    "turned round": ([str(k) for k in range(4_000)], [str(k) for k in range(4_000)][::-1]),
    "one line again and again": (["a"] * 4_000, ["a", "b"] * 2_000),
}


@pytest.mark.parametrize("name", SLOW)
def test_texts_that_are_made_to_be_slow_are_not(name):
    old, new = SLOW[name]
    begun = time.process_time()
    blocks = blocks_between(old, new)
    assert time.process_time() - begun < 2
    assert made(old, new, blocks) == new
    one, other = "\n".join(old), "\n".join(new)
    begun = time.process_time()
    assert spliced(one, between(one, other)) == other
    assert merged(one, other, one + "\nx\n") in (None, other + "\nx\n")
    assert 0 < len(side_by_side(one, other)) <= MOST_PLACES
    assert time.process_time() - begun < 6


def test_every_second_line_changed_is_found_line_by_line():
    old, new = SLOW["every second line blank"]
    splices = between("\n".join(old), "\n".join(new))
    assert len(splices) == 2_000
    assert {(s.old, s.new) for s in splices} == {("", " # x")}


def test_a_large_text_that_changes_in_one_place_is_one_small_splice():
    text = "".join(f"# {k}\n" for k in range(300_000))
    begun = time.process_time()
    assert between(text, text.replace("# 150000\n", "# 15x000\n")) == (
        Splice(text.index("# 150000") + 4, "0", "x"),
    )
    assert spliced(text, between(text, "b" + text + "e")) == "b" + text + "e"
    assert time.process_time() - begun < 3


def test_a_text_of_too_many_changed_lines_is_one_splice():
    old, new = "a\n" + "x\n" * 20_001 + "z\n", "a\n" + "y\n" * 20_001 + "z\n"
    [splice] = between(old, new)
    assert (splice.at, spliced(old, [splice])) == (2, new)
    assert len(between("x\n" * 20_000, "x\ny\n" * 10_000)) > 1


def slowly(mine, theirs):
    """Hold each splice against each, as it is defined."""
    found = []
    for one in mine:
        shift = 0
        for other in theirs:
            if other.end < one.at or (other.end == one.at and other.old and one.old):
                shift += len(other.new) - len(other.old)
            elif not (other.at > one.end or (other.at == one.end and other.old and one.old)):
                return None
        found.append(Splice(one.at + shift, one.old, one.new))
    return tuple(found)


def test_changes_are_moved_past_others_as_if_each_was_held_against_each():
    random = Random(5)
    told = {True: 0, False: 0}
    for _ in range(3_000):
        text = "".join(random.choice("ab\n") for _ in range(14))
        mine, theirs = (
            between(
                text,
                "".join(c if random.random() < 0.9 else random.choice(["", "x", c + "y\n"]) for c in text),
            )
            for _ in range(2)
        )
        assert rebased(mine, theirs) == slowly(mine, theirs)
        told[rebased(mine, theirs) is None] += bool(mine and theirs)
    assert min(told.values()) > 300


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_differences_of_any_texts_make_one_of_the_other(end):
    random = Random(6)
    for _ in range(500):
        one, other = (
            "".join(random.choice(["a", "b", end, "\n"]) for _ in range(random.randrange(9))) for _ in "12"
        )
        assert spliced(one, between(one, other)) == other
        assert merged(one, other, one) == other
        assert merged(one, one, other) == other


def test_a_place_that_differs_is_shown_with_a_line_around_it_and_not_without_end():
    mine = "\n".join(["a", "b", "mine", "c", "d"])
    assert side_by_side(mine, mine.replace("mine", "theirs")) == [("b\nmine\nc", "b\ntheirs\nc")]
    many = [f"{k}" for k in range(300)]
    [(ours, others)] = side_by_side("\n".join(many), "top")
    assert ours.split("\n") == [*many[:MOST_SHOWN], "…"]
    assert others == "top"
    exact = [str(k) for k in range(MOST_SHOWN - 1)]
    assert side_by_side("\n".join([*exact, "z"]), "z")[0][0].split("\n") == [*exact, "z"]
