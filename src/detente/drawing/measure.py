"""How much room a text takes, and how it is broken into lines: no font is at hand where pictures are made."""

from __future__ import annotations

import unicodedata

# The widths of DejaVu Sans, in hundredths of the size: it is wider than what most screens have, so that a text fits.
_WIDTHS = {
    " ": 32, "\N{NO-BREAK SPACE}": 32, "i": 28, "j": 28, "l": 28, "f": 36, "t": 40, "r": 42, "s": 53, "z": 53, "c": 55, "k": 58, "v": 60, "x": 60,
    "y": 60, "m": 98, "w": 82, "I": 30, "J": 30, "L": 56, "F": 58, "P": 61, "T": 62, "Y": 62, "E": 64, "S": 64, "A": 69,
    "B": 69, "K": 66, "R": 70, "C": 70, "U": 74, "H": 76, "N": 75, "D": 77, "G": 78, "O": 79, "Q": 79, "V": 69, "M": 87,
    "W": 99, "X": 69, "Z": 69, ".": 32, ",": 32, ":": 34, ";": 34, "'": 28, "’": 32, "(": 40, ")": 40, "-": 37, "–": 50,
    "—": 100, "/": 34, "!": 41, "|": 34, "&": 78, "%": 96, "+": 84, "=": 84, "▸": 60, "…": 100, "·": 32,
}  # fmt: skip
_OTHER = 64
BOLD = 1.12


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is, rather too wide than too narrow.

    Examples
    --------
    >>> width_of("ill", 10) < width_of("mow", 10) < width_of("mow", 10, bold=True)
    True
    """
    total = 0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            total += 100
        elif not unicodedata.combining(letter):
            total += _WIDTHS.get(letter, _OTHER)
    return total * size / 100 * (BOLD if bold else 1.0)


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """Break a text into lines that fit; a word that does not fit is broken, and what is past the `most` lines is cut.

    Examples
    --------
    >>> wrap("Russia gives way", 60, 12)
    ['Russia', 'gives way']
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if not word:
            continue
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, room, size, bold=bold)
        lines += full
    if line:
        lines.append(line)
    if most and len(lines) > most:
        kept = lines[most - 1]
        while kept and width_of(kept + "…", size, bold=bold) > room:
            kept = kept[:-1]
        lines = [*lines[: most - 1], kept.rstrip() + "…"]
    return lines


def _broken(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Break one word into pieces that fit; each has a letter at least."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
