"""What is said about something better for everybody, sentence by sentence, both ways round."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

import detente
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.better import deal_words, detail_words
from detente.questions.better import words as w
from detente.questions.better.answer import BetterAnswer, DealFact, Leaving, SpoilerFact, StageFact
from detente.questions.question import Request
from detente.wording import Said, Table, Text, Voice
from tests.test_better_answer import LATE

CONCEPT = re.compile(r"\b(Nash|SEQ|SMR|GMR|SSEQ|equilibri\w+)\b")
NUMBER = re.compile(r"#\d")

# Two who gain by a deal that only one of them can bring about, and that somebody outside can spoil.
TRADE = """
detente: 1
title: A trade
status_quo: []
decision_makers:
  a: {name: Alba, options: {sell: sell, raid: raid}}
  b: {name: Brin, options: {buy: buy}}
  c: {name: Cork, options: {tax: tax}}
preferences:
  a: [not raid, b.buy, not sell]
  b: [a.sell, not buy]
  c: [tax if (a.sell and b.buy), not tax]
"""
MIXED = """
detente: 1
title: Two accounts
status_quo: []
decision_makers:
  one: {name: One, options: {x: do x}}
  two: {name: Two, options: {y: do y}}
perspectives:
  dilemma:
    says: A dilemma
    preferences: {one: [not two.y, x], two: [not one.x, y]}
  harmony:
    says: No dilemma
    preferences: {one: [x], two: [y]}
"""


def asked(text: str, accounts: tuple[str, ...] = (), **given: Any) -> tuple[list[BetterAnswer], Voice, Said]:
    conflict = detente.load(text) if "\n" not in text else read_conflict(text)
    question = find("better")
    results = question.ask(Request(conflict, accounts or conflict.accounts, given=given))
    answers: list[Any] = [question.answer(r) for r in results]
    voice = Voice.of(conflict, answers, "FILE")
    return answers, voice, question.say(answers, voice)


def change(answer: BetterAnswer, **fields: Any) -> BetterAnswer:
    return msgspec.structs.replace(answer, **fields)


@pytest.fixture(scope="module")
def late() -> tuple[BetterAnswer, Voice]:
    answers, voice, _ = asked(LATE)
    return answers[0], voice


@pytest.fixture(scope="module")
def pay(late: tuple[BetterAnswer, Voice]) -> DealFact:
    answer, _ = late
    return next(d for d in answer.deals if answer.states[d.state].id == "down.pay")


def test_the_headline_of_what_is_too_late(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    assert (
        w.headline(answer, voice)
        == "Not looking ahead, the sides end where both parties are worse off than today."
    )
    told = deal_words.until(answer, voice)
    assert told == (
        "That is open only until one step is taken (Upstream: fill); after it, nothing of the kind can be reached."
    )
    assert "that" in w.headline(answer, voice) or "today" in w.headline(answer, voice)


def test_until_when_it_is_open(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    [closing] = answer.myopic.closings
    other = msgspec.structs.replace(closing, mover="down", after=answer.myopic.within[1])
    two = change(answer, myopic=msgspec.structs.replace(answer.myopic, closings=(closing, other)))
    assert deal_words.until(two, voice) == (
        "That is open only until one of two steps is taken (Upstream: fill; Downstream: pay)."
    )
    some = change(answer, myopic=msgspec.structs.replace(answer.myopic, stays_open=(0,)))
    assert "after it on some ways, nothing" in deal_words.until(some, voice)
    both = change(two, myopic=msgspec.structs.replace(two.myopic, stays_open=(0,)))
    assert "is taken on some ways (" in deal_words.until(both, voice)
    never = change(answer, myopic=msgspec.structs.replace(answer.myopic, closings=()))
    assert deal_words.until(never, voice) == ""


def test_the_headline_says_in_which_way_of_looking(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    found = answer.myopic
    turned = change(
        answer,
        myopic=answer.ahead,
        ahead=msgspec.structs.replace(found, against="ahead"),
    )
    assert (
        w.headline(turned, voice)
        == "Looking ahead, the sides end where both parties are worse off than today."
    )
    both = change(answer, ahead=msgspec.structs.replace(found, against="ahead"))
    assert w.headline(both, voice) == (
        "Yes: staying as it is today would be better for both parties than where it is heading."
    )
    same = change(answer, heading=msgspec.structs.replace(answer.heading, same=True))
    assert w.headline(same, voice).startswith("Yes: staying as it is today")
    one = change(answer, group=("up",), everybody=False)
    assert (
        w.headline(one, voice) == "Not looking ahead, the sides end where Upstream is worse off than today."
    )


def only(answer: BetterAnswer, deal: DealFact, **where: Any) -> BetterAnswer:
    """The answer with one deal, better than what is named: within reach or beyond."""
    none = msgspec.structs.replace(
        answer.ahead, within=(), count="0", best="0", beyond=(), count_beyond="0", closings=(), stays_open=()
    )
    parts = {k: msgspec.structs.replace(none, against=k) for k in ("myopic", "ahead", "today")}
    for name, near in where.items():
        field = (
            {"within": (deal.state,), "count": "1", "best": "1"}
            if near
            else {"beyond": (deal.state,), "count_beyond": "1"}
        )
        parts[name] = msgspec.structs.replace(parts[name], **field)
    return change(answer, deals=(deal,), **parts)


def test_a_better_outcome_has_a_letter_and_a_title(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    found = only(answer, pay, myopic=True)
    assert w.headline(found, voice) == (
        "Not looking ahead, the sides end where both parties are worse off than in this outcome: Downstream: pay (A)."
    )
    both = only(answer, pay, myopic=True, ahead=True)
    assert w.headline(both, voice) == (
        "Yes: Downstream: pay (A) would be better for both parties than where it is heading."
    )


def test_out_of_reach_is_said(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    far = msgspec.structs.replace(pay, reachable=False, stages=(), must=(), first=())
    assert w.headline(only(answer, far, ahead=False), voice) == (
        "Downstream: pay (A) would be better for both parties than where it is heading, but no moves lead there from "
        "today."
    )
    assert w.headline(only(answer, far, today=False), voice) == (
        "Nothing is better for both parties than where it is heading; compared with today, outcome A would be, but no "
        "moves lead there from today."
    )
    told = w.headline(only(answer, pay, today=True), voice)
    assert told == (
        "Nothing is better for both parties than where it is heading; compared with today, Downstream: pay (A) would "
        "be."
    )


def test_nothing_is_better(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    bare = change(only(answer, pay), deals=())
    assert w.headline(bare, voice) == (
        "No: no outcome is better for both parties than where it is heading, and none better than today."
    )
    assert w.points(bare, voice) == []
    quiet = msgspec.structs.replace(answer.heading.ahead, leaving=())
    still = change(bare, heading=msgspec.structs.replace(answer.heading, myopic=quiet, ahead=quiet))
    assert (
        w.headline(still, voice) == "No: it stays as it is today, and no outcome is better for both parties."
    )
    nowhere = {k: msgspec.structs.replace(getattr(bare, k), compared="0") for k in ("myopic", "ahead")}
    assert w.headline(change(bare, **nowhere), voice) == (
        "It comes to no rest, and no outcome is better for both parties than today."
    )
    than_today = only(answer, pay, today=True)
    nowhere = {k: msgspec.structs.replace(getattr(than_today, k), compared="0") for k in ("myopic", "ahead")}
    assert w.headline(change(than_today, **nowhere), voice) == (
        "It comes to no rest. Downstream: pay (A) would be better for both parties than today."
    )


@pytest.mark.parametrize(
    ("stages", "must", "first", "told"),
    [
        ([("up", 1)], ["up"], ["up"], "Upstream has to move; each step pays at once for whoever makes it."),
        ([("up", -1)], ["up"], ["up"], "Upstream has to move, against its own next interest."),
        (
            [("up", -1), ("down", -1)],
            ["up", "down"],
            ["up", "down"],
            "Upstream and Downstream have to move, against their own next interest.",
        ),
        (
            [("up", -1), ("down", 1)],
            ["up", "down"],
            ["up"],
            "Upstream and Downstream have to move, Upstream first; Upstream would have to move against its own next "
            "interest.",
        ),
        (
            [("down", 1), ("up", 0)],
            ["up", "down"],
            ["down"],
            "Upstream and Downstream have to move, Downstream first; Upstream would at first gain nothing by it.",
        ),
        (
            [("down", None)],
            ["down"],
            ["down"],
            "Downstream has to move; of Downstream it is unknown whether the step pays.",
        ),
        (
            [("down", 1)],
            [],
            ["down"],
            "Downstream could move there; each step pays at once for whoever makes it.",
        ),
        ([], [], [], "Nobody has to move for that: the sides only have to stay."),
    ],
)
def test_the_way_there(
    late: tuple[BetterAnswer, Voice],
    pay: DealFact,
    stages: list[tuple[str, int | None]],
    must: list[str],
    first: list[str],
    told: str,
) -> None:
    answer, voice = late
    deal = msgspec.structs.replace(
        pay,
        stages=tuple(StageFact(mover=m, state=pay.state, gain=g) for m, g in stages),
        must=tuple(must),
        first=tuple(first),
    )
    assert deal_words.way(only(answer, deal, myopic=True), deal, voice) == told
    far = msgspec.structs.replace(deal, reachable=False)
    assert deal_words.way(only(answer, far, myopic=False), far, voice) == ""  # the headline has said so


def spoilt(kind: Any, dm: str = "up", *, deterred: bool = False) -> SpoilerFact:
    return SpoilerFact(
        decision_maker=dm,
        to=0,
        deterred=deterred,
        ends=() if kind is None else (1,),
        kind=kind,
        worse=("down",),
    )


@pytest.mark.parametrize(
    ("spoilers", "told"),
    [
        ([spoilt("better")], "Upstream could spoil it, and would be better off where that leads."),
        (
            [spoilt("worse")],
            "Upstream could spoil it for a gain at first, though that leads to something worse for it.",
        ),
        (
            [spoilt("worse"), spoilt("worse", "down")],
            "Upstream or Downstream could spoil it for a gain at first, though that leads to something worse for "
            "whoever does so.",
        ),
        ([spoilt(None)], "Upstream could spoil it; what follows comes to no rest."),
        ([spoilt("same")], "Upstream could spoil it for a gain at first."),
        (
            [spoilt("better", deterred=True)],
            "It holds only if the sides look ahead: Upstream could gain by leaving it, until the others answer.",
        ),
        (
            [spoilt("better", deterred=True), spoilt("better", "down")],
            "Downstream could spoil it, and would be better off where that leads.",
        ),
    ],
)
def test_who_could_spoil_it(
    late: tuple[BetterAnswer, Voice], pay: DealFact, spoilers: list[SpoilerFact], told: str
) -> None:
    answer, voice = late
    leaving = (Leaving(concept="nash", leaving=("up",)), Leaving(concept="seq", leaving=()))
    deal = msgspec.structs.replace(pay, holds=leaving, spoilers=tuple(spoilers))
    assert deal_words.holding(answer, deal, voice) == told
    firm = msgspec.structs.replace(deal, holds=(Leaving(concept="nash", leaving=()),), spoilers=())
    assert deal_words.holding(answer, firm, voice) == "It would hold: nobody could gain by leaving it."
    assert detail_words.marks(deal) == "Nash ✗ SEQ ✓"


def test_a_spoiler_in_full(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    told = detail_words.spoiler(answer, spoilt("better"), voice.words())
    assert told.startswith("Upstream could move on to #0 for a gain; the sides' own interests then lead to ")
    assert told.endswith(", better for it; worse for Downstream.")
    assert "which answers that pay for the others would undo" in detail_words.spoiler(
        answer, spoilt("worse", deterred=True), voice.words()
    )
    assert ", worse for it;" in detail_words.spoiler(answer, spoilt("worse"), voice.words())
    assert detail_words.spoiler(answer, spoilt(None), voice.words()).endswith(
        "; what follows comes to no rest."
    )


def test_a_gain_or_loss_by_the_least_wish_is_said_as_such(
    late: tuple[BetterAnswer, Voice], pay: DealFact
) -> None:
    answer, voice = late
    section = detail_words.deal_section(answer, pay, voice)
    told = [b.text for b in section.blocks if isinstance(b, Text)]
    assert (
        "Compared with today, Downstream is worse off only by its least wish (not “pay for waiting”)." in told
    )


def change_same(answer: BetterAnswer) -> Any:
    return msgspec.structs.replace(answer.heading, same=True)


def test_the_table_shows_how_each_fares(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    table = detail_words.fares(answer, voice)
    assert table is not None
    assert table.columns == ("Party", "Where it is heading", "Today", "A")
    assert table.rows == (
        ("Upstream", "7th of 8", "▲ 4th of 8", "▲ 2nd of 8"),
        ("Downstream", "5th of 8", "▲ 1st of 8", "▲ 2nd of 8"),
    )
    steps = " Places count outcomes that are alike to a party as one."
    assert table.note == (
        f"▲ better, compared with where it is heading, not looking ahead. A: Downstream: pay.{steps}"
    )
    [one] = [detail_words.fares(answer, voice, most=1)]
    assert one is not None
    assert one.columns == ("Party", "Where it is heading", "Today")
    [deal] = [d for d in answer.deals if answer.states[d.state].id == "none"]
    today = detail_words.fares(only(answer, deal, today=True), voice)
    assert today is not None
    assert today.columns == ("Party", "Today")
    assert [row[1] for row in today.rows] == ["= 4th of 8", "= 1st of 8"]
    assert today.note == f"= as good, compared with today.{steps}"
    ahead = detail_words.fares(only(answer, deal, ahead=True), voice)
    assert ahead is not None
    assert ahead.note == f"= as good, compared with where it is heading, looking ahead.{steps}"
    same = detail_words.fares(change(only(answer, deal, ahead=True), heading=change_same(answer)), voice)
    assert same is not None
    assert same.note == f"= as good, compared with where it is heading.{steps}"
    assert ahead.rows[0] == ("Upstream", "4th of 8", "= 4th of 8")


def test_counts_in_full(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    assert detail_words.counted(answer, answer.myopic, voice) == (
        "Better for both parties than where it is heading if the sides do not look ahead: 3 outcomes within reach, of "
        "which two are beaten by no other of them; none out of reach."
    )
    assert detail_words.counted(answer, answer.ahead, voice) == (
        "Better for both parties than where it is heading if they look ahead: none within reach; none out of reach."
    )
    far = only(answer, pay, today=False).today
    assert detail_words.counted(answer, far, voice) == (
        "Better for both parties than today: none within reach; one out of reach."
    )
    nowhere = msgspec.structs.replace(answer.ahead, compared="0")
    assert detail_words.counted(answer, nowhere, voice).endswith(
        "if they look ahead: that comes to no outcome."
    )


def test_the_steps_in_full(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    told = {
        gain: detail_words.steps(
            answer,
            msgspec.structs.replace(pay, stages=(StageFact(mover="down", state=pay.state, gain=gain),)),
            voice.words(),
        )
        for gain in (1, 0, -1, None)
    }
    start = "Downstream: take up “pay for waiting” (for itself at once: "
    assert told == {
        1: (f"{start}a gain)",),
        0: (f"{start}neither gain nor loss)",),
        -1: (f"{start}a loss)",),
        None: (f"{start}unknown)",),
    }


def test_every_state_that_is_better_is_listed(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    table = detail_words.every_table(answer, voice)
    assert table is not None
    assert table.rows[0] == ("#0", "no option is taken", "✓", "", "", "✓")
    assert {row[0] for row in table.rows} == {"#0", "#4", "#6"}
    beyond = only(answer, answer.deals[0], today=False)
    listed = detail_words.every_table(beyond, voice)
    assert listed is not None
    assert listed.rows == (("#0", "no option is taken", "", "", "✓", "✗"),)
    assert table.marks["✓"] == "yes"
    assert table.marks["✗"] == table.marks[""] == "no"


def test_groups_are_named() -> None:
    answers, voice, said = asked(TRADE, who=("a", "b"))
    assert deal_words.group(answers[0], voice) == "Alba and Brin"
    assert said.question == "Is something better for Alba and Brin?"
    whole, voice, said = asked(TRADE)
    assert deal_words.group(whole[0], voice) == "all three parties"
    assert said.question == "Is something better for everybody?"
    assert deal_words.group(change(whole[0], group=("a",)), voice) == "Alba"
    assert deal_words.are(whole[0]) == "are"
    assert deal_words.are(change(whole[0], group=("a",))) == "is"


def test_several_accounts() -> None:
    answers, voice, said = asked(MIXED)
    assert said.headline == (
        "In the account “dilemma”, something within reach is better for both parties than where it is heading; in "
        "“harmony”, nothing is."
    )
    assert said.points == ("“dilemma”, only without looking ahead: today; nobody has to move for that.",)
    [table] = said.pictures
    assert isinstance(table, Table)
    assert table.columns == ("Party", "dilemma: today")
    assert table.rows == (("One", "▲ 2nd of 4"), ("Two", "▲ 2nd of 4"))
    both = w.headline_of_all([answers[0], answers[0]], voice)
    assert both.startswith("Yes: in ")
    assert w.headline_of_all([answers[1], answers[1]], voice) == (
        "No: in no account is anything better for both parties than where it is heading."
    )
    [deal] = answers[0].deals
    far = only(answers[0], msgspec.structs.replace(deal, reachable=False), myopic=False)
    assert w.headline_of_all([far, answers[1]], voice) == (
        "Nothing within reach is better for both parties than where it is heading; beyond reach, something would be."
    )
    assert deal_words.endings(far, far.deals[0], voice) == [", but no moves lead there from today."]
    assert w.points_of_all([answers[1]], voice) == []


def test_what_ends_it_in_one_line(late: tuple[BetterAnswer, Voice], pay: DealFact) -> None:
    answer, voice = late
    assert deal_words.endings(answer, pay, voice) == [", but only before Upstream: fill."]
    never = change(answer, myopic=msgspec.structs.replace(answer.myopic, closings=()))
    assert deal_words.endings(never, pay, voice) == [
        ", if Downstream moves; it holds only if the sides look ahead.",
        ", if Downstream moves.",
    ]
    firm = msgspec.structs.replace(pay, holds=(Leaving(concept="nash", leaving=()),))
    assert deal_words.lasting(firm, voice.words()) == "; nobody would leave it"
    loose = msgspec.structs.replace(pay, spoilers=(spoilt("better"), spoilt("worse", "down", deterred=True)))
    assert deal_words.lasting(loose, voice.words()) == "; Upstream could spoil it"


def test_how_sure_and_what_next(late: tuple[BetterAnswer, Voice]) -> None:
    answer, voice = late
    assert w.sure([answer], voice) == (
        "Holds (today: Nash ✗ SEQ ✓ SMR ✓ GMR ✓). Rests on 7 claims, none with a source."
    )
    assert w.following([answer], voice) == (
        "detente coalitions FILE",
        "detente explain FILE --state none",
    )
    _answers, voice, said = asked("istanbul-2025", ("kyiv",))
    assert said.next[0] == "detente coalitions FILE -p kyiv"
    assert said.next[1] == "detente explain FILE --state 787 -p kyiv"


@pytest.mark.parametrize(
    "text", ["istanbul-2025", "cuban-missile-crisis", "prisoners-dilemma", LATE, TRADE, MIXED]
)
def test_what_everybody_reads_is_short_and_plain(text: str) -> None:
    for accounts in (
        (),
        *((a,) for a in (detente.load(text) if "\n" not in text else read_conflict(text)).accounts),
    ):
        _, _, said = asked(text, accounts)
        assert len(said.points) <= 3
        for sentence in (said.headline, *said.points):
            assert len(sentence.split()) <= 25, sentence
            assert not CONCEPT.search(sentence)
            assert not NUMBER.search(sentence)
            assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("better", ", better for it; worse for Downstream."),
        ("worse", ", worse for it; worse for Downstream."),
        ("same", ", as good for it; worse for Downstream."),
        ("better_or_same", ", better for it or as good; worse for Downstream."),
        ("worse_or_same", ", worse for it or as good; worse for Downstream."),
        ("open", ", better or worse for it, depending on where it ends; worse for Downstream."),
        ("unknown", ", and whether that is better for it is unknown; worse for Downstream."),
    ],
)
def test_how_a_spoiler_fares(late: tuple[BetterAnswer, Voice], kind: str, told: str) -> None:
    answer, voice = late
    assert detail_words.spoiler(answer, spoilt(kind), voice.words()).endswith(told)


def test_where_it_is_better_either_way_the_way_of_looking_is_not_said(
    late: tuple[BetterAnswer, Voice],
) -> None:
    answer, voice = late
    [deal] = [d for d in answer.deals if d.state == answer.status_quo]
    both = change(answer, ahead=msgspec.structs.replace(answer.myopic, against="ahead"))
    assert w.in_one(answer, deal, voice).startswith(", only without looking ahead: today")
    assert w.in_one(both, deal, voice).startswith(": today")
    none = msgspec.structs.replace(answer.myopic, count="0", within=(), beyond=())
    assert w.in_one(change(both, myopic=none), deal, voice).startswith(", only when looking ahead: today")


def test_many_accounts_are_counted_where_their_names_are_too_many() -> None:
    answers, voice, _ = asked(MIXED)
    good, none = answers
    long = [
        change(a, perspective=f"an account with a name of many words {k}")
        for k, a in enumerate((good, good, none))
    ]
    assert w.headline_of_all(long, voice) == (
        "Something within reach is better for both parties than where it is heading in two of three accounts."
    )
