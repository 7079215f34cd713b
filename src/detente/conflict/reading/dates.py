"""Reading dates: a year, a month or a day, one after the other."""

from __future__ import annotations

from detente.conflict.dates import is_date, precedes
from detente.conflict.errors import quoted
from detente.conflict.reading.context import Context
from detente.conflict.yamltree import Node


def read_date(ctx: Context, node: Node, before: str) -> str:
    """Read a date that does not lie before the one that stands above it; empty where it is wrong."""
    text = ctx.text(node, "a date")
    if text and not is_date(text):
        ctx.error(node, f"a date is YYYY, YYYY-MM or YYYY-MM-DD, found {quoted(text)}")
        return ""
    if text and before and precedes(text, before):
        ctx.error(node, f"what happens later stands below; {text} lies before {before}, which stands above")
    return text
