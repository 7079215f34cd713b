"""The workbench as a person uses it: a real server, a real Chromium, a file on disk."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from playwright.sync_api import TimeoutError as PlaywrightTimeout

import detente
from detente import catalogue
from detente.conflict import read_conflict
from detente.conflict.editing import plain
from tests import workbench_editor as editor
from tests.test_browser import CHROMIUM, FLAGS
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
ISTANBUL = (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")
PAGES = ("answer", "table", "wishes", "graph", "questions", "text", "report", "ask/pivot", "pairs")
LONG = 180_000  # milliseconds; a machine that is shared is slow


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        message = "no Chromium is to be had here; tools/chromium.py says how it looks for one"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


class Server:
    """A server on a folder, as a process of its own."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "detente", "serve", str(folder), "--no-browser"]
        command += ["--port", str(port)] if port else []
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        told = re.search(r"http://\S+", self.process.stderr.readline())
        assert told
        self.address = told[0]

    def at(self, name: str, page: str) -> str:
        return f"{self.address}c/{name}/{page}"

    def end(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        code = self.process.wait(60)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def server(tmp_path):
    (tmp_path / "river.yaml").write_bytes(RIVER.encode())
    (tmp_path / "istanbul.yaml").write_bytes(ISTANBUL.encode())
    found = Server(tmp_path)
    yield found
    if found.process.poll() is None:
        assert found.end() == 130


# What the policy of the page refuses is an error in the console.
REFUSED = """document.addEventListener('securitypolicyviolation',
    (e) => console.error('refused', e.effectiveDirective, e.blockedURI, e.sourceFile))"""


@pytest.fixture
def page(browser):
    found = browser.new_page(viewport={"width": 1200, "height": 900})
    found.set_default_timeout(LONG)
    found.add_init_script(REFUSED)
    wrong: list[str] = []
    found.on("console", lambda m: wrong.append(f"{m.text} {m.location}") if m.type == "error" else None)
    found.on("pageerror", lambda e: wrong.append(str(e)))
    yield found
    found.close()
    assert wrong == []


def whole(page) -> None:
    """Wait until what takes longer is there."""
    page.wait_for_selector("[data-part], [aria-busy]", state="detached")


def text_of(folder: Path, name: str = "river.yaml") -> str:
    return (folder / name).read_bytes().decode()


def headline(conflict) -> str:
    """Give the headline of the brief, as the engine says it without any workbench."""
    found = re.search(r'<p class="headline">(.*?)</p>', detente.brief(conflict), re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


def wait_for(folder: Path, name: str, told: str, page) -> None:
    for _ in range(150):
        if told in text_of(folder, name):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{told!r} does not get into {name}")


def test_a_conflict_from_nothing(server, page):
    page.goto(server.address)
    page.get_by_label("What is it called?").fill("The bridge")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name="Who can do what").wait_for()
    for name, options in (("The city", "build the bridge\ntake a toll"), ("The port", "pay half of it")):
        form = page.locator("section:has(input[value=add-party])")
        form.get_by_label("Name").fill(name)
        form.get_by_label("What it can do, one thing a line").fill(options)
        form.get_by_role("button", name="Add party").click()
        page.get_by_role("heading", name=name, exact=True).wait_for()
    page.get_by_role("link", name="Next: who wants what").click()
    wanted = {
        "The city": ("port.pay_half", "build_bridge", "not take_toll"),
        "The port": ("city.build_bridge", "not city.take_toll", "not pay_half"),
    }
    for party, wishes in wanted.items():
        page.get_by_role("link", name=party, exact=True).click()
        page.locator(f"nav.parties a[aria-current]:has-text('{party}')").wait_for()
        for number, wish in enumerate(wishes):
            page.get_by_role("combobox", name="It wants").fill(wish)
            page.get_by_role("button", name="Add wish").click()
            page.locator(f".cards .card >> nth={number}").wait_for()
    page.get_by_role("link", name="Next: the answer").click()
    whole(page)
    conflict = read_conflict(text_of(server.folder, "the-bridge.yaml"))
    assert page.locator(".headline").first.inner_text() == headline(conflict)


def test_a_statement_is_dragged_and_the_brief_changes_as_the_engine_says(server, page):
    page.set_viewport_size({"width": 1200, "height": 4000})  # all cards in sight: a drag does not scroll
    page.goto(server.at("istanbul.yaml", "wishes?party=russia"))
    hand = page.locator(".hand:has(#card-kyiv-0)")
    cards = hand.locator("ol.cards > li")
    before = [c.locator("code").first.inner_text() for c in cards.all()]
    page.locator("#follows > summary").click()  # what follows from it covers the last cards
    page.evaluate("scrollTo(0, 0)")
    cards.nth(9).drag_to(cards.nth(0))
    hand.locator("ol.cards > li >> nth=0", has_text=before[9]).wait_for()
    made = plain(text_of(server.folder, "istanbul.yaml"))["perspectives"]["kyiv"]["preferences"]["russia"]
    old = plain(ISTANBUL)["perspectives"]["kyiv"]["preferences"]["russia"]
    assert made == [old[9], *old[:9], *old[10:]]
    page.get_by_role("link", name="Answer", exact=True).click()
    whole(page)
    conflict = read_conflict(text_of(server.folder, "istanbul.yaml"), "istanbul.yaml")
    assert page.locator(".headline").first.inner_text() == headline(conflict)
    assert page.locator("ins").count() > 0


def test_the_keyboard_moves_a_statement_and_keeps_its_place(server, page):
    page.goto(server.at("river.yaml", "wishes?party=upper"))
    button = page.locator("#down-engineers-0")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#card-engineers-1", has_text="not lower.sue").wait_for()
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.id") == "down-engineers-1"
    page.keyboard.press("Enter")
    page.locator("#card-engineers-2", has_text="not lower.sue").wait_for()
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    page.locator("#card-engineers-1", has_text="not lower.sue").wait_for()
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    page.locator("#card-engineers-0", has_text="not lower.sue").wait_for()
    assert text_of(server.folder) == RIVER


def test_a_file_changed_outside_is_taken_in(server, page):
    page.goto(server.at("river.yaml", "table"))
    (server.folder / "river.yaml").write_bytes(RIVER.replace("Upper town", "Town on the hill").encode())
    page.get_by_role("heading", name="Town on the hill").wait_for()


def test_two_windows_see_each_other_and_the_text_is_saved_while_one_types(server, browser, page):
    other = browser.new_page()
    other.set_default_timeout(LONG)
    other.goto(server.at("river.yaml", "table"))
    page.goto(server.at("river.yaml", "text"))
    field = editor.content(page)
    field.focus()
    field.press("Control+Home")
    field.press("End")
    field.press_sequentially(" # and mine")
    wait_for(server.folder, "river.yaml", "# A file of somebody's # and mine", page)
    editor.write(page, text_of(server.folder).replace("Upper town", "Hill town"))
    other.get_by_role("heading", name="Hill town").wait_for()
    other.locator("input[value='go to court']").fill("sue")
    other.locator("input[value='go to court']").press("Enter")
    page.wait_for_timeout(2500)
    assert 'text: "sue"' in editor.value(page)
    other.close()


def test_mistakes_stand_beside_the_text_and_a_link_leads_there(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.write(page, RIVER.replace("not lower.sue", "not lower.seu"))
    link = page.locator("#mistakes a").first
    link.wait_for()
    assert editor.line(page) > 20
    link.click()
    assert "not lower.sue" in RIVER.splitlines()[editor.line(page) - 1]
    page.keyboard.type("X")  # it stands before what is wrong
    assert "not Xlower.seu" in editor.value(page)
    page.keyboard.press("Backspace")
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_role("heading", name="The file has mistakes").wait_for()


def test_a_server_that_is_killed_loses_nothing_and_undo_goes_on(server, page):
    page.goto(server.at("river.yaml", "table"))
    page.get_by_label("Title").fill("The upper river")
    page.get_by_label("Title").press("Enter")
    page.get_by_text("The upper river", exact=True).first.wait_for()
    page.goto("about:blank")
    server.end(signal.SIGKILL)
    again = Server(server.folder)
    try:
        page.goto(again.at("river.yaml", "table"))
        assert page.get_by_label("Title").input_value() == "The upper river"
        page.locator("#undo").click()
        page.get_by_text("The river", exact=True).first.wait_for()
        assert text_of(server.folder) == RIVER
        page.goto("about:blank")
    finally:
        assert again.end() == 130


USABLE = ", ".join(
    f"{part}:visible"
    for part in ("main button:enabled", "main a", "main summary", ".bar a", ".bar button:enabled")
)


def test_forty_clicks_at_random_on_every_page_make_no_error(server, page):
    """Whatever is clicked: no error in the console (the fixture sees to it), and there is a page."""
    page.on("dialog", lambda d: d.accept())
    for name in PAGES:
        draw = random.Random(name)
        (server.folder / "river.yaml").write_bytes(RIVER.encode())
        page.goto(server.at("river.yaml", name))
        for _ in range(40):
            things = page.locator(USABLE)
            thing = things.nth(draw.randrange(max(1, things.count())))
            try:
                if "/file/" in (thing.get_attribute("href", timeout=1500) or ""):
                    continue
                thing.click(timeout=1500)
            except PlaywrightTimeout:  # the page was changed in the meantime, as pages are
                continue
        assert page.locator("h1").count() == 1, name
        assert "an error in this program" not in page.content(), name


@pytest.mark.parametrize("width", [360, 1200])
def test_pages_fit_and_have_names_for_all_that_can_be_used(server, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("", *(f"c/istanbul.yaml/{p}" for p in PAGES)):
        page.goto(server.address + name)
        whole(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll('input:not([type=hidden]),select,textarea:not([hidden]),button,a')]
                .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length)
                    || e.getAttribute('aria-labelledby')))
                .map(e => e.outerHTML.slice(0, 90))"""
        )
        assert unnamed == [], name
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
        assert levels[0] == levels.count(1) == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), name


def test_in_the_dark_every_text_stands_out(server, browser):
    told = """() => {
        const grey = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
            return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; };
        const paper = grey(getComputedStyle(document.body).backgroundColor);
        const told = ['p', 'h1', 'h2', 'li', 'label', 'button', 'ins'].map(tag => `main ${tag}`).join(',');
        const all = [...document.querySelectorAll(told)];
        return all.filter(e => e.offsetParent && Math.abs(grey(getComputedStyle(e).color) - (
            ['BUTTON', 'INS'].includes(e.tagName) ? grey(getComputedStyle(e).backgroundColor) : paper)) < 0.3)
            .map(e => e.outerHTML.slice(0, 90));
    }"""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        for name in PAGES:
            page.goto(server.at("river.yaml", name))
            whole(page)
            assert page.evaluate(told) == [], (scheme, name)
        page.close()


def test_the_cards_of_an_account_that_says_the_same_stay_and_can_be_moved_next(server, page):
    page.goto(server.at("river.yaml", "wishes?party=lower"))
    page.evaluate("document.getElementById('card-residents-0').dataset.old = 'yes'")
    page.evaluate("document.getElementById('card-engineers-0').dataset.old = 'yes'")
    page.locator("#down-engineers-0").click()
    page.locator("#card-engineers-1", has_text="let more water through").wait_for()
    assert page.locator("#card-engineers-0[data-old]").count() == 0
    assert page.locator("#card-residents-0[data-old]").count() == 0  # what is not as it came is drawn anew
    page.evaluate("document.getElementById('hand-2').closest('.hand').laid = 'out'")
    page.locator("#down-engineers-0").click()
    page.locator("#card-engineers-0", has_text="let more water through").wait_for()
    assert page.evaluate("document.getElementById('hand-2').closest('.hand').laid") == "out"
    form = page.locator(".hand:has(#hand-2) form.add")
    form.get_by_label("It wants").fill("upper.release or not pay")
    page.locator("#down-engineers-1").click()
    page.locator("#card-engineers-2", has_text="not").wait_for()
    page.wait_for_timeout(500)
    assert (
        form.get_by_role("combobox", name="It wants").input_value() == "upper.release or not pay"
    )  # it stays
    form.get_by_role("combobox", name="It wants").fill("not sue")
    form.get_by_role("button", name="Add wish").click()
    page.locator("#card-residents-3").wait_for()
    assert page.locator("main .alert").count() == 0
    assert form.get_by_role("combobox", name="It wants").input_value() == ""
    page.locator("#down-engineers-0").click()
    page.locator("#undo").click()
    page.wait_for_timeout(500)
    assert page.locator("main .alert").count() == 0
    residents = plain(text_of(server.folder))["perspectives"]["residents"]["preferences"]["lower"]
    assert residents[-1] == "not sue"
