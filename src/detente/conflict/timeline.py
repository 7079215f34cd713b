"""The record as the file states it: dated moves, each with its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on a date: a move of one decision maker or of several at once, or what is none here.

    Attributes
    ----------
    date : str
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    does : tuple of (str, bool)
        The options that are taken from then on, or no longer taken (an option with levels as a whole, too). Whose they
        are moves. Empty where the model has no option for what happened, and in the graph form.
    by : tuple of str
        Who acts, where that does not follow from the options.
    to : str
        In the graph form: the state that is moved to.
    """

    id: str
    date: str
    text: str = ""
    does: tuple[tuple[str, bool], ...] = ()
    by: tuple[str, ...] = ()
    to: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def modelled(self) -> bool:
        """Whether the model has options, or a state, for what happened."""
        return bool(self.does or self.to)

    def written(self) -> list[str]:
        """Give what is done as the file writes it: ``russia.talks``, ``not us.insist``.

        Examples
        --------
        >>> Event("call", "2025-05-19", does=(("us.insist", False),)).written()
        ['not us.insist']
        """
        return [option if taken else f"not {option}" for option, taken in self.does]
