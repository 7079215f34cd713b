"""What commands print with ``--json`` fits their schemas, and the schemas let nothing else pass."""

from __future__ import annotations

import argparse
import copy
import functools
import io
import json
import random
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from detente.cli.arguments import parser

from detente.catalogue import load
from detente.cli import main
from detente.conflict import CLASSICAL, UnknownNameError, find_concept
from detente.conflict.concepts import concept_keys
from detente.findings.machine import shared
from detente.findings.schemas import ENDING, FOLDER, answer_schema, commands
from tests.generate import random_file

Argv = tuple[str, ...]

# Of everything something: claims with and without reasons, options, rules and starts of one account, merged states,
# one-way options, equilibria that only moves lead to, factions.
WELLS = """
detente: 1
title: Two wells
status_quo: []
sources: {minutes: Minutes of the council}
decision_makers:
  east: {name: East, options: {pump: pump at night, leave: {text: leave, tags: [exit]}}}
  west: {options: {pump: {text: pump at night, tags: [secret, exit]}}}
  mayor: {}
factions:
  east:
    quota: 1.75
    members:
      old:
        name: The old clan
        weight: 2
        because: It has most of the land.
        source: "minutes#4"
        confidence: 0.6
        preferences: [west.pump or leave, not pump]
      new: {weight: 1.5, preferences: [not west.pump or leave, pump]}
rules:
  - never: east.leave and east.pump
  - irreversible: east.leave
  - {same: east.leave, id: gone}
perspectives:
  farmers:
    preferences:
      east: [not leave, not west.pump or leave, pump]
      west: [not east.pump, pump and not east.leave]
      mayor: {weights: {east.leave: 0}}
  council:
    status_quo: [west.pump]
    options: {add: {west: {sue: go to court}}}
    rules: {patch: [{put: {id: one, exclusive: [west.pump, west.sue]}}]}
    preferences:
      east:
        - {id: modest, that: not pump, because: It says so., source: "minutes#3", confidence: 0.7}
        - not west.sue or leave
      west: [not east.leave, not sue or east.leave, pump and not (east.pump or east.leave)]
      mayor: {ranking: [[none, east.pump, west.pump, east.pump+west.pump, west.sue, east.pump+west.sue, east.leave]]}
ultimatums:
  stop:
    by: west
    to: east
    demand: leave
    threat: pump
    source: "minutes#4"
    confidence: 0.5
    stakes: {concede: [5, -5], carry_out: [-3, -8]}
    audience_cost: {start: 0, a_day: 0.5}
    resolved: 0.7
    record: {text: Nobody left., source: minutes}
  mayors: {by: west, to: mayor, demand: east.leave, threat: pump, audience_cost: 1}
"""
OPEN = WELLS.replace("status_quo: []\n", "").replace("    status_quo: [west.pump]\n", "")
FILES = {"wells": WELLS, "open": OPEN}
MORE: dict[str, Argv] = {
    "whatif": ("--without", "west.pump", "--prefer", "east", "leave"),
    "pivot goal": ("--goal", "not west.pump and not east.leave"),
}
CATALOGUE = (
    "istanbul-2025",
    "elmira-nine-states",
    "elmira",
    "garrison",
    "chicken",
    "korea-2017-irreversible",
    "cuban-missile-crisis",
)


FURTHER = "nash,sseq,sim,sim-any,nm,l2,l3"

# The commands, and further forms of their answers.
FORMS = (*commands(), "pivot goal", "pivot rankings")


@functools.cache
def validator(form: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(answer_schema(command_of(form)))


def command_of(form: str) -> str:
    return form.partition(" ")[0]


def answer(*argv: str) -> Any:
    """Ask, and give what is printed; None where the question is refused."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([*argv, "--json"])
    assert code in (0, 2), argv
    return json.loads(out.getvalue()) if code == 0 else None


def questions(conflict: str) -> Iterator[Argv]:
    """Ask everything of a conflict, under each of its accounts."""
    whole = answer("check", conflict)
    yield ("check", conflict)
    yield ("compare", conflict)
    yield ("compare", conflict, "-p", whole["perspectives"][-1], "-c", "nash")
    options = [o["id"] for d in whole["decision_makers"] for o in d["options"]]
    for account in whole["perspectives"]:
        at = (conflict, "-p", account)
        yield ("states", *at)
        yield ("states", *at, "--where", f"{options[0]} and not {options[0]}")
        yield ("analyze", *at)
        yield ("analyze", *at, "-c", "seq")
        yield ("analyze", *at, "-c", FURTHER)
        yield ("evolve", *at, "-c", FURTHER)
        yield ("equilibria", *at)
        yield ("equilibria", *at, "-c", "gmr", "--where", f"not {options[0]}", "--sample", "2", "--seed", "5")
        states = answer("states", *at)["states"]
        for state in (states[0]["id"], states[-1]["id"]):
            yield ("explain", *at, "--state", state)
            yield ("explain", *at, "--state", state, "-c", FURTHER)
            yield ("evolve", *at, "--start", state)
        for option in (options[0], options[-1]):
            yield ("whatif", *at, "--without", option)
            yield ("whatif", *at, "--set", f"{option}=yes")
        maker = options[0].partition(".")[0]
        yield ("whatif", *at, "--prefer", maker, options[-1], "-c", "nash,smr")
        yield ("ultimatum", *at)
        for name in load(conflict).ultimatums:
            yield ("ultimatum", *at, name.id, "--by-moves")
        yield ("factions", *at)
        yield ("factions", *at, "--against", states[0]["id"], "--where", f"{options[0]} or not {options[-1]}")
        yield ("pivot", *at)
        yield ("pivot", *at, "-c", "seq")
        yield ("pivot", *at, "--goal", f"not {options[-1]}", "-c", "smr", "--anywhere", "--most", "1")
        yield ("pivot", *at, "--goal", states[-1]["id"], "-c", "seq", "--who", maker, "--most", "1")
        yield ("coalitions", *at)
        yield ("coalitions", *at, "--state", states[0]["id"], "--size", "2", "-c", "seq")


def check(conflict: str) -> dict[str, list[Any]]:
    """Ask, and hold each answer against its schema; a question that is refused has no answer."""
    found: dict[str, list[Any]] = {}
    for argv in questions(conflict):
        given = answer(*argv)
        if given is not None:
            validator(argv[0]).validate(given)
            found.setdefault(argv[0], []).append(given)
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("conflicts")
    for name, text in FILES.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(folder / f"{name}.yaml") for name in FILES}


def per_conflict() -> set[str]:
    """Name the commands that have to be in `questions`; one that is new fails until it is."""
    return set(commands()) - {"catalogue"}


@pytest.mark.parametrize("name", CATALOGUE)
def test_answers_about_the_catalogue_keep_their_schemas(name):
    found = check(name)
    assert set(found) >= per_conflict() - {"whatif", "factions"}
    if name == "elmira-nine-states":
        assert any("members" in s for s in found["analyze"][0]["states"])
    if name == "chicken":
        assert found["analyze"][0]["status_quo"] is None
    if name == "istanbul-2025":
        assert set(found) == per_conflict()
        assert len(found["compare"][0]["analyses"]) == 3


@pytest.mark.parametrize("name", FILES)
def test_answers_about_files_keep_their_schemas(name, files):
    assert set(check(files[name])) == per_conflict()


def test_answers_about_random_conflicts_keep_their_schemas(tmp_path):
    rng = random.Random(11)
    seen: dict[str, int] = {}
    verdicts: set[str] = set()
    for number in range(20):
        file: dict[str, Any] = {}
        while "status_quo" not in file:
            file = random_file(rng)
        if number % 3 == 0:
            del file["status_quo"]
        if number % 2:  # what the decision makers want, the factions of one of them want
            wants = {
                f"f-{dm}": {"weight": rng.randint(1, 5), "preferences": p}
                for dm, p in file["preferences"].items()
            }
            file["factions"] = {rng.choice(list(wants)).removeprefix("f-"): {"members": wants}}
        path = tmp_path / f"random-{number}.yaml"
        path.write_text(yaml.safe_dump(file, sort_keys=False), encoding="utf-8")
        found = check(str(path))
        for command in found:
            seen[command] = seen.get(command, 0) + 1
        verdicts |= {answer["verdict"] for answer in found["pivot"] if "verdict" in answer}
    some = {"whatif", "factions"}
    assert {c: n for c, n in seen.items() if c not in some} == dict.fromkeys(per_conflict() - some, 20)
    assert seen["whatif"] > 12
    assert seen["factions"] > 6
    assert verdicts == {"holds already", "found", "impossible", "not found"}


def test_the_list_of_the_catalogue_keeps_its_schema():
    validator("catalogue").validate(answer("catalogue"))


def test_what_is_cut_keeps_its_schema(files, monkeypatch):
    """Every list is cut after its first entry."""
    whole = shared.Cuts.cut

    def cut(self, name, items):
        self.most = 1
        return whole(self, name, items)

    monkeypatch.setattr(shared.Cuts, "cut", cut)
    cuts: set[str] = set()
    for form in FORMS:
        if form not in ("catalogue", "check", "explain", "pivot rankings"):
            found = answer(command_of(form), files["wells"], *MORE.get(form, ()))
            validator(form).validate(found)
            cuts |= set(found.get("truncated", ()))
    parts = {"states", "equilibria", "stability", "evolution"}
    further = {"factions", "goal", "pivotal", "survives", "coalitions", "sanctions"}
    assert {c.partition(".")[0] for c in cuts} == parts | further


# -- what does not fit ---------------------------------------------------------------------------------------------

ODD = {"odd": 0.5}
# Objects whose keys are names of the conflict: one can be left out.
MAPS = {"equilibria", "stability", "shared", "accounts", "rules_differ", "options_differ", "places"}
MAPS |= {"verdicts", "replies", "deterred_by_bluff"}
MAPS |= {"free"}
MAPS |= {"factions", "outcomes", "comes", "goes", "own_places"}
MAPS |= {"pivotal", "better_for", "worse_for", "survives", "unstable", "leaving", "sanctions"}
MAPS_OF = {("check", "feasible"), ("compare", "status_quo")}


@functools.cache
def sample(form: str, path: str) -> Any:
    """Give an answer with something in every list."""
    asked: dict[str, Argv] = {
        "catalogue": ("catalogue",),
        "explain": ("explain", "syria-iraq-1975", "--state", "s5"),
        "pivot rankings": ("pivot", "syria-iraq-1975", "--goal", "s5", "-c", "seq"),
    }
    found = answer(*asked.get(form, (command_of(form), path, *MORE.get(form, ()))))
    validator(form).validate(found)
    return found


def values(found: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Find the way to every value of an answer."""
    if path:
        yield path
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in inner:
        yield from values(value, (*path, key))


def holder(found: Any, path: tuple[str | int, ...]) -> Any:
    for key in path[:-1]:
        found = found[key]
    return found


OPTIONAL = {"degree", "members", "text", "level_of", "moves_differ"}


def stands_by_itself(command: str, path: tuple[str | int, ...]) -> bool:
    """Tell whether a value can be left out: a place in a list, what a name of the conflict leads to, members."""
    above = path[-2] if len(path) > 1 else None
    maps = above in MAPS or (command, above) in MAPS_OF or path[-3:-2] in (("stability",), ("places",))
    return maps or isinstance(path[-1], int) or path[-1] in OPTIONAL


@pytest.mark.parametrize("form", FORMS)
def test_no_required_key_may_be_missing_and_no_other_may_come(form, files):
    found = sample(form, files["wells"])
    tops = range(len(found)) if isinstance(found, list) else [None]
    for top in tops:
        for key in found[top] if top is not None else found:
            damaged = copy.deepcopy(found)
            del (damaged[top] if top is not None else damaged)[key]
            assert not validator(form).is_valid(damaged), key
        damaged = copy.deepcopy(found)
        (damaged[top] if top is not None else damaged)["another"] = None
        assert not validator(form).is_valid(damaged)


@pytest.mark.parametrize("form", FORMS)
def test_every_value_has_its_shape(form, files):
    """No value can be put in another's place, no key is free, none can be left out."""
    found = sample(form, files["wells"])
    once: set[tuple[str | int, ...]] = set()
    for path in values(found):
        kind = tuple("*" if isinstance(key, int) else key for key in path)
        if kind in once:  # one of each kind is enough
            continue
        once.add(kind)
        damaged = copy.deepcopy(found)
        old = holder(damaged, path)[path[-1]]
        holder(damaged, path)[path[-1]] = ODD
        assert not validator(form).is_valid(damaged), path
        if isinstance(old, dict):
            holder(damaged, path)[path[-1]] = old | ODD
            assert not validator(form).is_valid(damaged), path
        if not stands_by_itself(command_of(form), path):
            del holder(damaged, path)[path[-1]]
            assert not validator(form).is_valid(damaged), path


def test_the_samples_have_something_of_everything(files):
    analysis, compared = sample("analyze", files["wells"]), sample("compare", files["wells"])
    assert any("members" in s for s in analysis["states"])
    assert all(analysis["evolution"][key] for key in ("reachable", "only_by_moves"))
    assert all(compared[key] for key in ("claims", "preferences_differ", "rules_differ", "options_differ"))
    assert {"none", "west.pump"} == set(compared["status_quo"].values())
    improvements = [i for v in sample("explain", files["wells"])["verdicts"] for i in v["improvements"]]
    assert any(i["sanction"] for i in improvements)
    assert any(i["escape"] for i in improvements)
    assert any(m["better"] for i in improvements for m in i["sanction"])
    held = sample("ultimatum", files["wells"])
    assert held["sanctions"]["list"]
    assert any(u["game_tree"] and u["game_tree"]["growth"] and u["record"] for u in held["ultimatums"])
    judged = [s for u in held["ultimatums"] for s in u["judged"]["states"]]
    assert any(s["executions"] for s in judged)
    assert any(s["instead"] and s["compliance"] for s in judged)
    assert any(u["judged"]["turns"] for u in held["ultimatums"])
    assert any(u["judged"]["shifts"] for u in held["ultimatums"])
    supposed = sample("whatif", files["wells"])["supposed"]
    assert supposed["fixed"]
    assert supposed["preferred"]
    factions = sample("factions", files["wells"])["factions"]["east"]
    assert all(factions["win_set"]["states"][0][key] for key in ("for", "pivotal"))
    assert any(t["comes"]["nash"] and t["goes"]["nash"] for t in factions["takeovers"])
    each = sample("pivot", files["wells"])["pivotal"]
    assert each["east"]["better_for"]["west"]
    assert each["east"]["courted_by"]
    goal = sample("pivot goal", files["wells"])
    assert {c["change"] for t in goal["answers"] for c in t["changes"]} >= {"drop", "add"}
    assert goal["answers"][0]["sequence"]
    rankings = sample("pivot rankings", files["wells"])
    assert {c["change"] for t in rankings["answers"] for c in t["changes"]} == {"swap"}
    assert all(rankings["rankings"][0][key] for key in ("equilibrium", "reached", "always", "orders"))
    moves = [
        m for s in sample("coalitions", files["wells"])["states"] for g in s["coalitions"] for m in g["moves"]
    ]
    assert any(m["sanctions"]["seq"] for m in moves)
    assert any(m["equilibrium"] and m["onward"] for m in moves)


@pytest.mark.parametrize(
    ("form", "path", "value"),
    [
        ("analyze", ("format",), 2),
        ("analyze", ("feasible",), 0),
        ("analyze", ("states", 0, "number"), -1),
        ("analyze", ("decision_makers",), []),
        ("analyze", ("equilibria",), {"nasch": []}),
        ("analyze", ("stability",), {"nasch": {}}),
        ("analyze", ("equilibria", "nash"), ["none", "none"]),
        ("analyze", ("truncated",), {"elsewhere": {"count": 1, "truncated": True}}),
        ("evolve", ("truncated",), {"states": {"count": 1, "truncated": True}}),
        ("evolve", ("evolution", "only_by_moves", 0, "sequence"), []),
        ("evolve", ("evolution",), None),
        ("states", ("count",), -1),
        ("explain", ("verdicts", 0, "concept"), "nasch"),
        ("compare", ("claims", 0, "accounts"), {}),
        ("whatif", ("after", "perspective"), "farmers"),
        ("whatif", ("supposed", "fixed", 0, "option"), "pump"),
        ("ultimatum", ("ultimatums", 0, "judged", "verdicts"), {"empty": 1}),
        ("ultimatum", ("ultimatums", 0, "game_tree", "threshold", "exact"), "0.5"),
        ("ultimatum", ("truncated",), {"states": {"count": 1, "truncated": True}}),
        ("catalogue", (0, "decision_makers"), 0),
        ("factions", ("factions", "east", "win_set", "states", 0, "ratified"), False),
        ("factions", ("factions", "east", "total", "exact"), "3.5"),
        ("factions", ("factions",), {}),
        ("pivot", ("concept",), "nasch"),
        ("pivot", ("pivotal",), {}),
        ("pivot", ("truncated",), {"goal.states": {"count": 2, "truncated": True}}),
        ("pivot goal", ("verdict",), "holds already"),
        ("pivot goal", ("verdict",), "impossible"),
        ("pivot goal", ("verdict",), "not found"),
        ("pivot goal", ("price",), 0),
        ("pivot goal", ("count",), 0),
        ("pivot goal", ("answers",), []),
        ("pivot goal", ("answers", 0, "changes"), []),
        ("pivot goal", ("answers", 0, "changes", 0, "change"), "move"),
        ("pivot goal", ("answers", 0, "changes", 0, "change"), "swap"),
        ("pivot goal", ("answers", 0, "changes", 0, "place"), 0),
        ("pivot goal", ("goal", "states"), []),
        ("pivot goal", ("goal", "who"), ["nobody else"]),
        ("pivot rankings", ("rankings", 0, "total"), 0),
        ("pivot rankings", ("answers", 0, "changes", 0, "change"), "add"),
        ("coalitions", ("coalitions", 0, "members"), []),
        ("coalitions", ("survives",), {"nasch": []}),
        ("coalitions", ("states", 0, "coalitions", 0, "moves", 0, "undeterred"), []),
        ("coalitions", ("states", 0, "coalitions", 0, "moves", 0, "sequence"), []),
        ("coalitions", ("states", 0, "coalitions", 0, "moves", 0, "sanctions"), {"smr": []}),
        ("coalitions", ("truncated",), {"states": {"count": 2, "truncated": True}}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_invalid(form, path, value, files):
    damaged = copy.deepcopy(sample(form, files["wells"]))
    holder(damaged, path)[path[-1]] = value
    assert not validator(form).is_valid(damaged)


def test_verdicts_do_not_contradict_themselves(files):
    found = sample("explain", files["wells"])
    turned = 0
    for v, verdict in enumerate(found["verdicts"]):
        damaged = copy.deepcopy(found)
        damaged["verdicts"][v]["stable"] = not verdict["stable"]
        assert not validator("explain").is_valid(damaged)
        for i, improvement in enumerate(verdict["improvements"]):
            damaged = copy.deepcopy(found)
            damaged["verdicts"][v]["improvements"][i]["deterred"] = not improvement["deterred"]
            assert not validator("explain").is_valid(damaged)
            turned += 1
    assert turned


# -- the files -----------------------------------------------------------------------------------------------------


def test_every_command_that_prints_json_has_a_schema():
    (subparsers,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    printing = {name for name, p in subparsers.choices.items() if "--json" in p._option_string_actions}
    assert printing == set(commands())
    assert "conflict" not in commands()


@pytest.mark.parametrize("command", commands())
def test_a_printed_schema_stands_alone(command):
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["schema", command]) == 0
    printed = json.loads(out.getvalue())
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["title"] == f"What 'detente {command} --json' prints"
    assert references(printed) == {f"#/$defs/{name}" for name in printed["$defs"]}


def references(found: Any) -> set[str]:
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    own = {found["$ref"]} if isinstance(found, dict) and "$ref" in found else set()
    return own.union(*(references(value) for value in inner))


def objects(found: Any) -> Iterator[dict[str, Any]]:
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    if isinstance(found, dict) and found.get("type") == "object":
        yield found
    for value in inner:
        yield from objects(value)


@pytest.mark.parametrize("command", commands())
def test_every_object_says_which_keys_it_has(command):
    for found in objects(answer_schema(command)):
        assert "additionalProperties" in found, found
        if "properties" in found:
            assert found["additionalProperties"] is False
            assert set(found["required"]) >= set(found["properties"]) - OPTIONAL


def test_a_name_means_one_thing_and_is_used():
    names = [*json.loads((FOLDER / "shared.json").read_text(encoding="utf-8"))["$defs"], *commands()]
    for command in commands():
        names += json.loads((FOLDER / f"{command}{ENDING}").read_text(encoding="utf-8")).get("$defs", {})
    assert len(names) == len(set(names))
    used = set().union(*(answer_schema(c)["$defs"] for c in commands()))
    assert set(names) - set(commands()) <= used


def test_the_concepts_are_all_there():
    pattern = answer_schema("analyze")["$defs"]["concept"]["pattern"]
    for key in (*CLASSICAL, *concept_keys(variants=True), "gmr-strong3", "l99", "l3:us=2:west_2=4"):
        assert re.fullmatch(pattern, key)
        assert find_concept(key).key == key
    for key in (
        "l0",
        "l100",
        "nasch",
        "l2:",
        "l2:us=0",
        "gmr:us=2",
        "nash-strong",
        "nash-e",
        "sseq-a",
        "gmr-strong2",
    ):
        assert not re.fullmatch(pattern, key)


@pytest.mark.parametrize("what", ["shared", "new", "nothing"])
def test_what_has_no_schema_is_told(what):
    with pytest.raises(UnknownNameError, match=f"no schema '{what}'"):
        answer_schema(what)


def test_the_folder_has_nothing_else():
    assert {p.name for p in Path(FOLDER).glob("*.json")} == {"shared.json", *(c + ENDING for c in commands())}
