"""Is the file sound, and what in it has no source or no use?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.conflict import (
    BASE,
    Belief,
    Citation,
    Condition,
    Conflict,
    Overlay,
    Partial,
    Preferences,
    Ranking,
    Rule,
    Sealed,
    Shift,
    Statement,
    Weights,
    Wishes,
)
from detente.conflict.condition import Compound, Named
from detente.game import feasible_states
from detente.game.carrier import build
from detente.questions.check.result import Check

Claim = Statement | Ranking | Weights | Partial


def check(conflict: Conflict, *, most_states: int | None = None) -> Check:
    """See that a file makes a game under each of its accounts, and how large these are.

    Parameters
    ----------
    conflict : Conflict
        The file as a whole.
    most_states : int, optional
        Refuse more states; without it memory decides.

    Returns
    -------
    Check

    Raises
    ------
    ConflictFileError
        Where the file contradicts itself.

    Examples
    --------
    >>> import detente
    >>> dict(check(detente.load("istanbul-2025")).sizes)
    {'commentary': 288, 'kyiv': 288, 'broker': 288}
    """
    if not (conflict.preferences or conflict.perspectives):
        return Check(conflict, {BASE: feasible_states(conflict.under(BASE), most_states).size})
    sizes = {}
    for account in conflict.accounts:
        under = conflict.under(account)
        if any(isinstance(p, Sealed) and not p.seal.here for p in under.preferences.values()):
            sizes[account] = feasible_states(under, most_states).size
            continue
        sizes[account] = build(under, most_states=most_states).feasible.count
    return Check(conflict, sizes)


# -- claims ------------------------------------------------------------------------------------------------------------


def claims_of(preference: Preferences) -> tuple[Claim, ...]:
    """Give the claims that a preference makes: its statements, or the whole."""
    return preference.claims


def claims(conflict: Conflict) -> list[tuple[str, Claim]]:
    """Give the claims of an account, each with whose preference it is about."""
    return [(dm, claim) for dm, p in conflict.preferences.items() for claim in claims_of(p)]


def all_claims(conflict: Conflict) -> list[tuple[str, Claim]]:
    """Give the claims of all accounts; one that an account takes over from another is given once."""
    found = [c for account in conflict.accounts for c in claims(conflict.under(account))]
    return list({(dm, claim, claim.at): (dm, claim) for dm, claim in found}.values())


def _written(conflict: Conflict) -> Iterator[tuple[str, Claim]]:
    """Give the claims as they are written, whether an account keeps them or not."""
    yield from claims(conflict)
    for perspective in conflict.perspectives:
        for dm, change in perspective.overlay.preferences.items():
            patched = [p.item for p in change if p.item is not None] if isinstance(change, tuple) else None
            yield from ((dm, c) for c in (claims_of(change) if patched is None else patched))  # type: ignore[arg-type]


def name_of(claim: Claim) -> str:
    """Give the id of a statement; of a ranking and the like an empty text."""
    return claim.id if isinstance(claim, Statement) else ""


# -- what nothing uses -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unused:
    """What stands in a file and nothing uses.

    Attributes
    ----------
    claims : tuple of (str, str)
        Claims that no account keeps: whose preference they are about, and their ids.
    rules : tuple of str
        Rules that no account keeps.
    conditions : tuple of str
        Named conditions that nothing names.
    sources : tuple of str
        Sources that nothing cites.
    options : tuple of str
        Options that no rule, no preference, no ultimatum mentions.
    """

    claims: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def unused(conflict: Conflict) -> Unused:
    """Find what stands in a file and nothing uses; what something confidential could use is not told."""
    accounts = [conflict.under(a) for a in conflict.accounts]
    kept = {c for a in accounts for c in claims(a)}
    dropped = [c for c in dict.fromkeys(_written(conflict)) if c not in kept]
    rules = {r.id for a in accounts for r in a.rules}
    conditions = [*_conditions(conflict), *(c for a in accounts for c in _conditions(a))]
    states = [s.ref.condition for s in conflict.states if s.ref.condition is not None]
    names = {n for c in (*conditions, *states) for n in _names(c)}
    claims_ = tuple((dm, name_of(claim)) for dm, claim in dropped)
    rules_ = tuple(r.id for r in rules_written(conflict) if r.id not in rules)
    if any(c.party not in conflict.readers for c in conflict.closed):
        return Unused(claims_, rules_)
    return Unused(
        claims_,
        rules_,
        tuple(d.name for d in conflict.definitions if d.name not in names),
        tuple(s.id for s in conflict.sources if s.id not in {c.source for c in _cited(conflict)}),
        _unmentioned(conflict, accounts, conditions),
    )


def rules_written(conflict: Conflict) -> list[Rule]:
    """Give the rules as they are written, of the file and of its accounts."""
    patches = [p.item for x in conflict.perspectives for p in x.overlay.rules]
    return [r for r in (*conflict.rules, *patches) if r is not None and not r.automatic]


def _conditions(conflict: Conflict) -> Iterator[Condition]:
    """Give every condition of the rules, preferences and ultimatums."""
    for rule in rules_written(conflict):
        yield from rule.conditions
    preferences = [*conflict.preferences.values()]
    preferences += [m.preferences for f in conflict.factions.values() for m in f.members]
    for preference in preferences:
        yield from preference.conditions
    for ultimatum in conflict.ultimatums:
        yield from (ultimatum.demand, ultimatum.threat)
    for wishes in wishes_written(conflict):
        yield from wishes.conditions
    for shift in shifts_written(conflict):
        if shift.that is not None:
            yield shift.that
    for phase in conflict.phases:
        for overlay in phase.overlays:
            yield from _conditions_of(overlay)
    for belief in beliefs_written(conflict):
        yield from _conditions_of(belief.overlay)


def claims_of_overlay(overlay: Overlay) -> list[Claim | Rule]:
    """Give the claims and rules that an overlay puts: of a phase, or of what somebody believes."""
    found: list[Claim | Rule] = []
    for change in overlay.preferences.values():
        if isinstance(change, tuple):
            found += [p.item for p in change if p.item is not None]
        else:
            found += change.claims
    return found + [p.item for p in overlay.rules if p.item is not None]


def _conditions_of(overlay: Overlay) -> Iterator[Condition]:
    for change in overlay.preferences.values():
        if isinstance(change, tuple):
            yield from (p.item.that for p in change if p.item is not None)
        else:
            yield from change.conditions
    for patch in overlay.rules:
        yield from () if patch.item is None else patch.item.conditions


def shifts_written(conflict: Conflict) -> list[Shift]:
    """Give the shifts of power of the file, of its accounts and of its phases."""
    return [*conflict.shifts, *(s for o in _changing(conflict) for s in o.shifts)]


def _changing(conflict: Conflict) -> list[Overlay]:
    """Give what accounts and phases change."""
    accounts = [p.overlay for p in conflict.perspectives]
    return [*accounts, *(overlay for phase in conflict.phases for overlay in phase.overlays)]


def beliefs_written(conflict: Conflict) -> list[Belief]:
    """Give what parties believe, as it is written in the file and in its accounts."""
    return [*conflict.beliefs, *(b for p in conflict.perspectives for b in p.overlay.beliefs)]


def wishes_written(conflict: Conflict) -> list[Wishes]:
    """Give what parties want of terms, as it is written in the file, its accounts and its phases; patches as lists."""
    if conflict.terms is None:
        return []
    found = [*conflict.terms.wishes.values()]
    for overlay in _changing(conflict):
        for change in overlay.wishes.values():
            if isinstance(change, tuple):
                statements = tuple(p.item for p in change if p.item is not None)
                found.append(Wishes("statements", statements=statements))
            else:
                found.append(change)
    return found


def _names(condition: Condition) -> Iterator[str]:
    """Give the named conditions that a condition uses, also inside others."""
    if isinstance(condition, Named):
        yield condition.name
        yield from _names(condition.that)
    elif isinstance(condition, Compound):
        for part in condition.parts:
            yield from _names(part)


def _unmentioned(
    conflict: Conflict, accounts: Iterable[Conflict], conditions: Iterable[Condition]
) -> tuple[str, ...]:
    """Find the options that nothing mentions; a ranking of states is about all of them."""
    known = [conflict, *accounts]
    preferences = [p for c in known for p in c.preferences.values()]
    preferences += [m.preferences for f in conflict.factions.values() for m in f.members]
    if any(p.of_states for p in preferences):
        return ()
    mentioned = {o for c in conditions for o in c.options}
    if conflict.terms is not None:
        values = [v for i in conflict.terms.issues for v in i.values]
        mentioned |= {o for v in values for o in (*(o for o, _ in v.sets), *v.bars)}
    mentioned |= {r.option for c in known for r in rules_written(c) if r.option}
    whole = {o: o if x.of is None else o.rpartition(".")[0] for c in known for o, x in c.options.items()}
    mentioned |= {whole.get(o, o) for o in mentioned}
    return tuple(dict.fromkeys(w for w in whole.values() if w not in mentioned))


def _cited(conflict: Conflict) -> Iterator[Citation]:
    """Give every citation in a file."""
    for maker in conflict.decision_makers:
        for option in maker.options:
            yield from (option.of or option).sources
    added = [o for p in conflict.perspectives for _, o in p.overlay.add_options]
    carriers = [
        *((o.of or o) for o in added),
        *rules_written(conflict),
        *(claim for _, claim in _written(conflict)),
        *conflict.states,
        *conflict.perspectives,
        *conflict.ultimatums,
        *(u.record for u in conflict.ultimatums if u.record is not None),
        *conflict.factions.values(),
        *(m for f in conflict.factions.values() for m in f.members),
        *(c for f in conflict.factions.values() for m in f.members for c in claims_of(m.preferences)),
    ]
    for carrier in carriers:
        yield from carrier.sources
    if conflict.terms is not None:
        for issue in conflict.terms.issues:
            yield from issue.sources
            yield from (c for value in issue.values for c in value.sources)
        yield from (c for rule in conflict.terms.exclusions for c in rule.sources)
        yield from (
            c for wishes in wishes_written(conflict) for claim in wishes.claims for c in claim.sources
        )
    yield from (c for shift in shifts_written(conflict) for c in shift.sources)
    yield from (c for event in conflict.timeline for c in event.sources)
    for phase in conflict.phases:
        yield from phase.sources
        for overlay in phase.overlays:
            yield from _cited_by(overlay)
    for belief in beliefs_written(conflict):
        yield from belief.sources
        yield from _cited_by(belief.overlay)
    yield from (p.source for p in conflict.published if p.source is not None)


def _cited_by(overlay: Overlay) -> Iterator[Citation]:
    yield from (c for _, o in overlay.add_options for c in (o.of or o).sources)
    yield from (c for claim in claims_of_overlay(overlay) for c in claim.sources)
