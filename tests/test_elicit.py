"""Pairs asked, and what is proposed: with a party that answers by what it truly wants, and by slow references."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.elicit import Answer, Ground, Literal, answered, asks, begin, bound, proposal, walked
from detente.elicit.dialogue import MOST_CHECKS, ranked
from detente.elicit.fitting import agree, circular, compared, fitting, least


def told(worth, one, other):
    return "alike" if worth(one) == worth(other) else "one" if worth(one) > worth(other) else "other"


def talk(dialogue, choose, most=400):
    """Answer what is asked until nothing is; gives the dialogue."""
    for _ in range(most):
        pairs = asks(dialogue)
        if not pairs:
            return dialogue
        pair = pairs[len(dialogue.answers) % len(pairs)]
        dialogue = answered(dialogue, pair, choose(pair.one, pair.other))
    raise AssertionError("it never ends")


def by_order(order):
    """A party for which the first of these conditions that tells two outcomes apart counts, and nothing else."""
    return lambda one, other: {1: "one", -1: "other", 0: "alike"}[compared(order, one, other)]


def worth_of(found):
    if found.form == "weights":
        return lambda w: sum(weight for t, weight in found.weights if w >> t & 1)
    groups = found.groups if found.form == "ranking" else None
    assert groups is not None
    return lambda w: -next(k for k, g in enumerate(groups) if w in g)


def agrees(found, answer):
    """Whether a proposal says of a pair what was answered; slow, straight from the definitions."""
    if answer.choice == "unknown":
        return True
    if found.form == "statements":
        return by_order(found.statements)(answer.one, answer.other) == answer.choice
    if found.form in ("weights", "ranking"):
        return told(worth_of(found), answer.one, answer.other) == answer.choice
    assert found.form == "partial"
    better, same = set(), set()
    for chain in found.chains:
        for k, group in enumerate(chain):
            same |= set(product(group, group))
            for lower in chain[k + 1 :]:
                better |= set(product(group, lower))
    for middle in {w for chain in found.chains for group in chain for w in group}:
        above = {a for a, b in better if b == middle}
        below = {b for a, b in better if a == middle}
        better |= set(product(above, below))
    pair = (answer.one, answer.other)
    return {"one": pair in better, "other": pair[::-1] in better, "alike": pair in same}[answer.choice]


@st.composite
def lexicographic(draw, most=5):
    number = draw(st.integers(1, most))
    terms = draw(st.permutations(range(number)))
    kept = draw(st.integers(0, number))
    signs = draw(st.lists(st.booleans(), min_size=number, max_size=number))
    return number, tuple(Literal(t, s) for t, s in zip(terms[:kept], signs, strict=False))


@settings(max_examples=120, deadline=None)
@given(lexicographic(), st.integers(0, 4))
def test_an_order_of_single_things_is_found_exactly_within_the_bound(party, matter):
    number, order = party
    ground = Ground(tuple(f"t{k}" for k in range(number)), number, tuple(range(1 << number)), matter, True)
    dialogue = talk(begin(ground), by_order(order))
    found = proposal(dialogue)
    assert found.form == "statements"
    assert found.statements == order
    assert found.against == ()
    assert len(dialogue.answers) <= bound(number)
    assert walked(dialogue).loose == []
    assert walked(dialogue).unsaid == []


@settings(max_examples=120, deadline=None)
@given(lexicographic(4), st.data())
def test_where_not_everything_can_be_the_proposal_still_agrees_with_every_answer(party, data):
    number, order = party
    every = range(1 << number)
    worlds = tuple(data.draw(st.lists(st.sampled_from(every), min_size=1, unique=True)))
    ground = Ground(tuple(f"t{k}" for k in range(number)), number, worlds, data.draw(st.integers(0, 4)), True)
    dialogue = talk(begin(ground), by_order(order))
    found = proposal(dialogue)
    assert all(a.one in worlds and a.other in worlds for a in dialogue.answers)
    assert all(agrees(found, a) for a in dialogue.answers)
    assert len(dialogue.answers) <= number + number * (number - 1) // 2 + MOST_CHECKS


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 4), st.data())
def test_whatever_a_party_likes_the_proposal_agrees_with_every_answer_at_any_time(number, data):
    worths = data.draw(st.lists(st.integers(0, 6), min_size=1 << number, max_size=1 << number))
    way = data.draw(st.sampled_from(["things", "outcomes"]))
    ground = Ground(
        tuple("abcd"[:number]), number, tuple(range(1 << number)), data.draw(st.integers(0, 6)), True
    )
    dialogue = begin(ground, way)
    while pairs := asks(dialogue):
        dialogue = answered(dialogue, pairs[0], told(worths.__getitem__, pairs[0].one, pairs[0].other))
        found = proposal(dialogue)
        assert all(agrees(found, a) for a in dialogue.answers), found
    assert len(dialogue.answers) <= bound(number if way == "things" else len(ranked(ground)), way)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 12), st.data())
def test_outcomes_are_ranked_by_halving_and_the_ranking_is_the_true_one(number, data):
    worths = data.draw(st.lists(st.integers(0, 5), min_size=number, max_size=number))
    ground = Ground(tuple("abcd"), 4, tuple(range(number)), number, True)
    dialogue = talk(begin(ground, "outcomes"), lambda a, b: told(worths.__getitem__, a, b))
    found = proposal(dialogue)
    worlds = ranked(ground)
    assert len(dialogue.answers) <= bound(len(worlds), "outcomes")
    groups = found.groups if found.form == "ranking" else found.chains[0]
    assert found.form == ("ranking" if number <= len(worlds) else "partial")
    wanted = sorted({worths[w] for w in worlds}, reverse=True)
    assert [{worths[w] for w in g} for g in groups] == [{w} for w in wanted]
    assert sorted(w for g in groups for w in g) == sorted(worlds)


def orders(number):
    """Every order of some of the things, each wanted or not."""
    for size in range(number + 1):
        for terms in permutations(range(number), size):
            for signs in product((True, False), repeat=size):
                yield tuple(map(Literal, terms, signs))


CHOICES = st.sampled_from(["one", "other", "alike"])
ANSWERS = st.lists(st.builds(Answer, st.integers(0, 7), st.integers(0, 7), CHOICES), max_size=6).map(
    lambda some: [a for a in some if a.one != a.other]
)


@settings(max_examples=200, deadline=None)
@given(ANSWERS)
def test_an_order_is_found_if_and_only_if_there_is_one(answers):
    singles = [Literal(t, w) for t in range(3) for w in (True, False)]
    found = fitting(singles, answers)
    there = any(all(by_order(o)(a.one, a.other) == a.choice for a in answers) for o in orders(3))
    assert (found is not None) is there
    if found is not None:
        assert agree(found, answers)


@settings(max_examples=200, deadline=None)
@given(ANSWERS)
def test_a_circle_is_one_and_the_fewest_answers_are_told_that_make_it(answers):
    last = {frozenset((a.one, a.other)): a for a in answers}
    answers = list(last.values())
    named = sorted({w for a in answers for w in (a.one, a.other)})
    there = (
        any(
            all(
                told(dict(zip(named, places, strict=True)).__getitem__, a.one, a.other) == a.choice
                for a in answers
            )
            for places in product(range(len(named)), repeat=len(named))
        )
        if len(named) <= 5
        else not circular(answers)
    )
    assert circular(answers) is not (there or not answers)
    if circular(answers):
        few = least(answers, circular)
        assert circular(few)
        assert all(not circular([a for a in few if a is not b]) for b in few)


def test_who_says_otherwise_later_is_told_which_answers_do_not_go_together():
    ground = Ground(("a", "b", "c"), 3, tuple(range(8)), 0, True)
    dialogue = talk(begin(ground), by_order((Literal(0), Literal(1), Literal(2))))
    assert proposal(dialogue).statements == (Literal(0), Literal(1), Literal(2))
    check = dialogue.answers[-1]
    assert {check.one, check.other} == {0b001, 0b110}  # the most important thing against all others
    flipped = [
        a if a is not check else Answer(a.one, a.other, "other" if a.choice == "one" else "one")
        for a in dialogue.answers
    ]
    found = proposal(type(dialogue)(ground, "things", tuple(flipped)))
    assert found.against
    assert flipped[-1] in found.against
    assert fitting([Literal(t, w) for t in range(3) for w in (True, False)], found.against) is None
    assert all(agrees(found, a) for a in flipped)
    circle = (Answer(1, 2, "one"), Answer(2, 4, "one"), Answer(5, 6, "one"), Answer(4, 1, "one"))
    found = proposal(type(dialogue)(ground, "things", circle))
    assert found.form == "nothing"
    assert set(found.against) == set(circle) - {circle[2]}


def test_two_things_that_count_the_same_are_weighed():
    ground = Ground(("a", "b", "c"), 3, tuple(range(8)), 0, True)
    dialogue = talk(
        begin(ground),
        lambda one, other: told(lambda w: 3 * (w & 1) - 3 * (w >> 1 & 1) + (w >> 2), one, other),
    )
    found = proposal(dialogue)
    assert found.form == "weights"
    assert dict(found.weights) == {0: 2, 1: -2, 2: 1}
    assert all(agrees(found, a) for a in dialogue.answers)


def test_what_cannot_be_said_stays_open_and_is_named():
    ground = Ground(("a", "b", "c"), 3, tuple(range(8)), 0, True)
    full = by_order((Literal(0), Literal(1), Literal(2)))
    unknown = {frozenset((0, 4)), frozenset((1, 2))}  # whether c is wanted; a against b
    dialogue = talk(begin(ground), lambda a, b: "unknown" if frozenset((a, b)) in unknown else full(a, b))
    found = walked(dialogue)
    assert found.unsaid == [2]
    assert [set(x) for x in found.loose] == [{0, 1}]
    assert found.next == []
    assert all(agrees(proposal(dialogue), a) for a in dialogue.answers)


def test_a_wish_that_holds_only_in_a_case_is_found_by_joining_two_things():
    ground = Ground(("pay", "release"), 2, tuple(range(4)), 0, True)
    dialogue = begin(ground)
    for pair, choice in (((1, 0), "one"), ((2, 0), "other"), ((3, 1), "one")):  # release: only if paid for
        dialogue = type(dialogue)(ground, "things", (*dialogue.answers, Answer(*pair, choice)))
    found = proposal(dialogue)
    assert found.form == "statements"
    assert found.joined
    assert found.against
    assert all(agrees(found, a) for a in dialogue.answers)


def test_a_few_pairs_at_a_time_and_an_answer_is_taken_back_by_another():
    ground = Ground(tuple("abcdef"), 6, tuple(range(64)), 0, True)
    dialogue = begin(ground)
    assert [p.terms for p in asks(dialogue)] == [(0,), (1,), (2,)]
    assert walked(dialogue).left == bound(6) - MOST_CHECKS
    first = asks(dialogue)[0]
    dialogue = answered(dialogue, first, "one")
    again = answered(dialogue, first, "other")
    assert [a.choice for a in again.answers] == ["other"]
    assert again.choice(first.one, first.other) == "other"
    assert again.choice(first.other, first.one) == "one"
    assert again.choice(60, 61) is None


@pytest.mark.parametrize("number", range(1, 9))
def test_the_bound_is_the_sum_of_the_halvings(number):
    from math import ceil, log2

    assert bound(number, "outcomes") == sum(ceil(log2(k + 1)) for k in range(1, number))
    assert bound(number) == number + bound(number, "outcomes") + MOST_CHECKS
