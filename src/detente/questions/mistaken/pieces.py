"""Of what beliefs are made: the single things that a party takes to be so, and the beliefs without one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.conflict import Belief, Conflict, Option, Overlay, Patch, Rule

Kind = Literal["wishes", "unaware", "imagined", "rule", "moves"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a party believes.

    Attributes
    ----------
    kind : str
        ``wishes``: what another wants; ``unaware``: an option that it does not know of; ``imagined``: one that it
        believes in and that is not there; ``rule``: a change of the rules; ``moves``: who can move where.
    subject : str
        A decision maker, an option, or the id of a rule; empty for rules that hang together, and for moves.
    account : str
        For wishes, the account whose reading it takes over, if it does.
    """

    kind: Kind
    subject: str = ""
    account: str = ""


def pieces_of(belief: Belief, conflict: Conflict) -> tuple[Piece, ...]:
    """Take a belief apart, options first.

    All levels of an option are one thing. Rules of which one names another stay together. How a party ranks what it
    imagines is no thing of its own.

    Parameters
    ----------
    belief : Belief
    conflict : Conflict
        Under the account.
    """
    overlay = belief.overlay
    gone = set(overlay.drop_options)
    unaware = [_whole(o, conflict) if _levels(o, conflict) <= gone else o for o in overlay.drop_options]
    found = [Piece("unaware", o) for o in dict.fromkeys(unaware)]
    found += [Piece("imagined", o) for o in dict.fromkeys(_added(dm, o) for dm, o in overlay.add_options)]
    wishes = dict.fromkeys([*belief.takes, *overlay.preferences])
    found += [Piece("wishes", dm, belief.takes.get(dm, "")) for dm in wishes if dm != belief.by]
    if _hang_together(overlay.rules):
        found.append(Piece("rule"))
    else:
        found += [Piece("rule", rule_id(p)) for p in overlay.rules]
    if overlay.add_moves or overlay.drop_moves:
        found.append(Piece("moves"))
    return tuple(found)


def _added(dm: str, option: Option) -> str:
    """Name an option that is imagined; of one with levels the whole."""
    return f"{dm}.{option.id if option.of is None else option.of.id}"


def _whole(option: str, conflict: Conflict) -> str:
    """Name the option with levels that this is a level of, if it is one."""
    known = conflict.options[option]
    return option if known.of is None else f"{option.partition('.')[0]}.{known.of.id}"


def _levels(option: str, conflict: Conflict) -> set[str]:
    """Give all levels of the option that this is a level of; else the option alone."""
    whole = _whole(option, conflict)
    return {whole} if whole == option else {f"{whole}.{level}" for level in conflict.levels[whole].levels}


def rule_id(patch: Patch[Rule]) -> str:
    """Give the id of the rule that is put, replaced or dropped."""
    return patch.item.id if patch.item is not None else patch.drop


def _hang_together(patches: Sequence[Patch[Rule]]) -> bool:
    """Tell whether a rule is put where another change of the list has to be made before."""
    put = {p.item.id for p in patches if p.item is not None}
    named = [n for p in patches for n in (p.drop, p.before, p.after) if n]
    return bool(put & set(named)) or len(set(named)) < len(named)


def without(belief: Belief, piece: Piece, conflict: Conflict) -> Conflict:
    """Give the conflict as a party would see it if it were right about one thing.

    An option that it imagined is then never taken; what it believes of the wishes of others may go on naming it.
    """
    return replace(conflict, beliefs=(_without(belief, piece),)).believed(belief.by)


def _without(belief: Belief, piece: Piece) -> Belief:
    overlay = belief.overlay
    changed: Overlay
    match piece.kind:
        case "wishes":
            left = {dm: p for dm, p in overlay.preferences.items() if dm != piece.subject}
            changed = replace(overlay, preferences=left)
        case "unaware":
            changed = replace(
                overlay, drop_options=tuple(o for o in overlay.drop_options if not _is(o, piece.subject))
            )
        case "imagined":
            known = tuple(
                (dm, replace(o, available=False) if _added(dm, o) == piece.subject else o)
                for dm, o in overlay.add_options
            )
            changed = replace(overlay, add_options=known)
        case "rule":
            kept = tuple(p for p in overlay.rules if piece.subject and rule_id(p) != piece.subject)
            changed = replace(overlay, rules=kept)
        case "moves":
            changed = replace(overlay, add_moves=(), drop_moves=())
    return replace(belief, overlay=changed)


def _is(option: str, subject: str) -> bool:
    """Tell whether an option is the subject, or a level of it."""
    return option == subject or option.startswith(f"{subject}.")
