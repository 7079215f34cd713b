"""Each sentence about ways, given a fact made by hand and read both ways round; the strip is read back."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest

import detente
from detente.answers import (
    Basis,
    Ends,
    Heading,
    Maker,
    OptionValue,
    Perspective,
    Standing,
    StandingKind,
    StateValue,
    Step,
    Way,
)
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.evolve import detail_words
from detente.questions.evolve import picture as drawn
from detente.questions.evolve import words as say
from detente.questions.evolve.answer import EvolveAnswer, Led, Outlook, Ranked, Reached
from detente.questions.question import Request
from detente.questions.strips import card_lines
from detente.wording import Items, Said, Section, Table, Text, Voice, Words

FILE = """
detente: 1
title: A dam
status_quo: []
decision_makers:
  up:
    name: Upstream
    options:
      fill: {text: fill the lake, short: fill, otherwise: the lake stays empty}
      talk: {text: talk, short: talk}
  down: {name: Downstream, options: {sue: {text: go to court, short: sue, otherwise: no suit}}}
  bank: {name: The bank, options: {lend: {text: lend money, short: lend}}}
preferences:
  up: [fill]
  down: [sue if up.fill]
  bank: [lend]
"""
CONFLICT = read_conflict(FILE)
WORDS = Words(CONFLICT.under())
MARKS = re.compile(r"#\d|\b(Nash|SEQ|SMR|GMR|SSEQ)\b")


def state(*taken: str) -> StateValue:
    return StateValue(id="+".join(taken) or "none", taken=tuple(sorted(taken)), number=str(len(taken)))


STATES = (
    state(),
    state("up.fill"),
    state("down.sue", "up.fill"),
    state("up.talk"),
    state("bank.lend", "up.talk"),
    state("down.sue"),
)
TODAY, FILL, SUED, TALK, LENT, LEFT = range(6)


def way(*steps: tuple[str, int], start: int = TODAY) -> Way:
    return Way(start=start, moves=tuple(Step(mover=m, state=s) for m, s in steps))


TO_SUED = way(("up", FILL), ("down", SUED))
TO_TALK = way(("up", TALK))
TO_LENT = way(("up", TALK), ("bank", LENT))
ALL = {SUED: TO_SUED, TALK: TO_TALK, LENT: TO_LENT, TODAY: way()}


def standings(**kinds: StandingKind) -> tuple[Standing, ...]:
    return tuple(Standing(decision_maker=dm, kind=kind) for dm, kind in kinds.items())


def ends(*states: int, concept: str = "nash", **more: Any) -> Ends:
    given: dict[str, Any] = {
        "count": str(len(states)),
        "ways": tuple(ALL.get(s, way()) for s in states),
        "leaving": () if states == (TODAY,) else ("up",),
        "cycle": not states,
        "standings": standings(up="better", down="worse", bank="same") if states else (),
    }
    return Ends(concept=concept, states=states, **{**given, **more})


def answer(near: Ends, ahead: Ends | None = None, **more: Any) -> EvolveAnswer:
    account = more.pop("account", "base")
    accounts = more.pop("accounts", ("base",))
    same = msgspec.structs.replace(near, concept="seq")
    heading = Heading(myopic=near, ahead=ahead or same, same=ahead is None)
    spoken = tuple(s for s in dict.fromkeys((*near.states, *heading.ahead.states)))
    given: dict[str, Any] = {
        "question": "evolve",
        "title": "A dam",
        "perspective": account,
        "perspectives": tuple(Perspective(id=a, says="", followed=a == account) for a in accounts),
        "decision_makers": tuple(
            Maker(
                id=d.id,
                name=d.name,
                options=tuple(OptionValue(id=f"{d.id}.{o.id}", text=o.text) for o in d.options),
            )
            for d in CONFLICT.decision_makers
        ),
        "states": STATES,
        "feasible": "16",
        "status_quo": TODAY,
        "spoken": spoken,
        "basis": Basis(claims=3, sourced=2, doubted=0),
        "start": TODAY,
        "heading": heading,
        "reachable_states": "5",
        "complete": True,
        "moves": 2,
        "led": (Led(concept="nash", reachable="1", undeterred="1", only_by_moves="0", unreachable="0"),),
        "ranked": (
            Ranked(state=TODAY, decision_maker="up", place=2, of=4),
            Ranked(state=SUED, decision_maker="up", place=1, of=4),
            Ranked(state=SUED, decision_maker="down", place=3, of=4),
        ),
    }
    return EvolveAnswer(**{**given, **more})


def voice(*answers: EvolveAnswer) -> Voice:
    return Voice.of(CONFLICT, answers, "dam")


def spoken(*answers: EvolveAnswer) -> Said:
    return say.say(answers, voice(*answers))


# -- the headline ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("near", "ahead", "text"),
    [
        (ends(SUED), None,
         "From today it leads to A (Upstream: fill; Downstream: sue) in two moves: Upstream (“fill”), then Downstream "
         "(“sue”)."),
        (ends(TALK), None, "From today it leads to A (Upstream: talk) in one move: Upstream (“talk”)."),
        (ends(SUED, LENT), None, "From today it leads to one of two outcomes, A or B."),
        (ends(TODAY), None, "Today's situation holds."),
        (ends(), None, "From today it goes round without end."),
        (
            ends(SUED),
            ends(TODAY, concept="seq"),
            "Not looking ahead, it leads to A (Upstream: fill; Downstream: sue); looking ahead, today's situation "
            "holds.",
        ),
        (
            ends(SUED, LENT),
            ends(TALK, concept="seq"),
            "Not looking ahead, it leads to one of two outcomes, A or B; looking ahead, it leads to C (Upstream: "
            "talk).",
        ),
        (
            ends(),
            ends(TALK, concept="seq"),
            "Not looking ahead, it goes round without end; looking ahead, it leads to A (Upstream: talk).",
        ),
        (ends(SUED, count=None), ends(concept="seq", count=None, leaving=(), cycle=False),
         "Not looking ahead, it leads to A (Upstream: fill; Downstream: sue), among others; looking ahead, where it "
         "leads is not known."),
        (ends(SUED, LENT, TALK, TODAY, count="1400"), None,
         "From today it leads to one of 1,400 outcomes, the nearest of them A."),
        (ends(SUED, concept="nash-b"), None,
         "From today it leads to A (Upstream: fill; Downstream: sue) in two moves: Upstream (“fill”), then Downstream "
         "(“sue”), as far as preferences are known."),
    ],
)  # fmt: skip
def test_where_it_leads(near: Ends, ahead: Ends | None, text: str) -> None:
    assert spoken(answer(near, ahead)).headline == text


def test_from_another_start() -> None:
    found = answer(ends(SUED, ways=(way(("down", SUED), start=FILL),)), start=FILL, spoken=(FILL, SUED))
    assert spoken(found).headline == (
        "From A (Upstream: fill) it leads to B (Upstream: fill; Downstream: sue) in one move: Downstream (“sue”)."
    )
    stays = answer(ends(FILL, ways=(way(start=FILL),)), start=FILL, spoken=(FILL,))
    assert spoken(stays).headline == "A (Upstream: fill) holds."
    there = (way(("down", SUED), start=FILL),)
    parts = answer(
        ends(SUED, ways=there),
        ends(FILL, concept="seq", ways=(way(start=FILL),)),
        start=FILL,
        spoken=(FILL, SUED),
    )
    assert spoken(parts).headline.startswith("From A (Upstream: fill): not looking ahead, it leads to B ")


def accounts(near_one: Ends, ahead_one: Ends | None, near_two: Ends, ahead_two: Ends | None) -> Said:
    both = ("one", "two")
    first = answer(near_one, ahead_one, account="one", accounts=both)
    second = answer(near_two, ahead_two, account="two", accounts=both)
    head, _, rest = FILE.partition("preferences:\n")
    inner = "\n".join("    " + line for line in rest.splitlines())
    told = "".join(f"  {a}:\n    says: x\n    preferences:\n{inner}\n" for a in both)
    conflict = read_conflict(f"{head}perspectives:\n{told}")
    return say.say([first, second], Voice.of(conflict, [first, second], "dam"))


def test_accounts_that_part() -> None:
    found = accounts(ends(SUED), None, ends(LENT), ends(TALK, concept="seq"))
    assert found.headline == "From today, looking ahead, it leads to A in “one”; C in “two”."
    assert found.points == (
        "In the account “one”, it leads to A (Upstream: fill; Downstream: sue).",
        "In the account “two”, not looking ahead, it leads to B (Upstream: talk; The bank: lend); looking ahead, it "
        "leads to C (Upstream: talk).",
    )
    assert found.account == ""
    holds = accounts(ends(SUED), None, ends(TODAY), None)
    assert (
        holds.headline
        == "From today, looking ahead, it leads to A in “one”; today's situation holds in “two”."
    )
    ahead = accounts(ends(SUED), ends(TODAY, concept="seq"), ends(LENT), ends(TODAY, concept="seq"))
    assert ahead.headline == (
        "Looking ahead, today's situation holds in every account; not looking ahead, the accounts part."
    )


def test_many_accounts_that_part_are_told_in_short() -> None:
    found = {}
    for k in range(8):
        end = SUED if k % 2 else LENT
        found[f"{k}"] = [answer(ends(end), account=f"the account number {k}")]
    told = voice(answer(ends(SUED, LENT)))
    assert say._parting(found, told, STATES[TODAY]) == "The accounts part on where it leads from today."
    assert say._parting(found, told, STATES[LENT]) == (
        "The accounts part on where it leads from B (Upstream: talk; The bank: lend)."
    )
    ways = {
        k: [answer(ends(e), ends(TODAY, concept="seq"), account="x " * 9)]
        for k, e in (("a", SUED), ("b", LENT))
    }
    assert say._parting(ways, told, STATES[TODAY]).startswith(
        "Looking ahead, today's situation holds in every "
    )
    several = answer(ends(SUED, LENT, TALK), ends(SUED, LENT, TALK, TODAY, count="1000", concept="seq"))
    text = say.where_to(several, told)
    assert text == (
        "not looking ahead, it leads to one of three outcomes, A, B or “Upstream: talk”; looking ahead, it leads to "
        "one of 1,000 outcomes, the nearest of them A"
    )
    assert say.where_to(several, told, short=True) == (
        "not looking ahead, it leads to A, B or “Upstream: talk”; looking ahead, it leads to one of 1,000 outcomes"
    )


def test_accounts_that_agree() -> None:
    found = accounts(ends(SUED), None, ends(SUED), None)
    assert found.headline == ("From today it leads to A (Upstream: fill; Downstream: sue), in every account.")
    assert found.points == (
        "Compared with today, Upstream would gain; Downstream would lose; The bank would fare the same.",
    )


# -- points ----------------------------------------------------------------------------------------


def test_points_tell_who_gains() -> None:
    found = spoken(answer(ends(SUED), ends(TALK, concept="seq")))
    told = "Upstream would gain; Downstream would lose; The bank would fare the same."
    assert found.points == (f"In B, compared with today, {told}",)
    assert spoken(answer(ends(SUED))).points == (f"Compared with today, {told}",)
    stays = answer(ends(SUED), ends(TODAY, concept="seq"))
    assert spoken(stays).points == (f"In A, compared with today, {told}",)
    assert spoken(answer(ends(TODAY))).points == ()
    assert spoken(answer(ends(TODAY))).pictures == ()


def test_only_one_way_is_told_in_the_headline() -> None:
    assert say.only_way(answer(ends(SUED))) == TO_SUED
    assert say.only_way(answer(ends(SUED, LENT))) is None
    assert say.only_way(answer(ends(SUED, count="7"))) is None
    assert say.only_way(answer(ends(TODAY))) is None
    assert say.only_way(answer(ends(SUED), ends(TALK, concept="seq"))) is None


def test_a_way_in_short() -> None:
    assert say.moves_in_short(WORDS, STATES, TO_LENT) == "Upstream (“talk”), then The bank (“lend”)"
    back = way(("up", TODAY), start=FILL)
    assert say.moves_in_short(WORDS, STATES, back) == "Upstream (“the lake stays empty”)"
    assert say.moves_in_short(WORDS, STATES, way(("bank", FILL))) == "The bank"


def test_each_move_is_told_by_what_it_changes_where_it_is_made() -> None:
    there = way(("up", FILL), ("down", SUED), ("up", LEFT))
    assert say.moves_in_short(WORDS, STATES, there) == (
        "Upstream (“fill”), then Downstream (“sue”), then Upstream (“the lake stays empty”)"
    )
    assert detail_words.steps(WORDS, STATES, there) == (
        "Upstream: take up “fill the lake” → #1",
        "Downstream: take up “go to court” → #2",
        "Upstream: drop “fill the lake” → #1",
    )
    found = answer(ends(LEFT, ways=(there,)), spoken=(LEFT,))
    [lane] = lanes_of(found)
    last = drawn.lane_of(lane, voice(found)).arrows[-1]
    assert (last.source, last.target, last.party, last.label) == (2, 3, 0, "the lake stays empty")
    moves = ("Upstream: fill", "Downstream: sue", "the lake stays empty")
    assert drawn.told(lane, voice(found)) == f"{'; then '.join(moves)}; that is A: Downstream: sue."
    assert drawn.table([lane], voice(found)).rows == (("", " → ".join(moves), "A"),)


def test_a_long_list_of_who_gains_tells_the_clear_cases() -> None:
    many = standings(up="better", down="worse", bank="better_or_same")
    assert say.fares(WORDS, many, "today", "A, B and C") == (
        "In A, B and C, compared with today, Upstream would gain; The bank would gain or fare the same; Downstream "
        "would lose."
    )
    more = (*many, *standings(up="open", down="unknown", bank="worse_or_same"))
    assert (
        say.fares(WORDS, more, "today") == "Compared with today, Upstream would gain; Downstream would lose."
    )
    unclear = standings(up="open") * 20
    assert say.fares(WORDS, unclear, "today") == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("better", "Upstream would gain"),
        ("worse", "Upstream would lose"),
        ("same", "Upstream would fare the same"),
        ("better_or_same", "Upstream would gain or fare the same"),
        ("worse_or_same", "Upstream would lose or fare the same"),
        ("open", "for Upstream it depends on the outcome"),
        ("unknown", "for Upstream it is unknown"),
    ],
)
def test_who_gains_and_who_loses(kind: StandingKind, text: str) -> None:
    assert say.fares(WORDS, standings(up=kind), "today") == f"Compared with today, {text}."
    assert say.fares(WORDS, standings(up=kind), "today", "A") == f"In A, compared with today, {text}."


def test_outcomes_in_short() -> None:
    found = voice(answer(ends(SUED, LENT)))
    assert say.outcomes_in_short(found, [STATES[SUED], STATES[LENT]]) == "A and B"
    assert say.outcomes_in_short(found, [STATES[SUED]] * 4) == "all of these"


@pytest.mark.parametrize(
    ("moves", "nothing", "text"),
    [
        ("0", "0", ""),
        ("1", "0", "One further outcome would hold, but somebody would have to make a move that it does not gain by."),
        ("2", "0", "Two further outcomes would hold, but somebody would have to make a move that it does not gain by."),
        ("0", "3", "Three further outcomes would hold, but no moves lead there."),
        ("1", "2",
         "Three further outcomes would hold, but two cannot be reached, and the way to the other costs somebody."),
        ("2", "1",
         "Three further outcomes would hold, but one cannot be reached, and the way to the others costs somebody."),
        (None, "1", ""),
    ],
)  # fmt: skip
def test_what_else_would_hold(moves: str | None, nothing: str, text: str) -> None:
    assert say.beyond([Led(concept="nash", reachable="1", only_by_moves=moves, unreachable=nothing)]) == text


def test_how_sure_and_what_next() -> None:
    reached = (
        Reached(state=TALK, concepts=("seq",), way=TO_TALK, undeterred=("seq",)),
        Reached(state=SUED, concepts=("nash", "seq"), way=TO_SUED, undeterred=("nash",)),
        Reached(state=LENT, concepts=("nash",), way=TO_LENT, undeterred=()),
    )
    led = tuple(Led(concept=c, reachable="1") for c in ("nash", "seq"))
    found = spoken(answer(ends(SUED), ends(TALK, concept="seq"), reachable=reached, led=led))
    assert found.sure == "B holds: Nash ✗ SEQ ✓; A holds: Nash ✓ SEQ ✓. Rests on 3 claims, 2 with a source."
    assert found.next == ("detente explain dam --state up.talk",)
    today = (Reached(state=TODAY, concepts=("seq",), way=way()),)
    stays = spoken(answer(ends(TODAY), reachable=today, led=led))
    assert stays.sure.startswith("Today's situation holds: Nash ✗ SEQ ✓. ")
    assert stays.next == ("detente explain dam",)
    assert spoken(answer(ends())).next == ("detente better dam",)
    alike = (
        Reached(state=SUED, concepts=("seq",), way=TO_SUED),
        Reached(state=TALK, concepts=("seq",), way=TO_TALK),
    )
    both = spoken(answer(ends(SUED), ends(TALK, concept="seq"), reachable=alike, led=led))
    assert both.sure.startswith("A and B hold: Nash ✗ SEQ ✓. ")


# -- details ---------------------------------------------------------------------------------------


def flat(blocks: Any) -> list[Any]:
    found = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Section):
            found += flat(block.blocks)
    return found


def test_details_tell_every_way() -> None:
    reached = (Reached(state=SUED, concepts=("nash", "seq", "gmr"), way=TO_SUED, undeterred=("nash", "seq")),)
    outlook = (Outlook(decision_maker="up", better=True, same=False, worse=True),)
    led = (
        Led(concept="seq", reachable=None),
        Led(
            concept="nash", reachable="1", undeterred="1", only_by_moves="2", unreachable="3", outlook=outlook
        ),
    )
    rest: dict[str, Any] = {
        "only_by_moves": (Reached(state=LENT, concepts=("seq",), way=TO_LENT),),
        "unreachable": (Reached(state=TALK, concepts=("nash",)),),
    }
    blocks = flat(spoken(answer(ends(SUED), reachable=reached, led=led, **rest)).details)
    [section] = [b for b in blocks if isinstance(b, Section)]
    assert section.title == "To #2 (Nash, SEQ and GMR) in 2 moves"
    [items] = [b for b in blocks if isinstance(b, Items)]
    assert items.numbered
    assert items.items == ("Upstream: take up “fill the lake” → #1", "Downstream: take up “go to court” → #2")
    texts = [b.text for b in blocks if isinstance(b, Text)]
    assert "Undeterred under Nash and SEQ, not under GMR." in texts
    assert texts[0] == "It begins at #0: no option is taken."
    assert (
        texts[1]
        == "Moves for a gain lead to 5 states of 16, the start among them, the furthest 2 moves away."
    )
    letters, counts, outlooks, others = [b for b in blocks if isinstance(b, Table)]
    assert letters.rows == (("A", "#2", "Upstream: fill the lake · Downstream: go to court"),)
    assert counts.columns == ("Concept", "By improvements", "Undeterred", "Only by other moves", "Not at all")
    assert counts.rows == (
        ("Nash (rationality)", "1", "1", "2", "3"),
        ("SEQ (sequential stability)", "out of reach", "", "out of reach", "out of reach"),
    )
    assert outlooks.columns == ("Party", "Reached (Nash)")
    assert outlooks.rows == (
        ("Upstream", "better or worse"),
        ("Downstream", "out of reach"),
        ("The bank", "out of reach"),
    )
    assert others.rows == (
        ("#2", "Upstream: talk · The bank: lend money", "SEQ", "by other moves"),
        ("#1", "Upstream: talk", "Nash", "not at all"),
    )


def test_a_column_that_is_empty_is_left_out() -> None:
    led = (Led(concept="nash", reachable="1", only_by_moves="2", unreachable="3"),)
    [_, counts] = [b for b in flat(spoken(answer(ends(SUED), led=led)).details) if isinstance(b, Table)]
    assert counts.columns == ("Concept", "By improvements", "Only by other moves", "Not at all")
    assert counts.rows == (("Nash (rationality)", "1", "2", "3"),)


def test_what_was_not_looked_for_is_said() -> None:
    found = answer(ends(SUED), complete=False, limit="15 seconds")
    assert detail_words.reach_told(found) == (
        "Moves for a gain lead to 5 states of 16 within 2 moves, the start among them; more were not looked for (15 "
        "seconds)."
    )


@pytest.mark.parametrize(
    ("better", "same", "worse", "text"),
    [
        (True, False, False, "better"),
        (False, True, False, "as good"),
        (False, False, True, "worse"),
        (True, True, True, "better, as good or worse"),
    ],
)
def test_outlook(better: bool, same: bool, worse: bool, text: str) -> None:
    assert detail_words.outlook(Outlook(decision_maker="up", better=better, same=same, worse=worse)) == text


def test_it_is_there_already() -> None:
    told = detail_words.way_section(
        WORDS, answer(ends(TODAY)), Reached(state=TODAY, concepts=("nash",), way=way())
    )
    assert told.title == "To #0 (Nash): it is there already"


# -- the strip -------------------------------------------------------------------------------------


def lanes_of(*answers: EvolveAnswer) -> list[drawn.Drawn]:
    return drawn.lanes(answers)


def test_a_lane_for_each_way_of_looking_at_it() -> None:
    one = answer(ends(SUED))
    two = answer(ends(SUED), ends(TALK, concept="seq"), account="x")
    assert [(lane.label, lane.ends) for lane in lanes_of(one)] == [("", one.heading.ahead)]
    assert [(lane.label, lane.ends) for lane in lanes_of(two)] == [
        ("Not looking ahead", two.heading.myopic),
        ("Looking ahead", two.heading.ahead),
    ]
    assert [lane.label for lane in lanes_of(one, two)] == ["base", "x, not looking ahead", "x, looking ahead"]


def test_cards_and_arrows_run_from_today_to_the_ends() -> None:
    found = answer(ends(SUED, LENT))
    told = voice(found)
    lane = drawn.lane_of(lanes_of(found)[0], told)
    today, step, sued, talked, lent = lane.cards
    assert (today.kind, today.title, today.letter) == ("today", "Today", "")
    assert (step.kind, step.is_dot, talked.is_dot) == ("step", True, True)
    assert (sued.kind, sued.letter, sued.title) == ("end", "A", "Upstream: fill; Downstream: sue")
    assert (lent.kind, lent.letter) == ("end", "B")
    assert [(a.source, a.target, a.party, a.label) for a in lane.arrows] == [
        (0, 1, 0, "Upstream: fill"),
        (1, 2, 1, "Downstream: sue"),
        (0, 3, 0, "Upstream: talk"),
        (3, 4, 2, "The bank: lend"),
    ]
    assert today.ranks == ((0, "2nd of 4"),)
    assert sued.ranks == ((0, "1st of 4"), (1, "3rd of 4"))
    assert sued.lines == ((0, "fill", True), (1, "sue", True))
    assert today.lines == ()


def test_what_is_dropped_is_told_on_the_card() -> None:
    assert card_lines(STATES[TODAY], WORDS, STATES[FILL]) == ((0, "the lake stays empty", True),)
    assert card_lines(STATES[FILL], WORDS, STATES[FILL]) == ((0, "fill", False),)
    assert card_lines(STATES[SUED], WORDS, STATES[FILL]) == ((0, "fill", False), (1, "sue", True))


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (ends(SUED), ""),
        (ends(SUED, count="3"), "And 2 further ends."),
        (ends(SUED, count="2"), "And 1 further end."),
        (ends(SUED, count=None), "There may be further ends."),
        (ends(count=None, cycle=False), ""),
        (ends(), "It goes round without end."),
    ],
)
def test_what_a_lane_does_not_show(found: Ends, text: str) -> None:
    assert drawn.note(drawn.Drawn(answer(ends(SUED)), "", found)) == text


def test_the_text_and_the_table_say_the_same() -> None:
    found = answer(ends(SUED), ends(TODAY, concept="seq"))
    [picture] = spoken(found).pictures
    assert not isinstance(picture, Table)
    assert picture.text == (
        "Not looking ahead: Upstream: fill; then Downstream: sue; that is A: Upstream: fill; Downstream: sue. Looking "
        "ahead: today holds."
    )
    [table] = picture.plain
    assert isinstance(table, Table)
    assert table.columns == ("", "Shortest way", "Ends in")
    assert table.rows == (
        ("Not looking ahead", "Upstream: fill → Downstream: sue", "A"),
        ("Looking ahead", "nobody moves", "today"),
    )
    several = answer(ends(SUED, LENT))
    assert drawn.table(lanes_of(several), voice(several)).rows == (
        ("", "Upstream: fill → Downstream: sue", "A"),
        ("", "Upstream: talk → The bank: lend", "B"),
    )
    [alone] = spoken(answer(ends(SUED))).pictures
    assert not isinstance(alone, Table)
    assert alone.plain == (Text("A: Upstream: fill; Downstream: sue."),)
    lost = answer(ends(SUED), ends(concept="seq", count=None, cycle=False))
    assert drawn.told(lanes_of(lost)[1], voice(lost)) == "Looking ahead: where it leads is not known."
    assert drawn.table(lanes_of(lost), voice(lost)).rows[1] == (
        "Looking ahead",
        "where it leads is not known",
        "—",
    )
    round_ = answer(ends(SUED), ends(concept="seq"))
    assert drawn.told(lanes_of(round_)[1], voice(round_)) == (
        "Looking ahead: no outcome that holds is reached. It goes round without end."
    )


def test_the_drawing_is_read_back() -> None:
    [picture] = spoken(answer(ends(SUED, LENT))).pictures
    assert not isinstance(picture, Table)
    root = ElementTree.fromstring(picture.svg)
    kinds = [e.get("data-kind") for e in root.iter() if e.get("data-kind")]
    assert kinds.count("arrow") == 4
    texts = " ".join(t for e in root.iter() for t in (e.text or "").split())
    for word in ("Upstream:", "fill", "sue", "Today", "lend"):
        assert word in texts
    assert root.find("{http://www.w3.org/2000/svg}desc") is not None


def test_the_lanes_of_accounts_name_them() -> None:
    found = accounts(ends(SUED), None, ends(LENT), ends(TALK, concept="seq"))
    [picture] = found.pictures
    assert not isinstance(picture, Table)
    [table] = picture.plain
    assert isinstance(table, Table)
    assert [r[0] for r in table.rows] == ["one", "two, not looking ahead", "two, looking ahead"]


# -- limits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_what_is_said_of_the_catalogue_keeps_the_limits(name: str) -> None:
    conflict, question = detente.load(name), find("evolve")
    game = conflict.under(conflict.accounts[0]).game()
    start = None if game.status_quo is not None else game.state(0).id
    for chosen in (conflict.accounts[:1], conflict.accounts):
        results = question.ask(Request(conflict, tuple(chosen), None, {"start": start}))
        answers = [question.answer(r) for r in results]
        said = question.say(answers, Voice.of(conflict, answers, name))
        for text in (said.headline, *said.points):
            assert len(text.split()) <= 25, text
            assert not MARKS.search(text), text
            assert text.endswith(".")
        assert len(said.points) <= 3
        assert len(said.next) <= 2
        assert len(said.pictures) <= 1


def test_the_example_of_the_help_runs() -> None:
    question = find("evolve")
    assert [a.name for a in question.arguments] == ["start"]
    assert question.example.split()[:3] == ["detente", "evolve", "istanbul-2025"]
    conflict = detente.load("istanbul-2025")
    [result] = question.ask(Request(conflict, ("commentary",), None, {"start": None}))
    assert any(row["by"] == "improvements" for row in question.rows(result))


GIVEN = """
detente: 1
title: given
decision_makers: {a: {name: Anna}, b: {name: Bert}}
states: {s1: the start, s2: the middle, s3: the end}
moves: {a: [s1 -> s2], b: [s2 -> s3, s3 -> s2]}
preferences: {a: {ranking: [s2, s1, s3]}, b: {ranking: [s3, s2, s1]}}
status_quo: s1
"""


def test_states_that_are_given_are_called_by_their_names() -> None:
    conflict = read_conflict(GIVEN)
    [evolved] = find("evolve").ask(Request(conflict, ("base",), None, {"start": None}))
    found = find("evolve").answer(evolved)
    assert isinstance(found, EvolveAnswer)
    said = say.say([found], Voice.of(conflict, [found], "given"))
    items = [b.items for b in flat(said.details) if isinstance(b, Items)]
    assert ("Anna: move to s2 (“the middle”)", "Bert: move to s3 (“the end”)") in items
    lane = drawn.lane_of(lanes_of(found)[0], Voice.of(conflict, [found], "given"))
    assert all(card.lines == () for card in lane.cards)
    [explained] = find("explain").ask(Request(conflict, ("base",), ("gmr",), {"state": None, "dm": "a"}))
    told = find("explain").answer(explained)
    blocks = flat(find("explain").say([told], Voice.of(conflict, [told], "given")).details)
    [witness] = [text for b in blocks if isinstance(b, Items) for text in b.items]
    assert witness.startswith(
        "Anna could move to s2 (“the middle”), and would gain: 1st instead of 2nd of 3 in its order."
    )


def test_a_way_that_was_told_before_is_not_told_again() -> None:
    conflict = detente.load("istanbul-2025")
    question = find("evolve")
    results = question.ask(Request(conflict, ("commentary",), given={"start": None}))
    answers: list[Any] = [question.answer(r) for r in results]
    from detente.questions.evolve.picture import lanes, table
    from detente.questions.strips import SAME_WAY

    [lane, *_] = lanes(answers)
    twice = table([lane, lane], Voice.of(conflict, answers, "x"))
    steps = [row[1] for row in twice.rows]
    assert SAME_WAY not in steps[: len(lane.ways)]
    assert steps[len(lane.ways) :] == [SAME_WAY] * len(lane.ways)


def test_where_both_ways_of_looking_lead_to_one_outcome_the_way_is_that_of_looking_ahead() -> None:
    near = ends(SUED, ways=(way(("down", LEFT), ("up", SUED)),))
    ahead = ends(SUED, concept="seq", ways=(TO_SUED,))
    found = answer(near, ahead)
    found = msgspec.structs.replace(found, heading=msgspec.structs.replace(found.heading, same=True))
    assert say.only_way(found) == TO_SUED
    apart = msgspec.structs.replace(found.heading, same=False)
    assert say.only_way(msgspec.structs.replace(found, heading=apart)) is None


def test_accounts_of_which_some_stay_are_told_from_where_they_begin() -> None:
    first = accounts(ends(TODAY), None, ends(SUED), None).headline
    assert first.startswith("Looking ahead, today's situation holds in “one”; ")
    second = accounts(ends(SUED), None, ends(TODAY), None).headline
    assert second.startswith("From today, looking ahead, it leads to ")


@pytest.mark.parametrize("number", [19, 20, 21, 25])
def test_of_many_equilibria_twenty_are_told_and_the_rest_is_counted(number: int) -> None:
    reached = tuple(Reached(state=SUED, concepts=("nash",), way=TO_SUED) for _ in range(number))
    far = tuple(Reached(state=LENT, concepts=("seq",), way=TO_LENT) for _ in range(number - 1))
    lost = (Reached(state=TALK, concepts=("nash",)),)
    found = answer(ends(SUED), reachable=reached, only_by_moves=far, unreachable=lost)
    blocks = flat(spoken(found).details)
    assert len([b for b in blocks if isinstance(b, Section)]) == min(number, 20)
    texts = [b.text for b in blocks if isinstance(b, Text)]
    more = number - 20
    told = f"And {more} further {'equilibrium' if more == 1 else 'equilibria'}; the JSON lists them."
    assert (told in texts) == (more > 0)
    assert sum("further" in text for text in texts) == (more > 0)
    rest = [b for b in blocks if isinstance(b, Table)][-1]
    assert len(rest.rows) == min(number, 20)
    assert rest.note == (f"The first 20 of {number}; the JSON lists all." if more > 0 else "")
    assert rest.title == "Equilibria that no moves for a gain lead to"
    assert {row[3] for row in rest.rows} <= {"by other moves", "not at all"}
    assert texts[-1] == (
        "A way is made of moves by each of which its mover gains. Undeterred are the ways on which nobody makes a move "
        "that, under the concept, an answer deters."
    )
