"""Reading terms: issues, their values, what cannot go together. What the parties want of them is read in `wishes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.conflict.condition_text import Scope
from detente.conflict.errors import choices, quoted
from detente.conflict.model import Conflict
from detente.conflict.reading.context import Context
from detente.conflict.reading.decision_makers import MOST_SHORT, nothing
from detente.conflict.reading.rules import LIST_KINDS, read_rules
from detente.conflict.reading.wishes import read_wishes
from detente.conflict.terms import Issue, Terms, TermValue
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar

TERMS_KEYS = ("about", "signed_by", "issues", "exclusions", "wishes")
ISSUE_KEYS = ("text", "short", "about", "source", "signed_by", "without", "values")
VALUE_KEYS = ("text", "short", "about", "source", "sets", "bars")
EXCLUSION_KINDS = (*LIST_KINDS, "never")
MOST_ISSUES = 60
LEAST_VALUES, MOST_VALUES = 2, 5_000
POINTS = "points"  # it begins the long form of what an issue's values are worth
_NOT = "not "


def read_terms(ctx: Context, node: Node, conflict: Conflict) -> Terms:
    """Read the section ``terms``; the conflict has its options, conditions and states already."""
    fields = ctx.fields(node, "'terms'", TERMS_KEYS, ("issues",))
    signed_by = read_parties(ctx, fields["signed_by"], conflict) if "signed_by" in fields else ()
    issues = _issues(ctx, fields["issues"], conflict) if "issues" in fields else ()
    for issue in issues:
        if not issue.signed_by and "signed_by" not in fields:
            key = next(k for k, _ in ctx.mapping(fields["issues"], "'issues'") if k.text == issue.id)
            ctx.error(
                key, f"nobody signs {quoted(issue.id)}; say who under 'signed_by', here or for all issues"
            )
    terms = Terms(
        issues, signed_by=signed_by, about=ctx.text(fields.get("about"), "'about'"), at=ctx.place(node)
    )
    if "exclusions" in fields:
        rules = read_rules(ctx, fields["exclusions"], Scope(terms.atoms))
        for rule in rules:
            if rule.kind not in EXCLUSION_KINDS:
                told = ", ".join(EXCLUSION_KINDS)
                ctx.error(
                    fields["exclusions"],
                    f"{quoted(rule.kind)} is about options; an exclusion is one of {told}",
                )
        terms = replace(terms, exclusions=rules)
    if "wishes" in fields:
        found = read_wishes(ctx, fields["wishes"], replace(conflict, terms=terms), patches=False)
        terms = replace(terms, wishes={k: w for k, w in found.items() if not isinstance(w, tuple)})
    return terms


def read_parties(ctx: Context, node: Node, conflict: Conflict) -> tuple[str, ...]:
    """Read one decision maker, or a list of them, each once."""
    makers = [d.id for d in conflict.decision_makers]
    found: dict[str, None] = {}
    items = ctx.one_or_more(node)
    for item in items:
        text = ctx.text(item, "a decision maker")
        if text and text not in makers:
            ctx.error(item, f"no decision maker {quoted(text)}{choices(text, makers)}")
        elif text in found:
            ctx.error(item, f"{quoted(text)} signs once; it stands twice")
        elif text:
            found[text] = None
    if not items:
        ctx.error(node, "nobody signs; give one decision maker or more, or leave 'signed_by' out")
    return tuple(found)


def _issues(ctx: Context, node: Node, conflict: Conflict) -> tuple[Issue, ...]:
    found: dict[str, Issue] = {}
    taken = {d.id: "a decision maker" for d in conflict.decision_makers}
    taken |= {d.name: "a condition" for d in conflict.definitions}
    items = ctx.mapping(node, "'issues'", MOST_ISSUES)
    if isinstance(node, MappingNode) and not items:
        ctx.error(node, "no issue; where there are terms, there is at least one")
    for key, value in items:
        id = ctx.id(key, "an issue", found)
        if id in taken:
            ctx.error(key, f"{quoted(id)} names {taken[id]} too; an issue needs a name of its own")
        fields = ctx.fields(value, "an issue", ISSUE_KEYS, ("values",))
        values = _values(ctx, fields["values"], conflict) if "values" in fields else ()
        issue = Issue(
            key.text,
            ctx.text(fields.get("text"), "'text'") or key.text.replace("_", " ").replace("-", " "),
            values,
            read_parties(ctx, fields["signed_by"], conflict) if "signed_by" in fields else (),
            ctx.text(fields.get("short"), "'short'", MOST_SHORT),
            ctx.text(fields.get("about"), "'about'"),
            ctx.citations(fields.get("source")),
            _without(ctx, fields["without"], values) if "without" in fields else "",
            at=ctx.place(key),
        )
        if id is not None:
            found[id] = issue
    return tuple(found.values())


def _without(ctx: Context, node: Node, values: tuple[TermValue, ...]) -> str:
    """Read which value stands where nothing is signed; it does nothing to the conflict."""
    text = ctx.text(node, "a value")
    value = next((v for v in values if v.id == text), None)
    if text and value is None:
        ctx.error(node, f"the issue has no value {quoted(text)}{choices(text, [v.id for v in values])}")
    if value is not None and (value.sets or value.bars):
        ctx.error(
            node, f"{quoted(text)} sets or bars options, which takes a signature; it cannot stand without one"
        )
    return text if value is not None else ""


def _values(ctx: Context, node: Node, conflict: Conflict) -> tuple[TermValue, ...]:
    found: dict[str, TermValue] = {}
    items = ctx.mapping(node, "'values'", MOST_VALUES)
    if isinstance(node, MappingNode) and len(items) < LEAST_VALUES:
        ctx.error(node, "an issue has at least two values; that nothing is agreed on it is one, too")
    for key, value in items:
        id = ctx.id(key, "a value", found)
        if id == POINTS:
            ctx.error(key, f"'{POINTS}' cannot name a value: under 'wishes' it says what values are worth")
        if id is not None:
            found[id] = _value(ctx, key, value, conflict)
    return tuple(found.values())


def _value(ctx: Context, key: Scalar, node: Node, conflict: Conflict) -> TermValue:
    if isinstance(node, MappingNode):
        fields = ctx.fields(node, "a value", VALUE_KEYS)
    else:
        fields = {} if nothing(node) else {"text": node}
    sets = _sets(ctx, fields["sets"], conflict.scope()) if "sets" in fields else {}
    bars = _bars(ctx, fields["bars"], conflict.scope(), sets) if "bars" in fields else ()
    return TermValue(
        key.text,
        ctx.text(fields.get("text"), "a value's text") or key.text.replace("_", " ").replace("-", " "),
        ctx.text(fields.get("short"), "'short'", MOST_SHORT),
        ctx.text(fields.get("about"), "'about'"),
        ctx.citations(fields.get("source")),
        tuple(sets.items()),
        bars,
        at=ctx.place(key),
    )


def _sets(ctx: Context, node: Node, scope: Scope) -> dict[str, bool]:
    """Read options that are taken from the signature on, or not taken (``not dm.option``)."""
    found: dict[str, bool] = {}
    for item in ctx.one_or_more(node):
        text = item.text.strip() if isinstance(item, Scalar) else ""
        denied = text.startswith(_NOT)
        named = (
            replace(item, text=text.removeprefix(_NOT).strip())
            if isinstance(item, Scalar) and denied
            else item
        )
        option = ctx.option(named, scope)
        if option is None:
            continue
        if option in found:
            told = "stands twice" if found[option] is not denied else "stands there with and without 'not'"
            ctx.error(item, f"{quoted(option)} {told}; a value sets an option once")
        found[option] = not denied
    return found


def _bars(ctx: Context, node: Node, scope: Scope, sets: Mapping[str, bool]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in ctx.one_or_more(node):
        option = ctx.option(item, scope)
        if option is None:
            continue
        if sets.get(option):
            ctx.error(item, f"{quoted(option)} is set and barred by the same value; leave one out")
        found[option] = None
    return tuple(found)
