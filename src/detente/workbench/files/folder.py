"""The files that the workbench shows: those of one folder, or one file alone. No path leads out of it."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import Sequence
from pathlib import Path

from detente.conflict import DetenteError, UnknownNameError, write_file
from detente.conflict.safetext import shown
from detente.conflict.saving import fault_of_name
from detente.conflict.withheld import Holds, holds, with_as
from detente.workbench.files.documents import MOST_BYTES, Document, recent
from detente.workbench.files.inside import read_at, target_of
from detente.workbench.files.ours import Mark, mark_at, mark_of

ENDINGS = (".yaml", ".yml", ".json")
MOST_FILES = 2_000
_NAME = re.compile(r"[^\W_][\w .,()+-]*\.(?:yaml|yml|json)")


class Folder:
    """A folder of conflict files.

    Parameters
    ----------
    root : path
        The folder.
    only : str
        The one file of it that is shown; empty for all.
    readers : sequence of str
        The parties whose own files are shown, too.
    """

    def __init__(self, root: Path, only: str = "", readers: Sequence[str] = ()) -> None:
        self.root = root.resolve()
        self.only = only
        self.readers = tuple(readers)
        self._documents: dict[str, Document] = {}
        self._holds: dict[str, tuple[Mark, Holds]] = {}
        self._lock = threading.Lock()

    @classmethod
    def of(cls, given: str, readers: Sequence[str] = ()) -> Folder:
        """Give the folder that is named, or the one that holds the file that is named.

        Raises
        ------
        DetenteError
            Where there is neither.
        """
        path = Path(given)
        try:
            if path.is_dir():
                return cls(path, readers=readers)
            if path.is_file():
                path = path.resolve()
                if path.suffix.lower() not in ENDINGS:
                    allowed = ", ".join(ENDINGS)
                    raise DetenteError(
                        f"{shown(given)}: no conflict file by its ending (allowed: {allowed}); "
                        "'detente import' makes one of files of other tools"
                    )
                return cls(path.parent, path.name, readers)
        except (OSError, ValueError):
            pass
        raise DetenteError(
            f"{shown(given)}: there is no such file or folder; 'detente new {shown(given)}' makes a file"
        )

    def names(self) -> tuple[str, ...]:
        """List the files, by name; those of parties only where they may be shown."""
        there = (self.only,) if self.only else self._there()
        closed = self._closed()
        return tuple(name for name in there if name.casefold() not in closed)

    def _there(self, most: int | None = MOST_FILES) -> tuple[str, ...]:
        found = []
        for path in self.root.iterdir():
            if path.suffix.lower() in ENDINGS and not path.name.startswith(".") and self._inside(path):
                found.append(path.name)
                if len(found) == most:
                    break
        return tuple(sorted(found, key=str.casefold))

    # -- the files of parties ------------------------------------------------------------------------------------------

    def _closed(self) -> dict[str, set[str]]:
        """Give the files that may not be shown, with whose they are: they say so, or a file names them."""
        owners: dict[str, set[str]] = {}
        for name in self._there(most=None):
            found = self._held(name)
            owners.setdefault(name.casefold(), set()).update(found.owners)
            for path, party in found.includes:
                owners.setdefault(path.casefold(), set()).add(party)
        return {name: left for name, whose in owners.items() if (left := whose - set(self.readers))}

    def _held(self, name: str) -> Holds:
        mark, known = mark_at(self.root / name), self._holds.get(name)
        if mark is not None and known is not None and known[0] == mark and not recent(mark):
            return known[1]
        try:
            data, about = read_at(self.root / name, MOST_BYTES)
        except DetenteError:
            return Holds()
        found = holds(data.decode("utf-8", "replace"))
        self._holds[name] = mark_of(about), found
        return found

    def party_of(self, name: str) -> str:
        """Give the party whose own file it is; empty where it is nobody's."""
        return next(iter(sorted(self._held(name).owners)), "")

    def _inside(self, path: Path) -> bool:
        """Tell whether a path is a file that lies in the folder itself, wherever links lead."""
        try:
            return stat.S_ISREG(target_of(path).lstat().st_mode)
        except (OSError, ValueError, DetenteError):
            return False

    def document(self, name: str) -> Document:
        """Give a file.

        Raises
        ------
        UnknownNameError
            Where the folder has none of this name.
        """
        path = self.root / name
        flat = Path(name).name == name and "/" not in name and "\\" not in name and "\0" not in name
        allowed = path.suffix.lower() in ENDINGS and not name.startswith(".") if flat else False
        if not allowed or (self.only and name != self.only) or not self._inside(path):
            raise UnknownNameError("file of this folder", name, self.names())
        if parties := self._closed().get(name.casefold()):
            raise DetenteError(f"{shown(name)}: {with_as(sorted(parties))}")
        with self._lock:
            return self._documents.setdefault(name, Document(path))

    def free(self, stem: str) -> str:
        """Give a name for a new file that begins so: the next one with a number where there is one already."""
        taken = {path.name.casefold() for path in self.root.iterdir()}
        name, number = f"{stem}.yaml", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}.yaml"
        return name

    def create(self, name: str, text: str) -> str:
        """Write a new file; one that is there is never replaced.

        Raises
        ------
        DetenteError
            Where it cannot have this name, or there is one already.
        """
        name = name.strip()
        if not name.lower().endswith(ENDINGS):
            name += ".yaml"
        if self.only:
            raise DetenteError("only one file is shown; start 'detente serve' with a folder to make others")
        if not _NAME.fullmatch(name) or len(name) > 120 or fault_of_name(name, "win32"):
            raise DetenteError(
                f"'{shown(name)}' can be no name of a file here; use letters, digits, blanks and - _ . ( ) +"
            )
        if name.lower().endswith(".json"):
            raise DetenteError(
                f"'{shown(name)}': new files are written as YAML; choose a name that ends in .yaml"
            )
        write_file(self.root / name, text, replace=False, instead="choose another name", follow=False)
        return name
