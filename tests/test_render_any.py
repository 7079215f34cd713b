"""Any page in every renderer, read back: all that it says is there, once, in its order and at its depth."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count
from random import Random
from typing import Any

import pytest

from detente.render import render
from detente.render import words as told
from detente.render.terminal import Terminal, width_of
from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text

SEEDS = range(25)
WORD = re.compile(r"w\d+w")


class Maker:
    """Makes random pages; every text is a word that stands nowhere else."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.numbers = count(1)

    def word(self) -> str:
        return f"w{next(self.numbers)}w"

    def words(self, most: int, least: int = 0) -> tuple[str, ...]:
        return tuple(self.word() for _ in range(self.rng.randint(least, most)))

    def maybe(self) -> str:
        return self.word() if self.rng.random() < 0.6 else ""

    def table(self) -> Table:
        columns = self.rng.randint(1, 4)
        rows = tuple(self.words(columns, columns) for _ in range(self.rng.randint(1, 14)))
        heads = self.words(columns, columns) if self.rng.random() < 0.8 else ("",) * columns
        return Table(
            heads,
            rows,
            self.maybe(),
            self.maybe(),
            self.word(),
            frozenset(k for k in range(columns) if self.rng.random() < 0.3),
            heads=self.rng.randint(0, columns),
        )

    def picture(self) -> Picture:
        plain: tuple[Block, ...] = (self.table(),) if self.rng.random() < 0.7 else ()
        svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10"></svg>'
        return Picture(svg, self.word(), self.maybe(), plain)

    def block(self, depth: int = 0) -> Block:
        kind = self.rng.choice(["text", "items", "table", "picture", *(["section"] * 2 if depth < 5 else [])])
        if kind == "text":
            return Text(self.word())
        if kind == "items":
            return Items(self.words(3, 1), self.rng.random() < 0.5)
        if kind == "table":
            return self.table()
        if kind == "picture":
            return self.picture()
        return Section(self.word(), tuple(self.block(depth + 1) for _ in range(self.rng.randint(1, 2))))

    def said(self) -> Said:
        shown = tuple(
            self.picture() if self.rng.random() < 0.5 else self.table() for _ in range(self.rng.randint(0, 2))
        )
        details = tuple(self.block() for _ in range(self.rng.randint(0, 2)))
        return Said(
            self.word(),
            self.maybe(),
            self.words(3),
            shown,
            self.maybe(),
            self.words(2),
            details,
            self.rng.choice(["", "base", self.word()]),
            self.word(),
        )

    def page(self) -> Page:
        return Page(
            self.word(),
            tuple(self.said() for _ in range(self.rng.randint(1, 3))),
            self.words(2),
            tuple(self.said() for _ in range(self.rng.randint(0, 2))),
            appendix=self.rng.random() < 0.5,
        )


def question(said: Said) -> list[str]:
    return [said.question] if said.account in ("", "base") else [said.question, said.account]


def told_by_table(table: Table) -> list[str]:
    return [t for t in (table.title, *table.columns, *(c for r in table.rows for c in r), table.note) if t]


def told_by(blocks: tuple[Any, ...], *, drawn: bool, titled: bool = False) -> list[str]:
    """What blocks say; where nothing is drawn, what stands in the place of drawings, `titled` or not."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Text):
            found.append(block.text)
        elif isinstance(block, Items):
            found += block.items
        elif isinstance(block, Table):
            found += told_by_table(block)
        elif isinstance(block, Section):
            found += [block.title, *told_by(block.blocks, drawn=drawn, titled=titled)]
        elif drawn:
            found += [block.title] if block.title else []
        else:
            found += [block.title] if titled and block.title else []
            found += told_by(block.plain, drawn=False) if block.plain else [block.text]
    return found


def body(said: Said, *, drawn: bool, titled: bool = False, next_: bool = True) -> list[str]:
    found = [*question(said), *([said.headline] if said.headline else []), *said.points]
    found += told_by(said.pictures, drawn=drawn, titled=titled)
    found += [said.sure] if said.sure else []
    return found + (list(said.next) if next_ else [])


def appended(page: Page, *, drawn: bool, titled: bool = False) -> list[str]:
    return [
        t
        for s in (*page.front, *page.said)
        if s.details and page.appendix
        for t in (*question(s), *told_by(s.details, drawn=drawn, titled=titled))
    ]


def depths(blocks: tuple[Any, ...], level: int) -> Iterator[tuple[str, int]]:
    """The headings within blocks, and how deep each is; none is deeper than six."""
    for block in blocks:
        if isinstance(block, Section):
            yield block.title, min(level, 6)
            yield from depths(block.blocks, level + 1)


def headings(page: Page, level: int, *, folded: int | None = None) -> dict[str, int]:
    """The headings of all details in the appendix from a level on; without one, from `folded` on."""
    start = level if page.appendix else folded
    if start is None:
        return {}
    return {t: n for s in (*page.front, *page.said) for t, n in depths(s.details, start)}


class Reader(HTMLParser):
    """The words of a page in their order, and the headings that they stand in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.levels: dict[str, int] = {}
        self.open: list[str] = []
        self.classes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
        if tag == "div":
            self.classes.append(dict(attrs).get("class") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"style", "script", "head", "svg"} & set(self.open):
            return
        for word in WORD.findall(data):
            self.found.append(word)
            heading = next((t for t in reversed(self.open) if re.fullmatch("h[1-6]", t)), None)
            if heading is not None:
                self.levels.setdefault(word, int(heading[1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_web_page(seed: int) -> None:
    page = Maker(seed).page()
    reader = Reader()
    text = render(page, ".html")
    assert isinstance(text, str)
    reader.feed(text)
    expected = [page.title, *page.lead]
    every = (*page.front, *page.said)
    with_appendix = page.appendix and any(s.details for s in every)
    for k, said in enumerate(every):
        if k == len(page.front) and (len(page.said) > 1 or page.front or with_appendix):
            expected += [q for s in page.said for q in question(s)]  # the contents
        expected += body(said, drawn=True)
        if said.details and not page.appendix:
            expected += [*question(said), *told_by(said.details, drawn=True)]
    assert reader.found == [*expected, *appended(page, drawn=True)]
    for word, level in headings(page, 4, folded=3).items():
        assert reader.levels[word] == level, word
    assert {reader.levels[s.question] for s in every} == {2}
    shown = [*(p for s in every for p in s.pictures), *all_blocks(tuple(b for s in every for b in s.details))]
    tables = [b for b in shown if isinstance(b, Table)]
    boxes = [c for c in reader.classes if c.split()[:1] == ["table"]]
    assert sorted(boxes) == sorted("table short" if len(t.rows) <= 12 else "table" for t in tables)


def all_blocks(blocks: tuple[Any, ...]) -> list[Any]:
    return [b for x in blocks for b in (all_blocks(x.blocks) if isinstance(x, Section) else [x])]


@pytest.mark.parametrize("seed", SEEDS)
def test_markdown(seed: int) -> None:
    page = Maker(seed).page()
    text = render(page, ".md")
    assert isinstance(text, str)
    expected = [page.title, *page.lead]
    for said in (*page.front, *page.said):
        expected += body(said, drawn=False, titled=True)
    assert WORD.findall(text) == [*expected, *appended(page, drawn=False, titled=True)]
    levels = {
        WORD.findall(line)[0]: len(line.split()[0])
        for line in text.splitlines()
        if line[:1] == "#"
        if WORD.search(line)
    }
    for word, level in headings(page, 4).items():
        assert levels[word] == level, word
    assert levels[page.title] == 1
    assert (f"## {told.APPENDIX}" in text) == bool(appended(page, drawn=False))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_terminal(seed: int) -> None:
    page = Maker(seed).page()
    text = render(page, ".txt")
    assert isinstance(text, str)
    every = (*page.front, *page.said)
    expected = [page.title, *page.lead]
    if len(every) == 1:  # the title and what is asked in one line
        expected = [page.title, *question(every[0]), *page.lead]
    for said in every:
        expected += body(said, drawn=False)[len(question(said)) if len(every) == 1 else 0 :]
        expected += told_by(said.details, drawn=False)
    assert sorted(WORD.findall(text)) == sorted(expected)
    firsts = {
        w for t in _tables(every) for w in (t.columns + sum(t.rows, ()))
    }  # a wrapped row is not in order
    assert [w for w in WORD.findall(text) if w not in firsts] == [w for w in expected if w not in firsts]


def _tables(every: tuple[Said, ...]) -> list[Table]:
    found = [b for s in every for b in (*s.pictures, *all_blocks(s.details))]
    return [t for b in found for t in ([b] if isinstance(b, Table) else getattr(b, "plain", ())) if t]


@pytest.mark.parametrize("seed", range(10))
def test_a_document(seed: int) -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("resvg_py")
    page = Maker(seed).page()
    made = render(page, ".docx")
    assert isinstance(made, bytes)
    found = docx.Document(io.BytesIO(made))
    words: list[str] = []
    levels: dict[str, int] = {}
    for part in found.iter_inner_content():
        if hasattr(part, "rows"):
            words += [c.text for row in part.rows for c in row.cells]
        else:
            words += WORD.findall(part.text)
            if part.style.name.startswith("Heading"):
                levels |= dict.fromkeys(WORD.findall(part.text), int(part.style.name[-1]))
    expected = [page.title, *page.lead]
    every = (*page.front, *page.said)
    for said in every:
        expected += body(said, drawn=True, next_=False)
    expected += appended(page, drawn=True)
    assert [w for w in words if w] == expected
    for word, level in headings(page, 3).items():
        assert levels[word] == level, word
    breaks = [p.text for p in found.paragraphs if p.paragraph_format.page_break_before]
    first = page.said[0]
    name = first.question + (f" ({first.account})" if first.account not in ("", "base") else "")
    assert breaks == [
        *([name] if page.front else []),
        *([told.APPENDIX] if appended(page, drawn=True) else []),
    ]
    whole = [b for s in every for b in s.pictures if isinstance(b, Table)]
    if page.appendix:
        whole += [b for s in every for b in all_blocks(s.details) if isinstance(b, Table)]
    for made_, table in zip(
        found.tables, whole, strict=True
    ):  # so that a reader is told which cells are heads
        look = made_._tbl.tblPr.find(docx.oxml.ns.qn("w:tblLook"))
        marks = [look.get(docx.oxml.ns.qn(f"w:{name}")) for name in ("firstRow", "firstColumn")]
        assert marks == [str(int(any(table.columns))), str(int(table.heads > 0))]
    drawn = [b for s in every for b in s.pictures if isinstance(b, Picture)]
    if page.appendix:
        drawn += [b for s in every for b in all_blocks(s.details) if isinstance(b, Picture)]
    shapes = [s._inline.docPr for s in found.inline_shapes]
    assert [(s.get("descr"), s.get("title")) for s in shapes] == [(b.text, b.title) for b in drawn]


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_for_a_spreadsheet(seed: int) -> None:
    page = Maker(seed).page()
    text = render(page, ".csv")
    assert isinstance(text, str)
    read = list(csv.reader(io.StringIO(text)))
    tables: list[list[list[str]]] = [[]]
    for row in read:
        if row:
            tables[-1].append(row)
        else:
            tables.append([])
    expected = []
    for said in (*page.front, *page.said):
        for table in _tables((said,)):
            lead, names = [table.id], ["table"]
            if said.account:
                lead, names = [table.id, said.account], ["table", "account"]
            expected.append([[*names, *table.columns], *([*lead, *row] for row in table.rows)])
    assert [t for t in tables if t] == expected


def test_a_long_word_of_wide_letters_is_broken_where_the_line_ends() -> None:
    for text in ("停" * 100, "é" * 150, "停火 " + "谈" * 60 + " 判"):
        page = Page("x", (Said("q", "h", details=(Text(text),)),))
        shown = Terminal(40, full=True).page(page).splitlines()
        lines = [line for line in shown if not line.isascii()]
        assert all(line.startswith("  ") and line[2] != " " for line in lines)
        assert all(width_of(line) <= 40 for line in lines)
        assert "".join(line.replace(" ", "") for line in lines) == text.replace(" ", "")
        if " " not in text:
            assert all(width_of(line) == 40 for line in lines[:-1])


def test_a_terminal_is_never_wider_than_it_can_be_read_nor_too_narrow() -> None:
    page = Page("x", (Said("q", "h", (" ".join(["word"] * 200),)),))
    for asked, used in ((10, 40), (40, 40), (77, 77), (130, 130), (500, 130)):
        lines = Terminal(asked).page(page).splitlines()
        assert max(map(len, lines)) <= used
        assert max(map(len, lines)) > used - 5
