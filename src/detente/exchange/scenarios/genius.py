"""Reading domains and preference profiles of GENIUS, the negotiation environment (``.xml``).

What a value is worth is what GENIUS computes: an issue's weight times the value's evaluation, divided by the greatest
evaluation of the issue; of whole and real numbers, a line or a triangle cut off below 0 and above 1. What GENIUS cuts
off a sum above 1 is kept. The format as GENIUS 10.4 reads it: https://ii.tudelft.nl/genius/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath

from detente.conflict import ConflictFileError
from detente.conflict.errors import quoted
from detente.exchange.making import clean, unreadable
from detente.exchange.numbers import NumberError, plain
from detente.exchange.scenarios.making import title_of
from detente.exchange.scenarios.parts import MOST_VALUES, STEPS, Domain, Issue, Profile, Worths, short
from detente.exchange.scenarios.xml import Element, tree

ROOTS = ("negotiation_template", "utility_space")
SMALL = Fraction(1, 100_000)  # where no evaluation is greater, GENIUS counts all as 0
OVER = Fraction(1, 10**9)
ADDITIVE = ("", "any", "additive", "linear", "uncertain")
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class File:
    """One file of GENIUS: a domain, or a profile, whose issues say what they are worth."""

    file: str
    root: Element
    notes: tuple[str, ...]
    profile: bool


def parse(data: bytes, file: str, encoding: str | None = None) -> File:
    """Read a file, and tell whether it is a domain or a profile.

    Raises
    ------
    ConflictFileError
        Where it is neither.
    """
    root, notes = tree(data, file, encoding, lambda tag: tag in ROOTS)
    valued = any(e.tag == "weight" or "evaluation" in e.attributes for e in _every(root))
    valued = valued or any(
        True for e in _every(root) if e.tag in ("utility", "utility_function", "ufun", "rules")
    )
    return File(file, root, tuple(notes), valued and root.tag == "utility_space")


def domain(found: File) -> Domain:
    """Read what is negotiated about."""
    root = found.root
    space = next(root.of("utility_space"), root)
    issues = [_issue(e, found.file) for e in _issues(space)]
    if not issues:
        raise unreadable(found.file, "holds no issue")
    keys = [i.key for i in issues]
    twice = next((k for n, k in enumerate(keys) if k in keys[:n]), None)
    if twice is not None:
        raise unreadable(found.file, f"two issues have the index {quoted(twice, 40)}")
    notes = [*found.notes]
    kept = []
    for issue in issues:
        values = tuple(dict.fromkeys(issue.values))
        if len(values) < len(issue.values):
            notes.append(
                f"{short(found.file)}: a value of {quoted(issue.name)} stands twice and was read once"
            )
        kept.append(Issue(issue.key, issue.name, values, issue.numbers))
    agents = {
        PurePath(a.attributes["utility_space"].replace("\\", "/")).name: clean(a.attributes["name"])
        for a in root.of("agent")
        if a.attributes.get("utility_space") and a.attributes.get("name", "").strip()
    }
    if len(set(agents.values())) < len(agents):
        agents = {}
    notes += _stepped(kept, issues, found)
    return Domain(found.file, title_of(found.file), tuple(kept), parties=agents, notes=tuple(notes))


def profile(found: File, of: Domain) -> Profile:
    """Read what a party wants of a domain.

    Raises
    ------
    ConflictFileError
        Where it is not given as weights and evaluations.
    """
    file, root = found.file, found.root
    _additive(root, file)
    notes = [*found.notes]
    weights = _weights(root, file)
    by_index = {_index(e, file): e for e in _issues(root)}
    by_name = {clean(e.attributes.get("name", "")): e for e in by_index.values()}
    worths = []
    for issue in of.issues:
        element = by_index.get(issue.key)
        if element is None:
            element = by_name.get(issue.name)
        weight = ZERO if element is None else weights.get(_index(element, file))
        if element is None or weight is None:
            missing = "says nothing of the issue" if element is None else "gives no weight to the issue"
            notes.append(f"{short(file)}: {missing} {quoted(issue.name)}, which counts 0")
            worths.append(Worths((ZERO,) * len(issue.values)))
            continue
        worths.append(_worths(element, issue, weight, file, notes))
    known = {i.key for i in of.issues} | {i.name for i in of.issues}
    strange = [k for k, e in by_index.items() if not {k, clean(e.attributes.get("name", ""))} & known]
    if strange:
        raise unreadable(
            file,
            f"has an issue with the index {quoted(strange[0], 40)}, which {short(of.file)} has not; is it of that "
            "domain?",
        )
    most = sum((max(w.whole) for w in worths), ZERO)
    if most > 1 + OVER:
        notes.append(
            f"{short(file)}: the best package is worth {float(most):.6g}, and GENIUS cuts down to 1 what is worth "
            "more; here it is kept as it is"
        )
    no_deal = _setting(root, "reservation", file)
    discount = _setting(root, "discount_factor", file)
    if discount is not None and 0 < discount < 1:
        notes.append(
            f"{short(file)}: the discount factor {float(discount):.6g} was left out: what is agreed late is worth as "
            "much here as what is agreed at once"
        )
    if root.attributes.get("type", "").lower() == "uncertain":
        notes.append(f"{short(file)}: how uncertain the profile is to its own agent was left out")
    name = of.parties.get(PurePath(file).name, "") or PurePath(file).stem
    return Profile(file, name, tuple(worths), ZERO, ZERO if no_deal is None else no_deal, tuple(notes))


# -- elements ----------------------------------------------------------------------------------------------------------


def _every(root: Element) -> Iterator[Element]:
    """Give all elements, outer ones first; the tree is not deep, but a recursion might be."""
    left = [root]
    while left:
        found = left.pop()
        yield found
        left += reversed(found.children)


def _issues(space: Element) -> Iterator[Element]:
    """Give the issues, also of objectives inside objectives, and not what an analysis repeats of them."""
    for child in space.children:
        if child.tag == "issue":
            yield child
        elif child.tag == "objective":
            yield from _issues(child)


def _index(element: Element, file: str) -> str:
    return clean(element.attributes.get("index", "")) or clean(element.attributes.get("name", ""))


def _at(element: Element, file: str, message: str) -> ConflictFileError:
    return unreadable(file, message, element.line, element.column)


def _number(element: Element, name: str, file: str) -> Fraction | None:
    text = element.attributes.get(name, "").strip()
    if text in ("", "null"):
        return None
    try:
        return plain(text)
    except NumberError as error:
        raise _at(element, file, f"'{name}': {error}") from None


def _needed(element: Element, name: str, file: str) -> Fraction:
    found = _number(element, name, file)
    if found is None:
        raise _at(element, file, f"'{name}' is missing")
    return found


def _type(element: Element) -> str:
    """Give the type of an issue, which stands in one of three attributes."""
    names = ("type", "vtype", "etype")
    return next((element.attributes[n].lower() for n in names if element.attributes.get(n)), "discrete")


def _bounds(element: Element, file: str) -> tuple[Fraction, Fraction]:
    """Give from where to where numbers go: in the issue, or in a range inside it."""
    inner = next(element.of("range"), element)
    place = element if "lowerbound" in element.attributes else inner
    low, high = (_needed(place, n, file) for n in ("lowerbound", "upperbound"))
    if low > high:
        raise _at(element, file, f"the lower bound {float(low):g} is above the upper bound {float(high):g}")
    return low, high


def _issue(element: Element, file: str) -> Issue:
    name = clean(element.attributes.get("name", "")) or f"issue {_index(element, file)}"
    key, kind = _index(element, file), _type(element)
    if kind == "discrete":
        items = tuple(clean(i.attributes.get("value", "")) for i in element.of("item"))
        if not items:
            raise _at(element, file, f"the issue {quoted(name)} has no value")
        return Issue(key, name, items)
    low, high = _bounds(element, file)
    if kind == "integer":
        if low.denominator != 1 or high.denominator != 1:
            raise _at(element, file, f"the bounds of {quoted(name)} are no whole numbers")
        if high - low >= MOST_VALUES:
            raise _at(
                element,
                file,
                f"{int(high - low) + 1:,} values of {quoted(name)}; at most {MOST_VALUES:,} are brought over",
            )
        numbers = tuple(Fraction(n) for n in range(int(low), int(high) + 1))
        return Issue(key, name, tuple(str(int(n)) for n in numbers), numbers)
    if kind != "real":
        raise _at(
            element,
            file,
            f"the type {quoted(kind, 40)} of {quoted(name)}; read are discrete, integer and real",
        )
    return stepped(key, name, low, high)


def stepped(key: str, name: str, low: Fraction, high: Fraction) -> Issue:
    """Take some numbers from a range, evenly, with both ends."""
    if low == high:
        return Issue(key, name, (f"{float(low):g}",), (low,))
    numbers = tuple(low + (high - low) * k / (STEPS - 1) for k in range(STEPS))
    return Issue(key, name, tuple(f"{float(n):.10g}" for n in numbers), numbers)


def _stepped(kept: list[Issue], issues: list[Issue], found: File) -> list[str]:
    space = next(found.root.of("utility_space"), found.root)
    real = [clean(e.attributes.get("name", "")) for e in _issues(space) if _type(e) == "real"]
    return [
        f"{short(found.file)}: {quoted(n)} may be any number of a range; {STEPS} of them were taken, evenly, as GENIUS "
        "does"
        for n in real
    ]


def _additive(root: Element, file: str) -> None:
    """Refuse what is not made of weights and evaluations."""
    kind = root.attributes.get("type", "").lower()
    inner = {e.tag for e in _every(root)} & {
        "hyperRectangle",
        "ufun",
        "utility_function",
        "rules",
        "constraints",
    }
    if kind not in ADDITIVE or inner:
        told = quoted(root.attributes.get("type") or sorted(inner)[0], 40)
        raise unreadable(
            file,
            f"is a utility space of another kind ({told}), in which issues do not add up; weights and evaluations are "
            "read",
        )


def _weights(root: Element, file: str) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for element in _every(root):
        if element.tag == "weight" and "index" in element.attributes:
            found[clean(element.attributes["index"])] = _needed(element, "value", file)
    return found


def _setting(root: Element, tag: str, file: str) -> Fraction | None:
    element = next((e for e in _every(root) if e.tag == tag), None)
    return None if element is None else _number(element, "value", file)


# -- what values are worth ---------------------------------------------------------------------------------------------


def _worths(element: Element, issue: Issue, weight: Fraction, file: str, notes: list[str]) -> Worths:
    kind = _type(element)
    if (kind == "discrete") != (issue.numbers is None):
        raise _at(element, file, f"the issue {quoted(issue.name)} is of another type than in the domain")
    if issue.numbers is None:
        return _discrete(element, issue, weight, file, notes)
    line = next(element.of("evaluator"), None)
    if line is None:
        notes.append(f"{short(file)}: nothing says what {quoted(issue.name)} is worth, which counts 0")
        return Worths((ZERO,) * len(issue.values))
    if kind == "integer":
        low, _ = _bounds(element, file)
        slope, offset = (_number(line, n, file) or ZERO for n in ("slope", "offset"))
        return Worths(tuple(_cut(offset + slope * (n - low)) for n in issue.numbers), weight)
    return Worths(tuple(_curve(line, n, file) for n in issue.numbers), weight)


def _discrete(element: Element, issue: Issue, weight: Fraction, file: str, notes: list[str]) -> Worths:
    """Give the evaluations, of which the greatest counts as 1; of two of one value the last counts."""
    given: dict[str, Fraction] = {}
    for item in element.of("item"):
        number = _number(item, "evaluation", file)
        if number is not None:
            given[clean(item.attributes.get("value", ""))] = number
    missing = [v for v in issue.values if v not in given]
    if missing:
        notes.append(
            f"{short(file)}: gives {quoted(missing[0])} of {quoted(issue.name)} no evaluation, which counts 0"
        )
    strange = [v for v in given if v not in issue.values]
    if strange:
        notes.append(
            f"{short(file)}: {quoted(strange[0])} is no value of {quoted(issue.name)} in the domain, and was left out"
        )
    greatest = max(given.values(), default=ZERO)
    if greatest < SMALL:
        if any(given.values()):
            notes.append(
                f"{short(file)}: no evaluation of {quoted(issue.name)} is above 0, so that GENIUS counts all as 0"
            )
        return Worths((ZERO,) * len(issue.values))
    return Worths(tuple(given.get(v, ZERO) for v in issue.values), weight / greatest)


def _cut(number: Fraction) -> Fraction:
    return min(max(number, ZERO), ONE)


def _curve(line: Element, x: Fraction, file: str) -> Fraction:
    """Evaluate a function of a real number."""
    kind = line.attributes.get("ftype", "").lower()
    if kind == "linear":
        return _cut(_needed(line, "parameter1", file) * x + (_number(line, "parameter0", file) or ZERO))
    if kind == "constant":
        return _needed(line, "parameter0", file)
    if kind == "triangular":
        low, high, top = (_needed(line, f"parameter{n}", file) for n in range(3))
        if not low <= top <= high:
            raise _at(line, file, "the top of a triangle lies between its ends")
        if not low <= x < high:
            return ZERO
        return (x - low) / (top - low) if x < top else ONE - (x - top) / (high - top)
    raise _at(line, file, f"the function {quoted(kind, 40)}; read are linear, constant and triangular")
