"""Parts of ``commit`` one by one, on typed facts: how many points are made, and of how many accounts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from msgspec.structs import replace

from detente.questions.commit import phrases, words
from detente.questions.commit.answer import DeciderFact
from detente.questions.commit.picture import picture
from detente.wording import Picture, Section, Text
from tests.test_commit_answer import FILE
from tests.test_commit_words import BASE, NAMES, VOICE, asked, b, fact, with_shifts


def test_of_all_that_could_be_said_of_a_shift_the_first_three_points_are_made() -> None:
    decided = (DeciderFact(number="cost", low="fights", high="waits"),)
    shift = fact(verdict="open", deciders=decided, bound=True, ends=(0,), of=1)
    answer = with_shifts(shift)
    every = words.of_one(answer, shift, VOICE)
    assert len(every) == 4
    assert every[0] == phrases.guarantee(shift)
    assert every[1] == phrases.deciding(shift, NAMES)
    assert every[2] == phrases.time(shift)
    assert every[3] == words.placed(answer, shift, VOICE)
    assert words.points([answer], VOICE) == tuple(every[:3])


def test_of_many_accounts_and_many_shifts_three_are_told() -> None:
    accounts = [with_shifts(BASE, account=f"a{k}") for k in range(5)]
    assert words.points(accounts, VOICE) == tuple(
        f"In the account “a{k}”: {phrases.guarantee(BASE)}" for k in range(3)
    )
    shifts = tuple(fact(id=f"s{k}", verdict="waits") for k in range(5))
    said = f"{phrases.clause(shifts[0], NAMES)}."
    assert words.points([with_shifts(*shifts)], VOICE) == tuple(f"“s{k}”: {said}" for k in range(3))
    # An account with nothing to say of its shift is left out.
    nothing = fact(verdict="tie", needed=b(0), fewest=1, most=1)
    assert words.points([with_shifts(nothing, account="a"), accounts[0]], VOICE) == (
        f"In the account “a0”: {phrases.guarantee(BASE)}",
    )


def test_the_source_stands_at_the_end_of_the_details_as_a_sentence() -> None:
    [answer], voice = asked(FILE, name="fall")
    [section] = words.details(answer, voice)
    assert isinstance(section, Section)
    assert section.title == "Shift “fall”"
    assert section.blocks[-1] == Text("Source: A paper.")
    assert section.blocks[:2] == (Text("it falls"), Text("it says so"))
    bare = replace(answer.shifts[0], sources=(), text="", because="")
    [short] = words.details(replace(answer, shifts=(bare,)), voice)
    assert isinstance(short, Section)
    assert len(short.blocks) == len(section.blocks) - 3


def test_lines_of_several_accounts_have_their_names_in_quotation_marks() -> None:
    drawn = picture([with_shifts(BASE, account=a) for a in ("one", "two")], VOICE)
    assert isinstance(drawn, Picture)
    texts = ["".join(t.itertext()) for t in ET.fromstring(drawn.svg).iter() if t.tag.endswith("}text")]
    assert {"“one”", "“two”"} <= set(texts)
    assert "North" in " ".join(texts) + drawn.text
