"""Line ends: what is typed on the page Text changes what was typed, and no line end of another line."""

from __future__ import annotations

import re
from random import Random

import pytest

pytest.importorskip("starlette")

from detente.workbench.files.lineends import with_old_ends
from tests.workbench_client import RIVER, Bench

FILES = {
    "lf": RIVER,
    "crlf": RIVER.replace("\n", "\r\n"),
    "one crlf": RIVER.replace("status_quo: []\n", "status_quo: []\r\n"),
    "one lf": RIVER.replace("\n", "\r\n").replace("status_quo: []\r\n", "status_quo: []\n"),
    "a lone cr": RIVER.replace("status_quo: []\n", "status_quo: []\n# old\r# second\n"),
    "only cr": RIVER.replace("\n", "\r"),
    "nothing at the end": RIVER.replace("\n", "\r\n").rstrip(),
    "other signs": RIVER.replace("# a guess", "# a \x0c guess \u2028 or\r\n  #"),
    "a mark at the beginning": "\ufeff" + RIVER.replace("\n", "\r\n"),
}


def as_a_browser_has_it(text, end):
    return re.sub(r"\r\n|\r|\n", end, text)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["by the script", "by a plain form"])
@pytest.mark.parametrize("name", FILES)
def test_a_letter_that_is_typed_changes_a_letter(tmp_path, name, end):
    """The script sends every line end as one sign, a plain form as two: both change nothing but the letter."""
    bench = Bench(tmp_path, FILES[name])
    shown = as_a_browser_has_it(bench.text, "\n")
    typed = as_a_browser_has_it(shown.replace("pay for the water", "pay for all water"), end)
    answer = bench.post("c/river.yaml/text", {"text": typed, "base": bench.version()})
    assert answer.status_code == 200
    assert bench.text == FILES[name].replace("pay for the water", "pay for all water")
    bench.post("c/river.yaml/undo", {"page": "text"})
    assert bench.text == FILES[name]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_that_is_saved_as_it_was_is_no_change(tmp_path, end):
    bench = Bench(tmp_path, FILES["one crlf"])
    bench.post("c/river.yaml/text", {"text": as_a_browser_has_it(bench.text, end), "base": bench.version()})
    assert bench.text == FILES["one crlf"]
    assert [p.name for p in tmp_path.iterdir()] == ["river.yaml"]


def test_an_older_text_keeps_its_ends_and_what_changed_since(tmp_path):
    bench = Bench(tmp_path, FILES["one lf"])
    base, seen = bench.version(), bench.text
    bench.file.write_bytes(
        seen.replace("It is poor.", "It is rich.").replace("# what it fears\r\n", "").encode()
    )
    typed = as_a_browser_has_it(seen.replace("pay for the water", "pay"), "\n")
    assert bench.post("c/river.yaml/text", {"text": typed, "base": base}).status_code == 200
    told = FILES["one lf"].replace("It is poor.", "It is rich.").replace("# what it fears\r\n", "")
    assert bench.text == told.replace("pay for the water", "pay")


def test_a_text_of_a_version_that_nobody_knows_is_still_no_overwriting(tmp_path):
    bench = Bench(tmp_path, FILES["crlf"])
    answer = bench.post("c/river.yaml/text", {"text": "title: mine\n", "base": "unknown"})
    assert answer.status_code == 409
    assert bench.text == FILES["crlf"]


def test_new_lines_get_the_end_that_most_lines_have():
    crlf = "a\r\nb\r\nc\n"
    assert with_old_ends(crlf, "a\nnew\nb\nc\n") == "a\r\nnew\r\nb\r\nc\n"
    assert with_old_ends(crlf, "a\nb\nc\nd\n") == "a\r\nb\r\nc\nd\r\n"
    assert with_old_ends(crlf, "a\nb\nC\nd") == "a\r\nb\r\nC\nd"
    assert with_old_ends("a\nb\nc\r\n", "a\nnew\nb\nc\n") == "a\nnew\nb\nc\r\n"
    assert with_old_ends("a\rb\rc\n", "x\nb\nc\n") == "x\rb\rc\n"
    assert with_old_ends("a", "a\r\nb\r\n") == "a\nb\n"
    assert with_old_ends("a\r\nb", "a\nb\n") == "a\r\nb\r\n"
    assert with_old_ends("a\r\nb\r\n", "") == ""


def test_whatever_is_typed_is_what_stands_there_afterwards():
    random = Random(4)
    for _ in range(2_000):
        before, typed = (
            "".join(random.choice(["a", "b", "c", "\n", "\r\n", "\r"]) for _ in range(random.randrange(12)))
            for _ in range(2)
        )
        after = with_old_ends(before, as_a_browser_has_it(typed, random.choice(["\n", "\r\n"])))
        assert as_a_browser_has_it(after, "\n") == as_a_browser_has_it(typed, "\n")
        assert with_old_ends(before, as_a_browser_has_it(before, "\n")) == before
        if "\r" not in before:
            assert "\r" not in after
