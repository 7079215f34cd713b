"""What a conflict is made of: decision makers, options, rules, states, and whose word it is.

Every named thing carries the place it was written at (`at`), so that a mistake that shows only
later (a ranking that forgets a state) can still be told with line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from detente.conflict.alternatives import Alternative
from detente.conflict.condition import Condition
from detente.conflict.errors import Place

NOWHERE = Place("", 1, 1)

RuleKind = Literal["exclusive", "one_of", "some_of", "never", "irreversible", "same"]
Direction = Literal["taken", "dropped"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where claims come from: an article, a paper, a speech.

    Attributes
    ----------
    reliability : Fraction or None
        The chance that it does not fail: where it does, all claims that name it fall.
    """

    id: str
    fields: tuple[tuple[str, str], ...]
    reliability: Fraction | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def get(self, key: str) -> str:
        """Give a field of the source, or an empty text."""
        return dict(self.fields).get(key, "")


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it, written ``source#place``."""

    source: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.source}#{self.where}" if self.where else self.source


@dataclass(frozen=True, slots=True)
class Levels:
    """An option that can be taken to a degree.

    For each of its levels there is an `Option`, ``id.level``, of which at most one is taken (see `level_options`).

    Attributes
    ----------
    levels : tuple of str
        Their names, lowest first.
    """

    id: str
    text: str
    levels: tuple[str, ...]
    tags: tuple[str, ...] = ()
    about: str = ""
    short: str = ""
    sources: tuple[Citation, ...] = ()
    otherwise: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def said(self, level: str) -> str:
        """Say what a level is, where the file has no text for it."""
        return f"{self.text} ({level.replace('_', ' ')})"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one decision maker can do or leave.

    An option that is not `available` (an overlay took it away) is never taken. `short` is a word or two for drawings,
    `otherwise` says what it means that it is not taken.
    `of` is the option with levels that it is one level of; its id is then ``id.level``.
    """

    id: str
    text: str
    tags: tuple[str, ...] = ()
    about: str = ""
    short: str = ""
    sources: tuple[Citation, ...] = ()
    available: bool = True
    of: Levels | None = None
    otherwise: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def level(self) -> str:
        """The name of the level, where it is one."""
        return self.id.partition(".")[2]


def level_options(levels: Levels, texts: Mapping[str, tuple[str, str]] | None = None) -> tuple[Option, ...]:
    """Give the options that an option with levels stands for, one for each level.

    Parameters
    ----------
    levels : Levels
    texts : mapping of str to (str, str), optional
        The text and the short words of levels.

    Examples
    --------
    >>> [o.id for o in level_options(Levels("withdraw", "Withdraw", ("partial", "full")))]
    ['withdraw.partial', 'withdraw.full']
    """
    found = []
    for name in levels.levels:
        text, short = (texts or {}).get(name, ("", ""))
        id, said = f"{levels.id}.{name}", text or levels.said(name)
        found.append(Option(id, said, levels.tags, short=short, of=levels, at=levels.at))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """A party and the options that it alone controls; `short` is its name in drawings and lists."""

    id: str
    name: str
    options: tuple[Option, ...]
    about: str = ""
    short: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A condition with a name, what it means in words, and what it means that it does not hold (`otherwise`)."""

    name: str
    that: Condition = field(compare=False, repr=False)
    written: str
    text: str = ""
    otherwise: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """What cannot be, cannot be undone, or counts as one.

    Attributes
    ----------
    kind : str
        ``exclusive``, ``one_of``, ``some_of`` (over `conditions`), ``never``, ``same`` (one condition)
        or ``irreversible`` (`option`, `direction`, and in `conditions` the one under which it is one-way, if any).
    automatic : bool
        Whether it follows from the levels of an option and stands in no file.
    confidence : float or None
        The chance that it is in force.
    alternatives : tuple of Alternative
        Other rules that may be in force in its place.
    """

    id: str
    kind: RuleKind
    conditions: tuple[Condition, ...]
    written: tuple[str, ...]
    option: str = ""
    direction: Direction = "taken"
    given_id: bool = False
    because: str = ""
    sources: tuple[Citation, ...] = ()
    automatic: bool = False
    confidence: float | None = None
    alternatives: tuple[Alternative[Rule], ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateRef:
    """A state, as the file refers to it: by a name, by the options taken, by a Y/N pattern, by a condition.

    Exactly one of `name`, `taken`, `pattern` (option, taken or not) and `condition` says what is meant. Of the status
    quo there may be `alternatives`: other states that it may be.
    """

    written: str
    name: str = ""
    taken: frozenset[str] | None = None
    pattern: tuple[tuple[str, bool], ...] | None = None
    condition: Condition | None = None
    alternatives: tuple[Alternative[StateRef], ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NamedState:
    """A name for a state; where a conflict is given as states, the state itself.

    Then `ref` is the state itself (`StateRef` with `taken` holding its name and nothing else, see `given_state`), and
    `short`, `about` and `sources` say more of it.
    """

    name: str
    ref: StateRef
    text: str = ""
    short: str = ""
    about: str = ""
    sources: tuple[Citation, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


def given_state(name: str, text: str = "", **more: Any) -> NamedState:
    """Make a state of a conflict that is given as states and moves.

    Parameters
    ----------
    name : str
        A letter, then letters, digits, ``_`` and ``-``: it can stand in conditions.
    text : str
        The state in words; without it its name.
    **more
        Further fields of `NamedState`.

    Examples
    --------
    >>> given_state("s1", "The dam is built").ref.taken
    frozenset({'s1'})
    """
    at = more.get("at", NOWHERE)
    return NamedState(name, StateRef(name, taken=frozenset((name,)), at=at), text or name, **more)
