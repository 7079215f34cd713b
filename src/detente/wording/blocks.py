"""An answer in words, before it is drawn on a terminal, a page or paper.

Renderers know these blocks and nothing else, so that terminal, report and page never say different things.
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
        The cells. A first cell that is empty goes on with what stands above it.
    title : str
        What the table shows.
    note : str
        What a reader has to know, below it.
    id : str
        A name for the table in files of tables.
    centred : frozenset of int
        The columns that hold marks rather than text.
    heads : int
        How many columns, from the left, name the row.
    marks : mapping of str to str
        What each mark in a cell means in words, for whoever hears the table read.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    note: str = ""
    id: str = "table"
    centred: frozenset[int] = frozenset()
    heads: int = 1
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing.

    Attributes
    ----------
    svg : str
        With ``<title>`` and ``<desc>``.
    text : str
        What it says, for whoever cannot see it.
    title : str
        What it shows, above it.
    plain : tuple of Block
        What stands in its place where nothing is drawn: on a terminal and in Markdown.
    """

    svg: str
    text: str
    title: str = ""
    plain: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    title: str
    blocks: tuple[Block, ...]


Block = Text | Items | Table | Picture | Section


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one question in words.

    Attributes
    ----------
    question : str
        What was asked, as a heading.
    headline : str
        The answer as a person would say it aloud: at most 25 words, no names of concepts, no numbers of states.
    points : tuple of str
        What one has to know beside it: at most three, each one sentence of at most 25 words. Where several accounts are
        told, one for each of up to three groups of accounts may stand there too.
    pictures : tuple of (Picture or Table)
        The thing to look at: one; a brief has several.
    sure : str
        One line: under which ways of looking ahead it holds, in which accounts, on how many claims, how many sourced.
    next : tuple of str
        One or two commands or questions that follow from it.
    details : tuple of Block
        Tables, witnesses, every state: folded on a page, behind ``--full`` on a terminal, an appendix in print.
    account : str
        The account it is about; empty where it is about several or none.
    id : str
        A short name, unique on a page: links and file names are made from it.
    letters : tuple of str
        What the letters of outcomes in headline and points stand for, where these do not say it: it stands in the place
        of the pictures where there is no room for them.
    """

    question: str
    headline: str
    points: tuple[str, ...] = ()
    pictures: tuple[Picture | Table, ...] = ()
    sure: str = ""
    next: tuple[str, ...] = ()
    details: tuple[Block, ...] = ()
    account: str = ""
    id: str = ""
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Answers about one conflict, in reading order.

    Attributes
    ----------
    lead : tuple of str
        What stands below the title.
    front : tuple of Block
        What fills page one before the contents: the brief. Empty where there is none.
    said : tuple of Said
    language : str
        The language of the file's own texts.
    appendix : bool
        Whether details are printed too.
    speaks : str
        The language of the page.
    """

    title: str
    said: tuple[Said, ...]
    lead: tuple[str, ...] = ()
    front: tuple[Said, ...] = ()
    language: str = "en"
    appendix: bool = False
    speaks: str = "en"


def tables(blocks: Sequence[Block]) -> list[Table]:
    """Collect the tables of blocks, sections and pictures opened."""
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section):
            found.extend(tables(block.blocks))
        elif isinstance(block, Picture):
            found.extend(tables(block.plain))
    return found
