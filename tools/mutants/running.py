"""The mutants one by one: the nearest and fastest tests of all of them first, then more for those that are left."""

from __future__ import annotations

import json
import signal
import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.mutants import child, patching
from tools.mutants.copies import Copy
from tools.mutants.covering import Covering
from tools.mutants.processes import Job, run
from tools.mutants.sample import Mutant
from tools.mutants.session import Suite

ROUNDS = (1.5, 5.0, 20.0)  # seconds of tests that a mutant gets in turn; in later turns all that is left
MOST_TIMEOUTS = 2  # tests that may take too long with a mutant before it is given up
LONGEST = 900.0  # seconds after which a process is ended that has not ended itself
MEASURED = 50  # tests that are measured in one process
COLLECTING = 0.25  # seconds that a file of tests takes to be imported and collected where that is done afresh
AT_ONCE = 20  # tests that are run in one process on the code as it stands


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant.

    Attributes
    ----------
    fate : str
        ``killed``: a test failed. ``survived``: none of those did that ran. ``timeout``: one took too long, and none
        failed. ``broken``: the process came to an end otherwise. ``equivalent``. ``not run``: no test was begun.
    tests, of : int
        How many tests passed, of how many that reach it.
    killer : str
        The test that failed.
    """

    mutant: Mutant
    fate: str
    tests: int = 0
    of: int = 0
    killer: str = ""
    afresh: bool = False
    seconds: float = 0.0


@dataclass(slots=True)
class _Trial:
    number: int
    mutant: Mutant
    left: list[str]
    of: int
    afresh: bool = False
    turn: int = 0
    passed: int = 0
    timeouts: int = 0
    seconds: float = 0.0

    def outcome(self, fate: str, killer: str = "") -> Outcome:
        return Outcome(self.mutant, fate, self.passed, self.of, killer, self.afresh, self.seconds)


class Trials:
    """Tries mutants.

    Parameters
    ----------
    most_seconds : float
        Of tests, at most, for one mutant.
    until : float
        When no further process is begun.
    """

    def __init__(
        self,
        suite: Suite,
        covering: Covering,
        copies: list[Copy],
        most_seconds: float,
        until: float,
        tell: Callable[[Outcome], None],
    ) -> None:
        self.suite = suite
        self.covering = covering
        self.copies = copies
        self.most_seconds = most_seconds
        self.until = until
        self.tell = tell
        self._turns: list[deque[_Trial]] = [deque() for _ in range(len(ROUNDS) + MOST_TIMEOUTS + 2)]
        self._outcomes: dict[int, Outcome] = {}
        self._refuted: set[str] = set()

    def run(self, mutants: list[Mutant]) -> list[Outcome]:
        """Try mutants, and then, on the code as it stands, the tests that noticed them.

        Where such a test fails there, too, the mutants are tried without it.
        """
        self._begin(dict(enumerate(mutants)))
        checked: set[str] = set()
        while killers := {o.killer for o in self._outcomes.values() if o.fate == "killed"} - checked:
            checked |= killers
            self._refuted |= failing(
                self.suite, self.copies, sorted(killers & self.suite.items.keys()), self.covering.seconds
            )
            self._begin({k: o.mutant for k, o in self._outcomes.items() if o.killer in self._refuted})
        return [self._outcomes.get(k, Outcome(m, "not run")) for k, m in enumerate(mutants)]

    @property
    def refuted(self) -> list[str]:
        """The tests that fail without any mutant."""
        return sorted(self._refuted)

    def _begin(self, mutants: dict[int, Mutant]) -> None:
        for number, mutant in mutants.items():
            self._outcomes.pop(number, None)
            tests = [t for t in self.covering.tests(mutant.file, mutant.line) if t not in self._refuted]
            self._put(
                _Trial(number, mutant, that_fit(tests, self.covering.seconds, self.most_seconds), len(tests))
            )
        run(self._next, self.copies)
        for turn in self._turns:
            for trial in turn:
                self._note(trial, trial.outcome("survived" if trial.passed else "not run"))
            turn.clear()

    def _note(self, trial: _Trial, outcome: Outcome) -> None:
        self._outcomes[trial.number] = outcome
        self.tell(outcome)

    def _put(self, trial: _Trial) -> None:
        if trial.left and trial.timeouts <= MOST_TIMEOUTS:
            self._turns[trial.turn].append(trial)
        else:
            self._note(trial, trial.outcome("timeout" if trial.timeouts else "survived"))

    def _next(self) -> Job | None:
        if time.perf_counter() > self.until:
            return None
        return next((self._job(turn.popleft()) for turn in self._turns if turn), None)

    def _job(self, trial: _Trial) -> Job:
        seconds = ROUNDS[trial.turn] if trial.turn < len(ROUNDS) else self.most_seconds
        seconds = min(seconds, self.until - time.perf_counter())
        tests = that_fit(
            trial.left, self.covering.seconds, seconds, 0.0 if self._in_a_body(trial.mutant) else COLLECTING
        )

        def start(copy: Copy) -> int:
            copy.write(trial.mutant.file, trial.mutant.code, trial.number)
            return child.fork(lambda: self._try(trial.mutant, tests, copy), _log(copy))

        def done(copy: Copy, status: int | None, taken: float) -> None:
            copy.restore(trial.mutant.file, self.suite.root)
            state = _told(copy)
            trial.afresh = state["afresh"]
            trial.seconds += taken
            trial.turn += 1
            late = status in (None, -signal.SIGXCPU, -signal.SIGALRM)
            begun = state["begun"] if late else tests
            if status == child.FAILED:
                self._note(trial, trial.outcome("killed", state["failed"]))
            elif late or status == child.PASSED:
                trial.timeouts += late
                trial.passed += len(begun) - late
                trial.left = [t for t in trial.left if t not in begun]
                self._put(trial)
            else:
                self._note(trial, trial.outcome("broken"))

        return Job(start, done, LONGEST)

    def _in_a_body(self, mutant: Mutant) -> bool:
        """Tell whether the change can be put into what is loaded, so that nothing has to be collected again."""
        statement = self.covering.statement(mutant.file, mutant.line)
        return patching.in_a_body(statement, self.suite.imported.get(mutant.file, set()))

    def _try(self, mutant: Mutant, tests: list[str], copy: Copy) -> int:
        noting = child.Noting(_state(copy), self.covering.seconds)
        source = (self.suite.root / mutant.file).read_text(encoding="utf-8")
        function = self.covering.statement(mutant.file, mutant.line).function
        if self._in_a_body(mutant) and patching.patch(mutant.file, source, mutant.code, function):
            return child.run_items(self.suite, copy.root, tests, noting)
        return child.run_afresh(copy.root, tests, noting)


def that_fit(tests: list[str], seconds: dict[str, float], most: float, collecting: float = 0.0) -> list[str]:
    """Give of some tests, in their order, as many as fit into some seconds, but one at least.

    One that takes too long for what is left is passed over: it comes when there is more time. `collecting` is how long
    each file takes beside its tests.
    """
    chosen: list[str] = []
    collected: set[str] = set()
    for test in tests:
        file = test.partition("::")[0]
        takes = seconds[test] + (0.0 if file in collected else collecting)
        if takes <= most:
            most -= takes
            chosen.append(test)
            collected.add(file)
    return chosen or tests[:1]


def failing(suite: Suite, copies: list[Copy], tests: list[str], seconds: dict[str, float]) -> set[str]:
    """Run tests on the code as it stands, and give those that fail."""
    parts = deque(tests[k : k + AT_ONCE] for k in range(0, len(tests), AT_ONCE))
    found: set[str] = set()

    def job(part: list[str]) -> Job:
        def done(copy: Copy, status: int | None, taken: float) -> None:
            del taken
            if status == child.PASSED:
                return
            begun = _told(copy)["begun"] or part[:1]
            found.add(begun[-1])
            if after := part[len(begun) :]:
                parts.append(after)

        return Job(
            lambda copy: child.fork(
                lambda: child.run_items(suite, copy.root, part, child.Noting(_state(copy), seconds)),
                _log(copy),
            ),
            done,
            LONGEST,
        )

    run(lambda: job(parts.popleft()) if parts else None, copies)
    return found


def measure(
    suite: Suite,
    copies: list[Copy],
    tests: Collection[str],
    until: float,
    keep: Callable[[dict[str, dict[str, Any]]], None] = lambda found: None,
) -> dict[str, dict[str, Any]]:
    """Run tests, and give for each how long it took and which lines it ran; `keep` gets them as they come.

    Tests that fail are not among them, nor those that have not begun at the time `until`.
    """
    ahead = deque(batches(tests))
    found: dict[str, dict[str, Any]] = {}

    def next_job() -> Job | None:
        return job(ahead.popleft()) if ahead and time.perf_counter() < until else None

    def job(part: list[str]) -> Job:
        def done(copy: Copy, status: int | None, taken: float) -> None:
            del taken
            told = _told(copy)
            if status == child.PASSED:
                found.update(told["measured"])
                keep(told["measured"])
            elif len(part) > 1:  # one of them has ended the process: the others count
                ahead.extend([test] for test in part)

        return Job(
            lambda copy: child.fork(
                lambda: child.run_measured(suite, copy.root, part, _state(copy)), _log(copy)
            ),
            done,
            LONGEST,
        )

    run(next_job, copies)
    return found


def batches(tests: Collection[str]) -> list[list[str]]:
    """Put tests of one file together that are measured in one process."""
    by_file: dict[str, list[str]] = {}
    for test in tests:
        by_file.setdefault(test.partition("::")[0], []).append(test)
    return [found[k : k + MEASURED] for found in by_file.values() for k in range(0, len(found), MEASURED)]


def _log(copy: Copy) -> Path:
    return copy.root.with_suffix(".log")


def _state(copy: Copy) -> Path:
    return copy.root.with_suffix(".json")


def _told(copy: Copy) -> dict[str, Any]:
    """Read what a process has noted, once."""
    found: dict[str, Any] = {"begun": [], "failed": "", "afresh": False, "measured": {}}
    if _state(copy).is_file():
        found |= json.loads(_state(copy).read_text(encoding="utf-8"))
        _state(copy).unlink()
    return found
