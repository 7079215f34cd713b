"""Every fact of an answer about a change against the definitions, worked out with sets and loops."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

import detente
from detente.answers import Span
from detente.conflict import CLASSICAL, Conflict, ConflictFileError, DetenteError, NotInFileError
from detente.questions import find
from detente.questions.building import Listing
from detente.questions.question import Request
from detente.questions.whatif.answer import Compared, Reached, Side, WhatIfAnswer, answer
from detente.questions.whatif.supposing import Change, WhatIf
from tests.generate import random_conflict
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition, compare, place_by_hand, telling

SEEDS = range(32)


def at(found: WhatIfAnswer, ref: int) -> Merged:
    state = found.states[ref]
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


def random_change(rng: Random) -> tuple[Conflict, WhatIf]:
    """Make a conflict and a change that it allows: options taken or gone, sometimes another first wish."""
    while True:
        conflict = random_conflict(rng).under()
        chosen = rng.sample(conflict.option_ids, min(rng.choice([0, 1, 1, 2]), len(conflict.option_ids)))
        prefer = []
        if rng.random() < 0.4 and not any(r.kind == "same" for r in conflict.rules):
            dm = rng.choice([d.id for d in conflict.decision_makers])
            prefer.append((dm, rng.choice(conflict.option_ids)))
        if not chosen and not prefer:
            continue
        fixed = [(o, rng.random() < 0.3) for o in chosen]
        try:
            return conflict, detente.whatif(conflict, detente.change(conflict, fixed=fixed, prefer=prefer))
        except (ConflictFileError, NotInFileError):
            continue  # the change contradicts the rules or the status quo


class ByHand:
    """A conflict before and after a change, by the definitions."""

    def __init__(self, conflict: Conflict, found: WhatIf) -> None:
        self.before, self.after = Reference(conflict), Reference(found.after.game.conflict)
        self.order = Reference(found.order.conflict)
        [self.start] = self.starts(self.before, conflict)
        [self.later] = self.starts(self.after, found.after.game.conflict)

    @staticmethod
    def starts(reference: Reference, conflict: Conflict) -> list[Merged]:
        assert conflict.status_quo is not None
        return [s for s in reference.states if reference.means(conflict.status_quo, s)]

    def whole(self, state: Merged) -> Merged:
        """The state before the change that a state after it is, or is a part of."""
        return next(s for s in self.before.states if state <= s)


def check_compared(
    told: WhatIfAnswer, hand: ByHand, found: Compared, concept: str, removed: set[str]
) -> None:
    old = set(by_definition(hand.before, hand.start, concept))
    new = {hand.whole(s) for s in by_definition(hand.after, hand.later, concept)}
    assert found.concept == concept
    assert {at(told, s) for s in found.before} == old
    assert {at(told, s) for s in found.after} == new
    assert (found.before_count, found.after_count) == (str(len(old)), str(len(new)))
    assert found.same == (old == new)
    for fares, before in ((found.with_heading, old), (found.with_today, {hand.start})):
        assert bool(fares) == bool(before and new)
        for one in fares:
            dm, kind = one.standing.decision_maker, one.standing.kind
            pairs = [compare(hand.order, dm, b, a) for b in before for a in new]
            assert (kind == "better") == (min(pairs) > 0)
            assert (kind == "worse") == (max(pairs) < 0)
            assert one.standing.before == place_by_hand(hand.order, dm, list(before))
            assert one.standing.after == place_by_hand(hand.order, dm, list(new))
            assert (kind == "same") == (one.standing.before == one.standing.after)
            tells = {telling(hand.order.conflict, dm, b, a) for b in before for a in new}
            only = next(iter(tells)) if len(tells) == 1 and kind != "same" else None
            assert (one.standing.statement, one.standing.rank) == (only or (None, None))
            mentioned: set[str] = set()
            if only is not None:
                [statement] = [s for s in hand.order.conflict.preferences[dm].statements if s.id == only[0]]
                mentioned = {o for o in removed if o in statement.that.options}
            assert set(one.removed) == mentioned
        assert [f.standing.decision_maker for f in fares] == (hand.before.dms if fares else [])


def check_side(told: WhatIfAnswer, hand: ByHand, side: Side, *, after: bool) -> None:
    reference = hand.after if after else hand.before
    start = hand.later if after else hand.start
    whole = {s: hand.whole(s) for s in reference.states}
    assert side.feasible == str(len(reference.states))
    assert side.status_quo is not None
    assert at(told, side.status_quo) == whole[start]
    first = [at(told, k) for k in range(len(hand.before.states))]
    assert set(first) == set(hand.before.states)
    assert [h.concept for h in side.held] == ["nash", "seq", "smr", "gmr"]
    for held in side.held:
        expected = {whole[s] for s in reference.equilibria(held.concept)}
        assert {at(told, s) for s in held.states} == expected
        assert held.count == str(len(expected))
        stable = reference.stability(held.concept)
        assert [s.decision_maker for s in held.stays] == reference.dms
        for stays in held.stays:
            mine = {whole[s] for s in stable[stays.decision_maker]}
            marks = ["1" if s in mine else "0" if s in whole.values() else "-" for s in first]
            assert stays.stable == "".join(marks)
            assert stays.count == str(len(mine))
    everyone = tuple(reference.dms)
    near = {start} | reference.legal(everyone, start, True)
    far = {start} | reference.legal(everyone, start, False)
    holds = {c: reference.equilibria(c) for c in CLASSICAL}
    every = set().union(*holds.values())
    assert side.reachable_states == str(len(near))
    back = {v: k for k, v in whole.items()}
    undeterred = {c: by_definition(reference, start, c) for c in ("nash", "seq")}
    for listed, wanted in ((side.reachable, every & near), (side.only_by_moves, (every & far) - near)):
        assert {at(told, r.state) for r in listed} == {whole[s] for s in wanted}
        assert [len(r.way.moves) for r in listed] == sorted(len(r.way.moves) for r in listed)
        for one in listed:
            s = back[at(told, one.state)]
            assert set(one.concepts) == {c for c in CLASSICAL if s in holds[c]}
            check_way(told, reference, back, one, start, improvements=listed is side.reachable)
            for concept in ("nash", "seq"):
                free = listed is side.reachable and s in undeterred[concept]
                assert (concept in one.undeterred) == (free and s in holds[concept])
    assert {at(told, s) for s in side.unreachable} == {whole[s] for s in every - far}
    assert side.heading is not None
    for concept, ends in (("nash", side.heading.myopic), ("seq", side.heading.ahead)):
        assert {at(told, s) for s in ends.states} == {
            whole[s] for s in by_definition(reference, start, concept)
        }


def check_way(
    told: WhatIfAnswer,
    reference: Reference,
    back: dict[Merged, Merged],
    found: Reached,
    start: Merged,
    *,
    improvements: bool,
) -> None:
    here, last = start, ""
    assert back[at(told, found.way.start)] == start
    for step in found.way.moves:
        there = back[at(told, step.state)]
        assert step.mover != last
        ask = reference.improve if improvements else reference.reach
        assert there in ask(step.mover, here)
        here, last = there, step.mover
    assert here == back[at(told, found.state)]


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_equals_the_definitions(seed: int) -> None:
    conflict, found = random_change(Random(seed))
    told, hand = answer(found), ByHand(conflict, found)
    assert (told.question, told.feasible) == ("whatif", str(len(hand.before.states)))
    removed = {o for o, taken in found.change.fixed if not taken}
    assert {(f.option, f.taken) for f in told.supposed.fixed} == set(found.change.fixed)
    assert set(told.supposed.removed) == removed
    assert [(w.decision_maker, w.that) for w in told.supposed.preferred] == [
        (dm, str(s.that)) for dm, s in found.change.preferred
    ]
    assert told.myopic is not None
    assert told.ahead is not None
    assert told.both == (told.myopic, told.ahead)
    check_compared(told, hand, told.myopic, "nash", removed)
    check_compared(told, hand, told.ahead, "seq", removed)
    check_side(told, hand, told.before, after=False)
    check_side(told, hand, told.after, after=True)
    check_places(told, hand)
    spoken = [*told.myopic.before, *told.ahead.before, *told.myopic.after, *told.ahead.after]
    if len(spoken) <= 4:
        assert told.spoken == tuple(dict.fromkeys(spoken))
    ids = [s.id for s in told.states]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_first_outcomes_of_each_heading_are_spoken_of(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    more = 0
    for seed in SEEDS:
        _, found = random_change(Random(seed))
        whole = answer(found)
        with monkeypatch.context() as patch:
            patch.setattr("detente.questions.whatif.answer.MOST_SPOKEN", most)
            told = answer(found)
        ends = [c.before for c in whole.both] + [c.after for c in whole.both]
        assert told.spoken == tuple(dict.fromkeys(s for one in ends for s in one[:most]))
        more += any(len(one) > most for one in ends)
    assert more


def test_a_change_that_leaves_a_single_state() -> None:
    conflict = detente.load("prisoners-dilemma").under()
    fixed = [(o, True) for o in conflict.option_ids]  # as both are silent today
    told = answer(detente.whatif(conflict, detente.change(conflict, fixed=fixed)))
    assert (told.before.feasible, told.after.feasible) == ("4", "1")
    for held in told.after.held:
        for stays in held.stays:
            assert sorted(stays.stable) == ["-", "-", "-", "1"]
            assert stays.stable[held.states[0]] == "1"


def check_places(told: WhatIfAnswer, hand: ByHand) -> None:
    everyone = tuple(hand.before.dms)
    reached = []
    for reference, start in ((hand.before, hand.start), (hand.after, hand.later)):
        near = {start} | reference.legal(everyone, start, True)
        reached.append({c: [hand.whole(s) for s in reference.equilibria(c) & near] for c in CLASSICAL})
    assert [(p.concept, p.decision_maker) for p in told.places] == [
        (c, dm) for c in ("nash", "seq", "smr", "gmr") for dm in hand.before.dms
    ]
    for p in told.places:
        for span, by_concept in ((p.before, reached[0]), (p.after, reached[1])):
            states = by_concept[p.concept]
            assert span == (place_by_hand(hand.order, p.decision_maker, states) if states else None)


def test_changes_of_all_kinds_come_up() -> None:
    """The conflicts compared on are not all of one kind."""
    kinds, same, mentioned = set(), set(), 0
    for seed in range(25):
        told = answer(random_change(Random(seed))[1])
        for compared in told.both:
            same.add(compared.same)
            kinds |= {f.standing.kind for f in compared.with_heading}
            mentioned += sum(bool(f.removed) for f in compared.with_heading)
    assert same == {True, False}
    assert {"better", "worse", "same"} <= kinds
    assert mentioned


def test_a_reason_that_rests_on_what_the_collapse_takes_away() -> None:
    conflict = detente.read_conflict(LAST).under()
    told = answer(detente.whatif(conflict, detente.change(conflict, collapse="diplomacy")))
    assert told.supposed.collapse == "diplomacy"
    assert told.ahead is not None
    fares = {f.standing.decision_maker: f for f in told.ahead.with_heading}
    assert (fares["a"].standing.kind, fares["a"].standing.last, fares["a"].removed) == (
        "worse",
        True,
        ("a.talk",),
    )
    assert (fares["b"].standing.kind, fares["b"].standing.last, fares["b"].removed) == (
        "worse",
        False,
        ("a.talk",),
    )
    assert fares["b"].standing.before == Span(best=1, worst=1, of=4)


LAST = """
detente: 1
title: A wish for talks
status_quo: []
decision_makers:
  a: {name: Ann, options: {talk: {text: talk, tags: [diplomacy]}, walk: walk}}
  b: {name: Bob, options: {x: do x}}
preferences:
  a: [not walk, talk]
  b: [a.talk, not x]
"""


def test_without_a_status_quo_nothing_is_heading_anywhere() -> None:
    conflict = detente.load("garrison").under()
    option = conflict.option_ids[0]
    told = answer(detente.whatif(conflict, detente.change(conflict, without=[option])))
    assert (told.myopic, told.ahead) == (None, None)
    assert told.both == ()
    assert told.before.heading is None
    assert (told.before.status_quo, told.after.status_quo) == (None, None)
    assert told.before.held[0].states


def test_long_lists_are_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.questions.whatif.answer.MOST_WAYS", 1)
    conflict = detente.load("istanbul-2025").under("broker")
    told = answer(detente.whatif(conflict, Change((("europe.troops", False),))))
    assert len(told.before.reachable) == 1
    assert {c.list for c in told.truncated} >= {"reachable"}


def test_lists_that_are_cut_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Listing.all, "__defaults__", ("", 1))
    conflict = detente.load("istanbul-2025").under("broker")
    told = answer(detente.whatif(conflict, Change((("europe.troops", False),))))
    cut = {c.list for c in told.truncated}
    assert {"states", "held.nash", "held.seq", "held.gmr"} <= cut
    assert [len(s.stable) for s in told.before.held[0].stays] == [1, 1, 1, 1]


def test_equilibria_before_and_after_are_cut_under_their_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.questions.whatif.answer.MOST_LISTED", 0)
    conflict = detente.load("istanbul-2025").under("broker")
    told = answer(detente.whatif(conflict, Change((("europe.troops", False),))))
    cut = [c.list for c in told.truncated if c.list.endswith((".before", ".after"))]
    assert set(cut) == {f"{c}.{when}" for c in ("nash", "seq") for when in ("before", "after")}
    assert told.myopic is not None
    counts = {c.list: c.count for c in told.truncated}
    assert (counts["nash.before"], counts["nash.after"]) == (
        told.myopic.before_count,
        told.myopic.after_count,
    )


# -- as it is asked ----------------------------------------------------------------------------------------------------


def test_what_can_be_asked() -> None:
    question, conflict = find("whatif"), detente.load("istanbul-2025")
    assert question.answers() == (WhatIfAnswer,)

    def asked(**given: object) -> WhatIf:
        [found] = question.ask(Request(conflict, ("kyiv",), given=given))
        return found

    assert dict(asked(set=("us.insist=yes", "us.support=no")).change.fixed) == {
        "us.insist": True,
        "us.support": False,
    }
    assert dict(asked(without=("europe.troops",)).change.fixed) == {"europe.troops": False}
    assert dict(asked(absent=("us",)).change.fixed) == {"us.insist": False, "us.support": False}
    assert dict(asked(freeze=("us",)).change.fixed) == {"us.insist": True, "us.support": True}
    assert [dm for dm, _ in asked(prefer=(("russia", "truce"),)).change.preferred] == ["russia"]
    collapsed = asked(collapse="diplomacy")
    assert collapsed.change.collapse == "diplomacy"
    assert {o for o, _ in collapsed.change.fixed} == {
        "russia.talks",
        "russia.concede",
        "ukraine.attend",
        "ukraine.concede",
    }
    for given, text in (
        ({"set": ("us.insist=perhaps",)}, "OPTION=yes"),
        ({}, "nothing is supposed"),
        ({"collapse": ""}, "an empty text is no tag"),
        ({"set": ("ukraine.concede=yes",)}, "not feasible"),
    ):
        with pytest.raises(DetenteError, match=text):
            asked(**given)
    [found] = question.ask(Request(conflict, ("kyiv",), ("nash",), {"without": ("europe.troops",)}))
    assert found.before.concepts == ("nash",)
    told = question.answer(found)
    assert msgspec.json.decode(msgspec.json.encode(told), type=WhatIfAnswer) == told
    assert len(list(question.rows(found))) == 4
    msgspec.json.schema(WhatIfAnswer)


def test_nobody_to_freeze() -> None:
    conflict = detente.read_conflict(
        LAST.replace("options: {x: do x}", "name: Bob")
        .replace("  b: [a.talk, not x]\n", "  b: [a.talk]\n")
        .replace("{name: Bob, name: Bob}", "{name: Bob}")
    )
    with pytest.raises(DetenteError, match="nothing would change: these decision makers have no options"):
        find("whatif").ask(Request(conflict, conflict.accounts, given={"absent": ("b",)}))
