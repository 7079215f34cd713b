"""What is said where the time did not suffice: how far a search came, and that there may be more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.answers import Answer, Search, Unfinished
from detente.wording.blocks import Said
from detente.wording.texts import listed

SO_FAR = "As far as the search came"
MORE = "--seconds allows more"
_WHAT: dict[Search, tuple[str, str]] = {
    "parties": ("party", "parties"),
    "groups": ("group", "groups"),
    "outcomes": ("outcome that holds", "outcomes that hold"),
    "sanctions": ("sanction", "sanctions"),
    "situations": ("situation", "situations"),
    "mixes": ("mix of the accounts", "mixes of the accounts"),
    "deals": ("better outcome", "better outcomes"),
    "moves": ("joint move", "joint moves"),
    "takeovers": ("takeover", "takeovers"),
    "cases": ("case drawn", "cases drawn"),
    "corrections": ("correction of a belief", "corrections of beliefs"),
    "layers": ("move from today", "moves from today"),
}


def so_far(one: Unfinished) -> str:
    """Say how far a search came; to follow "the time was up".

    Examples
    --------
    >>> so_far(Unfinished(search="groups", looked="12", of="65535"))
    'after 12 of 65,535 groups'
    >>> so_far(Unfinished(search="layers", looked="1"))
    'after 1 move from today'
    """
    if one.search == "changes":
        return f"when every set of up to {int(one.looked):,} changes had been looked at"
    single, several = _WHAT[one.search]
    if one.of != "0":
        return f"after {int(one.looked):,} of {int(one.of):,} {several}"
    return f"after {int(one.looked):,} {single if one.looked == '1' else several}"


def sentence(found: Iterable[Unfinished]) -> str:
    """Say in a sentence that not everything was looked at; nothing where everything was.

    Examples
    --------
    >>> sentence([Unfinished(search="groups", looked="12", of="65535")])
    'Not everything was looked at: the time was up after 12 of 65,535 groups (--seconds allows more).'
    """
    told = tuple(dict.fromkeys(so_far(one) for one in found))
    if not told:
        return ""
    return f"Not everything was looked at: the time was up {listed(told)} ({MORE})."


def marked(said: Said, answers: Sequence[Answer]) -> Said:
    """Mark what is said of a search that was not at its end: nothing of it reads as if it were complete."""
    told = sentence(one for answer in answers for one in answer.unfinished)
    if not told:
        return said
    sure = f"{told} {said.sure}".strip()
    return replace(said, headline=f"{SO_FAR}: {said.headline}", sure=sure)
