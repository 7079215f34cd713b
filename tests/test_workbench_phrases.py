"""Conditions typed in words: they are written in names, and what is not understood is told with what is nearest."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import example as this_one
from hypothesis import strategies as st

from detente.conflict import ConditionError, parse
from detente.workbench.edits.lexicon import lexicon
from detente.workbench.edits.phrases import (
    COMMA,
    INCOMPLETE,
    NO_CONDITION,
    NOT_KNOWN,
    NOTHING_KNOWN,
    SEVERAL,
    example,
    in_names,
    items,
    nearest,
    suggested,
    suggestions,
)
from detente.workbench.language.german import GERMAN
from detente.workbench.language.words import RefusedError

FILE = {
    "decision_makers": {
        "upper": {
            "options": {"release": "let more water through", "land": "land at night", "call": "call a vote"}
        },
        "lower": {
            "options": {
                "pay": {"text": "pay for the water, in full", "short": "pay up"},
                "sue": "Go to court!",
                "call": "call a vote",
                "dam": {"text": "build and run a dam", "levels": ["low", "high"]},
                "build": "build",
                "quit": "10",
                "silent": None,
            }
        },
    },
    "conditions": {"deal": {"that": "lower.pay", "text": "they agree"}, "plain": "lower.sue"},
    "perspectives": {
        "theirs": {"options": {"add": {"lower": {"wait": "sit it out"}}}},
        "ours": {"on": "theirs", "options": {"drop": ["lower.sue"]}},
        "round": {"on": "round"},
    },
}
KNOWN = lexicon(FILE, "lower")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("land at night", "upper.land"),
        ("Land  at NIGHT.", "upper.land"),
        ("not land at night", "not upper.land"),
        ("Not “land at night”", "not upper.land"),
        ("land at night or go to court", "upper.land or lower.sue"),
        ("sue AND let more water through", "sue and upper.release"),
        ("not (pay up or land at night) if they agree", "not (lower.pay or upper.land) if deal"),
        ("pay for the water, in full only if land at night", "lower.pay only if upper.land"),
        ("build and run a dam", "lower.dam"),
        ("build and land at night", "build and upper.land"),
        ("build and run a dam >= high and land at night", "lower.dam >= high and upper.land"),
        ("build and run a dam = low", "lower.dam = low"),
        ("10 -> land at night", "lower.quit -> upper.land"),
        ("go to court xor they agree iff 10", "lower.sue xor deal iff lower.quit"),
        ("lower.dam.low or they agree", "lower.dam.low or deal"),
        # what is in names already stays as somebody wrote it
        ("not  sue", "not  sue"),
        ("deal or plain", "deal or plain"),
        ("build", "build"),
        ("silent", "silent"),
    ],
)
def test_words_become_names(typed, written):
    assert in_names(KNOWN, typed) == written
    parse(written, KNOWN.scope)


@pytest.mark.parametrize(
    ("typed", "template", "piece"),
    [
        ("land at nite", NOT_KNOWN, "land at nite"),
        ("land at night and fly away or sue", NOT_KNOWN, "fly away"),
        ("not (fly, sue)", NOT_KNOWN, "fly"),
        ("sit it out", NOT_KNOWN, "sit it out"),
        ("call a vote", SEVERAL, "call a vote"),
        ("not call a vote or sue", SEVERAL, "call a vote"),
        ("land at night, sue", COMMA, ""),
        ("land at night or", INCOMPLETE, ""),
        ("land at night and and sue", INCOMPLETE, ""),
        ("and", INCOMPLETE, ""),
        ("not", INCOMPLETE, ""),
        ("(land at night", NO_CONDITION, ""),
        ("sue)", NO_CONDITION, ""),
        ("build and run a dam >= huge", NO_CONDITION, ""),
        ("land at night if sue if they agree", NO_CONDITION, ""),
        ("land at night >=", INCOMPLETE, ""),
    ],
)
def test_what_is_not_understood_is_told(typed, template, piece):
    with pytest.raises(RefusedError) as caught:
        in_names(KNOWN, typed)
    assert caught.value.template == template
    assert caught.value.parts.get("piece", "") == piece
    assert str(caught.value).startswith("nothing was written: ")
    german = caught.value.said("de")
    assert german.startswith("Nichts wurde geschrieben: ")
    assert piece in german


def test_what_is_nearest_stands_in_the_sentence_in_words_and_in_names():
    with pytest.raises(RefusedError) as caught:
        in_names(KNOWN, "not land at nite")
    told = str(caught.value)
    assert told.startswith(
        "nothing was written: “land at nite” is not understood; nearest to it: “land at night” (upper.land), “"
    )
    assert len(re.findall(r"“[^”]*” \(", told)) == 5
    with pytest.raises(RefusedError) as caught:
        in_names(KNOWN, "call a vote")
    assert str(caught.value).endswith("write the name of the one that is meant: upper.call, lower.call")
    with pytest.raises(
        RefusedError, match="“anything” is not understood, and nobody can do anything yet"
    ) as caught:
        in_names(lexicon({}), "anything")
    assert caught.value.template == NOTHING_KNOWN


def test_names_and_words_are_both_near():
    assert nearest(KNOWN, "lower.seu", 1) == [("Go to court!", "lower.sue")]
    assert nearest(KNOWN, "seu", 1) == [("Go to court!", "lower.sue")]
    assert nearest(KNOWN, "agreement", 1) == [("they agree", "deal")]
    assert nearest(KNOWN, "pay", 1) == [("pay for the water, in full", "lower.pay")]  # by its text, said once
    assert len({id for _, id in nearest(KNOWN, "x", 99)}) == len(nearest(KNOWN, "x", 99)) == 12


def test_every_sentence_is_there_in_german():
    for template in (NOT_KNOWN, NOTHING_KNOWN, SEVERAL, COMMA, INCOMPLETE, NO_CONDITION):
        parts = set(re.findall(r"\{(\w+)\}", template))
        assert set(re.findall(r"\{(\w+)\}", GERMAN[template])) == parts


def test_german_words_join_in_a_german_file_only():
    options = {"pay": "Wasser bezahlen", "sue": "vor Gericht gehen", "go": "weg gehen"}
    file = {"language": "de", "decision_makers": {"a": {"options": options}}}
    typed = "nicht vor Gericht gehen und Wasser bezahlen nur wenn weg gehen oder sue falls pay"
    known = lexicon(file, "a")
    assert in_names(known, "nicht vor Gericht gehen und Wasser bezahlen") == "not a.sue and a.pay"
    assert in_names(known, "Wasser bezahlen nur wenn weg gehen oder sue") == "a.pay only if a.go or sue"
    assert in_names(known, "Wasser bezahlen falls weg gehen") == "a.pay if a.go"
    with pytest.raises(RefusedError):
        in_names(lexicon(file | {"language": "en"}, "a"), typed)
    with pytest.raises(RefusedError):
        in_names(lexicon(file | {"language": ["de"]}, "a"), "nicht weg gehen")


# -- lists -------------------------------------------------------------------------------------------------------------


def test_a_list_is_cut_at_commas_but_not_in_the_words_of_an_option():
    assert items(KNOWN, "lower.sue , upper.land") == ["lower.sue", "upper.land"]
    assert items(KNOWN, "pay for the water, in full, land at night") == ["lower.pay", "upper.land"]
    assert items(KNOWN, "land at night and sue, they agree") == ["upper.land and sue", "deal"]
    with pytest.raises(RefusedError, match="“fly” is not understood"):
        items(KNOWN, "sue, fly")
    with pytest.raises(RefusedError, match="cannot be read"):
        items(KNOWN, "(sue, land at night)")


# -- what a file has ---------------------------------------------------------------------------------------------------


def test_accounts_add_options_and_those_that_stand_on_them_have_them():
    assert in_names(lexicon(FILE, "lower", "theirs"), "not sit it out") == "not lower.wait"
    assert in_names(lexicon(FILE, "lower", "ours"), "not sit it out") == "not lower.wait"
    for account in ("", "none", "round"):
        with pytest.raises(RefusedError):
            in_names(lexicon(FILE, "lower", account), "sit it out")
    assert in_names(lexicon(FILE), "silent") == "lower.silent"  # it has no words but its name
    with pytest.raises(RefusedError):
        in_names(lexicon(FILE), "sue")  # the name alone is one of the party's own


def test_states_are_what_conditions_of_a_graph_are_made_of():
    graph = {
        "decision_makers": {"a": {"name": "A"}},
        "states": {"war": "they fight", "peace": {"text": "nobody fights"}},
        "moves": {},
        "conditions": {"bad": {"that": "war", "text": "all is lost"}},
    }
    known = lexicon(graph, "a")
    assert in_names(known, "not they fight and all is lost") == "not war and bad"
    assert in_names(known, "nobody fights or war") == "peace or war"
    assert in_names(lexicon({"states": ["war", 1], "moves": {}}), "not war") == "not war"
    with pytest.raises(RefusedError):
        in_names(lexicon({k: v for k, v in graph.items() if k != "moves"}, "a"), "they fight")


@pytest.mark.parametrize(
    "root", [None, [], {}, {"decision_makers": []}, {"decision_makers": {"a": None, "b": {}}}]
)
def test_a_file_with_nothing_in_it_has_no_words(root):
    known = lexicon(root, "a", "b")
    assert known.told == ()
    assert suggestions(known) == []
    assert example(known) == ""


# -- what is suggested -------------------------------------------------------------------------------------------------


def test_suggestions_are_found_by_words_and_by_names_and_are_read():
    told = {label: value for value, label in suggestions(KNOWN)}
    assert told["land at night (upper.land)"] == "land at night"
    assert told["call a vote (lower.call)"] == "lower.call"  # the words are another's, too
    assert told["build (lower.build)"] == "lower.build"  # the words are read as a name
    assert len(told) == len(suggestions(KNOWN)) == 12
    for value, label in suggestions(KNOWN):
        for negated in ("", "not "):
            read = parse(in_names(KNOWN, negated + value), KNOWN.scope)
            assert read == parse(negated + re.findall(r"\(([\w.]+)\)$", label)[0], KNOWN.scope)


def test_the_example_is_what_another_party_can_do():
    assert example(KNOWN) == "not let more water through"
    assert example(lexicon(FILE, "upper")) == "not pay for the water, in full"
    alone = {"decision_makers": {"a": {"options": {"go": "leave"}}}}
    assert example(lexicon(alone, "a")) == "not leave"


def test_the_example_is_said_in_the_language_of_the_file():
    file = {"language": "de", "decision_makers": {"a": {"options": {"go": "gehen"}}}}
    assert example(lexicon(file, "a")) == "nicht gehen"


def test_a_comma_before_a_joint_joins_nothing():
    file = {"decision_makers": {"a": {"options": {"go": "leave, if asked", "p": "pay", "s": "stay"}}}}
    known = lexicon(file, "a")
    assert in_names(known, "pay, if stay") == "a.p if a.s"
    assert in_names(known, "leave, if asked") == "a.go"
    german = lexicon(file | {"language": "de"}, "a")
    assert in_names(german, "pay, wenn nicht stay") == "a.p if not a.s"
    with pytest.raises(RefusedError, match="in place of the comma"):
        in_names(known, "pay, stay")
    with pytest.raises(RefusedError, match="“fight”"):
        in_names(known, "pay, if fight")


# -- against a slow reference ------------------------------------------------------------------------------------------

SLOWLY = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a machine that is shared is slow
WORDS = st.sampled_from(["a", "b", "c", "and", "or", "not", "if", "7", "x"])
JOINING = {"not", "and", "or", "xor", "if", "only", "iff", "then"}
TEXTS = (  # a text of words that join conditions alone says nothing
    st.lists(WORDS, min_size=1, max_size=4).filter(lambda words: not {*words} <= JOINING).map(" ".join)
)


def readings(tokens: list[str], phrases: dict[str, set[str]], known) -> list[str]:
    """Give every way in which words can be read without anything that is not known: by trying all there are."""
    found = []

    def begin(at: int, told: list[str]) -> None:
        for stop in range(at + 1, len(tokens) + 1):
            for id in phrases.get(" ".join(tokens[at:stop]), ()):
                if stop > at + 1 or not known.known(tokens[at]):
                    end(stop, [*told, id])
        if at < len(tokens) and tokens[at] == "not":
            begin(at + 1, [*told, "not"])
        elif at < len(tokens) and known.known(tokens[at]):
            end(at + 1, [*told, tokens[at]])

    def end(at: int, told: list[str]) -> None:
        if at == len(tokens):
            found.append(" ".join(told))
        elif tokens[at] in ("and", "or", "if"):
            begin(at + 1, [*told, tokens[at]])

    begin(0, [])
    return found


def reads(known, text: str) -> bool:
    try:
        parse(text, known.scope)
    except ConditionError:
        return False
    return True


@SLOWLY
@given(st.lists(TEXTS, min_size=1, max_size=5), st.lists(WORDS, min_size=1, max_size=9))
def test_words_are_read_as_a_slow_reader_reads_them(texts, tokens):
    options = {f"o{k}": text for k, text in enumerate(texts)}
    known = lexicon({"decision_makers": {"p": {"options": options}}}, "p")
    phrases: dict[str, set[str]] = {}
    for id, text in options.items():
        phrases.setdefault(text, set()).add(f"p.{id}")
    typed = " ".join(tokens)
    told = [r for r in readings(tokens, phrases, known) if reads(known, r)]
    several = {text for text, ids in phrases.items() if len(ids) > 1}
    refused, written = "", ""
    try:
        written = in_names(known, typed)
    except RefusedError as error:
        refused = error.template
    if not refused:
        assert written in told
        assert len(set(told)) > 1 or written == told[0]
    elif refused not in (INCOMPLETE, NO_CONDITION) and not any(text in typed for text in several):
        assert not told


@SLOWLY
@this_one(["a", "not a", "a and a"])
@given(st.lists(TEXTS, min_size=1, max_size=6, unique=True))
def test_the_text_of_every_option_is_its_id_also_where_one_text_holds_another(texts):
    options = {f"o{k}": text for k, text in enumerate(texts)}
    known = lexicon({"decision_makers": {"p": {"options": options}}}, "p")
    for id, text in options.items():
        assert in_names(known, text) == f"p.{id}"
        assert in_names(known, text.upper()) == f"p.{id}"
    for value, label in suggestions(known):
        assert in_names(known, value) == label.rpartition("(")[2][:-1]
        assert in_names(known, f"not {value}") == "not " + in_names(known, value)


@SLOWLY
@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(texts, typed):
    options = {f"o{k}": text for k, text in enumerate(texts)}
    known = lexicon({"decision_makers": {"p": {"options": options}}}, "p")
    for read in (in_names, items):
        try:
            found = read(known, typed)
        except RefusedError:
            continue
        for one in chain([found] if isinstance(found, str) else found):
            parse(one, known.scope)


def test_what_is_suggested_for_an_account_has_the_options_that_it_adds_or_stands_on():
    added = {"options": {"add": {"b": {"sign": "sign"}}}}
    file = {
        "decision_makers": {"a": {"options": {"go": "leave"}}, "b": {"options": {"p": "pay"}}},
        "perspectives": {"one": {}, "more": added, "too": {"on": "more"}, "other": {"says": "x"}},
    }
    names, lists = suggested(file, "a", ["base", "one", "more", "too", "other"])
    told = {account: [label for _, label in dict(lists)[name]] for account, name in names.items()}
    plainly = ["leave (a.go)", "pay (b.p)"]
    wider = [*plainly, "sign (b.sign)"]
    assert told == {"base": plainly, "one": plainly, "more": wider, "too": wider, "other": plainly}
    assert len(lists) == 2  # each list once
    assert suggested(file, "a", []) == ({}, [])
