"""The record, set against every account and every way of looking ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from detente.conflict import Conflict, Event, NotInFileError, Statement
from detente.conflict.dates import is_date, precedes
from detente.conflict.errors import DetenteError, quoted
from detente.game import CarriedGame, Game, Row, State, Tabular
from detente.game.carrier import build
from detente.game.given import as_conflict
from detente.game.symbolic import SymbolicGame
from detente.questions.replay.carried import CONCEPTS, CarriedSight
from detente.questions.replay.chances import Luck, Pattern, at_least, at_least_somewhere, expected
from detente.questions.replay.sights import Sight, sights
from detente.questions.replay.steps import ReplayedEvent, steps

NO_TIMELINE = "the file has no 'timeline'; add what happened, with dates and where that is reported"
NO_START = "the file has no 'status_quo', from which the record would begin; add it"


class Score(NamedTuple):
    """How many moves of the record an account explains by a way of looking ahead, against chance.

    `expected` is how many random moves of the same parties would be explained on average, `chance` how likely at least
    as many would.
    """

    concept: str
    explained: int
    foreseen: int
    of: int
    expected: Fraction
    chance: Fraction


class Weighed(NamedTuple):
    """A claim that moves of the record bear on: the events that speak against it, and for it.

    `alone` are those events against it that would have been improvements without this claim.
    """

    dm: str
    statement: Statement
    against: tuple[str, ...]
    alone: tuple[str, ...]
    borne: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Replayed:
    """The record under one account.

    Attributes
    ----------
    game : Game or SymbolicGame
    looks : tuple of Sight or CarriedSight
        The ways of looking ahead: where decision diagrams carry the states, Nash and SEQ.
    steps : tuple of ReplayedEvent
        Each event of the record.
    """

    game: CarriedGame
    looks: tuple[Sight | CarriedSight, ...]
    steps: tuple[ReplayedEvent, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts by which it is judged."""
        return tuple(x.concept for x in self.looks)

    @cached_property
    def judged(self) -> tuple[ReplayedEvent, ...]:
        """The moves that are possible."""
        return tuple(s for s in self.steps if s.kind == "judged")

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """For each way of looking ahead."""
        found = []
        for k, concept in enumerate(self.concepts):
            odds = [(s.random[k], s.of) for s in self.judged]
            explained = sum(s.explained[k] for s in self.judged)
            foreseen = sum(s.foreseen[k] for s in self.judged)
            chance = at_least(odds, explained)
            found.append(Score(concept, explained, foreseen, len(odds), expected(odds), chance))
        return tuple(found)

    @cached_property
    def claims(self) -> tuple[Weighed, ...]:
        """The claims that moves bear on, those that most speak against first."""
        known: dict[tuple[str, str], tuple[Statement, list[str], list[str], list[str]]] = {}
        for step in self.judged:
            for m in step.movers:
                if m.statement is None or m.fares not in ("better", "worse"):
                    continue
                _, against, alone, borne = known.setdefault((m.dm, m.statement.id), (m.statement, [], [], []))
                (borne if m.fares == "better" else against).append(step.event.id)
                alone += [step.event.id] * m.alone
        found = [Weighed(dm, s, *map(tuple, lists)) for (dm, _), (s, *lists) in known.items()]
        return tuple(sorted(found, key=lambda w: (-len(w.alone), -len(w.against))))

    @property
    def end(self) -> State | None:
        """Where the record leads; None where the model has no such state."""
        return self.steps[-1].after if self.steps else self.game.start


@dataclass(frozen=True, eq=False)
class Replay(Tabular):
    """The record against every account.

    Attributes
    ----------
    conflict : Conflict
        The file as a whole.
    events : tuple of Event
        The record, as far as it was asked for.
    accounts : tuple of Replayed
    """

    conflict: Conflict
    events: tuple[Event, ...]
    accounts: tuple[Replayed, ...]

    @cached_property
    def best(self) -> tuple[tuple[str, str], ...]:
        """The accounts, each with a concept, that explain most; none where nothing is explained."""
        every = [(a.game.account, s) for a in self.accounts for s in a.scores]
        most = max((s.explained for _, s in every), default=0)
        return tuple((a, s.concept) for a, s in every if most and s.explained == most)

    @cached_property
    def luck(self) -> Luck | None:
        """How likely random moves are to be explained as often by some account: the best of several is easily good.

        None where nothing is explained, and where the moves that could have been made differ from account to account.
        """
        most = max((s.explained for a in self.accounts for s in a.scores), default=0)
        if not most:
            return None
        moves = []
        for steps_of in zip(*(a.steps for a in self.accounts), strict=True):
            known = [s for s in steps_of if s.kind == "judged"]
            if not known:
                continue
            names = {tuple(id for id, _ in s.patterns) for s in known}
            if len(names) > 1:
                return None
            moves.append(_together(steps_of, [len(a.looks) for a in self.accounts]))
        return at_least_somewhere(moves, most)

    @cached_property
    def parting(self) -> tuple[str, ...]:
        """The events that some account explains and another does not, not looking ahead."""
        found = []
        for of in zip(*(a.steps for a in self.accounts), strict=True):
            kinds = {s.explained[0] if s.kind == "judged" else None for s in of}
            if len(kinds) > 1:
                found.append(of[0].event.id)
        return tuple(found)

    def rows(self) -> list[Row]:
        """Give a row for each event under each account."""
        found: list[Row] = []
        for account in self.accounts:
            for s in account.steps:
                row: dict[str, object] = {
                    "account": account.game.account,
                    "date": s.event.date,
                    "event": s.event.id,
                    "kind": s.kind,
                    "after": "" if s.after is None else s.after.id,
                    "movers": " ".join(m.dm for m in s.movers),
                    "fares": " ".join(m.fares for m in s.movers),
                    "moves": s.of,
                }
                for k, concept in enumerate(account.concepts):
                    told = s.kind == "judged"
                    row[f"{concept} explained"] = s.explained[k] if told else None
                    row[f"{concept} foreseen"] = s.foreseen[k] if told else None
                found.append(row)
        return found


def _together(steps_of: Sequence[ReplayedEvent], widths: Sequence[int]) -> Counter[Pattern]:
    """Count the moves that could have been made by the accounts and ways of looking ahead that explain them."""
    rows = [[p for _, p in s.patterns] if s.kind == "judged" else None for s in steps_of]
    number = next(len(r) for r in rows if r is not None)
    return Counter(
        tuple(x for r, w in zip(rows, widths, strict=True) for x in (r[k] if r is not None else (False,) * w))
        for k in range(number)
    )


def replay(conflict: Conflict | Game, until: str | None = None) -> Replay:
    """Set the record against every account: which moves does it explain, and is that more than chance?

    Parameters
    ----------
    conflict : Conflict or Game
    until : str, optional
        The last date that counts: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises
    ------
    NotInFileError
        Where the file has no record, or does not say where it begins.
    DetenteError
        Where `until` is no date.

    Examples
    --------
    >>> import detente
    >>> found = replay(detente.load("istanbul-2025"))
    >>> {a.game.account: a.scores[0].explained for a in found.accounts}
    {'commentary': 3, 'kyiv': 3, 'broker': 3}
    """
    whole = as_conflict(conflict, "replay")
    return replay_games(whole, [build(whole.under(a)) for a in whole.accounts], until)


def looking(game: CarriedGame) -> tuple[Sight | CarriedSight, ...]:
    """Give the ways of looking ahead by which the record is judged in a game."""
    if isinstance(game, SymbolicGame):
        return tuple(CarriedSight(game, c) for c in CONCEPTS)
    assert isinstance(game, Game)
    return tuple(Sight(game, c) for c in sights(game))


def replay_games(conflict: Conflict, games: Sequence[CarriedGame], until: str | None = None) -> Replay:
    """Do as `replay` for games that have been built, one for each account."""
    if not conflict.timeline:
        raise NotInFileError(NO_TIMELINE)
    if until is not None and not is_date(until):
        raise DetenteError(f"a date is YYYY, YYYY-MM or YYYY-MM-DD, found {quoted(until)}")
    events = tuple(e for e in conflict.timeline if until is None or not precedes(until, e.date))
    found = []
    for game in games:
        if game.start is None:
            raise NotInFileError(NO_START)
        looks = looking(game)
        found.append(Replayed(game, looks, tuple(steps(game, game.start.facts, events, looks))))
    return Replay(conflict, events, tuple(found))
