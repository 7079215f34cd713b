"""Stability of every state for every decision maker under the concepts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from detente.conflict import CLASSICAL, EXTENSIONS, NotInFileError, UnknownNameError, find_concept
from detente.game import Bools, Game, Ints, Row, State, Tabular
from detente.stability.concepts import CONCEPTS
from detente.stability.relations import stable_by_relation


@dataclass(frozen=True, eq=False)
class Stability(Tabular):
    """Which states are stable, for whom, under which concept.

    Attributes
    ----------
    game : Game
        What was asked about.
    concepts : tuple of str
        The concepts (see `check_concepts`).
    stable : mapping of str to array of bool, shape (decision makers, size)
        For each concept, decision maker and state: does the decision maker stay?
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Bools] = field(repr=False)

    def holds(self, concept: str) -> Bools:
        """Tell for each state whether it is an equilibrium: stable for every decision maker.

        A weak equilibrium is an equilibrium that is not a strong one: it is stable for all, and weakly for some.
        """
        if concept not in self.stable:
            raise UnknownNameError("concept", concept, self.concepts)
        known = find_concept(concept)
        if known.variant == "weak":
            tables = [self._table(c) for c in (known.base, f"{known.base}-strong")]
            return np.asarray(tables[0].all(axis=0) & ~tables[1].all(axis=0))
        return np.asarray(self.stable[concept].all(axis=0))

    def _table(self, concept: str) -> Bools:
        found = self.stable[concept] if concept in self.stable else _table(self.game, concept)
        return found

    def equilibria_at(self, concept: str) -> Ints:
        """Give the equilibria under a concept as positions in the arrays of the game."""
        return np.flatnonzero(self.holds(concept))

    def equilibria(self, concept: str) -> tuple[State, ...]:
        """List the equilibria under a concept."""
        return tuple(self.game.state(int(s)) for s in self.equilibria_at(concept))

    def stable_for(self, concept: str, dm: str) -> tuple[State, ...]:
        """List the states that are stable for one decision maker."""
        self.holds(concept)
        found = self.stable[concept][self.game.index(dm)]
        return tuple(self.game.state(int(s)) for s in np.flatnonzero(found))

    def rows(self) -> list[Row]:
        """Give a row per state: for each concept the decision makers who stay, and whether all do."""
        found: list[Row] = []
        held = {c: self.holds(c) for c in self.concepts}
        for index in range(self.game.size):
            row: dict[str, object] = {"state": self.game.state(index).id}
            for concept in self.concepts:
                stays = self.stable[concept][:, index]
                for dm, stable in zip(self.game.decision_makers, stays, strict=True):
                    row[f"{concept} {dm}"] = bool(stable)
                row[f"{concept} equilibrium"] = bool(held[concept][index])
            found.append(row)
        return found


def check_concepts(concepts: Sequence[str] | None, *, variants: bool = False) -> tuple[str, ...]:
    """Put the concepts into their usual order; the four classical ones where none is named.

    Parameters
    ----------
    concepts : sequence of str or None
    variants : bool
        Whether variants for strength and for unknown preference (``gmr-strong``, ``seq-b``) may be asked for.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    """
    for concept in concepts or ():
        if concept not in CONCEPTS and not (variants and find_concept(concept).variant):
            raise UnknownNameError("concept", concept, tuple(CONCEPTS))
    if not concepts:
        return tuple(c for c in CONCEPTS)
    order = {c: k for k, c in enumerate(CONCEPTS)}
    known = [find_concept(c) for c in dict.fromkeys(concepts)]
    return tuple(c.key for c in sorted(known, key=lambda c: (order[c.base], c.place)))


def concepts_for(game: Game, concepts: Sequence[str] | None = None) -> tuple[str, ...]:
    """Choose the concepts that a game is analysed by.

    Where nothing is unknown: those asked for; without any the four classical ones and, where preferences are graded,
    the strong and the weak form of GMR, SMR and SEQ. Where something is unknown: a concept without an extension stands
    for all four of its extensions, and none for all four of all.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    NotInFileError
        Where strong or weak stability is asked for and something is unknown.
    """
    chosen = check_concepts(concepts or CLASSICAL, variants=True)
    if not game.open:
        if game.graded and not concepts:
            strengths = [f"{c}-{v}" for c in CLASSICAL if c != "nash" for v in ("strong", "weak")]
            return check_concepts([*chosen, *strengths], variants=True)
        return chosen
    found: list[str] = []
    for concept in map(find_concept, chosen):
        if concept.variant not in ("", *EXTENSIONS):
            raise NotInFileError(
                f"{concept.name} is about degrees of preference, and in this file preferences are unknown; ask for "
                f"{', '.join(f'{concept.base}-{e}' for e in EXTENSIONS)}"
            )
        if not concept.variant and concept.base not in CLASSICAL:
            raise NotInFileError(f"{concept.name} has no form for unknown preferences here")
        found += [concept.key] if concept.variant else [f"{concept.base}-{e}" for e in EXTENSIONS]
    return check_concepts(found, variants=True)


def one_concept(game: Game, concept: str) -> str:
    """Check a concept that is asked for alone.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    NotInFileError
        Where preferences are unknown and no extension is named.
    """
    asked = concepts_for(game, [concept])
    if asked != (concept,):
        raise NotInFileError(f"in this file preferences are unknown; ask for one of {', '.join(asked)}")
    return concept


def stable_states(game: Game, concepts: Sequence[str] | None = None) -> Stability:
    """Find the stable states.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        Of ``nash``, ``gmr``, ``smr``, ``seq``, and their variants for strength and for unknown preference
        (``gmr-strong``, ``seq-b``); without it those of `concepts_for`.

    Returns
    -------
    Stability

    Raises
    ------
    UnknownNameError
        Where there is no such concept.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> found = stable_states(game)
    >>> [state.id for state in found.equilibria("nash")]
    ['betrayal']
    >>> [state.id for state in found.equilibria("seq")]
    ['betrayal', 'silence']
    """
    chosen = concepts_for(game, concepts)
    found: dict[str, Bools] = {}
    for concept in chosen:
        if (
            find_concept(concept).variant == "weak"
            and f"{concept[:3]}-strong" in found
            and concept[:3] in found
        ):
            table = found[concept[:3]] & ~found[f"{concept[:3]}-strong"]
        else:
            table = _table(game, concept)
        table.flags.writeable = False
        found[concept] = table
    return Stability(game, chosen, MappingProxyType(found))


def _table(game: Game, concept: str) -> Bools:
    makers = range(len(game.decision_makers))
    return np.array([_stays(game, i, concept) for i in makers], dtype=bool).reshape(len(makers), game.size)


def _stays(game: Game, i: int, concept: str) -> Bools:
    return CONCEPTS[concept](game, i) if concept in CONCEPTS else stable_by_relation(game, i, concept)
