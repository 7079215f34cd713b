"""A conflict of six decision makers and 138,240 states, every one of which is listed."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from detente.conflict import Conflict, read_conflict
from tests.generate import random_condition


def large_listed() -> Conflict:
    """Make it: ten options, three of two levels, one of four."""
    rng = Random(7)
    makers: dict[str, Any] = {f"party_{k}": {"options": {}} for k in range(6)}
    for k in range(10):
        makers[f"party_{k % 6}"]["options"][f"option_{k}"] = f"do {k}"
    for k in range(3):
        makers[f"party_{k}"]["options"][f"step_{k}"] = {"text": f"step {k}", "levels": ["low", "high"]}
    makers["party_4"]["options"]["more"] = {"text": "more", "levels": ["a", "b", "c", "d"]}
    atoms = [f"{dm}.{o}" for dm, m in makers.items() for o in m["options"]]
    file = {
        "detente": 1,
        "title": "many states",
        "status_quo": [],
        "decision_makers": makers,
        "preferences": {dm: [random_condition(rng, atoms) for _ in range(12)] for dm in makers},
    }
    return read_conflict(yaml.safe_dump(file, sort_keys=False))
