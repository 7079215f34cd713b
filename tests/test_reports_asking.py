"""What the brief and the report ask at all, and how long each question may take; on stand-ins for a conflict."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from detente.conflict import DetenteError, TimeUpError, budget
from detente.questions import REGISTRY
from detente.reports import answer as answering
from detente.reports import asking
from detente.reports.answer import ANSWERING, answers_of
from detente.reports.asking import BRIEF, MOST_LOOKED_AT, MOST_STATES, REPORT, Asked, ask, not_asked
from detente.reports.lines import MOST_WORDS, Line, chosen, words_in

LISTED = "with {} states, they are not listed, which this needs"
LONG = "with {} states this takes longer than a report should; 'detente {}' answers it"
NEARBY = ("pivot", "coalitions", "better", "settle", "rounds", "mistaken")
SIZED = (*NEARBY, "phases")


class Stand:
    """A request about a conflict that has all that questions need, but for what is said."""

    def __init__(self, *sizes: int, listed: bool = True, parties: int = 2, **more: Any) -> None:
        there = {
            "shifts": (1,), "status_quo": 0, "beliefs": (1,), "preferences": {"a": SimpleNamespace(open=())},
            "options": {"a.x": SimpleNamespace(tags=("diplomacy",))}, "ultimatums": (1,), "phases": (1,),
            "timeline": (1,), "factions": (1,), "terms": 1, "decision_makers": range(parties),
        } | more  # fmt: skip
        self.conflict = SimpleNamespace(**there)
        self.accounts = tuple(f"{k}" for k in range(max(2, len(sizes))))
        self.others: list[Any] = []  # what other accounts have in place of this
        self.games = [
            SimpleNamespace(listed=listed, feasible=SimpleNamespace(count=n)) for n in sizes or (9,)
        ]

    def under(self) -> list[Any]:
        return [self.conflict, *self.others]

    def carried(self) -> list[Any]:
        return self.games


def why(name: str, *sizes: int, **more: Any) -> str | None:
    stand: Any = Stand(*sizes, **more)
    return not_asked(name, stand)


@pytest.fixture(autouse=True)
def doubts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found = [1]
    monkeypatch.setattr(asking, "doubts_of", lambda conflict: SimpleNamespace(doubts=tuple(found)))
    monkeypatch.setattr(asking, "anything_doubted", lambda conflict: bool(found))
    monkeypatch.setattr(asking, "needs_states", lambda conflict: bool(found))
    return found


def test_all_is_asked_of_a_conflict_that_has_all() -> None:
    assert {*BRIEF} < {*REPORT} <= {*REGISTRY}
    assert len({*REPORT}) == len(REPORT) == 18
    assert {name: why(name) for name in REPORT} == dict.fromkeys(REPORT)


@pytest.mark.parametrize(
    ("without", "silent"),
    [
        ({"ultimatums": ()}, {"ultimatum"}),
        ({"shifts": ()}, {"commit"}),
        ({"phases": ()}, {"phases"}),
        ({"timeline": ()}, {"replay"}),
        ({"status_quo": None}, {"replay", "phases", "robust"}),
        ({"beliefs": ()}, {"mistaken"}),
        ({"factions": ()}, {"factions"}),
        ({"terms": None}, {"settle", "rounds"}),
        ({"options": {"a.x": SimpleNamespace(tags=("works",))}}, {"whatif"}),
        ({"preferences": {"a": SimpleNamespace(open=(1,))}}, {"robust"}),
    ],
)
def test_where_there_is_nothing_to_ask_nothing_is_said(without: dict[str, Any], silent: set[str]) -> None:
    assert {name for name in REPORT if why(name, **without) == ""} == silent
    assert {name for name in REPORT if why(name, **without) is None} == {*REPORT} - silent


@pytest.mark.parametrize("first", [True, False])
def test_it_is_enough_that_one_account_has_what_is_asked_about(
    first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand: Any = Stand()
    there = vars(stand.conflict)
    tagged, untagged = (SimpleNamespace(tags=t) for t in (("diplomacy",), ()))
    bare = there | {"shifts": (), "beliefs": (), "options": {"a.x": untagged}}
    both = there | {"options": {"a.x": untagged, "a.y": tagged, "a.z": untagged}}
    stand.conflict, other = (SimpleNamespace(**d) for d in ((both, bare) if first else (bare, both)))
    stand.others = [other]
    doubted = SimpleNamespace(doubts=(1,)), SimpleNamespace(doubts=())
    monkeypatch.setattr(asking, "doubts_of", lambda c: doubted[(c is other) == first])
    assert {
        name: not_asked(name, stand) for name in ("commit", "mistaken", "whatif", "robust")
    } == dict.fromkeys(("commit", "mistaken", "whatif", "robust"))
    for name, lacking in (
        ("phases", {"status_quo": None}),
        ("replay", {"status_quo": None}),
        ("robust", {"status_quo": None}),
    ):
        stand.others = [SimpleNamespace(**(there | lacking))]
        assert not_asked(name, stand) == ""


def test_of_one_account_nothing_is_compared(doubts: list[int]) -> None:
    one: Any = Stand()
    one.accounts = ("0",)
    assert not_asked("compare", one) == ""
    doubts.clear()
    assert {name for name in REPORT if why(name) == ""} == {"robust"}


@pytest.mark.parametrize("name", [n for n in REPORT if n != "coalitions"])
def test_games_near_by_are_looked_at_only_where_there_are_few(name: str) -> None:
    assert MOST_STATES == 4096
    assert why(name, 5, MOST_STATES) is None
    more = why(name, MOST_STATES + 1, 5)
    assert more == (LONG.format("4,097", name) if name in (*SIZED, "robust") else None)


@pytest.mark.parametrize("name", REPORT)
def test_where_states_are_not_listed_that_is_why(name: str) -> None:
    apart = {
        "robust": "its states are not listed, which this needs",
        "replay": LONG.format("134,217,728", "replay"),
    }
    told = LISTED.format("134,217,728") if name in SIZED else apart.get(name)
    assert why(name, 2**20, 2**27, listed=False) == told


@pytest.mark.parametrize(
    ("states", "parties", "asked"), [(1250, 4, True), (1251, 4, False), (625, 5, True), (626, 5, False)]
)
def test_groups_count_too(states: int, parties: int, asked: bool) -> None:
    assert MOST_LOOKED_AT == 1250 * 2**4
    told = None if asked else LONG.format(f"{states:,}", "coalitions")
    assert why("coalitions", 7, states, parties=parties) == told
    assert why("pivot", 7, states, parties=parties) is None


class Fake:
    """A question that notes how much of the time it has."""

    def __init__(self, name: str, noted: dict[str, float], takes: float = 0.0) -> None:
        self.name, self.noted, self.takes = name, noted, takes

    def check(self, under: Any) -> None:
        if self.name == "refused":
            raise DetenteError("That cannot be asked.")


def test_each_question_has_its_part_of_the_time_and_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: dict[str, float] = {}
    monkeypatch.setattr(asking, "find", lambda name: Fake(name, noted))
    monkeypatch.setattr(asking, "with_defaults", lambda question, request: request)
    monkeypatch.setattr(
        asking, "not_asked", lambda name, request: {"idle": "", "large": "Too large."}.get(name)
    )

    def by(question: Any, request: Any) -> list[str]:
        noted[question.name] = budget.left()
        if question.name == "late":
            raise TimeUpError("it was at it", budget.allowed())
        return [f"{question.name} 1", f"{question.name} 2"]

    names = ("one", "idle", "large", "refused", "five", "late", "six")
    stand: Any = Stand()
    with budget.within(600):
        found = ask(stand, names, by)
    assert noted == {
        "one": pytest.approx(600 / 7, abs=2), "five": pytest.approx(200, abs=2), "late": pytest.approx(300, abs=2),
        "six": pytest.approx(600, abs=2),
    }  # fmt: skip
    assert found.results == {n: (f"{n} 1", f"{n} 2") for n in ("one", "five", "six")}
    refused = dict(found.refused)
    late = refused.pop("late")
    assert late.startswith(
        "the time is up: its share of 600 seconds was not enough (it was at it); allow more"
    )
    assert refused == {"large": "Too large.", "refused": "That cannot be asked."}
    assert (found.conflict, found.accounts) == (stand.conflict, stand.accounts)


def test_answers_have_their_part_too_and_what_there_is_no_time_for_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted: dict[str, float] = {}
    monkeypatch.setattr(answering, "find", lambda name: name)

    def told(question: Any, result: Any) -> Any:
        noted[question] = budget.left()
        if result == "late":
            raise TimeUpError("it was at it", 5)
        return f"{question}: {result}"

    results = {"one": ("a", "b"), "two": ("late",), "three": ("c",)}
    conflict: Any = None
    with budget.within(300):
        asked, found = answers_of(Asked(conflict, (), results, {"zero": "No."}, told))
    kept: Any = found
    assert kept == {"one": ("one: a", "one: b"), "three": ("three: c",)}
    assert asked.refused["zero"] == "No."
    assert asked.refused["two"].startswith(
        "the time is up: its share of 5 seconds was not enough (it was at it); "
    )
    shares = {"one": 100, "two": 150, "three": 300}
    assert noted == {name: pytest.approx(ANSWERING * s, abs=2) for name, s in shares.items()}
    assert 0.5 < ANSWERING < 1


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (0, ""),
        (1, ""),
        (2, "d"),
        (3, "c"),
        (5, "cd"),
        (6, "cd"),
        (9, "cda"),
        (14, "cda"),
        (15, "cdab"),
        (99, "cdab"),
    ],
)
def test_lines_of_low_rank_go_first_and_stay_in_their_order(room: int, kept: str) -> None:
    lines = [Line(3, "a", "x y z"), Line(4, "b", "x y z v w"), Line(1, "c", "x y"), Line(2, "d", "x")]
    assert "".join(sorted(kept)) == "".join(line.label for line in chosen(lines, room))
    assert [line.words for line in lines] == [4, 6, 3, 2]


def test_words_are_counted_as_a_reader_would() -> None:
    assert words_in("It's well-known: 3 of 4, “so” – no.") == 7
    assert MOST_WORDS == 350
