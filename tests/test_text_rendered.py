"""Any text at all in every place of a page: what is read back from each form is that text, and nothing else happens."""

from __future__ import annotations

import csv as reader
import io
import re
import unicodedata
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict.safetext import FIRST, LAST, clean, unguarded
from detente.drawing import Arrow, Card, Lane, strip
from detente.render import render
from detente.render.markdown import plain
from detente.render.terminal import Terminal, width_of
from detente.wording import Items, Page, Picture, Said, Section, Table, Text
from tests.test_text_safe import NASTY, WILD

FEW = settings(deadline=None, max_examples=60)
ISOLATES = str.maketrans("", "", FIRST + LAST)
# What Markdown, HTML and renderers of either take for more than letters, at the beginning and inside.
TRAPS = [
    "~~~", "```", "    code", "\tcode", "# h", "## h ##", "> q", "- i", "* i", "+ i", "1. i", "12) i",
    "---", "***", "___", "===", "=", "| a | b |", "|-|-|", ":-:", "*a*", "**a**", "_a_", "__a__",
    "~~a~~", "==a==", "`a`", "``", "a_b_c", "*", "[a](b)", "![a](b)", "[a]: b", "[^1]", "<b>x</b>",
    "<!--", "<script>alert(1)</script>", "<https://a.b>", "&lt;", "&#65;", "&", "https://a.b/c",
    "http://a.b", "www.a.com", "_https://a.b", "*www.a.b", "a@b.com", "mailto:a@b.com", "ftp://a.b",
    "xmpp:a@b.c", "example.com", "HTTPS://A.B", "\\", "\\*", "a\\", "$x$", "$$", ":smile:", "@user",
    "#1", "{x}", "[x]", "[ ] a", "a<br>b", "<", ">", '"\'>', "]]>", "{{x}}", "%", "^", "H~2~O",
    "a\\\nb", "a  \nb", "\xa0", "⠀", "\u200b", "\u202e",
]  # fmt: skip
TEXTS = st.sampled_from(TRAPS) | st.lists(st.sampled_from(TRAPS), max_size=3).map(" ".join) | WILD


def flat(text: str) -> str:
    """Give what is to be read back of a text: cleaned, white space as one space."""
    return " ".join(clean(text).split())


def page(text: str) -> Page:
    """Put a text everywhere."""
    table = Table((text, "b"), ((text, "x"), ("y", text)), text, text, id=text or "t", heads=1)
    lane = Lane(text, (Card("A", text, kind="today"), Card("B", text, kind="end")), (Arrow(0, 1, 0, text),))
    svg = strip([lane], [text or "p"], text or "t", text)
    details = (Text(text), Items((text,)), Items((text,), numbered=True), Section(text, (Text(text),)), table)
    said = Said(text, text, (text,), (table, Picture(svg, text, text)), text, (text,), details, text, "x")
    return Page(text, (said, said), (text,), appendix=True)


# -- Markdown ----------------------------------------------------------------------------------------------------------


def markdown() -> Any:
    it = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True})
    return it.enable(["table", "strikethrough"])


def read_markdown(source: str) -> list[tuple[str, str]]:
    """Read Markdown with a library: what each block is, and its text; anything inside a text is told, too."""
    found = []
    tokens = markdown().parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            text = "".join(c.content for c in token.children if c.type in ("text", "text_special"))
            kinds = {c.type for c in token.children} - {"text", "text_special", "softbreak"}
            found.append((f"{before.type} {' '.join(sorted(kinds))}".strip(), text))
        elif token.type in ("fence", "code_block", "html_block", "hr"):
            found.append((token.type, token.content))
    return found


@FEW
@given(TEXTS)
def test_markdown_says_what_was_written(text):
    wanted = flat(text)
    told = plain(text)
    assert "\n" not in told
    for source, kind in (
        (told, "paragraph_open"),
        (f"# {told}", "heading_open"),
        (f"- {told}", "paragraph_open"),
    ):
        read = read_markdown(source)
        assert [(k, t.translate(ISOLATES)) for k, t in read] == ([(kind, wanted)] if wanted else read)
    read = read_markdown(f"| {told or ' '} | b |\n| --- | --- |\n| x | {told} |\n")
    assert [t.translate(ISOLATES) for k, t in read] == [wanted, "b", "x", wanted]
    assert {k for k, _ in read} <= {"th_open", "td_open"}


@FEW
@given(TEXTS)
def test_a_page_in_markdown_has_the_shape_that_it_always_has(text):
    usual = [k for k, _ in read_markdown(str(render(page("word"), ".md")))]
    read = read_markdown(str(render(page(text), ".md")))
    wanted = flat(text)
    if wanted and not wanted.startswith("detente "):
        assert [k for k, _ in read] == usual
        assert sum(t.translate(ISOLATES) == wanted for _, t in read) >= 8
    assert not {"fence", "code_block", "html_block", "hr"} & {k for k, _ in read}
    assert not any("link" in k or "image" in k or "html" in k or "s_open" in k for k, _ in read)


@pytest.mark.parametrize("text", [t for t in TRAPS if re.search("[:.@]", t)])
def test_no_address_becomes_a_link(text):
    """Those who make links of bare addresses look for them in pieces of text that nothing escapes."""
    for piece in re.split(r"\\[!-/:-@\[-`{-~]", plain(text)):
        assert not re.search(r"(?i)\b(https?|ftp|mailto|xmpp):|www\.|\w@\w|\w\.(com|[a-z]{2})\b", piece)


# -- HTML --------------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Collects elements, attributes and texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.names: set[str] = set()
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.open = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "bdi":
            self.elements.append(tag)
            self.texts.append("")
        self.names |= {name for name, _ in attrs}
        self.inside += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag != "bdi":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data

    handle_startendtag = handle_starttag


def read_html(source: str) -> Reader:
    found = Reader()
    found.texts.append("")
    found.feed(source)
    found.close()
    return found


@FEW
@given(TEXTS)
@example("\x1f")
def test_a_page_in_html_has_the_elements_that_it_always_has(text):
    source = str(render(page(text), ".html"))
    usual, found = read_html(str(render(page("word"), ".html"))), read_html(source)
    assert found.names <= usual.names | {"class"}
    wanted = flat(text)
    if wanted and len(wanted.split()) == 1 and len(wanted) < 5:
        assert found.elements == usual.elements
    assert set(found.elements) <= set(usual.elements)
    if wanted:
        assert sum(" ".join(t.translate(ISOLATES).split()) == wanted for t in found.texts) >= 8
    assert source.count("<bdi>") == source.count("</bdi>")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200b\ud800-\udfff]", source)
    for svg in re.findall("<svg.*?</svg>", source, re.S):
        ElementTree.fromstring(svg)


def test_what_is_written_from_right_to_left_stands_apart_in_html():
    source = str(render(page("שלום, עולם"), ".html"))
    assert "<bdi>שלום</bdi>, <bdi>עולם</bdi>" in source
    body = re.sub(
        '<svg.*?</svg>|<title>.*?</title>|<style>.*?</style>|aria-label="[^"]*"', "", source, flags=re.S
    )
    assert not set(body) & {FIRST, LAST}
    outside = re.sub("<bdi>.*?</bdi>", "", body)
    assert not any(unicodedata.bidirectional(c) in ("R", "AL") for c in outside)
    assert "<bdi>" not in str(render(page("peace, world 停"), ".html"))


# -- the terminal ------------------------------------------------------------------------------------------------------


@FEW
@given(TEXTS, st.sampled_from([40, 60, 100]), st.booleans())
def test_lines_of_a_terminal_fit_and_bring_nothing_about(text, width, full):
    told = Terminal(width, full=full).page(page(text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200b\ud800-\udfff]", told)
    for line in told.splitlines():
        assert width_of(line) <= width
        assert line.count(FIRST) == line.count(LAST)
    told.encode("utf-8")


@FEW
@given(st.text("אבג שםعربي", min_size=1, max_size=60), st.sampled_from([40, 100]))
def test_isolates_take_no_room(text, width):
    with_them = Terminal(width).page(page(text.strip() or "א"))
    without = Terminal(width).page(page("".join("é" if c.isalpha() else c for c in text.strip()) or "é"))
    shape = [[len(w) for w in line.translate(ISOLATES).split(" ")] for line in with_them.splitlines()]
    assert shape == [[len(w) for w in line.split(" ")] for line in without.splitlines()]


def test_columns_stay_in_their_order_on_a_terminal():
    table = Table(("who", "what"), (("א", "ב"), ("ג", "ד")))
    lines = Terminal(80).page(Page("x", (Said("q", "h", pictures=(table,)),))).splitlines()
    assert lines[3] == f"  {FIRST}א{LAST}    {FIRST}ב{LAST}"
    assert width_of(lines[3]) == len("  x    x")


def test_commands_are_shown_as_they_are_typed():
    said = Said("q", "h", next=("detente analyze קובץ.yaml",))
    assert "detente analyze קובץ.yaml" in Terminal(80).page(Page("x", (said,)))
    assert "`detente analyze קובץ.yaml`" in str(render(Page("x", (said,)), ".md"))


# -- CSV and Word ------------------------------------------------------------------------------------------------------


@FEW
@given(st.text(st.sampled_from("=+-@\t'1a|,\"\n"), min_size=1, max_size=6) | TEXTS)
def test_no_cell_of_an_answer_is_a_formula(text):
    rows = list(reader.reader(io.StringIO(str(render(page(text), ".csv")))))
    cells = [c for row in rows for c in row]
    for cell in cells:
        number = re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", cell, re.ASCII)
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or len(cell) == 1 or number
    if text.strip():
        assert clean(text) in map(unguarded, cells)


@pytest.mark.parametrize("text", ["=1+1", "\x0b\x9b", "\ud800\uffff", "א\u202e", "]]><w:p/>"])
def test_word_bears_any_text(text):
    docx = pytest.importorskip("docx")
    made = docx.Document(io.BytesIO(render(page(text), ".docx")))
    texts = [p.text for p in made.paragraphs] + [c.text for t in made.tables for r in t.rows for c in r.cells]
    assert clean(text) in texts
    assert not set("".join(texts)) & {FIRST, LAST}


# -- rows of results ---------------------------------------------------------------------------------------------------


@FEW
@given(st.lists(NASTY, min_size=1, max_size=3))
def test_no_cell_of_results_is_a_formula(values):
    from detente.render.csv import rows

    told = "".join(rows([{"=name": v, "list": values, "number": -3, "true": True} for v in values]))
    found = list(reader.reader(io.StringIO(told)))
    assert found[0] == ["'=name", "list", "number", "true"]
    for row, value in zip(found[1:], values, strict=True):
        assert unguarded(row[0]) == clean(value)
        assert not row[0].startswith(("=", "@")) or len(row[0]) == 1
        assert row[2:] == ["-3", "True"]


def test_the_whole_report_of_a_hostile_file_keeps_its_shape():
    """One file with traps in every text, through every form of its report."""
    traps = [t for t in TRAPS if flat(t) and not re.search("[\x00-\x1f]", t)]
    names = iter(traps * 5)
    plain_file: dict[str, Any] = {
        "detente": 1,
        "title": "~~~",
        "about": "```",
        "status_quo": [],
        "decision_makers": {
            dm: {
                "name": f"{next(names)} {dm}",
                "options": {
                    o: {"text": f"{next(names)} {dm}{o}", "short": f"{next(names)[:9]}{dm}{o}"} for o in "xy"
                },
            }
            for dm in "abc"
        },
        "preferences": {
            dm: [{"that": f"{dm}.x", "because": next(names), "text": next(names)}] for dm in "abc"
        },
    }
    import json

    conflict = detente.read_conflict(json.dumps(plain_file))
    read = read_markdown(written(conflict, ".md"))
    assert {k.split(" ")[0] for k, _ in read} <= {"heading_open", "paragraph_open", "th_open", "td_open"}
    assert not any(x in k for k, _ in read for x in ("link", "image", "html", "s_open"))
    found = read_html(written(conflict, ".html"))
    assert {"script": found.elements.count("script")} == {"script": 1}
    assert not {"b", "br", "img"} & set(found.elements)


def written(conflict: Any, ending: str) -> str:
    import tempfile
    from pathlib import Path

    from detente.cli import main

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "x.json", Path(folder) / f"r{ending}"
        source.write_text(detente.to_json(conflict), encoding="utf-8")
        assert main(["report", str(source), "--out", str(target)]) == 0
        return target.read_text(encoding="utf-8")
