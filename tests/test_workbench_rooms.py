"""Who asks for what takes long holds nobody up: requests that need an answer first have threads of their own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

pytest.importorskip("starlette")
import httpx
from starlette.responses import PlainTextResponse

from detente.conflict import budget
from detente.workbench.files.documents import Version, id_of
from detente.workbench.files.folder import Folder
from detente.workbench.questions import answers
from detente.workbench.questions.answers import Answers
from detente.workbench.server import app as served
from detente.workbench.server.app import Workbench, application
from detente.workbench.server.rooms import LONG, QUICK, SHOWN, Room
from detente.workbench.server.safety import Door, loopback_hosts
from tests.workbench_client import HOME, PORT, RIVER

MANY = 90  # more than there are threads of one kind


class Held:
    """A path whose requests are answered once they are let go; how many are at it at a time is counted."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, *_):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.go.wait(30)
        with self._lock:
            self.now -= 1
        return PlainTextResponse("late")


def asked(tmp_path, held: Held, slow: list[str], quick: list[tuple[str, str]]) -> list[int]:
    """Ask for many that are held, then for others; give what came of these while none of the first was answered."""
    (tmp_path / "river.yaml").write_text(RIVER, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(RIVER, encoding="utf-8")
    door = Door(loopback_hosts(PORT))

    async def run() -> list[int]:
        asgi = application(Folder(tmp_path), door, 60.0)
        transport = httpx.ASGITransport(asgi)
        async with httpx.AsyncClient(transport=transport, base_url=f"{HOME}/{door.token}/") as client:
            waiting = [asyncio.create_task(client.get(path)) for path in slow]
            while held.now < 2:
                await asyncio.sleep(0.01)
            try:
                found = []
                for method, path in quick:
                    form = {"data": {"at": "0", "text": "", "job": "x"}} if method == "POST" else {}
                    answer = await asyncio.wait_for(
                        client.request(method, path, headers={"origin": HOME}, **form), 10
                    )
                    found.append(answer.status_code)
                assert held.now >= 2
                assert not any(task.done() for task in waiting)
            finally:
                held.go.set()
            assert {answer.text for answer in await asyncio.gather(*waiting)} == {"late"}
        return found

    return asyncio.run(run())


QUICKLY = [
    ("GET", "c/other.yaml/version"),
    ("GET", "c/river.yaml/version"),
    ("GET", "static/workbench.js"),
    ("GET", ""),
    ("GET", "c/other.yaml/text"),
    ("GET", "c/other.yaml/questions"),
    ("GET", "c/other.yaml/report"),
    ("POST", "c/other.yaml/complete"),
]


@pytest.mark.parametrize(("name", "path"), [("report", "file/report.html"), ("part", "part")])
def test_many_who_ask_for_what_takes_long_hold_up_nobody(tmp_path, monkeypatch, name, path):
    held = Held()
    monkeypatch.setattr(Workbench, name, held)
    also = [("GET", "c/other.yaml/answer"), ("GET", "c/other.yaml/wishes"), ("GET", "c/other.yaml/ask/check")]
    found = asked(tmp_path, held, [f"c/river.yaml/{path}"] * MANY, [*QUICKLY, *also])
    assert found == [200] * len(found)
    assert held.most == LONG.threads


@pytest.mark.parametrize(
    ("name", "path"), [("page", "answer"), ("page", "table"), ("question", "ask/check"), ("pairs", "pairs")]
)
def test_many_who_wait_for_a_page_hold_up_nobody_who_waits_for_none(tmp_path, monkeypatch, name, path):
    held, real = Held(), getattr(Workbench, name)

    def page(self, request, form):
        quick = request.path_params.get("page") in served.UNASKED
        return real(self, request, form) if quick else held()

    monkeypatch.setattr(Workbench, name, page)
    found = asked(tmp_path, held, [f"c/river.yaml/{path}"] * MANY, QUICKLY)
    assert found == [200] * len(found)
    assert held.most == SHOWN.threads


def test_each_room_has_so_many_threads_and_gives_what_came_of_it():
    room = Room("test", 2)

    def refuse(text: str, *, more: str) -> str:
        raise ValueError(text + more)

    async def run(held: Held) -> None:
        tasks = [asyncio.create_task(room.run(held)) for _ in range(5)]
        while held.now < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert held.now == 2
        held.go.set()
        await asyncio.gather(*tasks)
        assert held.most == 2
        assert await room.run(max, [1, 3, 2]) == 3
        with pytest.raises(ValueError, match="ab"):
            await room.run(refuse, "a", more="b")

    asyncio.run(run(Held()))
    asyncio.run(run(Held()))  # in another loop, too
    assert LONG.threads < SHOWN.threads
    assert QUICK.threads >= 20


# -- turns -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(monkeypatch):
    """Answers of which every turn is taken, and a version of a file."""
    monkeypatch.setattr(answers, "LOOKS", 0.01)
    found = Answers(30.0)
    for _ in range(answers.AT_ONCE):
        assert found._turns.acquire(timeout=1)
    return found, found.read("river.yaml", Version(RIVER, id_of(RIVER)))


def soon(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def test_whoever_waits_for_a_turn_and_is_stopped_waits_no_longer(busy):
    found, read = busy
    began = time.monotonic()
    with pytest.raises(budget.TimeUpError):
        found.brief(read, stopped=soon(0.1))
    with pytest.raises(budget.TimeUpError):
        found.ask(read, "check", ("engineers",), {}, stopped=soon(0.1))
    assert time.monotonic() - began < 10
    for _ in range(answers.AT_ONCE):
        found._turns.release()
    assert found.brief(read, stopped=soon(20)).answers
    for _ in range(answers.AT_ONCE):
        assert found._turns.acquire(timeout=1)  # every turn was given back


def test_whoever_waits_for_a_turn_gets_it(busy):
    found, read = busy
    told = []
    threads = [
        threading.Thread(target=lambda: told.append(found.brief(read, whole=False, stopped=soon(30)))),
        threading.Thread(target=lambda: told.append(found.game(read, "engineers"))),
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    assert not told
    for _ in range(answers.AT_ONCE):
        found._turns.release()
    for thread in threads:
        thread.join(30)
    assert len(told) == 2
