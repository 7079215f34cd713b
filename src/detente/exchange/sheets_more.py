"""The sheets of accounts, sources, factions, ultimatums and published results."""

from __future__ import annotations

from typing import Any

from detente.conflict.errors import quoted
from detente.exchange.book import Book
from detente.exchange.cells import alike
from detente.exchange.rows import Row
from detente.exchange.sheets import HEADS, NO_STATE, split
from detente.exchange.sheets_conditions import read_condition, read_state
from detente.exchange.sheets_parts import cited, claim, decimal, decimals, filled, noted, several, texts
from detente.exchange.sheets_terms import read_shifts, read_terms
from detente.exchange.sheets_time import read_time


def read_sources(book: Book) -> dict[str, Any]:
    """Read what claims come from."""
    found: dict[str, Any] = {}
    keys = {head: head.lower() for head in HEADS["Sources"][1:] if head != "Reliability"}
    for row in book.table("Sources"):
        with book.going_on():
            _new(row, "Source", found)
            known = {"reliability": decimal(row, "Reliability")} if row["Reliability"] else {}
            found[row["Source"]] = texts(row, keys) | known
    return found


def _new(row: Row, head: str, found: dict[str, Any]) -> None:
    """See that a row names something, and nothing that an earlier one names."""
    if not row[head] or row[head] in found:
        told = "a name that no other row has is expected"
        row.wrong(head, f"{told}, found {quoted(row[head])}" if row[head] else told)


def read_accounts(book: Book) -> None:
    """Read the accounts: what they are, and what they stand on. What they change stands in other sheets."""
    heads = {"Says": "says", "About": "about", "On": "on"}
    for row in book.table("Accounts", lost=True):
        with book.going_on(lost=True):
            _new(row, "Account", book.accounts)
            book.accounts[row["Account"]] = texts(row, heads) | cited(row)


def read_changes(book: Book) -> None:
    """Read how accounts begin, and which options they leave out."""
    for row in book.table("Accounts"):
        account = book.accounts.get(row["Account"])
        if account is None:
            continue
        with book.going_on():
            if row["Status quo"]:
                place = (row.sheet, row.row, row.column("Status quo"))
                account["status_quo"] = read_state(book, *place, row["Status quo"], lazy=True)
            if row["Without"]:
                account.setdefault("options", {})["drop"] = several(row, "Without")


def read_factions(book: Book) -> None:
    """Read what decision makers consist of; what factions want stands with the preferences."""
    maker = ""
    for row in book.table("Factions"):
        with book.going_on(lost=True):
            maker = book.owner(row, maker)
            mine = book.factions.setdefault(maker, {"members": {}})
            quota = {"quota": decimal(row, "Quota")} if row["Quota"] else {}
            if not row["Faction"]:
                mine |= quota | claim(row)
                continue
            mine |= quota
            _new(row, "Faction", mine["members"])
            weight = {"weight": decimal(row, "Weight")} if row["Weight"] else {}
            said = texts(row, {"Name": "name", "About": "about"})
            mine["members"][row["Faction"]] = said | weight | claim(row)


def finish_factions(book: Book) -> dict[str, Any]:
    """Give the factions; those without preferences are told."""
    for maker, body in book.factions.items():
        for id, member in body["members"].items():
            if "preferences" not in member and not book.problems:
                at = getattr(id, "at", "")
                with book.going_on():
                    raise book.unreadable(
                        f"{at}: nothing says what the faction {quoted(id)} of {quoted(maker)} wants; write it in the "
                        "sheet 'Statements', or as a column of 'Preferences'"
                    )
    return book.factions


def read_ultimatums(book: Book) -> dict[str, Any]:
    """Read who demands what of whom, and what is threatened."""
    found: dict[str, Any] = {}
    for row in book.table("Ultimatums"):
        with book.going_on():
            _new(row, "Ultimatum", found)
            found[row["Ultimatum"]] = _ultimatum(book, row)
    return found


def _ultimatum(book: Book, row: Row) -> dict[str, Any]:
    parties = {}
    for head in ("By", "To"):
        place = (row.sheet, row.row, row.column(head))
        parties[head] = row.put(head, book.maker(*place, row[head]))
    body: dict[str, Any] = texts(row, {"Text": "text", "Deadline": "deadline"})
    body |= {"by": parties["By"], "to": parties["To"]}
    for head, own in (("Demand", "To"), ("Threat", "By")):
        place = (row.sheet, row.row, row.column(head))
        body[head.lower()] = read_condition(book, *place, row[head], parties[own], lazy=True)
    body |= claim(row)
    if row["Concede"] or row["Carry out"]:
        body["stakes"] = {
            row.put(head, key): decimals(row, head)
            for head, key in (("Concede", "concede"), ("Carry out", "carry_out"))
        }
    cost = decimals(row, "Audience cost")
    if row["A day"]:
        start = cost[0] if cost else row.put("A day", "0")
        body["audience_cost"] = {row.put("A day", "start"): start, "a_day": decimal(row, "A day")}
    elif cost:
        body["audience_cost"] = cost[0] if len(cost) == 1 else cost
    if row["Resolved"]:
        body["resolved"] = decimal(row, "Resolved")
    record = texts(row, {"Record": "text"}) | cited(row, "Record source")
    return body | ({"record": record} if record else {})


def read_published(book: Book) -> list[Any]:
    """Read what sources say holds: rows with one name under 'Result' belong together."""
    found: dict[str, dict[str, Any]] = {}
    for row in book.table("Published"):
        with book.going_on():
            entry = found.setdefault(alike(row["Result"]), {})
            entry |= texts(row, {"Account": "perspective", "Wrong": "wrong", "Note": "note"}) | cited(row)
            for head in ("Equilibria", "Recomputed"):
                if row[head]:
                    sets = entry.setdefault(head.lower(), {})
                    sets.setdefault(row["Concept"], []).extend(_states(book, row, head))
    return list(found.values())


def _states(book: Book, row: Row, head: str) -> list[Any]:
    """Read a list of states; ``-`` for none, and one that ends with ``;`` goes on in the next row."""
    if row[head] == NO_STATE:
        return []
    place = (row.sheet, row.row, row.column(head))
    return [read_state(book, *place, p, lazy=True) for p in split(row[head]) if p]


def read_more(book: Book) -> dict[str, Any]:
    """Read what no other sheet holds: rows with one key belong together."""
    found: dict[str, Any] = {}
    for row in book.table("More"):
        with book.going_on():
            account = book.account(row)
            into = book.accounts[account] if account else found
            value = noted(row, "Value")
            key = row["Key"]
            if account and key in ("wishes", "shifts"):
                into[key] = joined_with(into.get(key), value)
            elif not isinstance(value, dict | list) or (isinstance(value, list) and not value):
                into[key] = value
            elif isinstance(value, dict) and isinstance(into.setdefault(key, {}), dict):
                into[key] |= value
            elif isinstance(value, list) and isinstance(into.setdefault(key, []), list):
                into[key] += value
            else:
                row.wrong("Value", f"another kind of thing than what stands under {quoted(key)} above")
    return found


def more_of(book: Book) -> dict[str, Any]:
    """Read what stands beside the game: factions, ultimatums, published results."""
    found = filled(
        [
            ("factions", finish_factions(book)),
            ("ultimatums", read_ultimatums(book)),
            ("published", read_published(book)),
            ("terms", read_terms(book)),
            ("shifts", read_shifts(book)),
        ]
    )
    found |= read_time(book)
    more = read_more(book)
    return found | filled((k, joined_with(found.get(k), v)) for k, v in more.items())


def joined_with(known: Any, more: Any) -> Any:
    """Put together what sheets of their own say and what the sheet 'More' adds; what both say stands as this has it."""
    if not isinstance(known, dict) or not isinstance(more, dict):
        return more
    return known | {k: joined_with(known.get(k), v) for k, v in more.items()}
