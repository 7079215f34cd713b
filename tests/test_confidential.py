"""What is confidential appears nowhere: in no question, no format, no message; with ``--as`` it does."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

import detente
from detente import cli, reports
from detente.cli.output import endings
from detente.cli.parser import find_question
from detente.conflict import Sealed, read_conflict
from detente.exchange import FORMATS
from detente.questions import REGISTRY
from tests.confidential_cases import (
    CANARIES,
    MAIN,
    PREFERENCES,
    WISHES,
    party_file,
    with_include,
    with_marks,
)

QUESTIONS = (*reports.REGISTRY, *REGISTRY)
WRITTEN = [f for f in FORMATS if f.write is not None]
# The same wishes in other words, and in numbers that are three times as large: nothing that may be told is another.
OTHER_WISHES = (
    WISHES.replace("quokka", "numbat")
    .replace("50070", "150210")
    .replace("200280", "600840")
    .replace("250350", "751050")
    .replace("60084", "180252")
    .replace("0.7", "0.6")
)
OTHER_PREFERENCES = """
  weights: {not north.shoot: 4011, shoot if not union.watch: 2011, not shoot: 1011}
  because: numbat-why
  confidence: 0.6161
"""
OTHER_ACCOUNT = "\n  weights: {not union.watch: 4011, not north.shoot: 2011}\n"
OTHER = {"wishes": OTHER_WISHES, "preferences": OTHER_PREFERENCES, "account": OTHER_ACCOUNT}
ARGUMENTS = {"pivot": [[], ["--goal", "none"]], "whatif": [[], ["--collapse"], ["--without", "north.shoot"]]}
WAYS = {"include": with_include, "marks": with_marks}


def opened(data: bytes) -> bytes:
    """Unpack what is packed: documents, workbooks, archives."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in sorted(archive.namelist()))


def run(capsys, *argv: str) -> tuple[int, str]:
    code = cli.main(list(argv))
    captured = capsys.readouterr()
    assert code in (0, 2), captured.err
    return code, captured.out + captured.err


def asked(capsys, monkeypatch, file: Path, who: list[str]) -> dict[tuple[str, ...], bytes]:
    """Ask every question in every form, write every format; give all that was said and written."""
    found: dict[tuple[str, ...], bytes] = {}
    monkeypatch.chdir(file.parent)
    for name in QUESTIONS:
        question = find_question(name)
        for more in ARGUMENTS.get(name, [[]]):
            for form in ([], ["--full"], ["--json"]):
                _, said = run(capsys, name, file.name, *who, *more, *form)
                found[name, *more, *form] = said.encode()
        for ending in endings(question):
            out = Path(f"out{ending}")
            _, said = run(capsys, name, file.name, *who, "--out", str(out))
            found[name, ending] = said.encode() + (opened(out.read_bytes()) if out.exists() else b"")
            out.unlink(missing_ok=True)
    accounts: list[list[str]] = [[], ["-p", "other"]]
    for format in WRITTEN:
        tables: list[list[str]] = [[]]
        if format.name in ("csv", "parquet"):
            tables = [["--table", t] for t in ("states", "moves", "options")]
        for table in tables:
            for account in accounts:
                out = Path(f"out.{format.name}")
                _, said = run(
                    capsys,
                    "export",
                    file.name,
                    *who,
                    "--to",
                    format.name,
                    *table,
                    *account,
                    "--out",
                    str(out),
                )
                there = opened(out.read_bytes()) if out.exists() else b""
                found["export", format.name, *table, *account] = said.encode() + there
                out.unlink(missing_ok=True)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_nothing_tells_what_is_confidential(way, tmp_path, capsys, monkeypatch):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    told = asked(capsys, monkeypatch, WAYS[way](one), [])
    for key, said in told.items():
        assert b"quokka" not in said, key
        assert not re.search(rb"50070|200280|250350|60084|0\.7[127]7", said), key
    # What is said does not depend on how it is worded, in which form, in which numbers: it is byte for byte the same.
    again = asked(capsys, monkeypatch, WAYS[way](other, **OTHER), [])
    for key, said in told.items():
        assert again[key].decode("latin-1").splitlines() == said.decode("latin-1").splitlines(), key


@pytest.mark.parametrize("way", WAYS)
def test_all_of_it_is_told_to_whoever_may_see_it(way, tmp_path, capsys, monkeypatch):
    told = asked(capsys, monkeypatch, WAYS[way](tmp_path), ["--as", "south"])
    everything = b"\n".join(told.values()).decode("utf-8", "replace")
    for canary in CANARIES:
        assert canary in everything, canary
    assert not re.search("is confidential|are withheld|Confidential, and", everything)
    north = asked(capsys, monkeypatch, WAYS[way](tmp_path), ["--as", "north"])
    for key, said in north.items():
        assert b"quokka" not in said, key


# -- messages ----------------------------------------------------------------------------------------------------------


def harms(text: str) -> list[tuple[int, str]]:
    """Damage a file in one place at a time: the line (from 1), and the text."""
    lines = text.splitlines()
    found = []
    for k, line in enumerate(lines):
        for match in re.finditer(
            r"[\w.-]+(?= *:)|(?<=: )[^,{}\[\]]+|(?<=- )[^,{}\[\]:]+|(?<=\[)[^,\]]+", line
        ):
            harmed = line[: match.start()] + f"wombat-{k} (7.7.7" + line[match.end() :]
            found.append((k + 1, "\n".join([*lines[:k], harmed, *lines[k + 1 :]]) + "\n"))
        found.append((k + 1, "\n".join([*lines[:k], f"{line} ]}} wombat: [", *lines[k + 1 :]]) + "\n"))
        found.append((k + 1, "\n".join([*lines[:k], line, line, *lines[k + 1 :]]) + "\n"))
    return found


def test_no_message_repeats_what_stands_in_the_file_of_a_party(tmp_path, capsys):
    file = with_include(tmp_path)
    wrong = 0
    for line, text in harms(party_file()):
        (tmp_path / "south.yaml").write_text(text, encoding="utf-8")
        code, said = run(capsys, "check", str(file), "--json")
        for secret in ("wombat", "7.7.7", "quokka", "50070"):
            assert secret not in said, (line, text)
        if code:
            wrong += 1
            assert re.search(r"south\.yaml:\d+:\d+: not as it has to be; it is confidential", said), said
            assert "--as south tells what is wrong" in said
            assert "Allowed: " in said
            _, shown = run(capsys, "check", str(file), "--json", "--as", "south")
            assert "confidential and not repeated" not in shown
            assert re.search(r"south\.yaml:\d+", shown)
    assert wrong > 60


def test_no_message_repeats_what_is_marked(tmp_path, capsys):
    wrong = 0
    whole = with_marks(tmp_path).read_text(encoding="utf-8").splitlines()
    secret = [k for k, line in enumerate(whole, 1) if "quokka" in line or "50070" in line or "250350" in line]
    for line, text in harms("\n".join(whole)):
        if line not in secret or "\nsources: " not in text:
            continue
        (tmp_path / "truce.yaml").write_text(text, encoding="utf-8")
        code, said = run(capsys, "check", str(tmp_path / "truce.yaml"), "--json")
        for word in ("wombat", "7.7.7", "quokka", "50070"):
            assert word not in said, (line, text, said)
        wrong += bool(code)
    assert wrong > 40


@pytest.mark.parametrize(
    ("wishes", "preferences"),
    [
        (
            "\n  ranking: [prisoners.all+halt.open, no_deal]\n",
            "",
        ),  # it leaves packages out, which is found later
        (WISHES, "\n  ranking: [none, north.shoot]\n"),  # it leaves states out
        (WISHES, "\n  - {that: north.shoot, strength: much}\n  - {that: shoot, unknown: true}\n"),
        (WISHES, "\n  - {that: north.shoot, id: quokka, unknown: true}\n"),
        (WISHES, "\n  partial: [north.shoot > south.shoot > north.shoot]\n"),
    ],
)
def test_what_is_found_out_later_is_told_without_it_too(wishes, preferences, tmp_path, capsys):
    file = with_include(tmp_path, wishes=wishes, preferences=preferences or PREFERENCES)
    for question in QUESTIONS:
        for form in ([], ["--full"], ["--json"]):
            _, said = run(capsys, question, str(file), *form)
            assert "quokka" not in said
            assert not re.search(r"leaves out|stands twice|goes round|is unknown which", said), said


def test_a_change_of_what_is_confidential_is_told_without_it(tmp_path, capsys):
    changes = "perspectives:\n  more:\n    says: more\n    preferences:\n"
    changes += "      south: {patch: [{drop: quokka-secand}]}\n"
    file = with_include(tmp_path, account="")
    file.write_text(file.read_text(encoding="utf-8").replace("perspectives:\n", changes), encoding="utf-8")
    code, said = run(capsys, "check", str(file))
    assert code == 2
    assert "quokka-first" not in said
    assert "quokka-second" not in said
    assert re.search(r"truce\.yaml:\d+:\d+: not as it has to be", said)
    _, said = run(capsys, "check", str(file), "--as", "south")
    assert "did you mean 'quokka-second'?" in said


# -- values ------------------------------------------------------------------------------------------------------------


def test_values_print_nothing_of_it(tmp_path):
    for way in WAYS.values():
        conflict = detente.read_file(way(tmp_path))
        game = conflict.game("base")
        found = [
            conflict,
            conflict.under("base"),
            conflict.under("other"),
            game,
            detente.settle(conflict.under("base")),
        ]
        found += [
            detente.analyze(game),
            conflict.terms,
            conflict.perspectives,
            conflict.preferences,
            conflict.closed,
        ]
        for value in found:
            assert not re.search("quokka|50070|200280", repr(value) + str(value))
        assert detente.read_file(way(tmp_path), as_party="south") == conflict.as_party("south")
        assert "quokka-first" in repr(conflict.as_party("south"))


def test_python_refuses_what_would_tell(tmp_path):
    conflict = detente.read_file(with_include(tmp_path))
    game = conflict.game("base")
    result = detente.explain(game, "north.shoot", "south", "nash")
    for say in (detente.text, detente.answer):
        with pytest.raises(
            detente.DetenteError, match="'explain' would tell what 'south' prefers, which is confidential"
        ):
            say(result)
    shown = conflict.as_party("south").game("base")
    assert "quokka" in detente.text(detente.explain(shown, "north.shoot", "south", "nash"))
    with pytest.raises(detente.UnknownNameError, match="no party 'est'"):
        conflict.as_party("est")
    with pytest.raises(detente.UnknownNameError, match="no party 'est'"):
        detente.read_file(tmp_path / "truce.yaml", as_party=["north", "est"])


def test_what_is_computed_is_the_same_whoever_asks(tmp_path):
    conflict = detente.read_file(with_include(tmp_path))
    for account in conflict.accounts:
        hidden, shown = (c.game(account) for c in (conflict, conflict.as_party("south")))
        assert [r.tolist() for r in hidden.ranks] == [r.tolist() for r in shown.ranks]
        assert hidden.hidden == {"south"}
        assert not shown.hidden
    one, other = (detente.settle(c.under("base")) for c in (conflict, conflict.as_party("south")))
    assert one.zone.tolist() == other.zone.tolist()
    assert one.deals == other.deals
    assert one.solutions.keys() == other.solutions.keys()


# -- writing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [detente.to_yaml, detente.to_json])
def test_written_is_the_name_of_the_file_and_not_what_stands_in_it(write, tmp_path):
    conflict = detente.read_file(with_include(tmp_path))
    for one in (conflict, conflict.as_party("south")):
        text = write(one)
        assert "quokka" not in text
        (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
        again = detente.read_file(tmp_path / "again.yaml")
        assert again == conflict
        assert again.as_party("south") == conflict.as_party("south")
    alone = read_conflict(text)  # in no folder
    assert isinstance(alone.preferences["south"], Sealed)
    assert not alone.preferences["south"].seal.here


@pytest.mark.parametrize("write", [detente.to_yaml, detente.to_json])
def test_written_is_the_mark_and_what_is_marked_only_for_whoever_may_see_it(write, tmp_path):
    conflict = detente.read_file(with_marks(tmp_path))
    text = write(conflict)
    assert "quokka" not in text
    assert "confidential" in text
    left = read_conflict(text)
    assert not left.preferences["south"].seal.here
    assert not left.terms.wishes["south"].here
    shown = write(conflict.as_party("south"))
    assert "quokka-first" in shown
    again = read_conflict(shown)
    assert again == conflict
    assert "quokka" not in repr(again)


def test_a_workbook_takes_what_may_be_shown_and_marks_it(tmp_path, capsys):
    file = with_include(tmp_path)
    for who, there in (([], False), (["--as", "south"], True)):
        code, said = run(capsys, "export", str(file), *who, "--out", str(tmp_path / "x.zip"))
        assert code == 0
        told = "what 'south' wants is confidential and was left out; --as south writes it, too"
        assert (told in said) is not there
        assert (b"quokka" in opened((tmp_path / "x.zip").read_bytes())) is there
        conflict = detente.import_file(tmp_path / "x.zip")
        assert conflict.under("base").hidden == {"south"}
        assert conflict.preferences["south"].seal.here is there
        assert "quokka" not in repr(conflict)
        code, said = run(capsys, "import", str(tmp_path / "x.zip"))
        assert "quokka" not in said
        assert "left out" in said
        code, said = run(capsys, "import", str(tmp_path / "x.zip"), "--as", "south")
        assert ("quokka-first" in said) is there


def test_a_mistake_in_a_workbook_that_marks_something_is_told_without_its_cell(tmp_path, capsys):
    file = with_include(tmp_path)
    run(capsys, "export", str(file), "--as", "south", "--out", str(tmp_path / "x.zip"))
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        sheets = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, old in (
        ("Statements.csv", "not north.shoot,"),
        ("Statements.csv", "0.7373"),
        ("Wishes.csv", "50070"),
        ("Sources.csv", "memo,"),
    ):
        assert old in sheets[name]
        with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
            for each, text in sheets.items():
                archive.writestr(
                    each, text.replace(old, old.replace(",", "") + " wombat,", 1) if each == name else text
                )
        code, said = run(capsys, "import", str(tmp_path / "y.zip"))
        assert code == 2, name
        assert not re.search("wombat|quokka|50070|0.7373", said), said
        assert "not as it has to be" in said
    assert re.search("sheet '[A-Z]", said)
    (tmp_path / "y.zip").unlink()
    run(capsys, "export", "chicken", "--out", str(tmp_path / "y.zip"))
    assert run(capsys, "import", str(tmp_path / "y.zip"))[0] == 0


def test_a_file_of_a_party_is_not_overwritten(tmp_path, capsys):
    file = with_include(tmp_path)
    (tmp_path / "south.json").write_text(
        (tmp_path / "south.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    file.write_text(file.read_text(encoding="utf-8").replace("south.yaml", "south.json"), encoding="utf-8")
    code, said = run(capsys, "check", str(file), "--out", str(tmp_path / "south.json"))
    assert code == 2
    assert "is what is read" in said


# -- a party alone -----------------------------------------------------------------------------------------------------


def test_whose_file_is_missing_is_left_out_and_that_is_said(tmp_path, capsys):
    file = with_include(tmp_path, preferences="", account="")
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "  union: [not (north", "  south: [not north.shoot, not shoot]\n  union: [not (north"
        )
    )
    whole = detente.settle(detente.read_file(file).under("base"))
    (tmp_path / "south.yaml").unlink()
    code, said = run(capsys, "settle", str(file), "-p", "base", "--full")
    assert code == 0
    assert re.search(r"south' wants stands in 'south\.yaml', which is not here \(No such file", said)
    assert re.search(r"depends on South.*of 9 packages beat no deal for North", said.replace("\n ", ""))
    assert "confidential and not at hand: nothing here takes account of it" in re.sub(r"\s+", " ", said)
    alone = detente.settle(detente.read_file(file).under("base"))
    assert alone.table.absent == ("south",)
    # What is no worse than no deal for all is so for North; what gains it nothing is told of only where somebody gains.
    north = alone.table.parties[0]
    assert (north.dm, len(alone.table.signing)) == ("north", 1)
    assert {p for p in whole.zone.tolist() if north.ranks[p] > north.no_deal} <= set(alone.zone.tolist())
    assert not alone.solutions
    assert alone.divided is None
    for rule in ("Nash", "Kalai", "egalitarian", "fallback"):
        assert rule not in said


def test_nothing_is_guessed_where_preferences_are_missing(tmp_path, capsys):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").unlink()
    for question in ("analyze", "settle", "equilibria", "evolve"):
        code, said = run(capsys, question, str(file), *(["-p", "base"] if question != "evolve" else []))
        assert code == 2
        assert re.search("confidential", said)
    code, said = run(capsys, "check", str(file))
    assert code == 0
    assert "which is not here" in said
    code, said = run(capsys, "brief", str(file))
    assert code == 0


def test_a_slip_in_the_name_of_a_party_gives_nothing_away(tmp_path, capsys):
    file = with_marks(tmp_path)
    text = file.read_text(encoding="utf-8").replace("  south:\n", "  suoth:\n")
    file.write_text(
        text.replace("that: not shoot, because", "that: not wombat, that: x, because"), encoding="utf-8"
    )
    code, said = run(capsys, "check", str(file))
    assert code == 2
    assert not re.search("wombat|quokka|twice", said)
    assert "it is confidential and not repeated here" in said


def test_what_is_confidential_in_one_account_shows_in_no_other(tmp_path, capsys, monkeypatch):
    """Followed is the file's own account, in which nothing is confidential; the other stands beside it."""
    monkeypatch.chdir(tmp_path)
    whole = MAIN.replace(
        "  union: [not (north", "  south: [not north.shoot, not shoot]\n  union: [not (north"
    )
    whole = whole.replace("perspectives:\n", "    south: {weights: {prisoners: {some: 5}}}\nperspectives:\n")
    said: list[dict[str, str]] = []
    for secret in (
        "{that: not union.watch, id: quokka, because: quokka-why}",
        "{that: north.shoot, id: wombat}",
    ):
        text = f"{whole}      south: [{secret}, shoot]\n    confidential: [south]\n"
        Path("x.yaml").write_text(text, encoding="utf-8")
        told = {}
        for name in QUESTIONS:
            takes = find_question(name).takes & {"perspective", "perspectives"}
            for form in ([], ["--full"], ["--json"]):
                argv = [name, "x.yaml", *form, *(["-p", "base"] if takes else [])]
                told[" ".join(argv)] = run(capsys, *argv)[1]
        said.append(told)
    for asked_, text in said[0].items():
        assert "quokka" not in text, asked_
        assert text == said[1][asked_], asked_
    assert "would tell" not in said[0]["explain x.yaml -p base"]
