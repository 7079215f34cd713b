"""The way through the workbench that the tutorial goes: each step is done in a real browser, and is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLE = "Summer water in the Arva valley"
FILE = "summer-water-in-the-arva-valley.yaml"
PARTIES = {
    "Dam operator": "release more water in summer",
    "Irrigators' union": "block the road to the dam",
    "River commission": "order a minimum flow",
}
RELEASE, BLOCK, ORDER = (
    "dam_operator.release_more_water",
    "irrigators_union.block_road",
    "river_commission.order_minimum_flow",
)
WISHES = {
    "Dam operator": (f"not {BLOCK}", f"{RELEASE} if {ORDER}", f"{RELEASE} if {BLOCK}", f"not {RELEASE}"),
    "Irrigators' union": (RELEASE, f"{BLOCK} if not {RELEASE}", f"not {BLOCK}"),
    "River commission": (f"not {BLOCK}", RELEASE, f"not {ORDER}"),
}


def whole(page: Page) -> None:
    """Wait until what takes longer is there."""
    page.wait_for_selector("[data-part], [aria-busy]", state="detached")


def walk(page: Page, address: str) -> Iterator[str]:
    """Go the way; give the name of each step once its page is on the screen."""
    page.goto(address)
    page.get_by_label("What is it called?").fill(TITLE)
    yield "begin"
    page.get_by_role("button", name="Begin").click()
    yield from _written(page)
    yield from _looked_at(page)


def _written(page: Page) -> Iterator[str]:
    """Write down the dispute, to the first answer."""
    for party, option in PARTIES.items():
        form = page.locator("section:has(input[value=add-party])")
        form.get_by_label("Name").fill(party)
        form.get_by_label("What it can do, one thing a line").fill(option)
        form.get_by_role("button", name="Add party").click()
        page.get_by_role("heading", name=party, exact=True).wait_for()
    rule = page.locator("section", has_text="What cannot be, or cannot be undone")
    rule.get_by_label("Kind").select_option("irreversible")
    rule.get_by_label("Options, with commas between").fill(ORDER)
    rule.get_by_label("Why").fill("An order becomes part of the licence.")
    rule.get_by_role("button", name="Add rule").click()
    page.locator(".rules li").wait_for()
    yield "table"
    page.get_by_role("link", name="Next: who wants what").click()
    for party, wishes in WISHES.items():
        page.get_by_role("link", name=party, exact=True).click()
        page.locator("nav.parties a[aria-current]", has_text=party).wait_for()
        for number, wish in enumerate(wishes):
            page.get_by_role("combobox", name="It wants").fill(wish)
            page.get_by_role("button", name="Add wish").click()
            page.locator(f".cards .card >> nth={number}").wait_for()
    page.get_by_role("link", name="Dam operator", exact=True).click()
    page.locator("nav.parties a[aria-current]", has_text="Dam operator").wait_for()
    yield "wishes"
    page.get_by_role("link", name="Next: the answer").click()
    whole(page)
    yield "answer"


def _looked_at(page: Page) -> Iterator[str]:
    """Change a wish, and look around."""
    page.get_by_label("Pin the file as it is now").fill("The engineers are right")
    page.get_by_role("button", name="Pin", exact=True).click()
    whole(page)
    page.get_by_role("link", name="Wishes", exact=True).click()
    page.get_by_role("link", name="Dam operator", exact=True).click()
    page.locator("nav.parties a[aria-current]", has_text="Dam operator").wait_for()
    page.locator(
        "#down-base-2"
    ).click()  # that it gives in to a blockade becomes less than that it gives no water
    page.locator("#card-base-3", has_text="if").wait_for()
    page.get_by_role("link", name="Answer", exact=True).click()
    whole(page)
    yield "changed"
    page.locator("#scenarios").scroll_into_view_if_needed()
    yield "scenarios"
    page.get_by_role("link", name="Graph", exact=True).click()
    page.locator(".graph [data-state='0']").click()
    page.locator("#chosen").wait_for()
    yield "graph"
    page.get_by_role("link", name="Questions", exact=True).click()
    page.get_by_role("link", name="Is something better for everybody?").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".brief .headline").wait_for()
    yield "question"
    page.get_by_role("link", name="Text", exact=True).click()
    page.locator(".cm-content").wait_for()
    yield "text"
