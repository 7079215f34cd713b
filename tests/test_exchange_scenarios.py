"""Negotiation scenarios of GENIUS, GeniusWeb and negmas: exact numbers, what is told, what is refused."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.conflict import ConflictFileError, DetenteError
from tests import scenario_reference as ref
from tests.scenario_files import (
    DOMAIN,
    DOWNSTREAM,
    GENIUS,
    GENIUSWEB,
    NEGMAS,
    SCENARIOS,
    SPACE,
    UPSTREAM,
    WEB_DOMAIN,
    put,
    web_profile,
)
from tools.fuzz.damage import damaged_bytes

EACH = 60
F = Fraction


def told(conflict) -> list[str]:
    """Give the notes, each with the name of its file, if it is about one."""
    return [
        f"{Path(w.place.file).name}: {w.message}" if Path(w.place.file).suffix else w.message
        for w in conflict.warnings
    ]


def worths(conflict) -> dict[str, list[dict[str, Fraction]]]:
    """Give what each value is worth to each party, by the texts of the values."""
    found = {}
    for dm in conflict.decision_makers:
        wishes = conflict.terms.wishes[dm.id]
        own = []
        for issue, worth in zip(conflict.terms.issues, wishes.weights, strict=True):
            assert worth.key == issue.id
            points = {v: worth.weight * r.middle for v, r in worth.points}
            own.append({v.text: points[v.id] for v in issue.values})
        found[dm.name] = own
    return found


def no_deals(conflict) -> dict[str, Fraction]:
    return {d.name: conflict.terms.wishes[d.id].no_deal.value.middle for d in conflict.decision_makers}


def settled(conflict):
    """Give the packages that `settle` finds, by the texts of their values, and what they are worth."""
    found = detente.settle(conflict)
    table = found.table

    def name(k):
        return tuple(
            i.values[v].text for i, v in zip(conflict.terms.issues, table.grid.choice(k), strict=True)
        )

    numbers = [w.points for w in table.signing if w.points is not None]
    points = {name(k): tuple(F(int(p[k]), table.scale) for p in numbers) for k in range(table.all)}
    chosen: dict[str, set[tuple[str, ...]]] = {
        str(r): {name(k) for k in f.tolist()} for r, f in found.solutions.items()
    }
    chosen["zone"] = {name(k) for k in found.zone.tolist()}
    chosen["frontier"] = {name(k) for k in found.frontier.tolist()}
    return points, chosen


def against_the_definitions(conflict, points, no_deal, factor):
    """Hold what `settle` says against what was worked out straight from the files."""
    here, chosen = settled(conflict)
    assert here == {k: tuple(factor * x for x in p) for k, p in points.items()}
    zone = ref.gains(points, no_deal)
    assert chosen["zone"] == set(zone)
    assert chosen["frontier"] == ref.frontier(points)
    assert zone
    for role, rule in (
        ("nash", ref.nash),
        ("ks", ref.kalai_smorodinsky),
        ("egalitarian", ref.egalitarian),
        ("utilitarian", ref.utilitarian),
    ):
        assert chosen.get(role, set()) == rule(zone), role


# -- GENIUS ------------------------------------------------------------------------------------------------------------


def test_genius_gives_what_the_files_give(tmp_path):
    folder = put(tmp_path / "Water", GENIUS)
    files = [folder / n for n in GENIUS]
    conflict = detente.import_file(files)
    assert [d.name for d in conflict.decision_makers] == ["upstream", "downstream"]
    assert conflict.title == "water"
    assert [i.text for i in conflict.terms.issues] == ["Dam height", "Season of release", "Years"]
    points, no_deal = ref.points_of(files[0], files[1:])
    assert no_deal == (F("0.35"), F(0))
    against_the_definitions(conflict, points, no_deal, 21)
    assert no_deals(conflict) == {"upstream": F("0.35") * 21, "downstream": 0}


def test_evaluations_are_divided_by_the_greatest_and_lines_are_cut(tmp_path):
    conflict = detente.import_file([put(tmp_path, GENIUS) / n for n in GENIUS])
    up = worths(conflict)["upstream"]
    assert up[0] == {"low": F(21, 6), "30 m": 7, "high": F(21, 2)}
    assert up[1] == {"spring": F(21, 5) * F(4, 7), "summer": F(21, 5)}
    assert up[2] == {str(n): 21 * F(3, 10) * min(F(1), F(1, 10) + F(4, 10) * (n - 1)) for n in range(1, 5)}
    down = worths(conflict)["downstream"]
    assert down[2] == {str(n): 21 * F(4, 10) * min(F(1), F(12, 10) - F(3, 10) * (n - 1)) for n in range(1, 5)}


def test_what_is_left_out_of_genius_is_told(tmp_path):
    conflict = detente.import_file([put(tmp_path, GENIUS) / n for n in GENIUS])
    assert told(conflict) == [
        "upstream.xml: the discount factor 0.9 was left out: what is agreed late is worth as much here as what is "
        "agreed at once",
        "water-domain.xml: every number is multiplied by 21, so that none has to be rounded: a conflict file holds 15 "
        "digits behind the point",
    ]


def test_a_folder_and_its_files_say_the_same(tmp_path):
    for format, files in SCENARIOS.items():
        folder = put(tmp_path / format, files)
        whole = detente.import_file(folder)
        assert detente.import_file(folder, format) == whole
        one_by_one = detente.import_file([folder / n for n in sorted(files)])
        assert detente.to_yaml(one_by_one) == detente.to_yaml(whole)
        assert [d.name for d in whole.decision_makers] == sorted(d.name for d in whole.decision_makers)


@pytest.mark.parametrize("seed", range(12))
def test_random_scenarios_of_genius(seed, tmp_path):
    """Weights that do not add up to 1, evaluations of any size, a reserved value that cuts into the frontier."""
    rng = random.Random(seed)
    sizes = [rng.randint(2, 4) for _ in range(rng.randint(2, 4))]
    parties = rng.randint(2, 3)
    domain = "<negotiation_template><utility_space><objective index='0' name='root'>"
    for k, size in enumerate(sizes, start=1):
        items = "".join(f"<item index='{v + 1}' value='v {v}'/>" for v in range(size))
        domain += f"<issue index='{k}' name='Issue {k}' type='discrete'>{items}</issue>"
    files = {"d.xml": domain + "</objective></utility_space></negotiation_template>"}
    for p in range(parties):
        body = ""
        for k, size in enumerate(sizes, start=1):
            items = "".join(
                f"<item index='{v + 1}' value='v {v}' evaluation='{rng.choice([rng.randint(1, 40), rng.random()])}'/>"
                for v in range(size)
            )
            body += f"<issue index='{k}' name='Issue {k}' type='discrete'>{items}</issue>"
            body += f"<weight index='{k}' value='{rng.randint(1, 60) / 100}'/>"
        files[f"p{p}.xml"] = (
            f"<utility_space><objective index='0' name='root'>{body}</objective>"
            f"<reservation value='{rng.randint(0, 40) / 100}'/></utility_space>"
        )
    folder = put(tmp_path, files)
    conflict = detente.import_file([folder / n for n in files])
    points, no_deal = ref.points_of(folder / "d.xml", [folder / n for n in files if n != "d.xml"])
    zone = ref.gains(points, no_deal)
    rounded = any("rounded to 15" in w for w in told(conflict))
    here, chosen = settled(conflict)
    assert chosen["zone"] == set(zone)
    assert chosen["frontier"] == ref.frontier(points)
    if zone and ref.nash(zone):
        assert chosen["nash"] == ref.nash(zone)
        assert chosen["ks"] == ref.kalai_smorodinsky(zone)
        assert chosen["utilitarian"] == ref.utilitarian(zone)
    first = next(iter(points))
    factor = here[first][0] / points[first][0]
    for package, numbers in points.items():
        for mine, other in zip(here[package], numbers, strict=True):
            assert abs(mine - factor * other) <= (F(1, 10**12) if rounded else 0)


def test_parties_are_called_as_the_domain_calls_its_agents(tmp_path):
    agents = '<agent name="The valley" class="x" utility_space="etc/upstream.xml"/>'
    files = GENIUS | {"water-domain.xml": DOMAIN.replace("<utility_space", agents + "<utility_space", 1)}
    conflict = detente.import_file(put(tmp_path, files))
    assert {d.name for d in conflict.decision_makers} == {"The valley", "downstream"}
    assert "the_valley" in {d.id for d in conflict.decision_makers}


CHANGES = {
    "a value twice": (
        (
            "water-domain.xml",
            '<item index="3" value="high"/>',
            '<item index="3" value="high"/><item index="4" value="low"/>',
        ),
        "water-domain.xml: a value of 'Dam height' stands twice and was read once",
    ),
    "no evaluation": (
        ("downstream.xml", '<item index="2" value="30 m" evaluation="6"/>', '<item index="2" value="30 m"/>'),
        "downstream.xml: gives '30 m' of 'Dam height' no evaluation, which counts 0",
    ),
    "a strange value": (
        ("downstream.xml", 'value="30 m" evaluation="6"', 'value="31 m" evaluation="6"'),
        "downstream.xml: '31 m' is no value of 'Dam height' in the domain, and was left out",
    ),
    "no weight": (
        ("downstream.xml", '<weight index="2" value="0.15"/>', ""),
        "downstream.xml: gives no weight to the issue 'Season of release', which counts 0",
    ),
    "no issue": (
        (
            "water-domain.xml",
            "</objective>",
            '<issue index="7" name="Fish"><item value="a"/><item value="b"/></issue></objective>',
        ),
        "downstream.xml: says nothing of the issue 'Fish', which counts 0",
    ),
    "one value": (
        ("water-domain.xml", '<item index="2" value="summer"/>', ""),
        "'Season of release' can be settled in one way only: left out, and what it is worth is in every package",
    ),
    "too much": (
        ("downstream.xml", '<weight index="2" value="0.15"/>', '<weight index="2" value="0.25"/>'),
        "downstream.xml: the best package is worth 1.1, and GENIUS cuts down to 1 what is worth more; here it is kept "
        "as it is",
    ),
    "a bare and": (
        ("upstream.xml", 'name="Water"', 'name="Water & fish"'),
        "upstream.xml: '&' stands for itself there, which XML writes '&amp;' (found 1 times)",
    ),
    "no line": (
        ("upstream.xml", '<evaluator ftype="linear" offset="0.1" slope="0.4"/>', ""),
        "upstream.xml: nothing says what 'Years' is worth, which counts 0",
    ),
    "uncertain": (
        ("upstream.xml", "<utility_space>", '<utility_space type="UNCERTAIN">'),
        "upstream.xml: how uncertain the profile is to its own agent was left out",
    ),
    "all nothing": (
        (
            "downstream.xml",
            'value="spring" evaluation="0.25"/>\n   <item index="2" value="summer" evaluation="0.5"',
            'value="spring" evaluation="-1"/>\n   <item index="2" value="summer" evaluation="0"',
        ),
        "downstream.xml: no evaluation of 'Season of release' is above 0, so that GENIUS counts all as 0",
    ),
}


def changed(change: tuple[str, str, str]) -> dict[str, str]:
    name, old, new = change
    assert old in GENIUS[name], old
    return GENIUS | {name: GENIUS[name].replace(old, new, 1)}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_read_otherwise_is_told(name, tmp_path):
    change, message = CHANGES[name]
    conflict = detente.import_file(put(tmp_path, changed(change)))
    assert message in told(conflict)


def test_what_an_issue_with_one_value_is_worth_stays_in_the_sum(tmp_path):
    folder = put(tmp_path, changed(CHANGES["one value"][0]))
    conflict = detente.import_file([folder / n for n in GENIUS])
    points, _ = ref.points_of(
        folder / "water-domain.xml", [folder / "upstream.xml", folder / "downstream.xml"]
    )
    here, _ = settled(conflict)
    factor = {here[k[0], k[2]][0] / p[0] for k, p in points.items()}
    assert len(factor) == 1
    assert {here[k[0], k[2]][1] / p[1] for k, p in points.items()} == factor


WRONG = {
    "another kind": (
        ("upstream.xml", "<utility_space>", '<utility_space type="nonlinear">'),
        "of another kind ('nonlinear')",
    ),
    "no number": (
        ("upstream.xml", 'evaluation="2"', 'evaluation="two"'),
        "upstream.xml:7:4: 'evaluation': a number",
    ),
    "no bound": (("water-domain.xml", ' upperbound="4"', ""), "'upperbound' is missing"),
    "bounds": (
        ("water-domain.xml", 'lowerbound="1"', 'lowerbound="5"'),
        "the lower bound 5 is above the upper bound 4",
    ),
    "halves": (("water-domain.xml", 'lowerbound="1"', 'lowerbound="1.5"'), "no whole numbers"),
    "many": (
        ("water-domain.xml", 'upperbound="4"', 'upperbound="99999999"'),
        "99,999,999 values of 'Years'; at most 5,000",
    ),
    "a type": (
        ("water-domain.xml", 'type="integer" etype="integer" vtype="integer"', 'type="price"'),
        "the type 'price' of 'Years'",
    ),
    "another type": (
        ("upstream.xml", 'name="Years" type="integer"', 'name="Years" type="discrete"'),
        "of another type",
    ),
    "another domain": (
        ("upstream.xml", '<issue index="3" name="Years"', '<issue index="9" name="Months"'),
        "which ",
    ),
    "an index twice": (
        ("water-domain.xml", '<issue index="2"', '<issue index="1"'),
        "two issues have the index '1'",
    ),
    "a document type": (
        ("upstream.xml", "\n<utility_space>", "<!DOCTYPE x><utility_space>"),
        "declares a document type",
    ),
    "an entity": (
        ("upstream.xml", "\n<utility_space>", '<!DOCTYPE x [<!ENTITY a "b">]><utility_space>'),
        "document type",
    ),
    "no XML": (("upstream.xml", "</utility_space>", ""), "is no XML: no element found"),
    "another root": (("upstream.xml", "utility_space>", "weight>"), "begins with <weight>"),
    "no item": (
        ("water-domain.xml", '<item index="1" value="spring"/>\n    <item index="2" value="summer"/>', ""),
        "has no value",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(name, tmp_path):
    change, message = WRONG[name]
    folder = put(tmp_path, changed(change))
    with pytest.raises(ConflictFileError) as error:
        detente.import_file([folder / n for n in GENIUS], "genius")
    assert message in str(error.value)
    assert change[0] in str(error.value)


REAL = (
    ("linear", {"parameter0": "0.2", "parameter1": "0.1"}, lambda x: min(F(1), F(1, 5) + x / 10)),
    ("constant", {"parameter0": "0.25"}, lambda x: F(1, 4)),
    (
        "triangular",
        {"parameter0": "2", "parameter1": "10", "parameter2": "4"},
        lambda x: F(0) if not 2 <= x < 10 else (x - 2) / 2 if x < 4 else 1 - (x - 4) / 6,
    ),
)


@pytest.mark.parametrize(("kind", "parameters", "function"), REAL)
def test_real_numbers_are_taken_evenly(kind, parameters, function, tmp_path):
    """GENIUS takes 21 numbers, too; linear functions are cut off at 1, and a triangle begins and ends at 0."""
    given = " ".join(f'{k}="{v}"' for k, v in parameters.items())
    issue = '<issue index="4" name="Price" type="real"><range lowerbound="0" upperbound="10"/>{}</issue></objective>'
    files = {
        name: text.replace(
            "</objective>",
            issue.format(f'<evaluator ftype="{kind}" {given}/>' if "domain" not in name else "")
            if "domain" in name
            else issue.format(f'<evaluator ftype="{kind}" {given}/>').replace(
                "</objective>", '<weight index="4" value="0.5"/></objective>'
            ),
        )
        for name, text in GENIUS.items()
    }
    folder = put(tmp_path, files)
    conflict = detente.import_file([folder / n for n in GENIUS])
    price = worths(conflict)["upstream"][3]
    factor = next(
        int(w.split("multiplied by ")[1].split(",", 1)[0]) for w in told(conflict) if "multiplied" in w
    )
    assert price == {f"{float(F(k, 2)):g}": factor * F(1, 2) * function(F(k, 2)) for k in range(21)}
    assert (
        "water-domain.xml: 'Price' may be any number of a range; 21 of them were taken, evenly, as GENIUS does"
        in told(conflict)
    )


def test_an_unknown_function_is_refused(tmp_path):
    issue = '<issue index="4" name="Price" type="real"><range lowerbound="0" upperbound="10"/>{}</issue></objective>'
    files = {
        n: t.replace("</objective>", issue.format('<evaluator ftype="faratin"/><weight/>'))
        for n, t in GENIUS.items()
    }
    files["upstream.xml"] = (
        files["upstream.xml"]
        .replace("<weight/>", "")
        .replace("</objective>", '<weight index="4" value="0.5"/></objective>')
    )
    files = {n: t.replace("<weight/>", "") for n, t in files.items()}
    folder = put(tmp_path, files)
    with pytest.raises(
        ConflictFileError, match=r"the function 'faratin'; read are linear, constant and triangular"
    ):
        detente.import_file([folder / n for n in GENIUS])


# -- GeniusWeb ---------------------------------------------------------------------------------------------------------


def test_geniusweb_gives_what_the_files_give(tmp_path):
    folder = put(tmp_path, GENIUSWEB)
    conflict = detente.import_file([folder / n for n in GENIUSWEB])
    assert conflict.title == "water"
    years = [F(k, 2) for k in range(1, 5)]
    assert worths(conflict) == {
        "up": [
            {"low": F(7, 100), "30 m": F(28, 100), "high": F(7, 10)},
            {
                v: F(3, 10) * (n - F(1, 2)) / F(3, 2)
                for v, n in zip(("0.5", "1", "1.5", "2"), years, strict=True)
            },
        ],
        "down": [
            {"low": F(4, 10), "30 m": F(2, 10), "high": 0},
            {v: F(6, 10) * (2 - n) / F(3, 2) for v, n in zip(("0.5", "1", "1.5", "2"), years, strict=True)},
        ],
    }
    assert told(conflict) == []
    assert no_deals(conflict) == {"up": F(28, 100), "down": 0}


def test_geniusweb_of_the_other_spelling_and_without_a_domain_file(tmp_path):
    other = {
        n: t.replace("discreteutils", "DiscreteValueSetUtilities").replace(
            "numberutils", "NumberValueSetUtilities"
        )
        for n, t in GENIUSWEB.items()
    }
    whole = detente.import_file(put(tmp_path / "a", GENIUSWEB))
    assert worths(detente.import_file(put(tmp_path / "b", other))) == worths(whole)
    del other["water.json"]
    alone = detente.import_file(put(tmp_path / "c", other))
    assert worths(alone) == worths(whole)
    assert "no file is a domain; the issues are those of" in told(alone)[0]


def web(change) -> dict[str, str]:
    profile = web_profile("up", (0.1, 0.4, 1.0), 0.0, 1.0, (0.7, 0.3), {"dam": "30 m"})
    domain = json.loads(json.dumps(WEB_DOMAIN))
    change(domain, profile["LinearAdditiveUtilitySpace"])
    return GENIUSWEB | {"water.json": json.dumps(domain), "up.json": json.dumps(profile)}


WEB_TOLD = (
    (
        lambda d, p: None,
        "up.json: the reserved bid names not all issues; what it does not name counts 0 in it",
    ),
    (lambda d, p: p["issueWeights"].pop("years"), "up.json: no weight of the issue 'years', which counts 0"),
    (
        lambda d, p: p["issueUtilities"].pop("years"),
        "up.json: no utilities of the issue 'years', which counts 0",
    ),
    (
        lambda d, p: p["issueUtilities"]["dam"]["discreteutils"]["valueUtilities"].pop("low"),
        "up.json: gives 'low' of 'dam' no utility, which counts 0",
    ),
    (
        lambda d, p: p["issueUtilities"]["dam"]["discreteutils"]["valueUtilities"].update(lower=1),
        "up.json: 'lower' is no value of 'dam' in the domain, and was left out",
    ),
)


@pytest.mark.parametrize(("change", "message"), WEB_TOLD)
def test_what_is_read_otherwise_of_geniusweb_is_told(change, message, tmp_path):
    assert message in told(detente.import_file(put(tmp_path, web(change))))


WEB_WRONG = (
    (
        lambda d, p: d["issuesValues"]["years"]["range"].update(step=0),
        "water.json: issuesValues.years.range: a range goes up",
    ),
    (
        lambda d, p: d["issuesValues"]["years"]["range"].update(high=1e9),
        "values; at most 5,000 are brought over",
    ),
    (lambda d, p: d["issuesValues"]["dam"].update(values=[]), "water.json: issuesValues.dam: has no value"),
    (lambda d, p: d["issuesValues"].clear(), "water.json: issuesValues: holds no issue"),
    (lambda d, p: p["issueWeights"].update(fish=1), "up.json: issueWeights: no issue 'fish' in "),
    (lambda d, p: p["issueWeights"].update(dam="much"), "up.json: issueWeights: a number such as"),
    (lambda d, p: p["issueWeights"].update(dam=True), "up.json: issueWeights: a number is expected"),
    (lambda d, p: p["issueWeights"].update(dam=float("nan")), "up.json: issueWeights: a number such as"),
    (
        lambda d, p: p["issueUtilities"].update(dam={"curve": {}}),
        "up.json: issueUtilities.dam: utilities of another kind ('curve')",
    ),
    (
        lambda d, p: p["issueUtilities"].update(dam=p["issueUtilities"]["years"]),
        "up.json: issueUtilities.dam: of another kind than the values in the domain",
    ),
    (
        lambda d, p: p["issueUtilities"]["years"]["numberutils"].update(highValue=0),
        "'highValue' has to be above 'lowValue'",
    ),
    (
        lambda d, p: p["reservationBid"]["issuevalues"].update(dam="31 m"),
        "reservationBid.issuevalues.dam: no value of 'dam'",
    ),
)


@pytest.mark.parametrize(("change", "message"), WEB_WRONG)
def test_what_is_wrong_in_geniusweb_is_told(change, message, tmp_path):
    folder = put(tmp_path, web(change))
    with pytest.raises(ConflictFileError) as error:
        detente.import_file([folder / n for n in GENIUSWEB])
    assert message in str(error.value)


def test_a_profile_that_does_not_add_up_is_refused(tmp_path):
    files = GENIUSWEB | {"up.json": json.dumps({"SumOfGroupsUtilitySpace": {}})}
    with pytest.raises(
        ConflictFileError, match=r"up\.json: SumOfGroupsUtilitySpace: a profile of another kind"
    ):
        detente.import_file(put(tmp_path, files))


# -- negmas ------------------------------------------------------------------------------------------------------------


def test_negmas_gives_what_the_files_give(tmp_path):
    conflict = detente.import_file([put(tmp_path, NEGMAS) / n for n in NEGMAS])
    assert worths(conflict) == {
        "up": [
            {"low": 0, "30 m": F(1, 4), "high": F(1, 2)},
            {str(n): F(3, 10) * F(n - 1, 4) for n in range(1, 5)},
            {"10": F(1, 10), "25": F(1, 4)},
        ],
        "down": [
            {"low": F(7, 8), "30 m": F(6, 8), "high": F(1, 2)},  # with the bias
            {"1": F(1, 4), "2": F(1, 2), "3": F(3, 8), "4": F(1, 4)},
            {"10": F(1, 4), "25": F(1, 4)},
        ],
    }
    assert no_deals(conflict) == {"up": F(1, 4), "down": F(1, 8)}
    assert told(conflict) == [
        "down.yml: the discount was left out: what is agreed late is worth as much here as what is agreed at once"
    ]


NUMBERS = {
    "{type: LinearFun, slope: 2}": lambda n: 2 * n,
    "{type: AffineFun, slope: 2, bias: 1}": lambda n: 2 * n + 1,
    "{type: IdentityFun}": lambda n: n,
    "{type: negmas.preferences.value_fun.ConstFun, bias: 3}": lambda n: 3,
    "{type: QuadraticFun, a2: 0.5, a1: -1, bias: 2}": lambda n: F(1, 2) * n * n - n + 2,
    "{type: PolynomialFun, coefficients: [1, 0, 0.5], bias: 1}": lambda n: 1 + n + F(1, 2) * n**3,
    "{type: TriangularFun, start: 1, middle: 2, end: 4, bias: 1, scale: 2}": lambda n: {
        1: 1,
        2: 3,
        3: 2,
        4: 1,
    }[n],
    "{type: TriangularFun, start: 1, middle: 1, end: 4}": lambda n: {1: 0, 2: F(2, 3), 3: F(1, 3), 4: 0}[n],
    "{type: TrapezoidalFun, start: 1, rise_end: 1, fall_start: 2, end: 4}": lambda n: {
        1: 1,
        2: 1,
        3: F(1, 2),
        4: 0,
    }[n],
    "{type: BiasedFun, bias: 1, fun: {type: LinearFun, slope: 3}}": lambda n: 3 * n + 1,
    "{type: LinearFun, min_value: 1.0, max_value: 0.0}": lambda n: 1 - F(n - 1, 3),
    "{type: TableFun, mapping: {1.0: 5, 2.0: 6, 3: 7, 4: 8}}": lambda n: n + 4,
}


@pytest.mark.parametrize("function", NUMBERS)
def test_functions_of_negmas(function, tmp_path):
    old = "- slope: 0.25\n  bias: -0.25\n  type: AffineFun"
    assert old in NEGMAS["up.yml"]
    conflict = detente.import_file(
        put(tmp_path, NEGMAS | {"up.yml": NEGMAS["up.yml"].replace(old, f"- {function}")})
    )
    factor = next(
        (int(w.split("multiplied by ")[1].split(",", 1)[0]) for w in told(conflict) if "multiplied" in w), 1
    )
    found = worths(conflict)["up"][1]
    assert found == {str(n): factor * F(3, 10) * NUMBERS[function](F(n)) for n in range(1, 5)}


SUMS = {
    "weighted": (
        """type: WeightedUtilityFunction
weights: [2, 1]
reserved_value: 0.5
ufuns:
- type: LinearUtilityAggregationFunction
  values: [{mapping: {low: 1, 30 m: 2, high: 3}}, {type: IdentityFun}, {type: ConstFun, bias: 1}]
- {type: ConstUtilityFunction, value: 0.25}
""",
        [
            {"low": F(9, 4), "30 m": F(17, 4), "high": F(25, 4)},
            {str(n): 2 * n for n in range(1, 5)},
            {"10": 2, "25": 2},
        ],
        F(1, 2),
    ),
    "the outcome without a deal": (
        """type: LinearAdditiveUtilityFunction
reserved_outcome: [30 m, 2, 25]
values: [{mapping: {low: 1, 30 m: 2, high: 3}}, {type: IdentityFun}, {type: ConstFun, bias: 1}]
""",
        [{"low": 1, "30 m": 2, "high": 3}, {str(n): n for n in range(1, 5)}, {"10": 1, "25": 1}],
        F(5),
    ),
    "nothing is worse than no deal": (
        """type: LinearAdditiveUtilityFunction
reserved_value: -.inf
values: [{mapping: {low: 1, 30 m: 2, high: 3}}, {type: LinearFun, slope: -1}, {type: ConstFun, bias: 1}]
""",
        [{"low": 1, "30 m": 2, "high": 3}, {str(n): -n for n in range(1, 5)}, {"10": 1, "25": 1}],
        F(-2),
    ),
}


@pytest.mark.parametrize("name", SUMS)
def test_utility_functions_of_negmas(name, tmp_path):
    text, wanted, no_deal = SUMS[name]
    conflict = detente.import_file(put(tmp_path, NEGMAS | {"up.yml": f"name: up\n{text}"}))
    assert worths(conflict)["up"] == wanted
    assert no_deals(conflict)["up"] == no_deal
    assert any("any deal is better than none for 'up'" in w for w in told(conflict)) == name.startswith(
        "nothing"
    )


def test_of_one_issue_a_table_of_outcomes_and_an_affine_function_are_read(tmp_path):
    files = {
        "space.yml": "type: CartesianOutcomeSpace\nissues: [{name: price, type: ContiguousIssue, values: 3}]\n",
        "a.yml": "type: MappingUtilityFunction\nmapping: {0: 5, 1: 2, 2: 7}\nreserved_value: 1\n",
        "b.yml": "type: AffineUtilityFunction\nweights: [-2]\nbias: 9\nreserved_value: 1\n",
    }
    conflict = detente.import_file(put(tmp_path, files))
    assert worths(conflict) == {"a": [{"0": 5, "1": 2, "2": 7}], "b": [{"0": 9, "1": 7, "2": 5}]}


NEGMAS_WRONG = (
    (
        "up.yml",
        "type: IdentityFun",
        "type: LambdaFun",
        "up.yml:10:3: values[2]: the function 'LambdaFun'; read are TableFun",
    ),
    ("up.yml", "weights: [0.5, 0.3, 0.01]", "weights: [0.5]", "weights: 1 entries for 3 issues of "),
    ("up.yml", "weights: [0.5, 0.3, 0.01]", "weights: [0.5, 0.3, x]", "weights: a number such as"),
    ("up.yml", "weights: [0.5, 0.3, 0.01]", "weights: {fish: 1}", "weights: no issue 'fish' in "),
    (
        "up.yml",
        "LinearAdditiveUtilityFunction",
        "HyperRectangleUtilityFunction",
        "'HyperRectangleUtilityFunction'; what adds up",
    ),
    (
        "up.yml",
        "LinearAdditiveUtilityFunction",
        "MappingUtilityFunction",
        "a table of outcomes of 3 issues, which do not add up",
    ),
    ("up.yml", "reserved_value: 0.25", "reserved_value: .inf", "reserved_value: a number such as"),
    (
        "up.yml",
        "mapping: {low: 0.0, 30 m: 0.5, high: 1.0}",
        "mapping: {a: 1}",
        "no value of 'dam' stands in the table",
    ),
    ("up.yml", "slope: 0.25", "slop: 0.25", "values[1].slope: a number is missing"),
    ("up.yml", "- type: IdentityFun", "- []", "values[2]: a mapping is expected, found a list"),
    ("water.yml", "values: [1, 4]", "values: [4, 1]", "issues[1].values: a range goes up"),
    ("water.yml", "values: [1, 4]", "values: [1, 40000]", "40,000 values; at most 5,000 are brought over"),
    ("water.yml", "values: [1, 4]", "values: [1, 2.5]", "are whole numbers"),
    ("water.yml", "values: [1, 4]", "values: [1]", "issues[1].values: a range has two ends"),
    (
        "water.yml",
        "type: CategoricalIssue",
        "type: CallableIssue",
        "issues[0]: the type 'CallableIssue'; read are",
    ),
    ("water.yml", "name: years", "name: dam", "two issues are called 'dam'"),
    ("water.yml", "issues:", "isues:", "an outcome space without 'issues'"),
    ("up.yml", "type: LinearAdditiveUtilityFunction", "type: Whatever", "is no file of negmas"),
    ("up.yml", "name: up", "name: up\nname: down", "the key 'name' stands twice"),
)


@pytest.mark.parametrize(("file", "old", "new", "message"), NEGMAS_WRONG)
def test_what_is_wrong_in_negmas_is_told(file, old, new, message, tmp_path):
    assert old in NEGMAS[file]
    folder = put(tmp_path, NEGMAS | {file: NEGMAS[file].replace(old, new, 1)})
    with pytest.raises(ConflictFileError) as error:
        detente.import_file([folder / n for n in NEGMAS], "negmas")
    assert message in str(error.value)
    assert file in str(error.value)


def test_values_of_negmas_that_are_no_numbers_have_no_function_of_numbers(tmp_path):
    old = "- mapping: {low: 0.0, 30 m: 0.5, high: 1.0}\n  type: TableFun"
    files = NEGMAS | {"up.yml": NEGMAS["up.yml"].replace(old, "- type: IdentityFun")}
    with pytest.raises(
        ConflictFileError, match="IdentityFun needs numbers, and the values of 'dam' are none"
    ):
        detente.import_file(put(tmp_path, files))


# -- files and folders -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", SCENARIOS)
def test_the_command_takes_a_folder_or_files(format, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "water", SCENARIOS[format])
    assert main(["import", "water", "--out", "a.yaml"]) == 0
    files = [f"water/{n}" for n in SCENARIOS[format]]
    assert main(["import", *files, "--out", "b.yaml", "--from", format]) == 0
    assert detente.load("a.yaml").terms is not None
    assert "next: detente check a.yaml" in capsys.readouterr().err
    assert main(["check", "a.yaml"]) == 0
    assert main(["settle", "b.yaml"]) == 0
    again = detente.read_conflict(detente.to_yaml(detente.read_file("a.yaml")))
    assert worths(again) == worths(detente.import_file("water"))


def test_what_else_lies_in_the_folder_is_left_out(tmp_path):
    files = GENIUS | {"pareto.xml": "<pareto/>", "_info.yaml": "a: 1", "notes.txt": "x", ".hidden.xml": "<"}
    conflict = detente.import_file(put(tmp_path, files))
    assert told(conflict)[0] == "no part of the scenario, and left out: '_info.yaml', 'pareto.xml'"


def test_more_than_two_profiles_are_parties_and_that_is_told(tmp_path):
    conflict = detente.import_file(
        put(tmp_path, GENIUS | {"upstream2.xml": UPSTREAM, "upstream10.xml": UPSTREAM})
    )
    assert [d.name for d in conflict.decision_makers] == ["downstream", "upstream", "upstream2", "upstream10"]
    assert told(conflict)[0].startswith("4 profiles were found, and each was read as a party that signs")


REFUSED = {
    "a domain alone": (["water-domain.xml"], "a domain without profiles; a negotiation has"),
    "a profile alone": (["upstream.xml"], "a profile alone ("),
    "one party": (["water-domain.xml", "upstream.xml"], "one profile ("),
    "two domains": (["water-domain.xml", "other.xml", "upstream.xml", "downstream.xml"], "is one as well"),
    "two formats": (["water-domain.xml", "up.yml"], "is of the format negmas, and "),
    "no scenario": (["water-domain.xml", "notes.txt"], "is no file of a negotiation scenario"),
    "missing": (["water-domain.xml", "missing.xml"], "cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_scenario_is_refused(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(
        put(tmp_path, GENIUS | {"other.xml": DOMAIN, "up.yml": NEGMAS["up.yml"], "notes.txt": "x"})
    )
    files, message = REFUSED[name]
    assert main(["import", *files]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_folders_and_pipes_among_several_files_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(put(tmp_path, GENIUS))
    Path("sub").mkdir()
    for given, message in (
        (["water-domain.xml", "-"], "standard input holds one file"),
        (["water-domain.xml", "sub"], "sub is a folder"),
        (["a.gmcr", "b.gmcr", "--from", "gmcr"], "the format gmcr is read from one file, and 2 are given"),
        (["sub", "--from", "genius"], "sub: holds no file of the format genius"),
    ):
        assert main(["import", *given]) == 2
        assert message in capsys.readouterr().err
    with pytest.raises(DetenteError, match="not written"):
        detente.export_file(detente.load("chicken"), "x.xml", "genius")


def test_what_stands_before_the_declaration_moves_no_line(tmp_path):
    files = GENIUS | {"water-domain.xml": "\n<!-- a comment -->\n" + DOMAIN}
    assert worths(detente.import_file(put(tmp_path, files))) == worths(
        detente.import_file(put(tmp_path, GENIUS))
    )
    files["water-domain.xml"] = files["water-domain.xml"].replace('lowerbound="1"', 'lowerbound="x"')
    with pytest.raises(ConflictFileError, match=r"water-domain.xml:16:4: 'lowerbound': a number such as"):
        detente.import_file(put(tmp_path, files))


def test_attributes_without_a_blank_are_read(tmp_path):
    files = GENIUS | {"upstream.xml": UPSTREAM.replace('name="Years" type=', 'name="Years"type=')}
    conflict = detente.import_file(put(tmp_path, files))
    assert "upstream.xml: no blank stands between two attributes (found 1 times)" in told(conflict)
    assert worths(conflict) == worths(detente.import_file(put(tmp_path / "b", GENIUS)))


def test_another_encoding_can_be_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in GENIUS.items():
        Path(name).write_bytes(
            text.replace('<?xml version="1.0" encoding="utf-8"?>', "")
            .replace("30 m", "30 €")
            .encode("cp1252")
        )
    assert main(["import", *GENIUS]) == 2
    assert "name the encoding: --encoding cp1252" in capsys.readouterr().err
    assert main(["import", *GENIUS, "--encoding", "cp1252", "--out", "a.yaml"]) == 0
    assert detente.load("a.yaml").terms.issues[0].values[1].text == "30 €"


def test_names_that_are_alike_or_no_ids_are_made_apart(tmp_path):
    domain = DOMAIN.replace('name="Dam height"', 'name="upstream"').replace('value="30 m"', 'value="points"')
    files = {
        "water-domain.xml": domain,
        "upstream.xml": UPSTREAM.replace('value="30 m"', 'value="points"'),
        "or.xml": DOWNSTREAM.replace('value="30 m"', 'value="points"'),
    }
    conflict = detente.import_file(put(tmp_path, files))
    ids = [d.id for d in conflict.decision_makers]
    assert ids == ["party", "upstream"]
    assert conflict.terms.issues[0].id == "upstream_2"
    assert [v.id for v in conflict.terms.issues[0].values] == ["low", "points_", "high"]
    assert worths(conflict)["upstream"][0]["points"] == 7
    detente.settle(conflict)


def test_numbers_too_long_for_a_file_are_rounded_and_that_is_told(tmp_path):
    files = GENIUS | {"upstream.xml": UPSTREAM.replace('evaluation="3"', 'evaluation="2.9999999999999999"')}
    conflict = detente.import_file(put(tmp_path, files))
    assert "numbers with more digits than a conflict file holds were rounded to 15 behind the point" in told(
        conflict
    )
    found = worths(conflict)["upstream"][0]["30 m"]
    assert abs(found - F(1, 3)) < F(1, 10**14)


def judge(names: list[str], capsys) -> bool:
    """Import files; give whether they were read."""
    code = main(["import", *names])
    out, err = capsys.readouterr()
    assert code in (0, 2), err
    assert "Traceback" not in err
    if code:
        assert out == ""
        assert err.startswith("detente: ")
        assert len(err) < 6_000
        return False
    detente.read_conflict(out)
    return True


@pytest.mark.parametrize("format", SCENARIOS)
def test_damaged_scenarios(format, tmp_path, monkeypatch, capsys):
    """A conflict or one clear error, whichever of the files is damaged."""
    monkeypatch.chdir(put(tmp_path, SCENARIOS[format]))
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    names = list(SCENARIOS[format])
    assert judge(names, capsys)
    rng = random.Random(format)
    read = []
    for _ in range(EACH):
        name = rng.choice(names)
        Path(name).write_bytes(damaged_bytes(rng, SCENARIOS[format][name].encode()))
        read.append(judge([*names, "--from", format], capsys))
        Path(name).write_text(SCENARIOS[format][name], encoding="utf-8")
    assert any(read)
    assert not all(read)


BOMBS = {
    "x.xml": [
        b"<utility_space>" * 100_000,
        b"<utility_space>" + b"<issue/>" * 300_000 + b"</utility_space>",
        b"<utility_space " + b" ".join(b"a%d='x'" % k for k in range(50_000)) + b"/>",
        b"<utility_space><weight index='1' value='1e999999999'/></utility_space>",
        b"<utility_space><weight index='1' value='" + b"9" * 100_000 + b"'/></utility_space>",
    ],
    "x.json": [
        b'{"issuesValues":' * 50_000,
        b'{"LinearAdditiveUtilitySpace": {"domain": {"issuesValues": {"a": {"range": '
        b'{"low": 0, "high": 1e900, "step": 1}}}}}}',
        b'{"issuesValues": {"a": {"values": [' + b"1," * 100_000 + b"1]}}}",
    ],
    "x.yml": [
        b"type: OutcomeSpace\nissues: " + b"[" * 10_000,
        b"type: OutcomeSpace\na: &a [1,1,1,1,1,1,1,1]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (98 + k, 98 + k, b",".join([b"*%c" % (97 + k)] * 8)) for k in range(9)
        ),
        b"type: OutcomeSpace\nissues: [{name: a, type: ContiguousIssue, values: [0, 1e900]}]",
    ],
}


@pytest.mark.parametrize("name", BOMBS)
def test_files_made_to_exhaust_the_reader(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    other = {"x.xml": UPSTREAM, "x.json": GENIUSWEB["up.json"], "x.yml": NEGMAS["up.yml"]}[name]
    Path(f"a{name}").write_text(other, encoding="utf-8")
    Path(f"b{name}").write_text(other, encoding="utf-8")
    format = {"x.xml": "genius", "x.json": "geniusweb", "x.yml": "negmas"}[name]
    for data in BOMBS[name]:
        Path(name).write_bytes(data)
        assert not judge([name, f"a{name}", f"b{name}", "--from", format], capsys)


def test_spaces_of_numbers_without_type_are_lists(tmp_path):
    files = NEGMAS | {"water.yml": SPACE.replace("  type: DiscreteCardinalIssue\n", "")}
    assert worths(detente.import_file(put(tmp_path, files)))["up"][2] == {"10": F(1, 10), "25": F(1, 4)}
