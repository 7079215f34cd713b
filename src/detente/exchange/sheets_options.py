"""The sheets of decision makers, of options, of their levels; and the status quo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.conflict import LEAST_LEVELS, MOST_LEVELS, MOST_SHORT
from detente.conflict.condition import NO_LEVEL
from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book
from detente.exchange.cells import alike
from detente.exchange.making import slug, usable
from detente.exchange.rows import Row
from detente.exchange.sheets import OPTION_HEAD, bare, split
from detente.exchange.sheets_parts import NO, YES, cited, several, texts

_OF_MAKERS = ("Decision maker", "Option", "Name", "Short name")


@dataclass(frozen=True)
class Direction:
    """A cell that says in which direction an option may be changed; it may name conditions, which are read later."""

    row: Row
    option: str
    account: str = ""


def read_makers(book: Book) -> None:
    """Read the sheet of decision makers, where there is one: their order, their names and what is said of them."""
    for row in book.table("Decision makers", lost=True):
        with book.going_on(lost=True):
            if not row["Decision maker"]:
                row.wrong("Decision maker", "a decision maker is missing here")
            if alike(row["Decision maker"]) in book.called:
                row.wrong("Decision maker", f"a second row of {quoted(row['Decision maker'])}")
            id = _maker(book, row)
            book.makers[id] |= texts(row, {"About": "about"})
    if book.graph_form and "decision makers" not in book.sheets:  # then they are those who move
        for row in book.table("Moves", lost=True):
            if row["Decision maker"]:
                _maker(book, row)


def read_options(book: Book) -> list[Direction]:
    """Read the sheet; give the cells about directions."""
    directions: list[Direction] = []
    quo: dict[str, bool | None] = {}
    maker = ""
    for row in book.table("Options", lost=True):
        with book.going_on(lost=True):
            maker = _maker(book, row) or maker
            if not maker:
                if book.lost:
                    raise book.follows()
                row.wrong("Decision maker", "the first row needs a decision maker")
            if not row["Option"]:
                _nameless(row)
                continue
            account = book.account(row)
            id = _option(book, row, maker, account)
            if row["Direction"]:
                directions.append(Direction(row, row.put("Option", f"{maker}.{id}"), account))
            if account:
                if row["Status quo"]:
                    row.wrong(
                        "Status quo",
                        f"that {quoted(account)} begins otherwise stands in the sheet 'Accounts', or 'Phases'",
                    )
                continue
            with book.going_on():
                _status_quo(book, row, f"{maker}.{id}", quo)
    if not book.makers and not book.lost and "options" in book.sheets:
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
        book.makers[id] = {"name": row.put("Name" if name else "Decision maker", name or text)}
        if name:
            book.called.setdefault(alike(name), id)
    if row["Short name"]:
        with book.going_on():
            book.makers[book.called[key]]["short"] = _short(row, "Short name")
    return book.called[key]


def _option(book: Book, row: Row, maker: str, account: str) -> str:
    """Read the option of a row; give its id."""
    text = row["Option"]
    if account:
        added = book.overlay(account).setdefault("options", {}).setdefault("add", {})
        options = added.setdefault(maker, {})
    else:
        options = book.makers[maker].setdefault("options", {})
    id = text if usable(text) else slug(text, f"option_{len(options) + 1}")
    if id in options:
        row.wrong("Option", f"{quoted(id)} names two options of {quoted(maker)}")
    more: dict[str, Any] = texts(row, {"Otherwise": "otherwise", "About": "about"}) | cited(row)
    if row["Tags"]:
        more["tags"] = several(row, "Tags")
    if row["Short"]:
        with book.going_on():
            more["short"] = _short(row, "Short")
    key = row.put("Option", id)
    said = row["Text"] or row.put("Option", text)
    options[key] = {"text": said}
    mine = [] if account else book.options.setdefault(maker, [])
    if row["Levels"]:
        more["levels"] = levels = _levels(row)
        if not account:
            book.levels[f"{maker}.{id}"] = tuple(levels)
        mine += [f"{id}.{level}" for level in levels]
    else:
        mine.append(id)
    options[key] = {"text": said, **more} if more else said
    return id


def read_levels(book: Book) -> None:
    """Read the sheet of levels, where there is one: what each means, and in a word or two."""
    for row in book.table("Levels"):
        with book.going_on():
            maker, _, id = row["Option"].partition(".")
            account = book.account(row)
            makers = book.overlay(account).get("options", {}).get("add", {}) if account else book.makers
            options = makers.get(maker, {}) if account else makers.get(maker, {}).get("options", {})
            option = options.get(id)
            levels = option.get("levels") if isinstance(option, dict) else None
            if levels is None:
                if book.lost:
                    raise book.follows()
                known = [o for o in book.levels if not account]
                row.wrong(
                    "Option", f"no option with levels {quoted(row['Option'])}{choices(row['Option'], known)}"
                )
            if row["Level"] not in levels:
                row.wrong("Level", f"no level {quoted(row['Level'])}{choices(row['Level'], list(levels))}")
            said = texts(row, {"Text": "text"})
            if row["Short"]:
                said["short"] = _short(row, "Short")
            levels[row["Level"]] = said or None


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
    for part in split(row["Levels"]):
        name, _, said = (p.strip() for p in bare(part).partition(":"))
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
