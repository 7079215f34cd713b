"""What all renderers do to blocks: neutralise characters, drop what is empty, put words in the place of marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.conflict.safetext import clean
from detente.wording import Block, Picture, Section, Table

_STOPS = ",.;:)"  # what may follow on a mark


def blank(text: str) -> bool:
    r"""Tell whether nothing of a text is seen; a control character is, as what stands for it.

    Examples
    --------
    >>> blank(" \u200b"), blank("\x1f")
    (True, False)
    """
    return not clean(text).strip()


def trimmed(table: Table) -> Table | None:
    """Drop columns without a single entry, and a table without a row."""
    rows = tuple(r for r in table.rows if not all(map(blank, r)))
    kept = [k for k in range(len(table.columns)) if any(not blank(r[k]) for r in rows)]
    if not kept:
        return None
    if len(kept) == len(table.columns) and len(rows) == len(table.rows):
        return table
    return replace(
        table,
        columns=tuple(table.columns[k] for k in kept),
        rows=tuple(tuple(r[k] for k in kept) for r in rows),
        centred=frozenset(n for n, k in enumerate(kept) if k in table.centred),
        heads=sum(k < table.heads for k in kept),
    )


def split_marks(cell: str, marks: Mapping[str, str]) -> list[tuple[str, str]]:
    """Split a cell into pieces, each with what it means in words where it is a mark.

    Examples
    --------
    >>> split_marks("▲ 1st", {"▲": "better"})
    [('▲', 'better'), ('1st', '')]
    """
    if cell in marks:
        return [(cell, marks[cell])]
    found: list[tuple[str, str]] = []
    for word in cell.split(" "):
        meaning = marks.get(word.rstrip(_STOPS), "") if word else ""
        if not meaning and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]} {word}", "")
        else:
            found.append((word, meaning))
    return found


def legend(table: Table) -> list[tuple[str, str]]:
    """Give the marks of a table with their meanings, for paper and texts; not those that its note explains."""
    pieces = [p for row in table.rows for cell in row for p in split_marks(cell, table.marks)]
    used = {piece.rstrip(_STOPS) for piece, meaning in pieces if meaning and piece not in table.note}
    return [(mark, meaning) for mark, meaning in table.marks.items() if mark.strip() and mark in used]


def is_empty(block: Block) -> bool:
    """Whether nothing of a block would be printed."""
    if isinstance(block, Table):
        return trimmed(block) is None
    if isinstance(block, Section):
        return all(is_empty(b) for b in block.blocks)
    if isinstance(block, Picture):
        return False
    return blank(block.text) if hasattr(block, "text") else not any(block.items)


def solid(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out what is empty."""
    return tuple(b for b in blocks if not is_empty(b))
