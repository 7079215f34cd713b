"""The few words that renderers bring along. Another language is another module."""

from __future__ import annotations

CONTENTS = "Contents"
DETAILS = "Details"
APPENDIX = "Appendix: details"
SURE = "How sure"
NEXT = "Next"
SKIP = "Skip to the answer"
TO_DETAILS = "Details in the appendix"
MORE = "Tables and details: --full, or --out FILE.html"
PICTURES = "The picture: --out FILE.html"
FOOTER = "It shows what follows from what somebody claims; it takes no side."
NO_DOCX = (
    "--out FILE.docx needs the packages python-docx and resvg-py, which are not installed: "
    "pip install 'detente[docx]'"
)
QUOTED = "“[^”]*”"  # what a sentence quotes of the file
# What a mark says that stands in a sentence.
SPOKEN = {"✓": "yes", "✗": "no", "▲": "better", "▼": "worse", "◆": "better or worse"}


def made_with(version: str) -> str:
    """Say what made the page."""
    return f"Made with détente {version}. {FOOTER}"
