"""Parts of ``coalitions`` one by one, on typed facts: what is drawn first, and the other accounts."""

from __future__ import annotations

import pytest

from detente.questions.coalitions import words
from detente.questions.coalitions.picture import drawn
from tests.test_coalitions_words import BACK, GOOD, LETTERS, case, left


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
