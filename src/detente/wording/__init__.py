"""How parties, options, outcomes, conditions and claims are said, sentences that questions share, and blocks.

All English of the answers stands here and in the `words` modules of the questions, so that another language is another
set of modules. Nothing here computes, and nothing knows an array.
"""

from detente.wording.blocks import Block, Items, Page, Picture, Said, Section, Table, Text, tables
from detente.wording.joints import NOTHING
from detente.wording.names import Words, label, labels, to_type
from detente.wording.texts import capital, count, fitting, listed, place, quantity, shortened, spelled, verb
from detente.wording.voice import TODAY, Outcome, Voice

__all__ = [
    "NOTHING",
    "TODAY",
    "Block",
    "Items",
    "Outcome",
    "Page",
    "Picture",
    "Said",
    "Section",
    "Table",
    "Text",
    "Voice",
    "Words",
    "capital",
    "count",
    "fitting",
    "label",
    "labels",
    "listed",
    "place",
    "quantity",
    "shortened",
    "spelled",
    "tables",
    "to_type",
    "verb",
]
