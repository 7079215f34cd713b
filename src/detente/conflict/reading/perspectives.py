"""Reading perspectives and the patches they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.conflict.elements import Option, Rule, StateRef
from detente.conflict.errors import ConflictFileError, Problem, choices, quoted
from detente.conflict.model import BASE, Conflict, Perspective
from detente.conflict.overlay import Arc, Overlay, Patch, apply
from detente.conflict.preferences import Statement
from detente.conflict.reading.confidential import Confidential
from detente.conflict.reading.context import Context
from detente.conflict.reading.decision_makers import MOST_OPTIONS, read_option, tell_ambiguous
from detente.conflict.reading.moves import read_moves
from detente.conflict.reading.patches import read_patches
from detente.conflict.reading.rules import read_rule
from detente.conflict.reading.sections import read_preference_section
from detente.conflict.reading.shifts import read_shifts
from detente.conflict.reading.states import StateScope, read_start
from detente.conflict.reading.wishes import read_wishes
from detente.conflict.terms import Wishes
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar

PERSPECTIVE_KEYS = (
    *("says", "about", "on", "source", "options", "moves", "status_quo", "rules", "preferences"),
    *("wishes", "shifts", "beliefs", "confidential"),
)
MOST_PERSPECTIVES = 200


def read_perspectives(
    ctx: Context, node: Node, conflict: Conflict, closed: Confidential
) -> tuple[Perspective, ...]:
    """Read the section ``perspectives``; each stands on the base or on one that stands before it."""
    found: dict[str, Perspective] = {}
    applied: dict[str, Conflict] = {}
    for key, value in ctx.mapping(node, "'perspectives'", MOST_PERSPECTIVES):
        id = ctx.id(key, "a perspective", found)
        if id == BASE:
            ctx.error(key, "'base' stands for the file's own preferences; name the perspective otherwise")
        if id is None or id == BASE:
            continue
        on, under = _on(ctx, value, conflict, applied)
        found[id] = replace(_perspective(ctx, key, value, under, closed), on=on)
        applied[id] = _apply(ctx, under, found[id])
    return tuple(found.values())


def _on(ctx: Context, node: Node, base: Conflict, applied: Mapping[str, Conflict]) -> tuple[str, Conflict]:
    """Read what a perspective stands on."""
    written = {k.text: v for k, v in node.items}.get("on") if isinstance(node, MappingNode) else None
    if written is None or (isinstance(written, Scalar) and written.empty):
        return BASE, base
    text = ctx.text(written, "'on'")
    allowed = [BASE, *applied]
    if text and text not in allowed:
        ctx.error(written, f"no perspective {quoted(text)} stands before this one{choices(text, allowed)}")
    return (text, applied[text]) if text in applied else (BASE, base)


def _apply(ctx: Context, conflict: Conflict, perspective: Perspective) -> Conflict:
    """Lay the perspective over what it stands on, and see whether everybody's preferences are there."""
    try:
        applied = apply(conflict, perspective.overlay)
    except ConflictFileError as error:
        ctx.add(error.problems)
        return conflict
    missing = [d.id for d in conflict.decision_makers if d.id not in applied.preferences]
    if missing and not ctx.problems:
        message = (
            f"the perspective {quoted(perspective.id)} leaves out the preferences of {', '.join(missing)}; "
            f"write '{missing[0]}: []' for a decision maker to whom all states are alike"
        )
        ctx.add([Problem(perspective.at, message, "preferences")])
    return applied


def _perspective(ctx: Context, key: Scalar, node: Node, under: Conflict, closed: Confidential) -> Perspective:
    fields = ctx.fields(node, "a perspective", PERSPECTIVE_KEYS)
    overlay = read_overlay(ctx, fields, under, closed, key.text)
    return Perspective(
        key.text,
        ctx.text(fields.get("says"), "'says'"),
        overlay,
        ctx.text(fields.get("about"), "'about'"),
        sources=ctx.citations(fields.get("source")),
        at=ctx.place(key),
    )


def read_overlay(
    ctx: Context,
    fields: Mapping[str, Node],
    under: Conflict,
    closed: Confidential,
    account: str,
    what: str = "an account",
) -> Overlay:
    """Read what an account or a phase changes, or somebody believes; beliefs in an account are read later."""
    wrong = "options" if under.graph_form else "moves"
    if wrong in fields:
        given = "'states' and 'moves'" if under.graph_form else "options"
        ctx.error(fields[wrong], f"{what} in a conflict that is given by {given} has no {quoted(wrong)}")
        fields = {k: v for k, v in fields.items() if k != wrong}
    added, dropped = _options(ctx, fields["options"], under) if "options" in fields else ((), ())
    moves = _moves(ctx, fields["moves"], under, what) if "moves" in fields else ((), ())
    if added:
        makers = tuple(
            replace(d, options=d.options + tuple(o for dm, o in added if dm == d.id))
            for d in under.decision_makers
        )
        under = replace(under, decision_makers=makers)
    scope = under.scope()
    states = StateScope(scope, [s.name for s in under.states])
    status_quo: StateRef | None = None
    if "status_quo" in fields:
        status_quo = read_start(ctx, fields["status_quo"], states)
    rules: tuple[Patch[Rule], ...] = ()
    if "rules" in fields:
        rules = read_patches(ctx, fields["rules"], "rule", lambda n: read_rule(ctx, n, scope))
    preferences = (
        read_preference_section(ctx, fields["preferences"], under, patches=True)
        if "preferences" in fields
        else {}
    )
    preferences = closed.preferences(account, preferences, under, patches=True)
    wishes: Mapping[str, Wishes | tuple[Patch[Statement], ...]] = {}
    if "wishes" in fields and under.terms is None:
        ctx.error(fields["wishes"], f"{what} has wishes about terms; the file has none under 'terms'")
    elif under.terms is not None:
        own = read_wishes(ctx, fields["wishes"], under, patches=True) if "wishes" in fields else {}
        wishes = closed.wishes(account, own, under, patches=True)
    shifts = read_shifts(ctx, fields["shifts"], under) if "shifts" in fields else ()
    return Overlay(added, dropped, status_quo, rules, preferences, *moves, wishes=wishes, shifts=shifts)


def _moves(ctx: Context, node: Node, under: Conflict, of: str) -> tuple[tuple[Arc, ...], tuple[Arc, ...]]:
    """Read the moves that an account adds, and those that it takes away."""
    fields = ctx.fields(node, f"'moves' of {of}", ("add", "drop"))
    if isinstance(node, MappingNode) and not fields and not ctx.problems:
        ctx.error(node, f"moves of {of} stand under 'add' or 'drop'")
    found: dict[str, tuple[Arc, ...]] = {"add": (), "drop": ()}
    arcs = {dm: frozenset(pairs) for dm, pairs in (under.arcs or {}).items()}
    place = {s: k for k, s in enumerate(under.atoms)}
    for what, value in fields.items():
        moves = read_moves(ctx, value, under.decision_makers, under.atoms, quoted(what))
        for dm, pairs in moves.items():
            for (source, target), at in pairs.items():
                if ((source, target) in arcs[dm]) is (what == "add"):
                    there = "is there already" if what == "add" else "is not there"
                    ctx.error(at, f"the move {source} -> {target} of {quoted(dm)} {there}")
        for maker in under.decision_makers:
            pairs_in_order = sorted(moves.get(maker.id, {}), key=lambda p: [place[s] for s in p])
            found[what] += tuple((maker.id, *pair) for pair in pairs_in_order)
    return found["add"], found["drop"]


def _options(
    ctx: Context, node: Node, under: Conflict
) -> tuple[tuple[tuple[str, Option], ...], tuple[str, ...]]:
    fields = ctx.fields(node, "'options'", ("add", "drop"))
    added: list[tuple[str, Option]] = []
    scope = under.scope()
    names = frozenset(scope.names)
    for key, value in ctx.mapping(fields["add"], "'add'") if "add" in fields else ():
        if key.text not in scope.options:
            ctx.error(key, f"no decision maker {quoted(key.text)}{choices(key.text, list(scope.options))}")
            continue
        taken = {o.partition(".")[0] for o in scope.options[key.text]}
        for name, body in ctx.mapping(value, "the options to add", MOST_OPTIONS):
            for option in read_option(ctx, name, body, taken, names):
                added.append((key.text, option))
                taken.add(name.text)
    tell_ambiguous(ctx, [o for _, o in added], scope.options)
    dropped: list[str] = []
    for item in ctx.sequence(fields["drop"], "'drop'") if "drop" in fields else ():
        gone = ctx.option(item, scope, levelled=True)
        if gone is not None:
            dropped += [f"{gone}.{level}" for level in scope.levels.get(gone, ())] or [gone]
    return tuple(added), tuple(dropped)
