"""Sentences that questions share, read with facts made by hand: standings, what is shared, the basis, marks, tables."""

from __future__ import annotations

import msgspec
import pytest

from detente.answers import Basis, Ends, Level, Shared, Standing, StateValue
from detente.conflict import Conflict, find_concept, read_conflict
from detente.questions.analyze import analyze
from detente.questions.analyze.answer import AnalyzeAnswer, answer
from detente.wording import Voice, Words, fitting
from detente.wording.accounts import accounts_named
from detente.wording.basis import basis_line, basis_of_all, basis_sources
from detente.wording.concepts import looking, marks
from detente.wording.options import option_table
from detente.wording.outcomes import (
    fares,
    in_common,
    options_told,
    sentence,
    shared_by_all,
    spoken_of,
    target,
)
from detente.wording.texts import length

FILE = """
detente: 1
title: A river
status_quo: [up.quota]
sources: {press: {publisher: The Press, date: 2024-05}, talk: {author: A. Speaker, date: "2023"}}
decision_makers:
  up:
    name: Upstream and its allies
    options:
      dam: {text: build the dam, short: dam, levels: [low, high]}
      quota: {text: keep the quota, short: quota, otherwise: no more quota}
  down:
    name: Downstream
    options: {protest: {text: protest in the streets, short: protest}, pay: {text: pay, short: payment}}
  sea: {name: The coast, options: {fish: {text: go fishing, short: fishing}}}
preferences:
  up: [dam, {id: last-wish, that: quota}]
  down: [not up.dam, protest if up.dam, not protest]
  sea: [fish]
"""


@pytest.fixture(scope="module")
def conflict() -> Conflict:
    return read_conflict(FILE)


@pytest.fixture(scope="module")
def words(conflict: Conflict) -> Words:
    return Words(conflict.under())


def standing(dm: str, kind: str, *, last: bool = False, statement: str | None = None) -> Standing:
    return Standing(decision_maker=dm, kind=kind, last=last, statement=statement)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("better", "Better off than today: Downstream."),
        ("worse", "Worse off than today: Downstream."),
        ("better_or_same", "No worse off than today: Downstream."),
        ("worse_or_same", "No better off than today: Downstream."),
        ("open", "Better or worse off, depending on the outcome: Downstream."),
        ("unknown", "It is unknown for Downstream."),
        ("same", "Everybody is as well off as today."),
    ],
)
def test_each_way_to_fare_is_said(words: Words, kind: str, told: str) -> None:
    assert fares([standing("down", kind)], words) == told


def test_those_who_gain_come_first_and_as_before_is_left_out_where_it_is_long(words: Words) -> None:
    some = [standing("up", "worse"), standing("down", "better"), standing("sea", "same")]
    assert fares(some, words, "In A") == (
        "In A, better off than today: Downstream; worse off: “Upstream and its allies”; "
        "as well off as today: The coast."
    )
    assert fares(some, words, "In A", most=15) == (
        "In A, better off than today: Downstream; worse off: “Upstream and its allies”."
    )
    assert fares(some, words, "In A", most=5) == (
        "In A, of 3 parties, better off than today: 1; worse off: 1; as today or depending on the outcome: 1."
    )
    assert fares(some[:2], words, most=1) == "Of 2 parties, better off than today: 1; worse off: 1."
    assert fares([standing("down", "worse"), standing("sea", "worse")], words) == (
        "Worse off than today: Downstream and The coast."
    )
    assert fares([], words) == ""


def test_a_gain_that_rests_on_the_least_wish_says_so(words: Words) -> None:
    gain = standing("up", "better", last=True, statement="last-wish")
    loss = standing("up", "worse", last=True, statement="last-wish")
    own = "“Upstream and its allies”, only by its least wish (“keep the quota”)."
    assert fares([gain], words) == f"Better off than today: {own}"
    assert fares([loss], words) == f"Worse off than today: {own}"
    assert fares([gain], words, most=14) == (
        "Better off than today: “Upstream and its allies”, only by its least wish."
    )
    first = standing("up", "better", statement="last-wish")
    assert fares([first], words) == "Better off than today: “Upstream and its allies”."
    same = standing("up", "open", last=True, statement="last-wish")
    assert "wish" not in fares([same], words)


def test_what_outcomes_share_counts_options_at_whatever_level(words: Words) -> None:
    today = StateValue(id="up.quota", taken=("up.quota",), number="4")
    shared = Shared(
        taken=("up.quota", "down.protest"),
        levels=(Level(option="up.dam", levels=("low", "high")),),
        gone=(),
        never=("down.pay",),
    )
    up = "“Upstream and its allies”"
    assert in_common(shared, words, today) == f"{up}: dam (low or high); Downstream: protest"
    assert in_common(shared, words, today, full=True) == (
        f"{up}: quota, dam (low or high); Downstream: protest"
    )
    gone = Shared(taken=("down.pay",), gone=("up.quota",))
    assert in_common(gone, words, today) == "Downstream: payment; no more quota"
    assert in_common(None, words, today) == in_common(Shared(), words, today) == ""
    assert options_told(words, ["sea.fish", "down.pay", "down.protest"]) == (
        "Downstream: protest, payment; The coast: fishing"
    )


def test_what_several_accounts_share_counts_levels_that_differ_between_them(words: Words) -> None:
    low, high = (
        Shared(taken=("up.dam.low", "sea.fish")),
        Shared(taken=("up.dam.high", "sea.fish", "down.pay")),
    )
    both = Shared(taken=("sea.fish",), levels=(Level(option="up.dam", levels=("low", "high")),))
    assert shared_by_all([low, high], words) == ({"sea.fish"}, {"up.dam": ("low", "high")})
    assert shared_by_all([low, both], words) == ({"sea.fish"}, {"up.dam": ("low", "high")})
    assert shared_by_all([low, low], words) == ({"up.dam.low", "sea.fish"}, {})
    assert shared_by_all([low, Shared(taken=("sea.fish",))], words) == ({"sea.fish"}, {})
    assert shared_by_all([], words) == (set(), {})


def test_short_texts_are_chosen_and_sentences_are_whole() -> None:
    assert length("two words") == 2
    assert fitting("one two three", "one two", "one", most=2) == "one two"
    assert fitting("one two three", "one two", most=1) == "one two"
    assert sentence("in A", "", "it holds") == "In A it holds."
    assert sentence("it holds.") == "It holds."


# -- outcomes and their letters ----------------------------------------------------------------------


def made(conflict: Conflict, spoken: tuple[int, ...]) -> tuple[AnalyzeAnswer, Voice]:
    found = msgspec.structs.replace(answer(analyze(conflict.game())), spoken=spoken)
    return found, Voice.of(conflict, [found], "river.yaml")


def test_outcomes_are_said_by_letter_and_title_where_they_have_one(conflict: Conflict) -> None:
    found, voice = made(conflict, (8, 9))
    assert [s.id for s in found.outcomes] == [found.states[k].id for k in (8, 9)]
    one, two, many = (
        Ends(concept="nash", states=s, count=c) for s, c in (((8,), "1"), ((8, 9), "2"), ((8, 9), "3"))
    )
    first = f"{voice.letter(found.states[8])} ({voice.title(found.states[8])})"
    assert target(found, one, voice) == first
    assert first.startswith("A (")
    assert target(found, one, voice, titled=False) == "A"
    assert target(found, two, voice) == "A or B"
    assert target(found, many, voice) == "one of 3 outcomes"
    assert target(found, Ends(concept="nash", states=(), count=None), voice) == "one of many outcomes"
    assert target(found, Ends(concept="nash", states=(3,), count="1"), voice) == "one outcome"
    assert (
        target(found, Ends(concept="nash", states=(), count=str(10**13)), voice) == "one of 1.0e13 outcomes"
    )
    assert [s.id for s in spoken_of(found, two) or ()] == [found.states[k].id for k in (8, 9)]
    assert spoken_of(found, many) is None
    assert spoken_of(found, Ends(concept="nash", states=(8, 3), count="2")) is None


# -- the basis ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        (None, "Rests on no claim."),
        (
            Basis(claims=30, sourced=25, own=8, doubted=0),
            "Rests on 30 claims: 17 from sources, 8 the editors' own, 5 without a source.",
        ),
        (Basis(claims=8, sourced=8, own=8, doubted=0), "Rests on 8 claims: 8 the editors' own."),
        (Basis(claims=0, sourced=0, doubted=0), "Rests on no claim."),
        (Basis(claims=1, sourced=0, doubted=0), "Rests on 1 claim, without a source."),
        (
            Basis(claims=3, sourced=0, doubted=1),
            "Rests on 3 claims, none with a source; 1 is marked as doubtful.",
        ),
        (
            Basis(claims=30, sourced=22, doubted=14, sources=("press", "talk")),
            "Rests on 30 claims, 22 with a source; 14 are marked as doubtful.",
        ),
        (
            Basis(claims=1, sourced=1, doubted=0, sources=("talk",)),
            "Rests on 1 claim, with a source.",
        ),
        (
            Basis(claims=9, sourced=9, doubted=0, sources=("talk", "press", "x", "y", "z")),
            "Rests on 9 claims, all with a source.",
        ),
    ],
)
def test_the_basis_is_said_in_one_line(basis: Basis | None, told: str) -> None:
    assert basis_line(basis) == told


def test_the_sources_are_named_the_most_often_named_first(words: Words) -> None:
    basis = Basis(
        claims=9, sourced=9, doubted=0, sources=("talk", "press"), by_source=(("talk", 2), ("press", 7))
    )
    assert basis_sources(basis, words) == "Sources of the claims: The Press 2024 (7); A. Speaker 2023 (2)."
    assert basis_sources(None, words) == basis_sources(Basis(claims=1, sourced=0, doubted=0), words) == ""


def test_the_basis_of_several_accounts_is_summed(conflict: Conflict) -> None:
    found, _ = made(conflict, ())
    one, two, none = (
        msgspec.structs.replace(found, basis=b)
        for b in (Basis(claims=3, sourced=2, doubted=1), Basis(claims=4, sourced=4, doubted=1), None)
    )
    assert basis_of_all([one]) == "Rests on 3 claims, 2 with a source; 1 is marked as doubtful."
    assert basis_of_all([one, two]) == (
        "Rests on 7 claims of 2 accounts, 6 with a source; 2 are marked as doubtful."
    )
    theirs = msgspec.structs.replace(found, basis=Basis(claims=4, sourced=4, own=1, doubted=0))
    assert basis_of_all([one, theirs]) == (
        "Rests on 7 claims of 2 accounts: 5 from sources, 1 the editors' own, 1 without a source; "
        "1 is marked as doubtful."
    )
    assert basis_of_all([none, none]) == "Rests on no claim."
    assert accounts_named(["kyiv"]) == "In the account “kyiv”"
    assert accounts_named(["kyiv", "broker"]) == "In the accounts “kyiv” and “broker”"


# -- concepts ----------------------------------------------------------------------------------------


def test_marks_say_under_which_concepts_something_holds() -> None:
    assert marks({"gmr": True, "seq": False, "nash": None}) == "Nash ? SEQ ✗ GMR ✓"
    assert marks({"seq-a": False, "seq-b": True, "nash-a": True, "nash-b": True}) == "Nash ✓ SEQ ✓ by b"
    assert marks({"seq-a": False, "seq-b": False}) == "SEQ ✗"
    assert marks({"seq": True, "seq-strong": False}) == "SEQ ✓"
    assert marks({"seq-strong": False}) == f"{find_concept('seq-strong').name} ✗"


def test_how_the_sides_look_ahead_is_said_in_words() -> None:
    assert looking("nash") == "if each side looks only at its own next move"
    assert looking("seq") == "if each side expects the answers that would pay for the others"
    assert looking("gmr-strong").startswith(
        "if each side fears any answer, even a costly one, and is deterred"
    )
    assert looking("smr").startswith("if each side fears any answer, even a costly one, unless it could")
    assert looking("l2") == "if each side looks 2 moves ahead"


# -- the option table --------------------------------------------------------------------------------


def test_the_option_table_has_the_right_mark_in_each_cell(words: Words) -> None:
    states = [
        StateValue(id="x", taken=("up.dam.high", "down.protest", "sea.fish"), number="0"),
        StateValue(id="y", taken=("sea.fish",), number="1"),
        StateValue(
            id="z",
            taken=("sea.fish",),
            number="2",
            members=(("sea.fish",), ("sea.fish", "down.pay")),
            name="z",
        ),
    ]
    table = option_table(words, states, ["A", "B", "C"], "Title", "id", differing=False)
    assert table.columns == ("Party", "Option", "A", "B", "C")
    assert table.rows == (
        ("“Upstream and its allies”", "build the dam", "high", "·", "·"),
        ("", "keep the quota", "·", "·", "·"),
        ("Downstream", "protest in the streets", "●", "·", "·"),
        ("", "pay", "·", "·", "○"),
        ("The coast", "go fishing", "●", "●", "●"),
    )
    assert table.note == ""
    assert table.marks == {"●": "taken", "·": "not taken", "○": "either"}
    assert (table.title, table.id, table.heads, set(table.centred)) == ("Title", "id", 2, {2, 3, 4})
    less = option_table(words, states[:2], ["A", "B"], "Title", "id", differing=True)
    assert [row[1] for row in less.rows] == ["build the dam", "protest in the streets"]
    assert less.note == "Only the options in which these differ."
    alone = option_table(words, states[1:2], ["B"], "Title", "id", differing=True)
    assert len(alone.rows) == 5
    assert "differ" not in alone.note


def test_states_that_are_given_are_listed(conflict: Conflict) -> None:
    given = read_conflict("""
detente: 1
title: given
decision_makers: {a: {name: Anna}, b: {name: Bob}}
states: {calm: nothing happens, storm: {text: it rains, short: rain}}
moves: {a: [calm -> storm], b: [storm -> calm]}
preferences: {a: {ranking: [calm, storm]}, b: {ranking: [calm, storm]}}
""")
    states = [StateValue(id=n, taken=(), number="0", name=n, given=True, text="") for n in ("calm", "storm")]
    table = option_table(Words(given.under()), states, ["A", "B"], "Title", "id", differing=False)
    assert table.columns == ("Outcome", "What it is")
    assert table.rows == (("A", "nothing happens"), ("B", "it rains"))
    assert conflict.title
