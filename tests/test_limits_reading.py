"""Small files that would take the machine: what is unpacked, gaps and comparisons count before they are done."""

from __future__ import annotations

import difflib
import io
import json
import random
import struct
import sys
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

import detente
from detente.conflict import ConflictFileError, DetenteError, errors, read_conflict
from detente.conflict.condition import Compound, Named, Taken, evaluate
from detente.conflict.condition_text import parse
from detente.conflict.errors import nearest
from detente.conflict.forms import composed, crowded
from detente.conflict.lookalikes import skeleton
from detente.exchange import csv, xlsx_marks, xlsx_reading
from detente.game.symbolic import build_symbolic
from tests.test_exchange_sheets import DISPUTE, workbook

SOON = 20.0  # seconds on a busy machine; what is refused here would take minutes


@pytest.fixture(autouse=True)
def soon():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SOON


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def lying(data: bytes, size: int) -> bytes:
    """Let the headers of an archive of one file give another size than it has."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", out, data.index(mark) + place, size)
    return bytes(out)


# -- archives -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [10, csv.MOST_UNPACKED + 10])
def test_the_directory_of_an_archive_is_not_believed(size):
    bomb = packed({"Options.csv": b"," * (csv.MOST_UNPACKED + 10)})
    assert len(bomb) < 100_000
    with pytest.raises(ConflictFileError, match="unpacks to more than"):
        csv.unpacked(lying(bomb, size), "x.zip")


def test_a_file_of_another_size_than_told_is_refused():
    with pytest.raises(ConflictFileError, match="not of the size that the archive says"):
        csv.unpacked(lying(packed({"Options.csv": b"," * 1000}), 10), "x.zip")


def test_all_files_of_an_archive_count_together(monkeypatch):
    monkeypatch.setattr(csv, "MOST_UNPACKED", 1000)
    assert len(csv.unpacked(packed({"a": b"x" * 500, "b": b"x" * 500}), "x.zip")) == 2
    with pytest.raises(ConflictFileError, match="unpacks to more than"):
        csv.unpacked(packed({"a": b"x" * 500, "b": b"x" * 501}), "x.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_in_pieces_of_any_size_is_refused(method):
    with pytest.raises(ConflictFileError, match=r"'a\.csv' is packed in an unusual way"):
        csv.unpacked(packed({"a.csv": b"x" * 50_000_000}, method), "x.zip")


def test_a_name_stands_once_in_an_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "2")
    with pytest.raises(ConflictFileError, match=r"two of its files are called 'a\.csv'"):
        csv.unpacked(out.getvalue(), "x.zip")


def test_a_directory_of_very_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(csv, "MOST_ENTRIES", 3)
    three = packed({str(k): b"" for k in range(3)})
    assert csv.unpacked(three, "x.zip", lambda _: False) == {}
    with pytest.raises(ConflictFileError, match="unpacks to more than"):
        csv.unpacked(packed({str(k): b"" for k in range(4)}), "x.zip", lambda _: False)


# -- sheets -------------------------------------------------------------------------------------


def changed(tmp_path: Path, change) -> Path:
    """Change the sheet with the options of a workbook."""
    file = workbook(DISPUTE, tmp_path / "dispute.xlsx")
    with zipfile.ZipFile(file) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    names = [n for n in parts if n.startswith("xl/worksheets/") and b"Decision maker" in parts[n]]
    if not names:  # the texts stand in a part of their own
        names = sorted(n for n in parts if n.startswith("xl/worksheets/sheet"))
    for name in names:
        parts[name] = change(parts[name])
    file.write_bytes(packed(parts))
    return file


@pytest.mark.parametrize("number", ["1e9", "1000000000", "9" * 5000, "-1", "0x10", "1_0"])
def test_a_row_far_below_is_refused_at_once(tmp_path, number):
    pytest.importorskip("openpyxl")
    row = f'<row r="{number}"><c r="A1"><v>1</v></c></row></sheetData>'.encode()
    file = changed(tmp_path, lambda part: part.replace(b"</sheetData>", row))
    with pytest.raises(ConflictFileError, match=r"rows|a row with the number"):
        detente.import_file(file)


def test_gaps_between_cells_count(tmp_path, monkeypatch):
    pytest.importorskip("openpyxl")
    monkeypatch.setattr(xlsx_marks, "MOST_CELLS", 5_000)
    rows = b"".join(b'<row><c r="SA%d"><v>1</v></c></row>' % k for k in range(1, 30))
    file = changed(tmp_path, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(
        ConflictFileError, match="more than 5,000 cells, those left empty between others counted"
    ):
        detente.import_file(file)


def test_a_cell_stands_at_a_place(tmp_path):
    pytest.importorskip("openpyxl")
    cell = b'<row><c r="ABCDEF1"><v>1</v></c></row></sheetData>'
    file = changed(tmp_path, lambda part: part.replace(b"</sheetData>", cell))
    with pytest.raises(ConflictFileError, match="a cell at 'ABCDEF1', which is no place"):
        detente.import_file(file)


def test_a_workbook_with_gaps_is_read(tmp_path):
    pytest.importorskip("openpyxl")
    row = b'<row r="5000"><c r="CV5000"/></row></sheetData>'
    file = changed(tmp_path, lambda part: part.replace(b"</sheetData>", row))
    assert (
        detente.import_file(file).option_ids
        == detente.import_file(workbook(DISPUTE, tmp_path / "again.xlsx")).option_ids
    )


def test_a_document_type_is_refused(tmp_path):
    pytest.importorskip("openpyxl")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    file = changed(tmp_path, lambda part: bomb + part)
    with pytest.raises(ConflictFileError, match="document type"):
        detente.import_file(file)


# -- texts --------------------------------------------------------------------------------------


def unordered(number: int) -> str:
    """Marks that Unicode puts into another order: that takes time with the square of their number."""
    return "a" + "\u0301\u0323" * number


@pytest.mark.parametrize(
    "write", ['title: "{}"', 'about: "{}"', "conditions: {{{}: a.x}}", "rules: [never: {}]"]
)
@pytest.mark.parametrize("escaped", [False, True])
def test_very_many_combining_marks_are_refused(write, escaped):
    marks = unordered(200_000)
    if escaped:
        marks = '"a' + "\\u0301\\u0323" * 200_000 + '"'
        write = write.replace('"', "")
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\n" + write.format(marks)
    with pytest.raises(ConflictFileError, match=r"more than 30 combining marks"):
        read_conflict(text)


def test_texts_of_any_language_are_brought_into_one_form():
    for text in ("e\u0301", "क्षि", "ก็", "नहीं", "ﷺ", "Å", "a" + "\u0301" * 30):
        assert crowded(text) == -1
        assert composed(composed(text)) == composed(text)
    assert composed("e\u0301") == "é"
    assert crowded("xé" + "a" + "\u0301" * 31) == 33


def test_what_unicode_takes_apart_into_marks_counts_as_one():
    every = [chr(k) for k in range(sys.maxunicode + 1)]
    apart = [c for c in every if unicodedata.combining(unicodedata.normalize("NFKD", c)[:1] or "a")]
    assert len(apart) > 900
    assert all(crowded("a" + c * 31) == 31 for c in apart)
    assert composed("\u0f73" * 31) == "\u0f73" * 31  # as it is: to order these would take very long
    assert composed("a\u0316\uff9e" * 3, "NFKC") == unicodedata.normalize("NFKC", "a\u0316\uff9e" * 3)
    assert composed("a" + "\u0316\uff9e" * 31, "NFKC") == "a" + "\u0316\uff9e" * 31


def test_nothing_is_brought_into_another_form_but_with_the_bound():
    package = Path(detente.__file__).parent
    found = {
        p.name for p in package.rglob("*.py") if "unicodedata.normalize" in p.read_text(encoding="utf-8")
    }
    assert found == {"forms.py"}
    assert skeleton(unordered(200_000)) == unordered(200_000)
    joined = "a" + "\u0301\u0323\u200d" * 200_000  # what is not seen is left out first
    assert len(skeleton(joined)) == 400_001


def test_a_condition_on_the_command_line_may_have_marks():
    conflict = detente.load("chicken")
    with pytest.raises(DetenteError):
        conflict.condition(unordered(9_000))


# -- nearest matches ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_the_nearest_match_is_the_one_that_python_finds(seed):
    rng = random.Random(seed)
    names = list(dict.fromkeys("".join(rng.choices("abcdef_", k=rng.randint(1, 9))) for _ in range(80)))
    for _ in range(20):
        name = "".join(rng.choices("abcdefg", k=rng.randint(1, 9)))
        expected = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
        if expected:
            assert nearest(name, names) == expected[0]
        else:
            assert nearest(name, names) in (None, *(n for n in names if n == name))


def test_thousands_of_likely_names_are_not_spelled_out(monkeypatch):
    rng = random.Random(1)
    letters = list("abcdefghij" * 10)

    def shuffled() -> str:
        rng.shuffle(letters)
        return "".join(letters)

    names = [shuffled() for _ in range(2_000)]
    begin = time.process_time()
    for _ in range(20):
        nearest(shuffled(), names)
    assert time.process_time() - begin < 10


def test_long_names_are_not_compared():
    assert nearest("x" * 101, ["x" * 100]) is None
    assert nearest("x" * 100, ["x" * 101]) is None
    assert nearest("x" * errors.MOST_COMPARED, ["x" * 99 + "y"]) == "x" * 99 + "y"


# -- what conditions hold -----------------------------------------------------------------------


def test_conditions_hold_no_sets_of_names():
    parts = tuple(Taken(f"a.o{k}") for k in range(1000))
    every = Compound("or", parts)
    assert every.options == {p.option for p in parts}
    deep = every
    for k in range(150):
        deep = Compound("and", (Named(f"c{k}", deep), Named(f"c{k}", deep)))
    assert deep.options == every.options  # each name is looked into once
    assert not any(isinstance(getattr(deep, s, None), frozenset) for s in deep.__slots__)


def test_a_rule_with_very_many_conditions_takes_little_memory():
    import tracemalloc

    options = " ".join(f"o{k}: x," for k in range(16))
    conditions = ", ".join(f"a.o{k % 15} and a.o{k % 14 + 1} and a.o{k % 13 + 2}" for k in range(1500))
    text = (
        f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{options}}}}}}}\n"
        f"rules: [some_of: [{conditions}]]\npreferences: {{a: []}}"
    )
    conflict = read_conflict(text)
    tracemalloc.start()
    game = conflict.game()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40 * 2**20  # all conditions at once: 1,500 times 2 ** 16 bytes
    wanted = conflict.rules[0].conditions
    held = sum(any(c.holds(game.state(s).facts) for c in wanted) for s in range(0, game.size, 997))
    assert held == len(range(0, game.size, 997))


@pytest.mark.parametrize("kind", ["exclusive", "one_of", "some_of", "never"])
def test_rules_by_parts_keep_what_each_state_says(kind, monkeypatch):
    from detente.game import arrays

    monkeypatch.setattr(arrays, "AT_ONCE", 7)
    rng = random.Random(3)
    names = [f"a.o{k}" for k in range(6)]
    for _ in range(20):
        some = [
            f"{rng.choice(names)} {rng.choice(['and', 'or', 'xor'])} {rng.choice(names)}" for _ in range(3)
        ]
        rule = f"{kind}: {some[0]}" if kind == "never" else f"{kind}: [{', '.join(some)}]"
        options = ", ".join(f"o{k}: x" for k in range(6))
        text = (
            f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{options}}}}}}}\n"
            f"rules: [{rule}]\npreferences: {{a: []}}"
        )
        conflict = read_conflict(text)
        scope = conflict.scope()
        held = [parse(s, scope) for s in (some[:1] if kind == "never" else some)]
        allowed = {
            "never": lambda n: n == 0,
            "exclusive": lambda n: n <= 1,
            "one_of": lambda n: n == 1,
            "some_of": lambda n: n >= 1,
        }[kind]
        expected = []
        for mask in range(64):
            taken = frozenset(n for k, n in enumerate(names) if mask >> k & 1)
            if allowed(sum(c.holds(taken) for c in held)):
                expected.append(mask)
        if expected:
            assert conflict.game().states.masks.tolist() == expected
        else:
            with pytest.raises(ConflictFileError, match="no state is left"):
                conflict.game()


def test_a_workbook_of_very_many_tags_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("openpyxl")
    file = workbook(DISPUTE, tmp_path / "dispute.xlsx")
    with zipfile.ZipFile(file) as archive:
        tags = sum(archive.read(n).count(b"<") for n in archive.namelist())
    monkeypatch.setattr(xlsx_reading, "MOST_TAGS", tags)
    assert detente.import_file(file).option_ids
    monkeypatch.setattr(xlsx_reading, "MOST_TAGS", tags - 1)
    with pytest.raises(ConflictFileError, match=r"more than .* tags of XML"):
        detente.import_file(file)


def test_a_number_with_more_digits_than_python_reads(tmp_path):
    file = tmp_path / "x.gmcr"
    file.write_text('{"options": [{"name": ' + "9" * 5000 + '}], "decisionMakers": []}', encoding="utf-8")
    with pytest.raises(ConflictFileError, match="holds a number of 5,000 digits, and at most 1,000 are read"):
        detente.import_file(file)


def test_more_options_than_diagrams_carry_are_refused():
    pytest.importorskip("oxidd")
    makers = {f"d{i}": {"options": {f"o{k}": "x" for k in range(200)}} for i in range(80)}
    text = json.dumps(
        {"detente": 1, "title": "t", "decision_makers": makers, "preferences": {d: [] for d in makers}}
    )
    conflict = read_conflict(text)
    with pytest.raises(DetenteError, match="16,000 options; at most 4,000"):
        build_symbolic(conflict)
    with pytest.raises(DetenteError, match="16,000 options"):
        detente.analyze(conflict)


def test_options_that_a_long_condition_repeats_are_looked_at_once():
    rng = random.Random(5)
    names = [f"a.o{k}" for k in range(5)]
    for operator in ("and", "or", "xor"):
        for _ in range(30):
            parts = tuple(
                Taken(rng.choice(names))
                if rng.random() < 0.8
                else Compound("not", (Taken(rng.choice(names)),))
                for _ in range(rng.randint(21, 40))
            )
            condition = Compound(operator, parts)
            for mask in range(32):
                taken = frozenset(n for k, n in enumerate(names) if mask >> k & 1)
                each = [p.holds(taken) for p in parts]
                expected = {"and": all(each), "or": any(each), "xor": sum(each) % 2 == 1}[operator]
                assert condition.holds(taken) is expected
    asked: list[str] = []

    def ask(option: str) -> bool:
        asked.append(option)
        return False

    evaluate(Compound("or", tuple(Taken(f"a.o{k % 5}") for k in range(1000))), ask)
    assert len(asked) == 5
