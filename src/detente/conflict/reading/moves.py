"""Reading the graph form: a conflict given as states, and for each decision maker its moves between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from detente.conflict.elements import DecisionMaker, NamedState, given_state
from detente.conflict.errors import choices, quoted
from detente.conflict.reading.context import Context
from detente.conflict.reading.decision_makers import MOST_SHORT
from detente.conflict.reading.states import RESERVED_NAMES
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar, Sequence

STATE_KEYS = ("text", "short", "about", "source")
_ARROW = re.compile(r"(.*?)(<->|->|<-)(.*)", re.DOTALL)
_MOVE = "'s1 -> s2', or 's1 <-> s2' for both ways"

Pair = tuple[str, str]


def read_given_states(ctx: Context, node: Node, names: Collection[str]) -> tuple[NamedState, ...]:
    """Read ``states`` of the graph form, ``name: text`` or a list of names; `names` are the named conditions."""
    found: dict[str, NamedState] = {}
    entries: list[tuple[Scalar, Node | None]] = []
    if isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar) and not item.empty:
                entries.append((item, None))
            else:
                ctx.expected(item, "a state's name", "a text")
    else:
        entries = list(ctx.mapping(node, "'states'"))
    for key, value in entries:
        state = _given_state(ctx, key, value, found, names)
        if state is not None:
            found[state.name] = state
    if not entries and isinstance(node, MappingNode | Sequence):
        ctx.error(node, "no state; a conflict has at least one")
    return tuple(found.values())


def _given_state(
    ctx: Context, key: Scalar, value: Node | None, found: Collection[str], names: Collection[str]
) -> NamedState | None:
    name = ctx.id(key, "a state", found)
    if name in RESERVED_NAMES:
        ctx.error(key, f"{quoted(name)} cannot name a state: it has a meaning of its own")
    if name is not None and name in names:
        ctx.error(key, f"{quoted(name)} names a condition too; a state needs a name of its own")
    fields: dict[str, Node] = {}
    if isinstance(value, MappingNode):
        fields = ctx.fields(value, "a state", STATE_KEYS)
    elif isinstance(value, Sequence):
        ctx.error(
            value, "where the file gives 'moves', a state is a text or a mapping with 'text', found a list"
        )
    elif isinstance(value, Scalar) and not value.empty and (value.text != "null" or value.style):
        fields = {"text": value}
    text = ctx.text(fields.get("text"), "a state's text")
    more = {
        "short": ctx.text(fields.get("short"), "'short'", MOST_SHORT),
        "about": ctx.text(fields.get("about"), "'about'"),
        "sources": ctx.citations(fields.get("source")),
    }
    return given_state(name, text, **more, at=ctx.place(key)) if name else None


def read_moves(
    ctx: Context,
    node: Node,
    makers: Collection[DecisionMaker],
    states: Collection[str],
    what: str = "'moves'",
) -> dict[str, dict[Pair, Node]]:
    """Read each decision maker's moves, with the place of each: ``{from: [to, ...]}`` or ``[s1 -> s2, s1 <-> s3]``."""
    found: dict[str, dict[Pair, Node]] = {}
    ids = [d.id for d in makers]
    known = dict.fromkeys(states)
    for key, value in ctx.mapping(node, what):
        if key.text not in ids:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, ids)}")
            continue
        mine: dict[Pair, Node] = {}
        if isinstance(value, Sequence):
            _arrows(ctx, value, known, mine)
        elif isinstance(value, MappingNode):
            for start, ends in value.items:
                source = _state(ctx, start, start.text, known)
                for end in ctx.one_or_more(ends):
                    target = _state(ctx, end, ctx.text(end, "a state"), known)
                    _add(ctx, end, source, target, mine)
        else:
            shape = f"a list of moves ({_MOVE}) or a mapping 's1: [s2, s3]'"
            ctx.expected(value, f"what {quoted(key.text)} can do", shape)
        found[key.text] = mine
    return found


def _arrows(ctx: Context, node: Sequence, states: Mapping[str, None], mine: dict[Pair, Node]) -> None:
    for item in node.items:
        text = ctx.text(item, "a move")
        if not text:
            continue
        arrow = _ARROW.fullmatch(text)
        if arrow is None:
            ctx.error(item, f"found {quoted(text)}; a move is written {_MOVE}")
            continue
        left, right = (_state(ctx, item, arrow[k].strip(), states) for k in (1, 3))
        if arrow[2] != "<-":
            _add(ctx, item, left, right, mine)
        if arrow[2] != "->" and (left != right or arrow[2] == "<-"):
            _add(ctx, item, right, left, mine)


def _state(ctx: Context, node: Node, text: str, states: Mapping[str, None]) -> str:
    """Give the name of a state, or an empty text where there is none."""
    if text in states:
        return text
    if isinstance(node, Scalar) and not node.empty:  # else told already
        told = f"; a move is written {_MOVE}" if not text or "->" in text else choices(text, list(states))
        ctx.error(node, f"no state {quoted(text)}{told}")
    return ""


def _add(ctx: Context, node: Node, source: str, target: str, mine: dict[Pair, Node]) -> None:
    if not source or not target:
        return
    if source == target:
        ctx.error(node, f"a move from {quoted(source)} to itself; a move leads to another state")
    elif (source, target) in mine:
        ctx.warn(node, f"the move {source} -> {target} stands twice")
    else:
        mine[source, target] = node
