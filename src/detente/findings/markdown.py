"""Findings as Markdown."""

from __future__ import annotations

from detente.findings.finding import Block, Finding, Items, Page, Picture, Section, Table, Text

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)


def page(page: Page) -> str:
    """Write a page."""
    lines = [f"# {_plain(page.title)}", ""]
    for text in page.lead:
        lines += [_plain(text), ""]
    for finding in page.findings:
        lines += _finding(finding)
    return "\n".join(lines).rstrip() + "\n"


def _finding(finding: Finding) -> list[str]:
    account = f" ({finding.account})" if finding.account not in ("", "base") else ""
    lines = [f"## {_plain(finding.question + account)}", ""]
    for text in finding.answer:
        lines += [_plain(text), ""]
    for block in finding.blocks:
        lines += _block(block, 3)
    return lines


def _block(block: Block, level: int) -> list[str]:
    if isinstance(block, Text):
        return [_plain(block.text), ""]
    if isinstance(block, Items):
        marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
        return [*(f"{m} {_plain(i)}" for m, i in zip(marks, block.items, strict=True)), ""]
    if isinstance(block, Picture):
        return []
    if isinstance(block, Section):
        lines = [f"{'#' * level} {_plain(block.title)}", ""]
        for inner in block.blocks:
            lines += _block(inner, level + 1)
        return lines
    return _table(block)


def _table(table: Table) -> list[str]:
    lines = [f"**{_plain(table.title)}**", ""] if table.title else []
    ruler = (":-:" if k in table.centred else "---" for k in range(len(table.columns)))
    lines += [
        "| " + " | ".join(_plain(c) or " " for c in table.columns) + " |",
        "| " + " | ".join(ruler) + " |",
    ]
    lines += ["| " + " | ".join(_plain(c) or " " for c in row) + " |" for row in table.rows]
    return [*lines, "", *([_plain(table.note), ""] if table.note else [])]
