"""The solution concepts by name, with their traits: what each lets a decision maker expect before it leaves a state.

What they compute stands in `detente.stability`; names and traits stand here because a file may use them (`published`).
How a trait is said stands in `detente.wording.concepts`: explanation, help and tables follow from what is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from detente.conflict.errors import DetenteError, UnknownNameError, nearest, quoted

CLASSICAL = ("nash", "gmr", "smr", "seq")
MOST_HORIZON = 99
_LIMITED = re.compile(r"l([0-9]+)((?::[^:=,\s]+=[0-9]+)*)")

Far = Literal["move", "answer", "horizon", "endless"]
Pays = Literal["no", "each move", "in the end"]
Whose = Literal["nobody", "opponents", "anybody"]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a concept lets a decision maker expect before it leaves a state.

    Attributes
    ----------
    far : str
        How far it looks: at its own ``move``; at the ``answer`` of the others, which may be several moves; as far as
        its ``horizon``; or ``endless``.
    pays : str
        Whether what others do has to pay for them: ``no``; by ``each move``, compared with where that move begins; or
        ``in the end``, by where everything ends.
    escape : bool
        Whether it could still get away from an answer, so that one it could escape from deters nothing.
    at_once : bool
        Whether others may move at the same time.
    source : str
        Who came up with it, for readers.
    """

    far: Far
    pays: Pays
    escape: bool
    at_once: bool
    source: str

    @property
    def disimprovements(self) -> Whose:
        """Who may make a move that is no gain for it: a consequence of how far is looked and of what has to pay."""
        if self.pays == "in the end":
            return "anybody"
        return "opponents" if self.pays == "no" and self.far != "move" else "nobody"

    @property
    def knows_others(self) -> bool:
        """Whether it has to know what the others prefer."""
        return self.pays != "no"

    @property
    def foresees(self) -> bool:
        """Whether a move is judged by where everything ends, and not by what others could answer."""
        return self.far in ("horizon", "endless")

    @property
    def reaction(self) -> bool:
        """Whether it looks at its own move after the answer, too."""
        return self.far == "answer" and self.escape


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
    traits : Traits
        What it lets a decision maker expect before it leaves.
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
    traits: Traits
    place: tuple[float, ...]
    horizon: int = 0
    horizons: tuple[tuple[str, int], ...] = ()
    variant: str = ""
    base: str = ""
    degree: int = 0

    def horizon_of(self, dm: str) -> int:
        """Give the horizon of a decision maker; 0 where the concept has none."""
        return dict(self.horizons).get(dm, self.horizon)

    @property
    def leaves_for_unknown(self) -> bool:
        """Whether, where preferences are unknown, a decision maker leaves for what it may or may not prefer."""
        return self.variant in ("a", "c")

    @property
    def unknown_deters(self) -> bool:
        """Whether, where preferences are unknown, what it may or may not prefer to where it began deters it."""
        return self.variant in ("c", "d")


_KNOWN = {
    c.key: replace(c, base=c.key)
    for c in (
        Concept(
            "nash",
            "Nash",
            "Nash (rationality)",
            Traits(
                far="move",
                pays="no",
                escape=False,
                at_once=False,
                source="Nash (1950); in the graph model Fang, Hipel and Kilgour (1993)",
            ),
            (0,),
        ),
        Concept(
            "sseq",
            "SSEQ",
            "SSEQ (symmetric sequential stability)",
            Traits(
                far="answer", pays="each move", escape=True, at_once=False, source="Rêgo and Vieira (2017)"
            ),
            (0.5,),
        ),
        Concept(
            "seq",
            "SEQ",
            "SEQ (sequential stability)",
            Traits(
                far="answer", pays="each move", escape=False, at_once=False, source="Fraser and Hipel (1979)"
            ),
            (1,),
        ),
        Concept(
            "sim",
            "SIM",
            "SIM (simultaneous stability)",
            Traits(
                far="answer",
                pays="each move",
                escape=False,
                at_once=True,
                source="Fraser and Hipel (1979; 1984)",
            ),
            (1.3,),
        ),
        Concept(
            "sim-any",
            "SIM-any",
            "SIM-any (simultaneous stability, any improvements)",
            Traits(
                far="move",
                pays="each move",
                escape=False,
                at_once=True,
                source="a second reading of Fraser and Hipel (1979; 1984)",
            ),
            (1.6,),
        ),
        Concept(
            "smr",
            "SMR",
            "SMR (symmetric metarationality)",
            Traits(far="answer", pays="no", escape=True, at_once=False, source="Howard (1971)"),
            (2,),
        ),
        Concept(
            "gmr",
            "GMR",
            "GMR (general metarationality)",
            Traits(far="answer", pays="no", escape=False, at_once=False, source="Howard (1971)"),
            (3,),
        ),
        Concept(
            "nm",
            "NM",
            "NM (non-myopic stability)",
            Traits(
                far="endless",
                pays="in the end",
                escape=False,
                at_once=False,
                source="Brams and Wittman (1981); Kilgour (1984)",
            ),
            (5,),
        ),
    )
}
_AHEAD = Traits(
    far="horizon",
    pays="in the end",
    escape=False,
    at_once=False,
    source="Zagare (1984); Kilgour (1985); Fang, Hipel and Kilgour (1989)",
)


# Variants are made of the classical concepts.
STRENGTHS = ("strong", "weak")
EXTENSIONS = ("a", "b", "c", "d")
_STRONG = re.compile(r"strong([1-9][0-9]?)?")


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
    if kind not in (*STRENGTHS, *EXTENSIONS):
        return None
    degree = int(strong[1] or 2) if strong else 0
    if strong and strong[1] and degree < 3:
        return None
    if kind in STRENGTHS:
        name, order = f"{variant} {known.name}", STRENGTHS.index(kind) + 1 + degree / 100
    else:
        name, order = f"{known.name} {kind}", EXTENSIONS.index(kind) + 1
    long = known.long.replace(known.name, name, 1)
    return replace(
        known,
        key=key,
        name=name,
        long=long,
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
    full = f"l{far}" + "".join(f":{dm}={n}" for dm, n in own)
    return Concept(
        full,
        name,
        f"{name} (limited-move stability)",
        _AHEAD,
        (4, far, *(n for _, n in own)),
        far,
        own,
        base=full,
    )


def in_reading_order(keys: Iterable[str]) -> list[str]:
    """Put concepts into the order from fearing nothing to fearing everything."""
    return sorted(keys, key=lambda k: find_concept(k).place)
