"""Two windows, or a window and an editor: a form made of another version does what was meant, or clashes."""

from __future__ import annotations

from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import Insert, Move, Put, Remove, SwitchOff, SwitchOn, plain
from detente.workbench.files.stale import moved
from tests.workbench_client import Bench

NORTH = """detente: 1
title: The river
status_quo: []
decision_makers:
  north:
    name: North
    options:
      dam: build a dam
      pay: pay for the water
      talk: talk
  south:
    options:
      sue: go to court
      march: march
  east:
    name: East
    options: {wait: wait}
preferences:
  north:
    - north.dam
    - south.march
  south:
    weights:
      north.pay: 2
  east: [not north.dam]
perspectives:
  hawk:
    says: Hawk
    preferences:
      north:
        - north.pay
  dove:
    says: Dove
"""


@pytest.fixture
def bench(tmp_path):
    found = Bench(tmp_path, NORTH)
    assert found.edit("title", page="table", title="A river").status_code == 200  # so that versions are known
    return found


def written_by_an_editor(bench: Bench, old: str, new: str) -> None:
    assert bench.text.count(old) == 1
    bench.file.write_bytes(bench.text.replace(old, new).encode())


def clashes(bench: Bench, do: str, base: str, **form: str) -> bool:
    """Tell whether a form is told of a clash, and nothing is written."""
    before = bench.text
    answer = bench.edit(do, base=base, **form)
    assert bench.text == before, answer.status_code
    return answer.status_code == 409


# -- rows that were moved ----------------------------------------------------------------------------------------------


def test_an_option_is_not_moved_where_others_were_moved_since(bench):
    base = bench.version()
    assert bench.edit("move-option", page="table", party="north", item="2", to="0").status_code == 200
    assert list(plain(bench.text)["decision_makers"]["north"]["options"]) == ["talk", "dam", "pay"]
    assert clashes(bench, "move-option", base, page="table", party="north", item="0", to="1")


def test_a_party_is_not_moved_where_an_editor_moved_one(bench):
    base = bench.version()
    east = "  east:\n    name: East\n    options: {wait: wait}\n"
    written_by_an_editor(bench, east, "")
    written_by_an_editor(bench, "decision_makers:\n", "decision_makers:\n" + east)
    assert list(plain(bench.text)["decision_makers"]) == ["east", "north", "south"]
    assert clashes(bench, "move-party", base, page="table", item="0", to="1")


def test_levels_are_not_written_over_a_new_order_of_them(tmp_path):
    levels = "dam: {text: build a dam, levels: {low: a low one, high: a high one}}"
    bench = Bench(tmp_path, NORTH.replace("dam: build a dam", levels))
    bench.edit("title", page="table", title="A river")
    base = bench.version()
    written_by_an_editor(bench, "{low: a low one, high: a high one}", "{high: a high one, low: a low one}")
    assert clashes(bench, "levels", base, page="table", option="north.dam", levels="low, middle, high")


def test_of_two_rows_that_are_alike_none_is_taken_once_they_were_moved(bench):
    twice = bench.text.replace("    - north.dam\n    - south.march\n", "    - x\n    - y\n    - x\n")
    other = twice.replace("    - x\n    - y\n    - x\n", "    - x\n    - x\n    - y\n")
    path = ("preferences", "north", 0)
    assert moved(twice, other, [Remove(path)]) is None
    assert moved(twice, twice + "# new\n", [Remove(path)]) == (Remove(path),)
    alone = twice.replace("    - y\n    - x\n", "    - y\n")
    assert moved(alone, alone.replace("    - y\n", "    - z\n"), [Remove(path)]) == (Remove(path),)


def test_moves_elsewhere_are_no_clash(bench):
    base = bench.version()
    assert bench.edit("move-option", page="table", party="south", item="1", to="0").status_code == 200
    assert (
        bench.edit("move-option", page="table", base=base, party="north", item="0", to="2").status_code == 200
    )
    makers = plain(bench.text)["decision_makers"]
    assert list(makers["south"]["options"]) == ["march", "sue"]
    assert list(makers["north"]["options"]) == ["pay", "talk", "dam"]


# -- what was taken away is not made again -----------------------------------------------------------------------------

SOUTH = {"page": "table", "party": "south"}
HAWK = {"page": "wishes", "account": "hawk"}
STUBS = [
    ("party", SOUTH | {"name": "Sud"}),
    ("add-option", SOUTH | {"text": "swim"}),
    ("move-option", SOUTH | {"item": "0", "to": "1"}),
    ("weight", SOUTH | {"of": "north.dam", "weight": "3", "page": "wishes"}),
    ("today", {"page": "table", "option": "south.sue", "taken": "1"}),
    ("levels", {"page": "table", "option": "south.sue", "levels": "a, b"}),
    ("option", {"page": "table", "option": "south.sue", "text": "sue them"}),
    ("add-rule", {"page": "table", "kind": "never", "what": "south.sue"}),
    ("add-rule", {"page": "table", "kind": "exclusive", "what": "south.sue, north.pay"}),
    ("add-rule", {"page": "table", "kind": "irreversible", "what": "south.sue"}),
    ("add-wish", {"page": "wishes", "party": "north", "that": "not south.sue"}),
    ("add-wish", HAWK | {"party": "east", "that": "not south.sue"}),
]


@pytest.mark.parametrize(("do", "form"), STUBS)
def test_a_party_that_was_taken_away_is_not_made_again_in_part(bench, do, form):
    written_by_an_editor(bench, "    - south.march\n", "")
    base = bench.version()
    assert bench.edit("remove-party", page="table", party="south").status_code == 200
    assert "south" not in bench.text
    assert clashes(bench, do, base, **form)


ACCOUNTS = [
    ("account", HAWK | {"says": "Eagle"}),
    ("add-wish", HAWK | {"party": "east", "that": "north.pay"}),
    ("patch-put", HAWK | {"party": "east", "that": "north.pay"}),
    ("patch-drop", HAWK | {"party": "east", "id": "x"}),
    ("own-wishes", HAWK | {"party": "east", "lines": "north.pay"}),
    ("begin-wishes", HAWK | {"party": "east", "from": "base"}),
    ("take-wishes", HAWK | {"party": "east", "kind": "statements", "lines": "north.pay"}),
    ("weight", HAWK | {"party": "east", "of": "north.dam", "weight": "3"}),
    ("add-account", {"page": "wishes", "says": "Owl", "begins": "account:hawk"}),
    ("copy-wish", {"page": "wishes", "party": "north", "from": "hawk", "item": "0"}),
    ("back-wishes", HAWK | {"party": "north"}),
    ("remove-account", HAWK),
]


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(("do", "form"), ACCOUNTS)
def test_an_account_that_was_taken_away_is_not_made_again_in_part(bench, do, form, alone):
    if alone:
        written_by_an_editor(bench, "  dove:\n    says: Dove\n", "")
    base = bench.version()
    assert bench.edit("remove-account", page="wishes", account="hawk").status_code == 200
    assert "hawk" not in bench.text
    assert clashes(bench, do, base, **form)


def test_a_weight_is_not_made_where_an_editor_made_a_list_of_the_weights_or_took_them_away(bench):
    text, base = bench.text, bench.version()
    form = {"party": "south", "of": "north.dam", "weight": "3"}
    for new in ("  south: [north.pay]\n", ""):
        bench.file.write_bytes(text.replace("  south:\n    weights:\n      north.pay: 2\n", new).encode())
        assert clashes(bench, "weight", base, **form)


def test_what_is_new_beside_does_not_hinder(bench):
    """Where nothing stood yet two windows make what their rows stand in together."""
    written_by_an_editor(bench, "perspectives:\n", "# accounts\nperspectives:\n")
    base = bench.version()
    assert bench.edit("add-wish", party="east", account="dove", that="not north.dam").status_code == 200
    assert (
        bench.edit("add-wish", base=base, party="north", account="dove", that="north.dam").status_code == 200
    )
    assert plain(bench.text)["perspectives"]["dove"]["preferences"] == {
        "east": ["not north.dam"],
        "north": ["north.dam"],
    }


@pytest.mark.parametrize("kind", ["never", "exclusive", "irreversible"])
def test_words_are_understood_as_they_were_when_they_were_typed(bench, kind):
    base = bench.version()
    written_by_an_editor(bench, "dam: build a dam", "dam: build a wall")
    what = {"never": "build a dam", "exclusive": "build a dam, talk", "irreversible": "build a dam"}[kind]
    assert bench.edit("add-rule", page="table", base=base, kind=kind, what=what).status_code == 200
    told = {"never": "north.dam", "exclusive": ["north.dam", "north.talk"]}
    said = told.get(kind, {"option": "north.dam", "direction": "taken"})
    assert plain(bench.text)["rules"] == [{kind: said}]
    answer = bench.edit("add-wish", base=base, party="east", account="dove", that="not build a dam")
    assert answer.status_code == 200
    assert plain(bench.text)["perspectives"]["dove"]["preferences"]["east"] == ["not north.dam"]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("a: {x: 1}", "b: 1", Put(("a", "y"), "1")),
        ("a: {x: {}}", "a: {}", Put(("a", "x", "y"), "1")),
        ("a: {x: {y: 1}}", "a: {x: [y]}", Put(("a", "x", "z"), "1")),
        ("a: ''", "a: [x]", Put(("a", "y"), "1")),
        ("a: ''", "a: text", Put(("a", "y"), "1")),
        ("a: {x: []}", "a: 1", Insert(("a", "x"), 0, "1")),
        ("a: {x: 1, y: 2}", "a: {y: 2, x: 1}", Move(("a",), 0, 1)),
        ("a: [x, y]", "a: [y, x]", Move(("a",), 0, 1)),
        ("a: [x, y]", "a: [y, x]", Remove(("a", 0))),
        ("a: [x]", "a: [x]\n: [", Remove(("a", 0))),
        ("a: [x]", "a: [x, y]", Put(("a", 1), "z")),
        ("a:\n  - x\n", "a:\n  - y\n", SwitchOff(("a", 0))),
    ],
)
def test_a_place_that_is_not_what_it_was(before, now, change):
    assert moved(before, now, [change]) is None
    assert moved(before, before + "\n# more\n", [change]) == (None if change.path == ("a", 1) else (change,))


@pytest.mark.parametrize(
    ("now", "change"),
    [
        ("a: {x: 1}\nb: {z: 1}", Put(("b", "y"), "1")),
        ("b: ''\na: {x: 1}", Put(("b", "y", "z"), "1")),
        ("a: {x: 1, z: 3}", Put(("a", "y"), "1")),
        ("a: {x: 1, z: 3}", Remove(("a", "x"))),
    ],
)
def test_a_place_that_is_as_it_was(now, change):
    assert moved("a: {x: 1}", now, [change]) == (change,)


# -- what is still needed ----------------------------------------------------------------------------------------------


def test_an_option_that_got_needed_meanwhile_is_not_taken_away(bench):
    base = bench.version()
    assert bench.edit("add-wish", party="north", that="not south.sue").status_code == 200
    before = bench.text
    answer = bench.edit("remove-option", base=base, page="table", option="south.sue")
    assert answer.status_code == 422
    assert "“go to court” is still needed by a wish of “North” (south: not “go to court”)" in answer.text
    assert bench.text == before
    read_conflict(before, "river.yaml")


NEEDED = [
    ("remove-option", {"page": "table", "option": "south.sue"}),
    ("remove-party", {"page": "table", "party": "south"}),
]


@pytest.mark.parametrize(("do", "form"), NEEDED)
def test_what_would_be_written_is_judged_whoever_wrote_meanwhile(bench, do, form):
    """An editor adds what needs it: a rule, which the form that was seen knows nothing of."""
    written_by_an_editor(bench, "    - south.march\n", "")
    base = bench.version()
    bench.file.write_bytes((bench.text + "rules:\n  - {never: south.sue}\n").encode())
    before = bench.text
    assert bench.edit(do, base=base, **form).status_code == 422
    assert bench.text == before
    bench.edit("remove-rule", page="table", rule="0")
    assert bench.edit(do, base=base, **form).status_code == 200


def test_what_was_marked_as_confidential_meanwhile_is_not_touched(tmp_path, monkeypatch):
    """At the moment at which it is written the file is not what it was when the form was looked at."""
    from detente.workbench.files.documents import Document

    bench = Bench(tmp_path, NORTH)
    bench.edit("title", page="table", title="A river")
    base, real, marked = bench.version(), Document.changes, []

    def changes(self, *given, **more):
        written_by_an_editor(bench, "title: A river\n", "title: A river\nconfidential: [north]\n")
        marked.append(bench.text)
        return real(self, *given, **more)

    monkeypatch.setattr(Document, "changes", changes)
    answer = bench.edit("remove-wish", base=base, party="north", item="0")
    assert answer.status_code == 422
    assert "what 'north' wants is confidential" in unescape(answer.text)
    assert bench.text == marked[0]


# -- what is switched off ----------------------------------------------------------------------------------------------

OFF = "    - south.march\n    # off: - north.pay\n    # off: - north.talk\n"


@pytest.fixture
def off(tmp_path):
    found = Bench(tmp_path, NORTH.replace("    - south.march\n", OFF))
    found.edit("title", page="table", title="A river")
    return found


def line_of(bench: Bench, piece: str) -> str:
    return str(bench.text[: bench.text.index(piece)].count("\n") + 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    # off: - north.talk\n", "    # off: - north.talk\n    # off: - north.pay\n"),
        ("status_quo: []\n", "# a new line\nstatus_quo: []\n"),
        ("    - south.march\n    # off", "    - south.march\n    # a word\n    # off"),
        ("      talk: talk\n", ""),
        (
            "    # off: - north.pay\n    # off: - north.talk\n",
            "    # off: - north.talk\n    # off: - north.pay\n",
        ),
        ("title: A river\n", "about: Water.\ntitle: A river\n"),
    ],
)
def test_a_wish_is_switched_on_in_the_line_at_which_it_stands_by_now(off, old, new):
    base, line = off.version(), line_of(off, "# off: - north.pay")
    written_by_an_editor(off, old, new)
    answer = off.edit("wish-on", base=base, party="north", line=line)
    assert answer.status_code == 200
    assert plain(off.text)["preferences"]["north"] == ["north.dam", "south.march", "north.pay"]
    assert "# off: - north.talk\n" in off.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    # off: - north.pay\n", ""),
        ("    # off: - north.pay\n", "    # off: - not north.pay\n"),
        ("    - south.march\n", ""),
        ("    # off: - north.pay\n", "    - north.pay\n"),
    ],
)
def test_a_wish_that_is_not_switched_off_there_any_more_is_a_clash(off, old, new):
    base, line = off.version(), line_of(off, "# off: - north.pay")
    written_by_an_editor(off, old, new)
    assert clashes(off, "wish-on", base, party="north", line=line)


def test_of_several_that_say_the_same_the_line_tells():
    text = "a:\n  # off: - y\n  - x\n  # off: - y\n"
    assert moved(text, "# new\n" + text, [SwitchOn(("a",), 2, 0, "y")]) == (SwitchOn(("a",), 3, 0, "y"),)
    assert moved(text, "# new\n" + text, [SwitchOn(("a",), 4, 1, "y")]) == (SwitchOn(("a",), 5, 1, "y"),)
    assert (
        moved(
            text,
            text.replace("  - x\n  # off: - y\n", "  - x\n  # off: - z\n"),
            [SwitchOn(("a",), 4, 1, "y")],
        )
        is None
    )


def test_lines_of_windows_and_of_nothing():
    text = "a:\r\n  - x\r\n  # off: - y\r\n"
    change = SwitchOn(("a",), 3, 1, "y")
    assert moved(text, "# new\r\n" + text, [change]) == (SwitchOn(("a",), 4, 1, "y"),)
    assert moved(text, text.replace("off: - y", "off: - z"), [change]) is None
    assert moved(text, text + "b: 1\r\n", [SwitchOn(("b",), 9, 1, "y")]) is None
    above = "a:\n  # off: - y\n  - x\n"
    assert moved("a:\n  - x\n", above, [SwitchOn(("a",), 2, 0, "y")]) is None
