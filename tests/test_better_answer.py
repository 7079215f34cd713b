"""What is better for everybody: every fact against the definitions, on random conflicts."""

from __future__ import annotations

from functools import cache
from random import Random

import msgspec
import pytest

import detente
from detente.conflict import CLASSICAL, NotInFileError, UnknownNameError, read_conflict
from detente.game import Game
from detente.game.symbolic import build_symbolic
from detente.questions.better import better
from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact, answer
from tests.generate import conflict_of_any_form
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition, compare

SEEDS = range(45)

LATE = """
detente: 1
title: Too late to deal
status_quo: []
decision_makers:
  up: {name: Upstream, options: {fill: {text: fill the lake, short: fill}}}
  down:
    name: Downstream
    options: {sue: go to court, pay: {text: pay for waiting, short: pay}}
rules:
  - irreversible: up.fill
preferences:
  up: [not down.sue, down.pay, fill]
  down: [not up.fill, sue if up.fill, not sue, not pay]
"""


class Known:
    """An answer, its states in the terms of the reference."""

    def __init__(self, seed: int, *, some: bool = False) -> None:
        rng = Random(seed)
        conflict = conflict_of_any_form(rng)
        self.game: Game = conflict.game()
        self.reference = Reference(conflict.under())
        makers = self.reference.dms
        self.who = tuple(rng.sample(makers, rng.randint(1, len(makers)))) if some else None
        self.group = [d for d in makers if self.who is None or d in self.who]
        self.found = better(self.game, self.who)
        self.answer: BetterAnswer = answer(self.found)
        assert self.game.status_quo is not None
        self.start = self.state(self.answer.status_quo or 0)
        assert self.start == self.of(self.game.status_quo)
        self.ends = {
            "myopic": by_definition(self.reference, self.start, "nash"),
            "ahead": by_definition(self.reference, self.start, "seq"),
            "today": {self.start: 0},
        }
        self.near = self.reference.legal(tuple(makers), self.start, False) | {self.start}

    def of(self, index: int) -> Merged:
        state = self.game.state(index)
        facts = state.members[0] if state.members else (state.name,) if state.given else state.taken
        return next(s for s in self.reference.states if frozenset(facts) in s)

    def state(self, ref: int) -> Merged:
        return self.of(self.game.state(self.answer.states[ref].id).index)

    def preferred(self, against: str) -> set[Merged]:
        """The states that every member prefers to each of the outcomes."""
        return {
            s
            for s in self.reference.states
            if self.ends[against]
            and all(self.reference.better(d, s, e) for d in self.group for e in self.ends[against])
        }

    def beaten(self, s: Merged, among: set[Merged]) -> bool:
        for t in among:
            signs = [compare(self.reference, d, s, t) for d in self.group]
            if min(signs) >= 0 and max(signs) > 0:
                return True
        return False


known_of = cache(Known)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("some", [False, True])
def test_what_is_better_and_than_what(seed: int, some: bool) -> None:
    known = known_of(seed, some=some) if some else known_of(seed)
    a = known.answer
    assert a.group == tuple(known.group)
    assert a.everybody == (len(known.group) == len(known.reference.dms))
    for one in (a.myopic, a.ahead, a.today):
        wanted = known.preferred(one.against)
        within, beyond = wanted & known.near, wanted - known.near
        assert one.compared == str(len(known.ends[one.against]))
        told = [known.state(r) for r in one.within]
        assert set(told) == within
        assert one.count == str(len(within)) == str(len(told))
        assert {known.state(r) for r in one.beyond} == beyond
        assert one.count_beyond == str(len(beyond)) == str(len(one.beyond))
        top = [s for s in within if not known.beaten(s, within)]
        assert one.best == str(len(top))
        assert set(told[: len(top)]) == set(top)
    assert [known.state(r) for r in a.heading.myopic.states] != [] or known.ends["myopic"] == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_until_when_it_is_open(seed: int) -> None:
    known = known_of(seed)
    a = known.answer
    for one, ends in ((a.myopic, a.heading.myopic), (a.ahead, a.heading.ahead)):
        wanted = known.preferred(one.against) & known.near
        closed = {c.towards: c for c in one.closings}
        if not wanted:
            assert (one.closings, one.stays_open) == ((), ())
            continue
        for way in ends.ways:
            states = [way.start, *(m.state for m in way.moves)]
            open_ = [bool(wanted & (everything(known, known.state(s)))) for s in states]
            assert open_[0]
            if all(open_):
                assert way.end in one.stays_open
                assert way.end not in closed
                continue
            step = open_.index(False) - 1
            told = closed[way.end]
            assert way.end not in one.stays_open
            assert (told.step, told.mover) == (step, way.moves[step].mover)
            assert (told.before, told.after) == (states[step], states[step + 1])


def everything(known: Known, state: Merged) -> set[Merged]:
    return known.reference.legal(tuple(known.reference.dms), state, False) | {state}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_known_of_each(seed: int) -> None:
    known = known_of(seed)
    a, reference = known.answer, known.reference
    spoken: list[int] = []
    for one in (a.myopic, a.ahead, a.today):
        spoken += one.within[: min(4, int(one.best))] or one.beyond[:1]
    assert [d.state for d in a.deals] == list(dict.fromkeys(spoken))
    assert list(a.spoken)[: len(a.deals)] == [d.state for d in a.deals]
    for deal in a.deals:
        state = known.state(deal.state)
        assert deal.reachable == (state in known.near)
        check_way(known, deal, state)
        for told in deal.holds:
            gone = [d for d in reference.dms if not reference.stable(told.concept, d, state)]
            assert list(told.leaving) == gone
        assert [h.concept for h in deal.holds] == list(CLASSICAL)
        check_spoilers(known, deal, state)
        for standings, against in (
            (deal.against_myopic, "myopic"),
            (deal.against_ahead, "ahead"),
            (deal.against_today, "today"),
        ):
            ends = known.ends[against]
            assert [s.decision_maker for s in standings] == (reference.dms if ends else [])
            for s in standings:
                signs = [compare(reference, s.decision_maker, e, state) for e in ends]
                assert (s.kind == "better") == (min(signs) > 0)
                assert (s.kind == "worse") == (max(signs) < 0)


def check_way(known: Known, deal: DealFact, state: Merged) -> None:
    reference = known.reference
    makers = reference.dms
    if state == known.start or not deal.reachable:
        assert (deal.stages, deal.must, deal.first) == ((), (), ())
        return
    shortest = all_shortest(known, state, improving=False)
    by_gains = all_shortest(known, state, improving=True)
    at, last, told = known.start, "", []
    for stage in deal.stages:
        new = known.state(stage.state)
        assert stage.mover != last
        assert new in reference.reach(stage.mover, at)
        assert stage.gain == compare(reference, stage.mover, at, new)
        told.append(stage.gain)
        at, last = new, stage.mover
    assert at == state
    if by_gains:
        assert len(told) == len(by_gains[0])
        assert set(told) == {1}
    else:
        assert len(told) == len(shortest[0])
        assert sum(g != 1 for g in told) == min(sum(g != 1 for _, g in way) for way in shortest)
    assert set(deal.first) == {way[0][0] for way in shortest}
    for dm in makers:
        others = tuple(d for d in makers if d != dm)
        assert (dm in deal.must) == (state not in reference.legal(others, known.start, False))


def all_shortest(known: Known, state: Merged, *, improving: bool) -> list[list[tuple[str, int]]]:
    """All shortest legal sequences to a state: who moves, and what the move does to it."""
    reference = known.reference
    ask = reference.improve if improving else reference.reach
    ways: list[tuple[Merged, str, list[tuple[str, int]]]] = [(known.start, "", [])]
    seen: set[tuple[Merged, str]] = {(known.start, "")}
    while ways:
        onward = [
            (t, dm, [*way, (dm, compare(reference, dm, at, t))])
            for at, last, way in ways
            for dm in reference.dms
            if dm != last
            for t in ask(dm, at)
            if (t, dm) not in seen
        ]
        done = [way for t, _, way in onward if t == state]
        if done:
            return done
        seen |= {(t, dm) for t, dm, _ in onward}
        fewest: dict[tuple[Merged, str], list[list[tuple[str, int]]]] = {}
        for t, dm, way in onward:
            kept = fewest.setdefault((t, dm), [])
            pair = (way[0][0], sum(g != 1 for _, g in way))
            if pair not in [(w[0][0], sum(g != 1 for _, g in w)) for w in kept]:
                kept.append(way)
        ways = [(t, dm, way) for (t, dm), kept in fewest.items() for way in kept]
    return []


def check_spoilers(known: Known, deal: DealFact, state: Merged) -> None:
    reference = known.reference
    assert [s.decision_maker for s in deal.spoilers] == [
        d for d in reference.dms if reference.improve(d, state)
    ]
    for s in deal.spoilers:
        dm = s.decision_maker
        lasting = reference.undeterred("seq", dm, state)
        assert s.deterred == (not lasting)
        to = known.state(s.to)
        choice = lasting or reference.improve(dm, state)
        assert to in choice
        assert not any(reference.better(dm, t, to) for t in choice)
        ends = by_definition(reference, to, "nash")
        assert {known.state(e) for e in s.ends} == set(ends)
        signs = [compare(reference, dm, state, e) for e in ends]
        assert (s.kind is None) == (not ends)
        assert (s.kind == "better") == (bool(ends) and min(signs) > 0)
        assert (s.kind == "worse") == (bool(ends) and max(signs) < 0)
        worse = [d for d in known.group if ends and all(compare(reference, d, state, e) < 0 for e in ends)]
        assert list(s.worse) == worse


def test_it_is_too_late_once_the_lake_is_filled() -> None:
    a = answer(better(read_conflict(LATE).game()))
    [closing] = a.myopic.closings
    assert (closing.mover, closing.step) == ("up", 0)
    assert a.states[closing.after].taken == ("up.fill",)
    assert {a.states[r].id for r in a.myopic.within} == {"none", "down.pay", "down.pay+down.sue"}
    assert a.myopic.best == "2"
    assert [a.states[r].id for r in a.myopic.within[:2]] == ["none", "down.pay"]
    assert a.ahead.within == ()  # looking ahead, it stays as it is
    assert [a.states[r].id for r in a.heading.ahead.states] == ["none"]


def test_what_cannot_be_reached_is_said_as_such() -> None:
    text = LATE.replace("status_quo: []", "status_quo: [up.fill]")
    a = answer(better(read_conflict(text).game()))
    assert a.myopic.within == ()
    assert {a.states[r].id for r in a.myopic.beyond} == {"none", "down.pay", "down.pay+down.sue"}
    [deal] = [d for d in a.deals if d.state == a.myopic.beyond[0]]
    assert not deal.reachable


def test_a_group_is_named_by_its_members() -> None:
    game = detente.load("istanbul-2025").game("kyiv")
    assert better(game, "us").group == ("us",)
    assert better(game, ["us", "russia"]).group == ("russia", "us")
    assert better(game).everybody
    assert better(game, []).everybody
    assert not better(game, ["us"]).everybody
    with pytest.raises(UnknownNameError):
        better(game, ["nobody"])


def test_what_it_does_not_answer() -> None:
    with pytest.raises(NotInFileError, match="status_quo"):
        better(detente.load("chicken").game())
    with pytest.raises(detente.DetenteError, match="lists every state"):
        better(build_symbolic(detente.load("istanbul-2025").under("kyiv")))


def test_rows_say_than_what() -> None:
    found = better(read_conflict(LATE).game())
    rows = {row["state"]: row for row in found.rows()}
    assert set(rows) == {"none", "down.pay", "down.pay+down.sue"}
    assert rows["none"] == {
        "state": "none",
        "within reach": True,
        "better than heading, not looking ahead": True,
        "better than heading, looking ahead": False,
        "better than today": False,
    }


def test_where_something_is_unknown() -> None:
    text = LATE.replace(
        "up: [not down.sue, down.pay, fill]", "up: [{id: s, that: not down.sue, unknown: true}, fill]"
    )
    a = answer(better(read_conflict(text).game()))
    assert a.heading.myopic.concept == "nash-b"
    for deal in a.deals:
        assert [h.concept for h in deal.holds] == [f"{c}-b" for c in CLASSICAL]
    assert "none" not in {a.states[r].id for r in a.myopic.within}  # it may like being sued


def test_it_is_small_and_fits_its_schema() -> None:
    a = answer(better(detente.load("istanbul-2025").game("broker")))
    text = msgspec.json.encode(a)
    assert msgspec.json.decode(text, type=BetterAnswer) == a
    assert len(text) < 60_000
    assert "BetterAnswer" in str(msgspec.json.schema(BetterAnswer))
    assert (a.question, a.carrier) == ("better", "dense")


def test_long_lists_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.questions.better.answer.MOST_REFS", 1)
    a = answer(better(read_conflict(LATE).game()))
    one: ImprovedFact = a.myopic
    assert len(one.within) == 1
    assert one.count == "3"
    assert [(c.list, c.count) for c in a.truncated] == [("myopic.within", "3")]
