"""What is said of rival accounts, sentence by sentence, both ways round; and the pictures, read back."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

import detente
from detente.answers import Span, Standing
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.compare import mix_words as m
from detente.questions.compare import picture as p
from detente.questions.compare import tables as t
from detente.questions.compare import weighing
from detente.questions.compare import words as w
from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.mixes_answer import InfluenceFact, MisfitFact, MixedOutcome, MixedSight, Needed
from detente.questions.question import Request
from detente.wording import Picture, Said, Section, Table, Text, Voice
from detente.wording.basis import basis_of_several
from tests.test_better_words import CONCEPT, MIXED, NUMBER
from tests.test_compare_answer import ROUND
from tests.test_mixes import RANKINGS

SVG = "{http://www.w3.org/2000/svg}"

LEVELS = """
detente: 1
title: A river
status_quo: []
decision_makers:
  up:
    name: Upstream
    options:
      dam: {text: build the dam, short: dam, levels: [low, high]}
      talk: {text: keep talking, short: talk}
  down: {name: Downstream, options: {protest: protest}}
preferences:
  up: [dam, talk]
  down: [not up.dam, protest if up.dam, not protest]
perspectives:
  other:
    says: Another
    preferences: {down: [not up.dam, not protest]}
"""
SAME = """
detente: 1
title: Agreed
status_quo: []
decision_makers:
  a: {name: Alba, options: {x: {text: do x, short: x}}}
  b: {name: Brin, options: {y: {text: do y, short: y}}}
perspectives:
  one: {says: 1, preferences: {a: [x], b: [y]}}
  two: {says: 2, preferences: {a: [x, b.y], b: [y]}}
"""


def asked(text: str, accounts: tuple[str, ...] = ()) -> tuple[CompareAnswer, Voice, Said]:
    conflict = detente.load(text) if "\n" not in text else read_conflict(text)
    question = find("compare")
    [result] = question.ask(Request(conflict, accounts or conflict.accounts))
    answer: Any = question.answer(result)
    voice = Voice.of(conflict, [answer], "FILE")
    return answer, voice, question.say([answer], voice)


def change(value: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(value, **fields)


@pytest.fixture(scope="module")
def istanbul() -> tuple[CompareAnswer, Voice, Said]:
    return asked("istanbul-2025")


@pytest.fixture(scope="module")
def river() -> tuple[CompareAnswer, Voice, Said]:
    return asked(LEVELS)


# -- headlines ---------------------------------------------------------------------------------------------------------


def test_the_headline_says_what_all_share_and_over_whom_they_part(istanbul, river) -> None:
    assert (
        istanbul[2].headline
        == "All three accounts lead to: Russia: offers talks, does not give way; Europe: sends no forces. They "
        "part most over what Russia and US want."
    )
    assert river[2].headline == (
        "Both accounts lead to: Upstream: talk, dam (low or high). They part only over what Downstream wants."
    )


def test_accounts_that_lead_to_the_same() -> None:
    answer, voice, said = asked(SAME)
    assert said.headline == "Both accounts lead to A (Alba: x; Brin: y)."
    parted = [change(a, heading=change(a.heading, same=False)) for a in answer.accounts]
    both = w.all_alike(change(answer, accounts=tuple(parted)), voice)
    assert (
        both == "Both accounts lead to A (Alba: x; Brin: y) if the sides look ahead, and else to A (Alba: "
        "x; Brin: y)."
    )


def agreeing(answer: CompareAnswer, *, myopic: bool, ahead: bool) -> CompareAnswer:
    by = {"myopic": myopic, "ahead": ahead}
    return change(answer, agreed=tuple(change(a, same=by.get(a.sight, False)) for a in answer.agreed))


def test_accounts_that_agree_in_one_way_of_looking(river) -> None:
    answer, voice, _ = river
    assert w.headline(agreeing(answer, myopic=False, ahead=True), voice) == (
        "Looking ahead, both accounts lead to A or B; not looking ahead, they part only over what "
        "Downstream wants."
    )
    assert w.headline(agreeing(answer, myopic=True, ahead=False), voice) == (
        "Not looking ahead, both accounts lead to A or B; looking ahead, they part only over what "
        "Downstream wants."
    )
    assert w.headline(agreeing(answer, myopic=True, ahead=True), voice) == "Both accounts lead to A or B."


def test_one_account_has_nothing_to_compare_with() -> None:
    _, _, said = asked("istanbul-2025", ("kyiv",))
    told = "Only the account “kyiv” was asked for; there is nothing to compare it with."
    assert said.headline == told
    assert said.points == ()
    _, _, said = asked("elmira", ("base",))
    assert said.headline == "The file has one account only, and so nothing to compare."


def test_without_a_start() -> None:
    answer, _, said = asked(SAME.replace("status_quo: []\n", ""))
    assert said.headline == "1 outcome holds in both accounts; the file says nothing of today."
    none = change(answer, shared=tuple(change(s, states=()) for s in answer.shared))
    assert w.without_start(none) == (
        "No outcome holds in every one of the accounts; the file says nothing of today."
    )


def test_accounts_that_share_nothing() -> None:
    answer, voice, _ = asked(ROUND)
    assert w.common_ground(answer, voice) == []
    assert w.headline(answer, voice) == (
        "Looking ahead, both accounts lead to no change; not looking ahead, they part most over what b wants."
    )
    apart = agreeing(answer, myopic=False, ahead=False)
    assert w.headline(apart, voice) == (
        "Not looking ahead, “still” leads to no change, “round” to nothing that holds. "
        "They part most over what b wants."
    )


# -- whose reading -----------------------------------------------------------------------------------------------------


def test_whose_reading_changes_the_outcome(istanbul) -> None:
    answer, voice, _ = istanbul
    assert m.influence(answer, voice) == (
        "Looking ahead, another reading of Russia changes the outcome in all 27 mixes of other readings; US in 24, "
        "Europe in 15, "
        "Ukraine in 6."
    )


def seen(
    *weights: tuple[str, int, int], deciding: Any = (), sight: str = "ahead", outcomes: int = 2
) -> MixedSight:
    return MixedSight(
        sight=sight,
        outcomes=tuple(MixedOutcome(states=(), count=1, accounts=(), needs=()) for _ in range(outcomes)),
        count=str(outcomes),
        influences=tuple(
            InfluenceFact(part=part, contexts=contexts, changes=changes, alone=False)
            for part, changes, contexts in weights
        ),
        deciding=deciding,
    )


def mixed(
    answer: CompareAnswer, ahead: MixedSight, myopic: MixedSight | None = None, **more: Any
) -> CompareAnswer:
    other = myopic or change(ahead, sight="myopic")
    return change(answer, mixes=change(answer.mixes, ahead=ahead, myopic=other, same=myopic is None, **more))


@pytest.mark.parametrize(
    ("sight", "told"),
    [
        (
            seen(("russia", 3, 4), ("us", 1, 4), ("europe", 0, 4)),
            "Another reading of Russia changes the outcome in 3 of 4 mixes of other readings; US in 1; Europe never.",
        ),
        (
            seen(("russia", 1, 4), ("us", 4, 4), ("europe", 0, 3), ("ukraine", 0, 4)),
            "Another reading of US changes the outcome in all 4 mixes of other readings; Russia in 1; "
            "Ukraine or Europe never.",
        ),
        (
            seen(("russia", 2, 2), ("us", 1, 2)),
            "Another reading of Russia changes the outcome in both mixes of other readings; US in 1.",
        ),
        (
            seen(("russia", 2, 4), ("us", 1, 2)),
            "Another reading of Russia changes the outcome in 2 of 4 mixes of other readings; US in 1 of 2.",
        ),
        (
            seen(("russia", 4, 4), ("us", 0, 4), deciding=(("russia",),)),
            "Whose account is right about Russia decides, whatever is true of the rest.",
        ),
        (
            seen(("russia", 4, 4), ("us", 3, 4), ("europe", 1, 4), deciding=(("russia", "us"),)),
            "Whose account is right about Russia and US decides, whatever is true of the rest.",
        ),
        (
            seen(("russia", 1, 1)),
            "Whose account is right about Russia decides; on all else they come to the same.",
        ),
        (
            seen(("russia", 0, 4), ("us", 0, 4), outcomes=1),
            "Whoever is right about whom, it leads to the same.",
        ),
    ],
)
def test_whose_reading_decides_and_whose_does_not(istanbul, sight: MixedSight, told: str) -> None:
    answer, voice, _ = istanbul
    found = m.influence(mixed(answer, sight), voice)
    assert found == told.replace("Ukraine or Europe", "Europe or Ukraine")


def test_the_way_of_looking_is_named_where_it_matters(istanbul) -> None:
    answer, voice, _ = istanbul
    one, other = seen(("russia", 1, 1)), seen(("russia", 1, 1), sight="myopic")
    assert m.influence(mixed(answer, one, other), voice).startswith("Looking ahead, whose account")
    flat = seen(("russia", 0, 1), outcomes=1)
    assert m.influence(mixed(answer, flat, other), voice).startswith("Not looking ahead, whose account")


@pytest.mark.parametrize(
    ("sight", "parts"),
    [
        (seen(("a", 4, 4), ("b", 3, 4), ("c", 2, 4)), ["a", "b"]),
        (seen(("a", 1, 4), ("b", 2, 4), ("c", 2, 4)), ["b", "c"]),
        (seen(("a", 0, 4), ("b", 0, 4), outcomes=1), []),
        (seen(("a", 4, 4), ("b", 4, 4), ("c", 3, 4), deciding=(("a", "b"),)), ["a", "b"]),
        (seen(("a", 4, 4), ("b", 4, 4), deciding=(("a",), ("b",))), ["a", "b"]),
    ],
)
def test_over_whom_they_part(sight: MixedSight, parts: list[str]) -> None:
    assert weighing.weightiest(sight) == parts


def test_over_whom_they_part_in_words(istanbul) -> None:
    answer, voice, _ = istanbul
    every = seen(*((d, 4, 4) for d in ("russia", "ukraine", "europe", "us")))
    assert w.over_whom(mixed(answer, every), voice) == "They part over what all four parties want."
    assert (
        w.over_whom(mixed(answer, seen(("russia", 4, 4), ("us", 4, 4))), voice)
        == "They part over what Russia and US want."
    )
    rules = w.over_whom(mixed(answer, seen(("russia", 4, 4), (t.SETTING, 4, 4))), voice)
    assert rules.startswith("They part over what Russia wants and the rules")
    assert (
        w.over_whom(mixed(answer, seen(("russia", 4, 4))), voice) == "They part only over what Russia wants."
    )
    assert (
        w.over_whom(mixed(answer, seen(("russia", 4, 4), ("us", 1, 4))), voice)
        == "They part most over what Russia wants."
    )
    assert (
        w.over_whom(mixed(answer, seen(("setting", 4, 4), ("us", 1, 4))), voice)
        == "They part most over the rules."
    )
    elsewhere = change(mixed(answer, seen(("setting", 4, 4), ("us", 1, 4))), same_start=False)
    assert w.over_whom(elsewhere, voice) == "They part most over the rules or today."
    assert w.over_whom(mixed(answer, seen(("russia", 0, 4), outcomes=1)), voice) == ""


def test_how_rare_an_outcome_is(istanbul) -> None:
    answer, voice, _ = istanbul
    assert m.rarest(answer, voice) == (
        "Looking ahead, A comes about only if "
        "“commentary” is right about Russia, Europe and US (3 of 81 mixes; a count, not a chance)."
    )
    assert answer.mixes is not None
    myopic = mixed(answer, change(answer.mixes.myopic, sight="ahead"))
    assert m.rarest(myopic, voice) == (
        "E or F comes about only if “commentary” is right about all four "
        "(1 of 81 mixes of accounts; a count, not a chance)."
    )
    drawn = change(answer, mixes=change(answer.mixes, drawn=True, tried=1000, total="4000000"))
    assert m.rarest(drawn, voice) == "Of 4,000,000 mixes 1,000 were drawn and tried."
    [outcome] = [o for o in answer.mixes.ahead.outcomes if "commentary" in o.accounts]
    needs = (
        Needed(part="russia", accounts=("commentary",)),
        Needed(part="us", accounts=("kyiv", "broker")),
    )
    other = change(
        answer.mixes.ahead, outcomes=(change(outcome, needs=needs), *answer.mixes.ahead.outcomes[:2])
    )
    assert m.rarest(mixed(answer, other), voice) == "A comes about in 3 of 81 mixes of accounts."
    nowhere = change(
        answer.mixes.ahead, outcomes=(change(outcome, states=(), needs=()), answer.mixes.ahead.outcomes[0])
    )
    assert (
        m.rarest(mixed(answer, nowhere), voice) == "The sides come to no rest in 3 of 81 mixes of accounts."
    )


def test_where_each_leads(istanbul, river) -> None:
    answer, voice, _ = istanbul
    assert (
        w.leads(answer, voice) == "Looking ahead, “commentary” leads to A, “kyiv” to B, “broker” to C or D."
    )
    assert w.leads(river[0], river[1]) == ("Looking ahead or not, “base” leads to A or B, “other” to C or D.")
    same, voice, _ = asked(SAME)
    assert w.leads(same, voice) == "Looking ahead or not, “one” and “two” lead to A."
    round_, voice, _ = asked(ROUND)
    assert w.leads(round_, voice) == (
        "Looking ahead, “still” and “round” lead to no change; not looking ahead, “still” to no "
        "change, “round” to "
        "nothing that holds."
    )
    still, other = (w.ends_of(a, ahead=False) for a in round_.accounts)
    assert w.where(round_, still, voice) == "no change"
    assert w.where(round_, other, voice) == "nothing that holds"


def test_how_sure(istanbul) -> None:
    answer, voice, said = istanbul
    assert said.sure == (
        "Nash: they part; SEQ: they part. 81 mixes tried. "
        + basis_of_several([a.basis for a in answer.accounts])
    )
    assert "86 claims of 3 accounts" in said.sure
    told = w.sure(agreeing(answer, myopic=False, ahead=True), voice)
    assert told.startswith("Nash: they part; SEQ: same outcome. ")
    less = change(answer, mixes=change(answer.mixes, fitting=80))
    assert "81 mixes tried, 1 do not fit. " in w.sure(less, voice)
    drawn = change(answer, mixes=change(answer.mixes, drawn=True, tried=1000, total="5000", fitting=1000))
    assert "1,000 of 5,000 mixes drawn. " in w.sure(drawn, voice)
    assert said.next == ("detente pivot FILE", "detente better FILE")


@pytest.mark.parametrize(
    "text", ["istanbul-2025", "korea-2017", "cuban-missile-crisis", LEVELS, SAME, MIXED, ROUND, RANKINGS]
)
def test_what_everybody_reads_is_short_and_plain(text: str) -> None:
    _, _, said = asked(text)
    assert len(said.points) <= 3
    for sentence in (said.headline, *said.points):
        assert len(sentence.split()) <= 25, sentence
        assert not CONCEPT.search(sentence)
        assert not NUMBER.search(sentence)
        assert sentence.endswith(".")


# -- tables ------------------------------------------------------------------------------------------------------------


def tables_of(said: Said) -> dict[str, Table]:
    found: dict[str, Table] = {}

    def look(blocks: Any) -> None:
        for block in blocks:
            if isinstance(block, Table):
                found[block.id] = block
            elif isinstance(block, Section):
                look(block.blocks)
            elif isinstance(block, Picture):
                look(block.plain)

    look(said.details)
    return found


def test_what_is_done_where_it_leads(river) -> None:
    table = tables_of(river[2])["taken-ahead"]
    assert table.columns == ("Party", "Option", "base", "other")
    assert table.rows == (
        ("Upstream", "build the dam", "low or high", "low or high"),
        ("", "keep talking", "●", "●"),
        ("Downstream", "protest", "●", "·"),
    )
    assert table.marks == {"●": "in all", "○": "in some", "·": "in none"}
    assert "taken" not in tables_of(river[2])  # the same, not looking ahead


def test_what_is_done_in_some(istanbul) -> None:
    found = tables_of(istanbul[2])
    ahead = {row[1]: row[2:] for row in found["taken-ahead"].rows}
    assert ahead["offer direct talks without a ceasefire first"] == ("●", "●", "●")
    assert ahead["halt the fighting for 30 days without conditions"] == ("·", "·", "○")
    assert ahead["step up the offensive"] == ("●", "●", "·")
    myopic = {row[1]: row[2:] for row in found["taken"].rows}
    assert myopic["step up the offensive"] == ("·", "●", "·")
    assert found["taken-ahead"].title.endswith(", looking ahead")
    assert found["taken"].title.endswith(", not looking ahead")


def test_what_holds_by_account(istanbul) -> None:
    rows = {row[0]: row[1:] for row in tables_of(istanbul[2])["accounts"].rows}
    assert rows["Nash (rationality)"] == ("2 of 2", "1 of 1", "1 of 3", "0")
    assert list(rows)[1].startswith("SEQ")
    without = asked(SAME.replace("status_quo: []\n", ""))[2]
    assert tables_of(without)["accounts"].rows[0][1:] == ("1", "1", "1")


def test_the_mixes_in_tables(istanbul) -> None:
    found = tables_of(istanbul[2])
    assert found["influence"].rows == (
        ("Russia", "27 of 27", "27 of 27"),
        ("Ukraine", "6 of 27", "10 of 27"),
        ("Europe", "15 of 27", "10 of 27"),
        ("US", "24 of 27", "27 of 27"),
    )
    assert found["influence"].columns == ("Right about", "Looking ahead", "Not looking ahead")
    assert ("B", "18", "kyiv", "Russia: kyiv") in found["mixes-myopic"].rows
    assert ("A", "3", "commentary", "Russia: commentary; Europe: commentary; US: commentary") in found[
        "mixes-ahead"
    ].rows
    assert sum(int(row[1]) for row in found["mixes-ahead"].rows) == 81
    answer, voice, _ = istanbul
    assert (
        t.mixes_told(answer, voice) == "A mix takes the reading of each party from some account: 81 in all."
    )
    drawn = change(answer, mixes=change(answer.mixes, drawn=True, tried=1000, total="5000", seed=4))
    assert t.mixes_told(drawn, voice).endswith("account: 5,000 in all, of which 1,000 were drawn (seed 4).")


def test_what_comes_to_the_same_is_said(river) -> None:
    answer, voice, said = river
    assert t.mixes_told(answer, voice).endswith(" On Upstream the accounts come to the same.")
    row = tables_of(said)["influence"].rows
    assert row == (("Downstream", "1 of 1, alone", "1 of 1, alone"),)


def test_what_does_not_fit_is_listed() -> None:
    answer, voice, said = asked(RANKINGS)
    table = tables_of(said)["misfits"]
    assert {row[:3] for row in table.rows} == {("a", "narrow", "wide"), ("b", "narrow", "wide")}
    assert all("leaves out" in row[3] for row in table.rows)
    assert "and the rules, options and today from some account: 8 in all." in t.mixes_told(answer, voice)
    one = MisfitFact(part="a", account="x", setting="y", why="because")
    told = t.misfit_table(change(answer, mixes=change(answer.mixes, misfits=(one,))), voice)
    assert told.rows == (("a", "x", "y", "because"),)
    rules = tables_of(said)["rules"]
    assert rules.columns == ("Rule, option or today", "wide", "narrow")
    assert rules.rows == (("Never: a: “do x” and b: “do y”", "·", "●"),)
    claims = tables_of(said)["claims"]
    assert claims.rows[0][:2] == ("a", "(a ranking or weights, which differ)")


def test_the_claims_on_which_they_part(river) -> None:
    table = tables_of(river[2])["claims"]
    assert table.columns == ("Party", "Claim", "base", "other")
    rows = {row[1]: row[2:] for row in table.rows}
    assert rows == {
        "“protest” if Upstream: “build the dam” (at any level)": ("2", "–"),
        "not “protest”": ("3", "2"),
    }
    answer, voice, _ = asked(SAME.replace("a: [x, b.y]", "a: [x]"))
    told = t.claim_table(answer, voice)
    assert isinstance(told, Text)
    assert told.text == "The accounts make the same claims about what the parties want."


def test_starts_that_differ() -> None:
    answer, voice, said = asked(SAME.replace("says: 2,", "says: 2, status_quo: [a.x],"))
    rows = tables_of(said)["rules"].rows
    assert rows == (("Today is #0", "●", "·"), ("Today is #1", "·", "●"))
    assert t.part_name(answer, "setting", voice) == "the rules or today"


# -- pictures ----------------------------------------------------------------------------------------------------------


def strip_of(said: Said) -> tuple[ElementTree.Element, Picture]:
    [drawn] = said.pictures
    assert isinstance(drawn, Picture)
    return ElementTree.fromstring(drawn.svg), drawn


def test_the_strip_leads_from_today_to_the_ends(istanbul) -> None:
    answer, voice, said = istanbul
    root, drawn = strip_of(said)
    assert root.attrib["data-picture"] == "strip"
    makers = [d.id for d in answer.decision_makers]
    cards = {
        (int(c.attrib["data-lane"]), int(c.attrib["data-index"])): c.attrib
        for c in root.iter(f"{SVG}g")
        if c.attrib.get("data-kind") == "card" and c.attrib["data-lane"] != "all"  # today is drawn once
    }
    arrows: dict[int, list[tuple[int, int, int]]] = {}
    for g in root.iter(f"{SVG}g"):
        if g.attrib.get("data-kind") == "arrow":
            arrows.setdefault(int(g.attrib["data-lane"]), []).append(
                (int(g.attrib["data-from"]), int(g.attrib["data-to"]), int(g.attrib["data-party"]))
            )
    for lane, account in enumerate(answer.accounts):
        assert account.heading is not None
        ends = account.heading.ahead
        led = [(m.mover, k) for way in ends.ways for k, m in enumerate(way.moves)]
        assert {makers[party] for _, _, party in arrows[lane]} == {mover for mover, _ in led}
        sinks = {b for _, b, _ in arrows[lane]} - {a for a, _, _ in arrows[lane]}
        letters = {cards[lane, k]["data-letter"] for k in sinks}
        assert letters == {voice.letter(answer.states[s]) for s in ends.states}
        for way in ends.ways:  # one arrow after the other, each of whoever moves
            at = 0
            for move in way.moves:
                at = next(b for a, b, party in arrows[lane] if a == at and makers[party] == move.mover)
            assert cards[lane, at]["data-letter"] == voice.letter(answer.states[way.end])
    assert (
        "In the account “kyiv”: from today, Europe: sanctions and arms, then Russia: offers talks, offensive"
        in drawn.text
    )
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns[-2:] == ("C (broker)", "D (broker)")


def test_a_strip_of_none_one_and_several_outcomes() -> None:
    for text, told in (
        (SAME, "from today, "),
        (MIXED, "In the account “harmony”"),
        (LEVELS, "or from today"),
    ):
        _, drawn = strip_of(asked(text)[2])
        assert told in drawn.text
    root, drawn = strip_of(asked(ROUND)[2])
    assert drawn.text.endswith(
        "looking ahead, nobody leaves today; not looking ahead, nothing that is reached holds."
    )
    lanes = {c.attrib["data-lane"] for c in root.iter(f"{SVG}g") if c.attrib.get("data-kind") == "card"}
    assert len(lanes) >= 1
    _, _, said = asked(SAME.replace("says: 2,", "says: 2, status_quo: [a.x],"))
    [table] = said.pictures  # two different todays are no strip
    assert isinstance(table, Table)


def standing(dm: str, kind: Any, best: int, worst: int | None = None) -> Standing:
    return Standing(decision_maker=dm, kind=kind, after=Span(best=best, worst=worst or best, of=9))


def test_the_matrix_is_read_back(istanbul) -> None:
    _answer, voice, _ = istanbul
    words = voice.words("kyiv")
    makers = ["russia", "ukraine", "europe", "us"]
    columns = [
        p.Column(
            "where it is heading",
            "kyiv",
            (standing("russia", "worse", 5), standing("ukraine", "better", 1, 2)),
        ),
        p.Column("where it is heading", "broker", ()),
        p.Column("if talks collapse", "kyiv", (standing("europe", "same", 3), standing("us", "open", 1, 9))),
    ]
    drawn = p.matrix_picture(columns, makers, words)
    assert drawn is not None
    root = ElementTree.fromstring(drawn.svg)
    cells = {
        g.attrib["data-cell"]: (g.attrib["data-mark"], g.attrib["data-word"])
        for g in root.iter(f"{SVG}g")
        if g.attrib.get("data-kind") == "cell"
    }
    assert cells["0,0"] == ("▼", "worse")
    assert cells["1,0"] == ("▲", "better")
    assert cells["2,2"] == ("=", "as good")
    assert cells["3,2"] == ("◆", "better or worse, depending on where it ends")
    assert cells["0,1"] == ("", "no outcome")
    assert drawn.text == (
        "Where it is heading, “kyiv”: better: Ukraine; worse: Russia. Where it is heading, “broker”: "
        "no outcome. If "
        "talks collapse, “kyiv”: as good: Europe; better or worse, depending on where it ends: US."
    )
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == (
        "Party",
        "kyiv, where it is heading",
        "broker, where it is heading",
        "kyiv, if talks collapse",
    )
    assert table.rows[0] == ("Russia", "▼ 5th", "—", "—")
    assert table.rows[1] == ("Ukraine", "▲ 1st to 2nd", "—", "—")
    assert table.rows[3] == ("US", "—", "—", "◆ 1st to 9th")
    assert p.matrix_picture([], makers, words) is None


def test_the_columns_of_the_matrix_are_those_of_the_strip(istanbul) -> None:
    answer, _, _ = istanbul
    columns = p.outcome_columns(answer)
    assert [c.label for c in columns] == ["commentary", "kyiv", "broker"]
    for column, account in zip(columns, answer.accounts, strict=True):
        assert account.heading is not None
        assert column.standings == account.heading.ahead.standings
    table = tables_of(istanbul[2])["gains"]
    assert table.columns == ("Party", "commentary", "kyiv", "broker")
    assert {row[0]: row[1:] for row in table.rows}["Russia"] == ("▲ 37th", "▼ 112th", "◆ 40th to 44th")
    assert re.search("▲ better", table.note)


def test_today_that_holds_looking_ahead_shows_where_it_goes_otherwise() -> None:
    answer, _voice, said = asked(MIXED)
    heading = answer.accounts[0].heading
    assert heading is not None
    assert heading.ahead.stays
    columns = p.outcome_columns(answer)
    assert columns[0].standings == heading.myopic.standings
    _, drawn = strip_of(said)
    assert "In the account “dilemma”, not looking ahead: from today" in drawn.text
    assert "Looking ahead, nobody leaves today." in drawn.text
