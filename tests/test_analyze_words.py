"""What ``analyze`` says and draws: each sentence read with facts made by hand, both ways round; pictures read back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Ends, Heading, Level, Shared, Standing, StandingKind, Step, Way
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.analyze import heading_words, state_tables, tables, words
from detente.questions.analyze.answer import AnalyzeAnswer, Unknown, answer
from detente.questions.analyze.following_answer import Fares, Reached
from detente.questions.analyze.picture import graph_picture, graph_told, outcomes, picture
from detente.questions.equilibria.answer import Link
from detente.questions.equilibria.words import link
from detente.questions.question import Request
from detente.wording import Items, Picture, Said, Section, Table, Text, Voice, Words
from detente.wording.blocks import tables as tables_of
from detente.wording.outcomes import options_told
from tests.test_degrees_and_unknown import OPEN, PLANT

FILE = """
detente: 1
title: Two sides
status_quo: []
decision_makers:
  ann: {name: Ann, options: {build: {text: build the road, short: road}}}
  bob: {name: Bob, options: {sue: {text: go to court, short: court}}}
preferences: {ann: [ann.build], bob: [bob.sue]}
perspectives:
  two: {says: another}
"""
NONE, ROAD, COURT, BOTH = 0, 1, 2, 3


@cache
def base() -> AnalyzeAnswer:
    return answer(detente.analyze(read_conflict(FILE).game("base")))


def ends(
    *states: int,
    concept: str = "nash",
    leaving: tuple[str, ...] = ("ann",),
    count: str | None = "",
    standings: tuple[Standing, ...] = (),
    shared: Shared | None = None,
    ways: tuple[Way, ...] = (),
) -> Ends:
    number = str(len(states)) if count == "" else count
    return Ends(
        concept=concept,
        states=states,
        count=number,
        leaving=leaving,
        cycle=bool(leaving) and not states,
        ways=ways,
        shared=shared,
        standings=standings,
    )


def made(ahead: Ends | None, myopic: Ends | None = None, **changes: Any) -> AnalyzeAnswer:
    """An answer that leads there; the outcomes of both are spoken of."""
    if ahead is None:
        return msgspec.structs.replace(base(), heading=None, **changes)
    myopic = myopic or ahead
    spoken = tuple(dict.fromkeys(s for s in (*ahead.states, *myopic.states) if s != NONE))
    heading = Heading(myopic=myopic, ahead=ahead, same=set(ahead.states) == set(myopic.states))
    return msgspec.structs.replace(base(), **({"heading": heading, "spoken": spoken} | changes))


def voice_of(*answers: AnalyzeAnswer) -> Voice:
    return Voice.of(read_conflict(FILE), answers, "file.yaml")


def headline(found: AnalyzeAnswer) -> str:
    return heading_words.headline(found, voice_of(found))


STAYS = ends(NONE, concept="seq", leaving=())


# -- the headline ------------------------------------------------------------------------------------


def test_today_holds_in_any_case_or_only_looking_ahead() -> None:
    assert headline(made(STAYS, ends(NONE, leaving=()))) == (
        "Today holds: no side would leave it, whether it looks ahead or not."
    )
    assert headline(made(STAYS, ends(ROAD))) == (
        "Today holds as long as the sides look ahead: then nobody would leave it."
    )


def test_it_leads_to_the_same_or_to_different_outcomes() -> None:
    assert headline(made(ends(ROAD))) == (
        "From today, the sides' own interests lead to A (Ann: road), whether they look ahead or not."
    )
    assert headline(made(ends(ROAD, COURT))) == (
        "From today, the sides' own interests lead to A or B, whether they look ahead or not."
    )
    assert headline(made(ends(ROAD, concept="seq"), ends(COURT))) == (
        "Looking ahead, the sides go from today to A (Ann: road); not looking ahead, to B (Bob: court)."
    )
    assert headline(made(ends(concept="seq"), ends(COURT))) == (
        "Looking ahead, the sides leave today and reach nothing that holds; "
        "not looking ahead, they go from today to A (Bob: court)."
    )
    assert headline(made(ends(ROAD, concept="seq"), ends())) == (
        "Looking ahead, the sides go from today to A (Ann: road); "
        "not looking ahead, they leave today and reach nothing that holds."
    )
    assert headline(made(ends(), ends())) == (
        "Whether they look ahead or not, the sides leave today and reach nothing that holds."
    )
    assert headline(made(ends(count=None, concept="seq"), ends(ROAD))) == (
        "Not looking ahead, the sides go from today to A (Ann: road); "
        "where they go looking ahead was not worked out."
    )
    assert headline(made(ends(ROAD, COURT, count="7"))) == (
        "From today, the sides' own interests lead to one of 7 outcomes, whether they look ahead or not."
    )


def test_without_a_status_quo_what_holds_under_every_concept_is_said() -> None:
    found = made(None, spoken=(ROAD, BOTH), status_quo=None)
    assert heading_words.holding(held(found, [ROAD, BOTH], [ROAD, BOTH]), voice_of(found)) == (
        "A and B hold, whether the sides look ahead or not; the file says nothing of today."
    )
    assert heading_words.holding(held(found, [ROAD], [ROAD, BOTH]), voice_of(found)).startswith(
        "A holds, whether"
    )
    assert heading_words.holding(held(found, [], [ROAD]), voice_of(found)) == (
        "No outcome holds under every way of looking ahead; the file says nothing of today."
    )
    unknown = held(found, [ROAD], [ROAD], drawn=True, count="12")
    assert (
        heading_words.holding(unknown, voice_of(found)) == "12 outcomes hold; the file says nothing of today."
    )
    bounded = held(found, [ROAD], [ROAD], drawn=True, count=None, at_least="4")
    assert heading_words.holding(bounded, voice_of(found)).startswith("At least 4 outcomes hold;")
    assert words.more_if_ahead(held(found, [ROAD], [ROAD, BOTH])) == (
        "If the sides look ahead, up to 2 outcomes can hold instead of 1."
    )
    assert words.more_if_ahead(held(found, [ROAD], [ROAD])) == ""


def held(found: AnalyzeAnswer, *states: list[int], **changes: Any) -> AnalyzeAnswer:
    """Give Nash the first of the states and SEQ the second."""
    new = [
        msgspec.structs.replace(h, **({"states": tuple(s), "count": str(len(s))} | changes))
        for h, s in zip(found.held, states, strict=False)
    ]
    return msgspec.structs.replace(found, held=tuple(new))


# -- the points --------------------------------------------------------------------------------------


def test_what_tips_it_over_is_said_first() -> None:
    for myopic, told in (
        (ends(ROAD), "Not looking ahead, Ann would leave it, and it would come to A (Ann: road)."),
        (
            ends(ROAD, COURT, leaving=("ann", "bob")),
            "Not looking ahead, Ann and Bob would leave it, and it would come to A or B.",
        ),
        (ends(), "Not looking ahead, Ann would leave it, and nothing that the sides then reach holds."),
        (
            ends(count=None, leaving=("bob",)),
            "Not looking ahead, Bob would leave it; where that leads was not worked out in the time given.",
        ),
    ):
        found = made(STAYS, myopic)
        assert words.points(found, voice_of(found))[0] == told


def standings(ann: StandingKind, bob: StandingKind) -> tuple[Standing, ...]:
    return (Standing(decision_maker="ann", kind=ann), Standing(decision_maker="bob", kind=bob))


def test_who_gains_is_said_for_what_follows_looking_ahead_and_not() -> None:
    better, worse = standings("better", "worse"), standings("worse", "better")
    found = made(ends(ROAD, concept="seq", standings=better), ends(COURT, standings=worse))
    assert words.who_gains(found, voice_of(found)) == [
        "In A, better off than today: Ann; worse off: Bob.",
        "In B, better off than today: Bob; worse off: Ann.",
    ]
    alike = made(ends(ROAD, concept="seq", standings=better), ends(COURT, standings=better))
    assert words.who_gains(alike, voice_of(alike)) == [
        "In A and B, better off than today: Ann; worse off: Bob."
    ]
    same = made(ends(ROAD, standings=better))
    assert words.who_gains(same, voice_of(same)) == ["Better off than today: Ann; worse off: Bob."]
    two = made(ends(ROAD, COURT, standings=better))
    assert words.who_gains(two, voice_of(two)) == ["In A or B, better off than today: Ann; worse off: Bob."]
    many = made(ends(ROAD, count="9", standings=better))
    assert words.who_gains(many, voice_of(many)) == [
        "In what follows, better off than today: Ann; worse off: Bob."
    ]
    stays = made(STAYS, ends(ROAD, standings=worse))
    assert words.points(stays, voice_of(stays))[1] == "In A, better off than today: Bob; worse off: Ann."


def test_what_several_outcomes_share_is_said() -> None:
    shared = Shared(taken=("ann.build",))
    for number, states, told in (
        (2, (ROAD, BOTH), "In both (A and B): Ann: road."),
        (3, (ROAD, COURT, BOTH), "In all (A, B and C): Ann: road."),
    ):
        assert number == len(states)
        found = made(ends(*states, shared=shared))
        assert told in words.points(found, voice_of(found))
    one = made(ends(ROAD, shared=shared))
    assert words.points(one, voice_of(one)) == ()
    many = made(ends(ROAD, count="9000000000000", shared=shared))
    assert "In all 9.0e12 outcomes: Ann: road." in words.points(many, voice_of(many))
    nothing = made(ends(ROAD, COURT, shared=Shared(varies=("ann.build", "bob.sue"))))
    assert "These outcomes have no single change from today in common." in words.points(
        nothing, voice_of(nothing)
    )


def test_outcomes_that_no_side_gets_to_alone_are_counted() -> None:
    following = base().following
    assert following is not None
    first = following.by_concept[0]

    def with_(number: str | None) -> AnalyzeAnswer:
        far = (Reached(state=COURT, concepts=("nash",), way=Way(start=NONE, moves=())),)
        changed = msgspec.structs.replace(
            following,
            by_concept=(msgspec.structs.replace(first, only_by_moves=number), *following.by_concept[1:]),
            only_by_moves=far,
        )
        return made(ends(ROAD), following=changed)

    why = "it takes a move for no gain, or several moving together."
    assert words.out_of_reach(with_("1"), voice_of(with_("1"))) == (
        f"One more outcome (Bob: court) would hold, but own interest does not lead there: {why}"
    )
    assert words.out_of_reach(with_("3"), voice_of(with_("3"))) == (
        f"Three more outcomes would hold, but own interest leads to none of them: {why}"
    )
    assert words.out_of_reach(with_("0"), voice_of(with_("0"))) == ""
    assert words.out_of_reach(with_(None), voice_of(with_(None))) == ""
    assert words.out_of_reach(made(None, following=None), voice_of(base())) == ""


def test_what_is_unknown_is_said() -> None:
    conflict = read_conflict(OPEN)
    found = answer(detente.analyze(conflict.game()))
    its = Words(conflict.under())
    assert words.unknown(found, its) == (
        "It is unknown whether agency would want “inspect and prosecute” and how plant would rank some outcomes; "
        "what is said goes by what is known."
    )
    one = msgspec.structs.replace(found, unknown=(Unknown(decision_maker="plant"),))
    assert words.unknown(one, its) == (
        "It is unknown how plant would rank some outcomes; what is said goes by what is known."
    )
    assert words.unknown(base(), its) == ""


# -- several accounts --------------------------------------------------------------------------------


def of_account(found: AnalyzeAnswer, account: str) -> AnalyzeAnswer:
    return msgspec.structs.replace(found, perspective=account)


def two(one: AnalyzeAnswer, other: AnalyzeAnswer) -> Said:
    answers = [of_account(one, "base"), of_account(other, "two")]
    return words.say(answers, voice_of(*answers))


def test_accounts_that_lead_to_the_same_are_told_once() -> None:
    said = two(
        made(ends(ROAD, standings=standings("better", "worse"))),
        made(ends(ROAD, standings=standings("better", "worse"))),
    )
    assert said.headline == (
        "In both accounts: From today, the sides' own interests lead to A (Ann: road), whether they look ahead or not."
    )
    assert said.points == ("Better off than today: Ann; worse off: Bob.",)
    parted = two(
        made(ends(ROAD, standings=standings("better", "worse"))),
        made(ends(ROAD, standings=standings("worse", "worse"))),
    )
    assert parted.points == (
        "In the account “base”: Better off than today: Ann; worse off: Bob.",
        "In the account “two”: Worse off than today: Ann and Bob.",
    )
    assert said.account == parted.account == ""


def test_accounts_that_part_are_told_one_by_one() -> None:
    shared = Shared(taken=("ann.build",))
    said = two(
        made(ends(ROAD, shared=shared)), made(ends(BOTH, shared=Shared(taken=("ann.build", "bob.sue"))))
    )
    assert said.headline == (
        "The accounts lead to different outcomes, but this comes about in all of them: Ann: road."
    )
    assert said.points == (
        "In the account “base”, it leads to A (Ann: road), looking ahead or not.",
        "In the account “two”, it leads to B (Ann: road; Bob: court), looking ahead or not.",
    )
    apart = two(made(ends(ROAD, shared=shared)), made(ends(COURT, shared=Shared(taken=("bob.sue",)))))
    assert apart.headline == (
        "The accounts lead to different outcomes, and no single change from today comes about in all of them."
    )
    nothing = two(made(ends(ROAD, shared=shared)), made(ends()))
    assert nothing.headline == apart.headline
    stays = two(made(STAYS, ends(NONE, leaving=())), made(STAYS, ends(ROAD)))
    assert stays.headline == (
        "In every account, today holds if the sides look ahead; if they do not, it holds only in the account “base”."
    )
    assert stays.points == (
        "In the account “base”, today holds, whether the sides look ahead or not.",
        "In the account “two”, today holds looking ahead; not looking ahead, the sides go from today to A (Ann: road).",
    )
    half = two(made(STAYS, ends(ROAD)), made(ends(ROAD, concept="seq"), ends(COURT)))
    assert half.headline == (
        "In the account “base”, today holds as long as the sides look ahead; in the other it is left."
    )
    assert half.points[1] == (
        "In the account “two”, the sides go from today to A (Ann: road) looking ahead; "
        "not looking ahead, to B (Bob: court)."
    )
    assert half.next == ("detente compare file.yaml", "detente better file.yaml")


HOLDS = {
    "firm": made(STAYS, ends(NONE, leaving=())),
    "ahead": made(STAYS, ends(ROAD)),
    "left": made(ends(COURT)),
}
CLAUSES = {
    "firm": r"today holds, looking ahead or not, in (?P<n>\w+) of|Whether the sides look ahead or not, today holds "
    r"in the accounts? (?P<b>[^;]*);|In the accounts? (?P<a>[^;]*), today holds, looking ahead or not",
    "ahead": r"Today holds in (?P<n>\w+) of \w+ accounts as long|in (?P<m>\w+) more, as long|"
    r"[Ii]n the accounts? (?P<a>[^;]*?),(?: today holds)? as long as the sides look ahead",
}


def accounts_that(*kinds: str) -> list[AnalyzeAnswer]:
    return [msgspec.structs.replace(HOLDS[kind], perspective=f"{kind}-{k}") for k, kind in enumerate(kinds)]


@pytest.mark.parametrize("longest", [True, False])
@pytest.mark.parametrize("kinds", [k for k in product(HOLDS, repeat=3) if 0 < k.count("left") < 3])
def test_only_of_accounts_where_it_is_so_is_it_said_that_today_holds_looking_ahead(
    kinds: tuple[str, ...], longest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heading_words, "fitting", lambda *texts: texts[0] if longest else texts[-1])
    found = accounts_that(*kinds)
    said = heading_words.headline_of_several(found, voice_of(*found))
    for kind, clause in CLAUSES.items():
        told = re.search(clause, said, re.IGNORECASE)
        those = [a.perspective for a in found if a.perspective.startswith(kind)]
        assert bool(told) == bool(those), said
        if told and longest:
            assert re.findall("“([^”]*)”", next(filter(None, told.groups()))) == those
        elif told:
            assert next(filter(None, told.groups())) == ["one", "two"][len(those) - 1]
    rest = said.rpartition("; in the ")[2] if longest else said.rpartition(";")[2]
    assert rest.startswith(("other", " in the other"))
    assert ("others" in rest) == (kinds.count("left") == 2)
    assert ("to A (Bob: court)" in rest or "to B (Bob: court)" in rest) == longest
    assert ("it is left" in rest) == (not longest)


def test_where_accounts_part_the_message_says_how_far_the_sides_look_in_each() -> None:
    for kinds, said in {
        ("firm", "left"): "Whether the sides look ahead or not, today holds in the account “firm-0”; "
        "in the other it leads to A (Bob: court).",
        ("firm", "ahead", "left"): "Today holds, looking ahead or not, in one of three accounts; "
        "in one more, as long as the sides look ahead; in the other it is left.",
        ("ahead", "left"): "In the account “ahead-0”, today holds as long as the sides look ahead; "
        "in the other it leads to B (Bob: court).",
        (
            "ahead",
            "firm",
        ): "In every account, today holds if the sides look ahead; if they do not, it holds only in "
        "the account “firm-1”.",
    }.items():
        found = accounts_that(*kinds)
        assert heading_words.headline_of_several(found, voice_of(*found)) == said
    apart = [
        msgspec.structs.replace(made(STAYS, ends(*to)), perspective=f"p{k}")
        for k, to in enumerate([[ROAD], [COURT]])
    ]
    assert heading_words.headline_of_several(apart, voice_of(*apart)) == (
        "In every account, today holds as long as the sides look ahead; if they do not, the accounts part."
    )
    # Others that lead to different outcomes, to nothing that holds, or nobody knows where.
    firm = accounts_that("firm")
    lead = "In the account “firm-0”, today holds, looking ahead or not"
    for left, said in (
        ((made(ends(ROAD)), made(ends(COURT))), "in the others it is left."),
        (
            (made(ends()),),
            "in the other it is left.",
        ),
        (
            (made(msgspec.structs.replace(ends(count=None, leaving=()), unsure=("ann",))), made(ends(COURT))),
            "in the others it is not known to hold.",
        ),
    ):
        found = [*firm, *(msgspec.structs.replace(a, perspective=f"left-{k}") for k, a in enumerate(left))]
        assert heading_words.headline_of_several(found, voice_of(*found)) == f"{lead}; {said}"


def test_what_every_account_has_in_common_counts_levels_and_both_ways_of_looking() -> None:
    conflict = read_conflict("""
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
  other: {says: Another, preferences: {down: [not up.dam, not protest]}}
""")
    said = ask(conflict)
    assert said.headline == (
        "The accounts lead to different outcomes, but this comes about in all of them: "
        "Upstream: talk, dam (low or high)."
    )
    alone = ask(conflict, "base")
    assert "In both (A and B): Upstream: talk, dam (low or high); Downstream: protest." in alone.points
    taken = {"up.talk"}
    mixed = Shared(taken=("up.talk",), levels=(Level(option="up.dam", levels=("low", "high")),))
    found = [answer(r) for r in find("analyze").ask(Request(conflict, ("base",)))]
    heading = found[0].heading
    assert heading is not None
    odd = msgspec.structs.replace(
        found[0],
        heading=Heading(
            ahead=msgspec.structs.replace(heading.ahead, shared=mixed),
            myopic=msgspec.structs.replace(heading.myopic, shared=Shared(taken=tuple(taken))),
            same=False,
        ),
    )
    assert heading_words.everywhere([odd], Voice.of(conflict, [odd]), options_told) == "Upstream: talk"


def test_of_many_accounts_the_first_are_told_and_the_rest_named() -> None:
    answers = [
        of_account(made(ends(ROAD)), "base"),
        of_account(made(ends(COURT)), "base"),
        of_account(made(ends(BOTH)), "two"),
        of_account(made(ends(ROAD, COURT)), "two"),
    ]
    groups = words.grouped(answers)
    assert [len(g) for g in groups] == [1, 1, 1, 1]
    told = words.points_of_several(groups, voice_of(*answers))
    assert len(told) == 3
    assert told[2] == "In the accounts “two” and “two”, it leads elsewhere again; the details say where."
    assert len(words.points_of_several(groups[:3], voice_of(*answers))) == 3
    assert "elsewhere" not in words.points_of_several(groups[:3], voice_of(*answers))[2]


# -- how sure, and what next -------------------------------------------------------------------------


def test_marks_say_under_which_concepts_today_and_the_outcomes_hold() -> None:
    found = made(ends(BOTH))
    assert words.held_marks(found, voice_of(found)) == (
        "Today holds: Nash ✗ SEQ ✗ SMR ✗ GMR ✗. A holds: Nash ✓ SEQ ✓ SMR ✓ GMR ✓."
    )
    wrong = made(ends(ROAD, COURT))
    assert words.held_marks(wrong, voice_of(wrong)) == "Today, A and B hold: Nash ✗ SEQ ✗ SMR ✗ GMR ✗."
    said = two(found, made(ends(ROAD)))
    assert said.sure == (
        "Today holds: Nash ✗ SEQ ✗ SMR ✗ GMR ✗ in every account. Rests on 4 claims of 2 accounts, none with a source."
    )
    first = msgspec.structs.replace(
        found, held=tuple(msgspec.structs.replace(h, status_quo=True) for h in found.held)
    )
    parted = words.today_marks([of_account(found, "base"), of_account(first, "two")])
    assert parted == "Today holds: Nash ✗ SEQ ✗ SMR ✗ GMR ✗ (“base”); Nash ✓ SEQ ✓ SMR ✓ GMR ✓ (“two”)."


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (made(STAYS, ends(NONE, leaving=())), ("pivot", "explain")),
        (made(STAYS, ends(ROAD)), ("explain", "better")),
        (made(ends(ROAD), STAYS), ("evolve", "better")),
        (made(ends(ROAD)), ("evolve", "better")),
        (made(None), ("equilibria",)),
    ],
)
def test_what_to_ask_next_follows_from_the_answer(found: AnalyzeAnswer, told: tuple[str, ...]) -> None:
    groups = [[found]]
    assert words.what_next(groups, voice_of(found)) == tuple(f"detente {q} file.yaml -p base" for q in told)
    alone = msgspec.structs.replace(found, perspectives=found.perspectives[:1])
    assert words.what_next([[alone]], voice_of(alone)) == tuple(f"detente {q} file.yaml" for q in told)


# -- the tables --------------------------------------------------------------------------------------


def test_the_table_of_concepts_says_who_leaves_and_how_many_are_reached() -> None:
    its = Words(read_conflict(FILE).under("base"))
    table = tables.concepts(base(), its)
    assert table.columns == ("Concept", "Today", "Reached by improvements", "Undeterred", "In all", "Which")
    assert table.rows[0] == ("Nash (rationality)", "left by Ann and Bob", "1", "1", "1", "#3")
    assert table.note.startswith("4 feasible states. Reached counts today where it is an equilibrium itself.")
    nash = base().held[0]
    following = base().following
    assert following is not None
    for held_, told in (
        (msgspec.structs.replace(nash, leaving=(), status_quo=True), "holds"),
        (msgspec.structs.replace(nash, leaving=(), status_quo=False), "does not hold"),
        (
            msgspec.structs.replace(nash, undecided=("bob",), leaving=("ann",)),
            "left by Ann; of Bob it is out of reach",
        ),
        (msgspec.structs.replace(nash, undecided=("bob",), leaving=()), "of Bob it is out of reach"),
    ):
        assert state_tables.today(held_, its) == told
    for changes, told in (
        ({}, "1"),
        ({"count": None, "at_least": "2", "at_most": "1234"}, "between 2 and 1,234"),
        ({"count": None, "at_least": "2", "at_most": None}, "at least 2"),
        ({"count": None, "at_least": None, "at_most": None}, "at least 0"),
    ):
        assert tables.number(msgspec.structs.replace(nash, **changes)) == told
    short = msgspec.structs.replace(
        base(), following=msgspec.structs.replace(following, complete=False, moves=3)
    )
    assert tables.concepts(short, its).rows[0][2] == "1 within 3 moves"
    odd = msgspec.structs.replace(
        following,
        by_concept=tuple(
            msgspec.structs.replace(f, reached="5", undeterred=None, only_by_moves="6", unreachable=None)
            for f in following.by_concept
        ),
    )
    wide = tables.concepts(msgspec.structs.replace(base(), following=odd), its)
    assert wide.columns == (
        "Concept",
        "Today",
        "Reached by improvements",
        "Only by other moves",
        "Not at all",
        "In all",
        "Which",
    )
    assert wide.rows[0][2:5] == ("5", "6", "out of reach")
    assert "—: not worked out" in wide.note
    bounded = held(base(), [], count=None, incomplete="too slow")
    assert (
        "The equilibria under Nash are out of reach as a set (too slow)."
        in tables.concepts(bounded, its).note
    )
    without = tables.concepts(msgspec.structs.replace(base(), following=None), its)
    assert without.columns == ("Concept", "In all", "Which")
    assert without.rows[0] == ("Nash (rationality)", "1", "#3")


def test_every_state_of_few_says_who_would_leave() -> None:
    table = state_tables.state_table(base(), Words(read_conflict(FILE).under("base")))
    assert table.columns == ("State", "What is taken", "Nash", "SEQ", "SMR", "GMR")
    assert [row[0] for row in table.rows] == ["#0 (today)", "#1", "#2", "#3"]
    assert [row[2] for row in table.rows] == ["left by Ann and Bob", "left by Bob", "left by Ann", "●"]
    assert table.rows[1][1] == "Ann: build the road"


def test_of_many_states_the_equilibria_are_listed_those_reached_first() -> None:
    conflict = detente.load("istanbul-2025")
    found = answer(detente.analyze(conflict.game("kyiv")))
    table = state_tables.equilibrium_table(found, Words(conflict.under("kyiv")))
    assert table.columns[-1] == "Improvements to it"
    assert table.columns[2:6] == ("Nash", "SEQ", "SMR", "GMR")
    assert len(table.rows) == 30
    assert table.rows[0][2:] == ("●", "●", "●", "●", "3 moves")
    assert found.following is not None
    reached = {found.states[r.state].number: r for r in found.following.reachable}
    by_number = {s.number: k for k, s in enumerate(found.states)}
    seen_far = False
    for row in table.rows:
        number = re.sub(r"[^0-9]", "", row[0].partition(" ")[0])
        marks = ["●" if by_number[number] in h.states else "·" for h in found.held]
        assert list(row[2:6]) == marks
        if number in reached:
            assert not seen_far
            moves = len(reached[number].way.moves)
            assert row[6] == ("1 move" if moves == 1 else f"{moves} moves")
        else:
            seen_far = True
            assert row[6] == "—"
    assert table.note.startswith(f"The first 30 of {len({s for h in found.held for s in h.states})};")
    assert table.note.endswith("no sequence of improvements leads there.")


def test_places_of_concepts_that_give_the_same_share_a_column() -> None:
    table = state_tables.places(base(), Words(read_conflict(FILE).under("base")))
    assert table is not None
    assert table.columns == ("Party", "Today", "Reached (Nash, SEQ, SMR, GMR)")
    assert table.rows == (("Ann", "2nd of 2", "1st"), ("Bob", "2nd of 2", "1st"))
    assert (
        state_tables.places(msgspec.structs.replace(base(), following=None), Words(read_conflict(FILE)))
        is None
    )
    for kinds, told in (
        ((True, False, False, False), "better"),
        ((False, True, True, False), "as good or worse"),
        ((True, False, True, False), "better or worse"),
        ((False, False, False, True), "unknown"),
    ):
        b, s, w, u = kinds
        assert state_tables.fared(Fares(decision_maker="ann", better=b, same=s, worse=w, unknown=u)) == told


def test_a_way_is_told_move_by_move() -> None:
    way = Way(start=NONE, moves=(Step(mover="ann", state=ROAD), Step(mover="bob", state=BOTH)))
    its = Words(read_conflict(FILE).under("base"))
    assert state_tables.steps(base(), way, its) == (
        "Ann: take up “build the road”",
        "Bob: take up “go to court”",
    )
    found = made(ends(BOTH, ways=(way,)))
    [section] = state_tables.ways(found, its, voice_of(found))
    assert isinstance(section, Section)
    assert section.title == "A way to A, looking ahead"


def test_firmness_and_extensions_have_their_columns() -> None:
    plant = read_conflict(PLANT)
    found = answer(detente.analyze(plant.game("fine")))
    table = tables.firmness(found, Words(plant.under("fine")))
    assert table is not None
    assert table.columns == ("Concept", "Strong equilibria", "Weak equilibria", "Weak for")
    assert table.rows[0] == ("SEQ (sequential stability)", "1: checked", "1: trust", "plant")
    assert table.rows[1] == (
        "SMR (symmetric metarationality)",
        "none",
        "2: trust, checked",
        "agency and plant",
    )
    assert tables.firmness(base(), Words(read_conflict(FILE))) is None
    named = answer(detente.analyze(plant.game("fine"), ["gmr-strong3"]))
    shown = tables.firmness(named, Words(plant.under("fine")))
    assert shown is not None
    assert shown.rows[0][0] == "GMR (general metarationality), degree 3"
    opened = answer(detente.analyze(read_conflict(OPEN).game(), ["nash", "seq-b"]))
    extensions = tables.extensions(opened)
    assert extensions is not None
    assert extensions.columns == ("Concept", "a", "b", "c", "d")
    assert extensions.rows == (
        ("Nash (rationality)", "none", "3: checked, evasion, caught", "none", "3: checked, evasion, caught"),
        ("SEQ (sequential stability)", "", "4: trust, checked, evasion, caught", "", ""),
    )
    assert tables.extensions(base()) is None


# -- pictures ----------------------------------------------------------------------------------------


def marked(svg: str, kind: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(svg).iter() if e.get("data-kind") == kind]


def strip_of(*answers: AnalyzeAnswer) -> Picture:
    found = picture(answers, voice_of(*answers))
    assert isinstance(found, Picture)
    return found


def test_the_strip_shows_who_moves_from_where_to_where() -> None:
    by_ann = Way(start=NONE, moves=(Step(mover="ann", state=ROAD), Step(mover="bob", state=BOTH)))
    kinds = (
        Standing(decision_maker="ann", kind="better", before=span(2), after=span(1)),
        Standing(decision_maker="bob", kind="same", before=span(2), after=span(2)),
    )
    found = made(ends(BOTH, ways=(by_ann,), standings=kinds))
    drawn = strip_of(found)
    arrows = [(a.get("data-from"), a.get("data-to"), a.get("data-party")) for a in marked(drawn.svg, "arrow")]
    assert arrows == [("0", "1", "0"), ("1", "2", "1")]
    assert "Ann: road" in drawn.svg
    assert drawn.text == "From today, Ann: road, then Bob: court, to A."
    [today, end] = [c for c in marked(drawn.svg, "card") if c.get("data-card") != "step"][:2]
    assert (today.get("data-card"), end.get("data-card"), end.get("data-letter")) == ("today", "end", "A")
    text = ET.tostring(end, encoding="unicode")
    assert "1st of 2" in text
    assert text.count('data-changed="yes"') == 2 or 'data-changed="true"' in text
    [table] = drawn.plain
    assert isinstance(table, Table)
    assert table.columns == ("Party", "Option", "Today", "A")
    assert table.rows == (("Ann", "build the road", "·", "●"), ("Bob", "go to court", "·", "●"))


def span(best: int) -> Any:
    from detente.answers import Span

    return Span(best=best, worst=best, of=2)


def test_where_today_holds_the_strip_shows_what_happens_otherwise() -> None:
    way = Way(start=NONE, moves=(Step(mover="bob", state=COURT),))
    found = made(STAYS, ends(COURT, leaving=("bob",), ways=(way,)))
    drawn = strip_of(found)
    assert [(a.get("data-from"), a.get("data-party")) for a in marked(drawn.svg, "arrow")] == [("0", "1")]
    assert (
        drawn.text == "Not looking ahead: from today, Bob: court, to A. Looking ahead, nobody leaves today."
    )
    other = made(
        ends(ROAD, concept="seq", ways=(Way(start=NONE, moves=(Step(mover="ann", state=ROAD),)),)),
        ends(COURT),
    )
    assert strip_of(other).text == "Looking ahead: from today, Ann: road, to A. Not looking ahead: B."
    none = made(ends(ROAD, concept="seq", ways=other.heading.ahead.ways), ends())
    assert strip_of(none).text == (
        "Looking ahead: from today, Ann: road, to A. Not looking ahead, nothing that is reached holds."
    )


def test_a_lane_for_each_account() -> None:
    by_ann = Way(start=NONE, moves=(Step(mover="ann", state=ROAD),))
    by_bob = Way(start=NONE, moves=(Step(mover="bob", state=COURT),))
    one, other = (
        of_account(made(ends(ROAD, ways=(by_ann,))), "base"),
        of_account(made(ends(COURT, ways=(by_bob,))), "two"),
    )
    drawn = strip_of(one, other)
    lanes = [(a.get("data-lane"), a.get("data-party")) for a in marked(drawn.svg, "arrow")]
    assert lanes == [("0", "0"), ("1", "1")]
    assert drawn.text == (
        "In the account “base”: from today, Ann: road, to A. In the account “two”: from today, Bob: court, to B."
    )


def test_where_too_much_follows_the_options_stand_alone_and_where_nothing_is_spoken_of_nothing() -> None:
    many = made(ends(ROAD, count="9"))
    found = picture([many], voice_of(many))
    assert isinstance(found, Table)
    quiet = made(ends(ROAD, count="9"), spoken=())
    assert picture([quiet], voice_of(quiet)) is None
    assert outcomes([quiet], voice_of(quiet)) is None


def test_the_graph_is_drawn_from_the_facts() -> None:
    found = made(ends(BOTH))
    drawn = graph_picture(found, voice_of(found))
    assert drawn is not None
    arrows = {(a.get("data-from"), a.get("data-to"), a.get("data-party")) for a in marked(drawn.svg, "arrow")}
    assert found.graph is not None
    places = {n.state: str(k) for k, n in enumerate(found.graph.nodes)}
    better = {
        (places[s], places[t], p)
        for s, t, p in ((NONE, ROAD, "0"), (NONE, COURT, "1"), (ROAD, BOTH, "1"), (COURT, BOTH, "0"))
    }
    assert better <= arrows
    assert drawn.title == "The graph of states"
    assert drawn.text == "All 4 states and every move between them. Equilibria under some concept: #3."
    large = answer(detente.analyze(detente.load("istanbul-2025").game("broker")))
    told = graph_told(large)
    assert told.startswith(
        "7 of 288 states: today, where improvements lead and the shortest ways there, and 2 that"
    )
    assert graph_picture(msgspec.structs.replace(found, graph=None), voice_of(found)) is None


# -- the limits --------------------------------------------------------------------------------------


def ask(conflict: Conflict, *accounts: str) -> Said:
    question = find("analyze")
    answers = [question.answer(r) for r in question.ask(Request(conflict, accounts or conflict.accounts))]
    return question.say(answers, Voice.of(conflict, answers, "FILE"))


def every_text(said: Said) -> Sequence[str]:
    return (said.headline, *said.points)


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_the_answers_of_the_catalogue_keep_the_limits(name: str) -> None:
    conflict = detente.load(name)
    said = [ask(conflict)]
    if len(conflict.accounts) > 1:
        said += [ask(conflict, a) for a in conflict.accounts]
    for one in said:
        assert len(one.points) <= 3
        assert 1 <= len(one.next) <= 2
        assert "\n" not in one.sure
        for text in every_text(one):
            assert 1 < len(text.split()) <= 25, text
            assert text[0].isupper()
            assert text.endswith(".")
            assert not re.search(r"#[0-9]|\b(Nash|SEQ|SMR|GMR|equilibri)", text), text
        for picture_ in one.pictures:
            assert picture_.title
        assert tables_of(one.details)
        assert all(len(row) == len(t.columns) for t in tables_of(one.details) for row in t.rows)


def test_the_question_of_the_conflict_in_the_catalogue_is_answered() -> None:
    said = ask(detente.load("prisoners-dilemma"))
    assert said.headline == "Today holds as long as the sides look ahead: then nobody would leave it."
    assert said.points == (
        "Not looking ahead, First prisoner and Second prisoner would leave it, and it would come to A (betrayal).",
        "In A, worse off than today: First prisoner and Second prisoner.",
    )
    assert said.sure.startswith(
        "Today holds: Nash ✗ SEQ ✓ SMR ✓ GMR ✓. A holds: Nash ✓ SEQ ✓ SMR ✓ GMR ✓. Rests on"
    )


def test_tables_have_names_titles_and_row_heads() -> None:
    its = Words(read_conflict(FILE).under("base"))
    places, every = state_tables.places(base(), its), state_tables.state_table(base(), its)
    assert places is not None
    assert (places.id, places.title) == ("places", "How good that is for each, by its own order")
    assert places.note.startswith("1st is best;")
    assert (every.id, every.title) == ("states", "Every state")
    assert every.marks == {"●": "equilibrium: nobody would leave it"}
    concepts = tables.concepts(base(), its)
    assert (concepts.id, concepts.title) == ("equilibria", "Equilibria, concept by concept")
    kyiv = answer(detente.analyze(detente.load("istanbul-2025").game("kyiv")))
    listed = state_tables.equilibrium_table(kyiv, Words(detente.load("istanbul-2025").under("kyiv")))
    assert (listed.id, listed.title, set(listed.centred)) == (
        "equilibrium-list",
        "The equilibria",
        {2, 3, 4, 5},
    )
    assert listed.marks == {"●": "equilibrium", "·": "no equilibrium"}


def test_what_decision_diagrams_carry_is_shown_by_patterns_and_samples() -> None:
    import yaml

    from detente.questions.analyze.analysis import analysis
    from tools.large_conflicts import large_file

    conflict = read_conflict(yaml.safe_dump(large_file(24, 4, 3, scope="local", seed=2), sort_keys=False))
    found = answer(analysis(detente.symbolic_game(conflict), ["nash", "gmr"], why="Too many."))
    its = Words(conflict.under())
    pattern = state_tables.patterns(found, its)
    assert pattern is not None
    assert pattern.columns == ("Party", "Option", "Nash", "GMR")
    assert (pattern.id, pattern.heads, set(pattern.centred)) == ("pattern", 2, {2, 3})
    for row, option in zip(pattern.rows, conflict.option_ids, strict=True):
        for cell, one in zip(row[2:], found.held, strict=True):
            assert one.pattern is not None
            expected = "●" if option in one.pattern.taken else "·" if option in one.pattern.not_taken else "○"
            assert cell == expected
    makers = conflict.decision_makers
    assert [row[0] for row in pattern.rows if row[0]] == [m.name for m in makers]
    assert [row[1] for row in pattern.rows] == [o.text for m in makers for o in m.options]
    firsts = [k for m in makers for k in range(len(m.options))]
    assert [bool(row[0]) for row in pattern.rows] == [k == 0 for k in firsts]
    nash = found.held[0].pattern
    assert nash is not None
    links = tables.links(found, its)
    assert (links is None) == (not nash.linked)
    some = Link(options=(conflict.option_ids[0], conflict.option_ids[1]), kind="opposite")
    for more in (0, 1, 2_000):
        many = msgspec.structs.replace(nash, linked=(some,) * (tables.MOST_LINKS + more))
        held = (msgspec.structs.replace(found.held[0], pattern=many), *found.held[1:])
        section = tables.links(msgspec.structs.replace(found, held=held), its)
        assert section is not None
        [items] = section.blocks
        assert isinstance(items, Items)
        rest = (f"And {more:,} more; the JSON lists them.",) if more else ()
        assert items.items == (link(its, some),) * tables.MOST_LINKS + rest
    sample = state_tables.samples(found, its)
    assert isinstance(sample, Table)
    assert sample.title == "4 equilibria under Nash, drawn by lot"
    assert sample.columns == ("Party", "Option", "1.", "2.", "3.", "4.")
    bounded = msgspec.structs.replace(
        found, held=(msgspec.structs.replace(found.held[0], count=None, states=found.held[0].states[:1]),)
    )
    few = state_tables.samples(bounded, its)
    assert isinstance(few, Table)
    assert few.title == "1 equilibrium under Nash, drawn by lot from those that are known"
    voice = Voice.of(conflict, [found])
    titles = [getattr(b, "title", "") for b in tables.blocks(found, voice)]
    assert "What the equilibria have in common" in titles
    assert "Every state" not in titles
    assert tables.blocks(found, voice)[0] == Text("Too many.")


# -- what stands under tables --------------------------------------------------------------------------------


def test_the_note_of_the_concepts_says_what_is_counted() -> None:
    assert tables.concepts(base(), Words(read_conflict(FILE))).note == (
        "4 feasible states. Reached counts today where it is an equilibrium itself. Undeterred: reached by moves of "
        "which, under the same concept, nothing deters any."
    )
    one = msgspec.structs.replace(base(), feasible="1", following=None)
    assert tables.concepts(one, Words(read_conflict(FILE))).note == "1 feasible state."
    huge = msgspec.structs.replace(base(), feasible=str(10**20), following=None)
    assert tables.concepts(huge, Words(read_conflict(FILE))).note == (
        "1.0e20 feasible states. 2.1e28 stands for 21 and 27 zeros, about."
    )
    out_of_reach = msgspec.structs.replace(base().held[1], incomplete="no time left")
    cut = msgspec.structs.replace(base(), held=(base().held[0], out_of_reach), following=None)
    assert tables.concepts(cut, Words(read_conflict(FILE))).note == (
        "4 feasible states. The equilibria under SEQ are out of reach as a set (no time left). The bounds: what is "
        "Nash-stable holds and what is not GMR-stable does not; at least those that were found with the options of one "
        "decision maker fixed, at most what some of the decision makers would stay in. Of single states it is known "
        "(see 'detente explain --state'), and often of those in which a condition holds (see 'detente equilibria "
        "--where')."
    )


def test_the_note_of_firmness_says_what_strong_and_weak_are() -> None:
    plant = read_conflict(PLANT)
    plain = tables.firmness(answer(detente.analyze(plant.game("fine"))), Words(plant.under("fine")))
    named = tables.firmness(
        answer(detente.analyze(plant.game("fine"), ["gmr-strong3"])), Words(plant.under("fine"))
    )
    assert plain is not None
    assert named is not None
    assert plain.note == (
        "Strong: whoever could gain by leaving would be answered by something much less to its liking than what it "
        "left. Weak: for somebody an answer is no better than what it left, and none is much worse."
    )
    assert named.note == f"{plain.note} Where a degree is named, much means by that degree or more."
    assert plain.title == "How firmly the equilibria hold"


def test_each_move_of_a_way_is_told_against_the_one_before() -> None:
    moves = (Step(mover="ann", state=ROAD), Step(mover="bob", state=BOTH), Step(mover="ann", state=COURT))
    assert state_tables.steps(base(), Way(start=NONE, moves=moves), Words(read_conflict(FILE))) == (
        "Ann: take up “build the road”",
        "Bob: take up “go to court”",
        "Ann: drop “build the road”",
    )


def test_where_no_end_is_listed_a_shortest_way_to_each_equilibrium_is_told() -> None:
    found = made(ends(count=None), ends(count=None))
    its = Words(read_conflict(FILE).under("base"))
    titles = [b.title for b in state_tables.ways(found, its, voice_of(found)) if isinstance(b, Section)]
    assert titles == ["A shortest way to #3 (Nash, SEQ, SMR, GMR)"]


def test_what_outcomes_share_is_told_in_full_also_what_is_taken_today() -> None:
    both = Shared(taken=("ann.build", "bob.sue"))
    found = made(ends(ROAD, BOTH, shared=both), status_quo=COURT)
    told = tables.shared(found, Words(read_conflict(FILE)), voice_of(found))
    assert told is not None
    assert told.items == ("The 2 outcomes have in common: Ann: road; Bob: court.",)
    apart = made(ends(ROAD, BOTH, shared=both, concept="seq"), ends(ROAD, COURT, BOTH, shared=both))
    told = tables.shared(apart, Words(read_conflict(FILE)), voice_of(apart))
    assert told is not None
    assert told.items == (
        "Looking ahead, the 2 outcomes have in common: Ann: road; Bob: court.",
        "Not looking ahead, the 3 outcomes have in common: Ann: road; Bob: court.",
    )
    assert tables.shared(made(ends(ROAD, shared=both)), Words(read_conflict(FILE)), voice_of(found)) is None


def test_sixteen_states_are_listed_and_of_more_the_equilibria() -> None:
    for feasible, id in (("16", "states"), ("17", "equilibrium-list")):
        found = msgspec.structs.replace(base(), feasible=feasible)
        shown = tables_of(
            tables.blocks(msgspec.structs.replace(found, states=base().states), voice_of(found))
        )
        assert id in [t.id for t in shown]


def test_very_many_equilibria_are_counted_with_commas() -> None:
    states = tuple(range(4)) * 400
    held = tuple(msgspec.structs.replace(h, states=tuple(range(1600))) for h in base().held)
    found = msgspec.structs.replace(base(), held=held, states=tuple(base().states[s] for s in states))
    table = state_tables.equilibrium_table(found, Words(read_conflict(FILE)))
    assert table.note.startswith("The first 30 of 1,600; 'detente equilibria' says what they share.")
