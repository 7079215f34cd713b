"""Parts of ``explain`` one by one, on typed facts: what may be a gain, what is unknown, accounts that part."""

from __future__ import annotations

from detente.conflict import read_conflict
from detente.questions.explain import detail_words, witness_words
from detente.questions.explain import words as say
from detente.wording import Voice
from tests.test_explain_words import (
    FREE,
    WORDS,
    accounts_file,
    answer,
    because,
    improvement,
    leaves,
    verdict,
)


def test_who_looks_only_at_its_own_move_and_may_gain_by_one() -> None:
    for concept, number, what in (
        ("nash", 1, "1 improvement"),
        ("nash", 2, "2 improvements"),
        ("nash-a", 1, "1 move that may be an improvement"),
        ("nash-a", 2, "2 moves that may be improvements"),
    ):
        found = verdict("up", concept, *[improvement(**FREE)] * number)
        assert detail_words.verdict(WORDS, answer(), found, "X") == (
            f"Upstream would leave (X): it has {what}, and looks no further than its own move."
        )


def test_whether_an_answer_pays_is_open_where_one_of_them_does_not_know() -> None:
    known, open_ = because("down", 1, 2, 1, "court"), because("bank", 2, 5, 1, "interest", unknown=True)
    for movers, pays in (((known,), "pays"), ((known, open_), "may pay"), ((open_,), "may pay")):
        one = improvement(movers=movers, better=(None,) * len(movers))
        assert detail_words.payment(WORDS, answer(), one).startswith(f"That {pays} for those who do it: ")


def test_accounts_that_are_told_by_different_concepts_look_ahead() -> None:
    voice = Voice.of(read_conflict(accounts_file()), [answer()], "dam")
    found = [
        answer(leaves("up", "seq"), account="one", accounts=("one", "two")),
        answer(leaves("down", "gmr"), account="two", accounts=("one", "two")),
    ]
    assert say.say(found, voice).headline == (
        "Looking ahead, Upstream would leave today's situation in “one”; Downstream would leave it in “two”."
    )


def test_the_same_witnesses_are_told_together_where_they_mean_the_same() -> None:
    one = improvement()
    nash, seq, gmr = verdict("up", "nash", one), verdict("up", "seq", one), verdict("up", "gmr", one)
    assert [[v.concept for v in g] for g in detail_words._alike([nash, seq, gmr])] == [
        ["nash"],
        ["seq", "gmr"],
    ]
    free = [verdict("up", c, improvement(**FREE)) for c in ("nash", "seq", "gmr")]
    assert [[v.concept for v in g] for g in detail_words._alike(free)] == [["nash"], ["seq"], ["gmr"]]
    none = [verdict("up", c, count="0") for c in ("nash", "seq")]
    assert [[v.concept for v in g] for g in detail_words._alike(none)] == [["nash", "seq"]]


def test_of_several_verdicts_the_first_that_leaves_is_told_else_the_first() -> None:
    one = improvement()
    held = [verdict("up", c, one) for c in ("seq-b", "seq-d")]
    free = verdict("up", "seq-c", improvement(**FREE))
    assert witness_words.telling_of(answer(*held), "up") is held[0]
    assert witness_words.telling_of(answer(held[0], free, held[1]), "up") is free
    nash = verdict("up", "nash", improvement(**FREE))
    assert witness_words.telling_of(answer(nash, *held), "up") is held[0]  # what the headline rests on
    assert witness_words.telling_of(answer(nash), "up") is nash
    assert witness_words.telling_of(answer(*held), "down") is None
    assert witness_words.telling_of(answer(verdict("up", "seq")), "up") is None
