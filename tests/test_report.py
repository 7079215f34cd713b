"""The report as a file: self-contained, whole, and true to the results."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict import CLASSICAL
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.graph import MOST_DRAWN
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
    whole(detente.report(detente.load(name)))


def test_the_appendix_and_the_brief_are_whole_too():
    conflict = detente.load("istanbul-2025")
    whole(detente.report(conflict, appendix=True))
    whole(detente.brief(conflict))


def whole(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert len(tags.ids) == len(set(tags.ids))
    assert all(link.startswith("#") and link[1:] in tags.ids for link in tags.links)
    used = set(re.findall(r"url\(#([^)]+)\)", page))
    assert used <= set(tags.ids)
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)
    assert "@import" not in page
    assert '<html lang="en">' in page
    levels = [int(n) for n in re.findall(r"<h([1-6])\b", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))  # no level is left out


def test_report_escapes_what_people_wrote(tmp_path):
    file = tmp_path / "hostile.yaml"
    file.write_text(
        """
        detente: 1
        title: <script>alert(1)</script> & "quotes"
        status_quo: []
        decision_makers:
          a: {name: <b>A</b>, options: {x: "<img src=x onerror=alert(2)>", y: "a | b `c` *d*"}}
        states: {"<i>start</i>": none}
        preferences: {a: [{that: x, because: </td><script>, text: "<s>"}]}
        """,
        encoding="utf-8",
    )
    conflict = detente.load(str(file))
    page = detente.report(conflict, appendix=True)
    assert page.count("<script>") == 1  # our own
    for raw in ("<b>A", "<img", "<i>start", "</td><script", "<s>"):
        assert raw not in page
    assert "&lt;b&gt;A" in page
    to = tmp_path / "hostile.md"
    assert main(["analyze", str(file), "--full", "--out", str(to)]) == 0
    text = to.read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "a \\| b \\`c\\` \\*d\\*" in text


def test_istanbul_shows_every_account_and_every_claim():
    conflict = detente.load("istanbul-2025")
    page = detente.report(conflict, appendix=True)
    for perspective in conflict.perspectives:
        assert f"Account “{perspective.id}”" in page
    for source in conflict.sources:
        assert f">{source.id}</t" in page
    assert "of 288 states: today" in page
    for account in conflict.accounts:
        for preference in conflict.under(account).preferences.values():
            for statement in preference.statements:
                assert escape(statement.because).replace("&#x27;", "&#x27;") in page, statement.because


@pytest.mark.parametrize(
    "name", ["prisoners-dilemma", "elmira", "elmira-nine-states", "istanbul-2025", "garrison"]
)
def test_the_graph_shows_start_outcomes_and_the_way(name):
    conflict = detente.load(name)
    for account in conflict.accounts:
        analysis = detente.analyze(conflict.game(account))
        answer = detente.answer(analysis)
        assert isinstance(answer, AnalyzeAnswer)
        graph = answer.graph
        assert graph is not None
        game = analysis.game
        place = {n.state: game.state(answer.states[n.state].id).index for n in graph.nodes}
        assert len(place) == len(graph.nodes) <= MOST_DRAWN
        assert graph.whole == (len(place) == game.size)
        for line in graph.lines:
            ranks = game.ranks[game.index(line.decision_maker)]
            source, target = ranks[place[line.source]], ranks[place[line.target]]
            assert not line.forth or target > source
            assert not line.back or source > target
        if analysis.evolution is None:
            continue
        assert analysis.evolution.start.index in place.values()
        for target in analysis.evolution.reached("nash"):
            path = analysis.evolution.path(target)
            assert path is not None
            before = path.start.index
            for number, move in enumerate(path.moves, 1):
                pair = {before, move.state.index}
                assert any(
                    {place[x.source], place[x.target]} == pair
                    and x.decision_maker == move.mover
                    and x.step == number
                    for x in graph.lines
                )
                before = move.state.index


def test_every_result_can_be_said():
    conflict = detente.load("chicken")
    game = conflict.game()
    results = [
        detente.explain(game, "crash", "first", "nash"),
        detente.equilibria(game),
        detente.whatif(game, detente.change(game, without=["first.swerve"])),
        detente.pivotal(game),
        detente.sanctions(game),
    ]
    for result in results:
        assert detente.answer(result).title == conflict.title
        assert detente.text(result).startswith(conflict.title)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_everything_can_be_said_of_any_conflict(rng):
    conflict = random_conflict(rng)
    game = conflict.game()
    told = [
        detente.text(detente.analyze(game)),
        detente.text(detente.evolve(game)),
        detente.text(detente.compare(conflict)),
    ]
    for dm in game.decision_makers:
        told.append(detente.text(detente.explain(game, rng.randrange(game.size), dm, rng.choice(CLASSICAL))))
    assert all(t.startswith(conflict.title) for t in told)
    assert any("today" in t.lower() for t in told)
    whole(detente.report(conflict))
