"""The record against accounts: every fact against the definitions, worked out with sets and loops."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations, product
from random import Random
from typing import Any

import pytest
import yaml

import detente
from detente.conflict import Conflict, DetenteError, NotInFileError, Prioritised, read_conflict
from detente.questions.replay import chances, replay
from detente.questions.replay.answer import ReplayAnswer, answer
from detente.questions.replay.result import NO_START, NO_TIMELINE
from detente.questions.replay.sights import CLOSED, OPEN
from tests.generate import random_file, random_graph_file, random_levels_file
from tests.reference import Merged, Reference, Taken
from tests.test_timeline import random_events

VALLEY = """\
detente: 1
title: A valley
status_quo: []
sources: {paper: A paper}
decision_makers:
  north: {name: North, options: {talk: talk, fight: fight}}
  south: {name: South, options: {arm: arm, talk: come}}
rules:
  - {id: only-if-invited, never: south.talk and not north.talk}
  - irreversible: {option: north.fight, direction: taken}
perspectives:
  doves:
    says: Doves
    preferences:
      north: [{id: no-arms, that: not south.arm}, {id: calm, that: not fight}, {id: talks, that: talk}]
      south: [{id: come, that: talk}, {id: no-war, that: not north.fight}]
  hawks:
    says: Hawks
    preferences:
      north: [{id: silence, that: not talk}, {id: war, that: fight}, {id: talks, that: talk}]
      south: [{id: arms, that: arm}, {id: away, that: not talk}, {id: come, that: talk}]
timeline:
  offer: {date: 2024-01, does: north.talk, source: paper}
  come: {date: 2024-02, does: south.talk, source: paper}
  speech: {date: 2024-03, by: north, text: A speech, source: paper}
  again: {date: 2024-03, does: north.talk, source: paper}
  leave: {date: 2024-04, does: not north.talk, source: paper}
  leave-too: {date: 2024-05, does: not south.talk, source: paper}
  war: {date: 2024-06, does: [north.fight, south.arm], source: paper}
  peace: {date: 2024-07, does: not north.fight, source: paper}
"""


def valley() -> Conflict:
    return read_conflict(VALLEY, "valley.yaml")


def test_a_record_is_followed_step_by_step() -> None:
    found = answer(replay(valley()))
    doves, hawks = found.accounts
    kinds = [s.kind for s in doves.steps]
    assert kinds == [
        "judged",
        "judged",
        "outside",
        "idle",
        "impossible",
        "impossible",
        "judged",
        "impossible",
    ]
    assert [s.cause for s in doves.steps[4:6]] == ["rule", "infeasible before"]
    assert (doves.steps[4].which, doves.steps[7].cause) == ("only-if-invited", "no move")
    assert found.states[doves.steps[6].after or 0].taken == ("north.fight", "south.arm")
    assert [tuple(m.fares for m in s.movers) for s in doves.steps if s.kind == "judged"] == [
        ("better",), ("better",), ("worse", "worse"),
    ]  # fmt: skip
    # North could also fight, or do both: of three moves one is better for doves, one for hawks.
    assert (doves.steps[0].moves, hawks.steps[0].moves) == (3, 3)
    assert found.events[4].at == "valley.yaml:27:3"
    assert found.parting == ("offer", "come", "war")


def test_a_claim_that_alone_speaks_against_a_move_is_told() -> None:
    _, hawks = answer(replay(valley())).accounts
    by_id = {(c.decision_maker, c.statement): c for c in hawks.claims}
    silence, away = by_id["north", "silence"], by_id["south", "away"]
    assert (silence.against, silence.alone, silence.borne_out) == (("offer",), ("offer",), ())
    assert (away.against, away.alone) == (("come",), ("come",))
    assert by_id["south", "arms"].borne_out == ("war",)
    assert hawks.claims[0] in (silence, away)


def test_until_cuts_the_record() -> None:
    assert [e.id for e in replay(valley(), "2024-03").events] == ["offer", "come", "speech", "again"]
    assert [e.id for e in replay(valley(), "2024").events] == [e.id for e in valley().timeline]
    with pytest.raises(DetenteError, match="a date is YYYY, YYYY-MM or YYYY-MM-DD, found 'May'"):
        replay(valley(), "May")


def test_what_is_missing_is_told() -> None:
    with pytest.raises(NotInFileError) as caught:
        replay(detente.load("chicken"))
    assert str(caught.value) == NO_TIMELINE
    with pytest.raises(NotInFileError) as caught:
        replay(read_conflict(VALLEY.replace("status_quo: []\n", "")))
    assert str(caught.value) == NO_START


def test_an_option_of_another_account_and_one_that_is_gone() -> None:
    more = "    options: {add: {north: {hide: hide}}, drop: [south.talk]}\n"
    text = VALLEY.replace("    says: Hawks\n", "    says: Hawks\n" + more)
    text += "  hiding: {date: 2024-08, does: [north.hide, north.fight]}\n"
    doves, hawks = answer(replay(read_conflict(text))).accounts
    assert (doves.steps[8].kind, doves.steps[8].cause, doves.steps[8].which) == (
        "impossible", "unknown option", "north.hide",
    )  # fmt: skip
    assert (hawks.steps[1].cause, hawks.steps[1].which) == ("option gone", "south.talk")


# -- against the definitions ------------------------------------------------------------------------------------------


def random_record(rng: Random) -> Conflict:
    while True:
        file: dict[str, Any] = rng.choice([random_file, random_file, random_graph_file, random_levels_file])(
            rng
        )
        conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
        states = Reference(conflict).states
        if not states:
            continue
        if "status_quo" not in file:
            file["status_quo"] = sorted(min(rng.choice(states), key=sorted))
        file["timeline"] = random_events(rng, file, 5)
        return read_conflict(yaml.safe_dump(file, sort_keys=False))


def once_each(ref: Reference, group: tuple[str, ...], s: Merged, keep: Any = None) -> set[Merged]:
    """Where a group comes to if each member moves once, in some order."""
    found = set()
    for order in permutations(group):
        border = {s}
        for dm in order:
            border = {t for b in border for t in ref.reach(dm, b) if keep is None or keep(dm, b, t)}
        found |= border
    return found - {s}


def expected(ref: Reference, concept: str, group: tuple[str, ...], s: Merged, t: Merged) -> bool:
    """Whether a move was to be expected: better for all who move, and no answer deters them."""
    if not all(ref.better(dm, t, s) for dm in group):
        return False
    if concept == "nash":
        return True
    rest = tuple(d for d in ref.dms if d not in group)
    harmful = [
        x for x in ref.legal(rest, t, concept == "seq") if not all(ref.better(dm, x, s) for dm in group)
    ]
    if concept == "smr":
        harmful = [
            x
            for x in harmful
            if not any(all(ref.better(dm, y, s) for dm in group) for y in ref.legal(group, x, False) | {x})
        ]
    return not harmful


def on_ways(ref: Reference, concept: str, start: Merged) -> tuple[set[Merged], set[Merged]]:
    """What expected moves lead to from a start, and from where they lead to an equilibrium among that."""

    def closure(border: set[Merged], step: Any) -> set[Merged]:
        found = set(border)
        while border:
            border = {t for s in border for t in step(s)} - found
            found |= border
        return found

    arcs = {s: {(dm, t) for dm in ref.dms for t in ref.undeterred(concept, dm, s)} for s in ref.states}
    reached = {start}  # nobody moves twice in a row
    border = {(start, "")}
    seen = set(border)
    while border:
        border = {(t, dm) for s, last in border for dm, t in arcs[s] if dm != last} - seen
        seen |= border
        reached |= {t for t, _ in border}
    ends = ref.equilibria(concept) & reached
    leading = set()
    for s in ref.states:
        border = {(s, "")}
        seen = set(border)
        while border:
            border = {(t, dm) for at, last in border for dm, t in arcs[at] if dm != last} - seen
            seen |= border
        if {t for t, _ in seen} & ends:
            leading.add(s)
    return reached, leading


def followed(conflict: Conflict, here: Taken, event: Any) -> Taken:
    """What is true after an event."""
    if event.to:
        return frozenset([event.to])
    there = set(here)
    for option, taken in event.does:
        parts = option.split(".")
        whole = ".".join(parts[:2])
        if taken:
            if len(parts) == 3:
                there = {o for o in there if ".".join(o.split(".")[:2]) != whole}
            there.add(option)
        else:
            there = {o for o in there if o != option and not o.startswith(option + ".")}
    return frozenset(there)


@pytest.mark.parametrize("seed", range(120))
def test_every_step_is_judged_by_the_definitions(seed: int) -> None:
    conflict = random_record(Random(seed))
    ref = Reference(conflict)
    [account] = replay(conflict).accounts
    game = account.game
    of = {m: s for s in ref.states for m in s}
    assert game.start is not None
    here = game.start.facts
    ways = {c: on_ways(ref, c, of[here]) for c in CLOSED}
    assert account.concepts == CLOSED
    for step in account.steps:
        event = step.event
        if not event.modelled:
            assert step.kind == "outside"
            continue
        there = followed(conflict, here, event)
        old, new = of.get(here), of.get(there)
        group = event.by or tuple(dict.fromkeys(o.split(".")[0] for o in sorted(here ^ there)))
        if here == there or (old is not None and old == new):
            assert step.kind == "idle"
        elif old is None or new is None or new not in once_each(ref, group, old):
            assert step.kind == "impossible"
            assert (step.cause == "infeasible before") == (old is None)
            assert (step.cause == "rule") == (old is not None and new is None)
        else:
            assert step.kind == "judged"
            every = once_each(ref, group, old)
            assert step.of == len(every)
            assert tuple(m.dm for m in step.movers) == group
            for mover in step.movers:
                signs = (ref.better(mover.dm, new, old), ref.better(mover.dm, old, new))
                assert mover.fares == {(True, False): "better", (False, True): "worse"}.get(signs, "same")
            for k, concept in enumerate(CLOSED):
                right = {t for t in every if expected(ref, concept, group, old, t)}
                assert step.explained[k] == (new in right), concept
                assert step.random[k] == len(right), concept
                reached, leading = ways[concept]

                def made(dm: str, s: Merged, t: Merged, concept: str = concept) -> bool:
                    return t in ref.undeterred(concept, dm, s)

                seen = old in reached and new in leading and new in once_each(ref, group, old, made)
                assert step.foreseen[k] == (seen and new in right), concept
        here = there


@pytest.mark.parametrize("seed", range(60))
def test_a_claim_alone_speaks_against_a_move_where_the_move_pays_without_it(seed: int) -> None:
    conflict = random_record(Random(1000 + seed))
    [account] = replay(conflict).accounts
    for step in account.judged:
        assert step.before is not None
        assert step.after is not None
        old, new = step.before.facts, step.after.facts
        for mover in step.movers:
            preference = conflict.preferences[mover.dm]
            if not isinstance(preference, Prioritised):
                assert mover.statement is None
                assert not mover.alone
                continue
            values = [(s.that.holds(new), s.that.holds(old)) for s in preference.statements]
            first = next((k for k, (a, b) in enumerate(values) if a != b), None)
            assert mover.statement == (None if first is None else preference.statements[first])
            rest = [v for k, v in enumerate(values) if k != first]
            pays = [a for a, _ in rest] > [b for _, b in rest]
            assert mover.alone == (mover.fares == "worse" and pays)


@pytest.mark.parametrize("seed", range(40))
def test_chances_are_counted_over_all_random_moves(seed: int) -> None:
    rng = Random(seed)
    odds = [(rng.randint(0, n), n) for n in (rng.randint(1, 4) for _ in range(rng.randint(0, 4)))]
    every = list(product(*[[k < a for k in range(b)] for a, b in odds]))
    for number in range(len(odds) + 2):
        good = sum(sum(draw) >= number for draw in every)
        assert chances.at_least(odds, number) == Fraction(good, len(every))
    assert chances.expected(odds) == Fraction(sum(map(sum, every)), len(every))


@pytest.mark.parametrize("seed", range(30))
def test_the_best_of_several_is_counted_over_all_random_moves(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = Random(seed)
    width = rng.randint(1, 4)
    tables = [
        [tuple(rng.random() < 0.4 for _ in range(width)) for _ in range(rng.randint(1, 5))]
        for _ in range(rng.randint(1, 4))
    ]
    counted = [Counter(t) for t in tables]
    every = list(product(*tables))
    for number in range(len(tables) + 1):
        good = sum(max(sum(p[k] for p in draw) for k in range(width)) >= number for draw in every)
        found = chances.at_least_somewhere(counted, number)
        assert (found.chance, found.exact, found.error) == (Fraction(good, len(every)), True, 0.0)
    monkeypatch.setattr(chances, "MOST_COUNTS", 0)
    drawn = chances.at_least_somewhere(counted, 1)
    exact = sum(any(any(p[k] for p in draw) for k in range(width)) for draw in every) / len(every)
    assert not drawn.exact
    assert abs(float(drawn.chance) - exact) <= 5 * max(drawn.error, 0.001)
    assert chances.at_least_somewhere(counted, 1) == drawn  # the seed is fixed


@pytest.mark.parametrize("seed", range(40))
def test_scores_and_the_best_follow_from_the_steps(seed: int) -> None:
    rng = Random(seed)
    file = random_file(rng)
    if "status_quo" not in file:
        return
    other = dict(file["preferences"])
    first = next(iter(other))
    other[first] = [f"{o}" for o in _options(file)][:3]
    if file["rules"] and any("same" in r for r in file["rules"]):
        return
    base = file.pop("preferences")
    file["perspectives"] = {
        "one": {"says": "one", "preferences": base},
        "two": {"says": "two", "preferences": other},
    }
    file["timeline"] = random_events(rng, file, 4)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    found = replay(conflict)
    told = answer(found)
    best = 0
    for account, fact in zip(found.accounts, told.accounts, strict=True):
        judged = [s for s in account.steps if s.kind == "judged"]
        for k, score in enumerate(fact.scores):
            assert (score.concept, score.of) == (CLOSED[k], len(judged))
            assert score.explained == sum(s.explained[k] for s in judged)
            assert score.foreseen == sum(s.foreseen[k] for s in judged)
            odds = [(s.random[k], s.of) for s in judged]
            assert Fraction(score.expected.exact) == chances.expected(odds)
            assert Fraction(score.chance.exact) == chances.at_least(odds, score.explained)
            best = max(best, score.explained)
        for k, end in enumerate(fact.ends):
            ends = {told.states[s].id for s in end.ends}
            look = account.looks[k]
            assert ends == {account.game.state(int(s)).id for s in look.ends}
            last = account.steps[-1].after if account.steps else account.game.start
            assert end.reached == (last is not None and last.id in ends)
            assert end.open == (last is not None and bool(look.leading[last.index]))
    named = {(b.account, b.concept) for b in told.best}
    assert named == {
        (a.account, s.concept) for a in told.accounts for s in a.scores if best and s.explained == best
    }
    if best:
        assert told.luck is not None
        moves = [
            [tuple(x for s in steps for x in dict(s.patterns)[id]) for id, _ in steps[0].patterns]
            for steps in zip(*(a.steps for a in found.accounts), strict=True)
            if steps[0].kind == "judged"
        ]
        every = list(product(*moves))
        good = sum(max(map(sum, zip(*draw, strict=True))) >= best for draw in every)
        assert Fraction(told.luck.chance.exact) == Fraction(good, len(every))
    parted = {
        steps[0].event.id
        for steps in zip(*(a.steps for a in found.accounts), strict=True)
        if steps[0].kind == "judged" and steps[0].explained[0] != steps[1].explained[0]
    }
    assert set(told.parting) == parted


def _options(file: dict[str, Any]) -> list[str]:
    return [f"{d}.{o}" for d, m in file["decision_makers"].items() for o in m.get("options", {})]


UNKNOWN = """\
detente: 1
title: Open
status_quo: []
decision_makers:
  a: {options: {x: do x, y: do y}}
  b: {options: {z: do z}}
preferences:
  a: [{id: maybe, that: x, unknown: true}, y]
  b: [z]
timeline:
  first: {date: 2024, does: a.y}
  second: {date: 2025, does: b.z}
  third: {date: 2026, does: a.x}
  both: {date: 2027, does: [not a.y, not b.z]}
"""


def test_where_something_is_unknown_what_is_known_counts() -> None:
    found = replay(read_conflict(UNKNOWN))
    [account] = found.accounts
    assert account.concepts == OPEN
    first, second, third, both = account.steps
    assert [s.kind for s in account.steps] == ["judged"] * 4
    assert first.explained == second.explained == (True, True)
    assert third.movers[0].fares == "unknown"
    assert third.explained == both.explained == (False, False)
    assert [m.fares for m in both.movers] == ["worse", "worse"]
    assert first.foreseen == (True, True)
    told = answer(found)
    assert told.accounts[0].claims[0].against == ("both",)


def test_the_answer_can_be_read_back() -> None:
    import msgspec

    told = answer(replay(valley()))
    again = msgspec.json.decode(msgspec.json.encode(told), type=ReplayAnswer)
    assert again == told


def test_rows_hold_what_the_steps_hold() -> None:
    found = replay(valley())
    rows = found.rows()
    assert len(rows) == 2 * len(found.events)
    first = rows[0]
    assert (first["account"], first["event"], first["kind"], first["movers"], first["fares"], first["moves"]) == (
        "doves", "offer", "judged", "north", "better", 3,
    )  # fmt: skip
    assert first["nash explained"] is True
    assert rows[2]["nash explained"] is None
