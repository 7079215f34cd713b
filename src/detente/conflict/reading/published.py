"""Reading published results."""

from __future__ import annotations

from detente.conflict.errors import choices, quoted
from detente.conflict.model import CONCEPTS, Conflict, Published, StateRef
from detente.conflict.reading.context import Context
from detente.conflict.reading.states import StateScope, read_state
from detente.conflict.yamltree import Node

PUBLISHED_KEYS = ("source", "perspective", "equilibria", "recomputed", "note", "wrong")


def read_published(ctx: Context, node: Node, conflict: Conflict) -> tuple[Published, ...]:
    """Read the section ``published``."""
    found = []
    for item in ctx.sequence(node, "'published'"):
        fields = ctx.fields(item, "a published result", PUBLISHED_KEYS)
        if not {"equilibria", "recomputed"} & set(fields):
            ctx.error(item, "a published result has 'equilibria', 'recomputed' or both")
        citations = ctx.citations(fields.get("source"))
        perspective = ctx.text(fields.get("perspective"), "'perspective'")
        if perspective and perspective not in conflict.accounts:
            told = choices(perspective, conflict.accounts)
            ctx.error(fields["perspective"], f"no perspective {quoted(perspective)}{told}")
        found.append(
            Published(
                _equilibria(ctx, fields.get("equilibria"), conflict),
                _equilibria(ctx, fields.get("recomputed"), conflict),
                citations[0] if citations else None,
                perspective,
                ctx.text(fields.get("note"), "'note'"),
                ctx.text(fields.get("wrong"), "'wrong'"),
                at=ctx.place(item),
            )
        )
    return tuple(found)


def _equilibria(ctx: Context, node: Node | None, conflict: Conflict) -> dict[str, tuple[StateRef, ...]]:
    if node is None:
        return {}
    states = StateScope(conflict.scope(), [s.name for s in conflict.states])
    fields = ctx.fields(node, "equilibria", CONCEPTS)
    found = {}
    for concept, value in fields.items():
        refs = [read_state(ctx, item, states) for item in ctx.sequence(value, f"'{concept}'")]
        found[concept] = tuple(r for r in refs if r is not None)
    return found
