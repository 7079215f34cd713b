"""Reading the factions inside decision makers. They hold under every account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.errors import Problem, choices, quoted
from detente.conflict.factions import Faction, Factions
from detente.conflict.model import Conflict, Option, Preferences, Prioritised, Weights
from detente.conflict.reading.context import Context
from detente.conflict.reading.preferences import CLAIM_KEYS, read_preferences
from detente.conflict.reading.states import StateScope
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar

FACTIONS_KEYS = ("quota", *CLAIM_KEYS, "members")
FACTION_KEYS = ("name", "about", "weight", *CLAIM_KEYS, "preferences")
MOST_MEMBERS = 20  # all coalitions of them are looked at: a million


def read_factions(ctx: Context, node: Node, conflict: Conflict) -> Mapping[str, Factions]:
    """Read the section ``factions``; the conflict has its perspectives already."""
    found: dict[str, Factions] = {}
    makers = [d.id for d in conflict.decision_makers]
    wide = _with_options_of_accounts(conflict)
    for key, value in ctx.mapping(node, "'factions'"):
        if key.text not in makers:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, makers)}")
            continue
        fields = ctx.fields(value, "factions", FACTIONS_KEYS, ("members",))
        members = _members(ctx, fields["members"], key.text, conflict, wide) if "members" in fields else None
        quota = _quota(ctx, fields["quota"], members) if "quota" in fields else None
        found[key.text] = Factions(
            members or (),
            quota,
            ctx.text(fields.get("because"), "'because'"),
            ctx.citations(fields.get("source")),
            ctx.confidence(fields.get("confidence")),
            at=ctx.place(key),
        )
    return found


def _with_options_of_accounts(conflict: Conflict) -> Conflict:
    """Give the conflict every option that an account adds, so that its use can be told for what it is."""
    added: dict[tuple[str, str], Option] = {}
    for perspective in conflict.perspectives:
        for dm, option in perspective.overlay.add_options:
            added.setdefault((dm, option.id), option)
    makers = tuple(
        replace(d, options=d.options + tuple(o for (dm, _), o in added.items() if dm == d.id))
        for d in conflict.decision_makers
    )
    return replace(conflict, decision_makers=makers)


def _quota(ctx: Context, node: Node, members: tuple[Faction, ...] | None) -> Fraction | None:
    """Read a quota; how it compares with the weights is told only where these are all right."""
    number = ctx.number(node, "a quota")
    if number is None:
        return None
    quota = Fraction(number)
    if quota <= 0:
        ctx.error(node, f"a quota is a number above 0, found {quoted(number)}")
    elif members is not None and quota > Factions(members).total:
        total = float(Factions(members).total)
        ctx.error(node, f"a quota of {number} is more than all members weigh together ({total:.15g})")
    return quota


def _members(
    ctx: Context, node: Node, dm: str, conflict: Conflict, wide: Conflict
) -> tuple[Faction, ...] | None:
    """Read the members; None where the weight of one is wrong."""
    found: dict[str, Faction] = {}
    before = len(ctx.problems)
    items = ctx.mapping(node, "'members'", MOST_MEMBERS)
    if isinstance(node, MappingNode) and not node.items:
        ctx.error(node, "no member; a decision maker with factions has at least one")
    weighed = len(ctx.problems) == before
    for key, value in items:
        id = ctx.id(key, "a faction", found)
        weight, member = _member(ctx, key, value, dm, conflict, wide)
        weighed = weighed and weight is not None
        if id is not None:
            found[id] = member
    members = tuple(found.values())
    if not weighed:
        return None
    if not Factions(members).total:
        ctx.error(node, "no member weighs anything; give one of them a 'weight' above 0")
        return None
    return members


def _member(
    ctx: Context, key: Scalar, node: Node, dm: str, conflict: Conflict, wide: Conflict
) -> tuple[Fraction | None, Faction]:
    fields = ctx.fields(node, "a faction", FACTION_KEYS, ("weight", "preferences"))
    weight = _weight(ctx, fields["weight"]) if "weight" in fields else None
    preferences: Preferences | None = None
    if "preferences" in fields:
        states = StateScope(conflict.scope(dm), [s.name for s in conflict.states])
        preferences = read_preferences(ctx, fields["preferences"], states, wide.scope(dm))
        _check_options(ctx, preferences, conflict)
    return weight, Faction(
        key.text,
        ctx.text(fields.get("name"), "a name") or key.text,
        weight or Fraction(0),
        preferences or Prioritised(()),
        ctx.text(fields.get("about"), "'about'"),
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
        at=ctx.place(key),
    )


def _weight(ctx: Context, node: Node) -> Fraction | None:
    number = ctx.number(node, "a weight")
    if number is None:
        return None
    if Fraction(number) < 0:
        ctx.error(node, f"the weight of a faction is a number from 0 on, found {quoted(number)}")
        return None
    return Fraction(number)


def _check_options(ctx: Context, preferences: Preferences | None, conflict: Conflict) -> None:
    """Tell options that only some account has: a faction wants the same under every account."""
    used: list[tuple[Condition, Problem]] = []
    if isinstance(preferences, Prioritised):
        used = [(s.that, Problem(s.at, quoted(s.id))) for s in preferences.statements]
    elif isinstance(preferences, Weights):
        used = [(c, Problem(preferences.at, quoted(written))) for c, written, _ in preferences.weights]
    for condition, told in used:
        for option in sorted(condition.options - set(conflict.option_ids)):
            accounts = [
                p.id
                for p in conflict.perspectives
                if any(f"{dm}.{o.id}" == option for dm, o in p.overlay.add_options)
            ]
            message = (
                f"{told.message} names the option {quoted(option)}, which only the account "
                f"{', '.join(quoted(a) for a in accounts)} adds; factions hold under every account: name options "
                "of the file itself"
            )
            ctx.add([Problem(told.place, message)])
