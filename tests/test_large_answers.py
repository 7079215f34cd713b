"""What commands say of a conflict too large to list, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import detente
from detente.cli import main
from detente.questions import find
from detente.questions.encoding import answer_schema
from detente.questions.explain import explain_state
from detente.wording import quantity
from tools.large_conflicts import large_file


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A conflict of 66 options."""
    path = tmp_path / "large.yaml"
    made = large_file(66, 11, 3, scope="local", rules=True, one_way=True, seed=1)
    path.write_text(yaml.safe_dump(made, sort_keys=False), encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "argv",
    [
        ("analyze",),
        ("analyze", "-c", "nash"),
        ("evolve",),
        ("evolve", "--start", "d0.o1"),
        ("explain",),
        ("explain", "-d", "d1", "-s", "d0.o1"),
    ],
)
def test_the_json_fits_its_schema(
    file: str, argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(answer(capsys, argv[0], file, "--json", *argv[1:]))
    jsonschema.Draft202012Validator(answer_schema(find(argv[0]))).validate(found)
    assert int(found["feasible"]) == detente.symbolic_game(detente.read_file(file)).feasible.count
    assert found["carrier"] == "symbolic"
    if argv == ("analyze",):
        assert "too many to list" in found["why"]
        for held in found["held"]:
            assert int(held["at_least"]) <= int(held["count"]) <= int(held["at_most"])


@pytest.mark.parametrize("ending", ["html", "md", "json", "csv"])
def test_every_form_is_written(
    file: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / f"answer.{ending}"
    answer(capsys, "analyze", file, "-c", "nash,gmr", "-o", str(to))
    written = to.read_text(encoding="utf-8")
    assert written.strip()
    if ending in ("html", "md"):
        assert "Nash" in written
    if ending == "html":
        assert "decision diagrams" in written


def test_the_terminal_says_which_carrier_how_many_and_what_is_fixed(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = " ".join(answer(capsys, "analyze", file, "--full").split())
    game = detente.symbolic_game(detente.read_file(file))
    assert "too many to list" in told
    assert quantity(game.feasible.count) in told
    for part in (
        "Equilibria, concept by concept",
        "What the equilibria have in common",
        "How good that is for each",
        "drawn by lot",
    ):
        assert part in told
    told = answer(capsys, "explain", file, "-s", "none", "-c", "seq", "--full")
    assert "Looking ahead, six parties would leave" in told
    for e in explain_state(game, "none", concepts=["seq"]).verdicts:
        verdict = "stays" if e.stable else "leaves"
        assert re.search(rf"^  {e.dm} +{verdict} +{e.improvements.count}$", told, re.M)
    assert "How do we get there" in answer(capsys, "evolve", file, "-c", "nash")
    assert f"{quantity(game.feasible.count)} states are feasible" in " ".join(
        answer(capsys, "check", file).split()
    )


def test_a_limit_that_is_given_is_kept(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", file, "--most-states", "1000"]) == 2
    assert "66 options" in capsys.readouterr().err


def test_what_no_carrier_takes_is_refused_with_all_that_is_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = large_file(66, 11, 3, scope="any")
    made["preferences"]["d2"] = {"weights": {"d2.o0": 1}}
    made["rules"] = [{"same": "d1.o0 and d1.o1"}]
    path = tmp_path / "refused.yaml"
    path.write_text(yaml.safe_dump(made, sort_keys=False), encoding="utf-8")
    for command in ("analyze", "evolve", "explain"):
        assert main([command, str(path)]) == 2
        told = capsys.readouterr().err
        assert "66 options" in told
        assert "the preferences of 'd2' are weights" in told
        assert "lets states count as one" in told
        assert "Traceback" not in told


def test_numbers_can_be_read() -> None:
    assert [quantity(n) for n in (0, 1_048_576, 10**12, 21 * 10**27 + 5)] == [
        "0",
        "1,048,576",
        "1.0e12",
        "2.1e28",
    ]
