"""Make the pictures of the documentation: the brief of Istanbul 2025, and a page of the workbench."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import detente
from detente import catalogue
from tools.chromium import find
from tools.serving import served

IMAGES = Path(__file__).parent.parent / "docs" / "images"
BRIEF, WORKBENCH = IMAGES / "istanbul-2025.png", IMAGES / "workbench.png"
UNSEEN = "footer, .next, .skip { display: none } body { padding-bottom: 1rem }"


def main() -> None:
    """Render the pages and take the pictures."""
    chromium = find()
    if chromium is None:
        sys.exit("no Chromium; see tools/chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        brief(browser, Path(folder))
        workbench(browser, Path(folder))
        browser.close()


def brief(browser: Browser, folder: Path) -> None:
    """Take the picture of the brief."""
    file = folder / "brief.html"
    file.write_text(detente.brief(detente.load("istanbul-2025")), encoding="utf-8")
    page = browser.new_page(viewport={"width": 860, "height": 900}, color_scheme="light")
    page.goto(file.as_uri())
    page.add_style_tag(content=UNSEEN)
    page.screenshot(path=str(BRIEF), full_page=True)
    page.close()
    print(BRIEF)


def workbench(browser: Browser, folder: Path) -> None:
    """Take the picture of the page Wishes: three accounts side by side."""
    file = folder / "istanbul-2025.yaml"
    file.write_text((catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with served(folder) as address:
        page = browser.new_page(viewport={"width": 1200, "height": 820}, color_scheme="light")
        page.goto(f"{address}c/istanbul-2025.yaml/wishes")
        page.screenshot(path=str(WORKBENCH))
        page.close()
    print(WORKBENCH)


if __name__ == "__main__":
    main()
