"""Writing a value as YAML that reads back as that value: as plain as can be, in quotation marks where it must."""

from __future__ import annotations

import json
import re
from textwrap import wrap

import yaml

from detente.conflict.editing.tree import _LOADER, EditError, Plain

WIDTH = 100
STEP = 2
_SPECIAL = {
    "\t": "\\t",
    "\n": "\\n",
    '"': '\\"',
    "\\": "\\\\",
    "\r": "\\r",
    "\u2028": "\\L",
    "\u2029": "\\P",
    "\x85": "\\N",
}
_BROKEN = re.compile("[\x85\u2028\u2029]")  # which end a line in YAML
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,300})(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(text: str, style: str = "", *, flow: bool = False, key: bool = False) -> str:
    r"""Write a text on one line; `style` is how its place was written before: ``'``, ``"`` or nothing.

    Raises
    ------
    EditError
        Where a character of it can stand in no file.

    Examples
    --------
    >>> scalar("not sue"), scalar("a: b"), scalar("it's", "'"), scalar("a, b", flow=True)
    ('not sue', '"a: b"', "'it''s'", '"a, b"')
    """
    _refuse_control(text)
    if style == "'" and "\n" not in text and "\r" not in text:
        written = "'" + text.replace("'", "''") + "'"
        if reads_as(written, text, flow=flow, key=key):
            return written
    if style != '"' and text and text == text.strip() and reads_as(text, text, flow=flow, key=key):
        return text
    return '"' + "".join(_SPECIAL.get(c, c) for c in text) + '"'


def _refuse_control(text: str) -> None:
    if found := _CONTROL.search(text):
        raise EditError(f"a control character (U+{ord(found[0]):04X}); a conflict file is plain text")


def reads_as(written: str, text: str, *, flow: bool, key: bool = False) -> bool:
    """Tell whether what is written reads as the text, where it is to stand."""
    if "\n" in written or "\r" in written or (not written.startswith(("'", '"')) and written in ("~", "")):
        return False
    line = f"{written}: x" if key else f"k: {written}"
    wanted: Plain = {text: "x"} if key else {"k": text}
    try:
        for whole in (line, f"{{{line}, z: y}}") if flow else (line,):
            node = yaml.compose(whole + "\n", Loader=_LOADER)
            found = {k.value: v.value for k, v in node.value} if isinstance(node, yaml.MappingNode) else None
            if found != (wanted | {"z": "y"} if whole is not line else wanted):
                return False
    except (yaml.YAMLError, AttributeError, TypeError):
        return False
    return "#" not in written or not re.search(r"(^|\s)#", written) or written.startswith(("'", '"'))


def in_flow(value: Plain) -> str:
    """Write a value on one line, in brackets where it is a list or a mapping.

    Examples
    --------
    >>> in_flow({"id": "paid", "that": "lower.pay", "source": ["a#1", "b"]})
    '{id: paid, that: lower.pay, source: [a#1, b]}'
    """
    if isinstance(value, dict):
        pairs = (f"{scalar(str(k), flow=True, key=True)}: {in_flow(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_flow(v) for v in value) + "]"
    return scalar(str(value), flow=True)


def is_json(text: str) -> bool:
    """Tell whether a text is JSON, which is to stay JSON.

    Examples
    --------
    >>> is_json('{"title": "A"}'), is_json("{title: A}")
    (True, False)
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def in_json(value: Plain, *, quoted: bool = False) -> str:
    r"""Write a value as JSON that reads as that value: a number as one, unless it is `quoted`.

    Raises
    ------
    EditError
        Where a character of it can stand in no file.

    Examples
    --------
    >>> in_json({"that": "not pay", "confidence": "0.5"}), in_json("1999", quoted=True)
    ('{"that": "not pay", "confidence": 0.5}', '"1999"')
    """
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{in_json(str(k), quoted=True)}: {in_json(v)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(in_json, value)) + "]"
    text = str(value)
    if not quoted and _NUMBER.fullmatch(text):
        return text
    _refuse_control(text)
    return _BROKEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def as_value(value: Plain, indent: int, newline: str, *, item: bool = False, grows: bool = False) -> str:
    """Write a value behind ``key:`` or ``-`` in a block, with the blank or the line end before it.

    A mapping gets a line for each key, as more of them may come; so does a list that `grows`.

    Parameters
    ----------
    value : text, list or mapping
    indent : int
        The column of the key or the dash that it belongs to.
    newline : str
        How the file ends its lines.
    item : bool
        Whether it stands behind a dash.
    grows : bool
        Whether it is a list, or leads to one, to which more will be added.
    """
    if not isinstance(value, dict | list | tuple):
        return " " + scalar(str(value))
    if not value:
        return " {}" if isinstance(value, dict) else " []"
    flat = in_flow(value)
    if item or (not grows and len(flat) + indent <= WIDTH and not _deep(value)):
        return " " + flat
    pad = newline + " " * (indent + STEP)
    if isinstance(value, dict):
        return "".join(
            f"{pad}{scalar(str(k), key=True)}:{as_value(v, indent + STEP, newline, grows=grows)}"
            for k, v in value.items()
        )
    return "".join(f"{pad}-{as_value(v, indent + STEP, newline, item=True)}" for v in value)


def _deep(value: Plain) -> bool:
    """Tell whether a value is better written over several lines."""
    return isinstance(value, dict) or any(isinstance(v, dict | list | tuple) or " " in str(v) for v in value)


def in_block(text: str, style: str, indent: int, newline: str) -> str:
    """Write a text of several lines as it was written before: line for line (``|``) or wrapped (``>``)."""
    pad = " " * indent
    if style == "|":
        lines = text.rstrip("\n").split("\n")
    else:
        lines = []
        for number, paragraph in enumerate(text.rstrip("\n").split("\n")):
            lines += ([""] if number else []) + (
                wrap(paragraph, WIDTH + 20 - indent, break_long_words=False) or [""]
            )
    keep = "" if text.endswith("\n") else "-"
    return style + keep + "".join(newline + (pad + line if line else "") for line in lines)
