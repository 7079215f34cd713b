"""Letters and titles of outcomes, and blocks: once for a whole page."""

from __future__ import annotations

from typing import Any

import pytest

from detente.answers import Answer, StateValue
from detente.conflict import read_conflict
from detente.wording import TODAY, Items, Outcome, Page, Picture, Said, Section, Table, Text, Voice, tables
from detente.wording.voice import letter
from tests.test_wording_words import GRAPH, RIVER, given, state

LAKE = (
    RIVER.replace("status_quo:", "old_status_quo:").split("old_status_quo:")[0]
    + """
states:
  calm: {is: [down.join], text: "all is calm."}
  bare_name: {is: [up.join]}
status_quo: [up.build, down.object]
"""
)
TWO = """
detente: 1
title: Two accounts
decision_makers:
  a: {name: Anna, options: {go: {text: go, short: goes}, wait: {text: wait}}}
  b: {name: Bert, options: {come: {text: come}}}
perspectives:
  wide:
    preferences: {a: [go], b: [come]}
  wider:
    options: {add: {a: {run: {text: run, short: runs}}}}
    preferences: {a: [go], b: [come]}
status_quo: []
"""


def answer(*states: StateValue, today: int | None = None, spoken: tuple[int, ...] = ()) -> Answer:
    return Answer(
        question="analyze",
        title="",
        perspective="base",
        perspectives=(),
        decision_makers=(),
        states=states,
        status_quo=today,
        spoken=spoken,
    )


NOW = state("up.build", "down.object")


def voice(*states: StateValue, today: StateValue | None = NOW, text: str = LAKE, **more: Any) -> Voice:
    return Voice(read_conflict(text), states, today, **more)


def test_letters():
    assert [letter(k) for k in (0, 1, 25, 26, 27, 51, 52)] == ["A", "B", "Z", "A2", "B2", "Z2", "A3"]


def test_an_outcome_is_named_by_letter_and_title():
    assert Outcome(NOW, "B", "talks").named == "B: talks"
    assert Outcome(NOW, "", "today").named == "today"


def test_letters_follow_the_answers_and_today_has_none():
    a, b, c = state("up.join"), state("up.release"), state("down.join")
    conflict = read_conflict(LAKE)
    spoken = Voice.of(
        conflict, [answer(b, NOW, a, today=1, spoken=(2, 1, 0)), answer(c, a, today=1, spoken=(0, 1))], "river"
    )
    assert spoken.states == (a, b, c)
    assert spoken.today == NOW  # of the first answer that has one
    assert [spoken.letter(s) for s in (a, b, c, NOW)] == ["A", "B", "C", "today"]
    assert spoken.command("pivot", "--state", "x") == "detente pivot river --state x"
    other = Voice.of(conflict, [answer(a, spoken=(0,)), answer(b, c, today=1, spoken=(0,))])
    assert (other.today, other.states) == (c, (a, b))
    assert other.command("check") == "detente check FILE"
    assert Voice.of(conflict, [answer(a, NOW, spoken=(0, 1))]).states == (a, NOW)
    assert TODAY == "today"
    assert Voice(conflict).file == "FILE"


def test_how_outcomes_are_referred_to():
    a, b = state("up.join", "up.build", "down.object"), state("up.build")
    told = voice(a, b)
    assert (told.title(a), told.title(b)) == ("Up: join", "Downstream: no lawsuit")
    assert told.named(a) == "A: Up: join"
    assert told.inside(a) == "Up: join (A)"
    assert told.letter(b) == "B"
    assert told.letters([b, NOW, a]) == "B, today or A"
    assert told.letters([b, a], "and") == "B and A"
    for say in (told.title, told.named, told.inside, told.letter):
        assert say(NOW) == "today"
        assert say(state("up.join")) == "Up: join"  # without a letter: by short words
    assert told.is_today(NOW)
    assert not told.is_today(a)
    assert not voice(a, today=None).is_today(a)
    assert list(told.outcomes) == [a.id, b.id, NOW.id]
    assert list(voice(a, today=None).outcomes) == [a.id]


@pytest.mark.parametrize(
    ("taken", "name", "title"),
    [
        (["down.join"], "calm", "all is calm"),  # the file's own words: its text, else its name
        (["up.join"], "bare_name", "bare name"),
        (["up.release"], "", "the valley is flooded"),  # a condition with a text that holds there alone
        (["up.build", "down.object", "up.fill.high"], "", "Up: lake high"),  # what differs from today
        (["up.build"], "", "Downstream: no lawsuit"),
        ([], "", "Up: no dam is built; Downstream: no lawsuit"),
        (["down.pump.fast"], "", "Up: no dam is built; Downstream: pump fast, no lawsuit"),
    ],
)
def test_titles(taken, name, title):
    one = state(*taken, name=name)
    assert voice(one).title(one) == title


def test_without_a_status_quo_a_title_is_all_that_is_taken():
    one = state("up.build", "up.fill.high")
    assert voice(one, today=None).title(one) == "Up: dam, lake high"


def test_a_change_of_level_is_told_by_the_new_level_alone():
    low, high = state("up.fill.very_low", "down.pump.slow"), state("up.fill.high", "down.pump.slow")
    assert voice(high, today=low).title(high) == "Up: lake high"
    assert voice(low, today=high).title(low) == "Up: lake very low"
    dry = state("down.pump.slow")
    assert voice(dry, today=low).title(dry) == "Up: The lake stays empty"
    both = state("up.fill.high", "up.build")
    assert voice(both, today=low).title(both) == "Up: dam, lake high; Downstream: no pump slow"


def test_a_title_that_is_taken_gives_way_to_short_words():
    one, two = state("up.release"), state("up.release", "up.build")
    assert voice(one).title(one) == voice(two).title(two) == "the valley is flooded"
    both = voice(one, two)  # the condition holds in both, so it is nobody's title
    assert both.title(one) == "Up: release, no dam is built; Downstream: no lawsuit"
    assert both.title(two) == "Up: release; Downstream: no lawsuit"
    plain = state("up.build")
    same = StateValue(id="same", taken=plain.taken, number="9")
    twice = voice(plain, same)
    assert twice.title(plain) == "Downstream: no lawsuit"
    assert twice.title(same) == "Up: dam"


def test_a_condition_is_no_title_where_it_holds_today_or_something_merged_is_spoken_of():
    one = state("up.release", "up.build")
    assert voice(one).title(one) == "the valley is flooded"
    assert voice(one, today=state("up.release")).title(one) == "Up: dam"
    merged = StateValue(id="m", taken=("up.build",), number="1", members=(("up.build",), ("up.build", "up.join")))
    assert voice(one, merged).title(one) == "Up: release; Downstream: no lawsuit"
    assert voice(merged, today=None).title(merged) == "Up: dam"


def test_a_long_condition_is_no_title():
    one = state("up.release")
    fits = LAKE.replace("the valley is flooded.", "x" * 70)
    too_long = LAKE.replace("the valley is flooded.", "x" * 71)
    assert voice(one, text=fits).title(one) == "x" * 70
    assert voice(one, text=too_long).title(one).startswith("Up: release")


def test_titles_of_given_states_are_their_short_words():
    peace, war = given("peace"), given("war")
    told = voice(war, peace, today=None, text=GRAPH)
    assert (told.title(peace), told.title(war)) == ("quiet", "they fight")
    assert told.named(war) == "A: they fight"


def test_titles_know_the_options_that_only_one_account_has():
    conflict = read_conflict(TWO)
    now = StateValue(id="none", taken=(), number="0")
    wide, wider = state("a.go"), state("a.run")
    told = Voice(conflict, (wide, wider), now)
    assert told.title(wide) == "Anna: goes"
    assert told.title(wider) == "Anna: runs"
    assert told.words("wider").short("a.run") == "runs"
    assert told.words("wide") is told.words("wide")
    assert told.words().conflict is conflict
    assert told.words("wide").conflict.account == "wide"


# -- blocks ------------------------------------------------------------------------------------------------------------


def test_tables_are_found_wherever_they_stand():
    one, two, three = (Table(("A",), (("b",),), title=t) for t in ("one", "two", "three"))
    blocks = [
        Text("t"),
        one,
        Section("s", (Items(("i",)), two)),
        Picture("<svg/>", "text", plain=(three, Text("t"))),
    ]
    assert [t.title for t in tables(blocks)] == ["one", "two", "three"]
    assert tables([]) == []


def test_what_blocks_are_where_nothing_is_said():
    table = Table(("A",), ())
    assert (table.title, table.note, table.id, table.heads) == ("", "", "table", 1)
    assert (table.centred, table.marks) == (frozenset(), {})
    assert not Items(("a",)).numbered
    picture = Picture("<svg/>", "text")
    assert (picture.title, picture.plain) == ("", ())
    said = Said("q", "h")
    assert (said.points, said.pictures, said.sure, said.next, said.details) == ((), (), "", (), ())
    assert (said.account, said.id) == ("", "")
    page = Page("t", (said,))
    assert (page.lead, page.front, page.language, page.appendix) == ((), (), "en", False)
