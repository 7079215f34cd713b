"""What a conflict holds and another format has no place for, told so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Collection

from detente.conflict import Conflict, Prioritised
from detente.conflict.errors import quoted

EVERYTHING = (
    "accounts",
    "sources",
    "reasons",
    "about",
    "names of states",
    "named conditions",
    "status quo",
    "merged states",
    "one-way under a condition",
    "factions",
    "ultimatums",
    "published results",
)


def left_out(whole: Conflict, chosen: Conflict, format: str, kept: Collection[str] = ()) -> list[str]:
    """Say what of a conflict does not fit into a format.

    Parameters
    ----------
    whole : Conflict
        The conflict as the file has it.
    chosen : Conflict
        The account of it that is written.
    format : str
        What the format is called.
    kept : collection of str
        Of `EVERYTHING`, what the format does hold.
    """
    found = {kind: told for kind, told in _told(whole, chosen).items() if told and kind not in kept}
    return [f"{format} has no place for {told}" for told in found.values()]


def _told(whole: Conflict, chosen: Conflict) -> dict[str, str]:
    others = [a for a in whole.accounts if a != chosen.account]
    conditional = [r for r in chosen.rules if r.kind == "irreversible" and r.conditions]
    merged = [r for r in chosen.rules if r.kind == "same"]
    statements = [
        s for p in chosen.preferences.values() if isinstance(p, Prioritised) for s in p.statements
    ]
    claims = [*statements, *chosen.rules]
    reasons = sum(bool(c.because or c.sources) for c in claims) + sum(
        s.confidence is not None for s in statements
    )
    texts = [o for o in chosen.options.values() if o.about or o.tags or o.short]
    about = bool(texts or any(d.about for d in chosen.decision_makers) or chosen.citation)
    return {
        "accounts": f"other accounts: only {quoted(chosen.account)} is written, not {', '.join(others)}"
        if others
        else "",
        "sources": f"sources: {len(chosen.sources)} left out" if chosen.sources else "",
        "reasons": f"reasons, citations and confidences of claims: {reasons} left out" if reasons else "",
        "about": "explanations, tags, short words and the citation: left out" if about else "",
        "names of states": f"names of states: {len(chosen.states)} left out" if chosen.states else "",
        "named conditions": "named conditions: written out where they are used" if chosen.definitions else "",
        "status quo": "a status quo: left out" if chosen.status_quo is not None else "",
        "merged states": "states that count as one: "
        f"{', '.join(quoted(r.id) for r in merged)} left out, so that it is another game"
        if merged
        else "",
        "one-way under a condition": "options that are one-way only under a condition: "
        f"{', '.join(r.option for r in conditional)} can be moved both ways there, so that it is another game"
        if conditional
        else "",
        "factions": "factions: left out" if chosen.factions else "",
        "ultimatums": "ultimatums: left out" if chosen.ultimatums else "",
        "published results": "published results: left out" if chosen.published else "",
    }
