"""Every fact of an answer about ultimatums against the definitions, worked out with sets and loops."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import msgspec
import pytest
import yaml

import detente
from detente.answers import Exact, Reason
from detente.conflict import AudienceCost, Conflict, NotInFileError, Prioritised, Stakes, Ultimatum
from detente.questions import find
from detente.questions.question import Request
from detente.questions.ultimatum.answer import OneUltimatum, UltimatumAnswer, answer
from detente.questions.ultimatum.met_answer import Breach
from detente.questions.ultimatum.result import ultimatums
from detente.questions.ultimatum.unmet_answer import JudgedState, Turn
from tests.generate import random_condition
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition, place_by_hand
from tests.test_ultimatum import ByHand, changed, perfect, random_ultimatum

SEEDS = range(70)

DETER = """
detente: 1
title: A threat
status_quo: []
decision_makers:
  up: {name: Upstream, options: {fill: fill the lake}}
  down: {name: Downstream, options: {sue: go to court}}
rules:
  - irreversible: up.fill
preferences:
  up: UP
  down: DOWN
ultimatums:
  dont: {by: down, to: up, demand: not up.fill, threat: sue}
"""
WORKS, TOO_WEAK = "[not down.sue, fill]", "[fill, not down.sue]"
BELIEVED, VAIN = "[sue iff up.fill]", "[not sue]"


def threat(up: str, down: str = BELIEVED, **changes: str) -> Conflict:
    text = DETER.replace("UP", up).replace("DOWN", down)
    for old, new in changes.items():
        text = text.replace(old, new)
    return detente.read_conflict(text)


def one(conflict: Conflict, name: str = "dont") -> OneUltimatum:
    [found] = answer(ultimatums(conflict.game(), name)).ultimatums
    return found


def at(found: UltimatumAnswer, ref: int) -> Merged:
    state = found.states[ref]
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


@pytest.mark.parametrize(
    ("up", "down", "verdict"),
    [
        (WORKS, BELIEVED, "deters"),
        (TOO_WEAK, BELIEVED, "too_weak"),
        ("[not fill, not down.sue]", BELIEVED, "not_needed"),
        (WORKS, VAIN, "not_credible"),
        (TOO_WEAK, VAIN, "too_weak"),
        ("[not down.sue if fill, fill]", BELIEVED, "deters"),
    ],
)
def test_a_demand_that_is_met_today(up: str, down: str, verdict: str) -> None:
    found = one(threat(up, down))
    assert (found.met, found.in_force, found.verdict) == (True, False, verdict)


def test_a_threat_that_cannot_be_carried_out_once_the_demand_is_left() -> None:
    conflict = threat(WORKS, **{"  - irreversible: up.fill": "  - never: up.fill and down.sue"})
    assert one(conflict).verdict == "impossible"
    assert one(conflict).exchange.threatener == "cannot"


def test_a_threat_that_is_in_force_today() -> None:
    conflict = threat(WORKS, **{"status_quo: []": "status_quo: [down.sue]"})
    found = one(conflict)
    assert (found.met, found.in_force, found.verdict) == (True, True, "in_force")
    assert found.exchange is None
    assert found.kept.closely is None


def test_a_target_that_likes_its_way_as_well_with_the_threat_as_without() -> None:
    """A tie leaves it no better off: it is deterred."""
    assert one(threat("[fill iff not down.sue]")).verdict == "deters"


# -- where the demand is met, on random conflicts ----------------------------------------------------------------------


class Keeping:
    """Whether a threat keeps a demand met, by the definitions."""

    def __init__(self, conflict: Conflict, asked: Ultimatum) -> None:
        self.by_hand = ByHand(conflict, asked)
        self.asked, self.reference = asked, self.by_hand.reference

    def situations(self, *, by_moves: bool) -> dict[Merged, int]:
        """States in which the demand is met and the threat not carried out, with the fewest moves to each."""
        reference, start = self.reference, self.by_hand.start
        step = reference.reach if by_moves else reference.improve
        fewest: dict[tuple[Merged, str], int] = {(start, ""): 0}
        border = [(start, "")]
        while border:
            here, last = border.pop(0)
            for dm in reference.dms:
                for t in [] if dm == last else step(dm, here):
                    if (t, dm) not in fewest:
                        fewest[t, dm] = fewest[here, last] + 1
                        border.append((t, dm))
        found: dict[Merged, int] = {}
        for (s, _), steps in fewest.items():
            if self.by_hand.met(s) and not self.by_hand.threatened(s):
                found[s] = min(steps, found.get(s, steps))
        return found

    def breaches(self, s: Merged) -> list[Merged]:
        return [t for t in self.reference.improve(self.asked.to, s) if not self.by_hand.met(t)]

    def punished(self, b: Merged) -> Merged | None:
        """Where the threat leads from a breach: what the threatener likes best, of that what the target minds least."""
        ways = self.by_hand.best(self.asked.to, self.by_hand.best(self.asked.by, self.by_hand.executions(b)))
        return ways[0] if ways else None

    def meets(self, s: Merged, b: Merged) -> str:
        better = self.reference.better
        if self.by_hand.threatened(b):
            return "too_weak"
        t = self.punished(b)
        if t is None:
            return "impossible"
        if better(self.asked.to, t, s):
            return "too_weak"
        return "deterred" if better(self.asked.by, t, b) else "bluff"

    def verdict(self, s: Merged) -> str:
        found = {self.meets(s, b) for b in self.breaches(s)}
        for meets, verdict in (
            ("too_weak", "too_weak"),
            ("impossible", "impossible"),
            ("bluff", "not_credible"),
            ("deterred", "deters"),
        ):
            if meets in found:
                return verdict
        return "not_needed"


def met_today(rng: Random) -> tuple[Conflict, Ultimatum]:
    """Make a conflict in which a demand is met today, of any form; or one in which there is much to threaten with."""
    while rng.random() < 0.3:
        conflict, asked = random_ultimatum(rng)
        if ByHand(conflict, asked).met(ByHand(conflict, asked).start):
            return conflict, asked
    options = [f"{dm}.{o}" for dm in ("a", "b", "c") for o in ("x", "y")]
    ways = {dm: {"options": {"x": "do x", "y": "do y"}} for dm in ("a", "b", "c")}
    file: dict[str, Any] = {
        "detente": 1,
        "title": "a threat",
        "status_quo": rng.sample(["b.y", "a.y", "c.x"], rng.randint(0, 2)),
        "decision_makers": ways,
        "preferences": {dm: [random_condition(rng, options) for _ in range(4)] for dm in ("b", "c")},
        "ultimatums": {
            "u": {
                "by": "a",
                "to": "b",
                "demand": rng.choice(["not b.x", "not b.x and not c.y", "not b.x or a.y"]),
                "threat": rng.choice(["x", "x or y", "x and y", "not x -> y"]),
            }
        },
    }
    if rng.random() < 0.3:
        file["rules"] = [{"irreversible": "b.x"}, {"never": "b.x and c.x and a.x"}]
    mine = [rng.choice(["x if b.x", "x iff b.x", "not x", "y", "not b.x", "c.y or not x"]) for _ in range(3)]
    file["preferences"]["a"] = list(dict.fromkeys(mine))
    theirs = ["b.x", "not a.x", "b.x if not a.x", "not a.y", "c.x"]
    file["preferences"]["b"] = rng.sample(theirs, rng.randint(1, 4))
    conflict = detente.read_conflict(yaml.safe_dump(file)).under()
    asked = conflict.ultimatums[0]
    return (conflict, asked) if ByHand(conflict, asked).met(ByHand(conflict, asked).start) else met_today(rng)


def check_reason(reason: Reason, dm: str, reference: Reference, before: Merged, after: Merged) -> None:
    gain = reference.better(dm, after, before) - reference.better(dm, before, after)
    assert (reason.decision_maker, reason.gain) == (dm, gain)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_keeps_a_demand_met(seed: int) -> None:
    rng = Random(seed)
    conflict, asked = met_today(rng)
    by_moves = rng.random() < 0.4
    hand = Keeping(conflict, asked)
    whole = answer(ultimatums(conflict.game(), "u", by_moves=by_moves))
    [found] = whole.ultimatums
    assert found.met is True
    assert found.kept is not None
    assert found.kept.by == ("moves" if by_moves else "improvements")
    expected = hand.situations(by_moves=by_moves)
    assert found.kept.count == found.kept.looked == str(len(expected))
    left = {s: steps for s, steps in expected.items() if hand.breaches(s)}
    told = found.kept.situations
    assert {at(whole, x.state): x.steps for x in told} == left
    assert [x.steps for x in told] == sorted(left.values())
    assert found.kept.left == str(len(left))
    tally: dict[str, int] = {}
    for situation in told:
        s = at(whole, situation.state)
        assert situation.verdict == hand.verdict(s)
        tally[situation.verdict] = tally.get(situation.verdict, 0) + 1
        assert {at(whole, b.state) for b in situation.breaches} == set(hand.breaches(s))
        for breach in situation.breaches:
            check_breach(whole, hand, asked, s, breach)
        deciding = situation.breach
        assert deciding is not None
        wanted = {"deters": "deterred", "not_credible": "bluff"}.get(situation.verdict, situation.verdict)
        assert deciding.meets == wanted
        rivals = [b for b in hand.breaches(s) if hand.meets(s, b) == wanted]
        assert not any(hand.reference.better(asked.to, b, at(whole, deciding.state)) for b in rivals)
    assert found.kept.verdicts == tally
    check_overall(whole, found, hand, told[0] if told else None)


def check_breach(whole: UltimatumAnswer, hand: Keeping, asked: Ultimatum, s: Merged, breach: Breach) -> None:
    b = at(whole, breach.state)
    assert breach.meets == hand.meets(s, b)
    check_reason(breach.gain, asked.to, hand.reference, s, b)
    assert breach.gain.gain == 1
    if hand.by_hand.threatened(b) or hand.punished(b) is None:
        assert breach.punishment is None
        return
    punished = breach.punishment
    assert punished is not None
    t = at(whole, punished.state)
    assert t in hand.by_hand.executions(b)
    check_reason(punished.target, asked.to, hand.reference, s, t)
    check_reason(punished.threatener, asked.by, hand.reference, b, t)
    assert punished.deters == (not hand.reference.better(asked.to, t, s))
    assert punished.pays == hand.reference.better(asked.by, t, b)


def check_overall(whole: UltimatumAnswer, found: OneUltimatum, hand: Keeping, first: object) -> None:
    """The verdict is that of the nearest situation in which the target would leave; today's, if it is in force."""
    start = hand.by_hand.start
    if hand.by_hand.threatened(start):
        assert (found.verdict, found.in_force) == ("in_force", True)
        return
    assert found.in_force is False
    nearest = first if first is not None else None
    assert found.kept is not None
    closely = found.kept.closely
    assert closely is not None
    if nearest is None:
        assert (found.verdict, at(whole, closely.state)) == ("not_needed", start)
        assert found.exchange is None
    else:
        assert closely == nearest
        assert found.verdict == hand.verdict(at(whole, closely.state))
        assert found.exchange is not None
        assert found.exchange.target == ("meets" if found.verdict == "deters" else "leaves")
        check_endings(whole, found, hand.by_hand)


def check_endings(whole: UltimatumAnswer, found: OneUltimatum, hand: ByHand) -> None:
    """Each ending is what it says, with the places of the two; the threatener does what it likes better."""
    exchange, reference = found.exchange, hand.reference
    assert exchange is not None
    ends = {e.name: at(whole, e.state) for e in exchange.endings}
    for end in exchange.endings:
        state = at(whole, end.state)
        assert end.target == place_by_hand(reference, found.to, [state]).best
        assert end.threatener == place_by_hand(reference, found.by, [state]).best
        assert exchange.ending(end.name) == end
    if "met" in ends:
        assert hand.met(ends["met"])
    assert not hand.met(ends["nothing"])
    if "carried_out" not in ends:
        assert exchange.threatener == "cannot"
        assert not hand.executions(ends["nothing"]) or hand.threatened(ends["nothing"])
    else:
        assert hand.threatened(ends["carried_out"])
        assert ends["carried_out"] in hand.executions(ends["nothing"])
        up = reference.better(found.by, ends["carried_out"], ends["nothing"])
        down = reference.better(found.by, ends["nothing"], ends["carried_out"])
        assert exchange.threatener == ("carries_out" if up else "nothing" if down else "either")
    if exchange.target == "either":
        assert exchange.result is None
    elif exchange.target == "meets":
        assert exchange.result == "met"
    else:
        follows = {"carries_out": "carried_out", "either": None}.get(exchange.threatener, "nothing")
        assert exchange.result == follows


def edited(conflict: Conflict, turn: Turn) -> Conflict:
    preference = conflict.preferences[turn.decision_maker]
    assert isinstance(preference, Prioritised)
    kept = [s for s in preference.statements if turn.kind == "add" or s.id != turn.statement]
    if turn.kind != "drop":
        that = conflict.condition(turn.that, turn.decision_maker)
        known = next((s for s in preference.statements if s.id == turn.statement), None)
        made = known if known is not None and turn.kind == "move" else None
        new = made or replace(_any_statement(conflict, turn), that=that)
        kept.insert(turn.place - 1, new)
    return changed(conflict, turn.decision_maker, kept)


def _any_statement(conflict: Conflict, turn: Turn) -> detente.conflict.Statement:
    that = conflict.condition(turn.that, turn.decision_maker)
    return detente.conflict.Statement("new", that, turn.that)


@pytest.mark.parametrize("seed", range(50))
def test_the_changes_that_turn_it(seed: int) -> None:
    rng = Random(1000 + seed)
    conflict, asked = met_today(rng) if seed % 2 else random_ultimatum(rng)
    whole = answer(ultimatums(conflict.game(), "u"))
    [found] = whole.ultimatums
    if found.met:
        assert found.kept is not None
        if found.kept.closely is None:
            return
        s, turns = at(whole, found.kept.closely.state), found.kept.turns

        def verdict(changed_: Conflict) -> str:
            return Keeping(changed_, asked).verdict(s)
    else:
        assert found.unmet is not None
        assert found.unmet.closely is not None
        s, turns = at(whole, found.unmet.closely.state), found.unmet.turns

        def verdict(changed_: Conflict) -> str:
            return ByHand(changed_, asked).verdict(s)

    for turn in turns[:6]:
        assert verdict(edited(conflict, turn)) == turn.verdict != found.verdict
    told = {(t.decision_maker, t.kind, t.statement) for t in turns}
    for dm in (asked.by, asked.to):
        preference = conflict.preferences[dm]
        if not isinstance(preference, Prioritised):
            continue
        for k, statement in enumerate(preference.statements):
            rest = preference.statements[:k] + preference.statements[k + 1 :]
            turned = verdict(changed(conflict, dm, rest)) != found.verdict
            assert turned == ((dm, "drop", statement.id) in told)
            mine = next(
                (t for t in turns if (t.kind, t.decision_maker, t.statement) == ("drop", dm, statement.id)),
                None,
            )
            if mine is not None:
                assert (mine.place, mine.before) == (k + 1, None)


def test_every_verdict_comes_about() -> None:
    """The conflicts that the facts are compared on are not all of one kind."""
    found = set()
    for seed in SEEDS:
        conflict, _ = met_today(Random(seed))
        found |= set(one(conflict, "u").kept.verdicts)
    assert found == {"deters", "too_weak", "impossible", "not_credible"}


# -- where it is unmet -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_threat_is_worth_where_the_demand_is_unmet(seed: int) -> None:
    rng = Random(2000 + seed)
    conflict, asked = random_ultimatum(rng)
    hand, by_moves = ByHand(conflict, asked), rng.random() < 0.3
    whole = answer(ultimatums(conflict.game(), "u", by_moves=by_moves))
    [found] = whole.ultimatums
    assert found.unmet is not None
    assert found.unmet.by == ("moves" if by_moves else "improvements")
    assert {at(whole, j.state) for j in found.unmet.states} == hand.reached(by_moves=by_moves)
    assert found.unmet.count == str(len(found.unmet.states))
    verdicts: dict[str, int] = {}
    replies: dict[str, int] = {}
    for judged in found.unmet.states:
        check_judged(whole, hand, asked, judged)
        verdicts[judged.verdict] = verdicts.get(judged.verdict, 0) + 1
        if judged.verdict != "in_force":
            replies[judged.reply] = replies.get(judged.reply, 0) + 1
    assert found.unmet.verdicts == verdicts
    assert found.unmet.replies == replies
    closely = found.unmet.closely
    first = next((j for j in found.unmet.states if j.verdict != "in_force"), None)
    assert closely == (first or (found.unmet.states[0] if found.unmet.states else None))
    assert found.met is hand.met(hand.start)
    assert found.in_force is hand.threatened(hand.start)
    assert (found.kept is not None) == found.met
    if not found.met:
        assert closely is not None
        assert found.verdict == closely.verdict
        assert found.reply == ("" if closely.verdict == "in_force" else closely.reply)
        if closely.verdict == "in_force":
            assert found.exchange is None
            return
        gives_way = closely.reply in ("complies", "would_comply_anyway")
        target = "either" if closely.reply == "indifferent" else "meets" if gives_way else "leaves"
        assert found.exchange is not None
        assert found.exchange.target == target
        check_endings(whole, found, hand)


def check_judged(whole: UltimatumAnswer, hand: ByHand, asked: Ultimatum, judged: JudgedState) -> None:
    s, reference = at(whole, judged.state), hand.reference
    assert (judged.verdict, judged.reply) == (hand.verdict(s), hand.reply(s))
    ways = [] if judged.verdict == "in_force" else hand.executions(s)
    assert {at(whole, e.state) for e in judged.executions} == set(ways)
    for way in judged.executions:
        t = at(whole, way.state)
        check_reason(way.target, asked.to, reference, s, t)
        check_reason(way.threatener, asked.by, reference, s, t)
        assert way.painful == reference.better(asked.to, s, t)
        assert way.pays == reference.better(asked.by, t, s)
    punished = None
    if judged.executions:
        punished = at(whole, judged.executions[0].state)
        assert punished in hand.best(asked.to, hand.best(asked.by, ways))
    complying = hand.best(asked.to, [t for t in reference.reach(asked.to, s) if hand.met(t)])
    assert (judged.compliance is None) == (not complying)
    if judged.compliance is None:
        assert (judged.anyway, judged.instead, judged.better) == (None, None, None)
        return
    comply = at(whole, judged.compliance)
    assert comply in complying
    assert hand.changes(s, comply) == min(hand.changes(s, t) for t in complying)
    assert judged.anyway is not None
    check_reason(judged.anyway, asked.to, reference, s, comply)
    assert (judged.instead is None) == (punished is None)
    if judged.instead is not None and punished is not None:
        check_reason(judged.instead, asked.to, reference, punished, comply)
    better = [
        t for t in reference.reach(asked.to, s) if not hand.met(t) and reference.better(asked.to, t, comply)
    ]
    wanted = bool(better) and judged.reply == "would_comply_anyway"
    assert (judged.better is not None) == wanted
    if judged.better is not None:
        assert at(whole, judged.better) in hand.best(asked.to, better)


@pytest.mark.parametrize("seed", range(40))
def test_what_becomes_of_it_where_it_is_heading(seed: int) -> None:
    conflict, asked = random_ultimatum(Random(3000 + seed))
    hand = ByHand(conflict, asked)
    whole = answer(ultimatums(conflict.game(), "u"))
    [found] = whole.ultimatums
    assert whole.heading is not None
    for concept, end in zip(("nash", "seq"), found.ends, strict=True):
        expected = by_definition(hand.reference, hand.start, concept)
        assert end.concept == concept
        assert end.count == len(expected)
        assert end.met == sum(hand.met(s) for s in expected)
        assert end.carried_out == sum(hand.threatened(s) for s in expected)
    assert [int(e.count or 0) for e in (whole.heading.myopic, whole.heading.ahead)] == [
        e.count for e in found.ends
    ]


def test_what_the_file_says_is_there() -> None:
    conflict = detente.load("istanbul-2025")
    asked = conflict.ultimatums[0]
    whole = answer(ultimatums(conflict.game("kyiv"), asked.id))
    [found] = whole.ultimatums
    assert (found.id, found.by, found.to, found.deadline) == (asked.id, "europe", "russia", "12 May 2025")
    assert (found.demand, found.threat) == ("russia.truce", "europe.enforce")
    assert (found.text, found.because, found.confidence) == (asked.text, asked.because, None)
    assert found.sources == ("commentary#10", "reuters")
    assert found.record is not None
    assert asked.record is not None
    assert found.record.text == asked.record.text
    assert found.record.sources == ("reuters", "kyiv-independent", "tass")
    assert whole.named
    assert whole.sanctions is None
    assert {whole.states[s].id for s in whole.spoken} == {
        whole.states[e.state].id for e in found.exchange.endings
    }


def test_orders_that_are_no_lists_of_statements() -> None:
    conflict = threat("{ranking: [up.fill, none, down.sue, down.sue+up.fill]}", **{"[]": "[up.fill]"})
    found = one(conflict)
    [shift] = found.unmet.shifts
    # In its order what the threat leads to stands three places below what it has.
    assert (shift.decision_maker, shift.places) == ("up", -3)


# -- the game tree -----------------------------------------------------------------------------------------------------


def exact(value: Exact | None) -> Fraction | None:
    if value is None:
        return None
    assert float(Fraction(value.exact)) == value.decimal
    return Fraction(value.exact)


@pytest.mark.parametrize("seed", range(40))
def test_the_game_tree(seed: int) -> None:
    rng = Random(seed)
    stakes = Stakes(
        (Fraction(rng.randint(-3, 3)), Fraction(rng.randint(-3, 3))),
        (Fraction(rng.randint(-3, 3), 2), Fraction(rng.randint(-3, 3))),
    )
    low = Fraction(rng.randint(0, 3))
    a_day = Fraction(1, rng.randint(1, 3)) if rng.random() < 0.4 else None
    cost = AudienceCost(low, low if a_day else low + rng.randint(0, 3), a_day)
    resolved = Fraction(rng.randint(0, 4), 4)
    conflict = detente.load("ultimatum-audience-cost")
    asked = replace(conflict.ultimatums[0], stakes=stakes, audience_cost=cost, resolved=resolved)
    result = detente.game_tree(replace(conflict, ultimatums=(asked,)), asked.id)
    whole = answer(result)
    assert (whole.carrier, whole.named) == ("none", True)
    [told] = whole.ultimatums
    tree = told.game_tree
    assert tree is not None
    assert exact(tree.threshold) == -stakes.carry_out[0]
    for part in tree.parts:
        first, last = exact(part.low), exact(part.high)
        assert first is not None
        sample = first if first == last else first + 1 if last is None else (first + last) / 2
        plans = {(p.threatens, p.concedes, p.carries_out) for p in part.plans}
        assert plans == perfect(stakes, sample)
        carries = stakes.carry_out[0]
        assert part.threat == (
            "tie" if carries == -sample else "credible" if carries > -sample else "not_credible"
        )
        assert part.includes == ((True, True) if first == last else part.includes)
        ends = {
            "quiet": (Fraction(0), Fraction(0)),
            "concedes": stakes.concede,
            "backs_down": (-first, Fraction(0)),
            "carries_out": stakes.carry_out,
        }
        reached = {
            "quiet" if not a else "concedes" if b else "carries_out" if c else "backs_down"
            for a, b, c in plans
        }
        assert {e.ending for e in part.endings} == reached == {p.ending for p in part.plans}
        for end in part.endings:
            assert (exact(end.threatener), exact(end.target)) == ends[end.ending]
        for plan in part.plans:
            wanted = (
                "quiet"
                if not plan.threatens
                else "concedes"
                if plan.concedes
                else "carries_out"
                if plan.carries_out
                else "backs_down"
            )
            assert plan.ending == wanted
    assert exact(tree.parts[0].low) == low
    assert exact(tree.parts[-1].high) == (None if a_day else cost.high)
    gain = stakes.concede[1] - resolved * stakes.carry_out[1]
    assert tree.resolved is not None
    assert exact(tree.resolved.probability) == resolved
    assert [c for c, _ in tree.resolved.replies] == [
        c for c, wanted in ((True, gain >= 0), (False, gain <= 0)) if wanted
    ]
    assert tree.side == result.critical.side
    assert exact(tree.value) == result.critical.value
    assert (tree.growth is None) == (a_day is None)
    if tree.growth is not None and result.growth is not None:
        assert exact(tree.growth.tie_day) == result.growth.tie_day
        assert tree.growth.locked_from == result.growth.locked_from


# -- sanctions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_the_sanctions_on_which_equilibria_rest(seed: int) -> None:
    conflict, _ = random_ultimatum(Random(4000 + seed))
    reference = Reference(conflict)
    whole = answer(ultimatums(conflict.game()))
    found = whole.sanctions
    assert found is not None
    assert not whole.named
    assert found.concept == "gmr"
    holds = reference.equilibria("gmr")
    groups = [
        {at(whole, s) for s in refs}
        for refs in (found.equilibria, found.without, found.credible, found.bluffs)
    ]
    assert groups[0] == holds
    assert groups[1] == holds & reference.equilibria("nash")
    assert groups[2] == (holds & reference.equilibria("seq")) - reference.equilibria("nash")
    assert groups[3] == holds - reference.equilibria("seq")
    counts = (found.count, found.without_count, found.credible_count, found.bluff_count)
    assert [int(n) for n in counts] == [len(g) for g in groups]
    [start] = [s for s in reference.states if reference.means(conflict.status_quo, s)]
    near = {start} | reference.legal(tuple(reference.dms), start, True)
    assert found.reached == len(near & holds)
    assert {at(whole, s) for s in found.equilibria[: found.reached]} == near & holds
    stable = reference.stability("seq")
    assert found.deterred_by_bluff == {dm: len(holds - stable[dm]) for dm in reference.dms}
    expected = set()
    for s, dm in product(holds, reference.dms):
        others = tuple(d for d in reference.dms if d != dm)
        for t in reference.improve(dm, s):
            answers = reference.legal(others, t, improvements=True)
            expected.add((s, dm, t, any(not reference.better(dm, x, s) for x in answers)))
    assert found.complete
    assert int(found.all) == len(expected)
    told = {
        (at(whole, x.equilibrium), x.decision_maker, at(whole, x.improvement), x.credible) for x in found.list
    }
    assert told <= expected
    assert len(told) == min(len(expected), len(found.list))
    for sanction in found.list:
        here = at(whole, sanction.improvement)
        for step in sanction.sanction:
            there = at(whole, step.state)
            assert there in reference.reach(step.mover, here)
            assert step.gains == reference.better(step.mover, there, here)
            here = there
        assert not reference.better(sanction.decision_maker, here, at(whole, sanction.equilibrium))
        assert all(s.gains for s in sanction.sanction) == sanction.credible


# -- as it is asked and as it is written -------------------------------------------------------------------------------


def test_json_and_its_schema_come_from_the_types() -> None:
    question = find("ultimatum")
    assert question.answers() == (UltimatumAnswer,)
    msgspec.json.schema(UltimatumAnswer)
    for name in ("istanbul-2025", "ultimatum-audience-cost", "chicken", "elmira", "garrison"):
        conflict = detente.load(name)
        for result in question.ask(
            Request(conflict, conflict.accounts, given={"name": None, "by_moves": False})
        ):
            found = question.answer(result)
            assert msgspec.json.decode(msgspec.json.encode(found), type=UltimatumAnswer) == found
            assert found.question == "ultimatum"
            ids = [s.id for s in found.states]
            assert len(ids) == len(set(ids))


def test_what_is_asked_by_name_and_what_is_refused() -> None:
    question, conflict = find("ultimatum"), threat(WORKS)
    [result] = question.ask(Request(conflict, conflict.accounts, given={"name": "dont", "by_moves": True}))
    assert result.named
    assert result.asked[0].keeping.by_moves
    assert result.asked[0].judgement.by_moves
    assert {row["meets"] for row in question.rows(result)} == {"deterred"}
    without = threat(WORKS, **{"status_quo: []\n": ""})
    with pytest.raises(NotInFileError, match="no 'status_quo'"):
        question.ask(Request(without, without.accounts, given={"name": "dont"}))
    [result] = question.ask(Request(without, without.accounts))
    answered: Any = question.answer(result)
    [told] = answered.ultimatums
    assert "no 'status_quo'" in told.refused
    assert (told.verdict, told.met, told.ends, told.unmet) == ("", None, (), None)
    with pytest.raises(NotInFileError, match="no 'status_quo'"):
        detente.keeping(without.game(), "dont")
    with pytest.raises(NotInFileError, match="not met in the status quo"):
        detente.keeping(threat(WORKS, **{"[]": "[up.fill]"}).game(), "dont")


def test_no_more_sanctions_are_told_than_there_is_time_to_seek_answers_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conflicts = (random_ultimatum(Random(4000 + seed))[0] for seed in range(30))
    every = (detente.sanctions(c.game()) for c in conflicts)
    found = next(s for s in every if len(s.sanctions) > 2)
    whole = answer(found).sanctions
    assert whole is not None
    assert len(whole.list) == len(found.sanctions)
    monkeypatch.setattr(type(found), "affordable", 2)
    cut = answer(found).sanctions
    assert cut is not None
    assert (cut.list, cut.all) == (whole.list[:2], whole.all)


def test_results_of_one_part_are_answered_too() -> None:
    game = threat(WORKS).game()
    [kept] = answer(detente.keeping(game, "dont")).ultimatums
    assert (kept.verdict, kept.unmet, kept.met) == ("deters", None, True)
    unmet = threat(WORKS, **{"[]": "[up.fill]"}).game()
    [judged] = answer(detente.ultimatum(unmet, "dont")).ultimatums
    assert (judged.verdict, judged.reply) == ("credible", "cannot")
    assert judged.kept is None
    assert answer(detente.sanctions(game)).ultimatums == ()
    assert answer(detente.sanctions(game)).sanctions is not None
    with pytest.raises(TypeError, match="no answer about an ultimatum"):
        answer("what")
