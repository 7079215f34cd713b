"""Where an answer goes and in which form; what commands share."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.cli.streams import put, tell
from detente.conflict import Conflict, DetenteError, UnknownNameError, keep_inputs, write_file
from detente.conflict.errors import choices
from detente.conflict.safetext import for_json, shown

if TYPE_CHECKING:
    from detente.game import Row
    from detente.questions.question import Question
    from detente.render.terminal import Terminal

PAGES = (".html", ".md", ".docx")
DATA = (".json", ".csv", ".jsonl")
SECONDS_BETWEEN = 0.5
# How many lines an answer takes on a terminal, unless all is asked for: about one account, about several.
MOST_LINES, MOST_LINES_OF_SEVERAL = 12, 25


def endings(question: Question) -> tuple[str, ...]:
    """List the endings of files that an answer can be written to."""
    return (*PAGES, *(DATA if question.has_rows else DATA[:1]))


class Output:
    """Where an answer goes and in which form."""

    def __init__(self, arguments: argparse.Namespace, allowed: tuple[str, ...]) -> None:
        self.file: str | None = arguments.out
        self.json: bool = arguments.json
        self.full: bool = arguments.full
        self.ending = ""
        if self.file is not None:
            self.ending = Path(self.file).suffix.lower()
            if self.json and self.ending != ".json":
                raise DetenteError(f"--json and --out {self.file} ask for two different forms")
            if self.ending not in allowed:
                raise DetenteError(
                    f"--out {self.file}: no ending '{self.ending}'{choices(self.ending, allowed)}"
                )
            keep_inputs(self.file, [source_of(arguments)])

    @property
    def data_only(self) -> bool:
        """Whether a form for programs is asked for: it holds one answer, of one account where accounts are rivals."""
        return self.json or self.ending in DATA

    def write(self, content: str | bytes | Iterable[str]) -> None:
        """Print, or write to the file."""
        if self.file is None:
            assert isinstance(content, str)
            put(content)
            return
        if isinstance(content, bytes):
            data = content

            def binary(stream: IO[bytes]) -> None:
                stream.write(data)

            write_file(self.file, binary)
        else:
            write_file(self.file, content)
        tell(f"detente: wrote {self.file}")


def lines_of(rows: Iterable[Row]) -> Iterable[str]:
    """Write rows as lines of JSON."""
    return (for_json(json.dumps(dict(row), ensure_ascii=False)) + "\n" for row in rows)


def terminal(full: bool = False, most: int = 0) -> Terminal:
    """Fit to the screen, and into `most` lines; bold headings only where there is a screen."""
    import os
    import shutil

    from detente.render.terminal import Terminal

    screen = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Terminal(shutil.get_terminal_size((100, 24)).columns, colour=screen, full=full, most=most)


def chosen_concepts(given: str | None) -> tuple[str, ...] | None:
    """Read the concepts that are asked for; None where it is left to the question."""
    from detente.stability import check_concepts

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
    from detente import catalogue

    conflict = catalogue.load(arguments.conflict, encoding=arguments.encoding, as_party=arguments.as_party)
    for warning in conflict.warnings:
        tell(f"detente: {warning} (warning)")
    out = getattr(arguments, "out", None)
    if out not in (None, "-") and conflict.closed:
        keep_inputs(out, included_files(conflict))
    return conflict


def included_files(conflict: Conflict) -> list[str]:
    """Give the files of parties that a conflict includes."""
    folder = Path(conflict.file).parent
    return [str(folder / c.file) for c in conflict.closed if c.file]


def source_of(arguments: argparse.Namespace) -> str:
    """Give the file that the conflict is read from."""
    from detente import catalogue

    return catalogue.file_of(arguments.conflict)


def check_account(conflict: Conflict, account: str) -> str:
    """Give an account that is asked for, if the file has it."""
    if account not in conflict.accounts:
        raise UnknownNameError("perspective", account, conflict.accounts)
    return account


def progress_to_screen() -> Callable[[str], None] | None:
    """Tell how far the work has come, where a person looks on: one line, which the next one replaces."""
    if not sys.stderr.isatty():
        return None
    last = [time.monotonic()]

    def tell(text: str) -> None:
        if time.monotonic() - last[0] > SECONDS_BETWEEN:
            last[0] = time.monotonic()
            with suppress(OSError):
                print(f"\r\x1b[Kdetente: {shown(text[:100])} ...", end="\r", file=sys.stderr, flush=True)

    return tell
