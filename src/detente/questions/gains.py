"""Who gains and who loses, drawn: parties by columns, each cell a mark, what it means, and the party's place."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Standing
from detente.drawing import Cell, matrix
from detente.wording import Picture, Table
from detente.wording.standings import MARKS, ordinals
from detente.wording.ways import ENGLISH, WaysWords


def cell(standing: Standing | None, missing: str = "", words: WaysWords = ENGLISH) -> Cell:
    """Give the cell of a party: how it fares, and its place; `missing` where nothing is compared.

    Examples
    --------
    >>> from detente.answers import Span
    >>> cell(Standing(decision_maker="a", kind="better", after=Span(best=2, worst=3, of=9)))
    Cell(mark='▲', word='better', note='2nd to 3rd')
    """
    if standing is None:
        return Cell("", missing, "—")
    mark = MARKS[standing.kind]
    return Cell(mark, words.meaning[mark], ordinals(standing.after))


def gains_picture(
    columns: Sequence[tuple[str, str]],
    heads: Sequence[str],
    rows: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    *,
    title: str,
    text: str,
    note: str,
    below: str = "",
    headed: bool = True,
    words: WaysWords = ENGLISH,
) -> Picture:
    """Draw who gains and who loses, with the same as a table for the terminal.

    Parameters
    ----------
    columns : sequence of (str, str)
        The group and the label of each, as drawn.
    heads : sequence of str
        The same, over the columns of the table.
    rows : sequence of str
        The parties.
    cells : sequence of sequence of Cell
        ``cells[row][column]``.
    title, text : str
        What the picture shows, and what it says.
    note : str
        What a reader of the table has to know.
    below : str
        What stands below the drawing.
    headed : bool
        Whether the table has the title, too.
    words : WaysWords
        Of which language.
    """
    body = [
        (row, *(f"{c.mark} {c.note}".strip() for c in line)) for row, line in zip(rows, cells, strict=True)
    ]
    used = dict(marks_in(cells, words))
    centred = frozenset(range(1, 1 + len(heads)))
    named = title if headed else ""
    plain = Table((words.party, *heads), tuple(body), named, note, "gains", centred, marks=used)
    return Picture(
        matrix(columns, rows, cells, title, text, note=below, keys=words.keys), text, title, (plain,)
    )


def marks_in(cells: Sequence[Sequence[Cell]], words: WaysWords = ENGLISH) -> list[tuple[str, str]]:
    """Give the marks that occur, those in brackets too, with what they mean."""
    shown = {mark for line in cells for c in line for mark in (c.mark, c.note.strip("()"))}
    return [(mark, meaning) for mark, meaning in words.meaning.items() if mark in shown]


def legend(cells: Sequence[Sequence[Cell]], words: WaysWords = ENGLISH, *, short: bool = False) -> str:
    """Explain the marks that occur: ``▲ better, ▼ worse``."""
    return ", ".join(
        f"{mark} {words.short.get(mark, said) if short else said}"
        for mark, said in marks_in(cells, words)
        if not short or len(mark) == 1
    )
