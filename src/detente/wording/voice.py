"""How outcomes are called: a letter and a title, once for a whole page; the words of each account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from detente.answers import Answer, StateValue
from detente.conflict import Conflict
from detente.wording.names import Words, label
from detente.wording.texts import listed
from detente.wording.ways import ENGLISH, WaysWords

TODAY = "today"
MOST_LETTERS = 26
_WORDS = re.compile(r"[^\W\d]{3}")  # a name like s12 is no title
LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome that is spoken of; `letter` is empty for today."""

    state: StateValue
    letter: str
    title: str

    @property
    def named(self) -> str:
        """The letter and the title: ``B: talks while the offensive goes on``."""
        return f"{self.letter}: {self.title}" if self.letter else self.title


def letter(number: int) -> str:
    """Give the letter of an outcome: A, B, ..., Z, A2, B2, ..."""
    turn, place = divmod(number, MOST_LETTERS)
    return chr(ord("A") + place) + (str(turn + 1) if turn else "")


@dataclass(frozen=True)
class Voice:
    """How a conflict is spoken of on one page.

    Attributes
    ----------
    conflict : Conflict
        The file as a whole.
    states : tuple of StateValue
        The outcomes that are spoken of, in the order of their letters.
    today : StateValue or None
        The status quo: it is called "today" and has no letter.
    file : str
        How the user calls the conflict, for commands to type.
    """

    conflict: Conflict
    states: tuple[StateValue, ...] = ()
    today: StateValue | None = None
    file: str = "FILE"
    language: ClassVar[str] = "en"
    now: ClassVar[str] = TODAY
    speaks: ClassVar[type[Words]] = Words
    ways: ClassVar[WaysWords] = ENGLISH

    @classmethod
    def of(cls, conflict: Conflict, answers: Iterable[Answer], file: str = "FILE") -> Voice:
        """Give letters to what the answers speak of, in their order."""
        spoken: dict[str, StateValue] = {}
        today: StateValue | None = None
        for answer in answers:
            if answer.status_quo is not None and today is None:
                today = answer.states[answer.status_quo]
            for state in answer.outcomes:
                spoken.setdefault(state.id, state)
        return cls(
            conflict, tuple(s for s in spoken.values() if today is None or s.id != today.id), today, file
        )

    def words(self, account: str = "") -> Words:
        """Give the words of the conflict under an account; without one, of the file as a whole."""
        if account not in self._words:
            self._words[account] = self.speaks(self.conflict.under(account) if account else self.conflict)
        return self._words[account]

    @cached_property
    def _words(self) -> dict[str, Words]:
        return {}

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes spoken of, by the ids of their states; today among them, without a letter."""
        found = {
            s.id: Outcome(s, letter(k), title)
            for k, (s, title) in enumerate(zip(self.states, self._titles(), strict=True))
        }
        if self.today is not None:
            found[self.today.id] = Outcome(self.today, "", self.now)
        return found

    def is_today(self, state: StateValue) -> bool:
        """Tell whether a state is the status quo."""
        return self.today is not None and self.today.id == state.id

    def letter(self, state: StateValue) -> str:
        """Refer to an outcome by its letter (or as today); one without a letter by short words."""
        found = self.outcomes.get(state.id)
        if found is None:
            return self._brief(state)
        return found.letter or found.title

    def title(self, state: StateValue) -> str:
        """Give the title of an outcome, without its letter."""
        found = self.outcomes.get(state.id)
        return self._brief(state) if found is None else found.title

    def named(self, state: StateValue) -> str:
        """Refer to an outcome by its letter and its title: ``B: talks while the offensive goes on``."""
        found = self.outcomes.get(state.id)
        return self._brief(state) if found is None else found.named

    def in_full(self, state: StateValue) -> str:
        """Refer to an outcome by all that is done in it, where its title only says how it differs from today."""
        found = self.outcomes.get(state.id)
        if found is None or not found.letter or found.title != self._difference(state):
            return self.named(state)
        return f"{found.letter}: {self._brief(state)}"

    def inside(self, state: StateValue) -> str:
        """Refer to an outcome inside a sentence: ``talks while the offensive goes on (B)``; today as ``today``."""
        found = self.outcomes.get(state.id)
        if found is None:
            return self._brief(state)
        return f"{found.title} ({found.letter})" if found.letter else found.title

    def letters(self, states: Sequence[StateValue], joint: str = "") -> str:
        """Refer to several outcomes by their letters, in their order: ``A, B or C``."""
        order = {id: k for k, id in enumerate(self.outcomes)}
        return listed(
            [self.letter(s) for s in sorted(states, key=lambda s: order.get(s.id, len(order)))],
            joint or self.speaks.joints.or_,
        )

    def command(self, question: str, *arguments: str) -> str:
        """Give a command line to type."""
        return " ".join(["detente", question, self.file, *arguments])

    # -- titles --------------------------------------------------------------------------------------------------------

    @cached_property
    def _whole(self) -> Words:
        return self.speaks(self.conflict if self.conflict.account else self._widest)

    @cached_property
    def _widest(self) -> Conflict:
        """The account that knows all states spoken of, if one does; else the first."""
        accounts = [self.conflict.under(a) for a in self.conflict.accounts] or [self.conflict]
        taken = {o for s in self.states for o in s.taken} | set(self.today.taken if self.today else ())
        return next((c for c in accounts if taken <= set(c.option_ids)), accounts[0])

    def _brief(self, state: StateValue) -> str:
        return self._whole.brief(state)

    def _titles(self) -> list[str]:
        found: list[str] = []
        for state in self.states:
            ways = (self._of_file, self._condition, self._difference, self._brief, self._whole.state)
            titles = (title for way in ways if (title := way(state)) and title != self.now)
            found.append(
                next((t for t in titles if t not in found), f"{self._brief(state)} ({label(state)})")
            )
        return found

    def _of_file(self, state: StateValue) -> str:
        """Give the file's own words for the state, if it has any."""
        if state.given:
            return self._whole.brief(state)
        named = next((n for n in self.conflict.states if state.name and n.name == state.name), None)
        if named is None or not (named.short or named.text or _WORDS.search(named.name)):
            return ""
        return (named.short or named.text or named.name.replace("_", " ")).rstrip(".")

    def _condition(self, state: StateValue) -> str:
        """Give the text of a named condition that holds there and in no other outcome spoken of, if one does."""
        if state.members or state.given:
            return ""
        others = [s for s in (*self.states, self.today) if s is not None and s.id != state.id]
        if any(s.members for s in others):
            return ""
        here = frozenset(state.taken)
        for definition in self._widest.definitions:
            text = definition.text.rstrip(".")
            if not text or len(text) > LONGEST_TITLE or not definition.that.holds(here):
                continue
            if not any(definition.that.holds(frozenset(s.taken)) for s in others):
                return text
        return ""

    def _difference(self, state: StateValue) -> str:
        """Say in short words how a state differs from today."""
        words = self._whole
        if self.today is None:
            return words.brief(state)
        return "; ".join(words.changes(self.today, state)) or words.brief(state)
