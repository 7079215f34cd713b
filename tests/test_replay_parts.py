"""Parts of ``replay`` one by one, on typed facts: points in their order, columns in their places, what is a step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from detente.conflict import read_conflict
from detente.questions.building import Listing
from detente.questions.replay import answer as facts
from detente.questions.replay import detail_words, picture, words
from detente.questions.replay.answer import MoverFact, ReplayAnswer, StepFact
from detente.questions.replay.result import replay
from detente.wording import Picture, Voice, Words
from tests.read_cases import PASS
from tests.test_replay_answer import VALLEY
from tests.test_replay_words import ANSWER, NAMES, VOICE, changed, step


def test_a_step_is_not_impossible_where_no_cause_is_given() -> None:
    one = StepFact(event="offer", kind="idle")
    assert (one.cause, one.which, one.before, one.after, one.movers, one.moves) == ("", "", None, None, (), 0)
    assert (one.explained, one.foreseen) == ((), ())


def test_what_is_expected_and_what_is_foreseen_stand_in_their_own_columns() -> None:
    steps = tuple(step("judged", "nash", foreseen=("seq",), moves=7) for _ in ANSWER.events)
    table = detail_words.moves(ANSWER, changed(ANSWER.accounts[0], steps=steps), NAMES)
    assert table.columns[3:] == ("To be expected under", "On a way to where it is heading", "Of moves")
    assert {row[3:] for row in table.rows} == {("Nash", "SEQ", "7")}


def test_marks_of_a_step_go_with_the_concepts_and_apart_from_each_other() -> None:
    account = replay(read_conflict(PASS)).accounts[0]
    one = replace(
        account.steps[0], explained=(True, False, False, True), foreseen=(False, True, False, False)
    )
    told = facts._step(one, ("nash", "seq", "smr", "gmr"), Listing(account.game))
    assert (told.explained, told.foreseen) == (("nash", "gmr"), ("seq",))


def test_points_are_made_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("proves", "not_possible", "unexplained", "parting", "against"):
        monkeypatch.setattr(words, name, lambda *_, told=name: told)
    assert words.points(ANSWER, VOICE) == ("proves", "not_possible", "unexplained")
    monkeypatch.setattr(words, "not_possible", lambda *_: "")
    assert words.points(ANSWER, VOICE) == ("proves", "unexplained", "parting")
    monkeypatch.setattr(words, "unexplained", lambda *_: "")
    assert words.points(ANSWER, VOICE) == ("proves", "parting", "against")


def test_an_answer_has_its_name() -> None:
    said = words.say([ANSWER], VOICE)
    assert (said.id, said.question) == ("replay", "Is that how it went?")
    assert isinstance(NAMES, Words)


def test_how_a_mover_fares_names_the_wish_by_which_it_is_better_or_worse() -> None:
    doves = VOICE.words("doves")

    def told(*movers: MoverFact) -> str:
        return detail_words.fared(step("judged", movers=movers), doves)

    talks = MoverFact(decision_maker="north", fares="better", statement="talks")
    wish = doves.claim("north", "talks")
    assert told(talks) == f"North better off: wants {wish}"
    assert told(changed(talks, fares="worse")) == f"North worse off: loses what it wants: {wish}"
    assert told(changed(talks, fares="unknown")) == f"North unknown: unknown whether it wants {wish}"
    assert told(changed(talks, fares="same")) == "North as well off"
    assert told(changed(talks, statement=None)) == "North better off"
    alone = changed(talks, fares="worse", alone=True, statement=None)
    assert told(alone, changed(talks, statement=None)) == (
        "North worse off (the only wish against it); North better off"
    )


def test_a_record_that_is_too_long_or_of_too_many_accounts_is_a_table() -> None:
    [event, *_] = ANSWER.events
    account = changed(ANSWER.accounts[0], steps=(step("idle"),))

    def drawn(events: int, accounts: int) -> bool:
        one = changed(account, steps=account.steps * events)
        whole = changed(ANSWER, events=(event,) * events, accounts=(one,) * accounts)
        return isinstance(picture.picture(whole, VOICE), Picture)

    assert [drawn(40, 1), drawn(41, 1), drawn(1, 6), drawn(1, 7)] == [True, False, True, False]


def test_where_one_account_s_states_are_not_listed_the_whole_says_so() -> None:
    found = replay(read_conflict(PASS))
    assert facts.answer(found).carrier == "dense"
    first, second = found.accounts
    for games in (
        (first, replace(second, game=cast(Any, Unlisted(second.game)))),
        (replace(first, game=cast(Any, Unlisted(first.game))), second),
    ):
        assert facts.answer(replace(found, accounts=games)).carrier == "symbolic"


class Unlisted:
    """A game as it is, but that it says that its states are not listed."""

    listed = False

    def __init__(self, game: Any) -> None:
        self.game = game

    def __getattr__(self, name: str) -> Any:
        return getattr(self.game, name)


def many(accounts: int, moves: int) -> ReplayAnswer:
    """A record of some moves of which nobody explains any."""
    events = tuple(changed(ANSWER.events[0], id=f"e{k}") for k in range(moves))
    steps = tuple(step("judged", event=e.id, moves=3) for e in events)
    told = tuple(changed(ANSWER.accounts[0], account=f"a{k}", steps=steps) for k in range(accounts))
    made: ReplayAnswer = changed(ANSWER, events=events, accounts=told, parting=tuple(e.id for e in events))
    return made


def test_moves_are_named_as_far_as_there_is_room_and_else_counted() -> None:
    told = {}
    for length in (4, 12, 40):
        text = " ".join(["word"] * length)
        voice = Voice(read_conflict(VALLEY.replace("name: North,", f"name: {text},")))
        told[length] = [
            words.unexplained(many(1, 3), voice),
            words.unexplained(many(2, 3), voice),
            words.parting(many(2, 3), voice),
        ]
    move, long = (f"{' '.join(['word'] * n)}: talk (2024-01)" for n in (4, 12))
    leads = ("Not explained:", "No account explains:", "The accounts part over")
    assert told[4] == [f"{lead} {move}; {move}; and 1 more." for lead in leads]
    assert told[12] == [f"{lead} {long}; and 2 more." for lead in leads]
    assert told[40] == [
        "3 moves of 3 are not explained.",
        "No account explains 3 moves of 3.",
        "The accounts part over 3 moves.",
    ]
    voice = Voice(read_conflict(VALLEY.replace("name: North,", f"name: {' '.join(['word'] * 40)},")))
    assert words.unexplained(many(1, 1), voice) == "1 move of 1 is not explained."
    assert words.unexplained(many(2, 1), voice) == "No account explains 1 move of 1."
    assert words.parting(many(2, 1), voice) == "The accounts part over 1 move."
