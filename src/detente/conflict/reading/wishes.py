"""Reading what a party wants of the terms: numbers, statements or a ranking; red lines; what no deal is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope
from detente.conflict.elements import Citation
from detente.conflict.errors import choices, quoted
from detente.conflict.model import Conflict
from detente.conflict.overlay import Patch
from detente.conflict.preferences import Statement
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.patches import is_patch, read_patches
from detente.conflict.reading.preferences import CLAIM_KEYS, read_statement
from detente.conflict.terms import NO_DEAL, PREFERENCES, Lot, NoDeal, Range, Ranked, Terms, Wishes, Worth
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar, Sequence

FORMS = ("weights", "statements", "ranking")
WISH_KEYS = (*FORMS, "red_lines", NO_DEAL, *CLAIM_KEYS)
WORTH_KEYS = ("points", "weight", *CLAIM_KEYS)
NO_DEAL_KEYS = ("worth", "lottery", "costs", *CLAIM_KEYS)
LOT_KEYS = ("chance", "worth")
AUTO = "auto"
MOST_LOTS = 50
_FORM = "a wish has one form: 'weights' (numbers), 'statements' (most important first), or 'ranking' (of packages)"


Said = tuple[str, tuple[Citation, ...], float | None]  # the reason, the sources, the confidence


def _claim(ctx: Context, fields: Mapping[str, Node]) -> Said:
    return (
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
    )


def read_wishes(
    ctx: Context, node: Node, conflict: Conflict, *, patches: bool
) -> Mapping[str, Wishes | tuple[Patch[Statement], ...]]:
    """Read ``wishes``: one form for each party, in an account also patches of its statements."""
    found: dict[str, Wishes | tuple[Patch[Statement], ...]] = {}
    makers = [d.id for d in conflict.decision_makers]
    assert conflict.terms is not None
    for key, value in ctx.mapping(node, "'wishes'"):
        if key.text not in makers:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, makers)}")
            continue
        scope = conflict.terms_scope(key.text)
        if patches and is_patch(value):
            found[key.text] = read_patches(ctx, value, "statement", _reader(ctx, scope))
            continue
        wishes = _wishes(ctx, value, conflict.terms, scope)
        if wishes is not None:
            found[key.text] = wishes
    return found


def _reader(ctx: Context, scope: Scope) -> Callable[[Node], Statement | None]:
    return lambda node: _statement(ctx, node, scope)


def _statement(ctx: Context, node: Node, scope: Scope) -> Statement | None:
    """Read a statement; the word ``preferences`` stands for what the party wants of the states."""
    if isinstance(node, Scalar) and node.text.strip() == PREFERENCES and PREFERENCES not in scope.names:
        return Statement(PREFERENCES, Condition(), PREFERENCES, at=ctx.place(node))
    found = read_statement(ctx, node, scope)
    if found is not None and (found.strength > 1 or found.unknown):
        ctx.error(
            node, "of terms it is said what is wanted more, not how much: leave 'strength' and 'unknown' out"
        )
    return found


def _statements(ctx: Context, node: Node, scope: Scope, what: str) -> tuple[Statement, ...]:
    found: dict[str, Statement] = {}
    for item in ctx.sequence(node, what, MOST_ITEMS):
        statement = _statement(ctx, item, scope)
        if statement is None:
            continue
        if statement.id in found:
            ctx.error(item, f"{quoted(statement.id)} stands twice in {what}")
        found[statement.id] = statement
    return tuple(found.values())


def _wishes(ctx: Context, node: Node, terms: Terms, scope: Scope) -> Wishes | None:
    at = ctx.place(node)
    if isinstance(node, Sequence):
        return Wishes("statements", statements=_statements(ctx, node, scope, "a list of statements"), at=at)
    if not isinstance(node, MappingNode):
        ctx.expected(
            node, "a wish", "a list of statements, or a mapping with 'weights', 'statements' or 'ranking'"
        )
        return None
    fields = ctx.fields(node, "a wish", WISH_KEYS)
    forms = [f for f in FORMS if f in fields]
    if len(forms) != 1:
        ctx.error(node, _FORM)
        return None
    claim = _claim(ctx, fields)
    if forms == ["statements"] and any(k in fields for k in CLAIM_KEYS):
        said = next(k for k in CLAIM_KEYS if k in fields)
        ctx.error(fields[said], f"of statements each has its own {quoted(said)}; put it there")
    red = _statements(ctx, fields["red_lines"], scope, "'red_lines'") if "red_lines" in fields else ()
    for statement in red:
        if statement.id == PREFERENCES:
            ctx.error(fields["red_lines"], f"a red line is a condition; '{PREFERENCES}' is none")
    wishes = Wishes(forms[0], red_lines=red, at=at)
    if NO_DEAL in fields:
        wishes = replace(wishes, no_deal=_no_deal(ctx, fields[NO_DEAL], forms[0]))
    body = fields[forms[0]]
    if forms == ["weights"]:
        return replace(wishes, weights=_weights(ctx, body, terms, scope, claim))
    if forms == ["statements"]:
        return replace(wishes, statements=_statements(ctx, body, scope, "'statements'"))
    return replace(wishes, ranking=Ranked(_ranking(ctx, body, terms), *claim))


# -- numbers -----------------------------------------------------------------------------------------------------------


def _weights(ctx: Context, node: Node, terms: Terms, scope: Scope, claim: Said) -> tuple[Worth, ...]:
    """Read what issues and conditions are worth; what is said of the whole table holds where an entry says nothing."""
    found = []
    for key, value in ctx.mapping(node, "'weights'", MOST_ITEMS):
        issue = terms.issue(key.text.strip())
        if issue is None and isinstance(value, MappingNode) and not _long(value):
            told = choices(key.text, list(terms.atoms))
            ctx.error(key, f"no issue {quoted(key.text)}{told}; only values of an issue have a number each")
            continue
        parsed = None if issue is not None else ctx.condition(key, scope)
        if issue is None and parsed is None:
            continue
        fields = (
            ctx.fields(value, "what something is worth", WORTH_KEYS, ("points",))
            if isinstance(value, MappingNode) and _long(value)
            else {"points": value}
        )
        weight = _number(ctx, fields["weight"], "a weight") if "weight" in fields else Fraction(1)
        points: tuple[tuple[str, Range], ...] = ()
        if "points" in fields and issue is not None:
            points = _points(ctx, fields["points"], issue.id, terms.atoms[issue.id])
        elif "points" in fields:
            number = _range(ctx, fields["points"], "what it is worth")
            points = () if number is None else (("", number),)
        own = _claim(ctx, fields)
        because, sources, confidence = own[0] or claim[0], own[1] or claim[1], own[2]
        written = key.text.strip() if parsed is None else parsed[1]
        that = None if parsed is None else parsed[0]
        confidence = claim[2] if confidence is None else confidence
        found.append(
            Worth(
                written, that, points, weight or Fraction(0), because, sources, confidence, at=ctx.place(key)
            )
        )
    return tuple(found)


def _long(node: MappingNode) -> bool:
    return any(k.text == "points" for k, _ in node.items)


def _points(ctx: Context, node: Node, issue: str, values: tuple[str, ...]) -> tuple[tuple[str, Range], ...]:
    found: dict[str, Range] = {}
    for key, value in ctx.mapping(node, f"what the values of {quoted(issue)} are worth"):
        if key.text not in values:
            ctx.error(
                key, f"{quoted(issue)} has no value {quoted(key.text)}{choices(key.text, list(values))}"
            )
            continue
        number = _range(ctx, value, "what a value is worth")
        if number is not None:
            found[key.text] = number
    return tuple(found.items())


def _number(ctx: Context, node: Node, what: str) -> Fraction | None:
    written = ctx.number(node, what)
    return None if written is None else Fraction(written)


def _range(ctx: Context, node: Node, what: str) -> Range | None:
    """Read a number, or ``[from, to]``."""
    if not isinstance(node, Sequence):
        number = _number(ctx, node, what)
        return None if number is None else Range(number, number)
    if len(node.items) != 2:
        ctx.error(node, f"a range of {what} gives two numbers: [from, to]")
        return None
    low, high = (_number(ctx, item, what) for item in node.items)
    if low is None or high is None:
        return None
    if low > high:
        ctx.error(node, f"a range of {what} begins with the smaller number")
        return None
    return Range(low, high)


# -- no deal -----------------------------------------------------------------------------------------------------------


def _no_deal(ctx: Context, node: Node, form: str) -> NoDeal | None:
    """Read what no deal is worth: ``auto`` (None), a number, a range, or a mapping."""
    if isinstance(node, Scalar) and node.text.strip() == AUTO:
        return None
    if form != "weights":
        how = (
            "put 'no_deal' at its place in the ranking"
            if form == "ranking"
            else "leave it out, or write 'auto'"
        )
        ctx.error(node, f"'no_deal' is a number beside 'weights'; where there are no numbers, {how}")
        return None
    if not isinstance(node, MappingNode):
        if isinstance(node, Scalar) and node.text.strip()[:1] not in tuple("+-.0123456789"):
            told = "'auto', a number, a range [from, to] or a mapping with 'worth' or 'lottery'"
            ctx.error(node, f"'no_deal' is {told}, found {quoted(node.text)}")
            return None
        worth = _range(ctx, node, "no deal")
        return None if worth is None else NoDeal(worth, at=ctx.place(node))
    fields = ctx.fields(node, "'no_deal'", NO_DEAL_KEYS)
    if ("worth" in fields) == ("lottery" in fields):
        ctx.error(node, "'no_deal' has 'worth' or 'lottery'")
        return None
    costs = _range(ctx, fields["costs"], "the costs") if "costs" in fields else None
    found = NoDeal(
        _range(ctx, fields["worth"], "no deal") if "worth" in fields else None,
        _lottery(ctx, fields["lottery"]) if "lottery" in fields else (),
        costs or Range(Fraction(0), Fraction(0)),
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
        at=ctx.place(node),
    )
    return found if found.worth is not None or found.lottery else None


def _lottery(ctx: Context, node: Node) -> tuple[Lot, ...]:
    found = []
    for item in ctx.sequence(node, "'lottery'", MOST_LOTS):
        fields = ctx.fields(item, "a lot", LOT_KEYS, LOT_KEYS)
        chance = _number(ctx, fields["chance"], "a chance") if "chance" in fields else None
        worth = _range(ctx, fields["worth"], "a lot") if "worth" in fields else None
        if chance is not None and not 0 <= chance <= 1:
            ctx.error(
                fields["chance"], f"a chance is a number from 0 to 1, found {quoted(str(float(chance)))}"
            )
        elif chance is not None and worth is not None:
            found.append(Lot(chance, worth))
    total = sum((lot.chance for lot in found), Fraction(0))
    if isinstance(node, Sequence) and len(found) == len(node.items) and total != 1:
        ctx.error(node, f"the chances of a lottery add up to 1, found {float(total):.15g}")
    return tuple(found)


# -- rankings ----------------------------------------------------------------------------------------------------------


def _ranking(ctx: Context, node: Node, terms: Terms) -> tuple[tuple[str, ...], ...]:
    groups = []
    seen: set[str] = set()
    for item in ctx.sequence(node, "a ranking of packages"):
        group = []
        for one in ctx.one_or_more(item):
            package = _package(ctx, one, terms)
            if package is not None and package in seen:
                ctx.error(one, f"{quoted(package)} stands twice in the ranking")
            elif package is not None:
                group.append(package)
                seen.add(package)
        groups.append(tuple(group))
    return tuple(g for g in groups if g)


def _package(ctx: Context, node: Node, terms: Terms) -> str | None:
    """Read a package: a value of every issue, joined by ``+``; or ``no_deal``."""
    text = ctx.text(node, "a package")
    if not text or text == NO_DEAL:
        return text or None
    chosen: dict[str, str] = {}
    every = [f"{i}.{v}" for i, values in terms.atoms.items() for v in values]
    for part in (p.strip() for p in text.split("+")):
        issue, _, value = part.partition(".")
        if part not in every:
            ctx.error(node, f"no value {quoted(part)} of an issue{choices(part, [*every, NO_DEAL])}")
            return None
        if issue in chosen:
            ctx.error(
                node, f"a package has one value of each issue; {quoted(issue)} has two in {quoted(text)}"
            )
            return None
        chosen[issue] = value
    missing = [i for i in terms.atoms if i not in chosen]
    if missing:
        ctx.error(
            node, f"a package has a value of every issue; {quoted(text)} has none of {', '.join(missing)}"
        )
        return None
    return "+".join(f"{i}.{chosen[i]}" for i in terms.atoms)
