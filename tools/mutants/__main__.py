"""`python -m tools.mutants`: draw mutants, run the tests that reach them, print what survived and the score."""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import sys
import tempfile
import time
from pathlib import Path

from tools.mutants import child, equivalents, files, reach, running, sample, session, telling
from tools.mutants.copies import Copy
from tools.mutants.covering import Covering, Reached
from tools.mutants.running import Outcome
from tools.mutants.sample import Mutant
from tools.mutants.session import Suite

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".mutants"
SURVIVED = CACHE / "survived.json"
SIGN_OF_LIFE = 40  # killed mutants after which the number is told
NEW = 0.15  # the part of the time in which tests are measured that the map does not know
CHECKING = (
    0.95  # the part after which no further mutant is begun: in the rest the tests are tried without any
)


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="draws the mutants")
    parser.add_argument("--number", type=int, default=240, help="how many are drawn")
    parser.add_argument(
        "--only", default="", help="files whose path begins so, by commas: wording, questions/pivot, ..."
    )
    parser.add_argument("--minutes", type=float, default=9.5, help="what has not begun by then is not run")
    parser.add_argument("--seconds", type=float, default=60.0, help="of tests, at most, for one mutant")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=95.0, help="a lower score ends with exit code 1")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    parser.add_argument(
        "--tests", default="", help="only files of tests whose names hold one of these, by commas"
    )
    parser.add_argument("--entries", action="store_true", help="write entries for equivalent.toml")
    parser.add_argument("--log", type=Path, help="a file for what became of each mutant, as JSON lines")
    parser.add_argument(
        "--measure",
        action="store_true",
        help="put new tests into the map of what they reach, and try no mutant",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="measure all tests for the map, not only new ones"
    )
    return parser.parse_args(given)


def drawn(options: argparse.Namespace, root: Path) -> list[Mutant]:
    """Draw mutants, or take again those that survived."""
    chosen = [f for only in options.only.split(",") for f in files.mutated(root, only)]
    if not options.again:
        lines = sample.lines_of(root, chosen)
        found = sample.draw(root, lines, options.number, options.seed)
        told = f"drawn by seed {options.seed} from {len(lines)} lines of {len(chosen)} files"
        print(f"{len(found)} mutants, {told}", flush=True)
        return found
    keys = {(k[0], tuple(k[1]), tuple(k[2])) for k in json.loads(SURVIVED.read_text(encoding="utf-8"))}
    found = sample.again(root, {key for key in keys if key[0] in chosen})
    print(f"{len(found)} mutants that survived last time", flush=True)
    return found


def drawn_beside(options: argparse.Namespace, root: Path, folder: Path) -> tuple[int, Path]:
    """Draw in another process, while the tests are collected: give it and where the mutants will be."""
    out = folder / "mutants"

    def work() -> int:
        out.write_bytes(pickle.dumps(drawn(options, root)))
        return child.PASSED

    return child.fork(work, folder / "mutants.log"), out


def main() -> int:
    """Run it."""
    began = time.perf_counter()
    options = arguments()
    CACHE.mkdir(exist_ok=True)
    status = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # As the code stands now: whoever goes on editing does not disturb it.
        original = Copy.make(ROOT, folder / "original")
        copies = [original.another(folder / f"copy-{k}") for k in range(options.processes)]
        mutated = files.mutated(original.root)
        tests = [
            t
            for t in reach.can_reach(original.root, mutated)
            if any(part in t for part in options.tests.split(",")) and not t.startswith(session.NEED_PAGES)
        ]
        drawing = None if options.measure else drawn_beside(options, original.root, folder)

        def work(suite: Suite) -> None:
            nonlocal status
            for file in suite.unread:
                print(f"{file} cannot be collected: its tests are left out")
            if drawing is None:
                write_map(suite, copies, fresh=options.fresh, part=bool(options.tests))
                return
            pid, out = drawing
            os.waitpid(pid, 0)
            print((folder / "mutants.log").read_text(encoding="utf-8"), end="", flush=True)
            mutants: list[Mutant] = pickle.loads(out.read_bytes())
            status = tried(options, suite, copies, mutants, began)

        session.inside(original.root, tests, mutated, work)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    worked = sum(u.ru_utime + u.ru_stime for u in used)
    print(
        f"In {time.perf_counter() - began:.0f} s, {worked:.0f} s of them worked on {options.processes} processors"
    )
    return status


def write_map(suite: Suite, copies: list[Copy], *, fresh: bool, part: bool) -> None:
    """Measure the tests that the map does not know, or all, and write it."""
    reached = Reached() if fresh else Reached.read()
    missing = [t for t in suite.items if t not in reached.seconds]
    print(f"Measuring what {len(missing)} tests reach ...", flush=True)
    measured = running.measure(suite, copies, missing, float("inf"))
    if not part:
        reached.keep(suite.items.keys())
    reached.add(suite.root, measured, whole=fresh)
    reached.write()
    for test in sorted({*missing} - measured.keys()):
        print(f"{test} does not pass here and is left out")


def known(suite: Suite, copies: list[Copy], until: float) -> Covering:
    """Read the map, and measure the tests that it does not know."""
    reached = Reached.read()
    missing = [t for t in suite.items if t not in reached.seconds]
    if missing:
        measured = running.measure(suite, copies, missing, until)
        reached.add(suite.root, measured)
        told = f"{len(missing)} tests are not in the map: {len(measured)} of them were measured now"
        print(f"{told} (python -m tools.mutants --measure puts them in)", flush=True)
    return Covering(suite.root, reached, suite.items)


def tried(
    options: argparse.Namespace, suite: Suite, copies: list[Copy], mutants: list[Mutant], began: float
) -> int:
    """Try mutants and tell what became of them; give the exit status."""
    listed = equivalents.read()
    for one in equivalents.outdated(listed, suite.root):
        print(f"equivalent.toml: these lines are no longer in {one.file}: {' / '.join(one.before)}")
    reasons = equivalents.reasons(listed)
    seconds = 60 * options.minutes
    covered = known(suite, copies, time.perf_counter() + NEW * seconds)
    to_try = [m for m in mutants if m.key not in reasons]

    number = 0

    def tell(outcome: Outcome) -> None:
        nonlocal number
        number += 1
        if outcome.fate != "killed":
            print(f"[{number} of {len(to_try)}] {telling.shown(outcome)}", flush=True)
        elif number % SIGN_OF_LIFE == 0:
            print(f"[{number} of {len(to_try)}] ...", flush=True)

    trials = running.Trials(suite, covered, copies, options.seconds, began + CHECKING * seconds, tell)
    outcomes = trials.run(to_try)
    for test in trials.refuted:
        print(f"{test} fails without a mutant, too: it counts for none")
    outcomes += [Outcome(m, "equivalent") for m in mutants if m.key in reasons]
    left = [o.mutant for o in outcomes if o.fate in telling.LEFT]
    SURVIVED.write_text(json.dumps([m.key for m in left]), encoding="utf-8")
    if options.log is not None:
        options.log.write_text(
            "".join(f"{json.dumps(telling.noted(o))}\n" for o in outcomes), encoding="utf-8"
        )
    if options.entries:
        print("\n\n".join(equivalents.entry(m) for m in left))
    print(telling.table(outcomes))
    print(telling.summary(outcomes))
    return 0 if telling.percent(*telling.score(outcomes)) >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
