"""Solution concepts: which states are stable, for whom, and why the engine says so."""

from detente.stability.at_once import READINGS, Changes, simultaneous
from detente.stability.carried import CarriedStability, Leaving
from detente.stability.choosing import check_classical, check_concepts, check_plain, concepts_for, one_concept
from detente.stability.concepts import (
    CONCEPTS,
    ESCAPING,
    PAYING,
    expectation,
    gmr,
    nash,
    seq,
    smr,
    sseq,
    stays,
)
from detente.stability.fears import feared
from detente.stability.foresight import Ahead, limited, look_ahead, non_myopic, settle
from detente.stability.groups import group_stable, groups_stable, undeterred
from detente.stability.operators import worst
from detente.stability.relations import free_moves, improves, stable_by_relation
from detente.stability.result import Stability, horizons, stable_states
from detente.stability.surpassing import surpassed_by_some
from detente.stability.ways import Ways, ways_of

__all__ = [
    "CONCEPTS",
    "ESCAPING",
    "PAYING",
    "READINGS",
    "Ahead",
    "CarriedStability",
    "Changes",
    "Leaving",
    "Stability",
    "Ways",
    "check_classical",
    "check_concepts",
    "check_plain",
    "concepts_for",
    "expectation",
    "feared",
    "free_moves",
    "gmr",
    "group_stable",
    "groups_stable",
    "horizons",
    "improves",
    "limited",
    "look_ahead",
    "nash",
    "non_myopic",
    "one_concept",
    "seq",
    "settle",
    "simultaneous",
    "smr",
    "sseq",
    "stable_by_relation",
    "stable_states",
    "stays",
    "surpassed_by_some",
    "undeterred",
    "ways_of",
    "worst",
]
