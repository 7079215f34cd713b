"""Make the picture of the README: the brief of Istanbul 2025 under three accounts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente
from tools.chromium import find

TARGET = Path(__file__).parent.parent / "docs" / "images" / "istanbul-2025.png"


def main() -> None:
    """Render the brief and take the picture."""
    chromium = find()
    if chromium is None:
        sys.exit("no Chromium; see tools/chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "brief.html"
        file.write_text(detente.brief(detente.load("istanbul-2025")), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 860, "height": 900}, color_scheme="light")
        page.goto(file.as_uri())
        page.add_style_tag(content="footer, .next, .skip { display: none } body { padding-bottom: 1rem }")
        page.screenshot(path=str(TARGET), full_page=True)
        browser.close()
    print(TARGET)


if __name__ == "__main__":
    main()
