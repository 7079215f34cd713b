"""The command as a person or a script uses it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import detente
from detente.cli import main
from detente.cli.bounds import SECONDS
from detente.cli.parser import parse, parser, question_names
from detente.questions import find
from detente.questions.encoding import answer_schema
from detente.render.terminal import width_of

TOLL = """
detente: 1
title: A toll road
status_quo: []
decision_makers:
  city: {name: The city, options: {build: build the road}}
  firm: {name: The firm, options: {pay: pay a toll}}
preferences:
  city: [firm.pay, not build]
  firm: [city.build, not pay]
"""


def run(*argv: str, capsys) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def toll(tmp_path: Path) -> str:
    file = tmp_path / "toll.yaml"
    file.write_text(TOLL, encoding="utf-8")
    return str(file)


EVERY = ["check", "states", "analyze", "explain", "evolve", "compare"]
OTHERS = {"new", "watch", "serve", "mcp", "import", "export", "catalogue", "schema"}
GOALS = {"istanbul-2025": "russia.truce and not europe.troops", "elmira-nine-states": "s8"}


@pytest.mark.parametrize("command", [*EVERY, "equilibria", "pivot", "pivot goal", "coalitions"])
@pytest.mark.parametrize("conflict", ["istanbul-2025", "elmira-nine-states"])
def test_every_command_answers_in_every_form(command, conflict, tmp_path, capsys):
    command, _, goal = command.partition(" ")
    more = ("--goal", GOALS[conflict], "-p", detente.load(conflict).accounts[-1]) if goal else ()
    code, out, err = run(command, conflict, *more, capsys=capsys)
    assert (code, err) == (0, "")
    assert out.startswith(detente.load(conflict).title)
    code, out, _ = run(command, conflict, *more, "--json", capsys=capsys)
    assert code == 0
    assert json.loads(out)["title"] == detente.load(conflict).title
    rows = ("csv", "jsonl") if find(command).has_rows else ()
    for ending in ("html", "md", "json", *rows):
        file = tmp_path / f"out.{ending}"
        code, out, err = run(command, conflict, *more, "--out", str(file), capsys=capsys)
        assert (code, out) == (0, "")
        assert f"wrote {file}" in err
        text = file.read_text(encoding="utf-8")
        assert text
        if ending == "json":
            json.loads(text)
        if ending == "csv":
            assert len(list(csv.reader(io.StringIO(text)))) > 1
    assert {p.suffix[1:] for p in tmp_path.iterdir()} == {"html", "md", "json", *rows}


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_analysis_json_keeps_its_schema(name, capsys):
    validator = jsonschema.Draft202012Validator(answer_schema(find("analyze")))
    for account in detente.load(name).accounts:
        code, out, _ = run("analyze", name, "--json", "--perspective", account, capsys=capsys)
        assert code == 0
        found = json.loads(out)
        validator.validate(found)
        assert found["perspective"] == account
        assert int(found["feasible"]) == len(found["states"])
        assert len({s["id"] for s in found["states"]}) == len(found["states"])
        for one in found["held"]:
            assert set(one["states"]) <= set(range(len(found["states"])))


def test_json_takes_the_first_account_and_lists_the_others(capsys):
    _, out, err = run("analyze", "istanbul-2025", "--json", capsys=capsys)
    found = json.loads(out)
    assert found["perspective"] == "commentary"
    assert [(p["id"], p["followed"]) for p in found["perspectives"]] == [
        ("commentary", True),
        ("kyiv", False),
        ("broker", False),
    ]
    assert "follows the account 'commentary', the first in the file" in err
    assert "'kyiv', 'broker'" in err
    _, out, err = run("analyze", "istanbul-2025", "--json", "-p", "broker", capsys=capsys)
    assert (json.loads(out)["perspective"], err) == ("broker", "")
    _, out, err = run("compare", "istanbul-2025", "--json", capsys=capsys)
    assert [a["account"] for a in json.loads(out)["accounts"]] == ["commentary", "kyiv", "broker"]
    assert err == ""


def test_states_keep_their_id_under_every_account(capsys):
    seen: dict[tuple[str, ...], str] = {}
    for account in detente.load("istanbul-2025").accounts:
        _, out, _ = run("analyze", "istanbul-2025", "--json", "-p", account, capsys=capsys)
        for state in json.loads(out)["states"]:
            assert state["taken"] == sorted(state["taken"])
            assert seen.setdefault(tuple(state["taken"]), state["id"]) == state["id"]


def test_concepts_can_be_chosen(toll, capsys):
    _, out, _ = run("analyze", toll, "--json", "--concepts", "seq, nash", capsys=capsys)
    assert [h["concept"] for h in json.loads(out)["held"]] == ["nash", "seq"]
    code, _, err = run("analyze", toll, "--concepts", "nasch", capsys=capsys)
    assert code == 2
    assert "did you mean 'nash'" in err


def test_the_terminal_shows_the_answer_first_and_every_concept(toll, capsys):
    _, out, _ = run("analyze", toll, "--full", capsys=capsys)
    answer, table = out.split("Equilibria, concept by concept", 1)
    for concept in ("Nash", "SEQ", "SMR", "GMR"):
        assert concept in answer.split("How sure", 1)[1]
        assert concept in table
    assert "oday" in answer
    headline, short = out.splitlines()[1], run("analyze", toll, capsys=capsys)[1]
    assert "build the road" in headline or "today" in headline.lower()
    assert short.splitlines()[:2] == out.splitlines()[:2]
    assert "--full" in short.splitlines()[-1]
    assert len(short.splitlines()) <= 12


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("command", [*EVERY, "equilibria", "pivot", "coalitions"])
def test_lines_fit_the_terminal(columns, command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, _ = run(command, "istanbul-2025", "--full", capsys=capsys)
    assert code == 0
    assert "\x1b" not in out
    too_long = [line for line in out.splitlines() if width_of(line) > columns and " " in line.strip()]
    assert not too_long


def test_standard_input_and_pipes(toll):
    command = [sys.executable, "-m", "detente"]
    piped = subprocess.run(
        [*command, "analyze", "-", "--json"], input=TOLL.encode(), capture_output=True, check=True
    )
    assert json.loads(piped.stdout)["title"] == "A toll road"
    assert piped.stderr == b""
    shut = subprocess.run(
        f"{sys.executable} -m detente states istanbul-2025 --json -p kyiv | head -c 10",
        shell=True,
        capture_output=True,
        check=True,
    )
    assert shut.stderr == b""
    narrow = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    ascii_only = subprocess.run([*command, "analyze", "chicken"], env=narrow, capture_output=True, check=True)
    assert "Chicken" in ascii_only.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["analyse", "chicken"], "did you mean 'analyze'"),
        (["analyze"], "CONFLICT"),
        (["analyze", "chiken"], "did you mean 'chicken'"),
        (["analyze", "missing.yaml"], "missing.yaml: cannot be read"),
        (["analyze", "chicken", "--perspective", "nobody"], "no perspective 'nobody'"),
        (["analyze", "chicken", "--out", "x.pdf"], "allowed: .html, .md, .docx, .json, .csv"),
        (["check", "chicken", "--out", "x.csv"], "no ending '.csv'"),
        (["analyze", "chicken", "--json", "--out", "x.md"], "two different forms"),
        (["analyze", "chicken", "--out", "no/such/folder/x.html"], "cannot be written"),
        (["analyze", "chicken", "--most-states", "2"], "4 feasible states; at most 2"),
        (["analyze", "chicken", "--most-states", "zero"], "no whole number"),
        (["explain", "chicken", "--state", "nowhere"], "no state 'nowhere'"),
        (["explain", "chicken", "--state", "#99"], "no state has the number 99"),
        (["states", "chicken", "--where", "first.swerve and"], "character"),
        (["states", "chicken", "--where", "first.swerv"], "did you mean 'first.swerve'"),
        (["compare", "istanbul-2025", "-p", "kiev"], "did you mean 'kyiv'"),
        (["catalogue", "elmyra"], "did you mean 'elmira'"),
        (["schema", "nothing"], "no schema 'nothing'"),
        (["pivot", "chicken", "--goal", "bothswerve"], "did you mean 'both_swerve'"),
        (["pivot", "chicken", "--goal", "first.swerv and"], "no state 'first.swerv and'"),
        (["pivot", "istanbul-2025", "--goal", "russia.truce and russia.escalate"], "in no feasible state"),
        (["pivot", "chicken", "--concept", "nasch"], "did you mean 'nash'"),
        (["pivot", "chicken", "--concept", "nash,seq"], "no concept 'nash,seq'"),
        (["pivot", "chicken", "--goal", "crash", "--who", "frist"], "did you mean 'first'"),
        (["pivot", "chicken", "--goal", "crash", "--most", "0"], "no whole number from 1 to"),
        (["pivot", "chicken", "--who", "first"], "belong to a goal"),
        (["pivot", "chicken", "--most", "2"], "belong to a goal"),
        (["pivot", "chicken", "--anywhere"], "belong to a goal"),
        (["coalitions", "chicken", "--members", "first,secnd"], "did you mean 'second'"),
        (["coalitions", "chicken", "--members", ""], "no decision maker ''"),
        (["coalitions", "chicken", "--state", "nowhere"], "no state 'nowhere'"),
        (["coalitions", "chicken", "--size", "0"], "no whole number from 1 to"),
        (["coalitions", "chicken", "--concepts", "nasch"], "did you mean 'nash'"),
    ],
)
def test_bad_requests_get_one_clear_error(argv, told, capsys):
    code, out, err = run(*argv, capsys=capsys)
    assert code == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_all_mistakes_of_a_file_are_told_at_their_places(tmp_path, capsys):
    file = tmp_path / "bad.yaml"
    file.write_text(
        TOLL.replace("firm.pay, not", "firm.pai, not").replace("title:", "titel:"), encoding="utf-8"
    )
    code, out, err = run("check", str(file), capsys=capsys)
    assert (code, out) == (2, "")
    assert f"{file}:3:1:" in err
    assert "did you mean 'title'" in err
    assert f"{file}:9:10:" in err
    assert "did you mean 'firm.pay'" in err


def test_without_a_command_help_goes_to_standard_error(capsys):
    code, out, err = run(capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("usage: detente ")


def test_new_never_replaces_a_file(tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    code, _, err = run("new", str(file), capsys=capsys)
    assert code == 0
    assert "detente check" in err
    assert run("check", str(file), capsys=capsys)[0] == 0
    code, out, _ = run("analyze", str(file), capsys=capsys)
    assert code == 0
    assert "engineers" in out
    assert "residents" in out
    file.write_text("mine", encoding="utf-8")
    code, _, err = run("new", str(file), capsys=capsys)
    assert code == 2
    assert "nothing was written: give another name" in err
    assert "--force" not in err  # which the command does not have
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch, capsys):
    file = tmp_path / "report.html"
    file.write_text("old", encoding="utf-8")

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    code, _, err = run("analyze", "chicken", "--out", str(file), capsys=capsys)
    assert code == 2
    assert "No space left" in err
    assert file.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_file_without_status_quo_is_answered_as_far_as_it_goes(tmp_path, capsys):
    file = tmp_path / "open.yaml"
    file.write_text(TOLL.replace("status_quo: []\n", ""), encoding="utf-8")
    code, out, _ = run("analyze", str(file), "--json", capsys=capsys)
    found = json.loads(out)
    assert code == 0
    assert found["status_quo"] is None
    assert found["heading"] is None
    jsonschema.validate(found, answer_schema(find("analyze")))
    code, out, _ = run("analyze", str(file), capsys=capsys)
    assert code == 0
    assert "the file says nothing of today" in out
    for command in ("evolve", "explain"):
        code, _, err = run(command, str(file), capsys=capsys)
        assert code == 2
        assert "status_quo" in err


def test_a_file_without_preferences_is_refused_where_they_are_needed(tmp_path, capsys):
    file = tmp_path / "bare.yaml"
    file.write_text(TOLL.split("preferences:", maxsplit=1)[0], encoding="utf-8")
    assert run("check", str(file), capsys=capsys)[0] == 0
    assert run("states", str(file), capsys=capsys)[0] == 0
    code, _, err = run("analyze", str(file), capsys=capsys)
    assert code == 2
    assert "does not say what 'city' prefers" in err


def test_states_can_be_filtered(capsys):
    _, out, _ = run("states", "istanbul-2025", "--where", "settlement", "--json", capsys=capsys)
    found = json.loads(out)
    assert 0 < int(found["count"]) == len(found["states"]) < int(found["feasible"]) == 288
    assert all({"russia.concede", "ukraine.concede"} & set(s["taken"]) for s in found["states"])


def test_catalogue_prints_files_that_can_be_read(capsys):
    _, out, _ = run("catalogue", capsys=capsys)
    assert "istanbul-2025" in out
    for name in detente.catalogue_names():
        _, out, _ = run("catalogue", name, capsys=capsys)
        assert detente.read_conflict(out) == detente.load(name)


def test_schemas_are_printed(capsys):
    for what in ("conflict", "analyze"):
        code, out, _ = run("schema", what, capsys=capsys)
        assert code == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_every_command_has_help_with_an_example(capsys):
    code, out, _ = run("--help", capsys=capsys)
    assert code == 0
    commands = re.findall(r"^    (\w+)\b", out, re.M)
    assert set(question_names()) | OTHERS == set(commands)
    for command in commands:
        code, out, _ = run(command, "--help", capsys=capsys)
        assert code == 0
        assert f"example:\n  detente {command}" in out
        assert "exit codes" in out
    assert parser().prog == "detente"


def test_help_and_import_do_not_load_numpy():
    code = "import sys, detente, detente.cli; detente.cli.main(['--help']); sys.exit('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


def test_groups_may_be_written_with_spaces(capsys):
    assert run("coalitions", "chicken", "-m", "first, second", capsys=capsys) == run(
        "coalitions", "chicken", "-m", "second,first", capsys=capsys
    )


def test_ways_that_differ_in_more_than_a_place_are_told_one_by_one(capsys):
    goal = ("-p", "kyiv", "--goal", GOALS["istanbul-2025"])
    _, out, _ = run("pivot", "istanbul-2025", *goal, "--json", capsys=capsys)
    ways = {(c["decision_maker"], c["that"]) for t in json.loads(out)["turns"] for c in t["changes"]}
    _, out, _ = run("pivot", "istanbul-2025", *goal, "--full", capsys=capsys)
    assert len(ways) == len(re.findall(r"^  \d+ +Russia", out, re.M)) == 5


def test_who_leaves_the_goal_is_told(capsys):
    goal = ("-p", "kyiv", "--goal", GOALS["istanbul-2025"], "--who", "us")
    _, out, _ = run("pivot", "istanbul-2025", *goal, capsys=capsys)
    told = " ".join(out.split())
    assert "At least one of Russia, Europe and Ukraine would leave each of the 48 outcomes" in told


def test_an_error_in_the_program_is_told_in_one_line(monkeypatch, capsys):
    from detente.cli import commands

    def broken(_arguments):
        raise RuntimeError("broken on purpose")

    monkeypatch.setitem(commands.COMMANDS, "catalogue", broken)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    code, out, err = run("catalogue", capsys=capsys)
    assert (code, out) == (70, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["analyze", "equilibria", "explain", "evolve"])
def test_the_limit_on_time_is_the_usual_one(command, monkeypatch):
    monkeypatch.delenv("DETENTE_SECONDS", raising=False)
    assert parse([command, "chicken"]).seconds == float(SECONDS)
    with pytest.raises(SystemExit):
        parse([command, "chicken", "--seconds", "0"])


def test_a_concept_that_there_is_not_is_told_with_all_that_there_are(capsys):
    assert main(["analyze", "chicken", "--concepts", "foo"]) == 2
    told = capsys.readouterr().err
    for part in (
        "nash, sseq, seq, sim, sim-any, smr, gmr, nm, l1 to l99",
        "-strong, -weak",
        "-a, -b, -c, -d",
    ):
        assert part in told
    with pytest.raises(detente.UnknownNameError, match=r"\(allowed: nash, gmr, smr, seq\)"):
        detente.coalitions(detente.load("chicken").game(), ["foo"])


def test_what_is_alike_under_simultaneous_and_far_sighted_concepts_is_not_called_an_answer(capsys):
    assert main(["analyze", "chicken", "--concepts", "sim,sim-any"]) == 0
    told = capsys.readouterr().out
    assert "SIM ✓ SIM-any ✓" in told
    assert "answer" not in told
