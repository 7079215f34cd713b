"""The pages that ask and offer, in a real Chromium: pairs by the keyboard, words while one types, rows, the graph."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from tests import test_workbench_browser as base
from tests import workbench_editor as editor
from tests.test_workbench_forms import FORMS
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
browser, server, page = base.browser, base.server, base.page  # fixtures


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_pairs_are_answered_by_the_keyboard_alone_and_the_proposal_is_written(server, page):
    page.goto(server.at("river.yaml", "wishes?party=upper"))
    link = page.locator("a.button[href*='account=engineers']")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Which of these two would Upper town prefer?").wait_for()
    for number in range(12):
        page.locator("#progress", has_text=f"{number} answer").wait_for()
        if not page.locator("#first-choice").count():
            break
        if number:
            page.wait_for_timeout(100)
            assert focused(page) == "first-choice"  # the next pair is there, and the keyboard goes on with it
        page.locator("#first-choice").focus()
        page.keyboard.press("Enter")
    assert page.locator("#first-choice").count() == 0
    assert page.locator(".pair").count() == 0
    told = page.locator(".wanted code").all_inner_texts()
    assert len(told) == 3
    page.go_back()  # answers stand in the address
    page.wait_for_load_state()
    page.go_forward()
    page.wait_for_load_state()
    assert page.locator(".wanted code").all_inner_texts() == told
    page.get_by_role("button", name="Write this into the file").click()
    page.get_by_role("heading", name="Who wants what").wait_for()
    text = base.text_of(server.folder)
    made = plain(text)["perspectives"]["engineers"]["preferences"]["upper"]
    assert [m["that"] if isinstance(m, dict) else m for m in made] == told
    assert "# what it fears" in text
    read_conflict(text)
    page.locator("#undo").click()
    page.locator("#card-engineers-2", has_text="release").wait_for()
    assert base.text_of(server.folder) == RIVER


def test_words_are_offered_while_one_types_and_taken_by_the_keyboard(server, page):
    page.goto(server.at("river.yaml", "text"))
    field = editor.content(page)
    field.focus()
    field.press("Control+End")
    editor.type_lines(page, "ultimatums:", "bill:", "dem")
    assert editor.value(page).endswith("dem")
    offer = editor.offered(page, "demand: ")
    assert "The condition that is demanded." in offer.inner_text()
    assert field.get_attribute("aria-activedescendant") is None  # Enter is a new line still
    field.press("ArrowDown")
    assert page.locator(".cm-tooltip li[aria-selected=true]").get_attribute("id") == field.get_attribute(
        "aria-activedescendant"
    )
    field.press("Enter")
    page.locator(".cm-tooltip").wait_for(state="detached")
    assert editor.value(page).endswith("ultimatums:\n  bill:\n    demand: ")
    field.press("Control+ ")
    page.locator(".cm-tooltip li[aria-selected=true]").wait_for()
    editor.offered(page)
    field.press("Escape")
    page.locator(".cm-tooltip").wait_for(state="detached")
    page.keyboard.type("lower.p")
    editor.offered(page, "lower.pay").click()
    assert editor.value(page).endswith("demand: lower.pay")
    field.press("Enter")
    assert editor.value(page).endswith("demand: lower.pay\n    ")
    base.wait_for(server.folder, "river.yaml", "demand: lower.pay", page)


def test_a_mistake_stands_behind_its_line(server, page):
    page.goto(server.at("river.yaml", "text"))
    editor.write(page, RIVER.replace("not lower.sue", "not lower.seu"))
    mark = page.locator(".cm-line.cm-wrong")
    mark.wait_for()
    assert mark.inner_text().startswith("        - not lower.seu")
    assert "did you mean 'lower.sue'?" in mark.locator(".cm-told").inner_text()
    assert page.locator(".cm-lintRange-error").all_inner_texts() == ["lower.seu"]
    sign, number = page.locator(".cm-lint-marker-error"), page.locator(".cm-lineNumbers .cm-gutterElement")
    line = RIVER[: RIVER.index("- not lower.sue")].count("\n") + 1
    beside = number.get_by_text(str(line), exact=True).bounding_box()
    assert beside["y"] - 2 < sign.bounding_box()["y"] < beside["y"] + 22
    sign.hover()
    told = page.locator(".cm-tooltip-lint", has_text="did you mean 'lower.sue'? (allowed: ")
    told.wait_for()
    editor.write(page, RIVER)
    mark.wait_for(state="detached")
    assert page.locator(".cm-lintRange, .cm-lint-marker, .cm-told").count() == 0


def test_rows_are_moved_by_button_and_by_drag(server, page):
    (server.folder / "river.yaml").write_bytes(FORMS.encode())
    page.goto(server.at("river.yaml", "table"))
    page.locator("#down-lower-0").focus()
    page.keyboard.press("Enter")
    page.locator("#up-lower-1[aria-disabled], #up-lower-1:enabled").wait_for()
    page.locator(".options > li:has(input[value='go to court'])#option-lower\\.sue").wait_for()
    base.wait_for(
        server.folder,
        "river.yaml",
        "      sue: go to court\n      pay: pay for the water   # in full\n",
        page,
    )
    page.locator("#option-lower\\.sue[data-item='0']").wait_for()
    page.locator("#option-lower\\.pay").drag_to(
        page.locator("#option-lower\\.sue"), source_position={"x": 2, "y": 5}
    )
    base.wait_for(
        server.folder,
        "river.yaml",
        "      pay: pay for the water   # in full\n      sue: go to court\n",
        page,
    )
    page.locator("#down-party-0").click()
    page.locator("#party-1", has_text="Lower town").wait_for()
    assert list(plain(base.text_of(server.folder))["decision_makers"]) == ["lower", "upper", "state"]


def test_the_graph_is_widened_and_an_arrow_tells_what_the_move_brings(server, page):
    page.goto(server.at("istanbul.yaml", "graph?account=kyiv"))
    before = page.locator(".graph [data-state]").count()
    page.locator(".graph [data-state='0']").click()
    page.locator("#chosen", has_text="Today").wait_for()
    page.wait_for_timeout(100)
    assert focused(page) == "chosen"
    assert page.locator(".chosen .headline").count() == 1
    page.get_by_role("link", name="Draw what is next to it").click()
    page.locator(f".graph [data-state='{before + 2}']").wait_for()
    assert page.locator("ol.states > li").count() == page.locator(".graph [data-state]").count()
    assert "Every state next to it is drawn." in page.locator("ol.states > li").first.inner_text()
    page.locator(".graph [data-from='0'][data-to='1'] path").first.click(force=True)
    page.locator("#chosen", has_text="→").wait_for()
    assert "would gain" in page.locator(".chosen").inner_text()
    page.locator("details:has-text('The moves that are drawn') > summary").click()
    link = page.locator("a[data-arrow]").last
    told = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.locator("#chosen", has_text=told).wait_for()
    page.get_by_role("link", name="Draw only what matters").click()
    page.locator(f".graph [data-state='{before}']").wait_for(state="detached")


def dragged(page, card, gap: float, *, checks: str) -> None:
    """Drag a card by the mouse to a height of the page, see where the mark is, and let it go."""
    box = card.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    page.mouse.down()
    for y in (box["y"] + 20, gap - 3, gap):
        page.mouse.move(box["x"] + 25, y, steps=3)
    page.wait_for_timeout(100)
    assert page.evaluate(checks)
    page.mouse.up()


def test_a_card_that_is_let_go_in_a_gap_comes_to_stand_where_the_mark_was(server, page):
    page.set_viewport_size({"width": 1200, "height": 4000})
    wanted = ["not lower.sue", "lower.pay", "release only if lower.pay"]

    def said() -> list[str]:
        told = plain(base.text_of(server.folder))["perspectives"]["engineers"]["preferences"]["upper"]
        return [m["that"] if isinstance(m, dict) else m for m in told]

    def gap(k: int) -> float:
        above, below = (page.locator(f"#card-engineers-{n}").bounding_box() for n in (k, k + 1))
        return (above["y"] + above["height"] + below["y"]) / 2

    page.goto(server.at("river.yaml", "wishes?party=upper"))
    assert said() == wanted
    marked = "document.querySelector('#card-engineers-{}').classList.contains('{}')"
    # down, into the gap before the last
    dragged(page, page.locator("#card-engineers-0"), gap(1), checks=marked.format(1, "under"))
    page.locator("#card-engineers-1", has_text="not “go to court”").wait_for()
    assert said() == [wanted[1], wanted[0], wanted[2]]
    # up, into the gap behind the first
    dragged(page, page.locator("#card-engineers-2"), gap(0), checks=marked.format(1, "over"))
    page.locator("#card-engineers-2", has_text="not “go to court”").wait_for()
    assert said() == [wanted[1], wanted[2], wanted[0]]
    # beside where it stands nothing is marked and nothing changes
    before = base.text_of(server.folder)
    none = "!document.querySelector('.card.over, .card.under')"
    dragged(page, page.locator("#card-engineers-1"), gap(0), checks=none)
    page.wait_for_timeout(300)
    assert base.text_of(server.folder) == before
    # below all of them it is the last
    last = page.locator("#card-engineers-2").bounding_box()
    under = marked.format(2, "under")
    dragged(page, page.locator("#card-engineers-0"), last["y"] + last["height"] + 3, checks=under)
    page.locator("#card-engineers-2", has_text="pay for the water").wait_for()
    assert said() == [wanted[2], wanted[0], wanted[1]]


def test_the_table_fits_a_narrow_screen_whatever_the_names_are(server, page):
    long = "a_name_that_somebody_made_of_very_many_words_and_of_no_blank"
    text = RIVER.replace("sue: {text", f"{long}: {{text").replace("lower.sue", f"lower.{long}")
    text = text.replace("- sue if", f"- {long} if").replace("- not sue", f"- not {long}")
    text += f"ultimatums: {{u: {{by: lower, to: upper, demand: upper.release, threat: lower.{long}}}}}\n"
    page.set_viewport_size({"width": 360, "height": 800})
    for told in (text, text + "odd: 1\n"):  # with mistakes names are shown
        (server.folder / "river.yaml").write_bytes(told.encode())
        for name in ("table", "wishes"):
            page.goto(server.at("river.yaml", name))
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
