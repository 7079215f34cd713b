"""What the forms of the pages ask for, as changes of the file and a label for 'undo'.

What is asked of the parties and their options stands in `rows`, of what they want in `wishing` and `patching`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.conflict.editing import Change, EditError, Put, Remove
from detente.workbench import patching, rows, wishing
from detente.workbench.fields import File, Form, id_for
from detente.workbench.wishing import BASE, wishes_path

__all__ = ["ACTIONS", "BASE", "Wanted", "id_for", "wanted", "wishes_path"]

# What writes a whole list anew: another account, or a phase, may change a wish that it leaves out.
SOUND = ("take-wishes", "own-wishes")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes that belong together, and what they are called."""

    changes: tuple[Change, ...]
    label: str
    sound: bool = False  # whether they are not made where the file would have mistakes then


def wanted(text: str, form: Form) -> Wanted:
    """Say what a form asks for.

    Raises
    ------
    EditError
        Where it asks for nothing that can be done, with what is allowed.

    Examples
    --------
    >>> found = wanted("title: A", {"do": "title", "title": "B"})
    >>> found.label, found.changes[0].value
    ('the title', 'B')
    """
    do = form.get("do", "")
    if do not in ACTIONS:
        raise EditError(f"a form asks for '{do[:40]}', which there is not")
    file = File(text, form)
    label = ACTIONS[do](file)
    return Wanted(tuple(file.changes), label, sound=do in SOUND)


# -- about the whole ---------------------------------------------------------------------------------------------------


def _title(file: File) -> str:
    file.change(Put(("title",), file.field("title", needed="a title")))
    return "the title"


def _about(file: File) -> str:
    text = file.field("about")
    if text:
        old = file.at("about")
        file.change(Put(("about",), text + ("\n" if isinstance(old, str) and old.endswith("\n") else "")))
    elif file.at("about") is not None:
        file.change(Remove(("about",)))
    return "what it is about"


ACTIONS: dict[str, Callable[[File], str]] = {
    "title": _title,
    "about": _about,
    **rows.ACTIONS,
    **wishing.ACTIONS,
    **patching.ACTIONS,
}
