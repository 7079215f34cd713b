"""From a changed wish to the answer in the workbench: what the server takes, and what it takes on the screen.

On the screen it is measured from the click to the picture that shows what follows: on the page Wishes the cards, the
rankings, and today, heading and matrix below them; on the page Answer, where `Undo` changes a wish, the same.
"""

from __future__ import annotations

import os
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import catalogue
from detente.conflict.editing import Move, edited, plain
from detente.render.fragment import fragment
from detente.workbench.files.documents import Version, id_of
from detente.workbench.questions.answers import Answers
from tools.chromium import find
from tools.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 7
MOST_WAIT = 120_000  # milliseconds
MAKERS, OPTIONS, ACCOUNTS, STATEMENTS = 4, 3, 3, 8  # 4,096 states


def made() -> str:
    """Make a file of some 4,000 states and three accounts."""
    options = [f"d{i}.o{k}" for i in range(MAKERS) for k in range(OPTIONS)]
    lines = ["detente: 1", "title: A large one", f"status_quo: [{options[0]}]", "decision_makers:"]
    for i in range(MAKERS):
        listed = ", ".join(f"o{k}: do {k} of {i}" for k in range(OPTIONS))
        lines.append(f"  d{i}: {{name: Party {i}, options: {{{listed}}}}}")
    lines.append("perspectives:")
    for a in range(ACCOUNTS):
        lines += [f"  account{a}:", f"    says: Account {a}", "    preferences:"]
        for i in range(MAKERS):
            lines.append(f"      d{i}:")
            for k in range(STATEMENTS):
                option = options[(k * 5 + i * 3 + a * 7) % len(options)]
                lines.append(f"        - {'not ' if (k + i + a) % 3 else ''}{option}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the measurements."""
    print(
        "The workbench: a wish moves in one of three accounts; seconds of the processor at the server, the median of",
        TIMES,
    )
    files = {
        "istanbul-2025": (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8"),
        "4,096 states": made(),
    }
    for name, text in files.items():
        _measure(name, text)
    chromium = find() if find_spec("playwright") else None
    if chromium is None:
        print("  on the screen: no Chromium is to be had here, see tools/chromium.py")
        return
    _screen(chromium, files)


def _measure(name: str, text: str) -> None:
    answers = Answers()
    root = plain(text)
    account = list(root["perspectives"])[1]
    party = next(iter(root["decision_makers"]))
    path = ("perspectives", account, "preferences", party)
    count = len(root["perspectives"][account]["preferences"][party])
    answers.brief(answers.read("x.yaml", Version(text, id_of(text))))
    told: dict[str, list[float]] = {"change": [], "read": [], "first": [], "soon": [], "rest": []}
    for turn in range(TIMES):
        clock = [time.process_time()]
        text = edited(text, Move(path, turn % count, (turn + 2) % count))
        clock.append(time.process_time())
        read = answers.read("x.yaml", Version(text, id_of(text)))
        clock.append(time.process_time())
        fragment(answers.brief(read, whole=False).page)
        clock.append(time.process_time())
        fragment(answers.brief(read, whole=False, soon=True).page)
        clock.append(time.process_time())
        fragment(answers.brief(read).page)
        clock.append(time.process_time())
        for what, before, after in zip(told, clock, clock[1:], strict=False):
            told[what].append(after - before)
    row = ", ".join(f"{what} {sorted(times)[len(times) // 2]:.3f}" for what, times in told.items())
    print(f"  {name}: {row}")


# From a click until the page that came is drawn: the second frame after it stands there.
CLICK = """([button, sign]) => new Promise((done) => {
    const old = document.querySelector(sign);
    const start = performance.now();
    const look = () => {
        const now = document.querySelector(sign);
        const drawn = () => done(performance.now() - start);
        if (now && now !== old) requestAnimationFrame(() => requestAnimationFrame(drawn));
        else setTimeout(look, 2);
    };
    document.querySelector(button).click();
    look();
})"""
# Since a page was asked for, until it is drawn.
DRAWN = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""


def _screen(chromium: str, files: dict[str, str]) -> None:
    """Measure in a browser, with the server as a process of its own."""
    from playwright.sync_api import sync_playwright

    print(
        f"The same on the screen: milliseconds in Chromium, the median of {TIMES} (the least); "
        f"{os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} processors"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for number, text in enumerate(files.values()):
            (Path(folder) / f"{number}.yaml").write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with served(Path(folder)) as address:
            for number, (name, text) in enumerate(files.items()):
                page = browser.new_page(viewport={"width": 1200, "height": 900})
                page.set_default_timeout(MOST_WAIT)
                told = _on_screen(page, f"{address}c/{number}.yaml", text)
                row = ", ".join(
                    f"{what} {sorted(times)[len(times) // 2]:.0f} ({min(times):.0f})"
                    for what, times in told.items()
                )
                print(f"  {name}: {row}")
                page.close()
        browser.close()


def _whole(page: Page) -> None:
    page.wait_for_selector("[data-part], [aria-busy]", state="detached")


def _on_screen(page: Page, here: str, text: str) -> dict[str, list[float]]:
    root: Any = plain(text)
    account, party = list(root["perspectives"])[1], next(iter(root["decision_makers"]))
    told: dict[str, list[float]] = {
        "wish": [],
        "then the answer": [],
        "undo on the answer": [],
        "at once again": [],
    }
    page.goto(f"{here}/answer")
    _whole(page)
    for turn in range(TIMES):
        page.goto(f"{here}/wishes?party={party}")
        told["wish"].append(page.evaluate(CLICK, [f"#down-{account}-{turn}", f"#card-{account}-0"]))
        if not page.locator(".follows .headline").count() or not page.locator(".follows figure svg").count():
            raise SystemExit("heading and matrix do not stand on the page Wishes")
        with page.expect_navigation():
            page.locator("nav.tabs a", has_text="Answer").first.click()
        told["then the answer"].append(page.evaluate(DRAWN))
        if not page.locator(".headline").count() or not page.locator("figure svg").count():
            raise SystemExit("the page Answer has no heading or no picture")
        _whole(page)
        told["undo on the answer"].append(page.evaluate(CLICK, ["#undo", ".headline"]))
        # The rest of the brief of what was undone is being worked out meanwhile.
        told["at once again"].append(page.evaluate(CLICK, ["#redo", ".headline"]))
        _whole(page)
    return told


if __name__ == "__main__":
    main()
