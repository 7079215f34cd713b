"""The tutorial of the workbench: its way is gone in a browser, and what it quotes is what the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from tests import test_workbench_browser as base
from tools import walk
from tools.picture import STEPS

browser, page = base.browser, base.page  # fixtures
DOCS = Path(__file__).parent.parent / "docs"
TUTORIAL = (DOCS / "tutorial-workbench.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[(.*?)\]\((images/workbench-(\w+)\.png)\)", TUTORIAL)


def plainly(told: str) -> str:
    return " ".join(told.split())


@pytest.mark.browser
def test_the_way_leads_where_the_tutorial_says(page, tmp_path):
    server = base.Server(tmp_path)
    seen = {}
    for step in walk.walk(page, server.address):
        fields = page.evaluate(
            "[...document.querySelectorAll('main input, main textarea')].map(e => e.value).join(' ')"
        )
        seen[step] = plainly(f"{page.locator('main').inner_text()} {fields}")
    assert list(seen) == list(STEPS)
    quotes = [plainly(q) for q in re.findall(r"^> (.*)$", TUTORIAL, re.MULTILINE)]
    assert len(quotes) == 4
    for quote, step in zip(quotes, ("answer", "changed", "scenarios", "question"), strict=True):
        assert quote in seen[step]
    for name in re.findall(r"`((?:not )?\w+\.\w+(?: if \w+\.\w+)?)`", TUTORIAL):
        assert any(name in told for told in seen.values()), name
    for party, option in walk.PARTIES.items():
        assert f"| {party} | {option} |" in TUTORIAL
    conflict = read_conflict((tmp_path / walk.FILE).read_text(encoding="utf-8"))
    assert [d.name for d in conflict.decision_makers] == list(walk.PARTIES)
    assert len(conflict.rules) == 1
    page.goto("about:blank")
    assert server.end() == 130


def test_every_step_has_its_picture_and_every_picture_says_in_words_what_it_shows():
    assert [step for _, _, step in PICTURES] == list(STEPS)
    for told, path, _ in PICTURES:
        assert len(told) > 40
        assert (DOCS / path).read_bytes().startswith(b"\x89PNG")


def test_the_tutorial_is_linked_from_where_one_begins():
    for place in (
        DOCS.parent / "README.md",
        DOCS / "index.md",
        DOCS / "tutorial.md",
        DOCS / "how-to" / "workbench.md",
    ):
        assert "tutorial-workbench" in place.read_text(encoding="utf-8"), place
