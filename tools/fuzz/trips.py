"""There and back: what is written of a conflict is read again, and only that is missing which was told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import detente
from detente.conflict import (
    Conflict,
    ConflictFileError,
    DetenteError,
    NotInFileError,
    TooLargeError,
    read_conflict,
)
from detente.conflict.alone import alone
from detente.conflict.belief import Belief
from detente.conflict.elements import Levels, Option
from detente.conflict.errors import quoted
from detente.conflict.overlay import Overlay
from detente.exchange import FORMATS, Asked, nfg_writing, read, write
from detente.exchange.cubes import cubes
from detente.exchange.notes import told_of
from detente.game import Game
from tools.fuzz.inputs import content

WHOLE = ("xlsx", "zip")  # formats that carry a conflict as it is
MOST_STATES = 4_000
LAYOUT = "line breaks"


def _believed(conflict: Conflict) -> list[tuple[str, list[Any]]]:
    """Give who takes which combinations to be infeasible; a belief that says nothing else is none without them."""
    found = []
    for belief in conflict.beliefs:
        nothing = belief == Belief(belief.by, Overlay())
        rules = [p.item.conditions[0] for p in belief.overlay.rules if p.item is not None]
        combinations = sorted(sorted(c.items()) for that in rules for c in cubes(that, conflict.option_ids))
        found += [] if nothing else [(belief.by, combinations)]
    return found


KEPT: dict[str, Callable[[Conflict], Any]] = {
    "title": lambda c: c.title,
    "description": lambda c: c.about,
    "language": lambda c: c.language,
    "names of decision makers": lambda c: [d.name for d in c.decision_makers],
    "texts of options": lambda c: [o.text for o in c.options.values()],
    "sources": lambda c: c.sources,
    "about": lambda c: _filled(
        [*((o.about, o.tags) for o in _named(c)), *((d.about,) for d in c.decision_makers)]
    ),
    "short words": lambda c: _filled((n.short,) for n in (*_named(c), *c.decision_makers)),
    "negative texts": lambda c: _filled((n.otherwise,) for n in (*_named(c), *c.definitions)),
    "citation": lambda c: c.citation,
    "named conditions": lambda c: [d.name for d in c.definitions],
    "factions": lambda c: dict(c.factions),
    "ultimatums": lambda c: c.ultimatums,
    "timeline": lambda c: c.timeline,
    "phases": lambda c: c.phases,
    "beliefs": _believed,
    "published results": lambda c: c.published,
    "terms": lambda c: c.terms,
    "shifts": lambda c: c.shifts,
}
"""What a conflict says besides the game, by the kinds of `detente.exchange.notes`."""


def _named(conflict: Conflict) -> list[Option | Levels]:
    """Give the options, those that are levels of one as that one."""
    return list(dict.fromkeys(o.of or o for o in conflict.options.values()))


def _filled(found: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [f for f in found if any(f)]


def faults(conflict: Conflict, format: str, account: str | None = None) -> list[str]:
    """Write a conflict, read it again, and say what differs and was not told.

    Parameters
    ----------
    conflict : Conflict
    format : str
        ``yaml``, ``json``, or a format of `detente.exchange` that is written and read.
    account : str, optional
        The account to write.

    Returns
    -------
    list of str
        Empty where all is right, and where the format says that it cannot hold the conflict.
    """
    if format in ("yaml", "json"):
        chosen = conflict if account is None else conflict.under(account)
        return _again(chosen, format, (detente.to_yaml if format == "yaml" else detente.to_json)(chosen))
    known = next(f for f in FORMATS if f.name == format)
    asked = Asked(conflict, account)
    try:
        notes = "\n".join(write(asked, known).notes)
        data = content(conflict, known, account=account)
    except DetenteError as error:
        return _said(error)
    if content(conflict, known, account=account) != data:
        return [f"{format}: the same conflict was written as other bytes"]
    ending = known.endings[0] if known.endings else ".gmcr"
    try:
        again = read(f"x{ending}", data, format if format != "nfg-outcomes" else "nfg")
    except DetenteError as error:
        return [f"{format}: what was written cannot be read: {error}"]
    if format in WHOLE:
        wanted = conflict if account is None else conflict.under(account)
        return _compared(format, alone(wanted), again)
    found = [f"{format}: {f}" for f in _games(asked.chosen, again, notes, strategic=format.startswith("nfg"))]
    told = told_of(conflict, asked.chosen)
    for kind, value in KEPT.items():
        if kind == "texts of options" and not format.startswith(
            "gmcr"
        ):  # which have states or strategies in their place
            continue
        before, after = value(asked.chosen), value(again)
        if kind == "beliefs":  # what a format leaves out of them is told for each party
            before, after = (
                [b for b in kept if f"of what {quoted(b[0])} believes" not in notes]
                for kept in (before, after)
            )
        if told.get(LAYOUT) and told[LAYOUT] in notes:
            before, after = (
                " ".join(repr(v).replace("\\n", " ").replace("\\t", " ").split()) for v in (before, after)
            )
        if before and before != after and not (told.get(kind) and told[kind] in notes):
            found.append(f"{format}: {kind} differ and nothing was told: {before!r}, {after!r}"[:600])
    return found


def _said(error: DetenteError) -> list[str]:
    text = str(error)
    return [] if text and len(text) < 4_000 else [f"a message of {len(text)} characters"]


def _again(conflict: Conflict, format: str, text: str) -> list[str]:
    try:
        again = read_conflict(text)
    except ConflictFileError as error:
        return [f"{format}: what was written cannot be read: {error}"]
    return _compared(format, alone(conflict), again)


def _compared(format: str, before: Conflict, after: Conflict) -> list[str]:
    return [] if after == before else [f"{format}: {_difference(before, after)}"]


def _difference(one: Conflict, other: Conflict) -> str:
    before, after = detente.to_json(one).splitlines(), detente.to_json(other).splitlines()
    for number, (a, b) in enumerate(zip(before, after, strict=False), start=1):
        if a != b:
            return f"line {number} of the JSON differs: {a.strip()[:200]!r}, {b.strip()[:200]!r}"
    return f"the JSON has {len(before)} lines, and then {len(after)}"


def _game(conflict: Conflict) -> Game | None:
    try:
        return conflict.game(conflict.accounts[0], most_states=MOST_STATES)
    except (NotInFileError, TooLargeError):
        return None


def _games(before: Conflict, after: Conflict, notes: str, *, strategic: bool) -> list[str]:
    """Compare the games of a conflict and of what was read back, as far as the notes leave them the same."""
    if "so that it is another game" in notes:
        return []
    one = _game(before)
    if one is None:
        return []
    try:
        two = _game(after)
    except DetenteError as error:
        return [f"no game can be made of what was read: {error}"]
    if two is None:
        return [] if "preferences: left out" in notes else ["nobody has preferences in what was read"]
    if one.size != two.size:
        return [f"{one.size} states, and then {two.size}"]
    place = _places(one, two) if strategic else list(range(one.size))
    found = []
    for dm, (mine, theirs) in enumerate(zip(one.moves, two.moves, strict=True)):
        for state in range(one.size):
            if sorted(place[t] for t in mine.successors(state).tolist()) != sorted(
                theirs.successors(place[state]).tolist()
            ):
                found.append(f"moves of {one.decision_makers[dm]} from state {state} differ")
                break
    found += [
        f"ranks of {dm} differ"
        for i, dm in enumerate(one.decision_makers)
        if _order(one, i) != _order(two, i, place)
    ]
    start = None if one.status_quo is None else place[one.status_quo]
    if start != two.status_quo and "the status quo" not in notes:
        found.append("another status quo, and nothing was told")
    return found


def _order(game: Game, i: int, place: Sequence[int] | None = None) -> list[Any]:
    """Give what a decision maker prefers: ranks; where something is unknown, each pair of states."""
    states = range(game.size) if place is None else place
    if not game.open:
        return [int(game.ranks[i][s]) for s in states]
    return [game.better(i, s, t) for s in states for t in states]


def _places(one: Game, two: Game) -> list[int]:
    """Find for each state of a conflict that of the strategic game that was written of it and read."""
    mine = nfg_writing.settings(one)
    theirs: dict[tuple[int, ...], int] = {}
    for state in range(two.size):
        taken = set(two.states.state(state).taken)
        profile = []
        for maker in two.conflict.decision_makers:
            chosen = [k for k, o in enumerate(maker.options) if f"{maker.id}.{o.id}" in taken]
            profile.append(chosen[0] if chosen else 0)
        theirs[tuple(profile)] = state
    return [theirs[tuple(int(own[s]) for own in mine)] for s in range(one.size)]
