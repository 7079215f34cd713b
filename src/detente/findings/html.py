"""Findings as one self-contained HTML file: no network, readable on a screen and on paper."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from detente._version import __version__
from detente.findings.finding import Block, Finding, Items, Page, Picture, Table, Text

LONGEST_WORD = 28
STYLE = Path(__file__).parent / "report.css"
# A browser does not print what is folded away: open it for the while.
_SCRIPT = (
    "addEventListener('beforeprint',()=>document.querySelectorAll('details:not([open])')"
    ".forEach(d=>{d.open=true;d.dataset.shut=1}));"
    "addEventListener('afterprint',()=>document.querySelectorAll('details[data-shut]')"
    ".forEach(d=>{d.open=false;delete d.dataset.shut}));"
)


def page(page: Page) -> str:
    """Write a page."""
    body = [f'<h1 lang="{escape(page.language)}">{escape(page.title)}</h1>']
    body.append('<div class="lead">' + "".join(f"<p>{escape(t)}</p>" for t in page.lead) + "</div>")
    contents, parts, number = [], [], len(page.front)
    body += [_finding(f, k, shown_account=True) for k, f in enumerate(page.front)]
    for k, part in enumerate(page.parts):
        if part.title:
            parts.append(f'<h2 id="part{k}">{escape(part.title)}</h2>')
            parts.append(f'<p class="says">{escape(part.says)}</p>' if part.says else "")
            contents.append(f'<p class="account"><a href="#part{k}">{escape(part.title)}</a></p>')
        for finding in part.findings:
            contents.append(f'<p><a href="#finding{number}">{escape(finding.question)}</a></p>')
            parts.append(_finding(finding, number, shown_account=not part.title))
            number += 1
    if len(page.findings) > 1:
        body.append(f"<nav aria-label='Contents'>{''.join(contents)}</nav>")
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="detente {__version__}">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join([*body, *parts])
        + f"\n<footer>Made with détente {__version__}. It shows what follows from what somebody claims; it takes no "
        f"side.</footer>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _finding(finding: Finding, number: int, *, shown_account: bool) -> str:
    account = f" ({finding.account})" if shown_account and finding.account not in ("", "base") else ""
    answer = "".join(f"<p>{escape(t)}</p>" for t in finding.answer)
    blocks = "\n".join(_block(b, 4, number) for b in finding.blocks)
    return (
        f'<section id="finding{number}">\n<h3>{escape(finding.question + account)}</h3>\n'
        f'<div class="answer">{answer}</div>\n{blocks}\n</section>'
    )


def _block(block: Block, level: int, number: int) -> str:
    if isinstance(block, Text):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Items):
        tag = "ol" if block.numbered else "ul"
        return f"<{tag}>{''.join(f'<li>{escape(i)}</li>' for i in block.items)}</{tag}>"
    if isinstance(block, Picture):
        # Ids inside drawings are shared by the page: make them this finding's own.
        svg = re.sub(r'(id="|url\(#)(arrow)', rf"\g<1>f{number}\g<2>", block.svg)
        title = f"<strong>{escape(block.title)}.</strong> " if block.title else ""
        return f"<figure>{svg}<figcaption>{title}{escape(block.text)}</figcaption></figure>"
    if isinstance(block, Table):
        return _table(block)
    inner = "\n".join(_block(b, min(level + 1, 6), number) for b in block.blocks)
    if block.aside:
        kind = ' class="bulk"' if block.bulk else " open"
        return f"<details{kind}><summary>{escape(block.title)}</summary>\n{inner}\n</details>"
    return f"<h{level}>{escape(block.title)}</h{level}>\n{inner}"


def _table(table: Table) -> str:
    def mark(k: int) -> str:
        return ' class="mark"' if k in table.centred else ""

    head = "".join(f'<th scope="col"{mark(k)}>{escape(c)}</th>' for k, c in enumerate(table.columns))
    rows = "\n".join(
        "<tr>" + "".join(f"<td{mark(k) or _long(c)}>{escape(c)}</td>" for k, c in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody>"
    return f'<div class="table"><table>{caption}{body}</table>{note}</div>'


def _long(cell: str) -> str:
    """Let a cell break inside a word that would not fit beside others."""
    return ' class="long"' if any(len(word) > LONGEST_WORD for word in cell.split()) else ""
