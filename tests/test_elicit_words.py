"""How a dialogue about pairs of outcomes speaks: each sentence from the answers, both ways round."""

from __future__ import annotations

import pytest

import detente
from detente.elicit import (
    Answer,
    Dialogue,
    Literal,
    Pair,
    Proposal,
    answered,
    asks,
    begin,
    ground_of,
    proposal,
    walked,
)
from detente.elicit.dialogue import Walk
from detente.elicit.words import ALIKE, MOST_OPEN, UNKNOWN, WHY, Line, Speech
from detente.elicit.words import _bare as bare
from detente.wording import Voice, Words

FILE = """detente: 1
title: The river
status_quo: []
decision_makers:
  upper:
    name: Upper town
    short: Up
    options: {release: let water through, dam: {text: build a dam, levels: [low, high]}}
  lower: {name: Lower town, options: {pay: {text: pay, otherwise: the lower town does not pay}, sue: sue}}
conditions: {calm: {text: all is calm, that: not lower.sue and not upper.dam}}
rules: [{never: lower.pay and lower.sue}]
preferences: {upper: [lower.pay or release, not lower.sue], lower: []}
"""
CONFLICT = detente.read_conflict(FILE)
GAME = CONFLICT.game()
GROUNDS = ground_of(GAME, "upper", ["none", "lower.pay"])
GROUND = GROUNDS.ground
SPEECH = Speech(GROUNDS, Words(CONFLICT), "upper")
RELEASE, DAM, HIGH, PAY, SUE = (1 << k for k in range(5))
PLACE = {"release": 0, "pay": 3, "sue": 4}


def world(things):
    return GROUND.there[things]


def test_the_ground_has_single_things_levels_and_what_has_a_name():
    assert GROUND.terms[: GROUND.asked] == (
        "upper.release",
        "upper.dam",
        "upper.dam >= high",
        "lower.pay",
        "lower.sue",
    )
    assert GROUND.terms[GROUND.asked :] == ("calm", "lower.pay or release", "not lower.sue")
    assert GROUND.whole
    assert len(GROUND.worlds) == GAME.size == 18
    assert GROUND.worlds[:2] == (world(0), world(PAY))
    assert GROUND.matter == 2
    assert GROUND.order[0] == 3  # what differs among the outcomes that matter comes first
    for w in GROUND.worlds:
        state = GROUNDS.states[w]
        for k, condition in enumerate(GROUNDS.conditions):
            assert bool(w >> k & 1) is condition.holds(frozenset(state.taken))
        assert GAME.state(GROUNDS.references[w]).id == state.id


def test_pairs_say_what_is_so_in_one_alone_and_in_both():
    shown = SPEECH.shown(Pair(world(RELEASE | PAY), world(RELEASE), "whether", (3,)))
    assert shown.why == WHY["whether"]
    assert shown.one == ("Lower town: “pay”",)
    assert shown.other == ("The lower town does not pay",)
    assert shown.both == ("Up: “let water through”",)
    shown = SPEECH.shown(Pair(world(PAY), world(SUE), "which", (3, 4)))
    assert shown.why == WHY["which"]
    assert shown.one[0] == "Lower town: “pay”"
    assert shown.other == ("The lower town does not pay", "Lower town: “sue”")
    assert shown.both == ()
    assert (
        SPEECH.shown(Pair(world(PAY), world(SUE), "whether", (3,))).why
        == "They differ in as little as can be."
    )
    assert SPEECH.question() == "Which of these two would Up prefer?"
    assert [c for c, _ in SPEECH.choices()] == ["one", "other", "alike", "unknown"]


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("one", "Better: Lower town: “sue”. Worse: Lower town: not “sue”."),
        ("other", "Better: Lower town: not “sue”. Worse: Lower town: “sue”."),
        ("alike", "As good: Lower town: “sue”. And: Lower town: not “sue”."),
        ("unknown", "Not known: Lower town: “sue”. Or: Lower town: not “sue”."),
    ],
)
def test_answers_are_said(choice, told):
    assert SPEECH.answer(Answer(world(SUE), world(0), choice)) == told


def test_how_far_it_is_and_what_stays_open():
    dialogue = begin(GROUND)
    assert (
        SPEECH.progress(dialogue, walked(dialogue))
        == "0 answers so far; about 13 more questions. You can stop at any time."
    )
    told = SPEECH.open(dialogue, walked(dialogue))
    assert told[0] == "Not asked yet: Lower town: “pay”."
    assert len(told) == 5 <= MOST_OPEN
    dialogue = answered(dialogue, asks(dialogue)[0], "unknown")
    assert "1 answer so far" in SPEECH.progress(dialogue, walked(dialogue))
    assert SPEECH.open(dialogue, walked(dialogue))[0] == "Whether it wants this: Lower town: “pay”."
    dialogue = answered(begin(GROUND), asks(begin(GROUND))[0], "alike")
    assert SPEECH.without(walked(dialogue)) == "It makes no difference to it: Lower town: “pay”."
    assert SPEECH.without(walked(begin(GROUND))) == ""
    walk = walked(begin(GROUND))
    walk.signs, walk.order, walk.loose = {0: True, 4: False}, [[0], [4]], [(0, 4)]
    walk.next = []
    assert (
        SPEECH.open(begin(GROUND), walk)[0]
        == "Which counts more: Up: “let water through” or [Lower town: not “sue”]."
    )
    assert "nothing more is to be asked" in SPEECH.progress(begin(GROUND), walk)
    assert SPEECH._few(["x"] * 8) == (*["x"] * MOST_OPEN, "And 2 more.")


def lines(found):
    return [(x.written, x.value) for x in SPEECH.lines(found)]


def test_proposals_are_said_in_words_and_as_the_file_writes_them():
    found = Proposal("statements", (Literal(4, False), Literal(2, False), Literal(3, True, 0, False)))
    assert [x for x, _ in lines(found)] == [
        "not lower.sue",
        "not (upper.dam >= high)",
        "lower.pay and not upper.release",
    ]
    for line in SPEECH.lines(found):
        CONFLICT.condition(line.written, "upper")
    assert SPEECH.lines(found)[0].told == "Lower town: not “sue”"
    assert lines(Proposal("weights", weights=((3, 2), (4, -1)))) == [("lower.pay", "+2"), ("lower.sue", "-1")]
    chain = ((world(PAY),), (world(0), world(RELEASE)))
    assert lines(Proposal("partial", chains=(chain,))) == [("lower.pay > none ~ upper.release", "")]
    assert lines(Proposal("ranking", groups=chain)) == [("lower.pay", ""), ("none ~ upper.release", "")]
    assert SPEECH.lines(Proposal("ranking", groups=chain))[1].told.count(" = ") == 1


AGAINST = (Answer(1, 2, "one"),)
SINGLE = "No order of single things agrees with"


@pytest.mark.parametrize(
    ("found", "head", "against"),
    [
        (Proposal("nothing"), "Nothing follows yet.", ""),
        (
            Proposal("nothing", against=AGAINST),
            "These answers contradict each other.",
            "These answers go round in a circle. Take one of them back:",
        ),
        (Proposal("statements"), "By these answers it wants nothing: all outcomes are as good for it.", ""),
        (Proposal("statements", (Literal(0),)), "What it wants, the most important first:", ""),
        (
            Proposal("statements", (Literal(0),), joined=True, against=AGAINST),
            "What it wants, the most important first:",
            f"{SINGLE} all of these, so that the proposal joins some of them:",
        ),
        (Proposal("weights"), "What it wants, by weights: some things count the same.", ""),
        (
            Proposal("ranking", against=AGAINST),
            "Its order of all outcomes, best first:",
            f"{SINGLE} these answers, so that only the order of outcomes is proposed:",
        ),
        (
            Proposal("partial", against=AGAINST),
            "Its order of the outcomes that were compared, best first:",
            f"{SINGLE} these answers, so that only the order of outcomes is proposed:",
        ),
    ],
)
def test_each_form_has_its_headline_and_what_does_not_go_together_is_said(found, head, against):
    assert (SPEECH.headline(found), SPEECH.against(found)) == (head, against)


def test_what_stands_on_buttons_and_why_a_pair_is_asked():
    assert SPEECH.choices() == (
        ("one", "the first"),
        ("other", "the second"),
        ("alike", "as good as each other"),
        ("unknown", "nobody can say"),
    )
    assert (ALIKE, UNKNOWN) == ("as good as each other", "nobody can say")
    assert WHY == {
        "whether": "They differ in this alone.",
        "which": "They differ in two things: which of them counts more?",
        "check": "To try it out: does what was said so far hold here, too?",
        "rank": "Which of these two outcomes is better for it?",
    }
    assert SPEECH.shown(Pair(world(PAY), world(SUE), "check", (3, 4))).why == WHY["check"]
    assert SPEECH.shown(Pair(world(PAY), world(0), "whether", (3,))).why == WHY["whether"]


def test_what_stays_open_is_cut_where_it_is_too_much():
    few = SPEECH._few
    assert few([]) == ()
    assert few(["x"] * MOST_OPEN) == ("x",) * MOST_OPEN
    assert few([f"x{k}" for k in range(MOST_OPEN + 1)]) == ("x0", "x1", "x2", "x3", "x4", "x5", "And 1 more.")


def test_what_is_known_and_not_known_of_single_things():
    begun, walk = begin(GROUND), Walk()
    walk.signs, walk.without, walk.unsaid = {PLACE["release"]: True, PLACE["sue"]: False}, [PLACE["pay"]], [1]
    walk.order, walk.loose = [[PLACE["release"]]], []
    assert SPEECH.open(begun, walk) == (
        "Whether it wants this: Up: “build a dam” (at any level).",
        "How much it counts: [Lower town: not “sue”].",
        "Not asked yet: Up: “build a dam (high)”.",
    )
    assert SPEECH.without(walk) == "It makes no difference to it: Lower town: “pay”."
    walk.without.append(PLACE["release"])
    assert (
        SPEECH.without(walk) == "It makes no difference to it: Lower town: “pay” and Up: “let water through”."
    )
    walk.loose = [(PLACE["sue"], PLACE["release"])]
    assert SPEECH.open(begun, walk)[1] == (
        "Which counts more: [Lower town: not “sue”] or Up: “let water through”."
    )


def test_outcomes_are_called_by_what_they_are_called():
    dialogue, walk = begin(GROUND, "outcomes"), Walk()
    walk.loose = [(world(PAY), world(RELEASE | SUE))]
    assert SPEECH.open(dialogue, walk) == (
        "Which is better: “Lower town: pay” or “Up: let water through · Lower town: sue”.",
    )
    state = GROUNDS.states[world(PAY)]
    voice = Voice(CONFLICT, (state,), GROUNDS.states[world(0)])
    speech = Speech(GROUNDS, Words(CONFLICT), "upper", voice)
    told = [speech.outcome(world(w)) for w in (0, PAY, SUE)]
    assert told == ["Today", f"A: {voice.title(state)}", ""]
    assert [SPEECH.outcome(world(w)) for w in (0, PAY)] == ["", ""]
    assert speech.named(world(0)) == "Today"
    assert speech.named(world(SUE)) == "Lower town: sue"
    assert SPEECH.shown(Pair(world(0), world(PAY), "rank")).names == ("", "")
    assert speech.shown(Pair(world(0), world(PAY), "rank")).names == ("Today", told[1])
    assert speech.question() == "Which of these two would Up prefer?"


def test_answers_about_outcomes_that_differ_in_much_name_them_whole():
    two, three = (
        Answer(world(RELEASE | PAY), world(0), "one"),
        Answer(world(RELEASE | DAM | PAY), world(0), "other"),
    )
    assert SPEECH.answer(two) == (
        "Better: Up: “let water through” and Lower town: “pay”. "
        "Worse: Up: not “let water through” and The lower town does not pay."
    )
    whole = "Up: let water through, dam low · Lower town: pay"
    assert SPEECH.answer(three) == f"Better: no option is taken. Worse: {whole}."
    assert (
        SPEECH.answer(Answer(world(PAY), world(PAY), "alike"))
        == "As good: Lower town: pay. And: Lower town: pay."
    )


def test_lines_stand_in_words_and_as_they_are_written():
    chain = ((world(PAY),), (world(0), world(RELEASE)))
    wants = Proposal("statements", (Literal(4, False), Literal(3, True, 0, True), Literal(2)))
    told = {
        "statements": SPEECH.lines(wants),
        "weights": SPEECH.lines(Proposal("weights", weights=((3, 2), (2, -1), (0, 0)))),
        "ranking": SPEECH.lines(Proposal("ranking", groups=chain)),
        "partial": SPEECH.lines(Proposal("partial", chains=(chain, chain[1:]))),
    }
    assert told == {
        "statements": (
            Line("Lower town: not “sue”", "not lower.sue"),
            Line("Lower town: “pay” and Up: “let water through”", "lower.pay and upper.release"),
            Line("Up: “build a dam (high)”", "upper.dam >= high"),
        ),
        "weights": (
            Line("Lower town: “pay”", "lower.pay", "+2"),
            Line("Up: “build a dam (high)”", "upper.dam >= high", "-1"),
            Line("Up: “let water through”", "upper.release", "+0"),
        ),
        "ranking": (
            Line("Lower town: pay", "lower.pay"),
            Line("no option is taken = Up: let water through", "none ~ upper.release"),
        ),
        "partial": (
            Line(
                "Lower town: pay > no option is taken = Up: let water through",
                "lower.pay > none ~ upper.release",
            ),
            Line("no option is taken = Up: let water through", "none ~ upper.release"),
        ),
    }
    written = SPEECH.written
    assert written(Literal(2, False, 0, False)) == "not (upper.dam >= high) and not upper.release"
    assert written(Literal(2, True, 0, True)) == "(upper.dam >= high) and upper.release"
    assert [bare(x) for x in ("upper.release", "a-b_c", "a >= b", "(a)")] == [True, True, False, False]


def test_how_far_it_is_is_counted():
    dialogue, walk = begin(GROUND), Walk()
    assert SPEECH.progress(dialogue, walk) == "0 answers so far; nothing more is to be asked."
    walk.next, walk.left = [Pair(0, 1)], 1
    dialogue = answered(dialogue, asks(dialogue)[0], "unknown")
    assert (
        SPEECH.progress(dialogue, walk) == "1 answer so far; about 1 more question. You can stop at any time."
    )


def test_a_conflict_of_states_and_moves_is_asked_about_its_outcomes():
    text = """detente: 1
title: States
states: {war: they fight, truce: they stop, peace: they agree}
decision_makers: {a: {name: A}, b: {name: B}}
moves: {a: [war -> truce], b: [truce -> peace]}
preferences: {a: [], b: []}
"""
    conflict = detente.read_conflict(text)
    game = conflict.game()
    grounds = ground_of(game, "a", [game.state(k).id for k in range(game.size)])
    speech = Speech(grounds, Words(conflict), "a")
    assert grounds.ground.asked == 0
    dialogue = begin(grounds.ground, "outcomes")
    [pair] = asks(dialogue)
    shown = speech.shown(pair)
    assert shown.names == ("war", "truce")
    assert shown.one == ("they fight",)
    while pairs := asks(dialogue):
        later = max(pairs[0].one, pairs[0].other)
        dialogue = answered(dialogue, pairs[0], "one" if later == pairs[0].one else "other")
    found = proposal(dialogue)
    assert found.form == "ranking"
    assert [x.written for x in speech.lines(found)] == ["peace", "truce", "war"]
    assert isinstance(dialogue, Dialogue)
    assert speech.open(dialogue, walked(dialogue)) == ()
