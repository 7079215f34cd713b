"""The small words that stand around a file's own words and between them; another language has others."""

from __future__ import annotations

from dataclasses import dataclass

NOTHING = "no option is taken"


@dataclass(frozen=True)
class Joints:
    """What a language puts around the file's own words, and between them.

    Attributes
    ----------
    quoted : str
        Holds a text together: ``“{}”``.
    operators : tuple of (str, str)
        How operators are said between two conditions that are not said as they are written.
    implies : str
        How ``->`` is said of two conditions.
    whatever : str
        What may be or not in a merged state.
    or_more : str
        From a level of an option on.
    """

    quoted: str
    and_: str
    or_: str
    nothing: str
    not_: str
    operators: tuple[tuple[str, str], ...]
    implies: str
    either: str
    odd: str
    not_all: str
    none_of: str
    not_both: str
    neither: str
    nor: str
    not_that: str
    any_level: str
    or_more: str
    whatever: str
    what: str
    what_given: str
    party: str
    option_: str
    outcome: str
    taken: str
    not_taken: str
    either_way: str
    differing: str


ENGLISH = Joints(
    quoted="“{}”",
    and_="and",
    or_="or",
    nothing=NOTHING,
    not_="not {}",
    operators=(("<->", "exactly if"),),
    implies="{1} if {0}",
    either="either {} or {}, but not both",
    odd="an odd number of {}",
    not_all="not all of {}",
    none_of="none of {}",
    not_both="not both {}",
    neither="neither {}",
    nor="nor",
    not_that="not the case that {}",
    any_level="at any level",
    or_more="{} or more",
    whatever=" (whatever becomes of {})",
    what="What is taken",
    what_given="What it is",
    party="Party",
    option_="Option",
    outcome="Outcome",
    taken="taken",
    not_taken="not taken",
    either_way="either",
    differing="Only the options in which these differ.",
)
