"""The workbench without a network: its application, asked as a browser would."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from detente.workbench.files.folder import Folder
from detente.workbench.server.app import application
from detente.workbench.server.safety import Door, loopback_hosts

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
RIVER = """# A file of somebody's
detente: 1
title: 'The river'   # as they call it
status_quo: []

decision_makers:
  upper:
    name: Upper town
    options: {release: let more water through}
  lower:
    name: Lower town
    options:
      pay: pay for the water
      sue: {text: "go to court", tags: [pressure]}

rules:
  - exclusive: [lower.pay, lower.sue]

perspectives:
  engineers:
    says: The engineers
    preferences:
      upper:
        # what it fears
        - not lower.sue
        - {id: paid, that: lower.pay, because: It is poor.}   # a guess
        - release only if lower.pay
      lower:
        - upper.release
        - not pay
        - not sue
  residents:
    says: The residents
    preferences:
      upper: [not release, lower.pay]
      lower:
        - upper.release
        - sue if not upper.release
        - not pay
"""


class Bench:
    """A folder with a file, and a browser on it."""

    def __init__(
        self, folder: Path, text: str = RIVER, only: str = "", readers: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self.file = folder / "river.yaml"
        self.file.write_bytes(text.encode())
        self.door = Door(loopback_hosts(PORT))
        self.client = TestClient(
            application(Folder(folder, only, readers), self.door, 60.0),
            base_url=HOME,
            follow_redirects=True,
        )

    @property
    def base(self) -> str:
        return f"/{self.door.token}"

    @property
    def text(self) -> str:
        return self.file.read_bytes().decode()

    def get(self, path: str, **more: Any):
        return self.client.get(f"{self.base}/{path}", **more)

    def page(self, page: str, name: str = "river.yaml", **query: str):
        return self.get(f"c/{quote(name)}/{page}", params=query)

    def post(self, path: str, form: dict[str, str], **headers: str):
        return self.client.post(f"{self.base}/{path}", data=form, headers={"origin": HOME} | headers)

    def version(self, name: str = "river.yaml") -> str:
        found: str = self.get(f"c/{quote(name)}/version").json()["version"]
        return found

    def edit(self, do: str, *, base: str = "", page: str = "wishes", **form: str):
        fields = {k.rstrip("_"): v for k, v in form.items()}
        return self.post(
            "c/river.yaml/edit", {"do": do, "page": page, "base": base or self.version()} | fields
        )


@contextmanager
def serving_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve a folder with a file in it as the command does, in a thread of this process; give the address."""
    from detente.workbench.server import serving

    (folder / "river.yaml").write_text(RIVER, encoding="utf-8")
    servers: list[Any] = []
    told: list[str] = []
    run = serving._run

    def keep(server: Any, bound: Any) -> None:
        servers.append(server)
        run(server, bound)

    monkeypatch.setattr(serving, "_run", keep)
    asked = {"browser": False, "tell": told.append}
    thread = threading.Thread(target=serving.serve, args=(str(folder),), kwargs=asked)
    thread.start()
    while not (servers and servers[0].started):
        time.sleep(0.01)
    yield re.findall(r"http://\S+", told[0])[0]
    servers[0].should_exit = True
    thread.join()
