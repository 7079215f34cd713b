"""Reading preferences: statements, rankings, weights."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from detente.conflict.condition import Condition, Scope
from detente.conflict.errors import quoted
from detente.conflict.model import Preferences, Prioritised, Ranking, Statement, StateRef, Weights
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.states import StateScope, read_state
from detente.conflict.yamltree import Mapping, Node, Sequence

STATEMENT_KEYS = ("id", "that", "text", "because", "source", "confidence")
CLAIM_KEYS = ("because", "source", "confidence")


def read_statement(ctx: Context, node: Node, scope: Scope) -> Statement | None:
    """Read one statement: a condition, or a mapping with ``that``."""
    short = not isinstance(node, Mapping)
    fields = {"that": node} if short else ctx.fields(node, "a statement", STATEMENT_KEYS, ("that",))
    parsed = ctx.condition(fields["that"], scope, "a statement") if "that" in fields else None
    id = ctx.given_id(fields.get("id"))
    statement_fields = {
        "text": ctx.text(fields.get("text"), "'text'"),
        "because": ctx.text(fields.get("because"), "'because'"),
    }
    sources = ctx.citations(fields.get("source"))
    confidence = ctx.confidence(fields.get("confidence"))
    if parsed is None and not id:
        return None
    that, written = parsed or (
        Condition(),
        "",
    )  # one with an id stays known, so that its patches are not told
    return Statement(
        id or written,
        that,
        written,
        bool(id),
        **statement_fields,
        sources=sources,
        confidence=confidence,
        at=ctx.place(node),
    )


def read_statements(ctx: Context, node: Node, scope: Scope) -> tuple[Statement, ...]:
    """Read a list of statements, most important first; ids are made unique."""
    found: dict[str, Statement] = {}
    repeats: dict[str, int] = {}
    for item in ctx.sequence(node, "a list of statements", MOST_ITEMS):
        statement = read_statement(ctx, item, scope)
        if statement is None:
            continue
        id = statement.id
        if id in found:
            if statement.given_id:
                ctx.error(item, f"the id {quoted(id)} stands twice")
                continue
            ctx.warn(item, f"the statement {quoted(id)} stands twice")
            while statement.id in found:
                repeats[id] = repeats.get(id, 1) + 1
                statement = replace(statement, id=f"{id} ({repeats[id]})")
        found[statement.id] = statement
    return tuple(found.values())


def read_preferences(ctx: Context, node: Node, states: StateScope, scope: Scope) -> Preferences | None:
    """Read one decision maker's preferences in any of the three forms."""
    at = ctx.place(node)
    if isinstance(node, Sequence):
        return Prioritised(read_statements(ctx, node, scope), at=at)
    if not isinstance(node, Mapping):
        ctx.expected(node, "a preference", "a list of statements, 'ranking: ...' or 'weights: ...'")
        return None
    fields = ctx.fields(node, "a preference", ("ranking", "weights", *CLAIM_KEYS))
    forms = [f for f in ("ranking", "weights") if f in fields]
    if len(forms) != 1:
        ctx.error(node, "a preference has one form: a list of statements, or 'ranking', or 'weights'")
        return None
    because = ctx.text(fields.get("because"), "'because'")
    sources = ctx.citations(fields.get("source"))
    confidence = ctx.confidence(fields.get("confidence"))
    if forms == ["ranking"]:
        groups = _ranking(ctx, fields["ranking"], states)
        return Ranking(groups, because, sources, confidence, at=at)
    weights = _weights(ctx, fields["weights"], scope)
    return Weights(weights, because, sources, confidence, at=at)


def _ranking(ctx: Context, node: Node, states: StateScope) -> tuple[tuple[StateRef, ...], ...]:
    groups = []
    for item in ctx.sequence(node, "a ranking"):
        refs = [read_state(ctx, state, states) for state in ctx.one_or_more(item)]
        if not refs:
            ctx.error(item, "an empty group of states")
        groups.append(tuple(r for r in refs if r is not None))
    return tuple(groups)


def _weights(ctx: Context, node: Node, scope: Scope) -> tuple[tuple[Condition, str, Fraction], ...]:
    found = []
    for key, value in ctx.mapping(node, "'weights'", MOST_ITEMS):
        parsed = ctx.condition(key, scope)
        number = ctx.number(value, "a weight")
        if parsed is not None and number is not None:
            found.append((*parsed, Fraction(number)))
    return tuple(found)
