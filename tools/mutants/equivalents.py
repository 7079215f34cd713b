"""Mutants that mean the same as the code: a committed list, each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.sample import Mutant

LIST = Path(__file__).parent / "equivalent.toml"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A change that changes nothing: known by its file and by its lines before and after, not by their number."""

    file: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str


def read(path: Path = LIST) -> list[Equivalent]:
    """Read the list.

    Raises
    ------
    ValueError
        If an entry gives no reason.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    found = [
        Equivalent(e["file"], _lines(e["before"]), _lines(e["after"]), e["reason"].strip()) for e in entries
    ]
    for one in found:
        if not one.reason:
            raise ValueError(f"{path.name}: {one.file}: {' / '.join(one.before)}: there is no reason")
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def reasons(known: list[Equivalent]) -> dict[tuple[str, tuple[str, ...], tuple[str, ...]], str]:
    """Give the reasons by what `Mutant.key` gives."""
    return {(e.file, e.before, e.after): e.reason for e in known}


def outdated(known: list[Equivalent], root: Path) -> list[Equivalent]:
    """Give the entries whose file is gone or has no such lines any more."""

    def stands(one: Equivalent) -> bool:
        path = root / one.file
        if not path.is_file():
            return False
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return all(line in lines for line in one.before)

    return [e for e in known if not stands(e)]


def entry(mutant: Mutant) -> str:
    """Write an entry for a mutant, to be completed with its reason and put into the list."""
    return "\n".join(
        [
            "[[equivalent]]",
            f'file = "{mutant.file}"',
            f"before = '''\n{chr(10).join(mutant.before)}'''",
            f"after = '''\n{chr(10).join(mutant.after)}'''",
            'reason = ""',
        ]
    )
