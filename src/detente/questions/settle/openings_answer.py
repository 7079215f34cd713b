"""What would open a way where nothing beats no deal: as facts."""

from __future__ import annotations

from dataclasses import replace

from detente.questions.building import Listing, exact
from detente.questions.settle.facts import ChangeFact, OpeningFact
from detente.questions.settle.package_answer import expected_fact, gain_fact, state_of, values_of
from detente.questions.settle.result import Opening, Settlement


def openings_of(found: Settlement, listing: Listing | None) -> tuple[OpeningFact, ...]:
    """Give what would open a way; of one whose wishes are confidential one red line, which is not named."""
    told: list[OpeningFact] = []
    secret: set[str] = set()
    for one in found.openings:
        if one.kind == "red_line" and one.dm in secret:
            continue
        if one.dm in found.table.hidden and one.kind == "red_line":
            secret.add(one.dm)
        told.append(_opening(found, one, listing))
    return tuple(told)


def _opening(found: Settlement, opening: Opening, listing: Listing | None) -> OpeningFact:
    hidden = found.table.hidden
    secret = opening.dm in hidden and opening.kind in ("red_line", "payment", "step")
    there = replace(found, table=opening.table)
    return OpeningFact(
        kind=opening.kind,
        decision_maker=opening.dm,
        id="" if secret else opening.id,
        expected=None if opening.expected is None else expected_fact(opening.expected, listing),
        values=values_of(found, opening.package),
        state=state_of(there, opening.at, listing),
        opened=str(opening.opened),
        price=None if opening.price is None or secret else exact(opening.price),
        payers=opening.payers,
        gains=tuple(gain_fact(there, w, opening.at) for w in opening.table.parties),
        steps=0 if secret else opening.steps,
        also=tuple(
            ChangeFact(kind=kind, decision_maker=dm, id="" if kind == "red_line" and dm in hidden else id)  # type: ignore[arg-type]
            for kind, dm, id in opening.also
        ),
    )
