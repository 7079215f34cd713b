"""What the letters stand for that some sentences refer to, where no picture beside them tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.wording.blocks import Block, Items, Picture, Said, Section, Table, Text
from detente.wording.voice import Voice

_REFERENCE = re.compile(r"(?<![\w“„&'’-])([A-Z]\d*)(?![\w’'&-])")
_ARTICLE = re.compile(r"(?:^|(?<=\. )|(?<=: ))A (?!(?:or|and|comes?|holds?)\b)")


def referred(texts: Sequence[str], voice: Voice) -> list[str]:
    """Give the letters of outcomes that texts refer to, in their order.

    The article at the beginning of a sentence is no letter.
    """
    known = {o.letter for o in voice.outcomes.values() if o.letter}
    if voice.language == "en":
        texts = [_ARTICLE.sub("", text) for text in texts]
    found = {x for text in texts for x in _REFERENCE.findall(text)}
    return [o.letter for o in voice.outcomes.values() if o.letter in known & found]


def legend(texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
    """Give letter and title of each outcome that texts refer to by its letter, unless they give its title, too.

    Examples
    --------
    >>> from detente.answers import StateValue
    >>> from detente.catalogue import load
    >>> swerves = StateValue(id="first.swerve", taken=("first.swerve",), number="1")
    >>> voice = Voice(load("chicken"), (swerves,))
    >>> legend(["It leads to A.", "A change would come."], voice)
    ('A: First driver: swerve',)
    >>> legend(["It leads to A (First driver: swerve)."], voice)
    ()
    """
    whole = "\n".join(texts)
    outcomes = {o.letter: o for o in voice.outcomes.values() if o.letter}
    told = []
    for letter in referred(texts, voice):
        one = outcomes[letter]
        given = (f"{letter} ({one.title})", f"{one.title} ({letter})", one.named)
        if not any(g in whole for g in given):
            told.append(one.named)
    return tuple(told)


def unexplained(said: Said, voice: Voice) -> tuple[str, ...]:
    """Give letter and title of each outcome that an answer refers to anywhere, and nothing in it explains.

    What explains a letter is its title beside it, a column or a row that it heads, or `Said.letters`.
    """
    blocks = (*said.pictures, *said.details)
    headed = {head for block in blocks for head in heads(block)}
    texts = [
        said.headline,
        *said.points,
        said.sure,
        *(t for block in blocks for t in texts_of(block)),
        *said.letters,
    ]
    return tuple(told for told in legend(texts, voice) if told.partition(":")[0] not in headed)


def heads(block: Block) -> Iterator[str]:
    """Give what the columns and the rows of the tables in a block are called."""
    if isinstance(block, Table):
        yield from block.columns
        yield from (row[0] for row in block.rows if row)
    elif isinstance(block, Section | Picture):
        for inner in block.blocks if isinstance(block, Section) else block.plain:
            yield from heads(inner)


def texts_of(block: Block) -> Iterator[str]:
    """Give all that is said in a block, cell by cell."""
    if isinstance(block, Text):
        yield block.text
    elif isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Table):
        yield from (block.title, block.note, *(cell for row in block.rows for cell in row))
    elif isinstance(block, Section):
        yield block.title
        for inner in block.blocks:
            yield from texts_of(inner)
    else:
        yield from (block.title, block.text)
        for inner in block.plain:
            yield from texts_of(inner)
