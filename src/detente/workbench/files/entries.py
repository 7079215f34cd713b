"""The lines of a journal."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from detente.conflict.editing import Splice

KINDS = ("change", "outside", "undo", "redo")


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of the file.

    Attributes
    ----------
    kind : str
        ``change`` (in a page), ``outside`` (by somebody else), ``undo`` and ``redo`` (of the entry numbered `of`).
    label : str
        What was done, in words.
    splices : tuple of Splice
        Of the text before.
    of : int
    time : float
        Seconds since 1970.
    """

    kind: str
    label: str
    splices: tuple[Splice, ...]
    of: int = -1
    time: float = 0.0

    def line(self) -> bytes:
        """Write it as a line of the journal."""
        splices = [[s.at, s.old, s.new] for s in self.splices]
        said = {"kind": self.kind, "label": self.label, "of": self.of, "time": round(self.time, 3)}
        return line_of(said | {"splices": splices})

    @classmethod
    def of_line(cls, said: dict[str, object]) -> Entry:
        """Read it from a line.

        Raises
        ------
        ValueError, KeyError, TypeError, OverflowError
            Where it is none.
        """
        splices, label, when = said["splices"], str(said["label"]), float(str(said["time"]))
        if said["kind"] not in KINDS or not isinstance(splices, list) or not math.isfinite(when):
            raise ValueError("no entry")
        read = tuple(Splice(int(at), str(old), str(new)) for at, old, new in splices)
        for text in (label, *(s.new for s in read)):
            text.encode()  # which half a character cannot be
        return cls(str(said["kind"]), label, read, int(str(said["of"])), when)


def line_of(said: dict[str, object]) -> bytes:
    """Write a line of the journal."""
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
