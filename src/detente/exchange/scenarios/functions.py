"""What negmas says a value of one issue is worth: a table, or a function of a number."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from detente.conflict.errors import quoted
from detente.conflict.trees import Mapping, Node
from detente.exchange.making import clean
from detente.exchange.scenarios.parts import Issue, short

if TYPE_CHECKING:
    from detente.exchange.scenarios.negmas import _Reader

ZERO, ONE = Fraction(0), Fraction(1)
OF_NUMBERS = (
    *(
        "IdentityFun",
        "LinearFun",
        "AffineFun",
        "QuadraticFun",
        "PolynomialFun",
        "TriangularFun",
        "TrapezoidalFun",
    ),
)
READ = ("TableFun", "ConstFun", "BiasedFun", *OF_NUMBERS)
MOST_POWERS = 30


def points(
    reader: _Reader, node: Node, issue: Issue, where: str, notes: list[str], depth: int = 0
) -> tuple[Fraction, ...]:
    """Give what each value of an issue is worth.

    Raises
    ------
    ConflictFileError
        Where the function is of another kind, or needs numbers and the values are none.
    """
    fields = reader.fields(node, where)
    kind = str(getattr(fields.get("type"), "text", "")).rpartition(".")[2]
    if kind == "TableFun" or (not kind and "mapping" in fields):
        if "mapping" not in fields:
            reader.wrong(node, "a table without 'mapping'", where)
        return table(reader, fields["mapping"], issue, f"{where}.mapping", notes)

    def given(name: str, usual: Fraction | None = None) -> Fraction:
        return reader.number(fields.get(name), f"{where}.{name}", usual)

    if kind == "ConstFun":
        return (given("bias", ZERO),) * len(issue.values)
    if kind == "BiasedFun" and "fun" in fields and depth < 20:
        inner = points(reader, fields["fun"], issue, f"{where}.fun", notes, depth + 1)
        return tuple(p + given("bias", ZERO) for p in inner)
    if kind not in OF_NUMBERS:
        reader.wrong(node, f"the function {quoted(kind, 40)}; read are {', '.join(READ)}", where)
    if issue.numbers is None:
        reader.wrong(node, f"{kind} needs numbers, and the values of {quoted(issue.name)} are none", where)
    if kind == "LinearFun" and "slope" not in fields and {"min_value", "max_value"} <= fields.keys():
        first, last = given("min_value"), given("max_value")
        low, high = min(issue.numbers), max(issue.numbers)
        return tuple(first + (last - first) * (n - low) / ((high - low) or ONE) for n in issue.numbers)
    if kind == "IdentityFun":
        return issue.numbers
    if kind in ("LinearFun", "AffineFun"):
        slope, bias = given("slope"), given("bias", ZERO)
        return tuple(slope * n + bias for n in issue.numbers)
    if kind == "QuadraticFun":
        a2, a1, bias = given("a2"), given("a1"), given("bias", ZERO)
        return tuple(a2 * n * n + a1 * n + bias for n in issue.numbers)
    if kind == "PolynomialFun":
        items = reader.items(fields["coefficients"], where) if "coefficients" in fields else ()
        if len(items) > MOST_POWERS:
            reader.wrong(node, f"{len(items):,} coefficients; at most {MOST_POWERS}", where)
        powers = [reader.number(c, f"{where}.coefficients") for c in items]
        bias = given("bias", ZERO)
        return tuple(
            bias + sum((c * n**k for k, c in enumerate(powers, start=1)), ZERO) for n in issue.numbers
        )
    start, end = given("start"), given("end")
    up, down = (
        (given("middle"), given("middle"))
        if kind == "TriangularFun"
        else (given("rise_end"), given("fall_start"))
    )
    if not start <= up <= down <= end:
        reader.wrong(node, "the corners of the function do not stand in their order", where)
    bias, scale = given("bias", ZERO), given("scale", ONE)
    open_ends = kind == "TriangularFun"
    return tuple(bias + scale * _tent(n, start, up, down, end, open_ends=open_ends) for n in issue.numbers)


def _tent(
    x: Fraction, start: Fraction, up: Fraction, down: Fraction, end: Fraction, *, open_ends: bool
) -> Fraction:
    """Evaluate what rises from 0 at `start` to 1 at `up`, stays until `down`, and falls to 0 at `end`."""
    if x < start or x > end or (open_ends and x in (start, end)):
        return ZERO
    if x < up:
        return (x - start) / (up - start)
    return ONE if x <= down else (end - x) / (end - down)


def table(reader: _Reader, node: Node, issue: Issue, where: str, notes: list[str]) -> tuple[Fraction, ...]:
    """Read what each value is worth from a table."""
    if not isinstance(node, Mapping):
        reader.wrong(node, "a mapping of values to numbers is expected", where)
    given = {clean(k.text): reader.number(v, where) for k, v in node.items}
    if any(v not in given for v in issue.values) and issue.numbers is not None:
        given |= _as_numbers(given, issue)
    missing = [v for v in issue.values if v not in given]
    strange = len(given) - sum(v in given for v in issue.values)
    if missing and len(missing) == len(issue.values):
        reader.wrong(node, f"no value of {quoted(issue.name)} stands in the table", where)
    if missing:
        notes.append(
            f"{short(reader.file)}: gives {quoted(missing[0])} of {quoted(issue.name)} no number, which counts 0"
        )
    if strange and not missing and issue.numbers is None:
        other = next(v for v in given if v not in issue.values)
        notes.append(
            f"{short(reader.file)}: {quoted(other)} is no value of {quoted(issue.name)} in the domain, and was left out"
        )
    return tuple(given.get(v, ZERO) for v in issue.values)


def _as_numbers(given: dict[str, Fraction], issue: Issue) -> dict[str, Fraction]:
    """Find values that are written in another way, as ``1.0`` for ``1``."""
    from detente.exchange.numbers import NumberError, plain

    found = {}
    by_number = dict(zip(issue.numbers or (), issue.values, strict=False))
    for text, worth in given.items():
        try:
            value = by_number.get(plain(text))
        except NumberError:
            continue
        if value is not None:
            found[value] = worth
    return found
