"""What the form for a rule calls its kinds."""

from __future__ import annotations

KINDS = {
    "never": "this can never be",
    "exclusive": "at most one of these",
    "one_of": "exactly one of these",
    "some_of": "at least one of these",
    "irreversible": "once taken, it stays",
}
