"""What the eye does not tell: letters of other alphabets that look the same, characters that are not seen at all.

All of it is allowed, as people write with it; and each is a way to pass one name off for another. The letters are
those whose usual shapes are the same; the mechanism is that of Unicode Technical Standard 39 (skeletons).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from detente.conflict.errors import Place, Problem, quoted
from detente.conflict.forms import composed
from detente.conflict.safetext import MARKS_OF_WRITING, TURNING, is_from_the_right

MOST_TOLD = 12
MOST_CHARACTERS_TOLD = 3
_SAME = {
    "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "У": "Y",
    "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ԛ": "Q", "Ԝ": "W", "Ү": "Y", "Ѵ": "V", "Ё": "Ë", "Ї": "Ï", "Ӏ": "I",
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d",
    "һ": "h", "ԛ": "q", "ԝ": "w", "ѵ": "v", "ӏ": "l", "ё": "ë", "ї": "ï",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "Ϲ": "C", "Ϳ": "J", "α": "a", "γ": "y", "ι": "i", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "υ": "u", "χ": "x", "ϲ": "c", "ϳ": "j",
    "Օ": "O", "Ս": "U", "Տ": "S", "օ": "o", "ս": "u", "հ": "h", "ո": "n", "ց": "g", "զ": "q", "յ": "j", "ա": "w",
    "Ꭺ": "A", "Ᏼ": "B", "Ꮯ": "C", "Ꭰ": "D", "Ꭼ": "E", "Ꮐ": "G", "Ꮋ": "H", "Ꭻ": "J", "Ꮶ": "K", "Ꮮ": "L", "Ꮇ": "M",
    "Ꮲ": "P", "Ꮪ": "S", "Ꭲ": "I", "Ꮩ": "V", "Ꮃ": "W", "Ꮓ": "Z",
    "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ǀ": "l",
}  # fmt: skip
_SIGNS = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’ʼʹ′`´", "'") | dict.fromkeys("“”ʺ″", '"')
_SKELETON = str.maketrans(_SAME | _SIGNS | {"I": "l", "|": "l"})
_UNSEEN = re.compile(f"[{TURNING}\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0]")
_JOINERS = re.compile("[\u200c\u200d]")
_GONE = re.compile(f"[{TURNING}\u034f\u115f\u1160\u17b4\u17b5\u180e\u200c\u200d\u3164\ufe00-\ufe0f\uffa0]")
_ALPHABETS = {
    "Latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0530-\u058f",
    "Cherokee": "\u13a0-\u13f5",
}
_LETTER = {name: re.compile(f"[{letters}]") for name, letters in _ALPHABETS.items()}
# A word of several alphabets has a place where one ends and another begins.
_SEAM = re.compile(
    "|".join(f"(?<=[{a}])[{b}]" for a in _ALPHABETS.values() for b in _ALPHABETS.values() if a != b)
)
_REST = re.compile(r"[^\W\d_]*")
_MOST_SEAMS, _LONGEST = 1_000, 60


def skeleton(name: str) -> str:
    """Give what is left of a name for the eye: two that look the same have the same.

    Examples
    --------
    >>> skeleton("Каspian") == skeleton("Kaspian")
    True
    >>> skeleton("lran") == skeleton("Iran")
    True
    """
    flat = composed(_GONE.sub("", name).translate(_SKELETON), "NFKC").translate(_SKELETON)
    # A figure looks like a letter only among letters.
    words = (w if w.isdecimal() else w.replace("1", "l").replace("0", "O") for w in flat.split())
    return " ".join(words)


def warnings(texts: Iterable[tuple[Place, str]], names: Iterable[tuple[Place, str]]) -> Iterator[Problem]:
    """Warn of what cannot be seen in texts, of words of letters that are mixed up, of names that look the same."""
    found: dict[str, Problem] = {}
    for at, text in texts:
        for told in (unseen(text), mixed(text)) if not text.isascii() else ():
            if told:
                found.setdefault(told, Problem(at, told))
    first: dict[str, str] = {}
    for at, name in names:
        other = first.setdefault(skeleton(name), name)
        if other != name:
            told = f"{quoted(name)} and {quoted(other)} look the same and are two names{_told(set(name) ^ set(other))}"
            found.setdefault(told, Problem(at, told))
    for number, problem in enumerate(found.values()):
        if number == MOST_TOLD:
            more = f"{len(found) - MOST_TOLD:,} more such warnings about letters that look alike or cannot be seen"
            yield Problem(Place(problem.place.file, 0, 0), more)
            return
        yield problem


def unseen(text: str) -> str:
    """Say which characters of a text nobody sees; empty where there is none."""
    found = set(_UNSEEN.findall(text))
    if found & set(MARKS_OF_WRITING) and is_from_the_right(text):
        found -= set(MARKS_OF_WRITING)
    for joiner in _JOINERS.finditer(text):
        before = text[joiner.start() - 1] if joiner.start() else " "
        if before.isascii() or any(letter.match(before) for letter in _LETTER.values()):
            found.add(joiner[0])
    if not found:
        return ""
    return f"the text {quoted(text)} holds what cannot be seen or turns letters around{_told(found)}"


def mixed(text: str) -> str:
    """Say which word of a text has letters of two alphabets that look alike; empty where there is none."""
    if sum(letter.search(text) is not None for letter in _LETTER.values()) < 2:
        return ""
    for number, seam in enumerate(_SEAM.finditer(text)):
        if number == _MOST_SEAMS:
            break
        start = seam.start()
        while start and start > seam.start() - _LONGEST and _is_letter(text[start - 1]):
            start -= 1
        rest = _REST.match(text, seam.start(), seam.start() + _LONGEST)
        word = text[start : rest.end() if rest else seam.end()]
        alphabets = [name for name, letter in _LETTER.items() if letter.search(word)]
        strange = {c for c in word if c in _SAME and not _LETTER["Latin"].match(c)}
        if strange:
            of = " and ".join(sorted(alphabets))
            return f"the word {quoted(word)} has letters of several alphabets ({of}) that look alike{_told(strange)}"
    return ""


def _is_letter(letter: str) -> bool:
    return letter.isalpha() or unicodedata.category(letter) == "Mn"


def _told(letters: set[str]) -> str:
    """Name characters, those outside of ASCII first; nothing where there is none."""
    inside = sorted(letters, key=lambda c: (c.isascii(), c))[:MOST_CHARACTERS_TOLD]
    named = [f"U+{ord(c):04X} {unicodedata.name(c, 'without a name').lower()}" for c in inside]
    more = ", ..." if len(letters) > len(inside) else ""
    return f": {', '.join(named)}{more}" if named else ""
