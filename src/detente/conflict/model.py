"""What the analyst wrote, validated and immutable. Knows titles and sources, and no array.

Every named thing carries the place it was written at (`at`), so that a mistake that shows only
later (a ranking that forgets a state) can still be told with line and column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from detente.conflict.condition import Condition, Scope, Taken, at_least, negation, parse
from detente.conflict.errors import ConflictFileError, DetenteError, Place, Problem, UnknownNameError, quoted

if TYPE_CHECKING:
    from detente.conflict.factions import Factions
    from detente.conflict.overlay import Overlay
    from detente.conflict.ultimatum import Ultimatum
    from detente.game import Game

BASE = "base"
NOWHERE = Place("", 1, 1)

RuleKind = Literal["exclusive", "one_of", "some_of", "never", "irreversible", "same"]
Direction = Literal["taken", "dropped"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where claims come from: an article, a paper, a speech."""

    id: str
    fields: tuple[tuple[str, str], ...]
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
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def said(self, level: str) -> str:
        """Say what a level is, where the file has no text for it."""
        return f"{self.text} ({level.replace('_', ' ')})"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one decision maker can do or leave.

    An option that is not `available` (an overlay took it away) is never taken. `short` is a word or two for drawings.
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
    """A party and the options that it alone controls."""

    id: str
    name: str
    options: tuple[Option, ...]
    about: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A condition with a name, and what it means in words."""

    name: str
    that: Condition = field(compare=False, repr=False)
    written: str
    text: str = ""
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
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a decision maker wants, as somebody claims.

    Attributes
    ----------
    strength : int
        How much the states in which it holds are preferred to the others, where it is the first that tells them
        apart: 1, or 2 for "much more", and so on.
    unknown : bool
        Whether it is unknown if the decision maker wants this or its opposite.
    """

    id: str
    that: Condition
    written: str
    given_id: bool = False
    text: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    strength: int = 1
    unknown: bool = False
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateRef:
    """A state, as the file refers to it: by a name, by the options taken, by a Y/N pattern, by a condition.

    Exactly one of `name`, `taken`, `pattern` (option, taken or not) and `condition` says what is meant.
    """

    written: str
    name: str = ""
    taken: frozenset[str] | None = None
    pattern: tuple[tuple[str, bool], ...] | None = None
    condition: Condition | None = None
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


@dataclass(frozen=True, slots=True)
class Prioritised:
    """Option prioritisation: statements, most important first."""

    statements: tuple[Statement, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ranking:
    """States from best to worst; states in one group tie.

    Attributes
    ----------
    degrees : tuple of int
        For each gap between two neighbouring groups how much the better one is preferred: 1, or 2 for "much more",
        and so on. Empty where no gap is more than 1.
    """

    groups: tuple[tuple[StateRef, ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    degrees: tuple[int, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def without_empty(self) -> Ranking:
        """Leave out groups without a state; what comes before one and what comes after stay as far apart."""
        groups: list[tuple[StateRef, ...]] = []
        degrees: list[int] = []
        degree = 1
        for gap, group in zip((1, *(self.degrees or (1,) * len(self.groups))), self.groups, strict=False):
            degree = max(degree, gap)
            if group:
                degrees += [degree] if groups else []
                groups.append(group)
                degree = 1
        return replace(
            self, groups=tuple(groups), degrees=tuple(degrees) if max(degrees, default=1) > 1 else ()
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """Option weights: a state is worth the sum of the weights of what holds in it. Only the order is used."""

    weights: tuple[tuple[Condition, str, Fraction], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial ranking: chains of states, each from best to worst; states in one group tie.

    Preferred is what some chains together put before something else. Two states that no chains connect are not
    compared: which of them is preferred is unknown.
    """

    chains: tuple[tuple[tuple[StateRef, ...], ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


Preferences = Prioritised | Ranking | Weights | Partial


def graded(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is preferred much more."""
    if isinstance(preference, Prioritised):
        return any(s.strength > 1 for s in preference.statements)
    return isinstance(preference, Ranking) and any(d > 1 for d in preference.degrees)


def left_open(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is unknown."""
    if isinstance(preference, Prioritised):
        return any(s.unknown for s in preference.statements)
    return isinstance(preference, Partial)


@dataclass(frozen=True, slots=True)
class Perspective:
    """Somebody's account of the dispute: an overlay on the base or on another account."""

    id: str
    says: str
    overlay: Overlay
    about: str = ""
    on: str = BASE
    sources: tuple[Citation, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Published:
    """Equilibria that a source prints, or that were recomputed where it prints none or wrong ones."""

    equilibria: Mapping[str, tuple[StateRef, ...]]
    recomputed: Mapping[str, tuple[StateRef, ...]]
    source: Citation | None = None
    perspective: str = ""
    note: str = ""
    wrong: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class Conflict:
    """A dispute as the file describes it, under one account of it or before any is chosen.

    Attributes
    ----------
    account : str
        Empty for the file as a whole; else the id of the perspective that `under` has applied
        (``"base"`` for the file's own preferences).
    perspectives : tuple of Perspective
        The rival accounts, in the order of the file.
    arcs : mapping of str to tuple of (str, str), or None
        The graph form: for each decision maker its moves as pairs of states' names, from and to, in the order of
        `states`. Then nobody has options, and `states` are all states there are (see `given_state`). None where the
        conflict is given by options.
    factions : mapping of str to Factions
        What decision makers consist of, where the file says so: the same under every account.
    numbering : tuple of str
        Every option of the file and of its accounts, in the order of their first appearance: option k counts 2^k in
        the number of a state, under every account alike.
    vocabulary : tuple of Statement
        Every statement about preferences in the file, of all its accounts: what a changed list may be made of.
    """

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    about: str = ""
    citation: str = ""
    language: str = "en"
    sources: tuple[Source, ...] = ()
    definitions: tuple[Definition, ...] = ()
    rules: tuple[Rule, ...] = ()
    states: tuple[NamedState, ...] = ()
    arcs: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    status_quo: StateRef | None = None
    preferences: Mapping[str, Preferences] = field(default_factory=dict)
    factions: Mapping[str, Factions] = field(default_factory=dict)
    perspectives: tuple[Perspective, ...] = ()
    published: tuple[Published, ...] = ()
    ultimatums: tuple[Ultimatum, ...] = ()
    account: str = ""
    numbering: tuple[str, ...] = field(default=(), compare=False, repr=False)
    vocabulary: tuple[Statement, ...] = field(default=(), compare=False, repr=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    file: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        written = tuple(r for r in self.rules if not r.automatic)
        object.__setattr__(self, "rules", written + _level_rules(self.decision_makers))
        if self.arcs is not None:
            object.__setattr__(self, "arcs", self._in_order(self.arcs))

    def _in_order(
        self, arcs: Mapping[str, tuple[tuple[str, str], ...]]
    ) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Put moves into the order of the states, so that equal conflicts are equal; nobody is left out."""
        place = {s.name: k for k, s in enumerate(self.states)}
        found = {d.id: arcs.get(d.id, ()) for d in self.decision_makers}
        for dm in arcs:
            self.decision_maker(dm)
        for dm, pairs in found.items():
            for state in (s for pair in pairs for s in pair):
                if state not in place:
                    raise UnknownNameError("state", state, list(place))
            numbers = [(place[s], place[t]) for s, t in pairs]
            loop = next((s for s, t in pairs if s == t), None)
            if loop is not None:
                raise DetenteError(f"a move of {quoted(dm)} from {quoted(loop)} to itself")
            if any(a >= b for a, b in pairwise(numbers)):
                found[dm] = tuple((self.states[a].name, self.states[b].name) for a, b in sorted(set(numbers)))
        return found

    @property
    def graph_form(self) -> bool:
        """Whether the conflict is given as states and moves, and not by options."""
        return self.arcs is not None

    @cached_property
    def atoms(self) -> tuple[str, ...]:
        """What conditions are made of: the options; in the graph form the names of the states."""
        return tuple(s.name for s in self.states) if self.graph_form else self.option_ids

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        """Every option as ``decision_maker.option``, in the order of the file."""
        return tuple(f"{d.id}.{o.id}" for d in self.decision_makers for o in d.options)

    @cached_property
    def options(self) -> dict[str, Option]:
        """The options by ``decision_maker.option``."""
        return {f"{d.id}.{o.id}": o for d in self.decision_makers for o in d.options}

    @cached_property
    def levels(self) -> dict[str, Levels]:
        """The options that have levels, by ``decision_maker.option``."""
        return {
            f"{d.id}.{o.of.id}": o.of for d in self.decision_makers for o in d.options if o.of is not None
        }

    def one_way(self, rule: Rule) -> tuple[Condition, ...]:
        """Give what, once it holds, holds for good by a rule ``irreversible`` (in states in which its condition holds).

        That the option is taken, or that it is not; of an option with levels: that it is at each level or above (so
        that it can only rise), or that it is below (so that it can only fall).
        """
        if rule.option in self.levels:
            names = self.levels[rule.option].levels
            found = tuple(at_least(rule.option, names, k) for k in range(1, len(names) + 1))
        else:
            found = (Taken(rule.option),)
        return found if rule.direction == "taken" else tuple(negation(c) for c in found)

    @cached_property
    def bits(self) -> dict[str, int]:
        """The place of each option in the number of a state."""
        return {o: k for k, o in enumerate(dict.fromkeys((*self.numbering, *self.option_ids)))}

    @property
    def accounts(self) -> tuple[str, ...]:
        """The ids of the accounts to analyse; ``base`` where the file has preferences of its own."""
        if self.account:
            return (self.account,)
        named = tuple(p.id for p in self.perspectives)
        whole = all(d.id in self.preferences for d in self.decision_makers)
        return (BASE, *named) if whole or not named else named

    def decision_maker(self, id: str) -> DecisionMaker:
        """Find a decision maker by its id."""
        for found in self.decision_makers:
            if found.id == id:
                return found
        raise UnknownNameError("decision maker", id, [d.id for d in self.decision_makers])

    def perspective(self, id: str) -> Perspective:
        """Find a perspective by its id."""
        for found in self.perspectives:
            if found.id == id:
                return found
        raise UnknownNameError("perspective", id, self.accounts)

    def ultimatum(self, id: str) -> Ultimatum:
        """Find an ultimatum by its id."""
        for found in self.ultimatums:
            if found.id == id:
                return found
        raise UnknownNameError("ultimatum", id, [u.id for u in self.ultimatums])

    def source(self, id: str) -> Source | None:
        """Find a source by its id."""
        return next((s for s in self.sources if s.id == id), None)

    def taken_in(self, ref: StateRef) -> frozenset[str] | None:
        """Give the options taken in a state that a reference gives in full, or None where it does not.

        In the graph form it is the name of the state, and nothing else.
        Options that an account adds are not taken in a state that a whole pattern gives.
        """
        if ref.name:
            ref = next(n.ref for n in self.states if n.name == ref.name)
        if ref.pattern is not None and "-" not in ref.written:
            return frozenset(o for o, yes in ref.pattern if yes)
        return ref.taken

    def same_states(self, other: Conflict) -> bool:
        """Tell whether another account of the conflict has the same options and rules."""
        return (self.options, self.rules) == (other.options, other.rules)

    def scope(self, own: str | None = None) -> Scope:
        """Give the names that a condition may use, as seen by the decision maker `own`."""
        definitions = {d.name: d.that for d in self.definitions}
        options = {d.id: tuple(o.id for o in d.options) for d in self.decision_makers}
        states = self.atoms if self.graph_form else ()
        levels = {option: found.levels for option, found in self.levels.items()}
        return Scope(options, definitions.get, tuple(definitions), own, states, levels)

    def condition(self, text: str, own: str | None = None) -> Condition:
        """Read a condition in the names of this conflict.

        Raises
        ------
        ConditionError
            With what was found and what is allowed.
        """
        return parse(text, self.scope(own))

    def under(self, account: str | None = None) -> Conflict:
        """Apply an account of the dispute.

        Parameters
        ----------
        account : str, optional
            The id of a perspective, or ``"base"``; without it the first in the file.

        Returns
        -------
        Conflict
            The conflict as that account has it; its own `perspectives` are empty.

        Raises
        ------
        UnknownNameError
            Where there is no such account.

        Examples
        --------
        >>> import detente
        >>> conflict = detente.load("istanbul-2025")
        >>> conflict.under("kyiv").account
        'kyiv'
        """
        from detente.conflict.overlay import apply

        account = self.accounts[0] if account is None else account
        if account == self.account:
            return self
        if account not in self.accounts:
            raise UnknownNameError("perspective", account, self.accounts)
        if account == BASE:
            return replace(self, perspectives=(), account=BASE)
        chain: list[Perspective] = []
        while account != BASE:
            chain.append(self.perspective(account))
            account = chain[-1].on
        found = replace(self, perspectives=(), account=chain[0].id)
        for perspective in reversed(chain):
            found = apply(found, perspective.overlay)
        return found

    def game(self, perspective: str | None = None, *, most_states: int | None = None) -> Game:
        """Turn the conflict into numbers: feasible states, moves, preferences.

        Parameters
        ----------
        perspective : str, optional
            The account to follow; without it the first in the file.
        most_states : int, optional
            Refuse a conflict with more states; without it memory decides.

        Returns
        -------
        Game

        Raises
        ------
        UnknownNameError
            Where there is no such account.
        ConflictFileError
            Where the file contradicts itself (a ranking without a feasible state, say).
        NotInFileError
            Where a decision maker has no preferences.
        TooLargeError
            Where the conflict would not fit into memory.

        Examples
        --------
        >>> import detente
        >>> game = detente.load("chicken").game()
        >>> game.size
        4
        """
        from detente.game import build_game

        return build_game(self.under(perspective), most_states=most_states)


def _level_rules(makers: tuple[DecisionMaker, ...]) -> tuple[Rule, ...]:
    """Say that an option with levels is taken at one of them at most."""
    found: dict[str, list[Condition]] = {}
    for maker in makers:
        for option in maker.options:
            if option.of is not None:
                found.setdefault(f"{maker.id}.{option.of.id}", []).append(Taken(f"{maker.id}.{option.id}"))
    return tuple(
        Rule(f"levels of {o}", "exclusive", tuple(levels), tuple(map(str, levels)), automatic=True)
        for o, levels in found.items()
    )


def file_problem(at: Place, message: str) -> ConflictFileError:
    """Make the error for one mistake in the file."""
    return ConflictFileError([Problem(at, message)])
