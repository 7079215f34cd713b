"""Reading the record: dated moves, by their options or, in the graph form, by the state that is moved to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.conflict.condition_text import Scope
from detente.conflict.errors import choices, quoted
from detente.conflict.model import Conflict
from detente.conflict.reading.context import Context
from detente.conflict.reading.dates import read_date
from detente.conflict.reading.preferences import CLAIM_KEYS
from detente.conflict.timeline import Event
from detente.conflict.yamltree import Node, Scalar

REQUIRED = ("date",)
EVENT_KEYS = (*REQUIRED, "text", "by", "does", "to", *CLAIM_KEYS)
MOST_EVENTS = 200
MOST_AT_ONCE = 6  # decision makers who move at once: every order in which they could is tried
MOST_DOES = 200
_NOT = "not "


def read_timeline(ctx: Context, node: Node, conflict: Conflict) -> tuple[Event, ...]:
    """Read the section ``timeline``; the conflict has its accounts already, whose options moves may name."""
    found: dict[str, Event] = {}
    scope = widest(conflict)
    last = ""
    for key, value in ctx.mapping(node, "'timeline'", MOST_EVENTS):
        id = ctx.id(key, "an event", found)
        event = _event(ctx, key, value, (conflict, scope), last)
        last = event.date or last
        if id is not None:
            found[id] = event
    return tuple(found.values())


def widest(conflict: Conflict) -> Scope:
    """Give the names of all options: those of the file, and those that its accounts add."""
    added = [pair for p in conflict.perspectives for pair in p.overlay.add_options]
    makers = []
    for maker in conflict.decision_makers:
        own = {o.id: o for o in maker.options}
        own |= {o.id: o for dm, o in added if dm == maker.id and o.id not in own}
        makers.append(replace(maker, options=tuple(own.values())))
    return replace(conflict, decision_makers=tuple(makers)).scope()


def _event(ctx: Context, key: Scalar, node: Node, known: tuple[Conflict, Scope], last: str) -> Event:
    conflict, scope = known
    fields = ctx.fields(node, "an event", EVENT_KEYS, REQUIRED)
    wrong, right = ("does", "to") if conflict.graph_form else ("to", "does")
    if wrong in fields:
        given = "'states' and 'moves'" if conflict.graph_form else "options"
        ctx.error(
            fields[wrong],
            f"a conflict that is given by {given} has no {quoted(wrong)}; write {quoted(right)}",
        )
    makers = [d.id for d in conflict.decision_makers]
    by = tuple(_parties(ctx, fields["by"], makers)) if "by" in fields else ()
    does = _does(ctx, fields["does"], scope) if "does" in fields and right == "does" else {}
    if does and "by" in fields:
        ctx.error(fields["by"], "whose options it takes moves; leave 'by' out where there is 'does'")
    owners = dict.fromkeys(o.partition(".")[0] for o in does)
    if max(len(owners), len(by)) > MOST_AT_ONCE:
        ctx.error(
            node,
            f"{max(len(owners), len(by))} decision makers move at once; at most {MOST_AT_ONCE}: "
            "tell it as several events of one date",
        )
    to = ""
    if "to" in fields and right == "to":
        to = ctx.text(fields["to"], "a state")
        if to and to not in conflict.atoms:
            ctx.error(fields["to"], f"no state {quoted(to)}{choices(to, list(conflict.atoms))}")
        if "by" not in fields:
            ctx.error(node, "a move to a state is made by somebody; say who under 'by'")
    return Event(
        key.text,
        read_date(ctx, fields["date"], last) if "date" in fields else "",
        ctx.text(fields.get("text"), "'text'"),
        tuple(does.items()),
        by,
        to,
        ctx.text(fields.get("because"), "'because'"),
        ctx.citations(fields.get("source")),
        ctx.confidence(fields.get("confidence")),
        at=ctx.place(key),
    )


def _parties(ctx: Context, node: Node, makers: list[str]) -> Iterator[str]:
    """Read one decision maker, or a list of them, each once."""
    found: set[str] = set()
    items = ctx.one_or_more(node)
    for item in items:
        text = ctx.party(item, makers)
        if text in found:
            ctx.error(item, f"{quoted(text)} moves once; it stands twice")
        elif text:
            found.add(text)
            yield text
    if not items:
        ctx.error(node, "nobody moves; give one decision maker or more, or leave 'by' out")


def _does(ctx: Context, node: Node, scope: Scope) -> dict[str, bool]:
    """Read what is taken from then on, or no longer (``not dm.option``)."""
    found: dict[str, bool] = {}
    items = ctx.one_or_more(node)[:MOST_DOES]
    for item in items:
        text = item.text.strip() if isinstance(item, Scalar) else ""
        denied = text.startswith(_NOT)
        named: Node = item
        if isinstance(item, Scalar) and denied:
            named = replace(item, text=text.removeprefix(_NOT).strip())
        option = ctx.option(named, scope, levelled=denied)
        if option is None:
            continue
        if option in found:
            told = "stands twice" if found[option] is not denied else "stands there with and without 'not'"
            ctx.error(item, f"{quoted(option)} {told}; an event sets an option once")
        found[option] = not denied
    if not items:
        ctx.error(node, "nothing is done; leave 'does' out where the model has no option for it")
    _tell_levels(ctx, node, found, scope)
    return found


def _tell_levels(ctx: Context, node: Node, found: dict[str, bool], scope: Scope) -> None:
    """Tell an option that is taken at two levels, or at one and not at all."""
    for option, levels in scope.levels.items():
        taken = [f"{option}.{level}" for level in levels if found.get(f"{option}.{level}")]
        if len(taken) > 1 or (taken and found.get(option) is False):
            ctx.error(node, f"{quoted(option)} is taken at one level at most; found {', '.join(taken)}")
