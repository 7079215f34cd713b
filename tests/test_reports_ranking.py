"""The ranking of a party on a page: its best and worst outcomes, those spoken of, each with its place."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

import detente
from detente.answers import Answer
from detente.conflict import read_conflict
from detente.game import Game
from detente.questions.building import state_value
from detente.reports import ranking as module
from detente.reports.ranking import COLUMNS, LARGE, MOST_AT_AN_END, OPEN, TITLE, ranking
from detente.wording import Voice
from detente.wording.texts import place


def voice_of(conflict: Any) -> Voice:
    answers: list[Answer] = [detente.answer(detente.analyze(conflict.game(a))) for a in conflict.accounts]
    return Voice.of(conflict, answers, "FILE")


def named_in_full(voice: Voice, state: Any) -> str:
    """The letter and all that is done there, unless the outcome has a title of its own."""
    value = state_value(state)
    known = voice.outcomes[value.id]
    changes = "; ".join(voice.words().changes(voice.today, value)) if voice.today else ""
    if known.letter and known.title in (changes, voice.words().brief(value)):
        return f"{known.letter}: {voice.words().brief(value)}"
    return voice.named(value)


def listed(game: Game, voice: Voice, dm: str) -> list[tuple[str, str]]:
    """The same, slowly: the outcomes by their ranks; all that are spoken of, else the first, at both ends."""
    ranks = [int(r) for r in game.ranks[game.index(dm)]]
    highest = max(ranks)
    rows: list[tuple[str, str]] = []
    left_out = False
    for rank in range(highest, -1, -1):
        states = [game.states.state(k) for k, r in enumerate(ranks) if r == rank]
        spoken = [s for s in states if s.id in voice.outcomes]
        at_an_end = highest - rank < MOST_AT_AN_END or rank < MOST_AT_AN_END
        if not spoken and not at_an_end:
            left_out = True
            continue
        if left_out:
            rows.append(("…", ""))
            left_out = False
        named = [named_in_full(voice, s) for s in reversed(spoken)]
        told = "; ".join(named) or voice.words(game.conflict.account).brief(state_value(states[0]))
        more = len(states) - max(1, len(spoken))
        rows.append(
            (place(highest - rank + 1), f"{told} and {more} more that it likes as well" if more else told)
        )
    return rows


def conflict_of(rng: Random, statements: int) -> Any:
    options = {f"o{k}": f"do {k}" for k in range(3)}
    makers = {dm: {"name": dm.upper(), "options": dict(options)} for dm in ("a", "b")}
    every = [f"{dm}.o{k}" for dm in makers for k in range(3)]

    def wanted() -> dict[str, list[str]]:
        return {
            dm: [f"{rng.choice(('', 'not '))}{o}" for o in rng.sample(every, statements)] for dm in makers
        }

    both = {name: {"says": name, "preferences": wanted()} for name in ("one", "two")}
    data = {"detente": 1, "title": "T", "decision_makers": makers, "perspectives": both, "status_quo": []}
    return read_conflict(yaml.safe_dump(data))


@pytest.mark.parametrize("seed", range(6))
def test_it_lists_what_the_order_is(seed: int) -> None:
    conflict = conflict_of(Random(seed), 1 + seed)
    voice = voice_of(conflict)
    for account in conflict.accounts:
        game = conflict.game(account)
        for dm in ("a", "b"):
            table = ranking(game, voice, dm)
            assert list(table.rows) == listed(game, voice, dm)
            assert table.columns == COLUMNS == ("Place", "Outcome")
            assert table.title == f"{TITLE} from “{account}”"
            number = max(game.ranks[game.index(dm)]) + 1
            assert table.note == (f"{number} places in all." if number > 1 else "1 place in all.")
            assert table.id == "ranking"


def test_of_one_account_it_is_not_said_whose_order_it_is() -> None:
    conflict = detente.load("chicken")
    assert ranking(conflict.game(), voice_of(conflict), "first").title == TITLE == "The ranking that follows"


def test_what_cannot_be_listed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = detente.load("chicken")
    voice = voice_of(conflict)
    game = conflict.game()
    monkeypatch.setattr(module, "MOST_LOOKED_AT", game.size)
    assert ranking(game, voice, "first").rows
    monkeypatch.setattr(module, "MOST_LOOKED_AT", game.size - 1)
    table = ranking(game, voice, "first")
    assert (table.columns, table.rows, table.title, table.note, table.id) == (
        COLUMNS,
        (),
        TITLE,
        LARGE,
        "ranking",
    )
    monkeypatch.undo()
    text = """
detente: 1
title: T
decision_makers: {a: {name: A, options: {x: do x}}, b: {name: B, options: {y: do y}}}
preferences: {a: {partial: ["none > a.x"]}, b: [y]}
status_quo: none
"""
    partial = read_conflict(text)
    found = ranking(partial.game(), Voice.of(partial, [], "FILE"), "a")
    assert (found.columns, found.rows, found.title, found.note, found.id) == (
        COLUMNS,
        (),
        TITLE,
        OPEN,
        "ranking",
    )


KINDS = {
    "merged": """
detente: 1
title: T
decision_makers: {a: {options: {x: do x, y: do y}}, b: {options: {z: do z}}}
rules: [{id: over, same: a.x}]
preferences: {a: [not a.x, b.z if not a.x, a.y if not a.x], b: [a.x, b.z if not a.x]}
status_quo: none
""",
    "named": """
detente: 1
title: T
decision_makers: {a: {options: {x: do x, y: do y}}, b: {options: {z: do z}}}
states: {start: none, bad: [a.x, b.z]}
preferences: {a: [b.z, a.y], b: [not a.x, not b.z]}
status_quo: start
""",
    "graph": """
detente: 1
title: T
decision_makers: {a: {name: A}, b: {name: B}}
states: {s: {text: first}, t: {text: second}, u: {text: third}, v: {text: fourth}}
moves: {a: [s -> t, t -> u], b: [u -> v, v -> s]}
preferences: {a: {ranking: [u, t, [v, s]]}, b: {ranking: [v, s, t, u]}}
status_quo: s
""",
    "not in every account": """
detente: 1
title: T
decision_makers: {a: {options: {x: do x, y: do y}}, b: {options: {z: do z}}}
perspectives:
  one: {preferences: {a: [a.x, b.z], b: [b.z, a.x]}}
  two: {rules: {patch: [{put: {id: no, never: a.x}}]}, preferences: {a: [a.y, b.z], b: [b.z]}}
status_quo: none
""",
}


@pytest.mark.parametrize("kind", KINDS)
def test_outcomes_spoken_of_are_found_in_whatever_a_conflict_is_made_of(kind: str) -> None:
    conflict = read_conflict(KINDS[kind])
    voice = voice_of(conflict)
    gone = 0
    for account in conflict.accounts:
        game = conflict.game(account)
        ids = [game.states.state(k).id for k in range(game.size)]
        assert module.spoken(game, voice) == [k for k, id in enumerate(ids) if id in voice.outcomes]
        assert module.spoken(game, voice)
        gone += not set(ids) >= set(voice.outcomes)
        for dm in ("a", "b"):
            assert list(ranking(game, voice, dm).rows) == listed(game, voice, dm)
    assert bool(gone) == (kind == "not in every account")


def test_an_order_of_one_place_is_told_in_the_singular() -> None:
    conflict = read_conflict(
        "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: dig}}, b: {options: {y: sue}}}\n"
        "preferences: {a: [], b: [b.y]}\n"
    )
    game = conflict.game()
    notes = [ranking(game, Voice.of(conflict, []), dm).note for dm in ("a", "b")]
    assert notes == ["1 place in all.", "2 places in all."]
