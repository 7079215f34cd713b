"""What a conflict holds and another format has no place for, told so that nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Collection

from detente.conflict import Conflict, NotInFileError, Ranking, Weights, graded, left_open
from detente.conflict.errors import quoted

ONE_BY_ONE = (
    *("accounts", "preferences", "merged states", "one-way under a condition"),
    "degrees of preference",
)
# What the formats of models hold, or say in a way of their own.
MODEL = (
    *("title", "description", "names of decision makers", "texts of options"),
    *("rules", "one-way options", "preferences", "statements"),
)
# What follows from these is in every state, move and rank.
WORKED_OUT = ("preferences", "merged states", "one-way under a condition")


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
        Of the kinds that `told_of` lists, those that the format does hold.

    Raises
    ------
    NotInFileError
        Where the format holds preferences and some are unknown: no other format can say so, and to write them as known
        would be wrong.
    """
    opened = [
        dm
        for dm, preference in chosen.preferences.items()
        if left_open(preference) and dm not in chosen.hidden
    ]
    if opened and "preferences" in kept:
        raise NotInFileError(
            f"the preferences of {', '.join(map(quoted, opened))} are unknown in part, which {format} cannot say; "
            "write an account in which they are known"
        )
    gone = set(kept)
    if "preferences" not in kept:  # how they were stated is gone with them
        gone |= {"degrees of preference", "statements"}
    found = {kind: told for kind, told in told_of(whole, chosen).items() if told and kind not in gone}
    notes = [f"{format} has no place for {found.pop(kind)}" for kind in ONE_BY_ONE if kind in found]
    if found:
        notes.append(f"{format} has no place for these, which were left out: {', '.join(found.values())}")
    return notes


def confidential(conflict: Conflict) -> list[str]:
    """Say what was left out because it is confidential, and how it is written."""
    shown = set(conflict.readers)
    whose = list(dict.fromkeys(c.party for c in conflict.closed if c.party not in shown))
    if not whose:
        return []
    names, added = " and ".join(map(quoted, whose)), " ".join(f"--as {w}" for w in whose)
    wants = "wants" if len(whose) == 1 else "want"
    return [f"what {names} {wants} is confidential and was left out; {added} writes it, too"]


def told_of(whole: Conflict, chosen: Conflict) -> dict[str, str]:
    """Say what a conflict holds, kind by kind; nothing where it holds none of a kind."""
    others = [a for a in whole.accounts if a != chosen.account]
    one_way = [r for r in chosen.rules if r.kind == "irreversible"]
    conditional = [r for r in one_way if r.conditions or r.option in chosen.levels]
    merged = [r for r in chosen.rules if r.kind == "same"]
    rules = [r for r in chosen.rules if r.kind != "irreversible" and not r.automatic]
    preferences = [p for dm, p in chosen.preferences.items() if dm not in chosen.hidden]
    statements = [s for p in preferences for s in p.statements]
    reasons = sum(bool(s.because or s.sources or s.confidence is not None) for s in statements)
    reasons += sum(bool(r.because or r.sources or r.confidence is not None) for r in chosen.rules)
    doubts = _doubts(chosen)
    said = sum(bool(s.text) for s in statements)
    options = chosen.options
    texts = sum(o.text != id.partition(".")[2] for id, o in options.items())
    whole_options = {(id.partition(".")[0], (o.of or o).id): o.of or o for id, o in options.items()}.values()
    makers = chosen.decision_makers
    about = any(o.about or o.tags for o in whole_options) or any(d.about for d in makers)
    of_levels = any(o.of is not None and o.short for o in options.values())
    short = of_levels or any(named.short for named in (*whole_options, *makers))
    negative = sum(bool(named.otherwise) for named in (*whole_options, *chosen.definitions))
    names = sum(d.name != d.id for d in chosen.decision_makers)
    described = sum(s.text not in ("", s.name) for s in chosen.states)
    return {
        "accounts": f"other accounts: only {quoted(chosen.account)} is written, not {', '.join(others)}"
        if others
        else "",
        "preferences": f"preferences: left out{_and_more(chosen)}" if preferences else "",
        "merged states": f"states that count as one ({', '.join(quoted(r.id) for r in merged)}): they stand apart "
        "there, so that it is another game"
        if merged
        else "",
        "one-way under a condition": "options that are one-way only under a condition or by their levels: "
        f"{', '.join(r.option for r in conditional)} can be moved both ways there, so that it is another game"
        if conditional
        else "",
        "degrees of preference": "degrees of preference: only the order is written"
        if any(map(graded, preferences))
        else "",
        "title": "the title",
        "description": "the description" if chosen.about else "",
        "language": "the language" if chosen.language != "en" else "",
        "names of decision makers": _counted(names, "name of a decision maker", "names of decision makers"),
        "texts of options": _counted(texts, "text of an option", "texts of options"),
        "rules": _counted(len(rules), "rule as it was stated", "rules as they were stated"),
        "one-way options": _counted(len(one_way), "rule of a one-way option", "rules of one-way options"),
        "statements": "preferences as they were stated"
        if any(not (p.of_states and p.ranked) for p in preferences)
        else "",
        "texts of statements": _counted(said, "text of a statement", "texts of statements"),
        "sources": _counted(len(chosen.sources), "source"),
        "reasons": _counted(reasons, "reason or confidence of a claim", "reasons and confidences of claims"),
        "doubts": _counted(doubts, "claim that may be another", "claims that may be others"),
        "about": "explanations and tags" if about else "",
        "short words": "short words" if short else "",
        "negative texts": _counted(negative, "text of what does not hold", "texts of what does not hold"),
        "citation": "the citation" if chosen.citation else "",
        "names of states": _counted(len(chosen.states), "name of a state", "names of states"),
        "texts of states": _counted(described, "text of a state", "texts of states"),
        "named conditions": _counted(len(chosen.definitions), "name of a condition", "names of conditions"),
        "status quo": "the status quo" if chosen.status_quo is not None else "",
        "factions": "factions" if chosen.factions else "",
        "ultimatums": _counted(len(chosen.ultimatums), "ultimatum"),
        "shifts": _counted(len(chosen.shifts), "shift") + (" of power" if chosen.shifts else ""),
        "timeline": _counted(len(chosen.timeline), "event of the record", "events of the record"),
        "phases": _counted(len(chosen.phases), "phase"),
        "beliefs": "what parties believe that is not so" if chosen.beliefs else "",
        "terms": "terms and what the parties want of them" if chosen.terms is not None else "",
        "published results": "published results" if chosen.published else "",
        "line breaks": "line breaks and runs of blanks in texts" if _broken(chosen) else "",
    }


def _doubts(chosen: Conflict) -> int:
    """Count what has alternatives, an open order, or the reliability of a source."""
    preferences = chosen.preferences.values()
    statements = [s for p in preferences for s in p.statements]
    found = sum(bool(s.alternatives or s.order) for s in statements)
    found += sum(bool(p.alternatives) for p in preferences if isinstance(p, Ranking | Weights))
    found += sum(bool(r.alternatives) for r in chosen.rules)
    found += sum(s.reliability is not None for s in chosen.sources)
    return found + (chosen.status_quo is not None and bool(chosen.status_quo.alternatives))


def _broken(chosen: Conflict) -> bool:
    """Tell whether a text has white space that a format with one line for a text does not keep."""
    makers, options = chosen.decision_makers, chosen.options.values()
    texts = [chosen.title, chosen.about, *(d.name for d in makers), *(o.text for o in options)]
    return any(t != " ".join(t.split()) for t in (*texts, *(s.text for s in chosen.states)))


def _and_more(chosen: Conflict) -> str:
    """Say what preferences hold besides an order."""
    kinds = ((graded, "degrees of preference"), (left_open, "what is unknown"))
    found = []
    for holds, what in kinds:
        whose = [
            quoted(dm)
            for dm, preference in chosen.preferences.items()
            if dm not in chosen.hidden and holds(preference)
        ]
        if whose:
            found.append(f"{what} of {', '.join(whose)}")
    return f", also {' and '.join(found)}" if found else ""


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}" if number else ""
