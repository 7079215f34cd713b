"""What do rival accounts of the same dispute predict, and where do they part?"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from detente.conflict import Conflict, NotInFileError, Preferences, Statement
from detente.conflict.condition import canonical
from detente.conflict.plan import COMPARISON, planned
from detente.game import Game, Row, Tabular
from detente.game.given import as_conflict, as_keys
from detente.questions.analyze import Analysis, analyze
from detente.questions.compare.mixes import mixes
from detente.questions.compare.mixes_result import Mixes
from detente.questions.heads import Heads, find_heading
from detente.stability import concepts_for

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one account says a decision maker wants, where the accounts differ.

    Attributes
    ----------
    dm : str
        The decision maker.
    made_by : mapping of str to Statement
        For each account that makes it: the statement with that account's reasons and sources.
    places : mapping of str to int
        For each account that makes it: its place in the list, from 1 (most important) on.
    """

    dm: str
    made_by: Mapping[str, Statement]
    places: Mapping[str, int]

    @property
    def statement(self) -> Statement:
        """The claim as the first account makes it."""
        return next(iter(self.made_by.values()))


@dataclass(frozen=True, eq=False)
class Comparison(Tabular):
    """The same analysis under each account.

    Attributes
    ----------
    conflict : Conflict
    analyses : tuple of Analysis
        One for each account, in the order of the file.
    """

    conflict: Conflict
    analyses: tuple[Analysis, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts compared."""
        return tuple(a.game.account for a in self.analyses)

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.analyses[0].concepts

    @cached_property
    def heads(self) -> dict[str, Heads | None]:
        """Where each account is heading; None where it has no status quo."""
        return {
            a.game.account: None if a.game.status_quo is None else find_heading(a.game, stability=a.stability)
            for a in self.analyses
        }

    @cached_property
    def mixes(self) -> Mixes | None:
        """Where every mix of the accounts is heading; None of one account, and where one has no status quo."""
        return mixes([a.game for a in self.analyses])

    @cached_property
    def _equilibria(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {
            c: {a.game.account: tuple(s.id for s in a.equilibria[c]) for a in self.analyses}
            for c in self.concepts
        }

    def shared(self, concept: str) -> tuple[str, ...]:
        """List the equilibria (by state id) that hold under every account."""
        first, *rest = self._equilibria[concept].values()
        return tuple(s for s in first if all(s in set(other) for other in rest))

    def reached(self, concept: str) -> dict[str, tuple[str, ...]]:
        """List for each account the equilibria (by state id) that improvements lead to from its status quo."""
        return {
            a.game.account: tuple(s.id for s in a.evolution.reached(concept)) if a.evolution else ()
            for a in self.analyses
        }

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The statements that not all accounts make, or that they rank differently."""
        found: list[Claim] = []
        for dm in self.analyses[0].game.decision_makers:
            made: dict[str, dict[str, tuple[int, Statement]]] = {}
            for analysis in self.analyses:
                preference = analysis.game.conflict.preferences[dm]
                for place, statement in enumerate(_statements(preference), 1):
                    made.setdefault(str(canonical(statement.that)), {}).setdefault(
                        analysis.game.account, (place, statement)
                    )
            for by in made.values():
                places = {account: place for account, (place, _) in by.items()}
                grades = {(s.strength, s.unknown) for _, s in by.values()}
                if len(by) < len(self.analyses) or len(set(places.values())) > 1 or len(grades) > 1:
                    found.append(Claim(dm, {account: s for account, (_, s) in by.items()}, places))
        return tuple(found)

    @cached_property
    def other_differences(self) -> tuple[str, ...]:
        """The decision makers whose preferences differ and are not given as statements under every account."""
        found = []
        for dm in self.analyses[0].game.decision_makers:
            forms = [a.game.conflict.preferences[dm] for a in self.analyses]
            if not all(f.stated for f in forms) and any(f != forms[0] for f in forms):
                found.append(dm)
        return tuple(found)

    @cached_property
    def rules_differ(self) -> dict[str, tuple[str, ...]]:
        """The rules (by id) that not all accounts have, with the accounts that do."""
        return self._partial(
            {
                a.game.account: {r.id: r for r in a.game.conflict.rules if not r.automatic}
                for a in self.analyses
            }
        )

    @cached_property
    def options_differ(self) -> dict[str, tuple[str, ...]]:
        """The options that not all accounts have, with the accounts in which they can be taken."""
        found = {}
        for a in self.analyses:
            found[a.game.account] = {o: x for o, x in a.game.conflict.options.items() if x.available}
        return self._partial(found)

    @cached_property
    def moves_differ(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """The moves (whose, from, to) that not all accounts have, where the conflict is given by these."""
        found = {}
        for a in self.analyses:
            arcs = (a.game.conflict.arcs or {}).items()
            found[a.game.account] = {(dm, *pair): True for dm, pairs in arcs for pair in pairs}
        return self._partial(found)

    @cached_property
    def starts(self) -> dict[str, str | None]:
        """The status quo (by state id) of each account."""
        return {a.game.account: a.evolution.start.id if a.evolution else None for a in self.analyses}

    def _partial(self, by_account: Mapping[str, Mapping[Key, object]]) -> dict[Key, tuple[str, ...]]:
        ids = dict.fromkeys(i for things in by_account.values() for i in things)
        found = {}
        for id in ids:
            things = {account: t[id] for account, t in by_account.items() if id in t}
            first = next(iter(things.values()))
            if len(things) < len(by_account) or any(t != first for t in things.values()):
                found[id] = tuple(things)
        return found

    def rows(self) -> list[Row]:
        """Give a row per state that is an equilibrium somewhere: under which concepts in each account."""
        ids: dict[str, None] = {}
        for concept in self.concepts:
            for states in self._equilibria[concept].values():
                ids |= dict.fromkeys(states)
        sets = {c: {a: set(s) for a, s in by.items()} for c, by in self._equilibria.items()}
        return [
            {"state": s} | {a: [c for c in self.concepts if s in sets[c][a]] for a in self.accounts}
            for s in ids
        ]


def _statements(preference: Preferences) -> tuple[Statement, ...]:
    return preference.statements


def compare(
    conflict: Conflict,
    accounts: Sequence[str] | None = None,
    concepts: Sequence[str] | None = None,
    *,
    most_states: int | None = None,
) -> Comparison:
    """Analyse a conflict under each of its accounts.

    Parameters
    ----------
    conflict : Conflict
    accounts : sequence of str, optional
        Which accounts; without it all, in the order of the file.
    concepts : sequence of str, optional
        Which concepts; without it Nash, GMR, SMR and SEQ, and where an account grades preferences or leaves some
        unknown their variants under every account.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    Comparison

    Raises
    ------
    UnknownNameError
        Where there is no such account or concept.

    Examples
    --------
    >>> import detente
    >>> found = detente.compare(detente.load("istanbul-2025"))
    >>> found.accounts
    ('commentary', 'kyiv', 'broker')
    >>> {account: len(states) for account, states in found.reached("nash").items()}
    {'commentary': 2, 'kyiv': 1, 'broker': 1}
    """
    conflict = as_conflict(conflict, "compare", several=True)
    chosen = tuple(dict.fromkeys(as_keys(accounts))) if accounts else conflict.accounts
    with planned(COMPARISON.times(len(chosen))):
        games = [conflict.game(a, most_states=most_states) for a in chosen]
    return compare_games(conflict, games, concepts)


def compare_games(
    conflict: Conflict, games: Sequence[Game], concepts: Sequence[str] | None = None
) -> Comparison:
    """Compare games of some accounts of a conflict that were built already."""
    asked = _asked(games, concepts)
    return Comparison(conflict, tuple(analyze(game, asked) for game in games))


def _asked(games: Sequence[Game], concepts: Sequence[str] | None) -> tuple[str, ...]:
    """Choose concepts that every account can be asked by: its own, or those of the account that needs the most."""
    opened = next((g for g in games if g.open), None)
    strong = next((g for g in games if g.graded), None)
    if opened is not None and strong is not None:
        raise NotInFileError(
            f"the account '{strong.account}' has degrees of preference, '{opened.account}' unknown preferences: their "
            "concepts differ; compare one with the other left out"
        )
    return concepts_for(opened or strong or games[0], concepts)
