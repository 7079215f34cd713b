"""Brief and report in a real browser: nothing fetched or cut off, readable on a phone, in the dark, on paper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import detente
from tests.accessible import everywhere
from tools.chromium import find

CHROMIUM = find()
pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


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


PAGES = {
    "brief of istanbul-2025": lambda: detente.brief(detente.load("istanbul-2025")),
    "brief of chicken": lambda: detente.brief(detente.load("chicken")),
    "brief of garrison": lambda: detente.brief(detente.load("garrison")),
    "brief of istanbul-2025 in German": lambda: detente.brief(detente.load("istanbul-2025"), language="de"),
    "report of istanbul-2025": lambda: detente.report(detente.load("istanbul-2025")),
    "report of chicken": lambda: detente.report(detente.load("chicken")),
    "report of elmira": lambda: detente.report(detente.load("elmira"), appendix=True),
}
MOST_PAGES = 15  # of a report without its appendix, for a conflict of Istanbul's size
LOWEST = 75.0  # points above the lower edge: margin, a heading and a line of what it heads


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, make in PAGES.items():
        found[name] = folder / f"{name.replace(' ', '-')}.html"
        found[name].write_text(make(), encoding="utf-8")
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1200])
def test_pages_open_without_network_and_fit(browser, files, name, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(files[name].as_uri())
    assert asked == [files[name].as_uri()]
    assert errors == []
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text() == detente.load(name.split()[2]).title
    outside = page.evaluate(
        """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            return [...svg.querySelectorAll('text, rect')].filter(e => {
                const r = e.getBoundingClientRect();
                return r.left < frame.left - 1 || r.right > frame.right + 1
                    || r.top < frame.top - 1 || r.bottom > frame.bottom + 1;
            }).map(e => e.textContent || e.tagName);
        })"""
    )
    assert outside == []
    page.close()


def test_boxes_of_drawings_do_not_overlap_and_hold_their_text(browser, files):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    boxes = 0
    for file in files.values():
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        bad = page.evaluate(
            """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
                const found = [];
                const drawn = [...svg.querySelectorAll('g[data-kind]')].filter(g =>
                    ['card', 'state', 'node', 'outcome'].includes(g.dataset.kind)
                    && g.querySelector(':scope > rect'));
                const boxes = drawn.map(g => g.querySelector(':scope > rect').getBoundingClientRect());
                boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
                    if (a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom)
                        found.push('two boxes overlap');
                }));
                drawn.forEach((g, i) => g.querySelectorAll('text').forEach(t => {
                    const r = t.getBoundingClientRect(), b = boxes[i];
                    if (r.left < b.left - 1 || r.right > b.right + 1 || r.top < b.top - 1 || r.bottom > b.bottom + 1)
                        found.push(t.textContent);
                }));
                return found;
            })"""
        )
        assert bad == [], file.stem
        boxes += page.locator("figure svg g[data-kind] > rect").count()
    assert boxes > 30
    page.close()


def test_in_the_dark_every_text_stands_out(browser, files):
    """Text and paper change places, in drawings too."""
    luminance = """() => {
        const grey = c => {
            const [r, g, b] = c.match(/[\\d.]+/g).map(Number);
            return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
        };
        const paper = grey(getComputedStyle(document.body).backgroundColor);
        const told = [...document.querySelectorAll('.headline, td, li, h1')].map(e => grey(getComputedStyle(e).color));
        return [paper, Math.min(...told), Math.max(...told)];
    }"""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(files["brief of istanbul-2025"].as_uri())
        paper, least, most = page.evaluate(luminance)
        if scheme == "dark":
            assert paper < 0.2
            assert least > 0.5
        else:
            assert paper > 0.9
            assert most < 0.4
        page.close()


@pytest.mark.parametrize("name", [n for n in PAGES if n != "report of istanbul-2025"])  # too long for it
def test_axe_finds_nothing_light_and_dark_wide_and_narrow(browser, files, name):
    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.goto(files[name].as_uri())
    assert everywhere(page) == []
    page.close()


def test_links_lead_to_their_parts(browser, files):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(files["report of istanbul-2025"].as_uri())
    links = page.locator("nav a")
    assert links.count() > 5
    links.last.click()
    assert page.evaluate("window.scrollY") > 1000
    page.close()


def test_what_is_folded_can_be_reached_by_the_keyboard(browser, files):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(files["report of chicken"].as_uri())
    folded = page.locator("details").first
    table = folded.locator("table, p, li").first
    assert not table.is_visible()
    folded.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    page.close()


def printed(browser, file: Path) -> bytes:
    page = browser.new_page()
    page.goto(file.as_uri())
    found: bytes = page.pdf(prefer_css_page_size=True, outline=True, tagged=True)
    page.close()
    return found


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", [n for n in PAGES if n.startswith("brief")])
def test_a_brief_is_one_sheet(browser, files, name):
    pdf = printed(browser, files[name])
    assert pages_of(pdf) == 1
    [size] = set(re.findall(rb"/MediaBox\s*\[([^]]*)\]", pdf))
    assert [round(float(x)) for x in size.split()] == [0, 0, 595, 842]  # A4


def test_a_report_keeps_to_its_pages_and_no_page_ends_in_a_heading(browser, files):
    pdf = printed(browser, files["report of istanbul-2025"])
    assert 3 <= pages_of(pdf) <= MOST_PAGES
    heights = [float(y) for y in re.findall(rb"/Dest \[\d+ 0 R /XYZ [\d.]+ ([\d.]+) 0\]", pdf)]
    assert len(heights) > 8
    assert min(heights) > LOWEST
    with_appendix = printed(browser, files["report of elmira"])
    assert pages_of(with_appendix) > pages_of(printed(browser, files["report of chicken"]))


def test_details_are_printed_in_the_appendix_alone(browser, files):
    for name, there in (("report of chicken", False), ("report of elmira", True)):
        page = browser.new_page()
        page.goto(files[name].as_uri())
        assert page.locator("details table").count() > 0
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details table").first.is_visible() == there
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.close()
