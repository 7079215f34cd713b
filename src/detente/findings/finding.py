"""A result said in words, before it is drawn on a terminal, a page or paper.

A `Finding` answers one question: the answer first, then what stands behind it, block by block. Renderers know
blocks and nothing else, so that terminal, report and page never say different things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes
    ----------
    columns : tuple of str
        The heads.
    rows : tuple of tuple of str
        The cells.
    title : str
        What the table shows.
    note : str
        What a reader has to know, below it.
    id : str
        A name for the table in files of tables.
    centred : frozenset of int
        The columns that hold marks rather than text.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    note: str = ""
    id: str = "table"
    centred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with a text for whoever cannot see it. Renderers without pictures leave it out."""

    svg: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading.

    Attributes
    ----------
    aside : bool
        Left out on a terminal unless all is asked for, folded on a page.
    bulk : bool
        Not printed on paper: long lists that a reader looks things up in.
    """

    title: str
    blocks: tuple[Block, ...]
    aside: bool = False
    bulk: bool = False


Block = Text | Items | Table | Picture | Section


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question.

    Attributes
    ----------
    question : str
        What was asked.
    answer : tuple of str
        The answer in sentences; each text is a paragraph.
    blocks : tuple of Block
        What stands behind it.
    account : str
        The account of the conflict it rests on; empty where it rests on several or none.
    """

    question: str
    answer: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that belong together: on one account, say. A part without a title stands by itself."""

    findings: tuple[Finding, ...]
    title: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Parts about one conflict, in reading order; `front` is what a reader sees first, before a table of contents."""

    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    language: str = "en"
    front: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of the page."""
        return (*self.front, *(f for part in self.parts for f in part.findings))


def tables(blocks: Sequence[Block]) -> list[Table]:
    """Collect the tables of blocks, sections opened."""
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section):
            found.extend(tables(block.blocks))
    return found
