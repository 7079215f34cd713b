"""The smallest change of a text: what is not changed stays to the byte, and what is changed reads as it should."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import catalogue
from detente.conflict import read_conflict
from detente.conflict.editing import (
    EditError,
    Insert,
    Move,
    Put,
    Remove,
    SwitchOff,
    SwitchOn,
    applied,
    at_path,
    between,
    edited,
    merged,
    plain,
    rebased,
    reversed_splices,
    spliced,
    splices_of,
    switched_off,
    toward,
)
from detente.conflict.editing.tree import composed, find, is_flow

ISTANBUL = (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")
TEMPLATE = (catalogue.FOLDER.parent / "cli" / "template.yaml").read_text(encoding="utf-8")
TEXTS = {name: (catalogue.FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in catalogue.names()}
WISHES = ("perspectives", "commentary", "preferences", "russia")


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [x for x in old if x not in new], [x for x in new if x not in old]


def test_one_word_changes_one_line():
    after = edited(TEMPLATE, Put(("title",), "Water: who pays?"))
    assert changed_lines(TEMPLATE, after) == (
        ["title: Water from the upper river"],
        ['title: "Water: who pays?"'],
    )


def test_the_quotation_marks_of_a_place_stay():
    text = "a: 'x'  # one\nb: \"y\"\nc: [ 'z' , w ]\n"
    assert edited(text, Put(("a",), "it's")) == "a: 'it''s'  # one\nb: \"y\"\nc: [ 'z' , w ]\n"
    assert edited(text, Put(("b",), "v")) == "a: 'x'  # one\nb: \"v\"\nc: [ 'z' , w ]\n"
    assert edited(text, Put(("c", 0), "v")) == "a: 'x'  # one\nb: \"y\"\nc: [ 'v' , w ]\n"


def test_a_moved_statement_takes_its_comments_along_and_leaves_the_rest():
    text = "w:\n  # the first\n  - a  # here\n\n  # the second\n  - {that: b}\n  - c\nz: 1\n"
    after = edited(text, Move(("w",), 1, 2))
    assert after == "w:\n  # the first\n  - a  # here\n\n  - c\n  # the second\n  - {that: b}\nz: 1\n"
    assert (
        edited(after, Move(("w",), 2, 0))
        == "w:\n  # the second\n  - {that: b}\n  # the first\n  - a  # here\n\n  - c\nz: 1\n"
    )


def test_items_in_brackets_change_places_and_nothing_else_does():
    text = "w: [ a,b ,  c ]  # so\n"
    assert edited(text, Move(("w",), 0, 2)) == "w: [ b,c ,  a ]  # so\n"
    assert edited(text, Remove(("w", 0))) == "w: [ b ,  c ]  # so\n"
    assert edited(text, Remove(("w", 2))) == "w: [ a,b ]  # so\n"
    assert edited(text, Insert(("w",), 1, "x, y")) == 'w: [ a,"x, y", b ,  c ]  # so\n'


def test_an_item_is_put_in_at_its_place():
    text = "w:\n- a\n# about b\n- b"
    assert edited(text, Insert(("w",), 1, "x")) == "w:\n- a\n- x\n# about b\n- b"
    assert edited(text, Insert(("w",), 2, {"that": "x: y"})) == 'w:\n- a\n# about b\n- b\n- {that: "x: y"}'
    assert edited(text, Insert(("w",), 0, "x")) == "w:\n- x\n- a\n# about b\n- b"


@pytest.mark.parametrize("nothing", ["w:\n", "w: []\n", "w: ~\n", ""])
def test_a_list_that_is_not_there_is_made(nothing):
    after = edited(f"{nothing}z: 1\n", Insert(("w",), 0, "a b"))
    assert plain(after)["w"] == ["a b"]
    assert "z: 1\n" in after


def test_keys_are_made_where_they_are_missing_and_the_file_keeps_its_line_ends():
    text = "a: 1\r\nb:\r\n  c: 2\r\n"
    after = edited(text, Put(("b", "d", "e"), ["x y", "z w"]))
    assert after == "a: 1\r\nb:\r\n  c: 2\r\n  d:\r\n    e:\r\n      - x y\r\n      - z w\r\n"
    assert edited(after, Remove(("b", "d"))) == text


def test_the_last_one_of_a_list_leaves_an_empty_list():
    assert edited("a:\n  b:\n    - x\n  c: 1\n", Remove(("a", "b", 0))) == "a:\n  b: []\n  c: 1\n"
    assert edited("a: {b: {x: y}}\n", Remove(("a", "b", "x"))) == "a: {b: {}}\n"


def test_a_long_text_stays_wrapped_and_a_list_of_lines_stays_one():
    text = "about: >\n  One line\n  and another.\nz: 1\n"
    after = edited(text, Put(("about",), "A new text.\n"))
    assert after == "about: >\n  A new text.\nz: 1\n"
    text = "about: |\n  One\n  two\nz: 1\n"
    assert edited(text, Put(("about",), "One\nthree\n")) == "about: |\n  One\n  three\nz: 1\n"


def test_what_is_switched_off_is_a_comment_and_comes_back_as_it_was():
    path = WISHES
    after = edited(ISTANBUL, SwitchOff((*path, 1)))
    assert at_path(plain(after), path) == [x for k, x in enumerate(at_path(plain(ISTANBUL), path)) if k != 1]
    [off] = switched_off(after, path)
    assert off.value == at_path(plain(ISTANBUL), path)[1]
    assert off.index == 1
    assert edited(after, SwitchOn(path, off.line, off.index, off.value)) == ISTANBUL
    read_conflict(after)


def test_several_lines_and_neighbours_are_switched_off_each_for_itself():
    text = "w:\n  - a\n  - that: b\n    because: c\n  - d\n"
    once = edited(text, SwitchOff(("w", 1)))
    assert once == "w:\n  - a\n  # off: - that: b\n  # off:   because: c\n  - d\n"
    twice = edited(once, SwitchOff(("w", 0)))
    found = switched_off(twice, ("w",))
    assert [f.value for f in found] == ["a", {"that": "b", "because": "c"}]
    back = edited(twice, SwitchOn(("w",), found[1].line, found[1].index, found[1].value))
    assert plain(back)["w"] == [{"that": "b", "because": "c"}, "d"]
    assert [f.value for f in switched_off(back, ("w",))] == ["a"]


def test_the_mark_of_utf_8_stays():
    assert edited("\ufefftitle: A\n", Put(("title",), "B")) == "\ufefftitle: B\n"


@pytest.mark.parametrize(
    ("text", "change", "told"),
    [
        ("a: &x [1, 2]\nb: *x\n", Insert(("b",), 0, "3"), "line 1: this place is written in a way"),
        ("a: [1\n", Put(("a",), "2"), "mistakes in its form"),
        ("a: 1\n", Remove(("b",)), "'b' is not there"),
        ("a: [1]\n", Move(("a",), 0, 4), "no list with these places"),
        ("a: 1\na: 2\n", Put(("a",), "3"), "stands twice"),
        ("a: 1\n", Put(("a", "b"), "3"), "'a' is no mapping"),
        ("a: &x [*x]\n", Put(("b",), "3"), "alias"),
        ("", Put(("b",), "3"), "empty"),
        ("[" * 60 + "]" * 60, Put(("b",), "3"), "levels deep"),
        ("a: 1\n", Put(("a",), "\x07"), "control character"),
    ],
)
def test_what_cannot_be_changed_is_said_and_nothing_is(text, change, told):
    with pytest.raises(EditError) as error:
        edited(text, change)
    assert told in str(error.value)


# -- any change of any file of the catalogue ---------------------------------------------------------------------------


def paths(value, here=()):
    yield here, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*here, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*here, number))


WORDS = st.one_of(
    st.sampled_from(
        ["No", "~", "", " x", "a: b", "a # b", "- a", "it's", '"', "[x", "{", "a, b", "*x", "1e9", "ä\n\nb"]
    ),
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff"
        ),
        max_size=20,
    ),
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text("abcdef", min_size=1, max_size=5), inner, max_size=3),
    ),
    max_leaves=5,
)
PLAINS = {name: plain(text) for name, text in TEXTS.items()}
PATHS = {name: list(paths(value)) for name, value in PLAINS.items()}


@st.composite
def changes(draw):
    name = draw(st.sampled_from(sorted(TEXTS)))
    every = PATHS[name]
    lists = [p for p, v in every if isinstance(v, list) and len(v) > 1]
    kind = draw(st.sampled_from(["put", "new", "insert", "remove", "move", "off"]))
    if kind == "put":
        return name, Put(draw(st.sampled_from(every[1:]))[0], draw(VALUES))
    if kind == "new":
        path = draw(st.sampled_from([p for p, v in every if isinstance(v, dict)]))
        return name, Put((*path, "brand_new"), draw(VALUES))
    if kind == "remove":
        return name, Remove(draw(st.sampled_from(every[1:]))[0])
    if not lists:
        return name, Put(("title",), draw(VALUES))
    path = draw(st.sampled_from(lists))
    size = len(at_path(PLAINS[name], path))
    places = st.integers(0, size - 1)
    if kind == "insert":
        return name, Insert(path, draw(st.integers(0, size)), draw(VALUES))
    if kind == "off":
        return name, SwitchOff((*path, draw(places)))
    return name, Move(path, draw(places), draw(places))


@settings(max_examples=150, deadline=None)
@given(changes())
def test_any_change_says_what_it_should_and_leaves_the_rest_to_the_byte(asked):
    name, change = asked
    text = TEXTS[name]
    try:
        splices = splices_of(text, change)
    except EditError:
        assert not isinstance(change, Move)  # what stands in a list can always change places
        return
    after = spliced(text, splices)
    assert plain(after) == applied(PLAINS[name], change)
    comments = [x[x.index("#") :] for x in text.splitlines() if x.lstrip().startswith("#")]
    kept = after.splitlines()
    assert all(any(c in line for line in kept) for c in comments)
    # Whoever takes the change back has the file as it was, to the byte.
    assert spliced(after, reversed_splices(splices)) == text
    # A change is small: what it takes away it puts in again elsewhere (a move), or it is what was changed.
    touched = sum(len(s.old) for s in splices)
    target = at_path(PLAINS[name], change.path)
    if isinstance(change, Insert) or (isinstance(change, Put) and target is None):
        assert touched <= len("  []")
    if isinstance(change, SwitchOff):
        assert touched == 0 or is_flow(find(composed(text), change.path[:-1]))
        path, number = change.path[:-1], int(change.path[-1])
        [off] = [o for o in switched_off(after, path) if o.value == at_path(PLAINS[name], change.path)][:1]
        again = plain(edited(after, SwitchOn(path, off.line, off.index, off.value)))
        assert (again == PLAINS[name]) is (off.index == number)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_any_two_texts_differ_by_splices_that_lead_from_one_to_the_other(before, after):
    splices = between(before, after)
    assert spliced(before, splices) == after
    assert spliced(after, reversed_splices(splices)) == before


@settings(max_examples=200, deadline=None)
@given(*[st.lists(st.sampled_from("abcdef"), max_size=6)] * 2)
def test_one_list_becomes_another_by_the_fewest_changes(there, wanted):
    changes = toward(("w",), there, wanted)
    found = {"w": list(there)}
    for change in changes:
        found = applied(found, change)
    assert found["w"] == wanted
    kept = sum(min(there.count(x), wanted.count(x)) for x in set(there))
    assert sum(isinstance(c, Insert) for c in changes) == len(wanted) - kept
    assert sum(isinstance(c, Remove) for c in changes) == len(there) - kept
    if len(set(there)) == len(there) and len(set(wanted)) == len(wanted):
        order = [there.index(x) for x in wanted if x in there]
        longest = max(
            len(s) for n in range(len(order) + 1) for s in combinations(order, n) if list(s) == sorted(s)
        )
        assert sum(isinstance(c, Move) for c in changes) == kept - longest


LINES = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6).map(
    lambda x: "".join(f"{y}\n" for y in x)
)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES, LINES)
def test_merging_keeps_what_both_wrote_or_says_that_it_cannot(base, mine, theirs):
    both = merged(base, mine, theirs)
    assert both == merged(base, theirs, mine)
    if mine == base:
        assert both == theirs
    if both is not None:
        assert set(both.split()) <= set(mine.split()) | set(theirs.split())


def test_a_change_is_taken_back_under_a_later_one_elsewhere():
    base = "title: A\nabout: B\nlist: [x]\n"
    mine = splices_of(base, Put(("title",), "A longer title"))
    after = spliced(base, mine)
    theirs = between(after, after.replace("[x]", "[x, y]"))
    back = rebased(reversed_splices(mine), theirs)
    assert back is not None
    assert spliced(spliced(after, theirs), back) == base.replace("[x]", "[x, y]")
    other = between(after, after.replace("A longer", "A shorter"))
    assert rebased(reversed_splices(mine), other) is None


def test_brackets_without_anything_in_them_become_lines_of_their_own():
    """A file that is begun with empty keys is read by people later on: it does not get into one line."""
    text = "detente: 1\npreferences: {}\nrules: []\n"
    text = edited(text, Put(("preferences", "a"), []))
    assert text == "detente: 1\npreferences:\n  a: []\nrules: []\n"
    text = edited(text, Insert(("preferences", "a"), 0, "not go away"))
    assert text == "detente: 1\npreferences:\n  a:\n    - not go away\nrules: []\n"
    beside = (
        "detente: 1\npreferences: {}  # nothing yet\nrules: []\n"  # a comment stays with what it is about
    )
    assert edited(beside, Put(("preferences", "a"), [])) == beside.replace("{}", "{a: []}")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_comment_stays_beside_its_key_where_the_value_gets_lines_of_its_own(newline):
    text = newline.join(["a:", "  x: old words   # a guess", "  y: []  # none yet", "z: 1", ""])
    after = edited(text, Put(("a", "x"), {"text": "new words", "short": "new"}))
    told = [
        "a:",
        "  x:   # a guess",
        "    text: new words",
        "    short: new",
        "  y: []  # none yet",
        "z: 1",
        "",
    ]
    assert after == newline.join(told)
    assert edited(after, Remove(("a", "x", "short"))).count("# a guess") == 1
    after = edited(text, Insert(("a", "y"), 0, "x"))
    told = ["a:", "  x: old words   # a guess", "  y:  # none yet", "    - x", "z: 1", ""]
    assert after == newline.join(told)


def test_a_list_that_grows_and_a_mapping_have_a_line_for_each_and_a_list_that_is_put_whole_has_one():
    assert edited("a: []\n", Insert(("a",), 0, "x.y")) == "a:\n  - x.y\n"
    assert edited("b: 1\n", Insert(("a", "c"), 0, "x.y")) == "b: 1\na:\n  c:\n    - x.y\n"
    assert edited("b: 1\n", Put(("a",), ["x.y", "z"])) == "b: 1\na: [x.y, z]\n"
    assert edited("b: 1\n", Put(("a",), {"text": "x", "levels": ["l", "m"]})) == (
        "b: 1\na:\n  text: x\n  levels: [l, m]\n"
    )
    assert edited("a: {b: 1}\n", Put(("a", "c"), {"d": "e"})) == "a: {b: 1, c: {d: e}}\n"  # as it was written
