"""On how many claims an answer rests, how many of them have a source, and how many are marked as doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Answer, Basis
from detente.wording.names import Words
from detente.wording.texts import count, quantity


def basis_line(basis: Basis | None) -> str:
    """Say what an account rests on: ``Rests on 30 claims, 22 with a source; 14 are marked as doubtful.``."""
    if basis is None or not basis.claims:
        return "Rests on no claim."
    return f"Rests on {count(basis.claims, 'claim')}{rested(basis)}."


def rested(basis: Basis) -> str:
    """Say how many claims have a source, and how many are doubtful: what follows their number."""
    return sourcing(basis.claims, basis.sourced, basis.own) + _doubted(basis.doubted)


def basis_sources(basis: Basis | None, words: Words) -> str:
    """Say which sources are named, and for how many claims each, the most often named first; empty where none is."""
    if basis is None or not basis.by_source:
        return ""
    told = [f"{words.source(s)} ({n})" for s, n in sorted(basis.by_source, key=lambda x: -x[1])]
    return f"Sources of the claims: {'; '.join(told)}."


def basis_of_all(answers: Sequence[Answer]) -> str:
    """Say what several accounts rest on, all together; of one account as `basis_line` does."""
    claims = sum(a.basis.claims for a in answers if a.basis is not None)
    if not claims and any(w.here for a in answers for w in a.withheld):
        return "Rests on confidential claims alone."
    if len(answers) == 1:
        return basis_line(*(a.basis for a in answers))
    return basis_of_several([a.basis for a in answers if a.basis is not None])


def basis_of_several(known: Sequence[Basis]) -> str:
    """Say what several accounts rest on, all together."""
    claims, sourced, own, doubted = (
        sum(getattr(b, name) for b in known) for name in ("claims", "sourced", "own", "doubted")
    )
    if not claims:
        return "Rests on no claim."
    accounts = count(len(known), "account")
    of = sourcing(claims, sourced, own)
    return f"Rests on {count(claims, 'claim')} of {accounts}{of}{_doubted(doubted)}."


def sourcing(claims: int, sourced: int, own: int) -> str:
    """Say how many of some claims have a source, and how many of these are the editors' own.

    Examples
    --------
    >>> sourcing(30, 30, 8), sourcing(19, 5, 0)
    (": 22 from sources, 8 the editors' own", ', 5 with a source')
    """
    if own:
        parts = [
            (sourced - own, "from sources"),
            (own, "the editors' own"),
            (claims - sourced, "without a source"),
        ]
        return ": " + ", ".join(f"{quantity(n)} {what}" for n, what in parts if n)
    if not sourced:
        return ", without a source" if claims == 1 else ", none with a source"
    if sourced == claims:
        return ", with a source" if claims == 1 else ", all with a source"
    return f", {quantity(sourced)} with a source"


def _doubted(doubted: int) -> str:
    return f"; {quantity(doubted)} {'is' if doubted == 1 else 'are'} marked as doubtful" if doubted else ""
