"""Ways to damage a file so that much of it stays right: lines, words, tokens, trees, bytes, XML, cells, archives."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

from tools.fuzz.words import LETTERS, PIECES, SHAPES, TEXTS

VALUES = ("", "-1", "1e5", "NaN", "true", "&amp;", "x" * 200, "0.30000000000000004")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_ELEMENT = re.compile(r"<[^<>]*>|[^<>]+")


def damaged_text(rng: Random, text: str) -> str:
    """Delete, repeat, swap, indent or change a line, a word or a character of a conflict file."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    spot = rng.randrange(len(text)) if text else 0
    match rng.randrange(12):
        case 0:
            del lines[at]
        case 1:
            return text[:spot]
        case 2:
            lines[at] = " " * rng.randrange(9) + lines[at].lstrip()
        case 3:
            lines[at] = lines[at].replace(":", "", 1)
        case 4:
            end = at + rng.randrange(1, 12)
            lines[at:at] = lines[at:end]
        case 5:
            return text[:spot] + text[spot + 1 : spot + 2] + text[spot : spot + 1] + text[spot + 2 :]
        case 6:
            return text[:spot] + rng.choice(LETTERS) + text[spot + rng.randrange(2) :]
        case 7:
            words = text.split(" ")
            words[rng.randrange(len(words))] = rng.choice(SHAPES)
            return " ".join(words)
        case 8:
            words = text.split(" ")
            one, other = rng.randrange(len(words)), rng.randrange(len(words))
            words[one], words[other] = words[other], words[one]
            return " ".join(words)
        case 9:
            lines[at] = lines[at].partition(":")[0] + ": " + rng.choice(SHAPES)
        case 10:
            common = ["Y", "N", "s1", "options", "ranking", "that", "[", "us."]
            return text.replace(rng.choice(common), rng.choice(SHAPES))
        case _:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines)


def damaged_tokens(rng: Random, text: str) -> str:
    """Change one token of any text into another of the same text, or into something else; or drop or repeat it."""
    found = _TOKEN.findall(text)
    if not found:
        return rng.choice(TEXTS)
    at, other = rng.randrange(len(found)), rng.randrange(len(found))
    match rng.randrange(6):
        case 0:
            del found[at]
        case 1:
            found[at:at] = found[at : at + rng.choice([1, 1, 5, 50])]
        case 2:
            found[at], found[other] = found[other], found[at]
        case 3:
            found[at] = rng.choice(TEXTS)
        case 4:
            found[at] = rng.choice([*LETTERS, *SHAPES, "9" * 50, "-" * 50, "(" * 60, " and "])
        case _:
            found[at] = found[other]
    return "".join(found)


def damaged_tree(rng: Random, tree: Any) -> Any:
    """Replace one value of a conflict file somewhere by something of another shape, or rename one key."""
    if isinstance(tree, dict) and tree and rng.random() < 0.85:
        key = rng.choice(list(tree))
        if rng.random() < 0.15:
            name = rng.choice(["x", "", 1, None, True, "put", "patch", "id", "if", f"{key}x", *tree])
            return {name if k == key else k: v for k, v in tree.items()}
        return {k: damaged_tree(rng, v) if k == key else v for k, v in tree.items()}
    if isinstance(tree, list) and tree and rng.random() < 0.85:
        at = rng.randrange(len(tree))
        if rng.random() < 0.2:
            return tree[:at] + tree[at + rng.randrange(2) :] + tree[at : at + 1]
        return [damaged_tree(rng, v) if k == at else v for k, v in enumerate(tree)]
    other: list[Any] = [
        [],
        {},
        [tree],
        {"x": tree},
        {"patch": [{"put": tree}]},
        {"patch": [{"drop": tree}]},
        0,
        -1.5,
    ]
    other += [10**20, None, True, "", "x", "none", "YNYN", "a.b+c.d", "not not", {"that": tree}, {"is": tree}]
    other += [
        {"never": tree},
        {"ranking": tree},
        {"weights": tree},
        {"text": tree},
        str(tree)[::-1],
        [[tree, tree]],
    ]
    return rng.choice(other)


def damaged_json(rng: Random, found: object) -> object:
    """Change one thing somewhere in JSON that another tool wrote."""
    if isinstance(found, dict) and found and rng.random() < 0.85:
        key = rng.choice(list(found))
        if rng.random() < 0.1:
            return {k: v for k, v in found.items() if k != key}
        return found | {key: damaged_json(rng, found[key])}
    if isinstance(found, list) and found and rng.random() < 0.85:
        at = rng.randrange(len(found))
        if rng.random() < 0.2:
            return found[:at] + found[at + 1 :] if rng.random() < 0.5 else [*found, found[at]]
        return [*found[:at], damaged_json(rng, found[at]), *found[at + 1 :]]
    other: list[object] = [
        None,
        True,
        -1,
        10**30,
        1e308,
        float("nan"),
        "",
        "Y",
        "x" * 200,
        [],
        {},
        [[]],
        [0],
        {"a": 1},
    ]
    return rng.choice(other)


def damaged_bytes(rng: Random, data: bytes) -> bytes:
    """Cut, repeat, swap or change a part of any file."""
    if not data:
        return data
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    match rng.randrange(6):
        case 0:
            return data[:a]
        case 1:
            return data[:a] + data[b:]
        case 2:
            return data[:b] + data[a:b] + data[b:]
        case 3:
            return data[:a] + rng.choice(PIECES).encode() + data[a + rng.randrange(4) :]
        case 4:
            return data[:a] + bytes([rng.randrange(256)]) + data[a + 1 :]
        case _:
            return b"".join(rng.choice(PIECES).encode() if rng.random() < 0.02 else bytes([c]) for c in data)


def damaged_xml(rng: Random, text: str) -> str:
    """Drop, repeat, swap or change an element or a text of XML; most of it stays XML."""
    found = _ELEMENT.findall(text)
    if not found:
        return text
    at, other = rng.randrange(len(found)), rng.randrange(len(found))
    match rng.randrange(6):
        case 0:
            del found[at]
        case 1:
            end = at + rng.choice([1, 3, 9])
            found[at:at] = found[at:end]
        case 2:
            found[at], found[other] = found[other], found[at]
        case 3:
            texts = [k for k, part in enumerate(found) if not part.startswith("<") and part.strip()]
            if texts:
                found[rng.choice(texts)] = rng.choice(VALUES)
        case 4:
            value = rng.choice(["", "s0", "n0", "x", "string", "-1"])
            found[at] = re.sub(r'"[^"]*"', f'"{value}"', found[at], count=1)
        case _:
            found[at] = damaged_tokens(rng, found[at])
    return "".join(found)


def damaged_rows(rng: Random, rows: list[list[str]]) -> list[list[str]]:
    """Change, move, clear or add a cell of a table; drop, repeat or swap rows and columns."""
    found = [list(row) for row in rows] or [[""]]
    at = rng.randrange(len(found))
    row = found[at]
    column = rng.randrange(len(row) + 1)
    words = [cell for line in found for cell in line if cell] or ["x"]
    match rng.randrange(8):
        case 0:
            del found[at]
        case 1:
            found[at:at] = [list(row)]
        case 2:
            other = rng.randrange(len(found))
            found[at], found[other] = found[other], found[at]
        case 3:
            found = [line[:column] + line[column + 1 :] for line in found]
        case 4:
            row.insert(column, rng.choice([*words, ""]))
        case 5:
            row[column : column + 1] = [rng.choice(TEXTS)]
        case 6:
            row[column : column + 1] = [rng.choice([*words, ""])]
        case _:
            row[column : column + 1] = [damaged_tokens(rng, row[column] if column < len(row) else "")]
    return found


def damaged_archive(rng: Random, data: bytes, within: Callable[[Random, str, bytes], bytes]) -> bytes:
    """Damage one member of a zip archive; or drop, repeat, rename or add one. The archive itself stays sound."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        members = [(name, before.read(name)) for name in before.namelist()]
        at = rng.randrange(len(members))
        name, content = members[at]
        match rng.randrange(10):
            case 0:
                del members[at]
            case 1:
                members.append(
                    (rng.choice(["Ranks.csv", "States.csv", "x/Options.csv", "xl/x.xml"]), content)
                )
            case 2:
                members[at] = (
                    rng.choice(["../x", "Rules.csv", "x" * 300, "a\x1bb.csv", name.upper()]),
                    content,
                )
            case _:
                members[at] = (name, within(rng, name, content))
        for called, part in dict(members).items():
            after.writestr(zipfile.ZipInfo(called, (1980, 1, 1, 0, 0, 0)), part)
    return out.getvalue()
