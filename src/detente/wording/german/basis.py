"""On how many claims an answer rests, how many of them have a source, how many are doubtful; in German."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Answer, Basis
from detente.wording.german.texts import count, quantity

NONE = "Beruht auf keiner Aussage."


def basis_line(basis: Basis | None) -> str:
    """Say what an account rests on: ``Beruht auf 30 Aussagen, 22 mit Quelle; 14 gelten als zweifelhaft.``."""
    if basis is None or not basis.claims:
        return NONE
    return f"Beruht auf {count(basis.claims, 'Aussage')}{rested(basis)}."


def rested(basis: Basis) -> str:
    """Say how many claims have a source, and how many are doubtful: what follows their number."""
    return sourcing(basis.claims, basis.sourced, basis.own) + _doubted(basis.doubted)


def basis_of_all(answers: Sequence[Answer]) -> str:
    """Say what several accounts rest on, all together; of one account as `basis_line` does."""
    claims = sum(a.basis.claims for a in answers if a.basis is not None)
    if not claims and any(w.here for a in answers for w in a.withheld):
        return "Beruht allein auf vertraulichen Aussagen."
    if len(answers) == 1:
        return basis_line(*(a.basis for a in answers))
    return basis_of_several([a.basis for a in answers if a.basis is not None])


def basis_of_several(known: Sequence[Basis]) -> str:
    """Say what several accounts rest on, all together."""
    claims, sourced, own, doubted = (
        sum(getattr(b, name) for b in known) for name in ("claims", "sourced", "own", "doubted")
    )
    if not claims:
        return NONE
    told = f"Beruht auf {count(claims, 'Aussage')} aus {count(len(known), 'Lesart', 'Lesarten')}"
    return f"{told}{sourcing(claims, sourced, own)}{_doubted(doubted)}."


def sourcing(claims: int, sourced: int, own: int) -> str:
    """Say how many of some claims have a source, and how many of these are the editors' own.

    Examples
    --------
    >>> sourcing(30, 30, 8), sourcing(19, 5, 0)
    (': 22 aus Quellen, 8 von den Bearbeitern selbst', ', 5 mit Quelle')
    """
    if own:
        parts = [
            (sourced - own, "aus Quellen"),
            (own, "von den Bearbeitern selbst"),
            (claims - sourced, "ohne Quelle"),
        ]
        return ": " + ", ".join(f"{quantity(n)} {what}" for n, what in parts if n)
    if not sourced:
        return ", ohne Quelle" if claims == 1 else ", keine mit Quelle"
    if sourced == claims:
        return ", mit Quelle" if claims == 1 else ", alle mit Quelle"
    return f", {quantity(sourced)} mit Quelle"


def _doubted(doubted: int) -> str:
    return f"; {quantity(doubted)} {'gilt' if doubted == 1 else 'gelten'} als zweifelhaft" if doubted else ""
