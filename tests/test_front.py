"""The first page of a report."""

from __future__ import annotations

import re
from html import unescape

import pytest

import detente
from detente.findings.pages import report_page

ISTANBUL = report_page(detente.compare(detente.load("istanbul-2025")))


def test_the_first_page_answers_the_two_questions_of_the_article_under_each_account():
    ahead, collapse = ISTANBUL.front
    assert ahead.question == "Who comes out ahead?"
    assert collapse.question == "What happens if the talks collapse?"
    for finding in (ahead, collapse):
        for account, text in zip(("commentary", "kyiv", "broker"), finding.answer, strict=False):
            assert text.startswith(f"Under “{account}”: ")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (
            0,
            ["Russia and United States would end up better off", "Ukraine and Europe would end up worse off"],
        ),
        (1, ["Europe would end up better off", "#857", "Russia and Europe could do better"]),
        (2, ["#849", "By moving together Russia and Ukraine could do better"]),
    ],
)
def test_who_comes_out_ahead_in_istanbul(number, told):
    text = ISTANBUL.front[0].answer[number]
    for words in told:
        assert words in text
    assert re.search(r"Both sides have a reason to court .*United States", text)


def test_what_follows_the_collapse_in_istanbul():
    commentary, kyiv, broker = ISTANBUL.front[1].answer
    assert "keep talking: Russia and United States. Better off without: Ukraine and Europe." in commentary
    assert "Russia: offensive" in kyiv
    assert "it would go to #832" in broker


def test_the_first_page_stands_before_the_contents():
    page = detente.report(detente.load("istanbul-2025"))
    first = page.index("Who comes out ahead?")
    assert first < page.index("What happens if the talks collapse?") < page.index("<nav ")
    headings = [unescape(h) for h in re.findall(r"<h3>(.*?)</h3>", page)]
    assert headings[:2] == ["Who comes out ahead?", "What happens if the talks collapse?"]
    assert len(set(re.findall(r'<section id="(.*?)"', page))) == page.count("<section id=")


def test_a_conflict_without_a_status_quo_has_no_first_page():
    assert report_page(detente.compare(detente.load("chicken"))).front == ()


def test_one_account_needs_no_name():
    [ahead] = report_page(detente.compare(detente.load("elmira-nine-states"))).front
    assert ahead.answer[0].startswith(
        "Ministry of the Environment and Local government would end up better off"
    )
    assert "By moving together Ministry of the Environment and Uniroyal could do better." in ahead.answer[0]
