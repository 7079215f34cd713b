"""Looking around in the graph of states: what is drawn besides, what is left out, and what a move brings."""

from __future__ import annotations

import re
from typing import Any

import pytest

import detente
from detente.questions.analyze.picture import graph_told
from detente.questions.analyze.widening import MOST_NEXT, MOST_WIDE, next_to, widened
from detente.reports.graph import NOTHING_LEFT, around, left_out, move_told
from detente.wording import Voice, label

CONFLICT = detente.load("istanbul-2025")
GAME = CONFLICT.game("kyiv")
ANSWER: Any = detente.answer(detente.analyze(GAME))
VOICE = Voice.of(CONFLICT, [ANSWER])
TODAY = ANSWER.states[ANSWER.status_quo]


def moves(game):
    """Every move of a game, one by one: who, from where, to where."""
    return {
        (dm, s, int(t))
        for dm, m in zip(game.decision_makers, game.moves, strict=True)
        for s in range(game.size)
        for t in m.successors(s)
    }


MOVES = moves(GAME)


def neighbours(state):
    return {t for _, s, t in MOVES if s == state} | {s for _, s, t in MOVES if t == state}


@pytest.mark.parametrize("state", [0, 5, 100, GAME.size - 1])
def test_next_to_a_state_is_what_a_move_links_to_it(state):
    assert next_to(GAME, state) == sorted(neighbours(state) - {state})


def test_what_is_next_to_a_state_is_drawn_and_what_is_left_out_is_counted():
    before = [n.state for n in ANSWER.graph.nodes]
    wider = widened(ANSWER, GAME, [TODAY.id, "no state of this name", TODAY.id])
    shown = [n.state for n in wider.answer.graph.nodes]
    assert shown[: len(before)] == before
    assert len(shown) == len(set(shown)) == len(before) + wider.added
    assert neighbours(ANSWER.status_quo) <= set(shown)
    assert wider.left == {s: len(neighbours(s) - set(shown) - {s}) for s in shown}
    level = {n.state: n.level for n in wider.answer.graph.nodes}
    assert {level[s] for s in shown[len(before) :]} == {level[ANSWER.status_quo] + 1}
    for node in wider.answer.graph.nodes:
        held = {h.concept for h in ANSWER.plain if node.state in h.states}
        assert set(node.concepts) == held
    told = [(x.decision_maker, x.source, x.target, x.forth) for x in wider.answer.graph.lines]
    told += [(x.decision_maker, x.target, x.source, x.back) for x in wider.answer.graph.lines]
    for dm, s, t, gain in told:
        i = GAME.index(dm)
        assert gain is (bool(GAME.ranks[i][t] > GAME.ranks[i][s]) if (dm, s, t) in MOVES else None)
    drawn = {(dm, s, t) for dm, s, t, gain in told if gain is not None}
    new = set(shown) - set(before)
    assert {m for m in MOVES if ANSWER.status_quo in m[1:] and new & set(m[1:])} <= drawn
    better = {
        (dm, s, t)
        for dm, s, t in MOVES
        if {s, t} <= set(shown)
        and new & {s, t}
        and GAME.ranks[GAME.index(dm)][t] > GAME.ranks[GAME.index(dm)][s]
    }
    assert better <= drawn


def test_there_is_a_limit_and_nothing_asked_changes_nothing():
    ids = [s.id for s in ANSWER.states]
    wider = widened(ANSWER, GAME, ids)
    assert len(wider.answer.graph.nodes) <= MOST_WIDE
    one = widened(ANSWER, GAME, [ANSWER.states[ANSWER.graph.nodes[-1].state].id])
    assert one.added <= MOST_NEXT
    assert widened(ANSWER, GAME).answer == ANSWER


def test_it_is_said_how_many_are_left_out():
    assert left_out(0) == NOTHING_LEFT
    assert left_out(1) == "1 state next to it left out."
    assert left_out(7) == "7 states next to it left out."


def test_the_picture_says_what_is_drawn_besides():
    found = around(ANSWER, GAME, VOICE, [TODAY.id])
    added = len(found.states) - len(ANSWER.graph.nodes)
    shown, hold = graph_told(ANSWER).split(" Equilibria under some concept, of those drawn: ")
    besides = (
        f" Besides, {added} states next to those asked for. Equilibria under some concept, of those drawn: "
    )
    assert found.picture.text.startswith(shown + besides)
    places = {s.id: k for k, s in enumerate(ANSWER.states)}
    holding = {
        label(d.state) for d in found.states if any(places[d.state.id] in h.states for h in ANSWER.plain)
    }
    told = found.picture.text.removeprefix(shown + besides)
    named = re.findall(r"#\d+|today", told)
    assert set(named) < holding
    assert told.endswith(f" and {len(holding) - len(named)} more.")
    assert len(holding) > len(re.findall(r"#\d+|today", hold))  # of those drawn besides, some hold
    assert around(ANSWER, GAME, VOICE).picture.text == graph_told(ANSWER)
    assert found.picture.svg.count('data-state="') == len(found.states)
    assert [d.told for d in found.states] == [left_out(d.left) for d in found.states]
    heads = set(re.findall(r'data-from="(\d+)" data-to="(\d+)"', found.picture.svg))
    assert {
        (str(m.source), str(m.target)) for m in found.moves
    } == heads  # each arrow has its line in the list
    first = found.moves[0]
    ends = [label(found.states[k].state) for k in (first.source, first.target)]
    assert first.told.startswith(f"{ends[0]} → {ends[1]}: ")


def told_of(mover, start, target):
    answer = detente.answer(detente.explain_state(GAME, start, [mover]))
    return move_told(answer, GAME, VOICE, mover, target)


def test_a_move_tells_what_the_mover_gains_and_who_could_answer():
    told = told_of("europe", TODAY.id, "europe.enforce+us.insist+us.support")
    assert told[0] == "Europe could take up “impose new sanctions and send more arms”, and would gain."
    assert any(t.startswith("But Russia could answer") for t in told)
    assert any("worse off than in today's situation" in t for t in told)
    assert told[-1] == "SEQ: No answer that would pay for the others deters it."
    assert len(set(told)) == len(told)


def test_a_move_that_is_no_better_says_so():
    told = told_of("europe", "europe.enforce+us.insist+us.support", TODAY.id)
    assert len(told) == 1
    assert "it would gain nothing by that." in told[0]
    assert told[0].startswith("No new European sanctions or arms")


def test_where_preferences_are_open_it_is_said_that_it_is_unknown():
    text = """detente: 1
title: Open
status_quo: []
decision_makers: {a: {options: {go: go}}, b: {options: {stay: stay}}}
preferences: {a: [{that: a.go, unknown: true}], b: [b.stay]}
"""
    conflict = detente.read_conflict(text)
    game = conflict.game()
    answer = detente.answer(detente.explain_state(game, "none", ["a"], ["seq-b"]))
    voice = Voice.of(conflict, [answer])
    told = move_told(answer, game, voice, "a", "a.go")
    assert told == ["A: go: whether that is better for it is unknown."]
