"""The conflict as people write it: format, conditions, sources, overlays, errors with line and column."""

from detente.conflict import budget
from detente.conflict.budget import TimeUpError
from detente.conflict.concepts import (
    CLASSICAL,
    EXTENSIONS,
    STRENGTHS,
    Concept,
    find_concept,
    in_reading_order,
)
from detente.conflict.condition import Condition, Scope, evaluate, parse
from detente.conflict.elements import (
    Citation,
    DecisionMaker,
    Definition,
    Levels,
    NamedState,
    Option,
    Rule,
    Source,
    StateRef,
    given_state,
    level_options,
)
from detente.conflict.errors import (
    AccountWarning,
    ConditionError,
    ConflictFileError,
    DetenteError,
    MissingPackageError,
    NotInFileError,
    Place,
    Problem,
    TooLargeError,
    UnknownNameError,
    WantedError,
)
from detente.conflict.factions import Faction, Factions
from detente.conflict.files import read_file, write_file
from detente.conflict.model import BASE, Conflict, Perspective, Published
from detente.conflict.overlay import Overlay, Patch, apply
from detente.conflict.preferences import (
    Partial,
    Preferences,
    Prioritised,
    Ranking,
    Statement,
    Weights,
    graded,
    left_open,
)
from detente.conflict.reading import decode, read_conflict
from detente.conflict.reading.decision_makers import LEAST_LEVELS, MOST_LEVELS, MOST_SHORT
from detente.conflict.reading.states import NO_OPTION, RESERVED_NAMES, StateScope, written_state
from detente.conflict.schema import schema
from detente.conflict.tokens import KEYWORDS, is_name
from detente.conflict.ultimatum import AudienceCost, Record, Stakes, Ultimatum
from detente.conflict.writing import to_dict, to_json, to_yaml
from detente.conflict.yamltree import MOST_BYTES

__all__ = [
    "BASE",
    "CLASSICAL",
    "EXTENSIONS",
    "KEYWORDS",
    "LEAST_LEVELS",
    "MOST_BYTES",
    "MOST_LEVELS",
    "MOST_SHORT",
    "NO_OPTION",
    "RESERVED_NAMES",
    "STRENGTHS",
    "AccountWarning",
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
    "Levels",
    "MissingPackageError",
    "NamedState",
    "NotInFileError",
    "Option",
    "Overlay",
    "Partial",
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
    "StateScope",
    "Statement",
    "TimeUpError",
    "TooLargeError",
    "Ultimatum",
    "UnknownNameError",
    "WantedError",
    "Weights",
    "apply",
    "budget",
    "decode",
    "evaluate",
    "find_concept",
    "given_state",
    "graded",
    "in_reading_order",
    "is_name",
    "left_open",
    "level_options",
    "parse",
    "read_conflict",
    "read_file",
    "schema",
    "to_dict",
    "to_json",
    "to_yaml",
    "write_file",
    "written_state",
]
