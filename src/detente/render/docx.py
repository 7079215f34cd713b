"""Answers as a Word document, made to be edited: styles, real tables, drawings as images with an alternative text.

Needs `python-docx`, and `resvg-py` to turn drawings into images (`pip install 'detente[docx]'`). The same page gives
the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente._version import __version__
from detente.conflict import DetenteError
from detente.conflict.safetext import clean
from detente.drawing import on_paper
from detente.render import words
from detente.render.common import blank, legend, solid, trimmed
from detente.render.speaking import words_of
from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
WIDTH_CM = 17.4  # what A4 leaves between the margins
MARGIN_CM = 1.8
PIXELS_PER_CM = 41.4  # a drawing of 720 px fills the page
TALLEST_CM = 23.0
TALLEST_IN_FRONT_CM = 10.0  # the brief is one page
MOST_LETTERS = 60  # from here on a column of a table gets no wider
LEAST_LETTERS = 5
CM_PER_LETTER = 0.22
ZOOM = 2
DEEPEST = 6
_VIEW = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" '
    'font-family="{font}"><text x="2" y="15" font-size="14">Am</text></svg>'
)
FONTS = (
    "DejaVu Sans",
    "Liberation Sans",
    "Noto Sans",
    "Arial",
    "Helvetica",
    "Segoe UI",
    "Verdana",
    "sans-serif",
)


def page(found: Page) -> bytes:
    """Write a page; details come last, and only where an appendix is asked for."""
    document = _document(found)
    document.add_paragraph(clean(found.title), style="Title")
    for text in found.lead:
        document.add_paragraph(clean(text), style="Subtitle")
    for said in found.front:
        _said(document, said, words_of(found.speaks).SURE, TALLEST_IN_FRONT_CM)
    for number, said in enumerate(found.said):
        heading = _said(document, said, words_of(found.speaks).SURE)
        if found.front and number == 0:
            heading.paragraph_format.page_break_before = True
    every = (*found.front, *found.said)
    if found.appendix and any(solid(s.details) for s in every):
        document.add_heading(words_of(found.speaks).APPENDIX, 1).paragraph_format.page_break_before = True
        for said in every:
            details = solid(said.details)
            if details:
                document.add_heading(clean(_question(said)), 2)
                for block in details:
                    _block(document, block, 3)
    return _packed(document)


def _question(said: Said) -> str:
    account = f" ({said.account})" if said.account not in ("", "base") else ""
    return said.question + account


def _document(found: Page) -> Document:
    try:
        import docx
        from docx.enum.text import WD_LINE_SPACING
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor
    except ImportError as error:
        raise DetenteError(words.NO_DOCX) from error
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(1.6)
    styles: Any = document.styles
    ink = RGBColor(0x1C, 0x1C, 0x1C)
    sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 10.5, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11}
    for name, size in sizes.items():
        style = styles[name]
        style.font.size, style.font.name = Pt(size), "Calibri"
        style.font.italic = False
        style.font.color.rgb = RGBColor(0x0B, 0x53, 0x94) if name.startswith("Heading") else ink
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{attribute}"), None)
    styles["Title"].font.bold = True
    for name in ("Title", "Subtitle"):  # the template spaces their letters out, and rules a line
        styles[name].element.rPr.remove(styles[name].element.rPr.find(qn("w:spacing")))
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    for name in ("Normal", "Subtitle", "List Bullet", "List Number", "Caption"):
        styles[name].paragraph_format.space_after = Pt(4)
        styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(9.5), ink
    styles["Caption"].paragraph_format.keep_with_next = True
    lead = styles.add_style("Headline", 1)
    lead.base_style, lead.font.size, lead.font.bold = styles["Normal"], Pt(13), True
    lead.paragraph_format.keep_with_next = True
    lead.paragraph_format.space_after = Pt(4)
    properties = document.core_properties
    properties.title, properties.author = clean(found.title), ""
    properties.language = found.language if found.speaks == "en" else found.speaks
    properties.comments = words_of(found.speaks).made_with(__version__)
    properties.created = properties.modified = EPOCH
    properties.last_modified_by, properties.revision = "", 1
    return document


def _said(document: Document, said: Said, sure: str, tallest: float = TALLEST_CM) -> Paragraph:
    heading: Paragraph = document.add_heading(clean(_question(said)), 1)
    if said.headline:
        document.add_paragraph(clean(said.headline), style="Headline")
    for point in said.points:
        document.add_paragraph(clean(point), style="List Bullet")
    for shown in solid(said.pictures):
        if isinstance(shown, Picture):
            _picture(document, shown, 2, tallest)
        else:
            _block(document, shown, 2)
    if said.sure:
        line = document.add_paragraph()
        line.add_run(f"{sure}: ").bold = True
        line.add_run(clean(said.sure))
    return heading


def _block(document: Document, block: Block, level: int) -> None:
    if isinstance(block, Text):
        document.add_paragraph(clean(block.text))
    elif isinstance(block, Items):
        for item in block.items:
            document.add_paragraph(clean(item), style="List Number" if block.numbered else "List Bullet")
    elif isinstance(block, Picture):
        _picture(document, block, level)
    elif isinstance(block, Table):
        _table(document, block)
    elif isinstance(block, Section):
        document.add_heading(clean(block.title), min(level, DEEPEST))
        for inner in solid(block.blocks):
            _block(document, inner, level + 1)


def _picture(document: Document, picture: Picture, level: int, tallest: float = TALLEST_CM) -> None:
    """Put the drawing in as an image; where letters cannot be drawn, what stands in its place."""
    from docx.shared import Cm

    if picture.title:
        document.add_paragraph(clean(picture.title), style="Caption")
    image = png(picture.svg)
    if image is None:
        for inner in solid(picture.plain):
            _block(document, inner, level)
        if picture.text:
            document.add_paragraph(clean(picture.text))
        return
    view = _VIEW.search(picture.svg)
    width, height = (float(view[1]), float(view[2])) if view else (720.0, 400.0)
    scale = min(1 / PIXELS_PER_CM, WIDTH_CM / width, tallest / height)
    shape = document.add_picture(io.BytesIO(image), width=Cm(width * scale))
    told = shape._inline.docPr
    told.set("descr", clean(picture.text or picture.title))
    told.set("title", clean(picture.title))


def png(svg: str) -> bytes | None:
    """Turn a drawing into an image, in the colours of paper; None where this machine has no font to draw with.

    Raises
    ------
    DetenteError
        If the package that does it is not installed.
    """
    font = _font()
    if font is None:
        return None
    import resvg_py

    paper = re.sub(r'font-family="[^"]*"', f'font-family="{font}"', on_paper(svg), count=1)
    return bytes(resvg_py.svg_to_bytes(svg_string=paper, zoom=ZOOM, background="#ffffff"))


@lru_cache(maxsize=1)
def _font() -> str | None:
    """Find a font that letters can be drawn with; without one, they would be missing from the image in silence."""
    try:
        import resvg_py
    except ImportError as error:
        raise DetenteError(words.NO_DOCX) from error
    empty = bytes(resvg_py.svg_to_bytes(svg_string=re.sub("<text.*</text>", "", _PROBE.format(font="x"))))
    for font in FONTS:
        if bytes(resvg_py.svg_to_bytes(svg_string=_PROBE.format(font=font))) != empty:
            return font
    return None


def _table(document: Document, whole: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = trimmed(whole)
    if table is None:
        return
    if table.title:
        document.add_paragraph(clean(table.title), style="Caption")
    headed = not all(map(blank, table.columns))
    rows = ([table.columns] if headed else []) + list(table.rows)
    made = document.add_table(rows=len(rows), cols=len(table.columns), style="Table Grid")
    made.autofit = False
    widths = _widths([table.columns, *table.rows])
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    look = made._tbl.tblPr.find(_q("tblLook"))
    if look is not None:
        look.set(_q("firstRow"), "1" if headed else "0")
        look.set(_q("firstColumn"), "1" if table.heads else "0")
    for n, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("cantSplit"))
        if headed and n == 0:
            properties.append(_element("tblHeader"))
        for k, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Cm(widths[k])
            line = cell.paragraphs[0]
            line.paragraph_format.space_after = Pt(1)
            # A head is not left alone at the foot of a page.
            line.paragraph_format.keep_with_next = headed and n == 0
            run = line.add_run(clean(text))
            run.font.size = Pt(9)
            run.bold = (headed and n == 0) or k < min(table.heads, 1)
            if k in table.centred:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    told = "; ".join(f"{mark} {meaning}" for mark, meaning in legend(table))
    note = ". ".join(t for t in (told, table.note) if t)
    below = document.add_paragraph()
    below.add_run(clean(note)).font.size = Pt(9)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Share the page among columns by what stands in them; a narrow table stays narrow."""
    letters = [
        min(MOST_LETTERS, max(LEAST_LETTERS, *(len(r[k]) for r in rows))) + 3 for k in range(len(rows[0]))
    ]
    wanted = [n * CM_PER_LETTER for n in letters]
    scale = min(1.0, WIDTH_CM / sum(wanted))
    return [round(w * scale, 2) for w in wanted]


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{name}")


def _packed(document: Document) -> bytes:
    """Pack the document so that the same page gives the same bytes: no dates of today."""
    made = io.BytesIO()
    document.save(made)
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return out.getvalue()
