"""The languages that a file can be in, and that answers speak where they speak more than one."""

from __future__ import annotations

LANGUAGES = ("en", "de")
