"""Which files are mutated: answers, wording, pictures, report and renderers."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path("src/detente")
WHOLE = ("answers", "wording", "drawing", "reports", "render")  # packages that are mutated as a whole
TALKING = ("elicit",)  # packages whose `words` are
# Modules of a question's folder, or folders in it, whose name has one of these words: `words`, `tree_words`, ...
OF_A_QUESTION = frozenset({"answer", "words", "picture", "tables", "graph"})
# Modules beside the questions' folders.
NOT_SAID = ("__init__", "question", "encoding")  # all other modules beside the folders are shared by answers


def is_mutated(path: Path) -> bool:
    """Tell whether a file of the package, given from the repository's root on, is mutated."""
    if path.suffix != ".py" or path.parts[:2] != PACKAGE.parts or len(path.parts) < 3:
        return False
    first, *inner = path.parts[2:]
    if first in WHOLE or (first in TALKING and inner == ["words.py"]):
        return True
    if first != "questions" or not inner:
        return False
    if len(inner) == 1:
        return Path(inner[0]).stem not in NOT_SAID
    return bool(OF_A_QUESTION & set(Path(inner[1]).stem.split("_")))


def mutated(root: Path, only: str = "") -> list[str]:
    """Give the files that are mutated, in order; `only` is a part of the path they have to begin with.

    It may be given from the root, from `src/detente/`, or from `src/detente/questions/` on.
    """
    every = (p.relative_to(root) for p in sorted((root / PACKAGE).rglob("*.py")))
    starts = tuple(f"{prefix}{only}" for prefix in ("", f"{PACKAGE}/", f"{PACKAGE}/questions/"))
    return [str(p) for p in every if is_mutated(p) and str(p).startswith(starts)]


def part(file: str) -> str:
    """Give the part of the code that a file belongs to: its package, or its question."""
    parts = Path(file).parts[2:]
    if parts[0] != "questions":
        return parts[0]
    return "/".join(parts[:2])
