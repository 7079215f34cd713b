"""The sheets of preferences: a column for each decision maker, or a row for each thing that is said.

What is wanted is kept by whose it is: account (empty: the file itself), decision maker, faction (empty: it as a whole).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book
from detente.exchange.cells import alike
from detente.exchange.making import unreadable
from detente.exchange.rows import MakersColumn, Row
from detente.exchange.sheets import MUCH, split
from detente.exchange.sheets_conditions import read_condition, read_state
from detente.exchange.sheets_parts import alternatives, changed, claim, decimal, number_in, texts, truth
from detente.exchange.sheets_where import PLACES, SAY_WHERE

Key = tuple[str, str, str]
_SIGNS = re.compile(r'\s+([>~])\s+(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside quotation marks


def read_preferences(book: Book) -> dict[str, Any]:
    """Read what everybody prefers: give the file's own, and put into accounts and factions what is theirs."""
    found: dict[Key, Any] = {}
    before = len(book.problems)
    for name, read in _READ.items():
        for column in book.makers_columns(name, first=name == "ranks"):
            with book.going_on():
                key = (column.account, column.placed(column.head, column.maker), column.faction)
                if key in found:
                    told = f"{quoted(column.maker)} has preferences already"
                    column.sheet.wrong(column.head, column.column, told)
            found[key] = read(book, column)
    for name, rows in (("Statements", _statement_rows), ("Weights", _weights), ("Partial", _chains)):
        rows(book, name, found)
    _reasons(book, found)
    own = {maker: body for (account, maker, faction), body in found.items() if not account and not faction}
    for (account, maker, faction), body in found.items():
        if account:
            book.overlay(account).setdefault("preferences", {})[maker] = body
        elif faction:
            book.factions[maker]["members"][faction]["preferences"] = body
    missing = [m for m in book.makers if m not in own] if own and not book.accounts else []
    for maker in missing if len(book.problems) == before else ():
        with book.going_on():
            told = f"says nothing of what {quoted(maker)} prefers: add a column to the sheet 'Preferences'"
            raise unreadable(book.file, f"{told} (an empty one: all states are alike to it)")
    return own


def _place(book: Book, row: Row, maker: str) -> tuple[Key, str]:
    """Say whose a row is; and the decision maker that it names, or the one before."""
    if {*PLACES, "Decision maker", "Faction"} & set(row.bad):
        raise book.follows()
    maker = book.owner(row, maker)
    account, faction = book.account(row), alike(row["Faction"])
    known = book.factions.get(maker, {}).get("members", {})
    if faction and account:
        row.wrong("Faction", "factions are the same in every account; leave one of the two out")
    if faction and faction not in known:
        if book.lost:
            raise book.follows()
        told = f"no faction {quoted(faction)} of {quoted(maker)}{choices(faction, list(known))}"
        row.wrong("Faction", told)
    return (account, row.put("Decision maker", maker), faction), maker


def _statements(book: Book, column: MakersColumn) -> list[str]:
    found: list[str] = []
    for row in column.filled():
        with book.going_on():
            text = column.sheet.cell(row, column.column)
            lazy = bool(column.account or column.faction)
            place = (column.sheet, row, column.column)
            found.append(read_condition(book, *place, text, column.maker, lazy=lazy))
    return found


def _ranking(book: Book, column: MakersColumn) -> dict[str, Any]:
    """Read a ranking: a group of states in each cell; one that ends with ``;`` goes on in the next."""
    groups: list[Any] = []
    more = False
    for row in column.filled():
        with book.going_on():
            text = column.sheet.cell(row, column.column)
            word, _, degree = (p.strip() for p in text.partition(":"))
            if word.casefold() == MUCH and (degree or MUCH not in book.names):
                groups.append({MUCH: column.placed(row, degree or "2")})
                continue
            parts = split(text)
            goes_on = not parts[-1] and len(parts) > 1
            lazy = bool(column.account)
            group = groups[-1] if more else []
            for part in parts[:-1] if goes_on else parts:
                group.append(read_state(book, column.sheet, row, column.column, part, lazy=lazy))
            if not more:
                groups.append(group)
            more = goes_on
    return {"ranking": [g[0] if isinstance(g, list) and len(g) == 1 else g for g in groups]}


def _statement_rows(book: Book, name: str, found: dict[Key, Any]) -> None:
    """Read the sheet with a row for each statement."""
    mine: set[Key] = set()
    maker = ""
    for row in book.table(name):
        with book.going_on():
            key, maker = _place(book, row, maker)
            if key in found and key not in mine:
                row.wrong("Decision maker", f"{quoted(maker)} has preferences already")
            mine.add(key)
            statement = _statement(book, row, key)
            if row["Change"]:
                if not key[0]:
                    row.wrong(
                        "Change",
                        f"only an account, a phase or a belief changes statements; {SAY_WHERE}",
                    )
                body = found.setdefault(key, {"patch": []})
                if isinstance(body, list):
                    row.wrong("Change", "either all rows of an account are changes, or none is")
                body["patch"].append(changed(row, statement))
                continue
            body = found.setdefault(key, [])
            if not isinstance(body, list):
                row.wrong("Change", "either all rows of an account are changes, or none is")
            if statement is not None:
                body.append(statement)


def _statement(book: Book, row: Row, key: Key) -> Any:
    """Read one statement with what is said of it; None in a row that has none."""
    more = texts(row, {"Text": "text", "Id": "id", "Order": "order"}) | claim(row) | alternatives(row)
    if row["Strength"]:
        more["strength"] = row["Strength"]
    if truth(row, "Unknown"):
        more["unknown"] = True
    text = row["Statement"]
    if not text:
        if more:
            row.wrong("Statement", "a statement is missing here; write it, or clear the row")
        return None
    place = (row.sheet, row.row, row.column("Statement"))
    that = read_condition(book, *place, text, key[1], lazy=bool(key[0] or key[2]))
    return {"that": that, **more} if more else that


def _weights(book: Book, name: str, found: dict[Key, Any]) -> None:
    maker = ""
    mine: set[Key] = set()
    for row in book.table(name):
        with book.going_on():
            key, maker = _place(book, row, maker)
            if key in found and key not in mine:
                row.wrong("Decision maker", f"{quoted(maker)} has preferences already")
            mine.add(key)
            body = found.setdefault(key, {"weights": {}})["weights"]
            if not row["What"]:
                continue
            place = (row.sheet, row.row, row.column("What"))
            what = read_condition(book, *place, row["What"], key[1], lazy=bool(key[0] or key[2]))
            if what in body:
                row.wrong("What", f"{quoted(what)} has a weight already")
            body[what] = decimal(row, "Weight")


def _chains(book: Book, name: str, found: dict[Key, Any]) -> None:
    """Read the chains of partial rankings: ``a > b ~ c``, best first."""
    maker = ""
    mine: set[Key] = set()
    for row in book.table(name):
        with book.going_on():
            key, maker = _place(book, row, maker)
            if key in found and key not in mine:
                row.wrong("Decision maker", f"{quoted(maker)} has preferences already")
            mine.add(key)
            chains = found.setdefault(key, {"partial": []})["partial"]
            if row["Chain"]:
                chains.append(_chain(book, row, lazy=bool(key[0])))


def _chain(book: Book, row: Row, *, lazy: bool) -> list[list[str]]:
    place = (row.sheet, row.row, row.column("Chain"))
    groups: list[list[str]] = [[]]
    for number, part in enumerate(_SIGNS.split(row["Chain"])):
        if number % 2 == 0:
            groups[-1].append(read_state(book, *place, part.strip(), lazy=lazy))
        elif part.strip() == ">":
            groups.append([])
    return groups


def _reasons(book: Book, found: dict[Key, Any]) -> None:
    """Read whose word a ranking or weights are, and why."""
    maker = ""
    for row in book.table("Reasons"):
        with book.going_on():
            key, maker = _place(book, row, maker)
            body = found.get(key)
            if not isinstance(body, dict) or "patch" in body:
                if len(book.problems):
                    raise book.follows()
                row.wrong(
                    "Decision maker",
                    f"{quoted(maker)} has no ranking and no weights here; the reasons of statements stand beside them",
                )
            body |= claim(row) | alternatives(row)


def _by_number(book: Book, column: MakersColumn) -> dict[str, Any]:
    groups: dict[Fraction, list[str]] = {}
    sheet = column.sheet
    for row in column.filled():
        with book.going_on():
            number = number_in(sheet, row, column.column)
            lazy = bool(column.account)
            groups.setdefault(number, []).append(
                read_state(book, sheet, row, 0, sheet.cell(row, 0), lazy=lazy)
            )
    ranked = [groups[n] for n in sorted(groups, reverse=True)]
    return {"ranking": [g[0] if len(g) == 1 else g for g in ranked]}


_READ: dict[str, Callable[[Book, MakersColumn], Any]] = {
    "preferences": _statements,
    "rankings": _ranking,
    "ranks": _by_number,
}
