"""Reading decision makers and their options."""

from __future__ import annotations

from collections.abc import Collection, Set

from detente.conflict.errors import quoted
from detente.conflict.model import DecisionMaker, Option
from detente.conflict.reading.context import Context
from detente.conflict.yamltree import Mapping, Node, Scalar

MOST_SHORT = 24
OPTION_KEYS = ("text", "short", "tags", "about", "source")
MOST_MAKERS = 200
MOST_OPTIONS = 200
MAKER_KEYS = ("name", "about", "options")


def read_option(
    ctx: Context, key: Scalar, node: Node, taken: Collection[str], names: Set[str]
) -> Option | None:
    """Read ``id: text`` or ``id: {text, tags, about, source}``; `names` are the named conditions."""
    id = ctx.id(key, "an option", taken)
    if id is not None and id in names:
        ctx.error(key, f"{quoted(id)} names a condition too; an option needs a name of its own")
    at = ctx.place(key)
    if isinstance(node, Mapping):
        fields = ctx.fields(node, "an option", OPTION_KEYS)
    elif isinstance(node, Scalar) and (
        node.empty or (node.text == "null" and not node.style)
    ):  # null is JSON's nothing
        fields = {}
    else:
        fields = {"text": node}
    tags = [ctx.text(t, "a tag", 80) for t in ctx.one_or_more(fields["tags"])] if "tags" in fields else []
    option = Option(
        id or "",
        ctx.text(fields.get("text"), "an option's text") or (id or ""),
        tuple(t for t in tags if t),
        ctx.text(fields.get("about"), "'about'"),
        ctx.text(fields.get("short"), "'short'", MOST_SHORT),
        ctx.citations(fields.get("source")),
        at=at,
    )
    return option if id else None


def read_decision_makers(ctx: Context, node: Node, names: Set[str]) -> tuple[DecisionMaker, ...]:
    """Read the section ``decision_makers``; `names` are the named conditions, which options may not bear."""
    found: dict[str, DecisionMaker] = {}
    for key, value in ctx.mapping(node, "'decision_makers'", MOST_MAKERS):
        id = ctx.id(key, "a decision maker", found)
        fields = ctx.fields(value, "a decision maker", MAKER_KEYS)
        options: dict[str, Option] = {}
        for name, body in (
            ctx.mapping(fields["options"], "'options'", MOST_OPTIONS) if "options" in fields else ()
        ):
            option = read_option(ctx, name, body, options, names)
            if option is not None:
                options[option.id] = option
        if id is not None:
            name_text = ctx.text(fields.get("name"), "a name") or id
            about = ctx.text(fields.get("about"), "'about'")
            found[id] = DecisionMaker(id, name_text, tuple(options.values()), about, at=ctx.place(key))
    if isinstance(node, Mapping) and not node.items:
        ctx.error(node, "no decision maker; a conflict has at least one")
    return tuple(found.values())
