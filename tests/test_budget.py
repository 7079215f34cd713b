"""A command has a time for all of it: every search ends, and says how far it came."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import warnings
from contextlib import contextmanager

import pytest

import detente
from detente.answers import Unfinished
from detente.cli import bounds, main
from detente.conflict import AccountWarning, TimeUpError, budget
from detente.game import threads
from detente.questions import every, find
from detente.questions.question import Request
from detente.questions.unfinished import Stopped
from detente.reports.asking import with_defaults
from detente.wording import Said, Voice
from detente.wording.unfinished import SO_FAR, marked, sentence


class Clock:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 1.0
        return self.now


@contextmanager
def looks(monkeypatch, number: float):
    """Let the time be up after it was looked at so many times."""
    with monkeypatch.context() as patch:
        patch.setattr(budget, "time", Clock())
        with budget.within(number):
            yield


# -- the budget itself --------------------------------------------------------------------------


def test_without_a_limit_there_is_time():
    budget.check()
    assert budget.left() == float("inf")
    assert not budget.over()
    with budget.within(None), budget.part(0.5):
        assert budget.left() == float("inf")


def test_the_earlier_end_counts():
    with budget.within(100):
        with budget.within(1000):
            assert budget.left() <= 100
        with budget.part(0.25):
            assert 20 < budget.left() <= 25
            assert budget.allowed() == 100
        assert budget.left() > 90
    assert budget.left() == float("inf")


def test_when_it_is_up_a_sentence_says_what_was_being_done():
    with (
        budget.within(0),
        pytest.raises(TimeUpError, match=r"0 seconds were not enough \(counting\).*--seconds"),
    ):
        budget.check("counting")


def test_threads_have_the_same_end():
    seen = []

    def look(_: int) -> None:
        seen.append(budget.left())

    with budget.within(50):
        threads.each(look, range(4), threads.THREADS_FROM)
    assert all(left < 50 for left in seen)
    with budget.within(0), pytest.raises(TimeUpError):
        threads.each(look, range(4), threads.THREADS_FROM)


# -- threads that are not to be had -------------------------------------------------------------


def test_without_further_threads_the_work_is_done_all_the_same(monkeypatch):
    def refuse(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    monkeypatch.setattr(threads, "cores", lambda: 4)
    assert threads.each(str, range(9), threads.THREADS_FROM) == [str(k) for k in range(9)]


def test_little_memory_means_few_threads(monkeypatch):
    monkeypatch.setattr(threads, "cores", lambda: 4)
    size = threads.THREADS_FROM
    monkeypatch.setattr(threads, "available_memory", lambda: 64 << 30)
    assert threads.workers(9, size) == threads.MOST_THREADS
    assert threads.workers(2, size) == 2
    assert threads.workers(9, size - 1) == 1
    monkeypatch.setattr(threads, "available_memory", lambda: 2 * 2 * (threads.STACK + 1000) + 1)
    assert threads.workers(9, size, 1000) == 2
    monkeypatch.setattr(threads, "available_memory", lambda: 0)
    assert threads.workers(9, size) == 1


def test_an_error_in_one_thread_is_the_error_of_all(monkeypatch):
    monkeypatch.setattr(threads, "cores", lambda: 3)

    def fail(x: int) -> int:
        if x == 5:
            raise ValueError("five")
        return x

    with pytest.raises(ValueError, match="five"):
        threads.each(fail, range(100), threads.THREADS_FROM)


# -- every question -----------------------------------------------------------------------------


def requests(name: str) -> Request:
    files = {"commit": "preventive-war", "mistaken": "mistaken-deterrence"}
    conflict = detente.load(files.get(name, "istanbul-2025"))
    question = find(name)
    accounts = ("doubted", "bluff") if name == "mistaken" else conflict.accounts[:2]
    request = with_defaults(question, Request(conflict, accounts))
    given = dict(request.given)
    if name == "whatif":
        given["without"] = ("us.support",)
    if name == "pivot":
        given["goal"] = "russia.truce"
    return Request(conflict, request.accounts, request.concepts, given)


@pytest.mark.parametrize("name", [q.name for q in every()])
def test_however_short_the_time_a_question_answers_or_says_that_it_is_up(name, monkeypatch):
    question = find(name)
    whole = [question.answer(r) for r in question.ask(requests(name))]
    assert not any(a.unfinished for a in whole)
    partial = refused = 0
    number = 3.0
    while True:
        number = number * 1.7
        try:
            with looks(monkeypatch, number):
                results = question.ask(requests(name))
        except TimeUpError:
            refused += 1
            continue
        answers = [question.answer(r) for r in results]
        if not any(a.unfinished for a in answers):
            break
        partial += 1
        told = question.told(answers, Voice.of(requests(name).conflict, answers))
        assert told.headline.startswith(SO_FAR)
        assert told.sure.startswith("Not everything was looked at")
        json.dumps([u.search for a in answers for u in a.unfinished])
    assert answers == whole  # with time enough nothing changes
    assert refused
    assert partial or name != "coalitions"


def test_pivotal_keeps_those_that_were_looked_at(monkeypatch):
    conflict = detente.load("istanbul-2025")
    whole = detente.pivotal(conflict.game("kyiv"))
    seen = set()
    for number in range(20, 4000, 20):
        game = conflict.game("kyiv")  # a new one: what was found of a game is kept with it
        try:
            with looks(monkeypatch, number):
                found = detente.pivotal(game)
        except TimeUpError:
            continue
        seen.add(len(found.could))
        assert all((found.could[dm] == whole.could[dm]).all() for dm in found.could)
        if found.stopped:
            [stopped] = found.stopped
            assert (stopped.search, stopped.looked, stopped.of) == ("parties", len(found.could), 4)
        else:
            assert len(found.could) == 4
            break
    assert len(seen) > 1


def test_coalitions_keep_the_groups_that_were_looked_at(monkeypatch):
    game = detente.load("istanbul-2025").game("kyiv")
    whole = detente.coalitions(game)
    stopped = None
    for number in range(50, 20_000, 50):
        try:
            with looks(monkeypatch, number):
                found = detente.coalitions(game)
        except TimeUpError:
            continue
        for concept in whole.concepts:
            assert (found.stable[concept] == whole.stable[concept][: len(found.groups)]).all()
        if not found.stopped:
            break
        [stopped] = found.stopped
        assert stopped.looked == len(found.groups) < stopped.of == len(whole.groups)
    assert stopped is not None
    assert found.groups == whole.groups


def test_a_search_for_a_goal_says_how_many_changes_were_looked_at(monkeypatch):
    game = detente.load("istanbul-2025").game("kyiv")
    goal = "russia.truce and not europe.troops and us.support"
    whole = detente.pivot(game, goal, most=2)
    stopped: list[Stopped] = []
    for number in range(10, 4000, 10):
        try:
            with looks(monkeypatch, number):
                found = detente.pivot(game, goal, most=2)
        except TimeUpError:
            continue
        if not found.stopped:
            break
        stopped += found.stopped
        assert found.verdict in ("not found", "found")
        assert found.complete <= max(whole.complete, whole.price)
    assert {s.search for s in stopped} == {"changes"}
    assert (found.price, found.count) == (whole.price, whole.count)


# -- what is said -------------------------------------------------------------------------------


def test_what_was_not_looked_at_is_said_in_one_sentence():
    found = [
        Unfinished(search="groups", looked="12", of="65535"),
        Unfinished(search="changes", looked="2"),
        Unfinished(search="groups", looked="12", of="65535"),
    ]
    assert sentence(found) == (
        "Not everything was looked at: the time was up after 12 of 65,535 groups and when every set of up to 2 changes "
        "had been looked at (--seconds allows more)."
    )
    assert sentence([]) == ""


def test_a_complete_answer_stays_as_it_is():
    found = find("analyze")
    answers = [found.answer(r) for r in found.ask(Request(detente.load("chicken"), ("base",)))]
    said = Said("Asked?", "Answered.", sure="Sure.")
    assert marked(said, answers) is said


# -- the command --------------------------------------------------------------------------------

COMMAND = "import sys; from detente.cli import main; sys.exit(main(sys.argv[1:]))"


def test_a_single_step_that_goes_on_ends_with_a_sentence(tmp_path):
    program = (
        "import sys, time\nfrom detente.cli import bounds\nbounds.LEAST_GRACE = 0.1\n"
        "with bounds.bounded(0.2):\n    time.sleep(60)\n"
    )
    begin = time.monotonic()
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert found.stderr.startswith("detente: the time is up: 0.2 seconds were not enough")
    assert found.stderr.count("\n") == 1
    assert time.monotonic() - begin < 40


def test_what_was_spent_before_counts():
    with budget.within(100, 60):
        assert 39 < budget.left() <= 40
        assert budget.allowed() == 100
    assert bounds.since_start() >= 0
    if sys.platform.startswith("linux"):
        program = "import time; time.sleep(0.5)\nfrom detente.cli import bounds\nprint(bounds.since_start())"
        found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert 0.5 <= float(found.stdout) < 60


def test_what_is_over_in_time_is_not_ended():
    with bounds.bounded(5):
        timers = [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
        assert len(timers) == 1
    assert timers[0].finished.is_set()


def test_who_shares_the_process_is_not_ended():
    before = set(threading.enumerate())
    with bounds.bounded(5, alone=False):
        assert not [t for t in set(threading.enumerate()) - before if isinstance(t, threading.Timer)]
        assert budget.left() <= 5


def test_the_environment_says_what_is_usual(capsys, monkeypatch):
    monkeypatch.setenv("DETENTE_SECONDS", "0.000001")
    assert main(["pivot", "istanbul-2025"]) == 2
    assert "1e-06 seconds were not enough" in capsys.readouterr().err
    assert main(["pivot", "chicken", "--seconds", "600"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("DETENTE_SECONDS", "soon")
    assert main(["pivot", "chicken"]) == 2
    assert "'soon' is no number of seconds above 0" in capsys.readouterr().err


def test_a_command_that_cannot_say_anything_says_so(capsys):
    assert main(["pivot", "istanbul-2025", "--seconds", "0.000001"]) == 2
    assert capsys.readouterr().err.startswith("detente: the time is up: 1e-06 seconds were not enough")


@pytest.mark.parametrize("command", ["import", "export", "brief", "report", *(q.name for q in every())])
def test_every_command_that_can_be_long_has_a_limit(command, capsys):
    assert main([command, "--help"]) == 0
    assert "--seconds N" in capsys.readouterr().out


def test_warnings_of_libraries_are_not_told(capsys, monkeypatch):
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with bounds.bounded(5):
            warnings.warn("overflow encountered in exp2", RuntimeWarning, stacklevel=1)
            warnings.warn("the first is followed", AccountWarning, stacklevel=1)
    assert capsys.readouterr().err == "detente: the first is followed (warning)\n"
