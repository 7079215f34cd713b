"""How long lists, titles and lines of an answer may be: to change one is a decision, so it is written down twice."""

from __future__ import annotations

import re
from pathlib import Path

from tools.mutants import files

ROOT = Path(__file__).parents[1]
LIMIT = re.compile(r"^((?:MOST|LONGEST|LEAST)_\w+)(?:: \w+)? = ([\d_]+)\b", re.MULTILINE)

LIMITS = {
    "questions/analyze/answer.py": {"MOST_SPOKEN": 4},
    "questions/analyze/following_answer.py": {"MOST_WAYS": 10_000},
    "questions/analyze/graph.py": {"MOST_DRAWN_WHOLE": 12, "MOST_DRAWN": 24, "MOST_TARGETS": 4},
    "questions/analyze/tables.py": {"MOST_ROWS": 30, "MOST_WAYS": 6, "MOST_LINKS": 12},
    "questions/analyze/words.py": {"MOST_POINTS": 3, "MOST_GROUPS": 3, "MOST_LETTERS": 4},
    "questions/better/answer.py": {"MOST_REFS": 1_000},
    "questions/better/detail_words.py": {"MOST_ROWS": 30, "MOST_COLUMNS": 2},
    "questions/building.py": {"MOST_LISTED": 100_000},
    "questions/check/words.py": {"MOST_NAMED": 2},
    "questions/coalitions/answer.py": {"MOST_MOVES": 200, "MOST_ENDS": 12, "MOST_SPOKEN": 6},
    "questions/coalitions/detail_words.py": {"MOST_ROWS": 20},
    "questions/coalitions/picture.py": {"MOST_DRAWN": 4, "MOST_NAMED": 6},
    "questions/coalitions/words.py": {"MOST_POINTS": 3, "MOST_POINTS_OF_ONE": 2, "MOST_LETTERS": 4},
    "questions/compare/answer.py": {"MOST_WAYS": 100, "MOST_SPOKEN": 9},
    "questions/compare/mixes_answer.py": {"MOST_SETS": 200},
    "questions/compare/tables.py": {"MOST_ROWS": 30},
    "questions/equilibria/answer.py": {"MOST_SPOKEN": 6},
    "questions/equilibria/words.py": {"MOST_LINKS": 12, "MOST_POINTS": 3, "MOST_GROUPS": 3},
    "questions/evolve/answer.py": {"MOST_SPOKEN": 3},
    "questions/evolve/picture.py": {"MOST_ENDS": 3},
    "questions/evolve/words.py": {
        "MOST_POINTS": 3,
        "MOST_LETTERS": 3,
        "MOST_ROWS": 20,
        "MOST_WAYS": 20,
        "LONGEST_TITLE": 8,
    },
    "questions/explain/detail_words.py": {
        "MOST_TOLD": 4,
        "MOST_ITEMS": 12,
        "MOST_STATEMENTS": 24,
        "MOST_FORESEEN": 8,
    },
    "questions/explain/verdict_words.py": {"MOST_NAMED": 4, "LONGEST_TITLE": 8},
    "questions/explain/words.py": {"MOST_POINTS": 3},
    "questions/factions/answer.py": {"MOST_SPOKEN": 3},
    "questions/factions/tables.py": {"MOST_ROWS": 12, "MOST_DIGITS": 60},
    "questions/factions/words.py": {"MOST_POINTS": 3, "MOST_NAMES": 4, "MOST_ENDS": 3},
    "questions/heading_large.py": {"MOST_VISITED": 2_000},
    "questions/heads.py": {"MOST_ENDS": 200},
    "questions/pivot/goal_answer.py": {"MOST_ORDERS": 1_000},
    "questions/pivot/goal_words.py": {
        "MOST_POINTS": 3,
        "MOST_ROWS": 12,
        "MOST_OBSTACLES": 8,
        "MOST_PAIRS": 12,
        "MOST_ORDERS": 24,
    },
    "questions/pivot/picture.py": {"MOST_NAMED": 2},
    "questions/pivot/pivotal_answer.py": {"MOST_SPOKEN": 2},
    "questions/pivot/words.py": {"MOST_POINTS": 3, "MOST_STATES": 12},
    "questions/states/words.py": {"MOST_ROWS": 200, "MOST_SHOWN": 4},
    "questions/strips.py": {"MOST_LANES": 6, "MOST_ENDS": 3},
    "questions/ultimatum/answer.py": {"MOST_SPOKEN": 3},
    "questions/ultimatum/sanction_words.py": {"MOST_TOLD": 8, "MOST_LISTED": 100, "MOST_NAMES": 3},
    "questions/ultimatum/tables.py": {
        "MOST_EXAMPLES": 4,
        "MOST_STATEMENTS": 24,
        "MOST_TURNS": 12,
        "MOST_BREACHES": 24,
    },
    "questions/ultimatum/tree_words.py": {"MOST_DIGITS": 16},
    "questions/ultimatum/unmet_answer.py": {"MOST_JUDGED": 10_000},
    "questions/ultimatum/words.py": {"MOST_POINTS": 3, "LONGEST_RECORD": 25},
    "questions/whatif/answer.py": {"MOST_WAYS": 10_000, "MOST_SPOKEN": 4},
    "questions/whatif/words.py": {"MOST_POINTS": 3, "MOST_ENDS": 3},
    "render/docx.py": {"MOST_LETTERS": 60, "LEAST_LETTERS": 5},
    "render/html.py": {"LONGEST_WORD": 28},
    "render/terminal.py": {"MOST_SPACED": 40},
    "reports/asking.py": {"MOST_STATES": 4_096, "MOST_LOOKED_AT": 20_000},
    "reports/lines.py": {"MOST_WORDS": 350},
    "wording/names.py": {"LONGEST_ID": 30, "LONGEST_SHORT": 24},
    "wording/situation.py": {"MOST_STATES": 300, "MOST_COLUMNS": 4, "MOST_ENDS": 8},
    "wording/texts.py": {"MOST_WORDS": 25},
    "wording/voice.py": {"MOST_LETTERS": 26, "LONGEST_TITLE": 70},
}


def found() -> dict[str, dict[str, int]]:
    """The limits in every module that makes answers, words or tables."""
    limits: dict[str, dict[str, int]] = {}
    for file in files.mutated(ROOT):
        own = LIMIT.findall((ROOT / file).read_text(encoding="utf-8"))
        if own and "/drawing/" not in file:
            limits[file.removeprefix("src/detente/")] = {name: int(value) for name, value in own}
    return limits


def test_limits_are_what_they_are_meant_to_be() -> None:
    assert found() == LIMITS
