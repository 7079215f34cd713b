"""Fill the pages with what the code prints today: the output below `$ detente ...` and below `>>> ...`.

``python -m tools.refresh`` goes through README.md and docs/, and writes the pages whose output has changed; read the
difference before you commit it. A comment right before a console block says which lines are shown, for each command in
turn: ``<!-- shown: head 5 | /Equilibria/ | /status quo/,3 ;; full -->``. ``head N`` are the first N lines, ``/regex/``
is the first line that fits and those below it up to an empty one, ``,N`` that many lines, ``#K`` the K-th that fits.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from conftest import FILE, command_output, commands_in, lines_of
from tools.tables import with_tables

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(?:<!-- shown: (?P<shown>.*?) -->\n)?```(?P<language>\w+)\n(?P<body>.*?)```\n", re.S)
SELECTOR = re.compile(r"/(?P<regex>.*)/(?:,(?P<lines>\d+))?(?:#(?P<which>\d+))?$")


def selected(output: str, selectors: str) -> list[str]:
    """Choose the lines to show; ``...`` stands for what is left out."""
    lines = lines_of(output)
    if selectors == "full":
        return lines
    keep: set[int] = set()
    for selector in selectors.split(" | "):
        if selector.startswith("head "):
            keep |= set(range(int(selector[5:])))
            continue
        found = SELECTOR.match(selector)
        fits = [k for k, line in enumerate(lines) if found and re.search(found["regex"], line)]
        if found is None or not fits:
            raise ValueError(f"no line fits {selector!r} in\n{output}")
        first = fits[int(found["which"] or 1) - 1]
        last = first
        while last < len(lines) and (
            last < first + int(found["lines"]) if found["lines"] else lines[last].strip()
        ):
            last += 1
        keep |= set(range(first, last))
    shown: list[str] = []
    before = -1
    for k in sorted(k for k in keep if k < len(lines)):
        shown += ["...", lines[k]] if k != before + 1 else [lines[k]]
        before = k
    return shown + (["..."] if before != len(lines) - 1 else [])


def console(body: str, shown: str) -> str:
    """Fill in what commands print."""
    commands = [command for command, _ in commands_in(body)]
    selectors = shown.split(" ;; ") if shown else []
    result = []
    for number, command in enumerate(commands):
        output = command_output(command)
        result.append(f"$ {command}")
        if output.strip():
            result += selected(output, selectors[number] if number < len(selectors) else "full")
    return "\n".join(result) + "\n"


def python(body: str, names: dict[str, Any]) -> str:
    """Fill in what statements print."""
    result: list[str] = []
    statement: list[str] = []
    lines = [line for line in body.splitlines() if line.startswith((">>>", "... ")) or line == "..."]
    for line, following in zip(lines, [*lines[1:], ">>>"], strict=True):
        statement.append(line)
        if not following.startswith(">>>"):
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("\n".join(s[4:] for s in statement) + "\n", "<page>", "single"), names)
        output = printed.getvalue().rstrip("\n")
        result += statement
        result += [x if x.strip() else "<BLANKLINE>" for x in output.split("\n")] if output else []
        statement = []
    return "\n".join(result) + "\n"


def filled(text: str) -> str:
    """Fill a page, in an empty folder of its own."""
    names: dict[str, Any] = {}

    def block(found: re.Match[str]) -> str:
        language, body = found["language"], found["body"]
        if language == "console" and body.startswith("$ detente"):
            body = console(body, found["shown"] or "")
        elif language == "python" and body.startswith(">>>"):
            body = python(body, names) + ("\n" if body.endswith("\n\n") else "")
        elif language in ("yaml", "xml") and (name := FILE.match(body)):
            with Path(name["name"]).open("a" if name["more"] else "w", encoding="utf-8") as stream:
                stream.write(body)
        head = f"<!-- shown: {found['shown']} -->\n" if found["shown"] else ""
        return f"{head}```{language}\n{body}```\n"

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return BLOCK.sub(block, text)


def main() -> None:
    """Refresh every page, or the ones named."""
    pages = [Path(a) for a in sys.argv[1:]] or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for page in pages:
        if "skip: next" in (text := page.read_text(encoding="utf-8")):
            print(f"{page}: has blocks that are not executed; refresh it by hand")
            continue
        if (new := with_tables(filled(text))) != text:
            page.write_text(new, encoding="utf-8")
            print(f"{page}: refreshed")


if __name__ == "__main__":
    main()
