"""Parties, options, outcomes, conditions and claims are said as the file means them: read back, both ways round."""

from __future__ import annotations

import re
from itertools import product
from random import Random

import pytest

from detente.answers import Answer, Reason, StateValue
from detente.conflict import Citation, Condition, Conflict, parse, read_conflict
from detente.wording import (
    NOTHING,
    TODAY,
    Outcome,
    Voice,
    Words,
    capital,
    count,
    label,
    labels,
    listed,
    place,
    quantity,
    shortened,
    spelled,
    verb,
)
from detente.wording.voice import letter

ROAD = """\
detente: 1
title: A toll road
status_quo: [people.protest]
sources:
  paper: {author: A. Writer, title: On roads, publisher: P, date: 2020-01}
  speech: {publisher: The board, title: A speech}
  note: {title: A note, date: "2021"}
  bare: {kind: hearsay}
conditions:
  deal: {that: city.build and not people.protest, text: the road is built and nobody protests.}
  calm: {that: not people.protest, text: there is calm, otherwise: somebody protests.}
  free_road: city.build and not city.toll
decision_makers:
  city:
    name: The city and the county
    short: the city
    options:
      build: {text: build the road., otherwise: there is no road., short: road}
      toll: {text: take a toll, levels: [low, very_high], short: toll, otherwise: the road is free}
      wait_and_see: wait until the next election is over
  people:
    name: Farmers and commuters
    options:
      protest: protest
      sue: {text: go to court, levels: {slow: {text: sue slowly, short: slow suit}, quick: sue at once}}
  lawyers: {name: Lawyers}
preferences:
  city:
    - {id: c1, that: build, text: a road at last.}
    - {id: c2, that: deal}
    - {id: c3, that: not build}
    - {id: c4, that: not calm}
    - {id: c5, that: build or people.protest}
    - {id: c6, that: not people.protest}
  people: [not city.toll]
  lawyers: []
states:
  hope: {is: [city.build], text: the road is there.}
  s12: [people.protest]
  after_all: [city.build, people.protest]
perspectives:
  other:
    says: Another account
    preferences: {people: [{id: theirs, that: city.build and calm}]}
"""
GRAPH = """\
detente: 1
title: A graph
decision_makers: {a: {name: Anna}, b: {name: Berta}}
states:
  dry: {text: there is no water., short: no water}
  wet: there is water
  mud:
moves: {a: [dry <-> wet], b: [wet <-> mud]}
preferences: {a: [wet], b: [dry]}
"""


@pytest.fixture(scope="module")
def road() -> Conflict:
    return read_conflict(ROAD)


@pytest.fixture(scope="module")
def words(road: Conflict) -> Words:
    return Words(road)


@pytest.fixture(scope="module")
def graph() -> Words:
    return Words(read_conflict(GRAPH))


def state(*taken: str, name: str = "", number: str = "7", **more: object) -> StateValue:
    return StateValue(
        id=name or "+".join(sorted(taken)) or "none", taken=tuple(taken), number=number, name=name, **more
    )


def given(name: str, *members: str) -> StateValue:
    return StateValue(
        id=name, taken=(), number="1", name=name, given=True, members=tuple((m,) for m in members)
    )


# -- texts ---------------------------------------------------------------------------------------------------------


def test_lists():
    assert [listed(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert shortened(["a", "b", "c"], 3) == "a, b, c"
    assert shortened(["a", "b", "c", "d"], 3) == "a, b, c and 1 more"


def test_numbers():
    assert [count(n, "state") for n in (0, 1, 2)] == ["0 states", "1 state", "2 states"]
    assert [count(n, "party", "parties") for n in (1, 2)] == ["1 party", "2 parties"]
    assert [spelled(n) for n in (0, 1, 2, 9, 10, 11, 1200)] == [
        "no",
        "one",
        "two",
        "nine",
        "ten",
        "11",
        "1,200",
    ]
    assert " ".join(map(spelled, range(11))) == "no one two three four five six seven eight nine ten"
    assert spelled(-1) == "-1"
    assert quantity(1_048_576) == "1,048,576"
    assert quantity(10**12 - 1) == "999,999,999,999"
    assert quantity(10**12) == "1.0e12"
    assert quantity(21 * 10**27) == "2.1e28"
    wanted = "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th 113th"
    numbers = (1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 23, 101, 111, 112, 113)
    assert " ".join(map(place, numbers)) == wanted
    assert [verb(n, "gains", "gain") for n in (0, 1, 2)] == ["gain", "gains", "gain"]
    assert [capital(t) for t in ("", "a B", "US")] == ["", "A B", "US"]


# -- parties -------------------------------------------------------------------------------------------------------


def test_parties_in_full_and_in_short(words):
    assert words.dm("city") == "The city and the county"
    assert [words.party(dm) for dm in ("city", "people", "lawyers")] == [
        "the city",
        "“Farmers and commuters”",
        "Lawyers",
    ]
    assert words.parties(["city", "people", "lawyers"]) == "the city, “Farmers and commuters” and Lawyers"
    assert words.parties(["city", "lawyers"], "or") == "the city or Lawyers"


@pytest.mark.parametrize("name", ["A and B", "A, B", "A or B", "A & B", "A/B", "A; B"])
@pytest.mark.parametrize("key", ["name", "short"])
def test_a_name_that_could_be_two_parties_stands_in_quotation_marks(name, key):
    text = f"detente: 1\ntitle: t\ndecision_makers: {{a: {{{key}: '{name}'}}}}\npreferences: {{a: []}}\n"
    assert Words(read_conflict(text)).party("a") == f"“{name}”"


# -- options -------------------------------------------------------------------------------------------------------


def test_options(words):
    assert words.option("city.build") == "build the road"
    assert words.option("city.toll") == "take a toll"
    assert words.option("city.toll.very_high") == "take a toll (very high)"
    assert words.quoted(["city.build", "people.protest"]) == "“build the road” and “protest”"
    assert words.ordered(["people.protest", "city.build"]) == ["city.build", "people.protest"]


def test_options_in_short(words):
    found = {o: words.short(o) for o in (*words.conflict.option_ids, "city.toll", "people.sue")}
    assert found == {
        "city.build": "road",
        "city.toll.low": "toll low",
        "city.toll.very_high": "toll very high",
        "city.wait_and_see": "wait and see",
        "people.protest": "protest",
        "people.sue.slow": "slow suit",
        "people.sue.quick": "sue quick",
        "city.toll": "toll",
        "people.sue": "go to court",
    }


@pytest.mark.parametrize(("text", "short"), [("x" * 24, "x" * 24), ("x" * 25, "o o")])
def test_a_short_text_stands_for_short_words(text, short):
    file = f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{o_o: {text}.}}}}}}\npreferences: {{a: []}}\n"
    assert Words(read_conflict(file)).short("a.o_o") == short


def test_what_is_not_taken_in_short(words):
    assert words.without("city.build") == "there is no road"
    assert words.without("city.toll") == "the road is free"
    assert words.without("city.toll.low") == "not “toll low”"  # it may be high
    assert words.without("people.protest") == "not “protest”"


# -- states --------------------------------------------------------------------------------------------------------


def test_states_by_what_is_taken(words):
    taken = ["people.protest", "city.toll.low", "city.build"]
    assert words.taken(taken) == (
        "the city: build the road, take a toll (low) · “Farmers and commuters”: protest"
    )
    assert words.in_short(taken) == "the city: road, toll low · “Farmers and commuters”: protest"
    assert words.by_maker(taken) == {"city": ["road", "toll low"], "people": ["protest"]}
    assert words.taken([]) == words.in_short([]) == NOTHING == "no option is taken"
    here = state(*taken, name="hope")
    assert words.state(here) == words.cell(here) == words.taken(taken)
    assert words.brief(here) == words.in_short(taken)
    assert words.what == "What is taken"
    assert words.given == {}


def test_a_merged_state_leaves_open_what_its_members_differ_in(words):
    merged = state(
        "city.build",
        members=(("city.build",), ("city.build", "people.protest"), ("city.build", "city.wait_and_see")),
    )
    assert words.state(merged) == (
        "the city: build the road (whatever becomes of “wait until the next election is over” and “protest”)"
    )
    alike = state("city.build", members=(("city.build",), ("city.build",)))
    assert words.state(alike) == "the city: build the road"


def test_given_states(graph):
    assert graph.what == "What it is"
    assert list(graph.given) == ["dry", "wet", "mud"]
    assert [graph.brief(given(s)) for s in ("dry", "wet", "mud")] == ["no water", "there is water", "mud"]
    assert [graph.state(given(s)) for s in ("dry", "wet", "mud")] == [
        "there is no water",
        "there is water",
        "mud",
    ]
    assert [graph.cell(given(s)) for s in ("dry", "wet", "mud")] == [
        "there is no water",
        "there is water",
        "",
    ]
    either = given("either", "dry", "mud")
    assert graph.state(either) == "there is no water or mud"
    assert graph.brief(either) == "no water or mud"


def test_labels(words):
    assert [label(state(name="hope")), label(state(number="12"))] == ["hope", "#12"]
    many = [state(number=str(k)) for k in range(7)]
    assert labels(many[:6]) == "#0, #1, #2, #3, #4, #5"
    assert labels(many) == "#0, #1, #2, #3, #4, #5 and 1 more"
    assert labels(many, 2) == "#0, #1 and 5 more"


def test_moves(words, graph):
    start, end = state("people.protest"), state("city.build", "city.toll.low", "people.protest")
    assert words.step(start, end, "city") == "take up “build the road” and “take a toll (low)”"
    assert words.step(end, start, "city") == "drop “build the road” and “take a toll (low)”"
    higher = state("city.toll.very_high", "people.protest")
    assert words.step(end, higher, "city") == (
        "go from “take a toll (low)” to “take a toll (very high)” and drop “build the road”"
    )
    assert words.step(start, end, "people") == "move to #7"  # nothing of its own changes
    assert words.step_short(start, end, "people") == "#7"
    merged = state(members=((), ("people.protest",)))
    assert words.step(merged, state("people.protest"), "people") == "move to #7"
    assert graph.step(given("dry"), given("wet"), "a") == "move to wet (“there is water”)"
    assert graph.step(given("wet"), given("dry"), "a") == "move to dry (“no water”)"
    assert graph.step(given("wet"), given("mud"), "b") == "move to mud"
    assert graph.step_short(given("wet"), given("dry"), "a") == "no water"
    assert graph.step_short(given("wet"), given("mud"), "b") == "mud"


def test_changes_in_short(words):
    start = state("people.protest", "city.build", "city.toll.low")
    end = state("city.wait_and_see", "city.toll.very_high", "people.sue.slow")
    assert words.changes(start, end) == [
        "the city: toll very high, wait and see",
        "there is no road",
        "“Farmers and commuters”: not “protest”, slow suit",
    ]
    assert words.changes(end, start) == [
        "the city: road, toll low, not “wait and see”",
        "“Farmers and commuters”: protest, not “go to court”",
    ]
    assert words.changes(start, end, "city") == ["toll very high, wait and see", "there is no road"]
    assert words.changes(start, end, "lawyers") == words.changes(start, start) == []
    assert words.step_short(start, end, "city") == "toll very high, wait and see, there is no road"
    assert words.changes(state("city.toll.low"), state()) == ["the road is free"]
    merged = state(members=((), ("people.protest",)))
    assert (
        words.changes(merged, state("people.protest")) == words.changes(state("people.protest"), merged) == []
    )


# -- conditions ----------------------------------------------------------------------------------------------------


class Reader:
    """Reads a condition in words, as a person would, and says in which states it holds.

    Something in quotation marks or brackets is one thing; a *not* is about the one thing behind it.
    """

    def __init__(self, meant: dict[str, Condition], denied: dict[str, Condition]) -> None:
        self.meant, self.denied = meant, denied  # what whole clauses mean, and those that deny

    def holds(self, text: str, taken: frozenset[str]) -> bool:
        parts = self.parts(text)
        assert parts, text
        return self.whole(parts, taken)

    def parts(self, text: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        k = 0
        while k < len(text):
            if text[k] == "[":
                depth, end = 1, k + 1
                while depth:
                    depth += {"[": 1, "]": -1}.get(text[end], 0)
                    end += 1
                found.append(("group", text[k + 1 : end - 1]))
                k = end
            elif text[k] in " ,":
                k += 1
            elif owner := re.match("(the city|“Farmers and commuters”): ", text[k:]):
                k += owner.end()
            elif clause := re.match(r"“[^”]*”( \((at any level|[a-z ]+ or more)\))?", text[k:]):
                found.append(("thing", clause[0]))
                k += clause.end()
            else:
                word = re.match(r"\w+", text[k:])
                assert word, text[k:]
                found.append(("word", word[0]))
                k += word.end()
        return found

    def one(self, part: tuple[str, str], taken: frozenset[str]) -> bool:
        kind, text = part
        if kind == "group":
            return self.holds(text, taken)
        assert kind == "thing", part
        if text in self.denied:
            return not self.denied[text].holds(taken)
        return self.meant[text].holds(taken)

    def whole(self, parts: list[tuple[str, str]], taken: frozenset[str]) -> bool:
        words = " ".join(t if k == "word" else "x" for k, t in parts)
        values = [self.one(p, taken) for p in parts if p[0] != "word"]
        forms = {
            "x": lambda v: v[0],
            "not x": lambda v: not v[0],
            "not the case that x": lambda v: not v[0],
            "x only if x": lambda v: v[1] or not v[0],
            "x if x": lambda v: v[0] or not v[1],
            "x exactly if x": lambda v: v[0] == v[1],
            "either x or x but not both": lambda v: v[0] != v[1],
            "neither x nor x": lambda v: not v[0] and not v[1],
            "not both x and x": lambda v: not (v[0] and v[1]),
        }
        if words in forms:
            return forms[words](values)
        if re.fullmatch("an odd number of x( x)+ and x", words):
            return sum(values) % 2 == 1
        if re.fullmatch("not all of x( x)+ and x", words):
            return not all(values)
        if re.fullmatch("none of x( x)+ and x", words):
            return not any(values)
        if re.fullmatch("x( and x)+", words):
            return all(values)
        assert re.fullmatch("x( or x)+", words), words
        return any(values)


def reader(conflict: Conflict) -> Reader:
    scope = conflict.scope()
    meant, denied = {}, {}
    for id, option in conflict.options.items():
        meant[f"“{option.text.rstrip('.')}”"] = parse(id, scope)
        if option.otherwise:
            denied[f"“{option.otherwise.rstrip('.')}”"] = parse(id, scope)
    for id, levels in conflict.levels.items():
        meant[f"“{levels.text.rstrip('.')}” (at any level)"] = parse(id, scope)
        for name in levels.levels[1:-1]:
            meant[f"“{levels.text.rstrip('.')}” ({name} or more)"] = parse(f"{id} >= {name}", scope)
        if levels.otherwise:
            denied[f"“{levels.otherwise.rstrip('.')}”"] = parse(id, scope)
    for definition in conflict.definitions:
        text = definition.text.rstrip(".") or definition.name.replace("_", " ")
        meant[f"“{text}”"] = definition.that
        if definition.otherwise:
            denied[f"“{definition.otherwise.rstrip('.')}”"] = definition.that
    return Reader(meant, denied)


def states_of(conflict: Conflict) -> list[frozenset[str]]:
    choices: list[list[str]] = []
    done = set()
    for id, option in conflict.options.items():
        whole = id if option.of is None else id.rpartition(".")[0]
        if whole not in done:
            done.add(whole)
            choices.append(
                ["", id] if option.of is None else ["", *(f"{whole}.{n}" for n in option.of.levels)]
            )
    return [frozenset(o for o in chosen if o) for chosen in product(*choices)]


def random_text(rng: Random, atoms: list[str], depth: int) -> str:
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(atoms)
    if rng.random() < 0.4:
        return f"not ({random_text(rng, atoms, depth - 1)})"
    operator = rng.choice(["and", "or", "xor", "->", "only if", "if", "iff", "<->"])
    several = 3 if operator in ("and", "or", "xor") and rng.random() < 0.4 else 2
    return f" {operator} ".join(f"({random_text(rng, atoms, depth - 1)})" for _ in range(several))


LEVELS = ROAD.replace("levels: [low, very_high]", "levels: [low, middling, very_high]")


def test_conditions_mean_what_they_say():
    conflict = read_conflict(LEVELS)
    words, read, states = Words(conflict), reader(conflict), states_of(conflict)
    atoms = [*conflict.option_ids, *conflict.levels, "city.toll >= middling", "deal", "calm", "free_road"]
    rng = Random("conditions")
    for number in range(400):
        condition = conflict.condition(random_text(rng, atoms, number % 4))
        own = rng.choice(["", "city", "people"])
        said = words.condition(condition, own, inside=True)
        denied = words.opposite(condition, own, inside=True)
        for taken in rng.sample(states, 12):
            assert read.holds(said, taken) is condition.holds(taken), (str(condition), said, taken)
            assert read.holds(denied, taken) is not condition.holds(taken), (str(condition), denied, taken)


def test_whose_option_it_is_goes_without_saying_only_inside_its_own_claims(words):
    conflict = words.conflict
    build, protest = conflict.condition("city.build"), conflict.condition("not people.protest")
    assert words.condition(build) == words.condition(build, "people") == "the city: “build the road”"
    assert words.condition(build, "city") == "“build the road”"
    assert words.condition(protest, "people") == "not “protest”"
    assert words.condition(protest) == "“Farmers and commuters”: not “protest”"
    assert words.condition(protest, inside=True) == "[“Farmers and commuters”: not “protest”]"
    toll = conflict.condition("not people.sue")
    assert words.condition(toll) == "“Farmers and commuters”: not “go to court” (at any level)"
    assert words.condition(toll, "people") == "not “go to court” (at any level)"


@pytest.mark.parametrize(
    ("condition", "holds", "not_"),
    [
        ("city.build", "the city: “build the road”", "there is no road"),
        ("city.toll", "the city: “take a toll” (at any level)", "the road is free"),
        ("city.toll.low", "the city: “take a toll (low)”", "the city: not “take a toll (low)”"),
        ("calm", "there is calm", "somebody protests"),
        (
            "deal",
            "the road is built and nobody protests",
            "not the case that “the road is built and nobody protests”",
        ),
        ("free_road", "free road", "not the case that “free road”"),
        ("not calm", "somebody protests", "there is calm"),
        ("not not calm", "there is calm", "somebody protests"),
        ("city.build and calm", "the city: “build the road” and “there is calm”", None),
        ("not (city.build and calm)", "not both the city: “build the road” and “there is calm”", None),
        ("not (city.build or calm)", "neither the city: “build the road” nor “there is calm”", None),
        ("not city.build or not calm", "“there is no road” or “somebody protests”", None),
        ("city.build -> calm", "“there is calm” if the city: “build the road”", None),
        ("city.build iff calm", "the city: “build the road” exactly if “there is calm”", None),
    ],
)
def test_conditions_in_both_polarities(words, condition, holds, not_):
    found = words.conflict.condition(condition)
    assert words.condition(found) == holds
    if not_ is not None:
        assert words.opposite(found) == not_


def test_a_level_or_more_is_not_denied_by_what_denies_all_levels():
    conflict = read_conflict(LEVELS)
    low = conflict.condition("not city.toll >= middling")
    assert Words(conflict).condition(low) == "the city: not “take a toll” (middling or more)"
    plain = conflict.condition("city.toll >= middling")
    assert Words(conflict).condition(plain) == "the city: “take a toll” (middling or more)"


def test_conditions_of_given_states(graph):
    for text, said in (
        ("dry", "dry (“no water”)"),
        ("not wet", "not wet (“there is water”)"),
        ("mud", "mud"),
        ("not (dry or mud)", "neither dry (“no water”) nor mud"),
    ):
        assert graph.condition(graph.conflict.condition(text), "a") == said
    assert graph.condition(graph.conflict.condition("not mud"), inside=True) == "[not mud]"


# -- claims --------------------------------------------------------------------------------------------------------


def test_claims_can_be_put_into_a_sentence(words):
    wanted = {
        "c1": "“a road at last”",
        "c2": "“the road is built and nobody protests”",
        "c3": "“there is no road”",
        "c4": "“somebody protests”",
        "c5": "“build the road” or “Farmers and commuters”: “protest”",
        "c6": "“Farmers and commuters”: not “protest”",
    }
    assert {id: words.claim("city", id) for id in wanted} == wanted
    assert words.claim("people", "not city.toll") == "“the road is free”"
    assert words.claim("people", "unheard of") == "unheard of"


def test_claims_of_another_account_are_found(words):
    found = words.find_statement("people", "theirs")
    assert found is not None
    assert found.id == "theirs"
    assert words.claim("people", "theirs") == "the city: “build the road” and “there is calm”"
    assert words.find_statement("city", "nothing") is None


def test_a_decision_makers_own_claim_comes_first(words):
    other = words.conflict.under("other")
    text = ROAD.replace("[{id: theirs, that: city.build and calm}]", "[{id: c1, that: people.protest}]")
    theirs = Words(read_conflict(text).under("other"))
    assert theirs.claim("people", "c1") == "“protest”"
    assert theirs.claim("city", "c1") == "“a road at last”"
    assert Words(other).claim("lawyers", "c1") == "“a road at last”"


def test_statements_alone(words):
    said = [words.statement(s, "city") for s in words.conflict.preferences["city"].statements]
    assert said == [
        "a road at last",
        "the road is built and nobody protests",
        "there is no road",
        "somebody protests",
        "“build the road” or “Farmers and commuters”: “protest”",
        "“Farmers and commuters”: not “protest”",
    ]
    assert words.statement(words.conflict.preferences["city"].statements[4]) == (
        "the city: “build the road” or “Farmers and commuters”: “protest”"
    )


def reason(gain: int, statement: str | None = None, **more: object) -> Reason:
    facts = {"places": (2, 5), "of": 9} | more
    return Reason(decision_maker="city", before=0, after=1, gain=gain, statement=statement, **facts)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (reason(1, "c1"), "it wants “a road at last”"),
        (reason(-1, "c1"), "it would lose what it wants: “a road at last”"),
        (reason(1, "c3", degree=2), "much better for it, it wants “there is no road”"),
        (reason(-1, "c3", degree=2), "much worse for it, it would lose what it wants: “there is no road”"),
        (reason(1, places=(5, 2)), "2nd instead of 5th of 9 in its order"),
        (reason(-1, places=(2, 5)), "5th instead of 2nd of 9 in its order"),
        (reason(-1, places=(2, 5), degree=3), "much worse for it, 5th instead of 2nd of 9 in its order"),
        (reason(0, places=(3, 3)), "it likes both alike (3rd of 9 in its order)"),
        (reason(0, places=(0, 0), of=0), "it likes both alike"),
        (reason(1, places=(0, 0), of=0), "it prefers that"),
        (reason(-1, places=(0, 0), of=0), "it likes that less"),
        (reason(1, "c1", places=(0, 0), of=0), "it wants “a road at last”"),
        (reason(0, unknown=True), "it is unknown which of the two it prefers"),
        (reason(0, "c1", unknown=True), "it is unknown whether it wants “a road at last” or the opposite"),
    ],
)
def test_reasons(words, found, said):
    assert words.reason(found) == said


# -- sources -------------------------------------------------------------------------------------------------------


def test_sources(words):
    assert [words.source(s) for s in ("paper", "speech", "note", "bare", "unknown")] == [
        "A. Writer 2020",
        "The board",
        "A note 2021",
        "bare",
        "unknown",
    ]
    cited = [Citation("paper", "7"), Citation("note"), Citation("paper", "9")]
    assert words.citations(cited) == "A. Writer 2020, 7, 9; A note 2021"
    assert words.citations([]) == ""


# -- outcomes ------------------------------------------------------------------------------------------------------


def test_letters():
    assert [letter(k) for k in (0, 1, 25, 26, 27, 51, 52)] == ["A", "B", "Z", "A2", "B2", "Z2", "A3"]


START = state("people.protest", name="s12")


def voice(conflict: Conflict, *states: StateValue, today: StateValue | None = START) -> Voice:
    return Voice(conflict, tuple(states), today, "road")


def titles(conflict: Conflict, *states: StateValue, today: StateValue | None = START) -> list[str]:
    spoken = voice(conflict, *states, today=today)
    return [spoken.title(s) for s in states]


def test_titles_come_from_the_file_from_a_condition_or_from_what_differs(road):
    hope = state("city.build", name="hope")
    suit = state("people.sue.slow", "people.protest", "city.toll.low")
    assert titles(road, hope, suit) == [
        "the road is there",
        "the city: toll low; “Farmers and commuters”: slow suit",
    ]
    named = state("city.build", "people.protest", name="after_all")
    assert titles(road, named) == ["after all"]
    deal = state("city.build", "city.wait_and_see")
    assert titles(road, deal) == ["the road is built and nobody protests"]
    # calm holds in both and so tells them not apart
    calm = state("city.wait_and_see")
    assert titles(road, deal, calm) == [
        "the road is built and nobody protests",
        "the city: wait and see; “Farmers and commuters”: not “protest”",
    ]
    assert titles(road, calm) == ["there is calm"]
    assert titles(road, calm, today=None) == ["there is calm"]
    # without a today there is nothing to differ from
    assert titles(road, suit, today=None) == [
        "the city: toll low · “Farmers and commuters”: protest, slow suit"
    ]


def test_a_condition_that_holds_today_is_no_title(road):
    calm = state("city.wait_and_see")
    assert titles(road, calm, today=state())[0] == "the city: wait and see"


def test_a_long_condition_is_no_title(road):
    for length, kept in ((70, True), (71, False)):
        text = ROAD.replace("there is calm", "x" * length).replace("lawyers: []", "lawyers: []")
        assert (titles(read_conflict(text), state("city.wait_and_see")) == ["x" * length]) is kept


def test_merged_states_have_no_condition_for_a_title(road):
    merged = state(members=((), ("city.wait_and_see",)))
    assert titles(road, merged) == ["“Farmers and commuters”: not “protest”"]
    assert titles(road, state("city.wait_and_see"), merged)[0] == (
        "the city: wait and see; “Farmers and commuters”: not “protest”"
    )


def test_titles_differ_between_outcomes(road):
    same = [StateValue(id=str(k), taken=("city.build",), number=str(k), name="hope") for k in range(2)]
    found = titles(road, *same)
    assert found == ["the road is there", "the city: road; “Farmers and commuters”: not “protest”"]
    rng = Random("titles")
    for name in ("", "s1", "hope"):
        spoken = [
            state(*rng.sample(sorted(s), len(s)), name=name, number=str(k))
            for k, s in enumerate(states_of(road))
        ]
        unique = {
            s.taken: StateValue(id=str(k), taken=s.taken, number=s.number, name=s.name)
            for k, s in enumerate(spoken)
        }
        found = titles(road, *unique.values(), today=None)
        assert len(set(found)) == len(found)


def test_options_with_the_same_words_are_told_apart_at_last():
    makers = "{a: {options: {x: {text: go, short: go}, y: {text: go, short: go}}}}"
    conflict = read_conflict(f"detente: 1\ntitle: t\ndecision_makers: {makers}\npreferences: {{a: []}}\n")
    found = titles(conflict, state("a.x", number="1"), state("a.y", number="2"), today=state(number="0"))
    assert found == ["a: go", "a: go (#2)"]


def test_a_name_like_a_number_is_no_title(road):
    for name in ("s1", "a2", "12"):
        text = ROAD.replace("after_all:", f"{name}:").replace("lawyers: []", "lawyers: []")
        found = titles(read_conflict(text), state("city.build", "people.protest", name=name))
        assert found == ["the city: road"]


def test_how_outcomes_are_referred_to(road):
    hope, calm = state("city.build", name="hope"), state("city.wait_and_see")
    spoken = voice(road, hope, calm)
    assert [spoken.letter(s) for s in (hope, calm, START)] == ["A", "B", TODAY]
    assert spoken.named(hope) == "A: the road is there"
    assert spoken.inside(hope) == "the road is there (A)"
    assert spoken.named(START) == spoken.inside(START) == spoken.title(START) == TODAY == "today"
    assert spoken.letters([hope, calm, START]) == "A, B or today"
    assert spoken.letters([hope, calm], "and") == "A and B"
    assert spoken.is_today(START)
    assert not spoken.is_today(hope)
    assert not voice(road, hope, today=None).is_today(hope)
    unspoken = state("city.build", "people.protest")
    brief = "the city: road · “Farmers and commuters”: protest"
    for say in (spoken.letter, spoken.title, spoken.named, spoken.inside):
        assert say(unspoken) == brief
    assert Outcome(hope, "A", "x").named == "A: x"
    assert Outcome(hope, "", "x").named == "x"
    assert spoken.command("pivot", "--goal", "calm") == "detente pivot road --goal calm"
    assert Voice(road).command("analyze") == "detente analyze FILE"


def answer(states: tuple[StateValue, ...], spoken: tuple[int, ...], start: int | None) -> Answer:
    return Answer(
        question="q", title="t", perspective="", perspectives=(), decision_makers=(), states=states,
        spoken=spoken, status_quo=start,
    )  # fmt: skip


def test_letters_are_given_once_in_the_order_of_the_answers(road):
    hope, calm, other = state("city.build", name="hope"), state("city.wait_and_see"), state("people.sue.slow")
    first = answer((START, hope, calm), (2, 0), 0)
    second = answer((other, calm, START, hope), (0, 1, 3), 2)
    spoken = Voice.of(road, [first, second], "road")
    assert spoken.states == (calm, other, hope)
    assert spoken.today == START
    assert spoken.file == "road"
    assert [spoken.letter(s) for s in (calm, other, hope, START)] == ["A", "B", "C", TODAY]
    assert Voice.of(road, [answer((hope,), (0,), None)]).today is None
    later = Voice.of(road, [answer((hope,), (0,), None), first])
    assert later.today == START


def test_each_account_has_words_of_its_own(road):
    spoken = voice(road)
    assert spoken.words("other").conflict.account == "other"
    assert spoken.words("other") is spoken.words("other")
    assert spoken.words().conflict is road
    assert voice(road.under("other")).words("other").conflict.account == "other"


def test_titles_know_the_options_that_only_an_account_adds(road):
    text = ROAD.replace(
        "says: Another account", "says: Another account\n    options: {add: {people: {leave: move away}}}"
    )
    conflict = read_conflict(text)
    assert titles(conflict, state("people.leave", "people.protest")) == ["“Farmers and commuters”: move away"]
    every = state(*conflict.under("other").option_ids)
    assert titles(conflict, every)[0].endswith("slow suit, sue quick, move away")


def test_given_states_are_called_as_the_file_calls_them():
    conflict = read_conflict(GRAPH)
    assert titles(
        conflict, given("dry"), given("mud"), given("either", "wet", "mud"), today=given("wet")
    ) == [
        "no water",
        "mud",
        "there is water or mud",
    ]
