"""Parts of ``better`` one by one, on typed facts: several accounts, what stays open, long titles, tables."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from detente.questions.better import deal_words, detail_words
from detente.questions.better import words as w
from detente.questions.better.answer import BetterAnswer, SpoilerFact, StageFact
from detente.wording import Voice
from tests.test_better_answer import LATE
from tests.test_better_words import asked


@cache
def late() -> tuple[BetterAnswer, Voice]:
    answers, voice, _ = asked(LATE)
    return answers[0], voice


def named(answer: BetterAnswer, *names: str) -> list[BetterAnswer]:
    return [replace(answer, perspective=n) for n in names]


@pytest.mark.parametrize(
    ("yes", "said"),
    [
        ("ab", "Yes: in both accounts something within reach is better for both parties than where it is heading."),
        ("a", "In the account “a”, something within reach is better for both parties than where it is heading; in “b”, "
         "nothing is."),
        ("", "No: in no account is anything better for both parties than where it is heading."),
    ],
)  # fmt: skip
def test_it_is_said_in_which_accounts_something_is_better(
    yes: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, voice = late()
    deal = next(d for d in answer.deals if d.reachable)
    monkeypatch.setattr(w, "chosen", lambda one: deal if one.perspective in yes else None)
    assert w.headline_of_all(named(answer, "a", "b"), voice) == said
    if yes == "a":
        several = w.headline_of_all(named(answer, "a", "b", "c"), voice)
        assert several == said.replace("in “b”", "in the others")
        away = replace(deal, reachable=False)
        monkeypatch.setattr(w, "chosen", lambda one: away if one.perspective in yes else None)
        assert w.headline_of_all(named(answer, "a", "b"), voice) == (
            "Nothing within reach is better for both parties than where it is heading; beyond reach, something would "
            "be."
        )


def test_of_accounts_that_say_different_things_three_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = late()
    monkeypatch.setattr(w, "in_one", lambda one, deal, voice: f": {one.perspective}.")
    monkeypatch.setattr(w, "chosen", lambda one: one.deals[0])
    assert w.points_of_all(named(answer, "a", "b", "c", "d"), voice) == ["“a”: a.", "“b”: b.", "“c”: c."]
    monkeypatch.setattr(w, "in_one", lambda one, deal, voice: ": so.")
    assert w.points_of_all(named(answer, "a", "b"), voice) == ["“a” and “b”: so."]
    monkeypatch.setattr(w, "chosen", lambda one: None)
    assert w.points_of_all(named(answer, "a"), voice) == []


def test_a_sentence_about_an_account_leaves_room_for_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = late()
    rooms: list[int] = []

    def noted(*texts: str, most: int) -> str:
        rooms.append(most)
        return texts[0]

    monkeypatch.setattr(w, "fitting", noted)
    deal = next(d for d in answer.deals if d.reachable)
    for against, how in (
        ("ahead", ", only when looking ahead: "),
        ("myopic", ", only without looking ahead: "),
    ):
        monkeypatch.setattr(w, "in_both", lambda one: False)
        monkeypatch.setattr(w, "best", lambda one, a=against: (replace(one.myopic, against=a), deal))
        assert w.in_one(answer, deal, voice).startswith(how)
    monkeypatch.setattr(w, "in_both", lambda one: True)
    assert w.in_one(answer, deal, voice).startswith(": ")
    assert rooms == [17, 17, 22]


def test_what_a_step_ends_is_told_only_where_it_ends_all_of_it() -> None:
    answer, voice = late()
    deal = next(d for d in answer.deals if d.reachable)
    assert answer.myopic.closings
    assert not answer.myopic.stays_open
    closed = deal_words.endings(answer, deal, voice)
    assert any("only before" in text for text in closed)
    open_ = replace(answer, myopic=replace(answer.myopic, stays_open=(0,)))
    assert not any("only before" in text for text in deal_words.endings(open_, deal, voice))
    away = replace(deal, reachable=False)
    assert deal_words.endings(answer, away, voice) == [", but no moves lead there from today."]


def test_places_stand_in_the_details_where_there_are_several_outcomes_or_it_is_asked_for() -> None:
    answer, voice = late()
    assert 0 < len(answer.deals) <= detail_words.MOST_COLUMNS
    plain, whole = detail_words.details(answer, voice), detail_words.details(answer, voice, named=True)
    assert plain == detail_words.details(answer, voice, named=False)
    assert len(whole) == len(plain) + 1
    many = replace(answer, deals=answer.deals[:1] * (detail_words.MOST_COLUMNS + 1))
    assert len(detail_words.details(many, voice)) == len(plain) - len(answer.deals) + len(many.deals) + 1


def test_of_many_better_states_the_first_are_listed_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, voice = late()
    whole = detail_words.every_table(answer, voice)
    assert whole is not None
    assert (len(whole.rows) > 1, whole.note) == (True, "")
    monkeypatch.setattr(detail_words, "MOST_ROWS", 1)
    few = detail_words.every_table(answer, voice)
    assert few is not None
    assert (few.rows, few.note) == (whole.rows[:1], f"{len(whole.rows) - 1} more; the JSON lists them.")


def test_until_when_it_is_open_is_told_shortly_where_the_steps_are_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, voice = late()
    monkeypatch.setattr(deal_words, "fitting", lambda *texts: texts[-1])
    assert deal_words.until(answer, voice) == (
        "That is open only until Upstream takes a step with no way back."
    )
    [closing] = answer.myopic.closings
    both = replace(answer.myopic, closings=(closing, replace(closing, mover="down")), stays_open=(0,))
    assert deal_words.until(replace(answer, myopic=both), voice) == (
        "That is open only until Upstream or Downstream takes a step with no way back on some ways."
    )


def test_each_step_is_told_from_where_the_one_before_leads_and_the_first_from_today() -> None:
    answer, voice = late()
    deal = answer.deals[0]
    states = {s.id: k for k, s in enumerate(answer.states)}
    assert detail_words.start_of(answer) == answer.status_quo == states["none"]
    fill, pay = states["up.fill"], states["down.pay"]
    assert detail_words.start_of(replace(answer, status_quo=fill)) == fill
    assert detail_words.start_of(replace(answer, status_quo=None)) == 0
    stages = (
        StageFact(mover="down", state=pay, gain=-1),
        StageFact(mover="down", state=states["none"], gain=1),
        StageFact(mover="up", state=fill, gain=0),
    )
    told = detail_words.steps(answer, replace(deal, stages=stages), voice.words())
    assert told == (
        "Downstream: take up “pay for waiting” (for itself at once: a loss)",
        "Downstream: drop “pay for waiting” (for itself at once: a gain)",
        "Upstream: take up “fill the lake” (for itself at once: neither gain nor loss)",
    )
    elsewhere = detail_words.steps(
        replace(answer, status_quo=pay), replace(deal, stages=stages[1:]), voice.words()
    )
    assert elsewhere == told[1:]


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        ("better", "better for it"),
        ("worse", "worse for it"),
        ("same", "as good for it"),
        ("better_or_same", "better for it or as good"),
        ("worse_or_same", "worse for it or as good"),
        ("open", "better or worse for it, depending on where it ends"),
        ("unknown", "and whether that is better for it is unknown"),
    ],
)
def test_a_spoiler_is_told_with_where_it_ends_and_who_loses(kind: Any, fate: str) -> None:
    answer, voice = late()
    states = {s.id: k for k, s in enumerate(answer.states)}
    one = SpoilerFact(
        decision_maker="up", to=states["up.fill"], deterred=False, ends=(states["none"],), kind=kind, worse=()
    )

    def told(found: SpoilerFact) -> str:
        return detail_words.spoiler(answer, found, voice.words())

    lead = "Upstream could move on to #1 for a gain"
    assert told(one) == f"{lead}; the sides' own interests then lead to #0, {fate}."
    undone = "which answers that pay for the others would undo"
    both = replace(one, deterred=True, worse=("up", "down"), ends=(states["none"], states["down.pay"]))
    assert told(both) == (
        f"{lead}, {undone}; the sides' own interests then lead to #0 or #4, {fate}; worse for Upstream and Downstream."
    )
    assert told(replace(one, ends=(), kind=None)) == f"{lead}; what follows comes to no rest."


def test_the_table_of_places_says_what_is_compared_with_what() -> None:
    answer, voice = late()
    table = detail_words.fares(answer, voice)
    assert table is not None
    assert (table.columns, table.title, table.id) == (
        ("Party", "Where it is heading", "Today", "A"), "How good that is for each", "better",
    )  # fmt: skip
    assert table.rows == (
        ("Upstream", "7th of 8", "▲ 4th of 8", "▲ 2nd of 8"),
        ("Downstream", "5th of 8", "▲ 1st of 8", "▲ 2nd of 8"),
    )
    assert table.note.startswith("▲ better, compared with where it is heading, not looking ahead. A")
    assert table.centred == {1, 2, 3}
    alike = replace(answer, heading=replace(answer.heading, same=True))
    same = detail_words.fares(alike, voice)
    assert same is not None
    assert same.note.startswith("▲ better, compared with where it is heading. A")
    named = detail_words.fares(replace(answer, perspective="base"), voice, named=True)
    assert named is not None
    assert (named.title, named.id) == ("How good that is for each, in “base”", "better-base")
    only = detail_words.fares(answer, voice, most=1)
    assert only is not None
    assert only.columns == table.columns[:3]
    nothing = replace(answer.myopic, within=(), beyond=())
    today = replace(answer.today, within=answer.myopic.within)
    of_today = detail_words.fares(replace(answer, myopic=nothing, today=today), voice)
    assert of_today is not None
    assert of_today.columns == ("Party", "Today", "A")
    assert ", compared with today." in of_today.note
    assert detail_words.fares(replace(answer, myopic=nothing), voice) is None


def test_what_is_better_is_spoken_of_looking_ahead_first_and_within_reach_first() -> None:
    answer, _ = late()
    a, b = answer.deals[:2]
    nothing = replace(answer.today, within=(), beyond=())

    def best(ahead: Any = nothing, myopic: Any = nothing, today: Any = nothing) -> Any:
        return deal_words.best(replace(answer, ahead=ahead, myopic=myopic, today=today))

    near, far = replace(nothing, within=(b.state,)), replace(nothing, beyond=(a.state, b.state))
    assert best(far, near, near) == (near, b)
    assert best(near, far, far) == (near, b)
    assert best(far, far) == (far, a)
    assert best(nothing, nothing, far) == (far, a)
    assert best() is None
