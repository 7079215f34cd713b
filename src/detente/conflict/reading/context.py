"""What every part of the reader shares: collecting mistakes, checking keys, texts, ids and citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction

from detente.conflict import budget
from detente.conflict.condition import Condition
from detente.conflict.condition_text import Scope, parse
from detente.conflict.elements import Citation
from detente.conflict.errors import ConditionError, ConflictFileError, Place, Problem, choices, quoted
from detente.conflict.tokens import KEYWORDS, is_name
from detente.conflict.unseen import alike
from detente.conflict.yamltree import (
    MOST_NODES,
    MOST_PROBLEMS,
    READING,
    Node,
    Scalar,
    Sequence,
    kind,
    offset_place,
)
from detente.conflict.yamltree import Mapping as MappingNode

MOST_ID = 80
MOST_TEXT = 50_000
MOST_ITEMS = 2_000
_NUMBER = re.compile(r"[+-]?(\d{1,15})?(\.\d{1,15})?")


def _open(line: int, column: int) -> str:
    """Say that nothing is confidential."""
    return ""


class Context:
    """Collects the mistakes of one file; a part that is wrong reads as None and reading goes on.

    After 200 mistakes it stops: nobody mends more at once, and each costs a search for the nearest match.
    """

    def __init__(self, file: str, problems: Iterable[Problem] = ()) -> None:
        self.file = file
        self.closed: Callable[[int, int], str] = _open
        self.problems = list(problems)
        self.warnings: list[Problem] = []
        self.source_ids: Mapping[str, object] = {}

    def place(self, node: Node) -> Place:
        """Give the place of a node."""
        return self.at(node.line, node.column)

    def at(self, line: int, column: int) -> Place:
        """Give a place in the file; where what stands there is confidential, it says what may be said of it."""
        return Place(self.file, line, column, self.closed(line, column))

    def close(self, closed: Callable[[int, int], str]) -> None:
        """From now on, and for what was told already, say of the places that it knows only what it says of them."""
        self.closed = closed
        self.problems = [self._closed(p) for p in self.problems]
        self.warnings = [self._closed(p) for p in self.warnings]

    def _closed(self, problem: Problem) -> Problem:
        return Problem(self.at(problem.place.line, problem.place.column), problem.message, problem.lacks)

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep mistakes that were found."""
        self.problems.extend(problems)
        if len(self.problems) >= MOST_PROBLEMS:
            raise ConflictFileError(self.problems)

    def error(self, node: Node, message: str, lacks: str = "") -> None:
        """Tell a mistake, or what is not there yet."""
        self.add([Problem(self.place(node), message, lacks)])

    def warn(self, node: Node, message: str) -> None:
        """Tell something that is allowed and probably not meant."""
        self.warnings.append(Problem(self.place(node), message))

    def expected(self, node: Node, what: str, shape: str) -> None:
        """Tell that something has the wrong shape."""
        self.error(node, f"{what} is {shape}, found {kind(node)}")

    # -- shapes ---------------------------------------------------------------------------------

    def mapping(self, node: Node, what: str, most: int = MOST_NODES) -> tuple[tuple[Scalar, Node], ...]:
        """Read a mapping whose keys are free."""
        if isinstance(node, MappingNode):
            return node.items[: self._most(node, what, len(node.items), most)]
        self.expected(node, what, "a mapping ('key: value' lines)")
        return ()

    def fields(
        self,
        node: Node,
        what: str,
        allowed: Collection[str],
        required: Collection[str] = (),
        told: Collection[str] = (),
    ) -> dict[str, Node]:
        """Read a mapping whose keys are fixed; tell unknown and missing ones, except those `told` already."""
        found: dict[str, Node] = {}
        for key, value in self.mapping(node, what):
            name = alike(key.text)
            if name in told:
                continue
            if name not in allowed:
                self.error(key, f"{what} has no key {quoted(name)}{choices(name, list(allowed))}")
            elif isinstance(value, Scalar) and value.empty:
                self.error(value, f"{quoted(name)} is empty; write a value or leave the key out", name)
            elif name in found:
                self.error(key, f"the key {quoted(name)} stands twice")
            else:
                found[name] = value
        if isinstance(node, MappingNode):
            present = {alike(key.text) for key, _ in node.items}
            for key_name in required:
                if key_name not in present:
                    self.error(node, f"{what} needs the key {quoted(key_name)}", key_name)
        return found

    def sequence(self, node: Node, what: str, most: int = MOST_NODES) -> tuple[Node, ...]:
        """Read a list."""
        if isinstance(node, Sequence):
            return node.items[: self._most(node, what, len(node.items), most)]
        self.expected(node, what, "a list ('- item' lines, or [item, item])")
        return ()

    def _most(self, node: Node, what: str, found: int, most: int) -> int:
        if found > most:
            self.error(node, f"{what} has {found:,} entries; at most {most:,}")
        return most

    def one_or_more(self, node: Node) -> tuple[Node, ...]:
        """Read a list, or one thing that stands for a list of one."""
        return node.items if isinstance(node, Sequence) else (node,)

    # -- texts ----------------------------------------------------------------------------------

    def text(self, node: Node | None, what: str, most: int = MOST_TEXT) -> str:
        """Read a text; without white space around it."""
        if node is None:
            return ""
        if not isinstance(node, Scalar) or node.empty or not node.text.strip():
            self.expected(node, what, "a text")
            return ""
        if len(node.text) > most:
            self.error(node, f"{what} has {len(node.text):,} characters; at most {most:,}")
            return ""
        return node.text.strip()

    def id(self, node: Scalar, what: str, taken: Collection[str] = ()) -> str | None:
        """Read an identifier: a letter, then letters, digits, ``_`` and ``-``."""
        text = node.text
        if not is_name(text) or len(text) > MOST_ID:
            self.error(
                node,
                f"{quoted(text)} cannot name {what}: a name begins with a letter and goes on with letters, "
                f"digits, '_' and single '-' between them (at most {MOST_ID})",
            )
            return None
        if text.lower() in KEYWORDS:
            self.error(
                node, f"{quoted(text)} cannot name {what}: it is a word of conditions ({', '.join(KEYWORDS)})"
            )
            return None
        if text in taken:
            self.error(node, f"{quoted(text)} names two things; {what} needs a name of its own")
            return None
        return text

    def given_id(self, node: Node | None) -> str:
        """Read the id that a statement or a rule is given: any short text."""
        return " ".join(self.text(node, "an id", MOST_ID).split())

    def number(self, node: Node, what: str) -> str | None:
        """Read a plain decimal number as it was written."""
        if isinstance(node, Scalar) and node.text.strip("+-.") and _NUMBER.fullmatch(node.text):
            return node.text
        self.expected(node, what, "a decimal number of at most 15 digits on either side of the point")
        return None

    def confidence(self, node: Node | None, what: str = "a confidence") -> float | None:
        """Read how sure the analyst is, from 0 to 1."""
        if node is None:
            return None
        number = self.number(node, what)
        if number is None:
            return None
        if not 0 <= float(number) <= 1:
            self.error(node, f"{what} is a number from 0 to 1, found {quoted(number)}")
            return None
        return float(number)

    def weight(self, node: Node | None, what: str) -> Fraction:
        """Read the chance of one reading of a claim, above 0 and below 1 or equal to it; 0 where it is wrong."""
        number = None if node is None else self.number(node, f"the weight of {what}")
        if number is None or node is None:
            return Fraction(0)
        if not 0 < Fraction(number) <= 1:
            self.error(node, f"the weight of {what} is a number above 0 and up to 1, found {quoted(number)}")
            return Fraction(0)
        return Fraction(number)

    # -- references -----------------------------------------------------------------------------

    def citations(self, node: Node | None) -> tuple[Citation, ...]:
        """Read ``source`` or ``source#place``, or a list of them."""
        found = []
        for item in self.one_or_more(node) if node is not None else ():
            text = self.text(item, "a source")
            source, _, where = text.partition("#")
            if not text:
                continue
            if source.strip() not in self.source_ids:
                told = choices(source.strip(), list(self.source_ids))
                self.error(item, f"no source {quoted(source.strip())} under 'sources'{told}")
            else:
                found.append(Citation(source.strip(), where.strip()))
        return tuple(found)

    def condition(self, node: Node, scope: Scope, what: str = "a condition") -> tuple[Condition, str] | None:
        """Read a condition; mistakes inside it are told at their own place."""
        if not isinstance(node, Scalar) or node.empty:
            self.expected(node, what, "a condition")
            return None
        budget.check(READING)
        try:
            return parse(node.text, scope), " ".join(node.text.split())
        except ConditionError as error:
            line, column = offset_place(node, error.offset)
            self.add([Problem(self.at(line, column), error.message)])
            return None

    def party(self, node: Node | None, makers: Collection[str]) -> str:
        """Read the name of a decision maker; empty where there is none."""
        text = self.text(node, "a decision maker")
        if node is not None and text and text not in makers:
            self.error(node, f"no decision maker {quoted(text)}{choices(text, list(makers))}")
        return text if text in makers else ""

    def option(self, node: Node, scope: Scope, *, levelled: bool = False) -> str | None:
        """Read the name of one option; where `levelled`, an option with levels may be named as a whole."""
        text = self.text(node, "an option")
        if not text:
            return None
        owner, _, name = text.partition(".")
        if name in scope.options.get(owner, ()) or (levelled and text in scope.levels):
            return text
        if text in scope.levels:
            told = ", ".join(f"{text}.{level}" for level in scope.levels[text])
            self.error(node, f"{quoted(text)} has levels; say at which one: {told}")
            return None
        allowed = [f"{d}.{o}" for d, names in scope.options.items() for o in names]
        self.error(node, f"no option {quoted(text)}{choices(text, allowed)}")
        return None
