"""A request that comes letter by letter is not waited for; the others are answered meanwhile."""

from __future__ import annotations

import socket
import threading
import time

import pytest

pytest.importorskip("uvicorn")

import uvicorn

from detente.workbench.server import prompt


async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"in"})


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr(prompt, "SECONDS_TO_ASK", 0.5)
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none", http=prompt.Prompt)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield bound.getsockname()[1]
    server.should_exit = True
    thread.join()
    bound.close()


def closed_after(found: socket.socket, parts: list[bytes]) -> bool:
    """Send parts one after the other; tell whether the other side hangs up without an answer."""
    found.settimeout(20)
    try:
        for part in parts:
            found.sendall(part)
            time.sleep(0.1)
        return found.recv(100) == b""
    except (ConnectionError, BrokenPipeError):
        return True


@pytest.mark.parametrize(
    "parts", [[], [b"G"], [b"GET / HTTP/1.1\r\n"], [b"GET / HTTP/1.1\r\n", *[b"a: b\r\n"] * 100]]
)
def test_slow_headers_are_hung_up_on(port, parts):
    with socket.create_connection(("127.0.0.1", port)) as found:
        assert closed_after(found, parts)


def test_a_request_in_time_is_answered_also_after_another_one(port):
    with socket.create_connection(("127.0.0.1", port)) as found:
        for _ in range(2):
            found.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n")
            time.sleep(0.1)
            found.sendall(b"\r\n")
            found.settimeout(20)
            told = b""
            while not told.endswith(b"in"):
                told += found.recv(1000)
            assert b"200 OK" in told
            time.sleep(0.7)  # longer than a request may take to come: an idle connection is another thing
