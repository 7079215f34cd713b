"""A conflict as a spreadsheet: one layout, the same in a workbook and in a folder of CSV files.

Only ``Options`` has to be there, or ``States`` and ``Moves``, or ``Payoffs``. Names of sheets and headings may be
written in any case. Sheets with other names are results, or the analyst's own, and are not read. What each sheet holds
stands in the reference of spreadsheets; the headings stand here.

A state is a name, the options taken joined by ``+``, or a pattern of Y and N in the order of the options. A pattern may
stand for a condition too; ``-`` leaves an option open. Where a cell holds several things, ``;`` separates them, and one
in which a ``;`` stands is put into quotation marks (`joined`, `split`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.conflict import NO_OPTION, Conflict

RESULTS = {"states": "All states", "moves": "All moves"}
CLAIM = ("Because", "Source", "Confidence")
WHOSE = ("Account", "Decision maker", "Faction")
IN_TIME = ("Phase", "Believed by")  # where a row holds, besides in an account
OPTION_HEAD = (
    *("Decision maker", "Option", "Text", "Direction", "Status quo", "Levels", "Name"),
    *("Short name", "Otherwise", "Short", "Tags", "About", "Source", "Account", *IN_TIME),
)
CONDITION_HEAD = ("Condition", "What", "Text", "Otherwise")
SOURCE_HEAD = (
    *(
        "Source",
        "Title",
        "Author",
        "Publisher",
        "Date",
        "Kind",
        "Language",
        "DOI",
        "URL",
        "Note",
        "Reliability",
    ),
)
STATEMENT_HEAD = (
    *WHOSE,
    "Statement",
    "Text",
    *CLAIM,
    "Strength",
    "Unknown",
    "Order",
    "Alternatives",
    "Id",
    "Change",
    *IN_TIME,
)
ULTIMATUM_HEAD = (
    *("Ultimatum", "Text", "By", "To", "Demand", "Threat", "Deadline", *CLAIM),
    *("Concede", "Carry out", "Audience cost", "A day", "Resolved", "Record", "Record source"),
)
TERMS_HEAD = (
    *("Issue", "Value", "Text", "Short", "Sets", "Bars", "Stands", "About", "Source"),
    *("Issue text", "Issue short", "Signed by", "Issue about", "Issue source"),
)
WISHES_HEAD = (
    *("Account", "Decision maker", "Kind", "What", "Value", "Worth", "Weight", "Chance"),
    *("Text", *CLAIM, "Id", "Change", "Phase"),
)
SHIFTS_HEAD = (
    *("Account", "Shift", "Text", "Declines", "Rises", "Now", "Later", "Cost", "Discount"),
    *("Periods", "Where", "Guarantee", *CLAIM, "Phase"),
)
PUBLISHED_HEAD = ("Result", "Source", "Account", "Concept", "Equilibria", "Recomputed", "Wrong", "Note")
HEADS: dict[str, tuple[str, ...]] = {
    "Conflict": ("What", "Value"),
    "Decision makers": ("Decision maker", "Name", "Short name", "About"),
    "Options": OPTION_HEAD,
    "Levels": ("Account", "Option", "Level", "Text", "Short", *IN_TIME),
    "Conditions": CONDITION_HEAD,
    "Rules": ("Rule", "What", *CLAIM, "Alternatives", "Id", "Account", "Change", *IN_TIME),
    "States": ("State", "What", "Text", "Short", "About", "Source"),
    "Moves": ("Decision maker", "From", "To", "Account", "Change", *IN_TIME),
    "Accounts": ("Account", "Says", "About", "On", "Source", "Status quo", "Without"),
    "Preferences": (),
    "Statements": STATEMENT_HEAD,
    "Rankings": (),
    "Ranks": (),
    "Weights": (*WHOSE, "What", "Weight", *IN_TIME),
    "Partial": ("Account", "Decision maker", "Chain", *IN_TIME),
    "Reasons": (*WHOSE, *CLAIM, "Alternatives", *IN_TIME),
    "Factions": ("Decision maker", "Faction", "Name", "Weight", "Quota", "About", *CLAIM),
    "Ultimatums": ULTIMATUM_HEAD,
    "Terms": TERMS_HEAD,
    "Exclusions": ("Rule", "What", "Because", "Source", "Id"),
    "Wishes": WISHES_HEAD,
    "Shifts": SHIFTS_HEAD,
    "Timeline": ("Event", "Date", "Text", "By", "Does", "To", *CLAIM),
    "Phases": ("Phase", "Date", "Says", "About", "On", "Account", "Status quo", "Without", "Source"),
    "Beliefs": ("Account", "Believed by", "Text", "Takes", "Without", *CLAIM),
    "Sources": SOURCE_HEAD,
    "Published": PUBLISHED_HEAD,
    "Payoffs": (),
    "More": ("Account", "Key", "Value"),
}
"""The headings of each sheet; none where they are decision makers. The order is that in which sheets are written."""

NEEDED: dict[str, tuple[str, ...]] = {
    "Decision makers": ("Decision maker",),
    "Options": ("Decision maker", "Option"),
    "Levels": ("Option", "Level"),
    "Conditions": ("Condition", "What"),
    "Rules": ("What",),
    "States": ("State",),
    "Moves": ("Decision maker", "From", "To"),
    "Accounts": ("Account",),
    "Statements": ("Decision maker", "Statement"),
    "Weights": ("Decision maker", "What", "Weight"),
    "Partial": ("Decision maker", "Chain"),
    "Reasons": ("Decision maker",),
    "Factions": ("Decision maker", "Faction"),
    "Ultimatums": ("Ultimatum", "By", "To", "Demand", "Threat"),
    "Terms": ("Issue", "Value"),
    "Exclusions": ("What",),
    "Wishes": ("Decision maker", "Kind", "What"),
    "Shifts": ("Shift", "Declines", "Rises", "Now", "Later", "Cost", "Discount"),
    "Timeline": ("Event", "Date"),
    "Phases": ("Phase", "Date"),
    "Beliefs": ("Believed by",),
    "Sources": ("Source",),
    "Published": ("Result", "Concept"),
    "More": ("Key", "Value"),
}
"""The headings that a sheet must have."""

LAYOUT = tuple(name.casefold() for name in HEADS)
ENTRIES = ("title", "about", "citation", "language", "status quo")
TEXT_HEADS = frozenset(
    {
        *(
            "Value",
            "Name",
            "Short name",
            "About",
            "Text",
            "Otherwise",
            "Short",
            "Tags",
            "Source",
            "Because",
            "Says",
        ),
        *(h for h in SOURCE_HEAD if h != "Source"),
        *("Issue text", "Issue short", "Issue about", "Issue source"),
        *("Deadline", "Record", "Record source", "Wrong", "Note", "Id", "Change", "Alternatives"),
    }
)
"""The headings below which any text may stand; below the others names, conditions and numbers do."""

USUAL = {"Options": 7, "Conditions": 3, "Rules": 3, "States": 3}
"""How many columns are written also where they are empty; in other sheets none."""

FIRST_ROW = (
    "its first row has the headings Decision maker, Option, Text and more, of which the first two are needed"
)
MUCH = "much"
ALL_ISSUES = "*"  # in the sheet 'Terms': what is said of all issues together
NO_STATE = "-"  # where a list of states would be empty


def joined(parts: Iterable[str]) -> str:
    """Write several things into one cell.

    Examples
    --------
    >>> joined(["paper#4", "debate#3; second half"])
    'paper#4; "debate#3; second half"'
    """
    return "; ".join(quote(p) for p in parts)


def reference(state: str | Sequence[str]) -> str:
    """Give a state as one text: a name, a pattern, or the options taken.

    Examples
    --------
    >>> reference("truce"), reference(["us.support", "russia.talks"]), reference([])
    ('truce', 'us.support+russia.talks', 'none')
    """
    return state if isinstance(state, str) else "+".join(state) or NO_OPTION


def quote(part: str, *, always: bool = False) -> str:
    """Put a part of a cell into quotation marks where it would be read as something else without them."""
    if always or ";" in part or part.startswith('"') or part != part.strip() or part in ("", NO_STATE):
        return '"' + part.replace('"', '""') + '"'
    return part


def split(text: str) -> list[str]:
    """Read what `joined` writes; a part in quotation marks is given with them (see `bare`).

    Examples
    --------
    >>> split('paper#4; "debate#3; second half"')
    ['paper#4', '"debate#3; second half"']
    """
    parts, start, inside = [], 0, False
    for at, c in enumerate(text):
        if c == '"' and (inside or not text[start:at].strip()):
            inside = not inside
        elif c == '"' and text[at - 1] == '"' and text[start:].lstrip().startswith('"'):
            inside = True  # a mark that is doubled inside
        elif c == ";" and not inside:
            parts.append(text[start:at].strip())
            start = at + 1
    if inside:  # a mark that never ends is part of what somebody wrote
        return [p.strip() for p in text.split(";")]
    return [*parts, text[start:].strip()]


def bare(part: str) -> str:
    """Take the quotation marks from around a part of a cell."""
    if len(part) > 1 and part.startswith('"') and part.endswith('"'):
        return part[1:-1].replace('""', '"')
    return part


def cut(parts: Sequence[str], most: int = 2_000) -> list[str]:
    """Write parts into cells that are not too long: one that goes on in the next ends with ``;``."""
    cells: list[str] = []
    line: list[str] = []
    length = 0
    for part in parts:
        if line and length + len(part) > most:
            cells.append("; ".join(line) + ";")
            line, length = [], 0
        line.append(part)
        length += len(part) + 2
    return [*cells, "; ".join(line)] if line else cells


def change(patch: Mapping[str, Any]) -> tuple[str, Any]:
    """Give a change of a list in words, and what is put there."""
    if "drop" in patch:
        return f"drop {patch['drop']}", None
    if "replace" in patch:
        return f"replace {patch['replace']}", patch["with"]
    for key in ("before", "after"):
        if key in patch:
            return f"{key} {patch[key]}", patch["put"]
    return "add", patch["put"]


def direction_of(conflict: Conflict, option: str) -> str:
    """Say in which direction an option can be changed."""
    rules = [r for r in conflict.rules if r.kind == "irreversible" and r.option == option]
    words = {"taken": "forward", "dropped": "backward"}
    always = {r.direction for r in rules if not r.conditions}
    if len(always) == 2:
        return "none"
    told = []
    for rule in rules:
        when = rule.written[1].removeprefix("if ") if rule.conditions else ""
        told.append(f"{words[rule.direction]} if {when}" if when else words[rule.direction])
    return "; ".join(dict.fromkeys(told)) or "both"
