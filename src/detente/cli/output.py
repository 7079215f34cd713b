"""Where an answer goes and in which form; what commands share."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente import catalogue
from detente.conflict import Conflict, DetenteError, UnknownNameError, write_file
from detente.conflict.errors import choices
from detente.stability import check_concepts

if TYPE_CHECKING:
    from detente.findings.finding import Finding, Page
    from detente.findings.terminal import Terminal
    from detente.game import Row

ENDINGS = (".html", ".md", ".json", ".csv", ".jsonl")
SECONDS_BETWEEN = 0.5


class Output:
    """Where an answer goes and in which form; each form is made only when it is asked for."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.file: str | None = getattr(arguments, "out", None)
        self.json: bool = arguments.json
        self.full: bool = getattr(arguments, "full", False)
        self.ending = ""
        if self.file is not None:
            self.ending = Path(self.file).suffix.lower()
            if self.json and self.ending != ".json":
                raise DetenteError(f"--json and --out {self.file} ask for two different forms")
            if self.ending not in ENDINGS:
                raise DetenteError(
                    f"--out {self.file}: no ending '{self.ending}'{choices(self.ending, ENDINGS)}"
                )

    @property
    def data_only(self) -> bool:
        """Whether only the first account is asked for: the forms for programs hold one."""
        return self.json or self.ending in (".json", ".csv", ".jsonl")

    def give(
        self,
        page: Callable[[], Page],
        data: Callable[[], dict[str, Any]],
        rows: Callable[[], Iterable[Row]] | None = None,
    ) -> None:
        """Print the answer, or write it to the file."""
        if self.file is None and self.json:
            sys.stdout.write(json.dumps(data(), ensure_ascii=False) + "\n")
        elif self.file is None:
            sys.stdout.write(terminal(self.full).page(page()))
        else:
            write_file(self.file, self._text(page, data, rows))
            print(f"detente: wrote {self.file}", file=sys.stderr)

    def _text(
        self,
        page: Callable[[], Page],
        data: Callable[[], dict[str, Any]],
        rows: Callable[[], Iterable[Row]] | None,
    ) -> str | Iterable[str]:
        if self.ending == ".json":
            return json.dumps(data(), ensure_ascii=False, indent=1) + "\n"
        if self.ending == ".csv":
            from detente.findings import csv

            return csv.rows(rows()) if rows is not None else csv.page(page())
        if self.ending == ".jsonl":
            if rows is None:
                raise DetenteError(f"--out {self.file}: this answer has no rows; write .json instead")
            return (json.dumps(dict(row), ensure_ascii=False) + "\n" for row in rows())
        if self.ending == ".md":
            from detente.findings import markdown

            return markdown.page(page())
        from detente.findings import html

        return html.page(page())


def terminal(full: bool = False) -> Terminal:
    """Fit to the screen; bold headings only where there is one."""
    import os
    import shutil

    from detente.findings.terminal import Terminal

    screen = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(shutil.get_terminal_size((100, 24)).columns, colour=screen, full=full)


def chosen_concepts(arguments: argparse.Namespace) -> tuple[str, ...] | None:
    """Read the concepts that are asked for; None where it is left to the question."""
    given = arguments.concepts
    return None if given is None else check_concepts(written_concepts(given))


def written_concepts(text: str) -> list[str]:
    """Read concepts joined by commas. Capital letters make no difference, except in the names of decision makers."""
    found = [written_concept(c) for c in text.split(",")]
    return [n for n in found if n] or [text]


def written_concept(text: str) -> str:
    """Read one concept."""
    key, colon, rest = text.strip().partition(":")
    return key.lower() + colon + rest


def load(arguments: argparse.Namespace) -> Conflict:
    """Read the conflict that is asked about, and tell what is odd in it."""
    conflict = catalogue.load(arguments.conflict)
    for warning in conflict.warnings:
        print(f"detente: {warning} (warning)", file=sys.stderr)
    return conflict


def chosen_accounts(conflict: Conflict, chosen: str | None) -> tuple[str, ...]:
    """Give the account that is asked for, or all."""
    if chosen is None:
        return conflict.accounts
    if chosen not in conflict.accounts:
        raise UnknownNameError("perspective", chosen, conflict.accounts)
    return (chosen,)


def one_part(conflict: Conflict, findings: Sequence[Finding]) -> Page:
    """Put findings on a page."""
    from detente.findings.finding import Page, Part

    return Page(conflict.title, (), (Part(tuple(findings)),), conflict.language)


def progress_to_screen() -> Callable[[str], None] | None:
    """Tell how far the work has come, where a person looks on: one line, which the next one replaces."""
    if not sys.stderr.isatty():
        return None
    last = [time.monotonic()]

    def tell(text: str) -> None:
        if time.monotonic() - last[0] > SECONDS_BETWEEN:
            last[0] = time.monotonic()
            print(f"\r\x1b[Kdetente: {text[:100]} ...", end="\r", file=sys.stderr, flush=True)

    return tell
