"""The tables of a game, in parts: what CSV, XLSX and Parquet files hold. No table is ever whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.conflict import NO_OPTION, Conflict, UnknownNameError, budget
from detente.game import Bools, Game, Ints
from detente.stability import stable_states

Kind = Literal["text", "whole", "truth"]
Part = Sequence[Sequence[object]]  # a list of values per column

TABLES = ("states", "moves", "options")
ROWS_AT_ONCE = 1 << 13
CHECKED_EVERY = 256  # states after which the time is looked at


@dataclass(frozen=True)
class Column:
    """A column: its name and what stands in it."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """A table: its columns, the number of its rows where that is known, and a way to get them part by part."""

    name: str
    columns: tuple[Column, ...]
    size: int | None
    parts: Callable[[], Iterator[Part]]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Give the table row by row."""
        for part in self.parts():
            yield from zip(*part, strict=True)


def table(game: Game, name: str = "states", concepts: Sequence[str] | None = None) -> Table:
    """Give a table of a game.

    Parameters
    ----------
    game : Game
    name : str
        - ``states``: a row per feasible state: its id and number, each option (Y, N; ``-`` where members of a merged
          state differ), each decision maker's rank (0 for the worst), and for each concept who stays and whether it
          is an equilibrium.
        - ``moves``: a row per move: from where, by whom, whereto, and whether it is a unilateral improvement.
        - ``options``: a row per option: whose, its id, its text, and in which direction it can be changed.
    concepts : sequence of str, optional
        For ``states``: the solution concepts; without it the usual ones.

    Raises
    ------
    UnknownNameError
        Where there is no such table or concept.
    """
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    if name == "options":
        return options(game.conflict)
    return _states(game, concepts) if name == "states" else _moves(game)


def _states(game: Game, concepts: Sequence[str] | None) -> Table:
    found = stable_states(game, concepts)
    # Of whom it is confidential what it prefers, neither its ranks are written nor where it would stay.
    makers = tuple(d for d in game.decision_makers if d not in game.hidden)
    shown = [game.index(d) for d in makers]
    number: Kind = (
        "whole" if len(game.conflict.bits) < 63 else "text"
    )  # which a column of whole numbers could not hold
    columns = [Column("state", "text"), Column("number", number)]
    if game.conflict.graph_form:
        columns.append(Column("text", "text"))
    columns += [Column(o, "text") for o in game.conflict.option_ids]
    columns += [Column(f"rank {d}", "whole") for d in makers]
    for concept in found.concepts:
        columns += [Column(f"{concept} {d}", "truth") for d in makers]
        columns.append(Column(f"{concept} equilibrium", "truth"))
    columns.append(Column("status quo", "truth"))

    def parts() -> Iterator[Part]:
        holds = {c: found.holds(c) for c in found.concepts}
        for part in _cuts(game.size):
            taken = _taken(game, part)
            ids, numbers = _names(game, part, taken)
            lists: list[list[object]] = [ids, numbers if number == "whole" else [str(n) for n in numbers]]
            if game.conflict.graph_form:
                lists.append([game.states.state(s).text for s in range(part.start, part.stop)])
            lists += [[_LETTERS[v] for v in c] for c in taken]
            lists += [game.ranks[i][part].tolist() for i in shown]
            for concept in found.concepts:
                lists += [found.stable[concept][i][part].tolist() for i in shown]
                lists.append(holds[concept][part].tolist())
            lists.append([s == game.status_quo for s in range(part.start, part.stop)])
            yield lists

    return Table("states", tuple(columns), game.size, parts)


_LETTERS = ("N", "Y", "-")


def _cuts(size: int) -> Iterator[slice]:
    for start in range(0, size, ROWS_AT_ONCE):
        budget.check("writing the states")
        yield slice(start, min(size, start + ROWS_AT_ONCE))


def _taken(game: Game, part: slice) -> list[list[int]]:
    """Give for each option and state 1 where it is taken, 0 where not, 2 where members of a merged state differ."""
    states, count = game.states, len(game.conflict.option_ids)
    if not states.merged:
        return [((states.masks[part] >> k) & 1).tolist() for k in range(count)]
    inside = (states.class_of >= part.start) & (states.class_of < part.stop)
    masks, at = states.masks[inside], states.class_of[inside] - part.start
    members = np.bincount(at, minlength=part.stop - part.start)
    found = []
    for k in range(count):
        with_it = np.bincount(at[(masks >> k) & 1 == 1], minlength=members.size)
        found.append(np.where(with_it == 0, 0, np.where(with_it == members, 1, 2)).tolist())
    return found


def _names(game: Game, part: slice, taken: Sequence[Sequence[int]]) -> tuple[list[object], list[object]]:
    """Give the ids and the numbers of states."""
    states = range(part.start, part.stop)
    if game.states.merged or game.conflict.graph_form:
        described = [game.states.state(s) for s in states]
        return [s.id for s in described], [s.number for s in described]
    options = game.conflict.option_ids
    in_order = sorted(range(len(options)), key=lambda k: options[k])
    named = game.states.names
    found: list[object] = []
    for row, s in enumerate(states):
        joined = named.get(s) or "+".join(options[k] for k in in_order if taken[k][row])
        found.append(joined or NO_OPTION)
    bits = game.conflict.bits
    numbers = [0] * len(states)
    for k, option in enumerate(options):
        weight = 1 << bits[option]
        numbers = [n + weight if yes else n for n, yes in zip(numbers, taken[k], strict=True)]
    return found, list(numbers)


def _moves(game: Game) -> Table:
    columns = (
        Column("from", "text"),
        Column("decision maker", "text"),
        Column("to", "text"),
        Column("improvement", "truth"),
    )

    def ids(which: Sequence[int] | Ints) -> list[str]:
        return [game.states.state(int(s)).id for s in which]

    def parts() -> Iterator[Part]:
        known: dict[int, str] = {}

        def id_of(state: int) -> str:
            if state not in known:
                if len(known) >= 1 << 20:
                    known.clear()
                known[state] = ids([state])[0]
            return known[state]

        rows: list[tuple[object, ...]] = []
        for source, dm, targets, better in each_move(game):
            here = id_of(source)
            rows += [(here, dm, id_of(t), b) for t, b in zip(targets.tolist(), better.tolist(), strict=True)]
            if len(rows) >= ROWS_AT_ONCE:
                yield list(zip(*rows, strict=True))
                rows = []
        if rows:
            yield list(zip(*rows, strict=True))

    return Table("moves", columns, None, parts)


def each_move(game: Game) -> Iterator[tuple[int, str, Ints, Bools]]:
    """Give for each state and decision maker who can move: where to, and which of these are improvements."""
    for source in range(game.size):
        if source % CHECKED_EVERY == 0:
            budget.check("writing the moves")
        for dm, moves, ranks in zip(game.decision_makers, game.moves, game.ranks, strict=True):
            targets = moves.successors(source)
            if targets.size:
                yield source, dm, targets, ranks[targets] > ranks[source]


def options(conflict: Conflict) -> Table:
    """Give the table ``options`` of a conflict, an account chosen: it needs no state."""
    from detente.exchange.sheets import direction_of

    names = ("decision maker", "option", "text", "direction")
    rows = [
        (maker.id, option.id, option.text, direction_of(conflict, f"{maker.id}.{(option.of or option).id}"))
        for maker in conflict.decision_makers
        for option in maker.options
    ]

    def parts() -> Iterator[Part]:
        if rows:
            yield list(zip(*rows, strict=True))

    return Table("options", tuple(Column(n, "text") for n in names), len(rows), parts)
