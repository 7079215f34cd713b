"""The sheets of terms: issues and their values, what cannot go together, what each wants of them; shifts of power.

What conditions, values and numbers have to be is left to whoever reads the whole: every text knows its cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book
from detente.exchange.rows import Row
from detente.exchange.sheets import ALL_ISSUES, bare, split
from detente.exchange.sheets_conditions import LISTS, read_condition
from detente.exchange.sheets_parts import (
    changed,
    cited,
    claim,
    decimal,
    decimals,
    filled,
    several,
    texts,
    truth,
)

FORMS = {"worth": "weights", "statement": "statements", "rank": "ranking"}
KINDS = (*FORMS, "red line", "no deal", "lot", "costs")
Wish = dict[str, Any]


def read_terms(book: Book) -> dict[str, Any]:
    """Read the terms, the wishes of the file itself with them; wishes of an account are put there."""
    issues: dict[str, Any] = {}
    terms: dict[str, Any] = {}
    id = ""
    for row in book.table("Terms"):
        before = sum(len(i["values"]) for i in issues.values())
        with book.going_on():
            if row["Issue"] == ALL_ISSUES:
                terms |= texts(row, {"About": "about"}) | _signed(book, row)
                continue
            id = row["Issue"] or id
            if not id:
                row.wrong("Issue", "the first row needs an issue")
            _issue(book, row, issues.setdefault(row.put("Issue", id), {"values": {}}))
            continue
        book.terms_lost |= before == sum(
            len(i["values"]) for i in issues.values()
        )  # a mistake hid what it names
    exclusions = _exclusions(book)
    own = _wishes(book, set(issues))
    if own and not issues:
        sheet = book.sheets["wishes"]
        with book.going_on():
            sheet.wrong(
                sheet.first_row(),
                0,
                "wishes are about terms: the issues stand in a sheet 'Terms', which is missing",
            )
    terms |= filled([("issues", issues), ("exclusions", exclusions)])
    return terms | ({"wishes": own} if own else {})


def _issue(book: Book, row: Row, issue: dict[str, Any]) -> None:
    """Read a row: a value of an issue, and what is said of the issue as a whole."""
    about = texts(row, {"Issue text": "text", "Issue short": "short", "Issue about": "about"})
    about |= cited(row, "Issue source") | _signed(book, row)
    for key, value in about.items():
        if issue.setdefault(key, value) != value:
            row.wrong(
                "Issue", f"another row of the issue gives another {quoted(key)}; leave one of the two empty"
            )
    if not row["Value"]:
        if not about:
            row.wrong("Value", "a value is missing here")
        return
    id = row.put("Value", row["Value"])
    if id in issue["values"]:
        row.wrong("Value", f"a second row of the value {quoted(id)}")
    said = texts(row, {"Text": "text", "Short": "short", "About": "about"}) | cited(row)
    said |= filled([("sets", several(row, "Sets")), ("bars", several(row, "Bars"))])
    issue["values"][id] = said["text"] if set(said) == {"text"} else said
    if truth(row, "Stands"):
        if "without" in issue:
            row.wrong(
                "Stands", "one value of an issue stands where nothing is signed; another one has a Y already"
            )
        issue["without"] = id


def _signed(book: Book, row: Row) -> dict[str, Any]:
    place = (row.sheet, row.row, row.column("Signed by"))
    found = [row.put("Signed by", book.maker(*place, p)) for p in several(row, "Signed by")]
    return {"signed_by": found} if found else {}


def _exclusions(book: Book) -> list[dict[str, Any]]:
    found = []
    for row in book.table("Exclusions"):
        with book.going_on():
            kind = row["Rule"].casefold() or "never"
            if kind not in ("never", *LISTS):
                row.wrong("Rule", f"no exclusion {quoted(row['Rule'])}{choices(kind, ('never', *LISTS))}")
            parts = split(row["What"]) if kind in LISTS else [row["What"]]
            what = [row.put("What", bare(p)) for p in parts]
            body: dict[str, Any] = {row.put("Rule", kind): what if kind in LISTS else what[0]}
            found.append(body | texts(row, {"Id": "id", "Because": "because"}) | cited(row))
    return found


# -- wishes ------------------------------------------------------------------------------------------------------------


def _wishes(book: Book, issues: set[str]) -> dict[str, Any]:
    """Read what each wants; give the file's own, and put those of an account there."""
    found: dict[tuple[str, str], Wish] = {}
    maker, more = "", False
    for row in book.table("Wishes"):
        with book.going_on():
            maker = book.owner(row, maker)
            account = book.account(row)
            place = row.put("Decision maker", maker)
            key = next((k for k in found if k == (account, maker)), (account, place))
            more = _wish(book, row, found.setdefault(key, {}), issues, more)
    own: dict[str, Any] = {}
    for (account, dm), wish in found.items():
        body = _whole(wish)
        if account:
            book.overlay(account).setdefault("wishes", {})[dm] = body
        else:
            own[dm] = body
    return own


def _wish(book: Book, row: Row, wish: Wish, issues: set[str], more: bool) -> bool:
    """Read one row; tells whether the next one goes on with the packages that tie."""
    kind = row["Kind"].casefold()
    if kind not in KINDS:
        row.wrong("Kind", f"no kind of wish {quoted(row['Kind'])}{choices(kind, KINDS)}")
    if row["Change"] and kind != "statement":
        row.wrong(
            "Change", "only statements of an account are changed; wishes of another kind are given anew"
        )
    if kind == "statement":
        _statement(book, row, wish)
    elif kind == "worth":
        _worth(book, row, wish.setdefault("weights", {}), issues)
    elif kind == "rank":
        return _rank(row, wish, more)
    elif kind == "red line":
        wish.setdefault("red_lines", []).append(_said(book, row))
    else:
        _no_deal(row, wish.setdefault("no_deal", {}), kind)
    return False


def _said(book: Book, row: Row) -> Any:
    """Read a condition with what is said of it."""
    place = (row.sheet, row.row, row.column("What"))
    that = read_condition(book, *place, row["What"], lazy=True)
    more = texts(row, {"Text": "text", "Id": "id"}) | claim(row)
    return {"that": that, **more} if more else that


def _statement(book: Book, row: Row, wish: Wish) -> None:
    item = _said(book, row) if row["What"] else None
    if not row["Change"]:
        if "patch" in wish:
            row.wrong("Change", "other rows change statements; say here what this one changes, as with 'add'")
        wish.setdefault("statements", []).extend([] if item is None else [item])
        return
    if not row["Account"] and not row["Phase"]:
        row.wrong(
            "Change", "only an account or a phase changes statements; name it under 'Account' or 'Phase'"
        )
    if set(wish) - {"patch"}:
        row.wrong("Change", "other rows give the wishes anew; either all of them change something, or none")
    wish.setdefault("patch", []).append(changed(row, item))


def _worth(book: Book, row: Row, weights: dict[str, Any], issues: set[str]) -> None:
    """Read what a value of an issue is worth, or that a condition holds."""
    if not row["What"]:
        return
    place = (row.sheet, row.row, row.column("What"))
    what = read_condition(book, *place, row["What"], lazy=True)
    whole = what in issues or bool(row["Value"])
    fresh = what not in weights
    entry = weights.setdefault(what, {"points": {} if whole else None})
    if whole != isinstance(entry["points"], dict) or (not whole and not fresh):
        row.wrong("What", f"a second row of {quoted(what)}; of an issue each row names a value under 'Value'")
    if not whole:
        entry["points"] = _range(row, needed=True)
    elif row["Value"]:
        if row["Value"] in entry["points"]:
            row.wrong("Value", f"a second row of the value {quoted(row['Value'])} of {quoted(what)}")
        entry["points"][row.put("Value", row["Value"])] = _range(row, needed=True)
    elif row["Worth"]:
        row.wrong("Value", f"{quoted(what)} is an issue: its values are worth something each; name one here")
    _once(row, entry, claim(row) | ({"weight": decimal(row, "Weight")} if row["Weight"] else {}))


def _once(row: Row, entry: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Keep what is said of several rows together; two of them may not differ."""
    for key, value in said.items():
        if entry.setdefault(key, value) != value:
            head = {"weight": "Weight", "because": "Because", "source": "Source", "confidence": "Confidence"}[
                key
            ]
            row.wrong(head, "another row of the same gives something else; leave one of the two empty")


def _range(row: Row, *, needed: bool = False) -> Any:
    """Read a number, or two between which it lies."""
    found = decimals(row, "Worth")
    if not found and needed:
        row.wrong("Worth", "a number is expected here, or two between which it lies: 4; 6")
    return found[0] if len(found) == 1 else found


def _rank(row: Row, wish: Wish, more: bool) -> bool:
    """Read packages that tie; a cell that ends with ``;`` goes on in the next row."""
    ranking = wish.setdefault("ranking", [])
    _once(row, wish.setdefault("claim", {}), claim(row))
    if not row["What"]:
        return False
    parts = split(row["What"])
    goes_on = len(parts) > 1 and not parts[-1]
    group = [row.put("What", bare(p)) for p in (parts[:-1] if goes_on else parts)]
    if more and ranking:
        ranking[-1] += group
    else:
        ranking.append(group)
    return goes_on


def _no_deal(row: Row, found: dict[str, Any], kind: str) -> None:
    _once(row, found.setdefault("claim", {}), claim(row))
    if kind == "lot":
        if not row["Chance"]:
            row.wrong("Chance", "how probable it is, is missing here: a number from 0 to 1")
        lot = {row.put("Chance", "chance"): decimal(row, "Chance"), "worth": _range(row, needed=True)}
        found.setdefault("lottery", []).append(lot)
        return
    key = "worth" if kind == "no deal" else "costs"
    if key in found:
        row.wrong("Kind", f"a second row of the kind {quoted(kind)}")
    if row["Worth"] or kind == "costs":
        found[row.put("Worth", key)] = _range(row, needed=True)


def _whole(wish: Wish) -> Any:
    """Put the wishes of a party together, as a conflict file has them."""
    if set(wish) <= {"patch"}:
        return wish
    body: dict[str, Any] = dict(wish.get("claim", {}))
    if "weights" in wish:
        body["weights"] = {k: w if set(w) > {"points"} else w["points"] for k, w in wish["weights"].items()}
    if "ranking" in wish:
        body["ranking"] = [g[0] if len(g) == 1 else g for g in wish["ranking"]]
    for key in ("patch", "statements", "red_lines"):
        if key in wish:
            body[key] = wish[key]
    if "no_deal" in wish:
        no_deal = {k: v for k, v in wish["no_deal"].items() if k != "claim"} | wish["no_deal"]["claim"]
        body["no_deal"] = no_deal["worth"] if set(no_deal) == {"worth"} else no_deal
    return body["statements"] if set(body) == {"statements"} else body


# -- shifts of power ---------------------------------------------------------------------------------------------------


def read_shifts(book: Book) -> dict[str, Any]:
    """Read shifts of power; give the file's own, and put those of an account there."""
    own: dict[str, Any] = {}
    for row in book.table("Shifts"):
        with book.going_on():
            account = book.account(row)
            into = book.overlay(account).setdefault("shifts", {}) if account else own
            if not row["Shift"] or row["Shift"] in into:
                told = "a name that no other row has is expected"
                row.wrong("Shift", f"{told}, found {quoted(row['Shift'])}" if row["Shift"] else told)
            into[row["Shift"]] = _shift(book, row)
    return own


def _shift(book: Book, row: Row) -> dict[str, Any]:
    body: dict[str, Any] = texts(row, {"Text": "text"})
    for head in ("Declines", "Rises"):
        place = (row.sheet, row.row, row.column(head))
        body[head.lower()] = row.put(head, book.maker(*place, row[head]))
    body["chance"] = {row.put(head, head.lower()): _numbers(row, head) for head in ("Now", "Later")}
    body |= {head.lower(): _numbers(row, head) for head in ("Cost", "Discount")}
    if row["Periods"]:
        body["periods"] = decimal(row, "Periods")
    if row["Guarantee"]:
        body["guarantee"] = _numbers(row, "Guarantee")
    if row["Where"]:
        place = (row.sheet, row.row, row.column("Where"))
        body["where"] = read_condition(book, *place, row["Where"], lazy=True)
    return body | claim(row)


def _numbers(row: Row, head: str) -> Any:
    found = decimals(row, head)
    if not found:
        row.wrong(head, "a number is expected here, or two between which it lies: 0.5; 0.7")
    return found[0] if len(found) == 1 else found
