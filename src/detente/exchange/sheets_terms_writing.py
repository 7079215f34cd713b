"""Laying terms, wishes and shifts of power out in sheets; what these have no place for is given back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.exchange.sheets import ALL_ISSUES, change, cut, joined
from detente.exchange.sheets_where import Where, changing

Plain = Mapping[str, Any]
Rows = list[dict[str, str]]
TERMS_KEYS = ("about", "signed_by", "issues", "exclusions", "wishes")
WISH_KEYS = (
    *("weights", "statements", "ranking", "red_lines", "no_deal", "patch"),
    *("because", "source", "confidence"),
)


def terms_rows(plain: Plain, found: dict[str, Rows]) -> dict[str, Any]:
    """Add the rows of terms, of the file and of its accounts; give what of them no sheet holds, as the file says it."""
    terms = plain.get("terms", {})
    found["Terms"] = list(_terms(terms))
    found["Exclusions"] = [_exclusion(rule) for rule in terms.get("exclusions", [])]
    left = {k: v for k, v in terms.items() if k not in TERMS_KEYS}
    wishes, kept = _of_all(terms.get("wishes", {}), Where())
    changes = list(changing(plain))
    for at, body in changes:
        wishes += _of_all(body.get("wishes", {}), at)[0]
    found["Wishes"] = wishes
    found["Shifts"] = [
        _shift(id, shift, at)
        for at, body in ((Where(), plain), *changes)
        for id, shift in body.get("shifts", {}).items()
    ]
    return left | ({"wishes": kept} if kept else {})


def account_left(account: Plain) -> dict[str, Any]:
    """Give what of an account's wishes no sheet holds."""
    return _of_all(account.get("wishes", {}), Where())[1]


def _of_all(wishes: Plain, at: Where) -> tuple[Rows, dict[str, Any]]:
    """Give the rows of those wishes that sheets hold, and the others as they are."""
    rows: Rows = []
    left = {}
    for dm, body in wishes.items():
        if isinstance(body, Mapping) and set(body) - set(WISH_KEYS):
            left[dm] = body
        else:
            rows += [{**at.row, "Decision maker": dm} | row for row in _wish(body)]
    return rows, left


def _cited(body: Plain) -> str:
    found = body.get("source", [])
    return joined([found] if isinstance(found, str) else found)


def _claim(body: Plain) -> dict[str, str]:
    return {
        "Because": body.get("because", ""),
        "Source": _cited(body),
        "Confidence": str(body.get("confidence", "")),
    }


def _mapping(body: Any, key: str) -> Plain:
    return body if isinstance(body, Mapping) else {key: body}


def _terms(terms: Plain) -> Iterator[dict[str, str]]:
    whole = {"About": terms.get("about", ""), "Signed by": joined(terms.get("signed_by", []))}
    if any(whole.values()):
        yield {"Issue": ALL_ISSUES, **whole}
    for id, issue in terms.get("issues", {}).items():
        first = {
            "Issue text": issue.get("text", ""),
            "Issue short": issue.get("short", ""),
            "Issue about": issue.get("about", ""),
            "Issue source": _cited(issue),
            "Signed by": joined(issue.get("signed_by", [])),
        }
        for name, body in issue["values"].items():
            said = _mapping(body, "text")
            yield {
                "Issue": id,
                "Value": name,
                "Text": said.get("text", ""),
                "Short": said.get("short", ""),
                "Sets": joined(said.get("sets", [])),
                "Bars": joined(said.get("bars", [])),
                "Stands": "Y" if issue.get("without") == name else "",
                "About": said.get("about", ""),
                "Source": _cited(said),
                **first,
            }
            first = {}


def _exclusion(rule: Plain) -> dict[str, str]:
    kind = next(k for k in rule if k not in ("id", "because", "source"))
    what = rule[kind]
    return {
        "Rule": kind,
        "What": what if isinstance(what, str) else joined(what),
        "Because": rule.get("because", ""),
        "Source": _cited(rule),
        "Id": rule.get("id", ""),
    }


def _wish(body: Any) -> Iterator[dict[str, str]]:
    """Give the rows of a party's wishes, in any of their forms."""
    body = {"statements": body} if isinstance(body, list) else body
    for item in body.get("patch", []):
        words, statement = change(item)
        row = {"Kind": "statement", "Change": words}
        yield row if statement is None else row | _said(statement)
    if "statements" in body:
        for statement in body["statements"] or [""]:
            yield {"Kind": "statement"} | _said(statement)
    if "weights" in body:
        for what, worth in body["weights"].items():
            yield from _worth(what, worth)
        if not body["weights"]:
            yield {"Kind": "worth"}
    if "ranking" in body:
        claim = _claim(body)
        for group in body["ranking"] or [""]:
            for cell in cut([group] if isinstance(group, str) else group):
                yield {"Kind": "rank", "What": cell} | claim
                claim = {}
    for statement in body.get("red_lines", []):
        yield {"Kind": "red line"} | _said(statement)
    if "no_deal" in body:
        yield from _no_deal(_mapping_of_worth(body["no_deal"]))


def _mapping_of_worth(body: Any) -> Plain:
    return body if isinstance(body, Mapping) else {"worth": body}


def _said(statement: Any) -> dict[str, str]:
    said = _mapping(statement, "that")
    return {"What": said["that"], "Text": said.get("text", ""), "Id": said.get("id", "")} | _claim(said)


def _range(number: Any) -> str:
    return "; ".join(map(str, number)) if isinstance(number, list) else str(number)


def _worth(what: str, worth: Any) -> Iterator[dict[str, str]]:
    long = isinstance(worth, Mapping) and "points" in worth
    points, said = (worth["points"], worth) if long else (worth, {})
    more = {"Weight": str(said.get("weight", "")), **_claim(said)}
    row = {"Kind": "worth", "What": what}
    if not isinstance(points, Mapping):
        yield row | more | {"Worth": _range(points)}
        return
    for value, number in points.items():
        yield row | more | {"Value": value, "Worth": _range(number)}
        more = {}
    if not points:
        yield row | more


def _no_deal(body: Plain) -> Iterator[dict[str, str]]:
    worth = _range(body["worth"]) if "worth" in body else ""
    yield {"Kind": "no deal", "Worth": worth} | _claim(body)
    for lot in body.get("lottery", []):
        yield {"Kind": "lot", "Chance": str(lot["chance"]), "Worth": _range(lot["worth"])}
    if "costs" in body:
        yield {"Kind": "costs", "Worth": _range(body["costs"])}


def _shift(id: str, body: Plain, at: Where) -> dict[str, str]:
    found = {**at.row, "Shift": id, "Text": body.get("text", "")}
    found |= {head: body[head.lower()] for head in ("Declines", "Rises")}
    found |= {head: _range(body["chance"][head.lower()]) for head in ("Now", "Later")}
    for head in ("Cost", "Discount", "Periods", "Guarantee"):
        found[head] = _range(body.get(head.lower(), ""))
    return found | {"Where": body.get("where", "")} | _claim(body)
