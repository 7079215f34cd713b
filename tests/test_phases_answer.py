"""A conflict through its phases: every fact against the definitions, phase by phase."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import pytest
import yaml

from detente.conflict import (
    Conflict,
    ConflictFileError,
    DetenteError,
    NotInFileError,
    in_phase,
    read_conflict,
)
from detente.questions.phases import following, phases
from detente.questions.phases.answer import CourseFact, PhasesAnswer, answer
from detente.questions.phases.changes import changes, without
from detente.questions.phases.result import NO_PHASES
from tests.generate import random_condition, random_file, random_graph_file, random_levels_file
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition

TRUCE = """\
detente: 1
title: A truce
status_quo: []
sources: {paper: A paper}
decision_makers:
  north: {name: North, options: {fight: {text: fight, otherwise: North keeps the peace}}}
  south: {name: South, options: {arm: arm, talk: {text: talk, short: talks}}}
perspectives:
  doves:
    says: Doves
    preferences:
      north: [{id: calm, that: not fight}]
      south: [{id: talks, that: talk}, {id: poor, that: not arm}]
  hawks:
    says: Hawks
    preferences:
      north: [{id: never-armed, that: fight iff south.arm}]
      south: [{id: talks, that: talk}, {id: poor, that: not arm}]
phases:
  before: {date: 2024, says: Before}
  rearmed:
    date: 2025
    says: South can arm
    source: paper
    preferences: {south: {patch: [{put: {id: arms, that: arm}, before: talks}]}}
  later: {date: 2026, on: rearmed, options: {add: {south: {sing: sing}}}}
"""


def truce() -> Conflict:
    return read_conflict(TRUCE)


def test_what_one_phase_leads_to_is_left_once_something_changes() -> None:
    found = answer(phases(truce()))
    doves, hawks = found.accounts
    talks, armed, war = (
        next(k for k, s in enumerate(found.states) if set(s.taken) == taken)
        for taken in ({"south.talk"}, {"south.arm", "south.talk"}, {"north.fight", "south.arm", "south.talk"})
    )
    assert [(s.phase, s.start, s.carried, s.leaving, s.ends) for s in doves.myopic.stops] == [
        ("before", found.status_quo, False, ("south",), (talks,)),
        ("rearmed", talks, True, ("south",), (armed,)),
        ("later", armed, True, (), (armed,)),
    ]
    assert [s.ends[:1] for s in doves.myopic.stops] == [(talks,), (armed,), (armed,)]
    assert [s.ends[:1] for s in hawks.myopic.stops] == [(talks,), (war,), (war,)]
    [arms, sing] = hawks.myopic.changes
    assert (arms.kind, arms.does, arms.name, arms.decision_maker, arms.since) == (
        "claim", "put", "arms", "south", "rearmed",
    )  # fmt: skip
    assert (sing.kind, sing.name, sing.since) == ("option", "south.sing", "")
    waits = {w.phase: {s.decision_maker: s.kind for s in w.standings} for w in hawks.myopic.waits}
    assert waits["before"] == {"north": "same", "south": "better"}
    assert waits["rearmed"] == {"north": "same", "south": "same"}


def test_what_is_missing_is_told() -> None:
    with pytest.raises(NotInFileError) as caught:
        phases(read_conflict(TRUCE.partition("phases:")[0]))
    assert str(caught.value) == NO_PHASES
    with pytest.raises(NotInFileError, match="nothing says where the phase before begins"):
        phases(read_conflict(TRUCE.replace("status_quo: []\n", "")))


def test_a_phase_that_leaves_no_state_is_told() -> None:
    text = TRUCE.replace(
        "options: {add: {south: {sing: sing}}}", "rules: {patch: [{put: {never: not north.fight}}]}"
    )
    found = answer(phases(read_conflict(text)))
    assert [x.phase for x in found.accounts[0].myopic.lost] == ["later"]
    assert not [s for s in found.accounts[0].myopic.stops if s.phase == "later"]
    none = text.replace("never: not north.fight", "never: north.fight or not north.fight")
    with pytest.raises(ConflictFileError):
        phases(read_conflict(none))


def test_an_option_that_is_gone_is_done_no_more() -> None:
    text = TRUCE.replace("options: {add: {south: {sing: sing}}}", "options: {drop: [south.talk]}")
    found = answer(phases(read_conflict(text)))
    stop = next(s for s in found.accounts[0].myopic.stops if s.phase == "later")
    assert stop.before is not None
    assert found.states[stop.before].taken == ("south.arm", "south.talk")
    assert found.states[stop.start].taken == ("south.arm",)


# -- against the definitions ------------------------------------------------------------------------------------------


def random_phases(rng: Random) -> Conflict:
    """Make a random conflict of two to four phases, each of which changes something at random."""
    while True:
        file: dict[str, Any] = rng.choice([random_file, random_graph_file, random_levels_file])(rng)
        states = Reference(read_conflict(yaml.safe_dump(file, sort_keys=False))).states
        if not states:
            continue
        if "status_quo" not in file:
            file["status_quo"] = sorted(min(rng.choice(states), key=sorted))
        graph = "moves" in file
        atoms = list(file["states"]) if graph else _atoms(file)
        file["phases"] = {}
        names: list[str] = []
        for k in range(rng.randint(2, 4)):
            file["phases"][f"p{k}"] = _phase(rng, file, atoms, k)
            if names and rng.random() < 0.4:
                file["phases"][f"p{k}"]["on"] = rng.choice(names)
            names.append(f"p{k}")
        try:
            conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
            phases(conflict)
        except DetenteError:  # rules that leave no state, preferences that tell merged states apart, ...
            continue
        return conflict


def _atoms(file: dict[str, Any]) -> list[str]:
    return [f"{d}.{o}" for d, m in file["decision_makers"].items() for o in m.get("options", {})]


def _phase(rng: Random, file: dict[str, Any], atoms: list[str], k: int) -> dict[str, Any]:
    body: dict[str, Any] = {"date": str(2000 + k)}
    if rng.random() < 0.2 and k:
        body["status_quo"] = file["status_quo"]
    if rng.random() < 0.2 and k:
        body["rules"] = {"patch": [{"put": {"never": random_condition(rng, atoms), "id": f"r{k}"}}]}
    if rng.random() < 0.2 and k and "moves" not in file:
        body["options"] = {"drop": [rng.choice(_atoms(file))]}
    preferences: dict[str, Any] = {}
    for dm, known in file["preferences"].items():
        if k and rng.random() < 0.5:
            new = random_condition(rng, atoms)
            if isinstance(known, list) and rng.random() < 0.7:
                preferences[dm] = {"patch": [{"put": {"id": f"new{k}", "that": new}}]}
            else:
                preferences[dm] = [new]
    if preferences:
        body["preferences"] = preferences
    return body


def carry(conflict: Conflict, taken: frozenset[str]) -> frozenset[str]:
    """What is still done in a phase."""
    options = conflict.options
    return frozenset(o for o in taken if o not in options or options[o].available)


@pytest.mark.parametrize("seed", range(60))
def test_every_course_is_followed_by_the_definitions(seed: int) -> None:
    conflict = random_phases(Random(seed))
    under = conflict.under()
    found = phases(conflict)
    told = answer(found)
    [account] = told.accounts
    known = [in_phase(under, p.id) for p in under.phases]
    refs = [Reference(c) for c in known]
    names = [_by_members(stage.game, ref) for stage, ref in zip(found.accounts[0].stages, refs, strict=True)]
    for course, concept in ((account.myopic, "nash"), (account.ahead, "seq")):
        assert course.concept == concept
        now: list[Merged] = []
        lost = []
        for k, (phase, ref) in enumerate(zip(under.phases, refs, strict=True)):
            of = {m: s for s in ref.states for m in s}
            begins = k == 0 or phase.overlay.status_quo is not None
            if begins:
                start = found.accounts[0].stages[k].game.start
                assert start is not None
                starts = [of[frozenset(start.facts)]]
            else:
                moved = [(s, carry(known[k], min(s, key=_order(refs[k - 1])))) for s in now]
                lost += [(phase.id, s) for s, taken in moved if taken not in of]
                starts = list(dict.fromkeys(of[taken] for _, taken in moved if taken in of))
            stops = [s for s in course.stops if s.phase == phase.id]
            assert [names[k][told.states[s.start].id] for s in stops] == starts
            now = []
            for stop, start_ in zip(stops, starts, strict=True):
                ends = by_definition(ref, start_, concept)
                assert {names[k][told.states[e].id] for e in stop.ends} == set(ends)
                assert stop.leaving == tuple(d for d in ref.dms if not ref.stable(concept, d, start_))
                assert stop.carried == (not begins)
                ordered = [names[k][told.states[e].id] for e in stop.ends] or [start_]
                now += [s for s in ordered if s not in now]
        assert len(course.lost) == len(lost)
        check_held(course, told, refs, names, concept)


def _order(ref: Reference) -> Any:
    """Of a merged state, the member by which the package tells what is done: the first of its combinations."""
    options = ref.conflict.option_ids
    return lambda taken: sum(1 << k for k, o in enumerate(options) if o in taken)


def _by_members(game: Any, ref: Reference) -> dict[str, Merged]:
    of = {m: s for s in ref.states for m in s}
    return {game.state(s).id: of[frozenset(game.state(s).facts)] for s in range(game.size)}


def check_held(
    course: CourseFact,
    told: PhasesAnswer,
    refs: list[Reference],
    names: list[dict[str, Merged]],
    concept: str,
) -> None:
    """Every outcome in the phases in which it holds; and what holds in all of them."""
    ids = [p.id for p in told.phases]
    held = [{s for s in ref.states if all(ref.stable(concept, d, s) for d in ref.dms)} for ref in refs]
    for fact in course.held:
        id = told.states[fact.state].id
        for k, phase in enumerate(ids):
            if phase in fact.unknown:
                continue
            assert (phase in fact.holds) == (names[k][id] in held[k])
    through = {told.states[s].id for s in course.through}
    expected = {
        id for id in names[0] if all(id in n and n[id] in h for n, h in zip(names, held, strict=True))
    }
    merged = any(len(s) > 1 for ref in refs for s in ref.states)
    assert through == expected or merged
    assert int(course.through_count) == len(through)


@pytest.mark.parametrize("seed", range(40))
def test_a_change_matters_from_the_first_phase_that_leads_elsewhere_without_it(seed: int) -> None:
    conflict = random_phases(Random(500 + seed))
    under = conflict.under()
    [account] = phases(conflict).accounts
    for look in (0, 1):
        own = [c for p in under.phases for c in changes(p, under.account)]
        assert [m.change for m in account.matters[look]] == own
        for mattering in account.matters[look]:
            change = mattering.change
            shorter = tuple(without(p, change) if p.id == change.phase else p for p in conflict.phases)
            assert sum(len(changes(p, "base")) for p in shorter) == len(own) - 1
            try:
                other = _again(conflict, shorter)
            except DetenteError:
                assert not mattering.possible
                continue
            assert mattering.possible
            one, two = account.courses[look], other.courses[look]
            since = ""
            for phase in under.phases:
                ends = [
                    (
                        {s.id for stop in c.of(phase.id) for s in stop.ends},
                        any(not s.ends for s in c.of(phase.id)),
                    )
                    for c in (one, two)
                ]
                if ends[0] != ends[1]:
                    since = phase.id
                    break
            assert mattering.since == since


def _again(conflict: Conflict, shorter: Any) -> Any:
    from dataclasses import replace

    return phases(replace(conflict, phases=shorter)).accounts[0]


def test_waiting_is_judged_by_the_last_phase() -> None:
    for seed in range(20):
        conflict = random_phases(Random(900 + seed))
        [account] = phases(conflict).accounts
        ref = Reference(in_phase(conflict.under(), conflict.phases[-1].id))
        last = account.stages[-1]
        names = _by_members(last.game, ref)
        for course, waits in zip(account.courses, account.waits, strict=True):
            later = [names[s.id] for s in course.ends_of(last.phase.id)]
            for wait in waits:
                found = [last.find(s.facts) for s in course.ends_of(wait.phase)]
                before = [names[s.id] for s in found if s is not None]
                for standing in wait.standings:
                    dm = standing.decision_maker
                    better = all(ref.better(dm, b, a) for a in before for b in later)
                    worse = all(ref.better(dm, a, b) for a in before for b in later)
                    assert (standing.kind == "better") == better
                    assert (standing.kind == "worse") == worse


def test_no_more_outcomes_are_followed_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TRUCE.replace("{id: poor, that: not arm}]", "]").replace(
        "before: {date: 2024, says: Before}", "before: {date: 2024}"
    )
    text = text.replace("{id: calm, that: not fight}", "").replace("before: talks", "after: talks")
    whole = answer(phases(read_conflict(text)))
    stops = [s for s in whole.accounts[0].myopic.stops if s.phase == "rearmed"]
    monkeypatch.setattr(following, "MOST_STARTS", 1)
    few = answer(phases(read_conflict(text)))
    kept = [s for s in few.accounts[0].myopic.stops if s.phase == "rearmed"]
    assert len(stops) > len(kept) == 1
    assert few.accounts[0].myopic.cut[:1] == ("rearmed",)
    assert whole.accounts[0].myopic.cut == ()


def test_the_answer_can_be_read_back_and_rows_hold_the_stops() -> None:
    found = phases(truce())
    told = answer(found)
    assert msgspec.json.decode(msgspec.json.encode(told), type=PhasesAnswer) == told
    rows = found.rows()
    assert len(rows) == sum(len(c.stops) for a in told.accounts for c in (a.myopic, a.ahead))
    assert (rows[0]["account"], rows[0]["concept"], rows[0]["phase"], rows[0]["start"], rows[0]["leaving"]) == (
        "doves", "nash", "before", "none", "south",
    )  # fmt: skip
