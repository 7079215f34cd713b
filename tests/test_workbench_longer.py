"""A question that takes longer is waited for on its page, whatever is typed there and whoever changes the file."""

from __future__ import annotations

import threading

import pytest

pytest.importorskip("playwright")
pytest.importorskip("uvicorn")

from detente.workbench.questions import answers, asking
from tests import test_workbench_browser as base
from tests.workbench_client import RIVER, serving_here

pytestmark = pytest.mark.browser
browser = base.browser
page = base.page


@pytest.fixture
def address(tmp_path, monkeypatch):
    with serving_here(tmp_path, monkeypatch) as told:
        yield told


def test_what_takes_longer_comes_though_the_file_changes_and_somebody_types(
    address, page, tmp_path, monkeypatch
):
    asked: list[str] = []
    go_on = threading.Event()
    ask = answers.Answers.ask

    def slowly(self, found, name, *given, **more):
        if name == "states":
            asked.append(found.id)
            assert go_on.wait(120)
        return ask(self, found, name, *given, **more)

    monkeypatch.setattr(answers.Answers, "ask", slowly)
    monkeypatch.setattr(asking, "WAIT", 0.05)
    page.goto(address + "c/river.yaml/ask/states?ask=1")
    waited = page.locator("[data-waits]")
    waited.wait_for()
    field = page.locator("form input:not([type=hidden]):not([type=checkbox])").first
    field.fill("half a wo")
    (tmp_path / "river.yaml").write_text(RIVER + "# from elsewhere\n", encoding="utf-8")
    page.get_by_text("The file was changed elsewhere.").wait_for()
    while len(set(asked)) < 2:  # it is asked of the file as it is now
        page.wait_for_timeout(50)
    waited.wait_for()
    assert field.input_value() == "half a wo"
    go_on.set()
    page.locator(".brief").wait_for()
    assert waited.count() == 0
    assert page.evaluate("document.activeElement.matches('form.ask input')")  # who types goes on
    assert field.input_value() == "half a wo"
    page.reload()
    assert page.locator(".brief").count() == 1
    assert waited.count() == 0


def test_where_nobody_types_the_page_is_as_the_file_is_then(address, page, tmp_path, monkeypatch):
    go_on = threading.Event()
    ask = answers.Answers.ask
    monkeypatch.setattr(
        answers.Answers, "ask", lambda *given, **more: go_on.wait(120) and ask(*given, **more)
    )
    monkeypatch.setattr(asking, "WAIT", 0.05)
    page.goto(address + "c/river.yaml/ask/states?ask=1")
    page.locator("[data-waits]").wait_for()
    (tmp_path / "river.yaml").write_text(RIVER.replace("title: ", "title: New "), encoding="utf-8")
    page.get_by_text("The file was changed;").wait_for()
    assert "New " in page.locator(".bar").inner_text()
    page.locator("[data-waits]").wait_for()
    go_on.set()
    page.locator(".brief").wait_for()
    assert page.locator("[data-waits]").count() == 0
    assert page.evaluate("document.activeElement.matches('#answered .brief')")
