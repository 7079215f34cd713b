"""The first screens of a dispute: what is not there yet is an invitation, and no mistake."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict.errors import Place, Problem
from detente.workbench.pages.inviting import invitation
from detente.workbench.pages.views import shape
from tests.workbench_client import RIVER, Bench

EMPTY = "detente: 1\ntitle: x\nstatus_quo: []\ndecision_makers: {}\nrules: []\npreferences: {}\n"
NO_OPTIONS = EMPTY.replace("decision_makers: {}", "decision_makers: {a: {name: A}}").replace("{}", "{a: []}")
NOBODY = NO_OPTIONS.replace("{name: A}", "{name: A, options: {go: leave}}")
ALL = ("answer", "table", "wishes", "graph", "questions", "text", "report")
PARTIES = "Begin with the parties: who can decide something here?"
OPTIONS = "Next: what can the parties do? Without that nothing can happen."
WISHES = "Next: who wants what? The answer follows from that."


def bench_of(tmp_path, text: str) -> Bench:
    return Bench(tmp_path, text)


def said(bench: Bench, page: str) -> str:
    found = re.search(r"<main.*</main>", bench.page(page).text, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub("<[^>]*>", " ", found[0])).split())


def boxes(bench: Bench, page: str) -> list[str]:
    return re.findall(r'<section class="problems.*?</section>', bench.page(page).text, re.DOTALL)


def test_a_dispute_without_parties_begins_with_them(tmp_path):
    bench = bench_of(tmp_path, EMPTY)
    for page in ALL:
        told = said(bench, page)
        assert "The file has mistakes" not in told
        assert (PARTIES in told) is (page != "text")
        assert "?<a" not in bench.page(page).text
        if page not in ("text", "table"):
            [box] = boxes(bench, page)
            assert box.startswith('<section class="problems first">')
            assert f'<a href="{bench.base}/c/river.yaml/table">Parties and options' in box
    [box] = boxes(bench, "table")
    assert '<a href="#first-party">The first party</a>' in box
    assert '<h2 id="first-party">The first party</h2>' in bench.page("table").text
    assert "Another party" not in said(bench, "table")
    told = bench.page("text").text
    assert '<section id="mistakes" class="problems">' in told
    assert "<h2>What is not there yet</h2>" in told
    assert "no decision maker" in told  # the text says it line by line


def test_what_is_missing_next_leads_to_the_page_that_mends_it(tmp_path):
    bench = bench_of(tmp_path, NO_OPTIONS)
    for page in ("answer", "graph", "questions", "report"):
        [box] = boxes(bench, page)
        assert OPTIONS in box
        assert f'<a href="{bench.base}/c/river.yaml/table">' in box
    assert boxes(bench, "table") == boxes(bench, "wishes") == []
    assert '<h2 id="first-party">Another party</h2>' in bench.page("table").text
    bench.file.write_text(NOBODY)
    for page in ("answer", "graph", "questions", "report"):
        [box] = boxes(bench, page)
        assert WISHES in box
        assert f'<a href="{bench.base}/c/river.yaml/wishes">Who wants what: the page Wishes</a>' in box
    assert boxes(bench, "table") == boxes(bench, "wishes") == []
    bench.file.write_text(NOBODY.replace("{a: []}", "{a: [go]}"))
    assert all(boxes(bench, page) == [] for page in ALL)


@pytest.mark.parametrize(
    ("old", "new", "invited"),
    [
        ("", "", ""),
        ("decision_makers: {a", "decision_maker: {a", ""),
        ("preferences: {a: [go]}", "preferences: {a: [goo]}", ""),
        ("preferences: {a: [go]}", "preferences: {}", "wishes"),
        ("preferences: {a: [go]}", "preferences:", "wishes"),
        ("preferences: {a: [go]}\n", "", "wishes"),
        ("preferences: {a: [go]}", "preferences: {a: {}}", ""),  # a mistake of another kind
        ("preferences: {a: [go]}", "perspectives: {b: {says: B, preferences: {}}}", "wishes"),
        ("preferences: {a: [go]}", "perspectives: {b: {says: B, preferences: {a: [go]}}}", ""),
        ("preferences: {a: [go]}", "perspectives: {b: {says: B, preferences: {a: []}}}", "wishes"),
        ("options: {go: leave}", "options: ", ""),  # the wish names an option that is not there
        (
            "options: {go: leave}}}\nrules: []\npreferences: {a: [go]}",
            "options: }}\npreferences: {a: []}",
            "options",
        ),
        (
            "decision_makers: {a: {name: A, options: {go: leave}}}\nrules: []\npreferences: {a: [go]}\n",
            "",
            "parties",
        ),
        (
            "decision_makers: {a: {name: A, options: {go: leave}}}\nrules: []\npreferences: {a: [go]}\n",
            "decision_makers:\n",
            "parties",
        ),
        ("detente: 1", "- detente", ""),
    ],
)
def test_what_a_file_is_missing(tmp_path, old, new, invited):
    sound = NOBODY.replace("{a: []}", "{a: [go]}")
    assert old in sound
    bench = bench_of(tmp_path, sound.replace(old, new, 1) if old else sound)
    text = bench.text
    told = said(bench, "answer")
    expected = {"": "", "parties": PARTIES, "options": OPTIONS, "wishes": WISHES}[invited]
    for sentence in (PARTIES, OPTIONS, WISHES):
        assert (sentence in told) is (sentence == expected)
    assert text == bench.text


def test_what_somebody_wants_elsewhere_counts():
    for key in ("confidential", "factions", "wishes"):
        assert invitation((), shape(NOBODY + f"{key}: {{}}\n")) == ""
    assert invitation((), shape(NOBODY)) == "wishes"
    graph = "detente: 1\ntitle: x\ndecision_makers: {a: {name: A}}\nstates: [s, t]\nmoves: {a: [s -> t]}\n"
    assert invitation((), shape(graph + "preferences: {a: {ranking: [s, t]}}\n")) == ""
    assert invitation((), shape(RIVER)) == ""


def test_it_is_said_in_german(tmp_path):
    bench = bench_of(tmp_path, EMPTY + "language: de\n")
    assert "Beginnen Sie mit den Parteien: Wer kann hier etwas entscheiden?" in said(bench, "answer")
    assert "Die erste Partei" in said(bench, "table")


# -- a name that is taken ----------------------------------------------------------------------------------------------


def test_a_title_whose_name_is_taken_gets_the_next_one(tmp_path):
    bench = bench_of(tmp_path, RIVER)
    for name in ("river-2.yaml", "river-3.yaml"):
        told = bench.post("new", {"title": "River"})
        assert str(told.url).endswith(f"/c/{name}/table")
        assert (tmp_path / name).read_text().startswith("detente: 1\ntitle: River\n")
    assert bench.text == RIVER
    (tmp_path / "Bridge.YAML").write_text("x")  # the same name where letters are not told apart
    assert str(bench.post("new", {"title": "Bridge"}).url).endswith("/c/bridge-2.yaml/table")
    for name in ("chicken.yaml", "chicken-2.yaml"):
        assert str(bench.post("new", {"from": "chicken"}).url).endswith(f"/c/{name}/answer")


def test_a_name_that_somebody_gives_is_never_another(tmp_path):
    bench = bench_of(tmp_path, RIVER)
    told = bench.post("new", {"title": "More & more", "name": "river.yaml"})
    assert told.status_code == 422
    assert "choose another name" in told.text
    assert 'name="title" value="More &amp; more"' in told.text
    assert 'name="title" required' in bench.get("").text
    assert bench.text == RIVER


def test_of_a_closed_place_nothing_is_said_not_even_what_it_lacks():
    open_place, closed = Place("a.yaml", 1, 1), Place("a.yaml", 1, 1, closed="it is confidential")
    assert Problem(open_place, "no options", "options").lacks == "options"
    told = Problem(closed, "no options", "options")
    assert (told.message, told.lacks) == ("it is confidential", "")


WRITTEN = """detente: 1
title: "Bay: who may fish?"
status_quo: []
decision_makers:
  divers:
    name: Divers
    options:
      block:
        text: Block
        levels: [part, full]
      accept_shared_quota: Accept the shared quota
  owners:
    name: Owners
    options:
      leave: Leave
      sue: Sue
rules:
  - {never: owners.leave and owners.sue, because: One or the other}
preferences:
  divers:
    - owners.leave
    - not owners.sue
  owners:
    - {that: not divers.block, because: So it is, confidence: 0.5}
perspectives:
  port_office:
    says: Port office
    preferences:
      owners:
        - owners.sue
  harbour_master:
    says: Harbour master
    on: port_office
    preferences:
      divers:
        - owners.leave
        - not owners.sue
"""


def test_forms_write_a_file_as_a_person_would_a_line_for_each_thing(tmp_path):
    bench = Bench(tmp_path)
    bench.post("new", {"title": "Bay: who may fish?"})
    [file] = [p for p in tmp_path.glob("*.yaml") if p.name != "river.yaml"]

    def edit(do: str, **form: str) -> None:
        fields = {k.rstrip("_"): v for k, v in form.items()}
        fields |= {"do": do, "page": "table", "base": bench.version(file.name)}
        assert bench.post(f"c/{file.name}/edit", fields).status_code == 200

    edit("add-party", name="Divers", options="Block\nAccept the shared quota")
    edit("add-party", name="Owners", options="Leave")
    edit("add-option", party="owners", text="Sue")
    edit("add-wish", party="divers", account="base", that="Leave")
    edit("add-wish", party="divers", account="base", that="not Sue")
    edit("add-wish", party="owners", account="base", that="not Block", because="So it is", confidence="0.5")
    edit("add-account", says="Port office", begins="base")
    edit("add-account", says="Harbour master", begins="account:port_office")
    edit("begin-wishes", party="divers", account="harbour_master", from_="base")
    edit("add-wish", party="owners", account="port_office", that="Sue")
    edit("levels", option="divers.block", levels="part, full")
    edit("add-rule", kind="never", what="Leave and Sue", because="One or the other")
    assert file.read_text(encoding="utf-8") == WRITTEN


def test_files_are_listed_by_their_titles_and_by_their_names_where_they_have_none(tmp_path):
    bench = Bench(tmp_path)
    texts = {
        "a.yaml": "title: <b>Fish</b> & chips # why\ndetente: 1\n",
        "b.yaml": "detente: 1\n",
        "c.yaml": "title: [1\n",
        "d.yaml": "title: >\n  On lines\n",
        "e.json": '{"title": "J"}',
        "f.yaml": "title: " + "x" * 5_000 + "\n",
        "g.yaml": "\0",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "h.yaml").write_bytes(b"\xff\xfe")
    told = re.findall(r'/answer">(.*?)</a>(?: <span class="soft">(.*?)</span>)?', bench.get("").text)
    assert [(unescape(title), name) for title, name in told] == [
        ("<b>Fish</b> & chips", "a.yaml"),
        ("b.yaml", ""),
        ("c.yaml", ""),
        ("d.yaml", ""),
        ("e.json", ""),
        ("x" * 200, "f.yaml"),
        ("g.yaml", ""),
        ("h.yaml", ""),
        ("The river", "river.yaml"),
    ]
    assert '<option value="istanbul-2025">Istanbul, May 2025 (istanbul-2025)</option>' in bench.get("").text
