"""The sheets of the record, of phases, and of what parties believe.

What a phase changes, or somebody believes, stands in the same sheets as what an account changes: the columns 'Phase'
and 'Believed by' say where a row holds (`detente.exchange.sheets_where`).
"""

from __future__ import annotations

from typing import Any

from detente.conflict.errors import quoted
from detente.exchange.book import Book
from detente.exchange.cells import alike
from detente.exchange.rows import Row
from detente.exchange.sheets import bare
from detente.exchange.sheets_conditions import read_state
from detente.exchange.sheets_parts import cited, claim, filled, several, texts
from detente.exchange.sheets_where import Where

_OF_PHASES = {"Date": "date", "Says": "says", "About": "about", "On": "on"}


def read_names(book: Book) -> None:
    """Read which phases there are and who believes something, so that other sheets may name them."""
    for row in book.table("Phases", lost=True):
        with book.going_on(lost=True):
            if not row["Phase"]:
                row.wrong("Phase", "the name of a phase is missing here")
            known = row["Phase"] in book.phases
            if not alike(row["Account"]):
                if known:
                    row.wrong("Phase", f"a second row of the phase {quoted(row['Phase'])}")
                book.phases[row.put("Phase", row["Phase"])] = texts(row, _OF_PHASES) | cited(row)
            elif not known:
                row.wrong("Phase", f"the row of {quoted(row['Phase'])} without an account comes first")
    for row in book.table("Beliefs", lost=True):
        with book.going_on(lost=True):
            key = (book.named_account(row), alike(row["Believed by"]))
            if not key[1]:
                row.wrong("Believed by", "who believes it is missing here")
            if key in book.beliefs:
                row.wrong("Believed by", f"a second row of what {quoted(key[1])} believes")
            book.beliefs[key] = texts(row, {"Text": "text"}) | claim(row)


def read_time(book: Book) -> dict[str, Any]:
    """Read the record, phases and beliefs as a whole, and put those of an account there."""
    _phases(book)
    return filled([("timeline", _timeline(book)), ("phases", book.phases), ("beliefs", _beliefs(book))])


def _changes(book: Book, row: Row, into: dict[str, Any]) -> None:
    """Read where it begins, and which options it is without."""
    if row["Status quo"]:
        place = (row.sheet, row.row, row.column("Status quo"))
        into["status_quo"] = read_state(book, *place, row["Status quo"], lazy=True)
    if row["Without"]:
        into.setdefault("options", {})["drop"] = several(row, "Without")


def _phases(book: Book) -> None:
    for row in book.table("Phases"):
        if row["Phase"] not in book.phases:  # told
            continue
        with book.going_on():
            account = book.named_account(row)
            into = book.overlay(str(Where(account, row["Phase"])))
            for head in (*_OF_PHASES, "Source") if account else ():
                if row[head]:
                    told = "stands in the row of the phase without an account, for all of them"
                    row.wrong(head, f"{quoted(row[head])} {told}")
            _changes(book, row, into)


def _beliefs(book: Book) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for row in book.table("Beliefs"):
        with book.going_on():
            account = book.named_account(row)
            body = book.beliefs.get((account, alike(row["Believed by"])))
            if body is None:
                continue
            place = (row.sheet, row.row, row.column("Believed by"))
            party = row.put("Believed by", book.maker(*place, row["Believed by"]))
            into = book.accounts[account].setdefault("beliefs", {}) if account else own
            if party in into:
                row.wrong("Believed by", f"a second row of what {quoted(party)} believes")
            into[party] = body
            if row["Takes"]:
                body["takes"] = _takes(book, row)
            _changes(book, row, body)
    return own


def _takes(book: Book, row: Row) -> dict[str, Any]:
    """Read of whom it believes what an account says: ``south: doves``."""
    found: dict[str, Any] = {}
    for part in several(row, "Takes"):
        name, colon, account = (p.strip() for p in part.partition(":"))
        if not colon or not account:
            row.wrong("Takes", f"'DECISION MAKER: ACCOUNT' is expected, found {quoted(part)}")
        party = row.put("Takes", book.maker(row.sheet, row.row, row.column("Takes"), name))
        if party in found:
            row.wrong("Takes", f"{quoted(party)} stands twice")
        found[party] = row.put("Takes", account)
    return found


def _timeline(book: Book) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in book.table("Timeline"):
        with book.going_on():
            if not row["Event"] or row["Event"] in found:
                told = "a name that no other row has is expected"
                row.wrong("Event", f"{told}, found {quoted(row['Event'])}" if row["Event"] else told)
            place = (row.sheet, row.row, row.column("By"))
            by = [row.put("By", book.maker(*place, p)) for p in several(row, "By")]
            body = texts(row, {"Date": "date", "Text": "text"})
            body |= filled([(row.put("By", "by"), by), (row.put("Does", "does"), several(row, "Does"))])
            if row["To"]:
                body["to"] = row.put("To", bare(row["To"]))
            found[row.put("Event", row["Event"])] = body | claim(row)
    return found
