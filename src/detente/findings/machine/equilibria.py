"""What the equilibria have in common, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.findings.machine.shared import head, state_value
from detente.questions.equilibria import Equilibria


def equilibria(found: Equilibria, accounts: Iterable[str], number: int, seed: int) -> dict[str, Any]:
    """Give counts, the pattern and a sample; the rows of ``--out FILE.csv`` or ``.jsonl`` are all of them."""
    pattern = None if found.intricate else found.pattern
    result = head(found.game.conflict, found.game.account, accounts)
    result["feasible"] = found.feasible.count
    result["concept"] = found.concept
    result["where"] = found.where or None
    result["total"] = found.total
    result["count"] = found.count
    result["pattern"] = pattern and {
        "taken": list(pattern.taken),
        "not_taken": list(pattern.not_taken),
        "free": {option: found.states.having(option) for option in pattern.free},
        "linked": [{"options": [one, other], "kind": kind} for one, other, kind in pattern.linked],
    }
    result["sample"] = [] if found.intricate else [state_value(s) for s in found.sample(number, seed)]
    return result
