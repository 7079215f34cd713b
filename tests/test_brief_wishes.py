"""Where an account gives no wishes for some party, the brief says so: what holds may hold for that reason alone."""

from __future__ import annotations

import pytest

from detente.conflict import read_conflict
from detente.reports.composing import wanting_nothing
from detente.reports.languages import speech
from tests.test_brief_lines import brief

TEXT = """
detente: 1
title: A bay
status_quo: []
decision_makers:
  a: {name: Alba, options: {x: do x}}
  b: {name: Brin, options: {y: do y}}
  c: {name: Cora, options: {z: do z}}
preferences: {a: [b.y], b: [], c: []}
"""
ACCOUNTS = """perspectives:
  one: {says: One}
  two: {says: Two, preferences: {b: [a.x], a: []}}
  three: {says: Three, on: two, preferences: {c: [a.x]}}
"""


def by_hand(conflict):
    """What is said, slowly: of each party the accounts under which all states are alike to it for want of a wish."""
    found: dict[tuple[str, ...], list[str]] = {}
    for maker in conflict.decision_makers:
        accounts = []
        for account in conflict.accounts:
            game = conflict.game(account)
            ranks = game.ranks[game.index(maker.id)]
            if len(set(map(int, ranks))) == 1:
                accounts.append(account)
        if accounts:
            found.setdefault(tuple(accounts), []).append(maker.id)
    return {(tuple(makers), accounts) for accounts, makers in found.items()}


@pytest.mark.parametrize("text", [TEXT, TEXT + ACCOUNTS, TEXT.replace("b: [], c: []", "b: [a.x], c: [a.x]")])
def test_they_are_those_to_whom_all_is_alike(text):
    conflict = read_conflict(text)
    assert set(wanting_nothing(conflict)) == by_hand(conflict)


def sure(text: str, language: str = "en") -> str:
    _, answer, voice = brief(text)
    return speech(language).say(answer, voice).sure


def test_the_brief_says_so_in_one_account_and_in_several():
    assert " No wishes are given for Brin and Cora: to them any outcome is as good as any other." in sure(
        TEXT
    )
    one = sure(TEXT.replace("c: []", "c: [a.x]"))
    assert " No wishes are given for Brin: to it any outcome is as good as any other." in one
    assert "No wishes" not in sure(TEXT.replace("b: [], c: []", "b: [a.x], c: [a.x]"))
    several = sure(TEXT + ACCOUNTS)
    assert "No wishes are given for Brin in the accounts “base” and “one”: to it" in several
    assert "No wishes are given for Alba in the accounts “two” and “three”: to it" in several
    assert "No wishes are given for Cora in the accounts “base”, “one” and “two”: to it" in several
    everywhere = sure(TEXT + ACCOUNTS.replace(", preferences: {c: [a.x]}", ""))
    assert "No wishes are given for Cora in every account: to it any outcome" in everywhere


def test_it_says_so_in_german_too():
    told = sure(TEXT, "de")
    assert " Für Brin und Cora sind keine Wünsche angegeben: Dort zählt jeder Ausgang so viel wie" in told
    several = sure(TEXT + ACCOUNTS, "de")
    assert "Für Brin sind in den Lesarten „base“ und „one“ keine Wünsche angegeben:" in several


def test_of_what_is_confidential_nothing_is_said():
    conflict = read_conflict(TEXT + "confidential: [b]\n")
    assert [makers for makers, _ in wanting_nothing(conflict)] == [("c",)]
    assert [makers for makers, _ in wanting_nothing(read_conflict(TEXT + "confidential: [b, c]\n"))] == []
