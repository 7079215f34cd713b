"""What ``equilibria`` and ``states`` say: each sentence read with facts made by hand, both ways round."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

import detente
from detente.answers import Level, StateValue
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.equilibria import Drawn, equilibria, words
from detente.questions.equilibria.answer import EquilibriaAnswer, Link, Pattern, Share, answer
from detente.questions.question import Request
from detente.questions.states import states
from detente.questions.states import words as states_words
from detente.questions.states.answer import answer as states_answer
from detente.wording import Items, Said, Section, Table, Text, Voice, Words
from detente.wording.texts import length

FILE = """
detente: 1
title: Two sides
status_quo: [ann.build]
decision_makers:
  ann: {name: Ann, options: {build: {text: build the road, short: road}}}
  bob: {name: Bob, options: {sue: {text: go to court, short: court}, wait: {text: wait, levels: [short, long]}}}
preferences: {ann: [ann.build], bob: []}
"""


def its() -> Words:
    return Words(read_conflict(FILE).under())


def made(**changes: Any) -> EquilibriaAnswer:
    found = answer(Drawn(equilibria(read_conflict(FILE).game(), "nash")))
    return msgspec.structs.replace(found, **changes)


def voice_of(*answers: Any) -> Voice:
    return Voice.of(read_conflict(FILE), answers, "file.yaml")


# -- equilibria --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"count": "5"}, "If each side looks only at its own next move, 5 of 12 possible outcomes hold."),
        ({"count": "1"}, "If each side looks only at its own next move, 1 of 12 possible outcomes holds."),
        (
            {"count": "0"},
            "If each side looks only at its own next move, none of the 12 possible outcomes holds.",
        ),
        (
            {"count": "2", "concept": "gmr"},
            "If each side fears any answer, even a costly one, 2 of 12 possible outcomes hold.",
        ),
        (
            {"count": "2", "total": "6", "where": "ann.build"},
            "If each side looks only at its own next move: the condition is met in 2 of the 6 outcomes that hold.",
        ),
        (
            {"count": "0", "total": "1", "where": "ann.build"},
            "If each side looks only at its own next move: the condition is met in none of the one outcome that holds.",
        ),
        (
            {"count": "0", "total": "0", "where": "ann.build"},
            "If each side looks only at its own next move, none of the 12 possible outcomes holds.",
        ),
        (
            {"count": "1", "total": None, "where": "ann.build"},
            "1 outcome holds in which the condition is met; how many hold in all is out of reach.",
        ),
        (
            {"count": "20", "total": None, "where": "ann.build"},
            "20 outcomes hold in which the condition is met; how many hold in all is out of reach.",
        ),
    ],
)
def test_how_many_hold(changes: dict[str, Any], told: str) -> None:
    assert words.headline(made(**changes)) == told


def test_what_is_done_in_all_and_in_none() -> None:
    pattern = Pattern(
        taken=("ann.build",),
        not_taken=("bob.sue",),
        free=("bob.wait.short", "bob.wait.long"),
        linked=(Link(options=("bob.wait.short", "bob.wait.long"), kind="opposite"),),
    )
    levels = (Level(option="bob.wait", levels=("short", "long")),)
    assert words.points(made(pattern=pattern, count="2", levels=levels), voice_of()) == (
        "In all of them: Ann: road; Bob: wait (short or long).",
        "In none of them: Bob: court.",
        "“wait (short)” (Bob) or “wait (long)” (Bob): one of the two, never both.",
    )
    ruled = msgspec.structs.replace(
        pattern,
        linked=(msgspec.structs.replace(pattern.linked[0], ruled=True),),  # type: ignore[index]
    )
    assert len(words.points(made(pattern=ruled, count="2"), voice_of())) == 2
    free = Pattern(taken=(), not_taken=(), free=("ann.build",), linked=())
    assert words.points(made(pattern=free, count="2", levels=()), voice_of()) == (
        "No option is fixed: each is taken in some of them and not in others.",
    )
    assert words.points(made(pattern=free, count="2", levels=levels), voice_of()) == (
        "In all of them: Bob: wait (short or long).",
    )
    assert words.points(made(intricate="too many nodes"), voice_of()) == (
        "They can be counted, but not looked through.",
    )
    assert words.points(made(count="0"), voice_of()) == ()
    assert words.points(made(pattern=None, count="2"), voice_of()) == ()


def test_the_only_one_is_said() -> None:
    today, other = (
        StateValue(id=i, taken=t, number="1") for i, t in (("ann.build", ("ann.build",)), ("x", ("bob.sue",)))
    )
    assert words.points(made(count="1", states=(today,), sample=(0,), status_quo=0), voice_of(made())) == (
        "The only one is today.",
    )
    assert words.points(made(count="1", states=(other,), sample=(0,)), voice_of(made())) == (
        "The only one: Bob: court.",
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("same", "“build the road” (Ann) and “go to court” (Bob): both or neither."),
        ("opposite", "“build the road” (Ann) or “go to court” (Bob): one of the two, never both."),
        ("implies", "Where “build the road” (Ann) is taken, so is “go to court” (Bob)."),
        ("excludes", "“build the road” (Ann) and “go to court” (Bob): never both."),
        ("either", "“build the road” (Ann) or “go to court” (Bob): at least one of the two."),
    ],
)
def test_how_two_options_go_together(kind: Any, told: str) -> None:
    assert words.link(its(), Link(options=("ann.build", "bob.sue"), kind=kind)) == told


def test_several_accounts_are_counted_and_told() -> None:
    pattern = Pattern(taken=("ann.build",), not_taken=(), free=(), linked=())
    one = made(count="1", pattern=pattern, levels=())
    two = made(count="3", pattern=pattern, perspective="two", levels=())
    assert words.headline_of_several([one, two]) == (
        "If each side looks only at its own next move, between 1 and 3 outcomes hold, depending on the account."
    )
    assert words.headline_of_several([two, two]) == (
        "If each side looks only at its own next move, 3 outcomes hold in each account."
    )
    assert words.headline_of_several([one, one]) == (
        "If each side looks only at its own next move, 1 outcome holds in each account."
    )
    where = msgspec.structs.replace(one, where="ann.build")
    assert words.headline_of_several([where, where]).endswith(
        "in each account in which the condition is met."
    )
    conflict = read_conflict(FILE + "perspectives: {two: {says: another}}\n")
    voice = Voice.of(conflict, [one])
    assert words.points_of_several([one, two, made(count="0", pattern=None, levels=())], voice) == (
        "In the account “base”, one outcome holds; in it: Ann: road.",
        "In the account “two”, three outcomes hold; in all: Ann: road.",
        "In the account “base”, no outcome holds.",
    )
    said = words.say([one, two], voice)
    assert (said.account, said.id) == ("", "equilibria")
    assert [b.title for b in said.details if isinstance(b, Section)] == [
        "Account “two”"
    ]  # of the one, all is said


def test_the_details_say_in_how_many_and_what_goes_together() -> None:
    linked = (
        Link(options=("ann.build", "bob.sue"), kind="implies"),
        Link(options=("ann.build", "bob.wait.short"), kind="excludes", ruled=True),
    )
    found = made(
        count="8",
        shares=(
            Share(option="ann.build", count="8"),
            Share(option="bob.sue", count="0"),
            Share(option="bob.wait.short", count="2"),
        ),
        pattern=Pattern(taken=(), not_taken=(), free=(), linked=linked),
    )
    shares = words.shares(found, its())
    assert shares is not None
    assert shares.columns == ("Party", "Option", "Taken in … of 8")
    assert shares.rows == (
        ("Ann", "build the road", "all"),
        ("Bob", "go to court", "none"),
        ("", "wait (short)", "2 (25%)"),
    )
    together = words.together(found, its())
    assert together is not None
    [items] = together.blocks
    assert isinstance(items, Items)
    assert items.items == (
        "Where “build the road” (Ann) is taken, so is “go to court” (Bob).",
        "Beside these 1 pair that the rules join in every feasible state.",
    )
    many = made(count="8", pattern=Pattern(taken=(), not_taken=(), free=(), linked=linked[:1] * 14))
    [items] = words.together(many, its()).blocks
    assert isinstance(items, Items)
    assert len(items.items) == 13
    assert items.items[-1] == "And 2 more such pairs (--json lists all)."
    only = made(count="8", pattern=Pattern(taken=(), not_taken=(), free=(), linked=linked[1:]))
    [items] = words.together(only, its()).blocks
    assert isinstance(items, Items)
    assert items.items == ("Only 1 pair that the rules join in every feasible state.",)
    unknown = made(count="8", pattern=Pattern(taken=(), not_taken=(), free=(), linked=None))
    assert words.together(unknown, its()) == Section(
        "What goes together in all of them", (Text("They are too intricate to look for this."),)
    )
    none = made(count="8", pattern=Pattern(taken=(), not_taken=(), free=(), linked=()))
    assert words.together(none, its()) is None
    places = words.places(made(), its())
    assert places is not None
    assert places.columns == ("Party", "At best", "At worst", "Places in all")
    assert places.rows == (("Ann", "1st", "1st", "2"), ("Bob", "1st", "1st", "1"))
    assert words.details(made(count="1"), voice_of()) == ()
    assert words.details(made(count="0", intricate="too many"), voice_of()) == (Text("too many"),)


def test_the_equilibria_stand_side_by_side() -> None:
    found = made()
    [table] = words.pictures([found], voice_of(found))
    assert table.title == "All of them"
    assert table.columns[:3] == ("Party", "Option", "Today")
    assert [c for row in table.rows for c in row[2:3]] == ["●", "·", "·"]
    assert len(table.columns) == 2 + len(found.sample) == 2 + int(found.count)
    some = made(count="60")
    assert words.pictures([some], voice_of(some))[0].title == f"{len(some.sample)} of them, drawn by lot"
    two = words.pictures([made(count="0", sample=()), some], voice_of(some))
    assert two[0].title.endswith("drawn by lot (account “base”)")
    assert words.pictures([made(count="0", sample=())], voice_of()) == ()
    large = msgspec.structs.replace(found, carrier="symbolic")
    assert words.pictures([large], voice_of(large))[0].columns[2] == "1."


def test_how_sure_and_what_next() -> None:
    found = made()
    assert words.sure([found]) == "Holds: Nash ✓. Rests on 1 claim, without a source."
    where = made(where="ann.build", concept="seq")
    assert words.sure([where]).startswith("Holds: SEQ ✓, the condition met. Rests on")
    assert words.what_next([made(count="900")], voice_of()) == ("detente equilibria file.yaml --out all.csv",)
    assert words.what_next([found], voice_of()) == ("detente analyze file.yaml",)


# -- states ------------------------------------------------------------------------------------------


def test_how_many_states_are_feasible() -> None:
    found = states_answer(states(read_conflict(FILE)))
    for changes, told in (
        ({}, "12 states are feasible."),
        ({"count": "1", "feasible": "1"}, "1 state is feasible."),
        ({"count": "3", "where": "bob.sue"}, "The condition holds in 3 of 12 feasible states."),
        ({"count": "0", "where": "bob.sue"}, "The condition holds in none of 12 feasible states."),
        (
            {"count": "1", "where": "bob.sue", "feasible": "1"},
            "The condition holds in 1 of 1 feasible state.",
        ),
    ):
        assert states_words.headline(msgspec.structs.replace(found, **changes)) == told
    two = msgspec.structs.replace(found, count="5", alike=("one", "two"))
    assert states_words.of_accounts(two) == "In the accounts “one” and “two”, 5 states are feasible."
    three = msgspec.structs.replace(found, where="bob.sue", alike=("one",))
    assert (
        states_words.of_accounts(three)
        == "In the account “one”, the condition holds in 12 of 12 feasible states."
    )
    assert states_words.headline_of_several([found, two]) == (
        "The accounts have other options or rules: between 5 and 12 states are feasible."
    )
    assert states_words.headline_of_several([found, found]) == (
        "The accounts have other options or rules; in each, 12 states are feasible."
    )
    assert states_words.headline_of_several([three, msgspec.structs.replace(three, count="2")]).endswith(
        "the condition holds in between 2 and 12 states."
    )


def test_states_are_listed_with_what_is_taken() -> None:
    found = states_answer(states(read_conflict(FILE)))
    table = states_words.table(found, its())
    assert table.columns == ("State", "What is taken", "Id")
    assert len(table.rows) == 12
    assert table.rows[0] == ("#0", "no option is taken", "none")
    assert table.rows[3] == ("#3", "Ann: build the road · Bob: go to court", "ann.build+bob.sue")
    assert (table.title, table.note) == ("Feasible states", "")
    short = states_words.table(msgspec.structs.replace(found, where="ann.build"), its(), 5)
    assert len(short.rows) == 5
    assert short.title == "States in which this holds: ann.build"
    assert short.note == "The first 5 of 12; --json and --out FILE.csv give all."
    said = states_words.say([found], voice_of(found))
    [picture] = said.pictures
    assert isinstance(picture, Table)
    assert len(picture.rows) == 4
    assert said.details == (table,)
    assert said.account == "base"
    few = msgspec.structs.replace(found, count="3", states=found.states[:3], listed=(0, 1, 2))
    assert states_words.say([few], voice_of(few)).details == ()
    assert (
        said.sure
        == "What is feasible rests on the options and the rules of the file, not on what anybody wants."
    )
    none = msgspec.structs.replace(found, count="0", states=(), listed=())
    assert states_words.say([none], voice_of()).pictures == ()
    twice = states_words.say([found, few], voice_of(found))
    assert twice.account == "base"  # of an account that was told there is nothing more to tell
    assert twice.details == said.details


# -- the limits --------------------------------------------------------------------------------------


def ask(name: str, conflict: Conflict, **given: Any) -> Said:
    question = find(name)
    answers = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts, given=given))]
    return question.say(answers, Voice.of(conflict, answers, "FILE"))


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_the_answers_of_the_catalogue_keep_the_limits(name: str) -> None:
    conflict = detente.load(name)
    for question, given in (
        ("equilibria", {}),
        ("equilibria", {"concept": "gmr", "sample": 3}),
        ("states", {}),
    ):
        said = ask(question, conflict, **given)
        assert len(said.points) <= 3
        assert 1 <= len(said.next) <= 2
        assert said.sure
        for text in (said.headline, *said.points):
            assert 1 < len(text.split()) <= 25, text
            assert text.endswith(".")
            assert not re.search(r"#[0-9]|\b(Nash|SEQ|SMR|GMR|equilibri)", text), text


def test_where_much_is_fixed_it_is_counted() -> None:
    long = "a b c d e f g h i j k l"
    many = "".join(f", o{k}: {{text: text {k}, short: {long}}}" for k in range(2))
    conflict = read_conflict(FILE.replace("short: road}", f"short: road}}{many}"))
    its_ = Words(conflict.under())

    def fixed(*taken: str, none: tuple[str, ...] = ()) -> EquilibriaAnswer:
        return made(pattern=Pattern(taken=taken, not_taken=none, free=(), linked=()), levels=())

    assert words.in_all(fixed("ann.o0"), its_).startswith("In all of them: Ann: a b c")
    assert words.in_all(fixed("ann.o0", "ann.o1"), its_) == "In all of them 2 options are taken."
    assert words.in_none(("ann.o0", "ann.o1"), its_) == "In none of them 2 options are taken."
    assert words.in_none((), its_) == words.in_all(fixed(), its_) == ""
    longer = Words(read_conflict(FILE.replace("name: Ann", f"name: {long} {long}")).under())
    assert words.in_all(fixed("ann.build"), longer) == "In all of them 1 option is taken."
    assert words.in_none(("ann.build",), longer) == "In none of them 1 option is taken."
    pair = Link(options=("ann.build", "bob.sue"), kind="same")
    two = made(pattern=Pattern(taken=(), not_taken=(), free=(), linked=(pair, pair)), levels=())
    assert words.linked(two, longer) == "2 pairs of options go together; the details say how."
    assert words.linked(two, its_) == "“build the road” (Ann) and “go to court” (Bob): both or neither."


def test_tables_have_names_and_row_heads() -> None:
    found = made(count="5")
    shares, places = words.shares(found, its()), words.places(found, its())
    assert shares is not None
    assert places is not None
    assert (shares.id, shares.title, shares.heads) == ("shares", "Option by option", 2)
    assert (places.id, places.title) == ("places", "How good they are for each, by its own order")
    assert places.note == "1st is best; ties share a place."
    assert states_words.table(states_answer(states(read_conflict(FILE))), its()).id == "states"
    kept = [answer(Drawn(equilibria(read_conflict(FILE).game(), "nash")))]
    assert words.points(kept[0], voice_of(kept[0])) == words.say(kept, voice_of(kept[0])).points
    unknown = msgspec.structs.replace(
        found, places=(msgspec.structs.replace(found.places[0], span=None), *found.places[1:])
    )
    shown = words.places(unknown, its())
    assert shown is not None
    assert [row[0] for row in shown.rows] == ["Bob"]


def test_states_that_are_given_have_no_ids() -> None:
    given = read_conflict("""
detente: 1
title: given
decision_makers: {a: {name: Anna}, b: {name: Bob}}
states: {calm: nothing happens, storm: it rains}
moves: {a: [calm -> storm], b: [storm -> calm]}
preferences: {a: {ranking: [calm, storm]}, b: {ranking: [calm, storm]}}
""")
    found = states_answer(states(given))
    table = states_words.table(found, Words(given.under()))
    assert table.columns == ("State", "What it is")
    assert table.rows == (("calm", "nothing happens"), ("storm", "it rains"))
    assert states_words.sure(Words(given.under())).startswith(
        "What is feasible rests on the states and the rules"
    )


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_pairs_that_go_together_are_told_up_to_a_number(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_LINKS", 2)
    pair = Link(options=("ann.build", "bob.sue"), kind="opposite")
    ruled = msgspec.structs.replace(pair, ruled=True)
    told = words.link(its(), pair)

    def items(*links: Link) -> tuple[str, ...]:
        pattern = Pattern(taken=(), not_taken=(), free=("ann.build", "bob.sue"), linked=links)
        found = words.together(made(pattern=pattern), its())
        assert found is not None
        assert found.title == "What goes together in all of them"
        [block] = found.blocks
        assert isinstance(block, Items)
        return block.items

    more = {3: "1 more such pair", 4: "2 more such pairs"}.get(number)
    rest = () if more is None else (f"And {more} (--json lists all).",)
    assert items(*[pair] * number) == (*[told] * min(number, 2), *rest)
    joined = "1 pair that the rules join in every feasible state."
    assert items(*[pair] * number, ruled)[-1] == f"Beside these {joined}"
    assert items(ruled) == (f"Only {joined}",)


def test_pairs_that_are_too_long_to_tell_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Link(options=("ann.build", "bob.sue"), kind="opposite")

    def told(*links: Link) -> str:
        pattern = Pattern(taken=(), not_taken=(), free=("ann.build", "bob.sue"), linked=links)
        return words.linked(made(pattern=pattern), its())

    assert told() == told(msgspec.structs.replace(pair, ruled=True)) == ""
    assert told(pair, pair) == words.link(its(), pair)
    number = length(words.link(its(), pair))
    monkeypatch.setattr(words, "MOST_WORDS", number)
    assert told(pair) == words.link(its(), pair)
    monkeypatch.setattr(words, "MOST_WORDS", number - 1)
    assert told(pair) == "1 pair of options goes together; the details say how."
    assert told(pair, pair) == "2 pairs of options go together; the details say how."


def test_where_nothing_holds_in_any_account_that_is_said() -> None:
    lead = "If each side looks only at its own next move,"
    none, one, two = (made(count=k) for k in ("0", "1", "2"))
    assert words.headline_of_several([none, none]) == f"{lead} no outcome holds in any account."
    assert words.headline_of_several([one, one]) == f"{lead} 1 outcome holds in each account."
    assert words.headline_of_several([two, two]) == f"{lead} 2 outcomes hold in each account."
    assert words.headline_of_several([two, none, one]) == (
        f"{lead} between 0 and 2 outcomes hold, depending on the account."
    )


def test_what_to_ask_next_follows_from_the_first_account() -> None:
    few = made()
    many = made(count=str(len(few.sample) + 1))
    voice = voice_of(few)
    all_of_them, analyze = ("detente equilibria file.yaml --out all.csv",), ("detente analyze file.yaml",)
    assert words.what_next([few, many], voice) == words.what_next([few], voice) == analyze
    assert words.what_next([many, few], voice) == words.what_next([many], voice) == all_of_them
