"""Reading a conflict from a spreadsheet (the layout: `detente.exchange.sheets`). Errors name sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import PurePath
from typing import Any

from detente.conflict import (
    LEAST_LEVELS,
    MOST_LEVELS,
    MOST_SHORT,
    NO_OPTION,
    Conflict,
    Scope,
    StateScope,
    parse,
    written_state,
)
from detente.conflict.condition import NO_LEVEL, Condition
from detente.conflict.elements import NOWHERE
from detente.conflict.errors import ConditionError, choices, quoted
from detente.exchange.making import MOST_TITLE, Ids, clean, conjunction, make, slug, unreadable, usable
from detente.exchange.sheets import CONDITION_HEAD, FIRST_ROW, LAYOUT, OPTION_HEAD, Sheet

LISTS = ("exclusive", "one_of", "some_of")
KINDS = ("never", *LISTS, "same")
DIRECTIONS = {"forward": ("taken",), "backward": ("dropped",), "none": ("taken", "dropped"), "both": ()}
YES, NO = ("y", "yes", "1", "true", "x"), ("n", "no", "0", "false", "")


def read_sheets(found: Sequence[Sheet], file: str) -> Conflict:
    """Read a conflict from its sheets.

    Raises
    ------
    ConflictFileError
        With the first mistake: sheet, cell, what is allowed.
    """
    return _Reader(found, file).conflict()


class _Reader:
    def __init__(self, found: Sequence[Sheet], file: str) -> None:
        self.file = file
        self.sheets: dict[str, Sheet] = {}
        for sheet in found:
            key = sheet.name.strip().casefold()
            if key in LAYOUT and any(any(c.strip() for c in row) for row in sheet.rows):
                if key in self.sheets:
                    raise unreadable(file, f"two sheets are called {quoted(sheet.name)}")
                self.sheets[key] = sheet
        if "options" not in self.sheets:
            empty = next((s for s in found if s.name.strip().casefold() == "options"), None)
            if empty is not None:
                raise unreadable(file, f"the sheet {quoted(empty.name)} is empty; {FIRST_ROW}")
            names = ", ".join(quoted(s.name) for s in found[:8]) or "none"
            raise unreadable(
                file,
                f"has no sheet 'Options' (found: {names}); 'detente import --template NEW.xlsx' writes an example",
            )
        self.warnings: list[str] = []
        self.ids = Ids()
        self.makers: dict[str, dict[str, Any]] = {}
        self.options: dict[str, list[str]] = {}
        self.levels: dict[str, tuple[str, ...]] = {}
        self.called: dict[str, str] = {}  # what the sheets call a decision maker, and its id
        self.start: list[str] | None = None
        self.rules: list[dict[str, Any]] = []
        self.conditions: dict[str, Condition] = {}
        self.names: list[str] = []

    def conflict(self) -> Conflict:
        """Read all sheets."""
        plain: dict[str, Any] = {"title": clean(PurePath(self.file).stem) or "A conflict"} | self._about()
        directions = self._options()
        self.scope = Scope(
            {id: tuple(self.options.get(id, ())) for id in self.makers},
            self.conditions.get,
            levels=self.levels,
        )
        definitions = self._definitions()
        self._directions(directions)
        self._read_rules()
        states = self._states()
        preferences = self._preferences()
        plain["decision_makers"] = self.makers
        if self.start is not None:
            plain["status_quo"] = self.start
        for key, value in (("conditions", definitions), ("rules", self.rules), ("states", states)):
            if value:
                plain[key] = value
        if preferences:
            plain["preferences"] = preferences
        else:
            self.warnings.append("it says nothing of preferences; write them before asking what holds")
        return make(plain, self.file, self.warnings)

    # -- cells ----------------------------------------------------------------------------------

    def _head(self, sheet: Sheet, known: Sequence[str], needed: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Find the headings; give the row of them and the column of each."""
        row = next(k for k, r in enumerate(sheet.rows) if any(c.strip() for c in r))
        found: dict[str, int] = {}
        for column in range(len(sheet.rows[row])):
            text = sheet.cell(row, column)
            name = next((n for n in known if n.casefold() == text.casefold()), None)
            if name is None and text:
                sheet.wrong(row, column, f"no column {quoted(text)}{choices(text, known)}")
            if name in found:
                sheet.wrong(row, column, f"a second column {quoted(text)}")
            if name is not None:
                found[name] = column
        for name in needed:
            if name not in found:
                sheet.wrong(row, 0, f"the column {quoted(name)} is missing (the row of headings comes first)")
        return row, found

    def _rows(
        self, key: str, known: Sequence[str], needed: Sequence[str]
    ) -> list[tuple[Sheet, int, dict[str, int], dict[str, str]]]:
        """Give the filled rows below the headings, each with its cells by heading."""
        sheet = self.sheets.get(key)
        if sheet is None:
            return []
        head, columns = self._head(sheet, known, needed)
        found = []
        for row in range(head + 1, len(sheet.rows)):
            cells = {n: sheet.cell(row, c) for n, c in columns.items()}
            if any(cells.values()):
                found.append((sheet, row, {n: columns.get(n, 0) for n in known}, cells))
        return found

    def _about(self) -> dict[str, str]:
        sheet = self.sheets.get("conflict")
        found: dict[str, str] = {}
        for row in range(len(sheet.rows)) if sheet is not None else ():
            assert sheet is not None
            key, value = sheet.cell(row, 0).casefold(), sheet.cell(row, 1)
            if not key or (key, value.casefold()) == ("what", "value"):
                continue
            if key not in ("title", "about", "citation"):
                sheet.wrong(row, 0, f"no entry {quoted(key)}{choices(key, ('title', 'about', 'citation'))}")
            if value:
                found[key] = value[:MOST_TITLE] if key == "title" else value
        return found

    # -- options --------------------------------------------------------------------------------

    def _options(self) -> list[tuple[Sheet, int, int, str, str]]:
        directions = []
        quo: dict[str, bool | None] = {}
        rows = self._rows("options", OPTION_HEAD, ("Decision maker", "Option"))
        maker = ""
        for sheet, row, columns, cells in rows:
            if cells["Decision maker"]:
                maker = self._maker(cells["Decision maker"], cells.get("Name", ""))
                if cells.get("Short name"):
                    self.makers[maker]["short"] = self._short(sheet, row, columns, cells, "Short name")
            elif not maker:
                sheet.wrong(row, columns["Decision maker"], "the first row needs a decision maker")
            text = cells["Option"]
            if not text:
                self._nameless(sheet, row, columns, cells)
                continue
            options = self.makers[maker].setdefault("options", {})
            id = text if usable(text) else slug(text, f"option_{len(options) + 1}")
            if id in options:
                sheet.wrong(row, columns["Option"], f"{quoted(id)} names two options of {quoted(maker)}")
            more: dict[str, Any] = {}
            if cells.get("Otherwise"):
                more["otherwise"] = cells["Otherwise"]
            if cells.get("Short"):
                more["short"] = self._short(sheet, row, columns, cells, "Short")
            full = f"{maker}.{id}"
            mine = self.options.setdefault(maker, [])
            if cells.get("Levels"):
                levels = self._levels(sheet, row, columns["Levels"], cells["Levels"])
                more["levels"] = levels
                self.levels[full] = tuple(levels)
                mine += [f"{id}.{level}" for level in levels]
            else:
                mine.append(id)
            said = cells.get("Text") or text
            options[id] = {"text": said, **more} if more else said
            if cells.get("Direction"):
                directions.append((sheet, row, columns["Direction"], full, cells["Direction"]))
            if "Status quo" in cells:
                at, said = columns["Status quo"], cells["Status quo"]
                if said in self.levels.get(full, ()):
                    full, said = f"{full}.{said}", "Y"
                elif full in self.levels and said.casefold() not in NO:
                    sheet.wrong(row, at, f"no level {quoted(said)}{choices(said, ('N', *self.levels[full]))}")
                quo[full] = self._yes(sheet, row, at, said)
        if not self.makers:
            sheet = self.sheets["options"]
            sheet.wrong(0, 0, "there is no decision maker below the headings")
        if any(v is not None for v in quo.values()):
            self.start = [o for o, v in quo.items() if v]
        return directions

    def _nameless(self, sheet: Sheet, row: int, columns: dict[str, int], cells: dict[str, str]) -> None:
        """See that a row without an option names a decision maker and says nothing else."""
        about_options = [
            n for n in OPTION_HEAD if n not in ("Decision maker", "Option", "Name", "Short name")
        ]
        filled = next((n for n in about_options if cells.get(n)), "")
        if not filled and not cells["Decision maker"]:
            filled = "Name" if cells.get("Name") else "Short name"
        if filled:
            sheet.wrong(
                row,
                columns["Option"],
                f"no option, and {quoted(cells[filled])} stands under {quoted(filled)}; name the option here, or clear "
                "the row",
            )

    def _short(
        self, sheet: Sheet, row: int, columns: dict[str, int], cells: dict[str, str], head: str
    ) -> str:
        """Read short words."""
        if len(cells[head]) > MOST_SHORT:
            told = f"at most {MOST_SHORT} characters are expected, found {quoted(cells[head])}"
            sheet.wrong(row, columns[head], told)
        return cells[head]

    def _levels(self, sheet: Sheet, row: int, column: int, text: str) -> dict[str, str | None]:
        """Read the levels of an option, lowest first, each perhaps with what it means."""
        found: dict[str, str | None] = {}
        for part in text.split(";"):
            name, _, said = (p.strip() for p in part.partition(":"))
            if not usable(name) or name in found or name == NO_LEVEL:
                sheet.wrong(row, column, f"{quoted(name)} cannot name a level, or names two")
            found[name] = said or None
        if len(found) < LEAST_LEVELS or len(found) > MOST_LEVELS:
            sheet.wrong(
                row, column, f"from {LEAST_LEVELS} to {MOST_LEVELS} levels are expected, separated by ';'"
            )
        return found

    def _maker(self, text: str, name: str) -> str:
        if text not in self.called:
            id = self.ids.give(text if usable(text) else slug(text, f"dm_{len(self.makers) + 1}"))
            self.called[text] = id
            self.called[id] = id
            self.makers[id] = {"name": name or text}
            if name:
                self.called.setdefault(name, id)
        return self.called[text]

    def _yes(self, sheet: Sheet, row: int, column: int, text: str) -> bool | None:
        if not text:
            return None
        if text.casefold() in YES or text.casefold() in NO:
            return text.casefold() in YES
        sheet.wrong(row, column, f"Y (taken) or N (not taken) is expected, found {quoted(text)}")

    def _directions(self, found: Sequence[tuple[Sheet, int, int, str, str]]) -> None:
        for sheet, row, column, option, text in found:
            for part in text.split(";"):
                word, _, when = part.strip().partition(" ")
                when = when.strip()
                key = word.casefold()
                if key not in DIRECTIONS or (when and not when.casefold().startswith("if ")):
                    told = choices(word, tuple(DIRECTIONS))
                    sheet.wrong(
                        row,
                        column,
                        f"no direction {quoted(part.strip())}{told}, each may go on with 'if ...'",
                    )
                for direction in DIRECTIONS[key]:
                    body = {"option": option, "direction": direction}
                    if when:
                        body["if"] = self._condition(sheet, row, column, when[3:].strip())
                    self.rules.append({"irreversible": body})

    # -- conditions -----------------------------------------------------------------------------

    def _condition(self, sheet: Sheet, row: int, column: int, text: str, own: str | None = None) -> str:
        """Read a condition, or a pattern that stands for one; give it as a condition."""
        options = [f"{d}.{o}" for d, names in self.scope.options.items() for o in names]
        if len(text) == len(options) and set(text) <= set("YN-") and set(text) & set("YN"):
            return conjunction({o: c == "Y" for o, c in zip(options, text, strict=True) if c != "-"})
        try:
            return str(parse(text, replace(self.scope, names=tuple(self.conditions), own=own)))
        except ConditionError as error:
            told = f"{error.message} (character {error.offset + 1} of {quoted(text)})"
            if set(text) <= set("YN-"):
                told = f"the pattern {quoted(text)} has {len(text)} letters; there are {len(options)} options"
            sheet.wrong(row, column, told)

    def _definitions(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for sheet, row, columns, cells in self._rows("conditions", CONDITION_HEAD, ("Condition", "What")):
            name = cells["Condition"]
            if not usable(name) or name in found:
                sheet.wrong(
                    row, columns["Condition"], f"{quoted(name)} cannot name a condition, or names two"
                )
            that = self._condition(sheet, row, columns["What"], cells["What"])
            self.conditions[name] = parse(
                that, Scope(self.scope.options, self.conditions.get, tuple(self.conditions))
            )
            more = {k.lower(): cells[k] for k in ("Text", "Otherwise") if cells.get(k)}
            found[name] = {"that": that, **more} if more else that
        return found

    def _read_rules(self) -> None:
        for sheet, row, columns, cells in self._rows("rules", ("Rule", "What", "Because"), ("What",)):
            kind = (cells.get("Rule") or "never").casefold().replace(" ", "_")
            if kind not in KINDS:
                sheet.wrong(row, columns["Rule"], f"no rule {quoted(kind)}{choices(kind, KINDS)}")
            column = columns["What"]
            parts = cells["What"].split(";") if kind in LISTS else [cells["What"]]
            read = [self._condition(sheet, row, column, p.strip()) for p in parts]
            if kind in LISTS and len(read) < 2:
                sheet.wrong(row, column, f"'{kind}' needs at least two conditions, separated by ';'")
            rule: dict[str, Any] = {kind: read if kind in LISTS else read[0]}
            if cells.get("Because"):
                rule["because"] = cells["Because"]
            self.rules.append(rule)

    def _states(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for sheet, row, columns, cells in self._rows("states", ("State", "What", "Text"), ("State", "What")):
            name = cells["State"]
            if not name or name in found:
                sheet.wrong(
                    row, columns["State"], f"a name that no other state has is expected, found {quoted(name)}"
                )
            what = self._state(sheet, row, columns["What"], cells["What"])
            found[name] = {"is": what, "text": cells["Text"]} if cells.get("Text") else what
            self.names.append(name)
        return found

    def _state(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        ref = written_state(text, NOWHERE, StateScope(self.scope, self.names))
        if ref is None:
            told = choices(text, self.names) if self.names else ""
            count = sum(len(o) for o in self.scope.options.values())
            sheet.wrong(
                row,
                column,
                f"no state {quoted(text)}{told}; a state is a name of the sheet 'States', the options taken joined by "
                f"'+' ({quoted(NO_OPTION)} for no option), or a pattern of {count} letters Y and N",
            )
        return text

    # -- preferences ----------------------------------------------------------------------------

    def _columns(self, key: str, first: str = "") -> list[tuple[Sheet, int, int, str]]:
        """Give the columns of a sheet that belong to a decision maker: its heading's row, its place, whose it is."""
        sheet = self.sheets.get(key)
        if sheet is None:
            return []
        row = next(k for k, r in enumerate(sheet.rows) if any(c.strip() for c in r))
        found = []
        for column in range(len(sheet.rows[row])):
            text = sheet.cell(row, column)
            if not text or (first and column == 0):
                continue
            if text not in self.called:
                sheet.wrong(
                    row, column, f"no decision maker {quoted(text)}{choices(text, list(self.called))}"
                )
            found.append((sheet, row, column, self.called[text]))
        return found

    def _preferences(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in ("preferences", "rankings", "ranks"):
            for sheet, head, column, maker in self._columns(key, "State" if key == "ranks" else ""):
                if maker in found:
                    sheet.wrong(head, column, f"{quoted(maker)} has preferences already")
                cells = [(r, sheet.cell(r, column)) for r in range(head + 1, len(sheet.rows))]
                cells = [(r, text) for r, text in cells if text]
                if key == "preferences":
                    found[maker] = [self._condition(sheet, r, column, text, maker) for r, text in cells]
                elif key == "rankings":
                    groups = [
                        [self._state(sheet, r, column, p.strip()) for p in t.split(";")] for r, t in cells
                    ]
                    found[maker] = {"ranking": [g[0] if len(g) == 1 else g for g in groups]}
                else:
                    found[maker] = {"ranking": self._by_number(sheet, column, cells)}
        for maker in self.makers if found else ():
            if maker not in found:
                told = (
                    f"says nothing of what {quoted(maker)} prefers: add a column to the sheet 'Preferences'"
                )
                raise unreadable(self.file, f"{told} (an empty one: all states are alike to it)")
        return found

    def _by_number(self, sheet: Sheet, column: int, cells: Sequence[tuple[int, str]]) -> list[Any]:
        groups: dict[Fraction, list[str]] = {}
        for row, text in cells:
            try:
                if len(text) > 40 or "e" in text.casefold():
                    raise ValueError
                number = Fraction(text.replace(",", "."))
            except (ValueError, ZeroDivisionError):
                sheet.wrong(row, column, f"a number is expected (greater is better), found {quoted(text)}")
            groups.setdefault(number, []).append(self._state(sheet, row, 0, sheet.cell(row, 0)))
        ranked = [groups[n] for n in sorted(groups, reverse=True)]
        return [g[0] if len(g) == 1 else g for g in ranked]
