"""How the solution concepts are said: every phrase follows from their traits, none is kept for a concept alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.conflict import CLASSICAL, EXTENSIONS, STRENGTHS, Concept, find_concept, in_reading_order
from detente.conflict.concepts import MOST_HORIZON, Traits, concept_keys
from detente.wording.blocks import Table
from detente.wording.texts import listed

YES, NO, OPEN = "✓", "✗", "?"
COLUMNS = (
    "Concept",
    "What a decision maker expects before it leaves",
    "Foresight",
    "Disimprovements",
    "Knows the preferences of",
    "Source",
)


def name(key: str) -> str:
    """Give a concept's short name: ``SEQ``."""
    return find_concept(key).name


def names(keys: Iterable[str], joint: str = "and") -> str:
    """Give the short names of concepts, in reading order: ``Nash, SEQ and GMR``."""
    return listed([name(k) for k in in_reading_order(keys)], joint)


def long(key: str) -> str:
    """Give a concept's name with what its letters stand for."""
    return find_concept(key).long


def looking(*keys: str) -> str:
    """Say how the sides look ahead under a concept, or under several that say the same, as a part of a sentence.

    Examples
    --------
    >>> looking("nash")
    'if each side looks only at its own next move'
    >>> looking("smr", "gmr")
    'if each side fears any answer, even a costly one'
    >>> looking("seq", "l3")
    'if each side expects the answers that would pay for the others or looks 3 moves ahead'
    """
    return f"if {expecting(*keys)}"


def expecting(*keys: str) -> str:
    """Say the same as `looking`, as a sentence of its own.

    Examples
    --------
    >>> expecting("nash")
    'each side looks only at its own next move'
    """
    concepts = [find_concept(k) for k in in_reading_order(keys)]
    told = list(dict.fromkeys(_looks(c) for c in concepts))
    if len(told) > 1:  # those that differ only in whether one can escape are said together
        told = list(dict.fromkeys(_looks(c, escape=False) for c in concepts))
    return f"each side {listed(told, 'or')}"


def _looks(concept: Concept, *, escape: bool = True) -> str:
    return _expects(concept, escape=escape) + _variant(concept)


def _expects(concept: Concept, *, escape: bool) -> str:
    traits = concept.traits
    if traits.foresees:
        return f"looks {_how_far(concept)}"
    if traits.far == "move":
        if traits.at_once:
            return "expects the improvements that others make at the same time"
        return "looks only at its own next move"
    away = escape and traits.escape
    if traits.pays == "no":
        return f"fears any answer, even a costly one{', unless it could get away from it' if away else ''}"
    told = f"expects the answers that would pay for the others{' and that it could not get away from' if away else ''}"
    return f"{told}, and moves that they make at the same time" if traits.at_once else told


def _how_far(concept: Concept) -> str:
    if concept.traits.far == "endless":
        return "ahead without end"
    own = ", ".join(f"{dm} {far}" for dm, far in concept.horizons)
    moves = f"{concept.horizon} {'move' if concept.horizon == 1 else 'moves'} ahead"
    return f"{moves} ({own})" if own else moves


def _variant(concept: Concept) -> str:
    if concept.variant == "strong":
        worse = "much worse off" if concept.degree < 3 else f"worse off by degree {concept.degree} or more"
        return f", and is deterred only by what would leave it {worse}"
    if concept.variant == "weak":
        return ", and some of what deters it would not leave it much worse off"
    return f", and {attitude(concept.variant)}" if concept.variant else ""


def attitude(extension: str) -> str:
    """Say how a decision maker takes what is unknown, under one of the extensions a to d."""
    concept = find_concept(f"gmr-{extension}")
    leaves = (
        "leaves also where it is unknown whether it gains"
        if concept.leaves_for_unknown
        else "leaves only where it is known to gain"
    )
    deterred = (
        "is deterred also where it is unknown whether it ends better off"
        if concept.unknown_deters
        else "is deterred only where it is known to end no better off"
    )
    return f"{leaves}, and {deterred}"


# -- tables -----------------------------------------------------------------------------------------------------------


def expected(traits: Traits) -> str:
    """Say what a decision maker expects before it leaves, as in a table."""
    if traits.foresees:
        if traits.far == "endless":
            return "where it ends if everybody looks ahead without end"
        return "where it ends if everybody looks ahead as far as it does, and then stops"
    if traits.far == "move":
        if traits.at_once:
            return "improvements that others make at the same time"
        return "nothing: it moves wherever it gains"
    told = (
        "any answer, whatever it costs those who give it"
        if traits.pays == "no"
        else "answers by which each who moves gains"
    )
    if traits.escape:
        told += ", if it cannot get away from it afterwards"
    return f"{told}, and moves that others make at the same time" if traits.at_once else told


def foresight(traits: Traits) -> str:
    """Say how far is looked, as in a table."""
    if traits.far == "endless":
        return "without end"
    if traits.far == "horizon":
        return "h moves"
    if traits.far == "move":
        return "1 move, at the same time as others" if traits.at_once else "1 move"
    if traits.reaction:
        return "3: its move, the answer, its own reaction"
    return "2: its move, the answer" + ("; or 1, at the same time" if traits.at_once else "")


def disimprovements(traits: Traits) -> str:
    """Say who may make a move that is no gain for it, as in a table."""
    return {
        "nobody": "nobody makes any",
        "opponents": "by the opponents, to punish",
        "anybody": "by anybody, if something better comes of it",
    }[traits.disimprovements]


def row(key: str) -> tuple[str, ...]:
    """Give a concept's traits as a row under `COLUMNS`."""
    concept = find_concept(key)
    traits = concept.traits
    limited = traits.far == "horizon"
    return (
        "L(h) (limited-move stability)" if limited else concept.long,
        expected(traits),
        foresight(traits),
        disimprovements(traits),
        "all" if traits.knows_others else "itself",
        traits.source,
    )


def legend(keys: Iterable[str]) -> Table:
    """Explain the concepts of an answer: how to read it."""
    bases = dict.fromkeys(
        "l1" if find_concept(k).traits.far == "horizon" else find_concept(k).base
        for k in in_reading_order(keys)
    )
    return Table(COLUMNS, tuple(row(k) for k in bases), "How to read this", id="concepts")


def help_text(*, classical: bool = False, variants: bool = False) -> str:
    """Say what the argument ``--concepts`` takes.

    Examples
    --------
    >>> help_text(classical=True)
    'of nash, gmr, smr, seq, joined by commas (default: all four)'
    """
    four = ", ".join(CLASSICAL)
    if classical:
        return f"of {four}, joined by commas (default: all four)"
    more = [k for k in concept_keys() if k not in CLASSICAL and not find_concept(k).horizon]
    told = f"of {four} (the default), {', '.join(more)}, l1 to l{MOST_HORIZON} (l3:NAME=2 for a horizon of its own), "
    told += "joined by commas"
    if variants:
        strengths = ", ".join(f"-{v}" for v in STRENGTHS)
        told += f"; with degrees of preference also {strengths} after gmr, smr, seq; where preferences are unknown "
        told += f"-{EXTENSIONS[0]} to -{EXTENSIONS[-1]} after any of the four"
    return told


def marks(held: Mapping[str, bool | None]) -> str:
    """Say under which concepts something holds: ``Nash ✓ SEQ ✓ SMR ✗``; ``?`` where that is not known.

    The extensions of a concept are told together, and strong and weak only where the concept itself is not told.

    Examples
    --------
    >>> marks({"nash": False, "seq": True, "seq-strong": False})
    'Nash ✗ SEQ ✓'
    >>> marks({"nash-a": False, "nash-b": True, "seq-a": True, "seq-b": True})
    'Nash ✓ by b SEQ ✓'
    """
    told = []
    for family in families(held):
        first, *_ = concepts = [find_concept(k) for k in family]
        if first.variant in STRENGTHS and first.base in held:
            continue
        holding = [c for c in concepts if held[c.key]]
        unknown = all(held[c.key] is None for c in concepts)
        short = names(family) if len(family) == 1 else name(first.base)
        some = f" by {listed([c.variant for c in holding])}" if 0 < len(holding) < len(family) else ""
        told.append(f"{short} {OPEN if unknown else YES if holding else NO}{some}")
    return " ".join(told)


def families(keys: Iterable[str]) -> list[list[str]]:
    """Put concepts into reading order, the extensions a to d of one concept together."""
    found: dict[str, list[str]] = {}
    for key in in_reading_order(keys):
        concept = find_concept(key)
        found.setdefault(f"{concept.base} a-d" if concept.variant in EXTENSIONS else key, []).append(key)
    return list(found.values())
