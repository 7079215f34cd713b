"""Reading references to states, and the names that a file gives to states."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from functools import cached_property

from detente.conflict.alternatives import Alternative
from detente.conflict.condition_text import Scope
from detente.conflict.elements import NamedState, StateRef
from detente.conflict.errors import Place, choices, quoted
from detente.conflict.reading.alternatives import read_alternatives
from detente.conflict.reading.context import Context
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar, Sequence

NO_OPTION = "none"
START_KEYS = ("is", "confidence", "alternatives")
RESERVED_NAMES = (NO_OPTION, "status_quo")
_PATTERN = re.compile(r"[YN-]+")
_MOST_NAME = 80
MOST_FEW = 6


@dataclass(frozen=True)
class StateScope:
    """What a reference to a state may use."""

    scope: Scope
    names: Collection[str] = ()

    @property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """The option ids of each decision maker."""
        return self.scope.options

    @cached_property
    def known(self) -> Set[str]:
        """The names of states."""
        return frozenset(self.names)

    @cached_property
    def option_ids(self) -> dict[str, int]:
        """Every option as ``decision_maker.option``, with its position."""
        ids = (f"{d}.{o}" for d, names in self.options.items() for o in names)
        return {option: position for position, option in enumerate(ids)}


def written_state(text: str, at: Place, states: StateScope) -> StateRef | None:
    """Read a state's name, its id (``dm.option+dm.option``) or a Y/N pattern; else give None."""
    if text in states.known:
        return StateRef(text, name=text, at=at)
    if states.scope.states:  # there are no options to say it by
        return None
    options = states.option_ids
    if _PATTERN.fullmatch(text) and len(text) == len(options):
        pattern = tuple((o, c == "Y") for o, c in zip(options, text, strict=True) if c != "-")
        return StateRef(text, pattern=pattern, at=at)
    if text == NO_OPTION:
        return StateRef(text, taken=frozenset(), at=at)
    parts = [p.strip() for p in re.split(r"[+,]", text)]
    if all(p in options for p in parts):
        return StateRef("+".join(sorted(set(parts))), taken=frozenset(parts), at=at)  # however it was written
    return None


def read_state(ctx: Context, node: Node, states: StateScope, *, condition: bool = False) -> StateRef | None:
    """Read a reference to a state: a name, an id, a Y/N pattern, or the list of the options taken."""
    at = ctx.place(node)
    graph = bool(states.scope.states)
    if isinstance(node, Sequence) and graph:
        ctx.expected(node, "a state", f"one of the names under 'states' ({_few(states)})")
        return None
    if isinstance(node, Sequence):
        taken = [ctx.option(item, states.scope) for item in node.items]
        known = frozenset(t for t in taken if t is not None)
        return (
            StateRef("+".join(sorted(known)) or NO_OPTION, taken=known, at=at) if None not in taken else None
        )
    text = ctx.text(node, "a state")
    if not text:
        return None
    found = written_state(text, at, states)
    if found is not None:
        return found
    if not graph and _PATTERN.fullmatch(text) and set(text) & {"Y", "N"}:
        ctx.error(
            node,
            f"the pattern {quoted(text)} has {len(text)} letters; there are {len(states.option_ids)} options",
        )
        return None
    if condition:
        parsed = ctx.condition(node, states.scope)
        return StateRef(parsed[1], condition=parsed[0], at=at) if parsed else None
    if graph:
        ctx.error(node, f"no state {quoted(text)}{choices(text, list(states.names))}")
        return None
    told = choices(text, list(states.names)) if states.names else "; no names are given under 'states'"
    ctx.error(
        node,
        f"no state {quoted(text)}{told}; a state is a name, the options taken joined by '+', or a pattern of "
        f"{len(states.option_ids)} letters Y and N",
    )
    return None


def read_start(ctx: Context, node: Node, states: StateScope) -> StateRef | None:
    """Read the status quo: a state, or a mapping that says which others it may be."""
    if not isinstance(node, MappingNode):
        return read_state(ctx, node, states)
    fields = ctx.fields(node, "'status_quo'", START_KEYS, ("is",))
    confidence = ctx.confidence(fields.get("confidence"))
    found = read_state(ctx, fields["is"], states) if "is" in fields else None
    others: tuple[Alternative[StateRef], ...] = ()
    if "alternatives" in fields:
        others = read_alternatives(
            ctx,
            fields["alternatives"],
            ("is",),
            lambda other: read_state(ctx, other.items[0][1], states),
            confidence=confidence,
            absent=False,
        )
    elif confidence is not None and confidence < 1:
        told = "where it may be another state at the start, 'alternatives' say which"
        ctx.error(fields["confidence"], told)
    return None if found is None else replace(found, alternatives=others)


def _few(states: StateScope) -> str:
    """Give the first names."""
    more = ", ..." if len(states.names) > MOST_FEW else ""
    return ", ".join(list(states.names)[:MOST_FEW]) + more


def read_named_states(ctx: Context, node: Node, scope: Scope) -> tuple[NamedState, ...]:
    """Read the section ``states``; a name whose state is wrong stays known, its uses are not told."""
    states = StateScope(scope)
    found: dict[str, NamedState] = {}
    for key, value in ctx.mapping(node, "'states'"):
        name = ctx.text(key, "a state's name", _MOST_NAME)
        if not name:
            continue
        if name in RESERVED_NAMES or "+" in name or name in states.option_ids:
            ctx.error(
                key,
                f"{quoted(name)} cannot name a state: 'none', 'status_quo', '+' and options' names have "
                "meanings of their own",
            )
            continue
        if name in found:
            ctx.error(key, f"{quoted(name)} names two states")
            continue
        text = ""
        body: Node | None = value
        if isinstance(value, MappingNode):
            fields = ctx.fields(value, "a named state", ("is", "text"), ("is",))
            text = ctx.text(fields.get("text"), "a state's text")
            body = fields.get("is")
        ref = read_state(ctx, body, states, condition=isinstance(body, Scalar)) if body is not None else None
        found[name] = NamedState(name, ref or StateRef(name), text, at=ctx.place(key))
    return tuple(found.values())
