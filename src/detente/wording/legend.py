"""What the letters stand for that some sentences refer to, where no picture beside them tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
