"""What the equilibria have in common, against looking at each of them."""

from __future__ import annotations

import csv
import json
from itertools import combinations
from random import Random

import pytest

import detente
from detente.cli import main
from detente.conflict import CLASSICAL
from detente.game import Pattern
from detente.game.symbolic import build_symbolic
from tests.generate import random_conflict
from tests.generate_symbolic import random_symbolic_conflict as random_carried


def members(state: detente.State) -> list[frozenset[str]]:
    return [frozenset(m) for m in state.members or (state.taken,)]


def slow_links(states: list[frozenset[str]], free: list[str]) -> set[tuple[str, str, str]]:
    """Say of every pair what holds in all states, each word read as it is defined."""
    found = set()
    for a, b in combinations(free, 2):
        words = {
            "same": all((a in s) == (b in s) for s in states),
            "opposite": all((a in s) != (b in s) for s in states),
            "excludes": not any(a in s and b in s for s in states),
            "either": all(a in s or b in s for s in states),
            "implies": all(b in s for s in states if a in s),
        }
        if words["same"] or words["opposite"]:
            found.add((a, b, "same" if words["same"] else "opposite"))
            continue
        found |= {(a, b, w) for w in ("excludes", "either", "implies") if words[w]}
        if all(a in s for s in states if b in s):
            found.add((b, a, "implies"))
    return found


def follows(found: Pattern) -> set[tuple[str, str, str]]:
    """Spread what is said of the first of options that are the same or opposite to the others."""
    alike = {o: (o, True) for o in found.free}
    for one, other, how in found.linked:
        if how in ("same", "opposite"):
            first, same = alike[one]
            alike[other] = (first, same == (how == "same"))
    pairs: set[tuple[str, bool, str, bool]] = set()  # settings of two options that never occur together
    for one, other, how in found.linked:
        never = {
            "implies": [(True, False)],
            "excludes": [(True, True)],
            "either": [(False, False)],
            "same": [(True, False), (False, True)],
            "opposite": [(True, True), (False, False)],
        }
        for x, y in never[how]:
            for a in found.free:
                for b in found.free:
                    if a != b and alike[a][0] == alike[one][0] and alike[b][0] == alike[other][0]:
                        at_one = x == (alike[a][1] == alike[one][1])
                        at_other = y == (alike[b][1] == alike[other][1])
                        pairs |= {(a, at_one, b, at_other), (b, at_other, a, at_one)}
    groups = [(a, b) for a in found.free for b in found.free if a != b and alike[a][0] == alike[b][0]]
    for a, b in groups:
        same = alike[a][1] == alike[b][1]
        pairs |= {(a, True, b, not same), (a, False, b, same)}
    result = set()
    for a, b in combinations(found.free, 2):
        never_both, never_none = (a, True, b, True) in pairs, (a, False, b, False) in pairs
        only_one, only_other = (a, True, b, False) in pairs, (a, False, b, True) in pairs
        if (only_one and only_other) or (never_both and never_none):
            result.add((a, b, "same" if only_one else "opposite"))
            continue
        result |= {(a, b, "excludes")} if never_both else set()
        result |= {(a, b, "either")} if never_none else set()
        result |= {(a, b, "implies")} if only_one else set()
        result |= {(b, a, "implies")} if only_other else set()
    return result


@pytest.mark.parametrize("seed", range(120))
def test_everything_said_is_what_looking_at_each_state_says(seed):
    rng = Random(seed)
    game = random_conflict(rng).game()
    concept = rng.choice(["nash", "gmr", "smr", "seq"])
    options = list(game.conflict.option_ids)
    where = f"{rng.choice(options)} or not {rng.choice(options)}" if options and rng.random() < 0.5 else None
    found = detente.equilibria(game, concept, where=where)
    every = detente.analyze(game, [concept]).equilibria[concept]
    asked = [s for s in every if where is None or game.where(where)[s.index]]
    assert found.total == len(every)
    assert found.count == len(asked)
    assert [s.id for s in found] == [s.id for s in asked]
    each = [m for s in asked for m in members(s)]
    for option in options:
        assert found.states.having(option) == sum(any(option in m for m in members(s)) for s in asked)
    pattern = found.pattern
    if not asked:
        assert pattern == Pattern((), (), (), ())
        return
    assert set(pattern.taken) == {o for o in options if all(o in m for m in each)}
    assert set(pattern.not_taken) == {o for o in options if not any(o in m for m in each)}
    assert sorted(pattern.taken + pattern.not_taken + pattern.free) == sorted(options)
    assert follows(pattern) == slow_links(each, list(pattern.free))


def test_a_sample_is_drawn_from_them_without_repeats_and_again_with_the_same_seed():
    found = detente.equilibria(detente.load("istanbul-2025").game("kyiv"), "gmr")
    drawn = found.sample(20, seed=3)
    assert len({s.id for s in drawn}) == 20
    assert {s.id for s in drawn} <= {s.id for s in found}
    assert drawn == found.sample(20, seed=3)
    assert drawn != found.sample(20, seed=4)
    assert len(found.sample(1000)) == found.count
    often = {s.id for seed in range(60) for s in found.sample(20, seed)}
    assert len(often) == found.count  # each can be drawn


def test_all_of_them_are_written_row_by_row(tmp_path, capsys):
    table, lines = tmp_path / "all.csv", tmp_path / "all.jsonl"
    for file in (table, lines):
        assert main(["equilibria", "istanbul-2025", "-p", "kyiv", "-c", "gmr", "--out", str(file)]) == 0
    found = detente.equilibria(detente.load("istanbul-2025").game("kyiv"), "gmr")
    with table.open(encoding="utf-8") as stream:
        written = list(csv.DictReader(stream))
    rows = [{"account": "kyiv"} | dict(row) for row in found.rows()]
    assert [{k: str(v) for k, v in row.items()} for row in rows] == written
    assert [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()] == rows
    assert {row["europe.troops"] for row in written} == {"Y", "N"}
    capsys.readouterr()


def test_rows_that_fail_half_way_leave_no_file(tmp_path, monkeypatch, capsys):
    file = tmp_path / "all.csv"
    file.write_text("what was there", encoding="utf-8")

    def broken(self):
        yield {"state": "first"}
        raise detente.DetenteError("no more")

    monkeypatch.setattr(detente.Equilibria, "each_row", broken)
    assert main(["equilibria", "chicken", "--out", str(file)]) == 2
    assert file.read_text(encoding="utf-8") == "what was there"
    assert [f.name for f in tmp_path.iterdir()] == ["all.csv"]
    assert "no more" in capsys.readouterr().err


def test_what_the_rules_say_already_is_told_apart(capsys):
    assert main(["equilibria", "istanbul-2025", "-p", "kyiv", "-c", "gmr", "--full"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "pairs that the rules join in every feasible state" in out
    assert (
        "“halt the fighting for 30 days without conditions” (Russia) and “step up" not in out
    )  # a rule says so
    assert "“send forces and take over what the United States did” (Europe): never both" in out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--concept", "nasch"], "did you mean 'nash'"),
        (["--where", "russia.tlaks"], "did you mean"),
        (["--sample", "0"], "no whole number from 1"),
        (["--out", "x.xyz"], "no ending '.xyz'"),
    ],
)
def test_mistakes_are_told(argv, told, capsys):
    assert main(["equilibria", "istanbul-2025", *argv]) == 2
    assert told in capsys.readouterr().err


def test_no_equilibrium_and_one(capsys):
    assert (
        main(["equilibria", "istanbul-2025", "-p", "kyiv", "--where", "russia.talks and not russia.talks"])
        == 0
    )
    assert "the condition is met in none of the one outcome that holds" in " ".join(
        capsys.readouterr().out.split()
    )
    assert main(["equilibria", "prisoners-dilemma"]) == 0
    out = capsys.readouterr().out
    assert "1 of 4 possible outcomes holds." in out
    assert "betrayal" in out


@pytest.mark.parametrize("seed", range(40))
def test_diagrams_and_lists_say_the_same(seed):
    conflict = random_carried(Random(seed))
    listed, carried = conflict.game(), build_symbolic(conflict)
    for concept in CLASSICAL:
        one, other = (detente.equilibria(game, concept) for game in (listed, carried))
        assert (one.count, one.total, one.feasible.count) == (other.count, other.total, other.feasible.count)
        assert {s.id for s in one} == {s.id for s in other}
        assert one.pattern == other.pattern
        for option in conflict.option_ids:
            assert one.states.having(option) == other.states.having(option)
        rows = {
            str(r["state"]): {k: v for k, v in r.items() if not k.startswith("rank ")} for r in one.rows()
        }
        assert rows == {str(r["state"]): dict(r) for r in other.rows()}
    option = conflict.option_ids[0]
    held = [detente.equilibria(game, "gmr", where=f"not {option}") for game in (listed, carried)]
    assert held[0].count == held[1].count
