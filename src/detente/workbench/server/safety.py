"""The door of the workbench: who may ask, from where, how much; what a browser may do with the answer.

The pages stand under a random name that nobody else knows (no cookie: other programs on this machine would get it too).
The names by which a browser may call us are few, so that no page from elsewhere gets in under a name of its own.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BODY = 9_000_000  # a conflict file has 8 MB at most
MOST_ADDRESS = 8_000
AT_A_TIME = 200  # requests that are answered at a time; more are told to wait
SECONDS_TO_SEND = 20.0  # in which a request has to be here
SECURITY = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "cache-control": "no-store",
}


@dataclass(frozen=True)
class Door:
    """What a request has to meet.

    Attributes
    ----------
    hosts : tuple of str
        The names, with the port, by which a browser may call.
    token : str
        The first part of every path.
    """

    hosts: tuple[str, ...]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        """Keep the names as browsers send them: in small letters, without the port that is understood."""
        lowered = [host.lower() for host in self.hosts]
        every = dict.fromkeys(lowered + [h.removesuffix(":80") for h in lowered])
        object.__setattr__(self, "hosts", tuple(every))

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://{self.hosts[0]}/{self.token}/"

    def refuses(self, scope: Scope) -> tuple[int, str] | None:
        """Say why a request is refused, with the number of the answer; None where it is let in."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        host = headers.get("host", [])
        if len(host) != 1 or host[0].lower() not in self.hosts:
            return 421, "this is not the address of the workbench"
        raw = scope.get("raw_path") or scope["path"].encode()
        if len(raw) + len(scope.get("query_string", b"")) > MOST_ADDRESS:
            return 414, "the address is too long"
        first = scope["path"].lstrip("/").split("/", 1)[0]
        if not hmac.compare_digest(first.encode(), self.token.encode()):
            return 404, "there is nothing here; open the address that 'detente serve' printed"
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return 405, "no such method"
        origin = headers.get("origin", [])
        own = {f"http://{h}" for h in self.hosts}
        if any(o not in own for o in origin) or (method == "POST" and len(origin) != 1):
            return 403, "the request does not come from a page of the workbench"
        site = headers.get("sec-fetch-site", ["none"])[0]
        if method == "POST" and site not in ("same-origin", "none"):
            return 403, "the request does not come from a page of the workbench"
        length = headers.get("content-length", ["0"])[0]
        if not length.isdecimal() or int(length) > MOST_BODY:
            return 413, f"more than {MOST_BODY:,} bytes"
        return None


def loopback_hosts(port: int) -> tuple[str, ...]:
    """Give the names by which this machine calls itself."""
    return (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")


def is_loopback(address: str) -> bool:
    """Tell whether an address is one that only this machine can reach.

    Examples
    --------
    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    if address == "localhost":
        return True
    try:
        return _address(address).is_loopback
    except ValueError:
        return False


def host_of(asked: str, listens: str) -> str:
    """Give the name by which a browser calls what was asked for, and listens at an address.

    Examples
    --------
    >>> host_of("VM", "192.0.2.1"), host_of("127.1", "127.0.0.1"), host_of("0:0::1", "::1")
    ('vm', '127.0.0.1', '[::1]')
    >>> host_of("bücher.example", "192.0.2.1")
    'xn--bcher-kva.example'
    """
    try:
        socket.inet_aton(asked)  # also ways to write an address that browsers write out
        return str(ipaddress.ip_address(listens))
    except (OSError, ValueError):
        pass
    try:
        found = ipaddress.ip_address(asked)
    except ValueError:
        with suppress(UnicodeError):
            asked = asked.encode("idna").decode("ascii")
        return asked.lower()
    if found.version == 6 and found.ipv4_mapped:
        high, low = divmod(int(found.ipv4_mapped), 1 << 16)
        return f"[::ffff:{high:x}:{low:x}]"
    return f"[{found}]" if found.version == 6 else str(found)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    found = ipaddress.ip_address(text)
    return (found.ipv4_mapped or found) if found.version == 6 else found


class _TooMuchError(Exception):
    """More was sent than may be."""


class Guard:
    """Lets in what the door lets in, and says with every answer what a browser may do with it."""

    def __init__(self, app: App, door: Door) -> None:
        self.app, self.door = app, door
        self._now = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no sockets
            await send({"type": "websocket.close", "code": 1008})
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = list(_with_security(message.get("headers", ())))
            await send(message)

        refused = self.door.refuses(scope)
        if refused is None and self._now >= AT_A_TIME:
            refused = 503, "too much is asked at once; try again in a moment"
        if refused is not None:
            await _say(guarded, *refused)
            return
        self._now += 1
        try:
            await self._answered(scope, receive, guarded)
        finally:
            self._now -= 1

    async def _answered(self, scope: Scope, receive: Receive, guarded: Send) -> None:
        """Answer a request that is let in."""
        try:
            body = await asyncio.wait_for(_body(receive), SECONDS_TO_SEND)
        except _TooMuchError:
            await _say(guarded, 413, f"more than {MOST_BODY:,} bytes")
            return
        except TimeoutError:
            await _say(guarded, 408, "the request took too long")
            return
        sent = False

        async def again() -> Message:
            nonlocal sent
            if not sent:
                sent = True
                return {"type": "http.request", "body": body, "more_body": False}
            return await receive()

        inner = dict(scope)
        prefix = "/" + self.door.token
        inner["path"] = scope["path"][len(prefix) :] or "/"
        inner["root_path"] = ""
        await self.app(inner, again, guarded)


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _TooMuchError  # the other side is gone: whatever is said, nobody hears it
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BODY:
            raise _TooMuchError
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _with_security(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    yield from ((n, v) for n, v in headers if n.decode("latin-1").lower() not in SECURITY)
    yield from ((name.encode(), value.encode()) for name, value in SECURITY.items())


async def _say(send: Send, status: int, text: str) -> None:
    body = (text + "\n").encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
