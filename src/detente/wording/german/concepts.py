"""How the solution concepts are said in German: every phrase follows from their traits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.conflict import STRENGTHS, Concept, find_concept, in_reading_order
from detente.wording.concepts import NO, OPEN, YES, families, name
from detente.wording.german.texts import listed


def names(keys: Iterable[str], joint: str = "und") -> str:
    """Give the short names of concepts, in reading order: ``Nash, SEQ und GMR``."""
    return listed([name(k) for k in in_reading_order(keys)], joint)


def looking(*keys: str) -> str:
    """Say how the sides look ahead under a concept, as a part of a sentence.

    Examples
    --------
    >>> looking("nash")
    'wenn jede Seite nur ihren eigenen nächsten Zug bedenkt'
    >>> looking("smr", "gmr")
    'wenn jede Seite jede Antwort fürchtet, auch eine kostspielige'
    """
    return f"wenn {expecting(*keys)}"


def expecting(*keys: str) -> str:
    """Say the same as `looking`, behind a conjunction.

    Examples
    --------
    >>> expecting("seq")
    'jede Seite mit den Antworten rechnet, die sich für die anderen lohnen'
    """
    concepts = [find_concept(k) for k in in_reading_order(keys)]
    told = list(dict.fromkeys(_expects(c) for c in concepts))
    return f"jede Seite {listed(told, 'oder')}"


def _expects(concept: Concept) -> str:
    traits = concept.traits
    if traits.foresees:
        if traits.far == "endless":
            return "ohne Ende vorausschaut"
        return f"{concept.horizon} {'Zug' if concept.horizon == 1 else 'Züge'} vorausschaut"
    if traits.far == "move":
        return "nur ihren eigenen nächsten Zug bedenkt"
    if traits.pays == "no":
        return "jede Antwort fürchtet, auch eine kostspielige"
    return "mit den Antworten rechnet, die sich für die anderen lohnen"


def marks(held: Mapping[str, bool | None]) -> str:
    """Say under which concepts something holds: ``Nash ✓ SEQ ✓ SMR ✗``; ``?`` where that is not known.

    Examples
    --------
    >>> marks({"nash-a": False, "nash-b": True, "seq-a": True, "seq-b": True})
    'Nash ✓ nach b SEQ ✓'
    """
    told = []
    for family in families(held):
        first, *_ = concepts = [find_concept(k) for k in family]
        if first.variant in STRENGTHS and first.base in held:
            continue
        holding = [c for c in concepts if held[c.key]]
        unknown = all(held[c.key] is None for c in concepts)
        short = names(family) if len(family) == 1 else name(first.base)
        some = f" nach {listed([c.variant for c in holding])}" if 0 < len(holding) < len(family) else ""
        told.append(f"{short} {OPEN if unknown else YES if holding else NO}{some}")
    return " ".join(told)
