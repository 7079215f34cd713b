"""What the marks mean, in German."""

from __future__ import annotations

MEANING = {
    "▲": "besser",
    "▼": "schlechter",
    "=": "gleich gut",
    "▲=": "besser oder gleich gut",
    "▼=": "schlechter oder gleich gut",
    "◆": "besser oder schlechter, je nachdem, wo es endet",
    "?": "unbekannt",
}
