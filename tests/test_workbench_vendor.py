"""What travels with the package and was made by others: its version, its licence, that it needs no network."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.workbench.pages.templating import STATIC, VENDORED
from tests.workbench_client import Bench

ROOT = Path(__file__).parent.parent
EDITOR = ROOT / "tools" / "editor"
LOCK = (EDITOR / "package-lock.json").read_text(encoding="utf-8")
VERSIONS = {
    path.removeprefix("node_modules/"): told
    for path, told in json.loads(LOCK)["packages"].items()
    if path and not told.get("dev")
}
[SCRIPT] = VENDORED.glob("*.js")
TEXT = SCRIPT.read_text(encoding="utf-8")
OWN = (VENDORED.parent / "editor.js").read_text(encoding="utf-8")
NAMES = re.compile(r"[\w$]+")


def inside() -> list[str]:
    """Give what the file says it is made of."""
    head = TEXT.split("*/")[0]
    return head.partition("): ")[2].strip().split(", ")


def test_the_file_is_what_the_lock_says():
    assert SCRIPT.name == f"codemirror-{VERSIONS['codemirror']['version']}-MIT.js"
    assert len(inside()) > 15
    for name, version in (told.split(" ") for told in inside()):
        assert VERSIONS[name]["version"] == version, name
        assert VERSIONS[name]["license"] == "MIT"
    asked = json.loads((EDITOR / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in asked.items():  # exact, so that the same file can be made again
        assert f"{name} {version}" in inside()


def test_its_licences_are_beside_it_and_name_all_that_is_in_it():
    told = SCRIPT.with_suffix(".txt").read_text(encoding="utf-8")
    parts = told.split("-" * 79)
    for part in parts:
        assert "Copyright (C)" in part
        assert "Permission is hereby granted, free of charge" in part
        assert "THE SOFTWARE IS PROVIDED" in part
    assert sorted(re.findall(r"(?m)^\S+ \d+\.\d+\.\d+$", told)) == sorted(inside())
    assert SCRIPT.with_suffix(".txt").name in TEXT.split("*/")[0]


def test_it_names_no_network_and_makes_no_code():
    """The one address is the name of SVG."""
    assert set(re.findall(r"\b(?:https?|wss?|ftp)://[^\s\"'`)]*", TEXT)) == {"http://www.w3.org/2000/svg"}
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "importScripts",
        "import(",
    ):
        assert word not in TEXT, word
    assert not re.search(r"\beval\(|new Function|\.innerHTML|document\.write", TEXT)
    assert not re.search(r"sourceMappingURL", TEXT)
    assert len(TEXT.encode()) < 450_000


def test_no_file_says_where_packages_come_from():
    assert "resolved" not in LOCK
    for file in EDITOR.glob("*"):
        if file.is_file():
            assert not re.search(r"https?://|registry\.", file.read_text(encoding="utf-8")), file.name


def test_the_file_gives_what_is_asked_of_it_and_nothing_else():
    """What the source lists, the file gives and the page takes is the same: the file is as new as its source."""
    source = (EDITOR / "editor.js").read_text(encoding="utf-8")
    listed = {name for part in re.findall(r"export \{([^}]*)\}", source) for name in NAMES.findall(part)}
    given = {told.split()[-1] for told in TEXT.rpartition("export{")[2].partition("}")[0].split(",")}
    taken = re.search(r'import \{([^}]*)\} from "\./vendor/([^"]+)"', OWN)
    assert taken
    assert taken[2] == SCRIPT.name
    assert listed == given == set(NAMES.findall(taken[1]))


def test_it_is_in_the_package_with_its_licences():
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    home = ROOT / "src" / "detente"
    packed = {f for p in about["tool"]["setuptools"]["package-data"]["detente"] for f in home.glob(p)}
    assert {f for f in VENDORED.parent.rglob("*") if f.is_file()} <= packed
    licences = {f for pattern in about["project"]["license-files"] for f in ROOT.glob(pattern)}
    assert SCRIPT.with_suffix(".txt") in licences


def test_it_is_given_and_only_the_page_text_asks_for_it(tmp_path):
    bench = Bench(tmp_path)
    for file in (f"vendor/{SCRIPT.name}", "editor.js"):
        found = bench.get(f"static/{file}")
        assert found.status_code == 200
        assert found.headers["content-type"] == STATIC[file] == "text/javascript; charset=utf-8"
    assert bench.get(f"static/vendor/{SCRIPT.name}").text == TEXT
    for page in ("answer", "table", "wishes", "graph", "questions", "report"):
        assert "editor.js" not in bench.page(page).text
        assert "vendor" not in bench.page(page).text
    assert f'href="{bench.base}/static/editor.js"' in bench.page("text").text
