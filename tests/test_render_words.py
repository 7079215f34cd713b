"""The words and sizes that renderers bring along, and by what they find what to escape."""

# ruff: noqa: E501  (a sentence stands on a line of its own)

from __future__ import annotations

import importlib
import io
import zipfile
from typing import Any

import pytest

from detente.render import common, csv, docx, fragment, german, html, markdown, speaking, words
from detente.render.terminal import Terminal, _cell_lines, _row, _shares, _wrap
from detente.wording import Items, Page, Picture, Said, Section, Table, Text

BROUGHT: dict[str, dict[str, Any]] = {
    "common": {"_STOPS": ",.;:)"},
    "docx": {
        "WIDTH_CM": 17.4,
        "MARGIN_CM": 1.8,
        "PIXELS_PER_CM": 41.4,
        "TALLEST_CM": 23.0,
        "TALLEST_IN_FRONT_CM": 10.0,
        "MOST_LETTERS": 60,
        "LEAST_LETTERS": 5,
        "CM_PER_LETTER": 0.22,
        "ZOOM": 2,
        "DEEPEST": 6,
        "_PROBE": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" '
        'font-family="{font}"><text x="2" y="15" font-size="14">Am</text></svg>',
        "FONTS": (
            "DejaVu Sans",
            "Liberation Sans",
            "Noto Sans",
            "Arial",
            "Helvetica",
            "Segoe UI",
            "Verdana",
            "sans-serif",
        ),
    },
    "german": {
        "CONTENTS": "Inhalt",
        "DETAILS": "Einzelheiten",
        "APPENDIX": "Anhang: Einzelheiten",
        "SURE": "Wie sicher",
        "NEXT": "Weiter",
        "SKIP": "Zur Antwort springen",
        "TO_DETAILS": "Einzelheiten im Anhang",
        "MORE": "Tabellen und Einzelheiten: --full, oder --out DATEI.html",
        "PICTURES": "Das Bild: --out DATEI.html",
        "FOOTER": "Die Seite zeigt, was aus dem folgt, was jemand behauptet; sie ergreift keine Partei.",
        "SPOKEN": {"✓": "ja", "✗": "nein", "▲": "besser", "▼": "schlechter", "◆": "besser oder schlechter"},
        "QUOTED": "„[^“]*“",
    },
    "html": {"LONGEST_WORD": 28, "SHORT_CELL": 12, "SHORT_TABLE": 12, "DEEPEST": 6},
    "markdown": {"DEEPEST": 6},
    "terminal": {"NARROWEST": 40, "WIDE": 100, "WIDEST": 130, "MOST_SPACED": 40},
    "words": {
        "CONTENTS": "Contents",
        "DETAILS": "Details",
        "APPENDIX": "Appendix: details",
        "SURE": "How sure",
        "NEXT": "Next",
        "SKIP": "Skip to the answer",
        "TO_DETAILS": "Details in the appendix",
        "MORE": "Tables and details: --full, or --out FILE.html",
        "PICTURES": "The picture: --out FILE.html",
        "FOOTER": "It shows what follows from what somebody claims; it takes no side.",
        "NO_DOCX": "--out FILE.docx needs the packages python-docx and resvg-py, which are not "
        "installed: pip install 'detente[docx]'",
        "QUOTED": "“[^”]*”",
        "SPOKEN": {"✓": "yes", "✗": "no", "▲": "better", "▼": "worse", "◆": "better or worse"},
    },
}


@pytest.mark.parametrize("module", BROUGHT)
def test_what_renderers_bring_along(module: str) -> None:
    found = vars(importlib.import_module(f"detente.render.{module}"))
    assert {name: found[name] for name in BROUGHT[module]} == BROUGHT[module]


def test_each_language_has_its_words() -> None:
    assert speaking.words_of("de").made_with("1") == f"Erstellt mit détente 1. {german.FOOTER}"
    assert speaking.words_of("en").made_with("1") == f"Made with détente 1. {words.FOOTER}"
    assert [speaking.words_of(x) for x in ("de", "en", "fr", "")] == [german, words, words, words]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\\`*_[]<>#|~&$!@^", "\\\\\\`\\*\\_\\[\\]\\<\\>\\#\\|\\~\\&\\$\\!\\@\\^"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("a 1. b", "a 1. b"),
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("= a", "\\= a"),
        ("a - b", "a - b"),
        ("  a   b ", "a b"),
        ("http://a, https://b, ftp://c", "http\\://a, https\\://b, ftp\\://c"),
        ("HTTP://a mailto:b xmpp:c", "HTTP\\://a mailto\\:b xmpp\\:c"),
        ("www.a", "www\\.a"),
        ("see a.de, b.org and c.xyz", "see a\\.de, b\\.org and c.xyz"),
        ("the end. Of it", "the end. Of it"),
        ("a :smile: b", "a \\:smile: b"),
        ("at 10:30 or: so", "at 10:30 or: so"),
        ("", ""),
    ],
)
def test_markdown_takes_texts_for_nothing_but_letters(text: str, written: str) -> None:
    assert (
        markdown._SPECIAL,
        markdown._ADDRESS,
        markdown._SITE,
        markdown._SIGN,
        markdown._BEGINNING,
    ) is not None
    assert markdown.plain(text) == written
    assert markdown.bold(text) == (f"**{written}**" if written else "")


@pytest.mark.parametrize(
    ("command", "written"),
    [
        ("detente brief FILE", "`detente brief FILE`"),
        ("detente  brief `a`", "`` detente brief `a` ``"),
        ("detente ``a`b```", "```` detente ``a`b``` ````"),
        ("the file *a*", "the file \\*a\\*"),
        ("detentes", "detentes"),
    ],
)
def test_commands_are_code(command: str, written: str) -> None:
    assert markdown._command(command) == written


def test_columns_share_the_room() -> None:
    assert _shares([("a", "b")], 10) == [1, 1]
    assert _shares([("aaaa", "b" * 20)], 26) == [4, 20]
    assert _shares([("a" * 10, "b" * 10)], 22) == [10, 10]
    assert _shares([("a" * 10, "b" * 10)], 21) is None
    assert _shares([("a a a a a a", "b b b b b b")], 18) == [8, 8]
    assert _shares([("a a a a a a", "b b b b b b")], 17) is None
    assert _shares([("a a a a a a", "b b b b b b")], 21) == [10, 9]
    assert _shares([("a a a a a a", "b b b b b b")], 22) == [10, 10]
    assert _shares([("a a a a a a", "b b b b b b")], 99) == [11, 11]
    assert _shares([("a" * 30, "b")], 27) == [24, 1]
    assert _shares([("a" * 30, "b")], 33) == [30, 1]
    assert _shares([("a" * 30, "b")], 26) is None
    assert _shares([("x " * 30, "y " * 10, "z")], 45) == [20, 20, 1]


def test_rows_are_set_in_their_columns() -> None:
    assert _row(("a", "b"), [3, 3], frozenset()) == ["  a    b"]
    assert _row(("a", "b", "c"), [3, 4, 1], frozenset({1})) == ["  a     b    c"]
    assert _row(("a b", "c"), [1, 3], frozenset({0, 1})) == ["  a   c", "  b"]
    assert _row(("", ""), [2, 2], frozenset()) == [""]
    assert _row(("é é", "x"), [1, 1], frozenset()) == ["  é  x", "  é"]
    assert _cell_lines("abc", 3) == ["abc"]
    assert _cell_lines("ab c", 3) == ["ab", "c"]


def test_lines_are_wrapped_by_the_columns_that_letters_take() -> None:
    assert _wrap("a bc def", 4, "- ", "  ") == ["- a", "  bc", "  de", "  f"]
    assert _wrap("é bc def", 4, "- ", "  ") == ["- é", "  bc", "  de", "  f"]
    assert _wrap("é b", 3) == ["é b"]
    assert _wrap("é bc", 3) == ["é", "bc"]
    assert _wrap("停火 停", 4) == ["停火", "停"]
    assert _wrap("停火停", 5) == ["停火", "停"]
    assert _wrap("", 5, "- ") == []
    assert _wrap("é", 1, "  ", "  ") == ["  é"]
    assert _wrap("éa", 3, "  ", "  ") == ["  é", "  a"]


SVG = '<svg viewBox="0 0 720 90" style="min-width:90px"><style>a{}</style><title>t</title></svg>'
DRAWN = Picture(SVG, "What it says.", "Title", (Text("In its place."),))


@pytest.mark.parametrize(
    ("said", "most", "last"),
    [
        (Said("Q", "A."), 0, "  A."),
        (Said("Q", "A.", pictures=(DRAWN,)), 0, "  The picture: --out FILE.html."),
        (Said("Q", "A.", pictures=(DRAWN, Text("b"))), 0, "  The picture: --out FILE.html."),
        (Said("Q", "A.", pictures=(Text("b"),)), 0, "  b"),
        (
            Said("Q", "A.", pictures=(DRAWN,), next=("detente brief F --out x.html",)),
            0,
            "  Next: detente brief F --out x.html",
        ),
        (Said("Q", "A.", details=(Text("x"),)), 0, "  Tables and details: --full, or --out FILE.html."),
        (Said("Q", "A.", details=(Text(""),)), 0, "  A."),
        (Said("Q", "A.", ("b", "c", "d"), letters=("A: x",)), 6, "  - d"),
        (
            Said("Q", "A.", ("b", "c", "d"), pictures=(Items(("x",)),), letters=("A: x",)),
            5,
            "  Tables and details: --full, or --out FILE.html.",
        ),
    ],
)
def test_a_terminal_says_where_more_is(said: Said, most: int, last: str) -> None:
    assert Terminal(100, most=most).page(Page("T", (said,))).splitlines()[-1] == last
    assert "--full" not in Terminal(100, full=True, most=most).page(Page("T", (said,)))


def test_points_give_way_where_lines_are_few() -> None:
    said = Said("Q", "A.", ("b", "c", "d"), pictures=(Items(("x", "y")),), letters=("A: x", "B: y"))
    shown = [Terminal(100, most=most).page(Page("T", (said,))).splitlines()[2:] for most in range(3, 9)]
    more = "  Tables and details: --full, or --out FILE.html."
    assert shown == [
        ["  A: x · B: y", more],
        ["  A: x · B: y", more],
        ["  - b", "  A: x · B: y", more],
        ["  - b", "  - c", "  A: x · B: y", more],
        ["  - b", "  - c", "  - d", "  A: x · B: y", more],
        ["  - b", "  - c", "  - d", "  - x", "  - y"],
    ]
    assert [Terminal(w, most=10).most for w in (10, 40, 50, 99, 100, 130, 500)] == [
        25,
        25,
        20,
        10,
        10,
        10,
        10,
    ]
    assert Terminal(100, full=True, most=10).most == 0
    assert [Terminal(w).width for w in (1, 39, 40, 130, 131)] == [40, 40, 40, 130, 130]


ONE = Table(("a", ""), (("1", ""), ("", ""), ("3", "")), "One", id="one", centred=frozenset({0}), heads=1)


def test_tables_lose_what_is_empty() -> None:
    found = common.trimmed(ONE)
    assert found == Table(("a",), (("1",), ("3",)), "One", id="one", centred=frozenset({0}), heads=1)
    assert common.trimmed(Table(("a", "b"), (("", ""),))) is None
    assert common.trimmed(Table(("a", "b"), (("", "x"),), heads=2, centred=frozenset({0, 1}))) == Table(
        ("b",), (("x",),), heads=1, centred=frozenset({0})
    )
    whole = Table(("a", "b"), (("1", "2"),))
    assert common.trimmed(whole) is whole
    blocks = (
        Text(" "),
        Items(("",)),
        Section("s", (Text(""),)),
        Table(("a",), ()),
        DRAWN,
        Items(("", "b")),
        Text("c"),
    )
    assert common.solid(blocks) == (DRAWN, Items(("", "b")), Text("c"))


def test_marks_are_split_from_words() -> None:
    marks = {"▲": "better", "not known": "nobody knows", "▼": "worse"}
    assert common._STOPS == ",.;:)"
    assert common.split_marks("▲ 1st", marks) == [("▲", "better"), ("1st", "")]
    assert common.split_marks("not known", marks) == [("not known", "nobody knows")]
    assert common.split_marks("a b ▲; ▼) c d", marks) == [
        ("a b", ""),
        ("▲;", "better"),
        ("▼)", "worse"),
        ("c d", ""),
    ]
    assert common.split_marks("", marks) == [("", "")]
    table = Table(("a",), (("▲ 1st",), ("▼, 2nd",)), marks=marks)
    assert common.legend(table) == [("▲", "better"), ("▼", "worse")]
    noted = Table(("a",), (("▲ 1st",), ("▼ 2nd",)), note="▼ means this", marks=marks)
    assert common.legend(noted) == [("▲", "better")]


def test_tables_as_csv_stand_one_below_the_other() -> None:
    two = Table(("b", "c"), (("=2", "x,y"),), id="two")
    said = (
        Said("q", "h", pictures=(ONE,), details=(Section("s", (two,)), Table((), ()))),
        Said("q", "h", pictures=(two,), account="kyiv"),
    )
    front = (Said("q", "h", pictures=(DRAWN, Table(("z",), (("0",),), id="zero"))),)
    assert csv.page(Page("T", said, front=front)) == (
        'table,z\nzero,0\n\ntable,a\none,1\none,3\n\ntable,b,c\ntwo,\'=2,"x,y"\n\n'
        'table,account,b,c\ntwo,kyiv,\'=2,"x,y"\n'
    )
    assert list(csv.rows([{"a": 1, "b": ["x", 2]}, {"a": "=3", "b": ()}])) == ["a,b\n1,x; 2\n", "'=3,\n"]


def test_a_part_of_a_page_says_how_narrow_it_may_get() -> None:
    assert (
        fragment._STYLE.sub("", SVG)
        == '<svg viewBox="0 0 720 90" style="min-width:90px"><title>t</title></svg>'
    )
    assert fragment._LEAST.search(SVG) is not None
    assert fragment.blocks((Picture(SVG, ""),)) == (
        '<figure><svg viewBox="0 0 720 90" data-least="90"><title>t</title></svg></figure>'
    )
    page = Page("T", (Said("q", "h"),), ("l",))
    assert fragment.fragment(page).startswith(
        '<div class="lead"><p>l</p></div>\n<section class="said" id="q">'
    )


def test_drawings_have_ids_of_their_own_on_a_page() -> None:
    svg = '<svg aria-labelledby="d0123abcd-t d0123abcd-d"><title id="d0123abcd-t">t</title><a b="url(#d0123abcd-m)" c="d0123abcd-t"/></svg>'
    assert html._ID.sub(r"\g<1>p1-\g<2>", svg) == (
        '<svg aria-labelledby="p1-d0123abcd-t p1-d0123abcd-d"><title id="p1-d0123abcd-t">t</title>'
        '<a b="url(#p1-d0123abcd-m)" c="d0123abcd-t"/></svg>'
    )
    writer = html._Writer("en")
    assert [writer.id(x) for x in ("A b!", "a-b", "a b", "", "?", "C")] == [
        "a-b",
        "a-b-2",
        "a-b-3",
        "answer",
        "answer-2",
        "c",
    ]
    assert [html._long(x) for x in ("a b", "a" * 12, "a" * 11 + " b", "a" * 28, "a" * 29, "b " + "a" * 29)] == [
        ' class="tight"', "", "", "", ' class="long"', ' class="long"',
    ]  # fmt: skip


def test_a_document_shares_the_page_among_its_columns() -> None:
    assert docx._widths([("a", "b")]) == [1.76, 1.76]
    assert docx._widths([("a" * 5, "b" * 6)]) == [1.76, 1.98]
    assert docx._widths([("a" * 60, "b")]) == [13.86, 1.76]
    assert docx._widths([("a" * 60, "b" * 60)]) == [8.7, 8.7]
    assert docx._widths([("a", "b"), ("a" * 60, "b" * 9)]) == [13.86, 2.64]
    assert docx._widths([("a" * 61, "b")]) == docx._widths([("a" * 60, "b")])
    view = docx._VIEW.search(SVG)
    assert view is not None
    assert view.groups() == ("720", "90")


def test_rows_are_set_apart_where_some_are_high_and_there_are_few() -> None:
    def lines(rows: int, columns: int = 2, width: int = 100) -> int:
        cells = tuple(("a", "x " * 60, *["b"] * (columns - 2)) for _ in range(rows))
        return len(Terminal(width, full=True)._table(Table(("h",) * columns, cells)))

    assert [lines(n) for n in (1, 2, 39, 40)] == [2 + 2, 2 + 2 * 2 + 1, 2 + 39 * 2 + 38, 2 + 40 * 2]
    low = Table(("a", "b"), (("1", "2"), ("3", "4")))
    assert Terminal(100, full=True)._table(low) == ["  a  b", "  ─  ─", "  1  2", "  3  4"]
    assert Terminal(100)._table(low, compact=True) == ["  a  b", "  1  2", "  3  4"]


def test_what_is_new_in_a_lead_is_marked() -> None:
    old, new = (Page("T", (Said("q", "h"),), ("a & b", told)) for told in ("c & d", "e & f"))
    told = fragment.fragment(new, old)
    assert told.startswith('<div class="lead"><p>a &amp; b</p><p><ins>e &amp; f</ins></p></div>')


def test_cells_are_known_by_their_heads() -> None:
    for heads, told in ((0, "a"), (1, "a"), (2, "a\x1fb")):
        table = Table(("A", "B", "C"), (("a", "b", "c"),), "T", heads=heads)
        assert html.cell_key(table, table.rows[0], 2) == f"T\x1f{told}\x1fC\x1fc"


def test_a_first_cell_that_is_empty_goes_on_with_what_stands_above() -> None:
    table = Table(("A", "B"), (("", "1"), ("a", "2"), ("", "3")))
    rows = html._Writer("en").table(table).partition("<tbody>")[2].partition("</tbody>")[0].split()
    assert "".join(rows) == (
        "<tr><td></td><td>1</td></tr>"
        '<tr><thscope="row">a</th><td>2</td></tr>'
        '<tr><thscope="row"><spanclass="hidden">a</span></th><td>3</td></tr>'
    )


def test_a_document_has_its_parts_in_order() -> None:
    from docx import Document

    inner = Section("Deep", (Items(("one", "two"), numbered=True), Section("Deeper", (Items(("three",)),))))
    first = Said("Brief", "To talks.", ("A point.",), sure="Nash ✓", details=(Text("More."),))
    second = Said(
        "Where?",
        "",
        pictures=(Table(("a", "b"), (("1", "▲"),), "Table", "Note.", marks={"▲": "better"}),),
        details=(inner,),
        account="kyiv",
    )
    written = docx.page(Page("Title", (second,), ("Lead.",), (first,), appendix=True, speaks="de"))
    document = Document(io.BytesIO(written))
    assert [(p.style.name, p.text) for p in document.paragraphs if p.style is not None] == [
        ("Title", "Title"),
        ("Subtitle", "Lead."),
        ("Heading 1", "Brief"),
        ("Headline", "To talks."),
        ("List Bullet", "A point."),
        ("Normal", "Wie sicher: Nash ✓"),
        ("Heading 1", "Where? (kyiv)"),
        ("Caption", "Table"),
        ("Normal", "▲ better. Note."),
        ("Heading 1", "Anhang: Einzelheiten"),
        ("Heading 2", "Brief"),
        ("Normal", "More."),
        ("Heading 2", "Where? (kyiv)"),
        ("Heading 3", "Deep"),
        ("List Number", "one"),
        ("List Number", "two"),
        ("Heading 4", "Deeper"),
        ("List Bullet", "three"),
    ]
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert broken == ["Where? (kyiv)", "Anhang: Einzelheiten"]
    [table] = document.tables
    assert [[c.text for c in row.cells] for row in table.rows] == [["a", "b"], ["1", "▲"]]
    assert [[bool(c.paragraphs[0].runs[0].bold) for c in row.cells] for row in table.rows] == [
        [True, True],
        [True, False],
    ]
    assert [
        [bool(c.paragraphs[0].paragraph_format.keep_with_next) for c in row.cells] for row in table.rows
    ] == [[True, True], [False, False]]
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language, properties.revision) == (
        "Title",
        "",
        "de",
        1,
    )
    assert (
        properties.created
        == properties.modified
        == docx.EPOCH.replace(tzinfo=properties.created.tzinfo if properties.created else None)
    )
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        told = {
            (i.compress_type, i.external_attr >> 16, i.create_system, i.date_time) for i in packed.infolist()
        }
        assert told == {(zipfile.ZIP_DEFLATED, 0o600, 3, (1980, 1, 1, 0, 0, 0))}
        listed = packed.namelist()
    assert listed[0] == "[Content_Types].xml"
    assert listed[1:] == sorted(listed[1:])


def test_titles_of_tables_give_way_first() -> None:
    table = Table(("a", "b"), (("1", "2"),), "Title")
    said = Said("Q", "A.", pictures=(Picture(SVG, "t", "T", (table,)),))
    shown = {n: Terminal(100, most=n).page(Page("T", (said,))).splitlines()[2:] for n in (4, 5, 6)}
    picture, more = "  The picture: --out FILE.html.", "  Tables and details: --full, or --out FILE.html."
    assert shown == {
        4: [more],
        5: ["  a  b", "  1  2", picture],
        6: ["  Title:", "  a  b", "  1  2", picture],
    }


def test_a_text_alone_is_marked_by_nothing() -> None:
    assert fragment.text("“a” & <b>") == "“a” &amp; &lt;b&gt;"
