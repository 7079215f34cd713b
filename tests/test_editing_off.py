"""What is switched off: in lists on lines, in brackets and in lists that are empty; it stays with its list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict.editing import (
    Change,
    EditError,
    Insert,
    Move,
    Put,
    Remove,
    SwitchOff,
    SwitchOn,
    applied,
    at_path,
    edited,
    plain,
    switched_off,
)

X = ("p", "x")


def on(text: str, path=X, number: int = 0) -> str:
    off = switched_off(text, path)[number]
    return edited(text, SwitchOn(path, off.line, off.index, off.value))


def told(text: str, path=X) -> list[tuple[object, int]]:
    return [(o.value, o.index) for o in switched_off(text, path)]


def test_a_list_in_brackets_gets_lines_of_its_own():
    text = "p:\n  x: [ a if b, 'it''s' ,{that: c, source: [d, e]} ]  # so\n  y: [z]\n"
    after = edited(text, SwitchOff((*X, 1)))
    assert after == (
        "p:\n  x:  # so\n    - a if b\n    # off: - 'it''s'\n    - {that: c, source: [d, e]}\n  y: [z]\n"
    )
    assert told(after) == [("it's", 1)]
    assert plain(on(after)) == plain(text)
    assert told(after, ("p", "y")) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("p:\n  x:\n    - a\n  y: [z]\n", "p:\n  x: []\n    # off: - a\n  y: [z]\n"),
        ("p:\n  x: [a]\n  y: [z]\n", "p:\n  x: []\n    # off: - a\n  y: [z]\n"),
        ("p:\n  x: [a]", "p:\n  x: []\n    # off: - a"),
        ("p:\n  x:\n  - a\n  y: [z]\n", "p:\n  x: []\n  # off: - a\n  y: [z]\n"),
        ("p: {x: [a], y: [z]}\n", "p:\n  x: []\n    # off: - a\n  y: [z]\n"),
        ("p:\r\n  x: [a]\r\n", "p:\r\n  x: []\r\n    # off: - a\r\n"),
        ("p: {x: [a,\n    b]}\n", "p:\n  x:\n    # off: - a\n    - b\n"),
        ("p: {x: ['a\n    b', c]}\n", "p:\n  x:\n    # off: - 'a b'\n    - c\n"),
    ],
)
def test_the_last_one_leaves_an_empty_list_above_it(text, after):
    assert edited(text, SwitchOff((*X, 0))) == after
    [(value, index)] = told(after)
    assert (value, index) == (at_path(plain(text), (*X, 0)), 0)
    assert plain(on(after)) == plain(text)


def test_what_is_added_to_a_list_of_which_all_is_off_stands_in_its_column():
    text = "p:\n  x: []\n  # off: - a\n  y: [z]\n"
    after = edited(text, Insert(X, 0, "b"))
    assert after == "p:\n  x:\n  - b\n  # off: - a\n  y: [z]\n"
    assert told(after) == [("a", 1)]
    assert edited(edited(after, Remove((*X, 0))), Insert(X, 0, "b")) == after


def test_the_last_one_that_is_on_can_go_and_what_is_off_stays():
    text = "p:\n  x:   # hers\n    # off: - a\n    - b\n    # off: - c\n    #      and so on\n  y: [z]\n"
    after = edited(text, Remove((*X, 1 - 1)))
    assert after == "p:\n  x: []   # hers\n    # off: - a\n    # off: - c\n    #      and so on\n  y: [z]\n"
    assert told(after) == [("a", 0), ("c", 0)]
    assert on(after) == "p:\n  x:   # hers\n    - a\n    # off: - c\n    #      and so on\n  y: [z]\n"
    assert plain(on(after, X, 1))["p"]["x"] == ["c"]
    assert edited("k:\n  m:\n    # note\n    a: b\n", Remove(("k", "m", "a"))) == "k:\n  m: {}\n    # note\n"


def test_a_list_in_brackets_above_what_is_off_takes_it_in_again():
    text = "p:\n  x: [a, b]  # so\n    # off: - c\n"
    assert told(text) == [("c", 2)]
    assert on(text) == "p:\n  x:  # so\n    - a\n    - b\n    - c\n"


def test_what_is_off_goes_with_its_list_and_is_not_taken_for_that_of_another():
    text = "p:\n  w:\n    - q\n  x:\n    - b\n    # off: - a\n"
    for change in (Put(("p", "y"), []), Put(("p", "y"), ["c"])):
        after = edited(text, change)
        assert told(after, ("p", "y")) == []
        assert told(after) == [("a", 1)]
        assert after.startswith(text)
    gone = edited(text, Remove(X))
    assert gone == "p:\n  w:\n    - q\n"
    assert told(gone, ("p", "w")) == []
    moved = edited(text, Move(("p",), 1, 0))
    assert moved == "p:\n  x:\n    - b\n    # off: - a\n  w:\n    - q\n"
    outer = "l:\n  - that: a\n    source:\n      - s\n      # off: - t\n  # off: - b\n  - c\n"
    assert told(edited(outer, Move(("l",), 0, 1)), ("l", 1, "source")) == [("t", 1)]
    assert edited(outer, Insert(("l",), 1, "n")) == outer.replace("  # off: - b", "  - n\n  # off: - b")
    top = "p:\n- a\n# off: - b\n"
    assert edited(top, Put(("q",), "c")) == top + "q: c\n"
    item = "l:\n- that: a\n# off: - b\n"
    assert edited(item, Put(("l", 0, "why"), "c")) == "l:\n- that: a\n  why: c\n# off: - b\n"


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("p:\n  x: [a,  # one\n    b]\n", X, "line 2: comments stand between these brackets"),
        (
            "l:\n  - [a, b]\n",
            ("l", 0),
            "line 2: this list stands in brackets inside another list; write it on lines",
        ),
    ],
)
def test_brackets_that_no_lines_can_take_the_place_of_are_told(text, path, why):
    with pytest.raises(EditError, match="line 2") as error:
        edited(text, SwitchOff((*path, 0)))
    assert why in str(error.value)


def test_nothing_is_switched_on_where_nothing_is_off():
    for text in ("p:\n  x: []\n", "p:\n  x: []\n  y:\n    - a\n    # off: - b\n", "p: {x: []}\n# off: - a\n"):
        assert told(text) == []
        with pytest.raises(EditError, match="line 3: nothing is switched off here"):
            edited(text, SwitchOn(X, 3, 0, "b"))
    assert switched_off("- a\n", ()) == ()
    assert told("p:\n  x: []\n    # a note\n\n    # off: - a\n") == [("a", 0)]


LISTS = ("x", "y")
WISHES = st.sampled_from(["a", "a if b", "not c", "it's: so", "{d"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "insert", "off", "off", "on", "remove", "move", "party"]),
        st.sampled_from(LISTS),
        st.integers(0, 5),
        st.integers(0, 5),
        st.one_of(WISHES, st.fixed_dictionaries({"that": WISHES, "because": st.just("so")})),
    ),
    max_size=14,
)
BEGUN = (
    "p:\n  x: []\n  y: []\nz: 1\n",
    "p: {x: [], y: []}\n",
    "# ours\np:\n  x: [a, b]\n  y:\n  - c   # so\nz: 1\n",
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BEGUN), STEPS)
def test_whatever_is_done_one_after_the_other_is_done_to_the_list_that_is_meant(text, steps):
    """Lists and what is off in them, held against plain lists: no change is refused, none touches the other list."""
    for do, name, one, other, value in steps:
        path = ("p", name)
        there = at_path(plain(text), path)
        off = {n: [o.value for o in switched_off(text, ("p", n))] for n in LISTS}
        size = len(there)
        if do == "insert":
            change: Change = Insert(path, one % (size + 1), value)
        elif do == "party":
            change = Put(("p", f"n{one}"), [])
        elif do == "on":
            if not off[name]:
                continue
            found = switched_off(text, path)[one % len(off[name])]
            change = SwitchOn(path, found.line, found.index, found.value)
            off[name].pop(one % len(off[name]))
        elif not size:
            continue
        elif do == "off":
            off[name].append(there[one % size])
            change = SwitchOff((*path, one % size))
        elif do == "remove":
            change = Remove((*path, one % size))
        else:
            change = Move(path, one % size, other % size)
        wanted = applied(plain(text), change)
        text = edited(text, change)
        assert plain(text) == wanted
        for n in LISTS:
            now = [o.value for o in switched_off(text, ("p", n))]
            assert sorted(map(repr, now)) == sorted(map(repr, off[n])), (n, text)
