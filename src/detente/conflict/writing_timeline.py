"""Writing the record."""

from __future__ import annotations

from typing import Any

from detente.conflict.timeline import Event
from detente.conflict.writing_parts import claim, filled


def event_to_dict(event: Event) -> dict[str, Any]:
    """Give an event in the shape of the file."""
    return {
        "date": event.date,
        **filled(
            [
                ("text", event.text),
                ("by", list(event.by)),
                ("does", event.written()),
                ("to", event.to),
            ]
        ),
        **claim(event),
    }
