"""Where the accounts part: every mix of them, party by party, and whose reading decides the outcome.

A mix takes each decision maker's preferences from some account. What differs between accounts and is no preference
(rules, options, moves, the status quo) is one more part to mix: the setting. Readings that come to the same count once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, product
from random import Random
from typing import Literal, TypeVar

import numpy as np

from detente.conflict import Conflict, DetenteError, Preferences, StateRef, TimeUpError, budget, left_open
from detente.conflict.condition import canonical
from detente.game import Bools, Game, Ints, State, States, Step
from detente.game.given import as_game
from detente.game.preferences import ranks as ranks_of
from detente.questions.heads import find_heading
from detente.questions.unfinished import Stopped
from detente.stability import expectation

SETTING = "setting"
MOST_MIXES = 1_000  # above so many, as many are drawn
LEAST_DRAWN = 100
TRYING_MIXES = "trying the mixes of the accounts"
TRYING = 0.7  # of the time that is left
MOST_LOOKED_AT = 1_500_000  # states of all mixes together: of large conflicts fewer mixes are tried
SAMPLED_CONTEXTS = 5  # where mixes are drawn: a part is varied in one of so many of them
MOST_RANKED = 400  # orders that are worked out only to find which readings come to the same
MOST_FOLLOWED = 250  # states gone through one by one; beyond, all states are looked at at once
MOST_DECIDING = 3  # parts that are named as deciding together, at most

Sight = Literal["myopic", "ahead"]
SIGHTS: tuple[Sight, Sight] = ("myopic", "ahead")
Choice = tuple[int, ...]  # for each part the number of a reading
Thing = TypeVar("Thing")
Answered = TypeVar("Answered")
Ends = frozenset[str]  # the ids of the outcomes; none: it comes to no rest


@dataclass(frozen=True, slots=True)
class Part:
    """What can be read differently.

    Attributes
    ----------
    id : str
        A decision maker, or `SETTING`.
    readings : tuple of tuple of str
        The accounts, grouped by readings that come to the same.
    """

    id: str
    readings: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A set of outcomes that some of the mixes are heading to.

    Attributes
    ----------
    ends : frozenset of str
        The ids of the states; none where it comes to no rest.
    count : int
        In how many mixes.
    accounts : tuple of str
        The accounts that, taken whole, are heading there.
    needs : tuple of (str, tuple of str)
        The parts of which, in all of these mixes, one reading is taken: which accounts have it.
    """

    ends: Ends
    count: int
    accounts: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """Whether a part matters.

    Attributes
    ----------
    part : str
    contexts : int
        How many settings of all other parts were looked at, with two of its readings or more.
    changes : int
        In how many of them where it is heading depends on its reading.
    alone : bool
        Whether its reading alone decides: whatever the other readings, each of its readings leads to one set of
        outcomes, and not all to the same. Not said where mixes are drawn.
    """

    part: str
    contexts: int
    changes: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What the mixes are heading to, in one way of looking.

    Attributes
    ----------
    sight : str
        ``myopic`` or ``ahead``.
    outcomes : tuple of Outcome
        The most frequent first.
    influences : tuple of Influence
        For each part with several readings.
    deciding : tuple of tuple of str
        The smallest sets of parts whose readings decide together, whatever the others: all of that size, up to three
        parts; none where there is no such set, where all mixes lead to the same, or where they are drawn.
    """

    sight: Sight
    outcomes: tuple[Outcome, ...]
    influences: tuple[Influence, ...]
    deciding: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """An account's reading of a decision maker that does not fit another account's setting, and why."""

    part: str
    account: str
    setting: str
    why: str


@dataclass(frozen=True, eq=False)
class Mixes:
    """Where every mix of accounts is heading.

    Attributes
    ----------
    accounts : tuple of str
    parts : tuple of Part
        What can be read differently: every decision maker, and the setting where that differs.
    total : int
        How many mixes there are.
    tried : int
        How many were worked out.
    drawn : bool
        Whether they were drawn, as there are too many to try each.
    seed : int
    fitting : int
        In how many of those tried all readings fit the setting.
    misfits : tuple of Misfit
        Why others do not.
    myopic, ahead : Seen
    states : mapping of str to State
        The outcomes, by their ids.
    found : mapping
        For each mix that was tried, by the numbers of the readings, where it is heading (not looking ahead; looking
        ahead); None where it does not fit.
    stopped : tuple of Stopped
        Where the time did not suffice: for how many mixes it did; no more is said of them than of drawn ones.
    """

    accounts: tuple[str, ...]
    parts: tuple[Part, ...]
    total: int
    tried: int
    drawn: bool
    seed: int
    fitting: int
    misfits: tuple[Misfit, ...]
    myopic: Seen
    ahead: Seen
    states: Mapping[str, State] = field(repr=False)
    found: Mapping[Choice, tuple[Ends, Ends] | None] = field(repr=False)
    stopped: tuple[Stopped, ...] = ()

    @property
    def seen(self) -> tuple[Seen, Seen]:
        """In both ways of looking."""
        return self.myopic, self.ahead

    @property
    def same(self) -> bool:
        """Whether every mix is heading to the same, whether the sides look ahead or not."""
        return all(ends is None or ends[0] == ends[1] for ends in self.found.values())


# -- settings and readings ---------------------------------------------------------------------------------------------


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


def _reading_key(preference: Preferences) -> object:
    """Give what two readings of a decision maker have in common where they say the same in the same order."""
    if preference.stated:
        return tuple((str(canonical(s.that)), s.strength, s.unknown) for s in preference.statements)
    return preference


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
class _Bench:
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


def _parts(bench: _Bench) -> tuple[Part, ...]:
    games = bench.games
    settings = _grouped(games, lambda a: (setting_key(games[a].conflict), _start(games[a])))
    first = next(iter(games.values()))
    found = []
    for dm in first.decision_makers:
        rough = _grouped(games, lambda a, dm=dm: _reading_key(games[a].conflict.preferences[dm]))
        if not bench.unknown and len(rough) * len(settings) <= MOST_RANKED:
            chosen = {group[0]: group for group in rough}
            orders = {a: tuple(_bytes(bench.order(s[0], a, dm), a) for s in settings) for a in chosen}
            fine = _grouped(chosen, lambda a, orders=orders: orders[a])
            rough = tuple(tuple(x for x in games if any(x in chosen[a] for a in group)) for group in fine)
        found.append(Part(dm, rough))
    return (*found, Part(SETTING, settings)) if len(settings) > 1 else tuple(found)


def _start(game: Game) -> str | None:
    return None if game.status_quo is None else game.state(game.status_quo).id


def _bytes(order: Ints | str, account: str) -> object:
    """Compare orders; one that does not fit is like no other's."""
    return (order, account) if isinstance(order, str) else order.tobytes()


def _grouped(accounts: Iterable[str], key: object) -> tuple[tuple[str, ...], ...]:
    assert callable(key)
    found: list[tuple[object, list[str]]] = []
    hashed: dict[object, list[str]] = {}
    for account in accounts:
        value = key(account)
        try:
            hashed.setdefault(value, []).append(account)
        except TypeError:  # a form of preference that is compared, not hashed
            group = next((g for v, g in found if v == value), None)
            if group is None:
                found.append((value, [account]))
            else:
                group.append(account)
    groups = [*hashed.values(), *(g for _, g in found)]
    order = list(accounts)
    return tuple(tuple(g) for g in sorted(groups, key=lambda g: order.index(g[0])))


# -- the mixes ---------------------------------------------------------------------------------------------------------


def mixes(games: Conflict | Sequence[Game], *, most: int | None = None, seed: int = 0) -> Mixes | None:
    """Try every mix of accounts.

    Parameters
    ----------
    games : Conflict or sequence of Game
        One game for each account; of a conflict those of all its accounts.
    most : int, optional
        Above so many mixes as many are drawn; without it 1,000, and of conflicts with more than 1,500 states fewer.
    seed : int
        For drawing; the same seed draws the same.

    Returns
    -------
    Mixes or None
        None where there is one account only, or some account has no status quo.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025")
    >>> found = mixes(conflict)
    >>> found.total, len(found.myopic.outcomes)
    (81, 16)
    """
    if isinstance(games, Conflict):
        games = [games.game(a) for a in games.accounts]
    else:
        games = [as_game(g, "mixes") for g in games]
    if len(games) < 2 or any(g.status_quo is None for g in games):
        return None
    bench = _Bench({g.account: g for g in games})
    parts = _parts(bench)
    if most is None:
        most = max(LEAST_DRAWN, min(MOST_MIXES, MOST_LOOKED_AT // max(g.size for g in games)))
    makers = [p.id for p in parts if p.id != SETTING]
    total = math.prod(len(p.readings) for p in parts)
    drawn = total > most
    chosen = _draw(parts, tuple(bench.games), most, Random(seed)) if drawn else _every(parts)
    found: dict[Choice, tuple[Ends, Ends] | None] = {}
    misfits: dict[tuple[str, str, str], Misfit] = {}

    def ask(choice: Choice) -> tuple[Ends, Ends] | None:
        if choice not in found:
            setting = parts[-1].readings[choice[-1]][0] if parts[-1].id == SETTING else games[0].account
            readings = {
                dm: _representative(parts[k].readings[choice[k]], setting) for k, dm in enumerate(makers)
            }
            answer = bench.heading(setting, readings)
            if isinstance(answer, list):
                misfits.update({(m.part, m.account, m.setting): m for m in answer})
                found[choice] = None
            else:
                found[choice] = answer
        return found[choice]

    answers, over = _within(TRYING, chosen, ask)
    if not answers:
        raise TimeUpError(TRYING_MIXES, budget.allowed())
    counted = [c for c, ends in zip(chosen, answers, strict=False) if ends is not None]
    tried = len(found)
    stopped = (Stopped("mixes", tried, len(chosen)),) if over else ()
    drawn = drawn or over  # what is said of all mixes is not known then
    variants = _variants(parts, list(found), drawn, Random(seed + 1))
    varied: dict[str, list[list[tuple[Ends, Ends] | None]]] = {}
    for p, rows in variants:
        varied[p.id], _ = _within(TRYING, rows, lambda row: [ask(c) for c in row])
    seen = [
        _seen(k, parts, {c: ends[k] for c in counted if (ends := found[c]) is not None}, varied, drawn=drawn)
        for k in range(2)
    ]
    seen = [_with_accounts(s, k, parts, bench, ask) for k, s in enumerate(seen)]
    kept = {c: found[c] for c in chosen if c in found}
    return Mixes(
        accounts=tuple(bench.games),
        parts=parts,
        total=total,
        tried=tried,
        drawn=drawn,
        seed=seed,
        fitting=len(counted),
        misfits=tuple(misfits.values()),
        myopic=seen[0],
        ahead=seen[1],
        states=bench.states,
        found=kept,
        stopped=stopped,
    )


def _within(
    share: float, things: Sequence[Thing], ask: Callable[[Thing], Answered]
) -> tuple[list[Answered], bool]:
    """Ask of one thing after the other, as far as a part of the time goes; tells whether it was up."""
    found: list[Answered] = []
    try:
        with budget.part(share):
            for one in things:
                budget.check(TRYING_MIXES)
                found.append(ask(one))
    except TimeUpError:
        return found, True
    return found, False


def _representative(accounts: Sequence[str], setting: str) -> str:
    """Choose whose words stand for a reading: the setting's own account where it shares it."""
    return setting if setting in accounts else accounts[0]


def _every(parts: Sequence[Part]) -> list[Choice]:
    return list(product(*(range(len(p.readings)) for p in parts)))


def own_choice(parts: Sequence[Part], account: str) -> Choice:
    """Give the mix that is an account as it stands."""
    return tuple(next(k for k, r in enumerate(p.readings) if account in r) for p in parts)


def _draw(parts: Sequence[Part], accounts: Sequence[str], most: int, rng: Random) -> list[Choice]:
    """Draw different mixes, each with the same chance; few enough of all that it does not take long."""
    found: dict[Choice, None] = {}
    while len(found) < most:
        found[tuple(rng.randrange(len(p.readings)) for p in parts)] = None
    return list(found)


def _variants(
    parts: Sequence[Part], chosen: Sequence[Choice], drawn: bool, rng: Random
) -> Iterator[tuple[Part, list[list[Choice]]]]:
    """Give for each part with several readings the mixes that differ in it alone; of drawn ones some, in pairs."""
    for k, part in enumerate(parts):
        readings = range(len(part.readings))
        if len(part.readings) < 2:
            continue
        if not drawn:
            contexts = dict.fromkeys((*c[:k], 0, *c[k + 1 :]) for c in chosen)
            yield part, [[(*c[:k], r, *c[k + 1 :]) for r in readings] for c in contexts]
            continue
        rows = []
        for c in chosen[:: SAMPLED_CONTEXTS * len(parts)]:
            other = rng.choice([r for r in readings if r != c[k]])
            rows.append([c, (*c[:k], other, *c[k + 1 :])])
        yield part, rows


def _seen(
    sight: int,
    parts: Sequence[Part],
    ends: Mapping[Choice, Ends],
    varied: Mapping[str, Sequence[Sequence[tuple[Ends, Ends] | None]]],
    *,
    drawn: bool,
) -> Seen:
    by_ends: dict[Ends, list[Choice]] = {}
    for choice, one in ends.items():
        by_ends.setdefault(one, []).append(choice)
    ordered = sorted(by_ends.items(), key=lambda item: (-len(item[1]), sorted(item[0])))
    outcomes = tuple(Outcome(e, len(cs), (), _needs(parts, cs)) for e, cs in ordered)
    several = [p for p in parts if len(p.readings) > 1]
    influences = []
    for part in several:
        rows = [[one[sight] for one in row if one is not None] for row in varied[part.id]]
        rows = [row for row in rows if len(row) > 1]
        changes = sum(len(set(row)) > 1 for row in rows)
        alone = not drawn and len(by_ends) > 1 and decides(parts, (part.id,), ends)
        influences.append(Influence(part.id, len(rows), changes, alone))
    deciding = () if drawn else _deciding(parts, ends)
    return Seen(SIGHTS[sight], outcomes, tuple(influences), deciding)


def _needs(parts: Sequence[Part], choices: Sequence[Choice]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for k, part in enumerate(parts):
        taken = {c[k] for c in choices}
        if len(part.readings) > 1 and len(taken) == 1:
            found.append((part.id, part.readings[taken.pop()]))
    return tuple(found)


def decides(parts: Sequence[Part], some: Sequence[str], ends: Mapping[Choice, Ends]) -> bool:
    """Tell whether where it is heading depends on the readings of some parts alone."""
    places = [k for k, p in enumerate(parts) if p.id in some]
    known: dict[Choice, Ends] = {}
    return all(known.setdefault(tuple(c[k] for k in places), e) == e for c, e in ends.items())


def _deciding(parts: Sequence[Part], ends: Mapping[Choice, Ends]) -> tuple[tuple[str, ...], ...]:
    several = [p.id for p in parts if len(p.readings) > 1]
    if len(set(ends.values())) < 2:
        return ()
    for size in range(1, min(MOST_DECIDING, max(1, len(several) - 1)) + 1):
        found = tuple(s for s in combinations(several, size) if decides(parts, s, ends))
        if found:
            return found
    return ()


def _with_accounts(seen: Seen, sight: int, parts: Sequence[Part], bench: _Bench, ask: object) -> Seen:
    """Add which accounts, taken whole, are heading to each set of outcomes."""
    assert callable(ask)
    whole: dict[Ends, list[str]] = {}
    for account in bench.games:
        ends = ask(own_choice(parts, account))
        if ends is not None:
            whole.setdefault(ends[sight], []).append(account)
    outcomes = [replace(o, accounts=tuple(whole.get(o.ends, ()))) for o in seen.outcomes]
    missing = [Outcome(e, 0, tuple(a), ()) for e, a in whole.items() if e not in {o.ends for o in outcomes}]
    return replace(seen, outcomes=(*outcomes, *missing))
