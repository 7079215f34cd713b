"""Which texts hold something confidential: for whatever shows files as they are written, and not what follows.

A conflict that is read keeps what is confidential under a seal. A text has none: so it is shown as a whole, in part or
not at all, by what stands here. A text that cannot be read is judged by its words, and rather withheld than shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import yaml

from detente.conflict.editing import EditError, Plain
from detente.conflict.editing.tree import composed, key_of, plain_of
from detente.conflict.errors import UnknownNameError, quoted
from detente.conflict.marked import UNCLEAR, Entry, is_true, marked_parties
from detente.conflict.marks import is_mark, is_tagged, marks_of, tags_of
from detente.conflict.model import Conflict

_MAY_SAY = re.compile(
    r"\bparty\b|\binclude\b|\bconfidential\b|\"[^\"\n]*\\|^[ \t]*\?\s", re.MULTILINE
)  # a key may be written with escapes
_OWNER = re.compile(r"\bparty\b[\"']?\s*:\s*[\"']?(\w+)")
_OWNER_BESIDE = re.compile(r"^\{?[\"']?party[\"']?[ \t]{0,9}:[ \t]{0,9}[\"']?(\w+)", re.MULTILINE)
_ESCAPED = re.compile(r"(\"[^\"\n]{0,200}\\[xuU][^\"\n]{0,200}\")\s{0,9}:")  # a key that words do not tell
_MARKED = re.compile(r"(?:[^\n\[{]|\[[^\]]{0,2000}\])*(?:\n[ \t]*-[^\n]*)*")
_WORD = re.compile(r"\w+")
_INCLUDES = re.compile(r"\b(\w{1,200})[\"']?\s*:\s*[\"']?([^\s\"'{},:][^\"'{},:\n]*\.(?:yaml|yml|json))\b")
MOST_MARKS = 200  # in a text that cannot be read, and parties that they name
MOST_LETTERS = 4_000  # of what such a mark says
SOMEBODY = UNCLEAR  # of a mark that cannot be read: nobody is known to be the one who may see it


@dataclass(frozen=True, slots=True)
class Holds:
    """What a text holds that may be confidential.

    Attributes
    ----------
    owners : frozenset of str
        The party whose own file it is; several where it cannot be read.
    marked : frozenset of str
        The parties whose wishes it marks as confidential.
    includes : tuple of (str, str)
        The files that it names, each with its party.
    readable : bool
        Whether it is YAML or JSON at all.
    """

    owners: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    includes: tuple[tuple[str, str], ...] = ()
    readable: bool = True

    def hidden(self, readers: Collection[str]) -> tuple[str, ...]:
        """Give the parties of whom it holds something that these readers may not see."""
        return tuple(sorted((self.owners | self.marked) - set(readers)))

    def withheld(self, readers: Collection[str]) -> frozenset[str]:
        """Give also the parties of whom it says that something stands in a file of their own."""
        return frozenset({*self.hidden(readers), *(party for _, party in self.includes)} - {*readers})


def holds(text: str) -> Holds:
    """Look what a text holds of parties that may be confidential.

    Examples
    --------
    >>> found = holds("{decision_makers: {north: {}, south: {}}, include: {south: south.yaml}, confidential: north}")
    >>> found.includes, found.hidden([]), found.hidden(["north"])
    ((('south.yaml', 'south'),), ('north',), ())
    >>> holds("party: south").hidden(["north"])
    ('south',)
    """
    if not _MAY_SAY.search(text) and next(marks_of(text), None) is None and not tags_of(text):
        return Holds()
    try:
        node = composed(text.removeprefix("\ufeff"))
        root = plain_of(node)
    except EditError:
        return _by_words(text)
    if not isinstance(root, dict):  # no conflict file: whatever it is
        return replace(_by_words(text), readable=True)
    makers = root.get("decision_makers")
    known = frozenset(makers) if isinstance(makers, dict) else frozenset()
    owners = frozenset(_names(root.get("party")))
    marked = None if is_tagged(node.tag) else marked_parties(node, _entries, plain_of, known)
    if isinstance(makers, dict):  # whose file it is, said in that of all of them
        marked = None if marked is None or not owners <= known else marked | owners
        owners = frozenset()
    include = root.get("include")
    named = (
        [(p, str(whose)) for whose, p in include.items() if isinstance(p, str)]
        if isinstance(include, dict)
        else ()
    )
    return Holds(
        owners, known or frozenset((SOMEBODY,)) if marked is None else _bounded(marked), tuple(named)
    )


def _names(said: Plain) -> list[str]:
    return [str(name) for name in (said if isinstance(said, list) else [said]) if name not in (None, "")]


def _entries(node: yaml.Node) -> Iterator[Entry]:
    """Give what stands in a node that was read."""
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield key_of(key), is_tagged(key.tag) or is_tagged(inner.tag), inner
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield None, is_tagged(inner.tag), inner


def _by_words(text: str) -> Holds:
    marked = _marked_words(text)
    includes = tuple((path, party) for party, path in _INCLUDES.findall(text)) if "include" in text else ()
    owners = frozenset(_OWNER.findall(text))
    if "decision_makers" in text:
        owners, marked = frozenset(), marked | frozenset(_OWNER_BESIDE.findall(text))
    if tags_of(text) or _escaped(text) or ("confidential" in text and not marked):
        marked |= {SOMEBODY}
    return Holds(owners, marked, includes, readable=False)


def _escaped(text: str) -> bool:
    """Tell whether a text has a key that may be the mark, written with escapes."""
    keys = dict.fromkeys(_ESCAPED.findall(text))
    return len(keys) > MOST_MARKS or any(map(_may_mark, keys))


def _may_mark(written: str) -> bool:
    try:
        return is_mark(str(json.loads(written)))
    except ValueError:  # an escape that YAML has and JSON has not
        return True


def _marked_words(text: str) -> frozenset[str]:
    """Give the words behind what may be a mark, each up to the next one; beyond a number of them, somebody's."""
    marks = list(islice(marks_of(text), MOST_MARKS + 1))
    found: set[str] = set()
    for number, (_, at) in enumerate(marks[:MOST_MARKS]):
        end = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        told = _MARKED.match(text, at, min(end, at + MOST_LETTERS))
        names = _WORD.findall(told[0]) if told and told.end() - at < MOST_LETTERS else ()
        found.update(names if names and not is_true(names[0]) else (SOMEBODY,))
    return _bounded(found) if len(marks) <= MOST_MARKS else frozenset((SOMEBODY,))


def _bounded(names: Collection[str]) -> frozenset[str]:
    """Give names, or somebody's where they are more than parties can be."""
    return frozenset(names) if len(names) <= MOST_MARKS else frozenset((SOMEBODY,))


def read_for(readers: Collection[str], read: Callable[[Sequence[str]], Conflict]) -> Conflict:
    """Read a conflict for readers; those that are no parties of it are those of another file beside it."""
    try:
        return read(tuple(readers))
    except UnknownNameError as error:
        return read(tuple(r for r in readers if r in error.allowed))


def with_as(parties: Collection[str]) -> str:
    """Say how whoever may see it gets to see it.

    Examples
    --------
    >>> with_as(["north", "south"])
    "what 'north' and 'south' want is confidential; whoever may see it adds --as north --as south"
    """
    named = [p for p in parties if p]
    if not named:
        return "it marks something as confidential and cannot be read; mend it in an editor"
    told = " and ".join(map(quoted, named))
    return (
        f"what {told} want{'s' if len(named) == 1 else ''} is confidential; whoever may see it adds "
        + " ".join(f"--as {p}" for p in named)
    )
