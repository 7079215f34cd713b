"""One account read with the preferences of others: where a mix of accounts is heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from detente.conflict import Conflict, DetenteError, StateRef, TimeUpError, left_open
from detente.conflict.condition import canonical
from detente.game import Bools, Game, Ints, State, States, Step
from detente.game.preferences import ranks as ranks_of
from detente.questions.compare.mixes_result import Ends, Misfit
from detente.questions.heads import find_heading
from detente.stability import expectation

MOST_FOLLOWED = 250  # states gone through one by one; beyond, all states are looked at at once


def setting_key(conflict: Conflict) -> object:
    """Give what two accounts have in common where only their preferences differ."""
    rules = [
        (r.kind, r.option, r.direction, tuple(sorted(str(canonical(c)) for c in r.conditions)))
        for r in conflict.rules
    ]
    merging = tuple((r.id, str(canonical(r.conditions[0]))) for r in conflict.rules if r.kind == "same")
    options = tuple((o, x.available) for o, x in conflict.options.items())
    arcs = None if conflict.arcs is None else tuple((dm, frozenset(p)) for dm, p in conflict.arcs.items())
    return tuple(sorted(rules)), merging, options, arcs


class Wider(States):
    """States for which an option that only another account has is one that is taken in none of them."""

    def having(self, option: str, part: slice | Ints = slice(None)) -> Bools:
        """Tell for each combination whether the option is taken in it."""
        if option not in self.conflict.atoms:
            return np.zeros(self.masks[part].size, dtype=bool)
        return super().having(option, part)


def read_into(game: Game, other: Conflict, dm: str) -> Ints:
    """Rank the states of a game as another account's reading of a decision maker has them.

    Options that the game has not are taken in none of its states; states that it has not are passed over in rankings.

    Raises
    ------
    DetenteError
        Where the reading does not fit: a ranking that leaves out some of the states, say.
    """
    preference = other.preferences[dm]
    states = game.states
    preference = preference.keeping(lambda group: (r for r in group if _known(states, r)))
    conflict = replace(states.conflict, preferences={dm: preference})
    return ranks_of(Wider(conflict, states.masks, states.class_of, states.size), dm)


def _known(states: States, ref: StateRef) -> bool:
    if ref.name and not any(n.name == ref.name for n in states.conflict.states):
        return False
    return states.matching(ref).size == 1


@dataclass(frozen=True, eq=False)
class Bench:
    """The accounts' games, and how each setting looks with other readings; what was worked out is kept."""

    games: Mapping[str, Game]
    ranks: dict[tuple[str, str, str], Ints | str] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    steps: dict[tuple[str, str, str], Step] = field(default_factory=dict)
    near: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)
    ids: dict[tuple[str, int], str] = field(default_factory=dict)

    @cached_property
    def unknown(self) -> bool:
        """Whether some account leaves a preference open."""
        return any(left_open(p) for g in self.games.values() for p in g.conflict.preferences.values())

    def order(self, setting: str, account: str, dm: str) -> Ints | str:
        """Give the ranks of a setting's states in an account's reading; if it does not fit, why."""
        key = (setting, account, dm)
        if key not in self.ranks:
            game = self.games[setting]
            try:
                own = setting == account or game.states is self.games[account].states
                self.ranks[key] = (
                    game.ranks[game.index(dm)] if own else read_into(game, self.games[account].conflict, dm)
                )
            except TimeUpError:
                raise
            except DetenteError as error:
                self.ranks[key] = str(error)
        return self.ranks[key]

    def heading(self, setting: str, readings: Mapping[str, str]) -> tuple[Ends, Ends] | list[Misfit]:
        """Tell where a mix is heading; or which readings do not fit."""
        game = self.games[setting]
        if self.unknown:
            return self._with_unknown(setting, readings)
        orders: list[Ints] = []
        misfits = []
        for dm, account in readings.items():
            order = self.order(setting, account, dm)
            if isinstance(order, str):
                misfits.append(Misfit(dm, account, setting, order))
            else:
                orders.append(order)
        if misfits:
            return misfits
        mixed = replace(game, ranks=tuple(orders), relations={})
        if not game.transitive:
            return self._ends(mixed)
        # Only a few states are gone through, and all but the orders is the same in every mix: so it is kept.
        mixed.__dict__["transitive"] = True
        mixed.__dict__["improving"] = tuple(
            self._improving(setting, account, dm, order)
            for (dm, account), order in zip(readings.items(), orders, strict=True)
        )
        return self._followed(setting, mixed)

    def _improving(self, setting: str, account: str, dm: str, order: Ints) -> Step:
        key = (setting, account, dm)
        if key not in self.steps:
            game = self.games[setting]
            self.steps[key] = game.moves[game.index(dm)].improvements(order)
        return self.steps[key]

    def _successors(self, setting: str, i: int, state: int) -> list[int]:
        key = (setting, i, state)
        if key not in self.near:
            self.near[key] = self.games[setting].moves[i].successors(state).tolist()
        return self.near[key]

    def _followed(self, setting: str, game: Game) -> tuple[Ends, Ends]:
        """Follow improvements from today, all of them and those that nothing deters: where nobody has one, it holds."""
        makers = range(len(game.decision_makers))
        ranks = [r.tolist() for r in game.ranks]
        lasting = [np.minimum(game.ranks[i], expectation(game, i, "seq")).tolist() for i in makers]
        found = []
        for ends_in in (ranks, lasting):
            assert game.status_quo is not None
            seen, waiting, ends = {game.status_quo}, [game.status_quo], []
            while waiting:
                state = waiting.pop()
                onward: set[int] = set()
                for i in makers:
                    here, gain = ranks[i][state], ends_in[i]
                    onward.update(t for t in self._successors(setting, i, state) if gain[t] > here)
                if not onward:
                    ends.append(state)
                new = onward - seen
                seen |= new
                if len(seen) > MOST_FOLLOWED:
                    return self._ends(game)
                waiting += new
            found.append(self._named(game, ends))
        return found[0], found[1]

    def _named(self, game: Game, states: Iterable[int]) -> Ends:
        known = []
        for s in states:
            key = (game.account, s)
            if key not in self.ids:
                state = game.state(s)
                self.ids[key] = state.id
                self.states.setdefault(state.id, state)
            known.append(self.ids[key])
        return frozenset(known)

    def _with_unknown(self, setting: str, readings: Mapping[str, str]) -> tuple[Ends, Ends] | list[Misfit]:
        """Build the mix from the file: where preferences are unknown there are no ranks to exchange."""
        preferences = {dm: self.games[a].conflict.preferences[dm] for dm, a in readings.items()}
        missing = [
            Misfit(
                dm,
                a,
                setting,
                "where a preference is unknown, readings are exchanged under the same rules alone",
            )
            for dm, a in readings.items()
            if a != setting
            and setting_key(self.games[a].conflict) != setting_key(self.games[setting].conflict)
        ]
        if missing:
            return missing
        try:
            return self._ends(replace(self.games[setting].conflict, preferences=preferences).game())
        except TimeUpError:
            raise
        except DetenteError as error:
            return [Misfit(dm, a, setting, str(error)) for dm, a in readings.items() if a != setting][:1]

    def _ends(self, game: Game) -> tuple[Ends, Ends]:
        myopic, ahead = (self._named(game, map(int, one.states)) for one in find_heading(game).both)
        return myopic, ahead
