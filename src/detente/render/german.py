"""The few words that renderers bring along, in German."""

from __future__ import annotations

CONTENTS = "Inhalt"
DETAILS = "Einzelheiten"
APPENDIX = "Anhang: Einzelheiten"
SURE = "Wie sicher"
NEXT = "Weiter"
SKIP = "Zur Antwort springen"
TO_DETAILS = "Einzelheiten im Anhang"
MORE = "Tabellen und Einzelheiten: --full, oder --out DATEI.html"
PICTURES = "Das Bild: --out DATEI.html"
FOOTER = "Die Seite zeigt, was aus dem folgt, was jemand behauptet; sie ergreift keine Partei."
# What a mark says that stands in a sentence.
SPOKEN = {"✓": "ja", "✗": "nein", "▲": "besser", "▼": "schlechter", "◆": "besser oder schlechter"}
QUOTED = "„[^“]*“"


def made_with(version: str) -> str:
    """Say what made the page."""
    return f"Erstellt mit détente {version}. {FOOTER}"
