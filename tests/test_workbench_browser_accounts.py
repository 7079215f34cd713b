"""A second account for one party only, in a real Chromium: the answer says nothing of the other parties."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from tests import test_workbench_browser as base

pytestmark = pytest.mark.browser
browser, server, page = base.browser, base.server, base.page  # fixtures

FLIGHTS = """detente: 1
title: Night flights
status_quo: [airport.open, cargo.land]
decision_makers:
  airport: {name: The airport, options: {open: open the runway at night, pay: pay for windows}}
  council: {name: The council, options: {curfew: order a curfew, tax: lower the tax}}
  cargo: {name: NordCargo, options: {land: land at night, leave: move away}}
rules:
  - never: cargo.land and not airport.open
  - never: cargo.land and cargo.leave
preferences:
  airport: [cargo.land, not cargo.leave, not pay]
  council:
    - not cargo.leave
    - curfew if not airport.pay
    - not tax
  cargo: [land if not council.curfew, leave if council.curfew, not leave, council.tax]
"""


def test_an_account_of_one_party_alone_leaves_the_others_out_of_the_answer(server, page):
    (server.folder / "river.yaml").write_bytes(FLIGHTS.encode())
    page.goto(server.at("river.yaml", "wishes?party=cargo"))
    page.get_by_label("Whose account?").last.fill("What neighbours think")
    page.get_by_role("button", name="Add account").click()
    hand = page.locator(".hand", has=page.get_by_role("heading", name="What neighbours think"))
    hand.get_by_text("As in the file itself:").wait_for()
    assert "It wants nothing" not in page.locator("main").inner_text()
    id = "neighbours_think"
    assert plain(base.text_of(server.folder))["perspectives"] == {id: {"says": "What neighbours think"}}
    hand.get_by_role("button", name="Write them for this account").click()
    page.locator(f"#card-{id}-3").wait_for()
    for left in ("2", "1"):
        page.locator(f"#card-{id}-0").get_by_role("button", name="Remove").click()
        page.locator(f"#card-{id}-{left}").wait_for()
        page.locator(f"#card-{id}-{int(left) + 1}").wait_for(state="detached")
    accounts = plain(base.text_of(server.folder))["perspectives"]
    assert accounts[id]["preferences"] == {"cargo": ["not leave", "council.tax"]}
    page.get_by_role("link", name="Answer", exact=True).click()
    page.locator("main", has_text="They part only over what NordCargo wants").wait_for()
    told = page.locator("main").inner_text()
    parting = next(line for line in told.splitlines() if "They part only over" in line)
    assert "airport wants" not in parting
    assert "council wants" not in parting
    conflict = read_conflict(base.text_of(server.folder))
    one, other = (conflict.under(a).preferences for a in ("base", id))
    assert [p for p in one if one[p] != other[p]] == ["cargo"]


def test_a_party_that_something_needs_is_refused_in_the_page_and_a_new_ultimatum_stands_there(server, page):
    (server.folder / "river.yaml").write_bytes(FLIGHTS.encode())
    page.goto(server.at("river.yaml", "table"))
    page.get_by_role("button", name="Remove the party: NordCargo").click()
    page.get_by_text("“NordCargo” is still needed by the rule").wait_for()
    assert base.text_of(server.folder) == FLIGHTS
    page.get_by_text("Add an ultimatum").click()
    page.get_by_label("Who says it").select_option("cargo")
    page.get_by_label("To whom").select_option("council")
    page.get_by_label("What is demanded").fill("not curfew")
    page.get_by_label("What happens otherwise (the threat)").fill("leave")
    page.get_by_label("What it is called, or what was said").fill("No curfew, or we go")
    page.get_by_role("button", name="Add ultimatum").click()
    page.locator(".rules li", has_text="No curfew, or we go").wait_for()
    [made] = read_conflict(base.text_of(server.folder)).ultimatums
    assert (made.by, made.to, made.text) == ("cargo", "council", "No curfew, or we go")
    page.locator("#undo").click()
    page.locator(".rules li", has_text="No curfew, or we go").wait_for(state="detached")
    assert base.text_of(server.folder) == FLIGHTS
