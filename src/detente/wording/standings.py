"""How a decision maker fares, in marks, places and sentences that questions share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.answers import Span, Standing
from detente.wording.names import Words
from detente.wording.texts import place

_PLACE = re.compile(r"\d[a-z]{2} of \d")
MARKS = {
    "better": "▲",
    "worse": "▼",
    "same": "=",
    "better_or_same": "▲=",
    "worse_or_same": "▼=",
    "open": "◆",
    "unknown": "?",
}
MEANING = {
    "▲": "better",
    "▼": "worse",
    "=": "as good",
    "▲=": "better or as good",
    "▼=": "worse or as good",
    "◆": "better or worse, depending on where it ends",
    "?": "unknown",
}
FARES = {
    "better": "better off",
    "worse": "worse off",
    "same": "as well off",
    "better_or_same": "better or as well off",
    "worse_or_same": "worse or as well off",
    "open": "better or worse off, depending on where it ends",
}


def ordinals(span: Span | None) -> str:
    """Write the places of some outcomes in an order.

    Examples
    --------
    >>> ordinals(Span(best=2, worst=3, of=9)), ordinals(Span(best=1, worst=1, of=9))
    ('2nd to 3rd', '1st')
    """
    if span is None:
        return ""
    return place(span.best) if span.best == span.worst else f"{place(span.best)} to {place(span.worst)}"


def places(span: Span | None) -> str:
    """Write the places of some outcomes in an order, and how many places it has."""
    return "" if span is None else f"{ordinals(span)} of {span.of}"


def counting(cells: Iterable[str], things: str = "") -> str:
    """Say what the places in some cells count: steps of an order, or things one by one; nothing where there are none.

    Examples
    --------
    >>> counting(["▲ 2nd of 12"])
    ' Places count outcomes that are alike to a party as one.'
    >>> counting(["▲ 5th of 80"], "packages")
    ' Places count packages one by one, also those that are alike to a party.'
    """
    if not any(_PLACE.search(cell) for cell in cells):
        return ""
    if things:
        return f" Places count {things} one by one, also those that are alike to a party."
    return " Places count outcomes that are alike to a party as one."


def cell(standing: Standing) -> str:
    """Write how a decision maker fares: a mark, and its place."""
    return f"{MARKS[standing.kind]} {places(standing.after)}".strip()


def grouped(standings: Iterable[Standing]) -> dict[str, list[str]]:
    """Group the decision makers by how they fare, best first; of whom it is unknown last."""
    found: dict[str, list[str]] = {kind: [] for kind in MARKS}
    for standing in standings:
        found[standing.kind].append(standing.decision_maker)
    return {kind: makers for kind, makers in found.items() if makers}


def resting(standing: Standing, words: Words) -> str:
    """Say what a gain or a loss rests on where that is the decision maker's last or only wish; else nothing."""
    if not standing.last or standing.statement is None or standing.kind not in ("better", "worse"):
        return ""
    dm = standing.decision_maker
    which = "only" if standing.rank == 1 else "least"
    return (
        f"{words.party(dm)} is {FARES[standing.kind]} only by its {which} wish "
        f"({words.claim(dm, standing.statement)})"
    )
