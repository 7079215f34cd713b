"""Measure the symbolic carrier: ten conflicts of different structure for each size, each in a process of its own.

    python -m tools.bench_symbolic [--quick]

A line for each kind of conflict: the median and the worst seconds of each concept, over all decision makers, with the
intersection and its count; ``limit`` where a conflict was not done in its time. The last column is the most memory
that any process of the line took.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from tools.large_conflicts import Scope, large_file

CONFLICTS = 10
LIMIT = 12.0  # seconds of processor time for one concept of one conflict
CONCEPTS = ("nash", "gmr", "smr", "seq", "one seq")
STATES = 5


@dataclass(frozen=True)
class Kind:
    """A kind of conflict."""

    options: int
    makers: int
    statements: int
    scope: Scope
    rules: bool = False
    one_way: bool = False
    full_seq: bool = True

    def __str__(self) -> str:
        more = ("+rules" if self.rules else "") + ("+one-way" if self.one_way else "")
        return f"{self.options}/{self.makers}/{self.statements} {self.scope}{more}"


KINDS = (
    Kind(20, 5, 10, "local", rules=True),
    Kind(20, 5, 10, "any", rules=True),
    Kind(30, 5, 15, "local", rules=True),
    Kind(30, 5, 15, "any"),
    Kind(30, 5, 15, "any", rules=True, one_way=True),
    Kind(40, 5, 20, "local", rules=True),
    Kind(60, 6, 20, "local"),
    Kind(60, 6, 20, "local", rules=True, one_way=True),
    Kind(120, 6, 30, "local", rules=True, full_seq=False),
    Kind(120, 6, 30, "any", rules=True, full_seq=False),
)


def measured(kind: Kind, seed: int, limit: float) -> dict[str, Any]:
    """Measure one conflict, here and now."""
    from detente.conflict import TooLargeError, read_conflict
    from detente.game.symbolic import StateSet, build_symbolic, limited
    from detente.stability.symbolic import undeterred
    from detente.stability.symbolic.concepts import gmr, nash, smr
    from detente.stability.symbolic.sequential import seq

    file = large_file(
        kind.options,
        kind.makers,
        kind.statements,
        scope=kind.scope,
        rules=kind.rules,
        one_way=kind.one_way,
        seed=seed,
    )
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    game = build_symbolic(conflict)
    makers = range(kind.makers)
    found: dict[str, float | None] = {}
    sets: dict[str, list[Any]] = {}

    def ask(concept: str, one: Callable[[int, Any], Any]) -> None:
        start = time.process_time()
        try:
            with limited(game.diagrams, limit, concept) as clock:
                joint = game.allowed
                sets[concept] = []
                for i in makers:
                    sets[concept].append(one(i, clock))
                    joint = joint & sets[concept][-1]
                    clock.check()
                _ = StateSet(game, joint).count
            found[concept] = time.process_time() - start
        except TooLargeError:
            sets.pop(concept)
            found[concept] = None

    ask("nash", lambda i, clock: nash(game, i, clock))
    ask("gmr", lambda i, clock: gmr(game, i, clock, game.allowed))
    ask("smr", lambda i, clock: smr(game, i, clock, game.allowed))
    if not {"nash", "gmr"} <= set(sets):
        return {"found": found, "mib": _memory()}
    between = [StateSet(game, g & ~n) for n, g in zip(sets["nash"], sets["gmr"], strict=True)]
    if kind.full_seq:
        ask("seq", lambda i, clock: seq(game, i, clock, sets["nash"][i], sets["gmr"][i]))
    worst = 0.0
    try:
        for i in makers:
            for state in between[i].sample(STATES, seed=seed):
                start = time.process_time()
                with limited(game.diagrams, limit, "one state") as clock:
                    undeterred(game, i, game.at(state), clock)
                worst = max(worst, time.process_time() - start)
        found["one seq"] = worst
    except TooLargeError:
        found["one seq"] = None
    return {"found": found, "mib": _memory()}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(kind: Kind, seed: int, limit: float) -> dict[str, Any]:
    """Measure one conflict in a process of its own, so that it has its own memory."""
    argv = [
        sys.executable,
        "-m",
        "tools.bench_symbolic",
        "--one",
        str(KINDS.index(kind)),
        str(seed),
        str(limit),
    ]
    done = subprocess.run(argv, check=False, capture_output=True, text=True)
    if done.returncode:
        return {"found": dict.fromkeys(CONCEPTS), "mib": 0.0}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def cell(values: Sequence[float | None]) -> str:
    """Say the median and the worst of some times; a limit counts as the worst."""
    if not values:
        return "-"
    times = sorted(float("inf") if v is None else v for v in values)
    shown = ("limit" if t == float("inf") else f"{t:.2f}" for t in (statistics.median_high(times), times[-1]))
    return " / ".join(shown)


def main(conflicts: int = CONFLICTS, limit: float = LIMIT) -> None:
    """Measure every kind and print a table."""
    print(f"seconds of processor time, median / worst of {conflicts} conflicts; limit: {limit:g} s")
    print(f"{'options/makers/statements':<36}" + "".join(f"{c:>16}" for c in CONCEPTS) + f"{'MiB':>8}")
    for kind in KINDS:
        results = [in_a_process(kind, seed, limit) for seed in range(conflicts)]
        times = {c: [r["found"][c] for r in results if c in r["found"]] for c in CONCEPTS}
        most = max(r["mib"] for r in results)
        print(
            f"{kind!s:<36}" + "".join(f"{cell(times[c]):>16}" for c in CONCEPTS) + f"{most:>8.0f}", flush=True
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measured(KINDS[int(sys.argv[2])], int(sys.argv[3]), float(sys.argv[4]))))
    elif sys.argv[1:] == ["--quick"]:
        main(3, 4.0)
    else:
        main()
