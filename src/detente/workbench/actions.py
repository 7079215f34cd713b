"""What the forms of the pages ask for, as changes of the file and a label for 'undo'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.conflict.editing import (
    Change,
    EditError,
    Insert,
    Move,
    Path,
    Plain,
    Put,
    Remove,
    SwitchOff,
    SwitchOn,
    applied,
    at_path,
    plain,
    switched_off,
)

BASE = "base"
MOST_TEXT = 5_000
CLAIM = ("because", "source", "confidence")
_LITTLE = ("the", "a", "an", "not", "and", "or", "xor", "if", "only", "iff")  # some are words of conditions
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Changes that belong together, and what they are called."""

    changes: tuple[Change, ...]
    label: str


class _File:
    """The file as the changes before leave it: what is changed next is looked for there."""

    def __init__(self, text: str, form: Form) -> None:
        self.text, self.form = text, form
        self.root = plain(text)
        self.changes: list[Change] = []

    def change(self, change: Change) -> None:
        self.root = applied(self.root, change)
        self.changes.append(change)

    def at(self, *path: str | int) -> Plain:
        return at_path(self.root, path)

    def field(self, name: str, *, needed: str = "") -> str:
        """Give a field of the form, as one line without blanks around it.

        Raises
        ------
        EditError
            Where it is needed and empty, or too long.
        """
        text = " ".join(unicodedata.normalize("NFC", self.form.get(name, "")).split())
        if len(text) > MOST_TEXT:
            raise EditError(f"{name}: more than {MOST_TEXT:,} characters")
        if needed and not text:
            raise EditError(f"{needed} is missing: nothing was written")
        return text

    def number(self, name: str) -> int:
        text = self.form.get(name, "")
        if not text.isascii() or not text.isdecimal() or len(text) > 6:
            raise EditError(f"'{name}' is no number")
        return int(text)


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
    file = _File(text, form)
    label = ACTIONS[do](file)
    return Wanted(tuple(file.changes), label)


def id_for(text: str, taken: Any = ()) -> str:
    """Make a name of the file from words: what a person would have typed.

    Examples
    --------
    >>> id_for("Let more water through!"), id_for("The Böhm family", ["bohm_family"])
    ('let_more_water', 'bohm_family_2')
    """
    flat = unicodedata.normalize("NFKD", text.lower())
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    words = [w for w in re.split(r"[\W_]+", flat) if w and w not in _LITTLE]
    name = "_".join(words[:3])[:40].strip("_") or "item"
    if not name[0].isalpha():
        name = f"n_{name}"
    wish, number = name, 1
    while wish in taken or wish in ("base", "none", "preferences"):
        number += 1
        wish = f"{name}_{number}"
    return wish


# -- about the whole ---------------------------------------------------------------------------------------------------


def _title(file: _File) -> str:
    file.change(Put(("title",), file.field("title", needed="a title")))
    return "the title"


def _about(file: _File) -> str:
    text = file.field("about")
    if text:
        old = file.at("about")
        file.change(Put(("about",), text + ("\n" if isinstance(old, str) and old.endswith("\n") else "")))
    elif file.at("about") is not None:
        file.change(Remove(("about",)))
    return "what it is about"


# -- parties and options -----------------------------------------------------------------------------------------------


def _add_party(file: _File) -> str:
    name = file.field("name", needed="the name of the party")
    there = file.at("decision_makers") or {}
    id = id_for(name, there)
    body: dict[str, Plain] = {"name": name}
    options: dict[str, Plain] = {}
    for line in file.form.get("options", "").splitlines():
        if text := " ".join(line.split()):
            options[id_for(text, options)] = text
    body["options"] = options
    file.change(Put(("decision_makers", id), body))
    for path in _preference_sections(file):
        file.change(Put((*path, id), []))
    return f"party “{name}”"


def _preference_sections(file: _File) -> list[Path]:
    """Give where every party needs preferences: in the base if it has any, or in each account that stands on it."""
    accounts = file.at("perspectives")
    if isinstance(file.at("preferences"), dict) or not isinstance(accounts, dict):
        return [("preferences",)]
    return [
        ("perspectives", a, "preferences")
        for a, body in accounts.items()
        if not (isinstance(body, dict) and body.get("on"))
    ]


def _party(file: _File) -> str:
    party = file.field("party", needed="the party")
    file.change(Put(("decision_makers", party, "name"), file.field("name", needed="the name of the party")))
    return f"the name of “{party}”"


def _option_path(file: _File) -> Path:
    party, _, option = file.field("option", needed="the option").partition(".")
    return ("decision_makers", party, "options", option)


def _add_option(file: _File) -> str:
    party = file.field("party", needed="the party")
    text = file.field("text", needed="what the party can do")
    there = file.at("decision_makers", party, "options") or {}
    id = id_for(text, there)
    file.change(Put(("decision_makers", party, "options", id), text))
    return f"option “{text}”"


def _option(file: _File) -> str:
    path = _option_path(file)
    text = file.field("text", needed="what the party can do")
    there = at_path(file.root, path)
    if there is None:
        raise EditError("this option is not in the file (any more); look at it again")
    key = next((k for k in ("text", "means") if isinstance(there, dict)), "")
    file.change(Put((*path, key) if key else path, text))
    return f"the words of “{path[-1]}”"


def _remove_option(file: _File) -> str:
    path = _option_path(file)
    whole = f"{path[1]}.{path[-1]}"
    today = file.at("status_quo")
    if isinstance(today, list) and whole in today:
        file.change(Remove(("status_quo", today.index(whole))))
    file.change(Remove(path))
    return f"option “{whole}” away"


def _today(file: _File) -> str:
    option = file.field("option", needed="the option")
    on = file.form.get("taken") == "1"
    today = file.at("status_quo")
    if today is None:
        file.change(Put(("status_quo",), [option] if on else []))
    elif not isinstance(today, list):
        raise EditError("today is written as a pattern or a name; change it on the page Text")
    else:
        party, _, name = option.partition(".")
        levels = [x for x in today if x.startswith(f"{party}.{name}.")]
        if on and option not in today:
            whole = option.rsplit(".", 1)[0] if option.count(".") == 2 else ""
            for other in [x for x in today if whole and x.startswith(f"{whole}.")]:
                file.change(Remove(("status_quo", file.at("status_quo").index(other))))
            file.change(Insert(("status_quo",), len(file.at("status_quo") or []), option))
        elif not on:
            for gone in [x for x in today if x == option] or levels:
                file.change(Remove(("status_quo", file.at("status_quo").index(gone))))
    return f"today: {option} {'taken' if on else 'not taken'}"


def _add_rule(file: _File) -> str:
    kind = file.form.get("kind", "")
    text = file.field("what", needed="what cannot be")
    body: dict[str, Plain]
    if kind in ("exclusive", "one_of", "some_of"):
        body = {kind: [x.strip() for x in text.split(",") if x.strip()]}
    elif kind == "irreversible":
        body = {kind: {"option": text, "direction": "taken"}}
    elif kind == "never":
        body = {kind: text}
    else:
        raise EditError("choose what kind of rule it is")
    if because := file.field("because"):
        body["because"] = because
    file.change(Insert(("rules",), len(file.at("rules") or []), body))
    return "a rule"


def _remove_rule(file: _File) -> str:
    file.change(Remove(("rules", file.number("rule"))))
    return "a rule away"


def _add_account(file: _File) -> str:
    says = file.field("says", needed="whose account it is")
    accounts = file.at("perspectives") or {}
    id = id_for(says, accounts)
    makers = list(file.at("decision_makers") or {})
    body = {"says": says, "preferences": {m: [] for m in makers}}
    file.change(Put(("perspectives", id), body))
    return f"account “{says}”"


# -- wishes ------------------------------------------------------------------------------------------------------------


def wishes_path(account: str, party: str) -> Path:
    """Give where the file says what a party wants by an account."""
    return (
        ("preferences", party) if account in ("", BASE) else ("perspectives", account, "preferences", party)
    )


def _wishes(file: _File) -> Path:
    return wishes_path(file.field("account"), file.field("party", needed="the party"))


def _statement(file: _File, form: str = "that") -> Plain:
    that = file.field(form, needed="what is wanted")
    body: dict[str, Plain] = {"that": that}
    for key in CLAIM:
        if said := file.field(key):
            parts = [s.strip() for s in said.split(",") if s.strip()]
            body[key] = parts if key == "source" and len(parts) > 1 else said
    return body if len(body) > 1 else that


def _add_wish(file: _File) -> str:
    path = _wishes(file)
    there = at_path(file.root, path)
    index = len(there) if isinstance(there, list) else 0
    if "index" in file.form:
        index = min(index, file.number("index"))
    file.change(Insert(path, index, _statement(file)))
    return f"a wish of “{path[-1]}”"


def _edit_wish(file: _File) -> str:
    path, number = _wishes(file), file.number("item")
    old = at_path(file.root, (*path, number))
    new = _statement(file)
    if old is None:
        raise EditError("this wish is not in the file (any more); look at it again")
    if isinstance(old, dict) and isinstance(old.get("that"), str):
        said = new if isinstance(new, dict) else {"that": new}
        for key in ("that", *CLAIM):
            if key in said and old.get(key) != said[key]:
                file.change(Put((*path, number, key), said[key]))
            elif key not in said and key in old:
                file.change(Remove((*path, number, key)))
    else:
        file.change(Put((*path, number), new))
    return f"a wish of “{path[-1]}”"


def _move_wish(file: _File) -> str:
    path = _wishes(file)
    file.change(Move(path, file.number("item"), file.number("to")))
    return f"the order of the wishes of “{path[-1]}”"


def _remove_wish(file: _File) -> str:
    path = _wishes(file)
    file.change(Remove((*path, file.number("item"))))
    return f"a wish of “{path[-1]}” away"


def _wish_off(file: _File) -> str:
    path = _wishes(file)
    file.change(SwitchOff((*path, file.number("item"))))
    return f"a wish of “{path[-1]}” off"


def _wish_on(file: _File) -> str:
    path, line = _wishes(file), file.number("line")
    found = next((s for s in switched_off(file.text, path) if s.line == line), None)
    if found is None:
        raise EditError("nothing is switched off here (any more); look at it again")
    file.change(SwitchOn(path, line, found.index, found.value))
    return f"a wish of “{path[-1]}” on"


def _copy_wish(file: _File) -> str:
    path = _wishes(file)
    source = wishes_path(file.field("from"), str(path[-1]))
    value = at_path(file.root, (*source, file.number("item")))
    if value is None:
        raise EditError("this wish is not in the file (any more); look at it again")
    there = at_path(file.root, path)
    file.change(Insert(path, len(there) if isinstance(there, list) else 0, value))
    return f"a wish of “{path[-1]}” from another account"


ACTIONS: dict[str, Callable[[_File], str]] = {
    "title": _title,
    "about": _about,
    "add-party": _add_party,
    "party": _party,
    "add-option": _add_option,
    "option": _option,
    "remove-option": _remove_option,
    "today": _today,
    "add-rule": _add_rule,
    "remove-rule": _remove_rule,
    "add-account": _add_account,
    "add-wish": _add_wish,
    "edit-wish": _edit_wish,
    "move-wish": _move_wish,
    "remove-wish": _remove_wish,
    "wish-off": _wish_off,
    "wish-on": _wish_on,
    "copy-wish": _copy_wish,
}
