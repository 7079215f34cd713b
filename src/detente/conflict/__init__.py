"""The conflict as people write it: format, conditions, sources, overlays, errors with line and column."""

from detente.conflict import budget
from detente.conflict.belief import Belief
from detente.conflict.budget import TimeUpError
from detente.conflict.concepts import (
    CLASSICAL,
    EXTENSIONS,
    STRENGTHS,
    Concept,
    find_concept,
    in_reading_order,
)
from detente.conflict.condition import Condition, evaluate
from detente.conflict.condition_text import Scope, parse
from detente.conflict.confidential import Closed, Seal
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
from detente.conflict.files import ordinary_files, read_bytes, read_file, read_standard_input
from detente.conflict.model import BASE, Conflict, Perspective, Published
from detente.conflict.overlay import Overlay, Patch, apply
from detente.conflict.phase import Phase, chain_of, in_phase
from detente.conflict.preferences import (
    Open,
    Partial,
    Preferences,
    Prioritised,
    Ranking,
    Sealed,
    Statement,
    Weights,
    graded,
    left_open,
    opened,
)
from detente.conflict.reading import decode, read_conflict
from detente.conflict.reading.decision_makers import LEAST_LEVELS, MOST_LEVELS, MOST_SHORT
from detente.conflict.reading.states import NO_OPTION, RESERVED_NAMES, StateScope, written_state
from detente.conflict.saving import keep_inputs, reason, write_file
from detente.conflict.schema import schema
from detente.conflict.shift import Shift
from detente.conflict.terms import (
    CONFIDENTIAL,
    NO_DEAL,
    PREFERENCES,
    Issue,
    Lot,
    NoDeal,
    Range,
    Ranked,
    Terms,
    TermValue,
    Wishes,
    Worth,
)
from detente.conflict.timeline import Event
from detente.conflict.tokens import KEYWORDS, is_name
from detente.conflict.ultimatum import AudienceCost, Record, Stakes, Ultimatum
from detente.conflict.writing import to_dict, to_json, to_yaml
from detente.conflict.yamltree import MOST_BYTES

__all__ = [
    "BASE",
    "CLASSICAL",
    "CONFIDENTIAL",
    "EXTENSIONS",
    "KEYWORDS",
    "LEAST_LEVELS",
    "MOST_BYTES",
    "MOST_LEVELS",
    "MOST_SHORT",
    "NO_DEAL",
    "NO_OPTION",
    "PREFERENCES",
    "RESERVED_NAMES",
    "STRENGTHS",
    "AccountWarning",
    "AudienceCost",
    "Belief",
    "Citation",
    "Closed",
    "Concept",
    "Condition",
    "ConditionError",
    "Conflict",
    "ConflictFileError",
    "DecisionMaker",
    "Definition",
    "DetenteError",
    "Event",
    "Faction",
    "Factions",
    "Issue",
    "Levels",
    "Lot",
    "MissingPackageError",
    "NamedState",
    "NoDeal",
    "NotInFileError",
    "Open",
    "Option",
    "Overlay",
    "Partial",
    "Patch",
    "Perspective",
    "Phase",
    "Place",
    "Preferences",
    "Prioritised",
    "Problem",
    "Published",
    "Range",
    "Ranked",
    "Ranking",
    "Record",
    "Rule",
    "Scope",
    "Seal",
    "Sealed",
    "Shift",
    "Source",
    "Stakes",
    "StateRef",
    "StateScope",
    "Statement",
    "TermValue",
    "Terms",
    "TimeUpError",
    "TooLargeError",
    "Ultimatum",
    "UnknownNameError",
    "WantedError",
    "Weights",
    "Wishes",
    "Worth",
    "apply",
    "budget",
    "chain_of",
    "decode",
    "evaluate",
    "find_concept",
    "given_state",
    "graded",
    "in_phase",
    "in_reading_order",
    "is_name",
    "keep_inputs",
    "left_open",
    "level_options",
    "opened",
    "ordinary_files",
    "parse",
    "read_bytes",
    "read_conflict",
    "read_file",
    "read_standard_input",
    "reason",
    "schema",
    "to_dict",
    "to_json",
    "to_yaml",
    "write_file",
    "written_state",
]
