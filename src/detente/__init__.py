"""Model a conflict of many decision makers: what holds, why, and what follows.

>>> import detente
>>> conflict = detente.load("prisoners-dilemma")
>>> analysis = detente.analyze(conflict.game())
>>> [state.id for state in analysis.equilibria["nash"]]
['betrayal']
"""

from __future__ import annotations

from detente import (
    _interrupt as _interrupt,
)  # before all others: it takes care of an interrupt while they load

# isort: split
import importlib
import pathlib
from typing import TYPE_CHECKING, Any

from detente._version import __version__ as __version__
from detente.questions import REGISTRY

if TYPE_CHECKING:
    from detente.answers import Answer as Answer
    from detente.catalogue import catalogue_names as catalogue_names
    from detente.catalogue import load as load
    from detente.conflict import (
        ConditionError as ConditionError,
    )
    from detente.conflict import (
        Conflict as Conflict,
    )
    from detente.conflict import (
        ConflictFileError as ConflictFileError,
    )
    from detente.conflict import (
        DetenteError as DetenteError,
    )
    from detente.conflict import (
        NotInFileError as NotInFileError,
    )
    from detente.conflict import (
        TimeUpError as TimeUpError,
    )
    from detente.conflict import (
        TooLargeError as TooLargeError,
    )
    from detente.conflict import (
        UnknownNameError as UnknownNameError,
    )
    from detente.conflict import (
        read_conflict as read_conflict,
    )
    from detente.conflict import (
        read_file as read_file,
    )
    from detente.conflict import (
        to_json as to_json,
    )
    from detente.conflict import (
        to_yaml as to_yaml,
    )
    from detente.exchange import export_file as export_file
    from detente.exchange import export_text as export_text
    from detente.exchange import from_networkx as from_networkx
    from detente.exchange import import_file as import_file
    from detente.game import Game as Game
    from detente.game import State as State
    from detente.game.pattern import Pattern as Pattern
    from detente.game.symbolic import StateSet as StateSet
    from detente.game.symbolic import SymbolicGame as SymbolicGame
    from detente.game.symbolic import symbolic_game as symbolic_game
    from detente.questions import *
    from detente.saying import answer as answer
    from detente.saying import brief as brief
    from detente.saying import report as report
    from detente.saying import text as text
    from detente.stability import Stability as Stability
    from detente.stability.symbolic import SymbolicStability as SymbolicStability

# Names are fetched when they are asked for, so that `import detente` and `detente --help` start at once. Those of the
# questions are not listed here: the registry knows the folders, and each folder what is public in it.
_HOME = {
    "Answer": "answers",
    "ConditionError": "conflict",
    "Conflict": "conflict",
    "ConflictFileError": "conflict",
    "DetenteError": "conflict",
    "Game": "game",
    "NotInFileError": "conflict",
    "Pattern": "game.pattern",
    "Stability": "stability",
    "State": "game",
    "StateSet": "game.symbolic",
    "SymbolicGame": "game.symbolic",
    "SymbolicStability": "stability.symbolic",
    "TimeUpError": "conflict",
    "TooLargeError": "conflict",
    "UnknownNameError": "conflict",
    "answer": "saying",
    "brief": "saying",
    "catalogue_names": "catalogue",
    "export_file": "exchange",
    "export_text": "exchange",
    "from_networkx": "exchange",
    "import_file": "exchange",
    "load": "catalogue",
    "read_conflict": "conflict",
    "read_file": "conflict",
    "report": "saying",
    "symbolic_game": "game.symbolic",
    "text": "saying",
    "to_json": "conflict",
    "to_yaml": "conflict",
}


def _questions() -> dict[str, Any]:
    """Give what is public in the folders of the questions."""
    found: dict[str, Any] = {}
    for name in REGISTRY:
        module = importlib.import_module(f"detente.questions.{name}")
        found.update({public: getattr(module, public) for public in module.__all__})
    return found


def _is_module(name: str) -> bool:
    """Tell whether a name is a part of the package: Python loads it by itself, once it is told that it is no value."""
    here = pathlib.Path(__file__).parent
    return (here / name).is_dir() or (here / f"{name}.py").is_file()


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted({*_HOME, *_questions(), "__version__"})
    if name in _HOME:
        module, _, attribute = _HOME[name].partition(":")
        return getattr(importlib.import_module(f"detente.{module}"), attribute or name)
    if name in REGISTRY:  # no other folder is loaded for the function of a question
        module = f"detente.questions.{name}"
        if name in (found := importlib.import_module(module)).__all__:
            return getattr(found, name)
    if not name.startswith("_") and not _is_module(name) and name in (known := _questions()):
        return known[name]
    raise AttributeError(f"module 'detente' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__getattr__("__all__"))
