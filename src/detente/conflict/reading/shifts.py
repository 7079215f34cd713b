"""Reading shifts of power: whose, from what chance to what, at what cost of war."""

from __future__ import annotations

from fractions import Fraction

from detente.conflict.errors import quoted
from detente.conflict.model import Conflict
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.reading.preferences import CLAIM_KEYS
from detente.conflict.shift import Shift
from detente.conflict.terms import Range
from detente.conflict.yamltree import Node, Scalar, Sequence

REQUIRED = ("declines", "rises", "chance", "cost", "discount")
SHIFT_KEYS = ("text", *REQUIRED, "periods", "guarantee", "where", *CLAIM_KEYS)
CHANCE_KEYS = ("now", "later")
MOST_PERIODS = 1_000
ONE = Fraction(1)


def read_shifts(ctx: Context, node: Node, conflict: Conflict) -> tuple[Shift, ...]:
    """Read the section ``shifts``, of the file or of an account."""
    found: dict[str, Shift] = {}
    for key, value in ctx.mapping(node, "'shifts'", MOST_ITEMS):
        id = ctx.id(key, "a shift", found)
        before = len(ctx.problems)
        shift = _shift(ctx, key, value, conflict)
        if id is not None and shift is not None and len(ctx.problems) == before:
            found[id] = shift
    return tuple(found.values())


def _shift(ctx: Context, key: Scalar, node: Node, conflict: Conflict) -> Shift | None:
    fields = ctx.fields(node, "a shift", SHIFT_KEYS, REQUIRED)
    makers = [d.id for d in conflict.decision_makers]
    declines, rises = (ctx.party(fields.get(name), makers) for name in ("declines", "rises"))
    if declines and declines == rises:
        ctx.error(fields["rises"], f"power shifts from one to another; {quoted(rises)} declines already")
    now, later = _chances(ctx, fields["chance"]) if "chance" in fields else (None, None)
    cost = _range(ctx, fields["cost"], "a cost of war", least=Fraction(0)) if "cost" in fields else None
    discount = (
        _range(ctx, fields["discount"], "a discount", most=ONE, inside=True) if "discount" in fields else None
    )
    where = ctx.condition(fields["where"], conflict.scope()) if "where" in fields else None
    guarantee = _range(ctx, fields["guarantee"], "a guarantee", most=ONE) if "guarantee" in fields else None
    periods = _periods(ctx, fields["periods"]) if "periods" in fields else 1
    if now is None or later is None or cost is None or discount is None:
        return None
    return Shift(
        key.text,
        declines,
        rises,
        now,
        later,
        cost,
        discount,
        periods,
        guarantee,
        None if where is None else where[0],
        "" if where is None else where[1],
        ctx.text(fields.get("text"), "'text'"),
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
        at=ctx.place(key),
    )


def _chances(ctx: Context, node: Node) -> tuple[Range | None, Range | None]:
    fields = ctx.fields(node, "'chance'", CHANCE_KEYS, CHANCE_KEYS)
    now, later = (
        _range(ctx, fields[name], f"the chance {name}", most=ONE) if name in fields else None
        for name in CHANCE_KEYS
    )
    if now is not None and later is not None and now.high >= later.low:
        ctx.error(node, "the chance of the rising side rises: what 'later' gives lies above what 'now' gives")
    return now, later


def _range(
    ctx: Context,
    node: Node,
    what: str,
    *,
    least: Fraction = Fraction(0),
    most: Fraction | None = None,
    inside: bool = False,
) -> Range | None:
    """Read a number, or two between which it lies; `inside`: the bounds themselves are not allowed."""
    items = node.items if isinstance(node, Sequence) else (node,)
    if len(items) not in (1, 2):
        ctx.error(node, f"{what} is a number, or two between which it lies: [from, to]")
        return None
    written = [ctx.number(item, what) for item in items]
    if any(text is None for text in written):
        return None
    numbers = [Fraction(text) for text in written if text is not None]
    for item, number in zip(items, numbers, strict=True):
        beyond = number < least or (most is not None and number > most)
        if beyond or (inside and number in (least, most)):
            allowed = f"from {least} on" if most is None else f"{'between' if inside else 'from'} {least} "
            allowed += "" if most is None else f"{'and' if inside else 'to'} {most}"
            shown = item.text if isinstance(item, Scalar) else ""
            ctx.error(item, f"{what} is a number {allowed}, found {quoted(shown)}")
            return None
    if numbers[0] > numbers[-1]:
        ctx.error(node, f"a range of {what} begins with the smaller number")
        return None
    return Range(numbers[0], numbers[-1])


def _periods(ctx: Context, node: Node) -> int:
    text = ctx.text(node, "a number of periods")
    if text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= MOST_PERIODS:
        return int(text)
    if text:
        ctx.error(
            node, f"a number of periods is a whole number from 1 to {MOST_PERIODS:,}, found {quoted(text)}"
        )
    return 1
