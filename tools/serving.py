"""A workbench on a folder, as a process of its own, for pictures and measurements."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as long as it is needed, and give the address."""
    command = [sys.executable, "-m", "detente", "serve", str(folder), "--no-browser"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        told = re.search(r"http://\S+", server.stderr.readline())
        assert told is not None
        yield told[0]
    finally:
        server.terminate()
        server.communicate(timeout=60)
