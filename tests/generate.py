"""Random conflict files: ties, infeasible states, one-way options, merged states, all forms of preference.

Also a decision maker alone or without options; two to five with options are the usual case.
"""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from detente.conflict import Conflict, read_conflict
from tests.reference import Reference

MOST_LEVELLED = 7  # levels of all options together: the reference goes through all combinations


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
            rules.append({rng.choice(["exclusive", "some_of", "one_of"]): rng.sample(options, 2)})
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


def random_ranking(rng: Random, states: list[str]) -> dict[str, Any]:
    ranking: list[list[str]] = []
    for state in rng.sample(states, len(states)):
        if ranking and rng.random() < 0.25:
            ranking[-1].append(state)
        else:
            ranking.append([state])
    return {"ranking": ranking}


def blunt(rng: Random, condition: str, rules: list[Any]) -> str:
    """Let a condition be the same in all states that a rule lets count as one."""
    for rule in rules:
        if "same" in rule:
            joint = rule["same"]
            condition = (
                f"({condition}) or ({joint})" if rng.random() < 0.5 else f"({condition}) and not ({joint})"
            )
    return condition


def telling_apart(file: dict[str, Any]) -> list[str]:
    """List who tells states apart that count as one: rules that overlap can have that effect."""
    reference = Reference(read_conflict(yaml.safe_dump(file)))
    return [
        dm
        for dm, preference in file["preferences"].items()
        if "ranking" not in preference
        and any(len({str(reference.value(dm, frozenset([t]))) for t in s}) > 1 for s in reference.states)
    ]


def random_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict as plain data; some have no feasible state or rules that stand twice."""
    dms = 1 if rng.random() < 0.05 else rng.randint(2, 5)
    most = 6
    counts = [1] * dms
    if dms > 1 and rng.random() < 0.1:
        counts[rng.randrange(dms)] = 0
    able = [k for k in range(dms) if counts[k]]
    while sum(counts) < most and rng.random() < 0.8:
        counts[rng.choice(able)] += 1
    makers: dict[str, Any] = {
        f"d{i}": {"options": {f"o{k}": f"option {k}" for k in range(n)}} if n else {"name": "a bystander"}
        for i, n in enumerate(counts)
    }
    options = [f"{d}.{o}" for d, m in makers.items() for o in m.get("options", {})]
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
        form = rng.choice(["statements", "ranking", "weights"])
        if form == "statements":
            conditions = [random_condition(rng, options) for _ in range(rng.randint(0, 6))]
            preferences[dm] = [blunt(rng, c, rules) for c in conditions]
        elif form == "weights":
            blunted = {blunt(rng, o, rules) for o in options}
            preferences[dm] = {"weights": {c: rng.choice([-2, -1, 0, 1, 2, 0.5]) for c in sorted(blunted)}}
        else:
            preferences[dm] = random_ranking(rng, groups)
    file["preferences"] = preferences
    if merges:
        for dm in telling_apart(file):
            preferences[dm] = random_ranking(rng, groups)
    if groups:
        file["status_quo"] = rng.choice(groups)
    return file


def random_conflict(rng: Random) -> Conflict:
    """Make a random conflict that has a state."""
    while True:
        file = random_file(rng)
        if "status_quo" in file:
            return read_conflict(yaml.safe_dump(file, sort_keys=False))


def random_graph_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict that is given as states and moves; moves are as a rule not transitive."""
    states = [f"s{k}" for k in range(1, rng.randint(1, 8) + 1)]
    makers = [f"d{k}" for k in range(1 if rng.random() < 0.05 else rng.randint(2, 4))]
    pairs = [(s, t) for s in states for t in states if s != t]
    share = rng.choice([0.05, 0.15, 0.3, 0.6])
    moves: dict[str, Any] = {}
    for dm in makers:
        mine = [p for p in pairs if rng.random() < share]
        if rng.random() < 0.5:
            moves[dm] = [f"{s} -> {t}" for s, t in mine]
        else:
            moves[dm] = {s: [t for a, t in mine if a == s] for s in dict.fromkeys(a for a, _ in mine)}
    rules: list[Any] = []
    if rng.random() < 0.3 and len(states) > 2:
        rules.append({"never": rng.choice(states)})
    if rng.random() < 0.3 and len(states) > 3:
        rules.append({"same": " or ".join(rng.sample(states, 2)), "id": "merged"})
    file: dict[str, Any] = {
        "detente": 1,
        "title": "random graph",
        "decision_makers": {dm: {} for dm in makers},
        "states": {s: f"state {s}" for s in states},
        "moves": moves,
        "rules": rules,
    }
    bare = Reference(read_conflict(yaml.safe_dump(file, sort_keys=False)))
    groups = [min(min(t) for t in s) for s in bare.states]
    preferences: dict[str, Any] = {}
    for dm in makers:
        form = rng.choice(["statements", "ranking", "ranking", "weights"])
        if form == "statements":
            conditions = [random_condition(rng, states) for _ in range(rng.randint(0, 5))]
            preferences[dm] = [blunt(rng, c, rules) for c in conditions]
        elif form == "weights":
            blunted = {blunt(rng, s, rules) for s in states}
            preferences[dm] = {"weights": {c: rng.choice([-2, -1, 0, 1, 2, 0.5]) for c in sorted(blunted)}}
        else:
            preferences[dm] = random_ranking(rng, groups)
    file["preferences"] = preferences
    for dm in telling_apart(file):
        preferences[dm] = random_ranking(rng, groups)
    if groups:
        file["status_quo"] = rng.choice(groups)
    return file


def random_levels_file(rng: Random, *, one_way: bool = True) -> dict[str, Any]:
    """Make a random conflict of two or three decision makers whose options have levels, some of them one-way."""
    makers: dict[str, Any] = {}
    levels: dict[str, list[str]] = {}
    atoms: list[str] = []
    for k in range(rng.randint(2, 3)):
        options: dict[str, Any] = {}
        for number in range(rng.randint(1, 2)):
            option = f"o{number}"
            left = MOST_LEVELLED - len([a for a in atoms if a.count(".") == 2])
            if left > 1 and rng.random() < 0.6:
                names = ["low", "mid", "high"][: min(left, rng.randint(2, 3))]
                options[option] = {"text": f"option {number}", "levels": names}
                levels[f"d{k}.{option}"] = names
                atoms += [f"d{k}.{option}", *(f"d{k}.{option}.{n}" for n in names)]
                atoms += [f"d{k}.{option} {rng.choice(['>=', '<'])} {names[-1]}"]
            else:
                options[option] = f"option {number}"
                atoms.append(f"d{k}.{option}")
        makers[f"d{k}"] = {"options": options}
    rules: list[Any] = []
    if rng.random() < 0.4:
        rules.append({"never": " and ".join(rng.sample(atoms, min(2, len(atoms))))})
    if one_way:
        for option in rng.sample(sorted(levels), min(len(levels), rng.randint(1, 2))):
            body: dict[str, str] = {"option": option, "direction": rng.choice(["taken", "dropped"])}
            if rng.random() < 0.3:
                body["if"] = random_condition(rng, atoms, 1)
            rules.append({"irreversible": body})
    preferences = {dm: [random_condition(rng, atoms) for _ in range(rng.randint(1, 5))] for dm in makers}
    return {
        "detente": 1,
        "title": "random levels",
        "decision_makers": makers,
        "rules": rules,
        "preferences": preferences,
    }


def random_graph_conflict(rng: Random) -> Conflict:
    """Make a random conflict that is given as states and moves, and has a state."""
    while True:
        file = random_graph_file(rng)
        if "status_quo" in file:
            return read_conflict(yaml.safe_dump(file, sort_keys=False))


def random_levels_conflict(rng: Random) -> Conflict:
    """Make a random conflict of options with levels that has a state."""
    while True:
        file = random_levels_file(rng)
        states = Reference(read_conflict(yaml.safe_dump(file, sort_keys=False))).states
        if states:
            file["status_quo"] = sorted(min(rng.choice(states)))
            return read_conflict(yaml.safe_dump(file, sort_keys=False))


def conflict_of_any_form(rng: Random) -> Conflict:
    """Make a random conflict of options, of options with levels, or of states and moves."""
    return rng.choice([random_conflict, random_conflict, random_levels_conflict, random_graph_conflict])(rng)
