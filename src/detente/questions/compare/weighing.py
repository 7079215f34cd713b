"""Whose reading weighs most: what sentences on the mixes of accounts speak of, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass

from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.mixes_answer import InfluenceFact, MixedOutcome, MixedSight

MUCH = 2 / 3  # of its contexts in which a reading changes the outcome: then the accounts part over it


@dataclass(frozen=True, slots=True)
class Parting:
    """Over whose reading the accounts part.

    Attributes
    ----------
    seen : MixedSight
        In this way of looking.
    parts : tuple of str
        Decision makers, rules or the start.
    here_only : bool
        In the other way of looking, they part over others.
    """

    seen: MixedSight
    parts: tuple[str, ...]
    here_only: bool

    @property
    def several(self) -> tuple[str, ...]:
        """All that the accounts read differently."""
        return tuple(i.part for i in self.seen.influences)


def parting(answer: CompareAnswer, *, ahead: bool | None = None) -> Parting | None:
    """Find over whose reading the accounts part, in the way of looking that the points speak of, or in a given one."""
    if answer.mixes is None:
        return None
    one, other = main_sight(answer), other_sight(answer)
    if ahead is not None:
        one = other = answer.mixes.ahead if ahead else answer.mixes.myopic
    parts = weightiest(one)
    return Parting(one, tuple(parts), weightiest(other) not in (parts, [])) if parts else None


def weightiest(seen: MixedSight) -> list[str]:
    """Give the parts over which the accounts part: whose reading changes the outcome in most contexts."""
    if len(seen.deciding) == 1:
        return [i.part for i in seen.influences if i.part in seen.deciding[0]]
    shares = {i.part: share(i) for i in seen.influences}
    found = [part for part, much in shares.items() if much >= MUCH]
    return found or [part for part, much in shares.items() if much == max(shares.values()) > 0]


def share(one: InfluenceFact) -> float:
    """Tell in what part of its contexts a reading changes the outcome."""
    return one.changes / one.contexts if one.contexts else 0.0


def main_sight(answer: CompareAnswer) -> MixedSight:
    """Choose the way of looking that the points speak of: ahead, unless there all mixes lead to the same."""
    assert answer.mixes is not None
    ahead, myopic = answer.mixes.ahead, answer.mixes.myopic
    return ahead if len(ahead.outcomes) > 1 or len(myopic.outcomes) == 1 else myopic


def other_sight(answer: CompareAnswer) -> MixedSight:
    """Give the way of looking that the points do not speak of."""
    assert answer.mixes is not None
    return answer.mixes.myopic if main_sight(answer) is answer.mixes.ahead else answer.mixes.ahead


@dataclass(frozen=True, slots=True)
class Rare:
    """The outcome of an account to which the fewest mixes lead, and about whom the account has to be right.

    Attributes
    ----------
    seen : MixedSight
        In this way of looking.
    outcome : MixedOutcome
    whose : tuple of str
        About whom: nobody, where some mixes lead there whatever is right of each.
    about_all : bool
        About everybody of whom the accounts say something else, if they are more than two.
    """

    seen: MixedSight
    outcome: MixedOutcome
    whose: tuple[str, ...]
    about_all: bool


def rare(answer: CompareAnswer) -> Rare | None:
    """Find it; None where all mixes lead to the same, one reading decides alone, or not all mixes were tried."""
    assert answer.mixes is not None
    seen = main_sight(answer)
    own = [o for o in seen.outcomes if o.accounts and o.count]
    if len(seen.outcomes) == 1 or len(seen.influences) == 1 or not own or answer.mixes.drawn:
        return None
    least = min(own, key=lambda o: o.count)
    alike = all(n.accounts == least.needs[0].accounts for n in least.needs)
    whose = tuple(n.part for n in least.needs) if alike else ()
    several = {i.part for i in seen.influences}
    return Rare(seen, least, whose, set(whose) == several and len(several) > 2)


def by_share(seen: MixedSight) -> tuple[list[InfluenceFact], list[InfluenceFact]]:
    """Give the readings that change the outcome, those first that do most, and those that never do."""
    moving = [i for i in sorted(seen.influences, key=lambda i: -share(i)) if i.changes]
    return moving, [i for i in seen.influences if not i.changes]
