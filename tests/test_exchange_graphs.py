"""Graphs as a way in: GraphML and networkx give the graph form; there and back is the same game."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import networkx
import numpy as np
import pytest

import detente
from detente.conflict import Conflict, DetenteError
from tests.exchange_games import random_conflicts, random_graph_conflicts
from tests.test_exchange_hostile import judge
from tools.fuzz.damage import damaged_bytes

GRAPH = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d" for="edge" attr.name="decision_maker" attr.type="string"/>
<key id="a" for="node" attr.name="rank ann" attr.type="double"/>
<key id="b" for="node" attr.name="rank Bob the second" attr.type="int"/>
<key id="t" for="node" attr.name="text" attr.type="string"/>
<key id="q" for="node" attr.name="status quo" attr.type="boolean"/>
<graph edgedefault="directed">
<node id="peace"><data key="a">1.5</data><data key="b">2</data><data key="t">all is &lt;well&gt;</data></node>
<node id="a war"><data key="a">0</data><data key="b">-1</data><data key="q">true</data></node>
<node id="none"><data key="a">1.5</data><data key="b">0</data></node>
<edge source="peace" target="a war"><data key="d">ann</data></edge>
<edge source="a war" target="peace" directed="false"><data key="d">Bob the second</data></edge>
<edge source="none" target="none"><data key="d">ann</data></edge>
</graph>
</graphml>
"""


def imported(tmp_path, text: str) -> Conflict:
    (tmp_path / "x.graphml").write_text(text, encoding="utf-8")
    return detente.import_file(tmp_path / "x.graphml")


def assert_same_positions(before: Conflict, after: Conflict, account: str | None = None) -> None:
    one, two = before.game(account), after.game()
    assert two.conflict.graph_form
    assert one.size == two.size
    assert one.status_quo == two.status_quo
    for mine, theirs in zip(one.ranks, two.ranks, strict=True):
        assert mine.tolist() == theirs.tolist()
    for moves, others in zip(one.moves, two.moves, strict=True):
        for state in range(one.size):
            assert sorted(moves.successors(state)) == sorted(others.successors(state))
    found, again = detente.analyze(one).stability, detente.analyze(two).stability
    for concept in found.concepts:
        assert np.array_equal(found.stable[concept], again.stable[concept])


def test_graphml_becomes_states_and_moves(tmp_path):
    conflict = imported(tmp_path, GRAPH)
    assert [(s.name, s.text) for s in conflict.states] == [
        ("peace", "all is <well>"),
        ("a_war", "a war"),
        ("state_3", "none"),
    ]
    assert [(d.id, d.name) for d in conflict.decision_makers] == [
        ("ann", "ann"),
        ("bob_the_second", "Bob the second"),
    ]
    assert conflict.arcs == {
        "ann": (("peace", "a_war"),),
        "bob_the_second": (("peace", "a_war"), ("a_war", "peace")),
    }
    game = conflict.game()
    assert [r.tolist() for r in game.ranks] == [[1, 0, 1], [2, 0, 1]]
    assert game.status_quo == 1
    assert ["to itself" in w.message for w in conflict.warnings] == [True]


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_catalogue_there_and_back(name, tmp_path):
    conflict = detente.load(name)
    for account in conflict.accounts:
        detente.export_file(conflict, tmp_path / "x.graphml", perspective=account)
        again = detente.import_file(tmp_path / "x.graphml")
        assert_same_positions(conflict, again, account)
        assert [d.id for d in again.decision_makers] == [d.id for d in conflict.decision_makers]
        assert again.title == conflict.title


def test_random_conflicts_there_and_back(tmp_path):
    for conflict in random_conflicts("graphs", 50) + random_graph_conflicts("graphs", 40):
        detente.export_file(conflict, tmp_path / "x.graphml")
        again = detente.import_file(tmp_path / "x.graphml")
        assert_same_positions(conflict, again)
        detente.export_file(again, tmp_path / "y.graphml")
        assert_same_positions(again, detente.import_file(tmp_path / "y.graphml"))
        same = detente.from_networkx(conflict.game().to_networkx())
        assert_same_positions(replace(conflict, status_quo=None), same)


def test_plain_graphs_of_networkx():
    graph: networkx.DiGraph[int] = networkx.DiGraph(title="Two", decision_makers=["x", "y"])
    graph.add_node(1, ranks={"x": 1, "y": 0})
    graph.add_node(2, ranks={"x": 0, "y": 0})
    graph.add_edge(1, 2, dm="x")
    conflict = detente.from_networkx(graph)
    assert conflict.arcs == {"x": (("state_1", "state_2"),), "y": ()}
    both: networkx.Graph[str] = networkx.Graph()
    both.add_edge("a", "b", label="x")
    assert detente.from_networkx(both).arcs == {"x": (("a", "b"), ("b", "a"))}


def test_the_graph_form_is_written_as_tables_and_refused_by_options(tmp_path):
    conflict = imported(tmp_path, GRAPH)
    head, first, *_ = detente.export_text(conflict, "csv", concepts=["nash"]).splitlines()
    assert head.startswith("state,number,text,rank ann")
    assert first.startswith("peace,0,all is <well>,1,2")
    assert r"$s_{1}$ & all is \textless{}well\textgreater{}" in detente.export_text(conflict, "latex")
    for format in ("gmcr", "gmcr-web", "nfg"):
        with pytest.raises(DetenteError, match="is given as states and moves"):
            detente.export_text(conflict, format)
    with pytest.raises(DetenteError) as error:
        detente.export_file(conflict, tmp_path / "x.nfg")
    assert str(error.value) == (
        f"{conflict.title} is given as states and moves; 'nfg' (a strategic game of Gambit) carries conflicts given by "
        "options. xlsx, zip, csv, parquet, graphml and latex can be written"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("<graphml", "<!DOCTYPE x [<!ENTITY a 'b'>]>\n<graphml"),
            "x.graphml:2:13: declares a document type",
        ),
        (("</graphml>", ""), "is no XML"),
        (('target="a war"', 'target="war"'), "an edge ends at 'war', which is no node"),
        (('<data key="d">ann</data>', ""), "does not say whose move it is"),
        (('<data key="b">0</data>', ""), "'Bob the second' has no rank at 'none'"),
        (('<data key="b">0</data>', '<data key="b">low</data>'), "a rank of 'none' is no number: 'low'"),
        (
            ('<data key="b">0</data>', f'<data key="b">{"9" * 5_000}</data>'),
            "is a number of 5,000 characters",
        ),
        (('<data key="b">0</data>', '<data key="b">1e5000</data>'), "the exponent of '1e5000'"),
        (('id="none"', 'id="peace"'), "two nodes have the id 'peace'"),
        (('<edge source="none" target="none">', "<edge>"), "without 'source' and 'target'"),
        (('<node id="none">', '<node id="none"><graph/>'), "a graph inside a node"),
        (
            ('<data key="t">', '<data key="q">true</data><data key="t">'),
            "2 states are marked as the status quo",
        ),
        (("graphml", "gexf"), "is no GraphML: it begins with <gexf>"),
        (('encoding="UTF-8"', 'encoding="klingon"'), "is no XML"),
        ((GRAPH, "<graphml>" * 100_000), "nested more than"),
        ((GRAPH, "<graphml><graph/></graphml>"), "the graph has no node"),
        ((GRAPH, '<graphml><graph><node id="a"/></graph></graphml>'), "names no decision maker"),
    ],
)
def test_a_wrong_graph_gets_one_clear_error(change, told, tmp_path):
    with pytest.raises(DetenteError) as error:
        imported(tmp_path, GRAPH.replace(*change))
    assert told in str(error.value)


def test_damaged_graphs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    rng = random.Random(5)
    read = []
    for number in range(150):
        if number % 2:
            data = damaged_bytes(rng, GRAPH.encode())
        else:  # sound XML with words changed
            words = re.split(r"(?<=[>\"])(?=[^<>\"]+[<\"])|(?<=[^<>\"])(?=[<\"])", GRAPH)
            words[rng.randrange(len(words))] = rng.choice(["", "x", "-1", "1e9", "ann", "&#0;", "peace"])
            data = "".join(words).encode()
        read.append(judge("x.graphml", data, capsys))
    assert any(read)
    assert not all(read)
