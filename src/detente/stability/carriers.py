"""What is stable in a game, on the carrier that it has: the one place that knows which finds it how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.game import CarriedGame
from detente.stability.carried import CarriedStability
from detente.stability.choosing import check_classical, concepts_for, one_concept
from detente.stability.result import stable_states
from detente.stability.symbolic.result import CARRIED, SECONDS, symbolic_stability


@dataclass(frozen=True, slots=True)
class _Carrier:
    """How a carrier finds what is stable, and by which concepts."""

    find: Callable[[Any, Sequence[str] | None, float], Any]
    concepts: Callable[[Any, Sequence[str] | None], tuple[str, ...]]
    one: Callable[[Any, str], str]


_CARRIERS: Mapping[str, _Carrier] = {
    "dense": _Carrier(lambda game, concepts, _: stable_states(game, concepts), concepts_for, one_concept),
    "symbolic": _Carrier(
        lambda game, concepts, seconds: symbolic_stability(game, concepts, seconds=seconds),
        lambda _, concepts: check_classical(concepts, CARRIED),
        lambda _, concept: check_classical([concept], CARRIED)[0],
    ),
}


def stability_of(
    game: CarriedGame, concepts: Sequence[str] | None = None, *, seconds: float = SECONDS
) -> CarriedStability:
    """Find the stable states of a game on either carrier (see `stable_states` and `symbolic_stability`).

    Parameters
    ----------
    game : Game or SymbolicGame
    concepts : sequence of str, optional
    seconds : float
        Where decision diagrams carry the game: the limit on processor time.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.load("istanbul-2025").under("commentary")
    >>> [stability_of(g).held("seq").count for g in (conflict.game(), detente.symbolic_game(conflict))]
    [24, 24]
    """
    found: CarriedStability = _CARRIERS[game.carrier].find(game, concepts, seconds)
    return found


def concepts_of(game: CarriedGame, concepts: Sequence[str] | None = None) -> tuple[str, ...]:
    """Choose the concepts that a game is analysed by on its carrier (see `concepts_for`)."""
    return _CARRIERS[game.carrier].concepts(game, concepts)


def concept_of(game: CarriedGame, concept: str) -> str:
    """Check a concept that is asked for alone, and give its key (see `one_concept`)."""
    return _CARRIERS[game.carrier].one(game, concept)
