"""Solution concepts: which states are stable, for whom, and why the engine says so."""

from detente.stability.concepts import CONCEPTS, expectation, gmr, nash, seq, smr, stays
from detente.stability.groups import group_stable, undeterred
from detente.stability.operators import worst
from detente.stability.relations import free_moves, stable_by_relation
from detente.stability.result import Stability, check_concepts, concepts_for, one_concept, stable_states

__all__ = [
    "CONCEPTS",
    "Stability",
    "check_concepts",
    "concepts_for",
    "expectation",
    "free_moves",
    "gmr",
    "group_stable",
    "nash",
    "one_concept",
    "seq",
    "smr",
    "stable_by_relation",
    "stable_states",
    "stays",
    "undeterred",
    "worst",
]
