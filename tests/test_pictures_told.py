"""Every picture of every question: what it is called and what it says, whose lines are whose, where arrows run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest

from detente.conflict import read_conflict
from detente.questions import REGISTRY, find
from detente.questions.question import Request
from detente.reports.asking import not_asked, with_defaults
from detente.wording import Picture, Said, Section, Voice, tables
from tests.pictures import Drawn, colour_of, dashes_of, paint
from tests.test_brief_lines import ALONE, FILE, PLAIN
from tests.test_compare_answer import ROUND
from tests.test_compare_words import LEVELS, SAME

TEXTS = {"file": FILE, "alone": ALONE, "plain": PLAIN, "levels": LEVELS, "round": ROUND, "same": SAME}


@cache
def said(key: str, name: str) -> Said | None:
    """What a question says, asked as the report asks it; None where there is nothing to ask."""
    conflict = read_conflict(TEXTS[key])
    request = Request(conflict, conflict.accounts)
    if not_asked(name, request) is not None:
        return None
    question = find(name)
    answers: list[Any] = [question.answer(r) for r in question.ask(with_defaults(question, request))]
    voice = Voice.of(conflict, answers, "FILE")
    return question.say(answers, voice)


@cache
def pictures(key: str, name: str) -> tuple[tuple[Picture, ...], tuple[str, ...]]:
    """The pictures of a question, with the names of the parties."""
    told = said(key, name)
    conflict = read_conflict(TEXTS[key])
    parties = tuple(d.name for d in conflict.decision_makers)
    return (() if told is None else tuple(look((*told.pictures, *told.details)))), parties


def look(blocks: Any) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Section):
            yield from look(block.blocks)


CASES = [(key, name) for key in TEXTS for name in REGISTRY]


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_picture_is_called_and_says_what_its_drawing_does(key: str, name: str) -> None:
    for picture in pictures(key, name)[0]:
        drawn = Drawn(picture.svg)
        assert drawn.title == picture.title
        assert drawn.says == picture.text
        assert picture.title
        assert picture.text
        assert picture.title != picture.text


@pytest.mark.parametrize(("key", "name"), CASES)
def test_whose_lines_are_whose(key: str, name: str) -> None:
    """Beside each piece of a party's line stands its name: in the key, in a card, in a row, in a box."""
    found, parties = pictures(key, name)
    for picture in found:
        drawn = Drawn(picture.svg)
        named = set()
        for parent in drawn.root.iter():
            for mark, text in pairwise(parent):
                if mark.get("data-swatch") is None or parent.get("data-node", "").startswith("0"):
                    continue  # in the boxes of a tree stands what is decided
                party = int(mark.attrib["data-swatch"])
                assert paint(mark.get("stroke")) == colour_of(party)
                assert mark.get("stroke-dasharray", "") == dashes_of(party)
                assert parties[party].startswith("".join(text.itertext()).rstrip("…"))
                named.add(party)
        assert {a.party for a in drawn.arrows if a.party is not None} <= named
        for arrow in drawn.arrows:
            if arrow.party is not None:
                assert arrow.looks_like == arrow.party
        assert len(set(drawn.key())) == len(drawn.key())  # no two marks mean the same


@pytest.mark.parametrize(("key", "name"), CASES)
def test_arrows_run_between_things_that_are_drawn(key: str, name: str) -> None:
    for picture in pictures(key, name)[0]:
        drawn = Drawn(picture.svg)
        for arrow in drawn.arrows:
            lane = arrow.data.get("lane")
            if lane is not None:
                there = {g.data["index"] for g in drawn.kind("card") if g.data["lane"] in (lane, "all")}
            else:
                there = {g.data.get("node") or g.data.get("state", "") for g in drawn.groups}
            if drawn.root.get("data-picture") == "rows":  # stops between are not drawn
                continue
            assert {arrow.source, arrow.target} <= there


@pytest.mark.parametrize(("key", "name"), CASES)
def test_tables_are_whole(key: str, name: str) -> None:
    """A cell for each column in each row, of which each mark is explained; nothing that is no word stands in them."""
    told = said(key, name)
    for table in tables((*told.pictures, *told.details)) if told is not None else ():
        columns = len(table.columns)
        assert table.rows
        assert {len(row) for row in table.rows} == {columns}
        assert set(table.centred) <= set(range(columns))
        assert 0 <= table.heads <= columns
        assert not table.title.endswith(".")  # a heading
        assert not table.note or table.note.endswith(".")  # a sentence
        assert re.fullmatch(r"[a-z-]*", table.id), table.id
        cells = [c for row in (table.columns, *table.rows) for c in row]
        for text in (*cells, table.title, table.note):
            assert text == text.strip()
            assert not re.search(r"  |\bNone\b|\.\.$|;\.|[{}]", text), text
        marks = {c for row in table.rows for c in row if c in ("●", "○", "·", "▲", "▼", "◆", "✓", "✗")}
        assert all(mark in table.marks or mark in table.note for mark in marks)


def test_there_are_pictures_of_every_kind() -> None:
    kinds = {
        ElementTree.fromstring(p.svg).get("data-picture")
        for key, name in CASES
        for p in pictures(key, name)[0]
    }
    assert kinds >= {"strip", "matrix", "network", "tree", "groups", "graph"}
