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
    from detente.questions import (
        Analysis,
        Change,
        Coalitions,
        Comparison,
        Equilibria,
        Evolution,
        Explanation,
        FactionsAnalysis,
        GameTree,
        Judgement,
        LargeAnalysis,
        LargeEvolution,
        LargeExplanation,
        Pivot,
        Pivotal,
        Sanctions,
        WhatIf,
        analyze,
        change,
        coalitions,
        compare,
        equilibria,
        evolve,
        explain,
        factions,
        game_tree,
        pivot,
        pivotal,
        sanctions,
        ultimatum,
        whatif,
    )
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
    "LargeAnalysis": "questions",
    "LargeEvolution": "questions",
    "LargeExplanation": "questions",
    "Stability": "stability",
    "Analysis": "questions",
    "Change": "questions",
    "Coalitions": "questions",
    "Comparison": "questions",
    "Pivot": "questions",
    "Pivotal": "questions",
    "WhatIf": "questions",
    "change": "questions",
    "coalitions": "questions",
    "whatif": "questions",
    "Equilibria": "questions",
    "equilibria": "questions",
    "Evolution": "questions",
    "Explanation": "questions",
    "FactionsAnalysis": "questions",
    "analyze": "questions",
    "compare": "questions",
    "evolve": "questions",
    "explain": "questions",
    "GameTree": "questions",
    "Judgement": "questions",
    "Sanctions": "questions",
    "game_tree": "questions",
    "sanctions": "questions",
    "ultimatum": "questions",
    "pivot": "questions",
    "pivotal": "questions",
    "factions": "questions",
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
