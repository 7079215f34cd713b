"""Parts of ``whatif`` one by one, on typed facts: how many outcomes are named, and in which words."""

from __future__ import annotations

import pytest

from detente.questions.whatif import words
from detente.wording import Voice
from tests.test_whatif_words import BASE, CONFLICT, compared


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
