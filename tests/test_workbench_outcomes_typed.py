"""An outcome is typed in the same words in every form: a number, a letter, today, a name, or what is done there."""

from __future__ import annotations

import re
from html import unescape
from itertools import combinations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from detente.workbench.edits.lexicon import lexicon
from detente.workbench.edits.outcomes import exactly
from detente.workbench.language.words import RefusedError
from detente.workbench.questions.typed import NotReadError, condition, known_in, outcome
from tests.test_workbench_forms import FORMS
from tests.test_workbench_words_typed import refusal
from tests.workbench_client import Bench

BAY = """detente: 1
title: The bay
status_quo: [fleet.tow]
decision_makers:
  divers: {name: Inshore divers, options: {blockade: Blockade the harbour, court: go to court}}
  fleet: {name: Trawlers, options: {leave: Leave the bay, court: go to court, tow: "Tow; through the buoys"}}
  state:
    name: Ministry
    options: {buy: Buy back all of the fishing licences, ban: {text: Ban trawling, levels: [small, full]}}
rules:
  - {never: fleet.leave and fleet.tow}
states:
  calm: {text: all is calm, is: fleet.leave+state.buy}
preferences:
  divers: [fleet.leave, not divers.blockade]
  fleet: [not fleet.leave if not state.buy, not state.ban]
  state: [not divers.blockade, not fleet.tow]
"""
CONFLICT = read_conflict(BAY)
UNDER = [CONFLICT.under("base")]
KNOWN = known_in(UNDER)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5", "5"),
        ("#5", "#5"),
        ("today", "status_quo"),
        ("Today", "status_quo"),
        ("status_quo", "status_quo"),
        ("calm", "calm"),
        ("All is calm", "calm"),
        ("none", "none"),
        ("Nothing is done", "none"),
        ("no option is taken", "none"),
        ("fleet.leave+state.buy", "fleet.leave+state.buy"),
        ("Leave the bay", "fleet.leave"),
        ("Leave the bay and buy", "fleet.leave+state.buy"),
        ("Leave the bay, Buy back all of the fishing licences", "fleet.leave+state.buy"),
        ("leave the bay, buy, and Blockade the harbour", "fleet.leave+state.buy+divers.blockade"),
        ("leave the bay and not buy", "fleet.leave"),
        ("Tow; through the buoys", "fleet.tow"),
        ("Leave the bay; buy", "fleet.leave+state.buy"),
        ("Ban trawling: full", "state.ban.full"),
        ("Ban trawling = full and leave the bay", "state.ban.full+fleet.leave"),
        ("Trawlers: Leave the bay, go to court · Ministry: Ban trawling (small)",
         "fleet.leave+fleet.court+state.ban.small"),
        ("Inshore divers: go to court · Trawlers: go to court", "divers.court+fleet.court"),
        ("Leave the bay or buy", "fleet.leave or state.buy"),
        ("fleet.leave if state.buy", "fleet.leave if state.buy"),
    ],
)  # fmt: skip
def test_whatever_names_an_outcome_is_read(typed, found):
    assert outcome(UNDER, (), typed) == found


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("fly away", "“fly away” is not understood; nearest to it: “"),
        ("Leave the bay and fly", "“fly” is not understood; nearest to it: “"),
        ("go to court", "“go to court” can mean several things"),
        ("Ban trawling", "at which: “Ban trawling: small”, “Ban trawling: full”"),
        ("Leave the bay and not leave the bay", "cannot be done and not done"),
        ("Leave the bay, Tow; through the buoys", "cannot be, by the rule “Trawlers: “Leave the bay” and T"),
    ],
)  # fmt: skip
def test_what_names_none_or_several_is_refused_in_words(typed, why):
    with pytest.raises(RefusedError) as caught:
        outcome(UNDER, (), typed)
    told = NotReadError("Which outcome", caught.value)
    assert str(told).startswith("“Which outcome”: ")
    assert why in str(told)
    assert "nothing was written" not in str(told)
    assert told.said("de").startswith("“Which outcome”: ")
    assert told.said("de") != str(told)


def test_today_is_refused_where_the_file_does_not_say_it():
    begun = read_conflict(BAY.replace("status_quo: [fleet.tow]\n", ""))
    with pytest.raises(RefusedError, match="does not say what is done today"):
        outcome([begun.under("base")], (), "today")


def test_every_outcome_as_pages_say_it_is_read_back():
    spoken = UNDER[0]
    options = ["divers.blockade", "divers.court", "fleet.leave", "fleet.court", "state.buy", "state.ban.full"]
    from detente.wording import Words

    said = Words(spoken)
    for number in range(len(options) + 1):
        for taken in combinations(options, number):
            for told in (said.taken(taken), said.in_short(taken)):
                assert exactly(KNOWN, told).split("+") == list(taken or ["none"]), told


def test_a_goal_is_what_has_to_hold_and_not_all_that_is_done():
    assert outcome(UNDER, (), "Leave the bay and buy", goal=True) == "fleet.leave and state.buy"
    assert outcome(UNDER, (), "all is calm", goal=True) == "calm"
    assert outcome(UNDER, (), "today", now="today") == "today"
    assert outcome(UNDER, (), "heute", called="heute") == "status_quo"


def test_a_condition_is_read_in_words_and_in_names():
    assert condition(UNDER, "not Leave the bay or buy") == "not fleet.leave or state.buy"
    assert condition(UNDER, "leave", "fleet") == "leave"
    with pytest.raises(RefusedError):
        condition(UNDER, "leave")


def test_given_states_are_outcomes_too():
    known = lexicon({"states": {"war": "they fight", "peace": "nobody fights"}, "moves": {}})
    assert exactly(known, "They fight") == "war"
    assert exactly(known, "they fight and nobody fights") == ""
    assert exactly(known, "not they fight") == ""


def answered(bench, question, **query):
    page = bench.get(f"c/river.yaml/ask/{question}", params={"ask": "1", **query}).text
    found = re.search(r'(?s)<div id="answered">(.*?)</main>', page)
    assert found
    return words(found[1])


def test_forms_and_links_take_the_same_words(tmp_path):
    bench = Bench(tmp_path, BAY)
    wanted = answered(bench, "explain", **{"state.words": "fleet.leave+state.buy"})
    assert "This cannot be answered" not in wanted
    for typed in (
        "Leave the bay and buy",
        "leave the bay, buy",
        "all is calm",
        "Trawlers: leave the bay · Ministry: buy",
    ):
        assert answered(bench, "explain", **{"state.words": typed}) == wanted
        assert answered(bench, "explain", state=typed) == wanted  # as the page Graph asks
    today = answered(bench, "explain")
    assert answered(bench, "explain", state="today") == today != wanted
    refused = answered(bench, "explain", state="Leave the boy")
    assert (
        "“Which outcome”: “Leave the boy” is not understood; nearest to it: “Leave the bay” (fleet.leave)"
        in refused
    )
    asked = {"prefer.0": "state", "prefer.1": "not Leave the bay or buy"}
    assert answered(bench, "whatif", **asked) == answered(
        bench, "whatif", **asked | {"prefer.1": "not fleet.leave or state.buy"}
    )
    assert "is not understood" in answered(bench, "whatif", **asked | {"prefer.1": "fly"})
    assert answered(bench, "states", where="not leave the bay") == answered(
        bench, "states", where="not fleet.leave"
    )
    assert answered(bench, "evolve", start="today") == answered(bench, "evolve")


def test_a_german_page_says_in_german_what_it_does_not_understand(tmp_path):
    bench = Bench(tmp_path, BAY.replace("detente: 1", "detente: 1\nlanguage: de"))
    told = bench.get("c/river.yaml/ask/explain", params={"ask": "1", "state": "weg hier"}).text
    assert "„weg hier“ ist nicht zu verstehen" in told
    assert "nothing was written" not in told
    assert answered(bench, "explain", state="heute") == answered(bench, "explain")


def test_a_chain_is_typed_in_words_too(tmp_path):
    bench = Bench(tmp_path, FORMS)
    state = {"party": "state", "account": "base"}
    for typed, written in (
        ("go to court > nothing is done", "lower.sue > none"),
        (
            "let water through and pay for the water ~ go to court > none",
            "upper.release+lower.pay ~ lower.sue > none",
        ),
        ("build a dam: low > lower.pay", "upper.dam.low > lower.pay"),
    ):
        assert bench.edit("chain", chain=typed, **state, page="text").status_code == 200
        assert plain(bench.text)["preferences"]["state"]["partial"][-1] == written
        read_conflict(bench.text)
    assert "“fly” is not understood" in refusal(bench.edit("chain", chain="fly > none", **state))
