"""Parts of ``whatif`` one by one, on typed facts: how many outcomes are named, and in which words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from detente.answers import Span
from detente.conflict import read_conflict
from detente.questions.whatif import answer as facts
from detente.questions.whatif import detail_words, supposed_words, supposing, words
from detente.questions.whatif.answer import Compared
from detente.wording import Voice
from tests.test_read import LATE
from tests.test_whatif_words import (
    ALIKE,
    BASE,
    CONFLICT,
    GAINS,
    LOSES,
    NAMES,
    VOICE,
    answer,
    compared,
    fares,
    supposed,
)


@pytest.mark.parametrize(
    ("states", "count", "said"),
    [
        ((), "0", "in no outcome that lasts"),
        ((1,), "1", "in {1}"),
        ((1, 2), "2", "in {1} or {2}"),
        ((0, 1), "2", "as it is today or in {1}"),
        ((0, 1, 2), "3", "as it is today or in {1} or {2}"),
        ((1, 2, 3), "4", "in one of 4 outcomes"),
        ((1, 2, 3), "1234", "in one of 1,234 outcomes"),
    ],
)
def test_up_to_three_outcomes_are_named(states: tuple[int, ...], count: str, said: str) -> None:
    voice = Voice(CONFLICT, BASE.states[1:4], BASE.states[0])
    letters = {k: voice.letter(BASE.states[k]) for k in range(1, 4)}
    expected = said.replace("{1}", letters[1]).replace("{2}", letters[2])
    assert words._ends(BASE, compared(after=states, after_count=count), voice) == expected


def test_where_some_account_has_no_end_to_compare_that_is_all_that_is_said() -> None:
    nowhere = replace(answer(LOSES), myopic=None, ahead=None)
    said = "what holds is another question: without a status quo there is no end to compare."
    for some in ([nowhere], [nowhere, answer(LOSES)], [answer(LOSES), nowhere]):
        assert words.headline(some, VOICE) == f"If talks collapse, {said}"
        assert words.in_brief(some, VOICE) == f"W{said[1:]}"
    assert said not in words.headline([answer(LOSES)], VOICE)


@pytest.mark.parametrize(
    ("myopic", "ahead", "told"),
    [
        (LOSES, LOSES, (("a",), (), ())),
        (LOSES, GAINS, ((), ("b",), ("a",))),
        (ALIKE, LOSES, ((), ("a",), ())),
        (LOSES, ALIKE, ((), (), ("a",))),
        (ALIKE, ALIKE, ((), (), ())),
    ],
)
def test_who_loses_in_any_case_only_looking_ahead_only_not(
    myopic: Compared, ahead: Compared, told: tuple[tuple[str, ...], ...]
) -> None:
    assert words.losing(myopic, ahead) == told


def test_what_somebody_wants_may_be_about_what_is_gone_wherever_it_is_mentioned() -> None:
    conflict = read_conflict(LATE).under()
    found = facts.answer(supposing.whatif(conflict, supposing.change(conflict, without=("down.sue",))))
    assert found.myopic is not None
    assert {f.standing.decision_maker: f.removed for f in found.myopic.with_heading} == {
        "up": ("down.sue",), "down": ("down.sue",),
    }  # fmt: skip
    assert {f.removed for f in found.myopic.with_today} == {()}


def test_states_after_a_change_stand_at_their_places_before_it() -> None:
    conflict = read_conflict(LATE).under()
    found = supposing.whatif(conflict, supposing.change(conflict, fixed=(("down.pay", True),)))
    assert facts._earlier(found, 8).tolist() == [-1, -1, -1, -1, 0, 1, 2, 3]
    assert facts._earlier(found, 6).tolist() == [-1, -1, -1, -1, 0, 1]


def test_outcomes_before_a_change_get_their_letters_first(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = compared(before=(3, 1), after=(2, 4)), compared(before=(1, 5), after=(6, 7))
    assert facts._spoken(one, other) == (3, 1, 5, 2, 4, 6, 7)
    assert facts._spoken(None, other) == (1, 5, 6, 7)
    assert facts._spoken(None, None) == ()
    monkeypatch.setattr(facts, "MOST_SPOKEN", 1)
    assert facts._spoken(one, other) == (3, 1, 2, 6)


def test_a_place_is_told_once_where_best_and_worst_are_the_same() -> None:
    assert detail_words._places(Span(best=2, worst=2, of=9)) == "2nd"
    assert detail_words._places(Span(best=2, worst=3, of=9)) == "2nd to 3rd"
    assert detail_words._places(None) == "—"


def test_what_holds_is_counted_with_commas() -> None:
    [first] = [answer(LOSES)]
    assert detail_words._listed(first, first.before.held[0].states[:1], "1234").startswith("1,234: ")
    assert detail_words._listed(first, (), "0") == "—"


def test_of_each_side_four_outcomes_are_told_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    some = compared(before=(0, 1, 2), after=(3,), before_count="3")
    found = replace(BASE, myopic=some, ahead=some)
    whole = detail_words._outcome_table(found, VOICE)
    assert [row[3] for row in whole.rows] == [
        *["without the change, not looking ahead; without the change, looking ahead"] * 3,
        "with it, not looking ahead; with it, looking ahead",
    ]
    assert (whole.columns, whole.title, whole.id) == (
        ("Outcome", "State", "What is taken", "Where it is heading"), "The outcomes", "outcomes",
    )  # fmt: skip
    monkeypatch.setattr(detail_words, "MOST_ENDS", 2)
    assert detail_words._outcome_table(found, VOICE) == whole
    monkeypatch.setattr(detail_words, "MOST_ENDS", 1)
    assert detail_words._outcome_table(found, VOICE).rows == (*whole.rows[:2], whole.rows[3])


def test_options_that_are_gone_are_named_where_they_are_few() -> None:
    def ask(*fixed: tuple[str, bool], wishes: tuple[tuple[str, str], ...] = ()) -> str:
        return supposed_words.asked(NAMES, supposed(*fixed, wishes=wishes))

    gone = [("a.talk", False), ("b.x", False), ("c.z", False)]
    assert ask(gone[0]) == "What if “talks” (Ann) is gone?"
    assert ask(*gone[:2]) == "What if “talks” (Ann) and “do x” (Bob) are gone?"
    assert ask(*gone) == "What if three options are gone?"
    assert ask(("c.z", True), wishes=(("a", "b.x"),)) == (
        "What if “do z” (Cid) is taken for good and Ann puts another wish first?"
    )
    assert ask(wishes=(("a", "b.x"), ("b", "x"), ("a", "c.z"))) == (
        "What if Ann and Bob put another wish first?"
    )
    assert ask() == "What if nothing is changed?"


def test_who_gains_is_told_as_shortly_as_it_has_to_and_never_more_than_is_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: list[tuple[str, ...]] = []

    def noted(*told: str) -> str:
        texts.append(told)
        return told[-1]

    monkeypatch.setattr(words, "fitting", noted)
    told, compare = "Ann loses, while Bob gains", "compared with where it is heading"
    words.headline([answer(LOSES)], VOICE)
    assert texts.pop() == (
        f"If talks collapse, {told}, {compare}.",
        f"If talks collapse, {told}.",
        "If talks collapse, the table shows who gains and who loses.",
    )
    words.headline([answer(LOSES, GAINS)], VOICE)
    assert texts.pop() == (
        "If talks collapse, looking ahead, Bob loses, while Ann gains; not looking ahead, Ann loses, while Bob gains.",
        "If talks collapse, who gains and who loses depends on how far the sides look ahead.",
    )
    for kinds, short in (
        (("better", "worse"), "some would be better and some worse off"),
        (("better", "same"), "some would be better off"),
        (("worse", "open"), "some would be worse off"),
        (("open", "same"), "nobody is clearly better or worse off"),
    ):
        found = compared(*[fares(dm, kind) for dm, kind in zip("ab", kinds, strict=True)])
        words.with_today(NAMES, answer(found))
        assert texts.pop()[-1] == f"Compared with today, {short}."
