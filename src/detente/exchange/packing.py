"""Archives that bear no time: the same content gives the same bytes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from detente.conflict import temporaries

EPOCH = datetime(2000, 1, 1)
_FIRST = (1980, 1, 1, 0, 0, 0)  # the first that an archive can bear


def entry(name: str) -> zipfile.ZipInfo:
    """Make the entry of a file in an archive: the same at every time, on every system."""
    found = zipfile.ZipInfo(name, _FIRST)
    found.compress_type = zipfile.ZIP_DEFLATED
    found.create_system = 3
    found.external_attr = 0o600 << 16
    return found


class Timeless(zipfile.ZipFile):
    """An archive whose files bear no time of today."""

    def writestr(
        self, zinfo_or_arcname: Any, data: Any, compress_type: Any = None, compresslevel: Any = None
    ) -> None:
        """Add a file with a content."""
        super().writestr(entry(str(zinfo_or_arcname)), data, compress_type, compresslevel)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file from the disk."""
        with Path(filename).open("rb") as source, self.open(entry(str(arcname)), "w") as target:
            shutil.copyfileobj(source, target)


@contextmanager
def own_parts() -> Iterator[list[Path]]:
    """Keep a list of our files on the disk that are gone afterwards."""
    import tempfile

    temporaries.clear(Path(tempfile.gettempdir()))
    parts: list[Path] = []
    try:
        yield parts
    finally:
        for part in parts:
            temporaries.discard(part)
