"""Two windows that change one file quickly, one after the other and at once: nothing that was taken is lost."""

from __future__ import annotations

import threading

import pytest

pytest.importorskip("starlette")

from detente.conflict.editing import plain
from tests.workbench_client import RIVER, Bench

EDITS = 100


def test_two_hundred_quick_edits_in_two_windows_lose_nothing_and_can_be_taken_back(tmp_path):
    bench = Bench(tmp_path)
    names = {"engineers": "upper", "residents": "lower"}
    wrong: list[int] = []

    def window(account: str) -> None:
        for number in range(EDITS):
            while True:  # where the other window was first, it is looked at again
                form = {
                    "account": account,
                    "party": names[account],
                    "that": "upper.release",
                    "because": f"w{number}",
                }
                found = bench.edit("add-wish", page="text", **form)
                if found.status_code != 409:
                    break
            if found.status_code != 200:
                wrong.append(found.status_code)

    windows = [threading.Thread(target=window, args=(account,)) for account in names]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    assert wrong == []
    accounts = plain(bench.text)["perspectives"]
    before = plain(RIVER)["perspectives"]
    for account, party in names.items():
        wishes = accounts[account]["preferences"][party]
        kept = len(before[account]["preferences"][party])
        assert [w["because"] for w in wishes[kept:]] == [f"w{n}" for n in range(EDITS)]
    for _ in range(2 * EDITS):
        bench.post("c/river.yaml/undo", {"page": "text"})
    assert bench.text == RIVER
