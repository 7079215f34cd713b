"""The first page of a report."""

from __future__ import annotations

import re
from html import unescape

import pytest

import detente
from detente.findings.grouping import best_move, coalitions_finding
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


def basin() -> str:
    """Three states and a bank: a joint step from one end leads on to another, which one of the three likes less."""
    return """
detente: 1
title: A basin
status_quo: [down.protest]
decision_makers:
  up: {options: {dam: build the dam, share: share data}}
  down: {options: {protest: protest at the tribunal, divert: divert the tributary}}
  bank: {options: {fund: fund the dam}}
rules:
  - never: bank.fund and not up.share
  - irreversible: up.dam
preferences:
  up: [dam, not down.divert, bank.fund, not share, not down.protest]
  down: [not up.dam or up.share, protest iff up.dam, not divert, up.share]
  bank: [not down.protest, fund if up.dam and up.share, not fund]
"""


def test_a_joint_step_that_improvements_carry_on_elsewhere_is_not_said_to_lead_back():
    conflict = detente.read_conflict(basin())
    found = detente.coalitions(conflict.game())
    start = conflict.game().state("#5")
    [group] = found.smallest_leaving(start, "nash")
    move = best_move(found, start, group)
    assert [s.label for s in move.onward] == ["#23"]
    ranks = {dm: conflict.game().ranks[k] for k, dm in enumerate(conflict.game().decision_makers)}
    assert not all(ranks[dm][move.onward[0].index] > ranks[dm][start.index] for dm in group)
    text = report_page(detente.compare(conflict)).front[0].answer[0]
    assert "improvements lead on to what is not better for all of them" in text
    assert "lead back" not in text


PIT = """
detente: 1
title: A pit
status_quo: a
decision_makers: {mine: {name: Mine}, town: {name: Town}}
states: {a: stays, b: asked, e: settled}
moves:
  mine: [a -> b]
  town: [b -> a, b -> e]
preferences:
  mine: {ranking: [e, b, a]}
  town: {ranking: [e, a, b]}
"""


def test_groups_are_asked_under_the_concept_of_the_end():
    """Under Nash the mine would leave alone; under SEQ nobody would, and the two together would."""
    conflict = detente.read_conflict(PIT)
    found = detente.coalitions(conflict.game())
    start = found.game.state("a")
    assert found.leaving(start, "nash") == (("mine",), ("mine", "town"))
    assert found.leaving(start, "seq") == (("mine", "town"),)
    page = report_page(detente.compare(conflict, concepts=["seq"]))
    assert "Mine and Town together could leave it, for their good: settled (e)" in page.front[0].answer[0]
    [told] = [t for t in coalitions_finding(found).answer if t.startswith("From the status quo")]
    assert told == "From the status quo Mine would leave without anybody's help; no group is needed (Nash)."
    told = coalitions_finding(detente.coalitions(found.game, ["seq"])).answer[1]
    assert told.startswith(
        "The status quo, which nobody would leave alone under SEQ: Mine and Town could move"
    )


def test_nobody_is_said_to_gain_by_nothing_where_groups_would():
    """Both prefer the compromise, and nobody leaves the strike alone, but under SEQ."""
    game = detente.load("cuban-missile-crisis-brams").game()
    found = detente.coalitions(game, state="strike_after_withdrawal")
    assert found.smallest_leaving(found.states[0], "seq") == (("us", "ussr"),)
    told = coalitions_finding(found).answer[1]
    assert "which nobody would leave alone under SEQ" in told
    assert "United States and Soviet Union could move together to compromise" in told


def test_groups_are_left_out_under_a_concept_they_are_not_worked_out_for():
    page = report_page(detente.compare(detente.read_conflict(PIT), concepts=["sseq", "gmr"]))
    ahead = page.front[0]
    assert ahead.answer[-2] == "So under SSEQ."
    assert "together" not in ahead.answer[0]
    assert "No group" not in ahead.answer[0]
    assert detente.report(detente.read_conflict(PIT), concepts=["sseq"])
