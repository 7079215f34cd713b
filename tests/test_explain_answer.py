"""Every fact of an explanation, worked out again by the definitions on random conflicts."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from detente.answers import Reason, StateValue, Way
from detente.conflict import Conflict, Prioritised, read_conflict
from detente.game.symbolic import build_symbolic
from detente.questions.explain import explain_state
from detente.questions.explain.answer import ExplainAnswer, Improvement, Verdict, answer
from tests.generate import conflict_of_any_form, random_conflict
from tests.generate_symbolic import random_symbolic_conflict
from tests.reference import Merged, Reference
from tests.reference_concepts import Further
from tests.reference_relations import Relations

CONCEPTS = ("nash", "seq", "sseq", "smr", "gmr")
PAYING, ESCAPING = ("seq", "sseq"), ("smr", "sseq")


def where(reference: Reference, value: StateValue) -> Merged:
    """Find the state of the reference that an answer speaks of."""
    if value.members:
        return next(s for s in reference.states if s == {frozenset(m) for m in value.members})
    taken = frozenset([value.name]) if value.given else frozenset(value.taken)
    return next(s for s in reference.states if s == {taken})


def sign(reference: Reference, dm: str, before: Merged, after: Merged) -> int:
    return int(reference.better(dm, after, before)) - int(reference.better(dm, before, after))


def first_telling(reference: Reference, dm: str, before: Merged, after: Merged) -> str | None:
    preference = reference.conflict.preferences[dm]
    if not isinstance(preference, Prioritised):
        return None
    one, other = next(iter(before)), next(iter(after))
    return next((s.id for s in preference.statements if s.that.holds(one) != s.that.holds(other)), None)


def place_in_order(reference: Reference, dm: str, s: Merged) -> int:
    return 1 + len({str(reference.value(dm, t)) for t in reference.states if reference.better(dm, t, s)})


class Truth:
    """An answer beside its reference."""

    def __init__(self, reference: Further, found: ExplainAnswer) -> None:
        self.reference, self.found = reference, found
        self.at = [where(reference, s) for s in found.states]

    def reason(self, told: Reason, dm: str, before: Merged, after: Merged) -> None:
        reference = self.reference
        assert told.decision_maker == dm
        assert (self.at[told.before], self.at[told.after]) == (before, after)
        assert told.gain == sign(reference, dm, before, after)
        assert told.statement == first_telling(reference, dm, before, after)
        assert told.places == (place_in_order(reference, dm, before), place_in_order(reference, dm, after))
        assert told.of == len({str(reference.value(dm, s)) for s in reference.states})
        assert told.degree == abs(told.gain)
        assert not told.unknown

    def legal(self, way: Way, start: Merged, dm: str, concept: str) -> Merged:
        """Check that a way is moves of the others, no one twice in a row, each a gain where it has to pay."""
        at, last = self.at[way.start], dm
        assert at == start
        for step in way.moves:
            assert step.mover not in (dm, last)
            known = self.reference.improve if concept in PAYING else self.reference.reach
            assert self.at[step.state] in known(step.mover, at)
            at, last = self.at[step.state], step.mover
        return at

    def fewest(self, dm: str, concept: str, t: Merged, wanted: set[Merged]) -> int:
        """How many moves of the others it takes to get to one of some states."""
        reference, border, steps = self.reference, {(t, dm)}, 0
        while border:
            steps += 1
            known = reference.improve if concept in PAYING else reference.reach
            border = {
                (u, k)
                for at, last in border
                for k in reference.dms
                if k not in (dm, last)
                for u in known(k, at)
            }
            if any(u in wanted for u, _ in border):
                return steps
        raise AssertionError("there is no way")

    def harmful(self, dm: str, concept: str, s: Merged, t: Merged) -> tuple[set[Merged], set[Merged]]:
        """What answers leave it no better off; and of these what it cannot get away from."""
        if concept == "nash":
            return set(), set()
        reference = self.reference
        answers = reference.legal(reference.others(dm), t, concept in PAYING)
        bad = {x for x in answers if not reference.better(dm, x, s)}
        held = {x for x in bad if not any(reference.better(dm, y, s) for y in reference.reach(dm, x))}
        return bad, held if concept in ESCAPING else bad

    def improvement(self, verdict: Verdict, one: Improvement, s: Merged) -> None:
        dm, concept, reference = verdict.decision_maker, verdict.concept, self.reference
        t = self.at[one.state]
        self.reason(one.gain, dm, s, t)
        bad, deterring = self.harmful(dm, concept, s, t)
        assert one.deterred == bool(deterring)
        assert (one.sanction is not None) == one.deterred
        assert (one.loss is not None) == one.deterred
        assert not one.at_once
        if one.sanction is not None and one.loss is not None:
            end = self.legal(one.sanction, t, dm, concept)
            assert end in deterring
            assert len(one.sanction.moves) == self.fewest(dm, concept, t, deterring)
            self.reason(one.loss, dm, s, end)
            assert one.loss.gain <= 0
            assert len(one.movers) == len(one.better) == len(one.sanction.moves)
            at = t
            for step, told, more in zip(one.sanction.moves, one.movers, one.better, strict=True):
                after = self.at[step.state]
                self.reason(told, step.mover, at, after)
                assert told.gain > 0 or concept not in PAYING
                gains = reference.improve(step.mover, at)
                best = [g for g in gains if not any(reference.better(step.mover, h, g) for h in gains)]
                if more is None:
                    assert not any(reference.better(step.mover, g, after) for g in gains)
                else:
                    assert self.at[more] in best
                    assert reference.better(step.mover, self.at[more], after)
                at = after
        else:
            assert one.movers == ()
            assert one.better == ()
        assert (one.escape is None) == (one.answer is None)
        assert (one.escape is not None) == (bool(bad) and not deterring)
        if one.escape is not None and one.answer is not None:
            end = self.legal(one.answer, t, dm, concept)
            assert end in bad
            away, exits = self.at[one.escape], reference.reach(dm, end)
            assert away in exits
            assert reference.better(dm, away, s)
            assert not any(reference.better(dm, y, away) for y in exits)


def test_verdicts_and_witnesses_are_those_of_the_definitions() -> None:
    seen = set()
    for k in range(30):
        conflict = conflict_of_any_form(Random(f"explain {k}"))
        game, reference = conflict.game(), Further(conflict.under())
        for index in Random(k).sample(range(game.size), min(game.size, 3)):
            found = answer(explain_state(game, index, concepts=CONCEPTS))
            truth, s = Truth(reference, found), where(reference, found.states[found.state])
            assert found.state in found.spoken
            assert [(v.decision_maker, v.concept) for v in found.verdicts] == [
                (dm, c) for dm in reference.dms for c in ("nash", "gmr", "smr", "seq", "sseq")
            ]
            for v in found.verdicts:
                improving = reference.improve(v.decision_maker, s)
                assert {truth.at[i.state] for i in v.improvements} == set(improving)
                assert int(v.count) == len(improving) == len(v.improvements)
                assert not v.truncated
                free = [i for i in v.improvements if not i.deterred]
                assert list(v.improvements[: len(free)]) == free
                assert v.undeterred == str(len(free))
                assert v.stable == (not free)
                if v.concept != "sseq":
                    assert v.stable == reference.stable(v.concept, v.decision_maker, s)
                for one in v.improvements:
                    truth.improvement(v, one, s)
                    seen.add((v.concept, one.deterred, one.escape is not None))
    assert {(c, d, False) for c in CONCEPTS[1:] for d in (True, False)} <= seen
    assert {("smr", False, True), ("sseq", False, True), ("nash", False, False)} <= seen


def test_who_looks_ahead_is_told_where_it_ends() -> None:
    for k in range(15):
        conflict = random_conflict(Random(f"ahead {k}"))
        game, reference = conflict.game(), Further(conflict.under())
        found = answer(explain_state(game, 0, concepts=["l1", "l2", "l3"]))
        truth, s = Truth(reference, found), where(reference, found.states[found.state])
        for v in found.verdicts:
            dm, h = v.decision_maker, int(v.concept[1:])
            assert v.stable == reference.limited(dm, s, h)
            for one in v.improvements:
                assert one.loss is not None
                way = one.sanction or one.answer
                assert way is not None
                assert len(way.moves) < h
                end, at = truth.at[way.end], truth.at[one.state]
                for step in way.moves:
                    assert truth.at[step.state] in reference.reach(step.mover, at)
                    at = truth.at[step.state]
                assert reference.value(dm, end) == reference.reckoned(dm, dm, truth.at[one.state], h - 1)
                truth.reason(one.loss, dm, s, end)
                assert one.deterred == (one.loss.gain <= 0)
                assert one.deterred == (one.sanction is not None)


def test_what_others_do_at_the_same_time() -> None:
    told = 0
    for k in range(25):
        conflict = random_conflict(Random(f"at once {k}"))
        if len(conflict.decision_makers) < 2:
            continue
        game, reference = conflict.game(), Further(conflict.under())
        found = answer(explain_state(game, None, concepts=["sim", "sim-any"]))
        truth, s = Truth(reference, found), where(reference, found.states[found.state])
        for v in found.verdicts:
            dm = v.decision_maker
            assert v.stable == reference.sim(v.concept, dm, s)
            for one in v.improvements:
                t = truth.at[one.state]
                assert one.deterred == reference.met(v.concept, dm, s, t)
                if not one.at_once:
                    continue
                told += 1
                assert one.loss is not None
                group = tuple(m.mover for m in one.at_once)
                ends = tuple(truth.at[m.state] for m in one.at_once)
                for mover, end in zip(group, ends, strict=True):
                    assert mover != dm
                    assert end in reference.would(v.concept, mover, s)
                last = truth.at[one.loss.after]
                assert last in reference.joint(s, (dm, *group), (t, *ends))
                assert not reference.better(dm, last, s)
                assert truth.at[one.loss.before] == s
    assert told > 5


GRADED = """
detente: 1
title: graded
status_quo: []
decision_makers:
  north: {options: {open: open the border, arm: build up arms}}
  south: {options: {trade: trade, spy: spy}}
preferences:
  north: [{that: not south.spy, strength: 2}, arm, open if south.trade]
  south: [spy if north.arm, %s, trade if north.open]
"""


@pytest.mark.parametrize("middle", ["not north.arm", "{that: not north.arm, strength: 3}"])
def test_strength(middle: str) -> None:
    conflict = read_conflict(GRADED % middle)
    game, reference = conflict.game(), Relations(conflict.under())
    keys = [f"{b}-{v}" for b in ("gmr", "smr", "seq") for v in ("strong", "weak")]
    for index in range(game.size):
        found = answer(explain_state(game, index, concepts=keys))
        s = where(reference, found.states[found.state])
        for v in found.verdicts:
            base, _, kind = v.concept.partition("-")
            judged = reference.strongly if kind == "strong" else reference.weakly
            assert v.stable == judged(base, v.decision_maker, s)
            for one in v.improvements:
                t = where(reference, found.states[one.state])
                assert one.gain.degree == reference.degree(v.decision_maker, s, t)
                if one.loss is not None:
                    end = where(reference, found.states[one.loss.after])
                    assert one.loss.degree == abs(reference.degree(v.decision_maker, s, end) or 0)


def test_unknown() -> None:
    plain = GRADED.replace("{that: not south.spy, strength: 2}", "not south.spy")
    conflict = read_conflict(plain % "{that: spy xor trade, unknown: true}")
    game, reference = conflict.game(), Relations(conflict.under())
    found_unknown = False
    for index in range(game.size):
        found = answer(explain_state(game, index))
        assert len(found.verdicts) == 2 * 16
        s = where(reference, found.states[found.state])
        for v in found.verdicts:
            base, _, extension = v.concept.partition("-")
            assert v.stable == reference.extended(base, extension, v.decision_maker, s)
            for one in v.improvements:
                degree = reference.degree(v.decision_maker, s, where(reference, found.states[one.state]))
                assert one.gain.unknown == (degree is None)
                assert one.gain.of == 0
                found_unknown |= one.gain.unknown
                assert one.gain.gain == (0 if degree is None else (degree > 0) - (degree < 0))
    assert found_unknown


def test_weak_is_told_where_it_is_asked_for() -> None:
    game = read_conflict(GRADED % "trade").game()
    assert {v.concept for v in answer(explain_state(game)).verdicts} == {
        "nash", "gmr", "smr", "seq", "gmr-strong", "smr-strong", "seq-strong",
    }  # fmt: skip
    assert {v.concept for v in answer(explain_state(game, concepts=["gmr-weak"])).verdicts} == {"gmr-weak"}


def symbolic_pairs(count: int) -> list[Conflict]:
    return [random_symbolic_conflict(Random(f"explain large {k}")) for k in range(count)]


def test_both_carriers_say_the_same() -> None:
    pytest.importorskip("oxidd")
    left = 0
    for conflict in symbolic_pairs(15):
        game, large, reference = conflict.game(), build_symbolic(conflict), Further(conflict)
        dense = answer(explain_state(game, concepts=["nash", "seq", "smr", "gmr"]))
        found = answer(explain_state(large, concepts=["nash", "seq", "smr", "gmr"]))
        assert (found.carrier, dense.carrier) == ("symbolic", "dense")
        assert found.feasible == dense.feasible == str(game.size)
        assert found.states[found.state] == dense.states[dense.state]
        for a, b in zip(found.verdicts, dense.verdicts, strict=True):
            assert (a.decision_maker, a.concept, a.stable, a.count) == (
                b.decision_maker, b.concept, b.stable, b.count,
            )  # fmt: skip
            assert a.undeterred == ("0" if a.stable else None)
            assert len(a.improvements) == (not a.stable and a.concept in ("nash", "seq"))
            assert a.truncated == (int(a.count) > len(a.improvements))
            for one in a.improvements:
                left += 1
                before, after = (where(reference, found.states[x]) for x in (found.state, one.state))
                assert after in reference.undeterred(a.concept, a.decision_maker, before)
                assert not one.deterred
                assert one.gain.gain == 1 == one.gain.degree
                assert (one.gain.of, one.gain.places) == (0, (0, 0))
                assert one.gain.statement == first_telling(reference, a.decision_maker, before, after)
                assert (one.gain.before, one.gain.after) == (found.state, one.state)
    assert left > 5


def test_what_was_asked_for_is_answered() -> None:
    conflict = read_conflict(GRADED % "trade")
    game = conflict.game()
    found = answer(explain_state(game, "north.arm", ["south"], ["seq"]))
    assert found.states[found.state].id == "north.arm"
    assert [(v.decision_maker, v.concept) for v in found.verdicts] == [("south", "seq")]
    assert found.question == "explain"
    assert msgspec.json.decode(msgspec.json.encode(found), type=ExplainAnswer) == found
    rows = explain_state(game, "north.arm", ["south"], ["seq"]).rows()
    assert {r["decision maker"] for r in rows} == {"south"}
