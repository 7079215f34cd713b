"""What every answer is made of: typed facts about states, parties and claims, without arrays and without prose.

The JSON that a question prints and its JSON Schema both come from these types. Each question's own facts stand in its
`answer` module.
"""

from detente.answers.base import (
    FORMAT,
    Answer,
    Basis,
    Count,
    Cut,
    Exact,
    Maker,
    OptionValue,
    Perspective,
    Reason,
    Ref,
    Search,
    StateValue,
    Step,
    Unfinished,
    Value,
    Way,
    Withheld,
)
from detente.answers.heading import Ends, Heading, Level, Shared, Span, Standing, StandingKind

__all__ = [
    "FORMAT",
    "Answer",
    "Basis",
    "Count",
    "Cut",
    "Ends",
    "Exact",
    "Heading",
    "Level",
    "Maker",
    "OptionValue",
    "Perspective",
    "Reason",
    "Ref",
    "Search",
    "Shared",
    "Span",
    "Standing",
    "StandingKind",
    "StateValue",
    "Step",
    "Unfinished",
    "Value",
    "Way",
    "Withheld",
]
