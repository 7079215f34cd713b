"""The solution concepts by name: what they are called, in which order they are read, what each supposes.

What they compute stands in `detente.stability`; the names stand here because a file may use them (`published`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    variant : str
        Empty; or ``strong`` or ``weak``, where degrees of preference tell more; or the extension ``a``, ``b``, ``c`` or
        ``d``, where preferences are unknown. In a key it follows the base: ``gmr-strong``, ``seq-b``.
    base : str
        The key without the variant.
    degree : int
        For ``strong``: how much less a sanction has to be preferred, 2 (much less) or what the key says
        (``gmr-strong3``).
    """

    key: str
    name: str
    long: str
    supposing: str
    place: tuple[float, ...]
    variant: str = ""
    base: str = ""
    degree: int = 0


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


# Variants are made of the classical concepts.
STRENGTHS = ("strong", "weak")
EXTENSIONS = ("a", "b", "c", "d")
_STRONG = re.compile(r"strong([1-9][0-9]?)?")
_HOW = {
    "strong": "and reckons only with what would leave it much worse off",
    "weak": "and some of these would not leave it much worse off",
    "a": "leaves for what it may not prefer, and is deterred only by what it does not prefer",
    "b": "leaves only for what it prefers, and is deterred only by what it does not prefer",
    "c": "leaves for what it may not prefer, and is deterred by what it may not prefer",
    "d": "leaves only for what it prefers, and is deterred by what it may not prefer",
}


def concept_keys(*, variants: bool = False) -> tuple[str, ...]:
    """List the concepts that there are; with the variants for strength and for unknown preference, if wanted."""
    if not variants:
        return tuple(_KNOWN)
    strengths = (f"{c}-{v}" for c in CLASSICAL if c != "nash" for v in STRENGTHS)
    return (*_KNOWN, *strengths, *(f"{c}-{v}" for c in CLASSICAL for v in EXTENSIONS))


def _variant(key: str) -> Concept | None:
    """Make a variant of a classical concept; None where there is none."""
    base, dash, variant = key.partition("-")
    if not dash or base not in CLASSICAL:
        return None
    known, strong = _KNOWN[base], _STRONG.fullmatch(variant)
    if base == "nash" and variant not in EXTENSIONS:
        return None  # it looks at no sanction that could be strong
    kind = "strong" if strong else variant
    if kind not in _HOW:
        return None
    degree = int(strong[1] or 2) if strong else 0
    if strong and strong[1] and degree < 3:
        return None
    if kind in STRENGTHS:
        name, order = f"{variant} {known.name}", STRENGTHS.index(kind) + 1 + degree / 100
        supposing = known.supposing.replace(f" ({known.name})", f", {_HOW[kind]} ({name})")
    else:
        name, order = f"{known.name} {kind}", EXTENSIONS.index(kind) + 1
        supposing = known.supposing.replace(f" ({known.name})", f", and each {_HOW[kind]} ({name})")
    long = known.long.replace(known.name, name, 1)
    return replace(
        known,
        key=key,
        name=name,
        long=long,
        supposing=supposing,
        place=(*known.place, order),
        variant=kind,
        base=base,
        degree=degree,
    )


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
    >>> find_concept("seq-strong").name, find_concept("smr-b").name
    ('strong SEQ', 'SMR b')
    """
    found = _KNOWN.get(key) or _variant(key)
    if found is None:
        raise UnknownNameError("concept", key, concept_keys(variants="-" in key))
    return found if found.base else replace(found, base=key)


def in_reading_order(keys: Iterable[str]) -> list[str]:
    """Put concepts into the order from fearing nothing to fearing everything."""
    return sorted(keys, key=lambda k: find_concept(k).place)
