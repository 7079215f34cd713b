"""Random conflicts that hold everything a conflict file can hold: what is written of them has to read back as the same.

>>> from random import Random
>>> sorted(whole_conflict(Random(3)).preferences) != []
True
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from detente.conflict import Conflict, DetenteError, TooLargeError, read_conflict
from detente.game import feasible_states
from tools.fuzz.terms import add_terms, add_to_phases
from tools.fuzz.words import CITED, CONFIDENCES, DAYS, NUMBERS, STATE_NAMES, TEXTS, WORDS

MOST_RANKED = 40
File = dict[str, Any]


def whole_conflict(rng: Random) -> Conflict:
    """Make a random conflict, by options or by states and moves; everybody has preferences in every account."""
    while True:
        try:
            file = graph_file(rng) if rng.random() < 0.25 else options_file(rng)
            conflict = read_conflict(json.dumps(file, ensure_ascii=False))
            for account in conflict.accounts:
                conflict.game(account, most_states=1 << 12)
        except (
            DetenteError
        ):  # names that mean two things, rules that leave no state, ...: the next one will do
            continue
        return conflict


def maybe(rng: Random, share: float = 0.4) -> bool:
    """Throw a coin."""
    return rng.random() < share


def condition(rng: Random, atoms: list[str], depth: int = 2) -> str:
    """Make a condition of these names."""
    if depth == 0 or maybe(rng, 0.35):
        return f"not {rng.choice(atoms)}" if maybe(rng) else rng.choice(atoms)
    one, other = (condition(rng, atoms, depth - 1) for _ in range(2))
    return f"({one}) {rng.choice(['and', 'or', 'xor', '->', '<->', 'if', 'only if', 'iff'])} ({other})"


def cited(rng: Random) -> Any:
    """Cite one source, or several."""
    found = [rng.choice(CITED) for _ in range(rng.choice([1, 1, 2]))]
    return found[0] if len(found) == 1 else found


def claim(rng: Random) -> File:
    """Say why, on whose word, how sure."""
    found: File = {}
    if maybe(rng):
        found["because"] = rng.choice(TEXTS)
    if maybe(rng):
        found["source"] = cited(rng)
    if maybe(rng, 0.3):
        found["confidence"] = rng.choice(CONFIDENCES)
    return found


def alternatives(rng: Random, found: File, make: Any) -> File:
    """Let a claim be another one, too."""
    if maybe(rng, 0.2) and float(found.get("confidence", 0)) <= 0.5:
        found["alternatives"] = [make() | {"weight": w} for w in rng.choice([(0.3,), (0.25, "0.125")])]
        if maybe(rng):
            found["alternatives"][0]["text"] = rng.choice(TEXTS)
    return found


def _head(rng: Random) -> File:
    found: File = {"detente": 1, "title": rng.choice(TEXTS)}
    for key in ("about", "citation"):
        if maybe(rng):
            found[key] = rng.choice(TEXTS)
    if maybe(rng, 0.2):
        found["language"] = "de"
    found["sources"] = {
        "paper": {"title": rng.choice(TEXTS), "date": "2025-05-03", "url": "https://example.org/?a=1#b"}
        | ({"reliability": rng.choice(CONFIDENCES)} if maybe(rng, 0.3) else {}),
        "debate": rng.choice(TEXTS),
        "own": {"kind": "reading", "note": rng.choice(TEXTS), "author": rng.choice(TEXTS)},
    }
    return found


def _about(rng: Random, keys: tuple[str, ...]) -> File:
    return {k: rng.choice(WORDS if k == "short" else TEXTS) for k in keys if maybe(rng, 0.3)}


def _option(rng: Random, *, levels: bool) -> Any:
    if maybe(rng, 0.3) and not levels:
        return rng.choice([rng.choice(TEXTS), None])
    found = _about(rng, ("text", "otherwise", "short", "about"))
    if maybe(rng, 0.3):
        found["tags"] = rng.sample(["money", "pressure", "a; b", "first, second"], rng.choice([1, 2]))
    if maybe(rng, 0.3):
        found["source"] = cited(rng)
    if levels:
        names = ["low", "mid", "high"][: rng.choice([2, 3])]
        said = {n: rng.choice([None, rng.choice(TEXTS), {"short": rng.choice(WORDS)}]) for n in names}
        found["levels"] = names if maybe(rng) else said
    return found or {"text": "x"}


def options_file(rng: Random) -> File:
    """Make a file by options; two to four decision makers, levels, accounts that change everything that they can."""
    file = _head(rng)
    makers: File = {}
    levelled: dict[str, list[str]] = {}
    full: list[str] = []
    for name in rng.sample(["city", "people", "étage", "us", "d-1", "Стан"], rng.choice([2, 2, 3, 4])):
        options: File = {}
        for number in range(rng.choice([0, 1, 1, 2]) if full else rng.choice([1, 2])):
            levels = maybe(rng, 0.25) and len(full) < 5
            options[f"o{number}"] = _option(rng, levels=levels)
            if levels:
                found = options[f"o{number}"]["levels"]
                levelled[f"{name}.o{number}"] = list(found)
            full.append(f"{name}.o{number}")
        makers[name] = _about(rng, ("name", "short", "about")) | ({"options": options} if options else {})
    file["decision_makers"] = makers
    atoms = [*full, *(f"{o}.{n}" for o, names in levelled.items() for n in names)]
    atoms += [f"{o} {rng.choice(['>=', '<', '='])} {names[-1]}" for o, names in levelled.items()]
    if maybe(rng):
        body = condition(rng, atoms)
        file["conditions"] = {"deal": body, "calm": {"that": "not deal"} | _about(rng, ("text", "otherwise"))}
        atoms += ["deal", "calm"]
    file["rules"] = _rules(rng, atoms, full)
    states = _states_of(file)
    if states and maybe(rng):
        chosen = rng.sample(states, min(len(states), 2))
        names = rng.sample(STATE_NAMES, len(chosen))
        file["states"] = {
            n: {"is": s} | _about(rng, ("text",)) if maybe(rng) else s
            for n, s in zip(names, chosen, strict=True)
        }
    if states and maybe(rng, 0.8):
        file["status_quo"] = rng.choice([*states, *file.get("states", {})])
        if maybe(rng, 0.2):
            other = {"is": rng.choice(states), "weight": 0.25}
            file["status_quo"] = {"is": file["status_quo"], "alternatives": [other]}
    _wishes(rng, file, atoms, full)
    _beliefs(rng, file, atoms, full)
    if maybe(rng):
        _ultimatum(rng, file, full)
    if maybe(rng, 0.5):
        at_levels = [f"{o}.{n}" for o, names in levelled.items() for n in names]
        add_terms(rng, file, atoms, [*(o for o in full if o not in levelled), *at_levels])
    if maybe(rng):
        file["timeline"] = _timeline(rng, [{"does": o} for o in _done(rng, full, levelled)])
    if maybe(rng):
        file["phases"] = _phases(rng, file, atoms, full)
        add_to_phases(rng, file, atoms)
    return file


def _phases(rng: Random, file: File, atoms: list[str], full: list[str]) -> File:
    """Make phases that change what they can in all accounts, and some in one account alone."""
    found: File = {}
    makers = list(file["decision_makers"])
    for k in range(rng.choice([1, 2, 3])):
        body: File = {"date": str(2000 + k)} | _about(rng, ("says", "about"))
        if found and maybe(rng):
            body["on"] = rng.choice(list(found))
        if maybe(rng):
            body["preferences"] = {rng.choice(makers): _preference(rng, atoms, [], plain=True)}
        if maybe(rng, 0.3):
            body["options"] = {"add": {rng.choice(makers): {f"p{k}": _option(rng, levels=maybe(rng, 0.2))}}}
        if maybe(rng):
            body.setdefault("options", {})["drop"] = [rng.choice(full)]
        if maybe(rng, 0.3):
            body["status_quo"] = rng.choice([[], [rng.choice(full)]])
        if maybe(rng):
            body["rules"] = {"patch": [{"put": {"never": condition(rng, atoms), "id": f"of phase {k}"}}]}
        if file.get("perspectives") and maybe(rng, 0.7):
            own = {"preferences": {rng.choice(makers): [condition(rng, atoms)]}}
            body["perspectives"] = {rng.choice(list(file["perspectives"])): own}
        if maybe(rng):
            body["source"] = cited(rng)
        found[f"p{k}"] = body
    return found


def _done(rng: Random, full: list[str], levelled: dict[str, list[str]]) -> list[list[str]]:
    """Make what is done by events: options that are taken or left, some at a level."""
    found = []
    for _ in range(rng.choice([1, 2, 4])):
        some = rng.sample(full, rng.choice([1, min(2, len(full))]))
        taken = [f"{o}.{rng.choice(levelled[o])}" if o in levelled else o for o in some]
        found.append([t if maybe(rng, 0.6) else f"not {o}" for t, o in zip(taken, some, strict=True)])
    return found


def _timeline(rng: Random, moves: list[File]) -> File:
    """Make a record of these moves, and of what is no move."""
    dates = sorted(
        f"{rng.randint(1900, 2100)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}" for _ in range(len(moves) + 1)
    )
    events = [*moves, {"text": rng.choice(TEXTS)}]
    rng.shuffle(events)
    return {
        f"e{k}": {"date": date[: rng.choice([4, 10])]} | event | claim(rng)
        for k, (date, event) in enumerate(zip(dates, events, strict=True))
    }


def _rules(rng: Random, atoms: list[str], full: list[str]) -> list[File]:
    found: list[File] = []
    for number in range(rng.choice([0, 1, 1, 2])):
        kind = rng.choice(["never", "exclusive", "one_of", "some_of"])
        parts = [condition(rng, atoms, 1) for _ in range(rng.choice([2, 3]))]
        found.append({kind: " and ".join(f"({p})" for p in parts) if kind == "never" else parts})
        if maybe(rng):
            found[-1]["id"] = f"rule {number}"
    for option in rng.sample(full, min(len(full), rng.choice([0, 1, 2]))):
        body: File = {"option": option, "direction": rng.choice(["taken", "dropped"])}
        if maybe(rng, 0.3):
            body["if"] = condition(rng, atoms, 1)
        found.append({"irreversible": body})
    for rule in found:
        rule.update(claim(rng))
        alternatives(rng, rule, lambda: {"never": condition(rng, atoms, 1)})
    if maybe(rng, 0.1):
        found.append({"same": condition(rng, atoms, 1), "id": rng.choice(["merged", "the same"])})
    rng.shuffle(found)
    return found


def _states_of(file: File) -> list[str]:
    """List the ids of the feasible states; none where there are too many to rank."""
    conflict = read_conflict(json.dumps({k: v for k, v in file.items() if k != "preferences"}))
    try:
        states = feasible_states(conflict.under("base"), MOST_RANKED)
    except TooLargeError:
        return []
    found = []
    for state in range(states.size):
        taken = states.options_in(int(states.first[state]))
        name = states.names.get(state, "")
        found.append(name or "+".join(sorted(taken)) or "none")
    return found


def _statement(rng: Random, atoms: list[str], *, plain: bool) -> Any:
    that = condition(rng, atoms)
    if maybe(rng):
        return that
    found: File = {"that": that} | claim(rng) | _about(rng, ("text",))
    alternatives(rng, found, lambda: {"that": condition(rng, atoms, 1)})
    if maybe(rng, 0.15):
        found["order"] = rng.choice(["open", "open b"])
    if maybe(rng, 0.3):
        found["id"] = f"wish {rng.randrange(10**6)}"
    if not plain and maybe(rng, 0.3):
        found["strength"] = rng.choice(["much", 3])
    return found


def _preference(
    rng: Random, atoms: list[str], states: list[str], *, plain: bool = False, unknown: bool = False
) -> Any:
    """Make preferences in any form; `plain` ones have no degrees, and only with `unknown` is anything unknown."""
    form = rng.choice(["statements", "statements", "weights", "ranking"])
    if form == "weights":
        found = {rng.choice(atoms): rng.choice(NUMBERS) for _ in range(rng.choice([1, 3]))}
        body: File = {"weights": found} | claim(rng)
        if "confidence" not in body:
            alternatives(
                rng, body, lambda: rng.choice([{"weights": found}, {"statements": [rng.choice(atoms)]}])
            )
        return body
    if form == "ranking" and states:
        groups: list[Any] = []
        for state in rng.sample(states, len(states)):
            if groups and maybe(rng, 0.3) and isinstance(groups[-1], list):
                groups[-1].append(state)
                continue
            if groups and not plain and maybe(rng, 0.2):
                groups.append({"much": rng.choice([2, 3])})
            groups.append([state])
        if unknown:
            chains = [[g for g in groups if isinstance(g, list)][k :: rng.choice([1, 2])] for k in (0, 1)]
            return {"partial": [c for c in chains if c]} | claim(rng)
        return {"ranking": [g[0] if isinstance(g, list) and len(g) == 1 else g for g in groups]} | claim(rng)
    wishes = [_statement(rng, atoms, plain=plain) for _ in range(rng.choice([0, 1, 3, 5]))]
    if unknown and wishes:
        wishes[-1] = {"that": condition(rng, atoms), "unknown": True}
    return wishes


def _wishes(rng: Random, file: File, atoms: list[str], full: list[str]) -> None:
    """Write preferences at the top, in accounts, or in both; and factions."""
    makers = list(file["decision_makers"])
    states = _states_of(file)
    unknown = maybe(rng, 0.2)
    accounts = maybe(rng, 0.5)

    def everybody(among: list[str]) -> File:
        open_to = rng.choice(among) if unknown else ""
        return {m: _preference(rng, atoms, states, plain=unknown, unknown=m == open_to) for m in among}

    if not accounts or maybe(rng):
        file["preferences"] = everybody(makers)
    if accounts:
        file["perspectives"] = _accounts(rng, file, atoms, full, everybody)
    if maybe(rng, 0.3):
        file["factions"] = {rng.choice(makers): _factions(rng, atoms, states)}


def _factions(rng: Random, atoms: list[str], states: list[str]) -> File:
    members = {
        name: {"weight": rng.choice([1, 2, 0.5]), "preferences": _preference(rng, atoms, states, plain=True)}
        | _about(rng, ("name", "about"))
        | claim(rng)
        for name in ("left", "right", "centre")[: rng.choice([1, 2, 3])]
    }
    return claim(rng) | ({"quota": 0.5} if maybe(rng) else {}) | {"members": members}


def _accounts(rng: Random, file: File, atoms: list[str], full: list[str], everybody: Any) -> File:
    makers = list(file["decision_makers"])
    named = [r["id"] for r in file.get("rules", []) if "id" in r]
    found: File = {}
    for name in ("mayor", "neighbours", "third")[: rng.choice([1, 2, 3])]:
        body = _about(rng, ("says", "about"))
        if maybe(rng, 0.3):
            body["source"] = cited(rng)
        whole = makers
        if found and maybe(rng):
            body["on"] = rng.choice(list(found))
            whole = rng.sample(makers, rng.randint(0, len(makers)))
        elif "preferences" in file and maybe(rng):
            whole = rng.sample(makers, rng.randint(0, len(makers)))
        wishes = everybody(whole) if whole else {}
        under = file.get("preferences", {})
        for maker in makers if not body.get("on") else ():
            if maker not in wishes and isinstance(under.get(maker), list) and maybe(rng):
                wishes[maker] = {"patch": _patches(rng, under[maker], atoms)}
        if wishes:
            body["preferences"] = wishes
        if full:
            _changes(rng, file, body, atoms, full, named)
        found[name] = body
    return found


def _patches(rng: Random, under: list[Any], atoms: list[str]) -> list[File]:
    new = condition(rng, atoms)
    ids = [s.get("id", s["that"]) if isinstance(s, dict) else s for s in under]
    if not ids:
        return [{"put": new}]
    target = rng.choice(ids)
    return rng.choice(
        [
            [{"drop": target}],
            [{"replace": target, "with": _statement(rng, atoms, plain=True)}],
            [{"put": new, rng.choice(["before", "after"]): target}, {"drop": target}],
        ]
    )


def _changes(
    rng: Random, file: File, body: File, atoms: list[str], full: list[str], named: list[str]
) -> None:
    """Let an account change options, rules and the beginning: then whoever has a ranking may no longer have one."""
    if maybe(rng, 0.2):
        owner = rng.choice(list(file["decision_makers"]))
        added = {f"n{rng.randrange(10**6)}": _option(rng, levels=maybe(rng, 0.2))}
        body["options"] = {"add": {owner: added}}
    if maybe(rng, 0.2):
        body.setdefault("options", {})["drop"] = [rng.choice(full)]
    if maybe(rng, 0.2):
        put: File = {"put": {"never": condition(rng, atoms), "because": rng.choice(TEXTS)}}
        body["rules"] = {"patch": [put, *([{"drop": rng.choice(named)}] if named and maybe(rng) else [])]}
    if maybe(rng, 0.2):
        body["status_quo"] = rng.choice([[], [rng.choice(full)]])


def _beliefs(rng: Random, file: File, atoms: list[str], full: list[str]) -> None:
    """Write what parties believe that is not so: in the file, in accounts, or in both."""
    accounts = file.get("perspectives", {})
    places: list[File] = [file, *accounts.values()]
    for place in places:
        if maybe(rng, 0.25):
            parties = rng.sample(list(file["decision_makers"]), rng.choice([1, 1, 2]))
            place["beliefs"] = {p: _belief(rng, file, p, atoms, full) for p in parties}


def _belief(rng: Random, file: File, party: str, atoms: list[str], full: list[str]) -> File:
    found = _about(rng, ("text",)) | claim(rng)
    others = [m for m in file["decision_makers"] if m != party]
    named = list(atoms)
    if full and maybe(rng, 0.3):
        owner = rng.choice(list(file["decision_makers"]))
        found["options"] = {"add": {owner: {"ghost": _option(rng, levels=False)}}}
        named.append(f"{owner}.ghost")
    if full and maybe(rng, 0.3):
        found.setdefault("options", {})["drop"] = [rng.choice(full)]
    if others and maybe(rng):
        chosen = rng.choice(others)
        if file.get("perspectives") and maybe(rng, 0.3):
            found["takes"] = {chosen: rng.choice(list(file["perspectives"]))}
        else:
            wishes = [condition(rng, named) for _ in range(rng.choice([1, 3]))]
            found["preferences"] = {chosen: [*dict.fromkeys(wishes)]}
    if maybe(rng, 0.3):
        id = {"id": "as it believes"} if maybe(rng) else {}
        found["rules"] = {"patch": [{"put": {"never": condition(rng, named, 1)} | id}]}
    return found


def _ultimatum(rng: Random, file: File, full: list[str]) -> None:
    able = sorted({o.partition(".")[0] for o in full})
    makers = list(file["decision_makers"])
    by = rng.choice(able)
    to = rng.choice([m for m in makers if m != by])
    found: File = {
        "by": by,
        "to": to,
        "demand": condition(rng, full, 1),
        "threat": rng.choice([o for o in full if o.partition(".")[0] == by]),
    }
    found |= claim(rng) | _about(rng, ("text",))
    if maybe(rng):
        found |= {
            "deadline": rng.choice(DAYS),
            "stakes": {"concede": [5, -5], "carry_out": [rng.choice(NUMBERS), -8]},
            "audience_cost": rng.choice([2, [1, 4.5], {"start": 0, "a_day": 0.5}]),
            "resolved": 0.7,
            "record": {"text": rng.choice(TEXTS), "source": cited(rng)},
        }
    file["ultimatums"] = {"no-road": found}
    if maybe(rng):
        file["published"] = _published(rng, file)


def _published(rng: Random, file: File) -> list[File]:
    states = _states_of(file)
    found: list[File] = []
    for _ in range(rng.choice([1, 2])):
        sets = {
            k: rng.sample(states, min(len(states), 2)) for k in rng.sample(["nash", "seq", "gmr-strong"], 2)
        }
        entry: File = {rng.choice(["equilibria", "recomputed"]): sets}
        if maybe(rng):
            entry["source"] = rng.choice(CITED)
        entry |= _about(rng, ("note", "wrong"))
        found.append(entry)
    return found


def graph_file(rng: Random) -> File:
    """Make a file that gives states and moves."""
    file = _head(rng)
    makers = rng.sample(["city", "people", "us"], rng.choice([2, 3]))
    names = rng.sample(["s1", "s2", "calm", "raid", "war-2", "much", "день"], rng.choice([3, 5, 7]))
    file["decision_makers"] = {m: _about(rng, ("name", "short", "about")) for m in makers}
    file["states"] = {
        n: _about(rng, ("text", "short", "about")) | ({"source": cited(rng)} if maybe(rng, 0.2) else {})
        or None
        for n in names
    }
    pairs = [(a, b) for a in names for b in names if a != b]
    file["moves"] = {m: [f"{a} -> {b}" for a, b in pairs if maybe(rng, 0.3)] for m in makers}
    atoms = list(names)
    if maybe(rng):
        file["conditions"] = {"good": condition(rng, names)}
        atoms.append("good")
    file["rules"] = [{"never": names[-1]} | claim(rng)] if maybe(rng, 0.3) else []
    file["status_quo"] = names[0]
    _wishes(rng, file, atoms, [])
    if maybe(rng):
        file["timeline"] = _timeline(
            rng, [{"by": rng.choice(makers), "to": rng.choice(names)} for _ in range(2)]
        )
    _beliefs(rng, file, atoms, [])
    moves = file["moves"]
    for account in file.get("perspectives", {}).values():
        if maybe(rng, 0.3) and not account.get("on"):
            there = [p for p in pairs if f"{p[0]} -> {p[1]}" in moves[makers[0]]]
            missing = [p for p in pairs if p not in there]
            for key, among in (("add", missing), ("drop", there)):
                if among:
                    one, other = rng.choice(among)
                    account.setdefault("moves", {})[key] = {makers[0]: [f"{one} -> {other}"]}
    return file
