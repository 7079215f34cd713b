"""Who could tip it, and what it would take: each sentence is given a fact and read, both ways round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

import detente
from detente.answers import Heading, Span, Standing
from detente.questions import find
from detente.questions.pivot.answer import answer
from detente.questions.pivot.goal_answer import (
    Compared,
    EditValue,
    GoalAnswer,
    ObstacleValue,
    Pair,
    RankingsValue,
    SwapValue,
    TurnValue,
)
from detente.questions.pivot.goal_detail_words import (
    always,
    edit_cells,
    obstacles_table,
    orders,
    ranked,
    turns_table,
    wanted,
)
from detente.questions.pivot.goal_detail_words import details as goal_details
from detente.questions.pivot.goal_words import (
    besides,
    for_whom,
    proof,
    question,
    say_goal,
    short_verdict,
    turn_words,
    verdict,
    way,
)
from detente.questions.pivot.goal_words import (
    headline as goal_headline,
)
from detente.questions.pivot.goal_words import (
    points as goal_points,
)
from detente.questions.pivot.goal_words import (
    sure as goal_sure,
)
from detente.questions.pivot.picture import arrows, compared_with, description, picture, several_table
from detente.questions.pivot.pivotal_answer import Effect, PivotalAnswer, Places, Tipping
from detente.questions.pivot.words import (
    as_things_are,
    could_table,
    details,
    every_table,
    gain_cell,
    gain_table,
    headline,
    in_brief,
    in_order,
    points,
    say,
    sure,
    tip_sentence,
)
from detente.questions.question import Request
from detente.wording import Section, Table, Text, Voice

FILE = """
detente: 1
title: Four
status_quo: []
conditions:
  calm: {that: not ann.go, text: calm}
sources:
  paper: {author: A. Writer, date: 2020-01}
decision_makers:
  ann: {name: Ann, options: {go: let it go, stay: stay put}}
  ben: {name: Ben, options: {run: run away}}
  cy: {name: Cy, options: {sit: sit down}}
  dee: {name: Dee, options: {}}
perspectives:
""" + "".join(
    f"""
  {name}:
    says: what {name} says
    preferences:
      ann: [{{id: wish, that: go, source: paper}}]
      ben: [run]
      cy: [not sit]
      dee: [ann.go]
"""
    for name in ("one", "two", "three")
)
CONFLICT = detente.read_conflict(FILE)


def case(account: str = "one", **facts: Any) -> PivotalAnswer:
    found = answer(detente.pivotal(CONFLICT.game(account)))
    assert isinstance(found, PivotalAnswer)
    return replace(found, **facts)


def voice(*answers: PivotalAnswer | GoalAnswer) -> Voice:
    return Voice.of(CONFLICT, answers, "four.yaml")


def tip(
    dm: str, kind: str = "none", better: str = "", worse: str = "", gaining: str = "", losing: str = ""
) -> Tipping:
    """A tipping made by hand: who could gain, who lose, and between whom it stands."""
    others = [o for o in ("ann", "ben", "cy", "dee") if o != dm]
    effects = tuple(
        Effect(
            decision_maker=o,
            better=(1,) if o in (better + gaining).split() + gaining.split() + better.split() else (),
            worse=(0,) if o in worse.split() + losing.split() else (),
        )
        for o in others
    )
    return Tipping(
        decision_maker=dm,
        kind=kind,
        could=(0, 1),
        could_count="2",
        new=() if kind == "none" else (1,),
        new_count="0" if kind == "none" else "1",
        unsure=(),
        unsure_count="0",
        courted_by=tuple(e.decision_maker for e in effects if e.better),
        gaining=tuple(gaining.split()),
        losing=tuple(losing.split()),
        effects=effects,
    )


NONE = {d: tip(d) for d in ("ann", "ben", "cy", "dee")}


def with_tips(account: str, *tips: Tipping) -> PivotalAnswer:
    by = NONE | {t.decision_maker: t for t in tips}
    return case(account, pivotal=tuple(by.values()))


ANN = tip("ann", "opposed", gaining="ben", losing="cy")
BEN = tip("ben", "opposed", gaining="cy", losing="ann dee")
WORDS = Voice(CONFLICT).words("one")


# -- who ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tipping", "told"),
    [
        (ANN, "a change of mind by Ann could help Ben but hurt Cy."),
        (BEN, "a change of mind by Ben could help Cy but hurt Ann and Dee."),
        (
            tip("ann", "opposed", gaining="ben cy", losing="ben cy"),
            "a change of mind by Ann could help or hurt Ben and Cy, depending on what it wanted.",
        ),
        (
            tip("ann", "opposed", gaining="ben cy", losing="cy dee"),
            "a change of mind by Ann could help Ben, and hurt Dee, and help or hurt Cy, depending on what it wanted.",
        ),
        (
            tip("ann", "apart", better="ben", worse="cy"),
            "a change of mind by Ann could help Ben; a different one could hurt Cy.",
        ),
        (
            tip("ann", "gain", better="ben cy"),
            "a change of mind by Ann could help Ben and Cy and hurt nobody else.",
        ),
        (tip("ann", "lose", worse="dee"), "a change of mind by Ann could hurt Dee and help nobody else."),
        (
            tip("ann", "neither"),
            "a change of mind by Ann could bring about something new, but nothing clearly better or worse for the "
            "others.",
        ),
        (tip("ann"), "a change of mind by Ann alone could bring about nothing new."),
    ],
)
def test_whom_a_change_of_mind_could_help_and_hurt(tipping, told):
    assert tip_sentence(tipping, WORDS) == told


@pytest.mark.parametrize(
    ("tips", "told"),
    [
        ([[ANN]], "Ann could tip it: with other wishes it could help some and hurt others."),
        (
            [[ANN, BEN]],
            "Ann or Ben could tip it: with other wishes either could help some and hurt others.",
        ),
        (
            [[ANN, BEN, tip("cy", "opposed", gaining="ann", losing="ben")]],
            "Ann, Ben or Cy could tip it: with other wishes any of them could help some and hurt others.",
        ),
        (
            [[ANN], [ANN, BEN]],
            "Ann could tip it, in both accounts: with other wishes it could help some and hurt others; Ben could "
            "change it, too.",
        ),
        (
            [[ANN], [ANN, BEN], [ANN]],
            "Ann could tip it, in every account: with other wishes it could help some and hurt others; Ben could "
            "change it, too.",
        ),
        # Whoever could change it by a change of mind is named, also who would not help some and hurt others.
        (
            [[ANN, tip("ben", "neither")]],
            "Ann could tip it: with other wishes it could help some and hurt others; Ben could change it, too.",
        ),
        (
            [[ANN, tip("cy", "gain", better="ben"), tip("ben", "none")]],
            "Ann could tip it: with other wishes it could help some and hurt others; Cy could change it, too.",
        ),
        (
            [[ANN, tip("cy", "gain", better="ben")], [ANN, tip("dee", "lose", worse="ann")]],
            "Ann could tip it, in both accounts: with other wishes it could help some and hurt others; Cy or Dee could "
            "change it, too.",
        ),
        (
            [[ANN], [BEN]],
            "Who could tip it depends on the account: Ann in the account “one”; Ben in the account “two”.",
        ),
        (
            [[ANN], [], [ANN]],
            "Who could tip it depends on the account: Ann in the accounts “one” and “three”; nobody in the account "
            "“two”.",
        ),
        ([[]], "Nobody alone could change the outcome, whatever it came to want."),
        (
            [[tip("ann", "gain", better="ben")]],
            "A change of mind by Ann could change the outcome, but would not help some and hurt others.",
        ),
        (
            [[tip("cy", "neither")], [tip("dee", "lose", worse="ann")]],
            "A change of mind by Cy or Dee could change the outcome, but none would help some and hurt others.",
        ),
    ],
)
def test_the_headline_says_who_could_tip_it(tips, told):
    answers = [with_tips(a, *t) for a, t in zip(("one", "two", "three"), tips, strict=False)]
    assert headline(answers, voice(*answers)) == told
    beside = told.replace(" could tip it", "", 1).replace("Who depends", "That depends")  # the label asks it
    if "too." in told:
        shorter = beside.replace(
            ": with other wishes it could help some and hurt others", " (helps some, hurts others)"
        )
        beside = shorter.replace("Cy or Dee could", "others could")
    assert in_brief(answers, voice(*answers)) == beside


def test_points_of_one_account_begin_with_who_stands_between_most_others():
    wide = tip("cy", "opposed", gaining="ann dee", losing="ben ann")
    told = with_tips("one", ANN, tip("ben", "gain", better="ann"), wide, tip("dee", "lose", worse="ben"))
    assert [t.decision_maker for t in in_order(told)] == ["cy", "ann", "ben", "dee"]
    assert points([told], voice(told)) == (
        "A change of mind by Cy could help Dee, and hurt Ben, and help or hurt Ann, depending on what it wanted.",
        "A change of mind by Ann could help Ben but hurt Cy.",
        "A change of mind by Ben could help Ann and hurt nobody else.",
    )
    few = with_tips("one", tip("dee", "apart", better="ann", worse="ben"), tip("ben", "neither"))
    assert [t.decision_maker for t in in_order(few)] == ["dee", "ben", "ann", "cy"]
    assert len(points([few], voice(few))) == 2
    four = [with_tips("one", ANN, BEN, tip("cy", "lose", worse="ann"), tip("dee", "gain", better="ben"))]
    assert len(points(four, voice(*four))) == 3
    assert points([with_tips("one")], voice(few)) == ()


def test_points_of_several_accounts_say_for_which_accounts():
    other = tip("ann", "opposed", gaining="cy", losing="ben")
    answers = [with_tips("one", ANN), with_tips("two", other, BEN), with_tips("three", other)]
    assert points(answers, voice(*answers)) == (
        "In the accounts “two” and “three”, a change of mind by Ann could help Cy but hurt Ben.",
        "In the account “one”, a change of mind by Ann could help Ben but hurt Cy.",
        "Others could tip it in some accounts only: Ben (“two”).",
    )
    answers = [with_tips("one", ANN), with_tips("two", BEN)]
    assert points(answers, voice(*answers)) == (
        "In the account “one”, Ann could tip it.",
        "In the account “two”, Ben could tip it.",
    )
    answers = [with_tips("one", tip("ann", "gain", better="ben")), with_tips("two")]
    assert points(answers, voice(*answers)) == (
        "In the account “one”, Ann could bring about something new.",
        "In the account “two”, nobody could bring about something new.",
    )


def test_where_nothing_is_reached_nobody_s_gain_can_be_measured():
    lost = replace(with_tips("one", tip("ann", "neither")), present=(), present_count="0")
    assert (
        points([lost], voice(lost))[0] == "It comes to rest nowhere, so that nobody's gain can be measured."
    )
    two = [lost, with_tips("two", tip("ann", "gain", better="ben"))]
    told = points(two, voice(*two))[0]
    assert told == "In the account “one”, it comes to rest nowhere, so that nobody's gain can be measured."
    assert as_things_are(lost) == (
        "As things are no equilibrium is reached (Nash), so there is nothing to measure a gain against."
    )


def test_how_sure_names_the_way_of_looking_ahead_and_the_claims():
    told = case()
    assert told.heading is not None
    assert told.heading.same
    assert sure([told], voice(told)) == (
        "Holds if each side looks only at its own next move (Nash). Rests on 4 claims, 1 with a source."
    )
    apart = replace(told, heading=replace(told.heading, same=False))
    assert isinstance(apart.heading, Heading)
    assert sure([apart], voice(told)) == (
        "Holds if each side looks only at its own next move (Nash). Looking ahead, it is heading elsewhere "
        "(ask with --concept seq). Rests on 4 claims, 1 with a source."
    )
    assert sure([apart, case("two")], voice(told)) == (
        "Holds if each side looks only at its own next move (Nash). Looking ahead, it is heading elsewhere in the "
        "account “one” (ask with --concept seq). Rests on 8 claims of 2 accounts, 2 with a source."
    )
    assert sure([replace(apart, concept="seq")], voice(told)).startswith(
        "Holds if each side expects the answers that would pay for the others (SEQ). Rests on 4 claims"
    )


def test_the_tables_name_who_gains_and_who_loses_in_their_own_columns():
    told = with_tips("one", ANN, tip("ben", "gain", better="cy"))
    told = replace(told, present=(0,), places=tuple(Places(decision_maker=d, places=None) for d in NONE))
    words = voice(told).words("one")
    table = could_table(told, words)
    first = told.states[1]
    shown = first.name or f"#{first.number}"
    assert table.rows[0] == ("Ann", "2", f"1: {shown}", "Ben", "Cy")
    assert table.rows[1] == ("Ben", "2", f"1: {shown}", "—", "—")
    assert table.rows[2] == ("Cy", "2", "0", "—", "—")
    assert table.columns[3:] == ("Some would gain", "Others lose by the same change")
    assert "improvements lead to" in table.note
    gains = gain_table(told, words)
    assert gains.columns == ("If this one changed its mind", "Ann", "Ben", "Cy", "Dee")
    assert gains.rows[0][1] == "·"
    assert gains.rows[4] == ("As things are, at best", "—", "—", "—", "—")
    rows = every_table(told, words).rows
    both = replace(
        told,
        pivotal=(
            replace(
                ANN,
                effects=tuple(e if e.decision_maker != "cy" else replace(e, worse=(1,)) for e in ANN.effects),
            ),
            *told.pivotal[1:],
        ),
    )
    [row, *_] = every_table(both, words).rows
    assert row[0] == "Ann"
    assert row[3:] == ("Ben", "Cy")
    assert rows[0][3:] == ("Ben", "—")


def test_the_best_that_another_could_get_has_its_place_and_price():
    told = case()
    shown = told.states[0].name or f"#{told.states[0].number}"
    effect = Effect(decision_maker="ben", better=(0,), worse=(), best=3)
    assert gain_cell(told, effect) == f"{shown}: 3rd"
    assert gain_cell(told, replace(effect, one_change=True)) == f"{shown}: 3rd (one change)"
    assert gain_cell(told, replace(effect, one_change=False)) == f"{shown}: 3rd (more than one change)"
    assert gain_cell(told, replace(effect, better=())) == "—"
    places = tuple(Places(decision_maker=d, places=Span(best=2, worst=4, of=5)) for d in NONE)
    priced = replace(ANN, effects=(replace(effect, one_change=True), *ANN.effects[1:]))
    table = gain_table(
        replace(told, places=places, pivotal=(priced, *told.pivotal[1:])), voice(told).words("one")
    )
    assert table.rows[4][1:] == ("2nd", "2nd", "2nd", "2nd")
    assert "One change" in table.note
    assert "One change" not in gain_table(told, voice(told).words("one")).note


def test_details_say_what_is_not_known_and_what_comes_about():
    told = with_tips("one", ANN)
    blocks = details(told, voice(told))
    assert [type(b) for b in blocks] == [Text, Table, Table, Table, Text]
    assert blocks[-1] == Text("Sources of the claims: A. Writer 2020 (1).")
    open_ = replace(told, pivotal=(replace(ANN, unsure=(1,), unsure_count="3"), *told.pivotal[1:]))
    last = details(open_, voice(told))[-2]
    assert last == Text(
        "For 3 further states it is neither shown nor ruled out that a change of wishes would do."
    )
    assert len(details(with_tips("one"), voice(told))) == 4
    assert as_things_are(told).startswith("As things are today leads to #")
    assert as_things_are(replace(told, status_quo=None)).startswith("As things are the equilibria are #")
    long = replace(ANN, new=tuple([0, 1] * 7), new_count="14")
    rows = every_table(replace(told, pivotal=(long, *told.pivotal[1:])), voice(told).words("one")).rows
    assert rows[12][1] == "and 2 more"


# -- the picture -------------------------------------------------------------------------------------------------------


def read_network(svg: str) -> set[tuple[str, str, str]]:
    """Read the arrows of a network back: from, to, what it means there."""
    found = set()
    for node in ElementTree.fromstring(svg).iter():
        if node.get("data-kind") == "arrow" and node.get("data-gain"):
            found.add((str(node.get("data-from")), str(node.get("data-to")), str(node.get("data-gain"))))
    return found


def test_the_network_has_an_arrow_from_who_changes_its_mind_to_who_gains_or_loses():
    either = tip("cy", "opposed", gaining="ann", losing="ann dee")
    told = with_tips("one", ANN, either, tip("dee", "apart", better="ben", worse="cy"))
    drawn = picture([told], voice(told))
    assert drawn is not None
    expected = {
        ("ann", "ben", "gain"),
        ("ann", "cy", "lose"),
        ("cy", "ann", "both"),
        ("cy", "dee", "lose"),
        ("dee", "ben", "gain"),
        ("dee", "cy", "lose"),
    }
    assert read_network(drawn.svg) == expected == set(arrows(told))
    assert drawn.text in drawn.svg.replace("&#x27;", "'")
    assert drawn.text == (
        "a change of mind by Ann could help Ben, hurt Cy; a change of mind by Cy could hurt Dee, help or hurt Ann; "
        "a change of mind by Dee could help Ben, hurt Cy."
    )
    [said] = drawn.plain
    ends = " · ".join(voice(told).named(told.states[s]) for s in told.present[:2])
    assert said == Text(f"Compared with where it is heading as things are: {ends}.")
    more = compared_with(replace(told, present=(0, 0, 0)), voice(told))
    assert more.endswith(f"{voice(told).named(told.states[0])} · and 1 more.")


def test_where_opposed_interests_meet_only_the_same_change_is_drawn():
    """What one and the same change does; who could gain by another one is not set against it."""
    mixed = tip("ann", "opposed", better="cy", gaining="ben", losing="cy")
    assert set(arrows(with_tips("one", mixed))) == {("ann", "ben", "gain"), ("ann", "cy", "lose")}


def test_the_matrix_of_several_accounts_has_a_mark_in_the_right_cell():
    answers = [
        with_tips("one", ANN),
        with_tips("two", BEN, tip("cy", "opposed", gaining="dee", losing="dee")),
    ]
    drawn = picture(answers, voice(*answers))
    assert drawn is not None
    cells = {
        str(n.get("data-cell")): str(n.get("data-mark"))
        for n in ElementTree.fromstring(drawn.svg).iter()
        if n.get("data-kind") == "cell" and n.get("data-mark")
    }
    # rows: who changes its mind; columns: four parties under "one", four under "two"
    assert cells == {"0,1": "▲", "0,2": "▼", "1,4": "▼", "1,6": "▲", "1,7": "▼", "2,7": "◆"}
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("A change of mind by", "“one”", "“two”")
    assert table.rows == (
        ("Ann", "▲ Ben ▼ Cy", "—"),
        ("Ben", "—", "▲ Cy ▼ Ann, Dee"),
        ("Cy", "—", "◆ Dee"),
    )
    assert table.marks == {
        "▲": "could gain",
        "▼": "could lose",
        "◆": "could gain or lose, depending on the change",
    }
    assert description(answers, voice(*answers)).startswith(
        "Account “one”: a change of mind by Ann could help Ben"
    )
    assert several_table([with_tips("one"), with_tips("two")], voice(*answers)).rows == ()


def test_nothing_is_drawn_where_nobody_gains_or_loses():
    told = with_tips("one", tip("ann", "neither"))
    assert picture([told], voice(told)) is None
    assert say([told], voice(told)).pictures == ()


# -- what it would take ------------------------------------------------------------------------------------------------


def goal(account: str = "one", condition: str = "not ann.go", **facts: Any) -> GoalAnswer:
    found = answer(detente.pivot(CONFLICT.game(account), condition))
    assert isinstance(found, GoalAnswer)
    return replace(found, **facts)


def edit(
    dm: str = "ann",
    change: str = "add",
    that: str = "ben.run",
    place: int = 2,
    before: int | None = None,
    text: str = "",
    sources: tuple[str, ...] = (),
    confidence: float | None = None,
) -> EditValue:
    return EditValue(
        decision_maker=dm,
        change=change,
        statement="s",
        that=that,
        text=text,
        place=place,
        before=before,
        sources=sources,
        confidence=confidence,
    )


def turn(
    *changes: EditValue | SwapValue, states: tuple[int, ...] = (0,), outcomes: int = 1, part: bool = False
) -> TurnValue:
    return TurnValue(changes=changes, states=states, outcomes=outcomes, part_of_goal=part, way=None)


def took(*turns: TurnValue, account: str = "one", count: int = 0, **facts: Any) -> GoalAnswer:
    return goal(
        account,
        verdict="found",
        price=len(turns[0].changes),
        turns=turns,
        count=count or len(turns),
        counted_all=True,
        **facts,
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (goal(verdict="holds already"), "nothing has to change: as things are, it is heading there already."),
        (
            goal(verdict="holds already", goal=replace(goal().goal, from_status_quo=False)),
            "nothing has to change: as things are, it would hold.",
        ),
        (goal(verdict="impossible"), "no change of mind, whoever's it was, would bring it about."),
        (
            goal(verdict="impossible", goal=replace(goal().goal, anybody=False, who=("ann", "ben"))),
            "nothing that Ann or Ben could want would bring it about.",
        ),
        (
            goal(verdict="not found", complete=None),
            "this could not be answered: there are too many possible changes of mind to look at.",
        ),
        (
            goal(verdict="not found", complete=0),
            "it does not come about as things are; whether a change of mind would do could not be settled.",
        ),
        (
            goal(verdict="not found", complete=1),
            "no single change of mind brings it about; several together may.",
        ),
        (
            goal(verdict="not found", complete=3),
            "no set of up to 3 changes of mind brings it about; a larger one may.",
        ),
        (took(turn(edit())), "one change of mind by Ann would bring it about; no other party's would."),
        (took(turn(edit()), count=5), "one change of mind by Ann would bring it about."),
        (
            took(turn(edit()), goal=replace(goal().goal, anybody=False, who=("ann",))),
            "one change of mind by Ann would bring it about.",
        ),
        (took(turn(edit(), edit())), "two changes of mind by Ann would bring it about; fewer would not."),
        (
            took(turn(edit(), edit("ben"))),
            "two changes of mind, shared by Ann and Ben, would bring it about; fewer would not.",
        ),
        (took(turn(edit()), turn(edit("ben"))), "one change of mind, by Ann or Ben, would bring it about."),
        (
            took(turn(edit(), edit()), turn(edit("cy"), edit("cy"))),
            "two changes of mind, by Ann or Cy, would bring it about; fewer would not.",
        ),
        (
            took(turn(edit(), edit()), turn(edit("ann"), edit("cy"))),
            "two changes of mind would bring it about; fewer would not.",
        ),
    ],
)
def test_the_verdict(told, sentence):
    assert verdict(told, voice(told)) == sentence


LOOSE = replace(goal().goal, from_status_quo=False)


@pytest.mark.parametrize(
    ("told", "sentence", "short"),
    [
        (
            goal(verdict="holds already", turns=(turn(states=(0, 1), outcomes=4),)),
            "nothing has to change for it to be possible: as things are, it could come about, in 2 of 4 outcomes.",
            "it could come about as things are, in 2 of 4 outcomes",
        ),
        (
            goal(verdict="holds already", goal=LOOSE, turns=(turn(states=(0, 1), outcomes=4),)),
            "nothing has to change for it to be possible: as things are, it would hold, in 2 of 4 outcomes.",
            "it could come about as things are, in 2 of 4 outcomes",
        ),
        (
            goal(verdict="holds already", turns=(turn(states=(0, 1), outcomes=2),)),
            "nothing has to change: as things are, it is heading there already.",
            "nothing has to change",
        ),
        (
            took(turn(edit(), outcomes=5)),
            "one change of mind by Ann could bring it about, in 1 of 5 outcomes; no other party's could.",
            "one change of mind could do, in 1 of 5 outcomes",
        ),
        (
            took(turn(edit(), edit(), states=(0, 1), outcomes=3)),
            "two changes of mind by Ann could bring it about, in 2 of 3 outcomes; fewer could not.",
            "two changes of mind could do, in 2 of 3 outcomes",
        ),
        (
            took(turn(edit(), edit("ben"), outcomes=2)),
            "two changes of mind, shared by Ann and Ben, could bring it about, in 1 of 2 outcomes; fewer could not.",
            "two changes of mind could do, in 1 of 2 outcomes",
        ),
        (
            took(turn(edit(), edit("ben"), outcomes=2), turn(edit(), edit("cy"), outcomes=2)),
            "two changes of mind could bring it about, in 1 of 2 outcomes; fewer could not.",
            "two changes of mind could do, in 1 of 2 outcomes",
        ),
        # Of several ways that are not sure the one with the largest share is told.
        (
            took(turn(edit(), outcomes=3), turn(edit("ben"), states=(0, 1), outcomes=3)),
            "one change of mind, by Ann or Ben, could bring it about, in 2 of 3 outcomes.",
            "one change of mind could do, in 2 of 3 outcomes",
        ),
        # Of one that is sure those are named who make it.
        (
            took(turn(edit(), outcomes=3), turn(edit("ben"))),
            "one change of mind by Ben would bring it about; no other party's would.",
            "one change of mind would do",
        ),
    ],
)
def test_a_change_would_do_only_where_the_goal_is_then_sure(told, sentence, short):
    assert verdict(told, voice(told)) == sentence
    assert short_verdict(told) == short


def test_the_sure_way_is_told_and_sure_ways_are_counted():
    both = took(turn(edit(), outcomes=3), turn(edit("ben", that="ben.run")))
    assert (
        way(both, voice(both))
        == "for one, Ben would have to want “run away”, too, in 2nd place (2 ways, 1 of them sure)."
    )
    more = replace(both, count=9)
    assert way(more, voice(both)).endswith(" place (9 ways).")  # of the others it is not known
    sure = took(turn(edit()), turn(edit("ben")))
    assert way(sure, voice(sure)).endswith(" place (2 ways).")
    none = took(turn(edit(), outcomes=3), turn(edit("ben"), outcomes=3))
    assert way(none, voice(none)).endswith(" place (2 ways).")
    long = took(
        turn(edit(that="no such" + " x" * 4), outcomes=3), turn(edit("ben", that="no such" + " x" * 4))
    )
    assert way(long, voice(long)).endswith(" place (2 ways).")
    assert besides(both) == ""


def test_what_else_could_come_about_stands_in_the_table():
    sure = turns_table(took(turn(edit(), states=(0, 1), outcomes=2)), voice().words("one"))
    assert "other" not in sure.rows[0][-1]
    assert "Others:" not in sure.note
    for turns, tail in (
        ([turn(edit(), outcomes=2)], " or 1 other"),
        ([turn(edit(), states=(0, 1), outcomes=5)], " or 3 others"),
        ([turn(edit(place=1), outcomes=2), turn(edit(place=2), outcomes=3)], " or up to 2 others"),
        ([turn(edit(place=1)), turn(edit(place=2), outcomes=3)], " or up to 2 others"),
    ):
        table = turns_table(took(*turns), voice().words("one"))
        assert table.rows[0][-1].endswith(tail)
        some = any(len(t.states) == t.outcomes for t in turns)
        assert table.title == f"What {'would' if some else 'could'} do, at the price of 1"
        assert table.note.startswith(
            "Others: outcomes that could then come about as well, in which the goal does not"
        )


def test_the_headline_of_one_and_of_several_accounts():
    one = took(turn(edit()))
    assert (
        goal_headline([one], voice(one))
        == "One change of mind by Ann would bring it about; no other party's would."
    )
    two = took(turn(edit()), account="two")
    assert goal_headline([one, two], voice(one, two)).startswith(
        "In both accounts, one change of mind by Ann"
    )
    holds, never = goal("two", verdict="holds already"), goal("three", verdict="impossible", turns=())
    assert goal_headline([one, holds, never], voice(one)) == (
        "In “one”, one change of mind would do; in “two”, nothing has to change; in “three”, nothing would do."
    )
    loose = took(turn(edit(), outcomes=2), account="two")
    assert goal_headline([one, loose], voice(one)) == (
        "In “one”, one change of mind would do; in “two”, one change of mind could do, in 1 of 2 outcomes."
    )
    third = replace(loose, perspective="three", turns=(turn(edit(), outcomes=3),))
    assert goal_headline([one, loose, third], voice(one)) == (
        "In “two” and “three”, one change of mind could do; in “one”, one change of mind would do."
    )
    open_ = goal("two", verdict="not found", turns=())
    assert short_verdict(open_) == "nothing was found"
    assert short_verdict(took(turn(edit(), edit()))) == "two changes of mind would do"
    assert goal_points([one, holds], voice(one)) == (
        "In the account “one”, ann would have to want “run away”, too, in 2nd place.".replace(
            "ann", "Ann"
        ).replace("“run away”", "Ben: “run away”"),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([edit()], "Ann would have to want Ben: “run away”, too, in 2nd place"),
        ([edit(that="ann.go")], "Ann would have to want “let it go”, too, in 2nd place"),
        ([edit(text="to be left alone.")], "Ann would have to want to be left alone, too, in 2nd place"),
        ([edit(change="drop", place=1)], "Ann would have to give up its 1st wish: Ben: “run away”"),
        (
            [edit(change="move", place=1, before=3)],
            "Ann would have to want Ben: “run away” in 1st instead of 3rd place",
        ),
        ([edit(that="no such name")], "Ann would have to want no such name, too, in 2nd place"),
        (
            [edit(), edit("ben", that="ben.run")],
            "Ann would have to want Ben: “run away”, too, in 2nd place, and Ben would have to want “run away”, too, in "
            "2nd place",
        ),
    ],
)
def test_changes_of_wishes(changes, told):
    found = took(turn(*changes))
    assert turn_words(found.turns[0], found, voice(found)) == told


def swap(better: int, worse: int) -> SwapValue:
    return SwapValue(decision_maker="ann", better=better, worse=worse)


def test_changes_of_rankings():
    found = took(turn(swap(1, 0)))
    told = voice(found)
    assert found.states[0].id in told.outcomes
    assert found.states[1].id not in told.outcomes
    better = f"“{told.title(found.states[1])}”"
    assert turn_words(found.turns[0], found, told) == f"Ann would have to rank {better} above today"
    back = took(turn(swap(0, 1)))
    assert turn_words(back.turns[0], back, told) == f"Ann would have to rank today above {better}"
    two = took(turn(swap(1, 0), swap(1, 2)))
    assert turn_words(two.turns[0], two, told) == (
        f"Ann would have to rank {better} above two outcomes that it prefers to it now"
    )
    other = took(turn(swap(1, 0), swap(2, 0)))
    assert turn_words(other.turns[0], other, told) == (
        "Ann would have to rank two pairs of outcomes the other way round"
    )


def test_the_way_is_told_as_far_as_a_point_has_room():
    one = took(turn(edit()))
    assert way(one, voice(one)) == "Ann would have to want Ben: “run away”, too, in 2nd place."
    three = took(turn(edit()), count=3)
    assert (
        way(three, voice(one))
        == "for one, Ann would have to want Ben: “run away”, too, in 2nd place (3 ways)."
    )
    more = replace(three, counted_all=False)
    assert way(more, voice(one)).endswith("(at least 3 ways).")
    long = took(turn(edit(text="word " * 30)))
    assert way(long, voice(one)) == "Ann would have to want something else: the details list it."
    assert (
        way(replace(long, count=4), voice(one))
        == "Ann would have to want something else: the details list 4 ways."
    )


def standing(dm: str, kind: str) -> Standing:
    return Standing(decision_maker=dm, kind=kind)


def test_for_whom_that_is_better_and_worse_than_today():
    kinds = {"ann": "better", "ben": "worse", "cy": "same", "dee": "better"}
    compared = (Compared(state=1, standings=tuple(standing(d, k) for d, k in kinds.items())),)
    told = took(turn(edit(), states=(1,)), compared=compared, status_quo=0)
    assert for_whom(told, voice(told)) == (
        "by what each wants now, that is better for Ann and Dee, worse for Ben, the same for Cy, compared with today."
    )
    every = (Compared(state=1, standings=tuple(standing(d, "worse") for d in kinds)),)
    assert for_whom(replace(told, compared=every), voice(told)) == (
        "by what each wants now, that is worse for everybody, compared with today."
    )
    assert for_whom(replace(told, status_quo=1), voice(told)) == ""
    assert for_whom(replace(told, verdict="holds already"), voice(told)) == ""


def test_where_the_goal_is_not_all_that_could_come_of_it():
    told = took(turn(edit(), states=(0,), outcomes=3))
    assert (
        besides(told)
        == "that is not certain: it could then end in three outcomes, and only one of them would do."
    )
    held = replace(told, verdict="holds already")
    assert (
        besides(held) == "that is not certain: it could end in three outcomes, and only one of them would do."
    )
    assert besides(replace(held, goal=LOOSE)).startswith("that is not certain: there are three outcomes, and")
    loose = replace(told, goal=replace(told.goal, from_status_quo=False))
    assert besides(loose).startswith("that is not certain: there would then be three outcomes")
    assert besides(took(turn(edit(), states=(0, 1), outcomes=2))) == ""
    assert besides(goal(turns=(), verdict="impossible")) == ""


def obstacle(state: int, leavers: str = "", lost: bool = False) -> ObstacleValue:
    return ObstacleValue(state=state, leavers=tuple(leavers.split()), out_of_reach=lost)


@pytest.mark.parametrize(
    ("obstacles", "told"),
    [
        ([obstacle(0, "ben")], "Ben would leave it, whatever Ann wanted."),
        ([obstacle(0, lost=True)], "nothing leads from today to it."),
        (
            [obstacle(0, "ben", lost=True)],
            "Ben would leave it, whatever Ann wanted, and nothing leads from today to it.",
        ),
        (
            [obstacle(0, "ben cy"), obstacle(1, "cy ben")],
            "Ben and Cy would leave each of the 2 outcomes that would count, whatever Ann wanted.",
        ),
        (
            [obstacle(0, "ben"), obstacle(1, "cy")],
            "at least one of Ben and Cy would leave each of the 2 outcomes that would count, whatever Ann wanted.",
        ),
        (
            [obstacle(0, "ben"), obstacle(1, lost=True)],
            "Ben would leave some of the 2 outcomes that would count; nothing leads from today to the others.",
        ),
        (
            [obstacle(0, lost=True), obstacle(1, lost=True)],
            "nothing leads from today to any of the 2 outcomes that would count.",
        ),
        (
            [obstacle(0, "ben", lost=True), obstacle(1, "ben")],
            "Ben would leave each of the 2 outcomes that would count, whatever Ann wanted.",
        ),
        (
            [obstacle(0, "ben", lost=True), obstacle(1, "ben", lost=True)],
            "Ben would leave each of the 2 outcomes that would count, whatever Ann wanted, and nothing leads from "
            "today to any of them.",
        ),
    ],
)
def test_the_proof(obstacles, told):
    found = goal(
        verdict="impossible", turns=(), obstacles=tuple(obstacles), goal=replace(goal().goal, who=("ann",))
    )
    assert proof(found, voice(found).words("one")) == told


def test_the_question_names_the_goal():
    assert question(goal(), voice()) == "What would it take: Ann: not “let it go”?"
    today = goal(condition="not ann.go and not ann.stay and not ben.run and not cy.sit")
    assert question(today, voice()) == "What would it take for today to last?"
    state = goal(condition="ann.go and not ann.stay and ben.run and not cy.sit")
    assert question(state, voice()) == "What would it take: #5 (Ann: let it go · Ben: run away)?"
    assert wanted(state, voice()) == (
        "Wanted: #5 (Ann: let it go · Ben: run away), as an equilibrium (Nash) that improvements lead to from today; "
        "the wishes of anybody may change."
    )
    loose = replace(goal(), goal=replace(goal().goal, from_status_quo=False, anybody=False, who=("ben",)))
    assert wanted(loose, voice()) == (
        "Wanted: Ann: not “let it go”, as an equilibrium (Nash); the wishes of Ben may change."
    )


def test_the_table_of_ways_tells_those_together_that_differ_in_the_place_only():
    found = took(
        turn(edit(place=1)),
        turn(edit(place=2)),
        turn(edit("ben", "drop", "ben.run", 1, sources=("paper#4",))),
        count=9,
    )
    table = turns_table(found, voice().words("one"))
    label = found.states[0].name or f"#{found.states[0].number}"
    assert table.rows == (
        ("1", "Ann", "add", "Ben: “run away”", "1 to 2", "", label),
        ("2", "Ben", "leave out", "“run away”", "1", "A. Writer 2020, 4", label),
    )
    assert table.title == "What would do, at the price of 1"
    assert table.note.startswith("Of 9 ways the first 3 are told. What is left out")
    pairs = took(turn(swap(1, 0)))
    a, b = (s.name or f"#{s.number}" for s in pairs.states[:2])
    assert turns_table(pairs, voice().words("one")).rows[0][2:4] == ("rank", f"{b} above {a}")


def test_the_cells_of_a_change():
    words = voice().words("one")
    moved = edit(change="move", place=1, before=3, sources=("paper", "paper#2"), confidence=0.5)
    assert edit_cells(moved, [1, 2, 4], words, part=True) == (
        "move",
        "Ben: “run away”",
        "3 → 1, 2, 4",
        "A. Writer 2020, 2 (confidence 0.5)",
    )
    assert edit_cells(edit(), [2], words, part=True)[:3] == (
        "add",
        "Ben: “run away” (a part of the goal)",
        "2",
    )
    assert edit_cells(edit(), [2], words, part=False)[1] == "Ben: “run away”"


def test_obstacles_and_rankings_in_the_details():
    words = voice().words("one")
    found = goal(
        verdict="impossible",
        turns=(),
        transitive=False,
        obstacles=(obstacle(0, "ben", lost=True), obstacle(1, "cy"), *([obstacle(1, lost=True)] * 8)),
    )
    table = obstacles_table(found, words)
    assert isinstance(table, Table)
    assert table.rows[0][2] == "Ben would leave it; nothing leads there"
    assert table.rows[1][2] == "Cy would leave it"
    assert len(table.rows) == 8
    assert (
        table.note
        == "And 2 more outcomes; the JSON lists all. Nothing leads there if no one moves twice in a row."
    )
    in_reach = goal(verdict="impossible", turns=(), transitive=False, obstacles=(obstacle(1, "cy"),))
    plain = goal(verdict="impossible", turns=(), transitive=True, obstacles=(obstacle(1, lost=True),))
    for other in (in_reach, plain):
        shown = obstacles_table(other, words)
        assert isinstance(shown, Table)
        assert shown.note == ""
    told = RankingsValue(
        decision_maker="ben",
        total=24,
        equilibrium=1,
        reached=None,
        always=(Pair(better=1, worse=0),),
        orders=((1, 0),),
        count=1,
    )
    assert ranked(told, found, words) == (
        "Of all 24 strict rankings of the outcomes that Ben could have, 1 makes it an equilibrium (Nash, the others as "
        "they are)."
    )
    assert "5 make it an equilibrium, 3 one that today leads to" in ranked(
        replace(told, equilibrium=5, reached=3), found, words
    )
    a, b = (s.name or f"#{s.number}" for s in found.states[:2])
    assert always(told, found, words) == f"All of those rankings of Ben have in common: {b} above {a}."
    section = orders(replace(told, count=30), found, words)
    assert isinstance(section, Section)
    assert section.blocks[0].items == (f"{b} > {a}",)
    assert section.blocks[1] == Text("And 29 more; the JSON has up to 1,000.")
    blocks = goal_details(replace(found, rankings=(told,)), voice())
    assert [type(x) for x in blocks] == [Text, Table, Text, Text, Section, Text]
    assert blocks[-1] == Text("Sources of the claims: A. Writer 2020 (1).")
    held = goal(verdict="holds already", turns=(turn(states=(0, 1), outcomes=2),), rankings=())
    assert goal_details(held, voice())[1] == Text(f"{a}, {b} are such as things are.")
    open_ = goal(verdict="holds already", turns=(turn(states=(0, 1), outcomes=4),), rankings=())
    assert goal_details(open_, voice())[1] == Text(
        f"{a}, {b} are such as things are; 2 other outcomes could come about as well."
    )
    one = goal(verdict="holds already", turns=(turn(),), rankings=())
    assert goal_details(one, voice())[1] == Text(f"{a} is one as things are.")


def test_how_sure_a_goal_is():
    assert goal_sure([goal(concept="gmr")], voice()) == (
        "Holds if each side fears any answer, even a costly one (GMR). Rests on 4 claims, 1 with a source."
    )
    assert say_goal([goal()], voice()).account == "one"
    assert say_goal([goal(), goal("two")], voice()).account == ""


# -- the limits --------------------------------------------------------------------------------------------------------

NO_CONCEPT = re.compile(r"\b(Nash|SEQ|SMR|GMR|equilibri\w+|#\d+)\b|#\d")
GOALS = ("russia.truce", "russia.truce and not europe.troops", "compromise")


def asked(name: str, accounts: Sequence[str], **given: Any) -> Any:
    conflict, pivot = detente.load(name), find("pivot")
    everything = {a.name: a.default for a in pivot.arguments} | given
    results = pivot.ask(Request(conflict, tuple(accounts), given=everything))
    answers = [pivot.answer(r) for r in results]
    return pivot.say(answers, Voice.of(conflict, answers, name))


CASES: list[tuple[str, tuple[str, ...], dict[str, Any]]] = [
    *[("istanbul-2025", (a,), {}) for a in ("commentary", "kyiv", "broker")],
    ("istanbul-2025", ("commentary", "kyiv", "broker"), {}),
    *[("istanbul-2025", (a,), {"goal": g}) for a in ("commentary", "kyiv") for g in GOALS],
    ("istanbul-2025", ("kyiv",), {"goal": GOALS[1], "who": ("us",)}),
    ("istanbul-2025", ("kyiv", "broker"), {"goal": GOALS[1]}),
    *[(n, ("base",), {}) for n in ("chicken", "prisoners-dilemma", "syria-iraq-1975", "elmira")],
    ("syria-iraq-1975", ("base",), {"goal": "s2", "who": ("syria",)}),
    ("prisoners-dilemma", ("base",), {"goal": "silence"}),
]


@pytest.mark.parametrize(("name", "accounts", "given"), CASES)
def test_headline_and_points_keep_the_limits(name, accounts, given):
    said = asked(name, accounts, **given)
    for text in (said.headline, *said.points):
        assert len(text.split()) <= 25, text
        assert not NO_CONCEPT.search(text), text
        assert text[0] == text[0].upper()
        assert text.endswith(".")
    assert len(said.points) <= 3
    assert len(said.pictures) <= 1
    assert "\n" not in said.sure
    assert said.sure.endswith(".")
    assert 1 <= len(said.next) <= 2
    assert all(n.startswith("detente ") and name in n for n in said.next)


def test_istanbul_is_tipped_by_washington_in_every_account():
    said = asked("istanbul-2025", ("commentary", "kyiv", "broker"))
    assert (
        said.headline
        == "US could tip it, in every account: with other wishes it could help some and hurt others; "
        "Russia, Ukraine or Europe could change it, too."
    )
    assert said.points[0] == (
        "In the accounts “kyiv” and “broker”, a change of mind by US could help Russia but hurt Ukraine and Europe."
    )
    assert said.points[1] == (
        "In the account “commentary”, a change of mind by US could help Ukraine and Europe but hurt Russia."
    )


def test_what_belongs_to_a_goal_needs_a_goal():
    with pytest.raises(detente.DetenteError, match="belong to a goal"):
        asked("chicken", ("base",), who=("first",))
    with pytest.raises(detente.DetenteError, match="belong to a goal"):
        asked("chicken", ("base",), most=1)
    with pytest.raises(detente.DetenteError, match="belong to a goal"):
        asked("chicken", ("base",), anywhere=True)
    told = asked("chicken", ("base",), goal="crash", anywhere=True, most=0, concept="gmr")
    assert told.sure.startswith("Holds if each side fears any answer")
    priced = asked("syria-iraq-1975", ("base",), prices=True)
    assert any("One change" in b.note for b in priced.details if isinstance(b, Table))


def test_who_stands_between_most_others_on_both_sides_comes_first():
    lopsided = tip("cy", "opposed", gaining="ann", losing="ben dee")
    even = tip("dee", "opposed", gaining="ann ben", losing="cy ann")
    assert [t.decision_maker for t in in_order(with_tips("one", lopsided, even))][:2] == ["dee", "cy"]


def test_three_points_and_no_more_whatever_accounts_there_are():
    lost = replace(with_tips("one", ANN), present=(), present_count="0")
    apart = [
        lost,
        with_tips("two", BEN),
        with_tips("three", tip("cy", "opposed", gaining="ann", losing="ben")),
    ]
    assert points(apart, voice(*apart)) == (
        "In the account “one”, it comes to rest nowhere, so that nobody's gain can be measured.",
        "In the account “one”, Ann could tip it.",
        "In the account “two”, Ben could tip it.",
    )
    other = tip("ann", "opposed", gaining="cy", losing="ben")
    same = [
        lost,
        with_tips("two", other),
        with_tips("three", tip("ann", "opposed", gaining="dee", losing="ben")),
    ]
    assert len(points(same, voice(*same))) == 3


def test_of_many_ends_of_a_way_three_are_named():
    found = took(turn(edit(place=1), states=(0, 1, 2, 3), outcomes=4))
    assert turns_table(found, voice().words("one")).rows[0][-1].endswith(" and 1 more")
    assert turns_table(found, voice().words("one")).rows[0][-1].count("#") == 3
    assert (
        "and"
        not in turns_table(took(turn(edit(), states=(0, 1, 2), outcomes=3)), voice().words("one")).rows[0][-1]
    )


def test_notes_say_what_is_counted_and_in_which_order():
    words = voice().words("one")
    told = with_tips("one", ANN)
    assert could_table(told, words).title == "What each could bring about by a change of mind"
    assert could_table(told, words).columns[:3] == ("Party", "Could bring about", "Of these new")
    assert could_table(told, words).note == (
        "Counted are equilibria that improvements lead to under some wishes of the party, the others' as they are; new "
        "are those that cannot come about as things are. Gain: better than everything that can come about as things "
        "are, by one's own order; lose: worse than all of that."
    )
    assert gain_table(told, words).title == "What the others could gain"
    assert gain_table(told, words).note == (
        "The best that the others could get by it, and its place in their own order; — nothing better; · itself."
    )
    assert every_table(told, words).title == "What each could bring about, state by state"
    assert every_table(told, words).columns == (
        "By a change of",
        "It could come to",
        "What is taken",
        "Better for",
        "Worse for",
    )
    assert turns_table(took(turn(edit())), words).note == (
        "What is left out or moved first, then plain statements, the least certain claims first. To put the goal "
        "itself on top of somebody's list does not count."
    )
    assert turns_table(took(turn(edit())), words).columns == (
        "",
        "Party",
        "Change",
        "What it wants",
        "Place",
        "Source of the statement",
        "Leads to",
    )
