"""How long lists, titles and lines of an answer may be: to change one is a decision, so it is written down twice."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from tools.mutants import files

ROOT = Path(__file__).parents[1]
LIMIT = re.compile(r"^((?:MOST|LONGEST|LEAST)_\w+)(?:: \w+)? = [\d_]+\b", re.MULTILINE)

LIMITS = {
    "elicit": ["MOST_OPEN 6"],
    "questions/analyze": [
        "MOST_DRAWN 24",
        "MOST_DRAWN_WHOLE 12",
        "MOST_GROUPS 3",
        "MOST_LETTERS 4",
        "MOST_LINKS 12",
        "MOST_POINTS 3",
        "MOST_ROWS 30",
        "MOST_SPOKEN 4",
        "MOST_TARGETS 4",
        "MOST_WAYS 10000",
        "MOST_WAYS 6",
    ],
    "questions/better": ["MOST_COLUMNS 2", "MOST_REFS 1000", "MOST_ROWS 30"],
    "questions/building.py": ["MOST_LISTED 100000"],
    "questions/check": ["MOST_NAMED 2", "MOST_WARNED 2"],
    "questions/coalitions": [
        "MOST_DESCRIBED 2000",
        "MOST_DRAWN 4",
        "MOST_ENDS 12",
        "MOST_FOLLOWED 20000000",
        "MOST_HELD 10000",
        "MOST_LETTERS 4",
        "MOST_MOVES 200",
        "MOST_NAMED 6",
        "MOST_POINTS 3",
        "MOST_POINTS_OF_ONE 2",
        "MOST_ROWS 20",
        "MOST_UNSTABLE 250000",
    ],
    "questions/commit": ["LEAST_PERIODS 5.0", "MOST_POINTS 3"],
    "questions/compare": ["MOST_ROWS 30", "MOST_SETS 200", "MOST_SPOKEN 9", "MOST_WAYS 100"],
    "questions/mistaken": ["MOST_POINTS 3", "MOST_ROWS 200", "MOST_SPOKEN 8", "MOST_TRIED 5"],
    "questions/equilibria": ["MOST_GROUPS 3", "MOST_LINKS 12", "MOST_POINTS 3", "MOST_SPOKEN 6"],
    "questions/evolve": [
        "LONGEST_TITLE 8",
        "MOST_ENDS 3",
        "MOST_LETTERS 3",
        "MOST_POINTS 3",
        "MOST_ROWS 20",
        "MOST_SPOKEN 3",
        "MOST_WAYS 20",
    ],
    "questions/explain": [
        "LONGEST_TITLE 8",
        "MOST_FORESEEN 8",
        "MOST_ITEMS 12",
        "MOST_NAMED 4",
        "MOST_POINTS 3",
        "MOST_STATEMENTS 24",
        "MOST_TOLD 4",
    ],
    "questions/factions": [
        "MOST_DIGITS 60",
        "MOST_ENDS 3",
        "MOST_NAMES 4",
        "MOST_POINTS 3",
        "MOST_ROWS 12",
        "MOST_SPOKEN 3",
    ],
    "questions/heads.py": ["MOST_ENDS 200"],
    "questions/heads_symbolic.py": ["MOST_VISITED 2000"],
    "questions/phases": [
        "MOST_COLUMNS 5",
        "MOST_LISTED 20",
        "MOST_PASSAGES 4",
        "MOST_POINTS 3",
        "MOST_ROWS 12",
        "MOST_SPOKEN 16",
    ],
    "questions/pivot": [
        "MOST_NAMED 2",
        "MOST_OBSTACLES 8",
        "MOST_ORDERS 1000",
        "MOST_ORDERS 24",
        "MOST_PAIRS 12",
        "MOST_POINTS 3",
        "MOST_ROWS 12",
        "MOST_SPOKEN 2",
        "MOST_STATES 12",
    ],
    "questions/rounds": ["MOST_REACHED 5"],
    "questions/robust": [
        "MOST_BARS 4",
        "MOST_DEALS 6",
        "MOST_HELD 100",
        "MOST_POINTS 3",
        "MOST_ROWS 20",
        "MOST_SETS 200",
        "MOST_SPOKEN 8",
        "MOST_TOGETHER 3",
    ],
    "questions/replay": ["MOST_COLUMNS 6", "MOST_POINTS 3", "MOST_ROWS 40"],
    "questions/settle": [
        "MOST_COLUMNS 3",
        "MOST_ENDS 6",
        "MOST_NAMED 4",
        "MOST_PARTS 4",
        "MOST_POINTS 300",
        "MOST_SPOKEN 8",
    ],
    "questions/states": ["MOST_ROWS 200", "MOST_SHOWN 4"],
    "questions/strips.py": ["MOST_ENDS 3", "MOST_LANES 6"],
    "questions/ultimatum": [
        "LONGEST_NAME 8",
        "LONGEST_RECORD 25",
        "MOST_BREACHES 24",
        "MOST_DIGITS 16",
        "MOST_EXAMPLES 4",
        "MOST_JUDGED 10000",
        "MOST_LISTED 100",
        "MOST_NAMES 3",
        "MOST_POINTS 3",
        "MOST_SPOKEN 3",
        "MOST_STATEMENTS 24",
        "MOST_TURNS 12",
    ],
    "questions/whatif": ["MOST_ENDS 3", "MOST_NAMED 2", "MOST_POINTS 3", "MOST_SPOKEN 4", "MOST_WAYS 10000"],
    "render": ["LEAST_LETTERS 5", "LONGEST_WORD 28", "MOST_LETTERS 60", "MOST_SPACED 40"],
    "reports": [
        "MOST_AT_AN_END 4",
        "MOST_LISTED 1000",
        "MOST_LOOKED_AT 20000",
        "MOST_LOOKED_AT 50000",
        "MOST_STATES 4096",
        "MOST_WORDS 300",
        "MOST_WORDS 350",
    ],
    "wording": [
        "LONGEST_ID 30",
        "LONGEST_SHORT 24",
        "LONGEST_TITLE 70",
        "MOST_COLUMNS 4",
        "MOST_ENDS 8",
        "MOST_LETTERS 26",
        "MOST_STATES 300",
        "MOST_WORDS 25",
    ],
}


def found() -> dict[str, list[str]]:
    """The limits of every question and layer, whichever of its modules they stand in."""
    limits: dict[str, set[str]] = {}
    for file in files.mutated(ROOT):
        own = LIMIT.findall((ROOT / file).read_text(encoding="utf-8"))
        if own and "/drawing/" not in file:
            loaded = importlib.import_module(".".join(Path(file).with_suffix("").parts[1:]))
            told = {f"{name} {getattr(loaded, name)}" for name in own}
            limits.setdefault(files.part(file), set()).update(told)
    return {name: sorted(told) for name, told in limits.items()}


def test_limits_are_what_they_are_meant_to_be() -> None:
    assert found() == LIMITS
