"""Laying the record, phases and beliefs out in sheets: who, when, on whose word. What they change stands in others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.exchange.sheets import joined, quote, reference
from detente.exchange.sheets_where import Where, changing

Plain = Mapping[str, Any]
Rows = list[dict[str, str]]


def time_rows(plain: Plain, found: dict[str, Rows]) -> None:
    """Add the rows of the sheets of the record, of phases, and of beliefs."""
    found["Timeline"] = [_event(id, body) for id, body in plain.get("timeline", {}).items()]
    found["Phases"] = [_phase(at, body) for at, body in changing(plain) if at.phase]
    found["Beliefs"] = [_belief(at, body) for at, body in changing(plain) if at.believer]


def more_of_phases(plain: Plain) -> Iterator[dict[str, Any]]:
    """Give what of phases no sheet holds, as the conflict file says it: a start that may be another one, too."""
    for at, body in changing(plain):
        start = body.get("status_quo")
        if at.phase and isinstance(start, Mapping):
            left = {"status_quo": start}
            yield {at.phase: {"perspectives": {at.account: left}} if at.account else left}


def cited(body: Plain) -> str:
    """Give the sources of something as one cell."""
    found = body.get("source", [])
    return joined([found] if isinstance(found, str) else found)


def claim(body: Plain) -> dict[str, str]:
    """Give the cells of a claim: the reason, the sources, the confidence."""
    return {
        "Because": body.get("because", ""),
        "Source": cited(body),
        "Confidence": str(body.get("confidence", "")),
    }


def changed(body: Plain) -> dict[str, str]:
    """Give the cells that say where something begins, and which options it is without."""
    start = body.get("status_quo")
    text = "" if start is None or isinstance(start, Mapping) else quote(reference(start))
    return {"Status quo": text, "Without": joined(body.get("options", {}).get("drop", []))}


def _event(id: str, body: Plain) -> dict[str, str]:
    return {
        "Event": id,
        "Date": str(body["date"]),
        "Text": body.get("text", ""),
        "By": joined(body.get("by", [])),
        "Does": joined(body.get("does", [])),
        "To": quote(body["to"]) if "to" in body else "",
        **claim(body),
    }


def _phase(at: Where, body: Plain) -> dict[str, str]:
    heads = {"Date": "date", "Says": "says", "About": "about", "On": "on"}
    said = {head: str(body.get(key, "")) for head, key in heads.items()}
    return at.row | said | {"Source": cited(body)} | changed(body)


def _belief(at: Where, body: Plain) -> dict[str, str]:
    takes = joined(f"{party}: {account}" for party, account in body.get("takes", {}).items())
    return at.row | {"Text": body.get("text", ""), "Takes": takes} | changed(body) | claim(body)
