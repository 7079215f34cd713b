"""Parts of ``ultimatum`` one by one, on typed facts: no equilibrium, several replies, texts of wishes, long lists."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.questions.building import Listing
from detente.questions.ultimatum import sanction_words, tables, unmet_answer
from detente.questions.ultimatum.answer import UltimatumAnswer
from detente.questions.ultimatum.sanction_answer import Sanctions
from detente.questions.ultimatum.unmet_answer import JudgedState
from detente.wording import Section, Table, Text, Words
from tests.test_ultimatum_answer import WORKS, threat
from tests.test_ultimatum_words import asked, fact, neighbours, sanctions, turn, unmet


def test_where_no_state_is_an_equilibrium_that_is_said_with_the_concept() -> None:
    answers, voice = asked(threat(WORKS))
    answer: UltimatumAnswer = answers[0]

    def first(found: Sanctions) -> str:
        [section] = sanction_words.sanction_blocks(replace(answer, sanctions=found), voice)
        assert isinstance(section, Section)
        told = section.blocks[0]
        assert isinstance(told, Text)
        return told.text

    assert first(sanctions(0, 0)) == "No state is an equilibrium under GMR."
    assert first(replace(sanctions(0, 0), concept="seq")) == "No state is an equilibrium under SEQ."
    assert first(sanctions(1, 0)).startswith("1 state holds under GMR.")
    assert first(sanctions(3, 0)).startswith("3 states hold under GMR.")


def test_states_are_listed_by_what_the_target_does_without_those_in_which_it_is_in_force() -> None:
    answers, _ = asked(neighbours(), name="stop")
    answer = answers[0]
    verdicts = ("credible", "bluff", "in_force", "credible", "credible")
    states = tuple(
        JudgedState(state=k, verdict=v, executions=(), reply=r)
        for k, (v, r) in enumerate(
            zip(verdicts, ("complies", "complies", "complies", "refuses", "cannot"), strict=True)
        )
    )
    one = fact(
        "credible",
        unmet=unmet(
            states=states,
            verdicts={"credible": 3, "bluff": 1, "in_force": 1},
            replies={"complies": 2, "refuses": 1, "cannot": 1},
            count="5",
            chosen=None,
        ),
    )
    assert one.unmet is not None
    names = Words(neighbours().under())
    theirs = replace(one, by="west", to="east")
    blocks = tables._verdicts(names, theirs, one.unmet, answer.states)
    found = {b.id: b for b in blocks if isinstance(b, Table)}
    replies = found["replies"]
    labels = [f"#{s.number}" for s in answer.states]
    assert [row[2] for row in replies.rows] == [f"{labels[0]}, {labels[1]}", labels[3], labels[4]]
    assert [row[1] for row in replies.rows] == ["2", "1", "1"]
    assert [row[2] for row in found["verdicts"].rows] == [
        f"{labels[0]}, {labels[3]}, {labels[4]}", labels[1], labels[2],
    ]  # fmt: skip
    assert replies.note == "States in which the threat is in force already are not counted."


def test_a_wish_is_told_by_its_text_where_it_has_one() -> None:
    names = Words(threat("[{that: not down.sue, id: calm, text: Quiet.}, fill]").under())
    change = turn("drop", "deters", statement="calm", that="not down.sue")
    assert tables.wish(names, change) == tables.this_wish(names, change) == "“Quiet”"
    plain = turn("drop", "deters", statement="nowhere", that="up.fill")
    assert tables.wish(names, plain) == "“fill the lake”"
    assert tables.this_wish(names, plain) == "this: “fill the lake”"


def test_of_many_states_the_first_are_judged_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    question = detente.questions.find("ultimatum")
    conflict = neighbours()
    request = detente.questions.question.Request(
        conflict, conflict.accounts, given={"name": "stop", "by_moves": True}
    )
    [found] = question.ask(request)
    [one] = found.asked
    judged: Any = one.judgement
    monkeypatch.setattr(unmet_answer, "MOST_JUDGED", 1)
    listing = Listing(found.game)
    few = unmet_answer.unmet_of(dataclasses.replace(judged), listing)
    assert len(judged.states) > 1
    assert len(few.states) == 1
    assert [(c.list, c.count) for c in listing.truncated] == [("stop.unmet.states", str(len(judged.states)))]
