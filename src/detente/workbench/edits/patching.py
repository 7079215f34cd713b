"""What the forms of the page Wishes ask for in an account that changes single wishes of what it stands on."""

from __future__ import annotations

from collections.abc import Callable

from detente.conflict.editing import EditError, Insert, Path, Plain, Put, Remove, at_path
from detente.workbench.edits.fields import File
from detente.workbench.edits.wishing import statement, wishes_of


def _patches(file: File) -> tuple[Path, Path, int]:
    """Give whose wishes are changed, the path of the changes, and how many there are."""
    path = wishes_of(file)
    there = at_path(file.root, path)
    if there not in (None, "") and not (isinstance(there, dict) and isinstance(there.get("patch"), list)):
        raise EditError("this account has wishes of its own here; change these")
    found = (*path, "patch")
    patches = at_path(file.root, found)
    return path, found, len(patches) if isinstance(patches, list) else 0


def _add(file: File, patch: Plain) -> str:
    path, found, number = _patches(file)
    if number:
        file.change(Insert(found, number, patch))
    else:
        file.change(Put(found, [patch]))
    return f"a wish of {file.party(path[-1])} in the account “{path[1]}”"


def _drop(file: File) -> str:
    return _add(file, {"drop": file.field("id", needed="the wish that is meant")})


def _replace(file: File) -> str:
    return _add(file, {"replace": file.field("id", needed="the wish that is meant"), "with": statement(file)})


def _put(file: File) -> str:
    patch: dict[str, Plain] = {"put": statement(file)}
    if before := file.field("before"):
        patch["before"] = before
    return _add(file, patch)


def _back(file: File) -> str:
    """Take a change back; with the last one gone, nothing is said any more, and what stands underneath holds."""
    path, found, number = _patches(file)
    if number == 1 and file.number("item") == 0:
        file.change(Remove(path))
    else:
        file.change(Remove((*found, file.number("item"))))
    return f"a wish of {file.party(path[-1])} in the account “{path[1]}” as it was"


def _own(file: File) -> str:
    """Write the wishes that follow as the account's own."""
    path = wishes_of(file)
    file.change(Put(path, [*file.lines("lines")]))
    return f"wishes of {file.party(path[-1])} of the account's own"


ACTIONS: dict[str, Callable[[File], str]] = {
    "patch-drop": _drop,
    "patch-replace": _replace,
    "patch-put": _put,
    "patch-back": _back,
    "own-wishes": _own,
}
