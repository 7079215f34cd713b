"""Reading ultimatums: a demand, a threat, and what is said of both."""

from __future__ import annotations

from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope
from detente.conflict.errors import choices, quoted
from detente.conflict.model import Conflict
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.ultimatum import AudienceCost, Record, Stakes, Ultimatum
from detente.conflict.yamltree import Mapping, Node, Sequence

ULTIMATUM_KEYS = (
    "text",
    "by",
    "to",
    "demand",
    "threat",
    "deadline",
    "because",
    "source",
    "confidence",
    "stakes",
    "audience_cost",
    "resolved",
    "record",
)
REQUIRED = ("by", "to", "demand", "threat")
STAKES_KEYS = ("concede", "carry_out")
COST_KEYS = ("start", "a_day")
RECORD_KEYS = ("text", "source")
MOST_DEADLINE = 80


def read_ultimatums(ctx: Context, node: Node, conflict: Conflict) -> tuple[Ultimatum, ...]:
    """Read the section ``ultimatums``."""
    found: dict[str, Ultimatum] = {}
    makers = [d.id for d in conflict.decision_makers]
    for key, value in ctx.mapping(node, "'ultimatums'", MOST_ITEMS):
        id = ctx.id(key, "an ultimatum", found)
        fields = ctx.fields(value, "an ultimatum", ULTIMATUM_KEYS, REQUIRED)
        by, to = (ctx.party(fields.get(name), makers) for name in ("by", "to"))
        if by and by == to:
            ctx.error(fields["to"], f"an ultimatum is to somebody else; {quoted(to)} makes it")
        # Without its author or its target, only whole names can be understood.
        demand = _condition(ctx, fields.get("demand"), conflict.scope(to or None), "a demand")
        threat = _condition(ctx, fields.get("threat"), conflict.scope(by or None), "a threat")
        if by and threat[1]:
            _own_only(ctx, fields["threat"], threat[0], by, conflict)
        if to and demand[1] and not conflict.graph_form:
            _can_meet(ctx, fields["demand"], demand, to)
        ultimatum = Ultimatum(
            id or "",
            by,
            to,
            *demand,
            *threat,
            ctx.text(fields.get("text"), "'text'"),
            ctx.text(fields.get("deadline"), "'deadline'", MOST_DEADLINE),
            ctx.text(fields.get("because"), "'because'"),
            ctx.citations(fields.get("source")),
            ctx.confidence(fields.get("confidence")),
            _stakes(ctx, fields["stakes"]) if "stakes" in fields else None,
            _audience_cost(ctx, fields["audience_cost"]) if "audience_cost" in fields else None,
            _probability(ctx, fields["resolved"]) if "resolved" in fields else None,
            _record(ctx, fields["record"]) if "record" in fields else None,
            at=ctx.place(key),
        )
        if id is not None:
            found[id] = ultimatum
    return tuple(found.values())


def _condition(ctx: Context, node: Node | None, scope: Scope, what: str) -> tuple[Condition, str]:
    parsed = ctx.condition(node, scope, what) if node is not None else None
    return parsed or (Condition(), "")


def _own_only(ctx: Context, node: Node, threat: Condition, by: str, conflict: Conflict) -> None:
    """Tell a threat of what somebody else would do."""
    others = [o for o in conflict.option_ids if o in threat.options and o.partition(".")[0] != by]
    if others:
        own = [f"{by}.{o.id}" for o in conflict.decision_maker(by).options]
        ctx.error(
            node,
            f"a threat is about options of {quoted(by)}, which makes it; {quoted(others[0])} is none"
            f"{choices(others[0], own)}",
        )


def _can_meet(ctx: Context, node: Node, demand: tuple[Condition, str], to: str) -> None:
    """Warn of a demand that its addressee can do nothing about."""
    if not any(o.partition(".")[0] == to for o in demand[0].options):
        ctx.warn(
            node,
            f"a demand is about what {quoted(to)} does, of which it is demanded; none of its options is in "
            f"{quoted(demand[1])}",
        )


def _stakes(ctx: Context, node: Node) -> Stakes | None:
    fields = ctx.fields(node, "'stakes'", STAKES_KEYS, STAKES_KEYS)
    pairs = [_numbers(ctx, fields[key], f"'{key}'") for key in STAKES_KEYS if key in fields]
    concede, carry_out = pairs if len(pairs) == len(STAKES_KEYS) else (None, None)
    return Stakes(concede, carry_out) if concede and carry_out else None


def _numbers(ctx: Context, node: Node, what: str) -> tuple[Fraction, Fraction] | None:
    if not isinstance(node, Sequence) or len(node.items) != 2:
        ctx.error(node, f"{what} gives two numbers: [to the threatener, to the target]")
        return None
    first, second = (_number(ctx, item, "a stake") for item in node.items)
    return None if first is None or second is None else (first, second)


def _number(ctx: Context, node: Node, what: str, *, least: int | None = None) -> Fraction | None:
    written = ctx.number(node, what)
    if written is None:
        return None
    if least is not None and Fraction(written) < least:
        ctx.error(node, f"{what} is a number from {least} on, found {quoted(written)}")
        return None
    return Fraction(written)


def _audience_cost(ctx: Context, node: Node) -> AudienceCost | None:
    """Read a number, a range, or how it grows."""
    if isinstance(node, Mapping):
        fields = ctx.fields(node, "'audience_cost'", COST_KEYS, COST_KEYS)
        start, a_day = (
            _number(ctx, fields[key], f"'{key}'", least=0) if key in fields else None for key in COST_KEYS
        )
        return None if start is None or a_day is None else AudienceCost(start, start, a_day)
    if isinstance(node, Sequence):
        if len(node.items) != 2:
            ctx.error(node, "a range of the audience cost gives two numbers: [from, to]")
            return None
        low, high = (_number(ctx, item, "an audience cost", least=0) for item in node.items)
        if low is None or high is None:
            return None
        if low > high:
            ctx.error(node, "a range of the audience cost begins with the smaller number")
            return None
        return AudienceCost(low, high)
    cost = _number(ctx, node, "an audience cost", least=0)
    return None if cost is None else AudienceCost(cost, cost)


def _probability(ctx: Context, node: Node) -> Fraction | None:
    written = ctx.number(node, "a probability")
    if written is not None and not 0 <= Fraction(written) <= 1:
        ctx.error(node, f"a probability is a number from 0 to 1, found {quoted(written)}")
        return None
    return None if written is None else Fraction(written)


def _record(ctx: Context, node: Node) -> Record:
    fields = ctx.fields(node, "a record", RECORD_KEYS, ("text",))
    return Record(ctx.text(fields.get("text"), "'text'"), ctx.citations(fields.get("source")))
