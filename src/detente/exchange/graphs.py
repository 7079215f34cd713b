"""A conflict from a graph: states and, for each decision maker, moves. From GraphML or a graph of networkx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.conflict import RESERVED_NAMES, Conflict
from detente.conflict.errors import quoted
from detente.conflict.unseen import alike
from detente.exchange.making import MOST_TITLE, Ids, clean, ids, make, slug, unreadable, usable
from detente.exchange.numbers import LimitError, NumberError, as_shown
from detente.exchange.sizes import too_many_places

if TYPE_CHECKING:
    import networkx

MOST_STATES, MOST_EDGES = 20_000, 100_000
NAME = "name "
RANKS = ("rank ", "rank_", "rank.")
# What programs call these, in lower case and with spaces: the first that is filled counts. An edge's label is what is
# drawn beside it (yEd, Gephi), its interaction what Cytoscape calls so.
WHOSE = ("decision maker", "dm", "label", "edge label", "interaction")
CALLED = ("state", "name", "label")
_NOTHING = "state_"  # what is made of a text in which there is no letter
_NO_NAMES = (*RESERVED_NAMES, _NOTHING)
SAID = ("text", "description", "label", "name", "state")


@dataclass
class Graph:
    """What a graph says, before it is judged: nodes and edges in their order, with what stands on them."""

    data: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    edges: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)


def from_networkx(graph: networkx.Graph[Any], name: str = "the graph") -> Conflict:
    """Make a conflict from a graph of the package networkx: each node a state, each edge a move.

    Parameters
    ----------
    graph : networkx graph
        An edge says whose move it is by ``decision_maker`` (or ``dm``, ``label``, ``interaction``, or its key). An edge
        of an undirected graph can be gone both ways. A state is called as ``state``, ``name`` or ``label`` of its node
        say, else as the node. A node's ranks, greater for better, are a mapping ``ranks`` by decision maker, or
        numbers called ``rank NAME`` each. Also read: of a node ``text`` and ``status quo`` (true in one), of the graph
        ``title``, ``decision_makers`` (names in their order) and ``name NAME`` (what one is called in full).
    name : str
        What to call the graph in messages.

    Returns
    -------
    Conflict
        In the graph form: states and moves, no options.

    Raises
    ------
    ConflictFileError
        Where an edge does not say whose move it is, or only some states have ranks.

    Examples
    --------
    >>> import detente
    >>> graph = detente.load("chicken").game().to_networkx()
    >>> again = detente.from_networkx(graph)
    >>> [state.id for state in detente.analyze(again.game()).equilibria["nash"]]
    ['first_swerves', 'second_swerves']
    """
    found = Graph({str(k): v for k, v in graph.graph.items()})
    found.nodes = {str(n): data for n, data in graph.nodes(data=True)}
    if len(found.nodes) < graph.number_of_nodes():
        raise unreadable(name, "two of its nodes have the same text")
    edges: Any = graph.edges
    every = edges(keys=True, data=True) if graph.is_multigraph() else edges(data=True)
    for source, target, *keys, data in every:
        more = ({"label": keys[0]} if keys and isinstance(keys[0], str) else {}) | dict(data)
        found.edges.append((str(source), str(target), more))
        if not graph.is_directed() and source != target:
            found.edges.append((str(target), str(source), more))
    return conflict(found, name)


def conflict(graph: Graph, file: str) -> Conflict:
    """Judge a graph and make a conflict of it."""
    told = too_large(len(graph.nodes), len(graph.edges), len(_ranked(graph)))
    if told:
        raise unreadable(file, told)
    if not graph.nodes:
        raise unreadable(file, "the graph has no node")
    warnings: list[str] = []
    names = _names(graph)
    moves: dict[str, dict[str, list[str]]] = {}
    loops = 0
    for source, target, data in graph.edges:
        if source not in names or target not in names:
            missing = quoted(source if source not in names else target)
            raise unreadable(file, f"an edge ends at {missing}, which is no node")
        whose = alike(_first(data, WHOSE))
        if not whose:
            raise unreadable(
                file,
                f"the edge from {quoted(source)} to {quoted(target)} does not say whose move it is ('decision_maker')",
            )
        if source == target:
            loops += 1
            continue
        targets = moves.setdefault(whose, {}).setdefault(names[source], [])
        if names[target] not in targets:
            targets.append(names[target])
    if loops:
        warnings.append(f"edges from a state to itself were left out ({loops}): staying is no move")
    ranks = _ranks(graph, file)
    called = list(dict.fromkeys([*_listed(graph.data.get("decision_makers")), *ranks, *moves]))
    if not called:
        raise unreadable(file, "names no decision maker: neither edges nor ranks say whose they are")
    maker_ids = dict(zip(called, ids(called, "dm", called), strict=True))
    plain: dict[str, Any] = {
        "title": (clean(str(graph.data.get("title") or graph.data.get("name") or "")) or "A graph")[
            :MOST_TITLE
        ],
        "decision_makers": {
            id: {"name": clean(str(graph.data.get(NAME + whose) or "")) or whose}
            for whose, id in maker_ids.items()
        },
        "states": {name: _text(node, graph.nodes[node], name) for node, name in names.items()},
        "moves": {id: moves.get(whose, {}) for whose, id in maker_ids.items()},
    }
    start = [name for node, name in names.items() if _true(graph.nodes[node], "status quo")]
    if len(start) > 1:
        raise unreadable(file, f"{len(start)} states are marked as the status quo; there is one")
    if start:
        plain["status_quo"] = start[0]
    if not ranks:
        warnings.append("it says nothing of preferences; write them before asking what holds")
    else:
        plain["preferences"] = {
            id: {"ranking": _ranking(ranks, whose, names, file)} for whose, id in maker_ids.items()
        }
    return make(plain, file, warnings)


def too_large(states: int, moves: int, makers: int) -> str:
    """Say that a graph is larger than what is brought over; nothing where it is not."""
    if states > MOST_STATES or moves > MOST_EDGES:
        more = "more than " if moves > MOST_EDGES else ""
        found = f"{states:,} states and {more}{min(moves, MOST_EDGES):,} moves"
        return f"{found}; at most {MOST_STATES:,} and {MOST_EDGES:,}"
    return too_many_places(states, makers, moves)


def _ranked(graph: Graph) -> set[str]:
    """Give what of the first node's data are ranks, one for each decision maker."""
    data = next(iter(graph.nodes.values()), {})
    return {str(k) for k in data if str(k).casefold().startswith(RANKS)}


def _first(data: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Give the first of several data that is filled, whatever its key's capital letters."""
    known = {_folded(str(k)): v for k, v in reversed(list(data.items()))}
    return next((t for t in (clean(str(known.get(k, ""))) for k in keys) if t), "")


def _folded(key: str) -> str:
    return alike(key).casefold().replace("_", " ")


def _names(graph: Graph) -> dict[str, str]:
    """Name the states: as their data or the nodes are called, or as near to it as a name can be; else by a number."""
    found: dict[str, str] = {}
    names = Ids()
    for number, (node, data) in enumerate(graph.nodes.items(), start=1):
        texts = (*(_first(data, (k,)) for k in CALLED), clean(node))
        wishes = (w for t in texts for w in (t, slug(t, _NOTHING)) if usable(w) and w not in _NO_NAMES)
        found[node] = names.give(next(wishes, f"state_{number}"))
    return found


def _text(node: str, data: Mapping[str, Any], name: str) -> str:
    return _first(data, SAID) or clean(node) or name


def _true(data: Mapping[str, Any], key: str) -> bool:
    return _first(data, (key,)).casefold() in ("true", "1", "y", "yes")


def _listed(found: object) -> list[str]:
    if isinstance(found, str):
        return [w for w in (clean(w) for w in found.split()) if w]
    return [clean(str(w)) for w in found if clean(str(w))] if isinstance(found, list | tuple) else []


def _ranks(graph: Graph, file: str) -> dict[str, dict[str, Fraction]]:
    """Collect ranks by decision maker and node."""
    found: dict[str, dict[str, Fraction]] = {}
    for node, data in graph.nodes.items():
        given = data.get("ranks")
        pairs = dict(given) if isinstance(given, Mapping) else {}
        pairs |= {k[len(RANKS[0]) :]: v for k, v in data.items() if str(k).casefold().startswith(RANKS)}
        for whose, value in pairs.items():
            found.setdefault(alike(clean(str(whose))), {})[node] = _number(value, node, file)
    return found


def _number(value: object, node: str, file: str) -> Fraction:
    """Read a rank; what was computed with rounding, as 0.1 + 0.2 is, equals what it means."""
    try:
        return as_shown(value)
    except LimitError as error:
        raise unreadable(file, f"a rank of {quoted(node)} is {error}") from None
    except NumberError:
        raise unreadable(file, f"a rank of {quoted(node)} is no number: {quoted(str(value))}") from None


def _ranking(
    ranks: Mapping[str, Mapping[str, Fraction]], whose: str, names: Mapping[str, str], file: str
) -> list[Any]:
    mine = ranks.get(whose, {})
    missing = [n for n in names if n not in mine]
    if missing:
        shown = ", ".join(quoted(n) for n in missing[:5]) + (" and more" if len(missing) > 5 else "")
        raise unreadable(
            file, f"{quoted(whose)} has no rank at {shown}; everybody has one at every state, or nobody any"
        )
    groups: dict[Fraction, list[str]] = {}
    for node, name in names.items():
        groups.setdefault(mine[node], []).append(name)
    ranked = [groups[r] for r in sorted(groups, reverse=True)]
    return [g[0] if len(g) == 1 else g for g in ranked]
