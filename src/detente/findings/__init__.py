"""Results in words, and the renderers that draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.findings.saying import finding, report, text

__all__ = ["finding", "report", "text"]


def __getattr__(name: str) -> Any:
    # Fetched when asked for: JSON needs no words, and has to be quick.
    if name not in __all__:
        raise AttributeError(f"module 'detente.findings' has no attribute {name!r}")
    from detente.findings import saying

    return getattr(saying, name)
