"""Parts of ``coalitions`` one by one, on typed facts: what is drawn first, and the other accounts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from detente.answers import Way
from detente.answers.base import Step
from detente.conflict import TimeUpError, read_conflict
from detente.questions import find
from detente.questions.coalitions import answer as answer_facts
from detente.questions.coalitions import joint_answer, left_answer, spoil_words, words
from detente.questions.coalitions.joint_answer import Sanction
from detente.questions.coalitions.picture import _group, drawn
from detente.questions.question import Request
from detente.wording import Voice
from tests.test_coalitions_words import BACK, END, GOOD, LETTERS, OTHER, case, left
from tests.test_read import LATE, ROAD


def test_what_would_last_is_drawn_first_and_what_would_not_where_nothing_does() -> None:
    good, back = case(left(told=[GOOD, BACK])), case(left(told=[BACK]), account="two")
    assert [m[2].follows for m in drawn([good])] == ["good"]
    assert [m[2].follows for m in drawn([back])] == ["back"]
    assert [m[2].follows for m in drawn([good, back])] == ["good"]
    assert drawn([case(left())]) == []


@pytest.mark.parametrize(("rest", "others"), [(1, "in the other"), (2, "in the others")])
def test_of_accounts_in_which_no_group_could_leave_one_is_the_other(
    rest: int, others: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = [case(left(told=[BACK]), account="three"), case(left(), account="two")][:rest]
    monkeypatch.setattr(words, "fitting", lambda whole, shorter, least: shorter)
    assert words.headline([case(left(told=[GOOD])), *never], LETTERS) == (
        "Ann and Ben together could do better in the account “one”; "
        f"{others}, no group could lastingly leave where it is heading."
    )


def test_groups_are_drawn_with_their_account_only_where_there_are_several() -> None:
    one = case(left(told=[GOOD]))
    places = {m.id: k for k, m in enumerate(one.decision_makers)}
    [move] = drawn([one])
    assert _group(move, places, LETTERS, several=False).label == "Ann and Ben"
    assert _group(move, places, LETTERS, several=True).label == "Ann and Ben (“one”)"


def test_where_it_is_heading_is_one_outcome_or_one_of_several() -> None:
    assert words.one_of(case(left())) == "where it is heading"
    assert words.one_of(case(left(), left(state=OTHER))) == "one of two outcomes"


def test_it_is_sure_that_no_group_could_only_where_all_was_looked_at_at_every_outcome() -> None:
    for known in ((True, True), (True, False), (False, True), (False, False)):
        ends = [left(state=k, told=[BACK], every=e) for k, e in zip((END, OTHER), known, strict=True)]
        told = words.short_verdict(case(*ends), LETTERS)
        sure = "no group could lastingly leave where it is heading for something better"
        open_ = (
            "groups could leave where it is heading, but none was found that would do better by that for good"
        )
        assert told == (sure if all(known) else open_)
        assert words._sure_of_rest([case(*ends)]) == all(known)
    assert not words._sure_of_rest([case()])
    assert words._sure_of_rest([case(left(told=[GOOD], every=False))])


class Found:
    """What is found of groups, made by hand: where each could move to, and what follows."""

    def __init__(self, ends: dict[Any, list[int]], good: set[tuple[Any, int]]) -> None:
        self.to, self.good = ends, good
        self.looked: list[tuple[Any, int]] = []

    def ends(self, state: Any, group: Any, concept: str) -> Any:
        return np.array(self.to[group])

    def prospect(self, state: Any, group: Any, end: int) -> Any:
        self.looked.append((group, end))
        return (group, end)

    def joint_move(self, state: Any, group: Any, end: int) -> Any:
        return SimpleNamespace(group=group, end=end)


def test_of_each_smallest_group_the_first_move_that_lasts_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    two, same, three = ("a", "b"), ("b", "c"), ("a", "b", "c")
    ends = {two: [1, 2, 3], same: [4, 5], three: [6]}
    monkeypatch.setattr(left_answer, "follows", lambda found, move: "good" if move in found.good else "back")

    def lasting(good: set[tuple[Any, int]], room: int = 99) -> tuple[list[tuple[Any, int]], bool, Found]:
        found = Found(ends, good)
        moves, every = left_answer._lasting(cast(Any, found), cast(Any, 0), [two, same, three], "nash", room)
        return [(m.group, cast(Any, m.end)) for m in moves], every, found

    kept, every, found = lasting({(two, 2), (two, 3), (same, 4), (three, 6)})
    assert (kept, every) == ([(two, 2), (same, 4)], True)  # the three together are more than are needed
    assert found.looked == [(two, 1), (two, 2), (same, 4)]
    assert lasting({(three, 6)})[:2] == ([(three, 6)], True)
    assert lasting(set(), 6)[:2] == ([], True)
    assert lasting(set(), 5)[:2] == ([], False)  # room for two of the groups alone
    assert lasting({(same, 4)}, 3)[:2] == ([], False)
    assert lasting(set(), 4)[2].looked == [(two, 1), (two, 2), (two, 3), (same, 4)]
    monkeypatch.setattr(left_answer, "MOST_MOVES", 2)
    assert lasting({(two, 3)})[:2] == ([], False)
    monkeypatch.setattr(left_answer, "MOST_MOVES", 3)
    assert lasting({(two, 3)})[:2] == ([(two, 3)], True)


@pytest.mark.parametrize(
    ("onward", "told"),
    [((0,), "back"), ((2, 0), "back"), ((), "open"), ((2,), "good"), ((2, 3), "worse"), ((3,), "worse")],
)
def test_what_follows_a_joint_move_has_to_be_better_for_each_member(
    onward: tuple[int, ...], told: str
) -> None:
    game = SimpleNamespace(ranks=np.array([[1, 0, 2, 1], [1, 0, 2, 2], [1, 1, 0, 0]]), index="abc".index)
    move = SimpleNamespace(
        start=SimpleNamespace(index=0), group=("a", "b"), onward=[SimpleNamespace(index=k) for k in onward]
    )
    assert joint_answer.follows(cast(Any, SimpleNamespace(game=game)), cast(Any, move)) == told


def test_what_was_found_in_time_is_kept_and_not_said_to_be_all(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = ("a", "b"), ("c", "d")
    monkeypatch.setattr(left_answer, "follows", lambda found, move: "good" if move in found.good else "back")

    class Late(Found):
        """The time is up when it comes to the end 9."""

        def prospect(self, state: Any, group: Any, end: int) -> Any:
            if end == 9:
                raise TimeUpError("late", 1.0)
            return super().prospect(state, group, end)

    found = Late({one: [1], other: [9]}, {(one, 1)})
    moves, every = left_answer._lasting(cast(Any, found), cast(Any, 0), [one, other], "nash", 99)
    assert ([m.group for m in moves], every) == ([one], False)


def test_who_answers_could_have_had_more_elsewhere_and_who_loses_by_it() -> None:
    at = [SimpleNamespace(index=k) for k in range(4)]
    ranks = {"a": [2, 3, 1, 2], "b": [2, 3, 2, 2], "c": [0, 0, 1, 1], "d": [0, 0, 0, 1]}
    better = {("c", 1): [at[2]], ("d", 2): [at[3]]}
    more = better | {("c", 1): [at[2], at[3]]}

    def told(improvements: Any, path: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
        game = SimpleNamespace(
            ranks=np.array(list(ranks.values())),
            index="abcd".index,
            decision_makers=tuple("abcd"),
            improvements=lambda dm, s: improvements[dm, s.index],
        )
        move = SimpleNamespace(group=("a", "b"), path=SimpleNamespace(start=at[0]))
        found: Any = SimpleNamespace(game=game)
        listing: Any = SimpleNamespace(way=lambda path: "way")
        made = joint_answer._sanction(found, cast(Any, move), "seq", path, listing)
        assert (made.concept, cast(Any, made.way)) == ("seq", "way")
        return made.losers, made.better_elsewhere

    def path(*steps: tuple[str, int]) -> Any:
        moves = tuple(SimpleNamespace(mover=dm, state=at[k]) for dm, k in steps)
        return SimpleNamespace(start=at[1], moves=moves, end=moves[-1].state)

    assert told(better, path(("c", 2))) == (("a", "b"), ())
    assert told(better, path(("c", 2), ("d", 3))) == (("a", "b"), ())
    ranks["c"][3] = 2
    assert told(more, path(("c", 2), ("d", 3))) == (("a", "b"), ("c",))
    ranks["b"][2] = 3
    assert told(better, path(("c", 2))) == (("a",), ())


def test_what_was_asked_about_is_not_called_where_it_is_heading() -> None:
    one, two = case(left(roles="asked")), case(left(roles="asked"), account="two")
    assert words.left_behind(one, LETTERS) == "A"
    assert words.left_behind(case(left()), LETTERS) == "where it is heading"
    assert words.headline([one, two], LETTERS) == (
        "In both accounts, from A no group could move to something better for all its members."
    )
    good = case(left(told=[GOOD], roles="asked"), account="two")
    assert words.headline([good, one], LETTERS) == (
        "Ann and Ben together could do better in the account “two”; in the other, no group could lastingly leave A."
    )
    [asked_table] = words.named_table([one], LETTERS)
    [heading_table] = words.named_table([case(left())], LETTERS)
    assert (asked_table.title, heading_table.title) == ("The outcome asked about", "Where it is heading")


def test_a_sentence_about_who_leaves_alone_begins_with_a_capital_letter() -> None:
    road = read_conflict(ROAD)
    asked = find("coalitions")
    answers: list[Any] = [
        asked.answer(r) for r in asked.ask(Request(road, ("press",), given={"state": "city.talk"}))
    ]
    assert words.headline(answers, Voice.of(road, answers, "FILE")).startswith("The city would leave ")


def test_who_could_spoil_it_is_told_as_shortly_as_it_has_to(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[tuple[str, ...]] = []

    def noted(*told: str) -> str:
        texts.append(told)
        return told[-1]

    monkeypatch.setattr(spoil_words, "fitting", noted)
    monkeypatch.setattr(words, "fitting", noted)
    way = Way(start=OTHER, moves=(Step(mover="cy", state=END),))
    one = Sanction(concept="seq", way=way, losers=("ann", "ben"), better_elsewhere=())
    spoil_words.paying(one, case(left()), LETTERS.words("one"))
    assert texts.pop() == (
        "Cy could spoil it for Ann and Ben (sitting), and would gain by doing so.",
        "Cy could spoil it for Ann and Ben, and would gain by doing so.",
        "Cy could spoil it, and would gain by doing so.",
    )
    words._more([("ann", "cy"), ("ben",)], LETTERS.words("one"), "could do better, too")
    assert texts.pop() == (
        "Ann with Cy or Ben could do better, too.", "Two other groups could do better, too.",
    )  # fmt: skip


def test_from_a_start_any_moves_lead_to_what_they_reach_and_to_no_more() -> None:
    late = read_conflict(LATE).game()
    ids = [late.state(s).id for s in range(late.size)]
    for start, there in (("none", set(ids)), ("up.fill", {i for i in ids if "up.fill" in i})):
        found = answer_facts._within_reach(late, late.state(start).index)
        assert {i for i, yes in zip(ids, found, strict=True) if yes} == there
