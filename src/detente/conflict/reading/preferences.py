"""Reading preferences: statements, rankings (whole or partial, with degrees), weights."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from detente.conflict.alternatives import Alternative
from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope
from detente.conflict.elements import StateRef
from detente.conflict.errors import quoted
from detente.conflict.preferences import Partial, Preferences, Prioritised, Ranking, Statement, Weights
from detente.conflict.reading.alternatives import read_alternatives, read_order
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.states import StateScope, read_state
from detente.conflict.yamltree import Mapping, Node, Scalar, Sequence

STATEMENT_KEYS = (
    "id",
    "that",
    "text",
    "because",
    "source",
    "confidence",
    "strength",
    "unknown",
    "order",
    "alternatives",
)
CLAIM_KEYS = ("because", "source", "confidence")
ALTERNATIVE_FORMS = ("ranking", "weights", "statements")
FORMS = ("ranking", "weights", "partial")
MUCH = "much"
MOST_DEGREE = 100
MOST_WEIGHED = 1_000
_SIGNS = re.compile(r"\s+([>~])\s+")
Group = tuple[StateRef, ...]


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
    strength = _degree(ctx, fields["strength"]) if "strength" in fields else 1
    unknown = "unknown" in fields and _unknown(ctx, fields["unknown"])
    if unknown and strength > 1:
        ctx.error(
            node, "a statement of which it is unknown whether it is wanted has no 'strength'; leave one out"
        )
    order = read_order(ctx, fields.get("order"))
    alternatives: tuple[Alternative[Statement], ...] = ()
    if "alternatives" in fields:
        alternatives = read_alternatives(
            ctx,
            fields["alternatives"],
            ("that",),
            lambda other: read_statement(ctx, other, scope),
            confidence=confidence,
            absent=True,
        )
    if unknown and (order or alternatives):
        ctx.error(
            node,
            "a statement of which it is unknown whether it is wanted has neither 'order' nor 'alternatives'",
        )
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
        strength=strength,
        unknown=unknown,
        order=order,
        alternatives=alternatives,
        at=ctx.place(node),
    )


def _degree(ctx: Context, node: Node) -> int:
    """Read how much something is preferred: ``much``, which is 2, or a number."""
    text = node.text if isinstance(node, Scalar) else ""
    if text == MUCH:
        return 2
    if text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MOST_DEGREE:
        return int(text)
    ctx.expected(
        node, "a degree of preference", f"'{MUCH}' (which is 2) or a whole number from 1 to {MOST_DEGREE}"
    )
    return 1


def _unknown(ctx: Context, node: Node) -> bool:
    if isinstance(node, Scalar) and node.text.lower() in ("true", "yes"):
        return True
    ctx.expected(node, "'unknown'", "'true'; leave it out where it is known what the decision maker wants")
    return False


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
    """Read one decision maker's preferences in any of their forms."""
    at = ctx.place(node)
    if isinstance(node, Sequence):
        return Prioritised(read_statements(ctx, node, scope), at=at)
    if not isinstance(node, Mapping):
        ctx.expected(
            node, "a preference", "a list of statements, 'ranking: ...', 'weights: ...' or 'partial: ...'"
        )
        return None
    fields = ctx.fields(node, "a preference", (*FORMS, *CLAIM_KEYS, "alternatives"))
    forms = [f for f in FORMS if f in fields]
    if len(forms) != 1:
        ctx.error(
            node, "a preference has one form: a list of statements, or 'ranking', or 'weights', or 'partial'"
        )
        return None
    because = ctx.text(fields.get("because"), "'because'")
    sources = ctx.citations(fields.get("source"))
    confidence = ctx.confidence(fields.get("confidence"))
    if forms == ["partial"] and "alternatives" in fields:
        ctx.error(
            fields["alternatives"], "'alternatives' stand beside 'ranking' and 'weights', not 'partial'"
        )
    others: tuple[Alternative[Preferences], ...] = ()
    if "alternatives" in fields:
        others = read_alternatives(
            ctx,
            fields["alternatives"],
            ALTERNATIVE_FORMS,
            lambda other: _other(ctx, other, states, scope),
            confidence=confidence,
            absent=False,
        )
    if forms == ["ranking"]:
        groups, degrees = _ranking(ctx, fields["ranking"], states)
        graded = degrees if max(degrees, default=1) > 1 else ()
        return Ranking(groups, because, sources, confidence, graded, others, at=at)
    if forms == ["partial"]:
        chains = tuple(_chain(ctx, c, states) for c in ctx.sequence(fields["partial"], "a partial ranking"))
        return Partial(chains, because, sources, confidence, at=at)
    weights = _weights(ctx, fields["weights"], scope)
    return Weights(weights, because, sources, confidence, others, at=at)


def _other(ctx: Context, node: Mapping, states: StateScope, scope: Scope) -> Preferences | None:
    """Read what a decision maker may want instead: as a whole, in one form."""
    if [k.text for k, _ in node.items] == ["statements"]:
        return read_preferences(ctx, node.items[0][1], states, scope)
    return read_preferences(ctx, node, states, scope)


def _ranking(ctx: Context, node: Node, states: StateScope) -> tuple[tuple[Group, ...], tuple[int, ...]]:
    """Read the groups, and for each gap between two of them its degree (1 where nothing is written)."""
    groups: list[Group] = []
    degrees: list[int] = []
    gap: Node | None = None
    degree = 1
    for item in ctx.sequence(node, "a ranking"):
        found = _separator(ctx, item, states)
        if found is not None:
            if gap is not None or not groups:
                ctx.error(item, f"'{MUCH}' stands between two groups of states")
            gap, degree = item, found
            continue
        if groups:
            degrees.append(degree)
        groups.append(_group(ctx, item, states))
        gap, degree = None, 1
    if gap is not None:
        ctx.error(gap, f"'{MUCH}' stands between two groups of states; nothing comes after it")
    return tuple(groups), tuple(degrees)


def _separator(ctx: Context, node: Node, states: StateScope) -> int | None:
    """Read ``much`` or ``much: 3``; None where the entry is something else, a state of that name too."""
    if isinstance(node, Scalar) and node.text == MUCH and MUCH not in states.known:
        return 2
    if isinstance(node, Mapping):
        fields = ctx.fields(node, "an entry between groups of a ranking", (MUCH,), (MUCH,))
        return _degree(ctx, fields[MUCH]) if MUCH in fields else 1
    return None


def _group(ctx: Context, node: Node, states: StateScope) -> Group:
    refs = [read_state(ctx, state, states) for state in ctx.one_or_more(node)]
    if not refs:
        ctx.error(node, "an empty group of states")
    return tuple(r for r in refs if r is not None)


def _chain(ctx: Context, node: Node, states: StateScope) -> tuple[Group, ...]:
    """Read one chain of a partial ranking: ``a > b ~ c``, or a list as in a ranking."""
    if isinstance(node, Sequence):
        return tuple(_group(ctx, item, states) for item in node.items)
    parts = _SIGNS.split(ctx.text(node, "a chain of a partial ranking"))
    groups: list[list[StateRef]] = []
    for sign, text in zip([">", *parts[1::2]], parts[::2], strict=True):
        # A state inside a chain has no place of its own: what is wrong with it is told at the chain.
        ref = read_state(ctx, replace(node, text=text), states) if isinstance(node, Scalar) and text else None
        if sign == ">":
            groups.append([])
        if ref is not None:
            groups[-1].append(ref)
    return tuple(tuple(g) for g in groups)


def _weights(ctx: Context, node: Node, scope: Scope) -> tuple[tuple[Condition, str, Fraction], ...]:
    found = []
    for key, value in ctx.mapping(node, "'weights'", MOST_ITEMS):
        if len(key.text) > MOST_WEIGHED:  # JSON has no way to write a longer key that YAML could read
            told = (
                f"a condition of {len(key.text):,} characters; one with a weight has at most {MOST_WEIGHED:,}"
            )
            ctx.error(key, f"{told}: give it a name under 'conditions'")
            continue
        parsed = ctx.condition(key, scope)
        number = ctx.number(value, "a weight")
        if parsed is not None and number is not None:
            found.append((*parsed, Fraction(number)))
    return tuple(found)
