"""The Word document, read back line by line: styles, sizes, what keeps together, how wide columns and drawings are."""

from __future__ import annotations

import io
from typing import Any

import pytest

pytest.importorskip("docx")
pytest.importorskip("resvg_py")

import docx
from docx.oxml.ns import qn
from docx.table import Table as Made
from docx.text.paragraph import Paragraph

from detente._version import __version__
from detente.render import docx as module
from detente.render import words as told
from detente.render.docx import (
    EPOCH,
    MARGIN_CM,
    PIXELS_PER_CM,
    TALLEST_CM,
    TALLEST_IN_FRONT_CM,
    WIDTH_CM,
    page,
)
from detente.wording import Items, Page, Picture, Said, Section, Table, Text

TABLE = Table(
    ("Party", "A", "B"),
    (("Ann", "▲", "2nd"), ("Ben", "", "x" * 80)),
    "Who gains",
    "Compared with today",
    centred=frozenset({1}),
    marks={"▲": "better", "▼": "worse"},
)
BARE = Table(("", ""), (("one", "two"),), heads=0)
TWO = Table(("a", "b", "c"), (("1", "2", "3"),), heads=2)


def svg(width: float, height: float) -> str:
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="x"><rect width="9" height="9"/></svg>'


def made(found: Page) -> Any:
    return docx.Document(io.BytesIO(page(found)))


def lines(document: Any) -> list[tuple[Any, ...]]:
    """All that stands in the document, in its order."""
    found: list[tuple[Any, ...]] = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            one = Paragraph(element, document)
            shapes = [(round(int(e.get("cx")) / 360_000, 1), round(int(e.get("cy")) / 360_000, 1))
                      for e in element.iter(qn("wp:extent"))]  # fmt: skip
            runs = [(r.text, r.bold, r.font.size and r.font.size.pt) for r in one.runs if r.text]
            kept = "new page" if one.paragraph_format.page_break_before else ""
            found.append((one.style.name, *(shapes or runs), *filter(None, [kept])))
        elif element.tag == qn("w:tbl"):
            table = Made(element, document)
            look = element.tblPr.find(qn("w:tblLook"))
            heads = (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn")))
            found.append(("Table", heads, [[c.text for c in r.cells] for r in table.rows]))
    return found


def text(style: str, shown: str, *more: Any) -> tuple[Any, ...]:
    return (style, (shown, None, None), *more)


DEEP = Section("1", (Section("2", (Section("3", (Section("4", (Section("5", (Text("down"),)),)),)),)),))


def test_a_document_has_all_that_is_said_in_its_order() -> None:
    details = (
        Items(("first",), numbered=True),
        DEEP,
        Section("Nothing", (Text(" "),)),
        Picture(svg(90, 9), "p", ""),
    )
    front = Said(
        "Brief?", "To talks.", ("A point.",), (Picture(svg(414, 828), "Seen.", "Drawn"),), sure="Well."
    )
    one = Said("Where?", "There.", (), (TABLE, Text("A text."), BARE), account="kyiv", details=details)
    two = Said("Who?", "", (), (Table(("a",), (("",),)),), "", account="base")
    title = Page("Title", (one, two), ("Lead.", "More."), (front,), appendix=True)
    size = 9.0
    shown = [["Party", "A", "B"], ["Ann", "▲", "2nd"], ["Ben", "", "x" * 80]]
    assert lines(made(title)) == [
        text("Title", "Title"),
        text("Subtitle", "Lead."),
        text("Subtitle", "More."),
        text("Heading 1", "Brief?"),
        text("Headline", "To talks."),
        text("List Bullet", "A point."),
        text("Caption", "Drawn"),
        ("Normal", (5.0, 10.0)),
        ("Normal", (f"{told.SURE}: ", True, None), ("Well.", None, None)),
        text("Heading 1", "Where? (kyiv)", "new page"),
        text("Headline", "There."),
        text("Caption", "Who gains"),
        ("Table", ("1", "1"), shown),
        ("Normal", ("▲ better. Compared with today", None, size)),
        text("Normal", "A text."),
        ("Table", ("0", "0"), [["one", "two"]]),
        ("Normal",),
        text("Heading 1", "Who?"),
        text("Heading 1", told.APPENDIX, "new page"),
        text("Heading 2", "Where? (kyiv)"),
        text("List Number", "first"),
        *(text(f"Heading {min(k + 2, 6)}", f"{k}") for k in range(1, 6)),
        text("Normal", "down"),
        ("Normal", (2.2, 0.2)),
    ]
    [shape, _] = made(title).inline_shapes
    assert (shape._inline.docPr.get("descr"), shape._inline.docPr.get("title")) == ("Seen.", "Drawn")


def test_an_appendix_is_there_only_where_there_are_details() -> None:
    said = Said("q", "h", details=(Text(""),))
    assert lines(made(Page("T", (said,), appendix=True)))[-1] == text("Headline", "h")
    assert all("new page" not in line for line in lines(made(Page("T", (said, said)))))


def cells(table: Table) -> Any:
    return made(Page("T", (Said("q", "h", pictures=(table,)),))).tables[0]


def test_cells_are_small_and_close_and_their_heads_bold() -> None:
    found = cells(TABLE)
    lines = [[c.paragraphs[0] for c in row.cells] for row in found.rows]
    assert {p.paragraph_format.space_after.pt for row in lines for p in row} == {1}
    assert {r.font.size.pt for row in lines for p in row for r in p.runs} == {9}
    assert [[p.runs[0].bold for p in row] for row in lines] == [
        [True] * 3,
        [True, False, False],
        [True, False, False],
    ]
    assert [[p.paragraph_format.keep_with_next for p in row] for row in lines] == [
        [True] * 3,
        [False] * 3,
        [False] * 3,
    ]
    assert [[p.alignment for p in row] for row in lines] == [[None, 1, None]] * 3
    rules = [[e.tag.rpartition("}")[2] for e in row._tr.trPr] for row in found.rows]
    assert rules == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"]]
    bold = [[c.paragraphs[0].runs[0].bold for c in row.cells] for row in cells(TWO).rows]
    assert bold == [[True] * 3, [True, False, False]]
    bare = cells(BARE)
    assert [c.paragraphs[0].runs[0].bold for c in bare.rows[0].cells] == [False, False]
    assert [e.tag.rpartition("}")[2] for e in bare.rows[0]._tr.trPr] == ["cantSplit"]
    assert not bare.rows[0].cells[0].paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("letters", "widths"),
    [
        ((1, 4, 5), (8, 8, 8)),  # narrow columns have room for five letters
        ((6, 10, 20), (9, 13, 23)),  # beside what stands in it, each has room for three
        ((30, 60, 61), None),
        ((90, 400, 8), None),
    ],
)
def test_columns_are_as_wide_as_what_stands_in_them(
    letters: tuple[int, ...], widths: tuple[int, ...] | None
) -> None:
    found = cells(Table(("", "a", "b"), (tuple("x" * n for n in letters), ("y", "y", "y"))))
    shown = [c.width.cm for c in found.columns]
    wanted = widths or [min(60, n) + 3 for n in letters]
    scale = min(0.22, 17.4 / sum(wanted))
    assert shown == pytest.approx([w * scale for w in wanted], abs=0.01)
    assert all([c.width.cm for c in row.cells] == shown for row in found.rows)
    assert not found.autofit


@pytest.mark.parametrize(
    ("size", "front", "width"),
    [
        ((414, 100), False, 10.0),
        ((720.36, 100), False, 17.4),
        ((1440, 100), False, 17.4),
        ((414, 2000), False, 414 * 23 / 2000),
        ((414, 500), True, 414 * 10 / 500),
        ((414, 400), True, 414 * 10 / 414),
    ],
)
def test_a_drawing_fits_the_page(size: tuple[float, float], front: bool, width: float) -> None:
    said = (Said("q", "h", pictures=(Picture(svg(*size), "", "Drawn"),)),)
    [shape] = made(Page("T", () if front else said, front=said if front else ())).inline_shapes
    assert shape.width.cm == pytest.approx(width, abs=0.02)
    assert shape._inline.docPr.get("descr") == "Drawn"  # its title, where it says nothing


def test_the_page_is_a4_and_the_drawing_fills_what_its_margins_leave() -> None:
    found = made(Page("T", (), language="de"))
    section = found.sections[0]
    sizes = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    assert [round(s.cm, 1) for s in (*sizes, section.top_margin, section.bottom_margin)] == [
        21,
        29.7,
        1.8,
        1.8,
        1.6,
        1.6,
    ]
    assert pytest.approx(21) == WIDTH_CM + 2 * MARGIN_CM
    assert pytest.approx(720, abs=1) == WIDTH_CM * PIXELS_PER_CM
    assert TALLEST_CM < 29.7 - 2 * 1.6
    assert TALLEST_IN_FRONT_CM < TALLEST_CM / 2
    properties = found.core_properties
    assert (properties.title, properties.author, properties.language, properties.last_modified_by) == (
        "T",
        "",
        "de",
        "",
    )
    assert properties.created == properties.modified == EPOCH
    assert (EPOCH.year, EPOCH.month, EPOCH.day, properties.revision) == (2000, 1, 1, 1)
    assert properties.comments == told.made_with(__version__)


def test_styles_are_plain_and_their_sizes_fall() -> None:
    styles = made(Page("T", ())).styles
    sizes = {
        n: styles[n].font.size.pt
        for n in ("Title", "Heading 1", "Headline", "Heading 2", "Heading 3", "Normal")
    }
    assert sizes == {
        "Title": 22,
        "Heading 1": 14,
        "Headline": 13,
        "Heading 2": 12,
        "Heading 3": 11,
        "Normal": 10.5,
    }
    assert (styles["Subtitle"].font.size.pt, styles["Caption"].font.size.pt) == (10.5, 9.5)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        assert styles[name].font.name == "Calibri"
        assert styles[name].font.italic is False
        assert str(styles[name].font.color.rgb) == ("0B5394" if name.startswith("H") else "1C1C1C")
        fonts = styles[name].element.rPr.rFonts
        assert not [k for k in fonts.attrib if "Theme" in k or k.endswith("cstheme")]
    for name in ("Normal", "Subtitle", "List Bullet", "List Number", "Caption"):
        assert (styles[name].paragraph_format.space_after.pt, styles[name].paragraph_format.line_spacing) == (
            4,
            1.0,
        )
    assert styles["Title"].font.bold
    assert [styles[n].element.rPr.find(qn("w:spacing")) for n in ("Title", "Subtitle")] == [None, None]
    assert styles["Title"].element.pPr.find(qn("w:pBdr")) is None
    assert str(styles["Caption"].font.color.rgb) == "1C1C1C"
    headline = styles["Headline"]
    assert (headline.base_style.name, headline.font.bold, headline.paragraph_format.space_after.pt) == (
        "Normal",
        True,
        4,
    )
    assert headline.paragraph_format.keep_with_next
    assert styles["Caption"].paragraph_format.keep_with_next


def test_an_image_is_sharp_on_paper_and_without_a_font_the_table_stands_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image = module.png(svg(40, 20))
    assert image is not None
    assert [int.from_bytes(image[k : k + 4]) for k in (16, 20)] == [80, 40]
    monkeypatch.setattr(module, "_font", lambda: None)
    inner = Section("Inner", (Text("inside"),))
    for words in ("It says so.", ""):
        drawn = Picture(svg(9, 9), words, "Drawn", (inner, Table(("a",), (("",),))))
        found = lines(made(Page("T", (Said("q", "h", pictures=(drawn,)),))))
        end = [text("Normal", words)] if words else []
        assert found[3:] == [
            text("Caption", "Drawn"),
            text("Heading 2", "Inner"),
            text("Normal", "inside"),
            *end,
        ]
