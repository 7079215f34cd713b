"""Laying preferences out in sheets: of the file itself, of its accounts, of factions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.exchange.sheets import MUCH, change, cut, joined, quote, reference
from detente.exchange.sheets_where import Where, changing

Plain = Mapping[str, Any]
Rows = list[dict[str, str]]
Wide = dict[str, list[tuple[str, ...]]]
FORMS = ("ranking", "partial", "weights")


@dataclass(frozen=True)
class Whose:
    """Whose preferences: of which decision maker, where, of which of its factions."""

    where: Where
    maker: str
    faction: str

    @property
    def row(self) -> dict[str, str]:
        """What stands in a row about them."""
        return {**self.where.row, "Decision maker": self.maker, "Faction": self.faction}

    @property
    def heading(self) -> str:
        """What stands above a column of them."""
        place = str(self.where)
        maker = f"{place}: {self.maker}" if place else self.maker
        return f"{maker} / {self.faction}" if self.faction else maker


def wishes(plain: Plain, found: dict[str, Rows]) -> Wide:
    """Lay out preferences and factions; add rows to the sheets that have some, give the sheets that have columns."""
    found["Factions"] = list(_factions(plain.get("factions", {})))
    every = list(_every(plain))
    wide: Wide = {}
    statements = [(whose, body) for whose, body in every if isinstance(body, list) or "patch" in body]
    if all(_simple(whose, body) for whose, body in statements):
        columns = {whose.heading: list(body) for whose, body in statements}
        if columns:
            wide["Preferences"] = side_by_side(columns)
    else:
        for whose, body in statements:
            found["Statements"] += _statements(whose, body)
    rankings: dict[str, list[str]] = {}
    for whose, body in every:
        if isinstance(body, list) or "patch" in body:
            continue
        form = next(f for f in FORMS if f in body)
        if form == "ranking":
            rankings[whose.heading] = list(_ranking(body[form]))
        elif form == "weights":
            found["Weights"] += [{**whose.row, "What": w, "Weight": str(n)} for w, n in body[form].items()]
        else:
            found["Partial"] += [_chain(whose, chain) for chain in body[form]]
        claim = _claim(body) | {"Alternatives": noted(body)}
        if any(claim.values()):
            found["Reasons"].append(whose.row | claim)
    if rankings:
        wide["Rankings"] = side_by_side(rankings)
    return wide


def _every(plain: Plain) -> Iterator[tuple[Whose, Any]]:
    """Give all preferences of a file."""
    for maker, body in plain.get("preferences", {}).items():
        yield Whose(Where(), maker, ""), body
    for at, changes in changing(plain):
        for maker, body in changes.get("preferences", {}).items():
            yield Whose(at, maker, ""), body
    for maker, factions in plain.get("factions", {}).items():
        for id, member in factions["members"].items():
            yield Whose(Where(), maker, id), member["preferences"]


def noted(body: Plain) -> str:
    """Give what else a claim may be, in the notation of conflict files."""
    return json.dumps(body["alternatives"], ensure_ascii=False) if "alternatives" in body else ""


def _simple(whose: Whose, body: Any) -> bool:
    return not str(whose.where) and not whose.faction and all(isinstance(s, str) for s in body)


def _claim(body: Plain) -> dict[str, str]:
    source = body.get("source", [])
    return {
        "Because": body.get("because", ""),
        "Source": joined([source] if isinstance(source, str) else source),
        "Confidence": str(body.get("confidence", "")),
    }


def _statements(whose: Whose, body: Any) -> Iterator[dict[str, str]]:
    if not body:
        yield whose.row
    for item in body if isinstance(body, list) else body["patch"]:
        words, statement = ("", item) if isinstance(body, list) else change(item)
        row = whose.row | {"Change": words}
        if statement is not None:
            said = statement if isinstance(statement, Mapping) else {"that": statement}
            row |= {
                "Statement": said["that"],
                "Text": said.get("text", ""),
                "Id": said.get("id", ""),
            } | _claim(said)
            row |= {"Strength": str(said.get("strength", "")), "Unknown": "Y" if said.get("unknown") else ""}
            row |= {"Order": said.get("order", ""), "Alternatives": noted(said)}
        yield row


def _reference(state: Any) -> str:
    text = reference(state)
    return quote(text, always=text == MUCH or text.startswith(f"{MUCH}:"))


def _ranking(groups: list[Any]) -> Iterator[str]:
    for group in groups:
        if isinstance(group, Mapping):
            yield f"{MUCH}: {group[MUCH]}"
            continue
        states = [_reference(s) for s in (group if isinstance(group, list) else [group])]
        yield from cut(states)


def _chain(whose: Whose, chain: list[Any]) -> dict[str, str]:
    """Write a chain, from best to worst; a name that holds the signs between states is put into quotation marks."""
    groups = [g if isinstance(g, list) else [g] for g in chain]
    text = " > ".join(" ~ ".join(map(_in_chain, group)) for group in groups)
    return {**whose.where.row, "Decision maker": whose.maker, "Chain": text}


def _in_chain(state: str) -> str:
    marked = '"' + state.replace('"', '""') + '"'
    return marked if ">" in state or "~" in state or '"' in state else state


def _factions(found: Plain) -> Iterator[dict[str, str]]:
    for maker, body in found.items():
        quota = {"Decision maker": maker, "Quota": str(body.get("quota", "")), **_claim(body)}
        if any(v for k, v in quota.items() if k != "Decision maker"):
            yield quota
        for id, member in body["members"].items():
            head = {
                "Decision maker": maker,
                "Faction": id,
                "Name": member["name"],
                "About": member.get("about", ""),
            }
            yield head | {"Weight": str(member["weight"]), **_claim(member)}


def side_by_side(found: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    """Set lists side by side, each under its heading."""
    most = max(map(len, found.values()), default=0)
    rows = [tuple(c[k] if k < len(c) else "" for c in found.values()) for k in range(most)]
    return [tuple(found), *rows]
