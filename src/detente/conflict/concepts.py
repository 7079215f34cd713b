"""The solution concepts by name: what they are called, in which order they are read, what each supposes.

What they compute stands in `detente.stability`; the names stand here because a file may use them (`published`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.conflict.errors import UnknownNameError

CLASSICAL = ("nash", "gmr", "smr", "seq")


@dataclass(frozen=True, slots=True)
class Concept:
    """A solution concept.

    Attributes
    ----------
    key : str
        How a file, the command line and a program call it.
    name : str
        Its short name, as in tables.
    long : str
        Its name with what the letters stand for.
    supposing : str
        What the parties reckon with under it, as the beginning of a sentence.
    place : tuple of float
        Where it stands in the order from fearing nothing to fearing everything.
    """

    key: str
    name: str
    long: str
    supposing: str
    place: tuple[float, ...]


_KNOWN = {
    c.key: c
    for c in (
        Concept(
            "nash",
            "Nash",
            "Nash (rationality)",
            "If nobody reckons with an answer (Nash)",
            (0,),
        ),
        Concept(
            "seq",
            "SEQ",
            "SEQ (sequential stability)",
            "If each reckons with answers that pay for those who give them (SEQ)",
            (1,),
        ),
        Concept(
            "smr",
            "SMR",
            "SMR (symmetric metarationality)",
            "If each reckons with any answer that it could not get away from (SMR)",
            (2,),
        ),
        Concept(
            "gmr",
            "GMR",
            "GMR (general metarationality)",
            "If each reckons with any answer, at whatever cost to those who give it (GMR)",
            (3,),
        ),
    )
}


def concept_keys() -> tuple[str, ...]:
    """List the concepts that there are."""
    return tuple(_KNOWN)


def find_concept(key: str) -> Concept:
    """Find a concept by its key.

    Raises
    ------
    UnknownNameError
        Where there is none.

    Examples
    --------
    >>> find_concept("smr").long
    'SMR (symmetric metarationality)'
    """
    if key not in _KNOWN:
        raise UnknownNameError("concept", key, tuple(_KNOWN))
    return _KNOWN[key]


def in_reading_order(keys: Iterable[str]) -> list[str]:
    """Put concepts into the order from fearing nothing to fearing everything."""
    return sorted(keys, key=lambda k: find_concept(k).place)
