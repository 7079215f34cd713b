"""Which states are feasible, in words: one and several accounts, one state and many, with a condition and without."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.states import words
from detente.questions.states.answer import StatesAnswer
from detente.wording import Said, Section, Table, Voice
from tests.test_read import ROAD, TWO_CASES

DIFFER = """
detente: 1
title: Two accounts
decision_makers:
  a: {name: Alba, options: {x: {text: do x, short: x}, y: {text: do y}}}
perspectives:
  one: {says: 1, preferences: {a: [x]}}
  two: {says: 2, options: {drop: [a.y]}, preferences: {a: [x]}}
"""


def asked(text: str, accounts: tuple[str, ...] = (), **given: Any) -> tuple[list[StatesAnswer], Voice, Said]:
    conflict = read_conflict(text)
    question = find("states")
    results = question.ask(Request(conflict, accounts or conflict.accounts, given={"where": None} | given))
    answers: list[Any] = [question.answer(r) for r in results]
    voice = Voice.of(conflict, answers, "FILE")
    return answers, voice, question.say(answers, voice)


def of(count: int, feasible: int = 9, where: str = "") -> StatesAnswer:
    [answer], _, _ = asked(DIFFER, ("one",))
    return replace(answer, count=str(count), feasible=str(feasible), where=where)


@pytest.mark.parametrize(
    ("count", "feasible", "where", "said"),
    [
        (1, 1, "", "1 state is feasible."),
        (2, 2, "", "2 states are feasible."),
        (0, 0, "", "0 states are feasible."),
        (12345, 12345, "", "12,345 states are feasible."),
        (0, 9, "x", "The condition holds in none of 9 feasible states."),
        (1, 1, "x", "The condition holds in 1 of 1 feasible state."),
        (1234, 12345, "x", "The condition holds in 1,234 of 12,345 feasible states."),
    ],
)
def test_how_many_there_are(count: int, feasible: int, where: str, said: str) -> None:
    assert words.headline(of(count, feasible, where)) == said


@pytest.mark.parametrize(
    ("counts", "where", "said"),
    [
        ((4, 4), "", "; in each, 4 states are feasible."),
        ((1, 1), "", "; in each, 1 state is feasible."),
        ((0, 0), "", "; in each, no state is feasible."),
        ((2, 2), "x", "; in each, the condition holds in 2 states."),
        ((0, 0), "x", "; in each, the condition holds in no state."),
        ((4, 2, 3), "", ": between 2 and 4 states are feasible."),
        ((4, 2, 3), "x", "; the condition holds in between 2 and 4 states."),
    ],
)
def test_accounts_that_differ(counts: tuple[int, ...], where: str, said: str) -> None:
    told = words.headline_of_several([of(k, where=where) for k in counts])
    assert told == f"The accounts have other options or rules{said}"
    given = [replace(of(k), states=(replace(of(k).states[0], given=k == 4),)) for k in (2, 4)]
    assert words.headline_of_several(given).startswith("The accounts have other moves or rules: between 2 ")


def test_one_account_and_several() -> None:
    answers, voice, said = asked(DIFFER)
    assert said.question == "Which states are feasible?"
    assert said.headline == "The accounts have other options or rules: between 2 and 4 states are feasible."
    assert said.points == (
        "In the account “one”, 4 states are feasible.", "In the account “two”, 2 states are feasible.",
    )  # fmt: skip
    assert (said.account, said.id, said.next) == ("", "states", ("detente analyze FILE",))
    assert [d.title for d in said.details if isinstance(d, Section)] == [
        "In the account “one”", "In the account “two”",
    ]  # fmt: skip
    [first, *_] = said.details
    assert isinstance(first, Section)
    assert first.blocks == (words.table(answers[0], voice.words("one")),)
    many = [replace(answers[0], alike=(f"a{k}",)) for k in range(4)]
    assert len(words.say(many, voice).points) == 3
    alone, voice, said = asked(DIFFER, ("one",))
    assert (said.headline, said.points, said.account) == ("4 states are feasible.", (), "one")
    assert said.details == ()
    assert said.pictures == (words.table(alone[0], voice.words("one"), 4, brief=True),)
    five = [replace(alone[0], count="5")]
    assert words.say(five, voice).details == (words.table(five[0], voice.words("one")),)
    assert words.say([replace(alone[0], count="0")], voice).pictures == ()


def test_what_it_rests_on() -> None:
    for text, what in ((DIFFER, "options"), (TWO_CASES, "states")):
        assert asked(text)[2].sure == (
            f"What is feasible rests on the {what} and the rules of the file, not on what anybody wants."
        )


def test_states_are_listed_with_their_ids_where_these_say_more(monkeypatch: pytest.MonkeyPatch) -> None:
    [answer], voice, _ = asked(DIFFER, ("one",))
    names = voice.words("one")
    whole = words.table(answer, names)
    assert whole == Table(
        ("State", "What is taken", "Id"),
        (("#0", "no option is taken", "none"), ("#1", "Alba: do x", "a.x"), ("#2", "Alba: do y", "a.y"),
         ("#3", "Alba: do x, do y", "a.x+a.y")),
        "Feasible states",
        "",
        "states",
    )  # fmt: skip
    cut = words.table(answer, names, 3)
    assert (cut.rows, cut.note) == (whole.rows[:3], "The first 3 of 4; --json and --out FILE.csv give all.")
    large = replace(answer, count="12345")
    assert words.table(large, names).note == "The first 4 of 12,345; --json and --out FILE.csv give all."
    assert words.table(replace(answer, where="a.x"), names).title == "States in which this holds: a.x"
    many = replace(answer, listed=answer.listed * 51, count="204")
    assert len(words.table(many, names).rows) == 200
    [of_cases], voice, _ = asked(TWO_CASES, ("here",))
    given = words.table(of_cases, voice.words("here"))
    assert given.columns == ("State", "What it is")
    assert {len(r) for r in given.rows} == {2}


def test_in_the_picture_a_state_is_told_shortly() -> None:
    [answer], voice, _ = asked(ROAD, ("press",))
    names = voice.words("press")
    full, brief = words.table(answer, names), words.table(answer, names, brief=True)
    assert [r[1] for r in full.rows] == [names.cell(answer.states[s]) for s in answer.listed]
    assert [r[1] for r in brief.rows] == [names.brief(answer.states[s]) for s in answer.listed]
    assert full.rows != brief.rows


ALIKE = (
    DIFFER
    + """  three: {says: 3, preferences: {a: [not x]}}
  four: {says: 4, options: {drop: [a.y]}, preferences: {a: [x]}}
"""
)


def test_accounts_that_have_the_same_are_told_once_however_they_are_asked() -> None:
    conflict = read_conflict(ALIKE)
    together, voice, said = asked(ALIKE)
    assert [a.alike for a in together] == [("one", "three"), ("two", "four")]
    each = [asked(ALIKE, (account,))[0][0] for account in conflict.accounts]
    assert [a.perspective for a in each] == ["one", "two", "three", "four"]
    assert find("states").say(each, voice) == said
    assert len(said.points) == len(said.details) == 2
    # two accounts that have the same are as good as one
    both = [each[0], each[2]]
    assert find("states").say(both, voice) == find("states").say(both[:1], voice)
    assert find("states").say(both, voice).headline == "4 states are feasible."
    assert words.apart([each[2], each[3], each[0]]) == (each[2], each[3])
