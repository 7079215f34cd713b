"""How far the sides look ahead, in words; under which concepts something holds, as marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.conflict import find_concept, in_reading_order

YES, NO, OPEN = "✓", "✗", "?"
MEANING = {YES: "holds", NO: "does not hold", OPEN: "not known"}

_LOOKING = {
    "nash": "if each side looks only at its own next move",
    "seq": "if each side expects the answers that would pay for the others",
    "smr": "if each side fears any answer that it could not get away from, even a costly one",
    "gmr": "if each side fears any answer, even a costly one",
}


def marks(held: Mapping[str, bool | None]) -> str:
    """Say under which concepts something holds: ``Nash ✗ SEQ ✓``; variants of one concept that agree are one.

    Examples
    --------
    >>> marks({"seq": True, "nash": False})
    'Nash ✗ SEQ ✓'
    >>> marks({"nash-a": False, "nash-b": True, "seq-a": True, "seq-b": True})
    'Nash a ✗ b ✓ SEQ ✓'
    """
    bases: dict[str, list[str]] = {}
    for concept in in_reading_order(held):
        bases.setdefault(find_concept(concept).base, []).append(concept)
    return " ".join(_marked(base, keys, held) for base, keys in bases.items())


def _marked(base: str, keys: Sequence[str], held: Mapping[str, bool | None]) -> str:
    if len(keys) == 1:
        return f"{find_concept(keys[0]).name} {_mark(held[keys[0]])}"
    name = find_concept(base).name
    if len({held[k] for k in keys}) == 1:
        return f"{name} {_mark(held[keys[0]])}"
    return " ".join([name, *(f"{find_concept(k).variant or 'general'} {_mark(held[k])}" for k in keys)])


def _mark(holds: bool | None) -> str:
    return OPEN if holds is None else YES if holds else NO


def looking(concept: str) -> str:
    """Say how the sides look ahead under a concept, as the beginning of a sentence.

    Examples
    --------
    >>> looking("nash"), looking("seq-b")
    ('if each side looks only at its own next move', 'if each side expects the answers that would pay for the others')
    """
    base = find_concept(concept).base
    return _LOOKING.get(base, f"under {find_concept(concept).name}")
