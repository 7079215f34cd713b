"""How the bytes of a text file are read: UTF-8, what a mark at its beginning says, or what somebody asks for."""

from __future__ import annotations

import codecs
from contextlib import suppress

from detente.conflict.errors import UnknownNameError

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs write, by region; others that Python knows are read as well.
USUAL = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "mac-roman"),
    *("utf-16", "gb18030", "big5", "shift_jis", "euc-kr", "cp874", "latin-1"),
)
_NO_ENCODINGS = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem")
HINT = (
    "name its encoding with --encoding, as in --encoding cp1252 (Excel for Windows in Western Europe and America; "
    "cp1250: Central Europe, cp1251: Cyrillic)"
)


class EncodingError(ValueError):
    """Bytes that are no text in an encoding: where (from 0), and what to do."""

    def __init__(self, position: int, message: str) -> None:
        self.position, self.message = position, message
        super().__init__(message)


def check_encoding(name: str) -> str:
    """See that there is an encoding of this name; give the name that Python has for it.

    Raises
    ------
    UnknownNameError
        Where there is none.

    Examples
    --------
    >>> check_encoding("Windows-1252")
    'cp1252'
    """
    try:
        found = codecs.lookup(name.strip()).name
        with suppress(UnicodeError):
            b"xx".decode(found)  # what is an encoding, but none of texts, says so when it is used
    except (LookupError, ValueError):
        raise UnknownNameError("encoding", name, USUAL) from None
    if found in _NO_ENCODINGS:
        raise UnknownNameError("encoding", name, USUAL)
    return found


def text_of(data: bytes, encoding: str | None = None) -> str:
    r"""Read bytes as text.

    Parameters
    ----------
    data : bytes
    encoding : str, optional
        How they are encoded; without it in UTF-8. A mark at the beginning (of UTF-8, UTF-16, UTF-32) counts for more.

    Raises
    ------
    EncodingError
        Where they are no text so.
    UnknownNameError
        Where there is no such encoding.

    Examples
    --------
    >>> text_of("Café".encode("utf-16")), text_of(b"Caf\xe9", "cp1252")
    ('Café', 'Café')
    """
    asked = check_encoding(encoding) if encoding is not None else "utf-8"
    chosen = next((name for mark, name in _MARKS if data.startswith(mark)), asked)
    if chosen == "utf-8" and _halves(data):
        told = f"no UTF-8 text but one in UTF-16 without a mark; give --encoding {_halves(data)}"
        raise EncodingError(0, told)
    try:
        return data.decode(chosen)
    except UnicodeDecodeError as error:
        hint = "" if encoding is not None or chosen != asked else f"; {HINT}"
        if chosen != asked:
            hint = "; its first bytes say that it is"
        called = chosen.upper().removesuffix("-SIG") if chosen.startswith("utf") else chosen
        told = f"no {called} text (byte {error.start + 1:,}, 0x{data[error.start]:02x}){hint}"
        raise EncodingError(error.start, told) from None


def _halves(data: bytes) -> str:
    """Tell whether every other byte is zero at the beginning, as in UTF-16; give the encoding."""
    start = data[:64]
    if len(start) < 4 or 0 not in start:
        return ""
    low, high = start[0::2], start[1::2]
    if not any(high) and all(low):
        return "utf-16-le"
    return "utf-16-be" if not any(low) and all(high[: len(low)]) else ""
