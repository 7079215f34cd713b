"""No text of a file turns a page around: what is shown of it is cleaned on every page, whatever it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.conflict.safetext import FIRST, LAST, TURNING
from detente.questions import REGISTRY
from detente.workbench.pages.straight import straight
from detente.workbench.server.app import PAGES
from tests.workbench_client import Bench

TURNED = "\u202e\u200b\u2066x\u061c"  # turned over, of no width, set apart without an end, a mark
SHOWN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{TURNING}]")
# What a form gives back, addresses, and names that nobody reads.
KEPT = re.compile(r"value|href|action|id|for|name|data-.*|aria-(labelledby|describedby|controls)")

TEXTS = f"""\
detente: 1
title: The {TURNED} river
about: About {TURNED}
status_quo: []
sources:
  paper: {{title: "A paper {TURNED}", kind: reading}}
decision_makers:
  north:
    name: North {TURNED}
    options:
      dam: {{text: "build {TURNED} a dam", levels: {{low: "low {TURNED}", high: "high {TURNED}"}}}}
      pay: pay {TURNED}
  south:
    name: South {TURNED}
    options: {{sue: "go {TURNED} to court"}}
conditions:
  calm: {{that: not south.sue, text: "calm {TURNED}"}}
rules:
  - {{exclusive: [north.pay, south.sue], because: "rule {TURNED}"}}
perspectives:
  own:
    says: They {TURNED}
    preferences:
      north: [{{that: calm, because: "because {TURNED}", text: "wish {TURNED}", source: paper}}, not north.pay]
      south: {{weights: {{north.pay: 2, calm: 1}}}}
  other:
    says: Others {TURNED}
    preferences:
      north: {{ranking: [[], [south.sue]]}}
      south: [{{that: north.pay, because: "x {TURNED}"}}, calm]
"""
NAMES = f"""\
detente: 1
title: "A \\x1b[31m \\x9b {TURNED}"
language: "en {TURNED}"
status_quo: ["no{TURNED}rth.dam"]
decision_makers:
  "no{TURNED}rth":
    name: "North \\x07 {TURNED}"
    options:
      "da{TURNED}m": "dam \\x07 {TURNED}"
      "pa{TURNED}y": {{text: "pay {TURNED}", levels: ["lo{TURNED}w", "hi{TURNED}gh"]}}
conditions: {{"ca{TURNED}lm": {{that: "x{TURNED}", text: "\\x07{TURNED}"}}}}
rules:
  - {{"ne{TURNED}ver": "x{TURNED}", because: "\\x07 {TURNED}"}}
  - "rule {TURNED}"
perspectives:
  "ow{TURNED}n":
    says: "They \\x07 {TURNED}"
    preferences:
      "no{TURNED}rth":
        - {{that: "x \\x07 {TURNED}", because: "x \\x07 {TURNED}", source: "p{TURNED}", confidence: "0{TURNED}"}}
        - "not x{TURNED}"
        - {{"od{TURNED}d": "x{TURNED}"}}
  "we{TURNED}ights": {{preferences: {{"no{TURNED}rth": {{weights: {{"x{TURNED}": "1{TURNED}"}}}}}}}}
  "ra{TURNED}nk": {{preferences: {{"no{TURNED}rth": {{ranking: ["x{TURNED}", ["y{TURNED}"]]}}}}}}
  "pa{TURNED}rt": {{preferences: {{"no{TURNED}rth": {{partial: ["x{TURNED} > y"]}}}}}}
  "pat{TURNED}ch": {{on: "ow{TURNED}n", preferences: {{"no{TURNED}rth": {{patch: [{{drop: "x{TURNED}"}}]}}}}}}
"{TURNED}": "{TURNED}"
"""


class Seen(HTMLParser):
    """Gathers what a page shows: its texts, and those of its attributes that somebody reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.told: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag in ("textarea", "script", "style"):
            self.inside.append(tag)
        self.told += [
            (f"<{tag} {name}>", value) for name, value in attrs if value and not KEPT.fullmatch(name)
        ]

    def handle_endtag(self, tag) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data) -> None:
        if not self.inside:
            self.told.append(("text", data))


def turned(html: str) -> list[tuple[str, str]]:
    """Give what a page shows that turns letters around or is not seen; isolates that are closed do no harm."""
    seen = Seen()
    seen.feed(html)
    pair = re.compile(f"{FIRST}([^{FIRST}{LAST}]*){LAST}")
    return [(where, ascii(said)) for where, said in seen.told if SHOWN.search(pair.sub(r"\1", said))]


def paths() -> list[str]:
    found = [*PAGES, "part", "part?soon=1", *(f"ask/{q}?ask=1" for q in REGISTRY)]
    found += [
        f"{page}?party={p}" for page in ("wishes", "pairs") for p in ("north", "south", f"no{TURNED}rth")
    ]
    found += [f"pairs?party=south&account=own{q}" for q in ("", "&way=outcomes", f"&a={TURNED}", "&a=1-0-o")]
    found += [
        f"wishes?party={TURNED}",
        f"graph?account={TURNED}",
        "graph?account=other",
        f"ask/analyze?ask=1&account={TURNED}",
    ]
    return [*found, f"ask/{TURNED}", TURNED, f"ask/whatif?ask=1&set={TURNED}&n={TURNED}"]


@pytest.mark.parametrize("text", [TEXTS, NAMES], ids=["texts", "names"])
def test_no_page_shows_what_turns_it_around(text: str, tmp_path: Path):
    found = Bench(tmp_path, text)
    (tmp_path / f"a{TURNED}.yaml").write_text(text, encoding="utf-8")
    assert not turned(found.get("").text)
    found.post("c/river.yaml/pin", {"do": "pin", "name": f"pin {TURNED}", "page": "answer", "base": "x"})
    for path in paths():
        answer = found.get(f"c/river.yaml/{path}")
        while 'http-equiv="refresh"' in answer.text[:800]:
            answer = found.get(f"c/river.yaml/{path}")
        assert answer.status_code < 500
        if answer.headers["content-type"].startswith("text/html"):
            assert not turned(answer.text), path
    for page in ("table", "wishes", "text"):
        assert not turned(found.page(page, f"a{TURNED}.yaml").text), page


def test_no_refusal_and_no_clash_shows_it_either(tmp_path: Path):
    found = Bench(tmp_path, TEXTS)
    old = found.version()
    forms = [
        {"do": "title", "title": f"B {TURNED}"},
        {"do": TURNED},
        {"do": "add-wish", "party": TURNED, "that": TURNED},
        {"do": "add-wish", "party": "north", "account": "own", "that": TURNED},
        {"do": "weight", "party": "south", "account": "own", "of": TURNED, "weight": TURNED},
        {"do": "today", "option": TURNED},
        {"do": "title", "title": f"C {TURNED}", "base": old},
        {"do": "title", "title": f"D {TURNED}", "base": TURNED},
    ]
    for form in forms:
        answer = found.post("c/river.yaml/edit", {"page": "wishes", "base": found.version(), **form})
        assert not turned(answer.text), form
    for do in ("pin", "take", TURNED):
        answer = found.post(
            "c/river.yaml/pin", {"do": do, "name": TURNED, "pin": TURNED, "page": "answer", "base": "x"}
        )
        assert not turned(answer.text), do
    answer = found.post("c/river.yaml/text", {"text": f"a: {TURNED}", "base": old, "page": "text"})
    assert answer.status_code == 409
    assert not turned(answer.text)
    assert not turned(found.post("new", {"title": TURNED, "name": f"{TURNED}.yaml"}).text)
    assert not turned(found.get(f"c/{TURNED}.yaml/table").text)


def test_what_a_form_gives_back_stays_as_it_is(tmp_path: Path):
    found = Bench(tmp_path, TEXTS)
    assert f'value="North {TURNED}"' in found.page("table").text
    fields = re.findall(r"<textarea.*?</textarea>", found.page("text").text, re.DOTALL)
    assert TURNED in fields[0]


def test_what_is_offered_while_typing_is_cleaned_too(tmp_path: Path):
    found = Bench(tmp_path, TEXTS)
    at = TEXTS.index("calm, because")
    notes = [
        o["note"]
        for o in found.post("c/river.yaml/complete", {"text": TEXTS, "at": str(at)}).json()["offers"]
    ]
    assert any("court" in note for note in notes)
    assert not [note for note in notes if SHOWN.search(note)]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>a\u202eb</p>", "<p>ab</p>"),
        ("<pre>a\u202e\nb\n\tc</pre>", "<pre>a\nb\n\tc</pre>"),
        ("<p>a\x1bb\x9b</p>", "<p>a\\x1bb\\x9b</p>"),
        (f"<p>{FIRST}\u05d0{LAST} b\u202e</p>", f"<p>{FIRST}\u05d0{LAST} b</p>"),
        (f"<p>{FIRST}a \u202eb</p>", "<p>a b</p>"),
        ("<p>\u05d0 b\u202e</p>", f"<p>{FIRST}\u05d0{LAST} b</p>"),
        ("<p>\u05d0 b</p>", "<p>\u05d0 b</p>"),
        (
            '<a title="x\u202e" href="y\u202e" aria-label="\u200bz">w</a>',
            '<a title="x" href="y\u202e" aria-label="z">w</a>',
        ),
        (
            '<i id="a\u202e" data-of="b\u202e" for="c\u202e">d</i>',
            '<i id="a\u202e" data-of="b\u202e" for="c\u202e">d</i>',
        ),
        (
            '<textarea name="a">x\u202e\n</textarea><b>y\u202e</b>',
            '<textarea name="a">x\u202e\n</textarea><b>y</b>',
        ),
    ],
)
def test_what_is_taken_out_of_a_page(html: str, told: str):
    assert straight(html) == told
