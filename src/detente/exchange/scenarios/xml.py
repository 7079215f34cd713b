"""A tree of a small XML file: document types and entities are refused; what is often wrong is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from detente.conflict import ConflictFileError
from detente.conflict.errors import quoted
from detente.exchange.making import decoded, unreadable
from detente.exchange.scenarios.parts import short

MOST_DEPTH = 60
MOST_ELEMENTS = 200_000
MOST_BEFORE = 10_000  # where the declaration is looked for
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_BARE = re.compile(rb"&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_JOINED = re.compile(rb'("[^"<>]*")(?=[A-Za-z_]+=")')
_MENDED = (
    (_BARE, rb"&amp;", "'&' stands for itself there, which XML writes '&amp;'"),
    (_JOINED, rb"\1 ", "no blank stands between two attributes"),
)


@dataclass(slots=True)
class Element:
    """An element: its name, its attributes, where it stands, what is in it."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)

    def of(self, *tags: str) -> Iterator[Element]:
        """Give the children with some names."""
        return (c for c in self.children if c.tag in tags)


def tree(
    data: bytes, file: str, encoding: str | None, first: Callable[[str], bool]
) -> tuple[Element, list[str]]:
    """Read a file, and what had to be mended in it.

    Parameters
    ----------
    data : bytes
    file : str
    encoding : str, optional
    first : function
        Tells of the name of the outermost element whether the file is one that is wanted.

    Raises
    ------
    ConflictFileError
        Where it is no XML, not what is wanted, or made to exhaust the reader.
    """
    if encoding is not None:
        data, encoding = decoded(data, file, encoding).encode(), "utf-8"
    told: list[str] = []
    lines, before = 0, data.find(b"<?xml", 0, MOST_BEFORE)
    if (
        before > 0 and not _COMMENT.sub(b"", data[:before]).strip()
    ):  # nothing may stand before it, and often does
        lines, data = data.count(b"\n", 0, before), data[before:]
    try:
        return _Reader(file, encoding, first, lines).read(data), told
    except expat.ExpatError as error:
        mended = data
        for pattern, by, what in _MENDED:
            changed, count = pattern.subn(by, mended)
            if count:
                mended = changed
                told.append(f"{short(file)}: {what} (found {count:,} times)")
        if not told:
            raise _no_xml(error, file, encoding, lines) from None
    try:
        return _Reader(file, encoding, first, lines).read(mended), told
    except expat.ExpatError as error:
        raise _no_xml(error, file, encoding, lines) from None


def _no_xml(error: expat.ExpatError, file: str, encoding: str | None, lines: int) -> ConflictFileError:
    told = f"is no XML: {expat.errors.messages[error.code]}"
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN] and encoding is None:
        told += " (if a letter with an accent stands here, name the encoding: --encoding cp1252)"
    return unreadable(file, told, error.lineno + lines, error.offset + 1)


class _Reader:
    """Follows the elements of one file."""

    def __init__(self, file: str, encoding: str | None, first: Callable[[str], bool], lines: int) -> None:
        self.file, self.encoding, self.first, self.lines = file, encoding, first, lines
        self.path: list[Element] = []
        self.root: Element | None = None
        self.count = 0

    def read(self, data: bytes) -> Element:
        """Read all of it."""
        self.parser = expat.ParserCreate(self.encoding)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        try:
            self.parser.Parse(data, True)
        except (LookupError, ValueError) as error:
            raise unreadable(self.file, f"is no XML: {error}") from None
        assert self.root is not None
        return self.root

    def _wrong(self, message: str) -> ConflictFileError:
        return unreadable(self.file, message, *self._place())

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber + self.lines, self.parser.CurrentColumnNumber + 1

    def _doctype(self, *_: object) -> None:
        raise self._wrong("declares a document type (DOCTYPE), which no scenario needs; take it out")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.root is None and not self.first(tag):
            raise self._wrong(f"is no file of GENIUS: it begins with <{quoted(tag, 40)[1:-1]}>")
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise self._wrong(f"more than {MOST_ELEMENTS:,} elements")
        if len(self.path) >= MOST_DEPTH:
            raise self._wrong(f"elements are nested more than {MOST_DEPTH} deep")
        found = Element(tag, attributes, *self._place())
        if self.path:
            self.path[-1].children.append(found)
        else:
            self.root = found
        self.path.append(found)

    def _end(self, tag: str) -> None:
        self.path.pop()
