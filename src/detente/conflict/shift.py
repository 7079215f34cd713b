"""A shift of power as the file states it: who declines, who rises, and what war would be then and now."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place
from detente.conflict.terms import Range


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody's power declines, so that what it accepts today it could be denied tomorrow.

    Attributes
    ----------
    declines, rises : str
        Whose power declines, and whose rises.
    now, later : Range
        The chance that the rising side wins, if it comes to war: before the shift, and after it.
    cost : Range
        What war costs the declining side, where what is disputed is worth 1 a period.
    discount : Range
        What the next period counts for the declining side, compared with this one.
    periods : int
        After how many periods power has shifted: how long a ceasefire lasts, say.
    guarantee : Range or None
        The chance that a guarantee stops the shift, where one is on offer.
    that, written : Condition or None, str
        Where it takes place: in states in which this holds; None: wherever nobody fights.
    """

    id: str
    declines: str
    rises: str
    now: Range
    later: Range
    cost: Range
    discount: Range
    periods: int = 1
    guarantee: Range | None = None
    that: Condition | None = None
    written: str = ""
    text: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)
