"""From what another tool's file says to a conflict: errors that name the file, ids made from free texts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from detente.conflict import (
    KEYWORDS,
    MOST_BYTES,
    Conflict,
    ConflictFileError,
    Place,
    Problem,
    is_name,
    read_conflict,
)
from detente.conflict.encodings import EncodingError, text_of

MOST_ID = 40
MOST_TITLE = 300
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
    flat = unicodedata.normalize("NFKC", clean(text)).casefold()
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


def make(plain: Mapping[str, Any], file: str, warnings: Iterable[str] = ()) -> Conflict:
    """Make a conflict from its plain form (see `detente.conflict.to_dict`).

    Raises
    ------
    ConflictFileError
        Where the plain form is no conflict: what the other tool allows, this one may not.
    """
    text = json.dumps({"detente": 1} | dict(plain), ensure_ascii=False)
    try:
        conflict = read_conflict(text, file)
    except ConflictFileError as error:  # its lines are those of the plain form, which nobody has seen
        raise unreadable(file, error.problems[0].message) from None
    told = [warning(file, w) for w in dict.fromkeys(warnings)]
    told += [warning(file, w.message) for w in conflict.warnings]
    return replace(conflict, warnings=tuple(told))
