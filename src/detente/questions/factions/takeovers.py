"""What can a decision maker agree to at home, and whose takeover would change the outcome? Two-level games."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from detente.conflict import (
    Conflict,
    ConflictFileError,
    Faction,
    Factions,
    NotInFileError,
    Preferences,
    Problem,
    UnknownNameError,
)
from detente.conflict.errors import quoted
from detente.game import Bools, Game, Ints, Row, State, Tabular, needs_ranks
from detente.game.given import as_conflict
from detente.game.preferences import ranks
from detente.questions.analyze import Analysis, analyze
from detente.questions.factions.voting import Power, Voting, voting
from detente.stability import check_plain

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Takeover:
    """A conflict before and after one faction sets what its decision maker wants.

    Attributes
    ----------
    faction : Faction
    before, after : Analysis
        Both have the same states at the same positions.
    order : array of int, shape (size,)
        The ranks of the faction.
    """

    faction: Faction
    before: Analysis
    after: Analysis
    order: Ints

    def comes(self, concept: str) -> Ints:
        """Give the outcomes that the takeover brings, as positions in the arrays of the game."""
        return np.setdiff1d(outcomes_at(self.after, concept), outcomes_at(self.before, concept))

    def goes(self, concept: str) -> Ints:
        """Give the outcomes that are none any more."""
        return np.setdiff1d(outcomes_at(self.before, concept), outcomes_at(self.after, concept))

    @property
    def changes(self) -> tuple[str, ...]:
        """The concepts under which the takeover changes the outcome."""
        return tuple(c for c in self.before.concepts if self.comes(c).size or self.goes(c).size)

    def places(self, concept: str) -> dict[str, tuple[Span | None, Span | None]]:
        """Give for each decision maker the best and the worst place of the outcomes before, and after.

        Places are in the order that the file's own account gives it, 1 the best; None where nothing is reached.
        """
        game = self.before.game
        return {dm: self._spans(r, concept) for dm, r in zip(game.decision_makers, game.ranks, strict=True)}

    def own_places(self, concept: str) -> tuple[Span | None, Span | None]:
        """Give the same for the faction, in its own order."""
        return self._spans(self.order, concept)

    def _spans(self, order: Ints, concept: str) -> tuple[Span | None, Span | None]:
        before, after = outcomes_at(self.before, concept), outcomes_at(self.after, concept)
        return _span(order, before), _span(order, after)


@dataclass(frozen=True, eq=False)
class FactionsAnalysis(Tabular):
    """What one decision maker can agree to at home, and what its factions could change.

    Attributes
    ----------
    dm : str
        The decision maker.
    factions : Factions
        What it consists of.
    analysis : Analysis
        The conflict with the decision maker's own preferences, as the account has them.
    reference : State
        What a deal is compared with: a faction votes for a state where it strictly prefers it to this one. A tie is no
        vote for it.
    deals : array of bool, shape (size,)
        The states that were asked about; never the reference.
    ranks : tuple of array of int, shape (size,)
        The order of each faction: greater is better.
    takeovers : tuple of Takeover
        One for each faction.
    where : str
        The condition that deals were to meet, or an empty text.
    """

    dm: str
    factions: Factions
    analysis: Analysis
    reference: State
    deals: Bools
    ranks: tuple[Ints, ...]
    takeovers: tuple[Takeover, ...]
    where: str = ""

    @property
    def game(self) -> Game:
        """The game under the account."""
        return self.analysis.game

    @property
    def members(self) -> tuple[Faction, ...]:
        """The factions."""
        return self.factions.members

    @cached_property
    def voting(self) -> Voting:
        """Which coalitions of the factions carry a deal."""
        return voting([m.weight for m in self.members], self.factions.quota)

    @property
    def power(self) -> dict[str, Power]:
        """The power of each faction, by its id."""
        return {m.id: p for m, p in zip(self.members, self.voting.power, strict=True)}

    @property
    def minimal_winning(self) -> tuple[tuple[str, ...], ...]:
        """The coalitions that carry a deal, and would not without any one of their members: the smallest first."""
        return tuple(self.ids(int(c)) for c in self.voting.minimal)

    @cached_property
    def coalitions(self) -> Ints:
        """Who votes for each state, as the number of a coalition: bit k stands for faction k."""
        found = np.zeros(self.game.size, dtype=np.int64)
        for k, order in enumerate(self.ranks):
            found |= (order > order[self.reference.index]).astype(np.int64) << k
        return found

    @cached_property
    def carried(self) -> Bools:
        """Tell for each state whether the factions that prefer it to the reference carry it."""
        found: Bools = self.voting.carries[self.coalitions]
        return found

    @cached_property
    def win_set_at(self) -> Ints:
        """Give the win-set as positions in the arrays of the game."""
        return np.flatnonzero(self.carried & self.deals)

    @property
    def win_set(self) -> tuple[State, ...]:
        """The deals that could be ratified at home."""
        return tuple(self.game.state(int(s)) for s in self.win_set_at)

    def votes_for(self, state: int | str | State) -> tuple[str, ...]:
        """List the factions (by id) that vote for a state."""
        return self.ids(int(self.coalitions[self.game.state(state).index]))

    def weight_for(self, state: int | str | State) -> Fraction:
        """Give the weight of the factions that vote for a state."""
        return self.weight(int(self.coalitions[self.game.state(state).index]))

    def pivotal(self, state: int | str | State) -> tuple[str, ...]:
        """List the factions (by id) whose change of vote would turn the result for a state."""
        found = self.voting.pivotal(int(self.coalitions[self.game.state(state).index]))
        return tuple(self.members[k].id for k in found)

    def ids(self, coalition: int) -> tuple[str, ...]:
        """Name the members of a coalition."""
        return tuple(m.id for k, m in enumerate(self.members) if coalition >> k & 1)

    def weight(self, coalition: int) -> Fraction:
        """Give the weight of a coalition."""
        return sum((m.weight for k, m in enumerate(self.members) if coalition >> k & 1), Fraction(0))

    def outcomes(self, concept: str) -> tuple[State, ...]:
        """List what the analysis predicts: what improvements lead to, or without a status quo what holds."""
        return tuple(self.game.state(int(s)) for s in outcomes_at(self.analysis, concept))

    def ratifiable(self, concept: str) -> tuple[State, ...]:
        """List the outcomes that could be ratified at home, whatever `where` says."""
        return tuple(s for s in self.outcomes(concept) if self.carried[s.index])

    def takeover(self, faction: str) -> Takeover:
        """Give what follows if a faction (by id) sets what the decision maker wants."""
        found = {t.faction.id: t for t in self.takeovers}
        if faction not in found:
            raise UnknownNameError("faction", faction, tuple(found))
        return found[faction]

    def rows(self) -> list[Row]:
        """Give a row per faction: its weight and power, how many deals it votes for, whether its takeover changes."""
        found: list[Row] = []
        for k, (member, power) in enumerate(zip(self.members, self.voting.power, strict=True)):
            row: dict[str, object] = {
                "decision maker": self.dm,
                "faction": member.id,
                "weight": str(member.weight),
                "swings": power.swings,
                "banzhaf": str(power.banzhaf),
                "banzhaf absolute": str(power.banzhaf_absolute),
                "shapley-shubik": str(power.shapley_shubik),
                "veto": power.veto,
                "dummy": power.dummy,
                "votes for": int(((self.coalitions >> k & 1) > 0)[self.deals].sum()),
                "takeover changes": list(self.takeovers[k].changes),
            }
            found.append(row)
        return found


def outcomes_at(analysis: Analysis, concept: str) -> Ints:
    """Give what an analysis predicts, as positions: what improvements lead to, or without a status quo what holds."""
    evolution = analysis.evolution
    return (
        evolution.reached_at(concept) if evolution is not None else analysis.stability.equilibria_at(concept)
    )


def _span(order: Ints, states: Ints) -> Span | None:
    """Give the best and the worst place of some states, 1 the best."""
    top = int(order.max(initial=0)) + 1
    return (top - int(order[states].max()), top - int(order[states].min())) if states.size else None


def factions(
    conflict: Conflict | Game,
    dm: str | None = None,
    *,
    concepts: Sequence[str] | None = None,
    against: int | str | State | None = None,
    where: str | None = None,
    most_states: int | None = None,
) -> tuple[FactionsAnalysis, ...]:
    """Find what decision makers can agree to at home, and whose takeover would change the outcome.

    A state is in the win-set of a decision maker where the factions that strictly prefer it to the reference carry
    the quota: it could be ratified at home (Putnam 1988, Diplomacy and domestic politics: the logic of two-level
    games, International Organization 42(3)). A faction takes over where its preferences stand in the place of its
    decision maker's.

    Parameters
    ----------
    conflict : Conflict
        With an account chosen (`Conflict.under`); without one the first in the file is taken. Factions are the same
        under every account.
    dm : str, optional
        One decision maker; without it all that have factions.
    concepts : sequence of str, optional
        Which concepts; without it Nash, GMR, SMR and SEQ.
    against : int, str or State, optional
        The state that no agreement leaves (see `Game.state`); without it the status quo.
    where : str, optional
        A condition: only states in which it holds count as deals.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    tuple of FactionsAnalysis
        One for each decision maker, in the order of the file.

    Raises
    ------
    NotInFileError
        Where the file has no factions (of this decision maker), or neither a status quo nor `against` is given.
    UnknownNameError
        Where there is no such decision maker, concept or state.
    ConditionError
        Where `where` is wrong.
    ConflictFileError
        Where a faction's ranking leaves out a feasible state, say.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025").under("commentary")
    >>> [found] = detente.factions(conflict)
    >>> {id: str(power.banzhaf) for id, power in found.power.items()}
    {'hold-out': '1/3', 'settle': '1/3', 'undecided': '1/3'}
    >>> [takeover.faction.id for takeover in found.takeovers if "nash" in takeover.changes]
    ['hold-out', 'undecided']
    """
    conflict = as_conflict(conflict, "factions")
    conflict = conflict if conflict.account else conflict.under()
    chosen = _chosen(conflict, dm)
    game = conflict.game(most_states=most_states)
    needs_ranks(game)
    if against is None and game.status_quo is None:
        raise NotInFileError(
            "the file has no 'status_quo' to compare deals with; add it, or name a state ('against'; --against STATE)"
        )
    reference = game.state(against if against is not None else game.status_quo or 0)
    others = np.arange(game.size) != reference.index
    deals = others & game.where(where) if where is not None else others
    analysis = analyze(game, check_plain(concepts, "what factions could agree to"))
    found = []
    for name, inside in chosen.items():
        takeovers = tuple(_takeover(analysis, name, member) for member in inside.members)
        orders = tuple(t.order for t in takeovers)
        found.append(
            FactionsAnalysis(name, inside, analysis, reference, deals, orders, takeovers, where or "")
        )
    return tuple(found)


def _chosen(conflict: Conflict, dm: str | None) -> Mapping[str, Factions]:
    how = "add them under 'factions': for each decision maker 'members' with a 'weight' and 'preferences'"
    if dm is not None:
        conflict.decision_maker(dm)
    if not conflict.factions:
        raise NotInFileError(f"the file has no factions; {how}")
    if dm is not None and dm not in conflict.factions:
        others = ", ".join(quoted(d) for d in conflict.factions)
        raise NotInFileError(f"{quoted(dm)} has no factions in the file (only {others}); {how}")
    ids = [d.id for d in conflict.decision_makers]
    return {d: conflict.factions[d] for d in ids if d in conflict.factions and dm in (None, d)}


def _takeover(before: Analysis, dm: str, member: Faction) -> Takeover:
    """Analyse the same states and moves with a faction's order in the place of its decision maker's."""
    game = before.game
    preferences: dict[str, Preferences] = {**game.conflict.preferences, dm: member.preferences}
    led = replace(game.conflict, preferences=preferences, account=f"{dm} led by {member.id}")
    states = replace(game.states, conflict=led)
    try:
        order = ranks(states, dm)
    except ConflictFileError as error:
        lead = f"faction {quoted(member.id)}: "
        raise ConflictFileError(Problem(p.place, lead + p.message) for p in error.problems) from None
    i = game.index(dm)
    changed = replace(game, conflict=led, states=states, ranks=(*game.ranks[:i], order, *game.ranks[i + 1 :]))
    return Takeover(member, before, analyze(changed, before.concepts), order)
