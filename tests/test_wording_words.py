"""Parties, options, states, conditions, claims and sources: each is said from facts made by hand, and read."""

from __future__ import annotations

from typing import Any

import pytest

from detente.answers import Reason, StateValue
from detente.conflict import Citation, Conflict, read_conflict
from detente.wording import NOTHING, Words, label, labels

RIVER = """
detente: 1
title: A river
sources:
  gazette: {author: Miller, publisher: The Gazette, title: On dams, date: 2024-05-06}
  radio: {publisher: Radio Delta, title: The news, date: 2023-02}
  letter: {title: A letter}
  note: {note: nothing but a note}
conditions:
  flood: {that: up.release and not down.open_gates, text: the valley is flooded., otherwise: the valley stays dry.}
  hard_times: up.build and down.object
  joint-plan: {that: up.join and down.join, text: both plan together}
decision_makers:
  up:
    name: Upstream
    short: Up
    options:
      build: {text: build the dam., short: dam, otherwise: no dam is built.}
      release: {text: release all water}
      fill: {text: Fill the lake, short: lake, levels: [very_low, high], otherwise: The lake stays empty.}
      join: {text: plan together}
  down:
    name: Downstream
    options:
      object: {text: object in court, short: lawsuit}
      open_gates: {text: open the gates.}
      join: {text: plan together}
      pump: {text: Pump water, levels: [slow, fast]}
  both: {name: Farmers and Fishers}
  trade: {name: "Traders, millers"}
  other: {name: Brandy and Sons, short: Brandy}
definitions: {}
preferences:
  up:
    - {id: dam, that: build, text: the dam stands., source: "gazette#12"}
    - not down.object
  down: [not up.build]
  both: []
  trade: []
  other: []
status_quo: [up.build, down.object]
""".replace("definitions: {}\n", "")
GRAPH = """
detente: 1
title: Cases
decision_makers: {a: {name: Anna}, b: {name: Bert}}
states:
  peace: {text: "all is quiet.", short: quiet}
  war: {text: they fight}
  bare: {}
moves: {a: ["peace -> war"], b: ["war -> peace", "war -> bare"]}
preferences: {a: {ranking: [[peace], [war], [bare]]}, b: {ranking: [[war], [peace], [bare]]}}
status_quo: peace
"""
WORDS = Words(read_conflict(RIVER))
CASES = Words(read_conflict(GRAPH))


def state(*taken: str, **more: Any) -> StateValue:
    return StateValue(id="+".join(taken), taken=tuple(sorted(taken)), number=more.pop("number", "7"), **more)


def given(name: str, *members: str) -> StateValue:
    return StateValue(id=name, taken=(), number="3", name=name, given=True, members=tuple((m,) for m in members))


def say(text: str, own: str = "", conflict: Conflict = WORDS.conflict) -> str:
    """Read a condition as a claim of the conflict would have it, and say it."""
    written = RIVER.replace("down: [not up.build]", f"down: [{{id: asked, that: '{text}'}}]")
    words = Words(read_conflict(written)) if conflict is WORDS.conflict else Words(conflict)
    statement = words.find_statement("down", "asked")
    assert statement is not None
    return words.condition(statement.that, own)


# -- parties -----------------------------------------------------------------------------------------------------------


def test_parties_are_named_in_full_and_in_short():
    assert (WORDS.dm("up"), WORDS.party("up")) == ("Upstream", "Up")
    assert (WORDS.dm("down"), WORDS.party("down")) == ("Downstream", "Downstream")


def test_a_name_that_reads_as_two_parties_is_quoted_unless_it_has_a_short_one():
    assert WORDS.party("both") == "“Farmers and Fishers”"
    assert WORDS.party("trade") == "“Traders, millers”"
    assert WORDS.party("other") == "Brandy"
    assert WORDS.parties(["up", "both", "down"]) == "Up, “Farmers and Fishers” and Downstream"
    assert WORDS.parties(["up", "down"], "or") == "Up or Downstream"


# -- options -----------------------------------------------------------------------------------------------------------


def test_options_are_said_by_their_texts_without_the_stop():
    assert WORDS.option("up.build") == "build the dam"
    assert WORDS.option("up.fill") == "Fill the lake"
    assert WORDS.option("up.fill.high") == "Fill the lake (high)"
    assert WORDS.quoted(["up.build", "down.object"]) == "“build the dam” and “object in court”"
    assert WORDS.quoted([]) == ""


def test_options_come_in_the_order_of_the_file():
    assert WORDS.ordered({"down.object", "up.release", "up.build"}) == ["up.build", "up.release", "down.object"]


@pytest.mark.parametrize(
    ("option", "short", "without"),
    [
        ("up.build", "dam", "no dam is built"),
        ("up.release", "release", "no release"),
        ("up.fill", "lake", "The lake stays empty"),
        ("up.fill.very_low", "lake very low", "The lake stays empty"),
        ("down.open_gates", "open gates", "no open gates"),
        ("down.object", "lawsuit", "no lawsuit"),
        ("down.pump", "pump", "no pump"),
        ("down.pump.fast", "pump fast", "no pump fast"),
    ],
)
def test_short_words_of_options_and_of_their_absence(option, short, without):
    assert WORDS.short(option) == short
    assert WORDS.without(option) == without


# -- states ------------------------------------------------------------------------------------------------------------


def test_a_state_is_what_each_party_takes():
    both = state("down.object", "up.build", "up.fill.high")
    assert WORDS.taken(both.taken) == "Up: build the dam, Fill the lake (high) · Downstream: object in court"
    assert WORDS.in_short(both.taken) == "Up: dam, lake high · Downstream: lawsuit"
    assert WORDS.by_maker(both.taken) == {"up": ["dam", "lake high"], "down": ["lawsuit"]}
    assert WORDS.brief(both) == WORDS.in_short(both.taken)
    assert WORDS.state(both) == WORDS.cell(both) == WORDS.taken(both.taken)
    assert NOTHING == "no option is taken"
    assert WORDS.taken([]) == WORDS.in_short([]) == WORDS.state(state()) == NOTHING
    assert WORDS.what == "What is taken"
    assert WORDS.given == {}


def test_a_merged_state_says_what_is_left_open():
    merged = state("up.build", members=(("up.build",), ("up.build", "down.object", "up.release")))
    assert WORDS.state(merged) == (
        "Up: build the dam (whatever becomes of “release all water” and “object in court”)"
    )
    assert WORDS.state(state("up.build", members=(("up.build",),))) == "Up: build the dam"


def test_states_that_are_given_are_said_by_their_texts():
    assert CASES.what == "What it is"
    assert set(CASES.given) == {"peace", "war", "bare"}
    assert CASES.state(given("peace")) == CASES.cell(given("peace")) == "all is quiet"
    assert CASES.brief(given("peace")) == "quiet"
    assert CASES.brief(given("war")) == "they fight"
    assert CASES.state(given("bare")) == CASES.brief(given("bare")) == "bare"
    assert CASES.cell(given("bare")) == ""
    assert CASES.state(given("m", "peace", "war", "bare")) == "all is quiet, they fight or bare"


def test_references_in_tables_are_the_name_or_the_number():
    assert label(state("up.build", name="dry")) == "dry"
    assert label(state("up.build", number="12")) == "#12"
    many = [state(number=str(k)) for k in range(1, 9)]
    assert labels(many) == "#1, #2, #3, #4, #5, #6 and 2 more"
    assert labels(many[:6]) == "#1, #2, #3, #4, #5, #6"
    assert labels(many, 1) == "#1 and 7 more"
    assert labels([state()] * 2000, 1) == "#7 and 1,999 more"


# -- moves -------------------------------------------------------------------------------------------------------------


def test_a_move_says_what_is_taken_up_and_what_is_dropped():
    before, after = state("up.build", "down.object"), state("up.release", "up.join", "down.object")
    said = "take up “release all water” and “plan together” and drop “build the dam”"
    assert WORDS.step(before, after, "up") == said
    assert WORDS.step(after, before, "up") == (
        "take up “build the dam” and drop “release all water” and “plan together”"
    )
    assert WORDS.step_short(before, after, "up") == "release, join, no dam is built"
    assert WORDS.step_short(after, before, "up") == "dam, no release, no join"


def test_a_move_of_one_party_says_nothing_of_the_others():
    before, after = state("down.object"), state("up.build")
    assert WORDS.step(before, after, "up") == "take up “build the dam”"
    assert WORDS.step(before, after, "down") == "drop “object in court”"
    assert WORDS.step_short(before, after, "up") == "dam"
    assert WORDS.step_short(before, after, "down") == "no lawsuit"
    assert WORDS.step(before, before, "up") == "move to #7"
    assert WORDS.step_short(before, before, "up") == "#7"


def test_a_move_between_levels_says_from_where_to_where():
    low, high = state("up.fill.very_low"), state("up.fill.high")
    assert WORDS.step(low, high, "up") == "go from “Fill the lake (very low)” to “Fill the lake (high)”"
    assert WORDS.step(high, low, "up") == "go from “Fill the lake (high)” to “Fill the lake (very low)”"
    assert WORDS.step(low, state("up.fill.high", "up.build"), "up") == (
        "go from “Fill the lake (very low)” to “Fill the lake (high)” and take up “build the dam”"
    )
    assert WORDS.step(state(), high, "up") == "take up “Fill the lake (high)”"
    assert WORDS.step(high, state(), "up") == "drop “Fill the lake (high)”"
    assert WORDS.step_short(low, high, "up") == "lake high"
    assert WORDS.step_short(high, low, "up") == "lake very low"
    assert WORDS.step_short(high, state(), "up") == "The lake stays empty"
    assert WORDS.step_short(state("down.pump.slow", "up.build"), state("down.pump.fast"), "down") == "pump fast"


def test_a_move_from_a_merged_state_takes_up_only_what_no_member_takes():
    merged = state("up.build", members=(("up.build",), ("up.build", "up.release")))
    after = state("up.release", "up.join")
    assert WORDS.step(merged, after, "up") == "take up “plan together” and drop “build the dam”"
    assert WORDS.step(after, merged, "up") == "take up “build the dam” and drop “plan together”"
    assert WORDS.step_short(merged, after, "up") == "join, no dam is built"
    assert WORDS.step_short(after, merged, "up") == "dam, no join"


def test_a_move_between_given_states_names_where_it_leads():
    assert CASES.step(given("war"), given("peace"), "b") == "move to peace (“quiet”)"
    assert CASES.step(given("war"), given("bare"), "b") == "move to bare"
    assert CASES.step_short(given("war"), given("peace"), "b") == "quiet"
    assert CASES.step_short(given("war"), given("bare"), "b") == "bare"


# -- conditions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "own", "said"),
    [
        ("up.build", "", "Up: “build the dam”"),
        ("up.build", "up", "“build the dam”"),
        ("not up.build", "", "Up: “no dam is built”"),
        ("not up.build", "up", "“no dam is built”"),
        ("not down.object", "", "Downstream: not “object in court”"),
        ("not down.object", "down", "not “object in court”"),
        ("up.fill", "", "Up: “Fill the lake” (at any level)"),
        ("up.fill", "up", "“Fill the lake” (at any level)"),
        ("not up.fill", "", "Up: “The lake stays empty”"),
        ("up.fill >= high", "", "Up: “Fill the lake (high)”"),
        ("down.pump >= slow", "down", "“Pump water” (at any level)"),
        ("not down.pump", "", "Downstream: not “Pump water” (at any level)"),
        ("not down.pump", "down", "not “Pump water” (at any level)"),
        ("flood", "", "the valley is flooded"),
        ("not flood", "", "the valley stays dry"),
        ("hard_times", "", "hard times"),
        ("not hard_times", "", "not the case that “hard times”"),
        ("joint-plan", "", "both plan together"),
        ("not joint-plan", "", "not the case that “both plan together”"),
        ("flood and joint-plan", "", "“the valley is flooded” and “both plan together”"),
        ("up.build or down.object", "up", "“build the dam” or Downstream: “object in court”"),
        ("not (up.build or down.object)", "up", "neither “build the dam” nor Downstream: “object in court”"),
        ("not (up.build and down.object)", "up", "not both “build the dam” and Downstream: “object in court”"),
        (
            "not (up.build or up.release or up.join)",
            "up",
            "none of “build the dam”, “release all water” and “plan together”",
        ),
        (
            "not (up.build and up.release and up.join)",
            "up",
            "not all of “build the dam”, “release all water” and “plan together”",
        ),
        ("up.build -> up.join", "up", "“build the dam” only if “plan together”"),
        ("up.build only if up.join", "up", "“build the dam” only if “plan together”"),
        ("up.build if up.join", "up", "“build the dam” if “plan together”"),
        ("up.build <-> up.join", "up", "“build the dam” exactly if “plan together”"),
        ("up.build xor up.join", "up", "“build the dam” or else “plan together”"),
        (
            "(up.build or up.join) and up.release",
            "up",
            "[“build the dam” or “plan together”] and “release all water”",
        ),
        ("not (up.build if up.join)", "up", "not the case that [“build the dam” if “plan together”]"),
        (
            "not (up.build and (flood or up.join))",
            "up",
            "not both “build the dam” and [“the valley is flooded” or “plan together”]",
        ),
    ],
)
def test_conditions_cannot_be_read_as_their_opposite(written, own, said):
    assert say(written, own) == said


def test_conditions_on_given_states():
    def told(text: str) -> str:
        statement = Words(
            read_conflict(
                GRAPH.replace("a: {ranking: [[peace], [war], [bare]]}", f"a: [{{id: asked, that: {text}}}]")
            )
        )
        found = statement.find_statement("a", "asked")
        assert found is not None
        return statement.condition(found.that)

    assert told("peace") == "peace (“quiet”)"
    assert told("not war") == "not war (“they fight”)"
    assert told("bare") == "bare"
    assert told("not bare") == "not bare"


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_claim_is_said_by_its_text_or_by_its_condition():
    assert WORDS.claim("up", "dam") == "the dam stands"
    preference = WORDS.conflict.preferences["up"]
    second = preference.statements[1].id  # type: ignore[union-attr]
    assert WORDS.claim("up", second) == "Downstream: not “object in court”"
    assert WORDS.claim("up", "nobody knows it") == "nobody knows it"
    assert WORDS.find_statement("up", "nobody knows it") is None
    third = WORDS.conflict.preferences["down"].statements[0]  # type: ignore[union-attr]
    assert WORDS.claim("down", third.id) == "Up: “no dam is built”"
    assert WORDS.statement(third, "up") == "“no dam is built”"
    assert WORDS.statement(third) == "Up: “no dam is built”"
    assert WORDS.claim("both", "dam") == "the dam stands"  # not its own: it is found in the whole file


def reason(gain: int, **more: Any) -> Reason:
    facts: dict[str, Any] = {"statement": None, "places": (3, 1), "of": 4, **more}
    return Reason(decision_maker="up", before=0, after=1, gain=gain, **facts)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (reason(1, statement="dam"), "it wants the dam stands"),
        (reason(-1, statement="dam"), "it would lose what it wants: the dam stands"),
        (reason(1, statement="dam", degree=2), "much better for it, it wants the dam stands"),
        (reason(-1, statement="dam", degree=2), "much worse for it, it would lose what it wants: the dam stands"),
        (reason(1), "1st instead of 3rd of 4 in its order"),
        (reason(-1, places=(1, 2)), "2nd instead of 1st of 4 in its order"),
        (reason(1, degree=2), "much better for it, 1st instead of 3rd of 4 in its order"),
        (reason(0, places=(2, 3)), "as good to it as before (3rd of 4 in its order)"),
        (reason(0, of=0), "as good to it"),
        (reason(0, of=0, statement="dam"), "as good to it"),
        (reason(1, of=0), "it prefers that"),
        (reason(-1, of=0), "it likes that less"),
        (reason(1, of=0, statement="dam"), "it wants the dam stands"),
        (reason(0, unknown=True), "it is unknown which of the two it prefers"),
        (reason(0, unknown=True, statement="dam"), "it is unknown whether it wants the dam stands or the opposite"),
    ],
)
def test_why_a_party_prefers_something(found, said):
    assert WORDS.reason(found) == said


# -- sources -----------------------------------------------------------------------------------------------------------


def test_sources_go_by_their_author_with_the_year():
    assert [WORDS.source(s) for s in ("gazette", "radio", "letter", "note", "who")] == [
        "Miller 2024",
        "Radio Delta 2023",
        "A letter",
        "note",
        "who",
    ]


def test_citations_name_the_places():
    cited = [Citation("gazette", "12"), Citation("radio"), Citation("gazette", "14")]
    assert WORDS.citations(cited) == "Miller 2024, 12, 14; Radio Delta 2023"
    assert WORDS.citations([]) == ""
