"""What is done in each outcome: the options by the outcomes spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.wording import Picture, Table, Voice
from detente.wording.options import option_table


def picture(answers: Sequence[AnalyzeAnswer], voice: Voice) -> Picture | Table | None:
    """Lay today and the outcomes spoken of side by side; nothing where only today is spoken of."""
    states: dict[str, StateValue] = {} if voice.today is None else {voice.today.id: voice.today}
    for answer in answers:
        states |= {s.id: s for s in answer.outcomes}
    if len(states) < 2:
        return None
    heads = ["Today" if voice.is_today(s) else voice.letter(s) for s in states.values()]
    words = max((voice.words(a.perspective) for a in answers), key=lambda w: len(w.conflict.option_ids))
    title = "What is done in each outcome"
    return option_table(words, list(states.values()), heads, title, "outcomes", differing=True)
