"""Answers as Markdown: what people wrote stays text, drawings are told by their tables and texts."""

from __future__ import annotations

import re

from detente.conflict.safetext import apart, clean
from detente.render.common import blank, legend, solid, trimmed
from detente.render.speaking import RenderWords, words_of
from detente.wording import Block, Items, Page, Picture, Said, Section, Table, Text

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~&$!@^"})
# Renderers make links of these by themselves, some also of what ends like the name of a site, and pictures of `:word:`.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(?=:)|(www)(?=\.)")
_SITE = re.compile(r"(?i)(?<=[^\W_])\.(?=(?:[a-z]{2}|biz|com|edu|gov|net|org|pro|web|xxx|aero|info|shop)\b)")
_SIGN = re.compile(r":(?=[a-z0-9+\\-][a-z0-9_+\\-]*:)")
_BEGINNING = re.compile(r"^(?:(\d+)([.)])|([-+=]))")
DEEPEST = 6


def plain(text: str) -> str:
    r"""Escape what Markdown would take for more than letters, also at the beginning of a line, and bare addresses.

    Examples
    --------
    >>> plain("1. *a* | see https://b")
    '1\\. \\*a\\* \\| see https\\://b'
    """
    told = " ".join(apart(text).split()).translate(_SPECIAL)
    if ":" in told or "." in told:
        told = _ADDRESS.sub(r"\g<0>\\", told)
        told = _SIGN.sub(r"\\:", _SITE.sub(r"\\.", told))
    return _BEGINNING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", told)


def bold(text: str) -> str:
    """Set a text off; one of which nothing is left stays empty."""
    told = plain(text)
    return f"**{told}**" if told else ""


def page(found: Page) -> str:
    """Write a page; details come last, and only where an appendix is asked for."""
    lines, words = [f"# {plain(found.title)}", ""], words_of(found.speaks)
    for text in found.lead:
        lines += [plain(text), ""]
    said = (*found.front, *found.said)
    for answer in said:
        lines += _said(answer, words)
    if found.appendix and any(solid(s.details) for s in said):
        lines += [f"## {words.APPENDIX}", ""]
        for answer in said:
            details = solid(answer.details)
            if details:
                lines += [f"### {plain(_question(answer))}", ""]
                for block in details:
                    lines += _block(block, 4)
    return "\n".join(lines).rstrip() + "\n"


def _question(said: Said) -> str:
    account = f" ({said.account})" if said.account not in ("", "base") else ""
    return said.question + account


def _said(said: Said, words: RenderWords) -> list[str]:
    lines = [f"## {plain(_question(said))}", ""]
    if said.headline:
        lines += [bold(said.headline), ""]
    if said.points:
        lines += [*(f"- {plain(p)}" for p in said.points), ""]
    for shown in said.pictures:
        lines += _block(shown, 3)
    if said.sure:
        lines += [f"*{words.SURE}:* {plain(said.sure)}", ""]
    if said.next:
        lines += [f"*{words.NEXT}:* {'; '.join(_command(n) for n in said.next)}", ""]
    return lines


def _command(text: str) -> str:
    """Set a command as code; what stands in it cannot end it."""
    if not text.startswith("detente "):
        return plain(text)
    told = " ".join(clean(text).split())
    longest = max((len(m) for m in re.findall(r"`+", told)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{told}{space}{fence}"


def _block(block: Block, level: int) -> list[str]:
    if isinstance(block, Text):
        return [plain(block.text), ""]
    if isinstance(block, Items):
        marks = (f"{n}." if block.numbered else "-" for n in range(1, len(block.items) + 1))
        return [*(f"{m} {plain(i)}" for m, i in zip(marks, block.items, strict=True)), ""]
    if isinstance(block, Picture):
        titled = any(isinstance(b, Table) and b.title == block.title for b in block.plain)
        lines = [bold(block.title), ""] if block.title and not titled else []
        for inner in solid(block.plain):
            lines += _block(inner, level)
        return [*lines, *([plain(block.text), ""] if block.text and not block.plain else [])]
    if isinstance(block, Section):
        lines = [f"{'#' * min(level, DEEPEST)} {plain(block.title)}", ""]
        for inner in solid(block.blocks):
            lines += _block(inner, level + 1)
        return lines
    return _table(block)


def _table(whole: Table) -> list[str]:
    table = trimmed(whole)
    if table is None:
        return []
    lines = [bold(table.title), ""] if table.title else []
    ruler = (":-:" if k in table.centred else "---" for k in range(len(table.columns)))
    lines += [
        "| " + " | ".join(plain(c) or " " for c in table.columns) + " |",
        "| " + " | ".join(ruler) + " |",
    ]
    for row in table.rows:
        cells = [plain(c) or " " for c in row]
        heads = [f"**{c}**" if k < table.heads and not blank(c) else c for k, c in enumerate(cells)]
        lines.append("| " + " | ".join(heads) + " |")
    lines.append("")
    told = "; ".join(f"{plain(mark)} {plain(meaning)}" for mark, meaning in legend(table))
    return [*lines, *([told, ""] if told else []), *([plain(table.note), ""] if table.note else [])]
