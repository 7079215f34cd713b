"""The brief: one page, its lines, its pictures, and that it says what the questions say."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

import detente
from detente import reports
from detente.answers import Span, Standing
from detente.drawing.svg import tint
from detente.questions.question import Request
from detente.reports.languages import speech
from detente.reports.lines import MOST_WORDS, Line, chosen, words_in
from detente.reports.pictures import COLLAPSE, HEADING, Column, cell, columns, matrix_picture
from detente.reports.words import lead
from detente.wording import Picture, Table, Voice

SVG = "{http://www.w3.org/2000/svg}"


def asked(name: str, accounts: tuple[str, ...] | None = None):
    conflict = detente.load(name)
    question = reports.find("brief")
    results = question.ask(Request(conflict, accounts or conflict.accounts))
    return conflict, results[0], question.answer(results[0])


@pytest.fixture(scope="module")
def istanbul():
    return asked("istanbul-2025")


def test_the_brief_holds_the_answers_of_the_questions(istanbul):
    conflict, _, answer = istanbul
    assert [a.perspective for a in answer.analyze] == list(conflict.accounts)
    assert [a.perspective for a in answer.whatif] == list(conflict.accounts)
    for k, account in enumerate(conflict.accounts):
        alone: Any = detente.answer(detente.analyze(conflict.game(account)))
        assert answer.analyze[k].heading == alone.heading
        assert answer.analyze[k].states == alone.states
    assert answer.compare is not None
    assert not answer.refused
    assert {b.perspective: b.basis.claims for b in answer.bases} == {
        a: len([s for p in conflict.under(a).preferences.values() for s in p.statements])
        for a in conflict.accounts
    }


def test_outcomes_have_one_letter_on_the_whole_page(istanbul):
    conflict, _, answer = istanbul
    voice = Voice.of(conflict, [answer], "istanbul-2025")
    every = [
        *answer.analyze,
        *answer.better,
        *answer.whatif,
        *answer.ultimatum,
        *answer.pivot,
        answer.compare,
    ]
    for one in every:
        for state in one.outcomes:
            assert voice.is_today(state) or voice.outcomes[state.id].letter
    letters = [o.letter for o in voice.outcomes.values()]
    assert len(letters) == len(set(letters))
    assert voice.today is not None
    assert voice.today.id == conflict.game("kyiv").state("status_quo").id


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_the_brief_keeps_to_its_words(name):
    conflict, _, answer = asked(name)
    said = speech("en").say(answer, Voice.of(conflict, [answer], name))
    told = [said.headline, *said.points, said.sure]
    for table in said.pictures:
        if isinstance(table, Table) and table.id == "lines":
            told += [c for row in table.rows for c in row]
    assert sum(map(words_in, told)) <= MOST_WORDS
    assert words_in(said.headline) <= 26
    for text in told:
        assert not re.search(r"#\d", text), text
        assert not re.search(r"  |\.\.|;\.|\bNone\b", text), text
    assert said.id == "brief"


def test_lines_compete_by_rank_and_stay_in_order():
    lines = [Line(3, "A", "one two"), Line(1, "B", "three four five"), Line(2, "C", "six")]
    assert [x.label for x in chosen(lines, 9)] == ["A", "B", "C"]
    assert [x.label for x in chosen(lines, 8)] == ["B", "C"]
    assert [x.label for x in chosen(lines, 6)] == ["B", "C"]
    assert [x.label for x in chosen(lines, 5)] == ["B"]
    assert [x.label for x in chosen(lines, 3)] == ["C"]
    assert chosen(lines, 1) == ()
    assert [x.words for x in lines] == [3, 4, 2]


def standing(dm: str, kind: str, best: int = 2, worst: int = 2) -> Standing:
    return Standing(decision_maker=dm, kind=kind, after=Span(best=best, worst=worst, of=9))


def test_a_cell_says_how_a_party_fares_looking_ahead_and_not():
    def of(ahead: str, myopic: str) -> Column:
        return Column(HEADING, "kyiv", (standing("a", ahead),), (standing("a", myopic, 5, 5),))

    same = cell(of("better", "better"), "a")
    assert (same.mark, same.word, same.note) == ("▲", "better", "2/9")
    split = cell(of("worse", "better"), "a")
    assert (split.mark, split.word, split.note) == (
        "▼",
        "worse looking ahead, better not looking ahead",
        "(▲)",
    )
    assert cell(of("same", "worse"), "a").word == "as good looking ahead, worse not looking ahead"
    assert cell(of("open", "open"), "a").mark == "◆"
    assert cell(of("better", "better"), "b").note == "—"
    ties = Column(
        HEADING, "k", (standing("a", "better_or_same", 1, 4),), (standing("a", "better_or_same", 1, 4),)
    )
    assert (cell(ties, "a").word, cell(ties, "a").note) == ("better or as good", "1–4/9")


def test_the_matrix_is_read_back(istanbul):
    conflict, _, answer = istanbul
    voice = Voice.of(conflict, [answer])
    drawn = matrix_picture(answer.analyze, answer.whatif, voice)
    assert drawn is not None
    svg = ET.fromstring(drawn.svg)
    cells = {g.get("data-cell"): g for g in svg.iter(f"{SVG}g") if g.get("data-kind") == "cell"}
    makers = [d.id for d in conflict.decision_makers]
    for c, (group, one) in enumerate(
        [(HEADING, a) for a in answer.analyze] + [(COLLAPSE, w) for w in answer.whatif]
    ):
        game = conflict.game(one.perspective)
        start = game.status_quo
        for r, dm in enumerate(makers):
            ranks = game.ranks[game.index(dm)]
            if group == HEADING:
                ends = [game.state(one.states[k].id).index for k in one.heading.ahead.states]
            else:
                ends = [game.state(one.states[k].id).index for k in one.ahead.after]
            gains = {int(ranks[e] > ranks[start]) - int(ranks[e] < ranks[start]) for e in ends}
            expected = {(1,): "▲", (0, 1): "▲=", (-1,): "▼", (-1, 0): "▼=", (0,): "="}.get(
                tuple(sorted(gains)), "◆"
            )
            assert cells[f"{r},{c}"].get("data-mark") == expected, (group, one.perspective, dm)
    plain = drawn.plain[0]
    assert isinstance(plain, Table)
    assert plain.columns[1:4] == conflict.accounts
    assert plain.columns[4:] == tuple(f"collapse: {a}" for a in conflict.accounts)
    assert [row[0] for row in plain.rows] == [voice.words("kyiv").party(m) for m in makers]
    assert tint("better") in drawn.svg
    assert columns(answer.analyze, ()) == columns(answer.analyze, answer.whatif)[:3]


def test_without_a_place_to_fall_back_to_there_is_no_matrix():
    conflict, _, answer = asked("elmira-nine-states")
    voice = Voice.of(conflict, [answer])
    assert (matrix_picture(answer.analyze, (), voice) is None) == all(
        a.heading is None for a in answer.analyze
    )
    assert matrix_picture((), (), voice) is None


def test_the_lead_names_the_accounts_as_equals(istanbul):
    conflict, _, answer = istanbul
    [told] = lead(answer)
    assert told.startswith("Three accounts of it, as equals. “commentary”: ")
    for account, says in conflict.all_accounts:
        assert f"“{account}”: {says}." in told
    _, _, alone = asked("istanbul-2025", ("kyiv",))
    assert lead(alone) == ()


def test_one_account_is_told_as_one(istanbul):
    conflict, _, answer = asked("istanbul-2025", ("kyiv",))
    said = speech("en").say(answer, Voice.of(conflict, [answer], "istanbul-2025"))
    assert answer.compare is None
    assert said.account == "kyiv"
    for text in (said.headline, *said.points):
        assert "account" not in text


def test_the_report_begins_with_the_brief_and_prints_no_details(istanbul):
    conflict = istanbul[0]
    page = detente.report(conflict)
    assert page.index("Who gains and who loses, compared with today") < page.index("<nav")
    pictures = [
        p
        for p in speech("en").say(istanbul[2], Voice.of(conflict, [istanbul[2]])).pictures
        if isinstance(p, Picture)
    ]
    assert len(pictures) == 2
