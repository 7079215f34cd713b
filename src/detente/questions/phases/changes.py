"""What a phase changes, one by one, and the phase without one of these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.conflict import Overlay, Phase, Preferences

Kind = Literal["claim", "preference", "rule", "option", "move"]
Does = Literal["put", "drop", "replace"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a phase changes.

    Attributes
    ----------
    phase : str
    kind : str
        ``claim`` (a statement), ``preference`` (all that somebody wants), ``rule``, ``option``, ``move``.
    does : str
        ``put``, ``drop`` or ``replace``.
    name : str
        The id of what is put or dropped; of a move ``from -> to``.
    dm : str
        Whose claim, option or move it is.
    account : str
        The account that alone it changes; empty where it changes all.
    place : int
        Its place among the changes of its kind (and decision maker) in the phase.
    """

    phase: str
    kind: Kind
    does: Does
    name: str
    dm: str = ""
    account: str = ""
    place: int = 0


def changes(phase: Phase, account: str) -> list[Change]:
    """List what a phase changes in an account; where it begins is no change of the conflict."""
    found = list(_changes(phase.id, phase.overlay, ""))
    if account in phase.accounts:
        found += _changes(phase.id, phase.accounts[account], account)
    return found


def _changes(phase: str, overlay: Overlay, account: str) -> Iterator[Change]:
    for k, (dm, option) in enumerate(overlay.add_options):
        yield Change(phase, "option", "put", f"{dm}.{option.id}", dm, account, k)
    for k, name in enumerate(overlay.drop_options):
        yield Change(phase, "option", "drop", name, name.partition(".")[0], account, k)
    for k, rule in enumerate(overlay.rules):
        name = rule.drop if rule.item is None else rule.item.id
        yield Change(phase, "rule", _does(rule.drop, there=rule.item is not None), name, "", account, k)
    for dm, change in overlay.preferences.items():
        if not isinstance(change, tuple):
            yield Change(phase, "preference", "replace", "", dm, account)
            continue
        for k, patch in enumerate(change):
            name = patch.drop if patch.item is None else patch.item.id
            yield Change(
                phase, "claim", _does(patch.drop, there=patch.item is not None), name, dm, account, k
            )
    for does, arcs in (("put", overlay.add_moves), ("drop", overlay.drop_moves)):
        for k, (dm, source, target) in enumerate(arcs):
            yield Change(phase, "move", does, f"{source} -> {target}", dm, account, k)  # type: ignore[arg-type]


def _does(drop: str, *, there: bool) -> Does:
    if not drop:
        return "put"
    return "replace" if there else "drop"


def without(phase: Phase, change: Change) -> Phase:
    """Give a phase without one of its changes."""
    if not change.account:
        return replace(phase, overlay=_without(phase.overlay, change))
    own = phase.accounts[change.account]
    return replace(phase, accounts={**phase.accounts, change.account: _without(own, change)})


def _without(overlay: Overlay, change: Change) -> Overlay:
    k = change.place
    if change.kind == "option" and change.does == "put":
        return replace(overlay, add_options=_left(overlay.add_options, k))
    if change.kind == "option":
        return replace(overlay, drop_options=_left(overlay.drop_options, k))
    if change.kind == "rule":
        return replace(overlay, rules=_left(overlay.rules, k))
    if change.kind == "move" and change.does == "put":
        return replace(overlay, add_moves=_left(overlay.add_moves, k))
    if change.kind == "move":
        return replace(overlay, drop_moves=_left(overlay.drop_moves, k))
    preferences: dict[str, Preferences | tuple] = dict(overlay.preferences)  # type: ignore[type-arg]
    patches = preferences.pop(change.dm)
    if isinstance(patches, tuple) and len(patches) > 1:
        preferences = {
            dm: _left(patches, k) if dm == change.dm else p for dm, p in overlay.preferences.items()
        }
    return replace(overlay, preferences=preferences)


def _left(items: tuple, k: int) -> tuple:  # type: ignore[type-arg]
    return (*items[:k], *items[k + 1 :])
