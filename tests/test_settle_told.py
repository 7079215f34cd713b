"""What settle says, whole: each sentence at its bounds, in full and in short; tables with their titles and notes.

The modules: `settle.words`, `settle.deal_words`, `settle.detail_words` and `settle.picture`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from detente.answers import Exact
from detente.conflict import read_conflict
from detente.questions.settle import deal_words, detail_words, picture
from detente.questions.settle import words as w
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.facts import (
    AdditionFact,
    ChangeFact,
    ExpectedFact,
    GuaranteeFact,
    KeptFact,
    LeaverFact,
    OtherFact,
    RuleFact,
)
from detente.wording import Said, Table, Text, Voice, Words
from tests import settle_cases as cases
from tests.test_settle_words import TWO, asked, change, kept, with_first

LONG = "a very long way of saying what it is that they agree on"
SIGN = "no deal for both who sign"
AHEAD = "and would be kept if the sides look ahead."
RESTS = "Rests on 14 claims, 1 with a source; 1 is marked as doubtful."
DEALS = (
    "Deal 1: all for all; halt; deal 2: like deal 1, but 1,000 each; deal 3: like deal 1, but watched halt."
)


@cache
def truce() -> tuple[SettleAnswer, Voice, Said]:
    answers, voice, said = asked(cases.TRUCE)
    return answers[0], voice, said


def worded(short: str) -> SettleAnswer:
    """The truce, with more in the short words of each value."""
    answer = truce()[0]
    return change(
        answer,
        issues=tuple(
            change(i, values=tuple(change(v, short=f"{v.short} {short}") for v in i.values))
            for i in answer.issues
        ),
    )


def at(kind: str, *states: int) -> ExpectedFact:
    return ExpectedFact(kind=kind, states=states)


def rule(name: str, deal: int | None, count: str = "1", depth: int | None = None) -> RuleFact:
    return RuleFact(rule=name, count=count, deal=deal, depth=depth)


def ruled(*rules: RuleFact, **more: Any) -> SettleAnswer:
    return change(truce()[0], rules=rules, **more)


def exact(number: float) -> Exact:
    return Exact(exact=str(number), decimal=float(number))


# -- the headline and the points ---------------------------------------------------------------------------------------


def test_what_a_deal_is_is_said_as_far_as_there_is_room() -> None:
    answer, voice, _ = truce()
    assert w.headline(answer, voice) == f"Yes: deal 1 (all for all; halt) beats {SIGN}, {AHEAD}"
    four = with_first(worded("so"), values=("prisoners.all", "halt.open") * 2, kept=None)
    assert w.headline(four, voice) == (
        f"Yes: deal 1 (all for all so; halt so; all for all so; halt so) beats {SIGN}."
    )
    more = with_first(worded("so far"), values=("prisoners.all", "halt.open") * 2, kept=None)
    assert (
        w.headline(more, voice)
        == f"Yes: deal 1 (all for all so far; halt so far; and two more) beats {SIGN}."
    )
    long = worded(LONG)
    assert w.headline(long, voice) == f"Yes: deal 1 beats {SIGN}, {AHEAD}"
    assert w.in_one(answer, voice) == f"deal 1 (all for all; halt) beats no deal, {AHEAD}"
    assert (
        w.in_one(more, voice)
        == "deal 1 (all for all so far; halt so far; all for all so far; halt so far) beats no deal."
    )
    most = with_first(worded("so far"), values=("prisoners.all", "halt.open") * 2)
    assert w.in_one(kept(most, "self"), voice) == (
        "deal 1 (all for all so far; halt so far; and two more) beats no deal, and would be kept."
    )
    assert w.in_one(long, voice) == f"deal 1 beats no deal, {AHEAD}"
    assert w.in_one(change(kept(long, "broken"), packages="states"), voice) == (
        "outcome A beats no deal, but would not be kept."
    )


def test_what_depends_on_wishes_that_nobody_knows() -> None:
    answer, voice, _ = truce()
    rest = "the file does not say."
    one = change(answer, asked=("north",))
    assert w.headline(one, voice) == f"That depends on what no deal is worth to North: {rest}"
    brief = with_first(one, values=("halt.open",))
    assert w.headline(brief, voice) == (
        f"That depends on what no deal is worth to North: {rest} As far as is known, deal 1 (halt) stands out."
    )


def test_what_is_counted_without_those_whose_wishes_are_not_at_hand_is_said_as_far_as_there_is_room() -> None:
    answer, voice, _ = truce()
    told = {}
    for more in ("", " of the far hills", " of the long and winding way to the sea"):
        makers = tuple(change(m, name=m.name + more) for m in answer.decision_makers)
        told[more] = w.headline(change(answer, absent=("union",), decision_makers=makers), voice)
    lead = "That depends on Union, whose wishes are not at hand"
    assert list(told.values()) == [
        f"{lead}; 8 of 9 packages beat no deal for North and South.",
        "That depends on Union; 8 of 9 packages beat no deal for North of the far hills and South of the far hills.",
        f"{lead}.",
    ]


def test_what_comes_without_a_deal_is_named_by_letters_and_a_title() -> None:
    answer, voice, _ = truce()
    hows = {
        "ahead": "looking ahead, it is heading to",
        "myopic": "not looking ahead, it is heading to",
        "state": "it comes to",
    }
    for kind, how in hows.items():
        assert (
            deal_words.without(answer, at(kind, 1), voice)
            == f"{how} A (North: holds fire; South: holds fire)"
        )
        assert deal_words.without(answer, at(kind, 1), voice, titled=False) == f"{how} A"
        assert deal_words.without(answer, at(kind, 1, 2), voice) == f"{how} A or North: shoots"
        assert deal_words.without(answer, at(kind, 1, 2, 3, 4), voice) == (
            f"{how} A, North: shoots, South: shoots or Union: observers"
        )
        assert deal_words.without(answer, at(kind, 1, 2, 3, 4, 5), voice) == f"{how} one of five outcomes"
        assert deal_words.without(answer, at(kind, 0, 0), voice) == "it stays as it is today"
        assert deal_words.without(answer, at(kind), voice) == "nothing is signed"
    assert deal_words.without(answer, at("none", 1), voice) == "nothing is signed"
    assert deal_words.without(answer, at("today", 1), voice) == "it stays as it is today"


def test_points_with_and_without_a_deal() -> None:
    answer, voice, said = truce()
    first = f"8 of 9 packages beat {SIGN}; rules of fairness choose deal 1 (four) and deal 2 (one)."
    last = "North or South could gain at first by leaving deal 1; the other's answer would undo that."
    assert said.points == (first, "Without a deal, it stays as it is today.", last)
    assert w.points(change(answer, expected=at("none")), voice) == [first, last]
    many = change(answer, expected=at("ahead", 1, 2, 3, 4))
    titled = (
        "Without a deal, looking ahead, it is heading to A, North: shoots, South: shoots or Union: observers."
    )
    assert w.points(many, voice) == [first, titled, last]
    absent = change(answer, absent=("union",))
    assert w.points(absent, voice) == ["Without a deal, it stays as it is today."]
    assert w.points(change(absent, expected=at("none")), voice) == []
    [none], its, _ = asked(cases.NO_ZONE)
    open_ = (
        "If South made good what North would lose (4 of its points), both could sign this: no exchange; halt."
    )
    assert w.points(none, its) == ["Without a deal, it stays as it is today.", open_]
    thrice = change(none, openings=none.openings * 3)
    assert w.points(thrice, its) == ["Without a deal, it stays as it is today.", open_, open_]
    assert w.in_one(none, its) == open_
    assert w.in_one(change(none, openings=()), its) == "no package beats no deal."
    assert w.in_one(change(none, openings=(), packages="states"), its) == "no outcome beats no deal."


def test_without_room_it_comes_to_one_of_several_outcomes() -> None:
    answer, voice, _ = truce()
    state = change(answer.states[5], id="far", taken=("north.shoot", "union.watch"))
    crowd = change(answer, states=(*answer.states, state), expected=at("myopic", 5, 6, 7, 4))
    told = w.points(crowd, voice)[1]
    assert told == "Without a deal, it comes to one of several outcomes."


def test_which_rules_choose_which_deals() -> None:
    voice = truce()[1]
    lead = f"8 of 9 packages beat {SIGN}"
    choose = "rules of fairness choose"
    four = ruled(rule("nash", 2), rule("ks", 1), rule("ks_all", 1), rule("egalitarian", 0))
    assert w.fair(four, voice) == f"{lead}; {choose} deal 2 (two), deal 3 (one) and deal 1 (one)."
    open_ = ruled(rule("nash", 0), rule("ks", 1), rule("utilitarian", None), rule("ks_all", 0))
    assert w.fair(open_, voice) == f"{lead}; {choose} deal 1 (two) and deal 2 (one)."
    deals = truce()[0].deals * 2
    all_ = ruled(*(rule(r, k) for k, r in enumerate(("nash", "ks", "ks_all", "egalitarian"))), deals=deals)
    assert w.fair(all_, voice) == f"{lead}."
    meet = f"{lead}; falling back step by step, they meet at deal 3."
    assert w.fair(ruled(rule("majority", 1), rule("fallback", 2), asked=("north",)), voice) == meet
    assert w.fair(ruled(rule("nash", 1), rule("fallback", 2), asked=("north",)), voice) == meet
    assert w.fair(ruled(rule("majority", 1), rule("fallback", None)), voice) == f"{lead}."
    assert w.fair(ruled(rule("nash", 1), packages="states"), voice).startswith(
        "8 of 9 outcomes beat no deal for both who sign; "
    )


# -- several accounts --------------------------------------------------------------------------------------------------


def test_the_headline_of_several_accounts() -> None:
    answer, voice, _ = truce()
    two, three = change(answer, perspective="two"), change(answer, perspective="three")
    none, neither = change(two, deals=()), change(three, deals=())
    broken = kept(answer, "broken")

    def told(*answers: SettleAnswer) -> str:
        assert w.in_brief(answers, voice) == w.headline_of_all(answers, voice)
        return w.headline_of_all(answers, voice)

    absent = [change(answer, absent=("union",)), change(two, absent=("north", "union"))]
    assert told(*absent) == "That depends on Union and North, whose wishes are not at hand."
    assert told(answer, change(two, signers=("north",))) == (
        "Yes: in both accounts a deal beats no deal for all who sign."
    )
    assert told(none, change(neither, signers=("north",))) == (
        "No: in no account does anything beat no deal for all who sign."
    )
    sign = f"no deal for {voice.words().parties(answer.signers)}"  # some parties do not sign
    lead = f"In the account “base” a deal beats {sign}"
    assert told(answer, none) == f"{lead}; in the other, none does."
    assert told(answer, none, neither) == f"{lead}; in the others, none does."
    assert told(broken, none, neither) == f"{lead}; in the others, none does; it would not be kept."
    both = f"Yes: in both accounts a deal beats {sign}"
    assert told(broken, kept(two, "broken")) == f"{both}; none of them would be kept."
    assert told(broken, two) == f"{both}."
    assert told(with_first(answer, kept=None), kept(two, "broken")) == f"{both}."
    most = told(broken, kept(two, "broken"), neither, change(neither, perspective="four"))
    assert most == f"In the accounts “base” and “two” a deal beats {sign}; in the others, none does."
    everybody = tuple(m for m in answer.decision_makers if m.id in answer.signers)
    assert told(*(change(a, decision_makers=everybody) for a in (answer, two))) == (
        "Yes: in both accounts a deal beats no deal for both parties."
    )
    many = tuple(m.id for m in answer.decision_makers) * 2
    crowd = tuple(change(a, signers=many[:5]) for a in (answer, two))
    assert told(*crowd) == "Yes: in both accounts a deal beats no deal for all five who sign."


def test_accounts_that_come_to_the_same_are_told_once_and_three_at_most() -> None:
    answer, voice, _ = truce()
    apart = [change(answer, perspective=f"a{k}", deals=answer.deals[k % 3 :]) for k in range(4)]
    firsts = ("all for all; halt", "1,000 each; halt", "all for all; watched halt")
    who = ("“a0” and “a3”", "“a1”", "“a2”")
    assert w.points_of_all(apart, voice) == [
        f"{a}: deal 1 ({deal}) beats no deal, {AHEAD}" for a, deal in zip(who, firsts, strict=True)
    ]
    absent = [change(answer, perspective=f"a{k}", absent=("union",), zone=str(k)) for k in range(4)]
    assert w.points_of_all(absent, voice) == [
        "“a0”: 0 of 9 packages beat no deal for North and South.",
        "“a1”: 1 of 9 packages beats no deal for North and South.",
        "“a2”: 2 of 9 packages beat no deal for North and South.",
    ]


# -- tables and what is said of how sure it is -------------------------------------------------------------------------


def test_the_table_of_gains_has_a_legend_and_a_scale_where_there_are_points() -> None:
    answer, voice, _ = truce()
    table = w.gains_table(answer, voice)
    assert table is not None
    scale = "; points are each party's own"
    assert table.note == f"▲ better, compared with no deal (it stays as it is today){scale}. {DEALS}"
    assert (table.title, table.id) == ("What each deal gives each", "settle")
    north, south = answer.parties
    mixed = change(answer, parties=(change(north, form="statements"), south))
    orders = change(mixed, parties=(change(north, form="statements"), change(south, form="ranking")))
    for told, part in ((mixed, scale), (orders, "")):
        shown = w.gains_table(told, voice)
        assert shown is not None
        assert shown.note == f"▲ better, compared with no deal (it stays as it is today){part}. {DEALS}"
    gains = (change(answer.deals[0].gains[0], kind="same"), change(answer.deals[0].gains[1], kind="worse"))
    marked = w.gains_table(with_first(answer, gains=gains), voice)
    assert marked is not None
    assert marked.note.startswith("▲ better, ▼ worse, = as good, compared with no deal (")
    assert w.gains_table(change(answer, deals=()), voice) is None
    both = w.table_of_all([answer, change(answer, perspective="two")], voice)
    assert both is not None
    assert both.note == (
        "▲ better, compared with no deal in that account. base: all for all; halt; two: all for all; halt."
    )
    assert (both.title, both.id) == ("What the first deal of each account gives each", "settle")
    assert (both.columns, both.marks) == (("Party", "base: deal 1", "two: deal 1"), table.marks)


def test_what_could_come_without_a_deal_stands_in_a_table_where_nothing_better_does() -> None:
    answer, voice, _ = truce()
    none = change(answer, deals=())
    [table] = w.pictures([change(none, expected=at("ahead", 1, 0))], voice)
    assert isinstance(table, Table)
    assert (table.title, table.id) == ("What could come without a deal", "settle-none")
    assert table.columns == ("Party", "Option", "A")
    assert [row[2] for row in table.rows] == ["·"] * 3
    assert w.pictures([change(none, expected=at("ahead", 0))], voice) == ()
    assert w.pictures([change(none, expected=at("ahead", 2))], voice) == ()  # nobody speaks of it by a letter
    both = change(none, spoken=(1, 2), expected=at("myopic", 2))
    [opening] = asked(cases.NO_ZONE)[0][0].openings
    open_ = change(both, openings=(change(opening, kind="no_deal", expected=at("ahead", 1)),))
    wide = w.without_table([open_], Voice.of(voice.conflict, [both], "FILE"))
    assert wide is not None
    assert wide.columns == ("Party", "Option", "B", "A")
    several = w.pictures([none, change(none, perspective="two", expected=at("ahead", 1))], voice)
    assert several == (table,)
    assert w.pictures([answer, change(answer, perspective="two")], voice) == (
        w.table_of_all([answer, change(answer, perspective="two")], voice),
    )


def test_what_changes_with_what_is_expected_is_said_of_where_least_is_left() -> None:
    answer, voice, _ = truce()

    def told(*others: tuple[str, str, tuple[int, ...]], **more: Any) -> str:
        facts = tuple(OtherFact(expected=at(kind, 1), zone=zone, kept=kept_) for kind, zone, kept_ in others)
        return w.sure([change(answer, others=facts, **more)], voice)

    leads = {
        "ahead": "If the sides look ahead",
        "myopic": "If the sides do not look ahead",
        "today": "If without a deal it stays as it is today",
        "state": "If one certain outcome comes without a deal",
        "none": "If nothing comes without a deal",
    }
    assert leads == w.IF
    for kind, lead in leads.items():
        assert told((kind, "5", (0, 1, 2)), ("ahead", "7", ())) == f"{lead}, 5 packages beat no deal. {RESTS}"
    assert told(("ahead", "7", ()), ("myopic", "6", (1,))) == (
        f"If the sides do not look ahead, 6 packages beat no deal, but not deal 1 or deal 3. {RESTS}"
    )
    assert (
        told(("none", "1200", (0, 1, 2)))
        == f"If nothing comes without a deal, 1,200 packages beat no deal. {RESTS}"
    )
    assert told(("none", "0", ()), numeric=False) == (
        f"If nothing comes without a deal, no package beats no deal. Worked out from orders alone. {RESTS}"
    )
    assert told(("none", "5", ()), deals=()) == RESTS


def test_what_one_would_ask_next() -> None:
    answer, voice, said = truce()
    assert said.next == ("detente settle FILE --full", "detente better FILE")
    assert w.following([change(answer, heading=None)], voice) == ("detente settle FILE --full",)
    more = change(answer, perspectives=answer.perspectives * 2)
    assert w.following([more], voice) == ("detente settle FILE -p base --full", "detente better FILE -p base")
    assert w.following([more, more], voice) == said.next
    assert (said.question, said.account, said.id, said.sure) == (
        "Which deal beats no deal, is fair, and would be kept?", "base", "settle", RESTS,
    )  # fmt: skip
    both, _, page = asked(TWO, ("one", "two"))
    assert len(both) == 2
    assert (page.account, page.id, page.letters) == ("", "settle", ())


# -- words of deals ----------------------------------------------------------------------------------------------------


def test_who_signs_where_wishes_are_not_at_hand_is_told_by_name() -> None:
    answer, voice, _ = truce()
    assert deal_words.signers(change(answer, absent=("union",))) == "North and South"
    assert (
        deal_words.signers(change(answer, absent=("x",), signers=("union", "south"))) == "South and The Union"
    )
    huge = change(answer, all=str(10**30), allowed=str(10**20), zone=str(10**15))
    told = "Of 1.0e30 packages 1.0e20 are on the frontier"
    assert deal_words.frontier_alone(huge) == f"{told}; 1.0e15 of these beat no deal for both who sign."
    names = tuple(change(m, name=f"{m.name} of the long and winding way") for m in answer.decision_makers)
    long = change(huge, absent=("union",), decision_makers=names)
    assert deal_words.frontier_alone(long) == f"{told}."
    assert detail_words.counted(change(huge, whole=False), voice) == (
        "There are too many packages to list; what follows is about those on the frontier of who signs. "
        f"{told}; 1.0e15 of these beat no deal for both who sign. Without a deal, it stays as it is today."
    )


@pytest.mark.parametrize(
    ("short", "text", "issue", "told"),
    [
        ("short", "Text.", "", "short"),
        ("", "Text.", "", "Text"),
        ("", "x" * 24 + ".", "", "x" * 24),
        ("", "x" * 25, "", "some long name"),
        ("short", "Text.", "Issue", "Issue: short"),
        ("halt", "Text.", "", "The exchange of prisoners: halt"),
        ("", "halt.", "", "The exchange of prisoners: halt"),
        ("no exchange so", "Text.", "", "no exchange so"),
    ],
)
def test_the_short_words_of_a_clause(short: str, text: str, issue: str, told: str) -> None:
    answer = truce()[0]
    first, second = answer.issues
    value = change(first.values[0], id="some_long_name", short=short, text=text)
    issues = (change(first, short=issue, values=(value, *first.values[1:])), second)
    assert deal_words.clause(change(answer, issues=issues), "prisoners.some_long_name") == told
    assert deal_words.clause_text(change(answer, issues=issues), "prisoners.some_long_name") == text


def test_of_many_values_four_are_named_and_of_five_all() -> None:
    answer, voice, _ = truce()
    for number in range(1, 8):
        told = deal_words.title(answer, ("halt.open",) * number, None, voice)
        more = {6: "; and two more", 7: "; and three more"}.get(number, "")
        assert told == "; ".join(["halt"] * (4 if more else number)) + more
    assert deal_words.title(answer, (), None, voice) == ""
    assert deal_words.title(answer, (), 1, voice) == "North: holds fire; South: holds fire"
    other = change(answer.deals[1], values=("prisoners.none", "halt.none"))
    apart = change(answer, deals=(answer.deals[0], other))
    assert [deal_words.unlike_first(apart, k, voice) for k in (0, 1)] == [
        "all for all; halt",
        "no exchange; no halt",
    ]
    assert [deal_words.things(change(answer, packages=p), n) for p in ("terms", "states") for n in (0, 1, 2)] == [
        "packages", "package", "packages", "outcomes", "outcome", "outcomes",
    ]  # fmt: skip


def test_who_could_break_a_deal_and_what_is_too_long_to_say() -> None:
    answer, voice, _ = truce()
    early = AdditionFact(kind="with", option="union.watch", before=("north",))
    both = GuaranteeFact(parts=(early, AdditionFact(kind="without", option="union.watch")), verdict="self")
    north = LeaverFact(decision_maker="north", to=2, breaks=(), deterred=True, deterrers=())
    south = change(north, decision_maker="south")

    def told(verdict: str, *leavers: LeaverFact, **more: Any) -> str:
        return deal_words.kept_sentence(kept(answer, verdict, leavers=leavers, **more), 0, voice)

    assert told("broken", north, south, guarantees=(both,)) == (
        "North or South could gain by breaking deal 1; it would last if two things were added."
    )
    assert told("broken", north, change(south, deterred=False)) == (
        "South could gain by breaking deal 1, and no guarantee that was looked for would make it last."
    )
    assert told("moves_on", north, change(south, deterred=False)) == (
        "North or South would move on from deal 1, and what is signed would still hold."
    )


def test_a_gain_in_a_cell() -> None:
    fact = truce()[0].deals[0].gains[0]
    bare = change(fact, gain=None, worth=None, place=3)
    for kind, mark in (("better", "▲"), ("same", "="), ("worse", "▼"), ("unknown", "?")):
        assert deal_words.gain(change(bare, kind=kind), 1200) == f"{mark} 3rd of 1,200"
        assert deal_words.gain(change(bare, kind=kind, place=None), 1200) == mark
    three, four = exact(3), exact(4)
    for low, high, tail in (
        (three, three, ""), (three, None, ""), (None, four, ""), (three, four, " (+3 to +4)"),
    ):  # fmt: skip
        assert deal_words.gain(change(fact, low=low, high=high), 9) == f"▲ +24{tail}"
    tiny = Exact(exact="1/100000", decimal=0.00001)
    assert [deal_words.number(tiny), deal_words.number(Exact(exact="-1/16", decimal=-0.0625))] == [
        "0.00",
        "-0.06",
    ]
    assert deal_words.signed_number(Exact(exact="1/16", decimal=0.0625)) == "+0.0625"


# -- the details -------------------------------------------------------------------------------------------------------


def test_how_many_packages_there_are() -> None:
    answer, voice, _ = truce()
    frontier = "On the frontier, where no one who signs can gain without a loss for another, are"
    today = "Without a deal, it stays as it is today."
    none = change(answer, zone="0", frontier="0", deals=())
    assert detail_words.counted(none, voice) == (
        f"Of 9 packages, 9 can be put together, and none beats {SIGN}. {frontier} none of all. {today}"
    )
    for allowed, able in (("0", "none is"), ("1", "1 is"), ("2", "2 are")):
        states = change(answer, packages="states", zone="1", all="1", allowed=allowed)
        assert detail_words.counted(states, voice) == (
            f"Of 1 outcome, {able} within reach from today, and 1 beats {SIGN}. {frontier} 3 of all and 3 of those "
            f"that beat no deal. {today}"
        )


def test_the_tables_of_the_details() -> None:
    answer, voice, _ = truce()
    clauses, gains, fair = [b for b in detail_words.details(answer, voice) if isinstance(b, Table)]
    assert (clauses.title, clauses.id, clauses.columns) == (
        "The clauses", "clauses", ("Issue", "Deal 1", "Deal 2", "Deal 3"),
    )  # fmt: skip
    assert (gains.title, gains.id, gains.heads) == ("What each deal gives each, in full", "settle-gains", 2)
    assert gains.columns == ("Party", "Deal", "Than no deal", "Than today", "Place in its order")
    assert [row[0] for row in gains.rows] == ["North", "", "", "South", "", ""]
    assert (fair.title, fair.id, fair.columns) == ("What is fair", "fair", ("Rule", "Chooses"))
    north, south = answer.deals[0].gains
    hidden = change(north, than_today="withheld", gain=None, over_today=None, place=None, kind="same")
    lost = change(south, than_today="worse", over_today=exact(-3), place=None)
    rows = detail_words.whole_gains(with_first(answer, gains=(hidden, lost)), voice).rows
    assert rows[::3] == (
        ("North", "Deal 1", "same", "withheld", "withheld"),
        ("South", "Deal 1", "better (+45)", "worse (-3)", ""),
    )


def test_what_rules_choose_in_the_details() -> None:
    voice = truce()[1]
    [table, *texts] = detail_words.rules(
        ruled(
            rule("nash", 0, "1", 1),
            rule("ks", 1, "3", 2),
            rule("fallback", None, "4000"),
            rule("majority", 2, "2", 1200),
            rule("ks_all", None, "1"),
            unanimous="2",
        ),
        voice,
    )
    assert isinstance(table, Table)
    shares = "share of what each could gain (Kalai-Smorodinsky)"
    assert table.rows == (
        ("The greatest product of gains (Nash): the first of each", "Deal 1"),
        (f"The most even {shares}: each accepts one of its 2 best", "Deal 2 and 2 more"),
        ("Where all meet, each falling back to its next best (fallback bargaining)", "4,000 packages"),
        (
            "Where more than half meet that way (majoritarian compromise): each accepts one of its 1,200 best",
            "Deal 3 and 1 more",
        ),
        ("The same, of what each could gain in any package at all (Kalai-Smorodinsky)", "1 package"),
    )
    assert texts == [Text("2 of those that beat no deal are first for both who sign.")]
    compared = Text(
        "The egalitarian and the utilitarian rule compare the gains of one party with those of another. They mean "
        "something only where a point is worth as much to each; the others do not depend on that."
    )
    for one, more in (("nash", []), ("egalitarian", [compared]), ("utilitarian", [compared])):
        assert detail_words.rules(ruled(rule(one, 0)), voice)[1:] == more


def test_from_where_on_no_deal_is_better_is_not_said_of_whom_it_is_kept() -> None:
    answer, voice, _ = truce()
    words = voice.words("base")
    north, south = answer.parties
    lead = "What no deal is worth to {} is not said. It is no better than "
    places = tuple(change(d, gains=(change(d.gains[0], worth=None), d.gains[1])) for d in answer.deals)
    closed = change(
        answer, asked=("north", "south"), parties=(north, change(south, form="confidential")), deals=places
    )
    assert detail_words.asked(closed, voice, words) == [
        f"{lead.format('North')}deal 1 if it stands below place 2; deal 2 if it stands below place 1; deal 3 if it "
        "stands below place 5."
    ]
    assert detail_words.asked(change(answer, asked=("south",)), voice, words) == [
        f"{lead.format('South')}deal 1 if it is worth at most 20; deal 2 if it is worth at most 5; deal 3 if it is "
        "worth at most 25."
    ]
    assert detail_words.asked(change(answer, asked=("south",), deals=()), voice, words) == []


def test_whether_a_deal_would_be_kept_can_be_unknown() -> None:
    answer, voice, _ = truce()
    [text] = detail_words.kept_section(kept(answer, "unknown"), 0, voice)
    assert text == Text("Deal 1: all for all; halt. Whether deal 1 would be kept is unknown.")


def test_the_picture_is_named_and_says_what_it_shows() -> None:
    answer, voice, said = truce()
    [drawn] = said.pictures
    assert drawn.title == "What the packages are worth to both"
    assert picture.in_words(answer, voice) == (
        "Packages that beat no deal for both who sign, among them deal 1: all for all; halt; deal 2: 1,000 each; halt; "
        "deal 3: all for all; watched halt."
    )
    rules = "Nash, Kalai-Smorodinsky, utilitarian, fallback bargaining"
    assert [picture.label(answer, k, voice) for k in range(3)] == [
        f"Deal 1: all for all; halt ({rules})",
        "Deal 2: like deal 1, but 1,000 each (egalitarian)",
        "Deal 3: like deal 1, but watched halt",
    ]


# -- where a deal is a state, where an account has its own red lines ---------------------------------------------------


def test_a_deal_that_is_a_state_is_called_by_the_first() -> None:
    answer, voice, _ = truce()
    states = change(answer, packages="states")
    assert w.headline(states, voice) == f"Yes: outcome A would be better than {SIGN}, {AHEAD}"
    first, second = answer.deals[:2]
    turned = change(states, deals=(change(second, state=4), first))
    assert [w.voice_inside(a, voice) for a in (states, turned)] == [
        voice.inside(answer.states[k]) for k in (1, 4)
    ]
    opening = asked(cases.NO_ZONE)[0][0].openings[0]
    told = deal_words.opening(states, change(opening, values=(), state=1), voice)
    assert told.endswith("both could sign this: North: holds fire; South: holds fire")


def test_a_red_line_is_told_as_the_account_has_it() -> None:
    text = TWO.replace(
        "{north: {weights:",
        "{north: {red_lines: [{id: home, that: prisoners.all, text: all come home}], weights:",
    )
    answers, voice, _ = asked(text, ("one", "two"))
    fact = ChangeFact(kind="red_line", decision_maker="north", id="home")
    assert [deal_words.line(a, fact, voice) for a in answers] == ["“home”", "“all come home”"]
    written = text.replace(", text: all come home", "")
    answers, voice, _ = asked(written, ("one", "two"))
    assert [deal_words.line(a, fact, voice) for a in answers] == ["“home”", "“prisoners.all”"]


# -- every word of a table of words, every bound of a list -------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "tail"),
    [
        ("self", ", and would be kept"),
        ("deterred", ", and would be kept if the sides look ahead"),
        ("moves_on", ", and what is signed would last"),
        ("broken", ", but would not be kept"),
        ("nothing", ""),
        ("unknown", ""),
    ],
)
def test_how_a_deal_would_be_kept_at_the_end_of_a_sentence(verdict: Any, tail: str) -> None:
    assert deal_words.kept_tail(KeptFact(verdict=verdict)) == tail
    assert deal_words.kept_tail(None) == ""


RULES = {
    "nash": ("the greatest product of gains (Nash)", "Nash"),
    "ks": ("the most even share of what each could gain (Kalai-Smorodinsky)", "Kalai-Smorodinsky"),
    "ks_all": (
        "the same, of what each could gain in any package at all (Kalai-Smorodinsky)",
        "Kalai-Smorodinsky",
    ),
    "egalitarian": ("the greatest gain for whoever gains least (egalitarian)", "egalitarian"),
    "utilitarian": ("the greatest sum of gains (utilitarian)", "utilitarian"),
    "fallback": (
        "where all meet, each falling back to its next best (fallback bargaining)",
        "fallback bargaining",
    ),
    "majority": ("where more than half meet that way (majoritarian compromise)", "majority"),
}


@pytest.mark.parametrize("name", RULES)
def test_each_rule_is_called_in_full_and_in_short(name: Any) -> None:
    answer, voice, _ = truce()
    told, short = RULES[name]
    assert (deal_words.RULES[name], deal_words.RULE_NAMES[name]) == (told, short)
    [table, *_] = detail_words.rules(ruled(rule(name, 0)), voice)
    assert isinstance(table, Table)
    assert table.rows == ((told[0].upper() + told[1:], "Deal 1"),)
    assert (
        picture.label(with_first(answer, rules=(name,)), 0, voice) == f"Deal 1: all for all; halt ({short})"
    )


def test_what_would_have_to_change_or_to_be_added_is_told_of_each_kind() -> None:
    answer, voice, _ = truce()
    north = ChangeFact(kind="red_line", decision_maker="north", id="not prisoners.all")

    def told(fact: ChangeFact) -> list[str]:
        return [deal_words.changed(answer, fact, voice, brief=b) for b in (False, True)]

    assert told(north) == [
        "North gave up its red line “not prisoners.all”",
        "North gave up one of its red lines",
    ]
    assert told(change(north, id="")) == ["North gave up one of its red lines"] * 2
    assert told(ChangeFact(kind="exclusion", decision_maker="", id="x")) == [
        "what cannot go together could (“x”)",
        "what cannot go together could",
    ]
    assert (
        told(ChangeFact(kind="term", decision_maker="union", id="union.watch"))
        == ["it were also agreed that Union does this: observers"] * 2
    )
    assert (
        told(ChangeFact(kind="term", decision_maker="north", id="north.shoot"))
        == ["this were agreed, too: North holds fire"] * 2
    )
    early = AdditionFact(kind="with", option="union.watch", before=("north", "south"))
    plain = "it were also agreed that Union does this: observers"
    assert deal_words.addition(answer, early, voice) == plain
    assert deal_words.addition(answer, early, voice, timed=True) == (
        f"{plain} (before North or South performs; later is too late)"
    )
    assert deal_words.addition(answer, change(early, before=()), voice, timed=True) == plain


def test_an_option_that_has_levels_is_its_party_s() -> None:
    text = cases.TRUCE.replace(
        "options: {watch: {text: send observers, short: observers}}",
        "options: {watch: {text: send observers, short: observers, levels: [few, many]}}",
    ).replace("union.watch", "union.watch.few")
    conflict = read_conflict(text)
    fact = AdditionFact(kind="with", option="union.watch.many")
    told = deal_words.addition(truce()[0], fact, Voice(conflict))
    assert told == f"it were also agreed that Union does this: {Words(conflict).short('union.watch.many')}"


def test_who_may_gain_nothing_could_block_one_by_one() -> None:
    answer, voice, _ = truce()
    both = with_first(answer, blockers=("south", "north"))
    assert w.blocking(both, voice) == "South or North may gain nothing by deal 1, and could still block it."
    assert w.points(both, voice)[-1] == w.blocking(both, voice)


def test_a_bar_has_a_line_at_its_end_only_between_two_bounds() -> None:
    answer, voice, _ = truce()
    gain = answer.deals[0].gains[0]
    for low, high, span in (
        (exact(3), exact(4), (3.0, 4.0)), (exact(3), None, None), (None, exact(4), None), (exact(4), exact(4), None),
    ):  # fmt: skip
        one = with_first(answer, gains=(change(gain, low=low, high=high), answer.deals[0].gains[1]))
        bar = picture._bars(one, 0, voice)[0]
        assert bar is not None
        assert (bar.label, bar.value, bar.span) == ("Deal 1", 24.0, span)
    places = change(
        answer,
        deals=tuple(change(d, gains=tuple(change(g, gain=None) for g in d.gains)) for d in answer.deals),
    )
    assert [b.value if b else None for b in picture._bars(places, 0, voice)] == [7.0, 8.0, 4.0]
    open_ = change(places, parties=(change(answer.parties[0], no_deal_place=None), answer.parties[1]))
    assert picture._bars(open_, 0, voice) == [None] * 3
