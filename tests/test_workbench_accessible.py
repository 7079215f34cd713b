"""Every page of the workbench, in each of its states: axe-core finds nothing, all has a name, Tab goes through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("starlette")

from tests import test_workbench_browser as base
from tests import workbench_editor as editor
from tests.accessible import everywhere, unnamed
from tests.test_workbench_forms import FORMS, RANKED
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
browser = base.browser  # fixture
BAD = RIVER.replace("not lower.sue", "not lower.seu")
GERMAN = RIVER.replace("detente: 1", "detente: 1\nlanguage: de")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    texts = {
        "river": RIVER,
        "forms": FORMS,
        "ranked": RANKED,
        "threat": RIVER,
        "bad": BAD,
        "german": GERMAN,
        "istanbul": base.ISTANBUL,
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_bytes(text.encode())
    found = base.Server(folder)
    yield found
    assert found.end() == 130


@pytest.fixture
def page(browser):
    found = browser.new_page(viewport={"width": 1200, "height": 800})
    found.set_default_timeout(base.LONG)
    yield found
    found.close()


def offered(page: Any) -> None:
    editor.content(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+ ")
    page.locator(".cm-tooltip li[aria-selected=true]").wait_for()


def searched(page: Any) -> None:
    editor.content(page).focus()
    page.keyboard.press("Control+f")
    page.keyboard.type("lower")
    page.locator(".cm-searchMatch").first.wait_for()


def marked(page: Any) -> None:
    page.locator(".cm-lintRange-error").first.wait_for()


def told(page: Any) -> None:
    marked(page)
    page.locator(".cm-lintRange-error").first.hover()
    page.locator(".cm-tooltip-lint").wait_for()


def chosen(page: Any) -> None:
    page.locator(".graph [data-state='0']").click()
    page.locator("#chosen").wait_for()


def refused(page: Any) -> None:
    form = page.locator("form", has=page.locator("[name=do][value=add-party]"))
    form.evaluate("form => { form.noValidate = true }")
    form.get_by_role("button", name="Add party").click()
    page.locator("main .alert").wait_for()


def pinned(page: Any) -> None:
    base.whole(page)
    page.get_by_label("Pin the file as it is now").fill("As it is")
    page.get_by_role("button", name="Pin", exact=True).click()
    base.whole(page)
    page.locator("article.hand").wait_for()


def clashed(page: Any) -> None:
    """Two windows change one place: the second one is shown both."""
    title = page.locator("form", has=page.locator("[name=do][value=title]"))
    stale = title.locator("[name=base]").get_attribute("value")
    for told in ("One title", "Another title"):
        title.locator("[name=base]").evaluate("(e, v) => { e.value = v }", stale)
        title.get_by_label("Title").fill(told)
        title.get_by_role("button", name="Save").click()
        # What it was called before stands there until the answer has come.
        shown = (
            page.get_by_text("One title", exact=True)
            if told == "One title"
            else page.get_by_text("Two changes")
        )
        shown.first.wait_for()


def switched_off(page: Any) -> None:
    page.get_by_role("button", name=re.compile("^Off")).first.click()
    page.locator(".cards.off").wait_for()


def taken_over(page: Any) -> None:
    page.get_by_label("Whose account?").last.fill("New")
    page.get_by_role("button", name="Add account").click()
    page.get_by_role("heading", name="New", exact=True).wait_for()  # other accounts take over, too
    page.get_by_text("As in the file itself:").last.wait_for()
    page.locator("main details").evaluate_all("all => all.forEach(e => { e.open = true })")


def threatened(page: Any) -> None:
    def said(label: str, text: str) -> None:
        page.get_by_label(label).fill(text)

    page.locator("[name=what]").fill("not lower.pay")
    page.get_by_role("button", name="Add rule").click()
    page.locator("#today-cannot-be").wait_for()
    page.get_by_text("Add an ultimatum").click()
    page.get_by_label("Who says it").select_option("lower")
    page.get_by_label("To whom").select_option("upper")
    said("What is demanded", "release")
    said("What happens otherwise (the threat)", "sue")
    page.get_by_role("button", name="Add ultimatum").click()
    page.locator(".rules li", has_text="Otherwise").wait_for()


STATES: dict[str, tuple[str, Callable[[Any], None] | None]] = {
    "folder": ("", None),
    "no such page": ("c/river.yaml/nothing", None),
    "answer": ("c/istanbul.yaml/answer", None),
    "answer in German": ("c/german.yaml/answer", None),
    "answer of a file with mistakes": ("c/bad.yaml/answer", None),
    "scenarios": ("c/forms.yaml/answer", pinned),
    "table": ("c/forms.yaml/table", None),
    "table, a change refused": ("c/river.yaml/table", refused),
    "table in German": ("c/german.yaml/table", None),
    "two versions": ("c/bad.yaml/table", clashed),
    "wishes": ("c/istanbul.yaml/wishes?party=us", None),
    "wishes in German": ("c/german.yaml/wishes", None),
    "wishes, one switched off, and what another account changes": (
        "c/forms.yaml/wishes?party=lower",
        switched_off,
    ),
    "wishes, an account that takes them over": ("c/forms.yaml/wishes?party=lower", taken_over),
    "table, an ultimatum, and today that cannot be": ("c/threat.yaml/table", threatened),
    "wishes by weights": ("c/forms.yaml/wishes?party=upper", None),
    "wishes by a ranking": ("c/ranked.yaml/wishes?party=a", None),
    "wishes in part": ("c/forms.yaml/wishes?party=state", None),
    "graph": ("c/istanbul.yaml/graph?account=kyiv", chosen),
    "questions": ("c/river.yaml/questions", None),
    "question": ("c/river.yaml/ask/pivot?ask=1", None),
    "question in German": ("c/german.yaml/ask/whatif", None),
    "question refused": ("c/river.yaml/ask/explain?ask=1&state=nothing", None),
    "text": ("c/river.yaml/text", offered),
    "text with mistakes": ("c/bad.yaml/text", marked),
    "text, a mistake told where it stands": ("c/bad.yaml/text", told),
    "text, searched": ("c/river.yaml/text", searched),
    "text in German, searched": ("c/german.yaml/text", searched),
    "report": ("c/river.yaml/report", None),
    "report in German": ("c/german.yaml/report", None),
    "pairs": ("c/river.yaml/pairs?party=upper&account=engineers", None),
    "pairs in German": ("c/german.yaml/pairs?party=lower&account=residents", None),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_light_and_dark_wide_and_narrow(server, page, state):
    path, bring = STATES[state]
    page.goto(server.address + path)
    base.whole(page)
    if bring is not None:
        bring(page)
        base.whole(page)  # what is looked at stays as it is
    assert everywhere(page) == []


FOCUSABLE = """() => {
    const able = 'a[href], button:not(:disabled), input:not([type=hidden]), select, textarea, summary, ' +
        '[tabindex="0"], [contenteditable=true]';
    const within = (root) => [...root.querySelectorAll('*')].flatMap((e) => [
        ...(e.matches(able) && e.checkVisibility() ? [e] : []), ...(e.shadowRoot ? within(e.shadowRoot) : [])]);
    window.inOrder = within(document);
    return window.inOrder.length;
}"""
# The editor shows where it is by its frame.
AT = """() => {
    let e = document.activeElement;
    const framed = e.closest('.lines');
    while (e.shadowRoot) e = e.shadowRoot.activeElement;
    const style = getComputedStyle(framed || e);
    return [window.inOrder.indexOf(e), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.mark.parametrize(
    "path", ["answer", "table", "wishes", "graph", "ask/whatif", "text", "pairs?party=upper"]
)
def test_tab_goes_through_all_that_can_be_used_in_the_order_of_the_page_and_shows_where_it_is(
    server, page, path
):
    page.goto(server.at("river.yaml", path))
    base.whole(page)
    count = page.evaluate(FOCUSABLE)
    assert count > 10
    seen = []
    for _ in range(count):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(AT))
    assert seen == [[k, True] for k in range(count)]


def test_tab_out_of_the_text_closes_what_is_offered_and_goes_on(server, page):
    page.goto(server.at("river.yaml", "text"))
    before = editor.value(page)
    editor.content(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("sour")
    editor.offered(page, "sources: ")
    page.keyboard.press("Tab")
    page.locator(".cm-tooltip").wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Save"
    page.keyboard.press("Shift+Tab")
    for _ in "sour":
        page.keyboard.press("Backspace")
    assert editor.value(page) == before
    page.keyboard.press("Control+ ")
    page.locator(".cm-tooltip li[aria-selected=true]").wait_for()
    editor.offered(page)
    page.keyboard.press("Tab")  # a word that is chosen is taken
    page.locator(".cm-tooltip").wait_for(state="detached")
    assert editor.value(page) != before
    page.keyboard.press("Control+z")
    assert editor.value(page) == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Save"


BROKEN = """<!doctype html><html lang="en"><head><title>x</title><style>
body { background: #fff; color: #000 } .pale { color: #bbb }
@media (prefers-color-scheme: dark) { .night { color: #222 } body { background: #111; color: #eee } }
</style></head><body><main><h1>x</h1>%s</main></body></html>"""
DRAWN = (
    "<svg width='90' height='30'><rect width='90' height='30' fill='%s'/><text x='9' y='20' %s>A</text></svg>"
)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("<p>Words</p>", ""),
        ("<button></button>", "button-name"),
        ("<input>", "label"),
        ("<h4>Deep</h4>", "heading-order"),
        ("<p class='pale'>Words</p>", "color-contrast"),
        ("<p class='night'>Words</p>", "dark: color-contrast"),
        ("<p style='width: 900px; background: #eee; color: #000'>Words</p>", "wider than the screen"),
        (DRAWN % ("#333", ""), "contrast"),
        (DRAWN % ("#fff", ""), ""),
        (DRAWN % ("#fff", "opacity='.3'"), "contrast"),
        (DRAWN % ("#fff", "fill='#bbb'"), "contrast"),
        ("<input aria-label='a' aria-haspopup='listbox' aria-controls='none'>", "aria-valid-attr-value"),
        (
            "<input role='combobox' aria-expanded='true' aria-label='a' aria-haspopup='listbox' aria-controls='l'>"
            "<ul id='l' role='listbox' aria-label='b' tabindex='0'><li role='option'>c</li></ul>",
            "",
        ),
        ("<section aria-label='a'></section><section aria-label='a'></section>", "landmark-unique"),
    ],
)
def test_what_is_wrong_is_found(page, part, told):
    page.set_content(BROKEN % part)
    found = everywhere(page)
    assert any(told in one for one in found) if told else found == []


def test_a_control_without_a_name_is_found_in_the_tree(page):
    page.set_content(BROKEN % "<button></button><a href='#'>to it</a><input aria-label='This'>")
    assert unnamed(page) == ["button"]
