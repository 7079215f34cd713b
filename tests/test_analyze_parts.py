"""Parts of ``analyze`` one by one, on typed facts: what is said where something is not known, too much or both ways."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from msgspec.structs import replace

from detente.answers import Shared, Standing, Step, Way
from detente.conflict import read_conflict
from detente.game.symbolic import build_symbolic
from detente.questions import heads, heads_symbolic, outcomes
from detente.questions.analyze import (
    analyze,
    following_answer,
    graph,
    heading_words,
    held_answer,
    picture,
    state_tables,
    tables,
    words,
)
from detente.questions.analyze import answer as analyze_facts
from detente.questions.analyze.analysis import analysis
from detente.questions.analyze.answer import Firmness
from detente.questions.analyze.answer import answer as analyze_answer
from detente.questions.analyze.following_answer import Follows, Reached
from detente.questions.building import Listing
from detente.reports.german import heading as german_heading
from detente.wording import Table, Text, Voice
from detente.wording.outcomes import options_told
from tests.test_analyze_words import BOTH, COURT, NONE, ROAD, base, ends, made, voice_of
from tests.test_read import CASES, DILEMMA


def test_where_the_sides_go_with_a_title_or_without() -> None:
    found = made(ends(ROAD))
    voice = voice_of(found)
    assert heading_words.goes(found, ends(ROAD), voice) == "go from today to A (Ann: road)"
    assert heading_words.goes(found, ends(ROAD), voice, titled=False) == "go from today to A"
    assert heading_words.goes(found, ends(), voice) == "leave today and reach nothing that holds"
    assert (
        heading_words.goes(found, ends(count=None), voice) == "go where was not worked out in the time given"
    )


def test_what_comes_about_everywhere_does_so_looking_ahead_and_not() -> None:
    road, court, both = (
        Shared(taken=("ann.build",)),
        Shared(taken=("bob.sue",)),
        Shared(taken=("ann.build", "bob.sue")),
    )
    for ahead, myopic, told in (
        (both, both, "Ann: road; Bob: court"),
        (both, court, "Bob: court"),
        (road, both, "Ann: road"),
        (road, court, ""),
        (both, None, ""),
        (None, both, ""),
    ):
        one = made(ends(BOTH, shared=ahead), ends(COURT, shared=myopic))
        assert heading_words.everywhere([one], voice_of(one), options_told) == told
    nothing = made(ends(shared=both), ends(COURT, shared=both))
    assert heading_words.everywhere([nothing], voice_of(nothing), options_told) == ""


def test_what_holds_under_every_concept_is_in_each_list_and_in_the_order_of_the_first() -> None:
    def held(*lists: tuple[int, ...]) -> Any:
        facts = [replace(base().held[0], states=one, count=str(len(one)), drawn=False) for one in lists]
        found = heading_words.held_by_all(replace(base(), held=tuple(facts)))
        return None if found is None else [base().states.index(s) for s in found]

    assert held((NONE, ROAD, BOTH), (BOTH, NONE, COURT)) == [NONE, BOTH]
    assert held((BOTH, COURT), (NONE, COURT, BOTH), (COURT,)) == [COURT]
    assert held((ROAD,), (COURT,)) == []


def follows(concept: str, nearest: Way | None) -> Follows:
    return Follows(
        concept=concept,
        reached=None,
        undeterred=None,
        only_by_moves=None,
        unreachable=None,
        nearest=nearest,
        fares=(),
    )


def test_the_nearest_is_listed_once_with_all_concepts_under_which_it_is_the_shortest_first() -> None:
    near = Way(start=NONE, moves=(Step(mover="ann", state=ROAD),))
    far = Way(start=NONE, moves=(*near.moves, Step(mover="bob", state=BOTH)))
    found = following_answer._nearest(
        [follows("nash", far), follows("seq", near), follows("smr", None), follows("gmr", far)]
    )
    assert [(r.state, r.concepts, r.way) for r in found] == [
        (ROAD, ("seq",), near),
        (BOTH, ("nash", "gmr"), far),
    ]
    assert following_answer._nearest([]) == ()


def test_of_what_is_not_known_exactly_only_bounds_are_told() -> None:
    class Found:
        """Two equilibria are known, and outside four there is none."""

        def __init__(self, exact: bool) -> None:
            self.game: Any = SimpleNamespace(
                start=None, decision_makers=(), listed=True, conflict=SimpleNamespace(graph_form=True)
            )
            self.stability = None
            self.incomplete = {"nash": "the limit"}
            self.known = exact

        def bounds(self, concept: str) -> tuple[Any, Any]:
            return SimpleNamespace(count=2, keys=lambda most: [0, 1]), SimpleNamespace(count=4)

        def exact(self, concept: str) -> bool:
            return self.known

    listing: Any = SimpleNamespace(all=tuple, cuts=[])
    for exact, count in ((True, "2"), (False, None)):
        held = held_answer.held_of(cast(Any, Found(exact)), cast(Listing, listing), "nash", 0, 9)
        assert (held.count, held.at_least, held.at_most) == (count, "2", "4")
        assert (held.states, held.incomplete, held.drawn) == ((0, 1), "the limit", False)
    assert held_answer.held_of(cast(Any, Found(True)), listing, "nash", 0, 1).states == (0,)
    assert [(c.list, c.count) for c in listing.cuts] == [("held.nash.states", "2")]


def test_why_decision_diagrams_carry_it_stands_first() -> None:
    found = made(ends(ROAD), why="There are too many.")
    assert tables.blocks(found, voice_of(found))[0] == Text("There are too many.")
    plain = made(ends(ROAD))
    assert Text("There are too many.") not in tables.blocks(plain, voice_of(plain))


def test_where_what_comes_about_is_too_long_to_tell_it_is_said_that_there_is_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = Shared(taken=("ann.build",))
    found = [
        replace(made(ends(BOTH, shared=both)), perspective="base"),
        replace(made(ends(ROAD, shared=both)), perspective="two"),
    ]
    texts: list[tuple[str, ...]] = []

    def noted(*told: str) -> str:
        texts.append(told)
        return told[-1]

    monkeypatch.setattr(heading_words, "fitting", noted)
    heading_words.headline_of_several(found, voice_of(*found))
    stays = replace(found[0], heading=made(ends(NONE, leaving=())).heading)
    heading_words.headline_of_several([stays, found[1]], voice_of(*found))
    looking = replace(found[0], heading=made(ends(NONE, leaving=()), ends(COURT)).heading)
    heading_words.headline_of_several([looking, found[0], found[1]], voice_of(*found))
    heading_words.headline_of_several([looking, stays, stays], voice_of(*found))
    assert texts == [
        (
            "The accounts lead to different outcomes, but this comes about in all of them: Ann: road.",
            "The accounts lead to different outcomes, which have something new in common.",
        ),
        (
            "Whether the sides look ahead or not, today holds in the account “base”; in the other it leads to "
            "B (Ann: road).",
            "Whether the sides look ahead or not, today holds in the account “base”; in the other it leads to B.",
            "In the account “base”, today holds, looking ahead or not; in the other it is left.",
            "Today holds, looking ahead or not, in one of two accounts; in the other it is left.",
        ),
        (
            "In the account “base”, today holds as long as the sides look ahead; in the others it is left.",
            "Today holds in one of three accounts as long as the sides look ahead; in the others it is left.",
        ),
        (
            "In every account, today holds if the sides look ahead; if they do not, it holds only in the accounts "
            "“base” and “base”.",
            "In every account, today holds if the sides look ahead; if they do not, it holds in two of them only.",
        ),
    ]


def test_without_a_start_in_some_account_nothing_is_heading_anywhere() -> None:
    known, nowhere = made(ends(ROAD)), made(None)
    for some, today in (
        ([known, nowhere], "not every one of them says what is so today"),
        ([nowhere, known], "not every one of them says what is so today"),
        ([nowhere, nowhere], "the file says nothing of today"),
    ):
        said = f"The accounts differ in what holds; {today}."
        assert heading_words.headline_of_several(some, voice_of(*some)) == said


def test_a_state_in_the_graph_has_its_letter_before_its_number() -> None:
    found = made(ends(ROAD))
    voice = voice_of(found)
    assert picture._name(found.states[ROAD], voice) == "A (#1)"
    assert picture._name(found.states[COURT], voice) == "#2"
    assert picture._name(found.states[NONE], voice) == "#0"  # today has a card without a letter


def test_what_lies_off_the_ways_is_drawn_one_column_further(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"nash": np.array([], dtype=int), "seq": np.array([3, 5, 4, 6, 7]), "gmr": np.array([1])}
    reach = SimpleNamespace(steps=np.array([0, 1, -1, 2, -1, -1, 1, -1]))
    found: Any = SimpleNamespace(
        concepts=("nash", "seq", "gmr"),
        stability=SimpleNamespace(equilibria_at=held.__getitem__),
        evolution=SimpleNamespace(start=SimpleNamespace(index=0), by_improvements=reach),
    )
    steps = {(0, 1): (0, 1), (1, 3): (1, 2)}
    chosen, levels, apart = graph._what_matters(found, steps)
    assert chosen == [0, 1, 3, 5, 4, 6, 7]
    assert levels == {0: 0, 1: 1, 3: 2, 5: 3, 4: 3, 6: 1, 7: 3}
    assert apart == [5, 4, 6, 7]
    monkeypatch.setattr(graph, "MOST_TARGETS", 2)
    assert graph._what_matters(found, steps)[2] == [5, 4]
    assert graph._what_matters(found, {})[:2] == ([0, 3, 5], {0: 0, 3: 2, 5: 3})
    none: Any = SimpleNamespace(**vars(found) | {"concepts": ("nash",)})
    assert graph._what_matters(none, {}) == ([0], {0: 0}, [])


def test_a_concept_that_nobody_is_held_weakly_by_has_a_dash() -> None:
    firm = Firmness(concept="gmr-strong", strong=(ROAD,), weak=(), weak_for=())
    weak = replace(firm, weak=(COURT,), strong=(), weak_for=("ann", "bob"))
    found = replace(base(), firmness=(firm, weak))
    table = tables.firmness(found, voice_of(found).words("base"))
    assert table is not None
    name = "GMR (general metarationality)"
    assert table.rows == ((name, "1: #1", "none", "—"), (name, "none", "1: #2", "Ann and Bob"))
    assert (table.columns, table.title, table.id) == (
        ("Concept", "Strong equilibria", "Weak equilibria", "Weak for"),
        "How firmly the equilibria hold",
        "strength",
    )
    assert tables.firmness(base(), voice_of(found).words("base")) is None


def test_equilibria_that_improvements_reach_come_first_each_with_how_many_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = analyze_answer(analyze(read_conflict(CASES).game()))
    names = Voice.of(read_conflict(CASES), [found], "FILE").words("base")
    whole = state_tables.equilibrium_table(found, names)
    assert whole == Table(
        ("State", "What it is", "Nash", "SEQ", "SMR", "GMR", "Improvements to it"),
        (
            ("deal", "they have a deal", "·", "●", "●", "●", "2 moves"),
            ("row", "they have a row", "·", "●", "·", "●", "1 move"),
            ("away", "one of them is gone", "●", "●", "●", "●", "—"),
        ),
        "The equilibria",
        "—: no sequence of improvements leads there.",
        "equilibrium-list",
        frozenset({2, 3, 4, 5}),
        marks={"●": "equilibrium", "·": "no equilibrium"},
    )
    none = replace(found, held=(*found.held[:3], replace(found.held[3], states=())))
    assert [row[5] for row in state_tables.equilibrium_table(none, names).rows] == ["·"] * 3
    alone = state_tables.equilibrium_table(replace(found, following=None), names)
    assert (alone.columns, alone.note) == (whole.columns[:-1], "")
    monkeypatch.setattr(state_tables, "MOST_ROWS", 3)
    assert state_tables.equilibrium_table(found, names) == whole
    monkeypatch.setattr(state_tables, "MOST_ROWS", 2)
    cut = state_tables.equilibrium_table(found, names)
    lead = "The first 2 of 3; 'detente equilibria' says what they share."
    assert (cut.rows, cut.note) == (whole.rows[:2], f"{lead} {whole.note}")


def test_of_many_ends_as_many_are_listed_as_the_carrier_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    game = read_conflict(DILEMMA).game("odd")
    seen: list[int] = []

    def noted(*given: Any, most: int, **more: Any) -> Any:
        seen.append(most)
        return outcomes.heading(*given, most=most, **more)

    monkeypatch.setattr(analyze_facts, "heading", noted)
    analyze_answer(analyze(game))
    assert seen == [heads.MOST_ENDS]
    pytest.importorskip("oxidd")
    large = build_symbolic(game.conflict, most_nodes=1 << 16)
    analyze_answer(analysis(large, why="Why."))
    assert seen == [heads.MOST_ENDS, held_answer.DRAWN]
    for most, seconds, walked_all in ((2, 9.0, True), (0, 9.0, False)):
        monkeypatch.setattr(heads_symbolic, "MOST_VISITED", most)
        found = heads_symbolic.walked(large, large.status_quo, seconds) if large.status_quo else None
        assert found is not None
        assert (found.concept, found.whole) == ("seq", walked_all)


def test_under_what_today_holds_is_told_of_the_accounts_that_have_one() -> None:
    one, two = replace(base(), perspective="base"), replace(base(), perspective="two")
    none = replace(two, status_quo=None)
    told = words.today_marks([one, two])
    assert told.endswith(" in every account.")
    marks = told.removesuffix(" in every account.")
    assert words.today_marks([one, none]) == f"{marks} (“base”)."
    assert words.today_marks([none]) == ""


def test_how_many_hold_only_looking_ahead_is_counted_with_commas() -> None:
    few, many = replace(base().held[0], count="1234"), replace(base().held[0], count="12345")
    said = "If the sides look ahead, up to 12,345 outcomes can hold instead of 1,234."
    assert words.more_if_ahead(replace(base(), held=(few, many, few))) == said
    assert words.more_if_ahead(replace(base(), held=(few, few))) == ""
    assert words.more_if_ahead(replace(base(), held=(replace(few, count=None), many))) == ""
    assert words.more_if_ahead(replace(base(), held=(few, replace(many, count=None)))) == ""
    german = german_heading.more_if_ahead(replace(base(), held=(few, many)))
    assert german == "Schauen die Seiten voraus, können bis zu 12.345 Ausgänge statt 1.234 Bestand haben."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0", ""),
        ("1", "One more outcome would hold, but own interest does not lead there: "),
        ("2", "Two more outcomes would hold, but own interest leads to none of them: "),
        ("12", "12 more outcomes would hold, but own interest leads to none of them: "),
        ("999", "999 more outcomes would hold, but own interest leads to none of them: "),
        ("1000", "1,000 more outcomes would hold, but own interest leads to none of them: "),
        (None, ""),
    ],
)
def test_outcomes_out_of_reach_are_counted(number: str | None, said: str) -> None:
    following = base().following
    assert following is not None
    first = replace(following.by_concept[0], only_by_moves=number)
    by_concept = (first, *following.by_concept[1:])
    found = replace(base(), following=replace(following, by_concept=by_concept, only_by_moves=()))
    why = "it takes a move for no gain, or several moving together."
    assert words.out_of_reach(found, voice_of(found)) == (f"{said}{why}" if said else "")
    if number == "1":
        far = Reached(state=ROAD, concepts=(first.concept,), way=Way(start=NONE, moves=()))
        other = replace(far, state=COURT, concepts=("none of these",))
        listed = replace(following, by_concept=by_concept, only_by_moves=(other, far))
        told = words.out_of_reach(replace(base(), following=listed), voice_of(found))
        assert told == said.replace(" would hold", " (Ann: road) would hold") + why
    assert words.out_of_reach(replace(base(), following=None), voice_of(found)) == ""


def test_what_two_outcomes_share_is_in_both_and_what_more_share_in_all() -> None:
    shared = Shared(taken=("ann.build",))
    found = made(ends(ROAD, BOTH))
    voice = voice_of(found)
    names = voice.words("base")

    def told(*states: int, count: str | None = "", of: Shared | None = shared) -> str:
        return words.shares(found, ends(*states, count=count, shared=of), names, voice)

    assert told(ROAD, BOTH) == "In both (A and B): Ann: road."
    assert told(ROAD) == told(ROAD, count=None) == ""
    assert told(ROAD, BOTH, count="3") == "In all 3 outcomes: Ann: road."
    assert told(ROAD, BOTH, count="1234") == "In all 1,234 outcomes: Ann: road."
    assert told(ROAD, BOTH, of=Shared()) == "These outcomes have no single change from today in common."


def test_many_names_are_counted() -> None:
    assert words._few(list("abcd")) == "a, b, c and d"
    assert words._few(list("abcde")) == "five outcomes"


def test_who_gains_is_said_once_where_it_is_alike() -> None:
    one = (
        Standing(decision_maker="ann", kind="better"),
        Standing(decision_maker="bob", kind="worse", statement="bob.sue", last=False),
    )
    other = (one[0], replace(one[1], kind="same"))

    def told(ahead: Any, myopic: Any) -> list[str]:
        found = made(ends(ROAD, standings=ahead), ends(COURT, standings=myopic))
        return words.who_gains(found, voice_of(found))

    gain = "better off than today: Ann; worse off: Bob."
    assert told(one, one) == [f"In A and B, {gain}"]
    apart = told(one, other)
    assert apart[0] == f"In A, {gain}"
    assert apart[1].startswith("In B, better off than today: Ann; as well off")
    assert len(told(one, (one[0], replace(one[1], statement=None)))) == 2
    assert len(told(one, (one[0], replace(one[1], last=True)))) == 2
    same = made(ends(ROAD, standings=one))
    assert words.who_gains(same, voice_of(same)) == [
        gain.capitalize().replace("ann", "Ann").replace("bob", "Bob")
    ]
    many = made(ends(ROAD, COURT, standings=one))
    assert words.who_gains(many, voice_of(many)) == [f"In A or B, {gain}"]
