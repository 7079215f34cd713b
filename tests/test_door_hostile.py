"""Whatever is asked of the door, it answers with a sentence, and gives out nothing but conflict files."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
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


# -- arguments ---------------------------------------------------------------------------------------------------------

TOOLS = Door(seconds=5.0).tools
ODD = ["\ud800", "\x1b[31m", "\u202e", "city", "city.build", "-1", "", "base"]
LETTERS = st.text(max_size=6) | st.sampled_from(ODD)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=6,
)
STEPS = st.lists(
    st.sampled_from(["preferences", "city", "press", "title", "\ud800", "", 0, 1, 99, 10**30]), max_size=4
)
EDITS = st.fixed_dictionaries(
    {"do": st.sampled_from(["put", "insert", "remove", "move"]), "path": STEPS},
    optional={"value": ANYTHING, "index": st.integers(0, 3), "to": st.integers(0, 3)},
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draw a tool and arguments for it, of which some have its shape."""
    tool = draw(st.sampled_from(sorted(TOOLS)))
    known = [name for name in TOOLS[tool].shape["properties"] if name not in ("text", "catalogue")]
    names = st.sampled_from(known) | LETTERS if known else LETTERS
    given = draw(st.dictionaries(names, ANYTHING, max_size=3))
    if "text" in TOOLS[tool].shape["properties"]:
        given["text"] = draw(
            st.sampled_from([ROAD, ROAD, ROAD, ROAD.replace("build,", "x,"), "\ud800: [", ""])
        )
    if tool == "propose_edit":
        given["changes"] = draw(st.lists(EDITS, min_size=1, max_size=3))
    return tool, given


@settings(max_examples=200, deadline=None)
@given(calls())
def test_every_tool_answers_garbage_with_a_sentence(call: tuple[str, dict[str, Any]]) -> None:
    tool, arguments = call
    try:
        told = Door(seconds=5.0).call(tool, arguments).text
    except DetenteError as error:
        told = str(error)
    assert told.strip()
    assert "\x1b" not in told
    told.encode()


@settings(max_examples=200, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3))
def test_every_edit_gives_a_text_or_a_sentence(changes: list[dict[str, Any]]) -> None:
    try:
        told = str((Door().call("propose_edit", {"text": ROAD, "changes": changes}).facts or {})["text"])
    except DetenteError as error:
        told = str(error)
    assert told
    told.encode()


def test_the_whole_file_is_not_taken_away() -> None:
    with pytest.raises(DetenteError) as error:
        Door().call("propose_edit", {"text": ROAD, "changes": [{"do": "remove", "path": []}]})
    assert str(error.value) == "change 1: the file as a whole cannot be taken away; name what is to go"


def test_true_false_and_nothing_are_written_as_files_write_them() -> None:
    value = {"a": True, "b": [False, None, 1, 0, 0.5], "c": "True"}
    changes = [
        {"do": "put", "path": ["x"], "value": value},
        {"do": "insert", "path": ["y"], "index": 0, "value": True},
    ]
    reply = Door().call("propose_edit", {"text": "title: A\n", "changes": changes})
    assert reply.facts is not None
    found = detente.conflict.editing.plain(reply.facts["text"])
    assert found == {
        "title": "A",
        "x": {"a": "true", "b": ["false", "", "1", "0", "0.5"], "c": "True"},
        "y": ["true"],
    }


# -- messages ----------------------------------------------------------------------------------------------------------


class Line:
    """The command, talked to line by line."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "detente", "mcp", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(detente.__file__).parents[1])},
        )
        client = {"name": "a", "version": "1"}
        begin = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": client}
        assert "result" in self.asked("initialize", begin, 1)
        self.send('{"jsonrpc": "2.0", "method": "notifications/initialized"}')

    def send(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def answer(self) -> Any:
        assert self.process.stdout is not None
        assert select.select([self.process.stdout], [], [], 60)[0], "no answer"
        return json.loads(self.process.stdout.readline())

    def asked(self, method: str, params: Any, id: int) -> Any:
        self.send(json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
        found = self.answer()
        assert found["id"] == id
        return found


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    pytest.importorskip("mcp")
    found = Line(tmp_path_factory.mktemp("open"))
    yield found
    _, told = found.process.communicate(timeout=60)
    assert b"Traceback" not in told
    assert found.process.returncode == 0


def called(line: Line, value: Any, id: int) -> Any:
    changes = [{"do": "put", "path": ["about"], "value": value}]
    return line.asked(
        "tools/call", {"name": "propose_edit", "arguments": {"text": ROAD, "changes": changes}}, id
    )


def test_messages_that_cannot_be_read_are_answered(line: Line) -> None:
    from detente.door.sifting import UNREAD

    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    for id, value in ((11, deep), (12, "\ud800"), (13, {"\udfff": "x"})):
        assert called(line, value, id)["error"]["message"] == UNREAD
    assert line.asked("tools/call", 7, 14)["error"]["message"] == UNREAD
    line.send('{"jsonrpc": "2.0", "id": 15, "method": "x", "params": ' + "[" * 100_000)
    assert line.answer()["id"] == 15
    half = '{"id": "\\ud800", "method": "x"}'
    for garbage in ("", "garbage", "[]", "[" * 100_000, '{"id": null, "method": 5}', "\x00", half):
        line.send(garbage)
    assert not called(line, "y", 16)["result"].get("isError")


def test_what_the_tools_refuse_is_an_answer_of_theirs(line: Line) -> None:
    for id, value in ((21, [[["x"]]] * 3), (22, "\x07"), (23, 10**40)):
        assert called(line, value, id)["result"]["content"][0]["text"]
    shallow: Any = "x"
    for _ in range(60):
        shallow = [shallow]
    told = called(line, shallow, 24)["result"]
    assert told["isError"]
    assert "nested more than 40 levels deep" in told["content"][0]["text"]
    changes = [{"do": "remove", "path": []}]
    given = {"name": "propose_edit", "arguments": {"text": ROAD, "changes": changes}}
    assert "cannot be taken away" in line.asked("tools/call", given, 25)["result"]["content"][0]["text"]


def test_an_error_in_the_program_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    anyio = pytest.importorskip("anyio")
    mcp = pytest.importorskip("mcp")
    from detente.door.server import server

    def broken(*_: object) -> None:
        raise KeyError("\x1b[31m")

    monkeypatch.setattr(Door, "call", broken)

    async def talk() -> Any:
        async with mcp.Client(server(Door())) as client:
            return await client.call_tool("catalogue", {})

    found = anyio.run(talk)
    assert found.is_error
    assert found.content[0].text.startswith("an error in this program (KeyError: ")
    assert "\x1b" not in found.content[0].text
