"""The report as a file: self-contained, whole, and true to the results."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from random import Random

import pytest
from detente.findings import markdown
from detente.findings.graph import choose
from detente.findings.pages import report_page
from detente.findings.words import Words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import CLASSICAL
from tests.generate import random_conflict

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "line"}


class Tags(HTMLParser):
    """Checks that what is opened is closed, and collects ids and links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.links += [value for key, value in attrs if key in ("href", "src", "xlink:href") and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_report_is_one_whole_file(name):
    page = detente.report(detente.load(name))
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert all(link.startswith("#") and link[1:] in tags.ids for link in tags.links)
    used = set(re.findall(r"url\(#([^)]+)\)", page))
    assert used <= set(tags.ids)
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert "@import" not in page


def test_report_escapes_what_people_wrote():
    conflict = detente.read_conflict(
        """
        detente: 1
        title: <script>alert(1)</script> & "quotes"
        status_quo: []
        decision_makers:
          a: {name: <b>A</b>, options: {x: "<img src=x onerror=alert(2)>", y: "a | b `c` *d*"}}
        states: {"<i>start</i>": none}
        preferences: {a: [{that: x, because: </td><script>, text: "<s>"}]}
        """
    )
    page = detente.report(conflict)
    assert page.count("<script>") == 1  # our own
    for raw in ("<b>A", "<img", "<i>start", "</td><script", "<s>"):
        assert raw not in page
    text = markdown.page(report_page(detente.compare(conflict)))
    assert "<script>" not in text
    assert "a \\| b \\`c\\` \\*d\\*" in text


def test_istanbul_shows_every_account_and_every_claim():
    conflict = detente.load("istanbul-2025")
    page = detente.report(conflict)
    for perspective in conflict.perspectives:
        assert f"Account “{perspective.id}”" in page
    for source in conflict.sources:
        assert f"<td>{source.id}</td>" in page
    assert "Of 288 states the drawing shows" in page


@pytest.mark.parametrize(
    "name", ["prisoners-dilemma", "elmira", "elmira-nine-states", "istanbul-2025", "garrison"]
)
def test_the_drawing_shows_start_outcomes_and_the_way(name):
    conflict = detente.load(name)
    for account in conflict.accounts:
        analysis = detente.analyze(conflict.game(account))
        drawing = choose(analysis)
        assert len(drawing.states) <= 24
        assert drawing.whole == (len(drawing.states) == analysis.game.size)
        if analysis.evolution is None:
            continue
        assert analysis.evolution.start.index in drawing.states
        for target in analysis.evolution.reached("nash"):
            path = analysis.evolution.path(target)
            assert path is not None
            before = path.start.index
            for number, move in enumerate(path.moves, 1):
                pair = {before, move.state.index}
                maker = analysis.game.index(move.mover)
                assert any(
                    {x.source, x.target} == pair and x.maker == maker and x.step == number
                    for x in drawing.lines
                )
                before = move.state.index
        for line in drawing.lines:
            ranks = analysis.game.ranks[line.maker]
            if line.forth:
                assert ranks[line.target] > ranks[line.source]
            if line.back:
                assert ranks[line.source] > ranks[line.target]


def test_words_of_every_kind_of_condition():
    conflict = detente.load("istanbul-2025")
    words = Words(conflict)
    told = {
        "us.insist": "United States: “insist on a ceasefire before anything else”",
        "not us.insist": "United States: not “insist on a ceasefire before anything else”",
        "settlement": next(d.text for d in conflict.definitions if d.name == "settlement"),
    }
    for condition, text in told.items():
        assert words.condition(conflict.condition(condition)) == text
    assert words.condition(conflict.condition("insist", "us"), "us").startswith("“insist")
    neither = words.condition(conflict.condition("not (us.insist or us.support)"))
    assert neither.startswith("neither United States")
    three = words.condition(conflict.condition("not (us.insist and us.support and europe.enforce)"))
    assert three.startswith("not all of")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_everything_can_be_said_of_any_conflict(rng):
    conflict = random_conflict(rng)
    game = conflict.game()
    analysis = detente.analyze(game)
    told = (
        detente.text(analysis) + detente.text(detente.evolve(game)) + detente.text(detente.compare(conflict))
    )
    for dm in game.decision_makers:
        told += detente.text(detente.explain(game, rng.randrange(game.size), dm, rng.choice(CLASSICAL)))
    assert told.count("status quo") > 3
    tags = Tags()
    tags.feed(detente.report(conflict))
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
