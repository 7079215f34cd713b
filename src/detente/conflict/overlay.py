"""Overlays: a perspective, a what-if, a phase is the conflict with some things patched by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from detente.conflict.belief import Belief
from detente.conflict.confidential import Seal, closing
from detente.conflict.elements import NOWHERE, DecisionMaker, Option, Rule, StateRef
from detente.conflict.errors import ConflictFileError, Place, choices, file_problem, quoted
from detente.conflict.model import Conflict
from detente.conflict.preferences import Preferences, Prioritised, Sealed, Statement, opened
from detente.conflict.shift import Shift
from detente.conflict.terms import CONFIDENTIAL, Terms, Wishes

Item = TypeVar("Item", Rule, Statement)
Arc = tuple[str, str, str]  # whose move, from where, to where


@dataclass(frozen=True, slots=True)
class Patch(Generic[Item]):
    """One change of a list of things with ids.

    `drop` takes the thing away; with `item` as well it is replaced. An `item` alone is put `before` or
    `after` another one, or at the end.
    """

    item: Item | None = None
    drop: str = ""
    before: str = ""
    after: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What differs from the conflict underneath.

    Preferences are replaced whole (`Preferences`) or patched statement by statement. Moves are added or dropped where
    the conflict is given as states and moves, options where it is given by options. Wishes about terms are replaced
    whole or, where they are statements, patched; under a seal both may be kept. Shifts of power are replaced whole, or
    added; so is what a party believes.
    """

    add_options: tuple[tuple[str, Option], ...] = ()
    drop_options: tuple[str, ...] = ()
    status_quo: StateRef | None = None
    rules: tuple[Patch[Rule], ...] = ()
    preferences: Mapping[str, Preferences | tuple[Patch[Statement], ...]] = field(default_factory=dict)
    add_moves: tuple[Arc, ...] = ()
    drop_moves: tuple[Arc, ...] = ()
    wishes: Mapping[str, Wishes | tuple[Patch[Statement], ...]] = field(default_factory=dict)
    shifts: tuple[Shift, ...] = ()
    beliefs: tuple[Belief, ...] = ()


def patched(items: Sequence[Item], patches: Sequence[Patch[Item]], what: str) -> tuple[Item, ...]:
    """Apply patches to a list, one after the other.

    Raises
    ------
    ConflictFileError
        Where a patch names an id that the list does not have, or puts one that it has.
    """
    result = list(items)

    def find(id: str, at: Place) -> int:
        ids = [i.id for i in result]
        if id not in ids:
            raise file_problem(at, f"no {what} {quoted(id)}{choices(id, ids)}")
        return ids.index(id)

    for patch in patches:
        if patch.drop:
            index = find(patch.drop, patch.at)
            del result[index]
        elif patch.before:
            index = find(patch.before, patch.at)
        elif patch.after:
            index = find(patch.after, patch.at) + 1
        else:
            index = len(result)
        if patch.item is not None:
            if any(i.id == patch.item.id for i in result):
                raise file_problem(patch.at, f"the {what} {quoted(patch.item.id)} is there already")
            result.insert(index, patch.item)
    return tuple(result)


def apply(conflict: Conflict, overlay: Overlay) -> Conflict:
    """Lay an overlay over a conflict.

    Returns
    -------
    Conflict
        A new conflict; the options that the overlay drops stay known, and are never taken.

    Raises
    ------
    ConflictFileError
        Where a patch names something that is not there.
    """
    makers = tuple(_with_options(d, overlay) for d in conflict.decision_makers)
    preferences = dict(conflict.preferences)
    for dm, change in overlay.preferences.items():
        if change != ():
            preferences[dm] = _preference(preferences.get(dm), change, dm)
    status_quo = overlay.status_quo or conflict.status_quo
    if status_quo is not None and overlay.drop_options:
        status_quo = _without(conflict, status_quo, frozenset(overlay.drop_options))
    return replace(
        conflict,
        decision_makers=makers,
        rules=patched([r for r in conflict.rules if not r.automatic], overlay.rules, "rule"),
        arcs=_with_moves(conflict.arcs, overlay),
        status_quo=status_quo,
        preferences=preferences,
        terms=_with_wishes(conflict.terms, overlay),
        shifts=tuple({s.id: s for s in (*conflict.shifts, *overlay.shifts)}.values()),
        beliefs=tuple({b.by: b for b in (*conflict.beliefs, *overlay.beliefs)}.values()),
    )


def combined(first: Overlay, then: Overlay) -> Overlay:
    """Make one overlay of two: laid over a conflict it does what the first and then the second do."""
    preferences = dict(first.preferences)
    for dm, change in then.preferences.items():
        before = preferences.get(dm, ())
        if not isinstance(change, tuple):
            preferences[dm] = change
        elif isinstance(before, tuple):
            preferences[dm] = before + change
        elif change:
            preferences[dm] = _patched_preference(before, change, dm)
    wishes = dict(first.wishes)
    for dm, wish in then.wishes.items():
        known = wishes.get(dm, ())
        if not isinstance(wish, tuple):
            wishes[dm] = wish
        elif isinstance(known, tuple):
            wishes[dm] = known + wish
        elif wish:
            wishes[dm] = _patched_wishes(known, wish, dm)
    return Overlay(
        first.add_options + then.add_options,
        first.drop_options + then.drop_options,
        then.status_quo or first.status_quo,
        first.rules + then.rules,
        preferences,
        first.add_moves + then.add_moves,
        first.drop_moves + then.drop_moves,
        wishes,
        tuple({s.id: s for s in (*first.shifts, *then.shifts)}.values()),
        tuple({b.by: b for b in (*first.beliefs, *then.beliefs)}.values()),
    )


def _preference(
    before: Preferences | None, change: Preferences | tuple[Patch[Statement], ...], dm: str
) -> Preferences:
    """Replace a preference, or patch it; what rests on something confidential is confidential too."""
    seal = change.seal if isinstance(change, Sealed) else None
    if isinstance(change, Sealed):
        kept = change.seal.opened if change.seal.here else change
        if not isinstance(kept, tuple):
            return change
        change = kept
    if not isinstance(change, tuple):
        return change
    if isinstance(before, Sealed):
        seal = seal or before.seal
        if not before.seal.here:
            return before
    if seal is None:
        return _patched_preference(before, change, dm)
    try:
        found = _patched_preference(_inside(before), change, dm)
    except ConflictFileError as error:
        raise closing(error.problems, seal.party) from None
    return Sealed(Seal(seal.party, found))


def _inside(preference: Preferences | None) -> Preferences | None:
    return opened(preference) if preference is not None else None


def _patched_preference(
    before: Preferences | None, change: tuple[Patch[Statement], ...], dm: str
) -> Prioritised:
    if not isinstance(before, Prioritised):
        raise file_problem(change[0].at, f"nothing to patch: no statements of {quoted(dm)} stand underneath")
    return replace(before, statements=patched(before.statements, change, "statement"))


def _wish(before: Wishes | None, change: Wishes | tuple[Patch[Statement], ...], dm: str) -> Wishes:
    """Replace wishes, or patch them; what rests on something confidential is confidential too."""
    seal = None if isinstance(change, tuple) else change.seal
    if not isinstance(change, tuple):
        kept = change.seal.opened if change.seal is not None and change.seal.here else change
        if not isinstance(kept, tuple):
            return change
        change = kept
    if before is not None and before.seal is not None:
        seal = seal or before.seal
        if not before.here:
            return before
    if seal is None:
        return _patched_wishes(before, change, dm)
    try:
        found = _patched_wishes(None if before is None else before.opened, change, dm)
    except ConflictFileError as error:
        raise closing(error.problems, seal.party) from None
    return Wishes(CONFIDENTIAL, seal=Seal(seal.party, found))


def _patched_wishes(before: Wishes | None, change: tuple[Patch[Statement], ...], dm: str) -> Wishes:
    if before is None or before.form != "statements":
        raise file_problem(
            change[0].at, f"nothing to patch: no statements of {quoted(dm)} about terms stand underneath"
        )
    return replace(before, statements=patched(before.statements, change, "statement"))


def _with_wishes(terms: Terms | None, overlay: Overlay) -> Terms | None:
    if terms is None or not overlay.wishes:
        return terms
    wishes = dict(terms.wishes)
    for dm, change in overlay.wishes.items():
        if change != ():
            wishes[dm] = _wish(wishes.get(dm), change, dm)
    return replace(terms, wishes=wishes)


def _without(conflict: Conflict, start: StateRef, dropped: frozenset[str]) -> StateRef:
    """Begin without what can no longer be done, however the start was written."""
    others = tuple(replace(a, what=_without(conflict, a.what, dropped)) for a in start.alternatives)
    start = replace(start, alternatives=others)
    taken = conflict.taken_in(start)
    if taken is None or not taken & dropped:
        return start
    left = taken - dropped
    return StateRef("+".join(sorted(left)) or "none", taken=left, alternatives=others, at=start.at)


def _with_moves(
    arcs: Mapping[str, tuple[tuple[str, str], ...]] | None, overlay: Overlay
) -> Mapping[str, tuple[tuple[str, str], ...]] | None:
    if arcs is None or not (overlay.add_moves or overlay.drop_moves):
        return arcs
    gone = frozenset(overlay.drop_moves)
    return {
        dm: tuple(p for p in pairs if (dm, *p) not in gone)
        + tuple((s, t) for owner, s, t in overlay.add_moves if owner == dm)
        for dm, pairs in arcs.items()
    }


def _with_options(maker: DecisionMaker, overlay: Overlay) -> DecisionMaker:
    dropped = set(overlay.drop_options)
    kept = tuple(replace(o, available=False) if f"{maker.id}.{o.id}" in dropped else o for o in maker.options)
    added = tuple(o for dm, o in overlay.add_options if dm == maker.id)
    return replace(maker, options=kept + added) if added or kept != maker.options else maker
