"""The tools: the schema, the catalogue, whether a text is right, every question of the registry, a proposed edit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from detente import catalogue
from detente.conflict import (
    Conflict,
    DetenteError,
    UnknownNameError,
    budget,
    decode,
    ordinary_files,
    read_conflict,
)
from detente.conflict.editing import plain
from detente.conflict.errors import choices
from detente.conflict.includes import ENDINGS, bytes_inside
from detente.conflict.safetext import for_json, shown
from detente.conflict.saving import reason
from detente.conflict.schema import schema
from detente.conflict.withheld import holds, read_for, with_as
from detente.door import editing
from detente.door.shapes import Shape, ask_shape, checked, plain_shape, source_shape
from detente.questions import REGISTRY, find
from detente.questions.encoding import answer_schema, encode
from detente.questions.question import Question, Request

SECONDS = 60.0  # that one call may take
MOST_FACTS = (
    2_000_000  # characters of JSON in one reply: programs that want more read the file `--out` writes
)
MOST_TEXT = 8_000_000  # characters of a text that is handed in, as for a file
ASK = "ask_"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a tool gives back: a text to read and, where asked for, facts."""

    text: str
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name, what it does, the JSON Schema of what it takes, and what is called."""

    name: str
    about: str
    shape: Shape
    call: Callable[[Mapping[str, Any]], Reply] = field(repr=False)


@dataclass(frozen=True)
class Door:
    """The tools that are offered.

    Attributes
    ----------
    folder : Path or None
        Where conflict files may be read that are named; None where only texts and the catalogue are open.
    seconds : float
        How long one call may take.
    readers : tuple of str
        The parties whose confidential wishes may be told.

    Examples
    --------
    >>> door = Door()
    >>> door.call("ask_analyze", {"catalogue": "chicken"}).text.splitlines()[0]
    '# Chicken'
    """

    folder: Path | None = None
    seconds: float = SECONDS
    readers: tuple[str, ...] = ()

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """Every tool by its name."""
        source = source_shape(files=self.folder is not None)
        offered = [
            Tool(
                "conflict_schema",
                "The JSON Schema of conflict files, or of the facts that a question gives (`what`: its name).",
                plain_shape(what="'conflict' (the default), or the name of a question"),
                self._schema,
            ),
            Tool(
                "catalogue",
                "List the conflicts that come with the program; with `name`, give the text of one as an example.",
                plain_shape(name="the name of a conflict of the catalogue"),
                self._catalogue,
            ),
            Tool(
                "check_text",
                "Read a conflict file and tell every mistake with its line and column, or what it holds. Ask this "
                "after every change of a text, before any question.",
                source,
                self._check_text,
            ),
            Tool(
                "propose_edit",
                "Change the text of a conflict file as little as possible: comments, order and quotation marks stay. "
                "Gives the new text, the difference, and the mistakes it would have. Nothing is written.",
                editing.edit_shape(source),
                self._propose_edit,
            ),
            *(self._asking(find(name)) for name in REGISTRY),
        ]
        return {tool.name: tool for tool in offered}

    def call(self, name: str, given: Mapping[str, Any]) -> Reply:
        """Call a tool.

        Raises
        ------
        DetenteError
            Where there is no such tool, or what is given cannot be answered: with what is allowed.
        """
        if name not in self.tools:
            raise UnknownNameError("tool", name, tuple(self.tools))
        tool = self.tools[name]
        with budget.within(self.seconds), ordinary_files():
            return tool.call(checked(name, tool.shape, given))

    # -- what each does ------------------------------------------------------------------------------------------------

    def _schema(self, given: Mapping[str, Any]) -> Reply:
        what = given.get("what", "conflict")
        if what == "conflict":
            found = schema()
        elif what in REGISTRY:
            found = answer_schema(find(what))
        else:
            raise UnknownNameError("schema", what, ("conflict", *REGISTRY))
        return Reply(for_json(json.dumps(found, ensure_ascii=False)))

    def _catalogue(self, given: Mapping[str, Any]) -> Reply:
        name = given.get("name")
        if name is None:
            listed = [(known, catalogue.load(known)) for known in catalogue.names()]
            lines = [f"- {known}: {conflict.title}" for known, conflict in listed]
            return Reply("\n".join(lines), {"conflicts": [{"name": k, "title": c.title} for k, c in listed]})
        return Reply(_catalogue_text(name))

    def _check_text(self, given: Mapping[str, Any]) -> Reply:
        conflict, _ = self.read(given)
        accounts = ", ".join(f"'{a}'" for a in conflict.accounts)
        makers = ", ".join(f"'{m.id}'" for m in conflict.decision_makers)
        told = [
            "The text is a conflict file without mistakes.",
            f"Decision makers: {makers}. Options: {len(conflict.option_ids)}. Accounts: {accounts}.",
            *(f"Warning: {w}" for w in conflict.warnings),
        ]
        return Reply("\n".join(told))

    def _propose_edit(self, given: Mapping[str, Any]) -> Reply:
        text, name = self.text_of(given)
        if given.get("file") is not None:
            if parties := holds(text).hidden(self.readers):
                raise DetenteError(f"{shown(name)}: {with_as(parties)}")
            if not isinstance(plain(text), dict):
                raise DetenteError(
                    f"{shown(name)}: is no conflict file, which has keys; nothing of it is told"
                )
        return Reply(*editing.proposed(text, name, given["changes"]))

    def _asking(self, question: Question) -> Tool:
        shape = ask_shape(question, source_shape(files=self.folder is not None))

        def call(given: Mapping[str, Any]) -> Reply:
            conflict, name = self.read(given)
            return asked(question, conflict, name, given, self.seconds)

        about = f"{question.asks} {' '.join(question.about.split())}"
        return Tool(f"{ASK}{question.name}", about, shape, call)

    # -- where a conflict comes from -----------------------------------------------------------------------------------

    def read(self, given: Mapping[str, Any]) -> tuple[Conflict, str]:
        """Read the conflict that a call is about, and give how sentences call it."""
        if given.get("file") is not None:
            path = inside(self.folder, given["file"])
            self._not_of_a_party(path, given["file"])
            file, folder = str(path), str(path.parent)
            words = decode(_bytes(self._root(path), path, given["file"]), file)
            return (
                read_for(self.readers, lambda who: read_conflict(words, file, folder=folder, as_party=who)),
                given["file"],
            )
        text, name = self.text_of(given)
        return read_for(self.readers, lambda who: read_conflict(text, name, as_party=who)), name

    def text_of(self, given: Mapping[str, Any]) -> tuple[str, str]:
        """Give the text that a call is about, and how it is called."""
        sources = [key for key in ("text", "catalogue", "file") if given.get(key) is not None]
        if len(sources) != 1:
            raise DetenteError(f"give one of 'text', 'catalogue' and 'file', not {len(sources)} of them")
        if sources == ["text"]:
            if len(given["text"]) > MOST_TEXT:
                raise DetenteError(f"the text has more than {MOST_TEXT:,} characters")
            return given["text"], "<text>"
        if sources == ["catalogue"]:
            return _catalogue_text(given["catalogue"]), given["catalogue"]
        path = inside(self.folder, given["file"])
        self._not_of_a_party(path, given["file"])
        return _text(self._root(path), path, given["file"]), given["file"]

    def _root(self, path: Path) -> Path:
        return self.folder.resolve() if self.folder is not None else path.parent

    def _not_of_a_party(self, path: Path, name: str) -> None:
        """Refuse a party's own file unless it is a reader's: it says whose it is, or a file beside it does."""
        root = self._root(path)
        owners = set(holds(_words(root, path)).owners)
        for folder in [p for p in (path.parent, *path.parents) if p.is_relative_to(root)]:
            for other in folder.iterdir():
                if (
                    other.suffix.lower() in ENDINGS
                    and other != path
                    and not other.is_symlink()
                    and other.is_file()
                ):
                    owners |= {
                        party for file, party in holds(_words(root, other)).includes if folder / file == path
                    }
        if parties := sorted(owners - set(self.readers)):
            raise DetenteError(f"{shown(name)}: {with_as(parties)}")


def _words(root: Path, path: Path) -> str:
    """Give the text of a file as it is read; nothing where it cannot be."""
    try:
        return decode(_bytes(root, path, path.name), path.name)
    except DetenteError:
        return ""


def _text(root: Path, path: Path, name: str) -> str:
    try:
        return _bytes(root, path, name).decode("utf-8")
    except ValueError:
        raise DetenteError(f"{shown(name)}: cannot be read as text in UTF-8") from None


def _bytes(root: Path, path: Path, name: str) -> bytes:
    """Read a file that lies in a folder: whatever stands there by now, no link that leads out of it is followed."""
    try:
        return bytes_inside(str(root), path.relative_to(root).as_posix(), MOST_TEXT)[0]
    except OSError as error:
        raise DetenteError(f"{shown(name)}: cannot be read: {reason(error)}") from None


def inside(folder: Path | None, name: str) -> Path:
    """Give the path of a file that is named, if it lies in the folder that is open; links are followed first.

    Examples
    --------
    >>> inside(Path("."), "../secret.yaml")
    Traceback (most recent call last):
        ...
    detente.conflict.errors.DetenteError: ../secret.yaml: lies outside of the folder that is open
    """
    if folder is None:
        raise DetenteError("no folder is open; start 'detente mcp FOLDER', or give the text itself")
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        there = path.is_file()
    except (OSError, ValueError, RuntimeError):
        raise DetenteError(f"{shown(name)}: is no name of a file") from None
    if not path.is_relative_to(root):
        raise DetenteError(f"{shown(name)}: lies outside of the folder that is open")
    if not _open_kind(path, root):
        raise DetenteError(
            f"{shown(name)}: is no file that is open: its name ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}, "
            "and neither it nor a folder of it begins with a dot"
        )
    if not there:
        files = tuple(sorted(p.name for p in root.iterdir() if _open_kind(p, root) and _ordinary(p)))
        if path.exists():
            raise DetenteError(f"{shown(name)}: is no ordinary file{choices('', files)}")
        raise DetenteError(f"{shown(name)}: there is no such file{choices(name, files)}")
    return path


def _open_kind(path: Path, root: Path) -> bool:
    """Tell whether a name is that of a file that may be read here: nothing hidden, nothing but conflict files."""
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() in ENDINGS and not hidden


def _ordinary(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _catalogue_text(name: str) -> str:
    if name not in catalogue.names():
        raise UnknownNameError("conflict of the catalogue", name, catalogue.names())
    return (catalogue.FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def asked(
    question: Question, conflict: Conflict, name: str, given: Mapping[str, Any], seconds: float
) -> Reply:
    """Ask a question as the command line does; give the page in Markdown, and facts where they are wanted."""
    from detente.conflict.plan import planned
    from detente.render import render
    from detente.reports.asking import with_defaults
    from detente.wording import Voice

    accounts = tuple(given.get("accounts") or conflict.accounts)
    for account in accounts:
        if account not in conflict.accounts:
            raise UnknownNameError("perspective", account, conflict.accounts)
    concepts = given.get("concepts")
    if concepts is not None:
        from detente.stability import check_concepts

        concepts = check_concepts(concepts)
    request = with_defaults(question, Request(conflict, accounts, concepts, seconds=seconds))
    own = {
        a.name: tuple(given[a.name]) if a.many else given[a.name]
        for a in question.arguments
        if a.name in given
    }
    request = Request(conflict, accounts, concepts, {**request.given, **own}, seconds=seconds)
    with planned(question.memory.times(len(accounts))):
        answers = [question.answer(result) for result in question.asked(request)]
        page = question.as_page(answers, Voice.of(conflict, answers, name), conflict, **request.given)
    text = render(page, ".md")
    assert isinstance(text, str)
    if not given.get("facts"):
        return Reply(text)
    facts = [encode(answer) for answer in answers]
    if sum(map(len, facts)) > MOST_FACTS:
        raise DetenteError(
            f"the facts take more than {MOST_FACTS:,} characters; ask without 'facts', about one account, or use "
            f"'detente {question.name} FILE --json'"
        )
    return Reply(text, {"answers": [json.loads(for_json(one)) for one in facts]})
