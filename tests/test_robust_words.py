"""What is said of the doubts, sentence by sentence, both ways round."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

import detente
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.robust import phrases, words
from detente.questions.robust.answer import WeightedSet, WeightedState
from detente.questions.robust.detail_words import details
from detente.questions.robust.index_facts import SettledFact, TurnFact
from detente.questions.robust.picture import picture, shares
from detente.wording import Items, Section, Table, Text, Voice
from tests.pictures import Drawn
from tests.test_doubts import DOUBTED

change = msgspec.structs.replace


@cache
def asked(text="istanbul-2025", accounts=()):
    conflict = read_conflict(text) if "\n" in text else detente.load(text)
    question = find("robust")
    answers = [question.answer(r) for r in question.ask(Request(conflict, accounts or conflict.accounts))]
    return answers, Voice.of(conflict, answers, "FILE")


def one(concept, answer):
    return next(c for c in answer.concepts if c.concept == concept)


def with_concept(answer, concept, **changed):
    concepts = tuple(change(c, **changed) if c.concept == concept else c for c in answer.concepts)
    return change(answer, concepts=concepts)


def made_certain(answer, *concepts):
    for concept in concepts or ("nash", "seq"):
        found = one(concept, answer)
        written = found.written
        answer = with_concept(
            answer,
            concept,
            certain=True,
            share=1.0,
            sets=(WeightedSet(states=written, weight=1.0),),
            outcomes=tuple(WeightedState(state=s, weight=1.0, always=True) for s in written),
            deciders=(),
            turns=(),
            telling=None,
            matterless=tuple(range(len(answer.doubts))),
        )
    return answer


def test_shares_are_not_rounded_to_all_or_none():
    assert [phrases.in_hundred(x) for x in (0, 0.004, 0.006, 0.48, 0.994, 0.996, 1)] == [
        "no", "under 1 of 100", "1 of 100", "48 of 100", "99 of 100", "over 99 of 100", "all",
    ]  # fmt: skip


def test_the_headline_says_in_how_many_cases():
    [answer], voice = asked(accounts=("commentary",))
    assert words.headline([answer], voice) == (
        "Looking ahead, it leads to A in 48 of 100 cases; not looking ahead, it leads to B or C in 14 of 100 cases."
    )
    sure = made_certain(answer)
    assert words.headline([sure], voice) == (
        "However the 14 doubts are settled: looking ahead, it leads to A; not looking ahead, it leads to B or C."
    )
    same = with_concept(sure, "nash", written=one("seq", sure).written)
    assert words.headline([same], voice) == (
        "However the 14 doubts are settled, it leads to A, looking ahead or not."
    )
    half = made_certain(answer, "seq")
    assert words.headline([half], voice) == (
        "Looking ahead, it always leads to A; not looking ahead, it leads to B or C in 14 of 100 cases."
    )
    none = with_concept(answer, "seq", written=(), share=0.25)
    assert words.headline([none], voice).startswith("Looking ahead: no rest in 25 of 100 cases;")
    assert words.clause(one("seq", none), none, voice) == "comes to no rest in 25 of 100 cases"


def test_what_stays_is_told_as_such():
    [answer], voice = asked(accounts=("kyiv",))
    assert words.headline([answer], voice) == (
        "With the 22 doubts, it always leads to A, sometimes to others too, looking ahead or not."
    )
    seldom = change(answer, doubts=answer.doubts[:1])
    assert words.settled_any(seldom) == "however the one doubt is settled"


def test_several_accounts_are_told_apart():
    answers, voice = asked()
    assert words.headline(answers, voice) == (
        "In “kyiv” F stays among the outcomes however the doubts are settled; elsewhere they decide."
    )
    certain = [made_certain(a) for a in answers]
    assert words.headline(certain, voice) == (
        "In every account it leads to the same, however the doubts are settled."
    )
    broken = [answers[0], answers[2]]
    assert words.headline(broken, voice) == "In every account it hangs on doubted claims where it leads."
    told = words.points(answers, voice)
    assert told == (
        "“commentary”, looking ahead: A in 48 of 100 cases; not looking ahead: B or C in 14 of 100 cases.",
        "“kyiv”, looking ahead or not: always F, sometimes others too.",
        "“broker”, looking ahead: E or J in 8 of 100 cases; not looking ahead: always E, sometimes others too.",
    )
    assert words.points(certain, voice)[1] == "“kyiv”, looking ahead or not: always F."


def test_the_points_say_what_decides_what_turns_it_and_what_to_find_out():
    [answer], voice = asked(accounts=("kyiv",))
    assert words.points([answer], voice)[2].startswith("Some package always beats no deal for all who sign")
    answer = change(answer, deals=None)
    decides, turns, first = words.points([answer], voice)
    best = one("seq", answer).deciders[0]
    assert answer.doubts[best.doubt].id == "replace-us"
    assert decides == (
        "Looking ahead, most hangs on whether Europe wants “replace-us”: if not, the outcome changes in all cases."
    ) or decides.startswith("Looking ahead, most hangs on whether Europe wants")
    assert turns.startswith("Looking ahead, it leads to A in 70 of 100 cases if Europe wants")
    assert first.endswith("20 of 22 doubts change nothing.")
    assert first.startswith("Worth finding out first: whether Europe wants")
    mostly = with_concept(
        answer,
        "seq",
        share=0.6,
        turns=(TurnFact(settled=(SettledFact(doubt=0, variant=1),), weight=0.2, share=0.1),),
    )
    assert words.turns(mostly, voice).startswith(
        "Looking ahead, it leads elsewhere in 90 of 100 cases if Russia does not"
    )
    assert words.points([made_certain(answer)], voice) == ("22 of 22 doubts change nothing.",)
    blind = made_certain(answer, "seq")
    assert words.decides(blind, voice).startswith("Not looking ahead, most hangs on whether Europe wants")
    single = with_concept(made_certain(answer), "seq", matterless=(0,))
    assert words.first(single, voice) == "1 of 22 doubts changes nothing."


def test_a_doubt_is_said_as_it_is_settled():
    [answer], voice = asked(DOUBTED)
    names = voice.words()
    by = {(d.kind, d.id): d for d in answer.doubts}

    def told(kind, id, variant):
        return phrases.said(by[kind, id], variant, names)[0]

    assert told("source", "paper", 0) == "“A paper” can be relied on"
    assert told("source", "paper", 1) == "“A paper” fails"
    assert told("rule", "one", 0) == "the rule “one” holds"
    assert told("rule", "one", 1) == "“never: people.sue” holds in place of the rule “one”"
    assert told("rule", "one", 2) == "the rule “one” does not hold"
    assert told("start", "status_quo", 0) == "it begins as the file says"
    assert told("start", "status_quo", 1) == "it begins with “none”"
    assert told("statement", "build", 0) == "city wants “build the road”"
    assert told("statement", "build", 1) == "city wants “no road” instead"
    assert told("statement", "build", 2) == "city does not care for “build the road”"
    assert told("whole", "people", 0) == "people wants what the file says"
    assert told("whole", "people", 1) == "people wants another thing"
    ids = "not people.protest / toll"
    assert told("order", ids, 0) == "city puts “not people.protest” then “toll” in this order"
    assert told("order", ids, 1) == "city puts “toll” then “not people.protest” in this order"
    plain = change(by["statement", "build"].variants[1], text="")
    doubt = change(by["statement", "build"], variants=(by["statement", "build"].variants[0], plain))
    assert (
        phrases.said(doubt, 1, names) == ["city wants not “build the road” instead"]
        or "not" in phrases.said(doubt, 1, names)[0]
    )


def test_the_brief_says_what_stays():
    answers, voice = asked()
    assert (
        words.in_brief(answers, voice)
        == "Whichever of the doubtful ones are wrong, F stays possible in “kyiv”."
    )
    assert words.in_brief([made_certain(a) for a in answers], voice) == (
        "Whichever of the doubtful ones are wrong, it leads to the same in every account."
    )
    assert words.in_brief([answers[0]], voice) == "Where it leads hangs on the doubts."
    assert (
        words.in_brief([answers[1]], voice) == "Whichever of the doubtful ones are wrong, F stays possible."
    )
    assert (
        words.in_brief([made_certain(answers[1])], voice)
        == "Whichever of the doubtful ones are wrong, it leads to the same."
    )
    other = change(made_certain(answers[1]), doubts=(change(answers[1].doubts[0], kind="rule"),))
    assert words.in_brief([other], voice) == "However the doubts are settled, it leads to the same."


def test_how_sure_it_is():
    answers, _ = asked()
    assert words.sure(answers) == (
        "Exact, over all ways to settle the doubts (up to 4,194,304 cases), weighed by the file's chances."
    )
    misfit = change(
        answers[0], misfits=tuple(asked(DOUBTED)[0][0].misfits) or answers[0].misfits, accounts="1"
    )
    assert words.sure([misfit]).startswith("Exact, over all ways to settle the doubts (1 case)")
    told = words.say(answers, asked()[1])
    assert told.next == ("detente pivot FILE", "detente check FILE")
    assert told.account == ""


# -- the picture -------------------------------------------------------------------------------------------------------


def test_bars_are_the_likeliest_sets_and_the_rest():
    [answer], voice = asked(accounts=("broker",))
    for concept in ("nash", "seq"):
        found = one(concept, answer)
        bars = shares(answer, found, voice)
        assert [b.value for b in bars[:-1] if not b.marked] == [
            s.weight for s in found.sets[: len(bars) - 1] if s.states != found.written
        ]
        assert sum(b.value for b in bars) == pytest.approx(1)
        assert [b.value for b in bars if b.marked] == [found.share]
        assert bars[-1].label == f"{int(found.count) - len(bars) + 1} other sets of outcomes"
    none = with_concept(answer, "seq", sets=(WeightedSet(states=(), weight=1.0),), count="1", written=())
    assert [(b.label, b.marked) for b in shares(none, one("seq", none), voice)] == [("no rest", True)]


def test_the_picture_tells_every_bar():
    answers, voice = asked()
    drawn = picture(answers, voice)
    root = Drawn(drawn.svg)
    bars = [b for a in answers for c in (one("seq", a), one("nash", a)) for b in shares(a, c, voice)]
    assert [
        (e.get("data-label"), e.get("data-marked")) for e in root.root.iter() if e.get("data-kind") == "share"
    ] == [(b.label, "1" if b.marked else "0") for b in bars]
    [table] = drawn.plain
    assert [(r[1], r[2], bool(r[3])) for r in table.rows] == [(b.label, b.shown, b.marked) for b in bars]
    assert [r[0] for r in table.rows if r[0]] == [
        f"“{a.perspective}”, {way}" for a in answers for way in ("looking ahead", "not looking ahead")
    ]
    for bar in bars:
        assert f"{bar.label}, {bar.shown}" in drawn.text


# -- the details -------------------------------------------------------------------------------------------------------


def test_details_have_every_number():
    [answer], voice = asked(accounts=("kyiv",))
    blocks = details(answer, voice)
    assert isinstance(blocks[0], Text)
    assert blocks[0].text.startswith(
        "The doubts span 4,194,304 accounts. By the improvements of the parties, 32"
    )
    sections = [b for b in blocks if isinstance(b, Section)]
    assert [s.title for s in sections] == [
        "Not looking ahead (Nash)",
        "Looking ahead (SEQ)",
        "Fearing any answer that cannot be escaped (SMR)",
        "Fearing any answer (GMR)",
        "Deals, if claims about terms are wrong",
    ]
    for section, concept in zip(sections[:4], answer.concepts, strict=True):
        tables = {b.id.partition("-")[0]: b for b in section.blocks if isinstance(b, Table)}
        assert [r[2] for r in tables["sets"].rows] == [f"{s.weight:.3f}" for s in concept.sets[:20]]
        assert [bool(r[3]) for r in tables["sets"].rows] == [
            s.states == concept.written for s in concept.sets[:20]
        ]
        assert [r[1:] for r in tables["deciders"].rows] == [
            tuple(f"{x:.3f}" for x in (d.written, d.index.turns, d.index.first, d.index.total, d.information))
            for d in concept.deciders[:20]
        ]
        assert [(r[1], r[2]) for r in tables["held"].rows] == [
            (f"{h.weight:.3f}", "in all cases" if h.always else "") for h in concept.held[:20]
        ]
        if concept.matterless:
            [items] = [b for b in section.blocks if isinstance(b, Items)]
            assert len(items.items) == len(concept.matterless)
        if concept.turns:
            assert [r[1:] for r in tables["turns"].rows] == [
                (f"{t.weight:.3f}", f"{t.share:.3f}") for t in concept.turns
            ]
            head = tables["turns"].columns[2]
            assert head.endswith("leads to the same") == (concept.share >= 0.5)
        if concept.pairs:
            assert [r[2] for r in tables["pairs"].rows] == [f"{p.index:.3f}" for p in concept.pairs[:20]]


def test_what_is_not_varied_and_what_is_left_out_is_told():
    [answer], voice = asked(DOUBTED)
    from detente.questions.robust.answer import MisfitWeight
    from detente.questions.robust.doubt_facts import Unvaried

    told = details(
        change(
            answer,
            unvaried=(Unvaried(decision_maker="people", why="weights without 'alternatives'"),),
            misfits=(MisfitWeight(why="the rule says so", weight=0.25),),
        ),
        voice,
    )
    texts = [b.text for b in told if isinstance(b, Text)]
    assert "people is not varied: weights without 'alternatives'." in texts
    assert "Left out, as they contradict themselves: 25 of 100 cases (the rule says so)." in texts
