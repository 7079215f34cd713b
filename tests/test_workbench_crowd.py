"""Many connections that ask for nothing lock nobody out, and every answer says what a browser may do with it."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from pathlib import Path

import pytest

pytest.importorskip("uvicorn")

from detente.workbench.server import prompt, safety
from detente.workbench.server.safety import SECURITY, Door, Guard, loopback_hosts
from tests.workbench_client import serving_here

CROWD = 210


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Serve a folder as the command does; give its host, its port and its token."""
    with serving_here(tmp_path, monkeypatch) as told:
        [(host, port, token)] = re.findall(r"http://([\d.]+):(\d+)/(\S+)/", told)
        yield host, int(port), token


def sent(address, data: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """Send bytes over a connection of their own; give the first line, the headers and the rest of the answer."""
    with socket.create_connection(address[:2], timeout=60) as found:
        found.sendall(data)
        told = b""
        while part := found.recv(65536):
            told += part
    head, _, body = told.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    return first, dict(line.decode().lower().split(": ", 1) for line in lines), body


def answered(connection: socket.socket) -> bytes:
    """Give the first line of an answer over a connection that stays; its body, too, is taken from there."""
    told = b""
    while b"\r\n\r\n" not in told:
        part = connection.recv(65536)
        assert part, "hung up before there was an answer"
        told += part
    head, _, body = told.partition(b"\r\n\r\n")
    length = int(re.findall(rb"(?i)content-length: (\d+)", head)[0])
    while len(body) < length:
        part = connection.recv(65536)
        assert part, "hung up within an answer"
        body += part
    assert len(body) == length
    return head.split(b"\r\n")[0]


def hung_up(connection: socket.socket) -> bool:
    """Tell whether nothing comes any more: the other side closed it, in good order or not."""
    try:
        return connection.recv(10) == b""
    except ConnectionResetError:
        return True


def version(address) -> bytes:
    path = f"/{address[2]}/c/river.yaml/version"
    return f"GET {path} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nConnection: close\r\n\r\n".encode()


NO_REQUESTS = {
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "a length below nothing": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
}


@pytest.mark.parametrize("name", NO_REQUESTS)
def test_what_is_no_request_is_answered_as_safely_as_the_rest(name, address):
    first, headers, body = sent(address, NO_REQUESTS[name])
    assert first == b"HTTP/1.1 400 Bad Request"
    assert {k: v.lower() for k, v in SECURITY.items()}.items() <= headers.items()
    assert body == b"this is no request that can be read\n"
    assert headers["content-length"] == str(len(body))
    assert sent(address, version(address))[0] == b"HTTP/1.1 200 OK"


def test_a_crowd_that_asks_for_nothing_locks_nobody_out(address):
    crowd = [socket.create_connection(address[:2], timeout=60) for _ in range(CROWD)]
    for one in crowd[:100]:
        one.sendall(b"GET / HT")
    for _ in range(3):
        assert sent(address, version(address))[0] == b"HTTP/1.1 200 OK"
    assert hung_up(crowd[0])  # the first ones made room
    for one in crowd:
        one.close()


def test_a_connection_that_says_nothing_is_closed_soon_and_one_that_has_asked_is_kept(address):
    began = time.monotonic()
    with (
        socket.create_connection(address[:2], timeout=60) as silent,
        socket.create_connection(address[:2], timeout=60) as asking,
    ):
        ask = version(address).replace(b"Connection: close\r\n", b"")
        asking.sendall(ask)
        assert answered(asking) == b"HTTP/1.1 200 OK"
        assert hung_up(silent)
        assert 1.5 < time.monotonic() - began < 8
        asking.sendall(ask)
        assert answered(asking) == b"HTTP/1.1 200 OK"


def test_whoever_has_begun_to_ask_has_longer(address, monkeypatch):
    monkeypatch.setattr(prompt, "SECONDS_TO_BEGIN", 0.3)
    whole = version(address)
    with socket.create_connection(address[:2], timeout=60) as slow:
        slow.sendall(whole[:20])
        time.sleep(0.8)
        slow.sendall(whole[20:])
        assert answered(slow) == b"HTTP/1.1 200 OK"


def test_room_is_made_by_those_that_never_asked_and_first_by_the_oldest(address, monkeypatch):
    monkeypatch.setattr(prompt, "MOST_OPEN", 3)
    monkeypatch.setattr(
        prompt, "SECONDS_TO_BEGIN", 60.0
    )  # none goes because it is late, however busy the machine is
    ask = version(address).replace(b"Connection: close\r\n", b"")
    with (
        socket.create_connection(address[:2], timeout=60) as asked,
        socket.create_connection(address[:2], timeout=60) as oldest,
    ):
        asked.sendall(ask)
        assert answered(asked) == b"HTTP/1.1 200 OK"
        time.sleep(0.1)
        with (
            socket.create_connection(address[:2], timeout=60) as younger,
            socket.create_connection(address[:2], timeout=60) as last,
        ):
            assert hung_up(oldest)
            for one in (asked, younger, last):
                one.sendall(ask)
                assert answered(one) == b"HTTP/1.1 200 OK"


def test_too_much_at_once_is_told_to_wait_with_all_that_an_answer_says(monkeypatch):
    monkeypatch.setattr(safety, "AT_A_TIME", 2)
    door = Door(loopback_hosts(1))
    going, release = [], asyncio.Event()

    async def slow(scope, receive, send) -> None:
        going.append(scope)
        await release.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    guard = Guard(slow, door)
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/{door.token}/",
        "query_string": b"",
        "headers": [(b"host", b"localhost:1")],
    }

    async def once() -> tuple[int, dict[str, str], bytes]:
        told = []

        async def receive():
            return {"type": "http.request", "body": b""}

        async def send(message) -> None:
            told.append(message)

        await guard(scope, receive, send)
        headers = {k.decode(): v.decode() for k, v in told[0]["headers"]}
        return told[0]["status"], headers, told[1]["body"]

    async def all_of_it() -> None:
        under_way = [asyncio.create_task(once()) for _ in range(2)]
        while len(going) < 2:
            await asyncio.sleep(0)
        status, headers, body = await once()
        assert (status, body) == (503, b"too much is asked at once; try again in a moment\n")
        assert SECURITY.items() <= headers.items()
        release.set()
        assert [(await one)[0] for one in under_way] == [200, 200]
        assert (await once())[0] == 200

    asyncio.run(all_of_it())
