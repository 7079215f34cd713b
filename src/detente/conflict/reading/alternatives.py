"""Reading the alternatives of a claim, and seeing that chances fit together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from detente.conflict.alternatives import Alternative, exactly
from detente.conflict.errors import quoted
from detente.conflict.reading.context import Context
from detente.conflict.yamltree import Mapping, Node

MOST_ALTERNATIVES = 20
WEIGHT_KEYS = ("weight", "text")
OPEN = "open"

What = TypeVar("What")


def read_alternatives(
    ctx: Context,
    node: Node,
    keys: tuple[str, ...],
    read: Callable[[Mapping], What | None],
    *,
    confidence: float | None,
    absent: bool,
) -> tuple[Alternative[What], ...]:
    """Read ``alternatives``: each a mapping that says what holds, with its ``weight``.

    Parameters
    ----------
    ctx : Context
    node : Node
    keys : tuple of str
        The keys by which an alternative says what holds.
    read : callable
        Reads these, of a mapping that has no others.
    confidence : float or None
        The chance of the claim as it is written, where it is given.
    absent : bool
        Whether the claim may hold in no reading; else the chances add up to 1.
    """
    found: list[Alternative[What]] = []
    items = ctx.sequence(node, "'alternatives'", MOST_ALTERNATIVES)
    wrong = len(ctx.problems)
    for item in items:
        fields = ctx.fields(item, "an alternative", (*keys, *WEIGHT_KEYS), ("weight",))
        if not isinstance(item, Mapping):
            continue
        weight = ctx.weight(fields.get("weight"), "an alternative")
        text = ctx.text(fields.get("text"), "'text'")
        rest = tuple((k, v) for k, v in item.items if k.text in keys)
        if not rest and len(ctx.problems) == wrong:
            ctx.error(item, f"an alternative says what holds: {' or '.join(map(quoted, keys))}")
        what = read(replace(item, items=rest)) if rest else None
        if what is not None:
            found.append(Alternative(what, weight, text, at=ctx.place(item)))
    if items and len(ctx.problems) == wrong:
        _check(ctx, node, sum((a.weight for a in found), Fraction(0)), exactly(confidence), absent=absent)
    return tuple(found)


def _check(ctx: Context, node: Node, others: Fraction, own: Fraction | None, *, absent: bool) -> None:
    whole = others + (own or 0)
    if whole > 1:
        told = "the weights of the alternatives" + ("" if own is None else " and the confidence")
        ctx.error(node, f"{told} add up to more than 1")
    elif not absent and own is not None and whole != 1:
        told = "something has to hold here: the weights of the alternatives and the confidence add up to 1"
        ctx.error(node, f"{told}, or the confidence is left out")


def read_order(ctx: Context, node: Node | None) -> str:
    """Read ``order: open``; with a name behind it for a group next to another, ``open b``."""
    if node is None:
        return ""
    text = ctx.text(node, "'order'", 80)
    word, _, name = text.partition(" ")
    if text and word != OPEN:
        ctx.error(node, f"'order' is 'open', or 'open' and a name for the group, found {quoted(text)}")
        return ""
    return f"{word} {name.strip()}".strip()
