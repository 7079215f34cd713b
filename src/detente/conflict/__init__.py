"""The conflict as people write it: format, conditions, sources, overlays, errors with line and column."""

from detente.conflict.concepts import CLASSICAL, Concept, find_concept, in_reading_order
from detente.conflict.condition import Condition, Scope, evaluate, parse
from detente.conflict.errors import (
    ConditionError,
    ConflictFileError,
    DetenteError,
    NotInFileError,
    Place,
    Problem,
    TooLargeError,
    UnknownNameError,
)
from detente.conflict.factions import Faction, Factions
from detente.conflict.files import read_file, write_file
from detente.conflict.model import (
    BASE,
    Citation,
    Conflict,
    DecisionMaker,
    Definition,
    NamedState,
    Option,
    Perspective,
    Preferences,
    Prioritised,
    Published,
    Ranking,
    Rule,
    Source,
    Statement,
    StateRef,
    Weights,
)
from detente.conflict.overlay import Overlay, Patch, apply
from detente.conflict.reading import read_conflict
from detente.conflict.schema import schema
from detente.conflict.ultimatum import AudienceCost, Record, Stakes, Ultimatum
from detente.conflict.writing import to_dict, to_json, to_yaml

__all__ = [
    "BASE",
    "CLASSICAL",
    "AudienceCost",
    "Citation",
    "Concept",
    "Condition",
    "ConditionError",
    "Conflict",
    "ConflictFileError",
    "DecisionMaker",
    "Definition",
    "DetenteError",
    "Faction",
    "Factions",
    "NamedState",
    "NotInFileError",
    "Option",
    "Overlay",
    "Patch",
    "Perspective",
    "Place",
    "Preferences",
    "Prioritised",
    "Problem",
    "Published",
    "Ranking",
    "Record",
    "Rule",
    "Scope",
    "Source",
    "Stakes",
    "StateRef",
    "Statement",
    "TooLargeError",
    "Ultimatum",
    "UnknownNameError",
    "Weights",
    "apply",
    "evaluate",
    "find_concept",
    "in_reading_order",
    "parse",
    "read_conflict",
    "read_file",
    "schema",
    "to_dict",
    "to_json",
    "to_yaml",
    "write_file",
]
