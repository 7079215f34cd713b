"""The record where decision diagrams carry the states: what is found where every state is listed, one by one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import Conflict, ConflictFileError, Event, TooLargeError, read_conflict
from detente.game.carrier import build
from detente.game.symbolic import build_symbolic, reasons_against
from detente.questions.replay import carried
from detente.questions.replay.answer import EndFact, answer
from detente.questions.replay.carried import CONCEPTS, CarriedSight
from detente.questions.replay.detail_words import ends
from detente.questions.replay.result import Replay, replay, replay_games
from detente.questions.replay.words import sure, unsure
from detente.wording import Voice
from tests.generate import random_condition
from tests.test_replay_answer import valley


def stated(rng: Random) -> Conflict:
    """Make a small conflict of statements, with rules and one-way options."""
    makers = {f"d{k}": [f"o{n}" for n in range(rng.choice([1, 2, 3]))] for k in range(rng.choice([2, 3]))}
    every = [f"{d}.{o}" for d, options in makers.items() for o in options]
    rules: list[Any] = [{"never": random_condition(rng, every)}] if rng.random() < 0.3 else []
    for option in every:
        if rng.random() < 0.25:
            rules.append({"irreversible": {"option": option, "direction": rng.choice(["taken", "dropped"])}})
    file = {
        "detente": 1,
        "title": "Random",
        "status_quo": [o for o in every if rng.random() < 0.3],
        "decision_makers": {d: {"options": dict.fromkeys(options, "do it")} for d, options in makers.items()},
        "rules": rules,
        "preferences": {
            d: list(dict.fromkeys(random_condition(rng, every) for _ in range(rng.choice([1, 2, 4]))))
            for d in makers
        },
    }
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


def alone(rng: Random, conflict: Conflict) -> tuple[Event, ...]:
    """Make a record in which one party moves at a time; some of it is not possible, some changes nothing."""
    found = []
    for k in range(rng.randint(1, 6)):
        dm = rng.choice([d for d in conflict.decision_makers if d.options])
        some = rng.sample(list(dm.options), rng.randint(1, len(dm.options)))
        does = tuple((f"{dm.id}.{o.id}", rng.random() < 0.6) for o in some)
        found.append(Event(f"e{k}", f"{2000 + k}", does=does))
    return tuple(found)


def told(found: Replay) -> list[dict[str, Any]]:
    """Give what is found under each account by Nash and SEQ, in words that both carriers have."""
    every = []
    for account in found.accounts:
        looks = [x for x in account.looks if x.concept in CONCEPTS]
        places = [account.concepts.index(c) for c in CONCEPTS]

        def of(marks: tuple[Any, ...], places: list[int] = places) -> list[Any]:
            return [marks[p] for p in places] if marks else []

        steps = [
            {
                "event": s.event.id, "kind": s.kind, "cause": s.cause, "which": s.which, "moves": s.of,
                "before": s.before and s.before.id, "after": s.after and s.after.id, "movers": s.movers,
                "explained": of(s.explained), "random": of(s.random), "foreseen": of(s.foreseen),
                "patterns": [(name, of(marks)) for name, marks in s.patterns],
            }
            for s in account.steps
        ]  # fmt: skip
        scores = [s for s in account.scores if s.concept in CONCEPTS]
        end = account.end
        heading = [
            {
                "ends": {account.game.state(s).id for s in x.ends}, "number": x.number, "whole": x.whole,
                "reached": end is not None and x.at_end(end), "open": end is not None and x.leads(end),
            }
            for x in looks
        ]  # fmt: skip
        every.append({"steps": steps, "scores": scores, "heading": heading, "claims": account.claims})
    return every


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6))
def test_both_carriers_find_the_same(seed: int) -> None:
    rng = Random(seed)
    conflict = stated(rng)
    assert not reasons_against(conflict)
    conflict = replace(conflict, timeline=alone(rng, conflict))
    try:
        listed = replay_games(conflict, [conflict.game()])
    except ConflictFileError:  # the rules leave no state, or not today's
        return
    diagrams = replay_games(conflict, [build_symbolic(conflict.under())])
    assert told(diagrams) == told(listed)


def test_both_carriers_find_the_same_in_every_account() -> None:
    conflict = valley()
    single = replace(conflict, timeline=tuple(e for e in conflict.timeline if e.id != "war"))
    games = [single.game(a) for a in single.accounts]
    diagrams = [build_symbolic(single.under(a)) for a in single.accounts]
    one, other = replay_games(single, games), replay_games(single, diagrams)
    assert told(other) == told(one)
    assert {s["kind"] for a in told(one) for s in a["steps"]} == {"judged", "idle", "outside", "impossible"}
    facts = answer(other)
    assert facts.carrier == "symbolic"
    assert answer(one).carrier == "dense"
    assert facts.feasible == answer(one).feasible
    assert [s.concept for a in facts.accounts for s in a.scores] == [*CONCEPTS, *CONCEPTS]
    assert all(e.whole and int(e.number) == len(e.ends) for a in facts.accounts for e in a.ends)
    assert "is not known" not in detente.text(other)


def test_several_who_move_at_once_are_told_one_by_one() -> None:
    conflict = valley()
    games = [build_symbolic(conflict.under(a)) for a in conflict.accounts]
    with pytest.raises(TooLargeError) as refused:
        replay_games(conflict, games)
    message = str(refused.value)
    assert message.startswith(
        "several move at once in 'war', which is judged only where every state is listed"
    )
    assert message.endswith("'A valley' has 12 states: tell it as several events of one date")


def test_so_many_moves_are_not_judged_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = replace(valley(), timeline=valley().timeline[:1])
    games = [build_symbolic(conflict.under("doves"))]
    monkeypatch.setattr(carried, "MOST_MOVES", 3)
    assert replay_games(conflict, games).accounts[0].steps[0].of == 3
    monkeypatch.setattr(carried, "MOST_MOVES", 2)
    with pytest.raises(TooLargeError) as refused:
        replay_games(conflict, games)
    told_ = "'north' has 3 moves where 'offer' begins, of which each would be judged, and at most 2 are: leave options"
    assert str(refused.value).startswith(told_)


LARGE = """
detente: 1
title: Large
status_quo: []
decision_makers:
  a: {options: {A}}
  b: {options: {B}}
preferences: {a: [o0, b.o1], b: [not a.o0, o3]}
timeline:
  first: {date: 2020, does: a.o0}
  second: {date: 2021, does: b.o3}
"""


def large() -> Conflict:
    options = ", ".join(f"o{k}: do {k}" for k in range(12))
    return read_conflict(LARGE.replace("{A}", f"{{{options}}}").replace("{B}", f"{{{options}}}"))


def test_more_states_than_are_listed() -> None:
    """16,777,216 states: the record touches three of them."""
    conflict = large()
    assert not build(conflict).listed
    facts = answer(replay(conflict))
    assert facts.carrier == "symbolic"
    assert facts.feasible == str(2**24)
    [account] = facts.accounts
    assert [(s.kind, s.moves, s.explained) for s in account.steps] == [
        ("judged", 4095, ("nash", "seq")),
        ("judged", 4095, ("nash", "seq")),
    ]


def test_what_is_not_known_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.questions import heads_symbolic

    monkeypatch.setattr(heads_symbolic, "MOST_VISITED", 3)
    facts = answer(replay(large()))
    [account] = facts.accounts
    assert [e.whole for e in account.ends] == [True, False]
    assert not any("seq" in s.foreseen for s in account.steps)
    assert unsure(facts) == " Where it was heading is not known, looking ahead."
    assert "2 events on record. Where it was heading is not known, looking ahead. Rests on" in sure(facts)
    assert "it is not known where it was heading." in ends(facts, account, Voice(large()))


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (EndFact(concept="seq", ends=(), reached=False, open=False, whole=False), "it is not known where it was"),
        (EndFact(concept="seq", ends=(0,), reached=True, open=True, whole=False), "that is where it was heading."),
        (EndFact(concept="seq", ends=(), reached=False, open=False, number="0"), "it was heading to no outcome that"),
        (EndFact(concept="seq", ends=(0,), reached=False, open=True, number="262144"),
         "it was heading to 262,144 outcomes; one can still be led to from there."),
        (EndFact(concept="seq", ends=(0,), reached=False, open=False, number="1"),
         "it was heading to 1 outcome; it is no longer led to from there."),
    ],
)  # fmt: skip
def test_where_it_was_heading_is_said(fact: EndFact, says: str) -> None:
    import msgspec

    conflict = valley()
    facts = answer(replay(conflict))
    account = msgspec.structs.replace(facts.accounts[0], end=facts.accounts[0].start, ends=(fact,))
    assert says in ends(facts, account, Voice(conflict))


def test_a_question_that_lists_every_state_says_which_do_not() -> None:
    from detente.questions import find
    from detente.questions.question import Request

    options = ", ".join(f"o{k}: do {k}" for k in range(20))
    text = LARGE.replace("{A}", f"{{{options}}}").replace("{B}", f"{{{options}}}")
    conflict = read_conflict(text + "phases: {p: {date: 2020}, q: {date: 2021}}\nbeliefs: {a: {text: x}}\n")
    for name in ("phases", "mistaken", "pivot"):
        with pytest.raises(TooLargeError) as refused:
            find(name).asked(Request(conflict, conflict.accounts, given={"goal": ()}))
        message = str(refused.value)
        assert message.startswith(
            f"'{name}' lists every state. Large: 1,099,511,627,776 feasible states; at most "
        )
        assert message.endswith(
            "'analyze', 'equilibria', 'evolve' and 'explain' list none: ask one of these."
        )
    few = Request(conflict, conflict.accounts, most_states=100)
    with pytest.raises(TooLargeError) as refused:
        find("phases").asked(few)
    assert "lists every state" not in str(refused.value)


def test_a_sight_keeps_to_what_is_known() -> None:
    game = build_symbolic(valley().under("doves"))
    start = game.start
    assert start is not None
    for concept in CONCEPTS:
        sight = CarriedSight(game, concept)
        assert sight.reaches(start)
        assert all(sight.at_end(s) and sight.leads(s) for s in sight.ends)
        assert sight.at_end(start) is (start.id in {s.id for s in sight.ends})


def test_a_report_leaves_it_to_the_question() -> None:
    from detente.questions.question import Request
    from detente.reports.asking import not_asked

    conflict = large()
    told_ = "with 16,777,216 states this takes longer than a report should; 'detente replay' answers it"
    assert not_asked("replay", Request(conflict, conflict.accounts)) == told_
    assert not_asked("replay", Request(valley(), valley().accounts)) is None


def test_random_records_are_judged() -> None:
    """A comparison that sees no moves says nothing about them."""
    kinds: set[object] = set()
    for seed in range(60):
        rng = Random(seed)
        conflict = stated(rng)
        conflict = replace(conflict, timeline=alone(rng, conflict))
        try:
            game = build_symbolic(conflict.under())
            found = replay_games(conflict, [game])
        except ConflictFileError:
            continue
        for account in found.accounts:
            kinds |= {s.kind for s in account.steps}
            kinds |= {(c, yes) for s in account.judged for c, yes in zip(CONCEPTS, s.explained, strict=True)}
            kinds |= {
                ("foreseen", c)
                for s in account.judged
                for c, yes in zip(CONCEPTS, s.foreseen, strict=True)
                if yes
            }
    assert {"judged", "impossible", "idle"} <= kinds
    assert {(c, yes) for c in CONCEPTS for yes in (True, False)} <= kinds
    assert {("foreseen", c) for c in CONCEPTS} <= kinds
