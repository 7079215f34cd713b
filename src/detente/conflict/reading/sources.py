"""Reading sources: who said it, where, when."""

from __future__ import annotations

from collections.abc import Collection

from detente.conflict.alternatives import exactly
from detente.conflict.elements import Source
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.yamltree import Node, Scalar

SOURCE_TEXTS = ("author", "title", "publisher", "date", "kind", "language", "doi", "url", "note")
SOURCE_KEYS = (*SOURCE_TEXTS, "reliability")


def read_sources(ctx: Context, node: Node, taken: Collection[str] = ()) -> tuple[Source, ...]:
    """Read the section ``sources``; ids that are `taken` name other sources."""
    found: dict[str, Source] = {}
    for key, value in ctx.mapping(node, "'sources'", MOST_ITEMS):
        id = ctx.id(key, "a source", (*found, *taken))
        reliability: float | None = None
        if isinstance(value, Scalar):
            texts: tuple[tuple[str, str], ...] = (("title", ctx.text(value, "a source")),)
        else:
            fields = ctx.fields(value, "a source", SOURCE_KEYS)
            texts = tuple((k, ctx.text(fields[k], f"'{k}'")) for k in SOURCE_TEXTS if k in fields)
            reliability = ctx.confidence(fields.get("reliability"), "a reliability")
        if id is not None:
            found[id] = Source(id, texts, exactly(reliability), at=ctx.place(key))
    return tuple(found.values())
