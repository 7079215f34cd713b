"""Settlements: every fact against the definitions, on random conflicts with terms; and worked cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml

import detente
from detente.conflict import (
    ConflictFileError,
    Issue,
    NotInFileError,
    TermValue,
    TooLargeError,
    UnknownNameError,
    WantedError,
    Wishes,
    read_conflict,
)
from detente.game import Game
from detente.questions.better import better
from detente.questions.settle import Settlement, settle
from detente.questions.settle.answer import SettleAnswer, answer
from tests import settle_cases as cases
from tests import settlement_reference as reference
from tests.generate_terms import random_terms_file
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition

SEEDS = (*range(70), 171, 243, 493, 629, 741)
NUMBERS = range(70, 130)  # seeds of conflicts in which everybody has numbers


class Known:
    """A random conflict with terms, by the definitions: every package one by one."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        forms = ("weights",) if seed in NUMBERS else ("weights", "statements", "ranking")
        self.file = random_terms_file(rng, forms=forms, plain=True)
        self.conflict = read_conflict(yaml.safe_dump(self.file, sort_keys=False)).under("base")
        self.terms = self.conflict.terms
        assert self.terms is not None
        self.reference = Reference(self.conflict)
        self.today = frozenset(self.file["status_quo"])
        self.packages = list(product(*(i.values for i in self.terms.issues)))
        self.found = settle(self.conflict)
        self.answer: SettleAnswer = answer(self.found)

    def atoms(self, k: int) -> frozenset[str]:
        return frozenset(f"{i.id}.{v.id}" for i, v in zip(self.terms.issues, self.packages[k], strict=True))

    def name(self, k: int) -> str:
        return "+".join(f"{i.id}.{v.id}" for i, v in zip(self.terms.issues, self.packages[k], strict=True))

    def contradicts(self, k: int) -> bool:
        sets = [s for v in self.packages[k] for s in v.sets]
        bars = [b for v in self.packages[k] for b in v.bars]
        return any((o, not t) in sets for o, t in sets) or any((b, True) in sets for b in bars)

    def after(self, k: int) -> frozenset[str]:
        taken = set(self.today)
        for v in self.packages[k]:
            taken |= {o for o, yes in v.sets if yes}
        for v in self.packages[k]:
            taken -= {o for o, yes in v.sets if not yes} | set(v.bars)
        return frozenset(taken)

    @property
    def allowed(self) -> list[int]:
        rules = self.terms.exclusions
        return [
            k
            for k in range(len(self.packages))
            if not self.contradicts(k) and not any(r.conditions[0].holds(self.atoms(k)) for r in rules)
        ]

    def ends(self, kind: str) -> list[frozenset[str]]:
        start = self.state(self.today)
        if kind == "today":
            return [self.today]
        found = by_definition(self.reference, start, {"ahead": "seq", "myopic": "nash"}[kind])
        return [next(iter(s)) for s in found]

    def state(self, taken: frozenset[str]) -> Merged:
        return next(s for s in self.reference.states if taken in s)

    @property
    def expected(self) -> tuple[str, list[frozenset[str]]]:
        for kind in ("ahead", "myopic", "today"):
            if found := self.ends(kind):
                return kind, found
        raise AssertionError

    def key(self, dm: str, taken: frozenset[str], atoms: frozenset[str]) -> Any:
        """What a state with some terms is to a party: the greater the better."""
        wishes: Wishes = self.terms.wishes[dm]
        if wishes.form == "weights":
            total = Fraction(0)
            for worth in wishes.weights:
                for value, number in worth.points:
                    if worth.that is None:
                        total += worth.weight * number.low * (f"{worth.key}.{value}" in atoms)
                    else:
                        total += worth.weight * number.low * worth.that.holds(taken | atoms)
            return total
        here = self.state(taken)
        place = sum(self.reference.better(dm, here, t) for t in self.reference.states)
        return [place if s.id == "preferences" else s.that.holds(taken | atoms) for s in wishes.statements]

    def worth(self, dm: str, k: int, ends: list[frozenset[str]] | None = None) -> Any:
        """What a package is worth; one that does nothing to the conflict where this is heading, at its best."""
        wishes = self.terms.wishes[dm]
        if ends is None:
            ends = self.expected[1] if self.found.game is not None else [frozenset()]
        if wishes.ranking is not None:
            return -next(n for n, group in enumerate(wishes.ranking.groups) if self.name(k) in group)
        if not any(v.sets or v.bars for v in self.packages[k]):
            return max(self.key(dm, e, self.atoms(k)) for e in ends)
        return self.key(dm, self.after(k), self.atoms(k))

    def no_deal(self, dm: str, ends: list[frozenset[str]]) -> Any:
        wishes = self.terms.wishes[dm]
        if wishes.no_deal is not None:
            return wishes.no_deal.value.low
        if wishes.ranking is not None:
            return -next(n for n, group in enumerate(wishes.ranking.groups) if "no_deal" in group)
        options = set(self.conflict.option_ids)
        about = {w.key for w in wishes.weights if w.that is None}
        atoms = {f"{i.id}.{v.id}" for i in self.terms.issues for v in i.values}
        about |= {x.partition(".")[0] for w in wishes.weights if w.that for x in w.that.options & atoms}
        stand = {i.id for i in self.terms.issues if i.without}
        if wishes.form == "weights" and not (
            any(c.options & options for c in (w.that for w in wishes.weights) if c)
            or (about and about <= stand)
        ):
            return None
        return max(self.key(dm, e, self.unsigned) for e in ends)

    @property
    def unsigned(self) -> frozenset[str]:
        """What holds of the terms where nothing is signed."""
        return frozenset(f"{i.id}.{i.without}" for i in self.terms.issues if i.without)

    def crosses(self, k: int, ends: list[frozenset[str]]) -> bool:
        """Whether it crosses a red line of somebody who signs."""
        idle = not any(v.sets or v.bars for v in self.packages[k])
        every = [e | self.atoms(k) for e in ends] if idle else [self.after(k) | self.atoms(k)]
        lines = [line for dm in self.terms.signatories for line in self.terms.wishes[dm].red_lines]
        return any(not line.that.holds(facts) for facts in every for line in lines)

    def zone(self, ends: list[frozenset[str]]) -> list[int]:
        signers = {dm: self.no_deal(dm, ends) for dm in self.terms.signatories}
        known = {dm: d for dm, d in signers.items() if d is not None}
        found = []
        for k in self.allowed:
            gains = [(self.worth(dm, k, ends), d) for dm, d in known.items()]
            no_worse = not self.crosses(k, ends) and all(w >= d for w, d in gains)
            if no_worse and (any(w > d for w, d in gains) or not known):
                found.append(k)
        return found

    def places(self, among: list[int]) -> dict[int, tuple[int, ...]]:
        """The worth of each package to those who sign, as numbers that keep the order."""
        found: dict[int, list[int]] = {k: [] for k in among}
        for dm in self.terms.signatories:
            values = sorted({str(self.worth(dm, k)): self.worth(dm, k) for k in among}.values())
            for k in among:
                found[k].append(values.index(self.worth(dm, k)))
        return {k: tuple(v) for k, v in found.items()}


known_of = cache(Known)


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_which_packages_beat_no_deal(seed: int) -> None:
    known = known_of(seed)
    a, found = known.answer, known.found
    assert a.all == str(len(known.packages))
    assert a.allowed == str(len(known.allowed))
    assert np.flatnonzero(found.table.allowed).tolist() == known.allowed
    if found.game is None:
        assert (a.expected.kind, a.expected.states, a.heading, a.others) == ("none", (), None, ())
        ends = [frozenset[str]()]
    else:
        kind, ends = known.expected
        assert a.expected.kind == kind
        assert {frozenset(a.states[s].taken) for s in a.expected.states} == set(ends)
    zone = known.zone(ends)
    assert found.zone.tolist() == zone
    assert a.zone == str(len(zone))
    assert a.signers == known.terms.signatories
    assert a.asked == tuple(dm for dm in a.signers if known.no_deal(dm, ends) is None)
    assert a.numeric == all(known.terms.wishes[dm].form == "weights" for dm in a.signers)
    for party in a.parties:
        form = known.terms.wishes[party.decision_maker].form
        assert party.form == form
        assert party.signs == (party.decision_maker in a.signers)
        own = known.terms.wishes[party.decision_maker]
        assert party.no_deal_from == (
            "stated" if own.no_deal is not None else "ranked" if own.ranking is not None
            else "unknown" if known.no_deal(party.decision_maker, ends) is None else "heading"
        )  # fmt: skip
        no_deal = known.no_deal(party.decision_maker, ends)
        if form == "weights":
            assert (None if party.no_deal is None else Fraction(party.no_deal.exact)) == no_deal


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_the_frontiers_and_the_fair_ones(seed: int) -> None:
    known = known_of(seed)
    found = known.found
    every = known.allowed
    points = known.places(every)
    front = {every[n] for n in reference.frontier([points[k] for k in every])}
    assert set(found.frontier.tolist()) == front
    zone = found.zone.tolist()
    best = {zone[n] for n in reference.frontier([points[k] for k in zone])}
    assert set(found.zone_frontier.tolist()) == best
    if not zone:
        assert (found.deals, found.solutions, known.answer.rules) == ((), {}, ())
        return
    ranks = [[points[k][i] for k in zone] for i in range(len(found.table.signers))]
    places = reference.positions(ranks)
    accepted = [[True] * len(zone) for _ in places]
    for back, quota in ((found.fallback, len(places)), (found.majority, len(places) // 2 + 1)):
        depth, chosen, support = reference.fallback(places, accepted, quota)
        assert (back.depth, set(back.chosen.tolist()), back.support) == (
            depth,
            {zone[n] for n in chosen},
            support,
        )
    assert found.unanimous.tolist() == [k for n, k in enumerate(zone) if all(row[n] == 1 for row in places)]
    ends = known.expected[1] if found.game is not None else [frozenset[str]()]
    if found.table.numeric and not known.answer.asked:
        worths = [tuple(known.worth(dm, k) for dm in found.table.signers) for k in zone]
        no_deal = tuple(known.no_deal(dm, ends) for dm in found.table.signers)
        scaled: Any = [tuple(int(x * 1) for x in w) for w in worths]
        less: Any = tuple(int(x) for x in no_deal)
        outside: Any = [tuple(int(known.worth(dm, k)) for dm in found.table.signers) for k in every]
        wanted = {
            "nash": reference.nash(scaled, less),
            "egalitarian": reference.egalitarian(scaled, less),
            "utilitarian": reference.utilitarian(scaled, less),
            "ks": reference.kalai_smorodinsky(scaled, less, set(range(len(zone)))),
        }
        told = {rule: set(chosen.tolist()) for rule, chosen in found.solutions.items() if rule != "ks_all"}
        assert told == {rule: {zone[n] for n in chosen} for rule, chosen in wanted.items() if chosen}
        most = [max(p[i] - d for p in outside) for i, d in enumerate(less)]
        assert ("ks_all" in found.solutions) == any(m > 0 for m in most)
    else:
        assert set(found.solutions) <= {"utilitarian"}
        assert bool(found.solutions) == found.table.numeric


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_the_shortlist(seed: int) -> None:
    known = known_of(seed)
    a, found = known.answer, known.found
    zone = found.zone.tolist()
    if not zone:
        assert a.deals == ()
        return
    ends = known.expected[1] if found.game is not None else [frozenset[str]()]
    worths = {k: [known.worth(w.dm, k) for w in found.table.parties] for k in zone}
    told = [d.package for d in found.deals]
    assert 1 <= len(told) <= 5
    assert set(told) <= set(zone)
    assert len({str(worths[k]) for k in told}) == len(told)  # each is worth something else to somebody
    if len({str(w) for w in worths.values()}) >= 3 and len(found.zone_frontier) >= 3:
        assert len(told) >= 2
    points = known.places(zone)
    for deal, fact in zip(found.deals, a.deals, strict=True):
        k = deal.package
        assert fact.values == tuple(known.name(k).split("+"))
        assert fact.on_frontier == (k in set(found.frontier.tolist()))
        if fact.state is not None:
            assert frozenset(a.states[fact.state].taken) == known.after(k)
        assert set(fact.first_for) <= {
            dm for i, dm in enumerate(a.signers) if points[k][i] == max(p[i] for p in points.values())
        }
        for gain in fact.gains:
            dm = gain.decision_maker
            mine, none = known.worth(dm, k), known.no_deal(dm, ends)
            if none is None:
                assert gain.kind == "unknown"
            else:
                assert gain.kind == ("better" if mine > none else "same" if mine == none else "worse")
            assert gain.place == 1 + sum(known.worth(dm, j) > mine for j in known.allowed)
            if known.terms.wishes[dm].form == "weights":
                assert gain.worth is not None
                assert Fraction(gain.worth.exact) == mine
                today = known.key(dm, known.today, known.unsigned)
                assert gain.over_today is not None
                if found.game is not None:
                    assert Fraction(gain.over_today.exact) == mine - today
                    kind = "better" if mine > today else "same" if mine == today else "worse"
                    assert gain.than_today in (kind, "unknown")
                assert (gain.gain is None) == (none is None)
                if gain.gain is not None:
                    assert Fraction(gain.gain.exact) == mine - none
            else:
                assert (gain.worth, gain.gain) == (None, None)
        assert fact.blockers == tuple(
            g.decision_maker for g in fact.gains if g.decision_maker in a.signers and g.kind != "better"
        )
    roles = {rule.rule: rule for rule in a.rules}
    for k, fact in enumerate(a.deals):
        for rule in fact.rules:
            assert roles[rule].deal is not None
            chosen = (
                found.fallback.chosen
                if rule == "fallback"
                else found.majority.chosen
                if rule == "majority"
                else None
            )
            chosen = found.solutions[rule] if chosen is None else chosen
            assert found.deals[k].package in set(chosen.tolist())
    everybody = {dm for d in a.deals for dm in d.first_for}
    if len(told) < 5 and not any(d.kept is not None for d in a.deals):
        assert everybody == set(a.signers) or len({str(w) for w in worths.values()}) > len(told)


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_what_else_could_come_without_a_deal(seed: int) -> None:
    known = known_of(seed)
    a, found = known.answer, known.found
    for other, fact in zip(found.others, a.others, strict=True):
        ends = [frozenset(a.states[s].taken) for s in fact.expected.states]
        if fact.expected.kind != "state":
            assert set(ends) == set(known.ends(fact.expected.kind))
        zone = known.zone(ends)
        assert fact.zone == str(len(zone))
        assert set(other.kept) == {d.package for d in found.deals} & set(zone)
        assert [found.deals[n].package for n in fact.kept] == list(other.kept)


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_whether_it_would_be_kept(seed: int) -> None:
    known = known_of(seed)
    a, found = known.answer, known.found
    for deal, fact in zip(found.deals, a.deals, strict=True):
        k = deal.package
        sets = {o: yes for v in known.packages[k] for o, yes in v.sets}
        bars = {b for v in known.packages[k] for b in v.bars}
        if found.game is None:
            assert fact.kept is None
            continue
        assert fact.kept is not None
        if not sets and not bars:
            assert fact.kept.verdict == "nothing"
            continue
        later, start = signed_by_hand(known, k)
        check_kept(a, fact.kept, later, start, sets)
        check_guarantees(known, k, fact.kept)
        check_orders(known, a, fact.kept, later, sets, bars)
        check_ladder(a, fact.kept, later, sets)


def signed_by_hand(
    known: Known, k: int, more: dict[str, bool] | None = None, fixed: Sequence[str] = ()
) -> tuple[Reference, Merged]:
    """The conflict after the signature as a file of its own: another status quo, and rules for what is barred."""
    file = {key: value for key, value in known.file.items() if key not in ("terms", "perspectives")}
    taken = set(known.after(k))
    for option, yes in (more or {}).items():
        taken = taken | {option} if yes else taken - {option}
    bars = {b for v in known.packages[k] for b in v.bars}
    file["status_quo"] = sorted(taken)
    file["rules"] = [{"never": b} for b in sorted(bars)]
    file["rules"] += [{"never": f"not {option}" if option in taken else option} for option in fixed]
    later = Reference(read_conflict(yaml.safe_dump(file)).under("base"))
    return later, next(s for s in later.states if frozenset(taken) in s)


def verdict_by_hand(
    later: Reference, start: Merged, sets: dict[str, bool]
) -> tuple[str, set[frozenset[str]]]:
    if all(later.stable("nash", dm, start) for dm in later.dms):
        return "self", {next(iter(start))}
    heads = [by_definition(later, start, concept) for concept in ("nash", "seq")]
    ends = {next(iter(s)) for found in heads for s in found}
    if all(later.stable("seq", dm, start) for dm in later.dms):
        return "deterred", ends
    undone = any((o in end) != yes for end in ends for o, yes in sets.items())
    if undone or not ends or not all(heads):
        return "broken", ends
    return "moves_on", ends


def check_kept(a: SettleAnswer, kept: Any, later: Reference, start: Merged, sets: dict[str, bool]) -> None:
    verdict, ends = verdict_by_hand(later, start, sets)
    assert kept.verdict == verdict
    assert {frozenset(a.states[e].taken) for e in kept.ends} == ends or len(ends) > 6
    assert [x.decision_maker for x in kept.leavers] == [dm for dm in later.dms if later.improve(dm, start)]
    for leaver in kept.leavers:
        dm = leaver.decision_maker
        to = frozenset(a.states[leaver.to].taken)
        state = next(s for s in later.states if to in s)
        free = later.undeterred("seq", dm, start)
        assert leaver.deterred == (not free)
        assert state in (free or later.improve(dm, start))
        assert set(leaver.breaks) == {o for o, yes in sets.items() if (o in to) != yes}
        if leaver.deterred:
            assert leaver.deterrers
    assert set(kept.undone) == {o for o, yes in sets.items() if any((o in e) != yes for e in ends)}


def orders_by_hand(
    known: Known, later: Reference, sets: dict[str, bool], bars: set[str]
) -> list[tuple[tuple[str, ...], int]]:
    """Step by step: each performs if where that leads in the end is no worse for it than to stop there."""
    begin = known.today - bars
    todo = {o: yes for o, yes in sets.items() if (o in begin) != yes}
    performers = [dm for dm in later.dms if any(o.startswith(f"{dm}.") for o in todo)]
    found = []
    for parties in permutations(performers):
        taken = on_the_way(begin, todo, parties)

        def end(step: int, parties: tuple[str, ...] = parties, taken: list[frozenset[str]] = taken) -> int:
            if step == len(parties):
                return step
            onward = end(step + 1)
            here, there = (next(s for s in later.states if taken[n] in s) for n in (step, onward))
            return step if later.better(parties[step], here, there) else onward

        found.append((parties, end(0)))
    return found if len(performers) > 1 else []


def on_the_way(begin: frozenset[str], todo: dict[str, bool], parties: Sequence[str]) -> list[frozenset[str]]:
    """The options taken at first, and after each has performed its part."""
    taken = [begin]
    for dm in parties:
        part = {o: yes for o, yes in todo.items() if o.startswith(f"{dm}.")}
        on, off = ({o for o, yes in part.items() if yes == t} for t in (True, False))
        taken.append((taken[-1] | on) - off)
    return taken


def check_orders(
    known: Known, a: SettleAnswer, kept: Any, later: Reference, sets: dict[str, bool], bars: set[str]
) -> None:
    begin = known.today - bars
    todo = {o: yes for o, yes in sets.items() if (o in begin) != yes}
    wanted = dict(orders_by_hand(known, later, sets, bars))
    assert [o.parties for o in kept.orders] == list(wanted)
    for order in kept.orders:
        stops = wanted[order.parties]
        assert order.works == (stops == len(order.parties))
        assert order.stopper == (None if order.works else order.parties[stops])
        assert frozenset(a.states[order.at].taken) == on_the_way(begin, todo, order.parties)[stops]
    if kept.orders:
        by = [r.by for r in kept.ladder if r.by]
        states = [frozenset(a.states[r.state].taken) for r in kept.ladder]
        assert states == on_the_way(begin, todo, by)


def check_guarantees(known: Known, k: int, kept: Any) -> None:
    """Every addition by itself; where none makes it last, every two together."""
    if kept.verdict != "broken":
        assert kept.guarantees == ()
        return
    sets = {o: yes for v in known.packages[k] for o, yes in v.sets}
    bars = {b for v in known.packages[k] for b in v.bars}
    here = known.after(k)
    single = [("binding", o) for o in sets]
    single += [
        ("without" if o in here else "with", o)
        for o in known.conflict.option_ids
        if o not in sets and o not in bars
    ]
    told = {frozenset((p.kind, p.option) for p in g.parts): g.verdict for g in kept.guarantees}
    assert len(told) == len(kept.guarantees)
    for number in (1, 2):
        good = {}
        for parts in combinations(single, number):
            more = {o: kind == "with" for kind, o in parts if kind != "binding"}
            fixed = [o for kind, o in parts if kind == "binding"]
            later, start = signed_by_hand(known, k, more, fixed)
            verdict = verdict_by_hand(later, start, sets | more)[0]
            if verdict in ("self", "deterred", "moves_on"):
                good[frozenset(parts)] = verdict
        if good or number == 2:
            assert told == good
            break
    assert kept.tried is None
    rank = ("self", "deterred", "moves_on")
    standing = [(rank.index(g.verdict), sum(p.kind != "binding" for p in g.parts)) for g in kept.guarantees]
    assert standing == sorted(standing)
    for guarantee in kept.guarantees:
        check_in_time(known, k, guarantee, sets, bars)


def check_in_time(known: Known, k: int, guarantee: Any, sets: dict[str, bool], bars: set[str]) -> None:
    """An addition has to come before whoever performs after it in every order that is gone through."""
    if any(p.kind == "binding" for p in guarantee.parts):
        assert all(p.before == () for p in guarantee.parts)
        return
    more = {p.option: p.kind == "with" for p in guarantee.parts}
    later, _ = signed_by_hand(known, k, more)
    works = [o for o, stops in orders_by_hand(known, later, sets | more, bars) if stops == len(o)]
    for part in guarantee.parts:
        dm = part.option.partition(".")[0]
        after = [{p for p in o if o.index(dm) < o.index(p)} for o in works if dm in o]
        expected = set.intersection(*after) if after and len(after) == len(works) else set()
        assert set(part.before) == expected


def check_ladder(a: SettleAnswer, kept: Any, later: Reference, sets: dict[str, bool]) -> None:
    """Each rung is a state in which some have performed; who could leave is whoever could gain there otherwise."""
    if kept.orders:
        furthest = max(kept.orders, key=lambda o: len(o.parties) if o.works else o.parties.index(o.stopper))
        assert [r.by for r in kept.ladder] == [None, *furthest.parties]
        stops = len(furthest.parties) if furthest.works else furthest.parties.index(furthest.stopper)
        assert [r.goes_on for r in kept.ladder] == [
            n != stops or furthest.works for n in range(len(kept.ladder))
        ]
    else:
        assert [(r.by, r.goes_on) for r in kept.ladder] == [(None, True)]
    for rung in kept.ladder:
        here = frozenset(a.states[rung.state].taken)
        state = next(s for s in later.states if here in s)
        done = {o: yes for o, yes in sets.items() if (o in here) == yes}
        for dm in later.dms:
            could = later.improve(dm, state)
            told = next((x for x in rung.leavers if x.decision_maker == dm), None)
            if (
                told is None
            ):  # nobody leaves, or what it would do performs more of the deal and undoes nothing
                free = later.undeterred("seq", dm, state)
                assert not could or any(
                    all((o in next(iter(t))) == yes for o, yes in done.items())
                    and any((o in next(iter(t))) == yes for o, yes in sets.items() if o not in done)
                    for t in free or could
                )
                continue
            to = frozenset(a.states[told.to].taken)
            assert any(to in t for t in could)
            assert told.deterred == (not later.undeterred("seq", dm, state))
            assert set(told.breaks) == {o for o, yes in done.items() if (o in to) != yes}
        heads = [by_definition(later, state, concept) for concept in ("nash", "seq")]
        ends = {next(iter(s)) for found in heads for s in found}
        shown = {frozenset(a.states[e].taken) for e in rung.ends}
        assert shown == (ends if rung.leavers else set()) or len(ends) > 6


@pytest.mark.parametrize("seed", [*SEEDS, *NUMBERS])
def test_what_would_open_a_way(seed: int) -> None:
    known = known_of(seed)
    a, found = known.answer, known.found
    if found.zone.size:
        assert a.openings == ()
        return
    terms = known.terms
    told = {(o.kind, o.decision_maker, o.id) for o in a.openings if not o.also}
    for dm in terms.signatories:
        for n, line in enumerate(terms.wishes[dm].red_lines):
            left = tuple(x for m, x in enumerate(terms.wishes[dm].red_lines) if m != n)
            wishes = dict(terms.wishes) | {dm: replace(terms.wishes[dm], red_lines=left)}
            changed = settle(replace(known.conflict, terms=replace(terms, wishes=wishes)))
            assert (("red_line", dm, line.id) in told) == bool(changed.zone.size)
    for rule in terms.exclusions:
        changed = settle(replace(known.conflict, terms=replace(terms, exclusions=())))
        assert (("exclusion", "", rule.id) in told) == bool(changed.zone.size)
    for one in a.openings:
        if one.kind == "no_deal":
            assert one.expected is not None
            ends = [frozenset(a.states[s].taken) for s in one.expected.states]
            assert one.opened == str(len(known.zone(ends))) != "0"
    check_terms(known)
    check_pairs(known)
    check_giving_way(known)


def with_term(conflict: detente.Conflict, option: str) -> detente.Conflict:
    """One more issue that is settled: an option is taken, or no longer taken; its owner signs if it has wishes."""
    terms = conflict.terms
    assert terms is not None
    game = conflict.game()
    assert game.status_quo is not None
    taken = option not in game.state(game.status_quo).taken
    dm = option.partition(".")[0]
    value = TermValue("yes", "it is so", sets=((option, taken),))
    issue = Issue(
        f"more{len(terms.issues)}", "more", (value,), (dm,) if dm in terms.wishes else terms.signatories
    )
    return replace(conflict, terms=replace(terms, issues=(*terms.issues, issue)))


def check_terms(known: Known) -> None:
    a, terms = known.answer, known.terms
    told = {o.id: o for o in a.openings if o.kind == "term" and not o.also}
    settled_by_terms = {o for i in terms.issues for v in i.values for o in (*dict(v.sets), *v.bars)}
    if known.found.game is None or any(w.form == "ranking" for w in terms.wishes.values()):
        assert told == {}
        return
    for option in known.conflict.option_ids:
        zone = np.empty(0) if option in settled_by_terms else settle(with_term(known.conflict, option)).zone
        assert (option in told) == bool(zone.size)
        if option in told:
            assert told[option].opened == str(zone.size)
            assert told[option].decision_maker == option.partition(".")[0]
            assert len(told[option].values) == len(terms.issues)
            check_gains(told[option], settle(with_term(known.conflict, option)))


def check_gains(one: Any, changed: Settlement) -> None:
    """What the package gives each in the changed conflict: nobody who signs loses, somebody gains."""
    assert one.also == () or one.kind != "no_deal"
    package = next(
        p for p in changed.zone.tolist() if changed.name(p).split("+")[: len(one.values)] == list(one.values)
    )
    for gain in one.gains:
        worths = next(w for w in changed.table.parties if w.dm == gain.decision_maker)
        if worths.no_deal is not None:
            mine, none = int(worths.ranks[package]), worths.no_deal
            assert gain.kind == ("better" if mine > none else "same" if mine == none else "worse")
    signing = [g.kind for g in one.gains if g.decision_maker in changed.table.signers]
    assert "worse" not in signing


def check_pairs(known: Known) -> None:
    """Two changes are told only where no single one opens a way; then every two that do."""
    a, terms = known.answer, known.terms
    pairs = [o for o in a.openings if o.also]
    if any(not o.also for o in a.openings):
        assert pairs == []
        return
    singles: list[tuple[str, str, str]] = [
        ("red_line", dm, line.id) for dm in terms.signatories for line in terms.wishes[dm].red_lines
    ]
    singles += [("exclusion", "", rule.id) for rule in terms.exclusions]
    settled_by_terms = {o for i in terms.issues for v in i.values for o in (*dict(v.sets), *v.bars)}
    if known.found.game is not None and not any(w.form == "ranking" for w in terms.wishes.values()):
        new = [o for o in known.conflict.option_ids if o not in settled_by_terms]
        singles += [("term", o.partition(".")[0], o) for o in new]

    def without(conflict: detente.Conflict, change: tuple[str, str, str]) -> detente.Conflict:
        kind, dm, id = change
        here = conflict.terms
        assert here is not None
        if kind == "term":
            return with_term(conflict, id)
        if kind == "exclusion":
            left = tuple(r for r in here.exclusions if r.id != id)
            return replace(conflict, terms=replace(here, exclusions=left))
        lines = tuple(x for x in here.wishes[dm].red_lines if x.id != id)
        wishes = dict(here.wishes) | {dm: replace(here.wishes[dm], red_lines=lines)}
        return replace(conflict, terms=replace(here, wishes=wishes))

    good = set()
    for one, other in combinations(singles, 2):
        if settle(without(without(known.conflict, one), other)).zone.size:
            good.add((one, other))
    told = {
        ((o.kind, o.decision_maker, o.id), next((c.kind, c.decision_maker, c.id) for c in o.also))
        for o in pairs
    }
    assert told == good


def check_giving_way(known: Known) -> None:
    """For each party the least that it would have to be given, where it alone loses and somebody gains."""
    a, ends = known.answer, known.expected[1] if known.found.game is not None else [frozenset[str]()]
    told = {o.decision_maker: o for o in a.openings if o.kind in ("payment", "step")}
    if a.asked:
        assert told == {}
        return
    signers = known.terms.signatories
    none = {dm: known.no_deal(dm, ends) for dm in signers}
    missing: dict[str, list[int]] = {}
    for k in known.allowed:
        worth = {dm: known.worth(dm, k, ends) for dm in signers}
        losers = [dm for dm in signers if worth[dm] < none[dm]]
        if not known.crosses(k, ends) and len(losers) == 1 and any(worth[d] > none[d] for d in signers):
            missing.setdefault(losers[0], []).append(k)
    assert set(told) == set(missing)
    for dm, packages in missing.items():
        best = max(known.worth(dm, k, ends) for k in packages)
        one = told[dm]
        package = next(k for k in known.allowed if tuple(known.name(k).split("+")) == one.values)
        assert known.worth(dm, package, ends) == best
        assert set(one.payers) == {d for d in signers if known.worth(d, package, ends) > none[d]}
        if known.terms.wishes[dm].form == "weights":
            assert one.kind == "payment"
            assert one.price is not None
            assert Fraction(one.price.exact) == none[dm] - best
            assert one.steps == 0
            continue
        assert (one.kind, one.price) == ("step", None)
        kinds = {str(known.worth(dm, k, ends)): known.worth(dm, k, ends) for k in known.allowed
                 if not known.crosses(k, ends)}  # fmt: skip
        assert one.steps == 1 + sum(best < w < none[dm] for w in kinds.values())


def test_the_random_conflicts_are_not_all_alike() -> None:
    """A test that sees no case of a kind says nothing about it."""
    verdicts: set[str] = set()
    openings: set[str] = set()
    guarantees: set[str] = set()
    rungs: set[str] = set()
    also: set[str] = set()
    kinds: set[str] = set()
    for seed in (*SEEDS, *NUMBERS):
        a = known_of(seed).answer
        verdicts |= {d.kept.verdict for d in a.deals if d.kept is not None}
        found = [g for d in a.deals if d.kept is not None for g in d.kept.guarantees]
        guarantees |= {p.kind for g in found for p in g.parts} | {f"{len(g.parts)} parts" for g in found}
        guarantees |= {"in time" for g in found for p in g.parts if p.before}
        rungs |= {f"{len(d.kept.ladder)}" for d in a.deals if d.kept is not None}
        rungs |= {str(bool(r.ends)) for d in a.deals if d.kept is not None for r in d.kept.ladder}
        openings |= {o.kind for o in a.openings}
        also |= {"two" if o.also else "one" for o in a.openings}
        kinds |= {a.expected.kind, f"{len(a.signers)} sign", f"asked {bool(a.asked)}", f"numeric {a.numeric}"}
    assert verdicts == {"self", "deterred", "moves_on", "broken", "nothing"}
    assert openings == {"red_line", "exclusion", "term", "no_deal", "payment", "step"}
    assert also == {"one", "two"}
    assert guarantees == {"binding", "with", "without", "1 parts", "2 parts", "in time"}
    assert rungs == {"0", "1", "3", "True", "False"}
    steps = [
        o for seed in (*SEEDS, *NUMBERS) for d in known_of(seed).answer.deals if d.kept for o in d.kept.orders
    ]
    assert {(o.works, o.stopper == o.parties[0]) for o in steps} == {
        (True, False),
        (False, True),
        (False, False),
    }
    assert {
        "ahead",
        "2 sign",
        "3 sign",
        "asked True",
        "asked False",
        "numeric True",
        "numeric False",
    } <= kinds


# -- ranges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(25))
def test_ranges_bound_what_is_gained(seed: int) -> None:
    """Wherever in their ranges the numbers lie, the gain lies between what is told."""
    rng = Random(seed)
    file = random_terms_file(rng, forms=("weights",))
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False)).under("base")
    found = settle(conflict)
    terms = conflict.terms
    assert terms is not None

    def fixed(number: Any) -> Any:
        return replace(number, low=(x := rng.choice([number.low, number.high, number.middle])), high=x)

    for _ in range(4):
        wishes = {}
        for dm, one in terms.wishes.items():
            weights = tuple(replace(w, points=tuple((v, fixed(r)) for v, r in w.points)) for w in one.weights)
            no_deal = one.no_deal
            if no_deal is not None and no_deal.worth is not None:
                no_deal = replace(no_deal, worth=fixed(no_deal.worth))
            wishes[dm] = replace(one, weights=weights, no_deal=no_deal)
        settled = settle(replace(conflict, terms=replace(terms, wishes=wishes)))
        for before, after in zip(found.table.parties, settled.table.parties, strict=True):
            assert after.low is None
            if before.low is None or after.points is None or after.no_deal_points is None:
                continue
            gains = [Fraction(int(p - after.no_deal_points), settled.table.scale) for p in after.points]
            assert before.high is not None
            low, high = (
                [Fraction(int(x), found.table.scale) for x in side] for side in (before.low, before.high)
            )
            assert all(a <= g <= b for a, g, b in zip(low, gains, high, strict=True))


def test_who_may_gain_nothing_could_still_block() -> None:
    a = answer(
        settle(read_conflict(cases.TRUCE.replace("{some: 10, all: 4}", "{some: [-40, 60], all: [-60, 68]}")))
    )
    north = a.parties[0]
    assert north.ranges
    for deal in a.deals:
        gain = deal.gains[0]
        assert gain.low is not None
        assert gain.low.decimal < 0 < gain.gain.decimal < gain.high.decimal
        assert deal.blockers == ("north",)


# -- worked cases ------------------------------------------------------------------------------------------------------


def test_the_canal_treaty() -> None:
    """Raiffa's points: 66 each, item 3 split, 2/15 of it to the US (Brams & Taylor 1996)."""
    a = answer(settle(read_conflict(cases.CANAL)))
    assert a.divided is not None
    assert (a.divided.split, a.divided.points.exact) == ("i2", "66")
    assert [s.share.exact for s in a.divided.splits] == ["1", "1", "2/15", "1", "0", "1", "0", "0", "0", "0"]
    assert a.divided.agreed == ()
    assert (a.expected.kind, a.carrier, a.status_quo) == ("none", "none", None)


def test_what_both_want_is_not_divided() -> None:
    text = cases.CANAL.replace("i0: {panama: 9}", "i0: {us: 9}")
    a = answer(settle(read_conflict(text)))
    assert a.divided is not None
    assert a.divided.agreed == ("i0.us",)
    assert "i0" not in [s.issue for s in a.divided.splits]


@pytest.mark.parametrize(
    "change",
    [
        ("  wishes:", "  exclusions: [{never: i0.us and i1.us}]\n  wishes:"),
        ("      no_deal: 0\n    panama", "      no_deal: 0\n      red_lines: [i0.us]\n    panama"),
        ("weights: {i0: {us: 22}", "weights: {i0.us: 22"),
        ("signed_by: [us, panama]", "signed_by: [us]"),
    ],
)
def test_nothing_is_divided_where_issues_hang_together(change: tuple[str, str]) -> None:
    assert answer(settle(read_conflict(cases.CANAL.replace(*change)))).divided is None


def test_a_truce() -> None:
    found = settle(read_conflict(cases.TRUCE))
    assert {found.name(k) for k in found.zone.tolist()} == {
        f"prisoners.{p}+halt.{h}" for p in ("none", "some", "all") for h in ("none", "open", "watched")
    } - {"prisoners.none+halt.none"}
    assert [found.name(d.package) for d in found.deals] == [
        "prisoners.all+halt.open", "prisoners.some+halt.open", "prisoners.all+halt.watched",
    ]  # fmt: skip
    nash = found.solutions["nash"].tolist()
    assert [found.name(k) for k in nash] == [
        "prisoners.all+halt.open"
    ]  # 24 * 45, more than 30 * 30 and 16 * 50


def test_the_best_that_would_be_kept_comes_first_even_off_the_frontier() -> None:
    """Without observers each would shoot again, whatever the other does; with them, nobody would."""
    text = cases.TRUCE.replace(
        "[not south.shoot, shoot if not union.watch, not shoot]", "[shoot iff not union.watch]"
    )
    text = text.replace(
        "[not north.shoot, shoot if not union.watch, not shoot]", "[shoot iff not union.watch]"
    )
    text = text.replace("[not (north.shoot and south.shoot), not watch]", "[]")
    a = answer(settle(read_conflict(text), "today"))
    first = a.deals[0]
    assert "halt.watched" in first.values
    assert first.kept is not None
    assert first.kept.verdict == "self"
    broken = [d for d in a.deals if d.kept is not None and d.kept.verdict == "broken"]
    assert broken
    assert all("halt.open" in d.values for d in broken)
    assert broken[0].kept.guarantees[0].verdict == "self"


def test_orders_need_no_numbers() -> None:
    a = answer(settle(read_conflict(cases.ORDERS)))
    assert not a.numeric
    assert {r.rule for r in a.rules} == {"fallback"}
    assert all(g.gain is None and g.worth is None for d in a.deals for g in d.gains)


def test_a_ranking_has_all_packages() -> None:
    text = (
        cases.TRUCE[: cases.TRUCE.index("  wishes:")] + "  wishes: {north: [], south: {ranking: [no_deal]}}\n"
    )
    with pytest.raises(ConflictFileError) as told:
        settle(read_conflict(text, "t.yaml"))
    assert "t.yaml:" in str(told.value)
    assert "leaves out 9 packages, the first: prisoners.none+halt.none" in str(told.value)


def test_what_no_deal_is_worth_is_asked_where_it_is_not_known() -> None:
    """Numbers for terms alone do not say what a state without them is worth."""
    text = cases.CANAL.replace("      no_deal: 0\n    panama", "    panama")
    a = answer(settle(read_conflict(text)))
    assert a.asked == ("us",)
    assert {r.rule for r in a.rules} == {"utilitarian", "fallback"}
    assert all(g.kind == "unknown" for d in a.deals for g in d.gains if g.decision_maker == "us")


def test_a_lottery_with_costs() -> None:
    lottery = "no_deal: {lottery: [{chance: 0.25, worth: 80}, {chance: 0.75, worth: 0}], costs: 5}"
    text = cases.CANAL.replace("      no_deal: 0\n    panama", f"      {lottery}\n    panama")
    a = answer(settle(read_conflict(text)))
    assert a.parties[0].no_deal is not None
    assert a.parties[0].no_deal.exact == "15"
    assert a.parties[0].no_deal_from == "stated"


def test_what_comes_without_a_deal_can_be_named() -> None:
    conflict = read_conflict(cases.TRUCE)
    for given, kind in (("", "ahead"), ("ahead", "ahead"), ("myopic", "myopic"), ("today", "today")):
        assert settle(conflict, given).expected.kind == kind
    found = settle(conflict, "north.shoot")
    assert found.expected.kind == "state"
    assert found.game is not None
    assert found.game.state(found.expected.states[0]).id == "north.shoot"
    with pytest.raises(UnknownNameError, match=r"no state 'north\.shot'"):
        settle(conflict, "north.shot")
    with pytest.raises(UnknownNameError, match="no outcome without a deal 'todya'; did you mean 'today'"):
        settle(conflict, "todya")
    with pytest.raises(NotInFileError, match="depends on no state of the conflict"):
        settle(read_conflict(cases.CANAL), "today")


def test_what_cannot_be_asked_is_told() -> None:
    conflict = read_conflict(cases.TRUCE)
    terms = conflict.terms
    assert terms is not None
    fewer = replace(conflict, terms=replace(terms, wishes={"north": terms.wishes["north"]}))
    with pytest.raises(NotInFileError, match="does not say what 'south' wants of the terms"):
        settle(fewer)
    with pytest.raises(NotInFileError, match="no 'status_quo'"):
        settle(read_conflict(cases.TRUCE.replace("status_quo: [north.shoot, south.shoot]\n", "")))
    with pytest.raises(WantedError, match="wants a conflict or a game, found int"):
        settle(4)
    many = "".join(f"    i{k}: {{values: {{x: x, y: y}}}}\n" for k in range(40))
    huge = "detente: 1\ntitle: H\ndecision_makers: {a: {}}\npreferences: {a: []}\nterms:\n  signed_by: a\n"
    with pytest.raises(TooLargeError, match="packages are too many to list"):
        settle(read_conflict(f"{huge}  issues:\n{many}  wishes: {{a: []}}\n"))


@pytest.mark.parametrize("name", ["prisoners-dilemma", "elmira", "istanbul-2025", "chicken", "garrison"])
def test_without_terms_the_packages_are_what_better_finds(name: str) -> None:
    conflict = replace(detente.load(name), terms=None)
    for account in conflict.accounts:
        game: Game = conflict.game(account)
        if game.status_quo is None:
            with pytest.raises(NotInFileError):
                settle(game)
            continue
        found, known = settle(game), better(game)
        if found.expected.kind == "ahead":
            assert set(found.zone.tolist()) == set(known.ahead.within.tolist())
        a = answer(found)
        assert a.packages == "states"
        assert all(d.state is not None and not d.values for d in a.deals)
        for deal in a.deals:
            assert deal.kept is not None
            assert deal.state is not None
            held = next(d for d in known.deals if d.state == game.state(a.states[deal.state].id).index)
            assert (deal.kept.verdict == "self") == (not dict(held.leaving)["nash"])


@pytest.mark.parametrize("listed", [1, 50_000])
@pytest.mark.parametrize("seed", range(200, 260))
def test_what_is_merged_part_by_part_is_the_frontier_of_all(
    seed: int, listed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are too many packages to list, their frontier and what rules of fairness choose stay the same.

    Issues that are tied together are listed, or taken out one after the other.
    """
    monkeypatch.setattr("detente.questions.settle.parts.LISTED", listed)
    file = random_terms_file(Random(seed), forms=("weights",), plain=True)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False)).under("base")
    whole = settle(conflict)
    merged = settle_merged(conflict, monkeypatch)
    assert (whole.table.whole, merged.table.whole) == (True, False)
    assert answer(merged).all == answer(whole).all == str(whole.table.grid.size)

    def worths(found: Settlement, packages: Any) -> set[tuple[Fraction, ...]]:
        points = [w.points for w in found.table.signing if w.points is not None]
        return {tuple(Fraction(int(p[k]), found.table.scale) for p in points) for k in packages}

    assert worths(merged, merged.zone_frontier) == worths(whole, whole.zone_frontier)
    if not whole.table.red:
        assert worths(merged, merged.frontier) == worths(whole, whole.frontier)
    for rule, chosen in whole.solutions.items():
        if rule == "ks_all" and whole.table.red:
            continue
        found = merged.solutions[rule]
        assert worths(merged, found) <= worths(whole, chosen)
        if rule in ("nash", "egalitarian", "utilitarian"):
            assert worths(merged, found) == worths(whole, chosen)
    assert merged.fallback.chosen.size == merged.majority.chosen.size == merged.unanimous.size == 0
    assert all(g.place is None for d in answer(merged).deals for g in d.gains)
    for deal in merged.deals:
        assert conflict.terms is not None
        assert merged.name(deal.package) in {whole.name(k) for k in whole.zone.tolist()}


def settle_merged(conflict: Any, monkeypatch: pytest.MonkeyPatch) -> Settlement:
    """Settle as if there were too many packages to list, though each part can be."""
    from detente.questions.settle import table

    real, whole = table.of_terms, conflict.terms.issues

    def few_listed(given: Any, *more: Any, **named: Any) -> Any:
        limit = 1 if given.terms.issues == whole and named.get("scale") is None else 10**6
        monkeypatch.setattr(table, "MOST_PACKAGES", limit)
        return real(given, *more, **named)

    monkeypatch.setattr("detente.questions.settle.parts.of_terms", few_listed)
    monkeypatch.setattr("detente.questions.settle.looking.of_terms", few_listed)
    return settle(conflict)


def test_more_packages_than_can_be_listed() -> None:
    """Thirty issues between two: both get their way on what is worth more to them."""
    issues = "".join(f"    i{k}: {{values: {{x: x, y: y}}}}\n" for k in range(30))
    text = (
        "detente: 1\ntitle: Many\ndecision_makers: {a: {}, b: {}}\npreferences: {a: [], b: []}\n"
        f"terms:\n  signed_by: [a, b]\n  issues:\n{issues}  wishes:\n"
        f"    a: {{weights: {{{', '.join(f'i{k}: {{x: {1 + k % 2}}}' for k in range(30))}}}, no_deal: 10}}\n"
        f"    b: {{weights: {{{', '.join(f'i{k}: {{y: {2 - k % 2}}}' for k in range(30))}}}, no_deal: 10}}\n"
    )
    a = answer(settle(read_conflict(text)))
    assert (a.all, a.whole) == (str(2**30), False)
    best = next(d for d in a.deals if "nash" in d.rules)
    assert [g.gain.exact for g in best.gains if g.gain is not None] == ["20", "20"]
    assert all(v.endswith("x" if k % 2 else "y") for k, v in enumerate(best.values))
    assert a.divided is not None
    assert a.divided.split is None


def test_rows_are_the_packages_that_beat_no_deal() -> None:
    found = settle(read_conflict(cases.TRUCE))
    rows = found.rows()
    assert [r["package"] for r in rows] == [found.name(k) for k in found.zone.tolist()]
    chosen = {str(r["package"]): r["chosen by"] for r in rows}
    assert chosen["prisoners.some+halt.open"] == ["egalitarian"]
    assert rows[3]["points for north"] == 10.0 - 0
    assert {str(r["kept"]) for r in rows} == {"deterred", "nothing"}


def test_points_of_the_picture() -> None:
    a = answer(settle(read_conflict(cases.TRUCE)))
    kinds = {p.kind: (p.x, p.y) for p in a.points}
    assert kinds["no_deal"] == (-20.0, -25.0)
    assert kinds["today"] == (-20.0, -25.0)
    deals = {p.deal: (p.x, p.y) for p in a.points if p.kind == "deal"}
    assert deals == {0: (4.0, 20.0), 1: (10.0, 5.0), 2: (-4.0, 25.0)}
    ordered = answer(settle(read_conflict(cases.ORDERS)))
    assert {p.kind for p in ordered.points} == {"deal", "frontier", "no_deal"}
    found = settle(read_conflict(cases.ORDERS))
    assert [(p.x, p.y) for p in ordered.points if p.kind == "no_deal"] == [(0.0, 0.0)]
    for point in ordered.points:
        if point.deal is not None:
            k = found.deals[point.deal].package
            orders = [sorted({*w.ranks.tolist(), w.no_deal}) for w in found.table.signing]
            assert (point.x, point.y) == tuple(
                float(o.index(int(w.ranks[k]))) for o, w in zip(orders, found.table.signing, strict=True)
            )


def test_it_fits_its_schema() -> None:
    for text in (cases.TRUCE, cases.NO_ZONE, cases.ORDERS, cases.CANAL):
        a = answer(settle(read_conflict(text)))
        assert msgspec.json.decode(msgspec.json.encode(a), type=SettleAnswer) == a
        assert a.question == "settle"


def test_on_which_claims_it_rests() -> None:
    """What is wanted of the terms, and of the states where these count; the word ``preferences`` is no claim."""
    numbers = {cases.TRUCE: 6 + 8, cases.ORDERS: 5 + 8, cases.CANAL: 20 + 2}
    for text, claims in numbers.items():
        a = answer(settle(read_conflict(text)))
        assert a.basis is not None
        assert a.basis.claims == claims
    plain = answer(settle(detente.load("prisoners-dilemma")))
    assert plain.basis is not None
    assert (plain.issues, plain.basis.claims) == ((), 2)


def test_the_outcomes_that_are_spoken_of_have_a_letter() -> None:
    for account in ("commentary", "kyiv", "broker"):
        a = answer(settle(detente.load("istanbul-2025").under(account)))
        assert set(a.expected.states) - {a.status_quo} <= set(a.spoken)
        assert a.status_quo not in a.spoken
        for opening in a.openings:
            assert opening.expected is None or set(opening.expected.states) - {a.status_quo} <= set(a.spoken)


def test_what_cannot_be_worked_out_after_the_signature_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise NotInFileError("no")

    monkeypatch.setattr("detente.questions.settle.keeping.signed", refuse)
    a = answer(settle(read_conflict(cases.TRUCE)))
    assert {d.kept.verdict for d in a.deals if d.kept is not None} == {"unknown"}
    assert all(d.kept is not None and d.kept.leavers == () for d in a.deals)


def test_what_would_take_too_long_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "red_lines: [not halt.watched, prisoners.all, not halt.none, not prisoners.none]"
    text = cases.NO_ZONE.replace("    south:\n      weights", f"    south:\n      {lines}\n      weights")
    conflict = read_conflict(text)
    assert answer(settle(conflict)).truncated == ()
    monkeypatch.setattr("detente.questions.settle.looking.MOST_LOOKED_AT", 1)
    cut = answer(settle(conflict))
    assert [(c.list, c.count) for c in cut.truncated] == [("openings", "4")]
    few = settle(read_conflict(cases.TRUCE))
    assert set(few.kept) == {int(few.table.effect[d.package]) for d in few.deals}
    assert [(c.list, c.count) for c in answer(few).truncated] == [("kept", "3")]
    assert all(d.kept is not None for d in answer(few).deals)


def test_what_is_unknown_of_others_does_not_matter() -> None:
    """Who signs has an order of the states; of who does not it is unknown."""
    known = settle(read_conflict(cases.ORDERS))
    opened = cases.ORDERS.replace(
        "union: [not (north.shoot and south.shoot), not watch]", "union: [{that: watch, unknown: true}]"
    )
    found = settle(read_conflict(opened), "today")
    for before, after in zip(settle(known.conflict, "today").table.parties, found.table.parties, strict=True):
        assert before.ranks.tolist() == after.ranks.tolist()
        assert before.no_deal == after.no_deal
    own = cases.ORDERS.replace(
        "south: [not north.shoot, shoot if", "south: [{that: not north.shoot, unknown: true}, shoot if"
    )
    with pytest.raises(NotInFileError, match="it is unknown which of"):
        settle(read_conflict(own), "today")


def tied(rng: Random, issues: int, values: int) -> dict[str, Any]:
    """Give terms whose issues exclusions, red lines and numbers for conditions tie together, a few at a time."""
    ids = [f"i{k}" for k in range(issues)]

    def atom(k: int) -> str:
        return f"i{k}.v{rng.randrange(values)}"

    def near() -> tuple[str, str]:
        k = rng.randrange(issues - 1)
        return atom(k), atom(k + 1)

    exclusions: list[dict[str, Any]] = []
    for _ in range(rng.randint(2, issues)):
        a, b = near()
        exclusions.append(
            rng.choice([{"never": f"{a} and {b}"}, {"exclusive": [a, b]}, {"never": f"not {a} and {b}"}])
        )
    some = [
        rng.choice(["", "not "]) + atom(k) for k in rng.sample(range(issues), min(issues, rng.randint(3, 6)))
    ]
    exclusions.append(
        rng.choice(
            [
                {"exclusive": some},
                {"some_of": some},
                {"one_of": some},
                {"never": " and ".join(some)},
                {"some_of": some},
            ]
        )
    )
    makers = ["ann", "ben", "cy"][: rng.randint(2, 3)]
    wishes: dict[str, Any] = {}
    for dm in makers:
        weights: dict[str, Any] = {i: {f"v{v}": rng.randint(0, 9) for v in range(values)} for i in ids}
        weights[" and ".join(near())] = rng.randint(-5, 5)
        weights[" or ".join(near())] = rng.randint(-5, 5)
        wishes[dm] = {"weights": weights, "no_deal": rng.randint(0, 3 * issues)}
        if rng.random() < 0.5:
            wishes[dm]["red_lines"] = [
                f"not ({' and '.join(near())})",
                rng.choice(
                    [
                        " or ".join(some),
                        f"not ({' and '.join(some)})",
                        f"{atom(0)} or not ({atom(1)} or {atom(2)})",
                    ]
                ),
            ]
    return {
        "detente": 1,
        "title": "Tied",
        "decision_makers": {m: {} for m in makers},
        "preferences": {m: [] for m in makers},
        "terms": {
            "signed_by": makers,
            "issues": {i: {"values": {f"v{v}": f"v{v}" for v in range(values)}} for i in ids},
            "exclusions": exclusions,
            "wishes": wishes,
        },
    }


@pytest.mark.parametrize("seed", range(60))
def test_what_is_tied_together_is_settled_as_if_all_were_listed(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = read_conflict(yaml.safe_dump(tied(Random(seed), 6, 3), sort_keys=False)).under("base")
    whole = settle(conflict)
    monkeypatch.setattr("detente.questions.settle.parts.LISTED", 1)
    merged = settle_merged(conflict, monkeypatch)
    assert not merged.table.whole

    def points(found: Settlement, chosen: Any) -> set[tuple[Fraction, ...]]:
        numbers = [w.points for w in found.table.signing if w.points is not None]
        return {tuple(Fraction(int(p[k]), found.table.scale) for p in numbers) for k in chosen.tolist()}

    assert points(merged, merged.zone_frontier) == points(whole, whole.zone_frontier)
    assert set(merged.solutions) | {"ks_all"} == set(whole.solutions) | {"ks_all"}
    for role in set(merged.solutions) - {"ks_all"}:
        assert points(merged, merged.solutions[role]) == points(whole, whole.solutions[role]), role
    for package in merged.frontier.tolist():  # what can be put together, and is worth what is said
        name = merged.name(package)
        k = next(n for n in range(whole.table.grid.size) if whole.name(n) == name)
        assert whole.table.signable()[k]
        assert points(whole, np.array([k])) == points(merged, np.array([package]))


def test_sixty_issues_with_exclusions_are_settled() -> None:
    """More packages than there are atoms in a person; of the frontier each package keeps to the exclusions."""
    file = tied(Random(7), 60, 3)
    for one in file["terms"]["wishes"].values():
        one["no_deal"] = 0
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False)).under("base")
    found = settle(conflict)
    assert found.table.all == 3**60
    assert found.frontier.size
    assert found.table.signable()[found.frontier].all()


def test_what_ties_too_many_issues_is_refused() -> None:
    file = tied(Random(7), 40, 3)
    file["terms"]["wishes"]["ann"]["weights"][" or ".join(f"i{k}.v0" for k in range(40))] = 3
    with pytest.raises(TooLargeError, match="tie too many issues together to take them one after the other"):
        settle(read_conflict(yaml.safe_dump(file, sort_keys=False)).under("base"))


@pytest.mark.parametrize(
    ("rule", "least", "most"), [("exclusive", 0, 1), ("one_of", 1, 1), ("some_of", 1, 60)]
)
def test_a_rule_about_sixty_issues_is_counted_on_the_way(rule: str, least: int, most: int) -> None:
    """Ann wants each x, Ben each y: of the frontier, every number of x's that the rule allows is one point."""
    ids = [f"i{k}" for k in range(60)]
    file = {
        "detente": 1,
        "title": "Sixty",
        "decision_makers": {"ann": {}, "ben": {}},
        "preferences": {"ann": [], "ben": []},
        "terms": {
            "signed_by": ["ann", "ben"],
            "issues": {i: {"values": {"x": "x", "y": "y"}} for i in ids},
            "exclusions": [{rule: [f"{i}.x" for i in ids]}],
            "wishes": {
                "ann": {"weights": {i: {"x": 1} for i in ids}, "no_deal": 0},
                "ben": {"weights": {i: {"y": 2} for i in ids}, "no_deal": 0},
            },
        },
    }
    found = settle(read_conflict(yaml.safe_dump(file, sort_keys=False)).under("base"))
    values = [found.table.grid.choice(k) for k in found.frontier.tolist()]
    assert sorted(v.count(0) for v in values) == list(range(least, most + 1))
