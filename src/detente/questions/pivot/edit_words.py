"""A change of what somebody wants, in words."""

from __future__ import annotations

from detente.conflict.errors import ConditionError
from detente.questions.pivot.goal_answer import (
    EditValue,
    GoalAnswer,
)
from detente.wording import (
    Words,
    label,
)
from detente.wording.texts import place


def condition_words(text: str, words: Words, own: str = "") -> str:
    """Say what a condition means; what the file cannot read stands as it is."""
    try:
        return words.condition(words.conflict.condition(text), own)
    except ConditionError:
        return text


def goal_words(answer: GoalAnswer, words: Words) -> str:
    """Name the goal: the condition in words, or the state."""
    if len(answer.goal.states) == 1:
        state = answer.states[answer.goal.states[0]]
        told = words.brief(state)
        return label(state) if told in ("", state.name) else f"{label(state)} ({told})"
    return condition_words(answer.goal.condition, words) or answer.goal.asked


def wish(edit: EditValue, words: Words) -> str:
    """Say what a statement wants: in the file's own words, if it has any."""
    return edit.text.rstrip(".") or condition_words(edit.that, words, edit.decision_maker)


def edit_words(edit: EditValue, words: Words) -> str:
    """Tell a statement that is left out, moved or added."""
    dm, what = words.party(edit.decision_maker), wish(edit, words)
    if edit.change == "drop":
        return f"{dm} would have to give up its {place(edit.place)} wish: {what}"
    if edit.change == "move":
        assert edit.before is not None
        return f"{dm} would have to want {what} in {place(edit.place)} instead of {place(edit.before)} place"
    return f"{dm} would have to want {what}, too, in {place(edit.place)} place"
