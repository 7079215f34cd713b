"""Reading GraphML: nodes are states, edges are moves. Document types are refused, and so is what entities can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from detente.conflict import Conflict, ConflictFileError
from detente.exchange.graphs import MOST_EDGES, MOST_STATES, Graph, conflict
from detente.exchange.making import decoded, unreadable
from detente.exchange.sizes import MOST_BYTES

MOST_DEPTH = 60
MOST_VALUE = 5_000
MOST_FILLED_IN = 2_000_000
# In which element the label stands: of yEd by the type of a key, of other programs of yWorks by its name.
_GRAPHICS = {"nodegraphics": "NodeLabel", "edgegraphics": "EdgeLabel"}
_LABELS = {"NodeLabels": "Label.Text", "EdgeLabels": "Label.Text"}
_OWN = ("node", "edge", "graph")  # what data may belong to; that of ports and of the file as a whole is left


def read(data: bytes, file: str, encoding: str | None = None) -> Conflict:
    """Read a graph of states.

    Raises
    ------
    ConflictFileError
        Where it is no GraphML, or no graph of states.
    """
    if len(data) > MOST_BYTES:
        raise unreadable(file, f"larger than {MOST_BYTES:,} bytes, which no conflict needs")
    return conflict(_Reader(file).read(data, encoding), file)


@dataclass
class _Key:
    """What data of a key are called, to which elements they belong, where their text stands, what they are if missing.

    `label` is the element of yEd in which the text stands; empty where it stands in the data itself.
    """

    name: str
    belongs: str
    label: str = ""
    default: str | None = None


class _Reader:
    """Follows the elements of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.graph = Graph()
        self.keys: dict[str, _Key] = {}
        self.key: _Key | None = None  # which is declared
        self.path: list[str] = []
        self.directed = True
        self.owners: list[dict[str, Any]] = []  # what data belongs to, innermost last
        self.edge: tuple[str, str, bool] | None = None
        self.of: _Key | None = None  # the key of the data that is read
        self.value: list[str] = []
        self.length = 0

    def read(self, data: bytes, encoding: str | None) -> Graph:
        """Read all of it."""
        if encoding is not None:
            data, encoding = decoded(data, self.file, encoding).encode(), "utf-8"
        self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            told = f"is no XML: {expat.errors.messages[error.code]}"
            if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN] and encoding is None:
                told += " (if a letter with an accent stands here, name the encoding: --encoding cp1252)"
            raise unreadable(self.file, told, error.lineno, error.offset + 1) from None
        except (LookupError, ValueError) as error:
            raise unreadable(self.file, f"is no XML: {error}") from None
        self._fill_in()
        return self.graph

    def _fill_in(self) -> None:
        """Give what has no data of a key the default of the key."""
        given = [k for k in self.keys.values() if k.default is not None]
        if len(given) * (len(self.graph.nodes) + len(self.graph.edges)) > MOST_FILLED_IN:
            raise unreadable(
                self.file, f"{len(given):,} keys have a default, which is too many for so many elements"
            )
        edges = [data for _, _, data in self.graph.edges]
        every: dict[str, list[Any]] = {
            "node": list(self.graph.nodes.values()),
            "edge": edges,
            "graph": [self.graph.data],
        }
        for key in given:
            for kind in _OWN if key.belongs == "all" else (key.belongs,):
                for data in every.get(kind, ()):
                    data.setdefault(key.name, key.default)

    def _wrong(self, message: str) -> ConflictFileError:
        return unreadable(
            self.file, message, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        )

    def _doctype(self, *_: object) -> None:
        raise self._wrong("declares a document type (DOCTYPE), which GraphML does not need; take it out")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if not self.path and tag != "graphml":
            raise self._wrong(f"is no GraphML: it begins with <{tag[:40]}>")
        self.path.append(tag)
        if len(self.path) > MOST_DEPTH:
            raise self._wrong(f"elements are nested more than {MOST_DEPTH} deep")
        if tag == "key":
            self._declare(attributes)
        elif tag == "default" and self.path[-2:-1] == ["key"]:
            self.value, self.length = [], 0
        elif tag == "graph" and self.path.count("graph") == 1:
            if self.graph.nodes:
                raise self._wrong("holds more than one graph")
            self.directed = attributes.get("edgedefault", "directed") != "undirected"
            self.owners.append(self.graph.data)
        elif tag == "graph":
            raise self._wrong("holds a graph inside a node, which no state has")
        elif tag == "node":
            self._node(attributes)
        elif tag == "edge":
            self._edge(attributes)
        elif tag == "hyperedge":
            raise self._wrong("holds a hyperedge; a move has one beginning and one end")
        elif tag == "data" and self.path.count("data") == 1:
            id = attributes.get("key", "")
            self.of = (
                self.keys.get(id, _Key(id, "all")) if self.path[-2:-1] and self.path[-2] in _OWN else None
            )
            self.value, self.length = [], 0

    def _declare(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        called, graphics = attributes.get("attr.name", ""), attributes.get("yfiles.type", "")
        label = _LABELS.get(called, "") or _GRAPHICS.get(graphics, "")
        called = "label" if label else called or graphics or id
        self.key = self.keys[id] = _Key(called, attributes.get("for", "all"), label)

    def _node(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        if not id or id in self.graph.nodes:
            raise self._wrong(f"two nodes have the id '{id[:40]}'" if id else "a node without an id")
        if len(self.graph.nodes) >= MOST_STATES:
            raise self._wrong(f"more than {MOST_STATES:,} nodes")
        mine: dict[str, Any] = {}
        self.owners.append(mine)
        self.graph.nodes[id] = mine

    def _edge(self, attributes: dict[str, str]) -> None:
        if "source" not in attributes or "target" not in attributes:
            raise self._wrong("an edge without 'source' and 'target'")
        if len(self.graph.edges) >= MOST_EDGES:
            raise self._wrong(f"more than {MOST_EDGES:,} edges")
        self.owners.append({})
        directed = attributes.get("directed", "true" if self.directed else "false") != "false"
        self.edge = (attributes["source"], attributes["target"], directed)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "data" and self.path.count("data") == 1 and self.of is not None and self.owners:
            text = "".join(self.value).strip()
            mine = self.owners[-1]
            if text or not mine.get(self.of.name):  # two keys may have one name; an empty one says nothing
                mine[self.of.name] = text
            self.of = None
        elif tag == "default" and self.path[-2:-1] == ["key"] and self.key is not None and not self.key.label:
            self.key.default = "".join(self.value).strip()
        elif tag == "edge" and self.edge is not None:
            source, target, directed = self.edge
            found = self.owners[-1]
            self.graph.edges.append((source, target, found))
            if not directed and source != target:
                self.graph.edges.append((target, source, found))
            self.edge = None
        elif self.of is not None and tag == self.of.label and "".join(self.value).strip():
            self.length = MOST_VALUE  # the first label is the one that is meant
        if tag in _OWN and self.owners:
            self.owners.pop()
        self.path.pop()

    def _text(self, text: str) -> None:
        if self.length >= MOST_VALUE:
            return
        inside = self.path[-1]
        wanted = inside == "default" or (self.of is not None and inside == (self.of.label or "data"))
        if wanted:
            self.value.append(text)
            self.length += len(text)
