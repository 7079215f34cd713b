"""Reading GraphML: nodes are states, edges are moves. Document types are refused, and so is what entities can do."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from detente.conflict import MOST_BYTES, Conflict, ConflictFileError
from detente.exchange.graphs import MOST_EDGES, MOST_STATES, Graph, conflict
from detente.exchange.making import decoded, unreadable

MOST_DEPTH = 60
MOST_VALUE = 5_000


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


class _Reader:
    """Follows the elements of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.graph = Graph()
        self.keys: dict[str, str] = {}
        self.path: list[str] = []
        self.directed = True
        self.target: dict[str, Any] | None = None  # what data belongs to
        self.edge: tuple[str, str, bool] | None = None
        self.key = ""
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
            raise unreadable(
                self.file, f"is no XML: {expat.errors.messages[error.code]}", error.lineno, error.offset + 1
            ) from None
        except (LookupError, ValueError) as error:
            raise unreadable(self.file, f"is no XML: {error}") from None
        return self.graph

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
            called = attributes.get("attr.name") or ("label" if "yfiles.type" in attributes else "")
            self.keys[attributes.get("id", "")] = called or attributes.get("id", "")
        elif tag == "graph" and self.path.count("graph") == 1:
            if self.graph.nodes:
                raise self._wrong("holds more than one graph")
            self.directed = attributes.get("edgedefault", "directed") != "undirected"
            self.target = self.graph.data
        elif tag == "graph":
            raise self._wrong("holds a graph inside a node, which no state has")
        elif tag == "node":
            self._node(attributes)
        elif tag == "edge":
            self._edge(attributes)
        elif tag == "hyperedge":
            raise self._wrong("holds a hyperedge; a move has one beginning and one end")
        elif tag == "data" and self.path.count("data") == 1:
            self.key, self.value = self.keys.get(attributes.get("key", ""), attributes.get("key", "")), []
            self.length = 0

    def _node(self, attributes: dict[str, str]) -> None:
        id = attributes.get("id", "")
        if not id or id in self.graph.nodes:
            raise self._wrong(f"two nodes have the id '{id[:40]}'" if id else "a node without an id")
        if len(self.graph.nodes) >= MOST_STATES:
            raise self._wrong(f"more than {MOST_STATES:,} nodes")
        self.target = {}
        self.graph.nodes[id] = self.target

    def _edge(self, attributes: dict[str, str]) -> None:
        if "source" not in attributes or "target" not in attributes:
            raise self._wrong("an edge without 'source' and 'target'")
        if len(self.graph.edges) >= MOST_EDGES:
            raise self._wrong(f"more than {MOST_EDGES:,} edges")
        self.target = {}
        directed = attributes.get("directed", "true" if self.directed else "false") != "false"
        self.edge = (attributes["source"], attributes["target"], directed)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "data" and self.path.count("data") == 1 and self.target is not None:
            self.target[self.key] = "".join(self.value).strip()
        elif tag == "edge" and self.edge is not None:
            source, target, directed = self.edge
            found = self.target or {}
            self.graph.edges.append((source, target, found))
            if not directed and source != target:
                self.graph.edges.append((target, source, found))
            self.edge = None
        if tag in ("node", "edge"):
            self.target = self.graph.data
        self.path.pop()

    def _text(self, text: str) -> None:
        if "data" in self.path and self.length < MOST_VALUE:
            self.value.append(text)
            self.length += len(text)
