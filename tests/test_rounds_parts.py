"""Parts of ``rounds`` one by one, on typed facts: titles long and short, how exact the shares are, what is kept."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from detente.answers import Exact
from detente.questions.rounds import detail_words, phrases, picture
from detente.questions.rounds import words as w
from detente.questions.rounds.answer import RoundsAnswer, Share
from detente.wording import Voice
from tests import settle_cases as cases
from tests.test_rounds_words import asked, change, with_first


@cache
def truce() -> tuple[RoundsAnswer, Voice]:
    answers, voice, _ = asked(cases.TRUCE)
    return answers[0], voice


def with_title(words: int, **fields: Any) -> RoundsAnswer:
    """Give the first package two clauses of so many words each."""
    answer, _ = truce()
    clauses = []
    for k, issue in enumerate(answer.issues):
        wanted = answer.reached[0].values[k].partition(".")[2]
        values = tuple(
            change(v, short=" ".join([f"clause{k}"] * words)) if v.id == wanted else v for v in issue.values
        )
        clauses.append(change(issue, values=values))
    return with_first(change(answer, issues=tuple(clauses)), **fields)


@pytest.mark.parametrize(
    ("words", "called"),
    [(1, "package 1 (clause0; clause1)"), (7, "package 1 (clause0 clause0"), (30, "package 1 is reached")],
)
def test_in_one_account_the_package_is_called_as_fully_as_there_is_room(words: int, called: str) -> None:
    answer, voice = with_title(words), truce()[1]
    share = phrases.percent(answer.reached[0].share)
    told = w.in_one(answer, voice)
    assert told.startswith(called)
    assert told.endswith(f" is reached in {share}.")
    assert len(told.split()) <= 22


@pytest.mark.parametrize(
    ("kept", "tail"),
    [
        ("self", ", which would be kept"),
        ("broken", ", which would not be kept"),
        ("moves_on", ""),
        (None, ""),
    ],
)
def test_what_a_package_is_matters_more_than_that_it_would_be_kept_and_less_than_that_it_would_not(
    kept: str | None, tail: str
) -> None:
    voice = truce()[1]
    assert w.headline(with_title(1, kept=kept), voice).endswith(f"(clause0; clause1){tail}.")
    long = w.headline(with_title(6, kept=kept), voice)
    assert ("clause0" in long) == (kept != "broken")
    assert long.endswith(", which would not be kept." if kept == "broken" else ").")


def test_how_exact_the_shares_are_is_that_of_the_worst() -> None:
    answer, _ = truce()
    deals = change(answer.deals, error=0.01)
    reached = tuple(
        change(r, share=change(r.share, error=0.0234 / (k + 1))) for k, r in enumerate(answer.reached)
    )
    one = change(answer, deals=deals, reached=reached)
    assert "; shares have a standard error of at most 2.3 points. " in w.sure([one])
    assert "at most 5.0 points. " in w.sure([one, change(one, deals=change(deals, error=0.05))])
    assert "Seed 1;" in w.sure([one])


def test_the_line_at_the_end_of_a_bar_is_two_standard_errors_to_each_side() -> None:
    assert picture.NOTE == "The line at the end of a bar: two standard errors to each side."
    share = Share(count=1, of=4, share=0.25, error=0.02)
    assert phrases.percent(share) == "25%"


def test_that_talks_may_break_off_and_who_has_numbers_is_told_whole() -> None:
    answer, voice = truce()
    certain = detail_words.model(answer, voice)
    doubted = detail_words.model(change(answer, discount=Exact(exact="9/10", decimal=0.9)), voice)
    [more] = [t for t in doubted if t not in certain]
    assert more == (
        "After each round, talks go on with a chance of 0.9. Whoever has numbers weighs that, and signs what is worth "
        "as much as that chance of what it would demand itself."
    )


def test_packages_are_told_before_outcomes_in_the_legend(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = truce()
    monkeypatch.setattr(w, "outcomes", lambda texts, voice: ("A: an outcome",))
    said = w.say([answer], voice)
    assert len(said.letters) > 1
    assert said.letters[-1] == "A: an outcome"
    assert said.letters[0].startswith("Package 1: ")


def test_the_table_of_what_is_reached_says_whether_it_would_be_kept_where_that_was_asked() -> None:
    answer, voice = truce()
    kinds = {
        "self": "yes",
        "deterred": "if the sides look ahead",
        "moves_on": "what is signed would last",
        "broken": "no",
        "nothing": "it changes nothing that a side could do",
        "unknown": "unknown",
        None: "",
    }
    first = answer.reached[0]
    part = change(first, share=Share(count=1, of=4, share=0.25, error=0.0999))
    reached = tuple(change(part, kept=k, on_frontier=k == "self") for k in kinds)
    assert {k: v for k, v in kinds.items() if k} == detail_words.KEPT
    table = detail_words.reached(change(answer, reached=reached), voice)
    assert table.columns == (
        "Package", "Reached in", "Round", "On the frontier", "North", "South", "Would it be kept?",
    )  # fmt: skip
    assert [row[-1] for row in table.rows] == list(kinds.values())
    assert [row[3] for row in table.rows] == ["yes", *["no"] * 6]
    assert {row[1] for row in table.rows} == {"25% (± 10.0)"}
    assert (table.title, table.id) == ("What is reached, in full", "rounds-reached")
    assert table.centred == {4, 5}
    bare = detail_words.reached(change(answer, reached=(change(part, kept=None),)), voice)
    assert bare.columns == table.columns[:-1]
    bits = tuple(change(g, gain=None) for g in part.gains)
    marked = detail_words.reached(change(answer, reached=(change(part, kept=None, gains=bits),)), voice)
    assert marked.rows[0][4:] == ("▲", "▲")


def test_what_is_reached_second_is_named_as_fully_as_there_is_room() -> None:
    voice = truce()[1]
    told = []
    for words in (1, 6, 12, 30):
        answer = with_title(words)
        turned = change(answer, reached=answer.reached[::-1][:1] + answer.reached[:1])
        told.append(w.second(turned, voice))
    share = phrases.percent(truce()[0].reached[0].share)
    assert told[0] == f"In {share}, they agree on package 2 (clause0; clause1) instead."
    assert told[1].startswith(f"In {share}, they agree on package 2 (clause0 clause0")
    assert told[-1] == f"In {share}, they agree on package 2 instead."
    assert w.second(change(truce()[0], reached=truce()[0].reached[:1]), voice) == ""
    five = with_title(5)
    first = change(five.reached[0], values=five.reached[0].values * 2)
    told_ = w.second(change(five, reached=(first, first)), voice)
    clauses = "; ".join(" ".join([f"clause{k}"] * 5) for k in (0, 1))
    assert told_ == f"In {share}, they agree on package 2 ({clauses}; and two more) instead."


def test_of_many_accounts_only_the_number_in_which_a_deal_is_reached_is_told() -> None:
    answer, voice = truce()
    many = [change(answer, perspective=f"account number {k} of them") for k in range(9)]
    none = change(answer, perspective="none", deals=Share(count=0, of=400, share=0.0, error=0.0))
    assert (
        w.headline_of_all([*many, none], voice) == "Simulated bargaining reaches a deal in 9 of 10 accounts."
    )
    share = phrases.percent(answer.deals)
    one = change(answer, perspective="one")
    lead = f"Simulated bargaining reaches a deal in {share} in “one”"
    assert w.headline_of_all([one, none], voice) == f"{lead}; in the other, never."
    assert w.headline_of_all([one, none, none], voice) == f"{lead}; in the others, never."


def test_who_falls_back_along_an_order_and_what_is_not_put_on_the_table_is_told() -> None:
    answer, voice = truce()
    certain = detail_words.model(answer, voice)
    part = detail_words.model(change(answer, whole=False), voice)
    assert part == [
        *certain,
        "There are too many packages to list; only those on the frontier are put on the table.",
    ]
    one, two = answer.parties
    order = change(answer, parties=(change(one, numbers=False), two))
    rest = "back along an order, step by step; no numbers are invented."
    assert detail_words.model(order, voice) == [*certain, f"North falls {rest}"]
    both = change(answer, parties=tuple(change(p, numbers=False) for p in answer.parties))
    assert detail_words.model(both, voice) == [*certain, f"North and South fall {rest}"]
