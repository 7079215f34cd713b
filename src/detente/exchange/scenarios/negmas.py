"""Reading outcome spaces and utility functions of negmas (``.yml``), whose utilities add up issue by issue."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePath
from typing import NoReturn

from detente.conflict.errors import ConflictFileError, quoted
from detente.conflict.trees import Mapping, Node, Scalar, Sequence, kind, read_tree
from detente.exchange.making import clean, decoded, unreadable
from detente.exchange.numbers import NumberError, plain
from detente.exchange.scenarios import functions
from detente.exchange.scenarios.genius import stepped
from detente.exchange.scenarios.making import title_of
from detente.exchange.scenarios.parts import MOST_VALUES, STEPS, Domain, Issue, Profile, Worths, short

ZERO, ONE = Fraction(0), Fraction(1)
LISTS = (
    "CategoricalIssue",
    "DiscreteCardinalIssue",
    "DiscreteOrdinalIssue",
    "OrdinalIssue",
    "CardinalIssue",
    "",
)
WHOLE, REAL, SINGLE = "ContiguousIssue", "ContinuousIssue", "SingletonIssue"
ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
AFFINE = ("AffineUtilityFunction", "LinearUtilityFunction")
DISCOUNTED = ("ExpDiscountedUFun", "LinDiscountedUFun", "DiscountedUtilityFunction")
TABLE, CONSTANT, WEIGHTED = "MappingUtilityFunction", "ConstUtilityFunction", "WeightedUtilityFunction"
READ = (*ADDITIVE, *AFFINE, *DISCOUNTED, TABLE, CONSTANT, WEIGHTED)


@dataclass(frozen=True)
class File:
    """One file of negmas: an outcome space, or a utility function, in which the space may stand as well."""

    file: str
    fields: Map[str, Node]
    profile: bool


def type_of(fields: Map[str, Node]) -> str:
    """Give the type of something without its module."""
    found = fields.get("type")
    return found.text.rpartition(".")[2] if isinstance(found, Scalar) else ""


def recognised(fields: Map[str, Node]) -> str:
    """Tell what a file of negmas is: ``domain``, ``profile``; empty where it is none."""
    found = type_of(fields)
    if found.endswith("OutcomeSpace"):
        return "domain"
    return "profile" if found.lower().endswith(("function", "ufun", "fun")) else ""


def parse(data: bytes, file: str, encoding: str | None = None) -> File:
    """Read a file, and tell whether it is an outcome space or a utility function.

    Raises
    ------
    ConflictFileError
        Where it is neither.
    """
    root, problems = read_tree(decoded(data, file, encoding), file)
    if problems:
        raise ConflictFileError(problems)
    reader = _Reader(file)
    fields = reader.fields(root, "the file")
    found = recognised(fields)
    if not found:
        reader.wrong(
            root,
            "is no file of negmas: its 'type' is neither an outcome space nor a utility function",
            "the file",
        )
    return File(file, fields, profile=found == "profile")


def domain(found: File) -> Domain:
    """Read what is negotiated about, also from a utility function that holds it."""
    reader, fields = _Reader(found.file), found.fields
    if found.profile:
        if "outcome_space" not in fields:
            raise unreadable(found.file, "holds no outcome space, and no other file does")
        fields = reader.fields(fields["outcome_space"], "outcome_space")
    if "issues" not in fields:
        raise unreadable(found.file, "an outcome space without 'issues'")
    notes: list[str] = []
    issues = [reader.issue(node, k, notes) for k, node in enumerate(reader.items(fields["issues"], "issues"))]
    if not issues:
        raise unreadable(found.file, "holds no issue")
    names = [i.key for i in issues]
    twice = next((n for k, n in enumerate(names) if n in names[:k]), None)
    if twice is not None:
        raise unreadable(found.file, f"two issues are called {quoted(twice, 40)}")
    return Domain(found.file, _name(fields) or title_of(found.file), tuple(issues), notes=tuple(notes))


def profile(found: File, of: Domain) -> Profile:
    """Read what a party wants of a domain."""
    reader = _Reader(found.file)
    notes: list[str] = []
    told = reader.function(found.fields, of, notes, 0)
    name = (
        PurePath(_name(found.fields).replace("\\", "/")).name.removesuffix(".xml")
        or PurePath(found.file).stem
    )
    return Profile(found.file, name, told.worths, told.bias, told.reserved, tuple(dict.fromkeys(notes)))


def _name(fields: Map[str, Node]) -> str:
    found = fields.get("name")
    return clean(found.text) if isinstance(found, Scalar) and not found.empty else ""


@dataclass(frozen=True)
class _Told:
    worths: tuple[Worths, ...]
    bias: Fraction
    reserved: Fraction | None


class _Reader:
    """Reads nodes of one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, node: Node, message: str, where: str) -> NoReturn:
        raise unreadable(self.file, f"{where}: {message}", node.line, node.column)

    def fields(self, node: Node, where: str) -> dict[str, Node]:
        if not isinstance(node, Mapping):
            self.wrong(node, f"a mapping is expected, found {kind(node)}", where)
        return {k.text: v for k, v in node.items}

    def items(self, node: Node, where: str) -> Seq[Node]:
        if not isinstance(node, Sequence):
            self.wrong(node, f"a list is expected, found {kind(node)}", where)
        return node.items

    def text(self, node: Node, where: str) -> str:
        if not isinstance(node, Scalar):
            self.wrong(node, f"a word is expected, found {kind(node)}", where)
        return clean(node.text)

    def number(self, node: Node | None, where: str, usual: Fraction | None = None) -> Fraction:
        """Read a number; where there is none, `usual`."""
        if node is None or (isinstance(node, Scalar) and (node.empty or node.text == "null")):
            if usual is None:
                raise unreadable(self.file, f"{where}: a number is missing")
            return usual
        if not isinstance(node, Scalar):
            self.wrong(node, f"a number is expected, found {kind(node)}", where)
        try:
            return plain(node.text.replace("_", ""))
        except NumberError as error:
            self.wrong(node, str(error), where)

    def reserved(self, fields: Map[str, Node]) -> Fraction | None:
        """Read what no deal is worth; None where it is not said, or nothing can be worse."""
        node = fields.get("reserved_value")
        if isinstance(node, Scalar) and node.text.strip().lower() in (
            "-.inf",
            "-inf",
            ".nan",
            "null",
            "~",
            "",
        ):
            return None
        return None if node is None else self.number(node, "reserved_value")

    # -- issues --------------------------------------------------------------------------------------------------------

    def issue(self, node: Node, place: int, notes: list[str]) -> Issue:
        where = f"issues[{place}]"
        fields = self.fields(node, where)
        name = self.text(fields["name"], f"{where}.name") if "name" in fields else ""
        name = name or f"issue {place + 1}"
        found, values = type_of(fields), fields.get("values")
        if values is None:
            self.wrong(node, "an issue without 'values'", where)
        if found == SINGLE:
            return Issue(name, name, (self.text(values, f"{where}.values"),))
        if found in LISTS and isinstance(values, Sequence):
            texts = tuple(dict.fromkeys(self.text(v, f"{where}.values") for v in values.items))
            if not texts:
                self.wrong(node, "an issue has one value at least", where)
            return Issue(name, name, texts, self._numbers(texts))
        if found == REAL:
            low, high = self._ends(values, f"{where}.values")
            notes.append(
                f"{short(self.file)}: {quoted(name)} may be any number of a range; {STEPS} of them were taken, evenly"
            )
            return stepped(name, name, low, high)
        if found != WHOLE and not (found in LISTS and isinstance(values, Scalar)):
            self.wrong(
                node,
                f"the type {quoted(found, 40)}; read are {', '.join((*LISTS[:-1], WHOLE, REAL, SINGLE))}",
                where,
            )
        low, high = self._ends(values, f"{where}.values")
        if low.denominator != 1 or high.denominator != 1:
            self.wrong(values, "the ends of a range of whole numbers are whole numbers", f"{where}.values")
        if high - low >= MOST_VALUES:
            self.wrong(
                values,
                f"{int(high - low) + 1:,} values; at most {MOST_VALUES:,} are brought over",
                f"{where}.values",
            )
        numbers = tuple(Fraction(n) for n in range(int(low), int(high) + 1))
        return Issue(name, name, tuple(str(int(n)) for n in numbers), numbers)

    def _ends(self, node: Node, where: str) -> tuple[Fraction, Fraction]:
        """Read from where to where a range goes; one number n stands for 0 to n - 1."""
        if isinstance(node, Scalar):
            return ZERO, self.number(node, where) - 1
        ends = self.items(node, where)
        if len(ends) != 2:
            self.wrong(node, "a range has two ends", where)
        low, high = (self.number(e, where) for e in ends)
        if low > high:
            self.wrong(node, "a range goes up", where)
        return low, high

    def _numbers(self, texts: Seq[str]) -> tuple[Fraction, ...] | None:
        try:
            return tuple(plain(t) for t in texts)
        except NumberError:
            return None

    # -- utility functions ---------------------------------------------------------------------------------------------

    def function(self, fields: Map[str, Node], of: Domain, notes: list[str], depth: int) -> _Told:
        found = type_of(fields)
        if depth > 20:
            raise unreadable(self.file, "utility functions stand inside one another more than 20 deep")
        if found in DISCOUNTED and "ufun" in fields:
            inner = self.function(self.fields(fields["ufun"], "ufun"), of, notes, depth + 1)
            notes.append(
                f"{short(self.file)}: the discount was left out: what is agreed late is worth as much here as what is "
                "agreed at once"
            )
            outer = self.reserved(fields)
            return _Told(inner.worths, inner.bias, inner.reserved if outer is None else outer)
        if found == CONSTANT:
            nothing = tuple(Worths((ZERO,) * len(i.values)) for i in of.issues)
            return _Told(nothing, self.number(fields.get("value"), "value"), self.reserved(fields))
        if found == WEIGHTED:
            return self._sum(fields, of, notes, depth)
        if found == TABLE:
            worths, bias = self._table(fields, of, notes), ZERO
        elif found in (*ADDITIVE, *AFFINE):
            worths = self._added(fields, of, notes)
            bias = self.number(fields.get("bias"), "bias", ZERO)
        else:
            raise unreadable(
                self.file,
                f"a utility function of the type {quoted(found, 40)}; what adds up issue by issue is read: "
                f"{', '.join(READ)}",
            )
        reserved = self.reserved(fields)
        if reserved is None and isinstance(fields.get("reserved_outcome"), Sequence):
            reserved = self._outcome(fields["reserved_outcome"], of, worths, bias)
        return _Told(worths, bias, reserved)

    def _outcome(self, node: Node, of: Domain, worths: Seq[Worths], bias: Fraction) -> Fraction:
        """Work out what the outcome is worth that no deal leads to."""
        texts = [self.text(n, "reserved_outcome") for n in self.items(node, "reserved_outcome")]
        if len(texts) != len(of.issues) or any(
            t not in i.values for t, i in zip(texts, of.issues, strict=True)
        ):
            self.wrong(node, f"is no outcome of {of.file}", "reserved_outcome")
        return bias + sum(
            (w.whole[i.values.index(t)] for t, i, w in zip(texts, of.issues, worths, strict=True)), ZERO
        )

    def _each(self, node: Node | None, of: Domain, where: str) -> list[Node | None]:
        """Give what stands for each issue: a list in their order, or a mapping by their names."""
        if node is None or (isinstance(node, Scalar) and (node.empty or node.text == "null")):
            return [None] * len(of.issues)
        if isinstance(node, Mapping):
            named = {clean(k.text): v for k, v in node.items}
            strange = next((k for k in named if k not in {i.key for i in of.issues}), None)
            if strange is not None:
                self.wrong(node, f"no issue {quoted(strange, 40)} in {of.file}", where)
            return [named.get(i.key) for i in of.issues]
        found = self.items(node, where)
        if len(found) != len(of.issues):
            self.wrong(node, f"{len(found):,} entries for {len(of.issues):,} issues of {of.file}", where)
        return list(found)

    def _added(self, fields: Map[str, Node], of: Domain, notes: list[str]) -> tuple[Worths, ...]:
        weights = [self.number(n, "weights", ONE) for n in self._each(fields.get("weights"), of, "weights")]
        values = self._each(fields.get("values"), of, "values")
        affine = type_of(fields) in AFFINE
        worths: list[Worths] = []
        for issue, weight, node in zip(of.issues, weights, values, strict=True):
            where = f"values[{len(worths)}]"
            if node is None and not affine:
                raise unreadable(self.file, f"{where}: nothing says what {quoted(issue.name)} is worth")
            if affine or node is None:
                if issue.numbers is None:
                    raise unreadable(self.file, f"{where}: the values of {quoted(issue.name)} are no numbers")
                points = issue.numbers
            else:
                points = functions.points(self, node, issue, where, notes)
            worths.append(Worths(points, weight))
        return tuple(worths)

    def _table(self, fields: Map[str, Node], of: Domain, notes: list[str]) -> tuple[Worths, ...]:
        """Read a table of outcomes, which adds up where there is one issue."""
        if len(of.issues) != 1:
            raise unreadable(
                self.file,
                f"a table of outcomes of {len(of.issues):,} issues, which do not add up; of one issue it is read",
            )
        if "mapping" not in fields:
            raise unreadable(self.file, "a table of outcomes without 'mapping'")
        return (Worths(functions.table(self, fields["mapping"], of.issues[0], "mapping", notes)),)

    def _sum(self, fields: Map[str, Node], of: Domain, notes: list[str], depth: int) -> _Told:
        """Add up several utility functions."""
        inner = self.items(fields["ufuns"], "ufuns") if "ufuns" in fields else ()
        found = [self.function(self.fields(n, "ufuns"), of, notes, depth + 1) for n in inner]
        given = self.items(fields["weights"], "weights") if "weights" in fields else ()
        weights = [self.number(n, "weights") for n in given] or [ONE] * len(found)
        if not found or len(weights) != len(found):
            raise unreadable(self.file, f"{len(weights)} weights for {len(found)} utility functions")
        worths = tuple(
            Worths(
                tuple(
                    sum((w * f.worths[k].whole[v] for w, f in zip(weights, found, strict=True)), ZERO)
                    for v in range(len(issue.values))
                )
            )
            for k, issue in enumerate(of.issues)
        )
        bias = sum((w * f.bias for w, f in zip(weights, found, strict=True)), ZERO)
        return _Told(worths, bias, self.reserved(fields))
