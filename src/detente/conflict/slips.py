"""The commonest slips in YAML, told in plain words with what to write, in place of the parser's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PARSER = {  # what the two parsers say, and what it means
    "could not find expected ':'": "a line without its ':', or a text over several lines without quotes",
    "found character": "a text that begins with this character needs quotes",
    "expected <block end>": "the indentation does not fit the lines above",
    "did not find expected key": "the indentation does not fit the lines above, or a text needs quotes",
}
_KEY = re.compile(r"(?:- +)*[^\s:#'\"{\[][^:#]*:(?:\s|$)")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: the position in the text at which it is told, and what is told."""

    index: int
    message: str


def slip(text: str, index: int, opened: int | None, told: str) -> Slip:
    """Say in plain words what is wrong.

    Parameters
    ----------
    text : str
        The file.
    index : int
        Where the parser gave up.
    opened : int, optional
        Where what it was reading begins.
    told : str
        What the parser says.
    """
    found = (
        _open_quote(text, opened, told)
        or _tab(text, index, told)
        or _early_quote(text, index)
        or _open_bracket(text, index, opened, told)
        or _indentation(text, index, told)
        or _colon(text, index, told)
    )
    if found is not None:
        return found
    friendlier = next((f"{words} ({told})" for known, words in _PARSER.items() if known in told), told)
    return Slip(index, f"not YAML: {friendlier}")


def _open_quote(text: str, opened: int | None, told: str) -> Slip | None:
    """Tell a quotation mark that is never closed where it opens."""
    if opened is None or "quoted scalar" not in told or "end of stream" not in told:
        return None
    mark = text[opened : opened + 1]
    message = (
        f"the quotation mark {mark} opens a text here and nothing closes it; write {mark} where the text ends"
    )
    if mark == "'":
        message += f" (inside it, an apostrophe is written {mark * 2})"
    return Slip(opened, message)


def _tab(text: str, index: int, told: str) -> Slip | None:
    return Slip(index, f"a tab; indent with spaces ({told})") if text[index : index + 1] == "\t" else None


def _early_quote(text: str, index: int) -> Slip | None:
    """Tell an apostrophe or a quotation mark that ends a text before its end: ``'It's too late'``."""
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].split("\n", 1)[0]
    before = text[start:index]
    mark = before[-1:]
    if mark not in ("'", '"') or text[index : index + 1].isspace():
        return None
    opening = before.rfind(mark, 0, len(before) - 1)
    if opening < 0:
        return None
    end = re.compile(rf"{mark}\s*(?:$|[,}}\]]|\s#)").search(line, index - start)
    whole = line[opening + 1 : end.start()] if end else line[opening + 1 :].rstrip()
    other = '"' if mark == "'" else "'"
    safe = other not in whole and "\\" not in whole
    write = (
        f"{other}{whole}{other}"
        if safe
        else mark + whole.replace(mark, "''" if mark == "'" else '\\"') + mark
    )
    name = "an apostrophe" if mark == "'" else "a quotation mark"
    shown = write if len(write) <= _SHOWN else f"{other}...{other}"
    return Slip(
        index - 1,
        f"{name} ends the text that opens in column {opening + 1}, and more follows; "
        f"put the text into other quotation marks: {shown}",
    )


def _open_bracket(text: str, index: int, opened: int | None, told: str) -> Slip | None:
    """Tell a bracket that is not closed where it opens."""
    if opened is None or "while parsing a flow" not in told or text[opened : opened + 1] not in ("{", "["):
        return None
    start = text.rfind("\n", 0, index) + 1
    if opened >= start or not re.fullmatch(r"[^\s,:{}\[\]]*", text[start:index].strip()):
        return None  # the line goes on inside the brackets
    closing = {"{": "}", "[": "]"}[text[opened]]
    return Slip(
        opened, f"the bracket {text[opened]} opens here and nothing closes it; write {closing} where it ends"
    )


def _indentation(text: str, index: int, told: str) -> Slip | None:
    """Tell a line that is indented otherwise than the lines that it belongs to."""
    wrong = ("mapping values are not allowed", "did not find expected key", "<block end>", "expected '-'")
    if not any(w in told for w in wrong):
        return None
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].split("\n", 1)[0]
    own = len(line) - len(line.lstrip(" "))
    if not _KEY.match(line, own) or (":" in text[start:index].strip()):
        return None
    above = [x for x in text[:start].split("\n") if x.strip() and not x.lstrip().startswith("#")]
    steps: list[int] = []  # the indentations that are open above, deepest first
    for written in reversed(above):
        indent = len(written) - len(written.lstrip(" "))
        if not steps or indent < steps[-1]:
            steps.append(indent)
    if not steps or own in steps:
        return None
    fitting = steps[:1] if own > steps[0] else sorted(steps)
    return Slip(
        start + own,
        f"this line is indented by {_spaces(own)}, the one above by {_spaces(steps[0])}; "
        f"lines that belong together begin in the same column: write it with {_either(fitting)}",
    )


def _spaces(number: int) -> str:
    return f"{number} space{'' if number == 1 else 's'}"


def _either(numbers: list[int]) -> str:
    first = ", ".join(map(str, numbers[:-1]))
    return f"{first} or {_spaces(numbers[-1])}" if first else _spaces(numbers[-1])


def _colon(text: str, index: int, told: str) -> Slip | None:
    """Tell a text with ': ' in it that has no quotation marks."""
    if "mapping values are not allowed" not in told:
        return None
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].split("\n", 1)[0].rstrip("\r")
    key, colon, value = line.partition(": ")
    value = value.strip()
    if not colon or not value or len(key) >= index - start:
        return Slip(
            index, f"a text with ': ' in it needs quotation marks, or the indentation is off ({told})"
        )
    shown = (
        f'{key.strip()}: "{value}"' if '"' not in value and len(value) <= _SHOWN else f'{key.strip()}: "..."'
    )
    return Slip(index, f"a text with ': ' in it needs quotation marks: write {shown}")
