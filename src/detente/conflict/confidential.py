"""What is confidential: how it is kept, and what may be said of it.

It is kept under a seal (`Seal`): whoever computes opens it, and whatever prints, writes or counts claims finds nothing.
What may be seen by whoever reads (`--as`) is never put under one. See decision 0015.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from detente.conflict.elements import NOWHERE, Source
from detente.conflict.errors import ConflictFileError, NotInFileError, Place, Problem, quoted

PREFERENCES, WISHES = "preferences", "wishes"
EVERYWHERE = ""  # a mark that holds in every account


class Seal:
    """Keeps something confidential: no text of it shows what it is.

    No dataclass, so that nothing that goes through the fields of values (a printer, an encoder) goes on into it.

    Parameters
    ----------
    party : str
        Whose it is.
    content : object
        What is kept; None where it is not at hand.
    missing : str
        Why it is not at hand.

    Examples
    --------
    >>> Seal("north", ("a wish",))
    Seal('north')
    >>> Seal("north", None, "it stands in 'north.yaml', which is not here").here
    False
    """

    __slots__ = ("_content", "missing", "party")

    def __init__(self, party: str, content: object, missing: str = "") -> None:
        object.__setattr__(self, "party", party)
        object.__setattr__(self, "_content", content)
        object.__setattr__(self, "missing", missing)

    party: str
    missing: str
    _content: object

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a seal is not changed: {name}")

    def __reduce__(self) -> Any:
        return Seal, (self.party, self._content, self.missing)

    def __repr__(self) -> str:
        return f"Seal({self.party!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Seal):
            return NotImplemented
        mine = (self.party, self._content, self.missing)
        return mine == (other.party, other._content, other.missing)

    def __hash__(self) -> int:
        return hash(self.party)

    @property
    def here(self) -> bool:
        """Whether what it keeps is at hand."""
        return self._content is not None

    @property
    def opened(self) -> object:
        """Give what it keeps.

        Raises
        ------
        NotInFileError
            Where that is not at hand.
        """
        if not self.here:
            raise NotInFileError(
                f"what {quoted(self.party)} wants is confidential and not at hand: {self.missing}"
            )
        return self._content


@dataclass(frozen=True, slots=True)
class Closed:
    """What of a party's is confidential, and where it stands.

    Attributes
    ----------
    party : str
    file : str
        The file of its own in which it stands, as the conflict file names it; empty where it is marked in the conflict
        file.
    accounts : tuple of str
        Of a mark: the accounts for which it holds; an empty name for all.
    entries : tuple of (str, str)
        What is confidential: the account (``base`` for the file's own), and ``preferences`` or ``wishes``.
    sources : tuple of Source
        The sources that the party's own file brings, and nobody else sees.
    missing : str
        Why the file is not at hand; empty where it is.
    """

    party: str
    file: str = ""
    accounts: tuple[str, ...] = ()
    entries: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)
    missing: str = field(default="", compare=False)
    at: Place = field(default=NOWHERE, compare=False, repr=False)


def closed_words(party: str, allowed: str = "") -> str:
    """Say of a mistake in something confidential what may be said.

    Examples
    --------
    >>> closed_words("north", "a number")
    'not as it has to be; it is confidential and not repeated here (--as north tells what is wrong). Allowed: a number'
    """
    told = "not as it has to be; it is confidential and not repeated here"
    return f"{told} (--as {party} tells what is wrong)" + (f". Allowed: {allowed}" if allowed else "")


def closing(problems: Iterable[Problem], party: str) -> ConflictFileError:
    """Make an error of mistakes that rest on something confidential: where they are, and not what."""
    return ConflictFileError(
        Problem(p.place if p.place.closed else replace(p.place, closed=closed_words(party)), p.message)
        for p in problems
    )
