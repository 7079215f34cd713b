"""How outcomes are called on a German page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.wording.german.names import GermanWords
from detente.wording.german.ways import GERMAN
from detente.wording.names import Words
from detente.wording.voice import Voice
from detente.wording.ways import WaysWords

TODAY = "heute"


@dataclass(frozen=True)
class GermanVoice(Voice):
    """How a conflict is spoken of on a German page."""

    language: ClassVar[str] = "de"
    now: ClassVar[str] = TODAY
    speaks: ClassVar[type[Words]] = GermanWords
    ways: ClassVar[WaysWords] = GERMAN


def german(voice: Voice) -> GermanVoice:
    """Let a voice speak German: letters stay, titles and all else are said anew."""
    return GermanVoice(voice.conflict, voice.states, voice.today, voice.file)
