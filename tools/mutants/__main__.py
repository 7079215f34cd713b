"""`python -m tools.mutants`: draw mutants, run the tests that reach them, print what survived and the score."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tools.mutants import equivalents, files, running, sample, telling
from tools.mutants.copies import Copy
from tools.mutants.running import Outcome
from tools.mutants.sample import Mutant

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".mutants"
MEASURING = 0.5  # the part of the time in which it is found out which tests reach what
SURVIVED = CACHE / "survived.json"


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="draws the mutants")
    parser.add_argument("--number", type=int, default=240, help="how many are drawn")
    parser.add_argument(
        "--only", default="", help="files whose path begins so: wording, questions/pivot, ..."
    )
    parser.add_argument("--minutes", type=float, default=9.5, help="what has not begun by then is not run")
    parser.add_argument("--seconds", type=float, default=15.0, help="of tests, at most, for one mutant")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=95.0, help="a lower score ends with exit code 1")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    parser.add_argument(
        "--tests", default="", help="only files of tests whose names hold one of these, by commas"
    )
    parser.add_argument("--fresh", action="store_true", help="measure anew which tests reach what")
    parser.add_argument("--entries", action="store_true", help="write entries for equivalent.toml")
    return parser.parse_args(given)


def drawn(options: argparse.Namespace, root: Path) -> list[Mutant]:
    """Draw mutants, or take again those that survived."""
    chosen = files.mutated(root, options.only)
    lines = sample.lines_of(root, chosen)
    if not options.again:
        found = sample.draw(root, lines, options.number, options.seed)
        told = f"drawn by seed {options.seed} from {len(lines)} lines of {len(chosen)} files"
        print(f"{len(found)} mutants, {told}", flush=True)
        return found
    keys = {(k[0], tuple(k[1]), tuple(k[2])) for k in json.loads(SURVIVED.read_text(encoding="utf-8"))}
    found = sample.again(root, {key for key in keys if key[0] in chosen})
    print(f"{len(found)} mutants that survived last time", flush=True)
    return found


def main() -> int:
    """Run it."""
    began = time.perf_counter()
    options = arguments()
    if options.fresh:
        shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(exist_ok=True)
    known = equivalents.read()
    for one in equivalents.outdated(known, ROOT):
        print(f"equivalent.toml: these lines are no longer in {one.file}: {' / '.join(one.before)}")
    reasons = equivalents.reasons(known)
    with tempfile.TemporaryDirectory() as folder:
        # As the code stands now: whoever goes on editing does not disturb it.
        original = Copy.make(ROOT, Path(folder) / "original")
        copies = [original.another(Path(folder) / f"copy-{k}") for k in range(options.processes)]
        mutants = drawn(options, original.root)
        covering = running.measure(
            original.root,
            CACHE,
            copies,
            files.mutated(original.root),
            options.tests.split(","),
            began + 60 * options.minutes * MEASURING,
            lambda text: print(text, flush=True),
        )
        running.warm_up(covering)
        tried = [m for m in mutants if m.key not in reasons]

        def tell(outcome: Outcome, number: int) -> None:
            if outcome.fate != "killed":
                print(f"[{number}/{len(tried)}] {telling.shown(outcome)}", flush=True)

        until = began + 60 * options.minutes
        outcomes = running.try_all(original.root, tried, covering, copies, options.seconds, until, tell)
    outcomes += [Outcome(m, "equivalent") for m in mutants if m.key in reasons]
    left = [o.mutant for o in outcomes if o.fate in ("survived", "timeout")]
    SURVIVED.write_text(json.dumps([m.key for m in left]), encoding="utf-8")
    if options.entries:
        print("\n\n".join(equivalents.entry(m) for m in left))
    print(telling.table(outcomes))
    print(telling.summary(outcomes), f"in {time.perf_counter() - began:.0f} s")
    return 0 if telling.percent(*telling.score(outcomes)) >= options.least else 1


if __name__ == "__main__":
    sys.exit(main())
