"""Reading the section ``preferences``, of a file and of an account."""

from __future__ import annotations

from collections.abc import Callable

from detente.conflict.condition_text import Scope
from detente.conflict.errors import choices, quoted
from detente.conflict.model import Conflict
from detente.conflict.overlay import Patch
from detente.conflict.preferences import Preferences, Statement
from detente.conflict.reading.context import Context
from detente.conflict.reading.patches import is_patch, read_patches
from detente.conflict.reading.preferences import read_preferences, read_statement
from detente.conflict.reading.states import StateScope
from detente.conflict.yamltree import Node


def read_preference_section(
    ctx: Context, node: Node, conflict: Conflict, *, patches: bool
) -> dict[str, Preferences | tuple[Patch[Statement], ...]]:
    """Read ``preferences``: one form for each decision maker, in an overlay also patches."""
    found: dict[str, Preferences | tuple[Patch[Statement], ...]] = {}
    makers = [d.id for d in conflict.decision_makers]
    names = [s.name for s in conflict.states]
    for key, value in ctx.mapping(node, "'preferences'"):
        if key.text not in makers:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, makers)}")
            continue
        scope = conflict.scope(key.text)
        if patches and is_patch(value):
            found[key.text] = read_patches(ctx, value, "statement", _statement_reader(ctx, scope))
            continue
        preference = read_preferences(ctx, value, StateScope(scope, names), scope)
        if preference is not None:
            found[key.text] = preference
    return found


def _statement_reader(ctx: Context, scope: Scope) -> Callable[[Node], Statement | None]:
    return lambda node: read_statement(ctx, node, scope)
