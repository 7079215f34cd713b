"""Every fact of an answer about factions against the definitions, worked out with sets and loops."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations
from random import Random
from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Exact
from detente.conflict import CLASSICAL, Conflict, Factions, NotInFileError, Prioritised, read_conflict
from detente.questions import find
from detente.questions.building import Listing
from detente.questions.factions.answer import (
    FactionsAnswer,
    answer,
)
from detente.questions.factions.facts import (
    Home,
    Led,
    TakenOver,
    Voted,
)
from detente.questions.question import Request
from tests.generate import random_condition
from tests.reference import Merged, Reference
from tests.test_factions import HARBOUR, with_factions
from tests.test_outcomes import by_definition, compare, place_by_hand

SEEDS = range(24)
ORDER = ("nash", "seq", "smr", "gmr")


def at(found: FactionsAnswer, ref: int) -> Merged:
    state = found.states[ref]
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


def value(found: Exact) -> Fraction:
    assert float(Fraction(found.exact)) == found.decimal
    return Fraction(found.exact)


class Inside:
    """One decision maker's factions, by the definitions."""

    def __init__(self, conflict: Conflict, dm: str, against: Merged, deals: set[Merged]) -> None:
        self.dm, self.against, self.deals = dm, against, deals
        self.own = Reference(conflict)
        self.factions: Factions = conflict.factions[dm]
        self.led = {
            m.id: Reference(replace(conflict, preferences={**conflict.preferences, dm: m.preferences}))
            for m in self.factions.members
        }
        self.weights = {m.id: m.weight for m in self.factions.members}

    def carries(self, weight: Fraction) -> bool:
        total, quota = sum(self.weights.values(), Fraction(0)), self.factions.quota
        return weight > total / 2 if quota is None else weight >= quota

    def weight(self, ids: tuple[str, ...]) -> Fraction:
        return sum((self.weights[i] for i in ids), Fraction(0))

    def supporters(self, s: Merged) -> tuple[str, ...]:
        return tuple(i for i, led in self.led.items() if led.better(self.dm, s, self.against))

    def pivotal(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        won, weight = self.carries(self.weight(ids)), self.weight(ids)
        return tuple(
            i for i, w in self.weights.items() if self.carries(weight - w if i in ids else weight + w) != won
        )

    def ratified(self, s: Merged) -> bool:
        return self.carries(self.weight(self.supporters(s)))


def check_vote(told: FactionsAnswer, home: Home, inside: Inside, voted: Voted) -> Merged:
    s, vote = at(told, voted.state), home.votes[voted.vote]
    assert vote.supporters == inside.supporters(s)
    assert vote.ratified == inside.ratified(s)
    assert value(vote.weight) == inside.weight(vote.supporters)
    assert vote.pivotal == inside.pivotal(vote.supporters)
    assert int(vote.deals) == sum(inside.supporters(d) == vote.supporters for d in inside.deals)
    return s


def check_members(home: Home, inside: Inside) -> None:
    ids = tuple(inside.weights)
    subsets = list(chain.from_iterable(combinations(ids, k) for k in range(len(ids) + 1)))
    wins = {s for s in subsets if inside.carries(inside.weight(s))}

    def without(s: tuple[str, ...], i: str) -> tuple[str, ...]:
        return tuple(x for x in s if x != i)

    swings = {i: sum(i in s and s in wins and without(s, i) not in wins for s in subsets) for i in ids}
    for member, made in zip(home.members, inside.factions.members, strict=True):
        assert (member.id, member.name, member.because) == (made.id, made.name, made.because)
        assert member.confidence == made.confidence
        assert member.sources == tuple(str(s) for s in made.sources)
        assert value(member.weight) == made.weight
        assert member.swings == swings[member.id]
        assert value(member.banzhaf) == Fraction(swings[member.id], sum(swings.values()))
        assert value(member.banzhaf_absolute) == Fraction(swings[member.id], 2 ** (len(ids) - 1))
        assert member.veto == all(member.id in s for s in wins)
        assert member.dummy == (swings[member.id] == 0)
        assert int(member.votes_for) == sum(member.id in inside.supporters(d) for d in inside.deals)
    assert sum(value(m.shapley_shubik) for m in home.members) == 1
    minimal = {s for s in wins if not any(without(s, i) in wins for i in s)}
    assert set(home.minimal_winning) == minimal
    assert home.minimal_count == str(len(minimal))


def check_led(
    told: FactionsAnswer, inside: Inside, found: Led, concept: str, start: Merged, led: Reference
) -> None:
    before, after = by_definition(inside.own, start, concept), by_definition(led, start, concept)
    assert found.concept == concept
    assert {at(told, s) for s in found.states} == set(after)
    assert found.count == str(len(after))
    assert found.same == (set(before) == set(after))
    assert bool(found.standings) == bool(before and after)
    assert (found.own is None) == (not (before and after))
    assert (found.shared is None) == (not after)
    if found.own is None:
        return
    for standing in found.standings:
        dm = standing.decision_maker
        assert standing.before == place_by_hand(inside.own, dm, list(before))
        assert standing.after == place_by_hand(inside.own, dm, list(after))
        pairs = [compare(inside.own, dm, b, a) for b in before for a in after]
        assert (standing.kind == "better") == (min(pairs) > 0)
        assert (standing.kind == "worse") == (max(pairs) < 0)
    own = [compare(led, inside.dm, b, a) for b in before for a in after]
    assert (found.own == "better") == (min(own) > 0)
    assert (found.own == "worse") == (max(own) < 0)


def check_takeover(told: FactionsAnswer, inside: Inside, found: TakenOver, start: Merged) -> None:
    led, everyone = inside.led[found.faction], tuple(inside.own.dms)
    assert found.account == f"{inside.dm} led by {found.faction}"
    outcomes = []
    for reference in (inside.own, led):
        near = {start} | reference.legal(everyone, start, True)
        outcomes.append({c: reference.equilibria(c) & near for c in CLASSICAL})
    before, after = outcomes
    assert found.changes == tuple(c for c in ORDER if before[c] != after[c])
    assert [c.concept for c in found.by_concept] == list(ORDER)
    for change in found.by_concept:
        old, new = before[change.concept], after[change.concept]
        assert {at(told, s) for s in change.comes} == new - old
        assert {at(told, s) for s in change.goes} == old - new
        assert (change.comes_count, change.goes_count) == (str(len(new - old)), str(len(old - new)))
    assert [(p.concept, p.decision_maker) for p in found.places] == [
        (c, dm) for c in ORDER for dm in (*inside.own.dms, "")
    ]
    for p in found.places:
        order = inside.own if p.decision_maker else led
        for span, by_concept in ((p.before, before), (p.after, after)):
            states = list(by_concept[p.concept])
            expected = place_by_hand(order, p.decision_maker or inside.dm, states) if states else None
            assert span == expected
    assert found.myopic is not None
    assert found.ahead is not None
    assert found.both == (found.myopic, found.ahead)
    check_led(told, inside, found.myopic, "nash", start, led)
    check_led(told, inside, found.ahead, "seq", start, led)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_equals_the_definitions(seed: int) -> None:
    rng = Random(seed)
    conflict = with_factions(rng).under()
    own = Reference(conflict)
    where = random_condition(rng, list(conflict.option_ids)) if rng.random() < 0.5 else None
    written = rng.choice(sorted("+".join(sorted(t)) or "none" for s in own.states for t in s))
    result = detente.factions(conflict, against=written, where=where)
    told = answer(result)
    taken = frozenset() if written == "none" else frozenset(written.split("+"))
    [against] = [s for s in own.states if taken in s]
    deals = {
        s
        for s in own.states
        if s != against and (where is None or all(conflict.condition(where).holds(t) for t in s))
    }
    assert conflict.status_quo is not None
    [start] = [s for s in own.states if own.means(conflict.status_quo, s)]
    assert [h.decision_maker for h in told.homes] == [d for d in own.dms if d in conflict.factions]
    assert told.heading is not None
    everyone = tuple(own.dms)
    near = {start} | own.legal(everyone, start, True)
    for home in told.homes:
        inside = Inside(conflict, home.decision_maker, against, deals)
        assert value(home.total) == sum(inside.weights.values(), Fraction(0))
        assert (None if home.quota is None else value(home.quota)) == inside.factions.quota
        assert at(told, home.against) == against
        assert (home.where, home.deals) == (where, str(len(deals)))
        check_members(home, inside)
        win_set = {check_vote(told, home, inside, v) for v in home.win_set}
        assert win_set == {s for s in deals if inside.ratified(s)}
        assert home.win_set_count == str(len(win_set))
        assert (home.win_set_shared is None) == (not win_set)
        weights = [value(v.weight) for v in home.votes]
        assert weights == sorted(weights, reverse=True)
        assert [p.concept for p in home.predicted] == list(ORDER)
        for predicted in home.predicted:
            states = {check_vote(told, home, inside, v) for v in predicted.states}
            assert states == own.equilibria(predicted.concept) & near
            assert predicted.count == str(len(states))
            assert predicted.ratified == str(sum(map(inside.ratified, states)))
            assert predicted.unchanged == (against in states)
        for concept, end in zip(("nash", "seq"), home.ends, strict=True):
            expected = by_definition(own, start, concept)
            assert (end.concept, end.count) == (concept, len(expected))
            assert end.ratified == sum(map(inside.ratified, expected))
            assert end.unchanged == (against in expected)
        assert [t.faction for t in home.takeovers] == list(inside.weights)
        for takeover in home.takeovers:
            check_takeover(told, inside, takeover, start)
        check_basis(home, inside)


def check_basis(home: Home, inside: Inside) -> None:
    made: list[Any] = [inside.factions, *inside.factions.members]
    wishes: list[Any] = []
    for member in inside.factions.members:
        preference = member.preferences
        wishes += preference.statements if isinstance(preference, Prioritised) else [preference]
    assert home.wants == len(wishes)
    assert home.basis.claims == len(made) + len(wishes)
    assert home.basis.sourced == sum(bool(c.sources) for c in [*made, *wishes])
    assert home.basis.doubted == sum((c.confidence or 1) < 1 for c in [*made, *wishes])


def test_claims_about_factions_and_their_sources() -> None:
    told = answer(detente.factions(detente.load("istanbul-2025").under("kyiv")))
    [home] = told.homes
    assert (home.basis.claims, home.basis.sourced, home.basis.doubted, home.wants) == (15, 15, 15, 11)
    assert home.basis.sources == ("commentary", "reading")
    assert dict(home.basis.by_source) == {"commentary": 9, "reading": 12}
    assert {m.id: m.sources for m in home.members}["hold-out"] == ("commentary#28", "reading")


def test_outcomes_that_are_spoken_of() -> None:
    told = answer(detente.factions(detente.load("istanbul-2025").under("kyiv")))
    assert told.heading is not None
    heads = [*told.heading.myopic.states, *told.heading.ahead.states]
    led = [s for h in told.homes for t in h.takeovers for x in t.both if not x.same for s in x.states]
    assert list(told.spoken) == list(dict.fromkeys([*heads, *led]))


def test_of_many_outcomes_the_first_of_each_heading_are_spoken_of(monkeypatch: pytest.MonkeyPatch) -> None:
    found = detente.factions(detente.load("istanbul-2025").under("kyiv"))
    whole = answer(found)
    assert whole.heading is not None
    ends = [whole.heading.myopic.states, whole.heading.ahead.states]
    ends += [x.states for h in whole.homes for t in h.takeovers for x in t.both if not x.same]
    assert max(map(len, ends[:2])) > 1 or max(map(len, ends[2:])) > 1
    for most in (1, 2, 3):
        monkeypatch.setattr("detente.questions.factions.answer.MOST_SPOKEN", most)
        assert answer(found).spoken == tuple(dict.fromkeys(s for one in ends for s in one[:most]))


def test_without_a_status_quo_nothing_is_heading_anywhere() -> None:
    conflict = read_conflict(HARBOUR.replace("status_quo: []\n", "")).under("base")
    told = answer(detente.factions(conflict, against="none"))
    [home] = told.homes
    assert told.heading is None
    assert home.ends == ()
    assert all(t.myopic is t.ahead is None and t.both == () for t in home.takeovers)
    own = Reference(conflict)
    assert {at(told, v.state) for v in home.predicted[0].states} == own.equilibria("nash")


def test_lists_that_are_cut_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Listing.all, "__defaults__", ("", 1))
    told = answer(detente.factions(detente.load("istanbul-2025").under("broker")))
    cut = {c.list: c.count for c in told.truncated}
    [home] = told.homes
    assert len(home.win_set) == 1
    assert cut["ukraine.win_set"] == home.win_set_count == "136"
    assert cut["ukraine.predicted.seq"] == "21"
    settle = next(t for t in home.takeovers if t.faction == "settle")
    [seq] = [c for c in settle.by_concept if c.concept == "seq"]
    assert cut["ukraine.settle.comes.seq"] == seq.comes_count
    assert cut["ukraine.settle.goes.seq"] == seq.goes_count
    assert settle.ahead is not None
    assert cut["ukraine.settle.seq"] == settle.ahead.count


# -- as it is asked ----------------------------------------------------------------------------------------------------


def test_what_can_be_asked() -> None:
    question, conflict = find("factions"), read_conflict(HARBOUR)
    assert question.answers() == (FactionsAnswer,)
    given = {"dm": "port", "against": "port.dredge", "where": "port.pay"}
    results = question.ask(Request(conflict, conflict.accounts, ("nash",), given))
    assert [r.conflict.account for r in results] == ["base", "other"]
    told: Any = question.answer(results[0])
    [home] = told.homes
    assert told.states[home.against].id == "port.dredge"
    assert (home.where, [p.concept for p in home.predicted]) == ("port.pay", ["nash"])
    assert msgspec.json.decode(msgspec.json.encode(told), type=FactionsAnswer) == told
    assert [r["faction"] for r in question.rows(results[0])] == ["board", "staff", "town"]
    msgspec.json.schema(FactionsAnswer)
    assert answer(results[0].found[0]).homes[0].decision_maker == "port"
    assert {home.id: value(home.banzhaf) for home in home.members} == {
        "board": Fraction(3, 5),
        "staff": Fraction(1, 5),
        "town": Fraction(1, 5),
    }
    assert {m.id: value(m.shapley_shubik) for m in home.members} == {
        "board": Fraction(2, 3),
        "staff": Fraction(1, 6),
        "town": Fraction(1, 6),
    }


def test_accounts_under_which_nothing_can_be_said() -> None:
    question, conflict = find("factions"), read_conflict(HARBOUR)
    with pytest.raises(NotInFileError, match="'fishers' has no factions"):
        question.ask(Request(conflict, conflict.accounts, given={"dm": "fishers"}))
    results = question.ask(Request(conflict, ("base", "other")))
    nothing = replace(results[1], found=(), refused="somebody's preferences are open")
    told: Any = question.answer(nothing)
    assert told.question == "factions"
    assert (told.homes, told.refused, told.perspective) == ((), "somebody's preferences are open", "other")
