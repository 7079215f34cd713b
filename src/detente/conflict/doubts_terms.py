"""What is doubted of the terms: wishes, numbers and ranges, red lines, and what cannot go together.

A statement, a red line, a number or an exclusion may fall; a source may fail, which takes them along; and a number
that is a range lies at its middle or at one of its ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from detente.conflict.alternatives import chances
from detente.conflict.doubts import (
    Doubt,
    Doubts,
    Variant,
    doubted_claim,
    doubted_statements,
    doubts_of,
    fallible_named,
    fallible_of,
    fallible_sources,
    varied,
)
from detente.conflict.model import Conflict
from detente.conflict.terms import NoDeal, Range, Terms, Wishes, Worth

THIRD = Fraction(1, 3)
ZERO = Range(Fraction(0), Fraction(0))


def doubts_of_terms(conflict: Conflict) -> Doubts:
    """Find all that is doubted of the terms under an account; nothing where it has none.

    Parameters
    ----------
    conflict : Conflict
        Under an account (`Conflict.under`).

    Examples
    --------
    >>> import detente
    >>> found = doubts_of_terms(detente.load("istanbul-2025").under("kyiv"))
    >>> sorted({d.kind for d in found.doubts})
    ['statement']
    """
    if conflict.terms is None:
        return Doubts(conflict, ())
    fallible = fallible_of(conflict)
    found: list[Doubt] = []
    unvaried: list[tuple[str, str]] = []
    for rule in conflict.terms.exclusions:
        found += doubted_claim("exclusion", "", rule, fallible)
    for maker in conflict.decision_makers:
        wishes = conflict.terms.wishes.get(maker.id)
        if wishes is None or wishes.seal is not None:  # what is confidential tells nothing of its doubts
            continue
        found += doubted_statements(maker.id, wishes.statements, fallible)
        for line in wishes.red_lines:
            found += doubted_claim("red_line", maker.id, line, fallible)
        for worth in wishes.weights:
            found += _of_worth(maker.id, worth, fallible)
        found += _of_no_deal(maker.id, wishes.no_deal)
        for claim, what in (
            (wishes.ranking, "a ranking of packages"),
            (wishes.no_deal, "what no deal is worth"),
        ):
            if claim is None:
                continue
            if (claim.confidence is not None and claim.confidence < 1) or fallible_named(claim, fallible):
                unvaried.append((maker.id, what))
    sources = fallible_sources(conflict, (s for d in found for s in d.sources))
    return Doubts(conflict, (*sources, *found), tuple(unvaried))


def anything_doubted(conflict: Conflict) -> bool:
    """Tell whether anything is doubted under an account, of outcomes or of terms.

    Raises
    ------
    NotInFileError
        Where a preference is unknown in part.

    Examples
    --------
    >>> import detente
    >>> anything_doubted(detente.load("chicken").under())
    False
    """
    return bool(doubts_of(conflict).doubts or doubts_of_terms(conflict).doubts)


def _of_worth(dm: str, worth: Worth, fallible: Mapping[str, object]) -> list[Doubt]:
    """Give the doubts about a number: whether it counts at all, and where it lies."""
    own, rest = chances(worth.confidence, (), absent=True)
    variants = [Variant("written", own, worth), Variant("absent", rest, None)]
    found = varied("worth", dm, worth.key, worth, variants, fallible_named(worth, fallible))
    for value, number in worth.points:
        if not number.known:
            name = f"{worth.key}.{value}" if value else worth.key
            found.append(_range(dm, name, (worth, value), number))
    return found


def _of_no_deal(dm: str, given: NoDeal | None) -> list[Doubt]:
    if given is None or given.value.known:
        return []
    return [_range(dm, "no_deal", (given, ""), given.value)]


def _range(dm: str, name: str, claim: object, number: Range) -> Doubt:
    middle, low, high = number.middle, number.low, number.high
    variants = (Variant("written", THIRD, middle), Variant("low", THIRD, low), Variant("high", THIRD, high))
    return Doubt("range", dm, name, claim, variants)


def terms_where(doubts: Doubts, settled: Mapping[int, int]) -> Terms:
    """Give the terms where each doubt about them is settled so; what is not settled is as it is written."""
    assert doubts.conflict.terms is not None
    terms = doubts.conflict.terms
    variants = {k: doubts.doubts[k].variants[v] for k, v in settled.items()}
    wishes = {dm: wishes_where(doubts, dm, w, variants) for dm, w in terms.wishes.items()}
    said = {id(doubts.doubts[k].claim): v.what for k, v in variants.items()}
    exclusions = tuple(r for one in terms.exclusions if (r := said.get(id(one), one)) is not None)
    return replace(terms, wishes=wishes, exclusions=exclusions)


def wishes_where(doubts: Doubts, dm: str, wishes: Wishes, variants: Mapping[int, Variant]) -> Wishes:
    """Give what a party wants of the terms where the doubts about it are settled so."""
    mine = {k: v for k, v in variants.items() if doubts.doubts[k].owner == dm}
    if not mine:
        return wishes
    said = {id(doubts.doubts[k].claim): v.what for k, v in mine.items() if doubts.doubts[k].kind != "range"}
    lies = {
        (id(doubts.doubts[k].claim[0]), doubts.doubts[k].claim[1]): Range(v.what, v.what)
        for k, v in mine.items()
        if doubts.doubts[k].kind == "range"
    }
    weights = tuple(_worth(w, lies, falls=said.get(id(w), w) is None) for w in wishes.weights)
    no_deal = wishes.no_deal
    if no_deal is not None and (id(no_deal), "") in lies:
        no_deal = replace(no_deal, worth=lies[id(no_deal), ""], lottery=(), costs=ZERO)
    return replace(
        wishes,
        statements=doubts.said_of(wishes.statements, mine),
        red_lines=tuple(s for one in wishes.red_lines if (s := said.get(id(one), one)) is not None),
        weights=weights,
        no_deal=no_deal,
    )


def _worth(worth: Worth, lies: Mapping[tuple[int, str], Range], *, falls: bool) -> Worth:
    """Give a number where it lies; one that falls counts nothing."""
    points = ((v, ZERO if falls else lies.get((id(worth), v), r)) for v, r in worth.points)
    return replace(worth, points=tuple(points))
