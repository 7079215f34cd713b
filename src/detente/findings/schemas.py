"""The JSON Schemas of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def analysis_schema() -> dict[str, Any]:
    """Give the JSON Schema of what ``analyze --json`` prints."""
    text = (Path(__file__).parent / "analysis.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
