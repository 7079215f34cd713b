"""Ultimatums against the definitions, worked out with sets and loops; the game tree against all plans."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import (
    AudienceCost,
    Conflict,
    NotInFileError,
    Prioritised,
    Stakes,
    Ultimatum,
    UnknownNameError,
)
from detente.game import State
from tests.generate import random_condition, random_conflict
from tests.reference import Merged, Reference

ISTANBUL = "ceasefire-or-sanctions"
slow = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def random_ultimatum(rng: Random) -> tuple[Conflict, Ultimatum]:
    """Make a conflict with an ultimatum by somebody who can do something to somebody else."""
    while True:
        conflict = random_conflict(rng).under()
        able = [d for d in conflict.decision_makers if d.options]
        if len(conflict.decision_makers) > 1 and able:
            break
    by = rng.choice(able)
    to = rng.choice([d for d in conflict.decision_makers if d is not by])
    near = [f"{to.id}.{o.id}" for o in to.options] if rng.random() < 0.7 else []
    demand = random_condition(rng, near or list(conflict.option_ids))
    threat = random_condition(rng, [f"{by.id}.{o.id}" for o in by.options], 1)
    asked = Ultimatum(
        "u", by.id, to.id, conflict.condition(demand), demand, conflict.condition(threat), threat
    )
    return replace(conflict, ultimatums=(asked,)), asked


class ByHand:
    """An ultimatum judged by the definitions."""

    def __init__(self, conflict: Conflict, asked: Ultimatum) -> None:
        self.reference, self.asked = Reference(conflict), asked
        assert conflict.status_quo is not None
        [self.start] = [s for s in self.reference.states if self.reference.means(conflict.status_quo, s)]

    def threatened(self, s: Merged) -> bool:
        return all(self.asked.threat.holds(t) for t in s)

    def met(self, s: Merged) -> bool:
        return all(self.asked.demand.holds(t) for t in s)

    def reached(self, *, by_moves: bool) -> set[Merged]:
        everyone = tuple(self.reference.dms)
        found = self.reference.legal(everyone, self.start, improvements=not by_moves) | {self.start}
        return {s for s in found if not self.met(s)}

    def changes(self, s: Merged, t: Merged) -> int:
        return min(len(a ^ b) for a in s for b in t)

    def executions(self, s: Merged) -> list[Merged]:
        found = [t for t in self.reference.reach(self.asked.by, s) if self.threatened(t)]
        least = min((self.changes(s, t) for t in found), default=0)
        return [t for t in found if self.changes(s, t) == least]

    def best(self, dm: str, states: list[Merged]) -> list[Merged]:
        return [s for s in states if not any(self.reference.better(dm, t, s) for t in states)]

    def verdict(self, s: Merged) -> str:
        by, to, better = self.asked.by, self.asked.to, self.reference.better
        if self.threatened(s):
            return "in_force"
        ways = self.best(to, self.best(by, self.executions(s)))
        if not ways:
            return "impossible"
        if not better(to, s, ways[0]):
            return "painless"
        return "credible" if better(by, ways[0], s) else "bluff"

    def reply(self, s: Merged) -> str:
        by, to, better = self.asked.by, self.asked.to, self.reference.better
        complying = self.best(to, [t for t in self.reference.reach(to, s) if self.met(t)])
        if not complying:
            return "cannot"
        if better(to, complying[0], s):
            return "would_comply_anyway"
        if self.verdict(s) != "credible":
            return "refuses"
        punished = self.best(to, self.best(by, self.executions(s)))[0]
        if better(to, complying[0], punished):
            return "complies"
        return "refuses" if better(to, punished, complying[0]) else "indifferent"


def as_set(state: State) -> Merged:
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


@slow
@given(st.integers(0, 10**9).map(Random))
def test_verdicts_and_replies_equal_those_of_the_definitions(rng):
    conflict, asked = random_ultimatum(rng)
    by_hand = ByHand(conflict, asked)
    for by_moves in (False, True):
        found = detente.ultimatum(conflict.game(), "u", by_moves=by_moves)
        assert {as_set(j.state) for j in found.states} == by_hand.reached(by_moves=by_moves)
        assert found.count == len(found.states) == sum(found.verdicts.values())
        for judged in found.states:
            s = as_set(judged.state)
            assert judged.verdict == by_hand.verdict(s)
            assert judged.reply == by_hand.reply(s)
            ways = [] if judged.verdict == "in_force" else by_hand.executions(s)
            assert {as_set(e.state) for e in judged.executions} == set(ways)
            for way in judged.executions:
                t = as_set(way.state)
                assert way.painful == by_hand.reference.better(asked.to, s, t)
                assert way.pays == by_hand.reference.better(asked.by, t, s)


def changed(conflict: Conflict, dm: str, statements) -> Conflict:
    return replace(conflict, preferences={**conflict.preferences, dm: Prioritised(tuple(statements))})


@slow
@given(st.integers(0, 10**9).map(Random))
def test_turns_are_the_single_changes_that_give_another_verdict(rng):
    conflict, asked = random_ultimatum(rng)
    found = detente.ultimatum(conflict.game(), "u")
    if found.chosen is None:
        return
    s = as_set(found.chosen.state)
    told = {(t.edit.dm, t.edit.kind, t.edit.statement.id, t.verdict) for t in found.turns}
    for turn in found.turns:
        edit, preference = turn.edit, conflict.preferences[turn.edit.dm]
        assert isinstance(preference, Prioritised)
        left = [x for x in preference.statements if edit.kind == "add" or x.id != edit.statement.id]
        if edit.kind != "drop":
            left.insert(edit.place - 1, edit.statement)
        assert ByHand(changed(conflict, edit.dm, left), asked).verdict(s) == turn.verdict
        assert turn.verdict != found.chosen.verdict
    for dm in (asked.by, asked.to):
        preference = conflict.preferences[dm]
        if not isinstance(preference, Prioritised):
            continue
        for k, statement in enumerate(preference.statements):
            rest = preference.statements[:k] + preference.statements[k + 1 :]
            verdict = ByHand(changed(conflict, dm, rest), asked).verdict(s)
            assert (verdict != found.chosen.verdict) == ((dm, "drop", statement.id, verdict) in told)


@slow
@given(st.integers(0, 10**9).map(Random))
def test_sanctions_equal_those_of_the_definitions(rng):
    conflict = random_conflict(rng).under()
    game, reference = conflict.game(), Reference(conflict)
    for concept in ("gmr", "smr", "seq"):
        found = detente.sanctions(game, concept)
        holds = reference.equilibria(concept)
        assert {as_set(s) for s in found.states(found.equilibria)} == holds
        expected = set()
        for s, dm in product(holds, reference.dms):
            others = tuple(d for d in reference.dms if d != dm)
            for t in reference.improve(dm, s):
                answers = reference.legal(others, t, improvements=True)
                credible = any(not reference.better(dm, x, s) for x in answers)
                expected.add((s, dm, t, credible))
        got = {
            (as_set(game.state(x.equilibrium)), x.dm, as_set(game.state(x.improvement)), x.credible)
            for x in found.sanctions
        }
        assert got == expected
        assert found.complete
        groups = [{as_set(s) for s in found.states(g)} for g in (found.without, found.credible, found.bluffs)]
        assert groups[0] == reference.equilibria("nash") & holds
        assert groups[2] == holds - reference.equilibria("seq")
        assert set().union(*groups) == holds
        for sanction in found.sanctions[:10]:
            path = found.witness(sanction).sanction
            assert path is not None
            assert not reference.better(
                sanction.dm, as_set(path.end), as_set(game.state(sanction.equilibrium))
            )
            before, gains = as_set(path.start), []
            for move in path.moves:
                assert as_set(move.state) in reference.reach(move.mover, before)
                gains.append(reference.better(move.mover, as_set(move.state), before))
                before = as_set(move.state)
            assert all(gains) == sanction.credible


def test_silence_rests_on_credible_sanctions_and_swerving_on_bluffs():
    """Case D: the prisoner's dilemma and chicken."""
    dilemma = detente.sanctions(detente.load("prisoners-dilemma").game())
    assert [s.id for s in dilemma.states(dilemma.credible)] == ["silence"]
    assert not dilemma.bluffs.size
    chicken = detente.sanctions(detente.load("chicken").game())
    assert [s.id for s in chicken.states(chicken.bluffs)] == ["both_swerve"]
    assert chicken.deterred_by_bluff() == {"first": 1, "second": 1}
    assert [s.credible for s in chicken.sanctions] == [False, False]
    assert not detente.sanctions(detente.load("chicken").game(), "seq").bluffs.size
    with pytest.raises(UnknownNameError, match="gmr, smr, seq"):
        detente.sanctions(detente.load("chicken").game(), "nash")


# -- the game tree ------------------------------------------------------------------------------------


def tree_of(
    concede=(5, -5), carry_out=(-3, -8), cost: AudienceCost | None = None, resolved: Fraction | None = None
) -> detente.GameTree:
    conflict = detente.load("ultimatum-audience-cost")
    stakes = Stakes(
        (Fraction(concede[0]), Fraction(concede[1])), (Fraction(carry_out[0]), Fraction(carry_out[1]))
    )
    asked = replace(conflict.ultimatums[0], stakes=stakes, audience_cost=cost, resolved=resolved)
    return detente.game_tree(replace(conflict, ultimatums=(asked,)), asked.id)


def cost_of(low, high=None) -> AudienceCost:
    return AudienceCost(Fraction(low), Fraction(low if high is None else high))


def test_case_e():
    low, tie, high = (tree_of(cost=cost_of(a)) for a in (2, 3, 4))
    assert low.threshold == 3
    [part] = low.parts
    assert (part.threat, part.endings) == ("not_credible", ("quiet",))
    assert {p.concedes for p in part.plans} == {False}
    assert low.worth("quiet") == (Fraction(0), Fraction(0))
    [part] = high.parts
    assert (part.threat, part.endings) == ("credible", ("concedes",))
    assert high.worth("concedes") == (Fraction(5), Fraction(-5))
    [part] = tie.parts
    assert (part.threat, set(part.endings)) == ("tie", {"quiet", "concedes"})
    assert (low.critical.side, low.critical.value) == ("above", Fraction(5, 8))
    growing = detente.game_tree(detente.load("ultimatum-audience-cost"), "growing-cost")
    assert growing.growth is not None
    assert (growing.growth.tie_day, growing.growth.locked_from) == (Fraction(6), 7)
    whole = detente.game_tree(detente.load("ultimatum-audience-cost"), "range-of-costs")
    assert [(p.low, p.high) for p in whole.parts] == [
        (Fraction(1), Fraction(3)),
        (Fraction(3), Fraction(3)),
        (Fraction(3), Fraction(4)),
    ]
    assert [(p.ends, p.threat) for p in whole.parts] == [
        ((True, False), "not_credible"),
        ((True, True), "tie"),
        ((False, True), "credible"),
    ]


@pytest.mark.parametrize(
    ("resolved", "concedes", "worth"),
    [
        ("0.7", [True], [5]),
        ("0.625", [True, False], [5, Fraction(-21, 8)]),
        ("0.5", [False], [Fraction(-5, 2)]),
    ],
)
def test_a_resolved_threatener(resolved, concedes, worth):
    found = tree_of(cost=cost_of(2), resolved=Fraction(resolved)).gamble
    assert found is not None
    assert [c for c, _ in found.replies] == concedes
    assert [w for _, w in found.replies] == worth


def test_growth():
    def growth(start: int, a_day: int | str) -> tuple[Fraction | None, int | None]:
        found = tree_of(cost=AudienceCost(Fraction(start), Fraction(start), Fraction(a_day))).growth
        assert found is not None
        return found.tie_day, found.locked_from

    assert growth(0, "0.4") == (Fraction(15, 2), 8)
    assert growth(3, 1) == (Fraction(0), 1)
    assert growth(4, 1) == (None, 0)
    assert growth(2, 0) == (None, None)


def perfect(stakes: Stakes, cost: Fraction) -> set[tuple[bool, bool, bool]]:
    """Keep the plans of which nobody gains by another choice at any of the three points."""

    def worth(threatens: bool, concedes: bool, carries: bool, at: int) -> tuple[Fraction, Fraction]:
        if at == 0 and not threatens:
            return Fraction(0), Fraction(0)
        if at <= 1 and concedes:
            return stakes.concede
        return stakes.carry_out if carries else (-cost, Fraction(0))

    found = set()
    for a, b, c in product([True, False], repeat=3):
        plan, keeps = (a, b, c), True
        for at, who in enumerate((0, 1, 0)):
            other = list(plan)
            other[at] = not plan[at]
            keeps &= worth(*plan, at)[who] >= worth(other[0], other[1], other[2], at)[who]
        if keeps:
            found.add(plan)
    return found


@slow
@given(
    st.tuples(*[st.integers(-3, 3)] * 4),
    st.integers(0, 4),
    st.integers(0, 3),
    st.sampled_from([None, "0.5", "1"]),
)
def test_the_tree_keeps_what_is_subgame_perfect(stakes, low, more, a_day):
    cost = AudienceCost(
        Fraction(low), Fraction(low if a_day else low + more), None if a_day is None else Fraction(a_day)
    )
    found = tree_of(stakes[:2], stakes[2:], cost)
    ends = []
    for part in found.parts:
        high = part.low + 7 if part.high is None else part.high
        for at in (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)):
            sample = part.low + at * (high - part.low)
            if (at == 0 and not part.ends[0]) or (at == 1 and not part.ends[1]):
                continue
            plans = {(p.threatens, p.concedes, p.carries_out) for p in part.plans}
            assert plans == perfect(found.stakes, sample)
            carries, backs_down = found.stakes.carry_out[0], -sample
            threat = (
                "tie" if carries == backs_down else "credible" if carries > backs_down else "not_credible"
            )
            assert part.threat == threat
        ends.append((part.low, part.high))
    assert ends[0][0] == low
    assert ends[-1][1] == (None if a_day else low + more)
    assert [a for a, _ in ends[1:]] == [b for _, b in ends[:-1]]


@slow
@given(st.tuples(*[st.integers(-3, 3)] * 4), st.fractions(0, 1, max_denominator=12))
def test_the_critical_probability(stakes, resolved):
    found = tree_of(stakes[:2], stakes[2:], cost_of(1), resolved)
    gain = found.stakes.concede[1] - resolved * found.stakes.carry_out[1]
    assert found.gamble is not None
    assert [c for c, _ in found.gamble.replies] == [
        c for c, wanted in ((True, gain >= 0), (False, gain <= 0)) if wanted
    ]
    side, value = found.critical.side, found.critical.value
    if gain == 0:
        assert side == "tie" or resolved in (value, 0)
    elif value is not None:
        assert (gain > 0) == (resolved > value if side == "above" else resolved < value)
    elif resolved:
        assert (gain > 0) == (side == "always")


# -- Istanbul, what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("account", "verdict", "reply"),
    [
        ("commentary", "painless", "refuses"),
        ("kyiv", "credible", "complies"),
        ("broker", "credible", "would_comply_anyway"),
    ],
)
def test_istanbul_under_three_accounts(account, verdict, reply):
    conflict = detente.load("istanbul-2025")
    found = detente.ultimatum(conflict.game(account), ISTANBUL)
    by_hand = ByHand(conflict.under(account), found.ultimatum)
    assert {as_set(j.state) for j in found.states} == by_hand.reached(by_moves=False)
    for judged in found.states:
        assert (judged.verdict, judged.reply) == (
            by_hand.verdict(as_set(judged.state)),
            by_hand.reply(as_set(judged.state)),
        )
    assert set(found.verdicts) == {verdict, "in_force"}
    assert found.chosen is not None
    assert found.chosen.state.index == found.game.status_quo
    assert (found.chosen.verdict, found.chosen.reply) == (verdict, reply)


def test_istanbul_is_empty_for_the_article_because_the_target_has_no_statement_about_it():
    found = detente.ultimatum(detente.load("istanbul-2025").game("commentary"), ISTANBUL)
    assert all(j.execution is None or j.execution.target.statement is None for j in found.states)
    [turn] = found.turns
    assert (turn.edit.dm, turn.edit.kind, str(turn.edit.statement.that)) == (
        "russia",
        "add",
        "not europe.enforce",
    )


def test_what_is_refused():
    conflict = detente.load("istanbul-2025")
    with pytest.raises(UnknownNameError, match=f"did you mean '{ISTANBUL}'"):
        detente.ultimatum(conflict.game("kyiv"), "ceasefire-or-sanction")
    with pytest.raises(NotInFileError, match="has no 'stakes'"):
        detente.game_tree(conflict, ISTANBUL)
    without = replace(conflict, status_quo=None)
    with pytest.raises(NotInFileError, match="no 'status_quo'"):
        detente.ultimatum(without.game("kyiv"), ISTANBUL)
    with pytest.raises(UnknownNameError, match=r"no ultimatum 'x' \(there is none\)"):
        detente.ultimatum(detente.load("chicken").game(), "x")
