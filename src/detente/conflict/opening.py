"""Opening what is confidential to whoever may see it; which sources are confidential with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from detente.conflict.condition import Condition
from detente.conflict.confidential import PREFERENCES, WISHES, Closed
from detente.conflict.elements import Citation, Source
from detente.conflict.errors import Place, UnknownNameError
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Overlay
from detente.conflict.preferences import Sealed
from detente.conflict.terms import Wishes

T = TypeVar("T")


def shown_to(conflict: Conflict, readers: Iterable[str]) -> Conflict:
    """Open what is confidential of some parties.

    Parameters
    ----------
    conflict : Conflict
    readers : iterable of str
        The parties.

    Raises
    ------
    UnknownNameError
        Where one of them is no decision maker.

    Examples
    --------
    >>> from detente.conflict import read_conflict
    >>> conflict = read_conflict('''
    ... detente: 1
    ... title: A toll road
    ... decision_makers: {city: {options: {build: build the road}}}
    ... preferences: {city: [build]}
    ... confidential: [city]
    ... ''')
    >>> conflict.preferences["city"]
    Sealed(seal=Seal('city'))
    >>> [s.written for s in shown_to(conflict, ["city"]).preferences["city"].statements]
    ['build']
    """
    makers = [d.id for d in conflict.decision_makers]
    asked = tuple(dict.fromkeys(readers))
    for reader in asked:
        if reader not in makers:
            raise UnknownNameError("party", reader, makers)
    terms = conflict.terms
    known = {s.id for s in conflict.sources}
    own = [s for c in conflict.closed if c.party in asked for s in c.sources if s.id not in known]
    found = replace(
        conflict,
        preferences=_opened(conflict.preferences, asked),
        terms=terms if terms is None else replace(terms, wishes=_opened(terms.wishes, asked)),
        perspectives=tuple(replace(p, overlay=_overlay(p.overlay, asked)) for p in conflict.perspectives),
        sources=(*conflict.sources, *own),
        readers=tuple(dict.fromkeys((*conflict.readers, *asked))),
    )
    return replace(found, vocabulary=found.statements_written())


def _overlay(overlay: Overlay, readers: tuple[str, ...]) -> Overlay:
    return replace(
        overlay, preferences=_opened(overlay.preferences, readers), wishes=_opened(overlay.wishes, readers)
    )


def _opened(found: Mapping[str, T], readers: tuple[str, ...]) -> dict[str, T]:
    """Open the seals of the readers; what is not at hand stays as it is."""
    return {dm: _open(x) if dm in readers else x for dm, x in found.items()}


def _open(found: T) -> T:
    seal = found.seal if isinstance(found, Sealed | Wishes) else None
    return found if seal is None or not seal.here else seal.opened  # type: ignore[return-value]


def keep_sources(conflict: Conflict) -> Conflict:
    """Let sources that nothing but what is marked as confidential cites be confidential with it."""
    marks = [c for c in conflict.closed if not c.file and c.entries]
    if not marks:
        return conflict
    elsewhere = _cited(_without(conflict, frozenset((*e, c.party) for c in marks for e in c.entries)))
    own: dict[Closed, tuple[Source, ...]] = {}
    for mark in marks:
        found = {
            x for account, kind in mark.entries for x in _cited(_entry(conflict, account, kind, mark.party))
        }
        own[mark] = tuple(s for s in conflict.sources if s.id in found - elsewhere)
    closed = tuple(replace(c, sources=own.get(c, c.sources)) for c in conflict.closed)
    secret = {s.id for sources in own.values() for s in sources}
    shown = {s.id for c, sources in own.items() if c.party in conflict.readers for s in sources}
    kept = [s for s in conflict.sources if s.id not in secret]
    return replace(conflict, closed=closed, sources=(*kept, *(s for s in conflict.sources if s.id in shown)))


Entries = frozenset[tuple[str, str, str]]  # the account, the kind, whose


def _entry(conflict: Conflict, account: str, kind: str, party: str) -> object:
    """Give what is confidential of a party in an account, opened."""
    if account == BASE:
        wishes = {} if conflict.terms is None else conflict.terms.wishes
        return _open((conflict.preferences if kind == PREFERENCES else wishes).get(party))
    overlay = conflict.perspective(account).overlay
    return _open((overlay.preferences if kind == PREFERENCES else overlay.wishes).get(party))


def _without(conflict: Conflict, entries: Entries) -> Conflict:
    """Leave out what is confidential."""

    def left(found: Mapping[str, T], account: str, kind: str) -> dict[str, T]:
        return {dm: x for dm, x in found.items() if (account, kind, dm) not in entries}

    terms = conflict.terms
    perspectives = tuple(
        replace(
            p,
            overlay=replace(
                p.overlay,
                preferences=left(p.overlay.preferences, p.id, PREFERENCES),
                wishes=left(p.overlay.wishes, p.id, WISHES),
            ),
        )
        for p in conflict.perspectives
    )
    return replace(
        conflict,
        preferences=left(conflict.preferences, BASE, PREFERENCES),
        terms=terms if terms is None else replace(terms, wishes=left(terms.wishes, BASE, WISHES)),
        perspectives=perspectives,
        vocabulary=(),
    )


def _cited(found: object) -> set[str]:
    """Collect the sources that are cited anywhere in a value."""
    told: set[str] = set()
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Citation):
            told.add(one.source)
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, tuple):
            waiting += one
        elif is_dataclass(one) and not isinstance(one, Condition | Place):
            waiting += [getattr(one, f.name) for f in fields(one)]
    return told
