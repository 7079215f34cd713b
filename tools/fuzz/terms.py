"""Random terms, wishes and shifts of power for a conflict file that has its options."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from tools.fuzz.words import CITED, CONFIDENCES, NUMBERS, TEXTS, WORDS

File = dict[str, Any]


def add_terms(rng: Random, file: File, atoms: list[str], full: list[str]) -> None:
    """Add terms and what the parties want of them; an account may want something else, and see other shifts."""
    makers = list(file["decision_makers"])
    if rng.random() < 0.6:
        issues = _issues(rng, full)
        signers = rng.sample(makers, rng.randint(1, 2))
        terms: File = _some(rng, {"about": TEXTS}) | {"issues": issues, "signed_by": signers}
        values = [f"{i}.{v}" for i, issue in issues.items() for v in issue["values"]]
        if rng.random() < 0.5:
            terms["exclusions"] = [_exclusion(rng, values) for _ in range(rng.choice([1, 2]))]
        if rng.random() < 0.8:
            chosen = rng.sample(makers, rng.randint(1, len(makers)))
            terms["wishes"] = {m: _wish(rng, issues, values, [*values, *atoms]) for m in chosen}
        file["terms"] = terms
        for account in file.get("perspectives", {}).values():
            if rng.random() < 0.4:
                account["wishes"] = _of_account(rng, terms, issues, values, [*values, *atoms])
    if len(makers) > 1 and rng.random() < 0.4:
        file["shifts"] = {f"shift-{k}": _shift(rng, makers, atoms) for k in range(rng.choice([1, 2]))}
        for account in file.get("perspectives", {}).values():
            if rng.random() < 0.3:
                account["shifts"] = {rng.choice(["shift-0", "another"]): _shift(rng, makers, atoms)}


def add_to_phases(rng: Random, file: File, atoms: list[str]) -> None:
    """Let phases change what the parties want of the terms, and the shifts of power; in an account, too."""
    makers = list(file["decision_makers"])
    issues = file.get("terms", {}).get("issues", {})
    values = [f"{i}.{v}" for i, issue in issues.items() for v in issue["values"]]
    for phase in file.get("phases", {}).values():
        for where in (phase, *phase.get("perspectives", {}).values()):
            if issues and rng.random() < 0.4:
                where["wishes"] = {rng.choice(makers): _wish(rng, issues, values, [*values, *atoms])}
            if len(makers) > 1 and rng.random() < 0.3:
                where["shifts"] = {rng.choice(["shift-0", "later"]): _shift(rng, makers, atoms)}


def _some(rng: Random, texts: dict[str, tuple[str, ...]], share: float = 0.3) -> File:
    return {key: rng.choice(words) for key, words in texts.items() if rng.random() < share}


def _claim(rng: Random) -> File:
    found = _some(rng, {"because": TEXTS})
    if rng.random() < 0.3:
        found["source"] = rng.choice([rng.choice(CITED), [rng.choice(CITED), rng.choice(CITED)]])
    if rng.random() < 0.2:
        found["confidence"] = rng.choice(CONFIDENCES)
    return found


def _issues(rng: Random, full: list[str]) -> File:
    found: File = {}
    for k in range(rng.choice([1, 1, 2, 3])):
        values: File = {}
        for name in ("nothing", "some", "all")[: rng.choice([2, 3])]:
            body = _some(rng, {"text": TEXTS, "short": WORDS, "about": TEXTS})
            if rng.random() < 0.2:
                body["source"] = rng.choice(CITED)
            if name != "nothing" and full and rng.random() < 0.4:
                body["sets"] = [
                    rng.choice(["", "not "]) + o for o in rng.sample(full, rng.choice([1, min(2, len(full))]))
                ]
            if name != "nothing" and full and rng.random() < 0.2:
                body["bars"] = [o for o in rng.sample(full, 1) if o not in body.get("sets", [])]
            values[name] = rng.choice([body or None, body.get("text")]) if set(body) <= {"text"} else body
        issue = _some(rng, {"text": TEXTS, "short": WORDS, "about": TEXTS}) | {"values": values}
        if rng.random() < 0.3:
            issue["without"] = "nothing"
        if rng.random() < 0.2:
            issue["source"] = rng.choice(CITED)
        found[f"issue{k}"] = issue
    return found


def _exclusion(rng: Random, values: list[str]) -> File:
    kind = rng.choice(["never", "exclusive", "one_of", "some_of"])
    parts = rng.sample(values, 2)
    found: File = {kind: " and ".join(parts) if kind == "never" else parts}
    if rng.random() < 0.4:
        found["id"] = f"exclusion {rng.randrange(10**6)}"
    return found | {k: v for k, v in _claim(rng).items() if k != "confidence"}


def _number(rng: Random) -> Any:
    if rng.random() < 0.7:
        return rng.choice(NUMBERS)
    low = rng.randint(-9, 9)
    return [low, rng.choice([low, low + 3, f"{low + 5}.25"])]


def _statement(rng: Random, atoms: list[str]) -> Any:
    that = rng.choice(["", "not "]) + rng.choice(atoms)
    if rng.random() < 0.4:
        that = f"({that}) {rng.choice(['and', 'or', 'iff'])} {rng.choice(atoms)}"
    more = _some(rng, {"text": TEXTS}) | _claim(rng)
    if more and rng.random() < 0.3:
        more["id"] = f"wish {rng.randrange(10**6)}"
    return {"that": that} | more if more else that


def _unlike(statements: list[Any]) -> list[Any]:
    """Leave out what stands twice."""
    known = {(s.get("id") or s["that"]) if isinstance(s, dict) else s: s for s in statements}
    return list(known.values())


def _wish(rng: Random, issues: File, values: list[str], atoms: list[str]) -> Any:
    """Make wishes in any form, with red lines and what no deal is worth."""
    form = rng.choice(["weights", "weights", "statements", "ranking"])
    found: File = {}
    if form == "weights":
        found["weights"] = _weights(rng, issues, atoms)
        if rng.random() < 0.5:
            found["no_deal"] = _no_deal(rng)
    elif form == "statements":
        statements = _unlike([_statement(rng, atoms) for _ in range(rng.choice([0, 1, 3]))])
        if rng.random() < 0.4:
            statements.insert(0, "preferences")
        if rng.random() < 0.5:
            return statements
        found["statements"] = statements
    else:
        found |= {"ranking": _ranking(rng, issues)} | _claim(rng)
    if rng.random() < 0.3:
        found["red_lines"] = _unlike([_statement(rng, atoms) for _ in range(rng.choice([1, 2]))])
    return found


def _weights(rng: Random, issues: File, atoms: list[str]) -> File:
    found: File = {}
    for id, issue in issues.items():
        if rng.random() < 0.8:
            points = {v: _number(rng) for v in issue["values"] if rng.random() < 0.8}
            found[id] = points
            if rng.random() < 0.4:
                more = _claim(rng) | ({"weight": rng.choice([2, "0.5"])} if rng.random() < 0.5 else {})
                found[id] = {"points": points} | more
    for atom in rng.sample(atoms, rng.choice([0, 1, 2])):
        found[rng.choice(["", "not "]) + atom] = (
            _number(rng) if rng.random() < 0.6 else {"points": _number(rng)} | _claim(rng)
        )
    return found


def _ranking(rng: Random, issues: File) -> list[Any]:
    names = [[f"{i}.{v}" for v in issue["values"]] for i, issue in issues.items()]
    packages = ["+".join(chosen) for chosen in product(*names)]
    packages.append("no_deal")
    rng.shuffle(packages)
    groups: list[Any] = []
    for package in packages:
        if groups and isinstance(groups[-1], list) and rng.random() < 0.5:
            groups[-1].append(package)
        else:
            groups.append([package] if rng.random() < 0.3 else package)
    return groups


def _no_deal(rng: Random) -> Any:
    if rng.random() < 0.4:
        return _number(rng)
    found: File = _claim(rng)
    if rng.random() < 0.5:
        found["worth"] = _number(rng)
    else:
        chances: list[Any] = rng.choice([["1"], ["0.25", "0.75"], ["0.5", 0.25, 0.25]])
        found["lottery"] = [{"chance": c, "worth": _number(rng)} for c in chances]
    if rng.random() < 0.4:
        found["costs"] = _number(rng)
    return found


def _of_account(rng: Random, terms: File, issues: File, values: list[str], atoms: list[str]) -> File:
    """Give wishes of an account: new ones, or changes of statements."""
    found: File = {}
    for maker, wish in terms.get("wishes", {}).items():
        statements = wish if isinstance(wish, list) else wish.get("statements", [])
        ids = [(s.get("id") or s["that"]) if isinstance(s, dict) else s for s in statements]
        if ids and rng.random() < 0.6:
            target = rng.choice(ids)
            new = f"not ({rng.choice(atoms)}) and {rng.choice(values)}"
            change = rng.choice([{"drop": target}, {"put": new}, {"put": new, "before": target}])
            found[maker] = {"patch": [change]}
        elif rng.random() < 0.5:
            found[maker] = _wish(rng, issues, values, atoms)
    return found


def _shift(rng: Random, makers: list[str], atoms: list[str]) -> File:
    declines, rises = rng.sample(makers, 2)
    found: File = {
        "declines": declines,
        "rises": rises,
        "chance": {"now": rng.choice([0.1, ["0.1", 0.25]]), "later": rng.choice([0.5, [0.5, "0.75"]])},
        "cost": rng.choice([5, [0, "12.5"]]),
        "discount": rng.choice([0.9, ["0.5", 0.75]]),
    }
    if rng.random() < 0.4:
        found["periods"] = rng.choice([1, 2, 7])
    if rng.random() < 0.4:
        found["guarantee"] = rng.choice([0.5, [0, 1]])
    if rng.random() < 0.4:
        found["where"] = f"not {rng.choice(atoms)}"
    return found | _some(rng, {"text": TEXTS}) | _claim(rng)
