"""The sheets that say what is possible and what it is called: directions, conditions, rules, states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.conflict import NO_OPTION, Scope, parse, written_state
from detente.conflict.elements import NOWHERE
from detente.conflict.errors import ConditionError, choices, quoted
from detente.exchange.book import Book
from detente.exchange.cells import MOST_COMPARED, Sheet, alike
from detente.exchange.making import conjunction, usable
from detente.exchange.sheets import CONDITION_HEAD
from detente.exchange.sheets_options import Direction

LISTS = ("exclusive", "one_of", "some_of")
KINDS = ("never", *LISTS, "same")
_STAND_IN = parse(
    "nobody.nothing", Scope({"nobody": ("nothing",)})
)  # of a condition that is wrong: its name is known
DIRECTIONS = {"forward": ("taken",), "backward": ("dropped",), "none": ("taken", "dropped"), "both": ()}


def read_directions(book: Book, found: Sequence[Direction]) -> None:
    """Read what the sheet of options says about directions, as rules."""
    for direction in found:
        for part in direction.row["Direction"].split(";"):
            with book.going_on():
                _direction(book, direction, part.strip())


def _direction(book: Book, found: Direction, text: str) -> None:
    word, _, when = text.partition(" ")
    when = when.strip()
    key = word.casefold()
    if key not in DIRECTIONS or (when and not when.casefold().startswith("if ")):
        told = choices(word, tuple(DIRECTIONS))
        found.row.wrong("Direction", f"no direction {quoted(text)}{told}, each may go on with 'if ...'")
    for direction in DIRECTIONS[key]:
        body = {"option": found.option, "direction": direction}
        if when:
            row = found.row
            body["if"] = read_condition(book, row.sheet, row.row, row.column("Direction"), when[3:].strip())
        book.rules.append({"irreversible": body})


def read_condition(book: Book, sheet: Sheet, row: int, column: int, text: str, own: str | None = None) -> str:
    """Read a condition, or a pattern that stands for one; give it as a condition."""
    text = alike(text) if len(text) <= MOST_COMPARED else text
    count = len(book.option_ids)
    if len(text) == count and set(text) <= set("YN-") and set(text) & set("YN"):
        return conjunction({o: c == "Y" for o, c in zip(book.option_ids, text, strict=True) if c != "-"})
    try:
        return str(parse(text, replace(book.scope, names=tuple(book.conditions), own=own)))
    except ConditionError as error:
        if book.lost:
            raise book.follows() from None
        told = f"{error.message} (character {error.offset + 1} of {quoted(text)})"
        if set(text) <= set("YN-"):
            told = f"the pattern {quoted(text)} has {len(text)} letters; there are {count} options"
        sheet.wrong(row, column, told)


def read_definitions(book: Book) -> dict[str, Any]:
    """Read the named conditions."""
    found: dict[str, Any] = {}
    for row in book.rows("conditions", CONDITION_HEAD, ("Condition", "What"), ("Text", "Otherwise")):
        name = row["Condition"]
        with book.going_on(lost="Condition" in row.bad):
            if "Condition" in row.bad:
                raise book.follows()
            if not usable(name) or name in book.conditions:
                row.wrong("Condition", f"{quoted(name)} cannot name a condition, or names two")
            with book.going_on():
                if "What" in row.bad:
                    raise book.follows()
                that = read_condition(book, row.sheet, row.row, row.column("What"), row["What"])
                book.conditions[name] = parse(that, replace(book.scope, names=tuple(book.conditions)))
                more = {k.lower(): row[k] for k in ("Text", "Otherwise") if row[k]}
                found[name] = {"that": that, **more} if more else that
            if name not in book.conditions:
                book.conditions[name] = _STAND_IN
    return found


def read_rules(book: Book) -> None:
    """Read the rules."""
    for row in book.rows("rules", ("Rule", "What", "Because"), ("What",), ("Because",)):
        with book.going_on():
            if row.bad and {"Rule", "What"} & set(row.bad):
                raise book.follows()
            kind = (alike(row["Rule"]) or "never").casefold().replace(" ", "_")
            if kind not in KINDS:
                row.wrong("Rule", f"no rule {quoted(kind)}{choices(kind, KINDS)}")
            parts = row["What"].split(";") if kind in LISTS else [row["What"]]
            column = row.column("What")
            read = [read_condition(book, row.sheet, row.row, column, p.strip()) for p in parts]
            if kind in LISTS and len(read) < 2:
                row.wrong("What", f"'{kind}' needs at least two conditions, separated by ';'")
            rule: dict[str, Any] = {kind: read if kind in LISTS else read[0]}
            if row["Because"]:
                rule["because"] = row["Because"]
            book.rules.append(rule)


def read_states(book: Book) -> dict[str, Any]:
    """Read the names of states."""
    found: dict[str, Any] = {}
    for row in book.rows("states", ("State", "What", "Text"), ("State", "What"), ("Text",)):
        name = row["State"]
        with book.going_on(lost="State" in row.bad):
            if "State" in row.bad:
                raise book.follows()
            if not name or alike(name) in book.names:
                row.wrong("State", f"a name that no other state has is expected, found {quoted(name)}")
            with book.going_on():
                if "What" in row.bad:
                    raise book.follows()
                what = read_state(book, row.sheet, row.row, row.column("What"), row["What"])
                found[name] = {"is": what, "text": row["Text"]} if row["Text"] else what
            book.names[alike(name)] = name
    return found


def read_state(book: Book, sheet: Sheet, row: int, column: int, text: str) -> str:
    """Read a reference to a state; give it as it is written, or the name that it is a form of."""
    name = book.names.get(alike(text))
    if name is not None:
        return name
    text = alike(text) if len(text) <= MOST_COMPARED else text
    if written_state(text, NOWHERE, book.states) is None:
        if book.lost:
            raise book.follows()
        told = choices(text, list(book.names.values())) if book.names else ""
        sheet.wrong(
            row,
            column,
            f"no state {quoted(text)}{told}; a state is a name of the sheet 'States', the options taken joined by "
            f"'+' ({quoted(NO_OPTION)} for no option), or a pattern of {len(book.option_ids)} letters Y and N",
        )
    return text
