"""Parts of ``analyze`` one by one, on typed facts: what is said where something is not known, too much or both ways."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from msgspec.structs import replace

from detente.answers import Shared, Step, Way
from detente.questions.analyze import following_answer, heading_words, held_answer, tables
from detente.questions.analyze.following_answer import Follows
from detente.questions.building import Listing
from detente.wording import Text
from tests.test_analyze_words import BOTH, COURT, NONE, ROAD, base, ends, made, voice_of


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
        assert heading_words.everywhere([one], voice_of(one)) == told
    nothing = made(ends(shared=both), ends(COURT, shared=both))
    assert heading_words.everywhere([nothing], voice_of(nothing)) == ""


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
