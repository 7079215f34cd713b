"""Random conflicts in which parties are mistaken: about wishes, options, rules, moves."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

from detente.conflict import Conflict, DetenteError, read_conflict
from detente.questions.mistaken import mistaken
from tests.generate import blunt, random_condition, random_file, random_graph_file

Belief = dict[str, Any]


def random_belief(rng: Random, file: dict[str, Any], party: str) -> Belief:
    """Make what one party believes; it may be about nothing."""
    makers = list(file["decision_makers"])
    others = [m for m in makers if m != party]
    graph = "moves" in file
    options = [f"{d}.{o}" for d, m in file["decision_makers"].items() for o in m.get("options", {})]
    atoms = list(file["states"]) if graph else options
    rules = file.get("rules", [])
    ranked = any("ranking" in p for p in file["preferences"].values())
    belief: Belief = {}
    imagined = ""
    if not graph and not ranked and others and rng.random() < 0.35:
        owner = rng.choice(makers)
        imagined = f"{owner}.ghost"
        belief["options"] = {"add": {owner: {"ghost": "an option that does not exist"}}}
    named = [*atoms, imagined] if imagined else atoms
    if others and rng.random() < 0.6:
        wishes = {}
        for dm in rng.sample(others, rng.randint(1, len(others))):
            conditions = [blunt(rng, random_condition(rng, named), rules) for _ in range(rng.randint(1, 4))]
            wishes[dm] = conditions
        belief["preferences"] = wishes
    if imagined and rng.random() < 0.5:
        own = [blunt(rng, random_condition(rng, named), rules) for _ in range(rng.randint(1, 4))]
        belief.setdefault("preferences", {})[party] = own
    if not graph and len(options) > 1 and rng.random() < 0.4:
        belief.setdefault("options", {})["drop"] = rng.sample(options, 1)
    patches: list[Any] = []
    if rng.random() < 0.4:
        patches.append({"put": {"never": " and ".join(rng.sample(atoms, min(len(atoms), 2))), "id": "mine"}})
    if not graph and rng.random() < 0.3:
        patches.append({"put": {"irreversible": {"option": rng.choice(options)}, "id": "locked"}})
    if patches:
        belief["rules"] = {"patch": patches}
    if graph and rng.random() < 0.7:
        belief |= _moves(rng, file)
    return belief


def _moves(rng: Random, file: dict[str, Any]) -> Belief:
    known = read_conflict(yaml.safe_dump(file, sort_keys=False)).arcs or {}
    states = list(file["states"])
    found: dict[str, Any] = {}
    there = [(dm, s, t) for dm, pairs in known.items() for s, t in pairs]
    missing = [
        (dm, s, t)
        for dm, pairs in known.items()
        for s in states
        for t in states
        if s != t and (s, t) not in pairs
    ]
    for key, among in (("drop", there), ("add", missing)):
        for dm, s, t in rng.sample(among, min(len(among), rng.randint(0, 2))):
            found.setdefault(key, {}).setdefault(dm, []).append(f"{s} -> {t}")
    return {"moves": found} if found else {}


def mistaken_file(rng: Random, *, graph: bool = False) -> dict[str, Any]:
    """Make a conflict, as plain data, in which somebody may be mistaken, and which can be asked about."""
    while True:
        file = (random_graph_file if graph else random_file)(rng)
        makers = list(file["decision_makers"])
        if "status_quo" not in file or len(makers) < 2:
            continue
        if rng.random() < 0.5:
            del file["rules"]
            file["rules"] = []
            for dm in makers:
                atoms = list(file["states"]) if graph else _options(file)
                file["preferences"][dm] = [random_condition(rng, atoms) for _ in range(rng.randint(1, 5))]
        parties = rng.sample(makers, rng.randint(1, min(3, len(makers))))
        file["beliefs"] = {party: random_belief(rng, file, party) for party in parties}
        try:
            mistaken(read(file))
        except DetenteError:  # a belief that leaves no state, or holds apart what counts as one
            continue
        return file


def _options(file: dict[str, Any]) -> list[str]:
    return [f"{d}.{o}" for d, m in file["decision_makers"].items() for o in m.get("options", {})]


def read(file: dict[str, Any]) -> Conflict:
    """Read a file that is given as plain data."""
    return read_conflict(yaml.safe_dump(file, sort_keys=False))
