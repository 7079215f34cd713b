"""What each page shows, as plain values for its template."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

from detente.conflict import DetenteError, Problem
from detente.conflict.editing import EditError, Plain, at_path, blocks_between, plain, switched_off
from detente.conflict.languages import LANGUAGES
from detente.conflict.withheld import with_as
from detente.render.fragment import blocks, fragment, gone, short
from detente.reports.differences import differences
from detente.reports.languages import speech
from detente.reports.ranking import ranking
from detente.workbench.edits.accounts import said_by, sources, stands_on
from detente.workbench.edits.actions import BASE, wishes_path
from detente.workbench.edits.hands import Form, form_of, in_words
from detente.workbench.edits.scenarios import pins
from detente.workbench.files.closed import refuse, without
from detente.workbench.files.documents import Document, Version, id_of
from detente.workbench.questions.answers import Answers, Read
from detente.workbench.questions.failing import MOST_PROBLEMS, failed

_LANGUAGE = re.compile(r"(?m)^language:[ \t]*[\"']?(\w+)")  # of a file that cannot be read otherwise


def language(read: Read) -> str:
    """Give the language of a file, which its pages speak: of one with mistakes as far as it can be seen."""
    if read.conflict is not None:
        return read.conflict.language
    found = _LANGUAGE.search(read.version.text)
    return found[1] if found and found[1] in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True)
class Card:
    """A statement of a party: what is wanted, why, who says so, how sure."""

    item: int
    that: str
    text: str = ""
    because: str = ""
    source: str = ""
    confidence: str = ""
    cited: str = ""  # the sources by their titles
    other: bool = False  # written in a way that only the page Text can change


@dataclass(frozen=True)
class Off:
    """A statement that is switched off, the line at which it stands, and what it says in words."""

    line: int
    that: str
    text: str = ""


@dataclass(frozen=True)
class Hand:
    """What a party wants by one account."""

    account: str
    says: str
    cards: tuple[Card, ...]
    off: tuple[Off, ...] = ()
    note: str = ""
    form: Form | None = None
    on: str = ""  # what the account stands on
    # Where it can begin with wishes of its own: accounts, and what they say; whether the first has what it takes over.
    begins: tuple[tuple[str, str], ...] = ()
    over: bool = False
    own: bool = False  # whether it has wishes of its own


@dataclass(frozen=True)
class Row:
    """An option of a party."""

    id: str
    text: str
    today: bool
    levels: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True)
class Party:
    """A party with its options."""

    id: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shape:
    """The file as far as forms need it: it may have mistakes."""

    title: str = ""
    about: str = ""
    parties: tuple[Party, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
    fault: str = ""
    root: Plain = field(default_factory=dict)


def problems_of(found: Read) -> list[Problem]:
    """Give the mistakes of a file, or what is odd in it; the first ones."""
    return list(found.problems[:MOST_PROBLEMS])


def shape(text: str, hidden: Collection[str] = ()) -> Shape:
    """Read what forms show, from a file that may have mistakes in what it says; not what is hidden."""
    try:
        root = without(plain(text), hidden)
    except EditError as error:
        return Shape(fault=with_as(hidden) if hidden else str(error))
    if not isinstance(root, dict):
        return Shape(fault="the file is no conflict file: it has no keys; write its text first")
    today = root.get("status_quo")
    taken = [x for x in today if isinstance(x, str)] if isinstance(today, list) else []
    parties = []
    makers = root.get("decision_makers")
    for id, written in makers.items() if isinstance(makers, dict) else ():
        body = written if isinstance(written, dict) else {}
        options = body.get("options")
        rows = [_row(id, o, said, taken) for o, said in options.items()] if isinstance(options, dict) else []
        parties.append(Party(id, _line(body.get("name")) or id, tuple(rows)))
    accounts = root.get("perspectives")
    named = [
        (a, _line(said.get("says")) if isinstance(said, dict) else "")
        for a, said in (accounts.items() if isinstance(accounts, dict) else ())
    ]
    if isinstance(root.get("preferences"), dict) or not named:
        named.insert(0, (BASE, ""))
    about = _text(root.get("about")).strip()
    return Shape(_line(root.get("title")), about, tuple(parties), tuple(named), "", root)


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else ""


def _line(value: Plain) -> str:
    """Give a text on one line, as fields of one line would leave the line ends out and nothing for them."""
    return " ".join(_text(value).split())


def _row(party: str, id: str, said: Plain, taken: list[str]) -> Row:
    whole = f"{party}.{id}"
    if not isinstance(said, dict):
        return Row(whole, _line(said) or id, whole in taken)
    levels = said.get("levels")
    names = tuple(str(x) for x in levels) if isinstance(levels, list | dict) else ()
    level = next((x for x in names if f"{whole}.{x}" in taken), "")
    return Row(whole, _line(said.get("text")) or id, whole in taken or bool(level), names, level)


def card(item: int, said: Plain) -> Card:
    """Give a statement as a card."""
    if isinstance(said, str):
        return Card(item, _line(said))
    if isinstance(said, dict) and isinstance(said.get("that"), str):
        source = said.get("source")
        sources = ", ".join(map(str, source)) if isinstance(source, list) else _text(source)
        return Card(
            item,
            _line(said["that"]),
            _line(said.get("text")),
            _line(said.get("because")),
            sources,
            _line(said.get("confidence")),
        )
    told = ", ".join(f"{k}: {v}" for k, v in said.items()) if isinstance(said, dict) else str(said)
    return Card(item, told, other=True)


NOT_STATED = "These wishes are no list of statements; change them on the page Text."
OWN_FILE = "What it wants stands in a file of its own: {}."


def closed_note(read: Read, party: str) -> str:
    """Say why what a party wants is not to be changed here: it may not be shown, or stands in a file of its own."""
    if party in read.hidden:
        return with_as([party])
    closed = read.conflict.closed if read.conflict is not None else ()
    return next((OWN_FILE.format(c.file) for c in closed if c.party == party and c.file), "")


def hands(read: Read, found: Shape, party: str) -> list[Hand]:
    """Give what a party wants by each account."""
    text = read.version.text
    told = []
    note = closed_note(read, party)
    for account, says in found.accounts:
        if note:
            told.append(Hand(account, says, (), (), note))
            continue
        path = wishes_path(account, party)
        value = at_path(found.root, path)
        form = form_of(read.conflict, found.root, account, party, value)
        on, begins = stands_on(found.root, account), sources(found.root, account, party)
        stands: dict[str, Any] = {
            "on": on,
            "begins": tuple((a, dict(found.accounts).get(a, "")) for a in begins),
            "over": bool(begins) and begins[0] == said_by(found.root, on, party),
            "own": value is not None,
        }
        if form is not None:
            told.append(Hand(account, says, (), form=form, **stands))
        elif isinstance(value, list) or value in (None, ""):
            items = value or []
            plainly = [card(k, v) for k, v in enumerate(items)]
            plainly = [replace(c, cited=_cited(found.root, c.source)) for c in plainly]
            cards = tuple(
                c if c.text or c.other else replace(c, text=in_words(read.conflict, account, party, c.that))
                for c in plainly
            )
            off = tuple(
                Off(s.line, that := card(0, s.value).that, in_words(read.conflict, account, party, that))
                for s in switched_off(text, path)
            )
            told.append(Hand(account, says, cards, off, **stands))
        else:
            told.append(Hand(account, says, (), (), NOT_STATED, **stands))
    return told


def _cited(root: Plain, source: str) -> str:
    """Give sources by the titles that the file has for them."""

    def title(one: str) -> str:
        id, _, where = one.partition("#")
        told = at_path(root, ("sources", id.strip(), "title"))
        return (f"{told}, {where}" if where else told) if isinstance(told, str) and told else one

    return ", ".join(title(one.strip()) for one in source.split(",")) if source else ""


def ranked(answers: Answers, found: Read, party: str, account: str) -> str:
    """Write the ranking that follows from an account for a party; empty where there is none."""
    conflict = found.conflict
    if conflict is None or account not in conflict.accounts:
        return ""
    try:
        voice = answers.brief(found, whole=False).voice
        table = ranking(answers.game(found, account), voice, party)
    except DetenteError as error:
        return blocks((), conflict.language, note=str(error))
    return blocks((table,), conflict.language)


def brief(
    answers: Answers,
    document: Document,
    found: Read,
    *,
    whole: bool,
    soon: bool = False,
    led: bool = True,
    stopped: Callable[[], bool] | None = None,
) -> dict[str, Any]:
    """Give the brief as HTML, with what the last change changed marked; with whose accounts it tells, or without."""
    told = answers.brief(found, whole=whole, soon=soon, stopped=stopped)
    before = None
    text = document.before_last()
    if text is not None:
        try:
            old = answers.read(document.name, Version(text, id_of(text)))
            if old.conflict is not None and answers.withheld(found.version) <= answers.withheld(old.version):
                before = answers.brief(old, whole=whole, soon=soon, stopped=stopped).page
        except DetenteError:
            before = None
    lost = gone(told.page, before) if before is not None else ()
    return {
        "html": fragment(told.page if led else replace(told.page, lead=()), before),
        "gone": lost,
        "last": document.last_change() if before else ("", ""),
    }


def outcomes(answers: Answers, found: Read) -> str:
    """Lay out what is done in the outcomes that matter; empty where the file has mistakes."""
    if found.conflict is None:
        return ""
    from detente.questions.analyze.picture import outcomes as laid_out

    try:
        told = answers.brief(found, whole=False)
        facts = told.answers[0].analyze
        speaks = found.conflict.language
        table = laid_out(facts, speech(speaks).voice(told.voice)) if facts else None
    except DetenteError as error:
        return blocks((), found.conflict.language, note=str(error))
    return blocks((table,), speaks, speaks=speaks) if table is not None else ""


def vocabulary(found: Read, shape: Shape) -> list[tuple[str, str]]:
    """List what wishes are made of: options and named conditions, each with its words."""
    told = [(row.id, row.text) for party in shape.parties for row in party.rows]
    conditions = shape.root.get("conditions")
    for name, said in conditions.items() if isinstance(conditions, dict) else ():
        told.append((name, _text(said.get("text")) if isinstance(said, dict) else _text(said)))
    return told


MOST_PLACES, MOST_SHOWN = 50, 100  # places at which two texts differ, and lines of each


def side_by_side(mine: str, theirs: str) -> list[tuple[str, str]]:
    """Lay two texts side by side where they differ: mine, theirs, with a line or two around."""
    ours, others = mine.splitlines(), theirs.splitlines()

    def told(lines: list[str], first: int, end: int) -> str:
        shown = lines[max(0, first - 1) : min(end + 1, first + MOST_SHOWN)]
        return "\n".join(shown if end < first + MOST_SHOWN else [*shown, "…"])

    return [
        (told(ours, i, j), told(others, k, m)) for i, j, k, m in blocks_between(ours, others)[:MOST_PLACES]
    ]


def scenarios(answers: Answers, document: Document, found: Read) -> list[dict[str, Any]]:
    """Lay out what is pinned: what follows from it, and what it has otherwise than the file."""
    now = answers.brief(found).page if found.conflict is not None else None
    told = []
    for pin in pins(document.path):
        about: dict[str, Any] = {"id": pin.id, "name": pin.name, "html": "", "fault": [], "different": ()}
        read = answers.read(document.name, Version(pin.text, id_of(pin.text)))
        try:
            refuse(answers.withheld(found.version) - answers.withheld(read.version))
            told_there = answers.brief(read)
            about["html"] = short(told_there.page, now, told_there.voice)
            if found.conflict is not None and read.conflict is not None:
                about["different"] = differences(found.conflict, read.conflict)
        except DetenteError as error:
            about["fault"] = failed(error)
        told.append(about)
    return told
