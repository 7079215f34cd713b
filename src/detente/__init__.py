"""Model a conflict of many decision makers: what holds, why, and what follows.

>>> import detente
>>> conflict = detente.load("prisoners-dilemma")
>>> analysis = detente.analyze(conflict.game())
>>> [state.id for state in analysis.equilibria["nash"]]
['betrayal']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from detente._version import __version__

if TYPE_CHECKING:
    from detente.catalogue import load
    from detente.catalogue import names as catalogue_names
    from detente.conflict import (
        ConditionError,
        Conflict,
        ConflictFileError,
        DetenteError,
        NotInFileError,
        TooLargeError,
        UnknownNameError,
        read_conflict,
        read_file,
        to_json,
        to_yaml,
    )
    from detente.exchange import export_file, export_text, from_networkx, import_file
    from detente.findings import report, text
    from detente.game import Game, State
    from detente.game.pattern import Pattern
    from detente.game.symbolic import StateSet, SymbolicGame
    from detente.game.symbolic import build_symbolic as symbolic_game
    from detente.questions.analyze import Analysis, LargeAnalysis, LargeEvolution, analyze
    from detente.questions.coalitions import Coalitions, coalitions
    from detente.questions.compare import Comparison, compare
    from detente.questions.equilibria import Equilibria, equilibria
    from detente.questions.evolve import Evolution, evolve
    from detente.questions.explain import Explanation, LargeExplanation, explain
    from detente.questions.factions import FactionsAnalysis, factions
    from detente.questions.pivot import Pivot, Pivotal, pivot, pivotal
    from detente.questions.ultimatum import (
        GameTree,
        Judgement,
        Keeping,
        Sanctions,
        game_tree,
        keeping,
        sanctions,
        ultimatum,
    )
    from detente.questions.whatif import Change, WhatIf, change, whatif
    from detente.stability import Stability
    from detente.stability.symbolic import SymbolicStability

# Names are fetched when they are asked for, so that `import detente` and `detente --help` start at once.
_HOME = {
    "load": "catalogue",
    "export_file": "exchange",
    "export_text": "exchange",
    "from_networkx": "exchange",
    "import_file": "exchange",
    "catalogue_names": "catalogue:names",
    "ConditionError": "conflict",
    "Conflict": "conflict",
    "ConflictFileError": "conflict",
    "DetenteError": "conflict",
    "NotInFileError": "conflict",
    "TooLargeError": "conflict",
    "UnknownNameError": "conflict",
    "read_conflict": "conflict",
    "read_file": "conflict",
    "to_json": "conflict",
    "to_yaml": "conflict",
    "Game": "game",
    "State": "game",
    "StateSet": "game.symbolic",
    "SymbolicGame": "game.symbolic",
    "SymbolicStability": "stability.symbolic",
    "symbolic_game": "game.symbolic:build_symbolic",
    "Pattern": "game.pattern",
    "LargeAnalysis": "questions.analyze",
    "LargeEvolution": "questions.analyze",
    "LargeExplanation": "questions.explain",
    "Stability": "stability",
    "Analysis": "questions.analyze",
    "Change": "questions.whatif",
    "Coalitions": "questions.coalitions",
    "Comparison": "questions.compare",
    "Pivot": "questions.pivot",
    "Pivotal": "questions.pivot",
    "WhatIf": "questions.whatif",
    "change": "questions.whatif",
    "coalitions": "questions.coalitions",
    "whatif": "questions.whatif",
    "Equilibria": "questions.equilibria",
    "equilibria": "questions.equilibria",
    "Evolution": "questions.evolve",
    "Explanation": "questions.explain",
    "FactionsAnalysis": "questions.factions",
    "analyze": "questions.analyze",
    "compare": "questions.compare",
    "evolve": "questions.evolve",
    "explain": "questions.explain",
    "GameTree": "questions.ultimatum",
    "Judgement": "questions.ultimatum",
    "Keeping": "questions.ultimatum",
    "keeping": "questions.ultimatum",
    "Sanctions": "questions.ultimatum",
    "game_tree": "questions.ultimatum",
    "sanctions": "questions.ultimatum",
    "ultimatum": "questions.ultimatum",
    "pivot": "questions.pivot",
    "pivotal": "questions.pivot",
    "factions": "questions.factions",
    "report": "findings",
    "text": "findings",
}


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    return getattr(importlib.import_module(f"detente.{module}"), attribute or name)


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Analysis",
    "Change",
    "Coalitions",
    "Comparison",
    "ConditionError",
    "Conflict",
    "ConflictFileError",
    "DetenteError",
    "Equilibria",
    "Evolution",
    "Explanation",
    "FactionsAnalysis",
    "Game",
    "GameTree",
    "Judgement",
    "Keeping",
    "LargeAnalysis",
    "LargeEvolution",
    "LargeExplanation",
    "NotInFileError",
    "Pattern",
    "Pivot",
    "Pivotal",
    "Sanctions",
    "Stability",
    "State",
    "StateSet",
    "SymbolicGame",
    "SymbolicStability",
    "TooLargeError",
    "UnknownNameError",
    "WhatIf",
    "__version__",
    "analyze",
    "catalogue_names",
    "change",
    "coalitions",
    "compare",
    "equilibria",
    "evolve",
    "explain",
    "export_file",
    "export_text",
    "factions",
    "from_networkx",
    "game_tree",
    "import_file",
    "keeping",
    "load",
    "pivot",
    "pivotal",
    "read_conflict",
    "read_file",
    "report",
    "sanctions",
    "symbolic_game",
    "text",
    "to_json",
    "to_yaml",
    "ultimatum",
    "whatif",
]
