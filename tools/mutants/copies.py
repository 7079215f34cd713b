"""Copies of the repository in which files are changed, so that the checkout never is."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

# The pages are not among them: a page that shows what the code prints is refreshed with it, so it notices nothing.
COPIED = ("src", "tests", "tools", "conftest.py", "pyproject.toml")
LATER = 1_000_000_000  # seconds that a changed file is dated ahead by, so that no compiled form is taken for its own


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the repository."""

    root: Path

    @classmethod
    def make(cls, repository: Path, root: Path) -> Copy:
        """Copy what the tests need."""
        root.mkdir(parents=True)
        for name in COPIED:
            source = repository / name
            if source.is_dir():
                shutil.copytree(
                    source,
                    root / name,
                    ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "node_modules"),
                )
            else:
                shutil.copy2(source, root / name)
        return cls(root)

    def another(self, root: Path) -> Copy:
        """Copy it with what has been compiled."""
        shutil.copytree(self.root, root)
        return Copy(root)

    def write(self, file: str, code: str, turn: int) -> None:
        """Change a file; with each turn it gets another date."""
        path = self.root / file
        path.write_text(code, encoding="utf-8")
        os.utime(path, (LATER + turn, LATER + turn))

    def restore(self, file: str, repository: Path) -> None:
        """Put a file back as it was, its date included."""
        shutil.copy2(repository / file, self.root / file)
