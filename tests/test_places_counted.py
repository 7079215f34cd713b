"""Two questions give places in an order, and count otherwise: each says what it counts, and counts that."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import detente
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.better.answer import BetterAnswer
from detente.questions.question import Request
from detente.reports.asking import with_defaults
from detente.wording import Block, Picture, Said, Section, Table, Voice
from detente.wording.standings import counting

STEPS = "Places count outcomes that are alike to a party as one."
ONE_BY_ONE = "Places count outcomes one by one, also those that are alike to a party."
# The two can do better together, and many outcomes are alike to each of them.
MARKET = """detente: 1
title: The market
status_quo: [baker.dear, miller.dear]
decision_makers:
  baker: {name: Baker, options: {dear: {text: sell dear}, sing: {text: sing}}}
  miller: {name: Miller, options: {dear: {text: grind dear}, hum: {text: hum}}}
preferences:
  baker: [not miller.dear, dear]
  miller: [not baker.dear, dear, not hum]
"""


@pytest.fixture(scope="module")
def conflict() -> Conflict:
    return read_conflict(MARKET)


def said(conflict: Conflict, name: str) -> Said:
    question = find(name)
    results = question.asked(with_defaults(question, Request(conflict, conflict.accounts)))
    answers = [question.answer(r) for r in results]
    return question.told(answers, Voice.of(conflict, answers))


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section):
            yield from tables(block.blocks)
        elif isinstance(block, Picture):
            yield from tables(block.plain)


def with_places(said: Said) -> list[Table]:
    found = tables((*said.pictures, *said.details))
    return [t for t in found if any(re.search(r"\d[a-z]{2} of \d", c) for row in t.rows for c in row)]


def placed(table: Table, column: int) -> dict[str, tuple[int, int]]:
    found = {}
    for row in table.rows:
        place = re.search(r"(\d+)[a-z]{2} of (\d+)", row[column])
        assert place is not None
        found[row[0]] = (int(place[1]), int(place[2]))
    return found


def test_each_says_what_it_counts_and_counts_that(conflict: Conflict) -> None:
    game = conflict.game()
    settle, better = said(conflict, "settle"), said(conflict, "better")
    for told, note in ((settle, ONE_BY_ONE), (better, STEPS)):
        shown = with_places(told)
        assert shown
        for table in shown:
            assert table.note.endswith(note), table.title
        others = [t for t in tables((*told.pictures, *told.details)) if t not in shown]
        assert not any("Places count" in t.note for t in others)
    # the outcome that both speak of, by a slow count
    found = detente.answer(detente.better(game))
    assert isinstance(found, BetterAnswer)
    state = int(found.states[found.deals[0].state].number)
    one_by_one, steps = {}, {}
    for i, dm in enumerate(conflict.decision_makers):
        ranks = [int(r) for r in game.ranks[i]]
        above = [r for r in ranks if r > ranks[state]]
        one_by_one[dm.name] = (1 + len(above), len(ranks))
        steps[dm.name] = (1 + len(set(above)), len(set(ranks)))
    assert one_by_one != steps
    [table] = with_places(Said("", "", pictures=better.pictures))
    assert placed(table, len(table.columns) - 1) == steps
    [table] = with_places(Said("", "", pictures=settle.pictures))
    assert one_by_one in [placed(table, k) for k in range(1, len(table.columns))]


def test_without_places_nothing_is_said_of_them() -> None:
    assert counting(["▲ +3 (1 to 4)", "", "▲"]) == counting([], "outcomes") == ""
    assert counting(["", "= 3rd of 9"]) == f" {STEPS}"
    assert counting(["= 1st to 2nd of 9"], "outcomes") == f" {ONE_BY_ONE}"


def test_of_several_accounts_it_is_said_as_well() -> None:
    second = (
        "perspectives:\n  other:\n    says: Another\n    preferences:\n      miller: [not baker.dear, hum]\n"
    )
    several = read_conflict(MARKET + second)
    for name, note in (("settle", ONE_BY_ONE), ("better", STEPS)):
        shown = with_places(Said("", "", pictures=said(several, name).pictures))
        assert len(shown) == 1
        assert shown[0].columns[1].startswith("base: ")
        assert shown[0].note.endswith(f" {note}")
        assert f". {note}" in shown[0].note


def test_of_packages_it_is_said_that_packages_are_counted() -> None:
    terms = """terms:
  signed_by: [baker, miller]
  issues:
    price: {text: The price, values: {low: a low price, high: a high price}}
    rent: {text: The rent, values: {low: a low rent, high: a high rent}}
  wishes:
    baker: [price.high, not baker.dear]
    miller: [not rent.high, not miller.dear]
"""
    told = said(read_conflict(MARKET + terms), "settle")
    shown = with_places(told)
    assert shown
    for table in shown:
        assert table.note.endswith("Places count packages one by one, also those that are alike to a party.")
