"""`python -m tools.fuzz`: try damaged and random files for a while; keep what fails, and end with exit code 1 then."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

from tools.fuzz.cases import INCLUDED, case
from tools.fuzz.inputs import CONFLICT_FILES, READ
from tools.fuzz.judging import judge
from tools.fuzz.workers import MEMORY, PATIENCE, Finding, Limits, run

KEPT = Path(__file__).parents[2] / "out" / "fuzz"
MOST_KEPT = 200


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long new cases are begun")
    parser.add_argument("--seed", type=int, default=1, help="another seed tries others")
    parser.add_argument(
        "--only", default="", choices=("", *CONFLICT_FILES, *READ, INCLUDED), help="one format alone"
    )
    parser.add_argument("--number", type=int, help="try this one case of the seed, here, without limits")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", type=int, default=MEMORY >> 20, help="MiB of addresses for a process")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, help="seconds of processor time for a case"
    )
    parser.add_argument("--most", type=int, help="no more cases than these")
    parser.add_argument("--keep", type=Path, default=KEPT, help="where what fails is kept")
    return parser.parse_args(given)


def again(seed: int, number: int, only: str) -> str:
    """Give the command that tries a case again."""
    return f"python -m tools.fuzz --seed {seed} --number {number}" + (f" --only {only}" if only else "")


def keep(folder: Path, seed: int, finding: Finding, only: str) -> Path:
    """Keep the file of a case that went wrong, and beside it what went wrong and how to try it again."""
    folder.mkdir(parents=True, exist_ok=True)
    tried = case(seed, finding.number, only)
    stem = folder / f"{seed}-{finding.number}"
    file = Path(f"{stem}-{tried.name}")
    file.write_bytes(tried.data)
    for name, data in tried.beside:
        Path(f"{stem}-{name}").write_bytes(data)
    command = f"detente {' '.join(tried.argv)}" if tried.argv else f"written as {tried.format} and read again"
    told = f"{again(seed, finding.number, only)}\n{command}\n\n{finding.what}\n"
    Path(f"{stem}.txt").write_text(told, encoding="utf-8", errors="replace")
    return file


def main(given: list[str] | None = None) -> int:
    """Run it."""
    options = arguments(given)
    if options.number is not None:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            tried = case(options.seed, options.number, options.only)
            what = judge(tried)
        print(what or f"{tried.name} ({tried.format}): nothing is wrong")
        return 1 if what else 0
    began = time.monotonic()
    limits = Limits(options.memory << 20, options.patience)
    count, found, told = 0, 0, Counter[str]()
    for _, finding in run(
        options.seed,
        began + options.seconds,
        options.processes,
        only=options.only,
        limits=limits,
        most=options.most,
    ):
        count += 1
        if finding is None:
            continue
        found += 1
        last = finding.what.strip().splitlines()[-1][:160]
        told[last] += 1
        if found <= MOST_KEPT:
            file = keep(options.keep, options.seed, finding, options.only)
            if told[last] == 1:
                print(f"{file}: {last}", flush=True)
    print(
        f"fuzz: {count:,} cases of seed {options.seed} in {time.monotonic() - began:.0f} s, {found} went wrong"
        + (f" ({len(told)} ways); kept in {options.keep}" if found else "")
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
