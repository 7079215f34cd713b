"""The questions that an analyst asks, a folder each; this is the registry.

A folder holds what is computed, its frozen result, its answer as typed facts (`answer`), its sentences (`words`), its
picture where it has one (`picture`) and its command (`command`, whose `QUESTION` says everything else). Adding a
question is adding a folder and a line here.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the Python face: what is public in each folder
    from detente.questions.analyze import *
    from detente.questions.better import *
    from detente.questions.check import *
    from detente.questions.coalitions import *
    from detente.questions.commit import *
    from detente.questions.compare import *
    from detente.questions.equilibria import *
    from detente.questions.evolve import *
    from detente.questions.explain import *
    from detente.questions.factions import *
    from detente.questions.mistaken import *
    from detente.questions.phases import *
    from detente.questions.pivot import *
    from detente.questions.question import Question
    from detente.questions.replay import *
    from detente.questions.robust import *
    from detente.questions.rounds import *
    from detente.questions.settle import *
    from detente.questions.states import *
    from detente.questions.ultimatum import *
    from detente.questions.whatif import *

# The name, and in a few words what it answers: as the command line lists them. Nothing else is loaded for that.
REGISTRY: dict[str, str] = {
    "analyze": "what holds, and where does it lead?",
    "explain": "why does a state hold, or not?",
    "evolve": "how do we get there from here?",
    "compare": "what do rival accounts predict, and where do they part?",
    "better": "is something better for everybody?",
    "settle": "which deal beats no deal, is fair, and would be kept?",
    "rounds": "which package would bargaining reach, and who would hold it up?",
    "pivot": "who can tip it, and by wanting what?",
    "ultimatum": "is an ultimatum credible, and does it deter?",
    "coalitions": "which groups could leave a state together, and would the rest let them?",
    "robust": "if some of what the file says is wrong: does the answer hold?",
    "commit": "would peace be kept while power shifts?",
    "phases": "what lasts through several times, and what is left once something changes?",
    "replay": "is that how it went, and which account explains the record?",
    "mistaken": "who is mistaken about whom, and what comes of it?",
    "whatif": "what if an option is gone, a party stays away, talks collapse?",
    "factions": "what could a decision maker agree to at home, and whose takeover changes the outcome?",
    "equilibria": "what do the equilibria have in common?",
    "states": "which states are feasible?",
    "check": "is the file sound, and what in it has no source or no use?",
}


def find(name: str) -> Question:
    """Load a question of the registry."""
    found: Question = importlib.import_module(f"detente.questions.{name}.command").QUESTION
    return found


def every() -> Iterator[Question]:
    """Load all questions, in the order of the registry."""
    return (find(name) for name in REGISTRY)


def of_result(result: object) -> Question | None:
    """Find the question that a result answers, by where its type is defined."""
    parts = type(result).__module__.split(".")
    known = parts[:2] == ["detente", "questions"] and len(parts) > 2 and parts[2] in REGISTRY
    return find(parts[2]) if known else None
