"""What the forms of the pages ask for, as changes of the file and a label for 'undo'.

What is asked of the parties and their options stands in `rows`, of what they want in `wishing` and `patching`,
of accounts in `accounts`, of ultimatums in `threats`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from detente.conflict import DetenteError, UnknownNameError
from detente.conflict.editing import Change, EditError, Put, Remove, SwitchOn
from detente.workbench.edits import accounts, patching, rows, threats, wishing
from detente.workbench.edits.fields import File, Form, id_for
from detente.workbench.edits.wishing import BASE, wishes_path

__all__ = ["ACTIONS", "BASE", "Wanted", "id_for", "still_wanted", "wanted", "wishes_path"]

# What takes something away on which something else may rest: a list written anew leaves out a wish that another account
# changes, a party goes on whose options a rule counts.
SOUND = frozenset(
    {
        "take-wishes",
        "own-wishes",
        "begin-wishes",
        "back-wishes",
        "remove-wish",
        "wish-off",
        "remove-rule",
        "remove-option",
        "levels",
        "remove-party",
        "remove-account",
        "remove-ultimatum",
    }
)


# What says something new of several things at once, which the page has no place to mend at.
ADDED = frozenset({"add-ultimatum"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes that belong together, and what they are called."""

    changes: tuple[Change, ...]
    label: str
    sound: bool = False  # whether they are not made where a file with mistakes would have others then, too
    added: bool = False  # whether what would be wrong then is what the form says
    gone: str = ""  # what is taken away with everything that it has, in words
    read: Mapping[str, str] = field(default_factory=dict)  # fields that were typed in words, in names


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
    _refuse_unknown(file)
    label = ACTIONS[do](file)
    return Wanted(
        tuple(file.changes),
        label,
        sound=do in SOUND | ADDED,
        added=do in ADDED,
        gone=file.gone,
        read=file.read,
    )


def still_wanted(text: str, form: Form, asked: Wanted, changes: tuple[Change, ...]) -> bool:
    """Tell whether a form asks for the same of another version: what it names may not be there any more.

    Parameters
    ----------
    text : str
        That version.
    form : mapping
    asked : Wanted
        What it asked for of the version that was seen: what was typed in the words of that is meant in its names.
    changes : tuple of Change
        The same, by the lines of `text`.

    Examples
    --------
    >>> text, form = "perspectives: {a: {says: A}, b: {says: B}}", {"do": "account", "account": "b", "says": "C"}
    >>> asked = wanted(text, form)
    >>> still_wanted("perspectives: {b: {says: B}}", form, asked, asked.changes)
    True
    >>> still_wanted("perspectives: {a: {says: A}}", form, asked, asked.changes)
    False
    """
    here = {**form, **asked.read}
    for change in changes:
        if isinstance(change, SwitchOn):
            here["line"] = str(change.line)
    try:
        return wanted(text, here).changes == changes
    except DetenteError:
        return False


def _refuse_unknown(file: File) -> None:
    """Refuse a form that names a party, an account or an option that the file does not have.

    Raises
    ------
    UnknownNameError
        With those that it has.
    """
    makers, accounts = file.at("decision_makers"), file.at("perspectives")
    parties = list(makers) if isinstance(makers, dict) else []
    party, account, option = (file.form.get(name, "") for name in ("party", "account", "option"))
    if party and party not in parties:
        raise UnknownNameError("party", party, parties)
    there = [BASE, *(accounts if isinstance(accounts, dict) else ())]
    if account and account not in there:
        raise UnknownNameError("account", account, there)
    owner, _, rest = option.partition(".")
    name, _, level = rest.partition(".")
    said = file.at("decision_makers", owner, "options", name)
    levels = said.get("levels") if isinstance(said, dict) else None
    if option and (said is None or (level and level not in (levels or ()))):
        every = [(p, file.at("decision_makers", p, "options")) for p in parties]
        allowed = [f"{p}.{o}" for p, options in every if isinstance(options, dict) for o in options]
        raise UnknownNameError("option", option, allowed)


# -- about the whole ---------------------------------------------------------------------------------------------------


def _title(file: File) -> str:
    file.change(Put(("title",), file.field("title", needed="a title")))
    return "the title"


def _about(file: File) -> str:
    text = file.paragraphs("about")
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
    **accounts.ACTIONS,
    **threats.ACTIONS,
    **wishing.ACTIONS,
    **patching.ACTIONS,
}
