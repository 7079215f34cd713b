"""Writing the files of GMCR+ (see `detente.exchange.gmcr` for their fields)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from detente.conflict import Condition, Conflict, DetenteError, Prioritised, TooLargeError
from detente.conflict.errors import quoted
from detente.exchange.cubes import Cube, cubes, infeasible
from detente.exchange.notes import MODEL, left_out
from detente.exchange.sizes import MOST_CONDITION, too_many_places
from detente.game import Game, build_game, feasible_states

MOST_STATES = 1 << 16
DESKTOP, WEB = "a file of GMCR+", "a file of the web app of GMCR+"


def write(whole: Conflict, chosen: Conflict) -> tuple[str, list[str]]:
    """Write a file for the desktop program, every version from 0.3.1; give it, and what was left out.

    Statements become statements wherever all decision makers have them; else everybody gets a ranking, as GMCR+ has
    one of the two for all. What GMCR+ has no field for and skips (ids, the status quo) stands under ``detente``.
    """
    numbers = {o: k for k, o in enumerate(chosen.option_ids)}
    notes = left_out(whole, chosen, DESKTOP, kept=(*MODEL, "status quo", "beliefs"))
    if chosen.status_quo is not None:
        notes.append(f"{DESKTOP} has no place for a status quo: only détente reads it from there")
    statements = {d.id: _statements(chosen, d.id, notes) for d in chosen.decision_makers}
    manual = any(found is None for found in statements.values())
    game = _game(chosen, needed=manual)
    makers = []
    for position, maker in enumerate(chosen.decision_makers):
        entry: dict[str, Any] = {
            "name": maker.name,
            "options": [numbers[f"{maker.id}.{o.id}"] for o in maker.options],
            "preferences": [_condition(c, numbers) for c in statements[maker.id] or ()],
            "misperceptions": [_condition(c, numbers) for c in _misperceived(chosen, maker.id, notes)],
        }
        if game is not None:
            ranks = game.ranks[position][game.states.class_of].tolist()
            if maker.id in chosen.hidden:  # as of one who wants nothing
                ranks = [0] * len(ranks)
            entry["payoffs"] = [r + 1 for r in ranks]
            if manual:
                entry["preferenceRanking"] = entry["preferenceVector"] = _ranking(ranks)
        makers.append(entry)
    notes += [
        f"{DESKTOP} has no place for weights: those of {quoted(dm)} were written as a ranking"
        for dm, preference in chosen.preferences.items()
        if not (preference.stated or preference.of_states or dm in chosen.hidden)
    ]
    kept = {d.id: type(chosen.preferences.get(d.id)) for d in chosen.decision_makers}
    if manual and any(kind is Prioritised for kind in kept.values()):
        notes.append(
            "statements were written beside rankings; GMCR+ goes by the rankings, which say the same"
        )
    data = {
        "program": "detente",
        "title": chosen.title,
        "description": chosen.about,
        "useManualPreferenceRanking": manual,
        "useManualPreferenceVectors": manual,
        "decisionMakers": makers,
        "options": [
            {"name": o.text, "permittedDirection": _direction(chosen, id, "both", "fwd", "back")}
            for id, o in chosen.options.items()
        ],
        "infeasibles": [_pairs(c, numbers) for c in infeasible(chosen)],
        "detente": _own(chosen),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n", notes


def write_web(whole: Conflict, chosen: Conflict) -> tuple[str, list[str]]:
    """Write a file for the web app; it holds no preferences."""
    numbers = {o: k for k, o in enumerate(chosen.option_ids)}
    kept = [kind for kind in MODEL if kind != "preferences"]
    notes = left_out(whole, chosen, WEB, kept=(*kept, "status quo"))
    if chosen.status_quo is not None:
        notes.append(f"{WEB} has no place for a status quo: only détente reads it from there")
    data = {
        "title": chosen.title,
        "description": chosen.about,
        "options": [
            {
                "name": o.text,
                "image": "question_mark.png",
                "reversible": _direction(chosen, id, "reversible", "forward", "backward"),
            }
            for id, o in chosen.options.items()
        ],
        "decisionMakers": [
            {"name": d.name, "options": [numbers[f"{d.id}.{o.id}"] for o in d.options]}
            for d in chosen.decision_makers
        ],
        "infeasibles": [
            {
                "name": f"infeasible {k}",
                "state": [{"option": numbers[o], "yn": taken} for o, taken in cube.items()],
            }
            for k, cube in enumerate(infeasible(chosen), start=1)
        ],
        "mutexes": [],
        "version": "0.1.0",
        "detente": _own(chosen),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n", notes


def _game(chosen: Conflict, *, needed: bool) -> Game | None:
    """Build the game where rankings are needed; else where it is small, for the payoffs."""
    if not needed and chosen.hidden:
        return None
    if not needed and not all(d.id in chosen.preferences for d in chosen.decision_makers):
        return None
    try:
        game = build_game(chosen, most_states=MOST_STATES)
        told = too_many_places(game.size, len(game.decision_makers))
        if not told:
            return game
        if needed:
            raise DetenteError(f"{chosen.title}: {told}; write preferences as statements")
        return None
    except TooLargeError:
        if not needed:
            return None
        raise TooLargeError(
            f"{chosen.title}: a file of GMCR+ would rank more than {MOST_STATES:,} states one by one; write "
            "preferences as statements"
        ) from None


def _statements(chosen: Conflict, dm: str, notes: list[str]) -> list[list[Cube]] | None:
    """Give a decision maker's statements as combinations; None where only a ranking says it."""
    preference = chosen.preferences.get(dm)
    if preference is None:
        notes.append(f"{quoted(dm)} has no preferences: written as indifferent")
        return []
    if dm in chosen.hidden:
        notes.append(f"what {quoted(dm)} prefers is confidential: written as indifferent")
        return []
    if not preference.stated:
        return None
    found = []
    for statement in preference.statements:
        try:
            written = cubes(statement.that, chosen.option_ids)
        except TooLargeError:
            return None
        if (
            sum(len(o) + 9 for cube in written for o in cube) > MOST_CONDITION
        ):  # too long to be one condition again
            return None
        if written and {} not in written:  # what always or never holds orders nothing
            found.append(written)
    return found


def _misperceived(chosen: Conflict, dm: str, notes: list[str]) -> list[list[Cube]]:
    """Give the states that a decision maker takes to be infeasible; say what else of its beliefs is left out."""
    belief = chosen.belief(dm)
    if belief is None:
        return []
    overlay, found = belief.overlay, list[list[Cube]]()
    left = bool(overlay.preferences or overlay.add_options or overlay.drop_options or overlay.add_moves)
    said = belief.text or belief.because or belief.sources or belief.confidence is not None
    left = left or bool(overlay.drop_moves or said)
    for patch in overlay.rules:
        rule = patch.item
        if rule is None or rule.kind != "never" or patch.drop:
            left = True
            continue
        cubed = _cubed(rule.conditions[0], chosen)
        if cubed and {} in cubed:  # that no state at all were feasible: no combination says it
            cubed = None
        left = (
            left or cubed is None or bool(patch.before or patch.after or rule.given_id or rule.alternatives)
        )
        found += [cubed] if cubed else []
    if left:
        notes.append(
            f"of what {quoted(dm)} believes, {DESKTOP} holds which states it takes to be infeasible; "
            "the rest was left out"
        )
    return found


def _cubed(condition: Condition, chosen: Conflict) -> list[Cube] | None:
    """Give a condition as combinations; None where there are too many."""
    try:
        found = cubes(condition, chosen.option_ids)
    except TooLargeError:
        return None
    return found if sum(len(o) + 9 for cube in found for o in cube) <= MOST_CONDITION else None


def _condition(found: list[Cube], numbers: Mapping[str, int]) -> Any:
    if len(found) == 1:
        return _pairs(found[0], numbers)
    return {"compound": True, "members": [_pairs(c, numbers) for c in found]}


def _pairs(cube: Cube, numbers: Mapping[str, int]) -> list[list[Any]]:
    return [[k, "Y" if taken else "N"] for k, taken in sorted((numbers[o], t) for o, t in cube.items())]


def _ranking(ranks: Iterable[int]) -> list[Any]:
    """Number the feasible states from 1 and list them, best first."""
    by_rank: dict[int, list[int]] = {}
    for number, rank in enumerate(ranks, start=1):
        by_rank.setdefault(rank, []).append(number)
    groups = [by_rank[r] for r in sorted(by_rank, reverse=True)]
    return [g[0] if len(g) == 1 else g for g in groups]


def _direction(chosen: Conflict, option: str, both: str, forward: str, back: str) -> str:
    found = {
        r.direction
        for r in chosen.rules
        if r.kind == "irreversible" and r.option == option and not r.conditions
    }
    if len(found) > 1:
        raise DetenteError(
            f"{quoted(option)} can neither be taken up nor dropped; a file of GMCR+ cannot say so. Leave the option "
            "out, or let it be one-way in one direction"
        )
    return {"taken": forward, "dropped": back}[found.pop()] if found else both


def _own(chosen: Conflict) -> dict[str, Any]:
    """Give what only détente reads from the file."""
    found: dict[str, Any] = {
        "decision_makers": [d.id for d in chosen.decision_makers],
        "options": list(chosen.option_ids),
    }
    if chosen.status_quo is not None:
        states = feasible_states(chosen) if chosen.taken_in(chosen.status_quo) is None else None
        taken = (
            states.state(states.find(chosen.status_quo, "the status quo")).taken
            if states is not None
            else chosen.taken_in(chosen.status_quo)
        )
        found["status_quo"] = "".join("Y" if o in (taken or ()) else "N" for o in chosen.option_ids)
    return found
