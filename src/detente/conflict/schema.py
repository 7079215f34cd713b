"""The JSON Schema of the conflict file, for editors and for other programs."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any


def schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of the conflict file.

    It says what keys there are and of what shape their values are, so that an editor can complete and explain
    them. What names mean (that an option exists, that a condition can be read) only `read_conflict` tells.

    Returns
    -------
    dict

    Examples
    --------
    >>> schema()["required"]
    ['detente', 'title', 'decision_makers']
    """
    text = files("detente.conflict").joinpath("conflict.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
