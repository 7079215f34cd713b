"""What is said and drawn of an outcome that is asked about, sentence by sentence, both ways round."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.robust import asked_words as words
from detente.questions.robust.asked_detail_words import asked_details
from detente.questions.robust.index_facts import SettledFact, TurnFact
from detente.wording import Items, Section, Table, Text, Voice
from detente.wording.blocks import tables
from tests.pictures import Drawn
from tests.read_cases import DOUBTS


@cache
def told_of(of: str, *accounts: str) -> tuple[list[Any], Voice]:
    conflict = read_conflict(DOUBTS)
    question = find("robust")
    request = Request(conflict, accounts, given={"of": of})
    answers: list[Any] = [question.answer(r) for r in question.ask(request)]
    return answers, Voice.of(conflict, answers, "FILE")


def with_asked(answer: Any, concept: str = "", **changed: Any) -> Any:
    """Change what comes out of the outcome in one way of looking, or in all."""
    concepts = tuple(
        replace(c, **changed) if concept in ("", c.concept) else c for c in answer.asked.concepts
    )
    return replace(answer, asked=replace(answer.asked, concepts=concepts))


def of(answer: Any, concept: str) -> Any:
    return next(c for c in answer.asked.concepts if c.concept == concept)


def test_the_outcome_is_named_in_the_question_and_by_its_letter() -> None:
    [answer], voice = told_of("one.x+two.y", "open")
    state = answer.states[answer.asked.state]
    assert answer.spoken[0] == answer.asked.state
    assert words.there(answer, voice) == "in A"
    assert words.question(answer, voice) == f"In how many cases may it end in {voice.title(state)} (A)?"
    [today], voice = told_of("none", "open")
    assert words.question(today, voice) == "In how many cases may it end as it is today?"
    assert words.there(today, voice) == "as it is today"
    [many], voice = told_of("one.x", "open")
    assert many.asked.state is None
    assert words.there(many, voice) == "there"
    assert words.question(many, voice) == "In how many cases may it end there: One: “do x”?"
    odd = replace(many, asked=replace(many.asked, condition="one.lost"))
    assert words.question(odd, voice) == "In how many cases may it end there: one.lost?"


def test_letters_are_not_more_than_there_were() -> None:
    [plain], _ = told_of("one.x", "open")
    [named], _ = told_of("one.x+two.y", "open")
    place = named.asked.state
    assert place is not None
    ids = [named.states[s].id for s in named.spoken]
    rest = [plain.states[s].id for s in plain.spoken]
    assert ids == [named.states[place].id, *(i for i in rest if i != named.states[place].id)][:8]


@pytest.mark.parametrize(
    ("ahead", "myopic", "said"),
    [
        (
            0.48,
            0.14,
            "Looking ahead, it may end there in 48 of 100 cases; not looking ahead, in 14 of 100 cases.",
        ),
        (0.48, 0.48, "It may end there in 48 of 100 cases, looking ahead or not."),
        (
            0.0,
            0.14,
            "Looking ahead, it never ends there; not looking ahead, it may end there in 14 of 100 cases.",
        ),
        (
            0.14,
            0.0,
            "Looking ahead, it may end there in 14 of 100 cases; not looking ahead, it never ends there.",
        ),
        (0.0, 0.0, "It never ends there, looking ahead or not."),
        (1.0, 1.0, "It may end there in all cases, looking ahead or not."),
        (1.0, 0.3, "Looking ahead, it may end there in all cases; not looking ahead, in 30 of 100 cases."),
    ],
)
def test_the_headline_says_in_how_many_cases(ahead: float, myopic: float, said: str) -> None:
    [answer], voice = told_of("one.x", "open")
    for concept, share in (("seq", ahead), ("nash", myopic)):
        answer = with_asked(answer, concept, share=share, certain=share in (0, 1))
    assert words.headline([answer], voice) == said


def test_what_is_nearly_all_or_none_or_was_drawn_is_not_said_to_be_so_always() -> None:
    [answer], voice = told_of("one.x", "open")
    for share, said in ((1e-14, "under 1 of 100"), (1.0, "over 99 of 100"), (0.0, "under 1 of 100")):
        loose = with_asked(answer, share=share, certain=False)
        assert words.headline([loose], voice) == f"It may end there in {said} cases, looking ahead or not."
    some = with_asked(answer, share=0.0, certain=False, how="sampled")
    assert words.headline([some], voice) == "It may end there in no cases, looking ahead or not."
    every = with_asked(answer, share=1.0, certain=False, how="sampled")
    assert words.headline([every], voice) == "It may end there in all cases, looking ahead or not."


def test_one_way_of_looking_alone_is_said_by_itself() -> None:
    [answer], voice = told_of("one.x", "open")

    def only(*concepts: str) -> Any:
        return replace(answer, asked=replace(answer.asked, concepts=tuple(of(answer, c) for c in concepts)))

    assert words.headline([with_asked(only("nash"), share=0.5)], voice) == (
        "Not looking ahead, it may end there in 50 of 100 cases."
    )
    assert [c.concept for c in words.both_ways(only("nash", "smr", "gmr"))] == ["smr", "nash"]
    assert [c.concept for c in words.both_ways(answer)] == ["seq", "nash"]
    assert [c.concept for c in words.both_ways(only("nash"))] == ["nash"]


def test_several_accounts_are_told_apart() -> None:
    [one, other], voice = told_of("one.x", "open", "wide")
    low, high = with_asked(one, share=0.08, certain=False), with_asked(other, share=0.5, certain=False)
    assert words.headline([high, low], voice) == (
        "It may end there in 8 to 50 of 100 cases, by account, looking ahead or not."
    )
    never, always = with_asked(one, share=0.0, certain=True), with_asked(other, share=1.0, certain=True)
    assert words.headline([never, always], voice) == (
        "It may end there in 0 to all cases, by account, looking ahead or not."
    )
    assert words.headline([low, always], voice) == (
        "It may end there in 8 of 100 to all cases, by account, looking ahead or not."
    )
    assert (
        words.headline([never, never], voice) == "It never ends there in every account, looking ahead or not."
    )
    apart = with_asked(high, "nash", share=0.25)
    assert words.headline([low, apart], voice) == (
        "Looking ahead, it may end there in 8 to 50 of 100 cases, by account; not looking ahead, in 8 to 25 of 100 "
        "cases, by account."
    )
    assert words.points([low, apart, never, always], voice) == (
        "“open”, looking ahead or not: in 8 of 100 cases.",
        "“wide”, looking ahead: in 50 of 100 cases; not looking ahead: in 25 of 100 cases.",
        "“open”, looking ahead or not: never.",
    )


def test_most_hangs_on_the_first_decider() -> None:
    [answer], voice = told_of("one.x", "open")
    seq = of(answer, "seq")
    assert not seq.certain
    best = replace(seq.deciders[0], doubt=1, if_holds=0.9, if_not=0.0)
    what = "whether One wants “do x”"
    assert answer.doubts[1].id == "act"
    told = with_asked(answer, "seq", deciders=(best,), telling=1)
    assert words.decides(told, voice) == (
        f"Looking ahead, most hangs on {what}: in 90 of 100 cases if so, in no cases if not."
    )
    for missing in ({"if_holds": None}, {"if_not": None}):
        less = with_asked(told, "seq", deciders=(replace(best, **missing),))
        assert words.decides(less, voice) == f"Looking ahead, most hangs on {what}."
    blind = with_asked(told, "seq", certain=True)
    assert words.decides(blind, voice).startswith("Not looking ahead, most hangs on whether ")
    assert words.decides(with_asked(told, certain=True), voice) == ""
    assert words.decides(with_asked(told, deciders=()), voice) == ""


def test_it_turns_under_the_first_condition() -> None:
    [answer], voice = told_of("one.x", "open")

    def turned(share: float, **more: Any) -> str:
        turns = tuple(
            TurnFact(settled=(SettledFact(doubt=1, variant=v),), weight=0.3, share=s)
            for v, s in ((0, share), (1, 0.77))
        )
        return words.turns(with_asked(answer, "seq", turns=turns, certain=False, **more), voice)

    assert turned(0.1) == "Looking ahead, it may end there in 10 of 100 cases if One wants “do x”."
    assert turned(0.0) == "Looking ahead, it never ends there if One wants “do x”."
    assert turned(1.0) == "Looking ahead, it may end there in all cases if One wants “do x”."
    assert turned(0.0, how="sampled") == "Looking ahead, it may end there in no cases if One wants “do x”."
    assert words.turns(with_asked(answer, turns=()), voice) == ""
    assert words.turns(with_asked(answer, certain=True), voice) == ""
    both = TurnFact(settled=tuple(SettledFact(doubt=d, variant=1) for d in range(4)), weight=0.1, share=0.2)
    assert words.turns(with_asked(answer, "seq", turns=(both,), certain=False), voice).startswith(
        "It may end there in 20 of 100 cases if "
    )


def test_what_to_find_out_first_and_what_changes_nothing() -> None:
    [answer], voice = told_of("one.x", "open")
    assert len(answer.doubts) == 4
    loose = with_asked(answer, certain=False, matterless=(), telling=1)
    assert words.first(loose, voice) == "Worth finding out first: whether One wants “do x”."
    assert words.first(with_asked(loose, matterless=(0,)), voice) == (
        "Worth finding out first: whether One wants “do x”. 1 of 4 doubts changes nothing of that."
    )
    other = with_asked(with_asked(loose, matterless=(2, 3)), "nash", matterless=(0, 2, 3))
    other = with_asked(other, "seq", telling=0)
    assert words.first(other, voice) == (
        "Worth finding out first: whether One wants Two: not “do y”. 2 of 4 doubts change nothing of that."
    )
    assert (
        words.first(with_asked(other, "seq", telling=None), voice) == "2 of 4 doubts change nothing of that."
    )
    assert words.first(with_asked(loose, certain=True), voice) == ""


def test_the_bars_are_those_of_the_facts_and_the_account_as_written_is_marked() -> None:
    [answer], voice = told_of("one.x", "open")
    one = of(answer, "seq")

    def read(**changed: Any) -> list[tuple[str, float, str, bool]]:
        return [
            (b.label, round(b.value, 3), b.shown, b.marked) for b in words.bars_of(replace(one, **changed))
        ]

    assert read(share=0.6, only=0.2, written="among") == [
        ("There and nowhere else", 0.2, "20 of 100", False),
        ("There or elsewhere", 0.4, "40 of 100", True),
        ("Elsewhere", 0.4, "40 of 100", False),
    ]
    assert read(share=1.0, only=1.0, written="alone") == [("There and nowhere else", 1.0, "all", True)]
    assert read(share=0.0, only=0.0, written="alone")[0] == ("There and nowhere else", 0.0, "no", True)
    assert read(share=0.0, only=0.0, written="elsewhere") == [("Elsewhere", 1.0, "all", True)]
    drawn_ = words.picture([answer], voice)
    assert drawn_.text.startswith("Looking ahead: ")
    assert drawn_.text.endswith("Marked: the account as it is written.")
    svg = Drawn(drawn_.svg)
    bars = [b for c in words.both_ways(answer) for b in words.bars_of(c)]
    read_back = [
        (s.data["label"], float(s.data["value"]), s.data["marked"] == "1") for s in svg.kind("share")
    ]
    assert [r[::2] for r in read_back] == [(b.label, b.marked) for b in bars]
    assert [r[1] for r in read_back] == pytest.approx([b.value for b in bars], abs=1e-3)
    [table] = tables(drawn_.plain)
    assert [r[1:] for r in table.rows] == [(b.label, b.shown, "as written" if b.marked else "") for b in bars]
    assert [r[0] for r in table.rows if r[0]] == ["Looking ahead", "Not looking ahead"]
    both, voice = told_of("one.x", "open", "wide")
    heads = [r[0] for r in tables(words.picture(both, voice).plain)[0].rows if r[0]]
    assert heads == [f"“{a}”, {w}" for a in ("open", "wide") for w in ("looking ahead", "not looking ahead")]


def test_the_details_list_what_hangs_on_each_doubt() -> None:
    [answer], voice = told_of("one.x", "open")
    blocks = asked_details(answer, voice)
    assert isinstance(blocks[0], Text)
    assert blocks[0].text.startswith("The doubts span 16 accounts.")
    sections = [b for b in blocks if isinstance(b, Section)]
    assert [s.title.rpartition("(")[2] for s in sections] == ["Nash)", "SEQ)", "SMR)", "GMR)"]
    for section, one in zip(sections, answer.asked.concepts, strict=True):
        [intro] = [b for b in section.blocks if isinstance(b, Text) and b.text.startswith("The cases")]
        assert intro.text == (
            f"The cases in which it may end there weigh {one.share:.3f}, those in which it ends nowhere else "
            f"{one.only:.3f}."
        )
        found = {b.id: b for b in section.blocks if isinstance(b, Table)}
        rows = found[f"asked-deciders-{one.concept}"].rows
        assert len(rows) == len(one.deciders)
        for row, d in zip(rows, one.deciders, strict=True):
            parts = ["" if x is None else f"{x:.3f}" for x in (d.if_holds, d.if_not)]
            index = (d.index.turns, d.index.first, d.index.total, d.information)
            assert row[1:] == (f"{d.written:.3f}", *parts, *(f"{x:.3f}" for x in index))
            assert row[0].endswith(answer.doubts[d.doubt].id)
        turns = found[f"asked-turns-{one.concept}"].rows
        assert [r[1:] for r in turns] == [(f"{t.weight:.3f}", f"{t.share:.3f}") for t in one.turns]
        items = [len(b.items) for b in section.blocks if isinstance(b, Items)]
        assert items == [len(one.matterless)] * bool(one.matterless)


def test_details_without_deciders_or_conditions_say_what_nothing_hangs_on() -> None:
    [answer], voice = told_of("one.x", "open")
    none = with_asked(answer, deciders=(), turns=(), matterless=(0, 1), certain=True)
    section = asked_details(none, voice)[-1]
    assert isinstance(section, Section)
    assert [type(b) for b in section.blocks] == [Text, Text, Items]
    assert section.blocks[1] == Text("Nothing of that hangs, in any account, on whether")
    assert section.blocks[2] == Items(("One wants “calm”", "One wants “act”"))
    every = with_asked(answer, matterless=())
    assert not any(isinstance(b, Items) for b in asked_details(every, voice)[-1].blocks)
    missing = replace(of(answer, "seq").deciders[0], if_holds=None)
    hidden = asked_details(with_asked(answer, "seq", deciders=(missing,) * 21), voice)[-3]
    assert isinstance(hidden, Section)
    table = next(b for b in hidden.blocks if isinstance(b, Table))
    assert (len(table.rows), table.rows[0][2]) == (20, "")


def test_the_page_asks_of_the_outcome_and_names_what_follows() -> None:
    answers, voice = told_of("one.x and two.y", "open")
    said = find("robust").told(answers, voice)
    assert said.question == "In how many cases may it end there: One: “do x” and Two: “do y”?"
    assert said.next == ("detente robust FILE", "detente pivot FILE --goal 'one.x and two.y'")
    assert said.sure.startswith("Exact, over all ways to settle the doubts (16 cases)")
    assert (said.account, said.id, len(said.pictures)) == ("open", "robust", 1)
    both, voice = told_of("one.x", "open", "wide")
    assert find("robust").told(both, voice).account == ""
