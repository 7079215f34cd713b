"""The fields of a form, and the file as the changes before leave it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from detente.conflict.editing import Change, EditError, Path, Plain, Put, applied, at_path, plain
from detente.conflict.forms import TOO_MANY, composed, crowded
from detente.conflict.marks import is_mark
from detente.conflict.unseen import visible
from detente.wording.names import LONGEST_SHORT
from detente.workbench.edits.lexicon import Lexicon, lexicon
from detente.workbench.edits.phrases import in_names
from detente.workbench.language.words import RefusedError

MOST_TEXT = 5_000
SHARE = "nothing was written: how sure it is takes a number from 0 to 1, as 0.6, or 60 %; “{piece}” is none"
_NUMBER = r"(\d{1,15}(?:[.,]\d{1,15})?|[.,]\d{1,15})"
_SHARE = re.compile(rf"\+?{_NUMBER}\s*(%|percent|per cent|Prozent)?", re.ASCII | re.IGNORECASE)
_LITTLE = ("the", "a", "an", "not", "and", "or", "xor", "if", "only", "iff")  # some are words of conditions
_ARTICLES = frozenset(
    {"the", "a", "an", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"}
)
_JOIN = {"at", "by", "for", "from", "in", "of", "on", "to", "with"}
_GERMAN = {"auf", "bei", "im", "mit", "von", "zu", "zum", "zur"}
_KEPT = (
    "base",
    "none",
    "preferences",
    "include",
    "party",
)  # keys of the file, which a name would be taken for
NAMES = frozenset(
    {"party", "account", "option", "from", "by", "to", "ultimatum", "id", "before"}
)  # which forms choose
WORDS = ("name", "text", "says")  # what stands for an id where there are words
Form = Mapping[str, str]


class File:
    """The file as the changes before leave it: what is changed next is looked for there."""

    def __init__(self, text: str, form: Form) -> None:
        # Names in the form in which the file is read: it is written in whichever it is.
        self.text, self.form = text, {name: composed(said) for name, said in form.items()}
        self.root = plain(text)
        self.changes: list[Change] = []
        self.gone = ""  # what is taken away with everything that it has, in words
        self.read: dict[str, str] = {}  # what fields were read as that were typed in words

    def change(self, *changes: Change) -> None:
        """Make changes, one after the other; what would write again what a form showed is none."""
        for change in changes:
            if isinstance(change, Put) and unchanged(self.at(*change.path), change.value, change.path):
                continue
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
        """Give a field of the form, as one line without blanks around it; a name of the file as it is written there.

        Raises
        ------
        EditError
            Where it is needed and empty, or too long.
        """
        text = self._typed(name)
        text = text.replace("\r\n", "\n") if name in NAMES else " ".join(text.split())
        if len(text) > MOST_TEXT:
            raise EditError(f"{name}: more than {MOST_TEXT:,} characters")
        if needed and not visible(text):
            raise EditError(f"{needed} is missing: nothing was written")
        return text

    def paragraphs(self, name: str) -> str:
        """Give a field of the form with its lines, without blanks around them and around it.

        Raises
        ------
        EditError
            Where it is too long.
        """
        text = "\n".join(" ".join(line.split()) for line in self._typed(name).splitlines()).strip("\n")
        if len(text) > MOST_TEXT:
            raise EditError(f"{name}: more than {MOST_TEXT:,} characters")
        return text

    def condition(self, name: str, *, needed: str, own: str = "", old: str = "") -> str:
        """Give a field that is a condition, in the names of the file; as typed where it is what stood there before.

        Raises
        ------
        EditError
            Where it is empty, or not understood.
        """
        text = self.field(name, needed=needed)
        told = old if unchanged(old, text) else in_names(self.known(own), text)
        self.read[name] = told
        return told

    def known(self, own: str = "") -> Lexicon:
        """Give what conditions are made of here: for a party, by the account of the form."""
        return lexicon(self.root, own or None, self.field("account"))

    def share(self, name: str, *, old: str = "") -> str:
        """Give a field that is a number from 0 to 1 as the file writes it; as typed where it is what stood there.

        Raises
        ------
        RefusedError
            Where it is none.
        """
        text = self.field(name)
        return text if text in ("", old) else share(text)

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

    def _typed(self, name: str) -> str:
        """Give a field of the form as it was typed, in the form in which texts are compared."""
        text = self.form.get(name, "")
        if crowded(text) >= 0:
            raise EditError(f"{name}: {TOO_MANY}")
        return text

    def lines(self, name: str) -> list[str]:
        """Give the lines of a field that are not empty."""
        text = self._typed(name)
        if len(text) > 20 * MOST_TEXT:
            raise EditError(f"{name}: more than {20 * MOST_TEXT:,} characters")
        return [x for line in text.splitlines() if (x := line.strip())]


def unchanged(there: Plain, sent: Plain, path: Path = ()) -> bool:
    r"""Tell whether a form sends what it was given to show: on one line, and as the id where there are no words.

    Examples
    --------
    >>> unchanged("one\ntwo\n", "onetwo"), unchanged("one\ntwo\n", "one two"), unchanged(["s1"], "s1")
    (True, True, True)
    >>> unchanged("one\n\ntwo", "one\ntwo"), unchanged(None, "dam", ("options", "dam"))
    (False, False)
    """
    if isinstance(sent, str) and there in (None, "") and path:
        shown = path[-2:-1] if path[-1] in WORDS else path[-1:] if there == "" else ()
        return sent in shown
    written, said = _written(there), _written(sent)
    if not written or not said:
        return False
    if "\n" in said[0].strip():  # the lines count where a form has them
        return [line.split() for line in written[0].strip().splitlines()] == [
            line.split() for line in said[0].strip().splitlines()
        ]
    return bool(
        {_on_one_line(t, by) for t in written for by in ("", " ")} & {_on_one_line(t, "") for t in said}
    )


def _written(value: Plain) -> list[str]:
    """Give the texts as which forms show a value: a text, a list, or a chain."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not value:
        return []
    if all(isinstance(x, str) for x in value):
        return [", ".join(value), " > ".join(value)]
    groups = [g if isinstance(g, list) else [g] for g in value]
    return [" > ".join(" ~ ".join(map(str, g)) for g in groups)]


def _on_one_line(text: str, by: str) -> str:
    """Give a text as a browser has it in a field of one line."""
    return " ".join(by.join(text.splitlines()).split())


def share(text: str) -> str:
    """Read a number from 0 to 1 as people write it: with a point or a comma, or as so many of a hundred.

    Raises
    ------
    RefusedError
        Where it is none.

    Examples
    --------
    >>> share("0,6"), share("60 %"), share(".60"), share("1")
    ('0.6', '0.6', '.60', '1')
    """
    found = _SHARE.fullmatch(text)
    number = Decimal(found[1].replace(",", ".")) / (100 if found[2] else 1) if found else Decimal(-1)
    if found is None or not 0 <= number <= 1:
        raise RefusedError(SHARE, piece=text[:60])
    return f"{number:f}" if found[2] else found[1].replace(",", ".")


def plain_words(text: str) -> list[str]:
    """Give the words of a text as names are made of them: in small letters, without accents.

    Examples
    --------
    >>> plain_words("The Böhm family's")
    ['the', 'bohm', 'family', 's']
    """
    flat = composed(text.lower(), "NFKD")
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return [w for w in re.split(r"[\W_]+", flat) if w]


def short_for(text: str) -> str:
    """Make short words of words: the words themselves where they are short, else the first that matter.

    Examples
    --------
    >>> short_for("Pay for it."), short_for("Buy back all of the fishing licences in the bay")
    ('Pay for it', 'Buy back all of fishing')
    """
    text = text.rstrip(".")
    if len(text) <= LONGEST_SHORT:
        return text
    told: list[str] = []
    for word in text.split():
        if word.casefold() not in _ARTICLES:
            if len(" ".join([*told, word])) > LONGEST_SHORT:
                break
            told.append(word)
    while len(told) > 1 and told[-1].casefold().strip(",;:") in {*_LITTLE, *_JOIN, *_GERMAN}:
        told.pop()
    return " ".join(told).rstrip(",;:") or text[:LONGEST_SHORT].rstrip()


def id_for(text: str, taken: Any = ()) -> str:
    """Make a name of the file from words: what a person would have typed.

    Examples
    --------
    >>> id_for("Let more water through!"), id_for("The Böhm family", ["bohm_family"]), id_for("Block the road to it")
    ('let_more_water', 'bohm_family_2', 'block_road')
    """
    words = [w for w in plain_words(text) if w not in _LITTLE]
    words = words[:3]
    # A name is read in answers, where it would break off behind such a word.
    while len(words) > 1 and words[-1] in _JOIN | _GERMAN:
        words.pop()
    name = "_".join(words)[:40].strip("_") or "item"
    if not name[0].isalpha():
        name = f"n_{name}"
    while is_mark(name):  # as a key it would be taken for the mark, with a number behind it, too
        name = name[:4]
    wish, number = name, 1
    while wish in taken or wish in _KEPT:
        number += 1
        wish = f"{name}_{number}"
    return wish
