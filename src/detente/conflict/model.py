"""The conflict as the analyst wrote it, validated and immutable. Knows titles and sources, and no array."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.conflict.condition import Condition, Taken, at_least, negation
from detente.conflict.condition_text import Scope, parse
from detente.conflict.confidential import Closed
from detente.conflict.elements import (
    NOWHERE,
    Citation,
    DecisionMaker,
    Definition,
    Levels,
    NamedState,
    Option,
    Rule,
    Source,
    StateRef,
)
from detente.conflict.errors import AccountWarning, DetenteError, Place, Problem, UnknownNameError, quoted
from detente.conflict.preferences import Preferences, Sealed, Statement

if TYPE_CHECKING:
    from detente.conflict.belief import Belief
    from detente.conflict.factions import Factions
    from detente.conflict.overlay import Overlay
    from detente.conflict.phase import Phase
    from detente.conflict.shift import Shift
    from detente.conflict.terms import Terms
    from detente.conflict.timeline import Event
    from detente.conflict.ultimatum import Ultimatum
    from detente.game import Game

BASE = "base"


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
    terms : Terms or None
        What could be signed, and what each party wants of it under the account.
    shifts : tuple of Shift
        Whose power declines and whose rises, under the account.
    timeline : tuple of Event
        The record: what happened, in order, the same under every account.
    phases : tuple of Phase
        The conflict at several times, in order.
    beliefs : tuple of Belief
        What parties believe that is not so, under the account: at most one for each party.
    numbering : tuple of str
        Every option of the file and of its accounts, in the order of their first appearance: option k counts 2^k in
        the number of a state, under every account alike.
    vocabulary : tuple of Statement
        Every statement about preferences in the file, of all its accounts: what a changed list may be made of.
    closed : tuple of Closed
        What the file holds as confidential, whose, and where it stands.
    readers : tuple of str
        The parties whose confidential wishes may be shown.
    rivals : tuple of (str, str)
        Once an account is chosen: every account of the file and what it is, the chosen one among them.
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
    terms: Terms | None = None
    shifts: tuple[Shift, ...] = ()
    timeline: tuple[Event, ...] = ()
    phases: tuple[Phase, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    account: str = ""
    closed: tuple[Closed, ...] = ()
    readers: tuple[str, ...] = field(default=(), compare=False)
    numbering: tuple[str, ...] = field(default=(), compare=False, repr=False)
    vocabulary: tuple[Statement, ...] = field(default=(), compare=False, repr=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    rivals: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
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

    @property
    def all_accounts(self) -> tuple[tuple[str, str], ...]:
        """Every account of the file and what it is, also once one of them is chosen."""
        says = {p.id: p.says for p in self.perspectives}
        return self.rivals or tuple((a, says.get(a, "")) for a in self.accounts)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Whose preferences are confidential under the account, and not to be shown."""
        return frozenset(dm for dm, p in self.preferences.items() if isinstance(p, Sealed))

    @cached_property
    def hidden_wishes(self) -> frozenset[str]:
        """Whose wishes about terms are confidential under the account, and not to be shown."""
        wishes = {} if self.terms is None else self.terms.wishes
        return frozenset(dm for dm, w in wishes.items() if w.seal is not None)

    @cached_property
    def hidden_beliefs(self) -> frozenset[str]:
        """Whose confidential preferences somebody believes in under the account: those of another account."""
        believed = (pair for b in self.beliefs for pair in b.overlay.preferences.items())
        return frozenset(dm for dm, p in believed if isinstance(p, Sealed))

    def as_party(self, *parties: str) -> Conflict:
        """Show what is confidential of some parties: the same conflict, in which theirs is under no seal.

        Raises
        ------
        UnknownNameError
            Where one of them is no decision maker.
        """
        from detente.conflict.opening import shown_to

        return shown_to(self, parties)

    def statements_written(self) -> tuple[Statement, ...]:
        """Collect the statements about preferences of all accounts that may be shown, those that say the same once."""
        found: dict[Condition, Statement] = {}
        for preferences in (self.preferences, *(p.overlay.preferences for p in self.perspectives)):
            for preference in preferences.values():
                if isinstance(preference, tuple):  # patches
                    statements = tuple(p.item for p in preference if p.item is not None)
                else:
                    statements = preference.statements
                for statement in statements:
                    found.setdefault(statement.that, statement)
        return tuple(found.values())

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

    def shift(self, id: str) -> Shift:
        """Give the shift of power with this id.

        Raises
        ------
        UnknownNameError
            Where there is none.
        """
        for found in self.shifts:
            if found.id == id:
                return found
        raise UnknownNameError("shift", id, [s.id for s in self.shifts])

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

    def terms_scope(self, own: str | None = None) -> Scope:
        """Give the names that a wish about terms may use: those of `scope`, and ``issue.value``."""
        scope = self.scope(own)
        issues = {} if self.terms is None else self.terms.atoms
        return replace(scope, options={**scope.options, **issues})

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
            The id of a perspective, or ``"base"``; without it the first in the file, and where there are others a
            warning (`AccountWarning`) says so.

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
        if account is None:
            account = self.accounts[0]
            if len(self.accounts) > 1:
                _warn_of_others(account, self.accounts[1:])
        if account == self.account:
            return self
        if account not in self.accounts:
            raise UnknownNameError("perspective", account, self.accounts)
        rivals = self.all_accounts
        found = self._laid(account)
        beliefs = tuple(self._resolved(b) for b in found.beliefs)
        return replace(found, perspectives=(), account=account, rivals=rivals, beliefs=beliefs)

    def _laid(self, account: str) -> Conflict:
        """Lay an account over what it stands on; what beliefs take from other accounts stays a name."""
        from detente.conflict.overlay import apply

        chain: list[Perspective] = []
        while account != BASE:
            chain.append(self.perspective(account))
            account = chain[-1].on
        found = self
        for perspective in reversed(chain):
            found = apply(found, perspective.overlay)
        return found

    def _resolved(self, belief: Belief) -> Belief:
        """Put in what accounts say of those of whom the party believes what an account says."""
        if not belief.takes:
            return belief
        taken = {dm: self._laid(account).preferences[dm] for dm, account in belief.takes.items()}
        overlay = replace(belief.overlay, preferences={**taken, **belief.overlay.preferences})
        return replace(belief, overlay=overlay)

    def belief(self, party: str) -> Belief | None:
        """Give what a party believes that is not so; None where the file says nothing of that."""
        return next((b for b in self.beliefs if b.by == party), None)

    def believed(self, party: str) -> Conflict:
        """Give the conflict as a party sees it, an account chosen: it believes that everybody sees it so.

        Raises
        ------
        ConflictFileError
            Where what it believes does not fit the account.

        Examples
        --------
        >>> import detente
        >>> conflict = detente.load("chicken").under()
        >>> conflict.believed("first") == conflict
        True
        """
        from detente.conflict.overlay import apply

        self.decision_maker(party)
        belief = self.belief(party)
        return replace(self if belief is None else apply(self, belief.overlay), beliefs=())

    def game(self, perspective: str | None = None, *, most_states: int | None = None) -> Game:
        """Turn the conflict into numbers: feasible states, moves, preferences.

        Parameters
        ----------
        perspective : str, optional
            The account to follow; without it the first in the file, and where there are others a warning
            (`AccountWarning`) says so.
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


def _warn_of_others(first: str, others: tuple[str, ...]) -> None:
    """Say that accounts are equals, and that the first is followed because none was chosen."""
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and str(frame.f_globals.get("__name__", "")).startswith("detente."):
        level, frame = level + 1, frame.f_back
    warnings.warn(
        f"the file holds {len(others) + 1} accounts and none was chosen: this follows {quoted(first)}, the first; "
        f"the others are {', '.join(map(quoted, others))}",
        AccountWarning,
        stacklevel=level,
    )


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
