"""Make the picture of the README: the first answers of the report on Istanbul 2025, under three accounts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente
from tools.chromium import find

TARGET = Path(__file__).parent.parent / "docs" / "images" / "istanbul-2025.png"


def main() -> None:
    """Render the report and take the picture."""
    chromium = find()
    if chromium is None:
        sys.exit("no Chromium; see tools/chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_text(detente.report(detente.load("istanbul-2025")), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        page.goto(page_file.as_uri())
        boxes = [page.locator(f"#finding{k}").bounding_box() for k in (0, 1)]
        first, last = (b for b in boxes if b is not None)
        height = last["y"] + last["height"] - first["y"]
        page.screenshot(
            path=str(TARGET),
            clip={"x": first["x"], "y": first["y"], "width": first["width"], "height": height},
            full_page=True,
        )
        browser.close()
    print(TARGET)


if __name__ == "__main__":
    main()
