"""Writing shifts of power."""

from __future__ import annotations

from typing import Any

from detente.conflict.shift import Shift
from detente.conflict.writing_parts import claim, filled
from detente.conflict.writing_terms import range_to_file


def shift_to_dict(shift: Shift) -> dict[str, Any]:
    """Give a shift in the shape of the file."""
    more = filled([("periods", shift.periods if shift.periods != 1 else None), ("where", shift.written)])
    if shift.guarantee is not None:
        more["guarantee"] = range_to_file(shift.guarantee)
    return {
        **filled([("text", shift.text)]),
        "declines": shift.declines,
        "rises": shift.rises,
        "chance": {"now": range_to_file(shift.now), "later": range_to_file(shift.later)},
        "cost": range_to_file(shift.cost),
        "discount": range_to_file(shift.discount),
        **more,
        **claim(shift),
    }
