"""Answers as one self-contained HTML file: no network, readable on a screen, a phone and paper, by eye and by ear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import count
from pathlib import Path

from detente._version import __version__
from detente.conflict.safetext import FIRST, LAST, apart
from detente.render.common import blank, solid, split_marks, trimmed
from detente.render.speaking import words_of
from detente.wording import Block, Items, Page, Picture, Said, Table, Text

LONGEST_WORD = 28
SHORT_CELL = 12
SHORT_TABLE = 12  # up to here a table is kept on one page
DEEPEST = 6
STYLE = Path(__file__).parent / "page.css"
# A browser does not print what is folded: where an appendix is printed, open it for the while. What scrolls can be
# reached by the keyboard.
_SCRIPT = (
    "addEventListener('beforeprint',()=>document.querySelectorAll('.appendix details:not([open])')"
    ".forEach(d=>{d.open=true;d.dataset.shut=1}));"
    "addEventListener('afterprint',()=>document.querySelectorAll('details[data-shut]')"
    ".forEach(d=>{d.open=false;delete d.dataset.shut}));"
    "const reach=()=>document.querySelectorAll('.table,figure').forEach(e=>"
    "e.scrollWidth>e.clientWidth?e.tabIndex=0:e.removeAttribute('tabindex'));"
    "addEventListener('resize',reach);addEventListener('toggle',reach,true);reach();"
)
_ID = re.compile(r'(\bid="|aria-labelledby="| |url\(#)(d[0-9a-f]{8}-[a-z])')


class _Writer:
    """Writes one page; counts what has to have a name of its own on it."""

    def __init__(self, language: str, speaks: str = "en") -> None:
        self.language, self.speaks = language, speaks
        self.words = words_of(speaks)
        self.numbers = count(1)
        self.taken: set[str] = set()

    def text(self, text: str) -> str:
        """Escape a text; what it quotes from the file is marked where the file has another language."""
        told = _told(text)
        if self.language == self.speaks:
            return told
        theirs = escape(self.language)
        return re.sub(self.words.QUOTED, lambda m: f'<span lang="{theirs}">{m[0]}</span>', told)

    def theirs(self, text: str) -> str:
        """Escape a text that is the file's own, whole."""
        told = _told(text)
        return told if self.language == self.speaks else f'<span lang="{escape(self.language)}">{told}</span>'

    def id(self, wanted: str) -> str:
        """Give a name that nothing else on the page has."""
        base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-") or "answer"
        names = (base if n == 1 else f"{base}-{n}" for n in count(1))
        name = next(n for n in names if n not in self.taken)
        self.taken.add(name)
        return name

    def fresh(self, told: str, written: str) -> str:
        """Write what is told so that it stands out where it is new; on a page of its own nothing is."""
        return written

    def drawn(self, svg: str) -> str:
        """Give a drawing as the page needs it."""
        return svg

    # -- blocks ---------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Block], level: int) -> str:
        return "\n".join(self.block(b, level) for b in solid(tuple(blocks)))

    def block(self, block: Block, level: int) -> str:
        if isinstance(block, Text):
            return f"<p>{self.fresh(block.text, self.text(block.text))}</p>"
        if isinstance(block, Items):
            tag = "ol" if block.numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{self.fresh(i, self.text(i))}</li>' for i in block.items)}</{tag}>"
        if isinstance(block, Picture):
            return self.picture(block)
        if isinstance(block, Table):
            return self.table(block)
        heading = f"<h{level}>{self.text(block.title)}</h{level}>"
        return f"<section>\n{heading}\n{self.blocks(block.blocks, min(level + 1, DEEPEST))}\n</section>"

    def picture(self, picture: Picture) -> str:
        number = next(self.numbers)
        # Two pictures that show the same have the same ids: make them this page's own.
        svg = _ID.sub(rf"\g<1>p{number}-\g<2>", picture.svg)
        # What it says stands in its <desc>: said here too, it would be read twice.
        caption = (
            f"<figcaption><strong>{self.fresh(picture.text, self.text(picture.title))}</strong></figcaption>"
            if picture.title
            else ""
        )
        return f"<figure>{caption}{self.drawn(svg)}</figure>"

    def table(self, whole: Table) -> str:
        table = trimmed(whole)
        if table is None:
            return ""
        # A cell that heads nothing by a word is no head: whoever listens would be told of a head without a name.
        head = "".join(
            f'<th scope="col"{_mark(k, table)}>{self.text(c)}</th>'
            if not blank(c)
            else f"<td{_mark(k, table)}></td>"
            for k, c in enumerate(table.columns)
        )
        rows = "\n".join(
            f"<tr>{self._row(row, table, table.rows[:n][::-1])}</tr>" for n, row in enumerate(table.rows)
        )
        caption = f"<caption>{self.text(table.title)}</caption>" if table.title else ""
        note = f'<p class="note">{self.text(table.note)}</p>' if table.note else ""
        thead = f"<thead><tr>{head}</tr></thead>" if not all(map(blank, table.columns)) else ""
        short = " short" if len(table.rows) <= SHORT_TABLE else ""
        # A group, no landmark: a page of many tables would have dozens of those, some of the same name.
        label = f' role="group" aria-label="{escape(apart(table.title))}"' if table.title else ""
        body = f"{caption}{thead}<tbody>\n{rows}\n</tbody>"
        return f'<div class="table{short}"{label}><table>{body}</table>{note}</div>'

    def _row(self, row: Sequence[str], table: Table, above: Sequence[Sequence[str]]) -> str:
        cells = []
        most = min(table.heads, len(table.columns) - 1)  # the last column has nothing to head
        for k, cell in enumerate(row):
            shown = "".join(self._piece(*piece) for piece in split_marks(cell, table.marks)).strip()
            shown = self.fresh(cell_key(table, row, k), shown)
            kind = _mark(k, table) or _long(cell)
            if k < most and not blank(cell):
                cells.append(f'<th scope="row"{kind}>{shown}</th>')
            elif k == 0 and most and (goes_on := next((r[0] for r in above if not blank(r[0])), "")):
                cells.append(f'<th scope="row"><span class="hidden">{self.text(goes_on)}</span></th>')
            else:
                cells.append(f"<td{kind}>{shown}</td>")
        return "".join(cells)

    def _piece(self, piece: str, meaning: str) -> str:
        if not meaning:
            return self.text(piece) + " "
        shown = f'<span aria-hidden="true">{self.text(piece)}</span>' if piece.strip() else ""
        return f'{shown}<span class="hidden">{self.text(meaning)}</span> '

    def sentence(self, text: str) -> str:
        """Write a line whose marks are told in words to whoever hears it."""
        return "".join(self._piece(*piece) for piece in split_marks(text, self.words.SPOKEN)).strip()

    # -- answers --------------------------------------------------------------------------------

    def said(self, said: Said, name: str, *, details: str = "") -> str:
        listed = "".join(f"<li>{self.fresh(p, self.text(p))}</li>" for p in said.points)
        points = f"<ul class='points'>{listed}</ul>"
        headline = self.fresh(said.headline, self.text(said.headline))
        headline = f'<p class="headline">{headline}</p>' if said.headline else ""
        answer = f"<h2>{self.text(_question(said))}</h2>\n{headline}{points if said.points else ''}"
        parts = [f'<div class="answer">{answer}</div>', self.blocks(said.pictures, 3)]
        if said.sure:
            sure = self.fresh(said.sure, self.sentence(said.sure))
            parts.append(f'<p class="sure"><span class="tag">{self.words.SURE}</span> {sure}</p>')
        if said.next:
            told = "; ".join(_command(self, n) for n in said.next)
            parts.append(f'<p class="next"><span class="tag">{self.words.NEXT}</span> {told}</p>')
        parts.append(details)
        inner = "\n".join(p for p in parts if p)
        return f'<section class="said" id="{name}">\n{inner}\n</section>'

    def folded(self, said: Said, level: int) -> str:
        """Fold the details of an answer."""
        found = solid(said.details)
        if not found:
            return ""
        about = f'<span class="hidden">: {self.text(_question(said))}</span>'
        return f"<details><summary>{self.words.DETAILS}{about}</summary>\n{self.blocks(found, level)}\n</details>"

    def appended(self, said: Said, name: str) -> str:
        """Write the details of an answer as a part of the appendix."""
        details = f"<details open><summary>{self.words.DETAILS}</summary>\n{self.blocks(said.details, 4)}\n</details>"
        return f'<section id="{name}">\n<h3>{self.text(_question(said))}</h3>\n{details}\n</section>'


def cell_key(table: Table, row: Sequence[str], column: int) -> str:
    """Give what a cell says together with where it says it: by the heads of its row and its column."""
    heads = [c for c in row[: max(1, table.heads)] if c]
    return "\x1f".join([table.title, *heads, table.columns[column], row[column]])


def _told(text: str) -> str:
    """Escape a text; what is written from right to left is an element of its own, which reorders nothing beside it."""
    return escape(apart(text)).replace(FIRST, "<bdi>").replace(LAST, "</bdi>")


def _command(writer: _Writer, text: str) -> str:
    shown = writer.text(text)
    return f"<code>{shown}</code>" if text.startswith("detente ") else shown


def _mark(k: int, table: Table) -> str:
    return ' class="mark"' if k in table.centred else ""


def _long(cell: str) -> str:
    """Let a cell break inside a word that would not fit beside others, and a short one nowhere."""
    if len(cell) <= SHORT_CELL and " " in cell:
        return ' class="tight"'
    return ' class="long"' if any(len(word) > LONGEST_WORD for word in cell.split()) else ""


def _question(said: Said) -> str:
    account = f" ({said.account})" if said.account not in ("", "base") else ""
    return said.question + account


def page(found: Page) -> str:
    """Write a page: the brief first, then contents, then the answers, then the appendix if one is asked for."""
    writer = _Writer(found.language, found.speaks)
    words = writer.words
    every = (*found.front, *found.said)
    names = [writer.id(s.id or s.question) for s in every]
    ends = {n: writer.id(f"{n}-details") for n, s in zip(names, every, strict=True) if solid(s.details)}
    written = []
    for said, name in zip(every, names, strict=True):
        if not found.appendix:
            details = writer.folded(said, 3)
        elif name in ends:
            details = f'<p class="to"><a href="#{ends[name]}">{words.TO_DETAILS}</a></p>'
        else:
            details = ""
        written.append(writer.said(said, name, details=details))
    fronts, rest = written[: len(found.front)], written[len(found.front) :]
    appendix = [
        writer.appended(s, ends[n]) for n, s in zip(names, every, strict=True) if found.appendix and n in ends
    ]
    lead = "".join(f"<p>{writer.text(t)}</p>" for t in found.lead)
    body = [f"<header>\n<h1>{writer.theirs(found.title)}</h1>\n<div class='lead'>{lead}</div>\n</header>"]
    body.append('<main id="main" tabindex="-1">')
    if fronts:
        body.append('<div class="front">\n' + "\n".join(fronts) + "\n</div>")
    if len(rest) > 1 or (rest and (fronts or appendix)):
        body.append(_contents(writer, found, names, ends if appendix else {}))
    body += rest
    if appendix:
        inner = "\n".join(appendix)
        body.append(
            f'<section class="appendix" id="appendix">\n<h2>{words.APPENDIX}</h2>\n{inner}\n</section>'
        )
    body.append("</main>")
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{found.speaks}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="detente {__version__}">\n'
        f"<title>{escape(apart(found.title))}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{words.SKIP}</a>\n'
        + "\n".join(body)
        + f"\n<footer>{escape(words.made_with(__version__))}</footer>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _contents(writer: _Writer, found: Page, names: Sequence[str], ends: dict[str, str]) -> str:
    words = writer.words
    rest = zip(names[len(found.front) :], found.said, strict=True)
    items = [f'<li><a href="#{n}">{writer.text(_question(s))}</a></li>' for n, s in rest]
    if ends:
        items.append(f'<li><a href="#appendix">{words.APPENDIX}</a></li>')
    return f'<nav aria-labelledby="contents"><h2 id="contents">{words.CONTENTS}</h2><ol>{"".join(items)}</ol></nav>'
