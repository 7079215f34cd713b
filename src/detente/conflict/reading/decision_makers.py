"""Reading decision makers and their options."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

from detente.conflict.condition import NO_LEVEL
from detente.conflict.elements import DecisionMaker, Levels, Option, level_options
from detente.conflict.errors import Problem, quoted
from detente.conflict.reading.context import Context
from detente.conflict.yamltree import Mapping, Node, Scalar, Sequence

MOST_SHORT = 24
OPTION_KEYS = ("text", "otherwise", "levels", "short", "tags", "about", "source")
LEVEL_KEYS = ("text", "short")
LEAST_LEVELS, MOST_LEVELS = 2, 20
MOST_MAKERS = 200
MOST_OPTIONS = 200
MAKER_KEYS = ("name", "short", "about", "options")


def read_option(
    ctx: Context, key: Scalar, node: Node, taken: Collection[str], names: Set[str]
) -> tuple[Option, ...]:
    """Read ``id: text`` or ``id: {text, otherwise, tags, ...}``; of an option with ``levels`` one for each of these.

    `names` are the named conditions.
    """
    id = ctx.id(key, "an option", taken)
    if id is not None and id in names:
        ctx.error(key, f"{quoted(id)} names a condition too; an option needs a name of its own")
    at = ctx.place(key)
    if isinstance(node, Mapping):
        fields = ctx.fields(node, "an option", OPTION_KEYS)
    elif nothing(node):
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
        otherwise=ctx.text(fields.get("otherwise"), "'otherwise'"),
        at=at,
    )
    if not id:
        return ()
    return _levels(ctx, fields["levels"], option) if "levels" in fields else (option,)


def _levels(ctx: Context, node: Node, option: Option) -> tuple[Option, ...]:
    """Read ``levels``, lowest first: a list of names, or ``name: text``."""
    entries: list[tuple[Scalar, Node | None]] = []
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and not item.empty:
                entries.append((item, None))
            else:
                ctx.expected(item, "a level", "a name")
    elif isinstance(node, Mapping):
        entries = list(node.items)
    else:
        ctx.expected(node, "'levels'", "a list of names, lowest first, or a mapping 'name: text'")
        return (option,)
    if len(entries) < LEAST_LEVELS or len(entries) > MOST_LEVELS:
        message = f"'levels' has from {LEAST_LEVELS} to {MOST_LEVELS} names, found {len(entries)}"
        ctx.error(node, f"{message}; that it is not taken needs none")
    texts: dict[str, tuple[str, str]] = {}
    for key, value in entries:
        name = ctx.id(key, "a level", texts)
        if name == NO_LEVEL:
            ctx.error(key, f"'{NO_LEVEL}' cannot name a level: it says that the option is not taken")
        fields: dict[str, Node] = {}
        if isinstance(value, Mapping):
            fields = ctx.fields(value, "a level", LEVEL_KEYS)
        elif value is not None and not nothing(value):
            fields = {"text": value}
        text = ctx.text(fields.get("text"), "a level's text")
        if name is not None:
            texts[name] = (text, ctx.text(fields.get("short"), "'short'", MOST_SHORT))
    levels = Levels(
        option.id,
        option.text,
        tuple(texts),
        option.tags,
        option.about,
        option.short,
        option.sources,
        option.otherwise,
        at=option.at,
    )
    return level_options(levels, texts) or (option,)


def nothing(node: Node) -> bool:
    """Tell whether nothing is written (null is JSON's nothing)."""
    return isinstance(node, Scalar) and (node.empty or (node.text == "null" and not node.style))


def tell_ambiguous(ctx: Context, options: Iterable[Option], makers: Collection[str]) -> None:
    """Tell an option with levels that bears a decision maker's name: ``name.level`` could mean two things."""
    for levels in dict.fromkeys(o.of for o in options):
        if levels is not None and levels.id in makers:
            message = f"{quoted(levels.id)} names a decision maker too; an option with levels needs a name of its own"
            ctx.add([Problem(levels.at, message)])


def read_decision_makers(ctx: Context, node: Node, names: Set[str]) -> tuple[DecisionMaker, ...]:
    """Read the section ``decision_makers``; `names` are the named conditions, which options may not bear."""
    found: dict[str, DecisionMaker] = {}
    for key, value in ctx.mapping(node, "'decision_makers'", MOST_MAKERS):
        id = ctx.id(key, "a decision maker", found)
        fields = ctx.fields(value, "a decision maker", MAKER_KEYS)
        options: dict[str, tuple[Option, ...]] = {}
        for name, body in (
            ctx.mapping(fields["options"], "'options'", MOST_OPTIONS) if "options" in fields else ()
        ):
            read = read_option(ctx, name, body, options, names)
            if read:
                options[name.text] = read
        if id is not None:
            name_text = ctx.text(fields.get("name"), "a name") or id
            about = ctx.text(fields.get("about"), "'about'")
            short = ctx.text(fields.get("short"), "'short'", MOST_SHORT)
            every = tuple(o for read in options.values() for o in read)
            found[id] = DecisionMaker(id, name_text, every, about, short, at=ctx.place(key))
    if isinstance(node, Mapping) and not node.items:
        ctx.error(node, "no decision maker; a conflict has at least one", "decision_makers")
    for maker in found.values():
        tell_ambiguous(ctx, maker.options, found)
    return tuple(found.values())
