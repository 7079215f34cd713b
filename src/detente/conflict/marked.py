"""Where a file marks something as confidential: at the places for it, and wherever else somebody may have put a mark.

A key that reads as the mark is one at any depth, and so is a tag; it hides the party that it names or stands under, and
every party where that is not clear. What people write in words is no mark, nor is a name that they chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from detente.conflict.marks import MarkReader

Plain = Any  # a text, a list, or a mapping of texts to such
Entry = tuple[
    str | None, bool, Any
]  # the key (none in a list), whether a tag marks it, and what stands there
UNCLEAR = ""  # among those that a mark stands under: a name that no party has
_MAKERS = "decision_makers"
_PARTIES = frozenset((_MAKERS, "preferences", "wishes", "factions", "beliefs", "include", "add", "moves"))
_MAPPED = frozenset(
    (_MAKERS, "sources", "perspectives", "phases", "timeline", "shifts", "ultimatums", "issues", "members")
)
_FREE = "options"
_TWICE = frozenset(("add", "moves", "weights"))  # names, and names under each of them
_NAMES = _PARTIES | _MAPPED | _TWICE | {_FREE, "conditions", "states", "levels", "values", "points", "takes"}
_TRUE = frozenset(("true", "yes", "on", "ja", "wahr"))


def marked_parties(
    root: Any, entries: Callable[[Any], Iterable[Entry]], plain: Callable[[Any], Plain], known: Iterable[str]
) -> frozenset[str] | None:
    """Give the parties that the marks of a file hide; None where one of them may mean anybody.

    Parameters
    ----------
    root : node
        The whole file, in whatever nodes it is read into.
    entries : callable
        Gives what stands in a node.
    plain : callable
        Gives the value of a node.
    known : iterable of str
        The parties that the file has; where it has none, whatever stands in their place counts as one.

    Examples
    --------
    >>> def entries(node):
    ...     return [(k, False, v) for k, v in node.items()] if isinstance(node, dict) else ()
    >>> wish = {"preferences": {"south": {"weights": {"a.b": "1"}, "confidental": "true"}}}
    >>> marked_parties(wish, entries, lambda node: node, ["south", "north"])
    frozenset({'south'})
    >>> marked_parties({"rules": {"confidential": "true"}}, entries, lambda node: node, ["south", "north"]) is None
    True
    """
    parties = frozenset(known)
    found: set[str] = set()
    for said, under in _marks(root, entries, plain, parties):
        named = _named(said, parties) if parties else frozenset(t for t in _texts(said) if not is_true(t))
        if UNCLEAR in under or not (named or under or said == []):
            return None if parties else frozenset((*found, UNCLEAR))
        found |= under | (named or frozenset())
    return frozenset(found)


def _marks(
    root: Any, entries: Callable[[Any], Iterable[Entry]], plain: Callable[[Any], Plain], known: frozenset[str]
) -> Iterator[tuple[Plain, frozenset[str]]]:
    """Give what each mark says (None of a tag), and the parties that it stands under."""
    is_mark = MarkReader()
    waiting: list[tuple[Any, str, frozenset[str]]] = [(root, "", frozenset())]
    while waiting:
        node, above, under = waiting.pop()
        for key, tagged, inner in entries(node):
            whose = under
            if key is not None and above in _PARTIES:
                whose = under | {key if key in known or not known else UNCLEAR}
            if tagged:
                yield None, whose
            if key is not None and is_mark(key) and not _is_name(above, key, plain(inner), known):
                yield plain(inner), under
            waiting.append((inner, _below(above, key), whose))


def _below(above: str, key: str | None) -> str:
    """Give the section whose keys are to be read: a name that somebody chose is none, whatever it is like."""
    if key is None:
        return ""
    if above in _TWICE:
        return _FREE
    return key if above not in _NAMES or key in _TWICE else ""


def _is_name(above: str, key: str, said: Plain, known: frozenset[str]) -> bool:
    """Tell whether a key that reads as the mark is the name of something: by where it stands, and what it says."""
    if above not in _NAMES or (above in _PARTIES and key not in known):
        return False
    return isinstance(said, Mapping) if above in _MAPPED else not _says_so(said, known)


def _says_so(said: Plain, known: frozenset[str]) -> bool:
    return bool(_named(said, known)) or is_true(said)


def is_true(said: Plain) -> bool:
    """Tell whether a mark says no more than that it is one."""
    return isinstance(said, str) and said.strip().casefold() in _TRUE


def _named(said: Plain, known: frozenset[str]) -> frozenset[str] | None:
    """Give the parties that a mark names; None where it does not name those of the file and nothing else."""
    names = said if isinstance(said, list) else [said]
    return frozenset(names) if all(isinstance(n, str) and n in known for n in names) else None


def _texts(said: Plain) -> Iterator[str]:
    if isinstance(said, dict | list):
        for inner in (*said, *said.values()) if isinstance(said, dict) else said:
            yield from _texts(inner)
    elif said not in (None, ""):
        yield str(said)
