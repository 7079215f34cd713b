"""Working out blocks of accounts: here, in processes, or on other machines; and going on where a run was broken off.

What is done is kept by the number of its block. So nothing is counted twice, whoever may have worked it out twice, and
nothing is lost: what a worker took along when it ended is given to another one.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np

from detente.conflict import DetenteError, MissingPackageError, budget
from detente.questions.robust.drawing import BLOCK, TOGETHER, Drawn, Plan, drawn_block

MOST_TRIES = 4  # of one block, where workers are lost on the way
PLAN_FILE = "plan.json"
DRAWING = "drawing accounts"
Enough = Callable[[list[Drawn]], bool]
Progress = Callable[[str], None]


class Kept:
    """A folder that keeps what is done, a file for each block; a file is there as a whole or not at all."""

    def __init__(self, folder: str | Path, plan: Plan) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / PLAN_FILE
        told = {"detente": "robust", "plan": plan.mark, "block": BLOCK}
        if file.exists():
            try:
                known = json.loads(file.read_text(encoding="utf-8"))
            except ValueError:
                known = None
            if known != told:
                raise DetenteError(
                    f"{self.folder} keeps a run about another conflict, other doubts, other concepts or with another "
                    "seed; name an empty folder"
                )
        else:
            self._put(file, json.dumps(told).encode())

    def _put(self, file: Path, data: bytes) -> None:
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(file)

    def _file(self, number: int, rows: int) -> Path:
        return self.folder / f"block-{number:06d}-{rows}.npz"

    def get(self, number: int, rows: int) -> Drawn | None:
        """Give a block that was done; None where it was not, or where its file is damaged."""
        file = self._file(number, rows)
        if not file.exists():
            return None
        try:
            with np.load(file, allow_pickle=False) as found:
                sets = tuple((s, tuple(states)) for s, states in json.loads(str(found["sets"])))
                held = {(c, s): found[f"held-{c}-{s}"] for c, s in json.loads(str(found["held"]))}
                return Drawn(found["settled"], found["ends"], sets, held)
        except (OSError, ValueError, KeyError, EOFError):
            return None

    def put(self, number: int, done: Drawn) -> None:
        """Keep a block."""
        import io

        held: dict[str, Any] = {f"held-{c}-{s}": counts for (c, s), counts in done.held.items()}
        stream = io.BytesIO()
        np.savez_compressed(
            stream,
            settled=done.settled,
            ends=done.ends,
            sets=np.array(json.dumps(done.sets)),
            **{"held": np.array(json.dumps(list(done.held))), **held},
        )
        self._put(self._file(number, done.settled.shape[1]), stream.getvalue())


def run(
    plan: Plan,
    total: int,
    *,
    executor: Executor | None = None,
    workers: int = 1,
    together: int = TOGETHER,
    folder: str | Path | None = None,
    enough: Enough | None = None,
    progress: Progress | None = None,
) -> list[Drawn]:
    """Draw so many accounts, in blocks.

    Parameters
    ----------
    plan : Plan
    total : int
    executor : Executor, optional
        Whoever does the work, of the kind of ``concurrent.futures``; without it `workers` processes, or this one.
    workers : int
    together : int
        How many accounts one worker looks at together.
    folder : path, optional
        Where to keep what is done, and to look for what was done before.
    enough : callable, optional
        Tells of the blocks so far, in their order, whether they will do. It is asked after each, so that how many are
        taken does not hang on who is done first.
    progress : callable, optional
        Is told how far it has come, and how long it may still take.

    Returns
    -------
    list of Drawn
        In the order of their numbers.
    """
    kept = None if folder is None else Kept(folder, plan)
    rows = [min(BLOCK, total - first) for first in range(0, total, BLOCK)]
    done: dict[int, Drawn] = {}
    for number, some in enumerate(rows):
        found = None if kept is None else kept.get(number, some)
        if found is not None:
            done[number] = found
    ready: list[Drawn] = []
    begun, before = time.monotonic(), len(done)

    def collected() -> bool:
        """Take the blocks in their order; tell whether these will do."""
        while len(ready) < len(rows) and len(ready) in done:
            ready.append(done[len(ready)])
            if enough is not None and enough(ready):
                return True
        return len(ready) == len(rows)

    if collected():
        return ready
    for number, found in _worked(plan, rows, done, executor, workers, together):
        done[number] = found
        if kept is not None:
            kept.put(number, found)
        if progress is not None:
            progress(_told(len(done), len(rows), time.monotonic() - begun, len(done) - before))
        if collected():
            break
    return ready


def _told(done: int, of: int, seconds: float, here: int) -> str:
    """Say how far it has come."""
    left = seconds / max(1, here) * (of - done)
    return f"{done * BLOCK:,} of at most {of * BLOCK:,} accounts drawn, {left:.0f} s left"


def _worked(
    plan: Plan,
    rows: list[int],
    done: Mapping[int, Drawn],
    executor: Executor | None,
    workers: int,
    together: int,
) -> Iterator[tuple[int, Drawn]]:
    """Work out what is missing, in whatever order it comes."""
    missing = [n for n in range(len(rows)) if n not in done]
    if executor is None and workers < 2:
        for number in missing:
            budget.check(DRAWING)
            yield number, drawn_block(plan, number, rows[number], together)
        return
    tries = dict.fromkeys(missing, 0)
    while missing:
        with _pool(executor, workers) as pool:
            at_once = 2 * max(workers, 2) if executor is None else 32
            waiting = list(missing)
            running: dict[Future[Drawn], int] = {}
            try:
                while waiting or running:
                    while waiting and len(running) < at_once:
                        number = waiting.pop(0)
                        tries[number] += 1
                        running[pool.submit(drawn_block, plan, number, rows[number], together)] = number
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        number = running.pop(future)
                        found = _result(future, tries[number])
                        if found is None:
                            waiting.append(number)
                            continue
                        missing.remove(number)
                        yield number, found
                    budget.check(DRAWING)
            except BrokenExecutor:
                if executor is not None or max(tries.values()) >= MOST_TRIES:
                    raise
            finally:
                for future in running:
                    future.cancel()


def _result(future: Future[Drawn], tries: int) -> Drawn | None:
    """Give what was worked out; None where whoever worked at it was lost."""
    try:
        return future.result()
    except BrokenExecutor:
        raise
    except (CancelledError, OSError):
        if tries >= MOST_TRIES:
            raise
    except Exception as error:
        if type(error).__name__ not in ("KilledWorker", "FutureCancelledError") or tries >= MOST_TRIES:
            raise
    return None


@contextmanager
def _pool(executor: Executor | None, workers: int) -> Iterator[Executor]:
    if executor is not None:
        yield executor
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def scheduled(address: str) -> Iterator[Executor]:
    """Give an executor that works on the machines of a Dask scheduler (the extra ``dask``).

    Parameters
    ----------
    address : str
        Of the scheduler: ``tcp://host:8786``, or the name of its file.

    Raises
    ------
    MissingPackageError
        Where Dask is not installed.
    DetenteError
        Where nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise MissingPackageError("distributed", "dask") from None
    try:
        known = Path(address).is_file()
        client = Client(scheduler_file=address) if known else Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise DetenteError(f"no Dask scheduler answers at {address}: {error}") from None
    try:
        yield cast("Executor", client.get_executor(pure=False, retries=MOST_TRIES))
    finally:
        client.close()
