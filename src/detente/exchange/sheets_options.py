"""The sheet of options: decision makers, their options, levels, and the status quo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.conflict import LEAST_LEVELS, MOST_LEVELS, MOST_SHORT
from detente.conflict.condition import NO_LEVEL
from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book, Row
from detente.exchange.cells import alike
from detente.exchange.making import slug, usable
from detente.exchange.sheets import OPTION_HEAD

YES, NO = ("y", "yes", "1", "true", "x"), ("n", "no", "0", "false", "")
_TEXTS = ("Text", "Name", "Short name", "Otherwise", "Short")
_OF_MAKERS = ("Decision maker", "Option", "Name", "Short name")


@dataclass(frozen=True)
class Direction:
    """A cell that says in which direction an option may be changed; it may name conditions, which are read later."""

    row: Row
    option: str


def read_options(book: Book) -> list[Direction]:
    """Read the sheet; give the cells about directions."""
    directions: list[Direction] = []
    quo: dict[str, bool | None] = {}
    maker = ""
    for row in book.rows("options", OPTION_HEAD, ("Decision maker", "Option"), _TEXTS):
        with book.going_on(lost=True):
            if "Decision maker" in row.bad:
                maker = ""
                raise book.follows()
            maker = _maker(book, row) or maker
            if not maker:
                if book.lost:
                    raise book.follows()
                row.wrong("Decision maker", "the first row needs a decision maker")
            if "Option" in row.bad:
                raise book.follows()
            if not row["Option"]:
                _nameless(row)
                continue
            id = _option(book, row, maker)
            if row["Direction"]:
                directions.append(Direction(row, f"{maker}.{id}"))
            with book.going_on():
                _status_quo(book, row, f"{maker}.{id}", quo)
    if not book.makers and not book.lost:
        sheet = book.sheets["options"]
        with book.going_on(lost=True):
            sheet.wrong(sheet.first_row(), 0, "there is no decision maker below the headings")
    if any(v is not None for v in quo.values()):
        book.start = [o for o, v in quo.items() if v]
    return directions


def _maker(book: Book, row: Row) -> str:
    """Give the id of the decision maker that a row names; empty where it names none."""
    text, name = row["Decision maker"], row["Name"]
    if not text:
        return ""
    key = alike(text)
    if key not in book.called:
        id = book.ids.give(text if usable(text) else slug(text, f"dm_{len(book.makers) + 1}"))
        book.called[key] = book.called[id] = id
        book.makers[id] = {"name": name or text}
        if name:
            book.called.setdefault(alike(name), id)
    if row["Short name"]:
        with book.going_on():
            book.makers[book.called[key]]["short"] = _short(row, "Short name")
    return book.called[key]


def _option(book: Book, row: Row, maker: str) -> str:
    """Read the option of a row; give its id."""
    text = row["Option"]
    options = book.makers[maker].setdefault("options", {})
    id = text if usable(text) else slug(text, f"option_{len(options) + 1}")
    if id in options:
        row.wrong("Option", f"{quoted(id)} names two options of {quoted(maker)}")
    more: dict[str, Any] = {}
    if row["Otherwise"]:
        more["otherwise"] = row["Otherwise"]
    if row["Short"]:
        with book.going_on():
            more["short"] = _short(row, "Short")
    said = row["Text"] or text
    options[id] = {"text": said}
    mine = book.options.setdefault(maker, [])
    if row["Levels"]:
        more["levels"] = levels = _levels(row)
        book.levels[f"{maker}.{id}"] = tuple(levels)
        mine += [f"{id}.{level}" for level in levels]
    else:
        mine.append(id)
    options[id] = {"text": said, **more} if more else said
    return id


def _nameless(row: Row) -> None:
    """See that a row without an option names a decision maker and says nothing else."""
    filled = next((n for n in OPTION_HEAD if n not in _OF_MAKERS and row[n]), "")
    if not filled and not row["Decision maker"]:
        filled = "Name" if row["Name"] else "Short name"
    if filled:
        row.wrong(
            "Option",
            f"no option, and {quoted(row[filled])} stands under {quoted(filled)}; name the option here, or clear the "
            "row",
        )


def _short(row: Row, head: str) -> str:
    """Read short words."""
    if len(row[head]) > MOST_SHORT:
        row.wrong(head, f"at most {MOST_SHORT} characters are expected, found {quoted(row[head])}")
    return row[head]


def _levels(row: Row) -> dict[str, str | None]:
    """Read the levels of an option, lowest first, each perhaps with what it means."""
    found: dict[str, str | None] = {}
    for part in row["Levels"].split(";"):
        name, _, said = (p.strip() for p in part.partition(":"))
        if not usable(name) or name in found or name == NO_LEVEL:
            row.wrong("Levels", f"{quoted(name)} cannot name a level, or names two")
        found[name] = said or None
    if len(found) < LEAST_LEVELS or len(found) > MOST_LEVELS:
        row.wrong("Levels", f"from {LEAST_LEVELS} to {MOST_LEVELS} levels are expected, separated by ';'")
    return found


def _status_quo(book: Book, row: Row, option: str, quo: dict[str, bool | None]) -> None:
    """Read whether an option is taken in the status quo, or at which level."""
    if "Status quo" not in row.cells:
        return
    said = row["Status quo"]
    levels = book.levels.get(option, ())
    if said in levels:
        quo[f"{option}.{said}"] = True
    elif levels and said.casefold() not in NO:
        row.wrong("Status quo", f"no level {quoted(said)}{choices(said, ('N', *levels))}")
    elif not said:
        quo[option] = None
    elif said.casefold() in YES or said.casefold() in NO:
        quo[option] = said.casefold() in YES
    else:
        row.wrong("Status quo", f"Y (taken) or N (not taken) is expected, found {quoted(said)}")
