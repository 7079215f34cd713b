"""The pages that ask and offer, in a real Chromium: pairs by the keyboard, words while one types, rows, the graph."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from tests import test_workbench_browser as base
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
    field = page.locator("#text")
    field.focus()
    field.press("Control+End")
    field.press_sequentially("ultimatums:\n  bill:\n    dem")
    offer = page.locator("#offers li", has_text="demand: ")
    offer.wait_for()
    assert field.get_attribute("aria-activedescendant") is None  # Enter is a new line still
    field.press("ArrowDown")
    assert page.locator("#offers li[aria-selected=true]").get_attribute("id") == field.get_attribute(
        "aria-activedescendant"
    )
    field.press("Enter")
    assert page.locator("#offers").is_hidden()
    assert field.input_value().endswith("\n    demand: ")
    field.press("Control+ ")
    page.locator("#offers li[aria-selected=true]").wait_for()
    field.press("Escape")
    assert page.locator("#offers").is_hidden()
    field.press_sequentially("lower.p")
    page.locator("#offers li", has_text="lower.pay").click()
    assert field.input_value().endswith("demand: lower.pay")
    field.press("Enter")
    assert field.input_value().endswith("demand: lower.pay\n")
    base.wait_for(server.folder, "river.yaml", "demand: lower.pay", page)


def test_a_mistake_stands_behind_its_line(server, page):
    page.goto(server.at("river.yaml", "text"))
    page.locator("#text").fill(RIVER.replace("not lower.sue", "not lower.seu"))
    mark = page.locator(".lens .wrong")
    mark.wait_for()
    line = RIVER[: RIVER.index("- not lower.sue")].count("\n")
    height = page.evaluate("parseFloat(getComputedStyle(document.getElementById('text')).lineHeight)")
    top = page.evaluate("document.querySelector('.lens .wrong').offsetTop")
    scrolled = page.evaluate("document.getElementById('text').scrollTop")
    assert abs(top + scrolled - 8 - line * height) < height
    assert "lower.sue" in mark.inner_text()
    page.locator("#text").fill(RIVER)
    mark.wait_for(state="detached")


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
