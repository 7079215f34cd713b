"""What is damaged: conflict files and, in every format that is read, what is written of them."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

import detente
from detente.conflict import Conflict, DetenteError, read_conflict
from detente.exchange import FORMATS, Asked, csv, csv_reading, write
from detente.exchange.formats import MODELS, Format
from tools.fuzz import damage, negotiations
from tools.fuzz.whole import whole_conflict

CATALOGUE = Path(detente.__file__).parent / "catalogue"
TEMPLATES = tuple(sorted((Path(detente.__file__).parent / "cli").glob("template*.yaml")))
SMALL = 12_000  # of larger files only the beginning would be damaged often enough
READ = tuple(f.name for f in FORMATS if f.read is not None)
CONFLICT_FILES = ("yaml", "json")
WRITTEN = MODELS
NFG_OUTCOMES = """NFG 1 R "A game" { "A" "B" }
{ { "l" "r" } 2 }
"a comment"
{
{ "x" 1, 2 }
{ "y" -1/2, 3e1 }
}
1 2 0 1
"""


@dataclass(frozen=True)
class Sound:
    """A sound file: what it is called, what is in it, and the files that belong to it."""

    name: str
    data: bytes
    beside: tuple[tuple[str, bytes], ...] = ()


@cache
def conflict_files() -> tuple[str, ...]:
    """Give the texts of conflict files: the catalogue and the templates."""
    files = [*sorted(CATALOGUE.glob("*.yaml")), *TEMPLATES]
    return tuple(t for t in (f.read_text(encoding="utf-8") for f in files) if len(t) < SMALL)


def content(conflict: Conflict, format: Format, **asked: Any) -> bytes:
    """Write a conflict in a format, into memory."""
    written = write(Asked(conflict, **asked), format).content
    if callable(written):
        stream = io.BytesIO()
        written(stream)
        return stream.getvalue()
    return "".join(written).encode()


def a_conflict(rng: Random) -> Conflict:
    """Take a conflict: a random one, or one of the catalogue."""
    return whole_conflict(rng) if rng.random() < 0.7 else read_conflict(rng.choice(conflict_files()))


def a_conflict_file(rng: Random, ending: str) -> str:
    """Take the text of a conflict file."""
    if rng.random() < 0.5 and ending == "yaml":
        return rng.choice(conflict_files())
    conflict = a_conflict(rng)
    return detente.to_yaml(conflict) if ending == "yaml" else detente.to_json(conflict)


def sound(rng: Random, format: str) -> Sound:
    """Make a sound file of a format that is read."""
    if format in CONFLICT_FILES:
        return Sound(f"x.{format}", a_conflict_file(rng, format).encode())
    if format == "nfg" and rng.random() < 0.3:
        return Sound("x.nfg", NFG_OUTCOMES.encode())
    if format in negotiations.FORMATS:
        files = negotiations.scenario(rng, format)
        name = rng.choice(list(files))
        return Sound(
            name, files[name].encode(), tuple((n, t.encode()) for n, t in files.items() if n != name)
        )
    found = next(f for f in FORMATS if f.name == ("zip" if format == "csv" else format))
    while True:
        try:
            data = content(a_conflict(rng), found)
        except DetenteError:  # not every conflict is a strategic game, ...
            continue
        if format == "csv":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if "Options.csv" not in archive.namelist():
                    continue
                data = archive.read("Options.csv")
        ending = found.endings[0] if found.endings else f".{format.partition('-')[0]}"
        return Sound("x.csv" if format == "csv" else f"x{ending}", data)


def harmed(rng: Random, format: str, file: Sound) -> bytes:
    """Damage a file once or several times, as a rule in the way of its format."""
    data = file.data
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        try:
            data = _harmed(rng, format, data)
        except Exception:  # damaged too well already for whatever would read it
            data = damage.damaged_bytes(rng, data)
    return data


def _harmed(rng: Random, format: str, data: bytes) -> bytes:
    if rng.random() < 0.07:
        return damage.damaged_bytes(rng, data)
    if format in ("xlsx", "zip"):
        if format == "xlsx" and rng.random() < 0.5:
            return _harmed_cells(rng, data)
        return damage.damaged_archive(rng, data, _harmed_member)
    text = data.decode()
    if format in CONFLICT_FILES and rng.random() < 0.45:
        tree: Any = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        tree = damage.damaged_tree(rng, tree)
        text = (
            json.dumps(tree)
            if format == "json"
            else yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
        )
    elif format in (*CONFLICT_FILES, "negmas") and rng.random() < 0.5:
        text = damage.damaged_text(rng, text)
    elif format.startswith(("gmcr", "geniusweb")) and rng.random() < 0.7:
        text = json.dumps(damage.damaged_json(rng, json.loads(text)))
    elif format in ("graphml", "genius") and rng.random() < 0.7:
        text = damage.damaged_xml(rng, text)
    elif format == "csv" and rng.random() < 0.8:
        return _harmed_csv(rng, data)
    else:
        text = damage.damaged_tokens(rng, text)
    return text.encode("utf-8", "replace")


def _harmed_csv(rng: Random, data: bytes) -> bytes:
    sheet = csv_reading.sheet(data, "Options", "x.csv")
    return csv.text(damage.damaged_rows(rng, [list(r) for r in sheet.rows])).encode("utf-8", "replace")


def _harmed_member(rng: Random, name: str, data: bytes) -> bytes:
    """Damage a file inside an archive."""
    if name.endswith(".csv") and rng.random() < 0.8:
        return _harmed_csv(rng, data)
    text = data.decode("utf-8", "replace")
    harmed = (
        damage.damaged_xml(rng, text)
        if name.endswith((".xml", ".rels"))
        else damage.damaged_tokens(rng, text)
    )
    return harmed.encode("utf-8", "replace")


def _harmed_cells(rng: Random, data: bytes) -> bytes:
    """Put something else into a cell of a workbook, also what is no text."""
    import datetime

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = rng.choice(book.worksheets)
    row, column = rng.randint(1, sheet.max_row + 1), rng.randint(1, sheet.max_column + 1)
    texts = [c.value for line in sheet.iter_rows() for c in line if isinstance(c.value, str)] or ["x"]
    value = rng.choice(
        [
            rng.choice(texts),
            damage.damaged_tokens(rng, rng.choice(texts)),
            rng.choice([None, 1, 0.1 + 0.2, -1e300, True, "=1+1", "#REF!", datetime.date(2025, 5, 3)]),
        ]
    )
    try:
        sheet.cell(row, column).value = value
    except ValueError:  # characters that no workbook holds
        return damage.damaged_bytes(rng, data)
    match rng.randrange(6):
        case 0:
            sheet.title = rng.choice(["Ranks", "States", "Weights", "x", "options"])
        case 1:
            sheet.delete_rows(row)
        case 2:
            sheet.delete_cols(column)
        case 3:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=column + 1)
        case _:
            pass
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_file(conflict: Conflict) -> bytes:
    """Give a conflict's own file, to keep it."""
    return detente.to_json(conflict).encode()
