"""The facts of `mistaken` against the enumeration: what is told is what is found, state by state."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

import detente
from detente.answers import Ends
from detente.conflict import CLASSICAL, NotInFileError, TimeUpError, budget, read_conflict
from detente.game import Game
from detente.questions import find
from detente.questions.building import basis_of
from detente.questions.mistaken import Mistaken, mistaken
from detente.questions.mistaken.answer import SIGHT, MistakenAnswer, answer
from detente.questions.mistaken.hypergame import SIGHTS, ends_of
from detente.questions.question import Request
from detente.questions.standing import kind_of_ranks
from tests.generate_beliefs import mistaken_file, read

SEEDS = range(24)


@cache
def told(seed: int) -> tuple[Mistaken, MistakenAnswer]:
    found = mistaken(read(mistaken_file(Random(seed), graph=seed % 4 == 3)))
    return found, answer(found)


def ids(game: Game, states: object) -> list[str]:
    return [game.state(int(s)).id for s in states]  # type: ignore[attr-defined]


def names(facts: MistakenAnswer, refs: tuple[int, ...]) -> list[str]:
    return [facts.states[r].id for r in refs]


@pytest.mark.parametrize("seed", SEEDS)
def test_where_it_goes_and_would_go(seed: int) -> None:
    found, facts = told(seed)
    assert facts.heading is not None
    assert facts.truth is not None
    for heading, heads in ((facts.heading, found.heads), (facts.truth, found.truth)):
        for ends, concept in ((heading.myopic, "nash"), (heading.ahead, "seq")):
            known = ends_of(heads, concept)
            assert names(facts, ends.states) == ids(found.game, known)
            assert ends.count == str(known.size)
            ranks = found.game.ranks
            for k, standing in enumerate(ends.standings):
                before = int(ranks[k][found.game.status_quo])
                after = [int(ranks[k][s]) for s in known]
                assert standing.kind == kind_of_ranks((before, before), (min(after), max(after)))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_sees_and_expects(seed: int) -> None:
    found, facts = told(seed)
    for own, fact in zip(found.owns, facts.owns, strict=True):
        assert (fact.decision_maker, fact.feasible) == (own.party, str(own.game.size))
        assert fact.unseen == str(sum(1 for place in own.place.tolist() if place < 0))
        assert fact.sees_today == (own.place[found.game.status_quo] >= 0)
        assert (fact.expects is None) == (own.heads is None)
        belief = found.conflict.belief(own.party)
        imagined = [] if belief is None else [f"{dm}.{o.id}" for dm, o in belief.overlay.add_options]
        assert [o.id for o in fact.imagined] == imagined
        met: dict[str, Ends] = {}
        if fact.expects is not None and own.heads is not None:
            met = {"nash": fact.expects.myopic, "seq": fact.expects.ahead}
            for concept, ends in met.items():
                assert names(facts, ends.states) == ids(own.game, ends_of(own.heads, concept))
        for concept, is_met in (("nash", fact.met_myopic), ("seq", fact.met_ahead)):
            comes = {int(own.place[s]) for s in ends_of(found.heads, concept)}
            expected = set(ends_of(own.heads, concept).tolist())
            assert is_met == (comes <= expected if comes and expected else None)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_holds_and_only_by_mistake(seed: int) -> None:
    found, facts = told(seed)
    from detente.stability import stable_states

    assert [h.concept for h in facts.held] == list(CLASSICAL)
    for held in facts.held:
        true = {s.id for s in stable_states(found.game, [held.concept]).equilibria(held.concept)}
        now = {s.id for s in found.equilibria(held.concept)}
        assert set(names(facts, held.states)) == now
        assert held.count == str(len(now))
        assert set(names(facts, held.mistaken)) == now - true
        assert set(names(facts, held.lost)) == true - now
        blind = {facts.states[b.state].id: b.decision_makers for b in held.blind}
        for state in found.equilibria(held.concept):
            unseen = tuple(o.party for o in found.owns if o.place[state.index] < 0)
            assert blind.get(state.id, ()) == unseen


@pytest.mark.parametrize("seed", SEEDS)
def test_surprises_and_corrections(seed: int) -> None:
    found, facts = told(seed)
    assert len(facts.surprises) == len(found.surprises)
    for fact, one in zip(facts.surprises, found.surprises, strict=True):
        assert (fact.sight, fact.decision_maker, fact.step) == (SIGHT[one.concept], one.party, one.step)
        assert (fact.kind, fact.mover) == (one.kind, one.mover)
        assert names(facts, (fact.end, fact.source, fact.target)) == ids(
            found.game, (one.end, one.source, one.target)
        )
        before, after = (set(found.game.state(s).taken) for s in (one.source, one.target))
        belief = found.conflict.belief(one.party)
        hidden = set() if belief is None else set(belief.overlay.drop_options)
        if fact.kind == "state" and not found.game.conflict.graph_form and not found.game.states.merged:
            assert set(fact.unknown) == (after - before) & hidden
        elif fact.kind != "state":
            assert fact.unknown == ()
    assert len(facts.corrections) == len(found.corrected)
    for correction, right in zip(facts.corrections, found.corrected, strict=True):
        assert correction.decision_maker == right.party
        assert correction.possible
        for concept, ends in zip(SIGHTS, (correction.myopic, correction.ahead), strict=True):
            assert ends is not None
            now, then = (ends_of(h, concept).tolist() for h in (found.heads, right.heads))
            assert names(facts, ends.states) == ids(found.game, then)
            assert ends.changed == (set(now) != set(then))
            assert bool(ends.standings) == bool(ends.changed and now and then)
            for k, standing in enumerate(ends.standings):
                ranks = found.game.ranks[k]
                spans = [(int(ranks[s].min()), int(ranks[s].max())) for s in (now, then)]
                assert standing.kind == kind_of_ranks(*spans)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_has_a_letter_exists(seed: int) -> None:
    found, facts = told(seed)
    known = {found.game.state(s).id for s in range(found.game.size)}
    assert {facts.states[s].id for s in facts.spoken} <= known
    assert len(facts.spoken) <= 8
    stuck = [(s.sight, facts.states[s.state].id) for s in facts.stuck]
    assert stuck == [(SIGHT[c], found.game.state(s).id) for c in SIGHTS for s in found.hyper.stuck(c)]
    for one in facts.stuck:
        assert one.tried
        for tried in one.tried:
            own = found.hyper.own(tried.decision_maker)
            there = {own.game.state(s).id for s in range(own.game.size)}
            assert set(names(facts, tried.states)) <= there


def test_beliefs_count_as_claims() -> None:
    under = detente.load("mistaken-deterrence").under("doubted")
    basis, without = answer(mistaken(under)).basis, basis_of(under)
    assert basis is not None
    assert basis.claims == without.claims + 1
    assert basis.doubted == without.doubted + 1


RANKED = """
detente: 1
title: Ranked
status_quo: []
decision_makers:
  a: {options: {x: x}}
  b: {options: {y: y}}
preferences:
  a: {ranking: [YN, NN, YY, NY]}
  b: {ranking: [NN, YY, NY, YN]}
beliefs:
  a:
    options: {add: {b: {z: z}}}
    rules: {patch: [{put: {never: b.z and not a.x, id: r}}]}
    preferences:
      a: {ranking: [YNN, NNN, YYN, NYN, YNY, YYY]}
      b: {ranking: [YNY, NNN, YYN, NYN, YNN, YYY]}
  b: {rules: {patch: [{put: {never: a.x and b.y}}]}}
"""


def test_what_rests_on_a_ranking_of_imagined_states_cannot_be_corrected_alone() -> None:
    found = mistaken(read_conflict(RANKED))
    possible = {(c.party, c.piece and c.piece.kind): c.hyper is not None for c in found.corrected}
    assert possible == {
        ("a", "imagined"): True,
        ("a", "wishes"): False,  # nobody has ranked for b what a imagines
        ("a", "rule"): False,  # a has ranked no state in which z is done and x is not
        ("b", "rule"): True,
        ("a", None): True,
        ("", None): True,
    }
    facts = answer(found)
    assert [c.possible for c in facts.corrections] == [True, False, False, True, True, True]
    assert facts.corrections[1].ahead is None


def test_without_a_status_quo_only_what_holds_is_told() -> None:
    facts = answer(mistaken(read_conflict(RANKED.replace("status_quo: []\n", ""))))
    assert facts.heading is facts.truth is None
    assert not facts.surprises
    assert not facts.stuck
    assert [o.sees_today for o in facts.owns] == [None, None]
    assert all(c.ahead is None and c.myopic is None for c in facts.corrections)
    assert any(h.count != "0" for h in facts.held)


UNKNOWN = """
detente: 1
title: Unknown
status_quo: []
decision_makers:
  a: {options: {x: x}}
  b: {options: {y: y}}
preferences:
  a: [not b.y, x]
  b: [{id: maybe, that: y if a.x, unknown: true}]
beliefs:
  a: {preferences: {b: [not y]}}
"""


def test_where_something_is_unknown_what_is_known_is_gone_by() -> None:
    found = mistaken(read_conflict(UNKNOWN))
    facts = answer(found)
    assert [h.concept for h in facts.held] == [f"{c}-b" for c in CLASSICAL]
    assert facts.heading is not None
    assert [facts.states[s].id for s in facts.heading.ahead.states] == ["a.x"]


def test_accounts_without_a_mistake_are_left_out() -> None:
    conflict = detente.load("mistaken-deterrence")
    question = find("mistaken")
    asked = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts))]
    assert [a.perspective for a in asked] == ["secret", "doubted", "bluff"]
    with pytest.raises(
        NotInFileError, match="nobody is mistaken in 'base'; somebody is in 'secret', 'doubted', 'bluff'"
    ):
        question.ask(Request(conflict, ("base",)))
    with pytest.raises(NotInFileError, match="the file has no 'beliefs'"):
        mistaken(conflict.under("meek"))


def test_the_rows_say_what_the_hypergame_says() -> None:
    found, _ = told(0)
    rows = found.rows()
    assert len(rows) == found.game.size
    for index, row in enumerate(rows):
        for k, own in enumerate(found.owns):
            assert row[f"{own.party} sees it"] == bool(own.seen[index])
            assert row[f"seq {own.party}"] == bool(found.hyper.stays("seq")[k, index])
        assert row["gmr equilibrium"] == bool(found.hyper.holds("gmr")[index])
        assert row["heading seq"] == (index in ends_of(found.heads, "seq"))


def test_corrections_that_there_is_no_time_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.questions.mistaken import corrections as module

    conflict = read_conflict(RANKED)
    whole = len(mistaken(conflict).corrected)
    monkeypatch.setattr(module, "MOST_CORRECTIONS", 2)
    found = mistaken(conflict)
    assert len(found.corrected) == 2
    [told_of] = answer(found).unfinished
    assert (told_of.search, told_of.looked, told_of.of) == ("corrections", "2", str(whole))
    monkeypatch.undo()

    def late(what: str = "") -> None:
        if what == "correcting beliefs":
            raise TimeUpError(what, 1.0)

    monkeypatch.setattr(budget, "check", late)
    found = mistaken(conflict)
    assert found.corrected == ()
    assert [(s.looked, s.of) for s in found.stopped] == [(0, whole)]


STUCK = """
detente: 1
title: Stuck
status_quo: []
decision_makers:
  a: {name: A, options: {x: x}}
  b: {name: B, options: {y: y}}
preferences:
  a: [not x]
  b: [not y]
beliefs:
  a: {options: {add: {a: {ghost: use the ghost}}}, preferences: {a: [ghost, not x]}}
"""


def test_who_tries_what_is_not_possible() -> None:
    facts = answer(mistaken(read_conflict(STUCK)))
    assert [(s.sight, facts.states[s.state].id) for s in facts.stuck] == [
        ("myopic", "none"),
        ("ahead", "none"),
    ]
    for one in facts.stuck:
        [tried] = one.tried
        assert (tried.decision_maker, [facts.states[s].id for s in tried.states]) == (
            "a",
            ["a.ghost", "a.ghost+a.x"],
        )
    assert facts.heading is not None
    assert facts.heading.ahead.cycle
    assert facts.heading.ahead.states == ()
