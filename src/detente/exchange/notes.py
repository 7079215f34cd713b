"""What a conflict holds and another format has no place for, told so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Collection

from detente.conflict import Conflict, NotInFileError, Prioritised, graded, left_open
from detente.conflict.errors import quoted

ANOTHER_GAME = ("accounts", "merged states", "one-way under a condition", "degrees of preference")
EVERYTHING = (
    *ANOTHER_GAME,
    "sources",
    "reasons",
    "about",
    "citation",
    "names of states",
    "named conditions",
    "status quo",
    "factions",
    "ultimatums",
    "published results",
)
# Of what shows results, nobody expects the whole model; which account they are of has to be said.
RESULTS_ONLY = tuple(kind for kind in EVERYTHING if kind not in ("accounts", "degrees of preference"))


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
        Of `EVERYTHING`, what the format does hold; and ``preferences``, if it holds none.

    Raises
    ------
    NotInFileError
        Where preferences are unknown: no other format can say so, and to write them as known would be wrong.
    """
    opened = [dm for dm, preference in chosen.preferences.items() if left_open(preference)]
    if opened and "preferences" not in kept:
        raise NotInFileError(
            f"the preferences of {', '.join(map(quoted, opened))} are unknown in part, which {format} cannot say; "
            "write an account in which they are known"
        )
    found = {kind: told for kind, told in _told(whole, chosen).items() if told and kind not in kept}
    notes = [f"{format} has no place for {found.pop(kind)}" for kind in ANOTHER_GAME if kind in found]
    if found:
        notes.append(f"{format} has no place for these, which were left out: {', '.join(found.values())}")
    return notes


def _told(whole: Conflict, chosen: Conflict) -> dict[str, str]:
    others = [a for a in whole.accounts if a != chosen.account]
    one_way = [r for r in chosen.rules if r.kind == "irreversible"]
    conditional = [r for r in one_way if r.conditions or r.option in chosen.levels]
    merged = [r for r in chosen.rules if r.kind == "same"]
    statements = [s for p in chosen.preferences.values() if isinstance(p, Prioritised) for s in p.statements]
    reasons = sum(bool(s.because or s.sources or s.confidence is not None) for s in statements)
    reasons += sum(bool(r.because or r.sources) for r in chosen.rules)
    texts = [o for o in chosen.options.values() if o.about or o.tags or o.short]
    about = bool(texts or any(d.about for d in chosen.decision_makers))
    return {
        "accounts": f"other accounts: only {quoted(chosen.account)} is written, not {', '.join(others)}"
        if others
        else "",
        "merged states": f"states that count as one ({', '.join(quoted(r.id) for r in merged)}): they stand apart "
        "there, so that it is another game"
        if merged
        else "",
        "one-way under a condition": "options that are one-way only under a condition or by their levels: "
        f"{', '.join(r.option for r in conditional)} can be moved both ways there, so that it is another game"
        if conditional
        else "",
        "degrees of preference": "degrees of preference: only the order is written"
        if any(map(graded, chosen.preferences.values()))
        else "",
        "sources": _counted(len(chosen.sources), "source"),
        "reasons": _counted(reasons, "reason or confidence of a claim", "reasons and confidences of claims"),
        "about": "explanations, tags and short words" if about else "",
        "citation": "the citation" if chosen.citation else "",
        "names of states": _counted(len(chosen.states), "name of a state", "names of states"),
        "named conditions": _counted(len(chosen.definitions), "name of a condition", "names of conditions"),
        "status quo": "the status quo" if chosen.status_quo is not None else "",
        "factions": "factions" if chosen.factions else "",
        "ultimatums": _counted(len(chosen.ultimatums), "ultimatum"),
        "published results": "published results" if chosen.published else "",
    }


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""
