"""Parts of ``phases`` one by one, on typed facts: the shorter ways to say it, the head of the answer, the letters."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from detente.answers import Standing
from detente.conflict import read_conflict
from detente.questions.phases import answer as facts
from detente.questions.phases import picture, words
from detente.questions.phases.answer import PhasesAnswer, WaitFact, answer
from detente.questions.phases.detail_words import details
from detente.questions.phases.result import phased, phases
from detente.wording import Voice
from detente.wording.blocks import tables
from tests.read_cases import LAKE
from tests.test_phases_answer import TRUCE, truce
from tests.test_phases_words import ANSWER, WIDE, stop


def long_name(length: int, accounts: int) -> PhasesAnswer:
    """Make an answer whose last phase has a long name, in which what came before is left in some accounts."""
    name = " ".join(["long"] * length)
    made = []
    for account in ANSWER.accounts:
        stops = (stop("before", carried=False), stop(name, leaving=("south",)))
        standings = (
            Standing(decision_maker="north", kind="worse"),
            Standing(decision_maker="south", kind="better"),
        )
        waits = (WaitFact(phase="before", standings=standings),)
        made.append(replace(account, myopic=replace(account.myopic, stops=stops, waits=waits, lost=())))
    known = (ANSWER.phases[0], replace(ANSWER.phases[-1], id=name))
    return replace(ANSWER, phases=known, accounts=tuple(made[:accounts]))


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (
            1,
            "Waiting from “before” to “long”, not looking ahead, leaves South better off and North worse off.",
        ),
        (30, "Waiting, not looking ahead, leaves South better off and North worse off."),
    ],
)
def test_waiting_is_told_as_shortly_as_it_has_to(length: int, said: str) -> None:
    assert words.waiting(long_name(length, 1), WIDE) == said
    assert words.waiting(long_name(length, 2), WIDE) == f"{said[:-1]} in both accounts."


def test_where_even_that_is_too_long_only_who_gains_and_who_loses_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "fitting", lambda *texts: texts[-1])
    assert words.waiting(long_name(1, 2), WIDE) == "Waiting leaves South better off and North worse off."


def test_what_is_asked_and_what_is_said_stand_in_their_places() -> None:
    said = words.say([ANSWER], WIDE)
    assert said.question == words.ASKS == "What lasts, and what is left once something changes?"
    assert said.headline == words.headline(ANSWER)
    assert len(said.points) == words.MOST_POINTS < len([t for t in words.points(ANSWER, WIDE) if t]) + 1


def test_an_answer_about_one_account_names_it_with_its_claims() -> None:
    both = answer(phases(truce()))
    assert (both.perspective, both.basis, both.carrier) == ("", None, "dense")
    one = answer(phased(truce(), ["hawks"]))
    assert (one.perspective, one.basis) == ("hawks", one.accounts[0].basis)
    assert [p.id for p in one.perspectives if p.followed] == ["hawks"]
    assert [p.id for p in one.perspectives] == [p.id for p in both.perspectives]
    assert not any(p.followed for p in both.perspectives)
    assert one.basis is not None
    assert one.basis.claims == 3


def test_today_is_that_of_the_first_account() -> None:
    other = TRUCE.replace("    says: Hawks\n", "    says: Hawks\n    status_quo: [south.arm]\n")
    told = answer(phases(read_conflict(other)))
    assert told.status_quo is not None
    assert told.states[told.status_quo].taken == ()
    starts = [told.states[a.myopic.stops[0].start].taken for a in told.accounts]
    assert starts == [(), ("south.arm",)]


def test_letters_go_to_where_it_leads_looking_ahead_first_and_never_to_today() -> None:
    account = ANSWER.accounts[0]
    ahead = replace(account.ahead, stops=(replace(stop("p"), start=0, ends=(5, 4)),))
    myopic = replace(account.myopic, stops=(replace(stop("p"), start=3, ends=(5, 2)),))
    one, other = replace(account, ahead=ahead, myopic=myopic), replace(account, ahead=myopic, myopic=ahead)
    assert facts._spoken((one,), 0) == (5, 4, 3, 2)
    assert facts._spoken((one,), None) == (0, 5, 4, 3, 2)
    assert facts._spoken((other,), 0) == (3, 5, 2, 4)


def test_every_table_of_an_account_names_its_rows_by_as_many_columns_as_it_takes() -> None:
    voice = Voice.of(truce(), [ANSWER], "FILE")
    assert {t.id.partition("-")[0]: t.heads for t in tables(details(ANSWER, voice))} == {
        "phases": 2,
        "stops": 2,
        "held": 2,
        "changes": 2,
        "waits": 1,
    }


def test_a_phase_is_told_with_its_date_and_its_words_each_in_its_place() -> None:
    power = read_conflict(LAKE).phases[1]
    told = facts._phase(power, begins=False)
    assert (told.id, told.date, told.says, told.about) == (
        "power", "1960", "The mill can sell power", "Power is dear",
    )  # fmt: skip
    assert (told.on, told.begins, told.sources) == ("", False, ("law",))


def test_two_courses_are_alike_where_the_same_starts_end_alike_and_the_same_side_leaves_first() -> None:
    course = ANSWER.accounts[0].ahead
    one = replace(stop("p", leaving=("a", "b")), start=1, ends=(2, 3))

    def alike(**changed: Any) -> bool:
        return picture.alike(replace(course, stops=(one,)), replace(course, stops=(replace(one, **changed),)))

    assert alike()
    assert alike(ends=(3, 2))
    assert alike(leaving=("a", "c"))
    assert alike(leaving=("a",))
    assert not alike(leaving=("b", "a"))
    assert not alike(leaving=())
    assert not alike(ends=(2,))
    assert not alike(start=2)
    assert not alike(phase="q")
    assert not picture.alike(replace(course, stops=(one,)), replace(course, stops=(one, one)))


def test_of_many_passages_of_a_phase_the_first_are_told_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = ANSWER.accounts[0]
    phase = ANSWER.phases[0].id
    stops = tuple(replace(stop(phase, leaving=("south",)), start=0, ends=(k,)) for k in (1, 2, 3))

    def told(number: int) -> tuple[str, bool]:
        course = replace(account.ahead, stops=stops[:number])
        one = replace(
            ANSWER, accounts=(replace(account, ahead=course, myopic=course),), spoken=(1, 2, 3), status_quo=0
        )
        voice = Voice.of(truce(), [one], "FILE")
        return picture.table(one, voice).rows[0][1], picture.drawable(one)

    monkeypatch.setattr(picture, "MOST_PASSAGES", 2)
    assert told(1) == ("today → A", True)
    assert told(2) == ("today → A; today → B", True)
    assert told(3) == ("today → A; today → B; and 1 more", False)


def test_a_picture_is_drawn_where_there_are_few_enough_courses_phases_and_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert picture.drawable(ANSWER)
    courses, phases_ = len(picture.named(ANSWER)), len(ANSWER.phases)
    for name, number in (("MOST_ROWS", courses), ("MOST_COLUMNS", phases_)):
        with monkeypatch.context() as patch:
            patch.setattr(picture, name, number)
            assert picture.drawable(ANSWER)
            patch.setattr(picture, name, number - 1)
            assert not picture.drawable(ANSWER)
    assert not picture.drawable(replace(ANSWER, spoken=(), status_quo=None))


def test_each_account_has_one_course_or_two_by_how_the_sides_look() -> None:
    account = ANSWER.accounts[0]
    left = replace(account.ahead, stops=(stop("p", leaving=("south",)),))
    stays = replace(account.ahead, stops=(stop("p"),))
    same, apart = replace(account, ahead=left, myopic=left), replace(account, ahead=stays, myopic=left)

    def names(*accounts: Any) -> list[str]:
        return [name for name, _ in picture.named(replace(ANSWER, accounts=accounts))]

    other = replace(same, account="other")
    assert names(same) == ["Looking ahead or not"]
    assert names(same, other) == [account.account, "other"]
    assert names(apart) == ["Not looking ahead", "Looking ahead"]
    assert names(apart, other) == [
        f"{account.account}, not looking ahead", f"{account.account}, looking ahead", "other",
    ]  # fmt: skip
