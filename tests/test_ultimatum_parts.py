"""Parts of ``ultimatum`` one by one, on typed facts: no equilibrium, several replies, texts of wishes, long lists."""

from __future__ import annotations

import dataclasses
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Reason, StateValue
from detente.conflict import budget, read_conflict
from detente.questions.building import Listing
from detente.questions.ultimatum import answer as facts
from detente.questions.ultimatum import (
    met_answer,
    sanction_answer,
    sanction_words,
    tables,
    unmet_answer,
    words,
)
from detente.questions.ultimatum.answer import Record, UltimatumAnswer
from detente.questions.ultimatum.exchange_answer import Ending, Exchange
from detente.questions.ultimatum.met_answer import Breach, Met, Punishment, Situation
from detente.questions.ultimatum.sanction_answer import Sanction, Sanctions, SanctionStep
from detente.questions.ultimatum.unmet_answer import Execution, JudgedState, Shift
from detente.wording import Block, Section, Table, Text, Words
from tests.test_facts_read import THREAT
from tests.test_ultimatum import random_ultimatum
from tests.test_ultimatum_answer import WORKS, threat
from tests.test_ultimatum_words import (
    VOICE,
    accounts,
    asked,
    because,
    fact,
    kept,
    neighbours,
    sanctions,
    turn,
    unmet,
)


def test_where_no_state_is_an_equilibrium_that_is_said_with_the_concept() -> None:
    answers, voice = asked(threat(WORKS))
    answer: UltimatumAnswer = answers[0]

    def first(found: Sanctions) -> str:
        [section] = sanction_words.sanction_blocks(replace(answer, sanctions=found), voice)
        assert isinstance(section, Section)
        assert section.title == "Sanctions on which what holds rests"
        told = section.blocks[0]
        assert isinstance(told, Text)
        return told.text

    assert first(sanctions(0, 0)) == "No state is an equilibrium under GMR."
    assert first(replace(sanctions(0, 0), concept="seq")) == "No state is an equilibrium under SEQ."
    assert first(sanctions(1, 0)).startswith("1 state holds under GMR.")
    assert first(sanctions(3, 0)).startswith("3 states hold under GMR.")


def test_states_are_listed_by_what_the_target_does_without_those_in_which_it_is_in_force() -> None:
    answers, _ = asked(neighbours(), name="stop")
    answer = answers[0]
    verdicts = ("credible", "bluff", "in_force", "credible", "credible")
    states = tuple(
        JudgedState(state=k, verdict=v, executions=(), reply=r)
        for k, (v, r) in enumerate(
            zip(verdicts, ("complies", "complies", "complies", "refuses", "cannot"), strict=True)
        )
    )
    one = fact(
        "credible",
        unmet=unmet(
            states=states,
            verdicts={"credible": 3, "bluff": 1, "in_force": 1},
            replies={"complies": 2, "refuses": 1, "cannot": 1},
            count="5",
            chosen=None,
        ),
    )
    assert one.unmet is not None
    names = Words(neighbours().under())
    theirs = replace(one, by="west", to="east")
    blocks = tables._verdicts(names, theirs, one.unmet, answer.states)
    found = {b.id: b for b in blocks if isinstance(b, Table)}
    replies = found["replies"]
    labels = [f"#{s.number}" for s in answer.states]
    assert [row[2] for row in replies.rows] == [f"{labels[0]}, {labels[1]}", labels[3], labels[4]]
    assert [row[1] for row in replies.rows] == ["2", "1", "1"]
    assert [row[2] for row in found["verdicts"].rows] == [
        f"{labels[0]}, {labels[3]}, {labels[4]}", labels[1], labels[2],
    ]  # fmt: skip
    assert replies.note == "States in which the threat is in force already are not counted."


def test_a_wish_is_told_by_its_text_where_it_has_one() -> None:
    names = Words(threat("[{that: not down.sue, id: calm, text: Quiet.}, fill]").under())
    change = turn("drop", "deters", statement="calm", that="not down.sue")
    assert tables.wish(names, change) == tables.this_wish(names, change) == "“Quiet”"
    plain = turn("drop", "deters", statement="nowhere", that="up.fill")
    assert tables.wish(names, plain) == "“fill the lake”"
    assert tables.this_wish(names, plain) == "this: “fill the lake”"


def test_of_many_states_the_first_are_judged_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    question = detente.questions.find("ultimatum")
    conflict = neighbours()
    request = detente.questions.question.Request(
        conflict, conflict.accounts, given={"name": "stop", "by_moves": True}
    )
    [found] = question.ask(request)
    [one] = found.asked
    judged: Any = one.judgement
    monkeypatch.setattr(unmet_answer, "MOST_JUDGED", 1)
    listing = Listing(found.game)
    few = unmet_answer.unmet_of(dataclasses.replace(judged), listing)
    assert len(judged.states) > 1
    assert len(few.states) == 1
    assert [(c.list, c.count) for c in listing.truncated] == [("stop.unmet.states", str(len(judged.states)))]


# -- states and moves made by hand -------------------------------------------------------------------------------------

LAKE = read_conflict(THREAT.replace("down: [not up.fill, not sue]", "down: [{that: not up.fill, id: dry, "
    "source: paper, confidence: 0.1234567}, {that: not sue, id: costs, source: book}]"))  # fmt: skip
LATE = Words(LAKE.under("late"))


def state(*taken: str) -> StateValue:
    return StateValue(id="+".join(taken) or "none", taken=tuple(sorted(taken)), number=str(len(taken)))


NONE, FILL, SUED, TALK = state(), state("up.fill"), state("down.sue", "up.fill"), state("up.talk")
STATES = (NONE, FILL, SUED, TALK)
DONT = fact("credible", "complies")


def why(dm: str, gain: int, statement: str | None = None) -> Reason:
    return replace(because(dm, gain), statement=statement)


def text_of(blocks: list[Block]) -> str:
    [text] = blocks
    assert isinstance(text, Text)
    return text.text


def table_of(blocks: list[Block], id: str) -> Table:
    [found] = [b for b in blocks if isinstance(b, Table) and b.id == id]
    return found


def test_each_move_of_an_answer_is_told_from_where_the_one_before_it_leads() -> None:
    moves = (("down", state("down.sue")), ("up", SUED), ("down", FILL))
    steps = tuple(SanctionStep(mover=m, state=k, gains=True) for k, (m, _) in enumerate(moves, 1))
    found = Sanction(equilibrium=0, decision_maker="up", improvement=0, credible=True, sanction=steps)
    assert sanction_words.told_sanction(found, [NONE, *(s for _, s in moves)], LATE) == (
        "Downstream: take up “go to court”; then Upstream: take up “fill the lake”; then Downstream: drop “go to court”"
    )


def test_one_state_is_looked_at_from_the_threat_to_what_would_be_better_still() -> None:
    judged = JudgedState(
        state=1,
        verdict="credible",
        executions=(
            Execution(state=2, painful=True, pays=True, target=why("up", -1), threatener=why("down", 1)),
        ),
        reply="complies",
        compliance=0,
        instead=why("up", 1),
        anyway=why("up", -1),
        better=3,
    )

    def told(found: JudgedState) -> str:
        one = replace(DONT, unmet=unmet(states=(found,)))
        return text_of(tables._closely(LATE, one, STATES))

    ways = {k: replace(judged, executions=judged.executions * k) for k in (1, 2, 3)}
    start = "Looked at closely: #1. To carry the threat out, Downstream would take up “go to court”. "
    start += "Upstream is worse off: "
    assert told(ways[1]).startswith(start)
    end = told(ways[1]).partition(" To meet the demand, ")[2]
    lead, anyway, instead, better = (
        "Upstream would best drop “fill the lake”.",
        "Compared with staying: Upstream is worse off: ",
        " Compared with what is threatened: Upstream is better off: ",
        " It would gain more, without meeting the demand, if it were to take up “talk” and drop "
        "“fill the lake”.",
    )
    assert end.startswith(f"{lead} {anyway}")
    assert instead in end
    assert end.endswith(better)
    other = {k: told(ways[k]).replace(told(ways[1]).partition(" To meet")[0], "") for k in (2, 3)}
    assert other[2].startswith(" There is 1 other way to carry it out. To meet")
    assert other[3].startswith(" There are 2 other ways to carry it out. To meet")
    assert better not in told(replace(judged, better=None))
    assert instead not in told(replace(judged, instead=None))
    assert "To meet the demand" not in told(replace(judged, compliance=None))
    assert "To carry the threat out" not in told(replace(judged, executions=()))


def test_how_a_demand_could_be_left_is_listed_up_to_a_number_of_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    punished = Punishment(state=2, deters=True, pays=True, target=why("up", -1), threatener=why("down", 0))
    ways = (
        Breach(state=1, gain=why("up", 1), meets="deterred", punishment=punished),
        Breach(state=3, gain=why("up", 1), meets="impossible"),
        Breach(state=1, gain=why("up", 1), meets="too_weak"),
    )

    def asked_of(number: int) -> list[Block]:
        situation = Situation(state=0, steps=0, verdict="deters", breaches=ways[:number], telling=0)
        met = Met(by="moves", count="9", looked="12345", left="1234", verdicts={}, situations=(situation,),
                  closely=None)  # fmt: skip
        return tables._kept(LATE, DONT, met, STATES)

    text, table = asked_of(3)
    assert text == Text(
        "The demand is met today. In 1,234 of 12,345 states that moves lead to, in which it is met and the threat not "
        "carried out, Upstream would gain by leaving it if nothing followed."
    )
    fill = "Upstream: take up “fill the lake”"
    rows = (
        ("#0", fill, "Downstream: take up “go to court”", "worse off", "as well off", "deterred"),
        ("#0", "Upstream: take up “talk”", "—", "—", "—", "the threat cannot be carried out"),
        ("#0", fill, "—", "—", "—", "it pays all the same"),
    )
    note = "Upstream compared with the state in which it met the demand; Downstream with the one in which it is left."
    heads = ("State", "Leaves the demand", "Threat carried out", "Upstream then", "Downstream by that", "So")
    title = "How the demand could be left, and what would follow"
    assert table == Table(heads, rows, title, note, "breaches")
    assert len(asked_of(0)) == 1
    monkeypatch.setattr(tables, "MOST_BREACHES", 2)
    assert asked_of(2)[1] == Table(heads, rows[:2], title, note, "breaches")
    cut = Table(heads, rows[:2], title, f"{note} The first 2 of 3; JSON has more.", "breaches")
    assert asked_of(3)[1] == cut


def test_states_are_counted_with_some_examples_and_with_how_many_were_judged() -> None:
    pays = Execution(state=2, painful=False, pays=True, target=why("up", 0), threatener=why("down", 1))
    vain = replace(pays, pays=False)

    def verdicts(number: int, count: int, *ways: Execution, at: int = 1) -> Table:
        judged = tuple(
            JudgedState(state=at, verdict="painless", executions=(w,), reply="refuses") for w in ways
        )
        one = unmet(
            states=judged, verdicts={"painless": number}, replies={"refuses": number}, count=str(count)
        )
        return table_of(tables._verdicts(LATE, DONT, one, STATES), "verdicts")

    assert verdicts(4, 4, *[pays] * 4).rows == (
        ("painless", "4", "#1, #1, #1, #1", "Upstream would be no worse off"),
    )
    assert verdicts(4, 4, *[pays] * 4).note == ""
    assert verdicts(5, 6, *[pays] * 5).rows[0][:3] == ("painless", "5", "#1, #1, #1, #1, ...")
    assert verdicts(1234, 12345, pays).note == "Of 12,345 states the nearest 1,234 are judged."
    assert verdicts(1234, 1234, pays).rows[0][1] == "1,234"
    assert verdicts(3, 3, pays, vain, vain).rows[0][3] == (
        "Upstream would be no worse off; Downstream would not gain either (in 2 of them)"
    )
    assert verdicts(1300, 1300, pays, *[vain] * 1234).rows[0][3].endswith(" (in 1,234 of them)")
    assert verdicts(2, 2, vain, vain).rows[0][3] == (
        "Upstream would be no worse off; Downstream would not gain either"
    )
    one = unmet(states=(), verdicts={}, replies={"refuses": 1234}, count="1234")
    told = table_of(tables._verdicts(LATE, DONT, one, STATES), "replies")
    assert (told.columns, told.rows, told.title, told.note) == (
        ("Upstream", "States", "Such as"), (("refuses", "1,234", ""),), "What Upstream does", "",
    )  # fmt: skip


def test_wishes_are_listed_with_how_often_they_matter_by_whom_and_how_sure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    way = Execution(
        state=2, painful=True, pays=True, target=why("down", -1, "dry"), threatener=why("down", 1)
    )
    judged = JudgedState(state=1, verdict="credible", executions=(way,), reply="refuses")
    both = replace(judged, instead=why("down", 1, "costs"), anyway=why("up", 1, "fill"))

    def table(*states: JudgedState) -> Table:
        return table_of(tables._statements(LATE, replace(DONT, unmet=unmet(states=states))), "statements")

    many = table(*[judged] * 1234)
    assert many.columns == ("Party", "What it wants", "Situations", "Source", "Confidence")
    assert many.rows == (
        ("Downstream", "Upstream: not “fill the lake”", "1,234", "A. Writer 2020", "0.123457"),
    )
    assert many.title == "The wishes that the verdicts rest on"
    assert [r[1:4] for r in table(both, judged).rows] == [
        ("Upstream: not “fill the lake”", "2", "A. Writer 2020"), ("not “go to court”", "1", "B. Reader"),
    ]  # fmt: skip
    monkeypatch.setattr(tables, "MOST_STATEMENTS", 1)
    assert [r[1] for r in table(both, judged).rows] == ["Upstream: not “fill the lake”"]
    assert table(both, judged).note == "The first 1 of 2; JSON has more."
    assert table(judged).note == ""
    alone = replace(judged, executions=(replace(way, target=why("up", -1, "fill")),))
    assert table(alone).columns == ("Party", "What it wants", "Situations")
    assert tables._statements(LATE, DONT) == []


def test_changes_that_turn_a_verdict_are_listed_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = (
        turn("drop", "credible", place=3),
        turn("move", "bluff", before=3, place=1),
        turn("add", "deters", decision_maker="down", statement="new", that="down.sue", place=2),
    )

    def table(number: int, *, met: bool = False) -> list[Block]:
        here = unmet(turns=changes[:number])
        return tables._turns(LATE, replace(DONT, met=met, unmet=here, kept=kept(None, turns=changes[:1])))

    [whole] = table(3)
    assert whole == Table(
        ("If", "The threat would be"),
        (
            ("Upstream did not want this: “fill the lake” (now its 3rd wish)", "credible"),
            ("Upstream put “fill the lake” 1st, not 3rd", "a bluff"),
            ("Downstream also wanted this: “go to court” (as its 2nd wish)", "strong enough to deter"),
        ),
        "Single changes of a wish that turn the verdict",
        "",
        "turns",
    )
    assert table(0) == []
    assert [len(t.rows) for t in table(3, met=True) if isinstance(t, Table)] == [1]
    monkeypatch.setattr(tables, "MOST_TURNS", 2)
    assert [(t.rows, t.note) for t in table(2) if isinstance(t, Table)] == [(whole.rows[:2], "")]
    assert [(t.rows, t.note) for t in table(3) if isinstance(t, Table)] == [
        (whole.rows[:2], "And 1 more; JSON has all.")
    ]


def test_how_far_apart_two_states_stand_in_an_order() -> None:
    def told(*places: int, met: bool = False) -> list[Block]:
        shifts = tuple(Shift(decision_maker="up", state=1, other=2, places=p) for p in places)
        return tables._shifts(LATE, replace(DONT, met=met, unmet=unmet(shifts=shifts)), STATES)

    assert text_of(told(1, -2, 0)) == (
        "In the order of Upstream, #1 stands 1 place above #2. In the order of Upstream, #1 stands 2 places below #2. "
        "In the order of Upstream, #1 and #2 tie."
    )
    assert told() == []
    assert told(1, met=True) == []


def test_what_the_record_says_is_told_whole_or_by_its_last_sentence_if_that_is_short() -> None:
    words_ = [f"w{k}" for k in range(25)]

    def told(text: str) -> str:
        return words.on_record(replace(DONT, record=Record(text=text)))

    assert told(" ".join(words_)) == f"On record: “{' '.join(words_)}.”"
    assert told(" ".join([*words_, "more"])) == ""
    assert told(f"{' '.join(words_)}. It  was so.") == "On record: “It was so.”"
    assert told("One. Two.") == "On record: “One. Two.”"
    assert words.on_record(DONT) == ""


def test_in_how_many_situations_a_verdict_is_the_same() -> None:
    def met(verdict: str, number: int, left: int) -> str:
        found = kept(None, verdicts={verdict: number, "other": 7}, left=str(left))
        return words.how_wide(fact(verdict, met=True, kept=found))

    assert met("deters", 1234, 2345) == "It deters in 1,234 of 2,345 situations in which it is needed."
    assert met("too_weak", 2, 2) == "It is too weak wherever it is needed (2 of 2 situations)."
    assert met("deters", 1, 1) == ""
    assert met("not_needed", 1, 2) == met("in_force", 1, 2) == ""
    assert words.how_wide(fact("deters", met=True)) == ""

    def open_(verdict: str, number: int, **others: int) -> str:
        return words.how_wide(fact(verdict, unmet=unmet(verdicts={verdict: number} | others)))

    assert open_("bluff", 2, credible=1, in_force=4) == (
        "A bluff in 2 of 3 situations in which it is not in force yet."
    )
    assert open_("painless", 2, in_force=1) == (
        "Painless wherever it could be carried out (2 of 2 situations)."
    )
    assert open_("impossible", 3) == "Out of reach wherever it is not in force yet (3 of 3 situations)."
    assert open_("credible", 1, in_force=1) == open_("in_force", 5) == ""
    assert words.how_wide(fact("credible")) == words.how_wide(fact("", unmet=unmet())) == ""


def test_of_many_ultimatums_three_are_told_and_the_outcomes_of_three_get_letters() -> None:
    ends = Exchange(endings=(Ending(name="nothing", state=0, target=1, threatener=1),), target="leaves",
                    threatener="cannot")  # fmt: skip
    found = tuple(
        replace(DONT, id=f"u-{k}", exchange=replace(ends, endings=(replace(ends.endings[0], state=k),)))
        for k in range(4)
    )
    assert facts._spoken(found) == (0, 1, 2)
    assert facts._spoken((DONT, *found)) == (0, 1)
    [answer] = accounts(DONT)
    told = words.points([replace(answer, ultimatums=found)], VOICE)
    real = "the threat is real: Upstream would do better to give way than to bear it"
    assert told == tuple(f"“u {k}” by Downstream to Upstream: {real}." for k in range(3))
    assert len(words.points([replace(answer, ultimatums=found[:2])], VOICE)) == 2


def test_sanctions_are_listed_state_by_state_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def one(equilibrium: int, *gains: bool, credible: bool = False) -> Sanction:
        steps = tuple(SanctionStep(mover="down", state=2, gains=g) for g in gains)
        return Sanction(equilibrium=equilibrium, decision_maker="up", improvement=1, credible=credible,
                        sanction=steps)  # fmt: skip

    def table(*these: Sanction, all: int = 0, complete: bool = True) -> Table:
        found = replace(sanctions(3, 1), list=these, all=str(all or len(these)), complete=complete)
        return sanction_words._table(found, these, STATES, LATE, "Bluffs", "bluffs")

    whole = table(one(0, False), one(0, True), one(3, False))
    step, keeps = "Upstream: take up “fill the lake”", "Downstream: take up “go to court”"
    assert whole == Table(
        ("State", "Who would gain by leaving", "What keeps it", "Does not gain by that"),
        (
            ("#0", step, keeps, "Downstream"),
            ("", step, keeps, ""),
            ("#1", "Upstream: take up “fill the lake” and drop “talk”", keeps, "Downstream"),
        ),
        "Bluffs",
        "",
        "bluffs",
    )
    assert table(one(0, True, credible=True)).columns == whole.columns[:3]
    more = "There are more; JSON has more of them."
    assert table(one(0, False), all=2).note == table(one(0, False), complete=False).note == more
    monkeypatch.setattr(sanction_words, "MOST_LISTED", 2)
    assert table(one(0, False), one(3, False)).note == ""
    assert (len(table(*[one(0, False)] * 3).rows), table(*[one(0, False)] * 3).note) == (2, more)


def test_of_many_situations_the_first_are_in_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    game = threat(WORKS).game()
    found = detente.keeping(game, "dont")
    three = dataclasses.replace(found, situations=found.situations[:1] * 3)
    listing = Listing(game)
    monkeypatch.setattr(met_answer, "MOST_JUDGED", 2)
    told = met_answer.met_of(three, listing)
    assert (len(told.situations), told.left) == (2, "3")
    assert [(c.list, c.count) for c in listing.truncated] == [("dont.kept.situations", "3")]
    monkeypatch.setattr(met_answer, "MOST_JUDGED", 3)
    assert len(met_answer.met_of(three, listing).situations) == 3


def test_answers_are_sought_as_long_as_half_of_the_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    every = (detente.sanctions(random_ultimatum(Random(4000 + k))[0].game()) for k in range(30))
    found = next(s for s in every if len(s.sanctions) > 2)
    whole = sanction_answer.sanctions_of(found, Listing(found.game))
    number = len(found.sanctions[: found.affordable])

    def told(*left: float) -> tuple[int, list[tuple[str, str, str]]]:
        times = iter(left)
        monkeypatch.setattr(budget, "left", lambda: next(times))
        listing = Listing(found.game)
        told_ = sanction_answer.sanctions_of(found, listing)
        assert told_.list == whole.list[: len(told_.list)]
        return len(told_.list), [(u.search, u.looked, u.of) for u in listing.unfinished]

    assert told(10.0, 10.0, 5.0, 4.9) == (1, [("sanctions", "1", str(number))])
    assert told(10.0, 10.0, 4.0) == (0, [("sanctions", "0", str(number))])
    assert told(10.0, 10.0, *[5.0] * number) == (number, [])
    assert told(*[float("inf")] * (number + 1)) == (number, [])
