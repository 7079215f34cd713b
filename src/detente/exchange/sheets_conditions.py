"""The sheets that say what is possible and what it is called: directions, conditions, rules, states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.conflict import NO_OPTION, Scope, parse, written_state
from detente.conflict.elements import NOWHERE
from detente.conflict.errors import ConditionError, choices, quoted
from detente.exchange.book import Book
from detente.exchange.cells import MOST_COMPARED, Placed, Sheet, alike
from detente.exchange.making import conjunction, usable
from detente.exchange.rows import Row
from detente.exchange.sheets import CLAIM, bare
from detente.exchange.sheets_options import Direction
from detente.exchange.sheets_parts import alternatives, changed, cited, claim, several, texts
from detente.exchange.sheets_where import PLACES, SAY_WHERE

LISTS = ("exclusive", "one_of", "some_of")
ONE_WAY = {"forward": "taken", "backward": "dropped"}
KINDS = ("never", *LISTS, "same", *ONE_WAY)
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
            place = (row.sheet, row.row, row.column("Direction"))
            body["if"] = read_condition(book, *place, when[3:].strip(), lazy=bool(found.account))
        rule = {"irreversible": body}
        if found.account:
            patches(book, found.account, "rules").append({"put": rule})
        else:
            book.rules.append(rule)


def patches(book: Book, account: str, key: str) -> list[Any]:
    """Give the list of an account's changes, to add to it."""
    found: list[Any] = book.overlay(account).setdefault(key, {}).setdefault("patch", [])
    return found


def read_condition(
    book: Book, sheet: Sheet, row: int, column: int, text: str, own: str | None = None, *, lazy: bool = False
) -> Placed:
    """Read a condition, or a pattern that stands for one; give it as it is written.

    With `lazy`, and of states and moves, it is left to whoever reads the whole to see whether its names are there: they
    may be those of an account.
    """
    plain = alike(text) if len(text) <= MOST_COMPARED else text
    count = len(book.option_ids)
    if len(plain) == count and set(plain) <= set("YN-") and set(plain) & set("YN"):
        taken = {o: c == "Y" for o, c in zip(book.option_ids, plain, strict=True) if c != "-"}
        return Placed(conjunction(taken), sheet, row, column)
    if lazy or book.graph_form:
        return Placed(text, sheet, row, column)
    scope = replace(book.scope, names=tuple(book.conditions), own=own)
    try:
        parse(text, scope)
    except ConditionError:
        text = plain  # what cannot be seen may stand in it
    try:
        parse(text, scope)
    except ConditionError as error:
        if book.lost:
            raise book.follows() from None
        told = f"{error.message} (character {error.offset + 1} of {quoted(text)})"
        if set(text) <= set("YN-"):
            told = f"the pattern {quoted(text)} has {len(text)} letters; there are {count} options"
        sheet.wrong(row, column, told)
    return Placed(text, sheet, row, column)


def read_definitions(book: Book) -> dict[str, Any]:
    """Read the named conditions, which may stand on one another in any order."""
    found: dict[str, Any] = {}
    rows = list(book.table("Conditions", lost=True))
    book.conditions |= {r["Condition"]: _STAND_IN for r in rows if usable(r["Condition"])}
    for row in rows:
        name = row["Condition"]
        with book.going_on():
            if not usable(name) or name in found:
                row.wrong("Condition", f"{quoted(name)} cannot name a condition, or names two")
            that = read_condition(book, row.sheet, row.row, row.column("What"), row["What"])
            more = texts(row, {"Text": "text", "Otherwise": "otherwise"})
            found[name] = {"that": that, **more} if more else that
    return found


def read_rules(book: Book) -> None:
    """Read the rules, and what accounts change in them."""
    for row in book.table("Rules"):
        with book.going_on():
            if {"Rule", *PLACES, "Change"} & set(row.bad):
                raise book.follows()
            account = book.account(row)
            if row["Change"] and not account:
                row.wrong("Change", f"only an account, a phase or a belief changes rules; {SAY_WHERE}")
            empty = not any(row[h] for h in ("Rule", "What", *CLAIM, "Alternatives", "Id"))
            rule = None if account and empty else _rule(book, row, lazy=bool(account))
            if account:
                patches(book, account, "rules").append(changed(row, rule))
            else:
                book.rules.append(rule or {})


def _rule(book: Book, row: Row, *, lazy: bool) -> dict[str, Any]:
    kind = (alike(row["Rule"]) or "never").casefold().replace(" ", "_")
    if kind not in KINDS:
        row.wrong("Rule", f"no rule {quoted(kind)}{choices(kind, KINDS)}")
    place = (row.sheet, row.row, row.column("What"))
    more = texts(row, {"Id": "id"}) | claim(row) | alternatives(row)
    if kind in ONE_WAY:
        option, _, when = row["What"].partition(" ")
        body = {"option": row.put("What", option), "direction": ONE_WAY[kind]}
        if when.strip() and not when.strip().casefold().startswith("if "):
            row.wrong("What", f"an option is expected, and 'if ...' behind it; found {quoted(row['What'])}")
        if when:
            body["if"] = read_condition(book, *place, when.strip()[3:].strip(), lazy=lazy)
        return {"irreversible": body, **more}
    parts = row["What"].split(";") if kind in LISTS else [row["What"]]
    read = [read_condition(book, *place, p.strip(), lazy=lazy) for p in parts]
    if kind in LISTS and len(read) < 2:
        row.wrong("What", f"'{kind}' needs at least two conditions, separated by ';'")
    return {kind: read if kind in LISTS else read[0], **more}


def read_states(book: Book) -> dict[str, Any]:
    """Read the names of states; where the conflict is given as states, these."""
    found: dict[str, Any] = {}
    for row in book.table("States", *(() if book.graph_form else ("What",)), lost=True):
        name = row["State"]
        with book.going_on(lost="State" in row.bad):
            if not name or alike(name) in book.names:
                row.wrong("State", f"a name that no other state has is expected, found {quoted(name)}")
            with book.going_on():
                if book.graph_form:
                    if row["What"]:
                        row.wrong(
                            "What",
                            "where the sheet 'Moves' gives moves, a state is no combination of options",
                        )
                    said = texts(row, {"Text": "text", "Short": "short", "About": "about"}) | cited(row)
                    found[name] = said or None
                else:
                    what = _named(book, row)
                    found[name] = {"is": what, "text": row["Text"]} if row["Text"] else what
            book.names[alike(name)] = name
    return found


def _named(book: Book, row: Row) -> Placed:
    """Read what a name of a state stands for: a state, or a condition that holds in one state only."""
    for head in ("Short", "About", "Source"):
        if row[head]:
            row.wrong(head, "a name of a state has a text and nothing else")
    before = len(book.problems)
    with book.going_on():
        return read_state(book, row.sheet, row.row, row.column("What"), row["What"])
    told = book.problems[before:]
    del book.problems[before:]
    with book.going_on():
        return read_condition(book, row.sheet, row.row, row.column("What"), row["What"])
    names = set(row["What"].split()) & {"and", "or", "not", "xor", "if", "only", "iff", "->", "<->"}
    if not names:
        book.problems[before:] = told
    raise book.follows()


def read_moves(book: Book) -> dict[str, Any]:
    """Read the moves between states, and those that accounts add or drop."""
    found: dict[str, Any] = {m: {} for m in book.makers}
    maker = ""
    for row in book.table("Moves"):
        with book.going_on():
            maker = book.owner(row, maker)
            account, change = book.account(row), row["Change"].casefold()
            if change not in ("", "add", "drop") or bool(change) != bool(account):
                told = f"'add' or 'drop' is expected where an account stands, found {quoted(row['Change'])}"
                row.wrong("Change", told)
            mine = book.overlay(account).setdefault("moves", {}).setdefault(change, {}) if account else found
            source = row.put("From", bare(row["From"]))
            mine.setdefault(maker, {}).setdefault(source, []).extend(several(row, "To"))
    return found


def read_state(book: Book, sheet: Sheet, row: int, column: int, text: str, *, lazy: bool = False) -> Placed:
    """Read a reference to a state; give it as it is written, or the name that it is a form of."""
    text = bare(text)
    name = book.names.get(alike(text))
    if name is not None:
        return Placed(name, sheet, row, column)
    text = alike(text) if len(text) <= MOST_COMPARED else text
    if lazy or book.graph_form:
        return Placed(text, sheet, row, column)
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
    return Placed(text, sheet, row, column)
