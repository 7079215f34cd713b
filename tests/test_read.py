"""Whole answers about small conflicts, read by a person: every sentence, table, note and mark, in its place.

That what is computed is true is held elsewhere, against the slow reference; here stands how it is told. The conflicts
are small enough to be followed by hand. Where a text of `tests/read` is to change, read the new one against the
conflict, sentence by sentence, before it is written down: nothing refreshes these files.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from detente.cli.parser import find_question
from detente.conflict import Conflict, read_conflict
from detente.questions.question import Request
from detente.wording import Block, Items, Picture, Section, Table, Text, Voice
from tests import read_cases, settle_cases

FOLDER = Path(__file__).parent / "read"

# Two accounts of a road: in the first it is built and the people go to court, in the second the sides hold still.
ROAD = """
detente: 1
title: A road
sources:
  paper: {author: A. Writer, title: On roads, date: 2020-01, kind: article}
  guess: {author: The editors, title: A reading, date: 2021-03, kind: analyst's reading}
conditions:
  peace: {that: not people.sue and not people.block, text: the people keep quiet, otherwise: the people protest}
decision_makers:
  city:
    name: The city and the county
    short: the city
    options:
      build: {text: build the road, short: road, otherwise: there is no road, levels: [narrow, wide], tags: [works]}
      talk: {text: talk to the people, short: talks, otherwise: nobody talks, tags: [diplomacy]}
  people:
    name: The people
    options:
      sue: {text: go to court, short: lawsuit, otherwise: nobody sues, tags: [law]}
      block: {text: block the works, short: blockade}
  state: {name: State, options: {pay: {text: pay for the road, short: money}}}
rules:
  - {exclusive: [people.sue, people.block], because: A court hears nobody who blocks the works.}
  - {irreversible: {option: city.build, direction: taken}}
ultimatums:
  court:
    {by: people, to: city, demand: not city.build, threat: people.sue, deadline: 2020-05-01,
     because: They said so., source: "paper#3"}
factions:
  people:
    members:
      farmers: {name: Farmers, weight: 3, preferences: [not city.build, not people.block]}
      shops: {name: Shops, weight: 2, preferences: [city.build, peace]}
      young: {name: The young, weight: 2, preferences: [people.block if city.build, not people.sue]}
perspectives:
  press:
    says: what the press says
    preferences:
      city:
        - {that: city.build, id: road, source: "paper#1"}
        - {that: peace, id: quiet, source: paper, confidence: 0.5}
        - not talk
      people:
        - {that: not city.build, id: no-road, source: guess}
        - people.sue if city.build
        - not people.sue
        - not people.block
      state: [not pay, {that: peace, id: calm}]
  board:
    says: what the board says
    preferences:
      city:
        - {that: peace, id: quiet, source: paper}
        - {that: city.build.wide, id: wide}
        - {that: city.build, id: road}
        - talk
      people: [people.sue if city.build, not people.sue, city.talk, not people.block]
      state: [{that: city.build, id: a-road, confidence: 0.4, source: guess}, not pay]
status_quo: [people.block]
"""
# A conflict that is given as states and moves, with a tie and a cycle.
CASES = """
detente: 1
title: Cases
decision_makers: {ann: {name: Ann}, ben: {name: Ben}, cy: {name: Cy}}
states:
  quiet: {text: all is quiet, short: quiet}
  row: {text: they have a row, short: row}
  deal: {text: they have a deal, short: deal}
  away: {text: one of them is gone}
moves:
  ann: [quiet -> row, row -> quiet, row -> deal]
  ben: [row -> deal, deal -> away, quiet -> away]
  cy: [deal -> row]
preferences:
  ann: {ranking: [deal, row, quiet, away]}
  ben: {ranking: [deal, [quiet, away], row]}
  cy: {ranking: [row, deal, quiet, away]}
status_quo: quiet
"""
DEGREES = """
detente: 1
title: Degrees
decision_makers:
  plant: {name: Plant, options: {cheat: {text: cheat, short: cheats}}}
  agency: {name: Agency, options: {check: {text: check the plant, short: checks}}}
preferences:
  plant: {ranking: [plant.cheat, none, agency.check, much, agency.check+plant.cheat]}
  agency: {ranking: [none, agency.check+plant.cheat, much, agency.check, plant.cheat]}
status_quo: none
"""
UNKNOWN = """
detente: 1
title: Unknown
decision_makers:
  a: {name: Anna, options: {x: {text: do x}, y: {text: do y}}}
  b: {name: Bert, options: {z: {text: do z}}}
preferences:
  a: [{that: x, id: maybe, unknown: true}, y if b.z, not y]
  b: [z iff a.x, a.y]
status_quo: []
"""
# What all prefer is within reach until one of them takes a step with no way back; two accounts of a dilemma; a chain.
LATE = """
detente: 1
title: Late
status_quo: []
decision_makers:
  up: {name: Upstream, options: {fill: {text: fill the lake, short: filling}}}
  down:
    name: Downstream
    options: {sue: {text: go to court, short: lawsuit}, pay: {text: pay for waiting, short: money}}
rules: [{irreversible: {option: up.fill, direction: taken}}]
preferences:
  up: [not down.sue, up.fill, down.pay]
  down: [not up.fill, down.sue iff up.fill, not down.pay]
"""
DILEMMA = """
detente: 1
title: Dilemma
status_quo: []
decision_makers:
  one: {name: One, options: {x: {text: do x}}}
  two: {name: Two, options: {y: {text: do y}}}
  three: {name: Three, options: {z: {text: do z}}}
perspectives:
  dark: {says: a dilemma, preferences: {one: [not two.y, x], two: [not one.x, y], three: [not one.x and not two.y, z]}}
  light: {says: none, preferences: {one: [x], two: [y], three: [one.x and two.y, not z]}}
  odd: {says: another, preferences: {one: [x iff two.y], two: [y iff not one.x], three: [z, one.x]}}
"""
TWO_CASES = (
    CASES.partition("preferences:")[0]
    + """
perspectives:
  here:
    says: what one says
    preferences:
      ann: {ranking: [deal, row, quiet, away]}
      ben: {ranking: [deal, [quiet, away], row]}
      cy: {ranking: [row, deal, quiet, away]}
  there:
    says: what the other says
    preferences:
      ann: {ranking: [row, deal, quiet, away]}
      ben: {ranking: [quiet, away, deal, row]}
      cy: {ranking: [deal, row, quiet, away]}
status_quo: quiet
"""
)
CONFLICTS = {
    "two-cases": TWO_CASES,
    "road": ROAD,
    "cases": CASES,
    "degrees": DEGREES,
    "unknown": UNKNOWN,
    "late": LATE,
    "dilemma": DILEMMA,
    "truce": settle_cases.TRUCE,
    "truce-orders": settle_cases.ORDERS,
    "truce-none": settle_cases.NO_ZONE,
    "canal": settle_cases.CANAL,
    "pass": read_cases.PASS,
    "lake": read_cases.LAKE,
    "rumour": read_cases.RUMOUR,
    "blind": read_cases.BLIND,
    "power": read_cases.POWER,
    "doubts": read_cases.DOUBTS,
    "farm": read_cases.FARM,
    "bargain": read_cases.BARGAIN,
    "three": read_cases.THREE,
}
# What is asked: the question, the conflict, the accounts (none: all), what else.
ASKED: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    "analyze-road": ("analyze", "road", (), {}),
    "analyze-press": ("analyze", "road", ("press",), {}),
    "analyze-cases": ("analyze", "cases", (), {}),
    "analyze-degrees": ("analyze", "degrees", (), {}),
    "analyze-unknown": ("analyze", "unknown", (), {}),
    "better-road": ("better", "road", (), {}),
    "better-cases": ("better", "cases", (), {}),
    "better-two": ("better", "road", ("board",), {"who": ("city", "state")}),
    "check-road": ("check", "road", (), {}),
    "check-cases": ("check", "cases", (), {}),
    "coalitions-road": ("coalitions", "road", (), {}),
    "coalitions-press": ("coalitions", "road", ("press",), {}),
    "coalitions-cases": ("coalitions", "cases", (), {}),
    "compare-road": ("compare", "road", (), {}),
    "equilibria-road": ("equilibria", "road", (), {"concept": "seq"}),
    "equilibria-where": ("equilibria", "road", ("press",), {"concept": "gmr", "where": "not people.block"}),
    "equilibria-cases": ("equilibria", "cases", (), {"concept": "seq"}),
    "evolve-road": ("evolve", "road", (), {}),
    "evolve-cases": ("evolve", "cases", (), {}),
    "evolve-unknown": ("evolve", "unknown", (), {}),
    "explain-road": ("explain", "road", ("press",), {}),
    "explain-both": ("explain", "road", (), {"dm": "city"}),
    "explain-cases": ("explain", "cases", (), {"state": "deal"}),
    "explain-degrees": ("explain", "degrees", (), {"state": "none"}),
    "explain-unknown": ("explain", "unknown", (), {"state": "none"}),
    "factions-road": ("factions", "road", (), {}),
    "factions-press": ("factions", "road", ("press",), {"where": "not people.block"}),
    "pivot-road": ("pivot", "road", (), {"prices": True}),
    "pivot-press": ("pivot", "road", ("press",), {}),
    "pivot-goal": ("pivot", "road", (), {"goal": "not city.build and not people.block"}),
    "pivot-cases": ("pivot", "cases", (), {"goal": "row", "anywhere": True}),
    "settle-road": ("settle", "road", (), {}),
    "settle-truce": ("settle", "truce", (), {}),
    "settle-orders": ("settle", "truce-orders", (), {}),
    "settle-none": ("settle", "truce-none", (), {}),
    "settle-canal": ("settle", "canal", (), {}),
    "rounds-truce": ("rounds", "truce", (), {"runs": 200}),
    "states-road": ("states", "road", ("press",), {"where": "city.build and peace"}),
    "ultimatum-road": ("ultimatum", "road", (), {"name": "court", "by_moves": False}),
    "ultimatum-press": ("ultimatum", "road", ("press",), {"name": None, "by_moves": True}),
    "whatif-road": ("whatif", "road", (), {"collapse": "works"}),
    "whatif-press": (
        "whatif",
        "road",
        ("press",),
        {"without": ("people.sue",), "prefer": (("city", "talk"),)},
    ),
    "analyze-late": ("analyze", "late", (), {}),
    "better-late": ("better", "late", (), {}),
    "coalitions-late": ("coalitions", "late", (), {}),
    "evolve-late": ("evolve", "late", (), {}),
    "explain-late": ("explain", "late", (), {}),
    "pivot-late": ("pivot", "late", (), {"prices": True}),
    "equilibria-late": ("equilibria", "late", (), {}),
    "whatif-late": ("whatif", "late", (), {"freeze": ("down",)}),
    "analyze-dilemma": ("analyze", "dilemma", (), {}),
    "better-dilemma": ("better", "dilemma", (), {}),
    "coalitions-dilemma": ("coalitions", "dilemma", (), {}),
    "evolve-dilemma": ("evolve", "dilemma", (), {}),
    "explain-dilemma": ("explain", "dilemma", (), {}),
    "pivot-dilemma": ("pivot", "dilemma", (), {"prices": True}),
    "equilibria-dilemma": ("equilibria", "dilemma", (), {}),
    "whatif-dilemma": ("whatif", "dilemma", (), {"absent": ("three",)}),
    "compare-cases": ("compare", "two-cases", (), {}),
    "brief-two-cases": ("brief", "two-cases", (), {}),
    "compare-dilemma": ("compare", "dilemma", (), {}),
    "coalitions-group": ("coalitions", "dilemma", ("dark",), {"members": "one,two"}),
    "pivot-late-goal": ("pivot", "late", (), {"goal": "not up.fill", "who": ("down",)}),
    "brief-road": ("brief", "road", (), {}),
    "brief-press": ("brief", "road", ("press",), {}),
    "brief-cases": ("brief", "cases", (), {}),
    "brief-late": ("brief", "late", (), {}),
    "brief-dilemma": ("brief", "dilemma", (), {}),
    "brief-unknown": ("brief", "unknown", (), {}),
    "report-late": ("report", "late", (), {}),
    "report-dilemma": ("report", "dilemma", (), {"appendix": True}),
    "whatif-cases": ("whatif", "cases", (), {"prefer": (("ann", "quiet"),)}),
    "check-pass": ("check", "pass", (), {}),
    "check-lake": ("check", "lake", (), {}),
    "check-rumour": ("check", "rumour", (), {}),
    "check-power": ("check", "power", (), {}),
    "check-farm": ("check", "farm", (), {}),
    "analyze-blind": ("analyze", "blind", (), {}),
    "better-farm": ("better", "farm", (), {}),
    "coalitions-blind": ("coalitions", "blind", (), {}),
    "compare-farm": ("compare", "farm", (), {}),
    "commit-power": ("commit", "power", (), {}),
    "commit-soon": ("commit", "power", (), {"name": "soon"}),
    "commit-weak": ("commit", "power", (), {"name": "weak"}),
    "mistaken-rumour": ("mistaken", "rumour", (), {}),
    "mistaken-blind": ("mistaken", "blind", (), {}),
    "mistaken-first": ("mistaken", "blind", ("first",), {}),
    "phases-lake": ("phases", "lake", (), {}),
    "phases-young": ("phases", "lake", ("young",), {}),
    "robust-bargain": ("robust", "bargain", (), {}),
    "settle-three": ("settle", "three", (), {}),
    "rounds-three": ("rounds", "three", (), {"runs": 60}),
    "pivot-seq": ("pivot", "road", (), {"concept": "seq"}),
    "robust-open": ("robust", "doubts", ("open",), {}),
    "robust-doubts": ("robust", "doubts", ("open", "wide"), {}),
    "robust-of": ("robust", "doubts", ("open",), {"of": "one.x and not two.y"}),
    "robust-of-both": ("robust", "doubts", ("open", "wide"), {"of": "one.x+two.y"}),
    "settle-farm": ("settle", "farm", (), {}),
    "settle-bold": ("settle", "farm", ("bold",), {}),
    "rounds-farm": ("rounds", "farm", (), {"runs": 60}),
    "replay-pass": ("replay", "pass", (), {}),
    "replay-guides": ("replay", "pass", ("guides",), {"until": "2020-05"}),
}


def told(question: str, name: str, accounts: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Ask a question, and give its whole page line by line."""
    asked = find_question(question)
    conflict: Conflict = read_conflict(CONFLICTS[name])
    values = {a.name: a.default for a in asked.arguments} | given
    results = asked.ask(Request(conflict, accounts or conflict.accounts, given=values))
    answers = [asked.answer(r) for r in results]
    page = asked.as_page(answers, Voice.of(conflict, answers, f"{name}.yaml"), conflict)
    lines = [f"{page.title} ({page.language})", *page.lead]
    for said in (*page.front, *page.said):
        lines += [f"? {said.question}", f"! {said.headline}", *(f"* {point}" for point in said.points)]
        lines += [f"letters: {said.letters}", f"sure: {said.sure}", *(f"next: {n}" for n in said.next)]
        lines += [
            f"account: {said.account}; id: {said.id}",
            *lines_of(said.pictures),
            "--",
            *lines_of(said.details),
        ]
    return [line.rstrip() for line in lines]


def lines_of(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Items):
            yield from (f"{f'{k}.' if block.numbered else '-'} {i}" for k, i in enumerate(block.items, 1))
        elif isinstance(block, Section):
            yield f"# {block.title}"
            yield from lines_of(block.blocks)
        elif isinstance(block, Picture):
            yield f"picture: {block.title}: {block.text}"
            yield from lines_of(block.plain)
        elif isinstance(block, Table):
            yield f"{block.id}: {block.title}"
            yield from (f"  {' | '.join(row)}" for row in (block.columns, *block.rows))
            yield f"  {block.note} {dict(block.marks)} {block.heads} {sorted(block.centred)}"


@pytest.mark.parametrize("case", sorted(ASKED))
def test_it_is_told_as_it_was_read(case: str) -> None:
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = told(*ASKED[case])
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))


@pytest.mark.parametrize(
    "case", sorted({q: c for c, (q, *_) in ASKED.items() if q not in ("brief", "report")}.values())
)
def test_an_answer_names_its_question_and_the_account_it_follows(case: str) -> None:
    name, text, accounts, given = ASKED[case]
    question, conflict = find_question(name), read_conflict(CONFLICTS[text])
    values = {a.name: a.default for a in question.arguments} | given
    answers = [
        question.answer(r)
        for r in question.ask(Request(conflict, accounts or conflict.accounts, given=values))
    ]
    told = [
        (a.question, a.title, a.perspective in ("", *conflict.accounts), a.basis is None) for a in answers
    ]
    assert told == [(name, conflict.title, True, a.perspective == "") for a in answers]
