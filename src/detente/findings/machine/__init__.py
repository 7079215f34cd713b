"""Results as JSON values. Their shape is part of the interface: see the schemas beside this package."""

from detente.findings.machine.analysis import analysis, comparison, evolution, evolve, states, whatif
from detente.findings.machine.coalitions import coalitions
from detente.findings.machine.equilibria import equilibria
from detente.findings.machine.explanation import explanation
from detente.findings.machine.factions import factions
from detente.findings.machine.large import large_analysis, large_evolve, large_explanation
from detente.findings.machine.pivot import pivot, pivotal
from detente.findings.machine.shared import head
from detente.findings.machine.ultimatum import ultimatums

__all__ = [
    "analysis",
    "coalitions",
    "comparison",
    "equilibria",
    "evolution",
    "evolve",
    "explanation",
    "factions",
    "head",
    "large_analysis",
    "large_evolve",
    "large_explanation",
    "pivot",
    "pivotal",
    "states",
    "ultimatums",
    "whatif",
]
