"""What one party believes of the others where that is not so: its picture of their wishes, options and rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place

if TYPE_CHECKING:
    from detente.conflict.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Belief:
    """How a party sees the conflict where it is mistaken: laid over the conflict, it gives the party's own game.

    Attributes
    ----------
    by : str
        Who believes it.
    overlay : Overlay
        What it believes: options, moves, rules and preferences; the rest of an overlay is empty.
    takes : mapping of str to str
        For decision makers of whom it believes what an account of the file says: which account. Once an account is
        chosen, `overlay` holds what these accounts say.
    """

    by: str
    overlay: Overlay
    takes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)
