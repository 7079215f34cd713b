"""What is said and drawn of deals if claims about terms are wrong."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from detente.answers import Exact
from detente.conflict import NotInFileError, read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.robust import deal_words as deals
from detente.questions.robust import deals as module
from detente.questions.robust import words
from detente.questions.robust.answer import RobustAnswer
from detente.questions.robust.asking import ask, robust
from detente.questions.robust.deal_facts import DealDeciderFact
from detente.questions.robust.doubt_facts import DoubtFact, Unvaried, VariantFact
from detente.wording import Items, Section, Table, Text, Voice
from tests.settle_cases import TRUCE

change = msgspec.structs.replace
DOUBTED = TRUCE.replace("some: 10,", "some: [2, 10],").replace("confidence: 0.7", "confidence: 0.4")


@cache
def asked(text=DOUBTED):
    conflict = read_conflict(text)
    question = find("robust")
    answers = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts))]
    return answers[0], Voice.of(conflict, answers, "FILE")


def with_deals(answer, **changed):
    return change(answer, deals=change(answer.deals, **changed))


def test_where_terms_alone_are_doubted_the_answer_is_about_deals():
    answer, voice = asked()
    assert answer.concepts == ()
    assert answer.basis.claims == 6
    assert answer.basis.doubted == 1
    said = words.say([answer], voice)
    assert said.headline == (
        "Some package always beats no deal for all who sign; which is best hangs most on whether “prisoners” counts "
        "for North."
    )
    assert said.points == ()
    assert said.next == (voice.command("settle"), voice.command("check"))
    assert "(6 cases)" in said.sure
    assert words.in_brief([answer], voice) == ""


def test_sentences_hold_both_ways_round():
    answer, voice = asked()
    never = with_deals(answer, share=0.0, deciders=())
    assert deals.sentence_of(never, voice) == (
        "However the 2 doubts about terms are settled, no package beats no deal for all who sign."
    )
    always = with_deals(answer, share=1.0, deciders=())
    assert deals.sentence_of(always, voice) == (
        "However the 2 doubts about terms are settled, some package beats no deal for all who sign."
    )
    single = with_deals(never, doubts=answer.deals.doubts[:1])
    assert deals.sentence_of(single, voice).startswith(
        "However the one doubt about terms is settled, no package"
    )
    decider = DealDeciderFact(doubt=0, holds=0.4, if_holds=1.0, if_not=0.5, turns=0.2)
    some = with_deals(answer, share=0.62, deciders=(decider,), event=-1)
    assert deals.sentence_of(some, voice) == (
        "Some package beats no deal for all who sign in 62 of 100 cases; most hangs on whether “prisoners” "
        "counts for North."
    )
    best = with_deals(answer, share=0.62, deciders=(decider,), event=0)
    assert deals.sentence_of(best, voice).endswith(
        "; which is best hangs most on whether “prisoners” counts for North."
    )
    long = change(answer.deals.doubts[0], id="a b c d e f g h i j k l m n o p q r")
    cut = with_deals(best, doubts=(long, answer.deals.doubts[1]))
    assert deals.sentence_of(cut, voice) == "Some package beats no deal for all who sign in 62 of 100 cases."
    cut = with_deals(some, doubts=(long, answer.deals.doubts[1]))
    assert deals.sentence_of(cut, voice) == "Some package beats no deal for all who sign in 62 of 100 cases."
    assert deals.of_all([never, never]) == (
        "However the doubts about terms are settled, no package beats no deal for all who sign, in every account."
    )
    assert "some package beats" in deals.of_all([always, always])
    assert deals.of_all([some, with_deals(answer, share=0.4)]) == (
        "Some package beats no deal for all who sign in 40 of 100 to 62 of 100 cases, by account."
    )
    assert words.headline([never, never], voice).startswith("However the doubts about terms")
    assert words.points([always, never], voice)[1].endswith("no package beats no deal for all who sign.")


def doubt(kind, *forms, dm="north", id="x", says="", text=""):
    half = Exact(exact="1/2", decimal=0.5)
    variants = tuple(VariantFact(form=f, chance=half, says=says, text=text) for f in forms)
    return DoubtFact(kind=kind, decision_maker=dm, id=id, variants=variants)


@pytest.mark.parametrize(
    ("kind", "form", "more", "said"),
    [
        ("source", "written", {"id": "minutes"}, "“Minutes of the talks 2020” can be relied on"),
        ("source", "fails", {"id": "minutes"}, "“Minutes of the talks 2020” fails"),
        ("exclusion", "written", {}, "the exclusion “x” holds"),
        ("exclusion", "absent", {}, "the exclusion “x” does not hold"),
        ("exclusion", "alternative", {"says": "never: y"}, "“never: y” holds in place of the exclusion “x”"),
        (
            "exclusion",
            "alternative",
            {"text": "No y.", "says": "z"},
            "“No y” holds in place of the exclusion “x”",
        ),
        ("order", "order", {"says": "b > a"}, "North puts “b” then “a” in this order"),
        ("range", "low", {"says": "2"}, "“x” is worth 2 to North"),
        ("range", "high", {"says": "9", "id": "no_deal"}, "no deal is worth 9 to North"),
        ("worth", "written", {}, "“x” counts for North"),
        ("worth", "absent", {}, "“x” counts nothing for North"),
        ("red_line", "written", {}, "North has the red line “x”"),
        ("red_line", "absent", {}, "North does not have the red line “x”"),
        ("red_line", "alternative", {"says": "y"}, "North has the red line “y” instead"),
        ("statement", "written", {}, "North wants “x” in a deal"),
        ("statement", "absent", {}, "North does not care for “x” in a deal"),
        ("statement", "alternative", {"says": "y"}, "North wants “y” of a deal instead"),
    ],
)
def test_doubts_about_terms_are_said(kind, form, more, said):
    answer, voice = asked()
    assert deals.said_of(doubt(kind, form, **more), 0, voice.words(answer.perspective)) == said


def test_the_bars_are_the_weights():
    answer, voice = asked()
    found = deals.picture([answer], voice)
    assert found is not None
    kept = answer.deals.packages[:6]
    values = [
        float(x.get("data-value")) for x in ET.fromstring(found.svg).iter() if x.get("data-kind") == "share"
    ]
    assert values == pytest.approx([p.best for p in kept] + [p.beats for p in kept], abs=6e-4)
    labels = [x.get("data-label") for x in ET.fromstring(found.svg).iter() if x.get("data-kind") == "share"]
    assert labels == 2 * [deals.deal(answer.deals, p, voice) for p in kept]
    (table,) = found.plain
    assert [r[0] for r in table.rows if r[0]] == ["Among the best", "Beats no deal for all who sign"]
    assert [r[3] for r in table.rows] == 2 * ["as written" if p.written else "" for p in kept]
    assert found.text.startswith("Among the best: ")
    assert found.text.endswith(deals.MARKED)
    two = deals.picture([answer, answer], voice)
    assert two is not None
    assert two.plain[0].rows[0][0] == "“base”: Among the best"
    none = with_deals(answer, packages=())
    assert deals.picture([none], voice) is None
    assert deals.picture([change(answer, deals=None)], voice) is None
    unordered = with_deals(answer, packages=tuple(change(p, best=None) for p in kept))
    only = deals.picture([unordered], voice)
    assert only is not None
    assert [r[0] for r in only.plain[0].rows if r[0]] == ["Beats no deal for all who sign"]


def test_it_is_said_where_the_best_deals_are_not_worked_out(monkeypatch):
    answer, voice = asked()
    assert Text(deals.UNORDERED) not in blocks_of(answer, voice)
    monkeypatch.setattr(module, "MOST_ORDERED", 0)
    unordered: Any = find("robust").answer(robust(read_conflict(DOUBTED).under()))
    assert all(p.best is None for p in unordered.deals.packages)
    packages, told = blocks_of(unordered, voice)[1:3]
    assert {row[2] for row in packages.rows} == {""}
    assert told == Text(
        "Which of these are among the best is not worked out: more than 20,000 combinations of wishes differ in the "
        "order of the deals."
    )
    none = with_deals(unordered, packages=())
    assert Text(deals.UNORDERED) not in blocks_of(none, voice)


def blocks_of(answer, voice):
    (section,) = deals.deal_details(answer, voice)
    assert isinstance(section, Section)
    return section.blocks


def test_details_have_every_deal_and_every_doubt():
    answer, voice = asked()
    known = answer.deals
    blocks = blocks_of(answer, voice)
    assert blocks[0] == Text(
        f"The doubts about terms span 6 cases. In what beats no deal, {known.combinations} of them differ."
    )
    packages, deciders = (b for b in blocks if isinstance(b, Table))
    assert packages.rows == tuple(
        (deals.deal(known, p, voice), f"{p.beats:.3f}", f"{p.best:.3f}", "as written" if p.written else "")
        for p in known.packages
    )
    assert packages.note == ""
    assert deciders.title.startswith("What decides whether this is among the best: ")
    assert deciders.title.endswith(deals.deal(known, known.packages[known.event], voice))
    assert deciders.note == deals.TURNS
    first = known.deciders[0]
    assert deciders.rows[0] == (
        "“prisoners” counts for North",
        *(f"{x:.3f}" for x in (first.holds, first.if_holds, first.if_not, first.turns)),
    )
    assert Text(deals.RANGES) in blocks
    assert blocks[-1] == Text(deals.FIXED)
    more = with_deals(
        answer,
        count=str(len(known.packages) + 1),
        event=-1,
        matterless=(1,),
        deciders=(change(first, turns=None, if_not=None),),
        doubts=(known.doubts[0], doubt("worth", "written", "absent")),
        unvaried=(Unvaried(decision_maker="south", why="a ranking of packages"),),
    )
    blocks = blocks_of(more, voice)
    packages, deciders = (b for b in blocks if isinstance(b, Table))
    assert packages.note == "1 more beats no deal in some case."
    assert deciders.title == "What decides whether any package beats no deal"
    assert deciders.rows[0][3:] == ("", "")
    assert deciders.note == f"{deals.TURNS} Where it is empty, that is too much to work out."
    assert Text("Nothing of that hangs on whether") in blocks
    assert Items(("“x” counts for North",)) in blocks
    assert Text("Doubted and not varied: a ranking of packages (South).") in blocks
    assert Text(deals.RANGES) not in blocks
    assert not any(
        isinstance(b, Table) for b in blocks_of(with_deals(answer, packages=(), deciders=()), voice)
    )
    left = change(answer, deals=None, deals_left_out="too many")
    assert deals.deal_details(left, voice) == (Text("Doubts about terms are not looked at: too many."),)
    assert deals.deal_details(change(answer, deals=None), voice) == ()


def test_facts_are_those_of_the_result():
    conflict = read_conflict(DOUBTED).under()
    result = robust(conflict)
    answer, _ = asked()
    found: Any = result.deals
    assert isinstance(answer, RobustAnswer)
    deals: Any = answer.deals
    weights = {"+".join(p.values): p for p in deals.packages}
    for k, name in enumerate(found.packages):
        if found.zone[k] > 0:
            assert weights[name].beats == found.zone[k]
            assert weights[name].best == found.best[k]
            assert weights[name].written == (k in found.written)
    assert int(deals.count) == len(weights) == (found.zone > 0).sum()
    assert deals.written == str(len(found.written))
    best = [p.best for p in deals.packages]
    assert best == sorted(best, reverse=True)
    named = "+".join(deals.packages[deals.event].values)
    assert named == found.packages[found.event]
    assert [v.says for v in deals.doubts[1].variants] == ["6", "2", "10"]
    assert [v.form for v in deals.doubts[1].variants] == ["written", "low", "high"]


def test_doubts_about_terms_alone_that_are_not_looked_at_are_told_and_keep_no_other_account_back(monkeypatch):
    monkeypatch.setattr(module, "MOST_PACKAGES", 8)
    alone = read_conflict(DOUBTED).under()
    told = (
        "claims about terms alone are doubted in this account, and these are not looked at: 9 packages are too many to "
        "judge again and again"
    )
    for asks in (lambda: robust(alone), lambda: ask([alone]), lambda: ask([alone, alone])):
        with pytest.raises(NotInFileError) as raised:
            asks()
        assert str(raised.value) == told
    wanted = DOUBTED.replace("north: [not south.shoot,", "north: [{that: not south.shoot, confidence: 0.6},")
    other = read_conflict(wanted).under()
    (found,) = ask([alone, other])
    assert found.conflict == other
    assert found.deals_left_out == "9 packages are too many to judge again and again"


def test_doubts_that_cannot_be_looked_at_are_told():
    hidden = DOUBTED.replace(", confidence: 0.4", "").replace("some: [2, 10],", "some: 10,")
    with pytest.raises(NotInFileError, match="nothing in this account is doubted"):
        robust(read_conflict(hidden).under())
    both = DOUBTED.replace("north: [not south.shoot,", "north: [{that: not south.shoot, confidence: 0.6},")
    answer, voice = asked(both)
    assert answer.concepts
    assert answer.deals is not None
    points = words.points([answer], voice)
    assert points[-1] == deals.sentence_of(answer, voice)
    assert len(points) <= 3
    assert len(words.say([answer], voice).pictures) == 2
