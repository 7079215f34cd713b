"""Every letter in an answer stands for something that the same answer tells, its tables and details included."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.wording import Items, Picture, Said, Section, Table, Text, Voice
from detente.wording.legend import heads, legend, referred, texts_of, unexplained

FILE = """
detente: 1
title: Two
status_quo: []
decision_makers:
  ann: {name: Ann, options: {x: {text: build the road, short: road}, y: {text: talk, short: talks}}}
  bob: {name: Bob, options: {z: {text: go to court, short: court}, w: {text: pay, short: pays}}}
preferences: {ann: ANN, bob: BOB}
ultimatums: {stop: {by: bob, to: ann, demand: not ann.x, threat: bob.z}}
"""
WISHES = (
    "ann.x",
    "not ann.x",
    "ann.y",
    "bob.z",
    "not bob.z",
    "bob.w",
    "ann.x and not bob.z",
    "bob.w if ann.y",
)


def page(seed: int, question: str) -> tuple[Said, Voice]:
    rng = Random(seed)
    wanted = [f"[{', '.join(rng.sample(WISHES, 4))}]" for _ in range(2)]
    conflict = read_conflict(FILE.replace("ANN", wanted[0]).replace("BOB", wanted[1]))
    asked = find(question)
    given: dict[str, Any] = {
        a.name: False if a.kind == "flag" else () if a.many else a.default for a in asked.arguments
    }
    answers = [asked.answer(r) for r in asked.asked(Request(conflict, conflict.accounts, given=given))]
    voice = Voice.of(conflict, answers, "two.yaml")
    return asked.as_page(answers, voice, conflict).said[0], voice


@pytest.mark.parametrize(
    "question", ["analyze", "explain", "coalitions", "ultimatum", "pivot", "better", "evolve"]
)
@pytest.mark.parametrize("seed", range(6))
def test_every_letter_of_an_answer_is_explained_in_it(seed: int, question: str) -> None:
    said, voice = page(seed, question)
    blocks = (*said.pictures, *said.details)
    texts = [said.headline, *said.points, said.sure, *said.letters, *(t for b in blocks for t in texts_of(b))]
    headed = {h for b in blocks for h in heads(b)}
    whole = "\n".join(texts)
    for outcome in voice.outcomes.values():
        if outcome.letter in referred(texts, voice) and outcome.letter not in headed:
            forms = (
                f"{outcome.letter} ({outcome.title})",
                f"{outcome.title} ({outcome.letter})",
                outcome.named,
            )
            assert any(f in whole for f in forms), outcome.letter


def test_what_stands_in_a_table_or_a_picture_is_explained_once() -> None:
    _, voice = page(0, "analyze")
    one = next(o for o in voice.outcomes.values() if o.letter)
    letter, named = one.letter, one.named
    cells = Table(("What", "Outcome"), (("this", letter),))
    for block in (
        cells,
        Section("There", (cells,)),
        Picture("<svg/>", "what is drawn", "A picture", (cells,)),
        Text(f"Somebody would go to {letter}."),
        Items((f"to {letter}",)),
        Table(("What",), (), f"Where it goes: to {letter}"),
        Table(("What",), (), "", f"It goes to {letter}."),
    ):
        assert unexplained(Said("?", "So.", details=(block,)), voice) == (named,)
        assert unexplained(Said("?", "So.", pictures=(block,)), voice) == (named,)
        for told in (
            Text(f"{named}."),
            Table(("", letter), (("Ann", "●"),)),
            Table(("Outcome", "Is"), ((letter, "x"),)),
        ):
            assert unexplained(Said("?", "So.", details=(block, told)), voice) == ()
        assert unexplained(Said("?", "So.", details=(block,), letters=(named,)), voice) == ()
    assert (
        unexplained(Said("?", f"It goes to {letter}."), voice) == (named,) == legend([f"To {letter}."], voice)
    )
    assert unexplained(Said("?", "So.", details=(Text("Nothing."),)), voice) == ()
