"""Answers as a part of a page that has a style of its own: no scripts, no styles, and what is new is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.render.common import solid, trimmed
from detente.render.html import _Writer, cell_key
from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text, Voice
from detente.wording.legend import legend

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
LINES = "lines"  # the table of a brief with a line for each question
_LEAST = re.compile(r'(<svg [^>]*?)style="min-width:([0-9.]+)px"')


class _Part(_Writer):
    """Writes the answers of a page; what `before` did not say stands out."""

    def __init__(self, language: str, before: frozenset[str] | None, speaks: str = "en") -> None:
        super().__init__(language, speaks)
        self.before = before

    def fresh(self, told: str, written: str) -> str:
        """Mark what is new."""
        if self.before is None or told in self.before or not written.strip():
            return written
        return f"<ins>{written}</ins>"

    def drawn(self, svg: str) -> str:
        """Leave out what the style of the page says, and say how narrow it may get for a script to see to."""
        return _LEAST.sub(r'\1data-least="\2"', _STYLE.sub("", svg))


def fragment(found: Page, before: Page | None = None, *, folded: bool = True) -> str:
    """Write the answers of a page as HTML to stand inside another page.

    Parameters
    ----------
    found : Page
    before : Page, optional
        The page as it was before the last change: what it did not say is marked (``<ins>``).
    folded : bool
        Whether details are written too, folded.

    Examples
    --------
    >>> from detente.wording import Page, Said
    >>> old, new = (Page("A", (Said("Where?", "To talks.", (point,)),)) for point in ("One.", "Two."))
    >>> "<ins>Two.</ins>" in fragment(new, old), "<ins>" in fragment(new)
    (True, False)
    """
    writer = _Part(found.language, None if before is None else frozenset(sentences(before)), found.speaks)
    written = []
    if found.lead:
        lead = "".join(f"<p>{writer.fresh(t, writer.text(t))}</p>" for t in found.lead)
        written.append(f'<div class="lead">{lead}</div>')
    for said in (*found.front, *found.said):
        name = writer.id(said.id or said.question)
        bare = replace(said, next=())  # commands to type: the page has links for that
        written.append(writer.said(bare, name, details=writer.folded(said, 3) if folded else ""))
    return "\n".join(written)


def blocks(found: Sequence[Block], language: str = "en", note: str = "", *, speaks: str = "en") -> str:
    """Write blocks as HTML to stand inside another page; a note is a paragraph behind them."""
    writer = _Part(language, None, speaks)
    told = f'<p class="note">{writer.text(note)}</p>' if note else ""
    return writer.blocks(found, 3) + told


def text(told: str) -> str:
    """Write a text as HTML: what it holds is text, whatever it looks like.

    Examples
    --------
    >>> text("<b>'bold'</b>")
    '&lt;b&gt;&#x27;bold&#x27;&lt;/b&gt;'
    """
    return _Part("en", None).text(told)


def sentences(page: Page) -> Iterator[str]:
    """Give everything that a page says, each with its place where that counts."""
    yield from page.lead
    for said in (*page.front, *page.said):
        yield from (said.headline, *said.points, said.sure)
        yield from _of(said.pictures)
        yield from _of(said.details)


def gone(page: Page, before: Page) -> tuple[str, ...]:
    """Give the headlines and points that a page said before and says no more."""
    now = frozenset(sentences(page))
    found = [t for said in (*before.front, *before.said) for t in (said.headline, *said.points)]
    return tuple(dict.fromkeys(t for t in found if t and t not in now))


def _of(blocks: Sequence[Block]) -> Iterator[str]:
    for block in solid(tuple(blocks)):
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Items):
            yield from block.items
        elif isinstance(block, Picture):
            yield block.text
        elif isinstance(block, Section):
            yield from _of(block.blocks)
        elif isinstance(block, Table) and (table := trimmed(block)) is not None:
            yield from (cell_key(table, row, k) for row in table.rows for k in range(len(row)))


def short(found: Page, before: Page | None = None, voice: Voice | None = None) -> str:
    """Write a page in few lines, to stand beside others; what `before` did not say is marked.

    Parameters
    ----------
    found : Page
        Its headlines and points are written; of the lines of a brief those that `before` did not say.
    before : Page, optional
    voice : Voice, optional
        How its outcomes are called: what the letters stand for is said below.
    """
    known = None if before is None else frozenset(sentences(before))
    writer = _Part(found.language, known, found.speaks)
    written, told = [], []
    for said in (*found.front, *found.said):
        points = [*said.points, *(_new_lines(said, known) if known is not None else ())]
        told += [said.headline, *points]
        written.append(f'<p class="headline">{writer.fresh(said.headline, writer.text(said.headline))}</p>')
        items = "".join(f"<li>{writer.fresh(p, writer.text(p))}</li>" for p in points)
        written.append(f"<ul>{items}</ul>" if items else "")
    letters = legend(told, voice) if voice is not None else ()
    written.append(f'<p class="soft">{writer.text("; ".join(letters))}.</p>' if letters else "")
    return "\n".join(w for w in written if w)


def _new_lines(said: Said, known: frozenset[str]) -> Iterator[str]:
    """Give the lines of a brief that are new, each with what it is about."""
    label = ""
    for table in said.pictures:
        if isinstance(table, Table) and table.id == LINES:
            for row in table.rows:
                label = row[0] or label
                if cell_key(table, row, 1) not in known:
                    yield f"{label}: {row[1]}"
