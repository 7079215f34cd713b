"""No version of a file that came before a mark is brought back by whoever may not see what is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.conflict import ConflictFileError, read_conflict, withheld
from detente.conflict.marks import MOST_COMPARED, is_mark, marks_of
from detente.conflict.withheld import Holds, holds
from tests.workbench_client import Bench

OPEN = """\
detente: 1
title: A river
status_quo: []
decision_makers:
  north: {options: {dam: build a dam}}
  south: {options: {sue: go to court}}
preferences:
  north: [{that: not south.sue, because: quokka}]
  south: [not north.dam]
"""
CLOSED = OPEN.replace("title:", "confidential: [north]\ntitle:")
INCLUDED = re.sub(r"  north: \[.*\n", "", OPEN).replace("title:", "include: {north: north.yaml}\ntitle:")
WHO = "--as north"


def bench(folder: Path, text: str, readers: tuple[str, ...] = ()) -> Bench:
    """Open a folder anew, as another one does who starts the workbench there."""
    (folder / "north.yaml").write_text("party: north\npreferences: [not south.sue]\n", encoding="utf-8")
    return Bench(folder, text, readers=readers)


def first(pattern: str, text: str, group: int) -> str:
    """Give what a pattern finds first."""
    found = re.search(pattern, text)
    assert found
    return found[group]


def base_of(found: Bench) -> str:
    """Give the version that the forms of a page are about."""
    return first(r'name="base" value="([^"]*)"', found.page("table").text, 1)


def written(found: Bench, text: str):
    """Write the text on the page Text."""
    form = {"text": text, "base": base_of(found), "page": "text"}
    assert found.post("c/river.yaml/text", form).status_code == 200
    assert found.text == text


def step(found: Bench, name: str):
    return found.post(f"c/river.yaml/{name}", {"page": "table"})


def button(found: Bench, name: str) -> str:
    return first(f'<button id="{name}"[^>]*>', found.page("table").text, 0)


# -- undo and redo -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [CLOSED, INCLUDED], ids=["marks", "include"])
def test_undo_takes_no_mark_away_for_whoever_may_not_see_it(after, tmp_path):
    written(bench(tmp_path, OPEN, ("north",)), after)
    other = bench(tmp_path, after)
    answer = step(other, "undo")
    assert answer.status_code == 422
    assert WHO in answer.text
    assert "quokka" not in answer.text
    assert other.text == after
    owner = bench(tmp_path, after, ("north",))
    assert step(owner, "undo").status_code == 200
    assert owner.text == OPEN


@pytest.mark.parametrize("after", [CLOSED, INCLUDED], ids=["marks", "include"])
def test_redo_brings_nothing_back_that_was_said_before_a_mark(after, tmp_path):
    owner = bench(tmp_path, after, ("north",))
    written(owner, OPEN)
    assert step(owner, "undo").status_code == 200
    other = bench(tmp_path, after)
    answer = step(other, "redo")
    assert answer.status_code == 422
    assert WHO in answer.text
    assert other.text == after
    assert step(owner, "redo").status_code == 200
    assert owner.text == OPEN


def test_a_step_that_cannot_be_taken_is_not_offered(tmp_path):
    owner = bench(tmp_path, OPEN, ("north",))
    written(owner, CLOSED)
    other = bench(tmp_path, CLOSED)
    assert "disabled" not in button(owner, "undo")
    assert "disabled" in button(other, "undo")
    step(owner, "undo")
    step(owner, "undo")
    assert "disabled" not in button(owner, "redo")
    written(owner, CLOSED)
    step(owner, "undo")
    step(owner, "redo")
    assert "disabled" in button(other, "redo")
    for path in ("pairs", "ask/check"):
        assert 'id="undo" disabled' in other.page(path).text
        assert 'id="undo" disabled' not in owner.page(path).text


def test_where_nothing_is_hidden_steps_are_taken_as_before(tmp_path):
    other = bench(tmp_path, INCLUDED)
    written(other, INCLUDED.replace("A river", "A lake"))
    assert step(other, "undo").status_code == 200
    assert other.text == INCLUDED
    assert step(other, "redo").status_code == 200
    assert "A lake" in other.text


# -- pins --------------------------------------------------------------------------------------------------------------


def pinned(found: Bench, name: str = "before") -> str:
    form = {"do": "pin", "name": name, "page": "answer", "base": base_of(found)}
    assert found.post("c/river.yaml/pin", form).status_code == 200
    return first(r'name="pin" value="([^"]*)"', found.page("part").text, 1)


def taken(found: Bench, do: str, pin: str):
    form = {"do": do, "pin": pin, "page": "answer", "base": base_of(found)}
    return found.post("c/river.yaml/pin", form)


@pytest.mark.parametrize("do", ["take", "as-account"])
@pytest.mark.parametrize(
    ("before", "after"),
    [(OPEN, CLOSED), (OPEN, INCLUDED), (CLOSED, OPEN)],
    ids=["marked since", "included since", "marked then"],
)
def test_a_pinned_version_is_not_taken_where_one_of_the_two_hides_something(do, before, after, tmp_path):
    owner = bench(tmp_path, before, ("north",))
    pin = pinned(owner)
    written(owner, after)
    other = bench(tmp_path, after)
    answer = taken(other, do, pin)
    assert answer.status_code == 422
    assert WHO in answer.text
    assert other.text == after
    if do == "take":
        assert taken(owner, do, pin).status_code == 200
        assert owner.text == before


@pytest.mark.parametrize("after", [CLOSED, INCLUDED], ids=["marks", "include"])
def test_a_pinned_version_is_not_laid_beside_what_hides_more(after, tmp_path):
    owner = bench(tmp_path, OPEN.replace("not south.sue", "south.sue"), ("north",))
    pinned(owner, "what it was")
    written(owner, after)
    told = bench(tmp_path, after).page("part").text
    shown = told[told.index("what it was") :]
    assert WHO in shown
    assert "leads to" not in shown
    assert WHO not in owner.page("part").text


# -- marks with a slip -------------------------------------------------------------------------------------------------

SLIPS = [
    "confidential: [North]",
    "confidential: nort",
    "confidential: {north: true}",
    "confidential: [[north]]",
    'confidential: "north, south"',
    "confidential: [north, nobody]",
    "confidential:",
    "Confidential: [north]",
    "confidental: [north]",
    "cofidential : north",
    '"con\\u200bfidential": [north]',
    "? confidetial\n: north",
]


@pytest.mark.parametrize("mark", SLIPS)
def test_a_mark_with_a_slip_shows_nothing(mark, tmp_path):
    found = bench(tmp_path, OPEN.replace("title:", f"{mark}\ntitle:"))
    for page in (
        "wishes?party=north",
        "wishes?party=south",
        "text",
        "table",
        "part",
        "answer",
        "ask/check?ask=1",
    ):
        assert "quokka" not in found.get(f"c/river.yaml/{page}").text, page
    assert "whoever may see it adds --as north" in found.page("text").text
    answer = found.edit("edit-wish", account="base", party="north", item="0", that="south.sue")
    assert answer.status_code == 422
    assert WHO in answer.text


def test_a_mark_with_a_slip_hides_every_party_and_a_good_one_those_it_names():
    makers = "decision_makers: {a: {}, b: {}}\n"
    every = frozenset({"a", "b"})
    for said in ("[A]", "[a, c]", "{a: 1}", "[[a]]", "'a, b'", "~", '""'):
        assert holds(f"{makers}confidential: {said}").marked == every, said
    assert holds(f"{makers}confidential: [a]").marked == {"a"}
    assert holds(f"{makers}confidential: b").marked == {"b"}
    assert holds(f"{makers}confidential: []") == Holds()
    assert holds(f"{makers}confidence: 0.4") == Holds()
    assert holds("confidential: {x: {y: [z]}}").marked == {"x", "y", "z"}
    assert holds("confidential: {}").marked == {""}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("perspectives: {x: {Confidential: a}}", "a"),
        ("perspective: {x: {confidential: a}}", "a"),
        ("phases: {later: {confidential: a}}", "a"),
        ("decision_makers: {a: {confidential: true}}", "a"),
        ("preferences: {confidential: a}", "a"),
        ("phases: {later: {confidental: a}}", "a"),
        ("decision_makers: {a: {options: {confidential: stay so}}}", ""),
        ("conditions: {confidential: {that: a}}\nterms: {issues: {confidential: {text: a}}}", ""),
        ("- confidential: a", "a"),
    ],
)
def test_where_a_mark_is_looked_for(text, marked):
    assert holds(text).marked == frozenset(marked)
    assert holds(text).readable


def test_what_is_near_enough_to_be_the_mark():
    for key in (
        "confidential",
        "CONFIDENTIAL",
        "confidentail",
        "Konfidential",
        "conf\u200bidential",
        "confidentially",
    ):
        assert is_mark(key), key
    for key in ("confidence", "conditions", "conf", "identical", "credential", "confidential" * 4, ""):
        assert not is_mark(key), key
    assert [*marks_of("a: 1\nconfidental : x\nb: 2\n{Confidential: y")] == [(5, 18), (27, 40)]


def test_a_text_that_cannot_be_read_is_judged_by_words_that_are_misspelt_too():
    assert holds("confidental: [a, b]\nx: [").marked == {"a", "b"}
    assert holds("Confidential:\n - a\n - b\nx: [").marked == {"a", "b"}
    assert holds("confidence: a\nx: [") == Holds()


PLACES = {
    "in a wish": ("because: quokka", "because: quokka, confidential: true"),
    "in a decision maker": ("north: {options", "north: {confidential: true, options"),
    "in a decision maker, misspelt": ("north: {options", "north: {confidental: yes, options"),
    "in a decision maker, in capitals": ("north: {options", "north: {Confidential: true, options"),
    "in preferences, misspelt": ("preferences:\n", "preferences:\n  confidental: [north]\n"),
    "in preferences of an account": (
        "preferences:",
        "perspectives: {a: {preferences: {confidential: [north]}}}\npreferences:",
    ),
    "among accounts": ("preferences:", "perspectives: {confidential: [north]}\npreferences:"),
    "over a party in an account": (
        "preferences:",
        "perspectives: {a: {preferences: {north: {confidential: true, weights: {north.dam: 1}}}}}\npreferences:",
    ),
    "as the party of the file": ("title:", "party: north\ntitle:"),
    "among the decision makers": ("decision_makers:\n", "decision_makers:\n  confidential: [north]\n"),
    "by a merge": ("title:", "x: &m {confidential: [north]}\n<<: *m\ntitle:"),
    "by a tag of a value": ("north: [{", "north: !confidential [{"),
    "by a tag of a key": ("north: [{", "!confidential north: [{"),
    "by a tag in a list": ("[{that", "[!<!Confidental> {that"),
    "with a blank in it": ("title:", "confi dential: [north]\ntitle:"),
    "with a blank behind it": ("title:", '"confidential ": [north]\ntitle:'),
}  # fmt: skip
EVERY_PARTY = {
    "where it stands under nobody": ("title:", "rules: [{never: north.dam, confidential: true}]\ntitle:"),
    "at the whole file": ("detente:", "!confidential\ndetente:"),
    "under a party with a slip": ("preferences:\n", "preferences:\n  nroth: {confidential: true}\n"),
    "with a slip in the party": ("title:", "party: nroth\ntitle:"),
    "with a tag over everything": ("preferences:", "preferences: !confidential"),
}
NO_MARKS = {
    "in words": ("because: quokka", "because: 'this is confidential: so it is'"),
    "in the title": ("title: A river", "title: Confidential talks"),
    "in a comment": ("title:", "# confidential: [north]\ntitle:"),
    "as an option": ("{sue:", "{confidential: meet in secret, sue:"),
    "as an option with more": ("{sue:", "{confidential: {text: meet in secret}, sue:"),
    "as a condition": ("preferences:", "conditions: {confidential: north.dam}\npreferences:"),
    "as an account": ("preferences:", "perspectives: {confidential: {says: Some}}\npreferences:"),
    "as a source": ("title:", "sources: {confidential: {title: A paper}}\ntitle:"),
    "as a party": (
        "preferences:\n",
        "  confidential: {options: {see: look on}}\npreferences:\n  confidential: [confidential.see]\n",
    ),
}


def changed_at(place: tuple[str, str]) -> str:
    text = OPEN.replace(*place, 1)
    assert text != OPEN
    return text


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_hides_wherever_it_is_put(place, tmp_path):
    text = changed_at(PLACES[place])
    assert holds(text).marked == {"north"}
    assert holds(f"{text}x: [").hidden([])  # nor where it cannot be read
    bench = Bench(tmp_path, text)
    for page in ("text", "wishes", "table", "answer", "part", "ask/check?ask=1"):
        assert "quokka" not in bench.get(f"c/river.yaml/{page}").text, page
        assert "quokka" not in bench.get(f"c/river.yaml/{page}?party=north").text, page
    assert "quokka" in Bench(tmp_path, text, readers=("north",)).page("text").text


@pytest.mark.parametrize("place", EVERY_PARTY)
def test_a_mark_hides_every_party_where_it_is_not_clear_whose_it_is(place):
    assert holds(changed_at(EVERY_PARTY[place])).marked >= {"north", "south"}


@pytest.mark.parametrize("place", NO_MARKS)
def test_words_and_names_are_no_marks(place):
    text = changed_at(NO_MARKS[place])
    assert holds(text) == Holds()
    read_conflict(text)


def test_mistakes_in_the_form_of_a_file_with_a_tag_that_marks_repeat_nothing():
    slip = OPEN.replace("because: quokka", "because: 'quokka's'")
    for text, hidden in ((slip, False), (slip.replace("north: [{", "north: !confidential [{"), True)):
        with pytest.raises(ConflictFileError) as error:
            read_conflict(text)
        assert ("quokka" not in str(error.value)) == hidden


def test_mistakes_beside_a_mark_at_another_place_repeat_nothing():
    text = OPEN.replace("because: quokka", "becuase: quokka, confidential: true")
    for told, hidden in ((text, True), (text.replace(", confidential: true", ""), False)):
        with pytest.raises(ConflictFileError) as error:
            read_conflict(told)
        assert ("becuase" not in str(error.value)) == hidden


@pytest.mark.parametrize(
    ("do", "form"),
    [
        ("remove-account", {"account": "confidential"}),
        ("remove-account", {"account": "a"}),
        ("remove-party", {"party": "south"}),
    ],
)
def test_no_form_takes_a_mark_away_that_stands_at_another_place(do, form, tmp_path):
    more = (
        "perspectives: {confidential: [north], a: {says: A, preferences: {south: {confidential: [north]}}}}\n"
    )
    bench = Bench(tmp_path, OPEN.replace("preferences:", f"{more}preferences:", 1))
    bench.edit(do, **form)
    assert "north" in holds(bench.text).marked
    assert "quokka" not in bench.page("wishes", party="north").text


def test_each_mark_of_a_text_that_cannot_be_read_is_read_up_to_the_next_one():
    assert holds("[\nconfidential: [a], confidential: [b],\n").marked == {"a", "b"}
    assert holds('[\n("confidential": a )"confidential": b').marked == {"a", "b"}
    assert holds("[\n- confidential: a\n- confidential: b\n- c").marked == {"a", "b", "c"}


@pytest.mark.parametrize(
    "mark",
    [
        "confidential: [{}],",
        '("confidential": {} )',
        "- confidential: {}\n",
        "confidential:\n- {}\n",
        "confidential: [{}\n",
    ],
)
def test_many_marks_in_a_text_that_cannot_be_read_take_no_more_steps_than_letters(mark, monkeypatch):
    read: list[int] = []

    class Counting:
        """The pattern for what a mark says, with the letters that it looks at."""

        def __init__(self, pattern) -> None:
            self.pattern = pattern

        def match(self, text, start, end):
            read.append(end - start)
            return self.pattern.match(text, start, end)

    monkeypatch.setattr(withheld, "_MARKED", Counting(withheld._MARKED))
    few = "[\n" + mark.format("a") * 100
    assert holds(few).marked <= {"a", ""}
    assert holds(few).marked
    many = "[\n" + "".join(mark.format(f"p{k}") for k in range(20_000))
    read.clear()
    assert holds(many).marked == {""}  # hides everybody, and keeps none of the words
    assert len(read) <= withheld.MOST_MARKS
    assert sum(read) <= withheld.MOST_MARKS * 40


def test_a_mark_that_says_more_than_there_can_be_parties_hides_everybody():
    names = ", ".join(f"p{k}" for k in range(withheld.MOST_MARKS + 1))
    assert holds(f"confidential: [{names}]").marked == {""}
    assert holds(f"confidential: [{names}]\nx: [").marked == {""}
    assert "" in holds(f"confidential: {'long ' * withheld.MOST_LETTERS}\nx: [").marked


def test_mistakes_repeat_nothing_where_a_mark_has_a_slip():
    wrong = OPEN.replace("not south.sue", "south.quokka")
    with pytest.raises(ConflictFileError, match="quokka"):
        read_conflict(wrong)
    for mark in SLIPS:
        with pytest.raises(ConflictFileError) as error:
            read_conflict(wrong.replace("title:", f"{mark}\ntitle:"))
        assert "quokka" not in str(error.value), mark
    with pytest.raises(ConflictFileError) as error:
        read_conflict("confidental: [north]\nquokka: [")
    assert "quokka" not in str(error.value)
    with pytest.raises(ConflictFileError) as error:
        read_conflict(OPEN.replace("title:", "confidential: [North, north, north]\ntitle:"))
    assert str(error.value).count("stands twice") == 1


def test_very_many_keys_that_are_a_little_alike_take_no_long_time():
    keys = [f"confidex{n}" for n in range(MOST_COMPARED + 1)]
    assert not [*marks_of("".join(f"{key}: 1\n" for key in keys[1:]))]
    assert len([*marks_of("".join(f"{key}: 1\n" for key in keys))]) == 1
