"""Every question of the registry is whole: help, example, page, schema, JSON, text, every form of file."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest

import detente
from detente import questions, reports
from detente.cli import main
from detente.cli.parser import find_question, parser, question_names
from detente.questions.encoding import answer_schema

NAMES = list(question_names())
ROOT = Path(__file__).parent.parent
HERE = ROOT / "src" / "detente" / "questions"


def example(name: str) -> list[str]:
    return shlex.split(find_question(name).example)[1:]


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_is(name: str) -> None:
    question = find_question(name)
    assert question.name == name
    assert question.asks.endswith("?")
    assert question.about.endswith(".")
    assert (ROOT / "docs" / question.page).is_file(), question.page
    assert f"detente {name}" in (ROOT / "docs" / question.page).read_text(encoding="utf-8")
    assert question.takes <= {"perspective", "perspectives", "concepts", "classical"}
    for argument in question.arguments:
        assert argument.help
        assert not argument.help.endswith(".")


@pytest.mark.parametrize("name", questions.REGISTRY)
def test_a_folder_has_the_same_files_everywhere(name: str) -> None:
    found = {p.name for p in (HERE / name).glob("*.py")}
    assert {"__init__.py", "answer.py", "words.py", "command.py"} <= found


def test_every_folder_is_in_the_registry() -> None:
    folders = {p.name for p in HERE.iterdir() if (p / "command.py").is_file()}
    assert folders == set(questions.REGISTRY)
    assert not set(reports.REGISTRY) & set(questions.REGISTRY)


@pytest.mark.parametrize("name", NAMES)
def test_help_tells_every_argument(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    question = find_question(name)
    assert question.example in told
    for argument in question.arguments:
        called = argument.metavar if argument.positional else f"--{argument.name.replace('_', '-')}"
        for name_of_value in (called,) if isinstance(called, str) else called:
            assert name_of_value in told


@pytest.mark.parametrize("name", NAMES)
def test_the_example_runs_in_every_form(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = example(name)
    assert argv[0] == name
    if "--out" in argv:
        argv = argv[: argv.index("--out")]
    conflict = detente.load(argv[1])
    assert main(argv) == 0
    told = capsys.readouterr()
    assert told.out.startswith(conflict.title)
    assert not told.err
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == conflict.title
    assert found["question"] == name
    assert found["format"] == 2
    validator = jsonschema.Draft202012Validator(answer_schema(find_question(name)))
    validator.check_schema(validator.schema)
    validator.validate(found)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(found | {"format": 1})
    for ending in (".html", ".md", ".json", *((".csv", ".jsonl") if find_question(name).has_rows else ())):
        file = tmp_path / f"out{ending}"
        assert main([*argv, "--out", str(file)]) == 0
        text = file.read_text(encoding="utf-8")
        assert conflict.title.split(",")[0] in text or ending in (".csv", ".jsonl")
        if ending == ".csv":
            heads, *rows = csv.reader(io.StringIO(text))
            assert rows
            assert all(len(row) == len(heads) for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_states_are_told_once_and_referred_to(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No id of a state stands anywhere but in the lists of states."""
    argv = example(name)
    if "--out" in argv:
        argv = argv[: argv.index("--out")]
    assert main([*argv, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    def strings(value: object, key: str = "") -> list[str]:
        if isinstance(value, dict):
            return [s for k, v in value.items() if k != "states" for s in strings(v, k)]
        if isinstance(value, list):
            return [s for v in value for s in strings(v, key)]
        return [value] if isinstance(value, str) else []

    told = strings(found)
    for state in found["states"]:
        assert "+" not in state["id"] or state["id"] not in told


def test_the_first_lines_of_help_come_from_the_registry(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = re.sub(r"\s+", " ", capsys.readouterr().out)
    for name, asks in question_names().items():
        assert f"{name} {asks}" in told


def test_the_parser_of_all_is_the_parser_of_each() -> None:
    whole = parser("*").format_help()
    assert whole == parser("").format_help()
