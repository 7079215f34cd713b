"""Small negotiation scenarios of our own, in the formats of GENIUS, GeniusWeb and negmas."""

from __future__ import annotations

import json
from pathlib import Path

DOMAIN = """<?xml version="1.0" encoding="utf-8"?>
<negotiation_template>
 <utility_space number_of_issues="3">
  <objective description="" etype="objective" index="0" name="root" type="objective">
   <issue index="1" name="Dam height" type="discrete" etype="discrete" vtype="discrete">
    <item index="1" value="low" description="ten metres"/>
    <item index="2" value="30 m"/>
    <item index="3" value="high"/>
   </issue>
   <issue index="2" name="Season of release" type="discrete">
    <item index="1" value="spring"/>
    <item index="2" value="summer"/>
   </issue>
   <issue index="3" name="Years" type="integer" etype="integer" vtype="integer" lowerbound="1" upperbound="4"/>
  </objective>
 </utility_space>
</negotiation_template>
"""

UPSTREAM = """
<utility_space>
 <objective index="0" etype="objective" type="objective" description="" name="Water">
  <weight index="1" value="0.5"/><weight index="2" value="0.2"/><weight index="3" value="0.3"/>
  <issue index="1" name="Dam height" type="discrete">
   <item index="1" value="low" evaluation="1"/>
   <item index="2" value="30 m" evaluation="2"/>
   <item index="3" value="high" evaluation="3"/>
  </issue>
  <issue index="2" name="Season of release" type="discrete">
   <item index="1" value="spring" evaluation="40"/>
   <item index="2" value="summer" evaluation="70"/>
  </issue>
  <issue index="3" name="Years" type="integer" lowerbound="1" upperbound="4">
   <evaluator ftype="linear" offset="0.1" slope="0.4"/>
  </issue>
 </objective>
 <discount_factor value="0.9"/>
 <reservation value="0.35"/>
</utility_space>
"""

DOWNSTREAM = """<utility_space number_of_issues="3">
 <objective index="0" name="Water" type="objective">
  <issue index="1" name="Dam height" type="discrete">
   <item index="1" value="low" evaluation="9"/>
   <item index="2" value="30 m" evaluation="6"/>
   <item index="3" value="high" evaluation="0"/>
  </issue>
  <issue index="2" name="Season of release" type="discrete">
   <item index="1" value="spring" evaluation="0.25"/>
   <item index="2" value="summer" evaluation="0.5"/>
  </issue>
  <issue index="3" name="Years" type="integer" lowerbound="1" upperbound="4">
   <evaluator ftype="linear" offset="1.2" slope="-0.3"/>
  </issue>
  <weight index="1" value="0.45"/>
  <weight index="2" value="0.15"/>
  <weight index="3" value="0.4"/>
 </objective>
</utility_space>
"""

WEB_DOMAIN = {
    "name": "water",
    "issuesValues": {
        "dam": {"values": ["low", "30 m", "high"]},
        "years": {"range": {"low": 0.5, "high": 2.0, "step": 0.5}},
    },
}


def web_profile(name, dam, low, high, weights, reserved=None):
    content = {
        "issueUtilities": {
            "dam": {
                "discreteutils": {"valueUtilities": dict(zip(("low", "30 m", "high"), dam, strict=True))}
            },
            "years": {
                "numberutils": {"lowValue": 0.5, "lowUtility": low, "highValue": 2.0, "highUtility": high}
            },
        },
        "issueWeights": dict(zip(("dam", "years"), weights, strict=True)),
        "domain": WEB_DOMAIN,
        "name": name,
    }
    if reserved is not None:
        content["reservationBid"] = {"issuevalues": reserved}
    return {"LinearAdditiveUtilitySpace": content}


WEB_UP = web_profile("up", (0.1, 0.4, 1.0), 0.0, 1.0, (0.7, 0.3), {"dam": "30 m", "years": 0.5})
WEB_DOWN = web_profile("down", (1.0, 0.5, 0), 1, 0, (0.4, 0.6))

SPACE = """issues:
- name: dam
  type: CategoricalIssue
  values: [low, 30 m, high]
- name: years
  type: negmas.outcomes.contiguous_issue.ContiguousIssue
  values: [1, 4]
- name: price
  type: DiscreteCardinalIssue
  values:
  - 10
  - 25
name: water
type: DiscreteCartesianOutcomeSpace
"""

UP = """name: up
reserved_value: 0.25
type: LinearAdditiveUtilityFunction
values:
- mapping: {low: 0.0, 30 m: 0.5, high: 1.0}
  type: TableFun
- slope: 0.25
  bias: -0.25
  type: AffineFun
- type: IdentityFun
weights: [0.5, 0.3, 0.01]
"""

DOWN = """name: down
reserved_value: -.inf
discount: 0.9
type: ExpDiscountedUFun
ufun:
  reserved_value: 0.125
  type: LinearAdditiveUtilityFunction
  bias: 0.5
  values:
  - mapping: {low: 3, 30 m: 2, high: 0}
    type: TableFun
  - {type: TriangularFun, start: 0, middle: 2, end: 6}
  - {type: ConstFun, bias: 0.125}
  weights: {dam: 0.125, years: 0.5, price: 2}
"""

GENIUS = {"water-domain.xml": DOMAIN, "upstream.xml": UPSTREAM, "downstream.xml": DOWNSTREAM}
GENIUSWEB = {
    "water.json": json.dumps(WEB_DOMAIN),
    "up.json": json.dumps(WEB_UP),
    "down.json": json.dumps(WEB_DOWN),
}
NEGMAS = {"water.yml": SPACE, "up.yml": UP, "down.yml": DOWN}
SCENARIOS = {"genius": GENIUS, "geniusweb": GENIUSWEB, "negmas": NEGMAS}


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a scenario into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
