"""The first page of a report."""

from __future__ import annotations

import re
from html import unescape

import pytest

import detente
from detente.findings.pages import report_page

ISTANBUL = report_page(detente.compare(detente.load("istanbul-2025")))
ACCOUNTS = ("commentary", "kyiv", "broker")


def test_the_first_page_answers_the_questions_of_the_article_under_each_account():
    questions = [f.question for f in ISTANBUL.front]
    assert questions == [
        "Who comes out ahead?",
        "What happens if the talks collapse?",
        "Is the ultimatum “ceasefire-or-sanctions” real?",
    ]
    for finding in ISTANBUL.front:
        told = [text for text in finding.answer if text.startswith("Under “")]
        assert [text.partition(":")[0] for text in told] == [f"Under “{a}”" for a in ACCOUNTS]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, ["better off than in the status quo: Russia and United States; worse off: Ukraine and Europe"]),
        (
            1,
            ["better off than in the status quo: Europe; worse off: Russia and Ukraine", "#857", "lead back"],
        ),
        (2, ["#849", "Russia and Ukraine together could leave it, for their good", "(#53)"]),
    ],
)
def test_who_comes_out_ahead_in_istanbul(number, told):
    text = ISTANBUL.front[0].answer[number]
    for words in told:
        assert words in text
    assert re.search(r"A change of mind .*United States", text)


def test_what_hangs_on_the_concept_is_said_on_the_first_page():
    otherwise = ISTANBUL.front[0].answer[3]
    assert "SMR and GMR: nothing moves" in otherwise
    assert "Under “commentary”: SEQ: it ends so: Russia: talks, offensive" in otherwise


def test_what_follows_the_collapse_in_istanbul():
    commentary, kyiv, broker, _ = ISTANBUL.front[1].answer
    lost = "Compared with where talks lead: Russia and United States worse off, and so with a reason to keep talking"
    assert lost in commentary
    assert "Compared with the status quo: Russia, Ukraine and Europe better off" in commentary
    assert "Russia: offensive" in kyiv
    assert "(#832)" in broker


def test_the_ultimatum_in_istanbul_and_the_record_beside_the_accounts():
    _, commentary, kyiv, broker, record = ISTANBUL.front[2].answer
    assert "painless" in commentary
    assert "Where it would end (Nash, #857) the demand is unmet and the threat carried out" in kyiv
    assert "credible" in broker
    assert record.startswith("What the record says: ")
    assert "Kyiv Independent" in record


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
    begin = "Better off than in the status quo: Ministry of the Environment and Local government; worse off: Uniroyal."
    assert ahead.answer[0].startswith(begin)
    assert "Ministry of the Environment and Uniroyal together could leave it" in ahead.answer[0]


def test_many_decision_makers_with_few_states_still_get_a_report():
    """More groups than are looked at: the report says so and is written all the same."""
    makers = "".join(f"  d{k}: {{options: {{o: o}}}}\n" for k in range(13))
    prefer = "".join(f"  d{k}: [o]\n" for k in range(13))
    rules = "".join(f"  - never: d{k}.o\n" for k in range(1, 13))
    text = f"detente: 1\ntitle: many\nstatus_quo: []\ndecision_makers:\n{makers}rules:\n{rules}preferences:\n{prefer}"
    assert "is not worked out along with the report" in detente.report(detente.read_conflict(text))
