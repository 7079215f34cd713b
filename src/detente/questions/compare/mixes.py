"""Where the accounts part: every mix of them, party by party, and whose reading decides the outcome.

A mix takes each decision maker's preferences from some account. What differs between accounts and is no preference
(rules, options, moves, the status quo) is one more part to mix: the setting. Readings that come to the same count once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import TypeVar

from detente.conflict import Conflict, Preferences, TimeUpError, budget
from detente.conflict.condition import canonical
from detente.game import Game, Ints
from detente.game.given import as_game
from detente.questions.compare.mixes_result import (
    SETTING,
    SIGHTS,
    Choice,
    Ends,
    Influence,
    Misfit,
    Mixes,
    Outcome,
    Part,
    Seen,
)
from detente.questions.compare.readings import Bench, setting_key
from detente.questions.unfinished import Stopped

MOST_MIXES = 1_000  # above so many, as many are drawn
LEAST_DRAWN = 100
TRYING_MIXES = "trying the mixes of the accounts"
TRYING = 0.7  # of the time that is left
MOST_LOOKED_AT = 1_500_000  # states of all mixes together: of large conflicts fewer mixes are tried
SAMPLED_CONTEXTS = 5  # where mixes are drawn: a part is varied in one of so many of them
MOST_RANKED = 400  # orders that are worked out only to find which readings come to the same
MOST_DECIDING = 3  # parts that are named as deciding together, at most

Thing = TypeVar("Thing")
Answered = TypeVar("Answered")


# -- the parts and their readings --------------------------------------------------------------------------------------


def _reading_key(preference: Preferences) -> object:
    """Give what two readings of a decision maker have in common where they say the same in the same order."""
    if preference.stated:
        return tuple((str(canonical(s.that)), s.strength, s.unknown) for s in preference.statements)
    return preference


def _parts(bench: Bench) -> tuple[Part, ...]:
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
    bench = Bench({g.account: g for g in games})
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


def _with_accounts(seen: Seen, sight: int, parts: Sequence[Part], bench: Bench, ask: object) -> Seen:
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
