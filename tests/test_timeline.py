"""The record in the file: read, written, kept under an account, and what is wrong with it told."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

from detente.conflict import ConflictFileError, read_conflict, to_json, to_yaml
from detente.conflict.alone import alone
from detente.conflict.dates import is_date, precedes
from detente.conflict.reading.timeline import MOST_AT_ONCE, MOST_EVENTS
from detente.exchange.notes import told_of
from detente.questions.check import check
from detente.questions.check.answer import answer
from tests.generate import random_file, random_graph_file, random_levels_file

HEAD = """\
detente: 1
title: A valley
status_quo: [south.arm.low]
sources: {paper: A paper}
decision_makers:
  north: {name: North, options: {fight: fight now, talk: talk}}
  south: {name: South, options: {arm: {text: arm, levels: [low, high]}, talk: talk}}
preferences:
  north: [not south.arm, not fight]
  south: [arm, not north.fight]
perspectives:
  one: {says: One account}
  other:
    says: Another
    options: {add: {north: {hide: hide}}, drop: [south.talk]}
"""
FILE = (
    HEAD
    + """\
timeline:
  talks:
    date: 2024-02
    does: [north.talk, south.talk]
    text: Both talk
    because: It was announced.
    source: [paper#3]
    confidence: 0.5
  war: {date: 2024-02-11, does: [not north.talk, north.fight, not south.arm]}
  speech: {date: 2024-03, by: south, text: A speech, source: paper}
  hiding: {date: 2025, does: north.hide}
"""
)
GRAPH = """\
detente: 1
title: States
status_quo: here
decision_makers: {a: {}, b: {}}
states: {here: H, there: T}
moves: {a: [here -> there], b: [there -> here]}
preferences: {a: [there], b: [here]}
timeline:
  go: {date: 2024, by: a, to: there}
  back: {date: 2024, by: [b], to: here}
"""


def test_an_event_is_read_as_it_is_written() -> None:
    talks, war, speech, hiding = read_conflict(FILE).timeline
    assert (talks.date, talks.does, talks.text, talks.because, talks.confidence) == (
        "2024-02",
        (("north.talk", True), ("south.talk", True)),
        "Both talk",
        "It was announced.",
        0.5,
    )
    assert [str(c) for c in talks.sources] == ["paper#3"]
    assert war.does == (("north.talk", False), ("north.fight", True), ("south.arm", False))
    assert war.written() == ["not north.talk", "north.fight", "not south.arm"]
    assert (speech.by, speech.does, speech.modelled, war.modelled) == (("south",), (), False, True)
    assert hiding.does == (("north.hide", True),)  # an option that one account alone has
    go, back = read_conflict(GRAPH).timeline
    assert (go.by, go.to, back.by, go.modelled) == (("a",), "there", ("b",), True)


@pytest.mark.parametrize("text", [FILE, GRAPH])
def test_what_is_written_reads_back(text: str) -> None:
    conflict = read_conflict(text)
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict


def random_events(rng: Random, file: dict[str, Any], number: int) -> dict[str, Any]:
    """Make a record: moves of one or of several, some of which the model does not allow, and what is no move."""
    makers = list(file["decision_makers"])
    events: dict[str, Any] = {}
    year = 2000
    for k in range(number):
        year += rng.randint(0, 1)
        event: dict[str, Any] = {"date": rng.choice([str(year), f"{year}-12", f"{year}-12-31"])}
        year += 1
        if rng.random() < 0.1:
            event["text"] = "something else"
        elif "states" in file and "moves" in file:
            event |= {"by": rng.sample(makers, min(len(makers), rng.choice([1, 1, 2])))}
            event["to"] = rng.choice(list(file["states"]))
        else:
            chosen = {}
            for dm in rng.sample(makers, min(len(makers), rng.choice([1, 1, 2, 3]))):
                for id, body in (file["decision_makers"][dm].get("options") or {}).items():
                    if rng.random() < 0.7:
                        levels = body.get("levels") if isinstance(body, dict) else None
                        taken = rng.random() < 0.6
                        whole = f"{dm}.{id}"
                        chosen[f"{whole}.{rng.choice(levels)}" if levels and taken else whole] = taken
            if chosen:
                event["does"] = [o if yes else f"not {o}" for o, yes in chosen.items()]
        events[f"e{k}"] = event
    return events


@pytest.mark.parametrize("seed", range(30))
def test_any_record_reads_back(seed: int) -> None:
    rng = Random(seed)
    file = rng.choice([random_file, random_graph_file, random_levels_file])(rng)
    file["timeline"] = random_events(rng, file, 6)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    assert [e.id for e in conflict.timeline] == list(file["timeline"])
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict


def test_under_an_account_that_does_not_know_an_option_its_event_is_no_move() -> None:
    conflict = read_conflict(FILE)
    one, other = (alone(conflict.under(a)) for a in ("one", "other"))
    assert [e.modelled for e in one.timeline] == [True, True, False, False]
    assert one.timeline[3].by == ("north",)
    assert other.timeline == conflict.timeline
    for account in ("one", "other"):
        text = to_yaml(conflict.under(account))
        assert read_conflict(text).timeline == alone(conflict.under(account)).timeline


MISTAKES = [
    ("{date: 2024-13}", "a date is YYYY, YYYY-MM or YYYY-MM-DD, found '2024-13'"),
    ("{date: 2024-02-30}", "found '2024-02-30'"),
    ("{date: 11 May}", "found '11 May'"),
    ("{does: north.talk}", "an event needs the key 'date'"),
    ("{date: 2024, do: north.talk}", "an event has no key 'do'; did you mean 'does'?"),
    ("{date: 2024, does: north.tlak}", "no option 'north.tlak'; did you mean 'north.talk'?"),
    ("{date: 2024, does: south.arm}", "'south.arm' has levels; say at which one"),
    ("{date: 2024, does: [north.talk, north.talk]}", "'north.talk' stands twice"),
    ("{date: 2024, does: [north.talk, not north.talk]}", "with and without 'not'"),
    ("{date: 2024, does: [south.arm.low, south.arm.high]}", "taken at one level at most"),
    ("{date: 2024, does: [south.arm.low, not south.arm]}", "taken at one level at most"),
    ("{date: 2024, does: []}", "nothing is done"),
    ("{date: 2024, by: []}", "nobody moves"),
    ("{date: 2024, by: nort}", "no decision maker 'nort'; did you mean 'north'?"),
    ("{date: 2024, by: [north, north]}", "'north' moves once; it stands twice"),
    ("{date: 2024, by: north, does: north.talk}", "leave 'by' out where there is 'does'"),
    ("{date: 2024, to: here}", "given by options has no 'to'; write 'does'"),
    ("{date: 2024, source: nobody}", "no source 'nobody'"),
    ("{date: 2024, confidence: 2}", "a confidence is a number from 0 to 1"),
]


@pytest.mark.parametrize(("wrong", "told"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(wrong: str, told: str) -> None:
    text = f"{HEAD}timeline:\n  e: {wrong}\n"
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(text)
    assert told in str(caught.value)
    assert f":{len(text.splitlines())}:" in str(caught.value)


def test_a_date_does_not_lie_before_the_one_above() -> None:
    with pytest.raises(ConflictFileError, match="2024-01 lies before 2024-02-11, which stands above"):
        read_conflict(
            f"{HEAD}timeline:\n  a: {{date: 2024-02-11}}\n  b: {{date: 2024-01}}\n  c: {{date: 2024-02-12}}\n"
        )
    assert read_conflict(f"{HEAD}timeline:\n  a: {{date: 2024-02-11}}\n  b: {{date: 2024-02}}\n")


def test_states_are_moved_to_by_somebody() -> None:
    for wrong, told in (
        ("{date: 2024, to: there}", "a move to a state is made by somebody"),
        ("{date: 2024, by: a, to: thre}", "no state 'thre'; did you mean 'there'?"),
        ("{date: 2024, by: a, does: a.x}", "given by 'states' and 'moves' has no 'does'; write 'to'"),
    ):
        with pytest.raises(ConflictFileError) as caught:
            read_conflict(
                f"{GRAPH}  more: {wrong}\n".replace(
                    "date: 2024, by: a, to: there", "date: 2020, by: a, to: there"
                )
            )
        assert told in str(caught.value)


def test_there_are_limits() -> None:
    makers = ", ".join(f"d{k}: {{options: {{o: o}}}}" for k in range(MOST_AT_ONCE + 1))
    head = f"detente: 1\ntitle: Many\ndecision_makers: {{{makers}}}\n"
    does = ", ".join(f"d{k}.o" for k in range(MOST_AT_ONCE))
    assert read_conflict(f"{head}timeline: {{e: {{date: 2024, does: [{does}]}}}}\n")
    with pytest.raises(ConflictFileError, match=f"{MOST_AT_ONCE + 1} decision makers move at once; at most"):
        read_conflict(f"{head}timeline: {{e: {{date: 2024, does: [{does}, d{MOST_AT_ONCE}.o]}}}}\n")
    many = ", ".join(f"e{k}: {{date: 2024}}" for k in range(MOST_EVENTS + 1))
    with pytest.raises(ConflictFileError, match=f"has {MOST_EVENTS + 1} entries; at most {MOST_EVENTS}"):
        read_conflict(f"{head}timeline: {{{many}}}\n")


def test_dates() -> None:
    assert [is_date(t) for t in ("0000", "2024-00", "2024-1", "2024-02-29", "2023-02-29", "٢٠٢٤", "20240101")] == [
        False, False, False, True, False, False, False,
    ]  # fmt: skip
    assert precedes("2023", "2024-01-01")
    assert not precedes("2024", "2024-01-01")
    assert not precedes("2024-01-01", "2024")
    assert precedes("2024-01-31", "2024-02")


def test_other_formats_say_that_they_have_no_place_for_it() -> None:
    conflict = read_conflict(FILE)
    assert told_of(conflict, conflict.under("one"))["timeline"] == "4 events of the record"


def test_check_counts_it_and_names_what_has_no_source() -> None:
    conflict = read_conflict(FILE)
    found = answer(check(conflict))
    assert found.events == 4
    assert [u.id for u in found.unsourced if u.kind == "event"] == ["war", "hiding"]
    assert "paper" not in [u.id for u in found.unused if u.kind == "source"]
