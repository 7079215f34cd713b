"""The fields of a form, and the file as the changes before leave it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from detente.conflict.editing import Change, EditError, Plain, applied, at_path, plain
from detente.conflict.unseen import visible
from detente.workbench.edits.lexicon import Lexicon, lexicon
from detente.workbench.edits.phrases import in_names

MOST_TEXT = 5_000
_LITTLE = ("the", "a", "an", "not", "and", "or", "xor", "if", "only", "iff")  # some are words of conditions
_JOIN = {"at", "by", "for", "from", "in", "of", "on", "to", "with"}
_GERMAN = {"auf", "bei", "im", "mit", "von", "zu", "zum", "zur"}
Form = Mapping[str, str]


class File:
    """The file as the changes before leave it: what is changed next is looked for there."""

    def __init__(self, text: str, form: Form) -> None:
        self.text, self.form = text, form
        self.root = plain(text)
        self.changes: list[Change] = []
        self.gone = ""  # what is taken away with everything that it has, in words
        self.read: dict[str, str] = {}  # what fields were read as that were typed in words

    def change(self, *changes: Change) -> None:
        """Make changes, one after the other."""
        for change in changes:
            self.root = applied(self.root, change)
            self.changes.append(change)

    def at(self, *path: str | int) -> Plain:
        """Give what stands at a path now."""
        return at_path(self.root, path)

    def party(self, party: str | int) -> str:
        """Give the name of a party, in quotation marks; its id where it has none."""
        name = self.at("decision_makers", party, "name")
        return f"“{name if isinstance(name, str) and name else party}”"

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
        if needed and not visible(text):
            raise EditError(f"{needed} is missing: nothing was written")
        return text

    def condition(self, name: str, *, needed: str, own: str = "", old: str = "") -> str:
        """Give a field that is a condition, in the names of the file; as typed where it is what stood there before.

        Raises
        ------
        EditError
            Where it is empty, or not understood.
        """
        text = self.field(name, needed=needed)
        told = text if text == old else in_names(self.known(own), text)
        self.read[name] = told
        return told

    def known(self, own: str = "") -> Lexicon:
        """Give what conditions are made of here: for a party, by the account of the form."""
        return lexicon(self.root, own or None, self.field("account"))

    def number(self, name: str) -> int:
        """Give a field that is a number from 0 on.

        Raises
        ------
        EditError
            Where it is none.
        """
        text = self.form.get(name, "")
        if not text.isascii() or not text.isdecimal() or len(text) > 6:
            raise EditError(f"'{name}' is no number")
        return int(text)

    def lines(self, name: str) -> list[str]:
        """Give the lines of a field that are not empty."""
        text = unicodedata.normalize("NFC", self.form.get(name, ""))
        if len(text) > 20 * MOST_TEXT:
            raise EditError(f"{name}: more than {20 * MOST_TEXT:,} characters")
        return [x for line in text.splitlines() if (x := line.strip())]


def id_for(text: str, taken: Any = ()) -> str:
    """Make a name of the file from words: what a person would have typed.

    Examples
    --------
    >>> id_for("Let more water through!"), id_for("The Böhm family", ["bohm_family"]), id_for("Block the road to it")
    ('let_more_water', 'bohm_family_2', 'block_road')
    """
    flat = unicodedata.normalize("NFKD", text.lower())
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    words = [w for w in re.split(r"[\W_]+", flat) if w and w not in _LITTLE]
    words = words[:3]
    # A name is read in answers, where it would break off behind such a word.
    while len(words) > 1 and words[-1] in _JOIN | _GERMAN:
        words.pop()
    name = "_".join(words)[:40].strip("_") or "item"
    if not name[0].isalpha():
        name = f"n_{name}"
    wish, number = name, 1
    while wish in taken or wish in ("base", "none", "preferences"):
        number += 1
        wish = f"{name}_{number}"
    return wish
