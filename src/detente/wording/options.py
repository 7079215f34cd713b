"""States side by side in option form: a row for each option, a column for each state."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.conflict import DecisionMaker, Option
from detente.wording.blocks import Table
from detente.wording.names import Words

TAKEN, NOT_TAKEN, EITHER = "●", "·", "○"


def rows_of(maker: DecisionMaker) -> list[tuple[str, list[Option]]]:
    """Give the rows that a decision maker's options make: an option with levels makes one."""
    found: dict[object, tuple[str, list[Option]]] = {}
    for option in maker.options:
        text = option.text if option.of is None else option.of.text
        found.setdefault(option.of or option.id, (text, []))[1].append(option)
    return list(found.values())


def mark(maker: DecisionMaker, levels: Sequence[Option], state: StateValue) -> str:
    """Mark how an option stands in a state: taken or at which level, not taken, or either in a merged one."""
    ids = {f"{maker.id}.{o.id}": o for o in levels}
    every = next((o for i, o in ids.items() if i in state.taken), None)
    if every is not None:
        return every.level.replace("_", " ") or TAKEN
    return EITHER if any(i in member for i in ids for member in state.members) else NOT_TAKEN


def option_table(
    words: Words,
    states: Sequence[StateValue],
    heads: Sequence[str],
    title: str,
    id: str,
    *,
    differing: bool,
) -> Table:
    """Lay states side by side; or list them, where the conflict is given as states and moves.

    With `differing` only the options in which they differ are shown.
    """
    if words.conflict.graph_form:
        rows = tuple((head, words.cell(s)) for head, s in zip(heads, states, strict=True))
        return Table((words.joints.outcome, words.what), rows, title, id=id)
    found: list[tuple[str, ...]] = []
    left_out = 0
    for maker in words.conflict.decision_makers:
        shown = 0
        for text, levels in rows_of(maker):
            cells = [mark(maker, levels, s) for s in states]
            if differing and len(states) > 1 and len(set(cells)) == 1:
                left_out += 1
                continue
            found.append(("" if shown else words.party(maker.id), text.rstrip("."), *cells))
            shown += 1
    used, joints = {c for row in found for c in row[2:]}, words.joints
    meaning = {TAKEN: joints.taken, NOT_TAKEN: joints.not_taken, EITHER: joints.either_way}
    known = {m: told for m, told in meaning.items() if m in used}
    note = joints.differing if left_out else ""
    return Table(
        (joints.party, joints.option_, *heads),
        tuple(found),
        title,
        note,
        id,
        frozenset(range(2, 2 + len(states))),
        heads=2,
        marks=known,
    )
