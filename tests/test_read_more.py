"""More whole answers about small conflicts, read by a person: where something is missing, or stands otherwise.

Files that say nothing of today, accounts of which some do, a game tree of numbers, what is asked of one state or one
group. What `test_read.py` says of its files holds for these, which are in `tests/read/more`.
"""

from __future__ import annotations

import difflib
from typing import Any

import pytest

from tests import test_facts_read, test_read
from tests.test_facts_read import THREAT

FOLDER = test_read.FOLDER / "more"
STRIKE = """
detente: 1
title: A strike
sources: {numbers: {title: Numbers made up}}
status_quo: []
decision_makers:
  union: {name: Union, options: {strike: {text: go on strike, short: strike}}}
  firm: {name: The firm, short: the firm, options: {pay: {text: pay more, short: pays}}}
preferences:
  union: [firm.pay, {that: not strike, source: numbers}]
  firm: [not union.strike, not pay]
ultimatums:
  known: {by: union, to: firm, demand: pay, threat: strike, stakes: {concede: [5, -5], carry_out: [-3, -8]},
          audience_cost: 2, resolved: 0.7}
  range: {by: union, to: firm, demand: pay, threat: strike, stakes: {concede: [5, -5], carry_out: [-3, -8]},
          audience_cost: [1, 4]}
  grows: {by: union, to: firm, demand: pay, threat: strike, stakes: {concede: [5, -5], carry_out: [-3, -8]},
          audience_cost: {start: 0, a_day: 0.7}}
"""
NOWHERE = test_read.TWO_CASES.replace("status_quo: quiet\n", "")
SOME = NOWHERE.replace("    says: what one says\n", "    says: what one says\n    status_quo: row\n")
BARE = test_read.LATE.replace("status_quo: []\n", "")
# Two accounts with other options: only in one of them can the people block the works.
OTHER = """
detente: 1
title: Other options
status_quo: []
decision_makers:
  town: {name: Town, options: {dig: {text: dig, short: digs}}}
  folk: {name: Folk, options: {sue: {text: sue, short: sues}, block: {text: block it, short: blocks}}}
perspectives:
  calm: {says: calm, options: {drop: [folk.block]}, preferences: {town: [dig], folk: [sue iff town.dig]}}
  wild:
    says: wild
    rules: {patch: [{put: {never: folk.sue and folk.block}}]}
    preferences: {town: [dig, not folk.block], folk: [block iff town.dig, not sue]}
"""
CONFLICTS = test_read.CONFLICTS | {
    "strike": STRIKE,
    "nowhere": NOWHERE,
    "some": SOME,
    "bare": BARE,
    "other": OTHER,
    "threat": THREAT,
}
ASKED: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    "analyze-nowhere": ("analyze", "nowhere", (), {}),
    "analyze-here": ("analyze", "nowhere", ("here",), {}),
    "analyze-some": ("analyze", "some", (), {}),
    "analyze-other": ("analyze", "other", (), {}),
    "compare-nowhere": ("compare", "nowhere", (), {}),
    "compare-other": ("compare", "other", (), {}),
    "coalitions-state": ("coalitions", "road", ("press",), {"state": "city.talk"}),
    "coalitions-states": ("coalitions", "road", (), {"state": "city.talk+people.sue"}),
    "coalitions-pair": ("coalitions", "road", (), {"members": "city,people"}),
    "better-other": ("better", "other", (), {}),
    "better-one": ("better", "late", (), {"who": ("down",)}),
    "equilibria-bare": ("equilibria", "bare", (), {"concept": "gmr"}),
    "equilibria-other": ("equilibria", "other", (), {"concept": "seq"}),
    "evolve-other": ("evolve", "other", (), {}),
    "evolve-start": ("evolve", "road", ("press",), {"start": "city.build.wide"}),
    "explain-other": ("explain", "other", (), {}),
    "explain-state": ("explain", "road", (), {"state": "city.build.wide"}),
    "states-other": ("states", "other", (), {}),
    "ultimatum-known": ("ultimatum", "strike", (), {"name": "known"}),
    "ultimatum-grows": ("ultimatum", "strike", (), {"name": "grows"}),
    "ultimatum-strike": ("ultimatum", "strike", (), {}),
    "ultimatum-dont": ("ultimatum", "threat", (), {"name": "dont"}),
    "ultimatum-threat": ("ultimatum", "threat", (), {}),
    "whatif-bare": ("whatif", "bare", (), {"without": ("down.pay",)}),
    "whatif-other": ("whatif", "other", (), {"without": ("folk.sue",)}),
    "whatif-set": (
        "whatif",
        "late",
        (),
        {"set": ("up.fill=yes", "down.pay=no"), "prefer": (("down", "pay"),)},
    ),
    "check-other": ("check", "other", (), {}),
    "check-strike": ("check", "strike", (), {}),
    "check-nowhere": ("check", "nowhere", (), {}),
}


@pytest.mark.parametrize("case", sorted(ASKED))
def test_it_is_told_as_it_was_read(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_read, "CONFLICTS", CONFLICTS)
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = test_read.told(*ASKED[case])
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))


@pytest.mark.parametrize(
    "case",
    ["better-one", "compare-other", "evolve-start", "ultimatum-grows", "ultimatum-known", "whatif-bare"],
)
def test_the_facts_are_as_they_were_read(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_facts_read, "TEXTS", CONFLICTS)
    read = (FOLDER / f"{case}-facts.txt").read_text(encoding="utf-8").splitlines()
    found = test_facts_read.told(*ASKED[case])
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))
