"""Answers for conflicts too large to list every state: the carrier is picked for each account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.cli.output import Output, one_part
from detente.conflict import Conflict, DetenteError
from detente.findings import machine
from detente.game import Game
from detente.game.carrier import build, choose
from detente.game.states import MOST_OPTIONS
from detente.game.symbolic import SymbolicGame
from detente.questions.analyze import (
    Analysis,
    LargeAnalysis,
    LargeEvolution,
    analyze,
    analyze_large,
    evolve_large,
)
from detente.questions.evolve import Evolution, evolve
from detente.questions.explain import Explanation, LargeExplanation, explain, explain_large
from detente.stability import concepts_for

if TYPE_CHECKING:
    from detente.findings.finding import Finding, Page


@dataclass(frozen=True)
class LargeConflict:
    """A conflict of which at least one account is too large to list."""

    conflict: Conflict
    games: tuple[Game | SymbolicGame, ...]
    why: tuple[str, ...]


def too_large_to_list(
    conflict: Conflict, accounts: Sequence[str], most_states: int | None
) -> LargeConflict | None:
    """Build the games where decision diagrams have to carry one of them; else give None."""
    chosen = [(conflict.under(a), choose(conflict.under(a), most_states=most_states)) for a in accounts]
    large = any(choice.carrier == "symbolic" for _, choice in chosen)
    if not large and all(len(under.option_ids) <= MOST_OPTIONS for under, _ in chosen):
        return None
    games = tuple(build(under, choice, most_states=most_states) for under, choice in chosen)
    return LargeConflict(conflict, games, tuple(choice.why for _, choice in chosen))


def analyze_each(
    output: Output, large: LargeConflict, concepts: Sequence[str] | None, seconds: float
) -> None:
    """What holds?"""
    found: list[Analysis | LargeAnalysis] = [
        analyze_large(game, concepts, why=why, seconds=seconds)
        if isinstance(game, SymbolicGame)
        else analyze(game, concepts)
        for game, why in zip(large.games, large.why, strict=True)
    ]

    def data() -> dict[str, Any]:
        first, accounts = found[0], large.conflict.accounts
        if isinstance(first, LargeAnalysis):
            return machine.large_analysis(first, accounts)
        return machine.analysis(first, accounts)

    output.give(lambda: _page(large, found), data, found[0].rows)


def evolve_each(
    output: Output, large: LargeConflict, start: str | None, concepts: Sequence[str] | None, seconds: float
) -> None:
    """How do we get there from here?"""
    found: list[Evolution | LargeEvolution] = [
        evolve_large(game, start=start, concepts=concepts, seconds=seconds)
        if isinstance(game, SymbolicGame)
        else evolve(game, start=start, concepts=concepts)
        for game in large.games
    ]

    def data() -> dict[str, Any]:
        first, accounts = found[0], large.conflict.accounts
        if isinstance(first, LargeEvolution):
            return machine.large_evolve(first, accounts)
        return machine.evolve(first, accounts)

    output.give(lambda: _page(large, found), data, found[0].rows)


def explain_each(
    output: Output,
    large: LargeConflict,
    state: str | None,
    dm: str | None,
    concepts: Sequence[str] | None,
    seconds: float,
) -> None:
    """Why does a state hold, or not?"""
    from detente.findings.explanation import explanation_finding
    from detente.findings.large import large_explanation_finding

    found: list[tuple[Game | SymbolicGame, Sequence[LargeExplanation] | Sequence[Explanation]]] = []
    findings: list[Finding] = []
    for game in large.games:
        if state is None and game.status_quo is None:
            raise DetenteError("the file has no 'status_quo'; name a state with --state")
        makers = list(game.decision_makers) if dm is None else [dm]
        if isinstance(game, SymbolicGame):
            asked = "status_quo" if state is None else state
            answers = explain_large(game, asked, makers, concepts, seconds=seconds)
            findings.append(large_explanation_finding(answers))
            found.append((game, answers))
        else:
            here = game.state("status_quo" if state is None else state)
            listed = [explain(game, here, d, c) for d in makers for c in concepts_for(game, concepts)]
            findings.append(explanation_finding(game, here, listed))
            found.append((game, listed))

    def data() -> dict[str, Any]:
        game, first = found[0]
        large_ones = [e for e in first if isinstance(e, LargeExplanation)]
        if large_ones:
            return machine.large_explanation(large_ones, large.conflict.accounts)
        listed = [e for e in first if isinstance(e, Explanation)]
        assert isinstance(game, Game)
        return machine.explanation(game, listed[0].state, listed, large.conflict.accounts)

    output.give(
        lambda: one_part(large.conflict, findings), data, lambda: [r for e in found[0][1] for r in e.rows()]
    )


def _page(
    large: LargeConflict, found: Sequence[Analysis | LargeAnalysis] | Sequence[Evolution | LargeEvolution]
) -> Page:
    from detente.findings.saying import finding

    return one_part(large.conflict, [finding(f) for f in found])
