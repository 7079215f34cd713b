"""Writing terms: issues, exclusions, wishes."""

from __future__ import annotations

from typing import Any

from detente.conflict.terms import Issue, NoDeal, Range, Terms, TermValue, Wishes, Worth
from detente.conflict.writing_parts import citations, claim, decimal, filled, rule, statement


def terms_to_dict(terms: Terms, makers: tuple[str, ...]) -> dict[str, Any]:
    """Give terms in the shape of the file."""
    return filled(
        [
            ("about", terms.about),
            ("signed_by", list(terms.signed_by)),
            ("issues", {i.id: _issue(i) for i in terms.issues}),
            ("exclusions", [rule(r) for r in terms.exclusions]),
            ("wishes", {dm: wishes_to_dict(terms.wishes[dm]) for dm in makers if dm in terms.wishes}),
        ]
    )


def _issue(issue: Issue) -> dict[str, Any]:
    return filled(
        [
            ("text", issue.text),
            ("short", issue.short),
            ("about", issue.about),
            ("source", citations(issue.sources)),
            ("signed_by", list(issue.signed_by)),
            ("without", issue.without),
            ("values", {v.id: _value(v) for v in issue.values}),
        ]
    )


def _value(value: TermValue) -> Any:
    more = filled(
        [
            ("short", value.short),
            ("about", value.about),
            ("source", citations(value.sources)),
            ("sets", [option if taken else f"not {option}" for option, taken in value.sets]),
            ("bars", list(value.bars)),
        ]
    )
    return {"text": value.text, **more} if more else value.text


def wishes_to_dict(wishes: Wishes) -> Any:
    """Give what a party wants in the shape of the file."""
    statements = [statement(s) for s in wishes.statements]
    more: dict[str, Any] = filled([("red_lines", [statement(s) for s in wishes.red_lines])])
    if wishes.no_deal is not None:
        more["no_deal"] = _no_deal(wishes.no_deal)
    if wishes.form == "statements":
        return {"statements": statements, **more} if more else statements
    if wishes.form == "weights":
        return {"weights": {w.key: _worth(w) for w in wishes.weights}, **more}
    assert wishes.ranking is not None
    ranking = [group[0] if len(group) == 1 else list(group) for group in wishes.ranking.groups]
    return {"ranking": ranking, **claim(wishes.ranking), **more}


def _worth(worth: Worth) -> Any:
    points: Any = {value: range_to_file(number) for value, number in worth.points}
    if worth.that is not None:
        points = points[""]
    more = claim(worth) | ({} if worth.weight == 1 else {"weight": decimal(worth.weight)})
    return {"points": points, **more} if more else points


def range_to_file(number: Range) -> Any:
    """Write a number, or the two between which it lies."""
    return decimal(number.low) if number.known else [decimal(number.low), decimal(number.high)]


def _no_deal(found: NoDeal) -> Any:
    more = claim(found)
    if found.costs != Range(found.costs.low * 0, found.costs.low * 0):
        more["costs"] = range_to_file(found.costs)
    if found.worth is None:
        lots = [{"chance": decimal(lot.chance), "worth": range_to_file(lot.worth)} for lot in found.lottery]
        return {"lottery": lots, **more}
    return {"worth": range_to_file(found.worth), **more} if more else range_to_file(found.worth)
