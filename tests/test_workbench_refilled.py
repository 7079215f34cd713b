"""Without a script a form that is refused comes back with what was typed in it."""

from __future__ import annotations

import errno
import os
import re
from html import escape, unescape

import pytest

pytest.importorskip("starlette")

from detente.workbench.edits.refilled import refilled
from tests.workbench_client import RIVER, Bench


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def forms(page: str, do: str) -> list[str]:
    marked = f'<input type="hidden" name="do" value="{do}">'
    return [f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if marked in f]


def value(form: str, name: str) -> str:
    found = re.search(rf'<input name="{name}"(?: value="([^"]*)")?', form)
    assert found
    return unescape(found[1] or "")


def test_what_was_typed_stands_in_the_form_again_and_in_no_other(bench):
    typed = 'one "level" & <more>'
    told = bench.edit("levels", option="lower.pay", levels=typed, page="table")
    assert told.status_code == 422
    assert int(told.headers["content-length"]) == len(told.content)
    assert [value(f, "levels") for f in forms(told.text, "levels")] == ["", typed, ""]
    assert escape(typed) in told.text
    assert typed not in told.text
    opened = re.findall(r'<details( open)? class="small levels">', told.text)
    assert opened == ["", " open", ""]
    assert not re.search(r'<details open class="small">', told.text)
    assert bench.text == RIVER


def test_a_list_and_a_longer_text_are_filled_too(bench):
    told = bench.edit("add-rule", kind="one_of", what="", because="a reason", page="table").text
    [rule] = forms(told, "add-rule")
    assert value(rule, "because") == "a reason"
    assert re.findall(r'value="(\w+)" selected', rule) == ["one_of"]
    told = bench.edit("add-party", name="", options="help\n<leave>", page="table").text
    [party] = forms(told, "add-party")
    assert '<textarea name="options" rows="3">\nhelp\n&lt;leave&gt;</textarea>' in party
    assert bench.text == RIVER


def test_the_script_gets_the_page_as_it_is(bench):
    form = {"do": "levels", "option": "lower.pay", "levels": "one", "page": "table", "base": bench.version()}
    told = bench.post("c/river.yaml/edit", form, **{"x-workbench": "1"})
    assert told.headers["x-status"] == "422"
    assert [value(f, "levels") for f in forms(told.text, "levels")] == ["", "", ""]


def test_a_text_that_could_not_be_written_stands_in_the_form_with_the_version_that_it_was_written_of(
    bench, monkeypatch
):
    def full(*given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    base = bench.version()
    typed = RIVER.replace("title: ", "title: <B> &amp; ")
    bench.file.write_text(RIVER + "# from elsewhere\n", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    told = bench.post("c/river.yaml/text", {"text": typed, "page": "text", "base": base})
    assert told.status_code == 422
    [form] = [f for f in re.findall(r"<form.*?</form>", told.text, re.DOTALL) if 'id="editor"' in f]
    found = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)
    assert [unescape(text) for text in found] == [typed]
    assert f'name="base" value="{base}"' in form
    monkeypatch.undo()
    sent = {"text": unescape(found[0]), "page": "text", "base": base}
    assert bench.post("c/river.yaml/text", sent).status_code in (200, 303)
    assert bench.text == typed + "# from elsewhere\n"


HIDDEN = '<input type="hidden" name="{}" value="{}">'


def test_a_form_is_known_by_all_that_is_hidden_in_it_but_the_version():
    base, do = HIDDEN.format("base", "old"), HIDDEN.format("do", "edit")
    item = HIDDEN.format("item", "1")
    field = '<input name="that" value="x">'
    page = f'<form method="post">{base}{do}{item}{field}</form>'
    typed = {"do": "edit", "item": "1", "base": "new", "that": "y"}
    assert refilled(page, typed) == page.replace('"x"', '"y"')
    for other in (typed | {"item": "2"}, typed | {"do": "add"}, {"that": "y"}):
        assert refilled(page, other) == page
    assert refilled(page.replace(do, ""), typed) == page.replace(do, "")
    twice = page + page
    assert refilled(twice, typed) == page.replace('"x"', '"y"') + page  # the first alone


def test_what_is_open_already_and_what_is_closed_before_stay_so():
    form = f'<form method="post">{HIDDEN.format("do", "a")}<input name="n"></form>'
    page = f'<details><p></p></details><details id="a"><details class="b" open>{form}</details></details>'
    told = refilled(page, {"do": "a", "n": "<"})
    assert told == page.replace('<details id="a">', '<details open id="a">').replace(
        '<input name="n">', '<input name="n" value="&lt;">'
    )


def test_another_choice_takes_the_place_of_what_was_chosen():
    choices = '<option value="1" selected>1</option><option value="2">2</option>'
    page = f'<form method="post">{HIDDEN.format("do", "a")}<select name="k">{choices}</select></form>'
    told = refilled(page, {"do": "a", "k": "2"})
    assert '<option value="1">' in told
    assert '<option value="2" selected>' in told
