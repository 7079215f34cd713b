"""Whatever is asked of the door, it answers with a sentence, and gives out nothing but conflict files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from detente.conflict import DetenteError
from detente.door import Door
from tests.test_door import ROAD

CHANGES = [{"do": "put", "path": ["about"], "value": "x"}]


def refused(door: Door, name: str, tool: str = "propose_edit") -> str:
    """Give the sentence by which a file is refused."""
    given = {"file": name, "changes": CHANGES} if tool == "propose_edit" else {"file": name}
    with pytest.raises(DetenteError) as error:
        door.call(tool, given)
    return str(error.value)


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [".env", "notes.txt", ".river.yaml.pins", ".hidden.yaml", ".git/a.yaml", "sub/.x/a.yml"]
)
def test_only_conflict_files_are_open_and_none_that_are_hidden(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("quokka: 1\n", encoding="utf-8")
    for tool in ("propose_edit", "check_text", "ask_analyze"):
        told = refused(Door(tmp_path), name, tool)
        assert told == (
            f"{name}: is no file that is open: its name ends in .yaml, .yml or .json, "
            "and neither it nor a folder of it begins with a dot"
        )


@pytest.mark.parametrize(
    "name", ["a.yaml", "a.yml", "a.json", "A.YAML", "sub/a.yaml", "sub/../a.yaml", "./a.yaml"]
)
def test_conflict_files_are_open_in_folders_of_the_folder_too(name: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / name).write_text(ROAD, encoding="utf-8")
    reply = Door(tmp_path / ".." / tmp_path.name).call("propose_edit", {"file": name, "changes": CHANGES})
    assert "+about: x" in reply.text


def test_a_hidden_folder_may_be_the_one_that_is_open(tmp_path: Path) -> None:
    (tmp_path / ".mine").mkdir()
    (tmp_path / ".mine" / "a.yaml").write_text(ROAD, encoding="utf-8")
    assert "without mistakes" in Door(tmp_path / ".mine").call("check_text", {"file": "a.yaml"}).text


def test_what_has_no_keys_is_not_told(tmp_path: Path) -> None:
    for text in ("- quokka: 1\n- b\n", "quokka\n", '["quokka"]'):
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        assert (
            refused(Door(tmp_path), "a.yaml")
            == "a.yaml: is no conflict file, which has keys; nothing of it is told"
        )
    reply = Door(tmp_path).call(
        "propose_edit", {"text": "- a\n", "changes": [{"do": "insert", "path": [], "index": 0, "value": "b"}]}
    )
    assert "+- b" in reply.text


def test_what_is_offered_instead_is_open(tmp_path: Path) -> None:
    for name in ("good.yaml", "other.json", ".hidden.yaml", "notes.txt", "gone.yaml"):
        (tmp_path / name).write_text(ROAD, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "good.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").unlink()
    told = "(allowed: good.yaml, other.json)"
    assert (
        refused(Door(tmp_path), "goood.yaml")
        == f"goood.yaml: there is no such file; did you mean 'good.yaml'? {told}"
    )
    assert refused(Door(tmp_path), "pipe.yaml") == f"pipe.yaml: is no ordinary file {told}"
    assert refused(Door(tmp_path), "folder.yaml") == f"folder.yaml: is no ordinary file {told}"
