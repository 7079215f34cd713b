"""Which packages beat no deal for everybody who signs, and which of these are fair?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from detente.conflict import Conflict, NotInFileError, UnknownNameError, WantedError
from detente.conflict.errors import nearest
from detente.game import Game
from detente.questions.heads import NO_START, Heads, find_heading
from detente.questions.settle import looking
from detente.questions.settle.guaranteeing import guaranteed
from detente.questions.settle.keeping import GOOD, Kept, keeping, keeping_state, ladder
from detente.questions.settle.looking import (
    MOST_OTHERS,
    alternatives,
    room_for,
    table_for,
    zone_of,
)
from detente.questions.settle.openings import MOST_CHANGES, MOST_PAIRS, changes, openings, tried_pairs
from detente.questions.settle.result import (
    Deal,
    Divided,
    Expected,
    Other,
    Role,
    Settlement,
)
from detente.questions.settle.table import Table, needs_states
from detente.settlement import (
    Ints,
    adjusted_winner,
    egalitarian,
    fallback,
    first_for_all,
    frontier,
    ideal,
    kalai_smorodinsky,
    majority,
    nash,
    positions,
    utilitarian,
)

MOST_DEALS = 5
LEAST_DEALS = 3
MOST_EFFECTS = 200  # different conflicts after signature that are looked at
WAYS = ("ahead", "myopic", "today")
NUMBERS: tuple[Role, ...] = ("nash", "ks", "ks_all", "egalitarian", "utilitarian")


def settle(
    conflict: Conflict | Game, no_deal: str = "", *, most: int = MOST_DEALS, most_states: int | None = None
) -> Settlement:
    """Compare the packages that could be signed with what comes without a deal.

    Parameters
    ----------
    conflict : Conflict or Game
        With an account chosen (`Conflict.under`); without one the first in the file is taken. Where the file has no
        terms, the packages are the states of the conflict: what the sides could agree to do.
    no_deal : str
        What comes without a deal: ``ahead`` (where it is heading if the sides look ahead; the default), ``myopic``
        (if they do not), ``today``, or a state.
    most : int
        How many deals are on the shortlist.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    Settlement

    Raises
    ------
    NotInFileError
        Where the file has no status quo and something depends on it, or somebody who signs has no wishes.
    TooLargeError
        Where there are too many packages or states to list.

    Examples
    --------
    >>> import detente
    >>> found = settle(detente.load("prisoners-dilemma"), "myopic")
    >>> [found.name(k) for k in found.zone.tolist()]
    ['silence']
    """
    game = conflict if isinstance(conflict, Game) else None
    if game is not None:
        conflict = game.conflict
    if not isinstance(conflict, Conflict):
        raise WantedError(f"settle() wants a conflict or a game, found {type(conflict).__name__}")
    conflict = conflict if conflict.account else conflict.under()
    needed = needs_states(conflict)
    if needed and game is None:
        game = conflict.game(most_states=most_states)
    if needed and game is not None and game.status_quo is None:
        raise NotInFileError(NO_START)
    game = game if needed else None
    heads = None if game is None else find_heading(game)
    expected = without_deal(game, heads, no_deal)
    table = table_for(conflict, game, expected)
    return _settled(conflict, game, heads, table, expected, most)


def without_deal(game: Game | None, heads: Heads | None, no_deal: str) -> Expected:
    """Say what comes without a deal."""
    if game is None or heads is None:
        if no_deal:
            raise NotInFileError(
                "what the parties want of these terms depends on no state of the conflict: what no deal is worth "
                "to them is what they say under 'no_deal'"
            )
        return Expected("none", ())
    ahead = tuple(int(s) for s in heads.ahead.states)
    myopic = tuple(int(s) for s in heads.myopic.states)
    if no_deal in ("", "ahead"):
        if ahead:
            return Expected("ahead", ahead)
        if no_deal == "ahead":
            raise NotInFileError(
                "looking ahead, it comes to no rest: name what comes without a deal otherwise"
            )
        return Expected("myopic", myopic) if myopic else Expected("today", (heads.start,))
    if no_deal == "myopic":
        if not myopic:
            raise NotInFileError(
                "not looking ahead, it comes to no rest: name what comes without a deal otherwise"
            )
        return Expected("myopic", myopic)
    if no_deal == "today":
        return Expected("today", (heads.start,))
    try:
        return Expected("state", (game.state(no_deal).index,))
    except UnknownNameError:
        if nearest(no_deal, WAYS) is not None:
            raise UnknownNameError("outcome without a deal", no_deal, WAYS) from None
        raise


def _settled(
    conflict: Conflict, game: Game | None, heads: Heads | None, table: Table, expected: Expected, most: int
) -> Settlement:
    inside = zone_of(table)
    zone = np.flatnonzero(inside)
    ranks = np.array([w.ranks for w in table.signing])
    every = np.flatnonzero(table.allowed)
    front = every[frontier(ranks[:, every])]
    # What beats a package of the zone is in the zone as well, unless a red line forbids it.
    best = zone[frontier(ranks[:, zone])] if table.red else front[inside[front]]
    solutions = _solutions(table, best, front)
    places = positions(ranks[:, zone])
    # Where the frontier alone is listed it is not known how many packages are better than one for a party.
    # Where what some want is not at hand, nothing is said of where all could meet.
    met = places if table.whole and not table.absent else places[:, :0]
    back = fallback(met)
    half = fallback(met, quota=majority(len(table.signers)))
    deals = _shortlist(table, zone, best, places, solutions, back.chosen, half.chosen, most)
    found = Settlement(
        conflict,
        game,
        heads,
        table,
        expected,
        zone,
        front,
        best,
        solutions,
        zone[first_for_all(met)] if met.size else zone[:0],
        replace(back, chosen=zone[back.chosen]),
        replace(half, chosen=zone[half.chosen]),
        _divided(table),
        deals,
        (),
        (),
        {},
    )
    kept = _kept(found)
    found = replace(found, kept=kept, deals=_kept_first(found, kept, places, most))
    found = replace(found, kept=_looked_into(found))
    opened = () if zone.size or table.absent else openings(found)
    found = replace(found, others=_others(found), openings=opened)
    return replace(found, cuts=_cuts(found))


def _solutions(table: Table, zone: Ints, every: Ints) -> dict[Role, Ints]:
    """Ask the rules that need numbers; those that need no deal only where everybody's is known.

    What they choose lies on the frontier, and so does the most that somebody can gain: the frontiers over what beats no
    deal and over everything are all that has to be looked at.
    """
    if not table.numeric or not zone.size or table.absent:
        return {}
    points = np.array([w.points for w in table.signing])
    found: dict[Role, Ints] = {"utilitarian": zone[utilitarian(points[:, zone])]}
    if all(w.no_deal_points is not None for w in table.signing):
        no_deal = np.array([w.no_deal_points for w in table.signing], dtype=points.dtype)[:, None]
        gains = points[:, zone] - no_deal
        found["nash"] = zone[nash(gains)]
        found["ks"] = zone[kalai_smorodinsky(gains, ideal(gains))]
        if table.whole or not table.red:
            found["ks_all"] = zone[kalai_smorodinsky(gains, ideal(points[:, every] - no_deal))]
        found["egalitarian"] = zone[egalitarian(gains)]
    return {role: found[role] for role in NUMBERS if role in found and found[role].size}


def _divided(table: Table) -> Divided | None:
    """Divide the issues between two who sign, where each issue is worth something by itself and all go together."""
    terms = table.terms
    if (
        terms is None
        or table.absent
        or len(table.signing) != 2
        or not table.numeric
        or terms.exclusions
        or table.red
    ):
        return None
    wishes = [terms.wishes[w.dm].opened for w in table.signing]
    if any(worth.that is not None for w in wishes for worth in w.weights):
        return None
    issues, wanted, agreed = [], [], []
    stakes: list[tuple[Fraction, Fraction]] = []
    for k, issue in enumerate(terms.issues):
        values: list[list[Fraction]] = []
        for one in wishes:
            worth = next((x for x in one.weights if x.key == issue.id), None)
            points = dict(worth.points) if worth is not None else {}
            weight = worth.weight if worth is not None else Fraction(1)
            values.append(
                [weight * points[v.id].middle if v.id in points else Fraction(0) for v in issue.values]
            )
        a, b = (_wanted(values[n], values[1 - n]) for n in (0, 1))
        loses = values[0][a] - values[0][b], values[1][b] - values[1][a]
        if not loses[0] or not loses[1]:
            agreed.append((k, b if not loses[0] else a))
            continue
        issues.append(k)
        wanted.append((a, b))
        stakes.append(loses)
    division = adjusted_winner([s[0] for s in stakes], [s[1] for s in stakes]) if stakes else None
    if division is None:
        return None
    return Divided(tuple(issues), tuple(wanted), tuple(agreed), division)


def _wanted(mine: Sequence[Fraction], other: Sequence[Fraction]) -> int:
    """Choose the value that is best for one, of equals the one that is best for the other."""
    return max(range(len(mine)), key=lambda v: (mine[v], other[v], -v))


# -- the shortlist -----------------------------------------------------------------------------------------------------


def _shortlist(
    table: Table,
    zone: Ints,
    best: Ints,
    places: Ints,
    solutions: dict[Role, Ints],
    back: Ints,
    half: Ints,
    most: int,
) -> tuple[Deal, ...]:
    """Choose a few packages that differ: the fair ones, what each party would name first, then what is furthest off."""
    if not zone.size:
        return ()
    total = places.sum(axis=0)
    roles: dict[int, list[Role]] = {}

    def one_of(chosen: Ints) -> int:
        """Of equals take the one that stands best with all together."""
        standing = total[np.searchsorted(zone, chosen)]
        return int(chosen[standing == standing.min()].min())

    ordered: list[tuple[Role, Ints]] = [(r, solutions[r]) for r in NUMBERS if r in solutions]
    ordered.append(("fallback", zone[back]))
    if len(table.signers) > 2:
        ordered.append(("majority", zone[half]))
    for role, chosen in ordered:
        if chosen.size:
            known = [p for p in roles if p in set(chosen.tolist())]
            roles.setdefault(known[0] if known else one_of(chosen), []).append(role)
    favourites: dict[int, list[str]] = {}
    for row, worths in enumerate(table.signing):
        firsts = zone[places[row] == 1]
        known = [p for p in (*roles, *favourites) if p in set(firsts.tolist())]
        favourites.setdefault(known[0] if known else one_of(firsts), []).append(worths.dm)
    picked: list[int] = []
    for package in (*roles, *favourites):
        if len(picked) < most and package not in picked and _differs(table, package, picked):
            picked.append(package)
    for package in _furthest(table, best, picked):
        if len(picked) >= min(LEAST_DEALS, most):
            break
        if package not in picked and _differs(table, package, picked):
            picked.append(package)
    return tuple(Deal(p, tuple(roles.get(p, ())), tuple(favourites.get(p, ()))) for p in picked)


def _differs(table: Table, package: int, picked: Sequence[int]) -> bool:
    """Tell whether a package is worth something else to somebody than each one that is picked."""
    return all(any(w.ranks[package] != w.ranks[p] for w in table.parties) for p in picked)


def _furthest(table: Table, best: Ints, picked: Sequence[int]) -> list[int]:
    """Order the packages of the frontier by how little they have in common with those that are picked."""
    some = best[:2000]
    chosen = [table.grid.choice(p) for p in picked]

    def apart(package: int) -> int:
        own = table.grid.choice(package)
        return min((sum(a != b for a, b in zip(own, c, strict=True)) for c in chosen), default=0)

    return sorted(some.tolist(), key=lambda p: (-apart(p), p))


# -- would it be kept --------------------------------------------------------------------------------------------------


def _effects(found: Settlement) -> tuple[list[int], int]:
    """Give what the packages that beat no deal do to the conflict, the shortlist first, and how many there are."""
    assert found.game is not None
    effect = found.table.effect
    every = dict.fromkeys(int(effect[d.package]) for d in found.deals)
    least = len(every)
    every |= dict.fromkeys(np.unique(effect[found.zone]).tolist())
    most = max(least, min(MOST_EFFECTS, looking.MOST_LOOKED_AT // found.game.size))
    return list(every)[:most], len(every)


def _kept(found: Settlement) -> dict[int, Kept]:
    """Look at the conflict after each package that beats no deal; packages that do the same to it are one."""
    if found.game is None or not found.zone.size:
        return {}
    if found.table.terms is None:
        return {d.package: keeping_state(found.game, d.package) for d in found.deals}
    looked_at, _ = _effects(found)
    return {e: keeping(found.conflict, found.game, found.table.effects[e]) for e in looked_at}


def _looked_into(found: Settlement) -> dict[int, Kept]:
    """Look closer at the deals of the shortlist: what would make them last, and each step of their ladder."""
    kept = dict(found.kept)
    for deal in found.deals:
        e = int(found.table.effect[deal.package])
        if e in kept and not kept[e].ladder:
            one = kept[e]
            if found.table.terms is not None and found.game is not None:
                one = guaranteed(found.conflict, found.game, one)
            kept[e] = replace(one, ladder=ladder(one))
    return kept


def _kept_first(found: Settlement, kept: dict[int, Kept], places: Ints, most: int) -> tuple[Deal, ...]:
    """Put the deals that would be kept first; where none of the shortlist is, the best package that is heads it."""
    effect = found.table.effect
    verdicts = {e: k.verdict for e, k in kept.items()}
    rank = {"self": 0, "deterred": 1, "moves_on": 2, "broken": 4}

    def standing(deal: Deal) -> int:
        return rank.get(verdicts.get(int(effect[deal.package]), ""), 3)

    deals = sorted(found.deals, key=standing)
    if not deals or standing(deals[0]) < 3 or not any(v in GOOD for v in verdicts.values()):
        return tuple(deals)
    good = np.array([verdicts.get(int(e), "") in GOOD for e in effect[found.zone]])
    some = fallback(positions(-places[:, good]))
    package = int(found.zone[np.flatnonzero(good)[some.chosen[0]]])
    return (Deal(package, (), ()), *deals[: most - 1])


# -- what if ----------------------------------------------------------------------------------------------------------


def _others(found: Settlement) -> tuple[Other, ...]:
    """Tell what changes if something else is expected."""
    told = []
    for expected in alternatives(found)[: room_for(found, 3, MOST_OTHERS)]:
        inside = zone_of(table_for(found.conflict, found.game, expected))
        kept = tuple(d.package for d in found.deals if inside[d.package])
        told.append(Other(expected, int(inside.sum()), kept))
    return tuple(told)


def _cuts(found: Settlement) -> tuple[tuple[str, int], ...]:
    """Tell what was not looked at in full: which list of the answer, and how much there is."""
    told = []
    if found.game is not None and found.zone.size and found.table.terms is not None:
        looked_at, every = _effects(found)
        told += [("kept", every)] if len(looked_at) < every else []
    others, room = len(alternatives(found)), room_for(found, 3, MOST_OTHERS)
    told += [("others", others)] if others > room else []
    if not found.zone.size:
        made, room = len(changes(found)), room_for(found, 3, MOST_CHANGES)
        told += [("openings", made)] if made > room else []
        pairs, room = made * (made - 1) // 2, room_for(found, 3, MOST_PAIRS)
        told += [("opening_pairs", pairs)] if pairs > room and tried_pairs(found.openings) else []
    return tuple(told)
