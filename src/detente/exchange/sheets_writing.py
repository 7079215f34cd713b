"""Laying a conflict out in sheets (`detente.exchange.sheets`): all of it, or one account of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.conflict import Conflict, to_dict
from detente.conflict.alone import in_one_file
from detente.exchange.cells import Sheet
from detente.exchange.numbers import unmistakable
from detente.exchange.sheets import (
    ENTRIES,
    HEADS,
    NEEDED,
    NO_STATE,
    OPTION_HEAD,
    USUAL,
    change,
    cut,
    joined,
    quote,
    reference,
)
from detente.exchange.sheets_terms_writing import account_left, terms_rows
from detente.exchange.sheets_time_writing import changed, cited, more_of_phases, time_rows
from detente.exchange.sheets_where import Where, changing
from detente.exchange.sheets_wishes import noted, wishes

Plain = Mapping[str, Any]
Rows = list[dict[str, str]]
SOURCE_KEYS = {h: h.lower() for h in HEADS["Sources"][1:]}
KEYS = (
    *(
        "detente",
        "title",
        "about",
        "citation",
        "language",
        "sources",
        "status_quo",
        "conditions",
        "decision_makers",
    ),
    *(
        "rules",
        "states",
        "moves",
        "preferences",
        "factions",
        "perspectives",
        "published",
        "ultimatums",
        "shifts",
        "timeline",
        "phases",
        "beliefs",
    ),
)
ACCOUNT_KEYS = (
    "says",
    "about",
    "on",
    "source",
    "options",
    "moves",
    "status_quo",
    "rules",
    "preferences",
    "shifts",
    "beliefs",
)
NUMBERS = (
    *("Worth", "Chance", "Now", "Later", "Cost", "Discount", "Periods", "Guarantee"),
    *(
        "Weight",
        "Quota",
        "Confidence",
        "Reliability",
        "Concede",
        "Carry out",
        "Audience cost",
        "A day",
        "Resolved",
    ),
)
WORDS = {"taken": "forward", "dropped": "backward"}


def sheets(conflict: Conflict) -> list[Sheet]:
    """Lay a conflict out; of one under an account, that account."""
    plain = to_dict(in_one_file(conflict))
    found: dict[str, Rows] = {name: [] for name in HEADS if HEADS[name]}
    found["Conflict"] = _entries(plain)
    found["Sources"] = _sources(plain.get("sources", {}))
    found["Decision makers"] = _makers(plain)
    rules = list(plain.get("rules", []))
    directions = _directions(rules, conflict.option_ids)
    if "moves" not in plain:
        start = plain.get("status_quo")
        found["Options"] = _options(plain, directions, start if isinstance(start, list) else None)
    found["Rules"] = [_rule(r) for r in rules]
    found["Conditions"] = [
        {
            "Condition": name,
            "What": body["that"],
            "Text": body.get("text", ""),
            "Otherwise": body.get("otherwise", ""),
        }
        for name, body in (
            (n, b if isinstance(b, Mapping) else {"that": b}) for n, b in plain.get("conditions", {}).items()
        )
    ]
    found["States"] = [_state(name, body, "moves" in plain) for name, body in plain.get("states", {}).items()]
    found["Moves"] = list(_moves(plain.get("moves", {})))
    for at, changes in changing(plain):
        _changes(found, at, changes)
    found["Levels"] += _levels(plain.get("decision_makers", {}), Where())
    time_rows(plain, found)
    found["Ultimatums"] = [_ultimatum(id, body) for id, body in plain.get("ultimatums", {}).items()]
    found["Published"] = list(_published(plain.get("published", [])))
    wide = wishes(plain, found)
    left = terms_rows(plain, found)
    found["More"] = list(_more(plain, left))
    sheets = [_sheet(name, found.get(name, []), wide) for name in HEADS]
    if "moves" in plain and not found["Moves"]:  # the headings say that it is given by states and moves
        sheets = [Sheet(s.name, [NEEDED["Moves"]]) if s.name == "Moves" else s for s in sheets]
    return [s for s in sheets if s.rows]


def _more(plain: Plain, terms: Plain) -> Iterable[dict[str, str]]:
    """Give what no other sheet holds, in the notation of conflict files; an entry of a list in a row each."""
    plain = {k: v for k, v in plain.items() if k != "terms"} | ({"terms": terms} if terms else {})
    accounts = {
        id: {k: v for k, v in body.items() if k != "wishes"}
        | ({"wishes": left} if (left := account_left(body)) else {})
        for id, body in plain.get("perspectives", {}).items()
    }
    for phase in more_of_phases(plain):
        yield {"Key": "phases", "Value": json.dumps(phase, ensure_ascii=False)}
    for account, body, known in (("", plain, KEYS), *((a, b, ACCOUNT_KEYS) for a, b in accounts.items())):
        for key in body:
            if key not in known or (key == "status_quo" and isinstance(body[key], Mapping)):
                found = body[key]
                parts = [{k: v} for k, v in found.items()] if isinstance(found, Mapping) else found
                for part in parts if isinstance(parts, list) and isinstance(found, Mapping) else [parts]:
                    value = json.dumps(part, ensure_ascii=False)
                    yield {"Account": account, "Key": key, "Value": value}


def _sheet(name: str, rows: Rows, wide: Mapping[str, list[tuple[str, ...]]]) -> Sheet:
    """Make a sheet; columns behind the usual ones in which nothing stands are left out."""
    if name in wide:
        return Sheet(name, wide[name])
    head = HEADS[name]
    usual = {*head[: USUAL.get(name, 0)], *NEEDED.get(name, ())}
    kept = [h for h in head if h in usual or any(row.get(h) for row in rows)]
    rows = [row | {h: _numbers(row[h]) for h in NUMBERS if row.get(h)} for row in rows]
    return Sheet(name, [tuple(kept), *(tuple(row.get(h, "") for h in kept) for row in rows)] if rows else [])


def _numbers(cell: str) -> str:
    """Write numbers so that none can be read as another one in any country."""
    return "; ".join(map(unmistakable, cell.split("; ")))


def _entries(plain: Plain) -> Rows:
    found = {key: plain[key] for key in ENTRIES if key in plain}
    start = plain.get("status_quo")
    if (
        start is not None
        and not isinstance(start, Mapping)
        and ("moves" in plain or not isinstance(start, list))
    ):
        found["status quo"] = quote(reference(start))
    return [{"What": k, "Value": v} for k, v in found.items()]


def _sources(found: Plain) -> Rows:
    return [
        {"Source": id, **{h: str(body.get(k, "")) for h, k in SOURCE_KEYS.items()}}
        for id, body in found.items()
    ]


def _makers(plain: Plain) -> Rows:
    """Give the decision makers a sheet of their own where that of the options does not hold what is said of them."""
    makers = plain["decision_makers"]
    if "moves" not in plain and not any("about" in body for body in makers.values()):
        return []
    return [
        {
            "Decision maker": id,
            "Name": body["name"],
            "Short name": body.get("short", ""),
            "About": body.get("about", ""),
        }
        for id, body in makers.items()
    ]


def _body(option: Any) -> Plain:
    return option if isinstance(option, Mapping) else {"text": option}


def _option(maker: str, id: str, option: Any) -> dict[str, str]:
    body = _body(option)
    return {
        "Decision maker": maker,
        "Option": id,
        "Text": body["text"],
        "Levels": _level_names(body),
        "Otherwise": body.get("otherwise", ""),
        "Short": body.get("short", ""),
        "Tags": joined(body.get("tags", [])),
        "About": body.get("about", ""),
        "Source": cited(body),
    }


def _level_names(body: Plain) -> str:
    """Give the levels, lowest first, each perhaps with what it means; where there is more to say, only their names."""
    levels = body.get("levels", [])
    if not isinstance(levels, Mapping) or _shortened(levels):
        return joined(levels)
    return joined(f"{name}: {text}" for name, text in levels.items())


def _shortened(levels: Plain) -> bool:
    return any(isinstance(body, Mapping) for body in levels.values())


def _levels(makers: Plain, at: Where) -> Rows:
    """Give the levels that have short words a sheet of their own."""
    found: Rows = []
    for maker, body in makers.items():
        for id, option in body.get("options", {}).items():
            levels = _body(option).get("levels", [])
            if isinstance(levels, Mapping) and _shortened(levels):
                for name, level in levels.items():
                    said = _body(level)
                    texts = {"Text": said["text"], "Short": said.get("short", "")}
                    found.append({**at.row, "Option": f"{maker}.{id}", "Level": name, **texts})
    return found


def _options(plain: Plain, directions: Mapping[str, str], start: Sequence[str] | None) -> Rows:
    makers = plain["decision_makers"]
    apart = any("about" in body for body in makers.values())
    found: Rows = []
    for maker, body in makers.items():
        said = {} if apart else {"Name": body["name"], "Short name": body.get("short", "")}
        for id, option in body.get("options", {}).items():
            whole = f"{maker}.{id}"
            row = _option(maker, id, option) | {"Direction": directions.get(whole, "both")} | said
            if start is not None and row["Levels"]:
                row["Status quo"] = next(
                    (o.rpartition(".")[2] for o in start if o.startswith(f"{whole}.")), "N"
                )
            elif start is not None:
                row["Status quo"] = "NY"[whole in start]
            found.append(row)
        if not body.get("options") and not apart:
            found.append({"Decision maker": maker, **said})
    return found or [dict.fromkeys(OPTION_HEAD, "")]


def _directions(rules: list[Any], options: Sequence[str]) -> dict[str, str]:
    """Take the one-way options with which the rules begin, and give them by option: the reader puts them first."""
    place = {
        o: k
        for k, o in enumerate(dict.fromkeys(o.rpartition(".")[0] if o.count(".") > 1 else o for o in options))
    }
    found: dict[str, list[str]] = {}
    taken, last = 0, -1
    for rule in rules:
        body = rule.get("irreversible")
        if body is None or len(rule) > 1 or place.get(body["option"], -1) < last:
            break
        last = place[body["option"]]
        found.setdefault(body["option"], []).append(_one_way(body))
        taken += 1
    del rules[:taken]
    return {o: "none" if words == ["forward", "backward"] else "; ".join(words) for o, words in found.items()}


def _one_way(body: Plain) -> str:
    word = WORDS[body["direction"]]
    return f"{word} if {body['if']}" if "if" in body else word


def _rule(rule: Plain, **more: str) -> dict[str, str]:
    kind = next(k for k in rule if k not in ("id", "because", "source", "confidence", "alternatives"))
    body = rule[kind]
    if kind == "irreversible":
        kind, _, when = _one_way(body).partition(" ")
        what = f"{body['option']} {when}".strip()
    else:
        what = body if isinstance(body, str) else "; ".join(body)
    return {
        "Rule": kind,
        "What": what,
        "Because": rule.get("because", ""),
        "Source": cited(rule),
        "Confidence": str(rule.get("confidence", "")),
        "Alternatives": noted(rule),
        "Id": rule.get("id", ""),
        **more,
    }


def _state(name: str, body: Any, given: bool) -> dict[str, str]:
    if given:
        said = _body(body)
        more = {"Short": said.get("short", ""), "About": said.get("about", ""), "Source": cited(said)}
        return {"State": name, "Text": said["text"], **more}
    what = body["is"] if isinstance(body, Mapping) else body
    return {
        "State": name,
        "What": reference(what),
        "Text": body.get("text", "") if isinstance(body, Mapping) else "",
    }


def _moves(found: Plain, **more: str) -> Iterable[dict[str, str]]:
    for maker, moves in found.items():
        for source, targets in moves.items():
            yield {"Decision maker": maker, "From": source, "To": joined(targets), **more}


def _changes(found: dict[str, Rows], at: Where, body: Plain) -> None:
    """Add what an account says otherwise, a phase changes or somebody believes; preferences and wishes apart."""
    options, moves = body.get("options", {}), body.get("moves", {})
    if not at.phase and not at.believer:
        said = {"Says": body.get("says", ""), "About": body.get("about", ""), "On": body.get("on", "")}
        found["Accounts"].append(at.row | said | {"Source": cited(body)} | changed(body))
    for maker, added in options.get("add", {}).items():
        found["Options"] += [_option(maker, o, option) | at.row for o, option in added.items()]
    added_to = {maker: {"options": added} for maker, added in options.get("add", {}).items()}
    found["Levels"] += _levels(added_to, at)
    for key in ("add", "drop"):
        found["Moves"] += _moves(moves.get(key, {}), Change=key, **at.row)
    for patch in body.get("rules", {}).get("patch", []):
        words, rule = change(patch)
        more = {"Change": "" if words == "add" else words, **at.row}
        found["Rules"].append(more if rule is None else _rule(rule, **more))


def _ultimatum(id: str, body: Plain) -> dict[str, str]:
    stakes, cost = body.get("stakes", {}), body.get("audience_cost", "")
    plain = ("text", "by", "to", "demand", "threat", "deadline", "because")
    record = body.get("record", {})
    found = {"Ultimatum": id, **{k.capitalize(): body.get(k, "") for k in plain}, "Source": cited(body)}
    for head, key in (("Concede", "concede"), ("Carry out", "carry_out")):
        found[head] = "; ".join(map(str, stakes.get(key, ())))
    if isinstance(cost, Mapping):
        found |= {"Audience cost": str(cost["start"]), "A day": str(cost["a_day"])}
    else:
        found["Audience cost"] = "; ".join(map(str, cost)) if isinstance(cost, list) else str(cost)
    for head, key in (("Confidence", "confidence"), ("Resolved", "resolved")):
        found[head] = str(body.get(key, ""))
    return found | {"Record": record.get("text", ""), "Record source": cited(record)}


def _published(found: Sequence[Plain]) -> Iterable[dict[str, str]]:
    for number, entry in enumerate(found, start=1):
        first = {
            "Source": quote(entry["source"]) if "source" in entry else "",
            "Account": entry.get("perspective", ""),
            "Wrong": entry.get("wrong", ""),
            "Note": entry.get("note", ""),
        }
        for head in ("Equilibria", "Recomputed"):
            for concept, states in entry.get(head.lower(), {}).items():
                for cell in cut([quote(reference(s)) for s in states]) or [NO_STATE]:
                    yield {"Result": str(number), "Concept": concept, head: cell, **first}
                    first = {}
