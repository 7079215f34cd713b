"""Reading the factions inside decision makers. They hold under every account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope
from detente.conflict.errors import ConditionError, choices, quoted
from detente.conflict.factions import Faction, Factions
from detente.conflict.model import Conflict
from detente.conflict.preferences import Preferences, Prioritised, graded, left_open
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
    for key, value in ctx.mapping(node, "'factions'"):
        if key.text not in makers:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, makers)}")
            continue
        fields = ctx.fields(value, "factions", FACTIONS_KEYS, ("members",))
        members = _members(ctx, fields["members"], key.text, conflict) if "members" in fields else None
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


@dataclass(frozen=True)
class _FileScope(Scope):
    """The names of the file itself; an option that only some accounts add is told for what it is."""

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def resolve(self, name: str, offset: int, text: str) -> Condition:
        option = name if name in self.added else f"{self.own}.{name}"
        if option in self.added:
            accounts = ", ".join(quoted(a) for a in self.added[option])
            message = (
                f"the option {quoted(option)} is there only under {accounts}; factions are the same under every "
                "account: name options of the file itself"
            )
            raise ConditionError(text, offset, message)
        return super().resolve(name, offset, text)


def _scope(conflict: Conflict, dm: str) -> Scope:
    """Give what a faction's statements may name."""
    added: dict[str, tuple[str, ...]] = {}
    for perspective in conflict.perspectives:
        for owner, option in perspective.overlay.add_options:
            for id in (option.id, *((option.of.id,) if option.of else ())):
                by = added.setdefault(f"{owner}.{id}", ())
                if perspective.id not in by:
                    added[f"{owner}.{id}"] = (*by, perspective.id)
    own = conflict.scope(dm)
    return _FileScope(own.options, own.condition, own.names, own.own, own.states, own.levels, added)


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


def _members(ctx: Context, node: Node, dm: str, conflict: Conflict) -> tuple[Faction, ...] | None:
    """Read the members; None where the weight of one is wrong."""
    found: dict[str, Faction] = {}
    before = len(ctx.problems)
    items = ctx.mapping(node, "'members'", MOST_MEMBERS)
    if isinstance(node, MappingNode) and not node.items:
        ctx.error(node, "no member; a decision maker with factions has at least one")
    weighed = len(ctx.problems) == before
    for key, value in items:
        id = ctx.id(key, "a faction", found)
        weight, member = _member(ctx, key, value, dm, conflict)
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
    ctx: Context, key: Scalar, node: Node, dm: str, conflict: Conflict
) -> tuple[Fraction | None, Faction]:
    fields = ctx.fields(node, "a faction", FACTION_KEYS, ("weight", "preferences"))
    weight = _weight(ctx, fields["weight"]) if "weight" in fields else None
    preferences: Preferences | None = None
    if "preferences" in fields:
        scope = _scope(conflict, dm)
        states = StateScope(scope, [s.name for s in conflict.states])
        preferences = read_preferences(ctx, fields["preferences"], states, scope)
        if preferences is not None and (graded(preferences) or left_open(preferences)):
            ctx.error(
                fields["preferences"],
                "what factions agree on is worked out by plain orders: leave 'strength', 'much', 'unknown' and "
                "'partial' out of a faction's preferences",
            )
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
