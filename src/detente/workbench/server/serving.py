"""Starting the workbench: an address of this machine alone, a server, a browser."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from detente.conflict import ConflictFileError, DetenteError, MissingPackageError, read_conflict
from detente.conflict.saving import reason
from detente.workbench.files.folder import Folder
from detente.workbench.server.safety import Door, host_of, is_loopback, loopback_hosts

HOST = "127.0.0.1"
QUEUE = 128
KEEP = 15  # seconds that a connection may be idle


def serve(
    given: str,
    *,
    port: int = 0,
    network: str = "",
    browser: bool = True,
    seconds: float = 60.0,
    readers: Sequence[str] = (),
    tell: Callable[[str], None] = print,
) -> None:
    """Show a file or a folder in a browser, until somebody stops it.

    Parameters
    ----------
    given : str
        A conflict file or a folder.
    port : int
        0 takes one that is free.
    network : str
        The address of a network that may reach the workbench, too; empty for this machine alone.
    browser : bool
        Whether a browser is opened.
    seconds : float
        How long a question may take.
    readers : sequence of str
        The parties whose confidential wishes are shown.
    tell : callable
        Where the address is told.

    Raises
    ------
    DetenteError
        Where the file or the address is not to be had.
    MissingPackageError
        Where the packages for it are not installed.
    """
    try:
        import uvicorn

        from detente.workbench.server.app import application
        from detente.workbench.server.prompt import Prompt
    except ImportError:
        raise MissingPackageError("uvicorn", "workbench") from None
    folder = Folder.of(given, readers)
    if folder.only:
        _may_be_shown(folder)
    host = network or HOST
    bound = _bound(host, port)
    listens, number = bound.getsockname()[:2]
    door = Door((f"{host_of(host, listens)}:{number}", *loopback_hosts(number)))
    config = uvicorn.Config(
        application(folder, door, seconds),
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http=Prompt,
        backlog=QUEUE,
        timeout_keep_alive=KEEP,
        timeout_graceful_shutdown=1,
    )
    tell(f"the workbench is at {door.address}")
    tell("whoever has this address can read and change these files; end it with Ctrl+C")
    if not is_loopback(listens):
        tell(f"it can be reached from the network at {host}, without encryption")
    if browser:
        threading.Timer(0.5, _open, (door.address,)).start()
    try:
        _run(uvicorn.Server(config), bound)
    finally:
        bound.close()


def _may_be_shown(folder: Folder) -> None:
    """Look first whether the one file may be shown, and whether it has the parties that are named."""
    document = folder.document(folder.only)
    with suppress(ConflictFileError):  # which the pages tell
        if folder.readers and not folder.party_of(folder.only):
            read_conflict(document.read().text, folder.only, folder=str(folder.root), as_party=folder.readers)


def _run(server: Any, bound: socket.socket) -> None:
    server.run(sockets=[bound])


def _open(address: str) -> None:
    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return


def _bound(host: str, port: int) -> socket.socket:
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(kind[0], socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(kind[4])
        found.listen(QUEUE)
    except (OSError, OverflowError, UnicodeError) as error:
        raise DetenteError(
            f"{host}, port {port}: cannot be used: {reason(error)}; leave --port out"
        ) from None
    return found
