"""Reading phases: the conflict at several times, each laid over every account or over one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.conflict.confidential import PREFERENCES, WISHES
from detente.conflict.errors import ConflictFileError, choices, quoted
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Overlay, apply
from detente.conflict.phase import Phase
from detente.conflict.reading.confidential import Confidential
from detente.conflict.reading.context import Context
from detente.conflict.reading.dates import read_date
from detente.conflict.reading.perspectives import read_overlay
from detente.conflict.unseen import alike
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar

CHANGES = ("options", "moves", "status_quo", "rules", "preferences", "wishes", "shifts")
REQUIRED = ("date",)
PHASE_KEYS = (*REQUIRED, "says", "about", "on", "source", *CHANGES, "perspectives")
MOST_PHASES = 20
NOT_READ = {
    "beliefs": "what parties believe is the same in every phase: write it at the top of the file, or in an account",
    "terms": "what could be signed is the same in every phase; what a party wants of it may change, under 'wishes'",
    "confidential": "everybody reads a phase: what is confidential stands in the accounts",
}


def read_phases(ctx: Context, node: Node, conflict: Conflict, closed: Confidential) -> tuple[Phase, ...]:
    """Read the section ``phases``; each stands on the accounts, or on a phase before it.

    What a party wants later cannot stand here in the open where what it wants is confidential.
    """
    found: dict[str, Phase] = {}
    accounts = {a: conflict.under(a) for a in conflict.accounts} if not ctx.problems else {}
    applied: dict[str, dict[str, Conflict]] = {BASE: accounts}
    last = ""
    for key, value in ctx.mapping(node, "'phases'", MOST_PHASES):
        id = ctx.id(key, "a phase", found)
        if id == BASE:
            ctx.error(key, "'base' stands for the account itself; name the phase otherwise")
        phase, under = _phase(ctx, key, value, conflict, applied, last, closed)
        last = phase.date or last
        if id is not None and id != BASE:
            found[id], applied[id] = phase, under
    return tuple(found.values())


def _phase(
    ctx: Context,
    key: Scalar,
    node: Node,
    conflict: Conflict,
    applied: Mapping[str, dict[str, Conflict]],
    last: str,
    closed: Confidential,
) -> tuple[Phase, dict[str, Conflict]]:
    fields = _fields(ctx, node, "a phase", PHASE_KEYS, REQUIRED)
    on = ctx.text(fields["on"], "'on'") if "on" in fields else BASE
    if on not in applied:
        if on:
            told = choices(on, list(applied))
            ctx.error(fields["on"], f"no phase {quoted(on)} stands before this one{told}")
        on = BASE
    before = applied[on]
    common = _common(conflict, before)
    changes = _open({k: v for k, v in fields.items() if k in CHANGES}, closed)
    overlay = read_overlay(ctx, changes, common, Confidential(ctx, closed.readers), BASE, "a phase")
    phase = Phase(
        key.text,
        read_date(ctx, fields["date"], last) if "date" in fields else "",
        overlay,
        {},
        ctx.text(fields.get("says"), "'says'"),
        ctx.text(fields.get("about"), "'about'"),
        on,
        ctx.citations(fields.get("source")),
        at=ctx.place(key),
    )
    under = {a: _apply(ctx, c, overlay) for a, c in before.items()}
    if "perspectives" in fields:
        own = _accounts(ctx, fields["perspectives"], conflict, under, closed)
        phase = replace(phase, accounts=own)
        under |= {a: _apply(ctx, under[a], o) for a, o in own.items() if a in under}
    return phase, under


def _common(conflict: Conflict, before: Mapping[str, Conflict]) -> Conflict:
    """Give what a change of all accounts may name: the options, and those that phases have added to all of them."""
    if not before:
        return conflict
    makers = []
    for maker in conflict.decision_makers:
        every = [c.decision_maker(maker.id).options for c in before.values()]
        shared = [o for o in every[0] if all(o.id in {x.id for x in more} for more in every[1:])]
        makers.append(replace(maker, options=tuple(shared)))
    return replace(conflict, decision_makers=tuple(makers))


def _apply(ctx: Context, conflict: Conflict, overlay: Overlay) -> Conflict:
    try:
        return apply(conflict, overlay)
    except ConflictFileError as error:
        known = {(p.place, p.message) for p in ctx.problems}
        ctx.add([p for p in error.problems if (p.place, p.message) not in known])
        return conflict


def _accounts(
    ctx: Context, node: Node, conflict: Conflict, under: Mapping[str, Conflict], closed: Confidential
) -> dict[str, Overlay]:
    """Read what a phase changes in single accounts."""
    found: dict[str, Overlay] = {}
    allowed = list(conflict.accounts)
    for key, value in ctx.mapping(node, "'perspectives' of a phase", len(allowed) or 1):
        if key.text not in allowed:
            ctx.error(key, f"no account {quoted(key.text)}{choices(key.text, allowed)}")
            continue
        fields = _open(_fields(ctx, value, "what a phase changes in an account", CHANGES), closed)
        account = under.get(key.text, conflict)
        nothing_closed = Confidential(ctx, closed.readers)
        found[key.text] = read_overlay(ctx, fields, account, nothing_closed, key.text, "a phase")
    return found


def _fields(
    ctx: Context, node: Node, what: str, allowed: tuple[str, ...], needed: tuple[str, ...] = ()
) -> dict[str, Node]:
    """Give what stands under the keys; those that an account has and a phase has not are told with the reason."""
    for key, _ in node.items if isinstance(node, MappingNode) else ():
        if alike(key.text) in NOT_READ:
            ctx.error(key, f"{what} has no {quoted(key.text)}: {NOT_READ[alike(key.text)]}")
    return ctx.fields(node, what, allowed, needed, told=tuple(NOT_READ))


def _open(fields: Mapping[str, Node], closed: Confidential) -> dict[str, Node]:
    """Refuse wishes and preferences of whom something is confidential, before anything of them is read."""
    found = dict(fields)
    secret = {*closed.files, *closed.missing, *(party for marks in closed.marks.values() for party in marks)}
    for kind in (PREFERENCES, WISHES):
        section = fields.get(kind)
        wrong = [
            key
            for key, _ in (section.items if isinstance(section, MappingNode) else ())
            if key.text in secret
        ]
        for key in wrong:
            told = "is confidential; a phase, which everybody reads, cannot say what it wants later"
            closed.ctx.error(key, f"something of {quoted(key.text)} {told}")
        if wrong:
            del found[kind]
    return found
