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
from detente.elicit.words import ALIKE, MOST_OPEN, UNKNOWN, WHY, Speech
from detente.wording import Words

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
        == "0 answers so far; 13 more questions at most. You can stop at any time."
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


def test_each_form_has_its_headline_and_what_does_not_go_together_is_said():
    heads = {
        SPEECH.headline(Proposal(form, (Literal(0),) if form == "statements" else ()))
        for form in ("nothing", "statements", "weights", "ranking", "partial")
    }
    heads |= {
        SPEECH.headline(Proposal("statements")),
        SPEECH.headline(Proposal("nothing", against=(Answer(1, 2, "one"),))),
    }
    assert len(heads) == 7
    against = (Answer(1, 2, "one"),)
    assert SPEECH.against(Proposal("weights")) == ""
    assert "circle" in SPEECH.against(Proposal("nothing", against=against))
    assert "joins some" in SPEECH.against(Proposal("statements", (Literal(0),), joined=True, against=against))
    assert "only the order of outcomes" in SPEECH.against(Proposal("partial", against=against))
    assert [label for _, label in SPEECH.choices()[2:]] == [ALIKE, UNKNOWN]


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
