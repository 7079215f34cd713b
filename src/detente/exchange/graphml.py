"""The graph of states as GraphML (http://graphml.graphdrawing.org): written line by line, without another package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from detente.conflict import Conflict, TooLargeError
from detente.exchange.graphs import MOST_EDGES, NAME, too_large
from detente.exchange.notes import WORKED_OUT, left_out
from detente.exchange.sizes import MOST_BYTES
from detente.exchange.tables import Table, each_move, table
from detente.game import Game

GRAPH = "a graph of states"
LONG_LINE = 150  # bytes of a move, or of what stands in a column
NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
KEPT = (
    *("title", "names of decision makers", "names of states", "texts of states", "status quo"),
    *WORKED_OUT,
)
_TYPES = {"text": "string", "whole": "long", "truth": "boolean"}


def write(
    whole: Conflict, game: Game, concepts: Sequence[str] | None = None
) -> tuple[Iterator[str], list[str]]:
    """Write the graph; give its lines, and what was left out.

    A node per state, with the columns of the table of states (`detente.exchange.tables`) and its text as its data; an
    edge per move with ``decision_maker`` and ``improvement``; of the graph the names of decision makers (``name ID``).

    Raises
    ------
    TooLargeError
        Where it could not be read again.
    """
    notes = left_out(whole, game.conflict, GRAPH, kept=KEPT)
    count = 0
    for _, _, targets, _ in each_move(game):
        count += targets.size
        if count > MOST_EDGES:
            break
    told = too_large(game.size, count, len(game.decision_makers))
    if told:
        raise TooLargeError(f"{game.conflict.title}: {told}. Write CSV or Parquet")
    states = table(game, "states", concepts)
    if (len(states.columns) * game.size + count) * LONG_LINE > MOST_BYTES:  # it may be that large: count
        size = 0
        for line in _lines(game, states):
            size += len(line.encode())
            if size > MOST_BYTES:
                told = f"its graph is larger than the {MOST_BYTES:,} bytes that can be read again"
                raise TooLargeError(f"{game.conflict.title}: {told}. Write CSV or Parquet")
    return _lines(game, states), notes


def _lines(game: Game, states: Table) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n'
    for key in ("title", "account", "decision_makers"):
        yield f'<key id="{key}" for="graph" attr.name="{key}" attr.type="string"/>\n'
    makers = game.conflict.decision_makers
    for k, maker in enumerate(makers):
        yield f'<key id="m{k}" for="graph" attr.name={quoteattr(NAME + maker.id)} attr.type="string"/>\n'
    texts = _texts(game)
    if texts:
        yield '<key id="text" for="node" attr.name="text" attr.type="string"/>\n'
    for k, column in enumerate(states.columns):
        yield f'<key id="n{k}" for="node" attr.name={quoteattr(column.name)} attr.type="{_TYPES[column.kind]}"/>\n'
    yield '<key id="decision_maker" for="edge" attr.name="decision_maker" attr.type="string"/>\n'
    yield '<key id="improvement" for="edge" attr.name="improvement" attr.type="boolean"/>\n'
    yield '<graph id="states" edgedefault="directed">\n'
    yield f'<data key="title">{escape(game.conflict.title)}</data>\n<data key="account">{escape(game.account)}</data>\n'
    yield f'<data key="decision_makers">{escape(" ".join(game.decision_makers))}</data>\n'
    for k, maker in enumerate(makers):
        yield f'<data key="m{k}">{escape(maker.name)}</data>\n'
    for number, row in enumerate(states.rows()):
        data = "".join(f'<data key="n{k}">{_value(v)}</data>' for k, v in enumerate(row))
        if number in texts:
            data += f'<data key="text">{escape(texts[number])}</data>'
        yield f'<node id="s{number}">{data}</node>\n'
    for source, dm, targets, better in each_move(game):
        for target, gain in zip(targets.tolist(), better.tolist(), strict=True):
            yield (
                f'<edge source="s{source}" target="s{target}"><data key="decision_maker">{escape(dm)}</data>'
                f'<data key="improvement">{_value(gain)}</data></edge>\n'
            )
    yield "</graph>\n</graphml>\n"


def _texts(game: Game) -> dict[int, str]:
    """Give the texts of named states, by state; in the graph form the table of states has them."""
    if game.conflict.graph_form:
        return {}
    texts = {s.name: s.text for s in game.conflict.states if s.text}
    return {state: texts[name] for state, name in game.states.names.items() if name in texts}


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else escape(str(value))
