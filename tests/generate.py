"""Random conflict files: ties, infeasible states, one-way options, merged states, all forms of preference."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from detente.conflict import Conflict, read_conflict
from tests.reference import Reference


def random_condition(rng: Random, options: list[str], depth: int = 2) -> str:
    if depth == 0 or rng.random() < 0.3:
        name = rng.choice(options)
        return f"not {name}" if rng.random() < 0.4 else name
    a, b = (random_condition(rng, options, depth - 1) for _ in range(2))
    operator = rng.choice(["and", "or", "xor", "->", "<->", "if", "only if", "iff"])
    return f"({a}) {operator} ({b})"


def random_rules(rng: Random, options: list[str], *, merges: bool, one_way_if: bool) -> list[Any]:
    rules: list[Any] = []
    for _ in range(rng.randint(0, 2)):
        if len(options) >= 2 and rng.random() < 0.3:
            rules.append({rng.choice(["exclusive", "some_of"]): rng.sample(options, 2)})
        else:
            rules.append({"never": " and ".join(rng.sample(options, min(len(options), 2)))})
    for option in rng.sample(options, rng.randint(0, min(3, len(options)))):
        body: dict[str, str] = {"option": option, "direction": rng.choice(["taken", "dropped"])}
        if one_way_if:
            body["if"] = random_condition(rng, options, 1)
        rules.append({"irreversible": body})
    if merges:
        for _ in range(rng.randint(1, 2)):
            rules.append({"same": " and ".join(rng.sample(options, min(len(options), 2)))})
    return rules


def random_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict as plain data; some have no feasible state or rules that stand twice."""
    dms = rng.randint(2, 5)
    most = 6
    counts = [1] * dms
    while sum(counts) < most and rng.random() < 0.8:
        counts[rng.randrange(dms)] += 1
    makers = {f"d{i}": {"options": {f"o{k}": f"option {k}" for k in range(n)}} for i, n in enumerate(counts)}
    options = [f"{d}.{o}" for d, m in makers.items() for o in m["options"]]
    merges, one_way_if = rng.random() < 0.3, rng.random() < 0.3
    rules = []
    for rule in random_rules(rng, options, merges=merges, one_way_if=one_way_if):
        if rule not in rules:
            rules.append(rule)
    file: dict[str, Any] = {"detente": 1, "title": "random", "decision_makers": makers, "rules": rules}
    bare = Reference(read_conflict(yaml.safe_dump(file)))
    groups = [sorted("+".join(sorted(t)) or "none" for t in s)[0] for s in bare.states]
    preferences: dict[str, Any] = {}
    for dm in makers:
        form = "ranking" if merges else rng.choice(["statements", "ranking", "weights"])
        if form == "statements":
            preferences[dm] = [random_condition(rng, options) for _ in range(rng.randint(0, 6))]
        elif form == "ranking":
            shuffled = rng.sample(groups, len(groups))
            ranking: list[list[str]] = []
            for state in shuffled:
                if ranking and rng.random() < 0.25:
                    ranking[-1].append(state)
                else:
                    ranking.append([state])
            preferences[dm] = {"ranking": ranking}
        else:
            preferences[dm] = {"weights": {o: rng.choice([-2, -1, 0, 1, 2, 0.5]) for o in options}}
    if groups:
        file["status_quo"] = rng.choice(groups)
    file["preferences"] = preferences
    return file


def random_conflict(rng: Random) -> Conflict:
    """Make a random conflict that has a state."""
    while True:
        file = random_file(rng)
        if "status_quo" in file:
            return read_conflict(yaml.safe_dump(file, sort_keys=False))
