"""How much room a text takes, and how it is broken into lines: no font is at hand where pictures are made."""

from __future__ import annotations

import unicodedata

# The widths of DejaVu Sans, in hundredths of the size: it is wider than what most screens have, so that a text fits.
_CLASSES = {
    28: "ijl'",
    30: "IJ",
    32: " \N{NO-BREAK SPACE}.,’·",
    34: ":;/|",
    36: "f",
    37: "-",
    40: "t()",
    41: "!",
    42: "r",
    50: "–",
    53: "sz",
    55: "c",
    56: "L",
    58: "kF",
    60: "vxy▸",
    61: "P",
    62: "TY",
    66: "K",
    69: "ABVXZ",
    70: "RC",
    74: "U",
    75: "N",
    76: "H",
    77: "D",
    78: "G&",
    79: "OQ",
    82: "w",
    84: "+=",
    87: "M",
    96: "%",
    98: "m",
    99: "W",
    100: "—…",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_OTHER = 64  # E and S, too
BOLD = 1.12


JOINTS = "_-/"  # behind these a word is broken rather than elsewhere


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
    >>> wrap("Russia gives way", 70, 12)
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
        last = lines[most - 1]
        fit = (k for k in range(len(last) + 1) if width_of(last[:k] + "…", size, bold=bold) <= room)
        lines = [*lines[: most - 1], last[: max(fit, default=0)].rstrip() + "…"]
    return lines


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Give a text as one line, cut where it has no room.

    Examples
    --------
    >>> cut("Russia gives way", 70, 12)
    'Russia…'
    """
    return "".join(wrap(text, room, size, bold=bold, most=1))


def _broken(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Break one word into pieces that fit, behind a joint where it has one; each has a letter at least."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > room:
            piece = pieces.pop()
            at = max(piece.rfind(joint) for joint in JOINTS) + 1 or len(piece)
            pieces += [piece[:at], piece[at:]]
            if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > room:
                pieces.append("")
        pieces[-1] += letter
    return pieces
