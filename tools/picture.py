"""Make the pictures of the documentation: the brief of Istanbul 2025, the workbench, each step of its tutorial."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import detente
from detente import catalogue
from tools.chromium import find
from tools.serving import served
from tools.walk import walk

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
        tutorial(browser)
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


# How high the picture of a step is, and what it begins with; the rest of a page would say nothing new.
STEPS = {
    "begin": (350, ""),
    "table": (560, ""),
    "wishes": (900, ""),
    "answer": (800, ""),
    "changed": (800, ""),
    "scenarios": (372, "#scenarios"),
    "graph": (1010, ""),
    "question": (840, ""),
    "text": (640, ""),
}


def tutorial(browser: Browser) -> None:
    """Go the way of the tutorial, and take a picture at each step."""
    with tempfile.TemporaryDirectory(prefix="disputes") as folder, served(Path(folder)) as address:
        page = browser.new_page(viewport={"width": 960, "height": 760}, color_scheme="light")
        for step in walk(page, address):
            high, begin = STEPS[step]
            page.set_viewport_size({"width": 960, "height": high})  # what stays in sight stands at its foot
            top = page.evaluate(
                "s => s ? document.querySelector(s).getBoundingClientRect().top + scrollY : 0", begin
            )
            clip = {"x": 0, "y": top, "width": 960, "height": high}
            file = IMAGES / f"workbench-{step}.png"
            page.screenshot(path=str(file), full_page=True, clip=clip)  # type: ignore[arg-type]
            page.set_viewport_size({"width": 960, "height": 760})
            print(file)
        page.close()


if __name__ == "__main__":
    main()
