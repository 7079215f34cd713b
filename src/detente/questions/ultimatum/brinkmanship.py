"""An ultimatum as a game tree, where the threatener pays an audience cost if it backs down. Cardinal and exact.

The threatener stays quiet or threatens; the target concedes or resists; then the threatener backs down, at the audience
cost, or carries the threat out. The tree is solved from its end (backward induction), which asks whether the threat
would be carried out when it comes to that; plain Nash equilibria do not. Everything that is optimal is kept, so that a
tie is told as a tie. After Schelling (1960, The Strategy of Conflict, Harvard University Press) and Fearon (1994,
Domestic Political Audiences and the Escalation of International Disputes, American Political Science Review 88(3)).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from detente.conflict import AudienceCost, Conflict, NotInFileError, Stakes, Ultimatum
from detente.conflict.errors import quoted
from detente.game import Game, Row, Tabular
from detente.game.given import as_conflict

Ending = Literal["quiet", "concedes", "backs_down", "carries_out"]
Side = Literal["above", "below", "always", "never", "tie"]
Threat = Literal["credible", "tie", "not_credible"]
Worth = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Plan:
    """What each would do at each of the three points, reached or not."""

    threatens: bool
    concedes: bool
    carries_out: bool

    @property
    def ending(self) -> Ending:
        """How it ends."""
        if not self.threatens:
            return "quiet"
        if self.concedes:
            return "concedes"
        return "carries_out" if self.carries_out else "backs_down"


@dataclass(frozen=True, slots=True)
class Part:
    """What follows for the audience costs of one kind.

    Attributes
    ----------
    low, high : Fraction, Fraction or None
        The costs: one, or all between the two; without `high` all above.
    ends : tuple of bool
        Whether `low` and `high` belong to it.
    threat : str
        ``credible``: to carry it out is better for the threatener than to back down; ``not_credible``: worse; ``tie``.
    plans : tuple of Plan
        All that backward induction leaves; several where somebody is indifferent.
    """

    low: Fraction
    high: Fraction | None
    ends: tuple[bool, bool]
    threat: Threat
    plans: tuple[Plan, ...]

    @property
    def endings(self) -> tuple[Ending, ...]:
        """How it can end, each ending once."""
        return tuple(dict.fromkeys(p.ending for p in self.plans))


@dataclass(frozen=True, slots=True)
class Critical:
    """From which probability of being carried out on the target concedes.

    Attributes
    ----------
    side : str
        It concedes ``above`` the value, ``below`` it, ``always``, ``never``; ``tie``: it is indifferent at any.
    value : Fraction or None
        Where the target is indifferent.
    """

    side: Side
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """A cost that grows by the day.

    Attributes
    ----------
    tie_day : Fraction or None
        When the cost first is at the threshold; None where it never is from the first day on.
    locked_from : int or None
        The first whole day, from 0, on which to carry the threat out is better than to back down.
    """

    tie_day: Fraction | None
    locked_from: int | None


@dataclass(frozen=True, slots=True)
class Gamble:
    """A threatener that carries the threat out come what may with some probability, and else backs down.

    Attributes
    ----------
    resolved : Fraction
        The probability.
    replies : tuple of (bool, Fraction or None)
        Whether the target concedes (both where it is indifferent), and what the threat is then worth to the threatener
        on average; None where that hangs on a cost that is not one number.
    """

    resolved: Fraction
    replies: tuple[tuple[bool, Fraction | None], ...]


@dataclass(frozen=True, eq=False)
class GameTree(Tabular):
    """The game tree of an ultimatum, solved.

    Attributes
    ----------
    threshold : Fraction
        The threat is credible where the audience cost is above it.
    parts : tuple of Part
        What follows, from the lowest audience cost on; empty where the file gives none.
    """

    conflict: Conflict
    ultimatum: Ultimatum
    stakes: Stakes
    threshold: Fraction
    parts: tuple[Part, ...]
    critical: Critical
    growth: Growth | None = None
    gamble: Gamble | None = None

    def worth(self, ending: Ending, cost: Fraction = Fraction(0)) -> Worth:
        """Give what an ending is worth, to the threatener and to the target."""
        nothing = Fraction(0)
        return {
            "quiet": (nothing, nothing),
            "concedes": self.stakes.concede,
            "backs_down": (-cost, nothing),
            "carries_out": self.stakes.carry_out,
        }[ending]

    def rows(self) -> list[Row]:
        """Give a row per part and ending."""
        return [
            {
                "from": part.low,
                "to": part.high,
                "threat": part.threat,
                "ending": ending,
                "threatener": self.worth(ending, part.low)[0],
                "target": self.worth(ending, part.low)[1],
            }
            for part in self.parts
            for ending in part.endings
        ]


def game_tree(conflict: Conflict | Game, name: str) -> GameTree:
    """Solve the game tree of an ultimatum, by the numbers that the file gives.

    Parameters
    ----------
    conflict : Conflict
    name : str
        The ultimatum's name in the file.

    Returns
    -------
    GameTree

    Raises
    ------
    UnknownNameError
        Where the file has no such ultimatum.
    NotInFileError
        Where the file gives no stakes.

    Examples
    --------
    >>> import detente
    >>> tree = detente.game_tree(detente.load("ultimatum-audience-cost"), "known-cost")
    >>> tree.threshold, [part.endings for part in tree.parts]
    (Fraction(3, 1), [('quiet',)])
    """
    conflict = as_conflict(conflict, "game_tree")
    ultimatum = conflict.ultimatum(name)
    stakes = ultimatum.stakes
    if stakes is None:
        raise NotInFileError(
            f"the ultimatum {quoted(ultimatum.id)} has no 'stakes'; the game tree needs numbers for how it can end"
        )
    threshold = -stakes.carry_out[0]
    cost = ultimatum.audience_cost
    return GameTree(
        conflict,
        ultimatum,
        stakes,
        threshold,
        _parts(stakes, cost) if cost is not None else (),
        _critical(stakes),
        _growth(cost.low, cost.a_day, threshold) if cost is not None and cost.a_day is not None else None,
        _gamble(stakes, ultimatum.resolved, cost) if ultimatum.resolved is not None else None,
    )


def _best(worth: Mapping[bool, Fraction]) -> list[bool]:
    """Give the choices that are worth most: both where they tie."""
    return [choice for choice, value in worth.items() if value == max(worth.values())]


def plans(stakes: Stakes, cost: Fraction) -> tuple[Plan, ...]:
    """Solve the tree from its end, for one audience cost; whatever ties is kept."""
    (concede_by, concede_to), (carry_by, carry_to) = stakes.concede, stakes.carry_out
    found = []
    for carries_out in _best({True: carry_by, False: -cost}):
        resist_by, resist_to = (carry_by, carry_to) if carries_out else (-cost, Fraction(0))
        for concedes in _best({True: concede_to, False: resist_to}):
            threat_by = concede_by if concedes else resist_by
            for threatens in _best({True: threat_by, False: Fraction(0)}):
                found.append(Plan(threatens, concedes, carries_out))
    return tuple(found)


def _parts(stakes: Stakes, cost: AudienceCost) -> tuple[Part, ...]:
    """Cut the possible costs where something changes: at the threshold, and where to back down costs nothing."""
    low = cost.low
    high = None if cost.a_day else cost.high
    threshold = -stakes.carry_out[0]
    inside = {c for c in (Fraction(0), threshold) if low <= c and (high is None or c <= high)}
    points = sorted({low, *inside, *([high] if high is not None else [])})
    found: list[Part] = []
    for k, point in enumerate(points):
        found.append(_part(stakes, point, point))
        above = points[k + 1] if k + 1 < len(points) else None
        if above is not None or high is None:
            found.append(_part(stakes, point, above))
    joined: list[Part] = []
    for part in found:
        if joined and (joined[-1].threat, joined[-1].plans) == (part.threat, part.plans):
            last = joined.pop()
            joined.append(replace(last, high=part.high, ends=(last.ends[0], part.ends[1])))
        else:
            joined.append(part)
    return tuple(joined)


def _part(stakes: Stakes, low: Fraction, high: Fraction | None) -> Part:
    """Solve for one cost, or for all between two of the points where something changes."""
    sample = low + 1 if high is None else (low + high) / 2
    threshold = -stakes.carry_out[0]
    threat: Threat = "tie"
    if sample != threshold:
        threat = "credible" if sample > threshold else "not_credible"
    closed = low == high
    return Part(low, high, (closed, closed), threat, plans(stakes, sample))


def _critical(stakes: Stakes) -> Critical:
    """Say for which probabilities q the target concedes: its stake is then above q times that of being punished."""
    concede, punished = stakes.concede[1], stakes.carry_out[1]
    if punished == 0:
        return Critical("tie" if concede == 0 else "always" if concede > 0 else "never")
    value = concede / punished
    if punished < 0:
        return (
            Critical("always") if value < 0 else Critical("never") if value > 1 else Critical("above", value)
        )
    return Critical("never") if value < 0 else Critical("always") if value > 1 else Critical("below", value)


def _growth(start: Fraction, a_day: Fraction, threshold: Fraction) -> Growth:
    if start > threshold:
        return Growth(None, 0)
    if a_day == 0:
        return Growth(Fraction(0) if start == threshold else None, None)
    tie = (threshold - start) / a_day
    return Growth(tie, math.floor(tie) + 1)


def _gamble(stakes: Stakes, resolved: Fraction, cost: AudienceCost | None) -> Gamble:
    resist = resolved * stakes.carry_out[1]
    known = cost.low if cost is not None and cost.low == cost.high and not cost.a_day else None
    resisted = None
    if resolved == 1 or known is not None:
        resisted = resolved * stakes.carry_out[0] - (1 - resolved) * (known or 0)
    replies = _best({True: stakes.concede[1], False: resist})
    return Gamble(resolved, tuple((c, stakes.concede[0] if c else resisted) for c in replies))
