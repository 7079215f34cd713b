"""Questions asked of versions of a file; an answer is kept by what it depends on.

What depends on one account is kept by what this account says: a wish changed in one account leaves the answers about
the others as they are. Games are kept likewise, without the words of others that only searches use. That a question has
no answer is kept like an answer; that there was no time for it is not.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

from detente.conflict import (
    Conflict,
    ConflictFileError,
    DetenteError,
    MissingPackageError,
    NotInFileError,
    Problem,
    TooLargeError,
    UnknownNameError,
    budget,
    read_conflict,
)
from detente.conflict.includes import Included, fault_of, read_inside
from detente.conflict.plan import planned
from detente.conflict.withheld import Holds, holds, read_for
from detente.game import Game
from detente.questions import REGISTRY, find
from detente.questions.question import Question, Request
from detente.reports.asking import BRIEF, REPORT, Asked, ask, fewer, lighter
from detente.wording import Block, Items, Page, Picture, Section, Table, Voice
from detente.workbench.files.documents import Version
from detente.workbench.questions.kept import Kept

MOST_BYTES = 300_000_000
SECONDS = 60.0
FIRST = ("analyze",)  # what is asked at once after a change; the rest of the brief follows
# The mixes come before the doubts, which take longest.
SOON = (*FIRST, "compare", "better", "whatif", "ultimatum", "pivot", "commit", "mistaken")
STAGES = (FIRST, SOON, BRIEF)
BY_PLACE = ("check",)  # what tells lines of the file: kept for this text alone
MERGES = ("states",)  # what tells accounts together that have the same
SHORTENED = ("ultimatum",)  # of which a report leaves out what the question tells
SEARCHES = ("pivot", "compare", "brief", "report", *MERGES)  # what looks at statements of all accounts
AT_ONCE = 2  # how many questions are worked on at a time
LOOKS = 0.1  # seconds after which whoever waits for a turn looks whether it is still wanted
AGAIN = 60.0  # seconds after which it is tried again what was too large for the memory that was free


@dataclass(frozen=True)
class Told:
    """An answer as a page, with the facts that it tells and how it speaks of them."""

    page: Page
    answers: tuple[Any, ...]
    voice: Voice
    late: bool = False  # for some of it there was no time


@dataclass(frozen=True)
class Refused:
    """Why a question has no answer, and until when (`time.monotonic`) that is not asked again."""

    error: DetenteError
    until: float = float("inf")


@dataclass(frozen=True)
class Read:
    """A version of a file, read: a conflict, or what is wrong with it."""

    version: Version
    conflict: Conflict | None
    problems: tuple[Problem, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    id: str = ""  # of the version, and of the files of parties that belong to it
    hidden: tuple[str, ...] = ()  # the parties of whom the text holds what may not be shown


class Answers:
    """Answers to questions about files.

    Parameters
    ----------
    seconds : float
        How long a question may take.
    most_bytes : int
        How much memory all that is kept may take.
    folder : str, optional
        Where the files of parties stand that files include.
    readers : sequence of str
        The parties whose confidential wishes are shown.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        most_bytes: int = MOST_BYTES,
        *,
        folder: str | None = None,
        readers: Sequence[str] = (),
    ) -> None:
        self.seconds = seconds
        self.folder, self.readers = folder, tuple(readers)
        self._holds: Kept[Holds] = Kept(4_000_000)
        self._read: Kept[Read] = Kept(40_000_000)
        self._games: Kept[dict[str, Any]] = Kept(most_bytes // 2)
        self._results: Kept[tuple[Any, ...] | Refused] = Kept(most_bytes // 4)
        self._answers: Kept[tuple[Any, Any]] = Kept(most_bytes // 8)
        self._pages: Kept[Told] = Kept(most_bytes // 8)
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    # -- reading -------------------------------------------------------------------------------------------------------

    def read(self, name: str, version: Version) -> Read:
        """Read a version of a file, with the files of parties that it includes as they are now."""
        id = self.id(version)
        return self._read.get(
            (name, id),
            lambda: self._reading(name, version, id),
            lambda _: 20 * len(version.text) + 10_000,
        )

    def holds(self, version: Version) -> Holds:
        """Give what a version holds of parties that may be confidential."""
        return self._holds.get(version.id, lambda: holds(version.text), lambda _: 2_000)

    def withheld(self, version: Version) -> frozenset[str]:
        """Give the parties of whom a version, or a file that it includes, holds what may not be shown."""
        return self.holds(version).withheld(self.readers)

    def id(self, version: Version) -> str:
        """Say in short which version it is, and what stands in the files that it includes."""
        included = self.holds(version).includes
        if self.folder is None or not included:
            return version.id
        told = hashlib.sha256(version.id.encode())
        for path, _ in included:
            found = read_inside(self.folder, path) if not fault_of(path) else Included(fault=path)
            content = hashlib.sha256(found.data or b"").digest()
            told.update(content + repr((found.data is None, found.missing, found.fault)).encode())
        return told.hexdigest()[:20]

    def _reading(self, name: str, version: Version, id: str) -> Read:
        hidden = self.holds(version).hidden(self.readers)
        with budget.within(self.seconds):
            try:
                conflict = self._conflict(version.text, name)
            except ConflictFileError as error:
                return Read(version, None, error.problems, id=id, hidden=hidden)
            return Read(version, conflict, conflict.warnings, _digests(conflict), id, hidden)

    def _conflict(self, text: str, name: str) -> Conflict:
        return read_for(self.readers, lambda who: read_conflict(text, name, folder=self.folder, as_party=who))

    @contextmanager
    def _turn(self, stopped: Callable[[], bool] | None = None) -> Iterator[None]:
        """Wait until a question can be worked on, unless nobody waits for its answer any more.

        Raises
        ------
        TimeUpError
            Where it is stopped.
        """
        while not self._turns.acquire(timeout=None if stopped is None else LOOKS):
            if stopped is not None and stopped():
                raise budget.TimeUpError("", self.seconds)
        try:
            yield
        finally:
            self._turns.release()

    # -- asking --------------------------------------------------------------------------------------------------------

    def brief(
        self,
        read: Read,
        *,
        whole: bool = True,
        soon: bool = False,
        stopped: Callable[[], bool] | None = None,
    ) -> Told:
        """Give the brief; not the whole of it, where only that is wanted which is there at once, or soon."""
        conflict = _there(read)
        names = STAGES[2 if whole else 1 if soon else 0]

        def make() -> Told:
            from detente import reports

            with self._turn(stopped), budget.within(self.seconds, stopped=stopped):
                request = self._request(read, conflict, conflict.accounts)
                asked, late = self._all(names, request, read, stopped)
                self._give_back(read, request)
                told = self._page(reports.find("brief"), [asked], conflict)
                return replace(told, late=late)

        return self._pages.get((read.id, conflict.file, "brief", names), make, _size)

    def _all(
        self, names: Sequence[str], request: Request, read: Read, stopped: Callable[[], bool] | None
    ) -> tuple[Asked, bool]:
        """Ask what the brief or the report asks; tell whether the time was not enough for some of it."""
        late: list[str] = []

        def by(question: Question, request: Request) -> tuple[Any, ...]:
            try:
                return self._kept(question, request, read, lighter)
            except budget.TimeUpError:
                late.append(question.name)
                raise

        asked = ask(request, names, by)
        if stopped is not None and stopped():
            raise budget.TimeUpError("", self.seconds)
        return replace(asked, answer=self._answer), bool(late) or budget.over()

    def _page(
        self,
        question: Question,
        results: Sequence[Any],
        conflict: Conflict,
        spoken: Sequence[Any] = (),
        **given: Any,
    ) -> Told:
        answers = [self._answer(question, r) for r in results]
        voice = Voice.of(conflict, [*spoken, *answers], conflict.file)
        return Told(question.as_page(answers, voice, conflict, **given), tuple(answers), voice)

    def ask(
        self,
        read: Read,
        name: str,
        accounts: Sequence[str],
        given: Mapping[str, Any],
        concepts: tuple[str, ...] | None = None,
        *,
        progress: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Told:
        """Ask a question and say the answer."""
        from detente import reports

        conflict = _there(read)
        question = find(name) if name in REGISTRY else reports.find(name)
        spoken = self._spoken(read, stopped) if name in REGISTRY else ()
        key = (
            read.id,
            conflict.file,
            name,
            tuple(accounts),
            repr(sorted(given.items())),
            concepts,
            sum(len(a.outcomes) for a in spoken),
        )

        def make() -> Told:
            with self._turn(stopped), budget.within(self.seconds, stopped=stopped):
                request = self._request(read, conflict, tuple(accounts))
                request = replace(
                    request, given=given, concepts=concepts, progress=progress, seconds=self.seconds
                )
                with planned(question.memory.times(len(accounts))):
                    late = False
                    if name in REGISTRY:
                        results: Sequence[Any] = self._kept(question, request, read, fewer)
                    else:
                        asked, late = self._all(BRIEF if name == "brief" else REPORT, request, read, stopped)
                        results = (asked,)
                self._give_back(read, request)
                return replace(self._page(question, results, conflict, spoken, **given), late=late)

        return self._pages.get(key, make, _size)

    def _spoken(self, read: Read, stopped: Callable[[], bool] | None = None) -> tuple[Any, ...]:
        """Give the brief as far as it was shown: what it speaks of has the same letters on every page."""
        for names in reversed(STAGES):
            there = self._pages.peek((read.id, _there(read).file, "brief", names))
            if there is not None:
                return there.answers
        try:
            return self.brief(read, whole=False, stopped=stopped).answers
        except DetenteError:
            return ()

    def _kept(
        self, question: Question, request: Request, read: Read, less: Callable[[Any], Any]
    ) -> tuple[Any, ...]:
        """Ask a question, account by account where these are independent; what was asked before is not asked again.

        There is not room for all of it: `less` leaves out what is not shown. A question that says nothing of one
        account may say something of several, and of that one that it does not.
        """
        if question.together or question.name in MERGES or len(request.accounts) == 1:
            return self._one(question, request, read, less)
        found: list[Any] = []
        for account in request.accounts:
            try:
                found += self._one(question, replace(request, accounts=(account,)), read, less)
            except (NotInFileError, UnknownNameError):
                return self._one(question, request, read, less)
        return tuple(found)

    def _one(
        self, question: Question, request: Request, read: Read, less: Callable[[Any], Any]
    ) -> tuple[Any, ...]:
        depends: tuple[Any, ...] = tuple((a, read.digests[a]) for a in request.accounts)
        if question.name in BY_PLACE:
            depends += (read.id, request.conflict.file)
        elif question.name in SEARCHES:
            depends += (read.digests[""],)
        given = repr(sorted(request.given.items()))
        shown = less.__name__ if question.name in SHORTENED else ""
        key = (question.name, depends, given, request.concepts, shown)

        def make() -> tuple[Any, ...] | Refused:
            try:
                return tuple(less(r) for r in question.asked(request))
            except (budget.TimeUpError, MissingPackageError):
                raise
            except TooLargeError as error:
                return Refused(error, time.monotonic() + AGAIN)
            except DetenteError as error:
                return Refused(error)

        there = self._results.peek(key)
        if isinstance(there, Refused) and time.monotonic() > there.until:
            self._results.drop(key)
        found = self._results.get(key, make, lambda made: _cost(made, request))
        if isinstance(found, Refused):
            raise found.error.with_traceback(None)
        return found

    def _answer(self, question: Question, result: Any) -> Any:
        """Give the answer of a result; the result is kept beside it, so that nothing else can get its id."""
        if question.name not in REGISTRY:
            return question.answer(result)
        return self._answers.get(id(result), lambda: (result, question.answer(result)), lambda _: 20_000)[1]

    # -- games ---------------------------------------------------------------------------------------------------------

    def game(self, read: Read, account: str) -> Any:
        """Give the game of an account, on the carrier that it is for."""
        conflict = _there(read)
        with self._turn(), budget.within(self.seconds):
            request = self._request(read, conflict, (account,))
            [found] = request.carried()
            self._give_back(read, request)
            return found

    def _request(self, read: Read, conflict: Conflict, accounts: tuple[str, ...]) -> Request:
        """Make a request that has the games that are there already, each with the words of this version."""
        built: dict[str, Game] = {}
        carriers: dict[str, Any] = {}
        for account in conflict.accounts:
            there = self._games.peek(read.digests[account])
            if there is None:
                continue
            under = conflict.under(account)
            if "carrier" in there:
                choice, game = there["carrier"]
                carriers[account] = (choice, _now(game, under))
                if choice.carrier == "dense":
                    built[account] = carriers[account][1]
            elif "built" in there:
                built[account] = _now(there["built"], under)
        return Request(conflict, accounts, built=built, carriers=carriers, seconds=self.seconds)

    def _give_back(self, read: Read, request: Request) -> None:
        """Keep the games that were built."""
        for account in request.conflict.accounts:
            there: dict[str, Any] = {}
            if account in request.carriers:
                there["carrier"] = request.carriers[account]
            elif account in request.built:
                there["built"] = request.built[account]
            if there:
                game = there.get("built") or there["carrier"][1]
                self._games.get(read.digests[account], lambda there=there: there, lambda _, g=game: _bytes(g))  # type: ignore[misc]


def _now(game: Any, under: Conflict) -> Any:
    return (
        game
        if game.conflict == under and game.conflict.vocabulary == under.vocabulary
        else replace(cast("Any", game), conflict=under)
    )


def _bytes(game: Any) -> int:
    return 20_000 + 60 * int(game.feasible.count if game.listed else 10_000)


def _size(told: Told) -> int | None:
    """Say how much room a page takes: by what is written in it, and what it was written from."""
    if told.late:
        return None
    blocks: list[Block] = [b for s in (*told.page.front, *told.page.said) for b in (*s.pictures, *s.details)]
    room = 0
    while blocks:
        block = blocks.pop()
        if isinstance(block, Section):
            blocks += block.blocks
        elif isinstance(block, Picture):
            room += len(block.svg) + len(block.text)
            blocks += block.plain
        elif isinstance(block, Table):
            room += sum(60 + len(cell) for row in block.rows for cell in row)
        else:
            room += 100 * len(block.items) if isinstance(block, Items) else 100
    return 60_000 + 2 * room


def _cost(made: tuple[Any, ...] | Refused, request: Request) -> int:
    if isinstance(made, Refused):
        return 2_000
    states = sum(
        int(game.feasible.count) for _, game in request.carriers.values() if getattr(game, "listed", False)
    )
    states = states or sum(int(game.feasible.count) for game in request.built.values())
    return 20_000 + 40 * states


def _there(read: Read) -> Conflict:
    if read.conflict is None:
        raise ConflictFileError(read.problems)
    return read.conflict


def _digests(conflict: Conflict) -> dict[str, str]:
    """Say in short what each account says; under the empty name, what all of them say together.

    What is under a seal prints as nothing and changes answers all the same: it is opened for this.
    """
    found = {}
    closed = [c.party for c in conflict.closed]
    whole = conflict.as_party(*closed) if closed else conflict
    for account in conflict.accounts:
        try:
            under = conflict.under(account)
            opened = repr(whole.under(account)) if closed else ""
        except DetenteError:
            continue
        told = f"{under!r}{under.numbering!r}{under.rivals!r}{opened}"
        found[account] = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    every = repr(found) + repr(conflict.vocabulary)
    found[""] = hashlib.sha256(every.encode("utf-8", "surrogatepass")).hexdigest()
    return found
