"""The tables of the reference pages are those of the registry and of the types."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from detente.answers import Answer, Standing
from detente.cli.parser import find_question, question_names
from tools.tables import BETWEEN, TABLES, answers, arguments, questions, with_tables

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [p for p in DOCS.rglob("*.md") if "<!-- table:" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_pages_hold_the_tables_of_today(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert with_tables(text) == text, "run: make refresh"


def test_every_table_stands_on_a_page() -> None:
    told = {m["name"] for p in PAGES for m in BETWEEN.finditer(p.read_text(encoding="utf-8"))}
    assert told == set(TABLES)


def test_every_question_and_argument_and_key_is_in_a_table() -> None:
    commands, options, keys = questions(), arguments(), answers()
    for name, asks in question_names().items():
        assert f"| `{name}` | {asks} |" in commands
        question = find_question(name)
        for argument in question.arguments:
            assert argument.help.replace("|", "\\|") in options
        for kind in question.answers():
            for field in msgspec.structs.fields(kind):
                assert f"| `{field.name}` |" in keys
    assert "| `feasible` | number in digits |" in keys
    assert "| `states` | list of StateValue |" in keys
    assert "| `status_quo` | place of a state or null |" in keys


def test_keys_are_described() -> None:
    """Every key of what all answers share says what it holds."""
    told = answers()
    for kind in (Answer, Standing):
        section = told.split(f"**{kind.__name__}**", 1)[1].split("\n\n**", 1)[0]
        for line in section.splitlines():
            if line.startswith("| `") and "decision_maker" not in line:
                assert not line.endswith("|  |"), line
