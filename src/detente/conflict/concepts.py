"""The solution concepts by name: what they are called, in which order they are read, what each supposes.

What they compute stands in `detente.stability`; the names stand here because a file may use them (`published`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from detente.conflict.errors import DetenteError, UnknownNameError, nearest, quoted

CLASSICAL = ("nash", "gmr", "smr", "seq")
MOST_HORIZON = 99
_LIMITED = re.compile(r"l([0-9]+)((?::[^:=,\s]+=[0-9]+)*)")


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
    horizon : int
        For limited-move stability: how many moves ahead a decision maker looks. 0 for all others.
    horizons : tuple of (str, int)
        For limited-move stability: the decision makers who look otherwise, and how far.
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
    horizon: int = 0
    horizons: tuple[tuple[str, int], ...] = ()
    variant: str = ""
    base: str = ""
    degree: int = 0

    def horizon_of(self, dm: str) -> int:
        """Give the horizon of a decision maker; 0 where the concept has none."""
        return dict(self.horizons).get(dm, self.horizon)


_KNOWN = {
    c.key: replace(c, base=c.key)
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
            "sseq",
            "SSEQ",
            "SSEQ (symmetric sequential stability)",
            "If each reckons with answers that pay for those who give them and that it could not get away from (SSEQ)",
            (0.5,),
        ),
        Concept(
            "sim",
            "SIM",
            "SIM (simultaneous stability)",
            "If each reckons with answers that pay, also with moves that others make at the same time (SIM)",
            (1.3,),
        ),
        Concept(
            "sim-any",
            "SIM-any",
            "SIM-any (simultaneous stability, any improvements)",
            "If each reckons with improvements that others make at the same time (SIM-any)",
            (1.6,),
        ),
        Concept(
            "nm",
            "NM",
            "NM (non-myopic stability)",
            "If each looks ahead without end (NM)",
            (5,),
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
    """List the concepts that there are; with the variants for strength and for unknown preference, if wanted.

    ``l1`` stands for limited-move stability of any horizon.
    """
    keys = (*sorted(_KNOWN, key=lambda k: _KNOWN[k].place), "l1")
    if not variants:
        return keys
    strengths = (f"{c}-{v}" for c in CLASSICAL if c != "nash" for v in STRENGTHS)
    return (*keys, *strengths, *(f"{c}-{v}" for c in CLASSICAL for v in EXTENSIONS))


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

    Parameters
    ----------
    key : str
        ``nash``, ``sseq``, ``seq``, ``sim``, ``sim-any``, ``smr``, ``gmr``, ``nm``; or ``l1``, ``l2``, ... for
        limited-move stability, with further horizons for some decision makers: ``l3:russia=2:us=4``.

    Returns
    -------
    Concept
        Its key may differ from the one given: what makes no difference is left out, what has no order is sorted.

    Raises
    ------
    UnknownNameError
        Where there is none.
    DetenteError
        Where a horizon is out of bounds, or given twice.

    Examples
    --------
    >>> find_concept("smr").long
    'SMR (symmetric metarationality)'
    >>> find_concept("l3:us=4:russia=3:europe=1").key
    'l3:europe=1:us=4'
    >>> find_concept("seq-strong").name, find_concept("smr-b").name
    ('strong SEQ', 'SMR b')
    """
    known = _KNOWN.get(key) or _variant(key)
    if known is not None:
        return known
    written = _LIMITED.fullmatch(key)
    if written is None:
        raise _UnknownConceptError(key)
    return _limited(key, written[1], written[2])


class _UnknownConceptError(UnknownNameError):
    """No concept is called so; those that are made of others are told in short."""

    def __init__(self, key: str) -> None:
        super().__init__("concept", key, concept_keys(variants="-" in key))

    def __str__(self) -> str:
        close = nearest(self.name, self.allowed)
        hint = f"; did you mean {quoted(close)}?" if close and "," not in self.name else ""
        return (
            f"no concept {quoted(self.name)}{hint} (allowed: {', '.join(concept_keys())} to l{MOST_HORIZON}; with "
            f"degrees of preference {', '.join(f'-{v}' for v in STRENGTHS)}, with unknown preferences "
            f"{', '.join(f'-{v}' for v in EXTENSIONS)}, after {', '.join(CLASSICAL)})"
        )


def _limited(key: str, horizon: str, others: str) -> Concept:
    """Read what is written after the letter: a horizon, and those of some decision makers."""
    pairs = [part.split("=") for part in others.split(":")[1:]]
    if len({dm for dm, _ in pairs}) < len(pairs):
        raise DetenteError(f"concept {quoted(key)}: a decision maker has two horizons")
    for number in (horizon, *(n for _, n in pairs)):
        if number.startswith("0") or len(number) > 4 or int(number) > MOST_HORIZON:
            raise DetenteError(
                f"concept {quoted(key)}: a horizon is a number of moves from 1 to {MOST_HORIZON}, "
                f"found {quoted(number)}"
            )
    far = int(horizon)
    own = tuple(sorted((dm, int(n)) for dm, n in pairs if int(n) != far))
    name = f"L({far})" if not own else f"L({far}; {', '.join(f'{dm} {n}' for dm, n in own)})"
    one = f"{far} move{'' if far == 1 else 's'} ahead"
    but = f", but {', '.join(f'{dm} {n}' for dm, n in own)}" if own else ""
    full = f"l{far}" + "".join(f":{dm}={n}" for dm, n in own)
    return Concept(
        full,
        name,
        f"{name} (limited-move stability)",
        f"If each looks {one}{but} ({name})",
        (4, far, *(n for _, n in own)),
        far,
        own,
        base=full,
    )


def in_reading_order(keys: Iterable[str]) -> list[str]:
    """Put concepts into the order from fearing nothing to fearing everything."""
    return sorted(keys, key=lambda k: find_concept(k).place)
