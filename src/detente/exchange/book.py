"""The sheets of one spreadsheet while they are read: what is known from them so far, and every mistake in them.

Whoever reads a sheet goes through its rows, and through its cells, inside ``with book.going_on():``. A mistake ends
what stands inside, is kept, and is told with all others when everything was read. What cannot be judged because of a
mistake that is told already raises `follows`, so that nobody is told consequences.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.conflict import BASE, ConflictFileError, Problem, Scope, StateScope
from detente.conflict.condition import Condition
from detente.conflict.errors import choices, nearest, quoted
from detente.exchange.cells import NAMES, TEXTS, TRUTHS, Placed, Sheet, alike, letters, visible
from detente.exchange.making import Ids, unreadable
from detente.exchange.rows import MakersColumn, Row
from detente.exchange.sheets import HEADS, NEEDED, TEXT_HEADS
from detente.exchange.sheets_where import Where, where

MOST_MISTAKES = 200
_GO_ON = ("Decision maker", "Name", "Short name")  # the headings below which an empty cell means: as above
_FLAGS = ("Status quo", "Unknown")  # the headings below which yes or no stands


@dataclass(frozen=True)
class _GoingOn:
    """Keeps mistakes; a class, so that type checkers know that what stands behind it is reached."""

    book: Book
    lost: bool

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        """Keep the mistakes, unless there are too many by now."""
        if not isinstance(error, ConflictFileError):
            return False
        self.book.problems += error.problems
        self.book.lost = self.book.lost or self.lost
        if len(self.book.problems) >= MOST_MISTAKES:
            raise ConflictFileError(self.book.problems) from None
        return True


@dataclass
class Book:
    """What was found, and what is known from it so far."""

    file: str
    sheets: dict[str, Sheet]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    lost: bool = False  # a mistake hides an option or a decision maker: what names one cannot be judged
    terms_lost: bool = False  # the same of an issue or a value
    ids: Ids = field(default_factory=Ids)
    makers: dict[str, dict[str, Any]] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)  # what the sheets call a decision maker, and its id
    start: list[str] | None = None
    rules: list[dict[str, Any]] = field(default_factory=list)
    conditions: dict[str, Condition] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of states, by how they are compared
    scope: Scope = field(default_factory=lambda: Scope({}))
    option_ids: list[str] = field(default_factory=list)
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    phases: dict[str, dict[str, Any]] = field(default_factory=dict)
    beliefs: dict[tuple[str, str], dict[str, Any]] = field(
        default_factory=dict
    )  # account, who as it is called
    factions: dict[str, dict[str, Any]] = field(default_factory=dict)  # by decision maker
    states: StateScope = field(default_factory=lambda: StateScope(Scope({})))

    def settle(self) -> None:
        """Make what conditions and states may name of what the options are."""
        options = {id: tuple(self.options.get(id, ())) for id in self.makers}
        self.scope = Scope(options, self.conditions.get, levels=self.levels)
        self.option_ids = [f"{d}.{o}" for d, names in options.items() for o in names]
        self.states = StateScope(self.scope)

    @property
    def graph_form(self) -> bool:
        """Whether the conflict is given as states and moves."""
        return "moves" in self.sheets and "options" not in self.sheets

    # -- mistakes -------------------------------------------------------------------------------

    def going_on(self, *, lost: bool = False) -> _GoingOn:
        """Keep the mistakes of what stands inside, and go on behind it.

        With `lost`, such a mistake hides what others name.
        """
        return _GoingOn(self, lost)

    def follows(self) -> ConflictFileError:
        """Make the error for what follows from a mistake that is told already: nothing more is told."""
        return ConflictFileError(())

    def unreadable(self, message: str) -> ConflictFileError:
        """Make the error for a mistake of the whole."""
        return unreadable(self.file, message)

    def check(self) -> None:
        """Tell all mistakes, where there are any."""
        if self.problems:
            raise ConflictFileError(self.problems)

    # -- rows and columns -----------------------------------------------------------------------

    def rows(
        self, key: str, known: Sequence[str], needed: Sequence[str], texts: Collection[str]
    ) -> Iterator[Row]:
        """Give the filled rows of a sheet below its headings.

        Parameters
        ----------
        key : str
            The sheet's name in lower case.
        known, needed : sequence of str
            The headings that it may have and those that it must have.
        texts : collection of str
            Of the known ones, those below which any text may stand; below the others, names do.
        """
        sheet = self.sheets.get(key)
        if sheet is None:
            return
        before = len(self.problems)
        head, columns = self._head(sheet, known, needed)
        if not set(needed) <= columns.keys():
            return
        if len(self.problems) == before:
            self.outside(sheet, head, columns.values())
        self.merged(sheet, head, [c for n, c in columns.items() if n not in _GO_ON])
        takes = {n: TEXTS if n in texts else TRUTHS if n in _FLAGS else NAMES for n in known}
        for row in range(head + 1, len(sheet.rows)):
            if not any(sheet.filled(row, c) for c in columns.values()):
                continue
            cells = {}
            for name, column in columns.items():
                with self.going_on():
                    cells[name] = Placed(sheet.cell(row, column, takes[name]), sheet, row, column)
            yield Row(sheet, row, columns, cells, [n for n in columns if n not in cells])

    def table(self, name: str, *more: str, lost: bool = False) -> Iterator[Row]:
        """Give the rows of a sheet whose headings the layout lists; one with a wrong cell under a needed one is not.

        With `lost`, such a cell hides what others name.
        """
        needed = (*NEEDED[name], *more)
        for row in self.rows(name.casefold(), HEADS[name], needed, TEXT_HEADS):
            if set(row.bad) & set(needed):
                self.lost = self.lost or lost
                continue
            yield row

    def _head(self, sheet: Sheet, known: Sequence[str], needed: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Find the headings; give the row of them and the column of each."""
        row = sheet.first_row()
        found: dict[str, int] = {}
        meant: set[str | None] = set()
        names = {_heading(n): n for n in known}
        for column in range(len(sheet.rows[row])):
            with self.going_on(lost=sheet is self.sheets.get("options")):
                text = sheet.cell(row, column)
                name = names.get(_heading(text))
                if name is None and text:
                    meant.add(nearest(text, known))
                    sheet.wrong(row, column, f"no column {quoted(text)}{choices(text, known)}")
                if name in found:
                    sheet.wrong(row, column, f"a second column {quoted(text)}")
                if name is not None:
                    found[name] = column
        for name in needed:
            if name not in found and name in meant:
                self.lost = True  # the slip in it is told
            elif name not in found:
                with self.going_on(lost=True):
                    sheet.wrong(
                        row, 0, f"the column {quoted(name)} is missing (the row of headings comes first)"
                    )
        return row, found

    def outside(self, sheet: Sheet, head: int, columns: Collection[int]) -> None:
        """Tell what stands in columns that have no heading: nobody would read it."""
        told: dict[
            int, tuple[int, int]
        ] = {}  # by column: the first row in which something stands, and how many
        for row in range(head + 1, len(sheet.rows)):
            for column in range(len(sheet.rows[row])):
                if column not in columns and sheet.filled(row, column):
                    first, count = told.get(column, (row, 0))
                    told[column] = first, count + 1
        for column, (row, count) in sorted(told.items()):
            with self.going_on():
                sheet.wrong(row, column, self._unheaded(sheet, head, row, column, count))

    def _unheaded(self, sheet: Sheet, head: int, row: int, column: int, count: int) -> str:
        more = f" (and {count - 1} more below)" if count > 1 else ""
        told = f"{quoted(sheet.rows[row][column])}{more} stands in a column without a heading"
        if any(m.covers(head, column) for m in sheet.merged):
            return f"{told}: its heading is merged with the one to its left; undo that, and give each its own"
        told += f"; write one in cell {letters(column)}{head + 1}, or clear the column"
        if sheet.separator:
            sign = {",": "a comma", ";": "a semicolon", "\t": "a tab"}.get(
                sheet.separator, quoted(sheet.separator)
            )
            told += f" (a text with {sign} in it needs quotation marks)"
        return told

    def makers_columns(self, key: str, *, first: bool = False) -> list[MakersColumn]:
        """Give the columns of a sheet that belong to a decision maker; with `first`, the first one is another."""
        sheet = self.sheets.get(key)
        if sheet is None:
            return []
        row = sheet.first_row()
        found, headed = [], [0] if first else []
        for column in range(int(first), len(sheet.rows[row])):
            if not sheet.filled(row, column):
                continue
            headed.append(column)
            with self.going_on():
                text = sheet.cell(row, column)
                found.append(MakersColumn(sheet, row, column, *self._whose(sheet, row, column, text)))
        self.outside(sheet, row, headed)
        self.merged(sheet, row, headed, downwards=first)
        return found

    def _whose(self, sheet: Sheet, row: int, column: int, text: str) -> tuple[str, str, str]:
        """Read the heading of a column: ``city``, ``mayor: city`` (in an account), ``city / left`` (a faction)."""
        place, colon, maker = (alike(part) for part in text.partition(":"))
        at = where(place)
        if colon and alike(text) not in self.called and self._known(at):
            return self.maker(sheet, row, column, maker), self._written(at), ""
        maker, slash, faction = (alike(part) for part in text.rpartition("/"))
        if slash and maker in self.called and alike(text) not in self.called:
            id = self.called[maker]
            known = self.factions.get(id, {}).get("members", {})
            if faction not in known:
                told = f"no faction {quoted(faction)} of {quoted(id)}{choices(faction, list(known))}"
                sheet.wrong(row, column, told)
            return id, "", faction
        return self.maker(sheet, row, column, text), "", ""

    def overlay(self, place: str) -> dict[str, Any]:
        """Give what is changed at a place, to add to it (`detente.exchange.sheets_where`)."""
        at = where(place)
        if at.believer:
            return self.beliefs[self._belief(at)]
        if not at.phase:
            return self.accounts[at.account]
        phase = self.phases[at.phase]
        if not at.account:
            return phase
        own: dict[str, Any] = phase.setdefault("perspectives", {}).setdefault(at.account, {})
        return own

    def _belief(self, at: Where) -> tuple[str, str]:
        """Find the row of a belief, by how it calls who believes it, or by whom that is."""
        key = (at.account, at.believer)
        id = self.called.get(at.believer, at.believer)
        same = ((a, who) for a, who in self.beliefs if a == at.account and self.called.get(who, who) == id)
        return key if key in self.beliefs else next(same, key)

    def _written(self, at: Where) -> str:
        """Give a place as one text, the same whichever way it is called."""
        return str(replace(at, believer=self._belief(at)[1]) if at.believer else at)

    def _known(self, at: Where) -> bool:
        """Tell whether there is such a place."""
        if at.account and at.account not in self.accounts and not (at.account == BASE and at.phase):
            return False
        if at.believer:
            return self._belief(at) in self.beliefs
        return at.phase in self.phases if at.phase else bool(at.account)

    def account(self, row: Row) -> str:
        """Give where a row holds (`detente.exchange.sheets_where`); empty where it is about the file itself."""
        account, phase, believer = self.named_account(row), alike(row["Phase"]), alike(row["Believed by"])
        if {"Phase", "Believed by"} & set(row.bad):
            raise self.follows()
        if phase and believer:
            row.wrong(
                "Believed by", "what is believed is the same in every phase; leave one of the two empty"
            )
        if phase and phase not in self.phases:
            if self.lost:
                raise self.follows()
            told = (
                choices(phase, list(self.phases)) if self.phases else "; phases stand in the sheet 'Phases'"
            )
            row.wrong("Phase", f"no phase {quoted(phase)}{told}")
        at = Where(account, phase, believer)
        if believer and self._belief(at) not in self.beliefs:
            if self.lost:
                raise self.follows()
            of = f" in the account {quoted(account)}" if account else ""
            told = "name them there, in a row each"
            row.wrong("Believed by", f"the sheet 'Beliefs' has no row of {quoted(believer)}{of}; {told}")
        return self._written(at)

    def named_account(self, row: Row) -> str:
        """Give the account that a row names; empty where it names none."""
        text = alike(row["Account"])
        if text and text not in self.accounts and not (text == BASE and row["Phase"]):
            if "Account" in row.bad or self.lost:
                raise self.follows()
            row.wrong("Account", f"no account {quoted(text)}{choices(text, list(self.accounts))}")
        return text

    def owner(self, row: Row, before: str) -> str:
        """Give the decision maker that a row is about; where it names none, the one `before`."""
        text = row["Decision maker"]
        if not text:
            if not before:
                row.wrong("Decision maker", "the first row needs a decision maker")
            return before
        return self.maker(row.sheet, row.row, row.column("Decision maker"), text)

    def merged(self, sheet: Sheet, head: int, columns: Collection[int], *, downwards: bool = True) -> None:
        """Tell cells that are merged with one that is read otherwise: they would be read as empty."""
        for m in sheet.merged:
            rows = range(max(m.top, head + 1), min(m.bottom + 1, len(sheet.rows)))
            covered = ((r, c) for r in rows for c in columns if m.covers(r, c) and (downwards or c > m.left))
            at = next((cell for cell in covered if any(map(visible, sheet.rows[cell[0]]))), None)
            if at is not None:
                with self.going_on():
                    first = f"{letters(m.left)}{m.top + 1}"
                    sheet.wrong(
                        *at, f"is merged with cell {first}; undo that, and write into each cell what it says"
                    )

    def maker(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        """Give the id of a decision maker that a cell names."""
        if alike(text) not in self.called:
            if self.lost:
                raise self.follows()
            sheet.wrong(row, column, f"no decision maker {quoted(text)}{choices(text, list(self.called))}")
        return self.called[alike(text)]


def _heading(text: str) -> str:
    return alike(text.replace("_", " ").replace(".", " ")).casefold()  # R writes a point for a space
