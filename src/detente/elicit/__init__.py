"""What a party wants, found out by pairs of outcomes: "which of these two would it prefer?".

A dialogue is a frozen value: `asks` gives the pairs to ask next, `answered` the dialogue after an answer, `proposal`
what follows so far: statements in their order, weights where two things count the same, or an order of the outcomes
that were compared. Nothing here speaks but `detente.elicit.words`.
"""

from detente.elicit.dialogue import MOST_AT_ONCE, Walk, asks, bound, walked
from detente.elicit.fitting import Proposal, proposal
from detente.elicit.ground import Grounds, ground_of
from detente.elicit.values import Answer, Choice, Dialogue, Ground, Literal, Pair, Way, answered, begin

__all__ = [
    "MOST_AT_ONCE",
    "Answer",
    "Choice",
    "Dialogue",
    "Ground",
    "Grounds",
    "Literal",
    "Pair",
    "Proposal",
    "Walk",
    "Way",
    "answered",
    "asks",
    "begin",
    "bound",
    "ground_of",
    "proposal",
    "walked",
]
