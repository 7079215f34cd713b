"""The values of a dialogue: what can be asked about, a pair, an answer, all answers so far."""

from __future__ import annotations

import typing
from dataclasses import dataclass, replace
from functools import cached_property

Choice = typing.Literal["one", "other", "alike", "unknown"]
Way = typing.Literal["things", "outcomes"]
Kind = typing.Literal["whether", "which", "check", "rank"]


@dataclass(frozen=True)
class Ground:
    """What can be asked about.

    Attributes
    ----------
    terms : tuple of str
        Conditions of the file; the first `asked` of them are single things (an option, an option from a level on), the
        others are what somebody put a name to, or wants.
    asked : int
    worlds : tuple of int
        Outcomes that can be, each by what holds in it (term k is bit k); those that matter first, today before all.
    matter : int
        How many of them matter.
    whole : bool
        Whether every outcome that can be is there.
    first : tuple of int
        Single things that are asked about before the others, in this order.
    """

    terms: tuple[str, ...]
    asked: int
    worlds: tuple[int, ...]
    matter: int = 0
    whole: bool = False
    first: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, ...]:
        """The single things in the order in which they are asked about."""
        return tuple(dict.fromkeys((*self.first, *range(self.asked))))

    @cached_property
    def there(self) -> dict[int, int]:
        """The outcomes by their single things alone, which tell them apart."""
        found: dict[int, int] = {}
        for world in self.worlds:
            found.setdefault(self.things(world), world)
        return found

    def things(self, world: int) -> int:
        """Give the single things of an outcome."""
        return world & ((1 << self.asked) - 1)


@dataclass(frozen=True, order=True)
class Literal:
    """That something holds, or that it does not; a second term makes it "this and that"."""

    term: int
    wanted: bool = True
    also: int = -1
    also_wanted: bool = True

    def holds(self, world: int) -> bool:
        """Tell whether it holds in an outcome."""
        first = bool(world >> self.term & 1) is self.wanted
        return first and (self.also < 0 or bool(world >> self.also & 1) is self.also_wanted)


@dataclass(frozen=True)
class Pair:
    """Two outcomes to choose from; `terms` are the single things that the question is about."""

    one: int
    other: int
    kind: Kind = "whether"
    terms: tuple[int, ...] = ()

    @property
    def key(self) -> frozenset[int]:
        """The pair, whichever comes first."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Answer:
    """Which of two outcomes is preferred; or both are as good, or nobody can say."""

    one: int
    other: int
    choice: Choice


@dataclass(frozen=True)
class Dialogue:
    """All answers so far, and what they are asked for: the order of single things, or of the outcomes that matter."""

    ground: Ground
    way: Way = "things"
    answers: tuple[Answer, ...] = ()

    @cached_property
    def known(self) -> dict[frozenset[int], tuple[int, Answer]]:
        """The last answer about each pair, with its number."""
        return {frozenset((a.one, a.other)): (k, a) for k, a in enumerate(self.answers)}

    def choice(self, one: int, other: int) -> Choice | None:
        """Give the answer about two outcomes, in this order; None where they were not asked about."""
        found = self.known.get(frozenset((one, other)))
        if found is None:
            return None
        answer = found[1]
        if answer.choice in ("alike", "unknown") or answer.one == one:
            return answer.choice
        return "other" if answer.choice == "one" else "one"


def begin(ground: Ground, way: Way = "things") -> Dialogue:
    """Begin a dialogue.

    Examples
    --------
    >>> begin(Ground(("talks", "truce"), 2, (0, 1, 2, 3))).answers
    ()
    """
    return Dialogue(ground, way)


def answered(dialogue: Dialogue, pair: Pair, choice: Choice) -> Dialogue:
    """Give the dialogue after an answer; who answers a pair anew takes back what was said of it before."""
    rest = tuple(a for a in dialogue.answers if frozenset((a.one, a.other)) != pair.key)
    return replace(dialogue, answers=(*rest, Answer(pair.one, pair.other, choice)))
