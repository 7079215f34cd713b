"""Doubts: exact weights against a loop over the accounts, drawn accounts against single analyses, and workers."""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Callable

import detente
from detente.conflict import Conflict, to_dict
from detente.conflict.doubts import doubts_of
from detente.questions.evolve import reach
from detente.questions.robust import Draws
from detente.stability import stable_states

CONCEPTS = ("nash", "seq", "smr", "gmr")
LOOPED = 100  # accounts of a loop that are measured
STATEMENTS = 14  # of each party, where nothing is to be grouped


def nothing_to_group() -> Conflict:
    """Make a conflict of the states of Istanbul in which everybody may want nearly anything."""
    rng = random.Random(2)
    base = detente.load("istanbul-2025")
    options = list(base.option_ids)
    wishes = {}
    for maker in base.decision_makers:
        found = []
        for k in range(STATEMENTS):
            one, other, third = rng.sample(options, 3)
            that = rng.choice(
                [f"{one} xor {other}", f"{one} and not {other}", f"({one} or {other}) iff {third}", one]
            )
            found.append({"id": f"w{k}", "that": that, "confidence": 0.5})
        wishes[maker.id] = found
    kept = ("detente", "title", "decision_makers", "conditions", "rules", "status_quo")
    plain = {k: v for k, v in to_dict(base).items() if k in kept}
    return detente.read_conflict(json.dumps(plain | {"preferences": wishes})).under()


def looped(conflict: Conflict, number: int = LOOPED) -> float:
    """Give the seconds of processor time that one account takes, each a conflict and a game of its own."""
    doubts = doubts_of(conflict)
    rng = random.Random(1)
    begun = time.process_time()
    for _ in range(number):
        settled = {k: rng.randrange(len(d.variants)) for k, d in enumerate(doubts.doubts)}
        game = doubts.account(settled).game()
        stable_states(game, CONCEPTS)
        for concept in CONCEPTS:
            assert game.status_quo is not None
            reach(game, game.status_quo, undeterred="" if concept == "nash" else concept)
    return (time.process_time() - begun) / number


def seconds(ask: Callable[[], object]) -> tuple[float, float]:
    """Give the processor time and the time on the clock."""
    begun, clock = time.process_time(), time.perf_counter()
    ask()
    return time.process_time() - begun, time.perf_counter() - clock


def main() -> None:
    """Print what doubts take."""
    print("Doubts, four concepts and where it is heading; a loop: a conflict and a game for each account:")
    print(
        f"  {'':24} {'accounts':>10} {'exact':>8} {'drawn 10,000':>13} {'loop over all':>14} {'loop/exact':>11}"
    )
    for account in ("commentary", "kyiv", "broker"):
        conflict = detente.load("istanbul-2025").under(account)
        each = looped(conflict)
        exact, _ = seconds(lambda conflict=conflict: detente.robust(conflict))  # type: ignore[misc]
        drawn, _ = seconds(lambda conflict=conflict: detente.robust(conflict, samples=10_000))  # type: ignore[misc]
        number = doubts_of(conflict).accounts
        loop = each * number
        told = f"{number:>10,} {exact:>6.2f} s {drawn:>11.2f} s {loop:>12,.0f} s {loop / exact:>11,.0f}"
        print(f"  istanbul, {account:14} {told}")
    conflict = nothing_to_group()
    each = looped(conflict)
    print(
        f"Nothing to group: 288 states, 4 decision makers, {STATEMENTS} doubted wishes of each; 100,000 accounts:"
    )
    for workers in (1, 2):
        _, clock = seconds(
            lambda workers=workers: detente.robust(conflict, samples=100_000, draws=Draws(workers=workers))  # type: ignore[misc]
        )
        peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        times = f"{clock:>6.1f} s on the clock; a loop takes {each * 100_000 / clock:,.0f} times as long"
        print(
            f"  {workers} worker{'s' if workers > 1 else ' '} {times}; at most {peak / 1024:.0f} MB in one process"
        )
