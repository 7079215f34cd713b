"""What the brief and the report ask of a conflict: every question once, of all accounts, on games built once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.conflict import Conflict, ConflictFileError, DetenteError, TimeUpError, budget
from detente.conflict.doubts import doubts_of
from detente.conflict.doubts_terms import anything_doubted
from detente.questions import find
from detente.questions.analyze.analysis import Analysis
from detente.questions.question import Question, Request
from detente.questions.settle.table import needs_states
from detente.questions.ultimatum.result import Ultimatums
from detente.questions.whatif.supposing import DIPLOMACY
from detente.wording import quantity

MOST_STATES = 4096  # for questions that look at many games near by; larger conflicts are asked one by one
MOST_LOOKED_AT = 20_000  # states times groups
MANY = 5_000  # states; of more a report lists only the first
MOST_LISTED = 1_000

# In reading order: the brief takes lines from the first ones, the report prints all.
BRIEF = (
    "analyze",
    "compare",
    "better",
    "whatif",
    "ultimatum",
    "pivot",
    "commit",
    "mistaken",
    "settle",
    "robust",
    "replay",
    "phases",
)
REPORT = (
    "compare",
    "analyze",
    "evolve",
    "better",
    "settle",
    "rounds",
    "whatif",
    "ultimatum",
    "commit",
    "phases",
    "replay",
    "mistaken",
    "pivot",
    "robust",
    "coalitions",
    "factions",
    "explain",
    "check",
)
GIVEN: Mapping[str, Mapping[str, Any]] = {"whatif": {"collapse": DIPLOMACY}}


Ask = Callable[[Question, Request], Sequence[Any]]


def _anew(question: Question, request: Request) -> Sequence[Any]:
    return question.asked(request)


def _answer(question: Question, result: Any) -> Any:
    return question.answer(result)


@dataclass(frozen=True)
class Asked:
    """What was asked of a conflict, and what it answered.

    Attributes
    ----------
    conflict : Conflict
        The file as a whole.
    accounts : tuple of str
    results : mapping of str to tuple
        By the name of the question: what it gave, for each account or for all together.
    refused : mapping of str to str
        By the name of the question: why it has no answer here.
    answer : callable
        How a result of a question becomes an answer: who keeps answers may give one that was given before.
    """

    conflict: Conflict
    accounts: tuple[str, ...]
    results: Mapping[str, tuple[Any, ...]] = field(repr=False)
    refused: Mapping[str, str] = field(default_factory=dict)
    answer: Callable[[Question, Any], Any] = field(default=_answer, repr=False, compare=False)


def ask(request: Request, names: Sequence[str], by: Ask = _anew) -> Asked:
    """Ask questions of the registry of a conflict, each with what it takes if nothing is said.

    `by` asks each of them: who keeps answers may give those to a question that was asked before.
    """
    results: dict[str, tuple[Any, ...]] = {}
    refused: dict[str, str] = {}
    for number, name in enumerate(names):
        question = find(name)
        try:
            why = not_asked(name, request)
            if why is not None:
                if why:
                    refused[name] = why
                continue
            with budget.part(1 / (len(names) - number)):  # what one leaves goes to the next
                for under in request.under():
                    question.check(under)
                asked = by(question, with_defaults(question, request))
            results[name] = tuple(lighter(r) for r in asked)
        except TimeUpError as error:
            refused[name] = str(error.shared_out())
        except DetenteError as error:
            refused[name] = error.problems[0].message if isinstance(error, ConflictFileError) else str(error)
    return Asked(request.conflict, request.accounts, results, refused)


def lighter(result: Any) -> Any:
    """Leave out of a result what a report has no room for.

    That is the sanctions on which all that holds rests, and of very many states all but the first.
    """
    if isinstance(result, Ultimatums) and result.sanctions is not None:
        return replace(result, sanctions=None)
    return fewer(result)


def fewer(result: Any) -> Any:
    """Leave out of a result all but the first of very many states."""
    many = isinstance(result, Analysis) and result.game.listed and result.game.size > MANY
    if many and result.most != MOST_LISTED:
        return replace(result, most=MOST_LISTED)
    return result


def with_defaults(question: Question, request: Request) -> Request:
    """Ask as the command line does where nothing else is said, and as the report does where that is not enough."""
    empty: dict[str, Any] = {
        a.name: False if a.kind == "flag" else () if a.many else a.default for a in question.arguments
    }
    concepts = request.concepts if question.takes & {"concepts", "classical"} else None
    return replace(request, given=empty | dict(GIVEN.get(question.name, {})), concepts=concepts)


def not_asked(name: str, request: Request) -> str | None:
    """Say why a question is not asked along with the rest: empty where there is nothing to ask; None where it is."""
    conflict = request.conflict
    if name == "compare" and len(request.accounts) < 2:
        return ""
    if name == "ultimatum" and not conflict.ultimatums:
        return ""
    if name == "commit" and not any(under.shifts for under in request.under()):
        return ""
    if name == "robust":
        return _not_doubted(request)
    if (name == "phases" and not conflict.phases) or (name == "replay" and not conflict.timeline):
        return ""
    if name in ("replay", "phases"):
        if any(under.status_quo is None for under in request.under()):
            return ""
        if name == "phases":
            return _too_many(name, request)
        sizes = [game.feasible.count for game in request.carried() if not game.listed]
        told = f"with {quantity(max(sizes, default=0))} states this takes longer than a report should"
        return f"{told}; 'detente replay' answers it" if sizes else None
    if name == "mistaken" and not any(under.beliefs for under in request.under()):
        return ""
    if name == "factions" and not conflict.factions:
        return ""
    if name in ("settle", "rounds") and conflict.terms is None:  # then it says what `better` says
        return ""
    if name == "whatif" and not any(DIPLOMACY in o.tags for c in request.under() for o in c.options.values()):
        return ""
    return (
        _too_many(name, request)
        if name in ("pivot", "coalitions", "better", "settle", "rounds", "mistaken")
        else None
    )


def _too_many(name: str, request: Request) -> str | None:
    """Say that there are more states than a question about games near by is asked of here; None where there are not."""
    largest = max((game.feasible.count for game in request.carried()), default=0)
    groups = 2 ** len(request.conflict.decision_makers)
    if not all(game.listed for game in request.carried()):
        return f"with {quantity(largest)} states, they are not listed, which this needs"
    if largest > MOST_STATES or (name == "coalitions" and largest * groups > MOST_LOOKED_AT):
        return f"with {largest:,} states this takes longer than a report should; 'detente {name}' answers it"
    return None


def _not_doubted(request: Request) -> str | None:
    """Say why it is not asked what hangs on the doubts: empty where there are none, or no order to vary."""
    accounts = request.under()
    if any(p.open for c in accounts for p in c.preferences.values()):
        return ""
    if not any(map(anything_doubted, accounts)):
        return ""
    if not any(doubts_of(c).doubts or needs_states(c) for c in accounts):
        return None
    if any(c.status_quo is None for c in accounts):
        return ""
    if not all(game.listed for game in request.carried()):
        return "its states are not listed, which this needs"
    largest = max((game.feasible.count for game in request.carried()), default=0)
    if largest > MOST_STATES:
        return f"with {largest:,} states this takes longer than a report should; 'detente robust' answers it"
    return None
