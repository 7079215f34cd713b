"""Wishes that come to the same are one, however many there are; and where they are too many, under which concepts."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import product
from typing import Any

import msgspec
import numpy as np
import pytest

import detente
from detente.conflict import read_conflict
from detente.conflict.doubts import doubts_of
from detente.game.once import Kept
from detente.questions.robust import alike, cells, weighing
from detente.questions.robust.answer import answer
from detente.questions.robust.asking import ask
from detente.questions.robust.cells import Grouping
from detente.questions.robust.deciding import decided, paired
from detente.questions.robust.detail_words import details
from detente.questions.robust.drawing import evaluated, plan_of
from detente.questions.robust.settings import every_setting
from detente.questions.robust.variants import BETTER, SAME, WORSE, Block, Item, Program, coming
from detente.questions.robust.words import sure, ways_drawn
from detente.wording import Text, Voice
from tests.robust_reference import CONCEPTS
from tests.test_robust import (
    test_indices_are_those_of_a_loop,
    test_weights_are_those_of_a_loop_over_the_accounts,
    test_weights_together_with_claims_are_those_of_a_loop,
)

ISTANBUL = detente.load("istanbul-2025").under("commentary")


SURE = (2, 5, 8)  # statements that are not doubted


def many(seed, statements, parties, options):
    """Make a conflict in which everybody has many doubted wishes."""
    rng = random.Random(seed)
    full = [f"p{m}.o{k}" for m in range(parties) for k in range(options)]
    wishes = {}
    for m in range(parties):
        found = []
        for k in range(statements):
            one, other = rng.choice(full), rng.choice(full)
            that = rng.choice([one, f"not {one}", f"{one} and not {other}", f"{one} iff {other}"])
            doubt = {"confidence": rng.choice([0.5, 0.7, 0.9])}
            found.append({"id": f"w{k}", "that": that} | ({} if k in SURE else doubt))
        wishes[f"p{m}"] = found
    makers = {f"p{m}": {"options": {f"o{k}": "do it" for k in range(options)}} for m in range(parties)}
    file = {
        "detente": 1,
        "title": "many",
        "status_quo": "none",
        "decision_makers": makers,
        "preferences": wishes,
    }
    return read_conflict(json.dumps(file)).under()


@pytest.mark.parametrize("seed", range(12))
def test_what_counts_alone_gives_the_weights_of_a_loop(seed, monkeypatch):
    monkeypatch.setattr(alike, "FEW", 0)
    monkeypatch.setattr(weighing, "ROWS_AT_ONCE", 2)
    test_weights_are_those_of_a_loop_over_the_accounts(500 + seed)
    if seed < 4:
        test_weights_together_with_claims_are_those_of_a_loop(seed)
        test_indices_are_those_of_a_loop(seed)


@pytest.mark.parametrize(
    ("seed", "statements", "parties", "options"), [(0, 23, 2, 3), (1, 12, 3, 2), (2, 11, 4, 1)]
)
def test_accounts_lead_where_their_group_does(seed, statements, parties, options):
    """Of very many accounts some are drawn and judged each by itself: exactly what is said of their groups."""
    conflict = many(seed, statements, parties, options)
    doubts = doubts_of(conflict)
    assert doubts.accounts == 2 ** ((statements - len(SURE)) * parties)
    (setting,) = every_setting(doubts)
    grouping = Grouping(setting.game, setting.start, setting.wishes)
    rng = np.random.default_rng(seed)
    settled = rng.integers(0, 2, (len(doubts.doubts), 300)).astype(np.uint8)
    plain = evaluated(plan_of(doubts, [setting], CONCEPTS, 0), settled)
    by_doubt = dict(enumerate(settled.astype(np.int64)))
    for c, concept in enumerate(CONCEPTS):
        found = grouping.nash() if concept == "nash" else grouping.ahead(concept)[0]
        places = tuple(found.classes[i][d.draw(by_doubt)] for i, d in enumerate(found.diagrams))
        told = [found.sets[k] for k in found.ends[places].tolist()]
        assert told == [plain.sets[k][1] for k in plain.ends[c].tolist()]


def test_two_to_the_forty_are_few():
    found = detente.robust(many(0, 23, 2, 3))
    assert found.doubts.accounts == 2**40
    assert found.how == "exact"
    # Each order for itself would be up to 2^20 of each party.
    for one in found.found:
        (frame,) = one.spread.frames
        assert all(d.size < 2_000 for d in frame.cells.diagrams)
    for one in found.found:
        assert sum(w for _, w in one.shares) == pytest.approx(1, abs=1e-12)


def test_orders_that_differ_only_where_nobody_looks_are_one(monkeypatch):
    """A party that always gains by the same has one order, whatever it thinks of what the others do."""
    monkeypatch.setattr(alike, "FEW", 0)
    file = {
        "detente": 1,
        "title": "t",
        "status_quo": "none",
        "decision_makers": {"a": {"options": {"o": "do"}}, "b": {"options": {"p": "do", "q": "do"}}},
        "preferences": {
            "a": [{"that": "not o"}, {"that": "b.p", "confidence": 0.5}, {"that": "b.q", "confidence": 0.5}],
            "b": [],
        },
    }
    (setting,) = every_setting(doubts_of(read_conflict(json.dumps(file)).under()))
    grouping = Grouping(setting.game, setting.start, setting.wishes)
    for concept in CONCEPTS[1:]:
        # Where it acts it would stop, whatever the others do: not acting counts most.
        assert [d.size for d in grouping.by_order(concept)] == [1, 1]
    monkeypatch.setattr(alike, "FEW", 64)
    assert grouping.by_improvements[0].size == 1
    whole = Grouping(setting.game, setting.start, setting.wishes)
    assert whole.by_order("gmr")[0].size == 4


@pytest.mark.parametrize("seed", range(30))
def test_what_may_still_be_told_is_all_that_any_way_to_settle_tells(seed):
    rng = np.random.default_rng(seed)
    blocks = []
    for k in range(4):
        number = 2 if rng.random() < 0.3 else 1
        items = tuple(
            Item(
                k * 2 + n,
                tuple(
                    None if rng.random() < 0.3 else rng.random(5) < 0.5
                    for _ in range(int(rng.integers(1, 3)))
                ),
            )
            for n in range(number)
        )
        blocks.append(Block(items, 99 if number == 2 else None))
    ones, others = np.arange(5)[:, None], np.arange(5)[None, :]
    told = coming(Program(None, tuple(blocks)), ones, others)
    assert len(told) == 5
    for done in range(5):
        seen = np.zeros((5, 5), dtype=np.uint8)
        rest = blocks[done:]
        for choice in product(*(product(*map(range, b.shape)) for b in rest)):
            sign = np.zeros((5, 5), dtype=np.int64)
            for block, settled in zip(rest, choice, strict=True):
                for holds in block.holding(settled):
                    sign = np.where(sign == 0, holds[others].astype(int) - holds[ones], sign)
            seen |= np.choose(sign + 1, [WORSE, SAME, BETTER]).astype(np.uint8)
        assert not (seen & ~told[done]).any()
        if all(b.order is None for b in rest):
            assert (seen == told[done]).all()


def test_only_what_is_too_many_is_drawn(monkeypatch):
    whole = detente.robust(ISTANBUL)
    monkeypatch.setattr(cells, "MOST_CELLS", 300 * 288)
    (found,) = ask([ISTANBUL])
    assert found.how == "mixed"
    assert not found.exact
    assert [f.concept for f in found.found] == list(CONCEPTS)
    assert found.under("nash").exact
    assert found.under("nash").shares == whole.under("nash").shares
    assert found.combinations == whole.combinations
    some = [f for f in found.found if not f.exact]
    assert some
    for one in some:
        share = dict(whole.under(one.concept).shares)[one.written]
        assert one.share == pytest.approx(share, abs=5 * max(found.error, 0.005))
    told = answer(found)
    assert told.how == "mixed"
    assert {c.concept: c.how for c in told.concepts} == {
        f.concept: "exact" if f.exact else "sampled" for f in found.found
    }
    assert all(s.error == 0 for c in told.concepts if c.how == "exact" for s in c.sets)
    assert sure([told]).startswith("Exact not looking ahead")
    assert "; drawn looking ahead" in sure([told]) or "; drawn fearing" in sure([told])
    sections = {b.title: b for b in details(told, Voice.of(ISTANBUL, [told])) if hasattr(b, "blocks")}
    texts = {
        title: next((x.text for x in s.blocks if isinstance(x, Text)), "") for title, s in sections.items()
    }
    assert texts["Not looking ahead (Nash)"] == "All cases were taken."
    assert any("cases were drawn" in t for t in texts.values())


def test_it_is_said_under_which_ways_all_were_taken():
    (found,) = ask([ISTANBUL], ["nash", "seq"])
    told = answer(found)
    nash, seq = told.concepts
    mixed = msgspec.structs.replace(
        told, how="mixed", concepts=(nash, msgspec.structs.replace(seq, how="sampled"))
    )
    assert ways_drawn([mixed], " in “x”") == "Exact not looking ahead; drawn in “x” looking ahead"
    other = msgspec.structs.replace(
        told, how="mixed", concepts=(msgspec.structs.replace(nash, how="sampled"), seq)
    )
    assert ways_drawn([other], "") == "Exact looking ahead; drawn not looking ahead"
    assert ways_drawn([mixed, other], "") == "Drawn"


def test_what_is_kept_is_worked_out_once_and_never_too_much():
    made: list[str] = []

    def work(name, size):
        def done():
            made.append(name)
            return np.full(size, len(made))

        return done

    kept: Kept[Any] = Kept(10, len)
    first = kept.get("a", work("a", 4))
    assert kept.get("a", work("a", 4)) is first
    kept.get("b", work("b", 6))
    assert (made, kept.size) == (["a", "b"], 10)
    kept.get("c", work("c", 3))  # what was kept first goes first
    assert (kept.get("b", work("b", 6))[0], kept.size) == (2, 9)
    assert kept.get("a", work("a", 4))[0] == 4
    assert kept.size == 7
    assert kept.get("large", work("large", 20)).size == kept.size == 20
    assert made == ["a", "b", "c", "a", "large"]


@pytest.mark.parametrize("most", [0, 1_000])
def test_however_little_is_kept_the_indices_are_the_same(most):
    found = detente.robust(ISTANBUL, concepts=["seq"]).under("seq")
    spread = replace(found.spread)
    spread.__dict__["_once"] = Kept(most, np.size)
    again = decided(spread)
    assert again == found.deciders
    assert paired(spread, again) == found.pairs
    assert found.spread._once.size > most
