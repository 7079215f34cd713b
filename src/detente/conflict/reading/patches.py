"""Reading the patches of an overlay: what is put, dropped, replaced, by its id."""

from __future__ import annotations

from collections.abc import Callable

from detente.conflict.overlay import Item, Patch
from detente.conflict.reading.context import MOST_ITEMS, Context
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Sequence

PATCH_KEYS = ("put", "drop", "replace", "with", "before", "after")


def is_patch(node: Node) -> bool:
    """Tell whether a change is told as patches."""
    return isinstance(node, MappingNode) and any(k.text == "patch" for k, _ in node.items)


def read_patches(
    ctx: Context, node: Node, what: str, read_item: Callable[[Node], Item | None]
) -> tuple[Patch[Item], ...]:
    """Read ``patch: [...]``, a list of ``put``, ``drop`` and ``replace ... with``."""
    if not is_patch(node):
        ctx.error(
            node,
            f"an overlay changes a {what} by its id: "
            "'patch: [{put: ...}, {drop: ID}, {replace: ID, with: ...}]'",
        )
        return ()
    fields = ctx.fields(node, "a patch", ("patch",))
    patches: list[Patch[Item]] = []
    for item in ctx.sequence(fields["patch"], "'patch'", MOST_ITEMS) if "patch" in fields else ():
        patch = _patch(ctx, item, what, read_item)
        if patch is not None:
            patches.append(patch)
    if "patch" in fields and isinstance(fields["patch"], Sequence) and not fields["patch"].items:
        ctx.error(fields["patch"], "an empty patch; leave it out")
    return tuple(patches)


def _patch(
    ctx: Context, node: Node, what: str, read_item: Callable[[Node], Item | None]
) -> Patch[Item] | None:
    fields = ctx.fields(node, "a patch", PATCH_KEYS)
    keys = set(fields)
    allowed = ({"drop"}, {"replace", "with"}, {"put"}, {"put", "before"}, {"put", "after"})
    if keys not in allowed:
        if isinstance(node, MappingNode) and keys == {key.text for key, _ in node.items}:
            ctx.error(
                node,
                "a patch is 'drop: ID', 'replace: ID' with 'with: ...', or 'put: ...' with 'before: ID' or "
                "'after: ID'",
            )
        return None
    item: Item | None = None
    body = fields.get("put") or fields.get("with")
    if body is not None:
        item = read_item(body)
        if item is None:
            return None
    gone = fields.get("drop") or fields.get("replace")

    def id(node: Node | None) -> str:
        return " ".join(ctx.text(node, f"the id of a {what}").split())

    return Patch(
        item,
        drop=id(gone),
        before=id(fields.get("before")),
        after=id(fields.get("after")),
        at=ctx.place(node),
    )
