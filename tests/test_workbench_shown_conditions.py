"""What answers and pages show of conditions can be typed back: in whatever words, it means the same."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from detente.workbench.edits import shown
from detente.workbench.edits.hands import words_of
from detente.workbench.edits.lexicon import lexicon
from detente.workbench.edits.phrases import GROUPED, NOT_KNOWN, SEVERAL, in_names
from detente.workbench.edits.shown import GroupingError, plainly
from detente.workbench.language.german import GERMAN
from detente.workbench.language.words import RefusedError

TEXT = """detente: 1
language: {language}
title: The bay
status_quo: []
decision_makers:
  divers:
    name: Inshore divers
    options: {{blockade: Blockade the harbour, court: go to court, wait: {{text: Wait and see, otherwise: they stir}}}}
  fleet:
    name: "Trawlers, large and small"
    short: Fleet
    options:
      leave_bay: {{text: Leave the whole of the bay for good, source: papers}}
      court: go to court
  state:
    name: Ministry
    options:
      ban: {{text: Ban trawling in the bay, levels: [small, very_large, full], otherwise: the bay stays open}}
      buy: {{text: Buy, levels: {{some: buy some of the boats, all: null}}}}
conditions:
  calm: not divers.blockade and not fleet.court
  deal: {{that: fleet.leave_bay, text: the boats are gone, otherwise: boats are left}}
sources: {{papers: {{title: Papers}}}}
preferences:
  divers: [fleet.leave_bay]
  fleet: []
  state: []
"""
ENGLISH, DEUTSCH = TEXT.format(language="en"), TEXT.format(language="de")
FILES = {text: (read_conflict(text), lexicon(plain(text), "divers")) for text in (ENGLISH, DEUTSCH)}
PLAIN = ["divers.blockade", "divers.court", "divers.wait", "fleet.leave_bay", "fleet.court", "calm", "deal"]
LEVELS = ["state.ban.small", "state.ban.full", "state.ban", "state.buy", "state.buy.all", "state.buy.some"]
COMPARED = ["state.ban >= very_large", "state.ban = very_large", "state.ban < full", "state.buy > some"]
CONDITIONS = st.recursive(
    st.sampled_from([*PLAIN, *LEVELS, *COMPARED]),
    lambda inner: (
        inner.map("not ({})".format)
        | st.tuples(inner, st.sampled_from(["and", "or", "xor", "if", "only if", "->", "<->"]), inner).map(
            lambda t: f"({t[0]}) {t[1]} ({t[2]})"
        )
        | st.tuples(st.sampled_from(["and", "or", "xor"]), st.lists(inner, min_size=3, max_size=3)).map(
            lambda t: f" {t[0]} ".join(f"({x})" for x in t[1])
        )
    ),
    max_leaves=5,
)


def states(conflict):
    """Give all states, as far as conditions tell them apart."""
    plainly = [o for o, x in conflict.options.items() if x.of is None]
    levels = [[None, *(f"{o}.{x}" for x in one.levels)] for o, one in conflict.levels.items()]
    for taken in product((False, True), repeat=len(plainly)):
        for at in product(*levels):
            yield frozenset([o for o, t in zip(plainly, taken, strict=True) if t] + [x for x in at if x])


STATES = list(states(FILES[ENGLISH][0]))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([ENGLISH, DEUTSCH]), CONDITIONS)
def test_whatever_is_shown_of_a_condition_can_be_typed_back(text, written):
    conflict, known = FILES[text]
    meant = conflict.condition(written, "divers")
    # The same words at two parties are told apart by whose they are; a party's own stand without its name.
    told = words_of(conflict).condition(meant, "" if "court" in written or "calm" in written else "divers")
    read = conflict.condition(in_names(known, told), "divers")
    assert all(meant.holds(s) == read.holds(s) for s in STATES), (told, in_names(known, told))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Fleet: not “go to court”", "not fleet.court"),
        ("Fleet: go to court", "fleet.court"),
        ("Trawlers, large and small: go to court", "fleet.court"),
        ("fleet: go to court", "fleet.court"),
        ("Inshore divers: “go to court”", "divers.court"),
        ("Inshore divers: not go to court or Fleet: go to court", "not divers.court or fleet.court"),
        ("Blockade the harbour if and only if leave bay", "divers.blockade iff fleet.leave_bay"),
        ("Blockade the harbour exactly if leave bay", "divers.blockade iff fleet.leave_bay"),
        ("Blockade the harbour iff leave bay", "divers.blockade iff fleet.leave_bay"),
        ("Blockade the harbour unless leave bay", "divers.blockade if not fleet.leave_bay"),
        ("Blockade the harbour, unless leave bay or calm", "divers.blockade if not (fleet.leave_bay or calm)"),
        ("not (Blockade the harbour unless leave bay)", "not (divers.blockade if not fleet.leave_bay)"),
        ("Ban trawling in the bay: full", "state.ban.full"),
        ("Ban trawling in the bay = full", "state.ban = full"),
        ("“Ban trawling in the bay” = full", "state.ban = full"),
        ("Ban trawling in the bay (full)", "state.ban.full"),
        ("Ministry: not “Ban trawling in the bay” (very large or more)", "not state.ban >= very_large"),
        ("Ministry: not “Ban trawling in the bay” (at any level)", "not state.ban"),
        ("ban very large", "state.ban.very_large"),
        ("the bay stays open", "not state.ban"),
        ("buy some of the boats", "state.buy.some"),
        ("not the boats are gone", "not deal"),
        ("boats are left or they stir", "not deal or not divers.wait"),
        ("neither Blockade the harbour nor leave bay", "not (divers.blockade or fleet.leave_bay)"),
        ("[Fleet: not “go to court”] and [Inshore divers: not “Blockade the harbour”]",
         "not fleet.court and not divers.blockade"),
        ("either Blockade the harbour or leave bay, but not both", "divers.blockade xor fleet.leave_bay"),
        ("none of “Blockade the harbour”, “leave bay” and calm", "not (divers.blockade or fleet.leave_bay or calm)"),
        ("calm and not both leave bay and Wait and see", "calm and not (fleet.leave_bay and divers.wait)"),
    ],
)  # fmt: skip
def test_it_is_written_in_names(typed, written):
    assert in_names(FILES[ENGLISH][1], typed) == written


@pytest.mark.parametrize(
    ("typed", "template", "piece"),
    [
        ("go to court", SEVERAL, "go to court"),
        ("Ministry: go to court", NOT_KNOWN, "Ministry: go to court"),
        ("Ministry: not go to court", NOT_KNOWN, "Ministry: not go to court"),
        ("either leave bay or calm", GROUPED, "either"),
        ("neither leave bay nor calm if Wait and see", GROUPED, "neither"),
        ("neither leave bay and calm", GROUPED, "neither"),
        ("not both leave bay or calm", GROUPED, "not both"),
        ("an odd number of calm", GROUPED, "an odd number of"),
        ("leave bay nor calm", GROUPED, "nor"),
        ("leave bay or calm, but not both", GROUPED, "but not both"),
        ("leave bay unless they shout", NOT_KNOWN, "they shout"),
        ("leave bay unless calm if Wait and see", GROUPED, "unless"),
    ],
)
def test_what_can_mean_several_things_is_refused_by_name(typed, template, piece):
    with pytest.raises(RefusedError) as caught:
        in_names(FILES[ENGLISH][1], typed)
    assert (caught.value.template, caught.value.parts.get("piece", "")) == (template, piece)
    assert caught.value.said("de") != str(caught.value)


def test_german_words_that_join():
    known = FILES[DEUTSCH][1]
    assert in_names(known, "calm genau dann, wenn Wait and see") == "calm iff divers.wait"
    assert in_names(known, "calm, es sei denn Wait and see") == "calm if not divers.wait"
    assert in_names(known, "calm, außer wenn Wait and see") == "calm if not divers.wait"
    assert in_names(known, "weder calm noch Wait and see") == "not (calm or divers.wait)"
    assert in_names(known, "Fleet: nicht „go to court“") == "not fleet.court"
    with pytest.raises(RefusedError):
        in_names(FILES[ENGLISH][1], "weder calm noch Wait and see")
    assert GROUPED in GERMAN


def test_what_somebody_called_something_goes_before_what_is_made_of_names():
    options = {"a_b": "the whole of the long first thing", "c": "a b", "d": "p: a b"}
    known = lexicon({"decision_makers": {"p": {"options": options}}}, "p")
    assert (in_names(known, "a b"), in_names(known, "p: a b")) == ("p.c", "p.d")


def test_words_inside_words_stay_what_they_are():
    options = {"x": "attack unless paid", "y": "neither fight nor talk", "z": "paid"}
    known = lexicon({"decision_makers": {"p": {"options": options}}}, "p")
    assert in_names(known, "attack unless paid") == "p.x"
    assert in_names(known, "attack unless paid unless paid") == "p.x if not p.z"
    assert in_names(known, "neither fight nor talk and paid") == "p.y and p.z"


def test_a_file_with_very_many_options_is_read_in_its_own_words(monkeypatch):
    monkeypatch.setattr("detente.workbench.edits.lexicon.MOST_PHRASES", 3)
    known = lexicon(plain(ENGLISH), "divers")
    assert in_names(known, "not Wait and see") == "not divers.wait"
    with pytest.raises(RefusedError):
        in_names(known, "Fleet: go to court")


def test_given_states_are_shown_with_their_words():
    graph = {
        "decision_makers": {"a": {"name": "A"}},
        "states": {"war": "they fight", "peace": {"text": "nobody fights", "short": "quiet"}},
        "moves": {},
    }
    known = lexicon(graph, "a")
    assert in_names(known, "war (“they fight”) or not peace (“quiet”)") == "war or not peace"


def test_what_is_held_together_is_said_plainly():
    assert " ".join(plainly(["x", "and", "neither", "a", "nor", "b"])) == "x and not ( a or b )"
    assert " ".join(plainly(["(", "neither", "a", "nor", "b", ")", "if", "c"])) == "( not ( a or b ) ) if c"
    assert " ".join(plainly(["odd", "a", ",", "b", ",", "and", "c"])) == "a xor b xor c"
    with pytest.raises(GroupingError):
        plainly(["either", "a", "not both"])
    assert shown.bare(["(", "a", ")", ")"]) == ["a", ")"]
