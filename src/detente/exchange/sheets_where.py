"""Where a row of a sheet holds: in the file itself, in an account, in a phase, in what somebody believes.

Each of these has one text, empty for the file itself: ``kyiv``, ``phase may``, ``phase may of kyiv``, ``belief north``,
``belief north of kyiv``. Above a column that belongs to a decision maker it stands before the colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PHASE, BELIEF = "phase", "belief"
_HELD = "\u00a0"  # between the words of one name
_PLACE = re.compile(rf"(?i:(?P<kind>{PHASE}|{BELIEF})) (?P<name>[^ ].*?)(?: of (?P<account>[^ ]+))?")
PLACES = ("Account", "Phase", "Believed by")
"""The headings that say where a row holds."""

SAY_WHERE = "name it under 'Account', 'Phase' or 'Believed by'"


@dataclass(frozen=True)
class Where:
    """The account, the phase, and who believes it; each empty where there is none."""

    account: str = ""
    phase: str = ""
    believer: str = ""

    def __str__(self) -> str:
        """Give it as one text.

        Examples
        --------
        >>> str(Where("kyiv", "may"))
        'phase may of kyiv'
        """
        kind, name = (PHASE, self.phase) if self.phase else (BELIEF, self.believer)
        of = f" of {self.account}" if self.account else ""
        return f"{kind} {name.replace(' ', _HELD)}{of}" if name else self.account

    @property
    def row(self) -> dict[str, str]:
        """What stands in a row that holds there."""
        found = (self.account, self.phase, self.believer)
        return {head: text for head, text in zip(PLACES, found, strict=True) if text or head == "Account"}


def where(text: str) -> Where:
    """Read the text of a place; one that it is not is taken as the name of an account.

    Examples
    --------
    >>> where("belief north of kyiv")
    Where(account='kyiv', phase='', believer='north')
    >>> where("kyiv")
    Where(account='kyiv', phase='', believer='')
    """
    found = _PLACE.fullmatch(text)
    if found is None:
        return Where(text)
    name, account = found["name"].replace(_HELD, " "), found["account"] or ""
    return Where(account, name) if found["kind"].casefold() == PHASE else Where(account, "", name)


def changing(plain: Mapping[str, Any]) -> Iterator[tuple[Where, Mapping[str, Any]]]:
    """Give everything in a conflict file that changes something of it, with where that holds."""
    accounts = plain.get("perspectives", {})
    for id, body in accounts.items():
        yield Where(id), body
    for id, body in plain.get("phases", {}).items():
        yield Where("", id), body
        for account, own in body.get("perspectives", {}).items():
            yield Where(account, id), own
    for account, body in (("", plain), *accounts.items()):
        for party, belief in body.get("beliefs", {}).items():
            yield Where(account, "", party), belief
