"""Reading published results."""

from __future__ import annotations

from detente.conflict.concepts import concept_keys, find_concept
from detente.conflict.elements import StateRef
from detente.conflict.errors import ConflictFileError, DetenteError, UnknownNameError, choices, quoted
from detente.conflict.model import Conflict, Published
from detente.conflict.reading.context import Context
from detente.conflict.reading.states import StateScope, read_state
from detente.conflict.yamltree import Mapping, Node

PUBLISHED_KEYS = ("source", "perspective", "equilibria", "recomputed", "note", "wrong")


def read_published(ctx: Context, node: Node, conflict: Conflict) -> tuple[Published, ...]:
    """Read the section ``published``."""
    found = []
    base = _states(conflict)
    for item in ctx.sequence(node, "'published'"):
        fields = ctx.fields(item, "a published result", PUBLISHED_KEYS)
        if not {"equilibria", "recomputed"} & set(fields):
            ctx.error(item, "a published result has 'equilibria', 'recomputed' or both")
        citations = ctx.citations(fields.get("source"))
        perspective = ctx.text(fields.get("perspective"), "'perspective'")
        if perspective and perspective not in conflict.accounts:
            told = choices(perspective, conflict.accounts)
            ctx.error(fields["perspective"], f"no perspective {quoted(perspective)}{told}")
        if len(citations) > 1:
            ctx.error(
                fields["source"], "a published result has one source; give another source an entry of its own"
            )
        states: StateScope | None = base
        if perspective in conflict.accounts:
            states = _states_under(conflict, perspective)
        found.append(
            Published(
                _equilibria(ctx, fields.get("equilibria"), states),
                _equilibria(ctx, fields.get("recomputed"), states),
                citations[0] if citations else None,
                perspective,
                ctx.text(fields.get("note"), "'note'"),
                ctx.text(fields.get("wrong"), "'wrong'"),
                at=ctx.place(item),
            )
        )
    return tuple(found)


def _states_under(conflict: Conflict, perspective: str) -> StateScope | None:
    """Give the states of an account, which may have more options than the base; None where it is wrong."""
    try:
        return _states(conflict.under(perspective))
    except ConflictFileError:  # told where the account stands
        return None


def _states(conflict: Conflict) -> StateScope:
    return StateScope(conflict.scope(), [s.name for s in conflict.states])


def _equilibria(
    ctx: Context, node: Node | None, states: StateScope | None
) -> dict[str, tuple[StateRef, ...]]:
    if node is None or states is None:
        return {}
    if isinstance(node, Mapping) and not node.items:
        ctx.error(
            node,
            f"no equilibria; write those of a concept ({', '.join(concept_keys())}), or leave the key out",
        )
    keys = _concepts(ctx, node, states)
    found: dict[str, tuple[StateRef, ...]] = {}
    for written, value in ctx.fields(node, "equilibria", (*concept_keys(), *keys)).items():
        refs = [read_state(ctx, item, states) for item in ctx.sequence(value, f"'{written}'")]
        concept = keys.get(written, written)
        if concept in found:
            ctx.error(
                value, f"{quoted(written)} is the same concept as {quoted(concept)}, which stands here too"
            )
        found[concept] = tuple(r for r in refs if r is not None)
    return found


def _concepts(ctx: Context, node: Node, states: StateScope) -> dict[str, str]:
    """Give the concepts by the keys that are written; a horizon out of bounds or of nobody is told."""
    found: dict[str, str] = {}
    for key in (key for key, _ in node.items) if isinstance(node, Mapping) else ():
        try:
            concept = find_concept(key.text)
        except UnknownNameError:
            continue
        except DetenteError as error:
            ctx.error(key, str(error))
            found[key.text] = key.text
            continue
        found[key.text] = concept.key
        for dm, _ in concept.horizons:
            if dm not in states.options:
                ctx.error(key, f"no decision maker {quoted(dm)}{choices(dm, list(states.options))}")
    return found
