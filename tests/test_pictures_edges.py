"""Where a picture gives way to a table, or leaves something out: one more, and one less, than it has room for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import yaml

from detente.answers import Step, Way
from detente.conflict import read_conflict
from detente.questions import find, strips
from detente.questions.coalitions import picture as coalitions
from detente.questions.coalitions.joint_answer import Sanction
from detente.questions.phases import picture as phases
from detente.questions.question import Request
from detente.questions.replay import picture as replay
from detente.questions.robust import picture as robust
from detente.questions.robust.answer import MOST_BARS, MOST_TOGETHER, WeightedSet
from detente.questions.robust.phrases import ahead
from detente.questions.settle import picture as settle
from detente.questions.settle.words import gains_table
from detente.wording import Picture, Table, Voice
from tests.pictures import reading
from tests.read_cases import THREE
from tests.test_coalitions_words import END, FAR, LETTERS, OTHER, case, left, move
from tests.test_drawn import DOUBTED
from tests.test_phases_answer import TRUCE
from tests.test_replay_answer import VALLEY

changed: Any = msgspec.structs.replace


def asked(name: str, text: str, *accounts: str) -> tuple[Any, Voice]:
    conflict = read_conflict(text)
    question = find(name)
    answers: list[Any] = [
        question.answer(r) for r in question.ask(Request(conflict, accounts or conflict.accounts))
    ]
    return answers[0], Voice.of(conflict, answers, "FILE")


def test_phases_are_drawn_as_long_as_rows_columns_and_passages_fit() -> None:
    answer, _ = asked("phases", TRUCE)
    assert [len(phases.named(answer)), len(answer.phases)] == [2, 3]
    rows = phases.MOST_ROWS // 2
    assert phases.drawable(changed(answer, accounts=answer.accounts * rows))
    assert not phases.drawable(changed(answer, accounts=(*answer.accounts * rows, answer.accounts[0])))
    for more, fits in ((phases.MOST_COLUMNS - 3, True), (phases.MOST_COLUMNS - 2, False)):
        assert phases.drawable(changed(answer, phases=(*answer.phases, *answer.phases[:more]))) == fits
    course = answer.accounts[0].myopic
    for number, fits in ((phases.MOST_PASSAGES, True), (phases.MOST_PASSAGES + 1, False)):
        many = changed(course, stops=course.stops[:1] * number)
        one = changed(answer, accounts=(changed(answer.accounts[0], myopic=many),))
        assert phases.drawable(one) == fits
    # The drawing has a letter for every outcome, be it for the last one that there is.
    spoken = tuple({s for c in phases.named(answer) for x in c[1].stops for s in (x.start, *x.ends)})
    assert phases.drawable(changed(answer, spoken=spoken))
    assert not phases.drawable(changed(answer, spoken=spoken[:-1]))
    [first] = course.stops[:1]
    alone = changed(
        answer.accounts[0], myopic=changed(course, stops=(first,)), ahead=changed(course, stops=(first,))
    )
    assert phases.drawable(
        changed(answer, accounts=(alone,), spoken=first.ends)
    )  # all that is spoken of is there


def test_a_record_is_drawn_as_long_as_its_columns_and_rows_fit() -> None:
    answer, voice = asked("replay", VALLEY)
    for number, kind in ((replay.MOST_COLUMNS, Picture), (replay.MOST_COLUMNS + 1, Table)):
        accounts = (answer.accounts * number)[:number]
        assert isinstance(replay.picture(changed(answer, accounts=accounts), voice), kind)
    for number, kind in ((replay.MOST_ROWS, Picture), (replay.MOST_ROWS + 1, Table)):
        events = (answer.events * number)[:number]
        accounts = tuple(changed(a, steps=(a.steps * number)[:number]) for a in answer.accounts)
        assert isinstance(replay.picture(changed(answer, events=events, accounts=accounts), voice), kind)


def cases(answer: Any, number: int, written: int) -> Any:
    """As many sets of outcomes, ever less likely, of which one is where the account as written leads."""
    sets = tuple(WeightedSet(states=(0,) * (k + 1), weight=(number - k) / 100) for k in range(number))
    return changed(ahead(answer), sets=sets, count=str(number), written=sets[written].states)


@pytest.mark.parametrize(
    ("number", "written", "kept", "rest"),
    [
        (MOST_BARS - 1, 0, range(MOST_BARS - 1), 0),
        (MOST_BARS, 1, range(MOST_BARS), 0),
        (MOST_BARS + 1, 0, range(MOST_BARS), 1),
        (MOST_BARS + 3, MOST_BARS - 1, range(MOST_BARS), 3),
        (MOST_BARS + 3, MOST_BARS + 1, (*range(MOST_BARS - 1), MOST_BARS + 1), 3),
    ],
)
def test_the_likeliest_cases_are_drawn_and_that_of_the_account_as_written(
    number: int, written: int, kept: Any, rest: int
) -> None:
    answer, voice = asked("robust", DOUBTED)
    found = robust.shares(answer, cases(answer, number, written), voice)
    weights = [(number - k) / 100 for k in kept]
    assert [s.value for s in found[: len(weights)]] == weights
    assert [s.marked for s in found] == [k == written for k in kept] + [False] * bool(rest)
    if rest:
        assert found[-1].label == (
            "1 other set of outcomes" if rest == 1 else f"{rest} other sets of outcomes"
        )
        assert found[-1].value == pytest.approx(1 - sum(weights))


def test_sets_of_outcomes_are_named_where_they_are_few() -> None:
    answer, voice = asked("robust", DOUBTED)
    labels = [s.label for s in robust.shares(answer, cases(answer, MOST_TOGETHER + 1, 0), voice)]
    assert labels[MOST_TOGETHER] == f"one of {MOST_TOGETHER + 1} outcomes"
    assert not any(label.startswith("one of") for label in labels[:MOST_TOGETHER])
    none = changed(ahead(answer), sets=(WeightedSet(states=(), weight=1.0),), count="1", written=())
    assert [s.label for s in robust.shares(answer, none, voice)] == ["no rest"]


def crowd(number: int, options: int = 1) -> str:
    """A conflict in which everybody would do the one thing that it can, and nothing hangs on others."""
    made = {
        f"d{k}": {"name": f"D{k}", "options": {f"o{n}": f"do {n}" for n in range(options)}}
        for k in range(number)
    }
    wishes = {d: [f"o{n}" for n in range(options)] for d in made}
    return yaml.safe_dump(
        {"detente": 1, "title": "C", "status_quo": [], "decision_makers": made, "preferences": wishes}
    )


def graph_of(number: int) -> Any:
    answer, _ = asked("analyze", crowd(number))
    return answer


@pytest.fixture(scope="module")
def large() -> Any:
    return graph_of(5)


def test_a_small_graph_is_whole_and_of_a_large_one_that_is_drawn_which_matters(large: Any) -> None:
    small = graph_of(3)
    assert (small.feasible, len(small.graph.nodes), small.graph.whole, small.graph.apart) == ("8", 8, True, 0)
    assert len(small.graph.lines) == 3 * 4
    assert not large.graph.whole
    states = {large.states[n.state].taken for n in large.graph.nodes}
    assert () in states
    assert max(map(len, states)) == 5
    levels = sorted(n.level for n in large.graph.nodes)
    assert levels == list(range(6))  # each step of the way is one further
    assert sorted(x.step for x in large.graph.lines) == [1, 2, 3, 4, 5]
    assert all((x.forth, x.back) in ((True, False), (False, True)) for x in large.graph.lines)


def test_the_strip_follows_looking_ahead_unless_nothing_comes_of_it() -> None:
    def ends(*states: int, stays: bool = False) -> Any:
        return SimpleNamespace(states=states, stays=stays)

    def shown(myopic: Any, ahead: Any, *, same: bool = False) -> Any:
        answer: Any = SimpleNamespace(heading=SimpleNamespace(myopic=myopic, ahead=ahead, same=same))
        return strips.ends_shown(answer)

    near, far, today, nowhere = ends(1), ends(2), ends(0, stays=True), ends()
    assert shown(near, far) == (far, "looking ahead")
    assert shown(near, today) == (near, "not looking ahead")
    assert shown(near, nowhere) == (near, "not looking ahead")
    assert shown(nowhere, far) == (far, "looking ahead")
    assert shown(ends(2), far, same=True)[0] is far  # alike in where they lead, if not in the ways


def test_the_last_step_of_those_who_could_spoil_it_is_drawn() -> None:
    way = Way(start=OTHER, moves=(Step(mover="cy", state=END),))
    two = Way(
        start=FAR,
        moves=(Step(mover="ben", state=OTHER), *way.moves),
    )
    for answered in (way, two):
        spoils = Sanction(concept="seq", way=answered, losers=("ann",), better_elsewhere=())
        told = case(left(told=[move("ann ben", "good", spoils)]))
        found = coalitions.picture([told], LETTERS)
        assert found is not None
        told_by = reading(found.svg)
        at = told_by.index("  kind=arrow group=0 from=0.to to=0.spoiled0 party=2 spoiler=2")
        assert told_by[at + 1 : at + 4] == [
            "  sitting",
            "  kind=outcome node=0.spoiled0",
            "    A: Ann: going; Ben:",
        ]


@pytest.mark.parametrize("known", [True, False])
def test_each_deal_that_is_drawn_is_explained_below(known: bool) -> None:
    """The picture shows the deals of the table in its place: as bars, or as marks where gains are unknown."""
    answer, voice = asked("settle", THREE)
    assert len(answer.deals) == 4
    if not known:
        gains = [tuple(changed(g, gain=None, place=None) for g in d.gains) for d in answer.deals]
        answer = changed(
            answer, deals=tuple(changed(d, gains=g) for d, g in zip(answer.deals, gains, strict=True))
        )
    table = gains_table(answer, voice)
    assert table is not None
    found = reading(settle.gains(answer, voice, table).svg)
    assert found[0] == ("bars" if known else "matrix") + ": What each deal gives each"
    drawn = {line.strip() for line in found if line.strip() in [f"Deal {k}" for k in range(1, 9)]}
    assert drawn == {"Deal 1", "Deal 2", "Deal 3"}
    assert all(f"{name.lower()}: " in table.note.lower() for name in drawn)
