"""Dates as files write them: a year, a month or a day."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar.

    Examples
    --------
    >>> [is_date(text) for text in ("2025", "2025-05", "2025-05-16", "2025-13", "16 May")]
    [True, True, True, False, False]
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def precedes(one: str, other: str) -> bool:
    """Tell whether a date lies before another, as far as both are told.

    Examples
    --------
    >>> precedes("2025-04", "2025-05-10"), precedes("2025-05", "2025-05-10")
    (True, False)
    """
    shorter = min(len(one), len(other))
    return one[:shorter] < other[:shorter]
