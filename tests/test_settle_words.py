"""What is said about settlements, sentence by sentence, both ways round; and the picture, read back."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

import detente
from detente.answers import Cut, Exact
from detente.conflict import read_conflict
from detente.drawing import Mark, scatter
from detente.questions import find
from detente.questions.question import Request
from detente.questions.settle import deal_words, detail_words, picture, rungs
from detente.questions.settle import words as w
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.facts import (
    AdditionFact,
    ChangeFact,
    DealFact,
    ExpectedFact,
    GuaranteeFact,
    KeptFact,
    LeaverFact,
    OpeningFact,
    OrderFact,
    OtherFact,
    RuleFact,
)
from detente.wording import Items, Picture, Said, Section, Table, Text, Voice
from tests import settle_cases as cases
from tests.pictures import Drawn
from tests.read_cases import THREE

CONCEPT = re.compile(r"\b(Nash|SEQ|SMR|GMR|equilibri\w+)\b")
TWO = (
    cases.TRUCE
    + """perspectives:
  one: {says: One}
  two: {says: Two, wishes: {north: {weights: {prisoners: {some: -100, all: -100}, south.shoot: 100}}}}
"""
)


def asked(text: str, accounts: tuple[str, ...] = (), **given: Any) -> tuple[list[SettleAnswer], Voice, Said]:
    conflict = detente.load(text) if "\n" not in text else read_conflict(text)
    question = find("settle")
    results = question.ask(Request(conflict, accounts or conflict.accounts, given={"no_deal": None} | given))
    answers: list[Any] = [question.answer(r) for r in results]
    voice = Voice.of(conflict, answers, "FILE")
    return answers, voice, question.say(answers, voice)


def change(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


@pytest.fixture(scope="module")
def truce() -> tuple[SettleAnswer, Voice]:
    answers, voice, _ = asked(cases.TRUCE)
    return answers[0], voice


def with_first(answer: SettleAnswer, **fields: Any) -> SettleAnswer:
    """The answer with another first deal."""
    first: DealFact = change(answer.deals[0], **fields)
    found: SettleAnswer = change(answer, deals=(first, *answer.deals[1:]))
    return found


def kept(answer: SettleAnswer, verdict: str, **fields: Any) -> SettleAnswer:
    return with_first(answer, kept=KeptFact(verdict=verdict, **fields))


def change_kept(answer: SettleAnswer, **fields: Any) -> SettleAnswer:
    return with_first(answer, kept=change(answer.deals[0].kept, **fields))


# -- the headline ------------------------------------------------------------------------------------------------------


def test_the_headline_says_whether_it_would_be_kept(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    lead = "Yes: deal 1 (all for all; halt) beats no deal for both who sign"
    for verdict, tail in (
        ("self", ", and would be kept."),
        ("deterred", ", and would be kept if the sides look ahead."),
        ("moves_on", ", and what is signed would last."),
        ("broken", ", but would not be kept."),
        ("nothing", "."),
        ("unknown", "."),
    ):
        assert w.headline(kept(answer, verdict), voice) == lead + tail
    assert w.headline(with_first(answer, kept=None), voice) == f"{lead}."


def test_who_signs(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, _ = truce
    assert deal_words.signers(answer) == "both who sign"
    assert deal_words.signers(change(answer, signers=("north", "south", "union"))) == "all three parties"
    assert deal_words.signers(change(answer, signers=("north",))) == "the one party that signs"
    two = change(answer, decision_makers=answer.decision_makers[:2])
    assert deal_words.signers(two) == "both parties"


def test_a_headline_without_a_way() -> None:
    answers, voice, _ = asked(cases.NO_ZONE)
    [answer] = answers
    lead = "No: no package beats no deal for both who sign"
    assert w.headline(answer, voice) == f"{lead}; a single change would open a way."
    assert w.headline(change(answer, openings=()), voice) == f"{lead}."
    assert (
        w.headline(change(answer, openings=answer.openings * 2), voice)
        == f"{lead}; each of two changes would open a way."
    )
    assert w.headline(change(answer, allowed="0"), voice) == (
        "No package can be put together: what is excluded, and the rules, forbid every one."
    )
    states = change(answer, packages="states", openings=())
    assert w.headline(states, voice) == (
        "No: nothing that the sides could agree on is better for both who sign than no deal."
    )


def test_a_headline_that_depends() -> None:
    answers, voice, said = asked(cases.CANAL.replace("      no_deal: 0\n    panama", "    panama"))
    assert w.headline(answers[0], voice) == (
        "That depends on what no deal is worth to US: the file does not say."
    )
    told = [b.text for b in said.details if isinstance(b, Text)]
    assert any(
        t.startswith(
            "What no deal is worth to US is not said. It is no better than deal 1 if it is worth at most"
        )
        for t in told
    )


def test_a_headline_about_a_state() -> None:
    answers, voice, said = asked("prisoners-dilemma", no_deal="myopic")
    assert answers[0].packages == "states"
    assert said.headline.startswith("Yes: ")
    assert "would be better than no deal for both parties" in said.headline
    assert voice.letter(answers[0].states[answers[0].deals[0].state or 0]) in said.headline


# -- points ------------------------------------------------------------------------------------------------------------


def test_what_is_fair(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    lead = "8 of 9 packages beat no deal for both who sign"
    assert w.fair(answer, voice) == f"{lead}; rules of fairness choose deal 1 (four) and deal 2 (one)."
    alike = change(answer, rules=tuple(change(r, deal=0) for r in answer.rules))
    assert w.fair(alike, voice) == f"{lead}; deal 1 is the fairest by every rule."
    back = change(answer, rules=(RuleFact(rule="fallback", count="1", deal=2, depth=3),))
    assert w.fair(back, voice) == f"{lead}; falling back step by step, they meet at deal 3."
    assert w.fair(change(answer, rules=()), voice) == f"{lead}."
    one = change(answer, zone="1", allowed="1", rules=())
    assert w.fair(one, voice) == "1 of 1 package beats no deal for both who sign."


def test_what_comes_without_a_deal(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    assert w.points(answer, voice)[1] == "Without a deal, it stays as it is today."
    halt = next(d.state for d in answer.deals if d.state is not None)
    at = ExpectedFact(kind="ahead", states=(halt,))
    told = deal_words.without(answer, at, voice)
    assert told.startswith("looking ahead, it is heading to ")
    assert "not looking ahead" in deal_words.without(answer, change(at, kind="myopic"), voice)
    assert deal_words.without(answer, change(at, kind="state"), voice).startswith("it comes to ")
    assert deal_words.without(answer, ExpectedFact(kind="none", states=()), voice) == "nothing is signed"
    assert deal_words.without(
        answer, ExpectedFact(kind="today", states=(answer.status_quo or 0,)), voice
    ) == ("it stays as it is today")


def test_who_could_still_block(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    assert w.blocking(answer, voice) == ""
    blocked = with_first(answer, blockers=("south",))
    assert w.blocking(blocked, voice) == "South may gain nothing by deal 1, and could still block it."
    assert w.points(blocked, voice)[2] == w.blocking(blocked, voice)
    assert w.blocking(change(blocked, asked=("north",)), voice) == ""


def test_whether_a_deal_would_be_kept(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    leaver = LeaverFact(decision_maker="north", to=0, breaks=("north.shoot",), deterred=False, deterrers=())

    def told(verdict: str, **fields: Any) -> str:
        return deal_words.kept_sentence(kept(answer, verdict, **fields), 0, voice)

    assert told("self") == "Once it is signed, nobody could gain by leaving deal 1."
    assert told("nothing") == (
        "Deal 1 changes nothing that a side could do, so that nothing in it can be broken by a move."
    )
    assert told("unknown") == ""
    assert (
        told("moves_on", leavers=(leaver,))
        == "North would move on from deal 1, and what is signed would still hold."
    )
    assert told("broken", leavers=(leaver,)) == (
        "North could gain by breaking deal 1, and no guarantee that was looked for would make it last."
    )
    both = (leaver, change(leaver, decision_maker="south", deterred=True))
    assert told("broken", leavers=both).startswith("North could gain by breaking")
    deterred = change(leaver, deterred=True, deterrers=("south",))
    assert told("deterred", leavers=(deterred,)) == (
        "North could gain at first by leaving deal 1; answers by South would undo that."
    )
    each = (deterred, change(deterred, decision_maker="south", deterrers=("north",)))
    assert told("deterred", leavers=each) == (
        "North or South could gain at first by leaving deal 1; the other's answer would undo that."
    )


def test_guarantees(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce

    def told(kind: str, option: str) -> str:
        fact = GuaranteeFact(parts=(AdditionFact(kind=kind, option=option),), verdict="self")
        return deal_words.guarantee(answer, fact, voice)

    assert told("with", "union.watch") == "it were also agreed that Union does this: observers"
    assert told("without", "union.watch") == "it were also agreed that Union gives this up: observers"
    assert told("without", "north.shoot") == "this were agreed, too: North holds fire"
    assert told("binding", "north.shoot") == "nobody could go back on this: North holds fire"
    assert told("binding", "union.watch") == "Union could not go back on this: observers"
    early = AdditionFact(kind="with", option="union.watch", before=("north", "south"))
    late = AdditionFact(kind="binding", option="north.shoot")
    both = GuaranteeFact(parts=(early, late), verdict="self")
    assert deal_words.guarantee(answer, both, voice) == (
        "it were also agreed that Union does this: observers and nobody could go back on this: North holds fire"
    )
    assert deal_words.guarantee(answer, both, voice, timed=True) == (
        "it were also agreed that Union does this: observers (before North or South performs; later is too late) and "
        "nobody could go back on this: North holds fire"
    )
    leaver = LeaverFact(decision_maker="north", to=0, breaks=(), deterred=False, deterrers=())
    two = kept(answer, "broken", leavers=(leaver,), guarantees=(both,))
    assert deal_words.kept_sentence(two, 0, voice) == (
        "North could gain by breaking deal 1; it would last if two things were added."
    )
    items = [
        i
        for b in detail_words.kept_section(change_kept(two, tried="1200"), 0, voice)
        if isinstance(b, Items)
        for i in b.items
    ]
    assert items[-1] == "Of 1,200 guarantees of two additions, only the first were looked at."
    assert "later is too late" in items[-2]
    guaranteed = kept(
        answer,
        "broken",
        leavers=(leaver,),
        guarantees=(GuaranteeFact(parts=(AdditionFact(kind="with", option="union.watch"),), verdict="self"),),
    )
    assert deal_words.kept_sentence(guaranteed, 0, voice) == (
        "North could gain by breaking deal 1; it would last if it were also agreed that Union does this: observers."
    )


def test_what_would_open_a_way(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    base = OpeningFact(
        kind="payment", decision_maker="north", id="", expected=None, values=("prisoners.some", "halt.open"),
        state=None, opened="1", price=Exact(exact="9/2", decimal=4.5), payers=("south",),
    )  # fmt: skip
    assert deal_words.opening(answer, base, voice) == (
        "If South made good what North would lose (4.5 of its points), both could sign this: 1,000 each; halt"
    )
    assert deal_words.opening(answer, base, voice, brief=True).endswith("both could sign a deal")
    three = change(answer, signers=("north", "south", "union"))
    assert deal_words.opening(three, base, voice, brief=True).endswith("all could sign a deal")
    line = change(base, kind="red_line", id="not prisoners.all", opened="2")
    assert deal_words.opening(answer, line, voice, brief=True) == (
        "If North gave up one of its red lines, two packages would beat no deal"
    )
    assert deal_words.opening_sentence(answer, line, voice) == f"{deal_words.opening(answer, line, voice)}."
    assert deal_words.opening_sentence(answer, line, voice, 12) == (
        f"{deal_words.opening(answer, line, voice, brief=True)}."
    )
    assert deal_words.opening(answer, line, voice) == (
        "If North gave up its red line “not prisoners.all”, two packages would beat no deal"
    )
    rule = change(base, kind="exclusion", id="never: x")
    assert deal_words.opening(answer, rule, voice) == (
        "If what cannot go together could (“never: x”), one package would beat no deal"
    )
    assert deal_words.opening(answer, rule, voice, brief=True) == (
        "If what cannot go together could, one package would beat no deal"
    )
    new = change(base, kind="term", decision_maker="union", id="union.watch", opened="2")
    assert deal_words.opening(answer, new, voice) == (
        "If it were also agreed that Union does this: observers, two packages would beat no deal"
    )
    down = change(base, kind="term", id="north.shoot", opened="1")
    assert deal_words.opening(answer, down, voice) == (
        "If this were agreed, too: North holds fire, one package would beat no deal"
    )
    second = ChangeFact(kind="red_line", decision_maker="south", id="x")
    assert deal_words.opening(answer, change(rule, also=(second,)), voice) == (
        "If what cannot go together could (“never: x”) and South gave up its red line “x”, one package would beat no "
        "deal"
    )
    assert deal_words.opening(answer, change(rule, also=(second,)), voice, brief=True) == (
        "If what cannot go together could and South gave up one of its red lines, one package would beat no deal"
    )
    step = change(base, kind="step", price=None, steps=1)
    assert deal_words.opening(answer, step, voice) == (
        "If North accepted a deal one step worse for it than no deal, both could sign this: 1,000 each; halt"
    )
    assert deal_words.opening(answer, change(step, steps=2), voice, brief=True) == (
        "If North accepted a deal two steps worse for it than no deal, both could sign a deal"
    )
    gains = answer.deals[1].gains
    assert detail_words.opened(answer, base, voice) == f"{deal_words.opening(answer, base, voice)}."
    assert detail_words.opened(answer, change(base, gains=gains), voice).endswith(
        ". Without that, it gives each over no deal: North ▲ +30, South ▲ +30."
    )
    assert detail_words.opened(answer, change(step, gains=gains), voice).endswith(
        ". Without that, it gives each over no deal: North ▲ +30, South ▲ +30."
    )
    assert detail_words.opened(answer, change(rule, gains=gains), voice).endswith(
        ". The best of them by falling back: 1,000 each; halt (North ▲ +30, South ▲ +30)."
    )
    far = change(
        base, kind="no_deal", expected=ExpectedFact(kind="state", states=(answer.deals[0].state or 0,))
    )
    whole, short = (deal_words.opening(answer, far, voice, brief=b) for b in (False, True))
    assert " (" in whole
    assert " (" not in short
    today = ExpectedFact(kind="today", states=(answer.status_quo or 0,))
    other = change(base, kind="no_deal", expected=today, opened="3")
    assert deal_words.opening(answer, other, voice) == (
        "If without a deal it stays as it is today, three packages would beat no deal"
    )


def test_what_each_deal_is(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    assert w.letters(answer, voice) == (
        "Deal 1: all for all; halt",
        "Deal 2: like deal 1, but 1,000 each (first choice of North)",
        "Deal 3: like deal 1, but watched halt (first choice of South)",
    )
    assert deal_words.title(answer, ("prisoners.some", "halt.none"), None, voice, 1) == "1,000 each; no halt"
    three = ("prisoners.some", "halt.none", "prisoners.all")
    assert deal_words.title(answer, three, None, voice, 1) == "1,000 each; and two more"
    assert (
        deal_words.title(answer, (*three, "halt.open"), None, voice, 3)
        == "1,000 each; no halt; all for all; halt"
    )


def test_short_words_of_two_issues_that_are_alike_name_the_issue() -> None:
    answers, _, _ = asked(cases.CANAL)
    assert deal_words.clause(answers[0], "i0.us") == "issue 0: as the US wants"


def test_numbers() -> None:
    assert [deal_words.number(Exact(exact=e, decimal=d)) for e, d in (("3", 3.0), ("9/2", 4.5), ("1/3", 1 / 3))] == [
        "3", "4.5", "0.33",
    ]  # fmt: skip
    assert deal_words.number(Exact(exact="1234567", decimal=1234567.0)) == "1234567"
    told = [deal_words.signed_number(Exact(exact=str(d), decimal=float(d))) for d in (3, 0, -2)]
    assert told == ["+3", "0", "-2"]


# -- tables and details ------------------------------------------------------------------------------------------------


def test_what_each_deal_gives_each(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    table = w.gains_table(answer, voice)
    assert table is not None
    assert table.columns == ("Party", "Deal 1", "Deal 2", "Deal 3")
    assert table.rows == (("North", "▲ +24", "▲ +30", "▲ +16"), ("South", "▲ +45", "▲ +30", "▲ +50"))
    assert table.note.startswith(
        "▲ better, compared with no deal (it stays as it is today); points are each party's own."
    )
    gain = answer.deals[0].gains[0]
    for kind, mark in (("better", "▲"), ("same", "="), ("worse", "▼"), ("unknown", "?")):
        assert deal_words.gain(change(gain, kind=kind), 9) == f"{mark} +24"
    ranged = change(gain, low=Exact(exact="-1", decimal=-1.0), high=Exact(exact="50", decimal=50.0))
    assert deal_words.gain(ranged, 9) == "▲ +24 (-1 to +50)"
    assert deal_words.gain(change(gain, gain=None), 9) == "▲ 4"
    assert deal_words.gain(change(gain, gain=None, worth=None), 9) == "▲ 2nd of 9"
    aside = change(answer, parties=(change(answer.parties[0], signs=False), *answer.parties[1:]))
    more = change(answer, deals=(*answer.deals, answer.deals[0]))
    wide = w.gains_table(more, voice)
    assert wide is not None
    assert wide.columns == ("Party", "Deal 1", "Deal 2", "Deal 3")
    assert wide.centred == {1, 2, 3}
    told = w.gains_table(aside, voice)
    assert told is not None
    assert told.rows[0][0] == "North (does not sign)"


def test_the_details(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    blocks = detail_words.details(answer, voice)
    tables = {b.id: b for b in blocks if isinstance(b, Table)}
    assert tables["clauses"].rows[1] == (
        "The fighting", "Both sides hold fire.", "Both sides hold fire.",
        "Both sides hold fire, and the Union sends observers.",
    )  # fmt: skip
    assert tables["settle-gains"].rows[0] == ("North", "Deal 1", "better (+24)", "better (+24)", "2nd of 9")
    fair: dict[str, str] = {row[0]: row[1] for row in tables["fair"].rows}
    assert fair["The greatest product of gains (Nash)"] == "Deal 1"
    assert fair["The greatest gain for whoever gains least (egalitarian)"] == "Deal 2"
    told = [b.text for b in blocks if isinstance(b, Text)]
    assert told[0] == (
        "Of 9 packages, 9 can be put together, and 8 beat no deal for both who sign. On the frontier, where no one who "
        "signs can gain without a loss for another, are 3 of all and 3 of those that beat no deal. Without a deal, it "
        "stays as it is today."
    )
    counts = change(answer, all="20", allowed="15", zone="7", frontier="5", zone_frontier="4")
    assert detail_words.counted(counts, voice).startswith(
        "Of 20 packages, 15 can be put together, and 7 beat no deal for both who sign. On the frontier, where no one "
        "who signs can gain without a loss for another, are 5 of all and 4 of those that beat no deal."
    )
    assert any(t.startswith("The egalitarian and the utilitarian rule compare") for t in told)
    [section] = [b for b in blocks if isinstance(b, Section)]
    assert section.title == "Would it be kept?"
    items = [i for b in section.blocks if isinstance(b, Items) for i in b.items]
    assert items[0] == (
        "North could gain by moving to #1 (take up “go on shooting”), which breaks what is signed; answers that pay by "
        "South would make it a loss."
    )
    many = change(
        answer, rules=(RuleFact(rule="nash", count="3", deal=0), RuleFact(rule="ks", count="2", deal=None))
    )
    table = next(b for b in detail_words.details(many, voice) if isinstance(b, Table) and b.id == "fair")
    assert [row[1] for row in table.rows] == ["Deal 1 and 2 more", "2 packages"]
    none = change(answer, rules=(RuleFact(rule="nash", count="1", deal=0),), unanimous="1")
    words = [b.text for b in detail_words.details(none, voice) if isinstance(b, Text)]
    assert not any("compare the gains" in t for t in words)
    assert "1 of those that beat no deal is first for both who sign." in words


def test_how_the_issues_are_divided() -> None:
    answers, voice, said = asked(cases.CANAL)
    assert (
        w.split(answers[0])
        == "If “issue 2” can be split, each can have 66 of its 100 points (Adjusted Winner)."
    )
    whole = change(answers[0], divided=change(answers[0].divided, split=None))
    assert (
        w.split(whole)
        == "Issue by issue, each can have 66 of its 100 points, with nothing split (Adjusted Winner)."
    )
    assert w.split(change(answers[0], divided=None)) == ""
    assert w.split(answers[0]) in said.points
    table = next(b for b in said.details if isinstance(b, Table) and b.id == "divided")
    assert table.rows[2] == ("issue 2", "split: 2/15 to US, the rest to Panama")
    assert [r[1] for r in table.rows if r[0] != "issue 2"] == [
        "US",
        "US",
        "US",
        "Panama",
        "US",
        *["Panama"] * 4,
    ]
    agreed = change(answers[0], divided=change(answers[0].divided, agreed=("i0.us", "i1.us")))
    note = next(
        b for b in detail_words.details(agreed, voice) if isinstance(b, Table) and b.id == "divided"
    ).note
    assert note.endswith("Both want the same on issue 0 and issue 1.")


def test_what_if_something_else_is_expected(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    halt = answer.deals[0].state or 0
    other = OtherFact(expected=ExpectedFact(kind="state", states=(halt,)), zone="2", kept=(0,))
    changed = change(answer, others=(other,))
    told = w.sure([changed], voice)
    assert "2 packages beat no deal, but not deal 2 or deal 3." in told
    assert "no package beats no deal." in w.sure(
        [change(answer, others=(change(other, zone="0", kept=()),))], voice
    )
    one = change(answer, others=(change(other, zone="1", kept=(0, 1, 2)),))
    assert "1 package beats no deal." in w.sure([one], voice)
    assert not w.sure([answer], voice).startswith("If without")
    table = next(
        b for b in detail_words.details(changed, voice) if isinstance(b, Table) and b.id == "settle-others"
    )
    assert table.rows[0][1:] == ("2", "Deal 1")
    assert w.sure([change(answer, numeric=False)], voice).startswith("Worked out from orders alone.")


# -- several accounts --------------------------------------------------------------------------------------------------


def test_several_accounts() -> None:
    answers, voice, said = asked(TWO, ("one", "two"))
    assert said.headline == (
        "In the account “one” a deal beats no deal for North and South; in the other, none does."
    )
    assert said.points[0].startswith("“one”: deal 1 (all for all; halt) beats no deal, and would be kept if")
    assert said.points[1].startswith("“two”: ")
    table = said.pictures[0]
    assert isinstance(table, Table)
    assert table.columns == ("Party", "one: deal 1")
    assert table.rows == (("North", "▲ +24"), ("South", "▲ +45"))
    assert table.centred == {1}
    assert table.note.endswith("one: all for all; halt.")
    twice = w.table_of_all([answers[0], change(answers[0], perspective="two")], voice)
    assert twice is not None
    assert twice.centred == {1, 2}
    both = [answers[0], change(answers[0], perspective="two")]
    assert w.headline_of_all(both, voice) == "Yes: in both accounts a deal beats no deal for North and South."
    broken = [kept(a, "broken") for a in both]
    assert w.headline_of_all(broken, voice).endswith("; none of them would be kept.")
    none = [answers[1], change(answers[1], perspective="one")]
    assert (
        w.headline_of_all(none, voice) == "No: in no account does anything beat no deal for North and South."
    )
    assert w.in_one(change(answers[1], openings=()), voice) == "no package beats no deal."


@pytest.mark.parametrize(
    "text", [cases.TRUCE, cases.NO_ZONE, cases.ORDERS, cases.CANAL, TWO, "istanbul-2025", "elmira"]
)
def test_what_is_said_is_short_and_plain(text: str) -> None:
    _, _, said = asked(text)
    assert len(said.points) <= 3
    for told in (said.headline, *said.points):
        assert len(told.split()) <= 25, told
        assert told.endswith(".")
        assert not CONCEPT.search(told)
        assert "#" not in told
    assert said.next[0] == "detente settle FILE --full"


# -- the picture -------------------------------------------------------------------------------------------------------


def test_the_frontier_is_drawn(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    drawn = w.pictures([answer], voice)[0]
    assert isinstance(drawn, Picture)
    root = ElementTree.fromstring(drawn.svg)
    points = [e for e in root.iter() if e.get("data-kind")]
    told = {(e.get("data-kind"), float(e.get("data-x") or 0), float(e.get("data-y") or 0)) for e in points}
    assert told == {(p.kind, p.x, p.y) for p in answer.points if p.kind != "today"}
    texts = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]
    assert "No deal, as good as today" in texts
    assert [e.get("data-kind") for e in points].count("today") == 0
    whole = " ".join(texts)
    assert "Deal 1: all for all; halt (Nash, Kalai-Smorodinsky, utilitarian," in whole
    assert "Deal 2: like deal 1, but 1,000 each (egalitarian)" in whole
    for moved in ({"x": -1.0}, {"y": -1.0}):
        apart = tuple(change(p, **moved) if p.kind == "today" else p for p in answer.points)
        other = w.pictures([change(answer, points=apart)], voice)[0]
        assert isinstance(other, Picture)
        assert {"No deal", "Today"} <= {
            "".join(e.itertext()) for e in ElementTree.fromstring(other.svg).iter()
        }
    assert any(t.startswith("Better for North") for t in texts)
    assert any(t.startswith("Better for South") for t in texts)
    assert drawn.text.startswith("Packages that beat no deal for both who sign, among them deal 1: ")
    assert "deal 2: 1,000 each; halt" in drawn.text


def test_of_more_than_two_it_is_drawn_what_each_deal_gives_each() -> None:
    answers, voice, said = asked("istanbul-2025", ("kyiv",))
    [answer] = answers
    drawn = said.pictures[0]
    assert isinstance(drawn, Picture)
    groups = Drawn(drawn.svg).kind("bars")
    words = voice.words("kyiv")
    order = [d.id for d in answer.decision_makers]
    assert [(g.data["group"], g.data["party"]) for g in groups] == [
        (words.party(p.decision_maker), str(order.index(p.decision_maker))) for p in answer.parties
    ]
    bars = Drawn(drawn.svg).kind("bar")
    told = [(g.data["label"], float(g.data["value"]), g.letters[1].text) for g in bars]
    wanted = []
    for k, party in enumerate(answer.parties):
        for n, deal in enumerate(answer.deals):
            place = deal.gains[k].place
            assert place is not None
            assert party.no_deal_place is not None
            wanted.append((f"Deal {n + 1}", party.no_deal_place - place, deal_words.gain(deal.gains[k], 18)))
    assert told == wanted
    assert words.party("us") not in drawn.text
    assert "Bars begin at no deal; each party has a scale of its own." in " ".join(
        x.text for x in Drawn(drawn.svg).letters
    )


def test_bars_are_gains_where_there_are_numbers_and_marks_where_nothing_is_known(
    truce: tuple[SettleAnswer, Voice],
) -> None:
    answer, voice = truce
    plain = w.gains_table(answer, voice)
    assert plain is not None
    low, high = Exact(exact="20", decimal=20.0), Exact(exact="28", decimal=28.0)
    ranged = with_first(
        answer, gains=(change(answer.deals[0].gains[0], low=low, high=high), answer.deals[0].gains[1])
    )
    told = [
        (g.data["label"], g.data["value"], g.data.get("span"))
        for g in Drawn(picture.gains(ranged, voice, plain).svg).kind("bar")
    ]
    assert told[0] == ("Deal 1", "24", "20,28")
    assert told[3:] == [("Deal 1", "45", None), ("Deal 2", "30", None), ("Deal 3", "50", None)]
    exact = change(answer.deals[0].gains[0], low=low, high=low)
    same = with_first(answer, gains=(exact, answer.deals[0].gains[1]))
    first = Drawn(picture.gains(same, voice, plain).svg).kind("bar")[0]
    assert "span" not in first.data
    gap = change(answer.deals[0].gains[0], gain=None, place=None, kind="unknown")
    unknown = with_first(answer, gains=(gap, answer.deals[0].gains[1]))
    root = ElementTree.fromstring(picture.gains(unknown, voice, plain).svg)
    cells = {e.get("data-cell"): e.get("data-mark") for e in root.iter() if e.get("data-cell")}
    marks = {"better": "▲", "same": "=", "worse": "▼", "unknown": "?"}
    for column, deal in enumerate(unknown.deals):
        for row, gain in enumerate(deal.gains):
            assert cells[f"{row},{column}"] == marks[gain.kind]
    half = change(answer.parties[0], no_deal_place=None)
    gain = change(answer.deals[0].gains[0], gain=None)
    place = with_first(
        change(answer, parties=(half, answer.parties[1])), gains=(gain, answer.deals[0].gains[1])
    )
    assert "data-cell" in picture.gains(place, voice, plain).svg


def test_the_ladder_of_a_deal_is_drawn(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    drawn = rungs.ladder_picture(answer, 0, voice)
    assert drawn is not None
    found = Drawn(drawn.svg)
    # Both deals with an open halt do the same to the conflict: it is drawn once.
    assert drawn.title == found.title == "The ladder of deal 1 and deal 2"
    assert rungs.ladder_picture(answer, 1, voice) is None
    third = rungs.ladder_picture(answer, 2, voice)
    assert third is not None
    assert third.title == "The ladder of deal 3"
    assert [g.text for g in found.kind("rung")] == [
        "Signed Nothing is performed yet. Nobody could gain by leaving.",
        "North: holds fire",
        "South: holds fire All is performed.",
    ]
    assert [g.data.get("party") for g in found.kind("rung")] == [None, "0", "1"]
    assert [(g.data["way"], g.data["party"], g.text) for g in found.kind("way")] == [
        ("1.0", "0", "North: shoots It leads to today."),
        ("2.0", "0", "North: shoots An answer by South would make it a loss."),
        ("2.1", "1", "South: shoots An answer by North would make it a loss."),
    ]
    told = {(x.source, x.target): (x.data.get("done"), x.data.get("held")) for x in found.arrows}
    assert told == {
        ("0", "1"): ("no", None),
        ("1", "2"): ("yes", None),
        ("1", "1.0"): (None, "no"),
        ("2", "2.0"): (None, "yes"),
        ("2", "2.1"): (None, "yes"),
    }
    assert drawn.text == found.says
    assert drawn.text == (
        "Signed. Nobody could gain by leaving. North would rather leave it at that than perform its part. North: holds "
        "fire. North could gain by leaving: shoots. It leads to today. South: holds fire. North could gain by leaving: "
        "shoots. An answer by South would make it a loss. South could gain by leaving: shoots. An answer by North "
        "would make it a loss."
    )
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.rows == (
        ("Signed (the next step would not be taken)", "nobody", ""),
        ("North: holds fire", "North: shoots", "It leads to today."),
        ("South: holds fire", "North: shoots", "An answer by South would make it a loss."),
        ("", "South: shoots", "An answer by North would make it a loss."),
    )
    assert {"North", "South"} <= set(found.key())
    pictures = [
        b
        for s in detail_words.details(answer, voice)
        if isinstance(s, Section)
        for b in s.blocks
        if isinstance(b, Picture)
    ]
    assert [p.title for p in pictures] == [drawn.title, third.title]


def test_where_a_ladder_leads(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    kept_ = answer.deals[0].kept
    assert kept_ is not None
    rung = kept_.ladder[1]
    [leaver] = rung.leavers
    assert rungs.then(answer, change(rung, ends=()), leaver, voice) == "It comes to no rest."
    end = rung.ends[0]
    assert rungs.then(answer, change(rung, ends=(end, end)), leaver, voice) == "It leads to today or today."
    many = rungs.then(answer, change(rung, ends=(end,) * 3), leaver, voice)
    assert many == "It leads to today or today or elsewhere."
    held = change(leaver, deterred=True, deterrers=())
    assert rungs.then(answer, rung, held, voice) == "An answer by others would make it a loss."
    two = change(held, deterrers=("north", "union"))
    assert rungs.then(answer, rung, two, voice) == "An answer by North or Union would make it a loss."
    one = change(kept_, ladder=(change(kept_.ladder[0], goes_on=True),))
    assert rungs.standing(one, 0) == "Nobody could gain by leaving."
    assert rungs.ladder_picture(with_first(answer, kept=one), 0, voice) is None
    left = change(one, ladder=(change(one.ladder[0], leavers=(leaver,)),))
    assert rungs.standing(left, 0) == ""
    assert rungs.ladder_picture(with_first(answer, kept=left), 0, voice) is not None
    assert rungs.ladder_picture(with_first(answer, kept=None), 0, voice) is None


def test_the_frontier_of_three_is_drawn_by_two_at_a_time() -> None:
    answers, voice, said = asked(THREE)
    [answer] = answers
    fields = {"x": 0, "y": 1, "z": 2}
    drawn = picture.frontier_of_three(answer, voice)
    assert drawn is not None
    root = ElementTree.fromstring(drawn.svg)
    seen = [e for e in root.iter() if e.get("data-field")]
    assert [e.get("data-field") for e in seen] == ["0", "1", "2"]
    for field, (across, up) in zip(seen, (("x", "y"), ("x", "z"), ("y", "z")), strict=True):
        told = sorted(
            (e.get("data-kind") or "", float(e.get("data-x") or 0), float(e.get("data-y") or 0))
            for e in field.iter()
            if e.get("data-kind")
        )
        kinds = {"frontier": "other"}
        at = [(kinds.get(p.kind, p.kind), getattr(p, across), getattr(p, up)) for p in answer.points]
        assert told == sorted(at)
        texts = ["".join(e.itertext()) for e in field.iter() if e.tag.endswith("text")]
        names = ("Ann", "Ben", "Cy")
        assert f"Better for {names[fields[across]]} →" in texts
        assert f"Better for {names[fields[up]]} →" in texts
        assert [t for t in texts if t.isdigit()] == [str(k + 1) for k in range(len(answer.deals))]
    for point in answer.points:
        if point.deal is not None:
            worth = [g.worth.decimal for g in answer.deals[point.deal].gains if g.worth is not None]
            assert [point.x, point.y, point.z] == worth
    no_deal = [(p.x, p.y, p.z) for p in answer.points if p.kind == "no_deal"]
    assert no_deal == [(2.0, 1.0, 1.0)]
    assert [p.kind for p in answer.points].count("today") == 1
    assert any(isinstance(b, Picture) and b.title == picture.TITLE_OF_THREE for b in said.details)
    assert drawn.text == picture.in_words(answer, voice)
    assert isinstance(said.pictures[0], Picture)
    assert 'data-picture="bars"' in said.pictures[0].svg
    whole = " ".join("".join(e.itertext()) for e in root.iter() if e.tag.endswith("text"))
    assert whole.count("Deal 1: ") == 1
    assert "Today" in whole
    assert picture.frontier_of_three(change(answer, points=()), voice) is None
    as_today = tuple(change(p, x=2.0, y=1.0, z=1.0) if p.kind == "today" else p for p in answer.points)
    same = picture.points(change(answer, points=as_today), 0, 2, voice)
    assert [m.label for m in same if m.kind == "no_deal"] == ["No deal, as good as today"]
    assert not any(m.kind == "today" for m in same)
    one = tuple(change(p, z=4.0) if p.kind == "today" else p for p in as_today)
    apart = picture.points(change(answer, points=one), 0, 1, voice)
    assert [m.label for m in apart if m.kind == "today"] == ["Today"]


def test_places_of_three_without_numbers(truce: tuple[SettleAnswer, Voice]) -> None:
    answers, voice, _ = asked("istanbul-2025", ("kyiv",))
    [answer] = answers
    assert len(answer.signers) == 3
    for point in answer.points:
        assert point.z is not None
        if point.deal is not None:
            gains = answer.deals[point.deal].gains
            none = next(p for p in answer.points if p.kind == "no_deal")
            for value, level, gain in zip(
                (point.x, point.y, point.z), (none.x, none.y, none.z), gains, strict=False
            ):
                assert (value > (level or 0)) == (gain.kind == "better")
    assert picture.frontier_of_three(answer, voice) is not None
    assert picture.frontier_of_three(truce[0], truce[1]) is None
    assert all(p.z is None for p in truce[0].points)


def test_points_stand_where_they_are_worth() -> None:
    """What is better for the one lies further to the right, for the other further up; the key has no places."""
    marks = [
        Mark(0, 0, "no_deal", "No deal"),
        Mark(5, 1, "deal", "Deal 1"),
        Mark(2, 9, "other"),
        Mark(1, 1, "today", "Now"),
    ]
    root = ElementTree.fromstring(scatter(marks, "right", "up", "T", "t"))
    places = {}
    for e in root.iter():
        if e.get("data-kind"):
            at = e.get("cx") or e.get("x") or re.findall(r"[-\d.]+", e.get("d") or "")[0]
            up = e.get("cy") or e.get("y") or re.findall(r"[-\d.]+", e.get("d") or "")[1]
            places[e.get("data-kind")] = (float(at), float(up))
    assert places["no_deal"][0] < places["today"][0] < places["other"][0] < places["deal"][0]
    assert places["other"][1] < places["deal"][1] < places["no_deal"][1]
    # Broken lines go from no deal to the right and up, and from nothing else.
    [broken] = [e.get("d") or "" for e in root.iter() if e.get("stroke-dasharray")]
    across, top, down, side = map(float, re.findall(r"[-\d.]+", broken))
    assert (across, down) == pytest.approx(places["no_deal"], abs=8)
    assert top < places["other"][1]
    assert side > places["deal"][0]
    one = ElementTree.fromstring(scatter([Mark(3, 3, "deal", "Deal 1")], "r", "u", "T", "t"))
    assert len([e for e in one.iter() if e.get("data-kind")]) == 1


def test_what_is_said_where_there_are_too_many_to_list(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    many = change(answer, whole=False, all=str(10**20), allowed="12", zone="3")
    assert w.fair(many, voice) == (
        "Of 1.0e20 packages 12 are on the frontier; 3 of these beat no deal for both who sign."
    )
    first = next(b for b in detail_words.details(many, voice) if isinstance(b, Text))
    assert first.text.startswith(
        "There are too many packages to list; what follows is about those on the frontier"
    )
    gain = change(answer.deals[0].gains[0], gain=None, worth=None, place=None)
    assert deal_words.gain(gain, 9) == "▲"


def test_step_by_step(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    words = voice.words("base")

    def order(*parties: str, stopper: str | None = None) -> OrderFact:
        return OrderFact(parties=parties, works=stopper is None, stopper=stopper, at=0)

    def told(*orders: OrderFact) -> list[str]:
        return detail_words.steps(KeptFact(verdict="self", orders=orders), words)

    assert told() == []
    both, turned = order("north", "south"), order("south", "north", stopper="north")
    assert told(both) == ["Performed step by step, in whatever order, everybody would go on to the end."]
    assert told(both, turned) == ["Performed step by step, it works only if North goes first."]
    never = [order("south", "north", stopper="south"), order("north", "south", stopper="north")]
    assert told(*never) == ["Performed step by step, whoever is first would not begin."]
    three = [
        order("union", "south", "north"),
        order("union", "north", "south"),
        order("south", "union", "north"),
    ]
    two = (*three, order("south", "north", "union"), order("north", "south", "union", stopper="north"))
    assert told(*two) == ["Performed step by step, it works only if Union or South goes first."]
    mixed = [
        order("south", "north", "union", stopper="union"),
        order("north", "south", stopper="north"),
        *three,
    ]
    assert told(*mixed) == [
        "Step by step, South, then North, then Union: Union would rather stop once South and North performed.",
        "Step by step, North, then South: North would not begin.",
        "Step by step, Union, then South, then North: everybody would go on to the end.",
        "Step by step, Union, then North, then South: everybody would go on to the end.",
        "Step by step, South, then Union, then North: everybody would go on to the end.",
    ]
    halt = answer.deals[0].kept
    assert halt is not None
    assert [o.parties for o in halt.orders] == [("north", "south"), ("south", "north")]
    assert [o.stopper for o in halt.orders] == ["north", "south"]  # the other would go on shooting


def test_what_could_come_without_a_deal_is_told_whole(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    today = answer.status_quo or 0
    halt = answer.deals[0].state or 0
    both = deal_words.without(answer, ExpectedFact(kind="ahead", states=(today, halt)), voice)
    assert both.startswith("looking ahead, it is heading to ")
    many = deal_words.without(answer, ExpectedFact(kind="myopic", states=(halt,) * 5), voice)
    assert many == "not looking ahead, it is heading to one of five outcomes"
    other = OtherFact(expected=ExpectedFact(kind="today", states=(today,)), zone="2", kept=(0, 1))
    assert w.sure([change(answer, others=(other,))], voice).startswith(
        "If without a deal it stays as it is today, 2 packages beat no deal, but not deal 3."
    )
    changed = change(answer, others=(other,))
    table = next(
        b for b in detail_words.details(changed, voice) if isinstance(b, Table) and b.id == "settle-others"
    )
    assert table.rows == (("It stays as it is today", "2", "Deal 1 and deal 2"),)
    assert w.sure([answer, change(answer, numeric=False)], voice).startswith("Worked out from orders alone.")
    assert not w.sure([answer, answer], voice).startswith("Worked out")


def test_a_red_line_is_told_by_its_text() -> None:
    line = "red_lines: [{id: home, that: prisoners.all, text: all come home}]"
    text = cases.TRUCE.replace("    south:\n      weights", f"    south:\n      {line}\n      weights")
    answers, voice, _ = asked(text)
    fact = ChangeFact(kind="red_line", decision_maker="south", id="home")
    assert deal_words.line(answers[0], fact, voice) == "“all come home”"
    assert deal_words.line(answers[0], change(fact, id="gone"), voice) == "“gone”"


def test_a_state_is_called_by_its_letter() -> None:
    answers, voice, said = asked("prisoners-dilemma", no_deal="myopic")
    state = answers[0].states[answers[0].deals[0].state or 0]
    assert deal_words.name(answers[0], 0, voice) == voice.letter(state)
    assert said.id == "settle"
    long = [change(s, name="", text="x") for s in answers[0].states]
    assert deal_words.name(change(answers[0], states=tuple(long)), 0, voice) == voice.letter(state)
    who = change(answers[0], signers=("first",), deals=(change(answers[0].deals[0], kept=None),))
    assert w.headline(who, voice).endswith("would be better than no deal for the one party that signs.")
    assert all("deal 1" not in t for t in (said.headline, *said.points))


def test_from_which_value_on_no_deal_is_better() -> None:
    answers, _, said = asked(cases.CANAL.replace("      no_deal: 0\n    panama", "    panama"))
    [told] = [b.text for b in said.details if isinstance(b, Text) and "is not said" in b.text]
    worths = [next(g.worth for g in d.gains if g.decision_maker == "us") for d in answers[0].deals]
    for k, worth in enumerate(worths):
        assert worth is not None
        assert f"deal {k + 1} if it is worth at most {worth.exact}" in told


def test_what_was_not_looked_at_is_said(truce: tuple[SettleAnswer, Voice]) -> None:
    answer, voice = truce
    cuts = tuple(
        Cut(list=name, count="1200") for name in ("states", "kept", "others", "openings", "opening_pairs")
    )
    told = [
        b.text for b in detail_words.details(change(answer, truncated=cuts), voice) if isinstance(b, Text)
    ]
    assert told[-4:] == [
        "Packages change the conflict in 1,200 ways; whether they would be kept was asked of the first alone.",
        "Of 1,200 other outcomes without a deal only the first were looked at.",
        "Of 1,200 red lines, exclusions and new terms only the first were tried, one at a time.",
        "Of 1,200 pairs of them only the first were tried.",
    ]


def test_in_brief_the_headline_alone() -> None:
    answers, voice, said = asked("istanbul-2025")
    assert w.in_brief(answers, voice) == said.headline == w.headline_of_all(answers, voice)
    assert w.in_brief(answers[:1], voice) == w.headline(answers[0], voice)
