"""Reading JSON that somebody else wrote: every mistake names the place in the file, as ``options[2].name``."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, NoReturn

from detente.conflict.errors import quoted
from detente.exchange.making import clean, decoded, unreadable
from detente.exchange.numbers import MOST_DIGITS

MOST_ENTRIES = 1 << 16  # as many states as are ranked one by one


class Written(str):
    """A number as it is written, none of its digits lost."""


def parse_json(data: bytes, file: str, encoding: str | None = None, *, exact: bool = False) -> Any:
    """Parse JSON; what is none gets one clear error. If `exact`, numbers with a point stay as they are `Written`."""
    text = decoded(data, file, encoding)
    try:
        return json.loads(
            text,
            parse_int=partial(_whole, file=file),
            parse_float=Written if exact else None,
            parse_constant=Written if exact else None,
        )
    except json.JSONDecodeError as error:
        raise unreadable(file, f"is no JSON: {error.msg}", error.lineno, error.colno) from None
    except RecursionError:
        raise unreadable(file, "is nested too deeply") from None


def _whole(digits: str, file: str) -> int:
    """Read a whole number; Python refuses those of more than 4,300 digits, and no conflict needs as many."""
    if len(digits) > MOST_DIGITS:
        raise unreadable(
            file, f"holds a number of {len(digits):,} digits, and at most {MOST_DIGITS:,} are read"
        )
    return int(digits)


class Fields:
    """Reads fields of one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, where: str, message: str) -> NoReturn:
        """Tell a mistake."""
        raise unreadable(self.file, f"{where}: {message}")

    def mapping(self, found: object, where: str) -> dict[str, Any]:
        """Read an object."""
        if not isinstance(found, dict):
            self.wrong(where, f"an object ({{...}}) is expected, found {_kind(found)}")
        return found

    def sequence(self, found: object, where: str) -> list[Any]:
        """Read a list."""
        if not isinstance(found, list):
            self.wrong(where, f"a list ([...]) is expected, found {_kind(found)}")
        if len(found) > MOST_ENTRIES:
            self.wrong(where, f"{len(found):,} entries; at most {MOST_ENTRIES:,}")
        return found

    def text(self, found: object, where: str) -> str:
        """Read a text; a number will do."""
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            self.wrong(where, f"a text is expected, found {_kind(found)}")
        return clean(str(found) if isinstance(found, str) or abs(found) < 1e300 else "a number")

    def position(self, found: object, where: str, size: int, what: str, first: int = 0) -> int:
        """Read the position of something in a list that counts from `first`."""
        if isinstance(found, str) and found.isascii() and found.isdecimal() and len(found) < 10:
            found = int(found)
        if isinstance(found, bool) or not isinstance(found, int) or not first <= found < size + first:
            self.wrong(
                where, f"{what} is a whole number from {first} to {size - 1 + first}, found {_kind(found)}"
            )
        return found

    def taken(self, found: object, where: str) -> bool | None:
        """Read Y or N; None for ``-``, where it does not matter."""
        if isinstance(found, bool):
            return found
        if found == "-":
            return None
        if not isinstance(found, str) or found.upper() not in ("Y", "N"):
            self.wrong(where, f"'Y' or 'N' is expected, found {_kind(found)}")
        return found.upper() == "Y"


def _kind(found: object) -> str:
    if found is None:
        return "nothing (null)"
    if isinstance(found, dict):
        return "an object"
    if isinstance(found, list):
        return "a list"
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found) if abs(found) < 1e15 else "a huge number"
    return quoted(str(found)) if isinstance(found, str) else str(found).lower()
