"""Answers on a terminal: plain text that fits its width, compact unless all is asked for."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from detente.conflict.safetext import apart, clean, closed
from detente.render.common import legend, solid, trimmed
from detente.render.speaking import words_of
from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text

NARROWEST = 40
WIDE = 100
WIDEST = 130
MOST_SPACED = 40


def width_of(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)


class Terminal:
    """Draws pages as text.

    Parameters
    ----------
    width : int
        Columns to use.
    colour : bool
        Whether headings may be set off by escape codes: on a screen only.
    full : bool
        Whether details are shown.
    most : int
        How many lines of `WIDE` columns an answer may take, with all that stands around it; 0 for any number. Where it
        would be longer, first titles of tables give way, then pictures (the letters are told in their place), then the
        last points: all of these are shown in full.

    Examples
    --------
    >>> said = Said("Where is it heading?", "To talks.", ("Russia gains.",), sure="Holds: Nash ✓")
    >>> print(Terminal().page(Page("Istanbul", (said,))), end="")
    Istanbul: Where is it heading?
      To talks.
      - Russia gains.
      How sure: Holds: Nash ✓
    """

    def __init__(self, width: int = 80, *, colour: bool = False, full: bool = False, most: int = 0) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self.colour, self.full = colour, full
        self.most = 0 if full else most * WIDE // min(self.width, WIDE)
        self._more = ""
        self._words = words_of("en")

    def page(self, page: Page) -> str:
        """Draw a page: title, lead, the answers, and where more is to be had."""
        said = (*page.front, *page.said)
        self._more, self._words = "", words_of(page.speaks)
        one = len(said) == 1
        lead = [line for text in page.lead for line in self._wrapped(text, "  " if one else "")]
        lines: list[str] = []
        if not one:
            lines += [*(self._bold(line) for line in self._wrapped(page.title)), *lead]
        for number, answer in enumerate(said):
            lines += [
                *([""] if lines and (number or page.lead) else []),
                self.said(answer, page.title if one else "", lead if one else ()),
            ]
        if self._more:
            lines += self._wrapped(self._more + ".", "" if not one else "  ")
        return "\n".join(lines).rstrip() + "\n"

    def said(self, said: Said, title: str = "", lead: Sequence[str] = ()) -> str:
        """Draw an answer: what was asked, the answer, the points, the picture in plain, how sure, what next.

        Where it is all there is, the title of the page stands before what was asked, and its `lead` after it.
        """
        question = said.question
        if title:  # one line for both
            question = f"{title}: {question}" if question else title
        account = f"  [{said.account}]" if said.account not in ("", "base") else ""
        begin = [self._bold(line) for line in self._wrapped(question + account)]
        begin += [*lead, *(self._bold(line) for line in self._wrapped(said.headline, "  "))]
        points = [self._wrapped(point, "    ", "  - ") for point in said.points]
        end: list[str] = []
        if said.sure:
            end += self._wrapped(f"{self._words.SURE}: {said.sure}", "    ", "  ")
        if said.next:
            # As it is to be typed: nothing is added to what a command names.
            told = clean(f"{self._words.NEXT}: {'; '.join(said.next)}")
            end += _wrap(told, self.width, "  ", "    ")
        details = solid(said.details)
        if self.full:
            for block in details:
                end += ["", *self._block(block)]
        elif details:
            self._more = self._words.MORE
        elif not self._more and any(isinstance(p, Picture) for p in said.pictures):
            self._more = "" if any("--out" in command for command in said.next) else self._words.PICTURES
        shown = self._shown(said)
        if self.most:
            room = self.most - len(begin) - len(end) - 1  # one line says where more is
            points, shown, whole = self._fitted(said, points, shown, room)
            self._more = self._more if whole else self._words.MORE
        return "\n".join([*begin, *(line for p in points for line in p), *shown, *end])

    def _shown(self, said: Said) -> list[str]:
        return [line for shown in said.pictures for line in self._block(shown, compact=not self.full)]

    def _fitted(
        self, said: Said, points: list[list[str]], shown: list[str], room: int
    ) -> tuple[list[list[str]], list[str], bool]:
        """Choose what there is room for; the last value tells whether that is all."""
        if sum(map(len, points)) + len(shown) <= room:
            return points, shown, True
        untitled = [line for p in said.pictures for line in self._untitled(p)]
        if sum(map(len, points)) + len(untitled) <= room:
            return points, untitled, True
        letters = self._wrapped(" · ".join(said.letters), "    ", "  ") if said.letters else []
        fit = (k for k in range(len(points) + 1) if sum(map(len, points[:k])) + len(letters) <= room)
        return points[: max(fit, default=0)], letters, False

    def _untitled(self, block: Block) -> list[str]:
        """Show what stands in the place of a drawing, without the titles of tables."""
        if isinstance(block, Picture):
            return [line for b in solid(block.plain) for line in self._untitled(b)]
        block = replace(block, title="") if isinstance(block, Table) else block
        return self._block(block, compact=True)

    def _block(self, block: Block, *, compact: bool = False) -> list[str]:
        if isinstance(block, Text):
            return self._wrapped(block.text, "  ")
        if isinstance(block, Items):
            lines = []
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                lines += self._wrapped(item, " " * (2 + len(mark)), "  " + mark)
            return lines
        if isinstance(block, Picture):
            return self._picture(block, compact=compact)
        if isinstance(block, Table):
            return self._table(block, compact=compact)
        return self._section(block)

    def _picture(self, picture: Picture, *, compact: bool) -> list[str]:
        """Show what stands in the place of a drawing; its text, where nothing does."""
        plain = solid(picture.plain)
        lines = [] if plain else self._wrapped(picture.text, "  ") if picture.text else []
        for block in plain:
            lines += self._block(block, compact=compact)
        return lines

    def _section(self, section: Section) -> list[str]:
        lines = [self._bold(line) for line in self._wrapped(section.title, "  ")]
        for block in solid(section.blocks):
            lines += self._block(block)
        return lines

    def _wrapped(self, text: str, indent: str = "", first: str | None = None) -> list[str]:
        lead = indent if first is None else first
        return _wrap(apart(text), self.width, lead, indent) or [""]

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    # -- tables ---------------------------------------------------------------------------------

    def _table(self, whole: Table, *, compact: bool = False) -> list[str]:
        table = trimmed(whole)
        if table is None:
            return []
        columns = tuple(map(apart, table.columns))
        rows = [tuple(map(apart, r)) for r in table.rows]
        lines = self._wrapped(table.title + ":", "  ") if table.title else []
        shares = _shares([columns, *rows], self.width - 4)
        if shares is None:
            lines += self._stacked(columns, rows)
        else:
            rule = "  " + "  ".join("─" * w for w in shares)
            if any(columns):
                lines += [*_row(columns, shares, table.centred), *([] if compact else [rule])]
            spaced = any(len(_cell_lines(c, w)) > 1 for r in rows for c, w in zip(r, shares, strict=True))
            for number, row in enumerate(rows):
                if spaced and not compact and number and row[0] and len(rows) < MOST_SPACED:
                    lines.append("")
                lines += _row(row, shares, table.centred)
        told = "; ".join(f"{mark} {meaning}" for mark, meaning in legend(table))
        if told and not compact:
            lines += self._wrapped(told, "  ")
        return lines + (self._wrapped(table.note, "  ") if table.note else [])

    def _stacked(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """Draw each row as lines ``head: cell`` where the columns do not fit side by side."""
        lines: list[str] = []
        for row in rows:
            for head, cell in zip(columns, row, strict=True):
                if cell:
                    lines += self._wrapped(f"{head}: {cell}" if head else cell, "      ", "    ")
            lines.append("")
        return lines[:-1]


def _wrap(text: str, width: int, lead: str = "", indent: str = "") -> list[str]:
    """Wrap as `textwrap` does, by the columns that letters take; what is kept apart stays so on each line."""
    if text.isascii():
        return textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=indent)
    return closed(_broken(text, width, lead, indent))


def _broken(text: str, width: int, lead: str, indent: str) -> list[str]:
    lines: list[str] = []
    line, begun = lead, False
    for word in text.split():
        if begun and width_of(f"{line} {word}") <= width:
            line += f" {word}"
            continue
        if begun:
            lines.append(line)
            line, begun = indent, False
        for letter in word:  # a word that fits no line is broken, after one letter at least
            if begun and width_of(line + letter) > width:
                lines.append(line)
                line = indent
            line += letter
            begun = True
    return [*lines, line] if begun else lines


def _shares(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Share the room among the columns: narrow ones get what they need, wide ones wrap; None where it is too tight."""
    columns = range(len(rows[0]))
    need = [max(width_of(r[k]) for r in rows) for k in columns]
    least = [
        min(need[k], max(8, *(max((width_of(w) for w in r[k].split()), default=0) for r in rows)))
        for k in columns
    ]
    least = [min(x, 24) for x in least]
    room -= 2 * (len(need) - 1)
    if sum(least) > room:
        return None
    shares = list(least)
    for _ in range(room):  # each wanting column gets one more, and none where nothing is left
        wanting = sorted((k for k in columns if shares[k] < need[k]), key=lambda k: shares[k] / need[k])
        for k in wanting[: room - sum(shares)]:
            shares[k] += 1
    return shares


def _cell_lines(cell: str, width: int) -> list[str]:
    if width_of(cell) <= width:
        return [cell]
    return _wrap(cell, width)


def _row(cells: Sequence[str], shares: Sequence[int], centred: frozenset[int]) -> list[str]:
    columns = [_cell_lines(c, w) for c, w in zip(cells, shares, strict=True)]
    lines = []
    for k in range(max(len(c) for c in columns)):
        parts = []
        for number, (column, width) in enumerate(zip(columns, shares, strict=True)):
            text = column[k] if k < len(column) else ""
            spare = width - width_of(text)
            left = spare // 2 if number in centred else 0
            parts.append(" " * left + text + " " * (spare - left))
        lines.append(("  " + "  ".join(parts)).rstrip())
    return lines


def page(found: Page) -> str:
    """Write a page as a text file, details and all."""
    return Terminal(100, full=True).page(found)
