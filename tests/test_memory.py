"""What an analysis takes of memory is known before it begins, and what libraries take is asked for before they do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import detente
from detente.conflict import TooLargeError
from detente.conflict.plan import ANALYSIS, COMPARISON, Takes, plan, planned
from detente.game import carrier, feasible, feasible_states, memory, relations
from detente.game.feasible import state_limit
from detente.game.symbolic import LimitError, build_symbolic, diagrams
from detente.questions import find
from detente.questions.coalitions import groups

SOURCE = Path(detente.__file__).parent.parent
MEASURED = """
import sys
from detente.cli import main
code = main(sys.argv[1:])
with open("/proc/self/status") as told:  # getrusage counts what the process that starts this one has taken, too
    [peak] = [line.split()[1] for line in told if line.startswith("VmHWM")]
sys.stderr.write(f"\\n{code} {peak}")
"""


def written(makers: int, options: int, accounts: int = 1, rules: tuple[str, ...] = ()) -> str:
    """Write a conflict in which every combination is feasible, unless a rule excludes some."""
    ids = [f"d{i}" for i in range(makers)]
    found: dict[str, object] = {
        "detente": 1,
        "title": "memory",
        "status_quo": [],
        "decision_makers": {i: {"options": {f"o{k}": "x" for k in range(options)}} for i in ids},
        "rules": [{"never": r} for r in rules],
    }
    wishes = {
        a: {
            d: [f"{ids[(n + a + 1) % makers]}.o0", f"not {d}.o{options - 1}", f"{d}.o{a % options}"]
            for n, d in enumerate(ids)
        }
        for a in range(accounts)
    }
    if accounts == 1:
        found["preferences"] = wishes[0]
    else:
        found["perspectives"] = {f"p{a}": {"says": "s", "preferences": w} for a, w in wishes.items()}
    if not rules:
        del found["rules"]
    return json.dumps(found)


def peak(*arguments: str) -> int:
    """Give the peak of the resident memory of a fresh process."""
    environment = dict(os.environ, PYTHONPATH=str(SOURCE))
    found = subprocess.run(
        [sys.executable, "-c", MEASURED, *arguments, "--seconds", "900", "--most-states", "99999999"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        check=True,
    )
    code, kilobytes = found.stderr.rsplit("\n", 1)[1].split()
    assert code == "0", found.stderr
    return int(kilobytes) << 10


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the peak is counted in other units elsewhere"
)
@pytest.mark.parametrize(
    ("command", "makers", "options", "accounts", "rules"),
    [
        ("analyze", 6, 3, 1, ()),
        ("analyze", 9, 2, 1, ("d0.o0 and d8.o1",)),
        ("compare", 3, 6, 2, ()),
        ("whatif", 6, 3, 1, ()),
        ("evolve", 9, 2, 1, ()),
    ],
)
def test_the_estimate_is_what_a_fresh_process_takes(command, makers, options, accounts, rules, tmp_path):
    large, small = tmp_path / "large.json", tmp_path / "small.json"
    large.write_text(written(makers, options, accounts, rules), encoding="utf-8")
    small.write_text(written(2, 2, accounts), encoding="utf-8")
    more = ["--without", "d0.o1"] if command == "whatif" else []
    grown = peak(command, str(large), *more) - peak(command, str(small), *more)
    conflict = detente.read_conflict(large.read_text(encoding="utf-8")).under("p0" if accounts > 1 else None)
    told = find(command).memory.times(accounts).of(feasible_states(conflict).size, makers, every=not rules)
    assert grown > 150e6
    assert 0.7 < told / grown < 1.3


# -- refused before -----------------------------------------------------------------------------


def test_what_is_planned_decides_how_many_states_are_built(monkeypatch):
    conflict = detente.read_conflict(written(2, 6)).under()
    monkeypatch.setattr(feasible, "available_memory", lambda: int(ANALYSIS.of(4096, 2) / memory.SHARE) + 2)
    assert plan() is ANALYSIS
    assert state_limit(conflict, None) == 4096
    assert conflict.game().size == 4096
    with planned(ANALYSIS.times(2)):
        assert 1024 < state_limit(conflict, None) < 4096
        needed = memory.gib(ANALYSIS.times(2).of(4096, 2))
        with pytest.raises(TooLargeError, match=f"4,096 feasible states; at most .*{needed} would be needed"):
            conflict.game()
        assert conflict.game(most_states=5000).size == 4096  # who says so may
    assert plan() is ANALYSIS


def test_accounts_are_estimated_together(monkeypatch):
    conflict = detente.read_conflict(written(2, 6, accounts=3))
    room = int(COMPARISON.times(2).of(4096, 2) / memory.SHARE) + 2
    monkeypatch.setattr(feasible, "available_memory", lambda: room)
    assert detente.compare(conflict, ["p0", "p1"]).accounts == ("p0", "p1")
    with pytest.raises(TooLargeError, match="would be needed"):
        detente.compare(conflict)


def test_times_and_most_go_together():
    takes = Takes(100, 10, 1000, further=0.5)
    assert takes.times(1) == takes
    assert takes.times(3).of(7, 2) == 1000 + 7 * (200 + 20 * 2)
    assert takes.most(takes.of(55, 4), 4) == 55
    assert takes.most(takes.of(55, 4) - 1, 4) == 54
    assert takes.most(0, 4) == 0


def test_groups_that_do_not_fit_are_refused(monkeypatch):
    game = detente.read_conflict(written(3, 2)).game()
    monkeypatch.setattr(groups, "available_memory", lambda: int(2 * 7 * 4 * 64 / memory.SHARE) + 2)
    assert len(detente.coalitions(game).groups) == 7
    monkeypatch.setattr(groups, "available_memory", lambda: int(2 * 7 * 4 * 64 / memory.SHARE) - 2)
    with pytest.raises(TooLargeError, match=r"7 groups would leave, of 64 states.*at most a few"):
        detente.coalitions(game)
    assert len(detente.coalitions(game, most_members=2).groups) == 6


def test_moves_that_do_not_fit_are_not_listed(monkeypatch):
    game = detente.read_conflict(written(2, 3)).game()
    needed = relations.BYTES_PER_MOVE * 64 * 8
    monkeypatch.setattr(relations, "available_memory", lambda: int(needed / memory.SHARE) + 2)
    assert len(relations.pairs(game.moves[0])[0]) == 64 * 7
    monkeypatch.setattr(relations, "available_memory", lambda: int(needed / memory.SHARE) - 2)
    with pytest.raises(TooLargeError, match="512 moves of one decision maker would be listed"):
        relations.pairs(game.moves[0])
    with pytest.raises(TooLargeError, match="would be listed"):
        game.move_pairs  # noqa: B018 (what asks for the list)


# -- what there is ------------------------------------------------------------------------------


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
def test_a_limit_on_the_process_counts():
    program = "from detente.game import memory; print(memory.address_space(), memory.available_memory())"
    command = f"ulimit -v 2000000; exec {sys.executable} -c '{program}'"
    environment = dict(os.environ, PYTHONPATH=str(SOURCE))
    found = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, env=environment
    )
    addresses, free = map(int, found.stdout.split())
    assert 0 < free <= addresses < 2000000 << 10


def test_a_limit_on_the_control_group_counts(tmp_path, monkeypatch):
    group = tmp_path / "memory" / "job"
    group.mkdir(parents=True)
    for name, text in (
        ("memory.limit_in_bytes", "5000"),
        ("memory.usage_in_bytes", "3000"),
        ("memory.stat", "total_inactive_file 500\nother 1"),
    ):
        (group / name).write_text(text)
    (tmp_path / "memory.max").write_text("max")
    monkeypatch.setattr(memory, "_GROUPS", tmp_path)
    monkeypatch.setattr(memory, "_promised", {})
    monkeypatch.setattr(memory, "_read", {})
    told = "4:memory:/job\n3:cpu:/\n0::/\n"
    monkeypatch.setattr(Path, "read_text", _reading(told, Path.read_text))
    assert list(memory._of_group()) == [2500]
    assert memory.available_memory() == 2500


def _reading(told, read):
    def read_text(path, *given, **more):
        return told if str(path) == "/proc/self/cgroup" else read(path, *given, **more)

    return read_text


def test_the_system_is_asked_again_after_a_while_only(monkeypatch):
    left = iter([1 << 60, 1 << 20, 1 << 10])
    monkeypatch.setattr(memory, "_read", {})
    monkeypatch.setattr(memory, "_promised", {})
    monkeypatch.setattr(memory, "_of_machine", lambda: next(left))
    monkeypatch.setattr(memory, "_of_group", lambda: [1 << 50])
    now = iter([5.0, 5.0 + memory.FRESH / 2, 5.0 + memory.FRESH, 5.0 + 1.5 * memory.FRESH])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    monkeypatch.setattr(memory, "_of_process", lambda: iter(()))
    assert [memory.available_memory() for _ in range(3)] == [1 << 50, 1 << 50, 1 << 20]
    holder = type("Holder", (), {})()
    memory.promise(holder, 1000)  # what is promised counts at once
    assert memory.available_memory() == (1 << 20) - 1000


def test_what_is_promised_is_gone_until_its_holder_is():
    class Holder:
        pass

    holder = Holder()
    before = memory.available_memory()
    memory.promise(holder, 1 << 40)
    assert memory.available_memory() == 0
    del holder
    assert memory.available_memory() > before // 2


# -- decision diagrams --------------------------------------------------------------------------


def test_diagrams_get_as_many_nodes_as_there_is_memory_for(monkeypatch):
    pytest.importorskip("oxidd")
    conflict = detente.load("istanbul-2025")
    monkeypatch.setattr(diagrams, "WAIT", 0.0)
    monkeypatch.setattr(diagrams, "address_space", lambda: None)
    room = diagrams.BYTES_PER_NODE * (diagrams.LEAST_NODES + 5) + diagrams.BYTES_PER_ENTRY * diagrams.CACHE
    monkeypatch.setattr(diagrams, "available_memory", lambda: room)
    assert build_symbolic(conflict, "kyiv").diagrams.most_nodes == diagrams.LEAST_NODES + 5
    monkeypatch.setattr(diagrams, "available_memory", lambda: room // 2)
    with pytest.raises(LimitError, match="GiB of addresses to begin with"):
        build_symbolic(conflict, "kyiv")
    assert build_symbolic(conflict, "kyiv", most_nodes=1000).diagrams.most_nodes == 1000


def test_addresses_count_the_stack_of_the_thread(monkeypatch):
    pytest.importorskip("oxidd")
    monkeypatch.setattr(diagrams, "WAIT", 0.0)
    monkeypatch.setattr(diagrams, "address_space", lambda: 1 << 30)
    with pytest.raises(LimitError, match="ulimit -v"):
        build_symbolic(detente.load("istanbul-2025"), "kyiv")


def test_without_threads_diagrams_are_not_begun(monkeypatch):
    pytest.importorskip("oxidd")
    monkeypatch.setattr(diagrams, "WAIT", 0.0)
    monkeypatch.setattr(diagrams, "_threads_to_be_had", lambda _: False)
    with pytest.raises(LimitError, match="ulimit -u"):
        build_symbolic(detente.load("istanbul-2025"), "kyiv")
    monkeypatch.setattr(carrier, "COMFORTABLE", 1)
    choice = carrier.choose(detente.load("istanbul-2025").under("kyiv"))
    assert choice.carrier == "dense"
    assert "threads of their own" in choice.why


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs ulimit -v")
@pytest.mark.parametrize("mebibytes", [700, 1200, 1500, 2048])
def test_no_library_ends_the_process_where_memory_is_short(mebibytes, tmp_path):
    pytest.importorskip("oxidd")
    file = tmp_path / "large.json"
    file.write_text(written(2, 12), encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=str(SOURCE))
    command = f"ulimit -v {mebibytes << 10}; exec {sys.executable} -m detente analyze {file} --seconds 60"
    found = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=environment
    )
    assert found.returncode in (0, 2), found.stderr
    assert found.returncode == 0 or found.stderr.startswith("detente: ")
