"""Reading rules."""

from __future__ import annotations

from dataclasses import replace

from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope
from detente.conflict.elements import Direction, Rule, RuleKind
from detente.conflict.errors import choices, quoted
from detente.conflict.reading.alternatives import read_alternatives
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.states import RESERVED_NAMES
from detente.conflict.yamltree import Mapping, Node

KINDS: tuple[RuleKind, ...] = ("exclusive", "one_of", "some_of", "never", "irreversible", "same")
LIST_KINDS = ("exclusive", "one_of", "some_of")
DIRECTIONS: tuple[Direction, ...] = ("taken", "dropped")
GRAPH_KINDS: tuple[RuleKind, ...] = ("never", "same")
RULE_KEYS = ("id", "because", "source", "confidence", "alternatives")
MERGED = "no '+' and no '.' in it, and neither 'none' nor 'status_quo'"


def read_rule(ctx: Context, node: Node, scope: Scope) -> Rule | None:
    """Read one rule: ``KIND: what``, with ``id``, ``because`` and ``source`` beside it."""
    if not isinstance(node, Mapping):
        ctx.expected(node, "a rule", f"a mapping 'KIND: ...', KIND one of {', '.join(KINDS)}")
        return None
    fields = ctx.fields(node, "a rule", (*KINDS, *RULE_KEYS))
    kinds = [k for k in KINDS if k in fields]
    if len(kinds) != 1:
        if kinds or not any(k.text in KINDS for k, _ in node.items):
            ctx.error(node, f"a rule has exactly one kind: {', '.join(KINDS)}")
        return None
    kind = kinds[0]
    if scope.states and kind not in GRAPH_KINDS:
        hint = (
            "leave the moves that cannot be made out of 'moves'" if kind == "irreversible" else "use 'never'"
        )
        message = (
            f"{quoted(kind)} is about options; where the file gives 'moves', a rule is 'never' or 'same'"
        )
        ctx.error(node, f"{message} ({hint})")
        return None
    id = ctx.given_id(fields.get("id"))
    if kind == "same" and id and (id in RESERVED_NAMES or "+" in id or "." in id):
        ctx.error(
            fields["id"],
            f"{quoted(id)} cannot be the id of a rule 'same', which names the merged state: {MERGED}",
        )
    rule = Rule(
        id,
        kind,
        (),
        (),
        given_id=bool(id),
        because=ctx.text(fields.get("because"), "'because'"),
        sources=ctx.citations(fields.get("source")),
        confidence=ctx.confidence(fields.get("confidence")),
        at=ctx.place(node),
    )
    if "alternatives" in fields:
        alternatives = read_alternatives(
            ctx,
            fields["alternatives"],
            KINDS,
            lambda other: read_rule(ctx, other, scope),
            confidence=rule.confidence,
            absent=True,
        )
        rule = replace(rule, alternatives=alternatives)
    filled = _irreversible(ctx, fields[kind], scope, rule) if kind == "irreversible" else None
    if kind != "irreversible":
        items = ctx.sequence(fields[kind], f"'{kind}'") if kind in LIST_KINDS else (fields[kind],)
        if kind in LIST_KINDS and len(items) < 2:
            ctx.error(fields[kind], f"'{kind}' needs at least two options")
            return None
        parsed = [ctx.condition(item, scope) for item in items]
        if None in parsed:
            return None
        good: list[tuple[Condition, str]] = [p for p in parsed if p is not None]
        filled = replace(rule, conditions=tuple(c for c, _ in good), written=tuple(w for _, w in good))
    if filled is None:
        return None
    return filled if id else replace(filled, id=f"{kind}: {', '.join(filled.written)}")


def _irreversible(ctx: Context, node: Node, scope: Scope, rule: Rule) -> Rule | None:
    direction: Direction = "taken"
    conditions: tuple[Condition, ...] = ()
    if isinstance(node, Mapping):
        fields = ctx.fields(node, "'irreversible'", ("option", "direction", "if"), ("option",))
        if "direction" in fields:
            text = ctx.text(fields["direction"], "a direction")
            if text and text not in DIRECTIONS:
                ctx.error(fields["direction"], f"no direction {quoted(text)}{choices(text, DIRECTIONS)}")
                return None
            direction = "dropped" if text == "dropped" else "taken"
        written_if = ""
        if "if" in fields:
            parsed = ctx.condition(fields["if"], scope)
            if parsed is None:
                return None
            conditions, written_if = (parsed[0],), parsed[1]
        option = ctx.option(fields["option"], scope, levelled=True) if "option" in fields else None
    else:
        written_if = ""
        option = ctx.option(node, scope, levelled=True)
    if option is None:
        return None
    written = (f"{option} {direction}", *([f"if {written_if}"] if written_if else []))
    return replace(rule, option=option, direction=direction, conditions=conditions, written=written)


def read_rules(ctx: Context, node: Node, scope: Scope) -> tuple[Rule, ...]:
    """Read the section ``rules``; a rule that stands twice is told."""
    found: dict[str, Rule] = {}
    for item in ctx.sequence(node, "'rules'", MOST_ITEMS):
        rule = read_rule(ctx, item, scope)
        if rule is None:
            continue
        if rule.id in found:
            tell = ctx.error if rule.given_id else ctx.warn
            tell(item, f"the rule {quoted(rule.id)} stands twice")
            continue
        found[rule.id] = rule
    return tuple(found.values())
