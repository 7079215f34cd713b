"""Accounts that are drawn: each leads where its own game does, and the whole is the same whoever works it out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import detente
from detente.cli import main
from detente.conflict import DetenteError, TooLargeError, read_conflict
from detente.conflict.doubts import doubts_of
from detente.questions.robust import Draws, cells, estimating, running
from detente.questions.robust.answer import answer
from detente.questions.robust.drawing import BLOCK, Drawn, Plan, drawn_block, plan_of, settled_in
from detente.questions.robust.running import run
from detente.questions.robust.settings import settings
from detente.questions.robust.tables import write_accounts
from tests.robust_reference import CONCEPTS, Reference
from tests.test_robust import drawn

ISTANBUL = detente.load("istanbul-2025").under("commentary")


def planned(conflict, seed=0) -> Plan:
    doubts = doubts_of(conflict)
    return plan_of(doubts, list(settings(doubts)), CONCEPTS, seed)


def alike(one: Drawn, other: Drawn) -> bool:
    return (
        np.array_equal(one.settled, other.settled)
        and np.array_equal(one.ends, other.ends)
        and one.sets == other.sets
        and one.held.keys() == other.held.keys()
        and all(np.array_equal(one.held[k], other.held[k]) for k in one.held)
    )


@pytest.mark.parametrize("seed", range(12))
def test_every_account_leads_where_its_own_game_does(seed):
    _, doubts = drawn(700 + seed, most=200)
    reference = Reference(doubts)
    if not reference.weights:
        return
    every = list(settings(doubts))
    found = drawn_block(plan_of(doubts, every, CONCEPTS, seed), 0, 300)
    for k in range(300):
        key = tuple(enumerate(found.settled[:, k].tolist()))
        if key not in reference.weights:
            assert (found.ends[:, k] == -1).all()
            continue
        for c, concept in enumerate(CONCEPTS):
            setting, states = found.sets[found.ends[c, k]]
            game = every[setting].game
            assert game is not None
            assert frozenset(game.state(s).id for s in states) == reference.sets[concept, key]


@pytest.mark.parametrize("seed", range(8))
def test_shares_are_near_the_exact_ones(seed):
    conflict, doubts = drawn(800 + seed, most=300)
    reference = Reference(doubts)
    if not reference.weights:
        return
    exact = detente.robust(conflict)
    found = detente.robust(conflict, samples=6_000, seed=seed)
    assert (exact.exact, found.exact, found.drawn) == (True, False, 6_000)
    for concept in CONCEPTS:
        one, other = exact.under(concept), found.under(concept)
        shares = dict(other.shares)
        for ends, weight in one.shares:
            assert shares.get(ends, 0.0) == pytest.approx(weight, abs=6 * (0.25 / 5_000) ** 0.5)
        assert set(shares) <= {ends for ends, _ in one.shares}
        assert other.written == one.written
        assert not other.certain
        by = {d.doubt: d for d in one.deciders}
        for decider in other.deciders:
            assert decider.all.turns == pytest.approx(by[decider.doubt].all.turns, abs=0.07)
            assert decider.all.total == pytest.approx(by[decider.doubt].all.total, abs=0.2)
            assert decider.information == pytest.approx(by[decider.doubt].information, abs=0.05)
        for state, weight in one.held.items():
            assert other.held.get(state, 0.0) == pytest.approx(weight, abs=0.05)


def test_conditions_are_counted_among_the_accounts_drawn():
    found = detente.robust(ISTANBUL, samples=3_000, concepts=["nash"]).under("nash")
    spread: Any = found.spread
    event = np.array([s == found.written for s in spread.sets])
    for size in (1, 2, 3):
        told = list(spread.under(event, size))
        assert len(told) > size
        for literals, weight, held in told[:: max(1, len(told) // 40)]:
            where = np.logical_and.reduce([spread.settled[d] == v for d, v in literals])
            assert weight == pytest.approx(where.mean())
            assert held == pytest.approx((where & event[spread.ends]).mean())
            assert len({d for d, _ in literals}) == size
        assert len({frozenset(lits) for lits, _, _ in told}) == len(told)


def test_the_chances_are_those_of_the_file_and_sources_take_claims_along():
    file = {
        "detente": 1,
        "title": "t",
        "status_quo": "none",
        "sources": {"s": {"title": "x", "reliability": 0.7}},
        "decision_makers": {"a": {"options": {"o": "do"}}, "b": {"options": {"p": "do"}}},
        "preferences": {
            "a": [{"that": "o", "confidence": 0.4, "source": "s"}],
            "b": {
                "weights": {"p": 1},
                "source": "s",
                "confidence": 0.5,
                "alternatives": [
                    {"weights": {"p": -1}, "weight": 0.3},
                    {"statements": ["a.o"], "weight": 0.2},
                ],
            },
        },
    }
    plan = planned(read_conflict(json.dumps(file)).under(), seed=5)
    found = np.concatenate([settled_in(plan, k, BLOCK) for k in range(40)], axis=1)
    assert found[0].mean() == pytest.approx(0.3, abs=0.01)
    failed = found[0] == 1
    assert (found[1][failed] == 1).all()
    assert (found[1] == 0)[~failed].mean() == pytest.approx(0.4, abs=0.015)
    assert np.bincount(found[2][~failed]) / (~failed).sum() == pytest.approx([0.5, 0.3, 0.2], abs=0.015)
    assert np.bincount(found[2][failed]) / failed.sum() == pytest.approx([0, 0.6, 0.4], abs=0.02)
    flipped = settled_in(plan, 0, BLOCK, 0)
    assert (flipped[0] != settled_in(plan, 0, BLOCK)[0]).all()


# -- the same, whoever works it out ------------------------------------------------------------------------------------


def test_how_many_are_looked_at_together_changes_nothing():
    plan = planned(ISTANBUL)
    whole = drawn_block(plan, 2)
    assert alike(whole, drawn_block(plan, 2, together=37))
    part = drawn_block(plan, 2, 100)
    assert np.array_equal(part.settled, whole.settled[:, :100])
    assert not np.array_equal(whole.settled, drawn_block(plan, 3).settled)


def test_processes_and_threads_give_the_same(tmp_path):
    plan = planned(ISTANBUL)
    alone = run(plan, 3_000)
    with ThreadPoolExecutor(3) as pool:
        by_threads = run(plan, 3_000, executor=pool, together=100)
    by_processes = run(plan, 3_000, workers=2, folder=tmp_path)
    for one, other, third in zip(alone, by_threads, by_processes, strict=True):
        assert alike(one, other)
        assert alike(one, third)
    assert [b.settled.shape[1] for b in alone] == [BLOCK, BLOCK, 3_000 - 2 * BLOCK]


class Losing(ThreadPoolExecutor):
    """Loses every third piece of work on its way, as machines do."""

    def __init__(self, error: type[BaseException]) -> None:
        super().__init__(2)
        self.error, self.number, self.lost = error, 0, 0

    def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
        self.number += 1
        if self.number % 3:
            return super().submit(*args, **kwargs)
        self.lost += 1
        future: Future[Any] = Future()
        future.set_exception(self.error())
        return future


class KilledWorker(Exception):  # noqa: N818 - it is known by its name
    pass


@pytest.mark.parametrize("error", [CancelledError, OSError, KilledWorker])
def test_what_a_lost_worker_took_along_is_done_by_another(error):
    plan = planned(ISTANBUL)
    with Losing(error) as pool:
        found = run(plan, 6 * BLOCK, executor=pool)
        assert pool.lost >= 2
    assert all(alike(a, b) for a, b in zip(found, run(plan, 6 * BLOCK), strict=True))


def test_a_mistake_in_the_work_is_no_lost_worker():
    with Losing(ZeroDivisionError) as pool, pytest.raises(ZeroDivisionError):
        run(planned(ISTANBUL), 4 * BLOCK, executor=pool)


def test_a_run_goes_on_where_it_was_broken_off(tmp_path, monkeypatch):
    plan = planned(ISTANBUL)
    whole = run(plan, 4_000)
    run(plan, 4_000, folder=tmp_path, enough=lambda blocks: len(blocks) == 2)
    kept = sorted(p.name for p in tmp_path.glob("block-*"))
    assert len(kept) == 2
    (tmp_path / kept[1]).write_bytes(b"damaged")
    done = []
    usual = drawn_block

    def counted(plan, number, *more):
        done.append(number)
        return usual(plan, number, *more)

    monkeypatch.setattr(running, "drawn_block", counted)
    assert all(alike(a, b) for a, b in zip(run(plan, 4_000, folder=tmp_path), whole, strict=True))
    assert done == [1, 2, 3]
    run(plan, 4_000, folder=tmp_path)
    assert done == [1, 2, 3]
    with pytest.raises(DetenteError, match="another conflict, other doubts"):
        run(planned(ISTANBUL, seed=1), 4_000, folder=tmp_path)
    (tmp_path / "plan.json").write_text("{")
    with pytest.raises(DetenteError, match="name an empty folder"):
        run(plan, 4_000, folder=tmp_path)


def test_it_stops_where_the_errors_are_small_enough_whoever_is_first_done():
    told: list[str] = []
    found = estimating.estimated(
        ISTANBUL, doubts_of(ISTANBUL), CONCEPTS, None, 0, Draws(precision=0.01, progress=told.append)
    )
    assert found.drawn < 5_000
    assert found.error <= 0.01
    assert estimating.greatest_error(found.accounts[:-1]) > 0.01
    assert told
    assert all("accounts drawn" in t and "s left" in t for t in told)
    with ThreadPoolExecutor(3) as pool:
        other = estimating.estimated(
            ISTANBUL, doubts_of(ISTANBUL), CONCEPTS, None, 0, Draws(precision=0.01, executor=pool)
        )
    assert other.drawn == found.drawn
    assert [f.shares for f in other.found] == [f.shares for f in found.found]


def test_too_many_to_group_are_drawn_and_the_answer_says_so(monkeypatch):
    monkeypatch.setattr(cells, "MOST_COMBINATIONS", 1)
    found = answer(detente.robust(ISTANBUL))
    assert found.how == "sampled"
    assert {c.how for c in found.concepts} == {"sampled"}
    assert int(found.drawn) >= BLOCK
    assert all(not c.certain and not any(o.always for o in c.outcomes) for c in found.concepts)
    for concept in found.concepts:
        for one in concept.sets:
            n = int(found.drawn)
            assert one.error == pytest.approx((one.weight * (1 - one.weight) / n) ** 0.5)
    assert found.error == max(s.error for c in found.concepts for s in c.sets)
    exact = detente.robust
    monkeypatch.undo()
    assert answer(exact(ISTANBUL)).how == "exact"


def test_too_many_settings_are_refused():
    rules = [{"id": f"r{k}", "never": f"a.o{k}", "confidence": 0.5} for k in range(9)]
    file = {
        "detente": 1,
        "title": "t",
        "status_quo": "none",
        "rules": rules,
        "decision_makers": {"a": {"options": {f"o{k}": "do" for k in range(9)}}, "b": {}},
        "preferences": {"a": ["o1"], "b": []},
    }
    with pytest.raises(TooLargeError, match="span 512 settings"):
        detente.robust(read_conflict(json.dumps(file)).under())


def test_accounts_are_written_as_parquet(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    found = detente.robust(ISTANBUL, samples=1_500, concepts=["nash", "seq"])
    file = tmp_path / "cases.parquet"
    write_accounts([found], str(file))
    table = parquet.read_table(file).to_pylist()
    assert len(table) == 1_500
    spread: Any = found.under("nash").spread
    names = [".".join(x for x in (d.kind, d.owner, d.id) if x) for d in found.doubts.doubts]
    for k in (0, 7, 1_499):
        row = table[k]
        assert row["account"] == "commentary"
        assert [row[n] for n in names] == [
            d.variants[spread.settled[j, k]].form for j, d in enumerate(found.doubts.doubts)
        ]
        assert row["heading nash"] == " | ".join(spread.sets[spread.ends[k]])
    with pytest.raises(DetenteError, match=r"ends with '\.parquet'"):
        write_accounts([found], str(tmp_path / "cases.csv"))
    with pytest.raises(DetenteError, match="no account was drawn"):
        write_accounts([detente.robust(ISTANBUL, concepts=["nash"])], str(file))


def command(*more: str) -> list[str]:
    return [sys.executable, "-m", "detente", "robust", "istanbul-2025", "--perspective", "commentary", *more]


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupt_leaves_what_is_done_and_the_run_goes_on(tmp_path):
    folder = tmp_path / "kept"
    asked = command("--samples", "60000", "--json", "--resume", str(folder))
    running_ = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while len(list(folder.glob("block-*.npz"))) < 3 and time.monotonic() < end:
        time.sleep(0.02)
    running_.send_signal(signal.SIGINT)
    _, told = running_.communicate(timeout=60)
    assert running_.returncode in (130, -signal.SIGINT), told
    kept = {p.name: p.stat().st_mtime_ns for p in folder.glob("block-*.npz")}
    assert len(kept) >= 3
    few = command("--samples", str(3 * BLOCK), "--json")
    on = subprocess.run([*few, "--resume", str(folder)], capture_output=True, check=True, timeout=120)
    alone = subprocess.run(few, capture_output=True, check=True, timeout=120)
    assert on.stdout == alone.stdout
    assert all((folder / name).stat().st_mtime_ns == at for name, at in kept.items())


def test_a_scheduler_that_does_not_answer_is_told(capsys):
    assert main(["robust", "istanbul-2025", "--scheduler", "tcp://127.0.0.1:1", "--samples", "10"]) == 2
    told = capsys.readouterr().err
    assert "no Dask scheduler answers" in told or "distributed" in told


# -- Dask --------------------------------------------------------------------------------------------------------------


def test_a_worker_that_is_killed_on_the_way_loses_nothing():
    """On a real scheduler with two worker processes, one of which is killed while it works."""
    distributed = pytest.importorskip("distributed")
    plan, total = planned(ISTANBUL), 40 * BLOCK
    root = str(Path(detente.__file__).parents[1])
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(x for x in (root, before) if x)
    try:
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster:
            killed: list[int] = []

            def on_the_way(text: str) -> None:
                if not killed:
                    pid = next(iter(cluster.workers.values())).pid
                    killed.append(pid)
                    os.kill(pid, signal.SIGKILL)

            with running.scheduled(cluster.scheduler_address) as executor:
                found = run(plan, total, executor=executor, progress=on_the_way)
    finally:
        os.environ["PYTHONPATH"] = before
    assert killed
    assert len(found) == 40
    assert all(alike(a, b) for a, b in zip(found, run(plan, total), strict=True))
