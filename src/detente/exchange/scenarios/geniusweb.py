"""Reading domains and profiles of GeniusWeb (``.json``), whose utilities add up: `LinearAdditiveUtilitySpace`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from detente.conflict.errors import quoted
from detente.exchange.json_reading import Fields, parse_json
from detente.exchange.making import clean
from detente.exchange.numbers import NumberError, plain
from detente.exchange.scenarios.making import title_of
from detente.exchange.scenarios.parts import MOST_VALUES, Domain, Issue, Profile, Worths, short

ADDITIVE = "LinearAdditiveUtilitySpace"
DISCRETE = ("discreteutils", "DiscreteValueSetUtilities")
NUMBERS = ("numberutils", "NumberValueSetUtilities")
OTHERS = (
    *("SumOfGroupsUtilitySpace", "DefaultPartialOrdering", "CandidateVotes", "PartialOrdering"),
    *("MappedUtilitySpace", "RandomUtilitySpace", "FullOrdering"),
)
ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class File:
    """One file of GeniusWeb: a domain, or a profile, in which its domain stands as well."""

    file: str
    content: Mapping[str, Any]
    profile: bool


def recognised(content: Any) -> bool:
    """Tell whether something is of GeniusWeb."""
    return isinstance(content, Mapping) and (
        "issuesValues" in content or any(k in content for k in (ADDITIVE, *OTHERS))
    )


def parse(data: bytes, file: str, encoding: str | None = None) -> File:
    """Read a file, and tell whether it is a domain or a profile.

    Raises
    ------
    ConflictFileError
        Where it is neither.
    """
    content = parse_json(data, file, encoding, exact=True)
    fields = Fields(file)
    found = fields.mapping(content, "the file")
    if "issuesValues" in found:
        return File(file, found, profile=False)
    if ADDITIVE in found:
        return File(file, fields.mapping(found[ADDITIVE], ADDITIVE), profile=True)
    other = next((k for k in OTHERS if k in found), "")
    if other:
        fields.wrong(other, f"a profile of another kind, in which issues do not add up; read is {ADDITIVE}")
    fields.wrong("the file", f"is no file of GeniusWeb: neither 'issuesValues' nor '{ADDITIVE}' stands in it")


def domain(found: File) -> Domain:
    """Read what is negotiated about, also from a profile."""
    fields, content, where = Fields(found.file), found.content, "issuesValues"
    if found.profile:
        content = fields.mapping(content.get("domain"), "domain")
    issues = []
    for name, values in fields.mapping(content.get("issuesValues"), where).items():
        issues.append(_issue(fields, str(name), values, f"{where}.{quoted(str(name), 40)[1:-1]}"))
    if not issues:
        fields.wrong(where, "holds no issue")
    title = fields.text(content["name"], "name") if content.get("name") is not None else ""
    return Domain(found.file, title or title_of(found.file), tuple(issues))


def profile(found: File, of: Domain) -> Profile:
    """Read what a party wants of a domain."""
    fields, content, file = Fields(found.file), found.content, found.file
    weights = {
        str(k): _number(fields, v, "issueWeights")
        for k, v in fields.mapping(content.get("issueWeights"), "issueWeights").items()
    }
    utilities = fields.mapping(content.get("issueUtilities"), "issueUtilities")
    notes: list[str] = []
    worths = []
    for issue in of.issues:
        where = f"issueUtilities.{quoted(issue.key, 40)[1:-1]}"
        if issue.key not in utilities or issue.key not in weights:
            what = "weight" if issue.key in utilities else "utilities"
            notes.append(f"{short(file)}: no {what} of the issue {quoted(issue.name)}, which counts 0")
            worths.append(Worths((ZERO,) * len(issue.values)))
            continue
        one = fields.mapping(utilities[issue.key], where)
        worths.append(Worths(_points(fields, one, issue, where, notes), weights[issue.key]))
    strange = [k for k in (*weights, *map(str, utilities)) if k not in {i.key for i in of.issues}]
    if strange:
        fields.wrong(
            "issueWeights",
            f"no issue {quoted(strange[0], 40)} in {short(of.file)}; is the profile of that domain?",
        )
    name = fields.text(content["name"], "name") if content.get("name") is not None else ""
    no_deal = _reserved(fields, content.get("reservationBid"), of, worths, notes)
    return Profile(file, name or PurePath(file).stem, tuple(worths), ZERO, no_deal, tuple(notes))


def _issue(fields: Fields, name: str, found: Any, where: str) -> Issue:
    content = fields.mapping(found, where)
    shown = clean(name) or "issue"
    if "range" not in content:
        texts = tuple(
            fields.text(v, f"{where}.values")
            for v in fields.sequence(content.get("values"), f"{where}.values")
        )
        if not texts:
            fields.wrong(where, "has no value")
        return Issue(name, shown, tuple(dict.fromkeys(texts)))
    given = content["range"]
    if isinstance(given, list) and len(given) == 3:
        given = dict(zip(("low", "high", "step"), given, strict=True))
    given = fields.mapping(given, f"{where}.range")
    low, high, step = (_number(fields, given.get(k), f"{where}.range.{k}") for k in ("low", "high", "step"))
    if step <= 0 or low > high:
        fields.wrong(f"{where}.range", "a range goes up from 'low' to 'high', in steps above 0")
    count = (high - low) // step + 1
    if count > MOST_VALUES:
        fields.wrong(f"{where}.range", f"{count:,} values; at most {MOST_VALUES:,} are brought over")
    numbers = tuple(low + k * step for k in range(int(count)))
    return Issue(name, shown, tuple(_shown(n) for n in numbers), numbers)


def _shown(number: Fraction) -> str:
    """Write a number of a range; numbers of JSON are decimals."""
    digits = 0
    while (number * 10**digits).denominator != 1:
        digits += 1
    whole = abs(int(number * 10**digits))
    text = f"{whole // 10**digits}.{whole % 10**digits:0{digits}d}" if digits else str(whole)
    return f"-{text}" if number < 0 else text


def _number(fields: Fields, found: Any, where: str) -> Fraction:
    if isinstance(found, bool) or not isinstance(found, str | int):
        fields.wrong(where, "a number is expected")
    try:
        return plain(str(found))
    except NumberError as error:
        fields.wrong(where, str(error))


def _points(
    fields: Fields, content: Mapping[str, Any], issue: Issue, where: str, notes: list[str]
) -> tuple[Fraction, ...]:
    """Give what each value is worth; a value that is not listed is worth nothing, as in GeniusWeb."""
    kind = next((k for k in (*DISCRETE, *NUMBERS) if k in content), None)
    if kind is None:
        told = quoted(str(next(iter(content), "")), 40)
        fields.wrong(
            where, f"utilities of another kind ({told}); read are {', '.join((*DISCRETE, *NUMBERS))}"
        )
    if (kind in NUMBERS) != (issue.numbers is not None):
        fields.wrong(where, "of another kind than the values in the domain")
    inner = fields.mapping(content[kind], f"{where}.{kind}")
    if issue.numbers is None:
        place = f"{where}.{kind}.valueUtilities"
        listed = fields.mapping(inner.get("valueUtilities"), place)
        given = {clean(str(k)): _number(fields, v, place) for k, v in listed.items()}
        missing = [v for v in issue.values if v not in given]
        strange = [v for v in given if v not in issue.values]
        if missing:
            notes.append(
                f"{short(fields.file)}: gives {quoted(missing[0])} of {quoted(issue.name)} no utility, which counts 0"
            )
        if strange:
            notes.append(
                f"{short(fields.file)}: {quoted(strange[0])} is no value of {quoted(issue.name)} in the domain, and "
                "was left out"
            )
        return tuple(given.get(v, ZERO) for v in issue.values)
    ends = ("lowValue", "lowUtility", "highValue", "highUtility")
    low, low_worth, high, high_worth = (_number(fields, inner.get(k), f"{where}.{kind}.{k}") for k in ends)
    if low >= high:
        fields.wrong(f"{where}.{kind}", "'highValue' has to be above 'lowValue'")
    return tuple(
        low_worth + (high_worth - low_worth) * (n - low) / (high - low) if low <= n <= high else ZERO
        for n in issue.numbers
    )


def _reserved(fields: Fields, bid: Any, of: Domain, worths: list[Worths], notes: list[str]) -> Fraction:
    """Give what no deal is worth: as much as the bid that is reserved; without one nothing."""
    if bid is None:
        return ZERO
    content = fields.mapping(bid, "reservationBid")
    chosen = fields.mapping(
        content.get("issuevalues", content.get("issueValues")), "reservationBid.issuevalues"
    )
    total = ZERO
    for issue, one in zip(of.issues, worths, strict=True):
        if issue.key not in chosen:
            continue
        value, where = chosen[issue.key], f"reservationBid.issuevalues.{quoted(issue.key, 40)[1:-1]}"
        if issue.numbers is None:
            text = fields.text(value, where)
            place = issue.values.index(text) if text in issue.values else None
        else:
            number = _number(fields, value, where)
            place = issue.numbers.index(number) if number in issue.numbers else None
        if place is None:
            fields.wrong(where, f"no value of {quoted(issue.name)}")
        total += one.whole[place]
    if len(chosen) < len(of.issues):
        notes.append(
            f"{short(fields.file)}: the reserved bid names not all issues; what it does not name counts 0 in it"
        )
    return total
