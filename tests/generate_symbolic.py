"""Random conflicts that both carriers take: statements, rules, one-way options, unavailable options, ties."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import yaml

from detente.conflict import Conflict, ConflictFileError, read_conflict
from tests.generate import random_condition

KINDS = ("exclusive", "some_of", "one_of")


def random_symbolic_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict as plain data; the rules of some leave no state."""
    counts = [rng.randint(0, 3) for _ in range(rng.randint(1, 4))]
    counts[0] = max(1, counts[0])
    makers = {
        f"d{i}": {"options": {f"o{k}": "an option" for k in range(n)}} if n else {"name": "a bystander"}
        for i, n in enumerate(counts)
    }
    options = [f"d{i}.o{k}" for i, n in enumerate(counts) for k in range(n)]
    rules: list[Any] = []
    for _ in range(rng.randint(0, 3)):
        if len(options) >= 2 and rng.random() < 0.4:
            rules.append({rng.choice(KINDS): rng.sample(options, rng.randint(2, min(3, len(options))))})
        else:
            rules.append({"never": random_condition(rng, options, 1)})
    if rng.random() < 0.6:
        for option in rng.sample(options, rng.randint(1, len(options))):
            rules.append({"irreversible": {"option": option, "direction": rng.choice(["taken", "dropped"])}})
    if rng.random() < 0.1:  # once for all: never changed
        rules += [{"irreversible": {"option": options[0], "direction": d}} for d in ("taken", "dropped")]
    preferences = {
        d: list(dict.fromkeys(random_condition(rng, options) for _ in range(rng.randint(0, 6))))
        for d in makers
    }
    kept = [rule for k, rule in enumerate(rules) if rule not in rules[:k]]
    return {
        "detente": 1,
        "title": "random",
        "decision_makers": makers,
        "rules": kept,
        "preferences": preferences,
    }


def random_symbolic_conflict(rng: Random) -> Conflict:
    """Make a random conflict that has a state, and a status quo."""
    while True:
        file = random_symbolic_file(rng)
        conflict = read_conflict(yaml.safe_dump(file, sort_keys=False)).under()
        if rng.random() < 0.2:
            conflict = _without_one(rng, conflict)
        try:
            game = conflict.game()
        except ConflictFileError:
            continue
        file["status_quo"] = list(game.state(rng.randrange(game.size)).taken)
        with_start = read_conflict(yaml.safe_dump(file, sort_keys=False)).under()
        return replace(with_start, decision_makers=conflict.decision_makers)


def _without_one(rng: Random, conflict: Conflict) -> Conflict:
    """Take an option away, as an account of a dispute can."""
    maker = rng.choice([d for d in conflict.decision_makers if d.options])
    gone = rng.choice(maker.options)
    options = tuple(replace(o, available=o is not gone) for o in maker.options)
    makers = tuple(replace(d, options=options) if d is maker else d for d in conflict.decision_makers)
    return replace(conflict, decision_makers=makers)
