"""What a scenario of GENIUS says, worked out straight from its files in exact fractions, and what follows from it.

Nothing of the package is used: the files are read with the standard library, the rules are those of the literature.
"""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

Package = tuple[str, ...]
Points = dict[Package, tuple[Fraction, ...]]


def issues_of(domain: Path) -> list[tuple[str, list[str]]]:
    """Give the index of each issue and its values."""
    found = []
    for issue in ET.fromstring(domain.read_bytes().strip()).iter("issue"):
        if issue.get("type") == "integer":
            values = [str(n) for n in range(int(issue.get("lowerbound")), int(issue.get("upperbound")) + 1)]
        else:
            values = list(dict.fromkeys(i.get("value", "") for i in issue.findall("item")))
        found.append((issue.get("index", ""), values))
    return found


def profile_of(
    file: Path, issues: Sequence[tuple[str, list[str]]]
) -> tuple[list[dict[str, Fraction]], Fraction]:
    """Give what each value of each issue is worth, and no deal, as GENIUS computes it."""
    root = ET.fromstring(file.read_bytes().strip())
    weights = {w.get("index"): Fraction(w.get("value")) for w in root.iter("weight")}
    by_index = {i.get("index"): i for i in root.iter("issue")}
    worths = []
    for index, values in issues:
        issue, weight = by_index[index], weights[index]
        if issue.get("type") == "integer":
            line, low = issue.find("evaluator"), int(issue.get("lowerbound"))
            slope, offset = Fraction(line.get("slope")), Fraction(line.get("offset"))
            own = {v: min(max(slope * (int(v) - low) + offset, Fraction(0)), Fraction(1)) for v in values}
        else:
            given = {i.get("value"): Fraction(i.get("evaluation")) for i in issue.findall("item")}
            most = max(given.values())
            own = {v: given[v] / most if most else Fraction(0) for v in values}
        worths.append({v: weight * x for v, x in own.items()})
    reserved = root.find("reservation")
    return worths, Fraction(0) if reserved is None else Fraction(reserved.get("value"))


def points_of(domain: Path, profiles: Sequence[Path]) -> tuple[Points, tuple[Fraction, ...]]:
    """Give what each package is worth to each party, and what no deal is."""
    issues = issues_of(domain)
    read = [profile_of(p, issues) for p in profiles]
    points = {
        package: tuple(
            sum((own[v] for own, v in zip(worths, package, strict=True)), Fraction(0)) for worths, _ in read
        )
        for package in itertools.product(*(values for _, values in issues))
    }
    return points, tuple(reserved for _, reserved in read)


def frontier(points: Points) -> set[Package]:
    """Give the packages that no other beats, by looking at every pair of different points."""
    different = set(points.values())
    best = {
        p
        for p in different
        if not any(q != p and all(b >= a for a, b in zip(p, q, strict=True)) for q in different)
    }
    return {package for package, p in points.items() if p in best}


def gains(points: Points, no_deal: Sequence[Fraction]) -> Points:
    """Give what the packages gain that beat no deal."""
    found = {k: tuple(a - b for a, b in zip(p, no_deal, strict=True)) for k, p in points.items()}
    return {k: g for k, g in found.items() if min(g) >= 0 and max(g) > 0}


def best_by(zone: Points, merit) -> set[Package]:
    most = max(merit(g) for g in zone.values())
    return {k for k, g in zone.items() if merit(g) == most}


def nash(zone: Points) -> set[Package]:
    def product(g):
        found = Fraction(1)
        for x in g:
            found *= x
        return found

    alive = {k: g for k, g in zone.items() if min(g) > 0}
    return best_by(alive, product) if alive else set()


def kalai_smorodinsky(zone: Points) -> set[Package]:
    most = [max(column) for column in zip(*zone.values(), strict=True)]
    return best_by(zone, lambda g: sorted(x / m for x, m in zip(g, most, strict=True) if m))


def egalitarian(zone: Points) -> set[Package]:
    return best_by(zone, sorted)


def utilitarian(zone: Points) -> set[Package]:
    return best_by(zone, sum)
