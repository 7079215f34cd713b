"""What cells of many sheets hold: citations, claims, numbers, changes, texts by their heading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from detente.conflict.errors import choices, quoted
from detente.exchange.cells import Sheet
from detente.exchange.numbers import NumberError, as_shown, shown, written
from detente.exchange.rows import Row
from detente.exchange.sheets import bare, split

CHANGES = ("add", "drop", "replace", "before", "after")
YES, NO = ("y", "yes", "1", "true", "x"), ("n", "no", "0", "false", "")


def texts(row: Row, heads: Mapping[str, str]) -> dict[str, Any]:
    """Give what stands under some headings, by the keys of a conflict file; nothing for empty cells."""
    return {key: row[head] for head, key in heads.items() if row[head]}


def several(row: Row, head: str) -> list[Any]:
    """Give the parts of a cell."""
    return [row.put(head, bare(p)) for p in split(row[head])] if row[head] else []


def cited(row: Row, head: str = "Source", key: str = "source") -> dict[str, Any]:
    """Give the sources that a cell cites."""
    found = several(row, head)
    return {key: found[0] if len(found) == 1 else found} if found else {}


def claim(row: Row) -> dict[str, Any]:
    """Give the reason of a claim, whose word it is, how sure the analyst is."""
    found = texts(row, {"Because": "because"}) | cited(row)
    return found | ({"confidence": decimal(row, "Confidence")} if row["Confidence"] else {})


def alternatives(row: Row) -> dict[str, Any]:
    """Give what else a claim may be, in the notation of conflict files."""
    if not row["Alternatives"]:
        return {}
    found = noted(row, "Alternatives")
    if not isinstance(found, list):
        row.wrong("Alternatives", "a list in the notation of conflict files (JSON) is expected")
    return {"alternatives": found}


def noted(row: Row, head: str) -> Any:
    """Read a cell in the notation of conflict files; the texts in it know their cell."""
    try:
        return _placed(row, head, json.loads(row[head]))
    except ValueError as error:
        row.wrong(head, f"is not in the notation of conflict files (JSON): {error}")


def _placed(row: Row, head: str, found: Any) -> Any:
    if isinstance(found, dict):
        return {row.put(head, str(k)): _placed(row, head, v) for k, v in found.items()}
    if isinstance(found, list):
        return [_placed(row, head, v) for v in found]
    return row.put(head, found) if isinstance(found, str) else found


def number_in(
    sheet: Sheet, row: int, column: int, text: str | None = None, *, exact: bool = False
) -> Fraction:
    """Read a number of a cell, or one of several that stand in it; `exact` keeps all digits of a text."""
    found = sheet.cell(row, column) if text is None else text
    try:
        if text is None and sheet.kind(row, column) == "number":
            return as_shown(found)
        return shown(found, sheet.decimal, exact=exact)
    except NumberError as error:
        sheet.wrong(row, column, str(error))


def decimal(row: Row, head: str, text: str | None = None) -> Any:
    """Write a number of a cell as conflict files do, with a point before its decimals and without an exponent."""
    number = number_in(row.sheet, row.row, row.column(head), text, exact=True)
    return row.put(head, written(row[head] if text is None else text, number))


def decimals(row: Row, head: str) -> list[Any]:
    """Give the numbers of a cell."""
    return [decimal(row, head, part) for part in split(row[head])] if row[head] else []


def truth(row: Row, head: str) -> bool:
    """Read yes or no; an empty cell is no."""
    text = row[head].casefold()
    if text not in (*YES, *NO):
        row.wrong(head, f"Y or N is expected, found {quoted(row[head])}")
    return text in YES


def changed(row: Row, item: Any) -> dict[str, Any]:
    """Read what a row changes in a list, as a patch: nothing or ``add``, ``drop ID``, ``replace ID``, ``before ID``."""
    word, _, id = row["Change"].partition(" ")
    key, id = (word or "add").casefold(), id.strip()
    if key not in CHANGES:
        row.wrong("Change", f"no change {quoted(word)}{choices(word, CHANGES)}")
    if key != "add" and not id:
        row.wrong("Change", f"'{key}' needs the id of what is changed")
    target = row.put("Change", id)
    if key == "drop":
        if item is not None:
            row.wrong("Change", "a row that drops something says nothing else")
        return {"drop": target}
    if item is None:
        row.wrong("Change", f"'{key}' needs what is put there")
    if key == "replace":
        return {"replace": target, "with": item}
    return {"put": item} if key == "add" else {key: target, "put": item}


def filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {k: v for k, v in pairs if v not in ("", [], {}, None)}
