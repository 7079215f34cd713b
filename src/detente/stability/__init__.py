"""Solution concepts: which states are stable, for whom, and why the engine says so."""

from detente.stability.concepts import CONCEPTS, gmr, nash, seq, smr
from detente.stability.operators import worst
from detente.stability.stability import Stability, check_concepts, stability

__all__ = ["CONCEPTS", "Stability", "check_concepts", "gmr", "nash", "seq", "smr", "stability", "worst"]
