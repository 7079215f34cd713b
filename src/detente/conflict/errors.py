"""What can go wrong, said so that a person can mend it.

::

    DetenteError                 every error that this package raises on purpose
    ├── ConflictFileError        the conflict file is wrong; carries every problem found
    ├── ConditionError           a condition (on the command line, in a call) is wrong
    ├── UnknownNameError         no such perspective, state, decision maker, concept, ...
    ├── NotInFileError           the question needs something that the file does not say
    ├── TooLargeError            the conflict would not fit into memory
    ├── TimeUpError              the time that a command may take is over (detente.conflict.budget)
    ├── WantedError              a function was given something else than it wants (a TypeError too)
    └── MissingPackageError      a package that is not installed is needed (an ImportError too)

    AccountWarning               a file holds several accounts and none was chosen: the first is followed
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from detente.conflict.safetext import shown

MOST_PROBLEMS_SHOWN = 40
MOST_COMPARED = 100  # letters of a name that is compared with others
MOST_NAMES_COMPARED = 2_000
MOST_SPELLED_OUT = 100  # names that are compared letter by letter
LEAST_ALIKE = 0.6


class DetenteError(Exception):
    """Base of every error that this package raises on purpose."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; line and column count from 1. Line 0 is the file as a whole.

    Attributes
    ----------
    closed : str
        Where what stands there is confidential: what is said of every mistake there, as no message may repeat it.
    """

    file: str
    line: int
    column: int
    closed: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        file = shown(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands and what would be right. Of a closed place it says what that place lets be said.

    `lacks` names a key whose value is only not there yet, as in a file that somebody has just begun. It is empty for
    any other mistake, and for a closed place.
    """

    place: Place
    message: str
    lacks: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.place.closed:
            object.__setattr__(self, "message", self.place.closed)
            object.__setattr__(self, "lacks", "")

    def __str__(self) -> str:
        return f"{self.place}: {shown(self.message)}"


class ConflictFileError(DetenteError):
    """The conflict file is wrong.

    Attributes
    ----------
    problems : tuple of Problem
        Every mistake that was found, in the order of the file; those without a line as they were found.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems), key=_order))
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(p) for p in self.problems[:MOST_PROBLEMS_SHOWN]]
        more = len(self.problems) - len(lines)
        if more:
            lines.append(f"... and {more} more")
        return "\n".join(lines)


def _order(problem: Problem) -> tuple[int, int, str]:
    at = problem.place
    return (at.line, at.column, problem.message) if at.line else (0, 0, "")


def file_problem(at: Place, message: str) -> ConflictFileError:
    """Make the error for one mistake in the file."""
    return ConflictFileError([Problem(at, message)])


class ConditionError(DetenteError):
    """A condition is wrong.

    Attributes
    ----------
    text : str
        The condition.
    offset : int
        Where in `text` the mistake is, from 0.
    message : str
        What was found and what is allowed.
    """

    def __init__(self, text: str, offset: int, message: str) -> None:
        self.text, self.offset, self.message = text, offset, message
        super().__init__(text, offset, message)

    def __str__(self) -> str:
        start = max(0, self.offset - 60)
        before, after = (
            shown(" ".join(t.split("\n")))
            for t in (self.text[start : self.offset], self.text[self.offset : self.offset + 60])
        )
        pointer = " " * len(before) + "^"
        return (
            f"condition, character {self.offset + 1}: {shown(self.message)}\n  {before}{after}\n  {pointer}"
        )


class UnknownNameError(DetenteError):
    """A name that the conflict does not have."""

    def __init__(self, kind: str, name: str, allowed: Sequence[str]) -> None:
        self.kind, self.name, self.allowed = kind, name, tuple(allowed)
        super().__init__(kind, name, self.allowed)

    def __str__(self) -> str:
        return f"no {self.kind} {quoted(self.name)}{choices(self.name, self.allowed)}"


class NotInFileError(DetenteError):
    """The question needs something that the conflict file does not say."""


class TooLargeError(DetenteError):
    """The conflict would not fit into memory, or not into the limit that was given."""


class WantedError(DetenteError, TypeError):
    """A function was given something else than it wants."""


class MissingPackageError(DetenteError, ImportError):
    """A package that is not installed is needed.

    Attributes
    ----------
    package : str
        Its name.
    extra : str
        The extra that brings it: ``pip install 'detente[extra]'``.
    """

    def __init__(self, package: str, extra: str, instead: str = "") -> None:
        self.package, self.extra = package, extra
        other = f"; or {instead}" if instead else ""
        super().__init__(f"this needs the package {package}: pip install 'detente[{extra}]'{other}")


class AccountWarning(UserWarning):
    """A file holds several accounts and none was chosen: the first is followed."""


def quoted(text: str, most: int = 60) -> str:
    """Put a text that somebody wrote into quotes, on one line and not too long."""
    flat = " ".join(text.split())
    return "'" + shown(flat if len(flat) <= most else flat[: most - 1] + "…") + "'"


def nearest(name: str, allowed: Sequence[str]) -> str | None:
    """Find the allowed name that is most like `name`, or None."""
    if len(name) > MOST_COMPARED:
        return None
    folded = {a.casefold(): a for a in reversed(allowed) if len(a) <= MOST_COMPARED}
    found = _closest(name.casefold(), list(folded)[:MOST_NAMES_COMPARED])
    if found is not None:
        return folded[found]
    ends = [a for a in allowed if a.rpartition(".")[2] == name.rpartition(".")[2]]
    return ends[0] if ends else None


def _closest(name: str, allowed: Sequence[str]) -> str | None:
    """Find what is most like a name, as `difflib.get_close_matches` does.

    To compare two texts letter by letter takes long; so it is done in the order of a bound that is found quickly, until
    nothing that is left can be closer, and not for more than a few.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=name)
    likely: list[tuple[float, str]] = []
    for other in allowed:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= LEAST_ALIKE and (bound := matcher.quick_ratio()) >= LEAST_ALIKE:
            likely.append((bound, other))
    best: tuple[float, str] | None = None
    for bound, other in sorted(likely, reverse=True)[:MOST_SPELLED_OUT]:
        if best is not None and bound < best[0]:
            break
        matcher.set_seq1(other)
        ratio = matcher.ratio()
        if ratio >= LEAST_ALIKE:
            best = max(best, (ratio, other)) if best is not None else (ratio, other)
    return None if best is None else best[1]


def choices(name: str, allowed: Sequence[str], most: int = 12) -> str:
    """Say what is allowed in place of `name`, the nearest match first."""
    if not allowed:
        return " (there is none)"
    close = nearest(name, allowed)
    hint = f"; did you mean {quoted(close)}?" if close else ""
    shown = ", ".join(quoted(a)[1:-1] for a in allowed[:most])
    more = f", ... ({len(allowed)} in all)" if len(allowed) > most else ""
    return f"{hint} (allowed: {shown}{more})"
