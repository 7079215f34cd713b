"""Parts of ``robust`` one by one, on typed facts of a small conflict: each branch in milliseconds."""

from __future__ import annotations

import dataclasses as copies
import sys
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from detente.answers import Basis
from detente.conflict import DetenteError, MissingPackageError, read_conflict
from detente.questions import find
from detente.questions.building import Listing
from detente.questions.question import Request
from detente.questions.robust import answer as facts
from detente.questions.robust import doubt_facts, picture, words
from detente.questions.robust.answer import (
    MisfitWeight,
    RobustAnswer,
    RobustConcept,
    WeightedSet,
    WeightedState,
)
from detente.questions.robust.detail_words import details
from detente.questions.robust.doubt_facts import Unvaried
from detente.questions.robust.index_facts import SettledFact, TurnFact
from detente.questions.robust.picture import shares
from detente.questions.robust.tables import write_accounts
from detente.wording import Section, Table, Text, Voice, label
from detente.wording.blocks import tables
from tests.read_cases import BARGAIN, DOUBTS


@cache
def asked() -> tuple[list[RobustAnswer], Voice]:
    conflict = read_conflict(DOUBTS)
    question = find("robust")
    answers: list[Any] = [question.answer(r) for r in question.ask(Request(conflict, ("open", "wide")))]
    return answers, Voice.of(conflict, answers, "FILE")


def first() -> RobustAnswer:
    return asked()[0][0]


def each(answer: RobustAnswer, **fields: Any) -> RobustAnswer:
    """Change something in every way of looking."""
    return replace(answer, concepts=tuple(replace(c, **fields) for c in answer.concepts))


def one(answer: RobustAnswer, concept: str, **fields: Any) -> RobustAnswer:
    concepts = tuple(replace(c, **fields) if c.concept == concept else c for c in answer.concepts)
    return replace(answer, concepts=concepts)


def of(answer: RobustAnswer, concept: str) -> RobustConcept:
    return next(c for c in answer.concepts if c.concept == concept)


def always(*states: int) -> tuple[WeightedState, ...]:
    return tuple(WeightedState(state=s, weight=1.0, always=True) for s in states)


def test_how_sure_it_is_of_one_account_and_of_several() -> None:
    answer, other = asked()[0]
    assert (answer.accounts, other.accounts) == ("16", "8")
    exact = "Exact, over all ways to settle the doubts ({}), weighed by the file's chances."
    assert words.sure([answer]) == exact.format("16 cases")
    assert words.sure([answer, other]) == exact.format("up to 16 cases")
    misfit = replace(answer, misfits=(MisfitWeight(why="so", weight=0.5),))
    left_out = f"{exact} Cases that contradict themselves are left out."
    assert words.sure([misfit]) == left_out.format("16 cases")
    assert words.sure([other, misfit]) == left_out.format("up to 16 cases")

    def sampled(of: Any, **told: Any) -> Any:
        return replace(
            of, how="sampled", concepts=tuple(replace(c, how="sampled") for c in of.concepts), **told
        )

    drawn = sampled(answer, drawn="1000", seed=3, error=0.0123)
    less = sampled(other, drawn="900", seed=4, error=0.02)
    cases = "{}: {} of 16 cases (seed 3); standard errors of shares are up to {} of 100."
    assert words.sure([drawn]) == cases.format("Drawn", "1,000", "1.2")
    assert words.sure([drawn, less]) == cases.format("Drawn", "900", "2")
    assert words.sure([drawn, other]) == cases.format("Drawn in “open”", "1,000", "1.2")


def test_in_brief_what_stays_is_told_or_that_it_hangs_on_the_doubts() -> None:
    answer, other = asked()[0]
    voice = asked()[1]
    sure, moved = each(answer, certain=True), each(other, certain=True)
    assert words.in_brief([sure], voice) == "Whichever of the doubtful ones are wrong, it leads to the same."
    assert (
        words.in_brief([sure, moved], voice)
        == "Whichever of the doubtful ones are wrong, it leads to the same in every account."
    )
    loose, open_ = each(answer, outcomes=()), each(other, outcomes=())
    assert words.in_brief([sure, open_], voice) != words.in_brief([sure, moved], voice)
    assert words.in_brief([loose, open_], voice) == "Where it leads hangs on the doubts."
    assert words.in_brief([loose], voice).startswith(
        "Where it leads hangs on the doubts; worth finding out first: whether "
    )
    assert words.in_brief([loose, open_, sure], voice) == "Where it leads hangs on the doubts."
    found = words.telling([loose, sure])
    assert found is not None
    assert found == (loose, loose.doubts[words.both_ways(loose)[0].telling or 0])
    assert words.telling([each(loose, telling=None)]) is None
    assert words.telling([sure]) is None
    kept = each(answer, outcomes=always(0))
    two = each(answer, outcomes=always(0, 1))
    assert words.in_brief([kept], voice) == "Whichever of the doubtful ones are wrong, today stays possible."
    assert (
        words.in_brief([two], voice) == "Whichever of the doubtful ones are wrong, B and today stay possible."
    )
    assert (
        words.in_brief([kept, open_], voice)
        == "Whichever of the doubtful ones are wrong, today stays possible in “open”."
    )
    assert words.in_brief([kept, each(other, outcomes=always(0, 1))], voice) == (
        "Whichever of the doubtful ones are wrong, today stays possible in “open” and A and C stay possible in “wide”."
    )
    rule = replace(sure, doubts=(replace(sure.doubts[0], kind="rule"), *sure.doubts[1:]))
    assert words.in_brief([rule], voice) == "However the doubts are settled, it leads to the same."
    assert words.in_brief([sure, rule], voice).startswith("However the doubts are settled, ")
    assert words.in_brief([replace(sure, basis=None)], voice).startswith("However the doubts are settled, ")
    whole = replace(sure, doubts=tuple(replace(d, kind="whole") for d in sure.doubts))
    assert words.in_brief([whole], voice) == "Whichever of the doubtful ones are wrong, it leads to the same."


def test_headlines_of_several_accounts_say_what_stays_where() -> None:
    answer, other = asked()[0]
    voice = asked()[1]
    sure, moved = each(answer, certain=True), each(other, certain=True)
    assert words.headline([sure], voice) == words.of_one(sure, voice)
    assert words.headline([sure, moved], voice) == (
        "In every account it leads to the same, however the doubts are settled."
    )
    loose, open_ = each(answer, outcomes=()), each(other, outcomes=())
    assert words.headline([loose, open_], voice) == (
        "In every account it hangs on doubted claims where it leads."
    )
    kept, also = each(answer, outcomes=always(0)), each(other, outcomes=always(0))
    end = "among the outcomes however the doubts are settled"
    assert words.headline([kept, open_], voice) == f"In “open” today stays {end}; elsewhere they decide."
    assert words.headline([kept, also], voice) == f"In “open” today and in “wide” A stay {end}."
    both = each(answer, outcomes=always(0, 1))
    assert words.headline([both, open_], voice) == f"In “open” B and today stay {end}; elsewhere they decide."
    names = [replace(a, perspective=" ".join(["long"] * 12)) for a in (kept, also, open_)]
    assert words.headline(names, voice) == (
        "In two of three accounts some outcome stays however the doubts are settled."
    )


def test_what_lasts_does_so_looking_ahead_and_not() -> None:
    answer = one(one(each(first(), outcomes=()), "seq", outcomes=always(0, 1)), "nash", outcomes=always(1, 2))
    assert words.lasting(answer) == [answer.states[1]]
    seldom = (*always(1), WeightedState(state=0, weight=0.5, always=False))
    assert words.lasting(one(answer, "seq", outcomes=seldom)) == [answer.states[1]]
    assert words.lasting(replace(answer, concepts=())) == []


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.5, "Looking ahead, it leads elsewhere in 90 of 100 cases if One wants “do x”."),
        (0.49, "Looking ahead, it leads to today in 10 of 100 cases if One wants “do x”."),
    ],
)
def test_the_first_of_the_turns_is_told_by_what_is_seldom(share: float, said: str) -> None:
    act = next(k for k, d in enumerate(first().doubts) if d.id == "act")
    turns = tuple(
        TurnFact(settled=(SettledFact(doubt=act, variant=v),), weight=0.2, share=s)
        for v, s in ((0, 0.1), (1, 0.7))
    )
    voice = asked()[1]
    assert words.turns(one(first(), "seq", share=share, turns=turns), voice) == said
    near = one(one(first(), "seq", certain=True), "nash", share=share, turns=turns)
    assert words.turns(near, voice).startswith("Not looking ahead, it leads ")
    assert words.turns(one(first(), "seq", turns=()), voice) == ""
    assert words.turns(each(first(), certain=True), voice) == ""


@pytest.mark.parametrize(
    ("ahead", "myopic", "rest"),
    [
        ((), (), ""),
        ((0,), (1,), ""),
        ((0, 1), (1,), " 1 of 4 doubts changes nothing."),
        ((0, 1, 2), (1, 2, 3), " 2 of 4 doubts change nothing."),
    ],
)
def test_doubts_that_change_nothing_do_not_in_either_way(
    ahead: tuple[int, ...], myopic: tuple[int, ...], rest: str
) -> None:
    voice = asked()[1]
    act = next(k for k, d in enumerate(first().doubts) if d.id == "act")
    answer = one(one(first(), "seq", matterless=ahead, telling=act), "nash", matterless=myopic)
    assert words.first(answer, voice) == f"Worth finding out first: whether One wants “do x”.{rest}"
    silent = one(answer, "seq", telling=None)
    assert words.first(silent, voice) == rest.strip()
    assert words.first(each(answer, certain=True), voice) == rest.strip()
    assert words.first(replace(answer, concepts=()), voice) == ""


def test_most_hangs_on_the_first_decider() -> None:
    voice = asked()[1]
    best = of(first(), "seq").deciders[0]
    assert first().doubts[best.doubt].id == "act"
    lead = "Looking ahead, most hangs on whether One wants “do x”"
    half = replace(best, written=0.5, index=replace(best.index, turns=0.1))
    rest = of(first(), "seq").deciders[1:]
    assert words.decides(one(first(), "seq", deciders=(half, *rest)), voice) == (
        f"{lead}: if not, the outcome changes in 20 of 100 cases."
    )
    never = replace(best, written=0.0)
    assert words.decides(one(first(), "seq", deciders=(never, *rest)), voice) == f"{lead}."
    assert words.decides(one(first(), "seq", deciders=()), voice) == ""
    assert words.decides(each(first(), certain=True), voice) == ""


def test_of_many_sets_twenty_are_listed_and_the_rest_counted() -> None:
    voice = asked()[1]
    made = tuple(WeightedSet(states=(0,), weight=0.01) for _ in range(30))
    for count, note in ((20, ""), (21, "1 more, of less weight."), (30, "10 more, of less weight.")):
        answer = each(first(), sets=made[:count], count=str(count))
        sections = [b for b in details(answer, voice) if isinstance(b, Section)]
        table = next(b for b in sections[0].blocks if isinstance(b, Table))
        assert (len(table.rows), table.note) == (20, note)


def test_points_of_several_accounts_say_the_same_of_both_ways_once() -> None:
    answers, voice = asked()
    names = [replace(a, perspective=f"a{k}") for k, a in enumerate((*answers, *answers))]
    assert [p.partition(",")[0] for p in words.points(names, voice)] == ["“a0”", "“a1”", "“a2”"]
    alike = replace(of(answers[0], "seq"), concept="nash")
    same = replace(answers[0], concepts=(alike, of(answers[0], "seq")))
    assert (
        words.points([same, answers[1]], voice)[0]
        == "“open”, looking ahead or not: today in 74 of 100 cases."
    )


def test_with_the_doubts_it_leads_to_the_same_looking_ahead_or_not() -> None:
    voice = asked()[1]
    alike = replace(of(first(), "seq"), concept="nash")
    same = replace(first(), concepts=(alike, of(first(), "seq")))
    assert words.of_one(same, voice) == (
        "With the 4 doubts, it leads to today in 74 of 100 cases, looking ahead or not."
    )
    assert words.of_one(each(same, certain=True), voice) == (
        "However the 4 doubts are settled, it leads to today, looking ahead or not."
    )
    one_doubt = replace(each(same, certain=True), doubts=first().doubts[:1])
    assert words.of_one(one_doubt, voice).startswith("However the one doubt is settled, it leads")
    far = one(each(first(), certain=True), "seq", written=(1,))
    assert words.of_one(far, voice) == (
        "However the 4 doubts are settled: looking ahead, it leads to B; not looking ahead, it leads to A."
    )


def test_tables_are_named_by_concept() -> None:
    voice = asked()[1]
    ids = [t.id for t in tables(details(first(), voice))]
    assert {i.partition("-")[0] for i in ids} == {"sets", "deciders", "turns", "pairs", "held"}
    assert {i.partition("-")[2] for i in ids} == {"nash", "seq", "smr", "gmr"}
    assert isinstance(first().basis, Basis)


# -- the facts ---------------------------------------------------------------------------------------------------------


@cache
def found() -> Any:
    conflict = read_conflict(DOUBTS)
    return find("robust").ask(Request(conflict, ("open",)))[0]


def test_what_was_drawn_is_told_with_its_seed_and_error(monkeypatch: pytest.MonkeyPatch) -> None:
    told = facts.answer(copies.replace(found(), seed=7, error=0.25))
    assert (told.seed, told.error, told.drawn) == (7, 0.25, "0")
    assert (told.accounts, told.how) == ("16", "exact")
    drawn: Any = SimpleNamespace(spread=SimpleNamespace(drawn=100))
    assert facts._error(drawn, 0.5) == facts._error(found().found[0], 0.5) == 0.0
    monkeypatch.setattr(facts, "SampledSpread", SimpleNamespace)
    assert facts._error(drawn, 0.5) == pytest.approx(0.05)
    monkeypatch.undo()
    whole = facts.answer(copies.replace(found(), misfits=(("so", 0.5),)))
    assert [(m.why, m.weight) for m in whole.misfits] == [("so", 0.5)]


def test_of_many_sets_outcomes_and_states_the_first_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = of(facts.answer(found()), "seq")
    monkeypatch.setattr(facts, "MOST_SETS", 2)
    monkeypatch.setattr(facts, "MOST_HELD", 3)
    few = of(facts.answer(found()), "seq")
    assert (len(whole.sets), len(whole.outcomes), len(whole.held)) == (3, 3, 5)
    assert (few.sets, few.outcomes, few.held) == (whole.sets[:2], whole.outcomes[:2], whole.held[:3])
    assert few.count == "3"


def test_letters_go_to_where_the_account_as_written_leads_looking_ahead_first_then_to_the_likely() -> None:
    def concept(name: Any, written: tuple[int, ...], *sets: tuple[int, ...]) -> RobustConcept:
        likely = tuple(WeightedSet(states=s, weight=0.1) for s in sets)
        return replace(of(first(), "seq"), concept=name, written=written, sets=likely)

    seq, nash = concept("seq", (9, 8, 7, 6), (5,)), concept("nash", (4,), (3, 2, 1, 0), (11, 12, 13))
    assert facts._spoken((nash, seq)) == (9, 8, 7, 4, 5, 11, 12, 13)
    assert facts._spoken((concept("gmr", (1,)), seq, concept("smr", (2,)))) == (9, 8, 7, 2, 5)
    many = concept("seq", (), *((k,) for k in range(20)))
    assert facts._spoken((many,)) == (0, 1, 2, 3)
    wide = concept("nash", (), *((k,) for k in range(30, 20, -1)))
    assert facts._spoken((wide, many)) == (0, 1, 2, 3, 30, 29, 28, 27)


def test_a_variant_says_what_holds_where_it_holds() -> None:
    variant = doubt_facts.VariantFact(form="dropped", chance=first().doubts[0].variants[0].chance)
    assert (variant.says, variant.text) == ("", "")
    assert doubt_facts._says(()) == ""
    assert doubt_facts._says(None) == ""
    conflict = read_conflict(DOUBTS).under("open")
    [calm, _] = conflict.preferences["one"].claims
    assert doubt_facts._says(calm) == "not two.y"
    assert doubt_facts._says((calm, calm)) == "calm > calm"


def test_the_bar_of_the_account_as_written_stands_last_of_those_that_are_shown() -> None:
    voice = asked()[1]
    sets = tuple(WeightedSet(states=(k,), weight=w) for k, w in enumerate((0.3, 0.2, 0.2, 0.15, 0.1)))
    for written, shown in ((0, [0, 1, 2, 3]), (3, [0, 1, 2, 3]), (4, [0, 1, 2, 4])):
        one_ = replace(of(first(), "seq"), sets=sets, written=(written,), count="6")
        answer = replace(
            first(), states=tuple(replace(first().states[0], id=f"s{k}", name=f"s{k}") for k in range(5))
        )
        bars = shares(answer, one_, voice)
        assert [b.value for b in bars[:-1]] == [sets[k].weight for k in shown]
        assert [b.marked for b in bars[:-1]] == [k == written for k in shown]
        assert bars[-1].label == "2 other sets of outcomes"
        assert bars[-1].value == pytest.approx(1 - sum(sets[k].weight for k in shown))


def test_doubts_that_can_be_settled_in_one_way_only_are_not_counted_as_several() -> None:
    first_, second, *_ = first().doubts
    once = replace(second, variants=second.variants[:1])
    assert words.settled_any(replace(first(), doubts=(first_, once))).endswith(" is settled")
    assert words.settled_any(replace(first(), doubts=(first_, second))).endswith(" are settled")


def test_of_whom_nothing_is_varied_that_is_said() -> None:
    answer = replace(first(), unvaried=(doubt_facts.Unvaried(decision_maker="two", why="so"),))
    assert Text("Two is not varied: so.") in details(answer, asked()[1])


def test_ways_of_looking_that_are_said_alike_but_lead_elsewhere_as_written_are_not_told_as_one() -> None:
    voice = asked()[1]
    outcomes = (*always(0), WeightedState(state=2, weight=0.5, always=False))
    open_ = each(first(), outcomes=outcomes, certain=False, written=(0,))
    tail = "always leads to today, sometimes to others too"
    assert words.of_one(open_, voice) == f"With the 4 doubts, it {tail}, looking ahead or not."
    apart = one(open_, "nash", written=(0, 2))
    assert words.of_one(apart, voice) == f"Looking ahead, it {tail}; not looking ahead, it {tail}."


def test_where_deals_are_doubted_too_they_come_last_of_three_points() -> None:
    bargain: list[Any] = []
    conflict = read_conflict(BARGAIN)
    question = find("robust")
    bargain += [question.answer(r) for r in question.ask(Request(conflict, ("base",)))]
    [answer] = bargain
    voice = Voice.of(conflict, bargain, "FILE")
    deal = (
        "Some package beats no deal for all who sign in 89 of 100 cases; most hangs on whether “price” counts for "
        "maker."
    )
    assert words.points([answer], voice) == ("1 of 1 doubt changes nothing.", deal)
    few = replace(answer, concepts=tuple(replace(c, matterless=()) for c in answer.concepts))
    assert words.points([few], voice) == (deal,)
    assert words.points([replace(answer, deals=None)], voice) == ("1 of 1 doubt changes nothing.",)


# -- what a test in passing does not see -------------------------------------------------------------------------------


def texts_of(answer: RobustAnswer) -> list[str]:
    return [b.text for b in details(answer, asked()[1]) if isinstance(b, Text)]


def test_who_is_not_varied_and_what_is_left_out_is_told() -> None:
    lead = "The doubts span 16 accounts. By the improvements of the parties, 8 combinations of them differ."
    assert texts_of(first()) == [lead]
    told = replace(
        first(),
        unvaried=(Unvaried(decision_maker="two", why="a ranking of states"),),
        misfits=(MisfitWeight(why="two rules", weight=0.25), MisfitWeight(why="so", weight=0.5)),
    )
    assert texts_of(told) == [
        lead,
        "Two is not varied: a ranking of states.",
        "Left out, as they contradict themselves: 25 of 100 cases (two rules).",
        "Left out, as they contradict themselves: 50 of 100 cases (so).",
    ]
    known = copies.replace(found(), doubts=copies.replace(found().doubts, unvaried=(("two", "so"),)))
    assert facts.answer(known).unvaried == (Unvaried(decision_maker="two", why="so"),)


def test_where_only_some_ways_were_drawn_each_says_so() -> None:
    mixed = one(replace(first(), how="mixed", drawn="12000"), "seq", how="sampled")
    told = {}
    for section in details(mixed, asked()[1]):
        if isinstance(section, Section) and isinstance(section.blocks[0], Text):
            told[section.title] = section.blocks[0].text
    drawn = "12,000 cases were drawn, as too many of them differ in what counts here."
    assert told == {
        "Not looking ahead (Nash)": "All cases were taken.",
        "Looking ahead (SEQ)": drawn,
        "Fearing any answer that cannot be escaped (SMR)": "All cases were taken.",
        "Fearing any answer (GMR)": "All cases were taken.",
    }


def test_what_is_certain_is_said_to_be_so_always() -> None:
    voice = asked()[1]
    sure = one(first(), "seq", certain=True)
    assert words.brief_clause(of(sure, "seq"), sure, voice) == "always today"
    assert words.clause(of(sure, "seq"), sure, voice) == "always leads to today"
    several = one(first(), "seq", outcomes=always(0, 1))
    assert (
        words.brief_clause(of(several, "seq"), several, voice) == "always B and today, sometimes others too"
    )


def test_bars_are_of_the_likeliest_and_of_what_is_written() -> None:
    voice = asked()[1]
    likely = tuple(WeightedSet(states=s, weight=0.1) for s in ((), (0, 1), (0, 1, 2, 3), (1,), (2,), (3,)))
    answer = one(first(), "seq", sets=likely, count="16", written=(3,))
    bars = shares(answer, of(answer, "seq"), voice)
    states = answer.states
    assert [(b.label, b.marked) for b in bars] == [
        ("no rest", False),
        (voice.letters(states[:2]), False),
        ("one of 4 outcomes", False),
        (voice.named(states[3]), True),
        ("12 other sets of outcomes", False),
    ]
    only = replace(answer, concepts=(of(answer, "nash"),))
    drawn = picture.picture([only], voice)
    assert drawn is not None
    assert drawn.text.startswith("Not looking ahead: ")
    ahead = replace(answer, concepts=(of(answer, "seq"),))
    drawn = picture.picture([ahead, only], voice)
    assert drawn is not None
    assert drawn.text.startswith("“open”, looking ahead: ")
    assert "“open”, not looking ahead: " in drawn.text


def test_of_many_deciders_and_states_twenty_are_listed() -> None:
    voice = asked()[1]
    best = of(first(), "seq").deciders[0]
    many = each(first(), deciders=(best,) * 21, held=always(*[0] * 21), pairs=of(first(), "seq").pairs * 21)
    [section] = [
        b for b in details(replace(many, concepts=(of(many, "seq"),)), voice) if isinstance(b, Section)
    ]
    lengths = {b.id: len(b.rows) for b in section.blocks if isinstance(b, Table)}
    assert {k: v for k, v in lengths.items() if not k.startswith(("sets", "turns"))} == {
        "deciders-seq": 20, "pairs-seq": 20, "held-seq": 20,
    }  # fmt: skip


def test_accounts_cannot_be_written_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Any = SimpleNamespace(drawn=3)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingPackageError) as raised:
        write_accounts([SimpleNamespace(drawn=0), drawn], "x.parquet")  # type: ignore[list-item]
    assert str(raised.value) == str(MissingPackageError("pyarrow", "parquet"))
    with pytest.raises(
        DetenteError, match="no account was drawn, as all could be taken; draw some with --samples N"
    ):
        write_accounts([SimpleNamespace(drawn=0)], "x.PARQUET")  # type: ignore[list-item]
    with pytest.raises(
        DetenteError, match=r"--accounts x\.csv: accounts are written to a file that ends with '\.parquet'"
    ):
        write_accounts([drawn], "x.csv")


def test_a_weight_has_no_error_where_nothing_was_drawn() -> None:
    assert WeightedSet(states=(), weight=0.5).error == 0.0
    drawn: Any = facts._concept
    told = drawn(found(), Drawn(found().found[0]), Listing(found().game))
    assert [told.how, facts.answer(found()).concepts[0].how] == ["sampled", "exact"]
    assert not any(o.always for o in told.outcomes)


class Drawn:
    """What comes out under a concept, as if cases had been drawn."""

    exact = False

    def __init__(self, known: Any) -> None:
        self.known = known

    def __getattr__(self, name: str) -> Any:
        return getattr(self.known, name)


def test_where_it_comes_to_no_rest_the_table_says_so() -> None:
    sets = tuple(WeightedSet(states=s, weight=0.5) for s in ((), (0, 1)))
    answer = each(first(), sets=sets, written=(), count="2")
    [section] = [
        b
        for b in details(replace(answer, concepts=answer.concepts[:1]), asked()[1])
        if isinstance(b, Section)
    ]
    table = next(b for b in section.blocks if isinstance(b, Table))
    a, b = (label(s) for s in answer.states[:2])
    assert [row[0] for row in table.rows] == ["no rest", f"{a}, {b}"]
    assert [row[3] for row in table.rows] == ["as written", ""]
