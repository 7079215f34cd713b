"""What a question about terms is asked of: the conflict under each account, or its game where states matter."""

from __future__ import annotations

from typing import Any

from detente.questions.question import Request
from detente.questions.settle.table import needs_states


def asked_of(request: Request) -> list[Any]:
    """Give for each account its conflict, or its game where anything of the terms depends on states."""
    found: list[Any] = []
    for conflict, account in zip(request.under(), request.accounts, strict=True):
        if needs_states(conflict):
            most, built = request.most_states, request.built
            found += Request(request.conflict, (account,), most_states=most, built=built).games()
        else:
            found.append(conflict)
    return found
