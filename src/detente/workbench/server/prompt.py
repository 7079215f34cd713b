"""How a request gets in: whoever sends its first lines too slowly, or none, is not waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from detente.workbench.server.safety import SECURITY

SECONDS_TO_BEGIN = 2.0  # in which something has to come of a connection that was opened
SECONDS_TO_ASK = 10.0  # in which the first lines of a request have to be here
MOST_OPEN = 150  # connections; beyond, those that ask for nothing make room for others
NO_REQUEST = "this is no request that can be read"


class Prompt(H11Protocol):
    """Hangs up where a connection was opened, or a request begun, and its headers do not come to an end."""

    _late: asyncio.TimerHandle | None = None
    _begun = False
    _since = 0.0

    def connection_made(self, transport: Any) -> None:
        """Wait for the first request, but not for ever."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._wait(SECONDS_TO_BEGIN)
        self._make_room()

    def data_received(self, data: bytes) -> None:
        """Take what came; the time does not begin anew with every letter."""
        super().data_received(data)
        begun = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if begun != self._begun or not begun:
            self._wait_no_longer()
        if begun and not self._begun:
            self._wait(SECONDS_TO_ASK)
        self._begun = begun

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Say that this is no request, and what a browser may do with the answer."""
        body = f"{NO_REQUEST}\n".encode()
        headers = [(name.encode(), value.encode()) for name, value in SECURITY.items()]
        headers += [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        headers += [(b"content-length", str(len(body)).encode())]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @property
    def _asks(self) -> bool:
        """Tell whether an answer is waited for."""
        return self.cycle is not None and not self.cycle.response_complete

    def _make_room(self) -> None:
        """Hang up on the connection that has asked for nothing for longest, where there are too many."""
        there = [c for c in self.connections if isinstance(c, Prompt) and not c.transport.is_closing()]
        idle = [c for c in there if c is not self and not c._asks]
        if len(there) > MOST_OPEN and idle:
            min(idle, key=lambda c: (c.cycle is not None, c._since))._hang_up()

    def _wait(self, seconds: float) -> None:
        self._late = self.loop.call_later(seconds, self._hang_up)

    def _wait_no_longer(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
