"""What a run prints: survivors as changes, the score of each package and of all."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tools.mutants.files import part
from tools.mutants.running import Outcome

FATES = ("killed", "survived", "timeout", "broken", "equivalent", "not run")
LEFT = ("survived", "timeout", "broken")  # what counts and was not killed


def shown(outcome: Outcome) -> str:
    """Show a mutant: where it is, and the change."""
    mutant = outcome.mutant
    passed = f"{outcome.tests} of {outcome.of} tests that reach it passed"
    reached = {"survived": passed if outcome.of else "no test reaches it"}
    head = f"{mutant.file}:{mutant.line}: {reached.get(outcome.fate, outcome.fate)} ({mutant.family})"
    return "\n".join([head, *(f"  - {s}" for s in mutant.before), *(f"  + {s}" for s in mutant.after)])


def noted(outcome: Outcome) -> dict[str, Any]:
    """Give what became of a mutant, for a log."""
    mutant = outcome.mutant
    place = {"file": mutant.file, "line": mutant.line, "family": mutant.family}
    change = {"before": mutant.before, "after": mutant.after}
    told = {k: getattr(outcome, k) for k in ("fate", "killer", "tests", "of", "afresh", "seconds")}
    return place | change | told


def score(outcomes: list[Outcome]) -> tuple[int, int]:
    """Give how many were killed, and of how many: equivalents and what was not run do not count, all others do."""
    fates = Counter(o.fate for o in outcomes)
    return fates["killed"], fates["killed"] + sum(fates[f] for f in LEFT)


def percent(killed: int, of: int) -> float:
    """Give a score in percent."""
    return 100 * killed / of if of else 100.0


def table(outcomes: list[Outcome]) -> str:
    """Give the score of each part."""
    parts: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        parts.setdefault(part(outcome.mutant.file), []).append(outcome)
    width = max(map(len, parts), default=0)
    lines = []
    for name in sorted(parts):
        killed, of = score(parts[name])
        lines.append(f"  {name:<{width}}  {percent(killed, of):5.1f} %  ({killed} of {of})")
    return "\n".join(lines)


def summary(outcomes: list[Outcome]) -> str:
    """Give how many ran and what became of them, and the score of all."""
    fates = Counter(o.fate for o in outcomes)
    killed, of = score(outcomes)
    counted = ", ".join(f"{fates[f]} {f}" for f in FATES if fates[f] or f in FATES[:3])
    ran = f"{len(outcomes)} mutants, {of} of them run: {counted}"
    return f"{ran}\nScore: {percent(killed, of):.1f} % ({killed} of {of} mutants noticed by tests/)"
