"""What is typed as a condition, in the words of a file or in its names: it is read, and written in the names.

An option is known by its id (``lower.sue``), and by its text and its short text where no other has the same ("go to
court"). Words stand for it alone, behind `not`, and between `and`, `or`, `if` and commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from detente.conflict import ConditionError, parse
from detente.workbench.edits.lexicon import Lexicon, cut, folded, lexicon
from detente.workbench.edits.shown import (
    CLOSES,
    JOINS,
    MARKS,
    OPENS,
    GroupingError,
    bare,
    of_language,
    plainly,
)
from detente.workbench.language.words import RefusedError

MOST_NEAR = 5
MOST_COMPARED = 2_000  # phrases that are compared with what was typed
NOT_KNOWN = "nothing was written: “{piece}” is not understood; nearest to it: {known}"
NOTHING_KNOWN = "nothing was written: “{piece}” is not understood, and nobody can do anything yet"
SEVERAL = (
    "nothing was written: “{piece}” can mean several things; write the name of the one that is meant: {known}"
)
COMMA = "nothing was written: this is one condition; write ‘and’ or ‘or’ in place of the comma"
INCOMPLETE = "nothing was written: something is missing at the end, or beside ‘and’, ‘or’, ‘if’ or ‘not’"
NO_CONDITION = "nothing was written: this cannot be read ({why})"
GROUPED = (
    "nothing was written: it is not plain what ‘{piece}’ holds together here; say it with ‘and’, ‘or’ (one of them, or "
    "both), ‘xor’ (one of them alone), ‘not’, ‘if’ and parentheses"
)
_SIGNS = (">=", "<=", "<", ">", "=")
_BEFORE = re.compile(
    r",\s+(?=(?:if|and|or|only if|unless|exactly if|nor|wenn|falls|und|oder|nur wenn|genau|außer wenn|es sei denn)\b)",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"[^:()\[\],“”„]+:")
_NOT = {"de": "nicht"}
_BEGINS = {*JOINS["en"].values(), *OPENS["en"].values()}  # behind these a condition begins


# -- reading -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was typed: how it is written, and what was typed there; `ids` is empty where it is not known."""

    written: str
    typed: str
    ids: tuple[str, ...] | None = None


def in_names(known: Lexicon, text: str) -> str:
    """Write a condition in names, whatever of it was typed in words; one that is in names already stays as it is.

    Raises
    ------
    RefusedError
        Where something in it is not understood, with what is nearest to it.

    Examples
    --------
    >>> from detente.workbench.edits.lexicon import lexicon
    >>> known = lexicon({"decision_makers": {"lower": {"options": {"pay": "pay for it", "sue": "go to court"}}}})
    >>> in_names(known, "not go to court, or pay for it")
    'not lower.sue or lower.pay'
    """
    if known.reads(text):
        return text
    try:
        return _in_names(known, text)
    except RefusedError:
        plainly = _BEFORE.sub(" ", text)  # a comma before ‘if’, which German asks for, joins nothing
        if plainly == text:
            raise
        return _in_names(known, plainly)


def _in_names(known: Lexicon, text: str) -> str:
    written = _written(_understood(known, text))
    if "," in written:
        raise RefusedError(COMMA)
    _checked(known, written)
    return written


def items(known: Lexicon, text: str) -> list[str]:
    """Write a list of conditions in names; commas stand between them.

    Raises
    ------
    RefusedError
        Where something in it is not understood, with what is nearest to it.

    Examples
    --------
    >>> from detente.workbench.edits.lexicon import lexicon
    >>> known = lexicon({"decision_makers": {"lower": {"options": {"pay": "pay, in full", "sue": "go to court"}}}})
    >>> items(known, "Pay, in full, lower.sue")
    ['lower.pay', 'lower.sue']
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if parts and all(map(known.reads, parts)):
        return parts
    found: list[list[str]] = [[]]
    for piece in _plainly(_understood(known, text)):
        if piece == ",":
            found.append([])
        else:
            found[-1].append(piece)
    written = [_joined(pieces) for pieces in found if pieces]
    for one in written:
        _checked(known, one)
    return written


def _checked(known: Lexicon, written: str) -> None:
    try:
        parse(written, known.scope)
    except ConditionError as error:
        raise RefusedError(NO_CONDITION, why=error.message) from None


def _understood(known: Lexicon, text: str) -> list[Piece]:
    """Cut what was typed into pieces that are known; the first one that is not is told."""
    pieces = pieces_of(known, text)
    if pieces is None:
        if (
            ":" in text and pieces_of(known, _WHOSE.sub("", text)) is not None
        ):  # a party that has no such option
            raise not_understood(known, Piece("", text.strip(), ()))
        raise RefusedError(INCOMPLETE)
    for piece in pieces:
        if piece.ids is not None and len(piece.ids) != 1:
            raise not_understood(known, piece)
    return pieces


def not_understood(known: Lexicon, piece: Piece) -> RefusedError:
    """Give why a piece is not understood: what it could mean, or what is nearest to it."""
    if piece.ids:
        return RefusedError(SEVERAL, piece=piece.typed, known=", ".join(piece.ids))
    near = nearest(known, piece.typed)
    if not near:
        return RefusedError(NOTHING_KNOWN, piece=piece.typed)
    return RefusedError(
        NOT_KNOWN, piece=piece.typed, known=", ".join(f"“{words}” ({id})" for words, id in near)
    )


def _plainly(pieces: list[Piece]) -> list[str]:
    """Give pieces as they are written, with what holds several of them together said in ‘and’, ‘or’ and ‘not’."""
    written = [piece.written for piece in pieces]
    if MARKS.isdisjoint(written):
        return bare(written)
    try:
        return plainly(written)
    except GroupingError as error:
        raise RefusedError(GROUPED, piece=str(error)) from None


def _written(pieces: list[Piece]) -> str:
    return _joined(_plainly(pieces))


def _joined(written: list[str]) -> str:
    return " ".join(written).replace("( ", "(").replace(" )", ")").replace(" ,", ",")


_Step = tuple[
    int, list[Piece], int
]  # how much is not known from here on, the pieces that come first, where they end


def pieces_of(known: Lexicon, text: str) -> list[Piece] | None:
    """Cut what was typed so that as little as can be is not known; of phrases that fit the longest.

    From the end on it is worked out what the rest of the words comes to where a condition is to begin, and where one
    has ended: how much in it is not known, and which piece comes first. None where words cannot stand so at all.
    """
    words = cut(text)
    plain = [folded(w) for w in words]
    joins, closes, opens = (of_language(table, known.language) for table in (JOINS, CLOSES, OPENS))
    count = len(words)
    begins: list[_Step | None] = [None] * (count + 1)
    ends: list[_Step | None] = [None] * count + [(0, [], count)]
    apart = {w for table in (joins, closes, opens) for w, *more in table if not more} | {*_SIGNS, "only"}
    unknown = [w.casefold() not in apart for w in words]  # neither a word of conditions nor a mark

    def behind(at: int, piece: Piece) -> _Step | None:
        """Say what follows a piece that ends at a place: the rest, or a level that it is compared with."""
        cost = int(piece.ids == ())
        if at < count and words[at] in _SIGNS and at + 2 <= count:
            rest = ends[at + 2]
            level = [Piece(words[at], words[at]), Piece(words[at + 1], words[at + 1])]
            return None if rest is None else (cost + rest[0], [piece, *level], at + 2)
        rest = ends[at]
        return None if rest is None else (cost + rest[0], [piece], at)

    def joint(i: int, table: dict[tuple[str, ...], str], then: list[_Step | None]) -> Iterator[_Step]:
        """Give the words of a table that stand at a place, and what follows them."""
        for said, written in table.items():
            end = i + len(said)
            rest = then[end] if end <= count else None
            if rest is not None and tuple(w.casefold() for w in plain[i:end]) == said:
                yield rest[0], [Piece(written, " ".join(words[i:end]))], end

    def least(steps: Iterable[_Step | None]) -> _Step | None:
        return min((s for s in steps if s is not None), key=lambda s: s[0], default=None)

    for i in reversed(range(count)):
        ends[i] = least([*joint(i, joins, begins), *joint(i, closes, ends)])
        tried: list[_Step | None] = []
        for length in known.lengths:
            ids = known.phrases.get(tuple(plain[i : i + length])) if i + length <= count else None
            if ids and (length > 1 or not known.known(words[i])):
                tried.append(behind(i + length, Piece(ids[0], " ".join(words[i : i + length]), ids)))
        tried += joint(i, opens, begins)
        if unknown[i]:
            if known.known(words[i]):
                tried.append(behind(i + 1, Piece(words[i], words[i])))
            stop = next((k for k in range(i, count) if not unknown[k]), count)
            tried.append(behind(stop, Piece("", " ".join(words[i:stop]), ())))
        begins[i] = least(tried)
    found: list[Piece] = []
    at, beginning = 0, True
    while at < count:
        step = begins[at] if beginning else ends[at]
        if step is None:
            return None
        found += step[1]
        # Behind ‘not’ and an opening parenthesis a condition begins; behind any other piece one has ended, or begins.
        last = step[1][-1]
        beginning = last.ids is None and last.written in _BEGINS
        at = step[2]
    return None if beginning else found


# -- what is known -----------------------------------------------------------------------------------------------------


def nearest(known: Lexicon, piece: str, most: int = MOST_NEAR) -> list[tuple[str, str]]:
    """Give what is most like something that was typed: its words, and its id; the most alike first.

    Examples
    --------
    >>> from detente.workbench.edits.lexicon import lexicon
    >>> known = lexicon({"decision_makers": {"lower": {"options": {"pay": "pay for it", "sue": "go to court"}}}})
    >>> nearest(known, "going to a court", 1)
    [('go to court', 'lower.sue')]
    """
    typed = " ".join(map(folded, cut(piece)))
    asked = set(typed.split())
    alike = SequenceMatcher(b=typed[:100])

    def score(words: str, id: str, *, closely: bool) -> float:
        best = 0.0
        for told in (words.casefold()[:100], id.casefold(), id.rpartition(".")[2].casefold()):
            alike.set_seq1(told)
            shared = len(asked & set(told.split())) / max(1, len(asked))
            best = max(best, (alike.ratio() if closely else alike.quick_ratio()) + shared)
        return best

    first: dict[str, str] = {}  # an option is told by its text, also where its short text is nearer
    for words, id in known.told[:MOST_COMPARED]:
        first.setdefault(id, words)
    likely = sorted(known.told[:MOST_COMPARED], key=lambda one: -score(*one, closely=False))[: 8 * most]
    ranked = dict.fromkeys(id for _, id in sorted(likely, key=lambda one: -score(*one, closely=True)))
    return [(first[id], id) for id in ranked][:most]


def said_plainly(known: Lexicon, words: str, id: str) -> str:
    """Give the words where they are read as this one id, and the id where they are not."""
    key = tuple(map(folded, cut(words)))
    nots = (
        "not",
        _NOT.get(known.language, "not"),
    )  # behind one of these a part of the words may be another's
    longer = any((no, *key[:n]) in known.phrases for no in nots for n in range(1, len(key) + 1))
    alone = known.phrases.get(key) == (id,) and not longer
    return words if alone and not (len(key) == 1 and known.known(words)) and not known.reads(words) else id


def suggestions(known: Lexicon) -> list[tuple[str, str]]:
    """Give what can be typed, with a label in which it is found by its words and by its id."""
    seen: set[str] = set()
    found = []
    for words, id in known.told:
        if id not in seen:
            seen.add(id)
            found.append((said_plainly(known, words, id), f"{words} ({id})"))
    return found


def suggested(
    root: Any, party: str, accounts: Sequence[str]
) -> tuple[dict[str, str], list[tuple[str, list[tuple[str, str]]]]]:
    """Give the name of the list of suggestions for each account, and these lists: one for all that offer the same."""
    names: dict[str, str] = {}
    lists: list[tuple[str, list[tuple[str, str]]]] = []
    for account in accounts:
        offered = suggestions(lexicon(root, party, account))
        found = next((name for name, there in lists if there == offered), "")
        if not found:
            found = f"names-{len(lists) + 1}"
            lists.append((found, offered))
        names[account] = found
    return names, lists


def example(known: Lexicon) -> str:
    """Give an example of a wish: that another party does not do something; empty where there is nothing to do."""
    own = f"{known.scope.own}."
    others = [one for one in known.told if not one[1].startswith(own)] or list(known.told)
    return f"{_NOT.get(known.language, 'not')} {said_plainly(known, *others[0])}" if others else ""
