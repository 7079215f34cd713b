"""What is typed, what is open and where the focus is outlast the page that comes; in a real Chromium."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict.editing import plain
from tests import test_workbench_browser as base
from tests.workbench_client import RIVER

pytestmark = pytest.mark.browser
browser, server, page = base.browser, base.server, base.page  # fixtures
WHERE = """() => {
  const e = document.activeElement;
  const form = e.closest('form');
  const asked = form && form.elements.do ? form.elements.do.value : '';
  return [asked, e.tagName.toLowerCase(), (e.name || e.innerText || '').trim().split('\\n')[0]];
}"""


def at(page, *wanted: str) -> None:
    """Wait until the focus is where it is to be: what the form asks for, the kind of the control, its name or text."""
    for _ in range(300):
        found = page.evaluate(WHERE)
        if found == list(wanted):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the focus is at {found}, and not at {list(wanted)}")


def on(page, id: str) -> None:
    """Wait until the focus is on the element with an id."""
    for _ in range(300):
        found = page.evaluate("document.activeElement.id")
        if found == id:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the focus is on {found!r}, and not on {id!r}")


def form(page, do: str, number: int = 0):
    return page.locator(f"form:has(input[name=do][value='{do}'])").nth(number)


def saved(server, page, told: str) -> None:
    base.wait_for(server.folder, "river.yaml", told, page)
    page.wait_for_timeout(150)  # the page that comes is laid out


# -- what is refused ---------------------------------------------------------------------------------------------------


def test_what_is_refused_stays_as_it_was_typed_with_the_reason_where_it_is(server, page):
    page.goto(server.at("river.yaml", "table"))
    form(page, "about").locator("input[name=about]").fill("half typed")
    levels = form(page, "levels")
    page.locator("details.levels > summary").first.click()
    levels.locator("input[name=levels]").fill("only-one")
    levels.locator("input[name=levels]").press("Enter")
    alert = page.locator("main [role=alert]")
    alert.wait_for()
    assert alert.inner_text() == "write two levels or more, the lowest first, with commas between; or none"
    assert levels.locator("[role=alert]").count() == 1  # in the form that was sent
    field = levels.locator("input[name=levels]")
    assert field.input_value() == "only-one"
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("aria-describedby") == alert.get_attribute("id")
    at(page, "levels", "input", "levels")
    assert form(page, "about").locator("input[name=about]").input_value() == "half typed"
    assert base.text_of(server.folder) == RIVER
    field.press("Enter")  # refused once more: it is said once
    page.wait_for_timeout(300)
    assert alert.count() == 1
    field.fill("low, high")
    field.press("Enter")
    alert.wait_for(state="detached")
    saved(server, page, "levels: [low, high]")
    assert page.locator("[aria-invalid]").count() == 0
    assert form(page, "about").locator("input[name=about]").input_value() == "half typed"
    at(page, "levels", "input", "levels")


def test_a_button_that_is_refused_says_so_beside_it(server, page):
    (server.folder / "river.yaml").write_text(RIVER.replace("status_quo: []", 'status_quo: "NNN"'))
    page.goto(server.at("river.yaml", "table"))
    page.locator("form.today button").first.click()
    alert = page.locator("form.today .refused")
    alert.wait_for()
    assert "written as a pattern" in alert.inner_text()
    on(page, "refused")


def test_an_order_that_is_refused_leaves_the_button_what_it_says(server, page):
    text = RIVER.replace("status_quo: []", 'status_quo: "NNN"')
    (server.folder / "river.yaml").write_text(text)
    page.goto(server.at("river.yaml", "table"))
    before = form(page, "move-option", 2).locator("input[name=to]").input_value()
    page.locator("#option-lower\\.sue").drag_to(
        page.locator("#option-lower\\.pay"), source_position={"x": 2, "y": 5}
    )
    page.locator("#option-lower\\.sue .refused", has_text="count on the order").wait_for()
    assert form(page, "move-option", 2).locator("input[name=to]").input_value() == before


def test_a_title_that_is_missing_is_refused_where_it_is_asked_for(server, page):
    page.goto(server.address)
    field = page.get_by_label("What is it called?")
    field.fill("   ")
    field.press("Enter")
    page.locator("form .refused", has_text="give it a title").wait_for()
    assert field.input_value() == "   "


def test_a_file_that_is_gone_leaves_what_was_typed(server, page):
    page.goto(server.at("istanbul.yaml", "table"))
    field = form(page, "title").locator("input[name=title]")
    field.fill("Another title")
    (server.folder / "istanbul.yaml").unlink()
    field.press("Enter")
    page.locator(".refused", has_text="istanbul.yaml").wait_for()
    assert field.input_value() == "Another title"


# -- what is typed elsewhere -------------------------------------------------------------------------------------------


def test_what_is_typed_in_other_forms_outlasts_what_is_sent(server, page):
    page.goto(server.at("river.yaml", "table"))
    form(page, "about").locator("input[name=about]").fill("half typed")
    form(page, "add-rule").locator("select").select_option("exclusive")
    form(page, "add-rule").locator("input[name=because]").fill("a reason")
    form(page, "option", 1).locator("input[name=text]").fill("pay in full")
    form(page, "add-party").locator("input[name=name]").fill("The state")
    form(page, "add-party").locator("textarea").fill("help")
    form(page, "add-party").locator("button").click()
    page.get_by_role("heading", name="The state").wait_for()
    assert form(page, "about").locator("input[name=about]").input_value() == "half typed"
    assert form(page, "add-rule").locator("select").input_value() == "exclusive"
    assert form(page, "add-rule").locator("input[name=because]").input_value() == "a reason"
    assert form(page, "option", 1).locator("input[name=text]").input_value() == "pay in full"
    assert form(page, "option", 0).locator("input[name=text]").input_value() == "let more water through"
    assert form(page, "add-party").locator("input[name=name]").input_value() == ""
    assert form(page, "add-party").locator("textarea").input_value() == ""
    at(page, "add-party", "input", "name")  # ready for the next


def test_a_half_typed_wish_outlasts_what_is_done_with_another_card(server, page):
    page.goto(server.at("river.yaml", "wishes?party=lower"))
    hands = page.locator(".hand")
    hands.nth(0).locator("form.add input[name=that]").fill("not upper.rel")
    hands.nth(1).locator("form.add input[name=that]").fill("other")
    hands.nth(0).locator("#card-engineers-2 summary").click()
    changed = hands.nth(0).locator("#card-engineers-2 input[name=because]")
    changed.fill("a reason")
    hands.nth(0).locator("#card-engineers-0 form:has(input[value=remove-wish]) button").click()
    page.locator("#card-engineers-2").wait_for(state="detached")
    assert hands.nth(0).locator("form.add input[name=that]").input_value() == "not upper.rel"
    assert hands.nth(1).locator("form.add input[name=that]").input_value() == "other"
    # The card is another one by number now: it is known by what stands in it, and is open still.
    card = hands.nth(0).locator(".card", has_text="not sue")
    assert card.get_attribute("id") == "card-engineers-1"
    assert card.locator("input[name=because]").input_value() == "a reason"
    assert card.locator("input[name=because]").is_visible()
    assert hands.nth(0).locator("#card-engineers-0 input[name=because]").input_value() == ""


def test_leaving_with_something_typed_asks_first(server, page):
    page.goto(server.at("river.yaml", "wishes?party=upper"))
    asked: list[str] = []

    def answer(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", answer)
    field = page.locator(".hand").nth(0).locator("form.add input[name=that]")
    field.press_sequentially("not lower")
    page.get_by_role("link", name="Lower town").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert field.input_value() == "not lower"
    page.get_by_role("link", name="Lower town").click()
    page.locator("nav.parties a[aria-current]:has-text('Lower town')").wait_for()
    assert asked == ["beforeunload"] * 2
    page.locator(".hand").nth(0).locator("form.add input[name=that]").press_sequentially("x")
    page.locator(".hand").nth(0).locator("form.add input[name=that]").fill("")
    page.get_by_role("link", name="Table", exact=True).click()  # nothing is typed any more
    page.get_by_role("heading", name="Who can do what").wait_for()
    assert asked == ["beforeunload"] * 2


# -- the focus ---------------------------------------------------------------------------------------------------------


def test_the_focus_stays_with_what_is_done_on_the_page_table(server, page):
    page.goto(server.at("river.yaml", "table"))
    page.locator("form.today button").nth(1).focus()
    page.keyboard.press("Enter")
    saved(server, page, "lower.pay]")
    page.locator("form.today button[aria-pressed=true]").wait_for()
    at(page, "today", "button", "pay for the water:")
    page.keyboard.press("Enter")
    saved(server, page, "status_quo: []")
    page.locator("form.today button[aria-pressed=true]").wait_for(state="detached")
    at(page, "today", "button", "pay for the water:")
    form(page, "add-option", 1).locator("input[name=text]").fill("walk away")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    saved(server, page, "walk_away: walk away")
    at(page, "add-option", "input", "text")
    assert (
        page.evaluate("document.activeElement.closest('section').querySelector('h2').innerText")
        == "Lower town"
    )
    assert page.evaluate("document.activeElement.value") == ""
    form(page, "add-rule").locator("select").select_option("exclusive")
    form(page, "add-rule").locator("input[name=what]").fill("lower.pay, lower.walk_away")
    form(page, "add-rule").locator("input[name=what]").press("Enter")
    saved(server, page, "lower.walk_away]")
    at(page, "add-rule", "select", "kind")
    page.locator("ul.rules button").first.focus()
    page.keyboard.press("Enter")
    page.locator("ul.rules li").nth(1).wait_for(state="detached")
    at(page, "", "li", "at most one of these: Lower town: “pay for the water”, Lower town: “walk away”")
    page.locator("ul.rules button").first.focus()
    page.keyboard.press("Enter")
    page.locator("ul.rules").wait_for(state="detached")
    at(page, "", "h2", "What cannot be, or cannot be undone")
    page.locator("summary", has_text="Rename").first.click()
    form(page, "party", 0).locator("input[name=name]").fill("The upper town")
    form(page, "party", 0).locator("button").focus()
    page.keyboard.press("Enter")
    saved(server, page, "name: The upper town")
    at(page, "party", "button", "Save")


def test_the_focus_stays_with_what_is_done_on_the_page_wishes(server, page):
    page.goto(server.at("river.yaml", "wishes?party=upper"))
    hand = page.locator(".hand").nth(0)
    add = hand.locator("form.add input[name=that]")
    add.fill("lower.pay or lower.sue")
    add.press("Enter")
    saved(server, page, "- lower.pay or lower.sue")
    at(page, "add-wish", "input", "that")
    assert add.input_value() == ""
    hand.locator("#card-engineers-0").get_by_role("button", name="Off").focus()
    page.keyboard.press("Enter")
    hand.locator(".off").wait_for()
    on(page, "card-engineers-0")  # the card that comes next
    hand.locator(".off button").focus()
    page.keyboard.press("Enter")
    hand.locator(".off").wait_for(state="detached")
    at(page, "", "h2", "The engineers")
    hand.locator("#card-engineers-3").get_by_role("button", name="Remove").focus()
    page.keyboard.press("Enter")
    hand.locator("#card-engineers-3").wait_for(state="detached")
    on(page, "card-engineers-2")  # the last one went: the one before
    hand.locator("#card-engineers-1 summary").click()
    field = hand.locator("#card-engineers-1 input[name=that]")
    field.fill("lower.pay or lower.sue")
    hand.locator("#card-engineers-1").get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    saved(server, page, "that: lower.pay or lower.sue")
    at(page, "edit-wish", "button", "Save")
    page.locator("#up-engineers-1").focus()
    page.keyboard.press("Enter")
    page.locator("#up-engineers-0[disabled]").wait_for()
    # It is the first one now and cannot go further up: what can be pressed on the same card.
    on(page, "down-engineers-0")


def test_undo_that_is_used_up_hands_the_focus_to_redo(server, page):
    page.goto(server.at("river.yaml", "table"))
    page.locator("form.today button").first.click()
    saved(server, page, "upper.release]")
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    saved(server, page, "status_quo: []")
    on(page, "redo")


def test_the_focus_goes_on_to_the_next_scenario_once_it_is_there(server, page):
    page.goto(server.at("river.yaml", "answer"))
    field = page.locator("form:has(input[value=pin]) input[name=name]")
    field.fill("As it is")
    field.press("Enter")
    page.locator("article", has_text="As it is").wait_for()
    at(page, "pin", "input", "name")
    assert field.input_value() == ""
    field.fill("half typed")
    page.get_by_role("button", name="Take away").focus()
    page.keyboard.press("Enter")
    page.locator("article", has_text="As it is").wait_for(state="detached")
    base.whole(page)
    assert field.input_value() == "half typed"  # put back once the part of the page is there
    assert page.evaluate("document.activeElement.tagName") != "BODY"


def test_an_answer_that_was_asked_for_has_the_focus(server, page):
    page.goto(server.at("river.yaml", "ask/analyze"))
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.get_by_role("button", name="Ask").click()
    page.locator("#answered .brief").wait_for()
    at(page, "", "div", page.locator("#answered .brief").inner_text().strip().split("\n")[0])


# -- what is open ------------------------------------------------------------------------------------------------------


def test_a_card_that_was_not_touched_stays_closed(server, page):
    page.goto(server.at("river.yaml", "wishes?party=lower"))
    hands = page.locator(".hand")
    hands.nth(1).locator("#card-residents-0 summary").click()
    hands.nth(0).locator("#down-engineers-1").click()
    page.locator("#card-engineers-1", has_text="sue").wait_for()
    page.wait_for_timeout(150)
    opened = page.evaluate(
        "[...document.querySelectorAll('.card details[open]')].map((d) => d.closest('li').id)"
    )
    assert opened == ["card-residents-0"]
    assert "not pay" in str(plain(base.text_of(server.folder)))


@pytest.mark.parametrize("choice", ["Keep what the file says now", "Write my version instead"])
def test_what_is_half_typed_elsewhere_outlasts_a_clash(server, page, choice):
    page.goto(server.at("river.yaml", "wishes?party=lower"))
    card = page.locator("#card-residents-0")
    card.locator("summary").click()
    add = form(page, "add-wish", 1).locator("input[name=that]")
    add.fill("not go to")
    account = form(page, "add-account").locator("input[name=says]")
    account.fill("The mayor")
    card.locator("input[name=that]").fill("pay for the water")
    text = base.text_of(server.folder)
    assert text.count("- upper.release\n") == 2
    at_last = text.rindex("- upper.release\n")
    theirs = text[:at_last] + "- not upper.release\n" + text[at_last + len("- upper.release\n") :]
    (server.folder / "river.yaml").write_bytes(theirs.encode())
    card.locator("button", has_text="Save").click()
    page.get_by_role("heading", name="Two changes of the same place").wait_for()
    page.get_by_text(choice).click()
    page.get_by_role("heading", name="Who wants what").wait_for()
    assert page.locator("a[aria-current=true]").inner_text() == "Lower town"
    assert add.input_value() == "not go to"
    assert account.input_value() == "The mayor"
    written = plain(base.text_of(server.folder))["perspectives"]["residents"]["preferences"]["lower"][0]
    assert written == ("not upper.release" if choice.startswith("Keep") else "lower.pay")
