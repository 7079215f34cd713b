"""The editor of the page Text in a real Chromium: what is typed is kept, whatever comes in between."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette")

from playwright.sync_api import expect

from detente.workbench.language.german import GERMAN
from tests import test_workbench_browser as base
from tests import workbench_editor as editor
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
browser, server, page = base.browser, base.server, base.page  # fixtures
SCROLLED = "document.querySelector('.typed').shadowRoot.querySelector('.cm-scroller').scrollTop"
LONG = RIVER + "".join(f"# line {k}\n" for k in range(200))


def saved(page, told: str = "Saved.") -> None:
    page.locator("#saved", has_text=told).wait_for()


def changed_outside(server, old: str, new: str) -> None:
    file = server.folder / "river.yaml"
    text = base.text_of(server.folder)
    assert old in text
    file.write_bytes(text.replace(old, new).encode())


def test_a_mistake_is_found_by_a_key_and_its_mark_goes_when_it_is_mended(server, page):
    changed_outside(server, "not lower.sue", "not lower.seu")
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.locator(".cm-lintRange-error").wait_for()
    page.keyboard.press("F8")
    assert "lower.seu" in RIVER.replace("lower.sue", "lower.seu", 2).splitlines()[editor.line(page) - 1]
    page.keyboard.type("lower.sue")  # what is wrong is chosen
    saved(page)
    assert page.locator(".cm-lintRange, .cm-told, .cm-lint-marker").count() == 0
    assert page.locator("#mistakes").is_hidden()
    assert base.text_of(server.folder) == RIVER


def test_a_mistake_stays_where_it_is_while_one_types_above_it_and_before_it(server, page):
    changed_outside(server, "- not lower.sue", '- {text: "😀 𝒳 😀", that: not lower.seu}')
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    mark = page.locator(".cm-lintRange-error")
    mark.wait_for()
    before = mark.inner_text()
    assert before == "lower.seu"
    seen = []

    def slowly(route):
        found = route.fetch()
        page.keyboard.type("# a third one\n")
        seen.append(mark.inner_text())
        route.fulfill(response=found)  # which is about a text with two lines more

    page.route("**/text", slowly, times=1)
    page.keyboard.press("Control+Home")
    page.keyboard.type("# one line\n# and another\n")
    saved(page)
    assert [*seen, mark.inner_text()] == [before, before]
    base.wait_for(server.folder, "river.yaml", "# a third one", page)
    saved(page)
    assert mark.inner_text() == before


def test_words_are_counted_as_the_server_counts_them(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.write(page, RIVER + "# 😀 𝒳 😀\n\nsources: {}\n")
    for key in ("Control+End", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    editor.type_lines(page, "conditions:", "deal: lower.p")
    editor.offered(page, "lower.pay")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".cm-tooltip").wait_for(state="detached")
    assert editor.value(page).endswith("😀\nconditions:\n  deal: lower.pay\nsources: {}\n")


def test_a_word_stays_chosen_while_the_list_gets_shorter(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.keyboard.press("Control+End")
    editor.type_lines(page, "conditions:", "deal: lower")
    assert editor.offered(page).count() > 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".cm-tooltip li[aria-selected=true] .cm-completionLabel")
    assert chosen.inner_text() == "lower.sue"
    page.keyboard.type(".")
    assert editor.value(page).endswith("lower.")
    editor.offered(page, "lower.pay")
    assert chosen.inner_text() == "lower.sue"
    page.keyboard.press("Enter")
    page.locator(".cm-tooltip").wait_for(state="detached")
    assert editor.value(page).endswith("  deal: lower.sue")


def test_what_is_changed_outside_shows_and_caret_place_and_own_history_stay(server, page):
    (server.folder / "river.yaml").write_bytes(LONG.encode())
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.keyboard.press("Control+End")
    for _ in range(60):
        page.keyboard.press("ArrowUp")
    page.keyboard.type("mine ")
    saved(page)
    line, scrolled = editor.line(page), page.evaluate(SCROLLED)
    assert scrolled > 1000
    changed_outside(server, "# line 199", "# the last line")
    changed_outside(server, "Lower town", "Town below")
    base.wait_for(server.folder, "river.yaml", "mine ", page)
    page.locator("#news", has_text="The file was changed").wait_for()
    now = base.text_of(server.folder)
    assert editor.value(page) == now
    assert "Town below" in now
    assert "# the last line" in now
    assert "mine # line" in now
    assert editor.line(page) == line
    assert abs(page.evaluate(SCROLLED) - scrolled) < 40
    page.keyboard.press("Control+z")  # one's own word goes, and nothing of what came from outside
    assert editor.value(page) == now.replace("mine ", "")
    page.keyboard.press("Control+y")
    assert editor.value(page) == now


def test_what_is_typed_while_it_is_saved_and_what_comes_from_outside_are_put_together(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.keyboard.press("Control+Home")
    waits = []

    def slowly(route):
        waits.append(1)
        changed_outside(server, "Upper town" if len(waits) == 1 else "Hill town", "Hill town")
        found = route.fetch()
        page.keyboard.type("and more ")
        route.fulfill(response=found)

    page.route("**/text", slowly, times=1)
    page.keyboard.type("# mine ")
    base.wait_for(server.folder, "river.yaml", "# mine and more ", page)
    saved(page)
    expected = "# mine and more " + RIVER.replace("Upper town", "Hill town")
    assert base.text_of(server.folder) == editor.value(page) == expected
    assert editor.line(page) == 1
    page.keyboard.type("here ")
    assert editor.value(page).startswith("# mine and more here ")
    base.wait_for(server.folder, "river.yaml", "# mine and more here ", page)


def test_what_is_typed_before_the_editor_is_there_stays_and_is_saved_once(server, page):
    held = []

    def hold(route):
        held.append(route)

    page.route("**/vendor/*", hold)
    page.goto(server.at("river.yaml", "text"))
    page.locator("#text").focus()
    page.keyboard.press("Control+Home")

    def slowly(route):
        found = route.fetch()
        held[0].continue_()
        editor.content(page)
        page.keyboard.type("and more ")  # the keyboard goes on where it was
        route.fulfill(response=found)

    page.route("**/text", slowly, times=1)
    page.keyboard.type("# mine ")
    base.wait_for(server.folder, "river.yaml", "# mine and more ", page)
    saved(page)
    assert base.text_of(server.folder) == editor.value(page) == "# mine and more " + RIVER


def test_the_text_says_to_a_reader_what_it_is_and_what_is_wrong(server, page):
    changed_outside(server, "not lower.sue", "not lower.seu")
    page.goto(server.at("river.yaml", "text"))
    editor.content(page)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    [text] = [n for n in nodes if not n["ignored"] and n["role"]["value"] == "textbox"]
    assert text["name"]["value"] == "Text of the file"
    for told in ("What you type is saved", "did you mean 'lower.sue'", "Ctrl+Space"):
        assert told in text["description"]["value"]
    session.detach()


def test_a_clash_shows_both_and_what_was_typed_can_be_written(server, page):
    page.goto(server.at("river.yaml", "text"))

    def overtaken(route):
        changed_outside(server, "Upper", "Other")
        route.continue_()

    page.route("**/text", overtaken, times=1)
    editor.write(page, RIVER.replace("Upper town", "My town"))
    page.get_by_role("heading", name="Two changes of the same place").wait_for()
    assert page.locator("pre.side", has_text="My town").count() == 1
    assert page.locator("pre.side", has_text="Other town").count() == 1
    page.get_by_role("button", name="Write my version instead").click()
    editor.content(page)  # the page came in the place of the other, and the editor with it
    assert editor.value(page) == base.text_of(server.folder) == RIVER.replace("Upper town", "My town")
    page.keyboard.press("Control+Home")


def test_what_is_refused_or_not_heard_leaves_what_was_typed(server, page):
    page.goto(server.at("river.yaml", "text"))
    mine = RIVER.replace("Upper town", "My town")
    (server.folder / "river.yaml").unlink()
    editor.write(page, mine)
    saved(page, "river.yaml")
    assert editor.value(page) == mine
    (server.folder / "river.yaml").write_bytes(RIVER.encode())
    page.keyboard.press("Control+s")
    saved(page)
    assert base.text_of(server.folder) == mine


def test_an_answer_that_nothing_was_written_is_told_beside_what_was_typed(server, page):
    page.goto(server.at("river.yaml", "text"))
    told = '<p class="alert" role="alert">nothing was written: no room</p><h1>'

    def refused(route):
        body = page.request.get(server.at("river.yaml", "text")).text().replace("<h1>", told)
        route.fulfill(headers={"content-type": "text/html", "x-status": "422"}, body=body)

    page.route("**/text", refused, times=1)
    mine = RIVER.replace("Upper town", "My town")
    editor.write(page, mine)
    saved(page, "nothing was written: no room")
    assert editor.value(page) == mine
    page.get_by_role("button", name="Save").click()
    saved(page)
    assert base.text_of(server.folder) == editor.value(page) == mine


def test_undo_of_the_journal_changes_the_text_and_leaves_the_editor(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("# mine\n")
    saved(page)
    page.evaluate("document.querySelector('.typed').same = 'one'")
    page.locator("#undo").click()
    base.wait_for(server.folder, "river.yaml", "somebody's\ndetente", page)
    page.locator("#redo:enabled").wait_for()
    assert editor.value(page) == RIVER
    assert editor.line(page) == 2
    assert page.evaluate("document.querySelector('.typed').same") == "one"
    page.locator("#redo").click()
    page.locator("#redo:disabled").wait_for()
    assert editor.value(page) == base.text_of(server.folder) == RIVER.replace("detente", "# mine\ndetente", 1)


def test_a_line_of_another_page_leads_to_it(server, page):
    changed_outside(server, "not lower.sue", "not lower.seu")
    page.goto(server.at("river.yaml", "answer"))
    page.locator(".problems a").first.click()
    editor.content(page)
    page.locator(".cm-activeLine", has_text="not lower.seu").wait_for()


def test_the_words_of_the_editor_are_german_where_the_file_is(server, page):
    (server.folder / "river.yaml").write_bytes(
        RIVER.replace("detente: 1", "detente: 1\nlanguage: de").encode()
    )
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    assert page.get_by_role("textbox", name="Text der Datei").count() == 1
    page.keyboard.press("Control+f")
    page.keyboard.type("lower")
    panel = page.locator(".cm-search")
    assert panel.get_by_role("textbox", name="Suchen").count() == 1
    assert panel.get_by_role("textbox", name="Ersetzen").count() == 1
    told = [*panel.locator("button").all_inner_texts(), *panel.locator("label").all_inner_texts()]
    assert told[0] == "nächste Stelle"
    assert {t for t in told if t != "×"} <= set(GERMAN.values())
    panel.get_by_role("button", name="schließen").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+ ")
    page.get_by_role("listbox", name="Was hier stehen kann").wait_for()


def test_what_is_found_is_replaced_and_saved(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    page.keyboard.press("Control+f")
    page.keyboard.type("lower.sue")
    panel = page.locator(".cm-search")
    panel.get_by_role("textbox", name="Replace").fill("lower.pay")
    panel.get_by_role("button", name="all", exact=True).click()
    assert RIVER.count("lower.sue") > 1
    cursors = page.locator(".cm-cursor")
    expect(cursors).to_have_count(RIVER.count("lower.sue"), timeout=base.LONG)  # each place has its own
    panel.get_by_role("button", name="replace all").click()
    saved(page)
    assert base.text_of(server.folder) == RIVER.replace("lower.sue", "lower.pay")
    page.keyboard.press("Escape")
    panel.wait_for(state="detached")


def test_keys_and_comments_have_their_colours_and_the_page_has_no_style_of_its_own(server, page):
    told = """() => {
        const root = document.querySelector('.typed').shadowRoot;
        const of = (text) => getComputedStyle([...root.querySelectorAll('.cm-line span')]
            .find((e) => e.textContent === text)).color;
        const page = (name) => {
            const e = document.body.appendChild(document.createElement('i'));
            e.style.color = `var(${name})`;
            const found = getComputedStyle(e).color;
            e.remove();
            return found;
        };
        return { found: ['detente', "# A file of somebody's", "'The river'"].map(of),
            meant: ['--accent', '--soft', '--quoted'].map(page),
            styles: document.querySelectorAll('style').length + root.querySelectorAll('style').length,
            sheets: root.adoptedStyleSheets.length };
    }"""
    page.goto(server.at("river.yaml", "text"))
    editor.content(page)
    seen = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        now = page.evaluate(told)
        assert now["found"] == now["meant"]
        assert (now["styles"], now["sheets"] > 0) == (0, True)
        seen |= set(now["found"])
    assert len(seen) == 6


def test_every_phrase_of_the_editor_is_said_by_the_page():
    from detente.workbench.pages.templating import HERE, VENDORED

    [script] = VENDORED.glob("codemirror-*.js")
    asked = set(re.findall(r'\.phrase\("([^"]+)"', script.read_text(encoding="utf-8")))
    own = (HERE / "static" / "editor.js").read_text(encoding="utf-8")
    said = dict(re.findall(r'"([^"]+)": say\("([^"]+)"\)', own))
    assert len(asked) > 8
    assert asked <= set(said)
    assert set(said.values()) <= set(GERMAN)


def test_without_scripts_the_field_is_sent(server, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(server.at("river.yaml", "text"))
    page.get_by_label("Text of the file").fill(RIVER.replace("Upper town", "Hill town"))
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Text of the file").wait_for()
    assert base.text_of(server.folder) == RIVER.replace("Upper town", "Hill town")
    page.context.close()


def test_without_the_editor_the_field_is_saved_while_one_types_and_a_mistake_leads_to_it(server, browser):
    page = browser.new_page()
    page.set_default_timeout(base.LONG)
    page.route("**/vendor/*", lambda route: route.abort())
    page.goto(server.at("river.yaml", "text"))
    base.whole(page)
    assert page.locator(".cm-content").count() == 0
    field = page.get_by_label("Text of the file")
    field.fill(RIVER.replace("not lower.sue", "not lower.seu"))
    page.locator("#mistakes a").first.click()
    at = page.evaluate("document.getElementById('text').selectionStart")
    assert RIVER[at:].startswith("lower.sue")

    changed_outside(server, "Upper town", "Hill town")
    field.press_sequentially("X")
    expect(field).to_have_value(re.compile("Hill town"), timeout=base.LONG)
    assert field.input_value() == base.text_of(server.folder)
    assert "Xlower.seu" in field.input_value()

    def slowly(
        route,
    ):  # what is typed meanwhile is not put together here: both are shown, and nothing is taken back
        changed_outside(server, "Hill town", "Upper town")
        found = route.fetch()
        page.keyboard.type("Z")
        route.fulfill(response=found)

    page.route("**/text", slowly, times=1)
    page.keyboard.type("Y")
    page.get_by_role("heading", name="Two changes of the same place").wait_for()
    assert "YZ" in page.locator("textarea").input_value()
    assert "Upper town" in base.text_of(server.folder)
    page.close()


def test_what_is_saved_with_mistakes_is_told_so(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    editor.write(page, RIVER.replace("not lower.sue", "not lower.seu"))
    saved(page, "Saved. The file has mistakes.")
    assert "lower.seu" in base.text_of(server.folder)
    editor.write(page, RIVER)
    page.locator("#saved", has_text=re.compile(r"^Saved\.$")).wait_for()
    german = RIVER.replace("detente: 1", "detente: 1\nlanguage: de")
    (server.folder / "river.yaml").write_bytes(german.encode())
    page.goto(server.at("river.yaml", "text"))
    editor.content(page).focus()
    editor.write(page, german.replace("not lower.sue", "not lower.seu"))
    saved(page, "Gespeichert. Die Datei hat Fehler.")
