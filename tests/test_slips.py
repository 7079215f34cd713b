"""The commonest slips in YAML are told in plain words, at the place where they are mended."""

from __future__ import annotations

import pytest
import yaml

from detente.conflict import ConflictFileError, read_conflict
from detente.conflict.slips import slip

HEAD = "detente: 1\n"


def told(text: str) -> str:
    with pytest.raises(ConflictFileError) as error:
        read_conflict(text, "f")
    return str(error.value)


INDENT = (
    "this line is indented by {}, the one above by {}; lines that belong together begin in the same column: "
    "write it with {}"
)
OPEN = "the quotation mark {0} opens a text here and nothing closes it; write {0} where the text ends"
EARLY = (
    "{} ends the text that opens in column {}, and more follows; put the text into other quotation marks: {}"
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # wrong indentation: the trial's, by one space too few, and below a list
        (
            "decision_makers:\n  port:\n    name: The port\n     options:\n      dredge: deepen it\n",
            "f:5:6: " + INDENT.format("5 spaces", "4 spaces", "4 spaces"),
        ),
        (
            "decision_makers:\n  a:\n    name: A\n   options: {x: x}\n",
            "f:5:4: " + INDENT.format("3 spaces", "4 spaces", "0, 2 or 4 spaces"),
        ),
        (
            "decision_makers:\n  a:\n    # a note\n\n    name: A\n   options: {x: x}\n",
            "f:7:4: " + INDENT.format("3 spaces", "4 spaces", "0, 2 or 4 spaces"),
        ),
        (
            "decision_makers:\n a:\n  name: A\n   options: {x: x}\n",
            "f:5:4: " + INDENT.format("3 spaces", "2 spaces", "2 spaces"),
        ),
        ("title: t\n about: x\n", "f:3:2: " + INDENT.format("1 space", "0 spaces", "0 spaces")),
        # an apostrophe
        ("title: 'It's too late'\n", "f:2:11: " + EARLY.format("an apostrophe", 8, '"It\'s too late"')),
        ("title: 'It's Bob's'\n", "f:2:11: " + EARLY.format("an apostrophe", 8, "\"It's Bob's\"")),
        (
            "title: 'It's too late' # it's\n",
            "f:2:11: " + EARLY.format("an apostrophe", 8, '"It\'s too late"'),
        ),
        ("title: 'a \"b\" it's'\n", "f:2:17: " + EARLY.format("an apostrophe", 8, "'a \"b\" it''s'")),
        ("title: {x: 'it's', y: 'z'}\n", "f:2:15: " + EARLY.format("an apostrophe", 12, '"it\'s"')),
        (f"title: 'it's {'x' * 40}'\n", "f:2:11: " + EARLY.format("an apostrophe", 8, '"..."')),
        ('title: "The "big" one"\n', "f:2:13: " + EARLY.format("a quotation mark", 8, "'The \"big\" one'")),
        ('title: "it\'s "big"\n', "f:2:14: " + EARLY.format("a quotation mark", 8, '"it\'s \\"big"')),
        # an open quote is told where it opens
        ('title: "open\nabout: x\n', "f:2:8: " + OPEN.format('"')),
        (
            "title: t\nabout: 'open\nlanguage: de\n",
            "f:3:8: " + OPEN.format("'") + " (inside it, an apostrophe is written '')",
        ),
        # an open bracket, too
        (
            "decision_makers: {a: {x: y}\nabout: t\n",
            "f:2:18: the bracket { opens here and nothing closes it; write } where it ends",
        ),
        (
            "status_quo: [a.x, a.y\nabout: t\n",
            "f:2:13: the bracket [ opens here and nothing closes it; write ] where it ends",
        ),
        # a colon in a text
        (
            "title: Water: a dispute\n",
            "f:2:13: a text with ': ' in it needs quotation marks: write title: \"Water: a dispute\"",
        ),
        (
            'title: Water: a "dispute"\n',
            "f:2:13: a text with ': ' in it needs quotation marks: write title: \"...\"",
        ),
        (
            f"title: Water: {'x' * 40}\n",
            "f:2:13: a text with ': ' in it needs quotation marks: write title: \"...\"",
        ),
    ],
)
def test_what_is_told(text, message):
    found = told(HEAD + text)
    assert found == message


def test_a_tab_is_told():
    assert told(HEAD + "decision_makers:\n  a:\n\tname: t\n").startswith("f:4:1: a tab; indent with spaces")


def test_what_is_told_can_be_written():
    for text in (
        "title: 'It's too late'",
        'title: "The "big" one"',
        "title: 'a \"b\" it's'",
        "title: Water: a dispute",
    ):
        found = told(HEAD + text + "\n")
        write = found.rsplit("marks: ", 1)[1].removeprefix("write title: ")
        meant = text.removeprefix("title: ")
        assert yaml.safe_load(write) == (meant if meant.startswith("W") else meant[1:-1])


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a:\n  b: c\n   d: e\n", "indented by 3 spaces"),
        ("a:\n  b: c\n d: e\n", "indented by 1 space,"),
        ("a: 'It's'\n", "an apostrophe ends"),
        ('a: "open\n', "nothing closes it"),
        ("a: {b: c\nd: e\n", "the bracket {"),
        ("a: b: c\n", 'write a: "b: c"'),
    ],
)
def test_both_parsers_are_understood(loader, text, words):
    with pytest.raises(yaml.MarkedYAMLError) as error:
        yaml.load(text, loader)
    found = error.value
    opened = None if found.context_mark is None else found.context_mark.index
    assert words in slip(text, found.problem_mark.index, opened, f"{found.context} {found.problem}").message


def test_other_mistakes_keep_the_parsers_words():
    assert told(HEAD + "title: @x\n").startswith(
        "f:2:8: not YAML: a text that begins with this character needs quotes (while scanning"
    )
    assert told(HEAD + "- x\n").startswith("f:2:1: not YAML: the indentation does not fit")
