"""What is allowed at a place in something confidential: the nearest key above it says it, nothing that stands there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from detente.conflict.confidential import PREFERENCES, WISHES, closed_words
from detente.conflict.yamltree import Mapping as MappingNode
from detente.conflict.yamltree import Node, Scalar, Sequence

PARTY_KEYS = ("detente", "party", "sources", PREFERENCES, WISHES, "perspectives")
_FORM = "'weights' (numbers), 'statements' (most important first) or 'ranking'"
_RANGE = "a number, or two in a list: [from, to]"
_TEXT = "a text"
_CONDITION = "a condition, in the names of the conflict file"
ALLOWED_UNDER: Mapping[str, str] = {
    "": f"the keys {', '.join(PARTY_KEYS)}",
    "detente": "1",
    "party": "the id of the party that the conflict file includes it for",
    "sources": "sources by their ids, as in the conflict file",
    "perspectives": "accounts of the conflict file, each with 'preferences' and 'wishes'",
    PREFERENCES: "for the party a list of statements, or a mapping with 'ranking', 'weights' or 'partial'",
    WISHES: f"for the party a list of statements, or a mapping with {_FORM}; beside it 'red_lines' and 'no_deal'",
    "weights": f"an issue, a value or a condition each with {_RANGE}, or with 'points' and 'weight'",
    "points": f"values of the issue, each with {_RANGE}",
    "weight": "a number",
    "statements": _CONDITION,
    "patch": "changes of statements: 'put', 'drop', 'replace', 'before', 'after'",
    "that": _CONDITION,
    "ranking": "packages or states from best to worst, those that tie in a list",
    "partial": "chains of states, 'best > middle ~ as good > worst'",
    "red_lines": _CONDITION,
    "no_deal": f"'auto', {_RANGE}, or a mapping with 'worth' or 'lottery'",
    "worth": _RANGE,
    "lottery": "lots with 'chance' and 'worth'; the chances add up to 1",
    "chance": "a number from 0 to 1",
    "costs": _RANGE,
    "confidence": "a number from 0 to 1",
    "source": "the id of a source, or id#place, or a list of them",
    "because": _TEXT,
    "text": _TEXT,
    "id": "a short text that nothing else has",
    "strength": "'much' or a whole number from 1 to 100",
    "unknown": "'true'",
}
"""What is said to be allowed, by the nearest key above a mistake that every file of the kind may have."""

Guide = tuple[int, int, str]  # from this line and column on: the key
Range = tuple[int, int, str]  # the first and the last line, and whose they are
_BEHIND = "\U0010ffff"


def last_line(node: Node) -> int:
    """Give the last line on which something stands."""
    if isinstance(node, Scalar):
        return node.line + node.raw.rstrip().count("\n")
    inside = [n for pair in node.items for n in pair] if isinstance(node, MappingNode) else []
    inside += node.items if isinstance(node, Sequence) else ()
    return max([node.line, *map(last_line, inside)])


def guide(node: Node, key: str) -> Iterator[tuple[int, int, str]]:
    """Give, place by place, the nearest key above of those that every such file may have."""
    yield node.line, node.column, key
    if isinstance(node, MappingNode):
        for name, body in node.items:
            yield name.line, name.column, key
            yield from guide(body, name.text if name.text in ALLOWED_UNDER else key)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from guide(item, key)


def closed_in(ranges: Iterable[Range], guides: Iterable[Guide]) -> Callable[[int, int], str]:
    """Say of every place what may be said of a mistake there: nothing special outside the ranges of lines."""
    starts: list[int] = []
    reaching: list[tuple[int, str]] = []  # up to this range: the last line of the one that reaches furthest
    for first, last, whose in sorted(ranges):
        furthest = reaching[-1] if reaching else (0, "")
        starts.append(first)
        reaching.append((last, whose) if last > furthest[0] else furthest)
    ordered = sorted(guides)

    def closed(line: int, column: int) -> str:
        at = bisect_right(starts, line)
        if not at or reaching[at - 1][0] < line:
            return ""
        return closed_words(reaching[at - 1][1], allowed_at(ordered, line, column))

    return closed


def allowed_at(guides: list[Guide], line: int, column: int) -> str:
    """Say what is allowed at a place."""
    at = bisect_right(guides, (line, column, _BEHIND))
    return ALLOWED_UNDER[guides[at - 1][2] if at else ""]
