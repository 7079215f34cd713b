"""Which formats there are, how each is recognised, read and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from detente.conflict import (
    Conflict,
    DetenteError,
    NotInFileError,
    TooLargeError,
    UnknownNameError,
    read_bytes,
)
from detente.conflict.encodings import check_encoding
from detente.conflict.errors import choices, quoted
from detente.conflict.files import UNREAD
from detente.conflict.safetext import shown
from detente.exchange import (
    csv,
    csv_reading,
    gmcr,
    gmcr_writing,
    graphml,
    graphml_reading,
    latex,
    nfg,
    nfg_writing,
    parquet,
    scenarios,
    xlsx,
    xlsx_reading,
)
from detente.exchange.cells import ERROR, Sheet
from detente.exchange.making import unreadable
from detente.exchange.notes import WORKED_OUT, confidential, left_out
from detente.exchange.sheets import RESULTS
from detente.exchange.sheets_guide import GUIDE_SHEET
from detente.exchange.sheets_reading import read_sheets
from detente.exchange.sheets_writing import sheets
from detente.exchange.sizes import MOST_BYTES, MOST_CELLS
from detente.exchange.tables import TABLES, Table, each_move, options, table
from detente.game import Game, build_game, feasible_states

MOST_MOVES = 20_000
CONFLICT_FILES = (".yaml", ".yml", ".json")
TABLE_KEEPS = {
    "states": (*WORKED_OUT, "names of states", "status quo"),
    "moves": (*WORKED_OUT, "names of states"),
    "options": ("texts of options", "one-way options", "one-way under a condition", "merged states"),
}
TABULAR = ("csv", "parquet")
TELLING = ("graphml", "nfg", "nfg-outcomes", "latex")
"""The formats that are nothing without what everybody prefers."""

WITH_CONCEPTS = ("xlsx", *TABULAR, "graphml", "latex")
BY_OPTIONS = ("gmcr", "gmcr-web", "nfg", "nfg-outcomes")


@dataclass(frozen=True)
class Asked:
    """What is to be written: a conflict, the account of it, which table, which concepts."""

    whole: Conflict
    account: str | None = None
    concepts: Sequence[str] | None = None
    table: str | None = None  # for csv and parquet; None: the states
    most_states: int | None = None
    results: bool = True  # in a workbook, beside what can be filled in; without them, how to fill it in

    @property
    def which(self) -> str:
        """The table that is meant."""
        return self.table or "states"

    @property
    def chosen(self) -> Conflict:
        """The conflict under its account."""
        # the notes say which account is written, and which are not
        return self.whole.under(self.whole.accounts[0] if self.account is None else self.account)

    def game(self) -> Game:
        """Build the game."""
        return build_game(self.chosen, most_states=self.most_states)


@dataclass(frozen=True)
class Written:
    """A file's content: text, or a function that writes it to a stream; and what it leaves out."""

    content: Iterable[str] | Callable[[IO[bytes]], None]
    notes: Sequence[str]


@dataclass(frozen=True)
class Format:
    """A format: its name, what it is, the endings of its files, how it is read and written (None: it is not)."""

    name: str
    about: str
    endings: tuple[str, ...]
    read: Callable[[bytes, str, str | None], Conflict] | None
    write: Callable[[Asked], Written] | None
    text: bool = True


def _gmcr(asked: Asked) -> Written:
    text, notes = gmcr_writing.write(asked.whole, asked.chosen)
    return Written([text], notes)


def _gmcr_web(asked: Asked) -> Written:
    text, notes = gmcr_writing.write_web(asked.whole, asked.chosen)
    return Written([text], notes)


def _states(asked: Asked) -> Game:
    """Build the game for a format that lists its states; where there are too many, name the formats that do not."""
    try:
        return asked.game()
    except TooLargeError as error:
        if asked.most_states is not None or asked.whole.graph_form:
            raise
        raise TooLargeError(
            f"{error} What lists no states can be written: gmcr, gmcr-web, xlsx, zip, and for csv and parquet the "
            "table 'options'"
        ) from None


def _table(asked: Asked) -> Table:
    if asked.which != "options":
        return table(_states(asked), asked.which, asked.concepts)
    if asked.most_states is not None:
        feasible_states(asked.chosen, asked.most_states)
    return options(asked.chosen)


def _nfg(asked: Asked) -> Written:
    return Written(*nfg_writing.write(asked.whole, _states(asked)))


def _nfg_outcomes(asked: Asked) -> Written:
    return Written(*nfg_writing.write(asked.whole, _states(asked), outcomes=True))


def _graphml(asked: Asked) -> Written:
    return Written(*graphml.write(asked.whole, _states(asked), asked.concepts))


def _latex(asked: Asked) -> Written:
    return Written(*latex.write(asked.whole, _states(asked), asked.concepts))


def _table_notes(asked: Asked) -> list[str]:
    kept = TABLE_KEEPS[asked.which]
    if asked.which == "states" and asked.whole.graph_form:
        kept = (*kept, "texts of states")
    return left_out(asked.whole, asked.chosen, f"the table '{asked.which}'", kept=(*kept, "line breaks"))


def _csv(asked: Asked) -> Written:
    return Written(csv.lines(_table(asked)), _table_notes(asked))


def _parquet(asked: Asked) -> Written:
    found = _table(asked)
    return Written(lambda stream: parquet.write(found, stream), _table_notes(asked))


def _sheets(asked: Asked) -> tuple[list[Sheet], list[str]]:
    """Lay out the whole file, or the account that was asked for."""
    if asked.most_states is not None and not asked.whole.graph_form:
        feasible_states(asked.chosen, asked.most_states)
    guide = [] if asked.results else [GUIDE_SHEET]
    if asked.account is None:
        return [*guide, *sheets(asked.whole)], []
    others = [a for a in asked.whole.accounts if a != asked.account]
    told = f"only {quoted(asked.account)} was asked for and is written, not {', '.join(others)}"
    return sheets(asked.chosen), [told] if others else []


def _zip(asked: Asked) -> Written:
    found, notes = _sheets(asked)
    for text in (cell for sheet in found for row in sheet.rows for cell in row):
        if ERROR.fullmatch(text):
            told = f"the text {quoted(text)} would be read as an error of a spreadsheet"
            raise DetenteError(f"{told}; write xlsx, which can say that it is a text, or another text")

    def fill(stream: IO[bytes]) -> None:
        csv.archive(found, stream)

    return Written(fill, notes)


def _xlsx(asked: Asked) -> Written:
    found, notes = _sheets(asked)
    results, more = _results(asked) if asked.results else ([], [])
    return Written(lambda stream: xlsx.write(found, results, stream), [*notes, *more])


def _results(asked: Asked) -> tuple[list[tuple[str, Table]], list[str]]:
    """Give the sheets of results of a workbook, and what is to be said of them."""
    notes = []
    if asked.account is None and len(asked.whole.accounts) > 1:
        account = asked.whole.accounts[0]
        notes.append(f"the sheets of results are those of the account {quoted(account)}, the first")
    try:
        game = asked.game()
        found = table(game, "states", asked.concepts)
        if game.open:
            raise NotInFileError("preferences are unknown in part")
    except NotInFileError as error:
        return [], [f"{error}: the sheets of results were left out"]
    except TooLargeError:
        if asked.most_states is not None:
            raise
        return [], ["there are too many states to list: the sheets of results were left out"]
    if game.size * len(found.columns) > MOST_CELLS:
        told = f"there are so many states ({game.size:,}) that no sheet of them was written"
        told += " (CSV and Parquet can hold them)"
        return [], [*notes, told]
    results = [(RESULTS["states"], found)]
    if game.hidden:
        notes.append(
            "no sheet of moves was written: it would say who likes which, and some of that is confidential"
        )
    elif _few_moves(game):
        results.append((RESULTS["moves"], table(game, "moves")))
    else:
        notes.append(
            "there are so many moves that no sheet of them was written (CSV and Parquet can hold them)"
        )
    return results, notes


def _few_moves(game: Game) -> bool:
    """Tell whether a sheet of all moves is of use to anybody."""
    count = 0
    for _, _, targets, _ in each_move(game):
        count += targets.size
        if count > MOST_MOVES:
            return False
    return True


def _read_xlsx(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    if encoding is not None:
        raise DetenteError(f"{file}: a workbook says itself how its texts are encoded; leave --encoding out")
    return read_sheets(xlsx_reading.read(data, file), file)


def _read_zip(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    return read_sheets(csv_reading.packed(data, file, encoding), file)


def _read_csv(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    return read_sheets(csv_reading.one(data, file, encoding), file)


def _read_scenario(name: str) -> Callable[[bytes, str, str | None], Conflict]:
    """Give the reader of one file of a scenario: for what a pipe brings, and to say that others belong to it."""

    def read(data: bytes, file: str, encoding: str | None = None) -> Conflict:
        return scenarios.read([(file, data)], file, name, encoding)

    return read


FORMATS = (
    Format("gmcr", "a file of GMCR+", (".gmcr",), gmcr.read, _gmcr),
    Format("gmcr-web", "a file of the web app of GMCR+", (), gmcr.read, _gmcr_web),
    Format("xlsx", "a workbook to fill in", (".xlsx", ".xlsm"), _read_xlsx, _xlsx, text=False),
    Format(
        "zip",
        "the sheets of a workbook as CSV files",
        (".zip",),
        _read_zip,
        _zip,
        text=False,
    ),
    Format("csv", "a table", (".csv", ".tsv"), _read_csv, _csv),
    Format("parquet", "a table for data tools", (".parquet",), None, _parquet, text=False),
    Format(
        "graphml", "the graph of states, for network tools", (".graphml",), graphml_reading.read, _graphml
    ),
    Format("nfg", "a strategic game of Gambit", (".nfg",), nfg.read, _nfg),
    Format("nfg-outcomes", "a strategic game of Gambit with named outcomes", (), nfg.read, _nfg_outcomes),
    Format("latex", "tables as papers print them", (".tex",), None, _latex),
    Format("genius", "a negotiation scenario of GENIUS", (".xml",), _read_scenario("genius"), None),
    Format("geniusweb", "a negotiation scenario of GeniusWeb", (), _read_scenario("geniusweb"), None),
    Format("negmas", "a negotiation scenario of negmas", (), _read_scenario("negmas"), None),
)


MODELS = tuple(f.name for f in FORMATS if f.read and f.write and f.name not in TABULAR)
"""The formats that are written and read again; of the others tables are written."""


def find(name: str | None, path: str, *, reading: bool) -> Format:
    """Find a format by its name, else by a path's ending.

    Raises
    ------
    UnknownNameError
        Where there is no such format.
    DetenteError
        Where it is not read, or not written.
    """
    able = [f for f in FORMATS if (f.read if reading else f.write) is not None]
    if name is not None:
        found = next((f for f in FORMATS if f.name == name.lower().removeprefix(".")), None)
        if found is None:
            raise UnknownNameError("format", name, [f.name for f in able])
    else:
        ending = Path(path).suffix.lower()
        # only the first ending is written: Excel opens no .xlsm without macros, and a .tsv has no commas
        found = next((f for f in FORMATS if ending in (f.endings if reading else f.endings[:1])), None)
        if found is None and reading and ending in UNREAD:
            raise DetenteError(f"{shown(path)}: {UNREAD[ending]} is not read; {xlsx_reading.SAVE_AS}")
        if found is None and reading and ending in CONFLICT_FILES:
            raise DetenteError(
                f"{shown(path)}: a file that ends in {ending} is a conflict file already and needs no import: detente "
                f"check {shown(path)}. If another tool wrote it, name the format ({', '.join(f.name for f in able)})"
            )
        if found is None:
            endings = [e for f in able for e in (f.endings if reading else f.endings[:1])]
            told = f"{shown(path)}: no format has the ending {quoted(ending)}{choices(ending, endings)}"
            raise DetenteError(f"{told}; or name the format ({', '.join(f.name for f in able)})")
    if found not in able:
        does = "read" if reading else "written"
        raise DetenteError(
            f"the format {found.name} is not {does}; {does} are {', '.join(f.name for f in able)}"
        )
    return found


def read(
    source: str | Sequence[str], data: bytes | None, format: str | None, encoding: str | None = None
) -> Conflict:
    """Read a conflict from a file, a folder, the files of a scenario, or bytes that were read already."""
    if encoding is not None:
        check_encoding(encoding)
    if not isinstance(source, str):
        if len(source) > 1:
            return _together(source, format, encoding)
        [source] = source
    path = Path(source)
    if data is None and os.path.isdir(source):  # noqa: PTH112
        if format in (None, "csv", "zip") and not (format is None and scenarios.holds_one(path)):
            return read_sheets(csv_reading.folder(path, source, encoding), source)
        if format is None or format.lower() in scenarios.FORMATS:
            return scenarios.read_folder(path, source, format and format.lower(), encoding)
    found = find(format, source, reading=True)
    if data is None:
        data = read_bytes(source, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise unreadable(source, f"larger than {MOST_BYTES:,} bytes, which no conflict needs")
    assert found.read is not None
    return found.read(data, source, encoding)


def _together(sources: Sequence[str], format: str | None, encoding: str | None) -> Conflict:
    """Read several files, which only a negotiation scenario comes in."""
    if format is not None and find(format, "", reading=True).name not in scenarios.FORMATS:
        raise DetenteError(
            f"the format {format} is read from one file, and {len(sources)} are given; in several files come the "
            f"domain and the profiles of a negotiation scenario ({', '.join(scenarios.FORMATS)})"
        )
    return scenarios.read_files(sources, format, encoding)


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def write(asked: Asked, format: Format) -> Written:
    """Write a conflict in a format; nothing is computed that the format does not hold."""
    if asked.table is not None and asked.table not in TABLES:
        raise UnknownNameError("table", asked.table, TABLES)
    if asked.table is not None and format.name not in TABULAR:
        raise DetenteError(f"the format {format.name} holds no table to choose; {_listed(TABULAR)} do")
    if asked.concepts is not None:
        if format.name not in WITH_CONCEPTS:
            raise DetenteError(
                f"the format {format.name} holds no concepts to choose; {_listed(WITH_CONCEPTS)} do"
            )
        if asked.which != "states":
            raise DetenteError(
                f"the table '{asked.which}' holds no concepts to choose; the table 'states' does"
            )
    if format.name in BY_OPTIONS and asked.whole.graph_form:
        others = [f.name for f in FORMATS if f.write is not None and f.name not in BY_OPTIONS]
        raise DetenteError(
            f"{asked.whole.title} is given as states and moves; '{format.name}' ({format.about}) carries conflicts "
            f"given by options. {_listed(others)} can be written"
        )
    assert format.write is not None
    telling = format.name in TELLING or (format.name in TABULAR and asked.which == "moves")
    if telling and asked.chosen.hidden:
        makers = [d.id for d in asked.chosen.decision_makers if d.id in asked.chosen.hidden]
        whose, added = " and ".join(map(quoted, makers)), " ".join(f"--as {m}" for m in makers)
        others = [f.name for f in FORMATS if f.write is not None and f.name not in TELLING]
        raise DetenteError(
            f"{format.about} says of every state or move who likes it, and what {whose} "
            f"{'prefers' if len(makers) == 1 else 'prefer'} is confidential; whoever may see it adds {added}. "
            f"Without it {_listed(others)} can be written (of the tables states and options)"
        )
    written = format.write(asked)
    return Written(written.content, [*written.notes, *confidential(asked.whole)])
