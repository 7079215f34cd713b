"""The command watch: at every save of a file its answer, what is new in it, and mistakes where they stand."""

from __future__ import annotations

import argparse
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

from detente.cli.bounds import bounded
from detente.cli.output import MOST_LINES, PAGES, check_account, load, terminal
from detente.cli.streams import put, tell
from detente.conflict import DetenteError, keep_inputs, ordinary_files, read_bytes, write_file
from detente.conflict.errors import choices
from detente.conflict.safetext import shown

if TYPE_CHECKING:
    from detente.questions.question import Question, Request
    from detente.wording import Page

BETWEEN = 0.2  # seconds from one look at the file to the next
SETTLED = 0.1  # how long it has to stay as it is: editors write in several steps
MOST_GONE = 4  # lines of the answer before that are shown once more
NEW, GONE = "+", "-"
REPORT = "report"
Stamp = tuple[int, int, int]


def run_watch(arguments: argparse.Namespace) -> None:
    """Answer at every save, until interrupted, or for as many answers as are asked for."""
    file: str = arguments.file
    if file == "-":
        raise DetenteError("standard input is not saved again; give the name of a file")
    if not Path(file).is_file():
        raise DetenteError(
            f"{file}: there is no such file to watch; 'detente new {file}' writes one to start from"
        )
    question = _question(arguments.ask)
    if arguments.out is not None:
        ending = Path(arguments.out).suffix.lower()
        if ending not in PAGES:
            raise DetenteError(f"--out {arguments.out}: no ending '{ending}'{choices(ending, PAGES)}")
    before: list[str] | None = None
    beside: dict[str, Stamp | None] = {}
    for count, _ in enumerate(saves(file, beside), 1):
        with ordinary_files():
            included = {path: _stamp(path) for path in _included(file)}  # before they are read
            beside.clear()
            beside.update(included)
            if arguments.out is not None:
                keep_inputs(arguments.out, [file, *beside])
            now = _answered(question, arguments, count)
        if now is not None:
            _show(file, marked(before, now), gone(before, now), first=before is None)
            before = now
        if count == arguments.answers:
            return


def saves(file: str, beside: Mapping[str, Stamp | None] = MappingProxyType({})) -> Iterator[Stamp]:
    """Give a stamp of a file whenever it has been written, and at the start; a file that is away is waited for.

    So also whenever one beside it has another stamp than the one it had when it was read: whoever reads them keeps
    these in `beside`.
    """
    last: Stamp | None = None
    missing = False
    while True:
        found = _stamp(file)
        now = {path: _stamp(path) for path in beside}
        if found is None and not missing:
            why = "is no ordinary file any more" if os.path.lexists(file) else "is not there any more"
            tell(f"detente: {file}: {why}; waiting for it")
        missing = found is None
        if found is not None and (found != last or now != beside):
            time.sleep(SETTLED)
            if _stamp(file) != found or any(_stamp(path) != now[path] for path in beside):
                continue
            last = found
            yield found
        time.sleep(BETWEEN)


def _included(file: str) -> list[str]:
    """Give the files of parties that a file includes; what no file can be called is none."""
    from detente.conflict.includes import fault_of
    from detente.conflict.withheld import holds

    try:
        text = read_bytes(file).decode("utf-8", "replace")
    except DetenteError:
        return []
    return [str(Path(file).parent / path) for path, _ in holds(text).includes if not fault_of(path)]


def _stamp(file: str) -> Stamp | None:
    try:
        found = os.stat(file)  # noqa: PTH116 (a name may hold what no path can)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def marked(before: Sequence[str] | None, now: Sequence[str]) -> list[str]:
    """Mark in the margin the lines that were not in the answer before.

    Examples
    --------
    >>> marked(["A: heading", "  to war"], ["A: heading", "  to peace"])
    ['A: heading', '+ to peace']
    """
    if before is None:
        return list(now)
    known = set(before)
    return [line if line in known or not line.startswith(" ") else f"{NEW}{line[1:]}" for line in now]


def gone(before: Sequence[str] | None, now: Sequence[str]) -> list[str]:
    """Give the lines of the answer before that are not in this one, the first ones.

    Examples
    --------
    >>> gone(["A: heading", "  to war"], ["A: heading", "  to peace"])
    ['- to war']
    """
    kept = set(now)
    left = [line for line in before or () if line.strip() and line not in kept]
    return [f"{GONE}{line[1:] if line.startswith(' ') else line}" for line in left[:MOST_GONE]]


def _question(name: str) -> Question:
    from detente import questions
    from detente.conflict import UnknownNameError

    if name not in questions.REGISTRY:
        raise UnknownNameError("question", name, tuple(questions.REGISTRY))
    return questions.find(name)


def _answered(question: Question, arguments: argparse.Namespace, count: int) -> list[str] | None:
    """Give the lines of the answer, and keep the report fresh; None where there is none, which is told."""
    from detente.conflict.plan import planned
    from detente.questions.question import Request
    from detente.reports.asking import with_defaults

    try:
        with bounded(arguments.each, alone=False):
            given = {"conflict": arguments.file, "encoding": arguments.encoding}
            conflict = load(argparse.Namespace(**given, as_party=arguments.as_party))
            accounts = tuple(check_account(conflict, a) for a in arguments.perspective) or conflict.accounts
            request = with_defaults(question, Request(conflict, accounts, seconds=arguments.each))
            with planned(question.memory.times(len(accounts))):
                page = _page(question, request, arguments.file)
            if arguments.out is not None:
                _report(request, arguments)
    except DetenteError as error:
        tell(f"detente: {error}")
        if count > 1:
            tell(
                "detente: what was answered before still stands above; save the file again when it is mended"
            )
        return None
    text = terminal(most=MOST_LINES).page(page)
    return text.rstrip("\n").split("\n")


def _page(question: Question, request: Request, name: str) -> Page:
    from detente.wording import Voice

    answers = [question.answer(result) for result in question.asked(request)]
    return question.as_page(
        answers, Voice.of(request.conflict, answers, name), request.conflict, **request.given
    )


def _report(request: Request, arguments: argparse.Namespace) -> None:
    from detente import reports
    from detente.render import render
    from detente.reports.asking import with_defaults

    report = reports.find(REPORT)
    page = _page(report, with_defaults(report, request), arguments.file)
    content = render(page, Path(arguments.out).suffix.lower())
    if isinstance(content, bytes):
        data = content

        def binary(stream: IO[bytes]) -> None:
            stream.write(data)

        write_file(arguments.out, binary)
    else:
        write_file(arguments.out, content)


def _show(file: str, lines: Sequence[str], left: Sequence[str], *, first: bool) -> None:
    when = time.strftime("%H:%M:%S")
    told = "saved" if not first else "now"
    changed = any(line.startswith(NEW) for line in lines) or bool(left)
    parts = [f"— {shown(Path(file).name)}, {told} at {when} —", *lines]
    if not first:
        parts += ["Before:", *left] if left else []
        parts += [] if changed else ["The answer is as it was before."]
    if sys.stdout.isatty():
        put("\x1b[2J\x1b[H")
    put("\n".join(parts) + "\n")
