"""What is confidential shows on no page of the workbench, in no file and no message; with `--as` it does."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente import cli
from detente.conflict import DetenteError
from detente.conflict.editing import Insert, Move, Put, Remove
from detente.conflict.withheld import Holds, holds, with_as
from detente.questions import REGISTRY
from detente.workbench.files.closed import refuse_changes, without
from detente.workbench.files.folder import Folder
from detente.workbench.server.app import DOWNLOADS, PAGES
from tests.confidential_cases import CANARIES, MAIN, marked, party_file
from tests.test_confidential import OTHER, opened
from tests.workbench_client import Bench

HIDDEN = re.compile(rb"quokka|numbat|50070|200280|250350|60084|150210|600840|0\.7[127]7|0\.7373")
MAIN_FILE = f"{MAIN}include: {{south: south.yaml}}\n"
WAYS = ("include", "marks")


def bench(folder: Path, way: str, readers: tuple[str, ...] = (), **parts: str) -> Bench:
    folder.mkdir(exist_ok=True)
    if way == "include":
        (folder / "south.yaml").write_text(party_file(**parts), encoding="utf-8")
    return Bench(folder, MAIN_FILE if way == "include" else marked(**parts), readers=readers)


def crawled(bench: Bench, name: str = "river.yaml") -> dict[str, bytes]:
    """Ask for every page, every question, every file, and what the script asks for."""
    told: dict[str, bytes] = {"home": bench.get("").content}
    paths = [*PAGES, "part", "version", *(f"wishes?party={p}" for p in ("north", "south", "union"))]
    paths += [f"graph?account={a}" for a in ("base", "other")]
    asked = ("", "&way=outcomes", "&a=1-0-o", "&a=1-0-o&way=outcomes")
    paths += [
        f"pairs?party={p}&account={a}{q}"
        for p in ("north", "south", "union")
        for a in ("base", "other")
        for q in asked
    ]
    paths += [f"ask/{q}?ask=1" for q in (*REGISTRY, "brief", "report")]
    paths += [f"ask/{q}?ask=1&account=other" for q in ("analyze", "settle", "explain", "check")]
    paths += [f"file/{kind}{ending}" for kind in ("brief", "report") for ending in DOWNLOADS]
    paths += ["file/report.html?appendix=1"]
    for path in paths:
        found = bench.get(f"c/{name}/{path}")
        while 'http-equiv="refresh"' in found.text[:800]:  # it takes longer
            found = bench.get(f"c/{name}/{path}")
        assert found.status_code < 500, (path, found.text[-400:])
        told[path] = found.headers.get("x-status", "").encode() + opened(found.content)
    return told


def changed(bench: Bench) -> dict[str, bytes]:
    """Change what may be changed, and try what may not; give what is answered."""
    seen = bench.version()
    told: dict[str, bytes] = {}

    def keep(what: str, found) -> None:
        assert found.status_code < 500, (what, found.text[-400:])
        told[what] = found.content

    for do, form in (
        ("title", {"title": "Another"}),
        ("add-wish", {"account": "base", "party": "north", "that": "union.watch"}),
        ("add-wish", {"account": "base", "party": "south", "that": "union.watch"}),
        ("edit-wish", {"account": "base", "party": "south", "item": "0", "that": "north.shoot"}),
        ("wish-off", {"account": "base", "party": "south", "item": "0"}),
        ("copy-wish", {"account": "other", "party": "south", "item": "0", "from": "base"}),
        ("copy-wish", {"account": "base", "party": "south", "item": "0", "from": "other"}),
        ("move-wish", {"account": "base", "party": "south", "item": "0", "to": "1"}),
    ):
        keep(f"{do} {form}", bench.edit(do, base=bench.version(), **form))
        keep(f"{do} {form}, late", bench.edit(do, base=seen, **form))
    told["part"] = bench.page("part").content
    here = {"page": "answer", "base": bench.version()}
    keep("pin", bench.post("c/river.yaml/pin", {"do": "pin", "name": "before", **here}))
    bench.edit("add-wish", account="base", party="north", that="south.shoot or union.watch")
    for do in ("as-account", "take", "unpin"):
        pin = re.search(r'name="pin" value="([^"]*)"', bench.page("part").text)
        assert pin
        told[f"pinned, {do}"] = bench.page("part").content
        keep(
            do,
            bench.post(
                "c/river.yaml/pin", {"do": do, "pin": pin[1], "page": "answer", "base": bench.version()}
            ),
        )
    for step in ("undo", "undo", "redo"):
        keep(step, bench.post(f"c/river.yaml/{step}", {"page": "answer"}))
        told[f"part after {step}"] = bench.page("part").content
    return told


@pytest.mark.parametrize("way", WAYS)
def test_nothing_tells_what_is_confidential(way, tmp_path):
    told = crawled(found := bench(tmp_path / "one", way))
    told |= changed(found)
    for what, said in told.items():
        assert not HIDDEN.search(said), (what, HIDDEN.search(said), said[:200])
    if way == "include":
        for file in found.folder.iterdir():
            assert file.name == "south.yaml" or not HIDDEN.search(file.read_bytes()), file
    # In other words, and in other numbers of the same order, all pages are byte for byte the same.
    other = crawled(bench(tmp_path / "two", way, **OTHER))
    for what, said in crawled(bench(tmp_path / "three", way)).items():
        assert _plainly(other[what]) == _plainly(said), what


def _plainly(said: bytes) -> bytes:
    """Leave out what is another each time: the address, the versions, the parts of a document that are dates."""
    said = re.sub(rb"/[\w-]{32}/", b"/", said)
    return re.sub(rb'"[0-9a-f]{20}"|<dc:created.*?</dcterms:modified>|<dcterms.*?>', b"", said)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_may_see_it_sees_it_on_the_pages_and_can_change_it(way, tmp_path):
    found = bench(tmp_path / "one", way, ("south",))
    name = "south.yaml" if way == "include" else "river.yaml"
    assert "quokka-first" in found.page("text", name).text
    assert b"quokka" in b"".join(crawled(found).values())
    text = (found.folder / name).read_text(encoding="utf-8").replace("quokka-last", "quokka-later")
    form = {"text": text, "base": found.version(name), "page": "text"}
    assert found.post(f"c/{name}/text", form).status_code == 200
    assert "quokka-later" in (found.folder / name).read_text(encoding="utf-8")


def test_a_file_of_a_party_is_not_there_for_others(tmp_path):
    found = bench(tmp_path / "one", "include")
    assert "south.yaml" not in found.get("").text
    for path in (*PAGES, "part", "version", "ask/analyze", "file/brief.html"):
        answer = found.get(f"c/south.yaml/{path}")
        assert answer.status_code == 422, path
        assert "--as south" in answer.text
        assert not HIDDEN.search(answer.content)
    form = {"text": "x", "base": "x", "page": "text"}
    assert found.post("c/south.yaml/text", form).status_code == 422
    assert (found.folder / "south.yaml").read_text(encoding="utf-8") == party_file()
    assert "south.yaml" in bench(tmp_path / "one", "include", ("south",)).get("").text
    assert "south.yaml" not in bench(tmp_path / "one", "include", ("north",)).get("").text


@pytest.mark.parametrize(
    "text", ["a: [", "wishes: {}", "party: south\nx: ["], ids=["broken", "unnamed", "begun"]
)
def test_a_file_of_a_party_stays_closed_whatever_is_wrong_with_it(text, tmp_path):
    found = bench(tmp_path / "one", "include")
    (found.folder / "south.yaml").write_text(f"# quokka\n{text}\n", encoding="utf-8")
    assert found.page("text", "south.yaml").status_code == 422
    assert not HIDDEN.search(b"".join(crawled(found).values()))
    assert bench(tmp_path / "two", "include", ("south",)).page("text", "south.yaml").status_code == 200


def test_a_text_that_cannot_be_read_and_marks_something_is_not_shown(tmp_path):
    text = marked().replace("confidential: [south]", "  confidential: [south]\nx: [")
    found = bench(tmp_path / "one", "marks")
    found.file.write_text(text, encoding="utf-8")
    assert not HIDDEN.search(b"".join(crawled(found).values()))
    assert not HIDDEN.search(found.edit("title", title="B").content)
    assert found.text == text
    shown = bench(tmp_path / "two", "marks", ("south",))
    shown.file.write_text(text, encoding="utf-8")
    assert "quokka-first" in shown.page("text").text


def test_what_was_said_before_it_was_marked_is_said_no_longer(tmp_path):
    """The version before, and one that is pinned, have no mark: what differs is not told from them."""
    found = bench(tmp_path / "one", "marks")
    found.file.write_text(marked().replace("confidential: [south]\n", ""), encoding="utf-8")
    assert "quokka-first" in found.page("text").text
    found.post("c/river.yaml/pin", {"do": "pin", "name": "open", "page": "answer", "base": found.version()})
    found.file.write_text(marked(), encoding="utf-8")
    told = found.page("part").text
    assert "--as south" in told
    assert not HIDDEN.search(told.encode())


def test_a_change_of_what_is_included_changes_the_answer(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "south.yaml").write_text(
        "party: south\npreferences: [north.shoot, not shoot]\n", encoding="utf-8"
    )
    found = Bench(
        tmp_path / "one",
        MAIN.split("perspectives:")[0] + "include: {south: south.yaml}\n",
    )
    before, seen = found.page("answer").text, found.version()
    (found.folder / "south.yaml").write_text("party: south\npreferences: [shoot]\n", encoding="utf-8")
    assert found.version() != seen
    assert _plainly(found.page("answer").content) != _plainly(before.encode())
    (found.folder / "south.yaml").unlink()
    assert "which is not here" in found.page("answer").text


@pytest.mark.parametrize(
    "path", ["../south.yaml", "/etc/passwd", "link.yaml", "sub/../../south.yaml", "pipe.yaml"]
)
def test_what_is_included_lies_in_the_folder(path, tmp_path):
    import os

    found = bench(tmp_path / "one", "include")
    (tmp_path / "south.yaml").write_text(party_file(), encoding="utf-8")
    (found.folder / "link.yaml").symlink_to(tmp_path / "south.yaml")
    os.mkfifo(found.folder / "pipe.yaml")
    found.file.write_text(MAIN_FILE.replace("south.yaml", path), encoding="utf-8")
    told = found.page("answer")
    assert "is not included" in told.text
    assert str(tmp_path) not in told.text
    assert found.version()


def test_mistakes_in_the_file_of_a_party_are_told_there_and_without_it_elsewhere(tmp_path):
    found = bench(tmp_path / "one", "include", ("south",))
    wrong = party_file().replace("shoot if not union.watch", "quokka.shot")
    (found.folder / "south.yaml").write_text(wrong, encoding="utf-8")
    assert "no option or condition &#x27;quokka.shot&#x27;" in found.page("text", "south.yaml").text
    assert "south.yaml:" in found.page("answer").text
    assert found.page("answer", "south.yaml").url.path.endswith("/text")
    other = bench(tmp_path / "two", "include")
    (other.folder / "south.yaml").write_text(wrong, encoding="utf-8")
    told = other.page("answer").text
    assert "south.yaml:" in told
    assert str(other.folder) not in told
    assert not HIDDEN.search(told.encode())


def test_a_file_of_a_party_is_not_served_alone_and_names_are_checked(tmp_path, capsys):
    found = bench(tmp_path / "one", "include")
    assert cli.main(["serve", str(found.folder / "south.yaml"), "--no-browser"]) == 2
    assert "whoever may see it adds --as south" in capsys.readouterr().err
    assert cli.main(["serve", str(found.file), "--no-browser", "--as", "sooth"]) == 2
    assert "did you mean 'south'" in capsys.readouterr().err


def test_a_folder_looks_again_where_files_changed(tmp_path):
    (tmp_path / "a.yaml").write_text("party: south\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("title: B\n", encoding="utf-8")
    folder = Folder(tmp_path)
    assert folder.names() == ("b.yaml",)
    (tmp_path / "b.yaml").write_text("include: {north: A.yaml, south: c.yaml}\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text("title: A\n", encoding="utf-8")
    assert folder.names() == ("b.yaml",)
    with pytest.raises(DetenteError, match="--as north"):
        folder.document("a.yaml")
    assert Folder(tmp_path, readers=("north",)).names() == ("a.yaml", "b.yaml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: A", Holds()),
        ("party: south", Holds(frozenset({"south"}))),
        ("{decision_makers: {a: {}}, party: south}", Holds(marked=frozenset({"a"}))),
        ("{decision_makers: {a: {}, b: {}}, party: b}", Holds(marked=frozenset({"b"}))),
        ("confidential: south", Holds(marked=frozenset({"south"}))),
        ('"confid\\u0065ntial": [south, north]', Holds(marked=frozenset({"south", "north"}))),
        ("perspectives: {a: {confidential: south}, b: {confidential: [a]}}", Holds(marked=frozenset({"south", "a"}))),
        ("include: {south: s.yaml, north: [x]}", Holds(includes=(("s.yaml", "south"),))),
        ("[include, party]", Holds()),
        ("party: south\nx: [", Holds(frozenset({"south"}), readable=False)),
        ("confidential: [a, b]\nx: [", Holds(marked=frozenset({"a", "b"}), readable=False)),
        ("confidential:\n - a\n - b\nx: [", Holds(marked=frozenset({"a", "b"}), readable=False)),
        ("confidential\nx: [", Holds(marked=frozenset({""}), readable=False)),
        ("include: {south: s.yaml}\nx: [", Holds(includes=(("s.yaml", "south"),), readable=False)),
        ("decision_makers: {}\nparty: a\nx: [", Holds(marked=frozenset({"a"}), readable=False)),
        ("decision_makers: {}\nrules:\n  party: a\nx: [", Holds(readable=False)),
        ('"conf\\u0069dential": a\nx: [', Holds(marked=frozenset({""}), readable=False)),
        ('"B\\u00f6hm": a\nx: [', Holds(readable=False)),
        ("south: s.yaml\nparty x: [", Holds(readable=False)),
    ],
)  # fmt: skip
def test_what_a_text_holds(text, told):
    assert holds(text) == told


def test_who_may_see_what():
    found = Holds(frozenset({"b"}), frozenset({"a", "c"}))
    assert found.hidden(["a"]) == ("b", "c")
    assert found.hidden(["a", "b", "c"]) == ()
    assert with_as(["a", "b"]).endswith("want is confidential; whoever may see it adds --as a --as b")
    assert with_as(["a"]) == "what 'a' wants is confidential; whoever may see it adds --as a"
    assert with_as([""]) == "it marks something as confidential and cannot be read; mend it in an editor"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (Put(("title",), "A"), False),
        (Put(("preferences", "north"), ["peace"]), False),
        (Insert(("preferences", "south"), 0, "peace"), True),
        (Move(("perspectives", "a", "preferences", "south"), 0, 1), True),
        (Remove(("terms", "wishes", "south", "weights")), True),
        (Put(("decision_makers", "south", "name"), "S"), False),
        (Remove(("confidential",)), True),
        (Put(("confidential",), []), True),
        (Put(("preferences",), {}), True),
        (Put(("perspectives", "b"), {"preferences": {"south": ["war"]}}), True),
        (Put(("perspectives", "b"), {"preferences": {"south": [], "north": ["war"]}}), False),
        (Insert(("phases",), 0, {"then": [{"wishes": {"south": {"a": "1"}}}]}), True),
    ],
)
def test_which_changes_are_refused(change, refused):
    refuse_changes([change], [])
    refused_by = pytest.raises(DetenteError, match="--as south") if refused else nullcontext()
    with refused_by:
        refuse_changes([change], ["south"])


def test_what_is_left_out_of_a_file():
    wishes = {"south": {"a": 1}, "north": {"b": 2}}
    root = {
        "terms": {"wishes": wishes, "issues": 1},
        "perspectives": {
            "x": {"preferences": wishes, "says": "x", "beliefs": {"north": {"preferences": wishes}}}
        },
        "phases": {"later": {"wishes": wishes, "perspectives": {"x": {"preferences": wishes}}}},
        "beliefs": {"north": {"preferences": wishes}},
        "decision_makers": {"sources": {}},
        "sources": {},
        "title": "A",
    }
    left = {"north": {"b": 2}}
    assert without(root, ["south"]) == {
        "terms": {"wishes": left, "issues": 1},
        "perspectives": {
            "x": {"preferences": left, "says": "x", "beliefs": {"north": {"preferences": left}}}
        },
        "phases": {"later": {"wishes": left, "perspectives": {"x": {"preferences": left}}}},
        "beliefs": {"north": {"preferences": left}},
        "decision_makers": {"sources": {}},
        "title": "A",
    }
    assert without(root, []) is root
    assert without("text", ["south"]) == "text"
    assert CANARIES
