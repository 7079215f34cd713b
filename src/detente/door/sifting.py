"""Messages that cannot be read: whoever waits for an answer to one is told so, which the protocol's SDK leaves out."""

from __future__ import annotations

import json
import re
from typing import Any

from mcp import types
from mcp.shared.message import SessionMessage

UNREAD = (
    "this message cannot be read: it is nested too deep, holds half a character (a lone surrogate), or is no request "
    "of the protocol"
)
_ID = re.compile(r'\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?"id"\s*:\s*(\d{1,15}|"[^"\\]{0,100}")')


def id_of(line: str) -> int | str | None:
    """Find whose answer is waited for in a message that is no good; None where nobody's is.

    Examples
    --------
    >>> id_of('{"id": 7, "method": "x", "params": 1}'), id_of("[]"), id_of('{"id": "a", "params": [[[')
    (7, None, 'a')
    """
    try:
        found = json.loads(line)
        id = found.get("id") if isinstance(found, dict) and "method" in found else None
    except (ValueError, RecursionError):
        begun = _ID.match(line)
        id = json.loads(begun[1]) if begun else None
    return id if isinstance(id, int | str) and not isinstance(id, bool) and _whole(id) else None


def _whole(id: int | str) -> bool:
    return isinstance(id, int) or not re.search("[\ud800-\udfff]", id)


class Sifted:
    """A stream of messages without those that cannot be read; these are answered at once.

    Parameters
    ----------
    read, write : streams
        Of the SDK; what cannot be read comes as an error that knows what was sent.
    """

    def __init__(self, read: Any, write: Any) -> None:
        self._read, self._write = read, write

    @property
    def last_context(self) -> Any:
        """The context in which the last message was sent."""
        return self._read.last_context

    async def receive(self) -> Any:
        """Give the next message that can be read."""
        while isinstance(item := await self._read.receive(), Exception):
            faults = item.errors() if hasattr(item, "errors") else []
            line = next((f["input"] for f in faults if isinstance(f.get("input"), str)), "")
            if not line:  # it was read, and is no request: what it was stands in the fault as an object
                line = next((json.dumps(f["input"]) for f in faults if isinstance(f.get("input"), dict)), "")
            if (id := id_of(line)) is not None:
                error = types.ErrorData(code=types.INVALID_REQUEST, message=UNREAD)
                await self._write.send(SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=id, error=error)))
        return item

    def __aiter__(self) -> Sifted:
        """Go through the messages."""
        return self

    async def __anext__(self) -> Any:
        """Give the next message."""
        import anyio

        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def aclose(self) -> None:
        """Take no more messages."""
        await self._read.aclose()

    async def __aenter__(self) -> Sifted:
        """Begin."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Take no more messages."""
        await self.aclose()
