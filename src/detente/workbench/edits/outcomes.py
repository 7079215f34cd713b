"""What is typed as an outcome: exactly these things are done, and nothing else.

Options stand in it in the words of the file or in its names, with commas or ‘and’ between, as answers and pages say an
outcome: ``Fleet: leave the bay · Ministry: pay``. It is written as options joined by ``+``.
"""

from __future__ import annotations

import re

from detente.workbench.edits.lexicon import Lexicon, cut, folded
from detente.workbench.edits.phrases import Piece, not_understood, pieces_of
from detente.workbench.edits.shown import CLOSES, JOINS, OPENS, joints_of
from detente.workbench.language.words import RefusedError

NOTHING = "none"
WHICH_LEVEL = "nothing was written: “{piece}” can be done at several levels; say at which: {known}"
BOTH = "nothing was written: “{piece}” cannot be done and not done in one outcome"
_APART = re.compile(r"\s*[·;]\s*")
_BEFORE_LAST = re.compile(r",\s+(?:and|und)\s+", re.IGNORECASE)
_WORDS = {w for table in (JOINS, CLOSES, OPENS) for w in table["en"].values()}
_OTHER = {*_WORDS, ">=", "<=", "<", ">"} - {"and", ",", "not"}  # these make a condition of it
_NOTHING = ("none", "nothing", "nothing is done", "nichts", "nichts wird getan")


def exactly(known: Lexicon, text: str) -> str:
    """Write the outcome in which exactly this is done; empty where the text is of another kind, as a condition is.

    Raises
    ------
    RefusedError
        Where words in it are not known, or can mean several things.

    Examples
    --------
    >>> from detente.workbench.edits.lexicon import lexicon
    >>> options = {"pay": "pay for it", "sue": "go to court", "wait": "wait"}
    >>> known = lexicon({"decision_makers": {"lower": {"options": options}}})
    >>> [exactly(known, text) for text in ("go to court and pay for it", "wait, not go to court", "wait or pay")]
    ['lower.sue+lower.pay', 'lower.wait', '']
    """
    if _same(text) in {_same(x) for x in (*_NOTHING, *(j.nothing for j in joints_of(known.language)))}:
        return NOTHING
    whole, listed = text.strip(" ,"), _BEFORE_LAST.sub(", ", text)
    # What divides an outcome may stand in the words of an option, too.
    for parts in ([whole], [listed], _APART.split(listed)):
        found = [pieces_of(known, part.strip(" ,")) for part in parts if part.strip(" ,")]
        if all(f and all(p.ids != () for p in f) for f in found):
            break
    taken: dict[str, str] = {}  # what is done, and how it was typed
    left: dict[str, str] = {}
    for pieces in found:
        if pieces is None or not _listed(known, pieces, taken, left, alone=len(found) == 1):
            return ""
    if both := next((o for o in taken if o in left or o.rpartition(".")[0] in left), ""):
        raise RefusedError(BOTH, piece=taken[both])
    return "+".join(taken)


def _listed(
    known: Lexicon, pieces: list[Piece], taken: dict[str, str], left: dict[str, str], *, alone: bool
) -> bool:
    """Take in what a part of an outcome says is done, and what is not; False where it says something else."""
    if any(p.ids is None and p.written in _OTHER for p in pieces):
        return False
    whose, denied, k = "", False, 0
    while k < len(pieces):
        piece = pieces[k]
        if piece.ids is None and piece.written in ("not", ",", "and"):
            denied = denied != (piece.written == "not")
            k += 1
            continue
        level = pieces[k + 2].written if [p.written for p in pieces[k + 1 : k + 2]] == ["="] else ""
        k += 3 if level else 1
        ids = piece.ids if piece.ids is not None else (piece.written,)
        if len(ids) > 1:  # behind what a party does its own options are meant
            ids = tuple(i for i in ids if i.removeprefix("not ").startswith(f"{whose}.")) or ids
        if len(ids) != 1:
            raise not_understood(known, piece)
        id = ids[0].removeprefix("not ")
        if known.scope.states:
            if id not in known.scope.states or not alone or len(pieces) > 1:
                return False
            taken[id] = piece.typed
            continue
        id = known.scope.whole(id)
        if not id:
            return False
        whose = id.partition(".")[0]
        no = ids[0].startswith("not ") != denied
        denied = False
        _take(known, f"{id}.{level}" if level else id, piece.typed, no, taken, left)
    return True


def _take(known: Lexicon, id: str, typed: str, no: bool, taken: dict[str, str], left: dict[str, str]) -> None:
    if no:
        left[id] = typed
        return
    if levels := known.scope.levels.get(id):
        told = ", ".join(f"“{typed}: {level.replace('_', ' ')}”" for level in levels)
        raise RefusedError(WHICH_LEVEL, piece=typed, known=told)
    taken[id] = typed


def _same(text: str) -> tuple[str, ...]:
    return tuple(map(folded, cut(text)))
