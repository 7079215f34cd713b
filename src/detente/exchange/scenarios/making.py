"""From a negotiation scenario to a conflict with terms: names kept, ids made, numbers exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import lcm
from pathlib import PurePath
from typing import Any

from detente.conflict import Conflict, Problem
from detente.conflict.errors import quoted
from detente.exchange.making import MOST_TITLE, Ids, clean, ids, make, slug, unreadable, usable, warning
from detente.exchange.scenarios.parts import (
    MOST_ISSUES,
    MOST_PARTIES,
    MOST_VALUES,
    Domain,
    Issue,
    Profile,
    Worths,
    short,
)

DIGITS = 15  # that a number of a conflict file may have on either side of its point
ROOM = Fraction(10**DIGITS)


def conflict(domain: Domain, profiles: Sequence[Profile], file: str, notes: Iterable[str] = ()) -> Conflict:
    """Make a conflict of a domain and what each party wants: everybody signs, and no deal is worth what is reserved.

    Raises
    ------
    ConflictFileError
        Where there are too few parties or too many of something.
    """
    _check(domain, profiles, file)
    told = [*notes, *domain.notes, *(n for p in profiles for n in p.notes)]
    keep = [k for k, issue in enumerate(domain.issues) if len(issue.values) > 1]
    single = [quoted(i.name) for i in domain.issues if len(i.values) == 1]
    if single:
        told.append(
            f"{_listed(single)} can be settled in one way only: left out, and what it is worth is in every package"
        )
    if not keep:
        raise unreadable(file, "no issue has two values or more, so that there is nothing to be agreed on")
    issues = [domain.issues[k] for k in keep]
    names = Ids()
    names.taken |= {"none", "status_quo", "no_deal", "preferences"}
    makers = [names.give(_wish(p.name, "party")) for p in profiles]
    called = [names.give(_wish(i.name, "issue")) for i in issues]
    values = [_values(issue) for issue in issues]
    tables = [_kept(profile, keep) for profile in profiles]
    scale, rounded = _scale(tables)
    if scale != 1:
        told.append(
            f"every number is multiplied by {scale:,}, so that none has to be rounded: a conflict file holds {DIGITS} "
            "digits behind the point"
        )
    if rounded:
        told.append(
            f"numbers with more digits than a conflict file holds were rounded to {DIGITS} behind the point"
        )
    wishes = {
        maker: _wishes(table, called, values, scale) for maker, table in zip(makers, tables, strict=True)
    }
    for profile in profiles:
        if profile.no_deal is None:
            told.append(
                f"{short(profile.file)}: any deal is better than none for {quoted(profile.name)}; no deal counts as "
                "much as the worst package"
            )
    plain: dict[str, Any] = {"title": (clean(domain.name) or "A negotiation")[:MOST_TITLE]}
    if domain.about:
        plain["about"] = domain.about
    plain["decision_makers"] = {
        maker: {"name": clean(p.name) or maker} for maker, p in zip(makers, profiles, strict=True)
    }
    plain["preferences"] = {maker: [] for maker in makers}
    plain["terms"] = {
        "signed_by": makers,
        "issues": {
            id: {
                "text": clean(issue.name) or id,
                "values": {v: clean(text) or v for v, text in zip(own, issue.values, strict=True)},
            }
            for id, issue, own in zip(called, issues, values, strict=True)
        },
        "wishes": wishes,
    }
    made = make(plain, file, check=False)
    files = {short(f): f for f in (domain.file, *(p.file for p in profiles))}
    return replace(
        made, warnings=(*(_note(note, files, file) for note in dict.fromkeys(told)), *made.warnings)
    )


def _note(note: str, files: Mapping[str, str], file: str) -> Problem:
    """Tell a note of the file that it begins with, else of all together."""
    name, _, message = note.partition(": ")
    return warning(files[name], message) if name in files else warning(file, note)


def _check(domain: Domain, profiles: Sequence[Profile], file: str) -> None:
    if len(profiles) < 2:
        found = "no profile" if not profiles else f"one profile ({profiles[0].file})"
        raise unreadable(
            file,
            f"{found}; a negotiation has a domain and a profile of each of two parties or more: name the files one "
            "after the other, or their folder",
        )
    for what, number, most in (
        ("profiles", len(profiles), MOST_PARTIES),
        ("issues", len(domain.issues), MOST_ISSUES),
        *((f"values of {quoted(i.name, 40)}", len(i.values), MOST_VALUES) for i in domain.issues),
    ):
        if number > most:
            raise unreadable(file, f"{number:,} {what}; at most {most:,} are brought over")


def _wish(name: str, fallback: str) -> str:
    return name if usable(name) else slug(name, fallback)


def _values(issue: Issue) -> list[str]:
    """Give an id to each value; ``points`` can be none."""
    names = ids(issue.values, "value", issue.values)
    taken = set(names)
    return [
        n if n != "points" else next(x for x in ("points_", "points_value", "points_of") if x not in taken)
        for n in names
    ]


def _listed(names: Sequence[str]) -> str:
    shown = names[:5]
    return ", ".join(shown) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


class _Table:
    """What a party's numbers are once they are brought into a form that a file holds: points of decimals, weights."""

    def __init__(self, worths: Sequence[Worths], no_deal: Fraction) -> None:
        self.worths, self.no_deal = worths, no_deal


def _kept(profile: Profile, keep: Sequence[int]) -> _Table:
    """Add what every package is worth besides to the first issue, so that sums stay what they are."""
    left = [w for k, w in enumerate(profile.worths) if k not in set(keep)]
    bias = profile.bias + sum((w.whole[0] for w in left), Fraction(0))
    worths = [profile.worths[k] for k in keep]
    if bias:
        worths[0] = Worths(tuple(p + bias for p in worths[0].whole))
    no_deal = profile.least if profile.no_deal is None else profile.no_deal
    return _Table([_decimals(w) for w in worths], no_deal)


def _decimals(worths: Worths) -> Worths:
    """Put what makes points no decimals of `DIGITS` digits into the weight."""
    if not worths.weight or not any(worths.points):
        return Worths(tuple(Fraction(0) for _ in worths.points))
    by = _factor(worths.points)
    return Worths(tuple(p * by for p in worths.points), worths.weight / by)


def _factor(numbers: Iterable[Fraction]) -> int:
    """Give the least number by which all are multiplied so that they have at most `DIGITS` digits behind the point."""
    whole = lcm(*(n.denominator for n in numbers))
    twos = fives = 0
    while whole % 2 == 0:
        whole, twos = whole // 2, twos + 1
    while whole % 5 == 0:
        whole, fives = whole // 5, fives + 1
    return int(whole * 10 ** max(0, twos - DIGITS, fives - DIGITS))


def _scale(tables: Sequence[_Table]) -> tuple[int, bool]:
    """Find by what all numbers are multiplied, the same for everybody; and whether nothing helps but rounding."""
    scale = _factor([x for t in tables for x in (t.no_deal, *(w.weight for w in t.worths))])
    for table in tables:
        largest = [abs(table.no_deal) * scale, *(abs(w.weight) * scale for w in table.worths)]
        largest += [abs(p) for w in table.worths for p in w.points]
        if any(x >= ROOM for x in largest):
            return 1, True
    return scale, False


def _wishes(
    table: _Table, called: Sequence[str], values: Sequence[Sequence[str]], scale: int
) -> dict[str, Any]:
    weights: dict[str, Any] = {}
    for id, own, worths in zip(called, values, table.worths, strict=True):
        points, weight = worths.points, worths.weight * scale
        if _text(weight) is None or any(_text(p) is None for p in points):
            points, weight = tuple(worths.weight * p for p in worths.points), Fraction(1)
        numbers = {v: _number(p) for v, p in zip(own, points, strict=True)}
        weights[id] = {"points": numbers, "weight": _number(weight)} if weight != 1 else numbers
    return {"weights": weights, "no_deal": _number(table.no_deal * scale)}


def _text(number: Fraction) -> str | None:
    """Write a number as a decimal; None where it has too many digits."""
    if _factor([number]) != 1 or abs(number) >= ROOM:
        return None
    whole, rest = divmod(abs(number) * 10**DIGITS, 10**DIGITS)
    digits = f"{int(rest):0{DIGITS}d}".rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}{'.' if digits else ''}{digits}"


def _number(number: Fraction) -> str:
    found = _text(number)
    if found is None:
        number = Fraction(round(number * 10**DIGITS), 10**DIGITS)
        found = _text(max(-ROOM + 1, min(ROOM - 1, number)))
    assert found is not None
    return found


def title_of(file: str) -> str:
    """Name a domain by its file: ``Laptop-C-domain.xml`` is ``Laptop-C``."""
    stem = PurePath(file).stem
    for ending in ("-domain", "_domain", "Domain", "_template", "-template"):
        stem = stem.removesuffix(ending) or stem
    return clean(stem.replace("_", " "))
