"""Files and forms that are made to hold the workbench up, and slips that people make without meaning to."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette")

from detente.conflict.editing import EditError, Move, Put, Remove, SwitchOff, blocks, edited, plain
from detente.conflict.editing.tree import path_at
from detente.conflict.marks import is_mark
from detente.conflict.withheld import Holds, holds
from detente.workbench.edits import completing, naming
from detente.workbench.edits.fields import id_for, unchanged
from tests.workbench_client import RIVER, Bench

MARKS = "a" + "\u0301\u0316" * 150_000  # to put these into order takes minutes
SOON = 20.0  # seconds on a busy machine


@pytest.fixture
def soon():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SOON


@pytest.mark.usefixtures("soon")
def test_very_many_combining_marks_in_a_file_hold_nothing_up(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("let more water through", MARKS))
    for page in ("table", "wishes?party=upper&account=engineers", "version"):
        assert bench.page(page).status_code == 200, page
    told = bench.edit("add-wish", party="upper", account="engineers", that="not go to court", page="wishes")
    assert told.status_code == 200
    assert "- not lower.sue\n      lower:" in bench.text


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("do", "name", "others"),
    [
        ("title", "title", {}),
        ("about", "about", {}),
        ("add-party", "name", {}),
        ("add-party", "options", {"name": "Third"}),
        ("add-option", "text", {"party": "upper"}),
        ("add-wish", "that", {"party": "upper", "account": "engineers"}),
        ("take-wishes", "lines", {"party": "upper", "account": "engineers", "kind": "statements"}),
        ("add-account", "says", {}),
    ],
)
def test_very_many_combining_marks_in_a_form_are_refused_by_the_name_of_the_field(do, name, others, tmp_path):
    bench = Bench(tmp_path)
    told = bench.edit(do, **others, **{name: MARKS})
    assert told.status_code == 422
    assert f"{name}: more than 30 combining marks on one letter" in told.text
    assert bench.text == RIVER


# -- what was not changed is not written -------------------------------------------------------------------------------

LINES = """\
detente: 1
title: |
  The
  river
about: |
  First paragraph.

  Second one.
sources: {s1: {title: x, kind: reading}}
status_quo: []
decision_makers:
  north:
    name: |
      North
      shore
    options:
      dam: |
        build
        a dam
      pay:
  south:
    options:
      sue: {text: "go  to\\n court"}
preferences:
  north:
    - that: not  south.sue
      because: |
        line one
        line two
      source: [s1]
      confidence: 0.2
    - |
      not
      south.sue
    - "not  south.sue and north.dam"
  south:
    partial: [[north.dam, [none, north.pay]]]
"""
NORTH = {"party": "north", "that": "not south.sue"}
CLAIMED = NORTH | {"item": "0", "because": "line one line two", "source": "s1", "confidence": "0.2"}
GLUED = CLAIMED | {"because": "line oneline two"}  # as browsers leave line ends out of a field of one line


@pytest.mark.parametrize(
    ("do", "form"),
    [
        ("title", {"title": "The river"}),
        ("title", {"title": "Theriver"}),
        ("about", {"about": "First paragraph.\r\n\r\nSecond one."}),
        ("about", {"about": "First paragraph.Second one."}),
        ("party", {"party": "north", "name": "Northshore"}),
        ("party", {"party": "south", "name": "south"}),  # it has no name, and its id was shown
        ("option", {"option": "north.dam", "text": "build a dam"}),
        ("option", {"option": "north.dam", "text": "builda dam"}),
        ("option", {"option": "north.pay", "text": "pay"}),
        ("option", {"option": "south.sue", "text": "go to court"}),
        ("edit-wish", CLAIMED),
        ("edit-wish", GLUED),
        ("edit-wish", NORTH | {"item": "1"}),
        ("edit-wish", {"party": "north", "that": "not south.sue and north.dam", "item": "2"}),
        ("chain", {"party": "south", "item": "0", "chain": "north.dam > none ~ north.pay"}),
    ],
)
def test_a_form_that_sends_what_it_showed_writes_nothing(do, form, tmp_path):
    bench = Bench(tmp_path, LINES)
    assert bench.edit(do, **form).status_code == 200
    assert bench.text == LINES


@pytest.mark.parametrize(
    ("do", "form", "old", "new"),
    [
        ("edit-wish", CLAIMED | {"confidence": "0.5"}, "confidence: 0.2", "confidence: 0.5"),
        ("edit-wish", GLUED | {"confidence": "0.5"}, "confidence: 0.2", "confidence: 0.5"),
        ("edit-wish", GLUED | {"source": ""}, "      source: [s1]\n", ""),
        ("title", {"title": "The rivers"}, "title: |\n  The\n  river\n", "title: >-\n  The rivers\n"),
        ("about", {"about": "First paragraph.\r\n\r\nSecond two."}, "Second one.", "Second two."),
        ("about", {"about": "First paragraph.\r\nSecond one."}, "paragraph.\n\n", "paragraph.\n"),
        ("party", {"party": "south", "name": "South"}, 'court"}\n', 'court"}\n    name: South\n'),
    ],
)
def test_a_form_writes_what_was_changed_and_nothing_else(do, form, old, new, tmp_path):
    bench = Bench(tmp_path, LINES)
    assert bench.edit(do, **form).status_code == 200
    assert LINES.count(old) == 1
    assert bench.text == LINES.replace(old, new)


def test_a_reason_that_is_added_leaves_the_wish_as_it_is_written(tmp_path):
    bench = Bench(tmp_path, LINES)
    bench.edit(
        "edit-wish", party="north", item="2", that="not south.sue and north.dam", because="It fears it."
    )
    assert plain(bench.text)["preferences"]["north"][2] == {
        "that": "not  south.sue and north.dam",
        "because": "It fears it.",
    }


def test_what_stands_on_several_lines_is_shown_with_blanks_or_with_its_lines(tmp_path):
    bench = Bench(tmp_path, LINES)
    shown = bench.page("table").text + bench.page("wishes", party="north").text
    for value in (
        "The river",
        "North shore",
        "build a dam",
        "go to court",
        "line one line two",
        "not south.sue",
    ):
        assert f'value="{value}"' in shown, value
    assert re.search(r'<textarea name="about" rows="4">\nFirst paragraph.\n\nSecond one.</textarea>', shown)
    bench = Bench(tmp_path, RIVER + "about: In one line.\n")
    assert '<input name="about" value="In one line.">' in bench.page("table").text


@given(
    st.lists(st.text("ab \n", max_size=6), min_size=1, max_size=3).map("\n".join).filter(str.strip),
    st.text("ab \n", max_size=12),
)
def test_what_a_browser_sends_of_a_text_is_that_text_and_others_are_not(written, other):
    glued, spaced = " ".join("".join(written.splitlines()).split()), " ".join(written.split())
    assert unchanged(written, glued) == bool(glued)
    assert unchanged(written, spaced)
    if "\n" not in other:
        assert unchanged(written, " ".join(other.split())) == (
            " ".join(other.split()) in {glued, spaced} - {""}
        )


# -- what can be typed -------------------------------------------------------------------------------------------------

MANY = 400_000
OLD_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\-\[\]{},:"'][^:#{}\[\]]*?)\s*:(?P<value>\s.*|$)"""
)
OLD_WORD = re.compile(r"[\w.\-]*$")
OLD_FOLD = re.compile(r"[ \t]*[\r\n]+[ \t]*")


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "line",
    [
        "a" + " " * MANY + "x",
        "    - lower.pay" + " " * MANY,
        '"a"' + " " * MANY + "x",
        "a" * MANY + " ",
        "- " * MANY,
        "x: [" + "a" * MANY + '"' * MANY,
        "x: {" + "".join(f"k{k}: 1, " for k in range(MANY // 10)),
        'x: {"a": ' + " " * MANY + "'b' " * MANY,
        "x: " + "[" * 5_000,
        "'" * MANY,
    ],
)
def test_one_long_line_holds_no_offers_up(line, tmp_path):
    bench = Bench(tmp_path)
    for text, at in ((f"a: [\n{line}", 5), (RIVER + line, len(RIVER + line))):
        form = {"text": text, "at": str(at)}
        assert bench.post("c/river.yaml/complete", form).status_code == 200


@given(st.text("ab\"'\\:#-[]{} \t", max_size=14))
def test_keys_of_lines_are_those_that_they_were(line):
    old, new = OLD_KEY.match(line), naming._KEY.match(line)
    assert (old is None) == (new is None)
    if old and new:
        assert (old["key"].strip("\"'"), old["value"]) == (naming.read_line(line).key, new["value"])


@given(st.text("ab.-\"' ü\u0301", max_size=10))
def test_the_word_before_the_place_is_the_one_that_it_was(text):
    found = OLD_WORD.search(text.lstrip("\"'"))
    assert completing._word(text) == (found[0] if found else "")


@given(st.text("a \t\n\r", max_size=14))
def test_lines_are_folded_as_they_were(text):
    assert blocks._FOLD.sub("_", text) == OLD_FOLD.sub("_", text)


@pytest.mark.usefixtures("soon")
def test_blanks_in_brackets_hold_no_fold_up():
    assert blocks._FOLD.sub(" ", "a" + " " * MANY + "b") == "a" + " " * MANY + "b"


# -- names in whichever form of Unicode --------------------------------------------------------------------------------

APART, TOGETHER = "mu\u0308ller", "m\u00fcller"
NAMED = f"""\
detente: 1
title: A {APART}
status_quo: [{TOGETHER}.sue, north.dam]
decision_makers:
  north:
    options:
      dam: build a dam
      {APART}: pay
  {APART}:
    options:
      sue: go to court
conditions: {{both: north.{APART} and {TOGETHER}.sue}}
perspectives:
  {APART}: {{says: Some}}
preferences:
  north:
    - {APART}.sue
  {APART}:
    - north.{TOGETHER}
"""


@pytest.mark.parametrize("name", [APART, TOGETHER])
def test_a_name_is_found_and_changed_in_whichever_form_it_is_written(name, tmp_path):
    bench = Bench(tmp_path, NAMED)
    expected = NAMED
    for do, form, old, new in (
        ("add-wish", {"party": name, "that": "not north.dam"}, "preferences:", ""),
        (
            "edit-wish",
            {"party": "north", "item": "0", "that": f"not {name}.sue"},
            f"- {APART}",
            f"- not {TOGETHER}",
        ),
        (
            "option",
            {"option": f"north.{name}", "text": "pay more"},
            f"{APART}: pay\n",
            f"{APART}: pay more\n",
        ),
        ("option", {"option": f"{name}.sue", "text": "sue"}, "sue: go to court", "sue: sue"),
        ("today", {"option": f"{name}.sue", "taken": ""}, f"[{TOGETHER}.sue, north", "[north"),
        ("today", {"option": f"{name}.sue", "taken": "1"}, "[north.dam]", f"[north.dam, {TOGETHER}.sue]"),
        ("add-option", {"party": name, "text": "march"}, "sue: sue", "sue: sue\n      march: march"),
        ("remove-option", {"option": f"{name}.march"}, "\n      march: march", ""),
        ("account", {"account": name, "says": "Others"}, "says: Some", "says: Others"),
        ("remove-wish", {"party": name, "item": "0"}, f"    - north.{TOGETHER}\n", ""),
    ):
        told = bench.edit(do, **form)
        assert told.status_code == 200, (do, told.text[-600:])
        assert 'class="problems bad"' not in bench.page("table").text, do
        if do == "add-wish":
            expected = f"{expected}    - not north.dam\n"
        else:
            assert expected.count(old) == 1, do
            expected = expected.replace(old, new)
        assert bench.text == expected, do
    assert bench.edit("remove-party", party=name).status_code == 422  # a condition of the file is about it
    assert f"{TOGETHER}.sue" in bench.page("wishes", party=name).text


def test_a_party_that_is_hidden_is_hidden_in_whichever_form_it_is_asked_for(tmp_path):
    secret = NAMED.replace(f"- north.{TOGETHER}", f"- {{that: north.{TOGETHER}, because: quokka}}")
    assert "quokka" in Bench(tmp_path, secret).page("wishes", party=APART).text
    bench = Bench(tmp_path, secret.replace("title:", f"confidential: [{TOGETHER}]\ntitle:"))
    for name in (APART, TOGETHER):
        told = bench.edit("remove-wish", party=name, item="0")
        assert told.status_code == 422
        assert "whoever may see it adds --as" in told.text
        assert "quokka" not in bench.page("wishes", party=name).text


@pytest.mark.parametrize("key", [APART, TOGETHER])
def test_texts_are_edited_in_whichever_form_the_keys_are(key):
    text = f"a:\n  {key}: [x, {APART}]  # ours\n  b: {APART}\n"
    for step in (APART, TOGETHER):
        assert edited(text, Put(("a", step, 0), "z")) == text.replace("[x", "[z")
        assert edited(text, Put(("a", "b"), TOGETHER)) == text  # it says so already
        assert edited(text, Put(("a", "b"), f"{APART} c")) == text.replace(f"b: {APART}", f"b: {APART} c")
        assert edited(text, Remove(("a", step))) == f"a:\n  b: {APART}\n"
        assert edited(text, Move(("a",), 1, 0)) == f"a:\n  b: {APART}\n  {key}: [x, {APART}]  # ours\n"
        assert edited(f"a:\n  {key}: x\n", Put(("a", step), "z")) == f"a:\n  {key}: z\n"
        assert edited(f"a: {{{key}: [x]}}\n", SwitchOff(("a", step, 0))).count(key) == 1
        assert path_at(text, 2, 3 + len(key) + 3) == ("a", TOGETHER, 0)
    with pytest.raises(EditError, match="stands twice"):
        plain(f"{APART}: 1\n{TOGETHER}: 2\n")


# -- names that forms make ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Confidential",
        "Konfidential",
        "Confidentials",
        "confidential talks",
        "Include",
        "Party",
        "Confidence",
        "7",
    ],
)
def test_no_form_makes_a_name_that_locks_its_user_out(name, tmp_path):
    bench = Bench(tmp_path, LINES)
    assert bench.edit("add-party", name=name, options=f"{name}\n{name}").status_code == 200
    party = list(plain(bench.text)["decision_makers"])[-1]
    assert bench.edit("add-account", says=name, begins="base").status_code == 200
    assert bench.edit("add-option", party="north", text=name).status_code == 200
    told = bench.edit(
        "add-ultimatum", by="north", to="south", text=name, demand="south.sue", threat="north.dam"
    )
    assert told.status_code == 200
    assert bench.edit("add-wish", party=party, that="north.dam").status_code == 200
    assert holds(bench.text) == Holds()
    for page in ("text", "wishes"):
        assert "whoever may see it" not in bench.page(page, party=party).text
    for _ in range(5):
        assert bench.post("c/river.yaml/undo", {"page": "table"}).status_code == 200
    assert bench.text == LINES


@given(st.one_of(st.text(max_size=20), st.text("confidentalsk_ 2", max_size=20)), st.integers(0, 30))
def test_names_of_forms_are_kept_clear_of_the_marks_and_keys(words, number):
    taken: list[str] = []
    for _ in range(number):
        taken.append(id_for(words, taken))
    assert len({*taken}) == number
    assert not any(map(is_mark, taken))
    assert not {*taken} & {"base", "none", "preferences", "include", "party"}


# -- rows --------------------------------------------------------------------------------------------------------------

WEIGHED = """\
detente: 1
title: A
status_quo: []
decision_makers:
  north: {options: {dam: d, pay: p}}
  south: {options: {sue: s}}
preferences:
  north: []
  south:
    weights:
      "north.pay  and  not north.dam": 2
      "north.dam\\nand south.sue": 4
      not north.dam: 1
"""
ROWS = ("north.pay  and  not north.dam", "north.dam\nand south.sue", "not north.dam")


@pytest.mark.parametrize("row", range(3))
def test_a_row_changes_and_takes_away_the_weight_that_it_shows(row, tmp_path):
    bench = Bench(tmp_path, WEIGHED)
    of = ROWS[row].replace("\n", "\r\n")  # as browsers send it
    there = plain(WEIGHED)["preferences"]["south"]["weights"]
    assert bench.edit("weight", party="south", of=of, was=there[ROWS[row]], weight="5").status_code == 200
    assert plain(bench.text)["preferences"]["south"]["weights"] == there | {ROWS[row]: "5"}
    assert bench.edit("remove-weight", party="south", of=of).status_code == 200
    left = {k: v for k, v in there.items() if k != ROWS[row]}
    assert plain(bench.text)["preferences"]["south"]["weights"] == left


def test_a_row_shows_its_weight_as_it_is_written(tmp_path):
    shown = Bench(tmp_path, WEIGHED).page("wishes", party="south").text
    assert f'name="of" value="{ROWS[0]}"' in shown
    assert f'name="of" value="{ROWS[1]}"' in shown


def test_what_is_weighed_anew_is_written_with_single_blanks(tmp_path):
    bench = Bench(tmp_path, WEIGHED)
    assert bench.edit("weight", party="south", of="north.pay  or   south.sue", weight="3").status_code == 200
    assert plain(bench.text)["preferences"]["south"]["weights"]["north.pay or south.sue"] == "3"
    told = bench.edit("weight", party="south", of="north.pay and not north.dam", weight="3")
    assert told.status_code == 422
    assert "has a weight already" in told.text


def test_names_with_several_blanks_are_those_of_the_file(tmp_path):
    bench = Bench(tmp_path, WEIGHED.replace("south:", '"so  uth":'))
    assert bench.edit("party", party="so  uth", name="South").status_code == 200
    assert list(plain(bench.text)["decision_makers"]) == ["north", "so  uth"]
    assert bench.edit("remove-option", option="so  uth.sue").status_code == 200
    assert plain(bench.text)["decision_makers"]["so  uth"] == {"options": {}, "name": "South"}
