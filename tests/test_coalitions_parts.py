"""Parts of ``coalitions`` one by one, on typed facts: what is drawn first, and the other accounts."""

from __future__ import annotations

import pytest

from detente.questions.coalitions import words
from detente.questions.coalitions.picture import _group, drawn
from tests.test_coalitions_words import BACK, GOOD, LETTERS, OTHER, case, left


def test_what_would_last_is_drawn_first_and_what_would_not_where_nothing_does() -> None:
    good, back = case(left(told=[GOOD, BACK])), case(left(told=[BACK]), account="two")
    assert [m[2].follows for m in drawn([good])] == ["good"]
    assert [m[2].follows for m in drawn([back])] == ["back"]
    assert [m[2].follows for m in drawn([good, back])] == ["good"]
    assert drawn([case(left())]) == []


@pytest.mark.parametrize(("rest", "others"), [(1, "in the other"), (2, "in the others")])
def test_of_accounts_in_which_no_group_could_leave_one_is_the_other(
    rest: int, others: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = [case(left(told=[BACK]), account="three"), case(left(), account="two")][:rest]
    monkeypatch.setattr(words, "fitting", lambda whole, shorter, least: shorter)
    assert words.headline([case(left(told=[GOOD])), *never], LETTERS) == (
        "Ann and Ben together could do better in the account “one”; "
        f"{others}, no group could lastingly leave where it is heading."
    )


def test_groups_are_drawn_with_their_account_only_where_there_are_several() -> None:
    one = case(left(told=[GOOD]))
    places = {m.id: k for k, m in enumerate(one.decision_makers)}
    [move] = drawn([one])
    assert _group(move, places, LETTERS, several=False).label == "Ann and Ben"
    assert _group(move, places, LETTERS, several=True).label == "Ann and Ben (“one”)"


def test_where_it_is_heading_is_one_outcome_or_one_of_several() -> None:
    assert words.one_of(case(left())) == "where it is heading"
    assert words.one_of(case(left(), left(state=OTHER))) == "one of two outcomes"
