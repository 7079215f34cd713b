"""Graphs as programs write them: igraph, yEd, yFiles, Gephi, Cytoscape, networkx; names, defaults, ports, numbers."""

from __future__ import annotations

import io

import networkx
import pytest

import detente
from detente.conflict import Conflict

IGRAPH = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<!-- Created by igraph 1.6.0 -->
  <key id="g_title" for="graph" attr.name="title" attr.type="string"/>
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="v_rank south" for="node" attr.name="rank south" attr.type="double"/>
  <key id="v_rank.north" for="node" attr.name="rank.north" attr.type="double"/>
  <key id="e_decision_maker" for="edge" attr.name="decision_maker" attr.type="string"/>
  <graph id="G" edgedefault="directed">
    <data key="g_title">A border</data>
    <node id="n0"><data key="v_name">all calm</data><data key="v_rank south">0.30000000000000004</data>
      <data key="v_rank.north">1e+05</data></node>
    <node id="n1"><data key="v_name">war</data><data key="v_rank south">0.3</data>
      <data key="v_rank.north">-2.5E-07</data></node>
    <edge source="n0" target="n1"><data key="e_decision_maker">south</data></edge>
    <edge source="n1" target="n0"><data key="e_decision_maker">north</data></edge>
  </graph>
</graphml>
"""
YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key attr.name="Beschreibung" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key for="port" id="d2" yfiles.type="portgeometry"/>
  <key for="port" id="d3" yfiles.type="portuserdata"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key attr.name="rank south" attr.type="int" for="node" id="r1"><default xml:space="preserve">7</default></key>
  <key attr.name="Rank north" attr.type="int" for="node" id="r2"/>
  <key attr.name="status quo" attr.type="boolean" for="node" id="q"><default>false</default></key>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key attr.name="url" attr.type="string" for="edge" id="d8"/>
  <key attr.name="description" attr.type="string" for="edge" id="d9"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0"><data key="d5" xml:space="preserve"><![CDATA[nobody shoots]]></data><data key="r2">2</data>
      <data key="q">true</data>
      <data key="d6"><y:ShapeNode><y:Geometry height="30.0"/><y:NodeLabel alignment="center">calm<y:LabelModel>
        <y:SmartNodeLabelModel distance="4.0"/></y:LabelModel></y:NodeLabel>
        <y:NodeLabel>aside</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data>
      <port name="a"><data key="d1"><y:NodeLabel>port</y:NodeLabel></data><data key="d5">of it</data></port></node>
    <node id="n1"><data key="d6"><y:GenericNode><y:NodeLabel>open war</y:NodeLabel></y:GenericNode></data>
      <data key="r1">9</data><data key="r2">1</data></node>
    <edge id="e0" source="n0" target="n1"><data key="d9"/><data key="d10"><y:PolyLineEdge>
      <y:EdgeLabel>south<y:LabelModel/></y:EdgeLabel><y:EdgeLabel/></y:PolyLineEdge></data></edge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>
"""
YFILES = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/yfiles-common/3.0"
 xmlns:x="http://www.yworks.com/xml/yfiles-common/markup/3.0">
<key id="d3" for="node" attr.name="NodeLabels"/><key id="d5" for="edge" attr.name="EdgeLabels"/>
<key id="d6" for="port" attr.name="PortLabels"/>
<graph edgedefault="directed"><node id="n0"><data key="d3"><x:List><y:Label><y:Label.Text>calm</y:Label.Text>
<y:Label.LayoutParameter/></y:Label></x:List></data><port name="p0"><data key="d6"><x:List/></data></port></node>
<node id="n1"><data key="d3"><x:List><y:Label><y:Label.Text>war</y:Label.Text></y:Label></x:List></data></node>
<edge id="e0" source="n0" target="n1" sourceport="p0"><data key="d5"><x:List><y:Label><y:Label.Text><![CDATA[south]]>
</y:Label.Text></y:Label></x:List></data></edge></graph></graphml>
"""
GEPHI = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"/><key attr.name="x" attr.type="float" for="node" id="x"/>
<graph edgedefault="directed">
<node id="0.0"><data key="label">calm</data><data key="r">153</data><data key="x">-284.8</data></node>
<node id="1.0"><data key="label">war</data></node>
<edge id="0" source="0.0" target="1.0"><data key="edgelabel">south</data><data key="weight">1.0</data></edge>
</graph></graphml>
"""
CYTOSCAPE = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="interaction" for="edge" attr.name="interaction" attr.type="string"/>
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="shared name" for="node" attr.name="shared name" attr.type="string"/>
<key id="ename" for="edge" attr.name="name" attr.type="string"/>
<graph edgedefault="directed"><node id="62"><data key="name">calm</data><data key="shared name">calm</data></node>
<node id="64"><data key="name">war</data></node>
<edge source="62" target="64"><data key="ename">calm (south) war</data><data key="interaction">south</data></edge>
</graph></graphml>
"""


def imported(tmp_path, text: str) -> Conflict:
    (tmp_path / "x.graphml").write_text(text, encoding="utf-8")
    return detente.import_file(tmp_path / "x.graphml")


def test_igraph(tmp_path):
    conflict = imported(tmp_path, IGRAPH)
    assert conflict.title == "A border"
    assert [(s.name, s.text) for s in conflict.states] == [("all_calm", "all calm"), ("war", "war")]
    assert conflict.arcs == {"south": (("all_calm", "war"),), "north": (("war", "all_calm"),)}
    assert [r.tolist() for r in conflict.game().ranks] == [[0, 0], [1, 0]]  # 0.1 + 0.2 and 0.3 are a tie


def test_yed(tmp_path):
    conflict = imported(tmp_path, YED)
    assert [(s.name, s.text) for s in conflict.states] == [
        ("calm", "nobody shoots"),
        ("open_war", "open war"),
    ]
    assert conflict.arcs == {"south": (("calm", "open_war"),), "north": ()}
    game = conflict.game()
    ranks = dict(zip(game.decision_makers, (r.tolist() for r in game.ranks), strict=True))
    assert ranks == {"south": [0, 1], "north": [1, 0]}  # one rank of south is the default of its key
    assert game.status_quo == 0


@pytest.mark.parametrize("text", [YFILES, GEPHI, CYTOSCAPE], ids=["yfiles", "gephi", "cytoscape"])
def test_other_programs_say_names_in_ways_of_their_own(text, tmp_path):
    conflict = imported(tmp_path, text)
    assert [(s.name, s.text) for s in conflict.states] == [("calm", "calm"), ("war", "war")]
    assert conflict.arcs == {"south": (("calm", "war"),)}


@pytest.mark.parametrize("key", ["state", "name", "label", "Name", "LABEL"])
@pytest.mark.parametrize("id", ["n0", "7", "calm", "b::c"])
def test_networkx_says_names_in_ways_of_its_own(key, id, tmp_path):
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_node(id, **{key: "Open war"})
    graph.add_node("other", **{"rank south": 0.1 + 0.2})
    graph.add_edge(id, "other", decision_maker="south")
    graph.nodes[id]["rank south"] = 0.3
    out = io.BytesIO()
    networkx.write_graphml(graph, out)
    for conflict in (imported(tmp_path, out.getvalue().decode()), detente.from_networkx(graph)):
        assert [s.name for s in conflict.states] == ["open_war", "other"]
        assert conflict.game().ranks[0].tolist() == [0, 0]


def test_names_that_are_there_twice_get_a_number():
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for k, called in enumerate(("war", "war", "!", "", "none", "peace")):
        graph.add_node(k, label=called)
    graph.add_edge(0, 1, dm="x")
    names = [s.name for s in detente.from_networkx(graph).states]
    assert names == ["war", "war_2", "state_2", "state_3", "state_4", "peace"]


@pytest.mark.parametrize("belongs", ["node", "all"])
def test_defaults_count_where_nothing_is_said(belongs, tmp_path):
    text = f"""<graphml><key id="r" for="{belongs}" attr.name="rank x"><default>1</default></key>
    <key id="d" for="edge" attr.name="decision_maker"><default>x</default></key>
    <key id="t" for="graph" attr.name="title"><default>Made of defaults</default></key>
    <graph><node id="a"/><node id="b"><data key="r">0</data></node><edge source="a" target="b"/></graph></graphml>"""
    conflict = imported(tmp_path, text)
    assert conflict.title == "Made of defaults"
    assert conflict.arcs == {"x": (("a", "b"),)}
    assert conflict.game().ranks[0].tolist() == [1, 0]


def test_what_belongs_to_a_port_is_not_the_nodes(tmp_path):
    text = """<graphml><key id="d" for="all" attr.name="label"/><key id="w" for="edge" attr.name="dm"/><graph>
    <data key="d">graph</data>
    <node id="a"><data key="d">calm</data><port name="p"><data key="d">port</data></port></node>
    <node id="b"><port name="p"><data key="d">port</data></port><data key="d">war</data></node>
    <edge source="a" target="b"><data key="w">x</data></edge><data key="d">graph</data></graph></graphml>"""
    assert [s.name for s in imported(tmp_path, text).states] == ["calm", "war"]


@pytest.mark.parametrize("value", ["1/3", "NaN", "inf", "", "1,5", "high"])
def test_what_is_no_rank_is_told(value, tmp_path):
    with pytest.raises(detente.ConflictFileError, match="a rank of 'n1' is no number"):
        imported(tmp_path, IGRAPH.replace('"v_rank south">0.3<', f'"v_rank south">{value}<'))


def test_a_decimal_point_is_never_a_thousands_point(tmp_path):
    text = IGRAPH.replace("0.30000000000000004", "1.000").replace(">0.3<", ">999.0<")
    assert imported(tmp_path, text).game().ranks[0].tolist() == [0, 1]


def test_more_defaults_than_can_be_filled_in_are_refused(tmp_path):
    keys = "".join(
        f'<key id="k{k}" for="all" attr.name="a{k}"><default>1</default></key>' for k in range(1_001)
    )
    nodes = "".join(f'<node id="n{k}"/>' for k in range(2_000))
    with pytest.raises(detente.ConflictFileError, match="1,001 keys have a default, which is too many"):
        imported(tmp_path, f"<graphml>{keys}<graph>{nodes}</graph></graphml>")


def test_xml_in_another_encoding_is_told_and_read(tmp_path):
    file = tmp_path / "x.graphml"
    said = CYTOSCAPE.replace("south", "süd")
    file.write_bytes(said.encode("cp1252"))
    with pytest.raises(detente.ConflictFileError, match="name the encoding: --encoding cp1252"):
        detente.import_file(file)
    assert detente.import_file(file, encoding="cp1252").decision_makers[0].id == "süd"
    file.write_bytes(b'<?xml version="1.0" encoding="windows-1252"?>' + said.encode("cp1252"))
    assert detente.import_file(file).decision_makers[0].id == "süd"
