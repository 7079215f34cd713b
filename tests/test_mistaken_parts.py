"""Parts of ``mistaken`` one by one, on typed facts: letters, levels of imagined options, corrections that cannot be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from detente.conflict import read_conflict
from detente.questions.mistaken import answer as facts
from detente.questions.mistaken import tables, words
from detente.questions.mistaken.answer import CorrectedEnds, CorrectionFact, PieceFact
from tests.test_mistaken_words import BLOCK, ROAD, VOICE, answer, heading, own, speaker

LEVELLED = """
detente: 1
title: Levels
status_quo: []
decision_makers:
  a: {name: A, options: {x: x}}
  b: {name: B, options: {y: y}}
preferences: {a: [x], b: [y]}
beliefs:
  a: {options: {add: {b: {dam: {text: build a dam, levels: [low, high]}, ghost: {text: send a ghost}}}}}
"""


def test_letters_go_to_what_comes_about_then_to_what_would_then_to_what_is_expected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ends = {("now", "nash"): [1], ("now", "seq"): [2, 3], ("truth", "nash"): [4], ("truth", "seq"): [5]}
    ends |= {("own", "nash"): [0, 2], ("own", "seq"): [1, 3]}
    monkeypatch.setattr(facts, "ends_of", lambda heads, concept: np.array(ends[heads, concept]))
    mine = SimpleNamespace(origin=np.array([0, 6, -1, 7]), heads="own")
    found: Any = SimpleNamespace(heads="now", truth="truth", owns=[mine])
    assert list(facts._spoken(found)) == [2, 3, 1, 5, 4, 6, 7, 0]


def test_options_that_are_imagined_are_told_with_the_option_whose_levels_they_are() -> None:
    maker = next(d for d in read_conflict(LEVELLED).believed("a").decision_makers if d.id == "b")
    told = {o.id: facts._option("b", o) for o in maker.options}
    assert {v.id: v.level_of for v in told.values()} == {
        "b.y": "",
        "b.dam.low": "b.dam",
        "b.dam.high": "b.dam",
        "b.ghost": "",
    }


def test_what_cannot_be_corrected_alone_stands_among_what_can() -> None:
    gone = CorrectedEnds(states=(), count="0", changed=True, standings=())
    kept = CorrectedEnds(states=(), count="0", changed=False, standings=())
    piece = PieceFact(kind="wishes", subject="people")
    found = tables.corrections(
        speaker(
            corrections=(
                CorrectionFact(decision_maker="city", piece=piece, possible=False),
                CorrectionFact(decision_maker="city", piece=piece, myopic=gone),
                CorrectionFact(decision_maker="city", piece=None, ahead=gone, myopic=kept),
            )
        )
    )
    assert found.rows == (
        ("If City knew People’s wishes", "cannot be corrected alone", "", "", ""),
        ("If City were right about everything", "nothing that holds", "no change", "—", "—"),
    )
    assert found.note == (
        "Who gains and loses is by what each side truly wants: looking ahead, else in brackets."
    )
    assert tables.corrections(speaker(corrections=())).note == ""


def test_of_several_mistakes_it_is_said_what_comes_without_them() -> None:
    one = answer(heading=heading(ROAD), truth=heading(BLOCK), owns=(own("city"), own("people", believes=())))
    two = answer(heading=heading(ROAD), truth=heading(BLOCK), owns=(own("city"), own("people")))
    assert "; without it, the sides would go to " in words.headline_of_one(one, VOICE)
    assert "; without them, the sides would go to " in words.headline_of_one(two, VOICE)


def test_what_is_stuck_is_told_before_a_surprise_a_correction_and_what_is_expected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("stuck", "surprise", "correction", "expects"):
        monkeypatch.setattr(words, name, lambda speaker, sight, name=name: f"{name} {sight}.")
    monkeypatch.setattr(words, "shown", lambda found: "ahead")
    told = ("stuck ahead.", "surprise ahead.", "correction ahead.", "expects ahead.")
    assert words.points_of_one(answer(), VOICE) == told
    assert words.points([answer()], VOICE) == told[:3]
    monkeypatch.setattr(words, "surprise", lambda speaker, sight: "")
    assert words.points_of_one(answer(), VOICE) == (told[0], *told[2:])


def test_the_line_of_a_page_with_many_answers_says_what_all_else_supposes() -> None:
    rest = "All else here supposes that nobody is mistaken."
    right = answer(owns=(own("city", believes=()), own("people", believes=())), corrections=())
    wrong = answer(owns=(own("city"), own("people", believes=())), corrections=())
    assert words.in_brief([right], VOICE) == words.headline([right], VOICE)
    assert words.in_brief([wrong], VOICE) == f"{words.headline([wrong], VOICE)} {rest}"
    for some in ([right, wrong], [wrong, right]):
        assert words.in_brief(some, VOICE) == f"{words.headline(some, VOICE)} {rest}"


def test_whether_it_matters_how_far_the_sides_look_is_asked_of_what_is_and_of_what_would_be() -> None:
    same, apart = heading(ROAD), heading(ROAD, BLOCK)

    def told(*both: tuple[Any, Any]) -> str:
        return words.looking([answer(heading=now, truth=then) for now, then in both])

    assert told((same, same)) == "The same whether or not the sides look ahead (Nash and SEQ). "
    differ = "It matters whether the sides look ahead (Nash and SEQ differ). "
    assert told((same, apart)) == told((apart, same)) == told((apart, apart), (same, apart)) == differ
    some = "In some accounts it matters whether the sides look ahead (Nash and SEQ differ). "
    assert told((same, same), (same, apart)) == told((apart, same), (same, same)) == some
    assert told((None, None)) == told((None, same)) == told((same, None)) == ""


def test_of_many_outcomes_there_is_but_the_number() -> None:
    told = speaker()
    places = range(len(told.answer.states))
    four = tuple(places)[:4]
    assert len(four) == 4
    assert tables.shortlist(told, four, "4").count(",") + 1 >= 3
    assert tables.shortlist(told, four[:3], "4") == "4 outcomes"
    assert tables.shortlist(told, four, "5") == tables.shortlist(told, (*four, 0), "5") == "5 outcomes"
    assert tables.shortlist(told, (), "0") == "—"
    assert tables.shortlist(told, four[:1], "1") == told.outcome(four[0])
