"""What may not be shown in the workbench, or changed: what a file marks as confidential, of whom nobody said `--as`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from detente.conflict.editing import Change, EditError, Insert, Plain, Put, Remove, at_path, plain
from detente.conflict.marks import is_mark
from detente.conflict.withheld import holds, with_as

KINDS = ("preferences", "wishes")
NAMED = ("perspectives", "phases", "beliefs")  # what says by name what is otherwise
SECTIONS = (
    *KINDS,
    "perspectives",
    "terms",
    "confidential",
    "include",
)  # of which no part of the whole is changed


def refuse(hidden: Collection[str]) -> None:
    """Refuse what would show the whole text, or write another in its place.

    Raises
    ------
    EditError
        Where something in it may not be shown.
    """
    if hidden:
        raise EditError(with_as(sorted(hidden)))


def refuse_versions(before: str, after: str, readers: Collection[str]) -> None:
    """Refuse to write one version of a file in the place of another, where either holds what may not be shown.

    Whoever may not see it could take a mark away so, or bring back what was said before it.

    Raises
    ------
    EditError
        Where one does, or where another party's wishes stand in a file of their own in one of them alone.

    Examples
    --------
    >>> refuse_versions("{include: {south: south.yaml}, title: A}", "{include: {south: south.yaml}, title: B}", [])
    >>> refuse_versions("{include: {south: south.yaml}}", "{preferences: {south: [war]}}", [])
    Traceback (most recent call last):
        ...
    detente.conflict.editing.tree.EditError: what 'south' wants is confidential; whoever may see it adds --as south
    """
    was, then = holds(before), holds(after)
    refuse({*was.hidden(readers), *then.hidden(readers)} | (was.withheld(readers) ^ then.withheld(readers)))


def refuse_changes(changes: Collection[Change], hidden: Collection[str], text: str = "") -> None:
    """Refuse changes of what may not be shown, and such as would write it to where it may be, or take it away.

    With `text`, the file as it is, what is taken away with other things is seen, too.

    Raises
    ------
    EditError
        Where one of them is one.

    Examples
    --------
    >>> refuse_changes([Put(("preferences", "north"), ["peace"])], ["south"])
    >>> refuse_changes([Put(("preferences", "south"), ["peace"])], ["south"])
    Traceback (most recent call last):
        ...
    detente.conflict.editing.tree.EditError: what 'south' wants is confidential; whoever may see it adds --as south
    """
    for change in changes if hidden else ():
        path = change.path
        whole = bool(path) and (path[-1] in SECTIONS or is_mark(str(path[-1])))
        inside = any(kind in path for kind in KINDS) and any(party in path for party in hidden)
        value = change.value if isinstance(change, Put | Insert) else None
        gone = at_path(plain(text), path) if text and isinstance(change, Put | Remove) else None
        if whole or inside or _tells(value, hidden) or _tells(gone, hidden):
            raise EditError(with_as(hidden))


def _tells(value: Plain, hidden: Collection[str]) -> bool:
    """Tell whether a value says what a party wants, or marks something."""
    if isinstance(value, list):
        return any(_tells(v, hidden) for v in value)
    if not isinstance(value, dict):
        return False
    for key, body in value.items():
        if key in KINDS and isinstance(body, dict) and any(body.get(party) for party in hidden):
            return True
        if is_mark(key) or _tells(body, hidden):
            return True
    return False


def without(root: Plain, hidden: Collection[str]) -> Plain:
    """Leave out of a file, as plain values, what may not be shown.

    Examples
    --------
    >>> without({"title": "A", "preferences": {"south": ["peace"], "north": ["war"]}}, ["south"])
    {'title': 'A', 'preferences': {'north': ['war']}}
    """
    if not hidden or not isinstance(root, Mapping):
        return root
    found: dict[str, Any] = {}
    for key, body in root.items():
        if key in KINDS and isinstance(body, Mapping):
            found[key] = {party: said for party, said in body.items() if party not in hidden}
        elif key in NAMED and isinstance(body, Mapping):
            found[key] = {name: without(said, hidden) for name, said in body.items()}
        elif key == "terms":
            found[key] = without(body, hidden)
        elif key != "sources":  # some are cited there alone
            found[key] = body
    return found
