"""Findings on a terminal: plain text that fits its width, bold headings where there is a screen."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from detente.findings.finding import Block, Finding, Items, Page, Picture, Section, Table, Text

NARROWEST = 40
WIDEST = 130


def width_of(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


class Terminal:
    """Draws pages as text.

    Parameters
    ----------
    width : int
        Columns to use.
    colour : bool
        Whether headings may be set off by escape codes.
    full : bool
        Whether sections that stand aside are shown.
    """

    def __init__(self, width: int = 80, *, colour: bool = False, full: bool = False) -> None:
        self.width = min(max(width, NARROWEST), WIDEST)
        self.colour, self.full = colour, full
        self.left_out: list[str] = []

    def page(self, page: Page) -> str:
        """Draw a page: title, lead, findings."""
        lines = [*(self._bold(line) for line in self._wrapped(page.title)), ""]
        for text in page.lead:
            lines += [*self._wrapped(text), ""]
        for finding in page.findings:
            lines += [self.finding(finding), ""]
        if self.left_out:
            names = "; ".join(dict.fromkeys(self.left_out))
            lines += self._wrapped(f"Left out here: {names}. See them with --full, or --out report.html.")
        return "\n".join(lines).rstrip() + "\n"

    def finding(self, finding: Finding) -> str:
        """Draw a finding: the answer first, what stands behind it after."""
        account = f"  [{finding.account}]" if finding.account not in ("", "base") else ""
        lines = [self._bold(line) for line in self._wrapped(finding.question + account)]
        for text in finding.answer:
            lines += self._wrapped(text, "  ")
        for block in finding.blocks:
            lines += ["", *self._block(block)]
        return "\n".join(lines)

    def _block(self, block: Block) -> list[str]:
        if isinstance(block, Text):
            return self._wrapped(block.text, "  ")
        if isinstance(block, Items):
            lines = []
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "- "
                lines += self._wrapped(item, " " * (2 + len(mark)), "  " + mark)
            return lines
        if isinstance(block, Picture):
            return []
        if isinstance(block, Table):
            return self._table(block)
        return self._section(block)

    def _section(self, section: Section) -> list[str]:
        if section.aside and not self.full:
            self.left_out.append(section.title)
            return []
        lines = self._wrapped(section.title, "  ")
        if self.colour:
            lines = [self._bold(line) for line in lines]
        for block in section.blocks:
            lines += self._block(block)
        return lines

    def _wrapped(self, text: str, indent: str = "", first: str | None = None) -> list[str]:
        lead = indent if first is None else first
        return textwrap.wrap(text, self.width, initial_indent=lead, subsequent_indent=indent) or [""]

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    # -- tables ---------------------------------------------------------------------------------

    def _table(self, table: Table) -> list[str]:
        lines = self._wrapped(table.title + ":", "  ") if table.title else []
        shares = _shares([table.columns, *table.rows], self.width - 4)
        if shares is None:
            lines += self._stacked(table)
        else:
            rule = "  " + "  ".join("─" * w for w in shares)
            lines += [*_row(table.columns, shares, table.centred), rule]
            spaced = any(
                len(_cell_lines(c, w)) > 1 for r in table.rows for c, w in zip(r, shares, strict=True)
            )
            for number, row in enumerate(table.rows):
                if spaced and number and row[0] and len(table.rows) < 40:
                    lines.append("")
                lines += _row(row, shares, table.centred)
        return lines + (self._wrapped(table.note, "  ") if table.note else [])

    def _stacked(self, table: Table) -> list[str]:
        """Draw each row as lines ``head: cell`` where the columns do not fit side by side."""
        lines: list[str] = []
        for row in table.rows:
            for head, cell in zip(table.columns, row, strict=True):
                if cell:
                    lines += self._wrapped(f"{head}: {cell}" if head else cell, "      ", "    ")
            lines.append("")
        return lines[:-1]


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
    spare = room - sum(shares)
    while spare > 0:
        wanting = [k for k in columns if shares[k] < need[k]]
        if not wanting:
            break
        for k in sorted(wanting, key=lambda k: shares[k] / need[k]):
            if spare == 0:
                break
            shares[k] += 1
            spare -= 1
    return shares


def _cell_lines(cell: str, width: int) -> list[str]:
    if width_of(cell) <= width:
        return [cell]
    return textwrap.wrap(cell, width) or [""]


def _row(cells: Sequence[str], shares: Sequence[int], centred: frozenset[int]) -> list[str]:
    columns = [_cell_lines(c, w) for c, w in zip(cells, shares, strict=True)]
    lines = []
    for k in range(max(len(c) for c in columns)):
        parts = []
        for number, (column, width) in enumerate(zip(columns, shares, strict=True)):
            text = column[k] if k < len(column) else ""
            spare = max(0, width - width_of(text))
            left = spare // 2 if number in centred else 0
            parts.append(" " * left + text + " " * (spare - left))
        lines.append(("  " + "  ".join(parts)).rstrip())
    return lines
