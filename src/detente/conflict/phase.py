"""The conflict at another time: an overlay with a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place
from detente.conflict.model import BASE, Conflict
from detente.conflict.overlay import Overlay, apply, combined


@dataclass(frozen=True, slots=True)
class Phase:
    """A time in which something is otherwise than the account says: what changes then, for all accounts or for one.

    Attributes
    ----------
    date : str
        When it begins: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    overlay : Overlay
        What changes in every account.
    accounts : mapping of str to Overlay
        What changes besides in one account.
    on : str
        An earlier phase whose changes last; ``base`` where it is laid over the account itself.
    """

    id: str
    date: str
    overlay: Overlay
    accounts: Mapping[str, Overlay] = field(default_factory=dict)
    says: str = ""
    about: str = ""
    on: str = BASE
    sources: tuple[Citation, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def overlay_of(self, account: str) -> Overlay:
        """Give all that changes in an account."""
        own = self.accounts.get(account)
        return self.overlay if own is None else combined(self.overlay, own)

    @property
    def overlays(self) -> Iterator[Overlay]:
        """Give what changes in every account, and then what changes in each."""
        yield self.overlay
        yield from self.accounts.values()


def chain_of(conflict: Conflict, phase: str) -> tuple[Phase, ...]:
    """Give the phases whose changes are in force in one, the earliest first."""
    by_id = {p.id: p for p in conflict.phases}
    found: list[Phase] = []
    at = phase
    while at != BASE:
        found.append(by_id[at])
        at = found[-1].on
    return tuple(reversed(found))


def in_phase(conflict: Conflict, phase: str) -> Conflict:
    """Give a conflict, an account chosen, as it is in one of its phases.

    Raises
    ------
    ConflictFileError
        Where a change names something that the account does not have.
    """
    account = conflict.account or BASE
    found = conflict
    for one in chain_of(conflict, phase):
        found = apply(found, one.overlay_of(account))
    return replace(found, phases=())
