"""The exchange between the two sides, as facts: what each would choose, and how each ending looks to both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from detente.answers import Ref, Value
from detente.conflict import Ultimatum
from detente.game import Game, Ints
from detente.questions.building import Listing
from detente.questions.ultimatum import judging
from detente.questions.ultimatum.keeping import Keeping

Meets = Literal["meets", "leaves", "either"]
Carries = Literal["carries_out", "nothing", "either", "cannot"]
EndingName = Literal["met", "carried_out", "nothing"]


class Ending(Value, frozen=True, kw_only=True):
    """How the exchange can end, and the places of that in the orders of the two, from 1 (best) on."""

    name: EndingName
    state: Ref
    target: int
    threatener: int


class Exchange(Value, frozen=True, kw_only=True):
    """The exchange in the state looked at closely: what the target, then the threatener can do, and would.

    Attributes
    ----------
    endings : tuple of Ending
        ``met`` where the target can meet the demand, ``carried_out`` where the threatener can do what it threatens, and
        ``nothing``: the demand is unmet and nothing follows.
    target : str
        Whether it ``meets`` the demand, ``leaves`` it unmet, or ``either``, which is a tie.
    threatener : str
        Whether to carry it out is better for it (``carries_out``), worse (``nothing``), or a tie (``either``).
    """

    endings: tuple[Ending, ...]
    target: Meets
    threatener: Carries

    @property
    def result(self) -> EndingName | None:
        """How it ends if each does what is better for it; None where that is a tie."""
        if self.target != "leaves":
            return "met" if self.target == "meets" else None
        if self.threatener == "either":
            return None
        return "carried_out" if self.threatener == "carries_out" else "nothing"

    def ending(self, name: EndingName) -> Ending | None:
        """Give an ending, if it is there."""
        return next((e for e in self.endings if e.name == name), None)


def exchange_of(game: Game, asked: Ultimatum, judged: judging.Judged, listing: Listing) -> Exchange | None:
    """Give the exchange in a state in which the demand is unmet; None where the threat is in force already."""
    if judged.verdict == "in_force":
        return None
    execution = judged.execution
    met = judged.compliance
    names: list[tuple[EndingName, int]] = [] if met is None else [("met", met.index)]
    names += [] if execution is None else [("carried_out", execution.state.index)]
    names += [("nothing", judged.state.index)]
    gives_way = judged.reply in ("complies", "would_comply_anyway")
    target: Meets = "either" if judged.reply == "indifferent" else "meets" if gives_way else "leaves"
    gain = None if execution is None else execution.threatener.gain
    return Exchange(endings=_endings(game, asked, names, listing), target=target, threatener=_carries(gain))


def _carries(gain: int | None) -> Carries:
    if gain is None:
        return "cannot"
    return "carries_out" if gain > 0 else "nothing" if gain < 0 else "either"


def _endings(
    game: Game, asked: Ultimatum, names: Iterable[tuple[EndingName, int]], listing: Listing
) -> tuple[Ending, ...]:
    by, to = game.ranks[game.index(asked.by)], game.ranks[game.index(asked.to)]

    def place(ranks: Ints, s: int) -> int:
        return int(ranks.max()) - int(ranks[s]) + 1

    return tuple(
        Ending(name=name, state=listing(game.state(s)), target=place(to, s), threatener=place(by, s))
        for name, s in names
    )


def exchange_where_met(found: Keeping, listing: Listing) -> Exchange | None:
    """Give the exchange where the demand is met: it is kept, or it is not."""
    situation = found.chosen
    breach = None if situation is None else situation.telling
    if situation is None or breach is None:
        return None
    names: list[tuple[EndingName, int]] = [("met", situation.state.index)]
    names += [] if breach.punishment is None else [("carried_out", breach.punishment.state.index)]
    names += [("nothing", breach.state.index)]
    gain = None if breach.punishment is None else breach.punishment.threatener.gain
    return Exchange(
        endings=_endings(found.game, found.ultimatum, names, listing),
        target="meets" if found.verdict == "deters" else "leaves",
        threatener=_carries(gain),
    )
