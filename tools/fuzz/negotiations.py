"""Random negotiation scenarios in the formats that are read: the text of each of their files."""

from __future__ import annotations

import json
from random import Random

from tools.fuzz.words import TEXTS

FORMATS = ("genius", "geniusweb", "negmas")


def scenario(rng: Random, format: str) -> dict[str, str]:
    """Make a domain and two profiles of it."""
    issues = {
        f"{rng.choice(['price', 'Dam height', 'x.y', 'Ö'])} {k}": [f"v {v}" for v in range(rng.randint(1, 4))]
        for k in range(1, rng.randint(2, 5))
    }
    name = rng.choice(["water", *(t for t in TEXTS if t.isalnum() and len(t) < 20)])
    made = {"genius": _genius, "geniusweb": _geniusweb, "negmas": _negmas}[format]
    return made(rng, issues, name)


def _number(rng: Random) -> float:
    return rng.choice([rng.randint(0, 100), round(rng.random(), 3), rng.random()])


def _genius(rng: Random, issues: dict[str, list[str]], name: str) -> dict[str, str]:
    def body(*, profile: bool) -> str:
        found = ""
        for k, (issue, values) in enumerate(issues.items(), start=1):
            items = "".join(
                f'<item index="{n}" value="{v}"' + (f' evaluation="{_number(rng)}"' if profile else "") + "/>"
                for n, v in enumerate(values, start=1)
            )
            found += f'<issue index="{k}" name="{issue}" type="discrete">{items}</issue>\n'
            found += f'<weight index="{k}" value="{_number(rng)}"/>\n' if profile else ""
        line = '<evaluator ftype="linear" offset="0.1" slope="0.2"/>' if profile else ""
        found += f'<issue index="9" name="n" type="integer" lowerbound="0" upperbound="5">{line}</issue>'
        found += '<weight index="9" value="0.1"/>' if profile else ""
        return f'<objective index="0" name="{name}">\n{found}</objective>'

    space = f"<utility_space>{body(profile=False)}</utility_space>"
    files = {"domain.xml": f"<negotiation_template>{space}</negotiation_template>"}
    for party in ("a", "b"):
        rest = f'<discount_factor value="0.9"/><reservation value="{_number(rng)}"/>'
        files[f"{party}.xml"] = f"<utility_space>{body(profile=True)}{rest}</utility_space>"
    return files


def _geniusweb(rng: Random, issues: dict[str, list[str]], name: str) -> dict[str, str]:
    space = {i: {"values": v} for i, v in issues.items()}
    domain = {"name": name, "issuesValues": space | {"n": {"range": {"low": 0, "high": 1, "step": 0.25}}}}
    files = {"domain.json": json.dumps(domain, indent=1)}
    for party in ("a", "b"):
        utilities = {
            i: {"discreteutils": {"valueUtilities": {v: _number(rng) for v in values}}}
            for i, values in issues.items()
        }
        line = {"lowValue": 0, "lowUtility": 0.1, "highValue": 1, "highUtility": 0.9}
        profile = {
            "name": party,
            "domain": domain,
            "issueUtilities": utilities | {"n": {"numberutils": line}},
            "issueWeights": {i: _number(rng) for i in (*issues, "n")},
            "reservationBid": {"issuevalues": {i: v[0] for i, v in issues.items()}},
        }
        files[f"{party}.json"] = json.dumps({"LinearAdditiveUtilitySpace": profile}, indent=1)
    return files


def _negmas(rng: Random, issues: dict[str, list[str]], name: str) -> dict[str, str]:
    space = f"name: {json.dumps(name)}\ntype: DiscreteCartesianOutcomeSpace\nissues:\n"
    for issue, values in issues.items():
        space += f"- name: {json.dumps(issue)}\n  type: CategoricalIssue\n  values: {json.dumps(values)}\n"
    space += "- {name: n, type: ContiguousIssue, values: [1, 4]}\n"
    files = {"domain.yml": space}
    functions = (
        "{type: IdentityFun}",
        "{type: AffineFun, slope: -0.5, bias: 2}",
        "{type: ConstFun, bias: 1}",
    )
    for party in ("a", "b"):
        text = f"name: {party}\ntype: LinearAdditiveUtilityFunction\n"
        text += f"reserved_value: {rng.choice(['-.inf', '0.5', '~'])}\nvalues:\n"
        for values in issues.values():
            table = {v: _number(rng) for v in values}
            text += f"- type: TableFun\n  mapping: {json.dumps(table)}\n"
        text += f"- {rng.choice(functions)}\n"
        files[f"{party}.yml"] = (
            text + f"weights: {json.dumps([_number(rng) for _ in range(len(issues) + 1)])}\n"
        )
    return files
