"""The sets of stable states, concept by concept, within one budget of time; and bounds for what is out of reach."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from detente.game.symbolic import Clock, Diagram, LimitError, StateSet, SymbolicGame, conjunction, limited
from detente.stability.symbolic.concepts import gmr, nash, smr
from detente.stability.symbolic.sequential import seq

BOUND_SECONDS = 5.0  # for one bound
TRIES = 3
TRY_SECONDS = 1.0
NODES_TO_DRAW_FROM = 100_000

Sets = tuple[StateSet | None, ...]


class Work:
    """What has been found so far.

    Each concept has an equal part of the time that is left, and in it each decision maker, so that what is quick
    leaves its time to what follows, and one that is hard leaves the others known.
    """

    def __init__(self, game: SymbolicGame, concepts: Sequence[str], seconds: float) -> None:
        self.game = game
        self.stable: dict[str, Sets] = {}
        self.equilibria: dict[str, StateSet] = {}
        self.incomplete: dict[str, str] = {}
        self._around: dict[str, Diagram] = {}  # what some of the decision makers would all stay in
        end = time.process_time() + seconds
        for k, concept in enumerate(concepts):
            self._find(concept, (end - time.process_time()) / (len(concepts) - k))

    def _find(self, concept: str, seconds: float) -> None:
        what = f"the equilibria under {concept.upper()}"
        end = time.process_time() + seconds
        makers = len(self.game.decision_makers)
        found: list[StateSet | None] = [None] * makers
        for i in range(makers):
            part = (end - time.process_time()) / (makers - i + 1)  # one part is for what they have in common
            try:
                found[i] = self._within(part, what, partial(self._one, concept, i))
            except LimitError as error:
                self.incomplete.setdefault(concept, str(error))
        self.stable[concept] = tuple(found)
        if concept not in self.incomplete:
            sets = [s.diagram for s in found if s is not None]
            try:
                self.equilibria[concept] = self._joint(concept, sets, end - time.process_time(), what)
            except LimitError as error:
                self.incomplete[concept] = str(error)

    def _within(self, seconds: float, what: str, ask: Callable[[Clock], Diagram]) -> StateSet:
        with limited(self.game.diagrams, seconds, what) as clock:
            return StateSet(self.game, ask(clock))

    def _one(self, concept: str, i: int, clock: Clock) -> Diagram:
        game = self.game
        if concept == "nash":
            return nash(game, i, clock)
        if concept == "gmr":
            return gmr(game, i, clock, game.allowed)
        possible = self._known("gmr", i, game.allowed)
        if concept == "smr":
            return smr(game, i, clock, possible)
        return seq(game, i, clock, self._known("nash", i, game.diagrams.false), possible)

    def _known(self, concept: str, i: int, otherwise: Diagram) -> Diagram:
        known = self.stable.get(concept, ())
        found = known[i] if known else None
        return otherwise if found is None else found.diagram

    def _joint(self, concept: str, sets: Sequence[Diagram], seconds: float, what: str) -> StateSet:
        """Give the states that are in all sets, the smallest diagrams first; how far that came is kept."""
        with limited(self.game.diagrams, seconds, what) as clock:
            for found in joined(self.game.allowed, sets, clock):
                self._around[concept] = found
        return StateSet(self.game, self._around.pop(concept))

    def bounds(self, concept: str) -> tuple[StateSet | None, StateSet | None]:
        """Give a set inside the equilibria of a concept out of reach, and one around them."""
        return self._inside(concept), self._outside(concept)

    def _outside(self, concept: str) -> StateSet | None:
        """Give what is around: what all stay in under GMR, and what those stay in of whom it is known."""
        if concept in self._around:
            return StateSet(self.game, self._around[concept])
        known = [s.diagram for s in self.stable[concept] if s is not None]
        begin = self.equilibria["gmr"].diagram if "gmr" in self.equilibria else self._around.get("gmr")
        if begin is None and not known:
            return None
        found = begin = self.game.allowed if begin is None else begin
        try:
            with limited(self.game.diagrams, BOUND_SECONDS, "") as clock:
                for found in joined(begin, known, clock):  # noqa: B007
                    pass
        except LimitError:
            pass  # what some of them stay in is around, too
        return StateSet(self.game, found)

    def _inside(self, concept: str) -> StateSet | None:
        """Give what is inside: all that is Nash-stable, or what all stay in with some options fixed."""
        sets = [
            nash if known is None else known
            for known, nash in zip(self.stable[concept], self.stable["nash"], strict=True)
        ]
        complete = [s.diagram for s in sets if s is not None]
        nash_too = self.equilibria.get("nash")
        if len(complete) < len(sets):
            return nash_too
        if None in self.stable[concept]:
            try:
                return self._within(
                    BOUND_SECONDS, "", lambda clock: [*joined(self.game.allowed, complete, clock)][-1]
                )
            except LimitError:
                pass
        some = self._with_options_fixed(complete)
        if some is not None and nash_too is not None:
            return some | nash_too
        return nash_too if some is None else some

    def _with_options_fixed(self, sets: Sequence[Diagram]) -> StateSet | None:
        """Give some states that are in all sets: those in which one decision maker has chosen as in a state drawn."""
        game, end = self.game, time.process_time() + BOUND_SECONDS
        for state in self._drawn(sets):
            for dm in game.decision_makers:
                if time.process_time() > end:
                    return None
                fixed = game.allowed
                for option in game.diagrams.own(dm):
                    taken = game.diagrams.option(option)
                    fixed = fixed & (taken if option in state else ~taken)
                try:
                    with limited(game.diagrams, TRY_SECONDS, "") as clock:
                        *_, found = joined(fixed, sets, clock)
                except LimitError:
                    continue
                if found.satisfiable():
                    return StateSet(game, found)
        return None

    def _drawn(self, sets: Sequence[Diagram]) -> list[frozenset[str]]:
        """Draw a few states from the sets of as many decision makers as can be joined at little cost."""
        begin = self.game.allowed
        try:
            with limited(self.game.diagrams, BOUND_SECONDS, "") as clock:
                for found in joined(self.game.allowed, sets, clock):
                    if found.node_count() > NODES_TO_DRAW_FROM:
                        break
                    begin = found
        except LimitError:
            pass
        if begin.node_count() > NODES_TO_DRAW_FROM:
            return []
        return [frozenset(s.taken) for s in StateSet(self.game, begin).sample(TRIES)]


def joined(begin: Diagram, sets: Sequence[Diagram], clock: Clock) -> Iterator[Diagram]:
    """Take what is in all sets, one set after the other, the smallest diagrams first; give what is left each time."""
    yield begin
    for part in sorted(sets, key=lambda d: int(d.node_count())):
        begin = conjunction(begin, part, clock)
        yield begin
