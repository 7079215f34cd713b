"""Which files of tests can reach what is mutated at all, by what they import."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

EVERYTHING = frozenset({"find", "every", "of_result"})  # of the registry: these load what no import names
LOADERS = ("importlib", "pkgutil")  # a test that imports these loads modules by their names
LATER = ("TYPE_CHECKING",)


def can_reach(root: Path, files: list[str]) -> list[str]:
    """Give the files of tests that import one of some files, or something that imports one, and so on."""
    wanted = {_module(f) for f in files}
    known = {
        _module(str(p.relative_to(root))): p
        for folder in ("src", "tests", "tools")
        for p in (root / folder).rglob("*.py")
    }

    @cache
    def imported(module: str) -> frozenset[str]:
        names: set[str] = set()
        for name in _imports(ast.parse(known[module].read_text(encoding="utf-8"))):
            if name == "detente" or (
                name.startswith("detente.") and name.count(".") == 1 and name not in known
            ):
                return frozenset(wanted)  # a name of the package itself: it is fetched when it is asked for
            if name in LOADERS and module.startswith("tests."):
                return frozenset(wanted)
            if name.rpartition(".")[0] == "detente.questions" and name.rpartition(".")[2] in EVERYTHING:
                return frozenset(wanted)
            named = name if name in known else name.rpartition(".")[0]
            if named in known:
                names.add(named)
        return frozenset(names)

    found = []
    for path in sorted((root / "tests").glob("test_*.py")):
        seen: set[str] = set()
        ahead = [f"tests.{path.stem}"]
        while ahead and not seen & wanted:
            module = ahead.pop()
            if module not in seen:
                seen.add(module)
                ahead.extend(imported(module))
        if seen & wanted:
            found.append(f"tests/{path.name}")
    return found


def _module(file: str) -> str:
    parts = Path(file).with_suffix("").parts
    return ".".join(p for p in parts[parts[0] == "src" :] if p != "__init__")


def _imports(node: ast.AST) -> list[str]:
    """Give all names that are imported, wherever the import stands; not those for types only."""
    found: list[str] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            found += [a.name for a in child.names]
        elif isinstance(child, ast.ImportFrom) and child.module:
            found += [f"{child.module}.{a.name}" for a in child.names]
        elif not (isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id in LATER):
            found += _imports(child)
    return found
