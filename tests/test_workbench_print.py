"""What is printed of the workbench: what a page says, without what it is worked with; the brief is one sheet."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette")

from tests import test_workbench_accessible as accessible
from tests import test_workbench_browser as base
from tests import workbench_editor as editor
from tests.test_browser import pages_of
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
browser, server, page = base.browser, accessible.server, accessible.page  # fixtures

# Words that a form has for its field are what the page says: a button or a box around them is not.
USED = """() => [...document.querySelectorAll('header nav, footer, select, textarea, summary, .button, button')]
    .filter((e) => e.checkVisibility() && !(e.matches('.today button') && getComputedStyle(e).borderStyle === 'none'))
    .map((e) => e.outerHTML.slice(0, 90))"""
PAGES = ("answer", "table", "wishes", "graph", "questions", "ask/pivot?ask=1", "text", "report")


def paper(page) -> bytes:
    found: bytes = page.pdf(prefer_css_page_size=True)
    [size] = set(re.findall(rb"/MediaBox\s*\[([^]]*)\]", found))
    assert [round(float(x)) for x in size.split()] == [0, 0, 595, 842]  # A4
    return found


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_is_worked_with_is_not_printed(server, page, path):
    page.goto(server.at("istanbul.yaml", path))
    base.whole(page)
    assert page.evaluate(USED) != []  # on the screen
    assert pages_of(paper(page)) <= 12
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(USED) == []
    assert page.locator(".bar").inner_text().strip() == "Istanbul, May 2025"
    said = {
        "answer": ".headline",
        "table": "input[value='give way on core demands']",
        "wishes": ".hand .that",
        "graph": "ol.states li, .graph svg",
        "text": "#printed",
    }
    assert page.locator(said.get(path, "main h1")).first.is_visible()


@pytest.mark.parametrize("name", ["istanbul", "german", "forms"])
def test_the_answer_is_printed_on_one_sheet_as_the_brief_is(server, page, name):
    page.goto(server.at(f"{name}.yaml", "answer"))
    base.whole(page)
    assert pages_of(paper(page)) == 1
    page.emulate_media(media="print")
    assert page.locator("#scenarios").is_hidden()  # none is pinned
    assert page.locator("figure svg").first.is_visible()


def test_what_changed_is_marked_on_the_screen_alone(server, page):
    page.goto(server.at("river.yaml", "table"))
    page.locator(".today button").first.click()
    page.locator(".today button[aria-pressed=true]").wait_for()
    page.goto(server.at("river.yaml", "answer"))
    base.whole(page)
    assert page.locator("ins").count() > 0
    page.emulate_media(media="print")
    assert page.locator(".changed-note").is_hidden()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('ins')).backgroundColor") == "rgba(0, 0, 0, 0)"
    )


def test_the_whole_text_is_printed_and_not_the_window_on_it(server, page):
    page.goto(server.at("istanbul.yaml", "text"))
    assert page.locator("#printed").is_hidden()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#printed").text_content() == base.ISTANBUL
    page.emulate_media(media="null")
    assert pages_of(paper(page)) > 3


def test_a_pinned_scenario_is_printed_and_what_is_chosen_in_the_graph(server, page):
    page.goto(server.at("bad.yaml", "text"))
    editor.write(page, RIVER)
    base.wait_for(server.folder, "bad.yaml", "not lower.sue", page)
    page.goto(server.at("bad.yaml", "answer"))
    accessible.pinned(page)
    page.emulate_media(media="print")
    assert page.locator("article.hand h3").is_visible()
    page.emulate_media(media="null")
    page.goto(server.at("bad.yaml", "graph"))
    accessible.chosen(page)
    page.emulate_media(media="print")
    assert page.locator("#chosen").is_visible()
