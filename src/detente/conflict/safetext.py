r"""Texts from outside stay texts, wherever they are printed: shown for what they are, cleaned, kept apart, guarded.

Four places obey characters that a file, its name or an argument may hold: a screen obeys escapes, a line of text obeys
marks of direction, a spreadsheet obeys what begins like a formula, XML does not bear control characters at all.
"""

from __future__ import annotations

import re

FIRST, LAST = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# What turns the direction of writing over, or hides a text inside another. U+200C and U+200D stay: Persian, the
# languages of India and emoji are written with them.
_TAGS = "\U000e0000-\U000e007f"
_OTHERS = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\ufeff\ufff9-\ufffb"
TURNING = f"{_OTHERS}{FIRST}{LAST}{_TAGS}"
_TURNING = re.compile(f"[{TURNING}]")
_OTHERS_TURNING = re.compile(f"[{_OTHERS}{_TAGS}]")
_BLANKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{TURNING}]")
_UNSEEN_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{_OTHERS}{FIRST}{LAST}]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_THE_RIGHT = re.compile(f"[{_RIGHT}]")
# Words that are written from right to left, as long as nothing but what joins words stands between them.
_WORDS = re.compile(f"[{_RIGHT}](?:[{_RIGHT}\u0300-\u036f\u200c\u200d]|[ '’\".־-](?=[{_RIGHT}]))*")
MARKS_OF_WRITING = "\u061c\u200e\u200f"  # which belong where somebody writes from right to left
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?")
_OBEYED = ("=", "+", "-", "@", "\t", "\r")


def _code(letter: str) -> str:
    """Write a character as what it is; a byte that was no UTF-8 as that byte."""
    number = ord(letter)
    if 0xDC80 <= number <= 0xDCFF:  # so Python carries bytes of arguments and file names that are no text
        number -= 0xDC00
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def shown(text: str, keep: str = "") -> str:
    r"""Show the characters that a screen obeys or leaves out as what they are; those to `keep` stay.

    Examples
    --------
    >>> print(shown("a\x9b31m\x1b[2Jb\u202ec"))
    a\x9b31m\x1b[2Jb\u202ec
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(lambda m: m[0] if m[0] in keep else _code(m[0]), text)


def clean(text: str) -> str:
    r"""Take out what a text may not bring about: escapes are shown, marks of direction go, a line stays a line.

    Examples
    --------
    >>> print(clean("a\x1b[31mred\nb\u202e"))
    a\x1b[31mred b
    """
    if text.isascii() and text.isprintable():
        return text
    return _visible(_TURNING.sub("", text))


def _visible(text: str) -> str:
    return _CONTROL.sub(lambda m: _code(m[0]), _BLANKS.sub(" ", text))


def apart(text: str) -> str:
    r"""Clean a text; what is written from right to left is kept apart, so that it cannot reorder what is beside it.

    Whatever else stands in the text is as `clean` gives it. Isolates that are there already are kept where each is
    closed.

    Examples
    --------
    >>> apart("a, b") == "a, b"
    True
    >>> apart("\u05d0, \u05d1") == f"{FIRST}\u05d0{LAST}, {FIRST}\u05d1{LAST}"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    flat = _visible(_OTHERS_TURNING.sub("", text))
    if FIRST in flat or LAST in flat:
        flat = _paired(flat)
    if _FROM_THE_RIGHT.search(flat) is None:
        return flat.replace(FIRST, "").replace(LAST, "")
    found, depth, start = [], 0, 0
    for mark in re.finditer(f"[{FIRST}{LAST}]", flat):
        piece = flat[start : mark.start()]
        found += [piece if depth else _set_apart(piece), mark[0]]
        depth += 1 if mark[0] == FIRST else -1
        start = mark.end()
    return "".join([*found, _set_apart(flat[start:])])


def hides(text: str) -> bool:
    """Tell whether a text has characters that are not seen or turn letters around, where they do not belong."""
    if text.isascii() or not (found := set(_TURNING.findall(text))):
        return False
    return bool(found - set(MARKS_OF_WRITING)) or not is_from_the_right(text)


def is_from_the_right(text: str) -> bool:
    """Tell whether a text has letters that are written from right to left."""
    return _FROM_THE_RIGHT.search(text) is not None


def _set_apart(text: str) -> str:
    return _WORDS.sub(lambda m: f"{FIRST}{m[0]}{LAST}", text)


def _paired(text: str) -> str:
    """Leave out the isolates that nothing closes, and what closes none."""
    opened: list[int] = []
    kept = set()
    for place, letter in enumerate(text):
        if letter == FIRST:
            opened.append(place)
        elif letter == LAST and opened:
            kept |= {opened.pop(), place}
    return "".join(c for k, c in enumerate(text) if c not in (FIRST, LAST) or k in kept)


def closed(lines: list[str]) -> list[str]:
    """Close the isolates of a text that was broken into lines at the end of each line, and open them on the next.

    Examples
    --------
    >>> closed([f"a {FIRST}b", f"c{LAST} d"]) == [f"a {FIRST}b{LAST}", f"{FIRST}c{LAST} d"]
    True
    """
    found, depth = [], 0
    for line in lines:
        inner = depth + line.count(FIRST) - line.count(LAST)
        if depth or inner:
            indent = len(line) - len(line.lstrip(" "))
            found.append(line[:indent] + FIRST * depth + line[indent:] + LAST * inner)
        else:
            found.append(line)
        depth = inner
    return found


def for_xml(text: str) -> str:
    r"""Put a sign in the place of the characters that XML does not bear.

    Examples
    --------
    >>> for_xml("a\x0bb\x9bc") == "a\ufffdb\ufffdc"
    True
    """
    return text if text.isascii() and text.isprintable() else _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def for_json(text: str) -> str:
    r"""Write the characters that a screen obeys as the escapes that JSON has; the JSON means the same.

    Examples
    --------
    >>> print(for_json('{"a": "\x9b31m"}'))
    {"a": "\u009b31m"}
    """
    return _UNSEEN_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


# -- spreadsheets ------------------------------------------------------------------------------------------------------


def for_workbook(text: str) -> str:
    r"""Write a text as a workbook bears it, in which `_x0041_` stands for the character of that number.

    Examples
    --------
    >>> for_workbook("a_x0041_")
    'a_x005F_x0041_'
    >>> from_workbook("a_x005F_x0041_"), from_workbook("one_x000D_two")
    ('a_x0041_', 'one\ntwo')
    """
    return _CODE.sub("_x005F_", for_xml(text)) if "_x" in text else for_xml(text)


def from_workbook(text: str) -> str:
    """Read a text of a workbook."""
    if "_x" not in text:
        return text
    return _CODED.sub(lambda m: chr(int(m[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def guarded(text: str) -> str:
    """Guard a text against being taken for a formula, which a spreadsheet runs, by an apostrophe before it.

    Numbers stay numbers. `unguarded` gives the text back, also one that began with an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded("-2.5"), guarded("-2.5*x"), guarded("'=1")
    ("'=1+1", '-2.5', "'-2.5*x", "''=1")
    """
    return f"'{text}" if _is_obeyed(text) else text


def unguarded(text: str) -> str:
    """Give the text that `guarded` guarded.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'s Gravenhage")
    ('=1+1', "'=1", "'s Gravenhage")
    """
    return text[1:] if text.startswith("'") and _is_obeyed(text) else text


def _is_obeyed(text: str) -> bool:
    core = text.lstrip("'")
    return len(core) > 1 and core.startswith(_OBEYED) and _NUMBER.fullmatch(core) is None
