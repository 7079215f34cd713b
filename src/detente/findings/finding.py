"""A result said in words, before it is drawn on a terminal, a page or paper.

A `Finding` answers one question: the answer first, then what stands behind it, block by block. Renderers know
blocks and nothing else, so that terminal, report and page never say different things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


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
    """A drawing, with a text for whoever cannot see it. Renderers without pictures show the text."""

    svg: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading; renderers may fold a section that is `aside`."""

    title: str
    blocks: tuple[Block, ...]
    aside: bool = False


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
class Page:
    """Findings about one conflict, in reading order.

    Attributes
    ----------
    accounts : mapping of str to tuple of str
        For each account in the page: its heading, and what it is. Empty where findings name it themselves.
    """

    title: str
    lead: tuple[str, ...]
    findings: tuple[Finding, ...]
    accounts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    language: str = "en"


def tables(blocks: Sequence[Block]) -> list[Table]:
    """Collect the tables of blocks, sections opened."""
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section):
            found.extend(tables(block.blocks))
    return found
