"""The solution concepts by name: what they are called, in which order they are read, what each supposes.

What they compute stands in `detente.stability`; the names stand here because a file may use them (`published`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from detente.conflict.errors import DetenteError, UnknownNameError, quoted

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
    """

    key: str
    name: str
    long: str
    supposing: str
    place: tuple[float, ...]
    horizon: int = 0
    horizons: tuple[tuple[str, int], ...] = ()

    def horizon_of(self, dm: str) -> int:
        """Give the horizon of a decision maker; 0 where the concept has none."""
        return dict(self.horizons).get(dm, self.horizon)


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


def concept_keys() -> tuple[str, ...]:
    """List the concepts that there are; ``l1`` stands for limited-move stability of any horizon."""
    return (*sorted(_KNOWN, key=lambda k: _KNOWN[k].place), "l1")


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
    """
    if key in _KNOWN:
        return _KNOWN[key]
    written = _LIMITED.fullmatch(key)
    if written is None:
        raise UnknownNameError("concept", key, concept_keys())
    return _limited(key, written[1], written[2])


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
    return Concept(
        f"l{far}" + "".join(f":{dm}={n}" for dm, n in own),
        name,
        f"{name} (limited-move stability)",
        f"If each looks {one}{but} ({name})",
        (4, far, *(n for _, n in own)),
        far,
        own,
    )


def in_reading_order(keys: Iterable[str]) -> list[str]:
    """Put concepts into the order from fearing nothing to fearing everything."""
    return sorted(keys, key=lambda k: find_concept(k).place)
