"""Damaged files through every command: an answer or one clear error, never an error in the program."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente import catalogue
from detente.cli import main
from tests.test_graph_form import LAND
from tests.test_levels import PULLOUT
from tools.fuzz.cases import COMMANDS
from tools.fuzz.damage import damaged_text, damaged_tree

NAMES = ("istanbul-2025", "elmira-nine-states", "syria-iraq-1975", "chicken")
EACH = 75  # an odd number of commands, three times: each gets damaged texts and damaged trees


OWN = {"a graph": LAND, "levels": PULLOUT}


@pytest.mark.parametrize("name", [*NAMES, "template", *OWN])
def test_every_command_on_damaged_files(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    package = Path(catalogue.__file__).parent.parent
    file = package / "cli/template.yaml" if name == "template" else package / "catalogue" / f"{name}.yaml"
    text = OWN[name] if name in OWN else file.read_text(encoding="utf-8")
    rng = random.Random(name)
    answered = 0
    for number in range(EACH):
        tree: Any = yaml.load(text, Loader=yaml.BaseLoader)
        harmed = (
            damaged_text(rng, text)
            if number % 2
            else yaml.safe_dump(damaged_tree(rng, tree), sort_keys=False)
        )
        Path("harmed.yaml").write_bytes(harmed.encode("utf-8", "replace"))
        command, *more = COMMANDS[number % len(COMMANDS)]
        code = main([command, "harmed.yaml", "--most-states", "3000", *more])
        out, err = capsys.readouterr()
        assert code in (0, 2), (err, harmed)
        assert "Traceback" not in err
        if code:
            assert out == ""
            assert err.startswith("detente: ")
        answered += code == 0
    assert answered < EACH
