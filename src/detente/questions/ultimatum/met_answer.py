"""An ultimatum where the demand is met, as facts: would it be kept, and would it be without the threat."""

from __future__ import annotations

from typing import Literal

from detente.answers import Count, Reason, Ref, Value
from detente.questions.building import Listing
from detente.questions.ultimatum.keeping import Breach as FoundBreach
from detente.questions.ultimatum.keeping import Keeping, Kept
from detente.questions.ultimatum.keeping import Met as Meeting
from detente.questions.ultimatum.keeping import Situation as FoundSituation
from detente.questions.ultimatum.unmet_answer import MOST_JUDGED, Turn, turn


class Punishment(Value, frozen=True, kw_only=True):
    """A threat carried out after a demand is left.

    Attributes
    ----------
    state : Ref
        Where it leads.
    deters : bool
        Whether it leaves the target no better off than it was with the demand met.
    pays : bool
        Whether carrying it out leaves the threatener better off.
    target, threatener : Reason
        The target compared with the state in which it kept the demand; the threatener with the one in which it is left.
    """

    state: Ref
    deters: bool
    pays: bool
    target: Reason
    threatener: Reason


class Breach(Value, frozen=True, kw_only=True):
    """An improvement of the target by which the demand is met no longer.

    Attributes
    ----------
    state : Ref
    gain : Reason
        What the target has of it if nothing follows.
    meets : str
        ``deterred``; ``bluff``: the threat would deter it, but not pay; ``too_weak``: it pays all the same;
        ``impossible``: the threat cannot be carried out.
    punishment : Punishment or None
    """

    state: Ref
    gain: Reason
    meets: Meeting
    punishment: Punishment | None = None


class Situation(Value, frozen=True, kw_only=True):
    """A state in which the demand is met and which the target would leave if nothing followed.

    Attributes
    ----------
    state : Ref
    steps : int
        How many moves lead to it from the status quo.
    verdict : str
    breaches : tuple of Breach
    telling : int or None
        The place in `breaches` of the one that decides.
    """

    state: Ref
    steps: int
    verdict: Kept
    breaches: tuple[Breach, ...]
    telling: int | None = None

    @property
    def breach(self) -> Breach | None:
        """The breach that decides."""
        return None if self.telling is None else self.breaches[self.telling]


class Met(Value, frozen=True, kw_only=True):
    """Whether the threat keeps the demand met that is met today.

    Attributes
    ----------
    by : str
    count : Count
        In how many states the demand is met and the threat not carried out.
    looked : Count
        In how many of them it was looked for breaches: the nearest.
    left : Count
        Which of these the target would leave if nothing followed.
    verdicts : mapping
        Of these, how many have which verdict.
    situations : tuple of Situation
        They, the nearest first.
    closely : Situation or None
        The one looked at closely: the nearest, or today where there is none.
    turns : tuple of Turn
    """

    by: Literal["improvements", "moves"]
    count: Count
    looked: Count
    left: Count
    verdicts: dict[str, int]
    situations: tuple[Situation, ...]
    closely: Situation | None
    turns: tuple[Turn, ...] = ()


def met_of(found: Keeping, listing: Listing) -> Met:
    """Give whether a demand that is met would be kept."""
    shown = found.situations[:MOST_JUDGED]
    listing.all([s.state for s in found.situations], f"{found.ultimatum.id}.kept.situations", MOST_JUDGED)
    return Met(
        by="moves" if found.by_moves else "improvements",
        count=str(found.count),
        looked=str(found.looked),
        left=str(len(found.situations)),
        verdicts={str(v): n for v, n in found.verdicts.items()},
        situations=tuple(_situation(s, listing) for s in shown),
        closely=None if found.chosen is None else _situation(found.chosen, listing),
        turns=tuple(turn(t.edit, t.verdict) for t in found.turns),
    )


def _situation(found: FoundSituation, listing: Listing) -> Situation:
    return Situation(
        state=listing(found.state),
        steps=found.steps,
        verdict=found.verdict,
        breaches=tuple(_breach(b, listing) for b in found.breaches),
        telling=None if found.telling is None else found.breaches.index(found.telling),
    )


def _breach(found: FoundBreach, listing: Listing) -> Breach:
    answer_ = found.punishment
    punishment = None
    if answer_ is not None:
        punishment = Punishment(
            state=listing(answer_.state),
            deters=answer_.deters,
            pays=answer_.pays,
            target=listing.reason(answer_.target),
            threatener=listing.reason(answer_.threatener),
        )
    return Breach(
        state=listing(found.state), gain=listing.reason(found.gain), meets=found.meets, punishment=punishment
    )
