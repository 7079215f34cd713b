"""How large the parts of pictures are, their colours and words: whoever changes one of them looks at all pictures.

A slip in one of them shows in many places, where `test_drawing_looks.py` tells that something differs, but not what.
"""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from detente.drawing import svg

SIZES: dict[str, dict[str, Any]] = {
    "bands": {"AXIS": 360.0, "ROW": 58.0, "BAR": 10.0, "MOST_HEAD": 220.0, "POINT": 5.0},
    "bars": {"AXIS": 300.0, "ROW": 20.0, "THICK": 11.0, "MOST_HEAD": 250.0, "BETWEEN": 12.0},
    "cards": {
        "INSET": 9.0,
        "SWATCH": 16.0,
        "MARK": "▸",
        "NO_BREAK": "\N{NO-BREAK SPACE}",
        "WIDE_COLUMN": 215.0,
        "BETWEEN": 26.0,
    },
    "course": {
        "HEAD": 120.0,
        "CHIP": 34.0,
        "HIGH": 20.0,
        "ARROW": 26.0,
        "STEP": 25.0,
        "GAP": 9.0,
        "MOST_ENDS": 3,
    },
    "graph": {
        "WIDTH": 178.0,
        "TEXT": 11.5,
        "GAPS": (110.0, 26.0),
        "GAPS_DOWN": (46.0, 60.0),
        "MOST_COLUMNS": 4,
        "MARGIN": 26.0,
        "INSET": 9.0,
        "HEADROOM": 26.0,
        "MOST_LINES": 6,
        "SIDE_BY_SIDE": 7.0,
    },
    "groups": {
        "BOX": 150.0,
        "TOGETHER": 128.0,
        "SPOILING": 124.0,
        "BETWEEN": 20.0,
        "APART": 5.0,
        "INSET": 9.0,
    },
    "ladder": {"LEFT": 196.0, "RIGHT": 244.0, "GAP": 56.0, "DOWN": 34.0, "INSET": 9.0, "BETWEEN": 9.0},
    "lanes": {"MOST_TRACKS": 3},
    "layout": {"SWEEPS": 8},
    "matrix": {
        "LEAST": 300.0,
        "LEAST_COLUMN": 70.0,
        "MOST_COLUMN": 130.0,
        "MOST_HEAD": 190.0,
        "ROW": 27.0,
        "MARK": 13.0,
        "LONGEST_MEANING": 48,
        "BETWEEN": 16.0,
    },
    "measure": {
        "_CLASSES": {
            28: "ijl'",
            30: "IJ",
            32: " \N{NO-BREAK SPACE}.,’·",
            34: ":;/|",
            36: "f",
            37: "-",
            40: "t()",
            41: "!",
            42: "r",
            50: "–",
            53: "sz",
            55: "c",
            56: "L",
            58: "kF",
            60: "vxy▸",
            61: "P",
            62: "TY",
            66: "K",
            69: "ABVXZ",
            70: "RC",
            74: "U",
            75: "N",
            76: "H",
            77: "D",
            78: "G&",
            79: "OQ",
            82: "w",
            84: "+=",
            87: "M",
            96: "%",
            98: "m",
            99: "W",
            100: "—…",
        },
        "_OTHER": 64,
        "BOLD": 1.12,
    },
    "network": {
        "BOX": 160.0,
        "REACH": 260.0,
        "PORT": 24.0,
        "BETWEEN": 16.0,
        "BADGE": 8.0,
        "_DASHES": {"gain": "", "lose": "7 5", "both": "10 3 2 3"},
        "_SIGNS": {"gain": "+", "lose": "−", "both": "±"},
        "_SHADES": {"gain": "better", "lose": "worse", "both": "ink"},
    },
    "record": {
        "DATE": 82.0,
        "AXIS": 20.0,
        "LEAST_TEXT": 190.0,
        "MOST_COLUMN": 96.0,
        "DOT": 5.0,
        "MARK": 6.5,
        "GAP": 10.0,
    },
    "rows": {
        "LABEL": 100.0,
        "TODAY": 46.0,
        "END": 214.0,
        "GAP": 18.0,
        "ARROW": 24.0,
        "CHIP": 20.0,
        "LINE": 14.0,
        "TINY": 11.0,
        "MOST_LINES": 4,
        "BETWEEN": 7.0,
    },
    "scatter": {
        "SIDE": 380.0,
        "HIGH": 300.0,
        "LEFT": 34.0,
        "BELOW": 30.0,
        "KEY": 250.0,
        "SMALL_SIDE": 258.0,
        "SMALL_HIGH": 210.0,
        "DOT": 3.0,
        "NAMED": 9.0,
    },
    "shares": {"LENGTH": 300.0, "BAR": 14.0, "GAP": 10.0, "MOST_HEAD": 330.0},
    "strip": {
        "GAP": 16.0,
        "LEAST_TRACK": 150.0,
        "ALONE": 360.0,
        "STEM": 20.0,
        "DOT": 4.5,
        "LEAST_ARROW": 30.0,
        "BEND": 11.0,
    },
    "svg": {
        "COLOURS": ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000"),
        "DARK_COLOURS": (
            "#4ba3dd",
            "#f5843a",
            "#35c498",
            "#e3a2c6",
            "#f3bb45",
            "#93d2f8",
            "#b0b0b0",
            "#f4f4f4",
        ),
        "DASHES": ("", "9 4", "3 3", "12 3 3 3", "6 6", "2 5", "14 4", "5 2 2 2"),
        "_PAPER": {
            "ink": "#1c1c1c",
            "soft": "#555555",
            "line": "#8a8a8a",
            "paper": "#ffffff",
            "today": "#fdf3cf",
            "end": "#e6f1ea",
            "better": "#0072b2",
            "worse": "#c04f00",
        },
        "_DARK": {
            "ink": "#ececec",
            "soft": "#b8b8b8",
            "line": "#8c8c8c",
            "paper": "#1d2024",
            "today": "#40381c",
            "end": "#1e3a2d",
            "better": "#6fb8ea",
            "worse": "#f79a5c",
        },
        "FONT": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
        "WIDEST": 720.0,
        "MARGIN": 8.0,
        "SIZE": 13.0,
        "SMALL": 12.0,
        "LINE": 16.0,
        "LEGIBLE": 8.0,
        "HEAD": 9.0,
    },
    "tree": {
        "BEND": 20.0,
        "LEAST_LABEL": (72.0, 90.0),
        "MOST_LABEL": 110.0,
        "LEAST_BOX": 112.0,
        "MOST_BOX": 190.0,
        "BETWEEN": 16.0,
        "FLAT": 3,
        "BESIDE": 39.0,
        "INSET": 10.0,
    },
    "words": {
        "CHANGED": "changed from today",
        "PLACE_TODAY": "in brackets: its place today",
        "GAIN": "could gain",
        "LOSE": "could lose",
        "BOTH": "could gain or lose, depending on the change",
        "CHOSEN": "what it would choose",
        "NOT_CHOSEN": "what it would not",
        "SPOILS": "could spoil it",
        "BETTER_FOR_MOVER": "the arrow points to what is better for whoever moves",
        "NOT_BETTER_FOR_MOVER": "a move that is no better for whoever makes it",
        "A_SHORTEST_WAY": "a shortest way from today",
        "TODAY": "today",
        "EQUILIBRIUM_IN_BOX": "equilibrium under the concepts named in it",
        "MOST_SURELY": "what holds most surely",
        "NO_EQUILIBRIUM": "no equilibrium",
        "EITHER_WAY": "depends on the other numbers",
        "KNOWN": "what the file says",
        "COULD_LEAVE": "could gain by leaving",
        "HELD": "could gain at first; answers would undo that",
        "NOT_TAKEN": "a step that would not be taken",
        "MEANINGS": {
            "▲": "better",
            "▲=": "better or as good",
            "=": "neither better nor worse",
            "▼=": "worse or as good",
            "▼": "worse",
            "◆": "better or worse, depending on the end",
        },
    },
}


@pytest.mark.parametrize("module", SIZES)
def test_parts_of_pictures_are_as_large_as_they_were(module: str) -> None:
    found = vars(importlib.import_module(f"detente.drawing.{module}"))
    assert {name: found[name] for name in SIZES[module]} == SIZES[module]


def test_in_the_dark_each_colour_has_another_one() -> None:
    assert svg.DARK_MODE == (
        "@media screen and (prefers-color-scheme:dark){svg.detente{"
        "--d-ink:#ececec;--d-soft:#b8b8b8;--d-line:#8c8c8c;--d-paper:#1d2024;--d-today:#40381c;--d-end:#1e3a2d;"
        "--d-better:#6fb8ea;--d-worse:#f79a5c;"
        "--d-0:#4ba3dd;--d-1:#f5843a;--d-2:#35c498;--d-3:#e3a2c6;--d-4:#f3bb45;--d-5:#93d2f8;--d-6:#b0b0b0;--d-7:#f4f4f4;"
        "}}"
    )
