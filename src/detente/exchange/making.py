"""From what another tool's file says to a conflict: errors that name the file, ids made from free texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from detente.conflict import (
    KEYWORDS,
    Conflict,
    ConflictFileError,
    Place,
    Problem,
    Sealed,
    TooLargeError,
    is_name,
    read_conflict,
)
from detente.conflict.encodings import EncodingError, text_of
from detente.conflict.forms import composed
from detente.exchange.sizes import MOST_BYTES

MOST_ID = 40
MOST_TITLE = 300
MOST_CHECKED = 1 << 16
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def unreadable(file: str, message: str, line: int = 0, column: int = 1) -> ConflictFileError:
    """Make the error for a file that is wrong, with its line where that is known."""
    return ConflictFileError([Problem(Place(file, line, column), message)])


def warning(file: str, message: str) -> Problem:
    """Make a warning about a file as a whole."""
    return Problem(Place(file, 0, 0), message)


def decoded(data: bytes, file: str, encoding: str | None = None) -> str:
    """Read bytes as text: UTF-8, what a mark at the beginning says, or the encoding that is asked for."""
    if len(data) > MOST_BYTES:
        raise unreadable(file, f"larger than {MOST_BYTES:,} bytes, which no conflict needs")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise unreadable(
            file, "is no text but an archive or a workbook; name its format, as with --from xlsx"
        )
    try:
        return text_of(data, encoding)
    except EncodingError as error:
        raise unreadable(file, f"is {error.message}") from None


def clean(text: str, most: int = 5_000) -> str:
    """Give a text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())[:most]


def slug(text: str, fallback: str) -> str:
    """Make an id from a free text: ``Release water`` gives ``release_water``."""
    short = clean(text)
    flat = composed(short, "NFKC").casefold()
    words = "".join(c if f"_{c}".isidentifier() else " " for c in flat).replace("_", " ").split()
    found = ""
    for word in words:
        longer = f"{found}_{word}" if found else word
        if found and len(longer) > MOST_ID:
            break
        found = longer[:MOST_ID]
    if found and not found[0].isidentifier():
        found = f"{fallback.split('_', maxsplit=1)[0]}_{found}"
    return found if is_name(found) and found not in KEYWORDS else fallback


class Ids:
    """Gives ids, no two alike: where one is taken, the next gets a number."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}

    def give(self, wish: str) -> str:
        """Give an id as it is wished, or with a number."""
        id, number = wish, self.numbers.get(wish, 1)
        while id in self.taken:
            number += 1
            id = f"{wish}_{number}"
        self.numbers[wish] = number
        self.taken.add(id)
        return id


def ids(texts: Iterable[str], fallback: str, given: Iterable[object] = ()) -> list[str]:
    """Make an id for each text, no two alike; those `given` are kept where they can be ids."""
    found, names, wished = [], Ids(), list(given)
    for number, text in enumerate(texts, start=1):
        wish = wished[number - 1] if number <= len(wished) else None
        if isinstance(wish, str) and usable(wish) and wish not in names.taken:
            found.append(names.give(wish))
        else:
            found.append(names.give(slug(text, f"option_{number}" if fallback == "option" else fallback)))
    return found


def usable(text: str) -> bool:
    """Tell whether a text can be an id as it is."""
    return is_name(text) and len(text) <= 80 and text.lower() not in KEYWORDS


def conjunction(literals: Mapping[str, bool]) -> str:
    """Write a combination as a condition: ``a.x and not b.y``."""
    return " and ".join(o if taken else f"not {o}" for o, taken in literals.items())


def make(
    plain: Mapping[str, Any], file: str, warnings: Iterable[str] = (), *, check: bool = True
) -> Conflict:
    """Make a conflict from its plain form (see `detente.conflict.to_dict`).

    Parameters
    ----------
    plain : mapping
        Texts in it may know where they stand (an attribute ``at``): a mistake in one is told there.
    file : str
        What it comes from.
    warnings : iterable of str
        What was read otherwise than it stands there, or left out.
    check : bool
        Whether to see that each account makes a game, so that a ranking that forgets a state is told at once.

    Raises
    ------
    ConflictFileError
        Where the plain form is no conflict: what the other tool allows, this one may not.
    """
    lines: list[str] = []
    places: dict[int, str] = {}
    _write({"detente": 1} | dict(plain), "", lines, places)
    try:
        conflict = read_conflict("\n".join(lines), file)
        if check:
            _build(conflict)
    except ConflictFileError as error:
        raise _told(error, file, places) from None
    told = [warning(file, w) for w in dict.fromkeys(warnings)]
    told += [warning(file, _at(w, places) + w.message) for w in conflict.warnings]
    return replace(conflict, warnings=tuple(told))


def _write(found: object, at: str, lines: list[str], places: dict[int, str]) -> None:
    """Write the plain form as JSON, each text on a line of its own, and keep what each line comes from."""
    at = getattr(found, "at", at)
    if isinstance(found, Mapping):
        _line("{", at, lines, places)
        for number, (key, value) in enumerate(found.items()):
            text = json.dumps(str(key), ensure_ascii=False)
            # the value begins on the line of its key, so that an empty one is told there
            _line(
                f"{',' if number else ''}{text}:", getattr(key, "at", getattr(value, "at", at)), lines, places
            )
            _write(value, getattr(key, "at", at), lines, places)
        _line("}", at, lines, places)
    elif isinstance(found, list | tuple):
        _line("[", at, lines, places)
        for number, value in enumerate(found):
            if number:
                lines[-1] += ","
            _write(value, _first(value, at), lines, places)
        _line("]", at, lines, places)
    else:
        _line(json.dumps(found, ensure_ascii=False), at, lines, places)


def _first(item: object, at: str) -> str:
    """Give the place of an entry of a list: that of the first thing in it that has one."""
    inside = item.values() if isinstance(item, Mapping) else ()
    return next((str(v.at) for v in inside if hasattr(v, "at")), at)


def _line(text: str, at: str, lines: list[str], places: dict[int, str]) -> None:
    lines.append(text)
    if at:
        places[len(lines)] = at


def _at(problem: Problem, places: Mapping[int, str]) -> str:
    found = places.get(problem.place.line, "")
    return f"{found}: " if found else ""


def _told(error: ConflictFileError, file: str, places: Mapping[int, str]) -> ConflictFileError:
    """Tell mistakes where they stand in the other tool's file; its lines are those of a text that nobody has seen."""
    # That a ranking leaves states out is often the consequence of another mistake in it.
    first = [p for p in error.problems if "leaves out" not in p.message] or list(error.problems)
    found = [p for p in first if _at(p, places)] or first[:1]
    return ConflictFileError(Problem(Place(file, 0, 1), _at(p, places) + p.message) for p in found)


def _build(conflict: Conflict) -> None:
    """See that each account makes a game, unless that takes long."""
    from detente.game import feasible_states  # which takes a while to load

    whole = [
        a
        for a in conflict.accounts
        if a != "base" or all(d.id in conflict.preferences for d in conflict.decision_makers)
    ]
    try:
        for account in whole:
            found = conflict.under(account).preferences.values()
            if any(isinstance(p, Sealed) and not p.seal.here for p in found):
                continue  # what is confidential and not at hand makes no game
            conflict.game(account, most_states=MOST_CHECKED)
        if not whole:
            feasible_states(conflict.under("base"), MOST_CHECKED)
    except TooLargeError:
        return
