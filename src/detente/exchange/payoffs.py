r"""A table of payoffs as a sheet: everybody chooses one of its strategies, and what each choice of all pays.

Two forms. A matrix, for two: in the first cell the two sides, ``ROW \ COLUMN``, the strategies at the left and at the
top, and in each cell what it pays to the one and to the other, ``3; 1``. Or a list, for any number: a column of
strategies headed by each side, and one of numbers headed ``payoff SIDE``.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

from detente.conflict import Conflict
from detente.conflict.errors import quoted
from detente.exchange.book import Book
from detente.exchange.cells import Sheet, alike
from detente.exchange.nfg import Strategic, strategic_conflict, too_large
from detente.exchange.sheets import split
from detente.exchange.sheets_parts import number_in

PAYOFF = "payoff "
SIDES = "\\"


def read_payoffs(book: Book, title: str, about: str) -> Conflict:
    """Read the sheet; the conflict is that of the strategic game.

    Raises
    ------
    ConflictFileError
        Where a cell is wrong, or the payoff of a combination is missing.
    """
    sheet = book.sheets["payoffs"]
    others = [s.name for key, s in book.sheets.items() if key not in ("payoffs", "conflict")]
    if others:
        raise book.unreadable(
            f"the sheet {quoted(sheet.name)} gives a whole conflict; {quoted(others[0])} gives another: keep one"
        )
    head = sheet.first_row()
    matrix = SIDES in sheet.cell(head, 0)
    players, found = _matrix(book, sheet, head) if matrix else _list(book, sheet, head)
    book.check()
    strategies = [list(dict.fromkeys(profile[k] for profile in found)) for k in range(len(players))]
    told = too_large([len(s) for s in strategies])
    if told:
        raise book.unreadable(f"sheet '{sheet.name}': {told}")
    payoffs = []
    for reverse in itertools.product(*reversed(strategies)):  # the first player's strategy changes fastest
        profile = tuple(reversed(reverse))
        if profile not in found:
            shown_as = ", ".join(f"{p}: {s}" for p, s in zip(players, profile, strict=True))
            raise book.unreadable(f"sheet '{sheet.name}': nothing says what this pays: {shown_as}")
        payoffs.append(found[profile])
    return strategic_conflict(Strategic(title, about, players, strategies, payoffs), book.file)


Payoffs = dict[tuple[str, ...], list[Fraction]]


def _matrix(book: Book, sheet: Sheet, head: int) -> tuple[list[str], Payoffs]:
    players = [alike(p) for p in sheet.cell(head, 0).split(SIDES)]
    if len(players) != 2 or not all(players):
        sheet.wrong(head, 0, "the two sides are expected, as 'row \\ column'")
    found: Payoffs = {}
    columns = [c for c in range(1, len(sheet.rows[head])) if sheet.filled(head, c)]
    book.outside(sheet, head, [0, *columns])
    book.merged(sheet, head, [0, *columns])
    for row in range(head + 1, len(sheet.rows)):
        if not any(sheet.filled(row, c) for c in (0, *columns)):
            continue
        for column in columns:
            with book.going_on():
                mine, theirs = sheet.cell(row, 0), sheet.cell(head, column)
                parts = split(sheet.cell(row, column))
                if len(parts) != 2:
                    sheet.wrong(row, column, "two payoffs are expected, as '3; 1': to the row, to the column")
                _put(
                    found,
                    (mine, theirs),
                    [number_in(sheet, row, column, p) for p in parts],
                    sheet,
                    row,
                    column,
                )
    return players, found


def _list(book: Book, sheet: Sheet, head: int) -> tuple[list[str], Payoffs]:
    columns = {alike(sheet.cell(head, c)): c for c in range(len(sheet.rows[head])) if sheet.filled(head, c)}
    paid = {h[len(PAYOFF) :].strip(): c for h, c in columns.items() if h.casefold().startswith(PAYOFF)}
    players = [h for h in columns if not h.casefold().startswith(PAYOFF)]
    for player in players:
        if player not in paid:
            sheet.wrong(head, columns[player], f"the column '{PAYOFF}{player}' is missing")
    for player, column in paid.items():
        if player not in players:
            sheet.wrong(head, column, f"the column of the strategies of {quoted(player)} is missing")
    if not players:
        sheet.wrong(
            head, 0, "a column of strategies for each side is expected, and one 'payoff SIDE' for each"
        )
    book.outside(sheet, head, columns.values())
    book.merged(sheet, head, columns.values())
    found: Payoffs = {}
    for row in range(head + 1, len(sheet.rows)):
        if not any(sheet.filled(row, c) for c in columns.values()):
            continue
        with book.going_on():
            profile = tuple(sheet.cell(row, columns[p]) for p in players)
            for player, strategy in zip(players, profile, strict=True):
                if not strategy:
                    sheet.wrong(row, columns[player], f"a strategy of {quoted(player)} is missing here")
            numbers = [number_in(sheet, row, paid[p]) for p in players]
            _put(found, profile, numbers, sheet, row, columns[players[0]])
    return players, found


def _put(
    found: Payoffs, profile: tuple[str, ...], numbers: list[Fraction], sheet: Sheet, row: int, column: int
) -> None:
    if profile in found:
        sheet.wrong(row, column, f"what {quoted(' and '.join(profile))} pays stands in the sheet already")
    found[profile] = numbers
