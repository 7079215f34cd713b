"""Nothing that ``--json`` told in format 1 is lost: each key of old, recomputed from the result and read from format 2.

The functions on the left make what format 1 held, under the keys of its schemas; those on the right find the same in an
answer of format 2. A key without a counterpart fails.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
import numpy as np
import pytest
import yaml

import detente
from detente.cli import main
from detente.conflict import Conflict, find_concept, in_reading_order, read_conflict
from detente.game.symbolic import SymbolicGame
from detente.questions import find
from detente.questions.factions.takeovers import outcomes_at
from detente.questions.question import Request
from tools.large_conflicts import large_file

Values = dict[str, Any]


def asked(name: str, conflict: Conflict, account: str, *concepts: str, **given: Any) -> tuple[Any, Values]:
    """Ask a question of an account: the result, and the answer as a reader of JSON has it."""
    question = find(name)
    defaults = {
        a.name: False if a.kind == "flag" else () if a.many else a.default for a in question.arguments
    }
    accounts = conflict.accounts if account == "" else (account,)
    request = Request(conflict, accounts, concepts or None, defaults | given)
    result = question.ask(request)[0]
    return result, json.loads(msgspec.json.encode(question.answer(result)))


def same(old: Values, new: Values) -> None:
    """Hold what format 1 told against what is read from format 2, key by key."""
    assert set(old) == set(new)
    for key, value in old.items():
        assert new[key] == value, key


# -- what all answers share ------------------------------------------------------------------------


class Reader:
    """Reads an answer of format 2 as one of format 1."""

    def __init__(self, found: Values) -> None:
        self.found = found
        self.ids = [s["id"] for s in found["states"]]

    def state(self, ref: int | None) -> str | None:
        return None if ref is None else self.ids[ref]

    def states(self, refs: list[int]) -> list[str]:
        return [self.ids[r] for r in refs]

    def whole(self, ref: int) -> Values:
        s = self.found["states"][ref]
        keys = ("members", "text")
        told = {"id": s["id"], "taken": s["taken"], "number": int(s["number"])}
        return told | {k: s[k] for k in keys if k in s}

    def way(self, way: Values | None) -> list[Values]:
        return [{"mover": m["mover"], "state": self.ids[m["state"]]} for m in way["moves"]] if way else []

    def marked(self, text: str) -> list[str]:
        return [i for i, mark in zip(self.ids, text, strict=False) if mark == "1"]

    def head(self) -> Values:
        f = self.found
        makers = [
            {
                "id": d["id"],
                "name": d["name"],
                "options": [
                    {"id": o["id"], "text": o["text"], "tags": o["tags"]}
                    | ({"level_of": o["level_of"]} if o["level_of"] else {})
                    for o in d["options"]
                    if o["available"]
                ],
            }
            for d in f["decision_makers"]
        ]
        return {
            "title": f["title"],
            "perspectives": [p["id"] for p in f["perspectives"]],
            "decision_makers": makers,
        }


def head(conflict: Conflict, accounts: tuple[str, ...]) -> Values:
    return {
        "title": conflict.title,
        "perspectives": list(accounts),
        "decision_makers": [
            {
                "id": d.id,
                "name": d.name,
                "options": [
                    {"id": f"{d.id}.{o.id}", "text": o.text, "tags": list(o.tags)}
                    | ({"level_of": f"{d.id}.{o.of.id}"} if o.of is not None else {})
                    for o in d.options
                ],
            }
            for d in conflict.decision_makers
        ],
    }


def state_value(state: Any) -> Values:
    found: Values = {"id": state.id, "taken": list(state.taken), "number": state.number}
    if state.members:
        found["members"] = [list(m) for m in state.members]
    if state.text:
        found["text"] = state.text
    return found


def way_value(path: Any) -> list[Values]:
    return [{"mover": m.mover, "state": m.state.id} for m in path.moves] if path else []


def ids(game: Any, states: Any) -> list[str]:
    return [game.state(int(s)).id for s in states]


def span(places: Any) -> Values | None:
    return None if places is None else {"best": places[0], "worst": places[1]}


def span_read(found: Values | None) -> Values | None:
    return None if found is None else {"best": found["best"], "worst": found["worst"]}


def exact(value: Any) -> Values | None:
    return None if value is None else {"exact": str(value), "decimal": float(value)}


NAMES = ["istanbul-2025", "elmira", "elmira-nine-states", "garrison", "prisoners-dilemma"]


# -- analyze, evolve, whatif -----------------------------------------------------------------------


def old_evolution(found: Any) -> Values:
    game, concepts = found.game, in_reading_order(found.stability.concepts)
    held = {c: found.stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(held.values()), axis=0))
    near, far = found.by_improvements.steps, found.by_moves.steps
    free = {c: found.undeterred(c).steps >= 0 for c in concepts if found.has_ways(c)}

    def reached(wanted: Any, steps: Any, *, improvements: bool) -> list[Values]:
        told = []
        for s in wanted[np.argsort(steps[wanted], kind="stable")].tolist():
            where = [c for c in concepts if held[c][s]]
            one = {
                "state": game.state(s).id,
                "concepts": sorted(where),
                "sequence": way_value(found.path(game.state(s), improvements=improvements)),
            }
            if improvements:
                one["undeterred"] = [c for c in sorted(where) if c in free and free[c][s]]
            told.append(one)
        return told

    return {
        "from": found.start.id,
        "reachable": reached(every[near[every] >= 0], near, improvements=True),
        "only_by_moves": reached(every[(near[every] < 0) & (far[every] >= 0)], far, improvements=False),
        "unreachable": ids(game, every[far[every] < 0]),
        "reachable_states": int((near >= 0).sum()),
    }


def read_reached(r: Reader, found: list[Values], *, improvements: bool) -> list[Values]:
    return [
        {"state": r.state(x["state"]), "concepts": sorted(x["concepts"]), "sequence": r.way(x["way"])}
        | ({"undeterred": sorted(x["undeterred"])} if improvements else {})
        for x in found
    ]


def read_evolution(r: Reader, f: Values, start: int) -> Values:
    return {
        "from": r.state(start),
        "reachable": read_reached(r, f["reachable"], improvements=True),
        "only_by_moves": read_reached(r, f["only_by_moves"], improvements=False),
        "unreachable": [r.state(x if isinstance(x, int) else x["state"]) for x in f["unreachable"]],
        "reachable_states": int(f["reachable_states"]),
    }


def old_analysis(found: Any) -> Values:
    game = found.game
    return {
        "status_quo": None if game.status_quo is None else game.state(game.status_quo).id,
        "feasible": game.size,
        "states": [state_value(game.state(s)) for s in range(game.size)],
        "equilibria": {c: ids(game, np.flatnonzero(found.stability.holds(c))) for c in found.concepts},
        "stability": {
            c: {
                dm: ids(game, np.flatnonzero(stable))
                for dm, stable in zip(game.decision_makers, found.stability.stable[c], strict=True)
            }
            for c in found.concepts
        },
        "evolution": None if found.evolution is None else old_evolution(found.evolution),
    }


@pytest.mark.parametrize("name", NAMES)
def test_analyze(name: str) -> None:
    conflict = detente.load(name)
    for account in conflict.accounts:
        found, answer = asked("analyze", conflict, account)
        r = Reader(answer)
        assert answer["perspective"] == account
        same(head(conflict.under(account), conflict.accounts), r.head())
        follows = answer["following"]
        same(
            old_analysis(found),
            {
                "status_quo": r.state(answer["status_quo"]),
                "feasible": int(answer["feasible"]),
                "states": [r.whole(k) for k in range(int(answer["feasible"]))],
                "equilibria": {h["concept"]: r.states(h["states"]) for h in answer["held"]},
                "stability": {
                    h["concept"]: {s["decision_maker"]: r.marked(s["stable"]) for s in h["stays"]}
                    for h in answer["held"]
                },
                "evolution": follows and read_evolution(r, follows, follows["start"]),
            },
        )


@pytest.mark.parametrize("name", ["istanbul-2025", "elmira", "prisoners-dilemma"])
def test_evolve(name: str) -> None:
    conflict = detente.load(name)
    for account in conflict.accounts:
        found, answer = asked("evolve", conflict, account)
        r = Reader(answer)
        same(old_evolution(found), read_evolution(r, answer, answer["start"]))


def read_side(r: Reader, side: Values, states: list[Values]) -> Values:
    """Read one side of a change; states of the other side alone are left out."""
    there = [k for k, mark in enumerate(side["held"][0]["stays"][0]["stable"]) if mark != "-"]
    return {
        "status_quo": r.state(side["status_quo"]),
        "feasible": int(side["feasible"]),
        "states": {r.ids[k] for k in there},
        "equilibria": {h["concept"]: set(r.states(h["states"])) for h in side["held"]},
        "stability": {
            h["concept"]: {s["decision_maker"]: set(r.marked(s["stable"])) for s in h["stays"]}
            for h in side["held"]
        },
        "evolution": read_evolution(r, side, side["status_quo"]),
    }


def test_whatif() -> None:
    conflict = detente.load("istanbul-2025")
    for account in conflict.accounts:
        found, answer = asked(
            "whatif", conflict, account, without=("europe.enforce",), prefer=(("us", "not us.insist"),)
        )
        r = Reader(answer)
        assert answer["supposed"]["fixed"] == [{"option": o, "taken": t} for o, t in found.change.fixed]
        assert answer["supposed"]["preferred"] == [
            {"id": s.id, "decision_maker": dm, "that": str(s.that)} for dm, s in found.change.preferred
        ]
        for side, analysis in (("before", found.before), ("after", found.after)):
            old = old_analysis(analysis)
            old["states"] = {s["id"] for s in old["states"]}
            old["equilibria"] = {c: set(s) for c, s in old["equilibria"].items()}
            old["stability"] = {c: {dm: set(s) for dm, s in by.items()} for c, by in old["stability"].items()}
            read = read_side(r, answer[side], answer["states"])
            assert sorted(map(str, old["evolution"].pop("reachable"))) == sorted(
                map(str, read["evolution"].pop("reachable"))
            )
            assert sorted(map(str, old["evolution"].pop("only_by_moves"))) == sorted(
                map(str, read["evolution"].pop("only_by_moves"))
            )
            same(old, read)
        places = {(p["concept"], p["decision_maker"]): p for p in answer["places"]}
        for concept in found.before.concepts:
            for dm, (before, after) in found.places(concept).items():
                told = places[concept, dm]
                assert (span_read(told["before"]), span_read(told["after"])) == (span(before), span(after))


# -- compare, states, check, catalogue, equilibria -------------------------------------------------


@pytest.mark.parametrize("name", ["istanbul-2025", "elmira"])
def test_compare(name: str) -> None:
    """The analyses of the accounts that stood in it in full are those of ``analyze --perspective``."""
    conflict = detente.load(name)
    found, answer = asked("compare", conflict, "")
    r = Reader(answer)
    same(head(conflict, conflict.accounts), r.head())
    by = {a["account"]: a for a in answer["accounts"]}
    for analysis in found.analyses:
        old, told = old_analysis(analysis), by[analysis.game.account]
        concepts = {c["concept"]: c for c in told["concepts"]}
        assert r.state(told["status_quo"]) == old["status_quo"]
        assert int(told["feasible"]) == old["feasible"]
        assert {c: r.states(x["equilibria"]) for c, x in concepts.items()} == old["equilibria"]
        ways = {r.state((w["moves"] or [{"state": w["start"]}])[-1]["state"]): r.way(w) for w in told["ways"]}
        for one in old["evolution"]["reachable"]:
            assert ways[one["state"]] == one["sequence"]
            assert [c for c in sorted(concepts) if one["state"] in r.states(concepts[c]["reached"])] == one[
                "concepts"
            ]
            free = [c for c in sorted(concepts) if one["state"] in r.states(concepts[c]["undeterred"] or [])]
            assert free == one["undeterred"]
    same(
        {
            "shared": {c: list(found.shared(c)) for c in found.concepts},
            "claims": [
                {
                    "decision_maker": c.dm,
                    "that": str(c.statement.that),
                    "accounts": {
                        account: {
                            "place": c.places[account],
                            "statement": s.id,
                            "because": s.because,
                            "sources": [str(x) for x in s.sources],
                            "confidence": s.confidence,
                        }
                        for account, s in c.made_by.items()
                    },
                }
                for c in found.claims
            ],
            "preferences_differ": list(found.other_differences),
            "rules_differ": {k: list(v) for k, v in found.rules_differ.items()},
            "options_differ": {k: list(v) for k, v in found.options_differ.items()},
            "moves_differ": {f"{d}: {s} -> {t}": list(v) for (d, s, t), v in found.moves_differ.items()},
            "status_quo": found.starts,
        },
        {
            "shared": {s["concept"]: r.states(s["states"]) for s in answer["shared"]},
            "claims": [
                {
                    "decision_maker": c["decision_maker"],
                    "that": c["that"],
                    "accounts": {
                        m["account"]: {
                            k: m[k] for k in ("place", "statement", "because", "sources", "confidence")
                        }
                        for m in c["made"]
                    },
                }
                for c in answer["claims"]
            ],
            "preferences_differ": answer["preferences_differ"],
            "rules_differ": {x["id"]: x["accounts"] for x in answer["rules_differ"]},
            "options_differ": {x["id"]: x["accounts"] for x in answer["options_differ"]},
            "moves_differ": {
                f"{x['decision_maker']}: {x['source']} -> {x['target']}": x["accounts"]
                for x in answer["moves_differ"]
            },
            "status_quo": {a["account"]: r.state(a["status_quo"]) for a in answer["accounts"]},
        },
    )


@pytest.mark.parametrize(("name", "where"), [("istanbul-2025", "settlement"), ("elmira", None)])
def test_states(name: str, where: str | None) -> None:
    conflict = detente.load(name)
    account = conflict.accounts[0]
    _, answer = asked("states", conflict, account, where=where)
    r, game = Reader(answer), conflict.game(account)
    holds = None if where is None else conflict.under(account).condition(where)
    listed = [s for s in map(game.state, range(game.size)) if holds is None or holds.holds(s.facts)]
    assert (int(answer["feasible"]), int(answer["count"])) == (game.size, len(listed))
    assert [r.whole(k) for k in answer["listed"]] == [state_value(s) for s in listed]


def test_check(tmp_path: Any) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text(yaml.safe_dump(large_file(4, 2, 1, scope="any", seed=1)), encoding="utf-8")
    for conflict in (detente.load("istanbul-2025"), detente.load(str(file))):
        _, answer = asked("check", conflict, "")
        same(head(conflict, conflict.accounts), Reader(answer).head())
        assert {a["id"]: int(a["feasible"]) for a in answer["accounts"]} == {
            a: conflict.game(a).size for a in conflict.accounts
        }
        assert answer["warnings"] == [str(w) for w in conflict.warnings]


def test_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [x["name"] for x in listed] == list(detente.catalogue_names())
    for one in listed:
        conflict = detente.load(one["name"])
        same(
            {
                "name": one["name"],
                "title": conflict.title,
                "decision_makers": len(conflict.decision_makers),
                "options": len(conflict.option_ids),
                "perspectives": list(conflict.accounts),
                "published": any(p.equilibria for p in conflict.published),
            },
            one,
        )


@pytest.mark.parametrize("where", [None, "russia.talks"])
def test_equilibria(where: str | None) -> None:
    conflict = detente.load("istanbul-2025")
    for account in conflict.accounts:
        drawn, answer = asked("equilibria", conflict, account, concept="seq", where=where, sample=3, seed=2)
        r, found = Reader(answer), drawn.found
        pattern = found.pattern
        shares = {s["option"]: int(s["count"]) for s in answer["shares"]}
        same(
            {
                "feasible": found.feasible.count,
                "concept": "seq",
                "where": found.where or None,
                "total": found.total,
                "count": found.count,
                "taken": list(pattern.taken),
                "not_taken": list(pattern.not_taken),
                "free": {o: found.states.having(o) for o in pattern.free},
                "linked": [{"options": [a, b], "kind": k} for a, b, k in pattern.linked],
                "sample": [state_value(s) for s in found.sample(3, 2)],
            },
            {
                "feasible": int(answer["feasible"]),
                "concept": answer["concept"],
                "where": answer["where"] or None,
                "total": int(answer["total"]),
                "count": int(answer["count"]),
                "taken": answer["pattern"]["taken"],
                "not_taken": answer["pattern"]["not_taken"],
                "free": {o: shares[o] for o in answer["pattern"]["free"]},
                "linked": [{k: x[k] for k in ("options", "kind")} for x in answer["pattern"]["linked"]],
                "sample": [r.whole(s) for s in answer["sample"]],
            },
        )


# -- explain ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "state", "concepts"),
    [
        ("istanbul-2025", None, ()),
        ("elmira-nine-states", "s1", ("nash", "sim-any", "sseq", "l2", "nm")),
        ("prisoners-dilemma", None, ("nash", "seq-a", "gmr-d")),
    ],
)
def test_explain(name: str, state: str | None, concepts: tuple[str, ...]) -> None:
    conflict = detente.load(name)
    account = conflict.accounts[0]
    found, answer = asked("explain", conflict, account, *concepts, state=state)
    r = Reader(answer)
    assert r.whole(answer["state"]) == state_value(found.state)
    assert len(found.verdicts) == len(answer["verdicts"])
    for e, v in zip(found.verdicts, answer["verdicts"], strict=True):
        same(
            {
                "decision_maker": e.dm,
                "concept": e.concept,
                "stable": e.stable,
                "count": e.count,
                "undeterred": e.undeterred,
                "truncated": e.count > len(e.answers),
                "improvements": [old_witness(a, e.concept) for a in e.answers],
            },
            {k: v[k] for k in ("decision_maker", "concept", "stable", "truncated")}
            | {k: int(v[k]) for k in ("count", "undeterred")}
            | {"improvements": [read_witness(r, x, v["concept"]) for x in v["improvements"]]},
        )


def old_witness(a: Any, concept: str) -> Values:
    told = {
        "state": a.improvement.id,
        "because": a.gain.statement.id if a.gain.statement else None,
        "deterred": a.deterred,
        "sanction": [
            step
            | {
                "gains": None if m.unknown else m.gain > 0,
                "because": m.statement.id if m.statement else None,
                "better": more.id if more else None,
            }
            for step, m, more in zip(way_value(a.sanction), a.movers, a.better, strict=True)
        ],
        "at_once": {
            "moves": [{"mover": m.mover, "state": m.state.id} for m in a.at_once],
            "end": a.loss.after.id,
        }
        if a.at_once and a.loss
        else None,
        "answer": way_value(a.answer),
        "escape": a.escape.id if a.escape else None,
    }
    if find_concept(concept).variant:
        told["degree"] = None if a.gain.unknown else a.gain.degree
    return told


def read_witness(r: Reader, x: Values, concept: str) -> Values:
    told = {
        "state": r.state(x["state"]),
        "because": x["gain"]["statement"],
        "deterred": x["deterred"],
        "sanction": [
            step
            | {
                "gains": None if m["unknown"] else m["gain"] > 0,
                "because": m["statement"],
                "better": r.state(more),
            }
            for step, m, more in zip(r.way(x["sanction"]), x["movers"], x["better"], strict=True)
        ],
        "at_once": {
            "moves": [{"mover": m["mover"], "state": r.state(m["state"])} for m in x["at_once"]],
            "end": r.state(x["loss"]["after"]),
        }
        if x["at_once"] and x["loss"]
        else None,
        "answer": r.way(x["answer"]),
        "escape": r.state(x["escape"]),
    }
    if find_concept(concept).variant:
        told["degree"] = None if x["gain"]["unknown"] else x["gain"]["degree"]
    return told


# -- pivot, coalitions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "goal", "more"),
    [
        ("istanbul-2025", "russia.truce and not europe.troops", {}),
        ("istanbul-2025", "russia.truce and not europe.troops", {"who": ("us",)}),
        ("elmira-nine-states", "s8", {"anywhere": True}),
    ],
)
def test_pivot_to_a_goal(name: str, goal: str, more: Values) -> None:
    conflict = detente.load(name)
    found, answer = asked("pivot", conflict, conflict.accounts[-1], goal=goal, **more)
    r, game = Reader(answer), found.game

    def change(c: Any) -> Values:
        if not hasattr(c, "statement"):
            return {"decision_maker": c.dm, "change": "swap", "better": c.better.id, "worse": c.worse.id}
        s = c.statement
        return {
            "decision_maker": c.dm,
            "change": c.kind,
            "statement": s.id,
            "that": str(s.that),
            "place": c.place,
            "before": c.before or None,
            "sources": [str(x) for x in s.sources],
            "confidence": s.confidence,
        }

    def read(c: Values) -> Values:
        if c["type"] == "ranking":
            states = {k: r.state(c[k]) for k in ("better", "worse")}
            return {"decision_maker": c["decision_maker"], "change": "swap"} | states
        return {k: v for k, v in c.items() if k not in ("type", "text")}

    same(
        {
            "concept": found.concept,
            "asked": found.goal,
            "goal states": ids(game, found.goals),
            "from_status_quo": found.from_status_quo,
            "who": list(found.who),
            "verdict": found.verdict,
            "price": found.price if found.price >= 0 else None,
            "complete": found.complete if found.complete >= 0 else None,
            "count": found.count,
            "counted_all": found.every,
            "answers": [
                {
                    "changes": [change(c) for c in t.changes],
                    "state": t.state.id,
                    "states": [s.id for s in t.states],
                    "outcomes": t.outcomes,
                    "part_of_goal": t.of_goal,
                    "sequence": way_value(t.path),
                }
                for t in found.answers
            ],
            "obstacles": [(o.state.id, list(o.leavers), o.out_of_reach) for o in found.obstacles],
            "rankings": [
                (
                    x.dm,
                    x.total,
                    x.stable,
                    x.reached,
                    [(a.id, b.id) for a, b in x.always],
                    [ids(game, o) for o in x.orders[:1_000]],
                    len(x.orders),
                )
                for x in found.rankings
            ],
        },
        {
            "concept": answer["concept"],
            "asked": answer["goal"]["asked"],
            "goal states": r.states(answer["goal"]["states"]),
            "from_status_quo": answer["goal"]["from_status_quo"],
            "who": answer["goal"]["who"],
            "verdict": answer["verdict"],
            "price": answer["price"],
            "complete": answer["complete"],
            "count": answer["count"],
            "counted_all": answer["counted_all"],
            "answers": [
                {
                    "changes": [read(c) for c in t["changes"]],
                    "state": r.state(t["states"][0]),
                    "states": r.states(t["states"]),
                    "outcomes": t["outcomes"],
                    "part_of_goal": t["part_of_goal"],
                    "sequence": r.way(t["way"]),
                }
                for t in answer["turns"]
            ],
            "obstacles": [
                (r.state(o["state"]), o["leavers"], o["out_of_reach"]) for o in answer["obstacles"]
            ],
            "rankings": [
                (
                    x["decision_maker"],
                    x["total"],
                    x["equilibrium"],
                    x["reached"],
                    [(r.state(p["better"]), r.state(p["worse"])) for p in x["always"]],
                    [r.states(o) for o in x["orders"]],
                    x["count"],
                )
                for x in answer["rankings"]
            ],
        },
    )


@pytest.mark.parametrize("name", ["istanbul-2025", "elmira-nine-states", "prisoners-dilemma"])
def test_pivot(name: str) -> None:
    conflict = detente.load(name)
    found, answer = asked("pivot", conflict, conflict.accounts[0])
    r, game = Reader(answer), found.game
    assert r.state(answer["status_quo"]) == (found.start.id if found.start else None)
    assert (answer["concept"], r.states(answer["present"])) == (found.concept, ids(game, found.present))
    told = {p["decision_maker"]: p for p in answer["pivotal"]}
    assert list(told) == list(game.decision_makers)
    for dm, p in told.items():
        gaining, losing = found.between(dm)
        others = [o for o in game.decision_makers if o != dm]
        effects = {e["decision_maker"]: e for e in p["effects"]}
        same(
            {
                "could": ids(game, found.could[dm]),
                "new": ids(game, found.new(dm)),
                "unsure": ids(game, found.unsure[dm]),
                "courted_by": list(found.courted[dm]),
                "better_for": {
                    o: set(ids(game, found.better_for(dm, o)) if found.present.size else []) for o in others
                },
                "worse_for": {o: set(ids(game, found.worse_for(dm, o))) for o in others},
                "gaining": list(gaining),
                "losing": list(losing),
            },
            {k: r.states(p[k]) for k in ("could", "new", "unsure")}
            | {k: p[k] for k in ("courted_by", "gaining", "losing")}
            | {
                "better_for": {o: set(r.states(effects[o]["better"])) for o in others},
                "worse_for": {o: set(r.states(effects[o]["worse"])) for o in others},
            },
        )


@pytest.mark.parametrize(("name", "account"), [("istanbul-2025", "broker"), ("elmira", "base")])
def test_coalitions(name: str, account: str) -> None:
    conflict = detente.load(name)
    account = account if account in conflict.accounts else conflict.accounts[0]
    found, answer = asked("coalitions", conflict, account)
    r, game = Reader(answer), found.game
    assert r.state(answer["status_quo"]) == game.state("status_quo").id
    assert int(answer["feasible"]) == game.size
    held = {h["concept"]: h for h in answer["held"]}
    assert set(held) == set(found.concepts)
    for c in found.concepts:
        assert r.states(held[c]["equilibria"]) == ids(game, found.stability.equilibria_at(c))
        assert r.states(held[c]["survives"]) == ids(game, found.survives_at(c))
    assert [g["members"] for g in answer["groups"]] == [list(g) for g in found.groups]
    for k, group in enumerate(answer["groups"]):
        for u in group["unstable"]:
            assert r.states(u["states"]) == ids(game, np.flatnonzero(~found.stable[u["concept"]][k]))
        assert {u["concept"] for u in group["unstable"]} == set(found.concepts)
    narrow = in_reading_order(found.concepts)[0]
    left = {r.state(x["state"]): x for x in answer["left"]}
    for state in found.states:
        one = left[state.id]
        assert {x["concept"]: x["groups"] for x in one["leaving"]} == {
            c: [list(g) for g in found.leaving(state, c)] for c in found.concepts
        }
        groups = found.leaving(state, narrow)
        assert [g["members"] for g in one["groups"]] == [list(g) for g in groups]
        for told, group in zip(one["groups"], groups, strict=True):
            ends = found.ends(state, group, narrow)
            smallest = group in found.smallest_leaving(state, narrow) or len(group) == 1
            assert (told["smallest"], told["count"]) == (smallest, len(ends))
            moves = {r.state(m["state"]): m for m in told["moves"]}
            for end in ends[:5]:
                move = found.joint_move(state, group, int(end))
                m = moves[move.end.id]
                assert r.way(m["way"]) == way_value(move.path)
                assert m["undeterred"] == list(move.undeterred)
                assert m["equilibrium"] == list(move.holds)
                assert set(r.states(m["onward"])) == {s.id for s in move.onward}
                ways = {s["concept"]: r.way(s["way"]) for s in m["sanctions"]}
                for concept, path in move.sanctions.items():
                    if concept in ("gmr", "seq"):
                        assert ways.get(concept, []) == way_value(path)


# -- factions, ultimatums --------------------------------------------------------------------------


def test_factions() -> None:
    conflict = detente.load("istanbul-2025")
    account = next(a for a in conflict.accounts if conflict.under(a).factions)
    analysis, answer = asked("factions", conflict, account)
    r = Reader(answer)
    homes = {h["decision_maker"]: h for h in answer["homes"]}
    assert set(homes) == {f.dm for f in analysis.found}
    for found in analysis.found:
        h, concepts = homes[found.dm], found.analysis.concepts
        assert (h["quota"], h["total"]) == (exact(found.factions.quota), exact(found.factions.total))
        for k, (m, p, told) in enumerate(zip(found.members, found.voting.power, h["members"], strict=True)):
            same(
                {
                    "id": m.id,
                    "name": m.name,
                    "weight": exact(m.weight),
                    "because": m.because,
                    "sources": [str(s) for s in m.sources],
                    "confidence": m.confidence,
                    "swings": p.swings,
                    "banzhaf": exact(p.banzhaf),
                    "banzhaf_absolute": exact(p.banzhaf_absolute),
                    "shapley_shubik": exact(p.shapley_shubik),
                    "veto": p.veto,
                    "dummy": p.dummy,
                    "votes_for": str(int(((found.coalitions >> k & 1) > 0)[found.deals].sum())),
                },
                told,
            )
        assert h["minimal_winning"] == [list(found.ids(int(c))) for c in found.voting.minimal]
        assert r.whole(h["against"]) == state_value(found.reference)
        assert (h["where"] or None, int(h["deals"])) == (found.where or None, int(found.deals.sum()))

        def vote(state: int, found: Any = found) -> Values:
            c = int(found.coalitions[state])
            return {
                "state": found.game.state(state).id,
                "ratified": bool(found.voting.carries[c]),
                "for": list(found.ids(c)),
                "weight": exact(found.weight(c)),
                "pivotal": [found.members[k].id for k in found.voting.pivotal(c)],
            }

        def read(one: Values, h: Values = h) -> Values:
            v = h["votes"][one["vote"]]
            told = {k: v[k] for k in ("ratified", "weight", "pivotal")}
            return {"state": r.state(one["state"]), "for": v["supporters"]} | told

        assert [read(x) for x in h["win_set"]] == [vote(int(s)) for s in found.win_set_at]
        predicted = {p["concept"]: p for p in h["predicted"]}
        for c in concepts:
            assert [read(x) for x in predicted[c]["states"]] == [
                vote(int(s)) for s in outcomes_at(found.analysis, c)
            ]
        assert [t["faction"] for t in h["takeovers"]] == [t.faction.id for t in found.takeovers]
        for t, told in zip(found.takeovers, h["takeovers"], strict=True):
            assert (told["account"], sorted(told["changes"])) == (t.after.game.account, sorted(t.changes))
            for x in told["by_concept"]:
                assert r.states(x["comes"]) == ids(found.game, t.comes(x["concept"]))
                assert r.states(x["goes"]) == ids(found.game, t.goes(x["concept"]))
            places = {(p["concept"], p["decision_maker"]): p for p in told["places"]}
            for c in concepts:
                wanted = t.places(c) | {"": t.own_places(c)}
                for dm, (before, after) in wanted.items():
                    p = places[c, dm]
                    assert (span_read(p["before"]), span_read(p["after"])) == (span(before), span(after))


def reason(found: Any) -> Values | None:
    if found is None:
        return None
    because = found.statement.id if found.statement else None
    return {"gain": found.gain, "because": because, "places": list(found.places)}


def read_reason(x: Values | None) -> Values | None:
    return None if x is None else {"gain": x["gain"], "because": x["statement"], "places": x["places"]}


def test_ultimatum() -> None:
    conflict = detente.load("istanbul-2025")
    for account in conflict.accounts:
        found, answer = asked("ultimatum", conflict, account)
        r = Reader(answer)
        for asked_, told in zip(conflict.under(account).ultimatums, answer["ultimatums"], strict=True):
            judged = detente.ultimatum(conflict.game(account), asked_.id)
            same(
                {
                    "id": asked_.id,
                    "text": asked_.text,
                    "by": asked_.by,
                    "to": asked_.to,
                    "demand": str(asked_.demand),
                    "threat": str(asked_.threat),
                    "deadline": asked_.deadline,
                    "because": asked_.because,
                    "sources": [str(c) for c in asked_.sources],
                    "confidence": asked_.confidence,
                    "record": asked_.record
                    and {"text": asked_.record.text, "sources": [str(c) for c in asked_.record.sources]},
                },
                {
                    k: told[k]
                    for one in ("id text by to demand threat deadline because", "sources confidence record")
                    for k in one.split()
                },
            )
            unmet = told["unmet"]
            chosen = None if judged.chosen is None else judged.chosen.state.id
            same(
                {
                    "by": "moves" if judged.by_moves else "improvements",
                    "count": judged.count,
                    "verdicts": dict(judged.verdicts),
                    "replies": dict(judged.replies),
                    "chosen": chosen,
                    "states": [
                        {
                            "state": j.state.id,
                            "verdict": j.verdict,
                            "executions": [
                                (e.state.id, e.painful, e.pays, reason(e.target), reason(e.threatener))
                                for e in j.executions
                            ],
                            "reply": j.reply,
                            "compliance": j.compliance.id if j.compliance else None,
                            "instead": reason(j.instead),
                            "anyway": reason(j.anyway),
                            "better": j.better.id if j.better else None,
                        }
                        for j in judged.states
                    ],
                    "turns": [
                        (
                            t.edit.dm,
                            t.edit.kind,
                            str(t.edit.statement.that),
                            t.edit.statement.id,
                            t.edit.before or None,
                            t.edit.place,
                            t.verdict,
                        )
                        for t in judged.turns
                    ],
                    "shifts": [(s.dm, s.state.id, s.other.id, s.places) for s in judged.shifts],
                },
                {
                    "by": unmet["by"],
                    "count": int(unmet["count"]),
                    "verdicts": unmet["verdicts"],
                    "replies": unmet["replies"],
                    "chosen": None
                    if unmet["chosen"] is None
                    else r.state(unmet["states"][unmet["chosen"]]["state"]),
                    "states": [
                        {
                            "state": r.state(j["state"]),
                            "verdict": j["verdict"],
                            "executions": [
                                (
                                    r.state(e["state"]),
                                    e["painful"],
                                    e["pays"],
                                    read_reason(e["target"]),
                                    read_reason(e["threatener"]),
                                )
                                for e in j["executions"]
                            ],
                            "reply": j["reply"],
                            "compliance": r.state(j["compliance"]),
                            "instead": read_reason(j["instead"]),
                            "anyway": read_reason(j["anyway"]),
                            "better": r.state(j["better"]),
                        }
                        for j in unmet["states"]
                    ],
                    "turns": [
                        tuple(
                            t[k]
                            for k in (
                                "decision_maker",
                                "kind",
                                "that",
                                "statement",
                                "before",
                                "place",
                                "verdict",
                            )
                        )
                        for t in unmet["turns"]
                    ],
                    "shifts": [
                        (s["decision_maker"], r.state(s["state"]), r.state(s["other"]), s["places"])
                        for s in unmet["shifts"]
                    ],
                },
            )
        assert found.sanctions is not None
        sanctions, s = found.sanctions, answer["sanctions"]
        game = sanctions.game
        same(
            {
                "concept": sanctions.concept,
                "reached": sanctions.reached,
                "deterred_by_bluff": sanctions.deterred_by_bluff(),
                "complete": sanctions.complete,
            }
            | {k: ids(game, getattr(sanctions, k)) for k in ("equilibria", "without", "credible", "bluffs")},
            {k: s[k] for k in ("concept", "reached", "deterred_by_bluff", "complete")}
            | {k: r.states(s[k]) for k in ("equilibria", "without", "credible", "bluffs")},
        )
        for one, told in zip(sanctions.sanctions[:40], s["list"], strict=False):
            witness = sanctions.witness(one)
            same(
                {
                    "equilibrium": game.state(one.equilibrium).id,
                    "decision_maker": one.dm,
                    "improvement": witness.improvement.id,
                    "credible": one.credible,
                    "sanction": [
                        step | {"gains": m.gain > 0}
                        for step, m in zip(way_value(witness.sanction), witness.movers, strict=True)
                    ],
                },
                {
                    "equilibrium": r.state(told["equilibrium"]),
                    "decision_maker": told["decision_maker"],
                    "improvement": r.state(told["improvement"]),
                    "credible": told["credible"],
                    "sanction": [x | {"state": r.state(x["state"])} for x in told["sanction"]],
                },
            )


def test_the_game_tree_of_an_ultimatum() -> None:
    conflict = detente.load("ultimatum-audience-cost")
    account = conflict.accounts[0]
    _, answer = asked("ultimatum", conflict, account)
    seen = 0
    for one in answer["ultimatums"]:
        told = one["game_tree"]
        if told is None:
            continue
        tree = detente.game_tree(conflict.game(account), one["id"])
        seen += 1
        growth, gamble = tree.growth, tree.gamble
        same(
            {
                "threshold": exact(tree.threshold),
                "critical": {"side": tree.critical.side, "value": exact(tree.critical.value)},
                "growth": growth and {"tie_day": exact(growth.tie_day), "locked_from": growth.locked_from},
                "resolved": gamble
                and {
                    "probability": exact(gamble.resolved),
                    "replies": [{"concedes": c, "worth": exact(w)} for c, w in gamble.replies],
                },
                "parts": [
                    {
                        "from": exact(p.low),
                        "to": exact(p.high),
                        "includes": list(p.ends),
                        "threat": p.threat,
                        "plans": [
                            {
                                "threatens": x.threatens,
                                "concedes": x.concedes,
                                "carries_out": x.carries_out,
                                "ending": x.ending,
                            }
                            for x in p.plans
                        ],
                        "endings": [
                            {
                                "ending": e,
                                "threatener": exact(tree.worth(e, p.low)[0]),
                                "target": exact(tree.worth(e, p.low)[1]),
                            }
                            for e in p.endings
                        ],
                    }
                    for p in tree.parts
                ],
            },
            {
                "threshold": told["threshold"],
                "critical": {"side": told["side"], "value": told["value"]},
                "growth": told["growth"],
                "resolved": told["resolved"]
                and {
                    "probability": told["resolved"]["probability"],
                    "replies": [{"concedes": c, "worth": w} for c, w in told["resolved"]["replies"]],
                },
                "parts": [
                    {"from": p["low"], "to": p["high"]}
                    | {k: p[k] for k in ("includes", "threat", "plans", "endings")}
                    for p in told["parts"]
                ],
            },
        )
    assert seen


# -- conflicts too large to list -------------------------------------------------------------------


def test_large_conflicts() -> None:
    conflict = read_conflict(
        yaml.safe_dump(large_file(66, 11, 3, scope="local", rules=True, one_way=True, seed=1))
    )
    found, answer = asked("analyze", conflict, "base", "nash", "gmr")
    game = found.game
    assert isinstance(game, SymbolicGame)
    r = Reader(answer)
    assert answer["carrier"] == "symbolic" == found.carrier
    assert answer["why"] == found.why
    assert answer["feasible"] == str(game.feasible.count)
    assert game.status_quo is not None
    assert r.whole(answer["status_quo"]) == state_value(game.status_quo)
    for h in answer["held"]:
        concept = h["concept"]
        inside, around = found.stability.bounds(concept)
        exactly = found.stability.exact(concept)
        assert h["count"] == (str(inside.count) if exactly else None)
        assert (h["at_least"], h["at_most"]) == (
            None if inside is None else str(inside.count),
            None if around is None else str(around.count),
        )
        assert (h["incomplete"] or None) == found.stability.incomplete.get(concept)
        assert h["status_quo"] == found.stability.holds(concept, game.status_quo)
        if exactly and inside.count:
            pattern = inside.pattern
            assert h["pattern"]["taken"] == list(pattern.taken)
            assert h["pattern"]["not_taken"] == list(pattern.not_taken)
            assert h["pattern"]["free"] == list(pattern.free)
            linked = [{"options": [a, b], "kind": k} for a, b, k in pattern.linked]
            told = [{k: x[k] for k in ("options", "kind")} for x in h["pattern"]["linked"] or ()]
            assert told == (linked if inside.links_known else [])
        assert set(r.states(h["states"])) == {s.id for s in inside.sample(10)}
        assert {s["decision_maker"]: s["count"] for s in h["stays"]} == {
            dm: str(found.stability.stable_for(concept, dm).count) for dm in game.decision_makers
        }
    evolution, told = found.evolution, answer["following"]
    assert r.state(told["start"]) == evolution.start.id
    assert told["reachable_states"] == str(evolution.by_improvements.states.count)
    assert (told["complete"], told["moves"]) == (
        evolution.by_improvements.complete,
        len(evolution.by_improvements.layers) - 1,
    )
    for one in told["by_concept"]:
        concept = one["concept"]
        reached, path = evolution.reached(concept), evolution.nearest(concept)
        assert one["reached"] == str(reached.count)
        assert one["only_by_moves"] == str(evolution.only_by_moves(concept).count)
        assert one["unreachable"] == str(evolution.unreachable(concept).count)
        assert (r.way(one["nearest"]) if one["nearest"] else None) == (
            None if path is None else way_value(path)
        )
        if reached.count:
            assert {f["decision_maker"]: (f["better"], f["same"], f["worse"]) for f in one["fares"]} == {
                dm: evolution.outlook(dm, reached) for dm in game.decision_makers
            }
    why, answer = asked("explain", conflict, "base", "seq")
    r = Reader(answer)
    for e, v in zip(why.verdicts, answer["verdicts"], strict=True):
        assert (v["decision_maker"], v["concept"], v["stable"]) == (e.dm, e.concept, e.stable)
        assert v["count"] == str(e.improvements.count)
        leaves = [r.state(x["state"]) for x in v["improvements"]]
        assert leaves == ([] if e.leaving is None else [e.leaving.id])
