"""How much an answer tells at most, in one place: what is more is counted, or left to the JSON.

A limit of three points or of four letters is part of how answers speak; one of rows or moves keeps a page readable and
a run short. Each is tried where it is used; here it is seen at a glance, and none changes unnoticed.
"""

from __future__ import annotations

import importlib

MOST: dict[str, dict[str, float]] = {
    "questions.analyze.answer": {"MOST_SPOKEN": 4},
    "questions.analyze.following_answer": {"MOST_WAYS": 10_000},
    "questions.analyze.graph": {"MOST_DRAWN_WHOLE": 12, "MOST_DRAWN": 24, "MOST_TARGETS": 4},
    "questions.analyze.heading_words": {"MOST_LETTERS": 4},
    "questions.analyze.held_answer": {"DRAWN": 10},
    "questions.analyze.state_tables": {"MOST_ROWS": 30, "MOST_WAYS": 6},
    "questions.analyze.tables": {"SMALL": 16, "MOST_LINKS": 12},
    "questions.analyze.words": {"MOST_POINTS": 3, "MOST_GROUPS": 3},
    "questions.better.answer": {"MOST_REFS": 1_000},
    "questions.better.detail_words": {"MOST_ROWS": 30, "MOST_COLUMNS": 2},
    "questions.building": {"MOST_LISTED": 100_000},
    "questions.check.words": {"MOST_NAMED": 2},
    "questions.coalitions.answer": {
        "MOST_MOVES": 200,
        "MOST_ENDS": 12,
        "DESCRIBING": 0.6,
        "MOST_DESCRIBED": 2_000,
        "MOST_FOLLOWED": 20_000_000,
        "MOST_UNSTABLE": 250_000,
        "MOST_HELD": 10_000,
    },
    "questions.coalitions.detail_words": {"MOST_ROWS": 20},
    "questions.coalitions.picture": {"MOST_DRAWN": 4, "MOST_NAMED": 6},
    "questions.coalitions.words": {"MOST_POINTS": 3, "MOST_POINTS_OF_ONE": 2, "MOST_LETTERS": 4, "BRIEF": 12},
    "questions.commit.picture": {"ROOM": 1.25, "LEAST_PERIODS": 5.0},
    "questions.commit.words": {"MOST_POINTS": 3},
    "questions.compare.answer": {"MOST_WAYS": 100, "MOST_SPOKEN": 9, "ENDS_SPOKEN": 3},
    "questions.compare.mixes_answer": {"MOST_SETS": 200},
    "questions.compare.tables": {"MOST_ROWS": 30},
    "questions.describing": {"CHECKED_EVERY": 1_024, "PART": 8},
    "questions.equilibria.answer": {"MOST_SPOKEN": 6},
    "questions.equilibria.words": {"MOST_LINKS": 12, "MOST_POINTS": 3, "MOST_GROUPS": 3},
    "questions.evolve.answer": {"MOST_SPOKEN": 3},
    "questions.evolve.detail_words": {"MOST_ROWS": 20, "MOST_WAYS": 20},
    "questions.evolve.picture": {"MOST_ENDS": 3},
    "questions.evolve.words": {"MOST_POINTS": 3, "MOST_LETTERS": 3, "LONGEST_TITLE": 8},
    "questions.explain.detail_words": {
        "MOST_TOLD": 4,
        "MOST_ITEMS": 12,
        "MOST_STATEMENTS": 24,
        "MOST_FORESEEN": 8,
    },
    "questions.explain.verdict_words": {"MOST_NAMED": 4, "LONGEST_TITLE": 8},
    "questions.explain.words": {"MOST_POINTS": 3},
    "questions.factions.answer": {"MOST_SPOKEN": 3},
    "questions.factions.tables": {"MOST_ROWS": 12, "MOST_DIGITS": 60},
    "questions.factions.words": {"MOST_POINTS": 3, "MOST_NAMES": 4, "MOST_ENDS": 3},
    "questions.heads": {"MOST_ENDS": 200},
    "questions.heads_symbolic": {"MOST_VISITED": 2_000},
    "questions.mistaken.answer": {"MOST_SPOKEN": 8, "MOST_TRIED": 5},
    "questions.mistaken.tables": {"MOST_ROWS": 200},
    "questions.mistaken.words": {"MOST_POINTS": 3},
    "questions.phases.answer": {"MOST_SPOKEN": 16},
    "questions.phases.detail_words": {"MOST_LISTED": 20},
    "questions.phases.picture": {"MOST_ROWS": 12, "MOST_COLUMNS": 5, "MOST_PASSAGES": 4},
    "questions.phases.words": {"MOST_POINTS": 3},
    "questions.pivot.goal_answer": {"MOST_ORDERS": 1_000},
    "questions.pivot.goal_detail_words": {
        "MOST_ROWS": 12,
        "MOST_OBSTACLES": 8,
        "MOST_PAIRS": 12,
        "MOST_ORDERS": 24,
    },
    "questions.pivot.goal_words": {"MOST_POINTS": 3},
    "questions.pivot.picture": {"MOST_NAMED": 2},
    "questions.pivot.pivotal_answer": {"MOST_SPOKEN": 2},
    "questions.pivot.words": {"MOST_POINTS": 3, "MOST_STATES": 12},
    "questions.replay.picture": {"MOST_COLUMNS": 6, "MOST_ROWS": 40},
    "questions.replay.words": {"MOST_POINTS": 3},
    "questions.robust.answer": {
        "MOST_SETS": 200,
        "MOST_HELD": 100,
        "MOST_SPOKEN": 8,
        "MOST_TOGETHER": 3,
        "MOST_BARS": 4,
    },
    "questions.robust.detail_words": {"MOST_ROWS": 20},
    "questions.robust.words": {"MOST_POINTS": 3},
    "questions.rounds.answer": {"MOST_REACHED": 5},
    "questions.rounds.words": {"ALIKE": 0.05, "OFTEN": 0.5, "NAMED": 2},
    "questions.settle.answer": {"MOST_POINTS": 300, "MOST_ENDS": 6, "MOST_SPOKEN": 8},
    "questions.settle.deal_words": {"MOST_PARTS": 4},
    "questions.settle.words": {"MOST_COLUMNS": 3},
    "questions.states.words": {"MOST_ROWS": 200, "MOST_SHOWN": 4},
    "questions.strips": {"MOST_LANES": 6, "MOST_ENDS": 3},
    "questions.ultimatum.answer": {"MOST_SPOKEN": 3},
    "questions.ultimatum.sanction_answer": {"LEFT_TO_SAY": 0.5},
    "questions.ultimatum.sanction_words": {"MOST_TOLD": 8, "MOST_LISTED": 100, "MOST_NAMES": 3},
    "questions.ultimatum.tables": {
        "MOST_EXAMPLES": 4,
        "MOST_STATEMENTS": 24,
        "MOST_TURNS": 12,
        "MOST_BREACHES": 24,
    },
    "questions.ultimatum.tree_words": {"MOST_DIGITS": 16},
    "questions.ultimatum.unmet_answer": {"MOST_JUDGED": 10_000},
    "questions.ultimatum.words": {"MOST_POINTS": 3, "LONGEST_RECORD": 25},
    "questions.whatif.answer": {"MOST_WAYS": 10_000, "MOST_SPOKEN": 4},
    "questions.whatif.detail_words": {"MOST_ENDS": 3},
    "questions.whatif.supposed_words": {"MOST_NAMED": 2},
    "questions.whatif.words": {"MOST_POINTS": 3},
    "wording.names": {"LONGEST_ID": 30, "LONGEST_SHORT": 24},
    "wording.situation": {"MOST_STATES": 300, "MOST_COLUMNS": 4, "MOST_ENDS": 8},
    "wording.texts": {"MOST_WORDS": 25, "WRITTEN_OUT": 1_000_000_000_000},
    "wording.voice": {"MOST_LETTERS": 26, "LONGEST_TITLE": 70},
}


def test_how_much_is_told_at_most() -> None:
    found = {
        m: {name: getattr(importlib.import_module(f"detente.{m}"), name) for name in MOST[m]} for m in MOST
    }
    assert found == MOST
