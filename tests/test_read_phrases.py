"""The fixed phrases of answers, read by a person: what each verdict, mark and title is called, in one place.

Sentences are read with facts in `tests.test_read` and in the tests of each question. Here stand the words that they
take from tables, also for what hardly ever happens. Nothing refreshes `tests/read/phrases.txt`: read what `lines` says
before it is written down.
"""

from __future__ import annotations

import dataclasses
import difflib
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

READ = Path(__file__).parent / "read" / "phrases.txt"
PHRASES: dict[str, tuple[str, ...]] = {
    "questions.analyze.state_tables": ("OUT_OF_REACH", "EMPTY"),
    "questions.analyze.tables": ("ATTITUDES",),
    "questions.analyze.words": ("QUESTION",),
    "questions.better.words": ("ASKS",),
    "questions.building": ("READING",),
    "questions.check.answer": ("OF_FILE",),
    "questions.coalitions.picture": ("TITLE",),
    "questions.coalitions.words": ("ASKS",),
    "questions.commit.picture": ("TITLE",),
    "questions.commit.words": ("NUMBERS_NOT_RANKS", "DOES"),
    "questions.compare.answer": ("SIGHTS_AND_BOTH",),
    "questions.compare.tables": ("SETTING", "MARKS", "HAS", "HAS_NOT"),
    "questions.compare.words": ("ASKS",),
    "questions.equilibria.words": ("_LINKS",),
    "questions.evolve.detail_words": ("OUT_OF_REACH",),
    "questions.evolve.picture": ("NEAR", "AHEAD"),
    "questions.factions.tables": ("YES", "NO", "NOTHING"),
    "questions.factions.words": ("NOTHING", "KINDS"),
    "questions.heads": ("NO_START",),
    "questions.mistaken.answer": ("SIGHT",),
    "questions.mistaken.picture": ("TITLE", "COMES", "RIGHT"),
    "questions.mistaken.words": ("OWN_PICTURE",),
    "questions.phases.picture": ("TITLE", "MEANINGS"),
    "questions.phases.words": ("ASKS",),
    "questions.pivot.goal_detail_words": ("_KIND", "OTHERS"),
    "questions.pivot.goal_words": ("_STANDING",),
    "questions.pivot.picture": (
        "SIDES",
        "TITLE",
        "GAIN",
        "LOSE",
        "EITHER",
        "MARKS",
        "MEANING",
        "_DOES",
        "NOTE",
        "SAME_CHANGE",
    ),
    "questions.pivot.words": ("ASKS", "NOTHING_BETTER", "_ORDER", "GAIN_NOTE"),
    "questions.replay.detail_words": ("FARES",),
    "questions.replay.picture": ("TITLE", "ALONE"),
    "questions.replay.words": ("ASKS",),
    "questions.robust.picture": ("TITLE", "MARKED"),
    "questions.robust.tables": ("ENDING",),
    "questions.rounds.detail_words": ("MANNERS", "KEPT"),
    "questions.rounds.picture": ("TITLE", "OTHER", "NONE", "NOTE"),
    "questions.rounds.words": ("ASKS", "TAILS"),
    "questions.settle.deal_words": ("RULES", "RULE_NAMES", "COMPARING"),
    "questions.settle.detail_words": ("CUT",),
    "questions.settle.picture": ("SCALES", "TITLE_OF_THREE", "TITLE"),
    "questions.settle.words": ("ASKS", "IF"),
    "questions.strips": ("SAME_WAY", "STAYS"),
    "questions.ultimatum.effect_words": ("_OFF",),
    "questions.ultimatum.picture": ("TITLE",),
    "questions.ultimatum.tables": ("VERDICTS", "MEANING", "REPLIES", "MEETS", "NOTHING"),
    "questions.ultimatum.tree_words": ("_THREAT",),
    "questions.ultimatum.verdict_words": ("KINDS", "REPLIES", "WORTH", "EMPTY"),
    "questions.whatif.detail_words": ("NOTHING", "OFF"),
    "questions.whatif.picture": ("TITLE",),
    "questions.whatif.supposed_words": ("TALKS",),
    "questions.whatif.words": ("COMPARED", "WORST"),
    "reports.differences": ("MORE", "ELSE"),
    "reports.pictures": ("HEADING", "COLLAPSE"),
    "reports.ranking": ("TITLE", "COLUMNS", "ALIKE", "OPEN", "LARGE"),
    "reports.words": ("ASKS", "UNKNOWN", "IMPOSSIBLE", "LABELS", "LASTS"),
    "reports.german.better": ("THAN", "NO_WAY"),
    "reports.german.commit": ("DOES",),
    "reports.german.heading": ("NOTHING_KNOWN",),
    "reports.german.mistaken": ("ELSE", "LOOKING"),
    "reports.german.phases": ("SIGHTS",),
    "reports.german.ultimatum": ("KINDS", "REPLIES", "_KEPT", "_UNMET"),
    "reports.german.whatif": ("COMPARED", "NOTHING"),
    "reports.german.words": ("ASKS", "UNKNOWN", "IMPOSSIBLE", "LABELS", "LASTS"),
    "render.german": (
        "CONTENTS",
        "DETAILS",
        "APPENDIX",
        "SURE",
        "NEXT",
        "SKIP",
        "TO_DETAILS",
        "MORE",
        "PICTURES",
        "FOOTER",
        "SPOKEN",
    ),
    "render.words": (
        "CONTENTS",
        "DETAILS",
        "APPENDIX",
        "SURE",
        "NEXT",
        "SKIP",
        "TO_DETAILS",
        "MORE",
        "PICTURES",
        "FOOTER",
        "SPOKEN",
    ),
    "wording.german.basis": ("NONE",),
    "wording.german.names": ("GERMAN",),
    "wording.german.outcomes": ("_FARES", "_THAN_TODAY"),
    "wording.german.standings": ("MEANING",),
    "wording.german.texts": ("_NUMBERS",),
    "wording.german.unfinished": ("SO_FAR", "MORE", "_WHAT"),
    "wording.german.voice": ("TODAY",),
    "wording.german.ways": ("GERMAN",),
    "wording.joints": ("NOTHING", "ENGLISH"),
    "wording.ways": ("ENGLISH",),
    "wording.concepts": ("YES", "NO", "OPEN", "COLUMNS"),
    "wording.confidential": ("NUMBERS",),
    "wording.names": ("_JOINTS",),
    "wording.options": ("TAKEN", "NOT_TAKEN", "EITHER"),
    "wording.outcomes": ("ORDER", "_FARES"),
    "wording.standings": ("MARKS", "MEANING", "FARES"),
    "wording.texts": ("_NUMBERS",),
    "wording.unfinished": ("SO_FAR", "MORE", "_WHAT"),
    "wording.voice": ("TODAY",),
}


def told(value: Any, name: str) -> Iterator[str]:
    """Tell a text; of a table each of its texts, after its key."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from told(dataclasses.asdict(value), name)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from told(one, f"{name}[{key}]")
    elif isinstance(value, (set, frozenset)):
        yield f"{name}: {sorted(value)}"
    else:
        yield f"{name}: {value}"


def lines() -> list[str]:
    """Tell all fixed phrases."""
    return [
        line
        for module, names in PHRASES.items()
        for name in names
        for line in told(getattr(importlib.import_module(f"detente.{module}"), name), f"{module}.{name}")
    ]


def test_fixed_phrases_are_told_as_they_were_read() -> None:
    read, found = READ.read_text(encoding="utf-8").splitlines(), lines()
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))
