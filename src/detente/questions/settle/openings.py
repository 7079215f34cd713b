"""What would open a way where nothing beats no deal: the smallest changes, and their price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

import numpy as np

from detente.conflict import Conflict, Issue, Seal, Terms, TermValue
from detente.questions.settle.grid import Grid
from detente.questions.settle.looking import MOST_OTHERS, alternatives, room_for, table_for, zone_of
from detente.questions.settle.result import Expected, Opening, OpeningKind, Settlement
from detente.questions.settle.table import MOST_PACKAGES, Table, of_terms
from detente.questions.settle.worths import Worths
from detente.settlement import Bools, fallback, positions

MOST_CHANGES = 40  # red lines and exclusions that are given up and new terms, one at a time
MOST_PAIRS = 60  # two of them at a time


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the terms: a red line or an exclusion that is given up, a new term; what it makes of the conflict."""

    kind: OpeningKind
    dm: str
    id: str
    made: Callable[[Conflict], Conflict]


def openings(found: Settlement) -> tuple[Opening, ...]:
    """Seek the smallest changes after which something beats no deal for all; two where no single one will do."""
    told: list[Opening] = []
    every = changes(found)
    for change in every[: room_for(found, 3, MOST_CHANGES)]:
        told += _opened(found, (change,), found.expected)
    for expected in alternatives(found)[: room_for(found, 3, MOST_OTHERS)]:
        told += _opened(found, (), expected)
    told += _payments(found)
    if not told:
        for pair in list(combinations(every, 2))[: room_for(found, 3, MOST_PAIRS)]:
            told += _opened(found, pair, found.expected)
    return tuple(told)


def tried_pairs(found: tuple[Opening, ...]) -> bool:
    """Tell whether two changes at a time were tried: no single one opens a way."""
    return all(o.also for o in found)


def changes(found: Settlement) -> list[Change]:
    """Give each red line of who signs and each exclusion that could be given up, and each new term."""
    table, terms = found.table, found.table.terms
    if terms is None or not table.whole:
        return []
    told = [
        Change("red_line", dm, line.id, _without_line(dm, line.id))
        for dm in table.red
        for line in terms.wishes[dm].opened.red_lines
    ]
    told += [Change("exclusion", "", rule.id, _without_rule(rule.id)) for rule in terms.exclusions]
    return [*told, *_new_terms(found, terms)]


def _without_line(dm: str, line: str) -> Callable[[Conflict], Conflict]:
    def made(conflict: Conflict) -> Conflict:
        terms = conflict.terms
        assert terms is not None
        own = terms.wishes[dm]
        left = replace(own.opened, red_lines=tuple(x for x in own.opened.red_lines if x.id != line))
        if own.seal is not None:  # what was confidential stays so
            left = replace(own, seal=Seal(own.seal.party, left))
        wishes = dict(terms.wishes) | {dm: left}
        return replace(conflict, terms=replace(terms, wishes=wishes))

    return made


def _without_rule(rule: str) -> Callable[[Conflict], Conflict]:
    def made(conflict: Conflict) -> Conflict:
        terms = conflict.terms
        assert terms is not None
        left = tuple(x for x in terms.exclusions if x.id != rule)
        return replace(conflict, terms=replace(terms, exclusions=left))

    return made


def _new_terms(found: Settlement, terms: Terms) -> list[Change]:
    """Give the options that could be agreed on, too: those that no clause sets or bars.

    Whoever has the option signs for it where it is known what it wants of the terms. A ranking lists packages whole,
    and says nothing of new ones.
    """
    game = found.game
    if game is None or game.status_quo is None or found.table.all * 2 > MOST_PACKAGES:
        return []
    if found.conflict.graph_form or any(w.form == "ranking" for w in terms.opened.wishes.values()):
        return []
    today = game.state(game.status_quo).facts
    known = {o for i in terms.issues for v in i.values for o in (*(x for x, _ in v.sets), *v.bars)}
    told = []
    for option in found.conflict.option_ids:
        if option not in known and found.conflict.options[option].available:
            dm = option.partition(".")[0]
            signs = (dm,) if dm in terms.wishes else terms.signatories
            told.append(
                Change("term", dm, option, _with_term(option, taken=option not in today, signs=signs))
            )
    return told


def _with_term(option: str, *, taken: bool, signs: tuple[str, ...]) -> Callable[[Conflict], Conflict]:
    """Add an issue behind all others, on which it is agreed already: a package keeps its number."""

    def made(conflict: Conflict) -> Conflict:
        terms = conflict.terms
        assert terms is not None
        id = "new"
        while terms.issue(id) is not None:
            id += "_"
        value = TermValue("agreed", option, sets=((option, taken),))
        issue = Issue(id, option, (value,), signs)
        return replace(conflict, terms=replace(terms, issues=(*terms.issues, issue)))

    return made


def _opened(found: Settlement, made: tuple[Change, ...], expected: Expected) -> list[Opening]:
    """Give the best package that changes open: the one to which falling back leads."""
    conflict = found.conflict
    for change in made:
        conflict = change.made(conflict)
    table = table_for(conflict, found.game, expected)
    inside = np.flatnonzero(zone_of(table))
    if not inside.size:
        return []
    places = positions(np.array([w.ranks[inside] for w in table.signing]))
    package = int(inside[fallback(places).chosen[0]])
    first = made[0] if made else Change("no_deal", "", "", lambda c: c)
    also = tuple((c.kind, c.dm, c.id) for c in made[1:])
    alone, at = _alone(found, conflict, table, expected, package)
    other = None if made else expected
    return [Opening(first.kind, first.dm, first.id, other, package, int(inside.size), alone, at, also=also)]


def _alone(
    found: Settlement, conflict: Conflict, table: Table, expected: Expected, package: int
) -> tuple[Table, int]:
    """Give the table of one package alone, and where it stands there: what it gives each can then be kept."""
    if table.terms is None:
        return table, package
    grid = Grid(table.grid.sizes, np.array([table.grid.choice(package)], dtype=np.int64))
    return of_terms(conflict, found.game, expected.states, grid, scale=table.scale), 0


def _payments(found: Settlement) -> list[Opening]:
    """Find for each party the least that it would have to be given, or to give way, where it alone loses.

    With numbers, that is what others would have to make good to it; without, how many steps along its order.
    """
    table = found.table
    if table.terms is None or any(not w.known for w in table.signing):
        return []
    worse = np.array([~w.beats() for w in table.signing])
    gain = np.array([w.beats() & (w.ranks != w.no_deal) for w in table.signing])
    able = table.signable() & (worse.sum(axis=0) == 1) & gain.any(axis=0)
    told = []
    for party, worths in enumerate(table.signing):
        here = able & worse[party]
        if not here.any():
            continue
        package, price, steps = _least(table, worths, here)
        payers = tuple(w.dm for w, g in zip(table.signing, gain[:, package], strict=True) if g)
        alone, at = _alone(found, found.conflict, table, found.expected, package)
        kind: OpeningKind = "payment" if price is not None else "step"
        told.append(Opening(kind, worths.dm, "", None, package, 1, alone, at, price, payers, steps))
    return told


def _least(table: Table, worths: Worths, here: Bools) -> tuple[int, Fraction | None, int]:
    """Choose of some packages the one that is best for a party; give what is missing, in numbers or in steps."""
    some = np.flatnonzero(here)
    package = int(some[np.argmax(worths.ranks[some])])
    if worths.points is not None and worths.no_deal_points is not None:
        missing = int(worths.no_deal_points) - int(worths.points[package])
        return package, Fraction(missing, table.scale), 0
    assert worths.no_deal is not None
    kinds = np.unique(worths.ranks[table.signable()])
    between = int(((kinds > worths.ranks[package]) & (kinds < worths.no_deal)).sum())
    return package, None, between + 1
