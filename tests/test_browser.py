"""The report in a real browser: nothing fetched, nothing cut off, readable on a phone and on paper."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import detente
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


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    found = {}
    for name in ("istanbul-2025", "chicken", "garrison", "elmira"):
        found[name] = folder / f"{name}.html"
        found[name].write_text(detente.report(detente.load(name)), encoding="utf-8")
    return found


@pytest.mark.parametrize("name", ["istanbul-2025", "chicken", "garrison", "elmira"])
@pytest.mark.parametrize("width", [390, 1200])
def test_report_opens_without_network_and_fits(browser, reports, name, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(reports[name].as_uri())
    assert asked == [reports[name].as_uri()]
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").inner_text() == detente.load(name).title
    assert page.locator("figure svg rect").count() > 3
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


def test_boxes_of_the_drawing_do_not_overlap_and_hold_their_text(browser, reports):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    for file in reports.values():
        page.goto(file.as_uri())
        bad = page.evaluate(
            """() => [...document.querySelectorAll('figure svg')].flatMap(svg => {
                const boxes = [...svg.querySelectorAll('rect[rx="7"]')].map(e => e.getBoundingClientRect());
                const found = [];
                boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
                    if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                        found.push('two boxes overlap');
                }));
                svg.querySelectorAll('g > rect[rx="7"] ~ text').forEach(t => {
                    const r = t.getBoundingClientRect();
                    if (!boxes.some(b => r.left >= b.left && r.right <= b.right + 1
                                      && r.top >= b.top && r.bottom <= b.bottom))
                        found.push(t.textContent);
                });
                return found;
            })"""
        )
        assert bad == []
    page.close()


def test_links_lead_to_their_parts(browser, reports):
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(reports["istanbul-2025"].as_uri())
    page.get_by_role("link", name="Account “broker”").click()
    assert page.evaluate("window.scrollY") > 1000
    page.close()


def test_what_a_reader_folds_is_printed_and_long_lists_are_not(browser, reports):
    small, large = browser.new_page(), browser.new_page()
    small.goto(reports["chicken"].as_uri())
    large.goto(reports["istanbul-2025"].as_uri())
    folded, bulk = small.locator("details:not(.bulk)").first, large.locator("details.bulk").first
    table = folded.locator("table").first
    assert table.is_visible()
    assert not bulk.locator("table").first.is_visible()
    folded.evaluate("element => { element.open = false }")
    assert not table.is_visible()
    for page in (small, large):
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert table.is_visible()
    assert not bulk.is_visible()
    for page in (small, large):
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
    assert not table.is_visible()
    for page in (small, large):
        assert page.pdf(format="A4")[:5] == b"%PDF-"
        page.close()
