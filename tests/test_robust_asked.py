"""An outcome that is asked about: every number is that of a loop over the accounts."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import detente
from detente.cli import main
from detente.conflict import DetenteError, NotInFileError, read_conflict
from detente.game import UnknownStateError
from detente.questions.robust.answer import answer as facts
from detente.questions.robust.asked import brought_down
from tests.robust_reference import CONCEPTS, Reference
from tests.test_robust import drawn

NEAR = 1e-9


def near(x: Any) -> Any:
    return pytest.approx(float(x), abs=NEAR)


def asked_conditions(conflict: Any, rng: random.Random) -> list[str]:
    one, other = rng.sample(conflict.option_ids, 2)
    return [one, f"{one} and not {other}", f"{one} or {other}", f"not {one}"]


def every_state(doubts: Any) -> Iterator[Any]:
    """Give the states of every account."""
    for settled in doubts.settled():
        try:
            game = doubts.account(settled).game()
        except DetenteError:
            continue
        yield from map(game.state, range(game.size))


class Loop:
    """What is asked about in every account, one after the other: whether it is there, and whether it is there alone."""

    def __init__(self, reference: Reference, condition: str, conflict: Any) -> None:
        self.reference = reference
        held = conflict.condition(condition)
        self.meets = lambda id: held.holds(frozenset(() if id == "none" else id.split("+")))

    def among(self, ends: frozenset[str]) -> bool:
        return any(map(self.meets, ends))

    def alone(self, ends: frozenset[str]) -> bool:
        return bool(ends) and all(map(self.meets, ends))

    def share(self, concept: str, told: Any) -> Fraction:
        return sum((w for ends, w in self.reference.shares(concept).items() if told(ends)), Fraction(0))

    def given(self, concept: str, doubt: int) -> tuple[float | None, float | None]:
        """How often it is there where a claim is as written, and where it is not."""
        sums: dict[bool, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
        for k, variant in enumerate(self.reference.doubts.doubts[doubt].variants):
            for ends, weight in self.reference.given(concept, [(doubt, k)]).items():
                sums[variant.form == "written"][0] += weight
                sums[variant.form == "written"][1] += weight * self.among(ends)
        holds, falls = (float(sums[w][1] / sums[w][0]) if sums[w][0] else None for w in (True, False))
        return holds, falls


@pytest.mark.parametrize("seed", range(8))
def test_every_number_is_that_of_a_loop_over_the_accounts(seed: int) -> None:
    conflict, doubts = drawn(700 + seed, most=120)
    reference = Reference(doubts)
    if not reference.weights:
        return
    of = asked_conditions(conflict, random.Random(seed))[seed % 4]
    if not any(conflict.condition(of).holds(frozenset(s.taken)) for s in every_state(doubts)):
        with pytest.raises(UnknownStateError, match="in no feasible state"):
            detente.robust(conflict, of=of)
        return
    found = detente.robust(conflict, of=of)
    loop = Loop(reference, of, conflict)
    told = facts(found)
    assert told.asked is not None
    for one, concept in zip(told.asked.concepts, CONCEPTS, strict=True):
        assert one.concept == concept
        share = loop.share(concept, loop.among)
        assert (one.share, one.only) == (near(share), near(loop.share(concept, loop.alone)))
        assert one.certain == (share in (0, 1))
        assert (one.how, one.error) == ("exact", 0.0)
        written = frozenset(found.under(concept).written)
        place = "alone" if loop.alone(written) else "among" if loop.among(written) else "elsewhere"
        assert one.written == place
        expected = reference.turning(concept, loop.among)
        shares = {tuple((s.doubt, s.variant) for s in t.settled): t.share for t in one.turns}
        assert len(shares) == min(len(expected), 8)
        sure = {tuple(sorted(k)): v for k, v in expected.items()}
        for literals, value in shares.items():
            assert value == near(sure[tuple(sorted(literals))])
        for decider in one.deciders:
            holds, falls = loop.given(concept, decider.doubt)
            assert (decider.if_holds is None, decider.if_not is None) == (holds is None, falls is None)
            assert holds is None or decider.if_holds == near(holds)
            assert falls is None or decider.if_not == near(falls)
        best = max((d.information for d in one.deciders), default=0)
        assert [d.information for d in one.deciders if d.doubt == one.telling] == ([best] if best > 0 else [])
        assert {d.doubt for d in one.deciders}.isdisjoint(one.matterless)
        assert len(one.deciders) + len(one.matterless) == len(told.doubts)


@pytest.mark.parametrize("seed", range(6))
def test_indices_are_those_of_a_loop(seed: int) -> None:
    """Where no source may fail and all accounts fit, so that each doubt can be turned by itself."""
    conflict, doubts = drawn(800 + seed, most=120, sources=False, rules=False)
    reference = Reference(doubts)
    of = asked_conditions(conflict, random.Random(seed))[seed % 4]
    loop = Loop(reference, of, conflict)
    asked = detente.robust(conflict, of=of).asked
    assert asked is not None
    for concept in CONCEPTS:
        if not reference.spread(concept, loop.among):
            assert not any(d.matters for d in asked.under(concept).deciders)
            continue
        for decider in asked.under(concept).deciders:
            doubt, index = decider.doubt, decider.all
            if len(doubts.doubts[doubt].variants) < 2:
                continue
            assert index.turns == near(reference.turns(concept, doubt, loop.among))
            assert index.total == near(reference.total(concept, doubt, loop.among))
            assert index.first == near(reference.first(concept, [doubt], loop.among))
            assert decider.matters == (reference.total(concept, doubt, loop.among) > 0)


def test_drawn_accounts_are_counted_one_by_one() -> None:
    conflict = detente.load("istanbul-2025").under("commentary")
    found = detente.robust(conflict, of="russia.truce", samples=1_500, concepts=["seq", "nash"])
    assert found.asked is not None
    told = facts(found).asked
    assert told is not None
    for one, fact in zip(found.asked.found, told.concepts, strict=True):
        spread: Any = found.under(one.concept).spread
        among = np.array([any("russia.truce" in found.states[o].taken for o in s) for s in spread.sets])
        there = among[spread.ends]
        assert fact.share == near(there.mean())
        assert fact.error == near((there.mean() * (1 - there.mean()) / 1_500) ** 0.5)
        assert (fact.how, fact.certain) == ("sampled", False)
        down: Any = one.spread
        for d, (settled, here, other) in spread.flips.items():
            assert np.array_equal(down.flips[d][0], settled)
            for mine, ends in zip(down.flips[d][1:], (here, other), strict=True):
                assert np.array_equal(mine, np.where(ends < 0, -1, among[ends]))
        gone = brought_down(
            type(spread)(
                spread.doubts, one.concept, spread.sets, spread.settled, spread.ends, {0: (0, [-1], [-1])}
            ),
            among.astype(np.int64),
        )
        assert [x.tolist() for x in gone.flips[0][1:]] == [[-1], [-1]]


# -- what is meant -----------------------------------------------------------------------------------------------------

RULED = """
detente: 1
title: t
status_quo: none
decision_makers: {a: {options: {x: do x}}, b: {options: {y: do y, z: do z}}}
rules: [{never: b.z, confidence: 0.5}]
states: {both: [a.x, b.y]}
preferences: {a: [{that: x, confidence: 0.5}], b: [y if a.x, z]}
"""


def test_a_state_may_be_named_in_every_way() -> None:
    conflict = read_conflict(RULED).under()
    shares = [
        [u.share for u in detente.robust(conflict, of=of).asked.found]
        for of in ("both", "a.x+b.y", "#3", "YYN")
    ]
    assert shares[1:] == shares[:1] * 3
    assert shares[0][0] == near(0.25)
    found = detente.robust(conflict, of=conflict.game().state("both")).asked
    assert found is not None
    assert (found.asked, found.condition) == ("both", "")
    assert [u.share for u in found.found] == shares[0]
    assert facts(detente.robust(conflict, of="both")).asked.condition == ""


def test_what_only_a_doubted_rule_forbids_can_be_asked_about() -> None:
    """As the file is written there is no such state; where the rule does not hold there is."""
    conflict = read_conflict(RULED).under()
    nash = {of: detente.robust(conflict, of=of).asked.under("nash").share for of in ("a.x+b.y+b.z", "b.z")}
    assert nash == {"a.x+b.y+b.z": near(0.25), "b.z": near(0.5)}
    with pytest.raises(UnknownStateError, match=r"in no feasible state 'b\.z and not b\.z' holds"):
        detente.robust(conflict, of="b.z and not b.z")
    with pytest.raises(
        UnknownStateError, match="no state 'bth' \\(did you mean 'both'\\?\\), and as a condition"
    ):
        detente.robust(conflict, of="bth")


def test_a_condition_that_one_state_meets_is_that_state() -> None:
    conflict = read_conflict(RULED).under()
    alone = detente.robust(conflict, of="a.x and b.z and b.y").asked
    several = detente.robust(conflict, of="a.x and b.y").asked  # with and without b.z, where that may be
    assert alone is not None
    assert several is not None
    assert alone.state is not None
    assert (alone.state.id, alone.condition) == ("a.x+b.y+b.z", "a.x and b.z and b.y")
    assert several.state is None
    assert several.under("nash").share == near(0.5)


def test_of_states_that_count_as_one_all_have_to_meet_it() -> None:
    text = """
detente: 1
title: t
status_quo: none
decision_makers: {a: {options: {x: do x}}, b: {options: {y: do y}}}
rules: [{id: war, same: a.x}]
preferences: {a: [{that: x, confidence: 0.25}], b: []}
"""
    conflict = read_conflict(text).under()
    nash = {of: detente.robust(conflict, of=of).asked.under("nash").share for of in ("a.x", "war", "b.y")}
    assert nash == {"a.x": near(0.25), "war": near(0.25), "b.y": 0.0}
    lost = detente.robust(conflict, of="b.y").asked
    assert lost is not None
    assert lost.under("nash").certain


def test_a_conflict_given_as_states_is_asked_by_their_names() -> None:
    conflict = detente.load("elmira")
    assert conflict.option_ids
    text = json.dumps(
        {
            "detente": 1,
            "title": "t",
            "status_quo": "calm",
            "decision_makers": {"a": {"name": "A"}},
            "states": {"calm": {}, "storm": {}},
            "moves": {"a": {"calm": ["storm"]}},
            "preferences": {"a": [{"that": "storm", "confidence": 0.75}]},
        }
    )
    found = detente.robust(read_conflict(text).under(), of="storm").asked
    assert found is not None
    assert found.state is not None
    assert found.state.id == "storm"
    assert found.under("nash").share == near(0.75)


def test_where_terms_alone_are_doubted_no_outcome_hangs_on_them() -> None:
    text = """
detente: 1
title: t
status_quo: none
decision_makers: {a: {options: {x: do x}}, b: {options: {y: do y}}}
preferences: {a: [x], b: [y]}
terms:
  signed_by: [a, b]
  issues: {price: {text: The price, values: {low: It is low., high: It is high.}}}
  wishes:
    a: [{id: cheap, that: price.low, confidence: 0.5}]
    b: [price.high]
"""
    with pytest.raises(
        NotInFileError, match="claims about terms alone are doubted in this account: on these"
    ):
        detente.robust(read_conflict(text).under(), of="a.x")
    with pytest.raises(NotInFileError, match="nothing in this account is doubted"):
        detente.robust(detente.load("chicken").under(), of="status_quo")
    assert detente.robust(read_conflict(text).under()).deals is not None


def test_the_command_answers_in_every_format(capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(RULED)
    assert main(["robust", str(file), "--of", "b.z", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    [one] = told if isinstance(told, list) else [told]
    assert one["asked"]["condition"] == "b.z"
    table = tmp_path / "t.csv"
    assert main(["robust", str(file), "--of", "b.z", "--out", str(table)]) == 0
    rows = [line.split(",") for line in table.read_text().splitlines()]
    assert [r[-3:-1] for r in rows[1:]] == [[c, "b.z"] for c in CONCEPTS]
    assert [float(r[-1]) for r in rows[1:]] == [near(c["share"]) for c in one["asked"]["concepts"]]
    capsys.readouterr()
    assert main(["robust", str(file), "--of", "b.zz"]) == 2
    assert "no state 'b.zz'" in capsys.readouterr().err
